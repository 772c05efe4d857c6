//! What the reader should know.

use ontleed_model::{Block, Code, Finding, Outcome, Row, Section, Severity, Status, Table};
use ontleed_text::{Decoded, Encoding, Span};

/// The findings about a document, in the order of the text.
pub(crate) fn findings(
    decoded: &Decoded<'_>,
    tables: &[Table<'_>],
    sections: &[Section<'_>],
) -> Vec<Finding> {
    let mut findings = decoding(decoded);
    not_rebuilt(sections, &mut findings);
    for table in tables {
        findings.extend(ambiguous(table));
        findings.extend(sums(table));
    }
    findings.sort_by_key(|finding| finding.start);
    findings
}

fn finding(code: Code, severity: Severity, start: u32, end: u32) -> Finding {
    Finding { code, severity, start, end }
}

/// How the bytes were read.
fn decoding(decoded: &Decoded<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if decoded.encoding == Encoding::Windows1252 {
        findings.push(finding(Code::EncodingGuessed, Severity::Note, 0, 0));
    }
    if decoded.lossy {
        let replaced = char::REPLACEMENT_CHARACTER;
        let at = decoded.text.find(replaced).unwrap_or(0);
        let span = Span::at(at, at + replaced.len_utf8());
        findings.push(finding(Code::CharactersLost, Severity::Warning, span.start, span.end));
    }
    findings
}

/// Table regions that stayed raw rows.
fn not_rebuilt(sections: &[Section<'_>], findings: &mut Vec<Finding>) {
    for section in sections {
        for block in &section.blocks {
            if let Block::Table { tables: Some(tables), start, end, .. } = block
                && tables.is_empty()
            {
                findings.push(finding(Code::TableNotRebuilt, Severity::Note, *start, *end));
            }
        }
        not_rebuilt(&section.sections, findings);
    }
}

fn ambiguous(table: &Table<'_>) -> impl Iterator<Item = Finding> {
    let is_ambiguous = |row: &&Row<'_>| row.status == Status::Ambiguous && !row.cells.is_empty();
    let rows = table.rows.iter().filter(is_ambiguous);
    rows.map(|row| finding(Code::AmbiguousRow, Severity::Warning, row.start, row.end))
}

/// Sums that do not hold, at the cell they should give.
fn sums(table: &Table<'_>) -> impl Iterator<Item = Finding> {
    table.relations.iter().filter_map(|relation| {
        let (code, severity) = match relation.outcome {
            Outcome::Fails => (Code::SumFails, Severity::Warning),
            Outcome::Near => (Code::SumNear, Severity::Note),
            Outcome::Holds | Outcome::Untestable => return None,
        };
        let row = table.rows.get(relation.target.row as usize)?;
        let cell = row.cells.iter().find(|cell| cell.column == relation.target.column)?;
        Some(finding(code, severity, cell.start, cell.end))
    })
}

#[cfg(test)]
mod tests {
    use ontleed_model::Origin;

    use super::*;
    use crate::report;

    #[track_caller]
    fn check(bytes: &[u8], expected: &[(Code, u32, u32)]) {
        let decoded = ontleed_text::decode(bytes).unwrap();
        let encoding = decoded.encoding.name();
        let origin = Origin { path: String::new(), sha256: String::new(), bytes: 0, encoding };
        let found: Vec<_> =
            report(&decoded, origin).findings.iter().map(|f| (f.code, f.start, f.end)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn doubtful_decoding_is_a_finding() {
        check("Financiën".as_bytes(), &[]);
        check(b"Financi\xEBn", &[(Code::EncodingGuessed, 0, 0)]);
        check(b"Financi\xC3\xABn \xE2\x82", &[(Code::CharactersLost, 11, 14)]);
    }
}
