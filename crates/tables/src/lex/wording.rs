//! A label with words behind it that belong to columns of their own: name, unit and source of an
//! indicator in one run.

use std::sync::LazyLock;

use ontleed_terms::lines;
use ontleed_text::{Source, Span};

use super::Raw;
use crate::words;

/// Takes `count` cells of words off the label of a row, and a number before it. Where they stick
/// together each begins with a capital; else a known name shows where the label ends. A row of
/// which neither tells is left as it is.
pub(super) fn split(source: &Source<'_>, row: &mut Raw, count: usize) {
    let [label] = row.label.as_slice() else { return };
    let (code, name) = number_before(source, *label);
    let Some(mut parts) = glued(source, name, count).or_else(|| named(source, name, count)) else {
        return;
    };
    row.code = row.code.or(code);
    row.words = parts.split_off(1);
    row.label = parts;
}

/// `6 Verwijzingen Halt`, `13Absoluut verzuim`.
fn number_before(source: &Source<'_>, label: Span) -> (Option<Span>, Span) {
    let text = source.slice(label);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) || digits == text.len() {
        return (None, label);
    }
    let start = label.range().start;
    (
        Some(Span::at(start, start + digits)),
        source.trim(Span::at(start + digits, label.range().end)),
    )
}

fn glued(source: &Source<'_>, label: Span, count: usize) -> Option<Vec<Span>> {
    let mut parts: Vec<Span> = Vec::new();
    for item in words::items(source, label) {
        match parts.last_mut() {
            Some(part) if !item.glued => *part = part.to(item.span),
            _ => parts.push(item.span),
        }
    }
    (parts.len() == count + 1).then_some(parts)
}

fn named(source: &Source<'_>, label: Span, count: usize) -> Option<Vec<Span>> {
    let text = source.slice(label);
    let name =
        NAMES.iter().filter(|name| starts_as_word(text, name)).max_by_key(|name| name.len())?;
    let start = label.range().start;
    let rest = source.trim(Span::at(start + name.len(), label.range().end));
    let mut parts = vec![Span::at(start, start + name.len())];
    match count {
        _ if rest.is_empty() => return None,
        1 => parts.push(rest),
        2 => {
            let text = source.slice(rest);
            let by = SOURCES
                .iter()
                .filter(|by| text.len() > by.len() && text.ends_with(**by))
                .max_by_key(|by| by.len())?;
            let cut = rest.range().end - by.len();
            parts.push(source.trim(Span::at(rest.range().start, cut)));
            parts.push(Span::at(cut, rest.range().end));
        }
        _ => return None,
    }
    Some(parts)
}

fn starts_as_word(text: &str, name: &str) -> bool {
    text.get(..name.len()).is_some_and(|start| start.to_lowercase() == name.to_lowercase())
        && text[name.len()..].starts_with(|c: char| !c.is_alphanumeric())
}

static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| entries("name"));
static SOURCES: LazyLock<Vec<&'static str>> = LazyLock::new(|| entries("source"));

fn entries(kind: &str) -> Vec<&'static str> {
    let lines = lines(include_str!("../../data/indicators.tsv"));
    lines.filter(|[what, _]| *what == kind).map(|[_, text]| text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: [&str; 3]) {
        let source = Source::new(text);
        let parts = named(&source, Span::at(0, text.len()), 2).unwrap_or_default();
        assert_eq!(parts.iter().map(|part| source.slice(*part)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn every_line_of_the_data_shows_where_a_cell_ends() {
        for name in NAMES.iter() {
            check(&format!("{name} Per 1.000 inwoners CBS"), [name, "Per 1.000 inwoners", "CBS"]);
        }
        for by in SOURCES.iter() {
            let text = format!("Absoluut verzuim Per 1.000 leerlingen {by}");
            check(&text, ["Absoluut verzuim", "Per 1.000 leerlingen", by]);
        }
        let lines: Vec<[&str; 2]> = lines(include_str!("../../data/indicators.tsv")).collect();
        assert_eq!(NAMES.len() + SOURCES.len(), lines.len());
    }
}
