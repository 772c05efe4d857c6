//! Where a sentence begins and ends.

use memchr::{memchr3_iter, memrchr3_iter};
use ontleed_terms::{Role, has_role};
use ontleed_text::Span;

/// As far as is looked to each side.
const MOST_BYTES: usize = 600;

/// The sentence around a place, beginning at `from` at the earliest.
pub(super) fn around(text: &str, place: Span, from: u32) -> Span {
    let (first, last) = (place.range().start, place.range().end);
    let earliest = text.floor_char_boundary(first.saturating_sub(MOST_BYTES));
    let earliest = earliest.max(from as usize).min(first);
    let latest = text.floor_char_boundary(text.len().min(last + MOST_BYTES)).max(last);
    let before = memrchr3_iter(b'.', b'!', b'?', &text.as_bytes()[earliest..first]);
    let start = before.map(|at| earliest + at).find(|&at| ends(text, at));
    let start = start.map_or(earliest, |at| at + 1);
    let start = start + stops(&text[start..first]);
    let after = memchr3_iter(b'.', b'!', b'?', &text.as_bytes()[last..latest]);
    let end = after.map(|at| last + at).find(|&at| ends(text, at)).map_or(latest, |at| at + 1);
    let end = start + text[start..end].trim_end().len();
    Span::at(start.min(first), end.max(last))
}

/// The bytes that belong to the sentence before: closing marks and white space.
fn stops(text: &str) -> usize {
    let closed = text.trim_start_matches(['’', '”', ')', '"', '\'']);
    text.len() - closed.trim_start().len()
}

/// Whether the mark at this byte ends a sentence: an upper-case letter or nothing follows it, and it
/// belongs to no abbreviation.
fn ends(text: &str, at: usize) -> bool {
    if let [b'a'..=b'z' | b'0'..=b'9', ..] | [b' ', b'a'..=b'z', ..] = text.as_bytes()[at + 1..] {
        return false;
    }
    let rest = text[at + 1..].trim_start_matches(['’', '”', ')', '"', '\'']);
    let next = rest.trim_start();
    let starts_anew = |c: char| c.is_uppercase() || c.is_ascii_digit() || "‘“\"„(•[*".contains(c);
    let begins = next.chars().next().is_none_or(starts_anew);
    if rest.len() == next.len() && !next.is_empty() {
        return is_glued(&text[..at], next);
    }
    begins && !is_abbreviation(&text[..at])
}

/// `inzetten.De`: two sentences without a space between them.
fn is_glued(before: &str, next: &str) -> bool {
    let mut chars = next.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    let lower = chars.next().is_some_and(char::is_lowercase);
    capital && lower && before.ends_with(char::is_lowercase)
}

/// `o.a`, `i.v.m`, `J`, `ca`, `nr`: no sentence ends in so short a word without a vowel.
fn is_abbreviation(before: &str) -> bool {
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(16))..];
    let word = &near[near.trim_end_matches(|c: char| !c.is_whitespace()).len()..];
    let word = word.trim_start_matches(['(', '‘', '“']);
    let is_letter = || {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    };
    let is_dotted = || word.contains('.') && word.split('.').all(|part| part.len() == 1);
    is_letter() || is_dotted() || has_role(word, Role::Abbreviation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_around_a_figure() {
        for (text, figure, expected) in [
            ("Een. Er zijn 5 kades. Twee.", "5", "Er zijn 5 kades."),
            ("Er zijn 5 kades", "5", "Er zijn 5 kades"),
            ("Het kost € 1,4 mln. Dat is", "€ 1,4 mln", "Het kost € 1,4 mln."),
            ("Het kost 1,4 mln. euro.", "1,4 mln. euro", "Het kost 1,4 mln. euro."),
            ("in te zetten.De komende 3 jaar", "3 jaar", "De komende 3 jaar"),
            ("Dat is o.a. Katendrecht met 5 kades.", "5", "Dat is o.a. Katendrecht met 5 kades."),
            ("Dat (in november jl. was) 5. Een", "5", "Dat (in november jl. was) 5."),
            ("Zie art. 213 en 5 kades.", "5", "Zie art. 213 en 5 kades."),
            ("‘Nee!’ Er zijn 5.", "5", "Er zijn 5."),
        ] {
            let at = text.find(figure).unwrap();
            let found = around(text, Span::at(at, at + figure.len()), 0);
            assert_eq!(&text[found.range()], expected);
        }
    }

    #[test]
    fn a_text_without_end_is_cut() {
        let text = format!("{}5{}", "é ".repeat(900), " é".repeat(900));
        let at = text.find('5').unwrap();
        let found = around(&text, Span::at(at, at + 1), 0);
        assert!(found.len() <= 2 * MOST_BYTES + 1);
    }
}
