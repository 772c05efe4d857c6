//! What a rebuilt table is.

use ontleed_dutch::{Letter, Missing, Qualifier, Unit};
use ontleed_model::ChangeKind;
use ontleed_text::Span;
use rust_decimal::Decimal;

use crate::vocabulary::{Measure, Side};

/// A table of which rows and columns are known again. What is not known is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// From its first line to its last.
    pub span: Span,
    /// What it seems to be about.
    pub kind: Kind,
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

/// What a table is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Indicators with targets.
    Indicators,
    /// Income and expenses.
    BatenLasten,
    /// Deviations, explained elsewhere.
    Afwijkingen,
    /// Changes of a budget.
    Bijstellingen,
    /// Reserves and how they move.
    Reserves,
    /// A balance sheet.
    Balans,
    /// Ratios.
    Kengetallen,
    /// One balance with its parts.
    Saldo,
    /// Anything else.
    #[default]
    Grid,
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

/// How certain it is which cells a row has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// The text itself separates them.
    #[default]
    Read,
    /// One reading survives notation and arithmetic.
    Proven,
    /// More than one reading survives.
    Ambiguous,
}

/// What the sums of the table say of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// A sum holds with it and with no other value.
    Confirmed,
    /// A sum that elsewhere holds fails with it.
    Contradicted,
    /// No sum tests it.
    #[default]
    Unverified,
}

/// A sum found in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// What it runs over.
    pub shape: Shape,
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

/// What a [`Relation`] runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The columns of one row.
    Row,
    /// Rows that are added.
    Block,
    /// Rows of which some are taken off.
    Signed,
}

/// Whether a [`Relation`] adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Within what rounding allows.
    Holds,
    /// One unit beyond it.
    Near,
    /// Further off.
    Fails,
    /// A term is not known.
    Untestable,
}
