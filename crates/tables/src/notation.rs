//! What one whole cell says, as far as tables care: a number, a reason for none, or neither.

use std::ops::RangeInclusive;

use ontleed_dutch::{Content, Letter, Missing, Qualifier, Unit};
use rust_decimal::Decimal;

use crate::thousands;

/// A cell that holds a number or says why there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Notation {
    pub(crate) value: Option<Decimal>,
    /// `None` beside no value: the cell is blank.
    pub(crate) missing: Option<Missing>,
    pub(crate) unit: Option<Unit>,
    pub(crate) qualifier: Option<Qualifier>,
    pub(crate) letter: Option<Letter>,
    /// Where footnote marks begin, in bytes from the start of the cell.
    pub(crate) marks: Option<usize>,
}

/// Reads a whole cell, white space at its ends aside. `None` is text.
pub(crate) fn read(cell: &str) -> Option<Notation> {
    let is_bare = matches!(cell.as_bytes(), [b'!'..=b'[' | b']'..=b'~', ..]);
    // Markdown writes `\- 5` for a minus at the start of a cell.
    let text = if is_bare { cell } else { cell.trim_start().trim_start_matches('\\') };
    if !is_bare && text.trim_end().is_empty() {
        return Some(Notation::default());
    }
    if !may_be_read(text) {
        return None;
    }
    let offset = cell.len() - text.len();
    let read = ontleed_dutch::cell(text)?.value;
    let marks = read.marks.first().map(|mark| offset + mark.span.range().start);
    let (qualifier, letter) = (read.qualifier, read.letter);
    match read.content {
        Content::Quantity(quantity) if quantity.upper.is_none() => Some(Notation {
            value: Some(quantity.scaled().unwrap_or(quantity.value)),
            missing: None,
            unit: quantity.unit,
            qualifier,
            letter,
            marks,
        }),
        Content::Missing(missing) if missing != Missing::Text => Some(Notation {
            missing: Some(missing),
            qualifier,
            letter,
            marks,
            ..Notation::default()
        }),
        _ => None,
    }
}

/// Reads a cell that something other than a space keeps apart: a space in it may stand before a group of three digits, and
/// Markdown writes a backslash before a point or sign.
pub(crate) fn read_cell(cell: &str) -> Option<Notation> {
    let escaped = || {
        let plain = memchr::memchr(b'\\', cell.as_bytes()).map(|_| cell.replace('\\', ""))?;
        read(&plain).filter(|read| read.marks.is_none())
    };
    read(cell).or_else(escaped).or_else(|| {
        let groups = thousands::groups(cell)?;
        let joined: String = cell[groups.clone()].split([' ', '\u{A0}']).collect();
        let removed = groups.len() - joined.len();
        let mut read = read(&[&cell[..groups.start], &joined, &cell[groups.end..]].concat())?;
        read.marks = read.marks.map(|at| at + removed);
        Some(read)
    })
}

/// A number of one or two digits in brackets, `(35)`: a footnote, or a negative amount among others in brackets.
pub(crate) fn read_in_brackets(cell: &str) -> Option<Notation> {
    let digits = cell.trim().strip_prefix('(')?.strip_suffix(')')?;
    let is_short = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let value = digits.parse::<i64>().ok().filter(|_| is_short)?;
    Some(Notation { value: Some(Decimal::from(-value)), ..Notation::default() })
}

/// Whether [`read`] reads a cell.
pub(crate) fn is_read(cell: &str) -> bool {
    is_integer(cell) || read(cell).is_some()
}

/// Whether a cell is what most are: `643`, `-1.852`.
fn is_integer(cell: &str) -> bool {
    /// So many digits and dots are read whatever they are.
    const LONGEST: usize = 19;
    let bytes = cell.as_bytes();
    let digits = bytes.strip_prefix(b"-").unwrap_or(bytes);
    if !digits.first().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let (first, groups) = digits.split_at(digits.len() % 4);
    let all_digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    let is_group = |group: &[u8]| group[0] == b'.' && all_digits(&group[1..]);
    let is_grouped =
        || all_digits(first) && !matches!(first, [] | [b'0', ..]) && groups.chunks(4).all(is_group);
    digits.len() <= LONGEST && (all_digits(digits) || is_grouped())
}

/// Whether the grammar can make anything of a text: it has a digit, or is as short as a code.
fn may_be_read(text: &str) -> bool {
    let bytes = text.as_bytes();
    let head = &bytes[..bytes.len().min(LONGEST_CODE)];
    head.iter().any(u8::is_ascii_digit)
        || bytes.len() <= LONGEST_CODE
            && matches!(
                bytes[0],
                b'n' | b'N' | b'p' | b'P' | b'o' | b'O' | b'-' | b'.' | b'(' | 0x80..
            )
}

/// The longest code for a missing value, in bytes.
const LONGEST_CODE: usize = 24;

/// A year on its own, `2019` or `2019*`.
pub(crate) fn year(text: &str) -> Option<u16> {
    match text.as_bytes() {
        // Most texts are words, or digits with nothing around them.
        [b'A'..=b'Z' | b'a'..=b'z', ..] => None,
        digits @ [b'0'..=b'9', .., b'0'..=b'9'] => year_of(digits),
        _ => year_of(text.trim().trim_end_matches('*').as_bytes()),
    }
}

