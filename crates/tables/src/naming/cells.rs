//! Names by the cells they are printed in, whatever their words: each cell is a column, or stands above a row of sides.
//!
//! For headers in which words are not known, so that these do not tell where a name ends.

use std::borrow::Cow;

use ontleed_text::{Source, fold};

use super::levels::add;
use super::{Named, describe_cell};
use crate::header;
use crate::lex::Head;
use crate::words::What;

/// Fewer columns are met by chance.
const FEWEST: usize = 3;

/// The columns whose names stand in as many cells, behind the cell that heads the labels or the title; with `has_label` that
/// one is known and is none of them.
pub(super) fn by_cells(
    source: &Source<'_>,
    cells: &[Cow<'_, Head>],
    count: usize,
    has_label: bool,
) -> Option<Vec<Named>> {
    let is_whole = |cell: &Head| !cell.items.iter().skip(1).any(|item| item.glued);
    let says_unit = |cell: &Head| cell.items.iter().all(|item| item.what == What::Unit);
    let cells: Vec<&Head> =
        cells.iter().map(|cell| &**cell).filter(|cell| !says_unit(cell)).collect();
    if count < FEWEST || cells.len() < count || !cells.iter().all(|cell| is_whole(cell)) {
        return None;
    }
    let describe = |(line, cell): (usize, &&Head)| Named { line, ..describe_cell(source, cell) };
    let named: Vec<Named> = cells.iter().enumerate().map(describe).collect();
    one_each(&named, count, has_label).or_else(|| over_sides(source, &named, count, has_label))
}

/// As many cells as columns.
fn one_each(named: &[Named], count: usize, has_label: bool) -> Option<Vec<Named>> {
    let (above, columns) = named.split_at(named.len().checked_sub(count)?);
    let is_told = columns.iter().any(|named| named.column.measure.is_some());
    (is_told && is_behind_labels(above, has_label) && !columns.iter().any(Named::is_label))
        .then(|| columns.to_vec())
}

/// Cells above a row of sides that begins anew below each of them; the last may have none: it is a column itself.
fn over_sides(
    source: &Source<'_>,
    named: &[Named],
    count: usize,
    has_label: bool,
) -> Option<Vec<Named>> {
    let is_side = |named: &&Named| {
        named.column.side.is_some() && named.column.measure.is_none() && !named.is_impure()
    };
    let sides = named.iter().rev().take_while(is_side).count();
    let (above, sides) = named.split_at(named.len() - sides);
    let printed = |named: &Named| {
        let label = named.column.label.first().zip(named.column.label.last());
        label.map_or_else(String::new, |(first, last)| fold(source.slice(first.to(*last))))
    };
    let each = header::repeated(&sides.iter().map(printed).collect::<Vec<_>>())?;
    let divided = sides.len() / each;
    let whole = count.checked_sub(sides.len())?;
    let (above, tops) = above.split_at(above.len().checked_sub(divided + whole)?);
    let is_top = |named: &Named| named.is_value() && (named.has_meaning() || named.is_impure());
    let is_told = tops.iter().any(|named| named.column.measure.is_some());
    if whole > 1 || !is_told || !tops.iter().all(is_top) || !is_behind_labels(above, has_label) {
        return None;
    }
    let (divided, whole) = tops.split_at(divided);
    let parts = divided.iter().zip(sides.chunks(each)).flat_map(|(top, sides)| {
        sides.iter().map(|side| {
            let mut part = top.clone();
            add(&mut part, side);
            part
        })
    });
    Some(parts.chain(whole.iter().cloned()).collect())
}

/// Whether what stands before the columns is known to head the labels, or one cell that heads no values: the labels or the
/// table.
fn is_behind_labels(above: &[Named], has_label: bool) -> bool {
    match above {
        [] => has_label,
        [.., last] if last.is_label() => true,
        [only] => !only.has_meaning(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use ontleed_text::Span;

    use super::*;
    use crate::lex::Place;

    /// What paragraphs say of columns, each a cell.
    #[track_caller]
    fn check(text: &str, count: usize, expected: &str) {
        let source = Source::new(text);
        let mut at = 0;
        let cells = text.split("\n\n").map(|cell| {
            let span = Span::at(at, at + cell.len());
            at += cell.len() + 2;
            Cow::Owned(Head::new(&source, span, Place::Open))
        });
        let cells: Vec<Cow<'_, Head>> = cells.collect();
        let told = by_cells(&source, &cells, count, false).map(|columns| {
            let column = |named: &Named| {
                let column = &named.column;
                let measure = column.measure.map(|measure| measure.code().to_owned());
                let side = column.side.map(|side| side.code().to_owned());
                let year = column.year.map(|year| year.to_string());
                [measure, side, year].into_iter().flatten().collect::<Vec<_>>().join(" ")
            };
            columns.iter().map(column).collect::<Vec<_>>().join(" | ")
        });
        assert_eq!(told.as_deref().unwrap_or("nothing"), expected);
    }

    #[test]
    fn a_cell_is_a_column_whatever_its_words() {
        let header = "Taakveld\n\nRekening\n2021\n\nLentenota\n2022\n\nVerschil";
        check(header, 3, "realisatie 2021 | 2022 | afwijking");
        // Another cell may be a row above them.
        check(header, 2, "nothing");
        check(header, 4, "nothing");
        check(&format!("Bestuur\n\n{header}"), 3, "realisatie 2021 | 2022 | afwijking");
        let open = header.replace("Taakveld", "Bestuur\n\nOnderwerpen");
        check(&open, 3, "nothing");
        // A measure is above years as well as a column.
        check("Rekening\n\n2020\n\n2021\n\n2022", 3, "nothing");
        check("Taakveld\n\nTuinen\n\nPaden\n\nWegen", 3, "nothing");
    }

    #[test]
    fn sides_begin_anew_below_each_cell() {
        let tops = "Taakveld\n\nRekening\n2021\n\nBegroting 2022\nop de Lentenota";
        let sides = "Lasten\n\nBaten\n\nLasten\n\nBaten";
        let expected = "realisatie lasten 2021 | realisatie baten 2021 | begroting lasten 2022 | begroting baten 2022";
        check(&format!("{tops}\n\n{sides}"), 4, expected);
        check(&format!("{tops}\n\nx € 1.000\n\n{sides}"), 4, expected);
        let whole = format!("{tops}\n\nVerschil met de Lentenota\n\n{sides}");
        check(&whole, 5, &format!("{expected} | afwijking"));
        check(&whole, 4, "nothing");
        check(&whole, 6, "nothing");
    }
}
