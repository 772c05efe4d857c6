//! Rows that repeat one order of texts and values below as many names: by that alone they show their columns.

use std::ops::Range;

use ontleed_text::{Source, Span};

use super::cells::{Cell, Shape};
use super::codes::{is_row_code, is_taakveld_code};
use super::template::is_part_of_year;
use super::{Lexed, Raw, Tail};
use crate::header;
use crate::lex::letters;
use crate::notation;
use crate::vocabulary;
use crate::words::{self, Item, What};

/// The fewest and the most cells of a row.
const SHORTEST: usize = 3;
const LONGEST: usize = 14;

/// Fewer rows show no order: two can be two groups with a row each.
const FEWEST: usize = 3;

/// How many names of groups may stand above a row.
const MOST_GROUPS: usize = 2;

/// Rows of one order of cells, and the names above them.
#[derive(Debug)]
pub(super) struct Alike {
    names: Range<usize>,
    /// Where the first row begins: right below the names, or below the names of its groups.
    first: usize,
    /// Which cells of a row hold values.
    row: Vec<bool>,
    /// Where the label stands: behind a number or code, or first.
    label: usize,
    /// How many columns of words or codes stand between the label and the values.
    words: usize,
}

/// The order of cells that the rows repeat, of which `first` is the first value: a name for labels and one for each other
/// cell stand right above the first row.
pub(super) fn find(source: &Source<'_>, cells: &[Cell], first: usize) -> Option<Alike> {
    let starts = first.saturating_sub(2 * LONGEST)..first;
    let mut best: Option<((usize, bool), Alike)> = None;
    for start in starts.filter(|at| cells[*at].shape == Shape::Text) {
        let longest = LONGEST.min(first - start);
        let shortest = SHORTEST.max((first - start) / 2 + 1);
        for length in shortest..=longest {
            let found = alike(source, cells, start..start + length);
            let Some((explained, alike)) = found else { continue };
            // Of two that a cell parts, the one that leaves none over.
            let explains = (explained, explained == cells.len() - alike.names.end);
            if best.as_ref().is_none_or(|(most, _)| explains > *most) {
                best = Some((explains, alike));
            }
        }
    }
    best.map(|(_, alike)| alike)
}

/// The rows below names that are as many as a row has cells, if they repeat one order.
pub(super) fn below(source: &Source<'_>, cells: &[Cell], names: Range<usize>) -> Option<Alike> {
    let first = names.end;
    order(source, cells, names, first).map(|(_, alike)| alike)
}

/// The rows below these names, if they repeat one order and the names say so, and how many cells they are.
fn alike(source: &Source<'_>, cells: &[Cell], names: Range<usize>) -> Option<(usize, Alike)> {
    let below = |first: usize| {
        let found = order(source, cells, names.clone(), first);
        found.filter(|(_, alike)| alike.is_named(source, cells))
    };
    let numbered = || {
        let first = behind_groups(source, cells, names.end);
        let has_both =
            first > names.end && header::names_labels(source, cells[names.start + 1].span);
        // Where a label is the only text a row ends before the next number.
        let has_words = |alike: &Alike| alike.row[2..].contains(&false);
        has_both.then(|| below(first)).flatten().filter(|(_, alike)| has_words(alike))
    };
    numbered().or_else(|| below(names.end))
}

/// Where the next row begins that has a number: there, or behind names of groups.
fn behind_groups(source: &Source<'_>, cells: &[Cell], at: usize) -> usize {
    let is_code = |cell: &Cell| is_row_code(source.slice(cell.span));
    let is_group = |cell: &&Cell| cell.shape == Shape::Text && !is_code(cell);
    let groups = cells[at..].iter().take_while(is_group).count();
    let is_row = matches!(cells.get(at + groups..at + groups + 2), Some([code, label]) if is_code(code) && label.shape == Shape::Text);
    if groups <= MOST_GROUPS && is_row { at + groups } else { at }
}

