//! A label with words behind it that belong to columns of their own: name, unit and source of an
//! indicator in one run.

use std::sync::LazyLock;

use ontleed_terms::{About, about_column, lines};
use ontleed_text::{Source, Span};

use super::{Head, Lexed, Raw, Tail};
use crate::joints;
use crate::words::{self, What};

/// Takes `count` cells of words off the label of a row, and a number before it. Where they stick
/// together each begins with a capital; else a known name shows where the label ends. A row of
/// which neither tells is left as it is.
pub(super) fn split(source: &Source<'_>, header: &[Vec<Head>], row: &mut Raw, count: usize) {
    let [label] = row.label.as_slice() else { return };
    let (code, name) = number_before(source, *label);
    let by_words = || {
        if count == 1 && heads_sources(source, header) {
            return before_source(source, name);
        }
        named(source, name, count, heads_sources(source, header))
    };
    let percent = || before_percent(source, header, name).filter(|_| count == 1);
    let Some(mut parts) = glued(source, name, count).or_else(by_words).or_else(percent) else {
        return;
    };
    row.code = row.code.or(code);
    row.words = parts.split_off(1);
    row.label = parts;
}

/// Takes the letter or code off each label where the header names a column of such before the values: two rows or more end in one
/// of the letters that it says, `S/I` and below it `Onderhoud S`, or most in a code, `Progr.` and below it `Onderhoud P3`. The
/// other rows have none.
pub(super) fn split_letters(source: &Source<'_>, lexed: &mut Lexed) -> bool {
    let Lexed { header, rows, width, .. } = lexed;
    let items = header.iter().flatten().flat_map(|head| &head.items);
    let mut names = items.filter(|item| item.what == What::Text);
    let Some(name) = names.next_back() else { return false };
    let letters = letters_of(source.slice(name.span));
    if letters.is_none() && !joints::heads_codes(source.slice(name.span)) {
        return false;
    }
    let mut valued: Vec<(&mut Raw, Option<Span>)> = rows
        .iter_mut()
        .filter(|row| row.tail != Tail::None)
        .map(|row| {
            let label = row.label.last().copied();
            let letter = label.and_then(|label| match letters {
                Some(letters) => letter_behind(source, label, letters),
                None => code_behind(source, label),
            });
            (row, letter)
        })
        .collect();
    let found = valued.iter().filter(|(_, letter)| letter.is_some()).count();
    if found < 2 || letters.is_none() && found * 2 <= valued.len() {
        return false;
    }
    let most =
        valued.iter().filter(|(_, letter)| letter.is_some()).map(|(row, _)| row.cells().len());
    let most = most.max().unwrap_or(0);
    let mut is_narrower = false;
    for (row, letter) in &mut valued {
        let blank =
            row.cells().first().copied().filter(|cell| source.slice(*cell).trim().is_empty());
        if let (None, Some(blank), Tail::Loose(cells)) = (&letter, blank, &mut row.tail)
            && cells.len() > most
        {
            cells.remove(0);
            is_narrower = true;
            *letter = Some(blank);
            row.words = vec![blank];
            continue;
        }
        let end = row.label.last().map_or(row.span.start, |label| label.end);
        row.words = vec![letter.unwrap_or(Span::new(end, end))];
        if let (Some(letter), Some(label)) = (letter, row.label.last_mut()) {
            *label = source.trim(Span::new(label.start, letter.start));
        }
    }
    if is_narrower {
        *width = width.map(|width| width.min(most));
    }
    true
}

/// The letters that the name of a column says: `S/I`.
fn letters_of(name: &str) -> Option<[u8; 2]> {
    match name.as_bytes() {
        [first, b'/', second] => Some([first.to_ascii_uppercase(), second.to_ascii_uppercase()]),
        _ => None,
    }
}

/// One of these letters, where it stands alone at the end of a label.
fn letter_behind(source: &Source<'_>, label: Span, letters: [u8; 2]) -> Option<Span> {
    let text = source.slice(label).trim_end();
    let (before, letter) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let is_one = letters.contains(&letter.as_bytes()[0]);
    let is_apart = before.ends_with(char::is_whitespace) && !before.trim().is_empty();
    (is_one && is_apart).then(|| Span::at(before.len(), text.len()).shift(label.start))
}

