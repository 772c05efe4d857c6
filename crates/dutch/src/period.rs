//! Years, dates and periods: `2020`, `2019-2022`, `10M 2022`, `2015 Q1`, `31-12-2021`.

use std::fmt;
use std::ops::RangeInclusive;

use nom::branch::alt;
use nom::character::complete::{char, one_of, satisfy};
use nom::combinator::{map, map_opt, not, opt, peek, value, verify};
use nom::sequence::{preceded, terminated};
use nom::{Err, Parser};

use crate::number::{digits, numeral_end};
use crate::parsed::{Parsed, Read, read};
use crate::sign::{Sign, dash, sign_before};
use crate::word::{Beginnings, Words, gap, word, word_end};

/// A year, a date or a stretch of time, as far as it is printed.
///
/// Shown as ISO 8601 does where that has a form: `2021-12-31`, `--12-31`, `2019/2022`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// `2020`.
    Year(u16),
    /// `2019-2022`, `2018 t/m 2021`, `2019/20`.
    Years {
        /// The first year.
        first: u16,
        /// The last year, after the first.
        last: u16,
    },
    /// The months from January on: `10M 2022`, `9-maands`.
    Months {
        /// How many, 1 to 12.
        count: u8,
        /// The year.
        year: Option<u16>,
    },
    /// `2015 Q1`, `1e kwartaal 2015`.
    Quarter {
        /// 1 to 4.
        quarter: u8,
        /// The year.
        year: Option<u16>,
    },
    /// `1e halfjaar 2015`.
    Half {
        /// 1 or 2.
        half: u8,
        /// The year.
        year: Option<u16>,
    },
    /// `mei 2020`.
    Month {
        /// 1 to 12.
        month: u8,
        /// The year.
        year: u16,
    },
    /// `31-12-2021`, `1/1`, `29 mei 2020`: a day that exists.
    Day {
        /// 1 to 31.
        day: u8,
        /// 1 to 12.
        month: u8,
        /// The year.
        year: Option<u16>,
    },
    /// `primo 2017`, `medio 2017`, `ultimo`.
    Part {
        /// Where in the year.
        part: Part,
        /// The year.
        year: Option<u16>,
    },
    /// `T-1`: years from the year of the document.
    Relative(i8),
}

/// A place in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// *primo*, *begin*.
    Begin,
    /// *medio*.
    Middle,
    /// *ultimo*, *eind*.
    End,
}

impl Period {
    /// The year it lies in, where it is printed and only one.
    pub const fn year(self) -> Option<u16> {
        match self {
            Self::Year(year) | Self::Month { year, .. } => Some(year),
            Self::Months { year, .. }
            | Self::Quarter { year, .. }
            | Self::Half { year, .. }
            | Self::Day { year, .. }
            | Self::Part { year, .. } => year,
            Self::Years { .. } | Self::Relative(_) => None,
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dated =
            |year: Option<u16>| year.map_or_else(|| "-".to_owned(), |year| year.to_string());
        match *self {
            Self::Year(year) => write!(f, "{year}"),
            Self::Years { first, last } => write!(f, "{first}/{last}"),
            Self::Months { count, year } => write!(f, "{}-M{count}", dated(year)),
            Self::Quarter { quarter, year } => write!(f, "{}-Q{quarter}", dated(year)),
            Self::Half { half, year } => write!(f, "{}-H{half}", dated(year)),
            Self::Month { month, year } => write!(f, "{year}-{month:02}"),
            Self::Day { day, month, year } => write!(f, "{}-{month:02}-{day:02}", dated(year)),
            Self::Part { part, year } => write!(f, "{}-{part:?}", dated(year)),
            Self::Relative(years) => write!(f, "T{years:+}"),
        }
    }
}

/// What is read as a year. Who looks where numbers stand too has bounds of his own inside these.
const YEARS: RangeInclusive<u16> = 1900..=2100;

/// The year that a text is and nothing else: four digits, 1900 to 2100.
pub fn year(text: &str) -> Option<u16> {
    let [b'1' | b'2', _, _, _] = text.as_bytes() else { return None };
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|year| YEARS.contains(year))
}

/// Reads a year, date or period at the beginning of a text. Years are 1900 to 2100.
///
/// A letter may follow a year: a header word is often glued to it. Two digits say no century: `31-12-98` is a day without its
/// year, and `'98` nothing. Only behind another year they are one, of the same century: `2019/20`, `2018-'19`.
pub fn period(text: &str) -> Option<Parsed<Period>> {
    read(text, any_period)
}

