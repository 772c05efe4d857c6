//! A data package: tables with keys between them, and `datapackage.json`, which says what they are
//! (Frictionless Data Package 1, its Tabular Data Package profile).

use ontleed_model::record::{Column, Type};
use ontleed_model::{
    DocumentRecord, Fact, FindingRecord, Record, RelationRecord, Report, SCHEMA, Section,
    SectionRecord, TOOL, TableRecord, TermRecord,
};
use serde_json::{Value, json};

use crate::csv::{write_header, write_records};
use crate::facts::{Facts, Identity, identity};

/// The file that says what the others are.
pub const DESCRIPTOR: &str = "datapackage.json";

/// One table of a data package.
#[derive(Clone, Copy, Debug)]
pub struct Resource {
    /// Its name; its file is `NAME.csv`.
    pub name: &'static str,
    title: &'static str,
    columns: &'static [Column],
    key: &'static [&'static str],
    /// Columns here, the table they point into, and the columns there.
    points_to: &'static [(&'static [&'static str], &'static str)],
}

const TABLE: &[&str] = &["document", "table"];
const CELL: &[&str] = &["document", "table", "row", "column"];
const RELATION: &[&str] = &["document", "table", "relation"];
const SECTION: &[&str] = &["document", "section"];

/// The tables of a data package, what is pointed to before what points to it.
pub const RESOURCES: [Resource; 7] = [
    Resource {
        name: "documents",
        title: "The documents read",
        columns: DocumentRecord::COLUMNS,
        key: &["document"],
        points_to: &[],
    },
    Resource {
        name: "sections",
        title: "The headings of each document, as a tree",
        columns: SectionRecord::COLUMNS,
        key: SECTION,
        points_to: &[(&["document"], "documents")],
    },
    Resource {
        name: "tables",
        title: "The tables rebuilt",
        columns: TableRecord::COLUMNS,
        key: TABLE,
        points_to: &[(&["document"], "documents"), (SECTION, "sections")],
    },
    Resource {
        name: "facts",
        title: "The cells of the tables, one record each",
        columns: Fact::COLUMNS,
        key: CELL,
        points_to: &[(&["document"], "documents"), (TABLE, "tables")],
    },
    Resource {
        name: "relations",
        title: "The ledger: each sum found, and whether it holds",
        columns: RelationRecord::COLUMNS,
        key: RELATION,
        points_to: &[(TABLE, "tables")],
    },
    Resource {
        name: "terms",
        title: "The terms of the sums",
        columns: TermRecord::COLUMNS,
        key: &["document", "table", "relation", "term"],
        points_to: &[(RELATION, "relations")],
    },
    Resource {
        name: "findings",
        title: "What the reader of a document should know",
        columns: FindingRecord::COLUMNS,
        key: &["document", "finding"],
        points_to: &[(&["document"], "documents")],
    },
];

/// CSV for each of [`RESOURCES`], in their order.
pub type Tables = [Vec<u8>; RESOURCES.len()];

/// The headers of the tables.
pub fn headers() -> Tables {
    let mut tables = Tables::default();
    let [documents, sections, tables_, facts, relations, terms, findings] = &mut tables;
    write_header::<DocumentRecord<'_>>(documents);
    write_header::<SectionRecord<'_>>(sections);
    write_header::<TableRecord<'_>>(tables_);
    write_header::<Fact<'_>>(facts);
    write_header::<RelationRecord<'_>>(relations);
    write_header::<TermRecord<'_>>(terms);
    write_header::<FindingRecord<'_>>(findings);
    tables
}

/// What a document adds to the tables.
pub fn tables(report: &Report<'_>) -> Tables {
    let sections = sections(report);
    let mut tables = Tables::default();
    let [
        documents_csv,
        sections_csv,
        tables_csv,
        facts_csv,
        relations_csv,
        terms_csv,
        findings_csv,
    ] = &mut tables;
    write_records(&[document(report)], documents_csv);
    write_records(&sections, sections_csv);
    write_records(&tables_of(report, &sections), tables_csv);
    write_records(&Facts::of(report).all(), facts_csv);
    write_records(&relations(report), relations_csv);
    write_records(&terms(report), terms_csv);
    write_records(&findings(report), findings_csv);
    tables
}

fn document<'r>(report: &'r Report<'_>) -> DocumentRecord<'r> {
    let source = &report.source;
    let Identity { organisation, organisation_code, document_kind, document_year } =
        identity(report);
    DocumentRecord {
        document: &source.path,
        sha256: &source.sha256,
        bytes: i64::try_from(source.bytes).unwrap_or(i64::MAX),
        encoding: source.encoding,
        schema: report.schema,
        organisation,
        organisation_code,
        document_kind,
        document_year,
    }
}

fn sections<'r>(report: &'r Report<'_>) -> Vec<SectionRecord<'r>> {
    let mut records = Vec::new();
    add_sections(&report.source.path, &report.sections, None, &mut records);
    records
}

fn add_sections<'r>(
    document: &'r str,
    sections: &'r [Section<'_>],
    parent: Option<u32>,
    records: &mut Vec<SectionRecord<'r>>,
) {
    for section in sections {
        let ordinal = ordinal(records.len());
        let above = parent.and_then(|parent| records[parent as usize].path.as_deref());
        let headings = above.into_iter().chain(section.heading.map(|heading| heading.text));
        let path: Vec<_> = headings.collect();
        let path = (!path.is_empty()).then(|| path.join(" > "));
        records.push(SectionRecord {
            document,
            section: ordinal,
            parent,
            level: section.level.into(),
            kind: section.kind,
            heading: section.heading.map(|heading| heading.text),
            path,
            line: section.heading.map(|heading| heading.line),
            start: section.heading.map(|heading| heading.start),
            end: section.heading.map(|heading| heading.end),
        });
        add_sections(document, &section.sections, Some(ordinal), records);
    }
}

