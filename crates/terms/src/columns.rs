//! The words of table headers.

use std::sync::LazyLock;

use ontleed_model::{Measure, Side};
use ontleed_text::fold;

use crate::lines::lines;

const FILE: &str = include_str!("../data/columns.tsv");

const ORDINALS: &str = include_str!("../data/ordinals.tsv");

/// What stands for an ordinal number in a phrase.
const NTH: &str = "{nth}";

/// What a phrase in the header of a table says of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnRole {
    /// Heads a column; `None` where the measure has no canonical name.
    Measure(Option<Measure>, Option<Side>),
    /// Says more of the measure before it.
    Modifier(Measure),
    /// Heads a column of one side, or names a side of the measure above it.
    Side(Side),
    /// Heads the column of labels.
    Label,
    /// Heads a column of words.
    Text,
    /// A measure, where a year stands behind it: `W2018`.
    Initial(Measure),
}

impl ColumnRole {
    /// The role of a line of the file; none where the phrase is only part of a name.
    fn of([_, role, measure, side]: [&str; 4]) -> Option<Self> {
        let (measure, side) = (Measure::named(measure), Side::named(side));
        match role {
            "measure" => Some(Self::Measure(measure, side)),
            "modifier" => measure.map(Self::Modifier),
            "side" => side.map(Self::Side),
            "label" => Some(Self::Label),
            "text" => Some(Self::Text),
            "initial" => measure.map(Self::Initial),
            _ => None,
        }
    }
}

/// The phrases that say something of a column, as [`fold`] gives them, with what they say.
pub fn column_phrases() -> impl Iterator<Item = (&'static str, ColumnRole)> {
    LINES.iter().filter_map(|line| Some((line[0], ColumnRole::of(*line)?)))
}

/// What a column that is named for words holds where its cells are amounts: `Voordeel/nadeel` names letters or differences.
pub fn measure_of_amounts(name: &str) -> Option<Measure> {
    let key = fold(name);
    OF_AMOUNTS.iter().find(|(phrase, _)| *phrase == key).map(|(_, measure)| *measure)
}

/// What a column moves that has this name between two stands: `Bij`, `Af`.
pub fn measure_between_stands(name: &str) -> Option<Measure> {
    let key = fold(name);
    MOVEMENTS.iter().find(|(phrase, _)| *phrase == key).map(|(_, measure)| *measure)
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

/// Phrase, role, measure and side; a phrase with `{nth}` once for each ordinal number.
static LINES: LazyLock<Vec<[&str; 4]>> = LazyLock::new(|| {
    let ordinals: Vec<&str> = lines(ORDINALS).map(|[nth]| nth).collect();
    let mut all = Vec::new();
    for [phrase, role, measure, side] in lines(FILE) {
        if phrase.contains(NTH) {
            let spelled = |nth: &&str| [&*phrase.replace(NTH, nth).leak(), role, measure, side];
            all.extend(ordinals.iter().map(spelled));
        } else {
            all.push([phrase, role, measure, side]);
        }
    }
    all
});

/// The names for words that may head amounts, with what these are: few among many lines.
static OF_AMOUNTS: LazyLock<Vec<(&str, Measure)>> = LazyLock::new(|| measures_of("text"));

/// The names that say something only between two stands, with what they say.
static MOVEMENTS: LazyLock<Vec<(&str, Measure)>> = LazyLock::new(|| measures_of("movement"));

/// The phrases of a role that have a measure.
fn measures_of(role: &str) -> Vec<(&'static str, Measure)> {
    let of_role = LINES.iter().filter(|line| line[1] == role);
    of_role
        .filter_map(|[phrase, _, measure, _]| Some((*phrase, Measure::named(measure)?)))
        .collect()
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut sorted: Vec<&str> = LINES.iter().filter_map(word).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut lengths = [0; 26];
    for word in &sorted {
        if let Some(first) = initial(word) {
            lengths[first] |= 1 << word.len();
        }
    }
    Words { sorted, lengths }
});

/// The words that speak for a header in order, and per first letter how long they are: bit 1 for one byte.
struct Words {
    sorted: Vec<&'static str>,
    lengths: [u32; 26],
}

/// The one word of a phrase, without the mark behind it. An initial alone is a letter, and a movement a small word of any text.
fn word([phrase, role, ..]: &[&'static str; 4]) -> Option<&'static str> {
    let word = phrase.strip_suffix('.').unwrap_or(phrase);
    let is_word = !word.contains(|c: char| !c.is_alphanumeric() && c != '€');
    (is_word && !matches!(*role, "initial" | "movement")).then_some(word)
}

/// The first letter of a word, from 0, in any case.
fn initial(word: &str) -> Option<usize> {
    let first = word.bytes().next().filter(u8::is_ascii_alphabetic)?;
    Some(usize::from(first.to_ascii_lowercase() - b'a'))
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
    fn every_line_has_a_role_and_the_phrases_are_sorted() {
        let is_silent = |[_, role, ..]: &&[&str; 4]| matches!(*role, "part" | "movement");
        let silent = LINES.iter().filter(is_silent).count();
        assert_eq!(column_phrases().count() + silent, LINES.len());
        let phrases: Vec<&str> = lines(FILE).map(|[phrase]| phrase).collect();
        assert!(phrases.is_sorted_by(|one, next| one < next));
        assert!(phrases.iter().all(|phrase| fold(phrase) == *phrase));
    }

    #[test]
    fn each_word_speaks_for_a_header_in_its_example() {
        assert!(WORDS.sorted.iter().all(|word| word.len() < 32));
        for [phrase, role, measure, side, example] in lines(FILE) {
            assert_eq!(role == "part", !example.is_empty(), "{phrase}");
            let example = if example.is_empty() { phrase } else { example };
            assert!(fold(example).contains(phrase), "{phrase}: {example}");
            if word(&[phrase, role, measure, side]).is_some() {
                assert!(heads_column(example), "{example}");
            }
        }
    }

    #[test]
    fn a_phrase_with_an_ordinal_stands_for_each_of_them() {
        for [nth, example] in lines::<2>(ORDINALS) {
            let found = column_phrases().find(|(phrase, _)| *phrase == fold(example));
            assert!(matches!(found, Some((_, ColumnRole::Measure(..)))), "{example}");
            assert!(fold(example).contains(nth), "{nth}: {example}");
        }
        assert!(column_phrases().all(|(phrase, _)| !phrase.contains(NTH)));
    }

    #[test]
    fn amounts_below_a_name_for_words_may_be_a_measure() {
        assert_eq!(measure_of_amounts("Voordeel/ nadeel"), Some(Measure::Afwijking));
        assert_eq!(measure_of_amounts("Toelichting"), None);
        assert_eq!(measure_of_amounts("Verschil"), None);
    }

    #[test]
    fn small_words_are_movements_between_stands_and_no_header() {
        assert_eq!(measure_between_stands("Bij"), Some(Measure::Toevoeging));
        assert_eq!(measure_between_stands("Af"), Some(Measure::Onttrekking));
        assert_eq!(measure_between_stands("Bij derden"), None);
        assert!(!heads_column("Bij ons en af en toe"));
    }

    #[test]
    fn a_word_within_a_word_is_another_word() {
        assert!(!heads_column("Programmabegroting 2022"));
        assert!(!heads_column("Sociaal domein"));
        assert!(!heads_column("R 2018"));
    }
}
