//! What the columns of a table, its title and its rows tell of each other.

use ontleed_text::{Source, Span};

use crate::lex::Head;
use crate::naming::{self, Named};
use crate::table::{Column, Row};
use crate::vocabulary::{Measure, Side};
use crate::words::{self, Item, What};

/// Says of each column what the columns around it tell of it.
pub(super) fn complete(source: &Source<'_>, named: &mut [Named]) {
    over_years(named);
    naming::parts_of_one(source, named);
    balances(named);
    for column in &mut *named {
        column.take_day(source);
    }
    stands(named);
    moved_between_stands(source, named);
    years_between(named);
    budgets(named);
    totals(source, named);
    years_of_differences(named);
    years_of_changes(named);
}

/// Years over the values of indicators, where the header names no measure, none but that of others beside them, or none but what
/// was measured first and what is aimed at behind them.
pub(crate) fn values_of_years(header: &[Vec<Head>], columns: &mut [Column]) {
    let is_year = |column: &Column| column.year.is_some() && column.measure.is_none();
    let last = columns.iter().rposition(is_year).unwrap_or(0);
    let is_aim = |measure: Measure| matches!(measure, Measure::Streefwaarde | Measure::Mijlpaal);
    let says_own = |(at, column): (usize, &Column)| {
        column.measure.is_some_and(|measure| is_own(measure) && !(at > last && is_aim(measure)))
    };
    if columns.iter().enumerate().any(says_own) || header.iter().flatten().any(is_measure) {
        return;
    }
    for column in columns.iter_mut().filter(|column| is_year(column)) {
        column.measure = Some(Measure::Waarde);
    }
}

/// Whether a header cell is the name of such a measure and nothing else, or of several, behind what heads the labels.
fn is_measure(cell: &Head) -> bool {
    let says_own =
        |item: &Item| matches!(item.what, What::Measure(Some(measure), _) if is_own(measure));
    let labels = cell.items.iter().rposition(|item| item.what == What::Label);
    let measures = &cell.items[labels.map_or(0, |last| last + 1)..];
    !measures.is_empty() && measures.iter().all(says_own)
}

/// Whether a measure is of whoever reports, not of those beside them, and not what was measured before all others.
fn is_own(measure: Measure) -> bool {
    !matches!(measure, Measure::Benchmark | Measure::Nulmeting)
}

/// What a column named for words holds where its cells are amounts: `Voordeel/nadeel`, without letters.
pub(crate) fn amounts_of_words(source: &Source<'_>, rows: &[Row], columns: &mut [Column]) {
    let only_year = {
        let mut years = columns.iter().filter_map(|column| column.year);
        let first = years.next();
        first.filter(|first| years.all(|year| year == *first))
    };
    let holds_amounts = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.cells.iter().find(|cell| cell.column == at));
        let mut numbers = cells.map(|cell| cell.value.is_some()).peekable();
        numbers.peek().is_some() && numbers.all(|is_number| is_number)
    };
    for (at, column) in columns.iter_mut().enumerate() {
        if column.label.is_empty() || column.measure.is_some() || column.side.is_some() {
            continue;
        }
        let words: Vec<&str> = column.label.iter().map(|part| source.slice(*part)).collect();
        let measure = ontleed_terms::measure_of_amounts(&words.join(" "));
        if measure.is_some() && holds_amounts(at) {
            (column.measure, column.year) = (measure, column.year.or(only_year));
        }
    }
}

/// `Baten en lasten per taakveld, begroting 2025`, `Realisatie per taakveld 2021`: the one measure of a title that its year stands
/// behind is of all columns, where these are sides of nothing else.
pub(crate) fn measure_of_title(source: &Source<'_>, title: Option<Span>, columns: &mut [Column]) {
    let says_only_side = |column: &Column| column.side.is_some() && column.measure.is_none();
    let Some(title) = title.filter(|_| columns.iter().all(says_only_side)) else { return };
    let items = words::items(source, title);
    let mut measures = items.iter().enumerate().filter_map(|(at, item)| match item.what {
        What::Measure(Some(measure), None) => Some((measure, &items[at + 1..])),
        _ => None,
    });
    let is_year = |item: &&Item| matches!(item.what, What::Period(1..));
    let has_one_year = |behind: &[Item]| behind.iter().filter(is_year).count() == 1;
    if let (Some((measure, behind)), None) = (measures.next(), measures.next())
        && has_one_year(behind)
    {
        for column in columns {
            column.measure = Some(measure);
        }
    }
}

