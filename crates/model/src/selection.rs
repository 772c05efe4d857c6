//! Whether a document is one of planning and control at all.

use schemars::JsonSchema;
use serde::Serialize;

/// What speaks for a planning-and-control document, as opposed to any other page of a crawl.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Selection<'t> {
    /// The points of all evidence together.
    pub score: u32,
    /// What the points are for, in the order of the text.
    pub evidence: Vec<Evidence<'t>>,
}

/// One thing that speaks for a planning-and-control document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Evidence<'t> {
    /// What it is.
    pub kind: EvidenceKind,
    /// How much it says.
    pub points: u32,
    /// As printed; the first of several.
    pub text: &'t str,
    /// First byte in the decoded text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// What speaks for a planning-and-control document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// A heading that these documents have in common.
    Heading,
    /// A word of the field.
    Word,
    /// The lines of a table.
    Table,
}
