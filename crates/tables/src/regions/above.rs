//! Where the header begins that stands above the rows of a table.

use std::collections::BTreeSet;
use std::ops::Range;

use ontleed_model::Kind as Heading;
use ontleed_terms::documents;

use super::{EMPTY_REACH, LONGEST_REST, STREAM_TEXTS, Scan, Style};
use crate::header::Heads;
use crate::line::Kind;
use crate::vocabulary::{self, Role};
use crate::words::{self, Item, What};

/// How far above its first row the header of a table is looked for, in lines that say something.
const HEADER_REACH: usize = 60;

/// How far from the edge no label or heading stands.
const INDENT: &str = "            ";

impl Scan<'_, '_> {
    /// The first line of the header that stands above a body.
    pub(super) fn header_above(&self, body: &Range<usize>, floor: usize, style: Style) -> usize {
        let top = self.names_above(body, floor, style);
        if top == body.start && style == Style::Stream {
            self.label_above(body.start, floor)
        } else if top < body.start || style == Style::Aligned {
            self.header_lines_above(top, floor, style)
        } else {
            top
        }
    }

    /// The highest line above a body that names columns, with few other lines between.
    fn names_above(&self, body: &Range<usize>, floor: usize, style: Style) -> usize {
        let mut top = body.start;
        let (mut misses, mut seen, mut blanks) = (0, 0, 0);
        // The first row of a stream begins with a label on a line of its own.
        let allowed = if style == Style::Stream { 4 } else { 2 };
        let reach = if style == Style::Stream { STREAM_TEXTS } else { allowed };
        for at in (floor..body.start).rev() {
            match self.kinds[at] {
                Kind::Blank => {
                    blanks += 1;
                    let closed = style == Style::Lines && self.has_header(top..body.start);
                    if blanks > EMPTY_REACH || closed {
                        break;
                    }
                    continue;
                }
                Kind::Bullet | Kind::Tag | Kind::Pipe | Kind::Tab => break,
                Kind::Rule if self.underlines(at) => break,
                Kind::Text
                    if self.is_known_heading(at)
                        && !(style == Style::Stream && self.is_below_label(at, floor))
                        && !self.is_below_columns(at, floor)
                        && (self.has_header(top..body.start)
                            || !self.is_below_header(at, floor))
                        && (seen > 0 || !self.is_below_words(at, floor)) =>
                {
                    break;
                }
                Kind::Prose if self.is_running_text(at) => break,
                // On a line of its own it names a column only between others.
                Kind::Text if self.is_title_of_document(at) => misses += 1,
                Kind::Period | Kind::Void | Kind::Rule => top = at,
                Kind::Text | Kind::Prose | Kind::Row { .. }
                    if self.names_columns(at) && (misses <= allowed || self.is_header(at)) =>
                {
                    (top, misses) = (at, 0);
                }
                Kind::Text if style == Style::Stream && self.is_dated_again(at) => {
                    (top, misses) = (at, 0);
                }
                Kind::Prose if top < body.start || !self.may_be_label(at, at, floor) => break,
                Kind::Text | Kind::Prose | Kind::Row { .. } if misses >= reach => break,
                Kind::Text | Kind::Prose | Kind::Row { .. } | Kind::Value => misses += 1,
            }
            blanks = 0;
            seen += 1;
            if seen > HEADER_REACH {
                break;
            }
        }
        top
    }

    /// Whether a line is the same name as the one before or behind it but for its date, and no value follows: `Aantal 2019`, and
    /// below it `Aantal 2020`.
    fn is_dated_again(&self, at: usize) -> bool {
        let words = |line: usize| {
            let is_name = self.kinds[line] == Kind::Text && !self.is_before_value(line);
            let words = is_name.then(|| self.heads(line).dated_words()).flatten()?;
            Some(self.source.slice(words))
        };
        let Some(own) = words(at) else { return false };
        let above = (0..at).rev().find(|&line| self.shows(line));
        let below = (at + 1..self.kinds.len()).find(|&line| self.shows(line));
        let is_other = |line: usize| words(line) == Some(own) && self.text(line) != self.text(at);
        above.into_iter().chain(below).any(is_other)
    }

