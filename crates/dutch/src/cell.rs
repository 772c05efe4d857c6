//! Whole cells: the one value of a table cell, with all that is printed around it.

use std::fmt;

use nom::branch::alt;
use nom::bytes::complete::take_while;
use nom::character::complete::char;
use nom::combinator::{all_consuming, consumed, map, opt, verify};
use nom::multi::many0;
use nom::sequence::{delimited, preceded, terminated};
use nom::{Err, Parser};
use ontleed_text::{Span, is_dash};

use crate::amount::{BEFORE, currency_before};
use crate::comparison::{QUALIFIERS, Qualifier, qualifier};
use crate::letter::{LETTERS, Letter, advantage};
use crate::mark::{Mark, any_mark};
use crate::missing::{CODES, LONGEST_CODE, Missing, code};
use crate::number::{after_numeral, plain_number};
use crate::parsed::{Parsed, Read};
use crate::period::{Period, any_period, year};
use crate::quantity::{BETWEEN, FROM, Quantity, quantity, single};
use crate::sign::{Sign, apply, sign_after};
use crate::unit::Unit;
use crate::word::{Beginnings, Words, begins, gap, is_blank, word};

/// What a cell says.
///
/// Shown in one order, whatever was printed: `> 55 percent`, `-53 N`, `102 @2015`, `42 percent *`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The value, or why there is none.
    pub content: Content,
    /// How the value relates to what is meant: `>55%`.
    pub qualifier: Option<Qualifier>,
    /// V or N beside the value. It does not change the sign.
    pub letter: Option<Letter>,
    /// When the value was measured: `102 (2015)`, `12 per 1/1/2016`.
    pub period: Option<Period>,
    /// The footnote marks, in printed order; their spans refer to the text that was given.
    pub marks: Vec<Parsed<Mark>>,
}

/// A value, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A value.
    Quantity(Quantity),
    /// A code that stands where a value is missing.
    Missing(Missing),
}

impl Cell {
    /// A cell that holds this and nothing else.
    const fn of(content: Content) -> Self {
        Self { content, qualifier: None, letter: None, period: None, marks: Vec::new() }
    }

    /// The value.
    pub const fn quantity(&self) -> Option<&Quantity> {
        match &self.content {
            Content::Quantity(quantity) => Some(quantity),
            Content::Missing(_) => None,
        }
    }

