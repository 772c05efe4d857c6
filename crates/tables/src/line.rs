//! What a line looks like, decided from its head and its tail.

mod tail;

use ontleed_text::{Source, Span, without_emphasis};

pub(crate) use self::tail::{
    Dash, LETTERS, Tail, are_amounts_stuck, is_letter, is_minus, letter, scan_tail, tail_values,
};
use crate::notation;
use crate::words;

/// What a line can be in or beside a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing, or spaces and tabs.
    Blank,
    /// Only no-break spaces: an empty cell.
    Void,
    /// A line that only draws: `---|---`, `=====`.
    Rule,
    /// Only HTML tags.
    Tag,
    /// A list item, or a heading that Markdown marks.
    Bullet,
    /// Running text.
    Prose,
    /// A short text: a label, a heading or a header word.
    Text,
    /// One value or missing code and nothing else.
    Value,
    /// One year or date and nothing else.
    Period,
    /// A text with values behind it, or glued to it.
    Row {
        /// How many values at the end stand apart.
        values: u8,
        /// More than a sentence or a heading that ends in a number could be.
        strong: bool,
    },
    /// Cells between pipes.
    Pipe,
    /// Cells between tabs.
    Tab,
}

impl Kind {
    /// Whether a line can be the name of a row and no more: words, of which a number may be the last.
    pub(crate) const fn may_name_row(self) -> bool {
        matches!(self, Self::Text | Self::Row { values: 0 | 1, strong: false })
    }
}

/// A text line longer than this is prose unless it ends in values.
const LONGEST_TEXT: usize = 130;

/// A line that ends like a sentence is prose from this length on.
const SENTENCE: usize = 40;

/// How much of the end of a line is looked at for values, in bytes.
const TAIL: usize = 400;

/// What the line `span` is.
pub(crate) fn kind(source: &Source<'_>, span: Span) -> Kind {
    look(source, span, true).0
}

/// What the line `span` is, and its values where they had to be read; `may_be_marked` where it may hold tabs or pipes.
pub(crate) fn look(source: &Source<'_>, span: Span, may_be_marked: bool) -> (Kind, Option<Tail>) {
    let text = source.slice(span);
    let bytes = text.as_bytes();
    let Some(first) = bytes.iter().position(|b| !is_space(*b)) else {
        return (Kind::Blank, None);
    };
    if may_be_marked && let Some(kind) = kind_of_marks(bytes, first) {
        return (kind, None);
    }
    if bytes[first] == DRAWN
        && let Some(kind) = kind_of_box(&text[first..])
    {
        return (kind, None);
    }
    let last = bytes.iter().rposition(|b| !is_space(*b)).unwrap_or(first);
    let shown = &text[first..=last];
    let inner = without_emphasis(shown);
    let (kind, tail) = kind_of_text(inner);
    (kind, tail.filter(|_| first == 0 && inner.len() == shown.len()))
}

/// What a line with marks between cells is.
fn kind_of_marks(bytes: &[u8], first: usize) -> Option<Kind> {
    if memchr::memchr2(b'|', b'\t', bytes).is_some() {
        if memchr::memchr(b'|', bytes).is_some() {
            return Some(if is_rule(bytes) { Kind::Rule } else { Kind::Pipe });
        }
        if has_tabs(bytes, first) {
            return Some(Kind::Tab);
        }
    }
    None
}

/// What a line of a box is: it begins with a line that is drawn (`│`, `┌─┬─┐`).
fn kind_of_box(text: &str) -> Option<Kind> {
    if !text.starts_with(is_drawn) {
        return None;
    }
    let is_rule = text.chars().all(|c| is_drawn(c) || c.is_whitespace())
        && text.chars().any(|c| is_drawn(c) && !parts_cells(c));
    Some(if is_rule { Kind::Rule } else { Kind::Pipe })
}

/// The first byte of all that is drawn.
const DRAWN: u8 = 0xE2;

const fn is_drawn(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{257F}')
}

/// Whether a character is drawn between two cells of a row.
pub(crate) const fn parts_cells(c: char) -> bool {
    matches!(c, '│' | '┃' | '║')
}

