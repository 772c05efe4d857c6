//! One cell per line or paragraph: where a row begins is found, not printed.

mod alike;
mod apart;
mod beside;
mod body;
mod cells;
mod codes;
mod even;
mod header;
mod lacking;
mod remarks;
mod runs;
mod template;
#[cfg(test)]
mod test;
mod units;

use std::borrow::Cow;
use std::ops::Range;

use ontleed_text::{Source, Span};

use self::cells::{Cell, Shape, cells};
use self::header::header_end;
use self::lacking::names_lacking;
use super::grid::{self, Grid, GridRow};
use super::{Head, Lexed, Place, Raw, Tail, letters};
use crate::line;
use crate::regions::Region;
use crate::words;

/// The tables of a region.
pub(super) fn tables(source: &Source<'_>, region: &Region) -> Vec<Lexed> {
    let cells = cells(source, region);
    let by_shape = |part: apart::Part| rows_by_shape(source, &cells[part.cells], part.names);
    let mut tables = match rows_by_gap(&cells) {
        Some(rows) => grid::tables(source, &mut grid_of(&cells, &rows)),
        None => apart::parts(source, &cells).into_iter().map(by_shape).collect(),
    };
    for lexed in &mut tables {
        unglue(source, lexed);
    }
    tables
}

/// Rows of cells as a grid.
fn grid_of(cells: &[Cell], rows: &[Range<usize>]) -> Grid {
    let mut grid = Grid { padded: true, ..Grid::default() };
    for row in rows {
        let cells: Vec<Span> = cells[row.clone()].iter().map(|cell| cell.span).collect();
        let Some((first, last)) = cells.first().zip(cells.last()) else { continue };
        let span = first.to(*last);
        grid.rows.push(GridRow { cells, span, ..GridRow::default() });
    }
    grid
}

/// Rows, where a larger gap stands before each of them and never before a value.
fn rows_by_gap(cells: &[Cell]) -> Option<Vec<Range<usize>>> {
    let mut gaps: Vec<usize> = cells.iter().skip(1).map(|cell| cell.gap).collect();
    gaps.sort_unstable();
    gaps.dedup();
    let pairs = || cells.windows(2).map(|pair| (pair[0], pair[1]));
    let values = pairs().filter(|(_, next)| next.shape.is_value()).count();
    let turns =
        pairs().filter(|(cell, next)| cell.shape.is_value() && next.shape == Shape::Text).count();
    let threshold = gaps.into_iter().skip(1).find(|&gap| {
        let cut = pairs().filter(|(_, next)| next.shape.is_value() && next.gap >= gap).count();
        let kept = pairs()
            .filter(|(cell, next)| {
                cell.shape.is_value() && next.shape == Shape::Text && next.gap >= gap
            })
            .count();
        cut * 50 <= values && kept * 2 >= turns && kept > 0
    })?;
    let mut starts: Vec<usize> =
        (0..cells.len()).filter(|&at| at == 0 || cells[at].gap >= threshold).collect();
    starts.push(cells.len());
    let rows: Vec<Range<usize>> = starts.windows(2).map(|pair| pair[0]..pair[1]).collect();
    rows.first().is_some_and(|first| !holds_header(&cells[first.clone()])).then_some(rows)
}

/// Whether periods stand in a row before the name of another, with its values: where no gap parts the header from the first
/// row the gaps are those that empty cells leave.
fn holds_header(row: &[Cell]) -> bool {
    let period = row.iter().position(|cell| cell.shape == Shape::Period);
    let behind = period.map_or(&[][..], |at| &row[at..]);
    let text = behind.iter().position(|cell| cell.shape == Shape::Text);
    text.is_some_and(|at| behind[at..].iter().any(|cell| cell.shape == Shape::Value))
}

