//! The small words between the names of columns, read from `data/joints.tsv`.

use std::sync::LazyLock;

use ontleed_terms::lines;

/// Whether a word says nothing of its own: `en`, `(€)`.
pub(crate) fn is_filler(word: &str) -> bool {
    has_use(word, Use::Filler)
}

/// Whether a word sets the columns around it against each other: `t.o.v.`.
pub(crate) fn compares(word: &str) -> bool {
    has_use(word, Use::Comparison)
}

/// Whether a word joins what stands before it with what stands behind it.
pub(crate) fn joins(word: &str) -> bool {
    word == "/" || compares(word)
}

/// Whether a word stands before or between what a difference compares: `tussen`, `en`.
pub(crate) fn joins_compared(word: &str) -> bool {
    joins(word) || has_use(word, Use::Compared)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Filler,
    Comparison,
    Compared,
}

const JOINTS: &str = include_str!("../data/joints.tsv");

static WORDS: LazyLock<Vec<(&str, Use)>> =
    LazyLock::new(|| lines(JOINTS).filter_map(joint).collect());

fn joint([word, code]: [&'static str; 2]) -> Option<(&'static str, Use)> {
    let own = match code {
        "filler" => Use::Filler,
        "comparison" => Use::Comparison,
        "compared" => Use::Compared,
        _ => return None,
    };
    Some((word, own))
}

fn has_use(word: &str, asked: Use) -> bool {
    /// The longest word, in bytes.
    const LONGEST: usize = 6;
    word.len() <= LONGEST && WORDS.iter().any(|(own, is)| *is == asked && *own == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_in_its_example() {
        assert_eq!(WORDS.len(), lines::<3>(JOINTS).count());
        for ([word, _, example], (_, own)) in lines(JOINTS).zip(&*WORDS) {
            let found: Vec<&str> = example.split(' ').filter(|word| has_use(word, *own)).collect();
            assert!(found.contains(&word), "{word}: {example}");
        }
    }
}
