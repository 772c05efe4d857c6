//! The rows as a forest: which rows are summed by which, grown one sum at a time.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::evidence::{self, FAMILIAR, PRUNE};
use super::joint::{self, Decision};
use super::table::{Budget, Candidate, Domain, Table, distinct};
use super::value::Amount;
use super::{Shape, Why, blocks, sections, signed};

/// Sums are looked for in rounds, those with the fewest combinations of readings (in bits) first: what they decide is
/// evidence for the next.
const COMBINATIONS: [RangeInclusive<u32>; 6] = [0..=0, 1..=4, 5..=8, 9..=12, 13..=18, 19..=40];

/// Rounds; each finds at least one sum. Deeper tables keep what was found.
const MAX_ROUNDS: usize = 40;

/// Cells of a table whose rows are summed; larger ones are data, not reports.
const MAX_CELLS: usize = 60_000;

/// Rows of a table in which sums with one faulty column are looked for: without a probe each costs more.
const MAX_FAULTY_ROWS: usize = 300;

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
}

/// A sum of rows, the same in all columns: the members with their signs add up to 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) shape: Shape,
    /// The sign is -1.
    pub(super) target: usize,
    /// Sign and row.
    pub(super) terms: Vec<(i8, usize)>,
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

/// The rows as the search over rows sees them: per additive column the smallest and largest value of the readings.
pub(super) struct Frame {
    pub(super) columns: Vec<usize>,
    /// Row by row.
    ranges: Vec<Range>,
    /// The same as sums see it.
    probes: Vec<Probe>,
    /// Per row the columns, as bits, in which some reading is not 0.
    filled: Vec<u64>,
    /// Per row how many readings it has; those that differ in other columns count as one.
    pub(super) readings: Vec<usize>,
    /// The same as bits.
    pub(super) choice: Vec<u32>,
    /// Columns in which a sum must fail: 1 in the search for the faults of the source.
    pub(super) faults: usize,
    /// Which of the columns have the fewest zeros and are tested before the others; the same twice where there is one.
    first: [usize; 2],
    /// Row by row, where there are several, what its readings hold in these two.
    seen: Vec<[Probe; 2]>,
    /// Per row where its own begin; one more than rows.
    first_seen: Vec<usize>,
    /// Per row the columns, as bits, before which its readings come apart.
    pub(super) cuts: Vec<u64>,
    /// The columns but the first, as bits.
    pub(super) inner: u64,
}

/// What the readings of a row hold in one column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) low: i64,
    pub(super) high: i64,
    /// The printed unit.
    pub(super) width: i64,
}

/// Between which bounds twice the amount of a row or of a sum of rows can lie in one column, with the tolerance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Probe {
    low: i64,
    high: i64,
}

impl Probe {
    fn of(range: Range) -> Self {
        Self { low: 2 * range.low - range.width, high: 2 * range.high + range.width }
    }

    /// The same for a row that is added (1) or taken off (-1).
    pub(super) fn signed(self, sign: i8) -> Self {
        if sign == 1 { self } else { Self { low: -self.high, high: -self.low } }
    }

    /// The bounds of the sum with another.
    pub(super) fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high }
    }

    /// The same for a running sum that may wrap.
    pub(super) fn wrapping_plus(self, other: Self) -> Self {
        Self { low: self.low.wrapping_add(other.low), high: self.high.wrapping_add(other.high) }
    }

    /// What was added to a running sum since it was `other`.
    pub(super) fn wrapping_minus(self, other: Self) -> Self {
        Self { low: self.low.wrapping_sub(other.low), high: self.high.wrapping_sub(other.high) }
    }

    /// Whether the sum can be 0.
    pub(super) fn allows_zero(self) -> bool {
        self.low <= 0 && self.high >= 0
    }
}

/// Finds the sums over rows and removes the readings that break them.
pub(super) fn grow(table: &mut Table) -> Forest {
    let mut forest = Forest::new(table);
    if table.rows.len() * table.columns() > MAX_CELLS {
        table.truncated = true;
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
        }
        if moved.readings {
            frame = Frame::of(table, &mut forest);
        }
        // What did not move the rows or their readings would be found again, and nothing else.
        level = if moved.any() { 0 } else { level + 1 };
    }
    table.truncated |= budget.is_spent();
    table.budget = budget;
    forest
}

impl Forest {
    fn new(table: &Table) -> Self {
        Self {
            roots: (0..table.rows.len()).filter(|&row| table.rows[row].usable()).collect(),
            parents: vec![None; table.rows.len()],
            cuts: vec![(0, 0); table.rows.len()],
            summing: vec![false; table.rows.len()],
            ..Self::default()
        }
    }

