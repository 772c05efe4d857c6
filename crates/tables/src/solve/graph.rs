//! All readings of one row as the paths of a graph: places in the row, joined by the cells that can stand between them.
//!
//! Rows with given cells and glued rows are walked alike; the graph is what differs.

use super::notation::{self, Rules};
use super::types::Types;
use super::{Cell, Source, Value};

/// From one place to a later one.
#[derive(Debug, Clone, Copy)]
struct Edge {
    to: usize,
    step: Step,
}

/// What an edge adds to the row.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// A cell.
    Cell(Cell),
    /// A column proven to be empty.
    Empty,
    /// A space between cells.
    Space,
}

/// The readings of one row.
#[derive(Debug, Clone)]
pub(super) struct Graph {
    /// The edges, by the place they leave.
    edges: Vec<Edge>,
    /// Per place its first edge.
    first: Vec<usize>,
    /// Label ends, in order of plausibility.
    starts: Vec<usize>,
    /// The place after the last cell.
    end: usize,
    /// Whether columns may also be empty without a trace.
    drops: bool,
}

/// The rows of a walk: per place and column the number of ways to the end.
#[derive(Debug)]
pub(super) struct Ways {
    ways: Vec<u32>,
    columns: usize,
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
        let edge = |(index, cell): (usize, &Option<Value>)| {
            let step = cell.map_or(Step::Empty, |value| {
                Step::Cell(Cell { source: Source::given(index), value })
            });
            Edge { to: index + 1, step }
        };
        Self {
            edges: cells.iter().enumerate().map(edge).collect(),
            first: (0..=cells.len()).collect(),
            starts: vec![0],
            end: cells.len(),
            drops: true,
        }
    }

    /// The graph of a glued row, or nothing if it is too long for so many columns.
    pub(super) fn of_text(
        text: &str,
        label_ends: &[usize],
        columns: usize,
        rules: Rules,
        drops: bool,
    ) -> Option<Self> {
        let end = text.trim_end_matches([' ', '\t', '\n', '\r']).len();
        let text = &text[..end];
        let starts: Vec<usize> = label_ends
            .iter()
            .map(|&at| skip_spaces(text, at))
            .filter(|&at| at < end && text.is_char_boundary(at))
            .filter(|&at| end - at <= columns.saturating_mul(notation::MAX_CELL))
            .collect();
        let lowest = *starts.iter().min()?;
        let mut edges = Vec::with_capacity(4 * (end - lowest));
        let mut first = vec![0; lowest];
        let mut reached = vec![false; end + 1];
        for &start in &starts {
            reached[start] = true;
        }
        for at in lowest..end {
            first.push(edges.len());
            if reached[at] {
                edges_from(text, at, rules, &mut edges);
                for edge in &edges[first[at]..] {
                    reached[edge.to] = true;
                }
            }
        }
        first.push(edges.len());
        Some(Self { edges, first, starts, end, drops })
    }

    /// The number of readings, and the table that leads a walk to them.
    pub(super) fn ways(&self, types: &Types) -> (u32, Ways) {
        let columns = types.len();
        let width = columns + 1;
        let mut ways = vec![0_u32; (self.end + 1) * width];
        for column in 0..=columns {
            let full = column == columns;
            ways[self.end * width + column] = u32::from(full || self.drops);
        }
        let first = self.starts.iter().min().copied().unwrap_or(self.end);
        for at in (first..self.end).rev() {
            for column in (0..columns).rev() {
                let mut sum = 0_u32;
                for edge in self.edges(at) {
                    let next = match edge.step {
                        Step::Space => column,
                        Step::Empty => column + 1,
                        Step::Cell(cell) if types.admit(column, cell.value) => column + 1,
                        Step::Cell(_) => continue,
                    };
                    sum = sum.saturating_add(ways[edge.to * width + next]);
                }
                if self.drops {
                    sum = sum.saturating_add(ways[at * width + column + 1]);
                }
                ways[at * width + column] = sum;
            }
        }
        let total =
            self.starts.iter().fold(0_u32, |sum, start| sum.saturating_add(ways[start * width]));
        (total, Ways { ways, columns })
    }

    /// How many cells the readings have that leave no column empty without a trace, as bits; whatever the columns hold.
    pub(super) fn lengths(&self) -> u128 {
        let mut lengths = vec![0_u128; self.end + 1];
        for &start in &self.starts {
            lengths[start] = 1;
        }
        let first = self.starts.iter().min().copied().unwrap_or(self.end);
        for at in first..self.end {
            for edge in self.edges(at) {
                let longer = u32::from(!matches!(edge.step, Step::Space));
                lengths[edge.to] |= lengths[at] << longer;
            }
        }
        lengths[self.end]
    }

    fn edges(&self, at: usize) -> &[Edge] {
        match self.first.get(at..at + 2) {
            Some(&[from, to]) => &self.edges[from..to],
            _ => &[],
        }
    }

    /// Visits every reading, the most plausible label end first.
    pub(super) fn walk(&self, types: &Types, ways: &Ways, visitor: &mut impl Visitor) {
        let mut cells = Vec::with_capacity(ways.columns);
        for &start in &self.starts {
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
            return at != self.end || visitor.found(&Walk { start, cells });
        }
        for edge in self.edges(at) {
            let cell = match edge.step {
                Step::Space => {
                    if !self.walk_from(edge.to, start, types, ways, cells, visitor) {
                        return false;
                    }
                    continue;
                }
                Step::Empty => None,
                Step::Cell(cell) if types.admit(cells.len(), cell.value) => Some(cell),
                Step::Cell(_) => continue,
            };
            cells.push(cell);
            let on =
                !visitor.step(cells) || self.walk_from(edge.to, start, types, ways, cells, visitor);
            cells.pop();
            if !on {
                return false;
            }
        }
        if self.drops {
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
        self.ways[at * (self.columns + 1) + column] == 0
    }
}

/// The cells and spaces that can start at `at`.
fn edges_from(text: &str, at: usize, rules: Rules, edges: &mut Vec<Edge>) {
    let rest = &text[at..];
    if rest.starts_with('\u{a0}') {
        edges.push(Edge { to: at + '\u{a0}'.len_utf8(), step: Step::Empty });
    } else if rest.starts_with([' ', '\t']) {
        edges.push(Edge { to: skip_spaces(text, at), step: Step::Space });
    }
    notation::tokens(text, at, rules, &mut |token| {
        let cell = Cell { source: Source::span(at, token.end), value: token.value };
        // An opaque cell can end inside a word of another script; then nothing follows it.
        if text.is_char_boundary(token.end) {
            edges.push(Edge { to: token.end, step: Step::Cell(cell) });
        }
    });
}

fn skip_spaces(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start_matches([' ', '\t']).len()
}
