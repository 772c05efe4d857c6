//! Which lines name the columns, by their place above them.

use ontleed_text::Source;

use super::columns::Columns;
use super::place::parts;
use super::{Line, Word, labels};
use crate::notation;

/// Marks the lines above the rows that name columns and nothing else, whatever values they seem to hold; whether some
/// seemed to be a row.
pub(super) fn mark(source: &Source<'_>, lines: &mut [Line], columns: &Columns) -> bool {
    let mut found = false;
    for at in 0..lines.len() {
        let line = &lines[at];
        let below = lines.get(at + 1).filter(|below| !below.apart && !below.is_row);
        let ends_below = || below.is_some_and(|below| hangs(source, below, columns, true));
        let has_cells = || parts(line).iter().skip(1).any(|part| part.from >= columns.label_end());
        let is_header = hangs(source, line, columns, line.is_row)
            || has_cells() && ends_below()
            || !line.is_row && goes_on(source, lines, at, columns);
        if line.is_row && !is_header {
            break;
        }
        found |= line.is_row;
        lines[at].is_row = false;
        lines[at].is_header = is_header;
    }
    found
}

/// Whether a line holds the rest of what heads the labels, which did not fit in the line above.
fn goes_on(source: &Source<'_>, lines: &[Line], at: usize, columns: &Columns) -> bool {
    let line = &lines[at];
    let Some(above) = at.checked_sub(1).map(|above| &lines[above]) else { return false };
    let names = above.words.iter().any(|word| word.from >= columns.label_end());
    let is_label = line.words.iter().all(|word| word.to <= columns.label_end());
    let is_rest = source.slice(line.whole()).starts_with(char::is_lowercase);
    !line.apart
        && names
        && is_label
        && is_rest
        && labels::breaks(above, line, columns, columns.label_end())
}

/// Whether a line stands above values, and holds a word or no figure; above nothing else where it is `only`.
fn hangs(source: &Source<'_>, line: &Line, columns: &Columns, only: bool) -> bool {
    let is_right = line.words.first().is_some_and(|first| first.from >= columns.label_end());
    if !is_right {
        return false;
    }
    let is_word = |word: &Word| source.slice(word.span).starts_with(char::is_alphabetic);
    let over = |word: &Word, is_words: bool| {
        let edges = columns.edges.iter().zip(&columns.words).skip(columns.label + 1);
        edges.filter(|(_, of_words)| **of_words == is_words).any(|(edge, _)| word.touches(edge))
    };
    let names =
        line.words.iter().any(is_word) || !line.words.iter().any(|word| is_figure(source, word));
    names
        && line.words.iter().any(|word| over(word, false))
        && !(only && line.words.iter().any(|word| over(word, true)))
}

/// Finds the rows that only their place tells: below others, with figures in a column of values (`(83)`). A line of which all
/// stands among the labels is none, whatever it ends in (`programma 1`).
pub(super) fn find_rows(source: &Source<'_>, lines: &mut [Line], columns: &Columns) {
    let first = lines.iter().position(|line| line.is_row).unwrap_or(lines.len());
    let values = columns.edges.iter().zip(&columns.words).skip(columns.label + 1);
    let values: Vec<_> = values.filter(|(_, of_words)| !**of_words).map(|(edge, _)| edge).collect();
    let is_value = |word: &Word| values.iter().any(|edge| word.touches(edge));
    for line in &mut lines[first..] {
        line.is_row &= line.words.iter().any(|word| word.to > columns.cells_start());
        let mut below = line.words.iter().filter(|word| is_value(word)).peekable();
        line.is_row |= below.peek().is_some()
            && below.all(|word| {
                notation::read_cell(source.slice(word.span)).is_some()
                    || notation::read_in_brackets(source.slice(word.span)).is_some()
            });
    }
}

/// Whether a word is a number and no year or date.
fn is_figure(source: &Source<'_>, word: &Word) -> bool {
    let text = source.slice(word.span);
    notation::read(text).is_some_and(|read| read.value.is_some())
        && notation::period(text).is_none()
}
