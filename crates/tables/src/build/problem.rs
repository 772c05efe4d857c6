//! From rows of spans to numbers without words.

use ontleed_dutch::{Letter, Missing, Unit};
use ontleed_model::{RelationKind, Status};
use ontleed_text::Source;
use rust_decimal::Decimal;

use super::operators::Operator;
use crate::header;
use crate::lex::{Head, Lexed, Raw, Tail};
use crate::line;
use crate::notation::{self, Notation};
use crate::rows;
use crate::solve::{self, Solution};
use crate::table::Column;
use crate::vocabulary;

/// The cells of a row that the text itself separates, read.
pub(super) type Read = Vec<Option<Notation>>;

/// The cells of each row, read; a short number in brackets is negative where longer ones are.
pub(super) fn read(source: &Source<'_>, lexed: &Lexed) -> Vec<Read> {
    let read_cells = |raw: &Raw| {
        raw.cells().iter().map(|cell| notation::read_cell(source.slice(*cell))).collect()
    };
    let mut read: Vec<Read> = lexed.rows.iter().map(read_cells).collect();
    let mut pairs = lexed.rows.iter().map(Raw::cells).zip(&read);
    let is_bracketed = pairs.any(|(cells, read)| {
        let mut cells = cells.iter().zip(read);
        cells.any(|(cell, read)| read.is_some() && source.slice(*cell).starts_with('('))
    });
    if is_bracketed {
        for (raw, read) in lexed.rows.iter().zip(&mut read) {
            for (cell, read) in raw.cells().iter().zip(read) {
                *read = read.take().or_else(|| notation::read_in_brackets(source.slice(*cell)));
            }
        }
    }
    read
}

/// What the arithmetic of a table needs to know of it.
pub(super) fn problem<'t>(
    source: &Source<'t>,
    lexed: &Lexed,
    read: &[Read],
    operators: &[Option<Operator>],
) -> solve::Problem<'t> {
    let rows = || lexed.rows.iter().zip(read);
    let are_signs = letters_are_signs(source, rows());
    let numbered = if is_numbered(lexed, read) { lexed.width } else { None };
    let rows = rows().zip(operators).map(|((raw, read), operator)| {
        let is_total = vocabulary::says_total(source.slice(raw.span));
        let mut tail = tail(source, raw, read, are_signs);
        if let solve::Tail::Cells(cells) = &mut tail
            && Some(cells.len()) == numbered
        {
            // A number that counts rows is in no sum, and no amount stands in its column.
            cells[0] = Some(solve::Value::OPAQUE);
        }
        solve::Row { tail, is_total, sign: operator.map(|operator| operator.sign) }
    });
    let rows = rows.collect();
    let mut columns: Vec<usize> = lexed.width.into_iter().collect();
    let is_open = lexed.rows.iter().any(|raw| matches!(raw.tail, Tail::Glued(_)));
    let alike = is_open
        && [header::years_alone, header::dated_amounts]
            .into_iter()
            .any(|count| lexed.width.is_some() && count(&lexed.header) == lexed.width);
    if is_open && !alike || columns.is_empty() {
        for count in lexed.named(source) {
            if !columns.contains(count) {
                columns.push(*count);
            }
        }
    }
    solve::Problem {
        rows,
        undotted: shows_undotted(source, lexed),
        alike,
        columns,
        ..solve::Problem::default()
    }
}

/// Whether the rows with a cell for each column begin with running numbers, and others show fewer cells: those have no number.
/// `Voorzieningen 9 41.953 39.870` below `Eigen vermogen 8 ..`, between them `Algemene reserve 74.180 78.298`
fn is_numbered(lexed: &Lexed, read: &[Read]) -> bool {
    /// Fewer may be amounts.
    const FEWEST: usize = 3;
    let number = |read: &Read| {
        let first = read.first()?.as_ref().filter(|first| first.unit.is_none())?;
        first.value.filter(|value| value.scale() == 0)
    };
    let loose = lexed.rows.iter().zip(read).filter(|(raw, _)| matches!(raw.tail, Tail::Loose(_)));
    let loose: Vec<&Read> = loose.map(|(_, read)| read).collect();
    let is_full = |read: &Read| Some(read.len()) == lexed.width;
    let (Some(first), Some(last)) =
        (loose.iter().position(|read| is_full(read)), loose.iter().rposition(|read| is_full(read)))
    else {
        return false;
    };
    let full: Vec<Option<Decimal>> =
        loose.iter().filter(|read| is_full(read)).map(|read| number(read)).collect();
    let follows = |pair: &[Option<Decimal>]| {
        pair[0].zip(pair[1]).is_some_and(|(one, next)| one.checked_add(Decimal::ONE) == Some(next))
    };
    // A row before or behind them may have its number, and have lost another cell.
    let has_number = |rows: &[&Read], at: usize, step: Decimal| {
        let next = number(loose[at]).and_then(|number| number.checked_add(step));
        next.is_some() && rows.iter().any(|read| number(read) == next)
    };
    full.len() >= FEWEST
        && full.len() < loose.len()
        && full.windows(2).all(follows)
        && !has_number(&loose[..first], first, -Decimal::ONE)
        && !has_number(&loose[last + 1..], last, Decimal::ONE)
}

