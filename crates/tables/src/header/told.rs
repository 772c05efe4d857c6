//! What the names of columns tell of their number, their sums and their notation.

use ontleed_text::Source;

use super::columns;
use crate::lex::Head;
use crate::table::Column;
use crate::vocabulary::{Measure, Side};
use crate::words::{self, Item, What};

/// Whether some words name what opens, moves or closes a balance, or may: most headers hold none.
pub(crate) fn names_balance(header: &[Vec<Head>]) -> bool {
    let is_balance = |item: &Item| match item.what {
        What::Measure(Some(measure), _) => {
            measure.is_movement()
                || matches!(measure, Measure::Stand | Measure::Beginstand | Measure::Eindstand)
        }
        What::Side(side) => side == Side::Saldo,
        _ => false,
    };
    header.iter().flatten().any(|head| head.items.iter().any(is_balance))
}

/// The signs with which columns move a balance that the first of them opens and the last closes: 0 where no name tells it. `None`
/// where they do not.
pub(crate) fn moves(columns: &[Column]) -> Option<Vec<i8>> {
    let [opens, between @ .., closes] = columns else { return None };
    let is_stand = |column: &Column, of: Measure| {
        column.measure.is_some_and(|measure| measure == of || measure == Measure::Stand)
    };
    let sign = |column: &Column| match column.measure {
        _ if column.label.is_empty() || column.side.is_some() || column.unit.is_some() => None,
        Some(Measure::Toevoeging) => Some(1),
        Some(Measure::Onttrekking | Measure::Vrijval) => Some(-1),
        None | Some(Measure::Mutatie) => Some(0),
        Some(_) => None,
    };
    let is_balance = is_stand(opens, Measure::Beginstand)
        && is_stand(closes, Measure::Eindstand)
        && opens.year <= closes.year;
    between
        .iter()
        .map(sign)
        .collect::<Option<Vec<i8>>>()
        .filter(|moves| is_balance && !moves.is_empty())
}

/// A number of columns that a header names beyond doubt, the only one, where rows of so many cells show `shown`: what opens a
/// balance, moves it and closes it, or where the rows differ one quantity as it was and is to be. No row has more cells.
pub(crate) fn names_more(
    source: &Source<'_>,
    header: &[Vec<Head>],
    counts: &[usize],
    shown: usize,
    cells: &[usize],
) -> Option<usize> {
    let fullest = *cells.iter().max()?;
    let agree = cells.iter().filter(|count| **count == shown).count();
    let differ = fullest > shown || agree * 3 < cells.len() * 2;
    let more = || counts.iter().copied().filter(|&count| count > shown && count >= fullest);
    let first = counts.first().copied().filter(|first| more().any(|count| count == *first));
    if let Some(first) = first.filter(|&first| names_each(source, header, first, counts.len() == 1))
    {
        return Some(first);
    }
    if !differ && !names_balance(header) {
        return None;
    }
    let is_told = |count: &usize| {
        let columns = columns(source, header, *count);
        moves(&columns).is_some() || differ && hold_one_quantity(&columns)
    };
    let mut told = more().filter(is_told);
    told.next().filter(|_| told.next().is_none())
}

/// Whether known words, and no others, name each of so many columns by its measure or its moment; by its side too, unless it is the
/// only number that the header may name.
fn names_each(source: &Source<'_>, header: &[Vec<Head>], count: usize, is_only: bool) -> bool {
    let is_named = |column: &Column| {
        let is_told = column.measure.is_some() || column.year.is_some();
        !column.label.is_empty() && is_told && (is_only || column.side.is_some())
    };
    header.iter().flatten().all(|head| words::is_pure(source, &head.items))
        && columns(source, header, count).iter().all(is_named)
}

