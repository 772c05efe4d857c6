//! One cell per line or paragraph: where a row begins is found, not printed.

use std::borrow::Cow;
use std::ops::Range;

use ontleed_text::{Source, Span};

use super::grid::{self, Grid, GridRow};
use super::template::{self, Template};
use super::{Head, Lexed, Place, Raw, Tail, letters, trim_spaces};
use crate::header;
use crate::line::{self, Kind};
use crate::regions::Region;
use crate::words::{self, What};

/// A cell and what it looks like.
#[derive(Clone, Copy, Debug)]
struct Cell {
    span: Span,
    shape: Shape,
    /// Empty lines before it.
    gap: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Text,
    Value,
    Void,
    Period,
}

impl Shape {
    const fn is_value(self) -> bool {
        matches!(self, Self::Value | Self::Void)
    }
}

/// The tables of a region.
pub(super) fn tables(source: &Source<'_>, region: &Region) -> Vec<Lexed> {
    let cells = cells(source, region);
    if let Some(rows) = rows_by_gap(&cells) {
        let mut grid = Grid { padded: true, ..Grid::default() };
        for row in rows {
            let cells: Vec<Span> = cells[row].iter().map(|cell| cell.span).collect();
            let Some((first, last)) = cells.first().zip(cells.last()) else { continue };
            let span = first.to(*last);
            grid.rows.push(GridRow { cells, span, ..GridRow::default() });
        }
        let mut tables = grid::tables(source, &mut grid);
        for lexed in &mut tables {
            unglue(source, lexed);
        }
        return tables;
    }
    let mut lexed = rows_by_shape(source, &cells);
    unglue(source, &mut lexed);
    vec![lexed]
}

/// Rows that stick together among rows that do not.
fn unglue(source: &Source<'_>, lexed: &mut Lexed) {
    for row in lexed.rows.iter_mut().filter(|row| row.tail == Tail::None) {
        let [label] = row.label.as_slice() else { continue };
        let text = source.slice(*label);
        let Some(at) = line::glued_tail(text).filter(|&at| line::is_strong_glue(&text[at..]))
        else {
            continue;
        };
        if words::are_periods(&text[at..]) {
            continue;
        }
        let cut = label.range().start + at;
        row.tail = Tail::Glued(Span::at(cut, label.range().end));
        row.label = vec![source.trim(Span::at(label.range().start, cut))];
    }
}

/// The cells: paragraphs, or lines where paragraphs hold values beside each other.
fn cells(source: &Source<'_>, region: &Region) -> Vec<Cell> {
    let mut paragraphs: Vec<(Vec<(Span, Kind)>, usize)> = Vec::new();
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
                    paragraphs.push((Vec::new(), gap));
                }
                if let Some((lines, _)) = paragraphs.last_mut() {
                    lines.push((source.inside_emphasis(trim_spaces(source, line.span)), kind));
                }
                open = true;
                gap = 0;
            }
        }
    }
    let is_lone = |kind: &Kind| matches!(kind, Kind::Value | Kind::Void);
    let lone =
        paragraphs.iter().filter(|(lines, _)| lines.len() == 1 && is_lone(&lines[0].1)).count();
    let shared = paragraphs
        .iter()
        .filter(|(lines, _)| lines.len() > 1 && lines.iter().any(|(_, kind)| is_lone(kind)))
        .count();
    let by_paragraph = lone > shared * 2;
    let mut cells = Vec::new();
    let mut behind_row = false;
    for (lines, gap) in &paragraphs {
        // A name with its values below it is a row in one paragraph.
        let is_row = shape(lines[0].1) == Shape::Text
            && lines[1..].iter().filter(|(_, kind)| is_lone(kind)).count() > 1;
        let gap = if by_paragraph && (is_row || behind_row) { gap + ROW_IN_ONE } else { *gap };
        behind_row = is_row && by_paragraph;
        if (by_paragraph && !is_row) || lines.len() == 1 {
            let span = lines[0].0.to(lines[lines.len() - 1].0);
            let shape = if lines.len() == 1 {
                shape_of_line(source, lines[0].0, lines[0].1)
            } else {
                shape_of_text(source.slice(span))
            };
            cells.push(Cell { span, shape, gap });
        } else {
            let mut glued = false;
            for (at, (span, kind)) in lines.iter().enumerate() {
                let was_glued = std::mem::replace(
                    &mut glued,
                    matches!(kind, Kind::Row { values: 0, strong: true }),
                );
                let apart = if glued || was_glued { ROW_IN_ONE } else { 0 };
                cells.push(Cell {
                    span: *span,
                    shape: shape_of_line(source, *span, *kind),
                    gap: apart + if at == 0 { gap } else { 0 },
                });
            }
        }
    }
    cells
}

