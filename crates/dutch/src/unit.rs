//! Unit statements: `x € 1.000`, `(bedragen * € 1.000)`, `in duizenden euro's`, `per 1.000 inwoners`.

use std::fmt;
use std::sync::LazyLock;

use nom::branch::alt;
use nom::bytes::complete::{is_not, tag, take_while1};
use nom::character::complete::{char, digit1, one_of};
use nom::combinator::{
    all_consuming, consumed, eof, map, map_opt, not, opt, peek, recognize, value, verify,
};
use nom::sequence::{delimited, preceded, terminated};
use nom::{Err, Parser};
use ontleed_text::Span;

use crate::amount::{AFTER, BEFORE, currency_after, currency_before, no_cents};
use crate::letter::advantage;
use crate::number::numeral;
use crate::parsed::{Parsed, Read, read};
use crate::percentage::{SIGNS, percent_sign};
use crate::scale::{PLURAL, SINGULAR, Scale, scale_plural, scale_word};
use crate::sign::sign_before;
use crate::word::{Beginnings, Words, gap, is_gap, is_initial, word};

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Euros.
    Eur,
    /// Per hundred.
    Percent,
    /// The difference of two percentages: *procentpunt*.
    PercentPoints,
    /// Per thousand: *promille*.
    PerMille,
    /// Full-time equivalents: *fte*.
    Fte,
    /// Things: *aantal*.
    Count,
    /// Years: *jaar*.
    Years,
}

impl Unit {
    /// The code of the fact table.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Eur => "EUR",
            Self::Percent => "percent",
            Self::PercentPoints => "percent_points",
            Self::PerMille => "per_mille",
            Self::Fte => "fte",
            Self::Count => "count",
            Self::Years => "years",
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What a text says about the numbers near it. At least one part is there.
///
/// Shown as `unit * 10^scale per so many`, each part where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitStatement {
    /// The unit.
    pub unit: Option<Unit>,
    /// The scale. `in €` says [`Scale::One`], a bare `€` does not say.
    pub scale: Option<Scale>,
    /// Of how many: 1000 in `per 1.000 inwoners`, 1 in `per inwoner`.
    pub per: Option<u32>,
}

impl fmt::Display for UnitStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            self.unit.map(|unit| unit.to_string()),
            self.scale.map(|scale| format!("* {scale}")),
            self.per.map(|per| format!("per {per}")),
        ];
        f.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}

/// Reads a unit statement at the beginning of a text, in brackets, half in brackets or without.
///
/// For unit lines, column headers and unit cells. Prose is full of what looks like one.
pub fn unit(text: &str) -> Option<Parsed<UnitStatement>> {
    read(text, alt((explicit, in_brackets, delimited(opt(open), bare, opt(close)))))
}

/// Reads the unit of a table as it stands on a line or in a cell of its own, or before the columns of a
/// header: in words, or in brackets with other words; a remark on signs goes with it. `Alle bedragen x € 1.000`,
/// `(lasten in euro's)`, `Bedragen x € 1.000, - = nadeel`.
///
/// The whole text is a unit where nothing is left behind the span.
pub fn unit_line(text: &str) -> Option<Parsed<UnitStatement>> {
    if !may_begin_unit_line(text) || !may_hold_unit(text) {
        return None;
    }
    let in_words = terminated(verify(explicit, says_amounts), opt(remark));
    read(text, alt((enclosed, in_words)))
}

/// A look before any grammar: whether a text begins as one that [`unit_line`] reads.
#[inline]
pub fn may_begin_unit_line(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(first) if first.is_ascii_alphabetic() => may_begin_in_words(text),
        // Brackets, signs for times, the euro.
        Some(first) => matches!(first, b'(' | b'[' | b'*' | b'\\' | 0xC3 | 0xE2),
        None => false,
    }
}

