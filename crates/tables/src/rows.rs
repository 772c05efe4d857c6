//! What the rows are called: footnote marks and measure words off, names carried on.

use ontleed_dutch::{Mark, Parsed, Unit, UnitStatement, mark, split_marks, unit_line};
use ontleed_text::{Source, Span};

use crate::notation;
use crate::table::{Column, Row};
use crate::vocabulary::{self, Measure, Role, Side};
use crate::words;

/// Takes marks and measure words off the labels and gives rows without a name of their own the
/// name they stand under.
pub(crate) fn name(source: &Source<'_>, rows: &mut [Row]) {
    let numbers = Numbers::of(source, rows);
    let mut measures = Vec::new();
    for (at, row) in rows.iter_mut().enumerate() {
        strip_marks(source, row, &numbers);
        measures.extend(strip_measure(source, row).map(|measure| (at, measure)));
        strip_marks(source, row, &numbers);
    }
    carry_names(rows);
    keep_measures(source, rows, &measures);
    part_sides(source, rows);
    name_sides(source, rows);
}

/// A measure without a name above it is the label itself, and so is what it is set against: `Realisatie`, `Streefwaarde`, `Nederland`.
fn keep_measures(source: &Source<'_>, rows: &mut [Row], measures: &[(usize, Span)]) {
    let mut bare = measures.iter().filter(|(at, _)| rows[*at].label.is_empty()).peekable();
    if bare.peek().is_none() {
        return;
    }
    let bare: Vec<(usize, Span)> = bare.copied().collect();
    for (at, measure) in bare {
        rows[at].label.push(measure);
    }
    for row in rows.iter_mut().filter(|row| row.measure.is_none() && !row.cells.is_empty()) {
        let [label] = row.label[..] else { continue };
        if let Some(Role::Measure(measure, _)) = vocabulary::role(source.slice(label)) {
            row.measure = measure;
        }
    }
}

/// `Onderwijs Baten`, and below it `Lasten`: the first row of a name that spans the rows of its sides has both in its label.
fn part_sides(source: &Source<'_>, rows: &mut [Row]) {
    for at in 0..rows.len() {
        let [label] = rows[at].label[..] else { continue };
        let Some((name, side)) = name_before_side(source, label) else { continue };
        let below = || rows[at + 1..].iter().take(SIDES).map_while(|row| side_alone(source, row));
        // `Totaal lasten` stands above `Saldo` too.
        let is_pair = below().next().is_some_and(|other| ![side, Side::Saldo].contains(&other));
        if !is_pair || rows[at].group.is_some() || rows[at].cells.is_empty() {
            continue;
        }
        let sides = below().count();
        let word = source.trim(Span::new(name.end, label.end));
        rows[at].label = vec![word];
        for row in &mut rows[at..=at + sides] {
            row.group = Some(name);
        }
    }
}

/// How many sides stand below the first: `Lasten`, `Saldo`.
const SIDES: usize = 2;

/// The name before the side with a capital that a label ends with.
fn name_before_side(source: &Source<'_>, label: Span) -> Option<(Span, Side)> {
    let text = source.slice(label);
    let (name, word) = text.rsplit_once([' ', '\u{A0}', '\n'])?;
    let side = side_of_word(word).filter(|side| *side != Side::Saldo)?;
    let name = source.trim(Span::at(label.range().start, label.range().start + name.len()));
    (!name.is_empty()).then_some((name, side))
}

/// The side that names a row of values which has no other name.
fn side_alone(source: &Source<'_>, row: &Row) -> Option<Side> {
    let [label] = row.label[..] else { return None };
    let is_open = row.group.is_none() && !row.cells.is_empty();
    side_of_word(source.slice(label)).filter(|_| is_open)
}

/// The side that a word with a capital is.
fn side_of_word(word: &str) -> Option<Side> {
    match vocabulary::role(word).filter(|_| word.starts_with(char::is_uppercase)) {
        Some(Role::Side(side @ (Side::Baten | Side::Lasten | Side::Saldo))) => Some(side),
        _ => None,
    }
}

