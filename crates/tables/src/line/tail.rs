//! The values at the end of a line.

use std::ops::Range;

use ontleed_dutch::{Letter, missing_words_at_end};
use ontleed_text::Span;

use super::is_space;
use crate::notation;
use crate::words;

/// The values at the end of a line, as [`tail_values`] gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tail {
    /// Spans into the line, a lone dash read as [`Dash::Nil`].
    pub(crate) values: Vec<Span>,
    /// A dash stands alone: then [`Dash`] decides something.
    pub(crate) lone_dash: bool,
}

/// Whether a `-` that stands alone before a number is its sign or a cell of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Dash {
    /// A cell that says nil.
    #[default]
    Nil,
    /// The sign of the number behind it.
    Sign,
}

/// The values at the end of a text, in order, as spans into it. Only U+0020 separates them, so
/// that a no-break space stays the empty cell it is.
pub(crate) fn tail_values(text: &str, dash: Dash) -> Vec<Span> {
    scan_tail(text, dash).values
}

/// The same, and whether a dash stands alone.
pub(crate) fn scan_tail(text: &str, dash: Dash) -> Tail {
    let mut search = Search { text, dash, values: Vec::new(), lone_dash: false };
    let mut end = text.len();
    while let Some(word) = last_word(&text.as_bytes()[..end])
        && let Some(start) = search.take(word)
    {
        end = start;
    }
    let Search { mut values, lone_dash, .. } = search;
    join_leading_letters(text, &mut values);
    values.reverse();
    take_euros_before(text, &mut values);
    take_letters_before(text, &mut values);
    Tail { values, lone_dash }
}

/// Where the last word of a text stands.
fn last_word(text: &[u8]) -> Option<Range<usize>> {
    let end = 1 + text.iter().rposition(|&b| !is_space(b) && b != b'\n')?;
    let before = text[..end].iter().rposition(|b| matches!(b, b' ' | b'\t' | b'\n'));
    Some(before.map_or(0, |at| at + 1)..end)
}

/// A search for values that goes from word to word, the last first.
struct Search<'t> {
    text: &'t str,
    dash: Dash,
    /// What it found, the last first.
    values: Vec<Span>,
    lone_dash: bool,
}

impl Search<'_> {
    /// Takes a word, alone or with the one before it, and gives where that begins. None where it is of no value.
    fn take(&mut self, word: Range<usize>) -> Option<usize> {
        let Range { start, end } = word;
        let token = &self.text[start..end];
        // No sign and no letter ends so.
        if token.as_bytes()[token.len() - 1].is_ascii_digit() {
            let is_value = notation::is_read(token) || are_amounts_stuck(token);
            return is_value.then(|| self.push(start, end));
        }
        if is_letter(token) && start > 0 {
            // The letter belongs to the number before it, or else ends the search.
            return number_before(self.text, start).map(|from| self.push(from, end));
        }
        if !self.values.is_empty()
            && let Some(from) = dated_before(self.text, start, token)
        {
            return Some(self.push(from, end));
        }
        if !self.values.is_empty()
            && let Some(from) = code_before(&self.text[..end])
        {
            return Some(self.push(from, end));
        }
        self.take_sign_or_value(word)
    }

    /// Takes a sign that stands apart into the value behind it, or the word as a value.
    fn take_sign_or_value(&mut self, word: Range<usize>) -> Option<usize> {
        let Range { start, end } = word;
        let token = &self.text[start..end];
        let sign = if token.is_ascii() { token } else { token.trim_matches('\u{A0}') };
        let is_dash = is_minus(sign);
        self.lone_dash |= is_dash;
        let is_sign = sign == "€"
            || sign == "-/-"
            || is_dash && self.dash == Dash::Sign
            || is_euro_minus(sign);
        if let Some(value) = self.values.last_mut() {
            let amount = &self.text[value.range()];
            // A dash before an amount in euros is always its sign.
            if is_sign && takes_sign(amount, sign) || is_dash && amount.starts_with('€') {
                *value = Span::at(start + token.find(sign).unwrap_or(0), value.range().end);
                return Some(start);
            }
            if is_bound(sign) && amount.starts_with(|c: char| c.is_ascii_digit()) {
                *value = Span::at(start, value.range().end);
                return Some(start);
            }
        }
        // A sign without a number behind it is no value, a dash is.
        let is_value = if is_sign { is_dash } else { notation::is_read(token) };
        is_value.then(|| self.push(start, end))
    }

    /// Keeps a value, and gives where it begins.
    fn push(&mut self, start: usize, end: usize) -> usize {
        self.values.push(Span::at(start, end));
        start
    }
}

