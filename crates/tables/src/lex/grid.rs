//! Rows of cells whose columns the text shows: which are header, label and values.

mod labels;

use std::ops::Range;

use ontleed_dutch::unit;
use ontleed_text::{Source, Span};

use self::labels::Labels;
pub(super) use self::labels::is_code;
use super::{Head, Lexed, Place, Raw, Tail};
use crate::header;
use crate::joints;
use crate::line;
use crate::notation;
use crate::words::{self, What};

/// Rows of cells, as an extractor kept them.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<GridRow>,
    /// Before which rows a rule line stands.
    pub(super) rules: Vec<usize>,
    /// The first column holds codes, and the next the labels.
    pub(super) coded: bool,
    /// Short rows lost cells: what is left stands at the left.
    pub(super) padded: bool,
}

/// One row of a [`Grid`].
#[derive(Debug, Default)]
pub(super) struct GridRow {
    pub(super) cells: Vec<Span>,
    /// Parts of the label on lines above the one with the cells.
    pub(super) above: Vec<Span>,
    /// Parts of the label on lines below it.
    pub(super) below: Vec<Span>,
    /// Whether its place says that it names columns.
    pub(super) header: bool,
    /// Whether a line may be a part of its label or not.
    pub(super) in_doubt: bool,
    /// How many separators without a cell ended it.
    pub(super) padding: usize,
    pub(super) span: Span,
}

/// What a row of a grid is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowKind {
    Empty,
    /// One cell that holds something.
    Single,
    Header,
    Body,
}

/// The tables in a grid: a header behind rows begins another.
pub(super) fn tables(source: &Source<'_>, grid: &mut Grid) -> Vec<Lexed> {
    join_broken(source, grid);
    let grid = &*grid;
    let mut kinds: Vec<RowKind> = grid.rows.iter().map(|row| row_kind(source, row)).collect();
    let mut starts = vec![0];
    let mut has_body = false;
    for at in 0..kinds.len() {
        match kinds[at] {
            RowKind::Header if has_body && names_group(source, grid, &kinds, at) => {
                kinds[at] = RowKind::Single;
            }
            RowKind::Header if has_body => {
                starts.push(at - usize::from(is_titled(grid, &kinds, at)));
                has_body = false;
            }
            RowKind::Body => has_body |= is_figures(source, &grid.rows[at], kinds[at]),
            _ => {}
        }
    }
    starts.push(grid.rows.len());
    starts.windows(2).map(|part| table(source, grid, &kinds, part[0]..part[1])).collect()
}

/// Whether a rule line shows that the cell alone above a header is the title of its table.
fn is_titled(grid: &Grid, kinds: &[RowKind], at: usize) -> bool {
    at > 0 && kinds[at - 1] == RowKind::Single && grid.rules.contains(&at)
}

/// Whether a word for labels stands alone right above figures, behind other rows: it names no columns, but those rows.
fn names_group(source: &Source<'_>, grid: &Grid, kinds: &[RowKind], at: usize) -> bool {
    let names_labels = |cell: &Span| is_empty(source, *cell) || header::names_labels(source, *cell);
    let below = grid.rows.get(at + 1);
    grid.rows[at].cells.iter().all(names_labels)
        && below.is_some_and(|row| is_figures(source, row, kinds[at + 1]))
}

/// How long a word of a broken header is.
const LONGEST_WORD: usize = 24;

/// Makes one row of the lines over which the cells of each header broke.
fn join_broken(source: &Source<'_>, grid: &mut Grid) {
    let mut above = 0;
    while let Some(body) = next_body(source, grid, above) {
        let joined = join_header(source, grid, above..body);
        let below = grid.rows[body - joined..].iter().position(|row| !has_values(source, row));
        let Some(below) = below else { break };
        above = body - joined + below;
    }
}

/// The next row of figures.
fn next_body(source: &Source<'_>, grid: &Grid, from: usize) -> Option<usize> {
    grid.rows[from..].iter().position(|row| has_values(source, row)).map(|at| from + at)
}

