//! The values at the end of a row, and what a dash that stands alone among them may be.

use ontleed_text::Span;

use super::width::{Dashes, Lone, Width};
use crate::line::{self, Dash};

/// The values at the end of a line, in each way to read them.
pub(super) struct Values {
    pub(super) nil: Vec<Span>,
    /// Where a lone dash makes them others.
    pub(super) sign: Option<Vec<Span>>,
    /// The values before the words that end the line, these last.
    pub(super) with_words: Option<Vec<Span>>,
}

impl Values {
    pub(super) fn of(text: &str, known: Option<&line::Tail>) -> Self {
        if let Some(nil) = line::values_between_marks(text) {
            return Self { nil, sign: None, with_words: None };
        }
        let known = known.cloned();
        let line::Tail { values: nil, lone_dash } =
            known.unwrap_or_else(|| line::scan_tail(text, Dash::Nil));
        let sign = lone_dash.then(|| line::tail_values(text, Dash::Sign));
        let with_words = line::cells_before_words(text, nil.len()).map(|(mut values, words)| {
            values.extend(words);
            values
        });
        // A figure that ends a remark is no value.
        if with_words.is_some() {
            return Self { nil: Vec::new(), sign: None, with_words };
        }
        Self { nil, sign, with_words }
    }

    /// The readings of a lone dash, the one that gives as many cells as columns first.
    pub(super) fn dashes_of(&self, columns: usize, width: &Width) -> [Dash; 3] {
        let first = match self.dashes() {
            Some(row) if width.lone != Lone::None && row.signs == columns => Dash::Sign,
            Some(row) if width.lone != Lone::None && row.cells == columns => Dash::Nil,
            _ => width.dash,
        };
        [first, Dash::Nil, Dash::Sign]
    }

    /// Whether a lone dash stands before a number.
    pub(super) fn has_lone_dash(&self) -> bool {
        self.dashes().is_some_and(|row| row.signs < row.cells)
    }

    /// Whether a lone dash may be a sign as well as a cell: the row has as many cells as columns with neither reading, or if it is
    /// a cell, in a table where it may be a sign.
    pub(super) fn may_have_signs(&self, width: &Width) -> bool {
        let Some(row) = self.dashes().filter(|row| row.signs < row.cells) else { return false };
        match (width.lone, width.columns) {
            (Lone::None, _) => false,
            (Lone::Decided | Lone::Weighed, Some(columns)) => {
                row.signs != columns && (row.cells != columns || width.may_have_signs)
            }
            _ => width.lone == Lone::Open,
        }
    }

    /// Whether a dash says nil for sure: no number stands behind it.
    pub(super) fn has_nil(&self, text: &str) -> bool {
        let cells = self.sign.iter().flatten();
        cells.map(|cell| &text[cell.range()]).any(line::is_minus)
    }

    /// None where no value was found.
    pub(super) fn dashes(&self) -> Option<Dashes> {
        let cells = self.nil.len();
        let signs = self.sign.as_ref().map_or(cells, Vec::len);
        (cells > 0).then_some(Dashes { signs, cells })
    }

    /// The cells, those before the words that end the line where there are no others.
    pub(super) fn shown(&self) -> &[Span] {
        match &self.with_words {
            Some(cells) if self.nil.is_empty() => cells,
            _ => &self.nil,
        }
    }

    /// The cells by each reading.
    pub(super) fn readings(&mut self) -> impl Iterator<Item = &mut Vec<Span>> {
        let others = [self.sign.as_mut(), self.with_words.as_mut()];
        others.into_iter().flatten().chain([&mut self.nil])
    }

    /// Leaves the first cell to the label.
    pub(super) fn drop_first(&mut self) {
        let Some(first) = self.shown().first().copied() else { return };
        for values in self.readings() {
            if values.first() == Some(&first) {
                values.remove(0);
            }
        }
    }

    /// Leaves an operator before the first cell to the label.
    pub(super) fn drop_operator(&mut self, text: &str) {
        for first in self.readings().filter_map(|values| values.first_mut()) {
            if let Some(amount) = text[first.range()].strip_prefix(OPERATOR) {
                let end = first.range().end;
                *first = Span::at(end - amount.trim_start().len(), end);
            }
        }
    }

    /// The cells at the end of the line, the words behind them included where a column holds words.
    pub(super) fn read(&self, dash: Dash, words_last: bool) -> &[Span] {
        let plain = match dash {
            Dash::Nil => &self.nil,
            Dash::Sign => self.sign.as_ref().unwrap_or(&self.nil),
        };
        self.with_words.as_ref().filter(|_| words_last).unwrap_or(plain)
    }
}

/// A sign of a row that may be that of its first value too.
pub(super) const OPERATOR: &str = "-/- ";
