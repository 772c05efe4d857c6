//! One row per line: the label, then values that a space keeps apart, or nothing.

mod behind;
mod below;
mod codes;
mod labels;
mod lettered;
mod sides;
mod stuck;
mod width;
mod wrapped;

use ontleed_dutch::cell;
use ontleed_text::{Source, Span};

use self::stuck::{
    behind_years, digits_in_label, figures_in_label, first_of_some, has_dotted_amount, is_too_long,
    long_number, number_behind_name, sign_glued_to_name, stuck_to_figure,
};
use self::width::{Dashes, Lone, Width, is_behind_plus};
use super::spaced::{By, Counts, Spaced};
use super::{Head, Lexed, Place, Raw, Tail, letters, trim_spaces, wording};
use crate::between::{self, Between};
use crate::gaps;
use crate::header::{self, Heads};
use crate::line::{self, Dash, Kind};
use crate::naming;
use crate::notation;
use crate::regions::{Region, Rows, Style};
use crate::rows;
use crate::thousands;
use crate::whole;
use crate::words;

/// A line of a region, or a part of a table that stands on one line whole.
struct Part<'r> {
    span: Span,
    kind: Kind,
    /// The values at its end, where they are known.
    tail: Option<&'r line::Tail>,
}

impl Part<'_> {
    fn of_whole(part: &whole::Part) -> Self {
        let (span, kind) = match *part {
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
    let names = below::names(source, &parts);
    if first_row > 0 && names.get(first_row - 1) == Some(&true) {
        first_row -= 1;
    }
    let (above, groups) = parts[..first_row].split_at(header_end(source, &parts, first_row));
    let header = above.iter().map(|part| heads(source, region.style, part.span)).collect();
    let groups = groups.iter().map(|part| Raw::label_only(source.trim(part.span)));
    let mut lexed = Lexed { header, rows: groups.collect(), ..Lexed::default() };
    let is_coded = codes::leave_name(source, &mut lexed, &parts[first_row..]);
    let mut rows: Vec<Line> =
        read(source, &parts[first_row..], names.get(first_row..).unwrap_or_default());
    let has_sides =
        sides::leave_name(source, &mut lexed, valued(source, &rows).map(|(text, _)| text));
    labels::leave_numbers(source, &mut rows, || lexed.named(source));
    leave_operators(source, &mut rows);
    take_words_between(source, &mut rows);
    let names = rows
        .iter()
        .any(|row| row.has_letter(source))
        .then(|| letters::take_names(source, &mut lexed));
    let is_pure = lexed
        .header
        .last()
        .is_some_and(|row| row.iter().all(|head| words::is_pure(source, &head.items)));
    let mut width = Width::of(source, &rows, lexed.named(source), is_pure);
    if let Some(years) = header::years_in_a_run(&lexed.header) {
        width.take_years(source, &rows, years);
    }
    if let Some(columns) = width.columns {
        join_wrapped(source, &mut rows, columns);
        if let Some(names) = &names {
            lettered::leave_empty(source, &mut rows, columns, names);
            lettered::give_to_differences(source, &mut rows, columns, || {
                header::columns(source, &lexed.header, columns)
            });
        }
    }
    lexed.width = width.columns;
    let spaced = if width.amounts.dotted || width.lone == Lone::Decided {
        Spaced::No
    } else {
        spaced(source, &rows, lexed.named(source))
    };
    let raw = |row: &Line| {
        let raw = match spaced {
            Spaced::Yes { dash, columns, by } => {
                let raw = row.raw_spaced(source, dash, columns, &width);
                Raw { in_doubt: raw.in_doubt || by == By::Rows && is_joined(source, &raw), ..raw }
            }
            Spaced::InDoubt => Raw { in_doubt: true, ..row.raw(source, &width) },
            Spaced::No => row.raw(source, &width),
        };
        match row.name {
            Some(name) => below::named(raw, name),
            None => raw,
        }
    };
    if let Spaced::Yes { columns, by, .. } = spaced {
        lexed.width = Some(columns);
        lexed.joined = by == By::Header;
    }
    lexed.rows.extend(rows.iter().map(raw));
    if is_coded {
        codes::take(source, &mut lexed.rows);
    }
    if has_sides {
        sides::part(source, &mut lexed.rows);
    }
    behind::leave_empty(source, &mut lexed.rows);
    wrapped::name_bare(source, &mut lexed.rows, lexed.width);
    wrapped::join(source, &mut lexed.rows);
    wrapped::join_with_values_below(source, &mut lexed.rows);
    lexed.words = header::words_before_values(&lexed.header);
    let has_letters = lexed.words == 1 && wording::split_letters(source, &mut lexed);
    if !has_letters && lexed.words == 1 && codes::head_column(source, &lexed.header) {
        lexed.words = 0;
    }
    if lexed.words > 0 && !has_letters {
        for row in lexed.rows.iter_mut().filter(|row| row.tail != Tail::None) {
            wording::split(source, &lexed.header, row, lexed.words);
        }
    }
    if let Some(names) = names {
        letters::place(source, &mut lexed, names, &[]);
    }
    Some((lexed, spaced))
}

/// The lines that say something, or the rows that one line holds.
fn parts<'r>(source: &Source<'_>, region: &'r Region) -> Vec<Part<'r>> {
    if let Rows::Whole(parts) = &region.rows {
        return parts.iter().map(Part::of_whole).collect();
    }
    let lines = &source.lines()[region.lines.clone()];
    let parts = lines.iter().zip(&region.kinds).zip(&region.tails);
    let parts = parts.filter(|((_, kind), _)| **kind != Kind::Blank);
    parts.map(|((line, &kind), tail)| Part { span: line.span, kind, tail: tail.as_ref() }).collect()
}

/// The cells of a line of the header.
fn heads(source: &Source<'_>, style: Style, line: Span) -> Vec<Head> {
    let cells = match style {
        Style::Aligned => between_gaps(source, line),
        _ => vec![source.trim(line)],
    };
    cells.into_iter().map(|cell| Head::new(source, cell, Place::Open)).collect()
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
        if parts[*at].kind == Kind::Period {
            return true;
        }
        let heads = Heads::of(source, span(*at));
        // Behind the names of the columns a word for labels names the rows that follow.
        let names_rows = || {
            header::are_labels(source, &heads.items)
                && (0..*at).any(|above| header::names_values(source, span(above)))
        };
        heads.names_columns() && !names_rows() && !names_group(source, parts, *at)
    };
    let above = first_row - label_lines(source, parts, first_row);
    let end = (0..above).rev().find(is_head).map_or(first_row.min(1), |at| at + 1);
    // Names of rows do not repeat their words, a second row of a header does.
    let is_more = |at: &usize| {
        let text = source.slice(span(*at));
        naming::is_formula(text) || end > 0 && *at == end && repeats(text)
    };
    end + (end..first_row).take_while(is_more).count()
}

