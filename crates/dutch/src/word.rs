//! Spaces and words: what all grammars share.

use nom::bytes::complete::take_while;
use nom::character::complete::satisfy;
use nom::combinator::{not, peek};
use nom::{Err, Parser};
use ontleed_text::{is_dash, is_space};

use crate::parsed::Read;

/// A list of spellings and what each means.
///
/// Spellings are in lower case. A space in one stands for any number of spaces, `.` for a dot or
/// none, `-` for any dash, `'` for any apostrophe. Their order does not matter: the longest wins.
pub(crate) type Words<T> = &'static [(&'static str, T)];

/// White space inside a notation, no-break spaces included. Tabs and line ends separate cells.
pub(crate) fn is_gap(c: char) -> bool {
    let separates = matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    is_blank(c) && !separates
}

/// White space at the ends of a cell, of any kind.
pub(crate) fn is_blank(c: char) -> bool {
    let has_no_width = matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}');
    is_space(c) || has_no_width
}

/// Any number of spaces, none included.
pub(crate) fn gap(input: &str) -> Read<'_, &str> {
    take_while(is_gap).parse(input)
}

/// The longest spelling of a list that stands here, in any case, and no letter behind it.
pub(crate) fn word<T: Copy>(words: Words<T>) -> impl Fn(&str) -> Read<'_, T> {
    move |input| {
        words
            .iter()
            .filter(|(spelling, _)| may_begin(input, spelling))
            .filter_map(|&(spelling, meaning)| Some((after(input, spelling)?, meaning)))
            .min_by_key(|(rest, _)| rest.len())
            .ok_or(Err::Error(()))
    }
}

/// The end of a word: no letter follows.
pub(crate) fn word_end(input: &str) -> Read<'_, ()> {
    not(peek(satisfy(char::is_alphabetic))).parse(input)
}

/// A first look: two characters of ASCII that differ, or letters behind the first that do, begin two words, except those
/// which a spelling lets stand for others.
fn may_begin(input: &str, spelling: &str) -> bool {
    let second_differs = || match (input.as_bytes(), spelling.as_bytes()) {
        ([_, next, ..], [first, own, ..]) => {
            [next, first, own].iter().all(|byte| byte.is_ascii_alphabetic())
                && !next.eq_ignore_ascii_case(own)
        }
        _ => false,
    };
    may_be(input.bytes().next(), spelling.bytes().next()) && !second_differs()
}

/// Whether a byte may stand where a spelling has another.
fn may_be(input: Option<u8>, spelling: Option<u8>) -> bool {
    match (input, spelling) {
        (None, _) => false,
        (Some(_), None | Some(b' ' | b'.' | b'-' | b'\'')) => true,
        (Some(a), Some(b)) if a.is_ascii() => a.to_ascii_lowercase() == b,
        // The one letter outside ASCII that is of ASCII in lower case.
        (_, Some(b)) => !b.is_ascii() || b == b'k',
    }
}

/// With which two letters the spellings of some lists begin.
pub(crate) struct Beginnings {
    /// Per first letter the second ones: bit 0 is `a`; bit 26 where a spelling has that first letter.
    seconds: [u32; 26],
}

impl Beginnings {
    /// Of no list.
    pub(crate) const NONE: Self = Self { seconds: [0; 26] };

    /// Of one list more.
    pub(crate) const fn and<T>(mut self, words: Words<T>) -> Self {
        let mut at = 0;
        while at < words.len() {
            let (first, rest) = first_letter(words[at].0.as_bytes());
            if let Some(first) = first {
                let second = match first_letter(rest).0 {
                    Some(second) => 1 << second,
                    None => 0,
                };
                self.seconds[first] |= second | 1 << 26;
            }
            at += 1;
        }
        self
    }

    /// Whether a spelling can begin with these letters of ASCII, in any case; true where there is none.
    pub(crate) fn have(&self, letters: &str) -> bool {
        let ordinal = |letter: u8| usize::from(letter.to_ascii_lowercase() - b'a');
        match *letters.as_bytes() {
            [] => true,
            [first] => self.seconds[ordinal(first)] != 0,
            [first, second, ..] => self.seconds[ordinal(first)] >> ordinal(second) & 1 != 0,
        }
    }
}

