//! Names on rows above each other: which of the upper row stand above which of the lower one.

use ontleed_text::{Source, Span, fold};

use super::fit::fitting;
use super::parse::{Periods, parse};
use super::{Named, Token};
use crate::header;
use crate::kinds;
use crate::table::Column;
use crate::vocabulary::Measure;
use crate::words::{self, What};

/// A bottom row of sides or parts (`baten lasten saldo`) that begins anew below each cell of the
/// rows above it.
pub(super) fn grouped(source: &Source<'_>, tokens: &[Token], count: usize) -> Option<Vec<Named>> {
    let is_part =
        |token: &&Token| matches!(token.item.what, What::Side(_) | What::Measure(None, _));
    let said = |token: &&Token| token.item.what != What::Unit;
    let run = tokens.iter().rev().filter(said).take_while(is_part).count();
    if run < count || count < 2 {
        return None;
    }
    let mut bottom: Vec<&Token> =
        tokens.iter().rev().filter(said).take_while(is_part).take(count).collect();
    bottom.reverse();
    let above_end = tokens.iter().position(|token| token.item == bottom[0].item)?;
    let keys: Vec<String> =
        bottom.iter().map(|token| fold(source.slice(token.item.span))).collect();
    let groups = header::groups(&keys);
    let tops = tops(source, &tokens[..above_end], groups.last()? + 1)?;
    let columns = bottom.iter().zip(groups).map(|(token, group)| {
        let mut named = tops[group].clone();
        named.attach(source, token.item, false);
        named
    });
    Some(columns.collect())
}

/// A measure, a side and a year for each column, in lines below each other: `Begroting`, `lasten`, `2021`, `Begroting`,
/// `baten`, `2021`.
pub(super) fn with_sides(
    source: &Source<'_>,
    tokens: &[Token],
    count: usize,
) -> Option<Vec<Named>> {
    if count < 2 || tokens.len() < 3 * count {
        return None;
    }
    let mut columns: Vec<Named> = Vec::new();
    let mut is_whole = true;
    for token in tokens {
        let item = token.item;
        let has = |said: fn(&Column) -> bool| columns.last().is_some_and(|last| said(&last.column));
        let opens = match item.what {
            What::Measure(Some(_), None) | What::Modifier(_) => is_whole,
            What::Side(_) => {
                if !has(|column| column.measure.is_some()) || has(|column| column.side.is_some()) {
                    return None;
                }
                false
            }
            What::Period(_) => {
                if !has(|column| column.side.is_some()) || is_whole {
                    return None;
                }
                is_whole = true;
                columns.last_mut()?.attach(source, item, false);
                continue;
            }
            _ => return None,
        };
        if opens {
            columns.push(Named { line: token.line, ..Named::default() });
        } else if is_whole {
            return None;
        }
        is_whole = false;
        columns.last_mut()?.attach(source, item, opens);
    }
    (is_whole && columns.len() == count).then_some(columns)
}