/// The rows of which the first begins there, whatever the names say.
fn order(
    source: &Source<'_>,
    cells: &[Cell],
    names: Range<usize>,
    start: usize,
) -> Option<(usize, Alike)> {
    let length = names.len();
    let first = cells.get(start..start + length)?;
    let second = cells.get(start + length..start + 2 * length).unwrap_or_default();
    let both = first.iter().zip(second).map(|(first, second)| shape(source, first, second));
    let both = both.collect::<Option<Vec<bool>>>().filter(|both| both.len() == length);
    let row = match both {
        Some(both) => both,
        None => broken(source, first, &cells[start + length..])?,
    };
    let texts = row.iter().filter(|is_value| !**is_value).count();
    if texts == 0 || texts == length || header::period(&row).is_some() {
        return None;
    }
    let label = usize::from(!row[1] && is_row_code(source.slice(first[0].span)));
    // Where a text alone is the label its row ends before the next one, unless that may be a value.
    let has_bounds = || first.iter().chain(second).any(|cell| is_bound(source, cell));
    if row[label] || label == 0 && texts == 1 && !(is_value(source, &first[0]) || has_bounds()) {
        return None;
    }
    let mut alike = Alike { names, first: start, row, label, words: 0 };
    let rows = alike.rows(source, cells);
    if rows.len() < FEWEST {
        return None;
    }
    alike.words = alike.words_before_values(source, cells, &rows);
    let ends = || alike.label + 1 + alike.words < length;
    ends().then(|| (rows.len() * length, alike))
}

/// The order of a row behind whose number the label of the next one is broken.
fn broken(source: &Source<'_>, first: &[Cell], behind: &[Cell]) -> Option<Vec<bool>> {
    let row: Vec<bool> = first.iter().map(|cell| is_value(source, cell)).collect();
    let are = |at: usize, shapes: &[bool]| {
        let cells = behind.get(at..at + shapes.len()).unwrap_or_default().iter();
        cells.len() == shapes.len()
            && cells.zip(shapes).all(|(cell, shape)| is_value(source, cell) == *shape)
    };
    let is_numbered = !row[1] && is_row_code(source.slice(first[0].span));
    (is_numbered && are(0, &row[..2]) && are(2, &row[1..])).then_some(row)
}

/// Whether a cell is no text; a part of a year in words is a value: `2e halfjaar 2021`.
fn is_value(source: &Source<'_>, cell: &Cell) -> bool {
    let begins_with_digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    cell.shape != Shape::Text
        || begins_with_digit(source.slice(cell.span)) && is_part_of_year(source.slice(cell.span))
}

/// Whether two cells of a column are values rather than texts, none where they differ: a bound may be the name of a class,
/// `< € 25.000` above `€ 25.000 - € 50.000`.
fn shape(source: &Source<'_>, first: &Cell, second: &Cell) -> Option<bool> {
    match (is_value(source, first), is_value(source, second)) {
        (true, false) => is_bound(source, first).then_some(false),
        (false, true) => is_bound(source, second).then_some(false),
        (shape, _) => Some(shape),
    }
}

/// Whether a cell is all below or above a number.
pub(super) fn is_bound(source: &Source<'_>, cell: &Cell) -> bool {
    let text = source.slice(cell.span);
    let read = || notation::read_cell(text).is_some_and(|read| read.qualifier.is_some());
    cell.shape == Shape::Value && !text.starts_with(|c: char| c.is_ascii_digit()) && read()
}

/// Whether the cells begin with a value, and it is not the empty place of a number before a label.
fn is_left_over(source: &Source<'_>, cells: &[Cell]) -> bool {
    let is_text = |cell: Option<&Cell>| cell.is_some_and(|cell| !is_value(source, cell));
    let is_empty = |cell: &Cell| cell.shape == Shape::Void && is_text(cells.get(1));
    cells.first().is_some_and(|next| is_value(source, next) && !is_empty(next))
}

impl Alike {
    /// Where the rows begin that show the order in full.
    fn rows(&self, source: &Source<'_>, cells: &[Cell]) -> Vec<usize> {
        let mut rows = Vec::new();
        let mut at = self.names.end;
        while at < cells.len() {
            if self.fits(source, &cells[at..]) {
                rows.push(at);
                at += self.row.len();
            } else {
                at += 1;
            }
        }
        rows
    }

