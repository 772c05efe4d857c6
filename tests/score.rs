//! How well tables are rebuilt, on all labelled pages: `tests/score.txt`, so that a change shows its
//! effect on the whole corpus as a diff.
//!
//! A cell counts when row label, column and value agree; numbers only. A value is silently wrong
//! when it is not in the gold and not marked ambiguous. In `rendered` a row with an empty cell does
//! not count for recall, since many renderings drop the cell without trace.

/// What the tables say they are.
mod meaning;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;

use flate2::read::GzDecoder;
use ontleed_output::Facts;
use ontleed_text::{decode, fold};
use rayon::prelude::*;
use serde_json::Value;

use crate::fixtures::{origin, root, seed, texts};

use meaning::{Found, Meaning};

const SEEDS: [&str; 5] = ["000", "001", "002", "003", "004"];

/// A cell as a reader of the facts has it.
#[derive(Clone, Debug)]
struct Cell {
    table: u64,
    row: u64,
    label: String,
    parent: Option<u64>,
    column: u64,
    measure: Option<String>,
    side: Option<String>,
    year: Option<u64>,
    raw: String,
    value: Option<String>,
    status: String,
    /// All of it.
    fact: Value,
}

impl Cell {
    fn only_measure(&self) -> Option<&str> {
        self.measure.as_deref()
    }

    /// `afwijking_baten`: the measure with its side, as the gold of the seeds has it.
    fn sided_measure(&self) -> String {
        match (self.only_measure(), self.side.as_deref()) {
            (Some(measure @ "afwijking"), Some(side)) => format!("{measure}_{side}"),
            (measure, _) => measure.unwrap_or_default().to_owned(),
        }
    }
}

/// The facts of a text and its report, read back from the JSON they are written as.
fn read(bytes: &[u8]) -> (Vec<Cell>, Value) {
    let decoded = decode(bytes).unwrap();
    let report = ontleed_report::report(&decoded, origin(bytes, &decoded));
    let mut lines = Vec::new();
    ontleed_output::write_ndjson(&Facts::of(&report).all(), &mut lines);
    let lines = String::from_utf8(lines).unwrap();
    let cells = lines.lines().map(|line| cell(serde_json::from_str(line).unwrap())).collect();
    let mut json = Vec::new();
    ontleed_output::write(&report, ontleed_output::Format::Ndjson, &mut json);
    (cells, serde_json::from_slice(&json).unwrap())
}

fn cell(fact: Value) -> Cell {
    let some = |field: &str| fact[field].as_str().map(str::to_owned);
    let text = |field: &str| some(field).unwrap_or_default();
    let number = |field: &str| fact[field].as_u64();
    Cell {
        table: number("table").unwrap(),
        row: number("row").unwrap(),
        label: key(&text("row_label")),
        parent: number("row_parent"),
        column: number("column").unwrap(),
        measure: some("measure"),
        side: some("side"),
        year: number("year"),
        raw: text("raw"),
        value: fact["value"].as_number().map(|number| canonical(&number.to_string())),
        status: text("status"),
        fact,
    }
}

/// How labels are compared: without footnote marks, case and white space.
fn key(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_whitespace() && *c != '*').collect()
}

/// `1.50` and `1.5` are one number.
fn canonical(number: &str) -> String {
    if !number.contains('.') {
        return number.to_owned();
    }
    number.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The number a cell of the gold prints.
fn number(printed: &str) -> Option<String> {
    let cell = ontleed_dutch::cell(printed)?.value;
    let quantity = cell.quantity()?;
    quantity.upper.is_none().then(|| canonical(&quantity.value.to_string()))
}

/// A page, its name and its gold.
struct Page {
    set: String,
    name: String,
    bytes: Vec<u8>,
    gold: Value,
}

fn pages() -> Vec<Page> {
    let mut pages = Vec::new();
    for set in ["rotterdam", "other", "written"] {
        for path in texts(&format!("fixtures/{set}")) {
            let gold = fs::read(path.with_extension("gold.json")).unwrap();
            pages.push(Page {
                set: set.to_owned(),
                name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
                bytes: fs::read(&path).unwrap(),
                gold: serde_json::from_slice(&gold).unwrap(),
            });
        }
    }
    pages.extend(rendered());
    pages
}

/// The pages of the archive: `NAME.STYLE.EXTRACTOR.txt`, with one `NAME.gold.json` for all of a name.
fn rendered() -> Vec<Page> {
    let archive = fs::File::open(root().join("fixtures/rendered.tar.gz")).unwrap();
    let mut files = BTreeMap::new();
    for entry in tar::Archive::new(GzDecoder::new(archive)).entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().to_str().unwrap().to_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        files.insert(name, bytes);
    }
    let gold = |name: &str| serde_json::from_slice(&files[&format!("{name}.gold.json")]).unwrap();
    files
        .iter()
        .filter_map(|(file, bytes)| {
            let name = file.strip_suffix(".txt")?;
            let (page, pair) = name.split_once('.')?;
            let (set, name) = (format!("rendered {pair}"), name.to_owned());
            Some(Page { set, name, bytes: bytes.clone(), gold: gold(page) })
        })
        .collect()
}