    /// Whether a line names columns, or says their unit.
    fn names_columns(&self, at: usize) -> bool {
        let heads = self.heads(at);
        heads.names_columns() || self.kinds[at] == Kind::Text && heads.unit
    }

    /// Whether a line has the name of a document: `Jaarrekening 2020`.
    fn names_document(&self, at: usize) -> bool {
        !documents(self.text(at)).is_empty()
    }

    /// Whether a line has the name of a document that names a column only beside others: `Jaarstukken 2020`, `Jaarverslag 2020`.
    fn is_title_of_document(&self, at: usize) -> bool {
        let first = self.text(at).split_whitespace().next().and_then(vocabulary::role);
        matches!(first, Some(Role::Initial(_))) && self.names_document(at)
    }

    /// Where a header begins: a page has the name of its document above its own title, and neither heads a column
    /// (`Jaarrekening 2020`, and below it `Lokale heffingen`).
    pub(super) fn below_page_title(&self, header: Range<usize>) -> usize {
        let mut shown = header.clone().filter(|&line| self.shows(line)).peekable();
        let names_document = |line: &usize| self.names_document(*line);
        let is_title = |line: usize| {
            self.kinds[line] == Kind::Text
                && self.heads(line).columns == 0
                && self.heads(line).first() == Some(What::Other)
        };
        if !shown.peek().is_some_and(names_document) {
            return header.start;
        }
        // `Begroting 2016` and `Jaarrekening 2016` are two columns, no title.
        let documents = shown.clone().take_while(names_document);
        let documents: BTreeSet<&str> = documents.map(|line| self.text(line).trim()).collect();
        if documents.len() > 1 {
            return header.start;
        }
        match shown.find(|line| !names_document(line)) {
            Some(title) if is_title(title) => {
                let heads = |line: usize| self.heads(line).pure || self.heads(line).columns > 0;
                if shown.any(heads) { title } else { header.end }
            }
            _ => header.start,
        }
    }

    /// Whether the line above names a column: `BATEN EN LASTEN` below `Totaal` names rows.
    fn is_below_columns(&self, at: usize, floor: usize) -> bool {
        let above = (floor..at).rev().take(EMPTY_REACH).find(|&line| self.shows(line));
        above.filter(|&line| self.kinds[line] == Kind::Text).is_some_and(|line| {
            let heads = self.heads(line);
            heads.pure
                && matches!(heads.last(), Some(What::Measure(..) | What::Side(_)))
                && heads.first() == heads.last()
        })
    }

    /// Whether a word for labels stands not far above a line, and only names between: `Verbonden partij`, `Bijdrage`, `Eigen vermogen`.
    fn is_below_label(&self, at: usize, floor: usize) -> bool {
        /// The most names between.
        const REACH: usize = 3;
        let above = (floor..at).rev().filter(|&line| self.shows(line)).take(REACH);
        let is_name = |line: &usize| {
            self.kinds[*line] == Kind::Text && self.span(*line).len() <= LONGEST_REST
        };
        let heads_labels = |line: usize| {
            let heads = self.heads(line);
            heads.pure && heads.first() == Some(What::Label)
        };
        above.take_while(is_name).any(heads_labels)
    }

    /// Whether one of these lines is more than a side, which is the name of a row where it stands alone.
    fn has_header(&self, mut lines: Range<usize>) -> bool {
        lines.any(|line| self.shows(line) && !words::are_sides(&self.heads(line).items))
    }

