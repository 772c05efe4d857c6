//! Rows that the text and its sums do not decide.

use ontleed_model::{Code, Finding, Row, Severity, Status, Table};

/// A finding for each ambiguous row that holds something.
pub(super) fn ambiguous_rows(table: &Table<'_>) -> Vec<Finding> {
    let is_ambiguous = |row: &&Row<'_>| row.status == Status::Ambiguous && !row.cells.is_empty();
    let rows = table.rows.iter().filter(is_ambiguous);
    rows.map(|row| Finding::new(Code::AmbiguousRow, Severity::Warning, row.start, row.end))
        .collect()
}