    /// Whether the cells begin with such a row and no value is left over behind it.
    fn fits(&self, source: &Source<'_>, cells: &[Cell]) -> bool {
        let length = self.row.len();
        self.have_order(source, cells)
            && (self.row[0]
                || !is_left_over(source, &cells[length..])
                || is_bound(source, &cells[length]))
            && !self.is_short(source, cells)
    }

    /// Whether the cells begin with texts and values as a row does.
    fn have_order(&self, source: &Source<'_>, cells: &[Cell]) -> bool {
        let is_alike = |(cell, shape): (&Cell, &bool)| {
            is_value(source, cell) == *shape || !shape && is_bound(source, cell)
        };
        cells.len() >= self.row.len()
            && cells.iter().zip(&self.row).all(is_alike)
            && (self.label == 0 || is_row_code(source.slice(cells[0].span)))
            && !self.words_of(cells).any(|word| is_total_or_side(source, word.span))
    }

    /// Whether the row with which the cells begin lost a value: what stands in its last place is the number of the next row,
    /// which else has none.
    fn is_short(&self, source: &Source<'_>, cells: &[Cell]) -> bool {
        let last = self.row.len() - 1;
        self.label > 0
            && self.row[last]
            && cells.len() > last
            && self.have_order(source, cells)
            && self.have_order(source, &cells[last..])
            && !is_total_or_side(source, cells[last + self.label].span)
    }

    /// A row that lost a value, whichever it is.
    fn short(&self, cells: &[Cell]) -> Raw {
        let mut row = self.full(&cells[..self.row.len() - 1]);
        row.tail = match row.tail {
            Tail::Placed(values) => Tail::Loose(values),
            tail => tail,
        };
        row
    }

