//! The words of table headers.

use std::sync::LazyLock;

use ontleed_text::fold;

use crate::lines::lines;

const FILE: &str = include_str!("../data/columns.tsv");

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let sorted: Vec<&str> = lines(FILE).map(|[word, _]| word).collect();
    let mut lengths = [0; 26];
    for word in &sorted {
        if let Some(first) = initial(word) {
            lengths[first] |= 1 << word.len();
        }
    }
    Words { sorted, lengths }
});

/// The words in order, and per first letter how long they are: bit 1 for one byte.
struct Words {
    sorted: Vec<&'static str>,
    lengths: [u32; 26],
}

/// The first letter of a word, from 0, in any case.
fn initial(word: &str) -> Option<usize> {
    let first = word.bytes().next().filter(u8::is_ascii_alphabetic)?;
    Some(usize::from(first.to_ascii_lowercase() - b'a'))
}

/// Whether a short line speaks of a column: a measure, a side, a unit, a name or number column.
pub fn heads_column(line: &str) -> bool {
    if line.is_ascii() {
        // Only the case is to be folded.
        line.split(|c: char| !c.is_ascii_alphanumeric()).any(is_word)
    } else {
        fold(line).split(|c: char| !c.is_alphanumeric() && c != '€').any(is_word)
    }
}

/// Whether this is one of the words, in any case.
fn is_word(word: &str) -> bool {
    let Words { sorted, lengths } = &*WORDS;
    let is_as_long = |first: usize| lengths[first].checked_shr(length(word)).unwrap_or(0) & 1 != 0;
    let lower = word.bytes().map(|b| b.to_ascii_lowercase());
    initial(word).is_none_or(is_as_long)
        && sorted.binary_search_by(|own| own.bytes().cmp(lower.clone())).is_ok()
}

fn length(word: &str) -> u32 {
    u32::try_from(word.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sorted_and_each_reads_its_example() {
        assert!(WORDS.sorted.is_sorted());
        assert!(WORDS.sorted.iter().all(|word| word.len() < 32));
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
