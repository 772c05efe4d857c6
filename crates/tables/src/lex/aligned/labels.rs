//! To which row the lines belong over which a label broke.

use ontleed_text::Source;

use super::Line;
use super::columns::Columns;
use crate::joints;
use crate::notation;
use crate::vocabulary::{self, Role};

/// Beside which line of a label its values stand, where lines say that they go on from the one above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    First,
    Last,
    Open,
}

/// To which row each line belongs.
pub(super) struct Owners {
    /// A row to itself, a line of words to the row whose label broke there, or to none.
    pub(super) of: Vec<Option<usize>>,
    /// The rows of which a line may be a part of the label or name other rows.
    pub(super) in_doubt: Vec<usize>,
}

pub(super) fn owners(source: &Source<'_>, lines: &[Line], columns: &Columns) -> Owners {
    let look = Look::new(source, lines, columns);
    let of = match look.beside() {
        Beside::First => look.below_rows(),
        Beside::Last => look.above_rows(),
        Beside::Open => {
            let of = Around::of(source, lines, columns).owners();
            return Owners { of, in_doubt: Vec::new() };
        }
    };
    let in_doubt = look.in_doubt(&of);
    Owners { of, in_doubt }
}

/// The lines of a table, and what they say of its labels.
struct Look<'l, 't> {
    source: &'l Source<'t>,
    lines: &'l [Line],
    columns: &'l Columns,
    /// The first line of the rows and their names.
    first: usize,
    /// The end of the column of the labels, as wide as the widest line of one.
    label_end: usize,
    /// A row may begin small, whatever stands above it.
    small_rows: bool,
    /// Labels begin with codes.
    coded_rows: bool,
}

impl<'l, 't> Look<'l, 't> {
    fn new(source: &'l Source<'t>, lines: &'l [Line], columns: &'l Columns) -> Self {
        let mut look = Self {
            source,
            lines,
            columns,
            first: 0,
            label_end: 0,
            small_rows: false,
            coded_rows: false,
        };
        let rows = || (0..lines.len()).filter(|&at| lines[at].is_row);
        let above = (0..rows().next().unwrap_or(0)).rev().take_while(|&at| look.is_loose(at));
        look.first = above.last().or(rows().next()).unwrap_or(0);
        let is_free = |at: usize| at == 0 || lines[at].apart || !look.is_loose(at - 1);
        look.small_rows = rows().any(|at| look.is_small(at) && is_free(at));
        look.coded_rows = rows().any(|at| begins_with_code(source, &lines[at]));
        let rest =
            |&at: &usize| lines[at].is_row || at > 0 && look.is_loose(at) && look.is_small(at);
        let of_labels = (look.first..lines.len()).filter(rest).flat_map(|at| {
            let above = at.checked_sub(1).filter(|&above| above >= look.first && look.is_small(at));
            above.into_iter().chain([at])
        });
        let ends = of_labels.filter_map(|at| end_of_label(&lines[at], columns));
        look.label_end = ends.max().unwrap_or(0);
        look
    }

    /// Whether a line holds nothing but a part of a label or of a cell of words.
    fn is_loose(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let mut cells = line.words.iter().filter(|word| word.from >= self.columns.cells_start());
        let is_label = line.words.iter().all(|word| {
            word.from >= self.columns.cells_start() || word.to < self.columns.cells_start()
        });
        let is_words = |from: usize| {
            let edge = self.columns.edges.iter().rposition(|edge| edge.start <= from);
            edge.is_some_and(|edge| self.columns.words[edge])
        };
        !line.is_row && !line.is_header && is_label && cells.all(|word| is_words(word.from))
    }

    /// Whether such a line goes on in a column of words, and in that of the labels or not: then it names no rows.
    fn has_words(&self, at: usize) -> bool {
        let is_cell =
            self.lines[at].words.last().is_some_and(|word| word.from >= self.columns.cells_start());
        is_cell && (self.label(at).is_empty() || self.may_go_on(at - 1, at))
    }

    fn label(&self, at: usize) -> &str {
        self.columns.label_of(&self.lines[at]).map_or("", |label| self.source.slice(label))
    }

