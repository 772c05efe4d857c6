//! Patterns that fit whole keys: one automaton for all of a file, made when this crate is built.

use regex_automata::Anchored;
use regex_automata::dfa::Automaton as _;
use regex_automata::dfa::dense::DFA;
use regex_automata::util::primitives::StateID;
use regex_automata::util::wire::AlignAs;

/// An automaton as the build of this crate writes it.
pub(crate) type Written = AlignAs<[u8], u32>;

/// Patterns, in the order of their data file.
pub(crate) struct Patterns {
    automaton: DFA<&'static [u32]>,
    start: StateID,
}

impl Patterns {
    /// Takes an automaton as it was written.
    pub(crate) fn new(automaton: &'static [u8]) -> Self {
        let (automaton, _) = DFA::from_bytes(automaton).expect("a test reads every automaton");
        let start = automaton.universal_start_state(Anchored::Yes);
        Self { automaton, start: start.expect("no pattern looks at what is before a key") }
    }

    /// The first pattern that fits a whole key.
    pub(crate) fn first(&self, key: &str) -> Option<usize> {
        let mut state = self.start;
        for byte in key.bytes() {
            state = self.next(state, byte)?;
        }
        self.ending_at(state)
    }

    /// The first pattern that fits the key of a text. The key is made only where the text does not
    /// tell: most lines begin as no pattern does, and of most others the key differs in case only.
    pub(crate) fn first_of(&self, text: &str, key: impl FnOnce() -> String) -> Option<usize> {
        let mut state = self.start;
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
    fn next(&self, state: StateID, byte: u8) -> Option<StateID> {
        let next = self.automaton.next_state(state, byte);
        (!self.automaton.is_dead_state(next)).then_some(next)
    }

    /// The first pattern that fits a text which ends here.
    fn ending_at(&self, state: StateID) -> Option<usize> {
        let end = self.automaton.next_eoi_state(state);
        if !self.automaton.is_match_state(end) {
            return None;
        }
        let fitting = 0..self.automaton.match_len(end);
        fitting.map(|at| self.automaton.match_pattern(end, at).as_usize()).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::automaton::automaton;

    fn patterns(patterns: &[&str]) -> Patterns {
        let automaton = automaton(patterns).unwrap();
        let (bytes, padding) = automaton.to_bytes_native_endian();
        Patterns::new(&bytes.leak()[padding..])
    }

    #[test]
    fn the_first_that_fits_the_whole_key_is_found() {
        let patterns = patterns(&["b?aten( .*)?", ".*x|", "ba.*|lasten"]);
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
        let patterns = patterns(&["baten( .*)?"]);
        for text in ["Baten", "BATEN en lasten", "lasten", "", "b", "Bate", "Later  é"] {
            let expected = text.to_ascii_lowercase().starts_with("baten").then_some(0);
            assert_eq!(patterns.first_of(text, || panic!("{text}")), expected, "{text}");
        }
        for text in ["  baten", "\u{AD}baten", "baten\u{308}", "b\u{308}", "baten  1", "baten "] {
            assert_eq!(patterns.first_of(text, || "baten".to_owned()), Some(0), "{text}");
        }
    }
}
