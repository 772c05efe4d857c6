//! `ontleed verify` finds nothing in what the program makes, and everything that is broken on purpose.

use std::fs;

use ontleed_verify::{Original, digest, fact, report};
use serde_json::Value;

use crate::fixtures::{facts, root, seed, texts};

/// A report as it is written, with the digest of its source.
fn made(bytes: &[u8]) -> Value {
    let (_, mut report) = crate::fixtures::report(bytes);
    report["source"]["sha256"] = digest(bytes).into();
    report
}

#[test]
fn reports_and_facts_agree_with_their_sources() {
    for path in texts("seeds").into_iter().chain(texts("fixtures")) {
        let bytes = fs::read(&path).unwrap();
        let source = Original::new(&bytes).unwrap();
        assert_eq!(report(&made(&bytes), &source), [], "{}", path.display());
        for cell in facts(&bytes) {
            assert_eq!(fact(&cell, &source), [], "{}", path.display());
        }
    }
}

/// A cell is read with this value, in which no breach is found, and with another one is found.
#[track_caller]
fn cell_says(cell: &str, value: &str, other: &str) {
    let text =
        format!("Wat kost het?\n\n| | 2020 |\n|---|---|\n| Baten | {cell} |\n| Lasten | 900 |\n");
    let made = made(text.as_bytes());
    assert_eq!(made["tables"][0]["rows"][0]["cells"][0]["value"].to_string(), value);
    assert_eq!(report(&made, &Original::new(text.as_bytes()).unwrap()), []);
    let other: Value = serde_json::from_str(other).unwrap();
    let change =
        |made: &mut Value| made["tables"][0]["rows"][0]["cells"][0]["value"] = other.clone();
    let expected = format!("tables[0].rows[0].cells[0].value: {other} is not what `{cell}` says");
    broken_in(text.as_bytes(), change, &expected);
}

#[test]
fn the_mark_of_a_footnote_is_no_part_of_a_number() {
    cell_says("12 2)", "12", "2");
    cell_says("12 2)", "12", "122");
}

#[test]
fn an_amount_in_millions_has_zeros_that_are_not_printed() {
    cell_says("1,2 mln", "1200000.0", "1300000");
    cell_says("1,2 mln", "1200000.0", "1200000000.0");
    cell_says("1,2 mln", "1200000.0", "1.2");
}

#[test]
fn groups_of_thousands_are_no_decimals_and_decimals_no_groups() {
    cell_says("1.852", "1852", "1.852");
    cell_says("1.852", "1852", "18.52");
    cell_says("1.852", "1852", "1852000");
    cell_says("1.852", "1852", "852");
    cell_says("1.852,50", "1852.50", "185250");
    cell_says("1.852,50", "1852.50", "1852.5");
    cell_says("1,852", "1.852", "1852");
    cell_says("9.00", "9.00", "900");
}

#[test]
fn a_sign_is_neither_left_out_nor_put_in() {
    cell_says("-53", "-53", "53");
    cell_says("53", "53", "-53");
    cell_says("− 53,1", "-53.1", "53.1");
    cell_says("53-", "-53", "53");
    cell_says("(2.615)", "-2615", "2615");
    cell_says("53 N", "53", "-53");
}

#[test]
fn other_words_stand_for_no_zeros() {
    let text = "Wat kost het?\n\n| | 2020 |\n|---|---|\n| Inzet | 12 fte |\n| Lasten | 900 |\n";
    let expected = "tables[0].rows[0].cells[0].value: 1200 is not what `12 fte` says";
    let change =
        |made: &mut Value| made["tables"][0]["rows"][0]["cells"][0]["value"] = 1_200.into();
    broken_in(text.as_bytes(), change, expected);
}

/// The first breach that changing the report of seed 000 makes.
#[track_caller]
fn broken(change: impl FnOnce(&mut Value), expected: &str) {
    broken_in(&fs::read(seed("000")).unwrap(), change, expected);
}

#[track_caller]
fn broken_in(bytes: &[u8], change: impl FnOnce(&mut Value), expected: &str) {
    let mut changed = made(bytes);
    let good = changed.clone();
    change(&mut changed);
    assert_ne!(changed, good, "nothing was changed");
    let breaches = report(&changed, &Original::new(bytes).unwrap());
    assert_eq!(breaches.first().map(ToString::to_string).unwrap_or_default(), expected);
}

#[test]
fn another_source_is_a_breach() {
    let other = |report: &mut Value| report["source"]["sha256"] = "00".into();
    let bytes = fs::read(seed("000")).unwrap();
    let sha256 = digest(&bytes);
    broken(other, &format!("source.sha256: the report says \"00\", the source has \"{sha256}\""));
    let longer = |report: &mut Value| report["source"]["bytes"] = 1.into();
    broken(longer, &format!("source.bytes: the report says 1, the source has {}", bytes.len()));
    broken(|report| report["schema"] = "7.0".into(), "schema: `7.0` is no form that is known here");
}

