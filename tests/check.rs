//! `ontleed check`: what it prints, and how it ends.

use std::fs;

use serde_json::Value;

use crate::cli::{folder, ontleed};
use crate::fixtures::{root, seed};

const TABLE: &str = "Wat heeft het gekost?\n\nOverzicht van baten en lasten HavenbeheerOorspr.\n\
    Begroting\n2020\nBijgestelde Begroting\n2020\nRealisatie\n2020\nAfwijking\n\
    Baten exclusief reserves6431.8522.140288\n\n\
    Bijdragen rijk en medeoverheden 221 1.298 1.395 97\n\
    Overige opbrengsten derden 421 554 745 191\n\
    Apparaatslasten 7.949 11.404 11.852 448\n\
    Inhuur 61 483 957 474\nOverige apparaatslasten 48 133 167 34\n\
    Personeel 7.840 10.787 10.727 -59\n";

#[test]
fn a_wrong_figure_is_shown_in_its_line_with_what_is_expected() {
    let folder = folder(&[("haven.txt", TABLE.replace("10.787", "10.737").as_bytes())]);
    let run = ontleed(folder.path(), &["check", "haven.txt"]);
    assert_eq!((run.code, run.err.as_str()), (3, ""));
    let shown = "\
error[sum_fails]: does not add up: 10.737 is printed, the other figures give 10.786
  --> haven.txt:18:17
   |
15 | Apparaatslasten 7.949 11.404 11.852 448
   |                       ------ does not add up either, with the same figure
...
18 | Personeel 7.840 10.737 10.727 -59
   |                 ^^^^^^ ------ --- what they should give
   |                 |      |
   |                 |      added
   |                 expected 10.786, give or take 1,5

";
    assert_eq!(run.out, shown);
}

#[test]
fn a_record_has_the_same_for_machines() {
    let folder = folder(&[("in/haven.txt", TABLE.replace("10.787", "10.737").as_bytes())]);
    let run = ontleed(folder.path(), &["check", "in", "--format", "json"]);
    assert_eq!((run.code, run.err.as_str(), run.out.lines().count()), (3, "", 1));
    let record: Value = serde_json::from_str(&run.out).unwrap();
    let line = TABLE.lines().position(|line| line.starts_with("Personeel")).unwrap() + 1;
    for (field, value) in [
        ("document", Value::from("haven.txt")),
        ("code", "sum_fails".into()),
        ("severity", "error".into()),
        ("line", line.into()),
        ("column", 17.into()),
        ("start", TABLE.find("10.787").unwrap().into()),
        ("end", (TABLE.find("10.787").unwrap() + 6).into()),
    ] {
        assert_eq!(record[field], value, "{field}");
    }
    let arguments = &record["arguments"];
    assert_eq!((&arguments["expected"], &arguments["found"]), (&10786.into(), &10737.into()));
    assert_eq!(arguments["related"][2]["role"], "total");
    assert_eq!(arguments["related"][2]["value"], -59);
}

