//! Totals that leave columns empty of which no sum is made: rates, years, terms.

use super::forest;
use super::table::{Candidate, Table};
use super::{Problem, Why};

/// The fewest rows that a total places its cells by.
const FEWEST: usize = 3;

/// How much larger than the number of places the sums must be together, for none of them to fit by chance.
const MARGIN: u128 = 1_000;

/// Places the cells of each row that is a total by its name where in one way alone each of them is the sum of its column, to the
/// unit.
pub(super) fn place(problem: &Problem<'_>, table: &mut Table) {
    for row in 0..table.rows.len() {
        let domain = &table.rows[row];
        if !problem.rows[row].is_total || domain.is_settled() || !domain.usable() {
            continue;
        }
        let terms = forest::named(problem, table, row);
        let ways = domain.candidates.len();
        if terms.len() < FEWEST || !table.budget.work(terms.len() * ways) {
            continue;
        }
        let terms: Option<Vec<&Candidate>> = terms.map(|term| table.rows[term].only()).collect();
        let Some(terms) = terms else { continue };
        let is_sum = |total: &Candidate| size_of_sums(total, &terms) > MARGIN * ways as u128;
        let keep: Vec<bool> = table.rows[row].candidates.iter().map(is_sum).collect();
        if keep.iter().filter(|keep| **keep).count() == 1 {
            table.rows[row].prune(&keep, Why::BlockSum);
        }
    }
}

/// The product of the cells of a total in printed units, where there are two or more and each is the sum of its column; else 0.
fn size_of_sums(total: &Candidate, terms: &[&Candidate]) -> u128 {
    let mut size: u128 = 1;
    let mut sums = 0;
    for (column, cell) in total.cells.iter().enumerate() {
        if cell.is_none() {
            continue;
        }
        let amount = total.amounts[column];
        let known = amount.known && terms.iter().all(|term| term.amounts[column].known);
        let sum: i128 = terms.iter().map(|term| i128::from(term.amounts[column].value)).sum();
        if !known || amount.unit == 0 || sum != i128::from(amount.value) {
            return 0;
        }
        size = size.saturating_mul(u128::from((amount.value / amount.unit).unsigned_abs()));
        sums += 1;
    }
    if sums > 1 { size } else { 0 }
}
