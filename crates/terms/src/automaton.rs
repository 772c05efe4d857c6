//! From patterns to the table of an automaton that reads a whole text and tells which of them fit.

use regex_automata::dfa::dense::{BuildError, Builder, Config, DFA};
use regex_automata::dfa::{Automaton as _, StartKind};
use regex_automata::util::primitives::StateID;
use regex_automata::{Anchored, MatchKind};

/// The table, as `Patterns` has it.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) classes: Vec<u8>,
    pub(crate) width: usize,
    pub(crate) next: Vec<u16>,
    pub(crate) first: Vec<u8>,
}

/// The table of some patterns, without look-around. A state is numbered when it is first reached.
pub(crate) fn table(patterns: &[&str]) -> Result<Table, Box<BuildError>> {
    let config = Config::new().match_kind(MatchKind::All).start_kind(StartKind::Anchored);
    let automaton = Builder::new().configure(config).build_many(patterns)?;
    let class = |byte: u8| automaton.byte_classes().get(byte);
    let classes = (0..=u8::MAX).map(class).collect();
    // A class is a run of bytes; the first one stands for all.
    let is_first = |&byte: &u8| byte == 0 || class(byte) != class(byte - 1);
    let bytes: Vec<u8> = (0..=u8::MAX).filter(is_first).collect();
    let start = automaton.universal_start_state(Anchored::Yes).expect("no pattern looks around");
    // The state in which nothing fits any more is 0.
    let mut states = vec![StateID::ZERO, start];
    let (mut next, mut first) = (Vec::new(), Vec::new());
    while let Some(&state) = states.get(first.len()) {
        first.push(first_fitting(&automaton, state));
        for &byte in &bytes {
            let after = automaton.next_state(state, byte);
            let known = states.iter().position(|&known| known == after);
            let number = known.unwrap_or_else(|| {
                states.push(after);
                states.len() - 1
            });
            next.push(u16::try_from(number).expect("fewer states"));
        }
    }
    Ok(Table { classes, width: bytes.len(), next, first })
}

/// The first pattern that fits a text which ends in a state, counted from 1; 0 for none.
fn first_fitting(automaton: &DFA<Vec<u32>>, state: StateID) -> u8 {
    let end = automaton.next_eoi_state(state);
    let count = if automaton.is_match_state(end) { automaton.match_len(end) } else { 0 };
    let fitting = (0..count).map(|at| automaton.match_pattern(end, at).as_usize());
    fitting.min().map_or(0, |first| u8::try_from(first + 1).expect("fewer patterns"))
}
