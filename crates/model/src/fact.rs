//! Cells made flat.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Measure, Missing, Side, Status, TableKind, Unit, Verdict};

/// One cell of one table of one document, with all that says what it is. Field names, order and
/// meaning are fixed: researchers build on them. What is not known is null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Fact<'r> {
    /// Path of the document relative to the input it was found in, with `/` between the parts.
    pub document: &'r str,
    /// The authority.
    pub organisation: Option<&'r str>,
    /// Its code at CBS: `GM0599`.
    pub organisation_code: Option<&'r str>,
    /// `jaarstukken`, `begroting`, `voorjaarsnota`, `bestuursrapportage`.
    pub document_kind: Option<&'r str>,
    /// The year the document is about.
    pub document_year: Option<u16>,
    /// The headings above the table, outermost first, ` > ` between them.
    pub section: String,
    /// Ordinal of the table in the document, from 0.
    pub table: u32,
    /// What the table is about.
    pub table_kind: TableKind,
    /// The name of the table.
    pub table_title: Option<&'r str>,
    /// Ordinal of the row in the table, from 0, group rows included.
    pub row: u32,
    /// As printed, without footnote marks and measure word.
    pub row_label: String,
    /// The row it is a part of.
    pub row_parent: Option<u32>,
    /// Code of the taakveld.
    pub taakveld: Option<&'r str>,
    /// Ordinal of the column, from 0 in printed order; the column with the labels does not count.
    pub column: u32,
    /// As printed.
    pub column_label: String,
    /// What the value is.
    pub measure: Option<Measure>,
    /// The side of the accounts.
    pub side: Option<Side>,
    /// The year the value is about, not that of the document.
    pub year: Option<u16>,
    /// As printed.
    pub raw: &'r str,
    /// The number, with exactly the printed digits.
    #[serde(serialize_with = "crate::decimal::option::serialize")]
    #[schemars(with = "Option<f64>")]
    pub value: Option<Decimal>,
    /// What the number counts.
    pub unit: Option<Unit>,
    /// What the number is to be multiplied by; null where the text does not say.
    pub scale: Option<u32>,
    /// Why there is no number.
    pub missing: Option<Missing>,
    /// `>`, `<`, `≥`, `≤` or `circa`.
    pub qualifier: Option<&'static str>,
    /// `V` or `N`, where printed with the value; it never changes the printed sign.
    pub letter: Option<char>,
    /// The footnote marks of the value and of its row, a space between them.
    pub notes: Option<String>,
    /// How certain it is that the value stands in this row and column.
    pub status: Status,
    /// What the sums of the table say of it.
    pub verdict: Verdict,
    /// The line of the value, counted from 1.
    pub line: u32,
    /// First byte of the value in the decoded text.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
}
