//! Laws: sums between the columns of a row that hold in all rows, such as a difference column or a closing balance.
//!
//! None is assumed. Those of `hypotheses.rs` are tried, and kept when the rows support them better than so many trials could
//! by chance. Where no row has one reading, the rows vote: each must have some reading that satisfies the law.

use super::Why;
use super::evidence::{self, PRUNE};
use super::hypotheses::{Look, Tries, hypotheses};
use super::law::{Fit, Group, Law, Test};
use super::readings::Reader;
use super::table::{Candidate, Domain, Table};
use super::{told, turned};

/// Rows that vote; more add nothing.
pub(super) const MAX_VOTERS: usize = 60;

/// Readings that vote; the rows with the fewest vote first. Bounds a round of voting to some 10^6 steps.
const MAX_VOTES: usize = 1_500;

/// Rows in which a law holds that others obey only if they lost cells.
const MIN_TESTS: usize = 4;

/// Bits a row costs in which the law does not hold.
pub(super) const FAIL_COST: u32 = 6;

/// A law, or several at once, with what the rows say of it.
#[derive(Debug, Clone)]
struct Tried {
    laws: Vec<Law>,
    bits: u32,
    fails: usize,
    tests: usize,
}

/// Finds the laws of the table and removes the readings that break them.
pub(super) fn apply(reader: &Reader<'_>, table: &mut Table) -> Vec<Group> {
    let may_lose = table.rows.iter().any(|row| !row.given && row.usable());
    let Found { mut groups, turned, mut lost } = find(table, may_lose);
    lost.retain(|group| explains_all(reader, table, group));
    table.drops = !lost.is_empty();
    groups.extend(turned.into_iter().filter(|law| !lost.iter().any(|other| other.shares(law))));
    groups.extend(lost.iter().cloned());
    list_lost(reader, table, &lost, &groups);
    if groups.is_empty()
        && let Some((law, lost)) = told::find(reader, table)
    {
        if lost {
            (0..table.rows.len())
                .for_each(|row| reader.list_dropped(table, row, std::slice::from_ref(&law)));
        }
        table.drops = lost;
        groups.push(law);
    }
    // The rows that one law decides are evidence for the next.
    for _ in 0..2 {
        if groups.is_empty() {
            break;
        }
        let mut changed = false;
        for row in 0..table.rows.len() {
            changed |= obey(reader, table, row, &groups);
        }
        if !changed {
            break;
        }
        let Found { groups: mut next, turned, .. } = find(table, false);
        next.extend(turned);
        if next.is_empty() {
            break;
        }
        groups = next;
    }
    for row in 0..table.rows.len() {
        if !groups.is_empty() && table.rows[row].unexplained {
            reader.list_dropped(table, row, &groups);
        }
    }
    groups
}

/// Lists the readings with dropped cells of each row that breaks such a law with all its cells.
fn list_lost(reader: &Reader<'_>, table: &mut Table, lost: &[Group], groups: &[Group]) {
    for row in 0..table.rows.len() {
        let domain = &table.rows[row];
        if domain.usable() && lost.iter().any(|law| breaks(domain, law)) {
            reader.list_dropped(table, row, groups);
        }
    }
}

/// Removes the readings of a row that break a law. A row whose readings all do is left as it is.
fn obey(reader: &Reader<'_>, table: &mut Table, row: usize, groups: &[Group]) -> bool {
    reader.list_lawful(table, row, groups);
    let domain = &mut table.rows[row];
    if !domain.complete {
        return false;
    }
    let exact: Vec<bool> = domain.candidates.iter().map(|c| obeys(c, groups, false)).collect();
    let keep = if exact.contains(&true) {
        exact
    } else {
        domain.candidates.iter().map(|c| obeys(c, groups, true)).collect()
    };
    domain.unexplained = !keep.contains(&true) && !domain.candidates.is_empty();
    domain.prune(&keep, Why::RowSum)
}

