//! The cells that number the rows of such a table.

use ontleed_text::{Source, Span};

use super::cells::{Cell, Shape};
use crate::header;
use crate::lex::Head;
use crate::line;
use crate::operator;
use crate::words::{self, What};

/// The longest code of digits and points, in bytes.
const LONGEST_CODE: usize = 9;

/// How far two numbers of rows in sequence can lie apart.
const LARGEST_STEP: u32 = 12;

/// The largest number of a row that need not count on from the one before it; a larger one may be the last value of a row.
const LARGEST_NAMED: u32 = 99;

/// Whether the header has a name for the numbers of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// No cell heads them.
    No,
    /// A word for labels stands before the one that heads the labels: `Nr.`, `Indicator`. The last column holds `words`, or not.
    Yes { words: bool },
}

impl Named {
    /// What the cells of a header say.
    pub(super) fn of(source: &Source<'_>, header: &[Vec<Head>]) -> Self {
        let is = |head: &Head, what: What| {
            let items = words::unexplained(source, &head.items);
            !items.is_empty() && items.iter().all(|item| item.what == what)
        };
        let cells: Vec<&Head> = header.iter().flatten().collect();
        let has_name = cells.windows(2).any(|pair| pair.iter().all(|head| is(head, What::Label)));
        let Some(last) = cells.last().filter(|_| has_name) else { return Self::No };
        let words = is(last, What::Text);
        // What the last column holds is not known.
        let is_told = words || header::heads(source, last.span);
        if is_told { Self::Yes { words } } else { Self::No }
    }

    /// Whether a number before a label may be one where the cell before it has that shape.
    fn may_follow(self, before: Option<Shape>) -> bool {
        match (self, before) {
            (Self::No, _) => false,
            (Self::Yes { .. }, None) => true,
            (Self::Yes { words }, Some(shape)) => (shape == Shape::Text) == words,
        }
    }
}

/// Which cells number the rows: a value right before a text, rising from row to row or the number of a register.
pub(super) fn codes(source: &Source<'_>, cells: &[Cell], named: Named) -> Vec<bool> {
    let mut search = Search::new(source, cells, named);
    for (at, cell) in cells.iter().enumerate() {
        if cell.shape == Shape::Text {
            search.take_text(at);
        } else {
            search.take_value(at);
        }
    }
    let mut codes = search.codes();
    take_signs(source, cells, &mut codes);
    codes
}

/// Takes the signs before labels for codes: a plus right before a text, and where there are such a dash behind as many values as
/// stand before a plus (`+`, `Toevoeging`, `12`, `-`, `Vrijval`, `7`).
fn take_signs(source: &Source<'_>, cells: &[Cell], codes: &mut [bool]) {
    let is_before_text =
        |at: usize| matches!(cells.get(at + 1), Some(next) if next.shape == Shape::Text);
    let is_plus = |at: usize| {
        let text = source.slice(cells[at].span);
        matches!(operator::sign(text), Some(1)) && is_before_text(at)
    };
    let pluses: Vec<usize> = (0..cells.len()).filter(|&at| is_plus(at)).collect();
    let values =
        |end: usize| cells[..end].iter().rev().take_while(|cell| cell.shape != Shape::Text).count();
    let Some(columns) = pluses.iter().map(|&at| values(at)).filter(|&count| count > 0).max() else {
        return;
    };
    for at in 0..cells.len() {
        let is_minus = || operator::sign(source.slice(cells[at].span)) == Some(-1);
        codes[at] |= is_before_text(at) && is_minus() && values(at) == columns;
    }
    for at in pluses {
        codes[at] = true;
    }
}

/// A search for codes that goes from cell to cell.
struct Search<'c, 't> {
    source: &'c Source<'t>,
    cells: &'c [Cell],
    named: Named,
    codes: Vec<bool>,
    /// The last number that is a code.
    last: Option<Vec<u32>>,
    /// How long the last one was that begins with a zero.
    padded: Option<usize>,
    /// How many numbers are codes, and how many texts labels.
    found: usize,
    labels: usize,
    first_has_code: bool,
    /// How many values stand behind the last text, and the most that did so up to a code.
    values: usize,
    most: usize,
}

impl<'c, 't> Search<'c, 't> {
    fn new(source: &'c Source<'t>, cells: &'c [Cell], named: Named) -> Self {
        Self {
            source,
            cells,
            named,
            codes: vec![false; cells.len()],
            last: None,
            padded: None,
            found: 0,
            labels: 0,
            first_has_code: false,
            values: 0,
            most: 0,
        }
    }

