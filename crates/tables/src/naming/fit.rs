//! Which names are those of a given number of columns: rows of names above each other, names over
//! groups, years alone.

use ontleed_text::{Source, Span, fold};

use super::{Named, Others, Periods, Token, attach, begin_with_periods, parse};
use crate::header;
use crate::table::Column;
use crate::vocabulary::Measure;
use crate::words::What;

/// The columns that tokens name, in the way that fits `count`.
pub(super) fn fit(
    source: &Source<'_>,
    tokens: &[Token],
    count: usize,
    has_label: bool,
) -> Option<Vec<Named>> {
    if begin_with_periods(tokens) {
        let named = parse(source, tokens, Periods::Before);
        let behind = |named| behind_corner(source, named, count).filter(|_| !has_label);
        return fitting(&named, count).or_else(|| behind(&named));
    }
    let merged = parse(source, tokens, Periods::Behind);
    let apart = parse(source, tokens, Periods::Apart);
    let has_label = has_label || merged.iter().any(Named::is_label);
    let is_told = |named: &Vec<Named>| has_label || !begins_unknown(source, named);
    let mut named = grouped(source, tokens, count)
        .or_else(|| zipped(&apart, count))
        .or_else(|| over_last_years(&apart, count))
        .or_else(|| divided(&apart, count))
        .or_else(|| below_sides(source, &merged, count))
        .or_else(|| subdivided(source, &merged, count))
        .or_else(|| fitting(&merged, count).filter(is_told))
        .or_else(|| fitting(&apart, count).filter(is_told))
        .or_else(|| behind_corner(source, &merged, count).filter(|_| !has_label))
        .or_else(|| behind_corner(source, &apart, count).filter(|_| !has_label))
        .or_else(|| periods(&apart, count))?;
    over_years(&mut named);
    Some(named)
}

/// Whether words that are not known stand first, in a cell of their own: they may as well head the labels, and then all names
/// are those of the next column.
fn begins_unknown(source: &Source<'_>, named: &[Named]) -> bool {
    let [first, second, ..] = named else { return false };
    let ends = (first.column.label.last(), second.column.label.first());
    let (Some(end), Some(start)) = ends else { return false };
    first.is_value()
        && first.is_unknown()
        && end.end < start.start
        && source.slice(Span::new(end.end, start.start)).contains('\n')
}

/// The columns behind the last that heads labels, or, where a title stands there, the last ones,
/// if they are as many as `count`.
fn fitting(columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let label = columns.iter().rposition(Named::is_label);
    let body = &columns[label.map_or(0, |at| at + 1)..];
    let values = body.len() - body.iter().rev().take_while(|column| column.is_text()).count();
    let start = columns.len().checked_sub(count)?;
    let begins_nameless = |body: &[Named]| label.is_none() && begins_nameless(body);
    let may_head_labels = label.is_none() && is_one_of_unknowns(body) || begins_nameless(body);
    if body.len() == count && !is_doubtful(body) && !may_head_labels {
        return Some(body.to_vec());
    }
    if values == count && values < body.len() && !body[0].is_impure() && !is_doubtful(body) {
        return Some(body[..values].to_vec());
    }
    let behind = &columns[start..];
    if body.len() <= count || is_doubtful(behind) || begins_nameless(behind) {
        return None;
    }
    // Above the header stands its title.
    let (before, behind) = columns.split_at(start);
    let (above, first) = before.last().zip(behind.first())?;
    let is_row = count > 1 && behind.iter().all(|column| column.line == first.line);
    let is_worded = |line: usize| {
        columns.iter().any(|column| column.line == line && column.others > Others::None)
    };
    // More than one name above is a column that was not counted.
    let names = columns[..start]
        .iter()
        .filter(|column| column.is_value() && column.has_meaning() && !is_worded(column.line));
    if names.count() > 1 {
        return None;
    }
    let is_worded = is_worded(above.line);
    let is_title =
        is_row || is_worded || label.is_some_and(|label| columns[label].line == above.line);
    (first.line != above.line && is_title && !above.is_open()).then(|| behind.to_vec())
}

/// Whether years alone stand beside words that are not known: these may be theirs.
fn is_doubtful(body: &[Named]) -> bool {
    body.iter().any(|column| column.is_period() && column.date.is_none())
        && body.iter().any(Named::is_unknown)
}

/// Whether the first name is not known, in a line with other words that are not: it may as well head the labels.
fn is_one_of_unknowns(body: &[Named]) -> bool {
    let [first, rest @ ..] = body else { return false };
    first.is_unknown() && rest.iter().any(|named| named.is_impure() && named.line == first.line)
}