/// `Afwijkingen per programma`: sides and amounts are differences where the title says so, and no column says what they are of.
pub(crate) fn deviations_of_title(
    source: &Source<'_>,
    title: Option<Span>,
    columns: &mut [Column],
) {
    let is_open = |column: &Column| {
        matches!(column.measure, None | Some(Measure::Waarde)) && column.year.is_none()
    };
    let says_deviation = |title: Span| {
        let items = words::items(source, title);
        let mut measures = items.iter().filter_map(|item| match item.what {
            What::Measure(measure, _) => Some(measure),
            _ => None,
        });
        measures.next() == Some(Some(Measure::Afwijking)) && measures.next().is_none()
    };
    if !columns.iter().all(is_open) || !title.is_some_and(says_deviation) {
        return;
    }
    let is_amount = |column: &&mut Column| column.side.is_some() || column.measure.is_some();
    for column in columns.iter_mut().filter(is_amount) {
        column.measure = Some(Measure::Afwijking);
    }
}

/// `Taakvelden: Lasten`: a title of one side says it of all columns of amounts, where nothing else
/// says another.
pub(crate) fn side_of_title(
    source: &Source<'_>,
    title: Option<Span>,
    rows: &[Row],
    columns: &mut [Column],
) {
    let Some(title) = title else { return };
    let items = words::items(source, title);
    let mut sides = items.iter().filter_map(|item| match item.what {
        What::Side(side) => Some(side),
        _ => None,
    });
    let (Some(side), None) = (sides.next(), sides.next()) else { return };
    // `Taakvelden: Saldo` is no more than a title.
    let is_of_all = match side {
        Side::Baten | Side::Lasten => true,
        Side::Saldo => items.len() == 1,
        Side::Reserves => false,
    };
    if !is_of_all {
        return;
    }
    let of_rows = rows.iter().filter_map(|row| row.side);
    let says_other = columns.iter().any(|column| column.side.is_some())
        || of_rows.into_iter().any(|own| own != side);
    let is_amount = |column: &&mut Column| {
        column
            .measure
            .is_some_and(|m| m.is_budget() || m == Measure::Realisatie || m == Measure::Raming)
    };
    for column in columns.iter_mut().filter(is_amount).filter(|_| !says_other) {
        column.side = Some(side);
    }
}

/// `Begroting 2024 2025 2026`: one name before several years holds for each later one that nothing else heads.
fn over_years(columns: &mut [Named]) {
    for at in 1..columns.len() {
        let (year, (measure, side)) = (columns[at - 1].column.year, columns[at - 1].over_years());
        let named = &mut columns[at];
        // Of one year there is more than one measure.
        if named.is_period() && named.date.is_none() && named.column.year > year {
            (named.column.measure, named.column.side) = (measure, side);
        }
    }
}

/// `Saldo 2022` beside a budget and a realisation is what they differ.
fn balances(columns: &mut [Named]) {
    let has =
        |test: fn(Measure) -> bool| columns.iter().any(|n| n.column.measure.is_some_and(test));
    if !has(Measure::is_budget) || !has(|measure| measure == Measure::Realisatie) {
        return;
    }
    for named in columns.iter_mut().filter(|named| named.is_of_balance) {
        named.column.measure = named.column.measure.or(Some(Measure::Afwijking));
    }
}

