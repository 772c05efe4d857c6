//! Overviews of deviations: what explains their rows, and whether they say what the main table says.

use ontleed_model::{
    Arguments, Block, Cell, Check, Code, Column, DeviationOverview, Explanation, Finding, Kind,
    Measure, Outcome, Quote, Related, Role as Part, Row, Section, Severity, Side, Status, Table,
    TableKind,
};
use ontleed_terms::{Role, has_role, holds_total, without_number};
use ontleed_text::fold;
use rust_decimal::Decimal;

use crate::tables::ordinal;
use crate::words::words;

/// The overviews of deviations of a document, in the order of the text; and what they leave
/// unexplained, what explains nothing, and totals that differ.
pub(crate) fn deviations<'t>(
    tables: &[Table<'t>],
    sections: &[Section<'t>],
) -> (Vec<DeviationOverview<'t>>, Vec<Finding>) {
    let overviews: Vec<_> = (0..tables.len()).filter(|&at| is_overview(&tables[at])).collect();
    if overviews.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let headings = headings(sections);
    let ends = overviews.iter().skip(1).map(|&at| tables[at].start).chain([u32::MAX]);
    let mut findings = Vec::new();
    let overview = |(&at, end)| {
        let table: &Table<'t> = &tables[at];
        let from = |start| headings.partition_point(|heading| heading.quote.start < start);
        let below = &headings[from(table.end)..from(end)];
        let below = &below[..below.len().min(MOST_HEADINGS)];
        let of = of(tables, at);
        let explanations = explanations(table, below);
        let checks = of.map(|of| checks(table, &tables[of])).unwrap_or_default();
        findings.extend(unexplained(table, &explanations));
        findings.extend(without_row(below, &explanations));
        findings.extend(checks.iter().filter_map(|check| disagreement(table, &tables[of?], check)));
        DeviationOverview { table: ordinal(at), explanations, of: of.map(ordinal), checks }
    };
    let deviations = overviews.iter().zip(ends).map(overview).collect();
    (deviations, findings)
}

/// As many rows of an overview, headings below it and tables above it are looked at.
const MOST_ROWS: usize = 100;
const MOST_HEADINGS: usize = 200;
const MOST_TABLES: usize = 20;

fn is_overview(table: &Table<'_>) -> bool {
    table.kind == TableKind::Afwijkingen
}

/// A heading and where its section ends, which heading it stands below, and whether that is one of
/// explanations.
#[derive(Clone, Copy)]
struct Headed<'t> {
    quote: Quote<'t>,
    end: u32,
    parent: Option<u32>,
    among_explanations: bool,
}

fn headings<'t>(sections: &[Section<'t>]) -> Vec<Headed<'t>> {
    let mut headings = Vec::new();
    collect(sections, None, false, &mut headings);
    let ends: Vec<_> = headings.iter().skip(1).map(|next| next.quote.start).collect();
    for (heading, end) in headings.iter_mut().zip(ends.into_iter().chain([u32::MAX])) {
        heading.end = heading.end.min(end);
    }
    headings
}

/// The end of a section is that of its last block; the sections in it have their own.
fn collect<'t>(
    sections: &[Section<'t>],
    parent: Option<u32>,
    among_explanations: bool,
    headings: &mut Vec<Headed<'t>>,
) {
    for section in sections {
        let heading = section.heading.map(|heading| heading.quote());
        headings.extend(heading.map(|quote| Headed {
            quote,
            end: section.blocks.last().map_or(quote.end, end),
            parent,
            among_explanations,
        }));
        let explains = among_explanations || section.kind == Some(Kind::Toelichting);
        collect(&section.sections, heading.map(|quote| quote.start), explains, headings);
    }
}

fn end(block: &Block<'_>) -> u32 {
    match block {
        Block::Paragraph { end, .. }
        | Block::List { end, .. }
        | Block::Table { end, .. }
        | Block::Footnote { end, .. }
        | Block::Furniture { end, .. } => *end,
    }
}

/// The number a row or heading begins with: `3.. Integratie`, `1.` before a no-break space.
fn number(text: &str) -> Option<u32> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = (1..=2).contains(&digits) && without_number(text).len() < text.len();
    numbered.then(|| text[..digits].parse().ok()).flatten()
}

/// What ties a row or a heading to the other: its number and its name, folded.
struct Name {
    number: Option<u32>,
    name: String,
}

