//! The order of texts and values that the rows of a stream repeat.

use std::collections::BTreeMap;

use ontleed_dutch::period;
use ontleed_text::{Source, Span};

use super::cells::{self, Cell};
use super::{Raw, Tail};
use crate::header;

/// What a cell is to a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    Text,
    Value,
    /// A text with a number or code before it: here a row begins.
    Start,
}

/// A text, then texts and values in a fixed order, at least one of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template(Vec<bool>);

/// The longest row looked for.
const LONGEST: usize = 14;

/// How many candidates of each length are tried in full.
const TRIED: usize = 6;

impl Template {
    /// Cells per row, the label included.
    fn length(&self) -> usize {
        self.0.len()
    }

    /// Columns after the label.
    pub(super) fn columns(&self) -> usize {
        self.0.len() - 1
    }

    /// The rows that it makes of cells, each with the code before it.
    pub(super) fn rows(&self, cells: &[(Cell, Option<Span>)], shapes: &[Shape]) -> Vec<Raw> {
        let mut rows = Vec::new();
        let mut open: Vec<Cell> = Vec::new();
        let mut at = 0;
        while at < cells.len() {
            let (cell, code) = cells[at];
            if self.fits(&shapes[at..]) {
                close(&mut open, &mut rows);
                let row = &cells[at..at + self.length()];
                let row: Vec<Span> = row.iter().map(|(cell, _)| cell.span).collect();
                let span = row[0].to(row[row.len() - 1]);
                let tail = Tail::Placed(row[1..].to_vec());
                rows.push(Raw { code, ..Raw::new(vec![row[0]], tail, span) });
                at += self.length();
            } else {
                let is_value = |cell: &Cell| cell.shape != cells::Shape::Text;
                if !is_value(&cell) && open.last().is_some_and(is_value) {
                    close(&mut open, &mut rows);
                }
                open.push(cell);
                at += 1;
            }
        }
        close(&mut open, &mut rows);
        rows
    }

    /// Whether the cells begin with such a row, no value is left over behind it, and no other row
    /// begins inside it.
    fn fits(&self, cells: &[Shape]) -> bool {
        let length = self.length();
        cells.len() >= length
            && cells
                .iter()
                .zip(&self.0)
                .all(|(cell, is_value)| (*cell == Shape::Value) == *is_value)
            && cells[1..length].iter().all(|cell| *cell != Shape::Start)
            && cells.get(length) != Some(&Shape::Value)
    }

    /// Whether it is several rows behind each other, unless the header names as many columns as it has and not as few as one
    /// of them.
    fn is_several(&self, header: &[usize]) -> bool {
        let row = header::period(&self.0);
        row.is_some_and(|row| header.contains(&(row - 1)) || !header.contains(&self.columns()))
    }

    /// How many rows there are.
    fn count(&self, cells: &[Shape]) -> usize {
        let (mut at, mut rows) = (0, 0);
        while at < cells.len() {
            if self.fits(&cells[at..]) {
                rows += 1;
                at += self.length();
            } else {
                at += 1;
            }
        }
        rows
    }
}

/// What cells are to a template, each with the code before it.
pub(super) fn shapes(source: &Source<'_>, cells: &[(Cell, Option<Span>)]) -> Vec<Shape> {
    let shape = |(cell, code): &(Cell, Option<Span>)| match cell.shape {
        cells::Shape::Text if code.is_some() => Shape::Start,
        cells::Shape::Text if is_part_of_year(source.slice(cell.span)) => Shape::Value,
        cells::Shape::Text => Shape::Text,
        _ => Shape::Value,
    };
    cells.iter().map(shape).collect()
}

/// Whether a text is a part of a year, in words: `2e halfjaar 2021`.
pub(super) fn is_part_of_year(text: &str) -> bool {
    period(text).is_some_and(|read| read.rest(text).is_empty() && read.value.year().is_some())
}

/// The template that explains clearly more cells than a text with a run of values does, in a table
/// whose header names a column of words. `cells` says which hold values. Of templates that explain
/// as much, the one that ends as the header does is the row; the others are shifted.
pub(super) fn find(cells: &[Shape], header: &[usize], ends_in_words: bool) -> Option<Template> {
    let plain = (1..LONGEST).map(|values| {
        let template = Template([vec![false], vec![true; values]].concat());
        // A longer run of values is no run of this length.
        let exact = exact_runs(cells, values);
        exact * template.length()
    });
    let plain = plain.max().unwrap_or(0);
    let mut best: Option<(usize, Template)> = None;
    for length in 3..=LONGEST {
        let own = |candidate: &Template| !candidate.is_several(header);
        for candidate in candidates(cells, length).into_iter().filter(own) {
            let rows = candidate.count(cells);
            let ends_alike = candidate.0[length - 1] != ends_in_words;
            let explained = rows * length * 2 + usize::from(ends_alike) * length;
            // Rows of the length that the header shows rather than two of them and what stands between.
            let (explained, enough, clearly) = if header.contains(&(length - 1)) {
                (explained * 3, 2, 105)
            } else {
                (explained * 2, 3, 115)
            };
            if rows >= enough
                && rows * length * 100 > plain * clearly
                && best.as_ref().is_none_or(|(most, _)| explained > *most)
            {
                best = Some((explained, candidate));
            }
        }
    }
    best.map(|(_, template)| template)
}

