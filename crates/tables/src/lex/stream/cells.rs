//! The cells of a table that has one on each line or in each paragraph.

use ontleed_text::{Source, Span};

use crate::lex::trim_spaces;
use crate::line::Kind;
use crate::notation;
use crate::regions::Region;

/// The gap before and behind a paragraph that is a whole row among rows of paragraphs.
const ROW_IN_ONE: usize = 100;

/// The longest range, in bytes.
const LONGEST_RANGE: usize = 16;

/// A cell and what it looks like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) span: Span,
    pub(super) shape: Shape,
    /// Empty lines before it.
    pub(super) gap: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Value,
    Void,
    Period,
}

impl Shape {
    pub(super) const fn is_value(self) -> bool {
        matches!(self, Self::Value | Self::Void)
    }
}

/// The cells: paragraphs, or lines where paragraphs hold values beside each other.
pub(super) fn cells(source: &Source<'_>, region: &Region) -> Vec<Cell> {
    let paragraphs = paragraphs(source, region);
    let by_paragraph = hold_one_value(&paragraphs);
    let mut cells = Vec::new();
    let mut behind_row = false;
    for paragraph in &paragraphs {
        let is_row = by_paragraph && paragraph.is_row();
        let apart = if is_row || behind_row { ROW_IN_ONE } else { 0 };
        behind_row = is_row;
        let lines = paragraph.lines.as_slice();
        let gap = paragraph.gap + apart;
        if by_paragraph && !is_row {
            cells.push(cell_of_lines(source, lines, gap));
        } else {
            push_lines(source, lines, gap, &mut cells);
        }
    }
    cells
}

/// Lines without an empty one between them.
struct Paragraph {
    lines: Vec<(Span, Kind)>,
    /// Empty lines before it.
    gap: usize,
}

impl Paragraph {
    /// Whether it is a name with its values below it: a whole row.
    fn is_row(&self) -> bool {
        let values = self.lines[1..].iter().filter(|(_, kind)| shape(*kind).is_value());
        shape(self.lines[0].1) == Shape::Text && values.count() > 1
    }
}

fn paragraphs(source: &Source<'_>, region: &Region) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut gap = 0;
    let mut open = false;
    for (line, &kind) in source.lines()[region.lines.clone()].iter().zip(&region.kinds) {
        match kind {
            Kind::Blank => {
                gap += 1;
                open = false;
            }
            Kind::Rule => {}
            _ => {
                if !open {
                    paragraphs.push(Paragraph { lines: Vec::new(), gap });
                }
                if let Some(paragraph) = paragraphs.last_mut() {
                    let line = source.inside_emphasis(trim_spaces(source, line.span));
                    paragraph.lines.push((line, kind));
                }
                open = true;
                gap = 0;
            }
        }
    }
    paragraphs
}

/// Whether values have a paragraph each, but for a few.
fn hold_one_value(paragraphs: &[Paragraph]) -> bool {
    let is_value = |(_, kind): &(Span, Kind)| shape(*kind).is_value();
    let valued = || paragraphs.iter().filter(|paragraph| paragraph.lines.iter().any(is_value));
    let lone = valued().filter(|paragraph| paragraph.lines.len() == 1).count();
    lone > (valued().count() - lone) * 2
}

/// A paragraph as one cell.
fn cell_of_lines(source: &Source<'_>, lines: &[(Span, Kind)], gap: usize) -> Cell {
    let span = lines[0].0.to(lines[lines.len() - 1].0);
    let shape = match lines {
        [(line, kind)] => shape_of_line(source, *line, *kind),
        _ => shape_of_text(source.slice(span)),
    };
    Cell { span, shape, gap }
}

/// Each line of a paragraph as a cell. A line of which the values stick together is a row: it stands apart.
fn push_lines(source: &Source<'_>, lines: &[(Span, Kind)], gap: usize, cells: &mut Vec<Cell>) {
    let mut glued = false;
    for (at, &(span, kind)) in lines.iter().enumerate() {
        let is_glued = matches!(kind, Kind::Row { values: 0, strong: true });
        let was_glued = std::mem::replace(&mut glued, is_glued);
        let apart = if glued || was_glued { ROW_IN_ONE } else { 0 };
        let gap = apart + if at == 0 { gap } else { 0 };
        cells.push(Cell { span, shape: shape_of_line(source, span, kind), gap });
    }
}

fn shape(kind: Kind) -> Shape {
    match kind {
        Kind::Value => Shape::Value,
        Kind::Void => Shape::Void,
        Kind::Period => Shape::Period,
        _ => Shape::Text,
    }
}

fn shape_of_line(source: &Source<'_>, line: Span, kind: Kind) -> Shape {
    match shape(kind) {
        Shape::Text if is_range(source.slice(line)) => Shape::Value,
        shape => shape,
    }
}

/// Whether a text is no number and no name: `10-20%`, `1:3`.
fn is_range(text: &str) -> bool {
    let is_sign = |byte: u8| matches!(byte, b':' | b'%');
    let is_inside = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b' ');
    text.len() <= LONGEST_RANGE
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().any(is_sign)
        && text.bytes().all(|byte| is_sign(byte) || is_inside(byte))
}

fn shape_of_text(text: &str) -> Shape {
    if notation::read(text).is_some() { Shape::Value } else { Shape::Text }
}

/// Each line of a text as a cell.
#[cfg(test)]
pub(super) fn of_lines(source: &Source<'_>) -> Vec<Cell> {
    let cell = |line: &ontleed_text::Line| {
        let kind = crate::line::kind(source, line.span);
        Cell { span: line.span, shape: shape_of_line(source, line.span, kind), gap: 0 }
    };
    source.lines().iter().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regions::regions;

    /// The cells of the table that a text is, with `~` before those far from the one before.
    fn shown(text: &str) -> Vec<String> {
        let source = Source::new(text);
        let found = regions(&source);
        let cells = cells(&source, &found[0]).into_iter();
        let show = |cell: Cell| {
            let far = if cell.gap >= ROW_IN_ONE { "~" } else { "" };
            format!("{far}{}", source.slice(cell.span).replace('\n', "/"))
        };
        cells.map(show).collect()
    }

    const HEADER: &str = "Omschrijving\n\nBegroting 2020\n\nRealisatie 2020\n\n";

    #[test]
    fn paragraphs_are_cells_where_values_have_one_each() {
        let rows = "Baten uit\nbelastingen\n\n12\n\n13\n\nLasten\n\n14\n\n15\n\n";
        let expected = ["Baten uit/belastingen", "12", "13", "Lasten", "14", "15"];
        assert_eq!(shown(&format!("{HEADER}{rows}"))[3..], expected);
    }

    #[test]
    fn a_paragraph_that_is_a_whole_row_stands_apart() {
        let rows = "Baten\n\n12\n\n13\n\nLasten\n14\n15\n\nSaldo\n\n16\n\n17\n\n";
        let expected = ["Baten", "12", "13", "~Lasten", "14", "15", "~Saldo", "16", "17"];
        assert_eq!(shown(&format!("{HEADER}{rows}"))[3..], expected);
    }

    #[test]
    fn ranges_are_values() {
        for (text, expected) in [
            ("10-20%", true),
            ("1:3", true),
            ("10-20", false),
            ("c. 1:3", false),
            ("1:3 en meer", false),
        ] {
            assert_eq!(is_range(text), expected, "{text}");
        }
    }
}
