//! Footnote marks: `42%*`, `7,2 (*)`, `70%(3) (4)`, `Streefwaarde**`.

use std::fmt;

use nom::Parser;
use nom::branch::alt;
use nom::character::complete::{anychar, char};
use nom::combinator::{all_consuming, map, map_opt, opt, verify};
use nom::multi::{fold_many_m_n, many1_count};
use nom::sequence::{delimited, preceded, terminated};
use ontleed_text::Span;

use crate::number::digits;
use crate::parsed::{Parsed, Read, read};
use crate::word::{gap, is_gap};

/// A mark that refers to a footnote. The mark of a value and that of its footnote are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// `*`, `**`, `(*)`: so many stars.
    Stars(usize),
    /// `†`, `‡`: a dagger counts one, a double dagger two.
    Daggers(usize),
    /// `(3)`, `[3]`, `3)`, `³`: 1 to 99.
    Number(u8),
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Stars(count) => f.write_str(&"*".repeat(count)),
            Self::Daggers(count) => f.write_str(&"†".repeat(count)),
            Self::Number(number) => write!(f, "({number})"),
        }
    }
}

/// A label and the footnote marks around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The label without marks and without the spaces at its ends.
    pub label: Span,
    /// The marks in printed order.
    pub marks: Vec<Parsed<Mark>>,
}

/// Reads a footnote mark at the beginning of a text.
pub fn mark(text: &str) -> Option<Parsed<Mark>> {
    read(text, any_mark)
}

/// More marks than these at the end of a label are left in it: no label has them.
const MOST_MARKS: usize = 9;

/// Splits the footnote marks off a label, at its end and at its beginning.
///
/// A number at the beginning, `(1)` or `1)`, counts: it is part of the label. So is one of two
/// digits at the end: `(22)` is the number of an indicator.
pub fn split_marks(text: &str) -> Marked {
    let mut label = trim(text, Span::at(0, text.len()));
    let mut marks = Vec::new();
    while let Some(mark) = first_mark(text, label) {
        label = trim(text, Span::new(mark.span.end, label.end));
        marks.push(mark);
    }
    let leading = marks.len();
    while marks.len() - leading < MOST_MARKS
        && let Some(mark) = last_mark(text, label)
    {
        label = trim(text, Span::new(label.start, mark.span.start));
        marks.push(mark);
    }
    marks[leading..].reverse();
    Marked { label, marks }
}

fn first_mark(text: &str, label: Span) -> Option<Parsed<Mark>> {
    let found = read(&text[label.range()], alt((stars, daggers, superscript)))?;
    Some(Parsed { span: found.span.shift(label.start), ..found })
}

/// The mark that ends where the label ends; the longest one.
fn last_mark(text: &str, label: Span) -> Option<Parsed<Mark>> {
    const LONGEST: usize = 8;
    let text = &text[label.range()];
    text.ends_with(ends_mark).then_some(())?;
    let starts = text.char_indices().rev().take(LONGEST).map(|(start, _)| start);
    let (start, value) = starts
        .filter_map(|start| {
            let (_, mark) = all_consuming(any_mark).parse(&text[start..]).ok()?;
            stands_apart(&text[..start], &text[start..]).then_some((start, mark))
        })
        .last()?;
    Some(Parsed { value, span: Span::at(start, text.len()).shift(label.start) })
}

fn ends_mark(c: char) -> bool {
    matches!(c, '*' | ')' | ']' | '†' | '‡') || superscript_digit(c).is_some()
}

/// Whether the mark is no part of the label: `m²` is a unit, `bijlage 1)` closes a bracket.
fn stands_apart(before: &str, mark: &str) -> bool {
    let long = mark.bytes().filter(u8::is_ascii_digit).count() > 1;
    let square = before.ends_with('m') && mark.starts_with(['²', '³']);
    let closes = mark.starts_with(|c: char| c.is_ascii_digit())
        && (!before.ends_with(is_gap) || before.rfind('(') > before.rfind(')'));
    !long && !square && !closes
}

/// Any mark.
pub(crate) fn any_mark(input: &str) -> Read<'_, Mark> {
    alt((stars, daggers, superscript, in_brackets, before_bracket)).parse(input)
}

/// `*`, `***`; `\*` where Markdown escaped it.
fn stars(input: &str) -> Read<'_, Mark> {
    map(many1_count(preceded(opt(char('\\')), char('*'))), Mark::Stars).parse(input)
}

fn daggers(input: &str) -> Read<'_, Mark> {
    let double = map(many1_count(char('‡')), |count| Mark::Daggers(2 * count));
    alt((map(many1_count(char('†')), Mark::Daggers), double)).parse(input)
}

/// `³`, `¹²`.
fn superscript(input: &str) -> Read<'_, Mark> {
    let digits = fold_many_m_n(1, 2, map_opt(anychar, superscript_digit), || 0, |n, d| 10 * n + d);
    map(verify(digits, |&number| number > 0), Mark::Number).parse(input)
}

fn superscript_digit(c: char) -> Option<u8> {
    let place = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|digit| digit == c)?;
    u8::try_from(place).ok()
}

