//! From patterns to an automaton that knows which of them fit a whole text.

use regex_automata::MatchKind;
use regex_automata::dfa::StartKind;
use regex_automata::dfa::dense::{BuildError, Builder, Config, DFA};

/// The automaton of some patterns: a text is read from its start, and each pattern has its ordinal.
pub(crate) fn automaton(patterns: &[&str]) -> Result<DFA<Vec<u32>>, BuildError> {
    let all = Config::new().match_kind(MatchKind::All).start_kind(StartKind::Anchored);
    Builder::new().configure(all).build_many(patterns)
}
