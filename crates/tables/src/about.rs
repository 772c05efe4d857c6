//! What a table is about: its title and its unit, as far as its own lines say.

use ontleed_dutch::{Parsed, Unit, UnitStatement, mark, unit as read_unit};
use ontleed_terms::{About, is_furniture};
use ontleed_text::{Line, Source, Span, fold};

use crate::header;
use crate::joints;
use crate::kinds;
use crate::lex::{Head, Place};
use crate::line;
use crate::table::{Cell, Column, Row};
use crate::words::{self, Item, What};

/// How many lines above a table its name is looked for, empty lines not counted and counted, and how
/// long a name is.
const ABOVE: usize = 6;
const REACH: usize = 24;
const LONGEST: usize = 120;

/// The name of a table: what sticks to its first column, heads its labels without being a word for
/// labels, or stands nearest above its header.
pub(crate) fn title(
    source: &Source<'_>,
    header: &[Vec<Head>],
    columns: &[Column],
    table: Span,
) -> Option<Span> {
    let heads: Vec<&Head> = header.iter().flatten().collect();
    let named = columns.iter().flat_map(|column| &column.label);
    let first = named.map(|span| span.start).min();
    let Some(first) = first.or_else(|| heads.iter().find_map(|head| glued(head))) else {
        return above(source, table, false, false);
    };
    // Before the names of columns behind one without a name may stand its own.
    let is_open = |head: &&&Head| {
        let is_named = columns.first().is_none_or(|column| !column.label.is_empty());
        head.place == Place::Open && is_named
    };
    let beside = || heads.iter().filter(|head| head.span.start < first).filter(is_open);
    let stuck = beside().find(|head| first < head.span.end).and_then(|head| {
        let text = Span::new(head.span.start, first);
        let is_glued = !source.slice(text).ends_with([' ', '\n']);
        name(source, text).filter(|name| {
            is_glued && !names_two_labels(source, *name) || !heads_labels(source, *name)
        })
    });
    let named = stuck.filter(|name| !heads_labels(source, *name));
    // One word above the labels says what they are, unless only it can name the table.
    let is_one_word = |name: &Span| !source.slice(*name).contains(char::is_whitespace);
    let says_more = |name: &Span| {
        !is_one_word(name)
            || kinds::names_alone(source.slice(*name)) && !words::is_side(source, *name)
    };
    // Below the unit of all amounts only a cell that says what the table is about is its name.
    let below_unit = || {
        let is_unit = |head: &Head| head.items.iter().all(|item| item.what == What::Unit);
        let first = header.iter().find(|row| !row.iter().all(is_unit))?;
        let label = first.iter().find(|head| head.place == Place::Label)?;
        let name = name(source, label.span)?;
        (kinds::is_title(source.slice(name)) && !heads_labels(source, name)).then_some(name)
    };
    let corner = || {
        let is_label = |head: &&Head| head.place == Place::Label;
        let all: Vec<&Head> = heads.iter().copied().filter(is_label).collect();
        // One may stand beside any row of the names of columns.
        let labels = match all.as_slice() {
            [_] => all,
            _ => header.first()?.iter().filter(is_label).collect(),
        };
        let over = labels.iter().filter_map(|head| name(source, head.span));
        let mut over = over.filter(|name| !names_codes(source, *name));
        // Behind a word for codes it says what the labels are: `Nr. | Risicogebeurtenis`.
        let is_coded = labels.first().is_some_and(|head| heads_labels(source, head.span));
        over.find(|name| !heads_labels(source, *name) && (!is_coded || says_more(name)))
            .or_else(below_unit)
    };
    // Behind the first word for labels stand only columns.
    let over = || {
        // Names that stick together are of columns.
        let is_glued = |head: &Head| {
            head.items
                .iter()
                .any(|item| item.glued && matches!(item.what, What::Measure(Some(_), _)))
        };
        let over = beside().filter(|head| !is_glued(head)).map(|head| head.span);
        let over = over.filter(|span| span.end <= first);
        let over: Vec<Span> = over.filter_map(|span| name(source, span)).collect();
        let is_label = |found: &&Span| heads_labels(source, **found);
        let above_labels = || over.iter().skip_while(is_label).take_while(|found| !is_label(found));
        above_labels()
            .filter(|name| says_more(name))
            .last()
            .or_else(|| above_labels().last())
            .copied()
    };
    // The unit of all amounts stands behind a title; a cell between it and the columns heads the labels.
    let with_unit = || {
        let is_open = |head: &&&Head| head.place == Place::Open && head.span.end <= first;
        let before = || heads.iter().filter(is_open);
        let holds_unit = |head: &&&Head| {
            let last = head.items.last();
            last.is_some_and(|last| words::begins_with_unit(source.slice(last.span)))
        };
        let title = before().rfind(holds_unit)?;
        let is_between = |head: &&Head| title.span.end < head.span.start && head.span.start < first;
        let is_above = heads.iter().any(is_between);
        name(source, title.span).filter(|name| is_above && !heads_labels(source, *name))
    };
    let own = named.or_else(corner);
    if own.is_none()
        && let Some(title) = with_unit()
    {
        return Some(title);
    }
    let own = own.or_else(over);
    let has_label = heads.iter().any(|head| heads_labels_first(head));
    own.filter(says_more)
        .or_else(|| above(source, table, true, has_label))
        .or(own)
        .or(stuck)
        .or_else(|| above(source, table, false, has_label))
}

