//! Which readings of several rows can add up together, and what that proves.
//!
//! The rows are split in two halves; the sums of each half are listed and matched (meet in the middle).

use std::ops::Range;

use super::evidence::{self, LEDGER, Nearness};
use super::frame::{Frame, Probe};
use super::table::{Budget, Candidate, Table};
use super::{Cell, Source};

/// Combinations of one half. Two halves make up to 2^20 combinations at the cost of 2^11 steps.
const MAX_HALF: usize = 1_024;

/// The same in bits, for both halves.
const MAX_BITS: u32 = 20;

/// Combinations tried one by one, before anything is listed.
const MAX_TRIED: usize = 4_096;

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
    columns: usize,
    /// Option by option the values of the columns.
    values: Vec<i64>,
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
    if !frame.may_prove(members, search + needed) {
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
    // Of a balance, tried with all signs, the same figures again prove nothing new.
    let is_balance = members.iter().filter(|(sign, _)| *sign < 0).count() > 1;
    let repeats = |column: usize| {
        let value = |row: usize, column: usize| frame.ranges(row)[column].low;
        let repeats = |row: usize| value(row, column) == value(row, column - 1);
        is_balance && column > 0 && members.iter().all(|&(_, row)| repeats(row))
    };
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
            if !repeats(column) {
                evidence = evidence.saturating_add(evidence::of_sum(largest, width.unsigned_abs()));
            }
        } else {
            fails |= 1 << column.min(63);
        }
    }
    let figures = |row: usize| frame.ranges(row).iter().map(|range| range.low);
    let is_no_part = |&(_, row): &(i8, usize)| evidence::has_figures_only_in(figures(row), fails);
    if fails != 0 && members.iter().any(is_no_part) {
        return None;
    }
    let margin = evidence.checked_sub(needed)?;
    Some(Decision { margin, keep: Vec::new() })
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
    let readings = || open.iter().map(|&(_, row)| table.rows[row].candidates.len() as u64);
    budget.spend(readings().sum::<u64>() * frame.columns.len() as u64);
    let search = evidence::choice(readings().fold(1, u64::saturating_mul));
    let is_whole = common_cuts(frame, &open) == 0;
    if is_whole && search > MAX_BITS || !may_be_zero(table, frame, members, &open) {
        return None;
    }
    if is_whole && !fit_in_halves(frame, &open) {
        return None;
    }
    let mut weighed = Weighed {
        evidence: 0,
        search: 0,
        keep: open
            .iter()
            .map(|&(_, row)| (row, vec![true; table.rows[row].candidates.len()]))
            .collect(),
    };
    let mut from = 0;
    for to in ends(frame, &open) {
        let options: Vec<Options> =
            open.iter().map(|&member| Options::of(table, frame, member, from..to)).collect();
        let (constant, fixed) = constant(table, frame, members, from..to)?;
        let (width, unit) = units(frame, members, from..to);
        let segment = Segment { constant, fixed, width: &width, unit: &unit, options: &options };
        let (supported, evidence) = segment.solve(budget)?;
        weighed.evidence = weighed.evidence.saturating_add(evidence);
        let ways = options.iter().map(|options| options.len() as u64);
        weighed.search += evidence::choice(ways.fold(1, u64::saturating_mul));
        for ((options, supported), (_, keep)) in
            options.iter().zip(&supported).zip(&mut weighed.keep)
        {
            for (keep, &option) in keep.iter_mut().zip(&options.of_reading) {
                *keep &= supported[option];
            }
        }
        from = to;
    }
    Some(weighed)
}

/// Whether some combination of readings adds up to 0 in the two columns that are tested first, which most do not; true
/// where there are too many.
fn may_be_zero(
    table: &Table,
    frame: &Frame,
    members: &[(i8, usize)],
    open: &[(i8, usize)],
) -> bool {
    let readings = |&(_, row): &(i8, usize)| table.rows[row].candidates.len();
    if open.iter().map(readings).fold(1, usize::saturating_mul) > MAX_TRIED {
        return true;
    }
    let look = |at: usize| {
        let probes = members.iter().map(|&(sign, row)| frame.look(row, at).signed(sign));
        probes.fold(Probe::default(), Probe::plus)
    };
    may_come_to_zero(frame, open, [look(0), look(1)])
}

