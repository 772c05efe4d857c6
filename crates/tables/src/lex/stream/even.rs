//! Rows that are all as long as the names above them, of which some values are told in words: `max. 10 minuten`.

use std::ops::Range;

use ontleed_dutch::comparison_before;
use ontleed_text::{Source, Span};

use super::cells::{Cell, Shape};
use super::{Lexed, Raw, Tail};
use crate::header;

/// The fewest and the most cells of a row.
const SHORTEST: usize = 4;
const LONGEST: usize = 14;

/// The longest words for a bound, in bytes.
const LONGEST_BOUND: usize = 16;

/// Fewer rows are as long by chance.
const FEWEST: usize = 3;

/// The names of the columns, from that of the labels, and behind them rows of as many cells up to `end`.
#[derive(Debug)]
pub(super) struct Even {
    names: Range<usize>,
    end: usize,
}

/// The names and rows, where a value in words would make others of rows by their shape.
pub(super) fn find(source: &Source<'_>, cells: &[Cell]) -> Option<Even> {
    let at = |at: usize| cells.get(at);
    let tells_value = |index: usize| {
        let is_beside = at(index + 1).is_some_and(|next| next.shape.is_value());
        is_beside && at(index).is_some_and(|cell| tells_value(source, cell))
    };
    let told = (0..cells.len()).find(|&at| tells_value(at))?;
    (SHORTEST..=LONGEST).find_map(|length| {
        // The row of the first value in words begins at most its length before it, and is among the first.
        let starts = told.saturating_sub(FEWEST * length)..told;
        let names = starts.map(|start| start.checked_sub(length).map(|names| names..start));
        names.flatten().find_map(|names| even(source, cells, names))
    })
}

/// The rows below these names, if all are as long.
fn even(source: &Source<'_>, cells: &[Cell], names: Range<usize>) -> Option<Even> {
    let length = names.len();
    let rows = cells[names.end..].chunks_exact(length);
    let rows = rows.take_while(|row| is_row(source, row)).count();
    let end = names.end + rows * length;
    let is_text = |cell: &Cell| cell.shape == Shape::Text;
    let is_whole = rows >= FEWEST && cells[end..].iter().all(is_text);
    let heads = &cells[names.clone()];
    let names_value = |cell: &&Cell| header::names_values(source, cell.span);
    let is_named = is_whole
        && heads.iter().all(is_text)
        && header::names_labels(source, heads[0].span)
        && heads.iter().filter(names_value).count() * 2 >= length;
    is_named.then_some(Even { names, end })
}

/// Whether cells are a label and values, some of these in words.
fn is_row(source: &Source<'_>, row: &[Cell]) -> bool {
    let Some((label, values)) = row.split_first() else { return false };
    let is_label = label.shape == Shape::Text && !begins_with_digit(source, label);
    let is_value = |cell: &Cell| cell.shape != Shape::Text || tells_value(source, cell);
    is_label && values.iter().all(is_value) && values.iter().any(|cell| cell.shape == Shape::Value)
}

/// Whether a text holds a number that may be a value: `80% binnen 30 seconden`, `max. 10 minuten`.
fn tells_value(source: &Source<'_>, cell: &Cell) -> bool {
    let text = source.slice(cell.span);
    let digit = text.bytes().position(|byte| byte.is_ascii_digit());
    let is_bound =
        |before: &str| comparison_before(before).is_some_and(|found| found.span.range().start == 0);
    cell.shape == Shape::Text
        && digit.is_some_and(|at| at == 0 || at <= LONGEST_BOUND && is_bound(&text[..at]))
}

fn begins_with_digit(source: &Source<'_>, cell: &Cell) -> bool {
    source.slice(cell.span).starts_with(|c: char| c.is_ascii_digit())
}

impl Even {
    /// The table: what stands above the names, these in their columns, the rows and what follows them.
    pub(super) fn table(&self, source: &Source<'_>, cells: &[Cell]) -> Lexed {
        let header = super::header::placed(source, cells, self.names.clone(), 1);
        let length = self.names.len();
        let row = |row: &[Cell]| {
            let spans: Vec<Span> = row.iter().map(|cell| cell.span).collect();
            let span = spans[0].to(spans[length - 1]);
            Raw::new(vec![spans[0]], Tail::Placed(spans[1..].to_vec()), span)
        };
        let rows = cells[self.names.end..self.end].chunks_exact(length).map(row);
        let below = cells[self.end..].iter().map(|cell| Raw::label_only(cell.span));
        let rows = rows.chain(below).collect();
        Lexed { header, rows, width: Some(length - 1), ..Lexed::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::of_lines;
    use super::*;

    /// The rows of a text with a cell a line: label and cells.
    #[track_caller]
    fn check(cells: &str, expected: Option<&[&str]>) {
        let text = cells.replace('|', "\n");
        let source = Source::new(&text);
        let cells = of_lines(&source);
        let rows = find(&source, &cells).map(|even| {
            let rows = even.table(&source, &cells).rows.into_iter().map(|row| {
                let parts = row.label.iter().chain(row.cells());
                parts.map(|part| source.slice(*part)).collect::<Vec<_>>().join("|")
            });
            rows.collect::<Vec<_>>()
        });
        let rows: Option<Vec<&str>> =
            rows.as_ref().map(|rows| rows.iter().map(String::as_str).collect());
        assert_eq!(rows.as_deref(), expected, "{text}");
    }

    #[test]
    fn values_in_words_stand_in_rows_as_long_as_the_names() {
        let names = "Dienstverlening|Indicator|Norm|Realisatie 2020|Realisatie 2021";
        let rows = "Wachttijd|max. 12 minuten|8|9|Telefoon|90% binnen 20 seconden|81%|84%|\
            Bezwaren|95%|91% (10 van 11)|92% (11 van 12)|Klachten|0|1|2";
        let expected = [
            "Wachttijd|max. 12 minuten|8|9",
            "Telefoon|90% binnen 20 seconden|81%|84%",
            "Bezwaren|95%|91% (10 van 11)|92% (11 van 12)",
            "Klachten|0|1|2",
        ];
        check(&format!("{names}|{rows}"), Some(&expected));
        let noted = [&expected[..], &["Bron: de balie"]].concat();
        check(&format!("{names}|{rows}|Bron: de balie"), Some(&noted));
        // A row that lost a cell, the name of a group, no word for labels.
        check(&format!("{names}|{}", rows.replace("|81%", "")), None);
        check(&format!("{names}|{}", rows.replace("Bezwaren", "Balie|Bezwaren")), None);
        check(&format!("{}|{rows}", names.replace("Indicator", "Stad")), None);
        // Without values in words other rules find the rows.
        check(&format!("{names}|A|1|2|3|B|4|5|6|C|7|8|9"), None);
    }
}
