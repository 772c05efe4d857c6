//! Block sums: a row is the sum of the rows below it, or above it. Rows that are summed already are left out, so that
//! one pass after the other finds the tree.

use std::ops::{Range, RangeInclusive};

use super::RelationKind;
use super::evidence;
use super::forest::{Forest, Found, Sum};
use super::frame::{Frame, Probe};
use super::table::{Budget, Table};

/// Most rows of a block; longer ones are found only when they are all the rows there are above or below.
const MAX_TERMS: usize = 64;

/// Two sums for the same row are as good as each other when their margins differ by fewer bits.
const CLOSE: u32 = 6;

/// Sums looked at closely for one target; a true one is among the first.
const MAX_SUMS: usize = 24;

/// The block sums that the readings support, with bits of combinations in `limit`.
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
    let mut found = Vec::new();
    let mut sums = Sums::new(frame, limit);
    let runs = Runs::of(frame, &forest.roots);
    // A total with a fault may have been taken for a part of the next total already.
    let mut targets = forest.roots.clone();
    if frame.is_open() {
        // A row that is a part of a sum already may yet sum open rows beside it.
        targets = (0..table.rows.len()).filter(|&row| forest.may_sum(table, row)).collect();
    }
    if frame.faults > 0 {
        targets = (0..table.rows.len()).filter(|&row| table.rows[row].usable()).collect();
    }
    for target in targets {
        if forest.sums_others(target) || frame.choice[target] > *limit.end() {
            continue;
        }
        let at = forest.roots.partition_point(|&row| row < target);
        if frame.choice[target] + runs.choice_near(at) < *limit.start() {
            continue;
        }
        let top = forest.top(target);
        let below = forest.roots[at..].iter().copied().filter(|&row| row != top);
        let above = forest.roots[..at].iter().rev().copied().filter(|&row| row != top);
        sums.begin(target);
        if top == target {
            sums.stop(&runs, at, true);
            sums.stop(&runs, at, false);
        } else {
            sums.extend(below.clone(), false);
            sums.extend(above.clone(), false);
        }
        if sums.echoed {
            sums.extend(below, true);
            sums.extend(above, true);
        }
        if let Some(part) = forest.only_part(target) {
            sums.add_only(part);
        }
        if sums.possible.is_empty() {
            continue;
        }
        let tried = evidence::choice(sums.tried);
        let all: Vec<Found> = sums
            .possible
            .drain(..)
            .filter(|sum| !forest.knows(sum) && !forest.knows_of_whole(sum))
            .filter_map(|sum| {
                let cost = cost(&sum, forest).min(tried);
                sum.decide(table, frame, forest, cost, budget)
            })
            .collect();
        let best = best(all);
        found.extend(best);
    }
    found.sort_by_key(|found| std::cmp::Reverse(found.decision.margin));
    found
}

/// The best of the sums found for one target. Where another is nearly as good, the readings that either supports stay.
fn best(mut all: Vec<Found>) -> Option<Found> {
    // Three bits a row: a long sum must be much better than a short one.
    all.sort_by_key(|found| {
        let terms = i64::try_from(found.sum.terms.len()).unwrap_or(i64::MAX / 4);
        3 * terms - i64::from(found.decision.margin)
    });
    let (best, others) = all.split_first_mut()?;
    let margin = best.decision.margin;
    for other in others.iter().filter(|other| other.decision.margin + CLOSE >= margin) {
        best.decision.widen(&other.decision);
    }
    all.into_iter().next()
}

/// Bits to name a block among all others: short blocks are likelier than long ones, and those that end where the next
/// block of the table begins, or at its edge, are likelier still.
fn cost(sum: &Sum, forest: &Forest) -> u32 {
    let Some(&(_, last)) = sum.terms.last() else { return 0 };
    let below = last > sum.target;
    let mut roots = forest.roots.iter();
    let next = if below { roots.find(|&&row| row > last) } else { roots.rfind(|&&row| row < last) };
    let closed = next.is_none_or(|&row| forest.sums_others(row)) && forest.has_blocks(below);
    if closed { 1 } else { 1 + 2 * evidence::choice(sum.terms.len() as u64) }
}

/// The sums that are possible for one target.
struct Sums<'a> {
    frame: &'a Frame,
    target: usize,
    limit: &'a RangeInclusive<u32>,
    possible: Vec<Sum>,
    tried: u64,
    /// The rows added so far; kept for its memory.
    terms: Vec<(i8, usize)>,
    /// Whether a row was met that repeats the one before.
    echoed: bool,
}

/// What the roots before each add up to, so that any run of them is one difference.
struct Runs<'a> {
    roots: &'a [usize],
    /// One more than roots.
    before: Vec<Total>,
}

/// What the first roots add up to.
#[derive(Clone, Copy, Default)]
struct Total {
    /// May wrap; a difference of some [`MAX_TERMS`] does not.
    look: [Probe; 2],
    choice: u32,
    /// How many repeat the root before them.
    echoes: u32,
}

impl<'a> Runs<'a> {
    fn of(frame: &Frame, roots: &'a [usize]) -> Self {
        let mut before = Vec::with_capacity(roots.len() + 1);
        let mut total = Total::default();
        for (at, &row) in roots.iter().enumerate() {
            before.push(total);
            let [one, other] = frame.looks(row, 1);
            total.look = [total.look[0].wrapping_plus(one), total.look[1].wrapping_plus(other)];
            total.choice += frame.choice[row];
            total.echoes += u32::from(at > 0 && frame.repeats(roots[at - 1], row));
        }
        before.push(total);
        Self { roots, before }
    }