fn has_values(source: &Source<'_>, row: &GridRow) -> bool {
    row.cells.iter().skip(1).filter(|cell| is_value(source, **cell)).count() > 1
        || row.cells.len() == 2 && is_value(source, row.cells[1])
}

/// Joins the rows among these that are lines of one header, and says how many were left out: the last cell of each goes on in
/// the first of the next, and together they are as wide as the row below.
fn join_header(source: &Source<'_>, grid: &mut Grid, above: Range<usize>) -> usize {
    let body = above.end;
    let width = grid.rows[body].cells.len();
    // Behind rows only names of columns begin a header, and names of groups stand below it.
    let is_first = above.start == 0;
    let begins = |row: &GridRow| {
        row.cells.len() > 1 && (is_first || row_kind(source, row) == RowKind::Header)
    };
    let start = grid.rows[above.clone()].iter().position(begins);
    let Some(start) = start.map(|at| above.start + at) else { return 0 };
    // `Lasten` below the header is its last word, unless `Baten` stands alone among the rows.
    let is_name = |row: &GridRow| matches!(*row.cells, [only] if words::is_side(source, only));
    let has_groups = grid.rows[body..].iter().any(is_name);
    let mut cells = grid.rows[start].cells.clone();
    let mut end = start + 1;
    while let Some(row) = grid.rows[..body].get(end) {
        let goes_on = row.cells.first().is_some_and(|cell| {
            (is_first || says_unit(source, *cell))
                && cells.len() < width
                && cell.len() < LONGEST_WORD
                || words::is_pure(source, &words::items(source, *cell))
                || source.slice(*cell).starts_with(|c: char| c.is_lowercase() || c == '/')
        });
        let is_group = || has_groups && is_name(row);
        // Below the rule stand the rows.
        if cells.len() == width && grid.rules.contains(&end) {
            break;
        }
        if row.cells.len() + cells.len() - 1 > width || !goes_on || is_group() {
            break;
        }
        if let (Some(last), Some(first)) = (cells.last_mut(), row.cells.first()) {
            *last = if last.is_empty() { *first } else { last.to(*first) };
        }
        cells.extend_from_slice(&row.cells[1..]);
        end += 1;
    }
    let removed = end - start - 1;
    let is_joined = removed > 0 && cells.len() == width;
    if is_joined {
        let span = grid.rows[start].span.to(grid.rows[end - 1].span);
        let row = GridRow { cells, span, ..GridRow::default() };
        grid.rows.splice(start..end, [row]);
        for rule in &mut grid.rules {
            *rule -= if *rule > start { removed.min(*rule - start) } else { 0 };
        }
    }
    if is_joined { removed } else { 0 }
}

/// Whether a cell says the unit of a column and nothing else: `€`, `%`.
fn says_unit(source: &Source<'_>, cell: Span) -> bool {
    let text = source.slice(cell);
    unit(text).is_some_and(|found| found.value.scale.is_none() && found.span.len() == text.len())
}

fn row_kind(source: &Source<'_>, row: &GridRow) -> RowKind {
    let filled = row.cells.iter().filter(|cell| !is_empty(source, **cell)).count();
    if filled == 0 {
        return RowKind::Empty;
    }
    if row.header {
        return RowKind::Header;
    }
    let is_body = row.cells.iter().skip(1).any(|cell| is_value(source, *cell));
    let heads = row.cells.iter().filter(|cell| heads_values(source, **cell)).count();
    if is_body {
        return RowKind::Body;
    }
    let lone = row.cells.iter().find(|cell| !is_empty(source, **cell)).filter(|_| filled == 1);
    let heads_alone = lone.is_some_and(|cell| {
        row.cells.len() <= 2
            && row.padding < 2
            && header::heads(source, *cell)
            && !words::is_side(source, *cell)
            && !is_glued_row(source, *cell)
    });
    if heads >= 2 || heads_alone {
        return RowKind::Header;
    }
    if filled == 1 { RowKind::Single } else { RowKind::Body }
}

