//! What belongs to the page.

use std::sync::LazyLock;

use ontleed_text::fold;

use crate::lines::lines;
use crate::patterns::{Beginning, Patterns};

const FILE: &str = include_str!("../data/furniture.tsv");

const BEGINNINGS: &[Beginning] = include!(concat!(env!("OUT_DIR"), "/furniture.rs"));

static FURNITURE: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::new(lines(FILE).map(|[pattern, _]: [&str; 2]| pattern), BEGINNINGS));

/// Whether a line is a menu, a button, a page number or another part of the page.
pub fn is_furniture(line: &str) -> bool {
    FURNITURE.may_fit(line) && FURNITURE.first(&fold(line)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patterns::whole;

    #[test]
    fn every_line_of_the_data_reads_its_example() {
        for [pattern, example] in lines(FILE) {
            assert!(whole(pattern).is_match(&fold(example)), "{pattern}");
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