    /// Where the readings of each row come apart, worked out again only for rows that lost some.
    fn cuts(&mut self, table: &Table) -> Vec<u64> {
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
        let mut blocks = self.sums.iter().filter(|sum| sum.shape == Shape::Block);
        blocks.any(|sum| sum.is_below() == below)
    }

    /// Per row the sums it takes part in.
    pub(super) fn sums_by_row(&self) -> Vec<Vec<&Sum>> {
        let mut sums = vec![Vec::new(); self.parents.len()];
        for sum in &self.sums {
            sum.members().for_each(|(_, row)| sums[row].push(sum));
        }
        sums
    }

    /// Whether these rows are a sum already.
    pub(super) fn knows(&self, sum: &Sum) -> bool {
        !self.seen.is_empty() && self.seen.contains(&sum.rows())
    }

    /// Adds the sums that fit together, and removes the readings they exclude.
    fn take(&mut self, found: Vec<Found>, table: &mut Table) -> Moved {
        let mut moved = Moved::default();
        let mut touched = BTreeSet::new();
        for Found { sum, decision } in found {
            let rows = sum.rows();
            let stale = rows.iter().any(|row| touched.contains(row));
            let free = |row: &usize| self.parents[*row].is_none();
            let fits = sum.shape != Shape::Block
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
            if sum.shape == Shape::Block {
                self.adopt(&sum);
                // Its rows have changed places; other sums found with them are looked for again.
                touched.extend(sum.rows());
                moved.rows = true;
            }
            self.sums.push(sum);
        }
        moved
    }

    /// Adds a sum of rows that was found apart from the search; its parts get their place where they have none.
    pub(super) fn add(&mut self, sum: Sum) {
        if self.seen.insert(sum.rows()) {
            self.adopt(&sum);
            self.sums.push(sum);
        }
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
        let familiar = self.shape == Shape::Block && forest.has_blocks(self.is_below());
        let margin = if familiar { FAMILIAR } else { PRUNE };
        let members: Vec<(i8, usize)> = self.members().collect();
        let decision = joint::decide(table, frame, &members, cost, margin, budget)?;
        Some(Found { sum: self, decision })
    }
}

impl Frame {
    fn of(table: &Table, forest: &mut Forest) -> Self {
        let columns = table.additive();
        let (rows, cells) = (table.rows.len(), table.rows.len() * columns.len());
        let mut frame = Self {
            inner: columns.iter().skip(1).fold(0, |bits, &column| bits | 1 << column),
            columns,
            ranges: Vec::with_capacity(cells),
            probes: Vec::with_capacity(cells),
            filled: Vec::with_capacity(rows),
            readings: Vec::with_capacity(rows),
            choice: Vec::with_capacity(rows),
            faults: 0,
            first: [0; 2],
            seen: Vec::new(),
            first_seen: Vec::with_capacity(rows + 1),
            cuts: forest.cuts(table),
        };
        for row in &table.rows {
            frame.push(row);
        }
        frame.first = frame.fullest();
        for (row, domain) in table.rows.iter().enumerate() {
            frame.see(row, domain);
        }
        frame.first_seen.push(frame.seen.len());
        frame
    }

    /// The two columns in which the most rows hold something, the first of those that are equal.
    fn fullest(&self) -> [usize; 2] {
        let mut numbers = vec![0; self.columns.len()];
        for filled in &self.filled {
            for (column, number) in numbers.iter_mut().enumerate() {
                *number += filled >> column & 1;
            }
        }
        let fullest = |but: Option<usize>| {
            let columns = (0..numbers.len()).rev().filter(|&column| Some(column) != but);
            columns.max_by_key(|&column| numbers[column])
        };
        let one = fullest(None).unwrap_or_default();
        [one, fullest(Some(one)).unwrap_or(one)]
    }

    fn see(&mut self, row: usize, domain: &Domain) {
        self.first_seen.push(self.seen.len());
        if domain.candidates.len() > 1 && !self.columns.is_empty() {
            let probe = |candidate: &Candidate, at: usize| {
                let value = candidate.amounts[self.columns[at]].value;
                Probe::of(Range { low: value, high: value, ..self.ranges(row)[at] })
            };
            let probes = |candidate: &Candidate| self.first.map(|at| probe(candidate, at));
            let mut seen: Vec<[Probe; 2]> = domain.candidates.iter().map(probes).collect();
            seen.sort_unstable();
            seen.dedup();
            self.seen.extend(seen);
        }
    }

