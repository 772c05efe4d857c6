//! A column of words beside the labels, which totals leave empty.

use std::collections::BTreeSet;

use ontleed_text::Source;

use super::cells::{Cell, Shape};
use super::header::names_words;
use super::runs::Run;
use crate::header;
use crate::line;
use crate::vocabulary;
use crate::words;

/// Fewer rows of two texts show no column.
const FEWEST: usize = 2;

/// The number of columns behind that of words, where rows have a label and a word, and each other row shows that it has none:
/// by an empty cell in its place, or as a total below two names for labels.
pub(super) fn words_beside(source: &Source<'_>, header: &[Cell], runs: &[Run]) -> Option<usize> {
    let valued = || runs.iter().filter(|run| !run.cells.is_empty());
    let pairs = || valued().filter(|run| run.texts.len() > 1);
    // A side is that of the name before it: `Reserve wegen`, and below it `Lasten`.
    let is_side = |run: &Run| run.texts.last().is_some_and(|text| words::is_side(source, *text));
    if pairs().all(is_side) {
        return None;
    }
    let width = pairs().map(|run| run.cells.len()).max()?;
    let has_word = |run: &&Run| run.texts.len() > 1 && run.cells.len() <= width;
    let full = pairs().filter(|run| run.cells.len() == width).count();
    let has_empty = |run: &&Run| run.lacks_word(width);
    let is_total = |run: &&Run| {
        let first = run.texts.first().map_or("", |text| source.slice(*text));
        run.cells.len() <= width && vocabulary::begins_with_total(first)
    };
    let (words, all) = (valued().filter(has_word).count(), valued().count());
    let shows_empty = valued().any(|run| has_empty(&run))
        && full == words
        && valued().all(|run| has_word(&run) || has_empty(&run));
    let is_named = || {
        words * 2 > all
            && names_two_labels(source, header)
            && valued().all(|run| has_word(&run) || is_total(&run))
    };
    (words >= FEWEST && all > words && (shows_empty || is_named())).then_some(width)
}

/// The number of columns behind one of initials, `I` and `S` below `I/S`, that the header names right before those of the values;
/// groups and totals have none.
pub(super) fn initials_beside(source: &Source<'_>, header: &[Cell], runs: &[Run]) -> Option<usize> {
    let names_values = |cell: &Cell| header::names_values(source, cell.span);
    let words = header.iter().rposition(|cell| names_words(source, cell.span))?;
    let is_last = header.len() > words + 1 && header[words + 1..].iter().all(names_values);
    let marked = runs.iter().filter(|run| run.ends_in_initials(source));
    let is_each = marked.clone().count() >= FEWEST && marked.clone().all(|run| run.texts.len() > 1);
    let width = runs.iter().map(|run| run.cells.len()).max();
    width.filter(|_| is_last && is_each)
}

/// Takes a capital behind the label, one or another in most rows, for a code: `L` and `B` for sides, which no column is named for.
pub(super) fn take_capitals(source: &Source<'_>, runs: &mut [Run]) {
    let capital = |run: &Run| match run.texts.as_slice() {
        [.., _, last] if last.len() == 1 && run.ends_in_initials(source) => {
            source.slice(*last).chars().next()
        }
        _ => None,
    };
    let found: Vec<char> = runs.iter().filter_map(capital).collect();
    let kinds: BTreeSet<char> = found.iter().copied().collect();
    let are_of_amounts = kinds.iter().all(|kind| line::LETTERS.contains(kind));
    if kinds.len() == FEWEST && !are_of_amounts && found.len() * 2 > runs.len() {
        for run in runs.iter_mut().filter(|run| capital(run).is_some()) {
            run.code = run.texts.pop();
        }
    }
}

/// Whether two names for labels stand before those of the columns.
fn names_two_labels(source: &Source<'_>, header: &[Cell]) -> bool {
    let names_labels = |cell: &Cell| header::names_labels(source, cell.span);
    let first = header.iter().position(names_labels);
    first.is_some_and(|first| {
        header[first..].iter().take_while(|cell| names_labels(cell)).count() == 2
            && header[first + 2..]
                .iter()
                .all(|cell| cell.shape != Shape::Text || header::names_values(source, cell.span))
    })
}

#[cfg(test)]
mod tests {
    use super::super::test::{joined, rows};

    /// The rows of a text with a cell a paragraph, `_` for an empty one: label, words and cells.
    #[track_caller]
    fn check(cells: &str, expected: &[&str]) {
        let text = cells.replace('_', "\u{A0}").replace('|', "\n\n");
        let found = rows(&text, |source, row| {
            joined(source, row.label.iter().chain(&row.words).chain(row.cells()))
        });
        assert_eq!(found, expected, "{cells}");
    }

