//! Columns whose header cells stand above them.

use std::ops::Range;

use ontleed_dutch::Unit;
use ontleed_text::{Source, Span, fold};

use crate::lex::{Head, Place};
use crate::naming::{self, Named};
use crate::vocabulary::Measure;
use crate::words::What;

/// A header cell and its column.
type Placed<'h> = (usize, &'h Head);

/// Columns whose header cells stand above them: what a column says is all that stands above it.
pub(super) fn placed(source: &Source<'_>, header: &[Vec<Head>], count: usize) -> Vec<Named> {
    let rows: Vec<Vec<Placed<'_>>> = header
        .iter()
        .map(|row| {
            let placed = row.iter().filter_map(|head| match head.place {
                Place::Column(column) if column < count => Some((column, head)),
                _ => None,
            });
            placed.collect()
        })
        .collect();
    let mut parts: Vec<Vec<&Head>> = vec![Vec::new(); count];
    let bottom = rows.iter().rposition(|row| row.len() > 1).unwrap_or(0);
    let starts = rows.get(bottom).map(|row| group_starts(source, row)).unwrap_or_default();
    for (at, row) in rows.iter().enumerate() {
        let Some(ranges) = spans(row, at < bottom, rows.len() == 2, &starts, &rows[bottom], count)
        else {
            continue;
        };
        for (range, &(_, head)) in ranges.into_iter().zip(row) {
            parts[range].iter_mut().for_each(|parts| parts.push(head));
        }
    }
    parts.iter().map(|parts| stacked(source, parts)).collect()
}

/// Where the words of the bottom row begin anew: `Lasten Baten Saldo Lasten Baten Saldo Saldo` are three groups.
fn group_starts(source: &Source<'_>, bottom: &[Placed<'_>]) -> Vec<usize> {
    let keys: Vec<String> = bottom.iter().map(|(_, head)| fold(source.slice(head.span))).collect();
    let groups = groups(&keys);
    let is_first = |at: &usize| *at == 0 || groups[*at] != groups[at - 1];
    (0..keys.len()).filter(is_first).map(|at| bottom[at].0).collect()
}

/// The group of each word in a row that begins anew: none has the same word twice.
pub(crate) fn groups(keys: &[String]) -> Vec<usize> {
    let mut start = 0;
    let mut group = 0;
    let groups = keys.iter().enumerate().map(|(at, key)| {
        if keys[start..at].contains(key) {
            start = at;
            group += 1;
        }
        group
    });
    groups.collect()
}

/// How many words there are in each group of a row that says the same words in each; `None` where it does not.
pub(crate) fn repeated(keys: &[String]) -> Option<usize> {
    let size = groups(keys).iter().filter(|group| **group == 0).count();
    let is_repeated = (2..keys.len()).contains(&size);
    (is_repeated && keys.chunks(size).all(|group| *group == keys[..size])).then_some(size)
}

/// The shortest beginning, of two or more, of which all of a row is repetitions.
pub(crate) fn period<T: PartialEq>(row: &[T]) -> Option<usize> {
    let repeats = |size: &usize| {
        row.len().is_multiple_of(*size)
            && row.iter().zip(&row[*size..]).all(|(one, next)| one == next)
    };
    (2..=row.len() / 2).find(repeats)
}