/// What a line without such marks is, white space at its ends aside.
fn kind_of_text(text: &str) -> (Kind, Option<Tail>) {
    match text.as_bytes()[0] {
        b'-' | b'=' | b'_' | b'+' if text.len() > 3 && is_rule(text.as_bytes()) => {
            return (Kind::Rule, None);
        }
        b'<' if is_tag(text) => return (Kind::Tag, None),
        // A heading that Markdown marks ends a table as an item of a list does.
        b'#' if text.trim_start_matches('#').starts_with(' ') => return (Kind::Bullet, None),
        _ => {}
    }
    if text.chars().all(char::is_whitespace) {
        return (Kind::Void, None);
    }
    // `* € 1.000`: a star for times.
    if is_bullet(text) && !(text.starts_with('*') && words::begins_with_unit(text)) {
        return (Kind::Bullet, None);
    }
    short_or_row(text)
}

/// Whether tabs keep cells apart in a line whose text begins at `first`.
fn has_tabs(bytes: &[u8], first: usize) -> bool {
    let (indent, text) = bytes.split_at(first);
    memchr::memchr(b'\t', text).is_some_and(|at| has_text_after(&text[at..]))
        || text.ends_with(b"\t\t")
        || indent.contains(&b'\t') && text.len() < LONGEST_TEXT
}

fn short_or_row(text: &str) -> (Kind, Option<Tail>) {
    if text.len() <= 48 {
        if notation::period(text).is_some() {
            return (Kind::Period, None);
        }
        if words::are_periods(text) || words::begins_with_unit(text) {
            return (Kind::Text, None);
        }
        if notation::is_read(text) {
            return (Kind::Value, None);
        }
    }
    if let Some((row, tail)) = row(text)
        && !words::begins_with_unit(text)
    {
        return (row, tail);
    }
    let is_sentence = text.len() >= SENTENCE
        && text.ends_with(['.', ';', ':', '?', '!', ','])
        && !ends_in_abbreviation(text);
    (if is_sentence || text.len() > LONGEST_TEXT { Kind::Prose } else { Kind::Text }, None)
}

/// Whether the last word of a text has a dot behind each of its letters: `toevoeging aan c.q.`.
fn ends_in_abbreviation(text: &str) -> bool {
    let word = &text.as_bytes()[text.rfind(' ').map_or(0, |at| at + 1)..];
    let is_letter = |pair: &[u8]| matches!(pair, [letter, b'.'] if letter.is_ascii_lowercase());
    word.len() > 2 && word.chunks(2).all(is_letter)
}

/// A row, and its values where all of the line was searched for them.
fn row(text: &str) -> Option<(Kind, Option<Tail>)> {
    if !may_end_a_row(text) {
        return row_before_words(text, 0).map(|row| (row, None));
    }
    let from = text.ceil_char_boundary(text.len().saturating_sub(TAIL));
    let tail = scan_tail(&text[from..], Dash::Nil);
    if let Some(row) = row_before_words(text, tail.values.len()) {
        return Some((row, None));
    }
    let (values, strong) = shown(&text[from..], &tail.values)?;
    Some((Kind::Row { values, strong }, (from == 0).then_some(tail)))
}

/// The number of values at the end of a line and whether they make it a row beyond doubt.
fn shown(tail: &str, values: &[Span]) -> Option<(u8, bool)> {
    let lone = match values {
        [] => {
            let glued = &tail[glued_tail(tail)?..];
            let is_time = words::are_periods(glued) || is_period_apart(glued);
            return (!is_time).then(|| (0, is_strong_glue(glued)));
        }
        [one] => &tail[one.range()],
        [.., _] => {
            let is_period = |v: &Span| notation::period(&tail[v.range()]).is_some();
            let is_nil = |v: &Span| is_minus(&tail[v.range()]);
            // Most rows are settled by their first value.
            if values.iter().all(|v| is_nil(v) || is_period(v)) && values.iter().any(is_period) {
                return None;
            }
            if are_years_behind_number(tail, values) {
                return None;
            }
            let is_printed = |v: &Span| !tail[v.range()].trim().is_empty();
            let count = u8::try_from(values.len()).unwrap_or(u8::MAX);
            return Some((count, values.len() > 2 || values.iter().all(is_printed)));
        }
    };
    if words::are_periods(lone) {
        return None;
    }
    let figure = lone.len() >= 3
        && lone.bytes().any(|b| matches!(b, b'.' | b',' | b'-' | b'%' | 0xE2) || lone.len() > 4);
    Some((1, figure))
}