    #[test]
    fn one_of_two_capitals_beside_most_labels_is_a_code() {
        let cells =
            "Onderwerp|2022|2023|Energie|L|420|385|Inhuur|L|75|70|Lasten|495|455|Huur|B|20|30";
        let found = rows(&cells.replace('|', "\n\n"), |source, row| {
            joined(source, row.label.iter().chain(&row.code).chain(row.cells()))
        });
        let expected = ["Energie|L|420|385", "Inhuur|L|75|70", "Lasten|495|455", "Huur|B|20|30"];
        assert_eq!(found, expected);
        // The same one below all names is a label.
        let labels = ["Energie", "L|420|385", "Inhuur", "L|75|70", "Lasten|495|455", "Huur"];
        check(&cells.replace("|B|", "|L|"), &[&labels[..], &["L|20|30"]].concat());
    }

    #[test]
    fn initials_stand_below_a_name_for_words_before_the_values() {
        let cells = "Onderwerp|I/S|2022|2023|Beginstand|312|145|Bestuur|Energie|S|-420|-385|Inhuur|I|-75|Saldo|-183|-240";
        let expected = [
            "Beginstand||312|145",
            "Bestuur",
            "Energie|S|-420|-385",
            "Inhuur|I|-75",
            "Saldo||-183|-240",
        ];
        check(cells, &expected);
        // The name of a group is longer.
        let groups = cells.replace("|S|", "|Stroom|").replace("|I|", "|Ambtenaren|");
        let expected = ["Stroom|-420|-385", "Ambtenaren|-75"];
        check(
            &groups,
            &[
                "Beginstand|312|145",
                "Bestuur",
                "Energie",
                expected[0],
                "Inhuur",
                expected[1],
                "Saldo|-183|-240",
            ],
        );
    }

    #[test]
    fn an_empty_cell_shows_that_others_hold_words() {
        let cells = "Soort|Begroting 2018|Raming 2019|Beginstand|_|-4.120|-3.985|Aanpak eenzaamheid|\
            Intensiveringen|-250|-251|Huur|Onvermijdelijk|-38|-41|Totaal|_|-4.408|-4.277";
        let expected = [
            "Beginstand||-4.120|-3.985",
            "Aanpak eenzaamheid|Intensiveringen|-250|-251",
            "Huur|Onvermijdelijk|-38|-41",
            "Totaal||-4.408|-4.277",
        ];
        check(cells, &expected);
        // One row has neither a word nor an empty cell: the texts above others name groups.
        let groups = cells.replace("Huur|Onv", "Onv");
        check(
            &groups,
            &[
                "Beginstand|-4.120|-3.985",
                "Aanpak eenzaamheid",
                "Intensiveringen|-250|-251",
                "Onvermijdelijk|-38|-41",
                "Totaal|-4.408|-4.277",
            ],
        );
    }

    #[test]
    fn sides_beside_the_labels_are_no_column() {
        let cells = "Reserve|Begroting 2018|Raming 2019|Wegen|Lasten|41|39|Parken|Lasten|25|26|\
            Huizen|Baten|38|41|Saldo mutaties reserves|_|-28|-24";
        let expected = [
            "Wegen",
            "Lasten|41|39",
            "Parken",
            "Lasten|25|26",
            "Huizen",
            "Baten|38|41",
            "Saldo mutaties reserves|-28|-24",
        ];
        check(cells, &expected);
    }

    #[test]
    fn totals_hold_no_words_below_two_names_for_labels() {
        let cells = "Programma|Omschrijving|2019|2020|Lasten|Bestuur|Verkiezingen|31|12|Ruimte|Sloop|\
            390|14|Ruimte|Omgevingsvisie|215|110|Totaal lasten|636|136";
        let expected = [
            "Lasten",
            "Bestuur|Verkiezingen|31|12",
            "Ruimte|Sloop|390|14",
            "Ruimte|Omgevingsvisie|215|110",
            "Totaal lasten||636|136",
        ];
        check(cells, &expected);
        let one_name = cells.replace("Omschrijving|", "");
        check(
            &one_name,
            &[
                "Lasten",
                "Bestuur",
                "Verkiezingen|31|12",
                "Ruimte",
                "Sloop|390|14",
                "Ruimte",
                "Omgevingsvisie|215|110",
                "Totaal lasten|636|136",
            ],
        );
    }
}
