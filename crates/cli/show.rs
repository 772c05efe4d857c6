//! Findings beside the lines they are about.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use ontleed_model::{CheckedFinding, Code, Finding, Quote, Report, Row, Severity};
use ontleed_text::{Position, Source};

use crate::message::{expected, message, role};

/// Most bytes of the text shown for one finding; related places further away are left out.
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
    let source = Source::new(text);
    let rows = ambiguous_rows(report);
    for finding in &report.findings {
        let group = group(text, report, finding, &source);
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

/// The finding with the lines it is about.
fn group<'a>(
    text: &'a str,
    report: &'a Report<'_>,
    finding: &'a Finding,
    source: &Source<'a>,
) -> Group<'a> {
    let level = match finding.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let place = first_line(text, finding.start, finding.end);
    let mut window = around(text, &place);
    let mut related = Vec::new();
    for other in &finding.arguments.related {
        let place = first_line(text, other.start, other.end);
        let own = around(text, &place);
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
    let first = u32::try_from(window.start).unwrap_or(u32::MAX);
    let line = source.position(first).line;
    let snippet = Snippet::source(&text[window.clone()])
        .line_start(line as usize)
        .path(report.source.path.as_str())
        .annotation(primary)
        .annotations(
            related
                .iter()
                .map(|(place, label)| AnnotationKind::Context.span(within(place)).label(*label)),
        );
    level.primary_title(message(finding)).id(finding.code.code()).element(snippet)
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

/// The part of a place on its first line: rows may take many.
fn first_line(text: &str, start: u32, end: u32) -> Range<usize> {
    let (start, end) = (start as usize, end as usize);
    let line = text[start..end].find(['\n', '\r']).map_or(end, |length| start + length);
    start..line
}

/// The whole line around a place.
fn around(text: &str, place: &Range<usize>) -> Range<usize> {
    let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[place.end..].find('\n').map_or(text.len(), |length| place.end + length);
    start..end
}