/// A look before any grammar: whether a text holds a figure, a sign, or a word with the first letters of one that units are made of.
pub fn may_hold_unit(text: &str) -> bool {
    const WORDS: Beginnings =
        Beginnings::NONE.and(COUNTED).and(NAMED).and(AFTER).and(SIGNS).and(SINGULAR).and(PLURAL);
    let bytes = text.as_bytes();
    let is_inside_word = |at: usize| at > 0 && bytes[at - 1].is_ascii_alphabetic();
    (0..bytes.len()).any(|at| match bytes[at] {
        b'%' | b'0'..=b'9' | 0x80.. => true,
        first if !first.is_ascii_alphabetic() || is_inside_word(at) => false,
        _ => {
            let is_letter = |next: &u8| next.is_ascii_alphabetic();
            let has_second = bytes.get(at + 1).is_some_and(is_letter);
            WORDS.have(&text[at..at + 1 + usize::from(has_second)])
        }
    })
}

fn may_begin_in_words(text: &str) -> bool {
    let Openings { own, beginnings, pairs, .. } = &*OPENINGS;
    let letter = |at: usize| text.as_bytes().get(at).map_or(b' ', u8::to_ascii_lowercase);
    let may_be = pairs[usize::from(letter(0) - b'a')];
    // Most words end here.
    (!letter(1).is_ascii_alphabetic() || is_initial(letter(1), may_be))
        && (beginnings.contains(&beginning(text)) || own.contains(&first_word(text)))
}

/// The letters that a text begins with, those of its second word too: four tell most from each other.
fn beginning(text: &str) -> u32 {
    /// So many bytes have them, where spaces stand between.
    const REACH: usize = 12;
    key(text.bytes().take(REACH).filter(u8::is_ascii_alphabetic))
}

/// The letters of the first word of a text, or the first four.
fn first_word(text: &str) -> u32 {
    key(text.bytes().take_while(u8::is_ascii_alphabetic))
}

fn key(text: impl Iterator<Item = u8>) -> u32 {
    let mut letters = [0; 4];
    for (letter, byte) in letters.iter_mut().zip(text) {
        *letter = byte.to_ascii_lowercase();
    }
    u32::from_be_bytes(letters)
}

/// Finds the first unit statement in a title or a column header: `Tarief 2020 (€)`,
/// `Lasten x € 1.000`. A bare unit counts in brackets only, or where it is the whole text.
pub fn find_unit(text: &str) -> Option<Parsed<UnitStatement>> {
    if let Some(whole) = unit(text).filter(|found| found.rest(text).trim().is_empty()) {
        return Some(whole);
    }
    let mut inside_word = false;
    text.char_indices().find_map(|(start, c)| {
        let candidate = !std::mem::replace(&mut inside_word, c.is_alphanumeric()) && may_begin(c);
        let rule = alt((explicit, in_brackets, delimited(open, bare, close)));
        let found = candidate.then(|| read(&text[start..], rule)).flatten()?;
        Some(Parsed { span: found.span.shift(Span::at(0, start).end), ..found })
    })
}

/// The first letters of all that [`find_unit`] finds.
fn may_begin(c: char) -> bool {
    matches!(
        c.to_ascii_lowercase(),
        '(' | '[' | 'x' | '×' | '*' | '\\' | '€' | 'a' | 'b' | 'c' | 'e' | 'i' | 'p'
    )
}

const IN: Words<()> = &[("in", ())];
const PER: Words<()> = &[("per", ())];

