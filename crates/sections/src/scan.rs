//! Each line with what can be seen of it alone.

use ontleed_text::{Source, Span};

/// A line of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'t> {
    /// All of it but the line end: in a row of a table every space may be evidence.
    pub(crate) raw: &'t str,
    /// Where `raw` stands.
    pub(crate) span: Span,
    /// Without white space at its ends.
    pub(crate) text: &'t str,
    /// Counted from 1.
    pub(crate) number: u32,
    /// What it looks like.
    pub(crate) shape: Shape,
}

/// What a line looks like, seen alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nothing, or plain spaces.
    Blank,
    /// Nothing but white space with a no-break space in it: an empty cell, or the end of a section.
    Separator,
    /// One value and nothing else: a cell on a line of its own.
    Value,
    /// Cells between pipes or tabs.
    Cells,
    /// A label with two or more values at the end, or glued to figures.
    Row,
    /// A label and one amount of money.
    Card,
    /// A label and one number: a row of one column, or a heading with a number.
    Single,
    /// Short and no sentence: a heading, a label, a header cell.
    Label,
    /// Anything else.
    Prose,
}

/// Longest line that can be a heading or a label, in bytes.
///
/// The longest heading seen has 93 characters, the longest label 170.
pub(crate) const SHORT: usize = 180;

impl Line<'_> {
    /// Where `text` stands.
    pub(crate) fn text_span(&self) -> Span {
        let before = self.raw.len() - self.raw.trim_start().len();
        let start = self.span.range().start + before;
        Span::at(start, start + self.text.len())
    }

    /// Number of bytes of white space before the text.
    pub(crate) fn indent(&self) -> usize {
        self.raw.len() - self.raw.trim_start().len()
    }

    /// Whether the line shows nothing.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self.shape, Shape::Blank | Shape::Separator)
    }
}

/// Looks at every line once.
pub(crate) fn scan<'t>(source: &Source<'t>) -> Vec<Line<'t>> {
    let look = |line: &ontleed_text::Line| {
        let raw = source.slice(line.span);
        let text = raw.trim();
        Line { raw, span: line.span, text, number: line.number, shape: shape(raw, text) }
    };
    source.lines().iter().map(look).collect()
}

fn shape(raw: &str, text: &str) -> Shape {
    if text.is_empty() {
        let only_spaces = raw.bytes().all(|b| b.is_ascii_whitespace());
        return if only_spaces { Shape::Blank } else { Shape::Separator };
    }
    if memchr::memchr2(b'|', b'\t', raw.as_bytes()).is_some() && has_cells(raw) {
        return Shape::Cells;
    }
    if ends_as_sentence(text) {
        return if is_value(text) { Shape::Value } else { Shape::Prose };
    }
    if is_value(text) {
        return Shape::Value;
    }
    match values_at_end(raw) {
        Tail::Values => Shape::Row,
        _ if is_glued(text) => Shape::Row,
        Tail::Amount if text.len() <= SHORT => Shape::Card,
        Tail::Number if text.len() <= SHORT => Shape::Single,
        _ if text.len() <= SHORT => Shape::Label,
        _ => Shape::Prose,
    }
}

/// Cells between pipes, or between tabs that stand inside the line.
fn has_cells(raw: &str) -> bool {
    raw.contains(" | ")
        || raw.starts_with('|')
        || raw.trim_end().ends_with('|')
        || raw.contains("-|-")
        || raw.trim_matches([' ', '\t']).contains('\t')
}

/// Whether a line ends as running text does.
pub(crate) fn ends_as_sentence(text: &str) -> bool {
    text.ends_with(['.', ';', ',', '!']) && !ends_in_abbreviation(text)
}

