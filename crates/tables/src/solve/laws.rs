//! Laws: sums between the columns of a row that hold in all rows, such as a difference column or a closing balance.
//!
//! None is assumed. Every vector of coefficients -1, 0 and 1 is tried (on wide tables every triple and the patterns that
//! repeat), and kept when the rows support it better than so many trials could by chance. Where no row has one reading,
//! the rows vote: each must have some reading that satisfies the law.

use super::evidence::{self, PRUNE};
use super::readings::Reader;
use super::table::{Candidate, Domain, Table};
use super::value::Amount;
use super::{Cell, Why};

/// Up to so many columns every vector is tried, somewhat less than (3^7 - 1) / 2 = 1,093.
const MAX_ALL_VECTORS: usize = 7;

/// Beyond so many columns not even triples are tried (4 · 24 over 3 = 8,096).
const MAX_TRIPLES: usize = 24;

/// Readings that vote; the rows with the fewest vote first. Bounds a round of voting to some 10^6 steps.
const MAX_VOTES: usize = 1_500;

/// Rows that vote; more add nothing.
const MAX_VOTERS: usize = 60;

/// Terms of this many printed units or more count as evidence; smaller ones coincide too easily.
const STRONG: u64 = 10;

/// Empty cells at the end of a row that is looked at as moved, and its placements.
const MAX_MOVED: usize = 4;
const MAX_PLACEMENTS: usize = 500;

/// Bits a row costs in which the law does not hold.
const FAIL_COST: u32 = 6;

/// A sum of signed columns that is 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Law(Vec<i8>);

/// Laws of which each row must satisfy one; more than one where the supporting rows cannot tell them apart.
#[derive(Debug, Clone)]
pub(super) struct Group {
    laws: Vec<Law>,
    last: usize,
}

/// A law, or several at once, with what the rows say of it.
#[derive(Debug, Clone)]
struct Tried {
    laws: Vec<Law>,
    bits: u32,
    fails: usize,
    tests: usize,
}

/// Whether a reading satisfies a law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// A term is no number.
    Open,
    /// Within the tolerance.
    Holds,
    /// Beyond it by one printed unit at most.
    Near,
    /// Further off.
    Fails,
}

/// What a law says of one reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Test {
    /// All terms are 0 or one is no number.
    Nothing,
    /// Within the tolerance.
    Holds { bits: u32, terms: usize, strong: bool },
    /// Beyond it by one printed unit at most.
    Near,
    /// Further off.
    Fails,
}

/// Finds the laws of the table and removes the readings that break them.
pub(super) fn apply(reader: &Reader<'_>, table: &mut Table) -> Vec<Group> {
    let mut groups = find(table);
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
        groups = find(table);
    }
    for row in 0..table.rows.len() {
        if !groups.is_empty() && table.rows[row].unexplained {
            reader.list_dropped(table, row, &groups);
        }
    }
    groups
}

