use std::fs;

use serde_json::Value;

use crate::cli::{folder, ontleed};
use crate::fixtures::{origin, root};

/// The block of the README that is fenced with this language.
fn fenced<'r>(readme: &'r str, language: &str) -> &'r str {
    let fence = format!("```{language}\n");
    let start = readme.find(&fence).unwrap() + fence.len();
    let length = readme[start..].find("```").unwrap();
    &readme[start..start + length]
}

#[test]
fn shows_what_really_comes_out() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let text = fenced(&readme, "text").as_bytes();
    let decoded = ontleed_text::decode(text).unwrap();
    let report = ontleed_report::report(&decoded, origin(text, &decoded));
    let mut lines = Vec::new();
    ontleed_output::write_ndjson(&ontleed_output::facts(&report), &mut lines);
    let second = lines.split(|&byte| byte == b'\n').nth(1).unwrap();
    let second: Value = serde_json::from_slice(second).unwrap();
    let shown: Value = serde_json::from_str(fenced(&readme, "json")).unwrap();
    assert_eq!(second, shown, "{second:#}");
}

#[test]
fn shows_what_check_really_prints() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let text = fenced(&readme, "text").replace("10.787", "10.737");
    let folder = folder(&[("document.txt", text.as_bytes())]);
    let run = ontleed(folder.path(), &["check", "document.txt"]);
    assert_eq!((run.code, run.out.trim_end()), (3, fenced(&readme, "diagnostic").trim_end()));
}

#[test]
fn its_commands_are_the_ones_ci_runs() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    let commands: Vec<_> = fenced(&readme, "sh").lines().collect();
    assert_eq!(commands.len(), 2, "{commands:?}");
    for command in commands {
        assert!(ci.lines().any(|line| line == command), "{command}");
    }
}
