//! Grammars that others are made of, each read alone, as the tests ask for them.

use nom::Parser;
use nom::combinator::{map, opt, verify};
use nom::sequence::terminated;

use crate::comparison::{Qualifier, qualifier};
use crate::letter::{Letter, advantage};
use crate::missing::{Missing, code};
use crate::number::{Number, numeral};
use crate::parsed::{Parsed, Read, read};
use crate::quantity::{Quantity, quantity};
use crate::sign::{Sign, apply, sign_before};
use crate::unit::Unit;
use crate::word::{gap, word_end};

/// Reads a number, with its sign, at the beginning of a text.
///
/// Dots stand before groups of three digits, or apostrophes or thin spaces do, or there are none; the decimals stand behind a
/// comma.
/// A decimal point is read only where no Dutch reading exists: `65.98` and `0.613`, but `1.234`
/// is a thousand and more. What continues as if it were a longer number is none: `1.2345`, `5e`.
/// Neither is what has more than 28 digits.
pub(crate) fn number(text: &str) -> Option<Parsed<Number>> {
    read(text, terminated(signed, word_end))
}

fn signed(input: &str) -> Read<'_, Number> {
    map((opt(terminated(sign_before, gap)), numeral), |(sign, number)| Number {
        value: apply(sign, number.value),
        ..number
    })
    .parse(input)
}

/// Reads the sign at the beginning of a text, without the space that may follow.
pub(crate) fn sign(text: &str) -> Option<Parsed<Sign>> {
    read(text, sign_before)
}

/// Reads an amount at the beginning of a text: a euro sign or word, `,-`, or a scale word makes a
/// number one.
///
/// Of `62 miljoen` the text does not say what it counts: its unit is `None`. Brackets are read in
/// a [`cell`](crate::cell()) only: in a sentence `(€ 5 mln)` is not negative.
pub(crate) fn amount(text: &str) -> Option<Parsed<Quantity>> {
    let is_amount = |found: &Quantity| found.unit == Some(Unit::Eur) || found.scale.is_some();
    read(text, terminated(verify(quantity, is_amount), word_end))
}

/// Reads a percentage at the beginning of a text: percent, percent points or per mille.
pub(crate) fn percentage(text: &str) -> Option<Parsed<Quantity>> {
    let is_percentage = |found: &Quantity| {
        matches!(found.unit, Some(Unit::Percent | Unit::PercentPoints | Unit::PerMille))
    };
    read(text, terminated(verify(quantity, is_percentage), word_end))
}

/// Reads a comparison at the beginning of a text, without the space that may follow.
pub(crate) fn comparison(text: &str) -> Option<Parsed<Qualifier>> {
    read(text, qualifier)
}

/// Reads the letter, or the word, at the beginning of a text.
pub(crate) fn letter(text: &str) -> Option<Parsed<Letter>> {
    read(text, advantage)
}

/// Reads a missing code at the beginning of a text. A dash that stands against what follows is a
/// sign or a hyphen, and none; before a space it is one, also in `- 5`.
pub(crate) fn missing(text: &str) -> Option<Parsed<Missing>> {
    read(text, code)
}
