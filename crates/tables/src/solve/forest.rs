//! The rows as a forest: which rows are summed by which, grown one sum at a time.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use super::evidence::{FAMILIAR, NAMED, PRUNE};
use super::frame::Frame;
use super::joint::{self, Decision};
use super::table::{Budget, Domain, Table};
use super::{Problem, RelationKind, Row, Tail, Why, blocks, sections, signed};

/// Sums are looked for in rounds, those with the fewest combinations of readings (in bits) first: what they decide is
/// evidence for the next.
const COMBINATIONS: [RangeInclusive<u32>; 6] = [0..=0, 1..=4, 5..=8, 9..=12, 13..=18, 19..=40];

/// Rounds; each finds at least one sum. Deeper tables keep what was found.
const MAX_ROUNDS: usize = 40;

/// Cells of a table whose rows are summed; larger ones are data, not reports.
const MAX_CELLS: usize = 60_000;

/// What the search over rows found.
#[derive(Debug, Clone, Default)]
pub(super) struct Forest {
    /// Rows that no other row sums, in order.
    pub(super) roots: Vec<usize>,
    /// Per row the row that sums it.
    pub(super) parents: Vec<Option<usize>>,
    /// All sums found.
    pub(super) sums: Vec<Sum>,
    /// The rows of each sum, to find none twice.
    seen: BTreeSet<Vec<usize>>,
    /// Per row, for so many readings, where they come apart.
    cuts: Vec<(usize, u64)>,
    /// Per row whether it sums others already.
    summing: Vec<bool>,
    /// Per row the sums it takes part in.
    sums_of: Vec<Vec<usize>>,
    /// Per row the rows above it that its name says it sums.
    named: Vec<Range<usize>>,
    /// Per row the rows below it that it seems to sum by the layout.
    headed: Vec<Range<usize>>,
    /// Per row the sums that it is by the signs beside the rows above it; empty where there are none.
    signed: Vec<Vec<Terms>>,
    /// How many sums of such rows are of those, and how many of others.
    heading: [usize; 2],
}

/// Signs and rows.
pub(super) type Terms = Vec<(i8, usize)>;

/// A sum of rows, the same in all columns: the members with their signs add up to 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) kind: RelationKind,
    /// The sign is -1.
    pub(super) target: usize,
    pub(super) terms: Terms,
    /// Rows that repeat a term (an only child), summed by that term.
    pub(super) echoes: Vec<(usize, usize)>,
}

/// A sum with what speaks for it.
pub(super) struct Found {
    pub(super) sum: Sum,
    pub(super) decision: Decision,
}

/// What new sums changed, so that others may be found.
#[derive(Clone, Copy, Default)]
struct Moved {
    /// The place of a row in the tree.
    rows: bool,
    /// The readings of a row.
    readings: bool,
}

impl Moved {
    fn any(self) -> bool {
        self.rows || self.readings
    }
}

/// Finds the sums over rows and removes the readings that break them.
pub(super) fn grow(problem: &Problem<'_>, table: &mut Table) -> Forest {
    let mut forest = Forest::new(problem, table);
    if table.rows.len() * table.columns() > MAX_CELLS {
        return forest;
    }
    let mut budget = table.budget;
    let mut frame = Frame::of(table, &mut forest);
    if frame.are_zeros(&forest.roots) {
        return forest;
    }
    let mut level = 0;
    for _ in 0..MAX_ROUNDS {
        if !frame.is_open() && level > 0 {
            level = level.max(COMBINATIONS.len());
        }
        let limit = match COMBINATIONS.get(level) {
            Some(limit) => limit,
            None if level == COMBINATIONS.len() && frame.may_have_faults() => &(0..=0),
            None => break,
        };
        frame.faults = usize::from(level == COMBINATIONS.len());
        let found = blocks::search(table, &frame, &forest, limit, &mut budget);
        let mut moved = forest.take(found, table);
        if !moved.any() {
            let found = signed::search(table, &frame, &forest, limit, &mut budget);
            moved = forest.take(found, table);
        }
        if !moved.any() && level + 1 == COMBINATIONS.len() {
            let found = sections::search(table, &frame, &forest, &mut budget);
            moved = forest.take(found, table);
            if !moved.any() {
                moved.readings = forest.settle(table, &frame, &mut budget);
            }
        }
        if moved.readings {
            frame = Frame::of(table, &mut forest);
        }
        // What did not move the rows or their readings would be found again, and nothing else.
        level = if moved.any() { 0 } else { level + 1 };
    }
    table.budget = budget;
    forest
}

