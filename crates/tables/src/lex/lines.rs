//! One row per line: the label, then values that a space keeps apart, or nothing.

use memchr::memchr_iter;
use ontleed_text::{Source, Span};

use super::spaced::{By, Counts, Spaced};
use super::{Head, Lexed, Place, Raw, Tail, letters, wording};
use crate::gaps;
use crate::header;
use crate::line::{self, Dash, Kind};
use crate::notation;
use crate::regions::{Region, Style};
use crate::rows;
use crate::thousands;
use crate::whole;

/// Digits of the largest amount printed without dots: billions in whole euros.
const MOST_DIGITS: usize = 10;

/// A line of a region, or a part of a table that stands on one line whole.
struct Part<'r> {
    span: Span,
    kind: Kind,
    /// The values at its end, where they are known.
    tail: Option<&'r line::Tail>,
}

impl Part<'_> {
    fn of_line(part: whole::Part) -> Self {
        let (span, kind) = match part {
            whole::Part::Header(span) | whole::Part::Group(span) => (span, Kind::Text),
            whole::Part::Row(span) => (span, Kind::Row { values: 0, strong: true }),
        };
        Self { span, kind, tail: None }
    }
}

/// The tables of a region: a header behind rows begins another.
pub(super) fn tables(source: &Source<'_>, region: &Region) -> Vec<Lexed> {
    table(source, region).into_iter().map(|(lexed, _)| lexed).collect()
}

/// The same, if one space parts cells or thousands in rows that two spaces part from their labels.
pub(super) fn spaced_tables(source: &Source<'_>, region: &Region) -> Option<Vec<Lexed>> {
    let lines = source.lines()[region.lines.clone()].iter().zip(&region.kinds);
    let rows = || lines.clone().filter(|(_, kind)| matches!(kind, Kind::Row { .. }));
    let may_join = |text: &str| thousands::may_join(text, &line::tail_values(text, Dash::Nil));
    let is_dotted = || rows().any(|(line, _)| has_dotted_amount(source.slice(line.span)));
    if is_dotted() || !rows().any(|(line, _)| may_join(source.slice(line.span))) {
        return None;
    }
    let (lexed, spaced) = table(source, region)?;
    (spaced != Spaced::No).then(|| vec![lexed])
}

fn table(source: &Source<'_>, region: &Region) -> Option<(Lexed, Spaced)> {
    let parts = parts(source, region);
    let first_row =
        parts.iter().position(|part| matches!(part.kind, Kind::Row { .. } | Kind::Value));
    let mut first_row = first_row?;
    let span = |at: usize| parts[at].span;
    // Dates and years in a header look like values.
    while first_row + 1 < parts.len() && header::is_glued_header(source, span(first_row)) {
        first_row += 1;
    }
    let mut lexed = Lexed::default();
    let header_end = header_end(source, &parts, first_row);
    for at in 0..header_end {
        let cells = match region.style {
            Style::Aligned => between_gaps(source, span(at)),
            _ => vec![source.trim(span(at))],
        };
        let head = |span| Head { span, place: Place::Open };
        lexed.header.push(cells.into_iter().map(head).collect());
    }
    for at in header_end..first_row {
        lexed.rows.push(Raw::label_only(source.trim(span(at))));
    }
    let rows: Vec<Line> = read(source, &parts[first_row..]);
    let names = rows
        .iter()
        .any(|row| row.has_letter(source))
        .then(|| letters::take_names(source, &mut lexed));
    let width = Width::of(source, &rows, lexed.named(source));
    lexed.width = width.columns;
    let spaced = if width.dotted || width.lone == Lone::Decided {
        Spaced::No
    } else {
        spaced(source, &rows, lexed.named(source))
    };
    let raw = |row: &Line| match spaced {
        Spaced::Yes { dash, columns, by } => {
            let raw = row.raw_spaced(source, dash, columns, &width);
            Raw { in_doubt: raw.in_doubt || by == By::Rows && is_joined(source, &raw), ..raw }
        }
        Spaced::InDoubt => Raw { in_doubt: true, ..row.raw(source, &width) },
        Spaced::No => row.raw(source, &width),
    };
    if let Spaced::Yes { columns, by, .. } = spaced {
        lexed.width = Some(columns);
        lexed.joined = by == By::Header;
    }
    lexed.rows.extend(rows.iter().map(raw));
    lexed.words = header::words_before_values(source, &lexed.header);
    if lexed.words > 0 {
        for row in lexed.rows.iter_mut().filter(|row| row.tail != Tail::None) {
            wording::split(source, row, lexed.words);
        }
    }
    if let Some(names) = names {
        letters::place(source, &mut lexed, names, &[]);
    }
    Some((lexed, spaced))
}