/// Reads a date at the beginning of a text: the [`Period::Day`] that [`period()`] reads.
pub fn day(text: &str) -> Option<Parsed<Period>> {
    read(text, any_day)
}

/// A look before any grammar: whether a text may begin with a month or another part of a year, from its first two letters.
pub fn may_begin_part_of_year(text: &str) -> bool {
    const WORDS: Beginnings = Beginnings::NONE.and(MONTHS).and(PARTS).and(PARTS_OF_YEAR);
    let letters = text.bytes().take(2).take_while(u8::is_ascii_alphabetic).count();
    letters > 0 && WORDS.have(&text[..letters])
}

const MONTHS: Words<u8> = &[
    ("januari", 1),
    ("jan.", 1),
    ("februari", 2),
    ("feb.", 2),
    ("maart", 3),
    ("mrt.", 3),
    ("april", 4),
    ("apr.", 4),
    ("mei", 5),
    ("juni", 6),
    ("jun.", 6),
    ("juli", 7),
    ("jul.", 7),
    ("augustus", 8),
    ("aug.", 8),
    ("september", 9),
    ("sept.", 9),
    ("sep.", 9),
    ("oktober", 10),
    ("okt.", 10),
    ("november", 11),
    ("nov.", 11),
    ("december", 12),
    ("dec.", 12),
];

/// With a year or without.
const PARTS: Words<Part> =
    &[("primo", Part::Begin), ("medio", Part::Middle), ("ultimo", Part::End)];

/// With a year only: alone they are common words.
const PARTS_OF_YEAR: Words<Part> = &[
    ("begin", Part::Begin),
    ("halverwege", Part::Middle),
    ("eind", Part::End),
    ("einde", Part::End),
];

const QUARTERS: Words<u8> = &[
    ("q1", 1),
    ("q2", 2),
    ("q3", 3),
    ("q4", 4),
    ("1e kwartaal", 1),
    ("2e kwartaal", 2),
    ("3e kwartaal", 3),
    ("4e kwartaal", 4),
    ("eerste kwartaal", 1),
    ("tweede kwartaal", 2),
    ("derde kwartaal", 3),
    ("vierde kwartaal", 4),
    ("kwartaal 1", 1),
    ("kwartaal 2", 2),
    ("kwartaal 3", 3),
    ("kwartaal 4", 4),
];

const HALVES: Words<u8> =
    &[("1e halfjaar", 1), ("2e halfjaar", 2), ("eerste halfjaar", 1), ("tweede halfjaar", 2)];

/// Behind the number of months.
const MONTHS_OF: Words<()> = &[
    ("m", ()),
    (" maands", ()),
    ("-maands", ()),
    (" maandsrapportage", ()),
    ("-maandsrapportage", ()),
    ("-maandscijfers", ()),
];

pub(crate) fn any_period(input: &str) -> Read<'_, Period> {
    match input.as_bytes() {
        [b'0'..=b'9', ..] => {
            alt((any_day, quarter, half, months, years, map(any_year, Period::Year))).parse(input)
        }
        _ => alt((quarter, half, month, part, relative)).parse(input),
    }
}

fn any_year(input: &str) -> Read<'_, u16> {
    let year = verify(figure(4, 4), |year| YEARS.contains(year));
    terminated(year, numeral_end).parse(input)
}

/// `2019-2022`, `2018 t/m 2021`, `2019/20`, `2018-'19`.
fn years(input: &str) -> Read<'_, Period> {
    const UP_TO: Words<()> = &[("t/m", ()), ("tot en met", ()), ("tot", ())];
    let to = alt((value((), dash), value((), char('/')), word(UP_TO)));
    let full = preceded((gap, to, gap), any_year);
    let of_century = terminated(figure(2, 2), numeral_end);
    let short = preceded(alt((value((), char('/')), value((), (dash, one_of("'’‘"))))), of_century);
    let (rest, first) = any_year(input)?;
    let last = alt((full, map(short, |last| first / 100 * 100 + last)));
    map(verify(last, |&last| last > first), |last| Period::Years { first, last }).parse(rest)
}