    /// Whether the header of the rows below stands above this line, which is the name of their group: `Lokale heffingen`
    /// below `Rekening 2016 Begroting 2017`.
    fn is_below_header(&self, at: usize, floor: usize) -> bool {
        let mut above = (floor..at).rev().take(3 * EMPTY_REACH).filter(|&line| self.shows(line));
        let names = |line: usize| {
            let heads = self.heads(line);
            // Years at its end are columns, whatever heads the labels.
            let ends_in_years =
                || heads.columns > 1 && matches!(heads.last(), Some(What::Period(_)));
            self.kinds[line] != Kind::Prose && (heads.pure && heads.columns > 0 || ends_in_years())
        };
        // The name of a larger group may stand between.
        let last = above.next().filter(|&line| names(line) || self.kinds[line] == Kind::Text);
        let last = last.and_then(|line| if names(line) { Some(line) } else { above.next() });
        let Some(last) = last.filter(|&line| names(line)) else { return false };
        // A word that has no measure heads a column too: `Investeringen`.
        let heads = |line: usize| {
            names(line)
                || self.heads(line).pure
                    && matches!(self.heads(line).first(), Some(What::Measure(None, _)))
        };
        self.heads(last).columns > 1 || above.next().is_some_and(heads)
    }

    /// Whether the line above names a column of words, and one above it a column of values: right before values the line is the
    /// label of the first row, `Verbonden partijen` below `Kans`, `Bedrag`, `Maatregel`.
    fn is_below_words(&self, at: usize, floor: usize) -> bool {
        let mut above = (floor..at).rev().filter(|&line| self.shows(line)).take(STREAM_TEXTS);
        let is = |line: usize, test: fn(What) -> bool| {
            let is_headed = |heads: &Heads| heads.pure && heads.last().is_some_and(test);
            self.kinds[line] == Kind::Text && is_headed(self.heads(line))
        };
        above.next().is_some_and(|line| is(line, |what| what == What::Text))
            && above.take(2).any(|line| is(line, What::heads_values))
    }

    /// Whether a line is one of the headings that documents have in common, and no header cell of
    /// that name.
    pub(super) fn is_known_heading(&self, at: usize) -> bool {
        match ontleed_terms::heading(self.text(at)) {
            None => false,
            Some(Heading::Toelichting) => !self.is_header(at),
            Some(Heading::Bereiken | Heading::Doen | Heading::Kosten) => true,
            // `Balans (bedragen x € 1.000)` says what the table is in: it is the title of the table.
            Some(_) if self.text(at).contains('€') => false,
            // `Effectindicatoren Bron 2019 2020` names the columns.
            Some(_) if self.heads(at).pure && self.heads(at).columns > 1 => false,
            Some(_) => !self.heads(at).items.iter().any(|item| item.glued),
        }
    }

    /// Whether a line is more than one sentence, or longer than any header.
    fn is_running_text(&self, at: usize) -> bool {
        /// A header of one line is not longer, in bytes.
        const HEADER: usize = 500;
        let text = self.text(at).trim_end();
        let sentences = text.len() > 130 && text.ends_with('.') && text.contains(". ");
        sentences || text.len() > HEADER
    }

    /// Where a header begins of which a line further down was known: a cell that breaks over lines
    /// puts lines above it that say little on their own.
    fn header_lines_above(&self, top: usize, floor: usize, style: Style) -> usize {
        let mut top = top;
        for at in (floor.max(top.saturating_sub(HEADER_REACH))..top).rev() {
            let below = &self.heads(top).items;
            let begins = below.first().is_some_and(|item| item.what == What::Other && !item.glued);
            let is_line = matches!(self.kinds[at], Kind::Text | Kind::Period | Kind::Prose);
            if style == Style::Aligned && self.is_line_of_cells(at) {
                top = at;
                continue;
            }
            // The name of a group stands between the header and the rows.
            let is_group = style == Style::Aligned
                && self.kinds[at] == Kind::Text
                && at + 1 == top
                && at > floor
                && self.is_line_of_cells(at - 1);
            if is_group {
                continue;
            }
            if self.kinds[at] == Kind::Text && self.breaks_word(at, top) {
                top = at;
                continue;
            }
            if !is_line || (begins && !goes_on(self.text(top).trim_start())) {
                break;
            }
            if !self.goes_on_below(at) {
                break;
            }
            top = at;
        }
        top
    }

