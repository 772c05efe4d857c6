//! All readings of one row as the paths of a graph: places in the row, joined by the cells that can stand between them.
//!
//! Rows with given cells and glued rows are walked alike; the graph is what differs.

use super::notation::{self, Rules};
use super::types::Types;
use super::{Cell, Kind, Source, Value};

/// From one place to a later one.
#[derive(Debug, Clone, Copy)]
struct Edge {
    to: u32,
    step: Step,
}

impl Edge {
    /// How many columns it fills.
    fn cells(&self) -> usize {
        usize::from(!matches!(self.step, Step::Space))
    }
}

/// What an edge adds to the row.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// A cell, from the one place to the other.
    Cell(Value),
    /// A column proven to be empty.
    Empty,
    /// A space between cells.
    Space,
}

/// The readings of one row. Places count from the first at which its cells may begin.
#[derive(Debug, Clone)]
pub(super) struct Graph {
    /// The edges, by the place they leave.
    edges: Vec<Edge>,
    /// Per place its first edge.
    first: Vec<u32>,
    /// Label ends, in order of plausibility.
    starts: Vec<u32>,
    /// The place after the last cell.
    end: usize,
    /// How many cells it takes to read the row, if no column is empty without a trace.
    fewest: usize,
    /// Where the places begin in the text of a glued row; nothing for given cells, which are counted.
    base: Option<usize>,
}

/// The rows of a walk: per place and column the number of ways to the end.
#[derive(Debug)]
pub(super) struct Ways {
    numbers: Vec<u32>,
    columns: usize,
    /// Whether columns may also be empty without a trace.
    drops: bool,
}

/// One complete walk.
pub(super) struct Walk<'a> {
    pub(super) start: usize,
    pub(super) cells: &'a [Option<Cell>],
}

/// Tells a walk whether to go on.
pub(super) trait Visitor {
    /// After the cells up to `cells.len()` are set; false leaves this branch.
    fn step(&mut self, cells: &[Option<Cell>]) -> bool;
    /// At each complete reading; false ends the walk.
    fn found(&mut self, walk: &Walk<'_>) -> bool;
}

impl Graph {
    /// The graph of given cells.
    pub(super) fn of_cells(cells: &[Option<Value>]) -> Self {
        let edge = |(to, cell): (u32, &Option<Value>)| Edge {
            to,
            step: cell.map_or(Step::Empty, Step::Cell),
        };
        Self {
            edges: (1..).zip(cells).map(edge).collect(),
            first: (0..).take(cells.len() + 1).collect(),
            starts: vec![0],
            end: cells.len(),
            fewest: cells.len(),
            base: None,
        }
    }

    /// The graph of given cells in which each dash right before a number may be its minus sign.
    pub(super) fn of_dashed(cells: &[Option<Value>]) -> Self {
        let mut graph = Self { edges: Vec::new(), first: Vec::new(), ..Self::of_cells(cells) };
        for (at, cell) in cells.iter().enumerate() {
            graph.first.push(place(graph.edges.len()));
            let step = cell.map_or(Step::Empty, Step::Cell);
            graph.edges.push(Edge { to: place(at + 1), step });
            let next = cells.get(at + 1).copied().flatten();
            if let Some(value) = cell.filter(|cell| cell.kind == Kind::Nil).and(next)
                && let Some(value) = value.negative()
            {
                graph.edges.push(Edge { to: place(at + 2), step: Step::Cell(value) });
                graph.fewest -= 1;
            }
        }
        graph.first.push(place(graph.edges.len()));
        graph
    }

