//! Which lines are headings.

use ontleed_model::Kind;
use ontleed_terms::{
    heading as kind_of, heading_key, heading_kind, heads_column, is_attribute, is_furniture,
    without_number,
};

use ontleed_text::without_emphasis;

use crate::lists;
use crate::regions::Regions;
use crate::scan::{Line, Shape, ends_as_sentence};

/// Longest heading, in bytes. The longest seen has 93 characters.
pub(crate) const LONGEST: usize = 140;

/// A line that is a heading, and what its place shows of its rank.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// By which it is the same heading as another.
    pub(crate) key: String,
    /// What it is, where it is a known one.
    pub(crate) kind: Option<Kind>,
    /// Its number, as in `3.2 Balans`; empty where it has none.
    pub(crate) number: Vec<u32>,
    /// Its text follows without an empty line.
    pub(crate) tight: bool,
}

impl Found {
    /// A heading that markup shows to be one.
    pub(crate) fn marked(text: &str) -> Self {
        let key = heading_key(text);
        Self { kind: heading_kind(&key), key, number: number(text), tight: false }
    }
}

/// The lines of a document, and what decides about its headings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a, 't> {
    pub(crate) lines: &'a [Line<'t>],
    pub(crate) regions: Regions<'a>,
    /// The extractor marked headings, so that a line without mark, bold letters included, is one only where it is known.
    pub(crate) marked: bool,
}

impl<'a, 't> Context<'a, 't> {
    pub(crate) fn new(lines: &'a [Line<'t>], regions: Regions<'a>) -> Self {
        let marks =
            (0..lines.len()).filter(|&at| mark(lines, at).is_some() && !regions.contain(at));
        Self { lines, regions, marked: marks.take(2).count() == 2 }
    }
}

/// The rank that markup gives a line: `## Wat kost het`, or a line of `=` or `-` below it.
pub(crate) fn mark(lines: &[Line<'_>], at: usize) -> Option<Mark> {
    let line = &lines[at];
    if line.text.starts_with('#') {
        let hashes = line.text.bytes().take_while(|&b| b == b'#').count();
        let name = line.text[hashes..].trim_end_matches('#').trim();
        let is_heading = hashes <= 6 && line.text[hashes..].starts_with(' ') && !name.is_empty();
        return is_heading.then_some(Mark::Hashes(hashes));
    }
    let below = lines.get(at + 1)?;
    let underline = *below.text.as_bytes().first()?;
    let rank = match underline {
        b'=' => 1,
        b'-' => 2,
        _ => return None,
    };
    let all = below.text.len() >= 3 && below.text.bytes().all(|b| b == underline);
    let alone_above = at == 0 || lines[at - 1].is_empty();
    let stands = alone_above && line.shape == Shape::Label;
    (all && stands && below.indent == 0).then_some(Mark::Underline(rank))
}

/// Markup that makes a line a heading, with its rank, 1 the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// This many `#` in front.
    Hashes(usize),
    /// A line drawn below.
    Underline(usize),
}

/// Whether line `at` is a heading, seen with the lines around it. `after_heading`: the line
/// directly above is a heading too.
pub(crate) fn heading(
    context: Context<'_, '_>,
    at: usize,
    after_heading: Option<&Found>,
) -> Option<Found> {
    let Context { lines, regions, marked } = context;
    let line = &lines[at];
    let name = without_emphasis(line.text);
    if line.shape != Shape::Label || name.len() > LONGEST || is_aside(name) {
        return None;
    }
    let kind = kind_of(name);
    let is_bold = name.len() < line.text.len();
    if kind.is_none() && (marked && !is_bold || !begins_as_heading(name)) {
        return None;
    }
    let below = &lines[at + 1..];
    let tight = match below.first() {
        None => false,
        Some(next) if next.is_empty() => false,
        Some(_) if regions.contain(at + 1) => true,
        Some(next) if lists::marker(next).is_some() => true,
        Some(next) if next.text == line.text => false,
        Some(_) if kind.is_some() => true,
        Some(next) if next.shape == Shape::Label && kind_of(next.text).is_some() => false,
        Some(next) if begins_running_text(line, next) => true,
        Some(_) => return None,
    };
    let free_above = at == 0
        || lines[at - 1].is_empty()
        || regions.contain(at - 1)
        || lists::marker(&lines[at - 1]).is_some()
        || match after_heading {
            // Directly below a heading stands its text, unless one of the two is known.
            Some(above) => above.kind.is_some() || kind.is_some(),
            None => ends_as_sentence(lines[at - 1].text) || kind.is_some_and(is_question),
        };
    let is_other = || {
        is_value_of_attribute(lines, at)
            || is_furniture(name)
            || kind.is_none() && is_among_columns(context, at)
    };
    if !free_above || is_other() {
        return None;
    }
    Some(Found { key: heading_key(name), kind, number: number(name), tight })
}

