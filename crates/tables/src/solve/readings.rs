//! From a problem and a number of columns to the readings of each row.

use super::graphs::Graphs;
use super::habits;
use super::law::Group;
use super::list::{List, list};
use super::notation::Rules;
use super::table::{Budget, Candidate, Domain, Table};
use super::types::Types;
use super::{Cell, Kind, Problem, Source, Tail, Value, Why};

/// Readings listed for one row before any sum is known; with more the row waits for a law.
const MAX_LISTED: usize = 400;

/// Readings listed for a row that waited in vain; the count matters less than that there are several.
const MAX_SHOWN: usize = 32;

/// Of these, those in which all figures have so many decimals.
const MAX_ALIKE: usize = 8;

/// Readings tried against one that seems proven.
const MAX_LEFT_OUT: usize = 64;

/// How the readings of a row are found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Recipe {
    rules: Rules,
    /// Whether cells may be missing without a trace.
    drops: bool,
}

/// Finds readings under one number of columns.
pub(super) struct Reader<'p> {
    graphs: &'p Graphs<'p>,
    columns: usize,
}

/// What the notation alone says of a row.
#[derive(Clone, Copy)]
enum Plan {
    /// Cells for every column, in so many ways.
    Full(Recipe, u32),
    /// Fewer; so the cells of this table leave no trace when they are empty.
    Short(Recipe),
    /// Given cells for every column.
    Given,
    /// Nothing.
    None,
}

/// How many cells the rows can have: those given, or as bits those of a row that can be cut in several ways, with a cell in every
/// column.
pub(super) struct Lengths(Vec<Length>);

#[derive(Clone, Copy)]
enum Length {
    Given(usize),
    Open(u128),
}

impl Lengths {
    /// For up to so many columns.
    pub(super) fn of(graphs: &Graphs<'_>, columns: usize) -> Self {
        let mut budget = Budget::new();
        let length = |(row, tail): (usize, &Tail<'_>)| match tail {
            Tail::None => None,
            Tail::Cells(cells) => Some(Length::Given(cells.len())),
            Tail::Dashed(_) | Tail::Glued { .. } => {
                let graph = graphs.get(row, columns, graphs.habits.rules, &mut budget);
                Some(Length::Open(graph.map_or(0, |graph| graph.lengths())))
            }
        };
        Self(tails(graphs.problem).filter_map(length).collect())
    }

    /// How many rows have more cells than columns, however they are read.
    pub(super) fn beyond(&self, columns: usize) -> usize {
        let is_beyond = |length: &&Length| match **length {
            Length::Given(cells) => cells > columns,
            Length::Open(lengths) => lengths != 0 && lengths.trailing_zeros() as usize > columns,
        };
        self.0.iter().filter(is_beyond).count()
    }

    /// How many glued rows have a cell in every column, and cannot be read with fewer.
    pub(super) fn filling(&self, columns: usize) -> usize {
        let fills = |length: &&Length| match **length {
            Length::Open(lengths) => lengths != 0 && lengths.trailing_zeros() as usize == columns,
            Length::Given(_) => false,
        };
        self.0.iter().filter(fills).count()
    }

    /// How many rows have a cell in every column, less those that have more cells than columns.
    pub(super) fn fitting(&self, columns: usize) -> usize {
        let (mut fitting, mut beyond) = (0_usize, 0);
        for &length in &self.0 {
            match length {
                Length::Given(cells) => {
                    fitting += usize::from(cells == columns);
                    beyond += usize::from(cells > columns);
                }
                Length::Open(lengths) => fitting += usize::from(lengths >> columns & 1 == 1),
            }
        }
        fitting.saturating_sub(beyond)
    }
}

/// How many rows can have a cell in every column, if thousands need no dots.
pub(super) fn fitting_undotted(graphs: &Graphs<'_>, columns: usize) -> usize {
    let rules = graphs.habits.rules;
    let undotted = Rules { undotted: true, ..rules };
    let mut budget = Budget::new();
    let fits = |row: usize, rules: Rules, budget: &mut Budget| {
        let graph = graphs.get(row, columns, rules, budget);
        graph.is_some_and(|graph| graph.lengths() >> columns & 1 == 1)
    };
    let rows = (0..graphs.problem.rows.len()).filter(|&row| {
        // What can be read with dots can be read so as well; both cost the same.
        let mut left = budget;
        let is_fitting = fits(row, rules, &mut left);
        if is_fitting {
            budget = left;
        }
        is_fitting || fits(row, undotted, &mut budget)
    });
    rows.count()
}

