//! Letters between the amounts of a line: which amount each is of.

use std::collections::BTreeSet;

use ontleed_text::{Source, Span};

use super::{Line, LineKind, Values, valued};
use crate::header;
use crate::lex::Head;
use crate::lex::letters::{self, Named};
use crate::line;
use crate::table::Column;
use crate::vocabulary::Measure;

/// Settles which amounts have letters, and which empty cells stand in the place of one.
pub(super) fn settle(
    source: &Source<'_>,
    rows: &mut [Line],
    columns: usize,
    names: &Named,
    header: &[Vec<Head>],
) {
    leave_empty(source, rows, columns, names);
    give_to_differences(source, rows, columns, || header::columns(source, header, columns));
}

/// Leaves out the empty cells that stand in the place of a letter, in rows longer than there are columns, where those that are
/// as long show which amounts have letters.
fn leave_empty(source: &Source<'_>, rows: &mut [Line], columns: usize, names: &Named) {
    let lettered = lettered(source, rows, columns);
    if lettered.len() != names.count() {
        return;
    }
    for row in rows {
        let text = source.slice(row.span);
        if let LineKind::Row(values) = &mut row.kind
            && values.nil.len() > columns
            && let Some(kept) = letters::without_empty(text, &values.nil, columns, &lettered)
        {
            *values = Values { nil: kept, sign: None, with_words: None };
        }
    }
}

/// Gives letters between two amounts to the second where only that is a difference: `Rekening 12 N 3`.
fn give_to_differences(
    source: &Source<'_>,
    rows: &mut [Line],
    columns: usize,
    named: impl FnOnce() -> Vec<Column>,
) {
    let lettered = lettered(source, rows, columns);
    // A letter behind the last amount is of that one, and so are the others of those before them.
    if lettered.is_empty() || lettered.contains(&(columns - 1)) {
        return;
    }
    let named = named();
    let is_difference = |column: usize| named[column].measure == Some(Measure::Afwijking);
    if !lettered.iter().all(|column| !is_difference(*column) && is_difference(column + 1)) {
        return;
    }
    for row in rows {
        let text = source.slice(row.span);
        if let LineKind::Row(values) = &mut row.kind {
            let others = [values.sign.as_mut(), values.with_words.as_mut()];
            for cells in others.into_iter().flatten().chain([&mut values.nil]) {
                give_to_next(text, cells);
            }
        }
    }
}

/// Gives the letter behind each cell to the next.
fn give_to_next(text: &str, cells: &mut [Span]) {
    for at in 1..cells.len() {
        let range = cells[at - 1].range();
        let Some(kept) = text[range.clone()].strip_suffix(line::LETTERS) else { continue };
        cells[at - 1] = Span::at(range.start, range.start + kept.trim_end().len());
        cells[at] = Span::at(range.start + kept.len(), cells[at].range().end);
    }
}

/// The columns with letters, in rows that have all cells.
fn lettered(source: &Source<'_>, rows: &[Line], columns: usize) -> BTreeSet<usize> {
    let exact = valued(source, rows).filter(|(_, values)| values.nil.len() == columns);
    let lettered = exact.flat_map(|(text, values)| {
        let cells = values.nil.iter().enumerate();
        cells.filter(|(_, cell)| text[cell.range()].ends_with(line::LETTERS)).map(|(at, _)| at)
    });
    lettered.collect()
}
