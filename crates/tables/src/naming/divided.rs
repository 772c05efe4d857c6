//! Names of which some are divided into parts, which stand on a row below.

use ontleed_text::{Source, fold};

use super::levels::{add, tops};
use super::parse::{Periods, parse};
use super::{Named, Token};
use crate::header;
use crate::table::Column;
use crate::vocabulary::Measure;
use crate::words::What;

/// A bottom row of sides that begins anew below each cell of the row above it but those that are a side or a difference
/// themselves: `Begroting 2021 Rekening 2021 Saldo afwijking`, and below it `Baten Lasten Baten Lasten`.
pub(super) fn beside_balances(
    source: &Source<'_>,
    tokens: &[Token],
    count: usize,
) -> Option<Vec<Named>> {
    let is_side = |token: &Token| matches!(token.item.what, What::Side(_));
    let may_stand_below =
        |token: &Token| is_side(token) || matches!(token.item.what, What::Unit | What::Label);
    let lines = tokens.chunk_by(|token, next| token.line == next.line).rev();
    let below = lines.take_while(|line| line.iter().all(may_stand_below)).map(<[Token]>::len).sum();
    let (above, below) = tokens.split_at(tokens.len().checked_sub(below)?);
    let sides: Vec<&Token> = below.iter().filter(|token| is_side(token)).collect();
    let keys: Vec<String> = sides.iter().map(|token| fold(source.slice(token.item.span))).collect();
    let each = header::repeated(&keys)?;
    let wholes = count.checked_sub(sides.len()).filter(|wholes| *wholes > 0)?;
    let tops = tops(source, above, sides.len() / each + wholes)?;
    let is_whole =
        |top: &Named| top.column.side.is_some() || top.column.measure == Some(Measure::Afwijking);
    if tops.iter().filter(|top| is_whole(top)).count() != wholes {
        return None;
    }
    let mut groups = sides.chunks(each);
    let mut columns = Vec::with_capacity(count);
    for top in &tops {
        if is_whole(top) {
            columns.push(top.clone());
            continue;
        }
        for side in groups.next()? {
            let mut column = top.clone();
            column.attach(source, side.item, false);
            columns.push(column);
        }
    }
    Some(columns)
}

/// A bottom row of movements, all of them below the one name of a change in the year of the balances around it: `Stand 1-1-2021 Mutaties 2021 Stand
/// 31-12-2021`, and below it `Toevoeging Onttrekking Vrijval`.
pub(super) fn movements(columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let is_movement = |named: &Named| {
        named.is_undated_measure() && named.column.measure.is_some_and(Measure::is_movement)
    };
    let is_balance = |named: &Named| named.date.is_some() && named.is_value();
    let movements = columns.iter().rev().take_while(|named| is_movement(named)).count();
    // Right behind the balances the first of them may be the result of the year before: `Bestemming resultaat 2020`.
    let is_result = |before: &[Named]| match before {
        [.., balance, result] => {
            is_balance(balance)
                && !is_balance(result)
                && result.column.measure == Some(Measure::Mutatie)
        }
        _ => false,
    };
    let parts =
        movements + usize::from(movements > 0 && is_result(&columns[..columns.len() - movements]));
    let (above, below) = columns.split_at(columns.len() - parts);
    let tops = &above[above.len().checked_sub((count + 1).checked_sub(parts)?)?..];
    let last = tops.last()?;
    let is_change = |at: &usize| {
        let Column { measure, year, .. } = tops[*at].column;
        measure == Some(Measure::Mutatie) && year.is_none_or(|_| year == last.column.year)
    };
    let changes: Vec<usize> = (0..tops.len()).filter(is_change).collect();
    let fits = parts > 1 && changes.len() == 1 && is_balance(&tops[0]) && is_balance(last);
    fits.then(|| with_parts(tops, &changes, parts, below))
}

