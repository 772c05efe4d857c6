//! One wrong figure in a small table. It breaks the sum over its row and the sum over its column, and each of the two then
//! has too few rows or columns left to stand alone. Together they do: all others hold, and both are off by the same amount.

use super::RelationKind;
use super::evidence::{self, PRUNE};
use super::forest::{Forest, Sum};
use super::hypotheses;
use super::law::{Group, Law, Test};
use super::table::{Candidate, Table};

/// Larger tables have rows enough to bear a fault.
const MAX_ROWS: usize = 24;

/// Sums looked at with all laws.
const MAX_SUMS: usize = 24;

/// Adds the law and the sum that one wrong figure breaks, where all rows have one reading.
pub(super) fn corroborate(table: &Table, laws: &mut Vec<Group>, forest: &mut Forest) {
    let rows: Option<Vec<&Candidate>> = table.rows.iter().map(|row| row.only()).collect();
    let Some(rows) = rows.filter(|rows| (3..=MAX_ROWS).contains(&rows.len())) else { return };
    let additive = table.additive();
    if additive.len() < 3 {
        return;
    }
    let (sums, tried) = broken_sums(&rows, &additive, forest);
    if sums.is_empty() {
        return;
    }
    let mut all = hypotheses::all(table.columns(), &additive);
    let needed = evidence::choice(tried) + evidence::choice(all.len() as u64) + PRUNE;
    if all.is_empty() {
        all = known_laws(laws);
    }
    if let Some((law, sum)) = best(&all, &sums, &rows, needed) {
        forest.add(sum.sum.clone());
        if !laws.iter().any(|group| group.laws().contains(law)) {
            laws.push(Group::of(law.clone()));
        }
    }
}

/// The law and the sum that agree best about one wrong figure, with as much evidence as needed.
fn best<'a>(
    laws: &'a [Law],
    sums: &'a [BrokenSum],
    rows: &[&Candidate],
    needed: u32,
) -> Option<(&'a Law, &'a BrokenSum)> {
    let mut best: Option<(u32, &Law, &BrokenSum)> = None;
    for law in laws {
        let Some(broken) = BrokenLaw::of(law, rows) else { continue };
        for sum in sums {
            let Some(bits) = agreement(&broken, sum) else { continue };
            if bits >= needed && best.is_none_or(|(most, ..)| bits > most) {
                best = Some((bits, law, sum));
            }
        }
    }
    best.map(|(_, law, sum)| (law, sum))
}

fn known_laws(laws: &[Group]) -> Vec<Law> {
    laws.iter().flat_map(Group::laws).cloned().collect()
}

/// A law that one row breaks.
struct BrokenLaw<'a> {
    law: &'a Law,
    row: usize,
    /// The signed sum of that row, and its printed units.
    residual: i64,
    width: i64,
    /// What the other rows prove.
    bits: u32,
}

impl<'a> BrokenLaw<'a> {
    fn of(law: &'a Law, rows: &[&Candidate]) -> Option<Self> {
        let (mut broken, mut bits, mut strong) = (None, 0_u32, 0);
        for (row, candidate) in rows.iter().enumerate() {
            match law.test(&candidate.amounts) {
                Test::Nothing => {}
                Test::Holds { bits: weight, strong: is_strong, .. } => {
                    bits = bits.saturating_add(weight);
                    strong += usize::from(is_strong);
                }
                Test::Near | Test::Fails if broken.is_some() => return None,
                Test::Near | Test::Fails => broken = Some(row),
            }
        }
        let row = broken.filter(|_| strong > 0)?;
        let residual = i64::try_from(law.residual(&rows[row].amounts)).ok()?;
        let signed = law.signs().iter().zip(&rows[row].amounts);
        let width = signed.filter(|&(&sign, _)| sign != 0).map(|(_, amount)| amount.unit).sum();
        Some(Self { law, row, residual, width, bits })
    }
}

/// A sum of rows that one column breaks.
struct BrokenSum {
    sum: Sum,
    column: usize,
    residual: i64,
    width: i64,
    /// What the other columns prove.
    bits: u32,
}

/// The sums that hold in all columns but one, those known and those of neighbouring rows, and how many were tried.
fn broken_sums(rows: &[&Candidate], additive: &[usize], forest: &Forest) -> (Vec<BrokenSum>, u64) {
    let known = forest.sums.iter().filter(|sum| sum.kind == RelationKind::Sum);
    let of = |sum: &Sum| BrokenSum::of(sum, rows, additive);
    let (mut found, mut tried): (Vec<_>, u64) = (known.filter_map(of).collect(), 0);
    for (at, &target) in forest.roots.iter().enumerate() {
        let above: Vec<usize> = forest.roots[..at].iter().rev().copied().collect();
        for side in [&forest.roots[at + 1..], &above] {
            let terms = Vec::with_capacity(side.len());
            let mut sum = Sum { kind: RelationKind::Sum, target, terms, echoes: Vec::new() };
            for &row in side {
                sum.terms.push((1, row));
                if sum.terms.len() > 1 {
                    tried += 1;
                    found.extend(BrokenSum::of(&sum, rows, additive));
                }
            }
        }
    }
    found.sort_by_key(|sum| std::cmp::Reverse(sum.bits));
    found.truncate(MAX_SUMS);
    (found, tried)
}

impl BrokenSum {
    fn of(sum: &Sum, rows: &[&Candidate], additive: &[usize]) -> Option<Self> {
        let (mut broken, mut bits) = (None, 0_u32);
        for (at, &column) in additive.iter().enumerate() {
            let (mut residual, mut width, mut largest) = (0_i64, 0_i64, [0; 3]);
            for (sign, row) in sum.members() {
                let amount = rows[row].amounts[column];
                residual = residual.checked_add(i64::from(sign) * amount.value)?;
                width = width.checked_add(amount.unit)?;
                evidence::keep_largest(&mut largest, amount.value.unsigned_abs());
            }
            if residual.abs() <= width / 2 {
                bits = bits.saturating_add(evidence::of_sum(largest, width.unsigned_abs()));
            } else if broken.replace((at, residual, width)).is_some() {
                return None;
            }
        }
        let (at, residual, width) = broken?;
        let figures = |row: usize| additive.iter().map(move |&at| rows[row].amounts[at].value);
        if sum.members().any(|(_, row)| evidence::has_figures_only_in(figures(row), 1 << at)) {
            return None;
        }
        let column = additive[at];
        Some(Self { sum: sum.clone(), column, residual, width, bits })
    }
}

/// What speaks for one figure that breaks both, in the row of the law and the column of the sum; nothing unless both
/// are off by the same amount.
fn agreement(law: &BrokenLaw<'_>, sum: &BrokenSum) -> Option<u32> {
    let in_law = law.law.signs().get(sum.column).copied().filter(|&sign| sign != 0)?;
    let (in_sum, _) = sum.sum.members().find(|&(_, row)| row == law.row)?;
    let off = i64::from(in_law) * law.residual;
    let also = i64::from(in_sum) * sum.residual;
    let width = law.width + sum.width;
    let agree = (off - also).abs() <= width / 2;
    let chance = (off.unsigned_abs() / width.unsigned_abs().max(1)).checked_ilog2().unwrap_or(0);
    agree.then(|| law.bits.saturating_add(sum.bits).saturating_add(chance))
}