/// The lines that say something, or the rows that one line holds.
fn parts<'r>(source: &Source<'_>, region: &'r Region) -> Vec<Part<'r>> {
    let lines = &source.lines()[region.lines.clone()];
    if let (Style::Whole, [line]) = (region.style, lines) {
        let parts = whole::parts(source, line.span).unwrap_or_default();
        return parts.into_iter().map(Part::of_line).collect();
    }
    let parts = lines.iter().zip(&region.kinds).zip(&region.tails);
    let parts = parts.filter(|((_, kind), _)| **kind != Kind::Blank);
    parts.map(|((line, &kind), tail)| Part { span: line.span, kind, tail: tail.as_ref() }).collect()
}

/// The cells of a line that two spaces or more keep apart.
fn between_gaps(source: &Source<'_>, line: Span) -> Vec<Span> {
    let cells = gaps::cells(source, line).into_iter().map(|cell| source.trim(cell.span));
    cells.filter(|cell| !cell.is_empty()).collect()
}

/// Lines above the first row that hold no header word are names of groups.
fn header_end(source: &Source<'_>, parts: &[Part<'_>], first_row: usize) -> usize {
    let span = |at: usize| parts[at].span;
    let is_head = |at: &usize| {
        // Behind the names of the columns a word for labels names the rows that follow.
        let names_rows = || {
            header::names_labels(source, span(*at))
                && (0..*at).any(|above| header::names_values(source, span(above)))
        };
        parts[*at].kind == Kind::Period || header::heads(source, span(*at)) && !names_rows()
    };
    (0..first_row).rev().find(is_head).map_or(first_row.min(1), |at| at + 1)
}

/// A line, or a label and the lines of values below it.
struct Line {
    span: Span,
    kind: LineKind,
}

enum LineKind {
    /// A label and nothing else.
    Label,
    /// A row on one line.
    Row(Values),
    /// A row of which each cell has a line of its own.
    Exploded { label: Option<Span>, cells: Vec<Span> },
}

/// The values at the end of a line, in each way to read them.
struct Values {
    nil: Vec<Span>,
    /// Where a lone dash makes them others.
    sign: Option<Vec<Span>>,
    /// The values before the words that end the line, these last.
    with_words: Option<Vec<Span>>,
}

impl Values {
    fn of(text: &str, known: Option<&line::Tail>) -> Self {
        let known = known.cloned();
        let line::Tail { values: nil, lone_dash } =
            known.unwrap_or_else(|| line::scan_tail(text, Dash::Nil));
        let sign = lone_dash.then(|| line::tail_values(text, Dash::Sign));
        let before = if nil.is_empty() { line::values_before_words(text) } else { None };
        let with_words = before.map(|(mut values, words)| {
            values.push(Span::at(words, text.trim_end().len()));
            values
        });
        Self { nil, sign, with_words }
    }

    /// The readings of a lone dash, the one that gives as many cells as columns first.
    fn dashes_of(&self, columns: usize, width: &Width) -> [Dash; 3] {
        let first = match self.dashes() {
            Some(row) if width.lone != Lone::None && row.signs == columns => Dash::Sign,
            Some(row) if width.lone != Lone::None && row.cells == columns => Dash::Nil,
            _ => width.dash,
        };
        [first, Dash::Nil, Dash::Sign]
    }