/// `Lasten` alone under a name says the side of that name; with `Baten` or what it leaves beside it each is a row.
fn name_sides(source: &Source<'_>, rows: &mut [Row]) {
    let side = |row: &Row| match row.label.as_slice() {
        [label] => match vocabulary::role(source.slice(*label)) {
            Some(Role::Side(side @ (Side::Baten | Side::Lasten | Side::Saldo))) => Some(side),
            _ => None,
        },
        _ => None,
    };
    let all: Vec<Option<Side>> = rows.iter().map(side).collect();
    let sides: Vec<Option<Side>> =
        all.iter().map(|side| side.filter(|side| *side != Side::Saldo)).collect();
    for at in 0..rows.len() {
        rows[at].side = sides[at].filter(|_| !rows[at].cells.is_empty());
        let Some(above) = at.checked_sub(1) else { continue };
        let beside = |other: usize| {
            sides.get(other).copied().flatten().is_some_and(|side| Some(side) != sides[at])
        };
        let is_left = || {
            all.get(at + 1) == Some(&Some(Side::Saldo)) && are_as_large(&rows[at], &rows[at + 1])
        };
        let is_alone = rows[at].side.is_some() && !beside(at + 1) && !beside(above);
        if is_alone
            && rows[above].cells.is_empty()
            && sides[above].is_none()
            && rows[at].group.is_none()
            && !is_left()
        {
            let name = rows[above].label.clone();
            rows[at].label = name;
        }
    }
}

/// Whether two rows have the same amounts in the same columns, their signs aside.
fn are_as_large(row: &Row, other: &Row) -> bool {
    let amounts = |row: &Row| -> Vec<_> {
        let cells = row.cells.iter();
        cells.map(|cell| (cell.column, cell.value.map(|value| value.abs()))).collect()
    };
    !row.cells.is_empty() && amounts(row) == amounts(other)
}

/// The side that the label of a row begins with, and that of the row it is a part of: `Inhuur` below
/// `Apparaatslasten` below `Lasten exclusief reserves`. Columns of a side say it themselves.
pub(crate) fn sides(source: &Source<'_>, rows: &mut [Row], columns: &[Column]) {
    if columns.iter().any(|column| column.side.is_some()) {
        return;
    }
    for row in rows.iter_mut().filter(|row| row.side.is_none() && !row.cells.is_empty()) {
        row.side = side_of_label(source, row);
    }
    below_sides(source, rows);
    for at in 0..rows.len() {
        let mut above = rows[at].parent;
        for _ in 0..DEEPEST {
            if rows[at].side.is_some() {
                break;
            }
            let Some(parent) = above else { break };
            rows[at].side = rows[parent].side.filter(|side| *side != Side::Saldo);
            above = rows[parent].parent;
        }
    }
}

/// Rows below a side with a line of its own are of it, up to a row that says its own or closes a group: `Lasten`, and further down
/// `Baten`.
fn below_sides(source: &Source<'_>, rows: &mut [Row]) {
    let heading = |row: &Row| {
        let side =
            side_of_label(source, row).filter(|side| matches!(side, Side::Baten | Side::Lasten));
        side.filter(|_| row.cells.is_empty() && is_side(source, row))
    };
    let has = |side: Side| rows.iter().any(|row| heading(row) == Some(side));
    if !has(Side::Baten) || !has(Side::Lasten) {
        return;
    }
    let mut side = None;
    for row in rows {
        if row.cells.is_empty() {
            side = heading(row);
        } else if row.side.is_some() || closes(source, row) {
            side = None;
        } else {
            row.side = side;
        }
    }
}

/// How deep a tree of rows is looked up.
const DEEPEST: usize = 8;

/// The side that each row says in its label or of itself.
pub(crate) fn sides_of_labels(source: &Source<'_>, rows: &[Row]) -> Vec<Option<Side>> {
    let valued = rows.iter().filter(|row| !row.cells.is_empty());
    valued.map(|row| row.side.or_else(|| side_of_label(source, row))).collect()
}