impl Name {
    fn of_heading(heading: &Headed<'_>) -> Self {
        let text = heading.quote.text;
        Self { number: number(text), name: fold(without_number(text)) }
    }

    /// `None` for a total: no section explains it.
    fn of_row(row: &Row<'_>) -> Option<Self> {
        let label = label(row);
        let name = fold(without_number(&label));
        let named = !name.is_empty() && !is_total(row);
        named.then(|| Self { number: row_number(row, &label), name })
    }

    /// The same number and a word of the name, or, without numbers, the whole name.
    fn explains(&self, row: &Self) -> bool {
        let same = self.name == row.name;
        match (self.number, row.number) {
            (Some(own), Some(other)) => {
                own == other && (same || share_a_word(&self.name, &row.name))
            }
            (None, None) => same,
            _ => false,
        }
    }
}

/// The rows with the sections that explain them. A heading without number counts among explanations
/// only.
fn explanations<'t>(table: &Table<'t>, below: &[Headed<'t>]) -> Vec<Explanation<'t>> {
    let may_explain =
        |heading: &&Headed<'_>| heading.among_explanations || number(heading.quote.text).is_some();
    let mut headings = below.iter().filter(may_explain).peekable();
    if headings.peek().is_none() {
        return Vec::new();
    }
    let mut left: Vec<_> = (0..)
        .zip(table.rows.iter().take(MOST_ROWS))
        .filter_map(|(at, row): (u32, _)| Some((at, Name::of_row(row)?)))
        .collect();
    let mut explanations = Vec::new();
    for heading in headings {
        let name = Name::of_heading(heading);
        if let Some(found) = left.iter().position(|(_, row)| name.explains(row)) {
            let (row, _) = left.remove(found);
            let Headed { quote, end, .. } = *heading;
            let start = quote.start;
            explanations.push(Explanation { row, heading: quote, start, end });
        }
    }
    explanations.sort_by_key(|explanation| explanation.row);
    explanations
}

fn share_a_word(one: &str, other: &str) -> bool {
    let mut shared = words(one).filter(|word| word.len() > 3 && !has_role(word, Role::Function));
    shared.any(|word| words(other).any(|own| own == word))
}

fn label(row: &Row<'_>) -> String {
    row.label.iter().map(|part| part.text).collect::<Vec<_>>().join(" ")
}

fn row_number(row: &Row<'_>, label: &str) -> Option<u32> {
    let code = || row.code?.text.trim_end_matches('.').parse().ok().filter(|code| *code < 100);
    number(label).or_else(code)
}

/// Whether the first word of a label is one for a total.
fn is_total(row: &Row<'_>) -> bool {
    let first = row.label.iter().flat_map(|part| words(part.text)).next();
    first.is_some_and(holds_total)
}

/// The nearest table of income and expenses above that has a column of deviations.
fn of(tables: &[Table<'_>], overview: usize) -> Option<usize> {
    let has_deviations = |table: &Table<'_>| table.columns.iter().any(is_deviation);
    (0..overview)
        .rev()
        .take(MOST_TABLES)
        .find(|&at| tables[at].kind == TableKind::BatenLasten && has_deviations(&tables[at]))
}

fn is_deviation(column: &Column<'_>) -> bool {
    column.measure == Some(Measure::Afwijking)
}

const SIDES: [Side; 4] = [Side::Baten, Side::Lasten, Side::Reserves, Side::Saldo];

/// The total of each side against the deviation of that side. Where taxes follow a subtotal, either
/// of the two totals may be the one.
fn checks(overview: &Table<'_>, main: &Table<'_>) -> Vec<Check> {
    let mut deviations = (0..).zip(&main.columns).filter(|(_, column)| is_deviation(column));
    let (Some((of_column, _)), None) = (deviations.next(), deviations.next()) else {
        return Vec::new();
    };
    let totals: Vec<usize> =
        (0..overview.rows.len()).filter(|&row| is_total(&overview.rows[row])).rev().collect();
    let check = |side: Side| {
        let mut columns =
            (0..).zip(&overview.columns).filter(|(_, column)| column.side == Some(side));
        let (column, _) = columns.next()?;
        let of_row = row_of(main, side)?;
        let of = cell(&main.rows[of_row], of_column)?;
        let compared = totals.iter().filter_map(|&row| {
            let own = cell(&overview.rows[row], column)?;
            let (row, of_row) = (ordinal(row), ordinal(of_row));
            compare(own, of).map(|(residual, tolerance, outcome)| Check {
                side,
                row,
                column,
                of_row,
                of_column,
                residual,
                tolerance,
                outcome,
            })
        });
        let compared: Vec<_> = compared.collect();
        let holds = compared.iter().find(|check| check.outcome == Outcome::Holds);
        holds.or(compared.first()).copied()
    };
    SIDES.into_iter().filter_map(check).collect()
}

/// The row of the main table that is one side as a whole: `Baten exclusief reserves`, `Saldo`.
fn row_of(table: &Table<'_>, side: Side) -> Option<usize> {
    let is_side = |word: &str| word.eq_ignore_ascii_case(side.code());
    let names = |row: &Row<'_>| {
        let Some(label) = row.label.first() else { return false };
        let mut names = words(label.text);
        let first = names.next().unwrap_or_default();
        let is_named =
            is_side(first) || has_role(first, Role::Label) && names.next().is_some_and(is_side);
        is_named && (side != Side::Saldo || names.next().is_none() && row.label.len() == 1)
    };
    let found = (0..table.rows.len()).find(|&row| names(&table.rows[row]));
    found.filter(|&row| table.rows[row].status != Status::Ambiguous)
}

fn cell<'a, 't>(row: &'a Row<'t>, column: u32) -> Option<&'a Cell<'t>> {
    let certain = row.status != Status::Ambiguous;
    row.cell(column).filter(|cell| certain && cell.value.is_some())
}

fn compare(own: &Cell<'_>, of: &Cell<'_>) -> Option<(Decimal, Decimal, Outcome)> {
    let (own, of) = (own.value?, of.value?);
    let residual = own.checked_sub(of)?;
    let unit = |value: Decimal| Decimal::new(1, value.scale());
    let tolerance = unit(own).saturating_add(unit(of)).saturating_mul(Decimal::new(5, 1));
    let outcome = match residual.abs() {
        off if off <= tolerance => Outcome::Holds,
        off if off <= tolerance.saturating_add(unit(own).max(unit(of))) => Outcome::Near,
        // The other sign convention: which of the two is meant is not known.
        _ if own == -of => Outcome::Untestable,
        _ => Outcome::Fails,
    };
    Some((residual, tolerance, outcome))
}

/// Numbered rows without an explanation, where others have one.
fn unexplained(table: &Table<'_>, explanations: &[Explanation<'_>]) -> Vec<Finding> {
    let explained = |at: u32| explanations.iter().any(|other| other.row == at);
    let is_missing = |(at, row): &(u32, &Row<'_>)| {
        !explanations.is_empty() && !explained(*at) && row_number(row, &label(row)).is_some()
    };
    let missing = (0..).zip(table.rows.iter().take(MOST_ROWS)).filter(is_missing);
    let code = Code::ExplanationMissing;
    missing.map(|(_, row)| Finding::new(code, Severity::Note, row.start, row.end)).collect()
}

