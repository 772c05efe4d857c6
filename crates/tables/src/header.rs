//! What the columns are called and what they hold.

use std::ops::Range;

use ontleed_dutch::Unit;
use ontleed_text::{Source, Span, fold};

use crate::joints;
use crate::lex::{Head, Place};
use crate::naming::{self, Named};
use crate::regions::Heads;
use crate::table::{Column, Row};
use crate::vocabulary::{Measure, Side};
use crate::words::{self, Item, What};

/// Whether a line or cell holds header words and nothing else, or heads several columns.
pub(crate) fn heads(source: &Source<'_>, span: Span) -> bool {
    Heads::of(source, span).names_columns()
}

/// Whether a line or cell holds the name of a column of values.
pub(crate) fn names_values(source: &Source<'_>, span: Span) -> bool {
    let items = words::items(source, span);
    items.iter().any(|item| matches!(item.what, What::Measure(..) | What::Period(_)))
        && words::is_pure(source, &items)
}

/// Whether a text holds the name of a measure among other words.
pub(crate) fn names_measure(source: &Source<'_>, span: Span) -> bool {
    let items = words::items(source, span);
    items.iter().any(|item| matches!(item.what, What::Measure(Some(_), _)))
}

/// Whether a line or cell only heads labels; it may explain the word for them in brackets.
pub(crate) fn names_labels(source: &Source<'_>, span: Span) -> bool {
    let items = words::items(source, span);
    let items = words::unexplained(source, &items);
    !items.is_empty() && items.iter().all(|item| item.what == What::Label)
}

/// Whether a line or cell names rows of both sides: `Baten en lasten`.
pub(crate) fn names_both_sides(source: &Source<'_>, span: Span) -> bool {
    let items = words::items(source, span);
    let is_side = |item: &&Item| matches!(item.what, What::Side(_));
    items.iter().filter(is_side).count() == 2
        && items.len() == 3
        && joints::is_filler(&source.slice(items[1].span).to_lowercase())
}

/// The numbers of columns that a header can have, the most likely first.
pub(crate) fn counts(source: &Source<'_>, header: &[Vec<Head>]) -> Vec<usize> {
    let mut counts = Vec::new();
    for count in counts_by_rule(source, header) {
        if (1..=40).contains(&count) && !counts.contains(&count) {
            counts.push(count);
        }
    }
    counts
}

/// The columns of a table that has `count` of them. Where the header does not name each of them
/// with certainty they have no name.
pub(crate) fn columns(source: &Source<'_>, header: &[Vec<Head>], count: usize) -> Vec<Column> {
    let is_open = |head: &Head| head.place == Place::Open;
    // A row in one cell among rows whose cells have places has lost them.
    let lost = header.iter().any(|row| row.len() > 1)
        && header.iter().all(|row| row.len() == 1 || !row.iter().any(is_open));
    let mut named = if !lost && header.iter().flatten().any(is_open) {
        let heads = || header.iter().flatten();
        let cells: Vec<Span> =
            heads().filter(|head| head.place != Place::Label).map(|head| head.span).collect();
        let has_label = heads().any(|head| head.place == Place::Label);
        naming::columns(source, &joined(source, &cells), count, has_label).unwrap_or_default()
    } else {
        placed(source, header, count)
    };
    named.resize(count, Named::default());
    balances(&mut named);
    stands(&mut named);
    years_between(&mut named);
    budgets(&mut named);
    totals(source, &mut named);
    let mut columns: Vec<Column> = named.into_iter().map(|named| named.column).collect();
    years_of_differences(&mut columns);
    columns
}

/// `Saldo 2022` beside a budget and a realisation is what they differ.
fn balances(columns: &mut [Named]) {
    let has =
        |test: fn(Measure) -> bool| columns.iter().any(|n| n.column.measure.is_some_and(test));
    if !has(is_budget) || !has(|measure| measure == Measure::Realisatie) {
        return;
    }
    for named in columns.iter_mut().filter(|named| named.is_of_balance) {
        named.column.measure = named.column.measure.or(Some(Measure::Afwijking));
    }
}

