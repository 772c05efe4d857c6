//! Boxes: cells between lines that are drawn. A row stands between two lines that are drawn, and may have several lines of text.

use std::ops::Range;

use ontleed_text::{Source, Span};

use super::grid::{self, Grid, GridRow};
use super::separated::{self, MOST_CELLS};
use crate::line::{Kind, parts_cells};
use crate::regions::Region;

/// Whether the lines between the cells of a region are drawn: `│`.
pub(super) fn is_drawn(source: &Source<'_>, region: &Region) -> bool {
    let mut lines = source.lines()[region.lines.clone()].iter().zip(&region.kinds);
    let first = lines.find(|(_, kind)| **kind == Kind::Pipe);
    first.is_some_and(|(line, _)| source.slice(line.span).trim_start().starts_with(parts_cells))
}

/// The cells of a line, each between two marks.
pub(super) fn cells(source: &Source<'_>, line: Span) -> Vec<Span> {
    let text = source.slice(line);
    let marks = text.match_indices(parts_cells).take(MOST_CELLS);
    let marks: Vec<(usize, &str)> = marks.collect();
    let between = marks.windows(2).map(|pair| Span::at(pair[0].0 + pair[0].1.len(), pair[1].0));
    between.map(|cell| separated::cell(source, cell.shift(line.start))).collect()
}

/// Makes one row of the lines between two lines that are drawn, where no two of them have values and so each row of the table
/// stands between two such lines.
pub(super) fn join_lines(source: &Source<'_>, grid: &mut Grid) {
    let parts = between_rules(grid);
    let counts: Vec<usize> = parts
        .iter()
        .map(|part| grid.rows[part.clone()].iter().filter(|row| has_values(source, row)).count())
        .collect();
    let Some(first) = counts.iter().position(|count| *count > 0) else { return };
    if counts.iter().any(|count| *count > 1) || counts.len() < first + 2 {
        return;
    }
    let mut rows: Vec<GridRow> = Vec::new();
    let mut rules = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        rules.push(rows.len());
        let lines = part.map(|line| std::mem::take(&mut grid.rows[line]));
        let lines: Vec<GridRow> = lines.collect();
        match joined(source, &lines).filter(|_| at >= first && lines.len() > 1) {
            Some(row) => rows.push(row),
            None => rows.extend(lines),
        }
    }
    grid.rows = rows;
    grid.rules = rules;
}

/// The rows between each two lines that are drawn, in order.
fn between_rules(grid: &Grid) -> Vec<Range<usize>> {
    let ends = grid.rules.iter().copied().chain([grid.rows.len()]);
    let starts = std::iter::once(0).chain(grid.rules.iter().copied());
    starts.zip(ends).map(|(start, end)| start..end).filter(|part| !part.is_empty()).collect()
}

fn has_values(source: &Source<'_>, row: &GridRow) -> bool {
    row.cells.iter().skip(1).any(|cell| grid::is_value(source, *cell))
}

/// The row that stands on several lines: in each column the first cell that holds something, and the label in parts. `None`
/// where one of the lines has another number of cells.
fn joined(source: &Source<'_>, lines: &[GridRow]) -> Option<GridRow> {
    let (first, last) = (lines.first()?, lines.last()?);
    let width = first.cells.len();
    if width == 0 || lines.iter().any(|line| line.cells.len() != width) {
        return None;
    }
    let filled = |column: usize| {
        let cells = lines.iter().map(move |line| line.cells[column]);
        cells.filter(|cell| !grid::is_empty(source, *cell))
    };
    // A value is on one of the lines only.
    let value = |column: usize| filled(column).find(|cell| grid::is_value(source, *cell));
    let cells = (0..width).map(|column| {
        let own = if column > 0 { value(column) } else { None };
        own.or_else(|| filled(column).next()).unwrap_or(first.cells[column])
    });
    let is_coded =
        width > 2 && filled(0).next().is_some_and(|cell| grid::is_code(source.slice(cell).trim()));
    let below = filled(usize::from(is_coded)).skip(1).collect();
    Some(GridRow {
        cells: cells.collect(),
        below,
        span: first.span.to(last.span),
        ..GridRow::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regions::regions;

    fn rows(text: &str) -> Vec<String> {
        let source = Source::new(text);
        let grid = separated::pipes(&source, &regions(&source)[0]);
        let rows = grid.rows.iter().map(|row| {
            let cells: Vec<&str> = row.cells.iter().map(|cell| source.slice(*cell)).collect();
            let below: Vec<&str> = row.below.iter().map(|part| source.slice(*part)).collect();
            format!("{} {}", cells.join("|"), below.join("+")).trim_end().to_owned()
        });
        rows.collect()
    }

    const DRAWN: &str = "\
┌────────────┬───────┬──────┐
│            │Saldo  │Bron  │
│            │2020   │      │
├────────────┼───────┼──────┤
│Reserve     │  1.204│Eigen │
│onderhoud   │       │cijfer│
├────────────┼───────┼──────┤
│Algemeen    │    980│      │
└────────────┴───────┴──────┘
";

    #[test]
    fn a_row_stands_between_two_lines_that_are_drawn() {
        let expected = ["|Saldo|Bron", "|2020|", "Reserve|1.204|Eigen onderhoud", "Algemeen|980|"];
        assert_eq!(rows(DRAWN), expected);
        let typed: String = DRAWN
            .chars()
            .map(|c| match c {
                '│' => '|',
                '─' => '-',
                c if c > '\u{2500}' => '+',
                c => c,
            })
            .collect();
        assert_eq!(rows(&typed), expected);
    }

    #[test]
    fn lines_between_parts_of_a_table_join_no_rows() {
        let text = DRAWN.replace("│onderhoud   │       │cijfer│", "│Onderhoud   │     15│      │");
        let expected =
            ["|Saldo|Bron", "|2020|", "Reserve|1.204|Eigen", "Onderhoud|15|", "Algemeen|980|"];
        assert_eq!(rows(&text), expected);
    }
}