    /// Whether a lone dash may be a sign as well as a cell: the row has as many cells as columns with neither reading.
    fn has_open_dash(&self, width: &Width) -> bool {
        let Some(row) = self.dashes().filter(|row| row.signs < row.cells) else { return false };
        let is_exact =
            width.columns.is_none_or(|columns| [row.signs, row.cells].contains(&columns));
        width.lone == Lone::Open || width.lone != Lone::None && !is_exact
    }

    /// None where no value was found.
    fn dashes(&self) -> Option<Dashes> {
        let cells = self.nil.len();
        let signs = self.sign.as_ref().map_or(cells, Vec::len);
        (cells > 0).then_some(Dashes { signs, cells })
    }

    /// The cells at the end of the line, the words behind them included where a column holds words.
    fn read(&self, dash: Dash, words_last: bool) -> &[Span] {
        let plain = match dash {
            Dash::Nil => &self.nil,
            Dash::Sign => self.sign.as_ref().unwrap_or(&self.nil),
        };
        self.with_words.as_ref().filter(|_| words_last).unwrap_or(plain)
    }
}

fn read(source: &Source<'_>, parts: &[Part<'_>]) -> Vec<Line> {
    let mut rows: Vec<Line> = Vec::new();
    for &Part { span, kind, tail } in parts {
        match kind {
            Kind::Value | Kind::Void | Kind::Period => {
                let cell = trim_spaces(source, span);
                match rows.last_mut() {
                    Some(row) if matches!(row.kind, LineKind::Exploded { .. }) => {
                        if let LineKind::Exploded { cells, .. } = &mut row.kind {
                            cells.push(cell);
                            row.span = row.span.to(cell);
                        }
                    }
                    Some(row) if matches!(row.kind, LineKind::Label) => {
                        let label = Some(source.trim(row.span));
                        row.kind = LineKind::Exploded { label, cells: vec![cell] };
                        row.span = row.span.to(cell);
                    }
                    _ => rows.push(Line {
                        span,
                        kind: LineKind::Exploded { label: None, cells: vec![cell] },
                    }),
                }
            }
            Kind::Row { .. } => {
                let values = Values::of(source.slice(span), tail);
                rows.push(Line { span, kind: LineKind::Row(values) });
            }
            Kind::Rule => {}
            _ => rows.push(Line { span: source.trim(span), kind: LineKind::Label }),
        }
    }
    rows
}

/// How many cells a row has and how a lone dash is read.
#[derive(Default)]
struct Width {
    columns: Option<usize>,
    dash: Dash,
    /// The last column holds words.
    words_last: bool,
    /// Some amount has a dot, so that a long number without one is more than one cell.
    dotted: bool,
    /// In most rows the first cell sticks to the label.
    glues: bool,
    lone: Lone,
}

/// What tells whether the dashes that stand alone in a table are signs or cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Lone {
    /// There are none, or they are operators beside a plus.
    #[default]
    None,
    /// With one reading or the other each row has as many cells as the header names, or as others have.
    Decided,
    /// Not every row has.
    Weighed,
    /// Nothing.
    Open,
}

/// How many cells a row has where its lone dashes are signs, and where they are cells.
#[derive(Clone, Copy)]
struct Dashes {
    signs: usize,
    cells: usize,
}

impl Dashes {
    fn fit(&self, columns: usize) -> bool {
        (self.signs..=self.cells).contains(&columns)
    }
}

