//! Figures in running text.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use crate::code::codes;
use crate::{Quote, Unit};

/// A figure in running text. What is not known is null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Mention<'t> {
    /// As printed, with comparison, currency, scale word and unit: `ruim € 62 miljoen`.
    pub text: &'t str,
    /// First byte in the decoded text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The line it begins on, counted from 1.
    pub line: u32,
    /// The number, with the printed number of decimals; not multiplied by the scale. The lower
    /// bound of a range.
    #[serde(serialize_with = "crate::decimal::serialize")]
    #[schemars(with = "f64")]
    pub value: Decimal,
    /// The upper bound of a range; left out where it is none.
    #[serde(
        serialize_with = "crate::decimal::option::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(with = "Option<f64>")]
    pub upper: Option<Decimal>,
    /// What the number counts.
    pub unit: Option<Unit>,
    /// What the scale word beside it multiplies by: 1000000 for `mln`. Left out where there is none: the
    /// number may still be in the unit of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<u32>,
    /// `>`, `<`, `≥`, `≤` or `circa`; left out where the number is neither a bound nor about right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<&'static str>,
    /// The words behind it that say what is counted: `unieke straten`; left out where none do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<Quote<'t>>,
    /// The year or period that its sentence puts it in; left out where it puts it in none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Quote<'t>>,
    /// The year of that period, where it lies in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// Its sentence.
    pub sentence: Sentence,
    /// The cells that hold the same quantity; left out where none is known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link<'t>>,
}

/// The place of a sentence in the decoded text; of a very long one, a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Sentence {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A cell that holds the quantity a [`Mention`] speaks of, and what says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Link<'t> {
    /// Whether the two figures can be the same number.
    pub outcome: Agreement,
    /// Ordinal of the table, from 0.
    pub table: u32,
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
    /// The least that the mention can stand for: half a last printed digit below it, scale word
    /// included. Signs are not compared.
    #[serde(serialize_with = "crate::decimal::serialize")]
    #[schemars(with = "f64")]
    pub least: Decimal,
    /// The most that it can stand for.
    #[serde(serialize_with = "crate::decimal::serialize")]
    #[schemars(with = "f64")]
    pub most: Decimal,
    /// What the cell was multiplied by to be compared; null where the two are printed in the same
    /// unit, whatever it is, and where they disagree in every unit.
    pub scale: Option<u32>,
    /// The words that the two share.
    pub shared: Vec<Shared<'t>>,
    /// The heading that puts the mention below the row's own explanation.
    pub heading: Option<Quote<'t>>,
}

codes! {
    /// Whether two figures for one quantity can be the same number.
    Agreement {
        /// Within what rounding allows.
        Agrees = "agrees",
        /// Not in any unit.
        Disagrees = "disagrees",
    }
}

/// Words that say the same in the running text and in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Shared<'t> {
    /// In the sentence, or the heading above it.
    pub prose: Quote<'t>,
    /// In the label of the row or the column.
    pub label: Quote<'t>,
}

/// What the amounts of a table are to be multiplied by, concluded from running text that gives one
/// of them with a scale word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct InferredScale<'t> {
    /// 1000 where amounts are in thousands.
    pub scale: u32,
    /// Pairs: the figure in running text, then the cell it agrees with, in no other unit.
    pub evidence: Vec<Quote<'t>>,
}