/// Whether a line says the same words twice or more, some of them: `Besluit 2020 Overig Besluit 2020 Overig`.
fn repeats(text: &str) -> bool {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    header::period(&words).is_some()
}

/// How many lines above the first row are its label: it has values only, and the line above it goes on small with the one above
/// that, below the names of columns.
fn label_lines(source: &Source<'_>, parts: &[Part<'_>], first_row: usize) -> usize {
    let Some([above @ .., begin, end, row]) = parts.get(..=first_row) else { return 0 };
    let [begin_text, end_text, row] = [begin, end, row].map(|part| source.slice(part.span).trim());
    let values = row.trim_start_matches(['+', '-', '/', '(', ')', ' ']);
    let is_label = end_text.starts_with(char::is_lowercase)
        && begin_text.starts_with(|c: char| !c.is_lowercase())
        && !header::heads(source, begin.span)
        && line::holds_only_values(values)
        && above.iter().any(|part| header::names_values(source, part.span));
    if is_label { 2 } else { 0 }
}

/// Whether a side has a line of its own below the names of columns, and another among the rows: `Lasten`, and further down
/// `Baten`.
fn names_group(source: &Source<'_>, parts: &[Part<'_>], at: usize) -> bool {
    let is_side = |part: &Part<'_>| part.kind == Kind::Text && words::is_side(source, part.span);
    is_side(&parts[at])
        && parts[..at].iter().any(|part| header::names_values(source, part.span))
        && parts[at + 1..].iter().any(is_side)
}

