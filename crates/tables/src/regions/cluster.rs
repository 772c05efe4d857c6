//! Rows and cells that white space keeps apart.

use std::ops::Range;

use ontleed_dutch::mark;

use super::{EMPTY_REACH, Found, LONGEST_REST, STREAM_TEXTS, Scan, Style};
use crate::line::{self, Dash, Kind};
use crate::rows;
use crate::vocabulary::Side;
use crate::words::What;

/// A body without a table skips one more row for each so many lines.
const LONG_BODY: usize = 512;

impl Scan<'_, '_> {
    /// Rows and cells that white space keeps apart.
    pub(super) fn cluster(&self, first: usize, floor: usize) -> Found {
        let body = self.body(first, floor);
        let style = self.style(&body);
        let has_name = style == Style::Lines && first > floor && self.names_row_below(first - 1);
        let body = first - usize::from(has_name)..body.end;
        // Nothing here: another row may begin a table further down. In a long body rows are skipped: each reads all of it.
        let nothing = || {
            let is_strong =
                |&line: &usize| matches!(self.kinds[line], Kind::Row { strong: true, .. });
            let next = first + 1 + (body.end - first) / LONG_BODY;
            Found::nothing((next..body.end).find(is_strong).unwrap_or(body.end))
        };
        let shown = self.count(&body);
        if !shown.is_table(style, true) {
            return nothing();
        }
        let start = self.below_page_title(self.header_above(&body, floor, style)..body.start);
        if !shown.is_table(style, start < body.start) {
            return nothing();
        }
        let mut end = self.words_behind(start..body.start, body.end, style);
        if style == Style::Stream {
            end = self.row_without_values(self.letter_behind(&body, end));
        }
        Found::region(start..end, style)
    }

    /// From the first row to the last one before prose, a heading or another header.
    fn body(&self, first: usize, floor: usize) -> Range<usize> {
        let mut end = first + 1;
        let (mut texts, mut blanks, mut headings) = (0, 0, 0);
        let mut seen = Shown::default();
        seen.add(self.kinds[first]);
        for at in first + 1..self.kinds.len() {
            match self.kinds[at] {
                _ if self.gapped(at).is_some() => break,
                Kind::Row { .. } if self.whole(at).is_some() => break,
                Kind::Blank => {
                    blanks += 1;
                    if blanks > EMPTY_REACH {
                        break;
                    }
                    continue;
                }
                Kind::Value | Kind::Void | Kind::Row { .. } if headings > 1 => break,
                Kind::Row { .. }
                    if seen.is_stream() && blanks > 0 && self.is_paragraph_of_rows(at) =>
                {
                    break;
                }
                Kind::Value | Kind::Void | Kind::Row { .. } => {
                    seen.add(self.kinds[at]);
                    end = at + 1;
                    (texts, headings) = (0, 0);
                }
                Kind::Period => headings += 1,
                Kind::Rule => {}
                Kind::Text
                    if self.heads(at).columns > 1
                        && !(seen.is_stream() && self.names_balance(at)) =>
                {
                    break;
                }
                Kind::Text
                    if seen.is_stream() && (self.is_attribute(at) || self.is_explained(at)) =>
                {
                    break;
                }
                Kind::Text
                    if seen.lone + seen.voids == 0
                        && (self.names_next_card(first, at) || self.ends_card(first, at)) =>
                {
                    break;
                }
                Kind::Text => {
                    let heads = self.heads(at);
                    let names_rows = matches!(heads.first(), Some(What::Side(_) | What::Label));
                    headings += usize::from(heads.pure && !names_rows);
                    texts += 1;
                    if texts > if seen.is_stream() { STREAM_TEXTS } else { 3 } {
                        break;
                    }
                }
                Kind::Prose if self.may_be_label(at, first, floor) => texts += 1,
                Kind::Prose | Kind::Bullet | Kind::Tag | Kind::Pipe | Kind::Tab => break,
            }
            blanks = 0;
        }
        first..end
    }

