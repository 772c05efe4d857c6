//! Which readings of several rows can add up together, and what that proves.
//!
//! The rows are split in two halves; the sums of each half are listed and matched (meet in the middle).

use std::ops::Range;

use super::evidence::{self, LEDGER};
use super::forest::Frame;
use super::table::{Budget, Candidate, Table, distinct};
use super::{Cell, Source};

/// Combinations of one half. Two halves make up to 2^22 combinations at the cost of 2^12 steps.
const MAX_HALF: usize = 512;

/// The same in bits, for both halves.
const MAX_BITS: u32 = 18;

/// Sums listed and matches looked at for one sum; with more it decides nothing.
const MAX_STEPS: usize = 40_000;

/// Sums stay below, so that twice the sum of two is no overflow.
const MAX_SUM: i64 = 1 << 60;

/// A sum that the readings support well enough.
#[derive(Debug, Clone)]
pub(super) struct Decision {
    /// Bits beyond what the search needed.
    pub(super) margin: u32,
    /// For each row with several readings those that take part in some solution.
    pub(super) keep: Vec<(usize, Vec<bool>)>,
}

impl Decision {
    /// Keeps the readings that another decision keeps.
    pub(super) fn widen(&mut self, other: &Self) {
        for (row, keep) in &mut self.keep {
            if let Some((_, also)) = other.keep.iter().find(|(own, _)| own == row) {
                keep.iter_mut().zip(also).for_each(|(keep, also)| *keep |= also);
            }
        }
    }
}

/// The readings of a row in some of the columns.
struct Options {
    sign: i8,
    /// Per option the values of the columns.
    values: Vec<Vec<i64>>,
    /// Per reading of the row its option.
    of_reading: Vec<usize>,
}

/// Whether the signed rows can add up to 0, with evidence beyond the search: `cost` bits for the sums tried and all
/// combinations of readings, and beyond them a `margin` where it decides between readings.
pub(super) fn decide(
    table: &Table,
    frame: &Frame,
    members: &[(i8, usize)],
    cost: u32,
    margin: u32,
    budget: &mut Budget,
) -> Option<Decision> {
    let search: u32 = members.iter().map(|&(_, row)| frame.choice[row]).sum();
    if search == 0 {
        let needed = cost + LEDGER + if frame.faults > 0 { margin } else { 0 };
        return decided(frame, members, needed);
    }
    let needed = cost + margin;
    if frame.most_evidence(members) < search + needed {
        return None;
    }
    let weighed = weigh(table, frame, members, budget)?;
    let margin = weighed.evidence.checked_sub(weighed.search + needed)?;
    Some(Decision { margin, keep: weighed.keep })
}

/// A sum of rows with one reading each, which decides nothing. Where it fails in some column the others must prove it all
/// the more.
fn decided(frame: &Frame, members: &[(i8, usize)], needed: u32) -> Option<Decision> {
    let mut evidence = 0_u32;
    let mut fails = 0_u64;
    for column in 0..frame.columns.len() {
        let (mut sum, mut width) = (0_i64, 0_i64);
        let mut largest = [0; 3];
        for &(sign, row) in members {
            let range = frame.ranges(row)[column];
            sum = sum.checked_add(i64::from(sign) * range.low)?;
            width = width.checked_add(range.width)?;
            evidence::keep_largest(&mut largest, range.low.unsigned_abs());
        }
        if sum.unsigned_abs() <= width.unsigned_abs() / 2 {
            evidence = evidence.saturating_add(evidence::of_sum(largest, width.unsigned_abs()));
        } else {
            fails |= 1 << column.min(63);
        }
    }
    if fails != 0 && members.iter().any(|&(_, row)| has_figures_only_in(frame, row, fails)) {
        return None;
    }
    let margin = evidence.checked_sub(needed)?;
    Some(Decision { margin, keep: Vec::new() })
}

/// Whether a row has figures in some of these columns and none elsewhere: it need not be a part of a sum that fails there.
fn has_figures_only_in(frame: &Frame, row: usize, columns: u64) -> bool {
    let mut filled = (0..).zip(frame.ranges(row)).filter(|(_, range)| range.low != 0).peekable();
    filled.peek().is_some() && filled.all(|(column, _)| columns >> column.min(63) & 1 == 1)
}

/// What a sum of rows amounts to, before it is judged.
pub(super) struct Weighed {
    /// The evidence of the weakest solution.
    pub(super) evidence: u32,
    /// Bits of the combinations of readings tried.
    pub(super) search: u32,
    /// For each row with several readings those that take part in some solution.
    pub(super) keep: Vec<(usize, Vec<bool>)>,
}

