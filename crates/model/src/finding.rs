//! What the reader of a report should know.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Unit;
use crate::code::codes;

/// Something about the document that deserves a look. Plain data: the words are made where it is
/// shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Finding {
    /// What it is. Codes are stable.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// First byte of the text it is about.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it rests on; left out where the code and the place say all.
    #[serde(skip_serializing_if = "Arguments::is_none")]
    #[schemars(default)]
    pub arguments: Arguments,
}

/// A finding made flat, for reading without its report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct CheckedFinding<'r> {
    /// Path of the document relative to the input it was found in, with `/` between the parts.
    pub document: &'r str,
    /// What it is.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// The line of its first byte, counted from 1.
    pub line: u32,
    /// The character in that line, counted from 1.
    pub column: u32,
    /// First byte of the decoded text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it says, in English.
    pub message: String,
    /// What it rests on.
    pub arguments: &'r Arguments,
}

/// What a finding rests on. Which of these a code has is in `docs/findings.md`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Arguments {
    /// The value that the rest of the document asks for.
    #[serde(
        serialize_with = "crate::decimal::option::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(with = "Option<f64>")]
    pub expected: Option<Decimal>,
    /// The value printed.
    #[serde(
        serialize_with = "crate::decimal::option::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(with = "Option<f64>")]
    pub found: Option<Decimal>,
    /// How far the two may differ by rounding.
    #[serde(
        serialize_with = "crate::decimal::option::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(with = "Option<f64>")]
    pub tolerance: Option<Decimal>,
    /// The unit that cannot be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// The year that the rest of the document asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// Other places that have to do with it, in the order of the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
}

/// A place that has to do with a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Related {
    /// What it has to do with it.
    pub role: Role,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Its value, where it is a figure.
    #[serde(
        serialize_with = "crate::decimal::option::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(with = "Option<f64>")]
    pub value: Option<Decimal>,
}

codes! {
    /// What can be found. Codes stay once given; `docs/findings.md` explains each.
    Code {
        /// The bytes were not UTF-8 and were read as windows-1252.
        EncodingGuessed = "encoding_guessed",
        /// Bytes that fit no character became U+FFFD.
        CharactersLost = "characters_lost",
        /// Lines that look like a table of which no rows and columns could be made.
        TableNotRebuilt = "table_not_rebuilt",
        /// A row whose cells the text and its sums do not decide.
        AmbiguousRow = "ambiguous_row",
        /// A sum that holds elsewhere in its table does not hold here, and no other reading mends it: the
        /// source does not add up.
        SumFails = "sum_fails",
        /// The same, but for one unit more than rounding allows.
        SumNear = "sum_near",
        /// A row printed twice, with one figure that differs.
        CopyDiffers = "copy_differs",
        /// Two tables give another number for the same quantity.
        TablesDisagree = "tables_disagree",
        /// A footnote mark in a table that no text explains.
        MarkWithoutNote = "mark_without_note",
        /// A footnote whose mark stands nowhere.
        NoteWithoutMark = "note_without_mark",
        /// A value that its printed unit does not allow.
        UnitImplausible = "unit_implausible",
        /// A sentence gives another number than the table for the same quantity.
        ProseDisagrees = "prose_disagrees",
        /// A numbered row of an overview of deviations that no section explains, though others are.
        ExplanationMissing = "explanation_missing",
        /// A numbered explanation of a deviation that no row has.
        ExplanationWithoutRow = "explanation_without_row",
        /// The year of a column breaks the row of years, or lies far from the document's.
        YearImplausible = "year_implausible",
    }
}

codes! {
    /// How bad a finding is.
    Severity {
        /// Good to know.
        Note = "note",
        /// Figures or words may be affected.
        Warning = "warning",
        /// A figure is contradicted by others.
        Error = "error",
    }
}

codes! {
    /// What a [`Related`] place has to do with a finding.
    Role {
        /// A figure that is added to give another.
        Added = "added",
        /// A figure that is taken off to give another.
        Subtracted = "subtracted",
        /// The figure that others should give.
        Total = "total",
        /// A total that fails because of the same figure.
        AlsoFails = "also_fails",
        /// The other figure, which should be the same.
        Other = "other",
        /// The words that say so: a header, a unit, a title.
        Stated = "stated",
    }
}

impl Finding {
    /// A finding whose code and place say all.
    pub fn new(code: Code, severity: Severity, start: u32, end: u32) -> Self {
        Self { code, severity, start, end, arguments: Arguments::default() }
    }

    /// The same with what it rests on.
    pub fn with(self, arguments: Arguments) -> Self {
        Self { arguments, ..self }
    }
}

impl Arguments {
    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}