/// A date alone heads what there is on that day. Before what moves in a year it opens the year, on
/// its first day, and behind it closes the year.
fn stands(columns: &mut [Named]) {
    for named in columns.iter_mut() {
        if named.date.is_some() && named.column.measure.is_none() && !named.is_impure() {
            named.column.measure = Some(Measure::Stand);
        }
    }
    let Some(first) = columns.iter().position(|named| moves(named.column.measure)) else { return };
    let is_stand = |named: &Named| named.column.measure == Some(Measure::Stand);
    for named in columns[..first].iter_mut().filter(|named| is_stand(named)) {
        if named.date == Some((1, 1)) {
            named.column.measure = Some(Measure::Beginstand);
        }
    }
    let last = columns.iter_mut().rev().find(|named| named.column.year.is_some());
    if let Some(last) = last.filter(|named| is_stand(named) && named.date == Some((31, 12))) {
        last.column.measure = Some(Measure::Eindstand);
    }
}

fn moves(measure: Option<Measure>) -> bool {
    matches!(measure, Some(Measure::Toevoeging | Measure::Onttrekking | Measure::Vrijval))
}

/// Years over the values of indicators, where the header names no measure at all.
pub(crate) fn values_of_years(source: &Source<'_>, header: &[Vec<Head>], columns: &mut [Column]) {
    let named = columns.iter().any(|column| column.measure.is_some());
    if named || header.iter().flatten().any(|head| is_measure(source, head.span)) {
        return;
    }
    for column in columns.iter_mut().filter(|column| column.year.is_some()) {
        column.measure = Some(Measure::Waarde);
    }
}

/// Whether a header cell is the name of a measure and nothing else.
fn is_measure(source: &Source<'_>, cell: Span) -> bool {
    let items = words::items(source, cell);
    matches!(items.as_slice(), [item] if matches!(item.what, What::Measure(Some(_), _)))
}

/// `Taakvelden: Lasten`: a title of one side says it of all columns of amounts, where nothing else
/// says a side.
pub(crate) fn side_of_title(
    source: &Source<'_>,
    title: Option<Span>,
    rows: &[Row],
    columns: &mut [Column],
) {
    let Some(title) = title else { return };
    let says_side =
        rows.iter().any(|row| row.side.is_some()) || columns.iter().any(|c| c.side.is_some());
    let mut sides = words::items(source, title).into_iter().filter_map(|item| match item.what {
        What::Side(side) => Some(side),
        _ => None,
    });
    let (Some(side @ (Side::Baten | Side::Lasten)), None) = (sides.next(), sides.next()) else {
        return;
    };
    let is_amount = |column: &&mut Column| {
        column
            .measure
            .is_some_and(|m| is_budget(m) || m == Measure::Realisatie || m == Measure::Raming)
    };
    for column in columns.iter_mut().filter(is_amount).filter(|_| !says_side) {
        column.side = Some(side);
    }
}

/// What stands between two dates happened in the year of the second.
fn years_between(columns: &mut [Named]) {
    let is_stand = |named: &Named| {
        let stand = [Measure::Stand, Measure::Beginstand, Measure::Eindstand];
        named.column.measure.is_some_and(|measure| stand.contains(&measure))
    };
    let mut before = None;
    for at in 0..columns.len() {
        if is_stand(&columns[at]) && columns[at].column.year.is_some() {
            before = columns[at].column.year;
        }
        let undated = columns[at].column.year.is_none() && !columns[at].is_text();
        if !undated || before.is_none() || columns[at].column.label.is_empty() {
            continue;
        }
        // What was decided on an earlier year closes nothing.
        let behind = columns[at..].iter().find(|named| {
            named.column.year.is_some() && (is_stand(named) || named.column.year >= before)
        });
        let year = behind.filter(|named| is_stand(named)).and_then(|named| named.column.year);
        columns[at].column.year = year.filter(|year| before.is_some_and(|before| before <= *year));
    }
}

