//! Tables that follow each other with nothing but their names between them: as many texts as a row has cells stand right above
//! the rows of each, whatever words they hold.

use std::ops::Range;

use ontleed_text::Source;

use super::alike::{self, is_bound};
use super::cells::{Cell, Shape};
use crate::header;

/// The most texts above the names: a heading and the title of the table.
const MOST_TITLES: usize = 2;

/// Fewer rows do not tell how many cells a row has.
const FEWEST_ROWS: usize = 3;

/// As many names as these, that of the labels included, are no names of groups one below the other.
const ENOUGH_NAMES: usize = 4;

/// The longest name of a column, in bytes.
const LONGEST_NAME: usize = 48;

/// A table among the cells, and which of its cells name the columns where they do so by their number alone.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) cells: Range<usize>,
    pub(super) names: Option<Range<usize>>,
}

/// The tables that cells are, the names within each counted from its first cell.
pub(super) fn parts(source: &Source<'_>, cells: &[Cell]) -> Vec<Part> {
    let runs = runs(cells);
    let mut part = Part { cells: 0..cells.len(), names: None };
    let mut parts = Vec::new();
    let mut first_row = 0;
    for at in 0..runs.len() {
        let Some(names) = names_above(source, cells, &runs[at..]) else { continue };
        let begin = runs[at].texts.start;
        if at == 0 {
            part.names = Some(names).filter(|names| begins_with(source, cells, names.start));
        } else if at - first_row > 1 {
            part.cells.end = begin;
            let names = Some(names.start - begin..names.end - begin);
            parts.push(std::mem::replace(&mut part, Part { cells: begin..cells.len(), names }));
            first_row = at;
        }
    }
    parts.push(part);
    parts
}

/// Whether a header begins with that cell: nothing above it is part of one, and it is not the name of a measure.
fn begins_with(source: &Source<'_>, cells: &[Cell], corner: usize) -> bool {
    let is_title = |cell: &Cell| !header::heads(source, cell.span);
    cells[..corner].iter().all(is_title) && !header::names_measure(source, cells[corner].span)
}

/// Texts and the values behind them.
struct Run {
    texts: Range<usize>,
    values: Range<usize>,
}

fn runs(cells: &[Cell]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    while at < cells.len() {
        let count =
            |is: fn(&&Cell) -> bool, from: usize| cells[from..].iter().take_while(is).count();
        let values = at + count(|cell| cell.shape == Shape::Text, at);
        let end = values + count(|cell| cell.shape != Shape::Text, values);
        runs.push(Run { texts: at..values, values: values..end });
        at = end;
    }
    runs
}

/// How many texts and values a row has, and how many texts of the first row belong to itself.
struct Shown {
    texts: usize,
    values: usize,
    own: usize,
}

impl Shown {
    /// By rows that all have as many.
    fn by_alike(source: &Source<'_>, cells: &[Cell], first: &Run, below: &[Run]) -> Option<Self> {
        let below = below.get(..FEWEST_ROWS - 1)?;
        let (texts, values) = (below[0].texts.len(), below[0].values.len());
        let is_alike = |row: &Run| (row.texts.len(), row.values.len()) == (texts, values);
        let own = match first.values.len().checked_sub(values)? {
            0 => texts,
            // The label of the first row is a class that looks like a value: `< € 25.000`.
            1 if texts == 1 && is_bound(source, &cells[first.values.start]) => 0,
            _ => return None,
        };
        below.iter().all(is_alike).then_some(Self { texts, values, own })
    }

    /// By the first row, where another has as many values and those between lost some.
    fn by_widest(first: &Run, below: &[Run]) -> Option<Self> {
        let values = first.values.len();
        let rows = || below.iter().take_while(|row| row.texts.len() == 1);
        let is_widest = values >= ENOUGH_NAMES
            && first.texts.len() > values + 1
            && rows().count() >= FEWEST_ROWS
            && rows().all(|row| row.values.len() <= values)
            && rows().any(|row| row.values.len() == values);
        is_widest.then_some(Self { texts: 1, values, own: 1 })
    }
}

