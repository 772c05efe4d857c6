//! The number of columns, and the solution under it.

use super::graphs::Graphs;
use super::law::{Group, Test};
use super::readings::{Lengths, Reader};
use super::table::{Candidate, Domain};
use super::{
    Problem, RowSolution, Solution, Status, Tail, Verdict, Why, codes, faults, forest, laws,
    ledger, totals,
};

/// Tables with more columns are not solved: no printed one has as many.
const MAX_COLUMNS: usize = 64;

/// Candidates solved in full when several fit equally well.
const MAX_SOLVED: usize = 3;

/// Rows whose sums choose between candidates; the others are solved under the best alone.
const MAX_SAMPLE: usize = 80;

/// Rows that must fit before their number of columns counts as shown by them.
const MIN_FITTING: usize = 4;

/// Glued rows that cannot be read with fewer cells, for their number to be shown by them.
const MIN_FILLING: usize = 3;

/// The solution under the best number of columns.
pub(super) fn best(problem: &Problem<'_>) -> Solution {
    let graphs = Graphs::of(problem);
    let mut fits = candidates(&graphs);
    if fits.len() > 1
        && let Some(sample) = sample(problem, &fits)
    {
        let graphs = Graphs::of(&sample);
        let best = best_of(&graphs, &candidates(&graphs)).map(|solved| solved.fit.columns);
        fits.retain(|fit| Some(fit.columns) == best);
    }
    let Some(mut solved) = best_of(&graphs, &fits) else { return ledger::unsolved(problem) };
    if !solved.is_sure(&graphs) {
        solved.doubt();
    }
    if !solved.has_codes && codes::may_lack_one(&graphs, solved.fit.columns, filled(problem)) {
        solved.doubt_first_column();
    }
    solved.solution
}

/// The solution of the candidate that the sums of the rows speak for most.
fn best_of(graphs: &Graphs<'_>, fits: &[Fit]) -> Option<Solved> {
    let mut best: Option<Solved> = None;
    for &fit in fits {
        let solved = Solved::new(graphs, fit);
        let settles = solved.settles();
        if best.as_ref().is_none_or(|best| solved.beats(best)) {
            best = Some(solved);
        }
        if settles {
            break;
        }
    }
    best
}

/// The first rows of a long table, with the candidates that fit all of it.
fn sample<'a>(problem: &Problem<'a>, fits: &[Fit]) -> Option<Problem<'a>> {
    let rows = problem.rows.get(..MAX_SAMPLE).filter(|rows| rows.len() < problem.rows.len())?;
    let columns = fits.iter().map(|fit| fit.columns).collect();
    Some(Problem { rows: rows.to_vec(), columns, moves: problem.moves.clone(), ..*problem })
}

/// A number of columns, and how many rows have a cell in each.
#[derive(Debug, Clone, Copy)]
struct Fit {
    columns: usize,
    rows: usize,
    /// Nearly all rows do; one in ten may be damaged.
    all: bool,
    /// No other candidate fits as many.
    alone: bool,
}

/// A solution, with the number of rows that its sums confirm, and of those that they bear out without deciding them.
struct Solved {
    fit: Fit,
    confirmed: usize,
    borne_out: usize,
    /// Whether the first column holds codes.
    has_codes: bool,
    solution: Solution,
}

/// The first count given, and those under which the most rows have a cell in every column.
fn candidates(graphs: &Graphs<'_>) -> Vec<Fit> {
    let problem = graphs.problem;
    let mut fits: Vec<Fit> = Vec::new();
    let filled = filled(problem);
    let most = problem.columns.iter().copied().filter(|&columns| columns <= MAX_COLUMNS).max();
    // How well the only one fits decides nothing.
    let is_only = problem.columns.len() == 1;
    let lengths = most.filter(|_| !is_only).map(|most| Lengths::of(graphs, most));
    for &columns in &problem.columns {
        let known = fits.iter().any(|fit| fit.columns == columns);
        if (1..=MAX_COLUMNS).contains(&columns) && !known {
            let rows = lengths.as_ref().map_or(0, |lengths| lengths.fitting(columns));
            let all = rows + filled / 10 >= filled;
            fits.push(Fit { columns, rows, all, alone: false });
        }
    }
    if let Some(lengths) = lengths {
        leave_out_too_few(&mut fits, &lengths);
    }
    let most = fits.iter().map(|fit| fit.rows).max().unwrap_or_default();
    let alone = fits.iter().filter(|fit| fit.rows == most).count() == 1;
    for fit in &mut fits {
        fit.alone = alone && fit.rows == most;
    }
    // One row in ten may be damaged.
    let enough = |fit: &Fit| fit.rows + filled / 10 >= most;
    let first = fits.first().map(|fit| fit.columns);
    fits.retain(|fit| enough(fit) || Some(fit.columns) == first);
    fits.truncate(MAX_SOLVED);
    fits
}

/// Cells are dropped, never invented: where no row has more of them than the first number, fewer are too few when some
/// row has more than that.
fn leave_out_too_few(fits: &mut Vec<Fit>, lengths: &Lengths) {
    let Some(first) = fits.first().map(|fit| fit.columns) else { return };
    if lengths.beyond(first) == 0 {
        fits.retain(|fit| fit.columns >= first || lengths.beyond(fit.columns) == 0);
    }
}

