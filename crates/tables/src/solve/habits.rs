//! What a table shows of its own notation before anything is solved.

use super::notation::Rules;
use super::types::Types;
use super::{Kind, Problem, Tail};

/// The habits of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Habits {
    /// Which cells the notation allows.
    pub(super) rules: Rules,
    /// Whether numbers above 999 have dots.
    pub(super) dotted: bool,
    /// Whether some row is known to have an empty cell.
    pub(super) empties: bool,
}

impl Habits {
    pub(super) fn of(problem: &Problem<'_>) -> Self {
        let mut habits = Self {
            rules: Rules { undotted: problem.undotted, ..Rules::default() },
            dotted: false,
            empties: false,
        };
        for row in &problem.rows {
            match &row.tail {
                Tail::Cells(cells) => {
                    habits.empties |= cells.iter().any(Option::is_none);
                    habits.rules.nil_before_digit |=
                        cells.iter().flatten().any(|cell| cell.kind == Kind::Nil);
                }
                Tail::Glued { text, .. } => {
                    habits.rules.nil_before_digit |= text.contains("--");
                    habits.dotted |= has_group(text.as_bytes());
                    habits.rules.trailing_minus |=
                        matches!(text.trim_end().as_bytes(), [.., b'0'..=b'9', b'-']);
                }
                Tail::Dashed(cells) => habits.empties |= cells.iter().any(Option::is_none),
                Tail::None => {}
            }
        }
        habits.dotted &= !problem.undotted;
        habits.rules.decimals = decimals(problem, habits.dotted);
        habits
    }
}

/// How many decimals all numbers of glued rows have: as many as are seen where a minus, a letter or the end of the row follows
/// them. Amounts with thousands have as many in all columns where they are seen behind the first of a row and behind a
/// later one, and rows of one quantity wherever they are seen.
fn decimals(problem: &Problem<'_>, dotted: bool) -> Option<u8> {
    let mut seen: Option<usize> = None;
    let (mut first, mut later) = (0, 0);
    for row in &problem.rows {
        let Tail::Glued { text, .. } = &row.tail else { continue };
        for (index, digits) in seen_decimals(text) {
            if seen.is_some_and(|seen| seen != digits) {
                return None;
            }
            seen = Some(digits);
            first += usize::from(index == 0);
            later += usize::from(index > 0);
        }
    }
    let is_shown = problem.alike || dotted && seen == Some(CENTS) && first > 0;
    seen.filter(|_| is_shown && later > 1).and_then(|seen| u8::try_from(seen).ok())
}

/// How many decimals all numbers of a glued row of one quantity have: as many as its last.
pub(super) fn decimals_of_row(text: &str) -> Option<u8> {
    let (index, digits) = seen_decimals(text).last()?;
    u8::try_from(digits).ok().filter(|_| index > 0)
}

/// The decimals of a glued row of which the end is seen, each with the number of commas before it.
fn seen_decimals(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = text.trim_end().as_bytes();
    memchr::memchr_iter(b',', bytes).enumerate().filter_map(|(index, comma)| {
        let behind = &bytes[comma + 1..];
        let digits = behind.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let goes_on = matches!(behind.get(digits), Some(b'.' | b',' | b'%' | b' ' | b'*'));
        (!goes_on).then_some((index, digits))
    })
}

/// The decimals of amounts in cents.
const CENTS: usize = 2;

/// The types that the given rows show, and those that follow from the number of percent signs in the glued ones.
pub(super) fn types(problem: &Problem<'_>, columns: usize) -> Types {
    let given = problem.rows.iter().filter_map(|row| match &row.tail {
        Tail::Cells(cells) if cells.len() == columns => Some(cells.as_slice()),
        _ => None,
    });
    let mut types = Types::of_rows(columns, &given.collect::<Vec<_>>());
    percent_pattern(problem, &mut types);
    types
}

/// In rows without separators: no percentages, nothing else, one at the end, or percentages in turn with amounts (half of the
/// columns, and one at the end).
fn percent_pattern(problem: &Problem<'_>, types: &mut Types) {
    let columns = types.len();
    let mut counts = problem.rows.iter().filter_map(|row| match &row.tail {
        Tail::Glued { text, label_ends } => {
            let tail = text.get(label_ends.iter().min().copied().unwrap_or_default()..)?;
            let tail = tail.trim_end_matches([' ', '*']);
            Some((tail.matches('%').count(), tail.ends_with('%')))
        }
        _ => None,
    });
    let Some(first) = counts.next() else { return };
    if !counts.all(|count| count == first) {
        return;
    }
    let percent = |column: usize| match first {
        (0, _) => Some(false),
        (all, _) if all == columns => Some(true),
        (half, true) if half * 2 == columns => Some(column % 2 == 1),
        (1, true) => Some(column + 1 == columns),
        _ => None,
    };
    types.set(|column, kind| kind.percent = kind.percent.or(percent(column)));
}

/// Whether a dot with three digits stands between digits.
fn has_group(bytes: &[u8]) -> bool {
    bytes.windows(5).any(|five| {
        five[0].is_ascii_digit() && five[1] == b'.' && five[2..].iter().all(u8::is_ascii_digit)
    })
}
