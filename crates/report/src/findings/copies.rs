//! A row that is printed twice, with one figure that differs.

use ontleed_model::{Arguments, Cell, Code, Finding, Related, Role, Row, Severity, Status, Table};
use ontleed_text::fold;
use rust_decimal::Decimal;

/// Smaller figures are the same by chance too easily.
const LEAST: i64 = 10;

/// A group with one part is printed as two rows of one name, `Intern resultaat` below
/// `Intern resultaat`. Where all figures but one are equal, at least two of them not small, that one
/// is told at the lower row.
pub(super) fn differing(table: &Table<'_>) -> Vec<Finding> {
    let pairs = table.rows.windows(2).filter_map(|pair| Some((pair, only_difference(pair)?)));
    let copies = pairs.filter(|(pair, _)| is_copy(&pair[0], &pair[1]));
    copies.filter_map(|(_, (above, cell))| finding(above, cell)).collect()
}

/// The one figure that differs, where as many others as need be are equal.
fn only_difference<'r, 't>(pair: &'r [Row<'t>]) -> Option<(&'r Cell<'t>, &'r Cell<'t>)> {
    let cells = || pair[0].cells.iter().zip(&pair[1].cells);
    let mut differing = cells().filter(|(above, cell)| above.value != cell.value);
    let only = differing.next().filter(|_| differing.next().is_none())?;
    let is_large = |value: Decimal| value.abs() >= Decimal::from(LEAST);
    let same = cells().filter(|(above, cell)| above.value == cell.value);
    let large = same.filter(|(cell, _)| cell.value.is_some_and(is_large));
    (large.count() >= 2).then_some(only)
}

fn is_copy(row: &Row<'_>, below: &Row<'_>) -> bool {
    let name = |row: &Row<'_>| row.label.iter().map(|part| fold(part.text)).collect::<Vec<_>>();
    let is_sure = |row: &Row<'_>| row.status != Status::Ambiguous && row.measure.is_none();
    let columns = |row: &Row<'_>| row.cells.iter().map(|cell| cell.column).collect::<Vec<_>>();
    !row.label.is_empty()
        && (row.group, row.side) == (below.group, below.side)
        && is_sure(row)
        && is_sure(below)
        && columns(row) == columns(below)
        && name(row) == name(below)
}

fn finding(above: &Cell<'_>, cell: &Cell<'_>) -> Option<Finding> {
    let (start, end) = (above.start, above.end);
    let arguments = Arguments {
        expected: Some(above.value?),
        found: Some(cell.value?),
        related: vec![Related { role: Role::Other, start, end, value: above.value }],
        ..Arguments::default()
    };
    let finding = Finding::new(Code::CopyDiffers, Severity::Error, cell.start, cell.end);
    Some(finding.with(arguments))
}

#[cfg(test)]
mod tests {
    use ontleed_model::Code;

    use crate::findings::tests::findings;

    #[test]
    fn a_row_printed_twice_with_one_other_figure_is_told() {
        let page = |figure: &str| {
            format!(
                "Wat kost het\n\nOverzicht van baten en lasten\n | 2019 | 2020 | 2021\n\
                 Apparaat | 500 | 610 | 720\nIntern resultaat | 172 | 779 | 872\n\
                 Intern resultaat | 172 | {figure} | 872\n"
            )
        };
        let told = |text: &str| {
            let all = findings(text.as_bytes()).into_iter();
            let copies = all.filter(|finding| finding.code == Code::CopyDiffers);
            copies.map(|f| text[f.start as usize..f.end as usize].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(told(&page("779")), [""; 0]);
        assert_eq!(told(&page("778")), ["778"]);
    }
}