    /// Whether a label begins small, or in brackets.
    fn is_small(&self, at: usize) -> bool {
        self.label(at).starts_with(|c: char| c.is_lowercase() || c == '(')
    }

    fn has_code(&self, at: usize) -> bool {
        self.columns.code_of(&self.lines[at]).is_some()
    }

    /// Whether a line says that it goes on from the one above: it begins small, or the one above is not finished, or only that
    /// one has a code.
    fn says_so(&self, at: usize) -> bool {
        let is_small = self.is_small(at) && !(self.small_rows && self.lines[at].is_row);
        let above = self.label(at - 1);
        let last = above.rsplit(' ').next().unwrap_or_default();
        let is_code =
            || self.columns.label == 0 && begins_with_code(self.source, &self.lines[at - 1]);
        let is_open = last.ends_with([',', '-', '/'])
            || joints::goes_on_behind(last)
            || last.len() == above.len() && is_code();
        let is_coded = self.has_code(at - 1)
            && !self.has_code(at)
            && !(self.lines[at].is_row && closes_rows(self.source, &self.lines[at]));
        is_small || is_open || is_coded
    }

    /// Whether the label of a line can go on in the next: its first word did not fit there, and it names no rows.
    fn may_go_on(&self, upper: usize, lower: usize) -> bool {
        let closes_group = self.label(upper).ends_with(':');
        !closes_group
            && !names_rows(self.source, self.lines, upper, lower)
            && !self.begins_anew(lower)
            && breaks(&self.lines[upper], &self.lines[lower], self.columns, self.label_end)
    }

    /// Whether a line begins with a code as the rows do.
    fn begins_anew(&self, at: usize) -> bool {
        if self.columns.label > 0 {
            return self.has_code(at);
        }
        let is_coded = |line: &Line| begins_with_code(self.source, line);
        !self.lines[at].is_row && is_coded(&self.lines[at]) && self.coded_rows
    }

    /// What the lines say that go on.
    fn beside(&self) -> Beside {
        let rows = rows(self.lines);
        if are_parted(self.lines, &rows) {
            return Beside::Open;
        }
        let (mut below, mut above, mut both) = (0, 0, 0);
        for row in rows {
            let goes_on = row + 1 < self.lines.len()
                && !self.lines[row + 1].apart
                && self.is_loose(row + 1)
                && (self.has_words(row + 1)
                    || self.says_so(row + 1) && self.may_go_on(row, row + 1));
            let went_on = row > self.first
                && !self.lines[row].apart
                && self.is_loose(row - 1)
                && self.says_so(row)
                && self.may_go_on(row - 1, row);
            match (goes_on, went_on) {
                (true, true) => both += 1,
                (true, false) => below += 1,
                (false, true) => above += 1,
                (false, false) => {}
            }
        }
        match (below, above, both) {
            (1.., 0, 0) => Beside::First,
            (0, 1.., 0) => Beside::Last,
            _ => Beside::Open,
        }
    }

    /// The lines below a row that go on from its label.
    fn below_rows(&self) -> Vec<Option<usize>> {
        let mut owners = own_rows(self.lines);
        for at in 1..self.lines.len() {
            let Some(row) = owners[at - 1].filter(|_| self.is_loose(at) && !self.lines[at].apart)
            else {
                continue;
            };
            if self.has_words(at) || self.may_go_on(at - 1, at) {
                owners[at] = Some(row);
            }
        }
        owners
    }

    /// The lines above a row that go on in its label.
    fn above_rows(&self) -> Vec<Option<usize>> {
        let mut owners = own_rows(self.lines);
        for at in (self.first + 1..self.lines.len()).rev() {
            let Some(row) = owners[at].filter(|_| self.is_loose(at - 1) && !self.lines[at].apart)
            else {
                continue;
            };
            let names_rows = at > 1 && names_rows(self.source, self.lines, at - 2, at - 1);
            if self.may_go_on(at - 1, at) && !names_rows {
                owners[at - 1] = Some(row);
            }
        }
        owners
    }

