//! Numbers that stand right before the cells of a row and end its label.

use ontleed_text::{Source, Span};

use super::stuck::has_dotted_amount;
use super::{Line, LineKind, Values, valued};
use crate::joints;
use crate::notation;
use crate::rows;
use crate::vocabulary::{self, Role};

/// Leaves to the labels what no amount of the table looks like: an age among amounts without a minus behind them, a year among
/// amounts with dots or one more than the header names, a number without the euro sign that all amounts have in a row that has
/// more, or one that ends a phrase. Ages and numbers stay cells where the header names as many columns with them: `named`.
pub(super) fn leave_numbers<'h>(
    source: &Source<'_>,
    rows: &mut [Line],
    named: impl FnOnce() -> &'h [usize],
) {
    let in_euros = valued(source, rows).all(|(text, values)| ends_in_euros(text, values));
    let firsts = Firsts::of(source, rows);
    if !in_euros && firsts.are_cells() {
        return;
    }
    let amounts = Amounts::of(source, rows, named(), in_euros, &firsts);
    for row in rows {
        let text = source.slice(row.span);
        if let LineKind::Row(values) = &mut row.kind
            && amounts.leave_first(text, values)
        {
            values.drop_first();
        }
    }
}

/// Leaves the only number of a line to the name of the group that it is, where another name stands alone above a row of the same side:
/// `Totaal programma 4`, and below it `Lasten6.4806.712`.
pub(super) fn leave_names_of_groups(source: &Source<'_>, rows: &mut [Line]) {
    let side = |row: &Line| {
        let text = source.slice(row.span);
        let word = text.split(|c: char| !c.is_alphabetic()).next()?;
        match vocabulary::role(word) {
            Some(Role::Side(side)) => row.values().map(|_| side),
            _ => None,
        }
    };
    let below: Vec<_> = rows.iter().skip(1).map(side).chain([None]).collect();
    let is_name = |row: &Line| matches!(row.kind, LineKind::Label);
    let named: Vec<_> = rows
        .iter()
        .zip(&below)
        .filter(|(row, _)| is_name(row))
        .filter_map(|(_, side)| *side)
        .collect();
    for (row, below) in rows.iter_mut().zip(below) {
        let text = source.slice(row.span);
        let is_numbered = row.values().is_some_and(|values| {
            let first = first_of_label(text, values).filter(|_| values.shown().len() == 1);
            first.is_some_and(notation::numbers_label)
        });
        if is_numbered && below.is_some_and(|side| named.contains(&side)) {
            row.kind = LineKind::Label;
            row.span = source.trim(row.span);
        }
    }
}

/// How many rows have a first cell that may be the end of a label, and what else it is there.
#[derive(Default)]
struct Firsts {
    ages: usize,
    years: usize,
    phrases: usize,
    numbered: usize,
}

impl Firsts {
    fn of(source: &Source<'_>, rows: &[Line]) -> Self {
        let mut counts = Self::default();
        for (text, values) in valued(source, rows) {
            let Some(first) = first_of_label(text, values) else { continue };
            counts.ages += usize::from(rows::is_age(first));
            counts.years += usize::from(notation::year(first).is_some());
            counts.phrases += usize::from(ends_phrase(text, values));
            counts.numbered += usize::from(is_number_of_label(text, values));
        }
        counts
    }

    /// Whether none looks like a part of a label.
    const fn are_cells(&self) -> bool {
        self.ages + self.years + self.phrases + self.numbered == 0
    }
}

/// What the amounts of a table look like.
#[derive(Clone, Copy)]
struct Amounts<'h> {
    /// The numbers of columns that the header names.
    named: &'h [usize],
    /// The fewest cells that a row has.
    fewest: usize,
    euros: Euros,
    /// An age is not told from them: one has a minus behind it, or there are no ages.
    like_ages: bool,
    /// A year is told from them by the dots that they have.
    dotted: bool,
    /// Years are the first cells of most rows.
    has_years: bool,
}