/// `Lasten exclusief reserves`, `Totaal baten`, `Saldo van baten en lasten`; not `Baten en lasten`.
fn side_of_label(source: &Source<'_>, row: &Row) -> Option<Side> {
    // A side in a part of its own behind the name.
    if let [_, .., last] = row.label.as_slice()
        && let Some(Role::Side(side)) = vocabulary::role(source.slice(*last))
    {
        return Some(side);
    }
    let text = source.slice(*row.label.first()?);
    let mut roles = text.split([' ', '\u{A0}', '\n']).map(vocabulary::role);
    let first = match roles.next()?? {
        Role::Measure(None, _) => roles.next()??,
        first => first,
    };
    let Role::Side(first) = first else { return None };
    let is_other = |role: Option<Role>| matches!(role, Some(Role::Side(side @ (Side::Baten | Side::Lasten))) if side != first);
    let is_one = first == Side::Saldo || !roles.any(is_other);
    is_one.then_some(first)
}

/// `Streefwaarde` has a name in front of it or above it; `Realisatie` shares that name.
fn carry_names(rows: &mut [Row]) {
    let mut named: Option<usize> = None;
    let mut measures: Vec<Measure> = Vec::new();
    for at in 0..rows.len() {
        // The name that spans the rows of an indicator is the name of each.
        if rows[at].measure.is_some() && rows[at].label.is_empty() {
            rows[at].label.extend(rows[at].group);
        }
        let Some(measure) = rows[at].measure else {
            if !rows[at].label.is_empty() && rows[at].cells.is_empty() && measures.is_empty() {
                named = Some(at);
            } else if !rows[at].label.is_empty() && rows[at].cells.is_empty() {
                // A name between two measures begins the next pair.
                if measures.len() > 1 {
                    named = Some(at);
                    measures.clear();
                }
            }
            continue;
        };
        if !rows[at].label.is_empty() {
            named = Some(at);
            measures.clear();
        } else if measures.contains(&measure) {
            let above = (0..at)
                .rev()
                .find(|&above| rows[above].cells.is_empty() && rows[above].measure.is_none());
            named = above.or(named);
            measures.clear();
        }
        measures.push(measure);
        if rows[at].label.is_empty()
            && let Some(named) = named
        {
            let name = rows[named].label.clone();
            rows[at].label = name;
            rows[at].code = rows[at].code.or(rows[named].code);
        }
    }
}

/// Whether the values begin without a name.
pub(crate) fn is_unnamed(rows: &[Row]) -> bool {
    let first = rows.first();
    first.is_some_and(|row| row.label.is_empty() && row.measure.is_none() && !row.cells.is_empty())
}

/// Whether the label of the first row is a measure and nothing else: the rows are of one thing, which stands above them.
pub(crate) fn begins_with_measure(source: &Source<'_>, rows: &[Row]) -> bool {
    let label = rows.first().and_then(|row| row.label.first());
    label.is_some_and(|label| row_measure(whole_measure(source.slice(*label))).is_some())
}

/// A label without what explains it in brackets.
fn whole_measure(label: &str) -> &str {
    label.split('(').next().unwrap_or(label).trim_end()
}

/// The name of a card whose first row sums all others: `Financiële bijstellingen Havenbeheer`.
pub(crate) fn name_of_parts(rows: &[Row]) -> Option<Span> {
    let [first, parts @ ..] = rows else { return None };
    let all_parts = parts.len() > 1 && parts.iter().all(|row| row.parent == Some(0));
    first.label.first().copied().filter(|_| all_parts && first.label.len() == 1)
}

/// Corrects the parents that sums gave with what the labels say.
pub(crate) fn parents(source: &Source<'_>, rows: &mut [Row]) {
    for at in 0..rows.len() {
        // A balance above other rows is a step on the way down, not their sum.
        // Nor is it the sum of balances and sides: it is what they leave.
        let is_step = |above: usize| {
            begins_with_balance(source, &rows[above])
                && (above < at || begins_with_side(source, &rows[at]))
        };
        if rows[at].parent.is_some_and(is_step) {
            rows[at].parent = None;
        }
    }
    let mut above: Option<usize> = None;
    for at in 0..rows.len() {
        let Some(head) = above.filter(|_| !rows[at].cells.is_empty()) else {
            above = (!rows[at].label.is_empty()).then_some(at);
            continue;
        };
        if rows[head].cells.is_empty() {
            // `Baten`, `Lasten` and `Saldo` under a name.
            if is_side(source, &rows[at]) {
                rows[at].parent = Some(head);
                continue;
            }
        } else if rows[at].parent.is_none() && specifies(source, &rows[at], &rows[head]) {
            // `Onttrekking reserves` below `Reserves`.
            rows[at].parent = Some(head);
            continue;
        }
        above = Some(at);
    }
    below_headings(source, rows);
    only_children(rows);
}