/// A row of given cells with empty ones at its end may have moved to the left. Where it breaks a law that it obeys with its
/// cells elsewhere, in their order, both readings stay; says whether there are such. Bounded by the placements of a row.
pub(super) fn doubt_moved(domain: &mut Domain, groups: &[Group]) -> bool {
    let [only] = &domain.candidates[..] else { return false };
    let cells = &only.cells;
    let held = cells.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let is_moved =
        domain.given && held > 1 && held < cells.len() && held + MAX_MOVED >= cells.len();
    if !is_moved || obeys(only, groups, true) {
        return false;
    }
    let kept: Vec<Cell> = cells.iter().copied().flatten().collect();
    let mut placements: Vec<Vec<Option<Cell>>> = vec![Vec::new()];
    for at in 0..cells.len() {
        let mut next = Vec::new();
        for placed in placements {
            let set = placed.iter().flatten().count();
            if let Some(&cell) = kept.get(set) {
                next.push([placed.as_slice(), &[Some(cell)]].concat());
            }
            if kept.len() - set < cells.len() - at {
                next.push([placed.as_slice(), &[None]].concat());
            }
        }
        placements = next;
        if placements.len() > MAX_PLACEMENTS {
            return false;
        }
    }
    let moved: Vec<Candidate> = placements
        .into_iter()
        .map(|cells| Candidate::new(0, cells))
        .filter(|candidate| obeys(candidate, groups, false))
        .collect();
    let found = !moved.is_empty();
    if found {
        domain.given = false;
        domain.candidates.extend(moved);
    }
    found
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

fn obeys(candidate: &Candidate, groups: &[Group], near: bool) -> bool {
    groups.iter().all(|group| {
        group.laws.iter().any(|law| match law.fit(&candidate.amounts) {
            Fit::Open | Fit::Holds => true,
            Fit::Near => near,
            Fit::Fails => false,
        })
    })
}

/// The laws that the rows support.
fn find(table: &Table) -> Vec<Group> {
    let columns = table.columns();
    let additive = table.additive();
    let voters = voters(table);
    // A law takes two rows with three amounts each.
    let testing = voters.iter().filter(|voter| voter.has_amounts(3));
    if additive.len() < 3 || testing.count() < 2 {
        return Vec::new();
    }
    let tries = hypotheses(columns, &additive, &Look::at(&voters, &additive));
    let needed = evidence::choice(tries.count) + PRUNE;
    let mut found: Vec<Tried> = tries
        .likely
        .into_iter()
        .filter_map(|laws| vote(laws, &voters))
        .filter(|tried| tried.bits >= needed)
        .collect();
    found.sort_by(|a, b| {
        let key =
            |t: &Tried| (t.fails * 100 / t.tests.max(1), t.laws.first().map_or(0, Law::terms));
        key(a).cmp(&key(b)).then(b.bits.cmp(&a.bits)).then_with(|| a.laws.cmp(&b.laws))
    });
    group(found, &voters)
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

/// Joins laws that the rows cannot tell apart, or that cannot both be true; leaves out those that follow from two others.
fn group(found: Vec<Tried>, voters: &[&Domain]) -> Vec<Group> {
    let mut groups: Vec<(Group, usize)> = Vec::new();
    for tried in found {
        for law in tried.laws {
            let known = |other: &Law| law == *other;
            if groups.iter().any(|(group, _)| group.laws.iter().any(known))
                || follows(&law, &groups)
            {
                continue;
            }
            let other = groups.iter_mut().find(|(group, _)| {
                let mut laws = group.laws.iter();
                law.rivals(&group.laws[0]) || laws.any(|other| conflict(&law, other, voters))
            });
            if let Some((group, fails)) = other {
                if tried.fails <= *fails {
                    group.last = group.last.max(law.last());
                    group.laws.push(law);
                }
            } else {
                let last = law.last();
                groups.push((Group { laws: vec![law], last }, tried.fails));
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
        groups[at + 1..].iter().any(|(b, _)| law.combines(&a.laws[0], &b.laws[0]))
    })
}

/// What the rows say of laws that must hold together; nothing when they break too often.
fn vote(laws: Vec<Law>, voters: &[&Domain]) -> Option<Tried> {
    let allowed = voters.len() / 6;
    let (mut bits, mut fails, mut tests, mut strong) = (0_u32, 0, 0, 0);
    for voter in voters {
        match vote_of(&laws, voter) {
            Vote::Abstains => {}
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
    let cost = u32::try_from(fails).unwrap_or(u32::MAX).saturating_mul(FAIL_COST);
    (tests >= 2 && strong >= 2 && fails * 6 <= tests).then(|| Tried {
        laws,
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

/// A look at the rows that have one reading, which rules out most laws before any vote.
struct Look {
    width: usize,
    rows: Vec<Seen>,
    /// Row by row the values of the additive columns.
    values: Vec<i64>,
    /// Column by column the values of the first rows, and how far from 0 their sums can be.
    ahead: Vec<Sums>,
    limits: Sums,
    /// Whether there are rows with several readings.
    open: bool,
    /// In how many rows a law may fail.
    allowed: usize,
}

/// A row at a look; columns are bits.
struct Seen {
    unknown: u64,
    filled: u64,
    /// How far from 0 a sum of its values can be without failing.
    limit: i64,
}

/// What no sum of the values of a row exceeds.
const NO_LIMIT: i64 = 1 << 62;

/// A number for each of the first rows: more than a law may fail in.
type Sums = [i64; MAX_VOTERS / 6 + 2];

/// The terms of a law: which of the additive columns, and its sign.
type Terms = Vec<(usize, i64)>;

impl Look {
    fn at(voters: &[&Domain], additive: &[usize]) -> Self {
        let (width, allowed) = (additive.len(), voters.len() / 6);
        let sure = voters.iter().filter(|voter| voter.candidates.len() == 1);
        let mut rows: Vec<&Candidate> = sure.flat_map(|voter| &voter.candidates).collect();
        // A full row rules out the most.
        rows.sort_by_cached_key(|row| {
            row.amounts.iter().filter(|amount| amount.value == 0).count()
        });
        let mut look = Self {
            width,
            rows: Vec::with_capacity(rows.len()),
            values: Vec::with_capacity(rows.len() * width),
            ahead: vec![Sums::default(); width],
            limits: [NO_LIMIT; _],
            open: rows.len() < voters.len(),
            allowed,
        };
        for only in rows {
            look.see(only, additive);
        }
        let known = look.values.chunks_exact(width).zip(&look.rows);
        let known = known.filter(|(_, seen)| seen.unknown == 0).zip(&mut look.limits);
        for (row, ((values, seen), limit)) in known.enumerate() {
            *limit = seen.limit;
            look.ahead.iter_mut().zip(values).for_each(|(ahead, value)| ahead[row] = *value);
        }
        look
    }

    fn see(&mut self, only: &Candidate, additive: &[usize]) {
        let mut seen = Seen { unknown: 0, filled: 0, limit: 0 };
        let (mut unit, mut width) = (0, 0);
        for (at, &column) in additive.iter().enumerate() {
            let amount = only.amounts[column];
            seen.unknown |= u64::from(!amount.known) << at;
            seen.filled |= u64::from(amount.value != 0) << at;
            self.values.push(amount.value);
            unit = amount.unit.max(unit);
            width += amount.unit;
        }
        seen.limit = unit + width / 2;
        self.rows.push(seen);
    }

    /// Calls `found` with the laws over some columns, with three to `most` terms and the first of them positive, that do not
    /// fail in too many of the first rows. How many laws there are, those included that fail.
    fn walk(&self, columns: &[usize], most: usize, found: &mut impl FnMut(&[(usize, i64)])) -> u64 {
        // How far from 0 the sums may be that the columns from each on can bring back.
        let mut bounds = vec![self.limits; columns.len() + 1];
        for (at, &column) in columns.iter().enumerate().rev() {
            let values = &self.ahead[column];
            bounds[at] = std::array::from_fn(|row| bounds[at + 1][row] + values[row].abs());
        }
        let mut terms = Vec::with_capacity(most);
        self.walk_on(columns, &bounds, &Sums::default(), &mut terms, most, found);
        laws_over(columns.len(), most)
    }

    /// The same for the laws that begin with these terms. One level per term.
    fn walk_on(
        &self,
        columns: &[usize],
        bounds: &[Sums],
        sums: &Sums,
        terms: &mut Terms,
        most: usize,
        found: &mut impl FnMut(&[(usize, i64)]),
    ) {
        if self.fails(sums, &bounds[0]) {
            return;
        }
        if terms.len() >= 3 && !self.fails(sums, &self.limits) {
            found(terms);
        }
        if terms.len() == most {
            return;
        }
        for (at, &column) in columns.iter().enumerate() {
            if terms.len() + columns.len() - at < 3 {
                break;
            }
            let signs: &[i64] = if terms.is_empty() { &[1] } else { &[1, -1] };
            for &sign in signs {
                let values = &self.ahead[column];
                let sums = std::array::from_fn(|row| sums[row] + sign * values[row]);
                terms.push((column, sign));
                self.walk_on(&columns[at + 1..], &bounds[at + 1..], &sums, terms, most, found);
                terms.pop();
            }
        }
    }

    /// Whether the sums of too many of the first rows are further from 0 than their bounds.
    fn fails(&self, sums: &Sums, bounds: &Sums) -> bool {
        sums.iter().zip(bounds).filter(|(sum, bound)| sum.abs() > **bound).count() > self.allowed
    }

    /// Whether a law with these terms fails in too many rows, or alone is tested by too few.
    fn rules_out(&self, terms: &[(usize, i64)], alone: bool) -> bool {
        let used = terms.iter().fold(0_u64, |used, &(at, _)| used | 1 << at);
        // A row with fewer than three terms is no strong test.
        let is_test = |seen: &&Seen| used & seen.unknown == 0 && has_three(used & seen.filled);
        let lacks_tests = |tests: usize| alone && !self.open && tests < 2;
        if lacks_tests(self.rows.iter().filter(is_test).take(2).count()) {
            return true;
        }
        let (mut fails, mut tests) = (0, 0);
        for (values, seen) in self.values.chunks_exact(self.width).zip(&self.rows) {
            if used & seen.unknown != 0 {
                continue;
            }
            let sum: i64 = terms.iter().map(|&(at, sign)| sign * values[at]).sum();
            if sum.abs() > seen.limit {
                fails += 1;
                if fails > self.allowed {
                    return true;
                }
            } else {
                tests += usize::from(is_test(&seen));
            }
        }
        lacks_tests(tests)
    }
}

/// Whether three bits are set or more.
fn has_three(bits: u64) -> bool {
    let without_first = bits & bits.wrapping_sub(1);
    without_first & without_first.wrapping_sub(1) != 0
}

/// How many laws there are over so many columns, with three to `most` terms and the first of them positive.
fn laws_over(columns: usize, most: usize) -> u64 {
    let columns = columns as u64;
    let (mut laws, mut of_length) = (0, columns);
    for terms in 2..=most as u64 {
        of_length = of_length * 2 * columns.saturating_sub(terms - 1) / terms;
        laws += if terms >= 3 { of_length } else { 0 };
    }
    laws
}

/// Laws to be voted on, alone or together.
struct Tries {
    /// How many there are, those included that a look rules out.
    count: u64,
    likely: Vec<Vec<Law>>,
}

/// All laws worth trying.
fn hypotheses(columns: usize, additive: &[usize], look: &Look) -> Tries {
    let width = additive.len();
    let mut tries = Tries { count: 0, likely: Vec::new() };
    // The law with these terms, so many columns further to the right.
    let law = |terms: &[(usize, i64)], shift: usize| Law::over(terms, columns, &additive[shift..]);
    let all: Vec<usize> = (0..width).collect();
    if width <= MAX_TRIPLES {
        let most = if width <= MAX_ALL_VECTORS { width } else { 3 };
        tries.count += look.walk(&all, most, &mut |terms| {
            if !look.rules_out(terms, true) {
                tries.likely.push(vec![law(terms, 0)]);
            }
        });
    }
    if width < 6 {
        return tries;
    }
    if width > MAX_ALL_VECTORS && width <= MAX_TRIPLES {
        // The first or last column is the sum of all others.
        for total in [0, width - 1] {
            let sign = |at: usize| if at == total { -1 } else { 1 };
            let terms: Terms = all.iter().map(|&at| (at, sign(at))).collect();
            tries.count += 1;
            tries.likely.push(vec![law(&terms, 0)]);
        }
    }
    // The same terms in every group of columns, side by side or in turn.
    for period in (3..=MAX_ALL_VECTORS).filter(|period| width.is_multiple_of(*period)) {
        let groups = width / period;
        if groups < 2 {
            continue;
        }
        for (stride, step) in [(1, period), (groups, 1)] {
            let first: Vec<usize> = (0..period).map(|at| at * stride).collect();
            tries.count += look.walk(&first, period, &mut |terms| {
                if !look.rules_out(terms, false) {
                    let laws = (0..groups).map(|group| law(terms, group * step));
                    tries.likely.push(laws.collect());
                }
            });
        }
    }
    tries
}

/// Every law over so few columns that all are tried.
pub(super) fn all(columns: usize, additive: &[usize]) -> Vec<Law> {
    let mut laws = Vec::new();
    let width = additive.len();
    if (3..=MAX_ALL_VECTORS).contains(&width) {
        let all: Vec<usize> = (0..width).collect();
        Look::at(&[], additive).walk(&all, width, &mut |terms| {
            laws.push(Law::over(terms, columns, additive));
        });
    }
    laws
}

impl Group {
    /// A law that has no rivals.
    pub(super) fn of(law: Law) -> Self {
        Self { last: law.last(), laws: vec![law] }
    }

    /// The last column that decides it.
    pub(super) fn last(&self) -> usize {
        self.last
    }

    /// Whether a reading may go on: one of the laws holds, or nearly.
    pub(super) fn admits(&self, amounts: &[Amount]) -> bool {
        self.laws.iter().any(|law| law.fit(amounts) != Fit::Fails)
    }

    /// The laws, the best supported first.
    pub(super) fn laws(&self) -> &[Law] {
        &self.laws
    }
}

impl Law {
    /// The law with these signs of additive columns.
    fn over(terms: &[(usize, i64)], columns: usize, additive: &[usize]) -> Self {
        let mut signs = vec![0; columns];
        for &(at, sign) in terms {
            signs[additive[at]] = if sign < 0 { -1 } else { 1 };
        }
        Self(signs)
    }

    /// The coefficients, one per column.
    pub(super) fn signs(&self) -> &[i8] {
        &self.0
    }

    /// The signed sum of a reading, 0 for cells that are no numbers.
    pub(super) fn residual(&self, amounts: &[Amount]) -> i128 {
        let terms = self.0.iter().zip(amounts);
        terms.map(|(&sign, amount)| i128::from(sign) * i128::from(amount.value)).sum()
    }

    fn last(&self) -> usize {
        self.0.iter().rposition(|&sign| sign != 0).unwrap_or_default()
    }

    fn terms(&self) -> usize {
        self.0.iter().filter(|&&sign| sign != 0).count()
    }

    /// Whether the two differ by a statement too simple to be a law: a column is 0 or equals another.
    fn rivals(&self, other: &Self) -> bool {
        let simple =
            |sign: i8| self.0.iter().zip(&other.0).filter(|&(a, b)| a + sign * b != 0).count() <= 2;
        simple(1) || simple(-1)
    }

    fn combines(&self, a: &Self, b: &Self) -> bool {
        let is = |sa: i8, sb: i8| {
            self.0.iter().zip(a.0.iter().zip(&b.0)).all(|(&own, (&x, &y))| own == sa * x + sb * y)
        };
        [(1, 1), (1, -1), (-1, 1), (-1, -1)].into_iter().any(|(sa, sb)| is(sa, sb))
    }

    /// Whether a law of the shape `a - b = c - d` holds because the row grows evenly, as rows over years do.
    fn is_progression(&self, amounts: &[Amount], width: u64) -> bool {
        if self.0.iter().sum::<i8>() != 0 {
            return false;
        }
        let signed = self.0.iter().zip(amounts).filter(|&(&sign, _)| sign != 0);
        let values: Vec<i64> = signed.map(|(_, amount)| amount.value).collect();
        let steps: Vec<i64> = values.windows(2).map(|pair| pair[1] - pair[0]).collect();
        values.len() == 4 && steps.iter().all(|step| step.abs_diff(steps[0]) <= width)
    }

    /// The columns of a reading that take part, with their signs.
    fn signed<'a>(&self, amounts: &'a [Amount]) -> impl Iterator<Item = (i64, &'a Amount)> {
        let terms = self.0.iter().zip(amounts).filter(|&(&sign, _)| sign != 0);
        terms.map(|(&sign, amount)| (i64::from(sign), amount))
    }

    /// Whether one reading satisfies it, by the printed units of its terms.
    fn fit(&self, amounts: &[Amount]) -> Fit {
        let (mut sum, mut width, mut unit) = (0, 0, 0);
        for (sign, amount) in self.signed(amounts) {
            if !amount.known {
                return Fit::Open;
            }
            sum += sign * amount.value;
            width += amount.unit;
            unit = amount.unit.max(unit);
        }
        match sum.abs() {
            residual if 2 * residual <= width => Fit::Holds,
            residual if 2 * (residual - unit) <= width => Fit::Near,
            _ => Fit::Fails,
        }
    }

    /// Tests one reading, and weighs what it says for the law.
    pub(super) fn test(&self, amounts: &[Amount]) -> Test {
        match self.fit(amounts) {
            Fit::Open => Test::Nothing,
            Fit::Holds => self.weigh(amounts),
            Fit::Near => Test::Near,
            Fit::Fails => Test::Fails,
        }
    }

    /// What a reading that satisfies the law says for it.
    fn weigh(&self, amounts: &[Amount]) -> Test {
        let (mut terms, mut strong, mut width, mut largest) = (0, 0, 0_u64, [0; 3]);
        for (_, amount) in self.signed(amounts) {
            let size = amount.value.unsigned_abs();
            width += amount.unit.unsigned_abs();
            terms += usize::from(size > 0);
            strong += usize::from(size > 0 && size >= STRONG * amount.unit.unsigned_abs());
            evidence::keep_largest(&mut largest, size);
        }
        if terms == 0 || self.is_progression(amounts, width) {
            return Test::Nothing;
        }
        Test::Holds { bits: evidence::of_sum(largest, width), terms, strong: strong >= 3 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws_are_counted_as_they_are_walked() {
        for columns in 3..=MAX_ALL_VECTORS {
            let additive: Vec<usize> = (0..columns).collect();
            let walked = all(columns, &additive).len() as u64;
            assert_eq!(laws_over(columns, columns), walked, "{columns} columns");
        }
        assert_eq!(laws_over(MAX_TRIPLES, 3), 8_096);
    }
}
