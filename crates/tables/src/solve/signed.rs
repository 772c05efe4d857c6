//! Sums of rows with mixed signs: a balance of two rows, or a row that adds some of its neighbours and subtracts others.

use std::ops::RangeInclusive;

use super::RelationKind;
use super::evidence;
use super::forest::{Forest, Found, Sum};
use super::frame::{Frame, Probe};
use super::table::{Budget, Table};

/// How far apart, in rows that no other row sums, the rows of a balance may stand.
const WINDOW: usize = 7;

/// In long tables only direct neighbours are tried.
const MAX_WIDE_ROOTS: usize = 120;

/// Rows below another that it adds and subtracts.
const MAX_BELOW: usize = 4;

/// The signs of two rows that add up to a third.
const TRIPLES: [[i8; 2]; 4] = [[1, 1], [1, -1], [-1, 1], [-1, -1]];

/// The signed sums that the readings support, with bits of combinations in `limit`.
pub(super) fn search(
    table: &Table,
    frame: &Frame,
    forest: &Forest,
    limit: &RangeInclusive<u32>,
    budget: &mut Budget,
) -> Vec<Found> {
    if frame.columns.is_empty() {
        return Vec::new();
    }
    let window = if forest.roots.len() > MAX_WIDE_ROOTS { 3 } else { WINDOW };
    let mut found = told(table, frame, forest, limit, budget);
    for (at, &target) in forest.roots.iter().enumerate() {
        let first = at.saturating_sub(window);
        let near = &forest.roots[first..forest.roots.len().min(at + 1 + MAX_BELOW)];
        if near.iter().map(|&row| frame.choice[row]).sum::<u32>() < *limit.start() {
            continue;
        }
        let mut trial = Trial::of(frame, forest, limit, target);
        trial.add_pairs(&near[..at - first]);
        trial.add_below(&below(frame, &forest.roots[at + 1..]));
        let cost = evidence::choice(trial.tried);
        let sums = trial.sums.into_iter();
        found.extend(sums.filter_map(|sum| sum.decide(table, frame, forest, cost, budget)));
    }
    found.sort_by_key(|found| std::cmp::Reverse(found.decision.margin));
    found
}

/// The sums that rows are by the signs beside those above them, also where another row sums them.
fn told(
    table: &Table,
    frame: &Frame,
    forest: &Forest,
    limit: &RangeInclusive<u32>,
    budget: &mut Budget,
) -> Vec<Found> {
    let mut found = Vec::new();
    for target in 0..table.rows.len() {
        let told = forest.told(target);
        if told.is_empty() {
            continue;
        }
        let mut trial = Trial::of(frame, forest, limit, target);
        for terms in told {
            trial.add_told(terms);
        }
        let cost = evidence::choice(told.len() as u64);
        let sums = trial.sums.into_iter();
        found.extend(sums.filter_map(|sum| sum.decide(table, frame, forest, cost, budget)));
    }
    found
}

/// The rows below another that it may add and subtract; one that repeats the row above it is the only part of that.
fn below(frame: &Frame, roots: &[usize]) -> Vec<usize> {
    let mut below: Vec<usize> = Vec::with_capacity(MAX_BELOW);
    for &row in roots.iter().take(2 * MAX_BELOW) {
        if below.len() < MAX_BELOW && !below.last().is_some_and(|&above| frame.repeats(above, row))
        {
            below.push(row);
        }
    }
    below
}

/// The signed sums that one row is tried as.
struct Trial<'t> {
    frame: &'t Frame,
    forest: &'t Forest,
    limit: &'t RangeInclusive<u32>,
    target: usize,
    /// The row taken off, in the columns that are tested first.
    own: [Probe; 2],
    tried: u64,
    /// Those that the readings support.
    sums: Vec<Sum>,
}

impl<'t> Trial<'t> {
    fn of(
        frame: &'t Frame,
        forest: &'t Forest,
        limit: &'t RangeInclusive<u32>,
        target: usize,
    ) -> Self {
        let own = frame.looks(target, -1);
        Self { frame, forest, limit, target, own, tried: 0, sums: Vec::new() }
    }

