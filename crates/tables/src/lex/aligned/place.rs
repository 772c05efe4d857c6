//! To which columns the cells of a line go.

use std::ops::Range;

use ontleed_text::{Source, Span, fold};

use super::columns::Columns;
use super::{Line, Word};
use crate::header;
use crate::line::{self, Dash};
use crate::notation;
use crate::words;

/// The cells of a line, one for each column.
pub(super) fn cells(
    source: &Source<'_>,
    lines: &[Line],
    at: usize,
    columns: &Columns,
) -> Vec<Span> {
    let line = &lines[at];
    let edges = &columns.edges;
    if line.is_row {
        // Values tell nothing of cells of words, nor of codes.
        let is_plain = columns.label == 0 && !columns.begin_with_words();
        let in_order = is_plain.then(|| by_order(source, line, edges)).flatten();
        in_order.unwrap_or_else(|| by_column(source, line, edges))
    } else {
        by_gap(source, line, lines.get(at + 1), columns)
    }
}

/// The cells of a row that has as many values as there are columns, wherever they stand right of the labels.
fn by_order(source: &Source<'_>, line: &Line, edges: &[Range<usize>]) -> Option<Vec<Span>> {
    let text = source.slice(line.span);
    let columns = edges.len();
    let mut values = [Dash::Sign, Dash::Nil]
        .into_iter()
        .map(|dash| line::tail_values(text, dash))
        .find(|values| values.len() + 1 == columns || begins_with_year(text, values, columns))?;
    // A year at the end of the label is a value more.
    let surplus = values.len() + 1 - columns;
    values.drain(..surplus);
    let first = values.first()?;
    if ends_label(source, line, first.shift(line.span.start), edges.first()?.end) {
        return None;
    }
    let label = source.trim(Span::at(0, first.range().start).shift(line.span.start));
    Some(
        std::iter::once(label)
            .chain(values.iter().map(|value| value.shift(line.span.start)))
            .collect(),
    )
}

/// Whether a number is the end of a label that other cells stand apart from: `Afrekening 2019          -529`.
fn ends_label(source: &Source<'_>, line: &Line, number: Span, label_end: usize) -> bool {
    let Some(at) = line.words.iter().position(|word| word.span.start == number.start) else {
        return false;
    };
    let gap = |pair: &[Word]| pair[1].from - pair[0].to;
    let (before, behind) = (at.checked_sub(1), line.words.get(at..at + 2));
    let is_of_label = before.is_some_and(|before| gap(&line.words[before..=at]) == 1);
    is_of_label
        && line.words[at].to <= label_end
        && behind.is_some_and(|pair| gap(pair) > 1)
        && notation::numbers_label(source.slice(number))
}

fn begins_with_year(text: &str, values: &[Span], columns: usize) -> bool {
    values.len() == columns
        && values.first().is_some_and(|first| notation::year(&text[first.range()]).is_some())
}

/// The cells of a line, one per column; header words go to the column that begins before them.
pub(super) fn by_column(source: &Source<'_>, line: &Line, edges: &[Range<usize>]) -> Vec<Span> {
    let start = line.span.range().start;
    let mut cells = vec![Span::at(start, start); edges.len()];
    for word in &line.words {
        let column = column_of(word, edges);
        let Some(cell) = cells.get_mut(column) else { continue };
        *cell = if source.slice(*cell).is_empty() { word.span } else { cell.to(word.span) };
    }
    cells
}

