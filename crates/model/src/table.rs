//! Rebuilt tables.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use crate::code::codes;
use crate::{Conventions, Indicator, InferredScale, Measure, Missing, Quote, Side, Unit};

/// A table whose rows and columns are known again. What is not known is null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Table<'t> {
    /// What it is about.
    pub kind: TableKind,
    /// Its name.
    pub title: Option<Quote<'t>>,
    /// The words that say in what its amounts are: `bedragen x € 1.000`.
    pub unit: Option<Quote<'t>>,
    /// What its amounts are to be multiplied by, where the text says so.
    pub scale: Option<u32>,
    /// The same, where only figures in running text show it.
    pub scale_inferred: Option<InferredScale<'t>>,
    /// First byte of its first line in the decoded text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The line it begins on, counted from 1.
    pub line: u32,
    /// In printed order, columns of words included, the column with the labels not counted.
    pub columns: Vec<Column<'t>>,
    /// From top to bottom, group rows without values included.
    pub rows: Vec<Row<'t>>,
    /// The footnotes below it, in printed order.
    pub notes: Vec<Note<'t>>,
    /// What its rows say together, where it holds indicators; left out where it holds none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator<'t>>,
    /// Which way its balances and differences are taken; left out where its figures tell neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conventions: Option<Conventions>,
    /// The ledger: each sum found in it, and whether it holds.
    pub relations: Vec<Relation>,
}

impl<'t> Table<'t> {
    /// What a cell of this row and column holds: what the row says, or else the column.
    pub fn measure_of(&self, row: &Row<'_>, column: u32) -> Option<Measure> {
        row.measure.or_else(|| self.column(column)?.measure)
    }

    /// The side it is about: that of the row, or else of the column.
    pub fn side_of(&self, row: &Row<'_>, column: u32) -> Option<Side> {
        row.side.or_else(|| self.column(column)?.side)
    }

    /// The year it is about: that of the row, or else of the column.
    pub fn year_of(&self, row: &Row<'_>, column: u32) -> Option<u16> {
        row.year.or_else(|| self.column(column)?.year)
    }

    fn column(&self, column: u32) -> Option<&Column<'t>> {
        self.columns.get(column as usize)
    }
}

codes! {
    /// What a table is about.
    #[derive(Default)]
    TableKind {
        /// Targets and results.
        Indicators = "indicators",
        /// Income and expenses.
        BatenLasten = "baten_lasten",
        /// Differences from the budget, explained elsewhere.
        Afwijkingen = "afwijkingen",
        /// Changes of a budget.
        Bijstellingen = "bijstellingen",
        /// Reserves and provisions, and how they move.
        Reserves = "reserves",
        /// A balance sheet.
        Balans = "balans",
        /// Financial ratios.
        Kengetallen = "kengetallen",
        /// One balance: budgeted, realised, difference.
        Saldo = "saldo",
        /// Anything else.
        #[default]
        Grid = "grid",
    }
}

/// A column of cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Column<'t> {
    /// Its header, in parts where lines or rows broke it.
    pub label: Vec<Quote<'t>>,
    /// What its values are.
    pub measure: Option<Measure>,
    /// The side it is about.
    pub side: Option<Side>,
    /// The year its values are about.
    pub year: Option<u16>,
    /// The words elsewhere in the document that the year was taken from; null where its own header
    /// prints it.
    pub year_from: Option<Quote<'t>>,
    /// The unit that its header or the table says.
    pub unit: Option<Unit>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Row<'t> {
    /// Its name without footnote marks and measure word, in parts where lines broke it.
    pub label: Vec<Quote<'t>>,
    /// A number or code in a cell of its own before the label.
    pub code: Option<Quote<'t>>,
    /// The footnote marks of its label.
    pub marks: Vec<Quote<'t>>,
    /// The name that spans it and the rows beside it.
    pub group: Option<Quote<'t>>,
    /// The row it is a part of, counted from 0.
    pub parent: Option<u32>,
    /// What its values are, where the row says so.
    pub measure: Option<Measure>,
    /// The side it is about, where the row says so, or the row it is a part of.
    pub side: Option<Side>,
    /// The code of the taakveld that it is, or is a part of; left out where its words say none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taakveld: Option<&'static str>,
    /// The year its values are about, where the row says so; left out where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// What kind of change of a budget it is, where the end of its label says so; left out where it
    /// does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Change<'t>>,
    /// How certain its cells are.
    pub status: Status,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The line it begins on, counted from 1.
    pub line: u32,
    /// The cells that hold something, by column; where the row is ambiguous, those of the reading
    /// ranked first.
    pub cells: Vec<Cell<'t>>,
    /// Where the row is ambiguous: each reading left, best first, as a cell or null by column.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Vec<Option<Quote<'t>>>>,
}

impl<'t> Row<'t> {
    /// The cell in this column, where it holds something.
    pub fn cell(&self, column: u32) -> Option<&Cell<'t>> {
        let is_it = |cell: &&Cell<'_>| cell.column == column;
        // Where no cell before it is empty, its column is its place.
        let in_place = self.cells.get(column as usize).filter(is_it);
        in_place.or_else(|| self.cells.iter().find(is_it))
    }
}

