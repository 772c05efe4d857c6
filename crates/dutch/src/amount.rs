//! Amounts of money: `€ 2.500,-`, `€ 1,4 mln`, `195 tot 220 miljoen euro`.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{char, digit1, satisfy};
use nom::combinator::{not, peek, recognize, value};
use nom::multi::many_m_n;
use nom::sequence::preceded;

use crate::parsed::Read;
use crate::sign::dash;
use crate::word::{Words, gap, word};

pub(crate) const BEFORE: Words<()> = &[("\u{20AC}", ()), ("eur", ()), ("euro", ())];
pub(crate) const AFTER: Words<()> = &[("eur", ()), ("euro", ()), ("euro's", ()), ("euros", ())];

/// The euro sign or word before a number.
pub(crate) fn currency_before(input: &str) -> Read<'_, ()> {
    word(BEFORE)(input)
}

/// The euro word or sign behind a number; a sign before a next number belongs to that one.
pub(crate) fn currency_after(input: &str) -> Read<'_, ()> {
    let next = (gap, alt((recognize(dash), digit1)));
    alt((word(AFTER), value((), (char('\u{20AC}'), not(peek(next)))))).parse(input)
}

/// `,-`, `,--`, `,=`: no cents.
pub(crate) fn no_cents(input: &str) -> Read<'_, ()> {
    let dashes = recognize(many_m_n(1, 2, dash));
    let end = not(peek(satisfy(|c| c.is_ascii_digit())));
    value((), (preceded(char(','), alt((dashes, tag("=")))), end)).parse(input)
}

#[cfg(test)]
mod tests {
    use crate::alone::amount;
    use crate::parsed::check;

    #[test]
    fn euros() {
        check(
            amount,
            &[
                ("€ 1", "1 EUR"),
                ("€1", "1 EUR"),
                ("€ 641,00", "641.00 EUR"),
                ("€\u{A0}641,00", "641.00 EUR"),
                ("€  7.000", "7000 EUR"),
                ("€ 2.500,-", "2500 EUR"),
                ("€ 2.500,--", "2500 EUR"),
                ("€ 2.500,–", "2500 EUR"),
                ("€ 2.500,=", "2500 EUR"),
                ("2.500,-", "2500 EUR"),
                ("€ 360000", "360000 EUR"),
                ("EUR 1.234", "1234 EUR"),
                ("Euro 1.234", "1234 EUR"),
                ("1.234 euro", "1234 EUR"),
                ("1.234 Euro's", "1234 EUR"),
                ("1.234 euro’s", "1234 EUR"),
                ("1.234 EUR", "1234 EUR"),
                ("1.234 €", "1234 EUR"),
                ("1.234€", "1234 EUR"),
                ("€ 1.4", "1.4 EUR (point)"),
            ],
        );
    }

    #[test]
    fn with_a_sign() {
        check(
            amount,
            &[
                ("€-14.183", "-14183 EUR"),
                ("€ -14.183", "-14183 EUR"),
                ("€ - 14.183", "-14183 EUR"),
                ("€\u{A0}-1.240", "-1240 EUR"),
                ("-€ 1", "-1 EUR"),
                ("-€1", "-1 EUR"),
                ("- € 26.555", "-26555 EUR"),
                ("–\u{A0}€\u{A0}26.555", "-26555 EUR"),
                ("-/- € 5.000", "-5000 EUR"),
                ("€ -/- 5.000", "-5000 EUR"),
                ("+ € 7.000", "7000 EUR"),
                ("+€ 7.000", "7000 EUR"),
                ("€ +7.000", "7000 EUR"),
                ("-/- € 3,4 mln", "-3.4 * 10^6 EUR"),
                ("- 5 mln", "-5 * 10^6"),
                ("€ 0", "0 EUR"),
                ("-€ 0,00", "0.00 EUR"),
                ("- € -5", "none"),
                ("(€ 1.234)", "none"),
                ("€ (1.234)", "none"),
            ],
        );
    }

