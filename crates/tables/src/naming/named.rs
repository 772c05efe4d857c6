//! A column in the making: what the header has said of it so far.

use ontleed_dutch::{Period, period};
use ontleed_text::{Source, Span};

use super::takes_modifier;
use crate::joints;
use crate::notation;
use crate::table::Column;
use crate::vocabulary::{Measure, Side};
use crate::words::{Item, What};

/// A column as the header tells of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named {
    pub(crate) column: Column,
    /// The day and month it prints, where that is a date.
    pub(crate) date: Option<(u8, u8)>,
    /// What it heads.
    pub(super) above: Above,
    /// What other words than header words it holds.
    pub(super) others: Others,
    /// Its cell; a title and the label under it stand in different ones.
    pub(super) line: usize,
    /// Its cell says what the amounts are to be multiplied by: those of all columns.
    pub(super) has_scale: bool,
    /// What the next item has to say.
    pub(super) open: Open,
    /// A side or part of a balance: `Saldo 2022` above `Lasten Baten Totaal`.
    pub(crate) is_of_balance: bool,
}

impl Named {
    /// Takes what an item says of it; `is_first` where none did before.
    pub(super) fn attach(&mut self, source: &Source<'_>, item: Item, is_first: bool) {
        if self.open == Open::More {
            self.open = Open::Nothing;
        }
        let text = source.slice(item.span);
        let is_change = self.is_changed_by(source, item);
        if is_change {
            self.column.measure = Some(Measure::BegrotingBijgesteld);
        }
        match item.what {
            What::Measure(measure, side) => self.take_measure(measure, side),
            What::Modifier(measure) => self.take_modifier(measure),
            What::Side(side) => self.take_side(side),
            What::Period(year) => self.take_period(year, text),
            What::Text if is_first => self.above = Above::Words,
            What::Label if is_first => self.above = Above::Labels,
            What::Text | What::Label => {}
            What::Other => self.take_words(source, text, is_change),
            What::Unit => return,
        }
        self.column.label.push(item.span);
    }

    fn take_measure(&mut self, measure: Option<Measure>, side: Option<Side>) {
        // `Actuele stand`: what a modifier says of a budget it says of nothing else.
        let is_of_other = self.is_open() && measure.is_some_and(|measure| !takes_modifier(measure));
        if is_of_other || measure.is_some_and(|measure| self.is_budget_told_by(measure)) {
            self.column.measure = measure;
        }
        self.open = Open::Nothing;
        if measure.is_none() && side.is_none() && self.is_balance() {
            self.column.side = None;
            self.is_of_balance = true;
        }
        if !self.is_impure() || self.has_meaning() {
            self.column.measure = self.column.measure.or(measure);
            self.column.side = self.column.side.or(side);
        }
    }

    fn take_modifier(&mut self, measure: Measure) {
        if self.column.measure.is_none() {
            self.open = Open::Measure;
        }
        if self.column.measure.is_none_or(takes_modifier) && !self.is_impure() {
            self.column.measure = Some(measure);
        }
    }

    fn take_side(&mut self, side: Side) {
        if self.is_balance() {
            self.column.side = Some(side);
            self.is_of_balance = true;
        } else if !self.is_impure() || self.column.measure.is_some() {
            self.column.side = self.column.side.or(Some(side));
        }
    }

    fn take_period(&mut self, year: u16, text: &str) {
        self.column.year = self.column.year.or((year > 0).then_some(year));
        if notation::year(text).is_none()
            && let Some(Period::Day { day, month, .. }) = period(text).map(|read| read.value)
        {
            // From one day to another is no moment: `01/03 - 31/12`.
            self.date = if self.date.is_none() { Some((day, month)) } else { None };
        }
    }

    /// Takes words that are not known in a header; with `is_change` they say what a budget was changed by.
    fn take_words(&mut self, source: &Source<'_>, text: &str, is_change: bool) {
        let is_difference = self.column.measure == Some(Measure::Afwijking);
        if joints::joins(text) || is_difference && joints::joins_compared(text) {
            self.open = Open::More;
            return;
        }
        let may_change = self.column.measure == Some(Measure::Begroting);
        let is_known = is_change
            || joints::is_filler(text)
            || is_difference && notation::are_two_years(text)
            || may_change && joints::says_after(text);
        if !is_known
            && text.starts_with(char::is_alphabetic)
            && self.only_tells_budgets_apart(source)
        {
            self.column.measure = None;
            self.open = Open::Nothing;
        }
        self.others = self.others.max(if is_known { Others::Known } else { Others::Unknown });
    }

    /// Whether a word says what the budget it is of was changed by: `Begroting 2022 (incl. 2e wijziging)`.
    pub(super) fn is_changed_by(&self, source: &Source<'_>, item: Item) -> bool {
        /// Between them stands at most which change it is.
        const NEAR: usize = 2;
        let word = |item: Span| source.slice(item).trim_matches(['(', ')']).to_lowercase();
        self.column.measure == Some(Measure::Begroting)
            && match item.what {
                What::Measure(measure, _) => measure == Some(Measure::Mutatie),
                What::Other => joints::changes_budget(&word(item.span)),
                _ => false,
            }
            && self
                .column
                .label
                .iter()
                .rev()
                .take(NEAR)
                .any(|near| joints::says_after(&word(*near)))
    }