/// A line, or a label and the lines of values below it.
struct Line {
    span: Span,
    kind: LineKind,
    /// The name of the row, where it has the line above to itself.
    name: Option<Span>,
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
        if let Some(nil) = line::values_between_marks(text) {
            return Self { nil, sign: None, with_words: None };
        }
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

    /// The cells, those before the words that end the line where there are no others.
    fn shown(&self) -> &[Span] {
        match &self.with_words {
            Some(cells) if self.nil.is_empty() => cells,
            _ => &self.nil,
        }
    }

    /// Leaves the first cell to the label.
    fn drop_first(&mut self) {
        let Some(first) = self.shown().first().copied() else { return };
        let others = [self.sign.as_mut(), self.with_words.as_mut()];
        for values in others.into_iter().flatten().chain([&mut self.nil]) {
            if values.first() == Some(&first) {
                values.remove(0);
            }
        }
    }

    /// Leaves an operator before the first cell to the label.
    fn drop_operator(&mut self, text: &str) {
        let others = [self.sign.as_mut(), self.with_words.as_mut()];
        let firsts = others.into_iter().flatten().chain([&mut self.nil]);
        for first in firsts.filter_map(|values| values.first_mut()) {
            if let Some(amount) = text[first.range()].strip_prefix(OPERATOR) {
                let end = first.range().end;
                *first = Span::at(end - amount.trim_start().len(), end);
            }
        }
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

/// The rows of lines of which `names` are those that name the row of values below them.
fn read(source: &Source<'_>, parts: &[Part<'_>], names: &[bool]) -> Vec<Line> {
    let mut rows: Vec<Line> = Vec::new();
    let is_name = |at: usize| names.get(at) == Some(&true);
    let row = |span, kind| Line { span, kind, name: None };
    for (at, &Part { span, kind, tail }) in parts.iter().enumerate() {
        match kind {
            _ if is_name(at) => rows.push(row(source.trim(span), LineKind::Label)),
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
                    _ => {
                        rows.push(row(span, LineKind::Exploded { label: None, cells: vec![cell] }));
                    }
                }
            }
            Kind::Row { .. } => {
                let values = Values::of(source.slice(span), tail);
                let name = rows.pop_if(|_| at > 0 && is_name(at - 1)).map(|name| name.span);
                rows.push(Line { name, ..row(span, LineKind::Row(values)) });
            }
            Kind::Rule => {}
            _ => rows.push(row(source.trim(span), LineKind::Label)),
        }
    }
    rows
}

/// Leaves `-/-` before the first value of a row to its label where other rows show a plus there, and nothing else begins
/// with it: `-/- € 4.890` beside `+ € 155`.
fn leave_operators(source: &Source<'_>, rows: &mut [Line]) {
    let is_minus = |text: &str, cell: &Span| text[cell.range()].starts_with(OPERATOR);
    let is_plus = |(text, values): (&str, &Values)| is_behind_plus(text, &values.nil);
    let is_sign = |(text, values): (&str, &Values)| {
        values.nil.iter().skip(1).any(|cell| is_minus(text, cell))
    };
    if !valued(source, rows).any(is_plus) || valued(source, rows).any(is_sign) {
        return;
    }
    for row in rows {
        let text = source.slice(row.span);
        if let LineKind::Row(values) = &mut row.kind {
            values.drop_operator(text);
        }
    }
}

/// A sign of a row that may be that of its first value too.
const OPERATOR: &str = "-/- ";