    /// Why there is no value.
    pub const fn missing(&self) -> Option<Missing> {
        match self.content {
            Content::Quantity(_) => None,
            Content::Missing(missing) => Some(missing),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { content, qualifier, letter, period, marks } = self;
        if let Some(qualifier) = qualifier {
            write!(f, "{qualifier} ")?;
        }
        match content {
            Content::Quantity(quantity) => write!(f, "{quantity}")?,
            Content::Missing(missing) => write!(f, "{missing}")?,
        }
        if let Some(letter) = letter {
            write!(f, " {letter}")?;
        }
        if let Some(period) = period {
            write!(f, " @{period}")?;
        }
        marks.iter().try_for_each(|mark| write!(f, " {}", mark.value))
    }
}

/// Reads a whole cell, apart from the white space at its ends: one value or one missing code.
///
/// `None` where it is anything else: a label, a year span, two values, a value with a word that
/// the grammar does not know. Cheap on text that cannot be a value.
pub fn cell(text: &str) -> Option<Parsed<Cell>> {
    let is_trimmed = matches!(text.as_bytes(), [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~']);
    let printed = if is_trimmed { text } else { text.trim_end_matches(is_blank) };
    let input = if is_trimmed { text } else { printed.trim_start_matches(is_blank) };
    let end = printed.len();
    if input.len() > LONGEST {
        return None;
    }
    let value = match plain(input) {
        Some(cell) => cell,
        None if may_be_value(input) => annotated_cell(input, end)?,
        None => return None,
    };
    Some(Parsed { value, span: Span::at(end - input.len(), end) })
}

/// What most cells are, `1.234`, `-12,5%`, `>55%` or `-`, without the grammar. It reads what the
/// grammar reads, and a test says so.
fn plain(input: &str) -> Option<Cell> {
    if input == "-" {
        return Some(Cell::of(Content::Missing(Missing::Dash)));
    }
    let (qualifier, signed) = match input.as_bytes() {
        [b'>', b'0'..=b'9', ..] => (Some(Qualifier::Above), &input[1..]),
        [b'<', b'0'..=b'9', ..] => (Some(Qualifier::Below), &input[1..]),
        _ => (None, input),
    };
    let (currency, signed) = match signed.strip_prefix('€') {
        Some(amount) => (Some(Unit::Eur), amount.trim_start_matches(['\u{A0}', ' '])),
        None => (None, signed),
    };
    let (sign, unsigned) = match signed.strip_prefix('-') {
        Some(unsigned) => (Some(Sign::Minus), unsigned),
        None => (None, signed),
    };
    let (printed, unit) = match unsigned.strip_suffix('%') {
        Some(printed) => (printed, Some(Unit::Percent)),
        None => (unsigned, None),
    };
    if currency.is_some() && unit.is_some() {
        return None;
    }
    let value = apply(sign, plain_number(printed)?);
    let unit = unit.or(currency);
    let quantity = Quantity { value, upper: None, scale: None, unit, decimal_point: false };
    Some(Cell { qualifier, ..Cell::of(Content::Quantity(quantity)) })
}

fn annotated_cell(input: &str, end: usize) -> Option<Cell> {
    let has_digit = input.bytes().any(|byte| byte.is_ascii_digit());
    let valued = has_digit.then(|| all_consuming(valued(end)).parse(input).ok()).flatten();
    let (_, cell) = valued.or_else(|| all_consuming(coded(end)).parse(input).ok())?;
    Some(cell)
}

/// The longest cell that is read, in bytes: a range in words, with marks.
const LONGEST: usize = 96;

/// A first look, before any grammar: what begins with a letter begins with a known word, what begins
/// with a digit with a number.
fn may_be_value(input: &str) -> bool {
    let Some(first) = input.chars().next() else { return false };
    let has_digit = || input.bytes().any(|byte| byte.is_ascii_digit());
    match first {
        '0'..='9' => may_be_number(input),
        '(' => has_digit(),
        _ if !first.is_alphabetic() => SIGNS.contains(&first) || is_dash(first),
        _ => {
            let count = input.bytes().take_while(u8::is_ascii_alphabetic).count();
            let letters = &input[..count];
            BEGINNINGS.have(letters)
                && (input.len() <= LONGEST_CODE && begins(CODES, letters)
                    || has_digit() && begins_value(letters))
        }
    }
}

/// How words begin that a value or a code may begin with.
const BEGINNINGS: Beginnings =
    Beginnings::NONE.and(CODES).and(LETTERS).and(QUALIFIERS).and(BEFORE).and(BETWEEN).and(FROM);

/// What a value begins with that is no letter, digit, bracket or dash.
const SIGNS: [char; 13] = ['€', '+', '\\', '.', '…', '>', '<', '=', '≥', '≤', '±', '~', '≈'];

/// Whether a text that begins with a digit begins with one number, and does not go on as a sentence
/// or a span of years does: `2.1 Balans`, `2022.`, `2019-2022`.
fn may_be_number(input: &str) -> bool {
    let is_joined = |rest: &str| {
        let next = rest.strip_prefix('-').unwrap_or_default();
        next.starts_with(|c: char| c.is_ascii_digit())
            && next.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b','))
    };
    after_numeral(input).is_some_and(|rest| !rest.starts_with(['.', ':']) && !is_joined(rest))
}

/// Whether a word that stands before a number begins with these letters.
fn begins_value(letters: &str) -> bool {
    begins(LETTERS, letters)
        || begins(QUALIFIERS, letters)
        || begins(BEFORE, letters)
        || begins(BETWEEN, letters)
        || begins(FROM, letters)
}

/// `N 31.393`, `>55%`, `42%*`, `- 53 N`, `3.915-`, `(1.234)`, `102 (2015)`.
fn valued(end: usize) -> impl Fn(&str) -> Read<'_, Cell> {
    move |input| {
        let (rest, letter) = opt(terminated(advantage, gap)).parse(input)?;
        // The number may stand on the next line.
        let (rest, qualifier) = opt(terminated(qualifier, take_while(is_blank))).parse(rest)?;
        let (rest, quantity) = alt((bracketed, signed_behind)).parse(rest)?;
        let (rest, quantity) = with_measure(rest, quantity)?;
        let (rest, notes) = many0(note(end)).parse(rest)?;
        let content = Content::Quantity(quantity);
        let cell = Cell { qualifier, letter, ..Cell::of(content) };
        annotated(cell, notes).map(|cell| (rest, cell)).ok_or(Err::Error(()))
    }
}

