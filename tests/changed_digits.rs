//! What a wrong digit in a report leads to: each digit of a confirmed figure is changed to each
//! other digit.

use std::collections::BTreeMap;
use std::fs;

use ontleed_model::{Code, Finding, Outcome, Place, Relation, Report, Status, Table, Verdict};
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::fixtures::{origin, seed, texts};

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
                let printed = bytes[start as usize..cell.end as usize].iter();
                let digits = printed.enumerate().filter(|(_, byte)| byte.is_ascii_digit());
                changes.extend(digits.flat_map(|(offset, printed)| {
                    let at = start as usize + offset;
                    let others = (b'0'..=b'9').filter(move |digit| digit != printed);
                    others.map(move |digit| Change { table, place, start, at, digit })
                }));
            }
        }
    }
    changes
}

/// What is known before anything is changed.
struct Original<'r, 't> {
    bytes: &'r [u8],
    report: &'r Report<'t>,
    /// By where they begin.
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
                named: findings.iter().any(names),
                told: findings.iter().any(tells),
                rounding: self
                    .may_be_rounding(change, &bytes[cell.start as usize..cell.end as usize]),
                elsewhere: self.elsewhere(change, report),
            }
        })
    }

    /// Whether the sums over the figure still hold with the changed one.
    fn may_be_rounding(&self, change: Change, printed: &[u8]) -> bool {
        let table = &tables(self.report)[change.table];
        let row = &table.rows[change.place.row as usize];
        let cell = row.cells.iter().find(|cell| cell.column == change.place.column).unwrap();
        let Some(changed) = value(printed) else { return false };
        let by = changed.checked_sub(cell.value.unwrap()).unwrap();
        let holds = |relation: &Relation| match sign(relation, change.place) {
            Some(sign) => {
                relation.residual.saturating_add(by.saturating_mul(Decimal::from(sign))).abs()
                    <= relation.tolerance
            }
            None => true,
        };
        let mut tested = table.relations.iter().filter(|r| r.outcome == Outcome::Holds);
        tested.all(holds)
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

/// The number a cell prints; nothing where a changed digit made it none.
fn value(printed: &[u8]) -> Option<Decimal> {
    let printed = std::str::from_utf8(printed).unwrap();
    let cell = ontleed_dutch::cell(printed)?;
    let whole = cell.span.end as usize == printed.len();
    cell.value.quantity().filter(|_| whole).map(|quantity| quantity.value)
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

/// What is told of the changes of each page, in a snapshot: whether more or fewer are is to be seen in
/// a review.
///
/// A change by a unit or two may be what rounding did, and cannot be seen. Of the others nearly all
/// are told.
fn pin(name: &str, pages: &[(String, Vec<Effect>)]) {
    let mut lines =
        "changed, named; of those that are not rounding, named, told at the figure".to_owned();
    for (page, effects) in pages.iter().filter(|(_, effects)| !effects.is_empty()) {
        let count = |is: fn(&&Effect) -> bool| effects.iter().filter(is).count();
        let (all, named) = (effects.len(), count(|effect| effect.named));
        let visible = count(|effect| !effect.rounding);
        let visible_named = count(|effect| !effect.rounding && effect.named);
        let told = count(|effect| !effect.rounding && effect.told);
        let line =
            format!("\n{all:>4} {named:>4}; {visible:>4} {visible_named:>4} {told:>4} {page}");
        lines.push_str(&line);
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, lines));
}

#[test]
fn a_wrong_digit_is_told_where_it_stands_and_changes_nothing_else() {
    let effects = effects(&fs::read(seed("000")).unwrap(), 1);
    assert_eq!(effects.len(), 3051);
    let elsewhere: Vec<_> = effects.iter().filter(|e| !e.elsewhere.is_empty()).collect();
    assert!(elsewhere.is_empty(), "{elsewhere:#?}");
    pin("changed_digits", &[("seed 000".to_owned(), effects)]);
}

/// The same on all labelled pages, one change in a hundred: small tables have few sums to tell by.
#[test]
fn what_is_told_of_wrong_digits_on_all_pages() {
    let pages = texts("fixtures/rotterdam").into_iter().chain(texts("fixtures/other"));
    let pages = pages.map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, effects(&fs::read(path).unwrap(), 101))
    });
    pin("changed_digits_on_pages", &pages.collect::<Vec<_>>());
}
