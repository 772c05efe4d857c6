//! What the reader of a report should know.

use schemars::JsonSchema;
use serde::Serialize;

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
        /// A sentence gives another number than the table for the same quantity.
        ProseDisagrees = "prose_disagrees",
        /// Two tables give another number for the same quantity.
        TablesDisagree = "tables_disagree",
        /// A numbered row of an overview of deviations that no section explains, though others are.
        ExplanationMissing = "explanation_missing",
        /// A numbered explanation of a deviation that no row has.
        ExplanationWithoutRow = "explanation_without_row",
    }
}

codes! {
    /// How bad a finding is.
    Severity {
        /// Good to know.
        Note = "note",
        /// Figures or words may be affected.
        Warning = "warning",
    }
}