    /// Whether a line begins a paragraph of which each line is a row on its own, and no value stands below it: a table by itself
    /// below one with a cell a line. Below the name of a column it is a cell of several lines.
    fn is_paragraph_of_rows(&self, first: usize) -> bool {
        let is_row =
            |line: usize| matches!(self.kinds[line], Kind::Row { values: 1.., strong: true });
        let end = (first..self.kinds.len()).find(|&line| !is_row(line)).unwrap_or(self.kinds.len());
        let above = (0..first).rev().find(|&line| self.shows(line));
        let next = (end..self.kinds.len()).find(|&line| self.shows(line));
        end > first + 1
            && !above.is_some_and(|line| self.heads(line).pure)
            && self.kinds.get(end).is_none_or(|&kind| kind == Kind::Blank)
            && !next.is_some_and(|line| matches!(self.kinds[line], Kind::Value | Kind::Void))
    }

    /// Whether a line begins with the word for a balance and a value stands below it, maybe behind an empty cell: the label of a row,
    /// whatever names of columns it holds. `Saldo mutaties reserves`
    fn names_balance(&self, line: usize) -> bool {
        let is_empty = |line: &usize| matches!(self.kinds[*line], Kind::Blank | Kind::Void);
        let next = (line + 1..self.kinds.len()).find(|line| !is_empty(line));
        self.heads(line).first() == Some(What::Side(Side::Saldo))
            && next.is_some_and(|next| self.kinds[next] == Kind::Value)
    }

    /// Whether a line is the name of another card: below it the measure that the first row has stands again, alone with its
    /// figure, and no year of a column stands above.
    fn names_next_card(&self, first: usize, line: usize) -> bool {
        let next = (line + 1..self.kinds.len()).find(|&line| self.shows(line));
        let is_one_figure = |line: usize| matches!(self.kinds[line], Kind::Row { values: 1, .. });
        let Some(next) = next.filter(|&next| is_one_figure(next) && is_one_figure(first)) else {
            return false;
        };
        let label = self.label_of_card(first);
        let mut above = (0..first).rev().filter(|&line| self.shows(line)).take(2);
        let has_period = |line: usize| {
            self.heads(line).items.iter().any(|item| matches!(item.what, What::Period(_)))
        };
        label.is_some()
            && self.label_of_card(next) == label
            && !above.any(|line| self.kinds[line] != Kind::Prose && has_period(line))
    }

    /// Whether a line below a card is a button of the page: `BEKIJK TOELICHTING`.
    fn ends_card(&self, first: usize, line: usize) -> bool {
        self.label_of_card(first).is_some() && ontleed_terms::is_furniture(self.text(line))
    }

    /// The measure that a line has as its label before one figure: `Begroot € -126.628`.
    fn label_of_card(&self, line: usize) -> Option<&str> {
        let text = self.text(line);
        let value = line::tail_values(text, Dash::Sign).first()?.range().start;
        let label = text[..value].trim();
        rows::is_card_measure(label).then_some(label)
    }

    /// What keeps the cells of a body apart.
    fn style(&self, body: &Range<usize>) -> Style {
        let (mut periods, mut aligned, mut labels, mut named) = (0, 0, 0, 0);
        for line in body.clone() {
            match self.kinds[line] {
                Kind::Period => periods += 1,
                Kind::Row { .. } => {
                    labels += usize::from(self.is_before_value(line));
                    aligned += usize::from(self.gaps[line] && is_aligned(self.text(line)));
                    named += usize::from(line > 0 && self.names_row_below(line - 1));
                }
                _ => {}
            }
        }
        let shown = self.count(body);
        let rows = shown.strong + shown.weak;
        let lone = shown.lone + shown.voids + periods;
        // A label that ends in a number looks like a row; its value is on the next line.
        if lone > shown.cells || shown.is_stream() || (rows > 1 && labels == rows) {
            Style::Stream
        } else if aligned * 2 > rows && named * 2 <= rows {
            Style::Aligned
        } else {
            Style::Lines
        }
    }

