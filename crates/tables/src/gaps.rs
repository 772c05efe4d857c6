//! Rows of which two spaces or more keep the cells apart, below a header of as many cells.

use std::ops::Range;

use ontleed_text::{Source, Span};

use crate::line::Kind;
use crate::notation;
use crate::regions::is_left_out;
use crate::thousands;
use crate::words::{self, What};

/// The rows of such a table, the header first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gapped {
    /// Cells by column, those that a row does not have empty; one cell where the line has no other.
    pub(crate) rows: Vec<Vec<Span>>,
    /// The lines they stand on; indices into [`Source::lines`].
    pub(crate) lines: Vec<usize>,
}

/// A cell and the columns of characters it covers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    pub(crate) span: Span,
    from: usize,
    to: usize,
}

/// Fewer cells say too little: a sentence can hold two spaces.
const FEWEST: usize = 3;

/// A line longer than this is not looked at.
const LONGEST: usize = 1_000;

/// How far from the edge no label stands.
const INDENT: usize = 4;

/// One of so many lines below a header has as many cells.
const NEAR: usize = 5;

/// More rows than this are data.
const MOST_ROWS: usize = 2_000;

/// The table whose header is the line `first`, where each row below it has as many cells, or fewer that stand below each
/// other; `None` where some line is neither.
pub(crate) fn table(source: &Source<'_>, kinds: &[Kind], first: usize) -> Option<Gapped> {
    if !matches!(kinds[first], Kind::Text | Kind::Row { .. } | Kind::Prose) {
        return None;
    }
    let cells_of = |line: usize| match source.lines()[line].span {
        span if span.len() > LONGEST => Vec::new(),
        span => cells(source, span),
    };
    let header = cells_of(first);
    let mut next = (first + 1..kinds.len()).take(NEAR).map(|line| cells_of(line).len());
    let fits = next.any(|cells| cells == header.len() || cells == header.len() + 1);
    if header.len() + 1 < FEWEST || !fits || !is_header(source, &header) {
        return None;
    }
    if goes_on_above(&cells_of, kinds, first) {
        return None;
    }
    // Below the header of a table none other stands with as many cells.
    let is_other = |cells: &[Cell]| cells.len() >= header.len() && is_header(source, cells);
    let below = lines_below(source, &cells_of, &is_other, kinds, first)?;
    let mut rows: Vec<Vec<Cell>> = vec![header];
    rows.extend(below.iter().map(|line| cells_of(*line)));
    let width = rows[1..].iter().map(Vec::len).max().filter(|width| *width >= FEWEST)?;
    // A header without a name for the labels has a cell less.
    if rows[0].len() != width && !(rows[0].len() + 1 == width && names_all(source, &rows[0])) {
        return None;
    }
    let whole: Vec<&[Cell]> =
        rows[1..].iter().map(Vec::as_slice).filter(|row| row.len() == width).collect();
    let edges = edges(&rows, width);
    // One row with all its cells is enough where they stand below their names.
    let fewest = if edges.is_some() && rows[0].len() == width && rows.len() > 3 { 1 } else { 2 };
    if whole.len() < fewest || !has_values(source, &whole, width) || holds_two(source, &whole) {
        return None;
    }
    let label_end = whole.iter().map(|row| row[0].to).max().unwrap_or(0);
    let placed = (0..rows.len()).map(|at| place(source, &rows, at, edges.as_deref(), label_end));
    let placed: Option<Vec<Vec<Span>>> = placed.collect();
    Some(Gapped { rows: placed?, lines: std::iter::once(first).chain(below).collect() })
}

/// The cells of a line that two spaces or more keep apart.
pub(crate) fn cells(source: &Source<'_>, span: Span) -> Vec<Cell> {
    let text = source.slice(span);
    let mut cells: Vec<Cell> = Vec::new();
    let offset = span.range().start;
    let mut spaces = 0;
    for (column, (at, c)) in text.char_indices().enumerate() {
        if matches!(c, ' ' | '\r') {
            spaces += 1;
            continue;
        }
        let end = at + c.len_utf8();
        match cells.last_mut() {
            Some(cell) if spaces < 2 => {
                *cell = Cell {
                    span: cell.span.to(Span::at(offset + at, offset + end)),
                    to: column + 1,
                    ..*cell
                };
            }
            _ => cells.push(Cell {
                span: Span::at(offset + at, offset + end),
                from: column,
                to: column + 1,
            }),
        }
        spaces = 0;
    }
    cells
}