/// The texts right above the first of these rows, where they are as many as a row has cells.
fn names_above(source: &Source<'_>, cells: &[Cell], rows: &[Run]) -> Option<Range<usize>> {
    let (first, below) = rows.split_first()?;
    let shown = Shown::by_alike(source, cells, first, below);
    let Shown { texts, values, own } = shown.or_else(|| Shown::by_widest(first, below))?;
    let length = texts + values;
    let titles = first.texts.len().checked_sub(own + length)?;
    let names = first.texts.end - own - length..first.texts.end - own;
    let is_name = |cell: &Cell| {
        cell.span.len() <= LONGEST_NAME && source.slice(cell.span).starts_with(char::is_uppercase)
    };
    let have_words = || {
        let end = below[FEWEST_ROWS - 2].values.end;
        alike::below(source, &cells[..end], names.clone()).is_some()
    };
    let is_said = || own == 0 || header::names_labels(source, cells[names.start].span);
    let are_names = values > 1
        && titles <= MOST_TITLES
        && (length >= ENOUGH_NAMES || is_said())
        && cells[names.clone()].iter().all(is_name)
        && (texts == 1 || have_words());
    are_names.then_some(names)
}

#[cfg(test)]
mod tests {
    use super::super::cells::of_lines;
    use super::*;

    /// The tables in a text with a cell a line: its first cell, and the names of its columns.
    #[track_caller]
    fn check(cells: &str, expected: &[(&str, &str)]) {
        let text = cells.replace('|', "\n");
        let source = Source::new(&text);
        let cells = of_lines(&source);
        let words = |range: Range<usize>| {
            let words = cells[range].iter().map(|cell| source.slice(cell.span));
            words.collect::<Vec<_>>().join("|")
        };
        let found = parts(&source, &cells).into_iter().map(|part| {
            let begin = part.cells.start;
            let names = part.names.map(|names| words(begin + names.start..begin + names.end));
            (words(begin..begin + 1), names.unwrap_or_default())
        });
        let found: Vec<(String, String)> = found.collect();
        let found: Vec<(&str, &str)> =
            found.iter().map(|(cell, names)| (cell.as_str(), names.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    const POOLS: &str =
        "Instelling|Verleend|Vastgesteld|Muziekschool|120|118|Leeszaal|340|341|Zwembad|210|190";
    const STAFF: &str = "Afdeling|Bezetting|Verzuim|Ruimte|41|5,2%|Sociaal|62|6,1%|Staf|55|4,0%";

    #[test]
    fn names_as_many_as_a_row_has_cells_begin_a_table() {
        let names = ["Instelling|Verleend|Vastgesteld", "Afdeling|Bezetting|Verzuim"];
        check(&format!("{POOLS}|{STAFF}"), &[("Instelling", names[0]), ("Afdeling", names[1])]);
        check(
            &format!("Subsidies|{POOLS}|Personeel|{STAFF}"),
            &[("Subsidies", names[0]), ("Personeel", names[1])],
        );
        // What begins with the name of a measure has no cell above the labels.
        let known = POOLS.replace("Instelling", "Begroting 2020");
        check(&format!("{known}|{STAFF}"), &[("Begroting 2020", ""), ("Afdeling", names[1])]);
    }

    #[test]
    fn rows_between_two_of_the_most_values_lost_cells() {
        let names = "Complex|Boekwaarde|Kosten|Opbrengsten|Uitkomst";
        let rows = "De Weide|3|8|1|2|Oostrand|6|3|9|Molenpad|1|4|Hof|9|4|1|3|Totaal|20|15|11|5";
        check(&format!("{names}|{rows}"), &[("Complex", names)]);
        let one = rows.replace("Hof|9|4|1|3|Totaal|20|15|11|5", "Hof|9|4|Plein|5|1");
        check(&format!("{names}|{one}"), &[("Complex", "")]);
    }

    #[test]
    fn names_of_groups_are_fewer() {
        check(
            &format!("{POOLS}|Ouderen|Sociaal|62|61|Staf|55|40|Buiten|1|2"),
            &[("Instelling", "Instelling|Verleend|Vastgesteld")],
        );
    }

    #[test]
    fn a_class_that_looks_like_a_value_is_the_label_of_the_first_row() {
        let classes = "Gevolg|Score|Bedrag|< € 25.000|1|12.500|€ 25.000 - € 100.000|2|62.500|€ 100.000 - € 250.000|3|175.000|€ 250.000 - € 500.000|4|375.000|> € 500.000|5|500.000";
        check(&format!("Klassen|{classes}"), &[("Klassen", "Gevolg|Score|Bedrag")]);
    }
}