    /// A text is a code before another text, where it looks like one, and else the label of the value behind it.
    fn take_text(&mut self, at: usize) {
        let text = self.text(at);
        let is_letter =
            || self.named != Named::No && self.has_value(at + 2) && is_letter_code(text);
        self.codes[at] = self.is_text(at + 1) && (is_text_code(text) || is_letter());
        self.labels += usize::from(self.has_value(at + 1) && !self.is_numberless(at));
        self.values = 0;
    }

    /// Whether the place of a number before a label is empty, as it is before the first of all.
    fn is_numberless(&self, label: usize) -> bool {
        let is_empty = |at: usize| self.cells[at].shape == Shape::Void;
        is_empty(0) && self.is_text(1) && label > 0 && is_empty(label - 1)
    }

    /// A value is a code before a text, where its number follows the one before it.
    fn take_value(&mut self, at: usize) {
        self.values += 1;
        if !self.is_text(at + 1) {
            return;
        }
        let text = self.text(at);
        let Some(number) = code_number(text).or_else(|| long_as_padded(text, self.padded)) else {
            return;
        };
        let is_named = self.is_named(at, &number);
        // With columns of words behind the label only numbers that count the rows are codes.
        if !is_named
            && !self.has_value(at + 2)
            && !counts_on(&number, self.last.as_deref(), self.labels)
        {
            return;
        }
        let opens_group = opens_group(&self.cells[..at], &number, self.named);
        let may_follow = opens_group || self.may_follow(text, &number, is_named);
        if may_follow && !self.is_last_value(at, &number) {
            // A whole number behind the values of the first row may be one of them.
            let may_stand_below = opens_group || self.is_first_of_register(at, &number);
            self.first_has_code |=
                self.found == 0 && self.labels < number.len() + usize::from(may_stand_below);
            self.last = Some(number);
            self.padded = is_padded(text).then_some(text.len()).or(self.padded);
            self.most = self.most.max(self.values);
            self.codes[at] = true;
            self.found += 1;
        }
    }

    /// Whether the header says that a number may stand here.
    fn is_named(&self, at: usize, number: &[u32]) -> bool {
        let before = at.checked_sub(1).map(|before| self.cells[before].shape);
        self.named.may_follow(before)
            && number[0] <= LARGEST_NAMED
            && self.last.as_ref().is_none_or(|last| last.len() == number.len())
    }

    /// Whether a number may be the next one. Decimals have a comma, so a point between so few digits is no amount.
    fn may_follow(&self, text: &str, number: &[u32], is_named: bool) -> bool {
        let Some(last) = self.last.as_deref() else { return true };
        number.len() > 1
            || is_padded(text)
            || number > last && (is_named || number[0] <= last[0] + LARGEST_STEP)
            || is_register_number(number) && is_register_number(last)
    }

    /// Whether a plain number behind codes of a taakveld is the last value of a row that is else too short.
    fn is_last_value(&self, at: usize, number: &[u32]) -> bool {
        let is_other = self.last.as_ref().is_some_and(|last| last.len() > number.len());
        is_other
            && self.values < self.most
            && !has_parts(self.source, self.text(at), &self.cells[at + 1..])
    }

    /// Whether the number of a register stands right behind the name of a group and before the label of values, where amounts as
    /// large have points.
    fn is_first_of_register(&self, at: usize, number: &[u32]) -> bool {
        let has_points = |cell: &Cell| {
            cell.shape == Shape::Value
                && self.source.slice(cell.span).split_once('.').is_some_and(|(_, thousands)| {
                    thousands.len() >= 3 && code_number(self.source.slice(cell.span)).is_none()
                })
        };
        is_register_number(number)
            && at.checked_sub(1).is_some_and(|before| self.is_text(before))
            && self.labels == 1
            && (at + 2..at + 4).all(|value| self.has_value(value))
            && self.cells.iter().any(has_points)
    }

    /// The codes, those of numbers only where the first row has one and enough others do.
    fn codes(self) -> Vec<bool> {
        let mut codes = self.codes;
        if !self.first_has_code || self.found * 10 < self.labels * 5 {
            for (code, cell) in codes.iter_mut().zip(self.cells) {
                *code &= cell.shape == Shape::Text;
            }
        }
        codes
    }

