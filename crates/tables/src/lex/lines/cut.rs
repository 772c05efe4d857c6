//! Where a row on one line is cut: its label ends there, and its cells begin.

use ontleed_dutch::cell;
use ontleed_text::{Source, Span};

use super::parted::{Parted, parted};
use super::stuck::{
    behind_years, digits_in_label, figures_in_label, first_of_some, is_too_long, long_number,
    number_behind_name, sign_glued_to_name, stuck_to_figure,
};
use super::values::Values;
use super::width::{Lone, Width};
use super::{Line, LineKind, behind, below};
use crate::lex::spaced::{By, Spaced};
use crate::lex::{Raw, Tail, trim_spaces};
use crate::line::{self, Dash};
use crate::notation;
use crate::operator;
use crate::rows;
use crate::thousands;

impl Line {
    /// The row, with the name above it.
    pub(super) fn raw(&self, source: &Source<'_>, width: &Width, spaced: Spaced) -> Raw {
        let raw = match spaced {
            Spaced::Yes { dash, columns, by } => {
                let raw = self.spaced(source, dash, columns, width);
                Raw { in_doubt: raw.in_doubt || by == By::Rows && is_joined(source, &raw), ..raw }
            }
            Spaced::InDoubt => Raw { in_doubt: true, ..self.plain(source, width) },
            Spaced::No => self.plain(source, width),
        };
        match self.name {
            Some(name) => below::named(raw, name),
            None => raw,
        }
    }

    /// The row where a space parts cells and nothing else.
    fn plain(&self, source: &Source<'_>, width: &Width) -> Raw {
        match &self.kind {
            LineKind::Label => Raw::label_only(self.span),
            LineKind::Exploded { label, cells } => {
                Raw::new(label.iter().copied().collect(), Tail::Loose(cells.clone()), self.span)
            }
            LineKind::Row(values) => {
                let row = behind::row(source, self.span)
                    .unwrap_or_else(|| Row::of(source, self, values, width).raw(source, self.span));
                Raw { in_doubt: width.lone == Lone::Open && values.has_lone_dash(), ..row }
            }
        }
    }

    /// The row where a space parts thousands too.
    fn spaced(&self, source: &Source<'_>, dash: Dash, columns: usize, width: &Width) -> Raw {
        let Some(values) = self.values() else { return self.plain(source, width) };
        let text = source.slice(self.span);
        let shown = values.read(dash, false);
        let joined = thousands::joined(text, shown);
        let Some(first) = shown.first() else { return self.plain(source, width) };
        let cells = [shown, &joined].into_iter().find(|cells| cells.len() == columns);
        let label = label(source, Span::at(0, first.range().start).shift(self.span.start));
        let tail = cells.unwrap_or(shown).iter().map(|cell| cell.shift(self.span.start));
        let in_doubt = cells.is_none() || values.may_have_signs(width);
        Raw { in_doubt, ..Raw::new(label, Tail::Loose(tail.collect()), self.span) }
    }
}

/// Whether a space parts thousands in a cell of a row.
fn is_joined(source: &Source<'_>, row: &Raw) -> bool {
    let cells = match &row.tail {
        Tail::Loose(cells) => cells.as_slice(),
        Tail::None | Tail::Placed(_) | Tail::Glued(_) => &[],
    };
    cells.iter().any(|cell| thousands::groups(source.slice(*cell)).is_some())
}

/// The label of a row, if there is one.
fn label(source: &Source<'_>, span: Span) -> Vec<Span> {
    let label = source.trim(span);
    if label.is_empty() { Vec::new() } else { vec![label] }
}

/// A row on one line, and how its table is read.
struct Row<'r> {
    text: &'r str,
    values: &'r Values,
    width: &'r Width,
    /// The values at its end, as the table reads a dash that stands alone.
    read: &'r [Span],
}

/// Where the label of a row ends, and what follows it: spans into its line.
struct Cut {
    label_end: usize,
    tail: Tail,
    /// Whether its dashes may be signs.
    has_open_dash: bool,
}

impl<'r> Row<'r> {
    fn of(source: &'r Source<'_>, line: &Line, values: &'r Values, width: &'r Width) -> Self {
        let read = values.read(width.dash, width.words_last);
        Self { text: source.slice(line.span), values, width, read }
    }

    fn raw(&self, source: &Source<'_>, line: Span) -> Raw {
        let Cut { label_end, mut tail, has_open_dash } = self.cut();
        match &mut tail {
            Tail::None => {}
            Tail::Placed(cells) | Tail::Loose(cells) => {
                for cell in cells {
                    *cell = cell.shift(line.start);
                }
            }
            Tail::Glued(cells) => *cells = trim_spaces(source, cells.shift(line.start)),
        }
        let (name, operator) = operator(&self.text[..label_end]);
        let label = label(source, Span::at(0, name).shift(line.start));
        let code = operator.map(|operator| operator.shift(line.start));
        Raw { code, has_open_dash, ..Raw::new(label, tail, line) }
    }