/// Whether the first word has no measure of its own and a word that is not known says the more; it may head the labels:
/// `Investering`, and behind it `Oorspronkelijk krediet`.
fn begins_nameless(body: &[Named]) -> bool {
    matches!(body, [first, second, ..]
        if first.is_value() && !first.has_meaning() && !first.is_impure() && second.is_impure())
}

/// All columns but the first, where that heads the labels: a cell of its own, or words that are not known before a name with
/// a capital.
fn behind_corner(source: &Source<'_>, columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let [corner, rest @ ..] = columns else { return None };
    let is_corner = corner.is_value() && corner.column.year.is_none() && !corner.is_open();
    let begins_name = |named: &Named| {
        let word = named.column.label.first();
        word.is_some_and(|word| source.slice(*word).starts_with(char::is_uppercase))
    };
    let is_apart = rest.first().is_some_and(|first| {
        first.line != corner.line || corner.is_unknown() && begins_name(first)
    });
    let is_one_line = rest.first().is_some_and(|first| first.line == corner.line);
    let all_named = rest.iter().all(|column| {
        (column.has_meaning() || column.is_text()) && !(is_one_line && column.is_impure())
    });
    (rest.len() == count && is_corner && is_apart && all_named).then(|| rest.to_vec())
}

/// As many measures without a year as periods behind them, in the order they stand; other columns
/// may stand before and between the measures.
fn zipped(columns: &[Named], count: usize) -> Option<Vec<Named>> {
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
        let is_stand = |named: &&mut Named| named.column.measure == Some(Measure::Stand);
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
        let undated = fitted.iter().filter(|named| named.is_undated_measure()).count();
        let stands = fitted.iter_mut().filter(is_stand).count();
        let all = undated == years.len();
        if !all && stands != years.len() || fitted.iter().any(Named::is_period) {
            continue;
        }
        let below = fitted.iter_mut().filter(|named| {
            if all {
                named.is_undated_measure()
            } else {
                named.column.measure == Some(Measure::Stand)
            }
        });
        for (named, year) in below.zip(years) {
            add(named, year);
        }
        fitted.extend(words.iter().cloned());
        fitted.truncate(count);
        return (fitted.len() == count).then_some(fitted);
    }
    None
}

/// `Rekening Begroting Meerjarenraming` over more years: the estimate is that of all years left.
fn over_last_years(columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let (above, years) = columns.split_at(columns.len().checked_sub(count)?);
    let measures = above.iter().rev().take_while(|named| named.is_undated_measure()).count();
    let measures = &above[above.len() - measures..];
    let is_estimate = |named: &Named| named.column.measure == Some(Measure::Raming);
    let (last, rest) = measures.split_last()?;
    let in_order = years.windows(2).all(|pair| pair[0].column.year < pair[1].column.year);
    let fits = measures.len() < count && in_order && years.iter().all(Named::is_period);
    if rest.is_empty() || !fits || !is_estimate(last) || rest.iter().any(is_estimate) {
        return None;
    }
    let measures = measures.iter().chain(std::iter::repeat(last));
    let named = years.iter().zip(measures).map(|(year, measure)| {
        let mut named = measure.clone();
        add(&mut named, year);
        named
    });
    Some(named.collect())
}

/// Says of a column what a cell above or below it says.
fn add(named: &mut Named, other: &Named) {
    named.column.measure = named.column.measure.or(other.column.measure);
    named.column.side = named.column.side.or(other.column.side);
    named.column.year = named.column.year.or(other.column.year);
    named.column.unit = named.column.unit.or(other.column.unit);
    named.date = named.date.or(other.date);
    named.column.label.extend(&other.column.label);
}