    /// The run of so many roots below the root `at` or above it, or of all there are.
    fn beside(&self, at: usize, below: bool, len: usize) -> Range<usize> {
        if below { at + 1..self.roots.len().min(at + 1 + len) } else { at.saturating_sub(len)..at }
    }

    /// Bits of combinations of the rows from which a sum beside the root `at` is made.
    fn choice_near(&self, at: usize) -> u32 {
        let last = self.roots.len().min(at + MAX_TERMS + 1);
        self.before[last].choice - self.before[at.saturating_sub(MAX_TERMS + 1)].choice
    }

    /// How many lengths, from 0 on, runs beside the root `at` can have with at most so many bits of combinations.
    fn within(&self, at: usize, below: bool, most: u32) -> usize {
        let run = self.beside(at, below, MAX_TERMS);
        let totals = &self.before[run.start..=run.end];
        let [first, .., last] = totals else { return totals.len() };
        if below {
            totals.partition_point(|total| total.choice - first.choice <= most)
        } else {
            totals.len() - totals.partition_point(|total| last.choice - total.choice > most)
        }
    }

    /// Whether a root of the run repeats another of it.
    fn has_echoes(&self, run: &Range<usize>) -> bool {
        run.len() > 1 && self.before[run.end].echoes > self.before[run.start + 1].echoes
    }
}

impl<'a> Sums<'a> {
    fn new(frame: &'a Frame, limit: &'a RangeInclusive<u32>) -> Self {
        Self {
            frame,
            target: 0,
            limit,
            possible: Vec::new(),
            tried: 0,
            terms: Vec::with_capacity(MAX_TERMS),
            echoed: false,
        }
    }

    fn begin(&mut self, target: usize) {
        (self.target, self.tried, self.echoed) = (target, 0, false);
        self.possible.clear();
    }

    /// Keeps each run of roots beside the root `at`, below it or above, that the bounds allow as its sum.
    fn stop(&mut self, runs: &Runs<'_>, at: usize, below: bool) {
        let (frame, target, limit) = (self.frame, self.target, self.limit);
        let left = |most: u32| most.checked_sub(frame.choice[target]);
        let within = |most: Option<u32>| most.map_or(0, |most| runs.within(at, below, most));
        let from = within(limit.start().checked_sub(1).and_then(left)).max(2);
        let to = within(left(*limit.end()));
        self.tried += to.saturating_sub(2) as u64;
        self.echoed |= runs.has_echoes(&runs.beside(at, below, to));
        let own = frame.looks(target, -1);
        // The end that all runs have in common.
        let near = if below { at + 1 } else { at };
        let shared = runs.before[near].look;
        for len in from..to {
            if self.possible.len() == MAX_SUMS {
                break;
            }
            let far = if below { near + len } else { near - len };
            let total = &runs.before[far];
            let sum = |at: usize| {
                let (from, to) = (shared[at], total.look[at]);
                let run = if below { to.wrapping_minus(from) } else { from.wrapping_minus(to) };
                own[at].plus(run)
            };
            if !frame.allow_zero(sum(0), || sum(1)) {
                continue;
            }
            let run = near.min(far)..near.max(far);
            self.terms.clear();
            self.terms.extend(runs.roots[run].iter().map(|&row| (1, row)));
            if !below {
                self.terms.reverse();
            }
            if frame.adds_up(target, &self.terms) {
                let (terms, echoes) = (self.terms.clone(), Vec::new());
                self.possible.push(Sum { kind: RelationKind::Sum, target, terms, echoes });
            }
        }
    }

    /// Keeps the only row that its name says the target sums, where one of the two is open.
    fn add_only(&mut self, part: usize) {
        let choice = self.frame.choice[self.target] + self.frame.choice[part];
        let terms = vec![(1, part)];
        if choice > 0 && self.limit.contains(&choice) && self.frame.adds_up(self.target, &terms) {
            let (target, echoes) = (self.target, Vec::new());
            self.possible.push(Sum { kind: RelationKind::Sum, target, terms, echoes });
        }
    }

    /// Adds row after row, and keeps each stop at which the bounds allow the sum.
    fn extend(&mut self, rows: impl Iterator<Item = usize>, skip_echoes: bool) {
        let frame = self.frame;
        let mut look = frame.looks(self.target, -1);
        let mut choice = frame.choice[self.target];
        let mut terms = std::mem::take(&mut self.terms);
        terms.clear();
        let mut echoes = Vec::new();
        for row in rows.take(MAX_TERMS) {
            if let Some(&(_, before)) = terms.last()
                && frame.repeats(before, row)
            {
                self.echoed = true;
                if skip_echoes {
                    // The upper one sums the lower one.
                    let (child, parent) = (before.max(row), before.min(row));
                    if child == before {
                        terms.pop();
                        terms.push((1, parent));
                    }
                    echoes.push((child, parent));
                    continue;
                }
            }
            choice += frame.choice[row];
            if choice > *self.limit.end() {
                break;
            }
            let [one, other] = frame.looks(row, 1);
            look = [look[0].plus(one), look[1].plus(other)];
            terms.push((1, row));
            if terms.len() < 2 || (skip_echoes && echoes.is_empty()) {
                continue;
            }
            self.tried += 1;
            if frame.allow_zero(look[0], || look[1])
                && self.limit.contains(&choice)
                && self.possible.len() < MAX_SUMS
                && frame.adds_up(self.target, &terms)
            {
                self.possible.push(Sum {
                    kind: RelationKind::Sum,
                    target: self.target,
                    terms: terms.clone(),
                    echoes: echoes.clone(),
                });
            }
        }
        self.terms = terms;
    }
}
