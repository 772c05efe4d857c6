//! Cells made flat.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use crate::record::record;
use crate::{Measure, Missing, Side, Status, TableKind, Unit, Verdict};

record! {
    /// One cell of one table of one document, with all that says what it is. Field names, order and
    /// meaning are fixed: researchers build on them. What is not known is null.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    #[schemars(deny_unknown_fields)]
    Fact<'r> {
        /// Path of the document relative to the input it was found in, with `/` between the parts.
        document: &'r str,
        /// The authority.
        organisation: Option<&'r str>,
        /// Its code at CBS: `GM0599`.
        organisation_code: Option<&'r str>,
        /// `jaarstukken`, `begroting`, `voorjaarsnota`, `bestuursrapportage`.
        document_kind: Option<&'r str>,
        /// The year the document is about.
        document_year: Option<u16> as "year",
        /// The headings above the table, outermost first, ` > ` between them; null where there are none.
        section: Option<&'r str>,
        /// Ordinal of the table in the document, from 0.
        table: u32 as "ordinal",
        /// What the table is about.
        table_kind: TableKind,
        /// The name of the table.
        table_title: Option<&'r str>,
        /// Ordinal of the row in the table, from 0, group rows included.
        row: u32 as "ordinal",
        /// As printed, without footnote marks and measure word, what Markdown and HTML escape as it is meant; null where the
        /// row has none.
        row_label: Option<&'r str>,
        /// The row that this one is a part of.
        row_parent: Option<u32> as "ordinal",
        /// Code of the taakveld.
        taakveld: Option<&'r str>,
        /// Ordinal of the column, from 0 in printed order; the column with the labels does not count.
        column: u32 as "ordinal",
        /// The header of the column as printed, what Markdown and HTML escape as it is meant; null where it has none.
        column_label: Option<&'r str>,
        /// What the value is.
        measure: Option<Measure>,
        /// The side of the accounts.
        side: Option<Side>,
        /// The year the value is about, not that of the document.
        year: Option<u16> as "year",
        /// The value as printed.
        raw: &'r str,
        /// The number, with exactly the printed digits; null where the cell holds none. Not multiplied by
        /// `scale`.
        value: Option<Decimal> {
            #[serde(serialize_with = "crate::decimal::option::serialize")]
            #[schemars(with = "Option<f64>")]
        },
        /// What the number counts.
        unit: Option<Unit>,
        /// What the number is to be multiplied by; null where the text does not say.
        scale: Option<u32>,
        /// Why there is no number.
        missing: Option<Missing>,
        /// `>`, `<`, `≥`, `≤` or `circa`.
        qualifier: Option<&'static str>,
        /// `V` or `N`, where printed with the value; it never changes the printed sign.
        letter: Option<char>,
        /// The footnote marks of the value and of its row, a space between them.
        notes: Option<String>,
        /// How certain it is that the value stands in this row and column.
        status: Status,
        /// What the sums of the table say of it.
        verdict: Verdict,
        /// The line of the value, counted from 1.
        line: u32 as "line",
        /// First byte of the value in the decoded text.
        start: u32 as "byte",
        /// One past its last byte.
        end: u32 as "byte",
    }
}
