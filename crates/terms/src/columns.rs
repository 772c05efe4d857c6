//! The words of table headers.

use std::sync::LazyLock;

use ontleed_text::fold;

use crate::lines::lines;

const FILE: &str = include_str!("../data/columns.tsv");

static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| lines(FILE).map(|[word, _]| word).collect());

/// Whether a short line speaks of a column: a measure, a side, a unit, a name or number column.
pub fn heads_column(line: &str) -> bool {
    // Of text in ASCII only the case is to be folded.
    if line.is_ascii() { any_word(line) } else { any_word(&fold(line)) }
}

fn any_word(line: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric() && c != '€').any(is_word)
}

/// Whether this is one of the words, in any case.
fn is_word(word: &str) -> bool {
    let lower = word.bytes().map(|b| b.to_ascii_lowercase());
    WORDS.binary_search_by(|own| own.bytes().cmp(lower.clone())).is_ok()
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
