//! Words for a total, read from `data/totals.tsv`.

use std::sync::LazyLock;

use ontleed_text::fold;

use crate::lines::lines;

const FILE: &str = include_str!("../data/totals.tsv");

static TOTALS: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines(FILE).map(|[word, _]: [&str; 2]| word).collect());

/// Whether a text is a word for a total and nothing else, in any case.
pub fn is_total(text: &str) -> bool {
    TOTALS.contains(&fold(text).as_str())
}

/// Whether a word ends in one for a total: `Subtotaal`.
pub fn ends_in_total(word: &str) -> bool {
    let key = fold(word);
    TOTALS.iter().any(|total| key.ends_with(total))
}

/// Whether a word holds one for a total: all of these are of a total, `Totaalsaldo`.
pub fn holds_total(word: &str) -> bool {
    if !word.is_ascii() {
        let key = fold(word);
        return TOTALS.iter().any(|total| key.contains(total));
    }
    TOTALS.iter().any(|total| {
        let mut parts = word.as_bytes().windows(total.len());
        parts.any(|part| part.eq_ignore_ascii_case(total.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_in_its_example() {
        for [word, example] in lines(FILE) {
            let first = example.split(' ').next().unwrap();
            assert!(is_total(first) && holds_total(first) && ends_in_total(first), "{word}");
            assert_eq!(fold(first), word);
        }
    }

    #[test]
    fn a_total_may_be_a_part_of_a_word() {
        assert!(ends_in_total("Subtotaal") && !is_total("Subtotaal") && !is_total("Totaal lasten"));
        assert!(holds_total("Totaalsaldo") && !ends_in_total("Totaalsaldo"));
        assert!(!holds_total("Tot") && !holds_total(""));
    }
}
