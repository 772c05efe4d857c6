//! Two cells that stick together in a row whose others a space keeps apart.

use ontleed_text::Span;

use crate::line;
use crate::notation;

/// The cells of a row in a table whose amounts have dots, with those apart that stick together, if they are then as many as
/// there are columns: `96 1.2503.264 50`. A label may end in numbers.
pub(super) fn parted(text: &str, read: &[Span], columns: usize) -> Option<Parted> {
    let stuck = |cell: &Span| are_stuck(&text[cell.range()]);
    let pairs = count_stuck(text, read);
    let more = (read.len() + pairs).checked_sub(columns).filter(|_| pairs > 0)?;
    let (label, cells) = read.split_at_checked(more)?;
    if label.iter().any(stuck) {
        return None;
    }
    let mut parted = Vec::with_capacity(columns);
    for cell in cells {
        if !stuck(cell) {
            parted.push(*cell);
            continue;
        }
        let range = cell.range();
        match cuts(&text[range.clone()])[..] {
            [] => return None,
            [cut] => parted.extend([
                Span::at(range.start, range.start + cut),
                Span::at(range.start + cut, range.end),
            ]),
            [..] => return Some(Parted::Open(cells[0].range().start)),
        }
    }
    Some(Parted::Cells(parted))
}

/// How many of these cells are more than one where amounts have dots.
pub(super) fn count_stuck(text: &str, cells: &[Span]) -> usize {
    cells.iter().filter(|cell| are_stuck(&text[cell.range()])).count()
}

/// The cells of a row that are not all kept apart.
pub(super) enum Parted {
    /// They can be cut in one way.
    Cells(Vec<Span>),
    /// They can be cut in several ways from there on.
    Open(usize),
}

/// Whether a token is more than one cell where amounts have dots: `1.2503.264`, `412398`.
fn are_stuck(token: &str) -> bool {
    let digits = token.strip_prefix('-').unwrap_or(token);
    let is_run = digits.bytes().all(|byte| byte.is_ascii_digit());
    line::are_amounts_stuck(token)
        || is_run && digits.len() > GROUP && notation::year(digits).is_none()
}

/// Digits of an amount before its first dot, and between two.
const GROUP: usize = 3;

/// Where a token can be cut in two cells.
fn cuts(token: &str) -> Vec<usize> {
    (1..token.len()).filter(|&at| is_cell(&token[..at]) && is_cell(&token[at..])).collect()
}

/// Whether a token is one amount with its dots, or a year.
fn is_cell(token: &str) -> bool {
    let digits = token.strip_prefix('-').unwrap_or(token);
    let mut groups = digits.split('.');
    let is_group =
        |group: &str| group.len() == GROUP && group.bytes().all(|byte| byte.is_ascii_digit());
    let is_first = |group: &str| {
        (1..=GROUP).contains(&group.len())
            && group.bytes().all(|byte| byte.is_ascii_digit())
            && (!group.starts_with('0') || digits == "0" && token == "0")
    };
    groups.next().is_some_and(is_first) && groups.all(is_group) || notation::year(token).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::{Dash, tail_values};

    #[track_caller]
    fn check(text: &str, columns: usize, expected: &str) {
        let shown = match parted(text, &tail_values(text, Dash::Nil), columns) {
            None => "nothing".to_owned(),
            Some(Parted::Open(at)) => format!("open {}", &text[at..]),
            Some(Parted::Cells(cells)) => {
                cells.iter().map(|cell| &text[cell.range()]).collect::<Vec<_>>().join(" | ")
            }
        };
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn two_cells_that_stick_together_are_apart_where_the_row_is_one_short() {
        check("Wegen 8.9203.264 4.118 1.538", 4, "8.920 | 3.264 | 4.118 | 1.538");
        check(
            "Oosterhof 6.461 4.310 -12.944-2.173 2028",
            5,
            "6.461 | 4.310 | -12.944 | -2.173 | 2028",
        );
        check("Immateriële activa 412398 377 350", 4, "412 | 398 | 377 | 350");
        check("Haven 25 95 -240 -1202023", 5, "25 | 95 | -240 | -120 | 2023");
        // A label ends in a number.
        check("School 3 8.9203.264 4.118", 3, "8.920 | 3.264 | 4.118");
        // Two in three cells, and two pairs.
        check("Wegen 1.2502.40012", 3, "nothing");
        check("Wegen 8.9203.264 412398 5", 5, "8.920 | 3.264 | 412 | 398 | 5");
    }

    #[test]
    fn cells_that_stick_together_are_open_where_they_can_be_cut_in_several_ways() {
        check("Liquide middelen 96 5050 50", 4, "open 96 5050 50");
        check("Fietspad 620 48415 157", 4, "open 620 48415 157");
    }

    #[test]
    fn a_row_that_has_all_cells_or_no_pair_is_left_alone() {
        check("Wegen 8.920 3.264 4.118", 4, "nothing");
        check("Jaar 2026 3.264 4.118", 4, "nothing");
        check("Wegen 2012345678 3.264", 3, "nothing");
    }
}
