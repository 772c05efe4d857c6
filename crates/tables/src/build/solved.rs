//! From what sums found to rows and relations of spans.

use ontleed_dutch::{Missing, Unit};
use ontleed_model::{Status, Verdict};
use ontleed_text::{Source, Span};
use rust_decimal::Decimal;

use super::problem::Read;
use crate::lex::{Lexed, Raw, Tail};
use crate::line;
use crate::notation::{self, Notation};
use crate::solve;
use crate::table::{Cell, Relation, Row};

/// A cell of a row before it is told: where it is, its number among those that the text separates,
/// and what sums say of it.
#[derive(Clone, Copy)]
struct Shown {
    span: Span,
    given: Option<usize>,
    verdict: Verdict,
}

impl Shown {
    /// A cell that no sum tests.
    fn of(span: Span) -> Self {
        Self { span, given: None, verdict: Verdict::Unverified }
    }
}

/// The rows of a table, each with the cells of its best reading.
pub(super) fn rows(
    source: &Source<'_>,
    lexed: &Lexed,
    read: &[Read],
    solution: &solve::Solution,
) -> Vec<Row> {
    let rows = lexed.rows.iter().zip(read).enumerate();
    let row = |(at, (raw, read)): (usize, (&Raw, &Read))| {
        let solved = solution.rows.get(at);
        let mut row = solved.map_or_else(Row::default, |solved| row(source, raw, read, solved));
        if lexed.words > 0 && raw.tail != Tail::None {
            insert_words(source, &mut row, &raw.words, lexed.words);
        }
        if let Some(words) = raw.behind {
            let column = solution.columns + lexed.words;
            row.cells.extend(cell(source, column, Shown::of(words), &[]));
            row.readings.iter_mut().for_each(|reading| reading.push(Some(words)));
        }
        row.parent = solution.parents.get(at).copied().flatten();
        row
    };
    rows.map(row).collect()
}

/// Takes the value off a bound beside a range that it bounds: both are names of classes, `< 10%` above `10% - 30%`.
pub(super) fn name_classes(source: &Source<'_>, rows: &mut [Row]) {
    for at in 0..rows.len() {
        for cell in 0..rows[at].cells.len() {
            let bound = &rows[at].cells[cell];
            if bound.qualifier.is_none() {
                continue;
            }
            let bounds = |row: Option<&Row>| {
                let mut cells = row.into_iter().flat_map(|row| &row.cells);
                cells.any(|other| {
                    other.column == bound.column
                        && range(source, other).is_some_and(|ends| ends.contains(&bound.value))
                })
            };
            let above = at.checked_sub(1).and_then(|above| rows.get(above));
            if bounds(above) || bounds(rows.get(at + 1)) {
                let name = Cell { qualifier: None, ..without_value(bound.clone()) };
                rows[at].cells[cell] = name;
            }
        }
    }
}

/// The two numbers between which a cell is, which has no value of its own: `10% - 30%`.
fn range(source: &Source<'_>, cell: &Cell) -> Option<[Option<Decimal>; 2]> {
    let text = source.slice(cell.span);
    let (from, to) = text.split_once(['-', '–']).filter(|_| cell.value.is_none())?;
    let end = |end: &str| notation::read_cell(end.trim())?.value;
    Some([Some(end(from)?), Some(end(to)?)])
}

/// A relation between cells that stand behind this many columns of words; none where what is left over has more digits than a
/// number can be told with.
pub(super) fn relation(found: solve::Relation, words: usize) -> Option<Relation> {
    let decimal = |exact: solve::Exact| {
        Decimal::try_from_i128_with_scale(exact.mantissa, u32::from(exact.decimals)).ok()
    };
    Some(Relation {
        kind: found.kind,
        target: (found.target.row, found.target.column + words),
        terms: found
            .terms
            .into_iter()
            .map(|term| (term.sign, term.place.row, term.place.column + words))
            .collect(),
        residual: decimal(found.residual)?,
        tolerance: decimal(found.tolerance)?,
        outcome: found.outcome,
    })
}

/// A row with the cells of its best reading, and all its readings where it has several.
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
    row.status = solved.status;
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
        .filter_map(|(column, span)| cell(source, column, Shown::of(*span), &[]))
        .map(without_value);
    row.cells.splice(..0, cells.collect::<Vec<_>>());
}

/// A cell of words, of which a number is a code.
fn without_value(cell: Cell) -> Cell {
    match cell.value {
        Some(_) => Cell { value: None, missing: Some(Missing::Text), ..cell },
        None => cell,
    }
}

/// The letter behind a glued row belongs to its last cell.
fn take_letter(source: &Source<'_>, tail: Span, cells: &mut [Option<Shown>]) {
    let behind = &source.text()[tail.range().end..];
    if line::behind_letter(behind).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
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
        (Tail::Placed(cells) | Tail::Loose(cells), solve::Source::Signed(at)) => {
            let pair = cells.get(at as usize..)?.get(..2)?;
            Some(Shown::of(pair[0].to(pair[1])))
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
        verdict: shown.verdict,
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