/// Whether a word is two or more amounts with dots that stick together: `8.9203.264`, `-12.944-2.173`.
pub(crate) fn are_amounts_stuck(word: &str) -> bool {
    /// Two of the shortest, and the digits between two dots.
    const SHORTEST: usize = 10;
    const GROUP: usize = 3;
    if word.len() < SHORTEST || notation::is_read(word) {
        return false;
    }
    let digits = word.strip_prefix('-');
    // `20.000-50.000` is a range.
    if digits.is_none() && word.contains('-') {
        return false;
    }
    let mut is_longer = false;
    let mut has_dots = |number: &str| {
        let mut groups = number.split('.');
        let first = groups.next().unwrap_or_default();
        let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
        (1..=GROUP).contains(&first.len())
            && is_digits(first)
            && number.len() > first.len()
            && groups.all(|group| {
                is_longer |= group.len() > GROUP;
                group.len() >= GROUP && is_digits(group)
            })
    };
    let mut numbers = digits.unwrap_or(word).split('-');
    let is_one = numbers.clone().count() == 1;
    numbers.all(&mut has_dots) && (is_longer || !is_one)
}

/// Where the number begins that a letter which begins at `start` stands behind.
fn number_before(text: &str, start: usize) -> Option<usize> {
    let before = text[..start].trim_end();
    let from = before.rfind(' ').map_or(0, |at| at + 1);
    let is_number = notation::read(&before[from..]).is_some_and(|read| read.value.is_some());
    is_number.then_some(from)
}

/// Where a value begins that the year in brackets behind it is of: `69% (2018)`.
fn dated_before(text: &str, start: usize, year: &str) -> Option<usize> {
    words::year_in_brackets(year)?;
    let before = text[..start].trim_end_matches(' ');
    let from = before.rfind(' ')? + 1;
    let value = &before[from..];
    let is_figure = value.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '€'));
    (is_figure && notation::is_read(value)).then_some(from)
}

/// Where a code of several words for a missing value begins at the end of a text, behind another value: `7,1 niet gemeten`.
fn code_before(text: &str) -> Option<usize> {
    // Few labels hold a digit.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let start = missing_words_at_end(text)?;
    let before = &text[..start].trim_end_matches(' ');
    let value = &before[before.rfind(' ')? + 1..];
    notation::is_read(value).then_some(start)
}

/// Whether a bound stands apart from its number: `< 5%`.
fn is_bound(token: &str) -> bool {
    matches!(token, "<" | ">" | "≤" | "≥" | "<=" | ">=")
}

pub(crate) fn is_minus(token: &str) -> bool {
    matches!(token, "-" | "–" | "−" | "‒")
}

fn is_euro_minus(token: &str) -> bool {
    matches!(token, "€-" | "-€" | "€\u{A0}-" | "+€")
}

/// Whether a sign in front can belong to this number: it has none yet, or a minus that the euro sign may stand before, `€ -98`.
fn takes_sign(text: &str, sign: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        || text.starts_with('€')
        || sign == "€" && text.starts_with(['-', '–', '−'])
}

/// `N 8.930 N 8.839`: the search stopped at the first letter; take every letter with its number.
fn join_leading_letters(text: &str, values: &mut Vec<Span>) {
    let Some(&first) = values.last() else { return };
    let before = text[..first.range().start].trim_end_matches(' ');
    if !before.rsplit(' ').next().is_some_and(is_letter) {
        return;
    }
    let mut all = Vec::new();
    let mut end = text.trim_end().len();
    while let Some((number_start, letter_start)) = letter_and_number(&text[..end]) {
        if number_start == end {
            break;
        }
        all.push(Span::at(letter_start, end));
        end = text[..letter_start].trim_end_matches(' ').len();
    }
    if all.len() >= values.len() {
        *values = all;
    }
}

fn letter_and_number(text: &str) -> Option<(usize, usize)> {
    let number = text.rfind(' ')? + 1;
    notation::read(&text[number..]).filter(|n| n.value.is_some())?;
    let before = text[..number].trim_end_matches(' ');
    let letter = before.rfind(' ').map_or(0, |at| at + 1);
    matches!(&before[letter..], "N" | "V").then_some((number, letter))
}

