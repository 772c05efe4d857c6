//! What leaves it open where the cells of one row begin.

use ontleed_dutch::Missing;
use ontleed_text::{Source, Span};

use crate::lex::{Lexed, Raw, Tail};
use crate::notation;
use crate::table::{Cell, Row, Verdict};
use crate::thousands;

/// Whether a row may have other cells than it is told with. `is_dotted` where some number of the table has a dot.
pub(super) fn is_open(
    source: &Source<'_>,
    lexed: &Lexed,
    raw: &Raw,
    row: &Row,
    columns: usize,
    is_dotted: bool,
) -> bool {
    match &raw.tail {
        Tail::None => false,
        Tail::Placed(_) => raw.in_doubt,
        Tail::Glued(tail) => {
            raw.in_doubt
                || is_cut_beside_thousands(source, *tail, row)
                || is_open_run(source, lexed, row)
                || row.cells.len() < columns
                    && row.cells.iter().any(|cell| has_open_sign(source, cell))
        }
        Tail::Loose(cells) => {
            let label = raw.label.last().zip(cells.first());
            raw.in_doubt
                || label.is_some_and(|(label, first)| {
                    ends_in_cell(source.slice(*label))
                        || !is_dotted && splits_thousands(source, *label, *first)
                })
                || !is_dotted && raw.label.iter().any(|label| holds_thousands(source.slice(*label)))
        }
    }
}

/// Whether a glued row may have lost its end: the text ends with it and cells are missing.
pub(super) fn is_cut_off(source: &Source<'_>, raw: &Raw, row: &Row, columns: usize) -> bool {
    matches!(raw.tail, Tail::Glued(_))
        && row.cells.len() < columns
        && source.text()[raw.span.range().end..].trim().is_empty()
}

/// Whether the first cell of a row with dropped cells may be the end of its label: `Programma 1 352 76`.
pub(super) fn numbers_its_label(source: &Source<'_>, raw: &Raw, columns: usize) -> bool {
    let (Tail::Loose(cells), Some(label)) = (&raw.tail, raw.label.last()) else { return false };
    let Some(first) = cells.first().filter(|_| cells.len() > 1 && cells.len() < columns) else {
        return false;
    };
    let text = source.slice(*first);
    let is_short = text.len() < 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_short || notation::year(text).is_some())
        && label.end <= first.start
        && source.slice(Span::new(label.end, first.start)) == " "
}

/// Whether the label of a row ends in an amount: it shows a cell more than the table has columns.
pub(super) fn ends_in_amount(source: &Source<'_>, raw: &Raw) -> bool {
    let (Tail::Loose(cells), Some(label)) = (&raw.tail, raw.label.last()) else { return false };
    let Some(first) = cells.first() else { return false };
    let text = source.slice(*label);
    let Some((name, last)) = text.rsplit_once(' ') else { return false };
    // `Bestuur 98 227`: thousands may stand apart from what follows.
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-'));
    let digits = last.strip_prefix('-').unwrap_or(last);
    let is_amount = last.len() > 2
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && notation::year(last).is_none();
    is_amount
        && name.ends_with(char::is_alphabetic)
        && notation::read(last).is_some_and(|read| read.value.is_some())
        && label.end <= first.start
        && source.slice(Span::new(label.end, first.start)).trim().is_empty()
}

/// Whether a cell of a row seems to be two that stick together: `0207`, or in a row with too few cells a long number without
/// the dots of others, or an amount with its percentage.
pub(super) fn sticks_together(source: &Source<'_>, raw: &Raw, columns: usize) -> bool {
    let Tail::Loose(cells) = &raw.tail else { return false };
    let texts = || cells.iter().map(|cell| source.slice(*cell));
    let is_dotted = texts().any(|text| text.contains('.'));
    let is_short = cells.len() < columns;
    texts().any(|text| {
        let digits = text.trim_start_matches('-').trim_end_matches(['%', '*']);
        let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        is_plain
            && (cells.len() > 1 && digits.len() > 1 && digits.starts_with('0')
                || is_short && is_dotted && digits.len() > 4
                || is_short && text.ends_with('%') && digits.len() > 1)
    })
}

/// Whether a cell is a year that sticks to a number, in a table whose numbers have dots: `2018874`.
pub(super) fn begins_with_year(source: &Source<'_>, raw: &Raw) -> bool {
    raw.cells().iter().map(|cell| source.slice(*cell)).any(|text| {
        text.len() > 4
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && notation::year(&text[..4]).is_some()
    })
}

