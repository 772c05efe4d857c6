//! In what unit the amounts of a table are, where one place says it for all of them.

use ontleed_dutch::{Parsed, Unit, UnitStatement, mark, may_hold_unit, unit as read_unit};
use ontleed_terms::is_furniture;
use ontleed_text::{Source, Span};

use super::{ABOVE, LONGEST, REACH, lines_above, name};
use crate::lex::Head;
use crate::line;
use crate::table::{Cell, Row};
use crate::words::{self, What};

/// Where the header says in what unit the amounts are.
pub(crate) fn unit(source: &Source<'_>, header: &[Vec<Head>]) -> Option<Span> {
    let mut is_behind_name = false;
    header
        .iter()
        .flatten()
        .flat_map(|head| &head.items)
        .find(|item| {
            is_behind_name |= item.what.heads_values();
            // `Verschil 2021 In %`: of one column.
            let is_share = || words::is_percent(source.slice(item.span));
            item.what == What::Unit && !(is_behind_name && is_share())
        })
        .map(|item| item.span)
}

/// The unit right above a table, on a line of its own or behind a title: `Lokale heffingen (bedragen x € 1.000)`. Its title and
/// the names of its columns may stand between.
pub(crate) fn unit_above(source: &Source<'_>, table: Span) -> Option<Span> {
    let lines = lines_above(source, table, REACH).take(ABOVE_HEADER);
    let lines = lines.map(|line| source.inside_emphasis(source.trim(line.span)));
    let mut titles = 0;
    for (at, line) in lines.enumerate() {
        let unit = if at == 0 { unit_at_end(source, line) } else { None };
        let unit = unit.or_else(|| only_unit(source, line));
        if let Some(unit) = unit.or_else(|| unit_in_sentence(source, line)) {
            return Some(unit);
        }
        if !heads_columns(source, line) {
            titles += 1;
            if titles > 1 || name(source, line).is_none() {
                return None;
            }
        }
    }
    None
}

/// How many lines of a header and a title may stand between a table and its unit.
const ABOVE_HEADER: usize = 10;

/// Whether a line can be a part of a header: it names a column or what the labels are.
fn heads_columns(source: &Source<'_>, line: Span) -> bool {
    matches!(line::kind(source, line), line::Kind::Text | line::Kind::Period)
        && words::items(source, line).iter().any(|item| {
            item.what.heads_values() || matches!(item.what, What::Label | What::Modifier(_))
        })
}

/// The unit at the end of a table: a last row that is nothing else, or a line below it, where no table follows of which it may be.
pub(crate) fn unit_below(source: &Source<'_>, rows: &[Row], table: Span) -> Option<Span> {
    if let Some([label]) = rows.last().filter(|row| row.cells.is_empty()).map(|row| &*row.label) {
        return only_unit(source, *label);
    }
    let first = source.lines().partition_point(|line| line.span.start < table.end);
    let below = source.lines()[first..].iter().take(ABOVE);
    let below = below.map(|line| source.inside_emphasis(source.trim(line.span)));
    let is_note =
        |line: &Span| mark(source.slice(*line)).is_some() && only_unit(source, *line).is_none();
    let mut below = below.filter(|line| !line.is_empty()).skip_while(is_note);
    let first = below.next()?;
    let unit = only_unit(source, first).or_else(|| unit_in_sentence(source, first))?;
    let is_text = |next: Span| {
        let text = source.slice(next);
        line::kind(source, next) == line::Kind::Prose || text.ends_with('.') || is_furniture(text)
    };
    below.next().is_none_or(is_text).then_some(unit)
}

