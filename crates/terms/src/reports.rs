//! Words that tell a planning-and-control document from other pages.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::lines::lines;

const FILE: &str = include_str!("../data/reports.tsv");

/// Points below which a text is certainly no planning-and-control document.
const ENOUGH: u32 = 4;

struct Words {
    search: AhoCorasick,
    points: Vec<u32>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let rows: Vec<[&str; 3]> = lines(FILE).collect();
    Words {
        search: AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(rows.iter().map(|[word, ..]| word))
            .expect("a test builds it"),
        points: rows
            .iter()
            .map(|[_, points, _]| points.parse().expect("a test reads all points"))
            .collect(),
    }
});

/// A telling word in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Telling {
    /// How much it says.
    pub points: u32,
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// The telling words of a text, each where it first stands.
pub fn telling_words(text: &[u8]) -> impl Iterator<Item = Telling> {
    let mut seen = vec![false; WORDS.points.len()];
    let found = WORDS.search.find_iter(text).filter(|found| is_word(text, found.range()));
    found.filter_map(move |found| {
        let word = found.pattern().as_usize();
        let first = !std::mem::replace(&mut seen[word], true);
        let (start, end) = (found.start(), found.end());
        first.then(|| Telling { points: WORDS.points[word], start, end })
    })
}

/// Whether a text, not decoded yet, has words enough to be a planning-and-control document. Looking
/// at it costs far less than converting it.
pub fn may_be_report(text: &[u8]) -> bool {
    // Of UTF-16 every second byte is NUL, and no word is found.
    let is_wide = text.starts_with(&[0xFF, 0xFE]) || text.starts_with(&[0xFE, 0xFF]);
    let mut points = 0;
    is_wide
        || telling_words(text).any(|word| {
            points += word.points;
            points >= ENOUGH
        })
}

/// Whether these bytes are no part of a longer word. Words that lost the space between them, as in
/// `KadebeheerBegroting2020`, are words.
fn is_word(text: &[u8], range: std::ops::Range<usize>) -> bool {
    let before = range.start.checked_sub(1).map_or(b' ', |before| text[before]);
    let after = text.get(range.end).copied().unwrap_or(b' ');
    let starts =
        !is_letter(before) || before.is_ascii_lowercase() && text[range.start].is_ascii_uppercase();
    starts && !after.is_ascii_lowercase()
}

/// Letters with an accent are two bytes in UTF-8 and one in windows-1252, all above ASCII; so are
/// no-break spaces and euro signs, which stand before words too.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(text: &str) -> u32 {
        telling_words(text.as_bytes()).map(|word| word.points).sum()
    }

    #[test]
    fn the_words_are_sorted_and_each_is_found_in_its_example() {
        assert!(lines(FILE).is_sorted_by_key(|[word, ..]: [&str; 3]| word));
        for [word, said, example] in lines(FILE) {
            let said: u32 = said.parse().unwrap();
            let found = telling_words(example.as_bytes())
                .find(|found| example[found.start..found.end].eq_ignore_ascii_case(word));
            assert_eq!(found.map(|found| found.points), Some(said), "{word}: {example}");
            assert!((1..=5).contains(&said), "{word}");
        }
    }

    #[test]
    fn a_word_counts_once_and_not_within_another() {
        assert_eq!(points("Baten, baten en BATEN"), points("baten"));
        assert_eq!(points("Zij debaten over belastende lastenverlichting"), 0);
        assert_eq!(points("KadebeheerBegroting2020Realisatie"), points("begroting realisatie"));
    }

    #[test]
    fn other_pages_are_known_by_their_bytes() {
        assert!(may_be_report(b"Wat heeft het gekost?\n\nBaten 1.200 1.300\n"));
        assert!(!may_be_report(b"De begroting van de kermis is rond.\n"));
        assert!(may_be_report(b"\xFF\xFEW\0a\0t\0"));
    }
}
