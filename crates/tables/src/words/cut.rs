//! Where the words of a header begin and end, also where they stick together.

use ontleed_text::{Span, line_break};

use crate::joints;
use crate::notation;

/// A word of a header, or a part of one that is a cell of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    /// It sticks to the word before it.
    pub(super) glued: bool,
}

/// The words of a part of a text, in order.
pub(super) fn words(text: &str, within: Span) -> Vec<Word> {
    let mut cutter = Cutter::new(text, within);
    while let Some(c) = cutter.here() {
        if let Some(space) = cutter.space(c) {
            cutter.take_space(space);
            continue;
        }
        let period = cutter.period(c);
        cutter.cut_before(c, period > 0);
        if period > 0 {
            cutter.take_period(period);
        } else {
            cutter.take_letter(c);
        }
    }
    cutter.end_word();
    cutter.words
}

/// Whether a text holds years and dates and nothing else, apart or glued.
pub(crate) fn are_periods(text: &str) -> bool {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return true;
        }
        let length = period_length(rest.as_bytes());
        if length == 0 {
            return false;
        }
        rest = &rest[length..];
    }
}

/// The longest initial that sticks to its year, in bytes: `JR2020`.
const LONGEST_STUCK: usize = 2;

/// A place in a header, and the word that goes on there.
struct Cutter<'t> {
    /// The text to the end of the header.
    text: &'t str,
    at: usize,
    /// Where the word begins.
    start: Option<usize>,
    /// It sticks to the one before it.
    glued: bool,
    /// The character before this place: `0` for all of a period, `a` for small letters.
    before: char,
    words: Vec<Word>,
}

impl<'t> Cutter<'t> {
    fn new(text: &'t str, within: Span) -> Self {
        let range = within.range();
        let words = Vec::with_capacity(within.len() / 6 + 1);
        let text = &text[..range.end];
        Self { text, at: range.start, start: None, glued: false, before: ' ', words }
    }

    fn here(&self) -> Option<char> {
        let byte = *self.text.as_bytes().get(self.at)?;
        if byte.is_ascii() { Some(char::from(byte)) } else { self.text[self.at..].chars().next() }
    }

    /// The length of white space or a line break of HTML that stands here.
    fn space(&self, c: char) -> Option<usize> {
        match c {
            '<' => line_break(&self.text[self.at..]),
            _ => c.is_whitespace().then(|| c.len_utf8()),
        }
    }

    /// Ends the word at a space, unless a hyphen says that it goes on in the next line.
    fn take_space(&mut self, length: usize) {
        if self.before == '-' && self.start.is_some() && breaks_word(self.text, self.at) {
            self.at = end_of_space(self.text, self.at);
            return;
        }
        self.end_word();
        self.glued = false;
        self.before = ' ';
        self.at += length;
    }

    /// The length of a year or date that stands here.
    fn period(&self, c: char) -> usize {
        let bytes = &self.text.as_bytes()[self.at..];
        if starts_period(self.before, c) { period_length(bytes) } else { 0 }
    }

    /// Ends the word where a period or another cell begins that sticks to it.
    fn cut_before(&mut self, c: char, is_period: bool) {
        let Some(start) = self.start else { return };
        // `2022/Lasten`: the side below a year.
        let is_slash = self.glued && &self.text[start..self.at] == "/";
        let rest = &self.text.as_bytes()[self.at..];
        let is_cut = || {
            is_cut(self.before, c)
                || is_behind_number(self.text, self.at)
                || self.before.is_lowercase() && is_ordinal(rest)
        };
        if is_period || is_cut() || is_slash && c.is_uppercase() {
            self.glued &= !is_slash;
            self.end_word();
            // `W2018`: the initial of a measure, in one cell with its year.
            self.glued = !is_slash && self.at - start > LONGEST_STUCK;
        }
    }

    fn take_period(&mut self, length: usize) {
        self.start = Some(self.at);
        self.at += length;
        self.end_word();
        self.glued = true;
        self.before = '0';
    }

    fn take_letter(&mut self, c: char) {
        self.start.get_or_insert(self.at);
        self.before = c;
        self.at += c.len_utf8();
        // Small letters cut nothing, except behind a mark.
        let rest = self.text.as_bytes()[self.at..].iter();
        let small = rest.take_while(|byte| byte.is_ascii_lowercase());
        let small = if c == '*' { 0 } else { small.count() };
        if small > 0 {
            self.before = 'a';
            self.at += small;
        }
    }

    fn end_word(&mut self) {
        if let Some(start) = self.start.take() {
            self.words.push(Word { span: Span::at(start, self.at), glued: self.glued });
        }
    }
}

