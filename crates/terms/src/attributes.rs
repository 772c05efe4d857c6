//! Attributes that have their value behind a colon.

use std::sync::LazyLock;

use ontleed_text::fold;

use crate::lines::lines;

const FILE: &str = include_str!("../data/attributes.tsv");

static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| lines(FILE).map(|[name, _]| name).collect());

/// Whether a text, without its colon, names an attribute: `Bron`, `Portefeuillehouder`.
pub fn is_attribute(name: &str) -> bool {
    NAMES.binary_search(&fold(name).as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sorted_and_each_reads_its_example() {
        assert!(NAMES.is_sorted());
        for [name, example] in lines(FILE) {
            let (printed, _) = example.split_once(':').unwrap();
            assert!(is_attribute(printed), "{name}");
            assert_eq!(fold(printed), name);
        }
        assert!(!is_attribute("Programma 3"));
    }
}
