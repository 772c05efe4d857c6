//! What the columns of a table say of the document.

use ontleed_model::{
    Basis, Certainty, Column, DocumentKind, Measure, Quote, Row, Table, TableKind,
};
use ontleed_text::Source;

use super::{Claim, Weight};
use crate::identity::add;

/// The kind and year that columns show by their measures and years.
pub(super) fn of_columns<'t>(table: &Table<'t>) -> Option<Claim<'t>> {
    let columns = Columns { columns: &table.columns };
    closed_year(&columns).or_else(|| planned_years(table, &columns)).or_else(|| closed(&columns))
}

/// Jaarstukken: what was realised stands beside the budget of the same year, which is the last, and
/// nothing is estimated.
fn closed_year<'t>(columns: &Columns<'_, 't>) -> Option<Claim<'t>> {
    let year = columns.last(is_realised)?;
    if columns.last(Measure::is_budget) != Some(year) || columns.has(is_estimate) {
        return None;
    }
    let mut evidence = columns.headers(is_realised, Some(year));
    if is_interim(&evidence) {
        return None;
    }
    add(&mut evidence, columns.headers(Measure::is_budget, Some(year)));
    add(&mut evidence, columns.headers(is_deviation, Some(year)));
    let both = |measure| columns.columns.iter().any(|column| column.measure == Some(measure));
    let whole = columns.has(is_deviation)
        || both(Measure::BegrotingPrimitief) && both(Measure::BegrotingBijgesteld);
    Some(Claim {
        weight: Weight::Columns,
        kind: Some(DocumentKind::Jaarstukken),
        year: Some(year),
        basis: Basis::Printed,
        sure: if whole { Certainty::Certain } else { Certainty::Likely },
        evidence,
    })
}

/// Whether a header is about a part of the year: `Realisatie t/m augustus 2022`.
fn is_interim(header: &[Quote<'_>]) -> bool {
    header.iter().any(|part| ontleed_terms::is_interim(part.text))
}

/// Begroting: realised two years before, budgets of the year before and of its own year, and
/// estimates from the year after. A table of indicators has no estimates.
fn planned_years<'t>(table: &Table<'t>, columns: &Columns<'_, 't>) -> Option<Claim<'t>> {
    let year = columns.last(Measure::is_budget)?;
    let estimated = columns.years(is_estimate).min();
    let realised = columns.last(is_realised)?;
    let before = columns.years(Measure::is_budget).any(|budget| budget + 1 == year);
    let follows = estimated.is_none_or(|estimated| estimated == year + 1);
    if table.kind == TableKind::Bijstellingen || realised + 2 != year || !before || !follows {
        return None;
    }
    let mut evidence = columns.headers(Measure::is_budget, Some(year));
    add(&mut evidence, columns.headers(is_estimate, Some(year + 1)));
    add(&mut evidence, columns.headers(is_realised, Some(realised)));
    let whole = estimated.is_some();
    if !whole && columns.has(is_estimate) {
        return None;
    }
    Some(Claim {
        weight: if whole { Weight::Columns } else { Weight::Mention },
        kind: Some(DocumentKind::Begroting),
        year: Some(year),
        basis: if whole { Basis::Printed } else { Basis::Inferred },
        sure: if whole { Certainty::Certain } else { Certainty::Likely },
        evidence,
    })
}

/// Jaarstukken of a year that the columns do not print: budget, realised and deviation.
fn closed<'t>(columns: &Columns<'_, 't>) -> Option<Claim<'t>> {
    let undated = columns.columns.iter().all(|column| column.year.is_none());
    if !undated
        || !columns.has(Measure::is_budget)
        || !columns.has(is_deviation)
        || columns.has(is_estimate)
    {
        return None;
    }
    let mut evidence = columns.headers(is_realised, None);
    if evidence.is_empty() || is_interim(&evidence) {
        return None;
    }
    add(&mut evidence, columns.headers(Measure::is_budget, None));
    add(&mut evidence, columns.headers(is_deviation, None));
    Some(Claim {
        weight: Weight::Mention,
        kind: Some(DocumentKind::Jaarstukken),
        year: None,
        basis: Basis::Inferred,
        sure: Certainty::Likely,
        evidence,
    })
}

/// The card of jaarstukken, one value a line: `Begroot`, `Rekening`, `Afwijking`.
pub(super) fn of_card<'t>(source: &Source<'t>, table: &Table<'t>) -> Option<Claim<'t>> {
    let row = |is_measure: fn(Measure) -> bool| {
        let of_measure = |row: &&Row<'_>| row.measure.is_some_and(is_measure);
        table.rows.iter().find(of_measure).map(|row| Quote::of(source.text(), row.start, row.end))
    };
    let rows = [row(Measure::is_budget)?, row(is_realised)?, row(is_deviation)?];
    (table.kind == TableKind::Saldo).then(|| Claim {
        weight: Weight::Mention,
        kind: Some(DocumentKind::Jaarstukken),
        year: None,
        basis: Basis::Inferred,
        sure: Certainty::Likely,
        evidence: rows.to_vec(),
    })
}

/// The first year of which the header prints what was realised.
pub(super) fn first_realised(table: &Table<'_>) -> Option<u16> {
    Columns { columns: &table.columns }.years(is_realised).min()
}

/// The columns of a table, by what they are.
struct Columns<'a, 't> {
    columns: &'a [Column<'t>],
}

impl<'t> Columns<'_, 't> {
    /// The last year of a measure that the header prints.
    fn last(&self, is_measure: fn(Measure) -> bool) -> Option<u16> {
        self.years(is_measure).max()
    }

    fn years(&self, is_measure: fn(Measure) -> bool) -> impl Iterator<Item = u16> {
        let dated = self.columns.iter().filter(|column| column.year_from.is_none());
        let of_measure = dated.filter(move |column| column.measure.is_some_and(is_measure));
        of_measure.filter_map(|column| column.year)
    }

    fn has(&self, is_measure: fn(Measure) -> bool) -> bool {
        self.columns.iter().filter_map(|column| column.measure).any(is_measure)
    }

    /// The headers of a measure in a year, or without one.
    fn headers(&self, is_measure: fn(Measure) -> bool, year: Option<u16>) -> Vec<Quote<'t>> {
        let of_measure = |column: &&Column<'_>| {
            column.measure.is_some_and(is_measure)
                && column.year == year
                && column.year_from.is_none()
        };
        self.columns.iter().find(of_measure).map_or(Vec::new(), |column| column.label.clone())
    }
}

fn is_realised(measure: Measure) -> bool {
    measure == Measure::Realisatie
}

fn is_estimate(measure: Measure) -> bool {
    measure == Measure::Raming
}

fn is_deviation(measure: Measure) -> bool {
    measure == Measure::Afwijking
}
