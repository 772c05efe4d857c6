//! The names of documents.

use std::sync::LazyLock;

use ontleed_text::fold;

use crate::lines::lines;

const FILE: &str = include_str!("../data/documents.tsv");

static NAMES: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines(FILE).map(|[_, name, _]: [&str; 3]| name).collect());

/// The year of a document that a heading or a menu names, and nothing else: `Voortgang 2022`.
pub fn document_year(text: &str) -> Option<u16> {
    let key = fold(text);
    let (name, years) = key.split_once(' ')?;
    let year = years.get(..4)?;
    let is_year = years.len() == 4 || years[4..].starts_with('-') && years.len() == 9;
    let plausible = is_year && (year.starts_with("19") || year.starts_with("20"));
    (plausible && NAMES.contains(&name)).then(|| year.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_reads_its_example() {
        for [_, name, example] in lines(FILE) {
            let printed: String = example.chars().filter(char::is_ascii_digit).take(4).collect();
            assert_eq!(document_year(example), printed.parse().ok(), "{name}");
            assert!(fold(example).starts_with(name), "{name}");
        }
    }

    #[test]
    fn what_says_more_or_less_says_no_year_of_a_document() {
        for text in
            ["Begroting", "Begroting na wijziging 2020", "Begroting 20201", "Kades 2020", ""]
        {
            assert_eq!(document_year(text), None, "{text}");
        }
    }
}
