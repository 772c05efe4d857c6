//! Lines become headings and blocks.

use ontleed_model::{Block, Heading, Quote};
use ontleed_terms::is_furniture;
use ontleed_text::{Source, Span};

use crate::headings::{self, Context, Found, Mark};
use crate::lists;
use crate::regions::{Region, Regions};
use crate::scan::{Line, Shape};

/// A heading or a block, in the order of the text.
#[derive(Clone, Debug)]
pub(crate) enum Part<'t> {
    /// A heading; `rank` is the one its markup gives it, 1 the highest.
    Heading { heading: Heading<'t>, found: Found, rank: Option<u8> },
    /// What stands below one.
    Block(Block<'t>),
}

impl Part<'_> {
    /// The markup of a heading, or another thing that is not the document's.
    pub(crate) fn is_furniture(&self) -> bool {
        matches!(self, Part::Block(Block::Furniture { .. }))
    }
}

/// The parts of a document. Together they hold all of it but white space.
pub(crate) fn parts<'t>(
    source: &Source<'t>,
    lines: &[Line<'t>],
    regions: Regions<'_>,
) -> Vec<Part<'t>> {
    let context = Context::new(lines, regions);
    // Most of what is not a part of its own is an empty line.
    let parts = Vec::with_capacity(lines.len() / 2 + 1);
    let mut reader = Reader { source, lines, context, at: 0, stars: false, parts };
    while reader.at < lines.len() {
        reader.part();
    }
    reader.parts
}

struct Reader<'a, 't> {
    source: &'a Source<'t>,
    lines: &'a [Line<'t>],
    context: Context<'a, 't>,
    at: usize,
    /// A table below the last heading had stars in it, so that a line with a star in front may be their note.
    stars: bool,
    parts: Vec<Part<'t>>,
}

