//! Rebuilds the rows and columns of tables whose layout was lost.
//!
//! 1. [`regions()`] finds which lines are a table, and how its cells are kept apart.
//! 2. One lexer per [`Style`] turns those lines into rows: a label, and cells or digits that stick
//!    together.
//! 3. `solve` decides with the table's own sums which numbers stand in which column.
//! 4. The header says what the columns hold, the labels what the rows are.
//!
//! The result is a [`Table`]. Every span in it points at the text as it is: a table is never
//! repaired, and what its text does not decide is ambiguous.

mod about;
mod between;
mod build;
mod changes;
mod doubt;
mod gaps;
mod header;
mod joints;
mod kinds;
mod lex;
mod line;
mod naming;
mod notation;
mod operator;
mod regions;
mod rows;
mod solve;
mod table;
mod thousands;
mod vocabulary;
mod whole;
mod words;

use ontleed_text::Source;

pub use ontleed_model::{Measure, Outcome, RelationKind, Side, Status, TableKind, Verdict};
pub use regions::{Region, Style, regions};
pub use table::{Cell, Column, Relation, Row, Table};

/// A region with more lines or bytes is data and no table of a report.
const MOST_LINES: usize = 20_000;
const MOST_BYTES: usize = 256 << 10;

/// The tables of a region, in order: more than one where a header follows rows. None where it is too large: the time and
/// memory of a document stay within bounds.
pub fn tables(source: &Source<'_>, region: &Region) -> Vec<Table> {
    let lines = &source.lines()[region.lines.clone()];
    let Some((first, last)) = lines.first().zip(lines.last()) else { return Vec::new() };
    let span = first.span.to(last.span);
    if lines.len() > MOST_LINES || span.len() > MOST_BYTES {
        return Vec::new();
    }
    let lexed = lex::lex(source, region).into_iter().enumerate();
    lexed.filter_map(|(at, lexed)| build::table(source, &lexed, span, at == 0)).collect()
}

/// The number in a cell, where it holds one.
pub fn number(cell: &str) -> Option<rust_decimal::Decimal> {
    notation::read_cell(cell)?.value
}
