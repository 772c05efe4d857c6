//! What the reader should know: one file for each rule.

mod ambiguity;
mod conflicts;
mod copies;
mod decoding;
mod footnotes;
mod rebuilding;
mod sums;
mod units;
mod years;

use ontleed_model::{Finding, Section, Table};
use ontleed_text::Decoded;

/// The findings about a document, with those that other stages made, in the order of the text.
pub(crate) fn findings(
    decoded: &Decoded<'_>,
    tables: &[Table<'_>],
    sections: &[Section<'_>],
    made: Vec<Finding>,
) -> Vec<Finding> {
    let mut findings = made;
    findings.extend(decoding::guessed_or_lost(decoded));
    findings.extend(rebuilding::not_rebuilt(sections));
    for table in tables {
        findings.extend(ambiguity::ambiguous_rows(table));
        findings.extend(sums::broken(table));
        findings.extend(copies::differing(table));
        findings.extend(units::implausible(table));
        findings.extend(years::out_of_sequence(table));
    }
    findings.extend(years::beyond_horizon(tables, sections));
    findings.extend(conflicts::between_tables(tables));
    findings.extend(footnotes::untied(&decoded.text, tables, sections));
    findings.sort_by_key(|finding| (finding.start, finding.end, finding.code));
    findings
}

/// Findings of one rule about one text, in its tests.
#[cfg(test)]
mod tests {
    use ontleed_model::{Code, Finding, Origin};

    use crate::report;

    /// The code and the text of each finding.
    #[track_caller]
    pub(super) fn check(text: &str, expected: &[(Code, &str)]) {
        let found = findings(text.as_bytes());
        let at = |f: &Finding| &text[f.start as usize..f.end as usize];
        let found: Vec<_> = found.iter().map(|f| (f.code, at(f))).collect();
        assert_eq!(found, expected);
    }

    pub(super) fn findings(bytes: &[u8]) -> Vec<Finding> {
        let decoded = ontleed_text::decode(bytes).unwrap();
        let encoding = decoded.encoding.name();
        let origin = Origin { path: String::new(), sha256: String::new(), bytes: 0, encoding };
        report(&decoded, origin).findings
    }
}
