//! Cells that stand below each other.

use std::ops::Range;

use ontleed_text::{Source, Span, fold};

use super::grid::{Grid, GridRow};
use super::lines;
use crate::header;
use crate::joints;
use crate::line::{self, Dash, Kind};
use crate::notation;
use crate::vocabulary::{self, Role};
use crate::words;

/// A word and the columns of characters it covers.
#[derive(Clone, Copy, Debug)]
struct Word {
    from: usize,
    to: usize,
    span: Span,
}

/// A line of words.
#[derive(Debug)]
struct Line {
    words: Vec<Word>,
    is_row: bool,
    /// Whether an empty line stands before it.
    apart: bool,
    span: Span,
}

impl Line {
    /// All its words.
    fn whole(&self) -> Span {
        match (self.words.first(), self.words.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => self.span,
        }
    }
}

/// One row in so many may cross an edge.
const ODD_ROWS: usize = 10;

/// Characters beyond this column are not looked at.
const WIDEST: usize = 2_000;

/// The rows of a table whose columns are edges that no row crosses; `None` where its cells do not stand below each other.
pub(super) fn cells(source: &Source<'_>, lines: &Range<usize>) -> Option<Grid> {
    let lines = read(source, lines);
    let edges = edges(source, &lines);
    if !stand_below(source, &lines, &edges) {
        return None;
    }
    let label_end = edges.first().map_or(0, |edge| edge.end);
    let owners = owners(source, &lines, label_end);
    let mut grid = Grid::default();
    let mut above = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match owners[at] {
            Some(owner) if owner > at => above.push(line.whole()),
            Some(owner) if owner < at => {
                if let Some(row) = grid.rows.last_mut() {
                    row.below.push(line.whole());
                }
            }
            _ => {
                let cells = if line.is_row {
                    by_order(source, line, &edges)
                        .unwrap_or_else(|| by_column(source, line, &edges))
                } else {
                    by_gap(source, line, lines.get(at + 1), &edges)
                };
                let above = std::mem::take(&mut above);
                grid.rows.push(GridRow { cells, above, span: line.span, ..GridRow::default() });
            }
        }
    }
    Some(grid)
}

fn read(source: &Source<'_>, range: &Range<usize>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut apart = false;
    for line in &source.lines()[range.clone()] {
        let kind = line::kind(source, line.span);
        if matches!(kind, Kind::Blank | Kind::Rule) {
            apart = true;
            continue;
        }
        let mut words = words_of(source, line.span);
        join_phrases(source, &mut words);
        let is_row = matches!(kind, Kind::Row { values: 1.., .. })
            || (matches!(kind, Kind::Value) && words.first().is_some_and(|word| word.from > 8));
        lines.push(Line { words, is_row, apart, span: line.span });
        apart = false;
    }
    lines
}

fn words_of(source: &Source<'_>, line: Span) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start: Option<(usize, usize)> = None;
    let offset = line.range().start;
    let text = source.slice(line);
    for (column, (at, c)) in text.char_indices().chain([(text.len(), ' ')]).enumerate() {
        if column > WIDEST {
            break;
        }
        if matches!(c, ' ' | '\t' | '\r') {
            if let Some((from, byte)) = start.take() {
                words.push(Word { from, to: column, span: Span::at(offset + byte, offset + at) });
            }
        } else if start.is_none() {
            start = Some((column, at));
        }
    }
    words
}

/// Joins a number with the words around it, if it stands among words of one cell: `Aantal per 1.000 jongeren`.
fn join_phrases(source: &Source<'_>, words: &mut Vec<Word>) {
    let is_word = |word: &Word| {
        let text = source.slice(word.span);
        text.starts_with(char::is_lowercase) && !notation::is_read(text)
    };
    let is_number = |word: &Word| source.slice(word.span).starts_with(|c: char| c.is_ascii_digit());
    let mut at = 1;
    while at + 1 < words.len() {
        let [before, number, behind] = [words[at - 1], words[at], words[at + 1]];
        let is_phrase = number.from == before.to + 1
            && behind.from == number.to + 1
            && is_number(&number)
            && is_word(&before)
            && is_word(&behind);
        if is_phrase {
            let span = before.span.to(behind.span);
            words.splice(at - 1..=at + 1, [Word { from: before.from, to: behind.to, span }]);
        } else {
            at += 1;
        }
    }
}