/// Whether a number stands before years that follow each other, and nothing else: `Programma 3 2023 2024 2025`.
fn are_years_behind_number(tail: &str, values: &[Span]) -> bool {
    /// Two years may be two amounts.
    const FEWEST: usize = 3;
    let [number, years @ ..] = values else { return false };
    let year = |value: &Span| notation::year(&tail[value.range()]);
    let follow = |pair: &[Span]| year(&pair[0]).is_some_and(|one| year(&pair[1]) == Some(one + 1));
    years.len() >= FEWEST && number.len() < FEWEST && years.windows(2).all(follow)
}

/// Whether a text ends in years or a date that a space parts from its words: `Investeringen 2023-2026`,
/// `Saldo 31-12`, `Verschil 2022-2021 %`.
fn is_period_apart(tail: &str) -> bool {
    let Some(period) = tail.strip_prefix(' ').map(|tail| tail.trim_end_matches([' ', '%'])) else {
        return false;
    };
    notation::are_two_years(period) || notation::period(period).is_some()
}

/// Whether values are a number, a dash and a larger number: `Gemeenten 25.000 - 50.000 inwoners`.
fn is_range(text: &str, values: &[Span]) -> bool {
    let [low, dash, high] = values else { return false };
    let number = |value: &Span| notation::read(&text[value.range()]).and_then(|read| read.value);
    is_minus(&text[dash.range()])
        && number(low).zip(number(high)).is_some_and(|(low, high)| low < high)
}

/// Three values or more with words behind them: the last column holds words. The line ends in so many values.
fn row_before_words(text: &str, ending: usize) -> Option<Kind> {
    let values = cells_before_words(text, ending)?.0;
    if is_range(text, &values) {
        return None;
    }
    // `Onderwerp 2022 2023 2024 Toelichting` heads columns.
    if values.iter().all(|value| notation::period(&text[value.range()]).is_some()) {
        return None;
    }
    Some(Kind::Row { values: u8::try_from(values.len()).unwrap_or(u8::MAX), strong: true })
}

/// The values that stand before the words of the last columns, and those words; none where the values that end the line are more
/// than those of a sentence. A letter before a remark is a cell: `I Vervanging van zieken`.
pub(crate) fn cells_before_words(text: &str, ending: usize) -> Option<(Vec<Span>, Vec<Span>)> {
    /// What keeps three values and a word apart.
    const SPACES: usize = 3;
    if text.len() > TAIL || ending > 1 {
        return None;
    }
    let spaces = || text.bytes().filter(|b| matches!(b, b' ' | b'\t')).count();
    let is_short = ending == 0 && text.ends_with(char::is_alphabetic) && spaces() >= SPACES;
    let few = || if is_short { values_before_few_words(text) } else { None };
    let (values, words) = values_before_remark(text).or_else(few)?;
    let end = text.trim_end().len();
    let words = match &text.as_bytes()[words..end] {
        [b'-' | b'A'..=b'Z', b' ', ..] => {
            vec![Span::at(words, words + 1), Span::at(words + 2, end)]
        }
        _ => vec![Span::at(words, end)],
    };
    Some((values, words))
}

/// The values that stand before the last word or two of a line, and where those words begin.
fn values_before_few_words(text: &str) -> Option<(Vec<Span>, usize)> {
    let mut end = text.trim_end().len();
    for _ in 0..2 {
        end = text[..end].trim_end_matches(' ').rfind(' ')?;
        let values = tail_values(&text[..end], Dash::Nil);
        if values.len() >= 3 {
            let words = end + (text[end..].len() - text[end..].trim_start().len());
            return Some((values, words));
        }
    }
    None
}