    /// The graph of a glued row, or nothing if it is too long for so many columns.
    pub(super) fn of_text(
        text: &str,
        label_ends: &[usize],
        columns: usize,
        rules: Rules,
    ) -> Option<Self> {
        let text = text.trim_end_matches([' ', '\t', '\n', '\r']);
        let most = columns.saturating_mul(notation::MAX_CELL);
        let begins = label_ends
            .iter()
            .map(|&at| skip_spaces(text, at))
            .filter(|&at| at < text.len() && text.is_char_boundary(at) && text.len() - at <= most);
        let base = begins.clone().min()?;
        let text = &text[base..];
        let starts: Vec<u32> = begins.map(|at| place(at - base)).collect();
        let mut graph = Self {
            edges: Vec::with_capacity(text.len()),
            first: Vec::with_capacity(text.len() + 1),
            starts,
            end: text.len(),
            fewest: usize::MAX,
            base: Some(base),
        };
        // With how few cells each place is reached.
        let mut fewest = vec![usize::MAX; text.len() + 1];
        for &start in &graph.starts {
            fewest[start as usize] = 0;
        }
        for at in 0..text.len() {
            let from = graph.edges.len();
            graph.first.push(place(from));
            if fewest[at] < usize::MAX {
                edges_from(text, at, rules, &mut graph.edges);
                for edge in &graph.edges[from..] {
                    let cells = fewest[at] + edge.cells();
                    let next = &mut fewest[edge.to as usize];
                    *next = cells.min(*next);
                }
            }
        }
        graph.first.push(place(graph.edges.len()));
        graph.fewest = fewest[text.len()];
        Some(graph)
    }

    /// The number of readings, and the table that leads a walk to them. With `drops` columns may also be empty without a
    /// trace.
    pub(super) fn ways(&self, types: &Types, drops: bool) -> (u32, Ways) {
        let columns = types.len();
        let width = columns + 1;
        let mut ways = vec![0_u32; (self.end + 1) * width];
        ways[self.end * width..].fill(u32::from(drops));
        ways[self.end * width + columns] = 1;
        for at in (0..self.end).rev() {
            let (here, later) = ways[at * width..].split_at_mut(width);
            for edge in self.edges(at) {
                let next = &later[(edge.to as usize - at - 1) * width..][..width];
                let (next, admitted) = match edge.step {
                    Step::Space => (next, u64::MAX),
                    Step::Empty => (&next[1..], u64::MAX),
                    Step::Cell(value) => (&next[1..], types.admitting(value)),
                };
                // A row that is full goes nowhere but to its end.
                for (column, (sum, &more)) in here[..columns].iter_mut().zip(next).enumerate() {
                    let more = if admitted >> column & 1 == 1 { more } else { 0 };
                    *sum = sum.saturating_add(more);
                }
            }
            if drops {
                for column in (0..columns).rev() {
                    here[column] = here[column].saturating_add(here[column + 1]);
                }
            }
        }
        let starts = self.starts.iter().map(|&start| ways[start as usize * width]);
        let total = starts.fold(0_u32, u32::saturating_add);
        (total, Ways { numbers: ways, columns, drops })
    }

    /// How many cells the readings have that leave no column empty without a trace, as bits; whatever the columns hold.
    pub(super) fn lengths(&self) -> u128 {
        let mut lengths = vec![0_u128; self.end + 1];
        for &start in &self.starts {
            lengths[start as usize] = 1;
        }
        for at in 0..self.end {
            for edge in self.edges(at) {
                lengths[edge.to as usize] |= lengths[at] << edge.cells();
            }
        }
        lengths[self.end]
    }

    /// Whether some reading leaves one of so many columns empty without a trace.
    pub(super) fn may_drop(&self, columns: usize) -> bool {
        self.fewest < columns
    }