/// Whether some combination of readings leaves 0 within the bounds of the sum. One level per row.
fn may_come_to_zero(frame: &Frame, open: &[(i8, usize)], sum: [Probe; 2]) -> bool {
    let Some((&(sign, row), rest)) = open.split_first() else { return true };
    let others = [0, 1].map(|at| sum[at].wrapping_minus(frame.look(row, at).signed(sign)));
    frame.seen(row).iter().any(|reading| {
        let next = |at: usize| others[at].plus(reading[at].signed(sign));
        frame.allow_zero(next(0), || next(1)) && may_come_to_zero(frame, rest, [next(0), next(1)])
    })
}

/// Whether all combinations of the readings of these rows can be listed, as [`Segment::solve`] splits them.
fn fit_in_halves(frame: &Frame, open: &[(i8, usize)]) -> bool {
    let mut readings: Vec<usize> = open.iter().map(|&(_, row)| frame.readings[row]).collect();
    readings.sort_unstable_by(|a, b| b.cmp(a));
    let mut halves = (1, 1);
    readings.into_iter().all(|readings| {
        let half = if halves.0 <= halves.1 { &mut halves.0 } else { &mut halves.1 };
        *half *= readings;
        *half <= MAX_HALF
    })
}

/// The ends of the runs of additive columns that can be looked at apart, for all rows together.
fn ends(frame: &Frame, open: &[(i8, usize)]) -> Vec<usize> {
    let width = frame.columns.len();
    let common = common_cuts(frame, open);
    let mut ends: Vec<usize> =
        (1..width).filter(|&at| common >> frame.columns[at] & 1 == 1).collect();
    ends.push(width);
    ends
}

/// The additive columns but the first, as bits, before which the readings of all these rows come apart.
fn common_cuts(frame: &Frame, open: &[(i8, usize)]) -> u64 {
    open.iter().fold(frame.inner, |common, &(_, row)| common & frame.cuts[row])
}

/// The columns, as bits, before which the readings of a row come apart: every reading of the left part goes with every
/// reading of the right part, as where a percent sign or a dot fixes the place of a cut.
pub(super) fn cuts_of(candidates: &[Candidate]) -> u64 {
    let columns = candidates.first().map_or(0, |candidate| candidate.cells.len());
    let (mut keys, mut reversed) = (Vec::new(), Vec::new());
    for candidate in candidates {
        keys.extend(key(candidate));
        reversed.extend(key(candidate).rev());
    }
    let (left, right) = (beginnings(&keys, columns), beginnings(&reversed, columns));
    let apart = |&at: &usize| left[at] * right[columns - at] == candidates.len();
    (1..columns).filter(apart).fold(0, |bits, at| bits | 1 << at)
}

/// In how many ways rows of so many columns begin, by the columns of the beginning.
fn beginnings<Key: Ord>(rows: &[Key], columns: usize) -> Vec<usize> {
    let mut sorted: Vec<&[Key]> = rows.chunks_exact(columns.max(1)).collect();
    sorted.sort_unstable();
    let mut ways = vec![1; columns + 1];
    for (before, row) in sorted.iter().zip(sorted.iter().skip(1)) {
        let same = before.iter().zip(*row).take_while(|(before, own)| before == own).count();
        ways[same + 1..].iter_mut().for_each(|ways| *ways += 1);
    }
    ways
}