/// A date alone heads what there is on that day. Before what moves in a year it opens the year, on
/// its first day, and behind it closes the year.
fn stands(columns: &mut [Named]) {
    for named in columns.iter_mut() {
        if named.date.is_some() && named.column.measure.is_none() && !named.is_impure() {
            named.column.measure = Some(Measure::Stand);
        }
    }
    let first = columns.iter().position(|named| moves(named.column.measure));
    let Some(first) = first.or_else(|| behind_opening(columns)) else { return };
    let is_stand = |named: &Named| named.column.measure == Some(Measure::Stand);
    for named in columns[..first].iter_mut().filter(|named| is_stand(named)) {
        if named.date == Some((1, 1)) {
            named.column.measure = Some(Measure::Beginstand);
        }
    }
    let last = columns.iter().rposition(|named| named.column.year.is_some());
    for at in first.max(1)..columns.len() {
        let closes = last == Some(at) || moves(columns[at - 1].column.measure);
        if closes && is_stand(&columns[at]) && columns[at].date == Some((31, 12)) {
            columns[at].column.measure = Some(Measure::Eindstand);
        }
    }
}

/// The column behind the first day of a year, or the last of the year before, where others stand between that and its last day.
fn behind_opening(columns: &[Named]) -> Option<usize> {
    let closes = columns.iter().rposition(|named| named.date == Some((31, 12)))?;
    let opens = columns[..closes].iter().position(|named| named.date.is_some())?;
    let year = columns[closes].column.year?;
    let is_eve = match columns[opens].date {
        Some((1, 1)) => columns[opens].column.year == Some(year),
        Some((31, 12)) => columns[opens].column.year == Some(year - 1),
        _ => false,
    };
    let between = &columns[opens + 1..closes];
    let has_date = |named: &Named| named.date.is_some();
    (is_eve && !between.is_empty() && !between.iter().any(has_date)).then_some(opens + 1)
}

/// `Bij`, `Af`: words that only between two stands name what moved, as the whole names of columns.
fn moved_between_stands(source: &Source<'_>, columns: &mut [Named]) {
    let of =
        |measure: Measure| columns.iter().position(|named| named.column.measure == Some(measure));
    let ends = of(Measure::Beginstand).zip(of(Measure::Eindstand));
    let Some((opens, closes)) = ends.filter(|(opens, closes)| opens < closes) else { return };
    for named in &mut columns[opens + 1..closes] {
        let column = &mut named.column;
        if let [label] = column.label.as_slice()
            && column.measure.is_none()
            && column.side.is_none()
        {
            column.measure = ontleed_terms::measure_between_stands(source.slice(*label));
        }
    }
}

fn moves(measure: Option<Measure>) -> bool {
    measure.is_some_and(Measure::is_movement)
}

/// What stands between two dates happened in the year of the second.
fn years_between(columns: &mut [Named]) {
    let is_stand = |named: &Named| {
        let stand = [Measure::Stand, Measure::Beginstand, Measure::Eindstand];
        named.column.measure.is_some_and(|measure| stand.contains(&measure))
    };
    let mut before = None;
    for at in 0..columns.len() {
        if is_stand(&columns[at]) && columns[at].column.year.is_some() {
            before = columns[at].column.year;
        }
        let undated = columns[at].column.year.is_none() && !columns[at].is_text();
        if !undated || before.is_none() || columns[at].column.label.is_empty() {
            continue;
        }
        // What was decided on an earlier year closes nothing.
        let behind = columns[at..].iter().find(|named| {
            named.column.year.is_some() && (is_stand(named) || named.column.year >= before)
        });
        let year = behind.filter(|named| is_stand(named)).and_then(|named| named.column.year);
        columns[at].column.year = year.filter(|year| before.is_some_and(|before| before <= *year));
    }
}

/// A budget without a year that is compared with the realisation behind it has its year. Where nothing compares them one before or
/// after its changes has: what was realised stands behind that of its year.
fn budgets(columns: &mut [Named]) {
    let is_compared = columns.iter().any(|named| named.column.measure == Some(Measure::Afwijking));
    let is_of_next = |measure: Measure| match measure {
        Measure::BegrotingPrimitief | Measure::BegrotingBijgesteld => true,
        other => is_compared && other.is_budget(),
    };
    for at in (0..columns.len().saturating_sub(1)).rev() {
        let next = &columns[at + 1].column;
        let next_is_of_year =
            next.measure.is_some_and(|m| m == Measure::Realisatie || m.is_budget());
        let year = next.year.filter(|_| next_is_of_year);
        let column = &mut columns[at].column;
        if column.measure.is_some_and(is_of_next) && column.year.is_none() {
            column.year = year;
        }
    }
}

