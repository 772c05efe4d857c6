//! The columns: runs of characters that some row covers.

use std::collections::BTreeSet;
use std::ops::Range;

use ontleed_text::{Source, Span};

use super::place::{by_column, parts};
use super::{Line, Word};
use crate::header;
use crate::lex::grid;
use crate::line;
use crate::notation;
use crate::words;

/// One row in so many may cross an edge.
const ODD_ROWS: usize = 10;

/// The columns of a table, in order.
#[derive(Debug)]
pub(super) struct Columns {
    /// The characters that each covers.
    pub(super) edges: Vec<Range<usize>>,
    /// Which holds the labels: the first, or the one behind codes.
    pub(super) label: usize,
    /// Which behind the labels hold words.
    pub(super) words: Vec<bool>,
}

impl Columns {
    pub(super) fn of(source: &Source<'_>, lines: &[Line]) -> Self {
        let edges = edges(source, lines);
        let rows: Vec<&Line> = lines.iter().filter(|line| line.is_row).collect();
        let label = usize::from(edges.len() > 2 && holds_codes(source, lines, &edges));
        let is_words =
            |(at, edge): (usize, &Range<usize>)| at > label && holds_words(source, &rows, edge);
        let words = edges.iter().enumerate().map(is_words).collect();
        Self { edges, label, words }
    }

    /// The end of the widest label.
    pub(super) fn label_end(&self) -> usize {
        self.edges.get(self.label).map_or(0, |edge| edge.end)
    }

    /// Where the cells behind the labels begin.
    pub(super) fn cells_start(&self) -> usize {
        self.edges.get(self.label + 1).map_or(usize::MAX, |edge| edge.start)
    }

    /// Whether columns of words stand between the labels and the values.
    pub(super) fn begin_with_words(&self) -> bool {
        self.words.get(self.label + 1).is_some_and(|is_words| *is_words)
    }

    /// The words of a line in the column of the labels.
    pub(super) fn label_words<'l>(
        &self,
        line: &'l Line,
    ) -> impl Iterator<Item = &'l Word> + use<'l> {
        let start = if self.label > 0 { self.edges[self.label].start } else { 0 };
        let end = self.cells_start();
        line.words.iter().filter(move |word| word.from >= start && word.to <= end)
    }

    /// The part of a label that a line holds.
    pub(super) fn label_of(&self, line: &Line) -> Option<Span> {
        let mut words = self.label_words(line);
        let first = words.next()?;
        Some(words.last().map_or(first.span, |last| first.span.to(last.span)))
    }

    /// The word of a line in the column of the codes.
    pub(super) fn code_of(&self, line: &Line) -> Option<Span> {
        let codes = &self.edges.first().filter(|_| self.label > 0)?;
        line.words.first().filter(|word| word.from < codes.end).map(|word| word.span)
    }
}

/// Whether the first column holds numbers or codes of the rows, and the next names. A code may stand before the first line of
/// a name whose values stand beside the last.
fn holds_codes(source: &Source<'_>, lines: &[Line], runs: &[Range<usize>]) -> bool {
    let [_, names, ..] = runs else { return false };
    let rows: Vec<&Line> = lines.iter().filter(|line| line.is_row).collect();
    let before = |line: &Line| {
        let is_alone = line.words.get(1).is_none_or(|next| next.from >= names.start);
        line.words.first().filter(|word| is_alone && word.to + 2 <= names.start).copied()
    };
    let is_code = |word: &Word| {
        let text = source.slice(word.span);
        let bare = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
        grid::is_code(bare.unwrap_or(text))
    };
    let coded = lines.iter().filter_map(before).filter(is_code).count();
    coded * 2 >= rows.len()
        && coded > 0
        && rows.iter().filter_map(|row| before(row)).all(|word| is_code(&word))
        && !holds_values(source, &rows, names)
}

