//! Makes the report of one document.
//!
//! [`report`] takes decoded text through the stages and puts together what they found. It is a pure
//! total function: the same text gives the same report, and none is refused.
//!
//! ```
//! use ontleed_model::Origin;
//!
//! let decoded = ontleed_text::decode(b"Wat kost het\n\nDe kades zijn vernieuwd.").unwrap();
//! let origin = Origin { path: "kades.txt".into(), sha256: String::new(), bytes: 38, encoding: "utf-8" };
//! let report = ontleed_report::report(&decoded, origin);
//! assert_eq!(report.sections[0].heading.unwrap().text, "Wat kost het");
//! ```
//!
//! It does not read files and does not know how a report is written.

use ontleed_model::{Code, Finding, Origin, Report, SCHEMA, Severity};
use ontleed_text::{Decoded, Encoding, Source};

/// The report of one document.
pub fn report<'t>(decoded: &'t Decoded<'_>, origin: Origin) -> Report<'t> {
    let source = Source::new(&decoded.text);
    Report {
        schema: SCHEMA,
        source: origin,
        sections: ontleed_sections::divide(&source),
        findings: decoding(decoded),
    }
}

/// What the reader should know about how the bytes were read.
fn decoding(decoded: &Decoded<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if decoded.encoding == Encoding::Windows1252 {
        let (code, severity) = (Code::EncodingGuessed, Severity::Note);
        findings.push(Finding { code, severity, start: 0, end: 0 });
    }
    if decoded.lossy {
        let replaced = char::REPLACEMENT_CHARACTER;
        let at = decoded.text.find(replaced).unwrap_or(0);
        let span = ontleed_text::Span::at(at, at + replaced.len_utf8());
        let (code, severity) = (Code::CharactersLost, Severity::Warning);
        findings.push(Finding { code, severity, start: span.start, end: span.end });
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

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
