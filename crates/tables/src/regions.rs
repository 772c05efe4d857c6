//! Which runs of lines are a table.

mod above;
mod cluster;
mod forms;
mod marked;
mod pages;

use std::cell::OnceCell;
use std::ops::Range;

use memchr::memmem::Finder;
use ontleed_text::{Line, Source, Span};

use self::marked::tagged;
pub(crate) use self::pages::is_left_out;
use crate::between::{self, Between};
use crate::gaps::{self, Gapped};
use crate::header::Heads;
use crate::line::{self, Dash, Kind, Tail};
use crate::thousands;
use crate::whole::{self, Part};
use crate::words::What;

/// Lines that are a table, its title, unit and header lines included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Indices into [`Source::lines`].
    pub lines: Range<usize>,
    /// How its cells are kept apart.
    pub style: Style,
    /// What its lines look like.
    pub(crate) kinds: Vec<Kind>,
    /// The values at the end of its lines, where they are known.
    pub(crate) tails: Vec<Option<Tail>>,
    /// Its rows, where it was found by them.
    pub(crate) rows: Rows,
}

/// The rows of a table in a style that only its rows tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rows {
    /// Its lexer finds them: any other style.
    Open,
    /// Those of [`Style::Gaps`].
    Gapped(Gapped),
    /// Those of [`Style::Whole`].
    Whole(Vec<Part>),
}

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `|`
    Pipe,
    /// Tabs.
    Tab,
    /// HTML tags that survived.
    Html,
    /// Two or more spaces, as many cells in each row as in the header.
    Gaps,
    /// Two or more spaces, cells below each other.
    Aligned,
    /// A space or nothing: one row per line.
    Lines,
    /// Nothing, and nothing between the rows either: the whole table on one line.
    Whole,
    /// A line end or an empty line: one cell per line or paragraph.
    Stream,
}

/// The tables of a text, in order. Linear in the text; prose costs a look at the end of each line.
pub fn regions(source: &Source<'_>) -> Vec<Region> {
    let marked = lines_with(source, |text| memchr::memchr2(b'|', b'\t', text));
    let lines = source.lines().iter().zip(marked);
    let (mut kinds, mut tails): (Vec<Kind>, Vec<Option<Tail>>) =
        lines.map(|(line, is_marked)| line::look(source, line.span, is_marked)).unzip();
    thousands::join_lines(source, &mut kinds);
    rows_of_marks(source, &mut kinds);
    rows_before_words(source, &mut kinds);
    rows_around_words(source, &mut kinds);
    forms::leave_values(source, &mut kinds);
    pages::leave_out(source, &mut kinds);
    let heads = vec![OnceCell::new(); kinds.len()];
    let gapped = vec![OnceCell::new(); kinds.len()];
    let gap = Finder::new("  ");
    let gaps = lines_with(source, |text| gap.find(text));
    let scan = Scan { source, kinds: &kinds, heads: &heads, gapped: &gapped, gaps: &gaps };
    let pairs = scan.tag_pairs();
    let mut regions: Vec<Region> = Vec::new();
    let mut at = 0;
    while at < kinds.len() {
        let floor = regions.last().map_or(0, |region| region.lines.end);
        let found = match kinds[at] {
            _ if let Some(table) = scan.gapped(at) => scan.gaps(table, at, floor),
            Kind::Pipe => scan.separated(at, Kind::Pipe, Style::Pipe),
            Kind::Tab => scan.separated(at, Kind::Tab, Style::Tab),
            Kind::Tag => tagged(at, &pairs),
            Kind::Row { .. } if let Some(parts) = scan.whole(at) => {
                Found { rows: Rows::Whole(parts), ..Found::region(at..at + 1, Style::Whole) }
            }
            Kind::Value | Kind::Void | Kind::Row { .. } | Kind::Period => scan.cluster(at, floor),
            _ => Found::nothing(at + 1),
        };
        at = found.next.max(at + 1);
        regions.extend(found.region.map(|(lines, style)| {
            let kinds = kinds[lines.clone()].to_vec();
            let tails = tails[lines.clone()].iter_mut().map(Option::take).collect();
            Region { lines, style, kinds, tails, rows: found.rows }
        }));
    }
    regions
}

