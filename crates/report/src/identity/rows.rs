//! The taakvelden that the rows of a table are.

use ontleed_model::{Identity, Row, Table, TableKind};
use ontleed_terms::{taakveld_with_code, taakvelden};

/// Rows whose code agrees with their name before codes alone are believed.
const AGREEING: usize = 2;

/// Gives rows the taakveld that their code or label names in a year, or that the row they are a part
/// of names. In a text that is itself about one taakveld a name alone is not enough.
pub(crate) fn assign(tables: &mut [Table<'_>], identity: &Identity<'_>) {
    let subject = identity.subject.as_ref().map(|subject| &subject.value);
    let of_one = subject.is_some_and(|subject| !subject.taakvelden.is_empty());
    let year = identity.year.as_ref().map(|year| year.value);
    for table in tables.iter_mut().filter(|table| table.kind != TableKind::Indicators) {
        let named: Vec<_> = table.rows.iter().map(|row| of_row(row, of_one, year)).collect();
        let agreeing =
            |(row, named): &(&Row<'_>, &Option<_>)| row.code.is_some() && named.is_some();
        let coded = table.rows.iter().zip(&named).filter(agreeing).count() >= AGREEING;
        for at in 0..table.rows.len() {
            let row = &table.rows[at];
            let by_code =
                || row.code.filter(|_| coded).and_then(|code| taakveld_with_code(code.text, year?));
            let own = named[at].or_else(|| by_code().map(|taakveld| taakveld.code));
            let of_parent = || {
                let parent = row.parent.and_then(|parent| table.rows.get(parent as usize));
                parent.filter(|parent| parent.cells.is_empty()).and_then(|parent| parent.taakveld)
            };
            let taakveld = own.or_else(of_parent);
            table.rows[at].taakveld = taakveld;
        }
    }
}

/// The taakveld that a row's own words name.
fn of_row(row: &Row<'_>, of_one: bool, year: Option<u16>) -> Option<&'static str> {
    let label = match &row.label[..] {
        _ if row.group.is_some() => row.group?.text,
        [label] => label.text,
        _ => return None,
    };
    let may_be = label.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase());
    let taakvelden = if may_be { taakvelden(label, year) } else { Vec::new() };
    let [taakveld] = taakvelden[..] else { return None };
    let printed = row.code.map(|code| code.text);
    let coded = printed.is_some() || label.starts_with(|c: char| c.is_ascii_digit());
    let agrees = printed.is_none_or(|code| code == taakveld.code || !code.contains('.'));
    (agrees && (coded || !of_one)).then_some(taakveld.code)
}