    /// Its label and cells, by the first rule that finds where these begin.
    fn cut(&self) -> Cut {
        let glued = |at: usize| self.glued(at);
        let columns = self.width.columns;
        sign_glued_to_name(self.text)
            .or_else(|| self.long_run())
            .map(glued)
            .or_else(|| spaced_out_behind_year(self.text, self.read, columns?))
            .or_else(|| spaced_out_behind_number(self.text, self.read, columns?))
            .or_else(|| self.stuck_to_label().map(glued))
            .or_else(|| self.dashed())
            .or_else(|| self.parted(columns?))
            .or_else(|| self.as_many_as(columns?))
            .or_else(|| line::glued_tail(self.text).map(glued))
            .or_else(|| stuck_to_figure(self.text, self.read, columns?).map(glued))
            .or_else(|| spaced_out(self.text, self.read, columns?))
            .unwrap_or_else(|| self.shown())
    }

    /// Where a number of many digits begins that is more than one cell, or the cells before it.
    fn long_run(&self) -> Option<usize> {
        let at = long_number(self.text)?;
        let Width { columns, amounts, .. } = self.width;
        let is_year = || notation::year(&self.text[at..at + 4]).is_some();
        let is_long = amounts.dotted || is_too_long(&self.text[at..]);
        let has_columns = columns.is_some_and(|columns| columns > 1);
        let is_run = (is_long || !amounts.undotted && is_year()) && (has_columns || is_year());
        is_run.then(|| first_of_some(self.read).unwrap_or(at))
    }

    /// Where the first cell begins that sticks to the label, small numbers only where they do so in most rows.
    fn stuck_to_label(&self) -> Option<usize> {
        let figures = figures_in_label(self.text, self.read);
        let figures = figures.or_else(|| behind_years(self.text, self.read));
        if figures.is_some() || !self.width.glues {
            return figures;
        }
        let digits = digits_in_label(self.text, self.read);
        digits.or_else(|| number_behind_name(self.text, self.read))
    }

    /// The cells of a row in which a lone dash may be a sign as well, where one space stands between them.
    fn dashed(&self) -> Option<Cut> {
        let cells = &self.values.nil;
        let is_parted = |pair: &[Span]| pair[1].range().start == pair[0].range().end + 1;
        let is_open = self.values.may_have_signs(self.width) && cells.windows(2).all(is_parted);
        is_open.then(|| Cut { has_open_dash: true, ..Cut::loose(cells.clone()) })
    }

    /// The cells of a row in which two stick together.
    fn parted(&self, columns: usize) -> Option<Cut> {
        let parted = parted(self.text, self.read, columns).filter(|_| self.width.amounts.dotted)?;
        match parted {
            Parted::Cells(cells) => Some(Cut::loose(cells)),
            // Words behind them stand apart.
            Parted::Open(at) => (!self.width.words_last).then(|| self.glued(at)),
        }
    }

    /// The cells, where the row has as many as there are columns; behind the measure of an indicator words are cells too.
    fn as_many_as(&self, columns: usize) -> Option<Cut> {
        if let Some(cells) = behind_measure(self.text, columns) {
            return Some(Cut::loose(cells));
        }
        if let Some(cells) = word_behind_measure(self.text, self.read) {
            let placed = spaced_out(self.text, &cells, columns);
            return Some(placed.unwrap_or_else(|| Cut::loose(cells)));
        }
        let last = self.values.dashes_of(columns, self.width).into_iter().find_map(|dash| {
            let cells = self.values.read(dash, self.width.words_last);
            cells.len().checked_sub(columns).map(|label| &cells[label..])
        });
        last.map(|cells| Cut::loose(cells.to_vec()))
    }

    /// The cells from there to the end of the line, of which some stick together.
    fn glued(&self, at: usize) -> Cut {
        let end = line::without_letter(self.text).len();
        Cut::new(at, Tail::Glued(Span::at(at, end)))
    }

    /// As many cells as the row shows.
    fn shown(&self) -> Cut {
        if self.read.is_empty() {
            return Cut::new(self.text.len(), Tail::None);
        }
        Cut::loose(self.read.to_vec())
    }
}

impl Cut {
    const fn new(label_end: usize, tail: Tail) -> Self {
        Self { label_end, tail, has_open_dash: false }
    }

    fn loose(cells: Vec<Span>) -> Self {
        Self::new(cells[0].range().start, Tail::Loose(cells))
    }
}