/// The columns: runs of characters that some row covers, words that are no values joined to the
/// label at the left. Rows that are centred stand in no column and do not count.
fn edges(source: &Source<'_>, lines: &[Line]) -> Vec<Range<usize>> {
    let rows: Vec<&Line> = lines.iter().filter(|line| line.is_row).collect();
    let left =
        rows.iter().filter_map(|line| line.words.first()).map(|word| word.from).min().unwrap_or(0);
    let flush: Vec<&Line> = rows
        .iter()
        .copied()
        .filter(|line| line.words.first().is_some_and(|word| word.from == left))
        .collect();
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
    let values = runs.iter().skip(codes).position(|run| holds_values(source, &rows, run));
    let first_values = values.map_or(0, |at| at + codes);
    if first_values > 1 {
        let starts = starts_of_words(source, lines, &runs[..first_values]);
        let ends = starts.iter().skip(1).copied().chain([first_values]);
        let cells: Vec<Range<usize>> =
            starts.iter().zip(ends).map(|(&from, to)| runs[from].start..runs[to - 1].end).collect();
        runs.splice(..first_values, cells);
    }
    runs
}

/// Which of the columns before the values begin a cell: the labels, and each of words that stands two spaces behind what is
/// before it in every row, right below its name.
fn starts_of_words(source: &Source<'_>, lines: &[Line], runs: &[Range<usize>]) -> Vec<usize> {
    let begins = |line: &Line, run: &Range<usize>| {
        line.words.iter().position(|word| word.from == run.start).is_some_and(|at| {
            let before = at.checked_sub(1).map(|before| line.words[before].to);
            before.is_none_or(|end| end + 1 < run.start)
        })
    };
    let holds = |line: &Line, run: &Range<usize>| {
        line.words.iter().any(|word| word.from < run.end && word.to > run.start)
    };
    let header = lines.iter().take_while(|line| !line.is_row);
    let is_named = |run: &Range<usize>| {
        let mut header = header.clone();
        header.any(|line| begins(line, run) && header::heads(source, line.whole()))
    };
    let is_apart = |run: &Range<usize>| {
        let mut rows = lines.iter().filter(|line| line.is_row && holds(line, run));
        rows.all(|line| begins(line, run))
    };
    let starts = (1..runs.len()).filter(|&at| is_apart(&runs[at]) && is_named(&runs[at]));
    std::iter::once(0).chain(starts).collect()
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
    let inside = rows
        .iter()
        .flat_map(|line| &line.words)
        .filter(|word| word.from >= run.start && word.to <= run.end);
    let (mut values, mut words) = (0, 0);
    for word in inside {
        if notation::read(source.slice(word.span)).is_some() {
            values += 1;
        } else {
            words += 1;
        }
    }
    values > words * 2
}