/// The cells above a bottom row: one per group, or a row of measures and a row of years.
pub(super) fn tops(source: &Source<'_>, tokens: &[Token], groups: usize) -> Option<Vec<Named>> {
    let told = |periods| {
        let mut columns = parse(source, tokens, periods);
        parts_of_one(source, &mut columns);
        let is_note = |named: &Named| !named.has_meaning() || !named.is_value();
        let notes = columns.iter().rev().take_while(|named| is_note(named)).count();
        columns.truncate(columns.len() - notes);
        columns
    };
    let apart = told(Periods::Apart);
    let years = apart.iter().rev().take_while(|named| named.is_period()).count();
    if years == groups && groups > 1 {
        let (above, years) = apart.split_at(apart.len() - years);
        let rows = [behind_labels(above), above].into_iter();
        for measures in rows.filter_map(|row| row.get(row.len().checked_sub(groups)?..)) {
            if measures.iter().all(Named::is_undated_measure) {
                return Some(each_with(measures, years));
            }
        }
        if let Some(start) = above.len().checked_sub(groups) {
            let measures = &above[start..];
            // One of them is not known: that the last goes with the first year is chance.
            let is_cell = |named: &Named| named.is_value() && named.column.year.is_none();
            if measures.iter().all(is_cell) && measures.iter().any(Named::is_undated_measure) {
                return None;
            }
        }
    }
    if let Some(named) = below_years(&apart, groups) {
        return Some(named);
    }
    let merged = told(Periods::Behind);
    let start = merged.len().checked_sub(groups)?;
    let named = &merged[start..];
    let is_alone =
        start == 0 || named[0].line != merged[start - 1].line || merged[start - 1].is_label();
    let all_named = named.iter().all(|named| {
        named.is_value() && (named.column.measure.is_some() || named.column.year.is_some())
    });
    let is_title = |named: &Named| {
        let label = named.column.label.first().zip(named.column.label.last());
        label.is_some_and(|(first, last)| kinds::is_title(source.slice(first.to(*last))))
    };
    // Another dated name before them heads columns too, if it is not the title.
    let is_left = start > 0 && {
        let before = &merged[start - 1];
        before.is_value() && before.column.year.is_some() && !is_title(before)
    };
    (is_alone && all_named && !is_left).then(|| named.to_vec())
}

/// A name that says which part of the one before it has its measure and year: `waarvan incidenteel` behind `Begroting 2022`.
pub(crate) fn parts_of_one(source: &Source<'_>, columns: &mut [Named]) {
    for at in 1..columns.len() {
        let whole = columns[at - 1].column.clone();
        let part = &mut columns[at];
        if part.is_value() && !part.has_meaning() && part.is_part(source) {
            part.column.measure = whole.measure;
            part.column.year = whole.year;
            part.column.side = whole.side;
        }
    }
}

/// As many measures without a year as periods behind them, in the order they stand; other columns
/// may stand before and between the measures.
pub(super) fn zipped(columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let words = columns.iter().rev().take_while(|column| column.is_text()).count();
    let (columns, words) = columns.split_at(columns.len() - words);
    let years = columns.iter().rev().take_while(|column| column.is_period()).count();
    if years < 2 {
        return None;
    }
    let (above, years) = columns.split_at(columns.len() - years);
    let candidates = [
        above,
        above
            .split_last()
            .filter(|(last, _)| last.is_impure() || last.is_label())
            .map_or(above, |(_, rest)| rest),
    ];
    for above in candidates {
        let fitted = fitting(above, count);
        let fitted = fitted.or_else(|| fitting(above, count.checked_sub(words.len())?));
        let Some(mut fitted) = fitted else { continue };
        // `Realisatie Begroting Saldo`: each column has its year, whatever it is of.
        let is_undated =
            |named: &Named| named.is_value() && named.column.year.is_none() && !named.is_impure();
        if fitted.len() == years.len()
            && fitted.iter().all(is_undated)
            && fitted.iter().any(Named::is_undated_measure)
        {
            fitted.iter_mut().zip(years).for_each(|(named, year)| add(named, year));
            fitted.extend(words.iter().cloned());
            fitted.truncate(count);
            return (fitted.len() == count).then_some(fitted);
        }
        let measures: [fn(&Named) -> bool; 3] = [
            Named::is_undated_measure,
            // What was before all years has none.
            |named| named.is_undated_measure() && !named.is_before_all_years(),
            |named| named.column.measure == Some(Measure::Stand),
        ];
        let is_each = |is: &fn(&Named) -> bool| {
            fitted.iter().filter(|named| is(named)).count() == years.len()
        };
        let Some(is_dated) = measures.into_iter().find(is_each) else { continue };
        if fitted.iter().any(Named::is_period) {
            continue;
        }
        let below = fitted.iter_mut().filter(|named| is_dated(named));
        for (named, year) in below.zip(years) {
            add(named, year);
        }
        fitted.extend(words.iter().cloned());
        fitted.truncate(count);
        return (fitted.len() == count).then_some(fitted);
    }
    None
}

