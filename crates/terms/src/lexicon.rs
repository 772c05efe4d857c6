//! Words with what they mean, found by their length and first letter.

use std::ops::Range;

/// Words of ASCII in lower case, and where those of each length and first letter stand among them.
pub(crate) struct Lexicon<T> {
    words: Vec<(&'static str, T)>,
    alike: Vec<Range<u16>>,
}

const LETTERS: usize = 26;

/// All words in the data are shorter.
const LENGTHS: usize = 25;

impl<T: Copy> Lexicon<T> {
    /// A word may mean more than one thing; then they stand in order.
    pub(crate) fn of(words: impl Iterator<Item = (&'static str, T)>) -> Self {
        let mut words: Vec<_> = words.collect();
        words.sort_by_cached_key(|(word, _)| shape(word));
        let mut alike = vec![0..0; LETTERS * LENGTHS];
        for (at, (word, _)) in (0..).zip(&words) {
            let Some(range) = shape(word).map(|shape| &mut alike[shape]) else { continue };
            let start = if range.end == 0 { at } else { range.start };
            *range = start..at + 1;
        }
        Self { words, alike }
    }

    /// What a word means, in any case.
    pub(crate) fn meanings(&self, word: &str) -> impl Iterator<Item = T> {
        let alike = shape(word).map_or(0..0, |shape| self.alike[shape].clone());
        let alike = &self.words[alike.start.into()..alike.end.into()];
        alike.iter().filter(|(own, _)| own.eq_ignore_ascii_case(word)).map(|(_, meaning)| *meaning)
    }
}

/// The length and first letter of a word, as one number; `None` for what no word in the data is like.
fn shape(word: &str) -> Option<usize> {
    let letter = usize::from(word.bytes().next()?.to_ascii_lowercase().wrapping_sub(b'a'));
    (letter < LETTERS && word.len() < LENGTHS).then(|| word.len() * LETTERS + letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_all_its_meanings() {
        let words = [("straat", 1), ("wijk", 2), ("straat", 3), ("staart", 4), ("s", 5)];
        let lexicon = Lexicon::of(words.into_iter());
        for (word, expected) in [
            ("straat", &[1, 3][..]),
            ("Straat", &[1, 3]),
            ("WIJK", &[2]),
            ("staart", &[4]),
            ("s", &[5]),
            ("straten", &[]),
            ("'s", &[]),
            ("", &[]),
            (&"straten".repeat(9), &[]),
        ] {
            assert_eq!(lexicon.meanings(word).collect::<Vec<_>>(), expected, "{word}");
        }
    }
}
