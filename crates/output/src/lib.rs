//! Writes reports for others to read.
//!
//! [`write()`] appends one [`Report`] in a [`Format`]; [`schema`] is the JSON
//! Schema it keeps to.
//!
//! ```
//! use ontleed_model::{Origin, Report, SCHEMA};
//! use ontleed_output::{Format, write};
//!
//! let source = Origin { path: "a.txt".into(), sha256: "00".into(), bytes: 1, encoding: "utf-8" };
//! let report = Report { schema: SCHEMA, source, sections: vec![], findings: vec![] };
//! let mut out = Vec::new();
//! write(&report, Format::Ndjson, &mut out);
//! assert!(out.starts_with(br#"{"schema":"#) && out.ends_with(b"}\n"));
//! ```
//!
//! It does not open files and does not know how a report came about.

use ontleed_model::Report;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON, indented, for people and for `diff`.
    Json,
    /// One line of JSON.
    Ndjson,
}

/// Appends a report, with a line end.
#[expect(clippy::missing_panics_doc, reason = "a report has no map with keys that are not text")]
pub fn write(report: &Report<'_>, format: Format, out: &mut Vec<u8>) {
    match format {
        Format::Json => serde_json::to_writer_pretty(&mut *out, report),
        Format::Ndjson => serde_json::to_writer(&mut *out, report),
    }
    .expect("a report is plain data, and memory takes all of it");
    out.push(b'\n');
}

/// The JSON Schema of a report, in draft 2020-12, indented, with a line end.
#[expect(clippy::missing_panics_doc, reason = "a schema is JSON")]
pub fn schema() -> String {
    let schema = ontleed_model::schema();
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}