/// What came of a page, or of a set of pages.
#[derive(Clone, Debug, Default)]
struct Score {
    cells: usize,
    found: usize,
    wrong: usize,
    missed: usize,
    ambiguous: usize,
    silent: usize,
    /// Of the silent ones: given as proven.
    proven: usize,
    /// Rows that the gold marks ambiguous, and how many of them come out so.
    doubtful: usize,
    doubted: usize,
    meaning: Meaning,
    notes: Vec<String>,
}

impl Score {
    fn add(&mut self, other: &Self) {
        self.cells += other.cells;
        self.found += other.found;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.ambiguous += other.ambiguous;
        self.silent += other.silent;
        self.proven += other.proven;
        self.doubtful += other.doubtful;
        self.doubted += other.doubted;
        self.meaning.add(&other.meaning);
    }

    fn line(&self) -> String {
        let Self { cells, found, wrong, missed, ambiguous, silent, proven, .. } = self;
        let recall = found * 10_000 / cells.max(&1);
        let recall = format!("{}.{:02}%", recall / 100, recall % 100);
        let doubted = format!("{}/{}", self.doubted, self.doubtful);
        format!(
            "{cells:7}{recall:>9}{wrong:7}{missed:7}{ambiguous:7}{silent:8}{proven:8}{doubted:>9}"
        )
    }
}

/// Rows of a page with the cells they hold.
struct Rows {
    rows: Vec<(Vec<Cell>, bool)>,
}

impl Rows {
    fn new(cells: Vec<Cell>) -> Self {
        let mut rows: BTreeMap<(u64, u64), Vec<Cell>> = BTreeMap::new();
        for cell in cells {
            rows.entry((cell.table, cell.row)).or_default().push(cell);
        }
        Self { rows: rows.into_values().map(|cells| (cells, false)).collect() }
    }

    /// Takes the row of one of these names, the one that agrees best where several have it.
    fn claim(&mut self, names: &[String], cells: &[(u64, String)]) -> Option<Vec<Cell>> {
        let agrees = |own: &Cell| {
            cells
                .iter()
                .any(|(column, value)| own.column == *column && own.value.as_ref() == Some(value))
        };
        let mut best: Option<(usize, usize)> = None;
        for (at, (row, taken)) in self.rows.iter().enumerate() {
            if *taken || !names.contains(&row[0].label) {
                continue;
            }
            let agreement = row.iter().filter(|own| agrees(own)).count();
            if best.is_none_or(|(most, _)| agreement > most) {
                best = Some((agreement, at));
            }
        }
        let (_, at) = best?;
        self.rows[at].1 = true;
        Some(self.rows[at].0.clone())
    }
}

/// The names a row of the gold goes by: with and without code, type and group.
fn names(row: &Value) -> Vec<String> {
    let own = row["label"].as_str().unwrap_or_default();
    let mut names = vec![key(own)];
    for part in ["code", "type", "group"].iter().filter_map(|field| row[*field].as_str()) {
        names.push(key(&format!("{part}{own}")));
        names.push(key(&format!("{own}{part}")));
        names.extend(key(own).strip_prefix(&key(part)).map(str::to_owned));
    }
    names
}

fn score(page: &Page) -> Score {
    let mut score = Score::default();
    let (cells, report) = read(&page.bytes);
    let mut rows = Rows::new(cells);
    let mut known: Vec<(Vec<String>, u64, String)> = Vec::new();
    for gold in page.gold["tables"].as_array().into_iter().flatten() {
        let mut found = Vec::new();
        for row in gold["rows"].as_array().into_iter().flatten() {
            let values: Vec<Option<&str>> =
                row["values"].as_array().into_iter().flatten().map(Value::as_str).collect();
            let names = names(row);
            let printed = values.iter().zip(0..);
            let cells: Vec<(u64, String)> =
                printed.filter_map(|(value, column)| Some((column, number((*value)?)?))).collect();
            known.extend(
                cells.iter().map(|(column, value)| (names.clone(), *column, value.clone())),
            );
            if cells.is_empty() {
                continue;
            }
            let own = rows.claim(&names, &cells);
            let is_ambiguous = own.as_ref().is_some_and(|own| own[0].status == "ambiguous");
            let has_empty =
                values.iter().any(|value| value.is_none_or(|text| text.trim().is_empty()));
            if row["ambiguous"] == true {
                let doubted = own.is_none() || is_ambiguous;
                score.doubtful += 1;
                score.doubted += usize::from(doubted);
                if !doubted {
                    score.notes.push(format!("not ambiguous: {}", row["label"]));
                }
            } else if !(page.set.starts_with("rendered") && has_empty) {
                score.row(&row["label"], own.as_deref(), is_ambiguous, &cells);
            }
            found.push(Found { gold: row, own, is_ambiguous });
        }
        score.meaning.table(gold, &found, &report, &String::from_utf8_lossy(&page.bytes));
    }
    if !page.set.starts_with("rendered") {
        score.notes.extend(std::mem::take(&mut score.meaning.notes));
    }
    score.silently_wrong(&rows, &known);
    score
}

