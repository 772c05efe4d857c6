//! CSV as RFC 4180 has it: a header, `,` between fields, quotes where needed, CR LF behind each
//! record. Unknown is empty, the decimal point is `.`.

use std::borrow::Cow;
use std::fmt::Display;

use csv::{Terminator, WriterBuilder};
use ontleed_model::{Fact, Measure, Missing, Side, Unit};

type Field = for<'f> fn(&'f Fact<'_>) -> Cow<'f, str>;

/// The fields of a fact in their fixed order.
const FIELDS: [(&str, Field); 31] = [
    ("document", |fact| fact.document.into()),
    ("organisation", |fact| optional(fact.organisation)),
    ("organisation_code", |fact| optional(fact.organisation_code)),
    ("document_kind", |fact| optional(fact.document_kind)),
    ("document_year", |fact| printed(fact.document_year)),
    ("section", |fact| fact.section.as_str().into()),
    ("table", |fact| printed(Some(fact.table))),
    ("table_kind", |fact| fact.table_kind.code().into()),
    ("table_title", |fact| optional(fact.table_title)),
    ("row", |fact| printed(Some(fact.row))),
    ("row_label", |fact| fact.row_label.as_str().into()),
    ("row_parent", |fact| printed(fact.row_parent)),
    ("taakveld", |fact| optional(fact.taakveld)),
    ("column", |fact| printed(Some(fact.column))),
    ("column_label", |fact| fact.column_label.as_str().into()),
    ("measure", |fact| optional(fact.measure.map(Measure::code))),
    ("side", |fact| optional(fact.side.map(Side::code))),
    ("year", |fact| printed(fact.year)),
    ("raw", |fact| fact.raw.into()),
    ("value", |fact| printed(fact.value)),
    ("unit", |fact| optional(fact.unit.map(Unit::code))),
    ("scale", |fact| printed(fact.scale)),
    ("missing", |fact| optional(fact.missing.map(Missing::code))),
    ("qualifier", |fact| optional(fact.qualifier)),
    ("letter", |fact| printed(fact.letter)),
    ("notes", |fact| optional(fact.notes.as_deref())),
    ("status", |fact| fact.status.code().into()),
    ("verdict", |fact| fact.verdict.code().into()),
    ("line", |fact| printed(Some(fact.line))),
    ("start", |fact| printed(Some(fact.start))),
    ("end", |fact| printed(Some(fact.end))),
];

/// Appends the header: the names of the fields.
pub fn write_header(out: &mut Vec<u8>) {
    records(out, [FIELDS.map(|(name, _)| name.into())]);
}

/// Appends facts, a record each.
pub fn write_facts(facts: &[Fact<'_>], out: &mut Vec<u8>) {
    records(out, facts.iter().map(|fact| FIELDS.map(|(_, field)| field(fact))));
}

fn records<'f, const N: usize>(
    out: &mut Vec<u8>,
    records: impl IntoIterator<Item = [Cow<'f, str>; N]>,
) {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    for record in records {
        writer
            .write_record(record.iter().map(|field| field.as_bytes()))
            .expect("all records have the same fields, and memory takes all of them");
    }
}

fn optional(field: Option<&str>) -> Cow<'_, str> {
    field.unwrap_or_default().into()
}

fn printed<'f>(field: Option<impl Display>) -> Cow<'f, str> {
    field.map_or("".into(), |field| field.to_string().into())
}