/// `n.v.t.`, `-`, `PM*`.
fn coded(end: usize) -> impl Fn(&str) -> Read<'_, Cell> {
    move |input| {
        let (rest, missing) = code(input)?;
        let (rest, notes) = many0(note(end)).parse(rest)?;
        let content = Content::Missing(missing);
        let cell = Cell::of(content);
        let cell = annotated(cell, notes).filter(|cell| cell.letter.is_none());
        cell.map(|cell| (rest, cell)).ok_or(Err::Error(()))
    }
}

/// `(1.234)`, `(€ 1.234)`, `€ (1.234)` are negative. `(3)` and `(12)` are footnotes, `(2015)` is
/// a year: they are not read.
fn bracketed(input: &str) -> Read<'_, Quantity> {
    let is_amount = |(printed, found): &(&str, Quantity)| {
        let bare = found.unit.is_none() && found.scale.is_none();
        let short = !printed.contains(['.', ',']) && printed.len() < 3;
        let money = found.unit.is_none() || found.unit == Some(Unit::Eur);
        is_unsigned(printed, found) && money && !(bare && (short || year(printed).is_some()))
    };
    let currency = opt(terminated(currency_before, gap));
    let inner = verify(consumed(single), is_amount);
    let brackets = delimited((char('('), gap), inner, (gap, char(')')));
    map((currency, brackets), |(currency, (_, found))| Quantity {
        value: apply(Some(Sign::Minus), found.value),
        unit: found.unit.or(currency.map(|()| Unit::Eur)),
        ..found
    })
    .parse(input)
}

/// What a number that says no unit is measured in: it counts these.
const MEASURES: Words<()> = &[
    ("maand", ()),
    ("maanden", ()),
    ("week", ()),
    ("weken", ()),
    ("dag", ()),
    ("dagen", ()),
    ("werkdagen", ()),
    ("uur", ()),
    ("uren", ()),
    ("minuut", ()),
    ("minuten", ()),
    ("kg", ()),
    ("kilo", ()),
    ("kilogram", ()),
    ("km", ()),
    ("kilometer", ()),
    ("ha", ()),
    ("hectare", ()),
    ("m2", ()),
    ("m²", ()),
];

/// `28 dagen`, `< 5 weken`, `150 kg`: so many of them.
fn with_measure(rest: &str, quantity: Quantity) -> Read<'_, Quantity> {
    if rest.is_empty() || quantity.unit.is_some() {
        return Ok((rest, quantity));
    }
    let measure = opt(preceded(gap, word(MEASURES)));
    map(measure, |found| Quantity { unit: found.map(|()| Unit::Count), ..quantity }).parse(rest)
}

/// `3.915-`, where no other sign is printed; or no sign behind it.
fn signed_behind(input: &str) -> Read<'_, Quantity> {
    let (rest, (printed, found)) = consumed(quantity).parse(input)?;
    if found.upper.is_some() {
        return if is_years(input) { Err(Err::Error(())) } else { Ok((rest, found)) };
    }
    match sign_after(rest) {
        Ok((rest, sign)) if is_unsigned(printed, &found) => {
            Ok((rest, Quantity { value: apply(Some(sign), found.value), ..found }))
        }
        _ => Ok((rest, found)),
    }
}