/// A name for each column, and below them fewer cells: dates, as many as there are balances, and words that go on from others.
/// `Boekwaarde`, `Bestemming`, `Toevoeging`, `Boekwaarde`, and below them `1-1-2020`, `resultaat 2019`, `31-12-2020`.
pub(super) fn dated_below(
    source: &Source<'_>,
    columns: &[Named],
    count: usize,
) -> Option<Vec<Named>> {
    let is_date = |named: &Named| named.is_period() && named.date.is_some();
    let is_balance =
        |named: &Named| named.column.measure == Some(Measure::Stand) && named.column.year.is_none();
    let goes_on = |named: &Named| {
        let word = named.column.label.first();
        word.is_some_and(|word| source.slice(*word).starts_with(char::is_lowercase))
    };
    // Of names in one line it is not told where a word that is not known ends.
    let is_whole = |named: &Named| {
        let is_beside = |other: &&Named| other.line == named.line;
        named.has_meaning() && !named.is_impure() || columns.iter().filter(is_beside).count() == 1
    };
    let (above, below) = columns.split_at(columns.iter().position(is_date)?);
    let (before, names) = above.split_at(above.len().checked_sub(count)?);
    let dates = below.iter().filter(|named| is_date(named));
    if dates.clone().count() < 2
        || dates.clone().count() != names.iter().filter(|named| is_balance(named)).count()
        || !below.iter().all(|named| is_date(named) || goes_on(named))
        || before.iter().any(|named| named.is_value() && named.has_meaning())
        || names.iter().any(|named| !named.is_value() || named.column.year.is_some())
        || !names.iter().all(is_whole)
    {
        return None;
    }
    let mut names = names.to_vec();
    for (balance, date) in names.iter_mut().filter(|named| is_balance(named)).zip(dates) {
        add(balance, date);
    }
    Some(names)
}

/// The names without those of the labels at their end: the row above may stand before the word for labels, which spans both.
fn behind_labels(columns: &[Named]) -> &[Named] {
    let labels = columns.iter().rev().take_while(|named| named.is_label()).count();
    &columns[..columns.len() - labels]
}

/// As many periods as columns, and below them as many measures without a year: `2018 2019`, and below it `Realisatie
/// Begroting`; the word for labels may stand between.
pub(super) fn below_years(columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let (above, measures) = columns.split_at(columns.len().checked_sub(count)?);
    let above = behind_labels(above);
    let (above, years) = above.split_at(above.len().checked_sub(count)?);
    let are_rows =
        measures.iter().all(Named::is_undated_measure) && years.iter().all(Named::is_period);
    // Another year or a measure before them has its own part in it.
    let is_left = above.last().is_some_and(|last| last.is_period() || last.is_undated_measure());
    (count > 1 && are_rows && !is_left).then(|| each_with(measures, years))
}

/// `Rekening Begroting Meerjarenraming` over more years: the estimate, which no other measure is, is that of all years left.
pub(crate) fn estimate_is_of_years_left(measures: &[Measure], years: &[u16]) -> bool {
    let in_order = years.windows(2).all(|pair| pair[0] < pair[1]);
    let estimate = measures.iter().position(|measure| *measure == Measure::Raming);
    let is_last = estimate.is_some_and(|at| at > 0 && at + 1 == measures.len());
    in_order && is_last && measures.len() < years.len()
}

/// Each measure over its year, the last one over all years left.
pub(super) fn over_last_years(columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let (above, years) = columns.split_at(columns.len().checked_sub(count)?);
    let measures = above.iter().rev().take_while(|named| named.is_undated_measure()).count();
    let measures = &above[above.len() - measures..];
    let said: Vec<Measure> = measures.iter().filter_map(|named| named.column.measure).collect();
    let dates: Vec<u16> = years.iter().filter_map(|named| named.column.year).collect();
    let are_years = dates.len() == count && years.iter().all(Named::is_period);
    if !are_years || !estimate_is_of_years_left(&said, &dates) {
        return None;
    }
    let measures = measures.iter().chain(std::iter::repeat(measures.last()?));
    let named = years.iter().zip(measures).map(|(year, measure)| {
        let mut named = measure.clone();
        add(&mut named, year);
        named
    });
    Some(named.collect())
}