/// The gap before and behind a paragraph that is a whole row among rows of paragraphs.
const ROW_IN_ONE: usize = 100;

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

/// The longest range, in bytes.
const LONGEST_RANGE: usize = 16;

fn shape_of_text(text: &str) -> Shape {
    if crate::notation::read(text).is_some() { Shape::Value } else { Shape::Text }
}

/// Rows, where a larger gap stands before each of them and never before a value.
fn rows_by_gap(cells: &[Cell]) -> Option<Vec<Range<usize>>> {
    let mut gaps: Vec<usize> = cells.iter().skip(1).map(|cell| cell.gap).collect();
    gaps.sort_unstable();
    gaps.dedup();
    let pairs = || cells.windows(2).map(|pair| (pair[0], pair[1]));
    let values = pairs().filter(|(_, next)| next.shape.is_value()).count();
    let turns =
        pairs().filter(|(cell, next)| cell.shape.is_value() && next.shape == Shape::Text).count();
    let threshold = gaps.into_iter().skip(1).find(|&gap| {
        let cut = pairs().filter(|(_, next)| next.shape.is_value() && next.gap >= gap).count();
        let kept = pairs()
            .filter(|(cell, next)| {
                cell.shape.is_value() && next.shape == Shape::Text && next.gap >= gap
            })
            .count();
        cut * 50 <= values && kept * 2 >= turns && kept > 0
    })?;
    let mut starts: Vec<usize> =
        (0..cells.len()).filter(|&at| at == 0 || cells[at].gap >= threshold).collect();
    starts.push(cells.len());
    Some(starts.windows(2).map(|pair| pair[0]..pair[1]).collect())
}

/// Rows, where each is a text and the run of values behind it.
fn rows_by_shape(source: &Source<'_>, cells: &[Cell]) -> Lexed {
    let (cells, apart) = without_letters(source, cells);
    let mut lexed = Lexed::default();
    let Some(first) = cells.iter().position(|cell| cell.shape == Shape::Value) else {
        return lexed;
    };
    let body = header_end(source, &cells, first);
    lexed.header = cells[..body]
        .iter()
        .filter(|cell| cell.shape != Shape::Void)
        .map(|cell| vec![Head { span: cell.span, place: Place::Open }])
        .collect();
    let names = (!apart.is_empty()).then(|| letters::take_names(source, &mut lexed));
    rows_below(source, &cells, body, &mut lexed);
    if let Some(names) = names {
        letters::place(source, &mut lexed, names, &apart);
    }
    lexed
}

/// The cells without the letters that stand behind values, and those, each with the end of its value.
fn without_letters<'c>(
    source: &Source<'_>,
    cells: &'c [Cell],
) -> (Cow<'c, [Cell]>, Vec<(u32, Span)>) {
    let is_letter = |cell: &Cell| line::is_letter(source.slice(cell.span));
    let is_behind =
        |at: usize| at > 0 && cells[at - 1].shape == Shape::Value && is_letter(&cells[at]);
    if !(0..cells.len()).any(is_behind) {
        return (Cow::Borrowed(cells), Vec::new());
    }
    let (letters, kept): (Vec<usize>, Vec<usize>) = (0..cells.len()).partition(|at| is_behind(*at));
    let letters = letters.into_iter().map(|at| (cells[at - 1].span.end, cells[at].span));
    (kept.into_iter().map(|at| cells[at]).collect(), letters.collect())
}