/// Where the first column begins in a cell to which the title sticks.
fn glued(head: &Head) -> Option<u32> {
    let items = &head.items;
    let mut cut = items.iter().position(|item| item.glued && item.what != What::Other)?;
    while cut > 1 && matches!(items[cut - 1].what, What::Period(_)) {
        cut -= 1;
    }
    Some(items[cut].span.start)
}

/// Whether a text is a word for labels and names no table: `Programma`, not `Effectindicatoren`.
fn heads_labels(source: &Source<'_>, text: Span) -> bool {
    let printed = source.slice(text);
    let digits = printed.len() - printed.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let word = Span::at(text.range().start, text.range().end - digits);
    let names_labels = header::names_labels(source, word) || names_two_labels(source, word);
    names_labels && !kinds::names_table(printed)
}

/// Whether a text is a word for codes: `Code`, `Nr.`.
fn names_codes(source: &Source<'_>, text: Span) -> bool {
    joints::heads_codes(source.slice(text))
}

/// Whether a text is two words for labels: `Programma / product`, or `NummerNaam` where they stick together.
fn names_two_labels(source: &Source<'_>, text: Span) -> bool {
    let may_hold_two = |pair: &[u8]| pair[1].is_ascii_uppercase() && !pair[0].is_ascii_whitespace();
    let printed = source.slice(text);
    if !printed.contains('/') && !printed.as_bytes().windows(2).any(may_hold_two) {
        return false;
    }
    let items = words::items(source, text);
    let is_label = |item: &Item| item.what == What::Label;
    match items.as_slice() {
        [first, joint, last] if source.slice(joint.span) == "/" => {
            is_label(first) && is_label(last)
        }
        [first, second, ..] => is_label(first) && is_label(second) && second.glued,
        _ => false,
    }
}

/// What a form around a table says of the one indicator in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    pub(crate) name: Span,
    pub(crate) unit: Option<Span>,
}

/// The form around the columns of a table: right above them a name or an attribute that says it (`Indicator: Restafval`), and below
/// it or below the table attributes with their values (`Eenheid`, and what it is; `Bron`, and who).
pub(crate) fn form(source: &Source<'_>, columns: &[Column], table: Span) -> Option<Form> {
    let labels = columns.iter().flat_map(|column| &column.label);
    let start = labels.map(|label| label.start).min()?;
    let first = source.lines().partition_point(|line| line.span.end <= start);
    let above = shown(source, source.lines()[..first].iter().rev());
    let (at, mut attributes) = attributes(source, &above, true);
    let said = attributes.iter().find(|(attribute, _)| ontleed_terms::is_name_attribute(attribute));
    let name = said.map(|(_, name)| name).or(above.get(at)).and_then(|line| name(source, *line))?;
    if at == 0 {
        let last = source.lines().partition_point(|line| line.span.start < table.end);
        let below = shown(source, source.lines()[last..].iter());
        attributes = self::attributes(source, &below, false).1;
    }
    let is_unit =
        |attribute: &&(&str, Span)| ontleed_terms::about_column(attribute.0) == Some(About::Unit);
    let unit = attributes.iter().find(is_unit).map(|(_, unit)| *unit);
    (!attributes.is_empty()).then_some(Form { name, unit })
}

/// The lines of a form that say something.
fn shown<'s>(source: &Source<'_>, lines: impl Iterator<Item = &'s Line>) -> Vec<Span> {
    let lines = lines.take(FORM).map(|line| source.trim(line.span));
    lines.filter(|line| !line.is_empty()).collect()
}

