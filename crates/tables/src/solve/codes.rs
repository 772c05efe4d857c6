//! Columns of codes: the number of a programme before the amounts is one digit in every row and part of no sum.

use super::evidence::PRUNE;
use super::forest::Forest;
use super::graphs::Graphs;
use super::law::Group;
use super::readings::fitting_undotted;
use super::table::{Candidate, Domain, Table};
use super::{Kind, Problem, Tail, Why};

/// One row in so many may be damaged.
const DAMAGED: usize = 8;

/// Where every row can begin with a code of one digit and no sum covers the first column, that is what it holds. Amounts
/// allow such a reading in about half of the rows, so that each row is worth a bit. Says whether it does.
pub(super) fn settle(
    problem: &Problem<'_>,
    table: &mut Table,
    laws: &[Group],
    forest: &Forest,
) -> bool {
    let covered = laws.iter().flat_map(Group::laws).any(|law| law.signs().first() != Some(&0));
    // Without a law small numbers can be cut everywhere.
    let lawless = laws.is_empty() || !forest.sums.is_empty();
    if covered || lawless || !all_lead(problem) {
        return false;
    }
    let filled = || table.rows.iter().filter(|row| !row.candidates.is_empty());
    let possible = |row: &Domain| row.complete && row.candidates.iter().any(begins_with_code);
    if filled().count() < PRUNE as usize || !filled().all(possible) {
        return false;
    }
    for (domain, row) in table.rows.iter_mut().zip(&problem.rows) {
        // Codes of two digits begin with a one.
        if !matches!(&row.tail, Tail::Glued { text, .. } if text.starts_with('1')) {
            let keep: Vec<bool> = domain.candidates.iter().map(begins_with_code).collect();
            domain.prune(&keep, Why::Grammar);
        }
    }
    true
}

/// Whether the table may have one column more than it was given: no row shows their number, nothing says that all hold one
/// quantity, and before what was taken for the first amount every row can have a code.
pub(super) fn may_lack_one(graphs: &Graphs<'_>, columns: usize, filled: usize) -> bool {
    filled > 1
        && !graphs.problem.alike
        && all_lead(graphs.problem)
        && fitting_undotted(graphs, columns + 1) + filled / DAMAGED >= filled
}

/// Whether all rows are glued and begin with a digit that can be cut off; a few may be damaged.
fn all_lead(problem: &Problem<'_>) -> bool {
    let (mut leading, mut others) = (0, 0);
    for row in &problem.rows {
        match &row.tail {
            Tail::None => {}
            Tail::Cells(_) | Tail::Dashed(_) => return false,
            Tail::Glued { text, .. } => match text.as_bytes() {
                [b'1'..=b'9', b'0'..=b'9' | b'-', ..] => leading += 1,
                _ => others += 1,
            },
        }
    }
    others * DAMAGED <= leading
}

pub(super) fn begins_with_code(candidate: &Candidate) -> bool {
    let first = candidate.cells.first().copied().flatten();
    first.is_some_and(|cell| {
        cell.value.kind == Kind::Number
            && cell.value.decimals == 0
            && (1..=9).contains(&cell.value.mantissa)
    })
}