    #[test]
    fn with_a_scale_word() {
        check(
            amount,
            &[
                ("€ 1,4 mln", "1.4 * 10^6 EUR"),
                ("€ 1,4 mln.", "1.4 * 10^6 EUR"),
                ("€ 1,40 mln", "1.40 * 10^6 EUR"),
                ("€ 231 mln", "231 * 10^6 EUR"),
                ("€231mln", "231 * 10^6 EUR"),
                ("€ 1,4 MLN", "1.4 * 10^6 EUR"),
                ("€ 1,4 miljoen", "1.4 * 10^6 EUR"),
                ("€\u{A0}1,4\u{A0}miljoen", "1.4 * 10^6 EUR"),
                ("€ 2 miljard", "2 * 10^9 EUR"),
                ("€ 2,1 mld.", "2.1 * 10^9 EUR"),
                ("€ 2,1 mrd", "2.1 * 10^9 EUR"),
                ("€ 250 duizend", "250 * 10^3 EUR"),
                ("19,6 mln. euro", "19.6 * 10^6 EUR"),
                ("19,6 miljoen euro", "19.6 * 10^6 EUR"),
                ("€ 5 miljoen euro", "5 * 10^6 EUR"),
                ("62 miljoen", "62 * 10^6"),
                ("62 miljoen inwoners", "62 * 10^6 [0..10]"),
                ("€ 1.4 mln", "1.4 * 10^6 EUR (point)"),
                ("€ 1,4 mlnx", "1.4 EUR [0..7]"),
                ("€ 1,4 miljoenen", "none"),
                ("€ 3 ton", "none"),
                ("€ 3 ton aan", "none"),
                ("€ 50k", "none"),
                ("€ 50 K", "none"),
                ("€ 3 tonnen", "3 EUR [0..5]"),
                ("€ 5 m", "none"),
            ],
        );
    }

    #[test]
    fn ranges() {
        check(
            amount,
            &[
                ("195 tot 220 miljoen euro", "195..220 * 10^6 EUR"),
                ("330 – 365 miljoen euro", "330..365 * 10^6 EUR"),
                ("330-365 mln", "330..365 * 10^6"),
                ("€ 330 – 365 miljoen", "330..365 * 10^6 EUR"),
                ("€ 5 tot € 10 mln", "5..10 * 10^6 EUR"),
                ("€ 5 mln tot € 10 mln", "5..10 * 10^6 EUR"),
                ("€ 5 à 10 mln", "5..10 * 10^6 EUR"),
                ("€ 5 tot 10", "5..10 EUR"),
                ("5 tot en met 10 euro", "5..10 EUR"),
                ("tussen € 5 en € 10 mln", "5..10 * 10^6 EUR"),
                ("tussen de 5 en 10 miljoen", "5..10 * 10^6"),
                ("van € 5 tot € 10", "5..10 EUR"),
                ("€ 900.000 tot € 1,2 mln", "900000 EUR [0..11]"),
                ("€ 10 tot € 5", "10 EUR [0..6]"),
                ("€ 5 mln tot € 10 mld", "5 * 10^6 EUR [0..9]"),
                ("€ 5 - € 10", "5 EUR [0..5]"),
                ("€ 5 -10", "5 EUR [0..5]"),
                ("€ 5 en € 10", "5 EUR [0..5]"),
            ],
        );
    }

    #[test]
    fn in_running_text() {
        check(
            amount,
            &[
                ("€ 1,4 mln besteed", "1.4 * 10^6 EUR [0..11]"),
                ("€ 1.234.567; dat", "1234567 EUR [0..13]"),
                ("€ 2.500, en", "2500 EUR [0..9]"),
                ("€ 2.500,- per jaar", "2500 EUR [0..11]"),
                ("€ 2.500.", "2500 EUR [0..9]"),
                ("12 € 14", "none"),
                ("12 €\u{A0}-14", "none"),
                ("€ 5- en 6", "5 EUR [0..5]"),
            ],
        );
    }

    #[test]
    fn no_amounts() {
        check(
            amount,
            &[
                ("", "none"),
                ("€", "none"),
                ("€ -", "none"),
                ("€ x", "none"),
                ("€ 360.ooo", "none"),
                ("€ 1.2345", "none"),
                ("€ € 5", "none"),
                ("€ 5e", "none"),
                ("€\n5", "none"),
                (" € 5", "none"),
                (" tussen € 5 en € 10", "none"),
                ("1.234", "none"),
                ("2020", "none"),
                ("5%", "none"),
                ("5 europa", "none"),
                ("mln", "none"),
                ("2.500,-5", "none"),
            ],
        );
    }
}
