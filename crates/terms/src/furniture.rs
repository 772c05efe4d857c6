//! What belongs to the page.

use ontleed_text::fold;

use crate::patterns::Patterns;

static FURNITURE: Patterns = include!(concat!(env!("OUT_DIR"), "/furniture.rs"));

/// Whether a line is a menu, a button, a page number or another part of the page.
pub fn is_furniture(line: &str) -> bool {
    FURNITURE.first_of(line, || fold(line)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::lines;

    const FILE: &str = include_str!("../data/furniture.tsv");

    #[test]
    fn every_line_of_the_data_reads_its_example() {
        for (at, [pattern, example]) in lines(FILE).enumerate() {
            assert_eq!(FURNITURE.first(&fold(example)), Some(at), "{pattern}");
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