/// Years below one measure, beside those of others to compare with, which have none: `Realisatie Nederland`, and below it `2019
/// 2020 2021`.
pub(super) fn beside_benchmarks(columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let years = columns.iter().rev().take_while(|named| named.is_period()).count();
    let (above, years) = columns.split_at(columns.len() - years);
    let (before, tops) =
        above.split_at(above.len().checked_sub((count + 1).checked_sub(years.len())?)?);
    let is_benchmark = |named: &Named| named.column.measure == Some(Measure::Benchmark);
    let mut dated = tops.iter().filter(|named| !is_benchmark(named));
    let is_one = dated.next().is_some() && dated.next().is_none();
    if years.len() < 2
        || tops.len() < 2
        || !is_one
        || !tops.iter().all(Named::is_undated_measure)
        || before.iter().any(|named| named.is_value() && named.has_meaning())
    {
        return None;
    }
    let named = tops.iter().flat_map(|top| {
        let own = if is_benchmark(top) { vec![top.clone()] } else { Vec::new() };
        let years = if is_benchmark(top) { &[][..] } else { years };
        own.into_iter().chain(years.iter().map(|year| with(top, year)))
    });
    Some(named.collect())
}

/// Years that begin anew below each measure: `Realisatie Streefwaarde`, and below it `2018 2019 2019 2022`. What was before all
/// years may stand first, with a year and a value below it: `Nulmeting`, and `jaar waarde`.
pub(super) fn begun_anew(columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let years = columns.iter().rev().take_while(|named| named.is_period()).count();
    let (above, years) = columns.split_at(columns.len() - years);
    let (above, parts) = match above {
        [above @ .., year, value] if is_year_of_value(year, value) => (above, Some((year, value))),
        _ => (above, None),
    };
    let year = |named: &Named| named.column.year;
    let runs: Vec<&[Named]> = years.chunk_by(|one, next| year(one) < year(next)).collect();
    // Years that go down may be those of one measure.
    let is_anew = |pair: &[&[Named]]| {
        pair[0].len() > 1 || pair[0].last().and_then(year) == pair[1].first().and_then(year)
    };
    let (before, measures) = above.split_at(above.len().checked_sub(runs.len())?);
    if runs.len() < 2
        || !runs.windows(2).all(is_anew)
        || !years.iter().all(|named| named.column.year.is_some())
        || !measures.iter().all(Named::is_undated_measure)
    {
        return None;
    }
    let last = before.last();
    let mut named = match parts {
        Some((year, value)) => {
            let top = last.filter(|top| top.is_undated_measure() && top.is_before_all_years())?;
            let mut year = year.clone();
            year.column.label.splice(..0, top.column.label.iter().copied());
            vec![year, with(top, value)]
        }
        None if last.is_some_and(|last| last.is_value() && last.has_meaning()) => return None,
        None => Vec::new(),
    };
    let tops = measures.iter().zip(runs);
    named.extend(tops.flat_map(|(top, years)| years.iter().map(|year| with(top, year))));
    (named.len() == count).then_some(named)
}

