//! Rows whose cells one space parts, as a space may part thousands: which it is, by how many cells they have.

use ontleed_text::Span;

use crate::line::Dash;
use crate::notation;
use crate::thousands;

/// Whether a space parts the thousands of numbers, in rows whose cells a space parts too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spaced {
    /// It does not.
    No,
    /// Rows have another number of cells each, but may have the same if a space parts thousands.
    InDoubt,
    /// It does, with as many cells in each row as the header names or else as most rows show.
    Yes { dash: Dash, columns: usize, by: By },
}

/// What says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// Two spaces or more stand before each cell.
    Gaps,
    /// The header names as many columns.
    Header,
    /// Most rows show as many cells.
    Rows,
}

impl Spaced {
    /// What rows show whose cells are counted for either reading of a dash that stands alone.
    pub(super) fn of<'t>(header: &[usize], counts: impl Fn(Dash) -> Vec<Counts<'t>>) -> Self {
        let either = [Dash::Nil, Dash::Sign].into_iter();
        let found = either.map(|dash| Self::with_dash(header, &counts(dash), dash));
        found.into_iter().find(|spaced| *spaced != Self::No).unwrap_or(Self::No)
    }

    fn with_dash(header: &[usize], counts: &[Counts<'_>], dash: Dash) -> Self {
        // Nothing is joined in rows that show as many cells, but for numbers at the end of the labels of a series.
        let are_plain = |columns: usize| {
            let numbered = counts.iter().filter(|row| row.is_numbered(columns));
            let mut names: Vec<&str> = numbered.map(|row| row.name).collect();
            names.sort_unstable();
            counts.iter().all(|row| row.shown <= columns || row.is_numbered(columns))
                && names.chunk_by(|a, b| a == b).all(|series| series.len() > 1)
        };
        let may_have =
            |columns: usize| counts.iter().all(|row| row.joined <= columns || row.shown <= columns);
        let joined = counts.iter().map(|row| row.joined).max().unwrap_or(0);
        let shown = counts.iter().map(|row| row.shown).min().unwrap_or(0);
        let is_same = counts.iter().all(|row| row.shown == shown);
        let are_apart = || {
            let all = counts.iter().all(|row| row.is_apart && row.joined == joined);
            all && counts.iter().filter(|row| row.joined < row.shown).count() > 2
        };
        let are_paired = || {
            let halves = counts.iter().filter(|row| row.is_halved()).count();
            counts.len() > 1 && halves * 2 > counts.len() && counts.iter().all(|row| row.is_paired)
        };
        let shows_joined =
            || counts.iter().filter(|row| row.shown == joined).count() * 2 > counts.len();
        let yes = |columns, by| Self::Yes { dash, columns, by };
        match header.iter().find(|columns| may_have(**columns)) {
            Some(&columns) if are_plain(columns) => Self::No,
            _ if are_apart() && !header.contains(&shown) => yes(joined, By::Gaps),
            _ if are_apart() => Self::InDoubt,
            Some(_) if is_same && header.contains(&shown) => Self::No,
            Some(_) if is_same => Self::InDoubt,
            Some(&columns) => yes(columns, By::Header),
            None if is_same && are_paired() => Self::InDoubt,
            None if is_same || !may_have(joined) || are_plain(joined) => Self::No,
            None if shows_joined() => yes(joined, By::Rows),
            None => Self::InDoubt,
        }
    }
}

/// How many cells a row has.
pub(super) struct Counts<'t> {
    /// With and without spaces that part thousands.
    joined: usize,
    shown: usize,
    /// Whether two spaces or more stand before each of the former.
    is_apart: bool,
    /// Whether each second one may be the last group of the one before it, a year before them all left aside.
    is_paired: bool,
    /// How many cells that year is.
    years: usize,
    /// The first may be a number at the end of the label.
    numbered: bool,
    /// The last word of the label.
    name: &'t str,
}

