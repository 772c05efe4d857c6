//! A number with what stands around it: sign, currency, scale word, unit, upper bound.

use std::fmt;

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::take_while1;
use nom::combinator::{consumed, map, map_opt, not, opt, peek, recognize, success, value, verify};
use nom::sequence::{delimited, preceded, separated_pair, terminated};
use rust_decimal::Decimal;

use crate::amount::{AFTER, currency_after, currency_before, no_cents};
use crate::number::numeral;
use crate::parsed::Read;
use crate::percentage::{SIGNS, percent_sign};
use crate::scale::{SINGULAR, Scale, UNCLEAR, scale_word, unclear_scale};
use crate::sign::{Sign, apply, dash, sign_before};
use crate::unit::{COUNTED, Unit, counted};
use crate::word::{Words, gap, initials, is_gap, is_initial, word};

/// A value with its unit.
///
/// Shown as `value..upper * 10^scale unit`, each part where there is one: `195..220 * 10^6 EUR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// What the digits and the sign say, before the scale; the lower bound of a range.
    pub value: Decimal,
    /// The upper bound, where a range is printed. Not less than `value`.
    pub upper: Option<Decimal>,
    /// The scale word that stands with it, for both bounds.
    pub scale: Option<Scale>,
    /// The unit that stands with it.
    pub unit: Option<Unit>,
    /// Whether decimals stand behind a dot, which is not Dutch: `65.98 %`.
    pub decimal_point: bool,
}

impl Quantity {
    /// The value times the scale, with the printed number of decimals; `None` where that does not fit.
    pub fn scaled(&self) -> Option<Decimal> {
        let Some(scale) = self.scale else { return Some(self.value) };
        let mut scaled = self.value.checked_mul(scale.factor())?;
        if scaled.is_zero() {
            // A product of zero has no decimals.
            scaled.rescale(self.value.scale());
        }
        Some(scaled)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value)?;
        if let Some(upper) = self.upper {
            write!(f, "..{upper}")?;
        }
        if let Some(scale) = self.scale {
            write!(f, " * {scale}")?;
        }
        if let Some(unit) = self.unit {
            write!(f, " {unit}")?;
        }
        if self.decimal_point { f.write_str(" (point)") } else { Ok(()) }
    }
}

/// A single value or a range.
pub(crate) fn quantity(input: &str) -> Read<'_, Quantity> {
    alt((between, ranged(dashed))).parse(input)
}

/// A single value or a range, where any dash between two values makes a range.
pub(crate) fn in_sentence(input: &str) -> Read<'_, Quantity> {
    if input.starts_with(|c: char| c.is_ascii_digit() || c == '\u{20AC}') {
        return ranged(dashed_in_sentence)(input);
    }
    alt((between, ranged(dashed_in_sentence))).parse(input)
}

pub(crate) const UP_TO: Words<()> =
    &[("tot", ()), ("tot en met", ()), ("t/m", ()), ("à", ()), ("a", ())];

pub(crate) const BETWEEN: Words<()> = &[("tussen", ()), ("tussen de", ())];
pub(crate) const FROM: Words<()> = &[("van", ())];

/// `tussen 5 en 10`, `van € 5 tot € 10`.
fn between(input: &str) -> Read<'_, Quantity> {
    const AND: Words<()> = &[("en", ()), ("en de", ())];
    let spaced = |words| delimited(gap, word(words), gap);
    let tussen = preceded((word(BETWEEN), gap), separated_pair(single, spaced(AND), single));
    let van = preceded((word(FROM), gap), separated_pair(single, spaced(UP_TO), single));
    map_opt(alt((tussen, van)), |(lower, upper)| join(lower, upper)).parse(input)
}

/// `195 tot 220 miljoen euro`, `330 – 365 miljoen euro`, `5%`; which dashes join is for the caller.
fn ranged(dashed: impl Fn(&str) -> Read<'_, Quantity>) -> impl Fn(&str) -> Read<'_, Quantity> {
    move |input| {
        let (rest, lower) = single(input)?;
        if !may_join(rest) {
            return Ok((rest, lower));
        }
        let upper = alt((preceded((gap, word(UP_TO), gap), single), &dashed));
        let range = map_opt(upper, |upper| join(lower, upper)).parse(rest);
        Ok(range.unwrap_or((rest, lower)))
    }
}

/// A look before the grammar: whether a word or dash that joins two bounds may stand here.
fn may_join(rest: &str) -> bool {
    const INITIALS: u32 = initials(UP_TO);
    let first = first_behind_gap(rest);
    first.is_some_and(|first| matches!(first, b'-' | b'\\') || is_initial(first, INITIALS))
}

/// `– 365 miljoen euro`: a dash joins only where a word follows the upper bound. Elsewhere it is
/// the sign of a next cell: `10-15%` may be `10` and `-15%`.
fn dashed(input: &str) -> Read<'_, Quantity> {
    let ends_in_word = |(printed, upper): &(&str, Quantity)| {
        let word = printed.ends_with(|c: char| c.is_alphabetic() || c == '.');
        word && upper.value.is_sign_positive()
    };
    let upper = verify(consumed(single), ends_in_word);
    preceded((gap, dash, gap), map(upper, |(_, upper)| upper)).parse(input)
}

