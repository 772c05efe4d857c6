//! Numbers: `1.234.567,89`, `1234`, `05`.

use std::fmt;

use nom::branch::alt;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::{char, digit1, one_of, satisfy};
use nom::combinator::{map_opt, not, opt, peek, verify};
use nom::multi::many1_count;
use nom::sequence::{preceded, terminated};
use nom::{AsChar, Parser};
use rust_decimal::Decimal;

use crate::parsed::Read;

/// A number as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// Its value, with the printed number of decimals: `1,40` has two. Zero has no sign.
    pub value: Decimal,
    /// Whether the decimals stand behind a dot, which is not Dutch: `65.98`.
    pub decimal_point: bool,
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.value, if self.decimal_point { " (point)" } else { "" })
    }
}

/// Most digits a number may have: as many nines fit a [`Decimal`].
const MOST_DIGITS: usize = 28;

/// Numbers of so many digits fit the word of a machine: they are summed in one.
const MOST_DIGITS_OF_WORD: usize = 18;

/// A number without sign.
pub(crate) fn numeral(input: &str) -> Read<'_, Number> {
    plain_numeral(input).map_or_else(|| numeral_by_grammar(input), Ok)
}

/// What most numbers are, found without the grammar, as the grammar reads them.
fn plain_numeral(input: &str) -> Option<(&str, Number)> {
    let (printed, rest) = input.split_at(run_end(input));
    let may_go_on = matches!(rest.as_bytes(), [b'.' | b',', b'o', ..] | [b'\'' | 0xE2, ..]);
    let value = (!may_go_on).then(|| plain_number(printed)).flatten()?;
    Some((rest, Number { value, decimal_point: false }))
}

fn numeral_by_grammar(input: &str) -> Read<'_, Number> {
    terminated(alt((terminated(with_comma, numeral_end), with_point)), numeral_end).parse(input)
}

fn with_comma(input: &str) -> Read<'_, Number> {
    map_opt((alt((grouped, digit1)), opt(preceded(char(','), digit1))), |(integer, fraction)| {
        let value = decimal(integer, fraction.unwrap_or(""))?;
        Some(Number { value, decimal_point: false })
    })
    .parse(input)
}

/// What stands before groups of three digits: a dot, an apostrophe or a thin space, one and the same in a number. A space or
/// no-break space may as well part two numbers.
const SEPARATORS: [char; 5] = ['.', '\'', '\u{2019}', '\u{2009}', '\u{202F}'];

/// `1.234.567`, `1'234'567`: the first group does not begin with a zero.
fn grouped(input: &str) -> Read<'_, &str> {
    let first = verify(digits(1, 3), |group: &str| !group.starts_with('0'));
    let (rest, (_, separator)) = (first, peek(one_of(&SEPARATORS[..]))).parse(input)?;
    let (rest, _) = many1_count((char(separator), digits(3, 3))).parse(rest)?;
    Ok((rest, &input[..input.len() - rest.len()]))
}

/// `65.98`, `3900000.0`, `0.613`.
fn with_point(input: &str) -> Read<'_, Number> {
    let parts =
        verify((digit1, preceded(char('.'), digit1)), |(integer, fraction): &(&str, &str)| {
            *integer == "0" || !integer.starts_with('0') && fraction.len() < 3
        });
    map_opt(parts, |(integer, fraction)| {
        Some(Number { value: decimal(integer, fraction)?, decimal_point: true })
    })
    .parse(input)
}

/// So many ASCII digits, or the first of more.
pub(crate) fn digits(least: usize, most: usize) -> impl Fn(&str) -> Read<'_, &str> {
    move |input| take_while_m_n(least, most, AsChar::is_dec_digit).parse(input)
}

/// No digit follows, and no separator with a digit, or with the letter that is typed for a zero.
pub(crate) fn numeral_end(input: &str) -> Read<'_, ()> {
    let digit = satisfy(|c| c.is_ascii_digit());
    let separated = preceded(one_of(".,'\u{2019}"), satisfy(|c| c.is_ascii_digit() || c == 'o'));
    not(peek(alt((digit, separated)))).parse(input)
}

/// The text behind the number without sign that a text begins with, found without the grammar;
/// `None` where [`numeral`] reads none.
pub(crate) fn after_numeral(text: &str) -> Option<&str> {
    let (numeral, rest) = text.split_at(run_end(text));
    let has_point = || {
        let parts = numeral.split_once('.').filter(|(_, fraction)| !fraction.contains(['.', ',']));
        parts.is_some_and(|(integer, fraction)| {
            !integer.contains(',')
                && (integer == "0" || !integer.starts_with('0') && fraction.len() < 3)
        })
    };
    let is_long = || numeral.len() > MOST_DIGITS_OF_WORD && numeral_by_grammar(text).is_ok();
    (plain_number(numeral).is_some() || has_point() || is_long()).then_some(rest)
}

