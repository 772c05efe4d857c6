//! Names by the cells they are printed in, whatever their words: each cell is a column, or stands above a row of sides.
//!
//! For headers in which words are not known, so that these do not tell where a name ends.

use std::borrow::Cow;

use ontleed_text::{Source, fold};

use super::levels::{each_with, with};
use super::{Named, describe_cell};
use crate::header;
use crate::lex::Head;
use crate::words::{Item, What};

/// Fewer columns are met by chance.
const FEWEST: usize = 3;

/// The columns whose names stand in as many cells, behind the cell that heads the labels or the title; with `has_label` that
/// one is known and is none of them.
pub(super) fn by_cells(
    source: &Source<'_>,
    cells: &[Cow<'_, Head>],
    count: usize,
    has_label: bool,
) -> Option<Vec<Named>> {
    // A mark that sticks to a word begins no name.
    let sticks = |item: &Item| item.glued && !source.slice(item.span).starts_with([',', ';']);
    if count < FEWEST || cells.iter().any(|cell| cell.items.iter().skip(1).any(sticks)) {
        return None;
    }
    let mut named: Vec<Named> = Vec::with_capacity(cells.len());
    // Behind a title with the unit of the table, or that unit alone, the header begins.
    let mut start = 0;
    let mut has_unit = false;
    for (line, cell) in cells.iter().enumerate() {
        let own = Named { line, ..describe_cell(source, cell) };
        let is_unit = |item: &Item| item.what == What::Unit;
        if cell.items.iter().any(is_unit) && !own.is_told() {
            start = named.len();
            has_unit = !cell.items.iter().all(is_unit);
        }
        if !cell.items.iter().all(is_unit) {
            named.push(own);
        }
    }
    // A unit may stand among the names too.
    if named[..start].iter().any(Named::is_told) {
        (start, has_unit) = (0, false);
    }
    let named = &named[start..];
    let read = |named| {
        one_each(named, count, has_label).or_else(|| over_sides(source, named, count, has_label))
    };
    // What holds the unit heads the labels, or is a title above what does.
    read(named).or_else(|| read(named.get(1..).filter(|_| has_unit)?))
}

/// As many cells as columns, or as many years below them.
fn one_each(named: &[Named], count: usize, has_label: bool) -> Option<Vec<Named>> {
    let (above, columns) = last(named, count)?;
    let is_named = columns.iter().any(Named::is_told) && !columns.iter().any(Named::is_label);
    (is_named && is_behind_labels(above, &columns, has_label)).then_some(columns)
}

/// Cells above a row of sides that begins anew below each of them; the last may have none: it is a column itself.
fn over_sides(
    source: &Source<'_>,
    named: &[Named],
    count: usize,
    has_label: bool,
) -> Option<Vec<Named>> {
    let is_side =
        |named: &&Named| named.column.side.is_some() && !named.is_told() && !named.is_impure();
    let sides = named.iter().rev().take_while(is_side).count();
    let (above, sides) = named.split_at(named.len() - sides);
    let printed = |named: &Named| {
        let label = named.column.label.first().zip(named.column.label.last());
        label.map_or_else(String::new, |(first, last)| fold(source.slice(first.to(*last))))
    };
    let each = header::repeated(&sides.iter().map(printed).collect::<Vec<_>>())?;
    let divided = sides.len() / each;
    let whole = count.checked_sub(sides.len()).filter(|whole| *whole < 2)?;
    let (above, tops) = last(above, divided + whole)?;
    let is_top = |named: &Named| named.is_value() && (named.has_meaning() || named.is_impure());
    let is_named = tops.iter().any(Named::is_told) && tops.iter().all(is_top);
    if !is_named || !is_behind_labels(above, &tops, has_label) {
        return None;
    }
    let (divided, whole) = tops.split_at(divided);
    let parts = divided
        .iter()
        .zip(sides.chunks(each))
        .flat_map(|(top, sides)| sides.iter().map(|side| with(top, side)));
    Some(parts.chain(whole.iter().cloned()).collect())
}

/// The last cells, so many of them, and those before them; a row of as many periods may stand above names, or below names
/// without any.
fn last(named: &[Named], count: usize) -> Option<(&[Named], Vec<Named>)> {
    let (above, columns) = named.split_at(named.len().checked_sub(count)?);
    let is_name = |named: &Named| named.is_value() && named.column.year.is_none();
    let is_below = |named: &Named| named.is_value() && !named.is_period();
    let are = |cells: &[Named], test: &dyn Fn(&Named) -> bool| cells.iter().all(test);
    let rows = above.len().checked_sub(count).map(|start| above.split_at(start));
    let Some((before, row)) = rows.filter(|(_, row)| {
        are(columns, &Named::is_period) && are(row, &is_name)
            || are(columns, &is_below) && are(row, &Named::is_period)
    }) else {
        return Some((above, columns.to_vec()));
    };
    Some((before, each_with(row, columns)))
}

/// Whether what stands before the columns heads the labels: words for them, or one cell that says nothing of a moment, else it
/// may head a column that was not counted. With nothing there each column has to say its moment.
fn is_behind_labels(above: &[Named], columns: &[Named], has_label: bool) -> bool {
    match above {
        [] => has_label || columns.iter().all(Named::is_told),
        [only] => !only.is_told(),
        [.., last] => last.is_label(),
    }
}

#[cfg(test)]
mod tests {
    use ontleed_text::Span;

    use super::*;
    use crate::lex::Place;

    /// What paragraphs say of columns, each a cell.
    #[track_caller]
    fn check(text: &str, count: usize, expected: &str) {
        let source = Source::new(text);
        let mut at = 0;
        let cells = text.split("\n\n").map(|cell| {
            let span = Span::at(at, at + cell.len());
            at += cell.len() + 2;
            Cow::Owned(Head::new(&source, span, Place::Open))
        });
        let cells: Vec<Cow<'_, Head>> = cells.collect();
        let told = by_cells(&source, &cells, count, false).map(|columns| {
            let column = |named: &Named| {
                let column = &named.column;
                let measure = column.measure.map(|measure| measure.code().to_owned());
                let side = column.side.map(|side| side.code().to_owned());
                let year = column.year.map(|year| year.to_string());
                [measure, side, year].into_iter().flatten().collect::<Vec<_>>().join(" ")
            };
            columns.iter().map(column).collect::<Vec<_>>().join(" | ")
        });
        assert_eq!(told.as_deref().unwrap_or("nothing"), expected);
    }

    #[test]
    fn a_cell_is_a_column_whatever_its_words() {
        let header = "Taakveld\n\nRekening\n2021\n\nLentenota\n2022\n\nVerschil";
        check(header, 3, "realisatie 2021 | 2022 | afwijking");
        // Another cell may be a row above them.
        check(header, 2, "nothing");
        check(header, 4, "nothing");
        check(&format!("Bestuur\n\n{header}"), 3, "realisatie 2021 | 2022 | afwijking");
        let open = header.replace("Taakveld", "Bestuur\n\nOnderwerpen");
        check(&open, 3, "nothing");
        // A measure is above years as well as a column.
        check("Rekening\n\n2020\n\n2021\n\n2022", 3, "nothing");
        check("Taakveld\n\nTuinen\n\nPaden\n\nWegen", 3, "nothing");
        // Nothing above the labels.
        check(
            "Rekening\n2020\n\nLentenota\n2021\n\nVerschil",
            3,
            "realisatie 2020 | 2021 | afwijking",
        );
        check("Tuinen\n\nLentenota\n2021\n\nVerschil", 3, "nothing");
        // The unit stands between the title and the header, or in the cell of the title.
        let titled = "Tuinen (x € 1.000)\n\nBestuur\n\n";
        let told = "realisatie 2021 | 2022 | afwijking";
        check(&format!("{titled}{}", &header[10..]), 3, told);
        check(&format!("{titled}Bestuur\n\n{}", &header[10..]), 3, "nothing");
        check(
            &format!("Tuinen\n\n(x € 1.000)\n\nBestuur\n\n{}", &header[10..]),
            3,
            "realisatie 2021 | 2022 | afwijking",
        );
    }

    #[test]
    fn a_row_of_years_stands_above_names_of_other_years() {
        let years = "Taakveld\n\n2018\n\n2019\n\n2020";
        let names = "Volgens realisatie van sept. 2018, en verder\n\nVolgens begroting 2019\n\nVolgens raming in begroting 2019";
        let expected = "realisatie 2018 | begroting 2019 | raming 2020";
        check(&format!("{years}\n\n{names}"), 3, expected);
        check(&format!("{years}\n\nx € 1.000\n\nx € 1.000\n\nx € 1.000\n\n{names}"), 3, expected);
    }

    #[test]
    fn a_budget_after_a_change_is_a_changed_one() {
        let measure = |budget: &str, expected: &str| {
            check(&format!("Taakveld\n\nRekening\n2021\n\n{budget}\n\nLentenota"), 3, expected);
        };
        let changed = "realisatie 2021 | begroting_bijgesteld 2022 | ";
        for budget in
            ["2022\nna Najaarsnota", "2022 incl.\nbegrotingswijzigingen", "2022 (na 2e wijziging)"]
        {
            measure(&format!("Begroting {budget}"), changed);
        }
        measure("Begroting 2022\nincl. overhead", "realisatie 2021 | begroting 2022 | ");
    }

    #[test]
    fn sides_begin_anew_below_each_cell() {
        let tops = "Taakveld\n\nRekening\n2021\n\nBegroting 2022\nop de Lentenota";
        let sides = "Lasten\n\nBaten\n\nLasten\n\nBaten";
        let expected = "realisatie lasten 2021 | realisatie baten 2021 | begroting lasten 2022 | begroting baten 2022";
        check(&format!("{tops}\n\n{sides}"), 4, expected);
        check(&format!("{tops}\n\nx € 1.000\n\n{sides}"), 4, expected);
        let dated = "Taakveld\n\nRekening\n\nLentenota\n\n2021\n\n2022";
        let apart = "realisatie lasten 2021 | realisatie baten 2021 | lasten 2022 | baten 2022";
        check(&format!("{dated}\n\n{sides}"), 4, apart);
        let above = "Taakveld\n\n2021\n\n2022\n\nRekening\n\nLentenota";
        check(&format!("{above}\n\n{sides}"), 4, apart);
        let whole = format!("{tops}\n\nVerschil met de Lentenota\n\n{sides}");
        check(&whole, 5, &format!("{expected} | afwijking"));
        check(&whole, 4, "nothing");
        check(&whole, 6, "nothing");
    }
}