    /// The rows with a line that only its place takes into their labels, where lines of their own name rows, or where few
    /// other lines say that they go on.
    fn in_doubt(&self, owners: &[Option<usize>]) -> Vec<usize> {
        let lines = || self.first..self.lines.len();
        let is_side = |at: usize| matches!(vocabulary::role(self.label(at)), Some(Role::Side(_)));
        let names_rows = |at: usize| owners[at].is_none() && self.is_loose(at) && !is_side(at);
        let lower = |at: usize| if owners[at] < Some(at) { at } else { at + 1 };
        let is_joined = |&at: &usize| owners[at].is_some_and(|row| row != at);
        let is_sure = |&at: &usize| self.has_words(at) || self.says_so(lower(at));
        let (sure, open): (Vec<usize>, Vec<usize>) = lines().filter(is_joined).partition(is_sure);
        if open.len() <= sure.len() && !lines().any(names_rows) {
            return Vec::new();
        }
        open.into_iter().filter_map(|at| owners[at]).collect()
    }
}

/// The lines of a table of which none says that it goes on: values stand beside the middle line of a label, or beside its first.
struct Around<'l, 't> {
    source: &'l Source<'t>,
    lines: &'l [Line],
    columns: &'l Columns,
    label_end: usize,
    rows: Vec<usize>,
    /// Empty lines part the rows.
    are_parted: bool,
    /// Lines of words are names of groups, as far as they say.
    has_groups: bool,
}

impl<'l, 't> Around<'l, 't> {
    fn of(source: &'l Source<'t>, lines: &'l [Line], columns: &'l Columns) -> Self {
        let rows = rows(lines);
        let are_parted = are_parted(lines, &rows);
        let has_groups = !are_parted && name_groups(source, lines, &rows);
        let label_end = columns.label_end();
        Self { source, lines, columns, label_end, rows, are_parted, has_groups }
    }

    fn owners(&self) -> Vec<Option<usize>> {
        let mut owners = own_rows(self.lines);
        let mut above = match self.rows.first() {
            Some(&first) if !self.are_parted => self.take_above(first, 0, &mut owners),
            _ => 0,
        };
        for (index, &row) in self.rows.iter().enumerate() {
            let next = self.rows.get(index + 1).copied();
            let below = self.take_below(row, next, above, &mut owners);
            let Some(next) = next else { break };
            above = self.take_above(next, row + below + 1, &mut owners);
        }
        owners
    }

    /// Takes lines from `first` on into the label of the row below them, and gives their number: one, or all where empty lines
    /// part the rows.
    fn take_above(&self, row: usize, first: usize, owners: &mut [Option<usize>]) -> usize {
        let mut lower = row;
        while lower > first
            && !self.lines[lower].apart
            && (self.are_parted || lower == row && self.is_middle(row))
        {
            lower -= 1;
            owners[lower] = Some(row);
        }
        row - lower
    }

    /// Takes lines into the label of the row above them, and gives their number: one more than stand above it, or all.
    fn take_below(
        &self,
        row: usize,
        next: Option<usize>,
        above: usize,
        owners: &mut [Option<usize>],
    ) -> usize {
        let end = next.unwrap_or(self.lines.len());
        let is_joined = |at: usize| {
            at <= row + above + 1 && self.is_broken(at - 1, at) && !self.begins_anew(row, at, next)
        };
        let mut at = row + 1;
        while at < end && !self.lines[at].apart && (self.are_parted || is_joined(at)) {
            owners[at] = Some(row);
            at += 1;
        }
        at - row - 1
    }

    /// Whether a line begins as the label of the row above it does, or is the first of that of the row below.
    fn begins_anew(&self, row: usize, at: usize, next: Option<usize>) -> bool {
        let is_coded = |at: usize| begins_with_code(self.source, &self.lines[at]);
        let is_capital =
            || self.source.slice(self.lines[at].whole()).starts_with(char::is_uppercase);
        is_coded(at) && is_coded(row)
            || is_capital() && self.is_named(row) && next.is_some_and(|next| self.is_middle(next))
    }

