//! What belongs to the page.

use std::sync::LazyLock;

use ontleed_text::fold;
use regex::RegexSet;

use crate::lines::{lines, whole};

const FILE: &str = include_str!("../data/furniture.tsv");

static FURNITURE: LazyLock<RegexSet> = LazyLock::new(|| {
    RegexSet::new(lines(FILE).map(|[pattern, _]: [&str; 2]| whole(pattern)))
        .expect("a test compiles every pattern")
});

/// Whether a line is a menu, a button, a page number or another part of the page.
pub fn is_furniture(line: &str) -> bool {
    FURNITURE.is_match(&fold(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_reads_its_example() {
        for [pattern, example] in lines(FILE) {
            assert!(RegexSet::new([whole(pattern)]).unwrap().is_match(&fold(example)), "{pattern}");
            assert!(is_furniture(example), "{example}");
        }
    }

    #[test]
    fn what_the_document_says_is_no_furniture() {
        for line in
            ["Programma's", "-", "Paginagroot", "Financiën", "De portal is vernieuwd.", "n.v.t."]
        {
            assert!(!is_furniture(line), "{line}");
        }
    }
}
