//! The taakvelden that the rows of a table are.

use ontleed_model::{Identity, Row, Taakveld, Table, TableKind};
use ontleed_terms::{taakveld_with_code, taakvelden};

/// Rows whose code agrees with their name before codes alone are believed.
const AGREEING: usize = 2;

/// Taakvelden that the labels of a table name before a name alone is believed: `Overhead` or
/// `Parkeren` may be anything.
const NAMED: usize = 3;

/// Gives rows the taakveld that their code or label names in the year of the document, or that the
/// row they are a part of names.
pub(crate) fn assign(tables: &mut [Table<'_>], identity: &Identity<'_>) {
    let year = identity.year.as_ref().map(|year| year.value);
    for table in tables.iter_mut().filter(|table| table.kind != TableKind::Indicators) {
        let named: Vec<_> = table.rows.iter().map(|row| named(row, year)).collect();
        let by_code = agreeing(table, &named) >= AGREEING;
        let by_name = is_of_taakvelden(table, &named);
        for (at, named) in named.iter().enumerate() {
            let row = &table.rows[at];
            let of_name = named.filter(|_| by_name || is_coded(row));
            let code = row.code.filter(|_| by_code && named.is_none());
            let of_code = || code.and_then(|code| taakveld_with_code(code.text, year));
            let own = of_name.or_else(of_code).map(|taakveld| taakveld.code);
            let parent = row.parent.and_then(|parent| table.rows.get(parent as usize));
            let parent = parent.filter(|parent| parent.cells.is_empty());
            let taakveld = own.or(parent.and_then(|parent| parent.taakveld));
            table.rows[at].taakveld = taakveld;
        }
    }
}

/// The taakveld that a row's own words name; a code beside them must be its code.
fn named(row: &Row<'_>, year: Option<u16>) -> Option<Taakveld> {
    let label = label(row)?;
    let may_be = label.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase());
    let taakvelden = if may_be { taakvelden(label, year) } else { Vec::new() };
    let [taakveld] = taakvelden[..] else { return None };
    let code = row.code.filter(|code| code.text.contains('.'));
    code.is_none_or(|code| code.text == taakveld.code).then_some(taakveld)
}

/// The name that spans a row, or its own.
fn label<'t>(row: &Row<'t>) -> Option<&'t str> {
    match &row.label[..] {
        _ if row.group.is_some() => row.group.map(|group| group.text),
        [label] => Some(label.text),
        _ => None,
    }
}

/// Whether a code with a point stands before the name of a row, or in a cell beside it.
fn is_coded(row: &Row<'_>) -> bool {
    let is_code = |text: &str| text.contains('.') && text.starts_with(|c: char| c.is_ascii_digit());
    let first = label(row).and_then(|label| label.split([' ', '\u{A0}']).next());
    row.code.is_some_and(|code| is_code(code.text)) || first.is_some_and(is_code)
}

fn agreeing(table: &Table<'_>, named: &[Option<Taakveld>]) -> usize {
    let agrees = |(row, named): &(&Row<'_>, &Option<_>)| row.code.is_some() && named.is_some();
    table.rows.iter().zip(named).filter(agrees).count()
}

/// Whether a table says that its rows are taakvelden, or names several.
fn is_of_taakvelden(table: &Table<'_>, named: &[Option<Taakveld>]) -> bool {
    let mut codes: Vec<_> = named.iter().flatten().map(|taakveld| taakveld.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let says = |title: &str| title.contains("taakveld") || title.contains("Taakveld");
    codes.len() >= NAMED || table.title.is_some_and(|title| says(title.text))
}

#[cfg(test)]
mod tests {
    use crate::report;

    /// The labels of the rows that are taakvelden, with their codes.
    fn taakvelden(text: &str) -> Vec<(String, &'static str)> {
        let decoded = ontleed_text::decode(text.as_bytes()).unwrap();
        let origin = ontleed_model::Origin {
            path: String::new(),
            sha256: String::new(),
            bytes: 0,
            encoding: "utf-8",
        };
        let report = report(&decoded, origin);
        let rows = report.tables.iter().flatten().flat_map(|table| &table.rows);
        rows.filter_map(|row| Some((row.label[0].text.to_owned(), row.taakveld?))).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = taakvelden(text);
        let found: Vec<_> = found.iter().map(|(label, code)| (label.as_str(), *code)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_table_that_names_several_is_one_of_taakvelden() {
        let rows = "Bestuur | 10 | 12\nParkeren | 8 | 9\n";
        let header = "Overzicht\n\n | 2020 | 2021\n";
        check(&format!("{header}{rows}Kades | 1 | 2\n"), &[]);
        let expected = [("Bestuur", "0.1"), ("Parkeren", "2.2"), ("Media", "5.6")];
        check(&format!("{header}{rows}Media | 1 | 2\n"), &expected);
    }

    #[test]
    fn a_code_must_be_that_of_the_name() {
        let text = "Overzicht\n\n | 2020 | 2021\n0.1 Bestuur | 10 | 12\n8.1 Groene kades | 8 | 9\n\
                    6.1 Riolering | 3 | 4\n";
        check(text, &[("0.1 Bestuur", "0.1")]);
    }

    #[test]
    fn codes_beside_names_that_agree_stand_for_others_too() {
        let text = "Taken\n\nCode | Naam | 2020 | 2021\n---|---|---|---\n0.1 | Bestuur | 10 | 12\n\
                    0.2 | Burgerzaken | 8 | 9\n0.4 | Overhead van alles | 3 | 4\n";
        check(text, &[("Bestuur", "0.1"), ("Burgerzaken", "0.2"), ("Overhead van alles", "0.4")]);
    }

    #[test]
    fn baten_and_lasten_below_a_name_are_its_own() {
        let text = "Overzicht van baten en lasten per BBV-taakveldBegroting\n2022\nBegroting\n2023\n\
                    0.1 - Bestuur\nBaten 61.719 68.078\nLasten 42.457 44.333\nSaldo 19.262 23.745\n\
                    Kades\nBaten 58.637 70.594\nLasten 3.294 3.346\nSaldo 55.343 67.249\n";
        let expected =
            [("0.1 - Bestuur", "0.1"), ("Baten", "0.1"), ("Lasten", "0.1"), ("Saldo", "0.1")];
        check(text, &expected);
    }
}
