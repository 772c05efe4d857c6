//! What a rebuilt table is.

use ontleed_dutch::{Letter, Missing, Qualifier, Unit};
use ontleed_model::{ChangeKind, Outcome, RelationKind, Status, TableKind, Verdict};
use ontleed_text::Span;
use rust_decimal::Decimal;

use crate::vocabulary::{Measure, Side};

/// A table of which rows and columns are known again. What is not known is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// From its first line to its last.
    pub span: Span,
    /// What it seems to be about.
    pub kind: TableKind,
    /// Its name, where its own lines give one.
    pub title: Option<Span>,
    /// In what its amounts are, as printed: `bedragen x € 1.000`.
    pub unit: Option<Span>,
    /// What its amounts are to be multiplied by, where the text says so.
    pub scale: Option<u32>,
    /// The columns of values, the one with the labels not counted.
    pub columns: Vec<Column>,
    /// From top to bottom, group rows without values included.
    pub rows: Vec<Row>,
    /// The sums found in it.
    pub relations: Vec<Relation>,
}

/// A column of values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its header, in parts where lines or rows broke it.
    pub label: Vec<Span>,
    /// What it holds.
    pub measure: Option<Measure>,
    /// The side it is about.
    pub side: Option<Side>,
    /// The year it is about.
    pub year: Option<u16>,
    /// The unit its header prints.
    pub unit: Option<Unit>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// All of it.
    pub span: Span,
    /// Its name without footnote marks and measure word, in parts where lines broke it.
    pub label: Vec<Span>,
    /// A number or code in a cell of its own before the label.
    pub code: Option<Span>,
    /// The footnote marks of its label.
    pub marks: Vec<Span>,
    /// The name that spans it and the rows beside it.
    pub group: Option<Span>,
    /// The row that sums it or stands above it.
    pub parent: Option<usize>,
    /// What its values are, where the row says so.
    pub measure: Option<Measure>,
    /// The side, where the row says so or the row it is a part of.
    pub side: Option<Side>,
    /// What kind of change its label says it is, and where.
    pub change: Option<(ChangeKind, Span)>,
    /// How certain its cells are.
    pub status: Status,
    /// The cells that hold something, by column; of the reading ranked first where it is ambiguous.
    pub cells: Vec<Cell>,
    /// Where the row is ambiguous: the span of each cell by column, for each reading left.
    pub readings: Vec<Vec<Option<Span>>>,
}

/// A cell that holds something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its column.
    pub column: usize,
    /// Where it is printed.
    pub span: Span,
    /// Its number.
    pub value: Option<Decimal>,
    /// Why it has none.
    pub missing: Option<Missing>,
    /// The unit printed with it.
    pub unit: Option<Unit>,
    /// The bound printed with it.
    pub qualifier: Option<Qualifier>,
    /// The letter printed with it.
    pub letter: Option<Letter>,
    /// The footnote marks printed with it.
    pub marks: Option<Span>,
    /// Whether a relation confirms it.
    pub verdict: Verdict,
}

/// A sum found in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// What it runs over.
    pub kind: RelationKind,
    /// The cell it should give, as row and column.
    pub target: (usize, usize),
    /// What is added (`1`) or taken off (`-1`), as sign, row and column.
    pub terms: Vec<(i8, usize, usize)>,
    /// What is left over.
    pub residual: Decimal,
    /// What rounding allows.
    pub tolerance: Decimal,
    /// Whether it adds up.
    pub outcome: Outcome,
}
