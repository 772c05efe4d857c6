//! Whether a sentence looks forward or back.

use std::sync::LazyLock;

use crate::lexicon::Lexicon;
use crate::lines::lines;

const FILE: &str = include_str!("../data/tenses.tsv");

static VERBS: LazyLock<Lexicon<Tense>> = LazyLock::new(|| {
    let tense = |name| if name == "past" { Tense::Past } else { Tense::Future };
    Lexicon::of(lines(FILE).map(|[word, name, _]: [&str; 3]| (word, tense(name))))
});

/// What a sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// What will be, and what is planned.
    Future,
    /// What was.
    Past,
}

/// What a sentence is about; none where its verbs say nothing, or both.
pub fn tense(sentence: &str) -> Option<Tense> {
    let words = sentence.split(|c: char| !c.is_alphanumeric());
    let mut tenses = words.filter_map(|word| VERBS.meanings(word).next());
    let first = tenses.next()?;
    tenses.all(|tense| tense == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_reads_its_example() {
        assert!(lines(FILE).map(|[word, ..]: [&str; 3]| word).is_sorted());
        for [word, name, example] in lines(FILE) {
            let expected = if name == "future" { Tense::Future } else { Tense::Past };
            assert_eq!(tense(example), Some(expected), "{word}");
            assert!(example.to_lowercase().contains(word), "{word}");
        }
    }

    #[test]
    fn a_sentence_of_both_or_of_neither_says_nothing() {
        assert_eq!(tense("In 2017 werd gestart met wat in 2018 wordt afgerond."), None);
        assert_eq!(tense("Meer ruimte in 2018."), None);
        assert_eq!(tense(""), None);
    }
}