/// The words that a statement opens with, and how one begins that is in words.
struct Openings {
    words: Vec<(&'static str, ())>,
    /// With which letters they begin.
    beginnings: Vec<u32>,
    /// The words of the grammar itself that begin one.
    own: Vec<u32>,
    /// For each letter that both may begin with, the letters they may have next: bit 0 is `a`.
    pairs: [u32; 26],
}

static OPENINGS: LazyLock<Openings> = LazyLock::new(|| {
    const FILE: &str = include_str!("../data/openings.tsv");
    const TIMES: Words<()> = &[("x", ())];
    let lines = FILE.lines().filter(|line| !line.starts_with('#')).skip(1);
    let words: Vec<_> = lines.filter_map(|line| Some((line.split_once('\t')?.0, ()))).collect();
    let own = [TIMES, IN, BEFORE].into_iter().flatten().map(|(word, ())| first_word(word));
    let own: Vec<u32> = own.filter(|letters| *letters > 0).collect();
    let mut beginnings: Vec<u32> = words.iter().map(|(words, ())| beginning(words)).collect();
    beginnings.sort_unstable();
    beginnings.dedup();
    let mut pairs = [0; 26];
    for [first, second, ..] in beginnings.iter().chain(&own).map(|letters| letters.to_be_bytes()) {
        if second > 0 {
            pairs[usize::from(first - b'a')] |= 1 << (second - b'a');
        }
    }
    Openings { words, beginnings, own, pairs }
});

pub(crate) const COUNTED: Words<Unit> = &[
    ("fte", Unit::Fte),
    ("fte's", Unit::Fte),
    ("f.t.e.", Unit::Fte),
    ("jaar", Unit::Years),
    ("jaren", Unit::Years),
    ("stuks", Unit::Count),
];

const NAMED: Words<Unit> = &[
    ("aantal", Unit::Count),
    ("aantallen", Unit::Count),
    ("percentage", Unit::Percent),
    ("percentages", Unit::Percent),
    ("procenten", Unit::Percent),
];

/// Behind *in*: the scale is one.
const WHOLE: Words<Unit> = &[("hele euro's", Unit::Eur), ("gehele euro's", Unit::Eur)];

/// What one is counted per.
const EACH: Words<u32> = &[
    ("inwoner", 1),
    ("leerling", 1),
    ("jongere", 1),
    ("huishouden", 1),
    ("woning", 1),
    ("persoon", 1),
    ("cliënt", 1),
    ("fte", 1),
    ("m2", 1),
    ("m²", 1),
];

/// A unit word behind a number: `12 fte`.
pub(crate) fn counted(input: &str) -> Read<'_, Unit> {
    word(COUNTED)(input)
}

/// `(bedragen x € 1.000)`, `in €`, `per 1.000 inwoners`; either bracket may be missing.
fn explicit(input: &str) -> Read<'_, UnitStatement> {
    let opening = terminated(opening, (gap, opt(char(':')), gap));
    let named = preceded((opening, opt(open)), alt((body, scaled_sum)));
    let statement = terminated(preceded(opt(open), alt((named, body))), opt(close));
    // A star alone is a footnote: `* 1.000 woningen`.
    let lone_star = |printed: &str, unit: Option<Unit>| printed.starts_with('*') && unit.is_none();
    map(
        verify(consumed(statement), |(printed, found)| !lone_star(printed, found.unit)),
        |(_, found)| found,
    )
    .parse(input)
}

/// `Bedragen`, `Alle bedragen luiden`.
fn opening(input: &str) -> Read<'_, ()> {
    let Openings { words, beginnings, .. } = &*OPENINGS;
    if !beginnings.contains(&beginning(input)) {
        return Err(Err::Error(()));
    }
    word(words)(input)
}

/// The longest unit in brackets, in bytes.
const LONGEST_ENCLOSED: usize = 100;

/// `(bedragen x € 1.000; - = nadeel)`, `(lasten in euro's)`, `(€)`: a unit in brackets, other words
/// before and behind it, but no figure before it.
fn enclosed(input: &str) -> Read<'_, UnitStatement> {
    let inside = verify(is_not("()[]\t\n"), |inside: &str| inside.len() <= LONGEST_ENCLOSED);
    let (rest, inside) = delimited(one_of("(["), inside, one_of(")]")).parse(input)?;
    let inside = inside.trim_matches(is_gap);
    let alone = all_consuming(alt((scaled_euros, bare))).parse(inside).ok();
    let before = inside.find(|c: char| c.is_ascii_digit()).unwrap_or(inside.len());
    // Few words of those in brackets begin a unit.
    let may_begin = |text: &str| may_begin_unit_line(text) || text.starts_with(['p', 'P']);
    let starts = inside[..before].char_indices().filter(|(at, _)| {
        may_begin(&inside[*at..])
            && inside[..*at].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
    });
    let mut among_words = starts.filter_map(|(at, _)| explicit(&inside[at..]).ok());
    let found = alone.or_else(|| among_words.next()).map(|(_, found)| found);
    found.filter(says_amounts).map(|found| (rest, found)).ok_or(Err::Error(()))
}

