//! From rows of spans to a table: arithmetic, then names.

use std::collections::BTreeSet;

use ontleed_dutch::{Missing, Unit, find_unit};
use ontleed_text::{Source, Span};
use rust_decimal::Decimal;

use crate::about;
use crate::changes;
use crate::doubt;
use crate::header;
use crate::kinds;
use crate::lex::{Lexed, Raw, Tail};
use crate::notation::{self, Notation};
use crate::rows;
use crate::solve;
use crate::table::{Cell, Kind, Outcome, Relation, Row, Shape, Status, Table, Verdict};
use crate::thousands;
use crate::vocabulary::Measure;

/// How many lines above a card its name is looked for, and how long a name is.
const ABOVE: usize = 4;
const LONGEST_TITLE: usize = 120;

/// The table that lexed rows make. `None` where nothing in them is a value.
pub(crate) fn table(source: &Source<'_>, lexed: &Lexed, span: Span) -> Option<Table> {
    if lexed.rows.iter().all(|row| row.tail == Tail::None) {
        return None;
    }
    let read = read_all(source, lexed);
    let problem = problem(source, lexed, &read);
    let solution = solve::solve(&problem);
    let mut rows: Vec<Row> = Vec::with_capacity(lexed.rows.len());
    let is_dotted = some_cell_holds(source, lexed, |byte| *byte == b'.');
    let mut surpluses = 0;
    for ((at, raw), read) in lexed.rows.iter().enumerate().zip(&read) {
        let mut row = solution
            .rows
            .get(at)
            .map_or_else(Row::default, |solved| row(source, raw, read, solved));
        if lexed.words > 0 && raw.tail != Tail::None {
            insert_words(source, &mut row, &raw.words, lexed.words);
        }
        if is_cut_off(source, raw, &row, solution.columns + lexed.words) {
            row.status = Status::Ambiguous;
        }
        let is_surplus = surplus(source, raw);
        surpluses += usize::from(is_surplus);
        let is_doubtful = is_surplus
            || doubt::is_open(source, lexed, raw, &row, solution.columns, is_dotted)
            || numbers_its_label(source, raw, &row, solution.columns)
            || sticks_together(source, raw, solution.columns)
            || is_dotted && begins_with_year(source, raw);
        if is_doubtful {
            row.status = Status::Ambiguous;
        }
        row.parent = solution.parents.get(at).copied().flatten();
        rows.push(row);
    }
    let loose = lexed.rows.iter().filter(|raw| matches!(raw.tail, Tail::Loose(_))).count();
    let is_short = surpluses > 1 && surpluses * 4 >= loose;
    if is_short || lacks_columns(source, lexed, solution.columns) {
        doubt_loose_rows(lexed, &mut rows);
    }
    doubt_moved_rows(lexed, &mut rows);
    thousands::doubt_unnamed(source, &mut rows);
    if some_cell_holds(source, lexed, |byte| matches!(byte, b' ' | 0xC2)) {
        thousands::doubt(source, &mut rows, lexed.joined);
    }
    let unit = rows.first_mut().and_then(|row| rows::strip_unit(source, row));
    let title = lexed.header.last().and_then(|row| row.first()).map(|head| head.span);
    let is_card = rows::name_card(source, &mut rows, title.or_else(|| name_above(source, span)));
    rows::name(source, &mut rows);
    rows::parents(source, &mut rows);
    if rows.iter().any(|row| row.measure.is_some()) && !is_card {
        doubt_short_rows(&mut rows, solution.columns);
    }
    let header = if is_card { &[] } else { lexed.header.as_slice() };
    let mut columns = header::columns(source, header, solution.columns + lexed.words);
    let title = if is_card { None } else { about::title(source, header, &columns, span) };
    let title = title.or_else(|| rows.first().filter(|_| is_card)?.label.first().copied());
    let title = rows::name_of_parts(&rows).filter(|_| header.is_empty()).or(title);
    let form = rows::is_unnamed(&rows).then(|| about::form(source, &columns)).flatten();
    let title = form.map(|form| form.name).or(title);
    let kind = match form {
        Some(form) => {
            rows[0].label.push(form.name);
            Kind::Indicators
        }
        None if is_card => Kind::Saldo,
        None => kinds::kind(source, title, header, &columns, &rows),
    };
    if kind == Kind::Indicators {
        header::values_of_years(source, header, &mut columns);
    }
    if kind == Kind::Bijstellingen {
        changes::find(source, &mut rows);
        changes::place_zeros(&mut rows);
        if let [column] = columns.as_mut_slice() {
            let names_other = title.is_some_and(|title| header::names_measure(source, title));
            column.measure = column.measure.or((!names_other).then_some(Measure::Mutatie));
        }
    }
    if kind == Kind::BatenLasten {
        rows::sides(source, &mut rows, &columns);
        header::side_of_title(source, title, &rows, &mut columns);
    }
    let unit = unit.or_else(|| about::unit(source, header));
    let unit = unit.or_else(|| about::unit_above(source, span));
    let unit = unit.or_else(|| about::unit_below(source, &rows, span));
    // A rate has a number in its name that is no scale: `Aantal per 1.000 leerlingen`.
    let stated = unit.and_then(|unit| find_unit(source.slice(unit)));
    let scale =
        stated.and_then(|stated| stated.value.scale).map(|scale| 10_u32.pow(scale.exponent()));
    let unit = form.and_then(|form| form.unit).or(unit);
    let relations = solution.relations.into_iter().map(|found| relation(found, lexed.words));
    Some(Table { span, kind, title, unit, scale, columns, rows, relations: relations.collect() })
}