/// The three questions stand on lines of their own, whatever is around them.
fn is_question(kind: Kind) -> bool {
    matches!(kind, Kind::Bereiken | Kind::Doen | Kind::Kosten)
}

/// Whether three lines in a row, this one among them, speak of columns: cells of a header on lines
/// of their own. A table has all of its header, so that a line beside one is none of its cells.
fn is_among_columns(context: Context<'_, '_>, at: usize) -> bool {
    /// Lines looked at on either side: two, with an empty line before each.
    const REACH: usize = 4;
    let Context { lines, regions, .. } = context;
    let is_cell = |at: &usize| {
        matches!(lines[*at].shape, Shape::Label | Shape::Figures) && !regions.contain(*at)
    };
    let is_column = |at: &usize| {
        let text = lines[*at].text;
        heads_column(text) && kind_of(text).is_none()
    };
    let shown = |at: &usize| !lines[*at].is_empty();
    let end = lines.len().min(at + 1 + REACH);
    let below = (at + 1..end).filter(shown).take_while(is_cell);
    let above = (at.saturating_sub(REACH)..at).rev().filter(shown).take_while(is_cell);
    // Most headings stand between paragraphs.
    if below.clone().count() + above.clone().count() < 2 || !is_column(&at) {
        return false;
    }
    below.take_while(is_column).count() + above.take_while(is_column).count() >= 2
}

/// The number in front of a heading: `3.2.2 Balans` is `[3, 2, 2]`, `3.. Integratie` is `[3]`. A
/// year or an amount is none: `2021 in vogelvlucht`, `1.200 woningen erbij`.
fn number(text: &str) -> Vec<u32> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || c.is_whitespace()) {
        return Vec::new();
    }
    let name = without_number(text);
    let digits = text.trim_start().strip_suffix(name).unwrap_or_default().trim_end();
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let parts = digits.split(['.', ')']);
    if parts.clone().any(|part| part.len() > 2) {
        return Vec::new();
    }
    parts.filter_map(|part| part.parse().ok()).collect()
}

/// A capital, a figure or an opening quotation mark.
fn begins_as_heading(text: &str) -> bool {
    text.starts_with(|c: char| {
        c.is_uppercase() || c.is_ascii_digit() || matches!(c, '‘' | '“' | '"' | '\'' | '§' | '(')
    })
}

/// A lead-in to what follows (`Onderwijs:`), an answer (`Geen.`), columns with space between, or an
/// attribute with its value (`Bron: CBS`).
fn is_aside(text: &str) -> bool {
    text.ends_with([':', '.'])
        || text.contains("  ")
        || text
            .split_once(':')
            .is_some_and(|(name, value)| value.starts_with(' ') && is_attribute(name))
}