/// The rows behind the header, which ends before `body`.
fn rows_below(source: &Source<'_>, cells: &[Cell], body: usize, lexed: &mut Lexed) {
    let counts = lexed.named(source).to_vec();
    let codes = codes(source, &cells[body..]);
    let is_words =
        |head: &Head| words::items(source, head.span).iter().any(|item| item.what == What::Text);
    let has_words = lexed.header.iter().flatten().any(is_words);
    let ends_in_words = lexed.header.last().and_then(|row| row.last()).is_some_and(is_words);
    let has_measures = cells[body..].iter().any(|cell| {
        cell.shape == Shape::Text && crate::rows::row_measure(source.slice(cell.span)).is_some()
    });
    if has_words && !has_measures {
        let kept = without_codes(&cells[body..], &codes);
        let shapes = shapes(&kept);
        if let Some(template) = template::find(&shapes, &counts, ends_in_words) {
            lexed.width = Some(template.columns());
            by_template(&kept, &shapes, &template, &mut lexed.rows);
            return;
        }
    }
    let rows = runs(source, &cells[body..], &codes);
    lexed.words = if has_measures || ends_in_words { 0 } else { words_of_each(source, &rows) };
    if lexed.words > 0 {
        let columns = rows.iter().map(|row| row.cells.len()).max();
        let texts = lexed.words + 1;
        let is_whole = rows[0].texts.len() == texts
            && is_whole(source, &cells[..body], texts, columns.unwrap_or(0));
        lexed.width = columns;
        for row in rows {
            row.push_words(is_whole, lexed.words, columns, &mut lexed.rows);
        }
        return;
    }
    let periods = cells[..body].iter().filter(|cell| cell.shape == Shape::Period).count();
    let width = width(&rows, &counts, periods);
    lexed.width = width;
    for row in rows {
        row.push(source, width, &mut lexed.rows);
    }
}

/// The cells that are no codes, each with the code before it.
fn without_codes(cells: &[Cell], codes: &[bool]) -> Vec<(Cell, Option<Span>)> {
    let mut code = None;
    let mut kept = Vec::with_capacity(cells.len());
    for (cell, is_code) in cells.iter().zip(codes) {
        if *is_code {
            code = Some(cell.span);
        } else {
            kept.push((*cell, code.take()));
        }
    }
    kept
}

fn shapes(cells: &[(Cell, Option<Span>)]) -> Vec<template::Shape> {
    let shape = |(cell, code): &(Cell, Option<Span>)| match cell.shape {
        Shape::Text if code.is_some() => template::Shape::Start,
        Shape::Text => template::Shape::Text,
        _ => template::Shape::Value,
    };
    cells.iter().map(shape).collect()
}

/// Rows that all have the same order of texts and values.
fn by_template(
    kept: &[(Cell, Option<Span>)],
    shapes: &[template::Shape],
    template: &Template,
    rows: &mut Vec<Raw>,
) {
    let mut open: Vec<Cell> = Vec::new();
    let mut at = 0;
    while at < kept.len() {
        if template.fits(&shapes[at..]) {
            close(&mut open, rows);
            let row: Vec<Span> =
                kept[at..at + template.length()].iter().map(|(cell, _)| cell.span).collect();
            let span = row[0].to(row[row.len() - 1]);
            let tail = Tail::Placed(row[1..].to_vec());
            rows.push(Raw { code: kept[at].1, ..Raw::new(vec![row[0]], tail, span) });
            at += template.length();
        } else {
            if kept[at].0.shape == Shape::Text
                && open.last().is_some_and(|cell| cell.shape != Shape::Text)
            {
                close(&mut open, rows);
            }
            open.push(kept[at].0);
            at += 1;
        }
    }
    close(&mut open, rows);
}