    fn text(&self, at: usize) -> &'c str {
        self.source.slice(self.cells[at].span)
    }

    fn is_text(&self, at: usize) -> bool {
        self.cells.get(at).is_some_and(|cell| cell.shape == Shape::Text)
    }

    fn has_value(&self, at: usize) -> bool {
        self.cells.get(at).is_some_and(|cell| cell.shape != Shape::Text)
    }
}

/// Whether the next codes are parts of a number: `1` and below it `1.1`.
fn has_parts(source: &Source<'_>, number: &str, behind: &[Cell]) -> bool {
    /// How many cells the row of the number has at most.
    const REACH: usize = 16;
    let is_part = |cell: &Cell| {
        let part = source.slice(cell.span).strip_prefix(number);
        part.is_some_and(|part| {
            part.starts_with('.') && code_number(source.slice(cell.span)).is_some()
        })
    };
    behind.iter().take(REACH).any(is_part)
}

/// Whether a number is one more than that of the row before it, or the first of all.
fn counts_on(number: &[u32], last: Option<&[u32]>, labels: usize) -> bool {
    match (number, last) {
        ([1], None) => labels == 0,
        ([number], Some([last])) => *number == last + 1,
        _ => false,
    }
}

/// Whether a number that the header names stands right behind the name of a group, which numbers begin anew below.
fn opens_group(before: &[Cell], number: &[u32], named: Named) -> bool {
    let mut back = before.iter().rev().map(|cell| cell.shape);
    named == Named::Yes { words: false }
        && number[0] <= LARGEST_NAMED
        && back.next() == Some(Shape::Text)
        && back.next() != Some(Shape::Text)
}

/// `103` behind `098`: a number as long as one that begins with a zero.
fn long_as_padded(text: &str, length: Option<usize>) -> Option<Vec<u32>> {
    let is_one = length == Some(text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_one).map(|number| vec![number])
}

/// `012`: no amount begins with a zero.
fn is_padded(text: &str) -> bool {
    text.len() > 1
        && text.starts_with('0')
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.bytes().any(|byte| byte != b'0')
}

/// `a`, where the header names numbers; `V` and `N` stand with amounts.
fn is_letter_code(text: &str) -> bool {
    text.len() == 1 && text.starts_with(|c: char| c.is_ascii_alphabetic()) && !line::is_letter(text)
}

/// `A12B`, `D8`, `0.1`
pub(super) fn is_code(text: &str) -> bool {
    text.len() <= 7
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'.')
}

/// `A.`, `I.06.`, `b.`, `2a`
fn is_text_code(text: &str) -> bool {
    let is_small = |text: &[u8]| matches!(text, [letter, b'.'] if letter.is_ascii_lowercase());
    if is_small(text.as_bytes()) || is_part_code(text) {
        return true;
    }
    text.len() <= 7
        && text.contains('.')
        && text.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '.')
}

