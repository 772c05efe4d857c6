//! Where the header of such a table ends.

use std::ops::Range;

use ontleed_text::{Source, Span};

use super::cells::{Cell, Shape};
use super::codes::may_be_code;
use super::units;
use crate::header::{self, Heads};
use crate::lex::letters;
use crate::lex::{Head, Place};
use crate::words::{self, Item, What};

/// How many words a name of a column has that ends in a year, or that are not known.
const LONGEST_NAME: usize = 4;

/// How many cells a second row of a header has at most.
const LONGEST_ROW: usize = 24;

/// Where the header ends: behind its last period or header word before the first row, of which `first` is the first value.
pub(super) fn header_end(source: &Source<'_>, cells: &[Cell], first: usize) -> usize {
    let label =
        if counts_rows(source, cells, first) { first } else { first_label(source, cells, first) };
    let end = names_end(source, cells, label);
    let end = end + usize::from(is_unknown_name(source, cells, end, first));
    if label == first && names_each(source, cells, end..first) {
        return first;
    }
    if end <= label && names_group(source, cells, end) {
        return end - 1;
    }
    if names_all(source, cells, end..label, first) {
        return label;
    }
    let end = repeated(source, cells, end..label);
    let more = cells[end..label.max(end)].iter();
    end + more.take_while(|cell| names_one_more(source, cell)).count()
}

/// A header of which these names stand each in a column, behind so many that head the labels; what is above them is open.
pub(super) fn placed(
    source: &Source<'_>,
    cells: &[Cell],
    names: Range<usize>,
    labels: usize,
) -> Vec<Vec<Head>> {
    let above = cells[..names.start].iter().filter(|cell| cell.shape != Shape::Void);
    let open = |cell: &Cell| vec![Head::new(source, cell.span, Place::Open)];
    let place = |at: usize| at.checked_sub(labels).map_or(Place::Label, Place::Column);
    let names = cells[names].iter().enumerate();
    let names = names.map(|(at, cell)| Head::new(source, cell.span, place(at)));
    above.map(open).chain([names.collect()]).collect()
}

/// Whether the first value is a `1` of its own, and as far on as the values of a row reach a `2` stands before the next label:
/// the numbers of the rows.
fn counts_rows(source: &Source<'_>, cells: &[Cell], first: usize) -> bool {
    let mut at = first;
    let numbers = ["1", "2", "3"];
    for (row, number) in numbers.into_iter().enumerate() {
        let is_number = cells.get(at).is_some_and(|cell| source.slice(cell.span) == number);
        if !is_number || cells.get(at + 1).is_none_or(|cell| cell.shape != Shape::Text) {
            return false;
        }
        let texts = cells[at + 1..].iter().take_while(|cell| cell.shape == Shape::Text).count();
        let values =
            cells[at + 1 + texts..].iter().take_while(|cell| cell.shape.is_value()).count();
        // With one value a row the number may be that of the row before.
        if row + 1 < numbers.len() && values < 3 {
            return false;
        }
        at += texts + values;
    }
    true
}

/// Whether cells between other names of columns and the values are as many as the row has values, and each holds the name of a
/// measure: `Volgens de begroting 2019`.
fn names_each(source: &Source<'_>, cells: &[Cell], names: Range<usize>) -> bool {
    let row = &cells[names.end..];
    let texts = row.iter().position(|cell| cell.shape == Shape::Text).unwrap_or(row.len());
    let behind = &row[texts..];
    let label = behind.iter().take_while(|cell| cell.shape == Shape::Text).count();
    let values = behind[label..].iter().take_while(|cell| cell.shape.is_value()).count();
    names.len() > 1
        && values == names.len() + 1
        && cells[names].iter().all(|cell| header::names_measure(source, cell.span))
}