/// Takes words between values for cells where they make a column.
fn take_words_between(source: &Source<'_>, rows: &mut [Line]) {
    let valued = || valued(source, rows).filter(|(_, values)| !values.nil.is_empty());
    let found = valued().filter_map(|(text, values)| Between::of(text, &values.nil));
    let found: Vec<Between<'_>> = found.collect();
    let is_usual = found.len() * 2 > valued().count();
    let Some(count) = between::column(&found.iter().collect::<Vec<_>>()).filter(|_| is_usual)
    else {
        return;
    };
    for row in rows {
        let text = source.slice(row.span);
        if let LineKind::Row(values) = &mut row.kind
            && let Some(found) = Between::of(text, &values.nil)
        {
            values.nil.splice(0..0, found.last_cells(count));
            values.sign = None;
        }
    }
}

/// Takes the cells on the line below a row into it, if with them it has as many as there are columns: the row was too long for
/// one line.
fn join_wrapped(source: &Source<'_>, rows: &mut Vec<Line>, columns: usize) {
    rows.dedup_by(|below, above| {
        let shown = above.values().map_or(0, |values| values.nil.len());
        let is_wrapped = match &below.kind {
            LineKind::Exploded { label: None, cells } => {
                shown > 1
                    && shown + cells.len() == columns
                    && !source.slice(Span::new(above.span.end, below.span.start)).contains("\n\n")
            }
            LineKind::Exploded { .. } | LineKind::Label | LineKind::Row(_) => false,
        };
        if is_wrapped {
            let span = above.span.to(below.span);
            let values = Values::of(source.slice(span), None);
            *above = Line { span, kind: LineKind::Row(values), name: above.name };
        }
        is_wrapped
    });
}

fn spaced(source: &Source<'_>, rows: &[Line], header: &[usize]) -> Spaced {
    let texts = || valued(source, rows);
    if !texts().any(|(text, values)| thousands::may_join(text, &values.nil)) {
        return Spaced::No;
    }
    Spaced::of(header, |dash| {
        texts().filter_map(|(text, values)| Counts::of(text, values.read(dash, false))).collect()
    })
}

/// The rows on one line with the values at their ends.
fn valued<'r>(
    source: &'r Source<'_>,
    rows: &'r [Line],
) -> impl Iterator<Item = (&'r str, &'r Values)> {
    rows.iter().filter_map(|row| Some((source.slice(row.span), row.values()?)))
}

/// Whether a space parts thousands in a cell of a row.
fn is_joined(source: &Source<'_>, row: &Raw) -> bool {
    let cells = match &row.tail {
        Tail::Loose(cells) => cells.as_slice(),
        Tail::None | Tail::Placed(_) | Tail::Glued(_) => &[],
    };
    cells.iter().any(|cell| thousands::groups(source.slice(*cell)).is_some())
}

impl Line {
    /// The values at the end of a row on one line.
    fn values(&self) -> Option<&Values> {
        match &self.kind {
            LineKind::Row(values) => Some(values),
            LineKind::Label | LineKind::Exploded { .. } => None,
        }
    }