/// `Realisatie Begroting Realisatie Verschil`, and below it `Primitief Gewijzigd`: the modifiers
/// at the end divide the column of the budget.
pub(super) fn divided(columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let parts = columns.iter().rev().take_while(|column| column.is_open()).count();
    if parts < 2 {
        return None;
    }
    let (above, parts) = columns.split_at(columns.len() - parts);
    let is_plain = |named: &Named| named.column.measure == Some(Measure::Begroting);
    let start = above.len().checked_sub((count + 1).checked_sub(parts.len())?)?;
    let mut tops = above[start..].to_vec();
    let years: Vec<&Named> =
        above[..start].iter().rev().take_while(|named| named.is_period()).collect();
    let budget = tops.iter().position(is_plain)?;
    if tops.iter().any(|named| !named.is_value() || named.column.measure.is_none()) {
        return None;
    }
    match years.as_slice() {
        [last, first] => two_years(&mut tops, first, last),
        years => year_each(&mut tops, years),
    }
    let parts: Vec<Named> = parts
        .iter()
        .map(|part| {
            let mut named = tops[budget].clone();
            named.column.measure = part.column.measure;
            named.column.label.extend(&part.column.label);
            named
        })
        .collect();
    tops.splice(budget..=budget, parts);
    (tops.len() == count).then_some(tops)
}

/// Two years over a realisation, and the budget, realisation and difference of the year after it: a
/// difference compares columns of one year.
fn two_years(columns: &mut [Named], first: &Named, last: &Named) {
    let measures: Vec<Option<Measure>> = columns.iter().map(|named| named.column.measure).collect();
    let [Some(Measure::Realisatie), rest @ ..] = measures.as_slice() else { return };
    let is_year = rest.first() == Some(&Some(Measure::Begroting))
        && rest.contains(&Some(Measure::Realisatie))
        && rest.last() == Some(&Some(Measure::Afwijking));
    if is_year {
        for (at, named) in columns.iter_mut().enumerate() {
            add(named, if at == 0 { first } else { last });
        }
    }
}

/// As many years, the last first, as there are measures that compare no others: each has its own.
fn year_each(columns: &mut [Named], years: &[&Named]) {
    let is_compared = |named: &&mut Named| named.column.measure != Some(Measure::Afwijking);
    let mut amounts: Vec<&mut Named> = columns.iter_mut().filter(is_compared).collect();
    if amounts.len() == years.len() && amounts.iter().all(|named| named.column.year.is_none()) {
        amounts.iter_mut().zip(years.iter().rev()).for_each(|(named, year)| add(named, year));
    }
}

/// A bottom row that begins anew below some cells of the row above it: `Toevoegingen Onttrekkingen`
/// between two dated cells, and below each of them the same words.
pub(super) fn subdivided(
    source: &Source<'_>,
    columns: &[Named],
    count: usize,
) -> Option<Vec<Named>> {
    let key = |named: &Named| -> Vec<&str> {
        named.column.label.iter().map(|part| source.slice(*part)).collect()
    };
    for length in (1..=count / 2).rev() {
        let below = columns.get(columns.len().checked_sub(2 * length)?..)?;
        let (left, right) = below.split_at(length);
        let repeats = left.iter().map(key).eq(right.iter().map(key));
        let is_bottom = below.iter().all(|named| named.column.year.is_none());
        if !repeats || !is_bottom {
            continue;
        }
        let above = &columns[..columns.len() - below.len()];
        let start = above.len().checked_sub(count + 2 - below.len())?;
        let tops = &above[start..];
        let undated: Vec<usize> =
            (0..tops.len()).filter(|&at| tops[at].is_undated_measure()).collect();
        let all_named = tops.iter().all(|named| named.is_value() && named.has_meaning());
        if undated.len() != 2 || !all_named || tops.len() < 3 {
            continue;
        }
        return Some(with_parts(tops, &undated, length, below));
    }
    None
}