fn table(source: &Source<'_>, grid: &Grid, kinds: &[RowKind], range: Range<usize>) -> Lexed {
    let first_body = range
        .clone()
        .find(|&at| is_figures(source, &grid.rows[at], kinds[at]))
        .unwrap_or(range.end);
    let header_end = range.clone().take_while(|&at| at < first_body).filter(|&at| {
        kinds[at] == RowKind::Header
            || (kinds[at] == RowKind::Body && names_columns(source, &grid.rows[at]))
            || (kinds[at] == RowKind::Single && continues_header(source, &grid.rows[at]))
    });
    let header_end = header_end.last().map_or(range.start, |at| at + 1);
    let is_headed = header_end > range.start || !heads_by_place(source, grid, kinds, &range);
    let header_end = if is_headed { header_end } else { header_end + 1 };
    let body = header_end..range.end;
    let labels = Labels::find(source, grid, kinds, body.clone());
    let mut lexed = Lexed::default();
    let figures = body.clone().filter(|&at| is_figures(source, &grid.rows[at], kinds[at]));
    let cells = |at: usize| grid.rows[at].cells.len() + grid.rows[at].padding.saturating_sub(1);
    let filled = range.clone().map(|at| filled_width(source, &grid.rows[at].cells)).max();
    let width = figures.map(cells).max().unwrap_or(0).min(filled.unwrap_or(0));
    for at in range.start..header_end {
        let heads = header_row(source, &grid.rows[at], labels.label, width);
        if !heads.is_empty() {
            lexed.header.push(heads);
        }
    }
    let mut group = None;
    for at in body {
        let row = &grid.rows[at];
        match kinds[at] {
            RowKind::Empty => {}
            RowKind::Single if !labels.is_value_row(source, row) => {
                if let Some(cell) = row.cells.iter().find(|cell| !is_empty(source, **cell)) {
                    group = Some(*cell);
                    lexed.rows.push(Raw::label_only(*cell));
                }
            }
            _ => lexed.rows.push(labels.row(source, row, &mut group)),
        }
    }
    close_widths(source, &mut lexed, grid.padded);
    lexed
}

/// Whether the first row heads the columns though none of its words is known: it has a word for each, and no digit, where
/// all rows below hold values in one of them.
fn heads_by_place(
    source: &Source<'_>,
    grid: &Grid,
    kinds: &[RowKind],
    range: &Range<usize>,
) -> bool {
    /// Fewer cells or rows show no column.
    const FEWEST: usize = 2;
    let Some(first) = grid.rows.get(range.start).filter(|_| kinds[range.start] == RowKind::Body)
    else {
        return false;
    };
    let is_word = |cell: &Span| {
        let text = source.slice(*cell);
        text.chars().any(char::is_alphabetic) && !text.bytes().any(|byte| byte.is_ascii_digit())
    };
    let width = first.cells.len();
    let below = range.start + 1..range.end;
    let rows = || below.clone().filter(|at| kinds[*at] == RowKind::Body).map(|at| &grid.rows[at]);
    width > FEWEST
        && first.cells.iter().all(is_word)
        && rows().count() >= FEWEST
        && rows().all(|row| row.cells.len() == width)
        && (1..width).any(|column| rows().all(|row| is_value(source, row.cells[column])))
}

/// Whether a row of words holds the name of a column.
fn names_columns(source: &Source<'_>, row: &GridRow) -> bool {
    row.cells.iter().any(|cell| heads_values(source, *cell) || header::names_labels(source, *cell))
}

/// Whether a row holds figures rather than words only.
fn is_figures(source: &Source<'_>, row: &GridRow, kind: RowKind) -> bool {
    kind == RowKind::Body && row.cells.iter().skip(1).any(|cell| is_value(source, *cell))
}