/// Whether columns hold in each row one quantity, as it was or is to be: each of a year or beside those, of no side and with no unit
/// of its own.
pub(crate) fn hold_one_quantity(columns: &[Column]) -> bool {
    /// Fewer do not show it.
    const FEWEST: usize = 3;
    let is_beside = |measure: Measure| {
        matches!(
            measure,
            Measure::Afwijking | Measure::Benchmark | Measure::Mutatie | Measure::Nulmeting
        )
    };
    let is_of_year = |measure: Measure| {
        is_beside(measure)
            || measure.is_budget()
            || matches!(
                measure,
                Measure::Realisatie | Measure::Raming | Measure::Streefwaarde | Measure::Waarde
            )
    };
    let is_one = |column: &Column| {
        let is_plain = column.side.is_none() && column.unit.is_none();
        is_plain
            && match column.year {
                Some(_) => column.measure.is_none_or(is_of_year),
                None => column.measure.is_some_and(is_beside),
            }
    };
    // `2023 - 2026` before years is the title.
    let follows = |pair: &[Column]| pair[0].year < pair[1].year || pair[1].measure.is_some();
    let in_order = columns.windows(2).all(follows);
    columns.len() >= FEWEST && in_order && columns.iter().all(is_one)
}

#[cfg(test)]
mod tests {
    use ontleed_text::Span;

    use super::*;
    use crate::lex::Place;

    /// The columns of a header in one line, and what else of it is asked.
    fn with<T>(header: &str, ask: impl FnOnce(&Source<'_>, &[Vec<Head>]) -> T) -> T {
        let source = Source::new(header);
        let head = Head::new(&source, Span::at(0, header.len()), Place::Open);
        ask(&source, &[vec![head]])
    }

    #[track_caller]
    fn check_moves(header: &str, count: usize, expected: Option<&[i8]>) {
        let found = with(header, |source, header| moves(&columns(source, header, count)));
        assert_eq!(found.as_deref(), expected, "{header}");
    }

    #[test]
    fn what_moves_a_balance_stands_between_its_opening_and_its_closing() {
        let stands = |between: &str| format!("Naam Stand 1-1-2020 {between} Stand 31-12-2020");
        check_moves(&stands("Dotatie Vrijval Aanwending"), 5, Some(&[1, -1, -1]));
        check_moves(&stands("Investeringen Afschrijvingen"), 4, Some(&[0, 0]));
        check_moves(&stands("Dotatie Begroting 2020"), 4, None);
        check_moves("Naam Stand 31-12-2020 Dotatie Stand 1-1-2020", 3, Some(&[1]));
        check_moves("Naam Stand 31-12-2020 Dotatie Stand 31-12-2019", 3, None);
        check_moves("Naam Dotatie Vrijval Stand 31-12-2020", 3, None);
    }

    #[test]
    fn one_quantity_is_of_years_and_of_what_stands_beside_them() {
        let holds = |header: &str, count: usize| {
            with(header, |source, header| hold_one_quantity(&columns(source, header, count)))
        };
        assert!(holds("Naam 2018 2019 2020", 3));
        assert!(holds("Naam Nulmeting Realisatie 2019 Streefwaarde 2020", 3));
        assert!(!holds("Naam 2020 2018 2019", 3));
        assert!(!holds("Naam Stand 2019 Toevoeging 2020 Stand 2020", 3));
        assert!(!holds("Naam Lasten 2019 Baten 2019 Saldo 2019", 3));
        assert!(!holds("Naam 2018 2019", 2));
    }

    #[test]
    fn names_are_more_than_cells_where_they_tell_it() {
        let more = |header: &str, counts: &[usize], shown: usize, cells: &[usize]| {
            with(header, |source, header| names_more(source, header, counts, shown, cells))
        };
        let balance = "Naam Stand 1-1-2020 Dotatie Vrijval Stand 31-12-2020";
        assert_eq!(more(balance, &[4], 3, &[3, 3, 3]), Some(4));
        assert_eq!(more(balance, &[4], 4, &[4, 3, 3]), None);
        let years = "Naam Realisatie 2018 Realisatie 2019 Begroting 2020";
        assert_eq!(more(years, &[3], 2, &[2, 2, 2]), Some(3));
        // Rows that agree know better where a word is not known, or it may be another number, unless one has more cells.
        let unknown = "Naam Realisatie 2018 Realisatie 2019 Lentenota 2020";
        assert_eq!(more(unknown, &[3], 2, &[2, 2, 2]), None);
        assert_eq!(more(years, &[3, 2], 2, &[2, 2, 2]), None);
        assert_eq!(more(years, &[3], 2, &[2, 2, 2, 3]), Some(3));
        assert_eq!(more(years, &[3], 2, &[2, 1, 2, 1]), Some(3));
        assert_eq!(more(years, &[3], 2, &[2, 1, 2, 4]), None);
    }
}