/// A budget without a year that is compared with the realisation behind it has its year.
fn budgets(columns: &mut [Named]) {
    if !columns.iter().any(|named| named.column.measure == Some(Measure::Afwijking)) {
        return;
    }
    for at in (0..columns.len().saturating_sub(1)).rev() {
        let next = &columns[at + 1].column;
        let next_is_of_year =
            next.measure.is_some_and(|m| m == Measure::Realisatie || is_budget(m));
        let year = next.year.filter(|_| next_is_of_year);
        let column = &mut columns[at].column;
        if column.measure.is_some_and(is_budget) && column.year.is_none() {
            column.year = year;
        }
    }
}

const fn is_budget(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Begroting | Measure::BegrotingPrimitief | Measure::BegrotingBijgesteld
    )
}

/// A total behind columns of one measure is of that measure.
fn totals(source: &Source<'_>, columns: &mut [Named]) {
    let Some((last, rest)) = columns.split_last_mut() else { return };
    let is_total =
        matches!(last.column.label.as_slice(), [label] if fold(source.slice(*label)) == "totaal");
    let measure = rest.first().and_then(|named| named.column.measure);
    if is_total && rest.len() > 1 && rest.iter().all(|named| named.column.measure == measure) {
        last.column.measure = measure;
    }
}

/// A difference is about the year of the columns it compares, where these agree: the realisation
/// and the budget nearest before it.
fn years_of_differences(columns: &mut [Column]) {
    let mut years: Vec<u16> = columns.iter().filter_map(|column| column.year).collect();
    years.sort_unstable();
    years.dedup();
    for at in 0..columns.len() {
        if columns[at].measure != Some(Measure::Afwijking) || columns[at].year.is_some() {
            continue;
        }
        let nearest = |test: fn(Measure) -> bool| {
            let found = columns[..at].iter().rev().find(|column| column.measure.is_some_and(test));
            found.and_then(|column| column.year)
        };
        let realised = nearest(|measure| measure == Measure::Realisatie);
        let budgeted = nearest(is_budget);
        columns[at].year = match years.as_slice() {
            [year] => Some(*year),
            _ => realised.filter(|_| realised == budgeted),
        };
    }
}

/// How many columns of words the header names before its first column of values.
pub(crate) fn words_before_values(source: &Source<'_>, header: &[Vec<Head>]) -> usize {
    let items: Vec<Item> =
        header.iter().flatten().flat_map(|head| words::items(source, head.span)).collect();
    let first = items.iter().position(|item| item.what.heads_values()).unwrap_or(0);
    let above = &items[..first];
    // A title can hold such a word too; a header glues it or begins with the name of the labels.
    let is_header = above
        .iter()
        .any(|item| item.what == What::Label || (item.glued && item.what == What::Text));
    if is_header || begins_with_words(source, header) {
        above.iter().filter(|item| item.what == What::Text).count()
    } else {
        0
    }
}

/// Whether the last line of a header has a word for the labels that is not known, a name of a column of words right behind it,
/// and two names of values or more: `Heffing Eenheid 2019 2020`.
fn begins_with_words(source: &Source<'_>, header: &[Vec<Head>]) -> bool {
    let Some([line]) = header.last().map(Vec::as_slice) else { return false };
    let items = words::items(source, line.span);
    let first = items.iter().position(|item| item.what.heads_values()).unwrap_or(0);
    let (above, values) = items.split_at(first);
    let names = above.iter().rev().take_while(|item| item.what == What::Text).count();
    let is_unknown = matches!(above, [Item { what: What::Other, .. }, ..]);
    let is_whole = values.iter().all(|item| item.what != What::Other);
    is_unknown && names > 0 && names < above.len() && values.len() > 1 && is_whole
}