/// A cell that holds something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Cell<'t> {
    /// Its column, counted from 0.
    pub column: u32,
    /// As printed.
    pub text: &'t str,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The line it stands on, counted from 1.
    pub line: u32,
    /// Its number, with the printed number of decimals; not multiplied by any scale.
    #[serde(serialize_with = "crate::decimal::option::serialize")]
    #[schemars(with = "Option<f64>")]
    pub value: Option<Decimal>,
    /// Why there is no number; left out where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
    /// The unit of the value, printed with it or that of its column; left out where unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// `>`, `<`, `≥`, `≤` or `circa`; left out where the value is neither a bound nor about right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<&'static str>,
    /// `V` (voordeel) or `N` (nadeel); left out where not printed. It does not change the sign of
    /// the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter: Option<char>,
    /// The footnote marks printed with it; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Quote<'t>>,
    /// What the sums of the table say of it.
    pub verdict: Verdict,
}

impl<'t> Cell<'t> {
    /// What it holds with its place.
    pub fn quote(&self) -> Quote<'t> {
        Quote { text: self.text, start: self.start, end: self.end }
    }
}

/// What kind of change a row is, as printed behind its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Change<'t> {
    /// The kind.
    pub kind: ChangeKind,
    /// The words that say so.
    pub from: Quote<'t>,
}

codes! {
    /// A kind of change of a budget.
    ChangeKind {
        /// Savings.
        Bezuinigingen = "bezuinigingen",
        /// New policy.
        Intensiveringen = "intensiveringen",
        /// Money moved to another year.
        Kasschuiven = "kasschuiven",
        /// A better estimate of what cannot be helped.
        RamingsbijstellingenOnvermijdelijk = "ramingsbijstellingen_onvermijdelijk",
        /// A better estimate of what was chosen.
        RamingsbijstellingenVermijdelijk = "ramingsbijstellingen_vermijdelijk",
        /// To or from reserves.
        Reserves = "reserves",
        /// Tasks taken over from or given to the state.
        Taakmutaties = "taakmutaties",
        /// Changes without meaning for policy.
        TechnischeWijzigingen = "technische_wijzigingen",
        /// From a coalition agreement.
        Coalitieakkoord = "coalitieakkoord",
    }
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Note<'t> {
    /// Its mark.
    pub mark: Quote<'t>,
    /// What it says.
    pub note: Quote<'t>,
    /// Where its mark stands in the table: in the header, behind a label, a measure word or a value.
    /// Empty where the table does not print it.
    pub places: Vec<Quote<'t>>,
}

codes! {
    /// How certain it is which cells a row has.
    #[derive(Default)]
    Status {
        /// The text itself separates them.
        #[default]
        Read = "read",
        /// One reading survives notation and arithmetic.
        Proven = "proven",
        /// More than one reading survives, or none.
        Ambiguous = "ambiguous",
    }
}

codes! {
    /// What the sums of its table say of a cell.
    #[derive(Default)]
    Verdict {
        /// A sum holds with it and would not with another value.
        Confirmed = "confirmed",
        /// A sum that holds elsewhere in the table fails with it.
        Contradicted = "contradicted",
        /// No sum tests it.
        #[default]
        Unverified = "unverified",
    }
}

/// A sum found in a table: the target is what the terms should give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Relation {
    /// What it runs over.
    pub kind: RelationKind,
    /// The cell that the terms should give.
    pub target: Place,
    /// What is added or taken off.
    pub terms: Vec<Term>,
    /// Target less terms, in printed units.
    #[serde(serialize_with = "crate::decimal::serialize")]
    #[schemars(with = "f64")]
    pub residual: Decimal,
    /// What rounding allows the residual to be: half a last printed digit for target and each term.
    #[serde(serialize_with = "crate::decimal::serialize")]
    #[schemars(with = "f64")]
    pub tolerance: Decimal,
    /// Whether it adds up.
    pub outcome: Outcome,
}

codes! {
    /// What a [`Relation`] runs over.
    RelationKind {
        /// The columns of one row: a difference, or opening + additions - withdrawals = closing.
        Row = "row",
        /// Rows that are added: a total and its parts.
        Sum = "sum",
        /// Rows of which some are taken off: saldo = baten - lasten.
        Difference = "difference",
    }
}

/// A cell, by row and column, both counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Place {
    /// Row.
    pub row: u32,
    /// Column.
    pub column: u32,
}

/// A term of a [`Relation`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Term {
    /// `1` where it is added, `-1` where it is taken off.
    pub sign: i8,
    /// Row.
    pub row: u32,
    /// Column.
    pub column: u32,
}

codes! {
    /// Whether a [`Relation`] adds up.
    Outcome {
        /// Within what rounding allows.
        Holds = "holds",
        /// One unit beyond it.
        Near = "near",
        /// Further off.
        Fails = "fails",
        /// A term is not known.
        Untestable = "untestable",
    }
}
