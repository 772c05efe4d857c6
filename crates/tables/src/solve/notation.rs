//! The cells that can start at a place in a glued row.
//!
//! Dotted groups of three, no leading zero, decimals after a comma, a sign before (spaces allowed) or after, `%`, stars,
//! `-` for nil, runs of letters as opaque cells.

use super::{Kind, Value};

/// Longest cell considered, in bytes: a sign, a euro sign, 15 digits with dots, decimals, `%` and stars.
pub(super) const MAX_CELL: usize = 40;

/// Digits of the longest number; more would not fit the common scale.
const MAX_DIGITS: usize = 14;

/// Most decimals of a glued number: rates and indicators have one or two, prices per unit four.
const MAX_DECIMALS: usize = 4;

/// What the notation of this table allows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Rules {
    /// Numbers of four digits and more without dots.
    pub(super) undotted: bool,
    /// A dash for nil directly before a digit; otherwise that dash is a sign.
    pub(super) nil_before_digit: bool,
    /// A minus after its number, also where a digit follows it.
    pub(super) trailing_minus: bool,
    /// How many decimals all numbers have that have any, percentages aside.
    pub(super) decimals: Option<u8>,
}

/// A cell and where it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) end: usize,
    pub(super) value: Value,
}

/// Calls `found` with each cell that can start at `start`.
pub(super) fn tokens(text: &str, start: usize, rules: Rules, found: &mut impl FnMut(Token)) {
    let bytes = text.as_bytes();
    let Some(&first) = bytes.get(start) else { return };
    let dash = dash(&bytes[start..]);
    if let Some(len) = dash {
        let next = start + len;
        let before_digit = bytes.get(next).is_some_and(u8::is_ascii_digit);
        if !before_digit || rules.nil_before_digit {
            found(Token { end: stars(bytes, next), value: Value::NIL });
        }
    } else if first.is_ascii_alphabetic() {
        found(Token { end: word(bytes, start), value: Value::OPAQUE });
        return;
    }
    let Some((digits, negative)) = sign(bytes, start) else { return };
    numbers(bytes, digits, rules, &mut |end, mantissa, decimals| {
        let value = Value::number(mantissa, decimals);
        finish(bytes, end, rules, negative, value, found);
    });
}

/// The length of a minus or dash at the start of `bytes`.
fn dash(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'-', ..] => Some(1),
        // U+2012, U+2013 and U+2212.
        [0xE2, 0x80, 0x92 | 0x93, ..] | [0xE2, 0x88, 0x92, ..] => Some(3),
        _ => None,
    }
}

/// Steps over sign, euro sign and the spaces between; gives the first digit and whether a minus was seen.
fn sign(bytes: &[u8], start: usize) -> Option<(usize, bool)> {
    let mut at = start;
    let (mut signed, mut euro, mut negative) = (false, false, false);
    loop {
        let rest = bytes.get(at..)?;
        if rest.first()?.is_ascii_digit() {
            return Some((at, negative));
        }
        if rest.starts_with("€".as_bytes()) && !euro {
            euro = true;
            at += "€".len();
        } else if rest[0] == b'+' && !signed {
            signed = true;
            at += 1;
        } else if let Some(len) = dash(rest)
            && !signed
        {
            (signed, negative) = (true, true);
            at += len;
        } else if at > start && rest[0] == b' ' {
            at += 1;
        } else if at > start && rest.starts_with("\u{a0}".as_bytes()) {
            at += "\u{a0}".len();
        } else {
            return None;
        }
        if at - start > MAX_CELL {
            return None;
        }
    }
}

/// Calls `found(end, mantissa, decimals)` for each number whose first digit is at `start`.
fn numbers(bytes: &[u8], start: usize, rules: Rules, found: &mut impl FnMut(usize, i64, u8)) {
    let mut whole = 0_i64;
    let mut at = start;
    while let Some(digit) = digit(bytes, at).filter(|_| at - start < MAX_DIGITS) {
        whole = whole * 10 + digit;
        at += 1;
        let len = at - start;
        if len <= 3 || rules.undotted {
            with_decimals(bytes, at, whole, found);
        }
        if len <= 3 {
            grouped(bytes, at, whole, found);
        }
        // A number does not start with a zero; nothing longer is one.
        if whole == 0 || (len >= 3 && !rules.undotted) {
            break;
        }
    }
}

