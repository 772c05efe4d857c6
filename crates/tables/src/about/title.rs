//! The name of a table.

use ontleed_text::{Source, Span};

use super::unit::only_unit;
use super::{ABOVE, REACH, is_number_of_table, lines_above, name};
use crate::header;
use crate::joints;
use crate::kinds;
use crate::lex::{Head, Place};
use crate::line;
use crate::table::Column;
use crate::words::{self, Item, What};

/// The name of a table: what sticks to its first column, heads its labels without being a word for
/// labels, or stands nearest above its header. What stands above a region is the name of its first table, and of another only
/// where nothing else is.
pub(crate) fn title(
    source: &Source<'_>,
    header: &[Vec<Head>],
    columns: &[Column],
    table: Span,
    is_first: bool,
) -> Option<Span> {
    let heads: Vec<&Head> = header.iter().flatten().collect();
    let named = columns.iter().flat_map(|column| &column.label).map(|span| span.start).min();
    let Some(first) = named.or_else(|| heads.iter().find_map(|head| glued(head))) else {
        return above(source, table, false, false);
    };
    let is_first_named = columns.first().is_none_or(|column| !column.label.is_empty());
    let header = Header { source, rows: header, heads, first, is_first_named };
    let stuck = header.stuck();
    let own = stuck.filter(|name| !heads_labels(source, *name)).or_else(|| header.in_corner());
    if own.is_none_or(|name| !says_more(source, name))
        && let Some(title) = header.with_unit()
    {
        return Some(title);
    }
    let own = own.or_else(|| header.before_columns());
    let has_label = header.heads.iter().any(|head| heads_labels_first(head));
    own.filter(|name| !is_first || says_more(source, *name))
        .or_else(|| above(source, table, true, has_label))
        .or(own)
        .or(stuck)
        .or_else(|| above(source, table, false, has_label))
}

/// The cells of a header, where its columns begin.
struct Header<'h> {
    source: &'h Source<'h>,
    rows: &'h [Vec<Head>],
    /// The cells of all rows.
    heads: Vec<&'h Head>,
    /// Where the name of the first column begins.
    first: u32,
    /// Whether the first column has a name: before the names of columns behind one without may stand its own.
    is_first_named: bool,
}

impl Header<'_> {
    /// What sticks to the name of the first column.
    fn stuck(&self) -> Option<Span> {
        let source = self.source;
        let head = self.open_before_columns().find(|head| self.first < head.span.end)?;
        let text = Span::new(head.span.start, self.first);
        let is_glued = !source.slice(text).ends_with([' ', '\n']);
        name(source, text).filter(|name| {
            is_glued && !names_two_labels(source, *name) || !heads_labels(source, *name)
        })
    }

    /// What stands above the labels. Behind a word for codes it says what the labels are: `Nr. | Risicogebeurtenis`.
    fn in_corner(&self) -> Option<Span> {
        let source = self.source;
        let is_label = |head: &&Head| head.place == Place::Label;
        let all: Vec<&Head> = self.heads.iter().copied().filter(is_label).collect();
        // One may stand beside any row of the names of columns.
        let labels = match all.as_slice() {
            [_] => all,
            _ => self.rows.first()?.iter().filter(is_label).collect(),
        };
        let is_coded = labels.first().is_some_and(|head| heads_labels(source, head.span));
        let is_title =
            |name: &Span| !heads_labels(source, *name) && (!is_coded || says_more(source, *name));
        let over = labels.iter().filter_map(|head| name(source, head.span));
        let mut over = over.filter(|name| !names_codes(source, *name));
        over.find(is_title).or_else(|| self.below_unit())
    }

    /// What stands above the labels below the unit of all amounts: only a cell that says what the table is about is its name.
    fn below_unit(&self) -> Option<Span> {
        let is_unit = |head: &Head| head.items.iter().all(|item| item.what == What::Unit);
        let first = self.rows.iter().find(|row| !row.iter().all(is_unit))?;
        let label = first.iter().find(|head| head.place == Place::Label)?;
        let name = name(self.source, label.span)?;
        let is_title = kinds::is_title(self.source.slice(name));
        (is_title && !heads_labels(self.source, name)).then_some(name)
    }

    /// The cell that ends in the unit of all amounts, where a cell between it and the columns heads the labels.
    fn with_unit(&self) -> Option<Span> {
        let is_before = |head: &&Head| head.place == Place::Open && head.span.end <= self.first;
        let holds_unit = |head: &&Head| {
            let last = head.items.last();
            last.is_some_and(|last| words::begins_with_unit(self.source.slice(last.span)))
        };
        let mut before = self.heads.iter().copied().filter(is_before);
        let title = before.rfind(holds_unit)?;
        let is_between =
            |head: &&Head| title.span.end < head.span.start && head.span.start < self.first;
        let is_above = self.heads.iter().any(is_between);
        name(self.source, title.span).filter(|name| is_above && !heads_labels(self.source, *name))
    }

    /// The last cell before the columns that says more than one word. Behind the first word for labels stand only columns.
    fn before_columns(&self) -> Option<Span> {
        let source = self.source;
        // Names that stick together are of columns.
        let names_glued =
            |item: &Item| item.glued && matches!(item.what, What::Measure(Some(_), _));
        let over = self.open_before_columns().filter(|head| !head.items.iter().any(names_glued));
        let over = over.filter(|head| head.span.end <= self.first);
        let over = over.filter_map(|head| name(source, head.span));
        let is_label = |name: &Span| heads_labels(source, *name);
        let titles = over.skip_while(is_label).take_while(|name| !is_label(name));
        let titles: Vec<Span> = titles.collect();
        let long = titles.iter().rfind(|name| says_more(source, **name));
        long.or(titles.last()).copied()
    }

    /// The cells that begin before the columns and that nothing places above labels or values.
    fn open_before_columns(&self) -> impl Iterator<Item = &Head> {
        let is_open = |head: &&Head| head.place == Place::Open && self.is_first_named;
        let heads = self.heads.iter().copied();
        heads.filter(|head| head.span.start < self.first).filter(is_open)
    }
}

/// Whether a name says more than what the labels are: one word above them does not, unless only it can name the table.
fn says_more(source: &Source<'_>, name: Span) -> bool {
    let printed = source.slice(name);
    printed.contains(char::is_whitespace)
        || kinds::names_alone(printed) && !words::is_side(source, name)
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

/// The words of a line that Markdown marks as a heading: `## Balans`, `## Balans ##`.
fn markdown_heading(source: &Source<'_>, line: Span) -> Option<Span> {
    let text = source.slice(line);
    let words = text.trim_start_matches('#');
    let is_heading = words.len() < text.len() && words.starts_with(' ');
    let (start, end) = (text.len() - words.len(), text.trim_end().trim_end_matches('#').len());
    (is_heading && start < end).then(|| Span::at(start, end).shift(line.start))
}

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
        let title = title(&source, &header, &columns, all, true);
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
        let title = title(&source, &header, &columns, Span::at(0, text.len()), true);
        assert_eq!(title.map(|title| source.slice(title)), Some("Baten en lasten van wegen"));
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
        let title = title(&source, &[], &[], table, true);
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
