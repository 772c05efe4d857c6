//! The ledger: each sum with its residual and outcome, each row with its status, each cell with its verdict.

use std::collections::BTreeSet;

use super::challenge;
use super::forest::{Forest, Sum};
use super::law::{Group, Law, Test};
use super::moved;
use super::readings::Reader;
use super::table::{Candidate, Domain, Table};
use super::turned;
use super::types::Types;
use super::value::{Amount, SCALE};
use super::{
    Cell, Exact, Kind, Outcome, Place, Problem, Reading, Relation, RelationKind, RowSolution,
    Solution, Status, Term, Verdict, Why,
};

/// Readings listed for an ambiguous row; the count matters less than that there are several.
const MAX_READINGS: usize = 32;

/// The solution of a table in which nothing could be tried.
pub(super) fn unsolved(problem: &Problem<'_>) -> Solution {
    let unread =
        RowSolution { status: Status::Ambiguous, readings: Vec::new(), verdicts: Vec::new() };
    let rows = vec![unread; problem.rows.len()];
    Solution { parents: vec![None; rows.len()], rows, ..Solution::default() }
}

/// What the search found, for the callers of the module.
pub(super) fn solution(
    reader: &Reader<'_>,
    mut table: Table,
    laws: &[Group],
    forest: Forest,
    has_codes: bool,
) -> Solution {
    let (mut relations, mut marks) = entries(&table, laws, &forest);
    let mut doubted = false;
    let with_zeros = challenge::rows_with_zeros(&table, |row| marks.row(row));
    let may_be_whole = rows_that_may_be_whole(reader, &mut table, laws, &forest);
    for row in 0..table.rows.len() {
        let sums: Vec<_> = forest.sums_with(row).collect();
        // What a row shows says nothing of its own cells, nor of those it adds up with: they are cut in the same places.
        let is_apart = |other: usize| table.rows[other].given || !forest.share_sum(row, other);
        let prints_zeros = with_zeros.iter().any(|&other| other != row && is_apart(other));
        let known = challenge::Known { drops: !prints_zeros || table.drops, has_codes };
        doubted |= moved::doubt(&mut table.rows[row], laws);
        let confirmed = marks.row(row).contains(&Verdict::Confirmed);
        // The notation alone does not decide against a law.
        if table.rows[row].unexplained && !table.rows[row].given && table.rows[row].by_notation() {
            table.rows[row].complete = false;
            doubted = true;
        }
        if !table.rows[row].given
            && table.rows[row].only().is_some()
            && (known.drops && may_be_whole.contains(&row)
                || !challenge::stands(reader, &mut table, row, laws, &sums, known, confirmed))
        {
            table.rows[row].complete = false;
            doubted = true;
        }
    }
    if doubted {
        (relations, marks) = entries(&table, laws, &forest);
    }
    let digits = Digits::of(&table);
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in 0..table.rows.len() {
        let status = status(&table.rows[row], &table.types, marks.row(row));
        if status == Status::Ambiguous {
            reader.show(&mut table, row);
        }
        let ranking = Ranking { laws, types: &table.types, digits: &digits };
        rows.push(row_solution(&mut table.rows[row], status, &ranking, marks.row(row)));
    }
    Solution { columns: table.columns(), rows, relations, parents: forest.parents }
}

/// The rows of sums that hold as well where each is one number.
fn rows_that_may_be_whole(
    reader: &Reader<'_>,
    table: &mut Table,
    laws: &[Group],
    forest: &Forest,
) -> BTreeSet<usize> {
    let is_whole = |sum: &&Sum| challenge::may_be_whole(reader, table, sum, laws);
    let sums = forest.sums.iter().filter(is_whole);
    sums.flat_map(|sum| sum.members().map(|(_, row)| row)).collect()
}

