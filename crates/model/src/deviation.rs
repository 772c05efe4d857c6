//! Overviews of deviations.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Outcome, Quote, Side};

/// An overview of deviations, tied to what explains its rows and to the table it explains.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct DeviationOverview<'t> {
    /// Ordinal of the overview among the tables, from 0.
    pub table: u32,
    /// The rows that are explained, from top to bottom.
    pub explanations: Vec<Explanation<'t>>,
    /// Ordinal of the table whose deviations these are; null where there is none above.
    pub of: Option<u32>,
    /// The totals of the overview against the deviations in that table, by side.
    pub checks: Vec<Check>,
}

/// A row of an overview and the section that explains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Explanation<'t> {
    /// Row, from 0.
    pub row: u32,
    /// The heading of the section.
    pub heading: Quote<'t>,
    /// First byte of the section, that of its heading.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
}

/// One figure in two tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Check {
    /// The side of the accounts.
    pub side: Side,
    /// Row of the overview, from 0.
    pub row: u32,
    /// Column of the overview, from 0.
    pub column: u32,
    /// Row of the other table, from 0.
    pub of_row: u32,
    /// Column of the other table, from 0.
    pub of_column: u32,
    /// The overview less the other table, in printed units.
    #[serde(serialize_with = "crate::decimal::serialize")]
    #[schemars(with = "f64")]
    pub residual: Decimal,
    /// What rounding allows the residual to be.
    #[serde(serialize_with = "crate::decimal::serialize")]
    #[schemars(with = "f64")]
    pub tolerance: Decimal,
    /// Whether the two are the same.
    pub outcome: Outcome,
}