    /// Whether `V` or `N` stands behind an amount.
    fn has_letter(&self, source: &Source<'_>) -> bool {
        let Some(values) = self.values() else { return false };
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
        let Some(values) = self.values() else { return self.raw(source, width) };
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
        if let Some(row) = behind::row(source, self.span) {
            return row;
        }
        if let Some(at) = sign_glued_to_name(text) {
            return made(at, glued(at));
        }
        let read = values.read(width.dash, width.words_last);
        let is_run = |at: usize| {
            let is_year = || notation::year(&text[at..at + 4]).is_some();
            let is_long = width.amounts.dotted || is_too_long(&text[at..]);
            let has_columns = width.columns.is_some_and(|columns| columns > 1);
            (is_long || !width.amounts.undotted && is_year()) && (has_columns || is_year())
        };
        if let Some(at) = long_number(text).filter(|at| is_run(*at)) {
            let at = first_of_some(read).unwrap_or(at);
            return made(at, glued(at));
        }
        if let Some((first, placed)) =
            width.columns.and_then(|columns| spaced_out_behind_year(text, read, columns))
        {
            return made(first, Tail::Placed(shifted(&placed)));
        }
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
            if let Some(cells) = word_behind_measure(text, read) {
                let placed = spaced_out(text, &cells, columns);
                let in_doubt = placed.is_none();
                let (label, tail) = placed.map_or(
                    (cells[0].range().start, Tail::Loose(shifted(&cells))),
                    |(end, placed)| (end, Tail::Placed(shifted(&placed))),
                );
                return Raw { in_doubt, ..made(label, tail) };
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
        if let Some(at) = width.columns.and_then(|columns| stuck_to_figure(text, read, columns)) {
            return made(at, glued(at));
        }
        if let Some((first, placed)) =
            width.columns.and_then(|columns| spaced_out(text, read, columns))
        {
            return made(first, Tail::Placed(shifted(&placed)));
        }
        match read.first() {
            Some(first) => made(first.range().start, Tail::Loose(shifted(read))),
            None => made(text.len(), Tail::None),
        }
    }
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

/// The same for a label that ends in a year, where the row has as many cells as columns with it, or one too many with the
/// empty ones at its end.
fn spaced_out_behind_year(
    text: &str,
    cells: &[Span],
    columns: usize,
) -> Option<(usize, Vec<Span>)> {
    let (first, rest) = cells.split_first()?;
    notation::year(&text[first.range()])?;
    let is_full = || cells.len() == columns || fills(text, cells, columns + 1);
    spaced_out(text, rest, columns).filter(|_| is_full())
}

/// Whether so many cells and empty ones at the end, each of two spaces, are all of a row.
fn fills(text: &str, cells: &[Span], columns: usize) -> bool {
    let trailing = text.trim_end_matches('\r').len() - text.trim_end().len();
    spaced_out(text, cells, columns).is_some()
        && trailing.is_multiple_of(2)
        && cells.len() + trailing / 2 == columns
}

/// The cells of a row of an indicator whose first is a word that stands for a value, where not every word is one:
/// `Realisatie startjaar 59%    `.
fn word_behind_measure(text: &str, cells: &[Span]) -> Option<Vec<Span>> {
    let before = text[..cells.first()?.range().start].trim_end_matches(' ');
    let start = before.rfind(' ')? + 1;
    cell(&before[start..])?.value.missing()?;
    rows::row_measure(before[..start].trim_end().rsplit(' ').next()?)?;
    let word = Span::at(start, before.len());
    Some(std::iter::once(word).chain(cells.iter().copied()).collect())
}

/// The sign that says how a row counts, in a column of its own behind the label.
fn operator(label: &str) -> (usize, Option<Span>) {
    let label = label.trim_end();
    let space = label.rfind(' ');
    let last = space.map_or(0, |space| space + 1);
    let name = space.unwrap_or(0);
    // `Ruimte (+) / overschrijding (-)` says what the signs of its values mean.
    if ["(+)", "(-)"].iter().any(|sign| label[..name].contains(sign)) {
        return (label.len(), None);
    }
    match &label[last..] {
        "+" | "-" | "(+)" | "(-)" | "+/+" | "-/-" => (name, Some(Span::at(last, label.len()))),
        _ => (label.len(), None),
    }
}

/// `Realisatie startjaar 59%`: behind the measure of an indicator every word is a cell, where
/// there are as many as columns.
fn behind_measure(text: &str, columns: usize) -> Option<Vec<Span>> {
    let trimmed = text.trim_end_matches([' ', '\r', '\t']);
    let mut words = words_from_end(trimmed);
    let measure = words.clone().nth(columns)?;
    rows::row_measure(&trimmed[measure.range()])?;
    // Figures that stick to a word are no cell.
    let is_cell = |word: Span| line::glued_tail(&trimmed[word.range()]).is_none();
    let mut cells = Vec::with_capacity(columns);
    for word in words.by_ref().take(columns) {
        is_cell(word).then(|| cells.push(word))?;
    }
    cells.reverse();
    Some(cells)
}

/// The words of a text that spaces part, the last first.
fn words_from_end(text: &str) -> impl Iterator<Item = Span> + Clone {
    let mut end = text.len();
    let words = text.as_bytes().rsplit(|byte| *byte == b' ').map(move |word| {
        let span = Span::at(end - word.len(), end);
        end = end.saturating_sub(word.len() + 1);
        span
    });
    words.filter(|word| !word.is_empty())
}
