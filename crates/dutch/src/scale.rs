//! Scale words: `mln.`, `miljoen`, `duizend`.

use std::fmt;

use rust_decimal::Decimal;

use crate::parsed::Read;
use crate::word::{Words, word};

/// By how much a printed value is to be multiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    /// 1: the text says that amounts are whole, `x € 1`.
    One,
    /// 1.000.
    Thousand,
    /// 1.000.000: *miljoen*.
    Million,
    /// 1.000.000.000: *miljard*.
    Billion,
}

impl Scale {
    /// The power of ten: 0, 3, 6 or 9.
    pub const fn exponent(self) -> u32 {
        match self {
            Self::One => 0,
            Self::Thousand => 3,
            Self::Million => 6,
            Self::Billion => 9,
        }
    }

    /// The factor: 1, 1000, 1000000 or 1000000000.
    pub fn factor(self) -> Decimal {
        Decimal::from(10_u64.pow(self.exponent()))
    }

    /// The scale of which this is the factor.
    pub(crate) fn of(factor: Decimal) -> Option<Self> {
        [Self::One, Self::Thousand, Self::Million, Self::Billion]
            .into_iter()
            .find(|scale| scale.factor() == factor)
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "10^{}", self.exponent())
    }
}

/// Behind a number.
pub(crate) const SINGULAR: Words<Scale> = &[
    ("duizend", Scale::Thousand),
    ("miljoen", Scale::Million),
    ("mln.", Scale::Million),
    ("mio.", Scale::Million),
    ("miljard", Scale::Billion),
    ("mld.", Scale::Billion),
    ("mrd.", Scale::Billion),
];

/// Where no number stands: `in duizenden euro's`.
pub(crate) const PLURAL: Words<Scale> = &[
    ("duizenden", Scale::Thousand),
    ("duizendtallen", Scale::Thousand),
    ("miljoenen", Scale::Million),
    ("miljarden", Scale::Billion),
];

/// Not to be read, and not to be read over either: `€ 3 ton` is not three euros.
pub(crate) const UNCLEAR: Words<()> = &[
    ("k", ()),
    ("m", ()),
    ("ton", ()),
    ("mlj.", ()),
    ("mjn.", ()),
    ("duizenden", ()),
    ("miljoenen", ()),
    ("miljarden", ()),
];

/// A scale word behind a number.
pub(crate) fn scale_word(input: &str) -> Read<'_, Scale> {
    word(SINGULAR)(input)
}

/// A scale word that stands for a number: `duizenden`.
pub(crate) fn scale_plural(input: &str) -> Read<'_, Scale> {
    word(PLURAL)(input)
}

/// A word that scales the number before it, but not by a factor that is sure.
pub(crate) fn unclear_scale(input: &str) -> Read<'_, ()> {
    word(UNCLEAR)(input)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parsed::{check, read};

    #[test]
    fn scale_words() {
        check(
            |text| read(text, scale_word),
            &[
                ("duizend", "10^3"),
                ("miljoen", "10^6"),
                ("Miljoen", "10^6"),
                ("mln", "10^6"),
                ("mln.", "10^6"),
                ("MLN.", "10^6"),
                ("mio", "10^6"),
                ("miljard", "10^9"),
                ("mld.", "10^9"),
                ("mrd", "10^9"),
                ("mln. euro", "10^6 [0..4]"),
                ("mln)", "10^6 [0..3]"),
                ("miljoenen", "none"),
                ("miljoenste", "none"),
                ("ton", "none"),
                ("m", "none"),
                ("", "none"),
            ],
        );
    }

    #[test]
    fn factors() {
        for scale in [Scale::One, Scale::Thousand, Scale::Million, Scale::Billion] {
            assert_eq!(Scale::of(scale.factor()), Some(scale));
        }
        assert_eq!(Scale::of(Decimal::from(100)), None);
    }
}
