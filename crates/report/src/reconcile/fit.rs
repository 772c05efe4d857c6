//! Whether two figures can be the same number.

use ontleed_model::{Cell, Mention, Table, Unit};
use rust_decimal::Decimal;

/// Whether a mention can be the number of a cell, and in which unit.
///
/// Without a scale word the text may count as its table does, in silence: `€ 601` for `601`.
pub(super) fn fit(mention: &Mention<'_>, cell: &Cell<'_>, table: &Table<'_>) -> Option<Fit> {
    let value = cell.value.filter(|value| !value.is_zero())?;
    let is_count = mention.scale.is_none() && mention.unit != Some(Unit::Eur);
    if is_count && value.scale() == mention.value.scale() {
        // By far the most comparisons: the same number of decimals, so the same number or none.
        return (value.abs() == mention.value.abs()).then_some(Fit::AsPrinted);
    }
    let interval = Interval::of_mention(mention)?;
    let meets = |factor: u32| Interval::of(value, factor).is_some_and(|own| own.meets(interval));
    if mention.scale.is_none() {
        let money =
            mention.unit == Some(Unit::Eur) && table.scale.is_none_or(|scale| scale == 1_000);
        let in_thousands = || (money && meets(1_000)).then_some(Fit::Times(1_000));
        return meets(1).then_some(Fit::AsPrinted).or_else(in_thousands);
    }
    let mut fitting = scales(table).iter().filter(|&&factor| meets(factor));
    let only = fitting.next().filter(|_| fitting.next().is_none());
    only.filter(|_| digits(mention.value) > 1).map(|&scale| Fit::Times(scale))
}

/// In which unit two figures agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// Both are printed in the same unit, whatever it is.
    AsPrinted,
    /// The cell is to be multiplied.
    Times(u32),
}

impl Fit {
    pub(super) const fn scale(self) -> Option<u32> {
        match self {
            Self::AsPrinted => None,
            Self::Times(scale) => Some(scale),
        }
    }
}

/// What a mention stands for, without sign: half a last printed digit to each side, times the scale
/// word. `None` for a range.
#[derive(Clone, Copy)]
pub(super) struct Interval {
    pub(super) least: Decimal,
    pub(super) most: Decimal,
}

impl Interval {
    pub(super) fn of(value: Decimal, factor: u32) -> Option<Self> {
        const MOST_DECIMALS: u32 = 20;
        let value = value.abs();
        let half = (value.scale() < MOST_DECIMALS).then(|| Decimal::new(5, value.scale() + 1))?;
        let factor = Decimal::from(factor);
        let least = value.checked_sub(half)?.checked_mul(factor)?;
        let most = value.checked_add(half)?.checked_mul(factor)?;
        Some(Self { least, most })
    }

    pub(super) fn of_mention(mention: &Mention<'_>) -> Option<Self> {
        let single = mention.upper.is_none();
        single.then(|| Self::of(mention.value, mention.scale.unwrap_or(1))).flatten()
    }

    /// Without zeros behind the last decimal.
    pub(super) fn normal(self) -> Self {
        Self { least: self.least.normalize(), most: self.most.normalize() }
    }

    /// Whether both can be the same number. Figures that only touch are different ones.
    pub(super) fn meets(self, other: Self) -> bool {
        self.least < other.most && other.least < self.most
    }

    /// Whether neither is more than twice the other: as near as two figures for one quantity are.
    pub(super) fn is_near(self, other: Self) -> bool {
        let twice = |value: Decimal| value.checked_mul(Decimal::TWO).unwrap_or(Decimal::MAX);
        self.least <= twice(other.most) && other.least <= twice(self.most)
    }
}

/// The scales a table may have; where it states one, only that.
pub(super) fn scales<'a>(table: &'a Table<'_>) -> &'a [u32] {
    table.scale.as_ref().map_or(&[1, 1_000, 1_000_000], std::slice::from_ref)
}

/// How many digits a value is printed with.
pub(super) fn digits(value: Decimal) -> usize {
    value.mantissa().unsigned_abs().checked_ilog10().map_or(1, |log| log as usize + 1)
}
