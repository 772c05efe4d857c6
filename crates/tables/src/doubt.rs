//! Rows of which the text does not decide where a cell begins.

mod row;

use std::collections::BTreeSet;

use ontleed_model::Status;
use ontleed_text::{Source, Span};

use crate::lex::{Lexed, Raw, Tail};
use crate::table::Row;
use crate::thousands;

pub(crate) use row::is_borne_out;

/// Doubts the rows of a table with so many columns of values that may have other cells than they are told with. A row is a
/// sum where others add up to it.
pub(crate) fn doubt(
    source: &Source<'_>,
    lexed: &Lexed,
    columns: usize,
    is_sum: impl Fn(usize) -> bool,
    rows: &mut [Row],
) {
    let is_dotted = some_cell_holds(source, lexed, |byte| *byte == b'.');
    let in_euros = are_in_euros(source, lexed);
    let mut surpluses = 0;
    for (raw, row) in lexed.rows.iter().zip(rows.iter_mut()) {
        let is_surplus = row::ends_in_amount(source, raw);
        surpluses += usize::from(is_surplus);
        // A number without the sign of all amounts is none of them.
        let is_amount = is_surplus && !in_euros;
        let is_open = is_amount && !row::shows_all_cells(source, lexed, raw, row, columns)
            || row::is_cut_off(source, raw, row, columns + lexed.words)
            || row::is_open(source, lexed, raw, row, columns, is_dotted)
            || row::numbers_its_label(source, raw, row, columns)
            || row::sticks_together(source, raw, columns)
            || is_dotted && row::year_sticks_to_number(source, raw);
        if is_open {
            row.status = Status::Ambiguous;
        }
    }
    let loose = lexed.rows.iter().filter(|raw| matches!(raw.tail, Tail::Loose(_))).count();
    let is_short = surpluses > 1 && surpluses * 4 >= loose;
    if is_short || lacks_columns(source, lexed, columns) {
        doubt_loose(lexed, rows);
    }
    doubt_moved(lexed, rows, |row| lexed.rows[row].names_total(source) && !is_sum(row));
    doubt_nameless(lexed, is_sum, rows);
    doubt_small_words(source, lexed, columns, rows);
    thousands::doubt_unnamed(source, rows);
    if some_cell_holds(source, lexed, |byte| matches!(byte, b' ' | 0xC2)) {
        thousands::doubt(source, rows, lexed.joined);
    }
}

/// Doubts rows with fewer cells than columns where targets and results obey no sums and each row has its own unit:
/// nothing tells where dropped cells stood.
pub(crate) fn doubt_short(rows: &mut [Row], columns: usize) {
    for row in
        rows.iter_mut().filter(|row| row.status == Status::Proven && row.cells.len() < columns)
    {
        row.status = Status::Ambiguous;
    }
}

/// Whether a byte stands in a cell that the text itself separates.
fn some_cell_holds(source: &Source<'_>, lexed: &Lexed, byte: fn(&u8) -> bool) -> bool {
    cells(lexed).any(|cell| source.slice(*cell).as_bytes().iter().any(byte))
}

/// Whether all cells that the text itself separates have a euro sign, where there are some.
fn are_in_euros(source: &Source<'_>, lexed: &Lexed) -> bool {
    let mut cells = cells(lexed).peekable();
    cells.peek().is_some() && cells.all(|cell| source.slice(*cell).contains('€'))
}

fn cells(lexed: &Lexed) -> impl Iterator<Item = &Span> {
    lexed.rows.iter().flat_map(Raw::cells)
}

/// Whether cells were dropped and the header names more columns than any row shows: the places of
/// all cells are then open.
fn lacks_columns(source: &Source<'_>, lexed: &Lexed, columns: usize) -> bool {
    let sizes = || {
        lexed.rows.iter().filter_map(|raw| match &raw.tail {
            Tail::Loose(cells) => Some(cells.len()),
            Tail::Glued(_) => Some(0),
            Tail::None | Tail::Placed(_) => None,
        })
    };
    let named = lexed.named(source);
    // A header that names as many columns as there are of values does not count those of words.
    let words = if named.contains(&columns) { 0 } else { lexed.words };
    let columns = columns + words;
    if sizes().all(|size| size == columns) {
        return false;
    }
    let more = sizes().any(|size| size < columns) && named.iter().all(|&n| n > columns);
    let overfull = sizes().any(|size| size > columns && named.contains(&size));
    let exact = sizes().any(|size| named.contains(&size)) && named.iter().all(|&n| n < columns);
    !named.is_empty() && (more || exact || overfull && !named.contains(&columns))
}

