//! The runs of lines that are a table.
//!
//! A region begins only at a line that cannot be prose (cells, a row, values on lines of their
//! own), takes in the header above it and ends where sentences, a known heading or too many words
//! without figures begin. A paragraph with three numbers in it is a paragraph.

use std::ops::Range;

use ontleed_terms::{heading, heads_column};

use crate::scan::{Line, SHORT, Shape, has_glued_words};

/// Words without figures that may stand between the cells of a table that has one cell a line.
const LABELS: usize = 5;

/// Blank lines in a row inside a table; an empty block at the end of a row leaves one more.
const BLANK: usize = 2;

/// Lines that a header may have above the first row: twelve columns, some broken in two.
const HEADER: usize = 40;

/// The table regions of a document, in order, as ranges of line indices.
#[derive(Debug)]
pub(crate) struct Regions(Vec<Range<usize>>);

impl Regions {
    /// Whether a line is part of a table.
    pub(crate) fn contain(&self, at: usize) -> bool {
        self.end_of(at).is_some()
    }

    /// One past the last line of the table that a line is part of.
    pub(crate) fn end_of(&self, at: usize) -> Option<usize> {
        let after = self.0.partition_point(|region| region.start <= at);
        let region = self.0.get(after.checked_sub(1)?)?;
        region.contains(&at).then_some(region.end)
    }
}

/// Finds the tables of a document.
pub(crate) fn regions(lines: &[Line<'_>]) -> Regions {
    let mut regions: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let body = Body { lines, first: at };
        if body.begins() {
            let end = body.end();
            let floor = regions.last().map_or(0, |last| last.end);
            regions.push(body.start_of_header(floor)..end);
            at = end;
        } else {
            at += 1;
        }
    }
    Regions(regions)
}

/// A table's lines from its first row on.
struct Body<'a, 't> {
    lines: &'a [Line<'t>],
    first: usize,
}

impl Body<'_, '_> {
    fn shape(&self, at: usize) -> Option<Shape> {
        self.lines.get(at).map(|line| line.shape)
    }

    /// The next line after `at` that shows something, and the longest run of blank lines before it.
    fn next(&self, at: usize) -> Option<(usize, usize)> {
        let mut blank = 0;
        let mut longest = 0;
        for (next, line) in self.lines.iter().enumerate().skip(at + 1) {
            match line.shape {
                Shape::Blank => blank += 1,
                Shape::Separator => blank = 0,
                _ => return Some((next, longest)),
            }
            longest = longest.max(blank);
        }
        None
    }

    /// Whether a table's rows begin here. One row alone does not make a table.
    fn begins(&self) -> bool {
        match self.lines[self.first].shape {
            Shape::Cells => self.is_followed_by(&[Shape::Cells]),
            Shape::Row => {
                self.is_followed_by(&[Shape::Row, Shape::Value, Shape::Card])
                    || self.is_below_header()
            }
            Shape::Card => self.is_followed_by(&[Shape::Card, Shape::Row]),
            Shape::Single => self.is_one_column(),
            Shape::Value => self.is_among_values(),
            Shape::Blank | Shape::Separator | Shape::Label | Shape::Prose => false,
        }
    }

    /// Whether one of the next two lines that show something is of one of these shapes, with at
    /// most one empty line before it.
    fn is_followed_by(&self, shapes: &[Shape]) -> bool {
        let mut at = self.first;
        for _ in 0..2 {
            match self.next(at) {
                Some((next, blank)) if blank <= 1 => {
                    if shapes.contains(&self.lines[next].shape) {
                        return true;
                    }
                    at = next;
                }
                _ => return false,
            }
        }
        false
    }

    /// Whether this line and the next two, without an empty line, have one number each.
    fn is_one_column(&self) -> bool {
        let next = self.lines.iter().skip(self.first).take(3);
        next.filter(|line| line.shape == Shape::Single).count() == 3
    }

    fn is_below_header(&self) -> bool {
        self.first > 0
            && self.lines[self.first - 1].shape == Shape::Label
            && heads_column(self.lines[self.first - 1].text)
    }

    /// Whether three of the next lines, short ones all, are values: cells on lines of their own.
    fn is_among_values(&self) -> bool {
        let mut values = 1;
        let mut at = self.first;
        for _ in 0..2 * LABELS {
            let Some((next, _)) = self.next(at) else { break };
            match self.lines[next].shape {
                Shape::Value => values += 1,
                Shape::Row | Shape::Label | Shape::Single => {}
                _ => break,
            }
            at = next;
        }
        values >= 3
    }

