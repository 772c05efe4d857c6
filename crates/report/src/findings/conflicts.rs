//! Two tables that print different values for the same thing.

use std::collections::BTreeMap;

use ontleed_model::{
    Arguments, Cell, Code, Finding, Measure, Quote, Related, Role, Row, Severity, Side, Status,
    Table, TableKind, Unit,
};
use ontleed_text::fold;
use rust_decimal::Decimal;

/// What a value is about. Two values with the same key should be equal.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// The table, the rows above it in the tree, its own.
    names: Vec<String>,
    measure: Measure,
    side: Option<Side>,
    year: u16,
    unit: Option<Unit>,
    scale: Option<u32>,
}

/// Values that differ from the first in the document with the same row, measure, side, year, unit
/// and scale, in another table of the same name. Indicators have names of their own.
pub(super) fn between_tables(tables: &[Table<'_>]) -> Vec<Finding> {
    let mut first: BTreeMap<Key, (usize, &Cell<'_>)> = BTreeMap::new();
    let mut findings = Vec::new();
    for (ordinal, table) in tables.iter().enumerate() {
        for (key, cell) in named_once(table) {
            match first.get(&key) {
                None => drop(first.insert(key, (ordinal, cell))),
                Some(&(_, before)) => findings.extend(disagreement(before, cell)),
            }
        }
    }
    findings
}

/// The values of a table that have a name of their own in it.
fn named_once<'r, 't>(table: &'r Table<'t>) -> Vec<(Key, &'r Cell<'t>)> {
    let mut found: BTreeMap<Key, Option<&Cell<'_>>> = BTreeMap::new();
    for row in table.rows.iter().filter(|row| row.status != Status::Ambiguous) {
        let Some(names) = names(table, row) else { continue };
        for cell in &row.cells {
            if let Some(key) = key(table, &names, row, cell) {
                found.entry(key).and_modify(|cell| *cell = None).or_insert(Some(cell));
            }
        }
    }
    found.into_iter().filter_map(|(key, cell)| Some((key, cell?))).collect()
}

/// The name of a row, where it says enough to be the same row elsewhere: with that of its table, or
/// as an indicator of more than one word.
fn names(table: &Table<'_>, row: &Row<'_>) -> Option<Vec<String>> {
    let label = words(&row.label);
    let mut names = match (table.kind, table.title) {
        (TableKind::Indicators, _) if label.contains(' ') => Vec::new(),
        (TableKind::Indicators, _) | (_, None) => return None,
        (_, Some(title)) => vec![fold(title.text)],
    };
    names.extend(row.group.map(|group| fold(group.text)));
    let parent = row.parent.and_then(|parent| table.rows.get(parent as usize));
    names.extend(parent.map(|parent| words(&parent.label)));
    names.push(label);
    Some(names)
}

fn words(label: &[Quote<'_>]) -> String {
    let parts: Vec<String> = label.iter().map(|part| fold(part.text)).collect();
    parts.join(" ").trim().to_owned()
}

fn key(table: &Table<'_>, names: &[String], row: &Row<'_>, cell: &Cell<'_>) -> Option<Key> {
    let column = table.columns.get(cell.column as usize)?;
    let exact = cell.value.is_some() && cell.qualifier.is_none();
    Some(Key {
        names: names.to_vec(),
        measure: row.measure.or(column.measure).filter(|_| exact)?,
        side: row.side.or(column.side),
        year: column.year?,
        unit: cell.unit,
        scale: table.scale,
    })
}

/// The later of two values that rounding does not explain.
fn disagreement(before: &Cell<'_>, cell: &Cell<'_>) -> Option<Finding> {
    let (expected, found) = (before.value?, cell.value?);
    let tolerance = Decimal::new(5, expected.scale().min(found.scale()) + 1);
    if (expected - found).abs() <= tolerance {
        return None;
    }
    let (start, end) = (before.start, before.end);
    let other = Related { role: Role::Other, start, end, value: before.value };
    let arguments = Arguments {
        expected: Some(expected),
        found: Some(found),
        tolerance: Some(tolerance),
        related: vec![other],
        ..Arguments::default()
    };
    let finding = Finding::new(Code::TablesDisagree, Severity::Error, cell.start, cell.end);
    Some(finding.with(arguments))
}

#[cfg(test)]
mod tests {
    use ontleed_model::Code;

    use crate::findings::tests::check;

    fn twice(second: &str) -> String {
        let table = "Effectindicatoren\n\n | 2019 | 2020 | 2021\nAantal nieuwe woningen Streefwaarde | 410 | 420 | 430\n\
            Realisatie | 405 | 418 | \nKlanttevredenheid afval Streefwaarde | 7,0 | 7,1 | 7,2\nRealisatie | 6,9 | 7,0 | \n";
        format!(
            "{table}\nTussentekst over de voortgang van dit jaar.\n\n{}",
            table.replace("418", second)
        )
    }

    #[test]
    fn the_same_value_in_two_tables_is_no_finding() {
        check(&twice("418"), &[]);
        check(&twice("418,0"), &[]);
    }

    #[test]
    fn another_value_for_the_same_thing_is_told_at_the_later_one() {
        check(&twice("481"), &[(Code::TablesDisagree, "481")]);
    }
}