/// In a table of which all other rows are groups with their parts, two rows alike are a group and its
/// only part.
fn only_children(rows: &mut [Row]) {
    let mut is_parent = vec![false; rows.len()];
    for parent in rows.iter().filter_map(|row| row.parent) {
        is_parent[parent] = true;
    }
    if !is_parent.contains(&true) {
        return;
    }
    let is_free = |at: usize| rows[at].parent.is_none() && !is_parent[at];
    let alike = |at: usize| {
        let values = |row: &Row| row.cells.iter().map(|cell| (cell.column, cell.value)).collect();
        let (above, below): (Vec<_>, Vec<_>) = (values(&rows[at]), values(&rows[at + 1]));
        let is_zero = above.iter().all(|(_, value)| value.is_none_or(|value| value.is_zero()));
        above == below && !is_zero
    };
    let mut pairs = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        if is_free(at) {
            if at + 1 == rows.len() || !is_free(at + 1) || !alike(at) {
                return;
            }
            pairs.push(at);
            at += 1;
        }
        at += 1;
    }
    for at in pairs {
        rows[at + 1].parent = Some(at);
    }
}

/// Rows that no sum takes up belong to the name they stand under, down to a total or balance. The
/// others, and that total, have it as the name of their group.
fn below_headings(source: &Source<'_>, rows: &mut [Row]) {
    name_repeated_groups(source, rows);
    let mut heading: Option<(usize, Span)> = None;
    for at in 0..rows.len() {
        if rows[at].cells.is_empty() {
            let name = rows[at].label.first().copied().map(|name| (at, name));
            heading = name.filter(|_| is_heading(source, &rows[at]));
            continue;
        }
        let closes = closes(source, &rows[at]);
        if let Some((parent, name)) = heading.filter(|_| rows[at].measure.is_none()) {
            // A total of more than this group has parts above its name.
            let sums = |other: usize| rows.get(other).is_some_and(|row| row.parent == Some(at));
            let is_own = !closes || sums(parent + 1) && !parent.checked_sub(1).is_some_and(sums);
            if rows[at].parent.is_none() && !closes {
                rows[at].parent = Some(parent);
            } else if is_own {
                rows[at].group = rows[at].group.or(Some(name));
            }
        }
        if closes {
            heading = None;
        }
    }
}

/// Rows that stand below one name as they do below another are all of the group of that name, its balance and what is behind it
/// too: `Lasten`, `Baten`, `Saldo`, `Mutaties reserves`, `Resultaat`.
fn name_repeated_groups(source: &Source<'_>, rows: &mut [Row]) {
    let headings: Vec<usize> = (0..rows.len())
        .filter(|&at| rows[at].cells.is_empty() && is_heading(source, &rows[at]))
        .collect();
    if headings.len() < 2 {
        return;
    }
    let labels = |heading: usize| -> Vec<&str> {
        let below = rows[heading + 1..].iter().take_while(|row| !row.cells.is_empty());
        below.map(|row| row.label.first().map_or("", |label| source.slice(*label))).collect()
    };
    let groups: Vec<(usize, Vec<&str>)> = headings.iter().map(|&at| (at, labels(at))).collect();
    let sizes = groups.iter().enumerate().filter_map(|(index, (at, labels))| {
        // The groups beside it: the last may end in rows of all.
        let beside = index.checked_sub(1).into_iter().chain([index + 1]);
        let shared = beside.filter_map(|other| groups.get(other)).filter(|(_, other)| {
            other.len() > 2 && labels.starts_with(other) || other.starts_with(labels)
        });
        let size = shared.map(|(_, other)| other.len().min(labels.len())).max()?;
        (size > 2).then_some((*at, size))
    });
    let sizes: Vec<(usize, usize)> = sizes.collect();
    for (at, size) in sizes {
        let name = rows[at].label.first().copied();
        for row in &mut rows[at + 1..=at + size] {
            row.group = row.group.or(name);
        }
    }
}