impl<'p> Reader<'p> {
    pub(super) fn new(graphs: &'p Graphs<'p>, columns: usize) -> Self {
        Self { graphs, columns }
    }

    /// The lawful readings of a glued row that the search left out: those with cells lost without a trace, if `drops`, and
    /// those with percentages above 100.
    pub(super) fn left_out(
        &self,
        table: &mut Table,
        row: usize,
        laws: &[Group],
        drops: bool,
    ) -> Vec<Candidate> {
        let Some(recipe) = self.recipe_left_out(row, table.rows[row].rare, drops) else {
            return Vec::new();
        };
        let Some(graph) = self.graphs.get(row, self.columns, recipe.rules, &mut table.budget)
        else {
            return Vec::new();
        };
        let may_drop = recipe.drops && graph.may_drop(self.columns);
        if table.rows[row].alone == Some(recipe.rules) && !may_drop {
            return Vec::new();
        }
        let all = table.types.with_large_percents(true);
        // The reading that the row has is one of them.
        let (count, ways) = graph.ways(&all, recipe.drops);
        if count < 2 {
            return Vec::new();
        }
        list(&graph, &ways, &all, laws, MAX_LEFT_OUT, &mut table.budget).found
    }

    /// What the search left out of a row: cells lost without a trace, if `drops`, large percentages, thousands without dots where the
    /// table shows none, and dashes for nil right before numbers where it shows only signs there.
    fn recipe_left_out(&self, row: usize, rare: Option<Recipe>, drops: bool) -> Option<Recipe> {
        let habits = &self.graphs.habits;
        let text = match &self.graphs.problem.rows[row].tail {
            Tail::Glued { text, .. } => text,
            Tail::Dashed(_) => "",
            Tail::Cells(_) | Tail::None => return None,
        };
        let recipe = if drops { Some(self.short()) } else { rare };
        let undotted = !self.has_percents(row) && !habits.dotted;
        let nil_before_digit = !habits.rules.nil_before_digit && has_minus(text);
        if !undotted && !nil_before_digit {
            return recipe;
        }
        let Recipe { rules, drops } =
            recipe.unwrap_or(Recipe { rules: habits.rules, drops: false });
        let rules = Rules {
            undotted: rules.undotted || undotted,
            nil_before_digit: rules.nil_before_digit || nil_before_digit,
            ..rules
        };
        Some(Recipe { rules, drops })
    }

    /// The readings of every row.
    pub(super) fn read(&self) -> Table {
        let mut table = Table::new(habits::types(self.graphs.problem, self.columns));
        let all_percents = table.types.with_large_percents(true);
        let plan = |(row, tail)| self.plan(row, tail, &all_percents, &mut table.budget);
        let plans: Vec<Plan> = tails(self.graphs.problem).map(plan).collect();
        let short = plans.iter().any(|plan| matches!(plan, Plan::Short(_)));
        let drops = self.graphs.habits.empties || short;
        table.rows = vec![Domain::default(); plans.len()];
        let mut waiting = Vec::new();
        for (row, plan) in plans.into_iter().enumerate() {
            let (recipe, all) = match plan {
                Plan::Full(recipe, all) => {
                    (Recipe { drops, ..recipe }, Some(all).filter(|_| !drops))
                }
                Plan::Short(recipe) => (recipe, None),
                Plan::Given => {
                    table.rows[row] = self.given(row);
                    continue;
                }
                Plan::None => continue,
            };
            let known = all.filter(|_| !self.has_percents(row));
            let usual =
                known.unwrap_or_else(|| self.count(row, recipe, &table.types, &mut table.budget));
            waiting.push((usual, row, recipe));
        }
        // Those with the fewest readings first, while the budget lasts.
        waiting.sort_by_key(|&(usual, row, _)| (usual, row));
        for (usual, row, recipe) in waiting {
            table.rows[row] = self.listed(row, recipe, usual as usize, &all_percents, &mut table);
        }
        table
    }

    /// Lists the readings that satisfy the laws for a row that had too many to list.
    pub(super) fn list_lawful(&self, table: &mut Table, row: usize, laws: &[Group]) {
        if let Some(recipe) = table.rows[row].waiting
            && let Some(List { found, complete }) =
                self.list(row, recipe, laws, MAX_LISTED, &table.types, &mut table.budget)
        {
            let domain = &mut table.rows[row];
            domain.complete = complete && !found.is_empty();
            if domain.complete {
                domain.waiting = None;
                domain.candidates = found;
            }
        }
    }