    fn edges(&self, at: usize) -> &[Edge] {
        match self.first.get(at..at + 2) {
            Some(&[from, to]) => &self.edges[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The cell with this value between two places.
    fn cell(&self, from: usize, to: usize, value: Value) -> Cell {
        let source = match self.base {
            Some(base) => Source::span(base + from, base + to),
            None if to > from + 1 => Source::signed(from),
            None => Source::given(from),
        };
        Cell { source, value }
    }

    /// Visits every reading, the most plausible label end first.
    pub(super) fn walk(&self, types: &Types, ways: &Ways, visitor: &mut impl Visitor) {
        let mut cells = Vec::with_capacity(ways.columns);
        for &start in &self.starts {
            let start = start as usize;
            if !self.walk_from(start, start, types, ways, &mut cells, visitor) {
                return;
            }
        }
    }

    /// One level per column and space; bounded by the columns and the length of the row.
    fn walk_from(
        &self,
        at: usize,
        start: usize,
        types: &Types,
        ways: &Ways,
        cells: &mut Vec<Option<Cell>>,
        visitor: &mut impl Visitor,
    ) -> bool {
        if ways.none(at, cells.len()) {
            return true;
        }
        if cells.len() == ways.columns {
            // Only the end of the row leads on from here.
            let start = self.base.unwrap_or_default() + start;
            return at != self.end || visitor.found(&Walk { start, cells });
        }
        for edge in self.edges(at) {
            let to = edge.to as usize;
            let cell = match edge.step {
                Step::Space => {
                    if !self.walk_from(to, start, types, ways, cells, visitor) {
                        return false;
                    }
                    continue;
                }
                Step::Empty => None,
                Step::Cell(value) if types.admit(cells.len(), value) => {
                    Some(self.cell(at, to, value))
                }
                Step::Cell(_) => continue,
            };
            cells.push(cell);
            let on = !visitor.step(cells) || self.walk_from(to, start, types, ways, cells, visitor);
            cells.pop();
            if !on {
                return false;
            }
        }
        if ways.drops {
            cells.push(None);
            let on = !visitor.step(cells) || self.walk_from(at, start, types, ways, cells, visitor);
            cells.pop();
            return on;
        }
        true
    }
}

impl Ways {
    fn none(&self, at: usize, column: usize) -> bool {
        self.numbers[at * (self.columns + 1) + column] == 0
    }
}

/// The cells and spaces that can start at `at`.
fn edges_from(text: &str, at: usize, rules: Rules, edges: &mut Vec<Edge>) {
    let rest = &text[at..];
    if rest.starts_with('\u{a0}') {
        edges.push(Edge { to: place(at + '\u{a0}'.len_utf8()), step: Step::Empty });
    } else if rest.starts_with([' ', '\t']) {
        edges.push(Edge { to: place(skip_spaces(text, at)), step: Step::Space });
    }
    notation::tokens(text, at, rules, &mut |token| {
        // An opaque cell can end inside a word of another script; then nothing follows it.
        if text.is_char_boundary(token.end) {
            edges.push(Edge { to: place(token.end), step: Step::Cell(token.value) });
        }
    });
}

/// A glued row is shorter than 4 GiB, and so are its edges.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn skip_spaces(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_dash_and_the_number_behind_it_are_one_cell_or_two() {
        let number = |mantissa| Some(Value::number(mantissa, 0));
        let cells = [number(5), Some(Value::NIL), number(7), Some(Value::NIL), None];
        let graph = Graph::of_dashed(&cells);
        assert_eq!(graph.lengths(), 1 << 4 | 1 << 5);
        assert_eq!(graph.fewest, 4);
        assert_eq!(Graph::of_dashed(&[Some(Value::NIL), number(-7)]).lengths(), 1 << 2);
        let types = Types::of_rows(4, &[]);
        assert_eq!(graph.ways(&types, false).0, 1);
    }

    proptest! {
        #[test]
        fn only_rows_that_may_drop_have_readings_with_dropped_cells(
            text in "[0-9.,%* -]{1,20}",
            columns in 1_usize..7,
        ) {
            let types = Types::of_rows(columns, &[]).with_large_percents(true);
            if let Some(graph) = Graph::of_text(&text, &[0], columns, Rules::default()) {
                let [all, full] = [true, false].map(|drops| graph.ways(&types, drops).0);
                prop_assert!(full == all || graph.may_drop(columns));
                prop_assert_eq!(full > 0, graph.lengths() >> columns & 1 == 1);
            }
        }

        #[test]
        fn what_is_read_with_dots_is_read_without(text in "[0-9.,%* -]{1,20}") {
            let lengths = |undotted: bool| {
                let rules = Rules { undotted, ..Rules::default() };
                Graph::of_text(&text, &[0], 9, rules).map_or(0, |graph| graph.lengths())
            };
            prop_assert_eq!(0, lengths(false) & !lengths(true));
        }
    }
}