/// Puts the columns of words before the values. Where the words could not be told from the label
/// the row is in doubt.
fn insert_words(source: &Source<'_>, row: &mut Row, words: &[Span], count: usize) {
    for cell in &mut row.cells {
        cell.column += count;
    }
    for reading in &mut row.readings {
        reading.splice(..0, std::iter::repeat_n(None, count));
    }
    if words.is_empty() {
        row.status = Status::Ambiguous;
        return;
    }
    let cells = words
        .iter()
        .enumerate()
        .filter_map(|(column, span)| cell(source, column, Shown::of(*span), &[]));
    row.cells.splice(..0, cells.collect::<Vec<_>>());
}

/// Targets and results obey no sums, and each row has its own unit: nothing tells where dropped
/// cells stood.
fn doubt_short_rows(rows: &mut [Row], columns: usize) {
    for row in
        rows.iter_mut().filter(|row| row.status == Status::Proven && row.cells.len() < columns)
    {
        row.status = Status::Ambiguous;
    }
}

/// Whether a glued row may have lost its end: the text ends with it and cells are missing.
fn is_cut_off(source: &Source<'_>, raw: &Raw, row: &Row, columns: usize) -> bool {
    matches!(raw.tail, Tail::Glued(_))
        && row.cells.len() < columns
        && source.text()[raw.span.range().end..].trim().is_empty()
}

/// Whether the first cell of a row with dropped cells may be the end of its label: `Programma 1 352 76`.
fn numbers_its_label(source: &Source<'_>, raw: &Raw, row: &Row, columns: usize) -> bool {
    let (Tail::Loose(cells), Some(label)) = (&raw.tail, raw.label.last()) else { return false };
    let Some(first) = cells.first().filter(|_| cells.len() > 1 && cells.len() < columns) else {
        return false;
    };
    let text = source.slice(*first);
    let is_short = text.len() < 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    row.status != Status::Ambiguous
        && (is_short || notation::year(text).is_some())
        && label.end <= first.start
        && source.slice(Span::new(label.end, first.start)) == " "
}

