//! Which way a table takes its balances and differences: every rule is tried on its own figures.
//!
//! A figure decides when one rule fits and another does not. A rule is found where it fits all that
//! decide and that it speaks of, and they are three or more; else nothing is said.

use ontleed_model::{
    AfwijkingRule, Column, Convention, Conventions, Measure, Row, SaldoRule, Side, Status, Table,
    TableKind, Verdict,
};
use rust_decimal::Decimal;

use crate::tables::ordinal;

/// Says for each table which way its balances and differences are taken.
pub(crate) fn find(tables: &mut [Table<'_>]) {
    for table in tables {
        let is_money = matches!(
            table.kind,
            TableKind::BatenLasten | TableKind::Saldo | TableKind::Afwijkingen | TableKind::Grid
        );
        if !is_money {
            continue;
        }
        let (saldo, afwijking) = (saldo(table), afwijking(table));
        if saldo.is_some() || afwijking.is_some() {
            table.conventions = Some(Conventions { saldo, afwijking });
        }
    }
}

/// How many figures must decide.
const ENOUGH: u32 = 3;

/// How often each of some rules fits, of the figures that decide between them and that it speaks of.
struct Trial<R, const N: usize> {
    rules: [R; N],
    fit: [u32; N],
    decide: [u32; N],
}

impl<R: Copy, const N: usize> Trial<R, N> {
    fn of(rules: [R; N]) -> Self {
        Self { rules, fit: [0; N], decide: [0; N] }
    }

    /// A figure, and what each rule makes of the figures it should come from; `None` where a rule says
    /// nothing of it. A figure that no rule fits is damaged, or comes from other figures.
    fn figure(&mut self, printed: Decimal, made: [Option<Decimal>; N]) {
        let fits = made.map(|made| made.is_some_and(|made| is_near(printed, made)));
        let told = made.iter().filter(|made| made.is_some()).count();
        let fitting = fits.iter().filter(|fits| **fits).count();
        if fitting == 0 || fitting == told {
            return;
        }
        for at in 0..N {
            self.decide[at] += u32::from(made[at].is_some());
            self.fit[at] += u32::from(fits[at]);
        }
    }

    /// The one rule that fits all that decide; of two that do the one that speaks of more.
    fn outcome(self) -> Option<Convention<R>> {
        let Self { rules, fit, decide } = self;
        let fits = |at: &usize| decide[*at] >= ENOUGH && fit[*at] == decide[*at];
        let most = (0..N).filter(fits).map(|at| decide[at]).max()?;
        let mut fitting = (0..N).filter(fits).filter(|&at| decide[at] == most);
        let only = fitting.next().filter(|_| fitting.next().is_none())?;
        Some(Convention { rule: rules[only], decide: decide[only], fit: fit[only] })
    }
}

/// Whether rounding explains the difference: half a printed unit for each of three figures.
fn is_near(printed: Decimal, made: Decimal) -> bool {
    let decimals = printed.scale().max(made.scale()) + 1;
    let unit = Decimal::new(15, decimals.min(Decimal::MAX_SCALE));
    printed.checked_sub(made).is_some_and(|left| left.abs() <= unit)
}

/// Balances in columns beside their sides, or in rows below them.
fn saldo(table: &Table<'_>) -> Option<Convention<SaldoRule>> {
    let rules = [SaldoRule::BatenMinLasten, SaldoRule::LastenMinBaten, SaldoRule::BatenPlusLasten];
    let mut trial = Trial::of(rules);
    let mut figure = |saldo: Option<Decimal>, baten: Option<Decimal>, lasten: Option<Decimal>| {
        if let (Some(saldo), Some(baten), Some(lasten)) = (saldo, baten, lasten) {
            let made =
                [baten.checked_sub(lasten), lasten.checked_sub(baten), baten.checked_add(lasten)];
            trial.figure(saldo, made);
        }
    };
    for (at, column) in table.columns.iter().enumerate() {
        if column.side != Some(Side::Saldo) {
            continue;
        }
        let beside = |side: Side| {
            let is_it = |other: &Column<'_>| {
                other.side == Some(side)
                    && other.measure == column.measure
                    && other.year == column.year
            };
            table.columns.iter().position(is_it)
        };
        let (Some(baten), Some(lasten)) = (beside(Side::Baten), beside(Side::Lasten)) else {
            continue;
        };
        for row in sure(table) {
            figure(amount(row, at), amount(row, baten), amount(row, lasten));
        }
    }
    let mut sides: [Option<&Row<'_>>; 2] = [None, None];
    for row in table.rows.iter().filter(|row| row.status != Status::Ambiguous) {
        // What is part of a side is not the side, where another part of the tree is.
        let part_of_side = row
            .parent
            .and_then(|parent| table.rows.get(parent as usize))
            .is_some_and(|parent| parent.side.is_some() && parent.side == row.side);
        match row.side {
            Some(Side::Baten) if !part_of_side => sides[0] = Some(row),
            Some(Side::Lasten) if !part_of_side => sides[1] = Some(row),
            Some(Side::Saldo) => {
                if let [Some(baten), Some(lasten)] = std::mem::take(&mut sides) {
                    for column in 0..table.columns.len() {
                        let of = |row| amount(row, column);
                        figure(of(row), of(baten), of(lasten));
                    }
                }
            }
            _ => {}
        }
    }
    trial.outcome()
}

/// Differences beside a budget and what was realised.
fn afwijking(table: &Table<'_>) -> Option<Convention<AfwijkingRule>> {
    let mut trial = Trial::of([
        AfwijkingRule::RealisatieMinBegroting,
        AfwijkingRule::BegrotingMinRealisatie,
        AfwijkingRule::Voordeel,
        AfwijkingRule::Absoluut,
    ]);
    for (at, column) in table.columns.iter().enumerate() {
        if column.measure != Some(Measure::Afwijking) {
            continue;
        }
        let before = |is_it: fn(Measure) -> bool| {
            let is_it = |other: &Column<'_>| {
                other.measure.is_some_and(is_it)
                    && other.side == column.side
                    && (column.year.is_none() || other.year == column.year)
            };
            table.columns[..at].iter().rposition(is_it)
        };
        let realised = before(|measure| measure == Measure::Realisatie);
        let (Some(realised), Some(budget)) = (realised, before(Measure::is_budget)) else {
            continue;
        };
        for row in sure(table) {
            let (Some(printed), Some(realised), Some(budget)) =
                (row.cell(ordinal(at)), amount(row, realised), amount(row, budget))
            else {
                continue;
            };
            let Some(value) = printed.value else { continue };
            let (more, less) = (realised.checked_sub(budget), budget.checked_sub(realised));
            let advantage = match table.side_of(row, ordinal(at)) {
                Some(Side::Lasten) => less,
                Some(Side::Baten) => more,
                Some(Side::Saldo | Side::Reserves) | None => None,
            };
            let absolute = more.filter(|_| printed.letter.is_some()).map(|more| more.abs());
            trial.figure(value, [more, less, advantage, absolute]);
        }
    }
    trial.outcome()
}