/// `31-12-2021`, `1/1`, `2021-12-31`, `29 mei 2020`.
fn any_day(input: &str) -> Read<'_, Period> {
    let digits = input.bytes().take_while(u8::is_ascii_digit).count();
    match (digits, input.as_bytes().get(digits)) {
        (1 | 2, Some(b'-' | b'/' | b'.' | b'\\')) => day_by_number(input),
        (1 | 2, Some(behind)) if behind.is_ascii() => day_by_name(input),
        (1 | 2, Some(_)) => alt((day_by_name, day_by_number)).parse(input),
        (4, Some(_)) => day_iso(input),
        _ => Err(Err::Error(())),
    }
}

fn day_by_name(input: &str) -> Read<'_, Period> {
    let year = opt(preceded(gap, any_year));
    map_opt((figure(1, 2), gap, word(MONTHS), year), |(day, _, month, year)| {
        existing(day, month.into(), year)
    })
    .parse(input)
}

fn day_by_number(input: &str) -> Read<'_, Period> {
    alt((day_by(hyphen), day_by(slash), day_dotted)).parse(input)
}

/// The year may be missing, but not be something else.
fn day_by(separator: fn(&str) -> Read<'_, ()>) -> impl Fn(&str) -> Read<'_, Period> {
    move |input| {
        let of_century = map(terminated(figure(2, 2), numeral_end), |_| None);
        let year = opt(preceded(separator, alt((map(any_year, Some), of_century))));
        let more = preceded(separator, satisfy(|c| c.is_ascii_digit()));
        let end = (not(peek(more)), numeral_end);
        map_opt((figure(1, 2), separator, figure(1, 2), year, end), |(day, (), month, year, _)| {
            existing(day, month, year.flatten())
        })
        .parse(input)
    }
}

fn hyphen(input: &str) -> Read<'_, ()> {
    value((), dash).parse(input)
}

fn slash(input: &str) -> Read<'_, ()> {
    value((), char('/')).parse(input)
}

fn day_dotted(input: &str) -> Read<'_, Period> {
    let dot = || char('.');
    map_opt((figure(1, 2), dot(), figure(1, 2), dot(), any_year), |(day, _, month, _, year)| {
        existing(day, month, Some(year))
    })
    .parse(input)
}

fn day_iso(input: &str) -> Read<'_, Period> {
    map_opt(
        (figure(4, 4), dash, figure(2, 2), dash, figure(2, 2), numeral_end),
        |(year, _, month, _, day, ())| existing(day, month, Some(year)),
    )
    .parse(input)
}

/// The day, if the calendar has it. Without a year, 29 February exists.
fn existing(day: u16, month: u16, year: Option<u16>) -> Option<Period> {
    let leap = year.is_none_or(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    let (day, month) = (u8::try_from(day).ok()?, u8::try_from(month).ok()?);
    (1..=last).contains(&day).then_some(Period::Day { day, month, year })
}

/// `mei 2020`.
fn month(input: &str) -> Read<'_, Period> {
    map((word(MONTHS), gap, any_year), |(month, _, year)| Period::Month { month, year })
        .parse(input)
}

/// `2015 Q1`, `Q1-2015`, `1e kwartaal 2015`, `Q1`.
fn quarter(input: &str) -> Read<'_, Period> {
    let quarter = || terminated(word(QUARTERS), (numeral_end, word_end));
    let joint = || (gap, opt(dash), gap);
    let year_first =
        map((any_year, joint(), quarter()), |(year, _, quarter)| (quarter, Some(year)));
    let quarter_first = (quarter(), opt(preceded(joint(), any_year)));
    map(alt((year_first, quarter_first)), |(quarter, year)| Period::Quarter { quarter, year })
        .parse(input)
}

/// `2e halfjaar 2015`, `eerste halfjaar`.
fn half(input: &str) -> Read<'_, Period> {
    // A look before the words.
    let [b'1' | b'2' | b'E' | b'e' | b'T' | b't', b'e' | b'w' | b'E' | b'W', ..] = input.as_bytes()
    else {
        return Err(Err::Error(()));
    };
    let half = terminated(word(HALVES), (numeral_end, word_end));
    let year = opt(preceded(gap, any_year));
    map((half, year), |(half, year)| Period::Half { half, year }).parse(input)
}

/// `10M 2022`, `9-maands`.
fn months(input: &str) -> Read<'_, Period> {
    let count = verify(figure(1, 2), |count| (1..=12).contains(count));
    let year = opt(preceded(gap, any_year));
    map_opt((count, word(MONTHS_OF), year), |(count, (), year)| {
        Some(Period::Months { count: count.try_into().ok()?, year })
    })
    .parse(input)
}

