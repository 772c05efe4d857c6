//! What a table is about: its title and its unit, as far as its own lines say.

mod form;
mod title;
mod unit;

use ontleed_terms::is_furniture;
use ontleed_text::{Line, Source, Span, fold};

use crate::kinds;
use crate::words::{self, What};

pub(crate) use self::form::form;
pub(crate) use self::title::title;
pub(crate) use self::unit::{unit, unit_above, unit_below, unit_of_cells};

/// How many lines above a table its name is looked for, empty lines not counted and counted, and how
/// long a name is.
const ABOVE: usize = 6;
const REACH: usize = 24;
const LONGEST: usize = 120;

/// The nearest line above a table that says something, among so many.
pub(crate) fn line_above(source: &Source<'_>, table: Span, reach: usize) -> Option<Span> {
    lines_above(source, table, reach).next().map(|line| source.trim(line.span))
}

/// The lines above a table that are not empty, the nearest first, among so many.
fn lines_above<'s>(
    source: &'s Source<'_>,
    table: Span,
    reach: usize,
) -> impl Iterator<Item = &'s Line> {
    let first = source.lines().partition_point(|line| line.span.start < table.start);
    let lines = source.lines()[..first].iter().rev().take(reach);
    lines.filter(|line| !source.trim(line.span).is_empty())
}

/// A text without the unit behind it and the number of the table before it, if it can be a name.
fn name(source: &Source<'_>, text: Span) -> Option<Span> {
    let text = source.inside_emphasis(source.trim(text));
    let printed = source.slice(text);
    // `V = voordeel` says what a letter means.
    let is_legend = printed.split_once(" = ").is_some_and(|(sign, _)| !sign.contains(' '));
    if text.len() > LONGEST
        || printed.starts_with(['+', '-', '='])
        || is_legend
        || is_furniture(printed)
    {
        return None;
    }
    let items = words::items(source, text);
    let mut from =
        items.iter().position(|item| source.slice(item.span).contains(char::is_alphanumeric))?;
    let number = || items.get(from + 1).map_or("", |item| source.slice(item.span));
    let is_numbered = match fold(source.slice(items[from].span)).as_str() {
        NUMBERED => true,
        ANNEX => number().strip_suffix(':').is_some_and(is_number),
        _ => false,
    };
    if is_numbered {
        from += 2;
    } else if items.len() > from + 1 && numbers_section(source.slice(items[from].span)) {
        from += 1;
    }
    let end = items.iter().position(|item| item.what == What::Unit).unwrap_or(items.len());
    let items = items.get(from..end).filter(|items| !items.is_empty())?;
    let span = items[0].span.to(items[items.len() - 1].span);
    let printed = source.slice(span);
    let is_sentence =
        printed.ends_with(['.', ';', ',']) || printed.ends_with(':') && items.len() > 3;
    let is_name =
        items.iter().any(|item| matches!(item.what, What::Other | What::Label | What::Side(_)))
            || kinds::is_title(printed)
            || is_numbered && items.iter().any(|item| matches!(item.what, What::Measure(..)));
    (is_name && !is_sentence && printed.contains(char::is_alphabetic)).then_some(span)
}

/// Whether a word is the number of a section and no part of its name: `4.2`, `B.`
fn numbers_section(word: &str) -> bool {
    let parts = || word.trim_end_matches('.').split('.');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match word.as_bytes() {
        [b'A'..=b'Z', b'.'] => true,
        [b'0'..=b'9', ..] => parts().count() > 1 && parts().all(is_number),
        _ => false,
    }
}

/// What stands before the number of a table.
const NUMBERED: &str = "tabel";

/// What stands before a number and a colon where a table has its page to itself: `Bijlage 3: Tarieven 2020`.
const ANNEX: &str = "bijlage";

/// Whether a line is the number of a table and no name: `Tabel 5.1`.
fn is_number_of_table(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next().is_some_and(|word| word.eq_ignore_ascii_case(NUMBERED))
        && words.next().is_some_and(is_number)
        && words.next().is_none()
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
