//! What the columns hold: percentages, and how many decimals.

use super::{Kind, Value};

/// Rows that must agree before a column has a type.
const MIN_ROWS: usize = 2;

/// The types of all columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Types {
    columns: Vec<Type>,
    /// Whether percentages may exceed 100.
    large_percents: bool,
}

/// What is known of one column; `None` is not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Type {
    /// Whether its numbers are percentages.
    pub(super) percent: Option<bool>,
    /// The printed decimals of its numbers.
    pub(super) decimals: Option<u8>,
    /// Whether it holds words rather than numbers.
    pub(super) opaque: Option<bool>,
}

impl Types {
    /// The types that rows with all their cells show.
    pub(super) fn of_rows(columns: usize, rows: &[&[Option<Value>]]) -> Self {
        let column = |at: usize| Type::of_column(rows.iter().filter_map(|row| row[at]));
        let mut cells = rows.iter().copied().flatten().flatten();
        Self {
            columns: (0..columns).map(column).collect(),
            large_percents: cells.any(|value| value.is_large_percent()),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn get(&self, column: usize) -> Type {
        self.columns.get(column).copied().unwrap_or_default()
    }

    pub(super) fn set(&mut self, column: usize, change: impl FnOnce(&mut Type)) {
        if let Some(kind) = self.columns.get_mut(column) {
            change(kind);
        }
    }

    /// The same, with percentages above 100 or without.
    pub(super) fn with_large_percents(&self, large_percents: bool) -> Self {
        Self { large_percents, ..self.clone() }
    }

    /// Whether a value can stand in a column.
    pub(super) fn admit(&self, column: usize, value: Value) -> bool {
        let kind = self.get(column);
        match value.kind {
            Kind::Nil => true,
            Kind::Opaque => kind.opaque != Some(false),
            Kind::Number | Kind::Percent => {
                kind.opaque != Some(true)
                    && (self.large_percents || !value.is_large_percent())
                    && kind.percent.is_none_or(|percent| percent == (value.kind == Kind::Percent))
                    // A zero is often printed without its decimals.
                    && (value.mantissa == 0 && value.decimals == 0
                        || kind.decimals.is_none_or(|decimals| decimals == value.decimals))
            }
        }
    }
}

impl Type {
    fn of_column(values: impl Iterator<Item = Value>) -> Self {
        let (mut numbers, mut percents, mut words) = (0, 0, 0);
        let mut decimals = None;
        let mut mixed = false;
        for value in values {
            match value.kind {
                Kind::Opaque => words += 1,
                Kind::Nil => {}
                Kind::Number | Kind::Percent => {
                    percents += usize::from(value.kind == Kind::Percent);
                    numbers += 1;
                    if value.mantissa != 0 || value.decimals != 0 {
                        mixed |= decimals.is_some_and(|seen| seen != value.decimals);
                        decimals = Some(value.decimals);
                    }
                }
            }
        }
        Self {
            percent: match percents {
                _ if numbers < MIN_ROWS => None,
                0 => Some(false),
                all if all == numbers => Some(true),
                _ => None,
            },
            decimals: decimals.filter(|_| !mixed && numbers >= MIN_ROWS),
            opaque: match (numbers, words) {
                (_, 0) if numbers >= MIN_ROWS => Some(false),
                (0, _) if words >= MIN_ROWS => Some(true),
                _ => None,
            },
        }
    }
}