#[test]
fn what_adds_up_prints_nothing() {
    let folder = folder(&[("haven.txt", TABLE.as_bytes())]);
    let run = ontleed(folder.path(), &["check", "haven.txt"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
}

#[test]
fn the_seeds_contradict_nothing() {
    let run = ontleed(root(), &["check", "seeds", "--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let records = run.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let codes: Vec<String> = records.map(|r| r["code"].as_str().unwrap().to_owned()).collect();
    assert_eq!(codes, ["ambiguous_row"; 4]);
}

#[test]
fn a_row_that_may_be_read_in_several_ways_is_shown_with_them() {
    let run = ontleed(root(), &["check", seed("003").to_str().unwrap()]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("warning[ambiguous_row]"), "{}", run.out);
    assert!(run.out.contains("= note: it may be read as"), "{}", run.out);
}

#[test]
fn a_document_that_failed_counts_more_than_one_that_is_contradicted() {
    let wrong = TABLE.replace("10.787", "10.737");
    let folder = folder(&[("haven.txt", wrong.as_bytes()), ("empty.txt", b"")]);
    let run = ontleed(folder.path(), &["check", "haven.txt", "empty.txt"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("error[sum_fails]"), "{}", run.out);
    assert_eq!(run.err, "ontleed: empty.txt: decode: empty: there is no text in it\n");
    assert_eq!(ontleed(folder.path(), &["check", "--format", "xml", "haven.txt"]).code, 2);
}

#[test]
fn any_number_of_threads_prints_the_same() {
    let other = fs::read_dir(root().join("fixtures/other")).unwrap().count();
    assert!(other > 40);
    let run = |jobs| ontleed(root(), &["check", "fixtures", "--jobs", jobs]).out;
    let one = run("1");
    assert!(one.lines().count() > 100);
    assert_eq!(one, run("4"));
}

/// The line and column of each finding, as told to people.
fn places(shown: &str) -> Vec<String> {
    let arrow = |line: &str| Some(line.trim_start().strip_prefix("--> ")?.to_owned());
    shown.lines().filter_map(arrow).collect()
}

/// The same, as told to machines.
fn records(json: &str) -> Vec<String> {
    let place = |line| {
        let record: Value = serde_json::from_str(line).unwrap();
        let document = record["document"].as_str().unwrap();
        format!("{document}:{}:{}", record["line"], record["column"])
    };
    json.lines().map(place).collect()
}

#[test]
fn people_and_machines_are_told_the_same_places() {
    let wrong = TABLE.replace("10.787", "10.737");
    // A place far within a line that is longer than is shown.
    let long = format!("{}\n| Baten | 1 | 2 |\n", "Dé kades zijn oud. ".repeat(4000));
    let cells = "  |  ".repeat(8000);
    let row = format!(
        "Overzicht\n\n| | 2020 | 2021 |\n|---|---|---|\n| A | 1 | 1 |\n| B | 2 | 2 |\n| Totaal {cells}| 9 | 9 |\n"
    );
    let folder = folder(&[
        ("lf.txt", wrong.as_bytes()),
        ("crlf.txt", wrong.replace('\n', "\r\n").as_bytes()),
        ("cr.txt", wrong.replace('\n', "\r").as_bytes()),
        ("mixed.txt", wrong.replacen("Personeel", "Vast\rPersoneel", 1).as_bytes()),
        ("long.txt", long.as_bytes()),
        ("row.txt", row.as_bytes()),
    ]);
    let shown = ontleed(folder.path(), &["check", "."]).out;
    let json = ontleed(folder.path(), &["check", ".", "--format", "json"]).out;
    assert_eq!(places(&shown), records(&json));
    let at =
        |name: &str| records(&json).into_iter().filter(|place| place.starts_with(name)).count();
    assert!(
        at("lf.txt:18:17") == 1 && at("crlf.txt:18:17") == 1 && at("cr.txt:18:17") == 1,
        "{json}"
    );
    // All of them are found in the same way, on the pages there are.
    let shown = ontleed(root(), &["check", "fixtures"]).out;
    let json = ontleed(root(), &["check", "fixtures", "--format", "json"]).out;
    assert_eq!(places(&shown), records(&json));
}

#[test]
fn a_line_that_is_longer_than_is_shown_is_cut() {
    let before = "Dé kades zijn oud. ".repeat(20_000);
    let text = format!("{before}\u{FFFD}").into_bytes();
    // The last character is torn, which is found where it stands.
    let folder = folder(&[("long.txt", &text[..text.len() - 1])]);
    let run = ontleed(folder.path(), &["check", "long.txt"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let column = before.chars().count() + 1;
    assert_eq!(places(&run.out), [format!("long.txt:1:{column}")]);
    assert!(run.out.len() < 1000, "{} bytes", run.out.len());
}

#[test]
fn it_tells_how_far_it_is_as_the_others_do() {
    let folder = folder(&[("haven.txt", TABLE.as_bytes()), ("empty.txt", b"")]);
    let run = |args: &[&str]| ontleed(folder.path(), &[&["check", "."], args].concat());
    let failure = "ontleed: ./empty.txt: decode: empty: there is no text in it\n";
    assert_eq!((run(&["-q"]).code, run(&["--quiet"]).err.as_str()), (1, failure));
    let told = run(&["--progress"]).err;
    assert!(
        told.starts_with(&format!("{failure}ontleed: 1 document, 1 failed\n  1 tables")),
        "{told}"
    );
    assert_eq!(run(&["-q", "--progress"]).code, 2);
}
