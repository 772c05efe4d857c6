//! Patterns that fit whole keys: one automaton for all of a file, made when this crate is built.

/// Patterns, in the order of their data file.
pub(crate) struct Patterns {
    /// Bytes of one class are alike to all patterns.
    pub(crate) classes: [u8; 256],
    /// How many classes there are.
    pub(crate) width: usize,
    /// For each state and class the next state: 0 where nothing fits any more, 1 at the start.
    pub(crate) next: &'static [u16],
    /// For each state the first pattern that fits a text which ends there, counted from 1; 0 for none.
    pub(crate) first: &'static [u8],
}

/// Before the first byte.
const START: u16 = 1;

impl Patterns {
    /// The first pattern that fits a whole key.
    pub(crate) fn first(&self, key: &str) -> Option<usize> {
        let mut state = START;
        for byte in key.bytes() {
            state = self.next(state, byte)?;
        }
        self.ending_at(state)
    }

    /// The first pattern that fits the key of a text. The key is made only where the text does not
    /// tell: most lines begin as no pattern does, and of most others the key differs in case only.
    pub(crate) fn first_of(&self, text: &str, key: impl FnOnce() -> String) -> Option<usize> {
        let mut state = START;
        let mut before = b' ';
        let mut bytes = text.bytes().peekable();
        while let Some(byte) = bytes.next() {
            let is_plain = matches!(byte, b'!'..=b'~') || byte == b' ' && before != b' ';
            // A mark can change the letter before it.
            if !is_plain || bytes.peek().is_some_and(|next| !next.is_ascii()) {
                return self.first(&key());
            }
            state = self.next(state, byte.to_ascii_lowercase())?;
            before = byte;
        }
        if text.ends_with(' ') { self.first(&key()) } else { self.ending_at(state) }
    }

    /// The state behind a byte, while some pattern may fit still.
    fn next(&self, state: u16, byte: u8) -> Option<u16> {
        let class = self.classes[usize::from(byte)];
        let next = self.next[usize::from(state) * self.width + usize::from(class)];
        (next != 0).then_some(next)
    }

    /// The first pattern that fits a text which ends here.
    fn ending_at(&self, state: u16) -> Option<usize> {
        usize::from(self.first[usize::from(state)]).checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::automaton::{Table, table};

    impl Patterns {
        pub(crate) fn of(patterns: &[&str]) -> Self {
            let Table { classes, width, next, first } = table(patterns).unwrap();
            let classes = classes.try_into().unwrap();
            Self { classes, width, next: next.leak(), first: first.leak() }
        }
    }

    #[test]
    fn the_first_that_fits_the_whole_key_is_found() {
        let patterns = Patterns::of(&["b?aten( .*)?", ".*x|", "ba.*|lasten"]);
        for (key, first) in [
            ("baten", Some(0)),
            ("aten en lasten", Some(0)),
            ("batenx", Some(1)),
            ("bate", Some(2)),
            ("baté", Some(2)),
            ("", Some(1)),
            ("lasten", Some(2)),
            ("lastena", None),
            ("Lasten", None),
        ] {
            assert_eq!(patterns.first(key), first, "{key}");
        }
    }

    #[test]
    fn a_key_is_made_only_where_the_text_does_not_tell() {
        let patterns = Patterns::of(&["baten( .*)?"]);
        for text in ["Baten", "BATEN en lasten", "lasten", "", "b", "Bate", "Later  é"] {
            let expected = text.to_ascii_lowercase().starts_with("baten").then_some(0);
            assert_eq!(patterns.first_of(text, || panic!("{text}")), expected, "{text}");
        }
        for text in ["  baten", "\u{AD}baten", "baten\u{308}", "b\u{308}", "baten  1", "baten "] {
            assert_eq!(patterns.first_of(text, || "baten".to_owned()), Some(0), "{text}");
        }
    }
}