/// The attributes that lines begin with, upwards where `rising`, each with its value on the line below it or behind a colon, and
/// how many lines they have.
fn attributes<'t>(
    source: &Source<'t>,
    lines: &[Span],
    rising: bool,
) -> (usize, Vec<(&'t str, Span)>) {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let on_line = attribute_on_line(source, *line);
        let below = || {
            let next = lines.get(at + 1)?;
            let (attribute, value) = if rising { (next, line) } else { (line, next) };
            let attribute = source.slice(*attribute).trim_end_matches([':', ' ']);
            ontleed_terms::is_attribute(attribute).then_some((attribute, *value))
        };
        let Some(attribute) = on_line.or_else(below).filter(|(_, value)| value.len() <= LONGEST)
        else {
            break;
        };
        at += if on_line.is_some() { 1 } else { 2 };
        found.push(attribute);
    }
    (at, found)
}

/// The attribute of a line and its value behind a colon: `Eenheid: fte`.
fn attribute_on_line<'t>(source: &Source<'t>, line: Span) -> Option<(&'t str, Span)> {
    let (attribute, value) = source.slice(line).split_once(':')?;
    let attribute = attribute.trim();
    let value = source.trim(Span::at(line.range().end - value.len(), line.range().end));
    (!value.is_empty() && ontleed_terms::is_attribute(attribute)).then_some((attribute, value))
}

/// How many lines a form has at most, empty ones counted.
const FORM: usize = 40;

/// Whether a header cell stands above the labels or begins with a word for them.
fn heads_labels_first(head: &Head) -> bool {
    head.place == Place::Label || head.items.first().is_some_and(|item| item.what == What::Label)
}

/// The nearest line above a table that can be its name; `near` stops at running text. Where the header `has_label` a word for
/// several labels is no part of it.
fn above(source: &Source<'_>, table: Span, near: bool, has_label: bool) -> Option<Span> {
    for line in lines_above(source, table, REACH).take(ABOVE) {
        let is_number = || is_number_of_table(source.slice(line.span));
        if only_unit(source, source.trim(line.span)).is_some() || is_number() {
            continue;
        }
        if let Some(heading) = markdown_heading(source, line.span) {
            return name(source, heading);
        }
        let kind = line::kind(source, line.span);
        match kind {
            line::Kind::Text | line::Kind::Row { values: 1, strong: false } => {
                if kind != line::Kind::Text && !ends_in_numbered_label(source, line.span) {
                    return None;
                }
                let is_title = |name: &Span| {
                    !heads_labels(source, *name) || has_label && names_several(source.slice(*name))
                };
                if let Some(name) = name(source, line.span).filter(is_title) {
                    return Some(name);
                }
            }
            line::Kind::Blank | line::Kind::Rule | line::Kind::Tag | line::Kind::Void => {}
            line::Kind::Prose if !near => {}
            _ => return None,
        }
    }
    None
}

/// Whether a line ends in a word for labels and its number: `Mutaties programma 4`.
fn ends_in_numbered_label(source: &Source<'_>, line: Span) -> bool {
    let items = words::items(source, source.trim(line));
    let [.., label, number] = items.as_slice() else { return false };
    let digits = source.slice(number.span);
    label.what == What::Label
        && digits.len() < 3
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is a word for several labels, by which a table of them may be called: `Kengetallen`.
fn names_several(text: &str) -> bool {
    text.ends_with("en") && kinds::is_title(text)
}

/// The nearest line above a table that says something, among so many.
pub(crate) fn line_above(source: &Source<'_>, table: Span, reach: usize) -> Option<Span> {
    lines_above(source, table, reach).next().map(|line| source.trim(line.span))
}

/// The lines above a table that are not empty, the nearest first, among so many.
fn lines_above<'s>(
    source: &'s Source<'_>,
    table: Span,
    reach: usize,
) -> impl Iterator<Item = &'s Line> {
    let first = source.lines().partition_point(|line| line.span.start < table.start);
    let lines = source.lines()[..first].iter().rev().take(reach);
    lines.filter(|line| !source.trim(line.span).is_empty())
}

/// The words of a line that Markdown marks as a heading: `## Balans`, `## Balans ##`.
fn markdown_heading(source: &Source<'_>, line: Span) -> Option<Span> {
    let text = source.slice(line);
    let words = text.trim_start_matches('#');
    let is_heading = words.len() < text.len() && words.starts_with(' ');
    let (start, end) = (text.len() - words.len(), text.trim_end().trim_end_matches('#').len());
    (is_heading && start < end).then(|| Span::at(start, end).shift(line.start))
}