/// The values in the middle of a line with a remark behind them, and where that begins: `Inhuur 1.150 1.986 -836 Vervanging van
/// zieken`, `Inhuur 1.986 836 N I Vervanging`. They are amounts, one beside the other.
fn values_before_remark(text: &str) -> Option<(Vec<Span>, usize)> {
    if !may_hold_amounts(text.as_bytes()) {
        return None;
    }
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let (mut amounts, mut run) = (0, 0);
    let mut before = "";
    for word in text.split(' ') {
        let is_figure = word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '€'))
            && notation::is_read(word);
        let is_lettered = run > 0 && is_letter(before);
        if is_figure && !(is_lettered && is_minus(word)) {
            run += 1;
            amounts += usize::from(is_amount(word));
        } else if run > 0 && is_letter(word) && !is_lettered {
            // It is of the amount before it.
        } else if run > 2 - usize::from(is_lettered) && amounts > 1 {
            let remark = &text[start(word)..];
            let begins =
                (remark.starts_with(char::is_uppercase) || is_lettered) && says_something(remark);
            let values = tail_values(text[..start(word)].trim_end(), Dash::Nil);
            let is_behind_label = values.first().is_some_and(|first| first.start > 0);
            return (begins && is_behind_label && values.len() >= run)
                .then(|| (values, start(word)));
        } else {
            (run, amounts) = (0, 0);
        }
        before = word;
    }
    None
}

/// Whether a remark has three words, one of them of some letters.
fn says_something(remark: &str) -> bool {
    /// The shortest word that is no abbreviation, in bytes.
    const SHORTEST: usize = 4;
    let is_word = |word: &str| word.len() >= SHORTEST && word.chars().all(char::is_alphabetic);
    remark.split(' ').count() > 2 && remark.split(' ').any(is_word)
}

/// A look before any figure is read: whether a space keeps figures apart in two places, or in one and a letter stands behind.
fn may_hold_amounts(text: &[u8]) -> bool {
    let (mut pairs, mut letters) = (0, 0);
    for space in memchr::memchr_iter(b' ', text) {
        let (Some(before), Some(behind)) = (text[..space].last(), text.get(space + 1)) else {
            continue;
        };
        if before.is_ascii_digit() {
            // A minus, a euro sign.
            pairs += usize::from(behind.is_ascii_digit() || matches!(behind, b'-' | 0xE2));
            letters +=
                usize::from(matches!(behind, b'V' | b'N') && text.get(space + 2) == Some(&b' '));
        }
    }
    pairs > 1 || pairs > 0 && letters > 0
}

/// Whether a figure is an amount rather than the number of something: it has a dot or three digits, and is no year.
fn is_amount(figure: &str) -> bool {
    let digits = figure.bytes().filter(u8::is_ascii_digit).count();
    digits > 2 && notation::period(figure).is_none()
}

/// Only a digit or a mark behind one can end a row; most prose is settled by its last character.
fn may_end_a_row(text: &str) -> bool {
    let last = text.as_bytes()[text.len() - 1];
    last.is_ascii_digit()
        || matches!(last, b'%' | b'*' | b'-' | b')' | b'V' | b'N' | b'M' | b'm' | 0xA0)
        || (last == b'.' && (text.ends_with(" .") || text.ends_with("t.") || text.ends_with("b.")))
}

/// Whether a line holds two values or more and nothing else.
pub(crate) fn holds_only_values(line: &str) -> bool {
    let text = line.trim();
    let may_begin = |c: char| c.is_ascii_digit() || matches!(c, '(' | '€' | '+' | '<' | '>' | '|');
    let is_code = |c: char| matches!(c, '-' | '–' | '−' | 'n' | 'N' | 'p' | 'P');
    text.starts_with(|c: char| may_begin(c) || is_code(c))
        && values_between_marks(text).map_or_else(
            || {
                tail_values(text, Dash::Nil)
                    .split_first()
                    .is_some_and(|(first, others)| first.range().start == 0 && !others.is_empty())
            },
            |values| values.len() > 1,
        )
}

/// The cells between tabs or pipes in a line where each is a value, and none is empty.
pub(crate) fn values_between_marks(text: &str) -> Option<Vec<Span>> {
    let mark = memchr::memchr2(b'|', b'\t', text.as_bytes()).map(|at| text.as_bytes()[at])?;
    let mark = char::from(mark);
    let inner = text.trim().trim_matches(mark);
    let mut start = text.find(inner)?;
    let cells = inner.split(mark).map(|cell| {
        let shown = cell.trim();
        let at = start + (cell.len() - cell.trim_start().len());
        start += cell.len() + mark.len_utf8();
        (!shown.is_empty() && notation::is_read(shown)).then(|| Span::at(at, at + shown.len()))
    });
    cells.collect()
}