impl Width {
    /// The number that most rows show; with either reading of a lone dash, the one on which more
    /// rows agree. A smaller number that the header names wins where enough rows show it, because
    /// a label that ends in a number adds one.
    fn of(source: &Source<'_>, rows: &[Line], header: &[usize]) -> Self {
        let texts: Vec<(&str, &Values)> = rows
            .iter()
            .filter_map(|row| match &row.kind {
                LineKind::Row(values) => Some((source.slice(row.span), values)),
                LineKind::Label | LineKind::Exploded { .. } => None,
            })
            .collect();
        let with_words = texts.iter().filter(|(_, values)| values.with_words.is_some()).count();
        let words_last = with_words * 2 > texts.len() && with_words > 1;
        let dotted = texts.iter().any(|(text, _)| has_dotted_amount(text));
        let stuck = |find: fn(&str, &[Span]) -> Option<usize>| {
            let in_label = |(text, values): &&(&str, &Values)| {
                find(text, values.read(Dash::Nil, words_last)).is_some()
            };
            texts.iter().filter(in_label).count()
        };
        let (figures, digits) = (stuck(figures_in_label), stuck(digits_in_label));
        let glues = figures > 0 && (figures + digits) * 2 > texts.len();
        let mut best = Self { words_last, dotted, glues, ..Self::default() };
        let mut agreed = 0;
        // Where other rows show a plus before their values, a dash there is an operator too.
        let has_operators = texts.iter().any(|(text, values)| {
            let values = values.read(Dash::Nil, words_last);
            values
                .first()
                .is_some_and(|first| text[..first.range().start].trim_end().ends_with(" +"))
        });
        for dash in [Dash::Nil, Dash::Sign] {
            let counts: Vec<usize> = texts
                .iter()
                .map(|(_, values)| values.read(dash, words_last).len())
                .filter(|&count| count > 0)
                .collect();
            let Some(mode) = mode(&counts) else { continue };
            let named = header.iter().copied().find(|&named| {
                let shown = counts.iter().filter(|&&count| count == named).count();
                // Where a value sticks to the label, or two to each other, a row shows one less.
                let as_many = counts.iter().filter(|&&count| count >= named).count();
                named == mode
                    || named + 1 == mode && counts_rows(&texts, dash, words_last)
                    || (named > mode && as_many * 4 >= counts.len() && as_many > 1)
                    || (named < mode && named + 2 >= mode && shown * 100 >= counts.len() * 15)
            });
            // No label ends in an amount: such a row has as many cells as it shows.
            let amounts = texts.iter().filter(|(text, values)| {
                let values = values.read(dash, words_last);
                values.len() == mode && !numbers_label(&text[values[0].range()])
            });
            let is_named = header.contains(&mode) || named.is_some_and(|named| named < mode);
            let agree = is_named && amounts.count() * 2 > counts.len();
            let columns = named.filter(|_| !agree).unwrap_or(mode);
            if dash == Dash::Sign && has_operators {
                continue;
            }
            let agreeing = counts.iter().filter(|&&count| count == columns).count();
            if agreeing > agreed {
                agreed = agreeing;
                best = Self { columns: Some(columns), dash, ..best };
            }
        }
        if let Some(most) = most_of_some(&texts, &best)
            && (header.is_empty() || header.contains(&most))
        {
            best.columns = Some(most);
        }
        if !has_operators && texts.iter().any(|(_, values)| values.sign.is_some()) {
            let shown: Vec<Dashes> =
                texts.iter().filter_map(|(_, values)| values.dashes()).collect();
            if shown.iter().any(|row| row.signs < row.cells) {
                best.weigh_dashes(&shown, header);
            }
        }
        if best.columns.is_none() {
            best.columns = header.first().copied();
        }
        // A row of digits without any separator looks like one long number.
        if best.columns == Some(1)
            && header.first().is_some_and(|&named| named > 1)
            && (texts.iter().all(|(text, _)| line::glued_tail(text).is_some())
                || texts.iter().any(|&(text, _)| {
                    let sticks =
                        line::glued_tail(text).is_some_and(|at| line::is_strong_glue(&text[at..]));
                    sticks || long_number(text).is_some()
                }))
        {
            best.columns = header.first().copied().or(best.columns);
            best.dotted |= best.columns != Some(1);
        }
        best
    }

