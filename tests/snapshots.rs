use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::fixtures::report;

/// Characters of running text that are shown; headings, rows and notes are shown whole.
const SHOWN: usize = 72;

/// A report as an outline: line number, then headings with level and kind, and blocks below them.
/// A no-break space is shown as `␣`.
fn outline(report: &Value) -> String {
    let mut out = String::new();
    for finding in report["findings"].as_array().unwrap() {
        writeln!(out, "finding {}", finding["code"].as_str().unwrap()).unwrap();
    }
    sections(&report["sections"], &mut out);
    out
}

fn sections(list: &Value, out: &mut String) {
    for section in list.as_array().unwrap() {
        let indent = "  ".repeat(usize::try_from(section["level"].as_u64().unwrap()).unwrap());
        if section["heading"].is_object() {
            let kind =
                section["kind"].as_str().map(|kind| format!(" ({kind})")).unwrap_or_default();
            let marks = "#".repeat(indent.len() / 2);
            let heading = &section["heading"];
            line(out, &heading["line"], &format!("{marks} {}{kind}", whole(&heading["text"])));
        }
        for block in section["blocks"].as_array().unwrap() {
            self::block(block, &indent, out);
        }
        sections(&section["sections"], out);
    }
}

fn block(block: &Value, indent: &str, out: &mut String) {
    let number = &block["line"];
    match block["type"].as_str().unwrap() {
        "list" => items(&block["items"], number, &format!("{indent}  "), out),
        "table" => {
            line(out, number, &format!("{indent}table"));
            for row in block["rows"].as_array().unwrap() {
                line(out, &Value::Null, &format!("{indent}  | {}", whole(&row["text"])));
            }
        }
        "footnote" => {
            let (mark, note) = (whole(&block["mark"]["text"]), shown(&block["note"]["text"]));
            line(out, number, &format!("{indent}note {mark} {note}"));
        }
        kind => line(out, number, &format!("{indent}{kind} {}", shown(&block["text"]))),
    }
}

fn items(list: &Value, number: &Value, indent: &str, out: &mut String) {
    for (index, item) in list.as_array().unwrap().iter().enumerate() {
        let number = if index == 0 { number } else { &Value::Null };
        let marker = whole(&item["marker"]["text"]);
        line(out, number, &format!("{indent}{marker} {}", shown(&item["content"]["text"])));
        if item.get("items").is_some() {
            items(&item["items"], &Value::Null, &format!("{indent}  "), out);
        }
    }
}

fn line(out: &mut String, number: &Value, text: &str) {
    let number = number.as_u64().map(|number| number.to_string()).unwrap_or_default();
    writeln!(out, "{number:>4} {}", text.trim_end()).unwrap();
}

fn whole(text: &Value) -> String {
    text.as_str().unwrap().replace('\u{A0}', "␣").replace('\n', "⏎")
}

fn shown(text: &Value) -> String {
    let text = whole(text);
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}… ({} characters)", &text[..end], text.chars().count()),
        None => text,
    }
}

/// The outline of every text that matches, each in a snapshot of its own name.
fn check(pattern: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::glob!("..", pattern, |path| {
            insta::assert_snapshot!("outline", outline(&report(&fs::read(path).unwrap()).1));
        });
    });
}

#[test]
fn of_the_seeds() {
    check("seeds/*.txt");
}

#[test]
fn of_section_division() {
    check("fixtures/sections/*.txt");
}

#[test]
fn of_the_encodings() {
    check("fixtures/encodings/*.txt");
}