/// Whether the label of a row ends in an amount: it shows a cell more than the table has columns.
fn surplus(source: &Source<'_>, raw: &Raw) -> bool {
    let (Tail::Loose(cells), Some(label)) = (&raw.tail, raw.label.last()) else { return false };
    let Some(first) = cells.first() else { return false };
    let text = source.slice(*label);
    let Some((name, last)) = text.rsplit_once(' ') else { return false };
    // `Bestuur 98 227`: thousands may stand apart from what follows.
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-'));
    let digits = last.strip_prefix('-').unwrap_or(last);
    let is_amount = last.len() > 2
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && notation::year(last).is_none();
    is_amount
        && name.ends_with(char::is_alphabetic)
        && notation::read(last).is_some_and(|read| read.value.is_some())
        && label.end <= first.start
        && source.slice(Span::new(label.end, first.start)).trim().is_empty()
}

/// Whether a cell of a row seems to be two that stick together: `0207`, or in a row with too few cells a long number without
/// the dots of others, or an amount with its percentage.
fn sticks_together(source: &Source<'_>, raw: &Raw, columns: usize) -> bool {
    let Tail::Loose(cells) = &raw.tail else { return false };
    let texts = || cells.iter().map(|cell| source.slice(*cell));
    let is_dotted = texts().any(|text| text.contains('.'));
    let is_short = cells.len() < columns;
    texts().any(|text| {
        let digits = text.trim_start_matches('-').trim_end_matches(['%', '*']);
        let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        is_plain
            && (cells.len() > 1 && digits.len() > 1 && digits.starts_with('0')
                || is_short && is_dotted && digits.len() > 4
                || is_short && text.ends_with('%') && digits.len() > 1)
    })
}

/// Whether a cell is a year that sticks to a number, in a table whose numbers have dots: `2018874`.
fn begins_with_year(source: &Source<'_>, raw: &Raw) -> bool {
    given_cells(raw).iter().map(|cell| source.slice(*cell)).any(|text| {
        text.len() > 4
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && notation::year(&text[..4]).is_some()
    })
}

/// Whether a byte stands in a cell that the text itself separates.
fn some_cell_holds(source: &Source<'_>, lexed: &Lexed, byte: fn(&u8) -> bool) -> bool {
    let mut cells = lexed.rows.iter().flat_map(given_cells);
    cells.any(|cell| source.slice(*cell).as_bytes().iter().any(byte))
}

/// The cells that the text itself separates.
fn given_cells(raw: &Raw) -> &[Span] {
    match &raw.tail {
        Tail::Placed(cells) | Tail::Loose(cells) => cells,
        Tail::None | Tail::Glued(_) => &[],
    }
}

/// Whether cells were dropped and the header names more columns than any row shows: the places of
/// all cells are then open.
fn lacks_columns(source: &Source<'_>, lexed: &Lexed, columns: usize) -> bool {
    let sizes = || {
        lexed.rows.iter().filter_map(|raw| match &raw.tail {
            Tail::Loose(cells) => Some(cells.len()),
            Tail::Glued(_) => Some(0),
            Tail::None | Tail::Placed(_) => None,
        })
    };
    let columns = columns + lexed.words;
    if sizes().all(|size| size == columns) {
        return false;
    }
    let named = lexed.named(source);
    let more = sizes().any(|size| size < columns) && named.iter().all(|&n| n > columns);
    let overfull = sizes().any(|size| size > columns && named.contains(&size));
    let exact = sizes().any(|size| named.contains(&size)) && named.iter().all(|&n| n < columns);
    !named.is_empty() && (more || exact || overfull && !named.contains(&columns))
}

/// Rows that may have moved to the left: in a table that shows empty cells at the end of rows and nowhere else, cells
/// were dropped before the rows were filled up.
fn doubt_moved_rows(lexed: &Lexed, rows: &mut [Row]) {
    let shape = |raw: &Raw| match &raw.tail {
        Tail::Placed(cells) => {
            let held = cells.iter().rposition(|cell| !cell.is_empty())? + 1;
            let inside = cells[..held].iter().any(|cell| cell.is_empty());
            Some((held, inside))
        }
        Tail::None | Tail::Loose(_) | Tail::Glued(_) => None,
    };
    let shapes: Vec<_> = lexed.rows.iter().map(shape).collect();
    let shown = || shapes.iter().flatten();
    let Some(last) = shown().map(|&(held, _)| held).max() else { return };
    let lengths: BTreeSet<usize> = shown().map(|&(held, _)| held).collect();
    // One shorter length is a column that ends early; several are cells lost here and there.
    if shown().any(|&(_, inside)| inside) || lengths.len() < 3 {
        return;
    }
    for (shape, row) in shapes.iter().zip(rows) {
        if shape.is_some_and(|(held, _)| held > 1 && held < last) {
            row.status = Status::Ambiguous;
        }
    }
}