impl Forest {
    fn new(problem: &Problem<'_>, table: &Table) -> Self {
        Self {
            roots: (0..table.rows.len()).filter(|&row| table.rows[row].usable()).collect(),
            parents: vec![None; table.rows.len()],
            cuts: vec![(0, 0); table.rows.len()],
            summing: vec![false; table.rows.len()],
            sums_of: vec![Vec::new(); table.rows.len()],
            named: (0..table.rows.len()).map(|row| named(problem, table, row)).collect(),
            headed: headed(problem),
            signed: signed_above(problem, table),
            ..Self::default()
        }
    }

    /// Where the readings of each row come apart, worked out again only for rows that lost some.
    pub(super) fn cuts(&mut self, table: &Table) -> Vec<u64> {
        for (cuts, row) in self.cuts.iter_mut().zip(&table.rows) {
            let len = row.candidates.len();
            if cuts.0 != len {
                // One reading comes apart everywhere.
                *cuts = (len, if len < 2 { u64::MAX } else { joint::cuts_of(&row.candidates) });
            }
        }
        self.cuts.iter().map(|&(_, cuts)| cuts).collect()
    }

    /// Whether a row is free to be a total: no other row sums it, or open rows stand beside it.
    pub(super) fn may_sum(&self, table: &Table, row: usize) -> bool {
        let is_open = |beside: Option<usize>| {
            beside.is_some_and(|beside| {
                self.roots.binary_search(&beside).is_ok() && table.rows[beside].usable()
            })
        };
        table.rows[row].usable()
            && (self.parents[row].is_none()
                || is_open(row.checked_sub(1))
                || is_open(Some(row + 1)))
    }

    /// The row that no other sums, above this one in the tree. Bounded by the rows.
    pub(super) fn top(&self, row: usize) -> usize {
        let mut top = row;
        for _ in 0..self.parents.len() {
            let Some(parent) = self.parents[top] else { break };
            top = parent;
        }
        top
    }

    /// Whether a row already sums others.
    pub(super) fn sums_others(&self, row: usize) -> bool {
        self.summing[row]
    }

    /// Whether the table has totals above their rows (`below`) or under them.
    pub(super) fn has_blocks(&self, below: bool) -> bool {
        let mut blocks = self.sums.iter().filter(|sum| sum.kind == RelationKind::Sum);
        blocks.any(|sum| sum.is_below() == below)
    }

    /// Whether its name says of a row that it is this sum: of all rows of its block that no other sums.
    fn names(&self, sum: &Sum) -> bool {
        let rows = self.named[sum.target].clone();
        let parts = rows.clone().filter(|&row| self.parents[row].is_none()).count();
        sum.kind == RelationKind::Sum
            && sum.terms.len() + sum.echoes.len() == parts
            && sum.terms.iter().all(|(_, row)| rows.contains(row))
    }

    /// The sums that a row is by the signs beside the rows above it.
    pub(super) fn told(&self, target: usize) -> &[Terms] {
        self.signed.get(target).map_or(&[], Vec::as_slice)
    }

    /// The row that is all that the name of another says it sums.
    pub(super) fn only_part(&self, target: usize) -> Option<usize> {
        let rows = &self.named[target];
        (rows.len() == 1 && self.parents[rows.start].is_none()).then_some(rows.start)
    }

    /// Whether the layout says of a row that it is this sum: rows glued whole are the sums of the rows below them up to the
    /// next one, some of them and no fewer.
    fn shows(&self, sum: &Sum) -> bool {
        /// Fewer blocks show no layout.
        const FEWEST: usize = 2;
        let [as_headed, other] = self.heading;
        as_headed >= FEWEST && other == 0 && self.is_headed(sum)
    }

    /// Whether a sum is of all rows that its target seems to sum by the layout.
    fn is_headed(&self, sum: &Sum) -> bool {
        let rows = self.headed[sum.target].clone();
        rows.len() == sum.terms.len() && sum.terms.iter().all(|(_, row)| rows.contains(row))
    }