/// Cells between the rows of a template: names of groups, or a row that lost cells.
fn close(open: &mut Vec<Cell>, rows: &mut Vec<Raw>) {
    let first_value = open.iter().position(|cell| cell.shape != Shape::Text);
    let label = first_value.map_or(open.len(), |at| at.saturating_sub(1));
    rows.extend(open[..label].iter().map(|cell| Raw::label_only(cell.span)));
    let row = &open[label..];
    if let Some((first, last)) = row.first().zip(row.last()) {
        let (label, cells) = if first.shape == Shape::Text {
            (vec![first.span], &row[1..])
        } else {
            (Vec::new(), row)
        };
        let tail = Tail::Loose(cells.iter().map(|cell| cell.span).collect());
        rows.push(Raw::new(label, tail, first.span.to(last.span)));
    }
    open.clear();
}

/// Where the header ends: behind its last period or header word before the first row.
fn header_end(source: &Source<'_>, cells: &[Cell], first: usize) -> usize {
    // The label stands right before the values; with a year between them it is a header word.
    let near = (0..first).rev().find(|&at| cells[at].shape != Shape::Void);
    // A number before the label of the first row is its code.
    let is_code = cells.get(first + 1).is_some_and(|next| next.shape == Shape::Text);
    let is_label = |at: &usize| {
        cells[*at].shape == Shape::Text && !(is_code && names_column(source, cells[*at].span))
    };
    let label = near.filter(is_label).unwrap_or(first);
    let mut end = 0;
    let mut sides = 0;
    for at in 0..label {
        if cells[at].shape == Shape::Period {
            // A year alone among words is the value of a row.
            let is_beside = |other: usize| {
                cells.get(other).is_some_and(|cell| {
                    cell.shape == Shape::Period || header::heads(source, cell.span)
                })
            };
            if at == 0 || is_beside(at - 1) || is_beside(at + 1) {
                end = at + 1;
                sides = 0;
            }
            continue;
        }
        if cells[at].shape == Shape::Void {
            continue;
        }
        let items = words::items(source, cells[at].span);
        let all_sides = items.iter().all(|item| matches!(item.what, What::Side(_)));
        if all_sides {
            sides += 1;
            // One side alone names the rows that follow.
            if sides > 1 || end == 0 {
                end = at + 1;
            }
        } else if header::heads(source, cells[at].span) {
            // A unit among the rows is a cell of one.
            if items.iter().all(|item| item.what == What::Unit) && end > 0 && end < at {
                continue;
            }
            // Behind the names of the columns a word for labels names the rows that follow.
            let is_name = header::names_labels(source, cells[at].span)
                || header::names_both_sides(source, cells[at].span);
            if is_name && cells[..at].iter().any(|cell| header::names_values(source, cell.span)) {
                continue;
            }
            end = at + 1;
            sides = 0;
        }
    }
    end = repeated(source, cells, end..label);
    // One more name of a column, in which not every word is known.
    let names_column = |cell: &Cell| {
        let items = words::items(source, cell.span);
        matches!(items.first().map(|item| item.what), Some(What::Measure(Some(_), _)))
            || letters::is_name(source.slice(cell.span))
            || items.len() <= LONGEST_NAME
                && matches!(items.last().map(|item| item.what), Some(What::Period(_)))
    };
    end + cells[end..label.max(end)].iter().take_while(|cell| names_column(cell)).count()
}

/// Whether a cell holds the name of a column, of values or of words, and nothing else.
fn names_column(source: &Source<'_>, cell: Span) -> bool {
    names_words(source, cell) || header::names_values(source, cell)
}

fn names_words(source: &Source<'_>, cell: Span) -> bool {
    let items = words::items(source, cell);
    !items.is_empty() && items.iter().all(|item| item.what == What::Text)
}

