//! Findings beside the lines they are about.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use ontleed_model::{CheckedFinding, Code, Finding, Quote, Report, Row, Severity};
use ontleed_text::{Position, Source, Span};

use crate::message::{expected, message, role};

/// Most bytes of the text shown for one finding: related places further away are left out, a line
/// that is longer is cut.
const MAX_SHOWN: usize = 16 << 10;

/// Readings of an ambiguous row that are told.
const MAX_READINGS: usize = 3;

/// Each finding with its source line, in plain text.
pub(crate) fn plain(text: &str, report: &Report<'_>, out: &mut Vec<u8>) {
    show(&Renderer::plain(), text, report, out);
}

/// The same in colour.
pub(crate) fn coloured(text: &str, report: &Report<'_>, out: &mut Vec<u8>) {
    show(&Renderer::styled(), text, report, out);
}

/// A line of JSON for each finding.
pub(crate) fn records(text: &str, report: &Report<'_>, out: &mut Vec<u8>) {
    let source = Source::new(text);
    let records: Vec<_> =
        report.findings.iter().map(|finding| record(report, &source, finding)).collect();
    ontleed_output::write_findings(&records, out);
}

fn record<'r>(
    report: &'r Report<'_>,
    source: &Source<'_>,
    finding: &'r Finding,
) -> CheckedFinding<'r> {
    let Finding { code, severity, start, end, ref arguments } = *finding;
    let Position { line, column } = source.position(start);
    let document = report.source.path.as_str();
    let message = message(finding);
    CheckedFinding { document, code, severity, line, column, start, end, message, arguments }
}

fn show(renderer: &Renderer, text: &str, report: &Report<'_>, out: &mut Vec<u8>) {
    let text = with_newlines(text);
    let source = Source::new(&text);
    let rows = ambiguous_rows(report);
    for finding in &report.findings {
        let group = group(report, finding, &source);
        let row = rows.get(&finding.start).filter(|_| finding.code == Code::AmbiguousRow);
        let group = match row {
            Some(row) => group.element(Level::NOTE.message(readings(row))),
            None => group,
        };
        let shown = renderer.render(&[group]);
        out.extend_from_slice(shown.as_bytes());
        out.extend_from_slice(b"\n\n");
    }
}

/// A text whose lines end in `\r` alone with `\n` for each, so that what is shown has its lines.
fn with_newlines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') && !text.contains('\n') {
        Cow::Owned(text.replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The finding with the lines it is about.
fn group<'a>(report: &'a Report<'_>, finding: &'a Finding, source: &Source<'a>) -> Group<'a> {
    let text = source.text();
    let level = match finding.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let place = first_line(source, finding.start, finding.end);
    let mut window = around(source, &place);
    let mut related = Vec::new();
    for other in &finding.arguments.related {
        let place = first_line(source, other.start, other.end);
        let own = around(source, &place);
        let wider = window.start.min(own.start)..window.end.max(own.end);
        if wider.len() <= MAX_SHOWN {
            window = wider;
            related.push((place, role(other.role)));
        }
    }
    let within = |place: &Range<usize>| place.start - window.start..place.end - window.start;
    let primary = AnnotationKind::Primary.span(within(&place));
    let primary = match expected(finding) {
        Some(label) => primary.label(label),
        None => primary,
    };
    let path = report.source.path.as_str();
    let first = source.line_at(Span::at(0, window.start).end);
    let snippet = Snippet::source(&text[window.clone()])
        .line_start(first.number as usize)
        .annotation(primary)
        .annotations(
            related
                .iter()
                .map(|(place, label)| AnnotationKind::Context.span(within(place)).label(*label)),
        );
    let title = level.primary_title(message(finding)).id(finding.code.code());
    if first.span.start as usize == window.start {
        return title.element(snippet.path(path));
    }
    // What is shown begins within a line, so that the column has to be told.
    let Position { line, column } = source.position(finding.start);
    title
        .element(Origin::path(path).line(line as usize).char_column(column as usize))
        .element(snippet)
}

/// The rows with several readings, by where they begin.
fn ambiguous_rows<'r, 't>(report: &'r Report<'t>) -> BTreeMap<u32, &'r Row<'t>> {
    let rows = report.tables.iter().flatten().flat_map(|table| &table.rows);
    rows.filter(|row| !row.readings.is_empty()).map(|row| (row.start, row)).collect()
}

/// The first readings of a row that is ambiguous.
fn readings(row: &Row<'_>) -> String {
    let cell = |cell: &Option<Quote<'_>>| cell.map_or("", |cell| cell.text).to_owned();
    let reading = |cells: &Vec<_>| cells.iter().map(cell).collect::<Vec<_>>().join(" | ");
    let first: Vec<String> = row.readings.iter().take(MAX_READINGS).map(reading).collect();
    let more = row.readings.len().saturating_sub(first.len());
    let more = if more > 0 { format!("\nand {more} more") } else { String::new() };
    format!("it may be read as\n{}{more}", first.join("\n"))
}

/// The part of a place on its first line, as far as it is shown: rows may take many.
fn first_line(source: &Source<'_>, start: u32, end: u32) -> Range<usize> {
    let line = source.line_at(start).span;
    let end = end.min(line.end).max(start) as usize;
    start as usize..source.text().floor_char_boundary(end.min(start as usize + MAX_SHOWN))
}

/// The line around a place, or as much of it as is shown.
fn around(source: &Source<'_>, place: &Range<usize>) -> Range<usize> {
    let line = source.line_at(Span::at(0, place.start).end).span.range();
    let beside = MAX_SHOWN.saturating_sub(place.len()) / 2;
    let text = source.text();
    let start = text.ceil_char_boundary(place.start.saturating_sub(beside));
    let end = text.floor_char_boundary(place.end.saturating_add(beside));
    start.max(line.start).min(place.start)..end.min(line.end).max(place.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_of_a_line_is_shown_than_there_is_room_for() {
        let long = "é ".repeat(MAX_SHOWN);
        let text = format!("{long}\n{long}12,5{long}\n1.200");
        let source = Source::new(&text);
        let at = text.find("12,5").unwrap();
        let place = at..at + 4;
        let window = around(&source, &place);
        assert!(window.len() <= MAX_SHOWN && window.len() > MAX_SHOWN - 8, "{}", window.len());
        assert!(window.start < place.start && place.end < window.end);
        // A place that is longer itself, and a line that is not.
        let row = first_line(&source, 0, u32::try_from(text.len()).unwrap());
        assert!(around(&source, &row).len() <= MAX_SHOWN);
        let last = text.len() - 3..text.len();
        assert_eq!(&text[around(&source, &last)], "1.200");
    }
}
