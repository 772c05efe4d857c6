//! Differences that have the other sign in some rows: what is to the good counts as plus, where more is received as where
//! less is spent. Each row satisfies one of two laws, `a - b = c` or `b - a = c`.

use super::evidence::{self, PRUNE};
use super::law::{Fit, Group, Law, Test};
use super::laws::FAIL_COST;
use super::table::{Candidate, Domain};
use super::value::Amount;

/// On wider tables more pairs of columns would be tried than rows can tell apart.
const MAX_COLUMNS: usize = 12;

/// Rows that must obey, in all and in each direction.
const MIN_ROWS: usize = 4;
const MIN_EACH_WAY: usize = 2;

/// The pairs of laws that the rows support, one for each column that no law found has. The difference stands behind what it
/// compares.
pub(super) fn find(
    voters: &[&Domain],
    additive: &[usize],
    columns: usize,
    known: &[Group],
) -> Vec<Group> {
    if !(3..=MAX_COLUMNS).contains(&additive.len()) || voters.len() < MIN_ROWS {
        return Vec::new();
    }
    let pairs = additive.len() * (additive.len() - 1) / 2;
    let needed = evidence::choice((additive.len() * pairs) as u64) + PRUNE;
    let is_known =
        |column: usize| known.iter().flat_map(Group::laws).any(|law| law.signs()[column] != 0);
    let look = Look::at(voters);
    let best = |difference: usize| {
        let pairs = (0..difference).flat_map(|b| (0..b).map(move |a| (a, b)));
        let pairs = pairs.filter(|&(a, b)| look.allows([a, b, difference].map(|at| additive[at])));
        let tried = pairs.filter_map(|(a, b)| {
            let law =
                |sign: i64| Law::over(&[(a, 1), (b, -1), (difference, sign)], columns, additive);
            let laws = [law(-1), law(1)];
            let bits = vote(&laws, voters).filter(|&bits| bits >= needed)?;
            Some((bits, laws))
        });
        // The first of those that are as good.
        tried.reduce(|best, other| if other.0 > best.0 { other } else { best })
    };
    let unknown = (2..additive.len()).filter(|&at| !is_known(additive[at]));
    unknown
        .filter_map(best)
        .map(|(_, [law, turned])| {
            let mut group = Group::of(law);
            group.push(turned);
            group
        })
        .collect()
}

/// Which of a pair of laws alone a row obeys, where a column has a pair.
pub(super) fn direction(laws: &[Group], only: &Candidate, column: usize) -> Option<usize> {
    let pair = laws.iter().find_map(|group| match group.laws() {
        [law, turned] if law.turns(turned, column) => Some([law, turned]),
        _ => None,
    })?;
    match pair.map(|law| law.fit(&only.amounts) == Fit::Holds) {
        [true, false] => Some(0),
        [false, true] => Some(1),
        _ => None,
    }
}

/// A look at the rows that have one reading, which rules out most columns before any law is made.
struct Look<'a> {
    rows: Vec<&'a [Amount]>,
    /// In how many rows the laws may fail.
    allowed: usize,
}

impl<'a> Look<'a> {
    fn at(voters: &[&'a Domain]) -> Self {
        let rows = voters.iter().filter_map(|voter| voter.only());
        Self { rows: rows.map(|only| &only.amounts[..]).collect(), allowed: voters.len() / 6 }
    }

    fn allows(&self, columns: [usize; 3]) -> bool {
        let fails = |amounts: &&&[Amount]| {
            let [a, b, difference] = columns.map(|column| amounts[column]);
            let off = (a.value - b.value).abs().abs_diff(difference.value.abs());
            // One printed unit beyond the tolerance does not speak against a law.
            let width = a.unit + b.unit + difference.unit + 2 * a.unit.max(b.unit);
            a.known && b.known && difference.known && 2 * off > width.unsigned_abs()
        };
        self.rows.iter().filter(fails).nth(self.allowed).is_none()
    }
}

/// What the rows say of the two laws, in bits: each row costs one to say which of them it obeys.
fn vote(laws: &[Law; 2], voters: &[&Domain]) -> Option<u32> {
    let (mut bits, mut fails, mut obeyed) = (0_u32, 0, [0, 0]);
    for voter in voters {
        match vote_of(laws, voter) {
            Vote::Abstains => {}
            Vote::Against => {
                fails += 1;
                if fails * 6 > voters.len() {
                    return None;
                }
            }
            Vote::For { weight, ways } => {
                bits = bits.saturating_add(weight.saturating_sub(1));
                obeyed[0] += usize::from(ways[0]);
                obeyed[1] += usize::from(ways[1]);
            }
        }
    }
    let enough = obeyed[0].min(obeyed[1]) >= MIN_EACH_WAY && obeyed[0] + obeyed[1] >= MIN_ROWS;
    let cost = u32::try_from(fails).unwrap_or(u32::MAX).saturating_mul(FAIL_COST);
    (enough && fails * 6 <= obeyed[0] + obeyed[1]).then(|| bits.saturating_sub(cost))
}

enum Vote {
    /// Which of the two laws alone some reading obeys, with figures large enough to count.
    For {
        weight: u32,
        ways: [bool; 2],
    },
    Against,
    Abstains,
}

fn vote_of(laws: &[Law; 2], voter: &Domain) -> Vote {
    let mut least: Option<u32> = None;
    let mut ways = [false, false];
    let mut abstains = voter.candidates.is_empty();
    for candidate in &voter.candidates {
        let tests = laws.each_ref().map(|law| law.test(&candidate.amounts));
        for (at, test) in tests.iter().enumerate() {
            if let Test::Holds { bits, terms: 3.., strong } = test {
                least = Some(least.map_or(*bits, |least| least.min(*bits)));
                let other = laws[1 - at].fit(&candidate.amounts);
                ways[at] |= *strong && other == Fit::Fails;
            } else {
                abstains |= matches!(test, Test::Holds { .. } | Test::Near | Test::Nothing);
            }
        }
    }
    let search = evidence::choice(voter.candidates.len() as u64);
    match least {
        Some(bits) => Vote::For { weight: bits.saturating_sub(search), ways },
        None if abstains => Vote::Abstains,
        None => Vote::Against,
    }
}