/// Whether a line is made of header words that stick together, whatever digits are among them.
pub(crate) fn is_glued_header(source: &Source<'_>, span: Span) -> bool {
    if !words::may_stick(source, span) {
        return false;
    }
    let items = words::items(source, span);
    let glued = items.iter().filter(|item| item.glued && matches!(item.what, What::Measure(..)));
    glued.count() > 1
}

/// How many columns there are in every way to read a header without places.
fn counts_by_rule(source: &Source<'_>, header: &[Vec<Head>]) -> Vec<usize> {
    let heads = header.iter().flatten().filter(|head| head.place != Place::Label);
    let cells: Vec<Span> = heads.map(|head| head.span).collect();
    let parts: Vec<Vec<Item>> = cells.iter().map(|cell| words::items(source, *cell)).collect();
    let lines = joined(source, &cells);
    let items: Vec<Item> = if lines.len() == cells.len() {
        parts.iter().flat_map(|items| below_title(items)).copied().collect()
    } else {
        let lines = lines.iter().map(|line| words::items(source, *line));
        lines.flat_map(|items| below_title(&items).to_vec()).collect()
    };
    let segments: Vec<&[Item]> = parts.iter().flat_map(|items| segments(items)).collect();
    let mut counts = Vec::new();
    counts.extend(levels(source, &segments));
    counts.extend(zipped(&items));
    let items = below_years(&items);
    let sketches = sketches(items);
    counts.extend(without_words(&sketches));
    counts.push(sketches.len());
    counts.extend(divided(items));
    counts.extend(by_segment(&segments));
    // Titles above the header give columns that are none: its last line alone may tell.
    if let Some(last) = parts.last().filter(|_| parts.len() > 1) {
        let columns = self::sketches(last).len();
        counts.extend((columns > 1).then_some(columns));
    }
    let is_period = |item: &&Item| matches!(item.what, What::Period(_));
    let periods: Vec<Item> = items.iter().filter(is_period).copied().collect();
    if periods.len() > 1 {
        counts.push(self::sketches(&periods).len());
    }
    counts
}

/// What is known of a column before it has a name.
#[derive(Clone, Copy, Default)]
struct Sketch {
    measure: Option<Measure>,
    has_side: bool,
    has_year: bool,
    parts: usize,
}

impl Sketch {
    fn add(&mut self, item: &Item) {
        match item.what {
            What::Measure(measure, side) => {
                self.measure = self.measure.or(measure);
                self.has_side |= side.is_some();
            }
            What::Modifier(measure) => self.measure = Some(measure),
            What::Side(_) => self.has_side = true,
            What::Period(year) => self.has_year |= year > 0,
            What::Text | What::Label | What::Other => {}
            What::Unit => return,
        }
        self.parts += 1;
    }

    /// Whether it is the column of what an item says, rather than that of the next one.
    fn takes(&self, what: What) -> bool {
        match what {
            What::Measure(..) | What::Text => false,
            What::Period(_) => !self.has_year && self.parts <= 3,
            What::Side(_) => !self.has_side && !self.has_year && self.measure.is_some(),
            What::Modifier(_) | What::Label | What::Unit | What::Other => true,
        }
    }
}

/// One column per measure; a period, side or modifier behind a measure says more of it.
fn sketches(items: &[Item]) -> Vec<Sketch> {
    let mut columns: Vec<Sketch> = Vec::new();
    let mut measure = None;
    for item in items {
        let opens = match columns.last() {
            Some(last) => !last.takes(item.what),
            None => item.what.heads_values() || item.what == What::Text,
        };
        if opens {
            columns.push(Sketch::default());
        }
        let Some(column) = columns.last_mut() else { continue };
        if let What::Measure(found, _) = item.what {
            measure = found;
        }
        column.add(item);
        // `Meerjarenraming 2023 2024 2025`: one word over several years.
        if opens && matches!(item.what, What::Period(_)) {
            column.measure = measure;
        }
    }
    columns
}