/// `Saldo` behind a budget and a realisation is what they differ, where the rows are of both sides and balances of these.
pub(crate) fn balance_of_rows(columns: &mut [Column], sides: impl FnOnce() -> Vec<Option<Side>>) {
    let mut told = (0..columns.len()).filter(|&at| columns[at].side.is_some());
    let Some(at) = told.next().filter(|_| told.next().is_none()) else { return };
    if columns[at].side != Some(Side::Saldo) || columns[at].measure.is_some() {
        return;
    }
    let sides = sides();
    let is_side = |side: &Side| sides.iter().filter(|own| **own == Some(*side)).count() > 1;
    if ![Side::Baten, Side::Lasten, Side::Saldo].iter().all(is_side) {
        return;
    }
    let (before, balance) = columns.split_at_mut(at);
    let nearest = |test: fn(Measure) -> bool| {
        before.iter().rev().find(|column| column.measure.is_some_and(test))
    };
    let realised = nearest(|measure| measure == Measure::Realisatie);
    let compared = realised.zip(nearest(Measure::is_budget));
    if let Some((realised, budgeted)) = compared {
        (balance[0].measure, balance[0].side) = (Some(Measure::Afwijking), None);
        let year = realised.year.filter(|_| realised.year == budgeted.year);
        balance[0].year = balance[0].year.or(year);
    }
}

/// A total behind columns of one measure is of that measure.
fn totals(source: &Source<'_>, columns: &mut [Named]) {
    let Some((last, rest)) = columns.split_last_mut() else { return };
    let is_total = matches!(last.column.label.as_slice(), [label] if ontleed_terms::is_total(source.slice(*label)));
    let measure = rest.first().and_then(|named| named.column.measure);
    if is_total && rest.len() > 1 && rest.iter().all(|named| named.column.measure == measure) {
        last.column.measure = measure;
    }
}

/// A difference is about the year of the columns it compares, where these agree: the realisation
/// and the budget nearest before it.
fn years_of_differences(columns: &mut [Named]) {
    let mut years: Vec<u16> = columns.iter().filter_map(|named| named.column.year).collect();
    years.sort_unstable();
    years.dedup();
    for at in 0..columns.len() {
        if columns[at].column.measure != Some(Measure::Afwijking)
            || columns[at].column.year.is_some()
        {
            continue;
        }
        let nearest = |test: fn(Measure) -> bool| {
            let found =
                columns[..at].iter().rev().find(|named| named.column.measure.is_some_and(test));
            found.and_then(|named| named.column.year)
        };
        let realised = nearest(|measure| measure == Measure::Realisatie);
        let budgeted = nearest(Measure::is_budget);
        columns[at].column.year = match years.as_slice() {
            [year] => Some(*year),
            _ => realised
                .filter(|_| realised == budgeted)
                .or_else(|| only_compared(&columns[..at]))
                .or_else(|| year_of_estimate(&columns[..at])),
        };
    }
}

/// The only year of which there are a realisation and a budget, where each stands before those of earlier years: `Rekening 2022`,
/// `Begroting 2022`, `Rekening 2021`.
fn only_compared(columns: &[Named]) -> Option<u16> {
    let years = columns.iter().filter_map(|named| named.column.year);
    let falls = years.clone().is_sorted_by(|year, next| year >= next);
    let year = years.max().filter(|_| falls)?;
    let has = |test: fn(Measure) -> bool| {
        let of_year = |named: &&Named| named.column.year == Some(year);
        columns.iter().filter(of_year).any(|named| named.column.measure.is_some_and(test))
    };
    (has(|measure| measure == Measure::Realisatie) && has(Measure::is_budget)).then_some(year)
}

