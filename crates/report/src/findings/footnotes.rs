//! Footnote marks without a text, and texts without a mark.

use std::collections::BTreeSet;

use memchr::memchr_iter;
use ontleed_dutch::{Mark, mark};
use ontleed_model::{Block, Code, Finding, Quote, Section, Severity, Table};

/// Marks in tables that no note begins with, and notes whose mark stands nowhere.
pub(super) fn untied(text: &str, tables: &[Table<'_>], sections: &[Section<'_>]) -> Vec<Finding> {
    let notes = notes(sections);
    let explained: BTreeSet<Mark> = notes.iter().map(|(kind, _)| *kind).collect();
    let marks = tables.iter().flat_map(marks);
    let bare =
        marks.filter(|(kind, _)| matches!(kind, Mark::Stars(_)) && !explained.contains(kind));
    let mut findings: Vec<Finding> =
        bare.map(|(_, at)| finding(Code::MarkWithoutNote, at)).collect();
    if notes.is_empty() {
        return findings;
    }
    let printed = star_runs(text, &notes);
    let lost = notes.iter().filter(|(kind, _)| match kind {
        Mark::Stars(stars) => !printed.contains(stars),
        Mark::Daggers(_) | Mark::Number(_) => false,
    });
    findings.extend(lost.map(|(_, at)| finding(Code::NoteWithoutMark, *at)));
    findings
}

fn finding(code: Code, at: Quote<'_>) -> Finding {
    Finding::new(code, Severity::Warning, at.start, at.end)
}

/// The marks of the notes.
fn notes<'t>(sections: &[Section<'t>]) -> Vec<(Mark, Quote<'t>)> {
    let of = |block: &Block<'t>| match *block {
        Block::Footnote { mark, .. } => Some(mark),
        _ => None,
    };
    let quotes = Section::all_blocks(sections).filter_map(of);
    quotes.filter_map(|quote| Some((mark(quote.text)?.value, quote))).collect()
}

/// The marks of rows and cells, and those on the words of headers.
fn marks<'t>(table: &Table<'t>) -> Vec<(Mark, Quote<'t>)> {
    let rows = table.rows.iter();
    let of_rows = rows.flat_map(|row| {
        row.marks.iter().chain(row.cells.iter().flat_map(|cell| &cell.marks)).copied()
    });
    of_rows.filter_map(|quote| Some((mark(quote.text)?.value, quote))).collect()
}

/// The lengths of all runs of stars in a text but those that the notes begin with.
fn star_runs(text: &str, notes: &[(Mark, Quote<'_>)]) -> BTreeSet<usize> {
    let own: BTreeSet<usize> = notes.iter().map(|(_, at)| at.start as usize).collect();
    let mut runs = BTreeSet::new();
    let mut end = 0;
    for start in memchr_iter(b'*', text.as_bytes()) {
        if start < end {
            continue;
        }
        let length = text[start..].bytes().take_while(|&byte| byte == b'*').count();
        if !own.contains(&start) {
            runs.insert(length);
        }
        end = start + length;
    }
    runs
}

#[cfg(test)]
mod tests {
    use ontleed_model::Code;

    use crate::findings::tests::check;

    const TABLE: &str = "Effectindicatoren\n\n | 2019 | 2020 | 2021\nAantal nieuwe woningen** | 410 | 420* | 430\n\
        Klanttevredenheid afval | 7,0 | 7,1 | 7,2\n\n";

    #[test]
    fn marks_and_notes_that_belong_together_are_no_finding() {
        check(&format!("{TABLE}* Voorlopig cijfer.\n\n**Alleen de binnenstad telt mee.\n"), &[]);
    }

    #[test]
    fn a_mark_without_a_note_is_told_at_the_mark() {
        check(&format!("{TABLE}* Voorlopig cijfer.\n"), &[(Code::MarkWithoutNote, "**")]);
    }

    #[test]
    fn a_note_without_a_mark_is_told_at_its_mark() {
        let notes = "* Voorlopig cijfer.\n\n** Alleen de binnenstad.\n\n*** Volgt later.\n";
        check(&format!("{TABLE}{notes}"), &[(Code::NoteWithoutMark, "***")]);
    }
}
