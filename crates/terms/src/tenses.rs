//! Whether a sentence looks forward or back.

use std::sync::LazyLock;

use crate::lines::lines;

const FILE: &str = include_str!("../data/tenses.tsv");

/// The verbs in order, and a first look at which words can be one.
struct Words {
    sorted: Vec<(&'static str, Tense)>,
    /// Per first letter how long its verbs are: bit 1 for one byte.
    lengths: [u16; 26],
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let tense = |name| if name == "past" { Tense::Past } else { Tense::Future };
    let words = lines(FILE).map(|[word, name, _]: [&'static str; 3]| (word, tense(name)));
    let mut words = Words { sorted: words.collect(), lengths: [0; 26] };
    for (word, _) in &words.sorted {
        words.lengths[usize::from(word.as_bytes()[0] - b'a')] |= 1 << word.len();
    }
    words
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
    let mut tenses = sentence.split(|c: char| !c.is_alphanumeric()).filter_map(of_word);
    let first = tenses.next()?;
    tenses.all(|tense| tense == first).then_some(first)
}

/// Longer than any of the words.
const LONGEST: usize = 12;

fn of_word(word: &str) -> Option<Tense> {
    let Words { sorted, lengths } = &*WORDS;
    let first = word.as_bytes().first()?.to_ascii_lowercase();
    let lengths = lengths.get(usize::from(first.wrapping_sub(b'a')))?;
    if word.len() > LONGEST || lengths >> word.len() & 1 == 0 {
        return None;
    }
    let mut lower = [0; LONGEST];
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    let at = sorted.binary_search_by(|(known, _)| known.as_bytes().cmp(lower)).ok()?;
    Some(sorted[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_reads_its_example() {
        assert!(WORDS.sorted.is_sorted_by_key(|(word, _)| *word));
        for [word, name, example] in lines(FILE) {
            let expected = if name == "future" { Tense::Future } else { Tense::Past };
            assert_eq!(tense(example), Some(expected), "{word}");
            assert!(example.to_lowercase().contains(word) && word.len() <= LONGEST, "{word}");
        }
    }

    #[test]
    fn a_sentence_of_both_or_of_neither_says_nothing() {
        assert_eq!(tense("In 2017 werd gestart met wat in 2018 wordt afgerond."), None);
        assert_eq!(tense("Meer ruimte in 2018."), None);
        assert_eq!(tense(""), None);
    }
}