/// `- 1900`, `–15%`: a sentence has no next cell, but as much space before the dash as behind it.
fn dashed_in_sentence(input: &str) -> Read<'_, Quantity> {
    let spaced = recognize((take_while1(is_gap), dash, take_while1(is_gap)));
    let positive = verify(single, |upper: &Quantity| upper.value.is_sign_positive());
    alt((preceded(alt((recognize(dash), spaced)), positive), dashed)).parse(input)
}

/// One quantity of two bounds: the lower one may leave out what the upper one says.
fn join(lower: Quantity, upper: Quantity) -> Option<Quantity> {
    let same_unit = lower.unit.is_none()
        || lower.unit == upper.unit
        || lower.unit == Some(Unit::Eur) && upper.unit.is_none();
    let same_scale = lower.scale.is_none() || lower.scale == upper.scale;
    (same_unit && same_scale && lower.value <= upper.value).then_some(Quantity {
        value: lower.value,
        upper: Some(upper.value),
        scale: upper.scale,
        unit: upper.unit.or(lower.unit),
        decimal_point: lower.decimal_point || upper.decimal_point,
    })
}

/// `-/- € 3,4 mln`, `8,8%`, `12 fte`, `- 53`.
pub(crate) fn single(input: &str) -> Read<'_, Quantity> {
    let (rest, (sign, currency)) = prefix(input)?;
    let (rest, number) = numeral(rest)?;
    let (rest, no_cents) = opt(no_cents).parse(rest)?;
    let euros = (currency || no_cents.is_some()).then_some(Unit::Eur);
    let value = apply(sign, number.value);
    let decimal_point = number.decimal_point;
    let goes_on = |initials| may_go_on(rest, initials);
    let unit = (euros.is_none() && goes_on(UNITS)).then(|| unit(rest).ok()).flatten();
    let (rest, (scale, unit)) = match unit {
        Some(found) => found,
        None if goes_on(SCALES) => scaled(rest)?,
        None => (rest, (None, None)),
    };
    Ok((rest, Quantity { value, upper: None, scale, unit: unit.or(euros), decimal_point }))
}

/// What `unit` and `scaled` may begin with, but for a sign.
const UNITS: u32 = initials(SIGNS) | initials(COUNTED);
const SCALES: u32 = initials(SINGULAR) | initials(UNCLEAR) | initials(AFTER);

/// A look before the grammar: whether a sign or a word with one of these letters stands behind a
/// number.
fn may_go_on(rest: &str, initials: u32) -> bool {
    let first = first_behind_gap(rest);
    first.is_some_and(|first| first == b'%' || is_initial(first, initials))
}

fn first_behind_gap(rest: &str) -> Option<u8> {
    rest.trim_start_matches(is_gap).bytes().next()
}

/// Sign and currency, in either order: `- € `, `€ -`. Whether there is a currency.
fn prefix(input: &str) -> Read<'_, (Option<Sign>, bool)> {
    if input.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok((input, (None, false)));
    }
    let sign = || terminated(sign_before, gap);
    let currency = || terminated(currency_before, gap);
    let sign_first =
        map((sign(), opt(currency())), |(sign, currency)| (Some(sign), currency.is_some()));
    let currency_first = map((currency(), opt(sign())), |((), sign)| (sign, true));
    alt((sign_first, currency_first, success((None, false)))).parse(input)
}

/// `%`, `fte`.
fn unit(input: &str) -> Read<'_, (Option<Scale>, Option<Unit>)> {
    map(preceded(gap, alt((percent_sign, counted))), |unit| (None, Some(unit))).parse(input)
}

/// `mln. euro`, `mln`, `euro`, or nothing; but no word that scales and is not understood.
fn scaled(input: &str) -> Read<'_, (Option<Scale>, Option<Unit>)> {
    let scale = terminated(opt(preceded(gap, scale_word)), not(peek((gap, unclear_scale))));
    let currency = value(Unit::Eur, preceded(gap, currency_after));
    (scale, opt(currency)).parse(input)
}

#[cfg(test)]
mod tests {
    use crate::alone::amount;

    #[test]
    fn the_scale_multiplies() {
        for (text, expected) in [
            ("€ 1,4 mln", "1400000.0"),
            ("€ 1.234", "1234"),
            ("-5 miljard", "-5000000000"),
            ("250 duizend euro", "250000"),
            ("€ 0,00", "0.00"),
            ("€ 0,0 mln", "0.0"),
        ] {
            let scaled = amount(text).and_then(|found| found.value.scaled());
            assert_eq!(
                scaled.map(|value| value.to_string()).as_deref(),
                Some(expected),
                "{text:?}"
            );
        }
        let too_large = format!("€ {} miljard", "9".repeat(28));
        assert_eq!(amount(&too_large).unwrap().value.scaled(), None);
    }
}