/// Where the header ends if the words behind it repeat in the same order: names of rows do not, a
/// second row of a header does.
fn repeated(source: &Source<'_>, cells: &[Cell], range: Range<usize>) -> usize {
    let text = |at: usize| source.slice(cells[at].span);
    let end = range.end.min(range.start + LONGEST_ROW);
    let repeats = |period: usize| {
        let again = (range.start + period..end)
            .take_while(|&at| cells[at].shape == Shape::Text && text(at) == text(at - period));
        period + again.count()
    };
    let found = (2..=LONGEST_ROW / 2).map(|period| (period, repeats(period)));
    let longest = found.filter(|(period, length)| *length >= 2 * period).map(|(_, length)| length);
    range.start + longest.max().unwrap_or(0)
}

/// How many words a name of a column has that ends in a year.
const LONGEST_NAME: usize = 4;

/// How many cells a second row of a header has at most.
const LONGEST_ROW: usize = 24;

/// Which cells number the rows: a value right before a text, rising from row to row.
fn codes(source: &Source<'_>, cells: &[Cell]) -> Vec<bool> {
    let mut codes = vec![false; cells.len()];
    let mut last: Option<Vec<u32>> = None;
    let (mut found, mut labels, mut first_has_code) = (0, 0, false);
    for at in 0..cells.len() {
        let next_is_text = cells.get(at + 1).is_some_and(|next| next.shape == Shape::Text);
        let next_has_value = cells.get(at + 2).is_some_and(|next| next.shape != Shape::Text);
        let text = source.slice(cells[at].span);
        if cells[at].shape == Shape::Text {
            let has_value = cells.get(at + 1).is_some_and(|next| next.shape.is_value());
            codes[at] = next_is_text && is_text_code(text);
            labels += usize::from(has_value);
            continue;
        }
        if !next_is_text {
            continue;
        }
        let Some(number) = code_number(text) else { continue };
        // With columns of words behind the label only numbers that count the rows are codes.
        if !next_has_value && !counts_on(&number, last.as_deref(), labels) {
            continue;
        }
        // Decimals have a comma, so a point between so few digits is no amount.
        let follows = number.len() > 1
            || last
                .as_ref()
                .is_none_or(|last| number > *last && number[0] <= last[0] + LARGEST_STEP);
        if follows {
            // A whole number behind the values of the first row may be one of them.
            first_has_code |= found == 0 && labels < number.len();
            last = Some(number);
            codes[at] = true;
            found += 1;
        }
    }
    if !first_has_code || found * 10 < labels * 5 {
        for (code, cell) in codes.iter_mut().zip(cells) {
            *code &= cell.shape == Shape::Text;
        }
    }
    codes
}

/// Whether a number is one more than that of the row before it, or the first of all.
fn counts_on(number: &[u32], last: Option<&[u32]>, labels: usize) -> bool {
    match (number, last) {
        ([1], None) => labels == 0,
        ([number], Some([last])) => *number == last + 1,
        _ => false,
    }
}

/// How far two numbers of rows in sequence can lie apart.
const LARGEST_STEP: u32 = 12;

/// `A12B`, `D8`, `0.1`
fn is_code(text: &str) -> bool {
    text.len() <= 7
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'.')
}

/// `A.`, `I.06.`
fn is_text_code(text: &str) -> bool {
    text.len() <= 7
        && text.contains('.')
        && text.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '.')
}

/// `1`, `0.61`, `12.` as numbers to compare; no amount has such a form with certainty.
fn code_number(text: &str) -> Option<Vec<u32>> {
    let text = text.trim_end_matches('.');
    if text.is_empty() || text.len() > 6 || !text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    // Three digits behind a point are thousands: `56.000`.
    let part = |part: &str| part.parse().ok().filter(|_| part.len() < 3);
    text.split('.').map(part).collect()
}

/// Texts and the values behind them.
#[derive(Debug, Default)]
struct Run {
    texts: Vec<Span>,
    code: Option<Span>,
    cells: Vec<Cell>,
}

