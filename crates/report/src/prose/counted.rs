//! What a figure counts: the noun behind it, with the adjectives before it.

use ontleed_terms::{Role, has_role};
use ontleed_text::Span;

use super::figures::is_gap;
use crate::words::length_of;

/// Adjectives and noun together.
const MOST_WORDS: usize = 5;

/// The words from `end` on that say what is counted: `unieke straten`.
pub(super) fn counted(text: &str, end: usize) -> Option<Span> {
    let start = word_start(text, end)?;
    let mut at = start;
    for _ in 0..MOST_WORDS {
        let word = word_at(&text[at..]);
        if word.is_empty() || has_role(word, Role::Function) {
            return None;
        }
        let end = at + word.len();
        let next = word_start(text, end);
        match next {
            Some(next) if is_modifier(word, word_at(&text[next..])) => at = next,
            _ => return is_noun(word).then(|| Span::at(start, end)),
        }
    }
    None
}

/// Where the next word begins: behind spaces or one line end.
fn word_start(text: &str, end: usize) -> Option<usize> {
    let rest = &text[end..];
    let next = rest.trim_start_matches(is_gap);
    let next = next.strip_prefix('\n').unwrap_or(next);
    (next.len() < rest.len()).then_some(text.len() - next.len())
}

fn word_at(text: &str) -> &str {
    let word = &text[..length_of(text, |c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’'))];
    let word = word.trim_end_matches(['-', '\'', '’']);
    if word.starts_with(char::is_alphabetic) { word } else { "" }
}

/// Adjectives end in -e; an abbreviation or name may stand before another one.
fn is_modifier(word: &str, next: &str) -> bool {
    let adjective = word.len() > 3 && word.ends_with('e') && !word.ends_with("ie");
    let name = word.starts_with(char::is_uppercase) && next.starts_with(char::is_uppercase);
    let abbreviation = word.len() > 1 && word.chars().all(char::is_uppercase);
    adjective || (name || abbreviation) && !next.is_empty() || has_role(word, Role::Modifier)
}

/// More than one of a thing ends in -en or -s.
fn is_noun(word: &str) -> bool {
    let plural = word.len() > 3 && (word.ends_with("en") || word.ends_with('s'));
    let letters = word.strip_suffix(['s', 'S']);
    let abbreviation =
        letters.is_some_and(|letters| letters.len() > 2 && letters.chars().all(char::is_uppercase));
    plural || abbreviation || has_role(word, Role::Noun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_with_their_adjectives() {
        for (text, expected) in [
            (" unieke straten meegedaan", Some("unieke straten")),
            (" straten.", Some("straten")),
            (" extra jongerencoaches", Some("extra jongerencoaches")),
            (" VO-locaties (3150 ll)", Some("VO-locaties")),
            (" VSO Cluster IV-scholen, alle", Some("VSO Cluster IV-scholen")),
            (" SPUKS. Dit", Some("SPUKS")),
            (" Rotterdammers het taalniveau", Some("Rotterdammers")),
            ("\nstraten", Some("straten")),
            (" keer bezocht", Some("keer")),
            (" ingevuld", None),
            (" en 15", None),
            (" nieuwe en", None),
            (", straten", None),
            (" te doen", None),
            ("\u{A0}Toelichtingë", None),
            (" (toen", None),
            ("", None),
        ] {
            let found = counted(text, 0).map(|span| &text[span.range()]);
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