/// The label of the first row, or its first value where it has none.
fn first_label(source: &Source<'_>, cells: &[Cell], first: usize) -> usize {
    // The label stands right before the values; with a year between them it is a header word.
    let near = (0..first).rev().find(|&at| cells[at].shape != Shape::Void);
    // A number before the label of the first row is its code.
    let is = |at: usize, shape: Shape| cells.get(at).is_some_and(|cell| cell.shape == shape);
    let is_code = is(first + 1, Shape::Text) && may_be_code(source.slice(cells[first].span));
    // Not where each row is a label and one number.
    let is_pair = is(first + 2, Shape::Value) && is(first + 3, Shape::Text);
    let names = |at: usize| {
        let cell = cells[at].span;
        names_words(source, cell)
            || !is_pair && header::names_values(source, cell)
            || header::names_labels(source, cell) && heads_last_column(source, cells, at)
    };
    let is_side = |at: usize| words::are_sides(&words::items(source, cells[at].span));
    // One side alone names a row, two of them are names of columns.
    let is_last_side = |at: usize| !is_pair && at > 0 && is_side(at) && is_side(at - 1);
    let is_label = |at: &usize| {
        let is_name = || names(*at) || is_last_side(*at);
        cells[*at].shape == Shape::Text && !(is_code && is_name())
    };
    near.filter(|at| is_label(at) && !is_last_name(source, &cells[..=*at], &cells[first..]))
        .unwrap_or(first)
}

/// Whether the last of these cells is one more name of a column right before the values of the only row, which has no label:
/// `Realisatie 2019`, `Begroting 2020`, and below them as many values or fewer.
fn is_last_name(source: &Source<'_>, above: &[Cell], below: &[Cell]) -> bool {
    let values = below.iter().take_while(|cell| cell.shape.is_value()).count();
    if below[values..].iter().any(|cell| cell.shape == Shape::Value) {
        return false;
    }
    let items = |cell: &Cell| words::items(source, cell.span);
    let names_measure = |cell: &&Cell| {
        matches!(items(cell).first().map(|item| item.what), Some(What::Measure(Some(_), _)))
            && header::names_values(source, cell.span)
    };
    let names = above.iter().rev().take_while(names_measure).count();
    if names < 2 || names < values {
        return false;
    }
    let (last, before) = (&above[above.len() - 1], &above[above.len() - 2]);
    let has_year = || matches!(items(last).last().map(|item| item.what), Some(What::Period(_)));
    let repeats = || source.slice(last.span) == source.slice(before.span);
    // The others alone may name the values: then it is the label.
    names != values + 1 || has_year() || repeats()
}

/// Whether the cells behind the known names and before the first label are names too, though none is known: with them there are as
/// many as values in each of the first rows.
fn names_all(source: &Source<'_>, cells: &[Cell], unknown: Range<usize>, first: usize) -> bool {
    /// Fewer values may be met by chance.
    const FEWEST: usize = 3;
    let is_text = |cell: &Cell| cell.shape == Shape::Text;
    if unknown.is_empty() || !cells[unknown.clone()].iter().all(is_text) {
        return false;
    }
    let is_known = |cell: &Cell| {
        header::names_values(source, cell.span)
            && !words::are_sides(&words::items(source, cell.span))
    };
    let Some(known) = cells[..unknown.start].iter().position(is_known) else { return false };
    let values =
        |from: usize| cells[from..].iter().take_while(|cell| cell.shape.is_value()).count();
    let count = values(first);
    // The label of the second row stands between.
    let second = first + count + 1;
    let is_second = cells.get(second - 1).is_some_and(is_text);
    count >= FEWEST
        && cells[known..unknown.start].iter().all(is_text)
        && unknown.end - known == count
        && is_second
        && values(second) == count
}

/// Where the names of columns end before a label.
fn names_end(source: &Source<'_>, cells: &[Cell], label: usize) -> usize {
    let mut end = 0;
    let mut sides = 0;
    for at in 0..label {
        match cells[at].shape {
            Shape::Void => continue,
            Shape::Period => {
                if is_period_of_header(source, cells, at) {
                    (end, sides) = (at + 1, 0);
                }
                continue;
            }
            Shape::Text | Shape::Value => {}
        }
        let heads = Heads::of(source, cells[at].span);
        if words::are_sides(&heads.items) {
            sides += 1;
            // One side alone names the rows that follow.
            if sides > 1 || end == 0 {
                end = at + 1;
            }
        } else if heads.names_columns() {
            // A unit among the rows is a cell of one; a scale is of all of them.
            let is_unit = heads.units && !words::begins_with_unit(source.slice(cells[at].span))
                || units::is_unit_of_row(source, &cells[..end], cells[at]);
            if is_unit && end > 0 && end < at || names_rows(source, cells, at, &heads.items) {
                continue;
            }
            (end, sides) = (at + 1, 0);
        }
    }
    end
}