/// A text without the unit behind it and the number of the table before it, if it can be a name.
fn name(source: &Source<'_>, text: Span) -> Option<Span> {
    let text = source.inside_emphasis(source.trim(text));
    let printed = source.slice(text);
    // `V = voordeel` says what a letter means.
    let is_legend = printed.split_once(" = ").is_some_and(|(sign, _)| !sign.contains(' '));
    if text.len() > LONGEST
        || printed.starts_with(['+', '-', '='])
        || is_legend
        || is_furniture(printed)
    {
        return None;
    }
    let items = words::items(source, text);
    let mut from =
        items.iter().position(|item| source.slice(item.span).contains(char::is_alphanumeric))?;
    let number = || items.get(from + 1).map_or("", |item| source.slice(item.span));
    let is_numbered = match fold(source.slice(items[from].span)).as_str() {
        NUMBERED => true,
        ANNEX => number().strip_suffix(':').is_some_and(is_number),
        _ => false,
    };
    if is_numbered {
        from += 2;
    } else if items.len() > from + 1 && numbers_section(source.slice(items[from].span)) {
        from += 1;
    }
    let end = items.iter().position(|item| item.what == What::Unit).unwrap_or(items.len());
    let items = items.get(from..end).filter(|items| !items.is_empty())?;
    let span = items[0].span.to(items[items.len() - 1].span);
    let printed = source.slice(span);
    let is_sentence =
        printed.ends_with(['.', ';', ',']) || printed.ends_with(':') && items.len() > 3;
    let is_name =
        items.iter().any(|item| matches!(item.what, What::Other | What::Label | What::Side(_)))
            || kinds::is_title(printed)
            || is_numbered && items.iter().any(|item| matches!(item.what, What::Measure(..)));
    (is_name && !is_sentence && printed.contains(char::is_alphabetic)).then_some(span)
}

/// Whether a word is the number of a section and no part of its name: `4.2`, `B.`
fn numbers_section(word: &str) -> bool {
    let parts = || word.trim_end_matches('.').split('.');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match word.as_bytes() {
        [b'A'..=b'Z', b'.'] => true,
        [b'0'..=b'9', ..] => parts().count() > 1 && parts().all(is_number),
        _ => false,
    }
}

/// What stands before the number of a table.
const NUMBERED: &str = "tabel";

/// What stands before a number and a colon where a table has its page to itself: `Bijlage 3: Tarieven 2020`.
const ANNEX: &str = "bijlage";

