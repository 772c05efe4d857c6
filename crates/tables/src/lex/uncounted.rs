//! Columns that no total sums: years, numbers of notes, words.

use ontleed_text::{Source, Span};

use super::{Head, Lexed, Raw, Tail};
use crate::notation;
use crate::words::What;

/// Fewer rows show by chance what a column holds.
const FEWEST: usize = 3;

/// The largest number of a note.
const LARGEST_NOTE: u32 = 99;

/// A table with the only such column left empty in totals that have one cell less than there are columns, of those rows that
/// are `open`, and which they are; none where there is nothing to leave.
pub(crate) fn left_empty(
    source: &Source<'_>,
    lexed: &Lexed,
    open: impl Fn(usize) -> bool,
) -> Option<(Lexed, Vec<usize>)> {
    let width = lexed.width.filter(|width| *width > 1)?;
    let is_short = |at: usize, row: &Raw| {
        let is_one_less = matches!(row.tail, Tail::Loose(_)) && row.cells().len() + 1 == width;
        is_one_less && open(at) && row.names_total(source)
    };
    if !lexed.rows.iter().enumerate().any(|(at, row)| is_short(at, row)) {
        return None;
    }
    let column = uncounted(source, lexed, width)?;
    let (mut left, mut totals) = (lexed.clone(), Vec::new());
    for (at, row) in left.rows.iter_mut().enumerate().filter(|(at, row)| is_short(*at, row)) {
        totals.push(at);
        let mut cells = row.cells().to_vec();
        let at = cells.get(column).map_or(row.span.end, |cell| cell.start);
        cells.insert(column, Span::new(at, at));
        row.tail = Tail::Placed(cells);
    }
    Some((left, totals))
}

/// The only column of which all rows that are full show that no total sums it.
fn uncounted(source: &Source<'_>, lexed: &Lexed, width: usize) -> Option<usize> {
    let full: Vec<&[Span]> =
        lexed.rows.iter().map(Raw::cells).filter(|cells| cells.len() == width).collect();
    let names_notes = lexed.header.iter().flatten().any(is_word_for_notes);
    let mut columns = (0..width).filter(|column| {
        let cells = || full.iter().map(|cells| source.slice(cells[*column]).trim());
        cells().all(|cell| notation::year(cell).is_some())
            || cells().all(|cell| !cell.is_empty() && notation::read_cell(cell).is_none())
            || *column == 0 && names_notes && are_notes(cells())
    });
    columns.next().filter(|_| full.len() >= FEWEST && columns.next().is_none())
}

/// Whether a name stands above words rather than values.
fn is_word_for_notes(head: &Head) -> bool {
    !head.items.is_empty() && head.items.iter().all(|item| item.what == What::Text)
}

/// Whether cells are numbers that count on from row to row, some of them more than once.
fn are_notes<'t>(cells: impl Iterator<Item = &'t str>) -> bool {
    let numbers: Option<Vec<u32>> = cells.map(|cell| cell.parse().ok()).collect();
    let counts_on = |pair: &[u32]| pair[0] <= pair[1];
    numbers.is_some_and(|numbers| {
        numbers.iter().all(|number| *number <= LARGEST_NOTE) && numbers.windows(2).all(counts_on)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The totals of a table below a header, its rows on lines with cells between pipes.
    #[track_caller]
    fn check(header: &str, rows: &[&str], expected: Option<&[&str]>) {
        let text = format!("{header}\n{}", rows.join("\n"));
        let source = Source::new(&text);
        let lines: Vec<Span> = source.lines().iter().map(|line| line.span).collect();
        let cells = |line: Span| {
            let mut start = line.range().start;
            let cells = source.slice(line).split('|').map(move |cell| {
                let span = Span::at(start, start + cell.len());
                start += cell.len() + 1;
                span
            });
            cells.collect::<Vec<_>>()
        };
        let row = |line: &Span| {
            let cells = cells(*line);
            Raw::new(vec![cells[0]], Tail::Loose(cells[1..].to_vec()), *line)
        };
        let heads = cells(lines[0]).into_iter();
        let heads = heads.map(|cell| Head::new(&source, cell, crate::lex::Place::Open));
        let width = Some(header.split('|').count() - 1);
        let header = vec![heads.collect()];
        let rows = lines[1..].iter().map(row).collect();
        let lexed = Lexed { header, rows, width, ..Lexed::default() };
        let totals = left_empty(&source, &lexed, |_| true).map(|(left, _)| {
            let totals = left.rows.into_iter().filter(|row| matches!(row.tail, Tail::Placed(_)));
            let cells = |row: Raw| row.cells().iter().map(|cell| source.slice(*cell)).collect();
            totals.map(cells).map(|cells: Vec<_>| cells.join("|")).collect::<Vec<_>>()
        });
        let totals: Option<Vec<&str>> =
            totals.as_ref().map(|totals| totals.iter().map(String::as_str).collect());
        assert_eq!(totals.as_deref(), expected, "{text}");
    }

    #[test]
    fn no_total_sums_years_notes_or_words() {
        let ends = ["Hof|12|2024", "Kade|31|2025", "Wal|8|2024", "Totaal|51"];
        check("Complex|Kosten|Einde", &ends, Some(&["51|"]));
        // Two rows show it by chance, or not all hold a year.
        check("Complex|Kosten|Einde", &ends[1..], None);
        check("Complex|Kosten|Einde", &["Hof|12|24", ends[1], ends[2], ends[3]], None);
        let notes = ["Hof|1|1.200", "Kade|2|310", "Wal|2|80", "Totaal|1.590"];
        check("Activa|Toelichting|2021", &notes, Some(&["|1.590"]));
        check("Activa|2020|2021", &notes, None);
        let falling = ["Hof|3|1.200", "Kade|2|310", "Wal|2|80", "Totaal|1.590"];
        check("Activa|Toelichting|2021", &falling, None);
        let words = ["Hof|ha|12|3", "Kade|km|31|4", "Wal|km|8|5", "Totaal|51|12"];
        check("Complex|Eenheid|2020|2021", &words, Some(&["|51|12"]));
        check(
            "Complex|Eenheid|2020|2021",
            &["Hof|ha|12|3", "Kade|km|31|4", "Wal|km|8|5", "Totaal|51"],
            None,
        );
    }
}