/// Whether the last cell before `end` says what moves and no more, and another does so above names further down: `Toevoegingen`,
/// and below its rows `Onttrekkingen`.
fn names_group(source: &Source<'_>, cells: &[Cell], end: usize) -> bool {
    let moves = |at: usize| {
        let is_movement = |item: &Item| match item.what {
            What::Measure(Some(measure), _) => measure.is_movement(),
            _ => false,
        };
        let items = words::items(source, cells[at].span);
        cells[at].shape == Shape::Text && matches!(items.as_slice(), [item] if is_movement(item))
    };
    let is_above_name = |at: usize| cells.get(at + 1).is_some_and(|cell| cell.shape == Shape::Text);
    end > 1
        && moves(end - 1)
        && !moves(end - 2)
        && (end..cells.len()).any(|at| is_above_name(at) && moves(at))
}

/// Whether a period stands beside header words: a year alone among words is the value of a row.
fn is_period_of_header(source: &Source<'_>, cells: &[Cell], at: usize) -> bool {
    let is_beside = |other: usize| {
        cells
            .get(other)
            .is_some_and(|cell| cell.shape == Shape::Period || header::heads(source, cell.span))
    };
    at == 0 || is_beside(at - 1) || is_beside(at + 1)
}

/// Whether a word for labels stands behind the names of the columns, alone or behind a side: it names the rows that follow,
/// `Lasten programma's`.
fn names_rows(source: &Source<'_>, cells: &[Cell], at: usize, items: &[Item]) -> bool {
    let is_side_of_labels = || matches!(items, [Item { what: What::Side(_), .. }, labels @ ..] if header::are_labels(source, labels));
    let is_name = header::are_labels(source, items)
        || header::are_both_sides(source, items)
        || is_side_of_labels();
    is_name
        && cells[..at].iter().any(|cell| header::names_values(source, cell.span))
        && !heads_last_column(source, cells, at)
}

/// Whether a word for labels heads a last column: another heads the labels, and the first row has more values than there are
/// names between the two.
fn heads_last_column(source: &Source<'_>, cells: &[Cell], at: usize) -> bool {
    let label = cells[..at].iter().rposition(|cell| header::names_labels(source, cell.span));
    let Some(label) = label else { return false };
    let names = at - label - 1;
    // One value alone is a code.
    let mut runs = cells[at..].split(|cell| !cell.shape.is_value()).map(<[Cell]>::len);
    names > 1 && runs.find(|&values| values > 1).is_some_and(|values| values > names)
}

/// Whether the cell behind the names of columns is the last of them, whatever it says: behind what heads the labels stand as many
/// names as the first two rows have values, but for one. `Norm`, `2020`, `2021`, `Zie noot`
fn is_unknown_name(source: &Source<'_>, cells: &[Cell], end: usize, first: usize) -> bool {
    let is_text = |at: usize| cells.get(at).is_some_and(|cell| cell.shape == Shape::Text);
    // The code of a row stands before its label, and so behind the values of the row above.
    let is_code = |cell: &Cell| may_be_code(source.slice(cell.span));
    let has_code = first == end + 1 && cells.get(first).is_some_and(is_code);
    let (code, first) = if has_code { (1, first + 2) } else { (0, first) };
    let Some(below) = cells.get(first..) else { return false };
    let heads_labels =
        |cell: &Cell| header::names_labels(source, cell.span) || is_per_label(source, cell.span);
    let Some(labels) = cells[..end].iter().rposition(heads_labels) else { return false };
    let names = end - labels;
    let values = |from: &[Cell]| from.iter().take_while(|cell| cell.shape.is_value()).count();
    let next = &below[values(below)..];
    let second = next.iter().take_while(|cell| cell.shape == Shape::Text).count();
    names > 2
        && first == end + 2 + code
        && is_text(end)
        && is_text(first - 1)
        && values(below) == names + code
        && values(&next[second..]) == names + code
}

/// Whether a cell says what is told of each label, perhaps with its unit: `Lasten per taakveld (bedragen x € 1.000)`.
fn is_per_label(source: &Source<'_>, cell: Span) -> bool {
    let items = words::items(source, cell);
    let words = items.iter().take_while(|item| item.what != What::Unit).count();
    let is_per = |item: &Item| source.slice(item.span).eq_ignore_ascii_case("per");
    matches!(&items[..words], [_, per, label] if is_per(per) && label.what == What::Label)
}

