//! The names of documents.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use ontleed_model::{Basis, DocumentKind};
use ontleed_text::fold;

use crate::lines::lines;
use crate::organisations::{authority_at, place_at};

const FILE: &str = include_str!("../data/documents.tsv");
const EDITIONS_FILE: &str = include_str!("../data/editions.tsv");

/// A document that a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedDocument {
    /// Which document.
    pub kind: DocumentKind,
    /// The year it is about, the first of more.
    pub year: u16,
    /// Whether the name says what the document is, or only points to it: `Voortgang`.
    pub basis: Basis,
}

static NAMES: LazyLock<Vec<(&str, DocumentKind, Basis)>> = LazyLock::new(|| {
    let named = |[kind, name, basis, _]: [&'static str; 4]| {
        Some((name, DocumentKind::named(kind)?, Basis::named(basis)?))
    };
    lines(FILE).filter_map(named).collect()
});

/// The words for editions, and where they stand.
static EDITIONS: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| lines(EDITIONS_FILE).map(|[word, place]| (word, place)).collect());

/// A longer text says more than the name of a document, in bytes.
const LONGEST: usize = 100;

/// The documents that a heading or a menu names, and nothing else, with the year each is about:
/// `Voortgang 2022`, `Begroting 2023 en Tweede Herziening 2022`, `Gemeente Zwolle | Jaarstukken 2020`.
pub fn documents(text: &str) -> Vec<NamedDocument> {
    let text = text.trim();
    if text.len() > LONGEST || !has_year(text) {
        return Vec::new();
    }
    let text = without_authority(text);
    let mut key = fold(text);
    let mut found = Vec::new();
    while let Some((named, rest)) =
        document(&key).or_else(|| document(behind_edition(&key, "before")?))
    {
        found.push(named);
        let next = ["en ", "& ", "/ ", "+ "].iter().find_map(|joint| rest.strip_prefix(joint));
        match next {
            Some(next) => key = next.to_owned(),
            None if rest.is_empty() || is_authority(text, rest) => return found,
            None => return Vec::new(),
        }
    }
    Vec::new()
}

/// Whether four digits stand together.
fn has_year(text: &str) -> bool {
    // Without an early end, many bytes are looked at at once.
    if text.bytes().map(|byte| u8::from(byte.is_ascii_digit())).sum::<u8>() < 4 {
        return false;
    }
    let mut digits = 0;
    text.bytes().any(|byte| {
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        digits == 4
    })
}

/// The one year of the document or documents that a text names, and nothing else.
pub fn document_year(text: &str) -> Option<u16> {
    let found = documents(text);
    let year = found.first()?.year;
    found.iter().all(|other| other.year == year).then_some(year)
}

/// What stands behind a word for the edition of a document at this place.
fn behind_edition<'k>(key: &'k str, place: &str) -> Option<&'k str> {
    let (first, rest) = key.split_once(' ')?;
    EDITIONS.iter().any(|(word, own)| *word == first && *own == place).then_some(rest)
}

/// The document at the start of a key, and what follows it.
fn document(key: &str) -> Option<(NamedDocument, &str)> {
    let behind = |name: &str| key.strip_prefix(name)?.strip_prefix(' ');
    let named = |(name, kind, basis): &(&str, _, _)| Some((*kind, *basis, behind(name)?));
    let (kind, basis, rest) = NAMES.iter().find_map(named)?;
    let (year, rest) = year(rest).or_else(|| year(behind_edition(rest, "between")?))?;
    let until = rest.strip_prefix('-').and_then(self::year);
    let rest = until.map_or(rest, |(_, rest)| rest);
    let ends = rest.is_empty() || rest.starts_with([' ', ',']);
    let document = NamedDocument { kind, year, basis };
    ends.then(|| (document, rest.trim_start_matches([' ', '|', '-', ','])))
}

/// The years that documents and headings are named by.
const YEARS: RangeInclusive<u16> = 1900..=2099;

