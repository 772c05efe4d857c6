//! The last test of a glued row that seems proven: would the table add up as well with a reading that the search left out?
//!
//! A table that drops its empty cells need not show it: `7474` may be `7|4|7|4` or `74|||74`. And `-1.705278%` may be a
//! large percentage. The search prefers readings with all cells and small percentages; here the others get their turn.

use super::forest::Sum;
use super::law::Group;
use super::readings::Reader;
use super::table::{Candidate, Domain, Table};
use super::value::Amount;
use super::{Cell, Kind, Verdict, codes};

/// Rows with zeros that are looked at for one that a row does not add up with.
const MOST_ZEROS: usize = 32;

/// What a table is known to hold.
#[derive(Clone, Copy)]
pub(super) struct Known {
    /// It may drop cells.
    pub(super) drops: bool,
    /// The first cell is a code of one digit in every row.
    pub(super) has_codes: bool,
}

/// Whether the only reading of a row stands against those left out. `sums`: those over rows that it takes part in.
/// `confirmed`: some sum supports the reading.
pub(super) fn stands(
    reader: &Reader<'_>,
    table: &mut Table,
    row: usize,
    laws: &[Group],
    sums: &[&Sum],
    known: Known,
    confirmed: bool,
) -> bool {
    let rivals = reader.left_out(table, row, laws, known.drops);
    let Some(only) = table.rows[row].only() else { return false };
    let adds_up = |rival: &Candidate| {
        sums.iter().all(|sum| {
            let holds = |counts: i8| holds(table, sum, row, &rival.amounts, counts);
            // Where its minus is a cell of its own, a row that counted by its sign counts the other way.
            holds(1) || has_nil(rival) && !has_nil(only) && holds(-1)
        })
    };
    let mut rivals = rivals.iter().filter(|rival| {
        rival.cells != only.cells && (!known.has_codes || codes::begins_with_code(rival))
    });
    !rivals.any(|rival| !confirmed || adds_up(rival))
}

/// Whether a sum holds as well where each of its rows is a single number in the same column: `397`, `500` and `897` add up
/// however they are cut, if in the same place.
pub(super) fn may_be_whole(
    reader: &Reader<'_>,
    table: &mut Table,
    sum: &Sum,
    laws: &[Group],
) -> bool {
    let columns = table.columns();
    let is_whole = |candidate: &Candidate| candidate.missing() + 1 == columns;
    let is_cut = |(_, row): (i8, usize)| table.rows[row].only().is_some_and(|only| !is_whole(only));
    let is_given = |(_, row): (i8, usize)| table.rows[row].given;
    if columns < 2 || sum.members().any(is_given) || !sum.members().any(is_cut) {
        return false;
    }
    let mut totals = vec![Some((0_i128, 0_i128)); columns];
    for (sign, row) in sum.members() {
        let Some(Domain { mut candidates, .. }) = reader.lawful(table, row, laws) else {
            return false;
        };
        candidates.retain(is_whole);
        for (column, total) in totals.iter_mut().enumerate() {
            let found = candidates.iter().find(|whole| whole.cells[column].is_some());
            *total = total.zip(found).map(|((total, width), whole)| {
                let Amount { value, unit, .. } = whole.amounts[column];
                (total + i128::from(sign) * i128::from(value), width + i128::from(unit))
            });
        }
        if totals.iter().all(Option::is_none) {
            return false;
        }
    }
    totals.iter().flatten().any(|(total, width)| 2 * total.abs() <= *width)
}

/// Whether a cell is a dash.
fn has_nil(candidate: &Candidate) -> bool {
    candidate.cells.iter().flatten().any(|cell| cell.value.kind == Kind::Nil)
}

/// The first rows that are sure and show that the table prints a zero where it has none to give; then it has no cells to drop.
pub(super) fn rows_with_zeros<'v>(
    table: &Table,
    verdicts: impl Fn(usize) -> &'v [Verdict],
) -> Vec<usize> {
    let is_sure = |row: usize| table.rows[row].given || verdicts(row).contains(&Verdict::Confirmed);
    let is_zero = |cell: &Cell| {
        matches!(cell.value.kind, Kind::Number | Kind::Percent) && cell.value.mantissa == 0
    };
    let rows = table.rows.iter().enumerate().filter(|(row, domain)| {
        let only = domain.only().filter(|_| is_sure(*row));
        only.is_some_and(|only| only.missing() == 0 && only.cells.iter().flatten().any(is_zero))
    });
    rows.map(|(row, _)| row).take(MOST_ZEROS).collect()
}

/// Whether a sum holds in every column when one of its rows has these amounts and counts so; rows that are open count as holding.
fn holds(table: &Table, sum: &Sum, row: usize, amounts: &[Amount], counts: i8) -> bool {
    table.additive().into_iter().all(|column| {
        let (mut total, mut width) = (0_i128, 0_i128);
        for (sign, member) in sum.members() {
            let (sign, amount) = if member == row {
                (sign * counts, amounts[column])
            } else if let Some(only) = table.rows[member].only() {
                (sign, only.amounts[column])
            } else {
                return true;
            };
            total += i128::from(sign) * i128::from(amount.value);
            width += i128::from(amount.unit);
        }
        2 * total.abs() <= width
    })
}
