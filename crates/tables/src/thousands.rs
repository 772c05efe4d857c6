//! Thousands that a space parts: `98 227` is one number or two, and the table decides.

use std::ops::Range;

use ontleed_model::{Status, Verdict};
use ontleed_text::{Source, Span};

use crate::line::Kind;
use crate::notation;
use crate::table::{Cell, Row};

/// A number with its sign, unit and marks is not longer, in bytes.
const LONGEST: usize = 48;

/// Two numbers with one space between them are not longer, in bytes, where each has three digits: `200 000`, or a no-break space.
const LONGEST_PAIR: usize = "200 000".len() + 1;

/// Where the digits of a cell stand that a space or no-break space parts in groups of three, `98 227`, if it has no others
/// but decimals.
pub(crate) fn groups(cell: &str) -> Option<Range<usize>> {
    let bytes = cell.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let digits = |from: usize| (from..bytes.len()).take_while(|&at| is_digit(at)).count();
    if cell.len() > LONGEST {
        return None;
    }
    let start = bytes.iter().position(u8::is_ascii_digit)?;
    let mut end = start + digits(start);
    if end - start > 3 || bytes[start] == b'0' {
        return None;
    }
    let first = end;
    loop {
        let space = match &bytes[end..] {
            [b' ', ..] => 1,
            [0xC2, 0xA0, ..] => 2,
            _ => break,
        };
        if digits(end + space) != 3 {
            break;
        }
        end += space + 3;
    }
    let behind = if bytes.get(end) == Some(&b',') { end + 1 + digits(end + 1) } else { end };
    (end > first && !bytes[behind..].iter().any(u8::is_ascii_digit)).then_some(start..end)
}

/// Takes lines for one value of which a space parts the thousands, where cells have a line each: below each name stand as
/// many values, of which some have a group more than others.
pub(crate) fn join_lines(source: &Source<'_>, kinds: &mut [Kind]) {
    let (mut at, mut floor) = (0, 0);
    while at < kinds.len() {
        if grouped_line(source, kinds, at).is_some() {
            at = join_run(source, kinds, floor, at);
            floor = at;
        } else {
            at += 1;
        }
    }
}

/// The groups of a line that is nothing else, behind a first look.
fn grouped_line<'t>(source: &Source<'t>, kinds: &[Kind], line: usize) -> Option<&'t str> {
    if !matches!(kinds[line], Kind::Row { .. } | Kind::Text) {
        return None;
    }
    let span = source.lines()[line].span;
    let may_begin = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'(' | 0xE2);
    source.text().as_bytes().get(span.range().start).filter(|byte| may_begin(byte))?;
    if span.len() > LONGEST {
        return None;
    }
    let text = source.slice(span);
    let groups = groups(text)?;
    notation::read_cell(text).map(|_| &text[groups])
}

/// Joins the lines of values around the first that has groups, and gives the line behind them.
fn join_run(source: &Source<'_>, kinds: &mut [Kind], floor: usize, first: usize) -> usize {
    let goes_on = |kind: Kind| {
        matches!(
            kind,
            Kind::Blank
                | Kind::Text
                | Kind::Value
                | Kind::Void
                | Kind::Period
                | Kind::Row { strong: false, .. }
        )
    };
    let start =
        (floor..first).rev().take_while(|&line| goes_on(kinds[line])).last().unwrap_or(first);
    let mut shown = Shown::default();
    let mut end = start;
    for line in start..kinds.len() {
        let groups = if line < first { None } else { grouped_line(source, kinds, line) };
        match (groups, kinds[line]) {
            (Some(groups), _) => shown.value(line, Some(groups)),
            (None, Kind::Blank) => {}
            (None, Kind::Value | Kind::Void) => shown.value(line, None),
            (None, kind) if goes_on(kind) => shown.name(),
            _ => break,
        }
        end = line + 1;
    }
    shown.name();
    if shown.are_numbers() {
        for line in shown.grouped {
            kinds[line] = Kind::Value;
        }
    }
    end.max(first + 1)
}

/// What lines of values and names between them show.
#[derive(Default)]
struct Shown {
    /// The lines that have groups.
    grouped: Vec<usize>,
    /// Whether two values have another number of groups, and whether a group begins with a zero.
    differ: bool,
    zero: bool,
    groups: Option<usize>,
    /// How many values stand below each name; the last is not closed.
    runs: Vec<usize>,
    open: usize,
    named: bool,
}