/// A last line that says the same names below each of the undated cells above it, each name with a capital: `Besluit 2020 Overig
/// Besluit 2020 Overig`. A year in them is of what was decided.
pub(super) fn repeated_below(
    source: &Source<'_>,
    tokens: &[Token],
    count: usize,
) -> Option<Vec<Named>> {
    let line = tokens.last()?.line;
    let start = tokens.iter().rposition(|token| token.line != line)? + 1;
    let (above, below) = tokens.split_at(start);
    let text = |token: &Token| source.slice(token.item.span);
    let size = header::period(&below.iter().map(text).collect::<Vec<_>>())?;
    let begins = |token: &&Token| text(token).starts_with(char::is_uppercase);
    let divided = below.len() / size;
    let each = below[..size].iter().filter(begins).count();
    let tops = parse(source, above, Periods::Behind);
    let tops =
        tops.get(tops.len().checked_sub((count + divided).checked_sub(each * divided)?)?..)?;
    let undated: Vec<usize> = (0..tops.len()).filter(|&at| tops[at].is_undated_measure()).collect();
    let all_named = tops.iter().all(|named| named.is_value() && named.has_meaning());
    if each < 2 || undated.len() != divided || tops.len() == divided || !all_named {
        return None;
    }
    let mut parts: Vec<Named> = Vec::new();
    for token in below {
        if begins(&token) {
            parts.push(Named::default());
        }
        let is_first = parts.last().is_some_and(|part| part.column.label.is_empty());
        parts.last_mut()?.attach(source, token.item, is_first);
    }
    Some(with_parts(tops, &undated, each, &parts))
}

/// A bottom row of more words than there are undated cells between two dated ones above it, where the measure of the last of
/// these two tells which words stand below it: `Vermeerdering Vermindering`, and below it `toevoeging`, what was decided, and
/// `onttrekking`. A word that says no measure may be below either.
pub(super) fn parted(columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let parts = count.checked_sub(2)?;
    let (above, below) = columns.split_at(columns.len().checked_sub(parts)?);
    let [first, left, right, last] = above.last_chunk::<4>()?;
    let is_dated = |named: &Named| named.date.is_some() && named.is_value();
    let cut = below.iter().position(|part| part.column.measure == right.column.measure)?;
    let fits = parts > 2
        && cut > 0
        && is_dated(first)
        && is_dated(last)
        && left.is_undated_measure()
        && right.is_undated_measure()
        && below.iter().all(Named::is_value)
        && below[..cut].iter().any(|part| part.column.measure == left.column.measure);
    if !fits {
        return None;
    }
    let parts = below.iter().enumerate().map(|(at, part)| {
        let top = if at < cut { left } else { right };
        let mut named = part.clone();
        if at + 1 != cut || part.column.measure.is_some() {
            named.column.label.splice(..0, top.column.label.iter().copied());
        }
        named
    });
    Some(std::iter::once(first.clone()).chain(parts).chain([last.clone()]).collect())
}

/// A bottom row of twice as many words as there are undated cells among the dated ones above it: a cell that is divided has two
/// parts or more, so each has two. No movement is part of another.
pub(super) fn halved(columns: &[Named], count: usize) -> Option<Vec<Named>> {
    (2..count).rev().filter(|parts| parts % 2 == 0).find_map(|parts| {
        let (above, below) = columns.split_at(columns.len().checked_sub(parts)?);
        let tops = &above[above.len().checked_sub(count + parts / 2 - parts)?..];
        let is_undated = |at: &usize| tops[*at].is_undated_measure();
        let undated: Vec<usize> = (0..tops.len()).filter(is_undated).collect();
        let is_part = |named: &Named| named.is_value() && named.column.year.is_none();
        let is_top = |named: &Named| named.is_value() && named.column.measure.is_some();
        let moves = |named: &Named| named.column.measure.is_some_and(Measure::is_movement);
        let are_movements = undated.iter().any(|&at| moves(&tops[at])) && below.iter().all(moves);
        let fits = undated.len() * 2 == parts
            && undated.len() < tops.len()
            && !are_movements
            && tops.iter().all(is_top)
            && below.iter().all(is_part);
        fits.then(|| with_parts(tops, &undated, 2, below))
    })
}

/// The cells of a row, those at `divided` as so many parts each.
fn with_parts(tops: &[Named], divided: &[usize], each: usize, parts: &[Named]) -> Vec<Named> {
    let mut parts = parts.chunks(each);
    let mut named = Vec::with_capacity(tops.len() + parts.len());
    for (at, top) in tops.iter().enumerate() {
        if !divided.contains(&at) {
            named.push(top.clone());
            continue;
        }
        for part in parts.next().into_iter().flatten() {
            let mut top = top.clone();
            top.column.measure = part.column.measure.or(top.column.measure);
            top.column.label.extend(&part.column.label);
            named.push(top);
        }
    }
    named
}
