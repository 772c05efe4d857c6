//! What a wrong digit in a report leads to: each digit of a confirmed figure is changed to each
//! other digit.

use std::collections::BTreeMap;
use std::fs;

use ontleed_model::{
    Code, Finding, Outcome, Place, Relation, Report, Role, Status, Table, Verdict,
};
use rayon::prelude::*;

use crate::fixtures::{origin, seed};

/// A confirmed figure with one digit changed.
#[derive(Clone, Copy, Debug)]
struct Change {
    table: usize,
    place: Place,
    /// Where the figure begins.
    start: u32,
    /// Byte of the text, and what is printed there instead.
    at: usize,
    digit: u8,
}

/// What came of it.
#[derive(Clone, Debug)]
struct Effect {
    change: Change,
    /// Whether a new finding names the row, as its place or as a part of the sum.
    named: bool,
    /// Whether a new finding stands at the figure itself, or at its row where that became ambiguous.
    told: bool,
    /// Whether every sum over the figure still holds within rounding.
    rounding: bool,
    /// Values of other cells that are not the same any more, and in no ambiguous row.
    elsewhere: Vec<String>,
}

fn with_report<T>(bytes: &[u8], look: impl FnOnce(&Report<'_>) -> T) -> T {
    let decoded = ontleed_text::decode(bytes).unwrap();
    look(&ontleed_report::report(&decoded, origin(bytes, &decoded)))
}

fn tables<'r, 't>(report: &'r Report<'t>) -> &'r [Table<'t>] {
    report.tables.as_deref().unwrap()
}

/// Every change of one digit of every confirmed figure.
fn changes(bytes: &[u8], report: &Report<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for (table, found) in tables(report).iter().enumerate() {
        for (row, found) in (0..).zip(&found.rows) {
            for cell in found.cells.iter().filter(|cell| cell.verdict == Verdict::Confirmed) {
                let place = Place { row, column: cell.column };
                let start = cell.start;
                for at in cell.start as usize..cell.end as usize {
                    let others = (b'0'..=b'9').filter(|digit| *digit != bytes[at]);
                    if bytes[at].is_ascii_digit() {
                        changes.extend(others.map(|digit| Change {
                            table,
                            place,
                            start,
                            at,
                            digit,
                        }));
                    }
                }
            }
        }
    }
    changes
}

/// What is known before anything is changed.
struct Original<'r, 't> {
    bytes: &'r [u8],
    report: &'r Report<'t>,
    values: BTreeMap<u32, Printed>,
}

/// A cell as a user of the facts has it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Printed {
    column: u32,
    value: Option<String>,
    is_ambiguous: bool,
}

fn values(report: &Report<'_>) -> BTreeMap<u32, Printed> {
    let mut values = BTreeMap::new();
    for found in tables(report) {
        for found in &found.rows {
            for cell in &found.cells {
                let value = cell.value.map(|value| value.to_string());
                let is_ambiguous = found.status == Status::Ambiguous;
                let printed = Printed { column: cell.column, value, is_ambiguous };
                values.insert(cell.start, printed);
            }
        }
    }
    values
}

impl Original<'_, '_> {
    fn effect(&self, change: Change) -> Effect {
        let mut bytes = self.bytes.to_vec();
        bytes[change.at] = change.digit;
        with_report(&bytes, |report| {
            let before = &tables(self.report)[change.table];
            let row = &before.rows[change.place.row as usize];
            let cell = row.cells.iter().find(|cell| cell.column == change.place.column).unwrap();
            let is_new = |finding: &&Finding| !self.report.findings.contains(finding);
            let findings: Vec<&Finding> = report.findings.iter().filter(is_new).collect();
            let in_row = |start: u32| (row.start..row.end).contains(&start);
            let names = |finding: &&Finding| {
                let mut related = finding.arguments.related.iter();
                in_row(finding.start) || related.any(|related| in_row(related.start))
            };
            let tells = |finding: &&Finding| match finding.code {
                Code::AmbiguousRow => in_row(finding.start),
                Code::CopyDiffers => names(finding),
                _ => finding.start == cell.start,
            };
            Effect {
                change,
                named: findings.iter().any(|finding| names(finding)),
                told: findings.iter().any(|finding| tells(finding)),
                rounding: self
                    .may_be_rounding(change, &bytes[cell.start as usize..cell.end as usize]),
                elsewhere: self.elsewhere(change, report),
            }
        })
    }

