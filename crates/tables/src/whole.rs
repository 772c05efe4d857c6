//! Tables that stand on one line whole: where two rows met, nothing was left between them.
//!
//! `Realisatie 2020AfwijkingBaten exclusief reserves8.4337.112-685Belastingen3.4792.887-592…`

use std::ops::Range;

use ontleed_terms::taakvelden;
use ontleed_text::{Source, Span};

use crate::header::Heads;
use crate::line::{behind_letter, without_letter};
use crate::notation;
use crate::words::{self, What};

/// A shorter line is a row, a longer one data.
const SHORTEST: usize = 60;
const LONGEST: usize = 64 << 10;

/// Fewer rows may be words and numbers of a sentence that lost its spaces.
const FEWEST_ROWS: usize = 3;

/// Labels in bytes: what is longer is running text, what is shorter the letter of an amount, `N 1.240`.
const SHORTEST_LABEL: usize = 3;
const LONGEST_LABEL: usize = 120;

/// The most digits that stick to a word inside a label: `P0 Bestuur`, `SP71 Zorg`.
const MOST_IN_LABEL: usize = 2;

/// A part of such a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The names of the columns.
    Header(Span),
    /// The name of the rows that follow.
    Group(Span),
    /// A label and its figures.
    Row(Span),
}

/// The parts of the table that a line is, if it is one: words that name columns, then labels with figures that stick to
/// them on both sides. None where it is not known where a row ends.
pub(crate) fn parts(source: &Source<'_>, line: Span) -> Option<Vec<Part>> {
    let text = source.slice(line).trim_end_matches([' ', '\t', '\r']);
    let ends = without_letter(text).ends_with(is_figure);
    if !(SHORTEST..=LONGEST).contains(&text.len()) || !ends || !may_hold_rows(text) {
        return None;
    }
    let mut cut = Cut { source, line, text, from: None, codes: None, parts: Vec::new(), rows: 0 };
    let mut at = 0;
    while let Some(start) = text[at..].find(is_figure).map(|from| at + from) {
        at = figures_end(text, start);
        if holds_cells(&text[start..at]) {
            cut.see(start..at)?;
        }
    }
    (cut.rows >= FEWEST_ROWS).then_some(cut.parts)
}

/// A look without reading: whether figures have a letter behind them, or a space and a letter, wherever a row but the last
/// must end.
fn may_hold_rows(text: &str) -> bool {
    // Numbers instead of conditions: without a branch, many bytes are looked at at once.
    let is_space = |byte: u8| u8::from(byte == b' ');
    let is_letter = |byte: u8| u8::from(byte.is_ascii_alphabetic()) | byte >> 7;
    let is_sign =
        |byte: u8| u8::from(matches!(byte, b'0'..=b'9' | b'.' | b',' | b'-' | b'+' | b'%' | b'*'));
    let is_figure = |byte: u8| is_sign(byte) | byte >> 7;
    let ends = |bytes: &[u8]| {
        is_letter(bytes[2]) & (is_figure(bytes[1]) | is_space(bytes[1]) & is_figure(bytes[0]))
    };
    let ends: usize = text.as_bytes().windows(3).map(|bytes| usize::from(ends(bytes))).sum();
    ends + 1 >= FEWEST_ROWS
}

/// A line that is being cut.
struct Cut<'s, 't> {
    source: &'s Source<'t>,
    line: Span,
    text: &'s str,
    /// Where the label begins whose figures are looked for; nothing in the header.
    from: Option<usize>,
    /// The last code of the labels, where they begin with one.
    codes: Option<Code>,
    parts: Vec<Part>,
    rows: usize,
}