/// Whether a statement can be about all amounts of a table: `aantal` and `per inwoner` name one thing.
fn says_amounts(found: &UnitStatement) -> bool {
    let is_counted = |unit| matches!(unit, Unit::Count | Unit::Years);
    found.unit.is_some_and(|unit| !is_counted(unit))
        || found.scale.is_some()
        || found.per.is_some_and(|per| per > 1)
}

/// What stands behind a unit and says nothing of it: `, - = nadeel`, ` (V is voordeel)`, a full stop.
fn remark(input: &str) -> Read<'_, &str> {
    let legend = || {
        verify(is_not("()[]\t\n"), |text: &str| {
            let explains = text.contains('=') || text.contains(" is ");
            explains && !text.contains(|c: char| c.is_ascii_digit())
        })
    };
    let behind = recognize((gap, one_of(",;"), legend(), eof));
    let bracketed = recognize((gap, one_of("(["), legend(), one_of(")]")));
    let stop = recognize((gap, one_of(".:"), gap, eof));
    alt((recognize((gap, one_of(",;"), gap, sign_legend)), behind, bracketed, stop)).parse(input)
}

/// `- is nadelig`, `+ = voordeel`: what a sign means, before anything.
fn sign_legend(input: &str) -> Read<'_, ()> {
    let is = alt((tag("="), tag("is")));
    value((), (sign_before, gap, is, gap, opt((tag("een"), gap)), advantage)).parse(input)
}

/// `(€ 1.000)`: without brackets it is an amount.
fn in_brackets(input: &str) -> Read<'_, UnitStatement> {
    delimited(open, scaled_euros, close).parse(input)
}

fn scaled_euros(input: &str) -> Read<'_, UnitStatement> {
    verify(scaled_sum, |found| found.unit == Some(Unit::Eur) && found.scale > Some(Scale::One))
        .parse(input)
}

/// `%`, `fte`, `€`, `€ mln`, `k€`, `aantal per 1.000 inwoners`.
fn bare(input: &str) -> Read<'_, UnitStatement> {
    let unit = alt((percent_sign, word(NAMED), counted, currency));
    let unscaled = map(unit, |unit| (Some(unit), None));
    let body = alt((millions, unscaled));
    map((body, opt(preceded(gap, per))), |((unit, scale), per)| UnitStatement { unit, scale, per })
        .parse(input)
}

fn open(input: &str) -> Read<'_, ()> {
    value((), (one_of("(["), gap)).parse(input)
}

fn close(input: &str) -> Read<'_, ()> {
    value((), (gap, one_of(")]"))).parse(input)
}

fn body(input: &str) -> Read<'_, UnitStatement> {
    let amounts =
        map((alt((times, euros_times, stated_in)), opt(preceded(gap, per))), |(sum, per)| {
            UnitStatement { unit: sum.0, scale: sum.1, per }
        });
    let rate = map(per, |per| UnitStatement { unit: None, scale: None, per: Some(per) });
    alt((amounts, rate)).parse(input)
}

/// Unit and scale of a statement about amounts.
type Sum = (Option<Unit>, Option<Scale>);

/// `x € 1.000`, `× 1 mln`, `* € 1.000`, `x € mln`; `x € 1.0001e kw`, where the next cell is glued to it.
fn times(input: &str) -> Read<'_, Sum> {
    let glued = map((currency_before, gap, tag("1.000"), peek(digit1)), |_| {
        (Some(Unit::Eur), Some(Scale::Thousand))
    });
    preceded((opt(char('\\')), one_of("xX×*"), gap), alt((sum, millions, glued))).parse(input)
}