/// The longest name of a group, in bytes.
const LONGEST_HEADING: usize = 80;

fn is_heading(source: &Source<'_>, row: &Row) -> bool {
    match row.label.as_slice() {
        [label] => label.len() < LONGEST_HEADING && !source.slice(*label).ends_with('.'),
        _ => false,
    }
}

/// Whether a row closes a group: a total or balance.
fn closes(source: &Source<'_>, row: &Row) -> bool {
    row.label.first().is_some_and(|label| vocabulary::begins_with_total(source.slice(*label)))
}

fn first_word<'t>(source: &Source<'t>, row: &Row) -> &'t str {
    let label = row.label.first().map_or("", |label| source.slice(*label));
    label.split([' ', '\u{A0}']).next().unwrap_or(label)
}

fn begins_with_balance(source: &Source<'_>, row: &Row) -> bool {
    vocabulary::role(first_word(source, row)) == Some(Role::Side(Side::Saldo))
}

fn begins_with_side(source: &Source<'_>, row: &Row) -> bool {
    matches!(vocabulary::role(first_word(source, row)), Some(Role::Side(_)))
}

fn is_side(source: &Source<'_>, row: &Row) -> bool {
    match row.label.as_slice() {
        [label] => matches!(vocabulary::role(source.slice(*label)), Some(Role::Side(_))),
        _ => false,
    }
}

/// Whether the label of a row is that of the row above it with one word before it.
fn specifies(source: &Source<'_>, row: &Row, above: &Row) -> bool {
    let ([label], [name]) = (row.label.as_slice(), above.label.as_slice()) else { return false };
    let (label, name) = (source.slice(*label), source.slice(*name));
    let Some(start) = label.len().checked_sub(name.len()) else { return false };
    let ends = label.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(name));
    let word = label.get(..start).and_then(|word| word.strip_suffix(' '));
    let moves = |word: &str| match vocabulary::role(word) {
        Some(Role::Measure(measure, _)) => measure.is_some(),
        _ => false,
    };
    ends && word.is_some_and(moves)
}

/// The numbers that are footnotes where they stand behind a label: `Inhuur (1)`, `Overig 2)`.
struct Numbers {
    known: Vec<Mark>,
}

/// How many lines below a table its notes are looked for.
const NOTES_REACH: usize = 60;

impl Numbers {
    /// Those with a note below the last row, or behind two labels that differ: `Zorg (1)`, `Sport (1)`. Any other may tell rows of
    /// one name apart.
    fn of(source: &Source<'_>, rows: &[Row]) -> Self {
        let numbered = rows.iter().filter_map(|row| {
            let text = source.slice(*row.label.last()?);
            let ends_in_bracket = text.ends_with([')', ']']);
            ends_in_bracket.then(|| split_marks(text)).map(|marked| (text, marked))
        });
        let numbered = numbered.filter(|(text, marked)| !names_rows(&text[marked.label.range()]));
        let mut printed: Vec<(Mark, &str)> = Vec::new();
        for (text, marked) in numbered {
            let label = &text[marked.label.range()];
            let numbers = marked.marks.iter().map(|mark| mark.value);
            printed.extend(numbers.filter(is_number).map(|number| (number, label)));
        }
        printed.sort_unstable();
        printed.dedup();
        let mut known: Vec<Mark> = Vec::new();
        if let Some(last) = rows.last().filter(|_| !printed.is_empty()) {
            let shared = printed.windows(2).filter(|pair| pair[0].0 == pair[1].0);
            known.extend(shared.map(|pair| pair[0].0));
            let first = source.lines().partition_point(|line| line.span.start < last.span.end);
            let below = source.lines()[first..].iter().take(NOTES_REACH);
            let notes = below.filter_map(|line| note(source.slice(source.trim(line.span))));
            known.extend(notes.filter(|note| printed.iter().any(|(number, _)| number == note)));
        }
        Self { known }
    }

    fn has(&self, mark: Mark) -> bool {
        !is_number(&mark) || self.known.contains(&mark)
    }
}

/// Whether a number behind a label is that of a row: nothing stands before it, or what is done with that row. `(2)`, `(1) - (2)`
fn names_rows(label: &str) -> bool {
    let label = label.trim();
    label.is_empty() || [" -", " +", " x", " /"].iter().any(|sign| label.ends_with(sign))
}