/// Whether a hyphen breaks a word at the end of the line that ends at `at`: `Oorspron-`, and below it `kelijk`.
fn breaks_word(text: &str, at: usize) -> bool {
    let below = end_of_space(text, at);
    let is_letter = |c: char| c.is_alphabetic() && c.is_lowercase();
    let is_broken = text[..at].trim_end_matches('-').ends_with(is_letter)
        && text[at..below].contains('\n')
        && text[below..].starts_with(is_letter);
    // `Over- en onderschrijding`
    let next = text[below..].split(char::is_whitespace).next();
    is_broken && !next.is_some_and(joints::is_filler)
}

/// Where the white space ends that begins at `at`.
fn end_of_space(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

/// Whether two cells stick together between these characters.
fn is_cut(before: char, c: char) -> bool {
    c.is_uppercase()
        && (before.is_lowercase()
            || matches!(before, ')' | '.' | '*' | '%' | '€' | '+' | '0'..='9' | '?'))
        || before == '*' && c.is_alphabetic()
}

/// Whether a word begins behind a short number that ends in a hyphen: `Jeugd 18-Realisatie`.
fn is_behind_number(text: &str, at: usize) -> bool {
    let Some(before) = text[..at].strip_suffix('-') else { return false };
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let mut word = text[at..].chars();
    matches!(digits, 1 | 2)
        && before[..before.len() - digits].ends_with([' ', '\n'])
        && word.next().is_some_and(char::is_uppercase)
        && word.next().is_some_and(char::is_lowercase)
}

/// Whether a text begins with one of a few in order: `2e kwartaal`.
fn is_ordinal(text: &[u8]) -> bool {
    let [b'1'..=b'9', rest @ ..] = text else { return false };
    [b"e ".as_slice(), b"de ", b"ste "].iter().any(|end| rest.starts_with(end))
}

fn starts_period(before: char, c: char) -> bool {
    c.is_ascii_digit() && !matches!(before, '.' | ',' | '-' | '/' | '(' | '€')
}

/// The length of a year or date at the start of a text, with the marks behind it, where it does
/// not go on as a longer number: `2018` of `20182019`, `31-12-2021` of `31-12-202101-01-2022`.
fn period_length(bytes: &[u8]) -> usize {
    let length = match digits(bytes) {
        0 => None,
        digits @ (1 | 2) => date_length(bytes, digits).or_else(|| months_length(bytes, digits)),
        digits => years_length(bytes, digits),
    };
    let marks = |length: usize| bytes[length..].iter().take_while(|b| **b == b'*').count();
    length.map_or(0, |length| length + marks(length))
}

/// How many digits a text begins with.
fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// `d-m-yyyy` with `day` digits for the day, and one or two for the month.
fn date_length(bytes: &[u8], day: usize) -> Option<usize> {
    let separator = bytes.get(day).filter(|b| matches!(b, b'-' | b'/'))?;
    let month = digits(&bytes[day + 1..]);
    let end = day + 1 + month;
    if !(1..=2).contains(&month) || bytes.get(end) != Some(separator) {
        return None;
    }
    (digits(&bytes[end + 1..]) >= 4).then_some(end + 5)
}

/// `10M`, `4-maands`: so many months of a year.
fn months_length(bytes: &[u8], digits: usize) -> Option<usize> {
    match bytes.get(digits..)? {
        [b'M', rest @ ..] if !rest.first().is_some_and(u8::is_ascii_alphanumeric) => {
            Some(digits + 1)
        }
        [b'-', rest @ ..] if begins_months(rest) => Some(digits + 1 + MONTHS.len()),
        _ => None,
    }
}

/// What stands behind the number of months of a year: `4-maands`.
pub(crate) const MONTHS: &str = "maands";

fn begins_months(text: &[u8]) -> bool {
    text.starts_with(MONTHS.as_bytes())
}

/// `yyyy`, alone or with other years behind it, but not the start of a longer number.
fn years_length(bytes: &[u8], digits: usize) -> Option<usize> {
    let is_year = |year: &[u8]| notation::year_of(year).is_some();
    // `20188-maands`: a year, and a period of so many months.
    let is_months = || bytes[digits..].strip_prefix(b"-").is_some_and(begins_months);
    if matches!(digits, 5 | 6) && is_months() && is_year(&bytes[..4]) {
        return Some(4);
    }
    // `20222e kwartaal`: a year, and one in order.
    if digits == 5 && is_ordinal(&bytes[4..]) && is_year(&bytes[..4]) {
        return Some(4);
    }
    let goes_on = match bytes.get(digits) {
        Some(b'.' | b',') => bytes.get(digits + 1).is_some_and(u8::is_ascii_digit),
        Some(b'-' | b'%') => true,
        _ => false,
    };
    if !digits.is_multiple_of(4) || digits > 80 || goes_on {
        return None;
    }
    bytes[..digits].chunks(4).all(is_year).then_some(4)
}