    /// Takes the number of columns that the header names and all rows may have. Else the one of most rows without such
    /// dashes, or where all have them the only one that all may have.
    fn weigh_dashes(&mut self, rows: &[Dashes], header: &[usize]) {
        let fits_all = |columns: &usize| rows.iter().all(|row| row.fit(*columns));
        let named = header.iter().copied().find(fits_all);
        let plain = rows.iter().filter(|row| row.signs == row.cells).map(|row| row.cells);
        let plain = mode(&plain.collect::<Vec<_>>());
        let fewest = rows.iter().map(|row| row.signs).max();
        let only = fewest.filter(|fewest| rows.iter().map(|row| row.cells).min() == Some(*fewest));
        self.lone = match (named, plain.or(only)) {
            (Some(_), _) => Lone::Decided,
            (None, Some(columns)) if fits_all(&columns) => Lone::Decided,
            (None, Some(_)) => Lone::Weighed,
            (None, None) => Lone::Open,
        };
        if self.lone != Lone::Decided {
            return;
        }
        let Some(columns) = named.or(plain).or(only) else { return };
        let exact =
            |count: fn(&Dashes) -> usize| rows.iter().filter(|row| count(row) == columns).count();
        let are_signs = exact(|row| row.signs) > exact(|row| row.cells);
        self.dash = if are_signs { Dash::Sign } else { Dash::Nil };
        self.columns = Some(columns);
    }
}

/// Whether all rows have the same name, and the first cell of each is one more than that of the row above: `Groep 1`.
fn counts_rows(texts: &[(&str, &Values)], dash: Dash, words_last: bool) -> bool {
    let numbered = texts.iter().map_while(|&(text, values)| {
        let first = values.read(dash, words_last).first()?.range();
        let (name, number) = (text[..first.start].trim(), &text[first]);
        let number: usize = number.parse().ok().filter(|_| numbers_label(number))?;
        (!name.is_empty()).then_some((name, number))
    });
    let numbered: Vec<(&str, usize)> = numbered.collect();
    numbered.len() > 1
        && numbered.len() == texts.len()
        && numbered.windows(2).all(|pair| pair[1] == (pair[0].0, pair[0].1 + 1))
}

fn spaced(source: &Source<'_>, rows: &[Line], header: &[usize]) -> Spaced {
    let texts = || {
        rows.iter().filter_map(|row| match &row.kind {
            LineKind::Row(values) => Some((source.slice(row.span), values)),
            LineKind::Label | LineKind::Exploded { .. } => None,
        })
    };
    if !texts().any(|(text, values)| thousands::may_join(text, &values.nil)) {
        return Spaced::No;
    }
    Spaced::of(header, |dash| {
        texts().filter_map(|(text, values)| Counts::of(text, values.read(dash, false))).collect()
    })
}

/// Whether a space parts thousands in a cell of a row.
fn is_joined(source: &Source<'_>, row: &Raw) -> bool {
    let cells = match &row.tail {
        Tail::Loose(cells) => cells.as_slice(),
        Tail::None | Tail::Placed(_) | Tail::Glued(_) => &[],
    };
    cells.iter().any(|cell| thousands::groups(source.slice(*cell)).is_some())
}

fn mode(counts: &[usize]) -> Option<usize> {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    let runs = sorted.chunk_by(|a, b| a == b);
    // Of two counts that as many rows show, the larger one: cells are dropped, not invented.
    runs.max_by_key(|run| (run.len(), run[0])).map(|run| run[0])
}

/// The most cells that some rows have whose labels do not end in a number, if that is more than the columns: cells are
/// dropped, not invented.
fn most_of_some(texts: &[(&str, &Values)], width: &Width) -> Option<usize> {
    let cells = |values: &'_ Values| values.read(width.dash, width.words_last).len();
    let columns = width.columns?;
    if texts.iter().all(|(_, values)| cells(values) <= columns) {
        return None;
    }
    let is_fuller = |(text, values): &&(&str, &Values)| {
        let values = values.read(width.dash, width.words_last);
        values.len() > columns && !numbers_label(&text[values[0].range()])
    };
    let counts = texts.iter().filter(is_fuller).map(|(_, values)| cells(values));
    let counts: Vec<usize> = counts.collect();
    let most = counts.iter().copied().max()?;
    let shown = counts.iter().filter(|&&count| count == most).count();
    (shown * 100 >= texts.len() * 15).then_some(most)
}