/// Whether a line is the number of a table and no name: `Tabel 5.1`.
fn is_number_of_table(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next().is_some_and(|word| word.eq_ignore_ascii_case(NUMBERED))
        && words.next().is_some_and(is_number)
        && words.next().is_none()
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Where the header says in what unit the amounts are.
pub(crate) fn unit(source: &Source<'_>, header: &[Vec<Head>]) -> Option<Span> {
    let heads = header.iter().flatten().filter(|head| words::may_say_unit(source.slice(head.span)));
    let mut is_behind_name = false;
    heads
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
    if text.len() > LONGEST || !words::may_say_unit(source.slice(text)) {
        return None;
    }
    let last = words::items(source, text).pop()?;
    (last.what == What::Unit).then_some(last.span)
}

/// The unit that a text is; of a word alone only *fte*, as others head columns too.
fn only_unit(source: &Source<'_>, text: Span) -> Option<Span> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::Place;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        check_columns(text, 2, expected);
    }

    #[track_caller]
    fn check_columns(text: &str, count: usize, expected: Option<&str>) {
        let source = Source::new(text);
        let heads = source.lines().iter().map(|line| source.trim(line.span));
        let header: Vec<Vec<Head>> = heads
            .filter(|span| !span.is_empty())
            .map(|span| vec![Head::new(&source, span, Place::Open)])
            .collect();
        let columns = header::columns(&source, &header, count);
        let all = Span::at(0, text.len());
        let title = title(&source, &header, &columns, all);
        assert_eq!(title.map(|title| source.slice(title)), expected);
    }

    #[test]
    fn the_number_of_a_section_and_what_letters_mean_are_no_part_of_a_name() {
        let header = "Begroting 2020\nRekening 2020";
        check(&format!("4.2 Baten en lasten\n{header}"), Some("Baten en lasten"));
        check(&format!("B. Baten en lasten\n{header}"), Some("Baten en lasten"));
        check(&format!("4 baten en lasten\n{header}"), Some("4 baten en lasten"));
        let source = Source::new("Baten en lasten\nV = voordeel, N = nadeel\n");
        let names = source.lines().iter().map(|line| name(&source, line.span).is_some());
        assert_eq!(names.collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn the_unit_above_the_labels_is_not_their_name() {
        let text = "x € 1.000\nBaten en lasten van wegen\nper jaar\nRekening 2020\nRekening 2021";
        let source = Source::new(text);
        let heads = source.lines().iter().zip([
            Place::Label,
            Place::Label,
            Place::Column(0),
            Place::Column(0),
            Place::Column(1),
        ]);
        let header: Vec<Vec<Head>> =
            heads.map(|(line, place)| vec![Head::new(&source, line.span, place)]).collect();
        let columns = header::columns(&source, &header, 2);
        let title = title(&source, &header, &columns, Span::at(0, text.len()));
        assert_eq!(title.map(|title| source.slice(title)), Some("Baten en lasten van wegen"));
    }

    #[test]
    fn a_form_says_the_name_in_a_line_of_its_own_or_behind_an_attribute() {
        let named = |above: &str| {
            let text = format!("Een zin vooraf.\n{above}2019\n2020\n12\n13\nBron: CBS");
            let source = Source::new(&text);
            let year = above.len() + "Een zin vooraf.\n".len();
            let column = Column { label: vec![Span::at(year, year + 4)], ..Column::default() };
            let form = form(&source, &[column], Span::at(0, text.len() - 10));
            let shown = |span: Span| source.slice(span).to_owned();
            form.map(|form| (shown(form.name), form.unit.map(shown)))
        };
        let restafval =
            |unit: Option<&str>| Some(("Restafval".to_owned(), unit.map(str::to_owned)));
        assert_eq!(named("Restafval\nEenheid: kg\n"), restafval(Some("kg")));
        assert_eq!(named("Indicator: Restafval\nEenheid: kg\n"), restafval(Some("kg")));
        assert_eq!(named("Indicator:\nRestafval\n"), restafval(None));
        assert_eq!(named("Restafval\n"), restafval(None));
        assert_eq!(named("Eenheid: kg\n"), None);
    }

    #[test]
    fn titles_stick_to_the_header_or_stand_above_it() {
        check("Effectindicatoren\u{A0}20182019", Some("Effectindicatoren"));
        check(
            "Overzicht van baten en lasten KadesRekening 2019Afwijking",
            Some("Overzicht van baten en lasten Kades"),
        );
        check(
            "Tabel A.1  Inkomsten heffingen (bedragen x € 1.000)\n\nBelasting\n\nBegroot\n\nRekening",
            Some("Inkomsten heffingen"),
        );
        check("Programma\n\nRekening 2019\n\nBegroting 2020", None);
    }

    #[test]
    fn a_title_holds_the_unit_above_what_heads_the_labels() {
        let names = "Rekening 2020\n\nBegroting 2021\n\nBurap 2021";
        check_columns(
            &format!("Opbrengsten (x € 1.000)\n\nCategorie\n\n{names}"),
            3,
            Some("Opbrengsten"),
        );
        check_columns(&format!("Taakveld (x € 1.000)\n\nCategorie\n\n{names}"), 3, None);
    }

    /// The title of a table below a text.
    #[track_caller]
    fn check_above(above: &str, expected: Option<&str>) {
        let text = format!("{above}\n\nWegen 12");
        let source = Source::new(&text);
        let table = Span::at(above.len() + 2, text.len());
        let title = title(&source, &[], &[], table);
        assert_eq!(title.map(|title| source.slice(title)), expected, "{above}");
    }

    #[test]
    fn the_number_of_a_table_or_annex_is_no_part_of_its_title() {
        check_above("Overzicht van baten\n\nTabel 5.1", Some("Overzicht van baten"));
        check_above("Overzicht van baten\n\nTabel 5.1 Wegen", Some("Wegen"));
        check_above("Bijlage 3: Tarieven van 2020", Some("Tarieven van 2020"));
        check_above("Bijlage 3 Tarieven van 2020", Some("Bijlage 3 Tarieven van 2020"));
    }

    #[test]
    fn two_words_for_labels_are_no_title() {
        let names = "Rekening 2020\n\nBegroting 2021";
        check(&format!("Programma / product\n\n{names}"), None);
        check("Nr.NaamRekening 2020Begroting 2021", None);
        check(&format!("Wegen / paden\n\n{names}"), Some("Wegen / paden"));
    }
}
