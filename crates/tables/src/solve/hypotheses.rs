//! Which laws are worth a vote.
//!
//! Every vector of coefficients -1, 0 and 1 is walked (on wide tables every triple and the patterns that repeat). A look at
//! the rows that have one reading rules out most of them, many at once.

use super::law::Law;
use super::laws::MAX_VOTERS;
use super::table::{Candidate, Domain};

/// Up to so many columns every vector is tried, somewhat less than (3^7 - 1) / 2 = 1,093.
const MAX_ALL_VECTORS: usize = 7;

/// In wider ones so many columns side by side, all of them: what opens, what moves, what closes.
const LONGEST_RUN: usize = 5;

/// Beyond so many columns not even triples are tried (4 · 24 over 3 = 8,096).
const MAX_TRIPLES: usize = 24;

/// Laws to be voted on, alone or together.
pub(super) struct Tries {
    /// How many there are, those included that a look rules out.
    pub(super) count: u64,
    pub(super) likely: Vec<Vec<Law>>,
}

/// All laws worth trying.
pub(super) fn hypotheses(columns: usize, additive: &[usize], look: &Look) -> Tries {
    let width = additive.len();
    let mut tries = Tries { count: 0, likely: Vec::new() };
    // The law with these terms, so many columns further to the right.
    let law = |terms: &[(usize, i64)], shift: usize| Law::over(terms, columns, &additive[shift..]);
    let all: Vec<usize> = (0..width).collect();
    if width <= MAX_TRIPLES {
        let most = if width <= MAX_ALL_VECTORS { width } else { 3 };
        tries.count += look.walk(&all, most, &mut |terms| {
            if !look.rules_out(terms, true) {
                tries.likely.push(vec![law(terms, 0)]);
            }
        });
    }
    if width > MAX_ALL_VECTORS && width <= MAX_TRIPLES {
        for first in 0..width - 3 {
            let run = &all[first..width.min(first + LONGEST_RUN)];
            look.walk(run, run.len(), &mut |terms| {
                let is_run = terms.iter().zip(run).all(|(term, column)| term.0 == *column);
                if is_run && terms.len() > 3 && !look.rules_out(terms, true) {
                    tries.likely.push(vec![law(terms, 0)]);
                }
            });
            // The first of them is positive, the others of either sign.
            tries.count += (4..=run.len()).map(|terms| 1 << (terms - 1)).sum::<u64>();
        }
    }
    if width < 6 {
        return tries;
    }
    if width > MAX_ALL_VECTORS && width <= MAX_TRIPLES {
        // The first or last column is the sum of all others.
        for total in [0, width - 1] {
            let sign = |at: usize| if at == total { -1 } else { 1 };
            let terms: Terms = all.iter().map(|&at| (at, sign(at))).collect();
            tries.count += 1;
            tries.likely.push(vec![law(&terms, 0)]);
        }
    }
    // The same terms in every group of columns, side by side or in turn.
    for period in (3..=MAX_ALL_VECTORS).filter(|period| width.is_multiple_of(*period)) {
        let groups = width / period;
        if groups < 2 {
            continue;
        }
        for (stride, step) in [(1, period), (groups, 1)] {
            let first: Vec<usize> = (0..period).map(|at| at * stride).collect();
            tries.count += look.walk(&first, period, &mut |terms| {
                if !look.rules_out(terms, false) {
                    let laws = (0..groups).map(|group| law(terms, group * step));
                    tries.likely.push(laws.collect());
                }
            });
        }
    }
    tries
}

/// Every law over so few columns that all are tried.
pub(super) fn all(columns: usize, additive: &[usize]) -> Vec<Law> {
    let mut laws = Vec::new();
    let width = additive.len();
    if (3..=MAX_ALL_VECTORS).contains(&width) {
        let all: Vec<usize> = (0..width).collect();
        Look::at(&[], additive).walk(&all, width, &mut |terms| {
            laws.push(Law::over(terms, columns, additive));
        });
    }
    laws
}

/// A look at the rows that have one reading, which rules out most laws before any vote.
pub(super) struct Look {
    width: usize,
    rows: Vec<Seen>,
    /// Row by row the values of the additive columns.
    values: Vec<i64>,
    /// Column by column the values of the first rows, and how far from 0 their sums can be.
    ahead: Vec<Sums>,
    limits: Sums,
    /// Whether there are rows with several readings.
    open: bool,
    /// In how many rows a law may fail.
    allowed: usize,
}