/// The year that four digits write.
pub(crate) fn year_of(digits: &[u8]) -> Option<u16> {
    if digits.len() != 4 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let year = digits.iter().fold(0, |year, digit| year * 10 + u16::from(digit - b'0'));
    YEARS.contains(&year).then_some(year)
}

/// Whether a number may be the end of a label: a year, or one or two digits.
pub(crate) fn numbers_label(number: &str) -> bool {
    let is_short = number.len() < 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    is_short || year(number).is_some()
}

/// The years a table is about: fewer than prose may name, as four digits of a table are an amount more often than not.
pub(crate) const YEARS: RangeInclusive<u16> = 1990..=2060;

/// From one year to another, or the one less the other: `2023-2026`.
pub(crate) fn are_two_years(text: &str) -> bool {
    let years = text.split_once(['-', '–', '/']);
    years.is_some_and(|(first, last)| year(first).is_some() && year(last).is_some())
}

/// The longest period, in bytes.
const LONGEST_PERIOD: usize = 10;

/// Whether the first character of a text is one that a period begins with.
pub(crate) fn may_begin_period(text: &str) -> bool {
    matches!(text.as_bytes(), [b'0'..=b'9' | b'T' | b't' | b'Q' | b'q', ..])
}

/// A year, a date or a part of a year, as columns are headed: `2019`, `31-12-2021`, `1/1`,
/// `2015 Q1`, `T-1`. The year is 0 where none is printed.
pub(crate) fn period(text: &str) -> Option<u16> {
    let is_spaced = !matches!(text.as_bytes(), [b'!'..=b'~', ..]);
    let text = if is_spaced { text.trim_start() } else { text };
    if !may_begin_period(text) {
        return None;
    }
    let text = text.trim_end().trim_end_matches('*').trim_end();
    if text.len() > LONGEST_PERIOD {
        return None;
    }
    if let Some(year) = year(text) {
        return Some(year);
    }
    let mut shape = [0; LONGEST_PERIOD];
    for (sign, byte) in shape.iter_mut().zip(text.bytes()) {
        *sign = if byte.is_ascii_digit() { b'9' } else { byte.to_ascii_uppercase() };
    }
    let known = matches!(
        &shape[..text.len()],
        b"9-9" | b"9/9" | b"99/99" | b"99-99" | b"T-9" | b"T+9" | b"T" | b"99/9" | b"9/99"
    ) || matches!(
        &shape[..text.len()],
        b"99-99-9999"
            | b"9-9-9999"
            | b"9/9/9999"
            | b"99/99/9999"
            | b"9999 Q9"
            | b"Q9 9999"
            | b"99-9-9999"
            | b"9-99-9999"
            | b"99M 9999"
            | b"9M 9999"
    );
    if !known {
        return None;
    }
    let year = text.split(|c: char| !c.is_ascii_digit()).find_map(year);
    Some(year.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cell_is_a_number_a_reason_for_none_or_text() {
        let value =
            |cell: &str| read(cell).and_then(|read| read.value).map(|value| value.to_string());
        assert_eq!(value("\\- 1.666").as_deref(), Some("-1666"));
        assert_eq!(value("- 96 N").as_deref(), Some("-96"));
        assert_eq!(value("€\u{A0}-126.628").as_deref(), Some("-126628"));
        assert_eq!(read("-").and_then(|read| read.missing), Some(Missing::Dash));
        assert_eq!(read("\u{A0}"), Some(Notation::default()));
        assert_eq!(read("startjaar"), None);
        assert_eq!(read("1.9050"), None);
        assert_eq!(read("42%*").and_then(|read| read.marks), Some(3));
    }

    #[test]
    fn a_space_before_three_digits_parts_thousands_of_a_cell() {
        let value =
            |cell: &str| read_cell(cell).and_then(|read| read.value).map(|value| value.to_string());
        for (cell, expected) in [
            ("98 227", "98227"),
            ("1\u{A0}204\u{A0}500", "1204500"),
            ("- 12 450", "-12450"),
            ("€ 1 204,50", "1204.50"),
            ("(1 200)", "-1200"),
            ("12 450-", "-12450"),
            ("12 450 N", "12450"),
        ] {
            assert_eq!(value(cell).as_deref(), Some(expected), "{cell:?}");
            assert_eq!(read(cell), None);
        }
        for cell in [
            "98 22",
            "98 2275",
            "1204 500",
            "0 123",
            "98  227",
            "98 227 5",
            "1.204 500",
            "98 227 banen",
            "a 98 227",
        ] {
            assert_eq!(value(cell), None, "{cell:?}");
        }
        assert_eq!(read_cell("42 000%*").and_then(|read| read.marks), Some(7));
    }

    proptest! {
        #[test]
        fn an_integer_is_read(cell in "-?[0-9]{1,4}([.][0-9]{2,4}){0,5}|[0-9]{0,25}") {
            prop_assert!(!is_integer(&cell) || read(&cell).is_some_and(|read| read.value.is_some()));
        }
    }

    #[test]
    fn periods_head_columns() {
        for (text, year) in [("2019", 2019), ("31-12-2021", 2021), ("2015 Q1", 2015), ("1/1", 0)] {
            assert_eq!(period(text), Some(year), "{text:?}");
        }
        assert_eq!(period("1.234"), None);
    }
}