    /// Whether a glued row that breaks laws with all its cells obeys them with some of them lost.
    pub(super) fn may_have_lost(&self, table: &mut Table, row: usize, laws: &[Group]) -> bool {
        let mut list = || self.list(row, self.short(), laws, 1, &table.types, &mut table.budget);
        self.is_open(row) && list().is_some_and(|list| !list.found.is_empty())
    }

    /// Lists the readings with dropped cells that satisfy the laws, for a glued row that has none with all its cells.
    pub(super) fn list_dropped(&self, table: &mut Table, row: usize, laws: &[Group]) {
        if !self.is_open(row) {
            return;
        }
        let Some(List { mut found, complete }) =
            self.list(row, self.short(), laws, MAX_LISTED, &table.types, &mut table.budget)
        else {
            return;
        };
        if found.is_empty() {
            return;
        }
        for candidate in &mut found {
            candidate.why = Why::RowSum;
        }
        let domain = &mut table.rows[row];
        domain.unexplained = false;
        domain.complete = complete;
        domain.candidates = found;
    }

    /// Whether a row holds more than a label.
    pub(super) fn has_cells(&self, row: usize) -> bool {
        !matches!(self.graphs.problem.rows[row].tail, Tail::None)
    }

    /// The readings of a row that satisfy the laws, also those with cells lost; nothing for a row without cells.
    pub(super) fn lawful(&self, table: &mut Table, row: usize, laws: &[Group]) -> Option<Domain> {
        if !self.has_cells(row) {
            return None;
        }
        let list = self.list(row, self.short(), laws, MAX_LISTED, &table.types, &mut table.budget);
        let candidates = list.map(|list| list.found).unwrap_or_default();
        Some(Domain { candidates, ..Domain::default() })
    }

    /// The signs of the columns between an opening and a closing balance, where they are known under this number of columns.
    pub(super) fn moves(&self) -> Option<&[i8]> {
        let moves = self.graphs.problem.moves.as_slice();
        (moves.len() + 2 == self.columns).then_some(moves)
    }

    /// Some readings of a row that has too many, or only unlikely ones set aside; of too many those with cells that are alike
    /// first.
    pub(super) fn show(&self, table: &mut Table, row: usize) {
        let domain = &table.rows[row];
        let undecided = domain.candidates.iter().all(|candidate| candidate.why == Why::Grammar);
        let rare = domain.rare.filter(|_| undecided);
        if let Some(recipe) = domain.waiting {
            for types in self.alike(row, &table.types) {
                self.show_by(table, row, recipe, &types, MAX_ALIKE);
            }
            self.show_by(table, row, recipe, &table.types.clone(), MAX_SHOWN);
        }
        if let Some(recipe) = rare {
            let all_percents = table.types.with_large_percents(true);
            self.show_by(table, row, recipe, &all_percents, MAX_SHOWN);
        }
    }

    fn show_by(&self, table: &mut Table, row: usize, recipe: Recipe, types: &Types, limit: usize) {
        let list = self.list(row, recipe, &[], limit, types, &mut table.budget);
        let candidates = &mut table.rows[row].candidates;
        for candidate in list.into_iter().flat_map(|list| list.found) {
            if !candidates.iter().any(|seen| seen.cells == candidate.cells) {
                candidates.push(candidate);
            }
        }
    }

    /// The types of columns if all figures of a row of which nothing is known have as many decimals, and are percentages where
    /// one is.
    fn alike(&self, row: usize, types: &Types) -> [Types; 3] {
        let is_percent = self.has_percents(row);
        [0, 1, 2].map(|decimals| {
            let mut types = types.clone();
            types.set(|_, kind| {
                kind.decimals = kind.decimals.or(Some(decimals));
                kind.percent = kind.percent.or(Some(is_percent));
            });
            types
        })
    }

    /// Whether more than its places is open of the cells of a row.
    fn is_open(&self, row: usize) -> bool {
        matches!(self.graphs.problem.rows[row].tail, Tail::Dashed(_) | Tail::Glued { .. })
    }

    /// Readings with cells missing without a trace.
    fn short(&self) -> Recipe {
        Recipe { rules: self.graphs.habits.rules, drops: true }
    }

