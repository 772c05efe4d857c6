//! From rows of spans to a table: arithmetic, then names.

mod operators;
mod problem;
mod solved;

use ontleed_dutch::{Missing, find_unit};
use ontleed_model::{Status, TableKind, Verdict};
use ontleed_text::{Source, Span};

use crate::about;
use crate::changes;
use crate::doubt;
use crate::header;
use crate::kinds;
use crate::lex::{Head, Lexed, Raw, Tail, numbered, uncounted};
use crate::rows;
use crate::solve::{self, Solution};
use crate::table::{Column, Row, Table};
use crate::vocabulary::Measure;

/// The table that lexed rows make, perhaps the first of a region. `None` where nothing in them is a value.
pub(crate) fn table(
    source: &Source<'_>,
    lexed: &Lexed,
    span: Span,
    is_first: bool,
) -> Option<Table> {
    if lexed.rows.iter().all(|row| row.tail == Tail::None) {
        return None;
    }
    let (mut solution, mut rows) = solved(source, lexed);
    let is_open = |row: usize| rows[row].status == Status::Ambiguous;
    if let Some((left, totals)) = uncounted::left_empty(source, lexed, is_open) {
        let (other, read) = solved(source, &left);
        let is_sum = |row: usize| other.relations.iter().any(|sum| sum.is_of_rows(row));
        if totals.into_iter().all(is_sum) {
            (solution, rows) = (other, read);
        }
    }
    leave_numbers(source, lexed, &mut solution, &mut rows);
    let unit = rows.first_mut().and_then(|row| rows::strip_unit(source, row));
    let is_card = name_rows(source, lexed, span, &mut rows);
    if !is_card && rows.iter().any(|row| row.measure.is_some()) {
        doubt::doubt_short(&mut rows, solution.columns);
    }
    let header = if is_card { &[] } else { lexed.header.as_slice() };
    let behind = usize::from(Raw::any_ends_in_words(&lexed.rows));
    let mut columns = columns(source, header, lexed, solution.columns + behind);
    if columns.iter().all(|column| column.label.is_empty()) {
        columns = columns_but_last(source, header, lexed, &rows, columns.len()).unwrap_or(columns);
    }
    let is_unnamed = rows::is_unnamed(&rows);
    let is_form = is_unnamed || rows::begins_with_measure(source, &rows);
    let form = is_form.then(|| about::form(source, &columns, span)).flatten();
    let title = || {
        // Names of columns that are none are the heading of a card and a sentence.
        let is_unnamed = matches!(columns.as_slice(), [column] if column.label.is_empty());
        let of_parts = rows::name_of_parts(&rows).filter(|_| header.is_empty() || is_unnamed);
        let of_card = || rows.first()?.label.first().copied();
        let above = || about::title(source, header, &columns, span, is_first);
        of_parts.or_else(|| if is_card { of_card() } else { above() })
    };
    let title = form.map_or_else(title, |form| Some(form.name));
    let kind = match form {
        Some(form) => {
            if is_unnamed {
                rows[0].label.push(form.name);
            }
            TableKind::Indicators
        }
        None if is_card => TableKind::Saldo,
        None => kinds::kind(source, title, header, &columns, &rows),
    };
    complete(source, kind, title, header, &mut rows, &mut columns);
    let unit = unit
        .or_else(|| about::unit(source, header))
        .or_else(|| about::unit_above(source, span))
        .or_else(|| about::unit_below(source, &rows, span))
        .or_else(|| about::unit_of_cells(source, &rows));
    // A rate has a number in its name that is no scale: `Aantal per 1.000 leerlingen`.
    let stated = unit.and_then(|unit| find_unit(source.slice(unit)));
    let scale =
        stated.and_then(|stated| stated.value.scale).map(|scale| 10_u32.pow(scale.exponent()));
    let unit = form.and_then(|form| form.unit).or(unit);
    let relations = solution.relations.into_iter();
    let relations = relations.filter_map(|found| solved::relation(found, lexed.words)).collect();
    Some(Table { span, kind, title, unit, scale, columns, rows, relations })
}

/// Leaves numbers before the cells to the labels where sums then decide all those rows, and contradict none. Where they
/// do not decide, a row that is contradicted with its number is open.
fn leave_numbers(source: &Source<'_>, lexed: &Lexed, solution: &mut Solution, rows: &mut Vec<Row>) {
    let is_wrong = |row: &Row| row.cells.iter().any(|cell| cell.verdict == Verdict::Contradicted);
    let is_open = |row: &Row| row.status == Status::Ambiguous || is_wrong(row);
    if !rows.iter().any(is_open) {
        return;
    }
    let is_unproven = |row: usize| !doubt::is_borne_out(source, &rows[row]);
    let Some((left, moved)) = numbered::left_to_labels(source, lexed, is_unproven) else { return };
    let (other, read) = solved(source, &left);
    // A wrong figure is not the number of a label because its row comes out without it.
    if read.iter().any(is_wrong) {
        return;
    }
    let is_proven = |row: &Row| row.status == Status::Proven && doubt::is_borne_out(source, row);
    if moved.iter().all(|&row| is_proven(&read[row])) {
        (*solution, *rows) = (other, read);
        return;
    }
    for row in moved {
        if is_wrong(&rows[row]) {
            rows[row].status = Status::Ambiguous;
        }
    }
}