    /// Whether a line is of words that stand apart, or far from the edge.
    fn is_line_of_cells(&self, at: usize) -> bool {
        matches!(self.kinds[at], Kind::Text | Kind::Period | Kind::Prose)
            && (self.text(at).trim().contains("  ") || self.text(at).starts_with(INDENT))
    }

    /// Whether a hyphen breaks the word at the end of a line: `Effect-`, and on the next line `indicator`.
    fn breaks_word(&self, at: usize, below: usize) -> bool {
        let is_letter = |c: char| c.is_lowercase();
        let above = self.text(at).trim_end().strip_suffix('-');
        at + 1 == below
            && self.span(at).len() < LONGEST_REST
            && above.is_some_and(|above| above.ends_with(is_letter))
            && self.text(below).trim_start().starts_with(is_letter)
    }

    /// Whether a line above a header can be the begin of its cells: it holds a word of a header, or few others.
    fn goes_on_below(&self, at: usize) -> bool {
        let items = &self.heads(at).items;
        let known = items.iter().filter(|item| item.what != What::Other).count();
        let ends_known = items.last().is_some_and(|item| item.what != What::Other);
        let is_head =
            |item: &Item| item.what.heads_values() || matches!(item.what, What::Modifier(_));
        let is_rest = || goes_on(self.text(at).trim_start()) && self.span(at).len() < LONGEST_REST;
        (self.kinds[at] != Kind::Prose || ends_known) && items.iter().any(is_head)
            || is_rest()
            || known * 2 >= items.len()
    }

    /// Whether a header word stands among others: two more above it.
    fn is_header(&self, at: usize) -> bool {
        let mut above = (0..at).rev().filter(|&line| self.shows(line)).take(2);
        let is_head = |line: usize| self.kinds[line] == Kind::Period || self.heads(line).pure;
        above.clone().count() == 2 && above.all(is_head)
    }

    /// The label of a first row without any header.
    fn label_above(&self, first: usize, floor: usize) -> usize {
        let above = (floor..first).rev().find(|&line| self.shows(line));
        let is_label = |line: &usize| self.kinds[*line] == Kind::Text || self.is_long_label(*line);
        above.filter(is_label).unwrap_or(first)
    }
}

/// Whether a line goes on from the line above it: it begins small, or with the number of a change (`3e`).
fn goes_on(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_ordinal = || rest.len() < line.len() && rest.strip_prefix('e').is_some_and(ends_word);
    line.starts_with(|c: char| c.is_lowercase() || c == '/') || is_ordinal()
}

