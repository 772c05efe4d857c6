//! Rows of which the text does not decide where a cell begins.

mod row;

use std::collections::BTreeSet;

use ontleed_text::Source;

use crate::lex::{Lexed, Raw, Tail};
use crate::table::{Row, Status};
use crate::thousands;

/// Doubts the rows of a table with so many columns of values that may have other cells than they are told with.
pub(crate) fn doubt(source: &Source<'_>, lexed: &Lexed, columns: usize, rows: &mut [Row]) {
    let is_dotted = some_cell_holds(source, lexed, |byte| *byte == b'.');
    let mut surpluses = 0;
    for (raw, row) in lexed.rows.iter().zip(rows.iter_mut()) {
        let is_surplus = row::ends_in_amount(source, raw);
        surpluses += usize::from(is_surplus);
        let is_open = is_surplus
            || row::is_cut_off(source, raw, row, columns + lexed.words)
            || row::is_open(source, lexed, raw, row, columns, is_dotted)
            || row::numbers_its_label(source, raw, columns)
            || row::sticks_together(source, raw, columns)
            || is_dotted && row::begins_with_year(source, raw);
        if is_open {
            row.status = Status::Ambiguous;
        }
    }
    let loose = lexed.rows.iter().filter(|raw| matches!(raw.tail, Tail::Loose(_))).count();
    let is_short = surpluses > 1 && surpluses * 4 >= loose;
    if is_short || lacks_columns(source, lexed, columns) {
        doubt_loose(lexed, rows);
    }
    doubt_moved(lexed, rows);
    thousands::doubt_unnamed(source, rows);
    if some_cell_holds(source, lexed, |byte| matches!(byte, b' ' | 0xC2)) {
        thousands::doubt(source, rows, lexed.joined);
    }
}

/// Doubts rows with fewer cells than columns where targets and results obey no sums and each row has its own unit:
/// nothing tells where dropped cells stood.
pub(crate) fn doubt_short(rows: &mut [Row], columns: usize) {
    for row in
        rows.iter_mut().filter(|row| row.status == Status::Proven && row.cells.len() < columns)
    {
        row.status = Status::Ambiguous;
    }
}

/// Whether a byte stands in a cell that the text itself separates.
fn some_cell_holds(source: &Source<'_>, lexed: &Lexed, byte: fn(&u8) -> bool) -> bool {
    let mut cells = lexed.rows.iter().flat_map(Raw::cells);
    cells.any(|cell| source.slice(*cell).as_bytes().iter().any(byte))
}

/// Whether cells were dropped and the header names more columns than any row shows: the places of
/// all cells are then open.
fn lacks_columns(source: &Source<'_>, lexed: &Lexed, columns: usize) -> bool {
    let sizes = || {
        lexed.rows.iter().filter_map(|raw| match &raw.tail {
            Tail::Loose(cells) => Some(cells.len()),
            Tail::Glued(_) => Some(0),
            Tail::None | Tail::Placed(_) => None,
        })
    };
    let columns = columns + lexed.words;
    if sizes().all(|size| size == columns) {
        return false;
    }
    let named = lexed.named(source);
    let more = sizes().any(|size| size < columns) && named.iter().all(|&n| n > columns);
    let overfull = sizes().any(|size| size > columns && named.contains(&size));
    let exact = sizes().any(|size| named.contains(&size)) && named.iter().all(|&n| n < columns);
    !named.is_empty() && (more || exact || overfull && !named.contains(&columns))
}

/// Rows that may have moved to the left: in a table that shows empty cells at the end of rows and nowhere else, cells
/// were dropped before the rows were filled up.
fn doubt_moved(lexed: &Lexed, rows: &mut [Row]) {
    let shape = |raw: &Raw| match &raw.tail {
        Tail::Placed(cells) => {
            let held = cells.iter().rposition(|cell| !cell.is_empty())? + 1;
            let inside = cells[..held].iter().any(|cell| cell.is_empty());
            Some((held, inside))
        }
        Tail::None | Tail::Loose(_) | Tail::Glued(_) => None,
    };
    let shapes: Vec<_> = lexed.rows.iter().map(shape).collect();
    let shown = || shapes.iter().flatten();
    let Some(last) = shown().map(|&(held, _)| held).max() else { return };
    let lengths: BTreeSet<usize> = shown().map(|&(held, _)| held).collect();
    // One shorter length is a column that ends early; several are cells lost here and there.
    if shown().any(|&(_, inside)| inside) || lengths.len() < 3 {
        return;
    }
    for (shape, row) in shapes.iter().zip(rows) {
        if shape.is_some_and(|(held, _)| held > 1 && held < last) {
            row.status = Status::Ambiguous;
        }
    }
}

/// Rows of which the text shows the cells in their order and no more.
fn doubt_loose(lexed: &Lexed, rows: &mut [Row]) {
    for (raw, row) in lexed.rows.iter().zip(rows) {
        if matches!(raw.tail, Tail::Loose(_) | Tail::Glued(_)) {
            row.status = Status::Ambiguous;
        }
    }
}
