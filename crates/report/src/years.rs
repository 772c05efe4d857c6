//! Years that a table's own header does not print.

use ontleed_model::{Column, Measure, Quote, Row, Table, TableKind};
use rust_decimal::Decimal;

use crate::identity::Named;
use crate::tables::ordinal;

/// Gives the columns of tables that print no year at all the one the document states for them, with
/// the words it was taken from.
pub(crate) fn date<'t>(tables: &mut [Table<'t>], named: &Named<'t>) {
    let stated = named.year();
    for at in 0..tables.len() {
        let (before, rest) = tables.split_at_mut(at);
        let table = &mut rest[0];
        if table.columns.iter().any(|column| column.year.is_some()) {
            as_titled(table);
            continue;
        }
        if let Some((year, from)) = continued(before, table) {
            for column in &mut table.columns {
                (column.year, column.year_from) = (Some(year), Some(from));
            }
        }
        if !is_about_one_year(table) {
            continue;
        }
        let explained = (table.kind == TableKind::Afwijkingen).then(|| explained(before)).flatten();
        let Some((year, from)) = explained.or(stated) else { continue };
        for column in &mut table.columns {
            (column.year, column.year_from) = (Some(year), Some(from));
        }
    }
}

/// A budget without a year beside columns of the year that the title ends in: `Tarieven 2020`.
fn as_titled(table: &mut Table<'_>) {
    let Some(title) = table.title else { return };
    let Some(at) = title.text.len().checked_sub(4) else { return };
    let year = title.text.get(at..).and_then(|year| year.parse::<u16>().ok());
    let Some(year) = year.filter(|year| table.columns.iter().any(|c| c.year == Some(*year))) else {
        return;
    };
    let is_budget = |column: &&mut Column<'_>| {
        column.year.is_none() && column.measure == Some(Measure::Begroting)
    };
    for column in table.columns.iter_mut().filter(is_budget) {
        (column.year, column.year_from) = (Some(year), Some(title));
    }
}

/// The year over which a table without years moves, where a table above holds the balances it opens
/// and closes with: `31-12-2015` and `31-12-2016`, `Saldo per 1/1` and `Saldo per 31/12`.
fn continued<'t>(before: &[Table<'t>], table: &Table<'t>) -> Option<(u16, Quote<'t>)> {
    let of =
        |measure: Measure| table.columns.iter().position(|column| column.measure == Some(measure));
    let moved = pairs(table, of(Measure::Beginstand)?, of(Measure::Eindstand)?);
    before.iter().rev().take(NEAR).find_map(|above| {
        let stands: Vec<usize> = (0..above.columns.len())
            .filter(|&at| above.columns[at].measure == Some(Measure::Stand))
            .collect();
        let [first, second] = *stands.as_slice() else { return None };
        let year = above.columns[second].year?;
        let is_year = above.columns[first].year.is_some_and(|opening| opening + 1 == year);
        let stood = pairs(above, first, second);
        let continues = moved.iter().any(|pair| stood.contains(pair));
        let printed = year.to_string();
        let mut parts = above.columns[second].label.iter();
        let from = parts.find(|part| part.text.contains(&printed))?;
        (is_year && continues).then_some((year, *from))
    })
}

/// How many tables above are looked at, and how many of their rows.
const NEAR: usize = 3;
const ROWS: usize = 64;

/// The figures in two columns, where they are too large to be alike by chance and differ.
fn pairs(table: &Table<'_>, first: usize, second: usize) -> Vec<(Decimal, Decimal)> {
    let value = |row: &Row<'_>, at: usize| {
        row.cell(ordinal(at))?.value.filter(|value| value.abs() >= Decimal::ONE_HUNDRED)
    };
    let pair = |row: &Row<'_>| Some((value(row, first)?, value(row, second)?));
    let pairs = table.rows.iter().take(ROWS).filter_map(pair);
    pairs.filter(|(first, second)| first != second).collect()
}

/// Tables whose columns are about the year of the document: what was budgeted, realised or changed.
fn is_about_one_year(table: &Table<'_>) -> bool {
    matches!(table.kind, TableKind::Afwijkingen | TableKind::Saldo | TableKind::Bijstellingen)
}

/// How many tables above an overview of deviations are looked at.
const FAR: usize = 20;

/// The year of the deviations in the nearest table above, which an overview of deviations explains.
fn explained<'t>(before: &[Table<'t>]) -> Option<(u16, Quote<'t>)> {
    let deviation = |column: &&Column<'_>| column.measure == Some(Measure::Afwijking);
    let mut above = before.iter().rev().take(FAR);
    let table = above.find(|table| table.kind == TableKind::BatenLasten)?;
    let year = table.columns.iter().find(deviation)?.year?;
    let printed = year.to_string();
    let parts = table.columns.iter().flat_map(|column| &column.label);
    let from = parts.rev().find(|part| part.text.contains(&printed))?;
    Some((year, *from))
}