fn tables_of<'r>(report: &'r Report<'_>, sections: &[SectionRecord<'_>]) -> Vec<TableRecord<'r>> {
    let tables = report.tables.iter().flatten().zip(0..);
    let records = tables.map(|(table, ordinal)| TableRecord {
        document: &report.source.path,
        table: ordinal,
        section: section_at(sections, table.start),
        kind: table.kind,
        title: table.title.map(|title| title.text),
        unit: table.unit.map(|unit| unit.text),
        scale: table.scale,
        rows: self::ordinal(table.rows.len()),
        columns: self::ordinal(table.columns.len()),
        line: table.line,
        start: table.start,
        end: table.end,
    });
    records.collect()
}

/// The section a place is in: the last that begins before it, since they are in the order of the text.
fn section_at(sections: &[SectionRecord<'_>], place: u32) -> Option<u32> {
    let after = sections.partition_point(|section| section.start.unwrap_or(0) <= place);
    after.checked_sub(1).map(ordinal)
}

fn relations<'r>(report: &'r Report<'_>) -> Vec<RelationRecord<'r>> {
    let mut records = Vec::new();
    for (table, ordinal) in report.tables.iter().flatten().zip(0..) {
        records.extend(table.relations.iter().zip(0..).map(|(relation, number)| RelationRecord {
            document: &report.source.path,
            table: ordinal,
            relation: number,
            kind: relation.kind,
            row: relation.target.row,
            column: relation.target.column,
            residual: relation.residual,
            tolerance: relation.tolerance,
            outcome: relation.outcome,
        }));
    }
    records
}

fn terms<'r>(report: &'r Report<'_>) -> Vec<TermRecord<'r>> {
    let mut records = Vec::new();
    for (table, ordinal) in report.tables.iter().flatten().zip(0..) {
        for (relation, number) in table.relations.iter().zip(0..) {
            records.extend(relation.terms.iter().zip(0..).map(|(term, place)| TermRecord {
                document: &report.source.path,
                table: ordinal,
                relation: number,
                term: place,
                sign: term.sign,
                row: term.row,
                column: term.column,
            }));
        }
    }
    records
}

fn findings<'r>(report: &'r Report<'_>) -> Vec<FindingRecord<'r>> {
    let findings = report.findings.iter().zip(0..);
    let records = findings.map(|(finding, ordinal)| FindingRecord {
        document: &report.source.path,
        finding: ordinal,
        code: finding.code,
        severity: finding.severity,
        start: finding.start,
        end: finding.end,
        expected: finding.arguments.expected,
        found: finding.arguments.found,
        tolerance: finding.arguments.tolerance,
    });
    records.collect()
}

fn ordinal(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// A file of a data package as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

/// `datapackage.json` for the files of [`RESOURCES`].
pub fn descriptor(files: &[Written; RESOURCES.len()]) -> String {
    let resources: Vec<_> =
        RESOURCES.iter().zip(files).map(|(resource, file)| resource.described(file)).collect();
    let package = json!({
        "profile": "tabular-data-package",
        "name": "ontleed",
        "title": "Tables of Dutch municipal planning-and-control documents",
        "description": "Made by ontleed from the text of the documents listed in documents.csv; \
            docs/facts.md of the project explains the columns.",
        "licenses": [{
            "name": "notspecified",
            "title": "Placeholder: say here under which licence you publish this data"
        }],
        "sources": [{ "title": "The documents listed in documents.csv", "path": "documents.csv" }],
        "contributors": [{ "title": TOOL, "role": "wrangler" }],
        "ontleed": { "version": env!("CARGO_PKG_VERSION"), "schema": SCHEMA },
        "resources": resources,
    });
    format!("{package:#}\n")
}

impl Resource {
    /// The name of its file.
    pub fn file(&self) -> String {
        format!("{}.csv", self.name)
    }

    fn described(&self, file: &Written) -> Value {
        let fields: Vec<_> = self.columns.iter().map(described).collect();
        let foreign: Vec<_> = self
            .points_to
            .iter()
            .map(|(columns, table)| {
                json!({ "fields": columns, "reference": { "resource": table, "fields": columns } })
            })
            .collect();
        json!({
            "profile": "tabular-data-resource",
            "name": self.name,
            "title": self.title,
            "path": self.file(),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": file.bytes,
            "hash": format!("sha256:{}", file.sha256),
            "schema": {
                "fields": fields,
                "missingValues": [""],
                "primaryKey": self.key,
                "foreignKeys": foreign,
            },
        })
    }
}

fn described(column: &Column) -> Value {
    let mut constraints = json!({});
    if !column.nullable {
        constraints["required"] = true.into();
    }
    if let Type::Code(codes) = column.datatype {
        constraints["enum"] = codes.into();
    }
    let mut field = json!({
        "name": column.name,
        "type": match column.datatype {
            Type::Text | Type::Code(_) => "string",
            Type::Integer => "integer",
            Type::Decimal => "number",
        },
        "description": column.meaning,
        "constraints": constraints,
    });
    if let Some(unit) = column.unit {
        field["unit"] = unit.into();
    }
    field
}
