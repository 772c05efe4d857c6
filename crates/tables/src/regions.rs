//! Which runs of lines are a table.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::ops::Range;

use memchr::memmem::Finder;
use ontleed_model::Kind as Heading;
use ontleed_terms::documents;
use ontleed_text::{Source, Span};

use crate::gaps;
use crate::line::{self, Dash, Kind, Tail};
use crate::thousands;
use crate::whole;
use crate::words::{self, Item, What};

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

/// How far above its first row the header of a table is looked for, in lines that say something.
const HEADER_REACH: usize = 60;

/// How many texts may stand between two values of a stream: columns of words, names of groups.
const STREAM_TEXTS: usize = 14;

/// The longest rest of a label on a line of its own.
const LONGEST_REST: usize = 48;

/// How many empty lines a table may hold in a row.
const EMPTY_REACH: usize = 12;

/// The tables of a text, in order. Linear in the text; prose costs a look at the end of each line.
pub fn regions(source: &Source<'_>) -> Vec<Region> {
    let (mut kinds, mut tails): (Vec<Kind>, Vec<Option<Tail>>) =
        source.lines().iter().map(|line| line::look(source, line.span)).unzip();
    thousands::join_lines(source, &mut kinds);
    let heads = vec![OnceCell::new(); kinds.len()];
    let gapped = vec![OnceCell::new(); kinds.len()];
    let gap = Finder::new("  ");
    let scan = Scan { source, kinds: &kinds, heads: &heads, gapped: &gapped, gap };
    let pairs = scan.tag_pairs();
    let mut regions: Vec<Region> = Vec::new();
    let mut at = 0;
    while at < kinds.len() {
        let floor = regions.last().map_or(0, |region| region.lines.end);
        let found = match kinds[at] {
            _ if scan.gapped(at).is_some() => scan.gaps(at, floor),
            Kind::Pipe => scan.separated(at, Kind::Pipe, Style::Pipe),
            Kind::Tab => scan.separated(at, Kind::Tab, Style::Tab),
            Kind::Tag => tagged(at, &pairs),
            _ if scan.is_whole(at) => {
                Found { region: Some((at..at + 1, Style::Whole)), next: at + 1 }
            }
            Kind::Value | Kind::Void | Kind::Row { .. } | Kind::Period => scan.cluster(at, floor),
            _ => Found::nothing(at + 1),
        };
        at = found.next.max(at + 1);
        regions.extend(found.region.map(|(lines, style)| {
            let kinds = kinds[lines.clone()].to_vec();
            let tails = tails[lines.clone()].iter_mut().map(Option::take).collect();
            Region { lines, style, kinds, tails }
        }));
    }
    regions
}

/// From the tag that opens a table to the one that closes it.
fn tagged(first: usize, pairs: &[(usize, usize)]) -> Found {
    let found = pairs.binary_search_by_key(&first, |(open, _)| *open);
    let Some((_, close)) = found.ok().and_then(|at| pairs.get(at)) else {
        return Found::nothing(first + 1);
    };
    Found { region: Some((first..close + 1, Style::Html)), next: close + 1 }
}

/// What a body shows that speaks for a table.
#[derive(Clone, Copy, Default)]
struct Shown {
    strong: usize,
    weak: usize,
    lone: usize,
}

impl Shown {
    fn is_table(self, style: Style, headed: bool) -> bool {
        let Self { strong, weak, lone } = self;
        match style {
            Style::Stream => lone >= if headed { 2 } else { 4 },
            _ => strong >= 2 || (headed && strong >= 1) || (headed && weak >= 3 && strong > 0),
        }
    }
}

struct Scan<'s, 't> {
    source: &'s Source<'t>,
    kinds: &'s [Kind],
    /// What each line heads, once it was asked.
    heads: &'s [OnceCell<Box<Heads>>],
    /// The line behind the table of gaps that each line heads, once it was asked.
    gapped: &'s [OnceCell<Option<NonZeroU32>>],
    /// Two spaces.
    gap: Finder<'static>,
}

