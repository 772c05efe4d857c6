//! The cells of a report, made flat.

use std::borrow::Cow;

use ontleed_model::{Cell, Fact, Quote, Report, Row, Section, Table};
use ontleed_text::{line_break, unescaped};

/// What the facts of a report are made of: the report, and the words of it that are printed in
/// parts.
pub struct Facts<'r, 't> {
    report: &'r Report<'t>,
    identity: Identity<'r>,
    words: Vec<Words<'r>>,
}

/// The words of a table, each in one piece.
struct Words<'r> {
    /// The headings above it.
    section: Option<Cow<'r, str>>,
    columns: Vec<Option<Cow<'r, str>>>,
    rows: Vec<Option<Cow<'r, str>>>,
}

impl<'r, 't> Facts<'r, 't> {
    /// Those of this report. A report whose tables were not rebuilt has none.
    pub fn of(report: &'r Report<'t>) -> Self {
        let of_table = |table: &'r Table<'t>| Words {
            section: section(report, table.start),
            columns: table.columns.iter().map(|column| words(&column.label)).collect(),
            rows: table.rows.iter().map(|row| words(&row.label)).collect(),
        };
        let words = tables(report).iter().map(of_table).collect();
        Self { report, identity: identity(report), words }
    }

    /// One for each cell that holds something, table by table, row by row.
    pub fn all(&self) -> Vec<Fact<'_>> {
        let tables = tables(self.report);
        let cells = tables.iter().flat_map(|table| &table.rows).map(|row| row.cells.len());
        let mut facts = Vec::with_capacity(cells.sum());
        for ((table, words), ordinal) in tables.iter().zip(&self.words).zip(0..) {
            let of_table = OfTable { facts: self, table, ordinal, words };
            for ((row, label), ordinal) in table.rows.iter().zip(&words.rows).zip(0..) {
                let fact = |cell| of_table.fact(row, ordinal, label.as_deref(), cell);
                facts.extend(row.cells.iter().map(fact));
            }
        }
        facts
    }
}

fn tables<'r, 't>(report: &'r Report<'t>) -> &'r [Table<'t>] {
    report.tables.as_deref().unwrap_or_default()
}

/// What all facts of a document share beside its path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Identity<'r> {
    pub(crate) organisation: Option<&'r str>,
    pub(crate) organisation_code: Option<&'r str>,
    pub(crate) document_kind: Option<&'r str>,
    pub(crate) document_year: Option<u16>,
}

/// What a report says of whose document it is.
pub(crate) fn identity<'r>(report: &'r Report<'_>) -> Identity<'r> {
    let identity = &report.identity;
    let organisation = identity.organisation.as_ref().map(|organisation| &organisation.value);
    Identity {
        organisation: organisation.map(|organisation| organisation.name.as_str()),
        organisation_code: organisation.and_then(|organisation| organisation.code),
        document_kind: identity.kind.as_ref().map(|kind| kind.value.code()),
        document_year: identity.year.as_ref().map(|year| year.value),
    }
}

/// What all facts of a table share.
struct OfTable<'f, 't> {
    facts: &'f Facts<'f, 't>,
    table: &'f Table<'t>,
    ordinal: u32,
    words: &'f Words<'f>,
}

impl<'f> OfTable<'f, '_> {
    fn fact(
        &self,
        row: &Row<'_>,
        row_ordinal: u32,
        label: Option<&'f str>,
        cell: &'f Cell<'_>,
    ) -> Fact<'f> {
        let Facts { report, identity, .. } = self.facts;
        let subject = report.identity.subject.as_ref();
        Fact {
            document: &report.source.path,
            organisation: identity.organisation,
            organisation_code: identity.organisation_code,
            document_kind: identity.document_kind,
            document_year: identity.document_year,
            section: self.words.section.as_deref(),
            table: self.ordinal,
            table_kind: self.table.kind,
            table_title: self.table.title.map(|title| title.text),
            row: row_ordinal,
            row_label: label,
            row_parent: row.parent,
            taakveld: row.taakveld.or(subject.and_then(|subject| subject.value.taakveld())),
            column: cell.column,
            column_label: self.words.columns.get(cell.column as usize).and_then(Option::as_deref),
            measure: self.table.measure_of(row, cell.column),
            side: self.table.side_of(row, cell.column),
            year: self.table.year_of(row, cell.column),
            raw: cell.text,
            value: cell.value,
            unit: cell.unit,
            scale: self.table.scale,
            missing: cell.missing,
            qualifier: cell.qualifier,
            letter: cell.letter,
            notes: notes(cell, row),
            status: row.status,
            verdict: cell.verdict,
            line: cell.line,
            start: cell.start,
            end: cell.end,
        }
    }
}