/// Cells between the rows of a template: names of groups, or a row that lost cells.
fn close(open: &mut Vec<Cell>, rows: &mut Vec<Raw>) {
    let first_value = open.iter().position(|cell| cell.shape != cells::Shape::Text);
    let label = first_value.map_or(open.len(), |at| at.saturating_sub(1));
    rows.extend(open[..label].iter().map(|cell| Raw::label_only(cell.span)));
    let row = &open[label..];
    if let Some((first, last)) = row.first().zip(row.last()) {
        let (label, cells) = if first.shape == cells::Shape::Text {
            (vec![first.span], &row[1..])
        } else {
            (Vec::new(), row)
        };
        let tail = Tail::Loose(cells.iter().map(|cell| cell.span).collect());
        rows.push(Raw::new(label, tail, first.span.to(last.span)));
    }
    open.clear();
}

fn exact_runs(cells: &[Shape], values: usize) -> usize {
    let is_value = |cell: &Shape| *cell == Shape::Value;
    let runs = cells.chunk_by(|a, b| is_value(a) == is_value(b));
    runs.filter(|run| is_value(&run[0]) && run.len() == values).count()
}

/// The most frequent orders of that many cells: a text first, and texts behind or between values.
fn candidates(cells: &[Shape], length: usize) -> Vec<Template> {
    let mut seen: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
    for window in cells.windows(length) {
        let is_value = |cell: &Shape| *cell == Shape::Value;
        let words = window[1..].iter().any(|cell| !is_value(cell));
        let values = window[1..].iter().any(is_value);
        if !is_value(&window[0]) && words && values && !window[1..].contains(&Shape::Start) {
            *seen.entry(window.iter().map(is_value).collect()).or_default() += 1;
        }
    }
    let mut frequent: Vec<(Vec<bool>, usize)> =
        seen.into_iter().filter(|(_, count)| *count > 1).collect();
    frequent.sort_by_key(|(_, count)| usize::MAX - count);
    frequent.into_iter().take(TRIED).map(|(window, _)| Template(window)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(shape: &str) -> Vec<Shape> {
        let shape_of = |byte| match byte {
            b'V' => Shape::Value,
            b'S' => Shape::Start,
            _ => Shape::Text,
        };
        shape.bytes().map(shape_of).collect()
    }

    fn row_of(shape: &str) -> Vec<bool> {
        shape.bytes().map(|b| b == b'V').collect()
    }

    #[test]
    fn a_column_of_words_between_values_is_found() {
        let found = find(&cells("TTVVTVTVVTVTTVVTV"), &[4], false);
        assert_eq!(found, Some(Template(vec![false, true, true, false, true])));
    }

    #[test]
    fn one_word_beside_many_values_is_found_where_the_header_names_as_many() {
        let rows = "TTVVVVVV".repeat(3);
        assert_eq!(find(&cells(&rows), &[7], false), Some(Template(row_of("TTVVVVVV"))));
        assert_eq!(find(&cells(&rows), &[6], false), None);
    }

    #[test]
    fn a_part_of_a_year_is_a_value() {
        let source = Source::new("Banen\n2e halfjaar 2021\n12\ndit halfjaar");
        let cells = cells::of_lines(&source).into_iter().map(|cell| (cell, None));
        let expected = [Shape::Text, Shape::Value, Shape::Value, Shape::Text];
        assert_eq!(shapes(&source, &cells.collect::<Vec<_>>()), expected);
    }

    #[test]
    fn several_rows_are_no_row() {
        let rows = "TVT".repeat(6);
        assert_eq!(find(&cells(&rows), &[2], true), Some(Template(row_of("TVT"))));
        let beside = Some(Template(row_of("TVTTVT")));
        assert_eq!(find(&cells(&rows), &[5], true), beside);
    }

    #[test]
    fn a_row_begins_at_a_code_and_ends_before_a_text() {
        let template = Template(row_of("TVT"));
        assert!(template.fits(&cells("SVT")));
        assert!(template.fits(&cells("TVTSVT")));
        assert!(!template.fits(&cells("TVS")));
        assert!(!template.fits(&cells("TVTV")));
        let found = find(&cells("SVTSVTSVT"), &[], true);
        assert_eq!(found, Some(Template(row_of("TVT"))));
    }

    #[test]
    fn rows_of_values_alone_need_none() {
        assert_eq!(find(&cells("TTVVVTVVVTTVVV"), &[3], false), None);
    }
}