/// The first small letter of a spelling, 0 for `a`, and what is behind it.
const fn first_letter(mut spelling: &[u8]) -> (Option<usize>, &[u8]) {
    while let [first, rest @ ..] = spelling {
        spelling = rest;
        if first.is_ascii_lowercase() {
            return (Some((*first - b'a') as usize), rest);
        }
    }
    (None, spelling)
}

/// A look before any grammar: whether a spelling of a list begins with these letters.
pub(crate) fn begins<T>(words: Words<T>, letters: &str) -> bool {
    let first = letters.bytes().next().map(|first| first.to_ascii_lowercase());
    // Most spellings are settled by their first letter.
    let is_other = |own: u8| own.is_ascii_lowercase() && first.is_some_and(|first| first != own);
    words.iter().any(|(spelling, _)| {
        let mut own = spelling.bytes().filter(u8::is_ascii_alphabetic);
        !spelling.bytes().next().is_some_and(is_other)
            && letters.bytes().all(|letter| own.next() == Some(letter.to_ascii_lowercase()))
    })
}

/// The letters that the spellings of a list begin with: bit 0 is `a`.
pub(crate) const fn initials<T>(words: Words<T>) -> u32 {
    let (mut found, mut at) = (0, 0);
    while at < words.len() {
        let mut spelling = words[at].0.as_bytes();
        while let [first, rest @ ..] = spelling {
            if first.is_ascii_lowercase() {
                found |= 1 << (*first - b'a');
                break;
            }
            spelling = rest;
        }
        at += 1;
    }
    found
}

/// Whether a text with this first byte may begin with one of these letters, in any case; outside
/// ASCII anything may.
pub(crate) fn is_initial(first: u8, initials: u32) -> bool {
    let letter = first.to_ascii_lowercase().wrapping_sub(b'a');
    !first.is_ascii() || letter < 26 && initials >> letter & 1 == 1
}

/// The text behind a spelling.
pub(crate) fn after<'t>(input: &'t str, spelling: &str) -> Option<&'t str> {
    let mut rest = input;
    for expected in spelling.chars() {
        rest = match expected {
            ' ' => rest.trim_start_matches(is_gap),
            '.' => rest.strip_prefix('.').unwrap_or(rest),
            '-' => rest.strip_prefix(is_dash)?,
            '\'' => rest.strip_prefix(['\'', '\u{2018}', '\u{2019}', '`', '\u{B4}'])?,
            letter => rest.strip_prefix(|c| same_letter(c, letter))?,
        };
    }
    let printed = &input[..input.len() - rest.len()];
    let broken_off =
        printed.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphabetic);
    (!broken_off).then_some(rest)
}

fn same_letter(c: char, lower: char) -> bool {
    if c.is_ascii() { c.to_ascii_lowercase() == lower } else { c.to_lowercase().eq([lower]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Words<u8> = &[("n.b.", 1), ("een kleine", 2), ("euro", 3), ("euro's", 4)];

    #[test]
    fn spellings() {
        for (text, expected) in [
            ("n.b.", Some((1, ""))),
            ("N.B", Some((1, ""))),
            ("nb ", Some((1, " "))),
            ("nbx", None),
            ("n.b.x", Some((1, "x"))),
            ("een kleine", Some((2, ""))),
            ("Een\u{A0}kleine 5", Some((2, " 5"))),
            ("een  kleinere", None),
            ("euro", Some((3, ""))),
            ("EURO's", Some((4, ""))),
            ("euro’s.", Some((4, "."))),
            ("europa", None),
            ("", None),
        ] {
            let found = word(WORDS)(text).ok().map(|(rest, meaning)| (meaning, rest));
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn gaps_end_at_tabs_and_lines() {
        assert_eq!(gap(" \u{A0}\u{202F}\u{200B}x"), Ok(("x", " \u{A0}\u{202F}\u{200B}")));
        assert_eq!(gap(" \tx"), Ok(("\tx", " ")));
        assert_eq!(gap("\nx"), Ok(("\nx", "")));
    }
}