    /// The texts beside the label of the row with which the cells begin.
    fn words_of<'c>(&self, cells: &'c [Cell]) -> impl Iterator<Item = &'c Cell> {
        let beside = cells.iter().zip(&self.row).skip(self.label + 1);
        beside.filter(|(_, is_value)| !**is_value).map(|(cell, _)| cell)
    }

    /// Whether the names begin with one for labels, and those for values and for words stand above such.
    fn is_named(&self, source: &Source<'_>, cells: &[Cell]) -> bool {
        let names = &cells[self.names.clone()];
        let fits = |(name, is_value): (&Cell, &bool)| match name.shape {
            Shape::Period => *is_value,
            _ if names_figures(source, name.span) || words::is_side(source, name.span) => *is_value,
            _ => {
                !letters::is_name(source.slice(name.span))
                    && (!is_value || !heads_words(source, name.span))
            }
        };
        let is_code = |cell: &Cell| is_row_code(source.slice(cell.span));
        let first = &cells[self.first..self.first + self.row.len()];
        let mut texts = first.iter().zip(&self.row).filter(|(_, is_value)| !**is_value);
        // What may head the labels of classes heads none behind their numbers: `Kans`.
        let is_label = self.label == 0
            || !matches!(
                words::items(source, names[1].span).as_slice(),
                [Item { what: What::Measure(..), .. }]
            );
        heads_labels(source, names[0].span)
            && is_label
            && !names.iter().any(|name| name.shape == Shape::Text && is_code(name))
            && !texts.any(|(cell, _)| heads_words(source, cell.span))
            && names.iter().zip(&self.row).skip(1).all(fits)
    }

    /// How many columns of words or codes stand between the label and the values.
    fn words_before_values(&self, source: &Source<'_>, cells: &[Cell], rows: &[usize]) -> usize {
        let holds_codes = |at: usize| {
            header::names_labels(source, cells[self.names.start + at].span)
                && rows.iter().all(|row| is_taakveld_code(source.slice(cells[row + at].span)))
        };
        let beside = self.label + 1..self.row.len();
        beside.take_while(|at| !self.row[*at] || holds_codes(*at)).count()
    }

    /// The table: what stands above the names, these in their columns, and the rows.
    pub(super) fn table(&self, source: &Source<'_>, cells: &[Cell]) -> Lexed {
        let header = super::header::placed(source, cells, self.names.clone(), self.label + 1);
        let width = self.row.len() - self.label - 1 - self.words;
        let mut lexed = Lexed { header, words: self.words, width: Some(width), ..Lexed::default() };
        let mut open: Vec<Cell> = Vec::new();
        let mut at = self.names.end;
        while let Some(cell) = cells.get(at) {
            if self.fits(source, &cells[at..]) {
                self.push_others(source, &mut open, &mut lexed.rows);
                lexed.rows.push(self.full(&cells[at..at + self.row.len()]));
                at += self.row.len();
                continue;
            }
            if self.is_short(source, &cells[at..]) {
                self.push_others(source, &mut open, &mut lexed.rows);
                lexed.rows.push(self.short(&cells[at..]));
                at += self.row.len() - 1;
                continue;
            }
            let ends_in_value = open.last().is_some_and(|cell| is_value(source, cell));
            if ends_in_value && !is_value(source, cell) {
                self.push_others(source, &mut open, &mut lexed.rows);
            }
            if cell.shape != Shape::Void || !open.is_empty() {
                open.push(*cell);
            }
            at += 1;
        }
        self.push_others(source, &mut open, &mut lexed.rows);
        lexed
    }

    /// A row that shows the order in full.
    fn full(&self, cells: &[Cell]) -> Raw {
        let spans: Vec<Span> = cells.iter().map(|cell| cell.span).collect();
        let (words, values) = spans[self.label + 1..].split_at(self.words);
        Raw {
            code: (self.label > 0).then_some(spans[0]),
            words: words.to_vec(),
            ..Raw::new(
                vec![spans[self.label]],
                Tail::Placed(values.to_vec()),
                spans[0].to(spans[spans.len() - 1]),
            )
        }
    }

    /// A row with a number or code before a label that broke over cells: no name of a group stands behind the number.
    fn broken(&self, source: &Source<'_>, texts: &[Span], values: &[Span]) -> Option<Raw> {
        let [code, label @ ..] = texts else { return None };
        let is_full = self.label + 1 + values.len() == self.row.len();
        let goes_on = |text: &Span| source.slice(*text).starts_with(|c: char| !c.is_uppercase());
        let is_broken = self.label > 0 && self.words == 0 && is_full && label.len() > 1;
        let is_one =
            is_broken && is_row_code(source.slice(*code)) && label.iter().skip(1).all(goes_on);
        let last = values.last().filter(|_| is_one)?;
        let tail = Tail::Placed(values.to_vec());
        Some(Raw { code: Some(*code), ..Raw::new(label.to_vec(), tail, code.to(*last)) })
    }

    /// Names of groups, and a row behind them that shows less: a total has no words, other rows lost cells.
    fn push_others(&self, source: &Source<'_>, open: &mut Vec<Cell>, rows: &mut Vec<Raw>) {
        let shapes = &self.row[self.label + 1 + self.words..];
        let width = shapes.iter().filter(|is_value| **is_value).count();
        let texts = open.iter().take_while(|cell| !is_value(source, cell)).count();
        // Empty cells in the place of words.
        let voids = open[texts..].iter().take_while(|cell| cell.shape == Shape::Void).count();
        let is_wordless = voids >= self.words && open.len() - texts == self.words + shapes.len();
        let skipped = texts + if is_wordless { self.words } else { 0 };
        let values: Vec<Span> = open[skipped..].iter().map(|cell| cell.span).collect();
        let texts: Vec<Span> = open.drain(..).take(texts).map(|cell| cell.span).collect();
        if let Some(row) = self.broken(source, &texts, &values) {
            rows.push(row);
            return;
        }
        let Some(last) = values.last() else {
            rows.extend(texts.into_iter().map(Raw::label_only));
            return;
        };
        let is_total = texts.last().is_some_and(|text| is_total_or_side(source, *text));
        let has_words = texts.len() > self.words && !is_total;
        let own = if has_words { self.words + 1 } else { texts.len().min(1) };
        let (groups, row) = texts.split_at(texts.len() - own);
        rows.extend(groups.iter().map(|group| Raw::label_only(*group)));
        let span = row.first().unwrap_or(&values[0]).to(*last);
        let label: Vec<Span> = row.first().copied().into_iter().collect();
        let empty = Span::new(span.start, span.start);
        let mut words: Vec<Span> = row.iter().skip(1).copied().collect();
        words.resize(self.words, empty);
        let tail = if values.len() == shapes.len() {
            Tail::Placed(values)
        } else if values.len() == width {
            let mut values = values.into_iter();
            let mut cell = |is_value: &bool| if *is_value { values.next() } else { None };
            Tail::Placed(shapes.iter().map(|shape| cell(shape).unwrap_or(empty)).collect())
        } else {
            Tail::Loose(values)
        };
        rows.push(Raw { words, ..Raw::new(label, tail, span) });
    }
}