impl Cut<'_, '_> {
    /// Takes in a run of figures. None where it does not tell whether a row ends with it.
    fn see(&mut self, run: Range<usize>) -> Option<()> {
        let Range { start, end } = run;
        let (before, figures, behind) = (&self.text[..start], &self.text[run], &self.text[end..]);
        let digits = figures.bytes().filter(u8::is_ascii_digit).count();
        let sticks = before.ends_with(|c: char| !c.is_whitespace());
        let begins_word = |text: &str| text.starts_with(char::is_alphabetic);
        let ends_row = behind.is_empty() || begins_word(behind) && !begins_with_missing(behind);
        let begins_label = behind.strip_prefix(' ').is_some_and(begins_word);
        match self.from {
            None if digits > 0 && are_glued_periods(figures) => Some(()),
            None if behind.starts_with(words::MONTHS) => Some(()),
            None if begins_label => self.begin_with_code(before, figures, end),
            None if !ends_row => Some(()),
            // `Lasten programma 13.867`: the label ends in a number.
            None if !sticks && !before.trim_end_matches(' ').ends_with(char::is_alphabetic) => None,
            None => {
                self.begin(
                    first_label(self.source, self.span(0, start))? - self.line.range().start,
                )?;
                self.end_row(start, end)
            }
            Some(_) if ends_row => self.end_row(start, end),
            // A number inside the label.
            Some(_) if digits <= MOST_IN_LABEL || !sticks && words::are_periods(figures) => {
                Some(())
            }
            Some(_) if before.ends_with('(') && behind.starts_with(')') => Some(()),
            Some(_) if begins_label => {
                let code = self.codes?.next(figures, behind)?;
                self.codes = Some(code);
                self.end_row(start, end - code.len)
            }
            Some(_) => None,
        }
    }

    /// The header may end before a code, behind years or a word.
    fn begin_with_code(&mut self, before: &str, figures: &str, end: usize) -> Option<()> {
        let ends_word = || before.ends_with(|c: char| c.is_lowercase() || c == ')');
        let is_header =
            |rest: &str| if rest.is_empty() { ends_word() } else { words::are_periods(rest) };
        let Some(code) = Code::first(figures, is_header) else { return Some(()) };
        self.codes = Some(code);
        self.begin(end - code.len)
    }

    /// Ends the header, if it is one.
    fn begin(&mut self, first: usize) -> Option<()> {
        let header = self.span(0, first);
        self.parts.push(Part::Header(header));
        self.from = Some(first);
        Heads::of(self.source, header).names_columns().then_some(())
    }

    /// Ends a row whose figures begin at `figures`; groups without figures stand before its label.
    fn end_row(&mut self, figures: usize, end: usize) -> Option<()> {
        let mut from = self.from.replace(end)?;
        let label = self.text.get(from..figures)?;
        let starts: Vec<usize> = label_starts(label).map(|at| from + at).collect();
        for start in starts {
            self.parts.push(Part::Group(self.span(from, start)));
            from = start;
        }
        self.parts.push(Part::Row(self.span(from, end)));
        self.rows += 1;
        (SHORTEST_LABEL..=LONGEST_LABEL).contains(&(figures - from)).then_some(())
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::at(start, end).shift(self.line.start)
    }
}

/// What cells are printed with where nothing parts them.
fn is_figure(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, '.' | ',' | '-' | '–' | '−' | '+' | '%' | '*' | '€' | '\u{A0}')
}

/// Whether figures are years and dates, one of which sticks to a year: `20201-1-2020`.
fn are_glued_periods(figures: &str) -> bool {
    let year = figures.get(..4).filter(|year| notation::year(year).is_some());
    words::are_periods(figures) || year.is_some_and(|_| words::are_periods(&figures[4..]))
}

/// Where figures end that begin at `start`: a space behind a sign parts no cells, and a letter behind the last is of its cell.
fn figures_end(text: &str, start: usize) -> usize {
    let mut end = start;
    loop {
        end = text[end..].find(|c| !is_figure(c)).map_or(text.len(), |len| end + len);
        let is_sign = text[start..end].ends_with(['€', '-', '–', '−']);
        let behind = text[end..].strip_prefix(' ').filter(|_| is_sign);
        match behind.and_then(|behind| behind.chars().next()) {
            Some(c) if c.is_ascii_digit() || matches!(c, '€' | '-') => end += 1,
            _ => return end + letter(&text[start..end], &text[end..]),
        }
    }
}

/// How long the letter is behind figures that says whether they are to the good: what follows it begins another row.
fn letter(figures: &str, behind: &str) -> usize {
    let is_number = figures.ends_with(|c: char| c.is_ascii_digit());
    let begins = |rest: &str| {
        rest.is_empty() || rest.starts_with(|c: char| c.is_uppercase() || is_figure(c))
    };
    if is_number && behind_letter(behind).is_some_and(begins) { " V".len() } else { 0 }
}

/// Whether a run of figures holds a number, or empty cells side by side; one dash alone joins words.
fn holds_cells(figures: &str) -> bool {
    figures.bytes().any(|byte| byte.is_ascii_digit())
        || figures.chars().nth(1).is_some()
            && figures.chars().all(|c| matches!(c, '-' | '–' | '\u{A0}'))
}

