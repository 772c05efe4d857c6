//! The sign of a row, as printed in a place of its own: `+`, `-/-`.

/// How a row counts by such a sign: 1 or -1; `None` of all other text.
pub(crate) fn sign(text: &str) -> Option<i8> {
    match text.strip_prefix('\\').unwrap_or(text) {
        "+" | "(+)" | "+/+" => Some(1),
        "-" | "–" | "−" | "(-)" | "-/-" | "(-/-)" => Some(-1),
        _ => None,
    }
}

/// Whether a text is such a sign, or both.
pub(crate) fn is_operator(text: &str) -> bool {
    sign(text).is_some() || matches!(text, "+/-" | "(+/-)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs() {
        for text in ["+", "(+)", "+/+", "\\+"] {
            assert_eq!(sign(text), Some(1), "{text}");
        }
        for text in ["-", "–", "(-)", "-/-", "(-/-)", "\\-"] {
            assert_eq!(sign(text), Some(-1), "{text}");
        }
        for text in ["", "+/-", "*", "--", "+1", "V"] {
            assert_eq!(sign(text), None, "{text}");
        }
        assert!(is_operator("+/-") && is_operator("(+)") && !is_operator("="));
    }
}