/// Whether a cell says what the labels are, and perhaps in what unit the values are.
fn heads_labels(source: &Source<'_>, cell: Span) -> bool {
    let items = words::items(source, cell);
    // What says no measure stands above classes too: `Klasse`, `Kans`.
    if matches!(items.as_slice(), [Item { what: What::Measure(None, None), .. }]) {
        return true;
    }
    let names = items.iter().filter(|item| item.what != What::Unit);
    header::names_labels(source, cell)
        || names.clone().count() > 0 && names.into_iter().all(|item| item.what == What::Label)
}

/// Whether a cell is the name of a column of values, and of nothing else.
fn names_figures(source: &Source<'_>, cell: Span) -> bool {
    let items = words::items(source, cell);
    let is_meant = |item: &Item| matches!(item.what, What::Measure(Some(_), _) | What::Period(_));
    items.iter().any(is_meant) && words::is_pure(source, &items)
}

fn heads_words(source: &Source<'_>, cell: Span) -> bool {
    super::header::names_words(source, cell)
}

/// Whether a text begins with a word for a total or names a side: it is no word beside a label, but a label.
fn is_total_or_side(source: &Source<'_>, text: Span) -> bool {
    words::is_side(source, text) || vocabulary::begins_with_total(source.slice(text))
}

#[cfg(test)]
mod tests {
    use super::super::cells::of_lines;
    use super::*;
    use crate::lex::Place;

    /// The table in a text with a cell a line, `_` for an empty one.
    #[track_caller]
    fn read(cells: &str) -> (String, Option<Lexed>) {
        let text = cells.replace('_', "\u{A0}").replace('|', "\n");
        let source = Source::new(&text);
        let cells = of_lines(&source);
        let first = cells.iter().position(|cell| cell.shape == Shape::Value).unwrap();
        let found = find(&source, &cells, first).map(|alike| alike.table(&source, &cells));
        (text, found)
    }

    /// The rows: code, label, words and values.
    #[track_caller]
    fn check(cells: &str, expected: &[&str]) {
        let (text, found) = read(cells);
        let rows = found.into_iter().flat_map(|lexed| lexed.rows).map(|row| {
            let label = row.code.iter().chain(&row.label);
            let parts = label.chain(&row.words).chain(row.cells());
            let parts = parts.map(|part| text[part.range()].replace('\u{A0}', "_"));
            parts.collect::<Vec<_>>().join("|")
        });
        assert_eq!(rows.collect::<Vec<_>>(), expected, "{cells}");
    }