/// Where a run of digits that is glued to a word begins: `Reserves2000000`, `Kades (WF)12.400`.
pub(crate) fn glued_tail(text: &str) -> Option<usize> {
    let text = without_letter(text);
    let mut start = start_of_figures(text, text.len());
    while let Some(code) = code_among_figures(text, start) {
        start = start_of_figures(text, code);
    }
    start += end_of_percent(&text[start..]);
    start += stars_of_label(&text[start..]);
    let tail = &text[start..];
    let first = tail.chars().next()?;
    if start == 0 || !tail.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let before = text[..start].chars().next_back()?;
    let is_age = before == '+' && text[..start - 1].ends_with(|c: char| c.is_ascii_digit());
    let glued =
        (before.is_alphabetic() || is_age || matches!(before, ')' | '’' | '\'' | '"' | '*'))
            && (first.is_ascii_digit() || matches!(first, '-' | '–' | '\u{A0}' | '.' | '>' | '€'))
            && !is_number_of_road(&text[..start], tail)
            || first.is_alphabetic();
    let digits_in_one = tail.split([' ', '\u{A0}']).any(|token| {
        token.bytes().filter(u8::is_ascii_digit).count() > 1 && !notation::is_read(token)
    });
    let mut trimmed = start;
    if first == '.' || first == ',' {
        trimmed += 1;
    }
    (glued || digits_in_one).then_some(trimmed)
}

/// Where a run of figures and the marks among them begins that ends here.
fn start_of_figures(text: &str, end: usize) -> usize {
    let in_figures = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '.' | ',' | '%' | '*' | '-' | '–' | '−' | ' ' | '\u{A0}' | '>' | '<' | '€'
            )
    };
    text[..end].trim_end_matches(in_figures).len()
}

/// How long a code with dots is, in bytes: `n.v.t.`, `n.b.`.
const LENGTHS_OF_CODES: [usize; 2] = [6, 4];

/// Where a code for a missing value begins that ends in the dot at the start of figures: `1,2n.b.1,4`.
fn code_among_figures(text: &str, start: usize) -> Option<usize> {
    let before = text.get(..start + 1).filter(|_| text[start..].starts_with('.'))?;
    let is_code = |at: &usize| before.get(*at..).is_some_and(is_dotted_code);
    LENGTHS_OF_CODES.into_iter().filter_map(|length| before.len().checked_sub(length)).find(is_code)
}

/// Whether a text is a code for a missing value with dots.
fn is_dotted_code(text: &str) -> bool {
    text.as_bytes().get(1) == Some(&b'.')
        && notation::read(text).is_some_and(|read| read.missing.is_some())
}

/// How much of the figures behind a label is the percent sign that ends it, or that is its unit: `Participatie in %66,4`,
/// `Participatie%66,4`.
fn end_of_percent(tail: &str) -> usize {
    let sign = if tail.starts_with(" %") { 2 } else { usize::from(tail.starts_with('%')) };
    if tail[sign..].starts_with(|c: char| c.is_ascii_digit()) { sign } else { 0 }
}

/// How much of the figures behind a label is its mark: `Begrotingstotaal*94.60097.251`.
fn stars_of_label(tail: &str) -> usize {
    let stars = tail.len() - tail.trim_start_matches('*').len();
    let are_figures = tail[stars..].starts_with(|c: char| c.is_ascii_digit() || c == '-');
    if are_figures { stars } else { 0 }
}

/// Whether digits are the number of a road rather than figures: `Rotonde N207`.
fn is_number_of_road(before: &str, tail: &str) -> bool {
    let mut before = before.chars().rev();
    matches!(before.next(), Some('A' | 'N'))
        && before.next() == Some(' ')
        && tail.len() <= 3
        && tail.bytes().all(|byte| byte.is_ascii_digit())
}