fn is_unsigned(printed: &str, found: &Quantity) -> bool {
    found.value.is_sign_positive() && !printed.contains('+')
}

/// `2018 t/m 2021` is no range of values.
fn is_years(input: &str) -> bool {
    matches!(any_period(input), Ok((_, Period::Years { .. })))
}

/// What may stand behind a value, in any order.
#[derive(Clone, Copy)]
enum Note {
    Letter(Letter),
    Period(Period),
    Mark(Parsed<Mark>),
}

fn note(end: usize) -> impl Fn(&str) -> Read<'_, Note> {
    move |input| {
        let letter = map(advantage, Note::Letter);
        let period = map(dated, Note::Period);
        let beside = preceded(gap, alt((letter, marked(end), period)));
        // The brackets may stand on the next line.
        let bracketed = preceded(take_while(is_blank), map(period_in_brackets, Note::Period));
        alt((bracketed, beside)).parse(input)
    }
}

/// A mark, placed by how much of the cell is left before it and behind it.
fn marked(end: usize) -> impl Fn(&str) -> Read<'_, Note> {
    move |input| {
        let (rest, value) = any_mark(input)?;
        let span = Span::at(end - input.len(), end - rest.len());
        Ok((rest, Note::Mark(Parsed { value, span })))
    }
}

/// `(2015)`, `(per 1/1/2016)`.
fn period_in_brackets(input: &str) -> Read<'_, Period> {
    let inner = preceded(opt((word(DATED), gap)), any_period);
    delimited((char('('), gap), inner, (gap, char(')'))).parse(input)
}

/// `per 1/1/2016`.
fn dated(input: &str) -> Read<'_, Period> {
    preceded((word(DATED), gap), any_period).parse(input)
}

const DATED: Words<()> = &[("per", ()), ("peildatum", ()), ("stand", ()), ("stand per", ())];