/// Whether the cells of the rows stand below each other: few rows have a gap within a column, and not all have the same number
/// of cells while there are other columns.
fn stand_below(source: &Source<'_>, lines: &[Line], edges: &[Range<usize>]) -> bool {
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

/// The cells of a row that has as many values as there are columns, wherever they stand right of the labels.
fn by_order(source: &Source<'_>, line: &Line, edges: &[Range<usize>]) -> Option<Vec<Span>> {
    let text = source.slice(line.span);
    let columns = edges.len();
    let mut values = [Dash::Sign, Dash::Nil]
        .into_iter()
        .map(|dash| line::tail_values(text, dash))
        .find(|values| values.len() + 1 == columns || begins_with_year(text, values, columns))?;
    // A year at the end of the label is a value more.
    let surplus = values.len() + 1 - columns;
    values.drain(..surplus);
    let first = values.first()?;
    if ends_label(source, line, first.shift(line.span.start), edges.first()?.end) {
        return None;
    }
    let label = source.trim(Span::at(0, first.range().start).shift(line.span.start));
    Some(
        std::iter::once(label)
            .chain(values.iter().map(|value| value.shift(line.span.start)))
            .collect(),
    )
}

/// Whether a number is the end of a label that other cells stand apart from: `Afrekening 2019          -529`.
fn ends_label(source: &Source<'_>, line: &Line, number: Span, label_end: usize) -> bool {
    let Some(at) = line.words.iter().position(|word| word.span.start == number.start) else {
        return false;
    };
    let gap = |pair: &[Word]| pair[1].from - pair[0].to;
    let (before, behind) = (at.checked_sub(1), line.words.get(at..at + 2));
    let is_of_label = before.is_some_and(|before| gap(&line.words[before..=at]) == 1);
    is_of_label
        && line.words[at].to <= label_end
        && behind.is_some_and(|pair| gap(pair) > 1)
        && lines::numbers_label(source.slice(number))
}

fn begins_with_year(text: &str, values: &[Span], columns: usize) -> bool {
    values.len() == columns
        && values.first().is_some_and(|first| notation::year(&text[first.range()]).is_some())
}

/// The cells of a line, one per column; header words go to the column that begins before them.
fn by_column(source: &Source<'_>, line: &Line, edges: &[Range<usize>]) -> Vec<Span> {
    let start = line.span.range().start;
    let mut cells = vec![Span::at(start, start); edges.len()];
    for word in &line.words {
        let column = column_of(word, edges);
        let Some(cell) = cells.get_mut(column) else { continue };
        *cell = if source.slice(*cell).is_empty() { word.span } else { cell.to(word.span) };
    }
    cells
}

/// The cells of a line without values. Words that one space parts are one cell where that gives each column a cell, or each
/// group of columns in the line below; elsewhere a space may part two cells as well.
fn by_gap(
    source: &Source<'_>,
    line: &Line,
    below: Option<&Line>,
    edges: &[Range<usize>],
) -> Vec<Span> {
    let start = line.span.range().start;
    let mut cells = vec![Span::at(start, start); edges.len()];
    let parts = parts(line);
    let is_label = match parts.as_slice() {
        [only] => {
            edges.first().is_some_and(|edge| only.from < edge.end) && !is_list(source, only.span)
        }
        _ => false,
    };
    if is_label || words::is_unit_line(source.slice(line.whole()).trim()) {
        cells.iter_mut().take(1).for_each(|cell| *cell = line.whole());
        return cells;
    }
    let columns: Vec<usize> = if let Some(first) = first_in_order(&parts, edges) {
        (first..edges.len()).collect()
    } else if below.is_some_and(|below| heads_groups(source, &parts, below, edges)) {
        parts.iter().map(|part| column_of_cell(part, edges)).collect()
    } else {
        return by_column(source, line, edges);
    };
    for (column, part) in columns.into_iter().zip(parts) {
        let Some(cell) = cells.get_mut(column) else { continue };
        *cell = if source.slice(*cell).is_empty() { part.span } else { cell.to(part.span) };
    }
    cells
}

/// The words of a line that two spaces part.
fn parts(line: &Line) -> Vec<Word> {
    let whole = |words: &[Word]| {
        let (first, last) = (words[0], words[words.len() - 1]);
        Word { from: first.from, to: last.to, span: first.span.to(last.span) }
    };
    line.words.chunk_by(|left, right| right.from < left.to + 2).map(whole).collect()
}

/// The column of the first part, where each column has one: the first may be that of the values.
fn first_in_order(parts: &[Word], edges: &[Range<usize>]) -> Option<usize> {
    let first = usize::from(parts.first()?.from >= edges.first()?.end);
    (parts.len() > 1 && parts.len() + first == edges.len()).then_some(first)
}

/// Whether the line below has a cell for each column, and its words begin anew below each part.
fn heads_groups(source: &Source<'_>, parts: &[Word], below: &Line, edges: &[Range<usize>]) -> bool {
    let Some(label) = edges.first() else { return false };
    let bottom = self::parts(below);
    let Some(first) = first_in_order(&bottom, edges).filter(|_| !below.is_row) else {
        return false;
    };
    let keys: Vec<String> =
        bottom[1 - first..].iter().map(|part| fold(source.slice(part.span))).collect();
    let behind = parts.iter().filter(|part| part.from >= label.end).count();
    header::repeated(&keys).is_some_and(|size| behind * size == keys.len())
}

/// Whether a text heads several columns.
fn is_list(source: &Source<'_>, text: Span) -> bool {
    header::columns_headed(&words::items(source, text)) > 1
}

/// The first column that a cell covers for the most part, or else the one it touches.
fn column_of_cell(cell: &Word, edges: &[Range<usize>]) -> usize {
    let covered =
        |edge: &Range<usize>| cell.to.min(edge.end).saturating_sub(cell.from.max(edge.start));
    let mostly = edges.iter().position(|edge| covered(edge) * 2 > edge.len());
    mostly.unwrap_or_else(|| column_of(cell, edges))
}

fn column_of(word: &Word, edges: &[Range<usize>]) -> usize {
    let overlapping = edges.iter().position(|edge| word.from < edge.end && word.to > edge.start);
    overlapping
        .unwrap_or_else(|| edges.iter().rposition(|edge| edge.start <= word.from).unwrap_or(0))
}

/// To which row each line belongs: a row to itself, a line of words to the row whose label broke
/// there, or to none.
fn owners(source: &Source<'_>, lines: &[Line], label_end: usize) -> Vec<Option<usize>> {
    let mut owners: Vec<Option<usize>> =
        (0..lines.len()).map(|at| lines[at].is_row.then_some(at)).collect();
    let rows: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].is_row).collect();
    // Where empty lines part the rows, the lines between two of them are one row.
    let parted = rows.iter().filter(|&&at| lines[at].apart).count() * 2 > rows.len();
    // `Baten` below a row, or any name below `Totaal lasten`, names the rows that follow.
    let names_rows = |upper: usize, lower: usize| {
        let text = source.slice(lines[lower].whole());
        let is_side = || matches!(vocabulary::role(text), Some(Role::Side(_)));
        let closes = || lines[upper].is_row && closes_rows(source, &lines[upper]);
        text.starts_with(char::is_uppercase) && (is_side() || closes())
    };
    let broken = |upper: usize, lower: usize| {
        !names_rows(upper, lower) && breaks(&lines[upper], &lines[lower], label_end)
    };
    // Values stand in the middle line of a label, never in the last: words above need words below.
    let goes_on = |row: usize| {
        lines.get(row + 1).is_some_and(|line| !line.is_row && !line.apart) && broken(row, row + 1)
    };
    // A number alone is no label yet.
    let is_named = |row: usize| {
        let mut own = lines[row].words.iter().take_while(|word| word.to <= label_end);
        own.any(|word| source.slice(word.span).contains(char::is_alphabetic))
    };
    let mut above = 0;
    if let Some(&first) = rows.first()
        && first > 0
        && !parted
        && !lines[first].apart
        && broken(first - 1, first)
        && goes_on(first)
    {
        owners[first - 1] = Some(first);
        above = 1;
    }
    for (index, &row) in rows.iter().enumerate() {
        let next = rows.get(index + 1).copied();
        let end = next.unwrap_or(lines.len());
        let mut last = row;
        for at in row + 1..end {
            let joined = if parted { true } else { last - row <= above && broken(last, at) };
            let capital = source.slice(lines[at].whole()).starts_with(char::is_uppercase);
            // A line that begins as the labels do is none that goes on.
            let is_coded = !parted
                && begins_with_code(source, &lines[at])
                && begins_with_code(source, &lines[row]);
            let ahead = !parted
                && capital
                && is_named(row)
                && next.is_some_and(|next| broken(next - 1, next) && goes_on(next));
            if lines[at].apart || !joined || ahead || is_coded {
                break;
            }
            owners[at] = Some(row);
            last = at;
        }
        above = 0;
        let Some(next) = next else { break };
        let mut lower = next;
        while lower - 1 > last
            && !lines[lower].apart
            && (parted || (above == 0 && broken(lower - 1, lower) && goes_on(next)))
        {
            lower -= 1;
            owners[lower] = Some(next);
            above += 1;
        }
    }
    owners
}

/// Whether a row closes those above it: `Totaal lasten`, `Subtotaal`.
fn closes_rows(source: &Source<'_>, row: &Line) -> bool {
    row.words.first().is_some_and(|word| joints::ends_in_total(source.slice(word.span)))
}

/// Whether the first word of a line is a number, as before the names of programmes: `05.03`, `4.`.
fn begins_with_code(source: &Source<'_>, line: &Line) -> bool {
    line.words.first().is_some_and(|word| {
        let text = source.slice(word.span);
        text.starts_with(|c: char| c.is_ascii_digit())
            && (text.len() < 3 || text.contains('.'))
            && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    })
}

/// Whether the first word of the lower line would not have fitted behind the label of the upper.
fn breaks(upper: &Line, lower: &Line, label_end: usize) -> bool {
    let within = |line: &Line| {
        line.words.iter().take_while(|word| word.to <= label_end).last().map(|word| word.to)
    };
    let (Some(end), Some(_), Some(first)) = (within(upper), within(lower), lower.words.first())
    else {
        return false;
    };
    let only_label =
        |line: &Line| line.is_row || line.words.iter().all(|word| word.to <= label_end);
    only_label(upper) && only_label(lower) && end + 1 + (first.to - first.from) > label_end
}