/// `(*)`, `(3)`, `[3]`.
fn in_brackets(input: &str) -> Read<'_, Mark> {
    let round = delimited((char('('), gap), alt((stars, number)), (gap, char(')')));
    let square = delimited((char('['), gap), number, (gap, char(']')));
    alt((round, square)).parse(input)
}

/// `3)`.
fn before_bracket(input: &str) -> Read<'_, Mark> {
    terminated(number, char(')')).parse(input)
}

fn number(input: &str) -> Read<'_, Mark> {
    map_opt(digits(1, 2), |digits: &str| match digits.parse().ok()? {
        0 => None,
        number => Some(Mark::Number(number)),
    })
    .parse(input)
}

/// `span` without the spaces at its ends.
fn trim(text: &str, span: Span) -> Span {
    let inner = &text[span.range()];
    let start = span.range().start + (inner.len() - inner.trim_start().len());
    Span::at(start, start + inner.trim().len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::parsed::check;

    #[test]
    fn single_marks() {
        check(
            mark,
            &[
                ("*", "*"),
                ("*****", "*****"),
                ("\\*\\*", "**"),
                ("(*)", "*"),
                ("( ** )", "**"),
                ("†", "†"),
                ("††", "††"),
                ("‡", "††"),
                ("(1)", "(1)"),
                ("(12)", "(12)"),
                ("( 3 )", "(3)"),
                ("[3]", "(3)"),
                ("3)", "(3)"),
                ("³", "(3)"),
                ("¹²", "(12)"),
                ("* Het", "* [0..1]"),
                ("(3) (4)", "(3) [0..3]"),
                ("", "none"),
                ("x", "none"),
                ("(2015)", "none"),
                ("(0)", "none"),
                ("⁰", "none"),
                ("()", "none"),
                ("(a)", "none"),
                ("(3", "none"),
                ("3", "none"),
                ("123)", "none"),
            ],
        );
    }

    #[track_caller]
    fn check_split(table: &[(&str, &str, &str)]) {
        for &(text, label, marks) in table {
            let found = split_marks(text);
            let shown: Vec<_> = found.marks.iter().map(|mark| mark.printed(text)).collect();
            assert_eq!((&text[found.label.range()], &*shown.join(" ")), (label, marks), "{text:?}");
        }
    }

    #[test]
    fn labels() {
        check_split(&[
            ("Streefwaarde**", "Streefwaarde", "**"),
            ("**Kansrijk opgroeien: wijken", "Kansrijk opgroeien: wijken", "**"),
            ("VSO leerlingen blowen****", "VSO leerlingen blowen", "****"),
            ("daalt 3% punt***", "daalt 3% punt", "***"),
            ("2022*****", "2022", "*****"),
            ("Aantal plekken *", "Aantal plekken", "*"),
            (" \u{A0}Aantal * ", "Aantal", "*"),
            ("Aantal (*)", "Aantal", "(*)"),
            ("Aantal (1)", "Aantal", "(1)"),
            ("Aantal (3) (4)", "Aantal", "(3) (4)"),
            ("Aantal (3)(4)", "Aantal", "(3) (4)"),
            ("Aantal ³ (*)", "Aantal", "³ (*)"),
            ("Aantal 1)", "Aantal", "1)"),
            ("Aantal [2]", "Aantal", "[2]"),
            ("Aantal³", "Aantal", "³"),
            ("Aantal†", "Aantal", "†"),
            ("*Aantal*", "Aantal", "* *"),
            ("Realisatie 2020 **", "Realisatie 2020", "**"),
            ("* Het percentage", "Het percentage", "*"),
        ]);
    }

    #[test]
    fn labels_without_marks() {
        check_split(&[
            ("", "", ""),
            ("\u{A0}", "", ""),
            ("Streefwaarde", "Streefwaarde", ""),
            ("(1) Baten", "(1) Baten", ""),
            ("1) Baten", "1) Baten", ""),
            ("Realisatie (2020)", "Realisatie (2020)", ""),
            ("Banen (21)", "Banen (21)", ""),
            ("Reserve 12)", "Reserve 12)", ""),
            ("Ouderen (65+)", "Ouderen (65+)", ""),
            ("Aandeel (%)", "Aandeel (%)", ""),
            ("Oppervlakte in m²", "Oppervlakte in m²", ""),
            ("Reserve (zie bijlage 1)", "Reserve (zie bijlage 1)", ""),
            ("Reserve (x 1.000)", "Reserve (x 1.000)", ""),
            ("Programma 12", "Programma 12", ""),
            ("a)", "a)", ""),
            ("5 * 3", "5 * 3", ""),
        ]);
        check_split(&[("***", "", "***"), ("(1)", "", "(1)")]);
    }

    proptest! {
        #[test]
        fn labels_and_marks_stand_in_order(text in "[*()1² a†]{0,12}") {
            let found = split_marks(&text);
            let mut spans: Vec<_> = found.marks.iter().map(|mark| mark.span).collect();
            spans.push(found.label);
            spans.sort();
            prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
            prop_assert!(found.marks.is_sorted_by_key(|mark| mark.span));
        }
    }
}
