//! Which names are those of a given number of columns.
//!
//! A header is read in the ways of `READINGS`, and the first that fits gives the names. Names on rows above each other are
//! in `levels`, those of which some have parts in `divided`, those in one row and years alone are here.

use ontleed_text::{Source, Span};

use ontleed_dutch::Unit;

use super::divided::{
    beside_balances, divided, halved, movements, parted, repeated_below, subdivided,
};
use super::levels::{
    begun_anew, below_sides, below_years, beside_benchmarks, beside_halves, dated_below,
    dates_begun_anew, divided_by_gap, grouped, over_last_years, with_sides, zipped,
};
use super::lines::over_lines;
use super::parse::{Periods, are_periods_in_cells, begin_with_periods, parse};
use super::{Edge, Named, Others, Token};
use crate::joints;
use crate::words::{self, What};

/// The columns that tokens name, in the way that fits `count`.
pub(super) fn fit(
    source: &Source<'_>,
    tokens: &[Token],
    count: usize,
    has_label: bool,
) -> Option<Vec<Named>> {
    let (periods, readings) = if begin_with_periods(tokens) || are_periods_in_cells(tokens, count) {
        (Periods::Before, PERIODS_FIRST)
    } else {
        (Periods::Behind, READINGS)
    };
    let parse = |periods| with_last_words(parse(source, tokens, periods));
    let (merged, apart) = (parse(periods), parse(Periods::Apart));
    let has_label = has_label || merged.iter().any(Named::is_label);
    let header = Header { source, tokens, count, has_label, merged, apart };
    readings.iter().find_map(|reading| reading(&header))
}

/// The columns, a last one of words where a word for labels heads it and another heads the labels: `Taakveld Begroting
/// Rekening Programma`.
fn with_last_words(mut columns: Vec<Named>) -> Vec<Named> {
    if let Some((last, rest)) = columns.split_last_mut()
        && last.is_label()
    {
        let label = rest.iter().rposition(Named::is_label);
        let names = label.map_or(&[][..], |at| &rest[at + 1..]);
        if names.iter().filter(|named| named.is_value() && named.has_meaning()).count() > 1 {
            last.head_words();
        }
    }
    columns
}

/// A header, and how many columns it has to name.
struct Header<'a> {
    source: &'a Source<'a>,
    tokens: &'a [Token],
    count: usize,
    /// Some cell is known to head the labels.
    has_label: bool,
    /// Its names, each period with the measure it stands beside.
    merged: Vec<Named>,
    /// Its names, where a period in a cell of its own is one.
    apart: Vec<Named>,
}

