//! One law: a sum of signed columns that is 0 in every row.

use super::evidence;
use super::value::Amount;

/// Terms of this many printed units or more count as evidence; smaller ones coincide too easily.
const STRONG: u64 = 10;

/// A sum of signed columns that is 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Law {
    /// One per column.
    signs: Vec<i8>,
    /// The columns that take part, in order, with their signs.
    terms: Vec<(usize, i8)>,
}

/// Laws of which each row must satisfy one; more than one where the supporting rows cannot tell them apart.
#[derive(Debug, Clone)]
pub(super) struct Group {
    laws: Vec<Law>,
    last: usize,
}

/// Whether a reading satisfies a law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// A term is no number.
    Open,
    /// Within the tolerance.
    Holds,
    /// Beyond it by one printed unit at most.
    Near,
    /// Further off.
    Fails,
}

/// What a law says of one reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Test {
    /// All terms are 0 or one is no number.
    Nothing,
    /// Within the tolerance.
    Holds { bits: u32, terms: usize, strong: bool },
    /// Beyond it by one printed unit at most.
    Near,
    /// Further off.
    Fails,
}

impl Group {
    /// A law that has no rivals.
    pub(super) fn of(law: Law) -> Self {
        Self { last: law.last(), laws: vec![law] }
    }

    /// Adds a law that the rows cannot tell from the others.
    pub(super) fn push(&mut self, law: Law) {
        self.last = self.last.max(law.last());
        self.laws.push(law);
    }

    /// Whether a column takes part.
    pub(super) fn holds(&self, column: usize) -> bool {
        self.laws.iter().any(|law| law.signs[column] != 0)
    }

    /// Whether some column takes part in both.
    pub(super) fn shares(&self, other: &Self) -> bool {
        (0..self.laws[0].signs.len()).any(|column| self.holds(column) && other.holds(column))
    }

    /// The last column that decides it.
    pub(super) fn last(&self) -> usize {
        self.last
    }

    /// Whether a reading may go on: one of the laws holds, or nearly.
    pub(super) fn admits(&self, amounts: &[Amount]) -> bool {
        self.laws.iter().any(|law| law.fit(amounts) != Fit::Fails)
    }

    /// The laws, the best supported first.
    pub(super) fn laws(&self) -> &[Law] {
        &self.laws
    }
}

impl Law {
    /// The law with these signs of additive columns.
    pub(super) fn over(terms: &[(usize, i64)], columns: usize, additive: &[usize]) -> Self {
        let mut signs = vec![0; columns];
        for &(at, sign) in terms {
            signs[additive[at]] = if sign < 0 { -1 } else { 1 };
        }
        let terms = signs.iter().copied().enumerate().filter(|&(_, sign)| sign != 0).collect();
        Self { signs, terms }
    }

    /// The coefficients, one per column.
    pub(super) fn signs(&self) -> &[i8] {
        &self.signs
    }

    /// The signed sum of a reading, 0 for cells that are no numbers.
    pub(super) fn residual(&self, amounts: &[Amount]) -> i128 {
        self.signed(amounts).map(|(sign, amount)| i128::from(sign * amount.value)).sum()
    }

    fn last(&self) -> usize {
        self.terms.last().map_or(0, |&(column, _)| column)
    }

    /// How many columns take part.
    pub(super) fn terms(&self) -> usize {
        self.terms.len()
    }

    /// Whether the two differ by a statement too simple to be a law: a column is 0 or equals another.
    pub(super) fn rivals(&self, other: &Self) -> bool {
        let simple = |sign: i8| {
            self.signs.iter().zip(&other.signs).filter(|&(a, b)| a + sign * b != 0).count() <= 2
        };
        simple(1) || simple(-1)
    }

    /// Whether it is the other with another sign of one column.
    pub(super) fn turns(&self, other: &Self, column: usize) -> bool {
        let turned = |at: usize| if at == column { -other.signs[at] } else { other.signs[at] };
        self.signs[column] != 0 && (0..self.signs.len()).all(|at| self.signs[at] == turned(at))
    }

    pub(super) fn combines(&self, a: &Self, b: &Self) -> bool {
        let is = |sa: i8, sb: i8| {
            self.signs
                .iter()
                .zip(a.signs.iter().zip(&b.signs))
                .all(|(&own, (&x, &y))| own == sa * x + sb * y)
        };
        [(1, 1), (1, -1), (-1, 1), (-1, -1)].into_iter().any(|(sa, sb)| is(sa, sb))
    }

    /// Whether a law of the shape `a - b = c - d` holds because the row grows evenly, as rows over years do.
    fn is_progression(&self, amounts: &[Amount], width: u64) -> bool {
        if self.terms.len() != 4 || self.signs.iter().sum::<i8>() != 0 {
            return false;
        }
        let values: Vec<i64> = self.signed(amounts).map(|(_, amount)| amount.value).collect();
        let steps: Vec<i64> = values.windows(2).map(|pair| pair[1] - pair[0]).collect();
        steps.iter().all(|step| step.abs_diff(steps[0]) <= width)
    }

    /// The columns of a reading that take part, with their signs.
    fn signed<'a>(&self, amounts: &'a [Amount]) -> impl Iterator<Item = (i64, &'a Amount)> {
        let terms = self.terms.iter();
        terms.map_while(|&(column, sign)| Some((i64::from(sign), amounts.get(column)?)))
    }

    /// Whether one reading satisfies it, by the printed units of its terms.
    pub(super) fn fit(&self, amounts: &[Amount]) -> Fit {
        let (mut sum, mut width, mut unit) = (0, 0, 0);
        for (sign, amount) in self.signed(amounts) {
            if !amount.known {
                return Fit::Open;
            }
            sum += sign * amount.value;
            width += amount.unit;
            unit = amount.unit.max(unit);
        }
        match sum.abs() {
            residual if 2 * residual <= width => Fit::Holds,
            residual if 2 * (residual - unit) <= width => Fit::Near,
            _ => Fit::Fails,
        }
    }

    /// Tests one reading, and weighs what it says for the law.
    pub(super) fn test(&self, amounts: &[Amount]) -> Test {
        match self.fit(amounts) {
            Fit::Open => Test::Nothing,
            Fit::Holds => self.weigh(amounts),
            Fit::Near => Test::Near,
            Fit::Fails => Test::Fails,
        }
    }

    /// What a reading that satisfies the law says for it.
    fn weigh(&self, amounts: &[Amount]) -> Test {
        let (mut terms, mut strong, mut width, mut largest) = (0, 0, 0_u64, [0; 3]);
        for (_, amount) in self.signed(amounts) {
            let size = amount.value.unsigned_abs();
            width += amount.unit.unsigned_abs();
            terms += usize::from(size > 0);
            strong += usize::from(size > 0 && size >= STRONG * amount.unit.unsigned_abs());
            evidence::keep_largest(&mut largest, size);
        }
        if terms == 0 || self.is_progression(amounts, width) {
            return Test::Nothing;
        }
        Test::Holds { bits: evidence::of_sum(largest, width), terms, strong: strong >= 3 }
    }
}
