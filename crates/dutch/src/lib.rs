//! Reads the notation of Dutch planning-and-control documents: numbers, amounts, percentages,
//! dates, units, and the codes and marks around them.
//!
//! [`cell()`] reads a whole table cell. Everything else reads at the beginning of a text and says
//! in a [`Parsed`] what it read and where; the caller knows where to look.
//!
//! 1. In a cell: a [`Quantity`] with [`Unit`] and [`Scale`], and around it a [`Qualifier`], a [`Letter`] (V/N) and [`Mark`]s, or
//!    why there is none: [`Missing`].
//! 2. Above cells: [`period()`], [`year()`], [`unit()`], [`unit_line`] and [`find_unit`]. Before them: labels with footnote marks,
//!    [`mark()`] and [`split_marks`].
//! 3. In running text: [`figure()`], [`day()`], and what stands before them: [`comparison_before`].
//!
//! ```
//! use ontleed_dutch::{Letter, Missing, Unit, cell, figure};
//!
//! let found = cell("- 1,40% N*").unwrap();
//! let quantity = found.value.quantity().unwrap();
//! assert_eq!(quantity.value.to_string(), "-1.40");
//! assert_eq!(quantity.unit, Some(Unit::Percent));
//! assert_eq!(found.value.letter, Some(Letter::N));
//! assert_eq!(found.value.marks[0].printed("- 1,40% N*"), "*");
//!
//! assert_eq!(cell("n.v.t.").unwrap().value.missing(), Some(Missing::NotApplicable));
//! assert_eq!(cell("1.2345"), None);
//!
//! let text = "€ 3,4 mln. is besteed";
//! let found = figure(text).unwrap();
//! assert_eq!(found.to_string(), "3.4 * 10^6 EUR [0..12]");
//! assert_eq!(found.rest(text), " is besteed");
//! ```
//!
//! It does not search, except [`find_unit`] in a header: a grammar run over prose is slow and finds
//! what is not there. It does not cut values that are printed without separators, and it does not
//! know what a value is about. Where the notation has two readings it reads none: `(2015)` is not
//! -2015, `10-15%` is not a range, except in a sentence ([`figure()`]).

mod parsed;
mod word;

mod number;
mod sign;

mod scale;
mod unit;

mod quantity;

mod amount;
mod percentage;

mod comparison;
mod letter;
mod mark;
mod missing;
mod period;

mod cell;
mod figure;

#[cfg(test)]
mod alone;
#[cfg(test)]
mod properties;

pub use cell::{Cell, Content, cell};
pub use comparison::Qualifier;
pub use figure::{comparison_before, figure};
pub use letter::Letter;
pub use mark::{Mark, Marked, mark, split_marks};
pub use missing::{Missing, missing_words_at_end};
pub use parsed::Parsed;
pub use period::{Part, Period, day, may_begin_part_of_year, period, year};
pub use quantity::Quantity;
pub use scale::Scale;
pub use unit::{
    Unit, UnitStatement, find_unit, may_begin_unit_line, may_hold_unit, unit, unit_line,
};
