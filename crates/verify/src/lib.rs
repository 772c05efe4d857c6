//! Checks finished output against the texts it was made from, for who does not take our word for it.
//!
//! - [`Original`] is a source as it is now. [`report`] checks one report against it: that it is the
//!   text the report was made from, that every span gives what it says, that the pieces of the
//!   section tree tile the text, and that the sums of each table come out as its ledger says.
//! - [`fact`] checks one fact.
//!
//! ```
//! use ontleed_verify::{Original, fact};
//!
//! let source = Original::new(b"Baten 1.200").unwrap();
//! let mut given = serde_json::json!({ "raw": "1.200", "value": 1200, "line": 1, "start": 6, "end": 11 });
//! assert_eq!(fact(&given, &source), []);
//! given["value"] = 1300.into();
//! assert_eq!(fact(&given, &source)[0].to_string(), "value: 1300 is not what `1.200` says");
//! ```
//!
//! It reads JSON as anyone would, and shares with the program that made it only how bytes become
//! text and what the codes are called.

mod spans;
mod ledger;
mod printed;
mod original;

use std::fmt;

use ontleed_model::SCHEMA;
use serde_json::Value;

pub use original::{Original, digest};

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// Where in the JSON: `tables[0].rows[3].cells[1]`; empty for the whole.
    pub place: String,
    /// What is wrong.
    pub what: String,
}

impl Breach {
    /// What is wrong at a place.
    pub fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self { place: place.into(), what: what.into() }
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place.as_str() {
            "" => f.write_str(&self.what),
            place => write!(f, "{place}: {}", self.what),
        }
    }
}

/// What does not hold of a report. Where it was made from other bytes, that is all there is to say.
pub fn report(report: &Value, source: &Original) -> Vec<Breach> {
    let mut breaches = about(report, source);
    if breaches.is_empty() {
        for part in report.as_object().into_iter().flatten() {
            spans::check(part.1, part.0, source, &mut breaches);
        }
        spans::tiling(&report["sections"], source, &mut breaches);
        ledger::check(&report["tables"], &mut breaches);
    }
    breaches
}

/// Whether a report is of a form that is known, and of these bytes.
fn about(report: &Value, source: &Original) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let major = |version: &str| version.split('.').next().map(str::to_owned);
    let form = report["schema"].as_str().unwrap_or_default();
    if major(form) != major(SCHEMA) {
        breaches.push(Breach::new("schema", format!("`{form}` is no form that is known here")));
    }
    let given = &report["source"];
    let mut same = |field: &str, given: &Value, is: Value| {
        if *given != is {
            let what = format!("the report says {given}, the source has {is}");
            breaches.push(Breach::new(format!("source.{field}"), what));
        }
    };
    same("sha256", &given["sha256"], source.sha256().into());
    same("bytes", &given["bytes"], source.len().into());
    same("encoding", &given["encoding"], source.encoding().into());
    breaches
}

/// What does not hold of a fact.
pub fn fact(fact: &Value, source: &Original) -> Vec<Breach> {
    let mut breaches = Vec::new();
    spans::check(fact, "", source, &mut breaches);
    if spans::place(fact).is_none() {
        breaches.push(Breach::new("", "it has no start and end"));
    }
    if let Some(raw) = fact["raw"].as_str() {
        ledger::printed(&fact["value"], raw, "", &mut breaches);
    }
    breaches
}
