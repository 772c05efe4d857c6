//! `V` and `N` behind amounts, in columns of their own that the header names `V/N`.

use std::collections::BTreeSet;

use ontleed_text::{Source, Span};

use super::{Head, Lexed, Tail};

/// A header with the names of columns of letters.
pub(super) struct Named {
    header: Vec<Vec<Head>>,
    /// How many columns of letters it names.
    count: usize,
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

/// Gives the columns of letters their place behind the amounts that have letters, if the header names as many. A letter
/// that is printed with its amount stays there; `apart` are those in cells of their own, each with the end of its amount.
pub(super) fn place(source: &Source<'_>, lexed: &mut Lexed, names: Named, apart: &[(u32, Span)]) {
    let Some(width) = lexed.width.filter(|_| names.count > 0) else { return };
    let letter_of = |cell: &Span| {
        let at = apart.binary_search_by_key(&cell.end, |(end, _)| *end).ok()?;
        Some(apart[at].1)
    };
    let has_letter =
        |cell: &Span| source.slice(*cell).ends_with(['V', 'N']) || letter_of(cell).is_some();
    let cells = |tail: &Tail| match tail {
        Tail::Placed(cells) | Tail::Loose(cells) if cells.len() == width => cells.clone(),
        _ => Vec::new(),
    };
    let lettered = lexed.rows.iter().flat_map(|row| {
        let cells = cells(&row.tail).into_iter().enumerate();
        cells.filter(|(_, cell)| has_letter(cell)).map(|(column, _)| column)
    });
    let lettered: BTreeSet<usize> = lettered.collect();
    if lettered.len() != names.count {
        return;
    }
    for row in &mut lexed.rows {
        let given = cells(&row.tail);
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
    lexed.width = Some(width + names.count);
    lexed.rename(names.header);
}