/// The cells, those on lines right below each other in one: a phrase can go on in the next line.
fn joined(source: &Source<'_>, cells: &[Span]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for &cell in cells {
        match joined.last_mut() {
            Some(last)
                if last.end <= cell.start
                    && is_one_line_end(source, *last, cell)
                    && !is_row_of_sides(source, cell) =>
            {
                *last = last.to(cell);
            }
            _ => joined.push(cell),
        }
    }
    joined
}

/// `Lasten Baten Saldo Lasten Baten Saldo`: no phrase of the line above goes on in it.
fn is_row_of_sides(source: &Source<'_>, line: Span) -> bool {
    let items = words::items(source, line);
    items.len() > 2 && items.iter().all(|item| matches!(item.what, What::Side(_)))
}

fn is_one_line_end(source: &Source<'_>, above: Span, below: Span) -> bool {
    let between = source.slice(Span::new(above.end, below.start));
    // An empty cell begins a row of its own.
    between.trim().is_empty()
        && !between.contains('\t')
        && between.bytes().filter(|b| *b == b'\n').count() == 1
}

/// The items without the title that sticks to the first of them.
fn below_title(items: &[Item]) -> &[Item] {
    let begins =
        items.first().is_some_and(|item| item.what.heads_values() && item.what != What::Period(0));
    let is_side = items.first().is_some_and(|item| matches!(item.what, What::Side(_)));
    if begins && !is_side {
        return items;
    }
    let cut = items.iter().position(|item| item.glued && item.what != What::Other);
    &items[cut.unwrap_or(0)..]
}

/// The items without the years of a row above the measures.
fn below_years(items: &[Item]) -> &[Item] {
    let is_measure = |item: &Item| matches!(item.what, What::Measure(..));
    let is_period = |item: &Item| matches!(item.what, What::Period(_));
    let Some(first) = items.iter().position(is_measure) else { return items };
    let (above, below) = items.split_at(first);
    let years_above = above.iter().filter(|item| is_period(item)).count();
    if years_above > 1 && !below.iter().any(is_period) { below } else { items }
}

/// The columns without those at the end that hold words.
fn without_words(columns: &[Sketch]) -> Option<usize> {
    let is_named = |column: &Sketch| column.measure.is_some() || column.has_year || column.has_side;
    let named = columns.iter().rposition(is_named)? + 1;
    (named < columns.len()).then_some(named)
}

/// `Realisatie Begroting Realisatie Verschil`, and below it `Primitief Gewijzigd`: the modifiers
/// at the end divide the column of the budget.
fn divided(items: &[Item]) -> Option<usize> {
    let is_modifier = |item: &&Item| matches!(item.what, What::Modifier(_));
    let count = items.iter().rev().take_while(is_modifier).count();
    if count < 2 {
        return None;
    }
    let columns = sketches(&items[..items.len() - count]);
    let has_budget = columns.iter().any(|column| column.measure == Some(Measure::Begroting));
    has_budget.then_some(columns.len() - 1 + count)
}

/// All measures first, then as many periods.
fn zipped(items: &[Item]) -> Option<usize> {
    let is_measure = |item: &Item| matches!(item.what, What::Measure(..));
    let is_period = |item: &Item| matches!(item.what, What::Period(_));
    let count = |test: fn(&Item) -> bool| items.iter().filter(|item| test(item)).count();
    let (measures, periods) = (count(is_measure), count(is_period));
    let last_measure = items.iter().rposition(is_measure)?;
    let first_period = items.iter().position(is_period)?;
    (measures > 1 && measures == periods && last_measure < first_period).then_some(measures)
}

/// The parts of a cell that stick together.
fn segments(items: &[Item]) -> impl Iterator<Item = &[Item]> {
    items.chunk_by(|_, next| !next.glued)
}

fn span_of(segment: &[Item]) -> Span {
    segment[0].span.to(segment[segment.len() - 1].span)
}

