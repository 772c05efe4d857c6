//! Figures in running text: `ruim 600`, `€ 1,4 mln`, `tussen 18 en 65 jaar`, `1800 - 1900`.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::take_while1;
use nom::character::complete::{char, satisfy};
use nom::combinator::{map_opt, not, peek, recognize, verify};
use nom::sequence::{preceded, terminated};

use crate::comparison::{QUALIFIERS, Qualifier, comparison};
use crate::parsed::{Parsed, Read, read};
use crate::quantity::{Quantity, join, quantity, single};
use crate::sign::dash;
use crate::word::{is_gap, word_end};

/// Reads the figure at the beginning of a text, in a sentence: an amount, a percentage, a count, or
/// a range of them.
///
/// A sentence has no next cell, so a dash between two figures is a range: `10-15%`, `1800 - 1900`.
/// What a letter, a dash, a plus, a stroke or a clock continues is no figure: `75+`, `24/7`, `27-jarige`, `10:30`.
pub fn figure(text: &str) -> Option<Parsed<Quantity>> {
    read(text, terminated(alt((dashed, quantity)), figure_end))
}

/// Reads the comparison that ends a text, spaces behind it left out: `met een kleine `.
pub fn comparison_before(text: &str) -> Option<Parsed<Qualifier>> {
    let text = text.trim_end_matches(is_gap);
    let last = text.chars().next_back()?;
    let ends_alike = |spelling: &str| {
        let letters = spelling.trim_end_matches('.');
        letters.chars().next_back().is_some_and(|own| own == last.to_ascii_lowercase())
    };
    if last != '.' && !QUALIFIERS.iter().any(|(spelling, _)| ends_alike(spelling)) {
        return None;
    }
    let mut found = None;
    let mut start = text.len();
    for _ in 0..MOST_WORDS {
        start = text[..start]
            .trim_end_matches(is_gap)
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
        start += text[start..].len() - text[start..].trim_start_matches(['(', '[', '‘', '“']).len();
        let read = comparison(&text[start..]).filter(|read| read.span.len() == text.len() - start);
        found = read.map(|read| Parsed { span: read.span.shift(offset(start)), ..read }).or(found);
        if text[..start].trim_end_matches(is_gap).is_empty() {
            break;
        }
    }
    found
}

/// The words of the longest comparison: *iets meer dan*.
const MOST_WORDS: usize = 4;

/// Texts are as long as a span can say.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// `1800 - 1900`, `10–15%`: as much space before the dash as behind it.
fn dashed(input: &str) -> Read<'_, Quantity> {
    let spaced = recognize((take_while1(is_gap), dash, take_while1(is_gap)));
    let joins = alt((recognize(dash), spaced));
    let positive = verify(single, |upper: &Quantity| upper.value.is_sign_positive());
    map_opt((single, preceded(joins, positive)), |(lower, upper)| join(lower, upper)).parse(input)
}

fn figure_end(input: &str) -> Read<'_, ()> {
    let stroke = alt((recognize(char('+')), recognize(char('/')), recognize(dash)));
    let clock = recognize((char(':'), satisfy(|c| c.is_ascii_digit())));
    (word_end, not(peek(alt((stroke, clock))))).map(|_| ()).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parsed::check;

    #[test]
    fn figures() {
        check(
            figure,
            &[
                ("600 straten", "600 [0..3]"),
                ("2.500 unieke straten", "2500 [0..5]"),
                ("€ 1,4 mln", "1.4 * 10^6 EUR"),
                ("€ 1,4 miljoen", "1.4 * 10^6 EUR"),
                ("1,2 mln. euro", "1.2 * 10^6 EUR"),
                ("€ 2.500,- voor", "2500 EUR [0..11]"),
                ("195 tot 220 miljoen euro", "195..220 * 10^6 EUR"),
                ("330 – 365 miljoen euro", "330..365 * 10^6 EUR"),
                ("tussen 10 en 15%", "10..15 percent"),
                ("tussen 18 en 65 jaar", "18..65 years"),
                ("10-15%", "10..15 percent"),
                ("€ 5 - € 10", "5..10 EUR"),
                ("1800 - 1900 acties", "1800..1900 [0..11]"),
                ("5-10 jaar", "5..10 years"),
                ("3% punt", "3 percent_points"),
                ("12 fte om", "12 fte [0..6]"),
                ("1.263.", "1263 [0..5]"),
                ("86) en", "86 [0..2]"),
            ],
        );
    }

    #[test]
    fn what_goes_on_is_no_figure() {
        check(
            figure,
            &[
                ("75+", "none"),
                ("75-plussers", "none"),
                ("27-jarige", "none"),
                ("24/7", "none"),
                ("10:30 uur", "none"),
                ("4a", "none"),
                ("16-.", "none"),
                ("€ 3 ton", "none"),
                ("1.2.3", "none"),
                ("1800 -1900 acties", "1800 [0..4]"),
            ],
        );
    }

    #[test]
    fn comparisons_before() {
        for (text, expected) in [
            ("Er hebben zich een kleine ", Some(("bijna", "een kleine"))),
            ("Ruim ", Some(("ruim", "Ruim"))),
            ("met iets meer dan ", Some(("ruim", "iets meer dan"))),
            ("(ca. ", Some(("circa", "ca."))),
            ("van ongeveer\u{A0}", Some(("circa", "ongeveer"))),
            ("deden meer dan ", Some((">", "meer dan"))),
            ("een onderdaan ", None),
            ("een ruime ", None),
            ("dan ", None),
            ("", None),
            (" ", None),
        ] {
            let found = comparison_before(text);
            let shown = found.map(|found| (found.value.to_string(), found.printed(text)));
            let shown = shown.as_ref().map(|(value, printed)| (value.as_str(), *printed));
            assert_eq!(shown, expected, "{text:?}");
        }
    }
}