    /// A row as the balance of two above it.
    fn add_pairs(&mut self, before: &[usize]) {
        for (index, &a) in before.iter().enumerate() {
            for &b in &before[index + 1..] {
                if self.is_in_limit(&[a, b]) {
                    self.add_pair(a, b);
                }
            }
        }
    }

    fn add_pair(&mut self, a: usize, b: usize) {
        self.tried += TRIPLES.len() as u64;
        if self.frame.are_zeros(&[a, b, self.target]) {
            return;
        }
        let (first, second) = (self.frame.looks(a, 1), self.frame.looks(b, 1));
        for [one, other] in TRIPLES {
            let sum =
                |at: usize| self.own[at].plus(first[at].signed(one)).plus(second[at].signed(other));
            if self.frame.allow_zero(sum(0), || sum(1)) {
                self.keep(&[(one, a), (other, b)]);
            }
        }
    }

    /// A row as that of three or four right below it, which it adds and subtracts.
    fn add_below(&mut self, below: &[usize]) {
        // With a fault allowed, so many signs fit too easily.
        if self.frame.faults > 0 {
            return;
        }
        for len in 3..=below.len() {
            let rows = &below[..len];
            if self.is_in_limit(rows) {
                (1..1 << len).for_each(|mask| self.add_signed(rows, mask));
            }
        }
    }

    /// A row as that of the rows above it with the signs beside them.
    fn add_told(&mut self, terms: &[(i8, usize)]) {
        let rows: Vec<usize> = terms.iter().map(|&(_, row)| row).collect();
        if self.is_in_limit(&rows) && self.frame.adds_up(self.target, terms) {
            self.push(terms);
        }
    }

    /// The rows that a bit of `mask` stands for are subtracted.
    fn add_signed(&mut self, rows: &[usize], mask: u32) {
        self.tried += 1;
        let Self { frame, own, .. } = *self;
        let mut terms = [(1_i8, 0); MAX_BELOW];
        for (bit, (term, &row)) in terms.iter_mut().zip(rows).enumerate() {
            *term = (if mask >> bit & 1 == 1 { -1 } else { 1 }, row);
        }
        let terms = &terms[..rows.len()];
        let plus = |at| {
            move |sum: Probe, &(sign, row): &(i8, usize)| sum.plus(frame.look(row, at).signed(sign))
        };
        let sum = |at: usize| terms.iter().fold(own[at], plus(at));
        if frame.allow_zero(sum(0), || sum(1)) {
            self.keep(terms);
        }
    }

    /// Whether the readings of the target and these rows have as many combinations as are tried now.
    fn is_in_limit(&self, rows: &[usize]) -> bool {
        let choice: u32 = rows.iter().map(|&row| self.frame.choice[row]).sum();
        self.limit.contains(&(choice + self.frame.choice[self.target]))
    }

    /// Keeps the sum of these rows, if the bounds of all columns allow it and it says something new.
    fn keep(&mut self, terms: &[(i8, usize)]) {
        let Self { frame, target, .. } = *self;
        if !frame.adds_up(target, terms) {
            return;
        }
        let cancels = |&(sign, row): &(i8, usize)| {
            let mut others = terms.iter().copied().chain([(-1, target)]);
            others.any(|(other, also)| other != sign && also != row && frame.repeats(row, also))
        };
        // Two pairs of equal rows say nothing about each other.
        if terms.len() > 2 && terms.iter().any(cancels) {
            return;
        }
        self.push(terms);
    }

    /// Keeps a sum that is not known.
    fn push(&mut self, terms: &[(i8, usize)]) {
        let Self { forest, target, .. } = *self;
        let kind = RelationKind::Difference;
        let sum = Sum { kind, target, terms: terms.to_vec(), echoes: Vec::new() };
        if !forest.knows(&sum) {
            self.sums.push(sum);
        }
    }
}
