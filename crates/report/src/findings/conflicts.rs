//! Two tables that print different values for the same thing.

use std::collections::BTreeMap;

use ontleed_model::{
    Arguments, Cell, Code, Finding, Measure, Quote, Related, Role, Row, Severity, Side, Status,
    Table, TableKind, Unit,
};
use ontleed_text::fold;
use rust_decimal::Decimal;

/// What a value of a row is about. Two values with the same key should be equal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    measure: Measure,
    side: Option<Side>,
    year: u16,
    unit: Option<Unit>,
    scale: Option<u32>,
}

/// A row and the ordinal of its table.
type Placed<'r, 't> = (usize, &'r Row<'t>);

/// Values that differ from the first in the document with the same row, measure, side, year, unit
/// and scale, in another table of the same name. Indicators have names of their own.
pub(super) fn between_tables(tables: &[Table<'_>]) -> Vec<Finding> {
    if tables.len() < 2 {
        return Vec::new();
    }
    let families: Vec<Option<String>> = tables.iter().map(family).collect();
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for family in families.iter().flatten() {
        *sizes.entry(family).or_default() += 1;
    }
    let mut named: BTreeMap<Vec<String>, Vec<Placed<'_, '_>>> = BTreeMap::new();
    for (ordinal, (table, family)) in tables.iter().zip(&families).enumerate() {
        if family.as_ref().is_none_or(|family| sizes[family.as_str()] < 2) {
            continue;
        }
        let decided = table.rows.iter().filter(|row| row.status != Status::Ambiguous);
        for row in decided.filter(|row| !row.cells.is_empty()) {
            if let Some(names) = names(table, row) {
                named.entry(names).or_default().push((ordinal, row));
            }
        }
    }
    named.values().flat_map(|rows| differences(tables, rows)).collect()
}

/// What tables that may have the same rows share: that they are of indicators, or their title.
fn family(table: &Table<'_>) -> Option<String> {
    match (table.kind, table.title) {
        (TableKind::Indicators, _) => Some(String::new()),
        (_, title) => title.map(|title| fold(title.text)),
    }
}

/// The values that differ from the first one, among rows of one name.
fn differences(tables: &[Table<'_>], rows: &[Placed<'_, '_>]) -> Vec<Finding> {
    let mut first: BTreeMap<Key, &Cell<'_>> = BTreeMap::new();
    let mut findings = Vec::new();
    for of_table in rows.chunk_by(|one, other| one.0 == other.0).filter(|of| of.len() < rows.len())
    {
        for (key, cell) in named_once(&tables[of_table[0].0], of_table) {
            match first.get(&key) {
                None => drop(first.insert(key, cell)),
                Some(before) => findings.extend(disagreement(before, cell)),
            }
        }
    }
    findings
}

/// The values that have a key of their own among rows of one name in a table.
fn named_once<'r, 't>(table: &Table<'t>, rows: &[Placed<'r, 't>]) -> Vec<(Key, &'r Cell<'t>)> {
    let mut found: BTreeMap<Key, Option<&Cell<'_>>> = BTreeMap::new();
    for (_, row) in rows {
        for cell in &row.cells {
            if let Some(key) = key(table, row, cell) {
                found.entry(key).and_modify(|cell| *cell = None).or_insert(Some(cell));
            }
        }
    }
    found.into_iter().filter_map(|(key, cell)| Some((key, cell?))).collect()
}

/// The name of a row, where it says enough to be the same row elsewhere: with that of its table, or
/// as an indicator of more than one word.
fn names(table: &Table<'_>, row: &Row<'_>) -> Option<Vec<String>> {
    let label = folded(&row.label);
    let mut names = match (table.kind, table.title) {
        (TableKind::Indicators, _) if label.contains(' ') => Vec::new(),
        (TableKind::Indicators, _) | (_, None) => return None,
        (_, Some(title)) => vec![fold(title.text)],
    };
    names.extend(row.group.map(|group| fold(group.text)));
    let parent = row.parent.and_then(|parent| table.rows.get(parent as usize));
    names.extend(parent.map(|parent| folded(&parent.label)));
    names.push(label);
    Some(names)
}

fn folded(label: &[Quote<'_>]) -> String {
    let parts: Vec<String> = label.iter().map(|part| fold(part.text)).collect();
    parts.join(" ").trim().to_owned()
}

fn key(table: &Table<'_>, row: &Row<'_>, cell: &Cell<'_>) -> Option<Key> {
    let exact = cell.value.is_some() && cell.qualifier.is_none();
    Some(Key {
        measure: table.measure_of(row, cell.column).filter(|_| exact)?,
        side: table.side_of(row, cell.column),
        year: table.year_of(row, cell.column)?,
        unit: cell.unit,
        scale: table.scale,
    })
}

/// The later of two values that rounding does not explain.
fn disagreement(before: &Cell<'_>, cell: &Cell<'_>) -> Option<Finding> {
    let (expected, found) = (before.value?, cell.value?);
    let decimals = expected.scale().min(found.scale());
    let tolerance = Decimal::new(5, Decimal::MAX_SCALE.min(decimals + 1));
    if expected.checked_sub(found).is_some_and(|off| off.abs() <= tolerance) {
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

    /// A row that prints its own year is about that one, whatever the column says.
    #[test]
    fn values_of_other_years_are_no_finding() {
        let page = |year: &str, value: &str| {
            format!(
                "BBV-indicatoren\n\n| Naam indicator | Peiljaar | Realisatie 2020 |\n|---|---|---|\n\
                 | Aantal nieuwe woningen | {year} | {value} |\n| Klanttevredenheid afval | 2019 | 7,1 |\n"
            )
        };
        let pages = |year: &str| {
            let between = "Tussentekst over de voortgang van dit jaar.";
            format!("{}\n{between}\n\n{}", page("2019", "405"), page(year, "390"))
        };
        check(&pages("2018"), &[]);
        check(&pages("2019"), &[(Code::TablesDisagree, "390")]);
    }
}