/// The words of a line as the header of a table.
#[derive(Clone, Debug)]
pub(crate) struct Heads {
    items: Vec<Item>,
    /// It holds header words and nothing else.
    pure: bool,
    /// How many columns it heads beyond doubt.
    columns: usize,
    /// Whether some word says a unit, and whether all do.
    unit: bool,
    units: bool,
}

impl Heads {
    pub(crate) fn of(source: &Source<'_>, line: Span) -> Self {
        let items = words::items(source, line);
        let is_unit = |item: &Item| item.what == What::Unit;
        Self {
            pure: words::is_pure(source, &items),
            columns: columns(&items),
            unit: items.iter().any(is_unit),
            units: items.iter().all(is_unit),
            items,
        }
    }

    /// Whether it is header words and nothing else, or heads several columns.
    pub(crate) fn names_columns(&self) -> bool {
        self.pure || self.columns > 1 || self.lists_words()
    }

    /// Whether most of it heads columns of labels or words: `Nr. Taakveld Indicator Eenheid Bron Periode Nederland`.
    fn lists_words(&self) -> bool {
        let is_head = |item: &&Item| matches!(item.what, What::Label | What::Text);
        let heads = self.items.iter().filter(is_head).count();
        heads > 2 && heads * 2 > self.items.len()
    }

    fn first(&self) -> Option<What> {
        self.items.first().map(|item| item.what)
    }

    fn last(&self) -> Option<What> {
        self.items.last().map(|item| item.what)
    }
}

/// A region, or none, and the line to go on from.
struct Found {
    region: Option<(Range<usize>, Style)>,
    next: usize,
}

impl Found {
    const fn nothing(next: usize) -> Self {
        Self { region: None, next }
    }
}

impl Scan<'_, '_> {
    fn text(&self, line: usize) -> &str {
        self.source.slice(self.span(line))
    }

    fn span(&self, line: usize) -> Span {
        self.source.lines()[line].span
    }

    fn heads(&self, line: usize) -> &Heads {
        let inside = || self.source.inside_emphasis(self.span(line));
        self.heads[line].get_or_init(|| Box::new(Heads::of(self.source, inside())))
    }

    /// Where the table ends that this line heads, of which two spaces or more keep the cells apart.
    fn gapped(&self, first: usize) -> Option<usize> {
        let end = self.gapped[first].get_or_init(|| {
            let text = self.text(first).as_bytes();
            // A header is of words.
            if !text.iter().any(u8::is_ascii_alphabetic) {
                return None;
            }
            self.gap.find(text)?;
            let table = gaps::table(self.source, self.source.lines(), self.kinds, first)?;
            NonZeroU32::new(u32::try_from(table.lines.last()? + 1).ok()?)
        });
        end.map(|end| end.get() as usize)
    }

    fn gaps(&self, first: usize, floor: usize) -> Found {
        let Some(end) = self.gapped(first) else { return Found::nothing(first + 1) };
        let start = self.titles_above(first).max(floor);
        Found { region: Some((start..end, Style::Gaps)), next: end }
    }

    /// Whether a line is a table on its own.
    fn is_whole(&self, line: usize) -> bool {
        matches!(self.kinds[line], Kind::Row { .. })
            && whole::parts(self.source, self.span(line)).is_some()
    }