/// The width of the widest row; shorter rows are filled up, or left open where cells were lost.
fn close_widths(source: &Source<'_>, lexed: &mut Lexed, padded: bool) {
    let of_rows = lexed.rows.iter().map(|row| match &row.tail {
        Tail::Placed(cells) => filled_width(source, cells),
        _ => 0,
    });
    let of_header = lexed.header.iter().flatten().map(|head| match head.place {
        Place::Column(column) if !is_empty(source, head.span) => column + 1,
        _ => 0,
    });
    let width = of_rows.chain(of_header).max().unwrap_or(0);
    lexed.width = (width > 0).then_some(width);
    if !padded {
        give_back_words(source, lexed, width);
    }
    for row in &mut lexed.rows {
        let Tail::Placed(cells) = &mut row.tail else { continue };
        let filled = filled_width(source, cells);
        cells.truncate(width.max(filled));
        if padded && filled < width {
            cells.truncate(filled);
            row.tail = if filled == 0 { Tail::None } else { Tail::Loose(std::mem::take(cells)) };
        } else {
            let end = Span::new(row.span.end, row.span.end);
            cells.resize(width, end);
        }
    }
}

/// Moves the values of a row that lost its cells of words to their columns: it has as many as there are columns of values, and
/// its first would stand in one of words. `Totaal | 12 | 13` below `Bibliotheek | subsidie | 5 | 6`.
fn give_back_words(source: &Source<'_>, lexed: &mut Lexed, width: usize) {
    /// Fewer rows show no column of words.
    const FEWEST: usize = 2;
    let is_value = |cell: &Span| is_value(source, *cell);
    let is_word = |cell: &Span| !is_empty(source, *cell) && !is_value(cell);
    let shape = |row: &Raw| match &row.tail {
        Tail::Placed(cells) if filled_width(source, cells) == width => {
            let words = cells.iter().take_while(|cell| is_word(cell)).count();
            Some(words).filter(|words| cells[*words..width].iter().all(is_value))
        }
        _ => None,
    };
    let whole: Vec<usize> = lexed.rows.iter().filter_map(shape).collect();
    let Some(&words) = whole.first().filter(|words| **words > 0 && **words < width) else { return };
    if whole.len() < FEWEST || whole.iter().any(|other| *other != words) {
        return;
    }
    for row in &mut lexed.rows {
        let Tail::Placed(cells) = &mut row.tail else { continue };
        let filled = filled_width(source, cells);
        if filled + words == width && cells.len() == filled && cells.iter().all(is_value) {
            let start = cells[0].start;
            cells.splice(..0, std::iter::repeat_n(Span::new(start, start), words));
        }
    }
}

fn filled_width(source: &Source<'_>, cells: &[Span]) -> usize {
    cells.iter().rposition(|cell| !is_empty(source, *cell)).map_or(0, |at| at + 1)
}

/// The cells of a header row; one that lost its first cell stands too far to the left.
fn header_row(source: &Source<'_>, row: &GridRow, label: usize, width: usize) -> Vec<Head> {
    let filled: Vec<Span> =
        row.cells.iter().copied().filter(|cell| !is_empty(source, *cell)).collect();
    // The whole header in one cell.
    if let [whole] = filled.as_slice() {
        let head = Head::new(source, *whole, Place::Open);
        if header::columns_headed(&head.items) > 1 {
            return vec![head];
        }
    }
    // Alone above the labels of a row that lost nothing stands a title.
    let is_title = filled.len() == 1 && row.cells.len() >= width && width > label + 2;
    let shift = if is_title || row.header { Some(0) } else { shift(source, row, label, width) };
    let cells = row.cells.iter().enumerate().filter(|(_, cell)| !is_empty(source, **cell));
    cells
        .map(|(at, cell)| {
            let place = match shift.map(|shift| (at + shift).checked_sub(label + 1)) {
                Some(Some(column)) => Place::Column(column),
                Some(None) => Place::Label,
                None if filled.len() == 1 => Place::Label,
                None => Place::Open,
            };
            Head::new(source, *cell, place)
        })
        .collect()
}