fn is_number(mark: &Mark) -> bool {
    matches!(mark, Mark::Number(_))
}

/// The mark that a footnote begins with.
fn note(line: &str) -> Option<Mark> {
    let found = mark(line)?;
    found.rest(line).contains(char::is_alphabetic).then_some(found.value)
}

fn strip_marks(source: &Source<'_>, row: &mut Row, numbers: &Numbers) {
    while let Some(last) = row.label.last_mut() {
        let text = source.slice(*last);
        // `* € 1.000`: a star for times.
        if !text.ends_with(may_end_mark) || words::is_unit(text) {
            break;
        }
        let is_mark =
            |found: &Parsed<Mark>| is_superscript(found.printed(text)) || numbers.has(found.value);
        let Some(cut) = split_marks(text).marks.pop().filter(is_mark) else { break };
        let label = &text[..cut.span.range().start];
        if cut.span.range().end != text.trim_end().len()
            || is_number(&cut.value) && names_rows(label)
        {
            break;
        }
        row.marks.push(cut.span.shift(last.start));
        *last = source.trim(Span::new(last.start, last.start + cut.span.start));
        if last.is_empty() {
            row.label.pop();
        }
    }
    if let Some(first) = row.label.first_mut() {
        let text = source.slice(*first);
        let kept = text.trim_start_matches('*');
        // `*Waarvan* kort` is emphasis.
        if kept.len() < text.len()
            && !kept.is_empty()
            && !kept.contains('*')
            && !words::is_unit(text)
        {
            let cut = first.range().end - kept.len();
            row.marks.push(Span::at(first.range().start, cut));
            *first = source.trim(Span::at(cut, first.range().end));
        }
    }
}

/// A look before any grammar: whether a mark may end in this character.
fn may_end_mark(c: char) -> bool {
    matches!(c, '*' | ')' | ']') || !c.is_ascii() && !c.is_alphabetic()
}

/// Whether a number is printed as a mark only can be: `³`.
fn is_superscript(printed: &str) -> bool {
    !printed.is_ascii()
}

/// `… op tijd Streefwaarde`, or the word alone: `Realisatie (incl. peildatum)`; gives a word that was the whole label.
fn strip_measure(source: &Source<'_>, row: &mut Row) -> Option<Span> {
    let last = row.label.last()?;
    let text = source.slice(*last);
    if row.label.len() == 1
        && let Some(measure) = row_measure(whole_measure(text))
    {
        row.measure = Some(measure);
        return row.label.pop();
    }
    let space = text.rfind([' ', '\u{A0}', '\n'])?;
    let word = text[space..].trim();
    // Only as a word of its own behind a name: `Aandeel realisatie` is a name.
    if let Some(measure) = row_measure(word)
        && word.starts_with(char::is_uppercase)
        && let Some(last) = row.label.last_mut()
    {
        row.measure = Some(measure);
        *last = source.trim(Span::at(last.range().start, last.range().start + space));
    }
    None
}

/// A unit in brackets behind a label is the unit of the table.
pub(crate) fn strip_unit(source: &Source<'_>, row: &mut Row) -> Option<Span> {
    let last = row.label.last_mut()?;
    let text = source.slice(*last).trim_end();
    let open = text.rfind('(').filter(|&open| open > 0 && text.ends_with(')'))?;
    let unit = &text[open..];
    let is_of_amounts =
        |stated: UnitStatement| stated.scale.is_some() || stated.unit == Some(Unit::Eur);
    if !words::is_unit(unit) || !unit_line(unit).is_some_and(|found| is_of_amounts(found.value)) {
        return None;
    }
    let start = last.range().start;
    let span = Span::at(start + open, start + text.len());
    *last = source.trim(Span::at(start, start + open));
    Some(span)
}

/// A card: one figure per line and the measure as its label. Its name stands above it. Says
/// whether it was one.
pub(crate) fn name_card(source: &Source<'_>, rows: &mut [Row], title: Option<Span>) -> bool {
    let is_measure = |row: &Row| match row.label.as_slice() {
        [label] => card_measure(source.slice(*label)).is_some(),
        _ => false,
    };
    if rows.len() < 2 || rows.iter().any(|row| row.cells.len() != 1 || !is_measure(row)) {
        return false;
    }
    let Some(title) = title else { return false };
    for row in rows {
        row.measure = row.label.first().and_then(|label| card_measure(source.slice(*label)));
        row.label = vec![title];
    }
    true
}

