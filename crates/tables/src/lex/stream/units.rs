//! A column of units beside the labels, where a label or a unit may break over cells.

use ontleed_terms::{About, about_column, unit_of};
use ontleed_text::{Source, Span};

use super::cells::{Cell, Shape};
use super::header::names_words;
use super::runs::{Run, goes_on};
use super::{Raw, Tail};
use crate::header;

/// Fewer rows may be groups with one row each.
const FEWEST: usize = 2;

/// Whether the only words of a header that head words are those for units, right behind the name of the labels.
pub(super) fn names_unit(source: &Source<'_>, header: &[Cell]) -> bool {
    let words = |cell: &&Cell| cell.shape == Shape::Text && names_words(source, cell.span);
    let Some(at) = header.iter().position(|cell| words(&cell)) else { return false };
    let is_unit = about_column(source.slice(header[at].span)) == Some(About::Unit);
    is_unit
        && at > 0
        && header::names_labels(source, header[at - 1].span)
        && !header[at + 1..].iter().any(|cell| words(&cell))
}

/// Whether each row with values has a text more than its label, in most rows one that says a unit.
pub(super) fn stand_beside(source: &Source<'_>, runs: &[Run]) -> bool {
    let valued = || runs.iter().filter(|run| !run.cells.is_empty());
    let says_unit = |run: &&Run| run.texts.last().is_some_and(|text| is_unit(source, *text));
    let rows = valued().count();
    rows >= FEWEST
        && valued().all(|run| run.texts.len() > 1)
        && valued().filter(says_unit).count() * 2 > rows
}

/// Whether a cell behind names of columns, of which one heads units, is the unit of a row.
pub(super) fn is_unit_of_row(source: &Source<'_>, names: &[Cell], cell: Cell) -> bool {
    let heads_units = |cell: &Cell| about_column(source.slice(cell.span)) == Some(About::Unit);
    unit_of(source.slice(cell.span)).is_some() && names.iter().any(heads_units)
}

/// `%`, `aantal`, `per jaar`.
fn is_unit(source: &Source<'_>, text: Span) -> bool {
    let text = source.slice(text);
    unit_of(text).is_some() || is_rate(text)
}

/// What a unit that broke goes on with: `per inwoner`.
fn is_rate(text: &str) -> bool {
    text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("per "))
}

impl Run {
    /// A row of that width with its unit, and the names of groups above it.
    pub(super) fn push_with_unit(
        &self,
        source: &Source<'_>,
        width: Option<usize>,
        rows: &mut Vec<Raw>,
    ) {
        let cells: Vec<Span> = self.cells.iter().map(|cell| cell.span).collect();
        let Some(last) = cells.last().copied() else {
            rows.extend(self.texts.iter().map(|text| Raw::label_only(*text)));
            return;
        };
        let text = |at: usize| source.slice(self.texts[at]);
        let last_text = self.texts.len() - 1;
        let is_broken = last_text > 1
            && is_rate(text(last_text))
            && text(last_text - 1).starts_with(|c: char| !c.is_uppercase());
        let unit = last_text - usize::from(is_broken);
        let mut label = unit - 1;
        while label > 0 && goes_on(source, self.texts[label - 1], self.texts[label]) {
            label -= 1;
        }
        rows.extend(self.texts[..label].iter().map(|group| Raw::label_only(*group)));
        let name = self.texts[label].to(self.texts[unit - 1]);
        let words = vec![self.texts[unit].to(self.texts[last_text])];
        let is_full = width == Some(cells.len());
        let tail = if is_full { Tail::Placed(cells) } else { Tail::Loose(cells) };
        rows.push(Raw { code: self.code, words, ..Raw::new(vec![name], tail, name.to(last)) });
    }
}

#[cfg(test)]
mod tests {
    use super::super::test::{joined, rows};

    use super::*;

    /// The rows of a text with a cell a line: label, words and cells.
    #[track_caller]
    fn check(cells: &str, expected: &[&str]) {
        let text = cells.replace('|', "\n").replace('/', " ");
        let found = rows(&text, |source, row| {
            let parts = row.label.iter().chain(&row.words).chain(row.cells());
            joined(source, parts).replace('\n', " ")
        });
        assert_eq!(found, expected, "{cells}");
    }

    #[test]
    fn labels_and_units_may_break() {
        let names = "Naam indicator|Eenheid|Nulmeting|Begroting|2022|Begroting|2023";
        let rows = "Schoon water|%|8|13|20|Inkoop zonder afval|en zonder verpakking|%|55|71|75|\
            Uitstoot van auto's|ton|per jaar|3.120|2.204|1.900";
        check(
            &format!("{names}|{rows}"),
            &[
                "Schoon water|%|8|13|20",
                "Inkoop zonder afval en zonder verpakking|%|55|71|75",
                "Uitstoot van auto's|ton per jaar|3.120|2.204|1.900",
            ],
        );
        // The name of a group, and a row that lost a value.
        let grouped =
            "Water|Schoon water|%|8|13|20|Riool|per jaar|55|71|Afval|Grijs|per kilo|3|4|5";
        check(
            &format!("{names}|{grouped}"),
            &[
                "Water",
                "Schoon water|%|8|13|20",
                "Riool|per jaar|55|71",
                "Afval",
                "Grijs|per kilo|3|4|5",
            ],
        );
    }

    #[test]
    fn each_row_has_a_unit() {
        let names = "Naam indicator|Eenheid|Nulmeting|Begroting|2022|Begroting|2023";
        let text = "Water|Schoon|8|13|20|Riool|Vuil|5|7|1".replace('|', "\n");
        let source = Source::new(&text);
        let cells = super::super::cells::of_lines(&source);
        let runs = super::super::runs::runs(&cells, &vec![false; cells.len()]);
        assert!(!stand_beside(&source, &runs));
        let head = |text: &str| {
            let text = text.replace('|', "\n");
            let source = Source::new(&text);
            names_unit(&source, &super::super::cells::of_lines(&source))
        };
        assert!(head(names));
        assert!(!head("Naam indicator|Bron|Nulmeting"));
        assert!(!head("Naam indicator|Eenheid|Bron|Nulmeting"));
        assert!(!head("Waterschap|Eenheid|Nulmeting"));
    }
}