/// The year of a budget and an estimate of the same year, which are the last columns: what stands behind them compares these.
fn year_of_estimate(columns: &[Named]) -> Option<u16> {
    let [.., budget, estimate] = columns else { return None };
    let is_budget = budget.column.measure.is_some_and(Measure::is_budget);
    let is_estimate = estimate.column.measure == Some(Measure::Raming);
    estimate
        .column
        .year
        .filter(|_| is_budget && is_estimate && budget.column.year == estimate.column.year)
}

/// A change between two budgets of one year is of that year: `Begroting 2023`, `1e wijziging`, `Begroting 2023 na wijziging`.
fn years_of_changes(columns: &mut [Named]) {
    let year_of_budget = |named: &Named| {
        let is_budget = named.column.measure.is_some_and(Measure::is_budget);
        named.column.year.filter(|_| is_budget)
    };
    for at in 0..columns.len() {
        let Column { measure, year, .. } = columns[at].column;
        if measure == Some(Measure::Mutatie) && year.is_none() {
            let before = columns[..at].iter().rev().find_map(year_of_budget);
            let behind = columns[at..].iter().find_map(year_of_budget);
            columns[at].column.year = before.filter(|_| before == behind);
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::header;
    use crate::lex::Place;

    /// The header cells of a text with `|` between them, each above its column.
    fn heads(source: &Source<'_>) -> Vec<Vec<Head>> {
        let mut start = 0;
        let heads = source.text().split('|').enumerate().map(|(column, cell)| {
            let span = Span::at(start, start + cell.len());
            start = span.range().end + 1;
            Head::new(source, span, Place::Column(column))
        });
        vec![heads.collect()]
    }

    /// What columns say, as `measure side year`.
    pub(in crate::header) fn said(columns: &[Column]) -> String {
        let said = |column: &Column| {
            let measure = column.measure.map(|measure| measure.code().to_owned());
            let side = column.side.map(|side| side.code().to_owned());
            let year = column.year.map(|year| year.to_string());
            [measure, side, year].into_iter().flatten().collect::<Vec<_>>().join(" ")
        };
        columns.iter().map(said).collect::<Vec<_>>().join(" | ")
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let source = Source::new(text);
        let columns = header::columns(&source, &heads(&source), text.split('|').count());
        assert_eq!(said(&columns), expected, "{text}");
    }

    #[test]
    fn one_name_before_several_years_is_that_of_later_ones() {
        check("Begroting 2024|2025|2026", "begroting 2024 | begroting 2025 | begroting 2026");
        check("Begroting 2024|2023", "begroting 2024 | 2023");
        check("Begroting 2024|31-12-2025", "begroting 2024 | stand 2025");
    }

    #[test]
    fn budgets_before_what_was_realised_are_of_its_year() {
        check(
            "Primitieve begroting|Begroting na wijziging|Rekening 2021",
            "begroting_primitief 2021 | begroting_bijgesteld 2021 | realisatie 2021",
        );
        check(
            "Begroting|Rekening 2021|Verschil",
            "begroting 2021 | realisatie 2021 | afwijking 2021",
        );
        // Nothing says that these are compared.
        check("Begroting|Rekening 2021", "begroting | realisatie 2021");
        check("Rekening 2021|Begroting na wijziging", "realisatie 2021 | begroting_bijgesteld");
    }

    #[test]
    fn a_balance_beside_a_budget_and_a_result_is_what_they_differ() {
        let differ = "begroting 2022 | realisatie 2022 | afwijking 2022";
        check("Begroting 2022|Rekening 2022|Saldo 2022 totaal", differ);
        check(
            "Rekening 2021|Rekening 2022|Saldo 2022 totaal",
            "realisatie 2021 | realisatie 2022 | 2022",
        );
    }

    #[test]
    fn dates_open_and_close_the_year_in_which_something_moves() {
        let year = "beginstand 2020 | toevoeging 2020 | onttrekking 2020 | eindstand 2020";
        check("1-1-2020|Toevoeging|Onttrekking|31-12-2020", year);
        check("31-12-2019|Toevoeging|31-12-2020", "stand 2019 | toevoeging 2020 | eindstand 2020");
        check("1-1-2020|31-12-2020", "stand 2020 | stand 2020");
        check("31 december 2020|31 december 2019", "stand 2020 | stand 2019");
        check("01/01 - 31/12|01/03 - 31/12", " | ");
        check("1 januari 2020|Toevoeging|Onttrekking|31 december 2020", year);
        check(
            "1-1-2020|Toevoeging 2020|31-12-2020|Toevoeging 2021|31-12-2021",
            "beginstand 2020 | toevoeging 2020 | eindstand 2020 | toevoeging 2021 | eindstand 2021",
        );
        check("1-1-2020|Ruil|31-12-2020", "beginstand 2020 | 2020 | eindstand 2020");
        check("1-1-2020|Ruil|31-12-2021", "stand 2020 | 2021 | stand 2021");
        check(
            "31-12-2019|Toevoeging|Begroting 2020|31-12-2020",
            "stand 2019 | toevoeging | begroting 2020 | eindstand 2020",
        );
    }

    #[test]
    fn small_words_between_two_stands_say_what_moved() {
        check(
            "1-1-2020|Bij|Af|31-12-2020",
            "beginstand 2020 | toevoeging 2020 | onttrekking 2020 | eindstand 2020",
        );
        check("Saldo 1-1|Bij|Saldo 31-12", "beginstand | toevoeging | eindstand");
        check("1-1-2020|Bij derden|31-12-2020", "beginstand 2020 | 2020 | eindstand 2020");
        check("Bij|Af", " | ");
    }

    #[test]
    fn a_change_between_budgets_of_one_year_is_of_that_year() {
        let header =
            "Primitieve begroting 2023|1e wijziging|2e wijziging|Begroting 2023 na wijziging";
        let years =
            "begroting_primitief 2023 | mutatie 2023 | mutatie 2023 | begroting_bijgesteld 2023";
        check(header, years);
        check("Begroting 2023|Mutatie|Begroting 2024", "begroting 2023 | mutatie | begroting 2024");
        check("Begroting 2023|Mutatie", "begroting 2023 | mutatie");
    }

    #[test]
    fn a_part_of_a_column_is_what_that_is() {
        let whole = "begroting 2020 | begroting 2020 | realisatie 2020";
        check("Begroting 2020|waarvan structureel|Rekening 2020", whole);
        check("Begroting 2020|structureel|Rekening 2020", "begroting 2020 |  | realisatie 2020");
    }

    #[test]
    fn what_is_compared_is_of_one_year() {
        let year = "begroting 2020 | realisatie 2020 | afwijking 2020";
        check("Begroting|Realisatie 2020|Verschil", year);
        check("Begroting|Realisatie 2020", "begroting | realisatie 2020");
        check(
            "Begroting 2021|Begroting 2020|Realisatie 2020|Verschil",
            "begroting 2021 | begroting 2020 | realisatie 2020 | afwijking 2020",
        );
        check(
            "Realisatie 2020|Begroting 2021|Verschil",
            "realisatie 2020 | begroting 2021 | afwijking",
        );
        check(
            "Rekening 2020|Begroting 2020|Rekening 2019|Verschil",
            "realisatie 2020 | begroting 2020 | realisatie 2019 | afwijking 2020",
        );
        check(
            "Begroting 2020|Rekening 2019|Verschil",
            "begroting 2020 | realisatie 2019 | afwijking",
        );
    }

    #[test]
    fn a_difference_right_behind_a_budget_and_an_estimate_is_of_their_year() {
        let before = "Rekening 2021|Begroting 2022";
        let told = "realisatie 2021 | begroting 2022 | raming";
        check(
            &format!("{before}|Prognose 2022|Verschil"),
            &format!("{told} 2022 | afwijking 2022"),
        );
        check(&format!("{before}|Prognose 2023|Verschil"), &format!("{told} 2023 | afwijking"));
    }

    #[test]
    fn a_total_behind_columns_of_one_measure_is_of_that_measure() {
        check(
            "Begroting 2020|Begroting 2021|Totaal",
            "begroting 2020 | begroting 2021 | begroting",
        );
        check("Rekening 2020|Begroting 2021|Totaal", "realisatie 2020 | begroting 2021 | ");
        check("Begroting 2020|Totaal", "begroting 2020 | ");
        check("Begroting 2020|Begroting 2021|Subtotaal", "begroting 2020 | begroting 2021 | ");
    }

    #[test]
    fn years_over_indicators_are_of_their_values() {
        let values = |text: &str| {
            let source = Source::new(text);
            let header = heads(&source);
            let mut columns = header::columns(&source, &header, text.split('|').count());
            values_of_years(&header, &mut columns);
            said(&columns)
        };
        assert_eq!(values("2019|2020|Bron"), "waarde 2019 | waarde 2020 | ");
        assert_eq!(values("2019|Begroting 2020"), "2019 | begroting 2020");
        // What is aimed at stands behind them.
        let aimed = "waarde 2019 | waarde 2020 | streefwaarde 2021";
        assert_eq!(values("2019|2020|Streefwaarde 2021"), aimed);
        assert_eq!(
            values("Streefwaarde 2019|31-12-2020|2021"),
            "streefwaarde 2019 | stand 2020 | 2021"
        );
        assert_eq!(
            values("Nulmeting|2019|2020|Streefwaarde 2021"),
            "nulmeting | waarde 2019 | waarde 2020 | streefwaarde 2021"
        );
        // Those of others stand beside them.
        assert_eq!(values("2019|2020|Nederland"), "waarde 2019 | waarde 2020 | benchmark");
    }

    #[test]
    fn a_title_of_deviations_says_it_of_all_amounts() {
        let deviations = |title: &str, names: &str| {
            let source = Source::new(names);
            let count = names.split('|').count();
            let mut columns = header::columns(&source, &heads(&source), count);
            let source = Source::new(title);
            deviations_of_title(&source, Some(Span::at(0, title.len())), &mut columns);
            said(&columns)
        };
        let sides = "Lasten|Baten|Toelichting";
        assert_eq!(
            deviations("Afwijkingen per programma", sides),
            "afwijking lasten | afwijking baten | "
        );
        assert_eq!(deviations("Grootste afwijkingen", "Bedrag"), "afwijking");
        assert_eq!(deviations("Baten en lasten", sides), "lasten | baten | ");
        assert_eq!(deviations("Begroting en afwijkingen", sides), "lasten | baten | ");
        let said = "begroting lasten | lasten";
        assert_eq!(deviations("Afwijkingen per programma", "Begroting Lasten|Lasten"), said);
    }

    #[test]
    fn a_title_of_one_side_says_it_of_all_amounts() {
        let sides = |title: &str, of_row: Option<Side>| {
            let column = |measure| Column { measure: Some(measure), ..Column::default() };
            let mut columns =
                [Measure::Begroting, Measure::Realisatie, Measure::Raming].map(column).to_vec();
            columns.push(column(Measure::Afwijking));
            let rows = [Row { side: of_row, ..Row::default() }];
            let source = Source::new(title);
            side_of_title(&source, Some(Span::at(0, title.len())), &rows, &mut columns);
            said(&columns)
        };
        let none = "begroting | realisatie | raming | afwijking";
        let all = "begroting lasten | realisatie lasten | raming lasten | afwijking";
        assert_eq!(sides("Taakvelden: Lasten", None), all);
        assert_eq!(sides("Taakvelden: Lasten", Some(Side::Baten)), none);
        assert_eq!(sides("Taakvelden: Lasten", Some(Side::Lasten)), all);
        assert_eq!(sides("Lasten en baten", None), none);
        assert_eq!(sides("Taakvelden: Saldo", None), none);
        assert_eq!(sides("Saldo", None), all.replace("lasten", "saldo"));
    }
}