/// Numbered headings beside the explanations that explain no row.
fn without_row(below: &[Headed<'_>], explanations: &[Explanation<'_>]) -> Vec<Finding> {
    let explains = |heading: &Headed<'_>| {
        explanations.iter().any(|other| other.heading.start == heading.quote.start)
    };
    let first = below.iter().find(|heading| explains(heading));
    let parent = first.and_then(|first| first.parent);
    let beside = below.iter().filter(|heading| first.is_some() && heading.parent == parent);
    let numbered = beside.filter(|heading| number(heading.quote.text).is_some());
    let left = numbered.filter(|heading| !explains(heading));
    let code = Code::ExplanationWithoutRow;
    left.map(|left| Finding::new(code, Severity::Note, left.quote.start, left.quote.end)).collect()
}

/// A total that is not the deviation in the table it explains.
fn disagreement(table: &Table<'_>, of: &Table<'_>, check: &Check) -> Option<Finding> {
    let found = cell(&table.rows[check.row as usize], check.column)?;
    let other = cell(&of.rows[check.of_row as usize], check.of_column)?;
    let fails = check.outcome == Outcome::Fails;
    let related =
        Related { role: Part::Other, start: other.start, end: other.end, value: other.value };
    let arguments = Arguments {
        expected: other.value,
        found: found.value,
        tolerance: Some(check.tolerance),
        related: vec![related],
        ..Arguments::default()
    };
    let finding =
        Finding::new(Code::TablesDisagree, Severity::Error, found.start, found.end).with(arguments);
    fails.then_some(finding)
}
