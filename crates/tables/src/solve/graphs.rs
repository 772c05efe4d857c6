//! The graphs of the rows of a table, which are asked for again under each number of columns and in each stage.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::graph::Graph;
use super::habits::{Habits, decimals_of_row};
use super::notation::{MAX_CELL, Rules};
use super::table::Budget;
use super::{Problem, Tail};

/// Rows whose graphs are kept, for memory: one takes some kilobytes at most.
const MAX_KEPT: usize = 4_000;

/// The rows of a problem, and what their notation allows.
pub(super) struct Graphs<'p> {
    pub(super) problem: &'p Problem<'p>,
    pub(super) habits: Habits,
    /// Per row its graph under the rules of the table, once it is asked for.
    kept: Vec<OnceCell<Option<Graph>>>,
}

impl<'p> Graphs<'p> {
    pub(super) fn of(problem: &'p Problem<'p>) -> Self {
        let is_glued = problem.rows.iter().any(|row| matches!(row.tail, Tail::Glued { .. }));
        let kept = if is_glued { problem.rows.len().min(MAX_KEPT) } else { 0 };
        Self { problem, habits: Habits::of(problem), kept: vec![OnceCell::new(); kept] }
    }

    /// The graph of a row, if it has one under so many columns and the budget allows it. The budget pays for a graph that is
    /// kept as for any other, so that what it allows does not depend on what was asked before.
    pub(super) fn get(
        &self,
        row: usize,
        columns: usize,
        rules: Rules,
        budget: &mut Budget,
    ) -> Option<Cow<'_, Graph>> {
        match &self.problem.rows.get(row)?.tail {
            Tail::Cells(cells) => {
                budget.work(cells.len() * columns).then(|| Cow::Owned(Graph::of_cells(cells)))
            }
            Tail::Dashed(cells) => {
                budget.work(cells.len() * columns).then(|| Cow::Owned(Graph::of_dashed(cells)))
            }
            Tail::Glued { text, label_ends } => {
                let first = label_ends.iter().min().copied().unwrap_or_default();
                let len = text.len().saturating_sub(first);
                if !fits(text, label_ends, columns, rules) || !budget.work(len * columns) {
                    return None;
                }
                let read = |rules| Graph::of_text(text, label_ends, columns, rules);
                let graph =
                    || self.with_own_decimals(text, rules).and_then(read).or_else(|| read(rules));
                // What is no longer than a cell is not too long for any number of columns.
                let is_kept = rules == self.habits.rules && len <= MAX_CELL;
                match self.kept.get(row).filter(|_| is_kept) {
                    Some(kept) => kept.get_or_init(graph).as_ref().map(Cow::Borrowed),
                    None => graph().map(Cow::Owned),
                }
            }
            Tail::None => None,
        }
    }

    /// The rules of a row of one quantity, in which all numbers have as many decimals.
    fn with_own_decimals(&self, text: &str, rules: Rules) -> Option<Rules> {
        if !self.problem.alike || rules.decimals.is_some() {
            return None;
        }
        Some(Rules { decimals: Some(decimals_of_row(text)?), ..rules })
    }
}

/// A quick test that keeps long runs of digits from the graph: a run of digits needs at least so many cells.
fn fits(text: &str, label_ends: &[usize], columns: usize, rules: Rules) -> bool {
    let last = label_ends.iter().max().copied().unwrap_or_default();
    let most = if rules.undotted { 14 } else { 3 };
    let tail = text.as_bytes().get(last..).unwrap_or_default();
    let mut cells = 0;
    for run in tail.split(|byte| !byte.is_ascii_digit()) {
        // The first four may be a group or the decimals of the number before.
        cells += run.len().saturating_sub(4).div_ceil(most);
        if cells > columns {
            return false;
        }
    }
    tail.len() <= columns.saturating_mul(MAX_CELL)
}
