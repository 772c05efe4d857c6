//! Attributes that have their value behind a colon.

use std::sync::LazyLock;

use ontleed_text::fold;

use crate::lines::lines;

const FILE: &str = include_str!("../data/attributes.tsv");

/// The attributes, each with what its value is of the thing: its `name`, its `number`, or nothing of the kind.
static NAMES: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| lines(FILE).map(|[name, _, says]| (name, says)).collect());

/// Whether a text, without its colon, names an attribute: `Bron`, `Portefeuillehouder`.
pub fn is_attribute(name: &str) -> bool {
    find(name).is_some()
}

/// Whether the value of that attribute is the name of the thing: `Indicator: Restafval`.
pub fn is_name_attribute(name: &str) -> bool {
    find(name) == Some("name")
}

/// Whether the value of that attribute is the number of the thing: `Nummer: 28`.
pub fn is_number_attribute(name: &str) -> bool {
    find(name) == Some("number")
}

fn find(name: &str) -> Option<&'static str> {
    let key = fold(name);
    let at = NAMES.binary_search_by_key(&key.as_str(), |(name, _)| name).ok()?;
    Some(NAMES[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sorted_and_each_reads_its_example() {
        assert!(NAMES.is_sorted());
        for [name, example, says] in lines(FILE) {
            let (printed, _) = example.split_once(':').unwrap();
            assert!(is_attribute(printed), "{name}");
            assert_eq!(is_name_attribute(printed), says == "name", "{name}");
            assert_eq!(is_number_attribute(printed), says == "number", "{name}");
            assert_eq!(fold(printed), name);
        }
        assert!(!is_attribute("Programma 3"));
    }
}
