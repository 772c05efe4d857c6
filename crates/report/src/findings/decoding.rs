//! How the bytes were read.

use ontleed_model::{Code, Finding, Severity};
use ontleed_text::{Decoded, Encoding, Span};

/// An encoding that was guessed, and bytes that fit no character.
pub(super) fn guessed_or_lost(decoded: &Decoded<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if decoded.encoding == Encoding::Windows1252 {
        findings.push(Finding::new(Code::EncodingGuessed, Severity::Note, 0, 0));
    }
    if decoded.lossy {
        let replaced = char::REPLACEMENT_CHARACTER;
        let at = decoded.text.find(replaced).unwrap_or(0);
        let span = Span::at(at, at + replaced.len_utf8());
        let (start, end) = (span.start, span.end);
        findings.push(Finding::new(Code::CharactersLost, Severity::Warning, start, end));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::tests::findings;

    #[track_caller]
    fn check(bytes: &[u8], expected: &[(Code, u32, u32)]) {
        let found: Vec<_> = findings(bytes).iter().map(|f| (f.code, f.start, f.end)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn doubtful_decoding_is_a_finding() {
        check("Financiën".as_bytes(), &[]);
        check(b"Financi\xEBn", &[(Code::EncodingGuessed, 0, 0)]);
        check(b"Financi\xC3\xABn \xE2\x82", &[(Code::CharactersLost, 11, 14)]);
    }
}
