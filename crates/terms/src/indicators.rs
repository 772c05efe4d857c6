//! What indicator pages say of their indicators.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use ontleed_model::{IndicatorKind, Unit};

use crate::lines::lines;

const FILE: &str = include_str!("../data/indicators.tsv");

/// The phrases of one kind of line with what they mean.
fn phrases<T>(what: &str, named: fn(&str) -> Option<T>) -> Vec<(&'static str, T)> {
    let own = lines(FILE).filter(|[of, ..]: &[&str; 4]| *of == what);
    own.filter_map(|[_, is, phrase, _]| Some((phrase, named(is)?))).collect()
}

static KINDS: LazyLock<Vec<(&str, IndicatorKind)>> =
    LazyLock::new(|| phrases("kind", IndicatorKind::named));
/// Finds the phrases of the kinds. Quick to make rather than to run: it reads few lines of a document.
static NAMES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::NoncontiguousNFA))
        .ascii_case_insensitive(true)
        .build(KINDS.iter().map(|(phrase, _)| phrase))
        .expect("a test builds it")
});
static COLUMNS: LazyLock<Vec<(&str, About)>> = LazyLock::new(|| phrases("column", About::named));
static HEADINGS: LazyLock<Vec<(&str, About)>> = LazyLock::new(|| phrases("heading", About::named));
static UNITS: LazyLock<Vec<(&str, Unit)>> = LazyLock::new(|| phrases("unit", Unit::named));

/// What a column says of each indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Who measures it.
    Source,
    /// What its values count.
    Unit,
    /// The year its values are about.
    Year,
    /// The values of the authority itself.
    Own,
    /// The values of others, to compare with.
    Comparison,
}

impl About {
    fn named(name: &str) -> Option<Self> {
        match name {
            "source" => Some(Self::Source),
            "unit" => Some(Self::Unit),
            "year" => Some(Self::Year),
            "own" => Some(Self::Own),
            "comparison" => Some(Self::Comparison),
            _ => None,
        }
    }
}

/// The kind of indicators that a text names, and where; none where it names more than one kind.
pub fn kind_of_indicators(text: &str) -> Option<(IndicatorKind, Range<usize>)> {
    let mut kinds = kinds_of_indicators(text);
    let first = kinds.next()?;
    kinds.all(|(kind, _)| kind == first.0).then_some(first)
}

/// The kinds of indicators that a text names, and where.
pub fn kinds_of_indicators(text: &str) -> impl Iterator<Item = (IndicatorKind, Range<usize>)> {
    let begins_word = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    let found = NAMES.find_overlapping_iter(text).filter(|found| begins_word(found.start()));
    let mut found: Vec<_> =
        found.map(|found| (found.pattern().as_usize(), found.range())).collect();
    found.sort_unstable_by_key(|(phrase, range)| (*phrase, range.start));
    found.dedup_by_key(|(phrase, _)| *phrase);
    found.into_iter().map(|(phrase, range)| (KINDS[phrase].1, range))
}

/// What a column says of each indicator, by the words that head it.
pub fn about_column(heading: &str) -> Option<About> {
    let is_whole = |phrase: &str| heading.eq_ignore_ascii_case(phrase);
    let mut named = HEADINGS.iter().filter(|(phrase, _)| is_whole(phrase));
    let mut begun = COLUMNS.iter().filter(|(phrase, _)| {
        let behind = heading.get(phrase.len()..).unwrap_or_default();
        begins_with(heading, phrase) && !behind.starts_with(char::is_alphabetic)
    });
    named.next().or_else(|| begun.next()).map(|(_, about)| *about)
}

/// The unit that a text begins with, and how many bytes say it: `Percentage bewoners`.
pub fn unit_of(text: &str) -> Option<(Unit, usize)> {
    let begins = UNITS.iter().filter(|(phrase, _)| {
        let behind = text.get(phrase.len()..).unwrap_or_default();
        let is_whole = phrase.ends_with(['%', '€']) || !behind.starts_with(char::is_alphanumeric);
        begins_with(text, phrase) && is_whole
    });
    let longest = begins.max_by_key(|(phrase, _)| phrase.len());
    longest.map(|(phrase, unit)| (*unit, phrase.len()))
}

fn begins_with(text: &str, phrase: &str) -> bool {
    text.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_reads_its_example() {
        for [what, is, phrase, example] in lines(FILE) {
            let read = match what {
                "kind" => kind_of_indicators(example).map(|(kind, _)| kind.code()),
                "column" | "heading" => about_column(example).map(|about| match about {
                    About::Source => "source",
                    About::Unit => "unit",
                    About::Year => "year",
                    About::Own => "own",
                    About::Comparison => "comparison",
                }),
                "unit" => unit_of(example).map(|(unit, _)| unit.code()),
                _ => None,
            };
            assert_eq!(read, Some(is), "{phrase}");
            assert!(example.to_lowercase().contains(phrase), "{phrase}");
        }
    }

    #[test]
    fn a_short_heading_is_all_of_a_column() {
        assert_eq!(about_column("Periode"), Some(About::Year));
        assert_eq!(about_column("Jaar realisatie"), None);
        assert_eq!(about_column("Jaarrekening"), None);
        assert_eq!(about_column("Gemeentefonds"), None);
    }

    #[test]
    fn two_kinds_are_none() {
        assert_eq!(kind_of_indicators("Soort indicator (collegetarget, BBV of overig)"), None);
        assert_eq!(kind_of_indicators("Doelenboom"), None);
        let found = kind_of_indicators("De Effectindicatoren");
        assert_eq!(found, Some((IndicatorKind::Effect, 3..18)));
    }

    #[test]
    fn a_unit_is_a_whole_word() {
        assert_eq!(unit_of("Aantallen"), None);
        assert_eq!(unit_of("Aantal fte per 1.000"), Some((Unit::Fte, 10)));
        assert_eq!(unit_of("%-punt"), Some((Unit::PercentPoints, 6)));
        assert_eq!(unit_of("Toename van het aantal"), None);
    }
}
