//! Years that a table's own header does not print.

use ontleed_dutch::{self as dutch, Period};
use ontleed_model::{Column, DocumentKind, Measure, Quote, Row, Table, TableKind};
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
        if are_quarters(table)
            && let Some((year, title)) = table.title.and_then(one_year)
        {
            for column in &mut table.columns {
                (column.year, column.year_from) = (Some(year), Some(title));
            }
            continue;
        }
        let titled = table.title.filter(|_| table.kind != TableKind::Indicators).and_then(one_year);
        if let Some((year, title)) = titled.filter(|_| is_of_one_year(table)) {
            for column in table.columns.iter_mut().filter(|column| says_amounts(column)) {
                (column.year, column.year_from) = (Some(year), Some(title));
            }
            continue;
        }
        let is_titled = table.title.is_some_and(|title| years(title.text).next().is_some());
        let is_of_document = !is_titled
            && is_of_one_year(table)
            && (is_of_document(table, named.kind()) || closes_year(table, named.kind()));
        if !is_about_one_year(table) && !is_of_document {
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

/// Whether the columns are quarters without a year, one after the other.
fn are_quarters(table: &Table<'_>) -> bool {
    let quarter = |column: &Column<'_>| match column.label.as_slice() {
        [label] => match dutch::period(label.text.trim())?.value {
            Period::Quarter { quarter, year: None } => Some(quarter),
            _ => None,
        },
        _ => None,
    };
    let quarters: Option<Vec<u8>> = table.columns.iter().map(quarter).collect();
    quarters.is_some_and(|quarters| {
        quarters.len() > 1 && quarters.windows(2).all(|pair| pair[0] + 1 == pair[1])
    })
}

/// The one year that a title names.
fn one_year(title: Quote<'_>) -> Option<(u16, Quote<'_>)> {
    let mut years = years(title.text);
    let year = years.next()?;
    years.next().is_none().then_some((year, title))
}

/// The years among the words of a text, spans of years included.
pub(crate) fn years(text: &str) -> impl Iterator<Item = u16> {
    let words = text.split(|c: char| !c.is_ascii_digit());
    words.filter(|digits| digits.len() == 4).filter_map(dutch::year)
}

/// Whether the columns may all be of one year: none says the same as another, and no row is called by a year.
fn is_of_one_year(table: &Table<'_>) -> bool {
    let said: Vec<_> = table.columns.iter().filter(|column| says_amounts(column)).collect();
    let alike = |one: &Column<'_>, other: &Column<'_>| {
        (one.measure, one.side) == (other.measure, other.side)
            && !matches!(one.measure, None | Some(Measure::Mutatie | Measure::Afwijking))
    };
    let repeats = |at: usize| said[..at].iter().any(|other| alike(said[at], other));
    let mut labels = table.rows.iter().flat_map(|row| &row.label);
    !said.is_empty()
        && !(0..said.len()).any(repeats)
        && !labels.any(|label| dutch::year(label.text.trim()).is_some())
}

/// Whether a column says which amounts it holds.
fn says_amounts(column: &Column<'_>) -> bool {
    column.measure.is_some() || column.side.is_some()
}

/// Whether a table is of the year of the document: an overview of baten and lasten of which each column says what it is. What
/// was realised is of an earlier year in a budget.
fn is_of_document(table: &Table<'_>, document: Option<DocumentKind>) -> bool {
    let is_earlier =
        |column: &Column<'_>| matches!(column.measure, Some(Measure::Realisatie | Measure::Raming));
    let is_budget = document.is_none_or(|kind| kind == DocumentKind::Begroting);
    let is_named = |column: &Column<'_>| column.label.is_empty() != says_amounts(column);
    table.kind == TableKind::BatenLasten
        && table.columns.iter().all(is_named)
        && !(is_budget && table.columns.iter().any(is_earlier))
}

/// Whether a table opens and closes a year once in a document that accounts for one.
fn closes_year(table: &Table<'_>, document: Option<DocumentKind>) -> bool {
    let count = |measure: Measure| {
        table.columns.iter().filter(|column| column.measure == Some(measure)).count()
    };
    document == Some(DocumentKind::Jaarstukken)
        && count(Measure::Beginstand) == 1
        && count(Measure::Eindstand) == 1
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

#[cfg(test)]
mod tests {
    /// The years of the columns of the first table, and where they were taken from.
    fn dated(text: &str) -> Vec<Option<(u16, String)>> {
        crate::test::tables(text, |tables| {
            let columns = tables[0].columns.iter();
            let from =
                |column: &super::Column<'_>| column.year_from.map(|from| from.text.to_owned());
            columns.map(|column| Some((column.year?, from(column)?))).collect()
        })
    }

    const ROWS: &str =
        "Bestuur\t1.205\t1.298\t93\nWonen\t2.410\t2.377\t-33\nTotaal\t3.615\t3.675\t60\n";
    const HEADER: &str = "Programma\tLasten\tBaten\tSaldo\n";

    #[track_caller]
    fn check(above: &str, header: &str, from: Option<(u16, &str)>) {
        let expected = from.map(|(year, from)| (year, from.to_owned()));
        assert_eq!(dated(&format!("{above}{header}{ROWS}")), vec![expected; 3]);
    }

    #[test]
    fn baten_and_lasten_without_years_are_of_the_year_of_their_document() {
        let document = Some((2021, "Jaarstukken 2021"));
        let page = "Jaarstukken 2021\n\nBaten en lasten per programma\n";
        check(page, HEADER, document);
        let result = "Programma\tBegroting\tRekening\tVerschil\n";
        check(page, result, document);
        // What was realised is of an earlier year in a budget.
        check(&page.replace("Jaarstukken", "Begroting"), result, None);
        // Two columns that say the same are of two years.
        check(page, "Programma\tBegroting\tBegroting\tVerschil\n", None);
        check("Baten en lasten per programma\n", HEADER, None);
    }

    #[test]
    fn what_moves_from_one_stand_to_another_is_of_the_year_that_a_document_accounts_for() {
        let table = "Voorziening\tSaldo 01-01\tVermeerdering\tSaldo 31-12\nWegen\t120\t35\t155\nRiolen\t210\t20\t230\n";
        let years = |title: &str| dated(&format!("{title}\n\nVoorzieningen\n{table}"));
        assert_eq!(
            years("Jaarrekening 2020"),
            vec![Some((2020, "Jaarrekening 2020".to_owned())); 3]
        );
        assert_eq!(years("Begroting 2020"), vec![None; 3]);
    }

    #[test]
    fn quarters_are_of_the_year_of_their_title() {
        let rows = "Vlottende schuld\t21.450\t18.900\nVlottende middelen\t6.120\t4.015\n";
        let quarters =
            |title: &str| dated(&format!("Limiet\n\n{title}\t1e kwartaal\t2e kwartaal\n{rows}"));
        let of_title = Some((2023, "Kasgeldlimiet 2023".to_owned()));
        assert_eq!(quarters("Kasgeldlimiet 2023"), vec![of_title; 2]);
        assert_eq!(quarters("Kasgeldlimiet 2023 en 2024"), vec![None; 2]);
        assert_eq!(quarters("Kasgeldlimiet"), vec![None; 2]);
    }

    #[test]
    fn a_title_of_one_year_says_it_of_all_columns() {
        let title = "Baten en lasten per programma 2021\n";
        check(&format!("Begroting 2022\n\n{title}"), HEADER, Some((2021, title.trim())));
        check("Baten en lasten 2020 en 2021\n", HEADER, None);
    }
}