/// The headings above a place, outermost first.
fn section<'r>(report: &'r Report<'_>, place: u32) -> Option<Cow<'r, str>> {
    let mut path = Vec::new();
    let mut sections = report.sections.as_slice();
    while let Some(section) = last_before(sections, place) {
        path.extend(section.heading.map(|heading| heading.text));
        sections = &section.sections;
    }
    match path.as_slice() {
        [] => None,
        [heading] => Some(Cow::Borrowed(heading)),
        _ => Some(path.join(" > ").into()),
    }
}

fn last_before<'s, 't>(sections: &'s [Section<'t>], place: u32) -> Option<&'s Section<'t>> {
    let begins = |section: &Section<'_>| section.heading.map_or(0, |heading| heading.start);
    let after = sections.partition_point(|section| begins(section) <= place);
    after.checked_sub(1).map(|last| &sections[last])
}

/// Parts that lines broke, in one piece as a reader sees it: single spaces, and what Markdown and
/// HTML escape as it is meant. Nothing where there is no word.
fn words<'r>(parts: &'r [Quote<'_>]) -> Option<Cow<'r, str>> {
    if let [part] = parts
        && is_plain(part.text)
    {
        return Some(Cow::Borrowed(part.text));
    }
    let mut words = String::new();
    let lines = parts.iter().flat_map(|part| lines(part.text));
    for word in lines.flat_map(str::split_whitespace) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&unescaped(word));
    }
    (!words.is_empty()).then_some(words.into())
}

/// The text between tags that break a line.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let breaks =
            text.match_indices('<').find_map(|(at, _)| Some((at, line_break(&text[at..])?)));
        let Some((at, length)) = breaks else { return rest.take() };
        rest = Some(&text[at + length..]);
        Some(&text[..at])
    })
}

/// Whether a reader sees a text as it is printed: single spaces between words, and nothing escaped.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    text.bytes().all(|byte| {
        let double = byte == b' ' && before == b' ';
        before = byte;
        // White space that is not ASCII begins with one of these.
        let may_be_space = byte < b' ' || matches!(byte, 0xC2 | 0xE1..=0xE3);
        !double && !may_be_space && !matches!(byte, b'\\' | b'&' | b'<')
    }) && before != b' '
}

fn notes(cell: &Cell<'_>, row: &Row<'_>) -> Option<String> {
    if cell.marks.is_empty() && row.marks.is_empty() {
        return None;
    }
    let marks: Vec<_> = cell.marks.iter().chain(&row.marks).map(|mark| mark.text).collect();
    Some(marks.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_as_a_reader_sees_them() {
        for (printed, meant) in [
            ("Baten exclusief\n reserves", "Baten exclusief reserves"),
            ("1\\. Wal \\- kade", "1. Wal - kade"),
            ("Vervoer &amp; Materieel", "Vervoer & Materieel"),
            ("Begroting<br />2020<br>na  wijziging", "Begroting 2020 na wijziging"),
            ("< 5 <br", "< 5 <br"),
            ("C:\\temp & co\\", "C:\\temp & co\\"),
            ("\u{A0}", ""),
            ("", ""),
            (" Baten", "Baten"),
            ("Baten ", "Baten"),
            ("Baten  en", "Baten en"),
            ("Financiën", "Financiën"),
            ("a\u{2009}b\u{3000}c\u{1680}d\u{85}e", "a b c d e"),
        ] {
            let part = Quote { text: printed, start: 0, end: 0 };
            assert_eq!(words(&[part]).unwrap_or_default(), meant);
        }
    }
}