/// Adds up the rows in all combinations; nothing if none is 0.
pub(super) fn weigh(
    table: &Table,
    frame: &Frame,
    members: &[(i8, usize)],
    budget: &mut Budget,
) -> Option<Weighed> {
    let open: Vec<(i8, usize)> =
        members.iter().copied().filter(|&(_, row)| table.rows[row].candidates.len() > 1).collect();
    let mut weighed = Weighed {
        evidence: 0,
        search: 0,
        keep: open
            .iter()
            .map(|&(_, row)| (row, vec![true; table.rows[row].candidates.len()]))
            .collect(),
    };
    let cuts = cuts(frame, &open);
    let search: u32 = open.iter().map(|&(_, row)| frame.choice[row]).sum();
    if cuts.len() == 1 && search > MAX_BITS {
        return None;
    }
    let mut from = 0;
    for to in cuts {
        let options: Vec<Options> = open
            .iter()
            .map(|&member| Options::of(table, frame, member, from..to, budget))
            .collect();
        let (constant, fixed) = constant(table, frame, members, from..to)?;
        let width = width(frame, members, from..to);
        let segment = Segment { constant, fixed, width: &width, options: &options };
        let (supported, evidence) = segment.solve(budget)?;
        weighed.evidence = weighed.evidence.saturating_add(evidence);
        for ((options, supported), (_, keep)) in
            options.iter().zip(&supported).zip(&mut weighed.keep)
        {
            weighed.search += evidence::choice(options.values.len() as u64);
            for (keep, &option) in keep.iter_mut().zip(&options.of_reading) {
                *keep &= supported[option];
            }
        }
        from = to;
    }
    Some(weighed)
}

/// The ends of the runs of additive columns that can be looked at apart, for all rows together.
fn cuts(frame: &Frame, open: &[(i8, usize)]) -> Vec<usize> {
    let width = frame.columns.len();
    let common = open.iter().fold(u64::MAX, |common, &(_, row)| common & frame.cuts[row]);
    let mut cuts: Vec<usize> =
        (1..width).filter(|&at| common >> frame.columns[at] & 1 == 1).collect();
    cuts.push(width);
    cuts
}

/// The columns, as bits, before which the readings of a row come apart: every reading of the left part goes with every
/// reading of the right part, as where a percent sign or a dot fixes the place of a cut.
pub(super) fn cuts_of(candidates: &[Candidate]) -> u64 {
    let columns = candidates.first().map_or(0, |candidate| candidate.cells.len());
    let parts =
        |columns: Range<usize>| distinct(candidates, |candidate| key(candidate, columns.clone()));
    let apart = |&at: &usize| parts(0..at) * parts(at..columns) == candidates.len();
    (1..columns).filter(apart).fold(0, |bits, at| bits | 1 << at)
}

/// What tells readings apart in some columns.
fn key(candidate: &Candidate, columns: Range<usize>) -> impl Iterator<Item = (u32, i64, bool)> {
    let source = |cell: Cell| match cell.source {
        Source::Span(start, _) => start,
        Source::Given(at) => at,
    };
    let cells = candidate.cells[columns.clone()].iter();
    cells
        .zip(&candidate.amounts[columns])
        .map(move |(cell, amount)| (cell.map_or(0, source), amount.value, cell.is_some()))
}

/// The sum of the rows with one reading, and their three largest terms per column.
fn constant(
    table: &Table,
    frame: &Frame,
    members: &[(i8, usize)],
    columns: Range<usize>,
) -> Option<(Combination, Vec<[u64; 3]>)> {
    let mut combination = Combination::zero(columns.len());
    let mut fixed = vec![[0; 3]; columns.len()];
    for &(sign, row) in members {
        if table.rows[row].candidates.len() == 1 {
            let ranges = &frame.ranges(row)[columns.clone()];
            combination.add(sign, ranges.iter().map(|range| range.low))?;
            for (largest, range) in fixed.iter_mut().zip(ranges) {
                evidence::keep_largest(largest, range.low.unsigned_abs());
            }
        }
    }
    Some((combination, fixed))
}

/// Printed units of all rows, per column.
fn width(frame: &Frame, members: &[(i8, usize)], columns: Range<usize>) -> Vec<i64> {
    let mut width = vec![0_i64; columns.len()];
    for &(_, row) in members {
        for (sum, range) in width.iter_mut().zip(&frame.ranges(row)[columns.clone()]) {
            *sum = sum.saturating_add(range.width);
        }
    }
    width
}

impl Options {
    fn of(
        table: &Table,
        frame: &Frame,
        (sign, row): (i8, usize),
        columns: Range<usize>,
        budget: &mut Budget,
    ) -> Self {
        let own = |candidate: &Candidate| -> Vec<i64> {
            let columns = frame.columns[columns.clone()].iter();
            columns.map(|&column| candidate.amounts[column].value).collect()
        };
        let candidates = &table.rows[row].candidates;
        budget.spend((candidates.len() * columns.len()) as u64);
        let all: Vec<Vec<i64>> = candidates.iter().map(own).collect();
        let mut values = all.clone();
        values.sort_unstable();
        values.dedup();
        let of_reading =
            all.iter().map(|own| values.partition_point(|value| value < own)).collect();
        Self { sign, values, of_reading }
    }
}

