//! Words that tell a planning-and-control document from other pages.

use std::sync::LazyLock;

use aho_corasick::automaton::Automaton as _;
use aho_corasick::dfa::DFA;
use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, MatchKind};

use crate::lines::lines;

const FILE: &str = include_str!("../data/reports.tsv");

/// Points below which a text is certainly no planning-and-control document.
const ENOUGH: u32 = 4;

static POINTS: LazyLock<Vec<u32>> = LazyLock::new(|| {
    lines(FILE)
        .map(|[_, points, _]: [&str; 3]| points.parse().expect("a test reads all points"))
        .collect()
});

/// Finds each word where no longer one stands.
static LONGEST: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(lines(FILE).map(|[word, ..]: [&str; 3]| word))
        .expect("a test builds it")
});

/// Finds every word, in text without capitals.
static EVERY: LazyLock<DFA> = LazyLock::new(|| {
    DFA::builder()
        .prefilter(false)
        .build(lines(FILE).map(|[word, ..]: [&str; 3]| word))
        .expect("a test builds it")
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
    let mut seen = vec![false; POINTS.len()];
    let found = LONGEST.find_iter(text).filter(|found| is_word(text, found.range()));
    found.filter_map(move |found| {
        let word = found.pattern().as_usize();
        let first = !std::mem::replace(&mut seen[word], true);
        let (start, end) = (found.start(), found.end());
        first.then(|| Telling { points: POINTS[word], start, end })
    })
}

/// Whether a text, not decoded yet, has words enough to be a planning-and-control document. Looking
/// at it costs far less than converting it. A word within another counts here too.
pub fn may_be_report(text: &[u8]) -> bool {
    // Of UTF-16 every second byte is NUL, and no word is found.
    let is_wide = text.starts_with(&[0xFF, 0xFE]) || text.starts_with(&[0xFE, 0xFF]);
    is_wide || Tally { text, seen: vec![false; POINTS.len()], points: 0 }.has_enough()
}

/// Adds up the words of a text.
struct Tally<'t> {
    text: &'t [u8],
    seen: Vec<bool>,
    points: u32,
}

impl Tally<'_> {
    /// Reads four quarters of the text side by side: each step in the automaton has to wait for the
    /// one before, but not for those of the other quarters.
    fn has_enough(&mut self) -> bool {
        let search = &*EVERY;
        let Ok(start) = search.start_state(Anchored::No) else { return true };
        let quarter = self.text.len() / 4;
        let [first, second, third, fourth] =
            [0, 1, 2, 3].map(|number| &self.text[number * quarter..][..quarter]);
        let mut states = [start; 4];
        let side_by_side = first.iter().zip(second).zip(third).zip(fourth).enumerate();
        for (at, (((first, second), third), fourth)) in side_by_side {
            let bytes = [first, second, third, fourth];
            for (state, byte) in states.iter_mut().zip(bytes) {
                *state = search.next_state(Anchored::No, *state, lower(*byte));
            }
            if states.iter().any(|&state| search.is_special(state)) {
                for (number, &state) in states.iter().enumerate() {
                    self.count(state, number * quarter + at + 1);
                }
                if self.points >= ENOUGH {
                    return true;
                }
            }
        }
        // Words that go on in the next quarter, and what division by four left over.
        for (number, mut state) in states.into_iter().enumerate() {
            let end = (number + 1) * quarter;
            let rest =
                if number < 3 { search.max_pattern_len() - 1 } else { self.text.len() - end };
            for (at, &byte) in self.text.iter().enumerate().skip(end).take(rest) {
                state = search.next_state(Anchored::No, state, lower(byte));
                self.count(state, at + 1);
            }
        }
        self.points >= ENOUGH
    }

    /// Counts the words that end here.
    fn count(&mut self, state: aho_corasick::automaton::StateID, end: usize) {
        if !EVERY.is_match(state) {
            return;
        }
        for found in (0..EVERY.match_len(state)).map(|number| EVERY.match_pattern(state, number)) {
            let word = found.as_usize();
            if !self.seen[word] && is_word(self.text, end - EVERY.pattern_len(found)..end) {
                self.seen[word] = true;
                self.points += POINTS[word];
            }
        }
    }
}

/// A capital as the small letter it is; other bytes become what is in no word, or what stands for
/// them.
const fn lower(byte: u8) -> u8 {
    byte | 0x20
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

    #[test]
    fn a_word_is_found_wherever_the_quarters_of_a_text_meet() {
        let (word, other) = ("Kasgeldlimiet", "Overlopende activa");
        for before in 0..80 {
            for behind in 0..80 {
                let text = format!("{} {word} {}", "é".repeat(before), "a".repeat(behind));
                assert!(may_be_report(text.as_bytes()), "{before} {behind}");
                let within = text.replace(word, &format!("a{}", other.to_lowercase()));
                assert!(!may_be_report(within.as_bytes()), "{before} {behind}");
            }
        }
    }

    #[test]
    fn points_of_all_quarters_are_added_up_and_those_of_a_word_once() {
        let far = " en zo voort".repeat(30);
        assert!(may_be_report(format!("Baten{far} lasten").as_bytes()));
        assert!(!may_be_report(format!("Baten{far} baten{far} BATEN").as_bytes()));
    }
}