/// The end of the digits that a text begins with, and of the separators between them: `1.234,5`.
fn run_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let goes_on =
        |at: &usize| is_digit(*at) || matches!(bytes[*at], b'.' | b',') && is_digit(*at + 1);
    (0..bytes.len()).find(|at| !goes_on(at)).unwrap_or(bytes.len())
}

/// A whole text that is a number without sign and without anything unusual: the one that
/// [`numeral`] reads, found without the grammar at one look. Longer ones are left to it.
pub(crate) fn plain_number(text: &str) -> Option<Decimal> {
    if text.len() > MOST_DIGITS_OF_WORD {
        return None;
    }
    let (mut mantissa, first, mut rest) = take_digits(0, text.as_bytes());
    let may_be_grouped = first <= 3 && !text.starts_with('0');
    while let ([b'.', behind @ ..], true) = (rest, may_be_grouped) {
        let group;
        (mantissa, group, rest) = take_digits(mantissa, behind);
        if group != 3 {
            return None;
        }
    }
    let mut decimals = 0;
    if let [b',', behind @ ..] = rest {
        (mantissa, decimals, rest) = take_digits(mantissa, behind);
        if decimals == 0 {
            return None;
        }
    }
    (first > 0 && rest.is_empty()).then(|| Decimal::try_new(mantissa, decimals).ok()).flatten()
}

/// A number with the digits that a text begins with put behind its own, how many they are, and what
/// is behind them.
fn take_digits(mut number: i64, mut text: &[u8]) -> (i64, u32, &[u8]) {
    let mut count = 0;
    while let [digit @ b'0'..=b'9', behind @ ..] = text {
        number = number * 10 + i64::from(digit - b'0');
        count += 1;
        text = behind;
    }
    (number, count, text)
}