/// Takes what the names of the columns tell of their sums and their notation, where no sum between columns was found; whether they
/// tell anything.
pub(super) fn take_names(
    problem: &mut solve::Problem<'_>,
    solution: &Solution,
    header: &[Vec<Head>],
    named: impl Fn(usize) -> Vec<Column>,
) -> bool {
    let is_law = |sum: &solve::Relation| sum.kind == RelationKind::Row;
    if solution.relations.iter().any(is_law) {
        return false;
    }
    let is_open = |solved: &solve::RowSolution| solved.status == Status::Ambiguous;
    let is_glued = |row: &solve::Row<'_>| matches!(row.tail, solve::Tail::Glued { .. });
    let rows = || problem.rows.iter().zip(&solution.rows);
    let may_be_cut = rows().any(|(row, solved)| is_glued(row) || is_open(solved));
    if may_be_cut
        && header::names_balance(header)
        && let Some((count, moves)) =
            problem.columns.iter().find_map(|&count| Some((count, header::moves(&named(count))?)))
    {
        // Cells are dropped, not invented.
        problem.columns.retain(|other| *other >= count);
        problem.moves = moves;
        return true;
    }
    if problem.alike || !rows().any(|(row, solved)| is_glued(row) && is_open(solved)) {
        return false;
    }
    let mut counts = problem.columns.iter();
    let Some(at) = counts.position(|&count| header::hold_one_quantity(&named(count))) else {
        return false;
    };
    problem.columns[..=at].rotate_right(1);
    problem.alike = true;
    true
}

/// Whether letters tell the signs of the amounts they stand at: amounts to the bad, and none of them is negative.
fn letters_are_signs<'r>(
    source: &Source<'_>,
    rows: impl Iterator<Item = (&'r Raw, &'r Read)> + Clone,
) -> bool {
    // Most tables have none.
    let is_letter = |(raw, read): (&Raw, &Read)| {
        let mut cells = raw.cells().iter().zip(read);
        cells.any(|(cell, read)| match read {
            Some(read) => read.letter.is_some(),
            None => cell.len() < 3 && line::is_letter(source.slice(*cell).trim()),
        })
    };
    if !rows.clone().any(is_letter) {
        return false;
    }
    let lettered = rows.flat_map(|(raw, read)| {
        let amounts =
            read.iter().enumerate().filter_map(|(at, read)| Some((at, read.as_ref()?.value?)));
        amounts.filter_map(move |(at, value)| Some((value, letter(source, raw, read, at)?)))
    });
    let is_negative = |(value, _): (Decimal, Letter)| value.is_sign_negative() && !value.is_zero();
    lettered.clone().any(|(_, letter)| letter == Letter::N) && !lettered.clone().any(is_negative)
}

/// The letter in a cell, or alone in the one behind it.
fn letter(source: &Source<'_>, raw: &Raw, read: &Read, at: usize) -> Option<Letter> {
    let own = read.get(at)?.as_ref().and_then(|read| read.letter);
    let behind = || line::letter(source.slice(*raw.cells().get(at + 1)?).trim());
    own.or_else(behind)
}

fn tail<'t>(source: &Source<'t>, raw: &Raw, read: &Read, are_signs: bool) -> solve::Tail<'t> {
    let cell = |(at, cell): (usize, &Option<Notation>)| {
        let is_year =
            raw.cells().get(at).is_some_and(|cell| notation::year(source.slice(*cell)).is_some());
        let value = solve::Value { is_year, ..value(cell.as_ref())? };
        let is_bad = are_signs && letter(source, raw, read, at) == Some(Letter::N);
        Some(if is_bad { value.turned() } else { value })
    };
    match &raw.tail {
        Tail::None => solve::Tail::None,
        Tail::Placed(_) | Tail::Loose(_) => {
            let cells = read.iter().enumerate().map(cell).collect();
            if raw.has_open_dash { solve::Tail::Dashed(cells) } else { solve::Tail::Cells(cells) }
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
    let cells = lexed.rows.iter().flat_map(Raw::cells);
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
            Some(Missing::Text) => Some(solve::Value::OPAQUE),
            Some(_) => Some(solve::Value::MISSING),
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