impl Shown {
    fn value(&mut self, line: usize, groups: Option<&str>) {
        let count = groups.map_or(1, |groups| groups.split([' ', '\u{A0}']).count());
        self.differ |= self.groups.replace(count).is_some_and(|before| before != count);
        if let Some(groups) = groups {
            self.grouped.push(line);
            self.zero |= has_zero(groups);
        }
        self.open += 1;
    }

    fn name(&mut self) {
        let values = std::mem::take(&mut self.open);
        if values > 0 && self.named {
            self.runs.push(values);
        }
        self.named = true;
    }

    /// Whether most names have as many values below them, which are no rows of two numbers.
    fn are_numbers(&self) -> bool {
        let mut runs = self.runs.clone();
        runs.sort_unstable();
        let mode = runs.chunk_by(|a, b| a == b).max_by_key(|run| run.len());
        let Some(mode) = mode.filter(|mode| mode.len() > 1 && mode.len() * 5 >= runs.len() * 3)
        else {
            return false;
        };
        self.grouped.len() >= ENOUGH && self.differ && (mode[0] > 1 || self.zero)
    }
}

/// Whether a group begins with a zero, as no number does: `1 045`.
fn has_zero(groups: &str) -> bool {
    groups.contains(" 0") || groups.contains("\u{A0}0")
}

/// So many cells with spaces between groups say that a space parts thousands.
const ENOUGH: usize = 3;

/// Whether some cells of a line that one space keeps apart may be groups of one number; a first look.
pub(crate) fn may_join(text: &str, cells: &[Span]) -> bool {
    cells.windows(2).any(|pair| {
        pair[0].end + 1 == pair[1].start
            && pair[1].len() > 2
            && is_group(&text[pair[1].range()])
            && takes_group(&text[pair[0].range()])
    })
}

/// The cells of a line that one space keeps apart, groups of three digits joined with the number before them.
pub(crate) fn joined(text: &str, cells: &[Span]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(cells.len());
    for cell in cells {
        match joined.last_mut() {
            Some(last)
                if last.end + 1 == cell.start
                    && is_group(&text[cell.range()])
                    && takes_group(&text[last.range()]) =>
            {
                *last = last.to(*cell);
            }
            _ => joined.push(*cell),
        }
    }
    joined
}

/// Whether a cell can be the last group of a number: `227`, `227,50`, `227*`.
fn is_group(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    digits == 3 && !matches!(bytes.get(3), Some(b'.'))
}

/// Whether a number can go on with a group: `-98`, `1 204`.
fn takes_group(number: &str) -> bool {
    let last = number.rsplit(' ').next().unwrap_or(number);
    let digits = last.trim_start_matches(|c: char| !c.is_ascii_digit());
    let is_whole = digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_whole && !(digits.is_empty() || digits.starts_with('0') && last.len() == number.len())
}

/// Rows without a name of which nothing says whether they are one number or two.
pub(crate) fn doubt_unnamed(source: &Source<'_>, rows: &mut [Row]) {
    for row in rows.iter_mut().filter(|row| row.label.is_empty() && row.cells.len() > 1) {
        if is_spaced(source, row.span) && !row.cells.iter().all(is_confirmed) {
            row.status = Status::Ambiguous;
        }
    }
}

fn is_confirmed(cell: &Cell) -> bool {
    cell.verdict == Verdict::Confirmed
}

