//! Whether a document is one of planning and control.

use ontleed_model::{Block, Evidence, EvidenceKind, Kind, Quote, Section, Selection};
use ontleed_sections::divide;
use ontleed_terms::{heading, telling_words};
use ontleed_text::{Decoded, Source};

use crate::tables;

/// Points from which on a document is one of planning and control.
const ENOUGH: u32 = 8;

/// Rows with figures that make a table.
const ROWS: usize = 3;

/// Digits that make a line a table.
const DIGITS: usize = 60;

/// The bytes that such a line has for each digit, at most: no sentence has that many digits.
const SHARE: usize = 6;

/// What a table says.
const TABLE: u32 = 4;

/// Weighs what speaks for a planning-and-control document: its known headings, the words of the
/// field and a table with figures. Each heading, each word and one table count once. Nothing where
/// there is neither heading nor table: that is looked at first, and is no report.
pub fn selection<'t>(decoded: &'t Decoded<'_>) -> Option<Selection<'t>> {
    let source = Source::new(&decoded.text);
    if !may_have_more_than_words(&source) {
        return None;
    }
    let regions = tables::regions(&source);
    let mut evidence = Vec::new();
    of_sections(&divide(&source, &regions), &mut evidence);
    if evidence.is_empty() {
        return None;
    }
    for word in telling_words(source.text().as_bytes()) {
        let [start, end] = [word.start, word.end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        let quote = Quote::of(source.text(), start, end);
        evidence.push(of(EvidenceKind::Word, word.points, quote));
    }
    evidence.sort_by_key(|evidence| (evidence.start, evidence.kind));
    Some(Selection { score: evidence.iter().map(|evidence| evidence.points).sum(), evidence })
}

/// Whether there may be evidence in the sections: a known heading, a table or a line like one. It
/// is asked before tables are looked for and the text is divided, which costs ten times as much.
fn may_have_more_than_words(source: &Source<'_>) -> bool {
    let (mut table, mut paragraph) = (Rows::default(), Digits::default());
    source.lines().iter().any(|line| {
        let text = source.slice(line.span).trim();
        let digits = digits(text);
        table.are_enough_with(text, digits)
            || paragraph.may_be_dense_with(text, digits)
            || is_known_heading(text)
    })
}

/// Lines that look like rows, one not far below the other.
#[derive(Default)]
struct Rows {
    found: usize,
    /// Lines since the last one.
    since: usize,
}

impl Rows {
    /// The lines there may be between two rows: empty ones, labels, cells without figures.
    const APART: usize = 12;

    fn are_enough_with(&mut self, line: &str, digits: usize) -> bool {
        self.since += 1;
        if digits > 0 && looks_like_row(line, digits) {
            self.found = if self.since > Self::APART { 1 } else { self.found + 1 };
            self.since = 0;
        }
        self.found >= ROWS
    }
}

/// Whether a line with a figure has cells, begins or ends as values do, or has figures enough to be
/// a row that ends in words. Opening hours have two.
fn looks_like_row(line: &str, digits: usize) -> bool {
    /// Longest line that is one value, in bytes.
    const VALUE: usize = 48;
    /// Figures of a row that ends in words.
    const FIGURES: usize = 3;
    let bytes = line.as_bytes();
    let ends_as_text =
        |last: &u8| last.is_ascii_lowercase() && *last != b'm' || b".,;:?!".contains(last);
    let begins_as_value = |first: &u8| !first.is_ascii_alphabetic();
    let ends_in_word = bytes.last().is_some_and(u8::is_ascii_alphabetic);
    !bytes.last().is_some_and(ends_as_text)
        || [" .", ".t.", ".b."].iter().any(|end| line.ends_with(end))
        || bytes.len() <= VALUE && bytes.first().is_some_and(begins_as_value)
        || bytes.iter().any(|byte| b"|\t<".contains(byte))
        || ends_in_word && digits >= FIGURES && figures_in(bytes) >= FIGURES
}

/// The words with a digit in them.
fn figures_in(line: &[u8]) -> usize {
    line.split(|byte| *byte == b' ').filter(|word| word.iter().any(u8::is_ascii_digit)).count()
}

/// Whether a line would be a heading that says something if it stood as one, with or without the
/// hashes that mark it.
fn is_known_heading(line: &str) -> bool {
    /// Longer than any heading, with the hashes and the spaces around it.
    const LONG: usize = 180;
    line.len() < LONG && heading(line.trim_matches('#')).is_some_and(|kind| points(kind) > 0)
}

/// The digits of lines without an empty one between them.
#[derive(Default)]
struct Digits {
    all: usize,
    /// Whether one of the lines has its share: without such a line no paragraph has.
    has_share: bool,
}

impl Digits {
    fn may_be_dense_with(&mut self, line: &str, digits: usize) -> bool {
        if line.is_empty() {
            *self = Self::default();
            return false;
        }
        self.all += digits;
        self.has_share |= digits * SHARE >= line.len();
        self.has_share && self.all >= DIGITS
    }
}

/// Whether that is enough. Words alone are not: the rules on budgets, and the news about them, have
/// the same.
pub fn is_report(selection: &Selection<'_>) -> bool {
    let more_than_words = selection.evidence.iter().any(|one| one.kind != EvidenceKind::Word);
    more_than_words && selection.score >= ENOUGH
}

fn of_sections<'t>(sections: &[Section<'t>], evidence: &mut Vec<Evidence<'t>>) {
    let mut kinds = Vec::new();
    let mut has_table = false;
    for section in Section::walk(sections) {
        if let (Some(heading), Some(kind)) = (section.heading, section.kind)
            && let points = points(kind)
            && points > 0
            && !kinds.contains(&kind)
        {
            kinds.push(kind);
            evidence.push(of(EvidenceKind::Heading, points, heading.quote()));
        }
        let first =
            section.blocks.iter().filter(|_| !has_table).find_map(|block| figures(section, block));
        if let Some(row) = first {
            has_table = true;
            evidence.push(of(EvidenceKind::Table, TABLE, row));
        }
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

/// Whether a text is figures in the main.
fn is_dense(text: &str) -> bool {
    let digits = digits(text);
    digits >= DIGITS && digits * SHARE >= text.len()
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

fn of(kind: EvidenceKind, points: u32, quote: Quote<'_>) -> Evidence<'_> {
    Evidence { kind, points, text: quote.text, start: quote.start, end: quote.end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&[(EvidenceKind, u32, &str)]>, kept: bool) {
        let decoded = ontleed_text::decode(text.as_bytes()).unwrap();
        let selection = selection(&decoded);
        let found = selection.as_ref().map(|selection| {
            let all = selection.evidence.iter().map(|one| (one.kind, one.points, one.text));
            all.collect::<Vec<_>>()
        });
        assert_eq!(found.as_deref(), expected);
        assert_eq!(selection.as_ref().is_some_and(is_report), kept);
    }

    #[test]
    fn headings_words_and_a_table_speak_for_a_report() {
        check(
            "Wat kost het\n\n | 2020 | 2021\nBaten | 10 | 12\nLasten | 8 | 9\nSaldo | 2 | 3\n",
            Some(&[
                (EvidenceKind::Heading, 4, "Wat kost het"),
                (EvidenceKind::Word, 4, "Wat kost het"),
                (EvidenceKind::Table, 4, " | 2020 | 2021"),
                (EvidenceKind::Word, 2, "Baten"),
                (EvidenceKind::Word, 2, "Lasten"),
                (EvidenceKind::Word, 2, "Saldo"),
            ]),
            true,
        );
    }

    #[test]
    fn words_alone_do_not() {
        let words = "De taakvelden, het weerstandsvermogen en de voorjaarsnota komen in de raad.\n";
        check(words, None, false);
        // Nor with a table that says nothing of them.
        let hours = "Maandag | 9 | 17\nDinsdag | 9 | 17\nWoensdag | 9 | 20\n";
        check(&format!("{words}\n{hours}"), None, false);
    }

    #[test]
    fn a_marked_heading_and_a_table_on_one_line_are_more_than_words() {
        check(
            "# Wat kost het #\n\nDe baten vallen mee.\n",
            Some(&[
                (EvidenceKind::Heading, 4, "Wat kost het"),
                (EvidenceKind::Word, 4, "Wat kost het"),
                (EvidenceKind::Word, 2, "baten"),
            ]),
            true,
        );
        let line = format!("Lasten {}.", "1.234 ".repeat(15));
        let found = [(EvidenceKind::Word, 2, "Lasten"), (EvidenceKind::Table, 4, line.as_str())];
        check(&line, Some(&found), false);
    }

    #[test]
    fn a_table_is_seen_in_every_form_and_words_with_figures_are_none() {
        let words = "Jaarstukken en programmabegroting\n\n";
        for table in [
            "Baten 10 12\nLasten 8 9\nSaldo 2 3\n",
            "Baten\t10\t12\nLasten\t8\t9\nSaldo\t2\t3\n",
            "Baten\n\n10\n\n12\n\nLasten\n\n8\n\n9\n\nSaldo\n\n2\n\n3\n",
            "Baten € 10 € 12 V\nLasten € 8 € 9 N\nSaldo € 2 € 3 V\n",
            "<table>\n<tr><td>Baten</td><td>10</td></tr>\n<tr><td>Lasten</td><td>8</td></tr>\n\
             <tr><td>Saldo</td><td>2</td></tr>\n</table>\n",
            "Baten 10 12 14 hoger\nLasten 8 9 10 hoger\nSaldo 2 3 4 hoger\n",
        ] {
            let text = format!("{words}{table}");
            let decoded = ontleed_text::decode(text.as_bytes()).unwrap();
            assert!(selection(&decoded).as_ref().is_some_and(is_report), "{table}");
        }
        let dated = "De begroting van de raad voor 2021 is hoger dan die van 2020, en ook dan die van 2019.\n".repeat(9);
        assert!(!may_have_more_than_words(&Source::new(&format!("{words}{dated}"))));
        let hours = "Maandag 9.00 - 17.00 uur\n".repeat(5);
        assert!(!may_have_more_than_words(&Source::new(&format!("{words}{hours}"))));
    }
}