/// `2a`, `10b`: a part of a numbered aim.
fn is_part_code(text: &str) -> bool {
    let number = text.strip_suffix(|c: char| c.is_ascii_lowercase());
    number.is_some_and(|number| {
        matches!(number.len(), 1 | 2) && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// `3`, `0.61`, `R12`, `I.06.`: what may number a row.
pub(super) fn is_row_code(text: &str) -> bool {
    may_be_code(text) || is_code(text) || is_text_code(text)
}

/// `0.61`, `4.3`: the code of a taakveld.
pub(super) fn is_taakveld_code(text: &str) -> bool {
    code_number(text).is_some_and(|number| number.len() > 1)
}

/// Whether a value may be a code rather than an amount.
pub(super) fn may_be_code(text: &str) -> bool {
    code_number(text).is_some()
}

/// Whether a code is the one behind another: `0.2` behind `0.1`.
pub(super) fn is_next(code: &str, next: &str) -> bool {
    let (Some(code), Some(next)) = (code_number(code), code_number(next)) else { return false };
    let (Some((last, above)), Some((next, next_above))) = (code.split_last(), next.split_last())
    else {
        return false;
    };
    above == next_above && last.checked_add(1) == Some(*next)
}

/// `1`, `0.61`, `12.`, `012`, `7285732` as numbers to compare; no amount has such a form with certainty.
fn code_number(text: &str) -> Option<Vec<u32>> {
    let text = text.trim_end_matches('.');
    if text.is_empty()
        || text.len() > LONGEST_CODE
        || !text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    {
        return None;
    }
    // Three digits behind a point are thousands: `56.000`.
    let is_plain = !text.contains('.');
    let part = |part: &str| part.parse().ok().filter(|_| part.len() < 3 || is_plain);
    let number: Vec<u32> = text.split('.').map(part).collect::<Option<_>>()?;
    let is_short = number.len() > 1 || text.len() < 3;
    (is_short || is_padded(text) || is_register_number(&number)).then_some(number)
}

/// Whether it is a number by which a register knows something, in no order: `7285732`.
fn is_register_number(number: &[u32]) -> bool {
    const SMALLEST: u32 = 10_000;
    matches!(number, [number] if *number >= SMALLEST)
}

/// The cells that are no codes, each with the code before it.
pub(super) fn without_codes(cells: &[Cell], codes: &[bool]) -> Vec<(Cell, Option<Span>)> {
    let mut code = None;
    let mut kept = Vec::with_capacity(cells.len());
    for (cell, is_code) in cells.iter().zip(codes) {
        if *is_code {
            code = Some(cell.span);
        } else {
            kept.push((*cell, code.take()));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::cells::of_lines;
    use super::*;
    use crate::lex::Place;

    /// The cells that number the rows of a text with a cell a line.
    fn found(cells: &str) -> Vec<&str> {
        found_below(Named::No, cells)
    }

    fn found_below(named: Named, cells: &str) -> Vec<&str> {
        let text = cells.replace('|', "\n");
        let source = Source::new(&text);
        let codes = codes(&source, &of_lines(&source), named);
        cells.split('|').zip(codes).filter(|(_, is_code)| *is_code).map(|(cell, _)| cell).collect()
    }

    #[test]
    fn numbers_that_rise_before_labels_are_codes() {
        assert_eq!(found("1|Bestuur|120|98|2|Zorg|7|6|14|Wonen|5|4"), ["1", "2", "14"]);
        assert_eq!(found("0.1|Bestuur|120|98|0.61|Zorg|7|6|0.2|Wonen|5|4"), ["0.1", "0.61", "0.2"]);
        // Too large a step, or back.
        assert_eq!(found("1|Bestuur|120|2|Zorg|7|15|Wonen|4"), ["1", "2"]);
        assert_eq!(found("3|Bestuur|120|4|Zorg|7|2|Wonen|4"), ["3", "4"]);
        assert_eq!(found("A.|Baten|120|98|B1.|Lasten|7|6|Saldo|5"), ["A.", "B1."]);
        assert_eq!(found("a.|Baten|120|98|b.|Lasten|7|6|Saldo|5"), ["a.", "b."]);
        assert_eq!(found("2a|Wegen|120|98|10b|Bomen|7|6|Saldo|5"), ["2a", "10b"]);
    }

    #[test]
    fn signs_before_labels_are_codes_where_a_plus_shows_how_many_values_stand_between() {
        let cells = "+|Saldo|120|-98|-|Groei|7|6|+|Inleg|8|9|-|Kosten|5|4|Rest|6|-|Meer|1|2";
        assert_eq!(found(cells), ["+", "-", "+", "-"]);
        // A dash may be nil.
        assert!(found("Saldo|120|-98|-|Groei|7|6|-|Kosten|5|4|3").is_empty());
    }

    #[test]
    fn numbers_that_begin_with_a_zero_are_codes() {
        assert_eq!(found("007|Hof|120|98|031|Kade|7|6|094|Wal|5|4"), ["007", "031", "094"]);
        assert_eq!(found("094|Hof|120|98|103|Kade|7|6|360|Wal|5|4"), ["094", "103"]);
        assert!(found("000|Hof|120|98|Kade|7|6|Wal|5|4").is_empty());
    }

    #[test]
    fn numbers_begin_anew_below_the_name_of_a_group() {
        let cells = "Hof|21|Bomen|120|98|22|Paden|7|6|Kade|4|Wal|5|4|a|Brug|3|2";
        let named = Named::Yes { words: false };
        assert_eq!(found_below(named, cells), ["21", "22", "4", "a"]);
        assert!(found(cells).is_empty());
        assert!(found_below(named, "Hof|210|Bomen|120|98|Paden|7|6").is_empty());
    }

    #[test]
    fn the_place_of_a_number_is_empty_before_labels_without_one() {
        let cells = "_|Saldo|12|13|_|Groei|_|_|3.1|Wegen|4|5|3.2|Bomen|6|7|_|Rest|8|9"
            .replace('_', "\u{A0}");
        assert_eq!(found(&cells), ["3.1", "3.2"]);
        assert!(found(&cells.replacen("\u{A0}|", "", 1)).is_empty());
    }

    #[test]
    fn values_before_labels_are_no_codes() {
        // The first row has none, or few have one.
        assert!(found("Bestuur|120|1|Zorg|7|2|Wonen|5|3").is_empty());
        assert!(found("1|Bestuur|120|Zorg|70|Wonen|50|Sport|90|8").is_empty());
        assert!(found("Bestuur|2012|47|51|Zorg|2014|8|26|Wonen|2013|14").is_empty());
    }

    #[test]
    fn codes_count_or_stand_in_a_register() {
        assert_eq!(code_number("0.61"), Some(vec![0, 61]));
        assert_eq!(code_number("12."), Some(vec![12]));
        assert_eq!(code_number("7285732"), Some(vec![7_285_732]));
        for amount in ["56.000", "860", "1,5"] {
            assert_eq!(code_number(amount), None, "{amount}");
        }
        let register = "7285732|Bestuur|120|7211009|Zorg|7|9|Wonen|4";
        assert_eq!(found(register), ["7285732", "7211009"]);
    }

    #[test]
    fn the_first_number_of_a_register_may_stand_below_the_name_of_a_group() {
        let cells = "Zorg|7285732|Jeugd|1.120|98|7211009|Huis|7|9|Wonen|7285911|Hof|4|3";
        assert_eq!(found(cells), ["7285732", "7211009", "7285911"]);
        // Large amounts have no points, or a single column.
        assert!(found(&cells.replace('.', "")).is_empty());
        assert!(found("Zorg|7285732|Jeugd|1.120|Huis|7211009|Wonen|7285911").is_empty());
    }

    #[test]
    fn a_plain_number_behind_codes_of_taakvelden_is_a_value_where_the_row_has_no_other() {
        let cells =
            "0.1|Bestuur|44|12|0.2|Zorg|56|13|Totaal 0|100|25|3.1|Wegen|44|13|Totaal 3|44|13";
        assert_eq!(found(cells), ["0.1", "0.2", "3.1"]);
        let coded = "0.1|Bestuur|44|12|0.2|Zorg|56|13|1|Veiligheid|100|25|1.1|Brand|44|13";
        assert_eq!(found(coded), ["0.1", "0.2", "1", "1.1"]);
    }

    #[test]
    fn numbers_that_the_header_names_need_not_count() {
        let (words, values) = (Named::Yes { words: true }, Named::Yes { words: false });
        let cells = "14|Banen|%|2021|53|LISA|16|Huizen|%|2021|8|CBS|40|Wegen|m|2021|9|CBS";
        assert_eq!(found_below(words, cells), ["14", "16", "40"]);
        let cells = "10|Verzuim|4.3|0,5|29|Kinderen|6.3|6|31|Huizen|6.3|6";
        assert_eq!(found_below(values, cells), ["10", "29", "31"]);
        // The last value of a total before the name of a group is none.
        let cells = "0.1|Bestuur|310|120|0.2|Zorg|130|480|Totaal|440|600|Wegen|3.1|Paden|510|620";
        assert_eq!(found_below(values, cells), ["0.1", "0.2", "3.1"]);
        let cells = "1|Bestuur|310|120|2|Zorg|130|480|Totaal|440|600|Wegen|3|Paden|510|620";
        assert_eq!(found_below(values, cells), ["1", "2", "3"]);
    }

    #[test]
    fn a_word_for_labels_before_another_names_the_numbers() {
        let named = |cells: &str| {
            let text = cells.replace('|', "\n");
            let source = Source::new(&text);
            let heads =
                source.lines().iter().map(|line| Head::new(&source, line.span, Place::Open));
            Named::of(&source, &heads.map(|head| vec![head]).collect::<Vec<_>>())
        };
        assert_eq!(named("Nr.|Indicator|2020|Bron"), Named::Yes { words: true });
        assert_eq!(named("Nr|Indicator|Eenheid|2020"), Named::Yes { words: false });
        assert_eq!(named("Indicator|Eenheid|2020"), Named::No);
        assert_eq!(named("Nr|Indicator|Eenheid|2020|Wat anders"), Named::No);
    }

    #[test]
    fn only_a_count_of_the_rows_stands_before_columns_of_words() {
        assert_eq!(found("1|Bestuur|Raad|120|2|Zorg|Jeugd|7"), ["1", "2"]);
        assert!(found("1|Bestuur|Raad|120|3|Zorg|Jeugd|7|5|Wonen|Huur|4").is_empty());
        assert!(found("2|Bestuur|Raad|120|3|Zorg|Jeugd|7").is_empty());
    }
}
