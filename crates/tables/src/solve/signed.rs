//! Sums of rows with mixed signs: a balance of two rows, or a row that adds some of its neighbours and subtracts others.

use std::ops::RangeInclusive;

use super::RelationKind;
use super::evidence;
use super::forest::{Forest, Found, Sum};
use super::frame::{Frame, Probe};
use super::table::{Budget, Table};

/// How far apart, in rows that no other row sums, the rows of a balance may stand.
const WINDOW: usize = 7;

/// In long tables only direct neighbours are tried.
const MAX_WIDE_ROOTS: usize = 120;

/// Rows below another that it adds and subtracts.
const MAX_BELOW: usize = 4;

/// The signs of two rows that add up to a third.
const TRIPLES: [[i8; 2]; 4] = [[1, 1], [1, -1], [-1, 1], [-1, -1]];

/// The signed sums that the readings support, with bits of combinations in `limit`.
pub(super) fn search(
    table: &Table,
    frame: &Frame,
    forest: &Forest,
    limit: &RangeInclusive<u32>,
    budget: &mut Budget,
) -> Vec<Found> {
    if frame.columns.is_empty() {
        return Vec::new();
    }
    let window = if forest.roots.len() > MAX_WIDE_ROOTS { 3 } else { WINDOW };
    let mut found = Vec::new();
    for (at, &target) in forest.roots.iter().enumerate() {
        let near = at.saturating_sub(window)..forest.roots.len().min(at + 1 + MAX_BELOW);
        let choices = forest.roots[near].iter().map(|&row| frame.choice[row]);
        if choices.sum::<u32>() < *limit.start() {
            continue;
        }
        let mut tried = 0;
        let mut sums = Vec::new();
        let own = frame.looks(target, -1);
        let before = &forest.roots[at.saturating_sub(window)..at];
        for (index, &a) in before.iter().enumerate() {
            for &b in &before[index + 1..] {
                let choice = frame.choice[a] + frame.choice[b] + frame.choice[target];
                if !limit.contains(&choice) {
                    continue;
                }
                tried += TRIPLES.len() as u64;
                if frame.are_zeros(&[a, b, target]) {
                    continue;
                }
                let (first, second) = (frame.looks(a, 1), frame.looks(b, 1));
                for [one, other] in TRIPLES {
                    let sum = |at: usize| {
                        own[at].plus(first[at].signed(one)).plus(second[at].signed(other))
                    };
                    if frame.allow_zero(sum(0), || sum(1)) {
                        push(frame, forest, target, &[(one, a), (other, b)], &mut sums);
                    }
                }
            }
        }
        // A row above three or four that it adds and subtracts.
        for len in 3..=MAX_BELOW {
            // With a fault allowed, so many signs fit too easily.
            if frame.faults > 0 {
                break;
            }
            let Some(below) = forest.roots.get(at + 1..at + 1 + len) else { break };
            let choice: u32 = below.iter().map(|&row| frame.choice[row]).sum();
            if !limit.contains(&(choice + frame.choice[target])) {
                continue;
            }
            for mask in 1_u32..1 << len {
                tried += 1;
                let mut terms = [(1_i8, 0); MAX_BELOW];
                for (bit, (term, &row)) in terms.iter_mut().zip(below).enumerate() {
                    *term = (if mask >> bit & 1 == 1 { -1 } else { 1 }, row);
                }
                let terms = &terms[..len];
                let plus = |at| {
                    move |sum: Probe, &(sign, row): &(i8, usize)| {
                        sum.plus(frame.look(row, at).signed(sign))
                    }
                };
                let sum = |at: usize| terms.iter().fold(own[at], plus(at));
                if frame.allow_zero(sum(0), || sum(1)) {
                    push(frame, forest, target, terms, &mut sums);
                }
            }
        }
        let cost = evidence::choice(tried);
        found.extend(
            sums.into_iter().filter_map(|sum| sum.decide(table, frame, forest, cost, budget)),
        );
    }
    found.sort_by_key(|found| std::cmp::Reverse(found.decision.margin));
    found
}

/// Keeps the sum of these rows, if the bounds of all columns allow it and it says something new.
fn push(frame: &Frame, forest: &Forest, target: usize, terms: &[(i8, usize)], sums: &mut Vec<Sum>) {
    if !frame.adds_up(target, terms) {
        return;
    }
    let cancels = |&(sign, row): &(i8, usize)| {
        let mut others = terms.iter().copied().chain([(-1, target)]);
        others.any(|(other, also)| other != sign && also != row && frame.repeats(row, also))
    };
    // Two pairs of equal rows say nothing about each other.
    if terms.len() > 2 && terms.iter().any(cancels) {
        return;
    }
    let sum =
        Sum { kind: RelationKind::Difference, target, terms: terms.to_vec(), echoes: Vec::new() };
    if !forest.knows(&sum) {
        sums.push(sum);
    }
}