/// Whether the line above, empty ones aside, is an attribute whose value stands here: `Bron:`.
fn is_value_of_attribute(lines: &[Line<'_>], at: usize) -> bool {
    let above = lines[..at].iter().rev().take(2).find(|line| !line.is_empty());
    above.and_then(|line| line.text.strip_suffix(':')).is_some_and(is_attribute)
}

/// Whether `next` is running text below `line`, and not the rest of the same sentence: it begins
/// as a sentence does, is longer, and its first word would still have fitted on `line`.
fn begins_running_text(line: &Line<'_>, next: &Line<'_>) -> bool {
    let first = next.text.split(' ').next().unwrap_or_default();
    let fits = line.text.len() + 1 + first.len() <= next.text.len();
    begins_as_heading(next.text) && fits && next.shape == Shape::Prose
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use ontleed_text::Source;

    use super::*;
    use crate::{Region, scan};

    #[track_caller]
    fn check(text: &str, at: usize, expected: Option<(Option<Kind>, &[u32], bool)>) {
        let source = Source::new(text);
        let lines = scan::scan(&source, &[]);
        let found = heading(Context::new(&lines, Regions(&[])), at, None);
        let found = found.as_ref().map(|f| (f.kind, f.number.as_slice(), f.tight));
        assert_eq!(found, expected, "{:?}", lines[at].text);
    }

    #[test]
    fn a_short_line_between_empty_lines() {
        check("Burgerzaken\n\nDe balie is open.", 0, Some((None, &[], false)));
        check("Wat kost het?\n", 0, Some((Some(Kind::Kosten), &[], false)));
        check("Dit is een zin.\n\nTekst", 0, None);
        check("Onderwijs:\n\n  • Een", 0, None);
        check("Bron: CBS\n\nTekst.", 0, None);
        check("Geen.\n\nTekst", 0, None);
        check("Bron:\n\nMonitor wal\n\nTekst.", 2, None);
        check("Programma 3: Sociaal domein\n\nTekst.", 0, Some((None, &[], false)));
        check("Bron CBS\nWat mag het kosten?\nTekst.", 1, Some((Some(Kind::Kosten), &[], true)));
        let unit = "Wat mag het kosten? (bedragen x € 1.000)\n\nTekst.";
        check(unit, 0, Some((Some(Kind::Kosten), &[], false)));
        check(
            "Taal: samen verder\nHet college heeft in dat jaar veel gedaan.",
            0,
            Some((None, &[], true)),
        );
        check("en verder\n\nTekst.", 0, None);
    }

    /// Which lines are headings, where a table has these.
    #[track_caller]
    fn check_beside(text: &str, table: Range<usize>, expected: &[&str]) {
        let source = Source::new(text);
        let regions = [Region { lines: table, tables: None }];
        let lines = scan::scan(&source, &regions);
        let context = Context::new(&lines, Regions(&regions));
        let headings = (0..lines.len()).filter(|&at| heading(context, at, None).is_some());
        assert_eq!(headings.map(|at| lines[at].text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn cells_of_a_header_are_no_headings() {
        let header = "Programma\n\nRekening 2019\n\nBegroting 2020\n\nTekst.";
        check_beside(header, 6..7, &[]);
        let table = "Lasten programma's\n\nRekening 2019\n\nBegroting 2020\n\n643\n\n852";
        check_beside(table, 2..9, &["Lasten programma's"]);
    }

    #[test]
    fn bold_letters_are_no_part_of_it() {
        check("**Wat kost het?**\n\nTekst.", 0, Some((Some(Kind::Kosten), &[], false)));
        check("__3. Burgerzaken__\n\nDe balie is open.", 0, Some((None, &[3], false)));
        check("**Onderwijs:**\n\n  • Een", 0, None);
        check("**Let op** Dit is een zin.\n\nTekst", 0, None);
    }

    #[test]
    fn its_text_may_follow_without_an_empty_line() {
        check(
            "Samenleven\nIn dat jaar is het programma doorontwikkeld.",
            0,
            Some((None, &[], true)),
        );
        check("Programma Langer thuis\n  • Borging van de aanpak.", 0, Some((None, &[], true)));
        check("Dit is de eerste regel van een\nalinea die is afgebroken.", 0, None);
        check("Dit is de eerste regel van een\nRotterdamse alinea.", 0, None);
    }

    #[test]
    fn a_number_in_front_is_read() {
        check("2021 in vogelvlucht\n\nTekst.", 0, Some((None, &[], false)));
        check("1.200 woningen erbij\n\nTekst.", 0, Some((None, &[], false)));
        check("1.\u{A0}Welzijn\n\nTekst.", 0, Some((None, &[1], false)));
        check("3.. Integratie\n\nTekst.", 0, Some((None, &[3], false)));
        check(
            "3.2.2 Balans per 31 december\n\nTekst.",
            0,
            Some((Some(Kind::Financien), &[3, 2, 2], false)),
        );
    }
}
