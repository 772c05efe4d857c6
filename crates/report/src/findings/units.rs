//! Values that their printed unit does not allow.

use ontleed_dutch::find_unit;
use ontleed_model::{Arguments, Cell, Code, Finding, Related, Role, Severity, Table, Unit};
use rust_decimal::Decimal;

/// No rate that a header calls a percentage comes near it.
const MOST_PERCENT: i64 = 1_000;

/// More jobs than all municipalities together have.
const MOST_FTE: i64 = 1_000_000;

/// Cells under a header that says percent or fte whose value cannot be one. The cell itself prints
/// no unit.
pub(super) fn implausible(table: &Table<'_>) -> Vec<Finding> {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    cells.filter_map(|cell| of_column(table, cell)).collect()
}

fn of_column(table: &Table<'_>, cell: &Cell<'_>) -> Option<Finding> {
    let column = table.columns.get(cell.column as usize)?;
    let unit = column.unit.filter(|unit| cell.unit == Some(*unit))?;
    let most = match unit {
        Unit::Percent => MOST_PERCENT,
        Unit::Fte => MOST_FTE,
        _ => return None,
    };
    if cell.text.contains('%') || cell.value?.abs() < Decimal::from(most) {
        return None;
    }
    // The unit of a whole table may be that of some of its columns.
    let stated = column.label.iter().find(|part| find_unit(part.text).is_some())?;
    let (start, end) = (stated.start, stated.end);
    let arguments = Arguments {
        found: cell.value,
        unit: Some(unit),
        related: vec![Related { role: Role::Stated, start, end, value: None }],
        ..Arguments::default()
    };
    let finding = Finding::new(Code::UnitImplausible, Severity::Warning, cell.start, cell.end);
    Some(finding.with(arguments))
}

#[cfg(test)]
mod tests {
    use ontleed_model::Code;

    use crate::findings::tests::check;

    #[test]
    fn thousands_are_no_percentage() {
        let page = |value: &str| {
            format!(
                "Overzicht heffingen\n\nHeffing | Begroting 2020 | Dekking in %\nRiool | 1.200 | 98\nAfval | 1.310 | {value}\n"
            )
        };
        check(&page("101"), &[]);
        check(&page("1.010"), &[(Code::UnitImplausible, "1.010")]);
    }
}