/// Where each empty cell left two spaces more: the cells in their columns, if with the empty ones there are as many as columns.
fn spaced_out(text: &str, cells: &[Span], columns: usize) -> Option<Cut> {
    let mut placed = Vec::new();
    let first = cells.first()?.range().start;
    let label_end = text[..first].trim_end_matches(' ').len();
    let mut end = label_end;
    for cell in cells {
        let spaces = cell.range().start - end;
        if spaces.is_multiple_of(2) || placed.len() > columns {
            return None;
        }
        placed.extend(std::iter::repeat_n(Span::at(end, end), spaces / 2));
        placed.push(*cell);
        end = cell.range().end;
    }
    let trailing = text.trim_end_matches('\r').len() - end;
    let at_end = (columns.checked_sub(placed.len())?).min(trailing / 2);
    placed.extend(std::iter::repeat_n(Span::at(end, end), at_end));
    (placed.len() == columns).then(|| Cut::new(label_end, Tail::Placed(placed)))
}

/// The same for a label that ends in a year, where the row has as many cells as columns with it, or one too many with the
/// empty ones at its end.
fn spaced_out_behind_year(text: &str, cells: &[Span], columns: usize) -> Option<Cut> {
    let (first, rest) = cells.split_first()?;
    notation::year(&text[first.range()])?;
    let is_full = || cells.len() == columns || fills(text, cells, columns + 1);
    spaced_out(text, rest, columns).filter(|_| is_full())
}

/// The same for a label that ends in one or two digits, where empty cells among the others leave no room for these:
/// `Containers fase 2 310 310 310   930`.
fn spaced_out_behind_number(text: &str, cells: &[Span], columns: usize) -> Option<Cut> {
    let (first, rest) = cells.split_first()?;
    let number = &text[first.range()];
    let is_apart = |pair: &[Span]| pair[1].range().start > pair[0].range().end + 1;
    let may_number = number.len() < 3
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && text[..first.range().start].ends_with(' ')
        && text[first.range().end..].starts_with(' ')
        && rest.first()?.range().start == first.range().end + 1
        && rest.windows(2).any(is_apart);
    may_number.then(|| spaced_out(text, rest, columns)).flatten()
}

/// Whether so many cells and empty ones at the end, each of two spaces, are all of a row.
fn fills(text: &str, cells: &[Span], columns: usize) -> bool {
    let trailing = text.trim_end_matches('\r').len() - text.trim_end().len();
    spaced_out(text, cells, columns).is_some()
        && trailing.is_multiple_of(2)
        && cells.len() + trailing / 2 == columns
}

/// The cells of a row of an indicator whose first is a word that stands for a value, where not every word is one:
/// `Realisatie startjaar 59%    `.
fn word_behind_measure(text: &str, cells: &[Span]) -> Option<Vec<Span>> {
    let before = text[..cells.first()?.range().start].trim_end_matches(' ');
    let start = before.rfind(' ')? + 1;
    cell(&before[start..])?.value.missing()?;
    rows::row_measure(before[..start].trim_end().rsplit(' ').next()?)?;
    let word = Span::at(start, before.len());
    Some(std::iter::once(word).chain(cells.iter().copied()).collect())
}

/// The sign that says how a row counts, in a column of its own behind the label.
fn operator(label: &str) -> (usize, Option<Span>) {
    let label = label.trim_end();
    let space = label.rfind(' ');
    let last = space.map_or(0, |space| space + 1);
    let name = space.unwrap_or(0);
    // `Ruimte (+) / overschrijding (-)` says what the signs of its values mean.
    if ["(+)", "(-)"].iter().any(|sign| label[..name].contains(sign)) {
        return (label.len(), None);
    }
    match operator::sign(&label[last..]) {
        Some(_) => (name, Some(Span::at(last, label.len()))),
        None => (label.len(), None),
    }
}

/// `Realisatie startjaar 59%`: behind the measure of an indicator every word is a cell, where
/// there are as many as columns.
fn behind_measure(text: &str, columns: usize) -> Option<Vec<Span>> {
    let trimmed = text.trim_end_matches([' ', '\r', '\t']);
    let mut words = words_from_end(trimmed);
    let measure = words.clone().nth(columns)?;
    rows::row_measure(&trimmed[measure.range()])?;
    // Figures that stick to a word are no cell.
    let is_cell = |word: Span| line::glued_tail(&trimmed[word.range()]).is_none();
    let mut cells = Vec::with_capacity(columns);
    for word in words.by_ref().take(columns) {
        is_cell(word).then(|| cells.push(word))?;
    }
    cells.reverse();
    Some(cells)
}

/// The words of a text that spaces part, the last first.
fn words_from_end(text: &str) -> impl Iterator<Item = Span> + Clone {
    let mut end = text.len();
    let words = text.as_bytes().rsplit(|byte| *byte == b' ').map(move |word| {
        let span = Span::at(end - word.len(), end);
        end = end.saturating_sub(word.len() + 1);
        span
    });
    words.filter(|word| !word.is_empty())
}