/// Which cells have a euro sign.
#[derive(Clone, Copy)]
enum Euros {
    /// Not even the last of each row.
    Some,
    /// The last of each row.
    Last,
    /// As many in each row, in most rows all.
    All,
}

impl<'h> Amounts<'h> {
    fn of(
        source: &Source<'_>,
        rows: &[Line],
        named: &'h [usize],
        in_euros: bool,
        firsts: &Firsts,
    ) -> Self {
        let valued = || valued(source, rows);
        let fewest = valued().map(|(_, values)| values.shown().len()).min().unwrap_or(0);
        Self {
            named,
            fewest,
            euros: match in_euros {
                true if most_are_euros(source, rows, fewest) => Euros::All,
                true => Euros::Last,
                false => Euros::Some,
            },
            like_ages: firsts.ages == 0
                || valued().any(|(text, values)| trails_minus(text, values)),
            dotted: firsts.years > 0 && valued().any(|(text, _)| has_dotted_amount(text)),
            has_years: firsts.years * 2 > valued().count(),
        }
    }

    /// Whether the first cell of a row is of its label.
    fn leave_first(&self, text: &str, values: &Values) -> bool {
        let Some(first) = first_of_label(text, values) else { return false };
        ends_phrase(text, values)
            || is_number_of_label(text, values) && self.is_left_over(values)
            || self.is_year_of_label(first, values)
            || self.is_unlike_all(first, values)
    }

    /// Whether a year is no amount, and no column of years is known.
    fn is_year_of_label(&self, first: &str, values: &Values) -> bool {
        let cells = values.shown().len();
        let is_told = || self.dotted && (!self.has_years || self.heads(cells - 1));
        cells > 1 && notation::year(first).is_some() && (self.is_left_over(values) || is_told())
    }

    /// Whether an age or a number looks like no amount, and is no cell that the header names.
    fn is_unlike_all(&self, first: &str, values: &Values) -> bool {
        let cells = values.shown().len();
        let is_number = || match self.euros {
            Euros::Some => false,
            Euros::Last => notation::numbers_label(first),
            Euros::All => notation::numbers_label(first) || is_bare(first),
        };
        let is_cell = || self.heads(cells) && !self.heads(cells - 1);
        (cells > self.fewest && is_number() || !self.like_ages && rows::is_age(first)) && !is_cell()
    }

    /// Whether the header names one column less. Where a lone dash is a sign the row has fewer cells.
    fn is_left_over(&self, values: &Values) -> bool {
        let readings = || [Some(values.shown()), values.sign.as_deref()].into_iter().flatten();
        let is_one_more = |cells: &[Span]| cells.len() > 1 && self.heads(cells.len() - 1);
        readings().any(is_one_more) && !readings().any(|cells| self.heads(cells.len()))
    }

    fn heads(&self, columns: usize) -> bool {
        self.named.contains(&columns)
    }
}

/// The first cell of a row, where it may be the end of a label as well: a space parts it from a word.
fn first_of_label<'t>(text: &'t str, values: &Values) -> Option<&'t str> {
    let first = values.shown().first()?.range();
    let name = text[..first.start].strip_suffix(' ')?;
    name.ends_with(|c: char| c.is_alphabetic() || c == ')').then(|| &text[first])
}

/// Whether a row that has more cells has a word before its first that goes on in it: `Tussen de 1 en 10`.
fn ends_phrase(text: &str, values: &Values) -> bool {
    let Some(first) = values.shown().first().filter(|_| values.shown().len() > 1) else {
        return false;
    };
    let before = text[..first.range().start].trim_end();
    let word = &before[before.rfind(' ').map_or(0, |at| at + 1)..];
    let is_word = word.len() < before.len() && word.starts_with(char::is_lowercase);
    is_word && (joints::is_filler(word) || joints::joins_compared(word))
}