fn runs(source: &Source<'_>, cells: &[Cell], codes: &[bool]) -> Vec<Run> {
    let mut runs: Vec<Run> = vec![Run::default()];
    for (cell, is_code) in cells.iter().zip(codes) {
        let Some(run) = runs.last_mut() else { break };
        let is_text = *is_code || cell.shape == Shape::Text;
        if is_text && !run.cells.is_empty() {
            runs.push(Run::default());
        }
        let Some(run) = runs.last_mut() else { break };
        if *is_code {
            run.code = Some(cell.span);
        } else if is_text {
            run.texts.push(cell.span);
        } else if cell.shape == Shape::Void && run.cells.is_empty() && run.texts.is_empty() {
            // A blank label: it belongs to the cells that follow.
            run.cells.push(*cell);
        } else {
            run.cells.push(*cell);
        }
    }
    let _ = source;
    runs.retain(|run| !run.cells.is_empty() || !run.texts.is_empty());
    runs
}

/// Whether a header ends in as many cells as a row has, from the one that heads the labels: no column stands behind the values.
fn is_whole(source: &Source<'_>, header: &[Cell], texts: usize, values: usize) -> bool {
    let Some(start) = header.len().checked_sub(texts + values) else { return false };
    let (above, names) = header[start..].split_at(texts);
    header::names_labels(source, above[0].span)
        && !above.iter().any(|cell| header::names_values(source, cell.span))
        && names.last().is_some_and(|cell| !names_words(source, cell.span))
}

/// How many columns of words stand beside the label, where each row has as many texts and more than one.
fn words_of_each(source: &Source<'_>, runs: &[Run]) -> usize {
    /// Two rows can be two groups with a row each.
    const FEWEST: usize = 3;
    let [first, rest @ ..] = runs else { return 0 };
    let count = rest.first().map_or(0, |run| run.texts.len());
    let breaks = |run: &Run| run.texts.windows(2).any(|pair| goes_on(source, pair[0], pair[1]));
    let alike = rest.iter().all(|run| run.texts.len() == count && !run.cells.is_empty());
    let is_code = |run: &Run| run.texts.first().is_some_and(|text| is_code(source.slice(*text)));
    if count == 2 && rest.iter().all(is_code) {
        return 0;
    }
    let is_each = alike && !first.texts.is_empty() && runs.len() >= FEWEST;
    if is_each && count > 1 && !runs.iter().any(breaks) { count - 1 } else { 0 }
}

/// The number of columns: what most rows show, unless few agree and the header names as many as
/// the fullest row has.
fn width(runs: &[Run], header: &[usize], periods: usize) -> Option<usize> {
    let mut counts: Vec<usize> =
        runs.iter().map(|run| run.cells.len()).filter(|&count| count > 0).collect();
    counts.sort_unstable();
    let most = *counts.last()?;
    // More years than any row has cells: every row lost some.
    if periods > most && periods > 1 {
        return Some(periods);
    }
    let mode = counts.chunk_by(|a, b| a == b).max_by_key(|run| (run.len(), run[0]))?;
    // Cells are dropped, not invented: what two rows show is no surplus.
    let shown = |named: usize| counts.iter().filter(|&&count| count == named).count();
    let may_be_named = header.is_empty() || header.contains(&most);
    let is_some = shown(most) > 1 || may_be_named && shown(most) * 100 >= counts.len() * 15;
    if !most.is_multiple_of(mode[0])
        && is_some
        && !runs.iter().filter(|run| run.cells.len() == most).any(Run::has_empty_edge)
    {
        return Some(most);
    }
    // An empty cell at the edge of a run belongs to the label, where the header names one less.
    let edged = runs.iter().filter(|run| run.cells.len() == mode[0]).all(Run::has_empty_edge);
    for &named in header {
        if named == mode[0] || (named + 1 == mode[0] && edged) {
            return Some(named);
        }
    }
    if mode.len() * 2 > counts.len() {
        return Some(mode[0]);
    }
    let named = header.iter().copied().find(|&named| named == most);
    named
        .or_else(|| header.iter().copied().find(|&named| shown(named) * 100 >= counts.len() * 15))
        .or(Some(mode[0]))
}

