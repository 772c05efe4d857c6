//! Cells between HTML tags that an extractor left in the text.

use std::ops::Range;

use ontleed_text::{Source, Span};

use super::grid::{Grid, GridRow};

/// Reads `<tr>` and `<td>`, or `<div>` rows and cells, as rows and cells.
pub(super) fn cells(source: &Source<'_>, lines: &Range<usize>) -> Grid {
    let all = source.lines();
    let Some((first, last)) = all.get(lines.start).zip(all.get(lines.end.saturating_sub(1))) else {
        return Grid::default();
    };
    let within = first.span.to(last.span);
    let mut reader = Reader::default();
    let text = source.slice(within);
    let mut at = 0;
    for open in memchr::memchr_iter(b'<', text.as_bytes()) {
        if open < at {
            continue;
        }
        let Some(length) = memchr::memchr(b'>', &text.as_bytes()[open..]) else { break };
        if !text.as_bytes().get(open + 1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/') {
            continue;
        }
        reader.text(source, Span::at(within.range().start + at, within.range().start + open));
        reader.tag(&text[open + 1..open + length], within.range().start + open);
        at = open + length + 1;
    }
    reader.grid
}

#[derive(Default)]
struct Reader {
    grid: Grid,
    row: Vec<Span>,
    cell: Option<Span>,
    /// What is open: whether it is a row or a cell.
    open: Vec<Level>,
    /// How many of each level are open.
    depth: [usize; 4],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Table,
    Row,
    Cell,
    Other,
}

impl Reader {
    fn text(&mut self, source: &Source<'_>, span: Span) {
        let kept = trim_lines(source, span);
        if kept.is_empty() || self.depth[Level::Cell as usize] == 0 {
            return;
        }
        self.cell = Some(match self.cell {
            Some(cell) if !cell.is_empty() => cell.to(kept),
            _ => kept,
        });
    }

    fn tag(&mut self, tag: &str, at: usize) {
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let level = match name.as_str() {
            "table" => Level::Table,
            "tr" => Level::Row,
            "td" | "th" => Level::Cell,
            "div" => self.div_level(),
            _ => return,
        };
        if tag.starts_with('/') {
            self.close(if name == "div" { None } else { Some(level) });
        } else {
            if level == Level::Cell {
                self.cell = Some(Span::at(at, at));
            }
            self.open.push(level);
            self.depth[level as usize] += 1;
        }
    }

    fn div_level(&self) -> Level {
        match self.open.last() {
            None => Level::Table,
            Some(Level::Table) => Level::Row,
            Some(Level::Row) => Level::Cell,
            Some(_) => Level::Other,
        }
    }

    /// Closes the innermost level, or that one and what it encloses: a tag inside was left open.
    fn close(&mut self, level: Option<Level>) {
        let Some(level) = level.or_else(|| self.open.last().copied()) else { return };
        if self.depth[level as usize] == 0 {
            return;
        }
        while let Some(top) = self.open.pop() {
            self.depth[top as usize] -= 1;
            self.leave(top);
            if top == level {
                break;
            }
        }
    }

    fn leave(&mut self, level: Level) {
        match level {
            Level::Cell => self.row.extend(self.cell.take()),
            Level::Row => {
                let cells = std::mem::take(&mut self.row);
                if let Some((first, last)) = cells.first().zip(cells.last()) {
                    let span = first.to(*last);
                    self.grid.rows.push(GridRow { cells, span, ..GridRow::default() });
                }
            }
            Level::Table | Level::Other => {}
        }
    }
}

fn trim_lines(source: &Source<'_>, span: Span) -> Span {
    let text = source.slice(span);
    let trimmed = text.trim_start_matches([' ', '\n', '\r', '\t']);
    let start = span.range().start + (text.len() - trimmed.len());
    Span::at(start, start + trimmed.trim_end_matches([' ', '\n', '\r', '\t']).len())
}