/// Whether a text begins with a word for a missing value, which is a cell and no label: `n.v.t.`.
fn begins_with_missing(text: &str) -> bool {
    let word =
        text.len() - text.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '.').len();
    notation::read(&text[..word]).is_some_and(|read| read.missing.is_some())
}

/// Where the first label begins: at the last word before its figures that sticks to the one before it, or further up where
/// only names stick together.
fn first_label(source: &Source<'_>, before: Span) -> Option<usize> {
    if !words::may_stick(source, before) {
        return None;
    }
    let items = words::items(source, before);
    let mut first = items.iter().rposition(|item| item.glued)?;
    while let Some(above) = items[..first].iter().rposition(|item| item.glued)
        && items[above..first].iter().all(|item| item.what == What::Other)
    {
        first = above;
    }
    Some(items[first].span.range().start)
}

/// Where in a text labels stick to the ones before them: `Mutaties reservesOnttrekking reserves`.
fn label_starts(text: &str) -> impl Iterator<Item = usize> {
    /// A shorter word at the end is that of a name: `JeugdzorgPlus`.
    const SHORTEST: usize = 5;
    let pairs = text.char_indices().zip(text.chars().skip(1));
    pairs.filter_map(|((at, before), c)| {
        let start = at + before.len_utf8();
        let rest = &text[start..];
        // No name ends in a word like the first half of `SiSa`.
        let word = || text[..start].rfind(' ').map_or(start, |space| start - space - 1);
        let is_end = || before == ')' || before.is_lowercase() && word() >= SHORTEST_LABEL;
        (c.is_uppercase() && rest.len() >= SHORTEST && is_end()).then_some(start)
    })
}

/// The number that a label begins with: `3. `, `03 `, `3.1 `, `03.01 `.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Code {
    number: u32,
    /// Behind a dot: that of a part.
    part: Option<u32>,
    /// A dot ends it.
    dotted: bool,
    /// Numbers of one digit have a zero before them.
    padded: bool,
    /// In bytes.
    len: usize,
}

impl Code {
    /// The furthest that the number goes on from one label to the next.
    const STEP: u32 = 3;

    /// The code at the end of a header whose rest is as it must be.
    fn first(figures: &str, is_rest: impl Fn(&str) -> bool) -> Option<Self> {
        let mut codes =
            Self::at_end(figures).filter(|code| is_rest(&figures[..figures.len() - code.len]));
        codes.next().filter(|_| codes.next().is_none())
    }

    /// The code that follows this one, behind the figures of its row and before its name.
    fn next(&self, figures: &str, behind: &str) -> Option<Self> {
        let follows = |code: &Self| {
            let is_alike = (code.part.is_some(), code.dotted) == (self.part.is_some(), self.dotted)
                && (code.number > 9 || code.padded == self.padded);
            let goes_on = (self.number + 1..=self.number + Self::STEP).contains(&code.number);
            let is_part =
                code.number == self.number && code.part.is_some() && code.part != self.part;
            let is_known = || names_taakveld(&figures[figures.len() - code.len..], behind);
            is_alike
                && (goes_on || is_part || is_known())
                && ends_in_figure(&figures[..figures.len() - code.len])
        };
        let mut codes = Self::at_end(figures).filter(follows);
        let code = codes.next().filter(|_| codes.next().is_none())?;
        Some(Self { padded: self.padded, ..code })
    }

    /// Each code that a run of figures can end in.
    fn at_end(figures: &str) -> impl Iterator<Item = Self> {
        let dotted = figures.ends_with('.');
        let digits = |text: &str| text.bytes().rev().take_while(u8::is_ascii_digit).count();
        let numbers = &figures[..figures.len() - usize::from(dotted)];
        let part = numbers.rfind('.').filter(|dot| !dotted && numbers.len() - dot <= 3);
        let part = part.and_then(|dot| Some((dot, numbers[dot + 1..].parse().ok()?)));
        let end = part.map_or(numbers.len(), |(dot, _)| dot);
        let most = digits(&numbers[..end]).min(2);
        (1..=most).filter_map(move |len| {
            let number: u32 = numbers[end - len..end].parse().ok()?;
            let padded = len == 2 && number < 10;
            let len = figures.len() - (end - len);
            Some(Self { number, part: part.map(|(_, part)| part), dotted, padded, len })
        })
    }
}

