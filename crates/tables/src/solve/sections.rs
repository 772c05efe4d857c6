//! Sections: where glued rows stand among rows with separate cells, the glued ones are often group rows, each the sum of
//! the rows up to the next. One such sum may prove little; all of them together are one statement with all their evidence.

use super::RelationKind;
use super::evidence::PRUNE;
use super::forest::{Forest, Found, Sum};
use super::frame::Frame;
use super::joint::{self, Decision, Weighed};
use super::table::{Budget, Table};

/// Bits that a section costs which does not add up.
const FAIL_COST: u32 = 8;

/// The sums of all sections, if together they are supported.
pub(super) fn search(
    table: &Table,
    frame: &Frame,
    forest: &Forest,
    budget: &mut Budget,
) -> Vec<Found> {
    if frame.columns.is_empty() {
        return Vec::new();
    }
    let mut sums: Vec<Sum> = Vec::new();
    let mut head = None;
    for &row in &forest.roots {
        if !table.rows[row].given {
            head = Some(row);
            sums.push(Sum {
                kind: RelationKind::Sum,
                target: row,
                terms: Vec::new(),
                echoes: Vec::new(),
            });
        } else if head.is_some()
            && let Some(sum) = sums.last_mut()
        {
            sum.terms.push((1, row));
        }
    }
    sums.retain(|sum| !sum.terms.is_empty() && !forest.sums_others(sum.target));
    let open = |sum: &Sum| table.rows[sum.target].candidates.len() > 1;
    if sums.len() < 2 || !sums.iter().any(open) {
        return Vec::new();
    }
    let (mut gain, mut cost) = (0_u32, 1 + PRUNE);
    let mut found = Vec::new();
    for sum in sums {
        let members: Vec<(i8, usize)> = sum.members().collect();
        match joint::weigh(table, frame, &members, budget) {
            Some(Weighed { evidence, search, keep }) => {
                gain = gain.saturating_add(evidence);
                cost = cost.saturating_add(search);
                found.push(Found { sum, decision: Decision { margin: 0, keep } });
            }
            None => cost = cost.saturating_add(FAIL_COST),
        }
    }
    if gain < cost { Vec::new() } else { found }
}
