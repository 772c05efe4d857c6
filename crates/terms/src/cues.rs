//! What points to a kind of document without naming it.

use std::sync::LazyLock;

use ontleed_text::fold;

use crate::documents::year;
use crate::lines::lines;

const FILE: &str = include_str!("../data/cues.tsv");
const INTERIM: &str = include_str!("../data/interim.tsv");

/// The headings, the letters they begin with and the most bytes that one is printed with.
struct Cues {
    headings: Vec<[&'static str; 3]>,
    initials: String,
    longest: usize,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    /// What a printed heading has more than its key: four digits for a letter, twice, and spaces.
    const ROOM: usize = 16;
    let headings: Vec<[&str; 3]> = lines(FILE).collect();
    let initials = headings.iter().filter_map(|[heading, ..]| heading.chars().next()).collect();
    let longest = headings.iter().map(|[heading, ..]| heading.len() + ROOM).max();
    Cues { headings, initials, longest: longest.unwrap_or(0) }
});

static INTERIM_WORDS: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines(INTERIM).map(|[word, _]| word).collect());

/// What a heading points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// Deviations from a budget of a year that has ended.
    Deviations,
    /// Plans for a year to come.
    Plans,
    /// The year of a begroting, with the three after it.
    Years(u16),
}

/// What a heading points to.
pub fn cue(heading: &str) -> Option<Cue> {
    let first = heading.chars().next()?.to_ascii_lowercase();
    if heading.len() > CUES.longest || !CUES.initials.contains(first) {
        return None;
    }
    let key = fold(heading);
    CUES.headings.iter().find_map(|[heading, cue, _]| match *cue {
        "deviations" => (*heading == key).then_some(Cue::Deviations),
        "plans" => (*heading == key).then_some(Cue::Plans),
        _ => years(&key, heading).map(Cue::Years),
    })
}

/// The first of the four years that stand where the pattern has `Y-Z`.
fn years(key: &str, pattern: &str) -> Option<u16> {
    let (first, last) = key.strip_prefix(pattern.strip_suffix("Y-Z")?)?.split_once('-')?;
    let year = |text: &str| match year(text.trim())? {
        (year, "") => Some(year),
        _ => None,
    };
    let (first, last) = (year(first)?, year(last)?);
    (first + 3 == last).then_some(first)
}

/// Whether the header of a column is about a part of a year: `Realisatie t/m augustus 2022`.
pub fn is_interim(header: &str) -> bool {
    let key = fold(header);
    let mut words = key.split(|c: char| !c.is_alphanumeric() && c != '/');
    words.any(|word| INTERIM_WORDS.binary_search(&word).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_reads_its_example() {
        for [heading, name, example] in lines(FILE) {
            let expected = match name {
                "deviations" => Cue::Deviations,
                "plans" => Cue::Plans,
                _ => Cue::Years(2021),
            };
            assert_eq!(cue(example), Some(expected), "{heading}");
        }
        assert!(INTERIM_WORDS.is_sorted());
        for [word, example] in lines(INTERIM) {
            assert!(is_interim(example), "{word}");
            assert!(fold(example).contains(word), "{word}");
        }
    }

    #[test]
    fn other_headings_point_to_nothing() {
        for heading in [
            "Ontwikkelingen 2021-2023",
            "Ontwikkelingen 2021",
            "Ontwikkelingen",
            "Overzicht",
            "Programma Drugs & Alcohol 2019-2022",
            "",
        ] {
            assert_eq!(cue(heading), None, "{heading}");
        }
        assert!(!is_interim("Realisatie 2020") && !is_interim("Totaal") && !is_interim(""));
    }
}
