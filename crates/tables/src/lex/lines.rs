//! One row per line: the label, then values that a space keeps apart, or nothing.

mod above;
mod behind;
mod below;
mod codes;
mod cut;
mod labels;
mod lettered;
mod parted;
mod sides;
mod stuck;
mod values;
mod width;
mod wrapped;

use ontleed_text::{Source, Span};

use self::stuck::has_dotted_amount;
use self::values::{OPERATOR, Values};
use self::width::{Lone, Width, is_behind_plus};
use super::spaced::{By, Counts, Spaced};
use super::{Lexed, Tail, letters, trim_spaces, wording};
use crate::between::{self, Between};
use crate::header;
use crate::line::{self, Dash, Kind};
use crate::regions::{Region, Rows};
use crate::thousands;
use crate::whole;

/// A line of a region, or a part of a table that stands on one line whole.
struct Part<'r> {
    span: Span,
    kind: Kind,
    /// The values at its end, where they are known.
    tail: Option<&'r line::Tail>,
}

impl Part<'_> {
    fn of_whole(part: &whole::Part) -> Self {
        let (span, kind) = match *part {
            whole::Part::Header(span) | whole::Part::Group(span) => (span, Kind::Text),
            whole::Part::Row(span) => (span, Kind::Row { values: 0, strong: true }),
        };
        Self { span, kind, tail: None }
    }
}

/// The tables of a region: a header behind rows begins another.
pub(super) fn tables(source: &Source<'_>, region: &Region) -> Vec<Lexed> {
    table(source, region).into_iter().map(|(lexed, _)| lexed).collect()
}

/// The same, if one space parts cells or thousands in rows that two spaces part from their labels.
pub(super) fn spaced_tables(source: &Source<'_>, region: &Region) -> Option<Vec<Lexed>> {
    let lines = source.lines()[region.lines.clone()].iter().zip(&region.kinds);
    let rows = || lines.clone().filter(|(_, kind)| matches!(kind, Kind::Row { .. }));
    let may_join = |text: &str| thousands::may_join(text, &line::tail_values(text, Dash::Nil));
    let is_dotted = || rows().any(|(line, _)| has_dotted_amount(source.slice(line.span)));
    if is_dotted() || !rows().any(|(line, _)| may_join(source.slice(line.span))) {
        return None;
    }
    let (lexed, spaced) = table(source, region)?;
    (spaced != Spaced::No).then(|| vec![lexed])
}

fn table(source: &Source<'_>, region: &Region) -> Option<(Lexed, Spaced)> {
    let parts = parts(source, region);
    let mut first_row = first_row(source, &parts)?;
    let names = below::names(source, &parts);
    if first_row > 0 && names.get(first_row - 1) == Some(&true) {
        first_row -= 1;
    }
    let (below, names) = (&parts[first_row..], names.get(first_row..).unwrap_or_default());
    let mut lexed = above::lexed(source, region.style, &parts, first_row);
    let is_coded = codes::leave_name(source, &mut lexed, below);
    let mut rows = read(source, below, names);
    let texts = valued(source, &rows).map(|(text, _)| text);
    let has_sides = sides::leave_name(source, &mut lexed, texts);
    labels::leave_names_of_groups(source, &mut rows);
    labels::leave_numbers(source, &mut rows, || lexed.named(source));
    leave_operators(source, &mut rows);
    take_words_between(source, &mut rows);
    let has_letters = rows.iter().any(|row| row.has_letter(source));
    if has_letters {
        lettered::give_to_led(source, &mut rows);
    }
    let letter_names = has_letters.then(|| letters::take_names(source, &mut lexed));
    let width = Width::of(source, &rows, &lexed);
    if let Some(columns) = width.columns {
        join_wrapped(source, &mut rows, columns);
        if let Some(names) = &letter_names {
            lettered::settle(source, &mut rows, columns, names, &lexed.header);
        }
    }
    let spaced = spaced(source, &rows, &width, &lexed);
    take_rows(source, &mut lexed, &rows, &width, spaced);
    if is_coded {
        codes::take(source, &mut lexed.rows);
    }
    if has_sides {
        sides::part(source, &mut lexed.rows);
    }
    behind::leave_empty(source, &mut lexed.rows);
    if width.words_last {
        behind::leave_words_empty(source, &mut lexed.rows, lexed.width);
    }
    wrapped::join_labels(source, &mut lexed.rows, lexed.width);
    split_words(source, &mut lexed);
    if let Some(names) = letter_names {
        letters::place(source, &mut lexed, names, &[]);
    }
    Some((lexed, spaced))
}