/// Whether a label ends in what may be the first cell, or in a part of it: `Verzuim n.b.`, `Renterisico 1:3`, `Claim 10-20%`,
/// `Bestuur512853N`, `Bestuur---`.
fn ends_in_cell(label: &str) -> bool {
    let before = |length: usize| label[..label.len() - length].chars().next_back();
    match label.as_bytes().last() {
        Some(b'%') => before(1).is_some_and(|c| c.is_ascii_digit()),
        Some(b'N' | b'V') => {
            let before = label[..label.len() - 1].trim_end_matches(' ');
            before.ends_with(|c: char| c.is_ascii_digit())
        }
        _ if label.ends_with('€') => true,
        Some(b'-') => before(1).is_some_and(|c| !matches!(c, ' ' | '\u{A0}')),
        Some(b'0'..=b'9') => ends_in_ratio(label),
        Some(b'.' | b'M' | b'm' | b'T' | b't' | b'd') => ends_in_code(label),
        _ => false,
    }
}

/// `Renterisico 1:3`
fn ends_in_ratio(label: &str) -> bool {
    let last = label.trim_end_matches(|c: char| c.is_ascii_digit());
    last.strip_suffix(':').is_some_and(|first| first.ends_with(|c: char| c.is_ascii_digit()))
}

/// `Verzuim n.b.`, `Zwembad PM`
fn ends_in_code(label: &str) -> bool {
    /// A first look: the longest word for a missing value, in bytes.
    const LONGEST: usize = 8;
    let Some((_, last)) = label.rsplit_once(' ') else { return false };
    let may_be_code = last.len() <= LONGEST
        && matches!(last.as_bytes().first(), Some(b'n' | b'N' | b'p' | b'P' | b'o' | b'O'));
    may_be_code
        && notation::read(last)
            .and_then(|read| read.missing)
            .is_some_and(|missing| missing != Missing::Dash)
}

/// Whether the digits at the end of a label and the first cell may be one number: `Totaal1 459`.
fn splits_thousands(source: &Source<'_>, label: Span, first: Span) -> bool {
    let text = source.slice(label);
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &text[name.len()..];
    (1..=3).contains(&digits.len())
        && !digits.starts_with('0')
        && name.trim_end_matches('-').ends_with(char::is_lowercase)
        && source.slice(first).bytes().take_while(u8::is_ascii_digit).count() >= 3
        && label.end + 1 == first.start
}

/// Whether a label holds a number of which a no-break space parts the thousands: a cell that was not seen.
fn holds_thousands(label: &str) -> bool {
    let is_number = |word: &str| word.contains('\u{A0}') && thousands::groups(word).is_some();
    memchr::memchr(0xC2, label.as_bytes()).is_some() && label.split([' ', '\n']).any(is_number)
}

/// Whether a glued row is cut where nothing stands between two cells, while a space in it may part thousands: `71 394574`.
fn is_cut_beside_thousands(source: &Source<'_>, tail: Span, row: &Row) -> bool {
    let text = source.slice(tail);
    let words: Vec<&str> = text.split([' ', '\u{A0}']).collect();
    let may_join = |pair: &[&str]| {
        pair[0].ends_with(|c: char| c.is_ascii_digit())
            && pair[1].len() > 2
            && pair[1].bytes().take(3).all(|byte| byte.is_ascii_digit())
    };
    let is_long = |cell: &Cell| is_undotted(source.slice(cell.span));
    !text.contains('.')
        && words.windows(2).any(may_join)
        && (text.contains('\u{A0}')
            || row.cells.iter().any(is_long)
            || row.cells.windows(2).any(|pair| pair[0].span.end == pair[1].span.start))
        && !row.cells.iter().all(|cell| cell.verdict == Verdict::Confirmed)
}

/// Whether a glued row holds a number without dots, or with a sign, where no header says how many cells there are: `6472`
/// may be `6 | 472`, and `100-` two cells.
fn is_open_run(source: &Source<'_>, lexed: &Lexed, row: &Row) -> bool {
    let is_open = |cell: &Cell| {
        let text = source.slice(cell.span);
        let is_signed = || text.contains(['-', '–', '−']);
        cell.verdict != Verdict::Confirmed && (plain_digits(text) > 1 || is_signed())
    };
    lexed.named(source).is_empty() && row.cells.iter().any(is_open)
}

/// Whether the sign of a number may be a cell as well, of a row that has too few: `8.927-`.
fn has_open_sign(source: &Source<'_>, cell: &Cell) -> bool {
    let text = source.slice(cell.span);
    let is_signed = text.starts_with(['-', '–', '−']) || text.ends_with('-');
    cell.value.is_some() && is_signed && cell.verdict != Verdict::Confirmed
}

/// Whether a number has thousands and no dot.
fn is_undotted(number: &str) -> bool {
    plain_digits(number) > 3
}

/// How many digits a number has, if there is nothing between them.
fn plain_digits(number: &str) -> usize {
    let digits = number.trim_matches(|c: char| !c.is_ascii_digit());
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.len() } else { 0 }
}
