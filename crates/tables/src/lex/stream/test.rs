//! What the tests of the lexer share.

use ontleed_text::{Source, Span};

use crate::lex::{Raw, lex};
use crate::regions::regions;

/// The rows of the first table of a text, each as `show` tells it.
pub(super) fn rows(text: &str, show: impl Fn(&Source<'_>, &Raw) -> String) -> Vec<String> {
    let source = Source::new(text);
    let lexed = regions(&source).iter().flat_map(|region| lex(&source, region)).next();
    lexed.iter().flat_map(|lexed| &lexed.rows).map(|row| show(&source, row)).collect()
}

/// Parts of a row with `|` between them.
pub(super) fn joined<'p>(source: &Source<'_>, parts: impl Iterator<Item = &'p Span>) -> String {
    parts.map(|part| source.slice(*part)).collect::<Vec<_>>().join("|")
}