/// One column per cell, the first cell heading the labels or not.
fn by_segment(segments: &[&[Item]]) -> Vec<usize> {
    let is_unit = |segment: &[Item]| segment.iter().all(|item| item.what == What::Unit);
    let columns = || segments.iter().filter(|segment| !is_unit(segment));
    let count = columns().count();
    if count < 2 {
        return Vec::new();
    }
    // What stands before the last cell that heads labels is a title or a label header itself.
    let behind = columns().rev().position(|segment| segment[0].what == What::Label);
    behind.into_iter().chain([count - 1, count]).collect()
}

/// A bottom row that repeats (`baten lasten saldo` for each year) below a row of measures or years.
fn levels(source: &Source<'_>, segments: &[&[Item]]) -> Option<usize> {
    let mut keys = Vec::with_capacity(segments.len());
    for segment in segments {
        let is_side = |item: &Item| matches!(item.what, What::Side(_));
        if segment.len() > 1 && segment.iter().all(is_side) {
            keys.extend(segment.iter().map(|item| fold(source.slice(item.span))));
        } else {
            keys.push(fold(source.slice(span_of(segment))));
        }
    }
    let start = repeating_end(&keys)?;
    Some(keys.len() - start)
}

/// Where the cells at the end begin to repeat.
fn repeating_end(keys: &[String]) -> Option<usize> {
    for period in 2..=4 {
        let mut start = keys.len().checked_sub(period)?;
        while start >= period && keys[start - period..start] == keys[keys.len() - period..] {
            start -= period;
        }
        let groups = (keys.len() - start) / period;
        let pattern = &keys[keys.len() - period..];
        let varied = pattern.iter().any(|key| *key != pattern[0]);
        if groups >= 2 && varied && start > 0 {
            return Some(start);
        }
    }
    None
}

/// Columns whose header cells stand above them: what a column says is all that stands above it.
fn placed(source: &Source<'_>, header: &[Vec<Head>], count: usize) -> Vec<Named> {
    let rows: Vec<Vec<(usize, Span)>> = header
        .iter()
        .map(|row| {
            let placed = row.iter().filter_map(|head| match head.place {
                Place::Column(column) if column < count => Some((column, head.span)),
                _ => None,
            });
            placed.collect()
        })
        .collect();
    let mut parts: Vec<Vec<Span>> = vec![Vec::new(); count];
    let bottom = rows.iter().rposition(|row| row.len() > 1).unwrap_or(0);
    let starts = rows.get(bottom).map(|row| group_starts(source, row)).unwrap_or_default();
    for (at, row) in rows.iter().enumerate() {
        let Some(ranges) =
            spans(source, row, at < bottom, rows.len() == 2, &starts, &rows[bottom], count)
        else {
            continue;
        };
        for (range, &(_, span)) in ranges.into_iter().zip(row) {
            parts[range].iter_mut().for_each(|parts| parts.push(span));
        }
    }
    parts.into_iter().map(|parts| stacked(source, parts)).collect()
}

/// Where the words of the bottom row begin anew: `Lasten Baten Saldo Lasten Baten Saldo Saldo` are three groups.
fn group_starts(source: &Source<'_>, bottom: &[(usize, Span)]) -> Vec<usize> {
    let keys: Vec<String> = bottom.iter().map(|(_, span)| fold(source.slice(*span))).collect();
    let groups = groups(&keys);
    let is_first = |at: &usize| *at == 0 || groups[*at] != groups[at - 1];
    (0..keys.len()).filter(is_first).map(|at| bottom[at].0).collect()
}

/// The group of each word in a row that begins anew: none has the same word twice.
pub(crate) fn groups(keys: &[String]) -> Vec<usize> {
    let mut start = 0;
    let mut group = 0;
    let groups = keys.iter().enumerate().map(|(at, key)| {
        if keys[start..at].contains(key) {
            start = at;
            group += 1;
        }
        group
    });
    groups.collect()
}