    /// Whether the sums over the figure still hold with the changed one.
    fn may_be_rounding(&self, change: Change, printed: &[u8]) -> bool {
        let table = &tables(self.report)[change.table];
        let value = |place: Place| {
            let row = &table.rows[place.row as usize];
            row.cells.iter().find(|cell| cell.column == place.column).and_then(|cell| cell.value)
        };
        let printed = std::str::from_utf8(printed).unwrap();
        let Some(cell) =
            ontleed_dutch::cell(printed).filter(|cell| cell.span.end as usize == printed.len())
        else {
            return false;
        };
        let Some(changed) = cell.value.quantity().map(|quantity| quantity.value) else {
            return false;
        };
        let by = changed - value(change.place).unwrap();
        let own = table.relations.iter().filter(|relation| relation.outcome == Outcome::Holds);
        own.filter_map(|relation| Some((relation, sign(relation, change.place)?))).all(
            |(relation, sign)| {
                (relation.residual + by * rust_decimal::Decimal::from(sign)).abs()
                    <= relation.tolerance
            },
        )
    }

    /// The figures that are read another way now, the changed one and those of ambiguous rows left out.
    fn elsewhere(&self, change: Change, report: &Report<'_>) -> Vec<String> {
        let after = values(report);
        let others = self.values.iter().filter(|(start, _)| **start != change.start);
        let differs = others.filter_map(|(start, before)| Some((start, before, after.get(start)?)));
        let differs = differs.filter(|(_, before, after)| !after.is_ambiguous && before != after);
        differs.map(|(start, before, after)| format!("{start}: {before:?} -> {after:?}")).collect()
    }
}

/// What a figure counts in the residual of a sum it is in.
fn sign(relation: &Relation, place: Place) -> Option<i8> {
    if relation.target == place {
        return Some(1);
    }
    let mut terms = relation.terms.iter();
    let term = terms.find(|term| (term.row, term.column) == (place.row, place.column))?;
    Some(-term.sign)
}

/// The effects of every change of one digit, or of one in so many.
fn effects(bytes: &[u8], one_in: usize) -> Vec<Effect> {
    with_report(bytes, |report| {
        let original = Original { bytes, report, values: values(report) };
        let changes: Vec<Change> = changes(bytes, report).into_iter().step_by(one_in).collect();
        changes.par_iter().map(|&change| original.effect(change)).collect()
    })
}

#[test]
fn survey() {
    use std::fmt::Write as _;
    let mut out = String::new();
    let (mut total, mut named, mut told, mut rounding) = (0, 0, 0, 0);
    for path in
        crate::fixtures::texts("seeds").into_iter().chain(crate::fixtures::texts("fixtures"))
    {
        let bytes = fs::read(&path).unwrap();
        if std::str::from_utf8(&bytes).is_err() || bytes.starts_with(b"\xEF\xBB\xBF") {
            continue;
        }
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let step = if name.starts_with("000") { 1 } else { 11 };
        let effects = effects(&bytes, step);
        let before = (total, named, told, rounding);
        for effect in &effects {
            total += 1;
            named += usize::from(effect.named);
            told += usize::from(effect.told);
            rounding += usize::from(effect.rounding && !effect.named);
            if !effect.named && !effect.rounding || !effect.elsewhere.is_empty() {
                let at = effect.change.at;
                let start = bytes[..at].iter().rposition(|&b| b == b'\n').map_or(0, |n| n + 1);
                let end = at + bytes[at..].iter().position(|&b| b == b'\n').unwrap();
                let line = String::from_utf8_lossy(&bytes[start..end]).into_owned();
                writeln!(
                    out,
                    "{name} {} t{} r{} c{} offset {} -> {} in {line:?} {:?}",
                    if effect.named { "NAMED" } else { "missed" },
                    effect.change.table,
                    effect.change.place.row,
                    effect.change.place.column,
                    at - start,
                    effect.change.digit as char,
                    effect.elsewhere
                )
                .unwrap();
            }
        }
        writeln!(
            out,
            "== {name} total {} named {} told {} rounding {}",
            total - before.0,
            named - before.1,
            told - before.2,
            rounding - before.3
        )
        .unwrap();
    }
    writeln!(out, "total {total} named {named} told {told} missed by rounding {rounding}").unwrap();
    fs::write("/tmp/survey2.txt", out).unwrap();
    let _ = (seed("000"), Role::Added);
}