    /// Lines with pipes or tabs, and the odd line between them that a broken cell left.
    fn separated(&self, first: usize, kind: Kind, style: Style) -> Found {
        let mut end = first + 1;
        let mut rows = 1;
        let mut at = end;
        while at < self.kinds.len() {
            match self.kinds[at] {
                k if k == kind => {
                    rows += 1;
                    end = at + 1;
                }
                Kind::Rule if self.underlines(at) => break,
                Kind::Rule => end = at + 1,
                Kind::Text | Kind::Row { .. } | Kind::Value | Kind::Void | Kind::Period
                    if at < end + 2 => {}
                // A header cell can break after every word.
                Kind::Text | Kind::Period
                    if at < end + LONGEST_CELL && self.span(at).len() < LONGEST_WORD => {}
                Kind::Blank if at == end => {}
                _ => break,
            }
            at += 1;
        }
        let holds_values =
            (first..end).any(|line| self.text(line).bytes().any(|b| b.is_ascii_digit()));
        if rows < 2 || !holds_values {
            return Found::nothing(end);
        }
        let start = self.titles_above(first);
        Found { region: Some((start..end, style)), next: end }
    }

    /// A unit line directly above belongs to the table.
    fn titles_above(&self, first: usize) -> usize {
        let above = first.checked_sub(1);
        match above {
            Some(line)
                if self.kinds[line] == Kind::Text
                    && self.heads(line).first() == Some(What::Unit) =>
            {
                line
            }
            _ => first,
        }
    }