/// Whether a number may be the end of a label: a year, or one or two digits.
pub(super) fn numbers_label(number: &str) -> bool {
    let is_short = number.len() < 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    is_short || notation::year(number).is_some()
}

impl Line {
    /// Whether `V` or `N` stands behind an amount.
    fn has_letter(&self, source: &Source<'_>) -> bool {
        let LineKind::Row(values) = &self.kind else { return false };
        let text = source.slice(self.span);
        values.nil.iter().any(|value| matches!(text.as_bytes()[value.range().end - 1], b'V' | b'N'))
    }

    fn raw(&self, source: &Source<'_>, width: &Width) -> Raw {
        match &self.kind {
            LineKind::Label => Raw::label_only(self.span),
            LineKind::Exploded { label, cells } => {
                Raw::new(label.iter().copied().collect(), Tail::Loose(cells.clone()), self.span)
            }
            LineKind::Row(values) => {
                let row = self.row(source, values, width);
                Raw { in_doubt: values.has_open_dash(width), ..row }
            }
        }
    }

    /// The row where a space parts thousands too.
    fn raw_spaced(&self, source: &Source<'_>, dash: Dash, columns: usize, width: &Width) -> Raw {
        let LineKind::Row(values) = &self.kind else { return self.raw(source, width) };
        let text = source.slice(self.span);
        let shown = values.read(dash, false);
        let joined = thousands::joined(text, shown);
        let Some(first) = shown.first() else { return self.raw(source, width) };
        let cells = [shown, &joined].into_iter().find(|cells| cells.len() == columns);
        let label = source.trim(Span::at(0, first.range().start).shift(self.span.start));
        let label = if label.is_empty() { Vec::new() } else { vec![label] };
        let shifted =
            |cells: &[Span]| cells.iter().map(|cell| cell.shift(self.span.start)).collect();
        let tail = match cells {
            Some(cells) => Tail::Loose(shifted(cells)),
            None => Tail::Loose(shifted(shown)),
        };
        let in_doubt = cells.is_none() || values.has_open_dash(width);
        Raw { in_doubt, ..Raw::new(label, tail, self.span) }
    }

    fn row(&self, source: &Source<'_>, values: &Values, width: &Width) -> Raw {
        let text = source.slice(self.span);
        let offset = self.span.start;
        let made = |label_end: usize, tail: Tail| {
            let (name, operator) = operator(&text[..label_end]);
            let label = source.trim(Span::at(0, name).shift(offset));
            let label = if label.is_empty() { Vec::new() } else { vec![label] };
            let code = operator.map(|operator| operator.shift(offset));
            Raw { code, ..Raw::new(label, tail, self.span) }
        };
        let glued = |at: usize| {
            let end = line::without_letter(text).len();
            Tail::Glued(trim_spaces(source, Span::at(at, end).shift(offset)))
        };
        let shifted =
            |cells: &[Span]| cells.iter().map(|cell| cell.shift(offset)).collect::<Vec<_>>();
        if let Some(at) = sign_glued_to_name(text) {
            return made(at, glued(at));
        }
        if let Some(at) = long_number(text).filter(|&at| width.dotted || is_too_long(&text[at..]))
            && (width.columns.is_some_and(|columns| columns > 1)
                || notation::year(&text[at..at + 4]).is_some())
        {
            let at = first_of_some(values.read(width.dash, width.words_last)).unwrap_or(at);
            return made(at, glued(at));
        }
        let read = values.read(width.dash, width.words_last);
        let in_label = figures_in_label(text, read).or_else(|| behind_years(text, read));
        let weaker = || digits_in_label(text, read).or_else(|| number_behind_name(text, read));
        let in_label = in_label.or_else(|| width.glues.then(weaker).flatten());
        if let Some(at) = in_label {
            return made(at, glued(at));
        }
        if let Some(columns) = width.columns {
            if let Some(cells) = behind_measure(text, columns) {
                return made(cells[0].range().start, Tail::Loose(shifted(&cells)));
            }
            for dash in values.dashes_of(columns, width) {
                let cells = values.read(dash, width.words_last);
                let cells = &cells[cells.len().saturating_sub(columns)..];
                if cells.len() == columns {
                    return made(cells[0].range().start, Tail::Loose(shifted(cells)));
                }
            }
        }
        if let Some(at) = line::glued_tail(text) {
            return made(at, glued(at));
        }
        let nil = values.read(width.dash, width.words_last);
        if let Some(at) = width.columns.and_then(|columns| stuck_to_figure(text, nil, columns)) {
            return made(at, glued(at));
        }
        let cells = values.read(width.dash, width.words_last);
        if let Some((first, placed)) =
            width.columns.and_then(|columns| spaced_out(text, cells, columns))
        {
            return made(first, Tail::Placed(shifted(&placed)));
        }
        match cells.first() {
            Some(first) => made(first.range().start, Tail::Loose(shifted(cells))),
            None => made(text.len(), Tail::None),
        }
    }
}

