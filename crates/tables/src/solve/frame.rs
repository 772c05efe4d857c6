//! The rows as the search over rows sees them.

use super::evidence;
use super::forest::Forest;
use super::table::{Candidate, Domain, Table, distinct};
use super::value::Amount;

/// Rows of a table in which sums with one faulty column are looked for: without a probe each costs more.
const MAX_FAULTY_ROWS: usize = 300;

/// Per additive column the smallest and largest value of the readings.
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

impl Frame {
    pub(super) fn of(table: &Table, forest: &mut Forest) -> Self {
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
    pub(super) fn may_have_faults(&self) -> bool {
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
        let equal =
            |(a, b): (&Range, &Range)| a.low == a.high && (a.low, a.high) == (b.low, b.high);
        self.filled[a] == self.filled[b]
            && self.filled[a] != 0
            && self.ranges(a).iter().zip(self.ranges(b)).all(equal)
    }

    /// Whether a sum of these rows can prove so much.
    pub(super) fn may_prove(&self, members: &[(i8, usize)], needed: u32) -> bool {
        let mut bits = 0_u32;
        (0..self.columns.len()).any(|column| {
            let mut largest = [0; 3];
            // A sum that comes to 0 exactly proves the most.
            let mut unit = 0;
            for &(_, row) in members {
                let range = self.ranges(row)[column];
                let size = range.low.unsigned_abs().max(range.high.unsigned_abs());
                evidence::keep_largest(&mut largest, size);
                unit = range.width.unsigned_abs().max(unit);
            }
            bits = bits.saturating_add(evidence::of_sum(largest, unit));
            bits >= needed
        })
    }
}