impl Score {
    /// Counts the cells of a row of the gold.
    fn row(
        &mut self,
        label: &Value,
        own: Option<&[Cell]>,
        is_ambiguous: bool,
        cells: &[(u64, String)],
    ) {
        self.cells += cells.len();
        let Some(own) = own else {
            self.missed += cells.len();
            self.notes.push(format!("missed: {label}"));
            return;
        };
        if is_ambiguous {
            self.ambiguous += cells.len();
            self.notes.push(format!("ambiguous: {label}"));
            return;
        }
        for (column, value) in cells {
            let found = own.iter().find(|cell| cell.column == *column);
            let found = found.and_then(|cell| cell.value.as_deref());
            if found == Some(value) {
                self.found += 1;
            } else {
                self.wrong += 1;
                let found = found.unwrap_or("nothing");
                self.notes.push(format!("wrong: {label} column {column}: {found}, not {value}"));
            }
        }
    }

    /// Counts the values that are not in the gold and not marked ambiguous.
    fn silently_wrong(&mut self, rows: &Rows, known: &[(Vec<String>, u64, String)]) {
        for cell in rows.rows.iter().flat_map(|(cells, _)| cells) {
            let Some(value) = &cell.value else { continue };
            let is_known = known.iter().any(|(names, column, gold)| {
                *column == cell.column && gold == value && names.contains(&cell.label)
            });
            if cell.status != "ambiguous" && !is_known {
                self.silent += 1;
                self.proven += usize::from(cell.status == "proven");
                let Cell { label, column, raw, .. } = cell;
                self.notes.push(format!("silent: {label} column {column}: {raw}"));
            }
        }
    }
}

/// The facts of a seed against its gold: every field that the gold names.
fn seed_score(number: &str, out: &mut String) -> bool {
    let gold = root().join(format!("fixtures/seeds/{number}.json"));
    let gold: Value = serde_json::from_slice(&fs::read(gold).unwrap()).unwrap();
    let (mut own, report) = read(&fs::read(seed(number)).unwrap());
    let (mut found, mut whole, mut notes) = (0, 0, String::new());
    let facts = gold["facts"].as_array().unwrap();
    for fact in facts {
        let text = |field: &str| fact[field].as_str().unwrap_or_default();
        let is_ambiguous = fact["ambiguous"] == true;
        let same = |cell: &&Cell| {
            cell.label == key(text("row"))
                && key(&cell.raw) == key(text("raw"))
                && (cell.status == "ambiguous") == is_ambiguous
        };
        let wrong = |cell: &Cell| wrong_fields(fact, cell, &report);
        let best = own.iter().enumerate().filter(|(_, cell)| same(cell));
        let Some((at, wrong)) =
            best.map(|(at, cell)| (at, wrong(cell))).min_by_key(|(_, wrong)| wrong.len())
        else {
            writeln!(notes, "    missed: {} {}", text("row"), text("raw")).unwrap();
            continue;
        };
        own.remove(at);
        found += 1;
        whole += usize::from(wrong.is_empty());
        if !wrong.is_empty() {
            let (row, raw, wrong) = (text("row"), text("raw"), wrong.join(", "));
            writeln!(notes, "    {row} {raw}: {wrong}").unwrap();
        }
    }
    let silent = own.iter().filter(|cell| cell.status != "ambiguous").count();
    let all = facts.len();
    writeln!(
        out,
        "seed {number}: {found}/{all} facts, {whole}/{all} right in every field, {silent} silently wrong"
    )
    .unwrap();
    out.push_str(&notes);
    whole == all && silent == 0
}

#[test]
fn every_field_of_the_seeds_is_right() {
    for number in SEEDS {
        let mut out = String::new();
        assert!(seed_score(number, &mut out), "{out}");
    }
}

