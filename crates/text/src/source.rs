//! The text with its lines.

use memchr::memchr_iter;

use crate::{Span, without_emphasis, without_links};

/// A decoded text and where its lines are. Borrowed: making one does not copy the text.
#[derive(Clone, Debug)]
pub struct Source<'t> {
    text: &'t str,
    lines: Vec<Line>,
    /// Where the last character stands that is no white space.
    end: usize,
}

/// One line, without its line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// From its first byte to before its line end.
    pub span: Span,
    /// Counted from 1.
    pub number: u32,
}

/// Where a byte stands, for showing to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, counted from 1.
    pub line: u32,
    /// Column in characters, counted from 1.
    pub column: u32,
}

impl<'t> Source<'t> {
    /// Finds the lines of a text: they end in `\n` or `\r\n`.
    pub fn new(text: &'t str) -> Self {
        Self { text, lines: lines(text), end: text.trim_end().len() }
    }

    /// A text whose lines another source found before.
    pub fn with_lines(text: &'t str, lines: Vec<Line>) -> Self {
        Self { text, lines, end: text.trim_end().len() }
    }

    /// The lines alone, for another source of the same text.
    pub fn into_lines(self) -> Vec<Line> {
        self.lines
    }

    /// The whole text.
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// The lines in order. A line end at the very end begins no further line.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Whether nothing but white space stands behind a byte.
    pub const fn ends_by(&self, offset: u32) -> bool {
        self.end <= offset as usize
    }

    /// The text of a span. Its checks are code that stands once, and not in each of a thousand places.
    #[inline(never)]
    pub fn slice(&self, span: Span) -> &'t str {
        &self.text[span.range()]
    }

    /// The index of the line that a byte stands on, its line end included; 0 where there are no lines.
    pub fn line_index(&self, offset: u32) -> usize {
        self.lines.partition_point(|line| line.span.start <= offset).saturating_sub(1)
    }

    /// The line that a byte stands on, its line end included; an empty first line where there are no lines.
    pub fn line_at(&self, offset: u32) -> Line {
        const NONE: Line = Line { span: Span::new(0, 0), number: 1 };
        self.lines.get(self.line_index(offset)).copied().unwrap_or(NONE)
    }

    /// The line and column of a byte; an offset beyond the text stands at its end.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_at(offset);
        let end = offset.clamp(line.span.start, line.span.end);
        let before = self.slice(Span::new(line.span.start, end)).chars().count();
        Position { line: line.number, column: u32::try_from(before + 1).unwrap_or(u32::MAX) }
    }

    /// `span` without the white space at both its ends, no-break spaces included.
    pub fn trim(&self, span: Span) -> Span {
        let text = self.slice(span);
        let from_start = text.len() - text.trim_start().len();
        let kept = text.trim().len();
        let start = span.range().start + from_start;
        Span::at(start, start + kept)
    }

    /// `span` without the marks of Markdown emphasis at both its ends.
    pub fn inside_emphasis(&self, span: Span) -> Span {
        let inner = without_emphasis(self.slice(span)).len();
        let mark = (span.len() - inner) / 2;
        let start = span.range().start + mark;
        Span::at(start, start + inner)
    }

    /// `span` without the mark-up of emphasis, links and footnotes.
    pub fn inside_markup(&self, span: Span) -> Span {
        let mut span = self.inside_emphasis(span);
        while let [b'[', .., b')'] | [.., b'>' | b']'] = self.slice(span).as_bytes() {
            let text = self.slice(span);
            let inner = without_links(text);
            if inner.len() == text.len() {
                break;
            }
            // What stands before it is the bracket of a link.
            let start = span.range().start + usize::from(!text.starts_with(inner));
            span = self.inside_emphasis(Span::at(start, start + inner.len()));
        }
        span
    }
}

fn lines(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(bytes.len() / 64);
    let mut start = 0;
    for end in memchr_iter(b'\n', bytes).chain([bytes.len()]) {
        if start == bytes.len() {
            break;
        }
        let carriage_return = end > start && bytes[end - 1] == b'\r';
        let span = Span::at(start, end - usize::from(carriage_return));
        lines.push(Line { span, number: u32::try_from(lines.len() + 1).unwrap_or(u32::MAX) });
        start = end + 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let source = Source::new(text);
        let lines: Vec<_> = source.lines().iter().map(|line| source.slice(line.span)).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_text_ends_before_its_last_white_space() {
        let source = Source::new("een\ntwee \u{A0}\n\n");
        assert!(!source.ends_by(7));
        assert!(source.ends_by(8) && source.ends_by(13));
        assert!(Source::new(" \n").ends_by(0));
    }

    #[test]
    fn lines_end_in_newlines() {
        check("", &[]);
        check("a\n\nb", &["a", "", "b"]);
        check("a\r\nb\r\n", &["a", "b"]);
        check("a\rb\nc", &["a\rb", "c"]);
        check("\n", &[""]);
    }

    #[test]
    fn columns_count_characters() {
        let source = Source::new("één\n€\u{A0}5");
        let five = u32::try_from(source.text().len() - 1).unwrap();
        assert_eq!(source.position(five), Position { line: 2, column: 3 });
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(u32::MAX), Position { line: 2, column: 4 });
    }

    #[test]
    fn a_line_end_is_of_its_line() {
        let source = Source::new("een\r\ntwee");
        let numbers = [0, 3, 4, 5, u32::MAX].map(|offset| source.line_at(offset).number);
        assert_eq!(numbers, [1, 1, 1, 2, 2]);
        assert_eq!(Source::new("").line_at(7), Line { span: Span::new(0, 0), number: 1 });
    }

    #[test]
    fn trimming_keeps_the_inner_spaces() {
        let source = Source::new(" \u{A0}a b\u{A0}");
        assert_eq!(source.slice(source.trim(source.lines()[0].span)), "a b");
        let blank = Source::new("\u{A0}\n");
        assert!(blank.trim(blank.lines()[0].span).is_empty());
    }

    proptest! {
        #[test]
        fn lines_are_numbered_from_one_and_hold_all_but_line_ends(text in "[a€\u{A0}\r\n]{0,40}") {
            let source = Source::new(&text);
            let mut end = 0;
            for (index, line) in source.lines().iter().enumerate() {
                prop_assert_eq!(line.number as usize, index + 1);
                prop_assert!(text[end..line.span.range().start].chars().all(|c| "\r\n".contains(c)));
                end = line.span.range().end;
            }
            prop_assert!(text[end..].chars().all(|c| "\r\n".contains(c)));
        }
    }
}