/// Where the cells before a long number begin, if there are more than a number in the label.
fn first_of_some(cells: &[Span]) -> Option<usize> {
    (cells.len() > 2).then(|| cells[0].range().start)
}

/// Whether a number has more digits than any amount, so that it is more than one cell.
fn is_too_long(number: &str) -> bool {
    number.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS
}

/// Where a figure stands that the first cell sticks to, `0-7 -7`, if the row shows too few cells.
fn stuck_to_figure(text: &str, cells: &[Span], columns: usize) -> Option<usize> {
    let first = cells.first()?.range().start;
    let label = &text[..first];
    let at = label.rfind(' ')? + 1;
    let is_figure = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',');
    let sticks = at < first && label[at..].bytes().all(is_figure);
    (cells.len() < columns && sticks).then_some(at)
}

/// Where the first figures begin, if more of them stick to the label than its last cells show.
fn figures_in_label(text: &str, cells: &[Span]) -> Option<usize> {
    let first = cells.first()?.range().start;
    let label = text[..first].trim_end();
    let at = line::glued_tail(label)?;
    (line::is_strong_glue(&label[at..]) && line::glued_tail(text) == Some(at)).then_some(at)
}

/// Where one or two digits stick to the label, as first cells do in other rows: `Zorg11 1.427`.
fn digits_in_label(text: &str, cells: &[Span]) -> Option<usize> {
    let label = text[..cells.first()?.range().start].trim_end();
    let name = label.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = label.len() - name.len();
    let at = name.strip_suffix(['-', '–', '−']).unwrap_or(name);
    ((1..=2).contains(&digits) && at.ends_with(|c: char| c.is_lowercase() || c == ')'))
        .then_some(at.len())
}

/// Where the second of two years begins to which the first cell sticks: `2020/2021911 375`.
fn behind_years(text: &str, cells: &[Span]) -> Option<usize> {
    let label = text[..cells.first()?.range().start].trim_end();
    let before = label.trim_end_matches(|c: char| c.is_ascii_digit());
    let (first, digits) = (before.strip_suffix(['/', '-'])?, &label[before.len()..]);
    let sticks = digits.len() > 4 && rows::ends_in_year(&digits[..4]);
    (sticks && rows::ends_in_year(first)).then_some(before.len())
}

/// Where a number stands apart from the label, though first cells stick to it: it may be the label's, `Artikel 12` and 26.
fn number_behind_name(text: &str, cells: &[Span]) -> Option<usize> {
    let first = cells.first()?.range();
    let name = text[..first.start].strip_suffix(' ')?;
    let is_number = text[first.clone()].starts_with(|c: char| c.is_ascii_digit());
    (is_number && name.ends_with(char::is_alphabetic)).then_some(first.start)
}