    /// Whether a line of words stands right above one of values and nothing else.
    fn names_row_below(&self, line: usize) -> bool {
        self.kinds[line].may_name_row()
            && matches!(self.kinds.get(line + 1), Some(Kind::Row { .. }))
            && line::holds_only_values(self.text(line + 1))
    }

    /// What speaks for a table in a body.
    fn count(&self, body: &Range<usize>) -> Shown {
        let mut shown = Shown::default();
        body.clone().for_each(|line| shown.add(self.kinds[line]));
        shown
    }

    /// The end of a table behind its last value: where the last column holds words, or where the last
    /// label is not finished.
    fn words_behind(&self, header: Range<usize>, end: usize, style: Style) -> usize {
        /// A cell of words is shorter, in bytes.
        const LONGEST_WORDS: usize = 60;
        let pure = |&line: &usize| {
            let heads = self.heads(line);
            self.kinds[line] == Kind::Text && heads.pure && !heads.units
        };
        let last = header.rev().find(pure);
        let names_words = last.is_some_and(|line| self.heads(line).last() == Some(What::Text));
        if style == Style::Aligned {
            return self.label_behind(end);
        }
        if style != Style::Stream || !names_words {
            return end;
        }
        let next = (end..self.kinds.len()).take(EMPTY_REACH).find(|&line| self.shows(line));
        let is_cell = |line: &usize| {
            self.kinds[*line] == Kind::Text && self.span(*line).len() < LONGEST_WORDS
        };
        next.filter(is_cell).map_or(end, |line| line + 1)
    }

    /// The end of a table with a cell a line behind the letter of its last value, where others have one too.
    fn letter_behind(&self, body: &Range<usize>, end: usize) -> usize {
        let is_letter = |line: &usize| line::is_letter(self.text(*line).trim());
        let next = (end..self.kinds.len()).take(EMPTY_REACH).find(|&line| self.shows(line));
        let next = next.filter(|line| is_letter(line) && body.clone().any(|line| is_letter(&line)));
        next.map_or(end, |line| line + 1)
    }

    /// The end of a table with a cell a line whose last row has no values: its words stand before a
    /// known heading or the end of the text.
    fn row_without_values(&self, end: usize) -> usize {
        /// More words than this are no row.
        const WORDS: usize = 3;
        let mut last = end;
        for line in (end..self.kinds.len()).filter(|&line| self.shows(line)).take(WORDS + 1) {
            if self.kinds[line] != Kind::Text || self.is_said_of_table(line) {
                return end;
            }
            if self.is_known_heading(line) {
                return last;
            }
            if self.names_values(line) {
                return end;
            }
            last = line + 1;
        }
        let at_the_end = !(last..self.kinds.len()).any(|line| self.shows(line));
        if at_the_end { last } else { end }
    }

    /// Whether a line is the name of a column of values, and heads the rows below it.
    fn names_values(&self, line: usize) -> bool {
        let heads = self.heads(line);
        heads.pure && matches!(heads.first(), Some(What::Measure(Some(_), _) | What::Period(_)))
    }

    /// Whether a line below a table says something of it: a note, a sentence or an attribute (`Bron: CBS`).
    fn is_said_of_table(&self, line: usize) -> bool {
        self.is_sentence(line) || mark(self.text(line).trim()).is_some() || self.is_attribute(line)
    }

    /// Whether a line says what something is, or is below: `Bron: CBS`, `Eenheid:`.
    fn is_attribute(&self, line: usize) -> bool {
        let parts = self.text(line).split_once(':');
        parts.is_some_and(|(attribute, _)| ontleed_terms::is_attribute(attribute.trim()))
    }

