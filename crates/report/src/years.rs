//! Years that a table's own header does not print.

use ontleed_model::{Block, Column, Measure, Quote, Section, Table, TableKind};
use ontleed_terms::document_year;

/// Gives the columns of tables that print no year at all the one the document states for them, with
/// the words it was taken from.
pub(crate) fn date<'t>(tables: &mut [Table<'t>], sections: &[Section<'t>]) {
    let stated = stated(sections);
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

/// The one year that the headings, or else the page around the document, name it by.
fn stated<'t>(sections: &[Section<'t>]) -> Option<(u16, Quote<'t>)> {
    let mut headings = Vec::new();
    let mut furniture = Vec::new();
    collect(sections, &mut headings, &mut furniture);
    one(&headings).or_else(|| one(&furniture))
}

fn one<'t>(stated: &[(u16, Quote<'t>)]) -> Option<(u16, Quote<'t>)> {
    let (year, _) = stated.first()?;
    stated.iter().all(|(other, _)| other == year).then(|| stated[0])
}

fn collect<'t>(
    sections: &[Section<'t>],
    headings: &mut Vec<(u16, Quote<'t>)>,
    furniture: &mut Vec<(u16, Quote<'t>)>,
) {
    for section in sections {
        if let Some(heading) = section.heading
            && let Some(year) = document_year(heading.text)
        {
            let (text, start, end) = (heading.text, heading.start, heading.end);
            headings.push((year, Quote { text, start, end }));
        }
        for block in &section.blocks {
            if let Block::Furniture { text, start, end, .. } = *block
                && let Some(year) = document_year(text)
            {
                furniture.push((year, Quote { text, start, end }));
            }
        }
        collect(&section.sections, headings, furniture);
    }
}