impl<'t> Reader<'_, 't> {
    /// Reads one part and moves past it.
    fn part(&mut self) {
        let line = &self.lines[self.at];
        if let Some(region) = self.context.regions.of(self.at) {
            return self.table(region);
        }
        if line.is_empty() {
            self.at += 1;
            return;
        }
        if self.marked_heading() || self.heading() {
            return;
        }
        if self.footnote() {
            return;
        }
        if lists::marker(line).is_some() {
            let before_table = &self.lines[..self.context.regions.next(self.at, self.lines.len())];
            let (list, next) = lists::list(self.source, before_table, self.at);
            self.parts.push(Part::Block(list));
            self.at = next;
            return;
        }
        if line.shape != Shape::Prose && (is_furniture(line.text) || self.is_in_menu()) {
            return self.furniture(line.text_span(), line.number, self.at + 1);
        }
        self.paragraph();
    }

    /// Whether a menu goes on here: a short line directly below two lines of furniture.
    fn is_in_menu(&self) -> bool {
        let line = self.lines[self.at].number;
        let above = self.parts.iter().rev().zip(1..=2).filter(|(part, lines)| {
            matches!(part, Part::Block(Block::Furniture { line: above, .. }) if above + lines == line)
        });
        above.count() == 2
    }

    fn table(&mut self, region: &Region) {
        let end = region.lines.end;
        let shown = |line: &&Line<'t>| line.shape != Shape::Blank;
        let lines = &self.lines[self.at..end];
        let quote =
            |line: &Line<'t>| Quote { text: line.raw, start: line.span.start, end: line.span.end };
        let mut rows = Vec::with_capacity(lines.len());
        rows.extend(lines.iter().filter(shown).map(quote));
        self.stars |= rows.iter().any(|row| row.text.contains('*'));
        let span = lines[0].span.to(lines[lines.len() - 1].span);
        let line = lines[0].number;
        let tables = region.tables.clone().map(Iterator::collect);
        self.push(Block::Table { start: span.start, end: span.end, line, tables, rows }, end);
    }

    fn marked_heading(&mut self) -> bool {
        let line = &self.lines[self.at];
        let all = line.text_span();
        match headings::mark(self.lines, self.at) {
            Some(Mark::Hashes(rank)) => {
                let hashes = Span::at(all.range().start, all.range().start + rank);
                let closing = line.text[rank..].trim_end_matches('#').len() + rank;
                let closing = Span::at(all.range().start + closing, all.range().end);
                let name = self.source.trim(Span::new(hashes.end, closing.start));
                let name = self.source.inside_emphasis(name);
                self.push_marked(name, line.number, rank, self.at + 1);
                self.marks_around(name, all, line.number);
            }
            Some(Mark::Underline(rank)) => {
                let below = &self.lines[self.at + 1];
                self.push_marked(all, line.number, rank, self.at + 2);
                self.furniture(below.text_span(), below.number, self.at);
            }
            None => return false,
        }
        true
    }

    /// The markup on both sides of a heading.
    fn marks_around(&mut self, name: Span, line: Span, number: u32) {
        let sides = [Span::new(line.start, name.start), Span::new(name.end, line.end)];
        for side in
            sides.map(|side| self.source.trim(side)).into_iter().filter(|side| !side.is_empty())
        {
            self.furniture(side, number, self.at);
        }
    }

    fn push_marked(&mut self, span: Span, line: u32, rank: usize, next: usize) {
        let text = self.source.slice(span);
        let heading = Heading { text, start: span.start, end: span.end, line };
        let found = Found::marked(text);
        self.stars = false;
        self.parts.push(Part::Heading { heading, found, rank: u8::try_from(rank).ok() });
        self.at = next;
    }

    fn heading(&mut self) -> bool {
        let above = match self.parts.last() {
            Some(Part::Heading { heading, found, .. })
                if heading.line + 1 == self.lines[self.at].number =>
            {
                Some(found)
            }
            _ => None,
        };
        let Some(found) = headings::heading(self.context, self.at, above) else {
            return false;
        };
        let line = &self.lines[self.at];
        let span = self.source.inside_emphasis(line.text_span());
        let text = self.source.slice(span);
        let heading = Heading { text, start: span.start, end: span.end, line: line.number };
        self.stars = false;
        self.parts.push(Part::Heading { heading, found, rank: None });
        self.at += 1;
        self.marks_around(span, line.text_span(), line.number);
        // Some sites print a heading twice, a line each.
        if let Some(next) = self.lines.get(self.at).filter(|next| next.text == line.text) {
            self.furniture(next.text_span(), next.number, self.at + 1);
        }
        true
    }

    /// `** De mijlpalen zijn herijkt.`, `(1) Voorlopig cijfer`
    fn footnote(&mut self) -> bool {
        let line = &self.lines[self.at];
        let Some(mark) = self.note_mark(self.at) else { return false };
        let end = self.end_of_paragraph();
        let span = line.text_span().to(self.lines[end - 1].text_span());
        let mark_span = Span::at(span.range().start, span.range().start + mark);
        let note = self.source.trim(Span::new(mark_span.end, span.end));
        let block = Block::Footnote {
            start: span.start,
            end: span.end,
            line: line.number,
            mark: self.quote(mark_span),
            note: self.quote(note),
        };
        self.push(block, end);
        true
    }

    /// The length of the mark a note begins with. One star and a space may also be a bullet: it is
    /// a note where a table above had stars.
    fn note_mark(&self, at: usize) -> Option<usize> {
        /// More stars than this are a line drawn.
        const STARS: usize = 6;
        let text = self.lines[at].text;
        // Markdown keeps a star from being a bullet in this way.
        let escaped = 2 * text.as_bytes().chunks(2).take_while(|pair| pair == b"\\*").count();
        if (1..=STARS * 2).contains(&escaped) && escaped < text.trim_end().len() {
            return Some(escaped);
        }
        let stars = text.bytes().take_while(|&b| b == b'*').count();
        let rest = &text[stars..];
        if (1..=STARS).contains(&stars) && !rest.trim().is_empty() {
            let bold = rest.contains("**");
            let spaced = stars == 1 && rest.starts_with(' ');
            let bullet = spaced && (!self.stars || self.has_bullet_beside(at));
            return (!bold && !bullet).then_some(stars);
        }
        let number = text.strip_prefix('(')?.split_once(')')?.0;
        let is_number =
            (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        (is_number && text.len() > number.len() + 2).then_some(number.len() + 2)
    }

    /// Whether a line directly above or below begins with a star and a space too: items of a list.
    fn has_bullet_beside(&self, at: usize) -> bool {
        let is_bullet = |line: &Line<'_>| line.text.starts_with("* ");
        at.checked_sub(1).and_then(|above| self.lines.get(above)).is_some_and(is_bullet)
            || self.lines.get(at + 1).is_some_and(is_bullet)
    }

    fn furniture(&mut self, span: Span, line: u32, next: usize) {
        let text = self.source.slice(span);
        self.push(Block::Furniture { start: span.start, end: span.end, line, text }, next);
    }

    fn paragraph(&mut self) {
        let end = self.end_of_paragraph();
        let (first, last) = (&self.lines[self.at], &self.lines[end - 1]);
        let span = first.text_span().to(last.text_span());
        let text = self.source.slice(span);
        self.push(
            Block::Paragraph { start: span.start, end: span.end, line: first.number, text },
            end,
        );
    }

    /// One past the last line of the paragraph that begins here: until a line that is empty or
    /// begins something else.
    fn end_of_paragraph(&self) -> usize {
        let begins_other = |at: usize| {
            let line = &self.lines[at];
            line.is_empty()
                || self.context.regions.contain(at)
                || lists::marker(line).is_some()
                || headings::mark(self.lines, at).is_some()
                || self.note_mark(at).is_some()
                || headings::heading(self.context, at, None).is_some()
        };
        (self.at + 1..self.lines.len()).find(|&at| begins_other(at)).unwrap_or(self.lines.len())
    }

    fn quote(&self, span: Span) -> Quote<'t> {
        Quote::of(self.source.text(), span.start, span.end)
    }

    fn push(&mut self, block: Block<'t>, next: usize) {
        self.parts.push(Part::Block(block));
        self.at = next;
    }
}