/// Whether a code and the name behind it are those of a taakveld.
fn names_taakveld(code: &str, behind: &str) -> bool {
    let name = behind.trim_start();
    let end = name.find(is_figure).unwrap_or(name.len());
    taakvelden(&name[..end], None).iter().any(|taakveld| taakveld.code == code)
}

/// Whether figures end as a cell does: not within a group of three.
fn ends_in_figure(figures: &str) -> bool {
    let last = figures.rfind('.').map_or("", |dot| &figures[dot + 1..]);
    let is_whole =
        !figures.contains('.') || last.bytes().take_while(u8::is_ascii_digit).count() >= 3;
    is_whole && !figures.is_empty() && !figures.ends_with(['.', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts of a line below a header: rows as they are, groups with a `#` before them.
    fn cut(rows: &str) -> Vec<String> {
        let header = "OmschrijvingBegroting 2021Bijgestelde begroting 2021Realisatie 2021Afwijking";
        let text = format!("{header}{rows}");
        let source = Source::new(&text);
        let parts = parts(&source, Span::at(0, text.len())).unwrap_or_default();
        let show = |part: &Part| match *part {
            Part::Header(span) => {
                assert_eq!(source.slice(span), header);
                None
            }
            Part::Group(span) => Some(format!("#{}", source.slice(span))),
            Part::Row(span) => Some(source.slice(span).to_owned()),
        };
        parts.iter().filter_map(show).collect()
    }

    #[test]
    fn rows_end_where_a_label_sticks_to_figures() {
        assert_eq!(
            cut(
                "Baten5.2045.1106.030920Lasten (art. 12)4.1104.2004.198-2waarvan rente0--\u{A0}\u{A0}P9 Zorg1.2041.3001.298-2"
            ),
            [
                "Baten5.2045.1106.030920",
                "Lasten (art. 12)4.1104.2004.198-2",
                "waarvan rente0--\u{A0}\u{A0}",
                "P9 Zorg1.2041.3001.298-2"
            ]
        );
        // Empty cells side by side are figures too.
        assert_eq!(
            cut("Baten5.2045.1106.030920Lasten----Saldo-lasten1.0941.2001.000-200"),
            ["Baten5.2045.1106.030920", "Lasten----", "Saldo-lasten1.0941.2001.000-200"]
        );
        // The label may hold a year, or end in one.
        assert_eq!(
            cut("Baten5.2045.1106.030920Plan 2021 Zuid2.1002.1982-1Saldo1.0941.2001.000-200"),
            ["Baten5.2045.1106.030920", "Plan 2021 Zuid2.1002.1982-1", "Saldo1.0941.2001.000-200"]
        );
        assert_eq!(
            cut("Baten5.2045.1106.030920Plan 20212.1002.1982-1Saldo1.0941.2001.000-200"),
            ["Baten5.2045.1106.030920", "Plan 20212.1002.1982-1", "Saldo1.0941.2001.000-200"]
        );
    }

    #[test]
    fn signs_and_letters_belong_to_figures() {
        assert_eq!(
            cut("Baten5.2045.110- 6 NLasten- 4.110- 4.200198 VSaldo€ 1.094-€ 50€ 0"),
            ["Baten5.2045.110- 6 N", "Lasten- 4.110- 4.200198 V", "Saldo€ 1.094-€ 50€ 0"]
        );
    }

    #[test]
    fn the_first_label_may_end_in_a_number() {
        assert_eq!(
            cut(
                "Lasten programma 15.2045.1106.030Lasten programma 21.1001.1981.200Totaal6.3046.308"
            ),
            [
                "Lasten programma 15.2045.1106.030",
                "Lasten programma 21.1001.1981.200",
                "Totaal6.3046.308"
            ]
        );
        assert_eq!(
            cut("Afrekening SiSa 20195.2045.110Zorg1.1001.198Totaal6.3046.308")[0],
            "Afrekening SiSa 20195.2045.110"
        );
        // Names of columns.
        assert_eq!(
            cut("Mutatie 20201-1-2020Toevoeging 2020Onttrekking 2020Vrijval 202031-12-2020").len(),
            0
        );
        assert_eq!(
            cut("Omissieregeling 20210Reserves-642Taakmutaties392"),
            ["Omissieregeling 20210", "Reserves-642", "Taakmutaties392"]
        );
    }

    #[test]
    fn groups_without_figures_stand_apart() {
        assert_eq!(
            cut("Vaste activa\u{A0}\u{A0}Leningen1.2041.300Voorraden110120Totaal1.3141.420"),
            [
                "Vaste activa\u{A0}\u{A0}",
                "Leningen1.2041.300",
                "Voorraden110120",
                "Totaal1.3141.420"
            ]
        );
        assert_eq!(
            cut(
                "Fysiek domeinGebouwen5.2045.1106.030920Wegen1102019-1Sociaal domeinJeugdzorgPlus1102019-1"
            ),
            [
                "#Fysiek domein",
                "Gebouwen5.2045.1106.030920",
                "Wegen1102019-1",
                "#Sociaal domein",
                "JeugdzorgPlus1102019-1"
            ]
        );
    }

    #[test]
    fn codes_that_go_on_begin_labels() {
        assert_eq!(
            cut(
                "1. Bestuur5.2045.1106.0309202. Veiligheid1102019-14. Wonen1.2041.3001.298-2Totaal6.5186.4307.337907"
            ),
            [
                "1. Bestuur5.2045.1106.030920",
                "2. Veiligheid1102019-1",
                "4. Wonen1.2041.3001.298-2",
                "Totaal6.5186.4307.337907"
            ]
        );
        assert_eq!(
            cut("01.01 Bestuur5.2045.1106.03092001.02 Zorg110201900-102.01 Wonen1.2041.3001.298-2"),
            [
                "01.01 Bestuur5.2045.1106.030920",
                "01.02 Zorg110201900-1",
                "02.01 Wonen1.2041.3001.298-2"
            ]
        );
        // `2. ` or `12. `, and no code before it that tells.
        assert!(
            cut("Bestuur5.2045.1106.03092012. Veiligheid1102019-1Wonen1.2041.3001.298-2")
                .is_empty()
        );
    }

    #[test]
    fn what_does_not_tell_where_rows_end_is_left_alone() {
        for rows in [
            "Baten5.2045.1106.030920Lasten4.1104.2004.198-2",
            "Verzuim5,1n.v.t.4,8n.v.t.Bereik70n.v.t.71n.v.t.Groei0n.v.t.1n.v.t.Bomen12131415",
            "BestuurN 5.204N 5.110N 6.030V 920ZorgN 1.100N 2.000N 1.900V 100WonenN 100N 200N 150V 50",
            "Baten5.2045.1106.030920Lasten4.1104.2004.198-2Saldo1.0941.2001.000-200 en dat is minder",
            "OZ5.2045.1106.030920AB4.1104.2004.198-2CD1.0941.2001.000-200",
        ] {
            assert!(cut(rows).is_empty(), "{rows}");
        }
        let prose = "In 2020 zijn 1.240 aanvragen behandeld en in 2021 waren dat er 1.377, waarvan 12 te laat; van de rest is 11% ingetrokken in 2022";
        assert_eq!(parts(&Source::new(prose), Span::at(0, prose.len())), None);
    }

    /// Whether a text is a table on its own.
    fn is_whole(text: &str) -> bool {
        parts(&Source::new(text), Span::at(0, text.len())).is_some()
    }

    #[test]
    fn a_header_names_columns() {
        let rows = "Baten5.2045.1106.030920Lasten4.1104.2004.198-2Saldo1.0941.2001.000-200";
        assert!(is_whole(&format!("OmschrijvingBegroting 2021Realisatie 2021Afwijking{rows}")));
        assert!(is_whole(&format!("Bedragen (x € 1.000)Begroting 2021Realisatie 2021{rows}")));
        assert!(!is_whole(&format!(
            "Wat er dit jaar verder nog in de wijken gebeurdeDaarna{rows}"
        )));
        // A row may hold so little.
        assert!(!is_whole("Realisatie 2021AfwijkingBaten5.2041Lasten4.112Saldo94-1"));
        assert!(is_whole("Realisatie 2021AfwijkingBaten5.20412Lasten4.11212Saldo94-11233"));
    }

    #[test]
    fn a_code_begins_where_figures_end() {
        let second = Code::first("2.", str::is_empty).unwrap();
        assert_eq!(second.next("5.2046.0303.", "Sport").map(|code| code.number), Some(3));
        assert_eq!(second.next("5.2046.033.", "Sport"), None);
        assert_eq!(second.next("3.", "Sport"), None);
        for (figures, expected) in [
            ("6.030", true),
            ("12", true),
            ("6.03", false),
            ("6.030,", false),
            ("12,", false),
            ("", false),
        ] {
            assert_eq!(ends_in_figure(figures), expected, "{figures}");
        }
    }
}