/// Whether a label is a measure that a card has for one of its figures.
pub(crate) fn is_card_measure(label: &str) -> bool {
    card_measure(label).is_some()
}

fn card_measure(label: &str) -> Option<Measure> {
    use Measure::{
        Afwijking, Begroting, BegrotingBijgesteld, BegrotingPrimitief, Raming, Realisatie,
    };
    let told = [Begroting, BegrotingPrimitief, BegrotingBijgesteld, Raming, Realisatie, Afwijking];
    match vocabulary::role(label)? {
        Role::Measure(measure, _) => measure.filter(|measure| told.contains(measure)),
        _ => None,
    }
}

/// The measure that a word names when it stands for a row of an indicator.
pub(crate) fn row_measure(word: &str) -> Option<Measure> {
    let word = word.trim_end_matches('*').trim_end();
    match vocabulary::role(word)? {
        Role::Measure(
            Some(measure @ (Measure::Streefwaarde | Measure::Realisatie | Measure::Mijlpaal)),
            _,
        ) => Some(measure),
        _ => None,
    }
}

/// Whether the last four characters of a text are a year.
pub(crate) fn ends_in_year(text: &str) -> bool {
    let start = text.len().checked_sub(4);
    start.and_then(|start| text.get(start..)).is_some_and(|year| notation::year(year).is_some())
}

/// Whether a text ends in a capital on its own.
fn ends_in_initial(text: &str) -> bool {
    let mut back = text.chars().rev();
    back.next().is_some_and(char::is_uppercase) && back.next().is_none_or(char::is_whitespace)
}

/// How long an age is, in bytes.
const AGE: usize = 3;