/// What tells the cells of a reading apart from those of another.
fn key(candidate: &Candidate) -> impl DoubleEndedIterator<Item = (u32, i64, bool)> {
    let source = |cell: Cell| match cell.source {
        Source::Span(start, _) => start,
        Source::Given(at) | Source::Signed(at) => at,
    };
    let cells = candidate.cells.iter().zip(&candidate.amounts);
    cells.map(move |(cell, amount)| (cell.map_or(0, source), amount.value, cell.is_some()))
}

/// The sum of the rows with one reading, and their three largest terms per column.
fn constant(
    table: &Table,
    frame: &Frame,
    members: &[(i8, usize)],
    columns: Range<usize>,
) -> Option<(Vec<i64>, Vec<[u64; 3]>)> {
    let mut sums = vec![0_i64; columns.len()];
    let mut fixed = vec![[0; 3]; columns.len()];
    for &(sign, row) in members {
        if table.rows[row].candidates.len() == 1 {
            let ranges = &frame.ranges(row)[columns.clone()];
            for (sum, range) in sums.iter_mut().zip(ranges) {
                *sum = add(*sum, sign, range.low)?;
            }
            for (largest, range) in fixed.iter_mut().zip(ranges) {
                evidence::keep_largest(largest, range.low.unsigned_abs());
            }
        }
    }
    Some((sums, fixed))
}

/// The printed units of all rows and the largest of them, per column.
fn units(frame: &Frame, members: &[(i8, usize)], columns: Range<usize>) -> (Vec<i64>, Vec<i64>) {
    let mut width = vec![0_i64; columns.len()];
    let mut unit = width.clone();
    for &(_, row) in members {
        let ranges = &frame.ranges(row)[columns.clone()];
        for ((sum, unit), range) in width.iter_mut().zip(&mut unit).zip(ranges) {
            *sum = sum.saturating_add(range.width);
            *unit = range.width.max(*unit);
        }
    }
    (width, unit)
}

impl Options {
    fn of(table: &Table, frame: &Frame, (sign, row): (i8, usize), columns: Range<usize>) -> Self {
        let candidates = &table.rows[row].candidates;
        let (width, columns) = (columns.len(), &frame.columns[columns]);
        let mut all = Vec::with_capacity(candidates.len() * width);
        for candidate in candidates {
            all.extend(columns.iter().map(|&column| candidate.amounts[column].value));
        }
        let own = |reading: usize| &all[reading * width..(reading + 1) * width];
        let mut order: Vec<usize> = (0..candidates.len()).collect();
        order.sort_unstable_by_key(|&reading| own(reading));
        let mut options = Self {
            sign,
            columns: width,
            values: Vec::with_capacity(all.len()),
            of_reading: vec![0; candidates.len()],
        };
        for (at, &reading) in order.iter().enumerate() {
            if at == 0 || own(order[at - 1]) != own(reading) {
                options.values.extend_from_slice(own(reading));
            }
            options.of_reading[reading] = options.len() - 1;
        }
        options
    }

    fn len(&self) -> usize {
        self.values.len() / self.columns
    }

    fn each(&self) -> impl Iterator<Item = &[i64]> {
        self.values.chunks_exact(self.columns)
    }
}

/// Columns that are looked at together.
struct Segment<'a> {
    /// The sum of the rows with one reading.
    constant: Vec<i64>,
    /// The three largest terms among them, per column.
    fixed: Vec<[u64; 3]>,
    width: &'a [i64],
    /// The largest printed unit among the rows, per column.
    unit: &'a [i64],
    options: &'a [Options],
}

/// The sums of one option from each of some rows, in all combinations. The option of the last row changes fastest.
struct Half {
    /// The rows, each with how many options it has.
    rows: Vec<(usize, usize)>,
    /// Column by column the sums of all combinations.
    sums: Vec<Vec<i64>>,
}