/// `Realisatie Begroting Realisatie Verschil`, and below it `Primitief Gewijzigd`: the modifiers
/// at the end divide the column of the budget.
fn divided(columns: &[Named], count: usize) -> Option<Vec<Named>> {
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
    if let [last, first] = years.as_slice() {
        two_years(&mut tops, first, last);
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

/// A bottom row that begins anew below some cells of the row above it: `Toevoegingen Onttrekkingen`
/// between two dated cells, and below each of them the same words.
fn subdivided(source: &Source<'_>, columns: &[Named], count: usize) -> Option<Vec<Named>> {
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
        let mut parts = [left, right].into_iter();
        let mut named = Vec::with_capacity(count);
        for (at, top) in tops.iter().enumerate() {
            if undated.contains(&at) {
                for part in parts.next().into_iter().flatten() {
                    let mut top = top.clone();
                    top.column.label.extend(&part.column.label);
                    named.push(top);
                }
            } else {
                named.push(top.clone());
            }
        }
        return Some(named);
    }
    None
}

/// `Lasten Baten`, and below each of them the same names: `Begroting 2023 Realisatie 2023 Verschil`.
fn below_sides(source: &Source<'_>, columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let (above, bottom) = columns.split_at(columns.len().checked_sub(count)?);
    let key = |named: &Named| {
        let words = named.column.label.iter().map(|part| fold(source.slice(*part)));
        words.collect::<Vec<_>>().join(" ")
    };
    let keys: Vec<String> = bottom.iter().map(key).collect();
    let groups = header::groups(&keys);
    let size = groups.iter().filter(|group| **group == 0).count();
    let repeats = size > 1 && size < count && keys.chunks(size).all(|group| *group == keys[..size]);
    let is_side = |named: &Named| {
        let Column { measure, side, year, .. } = named.column;
        measure.is_none() && year.is_none() && side.is_some() && !named.is_impure()
    };
    let sides = above.iter().rev().take_while(|named| is_side(named)).count();
    let are_measures =
        bottom.iter().all(|named| named.column.measure.is_some() && named.column.side.is_none());
    if !repeats || !are_measures || sides * size != count {
        return None;
    }
    let tops = &above[above.len() - sides..];
    let named = bottom.iter().zip(groups).map(|(named, group)| {
        let mut named = named.clone();
        named.column.side = tops[group].column.side;
        named.column.label.splice(..0, tops[group].column.label.iter().copied());
        named
    });
    Some(named.collect())
}

/// A bottom row of sides or parts (`baten lasten saldo`) that begins anew below each cell of the
/// rows above it.
fn grouped(source: &Source<'_>, tokens: &[Token], count: usize) -> Option<Vec<Named>> {
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
        attach(source, &mut named, token.item, false);
        named
    });
    Some(columns.collect())
}

/// The cells above a bottom row: one per group, or a row of measures and a row of years.
fn tops(source: &Source<'_>, tokens: &[Token], groups: usize) -> Option<Vec<Named>> {
    let told = |periods| {
        let mut columns = parse(source, tokens, periods);
        let is_note = |named: &Named| !named.has_meaning() || !named.is_value();
        let notes = columns.iter().rev().take_while(|named| is_note(named)).count();
        columns.truncate(columns.len() - notes);
        columns
    };
    let apart = told(Periods::Apart);
    let years = apart.iter().rev().take_while(|named| named.is_period()).count();
    if years == groups && groups > 1 {
        let start = apart.len().checked_sub(2 * groups);
        if let Some(start) = start
            && apart[start..start + groups].iter().all(Named::is_undated_measure)
        {
            let (measures, years) = apart[start..].split_at(groups);
            let mut named = measures.to_vec();
            for (named, year) in named.iter_mut().zip(years) {
                add(named, year);
            }
            return Some(named);
        }
    }
    let merged = told(Periods::Behind);
    let start = merged.len().checked_sub(groups)?;
    let named = &merged[start..];
    let is_alone =
        start == 0 || named[0].line != merged[start - 1].line || merged[start - 1].is_label();
    let all_named = named.iter().all(|named| {
        named.is_value() && (named.column.measure.is_some() || named.column.year.is_some())
    });
    // Another dated name before them heads columns too.
    let is_left =
        start > 0 && merged[start - 1].is_value() && merged[start - 1].column.year.is_some();
    (is_alone && all_named && !is_left).then(|| named.to_vec())
}

/// `Meerjarenraming 2023 2024 2025`: one word over several years.
fn over_years(columns: &mut [Named]) {
    let lasts = [Measure::Raming, Measure::Begroting, Measure::Realisatie];
    for at in 1..columns.len() {
        // Another word behind the year before is that of this one.
        let Named { column: before, others, .. } = &columns[at - 1];
        let lasts = |measure: &Measure| before.year.is_some() && lasts.contains(measure);
        let measure = before.measure.filter(|measure| *others < Others::Unknown && lasts(measure));
        // Of one year there is more than one measure.
        let is_later = columns[at].column.year > before.year;
        if columns[at].is_period() && columns[at].date.is_none() {
            columns[at].column.measure = measure.filter(|_| is_later);
        }
    }
}

/// Years only, where each has a column and nothing tells which measure is whose.
fn periods(columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let years = columns.iter().rev().take_while(|column| column.is_period()).count();
    let (above, years) = columns.split_at(columns.len() - years);
    let words: Vec<&Named> = above.iter().filter(|column| column.is_text()).collect();
    if years.len() < 2 {
        return None;
    }
    if years.len() == count {
        return Some(years.to_vec());
    }
    // `Realisatie Streefwaarde Toelichting` over years: the words come last.
    let is_last = above.last().is_some_and(Named::is_text);
    (is_last && years.len() + words.len() == count && words.len() == 1)
        .then(|| years.iter().chain(words).cloned().collect())
}