/// The numbers that go on in groups of three after `whole`, which ends at `at`.
fn grouped(bytes: &[u8], mut at: usize, mut whole: i64, found: &mut impl FnMut(usize, i64, u8)) {
    if whole == 0 {
        return;
    }
    let mut digits = 3;
    while bytes.get(at) == Some(&b'.')
        && let (Some(a), Some(b), Some(c)) =
            (digit(bytes, at + 1), digit(bytes, at + 2), digit(bytes, at + 3))
        && digits + 3 <= MAX_DIGITS
    {
        whole = whole * 1_000 + a * 100 + b * 10 + c;
        at += 4;
        digits += 3;
        with_decimals(bytes, at, whole, found);
    }
}

/// The whole number itself, or with its decimals when a comma follows.
fn with_decimals(bytes: &[u8], at: usize, whole: i64, found: &mut impl FnMut(usize, i64, u8)) {
    if bytes.get(at) != Some(&b',') {
        found(at, whole, 0);
        return;
    }
    let mut mantissa = whole;
    let mut end = at + 1;
    let mut decimals = 0;
    while let Some(digit) = digit(bytes, end)
        && usize::from(decimals) < MAX_DECIMALS
        && mantissa < 10_i64.pow(17)
    {
        mantissa = mantissa * 10 + digit;
        end += 1;
        decimals += 1;
        found(end, mantissa, decimals);
    }
}

/// What may follow the digits: a percent sign, a trailing minus, stars.
fn finish(
    bytes: &[u8],
    mut end: usize,
    rules: Rules,
    negative: bool,
    value: Value,
    found: &mut impl FnMut(Token),
) {
    // A cell ends where another can begin.
    if matches!(bytes.get(end), Some(b'.' | b',')) {
        return;
    }
    let mut percent = end;
    while bytes.get(percent) == Some(&b' ') {
        percent += 1;
    }
    let kind = if bytes.get(percent) == Some(&b'%') {
        end = percent;
        while bytes.get(end) == Some(&b'%') {
            end += 1;
        }
        Kind::Percent
    } else {
        Kind::Number
    };
    let is_other = |known: u8| value.decimals > 0 && value.decimals != known;
    if kind == Kind::Number && rules.decimals.is_some_and(is_other) {
        return;
    }
    let mut emit = |end: usize, negative: bool| {
        let mantissa = if negative { -value.mantissa } else { value.mantissa };
        found(Token { end: stars(bytes, end), value: Value { mantissa, kind, ..value } });
    };
    emit(end, negative);
    // A minus before a digit is the sign of what follows, unless the table writes signs last.
    if !negative
        && value.mantissa != 0
        && let Some(len) = bytes.get(end..).and_then(dash)
        && (rules.trailing_minus || !bytes.get(end + len).is_some_and(u8::is_ascii_digit))
    {
        emit(end + len, true);
    }
}

/// The end of a run of footnote stars.
fn stars(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at) == Some(&b'*') {
        at += 1;
    }
    at
}

/// The end of a run of letters and the dots between them, or of its first part where its first letter comes again behind a dot
/// and each part has more than one letter: `n.v.t.n.b.`.
fn word(bytes: &[u8], start: usize) -> usize {
    /// How long a code with dots is at least, in bytes: `n.b.`.
    const CODE: usize = 4;
    let is_of_word = |byte: &&u8| byte.is_ascii_alphabetic() || **byte == b'.';
    let end = start + bytes[start..].iter().take_while(is_of_word).count();
    let begins_again = |at: &usize| bytes[at - 1] == b'.' && bytes[*at] == bytes[start];
    let part = (start + CODE..end.saturating_sub(CODE - 1)).find(begins_again);
    stars(bytes, part.unwrap_or(end))
}

fn digit(bytes: &[u8], at: usize) -> Option<i64> {
    bytes.get(at).filter(|byte| byte.is_ascii_digit()).map(|byte| i64::from(byte - b'0'))
}