impl<'t> Counts<'t> {
    /// None where the row shows none.
    pub(super) fn of(text: &'t str, cells: &[Span]) -> Option<Self> {
        let first = cells.first()?;
        let joined = thousands::joined(text, cells);
        let goes_on = cells.get(1).is_some_and(|next| text[next.range()].starts_with('0'));
        let label = text[..first.range().start].trim_end();
        let years = usize::from(notation::year(&text[first.range()]).is_some());
        Some(Self {
            joined: joined.len(),
            shown: cells.len(),
            is_paired: (cells.len() - years).is_multiple_of(2)
                && cells[years..].chunks_exact(2).all(|pair| thousands::may_join(text, pair)),
            years,
            is_apart: joined.iter().all(|cell| text[..cell.range().start].ends_with("  ")),
            numbered: notation::numbers_label(&text[first.range()]) && !goes_on,
            name: &label[label.rfind(' ').map_or(0, |at| at + 1)..],
        })
    }

    /// Whether each two are one if a space parts thousands.
    fn is_halved(&self) -> bool {
        (self.joined - self.years) * 2 == self.shown - self.years
    }

    fn is_numbered(&self, columns: usize) -> bool {
        self.shown == columns + 1 && self.numbered
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line;

    #[track_caller]
    fn check(header: &[usize], rows: &[&str], expected: Spaced) {
        let counts = |dash| {
            let rows = rows.iter();
            rows.filter_map(|row| Counts::of(row, &line::tail_values(row, dash))).collect()
        };
        assert_eq!(Spaced::of(header, counts), expected, "{rows:?}");
    }

    const fn yes(columns: usize, by: By) -> Spaced {
        Spaced::Yes { dash: Dash::Nil, columns, by }
    }

    #[test]
    fn the_header_or_most_rows_say_how_many_cells_there_are() {
        let ragged = ["Bestuur 98 227 76 431", "Zorg 98 227 76"];
        check(&[2], &ragged, yes(2, By::Header));
        check(&[], &ragged, Spaced::InDoubt);
        check(&[], &["Bestuur 98 227 76", "Zorg 12 45", "Wonen 9 31"], yes(2, By::Rows));
        check(&[], &["Bestuur 98 227 76", "Zorg 12 45 67 9", "Wonen 9 31"], Spaced::No);
    }

    #[test]
    fn rows_with_as_many_cells_may_be_read_as_they_are() {
        let same = ["Bestuur 98 227 76 431", "Zorg 98 227 76 120"];
        check(&[4], &same, Spaced::No);
        check(&[2, 4], &same, Spaced::No);
        check(&[2], &same, Spaced::InDoubt);
        // Pairs of which each may be one number.
        check(&[], &same, Spaced::InDoubt);
        check(&[], &["Bestuur 2019 98 227", "Zorg 2020 76 431"], Spaced::InDoubt);
        check(&[], &same[..1], Spaced::No);
        check(&[], &["Bestuur 1 204 500 300", "Zorg 98 227 76 431"], Spaced::No);
        check(&[], &["Bestuur 98 227 76", "Zorg 98 227 12"], Spaced::No);
    }

    #[test]
    fn two_spaces_before_each_cell_say_that_one_parts_thousands() {
        let apart = ["Bestuur  98 227  76 431", "Zorg  8 227  6 431", "Wonen  9 227  7 431"];
        check(&[2], &apart, yes(2, By::Gaps));
        check(&[], &apart, yes(2, By::Gaps));
        check(&[2, 4], &apart, Spaced::InDoubt);
        check(&[4], &apart, Spaced::No);
        check(&[2], &apart[..2], Spaced::InDoubt);
        check(&[2], &apart.map(|row| row.trim_start_matches("Bestuur ")), Spaced::InDoubt);
    }

    #[test]
    fn numbers_at_the_end_of_the_labels_of_a_series_are_no_thousands() {
        check(&[2], &["Programma 1 352 76", "Programma 2 418 90"], Spaced::No);
        check(&[2], &["Zorg 1 352 76", "Wonen 2 418 90"], Spaced::InDoubt);
        check(&[2], &["Programma 1 045 76", "Programma 2 418 90"], Spaced::InDoubt);
    }
}
