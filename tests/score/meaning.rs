//! What tables say they are, against the gold: measure, year and side of the cells found, kind,
//! title and unit of the tables, parents and groups of the rows.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use super::{Cell, key};

/// How often something was right, left open, or wrong.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    right: usize,
    open: usize,
    wrong: usize,
}

impl Tally {
    /// Counts what was told; returns it where it is not right.
    fn count<'a>(&mut self, told: Option<&'a str>, is_right: bool) -> Option<&'a str> {
        match told {
            _ if is_right => self.right += 1,
            None => self.open += 1,
            Some(_) => self.wrong += 1,
        }
        (!is_right).then(|| told.unwrap_or("nothing"))
    }
}

/// The columns of the score, in the order they are written.
const NAMES: [&str; 8] = ["measure", "year", "side", "kind", "title", "unit", "parent", "group"];
const MEASURE: usize = 0;
const YEAR: usize = 1;
const SIDE: usize = 2;
const KIND: usize = 3;
const TITLE: usize = 4;
const UNIT: usize = 5;
const PARENT: usize = 6;
const GROUP: usize = 7;

/// What a page, or a set of pages, says of its tables.
#[derive(Clone, Debug, Default)]
pub(super) struct Meaning {
    tallies: [Tally; 8],
    pub(super) notes: BTreeSet<String>,
}

/// A row of the gold, and the row that was found for it.
pub(super) struct Found<'a> {
    pub(super) gold: &'a Value,
    pub(super) own: Option<Vec<Cell>>,
    pub(super) is_ambiguous: bool,
}

impl Meaning {
    pub(super) fn add(&mut self, other: &Self) {
        for (tally, other) in self.tallies.iter_mut().zip(&other.tallies) {
            tally.right += other.right;
            tally.open += other.open;
            tally.wrong += other.wrong;
        }
    }

    pub(super) fn header() -> String {
        NAMES.iter().fold(String::new(), |mut line, name| {
            write!(line, "{name:>15}").unwrap();
            line
        })
    }

    /// Right, open and wrong of each.
    pub(super) fn line(&self) -> String {
        self.tallies.iter().fold(String::new(), |mut line, Tally { right, open, wrong }| {
            write!(line, "{:>15}", format!("{right}/{open}/{wrong}")).unwrap();
            line
        })
    }

    fn judge(&mut self, what: usize, place: &str, told: Option<&str>, gold: &str) {
        let is_right = told.is_some_and(|told| key(told) == key(gold));
        if let Some(told) = self.tallies[what].count(told, is_right) {
            self.notes.insert(format!("{}: {place}: {told}, not {gold}", NAMES[what]));
        }
    }

    /// Counts what one table of the gold says; what it leaves null is not scored.
    /// Neither is a unit that a rendering does not print.
    pub(super) fn table(&mut self, gold: &Value, rows: &[Found<'_>], report: &Value, text: &str) {
        let found: Vec<u64> =
            rows.iter().filter_map(|row| row.own.as_ref()).map(|own| own[0].table).collect();
        let of_table = |table: &u64| found.iter().filter(|other| *other == table).count();
        let Some(at) = found.iter().max_by_key(|table| of_table(table)) else { return };
        let table = &report["tables"][usize::try_from(*at).unwrap()];
        let name = gold["title"].as_str().unwrap_or("table");
        if let Some(kind) = gold["kind"].as_str() {
            self.judge(KIND, name, table["kind"].as_str(), kind);
        }
        if let Some(title) = gold["title"].as_str() {
            self.judge(TITLE, name, table["title"]["text"].as_str(), title);
        }
        if let Some(unit) = gold["unit"].as_str().filter(|unit| text.contains(bare(unit))) {
            let told = table["unit"]["text"].as_str().map(bare);
            self.judge(UNIT, name, told, bare(unit));
        }
        for row in rows.iter().filter(|row| !row.is_ambiguous) {
            self.cells(gold, row);
            self.group(row, report);
        }
        self.parents(rows);
    }

    /// The columns of a row; a measure, year or side of the row stands before that of the column.
    fn cells(&mut self, gold: &Value, row: &Found<'_>) {
        for cell in row.own.iter().flatten().filter(|cell| cell.value.is_some()) {
            let at = usize::try_from(cell.column).unwrap();
            let column = &gold["columns"][at];
            let says = |field: &str| {
                let own = &row.gold[field];
                if own.is_null() { &column[field] } else { own }
            };
            let place = format!("column {at} {}", column["label"].as_str().unwrap_or_default());
            if let Some(measure) = says("measure").as_str() {
                self.judge(MEASURE, &place, cell.only_measure(), measure);
            }
            if let Some(year) = says("year").as_u64() {
                let told = cell.year.map(|year| year.to_string());
                self.judge(YEAR, &place, told.as_deref(), &year.to_string());
            }
            if let Some(side) = says("side").as_str() {
                self.judge(SIDE, &place, cell.side.as_deref(), side);
            }
        }
    }

    /// The name a row stands under: its own group, or the label of a row above it in the tree.
    fn group(&mut self, row: &Found<'_>, report: &Value) {
        let (Some(group), Some(own)) = (row.gold["group"].as_str(), &row.own) else { return };
        let rows = &report["tables"][usize::try_from(own[0].table).unwrap()]["rows"];
        let mut told: Vec<String> = Vec::new();
        let mut next = Some(own[0].row);
        while let Some(at) = next.filter(|_| told.len() < 8) {
            let row = &rows[usize::try_from(at).unwrap()];
            told.extend(row["group"]["text"].as_str().map(str::to_owned));
            let parts = row["label"].as_array().unwrap().iter();
            told.push(parts.filter_map(|part| part["text"].as_str()).collect::<Vec<_>>().join(" "));
            next = row["parent"].as_u64();
        }
        let is_right = told.iter().any(|told| key(told).contains(&key(group)));
        let other = told.get(1).map(String::as_str);
        if let Some(told) = self.tallies[GROUP].count(other, is_right) {
            self.notes.insert(format!("group: {}: {told}, not {group}", row.gold["label"]));
        }
    }

    /// Where the gold has levels the parent of a row is the nearest row above it that is less deep.
    fn parents(&mut self, rows: &[Found<'_>]) {
        for (at, row) in rows.iter().enumerate() {
            let own = row.own.as_ref().filter(|_| !row.is_ambiguous);
            let (Some(level), Some(own)) = (row.gold["level"].as_u64(), own) else { continue };
            let is_above =
                |above: &&Found<'_>| above.gold["level"].as_u64().is_some_and(|it| it < level);
            let parent = rows[..at].iter().rev().find(is_above);
            let expected = parent.and_then(|parent| Some(parent.own.as_ref()?[0].row));
            let told = own[0].parent.map(|told| told.to_string());
            let is_right = own[0].parent == expected;
            if let Some(told) = self.tallies[PARENT].count(told.as_deref(), is_right) {
                let label = &row.gold["label"];
                self.notes.insert(format!("parent: {label}: row {told}, not {expected:?}"));
            }
        }
    }
}

/// A unit without the brackets around it.
fn bare(unit: &str) -> &str {
    unit.trim_matches(['(', ')', ' '])
}