/// The lines that say something, or the rows that one line holds.
fn parts<'r>(source: &Source<'_>, region: &'r Region) -> Vec<Part<'r>> {
    if let Rows::Whole(parts) = &region.rows {
        return parts.iter().map(Part::of_whole).collect();
    }
    let lines = &source.lines()[region.lines.clone()];
    let parts = lines.iter().zip(&region.kinds).zip(&region.tails);
    let parts = parts.filter(|((_, kind), _)| **kind != Kind::Blank);
    parts.map(|((line, &kind), tail)| Part { span: line.span, kind, tail: tail.as_ref() }).collect()
}

/// Where the rows begin.
fn first_row(source: &Source<'_>, parts: &[Part<'_>]) -> Option<usize> {
    let is_row = |part: &Part<'_>| matches!(part.kind, Kind::Row { .. } | Kind::Value);
    let mut first = parts.iter().position(is_row)?;
    // Dates and years in a header look like values.
    while first + 1 < parts.len() && header::is_glued_header(source, parts[first].span) {
        first += 1;
    }
    Some(first)
}

/// A line, or a label and the lines of values below it.
struct Line {
    span: Span,
    kind: LineKind,
    /// The name of the row, where it has the line above to itself.
    name: Option<Span>,
}

enum LineKind {
    /// A label and nothing else.
    Label,
    /// A row on one line.
    Row(Values),
    /// A row of which each cell has a line of its own.
    Exploded { label: Option<Span>, cells: Vec<Span> },
}

impl Line {
    /// The values at the end of a row on one line.
    fn values(&self) -> Option<&Values> {
        match &self.kind {
            LineKind::Row(values) => Some(values),
            LineKind::Label | LineKind::Exploded { .. } => None,
        }
    }

    /// Whether `V` or `N` stands behind an amount.
    fn has_letter(&self, source: &Source<'_>) -> bool {
        let Some(values) = self.values() else { return false };
        let text = source.slice(self.span);
        values.nil.iter().any(|value| matches!(text.as_bytes()[value.range().end - 1], b'V' | b'N'))
    }
}

/// The rows of lines of which `names` are those that name the row of values below them.
fn read(source: &Source<'_>, parts: &[Part<'_>], names: &[bool]) -> Vec<Line> {
    let mut rows: Vec<Line> = Vec::new();
    let is_name = |at: usize| names.get(at) == Some(&true);
    let row = |span, kind| Line { span, kind, name: None };
    for (at, &Part { span, kind, tail }) in parts.iter().enumerate() {
        match kind {
            _ if is_name(at) => rows.push(row(source.trim(span), LineKind::Label)),
            Kind::Value | Kind::Void | Kind::Period => {
                let cell = trim_spaces(source, span);
                match rows.last_mut() {
                    Some(row) if matches!(row.kind, LineKind::Exploded { .. }) => {
                        if let LineKind::Exploded { cells, .. } = &mut row.kind {
                            cells.push(cell);
                            row.span = row.span.to(cell);
                        }
                    }
                    Some(row) if matches!(row.kind, LineKind::Label) => {
                        let label = Some(source.trim(row.span));
                        row.kind = LineKind::Exploded { label, cells: vec![cell] };
                        row.span = row.span.to(cell);
                    }
                    _ => {
                        rows.push(row(span, LineKind::Exploded { label: None, cells: vec![cell] }));
                    }
                }
            }
            Kind::Row { .. } => {
                let values = Values::of(source.slice(span), tail);
                let name = rows.pop_if(|_| at > 0 && is_name(at - 1)).map(|name| name.span);
                rows.push(Line { name, ..row(span, LineKind::Row(values)) });
            }
            Kind::Rule => {}
            _ => rows.push(row(source.trim(span), LineKind::Label)),
        }
    }
    rows
}

