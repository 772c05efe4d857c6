//! How a text names the part of the document that it is.

use std::sync::LazyLock;

use ontleed_model::Level;
use ontleed_text::fold;

use crate::lines::lines;

const FILE: &str = include_str!("../data/subjects.tsv");
const LEVELS: &str = include_str!("../data/levels.tsv");

/// The beginnings of titles with the level they say.
static TITLES: LazyLock<Vec<(&str, Option<Level>)>> = LazyLock::new(|| {
    let title = |[prefix, level, ..]: [&'static str; 4]| (prefix, Level::named(level));
    lines(FILE).map(title).collect()
});

/// The name of the part of the document that a table is about, with its level where that is said,
/// from its title: `Overzicht van baten en lasten Kadebeheer`. It begins with a capital.
pub fn subject_of_table(title: &str) -> Option<(Option<Level>, &str)> {
    let (level, named) = TITLES.iter().find_map(|&(prefix, level)| {
        let head = title.get(..prefix.len())?;
        let named = title[prefix.len()..].strip_prefix([' ', '\u{A0}', '\n'])?;
        (fold(head) == prefix).then_some((level, named))
    })?;
    let name = match named.rsplit_once('(') {
        Some((name, unit)) if unit.starts_with(['x', '€']) || unit.contains("1.000") => name,
        _ => named,
    };
    let name = name.trim();
    name.starts_with(char::is_uppercase).then_some((level, name))
}

/// The level and name that a numbered heading says: `Programma 5 Modern bestuur`,
/// `Taakveld 6.1 Samenkracht en burgerparticipatie`.
pub fn numbered_subject(heading: &str) -> Option<(Level, &str)> {
    let (word, rest) = heading.split_once(' ')?;
    let level = [Level::Programma, Level::Product, Level::Taakveld]
        .into_iter()
        .find(|level| word.eq_ignore_ascii_case(level.code()))?;
    let name = rest.trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_numbered = name.len() < rest.trim_start().len();
    let name = name.trim_start_matches([':', '-', '–', ' ']).trim_end();
    (is_numbered && name.starts_with(char::is_alphabetic)).then_some((level, name))
}

/// The phrases by which a text says as what its subject is a part of the document, without their
/// first letter, which may be a capital.
pub fn level_phrases() -> &'static [(&'static str, Level)] {
    &PHRASES
}

static PHRASES: LazyLock<Vec<(&str, Level)>> = LazyLock::new(|| {
    let phrase = |[phrase, level]: [&'static str; 2]| Some((&phrase[1..], Level::named(level)?));
    lines(LEVELS).filter_map(phrase).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_reads_its_example() {
        for [prefix, level, example, name] in lines(FILE) {
            let expected = (Level::named(level), name);
            assert_eq!(subject_of_table(example), Some(expected), "{prefix}");
        }
        assert_eq!(level_phrases().len(), lines::<2>(LEVELS).count());
    }

    #[test]
    fn a_title_that_goes_on_in_words_names_no_subject() {
        for title in [
            "Overzicht van baten en lasten",
            "Overzicht van baten en lasten per BBV-taakveld",
            "Overzicht van baten en lasten in de jaarrekening",
            "Overzicht baten en lasten (x € 1.000)",
            "Overzicht van baten en lastenKadebeheer",
            "Overzicht",
        ] {
            assert_eq!(subject_of_table(title), None, "{title}");
        }
    }

    #[test]
    fn a_numbered_heading_names_a_part() {
        for (heading, expected) in [
            ("Programma 5 Modern bestuur", Some((Level::Programma, "Modern bestuur"))),
            (
                "Programma 1. Onderwijs en economie",
                Some((Level::Programma, "Onderwijs en economie")),
            ),
            ("programma 2 - onderwijs", Some((Level::Programma, "onderwijs"))),
            ("Taakveld 6.1: Samenkracht", Some((Level::Taakveld, "Samenkracht"))),
            ("Programma Langer thuis", None),
            ("Programma 5", None),
            ("Programma 2019-2022", None),
            ("Programmas 5 Kades", None),
        ] {
            assert_eq!(numbered_subject(heading), expected, "{heading}");
        }
    }
}
