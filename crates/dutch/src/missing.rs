//! Codes that stand where a number is missing: `-`, `n.v.t.`, `PM`.

use std::fmt;

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{char, satisfy};
use nom::combinator::{not, opt, peek, value, verify};
use nom::multi::{many_m_n, many1_count};
use nom::sequence::{preceded, terminated};

use crate::amount::currency_before;
use crate::parsed::Read;
use crate::sign::{dash, sign_before};
use crate::word::{Words, gap, word};

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// `-`: nil, or nothing is aimed at.
    Dash,
    /// `n.v.t.`: *niet van toepassing*.
    NotApplicable,
    /// `PM`: *pro memorie*, the amount is not yet known.
    ProMemorie,
    /// `n.b.`, `onbekend`, `niet gemeten`, `.`.
    Unknown,
    /// A word that stands for the value: `startjaar`, `nihil`.
    Text,
}

impl Missing {
    /// The code of the fact table.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dash => "dash",
            Self::NotApplicable => "not_applicable",
            Self::ProMemorie => "pro_memorie",
            Self::Unknown => "unknown",
            Self::Text => "text",
        }
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

pub(crate) const CODES: Words<Missing> = &[
    ("n.v.t.", Missing::NotApplicable),
    ("niet van toepassing", Missing::NotApplicable),
    ("n/a", Missing::NotApplicable),
    ("p.m.", Missing::ProMemorie),
    ("pro memorie", Missing::ProMemorie),
    ("n.b.", Missing::Unknown),
    ("n.n.b.", Missing::Unknown),
    ("n.t.b.", Missing::Unknown),
    ("n.g.", Missing::Unknown),
    ("onbekend", Missing::Unknown),
    ("nog onbekend", Missing::Unknown),
    ("niet bekend", Missing::Unknown),
    ("nog niet bekend", Missing::Unknown),
    ("niet beschikbaar", Missing::Unknown),
    ("nog niet beschikbaar", Missing::Unknown),
    ("nog te bepalen", Missing::Unknown),
    ("nader te bepalen", Missing::Unknown),
    ("niet gemeten", Missing::Unknown),
    ("geen meting", Missing::Unknown),
    ("startjaar", Missing::Text),
    ("basisjaar", Missing::Text),
    ("nihil", Missing::Text),
    ("geen", Missing::Text),
    ("volgt", Missing::Text),
];

/// The longest spelling in [`CODES`], in bytes, with room for spaces.
pub(crate) const LONGEST_CODE: usize = 32;

/// Where a code of several words begins that a text ends in, in bytes, with a space before it: `7,1 niet gemeten`.
pub fn missing_words_at_end(text: &str) -> Option<usize> {
    let start = |code: &str| {
        let start = text.len().checked_sub(code.len())?;
        let is_code = text.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(code));
        (is_code && text[..start].ends_with(' ')).then_some(start)
    };
    let codes = CODES.iter().map(|(code, _)| *code).filter(|code| code.contains(' '));
    codes.filter_map(start).min()
}

/// A code, with what may stand before it: `-PM`, `€ -`.
pub(crate) fn code(input: &str) -> Read<'_, Missing> {
    let signed =
        verify(preceded((sign_before, gap), word(CODES)), |&code| code == Missing::ProMemorie);
    alt((word(CODES), signed, preceded(opt((currency_before, gap)), nil), dots)).parse(input)
}

/// `-`, `--`.
fn nil(input: &str) -> Read<'_, Missing> {
    let joined = satisfy(|c| c.is_alphanumeric() || matches!(c, '€' | '/' | '(' | '.' | ','));
    let dashes = (many_m_n(1, 3, dash), not(peek(joined)), not(peek(dash)));
    value(Missing::Dash, dashes).parse(input)
}