/// How far to the right of its place a cell of a header row belongs, whose first cells are lost;
/// `None` where the row is too short to tell.
fn shift(source: &Source<'_>, row: &GridRow, label: usize, width: usize) -> Option<usize> {
    let first = row.cells.iter().position(|cell| heads_values(source, *cell));
    let shift = first.map_or(0, |first| (label + 1).saturating_sub(first));
    let cells = filled_width(source, &row.cells);
    // Behind a side above the labels empty cells show that none was lost: `Lasten`, `2024`, two empty ones, `2025`.
    let is_corner = |cell: &Span| words::is_side(source, *cell);
    let is_whole = row.cells.first().is_some_and(is_corner)
        && row.cells[..cells].iter().any(|cell| is_empty(source, *cell));
    if label > 0 && cells + label == width && names_no_codes(source, row, label) {
        return Some(label);
    }
    if row.cells.len() >= width {
        return Some(if cells + shift <= width && !is_whole { shift } else { 0 });
    }
    // One side before names of other kinds says of which the rows are.
    let is_side_of_rows =
        cells > 2 && row.cells.iter().map(is_corner).eq((0..row.cells.len()).map(|at| at == 0));
    let is_above_labels = row.cells.first().is_some_and(|cell| {
        header::names_labels(source, *cell)
            || is_empty(source, *cell)
            || words::is_unit(source.slice(*cell))
    });
    if cells + label + 1 == width && !is_above_labels && !is_side_of_rows {
        return Some(label + 1);
    }
    // An empty cell between others shows that none was lost.
    let is_kept = is_above_labels && row.cells[..cells].iter().any(|cell| is_empty(source, *cell));
    if is_kept || is_side_of_rows {
        return Some(0);
    }
    (first.is_some() && cells + shift == width).then_some(shift)
}

/// Whether a header row begins with the name of the labels, and none before it is that of their codes.
fn names_no_codes(source: &Source<'_>, row: &GridRow, label: usize) -> bool {
    let names_labels = |cell: &Span| header::names_labels(source, *cell);
    let Some((first, rest)) = row.cells.split_first() else { return false };
    names_labels(first)
        && !names_codes(source, *first)
        && !rest.iter().take(label).any(names_labels)
}

/// Whether a header cell stands above codes rather than names.
fn names_codes(source: &Source<'_>, cell: Span) -> bool {
    joints::heads_codes(source.slice(cell))
}

fn is_glued_row(source: &Source<'_>, cell: Span) -> bool {
    let text = source.slice(cell);
    line::glued_tail(text)
        .is_some_and(|at| line::is_strong_glue(&text[at..]) && !words::are_periods(&text[at..]))
}

fn continues_header(source: &Source<'_>, row: &GridRow) -> bool {
    row.cells.iter().any(|cell| {
        let items = words::items(source, *cell);
        let is_head = |what: What| matches!(what, What::Unit | What::Period(_));
        items.iter().any(|item| is_head(item.what)) && words::is_pure(source, &items)
    })
}

fn heads_values(source: &Source<'_>, cell: Span) -> bool {
    let items = words::items(source, cell);
    items.first().is_some_and(|item| item.what.heads_values() || matches!(item.what, What::Text))
        || items.iter().any(|item| matches!(item.what, What::Measure(Some(_), _) | What::Period(_)))
}

/// A cell without anything but white space.
pub(super) fn is_empty(source: &Source<'_>, cell: Span) -> bool {
    source.slice(cell).trim().is_empty()
}

pub(super) fn is_value(source: &Source<'_>, cell: Span) -> bool {
    let text = source.slice(cell);
    !text.trim().is_empty()
        && notation::read_cell(text).is_some()
        && notation::period(text).is_none()
}