/// Rows that may have moved to the left: in a table that shows empty cells at the end of rows and nowhere else, cells
/// were dropped before the rows were filled up. A total that adds up to nothing has lost none.
fn doubt_moved(lexed: &Lexed, rows: &mut [Row], fails: impl Fn(usize) -> bool) {
    let shape = |raw: &Raw| match &raw.tail {
        Tail::Placed(cells) => {
            let held = cells.iter().rposition(|cell| !cell.is_empty())? + 1;
            let inside = cells[..held].iter().any(|cell| cell.is_empty());
            Some((held, inside))
        }
        Tail::None | Tail::Loose(_) | Tail::Glued(_) => None,
    };
    let shapes: Vec<_> = lexed.rows.iter().map(shape).collect();
    let shown = || shapes.iter().flatten();
    let Some(last) = shown().map(|&(held, _)| held).max() else { return };
    let lengths: BTreeSet<usize> = shown().map(|&(held, _)| held).collect();
    // One shorter length is a column that ends early, unless that has nothing but a total; several are cells lost here and there.
    let held_by = |length: usize| {
        shapes.iter().filter(move |shape| shape.is_some_and(|(held, _)| held == length))
    };
    let is_full = |row: &usize| shapes[*row].is_some_and(|(held, _)| held == last);
    let are_totals =
        || (0..shapes.len()).filter(is_full).all(&fails) && held_by(last - 1).count() > 2;
    let ends_early = lengths.len() < 3;
    if shown().any(|&(_, inside)| inside) || ends_early && (last < 2 || !are_totals()) {
        return;
    }
    let fewest = usize::from(!ends_early);
    for (shape, row) in shapes.iter().zip(rows) {
        if shape.is_some_and(|(held, _)| held > fewest && held < last) {
            row.status = Status::Ambiguous;
        }
    }
}

/// Rows without a name where others have one, no empty cell stands in its place, and they are no sum of those others: it was
/// lost, or is that of another line.
fn doubt_nameless(lexed: &Lexed, is_sum: impl Fn(usize) -> bool, rows: &mut [Row]) {
    let is_nameless = |raw: &Raw| {
        let is_placed = matches!(raw.tail, Tail::None | Tail::Placed(_));
        !is_placed && raw.label.is_empty() && raw.code.is_none() && raw.group.is_none()
    };
    let nameless = lexed.rows.iter().filter(|raw| is_nameless(raw)).count();
    let named = lexed.rows.len() - nameless;
    if nameless == 0 || named * 2 < nameless {
        return;
    }
    let rows = lexed.rows.iter().zip(rows).enumerate();
    for (at, (_, row)) in rows.filter(|(_, (raw, _))| is_nameless(raw)) {
        if !is_sum(at) {
            row.status = Status::Ambiguous;
        }
    }
}

/// Rows that lack one cell and are called a small word below a name without values: it may be their first cell. `Klachten`,
/// and below it `geen`
fn doubt_small_words(source: &Source<'_>, lexed: &Lexed, columns: usize, rows: &mut [Row]) {
    let is_small = |text: &str| !text.is_empty() && text.chars().all(char::is_lowercase);
    for (pair, row) in lexed.rows.windows(2).zip(rows.iter_mut().skip(1)) {
        let [above, raw] = pair else { continue };
        let (Tail::Loose(cells), [label]) = (&raw.tail, raw.label.as_slice()) else { continue };
        // Both may have been taken for one label.
        let text = source.slice(*label);
        let mut lines = text.lines().rev();
        let is_below = match (lines.next(), lines.next()) {
            (Some(last), Some("")) => is_small(last),
            _ => above.tail == Tail::None && is_small(text),
        };
        if is_below && cells.len() + 1 == columns + lexed.words {
            row.status = Status::Ambiguous;
        }
    }
}