impl Segment<'_> {
    /// For each row the options that take part in some solution, and the evidence of the weakest solution.
    fn solve(self, budget: &mut Budget) -> Option<(Vec<Vec<bool>>, u32)> {
        let mut order: Vec<usize> = (0..self.options.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(self.options[at].len()));
        let mut one = Half::of(self.constant.clone());
        let mut other = Half::of(vec![0; self.width.len()]);
        for at in order {
            let half = if one.len() <= other.len() { &mut one } else { &mut other };
            half.add(at, &self.options[at])?;
        }
        // A combination costs about as much as ten comparisons.
        let mut steps = (one.len() + other.len()) * 10;
        let mut sorted: Vec<(i64, usize)> = other.sums[0].iter().copied().zip(0..).collect();
        sorted.sort_unstable();
        let mut supported: Vec<Vec<bool>> =
            self.options.iter().map(|options| vec![false; options.len()]).collect();
        let mut chosen = Vec::with_capacity(self.options.len());
        let mut least = None;
        for (a, &first) in one.sums[0].iter().enumerate() {
            let from = sorted.partition_point(|&(sum, _)| 2 * (first + sum) < -self.width[0]);
            for &(sum, b) in &sorted[from..] {
                if 2 * (first + sum) > self.width[0] {
                    break;
                }
                steps += 1;
                if steps > MAX_STEPS {
                    budget.spend(steps as u64);
                    return None;
                }
                let mut columns = one.sums.iter().zip(&other.sums).zip(self.width);
                if !columns.all(|((x, y), &width)| 2 * (x[a] + y[b]).abs() <= width) {
                    continue;
                }
                chosen.clear();
                one.choose(a, &mut chosen);
                other.choose(b, &mut chosen);
                for &(row, option) in &chosen {
                    supported[row][option] = true;
                }
                let residual = |column: usize| one.sums[column][a] + other.sums[column][b];
                let bits = self.evidence(&chosen, residual);
                least = Some(least.map_or(bits, |least: u32| least.min(bits)));
            }
        }
        budget.spend(steps as u64);
        least.map(|least| (supported, least))
    }

    /// The evidence of a solution, all columns together, by rows and the options chosen.
    fn evidence(&self, chosen: &[(usize, usize)], residual: impl Fn(usize) -> i64) -> u32 {
        let mut bits = 0_u32;
        let mut near = Nearness::default();
        for (column, (&fixed, &width)) in self.fixed.iter().zip(self.width).enumerate() {
            let mut largest = fixed;
            for &(row, option) in chosen {
                let options = &self.options[row];
                let value = options.values[option * options.columns + column];
                evidence::keep_largest(&mut largest, value.unsigned_abs());
            }
            let of = |width: i64| evidence::of_sum(largest, width.unsigned_abs());
            let (within, unit) = (of(width), self.unit[column]);
            let nearest = of(width.min(2 * residual(column).abs() + unit));
            bits = bits.saturating_add(within);
            near.add(nearest - within, of(width.min(unit)) - within);
        }
        bits.saturating_add(near.bits())
    }
}

impl Half {
    /// No row yet, only the sums to begin with.
    fn of(sums: Vec<i64>) -> Self {
        Self { rows: Vec::new(), sums: sums.into_iter().map(|sum| vec![sum]).collect() }
    }

    /// How many combinations there are.
    fn len(&self) -> usize {
        self.sums[0].len()
    }

    /// Adds a row; nothing when there are too many combinations, or a sum would not stay far from overflow.
    fn add(&mut self, row: usize, options: &Options) -> Option<()> {
        let len = self.len() * options.len();
        if len > MAX_HALF {
            return None;
        }
        self.rows.push((row, options.len()));
        for (column, sums) in self.sums.iter_mut().enumerate() {
            let values: Vec<i64> =
                options.each().map(|values| i64::from(options.sign) * values[column]).collect();
            let mut next = Vec::with_capacity(len);
            for &sum in &*sums {
                next.extend(values.iter().map(|value| sum + value));
            }
            if next.iter().any(|sum| sum.abs() >= MAX_SUM) {
                return None;
            }
            *sums = next;
        }
        Some(())
    }