fn decimal(integer: &str, fraction: &str) -> Option<Decimal> {
    let digits = || integer.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit);
    let decimals = u32::try_from(fraction.len()).ok()?;
    if integer.len() + fraction.len() <= MOST_DIGITS_OF_WORD {
        let mantissa = digits().fold(0_i64, |value, digit| value * 10 + i64::from(digit - b'0'));
        return Decimal::try_new(mantissa, decimals).ok();
    }
    if digits().count() > MOST_DIGITS {
        return None;
    }
    let mantissa = digits().fold(0_i128, |value, digit| value * 10 + i128::from(digit - b'0'));
    Decimal::try_from_i128_with_scale(mantissa, decimals).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::alone::number;
    use crate::parsed::check;

    #[test]
    fn integers() {
        check(
            number,
            &[
                ("0", "0"),
                ("5", "5"),
                ("05", "5"),
                ("007", "7"),
                ("1234", "1234"),
                ("11717", "11717"),
                ("1.234", "1234"),
                ("12.345", "12345"),
                ("123.456", "123456"),
                ("1.234.567", "1234567"),
                ("67.790.000.000", "67790000000"),
                ("1.000.000", "1000000"),
                ("2020", "2020"),
            ],
        );
    }

    #[test]
    fn apostrophes_and_thin_spaces_part_thousands() {
        check(
            number,
            &[
                ("98'227", "98227"),
                ("-1'204'500", "-1204500"),
                ("1’204’500,25", "1204500.25"),
                ("98\u{202F}227", "98227"),
                ("1\u{2009}204\u{2009}500", "1204500"),
                ("98'22", "none"),
                ("98'2271", "none"),
                ("1'204.500", "none"),
                ("1234'567", "none"),
                ("01'234", "none"),
                ("'22", "none"),
                ("98' hoog", "98 [0..2]"),
                ("98\u{202F}22", "98 [0..2]"),
                ("1.204\u{202F}500", "1204 [0..5]"),
            ],
        );
    }

    #[test]
    fn decimals_keep_what_was_printed() {
        check(
            number,
            &[
                ("1.234.567,89", "1234567.89"),
                ("1,40", "1.40"),
                ("1,4", "1.4"),
                ("0,0", "0.0"),
                ("0,50", "0.50"),
                ("38,64", "38.64"),
                ("1.256,9", "1256.9"),
                ("1234,5", "1234.5"),
                ("1,234", "1.234"),
                ("12,3456789", "12.3456789"),
                ("05,5", "5.5"),
                ("650,00", "650.00"),
            ],
        );
    }

    #[test]
    fn a_decimal_point_is_read_where_no_dutch_reading_exists() {
        check(
            number,
            &[
                ("65.98", "65.98 (point)"),
                ("1.4", "1.4 (point)"),
                ("0.61", "0.61 (point)"),
                ("0.613", "0.613 (point)"),
                ("0.6134", "0.6134 (point)"),
                ("3900000.0", "3900000.0 (point)"),
                ("1234.56", "1234.56 (point)"),
                ("-2.5", "-2.5 (point)"),
                ("1.234", "1234"),
            ],
        );
    }

    #[test]
    fn what_is_not_one_number() {
        check(
            number,
            &[
                ("", "none"),
                ("a", "none"),
                (",5", "none"),
                (".5", "none"),
                (" 5", "none"),
                ("1.2345", "none"),
                ("12.3456", "none"),
                ("1.23.456", "none"),
                ("1.234.56", "none"),
                ("1.234.5678", "none"),
                ("1234.567", "none"),
                ("01.234", "none"),
                ("01.23", "none"),
                ("1,234,567", "none"),
                ("1,234.56", "none"),
                ("1.234,56.78", "none"),
                ("360.ooo", "none"),
                ("1e", "none"),
                ("10M", "none"),
                ("5G-netwerk", "none"),
                ("½", "none"),
                ("٣", "none"),
            ],
        );
    }

    #[test]
    fn what_stands_behind_is_left() {
        check(
            number,
            &[
                ("5.", "5 [0..1]"),
                ("1.234. Dat", "1234 [0..5]"),
                ("1.234, dat", "1234 [0..5]"),
                ("12 34", "12 [0..2]"),
                ("12)", "12 [0..2]"),
                ("12%", "12 [0..2]"),
                ("2.500,-", "2500 [0..5]"),
                ("1.234-5", "1234 [0..5]"),
                ("1.234\u{A0}5", "1234 [0..5]"),
            ],
        );
    }

    #[test]
    fn at_most_28_digits() {
        let most = "9".repeat(28);
        check(number, &[(&most, &most)]);
        check(number, &[(&"1".repeat(29), "none"), (&"0".repeat(29), "none")]);
        check(number, &[(&format!("0,{}", "1".repeat(28)), "none")]);
        check(number, &[(&format!("0.{}", "1".repeat(28)), "none")]);
        let finest = format!("0,{}", "1".repeat(27));
        check(number, &[(&finest, &finest.replace(',', "."))]);
        check(number, &[(&"1".repeat(100_000), "none")]);
        assert_eq!(after_numeral(&format!("{most} x")), Some(" x"));
        assert_eq!(after_numeral(&"1".repeat(29)), None);
    }

    proptest! {
        #[test]
        fn a_number_is_where_the_grammar_reads_one(text in "[0-9]{1,5}([.,][0-9]{1,4}){0,3}[-.,o a]{0,2}[0-9]?") {
            let read = numeral_by_grammar(&text);
            if let Ok((rest, _)) = read {
                prop_assert_eq!(after_numeral(&text), Some(rest));
            }
            if let Some(plain) = plain_numeral(&text) {
                prop_assert_eq!(Ok(plain), read);
            }
            prop_assert!(after_numeral(&text).is_none() || numeral(&text).is_ok() || text.contains('o'));
        }

        #[test]
        fn a_printed_number_reads_back_to_itself(
            mantissa in -9_999_999_999_999_i128..=9_999_999_999_999,
            scale in 0_u32..6,
            dots in any::<bool>(),
        ) {
            let value = Decimal::from_i128_with_scale(mantissa, scale);
            let found = number(&print(value, dots)).unwrap();
            prop_assert_eq!(found.value.value, value);
            prop_assert_eq!(found.value.value.scale(), scale);
            prop_assert_eq!(found.span.len(), print(value, dots).len());
            prop_assert!(!found.value.decimal_point);
        }
    }

    fn print(value: Decimal, dots: bool) -> String {
        let shown = value.abs().to_string();
        let (integer, fraction) = shown.split_once('.').unwrap_or((&shown, ""));
        let mut printed = String::from(if value.is_sign_negative() { "-" } else { "" });
        for (index, digit) in integer.char_indices() {
            if dots && index > 0 && (integer.len() - index) % 3 == 0 {
                printed.push('.');
            }
            printed.push(digit);
        }
        if !fraction.is_empty() {
            printed.push(',');
            printed.push_str(fraction);
        }
        printed
    }
}