/// Rows with a number of which a space parts the thousands, in a table that does not show that it writes them so: `320 450`
/// may be two numbers. Where nothing else parts the cells some sum has to hold.
pub(crate) fn doubt(source: &Source<'_>, rows: &mut [Row], need_sums: bool) {
    let cells = || rows.iter().flat_map(|row| &row.cells);
    let spaced: Vec<&str> = cells()
        .filter(|cell| is_spaced(source, cell.span))
        .map(|cell| source.slice(cell.span))
        .collect();
    if spaced.is_empty() {
        return;
    }
    // `1 045` and `1 204 500` are no two numbers.
    let is_one = |text: &&str| {
        has_zero(text) || groups(text).is_some_and(|groups| groups.len() > LONGEST_PAIR)
    };
    let shows = if need_sums {
        cells().any(|cell| is_confirmed(cell) && is_spaced(source, cell.span))
    } else {
        spaced.len() >= ENOUGH || spaced.iter().any(is_one)
    };
    let writes_otherwise = cells().any(|cell| {
        let text = source.slice(cell.span);
        !is_spaced(source, cell.span) && notation::year(text).is_none() && has_plain_thousands(text)
    });
    if shows && !writes_otherwise {
        return;
    }
    let has_spaced = |row: &&Row| row.cells.iter().any(|cell| is_spaced(source, cell.span));
    let is_usual = rows.iter().filter(has_spaced).count() * 2 > rows.len();
    for row in rows {
        let mut cells = row.cells.iter();
        let is_open = || is_usual && need_sums && may_be_joined(source, row);
        if cells.any(|cell| is_spaced(source, cell.span) && !is_confirmed(cell)) || is_open() {
            row.status = Status::Ambiguous;
        }
    }
}

/// Whether a space may part thousands where it was taken to part cells.
fn may_be_joined(source: &Source<'_>, row: &Row) -> bool {
    let cells: Vec<Span> = row.cells.iter().map(|cell| cell.span).collect();
    may_join(source.text(), &cells)
}

/// Whether a text has groups that spaces part.
fn is_spaced(source: &Source<'_>, span: Span) -> bool {
    let text = source.slice(span);
    text.bytes().any(|byte| matches!(byte, b' ' | 0xC2)) && groups(text).is_some()
}

