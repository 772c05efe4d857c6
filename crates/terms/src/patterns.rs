//! Patterns that fit whole keys, each compiled when a key first begins as it does.
//!
//! Most lines begin as no pattern does, and most documents need few of them.

use std::sync::OnceLock;

use regex::Regex;

/// Patterns, in the order of their data file.
pub(crate) struct Patterns {
    all: Vec<Pattern>,
    /// The letters that a pattern begins with, which bits of them count, and which pattern it is.
    beginnings: Vec<(u64, u64, usize)>,
    /// Per first byte where its beginnings begin; at the end where the last ones end.
    places: [usize; 257],
}

/// What a text that a pattern fits begins with, up to eight letters, and the ordinal of the pattern.
/// They are found when this crate is built.
pub(crate) type Beginning = (&'static [u8], usize);

struct Pattern {
    text: &'static str,
    compiled: OnceLock<Regex>,
}

/// Letters that count in a beginning.
const LETTERS: usize = size_of::<u64>();

impl Patterns {
    /// `beginnings` are in order.
    pub(crate) fn new(
        patterns: impl Iterator<Item = &'static str>,
        beginnings: &'static [Beginning],
    ) -> Self {
        let uncompiled = |text| Pattern { text, compiled: OnceLock::new() };
        let place = |first: usize| {
            beginnings.partition_point(|(letters, _)| {
                letters.first().is_none_or(|&letter| usize::from(letter) < first)
            })
        };
        let places = std::array::from_fn(place);
        let packed = |letters: &[u8]| u64::from_be_bytes(head(letters, 0));
        let counting = |letters: &[u8]| packed(&[0xFF; LETTERS][..letters.len()]);
        let beginnings = beginnings
            .iter()
            .map(|&(letters, at)| (packed(letters), counting(letters), at))
            .collect();
        Self { all: patterns.map(uncompiled).collect(), beginnings, places }
    }

    /// The first pattern that fits a whole key.
    pub(crate) fn first(&self, key: &str) -> Option<usize> {
        let mut first = None;
        for at in self.begun_by(letters(key)) {
            if first.is_none_or(|first| at < first) && self.all[at].fits(key) {
                first = Some(at);
            }
        }
        first
    }

    /// A look without making a key: whether some pattern may fit the key of a text, or of its first
    /// part.
    pub(crate) fn may_fit(&self, text: &str) -> bool {
        !begins_plain(text) || self.begun_by(letters(text)).next().is_some()
    }

    /// The patterns that begin with the first letters of a text, in any case.
    fn begun_by(&self, letters: u64) -> impl Iterator<Item = usize> {
        let first = usize::from(letters.to_be_bytes()[0]);
        let anything = &self.beginnings[..self.places[0]];
        let own = &self.beginnings[self.places[first]..self.places[first + 1]];
        let begins = move |(own, mask, _): &&(u64, u64, usize)| letters & mask == *own;
        anything.iter().chain(own).filter(begins).map(|&(.., at)| at)
    }
}

impl Pattern {
    fn fits(&self, key: &str) -> bool {
        self.compiled.get_or_init(|| whole(self.text)).is_match(key)
    }
}

/// A pattern that fits a whole text, not a part of it.
pub(crate) fn whole(pattern: &str) -> Regex {
    Regex::new(&format!("^(?:{pattern})$")).expect("a test compiles every pattern")
}

/// The first letters of a text, in lower case.
fn letters(text: &str) -> u64 {
    u64::from_be_bytes(head(text.as_bytes(), 0).map(|byte| byte.to_ascii_lowercase()))
}

/// The first letters, and others where there are fewer.
fn head(letters: &[u8], other: u8) -> [u8; LETTERS] {
    letters.first_chunk().copied().unwrap_or_else(|| {
        let mut head = [other; LETTERS];
        head[..letters.len()].copy_from_slice(letters);
        head
    })
}

/// Whether the first letters of a text and those of its key differ in case only: printable ASCII,
/// single spaces.
fn begins_plain(text: &str) -> bool {
    let head = head(text.as_bytes(), b'x');
    let is_printable = head.iter().fold(true, |all, &b| all & matches!(b, b' '..=b'~'));
    // The byte behind the letters can be a mark that changes the last one.
    let next = text.as_bytes().get(LETTERS).is_none_or(u8::is_ascii);
    let spaces = u64::from_be_bytes(head.map(|byte| u8::from(byte == b' ')));
    let behind_space = spaces >> 8 | 1 << 56;
    is_printable && next && spaces & behind_space == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    static BEGINNINGS: [Beginning; 4] = [(b"", 1), (b"aten", 0), (b"ba", 2), (b"baten", 0)];

    #[test]
    fn the_first_that_fits_the_whole_key_is_found() {
        let patterns = Patterns::new(["b?aten( .*)?", ".*x|", "ba.*"].into_iter(), &BEGINNINGS);
        for (key, first) in [
            ("baten", Some(0)),
            ("aten en lasten", Some(0)),
            ("batenx", Some(1)),
            ("bate", Some(2)),
            ("", Some(1)),
            ("lasten", None),
        ] {
            assert_eq!(patterns.first(key), first, "{key}");
        }
    }

    #[test]
    fn a_look_at_the_text_itself_tells_what_may_fit() {
        let patterns = Patterns::new(["", "", ""].into_iter(), &BEGINNINGS[1..]);
        for text in ["Baten", "ATEN en lasten", "  baten", "\u{AD}baten", "lasten\u{308}"] {
            assert!(patterns.may_fit(text), "{text}");
        }
        for text in ["Lasten", "", "b", "Ate", "lastig en"] {
            assert!(!patterns.may_fit(text), "{text}");
        }
    }
}