    #[test]
    fn a_column_of_names_stands_beside_the_labels() {
        let cells = "Lasten|Taakveld|Wethouder|Raming 2021|Saldo|0.4 Overhead|Van Dam|812|-16|\
            2.1 Wegen|De Wit|501|72|7.3 Afval|De Wit|428|-15|Totaal|1.741|41";
        let expected = [
            "0.4 Overhead|Van Dam|812|-16",
            "2.1 Wegen|De Wit|501|72",
            "7.3 Afval|De Wit|428|-15",
            "Totaal||1.741|41",
        ];
        check(cells, &expected);
        // Empty in the total.
        check(&cells.replace("Totaal|", "Totaal|_|"), &expected);
        let (text, found) = read(cells);
        let header = found.map(|lexed| lexed.header).unwrap_or_default();
        let places = header.iter().flatten().map(|head| (&text[head.span.range()], head.place));
        let expected = [
            ("Lasten", Place::Open),
            ("Taakveld", Place::Label),
            ("Wethouder", Place::Column(0)),
            ("Raming 2021", Place::Column(1)),
            ("Saldo", Place::Column(2)),
        ];
        assert_eq!(places.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_number_stands_before_the_label_and_a_word_behind_the_values() {
        let cells = "Risico's|Nr.|Gebeurtenis|Kans|Effect|Beheersing|1|Brand|10%|€ 40|goed|2|Storm|30%|€ 90|\
            matig|3|Lek|5%|€ 10|goed|Totaal|€ 140";
        let expected = [
            "1|Brand|10%|€ 40|goed",
            "2|Storm|30%|€ 90|matig",
            "3|Lek|5%|€ 10|goed",
            "Totaal|€ 140",
        ];
        check(cells, &expected);
        // The number may be a code of letters and digits, and words beside the label.
        let coded =
            "Nr.|Risico|Programma|Kans|R12|Brand|Wonen|10%|R3|Storm|2 Wegen|30%|R7|Lek|Wonen|5%";
        check(coded, &["R12|Brand|Wonen|10%", "R3|Storm|2 Wegen|30%", "R7|Lek|Wonen|5%"]);
    }

    #[test]
    fn names_of_groups_may_stand_above_the_first_number() {
        let cells = "Nr.|Risico|Kans|Effect|Soort|Wonen|1|Brand|10%|€ 40|I|2|Storm|30%|€ 90|S|Zorg|3|Lek|5%|\
            € 10|I|Totaal|€ 140";
        let expected = [
            "Wonen",
            "1|Brand|10%|€ 40|I",
            "2|Storm|30%|€ 90|S",
            "Zorg",
            "3|Lek|5%|€ 10|I",
            "Totaal|€ 140",
        ];
        check(cells, &expected);
        // Nothing says that the rows have numbers, or they hold no words.
        check_none(&cells.replace("Nr.|", ""));
        check_none(&cells.replace("|Soort", "").replace("|I", "").replace("|S", ""));
    }

    #[test]
    fn a_row_that_lost_a_value_does_not_take_the_number_of_the_next() {
        let cells = "Nr.|Indicator|2020|2021|Stad|28|Druk|81|82|75|29|Prijs|214|226|222|30|Bouw|31|19|8|Winkels|4|3|19|7|Verzuim|72|58|104";
        let expected = [
            "28|Druk|81|82|75",
            "29|Prijs|214|226|222",
            "30|Bouw|31|19",
            "8|Winkels|4|3|19",
            "7|Verzuim|72|58|104",
        ];
        check(cells, &expected);
        // A total has no number.
        let total =
            cells.replace("|7|Verzuim|72|58|104", "|Totaal|9|9|9").replace("Bouw|31", "Bouw|5|31");
        let rows = [
            "28|Druk|81|82|75",
            "29|Prijs|214|226|222",
            "30|Bouw|5|31|19",
            "8|Winkels|4|3|19",
            "Totaal|9|9|9",
        ];
        check(&total, &rows);
    }

    #[test]
    fn a_label_behind_a_number_may_break() {
        let cells = "Nr.|Risico|Kans|Effect|R1|Brand|10%|€ 40|R2|Storm op zee|of in huis|30%|€ 90|R3|Lek|5%|€ 10|R4|Vorst|1%|€ 5";
        let expected = [
            "R1|Brand|10%|€ 40",
            "R2|Storm op zee|of in huis|30%|€ 90",
            "R3|Lek|5%|€ 10",
            "R4|Vorst|1%|€ 5",
        ];
        check(cells, &expected);
        // Without a number, or before a capital, a name of a group stands above.
        let groups = cells.replace("of in huis", "Binnen");
        check(
            &groups,
            &[
                "R1|Brand|10%|€ 40",
                "R2",
                "Storm op zee",
                "Binnen|30%|€ 90",
                "R3|Lek|5%|€ 10",
                "R4|Vorst|1%|€ 5",
            ],
        );
    }

    #[test]
    fn a_bound_may_be_the_name_of_a_class() {
        let cells = "Klasse|Gevolg in geld|Aantal|1|< € 40.000|12|2|€ 40.000 - € 90.000|7|3|> € 90.000|4|Totaal|23";
        let expected =
            ["1|< € 40.000|12", "2|€ 40.000 - € 90.000|7", "3|> € 90.000|4", "Totaal|23"];
        check(cells, &expected);
        let cells = "Kansklasse|Omschrijving|Score|Aandeel|Klein|Eens per 9 jaar|1|10%|Matig|Eens per 4 jaar|2|40%|\
            Groot|Eens per jaar|3|80%";
        let expected = [
            "Klein|Eens per 9 jaar|1|10%",
            "Matig|Eens per 4 jaar|2|40%",
            "Groot|Eens per jaar|3|80%",
        ];
        check(cells, &expected);
        let cells = "Gevolgklasse|Score|Bedrag in €|Minder dan € 40.000|1|20.000|Tussen € 40.000 en € 90.000|2|65.000|\
            Meer dan € 90.000|3|120.000";
        let expected = [
            "Minder dan € 40.000|1|20.000",
            "Tussen € 40.000 en € 90.000|2|65.000",
            "Meer dan € 90.000|3|120.000",
        ];
        check(cells, &expected);
    }

    #[test]
    fn codes_of_taakvelden_are_words_and_parts_of_years_are_values() {
        let cells = "Nr|Indicator|Taakveld|2020|2021|10|Verzuim|4.3|2,4|0,6|11|Sport|5.1|26|19|\
            12|Uitval|4.3|2,0|1,4";
        let (_, found) = read(cells);
        assert_eq!(found.map(|lexed| (lexed.words, lexed.width)), Some((1, Some(2))));
        let years = "Indicator|Eenheid|Periode|Stad|Banen|aantal|2020|9|Zorg|%|2e halfjaar 2021|8|Huur|%|2019|7";
        check(years, &["Banen|aantal|2020|9", "Zorg|%|2e halfjaar 2021|8", "Huur|%|2019|7"]);
    }

    #[test]
    fn a_total_is_no_group_and_its_word_none_of_a_row() {
        let cells = "Programma|Product|2020|2021|Zorg|Jeugd|1|2|Zorg|Wmo|3|4|Wonen|Huur|5|6|\
            Reserves|Totaal|9|12";
        let expected =
            ["Zorg|Jeugd|1|2", "Zorg|Wmo|3|4", "Wonen|Huur|5|6", "Reserves", "Totaal||9|12"];
        check(cells, &expected);
        let (_, beside) = read(&cells.replace("Zorg|Jeugd", "Zorg|Lasten"));
        assert!(beside.is_none());
    }

    #[track_caller]
    fn check_none(cells: &str) {
        assert_eq!(read(cells).1, None, "{cells}");
    }

    #[test]
    fn other_orders_show_no_columns() {
        let rows = "Zorg|Jeugd|1|2|Wonen|Huur|5|6|Sport|Bad|7|8";
        assert!(read(&format!("Programma|Product|2020|2021|{rows}")).1.is_some());
        // No word for labels, a name of values above texts, names of words above values, two rows.
        check_none(&format!("Stadhuis|Product|2020|2021|{rows}"));
        check_none(&format!("Programma|Begroting|2020|2021|{rows}"));
        check_none(&format!("Programma|Product|2020|Toelichting|{rows}"));
        check_none("Programma|Product|2020|2021|Zorg|Jeugd|1|2|Wonen|Huur|5|6");
        // Two rows side by side, and a label with values.
        check_none("Programma|2020|Product|2021|Zorg|1|Jeugd|2|Wonen|5|Huur|6|Sport|7|Bad|8");
        check_none("Programma|2020|2021|Zorg|1|2|Wonen|5|6|Sport|7|8");
    }

    #[test]
    fn a_title_of_labels_is_none_of_the_names() {
        let cells = "Indicatoren|Indicator|Doel|Stand|Kleur|Doden|0|3|rood|Wegen|42|18|groen|Haltes|7|8|groen";
        check(cells, &["Doden|0|3|rood", "Wegen|42|18|groen", "Haltes|7|8|groen"]);
    }
}