/// Years and dates that begin anew below each name, in cells of their own: `Bijdrage`, `Eigen vermogen`, `Resultaat`, and below them
/// `2021`, `2022`, `1-1-2021`, `31-12-2021`, `2021`.
pub(super) fn dates_begun_anew(columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let (above, periods) = columns.split_at(columns.len().checked_sub(count)?);
    let moment = |named: &Named| (named.column.year, named.date.map(|(day, month)| (month, day)));
    let follows = |one: &Named, next: &Named| {
        one.date.is_some() == next.date.is_some() && moment(one) < moment(next)
    };
    let runs: Vec<&[Named]> = periods.chunk_by(follows).collect();
    let (before, tops) = above.split_at(above.len().checked_sub(runs.len())?);
    let is_dated = |named: &Named| named.is_period() && named.column.year.is_some();
    let is_name = |named: &Named| named.is_value() && named.column.year.is_none();
    let in_cells = tops.windows(2).all(|pair| pair[0].line != pair[1].line);
    let heads_labels = |named: &Named| named.is_label() || !named.has_meaning();
    let is_anew = runs.len() > 1
        && periods.iter().all(is_dated)
        && periods.iter().any(|named| named.date.is_some())
        && tops.iter().all(is_name)
        && in_cells
        && before.last().is_none_or(heads_labels);
    let dated = |top: &Named, date: &Named| {
        let mut named = with(top, date);
        // Nothing moves on a day.
        if date.date.is_some() && !named.moves() {
            named.column.measure = named.column.measure.or(Some(Measure::Stand));
        }
        named
    };
    let named =
        tops.iter().zip(runs).flat_map(|(top, run)| run.iter().map(|date| dated(top, date)));
    is_anew.then(|| named.collect())
}

/// Years that measures divide into parts as long as each other, where they follow each other up to the first part's end and
/// leave one out behind it: `Realisatie Streefwaarde`, and below it `2018 2019 2020 2022 2023 2026`.
pub(super) fn divided_by_gap(columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let (above, years) = columns.split_at(columns.len().checked_sub(count)?);
    let measures = above.iter().rev().take_while(|named| named.is_undated_measure()).count();
    let (before, measures) = above.split_at(above.len() - measures);
    let dates: Vec<u16> = years.iter().filter_map(|named| named.column.year).collect();
    let each = count / measures.len().max(1);
    let follow = |pair: &[u16]| pair[0] + 1 == pair[1];
    let parts: Vec<&[u16]> = dates.chunks(each.max(1)).collect();
    let is_left_out = |pair: &[&[u16]]| {
        pair[0].windows(2).all(follow)
            && pair[0].last().zip(pair[1].first()).is_some_and(|(last, next)| last + 1 < *next)
    };
    let fits = measures.len() > 1
        && each > 1
        && each * measures.len() == count
        && dates.len() == count
        && years.iter().all(Named::is_period)
        && parts.windows(2).all(is_left_out)
        && before.last().is_none_or(Named::is_label);
    let tops = measures.iter().flat_map(|top| std::iter::repeat_n(top, each));
    fits.then(|| tops.zip(years).map(|(top, year)| with(top, year)).collect())
}

/// Names of which one half stands in the row above and the other in that of the years, of columns before these: `Nul Realisatie Doel`,
/// and below it `waarde 2018 2019 2022`. Of two measures or more nothing tells whose a year is.
pub(super) fn beside_halves(
    source: &Source<'_>,
    columns: &[Named],
    count: usize,
) -> Option<Vec<Named>> {
    /// The most words that are broken.
    const BROKEN: usize = 2;
    let dates = columns.iter().rev().take_while(|named| named.is_period()).count();
    let (above, years) = columns.split_at(columns.len() - dates);
    let in_order = years.windows(2).all(|pair| pair[0].column.year < pair[1].column.year);
    if years.len() < 2 || !in_order {
        return None;
    }
    let corner = above.iter().rposition(Named::is_label).map_or(0, |at| at + 1);
    let words = above[corner..].iter().take_while(|named| named.is_text()).count();
    let (words, rows) = above[corner..].split_at(words);
    let broken = count.checked_sub(words.len() + years.len())?;
    if !(1..=BROKEN).contains(&broken) || rows.len() <= 2 * broken {
        return None;
    }
    let (tops, seconds) = rows.split_at(rows.len() - broken);
    let (firsts, tops) = tops.split_at(broken);
    if tops.len() >= years.len() || !rows.iter().all(|named| named.is_value() && !named.is_period())
    {
        return None;
    }
    let wholes = firsts.iter().zip(seconds).map(|(first, second)| joined(source, first, second));
    let wholes: Vec<Named> = wholes.collect::<Option<_>>()?;
    wholes.first()?.column.measure?;
    let years = years.iter().map(|year| match tops {
        [top] => with(top, year),
        _ => year.clone(),
    });
    Some(words.iter().cloned().chain(wholes).chain(years).collect())
}

