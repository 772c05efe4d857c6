//! The state of the search: for each row the readings still standing.

use super::notation::Rules;
use super::readings::Recipe;
use super::types::Types;
use super::value::Amount;
use super::{Cell, Why};

/// Steps of all walks and joins over one table. A usual table takes some thousands.
const MAX_STEPS: u64 = 1_000_000;

/// Steps of one walk or join, so that one hard row leaves something for the others.
const MAX_STEPS_ONCE: u64 = 60_000;

/// Places times columns of all graphs of one table, a few nanoseconds each: a row of 40 characters under ten columns takes
/// 400, and some rounds of them.
const MAX_WORK: usize = 2_000_000;

/// Readings listed for one table, for memory: one takes about a kilobyte.
const MAX_LISTED: usize = 6_000;

/// One reading of a row.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) label_end: usize,
    pub(super) cells: Vec<Option<Cell>>,
    /// The cells as sums see them.
    pub(super) amounts: Vec<Amount>,
    /// What removed the other readings, or speaks for this one.
    pub(super) why: Why,
}

/// The readings of one row.
#[derive(Debug, Clone, Default)]
pub(super) struct Domain {
    pub(super) candidates: Vec<Candidate>,
    /// Whether all readings are among the candidates.
    pub(super) complete: bool,
    /// Whether the cells were given and fill the row.
    pub(super) given: bool,
    /// The readings that are not listed, because there are too many.
    pub(super) waiting: Option<Recipe>,
    /// Those with percentages above 100, set aside: too rare to look for, too common to deny.
    pub(super) rare: Option<Recipe>,
    /// The rules under which it has no other reading with as many cells, with percentages above 100 or without.
    pub(super) alone: Option<Rules>,
    /// A law of the table holds in none of the readings.
    pub(super) unexplained: bool,
}

/// A table under one number of columns.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub(super) types: Types,
    pub(super) rows: Vec<Domain>,
    pub(super) budget: Budget,
    /// A law of the table holds in some rows only if they lost cells without a trace.
    pub(super) drops: bool,
}

/// What is left for the table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    steps: u64,
    work: usize,
    listed: usize,
}

impl Candidate {
    pub(super) fn new(label_end: usize, cells: Vec<Option<Cell>>) -> Self {
        let amounts = cells.iter().map(|&cell| amount(cell)).collect();
        Self { label_end, cells, amounts, why: Why::Grammar }
    }

    /// Cells without a trace.
    pub(super) fn missing(&self) -> usize {
        self.cells.iter().filter(|cell| cell.is_none()).count()
    }
}

/// A cell as sums see it.
pub(super) fn amount(cell: Option<Cell>) -> Amount {
    cell.map_or(Amount::MISSING, |cell| cell.value.amount())
}

/// How many of some readings differ in what is looked at.
pub(super) fn distinct<'c, Keys: Iterator<Item: Ord>>(
    candidates: &'c [Candidate],
    keys: impl Fn(&'c Candidate) -> Keys,
) -> usize {
    let mut sorted: Vec<&Candidate> = candidates.iter().collect();
    sorted.sort_unstable_by(|a, b| keys(a).cmp(keys(b)));
    sorted.dedup_by(|a, b| keys(a).eq(keys(b)));
    sorted.len()
}

impl Domain {
    /// The only reading left.
    pub(super) fn only(&self) -> Option<&Candidate> {
        match &self.candidates[..] {
            [candidate] if self.complete => Some(candidate),
            _ => None,
        }
    }

    /// Whether some reading has so many amounts that are not 0.
    pub(super) fn has_amounts(&self, least: usize) -> bool {
        let amounts = |candidate: &Candidate| {
            candidate.amounts.iter().filter(|amount| amount.value != 0).count()
        };
        self.candidates.iter().any(|candidate| amounts(candidate) >= least)
    }

    /// Whether it has one reading at most, listed or not.
    pub(super) fn is_settled(&self) -> bool {
        self.candidates.len() < 2 && self.waiting.is_none() && self.rare.is_none()
    }

    /// Whether the notation alone left the only reading.
    pub(super) fn by_notation(&self) -> bool {
        self.only().is_some_and(|only| only.why == Why::Grammar)
    }

    /// Whether sums may use the row: all its readings are known.
    pub(super) fn usable(&self) -> bool {
        self.complete && !self.candidates.is_empty()
    }

    /// Keeps the readings that `keep` marks, unless none is marked.
    pub(super) fn prune(&mut self, keep: &[bool], why: Why) -> bool {
        if self.candidates.len() < 2 || !keep.contains(&true) || !keep.contains(&false) {
            return false;
        }
        let mut marks = keep.iter();
        self.candidates.retain(|_| marks.next() == Some(&true));
        for candidate in &mut self.candidates {
            candidate.why = why;
        }
        true
    }
}

impl Table {
    pub(super) fn new(types: Types) -> Self {
        Self { types, rows: Vec::new(), budget: Budget::new(), drops: false }
    }

    pub(super) fn columns(&self) -> usize {
        self.types.len()
    }

    /// Columns that sums may use.
    pub(super) fn additive(&self) -> Vec<usize> {
        (0..self.columns())
            .filter(|&at| {
                let kind = self.types.get(at);
                kind.percent != Some(true) && kind.opaque != Some(true) && !kind.years
            })
            .collect()
    }
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { steps: MAX_STEPS, work: MAX_WORK, listed: MAX_LISTED }
    }

    /// Steps for one walk or join.
    pub(super) fn share(self) -> u64 {
        self.steps.min(MAX_STEPS_ONCE)
    }

    /// Whether no steps are left.
    pub(super) fn is_spent(self) -> bool {
        self.steps == 0
    }

    pub(super) fn spend(&mut self, steps: u64) {
        self.steps = self.steps.saturating_sub(steps);
    }

    /// Takes the places times columns of a graph, if there are as many left.
    pub(super) fn work(&mut self, units: usize) -> bool {
        let left = self.work.checked_sub(units);
        self.work = left.unwrap_or(self.work);
        left.is_some()
    }

    /// How many of `limit` readings may still be listed.
    pub(super) fn listing(self, limit: usize) -> usize {
        self.listed.min(limit)
    }

    pub(super) fn list(&mut self, readings: usize) {
        self.listed = self.listed.saturating_sub(readings);
    }
}