/// Rows of which the text shows the cells in their order and no more.
fn doubt_loose(lexed: &Lexed, rows: &mut [Row]) {
    for (raw, row) in lexed.rows.iter().zip(rows) {
        if matches!(raw.tail, Tail::Loose(_) | Tail::Glued(_)) {
            row.status = Status::Ambiguous;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::{Head, Place};
    use crate::table::Cell;

    /// What the tail of a row is made of.
    type Tailed = fn(Vec<Span>) -> Tail;

    /// The labels of the rows that are doubted, in a table with so many columns; each row is a label and its cells.
    #[track_caller]
    fn check(header: &str, columns: usize, tail: Tailed, rows: &[&[&str]], expected: &[&str]) {
        let lines: Vec<String> = rows.iter().map(|row| row.join(" ")).collect();
        let text = format!("{header}\n{}\nSlot", lines.join("\n"));
        let source = Source::new(&text);
        let head = Head::new(&source, Span::at(0, header.len()), Place::Open);
        let mut lexed = Lexed::default();
        lexed.header.extend((!header.is_empty()).then(|| vec![head]));
        let mut at = header.len() + 1;
        let mut made = Vec::new();
        for row in rows {
            let spans = row.iter().map(|part| {
                let span = Span::at(at, at + part.len());
                at += part.len() + 1;
                span
            });
            let spans: Vec<Span> = spans.collect();
            let (label, cells) = spans.split_first().unwrap();
            let span = label.to(spans[spans.len() - 1]);
            let tail = if cells.is_empty() { Tail::None } else { tail(cells.to_vec()) };
            lexed.rows.push(Raw::new(vec![*label], tail, span));
            let shown = cells.iter().filter(|span| !span.is_empty()).enumerate();
            let cells = shown.map(|(column, span)| Cell { column, span: *span, ..Cell::default() });
            made.push(Row { span, label: vec![*label], cells: cells.collect(), ..Row::default() });
        }
        doubt(&source, &lexed, columns, |_| false, &mut made);
        let doubted = made.iter().filter(|row| row.status == Status::Ambiguous);
        let labels: Vec<&str> = doubted.map(|row| source.slice(row.label[0])).collect();
        assert_eq!(labels, expected, "{text}");
    }

    #[test]
    fn a_small_word_below_a_name_may_be_the_cell_that_its_row_lacks() {
        let full: &[&str] = &["Zorg", "181", "182", "183"];
        let check = |row: &[&str], expected: &[&str]| {
            check("", 3, Tail::Loose, &[full, &["Klachten"], row], expected);
        };
        check(&["geen", "141", "142"], &["geen"]);
        check(&["Landelijk", "141", "142"], &[]);
        check(&["landelijk", "141", "142", "143"], &[]);
    }

    #[test]
    fn a_row_that_may_have_other_cells_is_doubted() {
        let check = |rows: &[&[&str]], expected: &[&str]| check("", 3, Tail::Loose, rows, expected);
        check(&[&["Zorg", "400", "5"], &["Programma", "1", "352"]], &["Programma"]);
        check(&[&["Zorg 204", "400", "5"], &["Wonen", "310", "4"]], &["Zorg 204"]);
        check(&[&["Zorg", "400", "0207"], &["Wonen", "310", "4"]], &["Zorg"]);
        check(&[&["Zorg", "2018874", "45", "6"], &["Wonen", "1.204", "4", "5"]], &["Zorg"]);
        check(&[&["Zorg", "2018874", "45", "6"], &["Wonen", "204", "4", "5"]], &[]);
    }

    #[test]
    fn a_number_without_the_sign_of_all_amounts_is_of_the_label() {
        let rows: [&[&str]; 3] = [&["Zorg 204", "€ 76"], &["Wonen", "€ 5"], &["Kunst", "€ 9"]];
        check("", 1, Tail::Loose, &rows, &[]);
        check("", 1, Tail::Loose, &[rows[0], rows[1], &["Kunst", "9"]], &["Zorg 204"]);
    }

    #[test]
    fn a_row_without_a_name_among_others_is_doubted_unless_it_is_their_sum() {
        let doubted = |sum: Option<usize>, named: usize| {
            let source = Source::new("Bestuur 12 13");
            let (name, cells) = (Span::at(0, 7), vec![Span::at(8, 10), Span::at(11, 13)]);
            let row = |label| Raw::new(label, Tail::Loose(cells.clone()), name.to(cells[1]));
            let mut lexed = Lexed::default();
            lexed.rows.extend((0..named).map(|_| row(vec![name])));
            lexed.rows.extend((0..2).map(|_| row(Vec::new())));
            let mut rows = vec![Row::default(); named + 2];
            doubt(&source, &lexed, 2, |row| Some(row) == sum, &mut rows);
            let doubted = |row: &Row| row.status == Status::Ambiguous;
            rows.iter().map(doubted).collect::<Vec<_>>()
        };
        assert_eq!(doubted(None, 2), [false, false, true, true]);
        assert_eq!(doubted(Some(3), 2), [false, false, true, false]);
        assert_eq!(doubted(None, 0), [false, false]);
    }

    #[test]
    fn a_total_over_a_column_without_values_says_that_rows_moved() {
        let rows: [&[&str]; 4] = [
            &["Reserve", "310"],
            &["Leges", "40"],
            &["Onvoorzien", "50"],
            &["Totaal", "310", "90"],
        ];
        check("", 2, Tail::Placed, &rows, &["Reserve", "Leges", "Onvoorzien"]);
        let others: [&[&str]; 4] = [rows[0], rows[1], rows[2], &["Rest", "310", "90"]];
        check("", 2, Tail::Placed, &others, &[]);
    }

    #[test]
    fn many_rows_with_a_cell_too_many_say_that_all_may_have_lost_one() {
        let (bestuur, wonen): (&[&str], &[&str]) = (&["Bestuur 204", "12"], &["Wonen 310", "9"]);
        let zorg: &[&str] = &["Zorg", "4"];
        let check = |rows: &[&[&str]], expected: &[&str]| check("", 1, Tail::Loose, rows, expected);
        check(&[bestuur, wonen, zorg], &["Bestuur 204", "Wonen 310", "Zorg"]);
        check(&[bestuur, zorg], &["Bestuur 204"]);
        let mut long = vec![zorg; 7];
        long.extend([bestuur, wonen]);
        check(&long, &["Bestuur 204", "Wonen 310"]);
    }

    #[test]
    fn cells_in_order_are_open_where_the_header_names_more_columns() {
        let header = "Naam Begroting Rekening Verschil";
        let (full, short): (&[&str], &[&str]) = (&["Zorg", "4", "5"], &["Wonen", "3"]);
        check(header, 2, Tail::Loose, &[full, short], &["Zorg", "Wonen"]);
        check(header, 2, Tail::Placed, &[full, short], &[]);
        check(header, 2, Tail::Loose, &[full, full], &[]);
        check("", 2, Tail::Loose, &[full, short], &[]);
        let more: &[&str] = &["Wonen", "3", "4", "5"];
        check(header, 2, Tail::Loose, &[full, more], &["Zorg", "Wonen"]);
        check("Naam Begroting Verschil", 2, Tail::Loose, &[full, more], &[]);
    }

    #[test]
    fn rows_filled_up_at_the_end_may_have_moved() {
        let check =
            |rows: &[&[&str]], expected: &[&str]| check("", 4, Tail::Placed, rows, expected);
        let all: [&[&str]; 4] = [
            &["Bestuur", "1", "2", "3", "4"],
            &["Zorg", "1", "2", "3", ""],
            &["Wonen", "1", "2", "", ""],
            &["Sport", "1", "", "", ""],
        ];
        check(&all, &["Zorg", "Wonen"]);
        // One shorter length is that of a column which ends early.
        check(&all[..2], &[]);
        let inside: &[&str] = &["Rest", "1", "", "3", "4"];
        check(&[all[0], all[1], all[2], inside], &[]);
    }

    #[test]
    fn short_rows_of_indicators_are_not_proven() {
        let row = |status, cells: usize| Row {
            status,
            cells: vec![Cell::default(); cells],
            ..Row::default()
        };
        let mut rows = [row(Status::Proven, 1), row(Status::Proven, 2), row(Status::Read, 1)];
        doubt_short(&mut rows, 2);
        let expected = [Status::Ambiguous, Status::Proven, Status::Read];
        assert_eq!(rows.map(|row| row.status), expected);
    }
}