/// The rows as the sums of the table read them.
fn solved(source: &Source<'_>, lexed: &Lexed) -> (Solution, Vec<Row>) {
    let read = problem::read(source, lexed);
    let operators = operators::operators(source, lexed);
    let mut problem = problem::problem(source, lexed, &read, &operators);
    let mut solution = solve::solve(&problem);
    let behind = usize::from(Raw::any_ends_in_words(&lexed.rows));
    let named = |count: usize| {
        let mut columns = columns(source, &lexed.header, lexed, count + behind);
        columns.truncate(lexed.words + count);
        columns.split_off(lexed.words)
    };
    if problem::take_names(&mut problem, &solution, &lexed.header, named) {
        solution = solve::solve(&problem);
    }
    let mut rows = solved::rows(source, lexed, &read, &solution);
    solved::name_classes(source, &mut rows);
    operators::leave_labels(source, &mut rows, &operators);
    let is_sum = |row: usize| solution.relations.iter().any(|sum| sum.is_of_rows(row));
    doubt::doubt(source, lexed, solution.columns, is_sum, &mut rows);
    (solution, rows)
}

/// The columns of words, then those of values; the former are unnamed where the header names only the latter, and those are for
/// which it has no cell.
fn columns(source: &Source<'_>, header: &[Vec<Head>], lexed: &Lexed, values: usize) -> Vec<Column> {
    let words = lexed.words;
    let unnamed = if lexed.width == Some(values) { lexed.unnamed.as_slice() } else { &[] };
    let named = values - unnamed.len();
    let mut columns = header::columns(source, header, words + named);
    if words > 0 && columns.iter().all(|column| column.label.is_empty()) {
        let of_words = std::iter::repeat_n(Column::default(), words);
        columns = of_words.chain(header::columns(source, header, named)).collect();
    }
    for at in unnamed {
        columns.insert(words + at, Column::default());
    }
    columns
}

/// The columns where the header has no cell for the last, of words: letters or remarks behind amounts.
fn columns_but_last(
    source: &Source<'_>,
    header: &[Vec<Head>],
    lexed: &Lexed,
    rows: &[Row],
    count: usize,
) -> Option<Vec<Column>> {
    let named = count.checked_sub(1).filter(|named| *named > lexed.words)?;
    let mut last = rows
        .iter()
        .flat_map(|row| &row.cells)
        .filter(|cell| lexed.words + cell.column == named)
        .peekable();
    last.peek()?;
    if last.any(|cell| cell.missing != Some(Missing::Text)) {
        return None;
    }
    let mut columns = header::columns(source, header, named);
    columns.push(Column::default());
    Some(columns)
}

/// Names the rows and says which are parts of others, and whether the table is a card.
fn name_rows(source: &Source<'_>, lexed: &Lexed, span: Span, rows: &mut [Row]) -> bool {
    let title = lexed.header.last().and_then(|row| row.first()).map(|head| head.span);
    let is_card = rows::name_card(source, rows, title.or_else(|| name_above(source, span)));
    rows::name(source, rows);
    rows::parents(source, rows);
    is_card
}

/// The nearest line above a card, where it can be its name.
fn name_above(source: &Source<'_>, span: Span) -> Option<Span> {
    /// How many lines above a card its name is looked for, and how long a name is, in bytes.
    const ABOVE: usize = 4;
    const LONGEST: usize = 120;
    about::line_above(source, span, ABOVE).filter(|line| line.len() <= LONGEST)
}

/// What rows and columns hold in a table of that kind.
fn complete(
    source: &Source<'_>,
    kind: TableKind,
    title: Option<Span>,
    header: &[Vec<Head>],
    rows: &mut [Row],
    columns: &mut [Column],
) {
    header::amounts_of_words(source, rows, columns);
    match kind {
        TableKind::Indicators => header::values_of_years(header, columns),
        TableKind::Bijstellingen => {
            changes::find(source, rows);
            changes::place_zeros(rows);
            if let [column] = columns {
                let names_other = title.is_some_and(|title| header::names_measure(source, title));
                column.measure = column.measure.or((!names_other).then_some(Measure::Mutatie));
            }
        }
        TableKind::BatenLasten => {
            header::balance_of_rows(columns, || rows::sides_of_labels(source, rows));
            rows::sides(source, rows, columns);
            header::side_of_title(source, title, rows, columns);
            header::measure_of_title(source, title, columns);
        }
        TableKind::Afwijkingen => header::deviations_of_title(source, title, columns),
        _ => {}
    }
}
