//! Years that a table's own header does not print.

use ontleed_model::{Column, Measure, Quote, Table, TableKind};

use crate::identity::Named;

/// Gives the columns of tables that print no year at all the one the document states for them, with
/// the words it was taken from.
pub(crate) fn date<'t>(tables: &mut [Table<'t>], named: &Named<'t>) {
    let stated = named.year();
    for at in 0..tables.len() {
        let (before, rest) = tables.split_at_mut(at);
        let table = &mut rest[0];
        if table.columns.iter().any(|column| column.year.is_some()) || !is_about_one_year(table) {
            continue;
        }
        let explained = (table.kind == TableKind::Afwijkingen).then(|| explained(before)).flatten();
        let Some((year, from)) = explained.or(stated) else { continue };
        for column in &mut table.columns {
            (column.year, column.year_from) = (Some(year), Some(from));
        }
    }
}

/// Tables whose columns are about the year of the document: what was budgeted, realised or changed.
fn is_about_one_year(table: &Table<'_>) -> bool {
    matches!(table.kind, TableKind::Afwijkingen | TableKind::Saldo | TableKind::Bijstellingen)
}

/// The year of the deviations in the nearest table above, which an overview of deviations explains.
fn explained<'t>(before: &[Table<'t>]) -> Option<(u16, Quote<'t>)> {
    let deviation = |column: &&Column<'_>| column.measure == Some(Measure::Afwijking);
    let table = before.iter().rev().find(|table| table.kind == TableKind::BatenLasten)?;
    let year = table.columns.iter().find(deviation)?.year?;
    let printed = year.to_string();
    let parts = table.columns.iter().flat_map(|column| &column.label);
    let from = parts.rev().find(|part| part.text.contains(&printed))?;
    Some((year, *from))
}
