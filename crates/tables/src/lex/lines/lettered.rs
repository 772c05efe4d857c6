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

/// Gives each letter to the amount behind it, where rows show that it stands before: `Rente 0 V 96 V 96` below `Huur N 12 N 15 N 3`.
pub(super) fn give_to_led(source: &Source<'_>, rows: &mut [Line]) {
    let leads = |text: &str, cell: &Span| text[cell.range()].starts_with(line::LETTERS);
    let is_led = |(text, values): &(&str, &Values)| values.nil.iter().any(|cell| leads(text, cell));
    if !valued(source, rows).any(|row| is_led(&row)) {
        return;
    }
    for row in rows {
        let text = source.slice(row.span);
        let LineKind::Row(values) = &mut row.kind else { continue };
        let ends_in_letter = |cell: &Span| text[cell.range()].ends_with(line::LETTERS);
        if values.nil.last().is_none_or(ends_in_letter) {
            continue;
        }
        for cells in values.readings() {
            take_from_label(text, cells);
            give_to_next(text, cells);
        }
    }
}

/// Gives the letter that ends a label to the first amount.
fn take_from_label(text: &str, cells: &mut [Span]) {
    let Some(first) = cells.first_mut() else { return };
    let label = text[..first.range().start].trim_end();
    let name = label.strip_suffix(line::LETTERS);
    if name.is_some_and(|name| name.ends_with(' ') && !name.trim().is_empty()) {
        *first = Span::at(label.len() - 1, first.range().end);
    }
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
            for cells in values.readings() {
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