/// Leaves `-/-` before the first value of a row to its label where other rows show a plus there, and nothing else begins
/// with it: `-/- € 4.890` beside `+ € 155`.
fn leave_operators(source: &Source<'_>, rows: &mut [Line]) {
    let is_minus = |text: &str, cell: &Span| text[cell.range()].starts_with(OPERATOR);
    let is_plus = |(text, values): (&str, &Values)| is_behind_plus(text, &values.nil);
    let is_sign = |(text, values): (&str, &Values)| {
        values.nil.iter().skip(1).any(|cell| is_minus(text, cell))
    };
    if !valued(source, rows).any(is_plus) || valued(source, rows).any(is_sign) {
        return;
    }
    for row in rows {
        let text = source.slice(row.span);
        if let LineKind::Row(values) = &mut row.kind {
            values.drop_operator(text);
        }
    }
}

/// Takes words between values for cells where they make a column.
fn take_words_between(source: &Source<'_>, rows: &mut [Line]) {
    let valued = || valued(source, rows).filter(|(_, values)| !values.nil.is_empty());
    let found = valued().filter_map(|(text, values)| Between::of(text, &values.nil));
    let found: Vec<Between<'_>> = found.collect();
    let is_usual = found.len() * 2 > valued().count();
    let Some(count) = between::column(&found.iter().collect::<Vec<_>>()).filter(|_| is_usual)
    else {
        return;
    };
    for row in rows {
        let text = source.slice(row.span);
        if let LineKind::Row(values) = &mut row.kind
            && let Some(found) = Between::of(text, &values.nil)
        {
            values.nil.splice(0..0, found.last_cells(count));
            values.sign = None;
        }
    }
}

/// Takes the cells on the line below a row into it, if with them it has as many as there are columns: the row was too long for
/// one line.
fn join_wrapped(source: &Source<'_>, rows: &mut Vec<Line>, columns: usize) {
    rows.dedup_by(|next, above| {
        let shown = above.values().map_or(0, |values| values.nil.len());
        let is_wrapped = match &next.kind {
            LineKind::Exploded { label: None, cells } => {
                shown > 1
                    && shown + cells.len() == columns
                    && below::is_right_above(source, above.span, next.span)
            }
            LineKind::Exploded { .. } | LineKind::Label | LineKind::Row(_) => false,
        };
        if is_wrapped {
            let span = above.span.to(next.span);
            let values = Values::of(source.slice(span), None);
            *above = Line { span, kind: LineKind::Row(values), name: above.name };
        }
        is_wrapped
    });
}

/// Whether a space parts thousands: not where an amount has a dot, or the dashes say how many cells each row has.
fn spaced(source: &Source<'_>, rows: &[Line], width: &Width, lexed: &Lexed) -> Spaced {
    let texts = || valued(source, rows);
    if width.amounts.dotted
        || width.lone == Lone::Decided
        || !texts().any(|(text, values)| thousands::may_join(text, &values.nil))
    {
        return Spaced::No;
    }
    Spaced::of(lexed.named(source), |dash| {
        texts().filter_map(|(text, values)| Counts::of(text, values.read(dash, false))).collect()
    })
}

/// Gives a table its rows, and as many columns as these show.
fn take_rows(source: &Source<'_>, lexed: &mut Lexed, rows: &[Line], width: &Width, spaced: Spaced) {
    lexed.width = width.columns;
    if let Spaced::Yes { columns, by, .. } = spaced {
        lexed.width = Some(columns);
        lexed.joined = by == By::Header;
    }
    lexed.rows.extend(rows.iter().map(|row| row.raw(source, width, spaced)));
}

/// Parts the words of columns before the values from the labels, where nothing else does.
fn split_words(source: &Source<'_>, lexed: &mut Lexed) {
    lexed.words = header::words_before_values(&lexed.header);
    if lexed.words == 1 {
        if wording::split_letters(source, lexed) {
            return;
        }
        if codes::head_column(source, &lexed.header) {
            lexed.words = 0;
        }
    }
    if lexed.words == 0 {
        return;
    }
    for row in lexed.rows.iter_mut().filter(|row| row.tail != Tail::None) {
        wording::split(source, &lexed.header, row, lexed.words);
    }
}

/// The rows on one line with the values at their ends.
fn valued<'r>(
    source: &'r Source<'_>,
    rows: &'r [Line],
) -> impl Iterator<Item = (&'r str, &'r Values)> {
    rows.iter().filter_map(|row| Some((source.slice(row.span), row.values()?)))
}