    /// The lines on which a table opens, each with the line on which it closes.
    fn tag_pairs(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        if !self.kinds.contains(&Kind::Tag) {
            return pairs;
        }
        for (open, shut) in [("<table", "</table"), ("<div", "</div")] {
            let mut stack: Vec<usize> = Vec::new();
            for line in (0..self.kinds.len()).filter(|&line| self.kinds[line] != Kind::Blank) {
                let text = self.text(line);
                if memchr::memchr(b'<', text.as_bytes()).is_none() {
                    continue;
                }
                stack.extend(std::iter::repeat_n(line, count(text, open)));
                for _ in 0..count(text, shut) {
                    let Some(from) = stack.pop() else { break };
                    if from < line && opens_table(self.text(from)) {
                        pairs.push((from, line));
                    }
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup_by_key(|(open, _)| *open);
        pairs
    }

    /// Rows and cells that white space keeps apart.
    fn cluster(&self, first: usize, floor: usize) -> Found {
        let body = self.body(first);
        let style = self.style(&body);
        // Nothing here: go on behind the lines that were looked at as one row.
        let nothing = || {
            let next = (first + 1..body.end).find(|&line| self.splits(line)).unwrap_or(body.end);
            Found::nothing(next)
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
            end = self.row_without_values(end);
        }
        Found { region: Some((start..end, style)), next: end }
    }

    /// Where a header begins: a page has the name of its document above its own title, and neither heads a column
    /// (`Jaarrekening 2020`, and below it `Lokale heffingen`).
    fn below_page_title(&self, header: Range<usize>) -> usize {
        let mut shown = header.clone().filter(|&line| self.kinds[line] != Kind::Blank).peekable();
        let names_document = |line: &usize| !documents(self.text(*line)).is_empty();
        let is_title = |line: usize| {
            self.kinds[line] == Kind::Text
                && self.heads(line).columns == 0
                && self.heads(line).first() == Some(What::Other)
        };
        if !shown.peek().is_some_and(names_document) {
            return header.start;
        }
        // `Begroting 2016` and `Jaarrekening 2016` are two columns, no title.
        let documents: BTreeSet<&str> = header
            .clone()
            .filter(|line| self.kinds[*line] != Kind::Blank)
            .take_while(names_document)
            .map(|line| self.text(line).trim())
            .collect();
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

    /// The end of a table behind its last value: where the last column holds words, or where the last
    /// label is not finished.
    fn words_behind(&self, header: Range<usize>, end: usize, style: Style) -> usize {
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
        let next =
            (end..self.kinds.len()).take(EMPTY_REACH).find(|&line| self.kinds[line] != Kind::Blank);
        next.filter(|&line| self.kinds[line] == Kind::Text && self.span(line).len() < 60)
            .map_or(end, |line| line + 1)
    }

    /// The end of a table with a cell a line whose last row has no values: its words stand before a
    /// known heading or the end of the text.
    fn row_without_values(&self, end: usize) -> usize {
        /// More words than this are no row.
        const WORDS: usize = 3;
        let mut last = end;
        let shown = |line: &usize| self.kinds[*line] != Kind::Blank;
        for line in (end..self.kinds.len()).filter(shown).take(WORDS + 1) {
            if self.kinds[line] != Kind::Text {
                return end;
            }
            if self.is_known_heading(line) {
                return last;
            }
            last = line + 1;
        }
        let at_the_end = (last..self.kinds.len()).all(|line| self.kinds[line] == Kind::Blank);
        if at_the_end { last } else { end }
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

    /// From the first row to the last one before prose, a heading or another header.
    fn body(&self, first: usize) -> Range<usize> {
        let mut end = first + 1;
        let (mut texts, mut blanks, mut headings) = (0, 0, 0);
        let mut lone = usize::from(matches!(self.kinds[first], Kind::Value | Kind::Void));
        let mut rows = 0;
        for at in first + 1..self.kinds.len() {
            match self.kinds[at] {
                _ if self.gapped(at).is_some() || self.is_whole(at) => break,
                Kind::Blank => {
                    blanks += 1;
                    if blanks > EMPTY_REACH {
                        break;
                    }
                    continue;
                }
                Kind::Value | Kind::Void | Kind::Row { .. } => {
                    if headings > 1 {
                        break;
                    }
                    if matches!(self.kinds[at], Kind::Row { .. }) {
                        rows += 1;
                    } else {
                        lone += 1;
                    }
                    end = at + 1;
                    (texts, headings) = (0, 0);
                }
                Kind::Period => headings += 1,
                Kind::Rule => {}
                Kind::Text => {
                    let heads = self.heads(at);
                    if heads.columns > 1 {
                        break;
                    }
                    let names_rows = matches!(heads.first(), Some(What::Side(_) | What::Label));
                    headings += usize::from(heads.pure && !names_rows);
                    texts += 1;
                    if texts > if lone > rows { STREAM_TEXTS } else { 3 } {
                        break;
                    }
                }
                Kind::Prose if self.is_long_label(at) => texts += 1,
                Kind::Prose | Kind::Bullet | Kind::Tag | Kind::Pipe | Kind::Tab => break,
            }
            blanks = 0;
        }
        first..end
    }

    /// A sentence is a label where a lone value follows it.
    fn is_long_label(&self, at: usize) -> bool {
        let next = (at + 1..self.kinds.len()).find(|&line| self.kinds[line] != Kind::Blank);
        self.span(at).len() <= 250 && next.is_some_and(|line| self.kinds[line] == Kind::Value)
    }

    fn style(&self, body: &Range<usize>) -> Style {
        let (mut lone, mut rows, mut aligned, mut labels) = (0, 0, 0, 0);
        for line in body.clone() {
            match self.kinds[line] {
                Kind::Value | Kind::Void | Kind::Period => lone += 1,
                Kind::Row { .. } => {
                    rows += 1;
                    labels += usize::from(self.is_before_value(line));
                    aligned += usize::from(is_aligned(self.text(line)));
                }
                _ => {}
            }
        }
        // A label that ends in a number looks like a row; its value is on the next line.
        if lone > rows || (rows > 1 && labels == rows) {
            Style::Stream
        } else if aligned * 2 > rows {
            Style::Aligned
        } else {
            Style::Lines
        }
    }

    fn is_before_value(&self, line: usize) -> bool {
        let next = (line + 1..self.kinds.len()).find(|&line| self.kinds[line] != Kind::Blank);
        next.is_some_and(|line| self.kinds[line] == Kind::Value)
    }

    /// The first line of the header that stands above a body.
    fn header_above(&self, body: &Range<usize>, floor: usize, style: Style) -> usize {
        let mut top = body.start;
        let (mut misses, mut seen, mut blanks) = (0, 0, 0);
        // The first row of a stream begins with a label on a line of its own.
        let allowed = if style == Style::Stream { 4 } else { 2 };
        let reach = if style == Style::Stream { STREAM_TEXTS } else { allowed };
        for at in (floor..body.start).rev() {
            match self.kinds[at] {
                Kind::Blank => {
                    blanks += 1;
                    let closed = style == Style::Lines && top < body.start;
                    if blanks > EMPTY_REACH || closed {
                        break;
                    }
                    continue;
                }
                Kind::Rule if self.underlines(at) => break,
                Kind::Period | Kind::Void | Kind::Rule => top = at,
                Kind::Text if self.is_known_heading(at) && !self.is_below_columns(at, floor) => {
                    break;
                }
                Kind::Text | Kind::Prose | Kind::Row { .. } => {
                    if self.kinds[at] == Kind::Prose && self.is_running_text(at) {
                        break;
                    }
                    let heads = self.heads(at);
                    let says_unit = self.kinds[at] == Kind::Text && heads.unit;
                    if (heads.names_columns() || says_unit)
                        && (misses <= allowed || self.is_header(at))
                    {
                        top = at;
                        misses = 0;
                    } else if self.kinds[at] == Kind::Prose
                        && !(top == body.start && self.is_long_label(at))
                    {
                        break;
                    } else {
                        misses += 1;
                        if misses > reach {
                            break;
                        }
                    }
                }
                Kind::Value => misses += 1,
                Kind::Bullet | Kind::Tag | Kind::Pipe | Kind::Tab => break,
            }
            blanks = 0;
            seen += 1;
            if seen > HEADER_REACH {
                break;
            }
        }
        if top == body.start && style == Style::Stream {
            self.label_above(body.start, floor)
        } else if top < body.start || style == Style::Aligned {
            self.header_lines_above(top, floor, style)
        } else {
            top
        }
    }

    /// Whether the line above names a column: `BATEN EN LASTEN` below `Totaal` names rows.
    fn is_below_columns(&self, at: usize, floor: usize) -> bool {
        let shown = |line: &usize| self.kinds[*line] != Kind::Blank;
        let above = (floor..at).rev().take(EMPTY_REACH).find(shown);
        above.is_some_and(|line| {
            let heads = self.heads(line);
            self.kinds[line] == Kind::Text
                && heads.pure
                && matches!(heads.last(), Some(What::Measure(..) | What::Side(_)))
                && heads.first() == heads.last()
        })
    }

    /// Whether a line is one of the headings that documents have in common, and no header cell of
    /// that name.
    fn is_known_heading(&self, at: usize) -> bool {
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

    /// Whether a line is drawn below a heading, as Markdown does it.
    fn underlines(&self, at: usize) -> bool {
        let drawn = self.text(at).trim_end();
        at > 0
            && self.kinds[at - 1] == Kind::Text
            && drawn.bytes().all(|b| b == b'-') | drawn.bytes().all(|b| b == b'=')
    }

    /// Where a header begins of which a line further down was known: a cell that breaks over lines
    /// puts lines above it that say little on their own.
    fn header_lines_above(&self, top: usize, floor: usize, style: Style) -> usize {
        let mut top = top;
        for at in (floor.max(top.saturating_sub(HEADER_REACH))..top).rev() {
            let below = &self.heads(top).items;
            let begins = below.first().is_some_and(|item| item.what == What::Other && !item.glued);
            let is_line = matches!(self.kinds[at], Kind::Text | Kind::Period | Kind::Prose);
            // Cells that stand apart, or far from the edge.
            let is_cells = style == Style::Aligned
                && (self.text(at).trim().contains("  ") || self.text(at).starts_with(INDENT));
            if is_line && is_cells {
                top = at;
                continue;
            }
            if !is_line || (begins && !self.text(top).trim_start().starts_with(is_inside)) {
                break;
            }
            let items = &self.heads(at).items;
            let known = items.iter().filter(|item| item.what != What::Other).count();
            let ends_known = items.last().is_some_and(|item| item.what != What::Other);
            let is_part = (self.kinds[at] != Kind::Prose || ends_known)
                && items
                    .iter()
                    .any(|item| item.what.heads_values() || matches!(item.what, What::Modifier(_)))
                || self.text(at).trim_start().starts_with(is_inside)
                    && self.span(at).len() < LONGEST_REST;
            if !is_part && known * 2 < items.len() {
                break;
            }
            top = at;
        }
        top
    }

    /// Whether a header word stands among others: two more above it.
    fn is_header(&self, at: usize) -> bool {
        let above = (0..at).rev().filter(|&line| self.kinds[line] != Kind::Blank).take(2);
        above.clone().count() == 2
            && above
                .into_iter()
                .all(|line| self.kinds[line] == Kind::Period || self.heads(line).pure)
    }

    /// The label of a first row without any header.
    fn label_above(&self, first: usize, floor: usize) -> usize {
        let above = (floor..first).rev().find(|&line| self.kinds[line] != Kind::Blank);
        let is_label = |line: &usize| self.kinds[*line] == Kind::Text || self.is_long_label(*line);
        above.filter(is_label).unwrap_or(first)
    }

    fn count(&self, body: &Range<usize>) -> Shown {
        let mut shown = Shown::default();
        for line in body.clone() {
            match self.kinds[line] {
                Kind::Row { strong: true, .. } => shown.strong += 1,
                Kind::Row { .. } => shown.weak += 1,
                // Empty cells alone may as well be what separates sections.
                Kind::Value => shown.lone += 1,
                _ => {}
            }
        }
        shown
    }

    fn splits(&self, line: usize) -> bool {
        matches!(self.kinds[line], Kind::Row { strong: true, .. })
    }
}

/// How far from the edge no label or heading stands.
const INDENT: &str = "            ";

/// How many lines a cell of a header has at most, and how long its words are.
const LONGEST_CELL: usize = 12;
const LONGEST_WORD: usize = 24;

/// Whether a line that begins so goes on from the line above it.
fn is_inside(c: char) -> bool {
    c.is_lowercase() || c == '/'
}

/// How many columns a line heads beyond doubt: header words that end it or stick together.
pub(crate) fn columns(items: &[Item]) -> usize {
    let glued = items.iter().filter(|item| item.glued && item.what != What::Other).count();
    let other = items.iter().rposition(|item| item.what == What::Other);
    let trailing = &items[other.map_or(0, |other| other + 1)..];
    let all = |test: fn(What) -> bool| trailing.iter().filter(|item| test(item.what)).count();
    let measures = all(|what| matches!(what, What::Measure(Some(_), _)));
    let periods = all(|what| matches!(what, What::Period(_)));
    let sides = all(|what| matches!(what, What::Side(_)));
    let pure = trailing.len() == items.len();
    let sides = if pure || sides > 3 { sides } else { 0 };
    let measures = measures.max(if items.len() > 2 { named_among(items) } else { 0 });
    measures.max(periods).max(sides).max(if glued > 0 { glued + 1 } else { 0 })
}

/// How many names of columns a line holds of which most words are such names, wherever the others
/// stand.
fn named_among(items: &[Item]) -> usize {
    let all = |test: fn(What) -> bool| items.iter().filter(|item| test(item.what)).count();
    let named = all(|what| matches!(what, What::Measure(Some(_), _)));
    let known = all(|what| what != What::Other);
    if named > 2 && known * 3 >= items.len() * 2 {
        named.max(all(|what| matches!(what, What::Period(_))))
    } else {
        0
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

/// Whether a tag opens a table: a `<div>` only where its class says so.
fn opens_table(text: &str) -> bool {
    let text = text.trim_start();
    let is_class = || ["tbl", "table", "grid"].iter().any(|class| text.contains(class));
    text.starts_with("<table") || (text.starts_with("<div") && is_class())
}

fn count(text: &str, tag: &str) -> usize {
    memchr::memmem::find_iter(text.as_bytes(), tag.as_bytes()).count()
}
