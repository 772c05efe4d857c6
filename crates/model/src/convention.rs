//! Which way the differences in a table are taken.

use schemars::JsonSchema;
use serde::Serialize;

use crate::code::codes;

/// The signs of a table of income and expenses, as its own figures show them. It differs by
/// authority and by year: a positive difference is not by itself an advantage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Conventions {
    /// How its balances come about; null where its figures do not tell.
    pub saldo: Option<Convention<SaldoRule>>,
    /// How its differences come about; null where its figures do not tell.
    pub afwijking: Option<Convention<AfwijkingRule>>,
}

/// A rule and what supports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Convention<R> {
    /// The one rule that fits.
    pub rule: R,
    /// How many figures decide: those that this rule or another fits, but not all.
    pub decide: u32,
    /// How many of these it fits.
    pub fit: u32,
}

codes! {
    /// How a balance comes about.
    SaldoRule {
        /// Income less expenses.
        BatenMinLasten = "baten - lasten",
        /// Expenses less income.
        LastenMinBaten = "lasten - baten",
        /// The sum of both: one side is printed negative.
        BatenPlusLasten = "baten + lasten",
    }
}

codes! {
    /// How a difference comes about.
    AfwijkingRule {
        /// What was realised less the budget.
        RealisatieMinBegroting = "realisatie - begroting",
        /// The budget less what was realised.
        BegrotingMinRealisatie = "begroting - realisatie",
        /// Positive is an advantage: more income or fewer expenses than budgeted.
        Voordeel = "voordeel",
        /// Without sign; a letter says whether it is an advantage.
        Absoluut = "absoluut",
    }
}