/// A code of letters and digits behind the words of a label: `Onderhoud P3`.
fn code_behind(source: &Source<'_>, label: Span) -> Option<Span> {
    /// A longer one is a name.
    const LONGEST: usize = 5;
    let text = source.slice(label).trim_end();
    let start = text.rfind(' ')? + 1;
    let code = &text[start..];
    let letters = code.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = code.len() - letters;
    let is_code = letters > 0 && digits > 0 && code[letters..].bytes().all(|b| b.is_ascii_digit());
    let is_apart = !text[..start].trim().is_empty();
    (is_code && code.len() <= LONGEST && is_apart)
        .then(|| Span::at(start, text.len()).shift(label.start))
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

/// Whether the column of words before the values holds who measured them: `Bron`.
fn heads_sources(source: &Source<'_>, header: &[Vec<Head>]) -> bool {
    about_words(source, header) == Some(About::Source)
}

/// What the column of words before the values is about.
fn about_words(source: &Source<'_>, header: &[Vec<Head>]) -> Option<About> {
    let mut items = header.iter().flatten().flat_map(|head| &head.items);
    let name = items.find(|item| item.what == What::Text)?;
    about_column(source.slice(name.span))
}

/// A label and the percent sign that sticks to it, where the column of words holds units.
fn before_percent(source: &Source<'_>, header: &[Vec<Head>], label: Span) -> Option<Vec<Span>> {
    let name = source.slice(label).strip_suffix('%').filter(|name| !name.trim().is_empty())?;
    let cut = label.range().start + name.len();
    let is_unit = about_words(source, header) == Some(About::Unit);
    is_unit.then(|| {
        vec![source.trim(Span::at(label.range().start, cut)), Span::at(cut, label.range().end)]
    })
}

/// A label and the known source behind it.
fn before_source(source: &Source<'_>, label: Span) -> Option<Vec<Span>> {
    let text = source.slice(label);
    let ends =
        |by: &&&str| text.strip_suffix(**by).is_some_and(|name| name.ends_with([' ', '\u{A0}']));
    let by = SOURCES.iter().filter(ends).max_by_key(|by| by.len())?;
    let cut = label.range().end - by.len();
    let name = source.trim(Span::at(label.range().start, cut));
    (!name.is_empty()).then(|| vec![name, Span::at(cut, label.range().end)])
}

/// A known name and the words of so many columns behind it: a unit and a known source, the source first if the header says so.
fn named(
    source: &Source<'_>,
    label: Span,
    count: usize,
    is_source_first: bool,
) -> Option<Vec<Span>> {
    let text = source.slice(label);
    let name =
        NAMES.iter().filter(|name| starts_as_word(text, name)).max_by_key(|name| name.len())?;
    let start = label.range().start;
    let rest = source.trim(Span::at(start + name.len(), label.range().end));
    let mut parts = vec![Span::at(start, start + name.len())];
    match count {
        _ if rest.is_empty() => return None,
        1 => parts.push(rest),
        2 if is_source_first => {
            let text = source.slice(rest);
            let begins = |by: &&&str| starts_as_word(text, by) && text.len() > by.len();
            let by = SOURCES.iter().filter(begins).max_by_key(|by| by.len())?;
            let cut = rest.range().start + by.len();
            parts.push(Span::at(rest.range().start, cut));
            parts.push(source.trim(Span::at(cut, rest.range().end)));
        }
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
        && text[name.len()..].starts_with(|c: char| !c.is_alphanumeric() || c.is_uppercase())
}

static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| entries("name"));
static SOURCES: LazyLock<Vec<&'static str>> = LazyLock::new(|| entries("source"));

fn entries(kind: &str) -> Vec<&'static str> {
    let lines = lines(include_str!("../../data/indicators.tsv"));
    lines.filter(|[what, _]| *what == kind).map(|[_, text]| text).collect()
}