/// `.`, `...`, `…`.
fn dots(input: &str) -> Read<'_, Missing> {
    let dots = terminated(many1_count(char('.')), not(peek(satisfy(char::is_alphanumeric))));
    alt((
        value(Missing::Unknown, verify(dots, |&count| count <= 3)),
        value(Missing::Unknown, tag("…")),
    ))
    .parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alone::missing;
    use crate::parsed::check;

    #[test]
    fn codes() {
        check(
            missing,
            &[
                ("n.v.t.", "not_applicable"),
                ("n.v.t", "not_applicable"),
                ("N.v.t", "not_applicable"),
                ("N.v.t.", "not_applicable"),
                ("N.V.T.", "not_applicable"),
                ("nvt", "not_applicable"),
                ("Nvt", "not_applicable"),
                ("nvt.", "not_applicable"),
                ("niet van toepassing", "not_applicable"),
                ("niet van\u{A0}toepassing", "not_applicable"),
                ("PM", "pro_memorie"),
                ("pm", "pro_memorie"),
                ("p.m.", "pro_memorie"),
                ("P.M.", "pro_memorie"),
                ("-PM", "pro_memorie"),
                ("- PM", "pro_memorie"),
                ("–\u{A0}PM", "pro_memorie"),
                ("Pro memorie", "pro_memorie"),
                ("n.b.", "unknown"),
                ("N.B.", "unknown"),
                ("nb", "unknown"),
                ("n.n.b.", "unknown"),
                ("nnb", "unknown"),
                ("n.t.b.", "unknown"),
                ("n.g.", "unknown"),
                ("onbekend", "unknown"),
                ("Onbekend", "unknown"),
                ("nog niet bekend", "unknown"),
                ("niet gemeten", "unknown"),
                ("Niet\u{A0}gemeten", "unknown"),
                ("startjaar", "text"),
                ("nihil", "text"),
            ],
        );
    }

    #[test]
    fn dashes_and_dots() {
        check(
            missing,
            &[
                ("-", "dash"),
                ("–", "dash"),
                ("—", "dash"),
                ("−", "dash"),
                ("--", "dash"),
                ("\\-", "dash"),
                ("€ -", "dash"),
                ("€\u{A0}–", "dash"),
                ("€-", "dash"),
                (".", "unknown"),
                ("...", "unknown"),
                ("…", "unknown"),
                ("- 25%", "dash [0..1]"),
                ("-*", "dash [0..1]"),
                ("- - -", "dash [0..1]"),
                ("-5", "none"),
                ("-€ 5", "none"),
                ("-/- 5", "none"),
                ("-jarigen", "none"),
                ("----", "none"),
                ("....", "none"),
                (".5", "none"),
                ("€", "none"),
            ],
        );
    }

    #[test]
    fn codes_of_words_at_the_end() {
        assert_eq!(missing_words_at_end("7,1 niet gemeten"), Some(4));
        assert_eq!(missing_words_at_end("12 Nog niet bekend"), Some(3));
        assert_eq!(missing_words_at_end("niet gemeten"), None);
        assert_eq!(missing_words_at_end("7,1 n.b."), None);
        assert_eq!(missing_words_at_end("vaak gemeten"), None);
    }

    #[test]
    fn what_stands_behind_is_left() {
        check(
            missing,
            &[
                ("n.v.t. 14", "not_applicable [0..6]"),
                ("n.v.t.*", "not_applicable [0..6]"),
                ("PM (1)", "pro_memorie [0..2]"),
            ],
        );
    }

    #[test]
    fn no_codes() {
        check(
            missing,
            &[
                ("", "none"),
                ("5", "none"),
                ("nbx", "none"),
                ("PMX", "none"),
                ("n.v", "none"),
                ("niet", "none"),
                ("niet goed", "none"),
                ("-onbekend", "none"),
                ("onbekende", "none"),
                ("Collegetarget", "none"),
            ],
        );
    }

    #[test]
    fn no_spelling_is_too_long() {
        assert!(CODES.iter().all(|(spelling, _)| spelling.len() < LONGEST_CODE));
    }
}
