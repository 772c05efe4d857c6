//! Where in a line the cells begin that stick to what stands before them.

use memchr::memchr_iter;
use ontleed_text::Span;

use crate::line;
use crate::rows;

/// Digits of the largest amount printed without dots: billions in whole euros.
const MOST_DIGITS: usize = 10;

/// Where the cells before a long number begin, if there are more than a number in the label.
pub(super) fn first_of_some(cells: &[Span]) -> Option<usize> {
    (cells.len() > 2).then(|| cells[0].range().start)
}

/// Whether a number has more digits than any amount, so that it is more than one cell.
pub(super) fn is_too_long(number: &str) -> bool {
    number.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS
}

/// Where a figure stands that the first cell sticks to, `0-7 -7`, if the row shows too few cells.
pub(super) fn stuck_to_figure(text: &str, cells: &[Span], columns: usize) -> Option<usize> {
    let first = cells.first()?.range().start;
    let label = &text[..first];
    let at = label.rfind(' ')? + 1;
    let is_figure = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',');
    let sticks = at < first && label[at..].bytes().all(is_figure);
    (cells.len() < columns && sticks).then_some(at)
}

/// Where the first figures begin, if more of them stick to the label than its last cells show.
pub(super) fn figures_in_label(text: &str, cells: &[Span]) -> Option<usize> {
    let first = cells.first()?.range().start;
    let label = text[..first].trim_end();
    let at = line::glued_tail(label)?;
    (line::is_strong_glue(&label[at..]) && line::glued_tail(text) == Some(at)).then_some(at)
}

/// Where one or two digits stick to the label, as first cells do in other rows: `Zorg11 1.427`.
pub(super) fn digits_in_label(text: &str, cells: &[Span]) -> Option<usize> {
    let label = text[..cells.first()?.range().start].trim_end();
    let name = label.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = label.len() - name.len();
    let at = name.strip_suffix(['-', '–', '−']).unwrap_or(name);
    ((1..=2).contains(&digits) && at.ends_with(|c: char| c.is_lowercase() || c == ')'))
        .then_some(at.len())
}

/// Where the second of two years begins to which the first cell sticks: `2020/2021911 375`.
pub(super) fn behind_years(text: &str, cells: &[Span]) -> Option<usize> {
    let label = text[..cells.first()?.range().start].trim_end();
    let before = label.trim_end_matches(|c: char| c.is_ascii_digit());
    let (first, digits) = (before.strip_suffix(['/', '-'])?, &label[before.len()..]);
    let sticks = digits.len() > 4 && rows::ends_in_year(&digits[..4]);
    (sticks && rows::ends_in_year(first)).then_some(before.len())
}

/// Where a number stands apart from the label, though first cells stick to it: it may be the label's, `Artikel 12` and 26.
pub(super) fn number_behind_name(text: &str, cells: &[Span]) -> Option<usize> {
    let first = cells.first()?.range();
    let name = text[..first.start].strip_suffix(' ')?;
    let is_number = text[first.clone()].starts_with(|c: char| c.is_ascii_digit());
    (is_number && name.ends_with(char::is_alphabetic)).then_some(first.start)
}

/// `domein- 1.666- 1.745`: the sign of the first value sticks to the name.
pub(super) fn sign_glued_to_name(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let at = memchr_iter(b'-', bytes).find(|at| bytes.get(at + 1) == Some(&b' '))?;
    let at = Some(at).filter(|&at| text[..at].ends_with(char::is_alphabetic))?;
    let behind = &text[at..];
    let is_tail = behind.chars().all(|c| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | ' ' | '\u{A0}' | 'N' | 'V' | '%' | '*')
    });
    (is_tail && behind.bytes().any(|b| b.is_ascii_digit())).then_some(at)
}

/// Where the last token begins, if it is a number of five digits or more without a dot.
pub(super) fn long_number(text: &str) -> Option<usize> {
    let text = text.trim_end();
    let at = text.rfind(' ')? + 1;
    let token = &text[at..];
    let digits = token.trim_end_matches('%');
    // No percentage has four digits.
    let longest = if digits.len() < token.len() { 3 } else { 4 };
    (digits.len() > longest && digits.bytes().all(|b| b.is_ascii_digit())).then_some(at)
}

pub(super) fn has_dotted_amount(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(b'.', bytes).any(|dot| match (&bytes[..dot], &bytes[dot + 1..]) {
        ([.., before], [a, b, c, ..]) => [before, a, b, c].into_iter().all(u8::is_ascii_digit),
        _ => false,
    })
}