    /// The sums that a row takes part in.
    pub(super) fn sums_with(&self, row: usize) -> impl Iterator<Item = &Sum> {
        self.sums_of[row].iter().map(|&at| &self.sums[at])
    }

    /// Whether some sum holds both rows.
    pub(super) fn share_sum(&self, row: usize, other: usize) -> bool {
        self.sums_of[row].iter().any(|sum| self.sums_of[other].contains(sum))
    }

    /// Whether these rows are a sum already.
    pub(super) fn knows(&self, sum: &Sum) -> bool {
        !self.seen.is_empty() && self.seen.contains(&sum.rows())
    }

    /// Whether the target is a part of a row that these terms add up with already: where its other parts are nearly nothing it
    /// seems to add up with them too.
    pub(super) fn knows_of_whole(&self, sum: &Sum) -> bool {
        let Some(whole) = self.parents[sum.target] else { return false };
        let has = |known: &Sum, row: usize| known.members().any(|(_, member)| member == row);
        self.sums_with(whole).any(|known| sum.terms.iter().all(|&(_, row)| has(known, row)))
    }

    /// Adds the sums that fit together, and removes the readings they exclude.
    fn take(&mut self, found: Vec<Found>, table: &mut Table) -> Moved {
        let mut moved = Moved::default();
        let mut touched = BTreeSet::new();
        for Found { sum, decision } in found {
            let rows = sum.rows();
            let stale = rows.iter().any(|row| touched.contains(row));
            let free = |row: &usize| self.parents[*row].is_none();
            let fits = sum.kind != RelationKind::Sum
                || (!self.sums_others(sum.target)
                    && sum.terms.iter().all(|(_, row)| free(row))
                    && sum.echoes.iter().all(|(row, _)| free(row)));
            if stale || !fits || !self.seen.insert(rows) {
                continue;
            }
            for (row, keep) in &decision.keep {
                if table.rows[*row].prune(keep, Why::BlockSum) {
                    touched.insert(*row);
                    moved.readings = true;
                }
            }
            if sum.kind == RelationKind::Sum {
                self.adopt(&sum);
                // Its rows have changed places; other sums found with them are looked for again.
                touched.extend(sum.rows());
                moved.rows = true;
            }
            self.keep(sum);
        }
        moved
    }

    /// Removes the readings that a sum found before excludes, now that its other rows have fewer.
    fn settle(&self, table: &mut Table, frame: &Frame, budget: &mut Budget) -> bool {
        let mut touched = BTreeSet::new();
        for sum in &self.sums {
            let members: Vec<(i8, usize)> = sum.members().collect();
            let is_open = |&(_, row): &(i8, usize)| frame.choice[row] > 0;
            // The frame does not know what rows lost since.
            let is_stale = |&(_, row): &(i8, usize)| touched.contains(&row);
            if budget.is_spent() || !members.iter().any(is_open) || members.iter().any(is_stale) {
                continue;
            }
            let weighed = joint::weigh(table, frame, &members, budget);
            for (row, keep) in weighed.into_iter().flat_map(|weighed| weighed.keep) {
                if table.rows[row].prune(&keep, Why::BlockSum) {
                    touched.insert(row);
                }
            }
        }
        !touched.is_empty()
    }

    /// Adds a sum of rows that was found apart from the search; its parts get their place where they have none.
    pub(super) fn add(&mut self, sum: Sum) {
        if self.seen.insert(sum.rows()) {
            self.adopt(&sum);
            self.keep(sum);
        }
    }

    fn keep(&mut self, sum: Sum) {
        if sum.kind == RelationKind::Sum && !self.headed[sum.target].is_empty() {
            self.heading[usize::from(!self.is_headed(&sum))] += 1;
        }
        sum.members().for_each(|(_, row)| self.sums_of[row].push(self.sums.len()));
        self.sums.push(sum);
    }

    fn adopt(&mut self, sum: &Sum) {
        self.summing[sum.target] = true;
        for &(_, row) in &sum.terms {
            self.parents[row] = Some(sum.target);
        }
        for &(row, parent) in &sum.echoes {
            self.parents[row] = Some(parent);
        }
        self.roots.retain(|&row| self.parents[row].is_none());
    }
}