/// Whether a text has thousands behind a dot or behind nothing, or two numbers: `1.204`, `1204`, `32 45`.
fn has_plain_thousands(text: &str) -> bool {
    let mut digits = 0;
    text.as_bytes().windows(3).any(|bytes| {
        digits = if bytes[0].is_ascii_digit() { digits + 1 } else { 0 };
        let is_parted = bytes[0].is_ascii_digit() && bytes[2].is_ascii_digit();
        digits > 1 && bytes[1..].iter().all(u8::is_ascii_digit)
            || is_parted && matches!(bytes[1], b'.' | b' ')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::{self, Dash};

    #[test]
    fn groups_of_three_are_one_number() {
        for (cell, expected) in [
            ("98 227", Some("98 227")),
            ("€ -1\u{A0}204 500,50*", Some("1\u{A0}204 500")),
            ("98 227,50 %", Some("98 227")),
            ("0 227", None),
            ("1204 227", None),
            ("98 22", None),
            ("98 227 1", None),
            ("98", None),
        ] {
            assert_eq!(groups(cell).map(|groups| &cell[groups]), expected, "{cell}");
        }
    }

    /// The lines that are values once those with groups are joined.
    fn values(text: &str) -> Vec<&str> {
        let source = Source::new(text);
        let lines = source.lines();
        let mut kinds: Vec<Kind> =
            lines.iter().map(|line| line::kind(&source, line.span)).collect();
        join_lines(&source, &mut kinds);
        let values = (0..lines.len()).filter(|&line| kinds[line] == Kind::Value);
        values.map(|line| source.slice(lines[line].span)).collect()
    }

    #[test]
    fn lines_with_groups_are_values_where_each_name_has_as_many() {
        let rows = "Baten\n1 204\n980\nLasten\n1 310\n1 045\nSaldo\n106\n65\n";
        assert_eq!(values(rows), ["1 204", "980", "1 310", "1 045", "106", "65"]);
        // Two of them say little.
        let few = rows.replace("1 045", "945");
        assert_eq!(values(&few), ["980", "945", "106", "65"]);
        // All with two groups may be rows of two cells.
        let alike = "Baten\n1 204\n2 980\nLasten\n1 310\n2 145\nSaldo\n1 106\n4 165\n";
        assert!(values(alike).is_empty());
        // One below each name may be rows of two cells too, but none begins with a zero.
        let lone = "Baten\n1 204\nLasten\n310\nSaldo\n1 106\nRest\n3 165\n";
        assert_eq!(values(lone), ["310"]);
        let zero = lone.replace("1 106", "1 006");
        assert_eq!(values(&zero), ["1 204", "310", "1 006", "3 165"]);
        // No number of cells that most rows have.
        let ragged = "A\n1 204\n9\n8\nB\n1 310\nC\n1 165\n1 106\nD\n65\n12\nE\n7\n";
        assert_eq!(values(ragged), ["9", "8", "65", "12", "7"]);
    }

    #[test]
    fn cells_that_may_be_groups_join_the_number_before_them() {
        for (text, expected) in [
            ("98 227 1 204,50", "98 227|1 204,50"),
            ("98 227.500", "98|227.500"),
            ("0 227", "0|227"),
            ("1204 227", "1204|227"),
            ("98 22", "98|22"),
            ("98  227", "98|227"),
        ] {
            let cells = line::tail_values(text, Dash::Nil);
            let found = joined(text, &cells);
            let shown: Vec<&str> = found.iter().map(|cell| &text[cell.range()]).collect();
            assert_eq!(shown.join("|"), expected);
            assert_eq!(may_join(text, &cells), found != cells, "{text}");
        }
    }

    /// The rows of a text with a row a line and `|` between its cells, of which `!` confirms one.
    fn rows(source: &Source<'_>) -> Vec<Row> {
        let row = |line: Span| {
            let mut row = Row { span: line, ..Row::default() };
            let mut start = line.range().start;
            for text in source.slice(line).split('|') {
                let verdict =
                    if text.ends_with('!') { Verdict::Confirmed } else { Verdict::default() };
                let span = Span::at(start, start + text.trim_end_matches('!').len());
                row.cells.push(Cell { span, verdict, ..Cell::default() });
                start += text.len() + 1;
            }
            row
        };
        source.lines().iter().map(|line| row(line.span)).collect()
    }

    /// The rows that a rule doubts.
    fn doubted_by(text: &str, rule: impl Fn(&Source<'_>, &mut [Row])) -> Vec<&str> {
        let source = Source::new(text);
        let mut rows = rows(&source);
        rule(&source, &mut rows);
        let doubted = rows.iter().filter(|row| row.status == Status::Ambiguous);
        doubted.map(|row| &text[row.span.range()]).collect()
    }

    #[test]
    fn a_space_parts_thousands_where_a_table_shows_it() {
        fn doubted(text: &str) -> Vec<&str> {
            doubted_by(text, |source, rows| doubt(source, rows, false))
        }
        assert_eq!(doubted("320 450|12\n98 227|7\n5|6"), ["320 450|12", "98 227|7"]);
        assert_eq!(doubted("320 450|12\n98 227|7\n1 200|6"), [""; 0]);
        assert_eq!(doubted("320 450|12\n98 027|7"), [""; 0]);
        assert_eq!(doubted("320 450|12\n1 200 500|7"), [""; 0]);
        for other in ["1.204", "1204", "32 45"] {
            let text = format!("320 450|12\n98 227!|7\n1 200|{other}");
            assert_eq!(doubted(&text), ["320 450|12", &format!("1 200|{other}")]);
        }
        assert_eq!(doubted("320 450|12\n98 227|7\n1 200|2019"), [""; 0]);
    }

    #[test]
    fn a_space_parts_thousands_where_a_sum_holds() {
        let doubted = |text| doubted_by(text, |source, rows| doubt(source, rows, true));
        assert_eq!(doubted("320 450!|12\n98 227|7\n1 200|6"), [""; 0]);
        let text = "320 450|12\n98 227|7\n1 200|6";
        assert_eq!(doubted(text), ["320 450|12", "98 227|7", "1 200|6"]);
    }

    #[test]
    fn a_row_without_a_name_may_be_one_number() {
        assert!(doubted_by("98 227", doubt_unnamed).is_empty());
        let source = Source::new("98 227");
        let cells = [Span::at(0, 2), Span::at(3, 6)];
        let cells = cells.map(|span| Cell { span, ..Cell::default() });
        let row = Row { span: Span::at(0, 6), cells: cells.to_vec(), ..Row::default() };
        let mut named = row.clone();
        named.label.push(Span::at(0, 2));
        let mut sure = row.clone();
        sure.cells.iter_mut().for_each(|cell| cell.verdict = Verdict::Confirmed);
        let mut rows = [row, named, sure];
        doubt_unnamed(&source, &mut rows);
        let expected = [Status::Ambiguous, Status::Read, Status::Read];
        assert_eq!(rows.map(|row| row.status), expected);
    }
}
