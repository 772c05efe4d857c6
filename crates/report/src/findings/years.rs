//! Years of columns that cannot be right.

use ontleed_model::{
    Arguments, Block, Code, Column, Finding, Quote, Related, Role, Section, Severity, Table,
    TableKind,
};
use ontleed_terms::document_year;

/// No planning-and-control document looks back further.
const EARLIEST: u16 = 1985;

/// A budget looks four years ahead, an investment plan ten; targets reach further and do not count.
const MOST_AHEAD: u16 = 15;

/// A year that breaks the row of years it stands in, `2018 2019 2002 2021`: without it they go up
/// one by one.
pub(super) fn out_of_sequence(table: &Table<'_>) -> Vec<Finding> {
    if table.columns.len() < 4 {
        return Vec::new();
    }
    let all: Option<Vec<(u16, Quote<'_>)>> = table.columns.iter().map(printed).collect();
    let years = all.unwrap_or_default();
    let found = (0..years.len()).filter(|&at| breaks(&years, at));
    found.map(|at| finding(years[at].1, Some(years[0].0 + steps(at)))).collect()
}

/// Whether all others go up by one from the first to the last column.
fn breaks(years: &[(u16, Quote<'_>)], at: usize) -> bool {
    let first = years[0].0;
    let in_place = |(index, year): (usize, &(u16, Quote<'_>))| year.0 == first + steps(index);
    let mut others = years.iter().enumerate().filter(|&(index, _)| index != at);
    // A target far ahead in the last column is no mistake.
    let goes_back = at + 1 < years.len() || years[at].0 < years[at - 1].0;
    goes_back && !in_place((at, &years[at])) && others.all(in_place)
}

fn steps(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX / 2)
}

/// Columns of money whose year lies before all reports, or further ahead of the document's than a
/// plan reaches.
pub(super) fn beyond_horizon(tables: &[Table<'_>], sections: &[Section<'_>]) -> Vec<Finding> {
    let columns = tables.iter().filter(|table| is_of_money(table)).flat_map(|t| &t.columns);
    let mut dated = columns.filter_map(|column| Some((own_year(column)?, column))).peekable();
    if dated.peek().is_none() {
        return Vec::new();
    }
    let of = stated(sections);
    let latest = of.map_or(u16::MAX, |(year, _)| year + MOST_AHEAD);
    let beyond = dated.filter(|(year, _)| *year < EARLIEST || *year > latest);
    let related =
        of.map(|(_, at)| Related { role: Role::Stated, start: at.start, end: at.end, value: None });
    beyond
        .filter_map(|(_, column)| printed(column))
        .map(|(_, at)| {
            let mut found = finding(at, None);
            found.arguments.related.extend(related.clone());
            found
        })
        .collect()
}

fn is_of_money(table: &Table<'_>) -> bool {
    !matches!(table.kind, TableKind::Indicators | TableKind::Grid | TableKind::Kengetallen)
}

/// The year of a column that was not taken from elsewhere.
fn own_year(column: &Column<'_>) -> Option<u16> {
    column.year.filter(|_| column.year_from.is_none())
}

/// The year that a header prints, with the part of it that does.
fn printed<'t>(column: &Column<'t>) -> Option<(u16, Quote<'t>)> {
    let year = own_year(column)?;
    let digits = year.to_string();
    let part = column.label.iter().find(|part| part.text.contains(&digits))?;
    Some((year, *part))
}

/// The one year that the headings and the page around the document name it by.
fn stated<'t>(sections: &[Section<'t>]) -> Option<(u16, Quote<'t>)> {
    let year = |quote: Quote<'t>| Some((document_year(quote.text)?, quote));
    let headings = Section::walk(sections).filter_map(|section| section.heading);
    let furniture = Section::all_blocks(sections).filter_map(|block| match *block {
        Block::Furniture { text, start, end, .. } => Some(Quote { text, start, end }),
        _ => None,
    });
    let quotes = headings.map(|heading| heading.quote()).chain(furniture);
    let stated: Vec<_> = quotes.filter_map(year).collect();
    let first = *stated.first()?;
    stated.iter().all(|(year, _)| *year == first.0).then_some(first)
}

fn finding(at: Quote<'_>, expected: Option<u16>) -> Finding {
    let arguments = Arguments { year: expected, ..Arguments::default() };
    Finding::new(Code::YearImplausible, Severity::Warning, at.start, at.end).with(arguments)
}

#[cfg(test)]
mod tests {
    use ontleed_model::Code;

    use crate::findings::tests::check;

    fn indicators(years: &str) -> String {
        format!(
            "Effectindicatoren\n\n | {years}\nAantal nieuwe woningen | 410 | 420 | 430 | 440\n\
             Klanttevredenheid afval | 7,0 | 7,1 | 7,2 | 7,4\n"
        )
    }

    #[test]
    fn a_year_that_breaks_the_row_of_years_is_told() {
        check(&indicators("2018 | 2019 | 2020 | 2021"), &[]);
        check(&indicators("2018 | 2019 | 2002 | 2021"), &[(Code::YearImplausible, "2002")]);
        check(&indicators("2018 | 2019 | 2020 | 2012"), &[(Code::YearImplausible, "2012")]);
        // A target.
        check(&indicators("2018 | 2019 | 2020 | 2030"), &[]);
        // Every other year.
        check(&indicators("2015 | 2017 | 2019 | 2021"), &[]);
    }

    #[test]
    fn a_budget_does_not_look_thirty_years_ahead() {
        let page = |year: &str| {
            format!(
                "Begroting 2020\n\nOverzicht van baten en lasten\n\n | Begroting 2019 | Begroting {year}\n\
                 Baten | 1.200 | 1.300\nLasten | 900 | 950\nSaldo | 300 | 350\n"
            )
        };
        check(&page("2020"), &[]);
        check(&page("2050"), &[(Code::YearImplausible, "Begroting 2050")]);
    }
}