    /// Takes the day that its words are: `31 december 2020`.
    pub(crate) fn take_day(&mut self, source: &Source<'_>) {
        let label = &self.column.label;
        let Some((first, last)) = label.first().zip(label.last()) else { return };
        let begins = source.text().as_bytes().get(first.range().start);
        // Names from rows above each other need not stand in their order.
        if self.date.is_some()
            || self.column.measure.is_some()
            || !begins.is_some_and(u8::is_ascii_digit)
            || !label.is_sorted()
        {
            return;
        }
        let text = source.slice(first.to(*last));
        if let Some(read) = period(text).filter(|read| read.rest(text).is_empty())
            && let Period::Day { day, month, .. } = read.value
        {
            self.date = Some((day, month));
            self.others = Others::None;
        }
    }

    /// Whether it says of what moment its column is.
    pub(super) fn is_told(&self) -> bool {
        self.column.measure.is_some() || self.column.year.is_some()
    }

    /// Whether it holds words that are not known.
    pub(crate) fn is_impure(&self) -> bool {
        self.others == Others::Unknown
    }

    /// Whether it heads words.
    pub(crate) fn is_text(&self) -> bool {
        self.above == Above::Words
    }

    /// What it says of the years behind its own: what stands or moves on a day is of that day alone.
    pub(crate) fn over_years(&self) -> (Option<Measure>, Option<Side>) {
        use Measure::{Begroting, BegrotingBijgesteld, BegrotingPrimitief};
        use Measure::{Mijlpaal, Raming, Realisatie, Streefwaarde};
        let Column { measure, side, year, .. } = self.column;
        let budgets = [Begroting, BegrotingBijgesteld, BegrotingPrimitief, Raming];
        let of_years = [Mijlpaal, Realisatie, Streefwaarde];
        let lasts = measure.is_none_or(|own| budgets.contains(&own) || of_years.contains(&own));
        // Another word behind its year is that of the next one.
        if lasts && year.is_some() && !self.is_impure() { (measure, side) } else { (None, None) }
    }

    /// Whether a measure behind it says which budget it is: `Begroting 2019 oorspronkelijk`.
    pub(super) fn is_budget_told_by(&self, measure: Measure) -> bool {
        self.column.measure == Some(Measure::Begroting) && tells_budgets_apart(measure)
    }

    /// Whether it is one word that says which budget: before `krediet` `Oorspronkelijk` is of no budget.
    fn only_tells_budgets_apart(&self, source: &Source<'_>) -> bool {
        let [word] = self.column.label.as_slice() else { return false };
        let is_word = !source.slice(*word).contains(char::is_whitespace);
        is_word && self.column.measure.is_some_and(tells_budgets_apart)
    }

    /// Whether it is one word with a capital that has no measure of its own: `Totaal`.
    pub(super) fn is_named_total(&self, source: &Source<'_>) -> bool {
        let [word] = self.column.label.as_slice() else { return false };
        self.is_value()
            && !self.has_meaning()
            && source.slice(*word).starts_with(char::is_uppercase)
    }

    /// Says that it heads words.
    pub(super) fn head_words(&mut self) {
        self.above = Above::Words;
    }

    /// Whether it says of which part of the column before it it is: `waarvan incidenteel`.
    pub(crate) fn is_part(&self, source: &Source<'_>) -> bool {
        let first = self.column.label.first().map(|word| source.slice(*word));
        let first = first.and_then(|words| words.split(char::is_whitespace).next());
        first.is_some_and(joints::begins_part)
    }

    pub(super) fn is_label(&self) -> bool {
        self.above == Above::Labels
    }

    /// Whether it has a modifier, and no measure yet that it says more of.
    pub(super) fn is_open(&self) -> bool {
        self.open == Open::Measure
    }

    pub(super) fn is_value(&self) -> bool {
        self.above == Above::Values
    }

    /// Whether it holds what moves in a year, and says no more of it.
    pub(super) fn moves(&self) -> bool {
        let moves = |measure: Measure| measure.is_movement() || measure == Measure::Mutatie;
        self.others == Others::None
            && self.column.year.is_none()
            && self.column.measure.is_some_and(moves)
    }

    /// Whether it holds what was before the years that other columns have.
    pub(super) fn is_before_all_years(&self) -> bool {
        self.column.measure == Some(Measure::Nulmeting)
    }

    /// Whether it holds words that are not known and nothing else.
    pub(super) fn is_unknown(&self) -> bool {
        self.is_impure() && !self.has_meaning()
    }

    pub(super) fn has_meaning(&self) -> bool {
        self.column.measure.is_some() || self.column.year.is_some() || self.column.side.is_some()
    }

    pub(crate) fn is_period(&self) -> bool {
        self.column.measure.is_none()
            && self.column.side.is_none()
            && !self.is_impure()
            && (self.column.year.is_some() || self.date.is_some())
    }

    pub(super) fn is_balance(&self) -> bool {
        self.column.side == Some(Side::Saldo) && self.column.measure.is_none()
    }

    pub(super) fn is_undated_measure(&self) -> bool {
        self.is_value() && self.column.measure.is_some() && self.column.year.is_none()
    }

    /// Whether it has a year for the measure of another that has none.
    pub(super) fn is_dated_as(&self, other: &Self) -> bool {
        other.is_undated_measure()
            && self.column.measure == other.column.measure
            && self.column.year.is_some()
    }
}

/// Whether a measure is a budget before or after it was changed.
fn tells_budgets_apart(measure: Measure) -> bool {
    matches!(measure, Measure::BegrotingPrimitief | Measure::BegrotingBijgesteld)
}

/// What a header cell stands above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Above {
    #[default]
    Values,
    /// A column of words.
    Words,
    Labels,
}

/// What words beside header words a header cell holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Others {
    #[default]
    None,
    /// Words that say nothing of their own: `en`.
    Known,
    Unknown,
}

/// What the next item has to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Open {
    #[default]
    Nothing,
    /// The measure, of which there is only a modifier.
    Measure,
    /// More, whatever it is: `/`, `t.o.v.`.
    More,
}