/// Whether the first cell can be the number of the word for labels before it, and that is not all of the label: `Mutaties
/// programma 6`.
fn is_number_of_label(text: &str, values: &Values) -> bool {
    let Some(first) = values.shown().first().filter(|_| values.shown().len() > 2) else {
        return false;
    };
    let number = &text[first.range()];
    if number.len() > 2 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let before = text[..first.range().start].trim_end();
    let start = before.rfind(' ').map_or(0, |at| at + 1);
    start > 0 && vocabulary::role(&before[start..]) == Some(Role::Label)
}

/// Whether the last cell of a row has a euro sign.
fn ends_in_euros(text: &str, values: &Values) -> bool {
    values.shown().last().is_some_and(|last| is_euro(&text[last.range()]))
}

/// Whether more than half of the rows have as many cells and no others, all rows as many in euros: a number before these
/// is no cell of a column of its own, `naar 34.900 € 6.215`.
fn most_are_euros(source: &Source<'_>, rows: &[Line], cells: usize) -> bool {
    let has_euros = |(text, values): (&str, &Values)| {
        let euros = values.shown().iter().filter(|cell| is_euro(&text[cell.range()]));
        euros.count() == cells
    };
    let plain = valued(source, rows).filter(|(_, values)| values.shown().len() == cells).count();
    plain * 2 > valued(source, rows).count() && valued(source, rows).all(has_euros)
}

fn is_euro(cell: &str) -> bool {
    cell.contains('€')
}

/// Whether a number has no sign of any kind.
fn is_bare(number: &str) -> bool {
    number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Whether a minus stands behind an amount that does not look like an age.
fn trails_minus(text: &str, values: &Values) -> bool {
    let mut cells = values.shown().iter().map(|cell| &text[cell.range()]);
    let is_age = cells.clone().next().is_some_and(rows::is_age);
    let is_trailed = |cell: &str| cell.len() > 1 && cell.ends_with('-') && !cell.ends_with(",-");
    if is_age {
        cells.next();
    }
    cells.any(is_trailed)
}

#[cfg(test)]
mod tests {
    use ontleed_text::Source;

    /// The label and the values of each row of the first table.
    fn rows(text: &str) -> Vec<(&str, Vec<&str>)> {
        let source = Source::new(text);
        let region = &crate::regions(&source)[0];
        let table = &crate::tables(&source, region)[0];
        let row = |row: &crate::Row| {
            let label = row.label.iter().map(|part| &text[part.range()]).next_back();
            (label.unwrap_or(""), row.cells.iter().map(|cell| &text[cell.span.range()]).collect())
        };
        table.rows.iter().map(row).collect()
    }

    #[test]
    fn a_number_among_amounts_in_euros_is_of_the_label() {
        let card = "Financiële bijstellingen Kades (x 1.000) € 827\nSteigers 3 en 4 - € 820\n\
            Aantal plekken naar 34.900 € 1.215\nBolders € 820\nOverig - € 388\n";
        let found = rows(card);
        assert_eq!(found[1], ("Steigers 3 en 4", vec!["- € 820"]));
        assert_eq!(found[2], ("Aantal plekken naar 34.900", vec!["1.215"]));
    }

    #[test]
    fn a_number_before_signs_that_stand_apart_is_of_the_label() {
        let text = "Bedragen x € 1.000 Rekening 2020 Begroting 2021 Raming 2022\n\
            Saldo van baten en lasten - 221.820 - 233.132 - 237.537\nStorting 24.600 18.200 12.500\n\
            Geraamd resultaat programma 2 - 214.549 - 221.692 - 228.737\n";
        let found = rows(text);
        let cells = vec!["- 214.549", "- 221.692", "- 228.737"];
        assert_eq!(found[2], ("Geraamd resultaat programma 2", cells));
    }

    #[test]
    fn a_number_among_amounts_in_euros_is_a_cell_where_most_rows_have_one() {
        let counted = "Kades 12 € 827\nSteigers 1.340 € 820\nBolders € 815\nPalen 61 € 388\n";
        assert_eq!(rows(counted)[1], ("Steigers", vec!["1.340", "820"]));
    }
}
