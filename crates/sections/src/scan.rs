//! Each line with what can be seen of it alone.

use ontleed_text::{Source, Span};

use crate::Region;

/// A line of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'t> {
    /// All of it but the line end: in a row of a table every space may be evidence.
    pub(crate) raw: &'t str,
    /// Where `raw` stands.
    pub(crate) span: Span,
    /// Without white space at its ends.
    pub(crate) text: &'t str,
    /// Number of bytes of white space before the text; of all of it where there is none.
    pub(crate) indent: usize,
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
    /// Values, or a label with values: what a row of a table looks like that is in no table.
    Figures,
    /// Short and no sentence: a heading, a name.
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
        let start = self.span.range().start + self.indent;
        Span::at(start, start + self.text.len())
    }

    /// Whether the line shows nothing.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self.shape, Shape::Blank | Shape::Separator)
    }
}

/// Looks at every line once; at those of a table only whether they show something.
pub(crate) fn scan<'t>(source: &Source<'t>, tables: &[Region]) -> Vec<Line<'t>> {
    let mut tables = tables.iter().peekable();
    let mut lines = Vec::with_capacity(source.lines().len());
    for (at, line) in source.lines().iter().enumerate() {
        tables.next_if(|table| table.lines.end <= at);
        let in_table = tables.peek().is_some_and(|table| table.lines.contains(&at));
        let raw = source.slice(line.span);
        let text = raw.trim_start();
        let indent = raw.len() - text.len();
        let text = if text.ends_with(|c| matches!(c, '!'..='~')) { text } else { text.trim_end() };
        let shape = if in_table && !text.is_empty() { Shape::Figures } else { shape(raw, text) };
        lines.push(Line { raw, span: line.span, text, indent, number: line.number, shape });
    }
    lines
}

fn shape(raw: &str, text: &str) -> Shape {
    if text.is_empty() {
        let only_spaces = raw.bytes().all(|b| b.is_ascii_whitespace());
        return if only_spaces { Shape::Blank } else { Shape::Separator };
    }
    if is_value(text) {
        return Shape::Figures;
    }
    if ends_as_sentence(text) {
        return Shape::Prose;
    }
    let has_cells = raw.contains(" | ") || raw.starts_with('|') || text.contains('\t');
    if has_cells || ends_in_values(without_unit(raw)) {
        return Shape::Figures;
    }
    if text.len() <= SHORT { Shape::Label } else { Shape::Prose }
}

/// Whether a line ends as running text does.
pub(crate) fn ends_as_sentence(text: &str) -> bool {
    text.ends_with(['.', ';', ',', '!']) && !ends_in_abbreviation(text)
}

/// `e.d.`, `n.v.t.`: points inside the last word; `Nr.`, `Progr.`: one short word and nothing else.
fn ends_in_abbreviation(text: &str) -> bool {
    /// Longest abbreviation, in bytes.
    const LONGEST: usize = 8;
    // No longer word is looked for than one that can still be one.
    let tail = &text[text.floor_char_boundary(text.len().saturating_sub(LONGEST + 1))..];
    let word = &tail[tail.trim_end_matches(|c| !matches!(c, ' ' | '\u{A0}')).len()..];
    let letters = word.trim_end_matches(['.', ')']);
    let alone = word.len() == text.len();
    word.len() <= LONGEST
        && (alone || letters.contains('.'))
        && letters.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Whether a text is one value: a number, an amount, a percentage, a date, `n.v.t.`.
pub(crate) fn is_value(text: &str) -> bool {
    /// Longest value, in bytes; and the longest that begins with a letter, `niet van toepassing`.
    const LONGEST: usize = 40;
    const LONGEST_WORD: usize = 20;
    let is_worded = || text.starts_with(char::is_alphabetic);
    (text.len() <= LONGEST_WORD || text.len() <= LONGEST && !is_worded())
        && (ontleed_dutch::cell(text).is_some() || is_date(text))
}

/// Whether a text is a date or another period in figures and nothing else.
fn is_date(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && ontleed_dutch::period(text).is_some_and(|period| period.span.len() == text.len())
}

/// A line without the unit in brackets at its end: `Wat mag het kosten? (x € 1.000)`.
fn without_unit(raw: &str) -> &str {
    let text = raw.trim_end();
    match text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((before, unit)) if unit.contains('€') => before.trim_end(),
        _ => raw,
    }
}

/// Whether the last words of a line are two values or more, or one amount of money.
fn ends_in_values(raw: &str) -> bool {
    /// How many cells are looked at, counted from the end.
    const CELLS: usize = 8;
    // No value ends so.
    if raw.ends_with(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let (mut values, mut years, mut empty, mut amount) = (0, 0, 0, false);
    for cell in raw.rsplit(' ').filter(|cell| !cell.is_empty()).take(CELLS) {
        match cell {
            "-" | "+" | "\u{2013}" | "\u{2212}" => {}
            "€" => amount = values == 1,
            _ if cell.chars().all(|c| c == '\u{A0}') => empty += 1,
            _ if is_numeric(cell) => {
                values += 1;
                years += usize::from(ontleed_dutch::year(cell).is_some());
                amount |= values == 1 && cell.starts_with('€');
            }
            _ => break,
        }
    }
    amount || values >= 2 && years < values || years > 2 || values + empty >= 3
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