/// Which lines have a place that `find` finds, the first in a text; lines without one cost no search.
fn lines_with(source: &Source<'_>, find: impl Fn(&[u8]) -> Option<usize>) -> Vec<bool> {
    let text = source.text().as_bytes();
    let find_from = |start: usize| find(&text[start..]).map_or(text.len(), |at| start + at);
    let mut next = find_from(0);
    let has_one = |line: &Line| {
        let Range { start, end } = line.span.range();
        if next < start {
            next = find_from(start);
        }
        next < end
    };
    source.lines().iter().map(has_one).collect()
}

/// Takes lines of values between tabs or pipes for rows as any others where the name of each stands on the line above it: no
/// column holds their labels.
fn rows_of_marks(source: &Source<'_>, kinds: &mut [Kind]) {
    let is_marked = |kind: Kind| matches!(kind, Kind::Tab | Kind::Pipe);
    let pairs = (1..kinds.len()).filter(|&at| is_marked(kinds[at]) && kinds[at - 1].may_name_row());
    let values = |at: usize| line::values_between_marks(source.slice(source.lines()[at].span));
    let rows: Vec<(usize, usize)> = pairs
        .filter_map(|at| Some((at, values(at)?.len())).filter(|(_, values)| *values > 1))
        .collect();
    for pair in rows.windows(2).filter(|pair| pair[1].0 - pair[0].0 == 2) {
        for &(at, values) in pair {
            let values = u8::try_from(values).unwrap_or(u8::MAX);
            kinds[at] = Kind::Row { values, strong: true };
        }
    }
}

/// How far apart lines stand that are alike, in lines.
const NEAR: usize = 3;

/// Takes lines of figures that stick to a label and to the words behind them for rows where more of them are near, other rows
/// between them not counted.
fn rows_before_words(source: &Source<'_>, kinds: &mut [Kind]) {
    let is_row = |at: &usize| {
        matches!(kinds[*at], Kind::Text | Kind::Prose)
            && line::words_behind_glue(source.slice(source.lines()[*at].span)).is_some()
    };
    let rows: Vec<usize> = (0..kinds.len()).filter(is_row).collect();
    let is_counted = |kind: &&Kind| !matches!(kind, Kind::Row { strong: true, .. });
    let is_near = |pair: &[usize]| {
        let between = kinds[pair[0] + 1..pair[1]].iter();
        between.filter(is_counted).count() < NEAR
    };
    let near: Vec<&[usize]> = rows.windows(2).filter(|pair| is_near(pair)).collect();
    for pair in near {
        for &at in pair {
            kinds[at] = Kind::Row { values: 0, strong: true };
        }
    }
}