fn doubt_loose_rows(lexed: &Lexed, rows: &mut [Row]) {
    for (raw, row) in lexed.rows.iter().zip(rows) {
        if matches!(raw.tail, Tail::Loose(_) | Tail::Glued(_)) {
            row.status = Status::Ambiguous;
        }
    }
}

/// The nearest line above a card, where it can be its name.
fn name_above(source: &Source<'_>, span: Span) -> Option<Span> {
    about::line_above(source, span, ABOVE).filter(|line| line.len() <= LONGEST_TITLE)
}

/// The cells of each row, read; a short number in brackets is negative where longer ones are.
fn read_all(source: &Source<'_>, lexed: &Lexed) -> Vec<Vec<Option<Notation>>> {
    let mut read: Vec<Vec<Option<Notation>>> =
        lexed.rows.iter().map(|raw| read(source, &raw.tail)).collect();
    let is_bracketed = |(cell, read): (&Span, &Option<Notation>)| {
        read.is_some() && source.slice(*cell).starts_with('(')
    };
    let mut pairs = lexed
        .rows
        .iter()
        .map(given_cells)
        .zip(&read)
        .flat_map(|(cells, read)| cells.iter().zip(read));
    if pairs.any(is_bracketed) {
        for (raw, read) in lexed.rows.iter().zip(&mut read) {
            for (cell, read) in given_cells(raw).iter().zip(read) {
                *read = read.take().or_else(|| notation::read_in_brackets(source.slice(*cell)));
            }
        }
    }
    read
}

/// The cells that the text itself separates, read.
fn read(source: &Source<'_>, tail: &Tail) -> Vec<Option<Notation>> {
    match tail {
        Tail::Placed(cells) | Tail::Loose(cells) => {
            cells.iter().map(|cell| notation::read_cell(source.slice(*cell))).collect()
        }
        Tail::None | Tail::Glued(_) => Vec::new(),
    }
}

fn problem<'t>(
    source: &Source<'t>,
    lexed: &Lexed,
    read: &[Vec<Option<Notation>>],
) -> solve::Problem<'t> {
    let rows = lexed.rows.iter().zip(read);
    let rows = rows.map(|(raw, read)| solve::Row { tail: tail(source, raw, read) }).collect();
    let mut columns: Vec<usize> = lexed.width.into_iter().collect();
    let is_open = lexed.rows.iter().any(|raw| matches!(raw.tail, Tail::Glued(_)));
    if is_open || columns.is_empty() {
        for count in lexed.named(source) {
            if !columns.contains(count) {
                columns.push(*count);
            }
        }
    }
    solve::Problem { rows, undotted: shows_undotted(source, lexed), columns, ..Default::default() }
}

fn tail<'t>(source: &Source<'t>, raw: &Raw, read: &[Option<Notation>]) -> solve::Tail<'t> {
    match &raw.tail {
        Tail::None => solve::Tail::None,
        Tail::Placed(_) | Tail::Loose(_) => {
            solve::Tail::Cells(read.iter().map(|read| value(read.as_ref())).collect())
        }
        Tail::Glued(span) => {
            let text = source.slice(*span);
            let before = source.text().get(raw.span.range().start..span.range().start);
            let before = before.unwrap_or_default();
            solve::Tail::Glued { text, label_ends: rows::label_ends(text, before) }
        }
    }
}

