//! The words of table headers.

use std::sync::LazyLock;

use ontleed_text::fold;

use crate::lines::lines;

const FILE: &str = include_str!("../data/columns.tsv");

static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| lines(FILE).map(|[word, _]| word).collect());

/// Whether a short line speaks of a column: a measure, a side, a unit, a name or number column.
pub fn heads_column(line: &str) -> bool {
    fold(line)
        .split(|c: char| !c.is_alphanumeric() && c != '€')
        .any(|word| WORDS.binary_search(&word).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sorted_and_each_reads_its_example() {
        assert!(WORDS.is_sorted());
        for [word, example] in lines(FILE) {
            assert!(heads_column(example), "{example}");
            assert!(fold(example).contains(word), "{word}: {example}");
        }
    }

    #[test]
    fn a_word_within_a_word_is_another_word() {
        assert!(!heads_column("Programmabegroting 2022"));
        assert!(!heads_column("Sociaal domein"));
    }
}