/// `e.d.`, `n.v.t.`: points inside the last word; `Nr.`, `Progr.`: one short word and nothing else.
fn ends_in_abbreviation(text: &str) -> bool {
    /// Longest abbreviation, in bytes.
    const LONGEST: usize = 8;
    let word = text.rsplit([' ', '\u{A0}']).next().unwrap_or(text);
    let letters = word.trim_end_matches(['.', ')']);
    let alone = word.len() == text.len();
    word.len() <= LONGEST
        && (alone || letters.contains('.'))
        && letters.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Whether a text is one value: a number, an amount, a percentage, a date, `n.v.t.`.
pub(crate) fn is_value(text: &str) -> bool {
    /// Longest value, in bytes.
    const LONGEST: usize = 40;
    text.len() <= LONGEST && (ontleed_dutch::cell(text).is_some() || is_date(text))
}

/// Whether a text is a date or another period in figures and nothing else.
fn is_date(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && ontleed_dutch::period(text).is_some_and(|period| period.span.len() == text.len())
}

enum Tail {
    /// Two or more values.
    Values,
    /// One amount of money.
    Amount,
    /// One number that is no year.
    Number,
    /// None of these.
    Words,
}

/// What the last words of a line are.
fn values_at_end(raw: &str) -> Tail {
    /// How many cells are looked at, counted from the end.
    const CELLS: usize = 8;
    let mut values = 0;
    let mut empty = 0;
    let mut years = 0;
    let mut amount = false;
    let mut words = 0;
    for cell in raw.rsplit(' ').filter(|cell| !cell.is_empty()).take(CELLS) {
        match cell {
            "-" | "+" | "\u{2013}" | "\u{2212}" => {}
            _ if cell.chars().all(|c| c == '\u{A0}') => empty += 1,
            "€" => amount = values == 1,
            _ if is_numeric(cell) => {
                values += 1;
                years += usize::from(is_year(cell));
                amount |= values == 1 && cell.starts_with('€');
            }
            _ if is_code(cell) => values += usize::from(values + empty > 0),
            // A last column of words.
            _ if values + empty + words == 0 => words = 1,
            _ => break,
        }
    }
    if words > 0 {
        return if values >= 3 && years < values { Tail::Values } else { Tail::Words };
    }
    if values >= 2 && years < values || years > 2 || values + empty >= 3 || values == 1 && empty > 0
    {
        Tail::Values
    } else if amount {
        Tail::Amount
    } else if values == 1 && years == 0 {
        Tail::Number
    } else {
        Tail::Words
    }
}

/// Digits with the signs that values are printed with, and nothing else.
fn is_numeric(cell: &str) -> bool {
    /// Every sign of a value but its digits.
    const SIGNS: &[char] = &[
        '.', ',', '%', '*', '(', ')', '-', '+', '<', '>', '/', '€', '≥', '≤', '\u{2212}',
        '\u{2012}', '\u{2013}', '\u{A0}',
    ];
    cell.bytes().any(|b| b.is_ascii_digit())
        && cell.chars().all(|c| c.is_ascii_digit() || SIGNS.contains(&c))
}

fn is_year(cell: &str) -> bool {
    cell.len() == 4 && (cell.starts_with("19") || cell.starts_with("20"))
}

/// What stands in a cell for a number that is not there, or beside one.
fn is_code(cell: &str) -> bool {
    matches!(
        cell,
        "V" | "N" | "PM" | "n.v.t." | "N.v.t." | "n.v.t" | "nvt" | "Nvt" | "n.b." | "n.n.b."
    )
}

/// A letter or bracket directly against figures that are more than one number, or two years in one:
/// `Reserves2000000`, `Kademuren-6425%1.1804%`, `Effectindicatoren 20182019`.
fn is_glued(text: &str) -> bool {
    /// Figures after the label, in bytes; a year or a short number may end a label.
    const FIGURES: usize = 5;
    let figures = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%' | '*');
    let word = text.rsplit([' ', '\u{A0}']).next().unwrap_or(text);
    let two_years = word.len() >= 8
        && word.chars().all(|c| c.is_ascii_digit() || c == '*')
        && is_year(&word[..4])
        && is_year(&word[word.len() - 4..]);
    let label = text.trim_end_matches(|c: char| figures(c) || matches!(c, ' ' | '\u{A0}'));
    let tail = &text[label.len()..];
    let digits = tail.bytes().filter(u8::is_ascii_digit).count();
    let starts_glued = tail.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let against = label.ends_with(|c: char| c.is_alphabetic() || c == ')');
    let more_than_one = tail.len() >= FIGURES && digits >= 3 || tail.contains('%') && digits >= 2;
    two_years || starts_glued && against && more_than_one
}

/// Whether two words are glued, as the cells of a header are: `KadebeheerOorspr.`,
/// `2019Begroting`, `18+Realisatie`.
pub(crate) fn has_glued_words(text: &str) -> bool {
    let mut before = [' '; 2];
    text.chars().any(|c| {
        let [edge, capital] = before;
        before = [capital, c];
        let glued = edge.is_lowercase() || edge.is_ascii_digit() || matches!(edge, '+' | ')');
        glued && capital.is_uppercase() && c.is_lowercase()
    })
}