    /// One past the last line of the table.
    fn end(&self) -> usize {
        let mut last = self.first;
        let mut labels = 0;
        let mut at = self.first;
        while let Some((next, blank)) = self.next(at) {
            let line = &self.lines[next];
            match line.shape {
                Shape::Cells if self.has_cells() && blank <= 1 => last = next,
                Shape::Single if !self.has_cells() && blank == 0 => last = next,
                Shape::Row | Shape::Value | Shape::Card if !self.has_cells() && blank <= BLANK => {
                    last = next;
                }
                Shape::Label | Shape::Single | Shape::Prose
                    if self.goes_on_after(last, next, labels) =>
                {
                    labels += usize::from(!heads_column(line.text));
                    at = next;
                    continue;
                }
                _ => break,
            }
            labels = 0;
            at = next;
        }
        self.with_labels_at_the_end(last) + 1
    }

    /// Whether the cells are marked in the text, so that other lines do not belong to it.
    fn has_cells(&self) -> bool {
        self.lines[self.first].shape == Shape::Cells
    }

    /// Whether words without figures stand inside the table: a group, a label, a header again.
    fn goes_on_after(&self, last: usize, at: usize, labels: usize) -> bool {
        let lone_cells = self.lines[last].shape == Shape::Value;
        let above = self.lines[at - 1].is_empty();
        if self.has_cells() {
            return false;
        }
        let Some((next, gap)) = self.next(at) else { return false };
        let value_next = self.shape(next) == Some(Shape::Value);
        if self.lines[at].shape == Shape::Prose {
            // A label may end in a point; a sentence has no cell of its own behind it.
            return value_next && self.lines[at].text.len() <= SHORT;
        }
        if value_next {
            return true;
        }
        if is_known_heading(&self.lines[at]) {
            return false;
        }
        match self.shape(next) {
            Some(Shape::Row) => gap == 0,
            Some(Shape::Label | Shape::Single) if gap == 0 && !above => labels < HEADER,
            Some(Shape::Label | Shape::Single) => labels < LABELS && lone_cells,
            _ => false,
        }
    }

    /// Whether cells stand on lines of their own.
    fn has_lone_cells(&self) -> bool {
        self.lines[self.first].shape == Shape::Value
    }

    /// The last row's words behind its values, and a last row without values: they stand before a
    /// known heading or the end of the text.
    fn with_labels_at_the_end(&self, last: usize) -> usize {
        /// More words than this are no rest of a row.
        const REST: usize = 3;
        if self.lines[last].shape != Shape::Value {
            return last;
        }
        let mut end = last;
        let mut at = last;
        for _ in 0..=REST {
            match self.next(at) {
                None => return end,
                Some((next, _))
                    if !matches!(self.lines[next].shape, Shape::Label | Shape::Single) =>
                {
                    return last;
                }
                Some((next, _)) if is_known_heading(&self.lines[next]) => return end,
                Some((next, _)) => {
                    end = next;
                    at = next;
                }
            }
        }
        last
    }

    /// The first line of the header above the rows, not before `floor`.
    fn start_of_header(&self, floor: usize) -> usize {
        if self.has_cells() {
            return self.first;
        }
        if self.has_lone_cells() { self.lone_header(floor) } else { self.header_above(floor) }
    }

    /// Header lines that stand directly above the first row.
    fn header_above(&self, floor: usize) -> usize {
        let above = |&at: &usize| {
            let line = &self.lines[at];
            match line.shape {
                Shape::Value => true,
                Shape::Label | Shape::Single => !is_known_heading(line),
                _ => is_glued_header(line),
            }
        };
        (floor.max(self.first.saturating_sub(HEADER))..self.first)
            .rev()
            .take_while(above)
            .last()
            .unwrap_or(self.first)
    }

    /// Header cells on lines of their own: up to the topmost line that speaks of a column, where no
    /// more than two others stand between.
    fn lone_header(&self, floor: usize) -> usize {
        /// Header cells whose words are not known.
        const UNKNOWN: usize = 2;
        let mut start = self.first;
        let mut unknown = 0;
        let lowest = floor.max(self.first.saturating_sub(2 * HEADER));
        for at in (lowest..self.first).rev() {
            let line = &self.lines[at];
            match line.shape {
                Shape::Blank | Shape::Separator => continue,
                Shape::Value => start = at,
                Shape::Label | Shape::Single if is_known_heading(line) => break,
                _ if is_glued_header(line) => start = at,
                Shape::Label | Shape::Single | Shape::Card if heads_column(line.text) => start = at,
                // The label of the first row.
                Shape::Label | Shape::Single if start == self.first && unknown == 0 => start = at,
                Shape::Label | Shape::Single if unknown < UNKNOWN => {
                    unknown += 1;
                    continue;
                }
                _ => break,
            }
            unknown = 0;
        }
        start
    }
}

/// Whether a line is one of the headings all documents have.
fn is_known_heading(line: &Line<'_>) -> bool {
    !has_glued_words(line.text) && heading(line.text).is_some()
}

/// Cells of a header on one line, the last one perhaps ending in a point: `KadebeheerOorspr.`
fn is_glued_header(line: &Line<'_>) -> bool {
    let short = line.text.len() <= SHORT && matches!(line.shape, Shape::Label | Shape::Prose);
    short && has_glued_words(line.text)
}
