//! Finding figures: what a run of digits in a sentence is.

use ontleed_dutch::{self as dutch, Qualifier, Quantity, comparison_before};
use ontleed_terms::{Role, has_role};
use ontleed_text::{Span, is_dash, is_space};

use super::counted::counted;

/// What the digits of a text say.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// In the order of the text.
    pub(super) figures: Vec<Figure>,
    /// The years and dates, in the order of the text.
    pub(super) dates: Vec<Dated>,
}

/// A figure, and where it is printed.
#[derive(Debug)]
pub(super) struct Figure {
    pub(super) span: Span,
    pub(super) quantity: Quantity,
    pub(super) qualifier: Option<Qualifier>,
    pub(super) counted: Option<Span>,
}

/// A year or date; the year is `None` where it is no single one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    pub(super) span: Span,
    pub(super) year: Option<u16>,
}

/// What a run of digits is; each with its last byte.
enum Token {
    Figure(Figure),
    Date(Dated),
    /// Part of a name, a phone number, a code.
    Other(usize),
}

/// The figures and dates of a text, in place of those of another one.
pub(super) fn figures(text: &str, found: &mut Found) {
    found.figures.clear();
    found.dates.clear();
    let mut at = 0;
    while let Some(digit) = next_digit(text.as_bytes(), at) {
        let end = match token(text, digit, at) {
            Token::Figure(figure) => {
                let end = figure.span.range().end;
                found.figures.push(figure);
                end
            }
            Token::Date(date) => {
                found.dates.push(date);
                date.span.range().end
            }
            Token::Other(end) => end,
        };
        at = end.max(digit + 1);
    }
}

/// Most of a text has no digit: it is looked at in pieces that a machine compares at once.
fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    const PIECE: usize = 32;
    let (pieces, _) = bytes[from..].as_chunks::<PIECE>();
    let without =
        |piece: &&[u8; PIECE]| !piece.iter().fold(false, |any, byte| any | byte.is_ascii_digit());
    let at = from + PIECE * pieces.iter().take_while(without).count();
    let (words, rest) = bytes[at..].as_chunks();
    let in_words = words.iter().enumerate().find_map(|(index, word)| {
        first_digit(*word).map(|within| at + index * size_of::<u64>() + within)
    });
    in_words.or_else(|| {
        let within = rest.iter().position(u8::is_ascii_digit)?;
        Some(bytes.len() - rest.len() + within)
    })
}

/// The first digit of eight bytes, found at once: what is ten or more with the bits of `0` taken
/// off sets the high bit of its byte.
fn first_digit(bytes: [u8; 8]) -> Option<usize> {
    const LOW_BITS: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    const TEN_UP: u64 = 0x7676_7676_7676_7676;
    const ZEROS: u64 = 0x3030_3030_3030_3030;
    let own = u64::from_le_bytes(bytes) ^ ZEROS;
    let digits = !(((own & LOW_BITS) + TEN_UP) | own) & !LOW_BITS;
    (digits != 0).then(|| digits.trailing_zeros() as usize / 8)
}

fn token(text: &str, digit: usize, from: usize) -> Token {
    let end = digits_end(text, digit);
    if !may_begin(&text[..digit]) {
        return Token::Other(end);
    }
    if let Some(year) = dutch::year(&text[digit..end])
        && !is_amount_of(text, digit, end)
    {
        return years(text, digit, end, year);
    }
    if let Some(end) = phone(text, digit, end) {
        return Token::Other(end);
    }
    if let Some(date) = date(text, digit, end, MOST_DATES) {
        let printed = &text[date.span.range()];
        // `24/7` has the form of a day.
        let certain = date.year.is_some() || printed.ends_with(char::is_alphabetic);
        let other = Token::Other(date.span.range().end);
        return if certain { Token::Date(date) } else { other };
    }
    match figure(text, digit, from) {
        Some(figure) => Token::Figure(figure),
        None => Token::Other(end),
    }
}

