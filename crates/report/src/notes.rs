//! Footnotes, tied to the tables that print their marks.

use ontleed_model::{Block, Kind, Note, Quote, Row, Section, Table};

/// What stands between tables, in the order of the text.
enum Noted<'s, 't> {
    Heading { start: u32, explains: bool, is_known: bool },
    Note { mark: &'s Quote<'t>, note: &'s Quote<'t> },
}

impl Noted<'_, '_> {
    fn start(&self) -> u32 {
        match self {
            Self::Heading { start, .. } => *start,
            Self::Note { mark, .. } => mark.start,
        }
    }
}

/// Gives each table the footnotes between it and the next one, with the places of their marks. Those
/// behind another heading are its own only where it prints their mark.
pub(crate) fn tie<'t>(tables: &mut [Table<'t>], sections: &[Section<'t>]) {
    let marks = marks(sections);
    let ends: Vec<u32> = tables.iter().skip(1).map(|table| table.start).collect();
    for (at, table) in tables.iter_mut().enumerate() {
        let until = ends.get(at).copied().unwrap_or(u32::MAX);
        let first = marks.partition_point(|mark| mark.start() < table.end);
        let mut printed = None;
        let mut is_near = true;
        for mark in marks[first..].iter().take_while(|mark| mark.start() < until) {
            match mark {
                Noted::Heading { explains: true, .. } => {}
                Noted::Heading { is_known: true, .. } => break,
                Noted::Heading { .. } => is_near = false,
                Noted::Note { .. } if table.notes.len() == MOST_NOTES => break,
                Noted::Note { mark, note } => {
                    let printed = printed.get_or_insert_with(|| printed_marks(table));
                    let is_same = |place: &&Quote<'_>| place.text == mark.text;
                    let places: Vec<Quote<'t>> = printed.iter().filter(is_same).copied().collect();
                    if is_near || !places.is_empty() {
                        table.notes.push(Note { mark: **mark, note: **note, places });
                    }
                }
            }
        }
        among_rows(table);
    }
}

/// Notes that a table has, and that stand among its rows: for each all its marks are looked through.
const MOST_NOTES: usize = 64;

fn marks<'s, 't>(sections: &'s [Section<'t>]) -> Vec<Noted<'s, 't>> {
    let mut marks = Vec::new();
    for section in Section::walk(sections) {
        if let Some(heading) = section.heading {
            let explains = section.kind == Some(Kind::Toelichting);
            let is_known = section.kind.is_some();
            marks.push(Noted::Heading { start: heading.start, explains, is_known });
        }
        for block in &section.blocks {
            if let Block::Footnote { mark, note, .. } = block {
                marks.push(Noted::Note { mark, note });
            }
        }
    }
    marks
}

/// A last row without cells that begins with a mark is a footnote that stands among the rows.
fn among_rows(table: &mut Table<'_>) {
    let is_note = |row: &&Row<'_>| {
        row.cells.is_empty()
            && matches!((row.marks.as_slice(), row.label.first()),
                ([mark], Some(label)) if mark.end <= label.start)
    };
    let last = table.rows.iter().rev().take_while(|row| row.cells.is_empty());
    let mut notes: Vec<Note<'_>> = last
        .filter(is_note)
        .take(MOST_NOTES)
        .filter_map(|row| {
            let (mark, note) = (*row.marks.first()?, *row.label.first()?);
            Some(Note { mark, note, places: Vec::new() })
        })
        .collect();
    if notes.is_empty() {
        return;
    }
    let printed = printed_marks(table);
    for note in &mut notes {
        let own = printed.iter().filter(|place| place.text == note.mark.text);
        note.places = own.filter(|place| place.start != note.mark.start).copied().collect();
    }
    table.notes.extend(notes.into_iter().rev());
}

/// The footnote marks a table prints, in its header, its labels and its cells.
fn printed_marks<'t>(table: &Table<'t>) -> Vec<Quote<'t>> {
    let header = table.columns.iter().flat_map(|column| &column.label);
    let mut marks: Vec<Quote<'t>> = header.filter_map(stars_behind).collect();
    for row in &table.rows {
        marks.extend(&row.marks);
        for cell in &row.cells {
            marks.extend(&cell.marks);
            // A cell that is a mark and nothing else.
            if cell.text.bytes().all(|byte| byte == b'*') {
                marks.push(cell.quote());
            }
        }
    }
    marks
}

/// The stars at the end of a text.
fn stars_behind<'t>(quote: &Quote<'t>) -> Option<Quote<'t>> {
    let words = quote.text.trim_end_matches('*').len();
    (words < quote.text.len()).then(|| quote.part(words..quote.text.len()))
}

#[cfg(test)]
mod tests {
    use crate::test::tables;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str, usize)]) {
        let told = tables(text, |tables| {
            let notes = tables.iter().flat_map(|table| &table.notes);
            let told =
                notes.map(|n| (n.mark.text.to_owned(), n.note.text.to_owned(), n.places.len()));
            told.collect::<Vec<_>>()
        });
        let told: Vec<_> = told.iter().map(|(m, n, p)| (m.as_str(), n.as_str(), *p)).collect();
        assert_eq!(told, expected);
    }

    const TABLE: &str = "Effectindicatoren 20182019**\n\
        Wijken met een plan* Streefwaarde 40% 42%\n\
        Realisatie 39% 41%*\n\n";

    #[test]
    fn a_note_knows_where_its_mark_stands() {
        let notes = "* Het plan is uitgesteld.\n\n** Voorlopig cijfer.\n\n*** Een ander.";
        check(
            &format!("{TABLE}{notes}"),
            &[
                ("*", "Het plan is uitgesteld.", 2),
                ("**", "Voorlopig cijfer.", 1),
                ("***", "Een ander.", 0),
            ],
        );
    }

    /// Else many notes and many marks of one kind would have a place for each pair of them.
    #[test]
    fn a_table_has_no_more_notes_than_can_be_looked_through() {
        let notes = "* Het plan is uitgesteld.\n\n".repeat(super::MOST_NOTES + 9);
        check(
            &format!("{TABLE}{notes}"),
            &[("*", "Het plan is uitgesteld.", 2); super::MOST_NOTES],
        );
    }

    #[test]
    fn notes_behind_the_next_question_are_of_something_else() {
        let notes = "Wat heeft het gekost?\n\n** Voorlopig cijfer.";
        check(&format!("{TABLE}{notes}"), &[]);
        let notes = "Toelichting indicatoren\n\n** Voorlopig cijfer.";
        check(&format!("{TABLE}{notes}"), &[("**", "Voorlopig cijfer.", 1)]);
    }
}