    /// Whether a line says that it is explained, and a sentence below it does: `Toelichting op de indicator:`.
    fn is_explained(&self, line: usize) -> bool {
        let next = (line + 1..self.kinds.len()).find(|&line| self.shows(line));
        let is_said = self.text(line).trim_end().ends_with(':') || self.is_known_heading(line);
        is_said && next.is_some_and(|next| self.is_sentence(next))
    }

    /// Whether a line ends as a sentence does.
    fn is_sentence(&self, line: usize) -> bool {
        let text = self.text(line).trim();
        text.ends_with('.') && text.contains(' ')
    }

    /// The end of an aligned table whose last label goes on below its values.
    fn label_behind(&self, end: usize) -> usize {
        let is_rest = |line: &usize| {
            self.kinds[*line] == Kind::Text
                && self.span(*line).len() < LONGEST_REST
                && self.heads(*line).columns < 2
        };
        (end..self.kinds.len()).take_while(is_rest).take(3).last().map_or(end, |line| line + 1)
    }
}

/// How many cells with values speak for a row a line: those of a row, one where it may be a label that ends in a figure.
fn cells_of_row(kind: Kind) -> usize {
    match kind {
        Kind::Row { values, strong: true } => usize::from(values).max(1),
        Kind::Row { .. } => 1,
        _ => 0,
    }
}

/// What a body shows that speaks for a table, up to a line or as a whole.
#[derive(Clone, Copy, Default)]
struct Shown {
    strong: usize,
    weak: usize,
    /// Cells of rows a line each.
    cells: usize,
    /// Values with a line of their own.
    lone: usize,
    /// Empty cells with one. Alone they may as well be what separates sections.
    voids: usize,
}

impl Shown {
    fn add(&mut self, kind: Kind) {
        match kind {
            Kind::Row { strong: true, .. } => self.strong += 1,
            Kind::Row { .. } => self.weak += 1,
            Kind::Value => self.lone += 1,
            Kind::Void => self.voids += 1,
            _ => {}
        }
        self.cells += cells_of_row(kind);
    }

    fn is_table(self, style: Style, headed: bool) -> bool {
        let Self { strong, weak, lone, .. } = self;
        match style {
            Style::Stream => lone >= if headed { 2 } else { 4 },
            _ => strong >= 2 || (headed && strong >= 1) || (headed && weak >= 3 && strong > 0),
        }
    }

    /// Whether cells have a line each. Lines that end in a figure may be those of a cell where none is a row beyond doubt:
    /// `Noord: 84`, and below it `Zuid: 88`.
    fn is_stream(self) -> bool {
        let are_lines_of_cells = self.strong == 0 && self.is_table(Style::Stream, false);
        self.lone + self.voids > self.cells || are_lines_of_cells
    }
}

/// Two spaces or more before at least half of the values.
fn is_aligned(text: &str) -> bool {
    let text = text.trim();
    let bytes = text.as_bytes();
    if memchr::memmem::find(bytes, b"  ").is_none() {
        return false;
    }
    let gaps = bytes.windows(3).filter(|w| w[0] == b' ' && w[1] == b' ' && w[2] != b' ').count();
    gaps * 2 >= line::tail_values(text, Dash::Nil).len()
}

