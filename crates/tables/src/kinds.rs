//! What kind of table it is, by the words of `data/kinds.tsv`.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use ontleed_model::TableKind;
use ontleed_terms::lines;
use ontleed_text::{Source, Span, fold};

use crate::lex::{Head, Place};
use crate::table::{Column, Row};
use crate::vocabulary::{self, Measure, Role, Side};
use crate::words;

/// What kind of table it seems to be.
pub(crate) fn kind(
    source: &Source<'_>,
    title: Option<Span>,
    header: &[Vec<Head>],
    columns: &[Column],
    rows: &[Row],
) -> TableKind {
    let heads = header.iter().flatten().filter(|head| head.place != Place::Column(0));
    let labels = rows.iter().take(ROWS).flat_map(|row| &row.label);
    let titled = title;
    let title = keys(source, title.into_iter());
    let header = keys(source, heads.map(|head| head.span));
    let labels = keys(source, labels.copied());
    let applies = |rule: &&Rule| match rule.place {
        Where::Title => rule.is_in(&title),
        Where::Header => rule.is_in(&header),
        Where::Column => columns.iter().any(|column| is_column(column, rule.phrase)),
        Where::Measure => {
            rows.iter().any(|row| row.measure.is_some_and(|measure| measure.code() == rule.phrase))
        }
        Where::Row => rule.begins_word(&labels),
        // It says that a label names the table; its kind follows from the title that it is then.
        Where::Label => false,
    };
    // `Saldo` alone, below tables of `Lasten` and `Baten`.
    let other = || {
        let is_of_side = titled.is_some_and(|title| words::is_side(source, title));
        if is_of_side { TableKind::BatenLasten } else { TableKind::Grid }
    };
    match RULES.iter().find(applies).map_or_else(other, |rule| rule.kind) {
        TableKind::Reserves if compares_sides(source, columns, rows) => TableKind::BatenLasten,
        kind => kind,
    }
}

/// Whether budget and realisation stand beside each other for rows of both sides, and nothing moves: `Mutaties reserves` as lasten
/// and baten.
fn compares_sides(source: &Source<'_>, columns: &[Column], rows: &[Row]) -> bool {
    use Measure::{Beginstand, Eindstand, Onttrekking, Stand, Toevoeging, Vrijval};
    let moves = [Beginstand, Eindstand, Onttrekking, Stand, Toevoeging, Vrijval];
    let measures = || columns.iter().filter_map(|column| column.measure);
    let is_side = |row: &Row, side: Side| {
        let is_label =
            |label: &Span| vocabulary::role(source.slice(*label)) == Some(Role::Side(side));
        row.side == Some(side) || matches!(row.label.as_slice(), [label] if is_label(label))
    };
    measures().any(Measure::is_budget)
        && measures().any(|measure| measure == Measure::Realisatie)
        && !measures().any(|measure| moves.contains(&measure))
        && [Side::Baten, Side::Lasten].iter().all(|side| rows.iter().any(|row| is_side(row, *side)))
}

/// How many rows are looked at for what kind of table it is.
const ROWS: usize = 64;

/// Whether a text says what a table is about.
pub(crate) fn is_title(text: &str) -> bool {
    let text = fold(text);
    RULES.iter().any(|rule| rule.place == Where::Title && rule.is_in(&text))
}

/// Whether a word for labels names the table too.
pub(crate) fn names_table(label: &str) -> bool {
    let label = fold(label);
    RULES.iter().any(|rule| rule.place == Where::Label && rule.is_in(&label))
}

/// Whether one word names a table without any other: `EMU-saldo`, `Bestemmingsreserves`, not `Woonlasten`.
pub(crate) fn names_alone(word: &str) -> bool {
    let key = fold(word);
    let is_it = |rule: &Rule| rule.place == Where::Title && rule.phrase == key;
    RULES.iter().any(is_it) || names_table(word)
}

/// The keys of texts, each on a line.
fn keys(source: &Source<'_>, spans: impl Iterator<Item = Span>) -> String {
    let mut keys = String::new();
    for span in spans {
        keys.push_str(&fold(source.slice(span)));
        keys.push('\n');
    }
    keys
}

fn is_column(column: &Column, phrase: &str) -> bool {
    let mut words = phrase.split(' ');
    words.all(|word| {
        column.measure.is_some_and(|measure| measure.code() == word)
            || column.side.is_some_and(|side| side.code() == word)
    })
}

/// A line of `data/kinds.tsv`.
#[derive(Clone, Debug)]
struct Rule {
    kind: TableKind,
    place: Where,
    phrase: &'static str,
    finder: Finder<'static>,
}

impl Rule {
    fn is_in(&self, lines: &str) -> bool {
        self.finder.find(lines.as_bytes()).is_some()
    }

    /// Whether a word of some line begins with the phrase.
    fn begins_word(&self, lines: &str) -> bool {
        let lines = lines.as_bytes();
        let is_start = |at: usize| at == 0 || matches!(lines[at - 1], b' ' | b'\n');
        self.finder.find_iter(lines).any(is_start)
    }
}

/// Where a [`Rule`] looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    Title,
    Header,
    Column,
    Measure,
    Row,
    Label,
}

const KINDS: &str = include_str!("../data/kinds.tsv");

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| lines(KINDS).filter_map(rule).collect());

fn rule([kind, place, phrase]: [&'static str; 3]) -> Option<Rule> {
    let kind = TableKind::named(kind)?;
    let place = match place {
        "title" => Where::Title,
        "header" => Where::Header,
        "column" => Where::Column,
        "measure" => Where::Measure,
        "row" => Where::Row,
        "label" => Where::Label,
        _ => return None,
    };
    Some(Rule { kind, place, phrase, finder: Finder::new(phrase) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_applies_to_its_example() {
        assert_eq!(RULES.len(), lines::<4>(KINDS).count());
        for (rule, [.., example]) in RULES.iter().zip(lines::<4>(KINDS)) {
            let text = fold(example);
            let applies = match rule.place {
                Where::Title | Where::Header | Where::Label => rule.is_in(&text),
                Where::Row => rule.begins_word(&text),
                Where::Column | Where::Measure => true,
            };
            assert!(applies, "{rule:?}");
        }
    }
}
