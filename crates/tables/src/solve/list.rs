//! The visitor that lists readings.

use super::Cell;
use super::graph::{Graph, Visitor, Walk, Ways};
use super::law::Group;
use super::table::{Budget, Candidate, amount};
use super::types::Types;
use super::value::Amount;

/// The readings that satisfy all laws.
pub(super) struct List {
    pub(super) found: Vec<Candidate>,
    /// Whether these are all.
    pub(super) complete: bool,
}

/// Lists at most `limit` readings that satisfy the laws, within the budget; `ways` lead to them.
pub(super) fn list(
    graph: &Graph,
    ways: &Ways,
    types: &Types,
    laws: &[Group],
    limit: usize,
    budget: &mut Budget,
) -> List {
    let mut lister = Lister {
        laws,
        limit: budget.listing(limit),
        max_steps: budget.share(),
        steps: 0,
        amounts: Vec::new(),
        list: List { found: Vec::new(), complete: true },
    };
    graph.walk(types, ways, &mut lister);
    budget.spend(lister.steps);
    budget.list(lister.list.found.len());
    lister.list
}

struct Lister<'a> {
    laws: &'a [Group],
    limit: usize,
    max_steps: u64,
    steps: u64,
    amounts: Vec<Amount>,
    list: List,
}

impl Visitor for Lister<'_> {
    fn step(&mut self, cells: &[Option<Cell>]) -> bool {
        self.steps += 1;
        if self.steps > self.max_steps {
            self.list.complete = false;
            return false;
        }
        let Some((&last, before)) = cells.split_last() else { return true };
        self.amounts.truncate(before.len());
        self.amounts.push(amount(last));
        // A law is tested as soon as its last column is set.
        let mut set = self.laws.iter().filter(|law| law.last() == before.len());
        set.all(|law| law.admits(&self.amounts))
    }

    fn found(&mut self, walk: &Walk<'_>) -> bool {
        // The same cells by another way: a dropped cell on either side of a space.
        let same = |seen: &Candidate| seen.label_end == walk.start && seen.cells == walk.cells;
        if self.list.found.iter().any(same) {
            return true;
        }
        if self.list.found.len() >= self.limit {
            self.list.complete = false;
            return false;
        }
        self.list.found.push(Candidate::new(walk.start, walk.cells.to_vec()));
        true
    }
}