/// The rows above a row that is a total by its name: up to a name without figures or the total before it. None where one of
/// them has no readings.
pub(super) fn named(problem: &Problem<'_>, table: &Table, row: usize) -> Range<usize> {
    if !problem.rows[row].is_total {
        return row..row;
    }
    let ends = |above: &Row<'_>| above.is_total || matches!(above.tail, Tail::None);
    let first = problem.rows[..row].iter().rposition(ends).map_or(0, |end| end + 1);
    let is_whole = table.rows[first..row].iter().all(Domain::usable);
    if is_whole { first..row } else { row..row }
}

/// Whether a row is a name without figures.
fn is_name(row: &Row<'_>) -> bool {
    match &row.tail {
        Tail::None => true,
        Tail::Cells(cells) | Tail::Dashed(cells) => cells.iter().all(Option::is_none),
        Tail::Glued { .. } => false,
    }
}

/// For each row glued whole the rows below it up to the next one or to a name without figures, none of them glued whole.
fn headed(problem: &Problem<'_>) -> Vec<Range<usize>> {
    let is_whole =
        |row: &Row<'_>| matches!(row.tail, Tail::Glued { text, .. } if !text.contains(' '));
    let mut end = problem.rows.len();
    let mut headed = vec![0..0; end];
    for (at, row) in problem.rows.iter().enumerate().rev() {
        if is_whole(row) {
            headed[at] = at + 1..end;
        }
        if is_whole(row) || matches!(row.tail, Tail::None) {
            end = at;
        }
    }
    headed
}

/// For each row without a sign the rows right above it that have one, with and without the row without a sign above those. Names
/// without figures may stand between them. Empty where no row has a sign.
fn signed_above(problem: &Problem<'_>, table: &Table) -> Vec<Vec<Terms>> {
    if problem.rows.iter().all(|row| row.sign.is_none()) {
        return Vec::new();
    }
    let mut told = vec![Vec::new(); problem.rows.len()];
    let mut terms = Terms::new();
    let mut before: Option<usize> = None;
    for (at, row) in problem.rows.iter().enumerate() {
        if is_name(row) {
            continue;
        }
        if let Some(sign) = row.sign {
            terms.push((sign, at));
            continue;
        }
        let is_usable = |&(_, row): &(i8, usize)| table.rows[row].usable();
        if !terms.is_empty() && terms.iter().all(is_usable) && table.rows[at].usable() {
            let first = before.filter(|&row| table.rows[row].usable()).map(|row| (1, row));
            let with_first =
                first.map(|first| std::iter::once(first).chain(terms.clone()).collect());
            told[at] = with_first.into_iter().chain([std::mem::take(&mut terms)]).collect();
        }
        terms.clear();
        before = Some(at);
    }
    told
}

impl Sum {
    /// All rows that take part, sorted.
    fn rows(&self) -> Vec<usize> {
        let mut rows: Vec<usize> = self.members().map(|(_, row)| row).collect();
        rows.sort_unstable();
        rows
    }

    /// Whether the terms stand below the target.
    pub(super) fn is_below(&self) -> bool {
        self.terms.first().is_some_and(|&(_, row)| row > self.target)
    }

    /// Terms and target with their signs.
    pub(super) fn members(&self) -> impl Iterator<Item = (i8, usize)> + Clone {
        self.terms.iter().copied().chain([(-1, self.target)])
    }

    /// Asks whether the readings support the sum; `cost` in bits is what it takes to name the sum among those tried.
    pub(super) fn decide(
        self,
        table: &Table,
        frame: &Frame,
        forest: &Forest,
        cost: u32,
        budget: &mut Budget,
    ) -> Option<Found> {
        if budget.is_spent() {
            return None;
        }
        let familiar = self.kind == RelationKind::Sum && forest.has_blocks(self.is_below());
        let is_told = forest.told(self.target).contains(&self.terms);
        let (cost, margin) = if is_told || forest.names(&self) || forest.shows(&self) {
            (0, NAMED)
        } else {
            (cost, if familiar { FAMILIAR } else { PRUNE })
        };
        let members: Vec<(i8, usize)> = self.members().collect();
        let decision = joint::decide(table, frame, &members, cost, margin, budget)?;
        Some(Found { sum: self, decision })
    }
}