/// A row at a look; columns are bits.
struct Seen {
    unknown: u64,
    filled: u64,
    /// How far from 0 a sum of its values can be without failing.
    limit: i64,
}

/// What no sum of the values of a row exceeds.
const NO_LIMIT: i64 = 1 << 62;

/// A number for each of the first rows: more than a law may fail in.
type Sums = [i64; MAX_VOTERS / 6 + 2];

/// The terms of a law: which of the additive columns, and its sign.
type Terms = Vec<(usize, i64)>;

impl Look {
    pub(super) fn at(voters: &[&Domain], additive: &[usize]) -> Self {
        let (width, allowed) = (additive.len(), voters.len() / 6);
        let sure = voters.iter().filter(|voter| voter.candidates.len() == 1);
        let mut rows: Vec<&Candidate> = sure.flat_map(|voter| &voter.candidates).collect();
        // A full row rules out the most.
        rows.sort_by_cached_key(|row| {
            row.amounts.iter().filter(|amount| amount.value == 0).count()
        });
        let mut look = Self {
            width,
            rows: Vec::with_capacity(rows.len()),
            values: Vec::with_capacity(rows.len() * width),
            ahead: vec![Sums::default(); width],
            limits: [NO_LIMIT; _],
            open: rows.len() < voters.len(),
            allowed,
        };
        for only in rows {
            look.see(only, additive);
        }
        let known = look.values.chunks_exact(width).zip(&look.rows);
        let known = known.filter(|(_, seen)| seen.unknown == 0).zip(&mut look.limits);
        for (row, ((values, seen), limit)) in known.enumerate() {
            *limit = seen.limit;
            look.ahead.iter_mut().zip(values).for_each(|(ahead, value)| ahead[row] = *value);
        }
        look
    }

    fn see(&mut self, only: &Candidate, additive: &[usize]) {
        let mut seen = Seen { unknown: 0, filled: 0, limit: 0 };
        let (mut unit, mut width) = (0, 0);
        for (at, &column) in additive.iter().enumerate() {
            let amount = only.amounts[column];
            seen.unknown |= u64::from(!amount.known) << at;
            seen.filled |= u64::from(amount.value != 0) << at;
            self.values.push(amount.value);
            unit = amount.unit.max(unit);
            width += amount.unit;
        }
        seen.limit = unit + width / 2;
        self.rows.push(seen);
    }

    /// Calls `found` with the laws over some columns, with three to `most` terms and the first of them positive, that do not
    /// fail in too many of the first rows. How many laws there are, those included that fail.
    fn walk(&self, columns: &[usize], most: usize, found: &mut impl FnMut(&[(usize, i64)])) -> u64 {
        // How far from 0 the sums may be that the columns from each on can bring back.
        let mut bounds = vec![self.limits; columns.len() + 1];
        for (at, &column) in columns.iter().enumerate().rev() {
            let values = &self.ahead[column];
            bounds[at] = std::array::from_fn(|row| bounds[at + 1][row] + values[row].abs());
        }
        let mut terms = Vec::with_capacity(most);
        self.walk_on(columns, &bounds, &Sums::default(), &mut terms, most, found);
        laws_over(columns.len(), most)
    }

    /// The same for the laws that begin with these terms. One level per term.
    fn walk_on(
        &self,
        columns: &[usize],
        bounds: &[Sums],
        sums: &Sums,
        terms: &mut Terms,
        most: usize,
        found: &mut impl FnMut(&[(usize, i64)]),
    ) {
        if self.fails(sums, &bounds[0]) {
            return;
        }
        if terms.len() >= 3 && !self.fails(sums, &self.limits) {
            found(terms);
        }
        if terms.len() == most {
            return;
        }
        for (at, &column) in columns.iter().enumerate() {
            if terms.len() + columns.len() - at < 3 {
                break;
            }
            let signs: &[i64] = if terms.is_empty() { &[1] } else { &[1, -1] };
            for &sign in signs {
                let values = &self.ahead[column];
                let sums = std::array::from_fn(|row| sums[row] + sign * values[row]);
                terms.push((column, sign));
                self.walk_on(&columns[at + 1..], &bounds[at + 1..], &sums, terms, most, found);
                terms.pop();
            }
        }
    }