/// The columns that each cell of a header row is about; `None` where that cannot be told.
fn spans(
    row: &[Placed<'_>],
    is_above: bool,
    is_pair: bool,
    starts: &[usize],
    bottom: &[Placed<'_>],
    count: usize,
) -> Option<Vec<Range<usize>>> {
    let own = || Some(row.iter().map(|&(at, _)| at..at + 1).collect());
    let packed = row.iter().enumerate().all(|(at, (column, _))| *column == at);
    if let Some(ranges) = over_groups(row, starts, bottom, count).filter(|_| is_above) {
        return Some(ranges);
    }
    if !is_above || row.len() >= bottom.len() {
        return own();
    }
    let heads = |head: &Head| head.items.iter().any(|item| item.what.heads_values());
    if let [(_, only)] = row {
        let all_periods = bottom.iter().all(|(_, head)| {
            head.items.iter().all(|item| matches!(item.what, What::Period(_) | What::Side(_)))
        });
        if all_periods && heads(only) {
            let first = bottom.first().map_or(0, |(column, _)| *column);
            return Some(std::iter::once(first..count).collect());
        }
    }
    if let Some(ranges) = over_periods(row, bottom, count).filter(|_| !packed) {
        return Some(ranges);
    }
    if let Some(ranges) = over_last_years(row, bottom, count).filter(|_| is_pair && packed) {
        return Some(ranges);
    }
    // Cells of a row that lost their places stand at the left.
    let lost = is_pair && packed && row.iter().all(|(_, head)| heads(head));
    if lost { None } else { own() }
}

/// Each cell over its group of columns that the row below names: `Begroting 2020`, two empty cells, `Rekening 2020`, and below
/// them `Lasten Baten Saldo Lasten Baten Saldo`. Cells with nothing below them have a column of their own.
fn over_groups(
    row: &[Placed<'_>],
    starts: &[usize],
    bottom: &[Placed<'_>],
    count: usize,
) -> Option<Vec<Range<usize>>> {
    let is_named = |column: usize| bottom.iter().any(|(named, _)| *named == column);
    let groups = starts.iter().zip(starts.iter().skip(1).copied().chain([count]));
    let groups: Vec<Range<usize>> = groups
        .map(|(&start, end)| start..(start + 1..end).find(|at| !is_named(*at)).unwrap_or(end))
        .collect();
    let (above, beside): (Vec<usize>, Vec<usize>) =
        row.iter().map(|(column, _)| *column).partition(|column| is_named(*column));
    if above.len() != groups.len() || above.len() >= bottom.len() {
        return None;
    }
    let are_within = above.iter().zip(&groups).all(|(column, group)| group.contains(column));
    if beside.is_empty() && above.len() > 1 {
        let packed = above.iter().enumerate().all(|(at, column)| *column == at);
        let ends = starts.iter().skip(1).copied().chain([count]);
        let ranges = starts.iter().zip(ends).map(|(start, end)| *start..end);
        return (packed || are_within).then(|| ranges.collect());
    }
    let is_whole = groups.iter().map(Range::len).sum::<usize>() == bottom.len();
    if beside.is_empty() || !is_whole || !are_within {
        return None;
    }
    let range = |column: &usize| groups.iter().find(|group| group.contains(column)).cloned();
    Some(row.iter().map(|(at, _)| range(at).unwrap_or(*at..at + 1)).collect())
}

/// Each cell down to the next one, where all of them name measures and below them stand years or sides:
/// `Realisatie`, an empty cell, `Streefwaarde`, and below it `2019 2020 2021`.
fn over_periods(
    row: &[Placed<'_>],
    bottom: &[Placed<'_>],
    count: usize,
) -> Option<Vec<Range<usize>>> {
    let is_all = |head: &Head, test: fn(What) -> bool| {
        !head.items.is_empty() && head.items.iter().all(|item| test(item.what))
    };
    let names = row.iter().all(|(_, head)| is_all(head, |what| matches!(what, What::Measure(..))));
    let parts = |what: What| matches!(what, What::Period(_) | What::Side(_));
    let divides = bottom.iter().all(|(_, head)| is_all(head, parts));
    let first = row.first()?.0 == bottom.first()?.0;
    let whole = bottom.len() == count;
    if row.len() < 2 || !names || !divides || !first || !whole {
        return None;
    }
    let ends = row.iter().skip(1).map(|(at, _)| *at).chain([count]);
    Some(row.iter().zip(ends).map(|((at, _), end)| *at..end).collect())
}

/// Each measure over its year, the last one over all years left.
fn over_last_years(
    row: &[Placed<'_>],
    bottom: &[Placed<'_>],
    count: usize,
) -> Option<Vec<Range<usize>>> {
    let only = |(_, head): &Placed<'_>| match head.items.as_slice() {
        [item] => Some(item.what),
        _ => None,
    };
    let years = bottom.iter().map(|cell| match only(cell)? {
        What::Period(year) if year > 0 => Some(year),
        _ => None,
    });
    let years: Vec<u16> = years.collect::<Option<_>>()?;
    let measures = row.iter().map(|cell| match only(cell)? {
        What::Measure(measure, None) => measure,
        _ => None,
    });
    let measures: Vec<Measure> = measures.collect::<Option<_>>()?;
    if years.len() != count || !naming::estimate_is_of_years_left(&measures, &years) {
        return None;
    }
    let ends = (1..measures.len()).chain([count]);
    Some(ends.enumerate().map(|(at, end)| at..end).collect())
}

/// A column of which the cells stand above each other.
fn stacked(source: &Source<'_>, parts: &[&Head]) -> Named {
    let mut named = match parts {
        [] => Named::default(),
        [cell] => naming::describe_cell(source, cell),
        _ => {
            let words: Vec<&str> = parts.iter().map(|part| source.slice(part.span)).collect();
            let words = words.join(" ");
            let cell = Source::new(&words);
            let head = Head::new(&cell, Span::at(0, words.len()), Place::Open);
            naming::describe_cell(&cell, &head)
        }
    };
    named.column.unit = parts.iter().find_map(|part| unit_of(source, part.span));
    named.column.label = parts.iter().map(|part| part.span).collect();
    named
}

fn unit_of(source: &Source<'_>, span: Span) -> Option<Unit> {
    let text = source.slice(span);
    if text.contains('%') {
        Some(Unit::Percent)
    } else if text.contains('€') {
        Some(Unit::Eur)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::together::tests::said;

    /// Columns as `measure side year`, below rows of header cells with `/` between the rows and an empty cell where none stands.
    #[track_caller]
    fn check(header: &str, count: usize, expected: &str) {
        let source = Source::new(header);
        let mut start = 0;
        let rows = header.split('/').map(|row| {
            let cells = row.split('|').enumerate().filter_map(|(column, cell)| {
                let span = Span::at(start, start + cell.len());
                start += cell.len() + 1;
                let head = Head::new(&source, span, Place::Column(column));
                (!cell.is_empty()).then_some(head)
            });
            cells.collect()
        });
        let rows: Vec<Vec<Head>> = rows.collect();
        let found = placed(&source, &rows, count).into_iter().map(|named| named.column);
        assert_eq!(said(&found.collect::<Vec<_>>()), expected, "{header}");
    }

    #[test]
    fn a_column_is_what_all_cells_above_it_say() {
        check("Begroting|Rekening/2020|2021", 2, "begroting 2020 | realisatie 2021");
        let sides = "begroting lasten 2020 | begroting baten 2020 | realisatie lasten 2021 | realisatie baten 2021";
        check("Begroting 2020||Rekening 2021/Lasten|Baten|Lasten|Baten", 4, sides);
        check("Begroting 2020|Rekening 2021/Lasten|Baten|Lasten|Baten", 4, sides);
        // What has nothing below it is beside the groups.
        let beside = format!("{sides} | afwijking");
        check("Begroting 2020||Rekening 2021||Verschil/Lasten|Baten|Lasten|Baten|", 5, &beside);
        let one = "begroting lasten 2020 | begroting baten 2020 | afwijking";
        check("Begroting 2020||Verschil/Lasten|Baten|", 3, one);
    }

    #[test]
    fn measures_stand_over_years() {
        let all = "realisatie 2019 | realisatie 2020 | realisatie 2021";
        check("Realisatie/2019|2020|2021", 3, all);
        check("|Realisatie/2019|2020|2021", 3, all);
        let parts = "realisatie 2019 | realisatie 2020 | streefwaarde 2021";
        check("Realisatie||Streefwaarde/2019|2020|2021", 3, parts);
        let left = "realisatie 2019 | begroting 2020 | raming 2021 | raming 2022";
        check("Rekening|Begroting|Raming/2019|2020|2021|2022", 4, left);
        // Without an estimate nothing says where the cells stood.
        check("Rekening|Begroting/2019|2020|2021", 3, "2019 | 2020 | 2021");
    }

    #[test]
    fn the_words_of_a_row_begin_anew() {
        let keys = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            groups(&keys("lasten baten saldo lasten baten saldo saldo")),
            [0, 0, 0, 1, 1, 1, 2]
        );
        assert_eq!(repeated(&keys("lasten baten lasten baten")), Some(2));
        for others in ["lasten baten saldo", "lasten baten lasten", "lasten lasten", "a b b a"] {
            assert_eq!(repeated(&keys(others)), None, "{others}");
        }
    }
}
