//! What stands above the first row: the header, names of groups, and a label that broke.

use std::borrow::Cow;

use ontleed_text::{Source, Span};

use super::Part;
use crate::gaps;
use crate::header::{self, Heads};
use crate::joints;
use crate::lex::{Head, Lexed, Place, Raw};
use crate::line::{self, Dash, Kind};
use crate::naming;
use crate::regions::Style;
use crate::words::{self, Item, What};

/// A table with its header, and what stands between that and the first row.
pub(super) fn lexed(
    source: &Source<'_>,
    style: Style,
    parts: &[Part<'_>],
    first_row: usize,
) -> Lexed {
    let (header, groups) = parts[..first_row].split_at(header_end(source, parts, first_row));
    let header = header.iter().map(|part| heads(source, style, part.span)).collect();
    let groups = groups.iter().map(|part| Raw::label_only(source.trim(part.span)));
    Lexed { header, rows: groups.collect(), ..Lexed::default() }
}

/// The cells of a line of the header.
fn heads(source: &Source<'_>, style: Style, line: Span) -> Vec<Head> {
    let cells = match style {
        Style::Aligned => between_gaps(source, line),
        _ => vec![source.trim(line)],
    };
    cells.into_iter().map(|cell| Head::new(source, cell, Place::Open)).collect()
}

/// The cells of a line that two spaces or more keep apart.
fn between_gaps(source: &Source<'_>, line: Span) -> Vec<Span> {
    let cells = gaps::cells(source, line).into_iter().map(|cell| source.trim(cell.span));
    cells.filter(|cell| !cell.is_empty()).collect()
}

/// Lines above the first row that hold no header word are names of groups.
fn header_end(source: &Source<'_>, parts: &[Part<'_>], first_row: usize) -> usize {
    let span = |at: usize| parts[at].span;
    let is_head = |at: &usize| {
        if parts[*at].kind == Kind::Period {
            return true;
        }
        let heads = Heads::of(source, span(*at));
        // Behind the names of the columns a word for labels names the rows that follow.
        let names_rows = || {
            header::are_labels(source, &heads.items)
                && (0..*at).any(|above| header::names_values(source, span(above)))
        };
        let names = || heads.names_columns() || goes_on(source, parts, *at, &heads);
        names() && !names_rows() && !names_group(source, parts, *at)
    };
    let above = first_row - label_lines(source, parts, first_row);
    let end = (0..above).rev().find(is_head).map_or(first_row.min(1), |at| at + 1);
    // Names of rows do not repeat their words, a second row of a header does.
    let is_more = |at: &usize| {
        let text = source.slice(span(*at));
        naming::is_formula(text) || end > 0 && *at == end && repeats(text)
    };
    let end = end + (end..first_row).take_while(is_more).count();
    end + usize::from(ends_in_name(source, parts, end, first_row))
}

/// Whether a line goes on in the names of the line above it, which ends in a small word, or begins with a known name, and another
/// sticks to that or heads words: `Jaar van` and below it `afsluiten`, `Restant krediet 31-12-2022Afsluiten`, `Verschil V/N
/// Verklaring`.
fn goes_on(source: &Source<'_>, parts: &[Part<'_>], at: usize, heads: &Heads) -> bool {
    let ends_open = |above: &Part<'_>| {
        let text = source.slice(above.span).trim_end();
        let word = &text[text.rfind(' ').map_or(0, |at| at + 1)..];
        joints::goes_on_behind(word) && Heads::of(source, above.span).names_columns()
    };
    let is_known = |item: &Item| matches!(item.what, What::Measure(..));
    let is_small = source.slice(parts[at].span).starts_with(char::is_lowercase);
    let ends_in_words = || heads.items.last().is_some_and(|item| item.what == What::Text);
    is_small && parts[..at].last().is_some_and(ends_open)
        || heads.items.first().is_some_and(is_known)
            && (ends_in_words() || heads.items.iter().any(|item| item.glued))
            && at > 0
}

/// Whether the line behind a header of names that broke over lines is the last of them: the first two rows have so many values.
fn ends_in_name(source: &Source<'_>, parts: &[Part<'_>], end: usize, first_row: usize) -> bool {
    let [first, second] = [0, 1].map(|at| {
        let row = parts.get(first_row + at).filter(|_| end < first_row)?;
        Some(line::tail_values(source.slice(row.span), Dash::Nil).len())
    });
    let Some(values) = first.filter(|_| first == second) else { return false };
    let count = |end: usize| {
        let heads =
            parts[..end].iter().map(|part| Head::new(source, source.trim(part.span), Place::Open));
        let lines: Vec<Cow<'_, Head>> = heads.map(Cow::Owned).collect();
        naming::count_over_lines(source, &lines)
    };
    count(end).is_some_and(|names| names + 1 == values) && count(end + 1) == Some(values)
}

/// Whether a line says the same words twice or more, some of them: `Besluit 2020 Overig Besluit 2020 Overig`.
fn repeats(text: &str) -> bool {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    header::period(&words).is_some()
}

/// How many lines above the first row are its label: it has values only, and the line above it goes on small with the one above
/// that, below the names of columns.
fn label_lines(source: &Source<'_>, parts: &[Part<'_>], first_row: usize) -> usize {
    let Some([above @ .., begin, end, row]) = parts.get(..=first_row) else { return 0 };
    let [begin_text, end_text, row] = [begin, end, row].map(|part| source.slice(part.span).trim());
    let values = row.trim_start_matches(['+', '-', '/', '(', ')', ' ']);
    let is_label = end_text.starts_with(char::is_lowercase)
        && begin_text.starts_with(|c: char| !c.is_lowercase())
        && !header::heads(source, begin.span)
        && line::holds_only_values(values)
        && above.iter().any(|part| header::names_values(source, part.span));
    if is_label { 2 } else { 0 }
}

/// Whether a side has a line of its own below the names of columns, and another among the rows: `Lasten`, and further down
/// `Baten`.
fn names_group(source: &Source<'_>, parts: &[Part<'_>], at: usize) -> bool {
    let is_side = |part: &Part<'_>| part.kind == Kind::Text && words::is_side(source, part.span);
    // The title of the table may stick to the names.
    let names_columns = |part: &Part<'_>| {
        header::names_values(source, part.span) || Heads::of(source, part.span).columns > 1
    };
    is_side(&parts[at])
        && parts[..at].iter().any(names_columns)
        && parts[at + 1..].iter().any(is_side)
}