/// The columns in one way to read a header; none where it does not fit.
type Reading = fn(&Header<'_>) -> Option<Vec<Named>>;

/// The ways to read a header, what asks most of it first: rows that count or repeat each other do not fit by chance, as many
/// names as columns may, and years alone leave the rest open. Names with their periods go before names apart from them.
const READINGS: &[Reading] = &[
    |header| with_sides(header.source, header.tokens, header.count),
    |header| grouped(header.source, header.tokens, header.count),
    |header| beside_balances(header.source, header.tokens, header.count),
    |header| movements(&header.merged, header.count),
    |header| zipped(&header.apart, header.count),
    |header| dated_below(header.source, &header.apart, header.count),
    |header| below_years(&header.apart, header.count),
    |header| over_last_years(&header.apart, header.count),
    |header| beside_benchmarks(&header.apart, header.count),
    |header| beside_halves(header.source, &header.apart, header.count),
    |header| begun_anew(&header.apart, header.count),
    |header| dates_begun_anew(&header.apart, header.count),
    |header| divided_by_gap(&header.apart, header.count),
    |header| divided(&header.apart, header.count),
    |header| below_sides(header.source, &header.merged, header.count),
    |header| subdivided(header.source, &header.merged, header.count),
    |header| repeated_below(header.source, header.tokens, header.count),
    |header| halved(&header.merged, header.count),
    |header| parted(&header.merged, header.count),
    |header| over_lines(header.source, header.tokens, header.count),
    |header| of_sides(header),
    |header| beside(header, &header.merged),
    |header| behind_corner(header, &header.merged),
    |header| beside(header, &header.apart),
    |header| behind_corner(header, &header.apart),
    |header| periods(&header.apart, header.count, header.has_label),
    |header| before_share(header),
    |header| behind_second_label(header),
    |header| by_capitals(header),
];

/// The ways to read a header whose cells begin with the period of their measure.
const PERIODS_FIRST: &[Reading] = &[
    |header| fitting(&header.merged, header.count),
    |header| behind_corner(header, &header.merged),
];

/// As many names as columns, the first of them beyond doubt.
fn beside(header: &Header<'_>, named: &[Named]) -> Option<Vec<Named>> {
    let is_told = |named: &Vec<Named>| header.has_label || !begins_unknown(header.source, named);
    fitting(named, header.count).filter(is_told)
}

/// Names that each say a measure, a year and a side, all of them with the side first or last, as many as columns: `Rekening 2021
/// Lasten Rekening 2021 Baten`.
fn of_sides(header: &Header<'_>) -> Option<Vec<Named>> {
    let is_label = |token: &Token| matches!(token.item.what, What::Label | What::Unit);
    let label = header.tokens.iter().rposition(is_label);
    let body = &header.tokens[label.map_or(0, |at| at + 1)..];
    let is_side = |token: &Token| matches!(token.item.what, What::Side(_));
    let names: Vec<&[Token]> = if body.first().is_some_and(is_side) {
        body.chunk_by(|_, next| !is_side(next)).collect()
    } else {
        body.chunk_by(|token, _| !is_side(token)).collect()
    };
    let says_all = |name: &&[Token]| {
        let count = |test: fn(What) -> bool| name.iter().filter(|t| test(t.item.what)).count();
        let modifiers = count(|what| matches!(what, What::Modifier(_)));
        count(|what| matches!(what, What::Measure(Some(_), None))) == 1
            && count(|what| matches!(what, What::Period(1..))) == 1
            && count(|what| matches!(what, What::Side(_))) == 1
            && name.len() == modifiers + 3
    };
    if names.len() != header.count || !names.iter().all(says_all) {
        return None;
    }
    let columns = names.iter().map(|name| {
        let mut column = Named { line: name[0].line, ..Named::default() };
        for (at, token) in name.iter().enumerate() {
            column.attach(header.source, token.item, at == 0);
        }
        column
    });
    Some(columns.collect())
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
/// if they are as many as `count`; words at the end may stand in the cells before them.
pub(super) fn fitting(columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let words = columns.iter().rev().take_while(|column| column.is_text()).count();
    let values = &columns[..columns.len() - words];
    let without_words = || fitting_all(values, count).filter(|_| words > 0 && !values.is_empty());
    fitting_all(columns, count).or_else(without_words)
}

fn fitting_all(columns: &[Named], count: usize) -> Option<Vec<Named>> {
    let label = columns.iter().rposition(Named::is_label);
    let body = &columns[label.map_or(0, |at| at + 1)..];
    let values = body.len() - body.iter().rev().take_while(|column| column.is_text()).count();
    let start = columns.len().checked_sub(count)?;
    let begins_nameless = |body: &[Named]| label.is_none() && begins_nameless(body);
    let may_head_labels = label.is_none() && is_one_of_unknowns(body) || begins_nameless(body);
    if body.len() == count && !is_doubtful(body) && !may_head_labels {
        return Some(body.to_vec());
    }
    // With words before the values too it is as open which of them the rows leave out.
    let may_end = || !body[0].is_impure() && !body[0].is_text() && !is_doubtful(body);
    if values == count && values < body.len() && may_end() {
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
    // No title stands between the labels and the columns, unless it names a side: `Taakvelden: LastenRekening`.
    let is_name = |column: &&Named| column.is_value() && column.has_meaning();
    let cut = body[..body.len() - count].iter().find(is_name);
    if let Some((label, cut)) = label.zip(cut)
        && (cut.is_told() || columns[label].line != cut.line)
    {
        return None;
    }
    // A name of its own between the labels and years is what some of these are of.
    let is_own = |column: &Named| column.is_unknown() && column.line != first.line;
    let has_own = body[..body.len() - count].iter().any(is_own);
    if label.is_some() && has_own && behind[1..].iter().any(Named::is_period) {
        return None;
    }
    // More than one name above is a column that was not counted, and so is one of what comes again: `Boekwaarde`.
    let mut names = columns[..start]
        .iter()
        .filter(|column| column.is_value() && column.has_meaning() && !is_worded(column.line));
    let comes_again = |name: &Named| {
        name.line != above.line && behind.iter().any(|column| column.is_dated_as(name))
    };
    if names.clone().count() > 1 || names.any(comes_again) {
        return None;
    }
    // It may have its part in the years of the next.
    let shares_years = above.is_undated_measure()
        && first.column.measure.is_some()
        && count > 1
        && behind[1..].iter().all(Named::is_period);
    if shares_years {
        return None;
    }
    let is_worded = is_worded(above.line);
    let is_title = is_row
        || is_worded
        || above.has_scale
        || label.is_some_and(|label| columns[label].line == above.line);
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

/// Whether the first word has no measure of its own, and the next name is not known or, before others that say more, has none
/// either; the word may head the labels: `Investering`, and behind it `Oorspronkelijk krediet`.
fn begins_nameless(body: &[Named]) -> bool {
    let [first, second, rest @ ..] = body else { return false };
    let is_nameless = |named: &Named| named.is_value() && !named.has_meaning();
    let hides_names = is_nameless(second) && rest.iter().any(Named::has_meaning);
    is_nameless(first) && !first.is_impure() && (second.is_impure() || hides_names)
}

/// All columns but the first, where that heads the labels: a cell of its own, or words that are not known before a name with
/// a capital. Not where another is known to do so.
fn behind_corner(header: &Header<'_>, columns: &[Named]) -> Option<Vec<Named>> {
    let Header { source, count, has_label, .. } = *header;
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
    (!has_label && rest.len() == count && is_corner && is_apart && all_named).then(|| rest.to_vec())
}

/// The columns before a last one of shares, which its unit heads: `Begroting 2021 Realisatie 2021 In %`.
fn before_share(header: &Header<'_>) -> Option<Vec<Named>> {
    let Header { source, tokens, count, has_label, .. } = *header;
    let (last, before) = tokens.split_last()?;
    let text = source.slice(last.item.span);
    // A capital begins a cell: `In %`.
    let is_cell = last.edge != Edge::Space || text.starts_with(char::is_uppercase);
    let is_share = last.item.what == What::Unit && is_cell && words::is_percent(text);
    if !is_share || count < 3 {
        return None;
    }
    let mut columns = fit(source, before, count - 1, has_label)?;
    let mut share = Named::default();
    share.column.unit = Some(Unit::Percent);
    share.column.label.push(last.item.span);
    columns.push(share);
    Some(columns)
}

/// The columns behind two words for labels in one line, one more than the names behind them: the second heads words or codes,
/// `Taakveld Programma Rekening 2021 Begroting 2022`.
fn behind_second_label(header: &Header<'_>) -> Option<Vec<Named>> {
    let Header { source, tokens, count, .. } = *header;
    let is_label = |token: &Token| token.item.what == What::Label;
    let last = tokens.iter().rposition(is_label)?;
    let (labels, behind) = tokens.split_at(last + 1);
    let [.., first, second] = labels else { return None };
    if !is_label(first) || second.edge != Edge::Space || count < 3 {
        return None;
    }
    let columns = fit(source, behind, count - 1, true)?;
    let mut words = Named { line: second.line, ..Named::default() };
    words.attach(source, second.item, true);
    words.head_words();
    columns.iter().all(Named::is_told).then(|| [vec![words], columns].concat())
}

/// A line in which each word with a capital begins a name, known or not, if these are as many as columns: `Stand 1-1-2020 Bij
/// Af Stand 31-12-2020`. The first, where nothing else heads the labels, and the last must say something of themselves, else a
/// word may head the labels or go on.
fn by_capitals(header: &Header<'_>) -> Option<Vec<Named>> {
    let Header { source, tokens, count, .. } = *header;
    let said = |token: &&Token| !matches!(token.item.what, What::Unit | What::Label);
    let line = tokens.iter().rfind(said)?.line;
    let above = tokens.partition_point(|token| token.line < line);
    let (above, tokens) = tokens.split_at(above);
    if count < FEWEST_BY_CAPITALS || !above.is_empty() && !is_title(above) {
        return None;
    }
    let mut columns: Vec<Named> = Vec::new();
    for token in tokens.iter().filter(said) {
        let begins = source.slice(token.item.span).starts_with(char::is_uppercase);
        let is_year = matches!(token.item.what, What::Period(_));
        let opens =
            columns.last().is_none_or(|last| begins || is_year && last.column.year.is_some());
        if opens {
            columns.push(Named { line, ..Named::default() });
        }
        if let Some(last) = columns.last_mut() {
            last.attach(source, token.item, opens);
        }
    }
    let is_told = |named: Option<&Named>| named.is_some_and(Named::has_meaning);
    // One name more, which says nothing of a moment, heads the labels: `Reserves Stand 1-1-2020 Bij Af Stand 31-12-2020`.
    let is_sure = |named: &Named| !(named.is_told() && named.is_impure());
    // Behind the word for codes stands what heads the labels: `Nr. Geldgever`.
    let heads_codes = |token: &Token| joints::heads_codes(source.slice(token.item.span));
    let is_coded = tokens.iter().filter(|token| !said(token)).any(heads_codes);
    let is_one_more = columns.len() == count + 1
        && !columns.first()?.is_told()
        && (is_coded || !header.has_label && columns.iter().all(is_sure));
    if is_one_more {
        columns.remove(0);
    }
    let is_label = |token: &Token| token.item.what == What::Label && token.line == line;
    let heads_labels = is_one_more || tokens.iter().any(is_label);
    // A name behind a word that is not known may be the first.
    let mut first = tokens.iter().filter(said);
    let is_unknown = first.next().is_some_and(|token| token.item.what == What::Other);
    let is_named = |token: &Token| matches!(token.item.what, What::Measure(..) | What::Modifier(_));
    if is_unknown && !heads_labels && first.next().is_some_and(is_named) {
        return None;
    }
    let is_whole = (heads_labels || is_told(columns.first())) && is_told(columns.last());
    (columns.len() == count && is_whole && columns.iter().all(Named::is_value)).then_some(columns)
}

/// Whether what stands above the names ends in the unit of all amounts, and names no column.
fn is_title(above: &[Token]) -> bool {
    let names =
        |token: &Token| matches!(token.item.what, What::Period(_) | What::Measure(Some(_), _));
    above.last().is_some_and(|token| token.item.what == What::Unit) && !above.iter().any(names)
}

/// Two words with a capital are found by chance.
const FEWEST_BY_CAPITALS: usize = 3;

/// Years only, where each has a column and nothing tells which measure is whose.
fn periods(columns: &[Named], count: usize, has_label: bool) -> Option<Vec<Named>> {
    let years = columns.iter().rev().take_while(|column| column.is_period()).count();
    let (above, years) = columns.split_at(columns.len() - years);
    let words: Vec<&Named> = above.iter().filter(|column| column.is_text()).collect();
    if years.len() < 2 {
        return None;
    }
    if years.len() == count {
        return Some(years.to_vec());
    }
    // `Categorie Eenheid` before years: the first heads the labels.
    if above.len() + years.len() == count + 1 && words.len() == above.len() && !has_label {
        return Some(columns[1..].to_vec());
    }
    // `Realisatie Streefwaarde Toelichting` over years: the words come last.
    let is_last = above.last().is_some_and(Named::is_text);
    (is_last && years.len() + words.len() == count && words.len() == 1)
        .then(|| years.iter().chain(words).cloned().collect())
}
