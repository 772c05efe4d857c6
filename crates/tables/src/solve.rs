//! Readings × arithmetic: which numbers stand in which column, and what proves it.
//!
//! The module knows numbers and nothing else: no words, no layouts, no language. [`solve`] gets rows whose cells are
//! given, or glued into one run of characters, or fewer than the table has columns, and gives back each reading that
//! the notation and the table's own sums leave standing.
//!
//! ```text
//! count.rs       which number of columns, and how sure it is
//! habits.rs      what the table shows of its notation; types.rs: percentages and decimals per column
//! notation.rs    the cells that can start at a place in a glued row
//! graph.rs       all readings of a row as paths, kept in graphs.rs; list.rs, readings.rs: the readings of every row
//! laws.rs        sums between columns that hold in the other rows: law.rs, hypotheses.rs; told.rs: the one that their names
//!                tell; turned.rs: differences with either sign; moved.rs: rows that break them
//! forest.rs      sums over rows: blocks.rs, signed.rs, sections.rs; frame.rs: what they look at; joint.rs: which readings
//!                can add up together
//! faults.rs      the law and the sum that one wrong figure breaks
//! codes.rs       a first column of codes of one digit
//! challenge.rs   the readings left out, tried against those that seem proven
//! ledger.rs      each sum with its residual, each row with its status, each cell with its verdict
//! evidence.rs    when a sum proves something
//! ```
//!
//! # What a status means
//! - [`Status::Read`]: the cells were given and fill the row; nothing had to be decided.
//! - [`Status::Proven`]: exactly one reading is left, and either the notation alone leaves it or the sums that removed
//!   the others are better supported than the search for them could produce by chance (`evidence.rs`).
//! - [`Status::Ambiguous`]: anything else. All readings left are listed, best first; none (an empty list) means that
//!   the row has no reading under this number of columns, or that a limit was reached.
//!
//! # Rules
//! A missing cell counts as 0 in sums. Percentages, opaque cells and columns of years take a place but no part in sums.
//! All-zero sums prove nothing. Values are never changed: a sum that no reading repairs is reported as failing.
//!
//! The work is bounded in steps, never in seconds, so the result is the same on every machine.

mod blocks;
mod challenge;
mod codes;
mod count;
mod evidence;
mod faults;
mod forest;
mod frame;
mod graph;
mod graphs;
mod habits;
mod hypotheses;
mod joint;
mod law;
mod laws;
mod ledger;
mod list;
mod moved;
mod notation;
mod readings;
mod sections;
mod signed;
mod table;
mod told;
mod totals;
mod turned;
mod types;
mod value;

#[cfg(test)]
mod tests;

pub(crate) use ontleed_model::{Outcome, RelationKind, Status, Verdict};

pub(crate) use value::{Exact, Kind, Value};

/// A table as the lexers give it: rows of cells in column order, the label left out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Problem<'a> {
    /// From top to bottom.
    pub(crate) rows: Vec<Row<'a>>,
    /// Whether the table shows a number of four digits or more without dots in a separate cell.
    pub(crate) undotted: bool,
    /// Whether all cells of a row hold one quantity, and so as many decimals.
    pub(crate) alike: bool,
    /// Candidates for the number of columns, the one with the best evidence first.
    pub(crate) columns: Vec<usize>,
    /// Where the first column is known to open a balance and the last to close it: the signs with which the columns between
    /// move it, 0 where that is not known. Their number is that of the columns less two.
    pub(crate) moves: Vec<i8>,
}

/// One row of a [`Problem`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Row<'a> {
    /// What follows the label.
    pub(crate) tail: Tail<'a>,
    /// Whether its name says that it sums the rows above it.
    pub(crate) is_total: bool,
    /// Whether a sign beside it says how the row that sums it counts it, and which: 1 or -1.
    pub(crate) sign: Option<i8>,
}