/// A number of four digits without a dot, in a cell of its own.
fn shows_undotted(source: &Source<'_>, lexed: &Lexed) -> bool {
    let cells = lexed.rows.iter().flat_map(given_cells);
    cells.map(|cell| source.slice(*cell)).any(|text| {
        let digits = text.trim_matches(|c: char| !c.is_ascii_digit());
        digits.len() > 3
            && digits.bytes().all(|b| b.is_ascii_digit())
            && notation::year(digits).is_none()
    })
}

/// What a cell is in sums; `None` where it is blank.
fn value(read: Option<&Notation>) -> Option<solve::Value> {
    let Some(read) = read else { return Some(solve::Value::OPAQUE) };
    let Some(value) = read.value else {
        return match read.missing {
            None => None,
            Some(Missing::Dash) => Some(solve::Value::NIL),
            Some(_) => Some(solve::Value::OPAQUE),
        };
    };
    let decimals = u8::try_from(value.scale()).unwrap_or(u8::MAX);
    let mantissa = value.mantissa();
    let largest = if mantissa < 0 { i64::MIN } else { i64::MAX };
    let mantissa = i64::try_from(mantissa).unwrap_or(largest);
    Some(if read.unit == Some(Unit::Percent) {
        solve::Value::percent(mantissa, decimals)
    } else {
        solve::Value::number(mantissa, decimals)
    })
}

/// A cell of a row before it is told: where it is, its number among those that the text separates,
/// and what sums say of it.
#[derive(Clone, Copy)]
struct Shown {
    span: Span,
    given: Option<usize>,
    verdict: solve::Verdict,
}

impl Shown {
    /// A cell that no sum tests.
    fn of(span: Span) -> Self {
        Self { span, given: None, verdict: solve::Verdict::Unverified }
    }
}

fn row(
    source: &Source<'_>,
    raw: &Raw,
    read: &[Option<Notation>],
    solved: &solve::RowSolution,
) -> Row {
    let mut row = Row {
        span: raw.span,
        label: raw.label.clone(),
        code: raw.code,
        group: raw.group,
        ..Row::default()
    };
    if raw.tail == Tail::None {
        return row;
    }
    row.status = match solved.status {
        solve::Status::Read => Status::Read,
        solve::Status::Proven => Status::Proven,
        solve::Status::Ambiguous => Status::Ambiguous,
    };
    let shown = |reading: &solve::Reading| -> Vec<Option<Shown>> {
        reading.cells.iter().map(|cell| place(&raw.tail, cell.as_ref()?.source)).collect()
    };
    let mut best = match solved.readings.first() {
        Some(reading) => shown(reading),
        // No reading: what the text shows, in its order, and nothing claimed of it.
        None => as_printed(&raw.tail),
    };
    for (shown, verdict) in best.iter_mut().zip(&solved.verdicts) {
        for shown in shown.iter_mut() {
            shown.verdict = *verdict;
        }
    }
    if let (Tail::Glued(tail), Some(reading)) = (&raw.tail, solved.readings.first()) {
        extend_label(source, &mut row, tail.start, reading.label_end);
    }
    if let Tail::Glued(tail) = &raw.tail {
        take_letter(source, *tail, &mut best);
    }
    let cells = best.iter().enumerate();
    row.cells = cells.filter_map(|(column, shown)| cell(source, column, (*shown)?, read)).collect();
    if row.status == Status::Ambiguous {
        let spans =
            |reading| shown(reading).iter().map(|cell| cell.map(|cell| cell.span)).collect();
        row.readings = solved.readings.iter().map(spans).collect();
    }
    row
}

/// The letter behind a glued row belongs to its last cell.
fn take_letter(source: &Source<'_>, tail: Span, cells: &mut [Option<Shown>]) {
    let behind = &source.text()[tail.range().end..];
    let letter = behind.strip_prefix(" N").or_else(|| behind.strip_prefix(" V"));
    if letter.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        && let Some(last) = cells.iter_mut().flatten().last()
        && last.span.end == tail.end
    {
        last.span.end += 2;
    }
}