    /// Whether a row has words beside its values: a number alone is no label yet.
    fn is_named(&self, row: usize) -> bool {
        let mut own = self.lines[row].words.iter().take_while(|word| word.to <= self.label_end);
        own.any(|word| self.source.slice(word.span).contains(char::is_alphabetic))
    }

    /// Whether a row is the middle line of a label. It is never the last: words above need words below.
    fn is_middle(&self, row: usize) -> bool {
        let goes_on = |below: &Line| !below.is_row && !below.apart;
        self.is_broken(row - 1, row)
            && self.lines.get(row + 1).is_some_and(goes_on)
            && self.is_broken(row, row + 1)
    }

    /// Whether the label of a row ends in a year, behind which none breaks: `Begroting 2019-2022`.
    fn closes(&self, row: usize) -> bool {
        let line = &self.lines[row];
        let label = self.columns.label_of(line).filter(|_| line.is_row);
        label.is_some_and(|label| {
            let words = self.source.slice(label).rsplit([' ', '-', '/']);
            words.take(1).any(|last| notation::year(last).is_some())
        })
    }

    /// Whether a label broke between two lines.
    fn is_broken(&self, upper: usize, lower: usize) -> bool {
        let [above, below] = [upper, lower].map(|at| &self.lines[at]);
        let is_group = self.has_groups && self.closes(upper);
        !is_group
            && !names_rows(self.source, self.lines, upper, lower)
            && stands_alone(above, self.label_end)
            && stands_alone(below, self.label_end)
            && breaks(above, below, self.columns, self.label_end)
    }
}

fn own_rows(lines: &[Line]) -> Vec<Option<usize>> {
    (0..lines.len()).map(|at| lines[at].is_row.then_some(at)).collect()
}

fn rows(lines: &[Line]) -> Vec<usize> {
    (0..lines.len()).filter(|&at| lines[at].is_row).collect()
}

/// Whether empty lines part the rows: then the lines between two of them are one row.
fn are_parted(lines: &[Line], rows: &[usize]) -> bool {
    rows.iter().filter(|&&at| lines[at].apart).count() * 2 > rows.len()
}

/// Whether a row closes those above it: `Totaal lasten`, `Subtotaal`.
fn closes_rows(source: &Source<'_>, row: &Line) -> bool {
    row.words.first().is_some_and(|word| ontleed_terms::ends_in_total(source.slice(word.span)))
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

/// `Baten` below a row, or any name below `Totaal lasten`, names the rows that follow.
fn names_rows(source: &Source<'_>, lines: &[Line], upper: usize, lower: usize) -> bool {
    let text = source.slice(lines[lower].whole());
    let is_side = || matches!(vocabulary::role(text), Some(Role::Side(_)));
    let closes = || lines[upper].is_row && closes_rows(source, &lines[upper]);
    text.starts_with(char::is_uppercase) && (is_side() || closes())
}

/// Whether each line of words between rows begins large right above a row, as those do that go on in none, and one of them for
/// sure names the rows below it.
fn name_groups(source: &Source<'_>, lines: &[Line], rows: &[usize]) -> bool {
    let mut names = rows.windows(2).flat_map(|pair| pair[0] + 1..pair[1]);
    let is_name = |at: usize| {
        lines[at + 1].is_row && source.slice(lines[at].whole()).starts_with(char::is_uppercase)
    };
    let is_sure = |at: usize| names_rows(source, lines, at - 1, at);
    names.clone().all(is_name) && names.any(is_sure)
}

/// Whether a line is a row, or holds nothing behind the labels.
fn stands_alone(line: &Line, label_end: usize) -> bool {
    line.is_row || line.words.iter().all(|word| word.to <= label_end)
}

/// Whether the first word of the lower line would not have fitted behind the label of the upper.
pub(super) fn breaks(upper: &Line, lower: &Line, columns: &Columns, label_end: usize) -> bool {
    let first = columns.label_words(lower).next();
    let (Some(end), Some(first)) = (end_of_label(upper, columns), first) else { return false };
    first.to <= label_end && end + 1 + (first.to - first.from) > label_end
}

fn end_of_label(line: &Line, columns: &Columns) -> Option<usize> {
    columns.label_words(line).last().map(|word| word.to)
}
