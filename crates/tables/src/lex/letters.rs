//! `V` and `N` behind amounts, in columns of their own, which the header may name `V/N`.

use std::collections::BTreeSet;

use ontleed_text::{Source, Span};

use super::{Head, Lexed, Raw, Tail};
use crate::line;

/// A header with the names of columns of letters.
pub(super) struct Named {
    header: Vec<Vec<Head>>,
    /// How many columns of letters it names.
    count: usize,
}

impl Named {
    /// How many columns of letters the header names.
    pub(super) const fn count(&self) -> usize {
        self.count
    }
}

/// The cells of a row, so many of them, without the empty ones that stand for letters; none where it has another number.
pub(super) fn without_empty(
    text: &str,
    cells: &[Span],
    columns: usize,
    lettered: &BTreeSet<usize>,
) -> Option<Vec<Span>> {
    let is_empty = |cell: &Span| text[cell.range()].trim().is_empty();
    let mut left = cells;
    let mut kept = Vec::with_capacity(columns);
    // Numbers before the first cell may be of the label.
    for column in (0..columns).rev() {
        let (mut last, mut rest) = left.split_last()?;
        if lettered.contains(&column) && is_empty(last) {
            (last, rest) = rest.split_last()?;
        }
        kept.push(*last);
        left = rest;
    }
    kept.reverse();
    let is_label = |cell: &Span| !is_empty(cell);
    let leaves_some = left.len() + kept.len() < cells.len();
    (leaves_some && left.iter().all(is_label)).then_some(kept)
}

/// Whether a text is the name of a column of letters.
pub(super) fn is_name(text: &str) -> bool {
    text.eq_ignore_ascii_case("v/n")
}

/// Takes the names of columns of letters out of the header of a table, until it is known which amounts have letters.
pub(super) fn take_names(source: &Source<'_>, lexed: &mut Lexed) -> Named {
    let mut count = 0;
    let without = lexed.header.iter().map(|row| {
        let parts = row.iter().map(|head| without_names(source, head));
        let parts: Vec<Vec<Head>> = parts.collect();
        count += parts.iter().map(|parts| parts.len() - 1).sum::<usize>();
        parts.into_iter().flatten().filter(|head| !head.span.is_empty()).collect()
    });
    let without: Vec<Vec<Head>> = without.collect();
    let kept = without.into_iter().filter(|row: &Vec<Head>| !row.is_empty()).collect();
    Named { header: lexed.rename(kept), count }
}