/// `medio 2017`, `ultimo`, `eind 2020`.
fn part(input: &str) -> Read<'_, Period> {
    let alone = (word(PARTS), opt(preceded(gap, any_year)));
    let dated = (word(PARTS_OF_YEAR), map(preceded(gap, any_year), Some));
    map(alt((alone, dated)), |(part, year)| Period::Part { part, year }).parse(input)
}

/// `T-1`, `T+2`.
fn relative(input: &str) -> Read<'_, Period> {
    let sign =
        alt((value(-1, verify(sign_before, |&sign| sign == Sign::Minus)), value(1, char('+'))));
    let years = terminated(map_opt(figure(1, 1), |digit| i8::try_from(digit).ok()), numeral_end);
    map((one_of("Tt"), gap, sign, years, word_end), |(_, _, sign, years, ())| {
        Period::Relative(sign * years)
    })
    .parse(input)
}

/// A number of so many digits.
fn figure<'t>(least: usize, most: usize) -> impl Parser<&'t str, Output = u16, Error = ()> {
    map_opt(digits(least, most), |digits: &str| digits.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parsed::check;

    #[test]
    fn a_look_passes_every_part_of_a_year() {
        let parts = [PARTS, PARTS_OF_YEAR].into_iter().flatten().map(|(word, _)| *word);
        for word in MONTHS.iter().map(|(word, _)| *word).chain(parts) {
            assert!(may_begin_part_of_year(&format!("{word} 2020")), "{word}");
            assert!(may_begin_part_of_year(&word.to_uppercase()), "{word}");
        }
        for text in ["", "1 mei", "bijna 2020", "van 2020", "é"] {
            assert!(!may_begin_part_of_year(text), "{text}");
        }
    }

    #[test]
    fn years_and_spans_of_years() {
        check(
            period,
            &[
                ("2020", "2020"),
                ("1999", "1999"),
                ("2100", "2100"),
                ("2019-2022", "2019/2022"),
                ("2019–2022", "2019/2022"),
                ("2019 - 2022", "2019/2022"),
                ("2018 t/m 2021", "2018/2021"),
                ("2018\u{A0}t/m\u{A0}2021", "2018/2021"),
                ("2018 tot en met 2021", "2018/2021"),
                ("2018/2019", "2018/2019"),
                ("2018/19", "2018/2019"),
                ("2018-'19", "2018/2019"),
                ("2020.", "2020 [0..4]"),
                ("2021Bijgestelde", "2021 [0..4]"),
                ("2021*****2022", "2021 [0..4]"),
                ("2020 2021", "2020 [0..4]"),
                ("2022-2019", "2022 [0..4]"),
                ("2019-20", "2019 [0..4]"),
                ("2020-2020", "2020 [0..4]"),
            ],
        );
    }

    #[test]
    fn no_years() {
        check(
            period,
            &[
                ("", "none"),
                ("1899", "none"),
                ("2101", "none"),
                ("20201", "none"),
                ("20182019", "none"),
                ("2020,5", "none"),
                ("2020.500", "none"),
                ("2.020", "none"),
                ("202", "none"),
                (" 2020", "none"),
                ("'20", "none"),
            ],
        );
    }

    #[test]
    fn a_whole_text_is_a_year() {
        for (text, expected) in [
            ("1900", Some(1900)),
            ("2100", Some(2100)),
            ("1899", None),
            ("2101", None),
            ("20a0", None),
            ("2020*", None),
            ("'20", None),
            ("", None),
        ] {
            assert_eq!(year(text), expected, "{text:?}");
        }
    }

    #[test]
    fn days() {
        check(
            period,
            &[
                ("31-12-2021", "2021-12-31"),
                ("31–12–2021", "2021-12-31"),
                ("1-1-2021", "2021-01-01"),
                ("01-01-2021", "2021-01-01"),
                ("1/1/2016", "2016-01-01"),
                ("31.12.2021", "2021-12-31"),
                ("31-12-21", "--12-31"),
                ("31-12-98", "--12-31"),
                ("1/1/20", "--01-01"),
                ("2021-12-31", "2021-12-31"),
                ("29-02-2020", "2020-02-29"),
                ("1/1", "--01-01"),
                ("31/12", "--12-31"),
                ("1-1", "--01-01"),
                ("31-12", "--12-31"),
                ("29 mei 2020", "2020-05-29"),
                ("29\u{A0}mei\u{A0}2020", "2020-05-29"),
                ("1 januari 2020", "2020-01-01"),
                ("1 jan. 2020", "2020-01-01"),
                ("1 Jan 2020", "2020-01-01"),
                ("31 december", "--12-31"),
                ("5 sept. 2019", "2019-09-05"),
                ("31-12-2021Boekwaarde", "2021-12-31 [0..10]"),
                ("31-12-2021 31-12-2020", "2021-12-31 [0..10]"),
                ("1 januari x", "--01-01 [0..9]"),
            ],
        );
    }

    #[test]
    fn no_days() {
        check(
            period,
            &[
                ("32-12-2021", "none"),
                ("31-11-2021", "none"),
                ("29-02-2021", "none"),
                ("29-2-1900", "none"),
                ("0-1-2021", "none"),
                ("12-13-2021", "none"),
                ("1-1-1", "none"),
                ("1-1-20215", "none"),
                ("1/1-2021", "--01-01 [0..3]"),
                ("1.1", "none"),
                ("30 februari 2020", "none"),
                ("1 janu", "none"),
                ("1", "none"),
                ("12 13", "none"),
            ],
        );
    }

    #[test]
    fn months_and_quarters() {
        check(
            period,
            &[
                ("mei 2020", "2020-05"),
                ("Mei\u{A0}2020", "2020-05"),
                ("dec. 2020", "2020-12"),
                ("mei", "none"),
                ("mei x", "none"),
                ("10M 2022", "2022-M10"),
                ("10M2022", "2022-M10"),
                ("10M", "--M10"),
                ("9-maands", "--M9"),
                ("9-maands 2018", "2018-M9"),
                ("8 maands", "--M8"),
                ("10-maandsrapportage 2018", "2018-M10"),
                ("13M 2022", "none"),
                ("0M", "none"),
                ("10MB", "none"),
                ("2015 Q1", "2015-Q1"),
                ("2015Q1", "2015-Q1"),
                ("2015-Q1", "2015-Q1"),
                ("Q1 2015", "2015-Q1"),
                ("Q1-2015", "2015-Q1"),
                ("Q4", "--Q4"),
                ("q2 2015", "2015-Q2"),
                ("1e kwartaal 2015", "2015-Q1"),
                ("vierde kwartaal 2015", "2015-Q4"),
                ("2015, kwartaal 2", "2015 [0..4]"),
                ("kwartaal 2 2015", "2015-Q2"),
                ("2e halfjaar 2021", "2021-H2"),
                ("Eerste halfjaar", "--H1"),
                ("3e halfjaar 2021", "none"),
                ("2015 Q5", "2015 [0..4]"),
                ("Q5", "none"),
                ("Q11", "none"),
                ("Q1x", "none"),
            ],
        );
    }

    #[test]
    fn parts_and_relative_years() {
        check(
            period,
            &[
                ("medio 2017", "2017-Middle"),
                ("Medio\u{A0}2017", "2017-Middle"),
                ("ultimo", "--End"),
                ("Ultimo 2020", "2020-End"),
                ("eind 2020", "2020-End"),
                ("einde 2020", "2020-End"),
                ("primo 2020", "2020-Begin"),
                ("begin 2020", "2020-Begin"),
                ("eind", "none"),
                ("begin van", "none"),
                ("ultimo x", "--End [0..6]"),
                ("eindstand", "none"),
                ("mediocre", "none"),
                ("T-1", "T-1"),
                ("t–1", "T-1"),
                ("T+2", "T+2"),
                ("T -1", "T-1"),
                ("T", "none"),
                ("T-", "none"),
                ("T-12", "none"),
                ("T-1x", "none"),
                ("Tx", "none"),
            ],
        );
    }

    #[test]
    fn the_year_of_a_period() {
        for (text, expected) in [
            ("2020", Some(2020)),
            ("31-12-2021", Some(2021)),
            ("10M 2022", Some(2022)),
            ("mei 2020", Some(2020)),
            ("ultimo 2020", Some(2020)),
            ("1/1", None),
            ("2019-2022", None),
            ("T-1", None),
        ] {
            assert_eq!(period(text).unwrap().value.year(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_day_is_no_other_period() {
        check(
            day,
            &[
                ("29 mei 2020", "2020-05-29"),
                ("24/7", "--07-24"),
                ("31.12.2021", "2021-12-31"),
                ("2020", "none"),
                ("2019-2022", "none"),
                ("Q1", "none"),
            ],
        );
    }
}