/// The cells of a line without values. Words that one space parts are one cell where that gives each column a cell, or each
/// group of columns in the line below; elsewhere a space may part two cells as well.
fn by_gap(source: &Source<'_>, line: &Line, below: Option<&Line>, columns: &Columns) -> Vec<Span> {
    let edges = &columns.edges;
    let start = line.span.range().start;
    let mut cells = vec![Span::at(start, start); edges.len()];
    let parts = parts(line);
    let is_label = match parts.as_slice() {
        [only] => only.from < columns.label_end() && !is_list(source, only.span),
        _ => false,
    };
    if is_label || words::begins_with_unit(source.slice(line.whole()).trim()) {
        cells.iter_mut().skip(columns.label).take(1).for_each(|cell| *cell = line.whole());
        return cells;
    }
    let places: Vec<(usize, Word)> = if let Some(first) = first_in_order(&parts, edges) {
        (first..edges.len()).zip(parts).collect()
    } else if below.is_some_and(|below| heads_groups(source, &parts, below, edges)) {
        parts.iter().map(|part| (column_of_cell(part, edges), *part)).collect()
    } else if line.is_header {
        by_part(line, edges)
    } else {
        return by_column(source, line, edges);
    };
    for (column, part) in places {
        let Some(cell) = cells.get_mut(column) else { continue };
        *cell = if source.slice(*cell).is_empty() { part.span } else { cell.to(part.span) };
    }
    cells
}

/// The words of a header line that two spaces part go to the column above which they stand; those that stand above several go
/// each to its own.
fn by_part(line: &Line, edges: &[Range<usize>]) -> Vec<(usize, Word)> {
    let mut places = Vec::new();
    for words in chunks(line) {
        let part = Word::of(words);
        let mut over = (0..edges.len()).filter(|&at| part.touches(&edges[at]));
        match (over.next(), over.next()) {
            (Some(only), None) => places.extend(words.iter().map(|word| (only, *word))),
            (Some(_), Some(_)) => {
                places.extend(words.iter().map(|word| (column_of(word, edges), *word)));
            }
            (None, _) => {
                let near = nearest(&part, edges);
                places.extend(words.iter().map(|word| (near, *word)));
            }
        }
    }
    places
}

/// The column that is nearest to words above none.
fn nearest(part: &Word, edges: &[Range<usize>]) -> usize {
    let away = |edge: &Range<usize>| {
        part.from.saturating_sub(edge.end).max(edge.start.saturating_sub(part.to))
    };
    (0..edges.len()).min_by_key(|&at| away(&edges[at])).unwrap_or(0)
}

/// The words of a line that two spaces part.
pub(super) fn parts(line: &Line) -> Vec<Word> {
    chunks(line).map(Word::of).collect()
}

fn chunks(line: &Line) -> impl Iterator<Item = &[Word]> {
    line.words.chunk_by(|left, right| right.from < left.to + 2)
}

/// The column of the first part, where each column has one: the first may be that of the values.
fn first_in_order(parts: &[Word], edges: &[Range<usize>]) -> Option<usize> {
    let first = usize::from(parts.first()?.from >= edges.first()?.end);
    (parts.len() > 1 && parts.len() + first == edges.len()).then_some(first)
}

/// Whether the line below has a cell for each column, and its words begin anew below each part.
fn heads_groups(source: &Source<'_>, parts: &[Word], below: &Line, edges: &[Range<usize>]) -> bool {
    let Some(label) = edges.first() else { return false };
    let bottom = self::parts(below);
    let Some(first) = first_in_order(&bottom, edges).filter(|_| !below.is_row) else {
        return false;
    };
    let keys: Vec<String> =
        bottom[1 - first..].iter().map(|part| fold(source.slice(part.span))).collect();
    let behind = parts.iter().filter(|part| part.from >= label.end).count();
    header::repeated(&keys).is_some_and(|size| behind * size == keys.len())
}

/// Whether a text heads several columns.
fn is_list(source: &Source<'_>, text: Span) -> bool {
    header::columns_headed(&words::items(source, text)) > 1
}

/// The first column that a cell covers for the most part, or else the one it touches.
fn column_of_cell(cell: &Word, edges: &[Range<usize>]) -> usize {
    let covered =
        |edge: &Range<usize>| cell.to.min(edge.end).saturating_sub(cell.from.max(edge.start));
    let mostly = edges.iter().position(|edge| covered(edge) * 2 > edge.len());
    mostly.unwrap_or_else(|| column_of(cell, edges))
}

fn column_of(word: &Word, edges: &[Range<usize>]) -> usize {
    let overlapping = edges.iter().position(|edge| word.touches(edge));
    overlapping
        .unwrap_or_else(|| edges.iter().rposition(|edge| edge.start <= word.from).unwrap_or(0))
}