/// The year at the start of a text, and what follows it.
pub(crate) fn year(text: &str) -> Option<(u16, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = digits.parse().ok().filter(|year| YEARS.contains(year))?;
    Some((year, rest))
}

/// What parts the name of an authority from that of a document.
const SEPARATORS: [char; 5] = ['|', '-', '–', ',', ':'];

/// What stands behind the authority at the start of a text: `Gemeente Zwolle - Begroting 2020`, `Zwolle | Begroting 2020`.
fn without_authority(text: &str) -> &str {
    let place = || place_at(text).filter(|place| !place.derived).map(|place| place.length);
    let (named, is_told) = match authority_at(text) {
        Some((named, _)) => (named, true),
        None => (place().unwrap_or_default(), false),
    };
    let rest = text[named..].trim_start();
    let behind = rest.trim_start_matches(|c| c == ' ' || SEPARATORS.contains(&c));
    if is_told || rest.starts_with(SEPARATORS) { behind } else { text }
}

/// Whether the last `rest` of a text, given as its key, is an authority.
fn is_authority(text: &str, rest: &str) -> bool {
    let start = text.len().checked_sub(rest.len()).and_then(|start| text.get(start..));
    start.and_then(authority_at).is_some_and(|(named, _)| named == rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<(DocumentKind, u16)> {
        documents(text).iter().map(|document| (document.kind, document.year)).collect()
    }

    #[test]
    fn every_line_of_the_data_reads_its_example() {
        for [kind, name, basis, example] in lines(FILE) {
            let digits = example.rsplit(' ').next().unwrap_or_default();
            let printed: Option<u16> = digits.get(..4).and_then(|year| year.parse().ok());
            let kind = DocumentKind::named(kind).unwrap();
            assert_eq!(named(example), [(kind, printed.unwrap())], "{name}");
            assert_eq!(Some(documents(example)[0].basis), Basis::named(basis), "{name}");
            assert_eq!(document_year(example), printed, "{name}");
            assert!(fold(example).starts_with(name), "{name}");
        }
    }

    #[test]
    fn an_edition_is_of_the_document_it_stands_beside() {
        for [word, _, example] in lines(EDITIONS_FILE) {
            assert!(fold(example).split(' ').any(|own| own == word), "{example}");
            let [document] = named(example)[..] else { panic!("{example} names no document") };
            assert!(example.ends_with(&document.1.to_string()), "{example}");
        }
        assert_eq!(named("Eerste Begroting"), []);
        assert_eq!(named("Eerste bewoners 2021"), []);
    }

    #[test]
    fn one_text_can_name_two_documents() {
        let both = "Begroting 2023 en Tweede Herziening 2022";
        let expected = [(DocumentKind::Begroting, 2023), (DocumentKind::Bestuursrapportage, 2022)];
        assert_eq!(named(both), expected);
        assert_eq!(document_year(both), None);
        assert_eq!(document_year("Jaarverslag 2019 en jaarrekening 2019"), Some(2019));
    }

    #[test]
    fn the_authority_may_stand_beside_it() {
        for text in [
            "Gemeente Zwolle | Jaarstukken 2020",
            "Zwolle - Jaarstukken 2020",
            "Jaarstukken 2020 - Gemeente Zwolle",
            "Jaarstukken 2020 gemeente Zwolle",
            "Provincie Utrecht: Jaarstukken 2020",
            "Jaarstukken 2020, Waterschap Aa en Maas",
        ] {
            assert_eq!(named(text), [(DocumentKind::Jaarstukken, 2020)], "{text}");
        }
    }

    #[test]
    fn what_says_more_or_less_names_no_document() {
        for text in [
            "Begroting",
            "Begroting na wijziging 2020",
            "Begroting 20201",
            "Begroting 2020 totaal",
            "Begroting 2020-II",
            "Begroting 2020 gemeente Nergenshuizen",
            "Kades 2020",
            "Gemeente Zwolle",
            "",
        ] {
            assert_eq!(named(text), [], "{text}");
            assert_eq!(document_year(text), None, "{text}");
        }
    }
}
