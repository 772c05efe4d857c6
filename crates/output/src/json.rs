//! JSON, indented or a line each.

use ontleed_model::{CheckedFinding, Fact, Form, Report};

use crate::compact;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON, indented, for people and for `diff`.
    Json,
    /// One line of JSON.
    Ndjson,
}

/// The most room that is made before anything is written, in bytes.
const MOST_RESERVED: u64 = 1 << 20;

/// Appends a report, with a line end.
#[expect(clippy::missing_panics_doc, reason = "a report has no map with keys that are not text")]
pub fn write(report: &Report<'_>, format: Format, out: &mut Vec<u8>) {
    // Enough for most reports: nothing written need be moved.
    let likely = report.source.bytes.saturating_mul(3).min(MOST_RESERVED);
    out.reserve(usize::try_from(likely).unwrap_or(0));
    match format {
        Format::Json => serde_json::to_writer_pretty(&mut *out, report),
        Format::Ndjson => compact::write(report, out),
    }
    .expect("a report is plain data, and memory takes all of it");
    out.push(b'\n');
}

/// Appends facts as NDJSON: a line of JSON for each.
#[expect(clippy::missing_panics_doc, reason = "a fact has no map at all")]
pub fn write_facts(facts: &[Fact<'_>], out: &mut Vec<u8>) {
    for fact in facts {
        compact::write(fact, out).expect("a fact is plain data");
        out.push(b'\n');
    }
}

/// Appends findings as NDJSON: a line of JSON for each.
#[expect(clippy::missing_panics_doc, reason = "a finding has no map at all")]
pub fn write_findings(findings: &[CheckedFinding<'_>], out: &mut Vec<u8>) {
    for finding in findings {
        serde_json::to_writer(&mut *out, finding).expect("a finding is plain data");
        out.push(b'\n');
    }
}

/// The JSON Schema of a form, in draft 2020-12, indented, with a line end.
#[expect(clippy::missing_panics_doc, reason = "a schema is JSON")]
pub fn schema(form: Form) -> String {
    let schema = ontleed_model::schema(form);
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}
