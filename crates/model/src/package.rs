//! What stands in a data package beside the facts. Each table has the path of the document in its
//! key, so that many documents go into one package.

use rust_decimal::Decimal;

use crate::record::record;
use crate::{Code, Kind, Outcome, RelationKind, Severity, TableKind};

record! {
    /// One document.
    #[derive(Clone, Debug, PartialEq, Eq)]
    DocumentRecord<'r> {
        /// Path of the document relative to the input it was found in, with `/` between the parts.
        document: &'r str,
        /// SHA-256 of the bytes read, in lower-case hexadecimal.
        sha256: &'r str,
        /// Number of bytes read.
        bytes: i64 as "byte",
        /// `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`; places count bytes of the text decoded from it.
        encoding: &'r str,
        /// The version of the form of the report this was made from.
        schema: &'r str,
        /// The authority.
        organisation: Option<&'r str>,
        /// Its code at CBS: `GM0599`.
        organisation_code: Option<&'r str>,
        /// `jaarstukken`, `begroting`, `voorjaarsnota`, `bestuursrapportage`.
        document_kind: Option<&'r str>,
        /// The year the document is about.
        document_year: Option<u16> as "year",
    }
}

record! {
    /// One section of a document.
    #[derive(Clone, Debug, PartialEq, Eq)]
    SectionRecord<'r> {
        /// The document it is in.
        document: &'r str,
        /// Ordinal of the section in the document, from 0, in the order of the text.
        section: u32 as "ordinal",
        /// The section that this one is within; null for the outermost.
        parent: Option<u32> as "ordinal",
        /// Depth in the tree: 1 for the outermost headings, 0 for what stands before the first.
        level: u16,
        /// What the heading is, where it is a known one.
        kind: Option<Kind>,
        /// As printed; null for what stands before the first heading.
        heading: Option<&'r str>,
        /// The headings down to this one, outermost first, ` > ` between them: `section` of the facts.
        path: Option<String>,
        /// The line of the heading, counted from 1.
        line: Option<u32> as "line",
        /// First byte of the heading in the decoded text.
        start: Option<u32> as "byte",
        /// One past its last byte.
        end: Option<u32> as "byte",
    }
}

record! {
    /// One rebuilt table of a document.
    #[derive(Clone, Debug, PartialEq, Eq)]
    TableRecord<'r> {
        /// The document it is in.
        document: &'r str,
        /// Ordinal of the table in the document, from 0.
        table: u32 as "ordinal",
        /// The section it stands in.
        section: Option<u32> as "ordinal",
        /// What it is about.
        kind: TableKind,
        /// Its name.
        title: Option<&'r str>,
        /// The words that say in what its amounts are.
        unit: Option<&'r str>,
        /// What its amounts are to be multiplied by; null where the text does not say.
        scale: Option<u32>,
        /// How many rows it has, group rows included.
        rows: u32,
        /// How many columns it has, the one with the labels not counted.
        columns: u32,
        /// The line it begins on, counted from 1.
        line: u32 as "line",
        /// First byte of its first line in the decoded text.
        start: u32 as "byte",
        /// One past its last byte.
        end: u32 as "byte",
    }
}

record! {
    /// One sum found in a table: a target, and what its terms leave of it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    RelationRecord<'r> {
        /// The document it is in.
        document: &'r str,
        /// The table it is found in.
        table: u32 as "ordinal",
        /// Ordinal of the relation in its table, from 0.
        relation: u32 as "ordinal",
        /// What it runs over: the columns of one `row`, rows that are added (`sum`) or taken off (`difference`).
        kind: RelationKind,
        /// The row of the target.
        row: u32 as "ordinal",
        /// The column of the target.
        column: u32 as "ordinal",
        /// Target less terms, in printed units.
        residual: Decimal,
        /// What rounding allows the residual to be.
        tolerance: Decimal,
        /// Whether it adds up.
        outcome: Outcome,
    }
}

record! {
    /// One term of a relation.
    #[derive(Clone, Debug, PartialEq, Eq)]
    TermRecord<'r> {
        /// The document it is in.
        document: &'r str,
        /// The table it is found in.
        table: u32 as "ordinal",
        /// The relation it belongs to.
        relation: u32 as "ordinal",
        /// Ordinal of the term in its relation, from 0.
        term: u32 as "ordinal",
        /// `1` where it is added, `-1` where it is taken off.
        sign: i8,
        /// Its row.
        row: u32 as "ordinal",
        /// Its column.
        column: u32 as "ordinal",
    }
}

record! {
    /// One finding about a document.
    #[derive(Clone, Debug, PartialEq, Eq)]
    FindingRecord<'r> {
        /// The document it is about.
        document: &'r str,
        /// Ordinal of the finding in the document, from 0.
        finding: u32 as "ordinal",
        /// What it is.
        code: Code,
        /// How bad it is.
        severity: Severity,
        /// First byte of the text it is about.
        start: u32 as "byte",
        /// One past its last byte.
        end: u32 as "byte",
        /// The value that the rest of the document asks for.
        expected: Option<Decimal>,
        /// The value printed.
        found: Option<Decimal>,
        /// How far the two may differ by rounding.
        tolerance: Option<Decimal>,
    }
}
