//! Cells between pipes or tabs.

use std::ops::Range;

use memchr::memchr_iter;
use ontleed_text::{Source, Span};

use super::boxed;
use super::grid::{Grid, GridRow};
use crate::line::Kind;
use crate::regions::{Region, Rows};

/// More cells in a line than any table has: the rest of the line is one cell.
pub(super) const MOST_CELLS: usize = 512;

/// The rows of a table with pipes. A rule line is no row; a line without a pipe continues the last
/// cell of the line above it.
pub(super) fn pipes(source: &Source<'_>, region: &Region) -> Grid {
    let mut grid = Grid::default();
    let framed = is_framed(source, region);
    let drawn = boxed::is_drawn(source, region);
    for (line, kind) in source.lines()[region.lines.clone()].iter().zip(&region.kinds) {
        match kind {
            Kind::Blank => {}
            Kind::Rule => grid.rules.push(grid.rows.len()),
            Kind::Pipe if drawn => {
                let cells = boxed::cells(source, line.span);
                grid.rows.push(GridRow { cells, span: line.span, ..GridRow::default() });
            }
            Kind::Pipe => {
                let (cells, padding) = pipe_cells(source, line.span, framed);
                grid.padded |= padding > 1;
                grid.rows.push(GridRow { cells, padding, span: line.span, ..GridRow::default() });
            }
            _ => grid.rows.push(GridRow {
                cells: vec![source.trim(line.span)],
                span: line.span,
                ..GridRow::default()
            }),
        }
    }
    boxed::join_lines(source, &mut grid);
    grid
}

/// Whether a pipe at the start of a line draws the edge of the table. Where most lines begin without one it
/// stands behind an empty cell.
fn is_framed(source: &Source<'_>, region: &Region) -> bool {
    let lines = source.lines()[region.lines.clone()].iter().zip(&region.kinds);
    let pipes = || lines.clone().filter(|(_, kind)| **kind == Kind::Pipe);
    let framed = pipes().filter(|(line, _)| source.slice(line.span).trim_start().starts_with('|'));
    framed.count() * 2 >= pipes().count()
}

/// The cells of a line, and how many pipes without anything between them end it: some extractors
/// pad a row that lost cells in this way.
fn pipe_cells(source: &Source<'_>, line: Span, framed: bool) -> (Vec<Span>, usize) {
    let text = source.slice(line);
    let trimmed = text.trim_end_matches([' ', '\t', '\r']);
    let padding = trimmed.len() - trimmed.trim_end_matches('|').len();
    let body_end = if padding > 1 { trimmed.len() - padding } else { trimmed.len() };
    let lead = text.len() - text.trim_start_matches([' ', '\t']).len();
    let has_lead = framed && text[lead..].starts_with('|');
    let from = if has_lead { lead + 1 } else { lead };
    let body = &text[from.min(body_end)..body_end];
    let body_start = Span::at(from, from).shift(line.start).start;
    let mut cells = Vec::new();
    let mut start = 0;
    let is_escaped = |at: usize| body[..at].ends_with('\\');
    let pipes = memchr_iter(b'|', body.as_bytes()).filter(|&at| !is_escaped(at));
    for at in pipes.take(MOST_CELLS) {
        cells.push(cell(source, Span::at(start, at).shift(body_start)));
        start = at + 1;
    }
    let closed = body.ends_with('|') || (start == body.len() && start > 0);
    if !closed {
        cells.push(cell(source, Span::at(start, body.len()).shift(body_start)));
    }
    (cells, padding)
}

/// The rows of a table with tabs; a run of two is one separator where every row has such runs.
pub(super) fn tabs(source: &Source<'_>, lines: &Range<usize>) -> Grid {
    let lines = &source.lines()[lines.clone()];
    let double = lines.iter().all(|line| {
        let text = source.slice(line.span);
        !text.contains('\t') || single_tabs(text.as_bytes()) == 0
    });
    let width = if double { 2 } else { 1 };
    let mut grid = Grid::default();
    for line in lines {
        let text = source.slice(line.span);
        if text.trim_matches([' ', '\t', '\r']).is_empty() {
            continue;
        }
        let mut cells = Vec::new();
        let mut start = 0;
        let mut at = 0;
        while let Some(found) =
            memchr::memchr(b'\t', &text.as_bytes()[at..]).map(|found| at + found)
        {
            if cells.len() == MOST_CELLS {
                break;
            }
            cells.push(cell(source, Span::at(start, found).shift(line.span.start)));
            start = (found + width).min(text.len());
            at = start;
        }
        cells.push(cell(source, Span::at(start, text.len()).shift(line.span.start)));
        grid.rows.push(GridRow { cells, span: line.span, ..GridRow::default() });
    }
    grid
}

/// The rows of a table whose cells two spaces or more keep apart; lines above the header are of one cell.
pub(super) fn gaps(source: &Source<'_>, region: &Region) -> Grid {
    let Rows::Gapped(table) = &region.rows else { return Grid::default() };
    let span = |line: usize| source.lines()[line].span;
    let header = table.lines.first().copied().unwrap_or(region.lines.end);
    let above = (region.lines.start..header).map(|line| (vec![source.trim(span(line))], line));
    let rows = table.rows.iter().cloned().zip(table.lines.iter().copied());
    let rows = above.chain(rows).map(|(cells, line)| GridRow {
        cells,
        span: span(line),
        ..GridRow::default()
    });
    Grid { rows: rows.collect(), ..Grid::default() }
}

/// How many tabs stand alone or at the end of an odd run.
fn single_tabs(bytes: &[u8]) -> usize {
    let mut odd = 0;
    let mut run = 0;
    for byte in bytes.iter().chain(b" ") {
        if *byte == b'\t' {
            run += 1;
        } else {
            odd += run % 2;
            run = 0;
        }
    }
    odd
}

/// The cell without the spaces and the mark-up around it; its no-break spaces stay.
pub(super) fn cell(source: &Source<'_>, span: Span) -> Span {
    let text = source.slice(span);
    let trimmed = text.trim_start_matches([' ', '\r']);
    let start = span.range().start + (text.len() - trimmed.len());
    match trimmed.trim_end_matches([' ', '\r']) {
        "&nbsp;" => Span::at(start, start),
        trimmed => source.inside_markup(Span::at(start, start + trimmed.len())),
    }
}
