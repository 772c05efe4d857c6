use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::cli::{folder, ontleed};
use crate::fixtures::{origin, root, texts};

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
    ontleed_output::write_ndjson(&ontleed_output::Facts::of(&report).all(), &mut lines);
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
        let is_run = |line: &str| line.replace(" --locked", "") == command;
        assert!(ci.lines().any(is_run), "{command}");
    }
}

/// What CI tests are the versions that are committed.
#[test]
fn ci_takes_the_locked_versions() {
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    let builds = ["clippy --w", "doc", "run", "test"].map(|command| format!("cargo {command}"));
    let lines: Vec<_> =
        ci.lines().filter(|line| builds.iter().any(|build| line.contains(build))).collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert!(lines.iter().all(|line| line.contains(" --locked")), "{lines:?}");
}

/// The lines of `console` blocks that show the program, without remarks.
fn shown(readme: &str) -> Vec<&str> {
    let blocks = readme.split("```console\n").skip(1);
    let lines = blocks.flat_map(|block| block.split("```").next().unwrap_or_default().lines());
    let commands = lines.filter_map(|line| line.strip_prefix("$ "));
    let commands = commands.map(|line| line.split("  #").next().unwrap_or_default().trim());
    commands.filter(|line| line.contains("ontleed ") && !line.contains('…')).collect()
}

#[cfg(unix)]
#[test]
fn its_examples_run() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read(texts("seeds")[0].as_path()).unwrap();
    let page =
        format!("WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: {}\r\n\r\n", text.len());
    let packed = |bytes: &[u8]| {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(bytes).unwrap();
        gzip.finish().unwrap()
    };
    fs::create_dir_all(folder.path().join("sites/a")).unwrap();
    fs::write(folder.path().join("sites/a/2021.txt"), &text).unwrap();
    fs::write(folder.path().join("jaarstukken.txt"), &text).unwrap();
    let line = serde_json::json!({ "content": String::from_utf8_lossy(&text) }).to_string();
    fs::write(folder.path().join("corpus.jsonl.gz"), packed(line.as_bytes())).unwrap();
    let page = packed(&[page.as_bytes(), &text, b"\r\n\r\n"].concat());
    fs::write(folder.path().join("crawl.warc.wet.gz"), page).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_ontleed")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let commands = shown(&readme);
    assert!(commands.len() >= 9, "{commands:?}");
    for command in commands {
        let mut bash = Command::new("bash");
        bash.args(["-o", "pipefail", "-c", command]).current_dir(folder.path()).env("PATH", &path);
        let output = bash.output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{command}: {err}");
    }
}