/// The fields in which a fact is not what the gold says of it.
fn wrong_fields(gold: &Value, cell: &Cell, report: &Value) -> Vec<String> {
    let of_table = &report["tables"][usize::try_from(cell.table).unwrap()];
    let fact = &cell.fact;
    let named: Vec<&str> = gold.as_object().unwrap().keys().map(String::as_str).collect();
    let is_wrong = |field: &&&str| {
        let gold = &gold[**field];
        let text = |value: &Value| value.as_str().map(key);
        match **field {
            "measure" => {
                let told = [cell.only_measure().unwrap_or_default(), &cell.sided_measure()];
                !gold.as_str().unwrap().split('|').any(|measure| told.contains(&measure))
            }
            "table" => text(&fact["table_title"]) != text(gold),
            "kind" => fact["table_kind"] != *gold,
            "value" => cell.value != gold.as_str().map(canonical),
            "year" => cell.status != "ambiguous" && fact["year"] != *gold,
            "parent" => parent_label(of_table, cell) != text(gold),
            "indicator_type" => indicator(of_table, cell)["type"] != *gold,
            "source" => text(&indicator(of_table, cell)["source"]["text"]) != text(gold),
            "column" => cell.status != "ambiguous" && !has_column(fact, gold),
            "row" | "raw" | "ambiguous" => false,
            "side" | "unit" | "scale" | "qualifier" => fact[**field] != *gold,
            other => panic!("the gold names a field that is not scored: {other}"),
        }
    };
    named.iter().filter(is_wrong).map(|field| (*field).to_owned()).collect()
}

fn parent_label(table: &Value, cell: &Cell) -> Option<String> {
    let parent = &table["rows"][usize::try_from(cell.parent?).unwrap()];
    let parts = parent["label"].as_array()?.iter().filter_map(|part| part["text"].as_str());
    Some(key(&parts.collect::<Vec<_>>().join(" ")))
}

/// The indicator that a row belongs to.
fn indicator<'a>(table: &'a Value, cell: &Cell) -> &'a Value {
    let holds = |indicator: &&Value| {
        indicator["rows"].as_array().unwrap().iter().any(|row| row.as_u64() == Some(cell.row))
    };
    let mut indicators = table["indicators"].as_array().into_iter().flatten();
    indicators.find(holds).unwrap_or(&Value::Null)
}

/// `nulmeting` or a year heads the column.
fn has_column(fact: &Value, gold: &Value) -> bool {
    let Some(name) = gold.as_str() else { return true };
    key(fact["column_label"].as_str().unwrap()).contains(&key(name))
}

fn text() -> String {
    let mut out = String::new();
    for number in SEEDS {
        seed_score(number, &mut out);
    }
    let pages = pages();
    let scores: Vec<Score> = pages.par_iter().map(score).collect();
    let mut sets: BTreeMap<&str, Score> = BTreeMap::new();
    for (page, score) in pages.iter().zip(&scores) {
        sets.entry(&page.set).or_default().add(score);
        if page.set.starts_with("rendered") {
            sets.entry("rendered, all").or_default().add(score);
        }
    }
    writeln!(
        out,
        "\n{:36}{:>7}{:>9}{:>7}{:>7}{:>7}{:>8}{:>8}{:>9}",
        "set", "cells", "recall", "wrong", "missed", "ambig", "silent", "proven", "doubted"
    )
    .unwrap();
    for (set, score) in &sets {
        writeln!(out, "{set:36}{}", score.line()).unwrap();
    }
    writeln!(out, "\n{:36}{}   (right/open/wrong)", "set", Meaning::header()).unwrap();
    for (set, score) in &sets {
        writeln!(out, "{set:36}{}", score.meaning.line()).unwrap();
    }
    out.push('\n');
    for (page, score) in pages.iter().zip(&scores).filter(|(_, score)| !score.notes.is_empty()) {
        writeln!(out, "{} {}", page.set, page.name).unwrap();
        for note in &score.notes {
            writeln!(out, "    {note}").unwrap();
        }
    }
    of_renderings(&pages, &scores, &mut out);
    out
}

/// What the tables of rendered pages say wrongly: most of it in many renderings of a page.
fn of_renderings(pages: &[Page], scores: &[Score], out: &mut String) {
    let mut notes: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for (page, score) in pages.iter().zip(scores) {
        for note in &score.meaning.notes {
            let (name, pair) = page.name.split_once('.').unwrap();
            notes.entry((name, note)).or_default().push(pair);
        }
    }
    for ((name, note), pairs) in notes {
        let of = if pairs.len() > 3 { pairs.len().to_string() } else { pairs.join(", ") };
        writeln!(out, "rendered {name}: {note} ({of})").unwrap();
    }
}

/// With `SCORE=write` the file is written anew; read the difference before committing it.
#[test]
fn is_the_one_that_is_committed() {
    let path = root().join("tests/score.txt");
    let text = text();
    if std::env::var("SCORE").is_ok_and(|value| value == "write") {
        fs::write(&path, &text).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == text, "tests/score.txt is not up to date: run `just score` and read it");
}