/// Where the words of a last column begin that stick to figures which stick to a label: `Wegen6.4120426.371raad`.
pub(crate) fn words_behind_glue(text: &str) -> Option<usize> {
    /// The longest words, and the fewest digits and percent signs that are no part of a name, in bytes.
    const LONGEST: usize = 40;
    const FEWEST: usize = 4;
    let text = text.trim_end();
    if !text.ends_with(char::is_alphabetic) {
        return None;
    }
    let near = &text.as_bytes()[text.len().saturating_sub(LONGEST + 1)..];
    // Most lines have none; without an early end, many bytes are looked at at once.
    if !near.iter().fold(false, |any, byte| any | matches!(byte, b'0'..=b'9' | b'%')) {
        return None;
    }
    let words = near.iter().rev().position(|byte| byte.is_ascii_digit() || *byte == b'%')?;
    let end = end_of_missing(text, text.len() - words);
    let is_word = text[end..].starts_with(char::is_alphabetic);
    let tail = &text[glued_tail(&text[..end]).filter(|_| is_word)?..end];
    let is_figure = |byte: &u8| byte.is_ascii_digit() || *byte == b'%';
    let figures = tail.bytes().filter(is_figure).count();
    let is_glue = is_strong_glue(tail) && figures >= FEWEST && !words::are_periods(tail);
    is_glue.then_some(end)
}

/// Where the empty cells and the codes with dots for missing values end that begin at `start`: `2%n.b.n.b.CBS`.
fn end_of_missing(text: &str, start: usize) -> usize {
    let rest = text[start..].trim_start_matches('\u{A0}');
    let start = text.len() - rest.len();
    let is_code = |length: &&usize| rest.get(..**length).is_some_and(is_dotted_code);
    let code = LENGTHS_OF_CODES.iter().find(is_code);
    code.map_or(start, |length| end_of_missing(text, start + length))
}

/// What stands behind the letter of an amount, where a text begins with one: ` V`.
pub(crate) fn behind_letter(text: &str) -> Option<&str> {
    text.strip_prefix(" N").or_else(|| text.strip_prefix(" V"))
}

/// A text without the letter that stands behind its last number.
pub(crate) fn without_letter(text: &str) -> &str {
    let trimmed = text.trim_end();
    let rest = trimmed.strip_suffix(" N").or_else(|| trimmed.strip_suffix(" V"));
    rest.filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit())).unwrap_or(text)
}

/// Whether glued digits are figures rather than the end of a name such as `CO2`.
pub(crate) fn is_strong_glue(tail: &str) -> bool {
    let digits = tail.bytes().filter(u8::is_ascii_digit).count();
    let marks = tail.bytes().any(|b| matches!(b, b'.' | b'%' | b',' | 0xA0));
    (digits >= 2 && marks) || (digits >= 3 && notation::year(tail).is_none())
}

fn has_text_after(bytes: &[u8]) -> bool {
    bytes.iter().any(|b| !matches!(b, b' ' | b'\t' | b'\r'))
}

fn is_rule(bytes: &[u8]) -> bool {
    bytes.iter().all(|b| matches!(b, b'-' | b'=' | b'|' | b':' | b'+' | b'_' | b' ' | b'\t'))
        && bytes.windows(2).any(|w| matches!(w, b"--" | b"==" | b"__"))
}

fn is_tag(text: &str) -> bool {
    text.ends_with('>')
        && text.as_bytes().get(1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/')
        && text.len() < 400
}

fn is_bullet(text: &str) -> bool {
    if text.starts_with(['•', '◦', '▪', '●']) {
        return true;
    }
    // `- ` and `* ` also begin labels and dashes; in a list they begin sentences.
    let item = text.strip_prefix("* ").or_else(|| text.strip_prefix("-   "));
    item.is_some_and(|rest| rest.chars().any(char::is_alphabetic) && rest.len() > 12)
}

/// White space of ASCII that a line can hold.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_numbers_before_a_word_is_no_row() {
        let is_row = |text: &str| {
            let source = Source::new(text);
            matches!(kind(&source, Span::at(0, text.len())), Kind::Row { .. })
        };
        assert!(!is_row("Gemeenten 25.000 - 50.000 inwoners"));
        assert!(is_row("Gemeenten 25.000 - 15.000 voordeel"));
        assert!(is_row("Gemeenten 25.000 120 50.000 inwoners"));
    }
}