/// Where each empty cell left two spaces more: the cells in their columns and the end of the label,
/// if with the empty ones there are as many as columns.
fn spaced_out(text: &str, cells: &[Span], columns: usize) -> Option<(usize, Vec<Span>)> {
    let mut placed = Vec::new();
    let first = cells.first()?.range().start;
    let label_end = text[..first].trim_end_matches(' ').len();
    let mut end = label_end;
    for cell in cells {
        let spaces = cell.range().start - end;
        if spaces.is_multiple_of(2) || placed.len() > columns {
            return None;
        }
        placed.extend(std::iter::repeat_n(Span::at(end, end), spaces / 2));
        placed.push(*cell);
        end = cell.range().end;
    }
    let trailing = text.trim_end_matches('\r').len() - end;
    let at_end = (columns.checked_sub(placed.len())?).min(trailing / 2);
    placed.extend(std::iter::repeat_n(Span::at(end, end), at_end));
    (placed.len() == columns).then_some((label_end, placed))
}

/// The sign that says how a row counts, in a column of its own behind the label.
fn operator(label: &str) -> (usize, Option<Span>) {
    let label = label.trim_end();
    let Some(space) = label.rfind(' ') else { return (label.len(), None) };
    match &label[space + 1..] {
        "+" | "-" | "(+)" | "(-)" | "+/+" | "-/-" => {
            (space, Some(Span::at(space + 1, label.len())))
        }
        _ => (label.len(), None),
    }
}

/// `domein- 1.666- 1.745`: the sign of the first value sticks to the name.
fn sign_glued_to_name(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let at = memchr_iter(b'-', bytes).find(|at| bytes.get(at + 1) == Some(&b' '))?;
    let at = Some(at).filter(|&at| text[..at].ends_with(char::is_alphabetic))?;
    let behind = &text[at..];
    let is_tail = behind.chars().all(|c| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | ' ' | '\u{A0}' | 'N' | 'V' | '%' | '*')
    });
    (is_tail && behind.bytes().any(|b| b.is_ascii_digit())).then_some(at)
}

/// Where the last token begins, if it is a number of five digits or more without a dot.
fn long_number(text: &str) -> Option<usize> {
    let text = text.trim_end();
    let at = text.rfind(' ')? + 1;
    let token = &text[at..];
    let digits = token.trim_end_matches('%');
    // No percentage has four digits.
    let longest = if digits.len() < token.len() { 3 } else { 4 };
    (digits.len() > longest && digits.bytes().all(|b| b.is_ascii_digit())).then_some(at)
}

fn has_dotted_amount(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(b'.', bytes).any(|dot| match (&bytes[..dot], &bytes[dot + 1..]) {
        ([.., before], [a, b, c, ..]) => [before, a, b, c].into_iter().all(u8::is_ascii_digit),
        _ => false,
    })
}

/// `Realisatie startjaar 59%`: behind the measure of an indicator every word is a cell, where
/// there are as many as columns.
fn behind_measure(text: &str, columns: usize) -> Option<Vec<Span>> {
    let trimmed = text.trim_end_matches([' ', '\r', '\t']);
    let mut cells = Vec::new();
    let mut end = trimmed.len();
    while cells.len() < columns {
        end = trimmed[..end].trim_end_matches(' ').len();
        let start = trimmed[..end].rfind(' ').map_or(0, |at| at + 1);
        // Figures that stick to a word are no cell.
        if start == 0 || line::glued_tail(&trimmed[start..end]).is_some() {
            return None;
        }
        cells.push(Span::at(start, end));
        end = start;
    }
    let before = trimmed[..end].trim_end_matches(' ');
    let word = &before[before.rfind(' ').map_or(0, |at| at + 1)..];
    rows::row_measure(word)?;
    cells.reverse();
    Some(cells)
}

fn trim_spaces(source: &Source<'_>, span: Span) -> Span {
    let text = source.slice(span);
    let trimmed = text.trim_start_matches([' ', '\t', '\r']);
    let start = span.range().start + (text.len() - trimmed.len());
    Span::at(start, start + trimmed.trim_end_matches([' ', '\t', '\r']).len())
}