/// All relations, and what they say of the cells.
fn entries(table: &Table, laws: &[Group], forest: &Forest) -> (Vec<Relation>, Marks) {
    let mut relations = row_relations(table, laws);
    let additive = table.additive();
    let of_sum = |sum| sum_relations(table, laws, &additive, sum);
    let by_sum: Vec<Vec<Relation>> = forest.sums.iter().map(of_sum).collect();
    let adds_up = adds_up(table, &by_sum);
    let sums: Vec<Relation> = by_sum.into_iter().flatten().collect();
    let incomplete = incomplete(&sums);
    let stands = |at: usize, relation: &Relation| {
        adds_up[relation.target.column] && incomplete.binary_search(&at).is_err()
    };
    let sums = sums.into_iter().enumerate().filter(|(at, relation)| stands(*at, relation));
    relations.extend(sums.map(|(_, relation)| relation));
    let marks = Marks::of(table, &relations);
    (relations, marks)
}

/// The columns that add up: some sum holds in them, or all but this one column of a sum hold and its figures are like
/// those of another. A column in which no sum holds may count something else, whatever the others do.
fn adds_up(table: &Table, sums: &[Vec<Relation>]) -> Vec<bool> {
    let mut adds_up = vec![false; table.columns()];
    for relation in sums.iter().flatten().filter(|relation| relation.outcome == Outcome::Holds) {
        adds_up[relation.target.column] = true;
    }
    for sum in sums {
        let (holds, others): (Vec<&Relation>, Vec<&Relation>) =
            sum.iter().partition(|relation| relation.outcome == Outcome::Holds);
        if let [fails] = others[..]
            && holds.len() >= 2
            && holds.iter().any(|holds| are_alike(table, fails, holds.target.column))
        {
            adds_up[fails.target.column] = true;
        }
    }
    adds_up
}

/// Whether the figures of a sum over rows are as large as those beside them in another column, most of them within a factor
/// of eight.
fn are_alike(table: &Table, sum: &Relation, column: usize) -> bool {
    let size = |row: usize, column: usize| {
        let only = table.rows[row].only()?;
        only.amounts[column].value.unsigned_abs().checked_ilog2()
    };
    let pairs = sum.places().filter_map(|place| {
        Some(size(place.row, place.column)?.abs_diff(size(place.row, column)?))
    });
    let differences: Vec<u32> = pairs.collect();
    let near = differences.iter().filter(|&&difference| difference <= 3).count();
    near >= 3 && near * 4 >= differences.len() * 3
}

/// Which sums over rows are differences that fail and leave out what a sum that holds has: that gives the same cell, or one
/// that the difference counts with another of the sum. `saldo = baten - lasten` where reserves come in between.
fn incomplete(sums: &[Relation]) -> Vec<usize> {
    let fails =
        |sum: &Relation| sum.outcome != Outcome::Holds && sum.kind == RelationKind::Difference;
    if !sums.iter().any(fails) {
        return Vec::new();
    }
    let mut given: Vec<(Place, &Relation)> = sums
        .iter()
        .filter(|sum| sum.outcome == Outcome::Holds)
        .map(|sum| (sum.target, sum))
        .collect();
    given.sort_by_key(|(target, _)| *target);
    let giving = |place: Place| {
        let first = given.partition_point(|(target, _)| *target < place);
        given[first..].iter().take_while(move |(target, _)| *target == place).map(|(_, sum)| sum)
    };
    let leaves_out = |difference: &Relation| {
        let counts = |place: Place| difference.places().any(|own| own == place);
        let shares = |sum: &&Relation| {
            sum.terms.len() > difference.terms.len()
                && sum.terms.iter().any(|term| counts(term.place))
        };
        giving(difference.target).next().is_some()
            || difference.terms.iter().any(|term| giving(term.place).any(shares))
    };
    (0..sums.len()).filter(|&at| fails(&sums[at]) && leaves_out(&sums[at])).collect()
}

/// What may be said of a row.
fn status(domain: &Domain, types: &Types, verdicts: &[Verdict]) -> Status {
    match domain.only() {
        Some(_) if domain.given => Status::Read,
        Some(only) if only.why > Why::Grammar => Status::Proven,
        Some(only) if plain(only, types) => Status::Proven,
        Some(_) if verdicts.contains(&Verdict::Confirmed) => Status::Proven,
        Some(_) | None => Status::Ambiguous,
    }
}