/// Columns that are looked at together.
struct Segment<'a> {
    /// The sum of the rows with one reading.
    constant: Combination,
    /// The three largest terms among them, per column.
    fixed: Vec<[u64; 3]>,
    width: &'a [i64],
    options: &'a [Options],
}

/// A sum of one option from each of some rows.
#[derive(Clone, Default)]
struct Combination {
    /// Per column.
    sums: Vec<i64>,
    /// The options chosen.
    choice: Vec<u16>,
}

impl Segment<'_> {
    /// For each row the options that take part in some solution, and the evidence of the weakest solution.
    fn solve(mut self, budget: &mut Budget) -> Option<(Vec<Vec<bool>>, u32)> {
        let mut order: Vec<usize> = (0..self.options.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(self.options[at].values.len()));
        let (mut one, mut other) =
            (vec![std::mem::take(&mut self.constant)], vec![Combination::zero(self.width.len())]);
        let (mut one_rows, mut other_rows) = (Vec::new(), Vec::new());
        for at in order {
            let (half, rows) = if one.len() <= other.len() {
                (&mut one, &mut one_rows)
            } else {
                (&mut other, &mut other_rows)
            };
            *half = multiply(half, &self.options[at])?;
            rows.push(at);
        }
        // A combination costs about as much as ten comparisons.
        let mut steps = (one.len() + other.len()) * 10;
        other.sort_by_key(|combination| combination.sums[0]);
        let rows: Vec<usize> = one_rows.into_iter().chain(other_rows).collect();
        let mut supported: Vec<Vec<bool>> =
            self.options.iter().map(|options| vec![false; options.values.len()]).collect();
        let mut least = None;
        for a in &one {
            let from = other.partition_point(|b| 2 * (a.sums[0] + b.sums[0]) < -self.width[0]);
            for b in &other[from..] {
                if 2 * (a.sums[0] + b.sums[0]) > self.width[0] {
                    break;
                }
                steps += 1;
                if steps > MAX_STEPS {
                    budget.spend(steps as u64);
                    return None;
                }
                let mut columns = a.sums.iter().zip(&b.sums).zip(self.width);
                if !columns.all(|((&x, &y), &width)| 2 * (x + y).abs() <= width) {
                    continue;
                }
                for (&row, &choice) in rows.iter().zip(a.choice.iter().chain(&b.choice)) {
                    supported[row][usize::from(choice)] = true;
                }
                let bits = self.evidence(&rows, a, b);
                least = Some(least.map_or(bits, |least: u32| least.min(bits)));
            }
        }
        budget.spend(steps as u64);
        least.map(|least| (supported, least))
    }

    /// The evidence of a solution, all columns together.
    fn evidence(&self, rows: &[usize], a: &Combination, b: &Combination) -> u32 {
        let mut bits = 0_u32;
        for (column, (&fixed, &width)) in self.fixed.iter().zip(self.width).enumerate() {
            let mut largest = fixed;
            for (&row, &option) in rows.iter().zip(a.choice.iter().chain(&b.choice)) {
                let value = self.options[row].values[usize::from(option)][column];
                evidence::keep_largest(&mut largest, value.unsigned_abs());
            }
            bits = bits.saturating_add(evidence::of_sum(largest, width.unsigned_abs()));
        }
        bits
    }
}

/// All sums of a combination and an option.
fn multiply(half: &[Combination], options: &Options) -> Option<Vec<Combination>> {
    if half.len() * options.values.len() > MAX_HALF {
        return None;
    }
    let mut next = Vec::with_capacity(half.len() * options.values.len());
    for combination in half {
        for (index, values) in options.values.iter().enumerate() {
            let mut sum = combination.clone();
            sum.add(options.sign, values.iter().copied())?;
            sum.choice.push(u16::try_from(index).ok()?);
            next.push(sum);
        }
    }
    Some(next)
}

impl Combination {
    fn zero(columns: usize) -> Self {
        Self { sums: vec![0; columns], choice: Vec::new() }
    }

    /// Adds a row; nothing when the sum would not stay far from overflow.
    fn add(&mut self, sign: i8, values: impl IntoIterator<Item = i64>) -> Option<()> {
        for (sum, value) in self.sums.iter_mut().zip(values) {
            *sum = sum.checked_add(i64::from(sign) * value).filter(|sum| sum.abs() < MAX_SUM)?;
        }
        Some(())
    }
}