/// Rows, where each is a text and the run of values behind it.
fn rows_by_shape(source: &Source<'_>, cells: &[Cell], names: Option<Range<usize>>) -> Lexed {
    if let Some(names) = &names
        && let Some(alike) = alike::below(source, cells, names.clone())
    {
        return alike.table(source, cells);
    }
    let first = cells.iter().position(|cell| cell.shape == Shape::Value);
    if let Some(alike) = first.and_then(|first| alike::find(source, cells, first)) {
        return alike.table(source, cells);
    }
    if let Some(even) = even::find(source, cells) {
        return even.table(source, cells);
    }
    let (cells, apart) = without_letters(source, cells);
    let mut lexed = Lexed::default();
    let Some(first) = cells.iter().position(|cell| cell.shape == Shape::Value) else {
        return lexed;
    };
    let (body, corner) = names.map_or_else(
        || {
            let end = header_end(source, &cells, first);
            let lacking = names_lacking(source, &cells, end);
            (end + lacking.count, lacking.corner)
        },
        |names| (names.end, Some(names.start)),
    );
    let open = |cell: &Cell| vec![Head::new(source, cell.span, Place::Open)];
    lexed.header = match corner {
        Some(corner) => header::placed(source, &cells, corner..body, 1),
        None => cells[..body].iter().filter(|cell| cell.shape != Shape::Void).map(open).collect(),
    };
    let names = (!apart.is_empty()).then(|| letters::take_names(source, &mut lexed));
    body::take_rows(source, &cells, body, &mut lexed);
    if let Some(names) = names {
        letters::place(source, &mut lexed, names, &apart);
    }
    lexed
}

/// The cells without the letters that stand behind values and what is empty in their places, and those, each with the end of
/// its value.
fn without_letters<'c>(
    source: &Source<'_>,
    cells: &'c [Cell],
) -> (Cow<'c, [Cell]>, Vec<(u32, Span)>) {
    let is_letter = |cell: &Cell| line::is_letter(source.slice(cell.span));
    let mut letters: Vec<bool> = (0..cells.len())
        .map(|at| at > 0 && cells[at - 1].shape == Shape::Value && is_letter(&cells[at]))
        .collect();
    if !letters.contains(&true) {
        return (Cow::Borrowed(cells), Vec::new());
    }
    take_empty_places(cells, &mut letters);
    let (letters, kept): (Vec<usize>, Vec<usize>) = (0..cells.len()).partition(|at| letters[*at]);
    let letters = letters.into_iter().map(|at| (cells[at - 1].span.end, cells[at].span));
    (kept.into_iter().map(|at| cells[at]).collect(), letters.collect())
}

/// Takes empty cells for letters where others have one, if all rows have as many cells.
fn take_empty_places(cells: &[Cell], letters: &mut [bool]) {
    let is_of_row = |at: &usize| letters[*at] || cells[*at].shape.is_value();
    let all: Vec<usize> = (0..cells.len()).filter(is_of_row).collect();
    let rows: Vec<&[usize]> = all.chunk_by(|at, next| at + 1 == *next).collect();
    let Some(width) = rows.first().map(|row| row.len()) else { return };
    if rows.iter().any(|row| row.len() != width) {
        return;
    }
    for column in 1..width {
        let places = rows.iter().map(|row| row[column]);
        let is_lettered =
            |at: usize| letters[at] || cells[at].shape == Shape::Void && !letters[at - 1];
        if places.clone().any(|at| letters[at]) && places.clone().all(is_lettered) {
            places.for_each(|at| letters[at] = true);
        }
    }
}

