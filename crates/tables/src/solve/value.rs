//! Exact values and their common scale.

/// Decimals of the common scale; a value with more takes no part in sums.
pub(super) const SCALE: u8 = 4;

/// Larger mantissas take no part in sums, so that a sum of some hundred of them is no overflow.
const MAX_MANTISSA: u64 = 1_000_000_000_000;

const POWERS: [i64; SCALE as usize + 1] = [10_000, 1_000, 100, 10, 1];

/// A printed value, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Value {
    /// The digits with their sign: `1,50` has 150. One that does not fit is as large as can be, and takes no part in sums.
    pub(crate) mantissa: i64,
    /// Printed decimals: `1,50` has 2.
    pub(crate) decimals: u8,
    /// What kind of cell it is.
    pub(crate) kind: Kind,
    /// Whether it is printed as a year is: `2019`, not `2.019`.
    pub(crate) is_year: bool,
    /// Whether it is printed without its sign, which a letter beside it tells: `318 N`.
    pub(crate) is_turned: bool,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A number that can take part in sums.
    Number,
    /// A percentage; never summed.
    Percent,
    /// A dash, which counts as 0.
    Nil,
    /// A code where a value is missing: it has a place, in whatever column, but no amount.
    Missing,
    /// A word, the number of a row or anything else that has a place but no amount.
    Opaque,
}

/// What a sum amounts to; larger than a value can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exact {
    /// The digits with their sign.
    pub(crate) mantissa: i128,
    /// How many of them are decimals.
    pub(crate) decimals: u8,
}

impl Value {
    /// A dash.
    pub(crate) const NIL: Self = Self::of(Kind::Nil, 0, 0);
    /// A code where a value is missing.
    pub(crate) const MISSING: Self = Self::of(Kind::Missing, 0, 0);
    /// A cell without an amount.
    pub(crate) const OPAQUE: Self = Self::of(Kind::Opaque, 0, 0);

    /// A number.
    pub(crate) const fn number(mantissa: i64, decimals: u8) -> Self {
        Self::of(Kind::Number, mantissa, decimals)
    }

    /// A percentage.
    pub(crate) const fn percent(mantissa: i64, decimals: u8) -> Self {
        Self::of(Kind::Percent, mantissa, decimals)
    }

    const fn of(kind: Kind, mantissa: i64, decimals: u8) -> Self {
        Self { mantissa, decimals, kind, is_year: false, is_turned: false }
    }

    /// The value with the sign that a letter beside it tells; it is printed without.
    pub(crate) fn turned(self) -> Self {
        Self { mantissa: -self.mantissa, is_turned: true, ..self }
    }

    /// The number with a minus before it; none where it has one, and of what is no number.
    pub(super) fn negative(self) -> Option<Self> {
        let is_number = matches!(self.kind, Kind::Number | Kind::Percent);
        (is_number && self.mantissa > 0).then_some(Self { mantissa: -self.mantissa, ..self })
    }

    /// By what the sign of the value is multiplied where it is printed.
    pub(super) fn turn(self) -> i8 {
        if self.is_turned { -1 } else { 1 }
    }

    /// Whether it is a percentage above 100.
    pub(super) fn is_large_percent(self) -> bool {
        self.kind == Kind::Percent
            && self.mantissa.unsigned_abs() > 100 * 10_u64.pow(u32::from(self.decimals.min(SCALE)))
    }

    /// The amount on the common scale, for cells that sums may use.
    pub(super) fn amount(self) -> Amount {
        let is_amount = matches!(self.kind, Kind::Number | Kind::Nil)
            && self.mantissa.unsigned_abs() <= MAX_MANTISSA;
        match POWERS.get(usize::from(self.decimals)) {
            Some(&unit) if is_amount => Amount { value: self.mantissa * unit, unit, known: true },
            _ => Amount::UNKNOWN,
        }
    }
}

/// A cell as sums see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    /// In units of the common scale; at most 10^16.
    pub(super) value: i64,
    /// The printed unit: the value stands for `value ± unit / 2`.
    pub(super) unit: i64,
    /// False for percentages and words.
    pub(super) known: bool,
}

impl Amount {
    /// A missing cell: exactly 0.
    pub(super) const MISSING: Self = Self { value: 0, unit: 0, known: true };
    /// A cell no sum may use.
    pub(super) const UNKNOWN: Self = Self { value: 0, unit: 0, known: false };
}