/// Whether a word says who is younger or older: `18-`, `65+`.
pub(crate) fn is_age(word: &str) -> bool {
    let digits = word.strip_suffix(['-', '+']).unwrap_or_default();
    digits.len() == AGE - 1 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// How long ages from nought are, in bytes.
const AGES: usize = 4;

/// Whether a text begins with ages from nought: `0-19`.
fn begins_with_ages(text: &str) -> bool {
    let upper = text.strip_prefix("0-").and_then(|rest| rest.as_bytes().get(..AGES - 2));
    upper.is_some_and(|upper| matches!(upper, [b'1'..=b'9', b'0'..=b'9']))
}

/// Where the label of a glued row can end, in bytes of the tail that begins with the first digit:
/// a year or a number in the label looks like the first value.
pub(crate) fn label_ends(tail: &str, before: &str) -> Vec<usize> {
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return vec![0];
    }
    // `Onderhoud A124.813`: a road has a number.
    if ends_in_initial(before) {
        return (0..=3).filter(|&length| length <= digits).collect();
    }
    // `Oud en nieuw 2020/2021108`
    if ends_in_year(before.trim_end_matches(['/', '-'])) && digits > 4 && ends_in_year(&tail[..4]) {
        return vec![4];
    }
    if !before.ends_with(char::is_whitespace) {
        return vec![0];
    }
    // `Jeugdhulp 18-0348348`; no amount begins with a sign and a zero.
    if let Some((age, behind)) = tail.split_at_checked(AGE).filter(|(age, _)| is_age(age)) {
        let is_sign = age.ends_with('-') && !behind.starts_with(['0', '-']);
        return if is_sign { vec![AGE, AGE - 1, 0] } else { vec![AGE, 0] };
    }
    // `Jeugdzorg 0-198.412`: ages from nought up to one of two digits, or of one.
    if digits == 1 && begins_with_ages(tail) {
        return vec![AGES, AGES - 1, 1, 0];
    }
    // Nothing but a label would put a space before a whole year.
    if digits > 4 && notation::year(&tail[..4]).is_some() {
        return vec![4];
    }
    if digits == 4 && notation::year(&tail[..4]).is_some() {
        let behind = &tail[4..];
        // `Kadernota 2019-2022`
        let second = behind.strip_prefix(['-', '/']).and_then(|rest| rest.get(..4));
        match behind.chars().next() {
            Some('-') if second.is_some_and(|year| notation::year(year).is_some()) => {
                return vec![9, 4];
            }
            Some('/') => return vec![9, 4],
            Some('-') => return vec![4],
            Some(' ') => return vec![4, 0],
            _ => {}
        }
    }
    let half_glued = tail.contains(' ');
    let mut ends = if half_glued { vec![0] } else { Vec::new() };
    ends.extend(
        (1..=2).filter(|&length| length < digits || (length == digits && tail.len() > digits)),
    );
    if !half_glued {
        ends.push(0);
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Cell;

    /// A row with one cell for each line of a text, which is its label.
    fn of_lines(source: &Source<'_>) -> Vec<Row> {
        let row = |line: &ontleed_text::Line| Row {
            label: vec![line.span],
            cells: vec![Cell::default()],
            ..Row::default()
        };
        source.lines().iter().map(row).collect()
    }

    /// Rows named by the lines of a text, each as `group: label`.
    fn named(text: &str) -> Vec<String> {
        let source = Source::new(text);
        let mut rows = of_lines(&source);
        part_sides(&source, &mut rows);
        let shown = |row: &Row| {
            let spans = row.group.iter().chain(&row.label);
            spans.map(|span| source.slice(*span).trim()).collect::<Vec<_>>().join(": ")
        };
        rows.iter().map(shown).collect()
    }

    #[test]
    fn measures_without_a_name_above_are_labels() {
        let names = |text: &str| {
            let source = Source::new(text);
            let mut rows = of_lines(&source);
            name(&source, &mut rows);
            let shown = |row: &Row| {
                let measure = row.measure.map_or("", Measure::code);
                let label = row.label.iter().map(|part| source.slice(*part));
                format!("{} ({measure})", label.collect::<Vec<_>>().join(" "))
            };
            rows.iter().map(shown).collect::<Vec<_>>()
        };
        assert_eq!(
            names("Streefwaarde\nRealisatie (incl. peildatum)\nNederland\nBomen"),
            [
                "Streefwaarde (streefwaarde)",
                "Realisatie (incl. peildatum) (realisatie)",
                "Nederland (benchmark)",
                "Bomen ()"
            ]
        );
        assert_eq!(
            names("Bomen Streefwaarde\nRealisatie\nNederland"),
            ["Bomen (streefwaarde)", "Bomen (realisatie)", "Nederland ()"]
        );
    }

    #[test]
    fn ages_from_nought_may_end_a_label() {
        assert_eq!(label_ends("0-198.4121.196", "Jeugdzorg "), [4, 3, 1, 0]);
        assert_eq!(label_ends("3-198.4121.196", "Programma "), [1, 0]);
        assert_eq!(label_ends("0-198.4121.196", "Jeugdzorg"), [0]);
    }

    #[test]
    fn a_side_above_what_it_alone_leaves_is_a_row() {
        let text = "Onvoorzien\nLasten\nSaldo";
        let source = Source::new(text);
        let names = |saldo: i64| {
            let mut rows: Vec<Row> = source
                .lines()
                .iter()
                .map(|line| Row { label: vec![line.span], ..Row::default() })
                .collect();
            for (row, amount) in rows[1..].iter_mut().zip([62, saldo]) {
                row.cells = vec![Cell { value: Some(amount.into()), ..Cell::default() }];
            }
            name_sides(&source, &mut rows);
            source.slice(rows[1].label[0])
        };
        assert_eq!(names(-62), "Lasten");
        assert_eq!(names(-91), "Onvoorzien");
    }

    #[test]
    fn the_first_row_of_sides_has_the_name_of_all_before_its_side() {
        let sides = ["Onderwijs: Baten", "Onderwijs: Lasten", "Onderwijs: Saldo", "Saldo"];
        assert_eq!(named("Onderwijs Baten\nLasten\nSaldo\nSaldo"), sides);
        for others in [
            "Totaal Lasten\nSaldo",
            "Overige baten\nLasten",
            "Onderwijs Baten\nBaten",
            "Baten\nLasten",
        ] {
            assert_eq!(named(others), others.lines().collect::<Vec<_>>());
        }
    }
}