#[cfg(test)]
mod tests {
    use super::super::tests::printed;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(Style, &str)]) {
        let expected: Vec<(Style, String)> =
            expected.iter().map(|(style, lines)| (*style, (*lines).to_owned())).collect();
        assert_eq!(printed(text), expected);
    }

    #[test]
    fn lines_of_a_cell_that_end_in_figures_are_no_rows() {
        let cells = "Indicator\n\n2018\n\n2019\n\nBomen\n\n17\n\n21\n\nBanken\n\n7\n\n9";
        let lines = "Buurten\n\nNoord: 84\nZuid: 88\n\nNoord: 86\nZuid: 90\n\nPaden\n\nWest: 8\nOost: 9\n\n12";
        let whole = format!("{cells}\n\n{lines}");
        check(&whole, &[(Style::Stream, &whole)]);
        // As many lines as values before words: what follows is not cut off.
        let words = "Oost: 9 (2017)\nWest: 7 (2017)\n\nOverig\n\nGevels\n\nDoel\n\n31\n\n33";
        let more =
            format!("{cells}\n\nBuurten\n\nNoord: 84\nZuid: 88\n\nNoord: 86\nZuid: 90\n\n{words}");
        check(&more, &[(Style::Stream, &more)]);
    }

    #[test]
    fn a_row_with_a_cell_a_line_may_stand_among_few_rows_a_line_each() {
        let names = "Indicator 2018 2019 2020 2021";
        let (above, below) = (
            "Bomen Doel 1.800 2.000 2.200 2.400",
            "Banken Doel 80% 90% 95% 96%\nResultaat 70% 80% 90% 91%",
        );
        let row = "Resultaat\n\n17\n\n21\n\n22\n\n23";
        let whole = format!("{names}\n{above}\n\n{row}\n\n{below}");
        check(&whole, &[(Style::Lines, &whole)]);
    }

    #[test]
    fn rows_need_a_header_or_more_rows() {
        let rows = "Baten 1.204 980 12\nLasten 1.310 1.045 13";
        check(rows, &[(Style::Lines, rows)]);
        check("Baten 1.204 980 12\nEen zin over de baten van dit jaar, en wat daarbij hoort.", &[]);
        let headed = "Omschrijving 2019 2020 2021\nBaten 1.204 980 12";
        check(headed, &[(Style::Lines, headed)]);
        // A lone value may stand anywhere: a name above it is enough, or four of them.
        let lone = "12\n\nLasten\n\n13";
        check(lone, &[]);
        let named = format!("Baten\n\n{lone}");
        check(&named, &[(Style::Stream, &named)]);
        let more = format!("{lone}\n\nSaldo\n\n14\n\nRest\n\n15");
        check(&more, &[(Style::Stream, &more)]);
    }

    #[test]
    fn what_keeps_most_cells_apart_is_the_style() {
        let header = "Omschrijving 2019 2020\n";
        let spaces =
            format!("{header}Baten van jaren   1.204  980\nLasten   1.310  1.045\nRest 1.310 98");
        check(&spaces, &[(Style::Aligned, &spaces)]);
        let one = spaces.replace("Lasten   1.310  1.045", "Lasten 1.310 1.045");
        check(&one, &[(Style::Lines, &one)]);
        // Labels that end in a number, each before its values.
        let numbered = "Naam\n\nBegroting 2020\n\nProgramma 1\n\n12\n\nProgramma 2\n\n13";
        check(numbered, &[(Style::Stream, numbered)]);
    }

    #[test]
    fn another_header_ends_a_table() {
        let first = "Omschrijving 2019 2020\nBaten 1.204 980\nLasten 1.310 1.045";
        let second = "Omschrijving 2021 2022\nBaten 1.304 880\nLasten 1.410 1.145";
        check(&format!("{first}\n{second}"), &[(Style::Lines, first), (Style::Lines, second)]);
        check(&format!("{first}\n\n{second}"), &[(Style::Lines, first), (Style::Lines, second)]);
    }

    #[test]
    fn a_balance_of_what_columns_may_be_called_is_a_row() {
        let rows = "Naam\n\nBegroting 2020\n\nRekening 2020\n\nStortingen\n\n12\n\n13";
        for balance in ["Saldo mutaties reserves", "Saldo baten lasten"] {
            let table = format!("{rows}\n\n{balance}\n\n14\n\n15");
            check(&table, &[(Style::Stream, &table)]);
        }
    }

    #[test]
    fn a_paragraph_of_rows_is_a_table_by_itself() {
        let cells = "Naam\n\nBegroting 2020\n\nStortingen\n\n12\n\nLeningen\n\n13\n\nRente\n\n14\n\nLeges\n\n15";
        let rows = "Begroot € -8.801\nWerkelijk € -8.926\nVerschil € -125";
        let text = format!("{cells}\n\nAlles samen\n\n{rows}");
        check(&text, &[(Style::Stream, cells), (Style::Lines, rows)]);
        let cell = format!("{cells}\n\nRealisatie\n\n{rows}");
        check(&cell, &[(Style::Stream, &cell)]);
        // With a value below it, it is the label of a row.
        let label = format!("{cells}\n\n{rows}\n\n16");
        check(&label, &[(Style::Stream, &label)]);
    }

    #[test]
    fn a_sentence_is_a_label_before_words_that_a_column_has() {
        let label = "Aandeel van de inwoners dat tevreden is over het groen.";
        let table = |names: &str| {
            let row = format!("{label}\n\nPeiling\n\n12\n\n13");
            format!("Naam\n\n{names}2019\n\n2020\n\n{row}\n\n{row}")
        };
        let words = table("Bron\n\n");
        check(&words, &[(Style::Stream, &words)]);
        let row = "Peiling\n\n12\n\n13";
        check(&table(""), &[(Style::Stream, row), (Style::Stream, row)]);
    }

    #[test]
    fn a_name_above_the_measures_of_a_card_begins_another() {
        let card = "Begroot € -126\nRekening € -124\nAfwijking € 2.192";
        let second = format!("Mutaties reserves\n\n{card}");
        let cards = format!("Saldo programma\n\n{card}\n\n{second}");
        check(&cards, &[(Style::Lines, card), (Style::Lines, &second)]);
        let list = "Kleine verschillen € 42\nGrote verschillen € 2.150";
        let button = format!("{card}\nBekijk toelichting\n\n{list}");
        check(&button, &[(Style::Lines, card), (Style::Lines, list)]);
        // Below the name of a column the names are of groups.
        let table = format!("Omschrijving 2020\nWegen\n{card}\nParken\n{card}");
        check(&table, &[(Style::Lines, &table)]);
    }

    #[test]
    fn a_last_row_may_have_no_values() {
        let rows = "Naam\n\nBegroting 2020\n\nBestuur\n\n12\n\nZorg\n\n13";
        let row = format!("{rows}\n\nSport");
        check(&row, &[(Style::Stream, &row)]);
        for said in ["Bron: CBS", "Eenheid:\n\nfte", "¹ Peildatum 1 mei", "Zie de zorg hieronder."]
        {
            check(&format!("{rows}\n\n{said}"), &[(Style::Stream, rows)]);
        }
    }

    #[test]
    fn what_is_explained_in_a_sentence_is_no_row() {
        let card = |name: &str, values: &str| {
            (name.to_owned(), format!("2019\n\n2020\n\nRealisatie\n\nStreefwaarde\n\n{values}"))
        };
        let (first, rows) = card("Restafval", "152\n\n141");
        let (second, more) = card("Zonnepanelen", "410\n\n655");
        for said in ["Toelichting op de indicator:", "Wat wordt bedoeld:", "Toelichting"] {
            let said = format!("{said}\n\nHet afval in kg.");
            let text = format!("{first}\n\n{rows}\n\n{said}\n\n4.2\n\n{second}\n\n{more}");
            check(&text, &[(Style::Stream, &rows), (Style::Stream, &more)]);
        }
    }

    #[test]
    fn words_may_end_a_table() {
        let rows = "Naam\n\nBegroting 2020\n\nToelichting\n\nBestuur\n\n12\n\nHoger\n\nZorg\n\n13";
        let words = format!("{rows}\n\nLager");
        check(
            &format!("{words}\n\nEen zin over de baten van dit jaar, en wat daarbij hoort."),
            &[(Style::Stream, &words)],
        );
        // The last label of aligned rows goes on below its values.
        let rows = "Omschrijving 2019 2020\nBaten van de stad    1.204    980\nLasten van de        1.310  1.045\ngemeente";
        check(&format!("{rows}\n\nSlot"), &[(Style::Aligned, rows)]);
    }
}