/// Takes lines that may be rows for such where a column of words stands between their values.
fn rows_around_words(source: &Source<'_>, kinds: &mut [Kind]) {
    let is_weak = |at: &usize| matches!(kinds[*at], Kind::Row { values: 1.., strong: false });
    let between = |at: usize| {
        let text = source.slice(source.lines()[at].span).trim_end();
        Between::of(text, &line::tail_values(text, Dash::Nil)).map(|found| (at, found))
    };
    let weak = (0..kinds.len()).filter(is_weak);
    let found: Vec<(usize, Between<'_>)> = weak.filter_map(between).collect();
    for run in found.chunk_by(|above, below| below.0 - above.0 <= NEAR) {
        let (lines, words): (Vec<usize>, Vec<&Between<'_>>) =
            run.iter().map(|(at, found)| (*at, found)).unzip();
        if between::column(&words).is_some() {
            for at in lines {
                if let Kind::Row { strong, .. } = &mut kinds[at] {
                    *strong = true;
                }
            }
        }
    }
}

/// How many texts may stand between two values of a stream: columns of words, names of groups.
const STREAM_TEXTS: usize = 14;

/// The longest label, in bytes, and the longest rest of one on a line of its own.
const LONGEST_LABEL: usize = 250;
const LONGEST_REST: usize = 48;

/// How many empty lines a table may hold in a row.
const EMPTY_REACH: usize = 12;

/// A region, or none, and the line to go on from.
struct Found {
    region: Option<(Range<usize>, Style)>,
    rows: Rows,
    next: usize,
}

impl Found {
    const fn nothing(next: usize) -> Self {
        Self { region: None, rows: Rows::Open, next }
    }

    const fn region(lines: Range<usize>, style: Style) -> Self {
        Self { next: lines.end, region: Some((lines, style)), rows: Rows::Open }
    }
}

/// The lines of a text, and what was asked of them before.
struct Scan<'s, 't> {
    source: &'s Source<'t>,
    kinds: &'s [Kind],
    /// What each line heads, once it was asked.
    heads: &'s [OnceCell<Box<Heads>>],
    /// The table of gaps that each line heads, once it was asked.
    gapped: &'s [OnceCell<Option<Box<Gapped>>>],
    /// Whether each line holds two spaces side by side.
    gaps: &'s [bool],
}

impl Scan<'_, '_> {
    fn text(&self, line: usize) -> &str {
        self.source.slice(self.span(line))
    }

    fn span(&self, line: usize) -> Span {
        self.source.lines()[line].span
    }

    /// Whether a line says something.
    fn shows(&self, line: usize) -> bool {
        self.kinds[line] != Kind::Blank
    }

    fn heads(&self, line: usize) -> &Heads {
        let inside = || self.source.inside_emphasis(self.span(line));
        self.heads[line].get_or_init(|| Box::new(Heads::of(self.source, inside())))
    }

    /// The lines of a table whose header is the line `first`.
    fn gaps(&self, table: &Gapped, first: usize, floor: usize) -> Found {
        let start = self.unit_above(first).max(floor);
        let end = table.lines.last().unwrap_or(&first) + 1;
        Found { rows: Rows::Gapped(table.clone()), ..Found::region(start..end, Style::Gaps) }
    }

    /// The table that a line heads of which two spaces or more keep the cells apart.
    fn gapped(&self, first: usize) -> Option<&Gapped> {
        let table = self.gapped[first].get_or_init(|| {
            // A header is of words.
            let is_gapped =
                self.gaps[first] && self.text(first).contains(|c: char| c.is_ascii_alphabetic());
            is_gapped.then(|| gaps::table(self.source, self.kinds, first)).flatten().map(Box::new)
        });
        table.as_deref()
    }

    /// The parts of the table that a row is on its own.
    fn whole(&self, row: usize) -> Option<Vec<Part>> {
        whole::parts(self.source, self.span(row))
    }

    /// The first line of a table: a unit directly above its header belongs to it.
    fn unit_above(&self, first: usize) -> usize {
        let is_unit = |line: &usize| {
            self.kinds[*line] == Kind::Text && self.heads(*line).first() == Some(What::Unit)
        };
        first.checked_sub(1).filter(is_unit).unwrap_or(first)
    }

    /// A sentence is a label where a lone value follows it.
    fn is_long_label(&self, at: usize) -> bool {
        self.span(at).len() <= LONGEST_LABEL && self.is_before_value(at)
    }

    /// Whether a sentence may be a label of rows of which the first is `first`.
    fn may_be_label(&self, at: usize, first: usize, floor: usize) -> bool {
        self.is_long_label(at)
            || self.is_long_label_before_words(at, first, floor)
            || self.is_remark(at, first, floor)
            || self.stands_between_rows(at, first, floor)
    }

    /// A sentence stands between two rows that each have words beside their label and behind their values, where columns of words
    /// have names above the first row: it says something of the row above.
    fn stands_between_rows(&self, at: usize, first: usize, floor: usize) -> bool {
        let is_words =
            |line: usize| self.kinds[line] == Kind::Text && self.span(line).len() <= LONGEST_REST;
        let is_value = |line: usize| matches!(self.kinds[line], Kind::Value | Kind::Period);
        let mut above = (first..at).rev().filter(|&line| self.shows(line));
        let mut below = (at + 1..self.kinds.len()).filter(|&line| self.shows(line));
        let ends_row = above.next().is_some_and(is_words) && above.next().is_some_and(is_value);
        let is_label = |line: usize| is_words(line) && !self.heads(line).pure;
        self.span(at).len() <= LONGEST_LABEL
            && ends_row
            && below.next().is_some_and(is_label)
            && below.next().is_some_and(is_words)
            && below.by_ref().take(2).filter(|&line| is_value(line)).count() == 2
            && self.names_words_above(first, floor)
    }

    /// A sentence between the values of a row and the label of the next is the last cell of that row, where a column of words
    /// has a name above the first row.
    fn is_remark(&self, at: usize, first: usize, floor: usize) -> bool {
        let above = (first..at).rev().find(|&line| self.shows(line));
        let next = (at + 1..self.kinds.len()).find(|&line| self.shows(line));
        let is_value = |line: usize| matches!(self.kinds[line], Kind::Value | Kind::Void);
        let is_label = |line: usize| self.kinds[line] == Kind::Text && self.is_before_value(line);
        self.span(at).len() <= LONGEST_LABEL
            && above.is_some_and(is_value)
            && next.is_some_and(is_label)
            && self.names_words_above(first, floor)
    }

    /// A sentence is a label too where a short text and a value follow it, and a column of words has a name above the first row.
    fn is_long_label_before_words(&self, at: usize, first: usize, floor: usize) -> bool {
        let next = (at + 1..self.kinds.len()).find(|&line| self.shows(line));
        let is_words =
            |line: usize| self.kinds[line] == Kind::Text && self.span(line).len() <= LONGEST_REST;
        self.span(at).len() <= LONGEST_LABEL
            && next.is_some_and(|line| is_words(line) && self.is_before_value(line))
            && self.names_words_above(first, floor)
    }

    /// Whether a line not far above a row heads a column of words: `Bron`.
    fn names_words_above(&self, row: usize, floor: usize) -> bool {
        let above = (floor..row).rev().filter(|&line| self.shows(line)).take(STREAM_TEXTS);
        let mut texts = above.filter(|&line| self.kinds[line] == Kind::Text);
        texts.any(|line| {
            let heads = self.heads(line);
            heads.pure && heads.items.iter().all(|item| item.what == What::Text)
        })
    }

    fn is_before_value(&self, line: usize) -> bool {
        let next = (line + 1..self.kinds.len()).find(|&line| self.shows(line));
        next.is_some_and(|line| self.kinds[line] == Kind::Value)
    }

    /// Whether a line is drawn below a heading, as Markdown does it.
    fn underlines(&self, at: usize) -> bool {
        let drawn = self.text(at).trim_end();
        at > 0
            && self.kinds[at - 1] == Kind::Text
            && drawn.bytes().all(|b| b == b'-') | drawn.bytes().all(|b| b == b'=')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tables of a text, as they are printed.
    pub(super) fn printed(text: &str) -> Vec<(Style, String)> {
        let source = Source::new(text);
        let line = |line: usize| source.slice(source.lines()[line].span).trim_end().to_owned();
        let lines = |region: &Region| region.lines.clone().map(line).collect::<Vec<_>>().join("\n");
        regions(&source).iter().map(|region| (region.style, lines(region))).collect()
    }

    #[test]
    fn rows_stand_between_two_that_stick_to_the_letter_behind_them() {
        let group = |name: &str, rows: usize| {
            format!("{name}-2.1453.028883V\n{}", "Afval -119 246 127 V\n".repeat(rows))
        };
        let kinds = |text: &str| {
            let source = Source::new(text);
            let mut kinds: Vec<Kind> =
                source.lines().iter().map(|line| line::kind(&source, line.span)).collect();
            rows_before_words(&source, &mut kinds);
            kinds[0]
        };
        let far = format!("{}{}", group("Wonen", 6), group("Bestuur", 1));
        assert_eq!(kinds(&far), Kind::Row { values: 0, strong: true });
        assert_eq!(kinds(&far.replace("Afval -119 246 127 V", "Een zin")), Kind::Text);
    }

    #[test]
    fn a_unit_above_a_table_of_gaps_belongs_to_it() {
        let table =
            "(bedragen x € 1.000)\nNaam    2019    2020\nBaten    12    13\nLasten    14    15";
        assert_eq!(printed(&format!("Titel\n{table}")), [(Style::Gaps, table.to_owned())]);
    }

    #[test]
    fn a_sentence_between_rows_that_have_words_is_of_their_table() {
        let names = "Indicator\n\nEenheid\n\nGemeente\n\nNederland\n\nBron\n\n";
        let row = "Afval\n\nkilo\n\n118,0\n\n131,0\n\nCBS\n\n";
        let note = "Het tarief is in 2018 verhoogd en er is minder afval.\n\n";
        let next = "Stroom\n\nprocent\n\n14,6\n\n12,9";
        let whole = format!("{names}{row}{row}{note}{next}");
        assert_eq!(printed(&whole), [(Style::Stream, whole.clone())]);
        // Behind it may stand the names of another table, or text.
        let table = format!("{names}{row}{row}").trim_end().to_owned();
        let first = |text: String| printed(&text).remove(0).1;
        assert_eq!(first(format!("{names}{row}{row}{note}{names}{next}")), table);
        assert_eq!(first(format!("{names}{row}{row}{note}Stroom\n\n{next}")), table);
    }
}