/// `Bestuur€ 98€ -12`: where the label ends in a euro sign each amount takes the sign before it, and leaves its own to the next.
fn take_euros_before(text: &str, values: &mut [Span]) {
    /// A euro sign at the end of a text, with the minus before it; that of `1.250,-` is none.
    fn sign(text: &str) -> Option<usize> {
        let before = text.strip_suffix('€')?;
        let minus = before.strip_suffix(['-', '–', '−']);
        let minus = minus.filter(|rest| !rest.trim_end_matches('-').ends_with(','));
        Some(minus.unwrap_or(before).len())
    }
    let Some((last, others)) = values.split_last() else { return };
    let first = others.first().unwrap_or(last).range().start;
    let signs: Option<Vec<usize>> = std::iter::once(sign(text[..first].trim_end()))
        .chain(others.iter().map(|value| Some(value.range().start + sign(&text[value.range()])?)))
        .collect();
    let Some(signs) = signs.filter(|signs| signs[0] > 0) else { return };
    let last = Span::at(signs[signs.len() - 1], last.range().end);
    for (value, pair) in values.iter_mut().zip(signs.windows(2)) {
        *value = Span::at(pair[0], pair[1]);
    }
    if let Some(value) = values.last_mut() {
        *value = last;
    }
}

/// `BestuurN 98.227V 8.992`: where the label ends in a letter each amount takes the letter before it, and leaves its own to the next.
fn take_letters_before(text: &str, values: &mut [Span]) {
    let Some((last, others)) = values.split_last() else { return };
    let first = others.first().unwrap_or(last).range().start;
    let label = text[..first].trim_end_matches(' ');
    if !ends_in_letter(label) || label.len() == first {
        return;
    }
    let ends = others.iter().map(|value| text[value.range()].strip_suffix(LETTERS).map(str::len));
    let ends: Option<Vec<usize>> = ends.collect();
    let Some(ends) = ends.filter(|_| text[last.range()].ends_with(|c: char| !c.is_alphabetic()))
    else {
        return;
    };
    let mut start = label.len() - 1;
    for (value, length) in values.iter_mut().zip(ends) {
        let end = value.range().start + length;
        *value = Span::at(std::mem::replace(&mut start, end), end);
    }
    if let Some(last) = values.last_mut() {
        *last = Span::at(start, last.range().end);
    }
}

/// The letters that say of an amount whether it is to the good.
pub(crate) const LETTERS: [char; 2] = ['V', 'N'];

/// The letter that says of an amount whether it is to the good, where a text is nothing else.
pub(crate) fn letter(text: &str) -> Option<Letter> {
    match text {
        "V" => Some(Letter::V),
        "N" => Some(Letter::N),
        _ => None,
    }
}

/// Whether a text is such a letter.
pub(crate) fn is_letter(text: &str) -> bool {
    letter(text).is_some()
}

/// Whether such a letter sticks to the end of a name.
fn ends_in_letter(label: &str) -> bool {
    let name = label.strip_suffix(LETTERS).unwrap_or_default();
    name.ends_with(|c: char| c.is_lowercase() || c == ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_several_words_stands_between_values() {
        let values = |text: &'static str| -> Vec<&str> {
            tail_values(text, Dash::Nil).into_iter().map(|value| &text[value.range()]).collect()
        };
        assert_eq!(values("Realisatie 7,1 niet gemeten 7,0"), ["7,1", "niet gemeten", "7,0"]);
        assert_eq!(values("Personen van wie het adres niet bekend 12 13"), ["12", "13"]);
        assert!(values("Realisatie 7,1 niet gemeten").is_empty());
    }

    #[test]
    fn a_year_in_brackets_is_of_the_value_before_it_where_others_follow() {
        let values = |text: &'static str| {
            tail_values(text, Dash::Nil).into_iter().map(|value| &text[value.range()]).collect()
        };
        let [rate, number, last, name]: [Vec<&str>; 4] = [
            "Bussen 69% (2018) 73% 75%",
            "Paden 12 (2016) 29",
            "Paden 29 (2016)",
            "Fase (2018) 4 5",
        ]
        .map(values);
        assert_eq!(rate, ["69% (2018)", "73%", "75%"]);
        assert_eq!(number, ["12 (2016)", "29"]);
        assert!(last.is_empty());
        assert_eq!(name, ["4", "5"]);
    }
}