impl Run {
    fn has_empty_edge(&self) -> bool {
        let is_void = |cell: Option<&Cell>| cell.is_some_and(|cell| cell.shape == Shape::Void);
        is_void(self.cells.first()) || is_void(self.cells.last())
    }

    /// A row of which the first text is the label, if the texts before the values are all that a row has. Else nothing
    /// tells which of them is the label, and the words are left out.
    fn push_words(&self, is_whole: bool, words: usize, width: Option<usize>, rows: &mut Vec<Raw>) {
        let is_whole = is_whole && self.texts.len() == words + 1;
        let label = if is_whole { self.texts.first() } else { self.texts.last() };
        let cells: Vec<Span> = self.cells.iter().map(|cell| cell.span).collect();
        let (Some(label), Some(last)) = (label, cells.last()) else { return };
        let words = if is_whole { self.texts[1..].to_vec() } else { Vec::new() };
        let span = label.to(*last);
        let is_full = width == Some(cells.len());
        let tail = if is_full { Tail::Placed(cells) } else { Tail::Loose(cells) };
        rows.push(Raw { code: self.code, words, ..Raw::new(vec![*label], tail, span) });
    }

    fn push(&self, source: &Source<'_>, width: Option<usize>, rows: &mut Vec<Raw>) {
        let (label, groups) = match self.texts.split_last() {
            Some((label, groups)) => (Some(*label), groups),
            None => (None, [].as_slice()),
        };
        let (label, groups) = match (label, groups.split_last()) {
            (Some(label), Some((above, rest))) if goes_on(source, *above, label) => {
                (Some(above.to(label)), rest)
            }
            _ => (label, groups),
        };
        for group in groups {
            rows.push(Raw::label_only(*group));
        }
        let mut cells: Vec<Span> = self.cells.iter().map(|cell| cell.span).collect();
        if let Some(width) = width {
            while cells.len() > width && !cells.len().is_multiple_of(width) {
                let is_void =
                    |cell: Option<&Span>| cell.is_some_and(|cell| source.trim(*cell).is_empty());
                if is_void(cells.first()) && !is_void(cells.get(1)) {
                    cells.remove(0);
                } else if is_void(cells.last()) {
                    cells.pop();
                } else {
                    break;
                }
            }
        }
        if let Some(width) = width {
            while cells.len() > width
                && !cells.len().is_multiple_of(width)
                && source.slice(cells[cells.len() - 1]) == "."
            {
                cells.pop();
            }
        }
        let mut label: Vec<Span> = label.into_iter().collect();
        let mut code = self.code;
        let whole =
            width.is_some_and(|width| cells.len() > width && cells.len().is_multiple_of(width));
        let chunk = if whole { width.unwrap_or(cells.len()) } else { cells.len() };
        if cells.is_empty() {
            rows.extend(label.first().map(|label| Raw::label_only(*label)));
            return;
        }
        for part in cells.chunks(chunk) {
            let label = std::mem::take(&mut label);
            let first = label.first().copied().unwrap_or(part[0]);
            let span = Span::new(first.start.min(part[0].start), part[part.len() - 1].end);
            rows.push(Raw {
                code: code.take(),
                ..Raw::new(label, Tail::Loose(part.to_vec()), span)
            });
        }
    }
}

/// Whether a label that broke over two cells goes on in the second.
fn goes_on(source: &Source<'_>, above: Span, label: Span) -> bool {
    let text = source.slice(label);
    text.starts_with(char::is_lowercase)
        && source.slice(above).ends_with(char::is_lowercase)
        && crate::vocabulary::role(text).is_none()
}