/// Whether no cell holds a value, and some holds a header word.
fn is_header(source: &Source<'_>, cells: &[Cell]) -> bool {
    let is_known = |cell: &Cell| {
        words::items(source, cell.span)
            .iter()
            .any(|item| !matches!(item.what, What::Other | What::Unit))
    };
    // Most rows end in one.
    !cells.iter().rev().any(|cell| is_figure(source, cell)) && cells.iter().any(is_known)
}

fn is_figure(source: &Source<'_>, cell: &Cell) -> bool {
    let text = source.slice(cell.span);
    notation::read_cell(text).is_some() && notation::period(text).is_none()
}

/// Whether each cell names a column of values.
fn names_all(source: &Source<'_>, cells: &[Cell]) -> bool {
    cells.iter().all(|cell| {
        words::items(source, cell.span).first().is_some_and(|item| item.what.heads_values())
    })
}

/// Whether the line above is a part of the header too: then its cells broke over lines.
fn goes_on_above(cells: &impl Fn(usize) -> Vec<Cell>, kinds: &[Kind], first: usize) -> bool {
    let above = (0..first).rev().take(2).find(|&line| kinds[line] != Kind::Blank);
    above.is_some_and(|line| {
        let cells = cells(line);
        kinds[line] == Kind::Rule || cells.len() > 1 || cells.iter().any(|cell| cell.from >= INDENT)
    })
}

/// The lines below a header up to a second empty line, or to one after which no cells follow; `None` where
/// they are too many, or one is another header: each line is looked at for one header.
fn lines_below(
    source: &Source<'_>,
    cells: &impl Fn(usize) -> Vec<Cell>,
    is_header: &impl Fn(&[Cell]) -> bool,
    kinds: &[Kind],
    first: usize,
) -> Option<Vec<usize>> {
    let mut lines: Vec<usize> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    // The foot of a page stands between two empty lines.
    let is_page_end = |line: usize| (line - 1..=line).any(|line| is_left_out(source, kinds, line));
    let begins_small = |line: &usize| {
        source.slice(source.lines()[*line].span).trim_start().starts_with(char::is_lowercase)
    };
    for line in first + 1..kinds.len() {
        match kinds[line] {
            Kind::Blank if kinds[line - 1] == Kind::Blank && !is_page_end(line) => break,
            Kind::Blank => {}
            Kind::Text
            | Kind::Row { .. }
            | Kind::Value
            | Kind::Period
            | Kind::Prose
            | Kind::Void => {
                open.push(line);
                let cells = cells(line);
                if is_header(&cells) {
                    return None;
                }
                if cells.len() > 1 {
                    lines.append(&mut open);
                } else if open.len() > 1 {
                    // The label of the row above goes on over more than one line.
                    let is_rest = lines.last().is_some_and(|last| open[0] == last + 1)
                        && open.iter().all(begins_small);
                    if is_rest {
                        return None;
                    }
                    break;
                }
            }
            _ => break,
        }
        if lines.len() > MOST_ROWS {
            return None;
        }
    }
    Some(lines)
}

/// Whether some column behind the first holds values only.
fn has_values(source: &Source<'_>, rows: &[&[Cell]], width: usize) -> bool {
    (1..width).any(|column| {
        let values =
            || rows.iter().filter_map(|row| notation::read_cell(source.slice(row[column].span)));
        values().count() == rows.len() && values().any(|value| value.value.is_some())
    })
}