fn row_solution(
    domain: &mut Domain,
    status: Status,
    ranking: &Ranking<'_>,
    verdicts: &[Verdict],
) -> RowSolution {
    let mut candidates = std::mem::take(&mut domain.candidates);
    candidates.sort_by_cached_key(|candidate| ranking.key(candidate));
    candidates.truncate(MAX_READINGS);
    let reading =
        |Candidate { label_end, cells, why, .. }: Candidate| Reading { label_end, cells, why };
    RowSolution {
        status,
        readings: candidates.into_iter().map(reading).collect(),
        verdicts: if status == Status::Ambiguous { Vec::new() } else { verdicts.to_vec() },
    }
}

/// What makes one reading of a row likelier than another that is as lawful.
struct Ranking<'t> {
    laws: &'t [Group],
    types: &'t Types,
    digits: &'t Digits,
}

impl Ranking<'_> {
    /// The likeliest first: of like figures, with few cells missing, with figures as long as others of their columns.
    fn key(&self, candidate: &Candidate) -> (bool, usize, u32, i128) {
        let missing = candidate.missing();
        // Where cells were dropped those left are likelier to stand at the left than where they fit.
        let misfit = if missing == 0 { self.digits.misfit(candidate) } else { 0 };
        (!plain(candidate, self.types), missing, misfit, residual(candidate, self.laws))
    }
}

/// How far a reading is from what the laws ask, in ten-thousandths.
fn residual(candidate: &Candidate, laws: &[Group]) -> i128 {
    let first = laws.iter().filter_map(|group| group.laws().first());
    first.map(|law| law.residual(&candidate.amounts).abs()).sum()
}

/// Whether the notation alone may decide a reading: its cells are of one kind, or of the kinds that the columns are known
/// to have. `9,42` and `5` in one row are as likely a wrong cut; a word ends where its letters do.
fn plain(candidate: &Candidate, types: &Types) -> bool {
    let cells = || {
        candidate.cells.iter().enumerate().filter_map(|(column, cell)| {
            let value = cell.as_ref()?.value;
            let is_figure = !matches!(value.kind, Kind::Nil | Kind::Missing | Kind::Opaque);
            is_figure.then_some((types.get(column), value))
        })
    };
    let kinds = cells().filter(|(known, _)| known.percent.is_none()).map(|(_, value)| value.kind);
    let decimals =
        cells().filter(|(known, _)| known.decimals.is_none()).map(|(_, value)| value.decimals);
    all_equal(kinds) && all_equal(decimals)
}

fn all_equal<T: PartialEq>(mut items: impl Iterator<Item = T>) -> bool {
    let first = items.next();
    items.all(|item| Some(item) == first)
}

/// The usual number of digits per column, by the rows that have one reading; for the ranking only.
struct Digits(Vec<Option<u32>>);

impl Digits {
    fn of(table: &Table) -> Self {
        // Nothing to rank.
        if table.rows.iter().all(|row| row.given || row.is_settled()) {
            return Self(Vec::new());
        }
        let usual = |column: usize| {
            let rows = table.rows.iter().filter_map(Domain::only);
            let mut digits: Vec<u32> = rows.filter_map(|only| digits(only.cells[column])).collect();
            digits.sort_unstable();
            digits.get(digits.len() / 2).copied()
        };
        Self((0..table.columns()).map(usual).collect())
    }

    fn misfit(&self, candidate: &Candidate) -> u32 {
        let cells = candidate.cells.iter().zip(&self.0);
        cells.filter_map(|(&cell, usual)| Some(digits(cell)?.abs_diff((*usual)?))).sum()
    }
}

/// Digits of the whole part; nothing for empty cells, zeros and words.
fn digits(cell: Option<Cell>) -> Option<u32> {
    let value = cell?.value;
    Some(
        (value.mantissa.unsigned_abs().checked_ilog10()? + 1).saturating_sub(value.decimals.into()),
    )
}