/// Rows that stick together among rows that do not.
fn unglue(source: &Source<'_>, lexed: &mut Lexed) {
    for row in lexed.rows.iter_mut().filter(|row| row.tail == Tail::None) {
        let [label] = row.label.as_slice() else { continue };
        let text = source.slice(*label);
        let Some(at) = line::glued_tail(text).filter(|&at| line::is_strong_glue(&text[at..]))
        else {
            continue;
        };
        // A sentence ends in a figure and a point.
        if words::are_periods(&text[at..]) || text.ends_with('.') {
            continue;
        }
        let cut = label.range().start + at;
        row.tail = Tail::Glued(Span::at(cut, label.range().end));
        row.label = vec![source.trim(Span::at(label.range().start, cut))];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells of texts and values, each with as many empty lines before it as `.` stand there.
    fn cells_of(shapes: &str) -> Vec<Cell> {
        let mut gap = 0;
        let mut cells = Vec::new();
        for c in shapes.chars() {
            let shape = if c == 'V' { Shape::Value } else { Shape::Text };
            if c == '.' {
                gap += 1;
            } else {
                cells.push(Cell { span: Span::default(), shape, gap: std::mem::take(&mut gap) });
            }
        }
        cells
    }

    #[test]
    fn a_larger_gap_before_each_label_begins_a_row() {
        let rows = rows_by_gap(&cells_of("T.V.V..T.V.V..T.V"));
        assert_eq!(rows, Some(vec![0..3, 3..6, 6..8]));
        assert_eq!(rows_by_gap(&cells_of("T.V.V.T.V.V.T.V")), None);
        // Before values too, or before few labels.
        assert_eq!(rows_by_gap(&cells_of("T..V.V..T.V..V..T.V")), None);
        assert_eq!(rows_by_gap(&cells_of("T.V.V..T.V.V.T.V.T.V.T.V")), None);
        assert_eq!(rows_by_gap(&cells_of("T..T.V.V")), None);
    }

    #[test]
    fn a_label_with_amounts_that_stick_to_it_is_a_row() {
        let tail = |text: &str| {
            let source = Source::new(text);
            let row = Raw::label_only(Span::at(0, text.len()));
            let mut lexed = Lexed { rows: vec![row], ..Lexed::default() };
            unglue(&source, &mut lexed);
            match lexed.rows[0].tail {
                Tail::Glued(tail) => source.slice(tail).to_owned(),
                _ => String::new(),
            }
        };
        assert_eq!(tail("Bestuur1.204980"), "1.204980");
        assert_eq!(tail("Jaarrekening20192020"), "");
        assert_eq!(tail("Artikel12"), "");
    }

    #[test]
    fn letters_behind_values_stand_apart() {
        let source = Source::new("Baten\n12\nN\nV");
        let spans = [(0, 5), (6, 8), (9, 10), (11, 12)].map(|(start, end)| Span::at(start, end));
        let shapes = [Shape::Text, Shape::Value, Shape::Text, Shape::Text];
        let cells: Vec<Cell> = spans
            .into_iter()
            .zip(shapes)
            .map(|(span, shape)| Cell { span, shape, gap: 0 })
            .collect();
        let (kept, apart) = without_letters(&source, &cells);
        let kept: Vec<Span> = kept.iter().map(|cell| cell.span).collect();
        assert_eq!(kept, [spans[0], spans[1], spans[3]]);
        assert_eq!(apart, [(8, spans[2])]);
    }

    #[test]
    fn an_empty_cell_in_the_place_of_a_letter_stands_apart_where_all_rows_have_one() {
        let apart = |text: &str| {
            let source = Source::new(text);
            let cells = source.lines().iter().map(|line| {
                let shape = match source.slice(line.span) {
                    "\u{A0}" => Shape::Void,
                    text if text.starts_with(|c: char| c.is_ascii_digit()) => Shape::Value,
                    _ => Shape::Text,
                };
                Cell { span: line.span, shape, gap: 0 }
            });
            let cells: Vec<Cell> = cells.collect();
            let apart = without_letters(&source, &cells).1;
            apart.iter().map(|(_, span)| source.slice(*span)).collect::<Vec<_>>().join(",")
        };
        assert_eq!(apart("Baten\n12\nN\n3\nLasten\n9\n\u{A0}\n4"), "N,\u{A0}");
        // A row without a cell for it, or with another, does not tell.
        assert_eq!(apart("Baten\n12\nN\n3\nLasten\n9\n4\nSaldo\n3\n\u{A0}\n4"), "N");
        assert_eq!(apart("Baten\n12\nN\n3\nLasten\n9\n5\n4\nSaldo\n3\n\u{A0}\n4"), "N");
    }
}
