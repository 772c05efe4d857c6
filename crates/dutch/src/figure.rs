//! Figures in running text: `ruim 600`, `€ 1,4 mln`, `tussen 18 en 65 jaar`, `1800 - 1900`.

use std::sync::LazyLock;

use nom::Parser;
use nom::branch::alt;
use nom::character::complete::{char, satisfy};
use nom::combinator::{not, peek, recognize};
use nom::sequence::terminated;
use ontleed_text::{Span, is_dash};

use crate::amount::AFTER;
use crate::comparison::{QUALIFIERS, Qualifier};
use crate::number::plain_number;
use crate::parsed::{Parsed, Read, read};
use crate::percentage::SIGNS;
use crate::quantity::{Quantity, UP_TO, in_sentence};
use crate::scale::{SINGULAR, UNCLEAR};
use crate::sign::dash;
use crate::unit::{COUNTED, Unit};
use crate::word::{Beginnings, after, begins, is_gap, word_end};

/// Reads the figure at the beginning of a text, in a sentence: an amount, a percentage, a count, or
/// a range of them.
///
/// A sentence has no next cell, so a dash between two figures is a range: `10-15%`, `1800 - 1900`.
/// What a letter, a dash, a plus, a stroke or a clock continues is no figure: `75+`, `24/7`,
/// `27-jarige`, `10:30`.
pub fn figure(text: &str) -> Option<Parsed<Quantity>> {
    if is_part_of_word(text) {
        return None;
    }
    plain(text).or_else(|| read(text, terminated(in_sentence, figure_end)))
}

/// `75+`, `27-jarige`: a plus, or a dash and a letter, right behind the first digits.
fn is_part_of_word(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &text.as_bytes()[digits..];
    digits > 0 && matches!(behind, [b'+', ..] | [b'-', b'a'..=b'z' | b'A'..=b'Z', ..])
}

fn figure_end(input: &str) -> Read<'_, ()> {
    let stroke = alt((recognize(char('+')), recognize(char('/')), recognize(dash)));
    let clock = recognize((char(':'), satisfy(|c| c.is_ascii_digit())));
    (word_end, not(peek(alt((stroke, clock))))).map(|_| ()).parse(input)
}

/// What most figures are, found without the grammar, as the grammar reads them: a number, a
/// percentage or whole euros, and behind it a word that no unit, scale or range begins with.
fn plain(text: &str) -> Option<Parsed<Quantity>> {
    let behind_euro = text.strip_prefix('\u{20AC}');
    let digits = behind_euro.map_or(text, |rest| rest.strip_prefix(' ').unwrap_or(rest));
    let is_part = |b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b',');
    let run = &digits[..digits.bytes().take_while(is_part).count()];
    let number = run.trim_end_matches(['.', ',']);
    let behind_number = &digits[number.len()..];
    let behind_percent = behind_number.strip_prefix('%').filter(|_| behind_euro.is_none());
    let rest = behind_percent.unwrap_or(behind_number);
    let value = ends_plainly(rest).then(|| plain_number(number)).flatten()?;
    let percent = behind_percent.map(|_| Unit::Percent);
    let unit = behind_euro.map(|_| Unit::Eur).or(percent);
    let quantity = Quantity { value, upper: None, scale: None, unit, decimal_point: false };
    Some(Parsed { value: quantity, span: Span::at(0, text.len() - rest.len()) })
}

/// Whether a figure certainly ends before this text.
fn ends_plainly(rest: &str) -> bool {
    match rest.as_bytes() {
        [] | [b'.' | b';' | b')' | b'?' | b'!'] | [b'\n', ..] | [b' ', b'(', ..] => true,
        [b'.' | b',' | b';' | b')' | b'?' | b'!', next, ..] => matches!(next, b' ' | b'\n'),
        [b' ', b'a'..=b'z', ..] | [b' ', b'A'..=b'Z', b'a'..=b'z' | b'A'..=b'Z', ..] => {
            !may_go_on(&rest[1..])
        }
        _ => false,
    }
}

/// Whether a word may be one that a figure goes on with: *procent*, *fte*, *jaar*, *stuks*,
/// *duizend*, *miljoen*, *tot*, *euro* and the like.
fn may_go_on(word: &str) -> bool {
    const BEGINNINGS: Beginnings =
        Beginnings::NONE.and(AFTER).and(SIGNS).and(SINGULAR).and(UNCLEAR).and(COUNTED).and(UP_TO);
    /// So many letters tell nearly all words from those of the lists.
    const TELLING: usize = 4;
    let length = word.bytes().take(TELLING).take_while(u8::is_ascii_alphabetic).count();
    let letters = &word[..length];
    BEGINNINGS.have(letters)
        && (begins(AFTER, letters)
            || begins(SIGNS, letters)
            || begins(SINGULAR, letters)
            || begins(UNCLEAR, letters)
            || begins(COUNTED, letters)
            || begins(UP_TO, letters))
}

/// Reads the comparison that ends a text, spaces behind it left out: `met een kleine `.
pub fn comparison_before(text: &str) -> Option<Parsed<Qualifier>> {
    let text = text.trim_end_matches(is_gap);
    let spellings = spellings_that_end(text)?;
    let most = spellings.iter().map(|(words, ..)| *words).max()?;
    word_starts(text).take(most).fold(None, |found, start| {
        let whole = |(_, spelling, _): &&Spelled| after(&text[start..], spelling) == Some("");
        let value = spellings.iter().find(whole).map(|(.., value)| *value);
        value.map(|value| Parsed { value, span: Span::at(start, text.len()) }).or(found)
    })
}