/// The sign of the unit that all amounts print, the first of them: `€ 1.250`. Percentages may stand beside euros.
pub(crate) fn unit_of_cells(source: &Source<'_>, rows: &[Row]) -> Option<Span> {
    let cells = || rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.value.is_some());
    // A euro may stand before the cell.
    let sign = |cell: &Cell| {
        let before = source.text().get(..cell.span.range().start)?.trim_end();
        let at = source.slice(cell.span).find(['€', '%']).map(|at| cell.span.range().start + at);
        let at = at.or_else(|| before.ends_with('€').then(|| before.len() - '€'.len_utf8()))?;
        let sign = source.text().get(at..)?.chars().next()?;
        Some((sign, Span::at(at, at + sign.len_utf8())))
    };
    if cells().any(|cell| sign(cell).is_none()) || cells().nth(1).is_none() {
        return None;
    }
    let mut signs = cells().filter_map(sign);
    let first = signs.next()?;
    let (_, span) =
        signs.find(|(sign, _)| *sign == '€').filter(|_| first.0 != '€').unwrap_or(first);
    Some(span)
}

/// The unit that a sentence gives: in brackets at its end, or as the first or the last of more sentences. `De lasten per taakveld
/// (x € 1.000).`, `Bedragen x € 1.000. Een min is een nadeel.`
fn unit_in_sentence(source: &Source<'_>, line: Span) -> Option<Span> {
    /// A longer part is no unit, in bytes.
    const LONGEST: usize = 60;
    let text = source.slice(line);
    if !text.ends_with(['.', ':']) {
        return None;
    }
    let sentence = text.trim_end_matches(['.', ':']);
    let end = text.floor_char_boundary(LONGEST);
    let ends = [". ", "; "].into_iter().filter_map(|mark| text[..end].find(mark));
    let first = ends.min().map(|at| 0..at);
    let last = || sentence.rfind(". ").map(|at| at + 2..sentence.len());
    let enclosed = || {
        let open = sentence.ends_with(')').then(|| sentence.rfind('('))??;
        Some(open..sentence.len())
    };
    let unit = |part: std::ops::Range<usize>| {
        let span = Span::at(part.start, part.end).shift(line.start);
        let is_short = part.len() <= LONGEST && words::begins_with_unit(&text[part]);
        only_unit(source, span).filter(|_| is_short)
    };
    let parts = [first, last(), enclosed()];
    parts.into_iter().flatten().find_map(unit)
}

/// The unit that a text ends with.
fn unit_at_end(source: &Source<'_>, text: Span) -> Option<Span> {
    if text.len() > LONGEST || !may_hold_unit(source.slice(text)) {
        return None;
    }
    let last = words::items(source, text).pop()?;
    (last.what == What::Unit).then_some(last.span)
}

/// The unit that a text is; of a word alone only *fte*, as others head columns too.
pub(super) fn only_unit(source: &Source<'_>, text: Span) -> Option<Span> {
    let printed = source.slice(text);
    let is_fte = || {
        let whole = |found: &Parsed<UnitStatement>| found.span.len() == printed.len();
        read_unit(printed).filter(whole).is_some_and(|found| found.value.unit == Some(Unit::Fte))
    };
    let may_be_fte = printed.len() <= LONGEST_FTE && printed.contains(['f', 'F']);
    if may_be_fte && is_fte() {
        return Some(text);
    }
    words::is_unit(printed)
        .then(|| without_remark(printed))
        .map(|end| Span::new(text.start, text.start + end))
}

/// Where a unit ends before a remark that is a sentence of its own: `Bedragen x € 1.000; een min is een nadeel.`
fn without_remark(unit: &str) -> u32 {
    let is_remark = |at: &usize| unit[at + 1..].trim_start().starts_with(char::is_alphabetic);
    let is_enclosed = unit.starts_with(['(', '[']);
    let end = unit.find(';').filter(|at| !is_enclosed && is_remark(at)).unwrap_or(unit.len());
    let kept = unit[..end].trim_end().trim_end_matches('.').len();
    u32::try_from(kept).unwrap_or_default()
}

/// The longest way to write *fte* in a unit, in bytes.
const LONGEST_FTE: usize = 10;
