//! Whether a document is one of planning and control.

use ontleed_model::{Block, Evidence, EvidenceKind, Kind, Quote, Report, Section, Selection};
use ontleed_terms::telling_words;

/// Points from which on a document is one of planning and control.
const ENOUGH: u32 = 8;

/// Rows with figures that make a table.
const ROWS: usize = 3;

/// Digits that make a line a table.
const DIGITS: usize = 60;

/// What a table says.
const TABLE: u32 = 4;

/// Weighs what speaks for a planning-and-control document: its known headings, the words of the
/// field and a table with figures. Each heading, each word and one table count once.
pub fn selection<'t>(text: &'t str, report: &Report<'t>) -> Selection<'t> {
    let mut evidence = Vec::new();
    of_sections(&report.sections, &mut evidence);
    for word in telling_words(text.as_bytes()) {
        let [start, end] = [word.start, word.end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        let quote = Quote::of(text, start, end);
        evidence.push(of(EvidenceKind::Word, word.points, quote));
    }
    evidence.sort_by_key(|evidence| (evidence.start, evidence.kind));
    Selection { score: evidence.iter().map(|evidence| evidence.points).sum(), evidence }
}

/// Whether that is enough. Words alone are not: the rules on budgets, and the news about them, have
/// the same.
pub fn is_report(selection: &Selection<'_>) -> bool {
    let more_than_words = selection.evidence.iter().any(|one| one.kind != EvidenceKind::Word);
    more_than_words && selection.score >= ENOUGH
}

fn of_sections<'t>(sections: &[Section<'t>], evidence: &mut Vec<Evidence<'t>>) {
    let mut kinds = Vec::new();
    let mut open: Vec<&Section<'t>> = sections.iter().rev().collect();
    let mut has_table = false;
    while let Some(section) = open.pop() {
        if let (Some(heading), Some(kind)) = (section.heading, section.kind)
            && let points = points(kind)
            && points > 0
            && !kinds.contains(&kind)
        {
            kinds.push(kind);
            let quote = Quote { text: heading.text, start: heading.start, end: heading.end };
            evidence.push(of(EvidenceKind::Heading, points, quote));
        }
        let first =
            section.blocks.iter().filter(|_| !has_table).find_map(|block| figures(section, block));
        if let Some(row) = first {
            has_table = true;
            evidence.push(of(EvidenceKind::Table, TABLE, row));
        }
        open.extend(section.sections.iter().rev());
    }
}

/// What a heading says: the questions stand nowhere else, an explanation stands everywhere.
fn points(kind: Kind) -> u32 {
    match kind {
        Kind::Bereiken | Kind::Doen | Kind::Kosten => 4,
        Kind::Title
        | Kind::Toelichting
        | Kind::Beleidskaders
        | Kind::Omschrijving
        | Kind::Ontwikkelingen
        | Kind::Prioriteiten
        | Kind::Openbaarheid => 0,
        _ => 3,
    }
}

/// The first line with figures of a table with enough of them, and with a word of the field in it or
/// in its heading: opening hours and prices have none.
fn figures<'t>(section: &Section<'t>, block: &Block<'t>) -> Option<Quote<'t>> {
    let has_figure = |row: &&Quote<'t>| row.text.bytes().any(|b| b.is_ascii_digit());
    match block {
        Block::Table { rows, .. } if rows.iter().filter(has_figure).count() >= ROWS => {
            let speaks = rows.iter().any(|row| speaks(row.text));
            rows.iter().find(has_figure).filter(|_| speaks || in_heading(section)).copied()
        }
        // A whole table on one line.
        Block::Paragraph { text, start, end, .. } if is_dense(text) && speaks(text) => {
            Some(Quote { text, start: *start, end: *end })
        }
        _ => None,
    }
}

fn in_heading(section: &Section<'_>) -> bool {
    section.heading.is_some_and(|heading| speaks(heading.text))
}

fn speaks(text: &str) -> bool {
    telling_words(text.as_bytes()).next().is_some()
}

/// Whether a text is figures in the main: no sentence has that many.
fn is_dense(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= DIGITS && digits * 6 >= text.len()
}

fn of(kind: EvidenceKind, points: u32, quote: Quote<'_>) -> Evidence<'_> {
    Evidence { kind, points, text: quote.text, start: quote.start, end: quote.end }
}

#[cfg(test)]
mod tests {
    use ontleed_model::Origin;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(EvidenceKind, u32, &str)], kept: bool) {
        let decoded = ontleed_text::decode(text.as_bytes()).unwrap();
        let origin =
            Origin { path: String::new(), sha256: String::new(), bytes: 0, encoding: "utf-8" };
        let report = crate::outline(&decoded, origin);
        let selection = selection(&decoded.text, &report);
        let found: Vec<_> =
            selection.evidence.iter().map(|one| (one.kind, one.points, one.text)).collect();
        assert_eq!(found, expected);
        assert_eq!(is_report(&selection), kept);
    }

    #[test]
    fn headings_words_and_a_table_speak_for_a_report() {
        check(
            "Wat kost het\n\n | 2020 | 2021\nBaten | 10 | 12\nLasten | 8 | 9\nSaldo | 2 | 3\n",
            &[
                (EvidenceKind::Heading, 4, "Wat kost het"),
                (EvidenceKind::Word, 4, "Wat kost het"),
                (EvidenceKind::Table, 4, " | 2020 | 2021"),
                (EvidenceKind::Word, 2, "Baten"),
                (EvidenceKind::Word, 2, "Lasten"),
                (EvidenceKind::Word, 2, "Saldo"),
            ],
            true,
        );
    }

    #[test]
    fn words_alone_do_not() {
        check(
            "De taakvelden, het weerstandsvermogen en de voorjaarsnota komen in de raad.\n",
            &[
                (EvidenceKind::Word, 3, "taakvelden"),
                (EvidenceKind::Word, 3, "weerstandsvermogen"),
                (EvidenceKind::Word, 3, "voorjaarsnota"),
            ],
            false,
        );
    }
}
