//! V and N, *voordeel* and *nadeel*: `N 31.393`, `24.728 V`.

use std::fmt;

use nom::Parser;
use nom::branch::alt;
use nom::character::complete::{char, satisfy};
use nom::combinator::{not, peek};
use nom::sequence::{delimited, terminated};

use crate::parsed::Read;
use crate::word::{Words, gap, word};

/// Whether a deviation is good or bad for the result. It does not change the printed sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Letter {
    /// *Voordeel*: an advantage.
    V,
    /// *Nadeel*: a disadvantage.
    N,
}

impl fmt::Display for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V => "V",
            Self::N => "N",
        })
    }
}

pub(crate) const LETTERS: Words<Letter> = &[
    ("v", Letter::V),
    ("voordeel", Letter::V),
    ("voordelig", Letter::V),
    ("n", Letter::N),
    ("nadeel", Letter::N),
    ("nadelig", Letter::N),
];

/// `V`, `(V)`, `voordelig`.
pub(crate) fn advantage(input: &str) -> Read<'_, Letter> {
    let bare = || terminated(word(LETTERS), not(peek(satisfy(continues))));
    let in_brackets = delimited((char('('), gap), word(LETTERS), (gap, char(')')));
    alt((bare(), in_brackets)).parse(input)
}

/// The letter begins something longer: `N.v.t`, `V/N`, `V&A`, `N31`.
fn continues(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '/' | '&' | '-' | '\'')
}

#[cfg(test)]
mod tests {
    use crate::alone::letter;
    use crate::parsed::check;

    #[test]
    fn letters() {
        check(
            letter,
            &[
                ("V", "V"),
                ("N", "N"),
                ("v", "V"),
                ("n", "N"),
                ("(V)", "V"),
                ("( N )", "N"),
                ("Voordeel", "V"),
                ("voordelig", "V"),
                ("nadeel", "N"),
                ("NADELIG", "N"),
                ("N 31.393", "N [0..1]"),
                ("N\u{A0}31", "N [0..1]"),
                ("V*", "V [0..1]"),
                ("V |", "V [0..1]"),
                ("N -5", "N [0..1]"),
            ],
        );
    }

    #[test]
    fn no_letters() {
        check(
            letter,
            &[
                ("", "none"),
                ("5", "none"),
                (" V", "none"),
                ("VN", "none"),
                ("V/N", "none"),
                ("V&A", "none"),
                ("N.v.t", "none"),
                ("n.b.", "none"),
                ("N31", "none"),
                ("(V", "none"),
                ("nadelen", "none"),
                ("Veiligheid", "none"),
            ],
        );
    }
}