    /// Whether a row shows percentages; only these can be too large to be usual.
    fn has_percents(&self, row: usize) -> bool {
        match &self.graphs.problem.rows[row].tail {
            Tail::Glued { text, .. } => text.contains('%'),
            Tail::Cells(cells) | Tail::Dashed(cells) => {
                cells.iter().flatten().any(|value| value.kind == Kind::Percent)
            }
            Tail::None => false,
        }
    }

    fn plan(&self, row: usize, tail: &Tail<'_>, types: &Types, budget: &mut Budget) -> Plan {
        let rules = self.graphs.habits.rules;
        match tail {
            Tail::None => Plan::None,
            Tail::Cells(cells) if cells.len() == self.columns => Plan::Given,
            Tail::Cells(cells) if cells.is_empty() || cells.len() > self.columns => Plan::None,
            Tail::Cells(_) => Plan::Short(Recipe { rules, drops: true }),
            Tail::Dashed(_) | Tail::Glued { .. } => {
                let mut count = |recipe| self.count(row, recipe, types, budget);
                let full = Recipe { rules, drops: false };
                let short = Recipe { rules, drops: true };
                let undotted = Recipe { rules: Rules { undotted: true, ..rules }, drops: false };
                // Without dots a row that is too short may as well print its thousands without them.
                let all = count(full);
                if all > 0 {
                    return Plan::Full(full, all);
                }
                if self.graphs.habits.dotted && count(short) > 0 {
                    return Plan::Short(short);
                }
                match count(undotted) {
                    0 if count(short) > 0 => Plan::Short(short),
                    0 => Plan::None,
                    all => Plan::Full(undotted, all),
                }
            }
        }
    }

    fn given(&self, row: usize) -> Domain {
        let Tail::Cells(cells) = &self.graphs.problem.rows[row].tail else {
            return Domain::default();
        };
        let cell = |(index, value): (usize, &Option<Value>)| {
            value.map(|value| Cell { source: Source::given(index), value })
        };
        let mut candidate = Candidate::new(0, cells.iter().enumerate().map(cell).collect());
        candidate.why = Why::Given;
        Domain { candidates: vec![candidate], complete: true, given: true, ..Domain::default() }
    }

    /// Lists the readings of a row, if they are not too many. Percentages above 100 are set aside where the row has other
    /// readings.
    fn listed(
        &self,
        row: usize,
        recipe: Recipe,
        usual: usize,
        all_percents: &Types,
        table: &mut Table,
    ) -> Domain {
        let total = if self.has_percents(row) {
            self.count(row, recipe, all_percents, &mut table.budget) as usize
        } else {
            usual
        };
        let rare = (0 < usual && usual < total).then_some(recipe);
        let count = if usual == 0 { total } else { usual };
        if count == 0 {
            return Domain::default();
        }
        let alone = (total == 1).then_some(recipe.rules);
        let mut domain = Domain { rare, waiting: Some(recipe), alone, ..Domain::default() };
        if count > table.budget.listing(MAX_LISTED) {
            return domain;
        }
        let types = if usual == 0 { all_percents } else { &table.types };
        let list = self.list(row, recipe, &[], MAX_LISTED, types, &mut table.budget);
        if let Some(List { found, complete: true }) = list {
            domain.candidates = found;
            domain.complete = true;
            domain.waiting = None;
        }
        domain
    }

    /// The number of readings; 0 when the budget is spent.
    fn count(&self, row: usize, recipe: Recipe, types: &Types, budget: &mut Budget) -> u32 {
        let graph = self.graphs.get(row, self.columns, recipe.rules, budget);
        graph.map_or(0, |graph| graph.ways(types, recipe.drops).0)
    }

    fn list(
        &self,
        row: usize,
        recipe: Recipe,
        laws: &[Group],
        limit: usize,
        types: &Types,
        budget: &mut Budget,
    ) -> Option<List> {
        let graph = self.graphs.get(row, self.columns, recipe.rules, budget)?;
        let (_, ways) = graph.ways(types, recipe.drops);
        Some(list(&graph, &ways, types, laws, limit, budget))
    }
}

/// Whether a `-` stands right before a digit.
fn has_minus(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| pair[0] == b'-' && pair[1].is_ascii_digit())
}

fn tails<'p>(problem: &'p Problem<'p>) -> impl Iterator<Item = (usize, &'p Tail<'p>)> {
    problem.rows.iter().map(|row| &row.tail).enumerate()
}