/// The name whose halves stand above each other.
fn joined(source: &Source<'_>, first: &Named, second: &Named) -> Option<Named> {
    let (start, end) = (only_word(source, first)?, only_word(source, second)?);
    let mut named = Named { line: first.line, ..Named::default() };
    named.column.measure = measure_of(&format!("{start}{end}"));
    named.column.label = [first, second].map(|half| half.column.label[0]).to_vec();
    Some(named)
}

/// The word that is all of a name, as a key.
fn only_word(source: &Source<'_>, named: &Named) -> Option<String> {
    let [word] = named.column.label.as_slice() else { return None };
    let is_word = named.is_value() && named.column.year.is_none();
    let key = fold(source.slice(*word));
    (is_word && !key.contains(' ')).then_some(key)
}

/// The measure that words are the name of.
fn measure_of(words: &str) -> Option<Measure> {
    match words::items(&Source::new(words), Span::at(0, words.len())).as_slice() {
        [item] => match item.what {
            What::Measure(measure, None) => measure,
            _ => None,
        },
        _ => None,
    }
}

/// A word that has no meaning of its own, and behind it the one for a value: `jaar`, `waarde`.
fn is_year_of_value(year: &Named, value: &Named) -> bool {
    year.is_value()
        && year.is_unknown()
        && value.is_undated_measure()
        && value.column.measure == Some(Measure::Waarde)
}

/// `Lasten Baten`, and below each of them the same names: `Begroting 2023 Realisatie 2023 Verschil`.
pub(super) fn below_sides(
    source: &Source<'_>,
    columns: &[Named],
    count: usize,
) -> Option<Vec<Named>> {
    let (above, bottom) = columns.split_at(columns.len().checked_sub(count)?);
    let is_side = |named: &Named| {
        let Column { measure, side, year, .. } = named.column;
        measure.is_none() && year.is_none() && side.is_some() && !named.is_impure()
    };
    let sides = above.iter().rev().take_while(|named| is_side(named)).count();
    let are_measures =
        bottom.iter().all(|named| named.column.measure.is_some() && named.column.side.is_none());
    if !are_measures || sides == 0 && count > 0 {
        return None;
    }
    let key = |named: &Named| {
        let words = named.column.label.iter().map(|part| fold(source.slice(*part)));
        words.collect::<Vec<_>>().join(" ")
    };
    let keys: Vec<String> = bottom.iter().map(key).collect();
    let size = header::repeated(&keys).filter(|size| sides * size == count)?;
    let tops = &above[above.len() - sides..];
    let tops = tops.iter().flat_map(|top| std::iter::repeat_n(top, size));
    let named = bottom.iter().zip(tops).map(|(named, top)| {
        let mut named = named.clone();
        named.column.side = top.column.side;
        named.column.label.splice(..0, top.column.label.iter().copied());
        named
    });
    Some(named.collect())
}

/// Cells of a row, each with what the one above or below it says.
pub(super) fn each_with(row: &[Named], other: &[Named]) -> Vec<Named> {
    row.iter().zip(other).map(|(one, other)| with(one, other)).collect()
}

/// A cell with what one above or below it says.
pub(super) fn with(one: &Named, other: &Named) -> Named {
    let mut both = one.clone();
    add(&mut both, other);
    both
}

/// Says of a column what a cell above or below it says.
pub(super) fn add(named: &mut Named, other: &Named) {
    named.column.measure = named.column.measure.or(other.column.measure);
    named.column.side = named.column.side.or(other.column.side);
    named.column.year = named.column.year.or(other.column.year);
    named.column.unit = named.column.unit.or(other.column.unit);
    named.date = named.date.or(other.date);
    named.column.label.extend(&other.column.label);
}