/// Whether a cell is one more name of a column, of which not every word is known.
fn names_one_more(source: &Source<'_>, cell: &Cell) -> bool {
    let items = words::items(source, cell.span);
    let is_dated = || items.iter().any(|item| matches!(item.what, What::Period(_)));
    let begins = || match items.first().map(|item| item.what) {
        Some(What::Measure(Some(_), _)) => true,
        Some(What::Side(_)) => is_dated(),
        _ => false,
    };
    let ends = || matches!(items.last().map(|item| item.what), Some(What::Period(_)));
    let others = || items.iter().filter(|item| item.what == What::Other).count();
    letters::is_name(source.slice(cell.span))
        || begins() && others() <= LONGEST_NAME
        || ends() && items.len() <= LONGEST_NAME
}

pub(super) fn names_words(source: &Source<'_>, cell: Span) -> bool {
    let items = words::items(source, cell);
    !items.is_empty() && items.iter().all(|item| item.what == What::Text)
}

/// Where the header ends if the words behind it repeat in the same order: names of rows do not, a
/// second row of a header does.
fn repeated(source: &Source<'_>, cells: &[Cell], range: Range<usize>) -> usize {
    let text = |at: usize| source.slice(cells[at].span);
    let end = range.end.min(range.start + LONGEST_ROW);
    let repeats = |period: usize| {
        let again = (range.start + period..end)
            .take_while(|&at| cells[at].shape == Shape::Text && text(at) == text(at - period));
        period + again.count()
    };
    let found = (2..=LONGEST_ROW / 2).map(|period| (period, repeats(period)));
    let longest = found.filter(|(period, length)| *length >= 2 * period).map(|(_, length)| length);
    range.start + longest.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::cells::of_lines;
    use super::*;

    /// The first cell behind the header, in a text with a cell a line.
    #[track_caller]
    fn check(cells: &str, expected: &str) {
        let text = cells.replace('|', "\n");
        let source = Source::new(&text);
        let found = of_lines(&source);
        let first = found.iter().position(|cell| cell.shape == Shape::Value).unwrap();
        let end = header_end(&source, &found, first);
        assert_eq!(cells.split('|').nth(end), Some(expected), "{cells}");
    }

    #[test]
    fn a_header_ends_behind_its_last_name() {
        check("Omschrijving|Begroting 2020|Realisatie 2020|Baten|12|13", "Baten");
        check("Omschrijving|2019|2020|Baten|12|13", "Baten");
        // One side names the rows that follow, two are columns.
        check("Omschrijving|Begroting 2020|Lasten|Bestuur|12|13", "Lasten");
        check("Omschrijving|Begroting 2020|Lasten|Baten|Bestuur|12|13", "Bestuur");
        check("Programma|Begroting 2020|Baten en lasten|Bestuur|12|13", "Baten en lasten");
        check("Programma|Begroting 2020|Omschrijving|Bestuur|12|13", "Omschrijving");
        let names = "Taakveld|Begroting 2020|Realisatie 2020";
        check(&format!("{names}|Programma|Bestuur|12|13"), "Programma");
        check(&format!("{names}|Programma|Bestuur|12|13|4"), "Bestuur");
    }

    #[test]
    fn a_name_of_which_not_every_word_is_known_may_be_the_last() {
        check("Omschrijving|Begroting 2020|Realisatie zonder corona|Baten|12|13", "Baten");
        check("Omschrijving|Begroting 2020|Prognose van 2021|Baten|12|13", "Baten");
        check("Omschrijving|Begroting 2020|Saldo|V/N|Baten|12|13", "Baten");
        check("Omschrijving|Begroting 2020|Saldo 2020 (voorlopig)|Baten|12|13", "Baten");
        check("Omschrijving|Begroting 2020|Saldo (voorlopig)|12|13", "Saldo (voorlopig)");
        let long = "Wat de gemeente verder nog aan de wegen deed in 2021";
        check(&format!("Omschrijving|Begroting 2020|{long}|Baten|12|13"), long);
    }

    #[test]
    fn one_more_value_than_names_in_two_rows_shows_a_name_that_is_not_known() {
        let rows = "Bereikbaar|80|84|71|1|Wachttijd|10|7|8|2";
        check(&format!("Indicator|Norm|2019|2020|Zie noot|{rows}"), "Bereikbaar");
        check(&format!("Indicator|Norm|2018|2019|2020|Dienst|{rows}"), "Dienst");
    }

    #[test]
    fn a_year_among_words_and_a_unit_among_rows_belong_to_a_row() {
        check("Naam|Eenheid|Realisatie|Bomen|2018|Parken|12|13", "Bomen");
        check("Naam|Eenheid|Realisatie|Bomen|%|Parken|12|13", "Bomen");
        let unit =
            "Naam|Eenheid|Bron|Realisatie 2019|Realisatie 2020|Bomen|Percentage|Telling|12|13";
        check(unit, "Bomen");
        check("Naam|Realisatie|Percentage|Bomen|12|13", "Bomen");
    }

    #[test]
    fn a_side_of_labels_is_a_group() {
        let names = "Begroting 2019|Rekening 2019|Verschil|Rekening 2018";
        check(&format!("{names}|Lasten programma's|A. Raad|12|13|1|14"), "Lasten programma's");
    }

    #[test]
    fn a_movement_above_the_rows_is_a_group_where_another_is() {
        let names = "Reserve|Begroting 2020|Realisatie 2020|Toevoegingen";
        check(&format!("{names}|Wegen|12|13|Onttrekkingen|Sport|14|15"), "Toevoegingen");
        check(&format!("{names}|Wegen|12|13|14|Sport|14|15|16"), "Wegen");
        let sided = "Wegen|Lasten|12|13|Onttrekkingen|Sport|Baten|14|15";
        check(&format!("{names}|{sided}"), "Toevoegingen");
        let moved = "Reserve|Saldo|Toevoegingen|Onttrekkingen";
        check(&format!("{moved}|Wegen|12|13|14|Toevoegingen|Sport|14|15|16"), "Wegen");
    }

    #[test]
    fn a_name_of_a_column_right_before_the_only_values_is_no_label() {
        check("Naam|Nulmeting 2014|Realisatie 2018|Streefwaarde 2020|12|13|14", "12");
        check("Naam|Nulmeting 2014|Realisatie 2018|Streefwaarde 2020|12|13", "12");
        check("2018|2019|2020|Realisatie|Realisatie|Begroot|12|13|14", "12");
        // Years alone name the values, or the names before the last.
        check("2018|2019|2020|Realisatie|12|13|14", "Realisatie");
        check("Begroting 2018|Begroting 2019|Realisatie|12|13", "Realisatie");
        check("Begroting 2018|Realisatie 2018|12|13|Baten|14|15", "Realisatie 2018");
    }

    #[test]
    fn words_that_repeat_are_a_second_row() {
        let header = "Omschrijving|Begroting 2020|Realisatie 2020";
        check(&format!("{header}|Noord|Zuid|Noord|Zuid|Baten|12|13"), "Baten");
        check(&format!("{header}|Noord|Zuid|Noord|Baten|12|13"), "Noord");
    }

    #[test]
    fn numbers_that_count_rows_stand_before_their_labels() {
        let rows = "1|Afschrijvingen|12|13|2|Baten|14|15|3|Lasten|16|17";
        let names = "Omschrijving|2019|2020|Volgens de begroting 2019|Volgens raming van 2019";
        check(&format!("{names}|{rows}"), "1");
        check(
            &format!("Omschrijving|2019|2020|Reserves van de stad|{rows}"),
            "Reserves van de stad",
        );
        // One value a row, or the numbers do not go on.
        check("Omschrijving|2019|Wegen|1|Afschrijvingen|2|Baten|3|Lasten|4", "Wegen");
        check("Omschrijving|2019|2020|Wegen|1|Baten|14|15|7|Lasten|16|17", "Wegen");
    }

    #[test]
    fn a_number_before_the_label_of_the_first_row_is_its_code() {
        check("Programma|Begroting|1|Bestuur|12|13", "1");
        let names = "Taakveld|Begroting 2020|Realisatie 2020|Programma";
        check(&format!("{names}|0.1|Bestuur|12|13|4"), "0.1");
    }
}