    /// Adds the rows to those chosen, with the options of one combination.
    fn choose(&self, mut combination: usize, chosen: &mut Vec<(usize, usize)>) {
        for &(row, options) in self.rows.iter().rev() {
            chosen.push((row, combination % options));
            combination /= options;
        }
    }
}

/// Adds a signed value; nothing when the sum would not stay far from overflow.
fn add(sum: i64, sign: i8, value: i64) -> Option<i64> {
    sum.checked_add(i64::from(sign) * value).filter(|sum| sum.abs() < MAX_SUM)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::Value;
    use super::*;

    fn candidate(values: &[i64]) -> Candidate {
        let cell = |value: i64| {
            let value = Value::number(value, 0);
            (value.mantissa > 0).then_some(Cell { source: Source::Given(0), value })
        };
        Candidate::new(0, values.iter().map(|&value| cell(value)).collect())
    }

    /// Some of the rows of four columns with values below three, none twice.
    fn rows() -> impl Strategy<Value = Vec<Vec<i64>>> {
        let row = proptest::collection::vec(0_i64..3, 4);
        proptest::collection::btree_set(row, 2..20).prop_map(|rows| rows.into_iter().collect())
    }

    /// For each row its sign and the values of two columns, per option.
    fn options() -> impl Strategy<Value = Vec<(bool, Vec<[i64; 2]>)>> {
        let values = proptest::collection::btree_set([-4_i64..5, -4_i64..5], 1..6);
        let values = values.prop_map(|values| values.into_iter().collect());
        proptest::collection::vec((any::<bool>(), values), 1..5)
    }

    proptest! {
        #[test]
        fn readings_come_apart_where_all_parts_go_together(rows in rows()) {
            let candidates: Vec<Candidate> = rows.iter().map(|row| candidate(row)).collect();
            let parts = |from: usize, to: usize| {
                rows.iter().map(|row| &row[from..to]).collect::<BTreeSet<_>>().len()
            };
            let apart = (1..4).filter(|&at| parts(0, at) * parts(at, 4) == rows.len());
            let expected = apart.fold(0, |bits, at| bits | 1 << at);
            prop_assert_eq!(expected, cuts_of(&candidates));
        }

        #[test]
        fn halves_find_all_that_add_up(rows in options(), constant in [-4_i64..5, -4_i64..5]) {
            let options: Vec<Options> = rows
                .iter()
                .map(|(plus, values)| Options {
                    sign: if *plus { 1 } else { -1 },
                    columns: 2,
                    values: values.concat(),
                    of_reading: Vec::new(),
                })
                .collect();
            let (width, unit) = ([2, 0], [1, 0]);
            let fixed = constant.map(|value| [value.unsigned_abs(), 0, 0]).to_vec();
            let segment = Segment {
                constant: constant.to_vec(),
                fixed,
                width: &width,
                unit: &unit,
                options: &options,
            };
            let mut expected: Vec<Vec<bool>> =
                rows.iter().map(|(_, values)| vec![false; values.len()]).collect();
            let mut least: Option<u32> = None;
            for combination in 0..rows.iter().map(|(_, values)| values.len()).product() {
                let (mut left, mut chosen) = (combination, Vec::new());
                for (row, (_, values)) in rows.iter().enumerate() {
                    chosen.push((row, left % values.len()));
                    left /= values.len();
                }
                let residual = |column: usize| {
                    let terms = chosen.iter().map(|&(row, option)| {
                        i64::from(options[row].sign) * rows[row].1[option][column]
                    });
                    constant[column] + terms.sum::<i64>()
                };
                if (0..2).all(|column| 2 * residual(column).abs() <= width[column]) {
                    for &(row, option) in &chosen {
                        expected[row][option] = true;
                    }
                    let bits = segment.evidence(&chosen, residual);
                    least = Some(least.map_or(bits, |least| least.min(bits)));
                }
            }
            prop_assert_eq!(least.map(|least| (expected, least)), segment.solve(&mut Budget::new()));
        }
    }
}