/// The laws, row by row. Where rows could not tell laws apart, the one that holds is listed.
fn row_relations(table: &Table, laws: &[Group]) -> Vec<Relation> {
    let mut relations = Vec::new();
    for (row, domain) in table.rows.iter().enumerate() {
        if domain.candidates.is_empty() {
            continue;
        }
        for group in laws {
            let holds = |law: &&Law| {
                domain
                    .only()
                    .is_some_and(|only| matches!(law.test(&only.amounts), Test::Holds { .. }))
            };
            let Some(law) = group.laws().iter().find(holds).or_else(|| group.laws().first()) else {
                continue;
            };
            let terms = law.signs().iter().enumerate().filter(|&(_, &sign)| sign != 0);
            let members = terms.map(|(column, &sign)| (sign, Place { row, column }));
            relations.extend(
                relation(table, RelationKind::Row, members).map(|found| judged(table, found)),
            );
        }
    }
    relations
}

/// A sum over rows, column by column.
fn sum_relations(table: &Table, laws: &[Group], additive: &[usize], sum: &Sum) -> Vec<Relation> {
    let mut relations = Vec::with_capacity(additive.len() * (1 + sum.echoes.len()));
    for &column in additive {
        let members = sum.members().map(|(sign, row)| (sign, Place { row, column }));
        let judged = |found| of_one_direction(table, laws, judged(table, found));
        relations.extend(relation(table, sum.kind, members).map(judged));
        for &(child, parent) in &sum.echoes {
            let members = [(1, Place { row: child, column }), (-1, Place { row: parent, column })];
            relations.extend(relation(table, RelationKind::Sum, members.into_iter()));
        }
    }
    relations
}

/// A relation that fails only as it seems says nothing: its last part may be missing, or one figure has the other sign.
fn judged(table: &Table, mut relation: Relation) -> Relation {
    if relation.outcome == Outcome::Fails
        && (relation.kind != RelationKind::Row && may_go_on(table, &relation)
            || is_turned(table, &relation))
    {
        relation.outcome = Outcome::Untestable;
    }
    relation
}

/// A sum that fails says nothing where its rows take the differences of its column in either direction.
fn of_one_direction(table: &Table, laws: &[Group], mut relation: Relation) -> Relation {
    if relation.outcome == Outcome::Fails {
        let direction =
            |place: Place| turned::direction(laws, table.rows[place.row].only()?, place.column);
        let directions: Vec<usize> = relation.places().filter_map(direction).collect();
        if directions.contains(&0) && directions.contains(&1) {
            relation.outcome = Outcome::Untestable;
        }
    }
    relation
}

/// Whether a difference, or a balance of two, holds with the other sign of what it gives or of one of the two: what is to the good
/// counts as plus in some columns, also where it is less spent.
fn is_turned(table: &Table, relation: &Relation) -> bool {
    let value = |place: Place| {
        let only = table.rows[place.row].only();
        let amount = only?.amounts.get(place.column)?;
        Some(i128::from(turn(only, place.column)) * i128::from(amount.value))
    };
    let turned = |sign: i8, place: Place| {
        let residual =
            value(place).map(|value| relation.residual.mantissa + 2 * i128::from(sign) * value);
        // The tolerance has a decimal more.
        residual.is_some_and(|residual| 10 * residual.abs() <= relation.tolerance.mantissa)
    };
    let mut terms = relation.terms.iter().filter(|_| relation.terms.len() == 2);
    relation.kind != RelationKind::Sum
        && (turned(-1, relation.target) || terms.any(|term| turned(term.sign, term.place)))
}

/// Whether the row beyond the last part of a sum may be one more part, that only this column shows:
/// it is not known, or holds something here and nothing in the other columns.
fn may_go_on(table: &Table, sum: &Relation) -> bool {
    let rows = || sum.terms.iter().map(|term| term.place.row);
    let (Some(first), Some(last)) = (rows().min(), rows().max()) else { return false };
    let beyond = if sum.target.row > last { first.checked_sub(1) } else { Some(last + 1) };
    let Some(row) = beyond.and_then(|row| table.rows.get(row)) else { return false };
    let Some(only) = row.only() else { return !row.candidates.is_empty() };
    only.amounts
        .iter()
        .enumerate()
        .all(|(column, amount)| (column == sum.target.column) == (amount.value != 0))
}