/// The columns that each cell of a header row is about; `None` where that cannot be told.
fn spans(
    source: &Source<'_>,
    row: &[(usize, Span)],
    is_above: bool,
    is_pair: bool,
    starts: &[usize],
    bottom: &[(usize, Span)],
    count: usize,
) -> Option<Vec<Range<usize>>> {
    let own = || Some(row.iter().map(|&(at, _)| at..at + 1).collect());
    let packed = row.iter().enumerate().all(|(at, (column, _))| *column == at);
    if !is_above || row.len() >= bottom.len() {
        return own();
    }
    let ends = || starts.iter().skip(1).copied().chain([count]);
    let mut groups = row.iter().zip(starts.iter().zip(ends()));
    let is_within = groups.all(|((column, _), (start, end))| (*start..end).contains(column));
    if row.len() == starts.len() && row.len() > 1 && (packed || is_within) {
        return Some(starts.iter().zip(ends()).map(|(start, end)| *start..end).collect());
    }
    let heads = |span: Span| words::items(source, span).iter().any(|item| item.what.heads_values());
    if let [(_, only)] = row {
        let all_periods = bottom.iter().all(|(_, span)| {
            let items = words::items(source, *span);
            items.iter().all(|item| matches!(item.what, What::Period(_) | What::Side(_)))
        });
        if all_periods && heads(*only) {
            let first = bottom.first().map_or(0, |(column, _)| *column);
            return Some(std::iter::once(first..count).collect());
        }
    }
    if let Some(ranges) = over_periods(source, row, bottom, count).filter(|_| !packed) {
        return Some(ranges);
    }
    // Cells of a row that lost their places stand at the left.
    let lost = is_pair && packed && row.iter().all(|(_, span)| heads(*span));
    if lost { None } else { own() }
}

/// Each cell down to the next one, where all of them name measures and below them stand years or sides:
/// `Realisatie`, an empty cell, `Streefwaarde`, and below it `2019 2020 2021`.
fn over_periods(
    source: &Source<'_>,
    row: &[(usize, Span)],
    bottom: &[(usize, Span)],
    count: usize,
) -> Option<Vec<Range<usize>>> {
    let is_all = |span: Span, test: fn(What) -> bool| {
        let items = words::items(source, span);
        !items.is_empty() && items.iter().all(|item| test(item.what))
    };
    let names = row.iter().all(|(_, span)| is_all(*span, |what| matches!(what, What::Measure(..))));
    let parts = |what: What| matches!(what, What::Period(_) | What::Side(_));
    let divides = bottom.iter().all(|(_, span)| is_all(*span, parts));
    let first = row.first()?.0 == bottom.first()?.0;
    let whole = bottom.len() == count;
    if row.len() < 2 || !names || !divides || !first || !whole {
        return None;
    }
    let ends = row.iter().skip(1).map(|(at, _)| *at).chain([count]);
    Some(row.iter().zip(ends).map(|((at, _), end)| *at..end).collect())
}

/// A column of which the cells stand above each other.
fn stacked(source: &Source<'_>, parts: Vec<Span>) -> Named {
    let mut named = match parts.as_slice() {
        [] => Named::default(),
        [cell] if !source.slice(*cell).contains('<') => naming::describe_cell(source, *cell),
        _ => {
            let words: Vec<&str> = parts.iter().map(|part| source.slice(*part)).collect();
            let words = words.join(" ").replace("<br />", " ");
            let cell = Source::new(&words);
            naming::describe_cell(&cell, Span::at(0, words.len()))
        }
    };
    named.column.unit = parts.iter().find_map(|part| unit_of(source, *part));
    named.column.label = parts;
    named
}

fn unit_of(source: &Source<'_>, span: Span) -> Option<Unit> {
    let text = source.slice(span);
    if text.contains('%') {
        Some(Unit::Percent)
    } else if text.contains('€') {
        Some(Unit::Eur)
    } else {
        None
    }
}
