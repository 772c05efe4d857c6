//! The kinds of headings.

use std::sync::LazyLock;

use ontleed_model::Kind;
use ontleed_text::{fold, without_emphasis};

use crate::lines::lines;
use crate::patterns::Patterns;

const FILE: &str = include_str!("../data/headings.tsv");

static HEADINGS: Patterns = include!(concat!(env!("OUT_DIR"), "/headings.rs"));

/// The kind of each of them.
static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let kind = |[kind, ..]: [&str; 3]| Kind::named(kind).expect("a test reads every kind");
    lines(FILE).map(kind).collect()
});

const PART_WORDS: &str = include_str!("../data/parts.tsv");

/// The words for a part of a document, and the letters of any case that they begin with.
static PARTS: LazyLock<(Vec<&str>, [bool; 256])> = LazyLock::new(|| {
    let words: Vec<&str> = lines(PART_WORDS).map(|[word]| word).collect();
    let mut letters = [false; 256];
    for first in words.iter().map(|word| word.as_bytes()[0]) {
        letters[usize::from(first)] = true;
        letters[usize::from(first.to_ascii_uppercase())] = true;
    }
    (words, letters)
});

/// The kind of a heading; numbers in front and punctuation at the end do not matter.
pub fn heading(text: &str) -> Option<Kind> {
    let name = name(text);
    let first = HEADINGS.first_of(name.trim_end_matches(END), || key(name))?;
    Some(KINDS[first])
}

/// The key of a heading: folded, without number in front, and without punctuation and unit at the
/// end.
pub fn heading_key(text: &str) -> String {
    key(name(text))
}

fn name(text: &str) -> &str {
    without_number(without_unit(without_emphasis(text)))
}

fn key(name: &str) -> String {
    let mut key = fold(name);
    key.truncate(key.trim_end_matches(END).len());
    key
}

/// What stands behind the name of a heading.
const END: [char; 4] = ['?', ':', '.', ' '];

/// A heading without the unit in brackets at its end: `Wat kost het (bedragen x € 1.000)`.
fn without_unit(text: &str) -> &str {
    match text.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((before, unit)) if unit.contains('€') => before.trim_end(),
        _ => text,
    }
}

/// The kind of the heading that has this [`heading_key`].
pub fn heading_kind(key: &str) -> Option<Kind> {
    let first = HEADINGS.first(key)?;
    Some(KINDS[first])
}

/// A heading without the number, letter or section sign in front: `3.2 Balans`, `3.. Integratie`,
/// `A. Grondbeleid`, `§ Financiering`, `Paragraaf 3.5 - Bedrijfsvoering`.
pub fn without_number(text: &str) -> &str {
    let text = text.trim_start();
    if let Some(name) = behind_part(text) {
        return name;
    }
    let rest =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '§'));
    if rest.len() < text.len() && rest.starts_with(char::is_whitespace) {
        return rest.trim_start();
    }
    match text.as_bytes() {
        [_, b'.' | b')', ..] if text[2..].starts_with(char::is_whitespace) => {
            text[2..].trim_start()
        }
        _ => text,
    }
}

/// The name behind the word for a part of a document with its number: `Hoofdstuk 6. Balans`.
fn behind_part(text: &str) -> Option<&str> {
    let (words, letters) = &*PARTS;
    let first = text.bytes().next()?;
    if first.is_ascii() && !letters[usize::from(first)] {
        return None;
    }
    let (word, rest) = text.split_once(char::is_whitespace)?;
    let (number, name) = rest.trim_start().split_once(char::is_whitespace)?;
    let bare = number.trim_end_matches(['.', ':', ')']);
    let is_number = bare.bytes().all(|b| b.is_ascii_digit() || b == b'.') || bare.len() == 1;
    let is_part = || words.contains(&fold(word).as_str());
    (is_number && is_part()).then(|| name.trim_start_matches(['-', '–', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_reads_its_example() {
        for [kind, pattern, example] in lines(FILE) {
            let alone = Patterns::of(&[pattern]);
            assert_eq!(alone.first(&heading_key(example)), Some(0), "{pattern}: {example}");
            assert_eq!(heading(example), Kind::named(kind), "{pattern}");
        }
    }

    #[test]
    fn a_part_with_its_number_stands_before_a_name() {
        for [word, example] in lines(PART_WORDS) {
            let name = without_number(example);
            assert!(fold(example).starts_with(word) && example.ends_with(name), "{example}");
            assert!(!name.is_empty() && name.starts_with(char::is_uppercase), "{name}");
            assert!(!name.to_lowercase().starts_with(word), "{name}");
        }
    }

    #[test]
    fn a_text_has_the_kind_of_its_key() {
        for [_, _, example] in lines(FILE) {
            for text in [
                example,
                &example.to_uppercase(),
                &format!("Kades {example}"),
                &format!("\u{A0}{example} ?"),
                &example.replace(' ', "\u{A0} "),
                &example.replace('e', "e\u{301}"),
            ] {
                assert_eq!(heading(text), heading_kind(&heading_key(text)), "{text}");
            }
        }
    }

    #[test]
    fn what_is_no_known_heading_has_no_kind() {
        for text in [
            "Burgerzaken",
            "Overzicht afwijkingen",
            "Prioriteiten en indicatoren",
            "Omschrijving",
            "Wat is aangepast/gewijzigd i.v.m. coronamaatregelen:",
            "Wat is gerealiseerd tot augustus 2022:",
            "",
            "1.",
        ] {
            assert_eq!(heading(text), None, "{text}");
        }
    }

    #[test]
    fn the_number_in_front_is_no_part_of_the_name() {
        for (text, name) in [
            ("3.. Integratie", "Integratie"),
            ("1.\u{A0}Welzijn", "Welzijn"),
            ("3.2.2 Balans", "Balans"),
            ("§ Financiering", "Financiering"),
            ("B) Financiering", "Financiering"),
            ("Paragraaf 4: Financiering", "Financiering"),
            ("Paragraaf 3.5 - Bedrijfsvoering", "Bedrijfsvoering"),
            ("PARAGRAAF A LOKALE HEFFINGEN", "LOKALE HEFFINGEN"),
            ("Paragraaf Lokale heffingen", "Paragraaf Lokale heffingen"),
            ("2019", "2019"),
            ("o.a. subsidies", "o.a. subsidies"),
        ] {
            assert_eq!(without_number(text), name);
        }
    }
}
