//! Labels that end in a number, which stands before the cells as a cell does: `Hofstede fase 2 4.318 1.122`.

use ontleed_text::{Source, Span};

use super::{Lexed, Raw, Tail};

/// A table with the number at the end of labels left to them, in `open` rows of which it is the first of as many cells as there
/// are columns, and which rows these are; none where there are none, where no row has lost a cell, or where the header names
/// another number of columns.
pub(crate) fn left_to_labels(
    source: &Source<'_>,
    lexed: &Lexed,
    open: impl Fn(usize) -> bool,
) -> Option<(Lexed, Vec<usize>)> {
    let width = lexed.width.filter(|width| lexed.named(source).contains(width))?;
    let is_one = |at: usize| {
        let raw = &lexed.rows[at];
        raw.cells().len() == width && may_end_in_number(source, raw) && open(at)
    };
    let found: Vec<usize> = (0..lexed.rows.len()).filter(|at| is_one(*at)).collect();
    let loses_cells = lexed.rows.iter().any(|raw| (1..width).contains(&raw.cells().len()));
    if found.is_empty() || !loses_cells {
        return None;
    }
    let mut left = lexed.clone();
    for &at in &found {
        let row = &mut left.rows[at];
        let (number, cells) = row.cells().split_first()?;
        let (end, cells) = (number.end, cells.to_vec());
        row.label.last_mut()?.end = end;
        row.tail = Tail::Loose(cells);
    }
    Some((left, found))
}

/// Whether a number of one or two digits, not 0, stands before the other cells of a row, behind a word and a space.
fn may_end_in_number(source: &Source<'_>, raw: &Raw) -> bool {
    let (Tail::Loose(cells), Some(label)) = (&raw.tail, raw.label.last()) else { return false };
    let [first, _, ..] = cells.as_slice() else { return false };
    let number = source.slice(*first);
    number.len() < 3
        && !number.starts_with('0')
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && source.slice(*label).ends_with(char::is_alphabetic)
        && label.end <= first.start
        && source.slice(Span::new(label.end, first.start)) == " "
}