/// A relation whose last member is the target; nothing if all members are 0. Over rows a cell with words adds nothing; a
/// percentage has a value that no sum may use.
fn relation(
    table: &Table,
    kind: RelationKind,
    members: impl Iterator<Item = (i8, Place)>,
) -> Option<Relation> {
    let (mut sum, mut width, mut unit) = (0_i128, 0_i128, 0);
    let (mut testable, mut some, mut present) = (true, false, 0);
    let mut terms = Vec::with_capacity(members.size_hint().1.unwrap_or_default());
    for (sign, place) in members {
        let only = table.rows[place.row].only();
        terms.push(Term { sign: sign * turn(only, place.column), place });
        let holds_no_number = |only: &Candidate| {
            only.cells[place.column]
                .is_none_or(|cell| matches!(cell.value.kind, Kind::Missing | Kind::Opaque))
        };
        let may_add = |only: &Candidate, amount: &Amount| {
            amount.known || kind != RelationKind::Row && holds_no_number(only)
        };
        let amount = only
            .and_then(|only| only.amounts.get(place.column).filter(|amount| may_add(only, amount)));
        let Some(amount) = amount else {
            testable = false;
            continue;
        };
        // Only a missing cell has no unit.
        present += usize::from(amount.unit > 0);
        sum += i128::from(i64::from(sign) * amount.value);
        width += i128::from(amount.unit);
        unit = amount.unit.max(unit);
        some |= amount.value != 0;
    }
    if testable && !some {
        return None;
    }
    // A cell on its own, as in a row that holds nothing but a total, is no sum.
    testable &= present > 1;
    let Term { sign: target_sign, place: target } = terms.pop()?;
    let residual = sum * i128::from(target_sign);
    let outcome = match () {
        () if !testable => Outcome::Untestable,
        () if 2 * residual.abs() <= width => Outcome::Holds,
        () if 2 * (residual.abs() - i128::from(unit)) <= width => Outcome::Near,
        () => Outcome::Fails,
    };
    for term in &mut terms {
        term.sign *= -target_sign;
    }
    Some(Relation {
        kind,
        target,
        terms,
        residual: Exact { mantissa: if testable { residual } else { 0 }, decimals: SCALE },
        tolerance: Exact { mantissa: width * 5, decimals: SCALE + 1 },
        outcome,
    })
}

/// By what the sign of a cell is multiplied where it is printed: relations speak of what is printed.
fn turn(only: Option<&Candidate>, column: usize) -> i8 {
    let cell = only.and_then(|only| only.cells.get(column).copied().flatten());
    cell.map_or(1, |cell| cell.value.turn())
}

/// Which cells the relations confirm and contradict.
struct Marks {
    columns: usize,
    verdicts: Vec<Verdict>,
}

impl Marks {
    fn of(table: &Table, relations: &[Relation]) -> Self {
        let columns = table.columns();
        let mut marks =
            Self { columns, verdicts: vec![Verdict::Unverified; columns * table.rows.len()] };
        for relation in relations.iter().filter(|r| r.outcome == Outcome::Holds) {
            for place in relation.places() {
                marks.set(table, place, Verdict::Confirmed);
            }
        }
        // A sum that fails speaks against the cells that no other sum confirms; if there are none, against all.
        let confirmed = marks.verdicts.clone();
        for relation in relations.iter().filter(|r| r.outcome == Outcome::Fails) {
            let at = |place: &Place| confirmed[place.row * columns + place.column];
            let all = relation.places().all(|place| at(&place) == Verdict::Confirmed);
            for place in relation.places() {
                if all || at(&place) == Verdict::Unverified {
                    marks.set(table, place, Verdict::Contradicted);
                }
            }
        }
        marks
    }

    fn set(&mut self, table: &Table, place: Place, verdict: Verdict) {
        let only = table.rows[place.row].only();
        let is_amount = |only: &Candidate| {
            only.cells[place.column].is_some() && only.amounts[place.column].known
        };
        if only.is_some_and(is_amount) {
            self.verdicts[place.row * self.columns + place.column] = verdict;
        }
    }

    fn row(&self, row: usize) -> &[Verdict] {
        &self.verdicts[row * self.columns..(row + 1) * self.columns]
    }
}

impl Relation {
    fn places(&self) -> impl Iterator<Item = Place> {
        self.terms.iter().map(|term| term.place).chain([self.target])
    }
}