/// The end of digits and what separates them: `1.234,5`.
fn digits_end(text: &str, digit: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = digit;
    while end < bytes.len() {
        let separates = matches!(bytes[end], b'.' | b',');
        let digit_next = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !(bytes[end].is_ascii_digit() || separates && digit_next) {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a figure can begin behind this text: not inside a word, a code or a range of years.
fn may_begin(before: &str) -> bool {
    if let Some(b' ' | b'a'..=b'z' | b'A'..=b'Z') = before.as_bytes().last() {
        return before.ends_with(' ');
    }
    let mut chars = before.chars().rev();
    match chars.next() {
        Some(c) if is_dash(c) || c == '+' => match chars.next() {
            Some('/') => chars.next().is_some_and(is_dash),
            before_sign => opens(before_sign),
        },
        last => opens(last),
    }
}

/// What a figure can stand behind.
fn opens(before: Option<char>) -> bool {
    before.is_none_or(|c| is_space(c) || "([\"“„€>=<≥≤±~≈".contains(c))
}

/// Whether what could be a year is an amount after all: `€ 2000`, `2000 euro`, `ruim 2000 straten`.
fn is_amount_of(text: &str, start: usize, end: usize) -> bool {
    let rest = text[end..].trim_start_matches([' ', '\u{A0}']);
    let unit =
        rest.starts_with(['%', '€']) || rest.starts_with("euro") || text[end..].starts_with(",-");
    let is_near = |word| matches!(word, Qualifier::JustAbove | Qualifier::JustBelow);
    let near = || qualifier(text, start).is_some_and(|(_, word)| is_near(word));
    let may_count = text[end..].starts_with(|c| is_gap(c) || c == '\n');
    unit || currency(&text[..start]).is_some()
        || may_count && near() && counted(text, end).is_some()
}

/// A year, or a range of years: `2019-2022`, `2020 en 2021`.
fn years(text: &str, start: usize, end: usize, year: u16) -> Token {
    let rest = &text[end..];
    let next = rest.trim_start_matches(is_gap);
    let goes_on = next.starts_with(|c: char| is_dash(c) || c == '/')
        || next.starts_with("t/m")
        || next.starts_with("tot ");
    if goes_on {
        let other = next.trim_start_matches(|c: char| !c.is_ascii_digit());
        let last = other.get(..4).and_then(dutch::year).filter(|last| *last > year);
        let end_of_last = text.len() - other.len() + 4;
        if last.is_some() && end_of_last - end < MOST_BETWEEN && !other[4..].starts_with(continues)
        {
            return Token::Date(Dated { span: Span::at(start, end_of_last), year: None });
        }
        if next.len() == rest.len()
            && let Some(period) = dutch::period(&text[start..])
        {
            let span = period.span.shift(Span::at(0, start).end);
            return Token::Date(Dated { span, year: period.value.year() });
        }
    }
    if let Some(other) = next.strip_prefix("en ").or_else(|| next.strip_prefix("of "))
        && let Some(printed) = other.get(..4)
        && dutch::year(printed).is_some()
        && !other[4..].starts_with(continues)
    {
        let end = text.len() - other.len() + 4;
        return Token::Date(Dated { span: Span::at(start, end), year: None });
    }
    if rest.starts_with(char::is_alphanumeric) {
        return Token::Other(end);
    }
    Token::Date(Dated { span: Span::at(start, end), year: Some(year) })
}

/// Bytes from a year to the end of the last one of a range: ` tot en met 2022`.
const MOST_BETWEEN: usize = 17;

/// Whether a year goes on as something else.
fn continues(c: char) -> bool {
    c.is_alphanumeric() || is_dash(c) || c == '/'
}

/// The end of a phone number or of another run of groups of digits: `0800 777 3333`, `14 010`.
fn phone(text: &str, start: usize, end: usize) -> Option<usize> {
    let leads = text[start..].starts_with('0');
    let mut last = end;
    for _ in 0..MOST_GROUPS {
        let Some(separator) = text[last..].chars().next() else { break };
        let next = last + separator.len_utf8();
        let joins = is_gap(separator) || leads && is_dash(separator);
        if !joins || !text[next..].starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        last = digits_end(text, next);
    }
    let leading_zero = end - start > 1
        && text.as_bytes()[start] == b'0'
        && !text[start + 1..].starts_with([',', '.']);
    let money = || currency(&text[..start]).is_some();
    (leading_zero || last > end && !money()).then_some(last)
}

/// A phone number has as many groups at most.
const MOST_GROUPS: usize = 8;

/// `7, 8 en 15 oktober` has as many days as this at most.
const MOST_DATES: usize = 5;

/// A date, or days that share its month: `1-1-2022`, `1 september`, `7 en 15 oktober 2020`.
fn date(text: &str, start: usize, end: usize, most: usize) -> Option<Dated> {
    let most = most.checked_sub(1)?;
    let rest = &text[end..];
    let next = rest.trim_start_matches(is_gap);
    let month = rest.strip_prefix(|c: char| is_dash(c) || c == '/').unwrap_or_default();
    let by_number =
        month.starts_with(|c: char| c.is_ascii_digit()) || has_form_of_date(&text[start..end]);
    if by_number || next.len() < rest.len() && dutch::may_begin_part_of_year(next) {
        let day = dutch::day(&text[start..])?;
        let span = day.span.shift(Span::at(0, start).end);
        return Some(Dated { span, year: day.value.year() });
    }
    if end - start > 2 || !next.starts_with(['e', 'o', 't', ',']) {
        return None;
    }
    let joined =
        ["en ", "of ", "tot ", "t/m ", ", "].iter().find_map(|join| next.strip_prefix(join))?;
    let day = text.len() - joined.len();
    let day_end = digits_end(text, day);
    let shared = (day_end > day).then(|| date(text, day, day_end, most)).flatten()?;
    Some(Dated { span: Span { start: Span::at(0, start).end, ..shared.span }, ..shared })
}

/// `31.12.2021`, and not `1.234.567`.
fn has_form_of_date(digits: &str) -> bool {
    let mut parts = digits.split('.').map(str::len);
    digits.len() >= 8
        && matches!((parts.next(), parts.next(), parts.next()), (Some(1..=2), Some(1..=2), Some(4)))
}

fn figure(text: &str, digit: usize, from: usize) -> Option<Figure> {
    let start = begin(text, digit, from);
    let between = between(&text[from..start]).map(|at| from + at);
    let read = |at: usize| Some((at, dutch::figure(&text[at..])?));
    let range = between.and_then(read).filter(|(_, read)| read.value.upper.is_some());
    let (start, parsed) = range.or_else(|| read(start))?;
    let quantity = parsed.value;
    if is_multiplied(&text[..start]) {
        return None;
    }
    let end = without_stop(text, parsed.span.shift(Span::at(0, start).end).range().end);
    let qualifier = qualifier(&text[from..], start - from);
    let span = Span::at(qualifier.map_or(start, |(at, _)| from + at), end);
    let qualifier = qualifier.map(|(_, qualifier)| qualifier);
    if quantity.unit.is_some() {
        return Some(Figure { span, quantity, qualifier, counted: None });
    }
    let counted = counted(text, end);
    let figure = Figure { span, quantity, qualifier, counted };
    (!quantity.decimal_point && is_count(text, &figure, start)).then_some(figure)
}

/// Whether a text ends in a sign that makes the amount behind it a unit: `bedragen x € 1.000`.
fn is_multiplied(before: &str) -> bool {
    let before = before.trim_end_matches(is_gap);
    before.ends_with(['*', '×']) || ends_in_word(before, "x").is_some()
}

/// Whether a number without unit is more than a name or a label.
fn is_count(text: &str, figure: &Figure, start: usize) -> bool {
    if figure.quantity.scale.is_some() {
        return true;
    }
    let printed = &text[start..figure.span.range().end];
    let line_start = text[..start].ends_with('\n') || start == 0;
    let numbers_a_line = line_start && text[figure.span.range().end..].starts_with(['.', ')', ':']);
    let stands_alone = printed.contains('.')
        || figure.qualifier.is_some()
        || printed.contains(',') && !is_compound(&text[figure.span.range().end..]);
    let is_more = figure.counted.is_some() || stands_alone;
    is_more && !numbers_a_line && (figure.qualifier.is_some() || !is_name(text, start, printed))
}

/// Whether a word follows that a figure may be part of: `1,5 metersamenleving`.
fn is_compound(rest: &str) -> bool {
    let next = rest.trim_start_matches(is_gap);
    let word = &next[..next.find(|c: char| !c.is_alphabetic()).unwrap_or(next.len())];
    !word.is_empty() && !has_role(word, Role::Function)
}

/// Whether the word before a number makes it a name: `artikel 213`, `ROC 3`, `MBO 1-2 niveau`.
fn is_name(text: &str, start: usize, printed: &str) -> bool {
    let before = &text[..start].trim_end_matches(is_gap);
    if before.len() == start {
        return false;
    }
    let word = last_word(before);
    let behind = &before[..before.len() - word.len()];
    let opens_sentence = behind.trim_end().is_empty()
        || behind.trim_end().ends_with(['.', '!', '?', ':', '•'])
        || behind.ends_with('\n');
    let capital = word.starts_with(char::is_uppercase);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let small = printed.len() < 3;
    has_role(word, Role::Name) || capitals > 1 || small && capital && !opens_sentence
}

/// The text before its last word, where that is this one of ASCII, in any case.
fn ends_in_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(word.len())?;
    text.as_bytes()[at..].eq_ignore_ascii_case(word.as_bytes()).then_some(())?;
    let before = &text[..at];
    (!before.ends_with(char::is_alphanumeric)).then_some(before)
}

fn last_word(text: &str) -> &str {
    let end = text.trim_end_matches('.').len();
    let rest = text[..end].trim_end_matches(|c: char| c.is_alphanumeric());
    &text[rest.len()..]
}

/// A full stop that ends the sentence and not the abbreviation alone stays out of the figure.
fn without_stop(text: &str, end: usize) -> usize {
    let goes_on = text[end..].trim_start_matches(is_gap).starts_with(char::is_lowercase);
    if text[..end].ends_with('.') && !goes_on { end - 1 } else { end }
}

/// Where the figure with these digits begins: sign and currency are part of it. A dash with a space
/// behind it is no sign in a sentence.
fn begin(text: &str, digit: usize, from: usize) -> usize {
    let signed = from + sign_start(&text[from..digit]);
    match currency(&text[from..signed]) {
        Some(at) => from + sign_start(&text[from..from + at]),
        None => signed,
    }
}

/// Where the sign that ends a text begins; the end where there is none.
fn sign_start(before: &str) -> usize {
    let struck = before.trim_end_matches(is_gap);
    if struck.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return before.len();
    }
    if struck.ends_with(is_dash) {
        let stroke = struck.trim_end_matches(is_dash);
        if let Some(dashed) = stroke.strip_suffix('/')
            && dashed.ends_with(is_dash)
        {
            return dashed.trim_end_matches(is_dash).len();
        }
    }
    match before.chars().next_back() {
        Some(c)
            if (is_dash(c) || c == '+')
                && opens(before[..before.len() - c.len_utf8()].chars().next_back()) =>
        {
            before.len() - c.len_utf8()
        }
        _ => before.len(),
    }
}

/// Where the currency that ends a text begins.
fn currency(before: &str) -> Option<usize> {
    let before = before.trim_end_matches(|c| is_gap(c) || is_dash(c));
    let rest = match before.as_bytes().last()? {
        b'r' | b'R' => ends_in_word(before, "eur"),
        b'o' | b'O' => ends_in_word(before, "euro"),
        _ => before.strip_suffix('€'),
    };
    rest.map(str::len)
}

/// Where `tussen` or `tussen de` begins, where a text ends with it.
fn between(before: &str) -> Option<usize> {
    let before = before.trim_end_matches(is_gap);
    let before = match before.strip_suffix(" de") {
        Some(rest) => rest.trim_end_matches(is_gap),
        None => before,
    };
    ends_in_word(before, "tussen").map(str::len)
}

/// The comparison before a figure, and where it begins.
fn qualifier(text: &str, start: usize) -> Option<(usize, Qualifier)> {
    let near = text[..start].floor_char_boundary(start.saturating_sub(MOST_BEFORE));
    let found = comparison_before(&text[near..start])?;
    Some((near + found.span.range().start, found.value))
}

/// As many bytes as the longest comparison has.
const MOST_BEFORE: usize = 32;

/// A space inside a line.
pub(super) fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each figure as `printed = value unit (counted)`.
    fn shown(text: &str) -> String {
        let show = |figure: &Figure| {
            let counted = figure.counted.map(|span| format!(" ({})", &text[span.range()]));
            format!(
                "{} = {}{}",
                &text[figure.span.range()],
                figure.quantity,
                counted.unwrap_or_default()
            )
        };
        let mut found = Found::default();
        figures(text, &mut found);
        found.figures.iter().map(show).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn the_next_digit_is_the_first_one() {
        for at in 0..80 {
            for byte in 0..=u8::MAX {
                let mut bytes = [b'.'; 80];
                bytes[at] = byte;
                assert_eq!(next_digit(&bytes, 3), (byte.is_ascii_digit() && at > 2).then_some(at));
            }
        }
        assert_eq!(next_digit(b"/a\xB0:09", 0), Some(4));
    }

    #[test]
    fn figures_of_a_sentence() {
        for (text, expected) in [
            ("hebben 2.500 unieke straten meegedaan.", "2.500 = 2500 (unieke straten)"),
            ("Ruim 600 straten meer dan in 2019", "Ruim 600 = 600 (straten)"),
            ("een kleine 1500 straten", "een kleine 1500 = 1500 (straten)"),
            ("304 nieuwe goedgekeurde aanvragen.", "304 = 304 (nieuwe goedgekeurde aanvragen)"),
            ("voor € 513 lager", "€ 513 = 513 EUR"),
            ("bedraagt € 1,4 mln.", "€ 1,4 mln = 1.4 * 10^6 EUR"),
            ("in totaal 19,6 mln. euro toegekend", "19,6 mln. euro = 19.6 * 10^6 EUR"),
            ("ruim € 62 miljoen extra", "ruim € 62 miljoen = 62 * 10^6 EUR"),
            (
                "circa 195 tot 220 miljoen euro.",
                "circa 195 tot 220 miljoen euro = 195..220 * 10^6 EUR",
            ),
            ("van 1800 - 1900 acties van", "1800 - 1900 = 1800..1900 (acties)"),
            ("tussen 18 en 65 jaar", "tussen 18 en 65 jaar = 18..65 years"),
            ("tussen de 10 en 15%", "tussen de 10 en 15% = 10..15 percent"),
            ("63% minimaal vier dagen actief en 90% meer", "63% = 63 percent; 90% = 90 percent"),
            ("tot maximaal € 2.500,- voor", "maximaal € 2.500,- = 2500 EUR"),
            ("de -/- € 5.000 van", "-/- € 5.000 = -5000 EUR"),
            ("steeg naar 7,5 in 2020", "7,5 = 7.5"),
            ("waren dat er 1.263.", "1.263 = 1263"),
            ("ruim 2000 straten", "ruim 2000 = 2000 (straten)"),
            ("in 2021 11 jongerenhubs", "11 = 11 (jongerenhubs)"),
            ("gemiddeld 27.000 uur aan", "27.000 = 27000 (uur)"),
            ("uitgebreid met 12 fte om", "12 fte = 12 fte"),
            ("in 1 of 2 gebieden", "2 = 2 (gebieden)"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_figure() {
        for text in [
            "In 2020 en 2021",
            "2019-2022 gestart",
            "(2019 – 2022) vormt",
            "op 7 en 15 oktober 2020 heeft",
            "van 1, 2 en 3 mei",
            "Op 1 mei is",
            "op 1-1-2022.",
            "op 31.12.2021 stond",
            "via nummer 0800 777 3333.",
            "bel 14 010 of 010-1234567",
            "is 24/7 open",
            "huisbezoeken 75+ en 75-plussers",
            "de 27-jarige geschiedenis",
            "het 1e kwartaal, de 2de keer",
            "Statushouders 2.0 van start",
            "CityLab010 en NIX18",
            "Drugs & Alcohol II",
            "Centrum seksueel geweld 16-.",
            "artikel 213 van de wet",
            "een MBO 1-2 niveau is",
            "1. Welzijn",
            "om 10:30 uur of 10.30 uur",
            "Q2 van 2022",
            "14/15 jarigen",
            "€ 3 ton",
            "van '19",
            "in 3 te doen",
            "3011 AD Rotterdam",
            "een 1,5 metersamenleving",
            "de lasten (x € 1.000) en baten * € 1.000",
            "per 1.000 inwoners",
        ] {
            assert_eq!(shown(text), "", "{text}");
        }
    }
}