/// The columns: runs of characters that some row covers, words that are no values joined to the
/// label at the left. Rows that are centred stand in no column and do not count.
fn edges(source: &Source<'_>, lines: &[Line]) -> Vec<Range<usize>> {
    let rows: Vec<&Line> = lines.iter().filter(|line| line.is_row).collect();
    let left =
        rows.iter().filter_map(|line| line.words.first()).map(|word| word.from).min().unwrap_or(0);
    let is_flush = |line: &Line| line.words.first().is_some_and(|word| word.from == left);
    // A row without a code begins where the names of the others do.
    let names = rows.iter().filter(|line| is_flush(line)).filter_map(|line| behind_gap(line));
    let names: BTreeSet<usize> = names.collect();
    let begins_name = |line: &Line| names.iter().eq(line.words.first().map(|word| &word.from));
    let flush: Vec<&Line> =
        rows.iter().copied().filter(|line| is_flush(line) || begins_name(line)).collect();
    let rows = if flush.len() * 2 > rows.len() { flush } else { rows };
    let widest =
        rows.iter().filter_map(|line| line.words.last()).map(|word| word.to).max().unwrap_or(0);
    let mut covered = vec![0_usize; widest + 1];
    for word in rows.iter().flat_map(|line| &line.words) {
        covered[word.from..word.to].iter_mut().for_each(|count| *count += 1);
    }
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for run in covered.chunk_by(|a, b| (*a > 0) == (*b > 0)) {
        let to = from + run.len();
        if run[0] > 0 {
            let few = run.iter().max().is_some_and(|most| most * 2 < rows.len());
            match runs.last_mut() {
                // One space is no edge where few rows have anything behind it.
                Some(last) if few && from - last.end < 2 => last.end = to,
                _ => runs.push(from..to),
            }
        }
        from = to;
    }
    // A code that one space parts from the name behind it is in one cell with it.
    let is_code = |runs: &[Range<usize>]| matches!(runs, [code, name, ..] if name.start - code.end < 2 && !holds_values(source, &rows, name));
    let codes = usize::from(is_code(&runs));
    join_signs(source, lines, &mut runs);
    let stand_apart = holds_codes(source, lines, &runs);
    let codes = codes.max(usize::from(stand_apart));
    let values = runs.iter().skip(codes).position(|run| holds_values(source, &rows, run));
    let first_values = values.map_or(0, |at| at + codes);
    let are_words: Vec<bool> = runs.iter().map(|run| holds_words(source, &rows, run)).collect();
    // Those behind the values first, so that the places of the others stay.
    let mut end = runs.len();
    while end > first_values {
        let start =
            are_words[..end].iter().rposition(|are_words| !are_words).map_or(0, |at| at + 1);
        if start > first_values {
            join_words(source, lines, &mut runs, start..end);
        }
        end = start.saturating_sub(1);
    }
    join_words(source, lines, &mut runs, usize::from(stand_apart)..first_values);
    runs
}

/// Where the second word of a line begins, if two spaces part it from the first.
fn behind_gap(line: &Line) -> Option<usize> {
    let [first, second, ..] = line.words.as_slice() else { return None };
    (second.from > first.to + 1).then_some(second.from)
}

/// Joins columns of words where no cell begins in the second.
fn join_words(source: &Source<'_>, lines: &[Line], runs: &mut Vec<Range<usize>>, of: Range<usize>) {
    if of.len() < 2 {
        return;
    }
    let words = &runs[of.clone()];
    let starts = starts_of_words(source, lines, words);
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    let cells: Vec<Range<usize>> =
        starts.iter().zip(ends).map(|(&from, to)| words[from].start..words[to - 1].end).collect();
    runs.splice(of, cells);
}

/// Which of some columns of words begin a cell: the first, and each in which a word begins in the same place in every row that
/// has words there. Two spaces stand before it in all of them, right below its name; or before most, right below its name
/// or in most rows of the table.
fn starts_of_words(source: &Source<'_>, lines: &[Line], runs: &[Range<usize>]) -> Vec<usize> {
    /// Fewer rows show no column without a name above it.
    const FEWEST: usize = 3;
    let rows = || lines.iter().filter(|line| line.is_row);
    let count = rows().count();
    let holds = |line: &Line, run: &Range<usize>| line.words.iter().any(|word| word.touches(run));
    let header = lines.iter().take_while(|line| !line.is_row);
    // Where few rows show a column its name must be known.
    let is_named = |run: &Range<usize>, held: usize| {
        let mut header = header.clone();
        header.any(|line| {
            let is_known = || line.is_header || header::heads(source, line.whole());
            begins(line, run) == Some(true) && (held > 1 || is_known())
        })
    };
    let is_start = |at: &usize| {
        let run = &runs[*at];
        let held = rows().filter(|line| holds(line, run)).map(|line| begins(line, run));
        let Some(apart) = held.collect::<Option<Vec<bool>>>() else { return false };
        let most = apart.iter().filter(|is_apart| **is_apart).count() * 2 > apart.len();
        let all = apart.iter().all(|is_apart| *is_apart);
        let is_regular = apart.len() >= FEWEST && apart.len() * 4 >= count * 3;
        (most && is_regular) || (most || all) && is_named(run, apart.len())
    };
    std::iter::once(0).chain((1..runs.len()).filter(is_start)).collect()
}