#[test]
fn a_span_that_does_not_give_its_text_is_a_breach() {
    let heading = "sections[0].heading";
    let bytes = fs::read(seed("000")).unwrap();
    let text = made(&bytes)["sections"][0]["heading"]["text"].as_str().unwrap().to_owned();
    let end = text.len();
    broken(
        |report| report["sections"][0]["heading"]["text"] = "Iets anders".into(),
        &format!("{heading}: it says \"Iets anders\", the source has {text:?} at 0..{end}"),
    );
    broken(
        |report| report["sections"][0]["heading"]["end"] = 10_000_000.into(),
        &format!("{heading}: 0..10000000 is not in the text, or cuts a character"),
    );
    broken(
        |report| report["sections"][0]["heading"]["line"] = 7.into(),
        &format!("{heading}: it says line 7, 0 is on line 1"),
    );
    broken(
        |report| report["sections"][0]["heading"]["end"] = Value::Null,
        &format!("{heading}: start and end are no places in a text"),
    );
}

#[test]
fn text_that_is_lost_or_held_twice_is_a_breach() {
    let bytes = "Wat kost het\n\nDe kades zijn nieuw.\n".as_bytes();
    let lost = |report: &mut Value| report["sections"][0]["blocks"] = Value::Array(vec![]);
    broken_in(bytes, lost, "sections: no piece holds 12..35");
    let twice = |report: &mut Value| {
        let blocks = report["sections"][0]["blocks"].as_array_mut().unwrap();
        blocks.push(blocks[0].clone());
    };
    broken_in(bytes, twice, "sections: two pieces hold byte 14");
}

/// A table of seed 000, with a relation that holds.
fn ledger(report: &Value) -> (usize, usize) {
    let tables = report["tables"].as_array().unwrap().iter().enumerate();
    let mut found = tables.filter_map(|(table, of)| {
        let relations = of["relations"].as_array().unwrap();
        Some((table, relations.iter().position(|relation| relation["outcome"] == "holds")?))
    });
    found.next().unwrap()
}

#[test]
fn a_sum_that_does_not_come_out_as_the_ledger_says_is_a_breach() {
    let (table, relation) = ledger(&made(&fs::read(seed("000")).unwrap()));
    let path = format!("tables[{table}].relations[{relation}]");
    let bytes = fs::read(seed("000")).unwrap();
    let good = made(&bytes)["tables"][table]["relations"][relation].clone();
    let (residual, tolerance) = (good["residual"].to_string(), good["tolerance"].to_string());
    let set = |field: &'static str, value: Value| {
        move |report: &mut Value| report["tables"][table]["relations"][relation][field] = value
    };
    broken(
        set("residual", 41.into()),
        &format!(
            "{path}.residual: it says 41, the cells give {}",
            residual.split('.').next().unwrap()
        ),
    );
    broken(
        set("tolerance", 1000.into()),
        &format!("{path}.tolerance: 1000 is not half a last printed digit for each figure"),
    );
    broken(
        set("outcome", "fails".into()),
        &format!(
            "{path}.outcome: `fails` with {} within {tolerance}",
            residual.split('.').next().unwrap()
        ),
    );
}

#[test]
fn a_figure_that_is_not_printed_is_a_breach() {
    let bytes = fs::read(seed("000")).unwrap();
    let report = made(&bytes);
    let (table, _) = ledger(&report);
    let rows = report["tables"][table]["rows"].as_array().unwrap();
    let row = rows.iter().position(|row| row["cells"][0]["value"].is_number()).unwrap();
    let text = rows[row]["cells"][0]["text"].as_str().unwrap();
    let path = format!("tables[{table}].rows[{row}].cells[0]");
    broken(
        |report| report["tables"][table]["rows"][row]["cells"][0]["value"] = 987_654.into(),
        &format!("{path}.value: 987654 is not what `{text}` says"),
    );
    // A digit that was lost is a breach, though the others are printed.
    let digits = rows[row]["cells"][0]["value"].to_string();
    let lost: Value = serde_json::from_str(&digits[1..]).unwrap();
    broken(
        |report| report["tables"][table]["rows"][row]["cells"][0]["value"] = lost.clone(),
        &format!("{path}.value: {lost} is not what `{text}` says"),
    );
    let negative =
        serde_json::from_str::<Value>(&format!("-{}", rows[row]["cells"][0]["value"])).unwrap();
    broken(
        |report| report["tables"][table]["rows"][row]["cells"][0]["value"] = negative.clone(),
        &format!("{path}.value: {negative} is not what `{text}` says"),
    );
}

#[test]
fn a_verdict_without_a_sum_is_a_breach() {
    let report = made(&fs::read(seed("000")).unwrap());
    let (table, _) = ledger(&report);
    let rows = report["tables"][table]["rows"].as_array().unwrap();
    let row = rows.iter().position(|row| row["cells"][0]["verdict"] == "confirmed").unwrap();
    broken(
        |report| {
            report["tables"][table]["rows"][row]["cells"][0]["verdict"] = "contradicted".into();
        },
        &format!(
            "tables[{table}].rows[{row}].cells[0]: no relation of the table makes it \"contradicted\""
        ),
    );
}

/// It cannot repeat a mistake of the parser: it does not know it.
#[test]
fn it_shares_only_text_and_model_with_the_parser() {
    let manifest = fs::read_to_string(root().join("crates/verify/Cargo.toml")).unwrap();
    let shared: Vec<_> = manifest.lines().filter(|line| line.starts_with("ontleed-")).collect();
    assert_eq!(shared, ["ontleed-model.workspace = true", "ontleed-text.workspace = true"]);
}