/// `€ x 1.000`, `in euro's x 1.000`.
fn euros_times(input: &str) -> Read<'_, Sum> {
    let euros = alt((currency_after, currency_before));
    map((opt((word(IN), gap)), euros, gap, times), |(_, (), _, (_, scale))| {
        (Some(Unit::Eur), scale)
    })
    .parse(input)
}

/// `in € 1.000`, `in duizenden euro's`, `in €`, `in %`.
fn stated_in(input: &str) -> Read<'_, Sum> {
    let whole = map(alt((currency, word(WHOLE))), |unit| (Some(unit), Some(Scale::One)));
    let other = map(alt((percent_sign, word(NAMED), counted)), |unit| (Some(unit), None));
    preceded((word(IN), gap), alt((sum, millions, thousands, whole, other))).parse(input)
}

/// `€ 1.000,-`, `1.000 euro`, `1 mln`, `€ 1`: a scale printed as an amount.
fn sum(input: &str) -> Read<'_, Sum> {
    let before = opt(terminated(currency_before, gap));
    let after = opt(preceded(gap, currency_after));
    let parts = (before, numeral, opt(no_cents), opt(preceded(gap, scale_word)), after);
    map_opt(parts, |(before, number, no_cents, word, after)| {
        let euros = before.or(no_cents).or(after).map(|()| Unit::Eur);
        let factor = number.value.checked_mul(word.unwrap_or(Scale::One).factor())?;
        let scale = Scale::of(factor)?;
        (euros.is_some() || scale > Scale::One).then_some((euros, Some(scale)))
    })
    .parse(input)
}

/// `bedragen € 1.000`.
fn scaled_sum(input: &str) -> Read<'_, UnitStatement> {
    map(sum, |(unit, scale)| UnitStatement { unit, scale, per: None }).parse(input)
}

/// `€ mln`, `mln. euro`, `miljoenen euro's`, `k€`.
fn millions(input: &str) -> Read<'_, Sum> {
    let scale = || alt((scale_word, scale_plural));
    let before = map((currency_before, gap, scale()), |((), _, scale)| scale);
    let after = map((scale(), gap, currency_after), |(scale, _, ())| scale);
    map(alt((before, after, prefixed)), |scale| (Some(Unit::Eur), Some(scale))).parse(input)
}

/// `k€`, `M€`: the letter of the scale right before the sign.
fn prefixed(input: &str) -> Read<'_, Scale> {
    let thousand = value(Scale::Thousand, one_of("kK"));
    terminated(alt((thousand, value(Scale::Million, char('M')))), char('€')).parse(input)
}

/// `duizenden`, `mln.`.
fn thousands(input: &str) -> Read<'_, Sum> {
    map(alt((scale_plural, scale_word)), |scale| (None, Some(scale))).parse(input)
}

/// The euro sign or word, and no number behind it.
fn currency(input: &str) -> Read<'_, Unit> {
    let number = (gap, opt(sign_before), gap, digit1);
    value(Unit::Eur, (alt((currency_after, currency_before)), not(peek(number)))).parse(input)
}