fn as_printed(tail: &Tail) -> Vec<Option<Shown>> {
    match tail {
        Tail::None => Vec::new(),
        Tail::Placed(cells) | Tail::Loose(cells) => {
            (0..cells.len()).map(|at| given(cells, at)).collect()
        }
        Tail::Glued(span) => vec![Some(Shown::of(*span))],
    }
}

fn place(tail: &Tail, from: solve::Source) -> Option<Shown> {
    match (tail, from) {
        (Tail::Glued(span), solve::Source::Span(start, end)) => {
            Some(Shown::of(Span::new(start + span.start, end + span.start)))
        }
        (Tail::Placed(cells) | Tail::Loose(cells), solve::Source::Given(at)) => {
            given(cells, at as usize)
        }
        _ => None,
    }
}

fn given(cells: &[Span], at: usize) -> Option<Shown> {
    Some(Shown { given: Some(at), ..Shown::of(*cells.get(at)?) })
}

/// The digits at the start of a glued tail that belong to the label.
fn extend_label(source: &Source<'_>, row: &mut Row, tail_start: u32, length: usize) {
    if length == 0 {
        return;
    }
    let digits = Span::at(0, length).shift(tail_start);
    match row.label.last_mut() {
        Some(label) => label.end = source.trim(digits).end,
        None => row.label.push(source.trim(digits)),
    }
}

fn cell(
    source: &Source<'_>,
    column: usize,
    shown: Shown,
    read: &[Option<Notation>],
) -> Option<Cell> {
    let span = without_currency(source, shown.span);
    let unit = (span != shown.span).then_some(Unit::Eur);
    let text = source.slice(span);
    if text.trim().is_empty() {
        return None;
    }
    let verdict = match shown.verdict {
        solve::Verdict::Confirmed => Verdict::Confirmed,
        solve::Verdict::Contradicted => Verdict::Contradicted,
        solve::Verdict::Unverified => Verdict::Unverified,
    };
    let known = shown.given.filter(|_| span == shown.span).and_then(|at| read.get(at));
    let read = known.map_or_else(|| notation::read_cell(text), Option::clone);
    let read = read.unwrap_or(Notation { missing: Some(Missing::Text), ..Notation::default() });
    let marks = read.marks.map(|at| Span::at(span.range().start + at, span.range().end));
    Some(Cell {
        column,
        span,
        value: read.value,
        missing: read.missing,
        unit: unit.or(read.unit),
        qualifier: read.qualifier,
        letter: read.letter,
        marks: marks.map(|marks| source.trim(marks)),
        verdict,
    })
}

/// A euro sign in front of the sign and digits is the unit, not the value.
fn without_currency(source: &Source<'_>, span: Span) -> Span {
    let text = source.slice(span);
    match text.trim_start().strip_prefix('€') {
        Some(rest) if !rest.trim().is_empty() => {
            let start = span.range().end - rest.trim_start().len();
            Span::at(start, span.range().end)
        }
        _ => span,
    }
}

/// A relation between cells that stand behind this many columns of words.
fn relation(found: solve::Relation, words: usize) -> Relation {
    let decimal = |exact: solve::Exact| {
        Decimal::try_from_i128_with_scale(exact.mantissa, u32::from(exact.decimals))
            .unwrap_or_default()
    };
    Relation {
        shape: match found.shape {
            solve::Shape::Row => Shape::Row,
            solve::Shape::Block => Shape::Block,
            solve::Shape::Signed => Shape::Signed,
        },
        target: (found.target.row, found.target.column + words),
        terms: found
            .terms
            .into_iter()
            .map(|term| (term.sign, term.place.row, term.place.column + words))
            .collect(),
        residual: decimal(found.residual),
        tolerance: decimal(found.tolerance),
        outcome: match found.outcome {
            solve::Outcome::Holds => Outcome::Holds,
            solve::Outcome::Near => Outcome::Near,
            solve::Outcome::Fails => Outcome::Fails,
            solve::Outcome::Untestable => Outcome::Untestable,
        },
    }
}