/// Whether a reading satisfies all laws, or with `near` is off by no more than a printed unit.
pub(super) fn obeys(candidate: &Candidate, groups: &[Group], near: bool) -> bool {
    groups.iter().all(|group| {
        group.laws().iter().any(|law| match law.fit(&candidate.amounts) {
            Fit::Open | Fit::Holds => true,
            Fit::Near => near,
            Fit::Fails => false,
        })
    })
}

/// Whether each row that breaks a law with all its cells obeys it with some of them lost.
fn explains_all(reader: &Reader<'_>, table: &mut Table, group: &Group) -> bool {
    let laws = std::slice::from_ref(group);
    (0..table.rows.len()).all(|row| {
        let domain = &table.rows[row];
        !(domain.usable() && breaks(domain, group)) || reader.may_have_lost(table, row, laws)
    })
}

/// Whether all readings of a row break a law.
fn breaks(domain: &Domain, law: &Group) -> bool {
    !domain.candidates.iter().any(|reading| obeys(reading, std::slice::from_ref(law), true))
}

/// The laws that the rows support.
#[derive(Default)]
struct Found {
    groups: Vec<Group>,
    /// Those that hold in some rows with the sign of a column turned.
    turned: Vec<Group>,
    /// Those of columns without any of the first that rows break only if they have all their cells.
    lost: Vec<Group>,
}

/// The laws that the rows support, also those of columns without any that they break where they may have lost cells.
fn find(table: &Table, may_lose: bool) -> Found {
    let additive = table.additive();
    if additive.len() < 3 {
        return Found::default();
    }
    let voters = voters(table);
    // A law takes two rows with three amounts each.
    if voters.iter().filter(|voter| voter.has_amounts(3)).take(2).count() < 2 {
        return Found::default();
    }
    let tries =
        |rows: &[&Domain]| hypotheses(table.columns(), &additive, &Look::at(rows, &additive));
    let supported = |tries: &Tries, may_lose: bool| {
        let needed = evidence::choice(tries.count) + PRUNE;
        let voted = tries.likely.iter().filter_map(|laws| vote(laws, &voters, may_lose));
        group(voted.filter(|tried| tried.bits >= needed).collect(), &voters)
    };
    let all = tries(&voters);
    let groups = supported(&all, false);
    let turned = turned::find(&voters, &additive, table.columns(), &groups);
    let is_free = |column: &usize| !groups.iter().any(|group| group.holds(*column));
    let mut lost = Vec::new();
    if may_lose && additive.iter().filter(|column| is_free(column)).count() > 2 {
        // A row that may have lost cells rules nothing out, unless nearly all may.
        let given: Vec<&Domain> = voters.iter().copied().filter(|row| row.given).collect();
        let is_sure = (MIN_TESTS..voters.len()).contains(&given.len());
        lost = if is_sure { supported(&tries(&given), true) } else { supported(&all, true) };
        lost.retain(|group| additive.iter().filter(|column| group.holds(**column)).all(is_free));
    }
    Found { groups, turned, lost }
}

/// The rows that vote, those with the fewest readings first.
fn voters(table: &Table) -> Vec<&Domain> {
    let mut rows: Vec<&Domain> = table.rows.iter().filter(|row| row.usable()).collect();
    rows.sort_by_key(|row| row.candidates.len());
    let mut votes = 0;
    rows.into_iter()
        .take(MAX_VOTERS)
        .take_while(|row| {
            votes += row.candidates.len();
            votes <= MAX_VOTES
        })
        .collect()
}

/// The best first; joins laws that the rows cannot tell apart, or that cannot both be true; leaves out those that follow from two others.
fn group(mut found: Vec<Tried>, voters: &[&Domain]) -> Vec<Group> {
    found.sort_by(|a, b| {
        let key =
            |t: &Tried| (t.fails * 100 / t.tests.max(1), t.laws.first().map_or(0, Law::terms));
        key(a).cmp(&key(b)).then(b.bits.cmp(&a.bits)).then_with(|| a.laws.cmp(&b.laws))
    });
    let mut groups: Vec<(Group, usize)> = Vec::new();
    for tried in found {
        for law in tried.laws {
            let known = |other: &Law| law == *other;
            if groups.iter().any(|(group, _)| group.laws().iter().any(known))
                || follows(&law, &groups)
            {
                continue;
            }
            let other = groups.iter_mut().find(|(group, _)| {
                let mut laws = group.laws().iter();
                law.rivals(&group.laws()[0]) || laws.any(|other| conflict(&law, other, voters))
            });
            if let Some((group, fails)) = other {
                if tried.fails <= *fails {
                    group.push(law);
                }
            } else {
                groups.push((Group::of(law), tried.fails));
            }
        }
    }
    groups.into_iter().map(|(group, _)| group).collect()
}