fn ends_word(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::super::tests::printed;

    /// What stands above the rows of a table and belongs to it, of lines with `/` between them.
    #[track_caller]
    fn check(above: &str, rows: &str, expected: &str) {
        let lines = |text: &str| text.replace('/', "\n");
        let found = printed(&lines(&format!("{above}/{rows}")));
        let [(_, table)] = found.as_slice() else { panic!("{} tables: {above}", found.len()) };
        let header = table.strip_suffix(&*lines(rows)).map(|header| header.replace('\n', "/"));
        assert_eq!(header.as_deref().map(|header| header.trim_end_matches('/')), Some(expected));
    }

    const LINES: &str = "Bestuur 1.204 980/Wonen 1.310 1.045";
    const STREAM: &str = "Bestuur//12//13//Wonen//14//15";

    #[test]
    fn names_of_columns_stand_above_rows() {
        check("Omschrijving 2019 2020", LINES, "Omschrijving 2019 2020");
        check("Bedragen x € 1.000/Naam/2019 2020", LINES, "Bedragen x € 1.000/Naam/2019 2020");
        check("Naam//2019//2020/", STREAM, "Naam//2019//2020");
        // An empty line above the names of rows a line each ends the header.
        check("Begroting 2020//Naam 2019 2020", LINES, "Naam 2019 2020");
        // A side is the name of the first group, and may stand below one.
        check("Naam 2019 2020//Lasten", LINES, "Naam 2019 2020//Lasten");
        check("Begroting 2020//Naam//2019//2020/", STREAM, "Begroting 2020//Naam//2019//2020");
    }

    #[test]
    fn names_that_come_again_with_another_date_name_columns() {
        let names = "Naam//Kosten 2019//Kosten 2020//Tarief 2019//Tarief 2020";
        check(&format!("Beheer van de wegen//{names}/"), STREAM, names);
        // Each alone may be a title, and before a value a label.
        check("Kosten 2019//Tarief 2020/", STREAM, "Tarief 2020");
        check("Kosten 2019/", "12//13//Kosten 2020//14//15", "Kosten 2019");
    }

    #[test]
    fn a_word_that_a_hyphen_breaks_begins_on_the_line_above() {
        let header = "Effect-/indicator//2019//2020";
        check(&format!("{header}/"), STREAM, header);
        check("Effect -/indicator//2019//2020/", STREAM, "indicator//2019//2020");
    }

    #[test]
    fn headings_and_sentences_stand_above_the_header() {
        check("Wat mag het kosten?/Omschrijving 2019 2020", LINES, "Omschrijving 2019 2020");
        check("Begroting 2020/-----/Omschrijving 2019 2020", LINES, "Omschrijving 2019 2020");
        let text = "De begroting van 2020 is hoger dan die van 2019. ".repeat(3);
        check(&format!("{text}/Omschrijving 2019 2020"), LINES, "Omschrijving 2019 2020");
        let page = "Rekening 2019 Begroting 2020/Lokale heffingen/Omschrijving 2019 2020";
        check(page, LINES, "Omschrijving 2019 2020");
        let balance = "Balans (bedragen x € 1.000)";
        check(&format!("{balance}/Naam 2019 2020"), LINES, &format!("{balance}/Naam 2019 2020"));
    }

    #[test]
    fn a_heading_below_a_header_is_the_name_of_a_group() {
        let header = "Rekening 2019 Begroting 2020/Lokale heffingen";
        check(header, LINES, header);
        let header = "Rekening 2019//Begroting 2020//Lokale heffingen";
        check(&format!("{header}/"), "Lasten//12//13//Baten//14//15", header);
        let header = "Naam//Stand 1-1-2020//Investeringen//Stand 31-12-2020";
        check(&format!("{header}/"), "Financiën//12//3//15//Baten//13//4//17", header);
        let header = "Rekening 2019//Begroting 2020//Vaste passiva//Eigen vermogen";
        check(&format!("{header}/"), "12//13//Reserves//14//15", header);
        let years = "Voorstel 2023 2024 2025/Autonome ontwikkelingen";
        check(years, LINES, years);
        let one = "Rekening 2019//Vaste passiva//Eigen vermogen";
        check(&format!("{one}/"), "12//13//Reserves//14//15", "Eigen vermogen");
    }

    #[test]
    fn a_known_heading_right_before_values_may_be_the_first_label() {
        let values = "50%//400//geen//Planschade//30%//100//geen";
        let header = "Kans//Bedrag//Maatregel//Verbonden partijen";
        check(&format!("{header}/"), values, header);
        check("Zomaar een zin//Maatregel//Verbonden partijen/", values, "Verbonden partijen");
    }

    #[test]
    fn the_name_of_the_document_above_a_title_heads_no_column() {
        let title = "Wegen en bruggen//Naam//2019//2020";
        check(&format!("Jaarrekening 2020//{title}/"), STREAM, title);
        let columns = "Begroting 2016//Jaarrekening 2016";
        check(&format!("{columns}/"), STREAM, columns);
        // No column is called so, and a sentence is no title.
        let names = "Nummer//Naam//2019//2020";
        check(&format!("Jaarstukken 2020//Dit is een zin.//Wegen//{names}/"), STREAM, names);
    }

    #[test]
    fn cells_that_broke_over_lines_begin_above_the_line_that_is_known() {
        let header = "                        Begroting     Rekening/                        na wijziging  2020";
        let rows = "Bestuur                     1.204          980/Wonen                       1.310        1.045";
        check(&format!("Zomaar een zin//{header}"), rows, header);
    }
}
