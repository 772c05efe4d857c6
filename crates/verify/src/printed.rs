//! What the number in a cell is, as anyone would read it: its digits, its decimals and its sign.

use ontleed_text::is_dash;
use rust_decimal::Decimal;

/// The number that a cell prints, the first where there are more: `12 2)`, `102 (2015)`.
pub(crate) fn number(cell: &str) -> Option<Decimal> {
    // Markdown may write a backslash before a sign or a point.
    let cell = cell.replace('\\', "");
    let (before, printed) = cell.split_at(cell.find(|c: char| c.is_ascii_digit())?);
    let digits = Digits::of(printed);
    let behind = without_cents(&printed[digits.length..]);
    let mut value = digits.value()?;
    if let Some(factor) = scale(behind).filter(|_| !value.is_zero()) {
        value = value.checked_mul(factor)?;
    }
    let is_negative = sign_before(before) || sign_behind(behind) || brackets(before, behind);
    Some(if is_negative && !value.is_zero() { -value } else { value })
}

/// The digits of a number without sign.
struct Digits {
    mantissa: String,
    decimals: usize,
    /// Of all that is printed, in bytes.
    length: usize,
}

impl Digits {
    /// Those that a text begins with: groups of three behind the first with one separator between
    /// them, decimals behind a comma. They stand behind a point only where that can part no group.
    fn of(text: &str) -> Self {
        let first = run(text);
        let (mut mantissa, mut length) = (text[..first].to_owned(), first);
        let separator = text[first..].chars().next().filter(|c| parts_groups(*c));
        if let Some(separator) = separator.filter(|_| first <= 3 && !text.starts_with('0')) {
            let group = |from: usize| text[from..].strip_prefix(separator).filter(|g| run(g) == 3);
            while let Some(group) = group(length) {
                mantissa.push_str(&group[..3]);
                length += separator.len_utf8() + 3;
            }
        }
        let decimals = run(text.get(length + 1..).unwrap_or_default());
        let has_decimals = match text.as_bytes().get(length) {
            Some(b',') => true,
            Some(b'.') => length == first && (decimals < 3 || mantissa == "0"),
            _ => false,
        };
        if !has_decimals || decimals == 0 {
            return Self { mantissa, decimals: 0, length };
        }
        mantissa.push_str(&text[length + 1..length + 1 + decimals]);
        Self { mantissa, decimals, length: length + 1 + decimals }
    }

    fn value(&self) -> Option<Decimal> {
        let decimals = u32::try_from(self.decimals).ok()?;
        Decimal::try_from_i128_with_scale(self.mantissa.parse().ok()?, decimals).ok()
    }
}

/// How many digits a text begins with.
fn run(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn parts_groups(c: char) -> bool {
    matches!(c, '.' | '\'' | '’' | ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}')
}

/// What stands behind a number and its `,-`, which is no sign.
fn without_cents(behind: &str) -> &str {
    let dashes = behind.strip_prefix(',').unwrap_or_default();
    let rest = dashes.trim_start_matches(|c| is_dash(c) || c == '=');
    if rest.len() < dashes.len() { rest } else { behind }
}

/// What the word behind a number multiplies it by: `1,2 mln`.
fn scale(behind: &str) -> Option<Decimal> {
    const WORDS: [(&str, i64); 7] = [
        ("duizend", 1_000),
        ("miljoen", 1_000_000),
        ("mln", 1_000_000),
        ("mio", 1_000_000),
        ("miljard", 1_000_000_000),
        ("mld", 1_000_000_000),
        ("mrd", 1_000_000_000),
    ];
    let word = behind.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let word = word.to_lowercase();
    WORDS.iter().find(|(known, _)| *known == word).map(|(_, factor)| Decimal::from(*factor))
}

/// `-5`, `- € 5`, `N -/- 5`; not `+/- 5`.
fn sign_before(before: &str) -> bool {
    before.replace("+/-", "").contains(is_dash)
}

/// `5-`, `5%-`, `5 -/-`; not `5 - een`, `2019-2020`.
fn sign_behind(behind: &str) -> bool {
    let Some(at) = behind.find(is_dash) else { return false };
    let (before, dash) = behind.split_at(at);
    if before.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let mut rest = dash.chars().skip(1);
    match rest.next() {
        Some('/') => rest.next().is_some_and(is_dash),
        next => {
            let joins = |c: char| c.is_alphanumeric() || c == '€' || is_dash(c);
            !before.ends_with(char::is_whitespace) && !next.is_some_and(joins)
        }
    }
}

/// `(5)`, `€ (5)`, `(€ 5)`.
fn brackets(before: &str, behind: &str) -> bool {
    before.contains('(') && behind.contains(')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cells: &[(&str, &str)]) {
        for (cell, value) in cells {
            let read = number(cell).map(|number| number.to_string()).unwrap_or_default();
            assert_eq!(read, *value, "{cell}");
        }
    }

    #[test]
    fn groups_and_decimals_are_told_apart() {
        check(&[
            ("1.852", "1852"),
            ("1.852,50", "1852.50"),
            ("1,852", "1.852"),
            ("9.00", "9.00"),
            ("0.613", "0.613"),
            ("3900000.0", "3900000.0"),
            ("1.234.567", "1234567"),
            ("1\\.204", "1204"),
            ("1'204'500", "1204500"),
            ("980 400", "980400"),
            ("1\u{A0}204\u{202F}000", "1204"),
            ("1 2", "1"),
            ("12 2)", "12"),
            ("61.204 1)", "61204"),
            ("102 (2015)", "102"),
            ("05", "5"),
            ("14,8%%", "14.8"),
            ("2.500,-", "2500"),
            ("geen", ""),
        ]);
    }

    #[test]
    fn signs_stand_before_and_behind() {
        check(&[
            ("-53", "-53"),
            ("\\- 53 N", "-53"),
            ("- € 26.555", "-26555"),
            ("-/- 21%", "-21"),
            ("−88,4", "-88.4"),
            ("(2.615)", "-2615"),
            ("€ (26)", "-26"),
            ("15-", "-15"),
            ("4,12%-", "-4.12"),
            ("22 -/-", "-22"),
            ("€ 2.500,-", "2500"),
            ("€ 2.500,--", "2500"),
            ("-0,0", "0.0"),
            ("+/- 5", "5"),
            ("+623", "623"),
            ("N 5", "5"),
            ("5-jarigen", "5"),
            ("2019-2020", "2019"),
        ]);
    }

    #[test]
    fn a_word_multiplies() {
        check(&[
            ("1,2 mln", "1200000.0"),
            ("€ 3 Miljard euro", "3000000000"),
            ("12 fte", "12"),
            ("0,0 mln", "0.0"),
        ]);
    }
}
