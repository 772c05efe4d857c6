//! What a grammar hands back.

use std::fmt;

use nom::{IResult, Parser};
use ontleed_text::Span;

/// Something that was read, and where.
///
/// Shown as `value [start..end]`: `-3.4 * 10^6 EUR [0..14]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parsed<T> {
    /// What was read.
    pub value: T,
    /// Where it is printed, in bytes of the text that was given.
    pub span: Span,
}

impl<T> Parsed<T> {
    /// What was printed; `text` is the text that was given.
    pub fn printed<'t>(&self, text: &'t str) -> &'t str {
        &text[self.span.range()]
    }

    /// What was not read: the text behind it.
    pub fn rest<'t>(&self, text: &'t str) -> &'t str {
        &text[self.span.range().end..]
    }
}

impl<T: fmt::Display> fmt::Display for Parsed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}..{}]", self.value, self.span.start, self.span.end)
    }
}

/// What a rule of a grammar returns: the text behind what it read, and the value.
pub(crate) type Read<'t, T> = IResult<&'t str, T, ()>;

/// Reads `text` from its beginning by one rule.
pub(crate) fn read<'t, T>(
    text: &'t str,
    mut rule: impl Parser<&'t str, Output = T, Error = ()>,
) -> Option<Parsed<T>> {
    let (rest, value) = rule.parse(text).ok()?;
    Some(Parsed { value, span: Span::at(0, text.len() - rest.len()) })
}

/// Checks a grammar against a table of texts and what they read: the value where the whole text
/// is read, `value [start..end]` where a part is, `none` where nothing is.
///
/// Also checks the span law: what was printed reads to the same value on its own.
#[cfg(test)]
#[track_caller]
pub(crate) fn check<T: fmt::Display>(
    grammar: impl Fn(&str) -> Option<Parsed<T>>,
    table: &[(&str, &str)],
) {
    for &(text, expected) in table {
        let Some(found) = grammar(text) else {
            assert_eq!("none", expected, "{text:?}");
            continue;
        };
        let whole = found.span.len() == text.len();
        let shown = if whole { found.value.to_string() } else { found.to_string() };
        assert_eq!(shown, expected, "{text:?}");
        let again = grammar(found.printed(text)).expect("what was printed reads again");
        assert_eq!(again.value.to_string(), found.value.to_string(), "{text:?}");
        assert_eq!(again.span.len(), found.span.len(), "{text:?}");
    }
}