/// The rows whose cells are known.
fn sure<'r, 't>(table: &'r Table<'t>) -> impl Iterator<Item = &'r Row<'t>> {
    table.rows.iter().filter(|row| row.status != Status::Ambiguous)
}

/// A figure that no sum contradicts.
fn amount(row: &Row<'_>, column: usize) -> Option<Decimal> {
    let cell = row.cell(ordinal(column))?;
    cell.value.filter(|_| cell.verdict != Verdict::Contradicted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rows: &str, saldo: Option<SaldoRule>, afwijking: Option<AfwijkingRule>) {
        let header = "Overzicht van baten en lasten Kades\n\n\
            | Programma | Begroting 2021 | Realisatie 2021 | Afwijking |\n|---|---|---|---|\n";
        let text = format!("{header}{rows}");
        let told = crate::test::tables(&text, |tables| tables[0].conventions);
        assert_eq!(told.and_then(|told| told.saldo).map(|told| told.rule), saldo);
        assert_eq!(told.and_then(|told| told.afwijking).map(|told| told.rule), afwijking);
    }

    #[test]
    fn the_rule_that_fits_all_figures_is_the_rule_of_the_table() {
        check(
            "| Baten | 500 | 540 | 40 |\n| Lasten | 700 | 730 | 30 |\n| Saldo | -200 | -190 | 10 |\n",
            Some(SaldoRule::BatenMinLasten),
            Some(AfwijkingRule::RealisatieMinBegroting),
        );
        check(
            "| Baten | 500 | 540 | -40 |\n| Lasten | 700 | 730 | -30 |\n| Saldo | 200 | 190 | 10 |\n",
            Some(SaldoRule::LastenMinBaten),
            Some(AfwijkingRule::BegrotingMinRealisatie),
        );
        check(
            "| Baten | -500 | -540 | -40 |\n| Lasten | 700 | 730 | 30 |\n| Saldo | 200 | 190 | -10 |\n",
            Some(SaldoRule::BatenPlusLasten),
            Some(AfwijkingRule::RealisatieMinBegroting),
        );
    }

    #[test]
    fn an_advantage_depends_on_the_side() {
        check(
            "| Baten | 500 | 540 | 40 |\n| Heffingen | 300 | 340 | 40 |\n| Leges | 200 | 200 | 0 |\n\
             | Lasten | 700 | 730 | -30 |\n| Personeel | 400 | 420 | -20 |\n| Inhuur | 300 | 310 | -10 |\n",
            None,
            Some(AfwijkingRule::Voordeel),
        );
    }

    #[test]
    fn too_few_figures_say_nothing() {
        check("| Baten | 500 | 540 | 40 |\n| Lasten | 700 | 730 | 30 |\n", None, None);
        check("| Baten | 0 | 0 | 0 |\n| Lasten | 0 | 0 | 0 |\n| Saldo | 0 | 0 | 0 |\n", None, None);
    }
}