/// `per 1.000 inwoners`, `per inwoner`.
fn per(input: &str) -> Read<'_, u32> {
    let many = map_opt(terminated(numeral, (gap, take_while1(char::is_alphabetic))), |number| {
        let base = u32::try_from(number.value).ok()?;
        matches!(base, 100 | 1_000 | 10_000 | 100_000 | 1_000_000).then_some(base)
    });
    preceded((word(PER), gap), alt((many, word(EACH)))).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parsed::check;

    #[test]
    fn thousands_of_euros() {
        check(
            unit,
            &[
                ("x € 1.000", "EUR * 10^3"),
                ("x €1.000", "EUR * 10^3"),
                ("x\u{A0}€\u{A0}1.000", "EUR * 10^3"),
                ("X € 1.000", "EUR * 10^3"),
                ("× € 1.000", "EUR * 10^3"),
                ("* € 1.000", "EUR * 10^3"),
                ("x € 1000", "EUR * 10^3"),
                ("x € 1.000,-", "EUR * 10^3"),
                ("x € 1.000,--", "EUR * 10^3"),
                ("(x € 1.000)", "EUR * 10^3"),
                ("(x €1.000)", "EUR * 10^3"),
                ("[x € 1.000]", "EUR * 10^3"),
                ("bedragen x € 1.000", "EUR * 10^3"),
                ("Bedragen x € 1.000", "EUR * 10^3"),
                ("Bedragen x €1.000", "EUR * 10^3"),
                ("bedragen x € 1.000,-", "EUR * 10^3"),
                ("bedragen x 1.000,-", "EUR * 10^3"),
                ("Bedragen x 1.000 euro", "EUR * 10^3"),
                ("Bedragen: x € 1.000", "EUR * 10^3"),
                ("Bedragen € 1.000", "EUR * 10^3"),
                ("(bedragen x € 1.000)", "EUR * 10^3"),
                ("(bedragen * € 1.000)", "EUR * 10^3"),
                ("(* € 1.000)", "EUR * 10^3"),
                ("bedrag (x €1.000)", "EUR * 10^3"),
                ("(in € 1.000)", "EUR * 10^3"),
                ("in € 1.000", "EUR * 10^3"),
                ("in 1.000 euro", "EUR * 10^3"),
                ("€ x 1.000", "EUR * 10^3"),
                ("(€ x 1.000)", "EUR * 10^3"),
                ("in € x 1.000", "EUR * 10^3"),
                ("Bedragen in euro's x 1.000", "EUR * 10^3"),
                ("in duizenden euro's", "EUR * 10^3"),
                ("in duizenden euro’s", "EUR * 10^3"),
                ("Bedragen zijn in duizenden euro's", "EUR * 10^3"),
                ("(in duizenden euro)", "EUR * 10^3"),
                ("(bedragen x duizend euro)", "EUR * 10^3"),
                ("(x € mln)", "EUR * 10^6"),
                ("(€ 1.000)", "EUR * 10^3"),
                ("(€ 1.000,-)", "EUR * 10^3"),
                ("(1.000 euro)", "EUR * 10^3"),
                ("k€", "EUR * 10^3"),
                ("x k€", "EUR * 10^3"),
                ("(in K€)", "EUR * 10^3"),
                ("(M€)", "EUR * 10^6"),
                ("x duizend", "none"),
            ],
        );
    }

    #[test]
    fn scale_without_a_unit() {
        check(
            unit,
            &[
                ("x 1.000", "* 10^3"),
                ("(x 1.000)", "* 10^3"),
                ("(x1000)", "* 10^3"),
                ("x1000", "* 10^3"),
                ("Bedragen x 1000", "* 10^3"),
                ("bedragen * 1.000", "* 10^3"),
                ("(* 1.000)", "* 10^3"),
                ("x 1 mln", "* 10^6"),
                ("x 1 miljoen", "* 10^6"),
                ("x 1.000.000", "* 10^6"),
                ("in duizenden", "* 10^3"),
                ("in duizendtallen", "* 10^3"),
                ("in miljoenen", "* 10^6"),
                ("in mln.", "* 10^6"),
            ],
        );
    }

    #[test]
    fn other_scales_of_euros() {
        check(
            unit,
            &[
                ("x € 1", "EUR * 10^0"),
                ("(x € 1)", "EUR * 10^0"),
                ("x € 1,-", "EUR * 10^0"),
                ("in €", "EUR * 10^0"),
                ("(in €)", "EUR * 10^0"),
                ("(bedragen in €)", "EUR * 10^0"),
                ("in euro", "EUR * 10^0"),
                ("in euro's", "EUR * 10^0"),
                ("in hele euro's", "EUR * 10^0"),
                ("Bedragen in euro's", "EUR * 10^0"),
                ("x € 1 miljoen", "EUR * 10^6"),
                ("x € 1 mln.", "EUR * 10^6"),
                ("x 1 mln. euro", "EUR * 10^6"),
                ("x € 1.000.000", "EUR * 10^6"),
                ("x € 1 miljard", "EUR * 10^9"),
                ("x € 1.000 mln", "EUR * 10^9"),
                ("in miljoenen euro's", "EUR * 10^6"),
                ("in mln. euro", "EUR * 10^6"),
                ("in € mln", "EUR * 10^6"),
                ("(€ mln)", "EUR * 10^6"),
                ("mln €", "EUR * 10^6"),
                ("miljoenen euro's", "EUR * 10^6"),
            ],
        );
    }

    #[test]
    fn a_line_may_be_a_unit() {
        for (text, expected) in [
            ("Alle bedragen x € 1.000", "EUR * 10^3"),
            ("Cijfers x € 1.000", "EUR * 10^3"),
            ("* € 1.000", "EUR * 10^3"),
            ("(bedragen x € 1.000)", "EUR * 10^3"),
            ("Bedragen in duizenden euro's", "EUR * 10^3"),
            ("x 1.000 euro", "EUR * 10^3"),
            ("Bedragen x € 1.000.", "EUR * 10^3"),
            ("Bedragen x € 1.000, - = nadeel", "EUR * 10^3"),
            ("bedragen x € 1.000 (- is nadelig)", "EUR * 10^3"),
            ("(bedragen x € 1.000 ; - = nadeel)", "EUR * 10^3"),
            ("(lasten x € 1.000)", "EUR * 10^3"),
            ("(in % van de begroting 2020)", "percent"),
            ("(per 1.000 inwoners)", "per 1000"),
            ("(%)", "percent"),
            ("(€ 1.000)", "EUR * 10^3"),
            ("in euro's", "EUR * 10^0"),
            ("Bedragen x € 1.0001e kw", "EUR * 10^3 [0..20]"),
            ("bedragen x € 1.000 2019", "EUR * 10^3 [0..20]"),
            ("(x € 1.000", "EUR * 10^3"),
            ("€", "none"),
            ("%", "none"),
            ("(90%)", "none"),
            ("(incl. € 5)", "none"),
            ("(2020 x € 1.000)", "none"),
            ("(aantal)", "none"),
            ("(per inwoner)", "none"),
            ("in aantallen", "none"),
            ("Bedragen exclusief € 1.000", "none"),
            ("€ 1.000", "none"),
            ("Begroting", "none"),
            ("", "none"),
        ] {
            check(unit_line, &[(text, expected)]);
        }
    }

    #[test]
    fn every_opening_reads_its_example() {
        let file = include_str!("../data/openings.tsv");
        let lines = file.lines().skip(2).map(|line| line.split_once('\t').expect("two columns"));
        for (words, example) in lines {
            assert!(example.to_lowercase().starts_with(words), "{words}");
            let found = unit_line(example).expect(example);
            assert_eq!(found.rest(example), "", "{example}");
        }
    }

    #[test]
    fn a_look_passes_every_word_of_a_unit() {
        let counted = [COUNTED, NAMED, WHOLE, SIGNS].into_iter().flatten().map(|(word, _)| *word);
        let scales = [SINGULAR, PLURAL].into_iter().flatten().map(|(word, _)| *word);
        let euros = [BEFORE, AFTER].into_iter().flatten().map(|(word, ())| *word);
        for word in counted.chain(scales).chain(euros) {
            assert!(may_hold_unit(&format!("(in {word})")), "{word}");
            assert!(may_hold_unit(&format!("(IN {})", word.to_uppercase())), "{word}");
        }
        assert!(!may_hold_unit("(collegetarget, BBV of overig)") && !may_hold_unit("in de wijk"));
    }

    #[test]
    fn bare_units() {
        check(
            unit,
            &[
                ("€", "EUR"),
                ("(€)", "EUR"),
                ("euro", "EUR"),
                ("Euro's", "EUR"),
                ("%", "percent"),
                ("(%)", "percent"),
                ("In %", "percent"),
                ("(in %)", "percent"),
                ("percentage", "percent"),
                ("in procenten", "percent"),
                ("procentpunt", "percent_points"),
                ("‰", "per_mille"),
                ("fte", "fte"),
                ("FTE", "fte"),
                ("fte's", "fte"),
                ("(in fte)", "fte"),
                ("f.t.e.", "fte"),
                ("aantal", "count"),
                ("Aantallen", "count"),
                ("jaar", "years"),
            ],
        );
    }

    #[test]
    fn rates() {
        check(
            unit,
            &[
                ("per 1.000 inwoners", "per 1000"),
                ("(per 1.000 inwoners)", "per 1000"),
                ("per 1000 inwoners", "per 1000"),
                ("per 100.000 inwoners", "per 100000"),
                ("Aantal per 1.000 inwoners", "count per 1000"),
                ("Aantal per 1.000 jongeren", "count per 1000"),
                ("Fte per 1.000 inwoners", "fte per 1000"),
                ("€ per inwoner", "EUR per 1"),
                ("in € per inwoner", "EUR * 10^0 per 1"),
                ("per inwoner", "per 1"),
                ("per woning", "per 1"),
                ("per 31-12-2020", "none"),
                ("per 1 januari", "none"),
                ("per 2020", "none"),
                ("per jaar", "none"),
                ("Aantal per 1.000 inwoners van 15 t/m 64 jaar", "count per 1000 [0..25]"),
            ],
        );
    }

    #[test]
    fn brackets_may_be_missing() {
        check(
            unit,
            &[
                ("(x € 1.000", "EUR * 10^3"),
                ("Bedragen x € 1.000,-)", "EUR * 10^3"),
                ("(bedragen x € 1.000 ; - = nadeel)", "EUR * 10^3 [0..21]"),
                ("(bedragen x € 1.000) 2025", "EUR * 10^3 [0..22]"),
                ("Bedragen x € 1.000 | |||", "EUR * 10^3 [0..20]"),
                ("x € 1.000Begroting", "EUR * 10^3 [0..11]"),
                ("(%", "percent"),
                ("%)", "percent"),
            ],
        );
    }

    #[test]
    fn no_unit_statements() {
        check(
            unit,
            &[
                ("", "none"),
                ("x", "none"),
                ("x 3", "none"),
                ("x 1", "none"),
                ("x € 5", "none"),
                ("x € 1.234", "none"),
                ("xenon", "none"),
                ("in 2020", "none"),
                ("in € 5 mln", "none"),
                ("in het", "none"),
                ("inkomsten", "none"),
                ("bedragen", "none"),
                ("€ 1.000", "none"),
                ("€ 5", "none"),
                ("(€ 5)", "none"),
                ("(€ 1.250)", "none"),
                ("(1.000)", "none"),
                ("m€", "none"),
                ("€ -5", "none"),
                ("1.000", "none"),
                ("* 1.000 woningen", "none"),
                ("* Het percentage", "none"),
                ("jaarstukken", "none"),
                ("aantallen2", "count [0..9]"),
            ],
        );
    }

    #[test]
    fn inside_a_title_or_header() {
        check(
            find_unit,
            &[
                ("Tarief 2020 (€)", "EUR [12..17]"),
                ("Mutatie 2022 (%)", "percent [13..16]"),
                ("Lasten x € 1.000", "EUR * 10^3 [7..18]"),
                ("bedrag (x €1.000)", "EUR * 10^3"),
                ("Lasten (€ 1.000)", "EUR * 10^3 [7..18]"),
                ("Lasten in k€", "EUR * 10^3 [7..14]"),
                ("Financiële bijstellingen (x 1.000)", "* 10^3 [26..35]"),
                ("Overzicht (bedragen x € 1.000) 2025", "EUR * 10^3 [10..32]"),
                ("Overzicht van baten in duizenden euro's", "EUR * 10^3 [20..39]"),
                ("Misdrijven (per 1.000 inwoners)", "per 1000 [11..31]"),
                ("Aantal per 1.000 inwoners", "count per 1000"),
                ("fte", "fte"),
                ("%", "percent"),
                ("Omschrijving", "none"),
                ("Begroting 2020", "none"),
                ("Aandeel in 2020", "none"),
                ("Aantal plekken", "none"),
                ("Index 1.000", "none"),
                ("Mutatie (2020)", "none"),
                ("", "none"),
            ],
        );
    }
}
