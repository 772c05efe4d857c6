use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::Value;
use tempfile::TempDir;

use crate::fixtures::{root, texts};

/// A run of the program in a folder: exit code, standard output, standard error.
fn ontleed(folder: &Path, args: &[&str]) -> (i32, String, String) {
    finished(command(folder, args))
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ontleed"));
    command.current_dir(folder).args(args).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn finished(mut command: Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        write(&folder.path().join(name), bytes);
    }
    folder
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// The names of the documents of a run to standard output.
fn documents(out: &str) -> Vec<String> {
    let report = |line| serde_json::from_str::<Value>(line).unwrap();
    let path = |line| report(line)["source"]["path"].as_str().unwrap().to_owned();
    out.lines().map(path).collect()
}

/// All files below a folder with what is in them, sorted by name.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            let below = contents(&path).into_iter();
            files.extend(below.map(|(file, bytes)| (format!("{name}/{file}"), bytes)));
        } else {
            files.push((name, fs::read(path).unwrap()));
        }
    }
    files.sort();
    files
}

fn manifest(path: &Path) -> Vec<Value> {
    let lines = fs::read_to_string(path).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

fn page(url: &str, text: &str) -> String {
    let length = text.len();
    format!(
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: {url}\r\nContent-Length: {length}\r\n\r\n{text}\r\n\r\n"
    )
}

const PAGE: &[u8] = "Wat kost het\n\nDe kades zijn vernieuwd.\n".as_bytes();

/// What a summary says of the tables of such pages.
const NOTHING: &str = "  0 tables, 0 facts: 0 confirmed, 0 contradicted, 0 ambiguous\n";

#[test]
fn packed_texts_are_texts() {
    let two_members = [gzip(b"Wat kost "), gzip(b"het\n\nDe kades zijn vernieuwd.\n")].concat();
    let folder = folder(&[
        ("in/a.txt", PAGE),
        ("in/b.txt.gz", &gzip(PAGE)),
        ("in/c.md.zst", &zstd(PAGE)),
        ("in/d.text.gz", &two_members),
        ("in/e.tar.gz", &gzip(PAGE)),
    ]);
    let (code, out, err) = ontleed(folder.path(), &["convert", "in", "--format", "ndjson"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(documents(&out), ["a.txt", "b.txt.gz", "c.md.zst", "d.text.gz"]);
    let mut reports: Vec<Value> =
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for report in &mut reports {
        report["source"]["path"] = Value::Null;
    }
    assert!(reports.iter().all(|report| *report == reports[0]));
}

#[test]
fn damaged_and_endless_packed_texts_are_named() {
    let whole = gzip(PAGE);
    let folder = folder(&[
        ("cut.txt.gz", &whole[..whole.len() - 9]),
        ("none.txt.zst", PAGE),
        ("bomb.txt.gz", &gzip(&vec![b'a'; 2_000_000])),
    ]);
    let args = ["convert", ".", "--max-bytes", "1000000", "--format", "ndjson"];
    let (code, out, err) = ontleed(folder.path(), &args);
    assert_eq!((code, out.as_str()), (1, ""));
    let lines: Vec<_> = err.lines().collect();
    assert_eq!(lines[0], "ontleed: ./bomb.txt.gz: read: too large: more than 1000000 bytes");
    assert!(lines[1].starts_with("ontleed: ./cut.txt.gz: read: "), "{err}");
    assert!(lines[2].starts_with("ontleed: ./none.txt.zst: read: "), "{err}");
    assert_eq!(lines.len(), 3);
}

#[test]
fn lines_of_json_are_documents() {
    let lines = b"{\"id\": 1, \"text\": \"Wat kost het\\n\\nKades.\"}\n{\"text\": 5}\n\n{\"tekst\": \"\"}\n{\"text\": \"Nog een\"}";
    let folder = folder(&[("in/c.jsonl.gz", &gzip(lines)), ("in/x.txt", PAGE)]);
    let args = ["convert", "in", "--format", "ndjson", "--text-field", "text"];
    let (code, out, err) = ontleed(folder.path(), &args);
    assert_eq!(code, 1);
    assert_eq!(documents(&out), ["c.jsonl.gz!1", "c.jsonl.gz!5", "x.txt"]);
    let lines: Vec<_> = err.lines().collect();
    assert!(
        lines[0].starts_with("ontleed: in/c.jsonl.gz!2: read: no JSON object with text in it: ")
    );
    assert_eq!(lines[1], "ontleed: in/c.jsonl.gz!4: read: no text: it has no field \"text\"");
    // Not looked for in folders where nobody spoke of a field, but read where it is named.
    let (_, out, _) = ontleed(folder.path(), &["convert", "in", "--format", "ndjson"]);
    assert_eq!(documents(&out), ["x.txt"]);
    let (_, out, _) = ontleed(folder.path(), &["convert", "in/c.jsonl.gz", "--format", "ndjson"]);
    assert_eq!(documents(&out), ["c.jsonl.gz!1", "c.jsonl.gz!5"]);
}

#[test]
fn pages_of_a_web_archive_are_documents_with_their_address() {
    let info = "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nok\r\n\r\n";
    let first = page("https://a.nl/begroting?jaar=2020", "Wat kost het\n\nKades.");
    let second = page("https://a.nl/../../b", "Nog een");
    let packed: Vec<u8> = [info, &first, &second].map(|part| gzip(part.as_bytes())).concat();
    let folder = folder(&[("in/crawl.warc.wet.gz", &packed)]);
    let (code, out, err) = ontleed(folder.path(), &["convert", "in", "--format", "ndjson"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let names = [
        "crawl.warc.wet.gz!2!https://a.nl/begroting?jaar=2020",
        "crawl.warc.wet.gz!3!https://a.nl/../../b",
    ];
    assert_eq!(documents(&out), names);

    ontleed(folder.path(), &["convert", "in", "-o", "out"]);
    let files: Vec<_> =
        contents(&folder.path().join("out")).into_iter().map(|file| file.0).collect();
    let expected =
        ["crawl.warc.wet.gz/000002.json", "crawl.warc.wet.gz/000003.json", "manifest.jsonl"];
    assert_eq!(files, expected);
    let records = manifest(&folder.path().join("out/manifest.jsonl"));
    assert_eq!(records[1]["document"], names[1]);
    assert_eq!(records[1]["output"], expected[1]);
}

#[test]
fn an_archive_cut_off_gives_what_is_whole() {
    let pages = [page("https://a.nl/1", "Een"), page("https://a.nl/2", "Twee")].concat();
    let folder =
        folder(&[("c.wet", &pages.as_bytes()[..pages.len() - 6]), ("d.wet", b"iets anders")]);
    let (code, out, err) = ontleed(folder.path(), &["convert", ".", "--format", "ndjson"]);
    assert_eq!((code, documents(&out)), (1, vec!["c.wet!1!https://a.nl/1".to_owned()]));
    let expected = "ontleed: ./c.wet: read: unexpected end of file\n\
        ontleed: ./d.wet: read: damaged: no WARC record where one should be\n";
    assert_eq!(err, expected);
}

#[test]
fn patterns_name_files() {
    let folder = folder(&[
        ("sites/a/2020.txt", PAGE),
        ("sites/a/2021.htm", PAGE),
        ("sites/b/c/2020.txt", PAGE),
        ("sites/2020.txt", PAGE),
    ]);
    let run = |pattern| ontleed(folder.path(), &["convert", pattern, "--format", "ndjson"]);
    assert_eq!(documents(&run("sites/*/202*").1), ["a/2020.txt", "a/2021.htm"]);
    assert_eq!(documents(&run("sites/**/2020.txt").1), ["2020.txt", "a/2020.txt", "b/c/2020.txt"]);
    let (code, _, err) = run("sites/*.md");
    let told =
        "ontleed: sites: find: no file in it is like the pattern\nontleed: nothing to convert\n";
    assert_eq!((code, err.as_str()), (2, told));
    assert!(run("sites/[*").2.contains("find: not a pattern: "));
}

/// A pattern takes files of any ending, so that two can come to one output.
#[test]
fn files_of_a_pattern_do_not_write_over_each_other() {
    let folder = folder(&[
        ("sites/kades", PAGE),
        ("sites/kades.txt", b"De kades zijn oud.\n"),
        ("sites/wal.txt", PAGE),
    ]);
    let (code, _, err) = ontleed(folder.path(), &["convert", "sites/*", "-o", "out"]);
    let reason = "its output would be kades.json, which another document already has";
    assert_eq!((code, err), (1, format!("ontleed: sites/kades.txt: write: {reason}\n")));
    let files = contents(&folder.path().join("out"));
    let names: Vec<_> = files.iter().map(|file| file.0.as_str()).collect();
    assert_eq!(names, ["kades.json", "manifest.jsonl", "wal.json"]);
    let report: Value = serde_json::from_slice(&files[0].1).unwrap();
    assert_eq!(report["source"]["path"], "kades");
    // Nor the next time.
    let again = ontleed(folder.path(), &["convert", "sites/*", "-o", "out", "--resume"]);
    assert_eq!(again.0, 1);
    assert!(contents(&folder.path().join("out")) == files);
}

#[test]
fn an_output_that_a_pattern_or_a_list_takes_is_refused() {
    let folder = folder(&[
        ("sites/a.txt", PAGE),
        ("sites/deep/b.txt", PAGE),
        ("list", b"sites\nother/c.txt\nother/facts.ndjson\n"),
        ("other/c.txt", PAGE),
        ("other/facts.ndjson", PAGE),
    ]);
    for (args, output) in [
        (["convert", "sites/**", "-o", "sites/reports"], "sites/reports"),
        (["convert", "s*/**/*", "-o", "sites/reports"], "sites/reports"),
        (["facts", "sites/*", "-o", "sites/facts.csv"], "sites/facts.csv"),
    ] {
        let (code, _, err) = ontleed(folder.path(), &args);
        let told = format!("ontleed: {output}: the output would be among the input\n");
        assert_eq!((code, err), (2, told));
    }
    // What is written cannot be like this one.
    let args = ["convert", "sites/**/*.txt", "-o", "sites/reports"];
    for _ in 0..2 {
        assert_eq!(ontleed(folder.path(), &args), (0, String::new(), String::new()));
    }
    let listed = ["convert", "--files-from", "list", "-o", "sites/out"];
    let (code, _, err) = ontleed(folder.path(), &listed);
    assert_eq!((code, err.as_str()), (1, "ontleed: sites: find: the output would be among it\n"));
    let listed = ["facts", "--files-from", "list", "-o", "other/facts.ndjson"];
    let (code, _, err) = ontleed(folder.path(), &listed);
    let told = "ontleed: other/facts.ndjson: find: the output would be among it\n";
    assert_eq!((code, err.as_str()), (1, told));
}

#[test]
fn a_list_names_files() {
    let folder = folder(&[("a/x.txt", PAGE), ("b/x.txt", PAGE), ("c.txt", PAGE)]);
    let mut child = command(folder.path(), &["convert", "--files-from", "-", "-o", "out"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"b/x.txt\r\n\na/x.txt\n../nowhere.txt\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(err, "ontleed: ../nowhere.txt: read: no such file or directory\n");
    let files: Vec<_> =
        contents(&folder.path().join("out")).into_iter().map(|file| file.0).collect();
    assert_eq!(files, ["a/x.json", "b/x.json", "manifest.jsonl"]);
    let list = ontleed(folder.path(), &["convert", "--files-from", "c.txt", "c.txt", "-o", "o"]);
    assert_eq!(list.0, 1, "{}", list.2);
    assert!(list.2.starts_with("ontleed: Wat kost het: read: no such file"), "{}", list.2);
}

#[test]
fn each_document_has_its_record() {
    let table = b"Overzicht baten en lasten\nBegroting 2020\nBaten 1.200 1.300\nLasten 700 900\nSaldo 500 400\n";
    let folder = folder(&[("in/a.txt", table), ("in/b.txt", b"\0")]);
    let args = ["convert", "in", "none.txt", "-o", "out"];
    assert_eq!(ontleed(folder.path(), &args).0, 1);
    let [a, b, none] = &manifest(&folder.path().join("out/manifest.jsonl"))[..] else {
        panic!("not three records");
    };
    let report = fs::read(folder.path().join("out/a.json")).unwrap();
    let digest = |bytes: &[u8]| hex::encode(<sha2::Sha256 as sha2::Digest>::digest(bytes));
    for (field, value) in [
        ("document", "a.txt".into()),
        ("input", "in/a.txt".into()),
        ("bytes", table.len().into()),
        ("sha256", digest(table).into()),
        ("outcome", "converted".into()),
        ("output", "a.json".into()),
        ("output_start", 0.into()),
        ("output_bytes", report.len().into()),
        ("output_sha256", digest(&report).into()),
        ("tables", 1.into()),
        ("facts", 6.into()),
        ("findings", 0.into()),
        ("reason", Value::Null),
    ] {
        assert_eq!(a[field], value, "{field}");
    }
    let options = serde_json::json!({"product": "report", "format": "json", "only_reports": false});
    assert_eq!(a["options"], options);
    assert_eq!(a["schema"], ontleed_model::SCHEMA);
    for (record, document, stage, reason) in [
        (b, Value::from("b.txt"), "decode", "not text: NUL at byte 0"),
        (none, Value::from("none.txt"), "read", "no such file or directory"),
    ] {
        assert_eq!(record["document"], document);
        assert_eq!(record["outcome"], "failed");
        assert_eq!(
            (record["stage"].as_str(), record["reason"].as_str()),
            (Some(stage), Some(reason))
        );
        assert_eq!(record["output"], Value::Null);
    }
}

/// A tree with everything in it: texts, packed ones, archives, failures.
fn tree() -> TempDir {
    let folder = folder(&[("in/bad.txt", b"\0"), ("in/empty/x.txt", b" ")]);
    let mut lines = Vec::new();
    let mut pages = Vec::new();
    for (number, path) in texts("fixtures/rotterdam").iter().enumerate() {
        let text = fs::read_to_string(path).unwrap();
        let name = format!("in/{}/{number}.txt", number % 4);
        write(&folder.path().join(name), text.as_bytes());
        write(&folder.path().join(format!("in/gz/{number}.txt.gz")), &gzip(text.as_bytes()));
        serde_json::to_writer(&mut lines, &serde_json::json!({ "text": text })).unwrap();
        lines.push(b'\n');
        pages.extend(gzip(page(&format!("https://a.nl/{number}"), &text).as_bytes()));
    }
    lines.extend(b"{}\n");
    write(&folder.path().join("in/lines.jsonl"), &lines);
    write(&folder.path().join("in/pages.warc.wet.gz"), &pages);
    folder
}

/// Each way of writing with a manifest, into `OUT`.
const WAYS: [&[&str]; 4] = [
    &["convert", "in", "--text-field", "text", "-o", "OUT"],
    &["convert", "in", "--text-field", "text", "-o", "OUT", "--format", "ndjson"],
    &["facts", "in", "--text-field", "text", "-o", "OUT/facts.csv", "--format", "csv"],
    &["facts", "in", "--text-field", "text", "-o", "OUT/facts.ndjson"],
];

fn into<'w>(way: &[&'w str], out: &'w str, more: &[&'w str]) -> Vec<String> {
    let way = way.iter().map(|arg| arg.replace("OUT", out));
    way.chain(more.iter().map(|arg| (*arg).to_owned())).collect()
}

fn run(folder: &Path, args: &[String]) -> (i32, String, String) {
    ontleed(folder, &args.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn any_number_of_threads_gives_the_same_files() {
    let folder = tree();
    for way in WAYS {
        let [one, eight, again] =
            [("1", "one"), ("8", "eight"), ("8", "again")].map(|(jobs, out)| {
                let (code, _, err) = run(folder.path(), &into(way, out, &["--jobs", jobs]));
                assert_eq!((code, err.lines().count()), (1, 3), "{err}");
                (contents(&folder.path().join(out)), err)
            });
        assert!(one.0.len() > 1);
        assert!(one == eight && eight == again, "{way:?}");
        for out in ["one", "eight", "again"] {
            fs::remove_dir_all(folder.path().join(out)).unwrap();
        }
    }
}

/// Ten runs killed at ten moments, some twice, and taken up: nothing shows of it.
#[test]
fn a_run_that_is_killed_is_completed() {
    let folder = tree();
    let mut kills = 0;
    for way in WAYS {
        run(folder.path(), &into(way, "whole", &[]));
        let whole = contents(&folder.path().join("whole"));
        for (number, wait) in [3, 11, 24, 45, 80].into_iter().enumerate() {
            let mut args = into(way, "killed", &["--jobs", "2"]);
            for _ in 0..=number % 2 {
                let borrowed: Vec<_> = args.iter().map(String::as_str).collect();
                let mut child = command(folder.path(), &borrowed).spawn().unwrap();
                std::thread::sleep(Duration::from_millis(wait));
                child.kill().unwrap();
                kills += u32::from(child.wait().unwrap().code().is_none());
                args = into(way, "killed", &["--resume"]);
            }
            let (code, _, err) = run(folder.path(), &into(way, "killed", &["--resume"]));
            assert_eq!(code, 1, "{err}");
            let killed = contents(&folder.path().join("killed"));
            let [names, expected] =
                [&killed, &whole].map(|files| files.iter().map(|file| &file.0).collect::<Vec<_>>());
            assert_eq!(names, expected, "{way:?} {wait}");
            assert!(killed == whole, "{way:?} {wait}");
            fs::remove_dir_all(folder.path().join("killed")).unwrap();
        }
        fs::remove_dir_all(folder.path().join("whole")).unwrap();
    }
    assert!(kills >= 10, "only {kills} runs were killed before their end");
}

/// The same without a clock: the manifest cut off at every kind of place.
#[test]
fn a_manifest_cut_off_anywhere_is_completed() {
    let folder = tree();
    for way in WAYS {
        run(folder.path(), &into(way, "out", &[]));
        let out = folder.path().join("out");
        let whole = contents(&out);
        let (name, full) = whole.iter().find(|file| file.0.ends_with("manifest.jsonl")).unwrap();
        for cut in [0, 1, 700, full.len() / 3, full.len() / 2, full.len() - 1, full.len()] {
            fs::write(out.join(name), &full[..cut]).unwrap();
            let (code, _, err) = run(folder.path(), &into(way, "out", &["--resume"]));
            assert_eq!((code, err.lines().count()), (1, 3), "{err}");
            assert!(contents(&out) == whole, "{way:?} {cut}");
        }
        fs::remove_dir_all(out).unwrap();
    }
}

#[test]
fn what_is_there_is_not_made_again_and_what_is_not_the_same_is() {
    let folder = folder(&[("in/a.txt", PAGE), ("in/b.txt", PAGE), ("in/c.txt", PAGE)]);
    let out = folder.path().join("out");
    let args = ["convert", "in", "-o", "out", "--progress"];
    let resume = ["convert", "in", "-o", "out", "--progress", "--resume"];
    ontleed(folder.path(), &args);
    let whole = contents(&out);
    let (_, _, err) = ontleed(folder.path(), &resume);
    assert_eq!(err, format!("ontleed: 3 documents, 3 of them from an earlier run\n{NOTHING}"));
    assert!(contents(&out) == whole);

    // An output that was lost, one that was changed, a text that was changed.
    fs::remove_file(out.join("a.json")).unwrap();
    fs::write(out.join("b.json"), "{}").unwrap();
    let (_, _, err) = ontleed(folder.path(), &resume);
    assert_eq!(err, format!("ontleed: 3 documents, 1 of them from an earlier run\n{NOTHING}"));
    let files = |contents: Vec<(String, Vec<u8>)>| {
        contents.into_iter().filter(|file| file.0 != "manifest.jsonl").collect::<Vec<_>>()
    };
    assert!(files(contents(&out)) == files(whole));
    fs::write(folder.path().join("in/b.txt"), "Iets anders\n").unwrap();
    let (_, _, err) = ontleed(folder.path(), &resume);
    assert_eq!(err, format!("ontleed: 3 documents, 2 of them from an earlier run\n{NOTHING}"));
    assert!(fs::read_to_string(out.join("b.json")).unwrap().contains("Iets anders"));
    // Limits and the number of threads change nothing in a report.
    let limits = ["--max-seconds", "61", "--max-bytes", "1000000", "--jobs", "1"];
    let (_, _, err) = ontleed(folder.path(), &[&resume[..], &limits].concat());
    assert_eq!(err, format!("ontleed: 3 documents, 3 of them from an earlier run\n{NOTHING}"));
    // Other options make other reports.
    let (_, _, err) = ontleed(folder.path(), &[&resume[..], &["--outline"]].concat());
    assert!(err.starts_with("ontleed: 3 documents\n"), "{err}");
}

/// In one file the order counts: behind the first change all is made again.
#[test]
fn one_file_is_kept_up_to_the_first_change() {
    let folder = folder(&[("in/a.txt", PAGE), ("in/c.txt", PAGE), ("in/d.txt", PAGE)]);
    let args = ["convert", "in", "-o", "out", "--format", "ndjson", "--progress"];
    let resume = [&args[..], &["--resume"]].concat();
    ontleed(folder.path(), &args);
    fs::write(folder.path().join("in/b.txt"), "Iets anders\n").unwrap();
    let (_, _, err) = ontleed(folder.path(), &resume);
    assert_eq!(err, format!("ontleed: 4 documents, 1 of them from an earlier run\n{NOTHING}"));
    let resumed = contents(&folder.path().join("out"));
    ontleed(folder.path(), &args);
    assert!(contents(&folder.path().join("out")) == resumed);
    // One less at the end.
    fs::remove_file(folder.path().join("in/d.txt")).unwrap();
    let (_, _, err) = ontleed(folder.path(), &resume);
    assert_eq!(err, format!("ontleed: 3 documents, 3 of them from an earlier run\n{NOTHING}"));
    let lines = fs::read_to_string(folder.path().join("out/reports.ndjson")).unwrap();
    assert_eq!(documents(&lines), ["a.txt", "b.txt", "c.txt"]);
}

#[test]
fn a_second_run_on_the_same_output_is_refused() {
    let folder = folder(&[("a.txt", PAGE)]);
    for (args, told) in [
        (&["convert", "-", "-o", "out"][..], "out/manifest.jsonl"),
        (&["facts", "-", "-o", "out.csv", "--format", "csv"], "out.csv.manifest.jsonl"),
    ] {
        // The first waits for its input.
        let mut first = command(folder.path(), args).stdin(Stdio::piped()).spawn().unwrap();
        while !folder.path().join(told).exists() {
            std::thread::sleep(Duration::from_millis(1));
        }
        // It has made the file; the lock comes next.
        std::thread::sleep(Duration::from_millis(200));
        let mut second = (0, String::new(), String::new());
        for _ in 0..200 {
            let args: Vec<_> =
                args.iter().map(|arg| if *arg == "-" { "a.txt" } else { arg }).collect();
            second = ontleed(folder.path(), &args);
            if second.0 == 2 {
                break;
            }
        }
        assert_eq!(second.2, format!("ontleed: {told}: another run is writing here\n"));
        first.stdin.take().unwrap().write_all(PAGE).unwrap();
        assert_eq!(first.wait().unwrap().code(), Some(0));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_ends_the_run() {
    let folder = folder(&[("a.txt", PAGE)]);
    let (code, _, err) = ontleed(folder.path(), &["convert", "a.txt", "-o", "/proc/ontleed"]);
    assert_eq!((code, err.as_str()), (2, "ontleed: /proc/ontleed: no such file or directory\n"));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_written_to_and_stays_one() {
    let folder = folder(&[("a.txt", "Baten 1 2\nLasten 3 4\nSaldo 5 6\n".as_bytes())]);
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for (format, first) in [("csv", "document,"), ("parquet", "PAR1")] {
        let args = ["facts", "a.txt", "-o", "pipe", "--format", format];
        let child = command(folder.path(), &args).spawn();
        let out = fs::read(&pipe).unwrap();
        assert_eq!(child.unwrap().wait_with_output().unwrap().status.code(), Some(0));
        assert!(out.starts_with(first.as_bytes()), "{format}");
        assert!(!pipe.is_file());
    }
}

/// Files may not become larger than a limit, which is what a full disk does.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_ends_the_run_and_the_next_completes_it() {
    let folder = tree();
    for (way, limit) in [(WAYS[1], 300), (WAYS[3], 300)] {
        run(folder.path(), &into(way, "whole", &[]));
        let mut shell = Command::new("bash");
        let args = into(way, "out", &[]).join(" ");
        // The signal is ignored, so that the write fails.
        let script = format!(
            "trap '' XFSZ; ulimit -f {limit}; exec {} {args}",
            env!("CARGO_BIN_EXE_ontleed")
        );
        shell.current_dir(folder.path()).args(["-c", &script]).stdin(Stdio::null());
        let (code, _, err) = finished(shell);
        assert_eq!(code, 2, "{err}");
        assert!(err.ends_with(".part: file too large\n"), "{err}");
        let (code, _, err) = run(folder.path(), &into(way, "out", &["--resume", "--progress"]));
        assert_eq!(code, 1, "{err}");
        assert!(err.contains("of them from an earlier run"), "{err}");
        assert!(contents(&folder.path().join("out")) == contents(&folder.path().join("whole")));
        fs::remove_dir_all(folder.path().join("out")).unwrap();
        fs::remove_dir_all(folder.path().join("whole")).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_between_documents_and_says_how_to_go_on() {
    let folder = folder(&[]);
    let text = fs::read(&texts("seeds")[0]).unwrap();
    for number in 0..400 {
        write(&folder.path().join(format!("in/{number}.txt")), &text);
    }
    let args = ["convert", "in", "-o", "out", "--jobs", "1"];
    let child = command(folder.path(), &args).spawn().unwrap();
    while !folder.path().join("out/0.json").exists() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupt.unwrap().success());
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{err}");
    assert_eq!(err, "ontleed: stopped; the same command with --resume goes on from here\n");
    let done = manifest(&folder.path().join("out/manifest.jsonl")).len();
    assert!((1..400).contains(&done), "{done}");
    let files = contents(&folder.path().join("out"));
    assert_eq!(files.len(), done + 1, "a file for each record, and the manifest");
}

#[test]
fn other_pages_are_left_out() {
    let kept = |folder: &str| {
        let args = ["convert", folder, "--only-reports", "--format", "ndjson"];
        let (code, out, err) = ontleed(root(), &args);
        assert_eq!((code, err.as_str()), (0, ""));
        documents(&out).len()
    };
    for folder in ["fixtures/rotterdam", "fixtures/other", "seeds"] {
        assert_eq!(kept(folder), texts(folder).len(), "{folder}");
    }
    assert_eq!(texts("fixtures/no-reports").len(), 8);
    assert_eq!(kept("fixtures/no-reports"), 0);
}

#[test]
fn a_report_says_what_speaks_for_it_and_the_manifest_what_was_left_out() {
    let folder = folder(&[("in/news.txt", b"De kermis is geweest.\n")]);
    fs::copy(texts("seeds")[0].as_path(), folder.path().join("in/seed.txt")).unwrap();
    let args = ["convert", "in", "--only-reports", "-o", "out", "--progress"];
    let (code, _, err) = ontleed(folder.path(), &args);
    assert_eq!(code, 0);
    assert!(err.starts_with("ontleed: 1 document, 1 left out\n  4 tables, 178 facts: "), "{err}");
    let report: Value =
        serde_json::from_slice(&fs::read(folder.path().join("out/seed.json")).unwrap()).unwrap();
    let evidence = report["selection"]["evidence"].as_array().unwrap();
    let points = evidence.iter().map(|one| one["points"].as_u64().unwrap()).sum::<u64>();
    assert_eq!(report["selection"]["score"], points);
    for kind in ["heading", "word", "table"] {
        assert!(evidence.iter().any(|one| one["kind"] == kind), "{kind}");
    }
    let records = manifest(&folder.path().join("out/manifest.jsonl"));
    assert_eq!((&records[0]["outcome"], &records[0]["output"]), (&"dropped".into(), &Value::Null));
    assert_eq!(
        (&records[1]["outcome"], &records[1]["score"]),
        (&"converted".into(), &points.into())
    );
}

#[test]
fn progress_is_told_only_where_it_is_wanted() {
    let folder = folder(&[("in/a.txt", PAGE), ("in/b.txt", b"\0")]);
    let failure = "ontleed: in/b.txt: decode: not text: NUL at byte 0\n";
    let run =
        |args: &[&str]| ontleed(folder.path(), &[&["convert", "in", "-o", "out"], args].concat());
    assert_eq!(run(&["-q"]).2, failure);
    assert_eq!(run(&[]).2, failure);
    let told =
        |counts| format!("{failure}ontleed: 1 document, 1 failed\n{counts}  1 failed: not text\n");
    assert_eq!(run(&["--progress"]).2, told(NOTHING));
    assert_eq!(run(&["--progress", "--outline"]).2, told(""));
}
