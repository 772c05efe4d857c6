//! The whole of it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{DeviationOverview, Finding, Identity, Mention, Section, Selection, Table};

/// The version of the report's form: the first number changes when a reader of the old form would
/// be wrong about the new one, the second when something is added.
pub const SCHEMA: &str = "1.1";

/// The program and its version, as outputs name what made them.
pub const TOOL: &str = concat!("ontleed ", env!("CARGO_PKG_VERSION"));

/// One document, typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Report<'t> {
    /// The version of this form.
    pub schema: &'static str,
    /// The input.
    pub source: Origin,
    /// What document it is.
    pub identity: Identity<'t>,
    /// What speaks for a planning-and-control document; null where that was not asked.
    pub selection: Option<Selection<'t>>,
    /// The section tree, in the order of the text.
    pub sections: Vec<Section<'t>>,
    /// The tables rebuilt, in the order of the text; null where that was not asked for.
    pub tables: Option<Vec<Table<'t>>>,
    /// The figures in running text, in the order of the text; null where tables were not rebuilt.
    pub mentions: Option<Vec<Mention<'t>>>,
    /// The overviews of deviations, in the order of the text; null where tables were not rebuilt.
    pub deviations: Option<Vec<DeviationOverview<'t>>>,
    /// In the order of the text.
    pub findings: Vec<Finding>,
}

/// The input a report was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Origin {
    /// Relative to the input it was found in, with `/` between the parts; `-` is standard input.
    pub path: String,
    /// SHA-256 of the bytes read, in lower-case hexadecimal.
    pub sha256: String,
    /// Number of bytes read.
    pub bytes: u64,
    /// `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`. Spans count bytes of the text decoded
    /// from it, in UTF-8 and without a byte order mark.
    pub encoding: &'static str,
}