/// Whether a cell holds two values, which are no groups of one number: then one space keeps some cells apart.
fn holds_two(source: &Source<'_>, rows: &[&[Cell]]) -> bool {
    let is_two = |cell: &Cell| {
        let mut words = source.slice(cell.span).split(' ');
        words.clone().count() > 1
            && words.all(|word| notation::read(word).is_some_and(|read| read.value.is_some()))
    };
    let cells = || rows.iter().flat_map(|row| row.iter());
    let is_number = |cell: &Cell| thousands::groups(source.slice(cell.span)).is_some();
    cells().filter(|cell| !is_number(cell)).any(is_two)
}

/// The columns of characters that each column covers, where no two overlap.
fn edges(rows: &[Vec<Cell>], width: usize) -> Option<Vec<Range<usize>>> {
    let mut edges: Vec<Range<usize>> = Vec::new();
    for row in rows.iter().filter(|row| row.len() == width) {
        for (column, cell) in row.iter().enumerate() {
            match edges.get_mut(column) {
                Some(edge) => *edge = edge.start.min(cell.from)..edge.end.max(cell.to),
                None => edges.push(cell.from..cell.to),
            }
        }
    }
    edges.windows(2).all(|pair| pair[0].end < pair[1].start).then_some(edges)
}

/// The cells of a row by column: in order where it has all, below each other where it has some.
fn place(
    source: &Source<'_>,
    rows: &[Vec<Cell>],
    at: usize,
    edges: Option<&[Range<usize>]>,
    label_end: usize,
) -> Option<Vec<Span>> {
    let row = &rows[at];
    let width = rows[1..].iter().map(Vec::len).max()?;
    if row.len() == width || at == 0 {
        return Some(row.iter().map(|cell| cell.span).collect());
    }
    if let [name] = row.as_slice()
        && name.from < INDENT
    {
        // The rest of a label that broke is no name of a group.
        let above = &rows[at - 1];
        let first_word = source.slice(name.span).split(' ').next().map_or(0, str::len);
        let broke = above.len() > 1 && above[0].to + 1 + first_word > label_end;
        let is_rest = source.slice(name.span).starts_with(char::is_lowercase);
        return (!(is_rest || broke && edges.is_some())).then(|| vec![name.span]);
    }
    let first = row.first()?.span;
    let none = Span::new(first.start, first.start);
    // Most rows have a number before their label, a total has none.
    let is_numbered = |row: &Vec<Cell>| notation::read_cell(source.slice(row[0].span)).is_some();
    if row.len() + 1 == width
        && !is_numbered(row)
        && rows[1..].iter().filter(|row| row.len() == width).all(is_numbered)
    {
        return Some(std::iter::once(none).chain(row.iter().map(|cell| cell.span)).collect());
    }
    // The rest of a header has no values.
    let edges = edges.filter(|_| row.iter().any(|cell| is_figure(source, cell)))?;
    let mut placed = vec![none; width];
    let mut next = 0;
    for cell in row {
        let over = |edge: &Range<usize>| cell.from < edge.end && edge.start < cell.to;
        let column = (next..width).find(|&column| over(&edges[column]))?;
        if edges.iter().filter(|edge| over(edge)).count() > 1 {
            return None;
        }
        placed[column] = cell.span;
        next = column + 1;
    }
    Some(placed)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell as Counter;

    use super::*;
    use crate::line;

    /// How many lines are cut into cells to try each line of a text as a header.
    fn looks(text: &str) -> usize {
        let source = Source::new(text);
        let kinds: Vec<Kind> =
            source.lines().iter().map(|line| line::kind(&source, line.span)).collect();
        let count = Counter::new(0);
        let cells_of = |line: usize| {
            count.set(count.get() + 1);
            cells(&source, source.lines()[line].span)
        };
        let is_other = |cells: &[Cell]| cells.len() >= FEWEST && is_header(&source, cells);
        for first in 0..kinds.len() {
            lines_below(&source, &cells_of, &is_other, &kinds, first);
        }
        count.get()
    }

    #[test]
    fn a_header_costs_no_more_than_the_lines_to_the_next() {
        let text = "Begroting  Rekening  Saldo\nx\n";
        let (once, twice) = (looks(&text.repeat(200)), looks(&text.repeat(400)));
        assert!(twice <= 2 * once + 2, "{once}, {twice}");
        assert!(once <= 400 * 3, "{once}");
    }
}
