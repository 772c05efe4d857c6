//! The rows behind a header, each a text or more and the run of values behind it.

use ontleed_text::Source;

use super::beside::{initials_beside, take_capitals, words_beside};
use super::cells::{Cell, Shape};
use super::codes::{Named, codes, without_codes};
use super::runs::{Run, cut_sums, is_whole, names_texts, runs, total, width, words_of_each};
use super::{remarks, template, units};
use crate::header;
use crate::lex::{Head, Lexed, Raw};
use crate::rows;
use crate::words::What;

/// Gives a table the rows behind its header, which ends before `body`.
pub(super) fn take_rows(source: &Source<'_>, cells: &[Cell], body: usize, lexed: &mut Lexed) {
    let body = Body::of(source, cells, body, lexed);
    let found = body.with_units().or_else(|| body.like_a_template());
    let Found { words, width, rows } = found.unwrap_or_else(|| body.of_runs());
    lexed.words = words;
    lexed.width = width;
    lexed.rows = rows;
}

/// The cells behind a header, and what it says of them.
struct Body<'c, 't> {
    source: &'c Source<'t>,
    header: &'c [Cell],
    heads: &'c [Vec<Head>],
    cells: &'c [Cell],
    /// Which of them number the rows.
    codes: Vec<bool>,
    /// The numbers of columns that the header may name.
    counts: &'c [usize],
    /// Some column holds words.
    has_words: bool,
    /// The last one does.
    ends_in_words: bool,
    /// Some texts are the measures of indicators, and no cells of words.
    has_measures: bool,
}

/// Rows, and how many columns of words and of values they have.
struct Found {
    words: usize,
    width: Option<usize>,
    rows: Vec<Raw>,
}

impl<'c, 't> Body<'c, 't> {
    fn of(source: &'c Source<'t>, cells: &'c [Cell], body: usize, lexed: &'c Lexed) -> Self {
        let (header, cells) = cells.split_at(body);
        let is_words = |head: &Head| head.items.iter().any(|item| item.what == What::Text);
        let is_measure = |cell: &Cell| {
            cell.shape == Shape::Text && rows::row_measure(source.slice(cell.span)).is_some()
        };
        Self {
            source,
            header,
            heads: &lexed.header,
            cells,
            codes: codes(source, cells, Named::of(source, &lexed.header)),
            counts: lexed.named(source),
            has_words: lexed.header.iter().flatten().any(is_words),
            ends_in_words: lexed.header.last().and_then(|row| row.last()).is_some_and(is_words),
            has_measures: cells.iter().any(is_measure),
        }
    }

    /// Rows with units beside their labels, where the header names no other words.
    fn with_units(&self) -> Option<Found> {
        if !self.may_hold_words() || !units::names_unit(self.source, self.header) {
            return None;
        }
        let runs = runs(self.cells, &self.codes);
        if !units::stand_beside(self.source, &runs) {
            return None;
        }
        let width = runs.iter().map(|run| run.cells.len()).max();
        Some(Found::of(1, width, runs, |run, rows| run.push_with_unit(self.source, width, rows)))
    }

    /// Rows in which words stand in the same places.
    fn like_a_template(&self) -> Option<Found> {
        if !self.may_hold_words() {
            return None;
        }
        let cells = without_codes(self.cells, &self.codes);
        let shapes = template::shapes(self.source, &cells);
        let template = template::find(&shapes, self.counts, self.ends_in_words)?;
        let rows = template.rows(&cells, &shapes);
        Some(Found { words: 0, width: Some(template.columns()), rows })
    }

    fn may_hold_words(&self) -> bool {
        self.has_words && !self.has_measures
    }

    /// Rows that begin at a text behind values, with words beside their labels or without.
    fn of_runs(&self) -> Found {
        let Self { source, header, .. } = *self;
        let mut runs = runs(self.cells, &self.codes);
        if self.has_measures {
            return self.of_values(runs);
        }
        let words = if self.ends_in_words { 0 } else { words_of_each(source, header, &runs) };
        if words > 0 {
            return self.with_words(words, runs);
        }
        if let Some(width) = initials_beside(source, header, &runs) {
            let push = |run: &Run, rows: &mut Vec<Raw>| {
                run.push_beside(width, run.ends_in_initials(source), rows);
            };
            return Found::of(1, Some(width), runs, push);
        }
        if let Some(width) = words_beside(source, header, &runs) {
            return Found::of(1, Some(width), runs, |run, rows| run.push_beside(width, true, rows));
        }
        take_capitals(source, &mut runs);
        if self.ends_in_words {
            remarks::take(source, &mut runs);
        }
        self.of_values(runs)
    }

    /// Rows that have as many words beside their labels.
    fn with_words(&self, words: usize, runs: Vec<Run>) -> Found {
        let most = runs.iter().map(|run| run.cells.len()).max();
        // More years than cells: all rows lost some.
        let width = most.map(|most| most.max(self.periods()));
        let texts = words + 1;
        let is_whole = runs[0].texts.len() == texts
            && (is_whole(self.source, self.header, texts, most.unwrap_or(0))
                || names_texts(self.source, self.header, texts));
        Found::of(words, width, runs, |run, rows| run.push_words(is_whole, width, rows))
    }

    /// How many years the header has in cells of their own.
    fn periods(&self) -> usize {
        self.header.iter().filter(|cell| cell.shape == Shape::Period).count()
    }

    /// Rows of a label and values.
    fn of_values(&self, mut runs: Vec<Run>) -> Found {
        let width = width(&runs, self.counts, self.periods(), total(self.source, &runs));
        let cells = runs.iter().map(|run| run.cells.len()).filter(|&count| count > 0);
        let cells: Vec<usize> = cells.collect();
        let more = width.and_then(|width| {
            header::names_more(self.source, self.heads, self.counts, width, &cells)
        });
        let width = more.or(width);
        if let Some(width) = width {
            cut_sums(self.source, &mut runs, width);
        }
        Found::of(0, width, runs, |run, rows| run.push(self.source, width, rows))
    }
}

impl Found {
    fn of(
        words: usize,
        width: Option<usize>,
        runs: Vec<Run>,
        push: impl Fn(&Run, &mut Vec<Raw>),
    ) -> Self {
        let mut rows = Vec::new();
        for run in runs {
            push(&run, &mut rows);
        }
        Self { words, width, rows }
    }
}