/// Whether a row has several readings of which each satisfies a law. Such a law holds under any number of columns that divides
/// the other columns otherwise, and says nothing for the one under which a reading is the only one.
fn is_borne_out(row: &Domain, laws: &[Group]) -> bool {
    let holds = |candidate: &Candidate| {
        let mut laws = laws.iter().flat_map(Group::laws);
        laws.any(|law| matches!(law.test(&candidate.amounts), Test::Holds { .. }))
    };
    row.candidates.len() > 1 && row.candidates.iter().all(holds)
}

/// Rows that hold more than a label.
fn filled(problem: &Problem<'_>) -> usize {
    problem.rows.iter().filter(|row| !matches!(row.tail, Tail::None)).count()
}

impl Solved {
    fn new(graphs: &Graphs<'_>, fit: Fit) -> Self {
        let reader = Reader::new(graphs, fit.columns);
        let mut table = reader.read();
        let mut laws = laws::apply(&reader, &mut table);
        let mut forest = forest::grow(graphs.problem, &mut table);
        totals::place(graphs.problem, &mut table);
        faults::corroborate(&table, &mut laws, &mut forest);
        let has_codes = codes::settle(graphs.problem, &mut table, &laws, &forest);
        let borne_out = table.rows.iter().filter(|row| is_borne_out(row, &laws)).count();
        let solution = ledger::solution(&reader, table, &laws, forest, has_codes);
        let is_confirmed = |row: &&RowSolution| row.verdicts.contains(&Verdict::Confirmed);
        let confirmed = solution.rows.iter().filter(is_confirmed).count();
        Self { fit, confirmed, borne_out, has_codes, solution }
    }

    /// Whether no other candidate needs a look: it fits best, and its sums confirm nearly every row.
    fn settles(&self) -> bool {
        self.fit.alone && self.fit.all && self.confirmed * 10 >= self.fit.rows * 9
    }

    /// Whether it is better than one with better evidence: by its sums, or because more rows fit. That a smaller number
    /// fits more rows is no argument unless all fit, for rows that dropped cells fit it too.
    fn beats(&self, other: &Self) -> bool {
        let score = |solved: &Self| solved.confirmed + solved.borne_out + solved.fit.rows;
        (other.is_hollow() || !self.is_hollow())
            && score(self) > score(other)
            && (self.fit.columns > other.fit.columns
                || self.confirmed > other.confirmed
                || self.fit.all)
    }

    /// Whether the first column is empty in most rows and no sum knows it in the others: there the ends of labels stand.
    fn is_hollow(&self) -> bool {
        let rows = self.solution.rows.iter();
        let read: Vec<&RowSolution> = rows.filter(|row| !row.readings.is_empty()).collect();
        let holds =
            |row: &&&RowSolution| row.readings[0].cells.first().is_some_and(Option::is_some);
        let is_confirmed = |row: &&RowSolution| row.verdicts.first() == Some(&Verdict::Confirmed);
        read.iter().filter(holds).count() * 2 < read.len() && !read.iter().any(is_confirmed)
    }

    /// Whether the number of columns is more than a guess: the only one, shown by rows with separate cells, borne out by
    /// sums or by glued rows, or the best one given and without a row that contradicts it.
    fn is_sure(&self, graphs: &Graphs<'_>) -> bool {
        let problem = graphs.problem;
        let Fit { columns, rows, alone, .. } = self.fit;
        let (mut shown, mut others) = (0, 0);
        for row in &problem.rows {
            if let Tail::Cells(cells) = &row.tail {
                shown += usize::from(cells.len() == columns);
                others += usize::from(cells.len() != columns);
            }
        }
        problem.columns.len() == 1
            || self.confirmed * 2 >= rows.max(1)
            || shown > others
            || self.is_shown_by_glue(graphs)
            || (problem.columns.first() == Some(&columns)
                && alone
                && rows >= MIN_FITTING
                && rows == filled(problem))
    }

    /// Whether it is the best one given, and glued rows cannot be read with fewer cells, none of them with more alone.
    fn is_shown_by_glue(&self, graphs: &Graphs<'_>) -> bool {
        let columns = self.fit.columns;
        if graphs.problem.columns.first() != Some(&columns) {
            return false;
        }
        let lengths = Lengths::of(graphs, columns);
        lengths.beyond(columns) == 0 && lengths.filling(columns) >= MIN_FILLING
    }

    /// Where the table may begin with a column that no one named, only sums tell where the first amount begins.
    fn doubt_first_column(&mut self) {
        for row in &mut self.solution.rows {
            let is_confirmed = row.verdicts.first() == Some(&Verdict::Confirmed);
            if row.status == Status::Proven && !is_confirmed {
                row.status = Status::Ambiguous;
                row.verdicts.clear();
            }
        }
    }

    /// Without a sure number of columns the notation decides nothing.
    fn doubt(&mut self) {
        for row in &mut self.solution.rows {
            let by_notation =
                row.readings.first().is_some_and(|reading| reading.why == Why::Grammar);
            if row.status == Status::Proven && by_notation {
                row.status = Status::Ambiguous;
                row.verdicts.clear();
            }
        }
    }
}