/// The cell with its notes; at most one letter and one period.
fn annotated(mut cell: Cell, notes: Vec<Note>) -> Option<Cell> {
    for note in notes {
        match note {
            Note::Letter(letter) if cell.letter.is_none() => cell.letter = Some(letter),
            Note::Period(period) if cell.period.is_none() => cell.period = Some(period),
            Note::Mark(mark) => cell.marks.push(mark),
            Note::Letter(_) | Note::Period(_) => return None,
        }
    }
    Some(cell)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::parsed::check;

    proptest! {
        #[test]
        fn the_shortcut_reads_what_the_grammar_reads(text in "[<>]?(€[ \u{A0}]{0,2})?-?[0-9]{0,5}([.][0-9]{2,4}){0,3}(,[0-9]{0,3})?%?") {
            if let Some(cell) = plain(&text) {
                prop_assert_eq!(annotated_cell(&text, text.len()), Some(cell));
                prop_assert!(may_be_value(&text), "{text:?}");
            }
        }

        #[test]
        fn what_a_first_look_refuses_is_no_value(
            word in "[a-zA-Z]{1,4}|(?i)(voordeel|meer dan|circa|een|euro|tussen|van|nvt|pro|pm|geen)",
            rest in "[ .]?([a-z]{0,3} ?[0-9]{0,3}[%.a-z]?){0,2}",
        ) {
            let text = word + &rest;
            let text = text.trim();
            prop_assert!(may_be_value(text) || annotated_cell(text, text.len()).is_none(), "{text:?}");
        }

        #[test]
        fn nor_is_a_number_that_goes_on_or_a_sign_that_is_none(
            text in "[-+(\\[•–±~=>≥€…¹]?[0-9]{0,5}([.,][0-9]{1,4}){0,3}([-.,: %€)(*]|mln|fte|tot|per|V){0,3}[0-9]{0,4}[.)]?",
        ) {
            let text = text.trim();
            prop_assert!(may_be_value(text) || annotated_cell(text, text.len()).is_none(), "{text:?}");
        }
    }

    #[test]
    fn every_sign_that_begins_a_value_passes_the_first_look() {
        let spellings = QUALIFIERS.iter().map(|(spelling, _)| *spelling);
        for spelling in spellings.chain(BEFORE.iter().map(|(spelling, ())| *spelling)) {
            assert!(may_be_value(&format!("{spelling} 5")), "{spelling}");
        }
        for text in ["-5", "–5", "\\- 5", "+ 5", "(5)", "€ 5", ".", "…", "- PM"] {
            assert!(may_be_value(text), "{text}");
        }
    }

    #[test]
    fn with_a_measure() {
        check(
            cell,
            &[
                ("28 dagen", "28 count"),
                ("< 5 weken", "< 5 count"),
                ("4,6 weken", "4.6 count"),
                ("< 10 minuten", "< 10 count"),
                ("150 kg", "150 count"),
                ("12 maanden*", "12 count *"),
                ("3 werkdagen", "3 count"),
                ("5 dagen per week", "none"),
            ],
        );
    }

    #[test]
    fn numbers() {
        check(
            cell,
            &[
                ("0", "0"),
                ("71", "71"),
                ("625.979", "625979"),
                ("1.816.415", "1816415"),
                ("67.790.000.000", "67790000000"),
                ("4,4", "4.4"),
                ("1,40", "1.40"),
                ("2020", "2020"),
                ("05", "5"),
                ("11717", "11717"),
                ("-111", "-111"),
                ("-443.573", "-443573"),
                ("- 1.666", "-1666"),
                (" - 513", "-513 [1..6]"),
                ("\u{A0}-\u{A0}513\u{A0}", "-513 [2..8]"),
                ("−53", "-53"),
                ("‒53", "-53"),
                ("– 53", "-53"),
                ("\\- 53", "-53"),
                ("3.915-", "-3915"),
                ("920-", "-920"),
                ("920–", "-920"),
                ("920 -/-", "-920"),
                ("-/- 920", "-920"),
                ("(1.234)", "-1234"),
                ("+ 28", "28"),
                ("-0", "0"),
                ("0.61", "0.61 (point)"),
                ("\u{FEFF}12\u{200B}", "12 [3..5]"),
                ("\t12\n", "12 [1..3]"),
            ],
        );
    }

    #[test]
    fn amounts() {
        check(
            cell,
            &[
                ("€ 641,00", "641.00 EUR"),
                ("€ 43", "43 EUR"),
                ("€\u{A0}-1.240", "-1240 EUR"),
                ("- € 21.570", "-21570 EUR"),
                ("€ 920-", "-920 EUR"),
                ("+ € 7.000", "7000 EUR"),
                ("€ 2.500,-", "2500 EUR"),
                ("€ 2.500,--", "2500 EUR"),
                ("2.500,-", "2500 EUR"),
                ("(€ 1.234)", "-1234 EUR"),
                ("€ 1,4 mln", "1.4 * 10^6 EUR"),
                ("- € 1,4 mln.", "-1.4 * 10^6 EUR"),
                ("62 miljoen", "62 * 10^6"),
                ("330 – 365 miljoen euro", "330..365 * 10^6 EUR"),
                ("12 fte", "12 fte"),
                ("-1,5 FTE", "-1.5 fte"),
                ("5 jaar", "5 years"),
                ("5-10 fte", "5..10 fte"),
            ],
        );
    }

    #[test]
    fn brackets() {
        check(
            cell,
            &[
                ("(1.234)", "-1234"),
                ("( 1.234 )", "-1234"),
                ("(\u{A0}1.234\u{A0})", "-1234"),
                ("(0,5)", "-0.5"),
                ("(123)", "-123"),
                ("(12345)", "-12345"),
                ("(0,0)", "0.0"),
                ("(€ 1.234)", "-1234 EUR"),
                ("(€ 5)", "-5 EUR"),
                ("€ (1.234)", "-1234 EUR"),
                ("(€ 5 mln)", "-5 * 10^6 EUR"),
                ("(5 mln)", "-5 * 10^6"),
                ("(1.234)*", "-1234 *"),
                ("(1.234) N", "-1234 N"),
                ("(3)", "none"),
                ("(12)", "none"),
                ("(2015)", "none"),
                ("(5%)", "none"),
                ("(5,2%)", "none"),
                ("(1.234", "none"),
                ("1.234)", "none"),
                ("(-1.234)", "none"),
                ("(+1.234)", "none"),
                ("(€ -5)", "none"),
                ("(-€ 5)", "none"),
                ("-(1.234)", "none"),
                ("(1.234)-", "none"),
                ("((1.234))", "none"),
                ("()", "none"),
            ],
        );
    }

    #[test]
    fn percentages() {
        check(
            cell,
            &[
                ("0%", "0 percent"),
                ("8,8%", "8.8 percent"),
                ("2,0%", "2.0 percent"),
                ("14,8%%", "14.8 percent"),
                ("65.98 %", "65.98 percent (point)"),
                ("-/- 21%", "-21 percent"),
                ("-5 %", "-5 percent"),
                ("3% punt", "3 percent_points"),
                ("22%-", "-22 percent"),
                ("5 tot 10%", "5..10 percent"),
            ],
        );
    }

    #[test]
    fn qualifiers() {
        check(
            cell,
            &[
                (">55%", "> 55 percent"),
                ("> 55%", "> 55 percent"),
                (">100", "> 100"),
                (">\n100", "> 100"),
                ("<1", "< 1"),
                ("< 1 jaar", "< 1 years"),
                ("≥ 80", "≥ 80"),
                ("≥\u{A0}80%", "≥ 80 percent"),
                ("<= 5", "≤ 5"),
                ("circa 1.500", "circa 1500"),
                ("ca. 1.500", "circa 1500"),
                ("ruim 600", "ruim 600"),
                ("een kleine 1500", "bijna 1500"),
                ("bijna € 5 mln", "bijna 5 * 10^6 EUR"),
                ("minimaal 80%", "≥ 80 percent"),
                ("+/- 100", "circa 100"),
                ("± 100", "circa 100"),
                ("> -5%", "> -5 percent"),
                ("Tussen de 1 en 10", "1..10"),
                ("5 t/m 10", "5..10"),
            ],
        );
    }

    #[test]
    fn letters() {
        check(
            cell,
            &[
                ("N 31.393", "31393 N"),
                ("N 8.930", "8930 N"),
                ("V\u{A0}102", "102 V"),
                ("24.728 V", "24728 V"),
                ("14 V", "14 V"),
                ("24V", "24 V"),
                ("24 (V)", "24 V"),
                ("- 53 N", "-53 N"),
                ("- 96\u{A0}N", "-96 N"),
                ("-53N", "-53 N"),
                ("\\- 53 N", "-53 N"),
                ("N - 53", "-53 N"),
                ("59- N", "-59 N"),
                ("€ 5.000 N", "5000 EUR N"),
                ("€ 5 mln voordelig", "5 * 10^6 EUR V"),
                ("5% V", "5 percent V"),
                ("53 N*", "53 N *"),
                ("53* N", "53 N *"),
                ("N 53 N", "none"),
                ("53 V N", "none"),
                ("- N", "none"),
                ("N31", "none"),
            ],
        );
    }

    #[test]
    fn marks_and_dates() {
        check(
            cell,
            &[
                ("42%*", "42 percent *"),
                ("42% *", "42 percent *"),
                ("42%***", "42 percent ***"),
                ("42%\\*", "42 percent *"),
                ("7,2 (*)", "7.2 *"),
                ("7,2 (1)", "7.2 (1)"),
                ("70%(3) (4)", "70 percent (3) (4)"),
                ("1.234 1)", "1234 (1)"),
                ("42%¹", "42 percent (1)"),
                ("42†", "42 †"),
                ("2022*****", "2022 *****"),
                ("102 (2015)", "102 @2015"),
                ("6,4 jaar\n(2019)", "6.4 years @2019"),
                ("12 (2020)*", "12 @2020 *"),
                ("12* (2020)", "12 @2020 *"),
                ("12 (1/1/2016)", "12 @2016-01-01"),
                ("12 (per 1/1/2016)", "12 @2016-01-01"),
                ("12 per 1/1/2016", "12 @2016-01-01"),
                ("82 (10M 2022)", "82 @2022-M10"),
                ("12 (2020) (2021)", "none"),
            ],
        );
    }

    #[test]
    fn marks_are_where_they_are_printed() {
        let text = "\u{A0}70%(3) (4) ";
        let found = cell(text).unwrap();
        let marks: Vec<_> = found.value.marks.iter().map(|mark| mark.printed(text)).collect();
        assert_eq!((found.printed(text), marks), ("70%(3) (4)", vec!["(3)", "(4)"]));
    }

    #[test]
    fn missing_codes() {
        check(
            cell,
            &[
                ("-", "dash"),
                ("–", "dash"),
                (" - ", "dash [1..2]"),
                ("--", "dash"),
                ("€ -", "dash"),
                ("-*", "dash *"),
                (".", "unknown"),
                ("n.v.t.", "not_applicable"),
                ("N.v.t.", "not_applicable"),
                ("N.v.t", "not_applicable"),
                ("Nvt", "not_applicable"),
                ("n.v.t.*", "not_applicable *"),
                ("n.v.t. (1)", "not_applicable (1)"),
                ("n.b.", "unknown"),
                ("n.n.b.", "unknown"),
                ("onbekend", "unknown"),
                ("niet gemeten", "unknown"),
                ("niet\u{A0}gemeten", "unknown"),
                ("PM", "pro_memorie"),
                ("-PM", "pro_memorie"),
                ("- PM", "pro_memorie"),
                ("startjaar", "text"),
            ],
        );
    }

    #[test]
    fn what_is_not_one_value() {
        check(
            cell,
            &[
                ("", "none"),
                (" ", "none"),
                ("\u{A0}", "none"),
                ("Baten", "none"),
                ("V", "none"),
                ("N", "none"),
                ("V/N", "none"),
                ("*", "none"),
                ("**", "none"),
                ("€", "none"),
                ("%", "none"),
                ("In %", "none"),
                ("1.2345", "none"),
                ("1.2345%", "none"),
                ("€ 360.ooo", "none"),
                ("12 34", "none"),
                ("12\n34", "none"),
                ("-239\n239", "none"),
                ("643 -12", "none"),
                ("12 -", "none"),
                ("- -", "none"),
                ("- 5 -", "none"),
                ("- 5-", "none"),
                ("+5-", "none"),
                ("-\n5", "none"),
                ("5\t%", "none"),
                ("10-15", "none"),
                ("10-15%", "none"),
                ("10 - 15%", "none"),
                ("10 tot 5", "none"),
                ("2019-2022", "none"),
                ("2018 t/m 2021", "none"),
                ("31-12-2021", "none"),
                ("1/1", "none"),
                ("2015 Q1", "none"),
                ("mei 2020", "none"),
                ("1.", "none"),
                ("1. Welzijn", "none"),
                ("3e positie", "none"),
                ("75+", "none"),
                ("42%1", "none"),
                ("(3)", "none"),
                ("(2015)", "none"),
                ("x € 1.000", "none"),
                ("Begroting 2020", "none"),
                ("Noordkade: 73", "none"),
                ("5 van de 10", "none"),
                ("1% (woningen) en 5,3% (niet woningen)", "none"),
                ("circa", "none"),
                (">", "none"),
                ("circa veel", "none"),
                ("> -", "none"),
                ("niet gemeten in 2020", "none"),
            ],
        );
    }

    #[test]
    fn long_text_is_no_cell() {
        assert_eq!(cell(&"5 ".repeat(100)), None);
        assert_eq!(cell(&"1".repeat(1_000_000)), None);
        assert!(cell(&format!("{}5", " ".repeat(1000))).is_some());
    }
}