/// Whether some row supports both laws, but each with other readings.
fn conflict(a: &Law, b: &Law, voters: &[&Domain]) -> bool {
    voters.iter().filter(|voter| voter.candidates.len() > 1).any(|voter| {
        let (mut one, mut other) = (false, false);
        for candidate in &voter.candidates {
            let holds = |law: &Law| matches!(law.test(&candidate.amounts), Test::Holds { .. });
            match (holds(a), holds(b)) {
                (true, true) => return false,
                (true, false) => one = true,
                (false, true) => other = true,
                (false, false) => {}
            }
        }
        one && other
    })
}

/// Whether a law is the sum or the difference of two already found.
fn follows(law: &Law, groups: &[(Group, usize)]) -> bool {
    groups.iter().enumerate().any(|(at, (a, _))| {
        groups[at + 1..].iter().any(|(b, _)| law.combines(&a.laws()[0], &b.laws()[0]))
    })
}

/// What the rows say of laws that must hold together; nothing when they break too often.
fn vote(laws: &[Law], voters: &[&Domain], may_lose: bool) -> Option<Tried> {
    let allowed = voters.len() / 6;
    let (mut bits, mut fails, mut lost, mut tests, mut strong) = (0_u32, 0, 0, 0, 0);
    for voter in voters {
        match vote_of(laws, voter) {
            Vote::Abstains => {}
            Vote::Against if may_lose && !voter.given => lost += 1,
            Vote::Against => {
                fails += 1;
                if fails > allowed {
                    return None;
                }
            }
            Vote::For { bits: weight, strong: is_strong } => {
                tests += 1;
                strong += usize::from(is_strong);
                bits = bits.saturating_add(weight);
            }
        }
    }
    let cost = u32::try_from(fails + lost).unwrap_or(u32::MAX).saturating_mul(FAIL_COST);
    let least = if lost == 0 { 2 } else { MIN_TESTS.max(2 * lost) };
    (tests >= least && strong >= 2 && fails * 6 <= tests).then(|| Tried {
        laws: laws.to_vec(),
        bits: bits.saturating_sub(cost),
        fails,
        tests,
    })
}

enum Vote {
    For { bits: u32, strong: bool },
    Against,
    Abstains,
}

fn vote_of(laws: &[Law], domain: &Domain) -> Vote {
    let mut best: Option<(u32, bool)> = None;
    let mut near = false;
    'candidates: for candidate in &domain.candidates {
        let (mut bits, mut tested, mut strong) = (0_u32, false, true);
        for law in laws {
            match law.test(&candidate.amounts) {
                Test::Nothing => {}
                Test::Holds { bits: weight, terms, strong: is_strong, .. } => {
                    bits += weight;
                    tested |= terms >= 2;
                    strong &= is_strong;
                }
                Test::Near => {
                    near = true;
                    continue 'candidates;
                }
                Test::Fails => continue 'candidates,
            }
        }
        if !tested {
            return Vote::Abstains;
        }
        // The weakest of the readings that satisfy the law: any of them may be the true one.
        best = Some(best.map_or((bits, strong), |(b, s)| (b.min(bits), s && strong)));
    }
    match best {
        Some((bits, strong)) => {
            let search = evidence::choice(domain.candidates.len() as u64);
            Vote::For { bits: bits.saturating_sub(search), strong }
        }
        None if near => Vote::Abstains,
        None => Vote::Against,
    }
}
