//! Indicators: what the rows of a table say together.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use crate::code::codes;
use crate::{Place, Quote, Unit};

/// An indicator: the rows of a table that share a name, and what the document says of them. Its
/// name is the label of its first row; its series are the cells of its rows, one row for each
/// measure or one column for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Indicator<'t> {
    /// Its rows in the table, in printed order.
    pub rows: Vec<u32>,
    /// What kind of indicator it is; null where the document does not say.
    #[serde(rename = "type")]
    pub kind: Option<IndicatorKind>,
    /// The words that say so.
    #[serde(rename = "type_from", skip_serializing_if = "Option::is_none")]
    pub kind_from: Option<Quote<'t>>,
    /// What its values count.
    pub unit: Option<Unit>,
    /// The words that say so: a cell, or the beginning of its name; left out where the values
    /// print their unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_from: Option<Quote<'t>>,
    /// Who measures it, or in which survey.
    pub source: Option<Quote<'t>>,
    /// The heading of the section that explains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Quote<'t>>,
    /// How far what was realised is from what was aimed at, where both are known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deviations: Vec<Deviation>,
}

codes! {
    /// What kind of indicator it is.
    IndicatorKind {
        /// What society is to see of it.
        Effect = "effect",
        /// What the authority is to do.
        Prestatie = "prestatie",
        /// What the college promised.
        Collegetarget = "collegetarget",
        /// Prescribed by the Besluit begroting en verantwoording.
        Bbv = "bbv",
        /// Said to be another.
        Overig = "overig",
    }
}

/// What was realised less what was aimed at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Deviation {
    /// The cell that says what was aimed at.
    pub target: Place,
    /// The cell that says what came of it.
    pub realised: Place,
    /// The difference, exact, in the unit of the cells; of percentages in percentage points.
    #[serde(serialize_with = "crate::decimal::serialize")]
    #[schemars(with = "f64")]
    pub value: Decimal,
    /// The bound that is printed with the target (`>55%`): any value on that side of it meets the
    /// target. Left out where the target is one value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<&'static str>,
}
