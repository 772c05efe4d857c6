use std::fs;

use proptest::prelude::*;
use serde_json::Value;

use crate::fixtures::{outline, report, texts};

/// Checks the promises on one input: every span is in range, on character boundaries and holds the
/// text it is said to; and the pieces tile the text, with white space between them.
#[track_caller]
fn check(bytes: &[u8]) {
    let (text, full) = report(bytes);
    check_report(&text, &full);
    no_guess_is_silent(&full["tables"]);
    let (_, outline) = outline(bytes);
    check_report(&text, &outline);
}

/// Checks that a row of which more than one reading is left says so, and that no other lists any.
#[track_caller]
fn no_guess_is_silent(tables: &Value) {
    let rows =
        tables.as_array().unwrap().iter().flat_map(|table| table["rows"].as_array().unwrap());
    for row in rows {
        let readings = row.get("readings").map_or(0, |readings| readings.as_array().unwrap().len());
        let status = row["status"].as_str().unwrap();
        assert!(["read", "proven", "ambiguous"].contains(&status), "{row}");
        assert!(readings == 0 || status == "ambiguous", "{row}");
    }
}

#[track_caller]
fn check_report(text: &str, report: &Value) {
    let mut leaves = Vec::new();
    spans(&report["sections"], text, &mut leaves);
    spans(&report["tables"], text, &mut Vec::new());
    spans(&report["mentions"], text, &mut Vec::new());
    spans(&report["deviations"], text, &mut Vec::new());
    spans(&report["identity"], text, &mut Vec::new());
    spans(&report["findings"], text, &mut Vec::new());
    leaves.sort_unstable();
    let mut end = 0;
    for (start, leaf_end) in leaves {
        assert!(start >= end, "two pieces hold byte {start}");
        assert_eq!(text[end..start].trim(), "", "lost between {end} and {start}");
        end = leaf_end;
    }
    assert_eq!(text[end..].trim(), "", "lost after {end}");
}

/// Checks each object with a place, and collects the places of those that hold text.
#[track_caller]
fn spans(value: &Value, text: &str, leaves: &mut Vec<(usize, usize)>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| spans(value, text, leaves)),
        Value::Object(fields) => {
            if let (Some(start), Some(end)) = (fields.get("start"), fields.get("end")) {
                let place = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
                let (start, end) = (place(start), place(end));
                let piece = text.get(start..end).expect("in range and on character boundaries");
                if let Some(raw) = fields.get("text") {
                    assert_eq!(raw, piece);
                    leaves.push((start, end));
                }
                if let Some(line) = fields.get("line") {
                    let ends = text[..start].bytes().filter(|&byte| byte == b'\n').count() as u64;
                    assert_eq!(*line, ends + 1);
                }
            }
            fields.values().for_each(|value| spans(value, text, leaves));
        }
        _ => {}
    }
}

#[test]
fn hold_for_the_seeds() {
    for path in texts("seeds") {
        check(&fs::read(path).unwrap());
    }
}

#[test]
fn hold_for_every_fixture() {
    for path in texts("fixtures") {
        check(&fs::read(path).unwrap());
    }
}

/// A report says the same of a text with other line ends, but where it stands.
#[test]
fn hold_for_any_line_end() {
    let pages = ["seeds", "fixtures/sections", "fixtures/other", "fixtures/rotterdam"];
    for path in pages.into_iter().flat_map(texts) {
        let Ok(text) = String::from_utf8(fs::read(&path).unwrap()) else { continue };
        let text = text.replace("\r\n", "\n").replace('\r', " ");
        let says = |end: &str| {
            let text = text.replace('\n', end);
            check(text.as_bytes());
            let mut report = report(text.as_bytes()).1;
            report["source"] = Value::Null;
            without_places(&mut report);
            report
        };
        let expected = says("\n");
        for end in ["\r\n", "\r"] {
            assert!(says(end) == expected, "{} {end:?}", path.display());
        }
    }
}

/// Takes out what depends on how long line ends are.
fn without_places(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(without_places),
        Value::Object(fields) => {
            fields.retain(|name, _| !["start", "end"].contains(&name.as_str()));
            fields.values_mut().for_each(without_places);
        }
        Value::String(text) => *text = text.replace("\r\n", "\n"),
        _ => {}
    }
}

/// Promise 5: the same bytes wherever and whenever it is made.
#[test]
fn a_report_is_the_same_on_any_thread() {
    for path in texts("fixtures/other") {
        let bytes = fs::read(path).unwrap();
        let here = report(&bytes).1.to_string();
        let there = std::thread::scope(|scope| {
            scope.spawn(|| report(&bytes).1.to_string()).join().unwrap()
        });
        assert_eq!(here, there);
    }
}

/// Each seed cut off at many places, so that headings, lists and tables end in the middle.
#[test]
fn hold_for_texts_cut_off() {
    for path in texts("seeds") {
        let bytes = fs::read(path).unwrap();
        (1..bytes.len()).step_by(257).for_each(|end| check(&bytes[..end]));
    }
}

/// What lines are made of, in any order.
fn line() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Realisatie",
        "Wat kost het?",
        "2020",
        "1.234",
        "-",
        "\u{A0}",
        " ",
        "  ",
        "|",
        "\t",
        "*",
        "**",
        "#",
        "==",
        "---",
        "•",
        "1.",
        "a)",
        "€",
        "De kades zijn nieuw.",
        "Begroting",
        "n.v.t.",
        "ë",
        "(1)",
        "Toelichting",
        "Overzicht afwijkingen",
        "Afwijking saldo",
        "Het voordeel op kades bedraagt ",
        "mln",
        "2. Kades",
        "é\u{301}",
        "%",
        "\r",
        "<div>",
        ".",
    ]);
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn hold_for_lines_of_any_kind(lines in prop::collection::vec(line(), 1..40)) {
        let text = format!("x{}", lines.join("\n"));
        check(text.as_bytes());
    }

    #[test]
    fn hold_for_any_text(text in "\\PC{1,200}") {
        let text = format!("x{text}");
        prop_assume!(ontleed_text::decode(text.as_bytes()).is_ok());
        check(text.as_bytes());
    }
}