    fn push(&mut self, row: &Domain) {
        let mut filled = 0;
        for (at, &column) in self.columns.iter().enumerate() {
            let mut amounts = row.candidates.iter().map(|candidate| candidate.amounts[column]);
            let first = amounts.next().unwrap_or(Amount::MISSING);
            let mut range = Range { low: first.value, high: first.value, width: first.unit };
            for amount in amounts {
                range.low = range.low.min(amount.value);
                range.high = range.high.max(amount.value);
                range.width = range.width.max(amount.unit);
            }
            filled |= u64::from(range.low != 0 || range.high != 0) << at;
            self.ranges.push(range);
            self.probes.push(Probe::of(range));
        }
        self.filled.push(filled);
        let readings = match row.candidates.len() {
            0 | 1 => 1,
            _ => distinct(&row.candidates, |candidate| {
                self.columns.iter().map(|&at| candidate.amounts[at].value)
            }),
        };
        self.readings.push(readings);
        self.choice.push(evidence::choice(readings as u64));
    }

    /// Whether sums with a fault are looked for: another column has to prove them.
    fn may_have_faults(&self) -> bool {
        self.columns.len() > 1 && self.filled.len() <= MAX_FAULTY_ROWS
    }

    /// Whether some row has several readings.
    pub(super) fn is_open(&self) -> bool {
        self.choice.iter().any(|&choice| choice > 0)
    }

    /// The place of a row in the flat vectors.
    fn at(&self, row: usize) -> std::ops::Range<usize> {
        row * self.columns.len()..(row + 1) * self.columns.len()
    }

    /// A row, column by column.
    pub(super) fn ranges(&self, row: usize) -> &[Range] {
        &self.ranges[self.at(row)]
    }

    /// What the readings of a row hold in the columns that are tested first; nothing for a row with one.
    pub(super) fn seen(&self, row: usize) -> &[[Probe; 2]] {
        &self.seen[self.first_seen[row]..self.first_seen[row + 1]]
    }

    /// What a row holds in the first or second of the columns that are tested first.
    pub(super) fn look(&self, row: usize, at: usize) -> Probe {
        self.probes[row * self.columns.len() + self.first[at]]
    }

    /// What a row holds in the columns that are tested first, added (1) or taken off (-1).
    pub(super) fn looks(&self, row: usize, sign: i8) -> [Probe; 2] {
        [self.look(row, 0).signed(sign), self.look(row, 1).signed(sign)]
    }

    /// Whether a sum with these bounds in the two columns that are tested first can be 0: in one of them at least where it
    /// may have a fault.
    pub(super) fn allow_zero(&self, one: Probe, other: impl FnOnce() -> Probe) -> bool {
        let is_enough = self.faults > 0;
        if one.allows_zero() == is_enough { is_enough } else { other().allows_zero() }
    }

    /// Whether fewer than two of these rows hold anything: sums of zeros are everywhere and say nothing.
    pub(super) fn are_zeros(&self, rows: &[usize]) -> bool {
        rows.iter().filter(|&&row| self.filled[row] != 0).count() < 2
    }

    /// Whether the terms minus the target can be 0 within the tolerance, in all columns but those that have faults, and
    /// are not all 0.
    pub(super) fn adds_up(&self, target: usize, terms: &[(i8, usize)]) -> bool {
        let filled =
            terms.iter().fold(self.filled[target], |all, &(_, row)| all | self.filled[row]);
        let (mut faults, mut left) = (0, filled);
        while left != 0 {
            let column = left.trailing_zeros() as usize;
            left &= left - 1;
            let at = |row: usize, sign| self.probes[row * self.columns.len() + column].signed(sign);
            let sum =
                terms.iter().fold(at(target, -1), |sum, &(sign, row)| sum.plus(at(row, sign)));
            faults += usize::from(!sum.allows_zero());
            if faults > self.faults {
                return false;
            }
        }
        filled != 0 && faults == self.faults
    }

    /// Whether two rows have one reading each, with the same values, not all 0.
    pub(super) fn repeats(&self, a: usize, b: usize) -> bool {
        // Most do not in the first column looked at.
        self.look(a, 0) == self.look(b, 0) && self.are_equal(a, b)
    }

    fn are_equal(&self, a: usize, b: usize) -> bool {
        let equal = |(a, b): (&Range, &Range)| (a.low, a.high, a.low) == (b.low, b.high, a.high);
        self.filled[a] == self.filled[b]
            && self.filled[a] != 0
            && self.ranges(a).iter().zip(self.ranges(b)).all(equal)
    }

    /// Whether a sum of these rows can prove so much.
    pub(super) fn may_prove(&self, members: &[(i8, usize)], needed: u32) -> bool {
        let mut bits = 0_u32;
        (0..self.columns.len()).any(|column| {
            let mut largest = [0; 3];
            let mut width = 0_u64;
            for &(_, row) in members {
                let range = self.ranges(row)[column];
                let size = range.low.unsigned_abs().max(range.high.unsigned_abs());
                evidence::keep_largest(&mut largest, size);
                width = width.saturating_add(range.width.unsigned_abs());
            }
            bits = bits.saturating_add(evidence::of_sum(largest, width));
            bits >= needed
        })
    }
}
