use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::fixtures::{report, root, seed, texts};

/// A heading of a report.
#[derive(Debug)]
struct Heading {
    line: u64,
    text: String,
    level: i64,
    kind: Option<String>,
}

fn headings(sections: &Value, found: &mut Vec<Heading>) {
    for section in sections.as_array().unwrap() {
        let heading = &section["heading"];
        if heading.is_object() {
            found.push(Heading {
                line: heading["line"].as_u64().unwrap(),
                text: heading["text"].as_str().unwrap().to_owned(),
                level: section["level"].as_i64().unwrap(),
                kind: section["kind"].as_str().map(str::to_owned),
            });
        }
        headings(&section["sections"], found);
    }
}

/// Every heading that counts is found with its kind, no other line is, and each lies as much deeper
/// than the one before it as it should.
#[track_caller]
fn check(number: &str) {
    let (_, report) = report(&fs::read(seed(number)).unwrap());
    let gold = root().join(format!("fixtures/headings/{number}.json"));
    let gold: Value = serde_json::from_str(&fs::read_to_string(gold).unwrap()).unwrap();
    let gold = gold["headings"].as_array().unwrap();
    let mut found = Vec::new();
    headings(&report["sections"], &mut found);

    let mut wrong = String::new();
    for Heading { line, text, .. } in &found {
        if !gold.iter().any(|heading| heading["line"] == *line) {
            writeln!(wrong, "false heading: {line} {text}").unwrap();
        }
    }
    let mut before: Option<(i64, i64)> = None;
    for expected in gold.iter().filter(|heading| heading["optional"] == false) {
        let Some(heading) = found.iter().find(|heading| expected["line"] == heading.line) else {
            writeln!(wrong, "missed: {expected}").unwrap();
            continue;
        };
        // Gold writes a no-break space as a space.
        let text = heading.text.replace('\u{A0}', " ");
        if expected["text"] != text || expected["kind"].as_str() != heading.kind.as_deref() {
            writeln!(wrong, "{heading:?}, not {expected}").unwrap();
        }
        let depth = expected["depth"].as_i64().unwrap();
        if let Some((depth_before, level_before)) = before {
            let (is, ought) = (heading.level - level_before, depth - depth_before);
            if is != ought {
                writeln!(wrong, "{heading:?}: {is} deeper than the one before, not {ought}")
                    .unwrap();
            }
        }
        before = Some((depth, heading.level));
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn seed_000() {
    check("000");
}

#[test]
fn seed_001() {
    check("001");
}

#[test]
fn seed_002() {
    check("002");
}

#[test]
fn seed_003() {
    check("003");
}

#[test]
fn seed_004() {
    check("004");
}

/// The headings that the gold of the invented pages lists.
#[test]
fn listed_headings_of_the_pages() {
    let mut missed = Vec::new();
    let mut listed = 0;
    for page in texts("fixtures/rotterdam") {
        let gold = fs::read_to_string(page.with_extension("gold.json")).unwrap();
        let gold: Value = serde_json::from_str(&gold).unwrap();
        let mut found = Vec::new();
        headings(&report(&fs::read(&page).unwrap()).1["sections"], &mut found);
        for heading in gold["headings"].as_array().into_iter().flatten() {
            listed += 1;
            if !found.iter().any(|found| *heading == *found.text) {
                let page = page.file_stem().unwrap().to_str().unwrap();
                missed.push(format!("{page} {}", heading.as_str().unwrap()));
            }
        }
    }
    assert_eq!(listed, 58);
    assert_eq!(missed, Vec::<String>::new());
}