/// What follows the label of a row.
#[derive(Debug, Clone, Default)]
pub(crate) enum Tail<'a> {
    /// Cells that the text itself separates; `None` is a cell proven to be empty. With fewer than the number of columns,
    /// some were dropped and their places are open.
    Cells(Vec<Option<Value>>),
    /// The same, where each dash right before a number may be its minus sign.
    Dashed(Vec<Option<Value>>),
    /// Cells printed wholly or partly without separators. A space is the edge of a cell (or an empty one), a no-break space
    /// is an empty cell.
    Glued {
        /// The row, or the part of it that holds the cells.
        text: &'a str,
        /// Offsets in `text` at which the label may end and the cells begin, the most plausible first.
        label_ends: Vec<usize>,
    },
    /// A label only.
    #[default]
    None,
}

/// What [`solve`] found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Solution {
    /// The number of columns, one of the candidates.
    pub(crate) columns: usize,
    /// One per row of the problem.
    pub(crate) rows: Vec<RowSolution>,
    /// The ledger: each sum found, row by row.
    pub(crate) relations: Vec<Relation>,
    /// For each row the row that sums it, where block sums show one.
    pub(crate) parents: Vec<Option<usize>>,
}

/// The readings of one row and the verdict on its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowSolution {
    /// Whether the reading ranked first may be used.
    pub(crate) status: Status,
    /// Best first; one, unless the row is ambiguous.
    pub(crate) readings: Vec<Reading>,
    /// Per column, for the reading ranked first; empty for ambiguous rows.
    pub(crate) verdicts: Vec<Verdict>,
}

/// One way to read a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    /// Where the label ends in a glued row; 0 otherwise.
    pub(crate) label_end: usize,
    /// One per column; `None` is an empty or dropped cell.
    pub(crate) cells: Vec<Option<Cell>>,
    /// What speaks for it.
    pub(crate) why: Why,
}

/// A cell of a [`Reading`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Where it comes from.
    pub(crate) source: Source,
    /// Its value.
    pub(crate) value: Value,
}

/// Where a cell comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// Byte offsets in the text of a glued row.
    Span(u32, u32),
    /// Index in the cells given.
    Given(u32),
    /// Index of a dash among them that is the sign of the number behind it.
    Signed(u32),
}

impl Source {
    /// A text has less than 4 GiB.
    fn span(start: usize, end: usize) -> Self {
        Self::Span(u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX))
    }

    fn given(index: usize) -> Self {
        Self::Given(u32::try_from(index).unwrap_or(u32::MAX))
    }

    fn signed(index: usize) -> Self {
        Self::Signed(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

/// What decided a reading, or speaks for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// The text gave the cells.
    Given,
    /// The number grammar, the number of columns and their types.
    #[default]
    Grammar,
    /// A sum between the columns of the row.
    RowSum,
    /// A sum over neighbouring rows, or a difference of rows.
    BlockSum,
}

/// A sum found in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relation {
    /// What it runs over.
    pub(crate) kind: RelationKind,
    /// The cell on the left of the equals sign.
    pub(crate) target: Place,
    /// The cells on the right.
    pub(crate) terms: Vec<Term>,
    /// Target minus terms.
    pub(crate) residual: Exact,
    /// Half a printed unit for each cell that takes part.
    pub(crate) tolerance: Exact,
    /// Whether it adds up.
    pub(crate) outcome: Outcome,
}

impl Relation {
    /// Whether it says that a cell of the row is the sum of other rows.
    pub(crate) fn is_of_rows(&self, row: usize) -> bool {
        self.target.row == row && self.kind != RelationKind::Row && self.outcome == Outcome::Holds
    }
}

/// A cell of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Index in the rows of the problem.
    pub(crate) row: usize,
    /// From 0.
    pub(crate) column: usize,
}

/// A signed cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Term {
    /// 1 or -1.
    pub(crate) sign: i8,
    /// Which cell.
    pub(crate) place: Place,
}

/// Reads a table. Pure and total: every input has a solution, if only one in which all rows are ambiguous.
pub(crate) fn solve(problem: &Problem<'_>) -> Solution {
    count::best(problem)
}