#[cfg(test)]
mod tests {
    use crate::lex::lex;
    use crate::regions::regions;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: [&str; 3]) {
        let source = Source::new(text);
        let parts = named(&source, Span::at(0, text.len()), 2, false).unwrap_or_default();
        assert_eq!(parts.iter().map(|part| source.slice(*part)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_source_may_stand_before_the_unit() {
        let text = "Externe inhuur Eigen begroting Kosten als % van de loonsom";
        let source = Source::new(text);
        let parts = named(&source, Span::at(0, text.len()), 2, true).unwrap_or_default();
        let parts: Vec<&str> = parts.iter().map(|part| source.slice(*part)).collect();
        assert_eq!(parts, ["Externe inhuur", "Eigen begroting", "Kosten als % van de loonsom"]);
        assert_eq!(named(&source, Span::at(0, 14), 2, true), None);
        let text = "Netto arbeidsparticipatieCBS% van de beroepsbevolking";
        let source = Source::new(text);
        let parts = named(&source, Span::at(0, text.len()), 2, true).unwrap_or_default();
        let parts: Vec<&str> = parts.iter().map(|part| source.slice(*part)).collect();
        assert_eq!(parts, ["Netto arbeidsparticipatie", "CBS", "% van de beroepsbevolking"]);
    }

    /// The rows of a table below a header as `label|words|first value`.
    #[track_caller]
    fn letters(text: &str, expected: Option<&[&str]>) {
        let source = Source::new(text);
        let found = regions(&source);
        let lexed = lex(&source, &found[0]).remove(0);
        let rows = lexed.rows.iter().map(|row| {
            let parts = row.label.iter().chain(&row.words).chain(row.cells().first());
            parts.map(|part| source.slice(*part)).collect::<Vec<_>>().join("|")
        });
        let rows: Vec<String> = rows.collect();
        let is_split = lexed.rows.iter().any(|row| !row.words.is_empty());
        assert_eq!(is_split, expected.is_some(), "{text}");
        assert!(expected.is_none_or(|expected| rows == expected), "{rows:?}");
    }

    #[test]
    fn letters_before_the_values_are_a_column_where_the_header_names_them() {
        let rows = "Loonkosten S -1.450 -1.725\nHuur gemeentehuis I 640 12\nJeugd S -11 -17\nTotaal -821 -1.730\n";
        let expected =
            ["Loonkosten|S|-1.450", "Huur gemeentehuis|I|640", "Jeugd|S|-11", "Totaal||-821"];
        letters(&format!("Omschrijving S/I 2023 2024\n{rows}"), Some(&expected));
        letters(&format!("Omschrijving I/S 2023 2024\n{rows}"), Some(&expected));
        letters(&format!("Omschrijving A/B 2023 2024\n{rows}"), None);
        // Two rows with letters among others are enough, one may be a name.
        let few = rows.replace("Jeugd S", "Jeugd") + "Stand 3 5\n";
        let expected =
            ["Loonkosten|S|-1.450", "Huur gemeentehuis|I|640", "Jeugd||-11", "Totaal||-821"];
        letters(
            &format!("Omschrijving I/S 2023 2024\n{few}"),
            Some(&[&expected[..], &["Stand||3"]].concat()),
        );
        letters(&format!("Omschrijving I/S 2023 2024\n{}", few.replace(" I ", " ")), None);
    }

    #[test]
    fn a_source_stands_behind_the_whole_label_where_the_header_names_it() {
        let shown = |header: &str, label: &str| {
            let text = format!("{header}\n{label}");
            let source = Source::new(&text);
            let head = Head::new(&source, Span::at(0, header.len()), crate::lex::Place::Open);
            let mut row = Raw::label_only(Span::at(header.len() + 1, text.len()));
            split(&source, &[vec![head]], &mut row, 1);
            let parts = row.label.iter().chain(&row.words).map(|part| source.slice(*part));
            parts.collect::<Vec<_>>().join("|")
        };
        let sources = "Naam indicator Bron 2017";
        assert_eq!(shown(sources, "Functiemenging (%) CBS"), "Functiemenging (%)|CBS");
        assert_eq!(shown(sources, "Bomen per 1.000 DUO/Ingrado"), "Bomen per 1.000|DUO/Ingrado");
        assert_eq!(shown(sources, "Bomen per 1.000"), "Bomen per 1.000");
        let units = "Naam indicator Eenheid 2017";
        assert_eq!(shown(units, "Functiemenging (%) CBS"), "Functiemenging|(%) CBS");
    }

    #[test]
    fn an_empty_cell_in_the_column_of_letters_is_no_value() {
        let rows = "Onderhoud S \u{A0} -14 -31\nSpeelplaats I -12 -6 \u{A0}\nJeugd S -11 -17 -17\n\
            Subtotaal \u{A0} -23 -37 -48\nTotaal \u{A0} -23 -37 -48\n";
        // The name of a column in the title is no part of the header.
        let title = "Nadelen ten opzichte van de begroting\nOmschrijving I/S 2023 2024 2025\n";
        let expected = [
            "Onderhoud|S|\u{A0}",
            "Speelplaats|I|-12",
            "Jeugd|S|-11",
            "Subtotaal|\u{A0}|-23",
            "Totaal|\u{A0}|-23",
        ];
        letters(&format!("{title}{rows}"), Some(&expected));
    }

    #[test]
    fn codes_before_the_values_are_a_column_where_the_header_names_it() {
        let rows =
            "Loonkosten P1 450 725\nHuur gemeentehuis P12 640 12\nJeugd P1 11 17\nTotaal 821 730\n";
        let expected =
            ["Loonkosten|P1|450", "Huur gemeentehuis|P12|640", "Jeugd|P1|11", "Totaal||821"];
        letters(&format!("Omschrijving Progr. 2023 2024\n{rows}"), Some(&expected));
        letters(&format!("Omschrijving 2023 2024\n{rows}"), None);
        let names = rows.replace('P', "Perceel ");
        letters(&format!("Omschrijving Progr. 2023 2024\n{names}"), None);
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
