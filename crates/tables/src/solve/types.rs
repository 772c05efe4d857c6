//! What the columns hold: percentages, and how many decimals.

use super::value::SCALE;
use super::{Kind, Value};
use crate::notation::YEARS;

/// Rows that must agree before a column has a type.
const MIN_ROWS: usize = 2;

/// The same before it is one of years.
const MIN_YEARS: usize = 3;

/// The types of all columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Types {
    columns: Vec<Type>,
    /// Whether percentages may exceed 100.
    large_percents: bool,
    admitting: Admitting,
}

/// The columns, as bits, in which cells of each kind can stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Admitting {
    numbers: u64,
    percents: u64,
    words: u64,
    /// Of the numbers, years only.
    years: u64,
    /// By the number of decimals, as far as sums use them.
    decimals: [u64; SCALE as usize + 1],
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
    /// Whether all its numbers are years, which no sum may use.
    pub(super) years: bool,
}

impl Types {
    /// The types that rows with all their cells show.
    pub(super) fn of_rows(columns: usize, rows: &[&[Option<Value>]]) -> Self {
        let column = |at: usize| Type::of_column(rows.iter().filter_map(|row| row[at]));
        let mut cells = rows.iter().copied().flatten().flatten();
        let mut columns: Vec<Type> = (0..columns).map(column).collect();
        // In rows of one quantity each the decimals are theirs: those that a column has in common say nothing of it.
        let common = columns.iter().filter(|kind| kind.decimals.is_some()).count();
        let differ = (0..columns.len()).filter(|&at| differ_in_decimals(rows, at)).count();
        if differ > common {
            for kind in &mut columns {
                kind.decimals = None;
            }
        }
        Self {
            admitting: Admitting::of(&columns),
            columns,
            large_percents: cells.any(|value| value.is_large_percent()),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn get(&self, column: usize) -> Type {
        self.columns.get(column).copied().unwrap_or_default()
    }

    /// Changes the type of every column.
    pub(super) fn set(&mut self, change: impl Fn(usize, &mut Type)) {
        self.columns.iter_mut().enumerate().for_each(|(column, kind)| change(column, kind));
        self.admitting = Admitting::of(&self.columns);
    }

    /// The same, with percentages above 100 or without.
    pub(super) fn with_large_percents(&self, large_percents: bool) -> Self {
        Self { large_percents, ..self.clone() }
    }

    /// Whether a value can stand in a column.
    pub(super) fn admit(&self, column: usize, value: Value) -> bool {
        self.admitting(value) >> column & 1 == 1
    }

    /// The columns, as bits, in which a value can stand.
    pub(super) fn admitting(&self, value: Value) -> u64 {
        let of_kind = match value.kind {
            Kind::Nil | Kind::Missing => return u64::MAX,
            Kind::Opaque => return self.admitting.words,
            Kind::Percent if !self.large_percents && value.is_large_percent() => return 0,
            Kind::Percent => self.admitting.percents,
            Kind::Number if is_year(value) => self.admitting.numbers,
            Kind::Number => self.admitting.numbers & !self.admitting.years,
        };
        // A zero is often printed without its decimals.
        if value.mantissa == 0 && value.decimals == 0 {
            return of_kind;
        }
        let decimals = self.admitting.decimals.get(usize::from(value.decimals)).copied();
        of_kind & decimals.unwrap_or_else(|| columns(&self.columns, |t| t.takes(value.decimals)))
    }
}

/// Whether the numbers of a column have different decimals.
fn differ_in_decimals(rows: &[&[Option<Value>]], column: usize) -> bool {
    let numbers = rows.iter().filter_map(|row| row[column]);
    let numbers = numbers.filter(|value| matches!(value.kind, Kind::Number | Kind::Percent));
    let mut decimals = numbers.filter(|value| value.mantissa != 0).map(|value| value.decimals);
    let first = decimals.next();
    decimals.any(|other| Some(other) != first)
}

impl Admitting {
    fn of(types: &[Type]) -> Self {
        let numeric = |percent: bool| {
            move |kind: &Type| {
                kind.opaque != Some(true) && kind.percent.is_none_or(|known| known == percent)
            }
        };
        Self {
            numbers: columns(types, numeric(false)),
            percents: columns(types, numeric(true)),
            words: columns(types, |kind| kind.opaque != Some(false)),
            years: columns(types, |kind| kind.years),
            decimals: [0, 1, 2, 3, 4].map(|decimals| columns(types, |kind| kind.takes(decimals))),
        }
    }
}

/// The columns, as bits, whose type is like this.
fn columns(types: &[Type], like: impl Fn(&Type) -> bool) -> u64 {
    types.iter().rev().fold(0, |bits, kind| bits << 1 | u64::from(like(kind)))
}

fn is_year(value: Value) -> bool {
    (value.kind, value.decimals) == (Kind::Number, 0)
        && u16::try_from(value.mantissa).is_ok_and(|year| YEARS.contains(&year))
}

impl Type {
    fn takes(self, decimals: u8) -> bool {
        self.decimals.is_none_or(|known| known == decimals)
    }

    fn of_column(values: impl Iterator<Item = Value>) -> Self {
        let (mut numbers, mut percents, mut words, mut years) = (0, 0, 0, 0);
        let mut decimals = None;
        let mut mixed = false;
        for value in values {
            match value.kind {
                Kind::Opaque => words += 1,
                Kind::Nil | Kind::Missing => {}
                Kind::Number | Kind::Percent => {
                    percents += usize::from(value.kind == Kind::Percent);
                    years += usize::from(value.is_year);
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
            years: numbers >= MIN_YEARS && years == numbers,
        }
    }
}
