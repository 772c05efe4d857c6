//! Signs: `-1.234`, `- 1.234`, `1.234-`, `-/- 22`, `+ 28`.

use std::fmt;

use nom::Parser;
use nom::branch::alt;
use nom::character::complete::{char, satisfy};
use nom::combinator::{not, opt, peek, value};
use nom::sequence::preceded;
use ontleed_text::is_dash;
use rust_decimal::Decimal;

use crate::parsed::Read;
use crate::word::gap;

/// The sign of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// `+`.
    Plus,
    /// `-` and every other dash or minus sign, `-/-`.
    Minus,
}

impl fmt::Display for Sign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plus => "+",
            Self::Minus => "-",
        })
    }
}

/// `-`, `–`, `−`, `-/-`, `+`; `\-` where Markdown escaped it.
pub(crate) fn sign_before(input: &str) -> Read<'_, Sign> {
    let struck = value(Sign::Minus, (dash, gap, char('/'), gap, dash));
    let plus = value(Sign::Plus, (opt(char('\\')), char('+')));
    alt((struck, value(Sign::Minus, dash), plus)).parse(input)
}

/// `1.234-`, `1.234 -/-`. A dash before a digit or a letter joins, it is no sign.
pub(crate) fn sign_after(input: &str) -> Read<'_, Sign> {
    let struck = preceded(gap, (dash, char('/'), dash));
    let joined = satisfy(|c| c.is_alphanumeric() || c == '\u{20AC}' || is_dash(c));
    alt((value(Sign::Minus, struck), value(Sign::Minus, (dash, not(peek(joined)))))).parse(input)
}

/// Any dash.
pub(crate) fn dash(input: &str) -> Read<'_, char> {
    preceded(opt(char('\\')), satisfy(is_dash)).parse(input)
}

/// The value with its sign; zero stays without.
pub(crate) fn apply(sign: Option<Sign>, value: Decimal) -> Decimal {
    if sign == Some(Sign::Minus) && !value.is_zero() { -value } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alone::{number, sign};
    use crate::parsed::check;

    #[test]
    fn signs() {
        check(
            sign,
            &[
                ("-", "-"),
                ("+", "+"),
                ("- 5", "- [0..1]"),
                ("−5", "- [0..3]"),
                ("–", "-"),
                ("‒", "-"),
                ("—", "-"),
                ("‐", "-"),
                ("-/-", "-"),
                ("–/–", "-"),
                ("- / -", "-"),
                ("-/- 22", "- [0..3]"),
                ("+ 28", "+ [0..1]"),
                ("\\- 53", "- [0..2]"),
                ("", "none"),
                ("5", "none"),
                (" -", "none"),
                ("±", "none"),
            ],
        );
    }

    #[test]
    fn before_the_number() {
        check(
            number,
            &[
                ("-1.234", "-1234"),
                ("- 1.234", "-1234"),
                ("-\u{A0}1.234", "-1234"),
                ("-  1.234", "-1234"),
                ("−1.234", "-1234"),
                ("‒1.234", "-1234"),
                ("–1.234", "-1234"),
                ("– 1.234", "-1234"),
                ("-/- 22", "-22"),
                ("-/-22,5", "-22.5"),
                ("+28", "28"),
                ("+ 28", "28"),
                ("-0", "0"),
                ("-0,0", "0.0"),
                ("-05", "-5"),
                ("\\- 53", "-53"),
                ("--5", "none"),
                ("- - 5", "none"),
                ("-+5", "none"),
                ("+/- 5", "none"),
                ("-\n5", "none"),
                ("-\t5", "none"),
                ("-", "none"),
                ("-a", "none"),
                ("(1.234)", "none"),
                ("-(1.234)", "none"),
            ],
        );
    }

    #[test]
    fn behind_the_number() {
        for (text, expected) in [
            ("-", Some("")),
            ("- ", Some(" ")),
            ("-)", Some(")")),
            ("-/-", Some("")),
            (" -/-", Some("")),
            (" -", None),
            ("-5", None),
            ("-jarigen", None),
            ("--", None),
            ("-€", None),
        ] {
            assert_eq!(sign_after(text).ok().map(|(rest, _)| rest), expected, "{text:?}");
        }
    }
}