    /// Whether the sums of too many of the first rows are further from 0 than their bounds.
    fn fails(&self, sums: &Sums, bounds: &Sums) -> bool {
        sums.iter().zip(bounds).filter(|(sum, bound)| sum.abs() > **bound).count() > self.allowed
    }

    /// Whether a law with these terms fails in too many rows, or alone is tested by too few.
    fn rules_out(&self, terms: &[(usize, i64)], alone: bool) -> bool {
        let used = terms.iter().fold(0_u64, |used, &(at, _)| used | 1 << at);
        let (mut fails, mut tests) = (0, 0);
        // A row with fewer than three terms is no strong test; the others come first.
        for is_test in [true, false] {
            for (values, seen) in self.values.chunks_exact(self.width).zip(&self.rows) {
                if used & seen.unknown != 0 || has_three(used & seen.filled) != is_test {
                    continue;
                }
                let sum: i64 = terms.iter().map(|&(at, sign)| sign * values[at]).sum();
                if sum.abs() <= seen.limit {
                    tests += usize::from(is_test);
                    continue;
                }
                fails += 1;
                if fails > self.allowed {
                    return true;
                }
            }
            if alone && !self.open && tests < 2 {
                return true;
            }
        }
        false
    }
}

/// Whether three bits are set or more.
fn has_three(bits: u64) -> bool {
    let without_first = bits & bits.wrapping_sub(1);
    without_first & without_first.wrapping_sub(1) != 0
}

/// How many laws there are over so many columns, with three to `most` terms and the first of them positive.
fn laws_over(columns: usize, most: usize) -> u64 {
    let columns = columns as u64;
    let (mut laws, mut of_length) = (0, columns);
    for terms in 2..=most as u64 {
        of_length = of_length * 2 * columns.saturating_sub(terms - 1) / terms;
        laws += if terms >= 3 { of_length } else { 0 };
    }
    laws
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Cell, Source, Value};
    use super::*;

    #[test]
    fn laws_are_counted_as_they_are_walked() {
        for columns in 3..=MAX_ALL_VECTORS {
            let additive: Vec<usize> = (0..columns).collect();
            let walked = all(columns, &additive).len() as u64;
            assert_eq!(laws_over(columns, columns), walked, "{columns} columns");
        }
        assert_eq!(laws_over(MAX_TRIPLES, 3), 8_096);
    }
    /// Rows with one reading, with many small values so that many laws hold; the largest is a word.
    fn rows() -> impl Strategy<Value = Vec<Domain>> {
        let row = proptest::collection::vec(-3_i64..=4, 5);
        proptest::collection::vec(row, 2..20)
            .prop_map(|rows| rows.iter().map(|row| domain(row)).collect())
    }

    fn domain(values: &[i64]) -> Domain {
        let value =
            |value: i64| if value == 4 { Value::OPAQUE } else { Value::number(value * 9, 0) };
        let cells =
            values.iter().map(|&at| Some(Cell { source: Source::Given(0), value: value(at) }));
        let candidates = vec![Candidate::new(0, cells.collect())];
        Domain { candidates, complete: true, ..Domain::default() }
    }

    /// Whether few enough rows break a law, and two or more have three of its terms.
    fn is_likely(law: &Law, rows: &[&Domain]) -> bool {
        let (mut fails, mut tests) = (0, 0);
        for row in rows {
            let amounts = &row.candidates[0].amounts;
            let used = || law.signs().iter().zip(amounts).filter(|(sign, _)| **sign != 0);
            if used().all(|(_, amount)| amount.known) {
                // The values are so far apart that the tolerance does not count.
                let is_off = law.residual(amounts) != 0;
                let filled = used().filter(|(_, amount)| amount.value != 0).count();
                fails += usize::from(is_off);
                tests += usize::from(!is_off && filled >= 3);
            }
        }
        fails <= rows.len() / 6 && tests >= 2
    }

    proptest! {
        #[test]
        fn a_look_leaves_the_laws_that_few_rows_break(rows in rows()) {
            let voters: Vec<&Domain> = rows.iter().collect();
            let additive: Vec<usize> = (0..5).collect();
            let look = Look::at(&voters, &additive);
            let mut likely: Vec<Law> =
                hypotheses(5, &additive, &look).likely.into_iter().flatten().collect();
            let mut expected = all(5, &additive);
            expected.retain(|law| is_likely(law, &voters));
            likely.sort();
            expected.sort();
            prop_assert_eq!(expected, likely);
        }
    }
}