/// Whether a cell begins where a column does, and two spaces or nothing stand before it.
fn begins(line: &Line, run: &Range<usize>) -> Option<bool> {
    let at = line.words.iter().position(|word| word.from == run.start)?;
    let before = at.checked_sub(1).map(|before| line.words[before].to);
    Some(before.is_none_or(|end| end + 1 < run.start))
}

/// Joins a column that holds nothing but dashes, euro signs or letters with the next, if one space parts each of them from a
/// number there: they are its signs. Not where the header names that column too, and dashes in every row are signs only where
/// it names one fewer: else they may be empty cells.
fn join_signs(source: &Source<'_>, lines: &[Line], runs: &mut Vec<Range<usize>>) {
    let is_narrow = |pair: &[Range<usize>]| pair[0].len() == 1 && pair[1].start == pair[0].end + 1;
    if !runs.windows(2).any(is_narrow) {
        return;
    }
    let header = lines.iter().take_while(|line| !line.is_row);
    let heads = |count: usize| {
        let columns = |line: &Line| header::columns_headed(&words::items(source, line.whole()));
        header.clone().any(|line| parts(line).len() == count || columns(line) + 1 == count)
    };
    if heads(runs.len()) {
        return;
    }
    let names_one_fewer = heads(runs.len() - 1);
    let rows: Vec<&Line> = lines.iter().filter(|line| line.is_row).collect();
    let is_empty =
        |line: &Line, run: &Range<usize>| !line.words.iter().any(|word| run.contains(&word.from));
    let is_free =
        |run: &Range<usize>| names_one_fewer || rows.iter().any(|line| is_empty(line, run));
    let is_sign = |run: &Range<usize>| {
        let mut signs = rows.iter().filter_map(|line| {
            let at = line.words.iter().position(|word| run.contains(&word.from))?;
            Some((&line.words[at], line.words.get(at + 1)))
        });
        signs.all(|(sign, next)| {
            let text = source.slice(sign.span);
            let is_sign = text == "€" || line::is_minus(text) || line::is_letter(text);
            let is_number = |next: &Word| {
                let text = source.slice(next.span);
                next.from == sign.to + 1
                    && text.starts_with(|c: char| c.is_ascii_digit() || c == '€')
            };
            is_sign && next.is_some_and(is_number) && (!line::is_minus(text) || is_free(run))
        })
    };
    for at in (1..runs.len()).rev() {
        if is_narrow(&runs[at - 1..=at]) && is_sign(&runs[at - 1]) {
            runs[at - 1].end = runs[at].end;
            runs.remove(at);
        }
    }
}

fn holds_values(source: &Source<'_>, rows: &[&Line], run: &Range<usize>) -> bool {
    let (values, words) = count(source, rows, run, |_| true);
    values > words * 2
}

/// Whether most of what a column holds is no value: a euro sign stands beside one.
fn holds_words(source: &Source<'_>, rows: &[&Line], run: &Range<usize>) -> bool {
    let (values, words) = count(source, rows, run, |text| text != "€");
    values < words
}

/// How many values and other words a column holds.
fn count(
    source: &Source<'_>,
    rows: &[&Line],
    run: &Range<usize>,
    counts: impl Fn(&str) -> bool,
) -> (usize, usize) {
    let inside = rows
        .iter()
        .flat_map(|line| &line.words)
        .filter(|word| word.from >= run.start && word.to <= run.end)
        .map(|word| source.slice(word.span))
        .filter(|text| counts(text));
    let (values, words): (Vec<&str>, Vec<&str>) =
        inside.partition(|text| notation::read(text).is_some());
    (values.len(), words.len())
}

/// Whether the cells of the rows stand below each other: few rows have a gap within a column, and not all have the same number
/// of cells while there are other columns.
pub(super) fn stand_below(source: &Source<'_>, lines: &[Line], columns: &Columns) -> bool {
    let edges = &columns.edges;
    let (mut rows, mut crossing) = (0, 0);
    let (mut fewest, mut most) = (usize::MAX, 0);
    for line in lines.iter().filter(|line| line.is_row) {
        let cells = parts(line).len();
        let holds_gap = |cell: &Span| source.slice(*cell).contains("  ");
        let is_crossed = || by_column(source, line, edges).iter().skip(1).any(holds_gap);
        (fewest, most) = (cells.min(fewest), cells.max(most));
        rows += 1;
        crossing += usize::from(cells > edges.len() || is_crossed());
    }
    let are_in_order = rows > 1 && fewest == most && most != edges.len();
    crossing * ODD_ROWS <= rows && !are_in_order
}