/// The parts of a header cell between names of columns of letters, empty ones too.
fn without_names(source: &Source<'_>, head: &Head) -> Vec<Head> {
    let text = source.slice(head.span);
    let part = |from: usize, to: usize| {
        let span = source.trim(Span::at(from, to).shift(head.span.start));
        Head::new(source, span, head.place)
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for slash in memchr::memchr_iter(b'/', text.as_bytes()) {
        let Some(name) = slash.checked_sub(1).and_then(|at| text.get(at..slash + 2)) else {
            continue;
        };
        let stands_alone = !text[..slash - 1].ends_with(char::is_alphanumeric)
            && !text[slash + 2..].starts_with(char::is_alphanumeric);
        if is_name(name) && stands_alone {
            parts.push(part(start, slash - 1));
            start = slash + 2;
        }
    }
    parts.push(part(start, text.len()));
    parts
}

/// Gives the columns of letters their place behind the amounts that have letters, if the header names as many, or none of
/// those in cells of their own. A letter that is printed with its amount stays there; `apart` are those in cells of their own,
/// each with the end of its amount.
pub(super) fn place(source: &Source<'_>, lexed: &mut Lexed, names: Named, apart: &[(u32, Span)]) {
    let is_named = names.count > 0;
    let Some(width) = lexed.width.filter(|_| is_named || !apart.is_empty()) else { return };
    let letter_of = |cell: &Span| {
        let at = apart.binary_search_by_key(&cell.end, |(end, _)| *end).ok()?;
        Some(apart[at].1)
    };
    let has_letter =
        |cell: &Span| source.slice(*cell).ends_with(line::LETTERS) || letter_of(cell).is_some();
    let cells = |tail: &Tail| match tail {
        Tail::Placed(cells) | Tail::Loose(cells) if cells.len() == width => cells.clone(),
        _ => Vec::new(),
    };
    let lettered = lexed.rows.iter().flat_map(|row| {
        let cells = cells(&row.tail).into_iter().enumerate();
        cells.filter(|(_, cell)| has_letter(cell)).map(|(column, _)| column)
    });
    let lettered: BTreeSet<usize> = lettered.collect();
    if is_named && lettered.len() != names.count {
        return;
    }
    let is_last = lettered.len() == 1 && lettered.contains(&(width - 1));
    for row in &mut lexed.rows {
        let given = cells(&row.tail);
        if is_last && ends_in_dash(source, row, width) {
            row.tail = Tail::Placed(row.cells().to_vec());
            continue;
        }
        if given.is_empty() {
            row.in_doubt |= row.tail != Tail::None;
            continue;
        }
        let mut placed = Vec::with_capacity(width + names.count);
        for (column, cell) in given.iter().enumerate() {
            placed.push(*cell);
            if lettered.contains(&column) {
                placed.push(letter_of(cell).unwrap_or(Span::new(cell.end, cell.end)));
            }
        }
        row.tail = Tail::Placed(placed);
    }
    lexed.width = Some(width + lettered.len());
    lexed.rename(names.header);
    if !is_named {
        let behind = lettered.iter().enumerate();
        lexed.leave_unnamed(behind.map(|(before, column)| before + column + 1).collect());
    }
}

/// Whether a row has a dash in the place of the letter behind its last amount.
fn ends_in_dash(source: &Source<'_>, row: &Raw, width: usize) -> bool {
    let cells = row.cells();
    let ends = cells.last().is_some_and(|cell| line::is_minus(source.slice(*cell)));
    matches!(row.tail, Tail::Loose(_)) && cells.len() == width + 1 && ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::Place;

    /// A table with `|` between the cells of its rows, of which the first line is the header.
    fn lexed(source: &Source<'_>) -> Lexed {
        let [header, rows @ ..] = source.lines() else { panic!("no header") };
        let cells = |line: Span| {
            let mut start = line.range().start;
            let cells = source.slice(line).split('|').map(|cell| {
                let span = Span::at(start, start + cell.len());
                start = span.range().end + 1;
                span
            });
            cells.collect::<Vec<_>>()
        };
        let head = |span| Head::new(source, span, Place::Open);
        let heads = cells(header.span).into_iter().map(head);
        let rows = rows.iter().map(|row| match cells(row.span).split_first() {
            Some((label, [])) => Raw::label_only(*label),
            Some((label, rest)) => Raw::new(vec![*label], Tail::Loose(rest.to_vec()), row.span),
            None => panic!("no label"),
        });
        Lexed {
            header: vec![heads.collect()],
            rows: rows.collect(),
            width: Some(2),
            ..Lexed::default()
        }
    }

    fn header(source: &Source<'_>, lexed: &Lexed) -> Vec<String> {
        let heads = lexed.header.iter().flatten();
        heads.map(|head| source.slice(head.span).to_owned()).collect()
    }

    #[test]
    fn names_of_columns_of_letters_leave_the_header() {
        let text = "Naam|V/N|Begroting 2021 V/N Realisatie 2021 v/n|Rev/nieuw en oud";
        let source = Source::new(text);
        let mut lexed = lexed(&source);
        let names = take_names(&source, &mut lexed);
        assert_eq!(names.count, 3);
        let left = ["Naam", "Begroting 2021", "Realisatie 2021", "Rev/nieuw en oud"];
        assert_eq!(header(&source, &lexed), left);
        lexed.header = vec![vec![Head::new(&source, Span::at(5, 8), Place::Open)]];
        take_names(&source, &mut lexed);
        assert!(lexed.header.is_empty());
    }

    /// The cells of each row once columns of letters have their places, and whether it is in doubt.
    fn placed(text: &str, apart: &[(u32, Span)]) -> Vec<(String, bool)> {
        let source = Source::new(text);
        let mut lexed = lexed(&source);
        let names = take_names(&source, &mut lexed);
        place(&source, &mut lexed, names, apart);
        let cells = |row: &Raw| {
            let cells = row.cells().iter().map(|cell| source.slice(*cell));
            cells.collect::<Vec<_>>().join("|")
        };
        lexed.rows.iter().map(|row| (cells(row), row.in_doubt)).collect()
    }

    #[test]
    fn an_empty_cell_in_the_place_of_a_letter_is_none() {
        let kept = |text: &str, columns: usize, lettered: &[usize]| {
            let mut start = 0;
            let cells = text.split('|').map(|cell| {
                let span = Span::at(start, start + cell.len());
                start = span.range().end + 1;
                span
            });
            let cells: Vec<Span> = cells.collect();
            let kept = without_empty(text, &cells, columns, &lettered.iter().copied().collect());
            let kept = kept.map(|kept| kept.iter().map(|cell| &text[cell.range()]).collect());
            kept.map_or_else(|| "none".to_owned(), |kept: Vec<&str>| kept.join("|"))
        };
        assert_eq!(kept("12|0|\u{A0}|4", 3, &[1]), "12|0|4");
        assert_eq!(kept("12|0|\u{A0}", 2, &[1]), "12|0");
        assert_eq!(kept("12|\u{A0}|13|\u{A0}", 2, &[0, 1]), "12|13");
        assert_eq!(kept("12|\u{A0}|\u{A0}|4", 3, &[1]), "12|\u{A0}|4");
        // A number before the cells is of the label, an empty one in another place is a cell.
        assert_eq!(kept("3|12|0|\u{A0}|4", 3, &[1]), "12|0|4");
        assert_eq!(kept("\u{A0}|12|0|4", 3, &[1]), "none");
    }

    #[test]
    fn letters_stand_behind_the_amounts_that_have_them() {
        let sure = |cells: &str| (cells.to_owned(), false);
        let open = |cells: &str| (cells.to_owned(), true);
        assert_eq!(
            placed("Begroot|Saldo|V/N\nBaten|12|3 V\nLasten|9|1\nRest|4 N\nProgramma", &[]),
            [sure("12|3 V|"), sure("9|1|"), open("4 N"), sure("")]
        );
        // A dash says that it has none.
        let text = "Begroot|Saldo|V/N\nBaten|12|3 V\nLasten|9|0|-\nRest|4|5|6";
        assert_eq!(placed(text, &[]), [sure("12|3 V|"), sure("9|0|-"), open("4|5|6")]);
        // As many amounts with letters as names, or none moves.
        assert_eq!(placed("Begroot|Saldo|V/N\nBaten|12 N|3 V", &[]), [sure("12 N|3 V")]);
        assert_eq!(placed("Begroot|Saldo\nBaten|12|3", &[]), [sure("12|3")]);
        let text = "Begroot|Saldo|V/N\nBaten|12|3\nN";
        let apart = [(28, Span::at(29, 30))];
        assert_eq!(placed(text, &apart)[0], sure("12|3|N"));
        // In a cell of its own a letter has its column where the header has none.
        let text = "Begroot|Saldo\nBaten|12|3\nN";
        let apart = [(24, Span::at(25, 26))];
        assert_eq!(placed(text, &apart)[0], sure("12|3|N"));
    }
}