/// Of how many words a comparison is, how it is spelled, and what it means.
type Spelled = (usize, &'static str, Qualifier);

/// The comparisons that may end a text like this one: those with its last word; signs where it ends
/// in no word but in one of theirs.
fn spellings_that_end(text: &str) -> Option<&'static [Spelled]> {
    let letters = text.trim_end_matches('.').as_bytes();
    let length = letters.iter().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
    let word = &letters[letters.len() - length..];
    if word.is_empty() {
        let is_sign = |c: char| is_dash(c) || LAST_SIGNS.contains(&c);
        return text.ends_with(is_sign).then_some(&*LAST_WORDS.signs);
    }
    let letter = usize::from(word[0].to_ascii_lowercase().wrapping_sub(b'a'));
    let is_last = |(last, _): &&(&str, Vec<Spelled>)| word.eq_ignore_ascii_case(last.as_bytes());
    let (_, spellings) = LAST_WORDS.words.get(letter)?.iter().find(is_last)?;
    Some(spellings)
}

/// What the comparisons that are signs end in, but for a dash.
const LAST_SIGNS: [char; 8] = ['>', '<', '=', '≥', '≤', '±', '~', '≈'];

/// The comparisons by the first letter of their last word, and by that word; and those that are signs.
struct LastWords {
    words: Vec<Vec<(&'static str, Vec<Spelled>)>>,
    signs: Vec<Spelled>,
}

static LAST_WORDS: LazyLock<LastWords> = LazyLock::new(|| {
    let mut found = LastWords { words: vec![Vec::new(); 26], signs: Vec::new() };
    for &(spelling, value) in QUALIFIERS {
        let letters = spelling.trim_end_matches('.');
        let last = letters.rsplit([' ', '\'']).next().unwrap_or_default();
        let spelled = (spelling.split(' ').count(), spelling, value);
        let letter = usize::from(last.bytes().next().unwrap_or(0).wrapping_sub(b'a'));
        let Some(alike) = found.words.get_mut(letter) else {
            found.signs.push(spelled);
            continue;
        };
        match alike.iter_mut().find(|(own, _)| *own == last) {
            Some((_, spellings)) => spellings.push(spelled),
            None => alike.push((last, vec![spelled])),
        }
    }
    found
});

/// Where the words of a text begin, the last one first, brackets and quotation marks left out.
fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut end = text.len();
    std::iter::from_fn(move || {
        let before = text[..end].trim_end_matches(is_gap);
        let behind = |(at, space): (usize, char)| at + space.len_utf8();
        let start = before.char_indices().rfind(|(_, c)| c.is_whitespace()).map_or(0, behind);
        let word = text[start..].trim_start_matches(['(', '[', '‘', '“']);
        end = start;
        (!before.is_empty()).then_some(text.len() - word.len())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::alone::comparison;
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
    fn what_a_figure_goes_on_with_is_left_to_the_grammar() {
        let words = "procent promille punt fte f.t.e. jaar jaren stuks duizend miljoen mln mio miljard \
                     mld mrd k m ton mlj mjn duizenden miljoenen miljarden euro eur tot t/m a";
        for word in words.split(' ') {
            assert_eq!(plain(&format!("5 {word} 6")), None, "{word}");
            assert_eq!(plain(&format!("5 {} 6", word.to_uppercase())), None, "{word}");
        }
        assert_eq!(plain("5 straten").map(|found| found.to_string()).as_deref(), Some("5 [0..1]"));
    }

    proptest! {
        #[test]
        fn a_part_of_a_word_is_no_figure_to_the_grammar(
            text in "(€ ?)?[0-9]{1,4}[+-]([a-zA-Z%€]{0,3}|jaar|fte|mln)[ 0-9+-]{0,3}",
        ) {
            if is_part_of_word(&text) {
                prop_assert_eq!(read(&text, terminated(in_sentence, figure_end)), None);
            }
        }

        #[test]
        fn a_plain_figure_is_the_one_of_the_grammar(
            euro in "(€ ?)?",
            number in "[0-9]{1,5}([.,][0-9]{1,4}){0,2}",
            rest in "%?[ .,;()?!\n-]{0,2}([a-zA-Z]{1,4}|%|€|[0-9])?",
        ) {
            // Left as they are: `2.500 m2`, where the grammar sees a scale that is not sure.
            prop_assume!(!rest.ends_with(" m"));
            let text = format!("{euro}{number}{rest}");
            if let Some(found) = plain(&text) {
                prop_assert_eq!(Some(found), read(&text, terminated(in_sentence, figure_end)));
            }
        }
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
            ("zo’n ", Some(("circa", "zo’n"))),
            ("tenminste ", None),
            ("van +/– ", Some(("circa", "+/–"))),
            ("(>= ", Some(("≥", ">="))),
            ("om en nabij de ", Some(("circa", "om en nabij de"))),
        ] {
            let found = comparison_before(text);
            let text = text.trim_end();
            let start = found.map_or(text.len(), |found| found.span.range().start);
            let whole = comparison(&text[start..]).map(|read| (read.value, read.span.len()));
            assert_eq!(whole, found.map(|found| (found.value, found.span.len())), "{text:?}");
            let shown = found.map(|found| (found.value.to_string(), found.printed(text)));
            let shown = shown.as_ref().map(|(value, printed)| (value.as_str(), *printed));
            assert_eq!(shown, expected, "{text:?}");
        }
    }
}
