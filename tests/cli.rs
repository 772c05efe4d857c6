use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use ontleed_model::Form;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::fixtures::{root, seed};

/// A run of the program in a folder of its own.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn ontleed(folder: &Path, args: &[&str]) -> Run {
    let output = command(folder, args).output().unwrap();
    Run::of(&output)
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ontleed"));
    command.current_dir(folder).args(args).stdin(Stdio::null());
    command
}

impl Run {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let code = output.status.code().unwrap();
        Self { code, out: text(&output.stdout), err: text(&output.stderr) }
    }
}

/// A folder with files of these names and contents.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// The names of all files below a folder, hidden ones too, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            names.extend(self::names(&path).into_iter().map(|below| format!("{name}/{below}")));
        } else {
            names.push(name);
        }
    }
    names.sort();
    names
}

const PAGE: &[u8] = "Wat kost het\n\nDe kades zijn vernieuwd.\n".as_bytes();

#[test]
fn one_document_is_one_json_on_standard_output() {
    let folder = folder(&[("kades.txt", PAGE)]);
    let run = ontleed(folder.path(), &["convert", "kades.txt"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["source"]["path"], "kades.txt");
    assert_eq!(report["source"]["bytes"], PAGE.len());
    assert_eq!(report["source"]["encoding"], "utf-8");
    assert_eq!(
        report["source"]["sha256"],
        "d22489a569b16e21bc10d77f408e8fe32b81dd8bed6804a96b01c2c1eb8084f9"
    );
    assert_eq!(report["sections"][0]["kind"], "kosten");
}

#[test]
fn a_directory_is_read_to_any_depth_in_the_order_of_names() {
    let folder = folder(&[
        ("in/b.txt", PAGE),
        ("in/a/z.md", PAGE),
        ("in/a/y.TXT", PAGE),
        ("in/c.pdf", b"%PDF"),
        ("in/.git/x.txt", PAGE),
    ]);
    let run = ontleed(folder.path(), &["convert", "in", "--format", "ndjson"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let paths: Vec<String> = run
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["source"]["path"].to_string())
        .collect();
    assert_eq!(paths, [r#""a/y.TXT""#, r#""a/z.md""#, r#""b.txt""#]);
}

#[test]
fn standard_input_is_a_dash() {
    let folder = folder(&[]);
    let mut child = command(folder.path(), &["convert", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(PAGE).unwrap();
    let run = Run::of(&child.wait_with_output().unwrap());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(serde_json::from_str::<Value>(&run.out).unwrap()["source"]["path"], "-");
}

#[test]
fn a_folder_gets_a_file_for_each_document() {
    let folder = folder(&[("in/2020/kades.txt", PAGE), ("in/wal.txt", PAGE)]);
    let run = ontleed(folder.path(), &["convert", "in", "-o", "out/reports"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    let out = ["reports/2020/kades.json", "reports/manifest.jsonl", "reports/wal.json"];
    assert_eq!(names(&folder.path().join("out")), out);

    let run = ontleed(folder.path(), &["convert", "in", "-o", "lines", "--format", "ndjson"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(names(&folder.path().join("lines")), ["manifest.jsonl", "reports.ndjson"]);
    let lines = fs::read_to_string(folder.path().join("lines/reports.ndjson")).unwrap();
    assert_eq!(lines.lines().count(), 2);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let seeds = root().join("seeds");
    let run = |jobs| ontleed(&seeds, &["convert", ".", "--format", "ndjson", "--jobs", jobs]).out;
    let one = run("1");
    assert_eq!(one.lines().count(), 5);
    assert_eq!(one, run("2"));
    assert_eq!(one, run("8"));
}

#[test]
fn each_bad_document_is_named_with_its_reason_and_the_others_are_converted() {
    let folder = folder(&[
        ("good.txt", PAGE),
        ("empty.txt", b""),
        ("blank.txt", b" \n\n"),
        ("rubbish.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("none/picture.png", b""),
    ]);
    fs::write(folder.path().join("large.txt"), vec![b'a'; 50_000_000]).unwrap();
    let inputs =
        ["missing.txt", "empty.txt", "good.txt", "blank.txt", "rubbish.txt", "none", "large.txt"];
    let run = ontleed(folder.path(), &[&["convert", "-o", "out"], &inputs[..]].concat());
    assert_eq!(run.code, 1);
    assert_eq!(
        run.err.lines().collect::<Vec<_>>(),
        [
            "ontleed: missing.txt: read: no such file or directory",
            "ontleed: empty.txt: decode: empty: there is no text in it",
            "ontleed: blank.txt: decode: empty: there is no text in it",
            "ontleed: rubbish.txt: decode: not text: NUL at byte 8",
            "ontleed: none: find: no documents in it: no file that ends in .txt, .text or .md, or is an archive of texts",
            "ontleed: large.txt: read: too large: more than 33554432 bytes",
        ]
    );
    assert_eq!(names(&folder.path().join("out")), ["good.json", "manifest.jsonl"]);
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_is_named_and_left() {
    let folder = folder(&[("in/a.txt", PAGE)]);
    std::os::unix::fs::symlink(folder.path().join("in"), folder.path().join("in/loop")).unwrap();
    let run = ontleed(folder.path(), &["convert", "in", "--format", "ndjson"]);
    assert_eq!((run.code, run.out.lines().count()), (1, 1));
    assert_eq!(run.err, "ontleed: in/loop: find: a link that leads to a directory around it\n");
}

#[test]
fn two_documents_of_one_name_keep_their_own_output() {
    let folder = folder(&[("in/x.txt", PAGE), ("in/x.md", PAGE)]);
    let run = ontleed(folder.path(), &["convert", "in", "-o", "out"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(names(&folder.path().join("out")), ["manifest.jsonl", "x.json", "x.md.json"]);
}

#[test]
fn two_documents_cannot_have_one_output() {
    let folder = folder(&[("a/x.txt", PAGE), ("b/x.txt", PAGE), ("b/y.txt", PAGE)]);
    let run = ontleed(folder.path(), &["convert", "a/x.txt", "b", "-o", "out"]);
    assert_eq!(run.code, 1);
    let reason = "its output would be x.json, which another document already has";
    assert_eq!(run.err, format!("ontleed: b/x.txt: write: {reason}\n"));
    assert_eq!(names(&folder.path().join("out")), ["manifest.jsonl", "x.json", "y.json"]);
}

#[test]
fn an_output_name_that_cannot_be_is_one_failure() {
    let long = format!("in/{}.txt", "l".repeat(251));
    let folder = folder(&[(&long, PAGE), ("in/short.txt", PAGE)]);
    let run = ontleed(folder.path(), &["convert", "in", "-o", "out"]);
    assert_eq!(run.code, 1);
    assert!(run.err.ends_with(".json: file name too long\n"), "{}", run.err);
    assert_eq!(names(&folder.path().join("out")), ["manifest.jsonl", "short.json"]);
}

#[cfg(unix)]
#[test]
fn links_to_nowhere_that_are_no_documents_are_passed_over() {
    let folder = folder(&[("in/a.txt", PAGE)]);
    for name in [".#a.txt", "picture.png"] {
        std::os::unix::fs::symlink("nowhere", folder.path().join("in").join(name)).unwrap();
    }
    let run = ontleed(folder.path(), &["convert", "in", "--format", "ndjson"]);
    assert_eq!((run.code, run.out.lines().count(), run.err.as_str()), (0, 1, ""));
}

#[test]
fn facts_are_a_record_for_each_cell() {
    let table = "Overzicht baten en lasten\nBegroting 2020\nBaten 1.200 1.300\nLasten 700 900\nSaldo 500 400\n";
    let folder = folder(&[("kades.txt", table.as_bytes())]);
    let lines = ontleed(folder.path(), &["facts", "kades.txt"]);
    assert_eq!((lines.code, lines.err.as_str(), lines.out.lines().count()), (0, "", 6));
    let fact: Value = serde_json::from_str(lines.out.lines().next().unwrap()).unwrap();
    assert_eq!((fact["row_label"].as_str(), fact["raw"].as_str()), (Some("Baten"), Some("1.200")));
    assert_eq!((&fact["value"], &fact["column"]), (&Value::from(1200), &Value::from(0)));

    let csv = ontleed(folder.path(), &["facts", "kades.txt", "--format", "csv", "-o", "f/out.csv"]);
    assert_eq!((csv.code, csv.out.as_str(), csv.err.as_str()), (0, "", ""));
    let csv = fs::read_to_string(folder.path().join("f/out.csv")).unwrap();
    let fields: Vec<String> = fact.as_object().unwrap().keys().cloned().collect();
    let header: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
    assert!(fields.iter().all(|field| header.contains(&field.as_str())));
    assert_eq!((header.len(), csv.matches("\r\n").count()), (fields.len(), 7));
    assert_eq!(names(&folder.path().join("f")), ["out.csv", "out.csv.manifest.jsonl"]);
}

const TABLE: &str =
    "Overzicht baten en lasten\nBegroting 2020\nBaten 1.200 1.300\nLasten 700 900\nSaldo 500 400\n";

#[test]
fn a_data_package_is_tables_and_their_descriptor() {
    let folder = folder(&[("in/kades.txt", TABLE.as_bytes()), ("in/wal.txt", PAGE)]);
    let args = ["facts", "in", "--format", "datapackage", "-o", "out/package"];
    let run = ontleed(folder.path(), &args);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    let package = folder.path().join("out/package");
    let descriptor = fs::read_to_string(package.join("datapackage.json")).unwrap();
    let descriptor: Value = serde_json::from_str(&descriptor).unwrap();
    let mut files = vec!["datapackage.json".to_owned()];
    for resource in descriptor["resources"].as_array().unwrap() {
        let path = resource["path"].as_str().unwrap();
        let bytes = fs::read(package.join(path)).unwrap();
        assert_eq!(resource["bytes"], bytes.len());
        let digest = hex::encode(Sha256::digest(&bytes));
        assert_eq!(resource["hash"], format!("sha256:{digest}"));
        let header: Vec<_> =
            std::str::from_utf8(&bytes).unwrap().lines().next().unwrap().split(',').collect();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        assert!(fields.iter().map(|field| field["name"].as_str().unwrap()).eq(header));
        files.push(path.to_owned());
    }
    files.sort();
    assert_eq!(names(&package), files);

    let again = ontleed(folder.path(), &args);
    assert_eq!(
        (again.code, again.err.as_str()),
        (2, "ontleed: out/package: directory not empty\n")
    );
}

#[test]
fn documents_of_a_data_package_have_names_of_their_own() {
    let folder = folder(&[("a/x.txt", PAGE), ("b/x.txt", PAGE)]);
    let run = ontleed(folder.path(), &["facts", "a", "b", "--format", "datapackage", "-o", "out"]);
    let reason = "another document is already called x.txt";
    assert_eq!((run.code, run.err), (1, format!("ontleed: b/x.txt: write: {reason}\n")));
    let documents = fs::read_to_string(folder.path().join("out/documents.csv")).unwrap();
    assert_eq!(documents.lines().count(), 2);
}

#[test]
fn parquet_is_the_same_for_any_number_of_threads_wherever_it_goes() {
    let seeds = root().join("seeds");
    let folder = folder(&[]);
    let to = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for (jobs, name) in [("1", "one.parquet"), ("8", "eight.parquet")] {
        let args = ["facts", ".", "--format", "parquet", "--jobs", jobs, "-o", &to(name)];
        assert_eq!(ontleed(&seeds, &args).code, 0);
    }
    let one = fs::read(to("one.parquet")).unwrap();
    assert!(one.starts_with(b"PAR1") && one.ends_with(b"PAR1"));
    assert!(one == fs::read(to("eight.parquet")).unwrap());
    let stream = command(&seeds, &["facts", ".", "--format", "parquet"]).output().unwrap();
    assert!(one == stream.stdout);
}

#[test]
fn a_figure_that_parquet_would_round_is_a_failure_by_name() {
    let fine = TABLE.replace("1.200", "1,23456789012");
    let folder = folder(&[("fine.txt", fine.as_bytes()), ("kades.txt", TABLE.as_bytes())]);
    let args = ["facts", "fine.txt", "kades.txt", "--format", "parquet", "-o", "facts.parquet"];
    let run = ontleed(folder.path(), &args);
    let reason =
        "1.23456789012 has more than 10 decimals, and a Parquet file of facts cannot hold it";
    assert_eq!((run.code, run.err), (1, format!("ontleed: fine.txt: write: {reason}\n")));
    assert!(folder.path().join("facts.parquet").is_file());
}

#[test]
fn an_output_among_the_input_is_refused() {
    let folder = folder(&[("in/a.txt", PAGE), ("in/deep/b.txt", PAGE)]);
    for (args, output) in [
        (["convert", "in", "-o", "in"], "in"),
        (["convert", "in", "-o", "in/out/new"], "in/out/new"),
        (["convert", "in/a.txt", "-o", "in/a.txt"], "in/a.txt"),
        (["convert", ".", "-o", "in/../out"], "in/../out"),
        (["facts", "in", "-o", "in/facts.ndjson"], "in/facts.ndjson"),
        (["facts", "in/a.txt", "-o", "in/deep/../a.txt"], "in/deep/../a.txt"),
    ] {
        let run = ontleed(folder.path(), &args);
        let message = format!("ontleed: {output}: the output would be among the input\n");
        assert_eq!((run.code, run.err), (2, message));
    }
    assert_eq!(names(folder.path()), ["in/a.txt", "in/deep/b.txt"]);
    assert_eq!(fs::read(folder.path().join("in/a.txt")).unwrap(), PAGE);
    assert_eq!(ontleed(folder.path(), &["convert", "in/a.txt", "-o", "in"]).code, 0);
}

/// A file system that is full, or a limit on files: an error, and nothing that looks finished.
#[cfg(unix)]
#[test]
fn an_output_that_does_not_fit_leaves_no_damaged_file() {
    for output in [
        &["convert", "seeds", "--format", "ndjson", "-o", "out"][..],
        &["facts", "seeds", "-o", "out/facts"],
        &["facts", "seeds", "--format", "csv", "-o", "out/facts"],
        &["facts", "seeds", "--format", "parquet", "-o", "out/facts"],
        &["facts", "seeds", "--format", "parquet", "--partition", "-o", "out"],
        &["facts", "seeds", "--format", "datapackage", "-o", "out"],
    ] {
        let folder = folder(&[]);
        std::os::unix::fs::symlink(root().join("seeds"), folder.path().join("seeds")).unwrap();
        // Four blocks, of half a kilobyte or a whole one.
        let shell = "ulimit -f 4; exec \"$0\" \"$@\"";
        let mut command = Command::new("sh");
        command.current_dir(folder.path()).args(["-c", shell, env!("CARGO_BIN_EXE_ontleed")]);
        let run = Run::of(&command.args(output).output().unwrap());
        assert_eq!(run.code, 2, "{output:?}: {}", run.err);
        assert!(run.err.ends_with(": file too large\n"), "{output:?}: {}", run.err);
        // What a run with --resume goes on from has no final name.
        let mut left = names(&folder.path().join("out"));
        left.retain(|name| ![".part", "manifest.jsonl"].iter().any(|end| name.ends_with(end)));
        assert_eq!(left, Vec::<String>::new(), "{output:?}");
    }
}

#[test]
fn finished_output_is_verified_against_its_sources() {
    let folder = folder(&[("in/kades.txt", TABLE.as_bytes()), ("in/sub/wal.txt", PAGE)]);
    let run = |args: &[&str]| ontleed(folder.path(), args);
    assert_eq!(run(&["convert", "in", "-o", "out"]).code, 0);
    assert_eq!(run(&["facts", "in", "-o", "facts.ndjson"]).code, 0);
    let good = run(&["verify", "out", "--source", "in"]);
    assert_eq!((good.code, good.out.as_str()), (0, ""));
    assert_eq!(good.err, "ontleed: 2 checked, 0 breaches\n");
    let facts = run(&["verify", "facts.ndjson", "--source", "in"]);
    assert_eq!((facts.code, facts.err.as_str()), (0, "ontleed: 6 checked, 0 breaches\n"));

    // What is no JSON is not said to be broken, and a manifest is no record.
    assert_eq!(run(&["facts", "in", "-o", "beside/facts.ndjson"]).code, 0);
    let beside = run(&["verify", "beside", "--source", "in"]);
    assert_eq!((beside.code, beside.err.as_str()), (0, "ontleed: 6 checked, 0 breaches\n"));
    assert_eq!(run(&["facts", "in", "--format", "csv", "-o", "facts.csv"]).code, 0);
    let csv = run(&["verify", "facts.csv", "--source", "in"]);
    let refused = "ontleed: facts.csv: only JSON is checked, not CSV or Parquet\n";
    assert_eq!((csv.code, csv.err.as_str()), (2, refused));
    assert_eq!(run(&["facts", "in", "--format", "datapackage", "-o", "package"]).code, 0);
    let package = run(&["verify", "package", "--source", "in"]);
    let refused = "ontleed: package: no reports or facts as JSON in it\n";
    assert_eq!((package.code, package.err.as_str()), (2, refused));

    // A manifest that speaks of other bytes.
    let record =
        r#"{"document":"kades.txt","outcome":"converted","sha256":"00","output":"kades.json"}"#;
    fs::write(folder.path().join("out/manifest.jsonl"), format!("{record}\n{{\"docu")).unwrap();
    let manifest = run(&["verify", "out", "--source", "in"]);
    let sha256 = hex::encode(Sha256::digest(TABLE.as_bytes()));
    assert_eq!(manifest.code, 1);
    assert_eq!(
        manifest.out,
        format!("out/manifest.jsonl:1: sha256: it says 00, the file has {sha256}\n")
    );
    fs::remove_file(folder.path().join("out/manifest.jsonl")).unwrap();

    fs::remove_file(folder.path().join("in/sub/wal.txt")).unwrap();
    fs::write(folder.path().join("in/kades.txt"), TABLE.replace("1.200", "1.201")).unwrap();
    let bad = run(&["verify", "out", "--source", "in"]);
    assert_eq!((bad.code, bad.err.as_str()), (1, "ontleed: 2 checked, 2 breaches\n"));
    assert!(bad.out.starts_with("out/kades.json: source.sha256: the report says "), "{}", bad.out);
    assert!(bad.out.ends_with("out/sub/wal.json: there is no source sub/wal.txt\n"), "{}", bad.out);
    let facts = run(&["verify", "facts.ndjson", "--source", "in"]);
    let wrong = "facts.ndjson:1: it says \"1.200\", the source has \"1.201\" at 47..52\n";
    assert_eq!((facts.code, facts.out.as_str()), (1, wrong));

    assert_eq!(run(&["verify", "in", "--source", "in"]).code, 2);
    assert_eq!(run(&["verify", "nowhere", "--source", "in"]).code, 2);
    assert_eq!(run(&["verify", "out", "--source", "nowhere"]).code, 2);
}

/// What is packed is not unpacked to be checked: it is told, and is no breach.
#[test]
fn output_of_packed_texts_is_not_checked() {
    let line = serde_json::json!({ "text": TABLE }).to_string();
    let folder = folder(&[
        ("in/kades.txt", TABLE.as_bytes()),
        ("in/c.jsonl", line.as_bytes()),
        ("packed/c.jsonl", line.as_bytes()),
    ]);
    let run = |args: &[&str]| ontleed(folder.path(), args);
    let beside = "not checked: their texts are packed or in an archive";
    assert_eq!(run(&["convert", "in", "--text-field", "text", "-o", "out"]).code, 0);
    let both = run(&["verify", "out", "--source", "in"]);
    let told = format!("ontleed: 1 checked, 0 breaches, 1 {beside}\n");
    assert_eq!((both.code, both.out.as_str(), both.err), (0, "", told));

    assert_eq!(run(&["facts", "packed/c.jsonl", "-o", "facts.ndjson"]).code, 0);
    for source in ["packed", "packed/c.jsonl"] {
        let none = run(&["verify", "facts.ndjson", "--source", source]);
        let told = format!(
            "ontleed: 0 checked, 0 breaches, 6 {beside}\nontleed: nothing could be checked\n"
        );
        assert_eq!((none.code, none.out.as_str(), none.err), (2, "", told));
    }
    // An archive that is not there, and an output that was changed.
    let gone = run(&["verify", "facts.ndjson", "--source", "out"]);
    let missing = "there is no source c.jsonl!1\n";
    assert_eq!((gone.code, gone.out.lines().count()), (1, 6));
    assert!(gone.out.ends_with(missing), "{}", gone.out);
    fs::write(folder.path().join("out/c.jsonl/000001.json"), "{}").unwrap();
    let changed = run(&["verify", "out", "--source", "in"]);
    assert_eq!(changed.code, 1);
    assert!(
        changed.out.contains("out/manifest.jsonl:1: output_sha256: it says "),
        "{}",
        changed.out
    );
}

#[test]
fn facts_have_the_format_that_their_file_is_named_for() {
    let folder = folder(&[("kades.txt", TABLE.as_bytes())]);
    let facts = |args: &[&str]| ontleed(folder.path(), &[&["facts", "kades.txt"], args].concat());
    for (name, begins) in [
        ("f.csv", "document,"),
        ("f.CSV", "document,"),
        ("f.parquet", "PAR1"),
        ("f.ndjson", "{\"document\":"),
        ("f.jsonl", "{\"document\":"),
        ("f", "{\"document\":"),
    ] {
        let run = facts(&["-o", name]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{name}");
        assert!(
            fs::read(folder.path().join(name)).unwrap().starts_with(begins.as_bytes()),
            "{name}"
        );
    }
    for (name, format, ending) in [
        ("g.csv", "ndjson", "csv"),
        ("g.parquet", "csv", "parquet"),
        ("g.csv", "datapackage", "csv"),
    ] {
        let run = facts(&["-o", name, "--format", format]);
        let told = format!("ontleed: {name}: the name is of {ending}, not of {format}\n");
        assert_eq!((run.code, run.err), (2, told));
        assert!(!folder.path().join(name).exists());
    }
    assert_eq!(facts(&["-o", "facts.txt", "--format", "csv"]).code, 0);
}

#[test]
fn an_output_that_is_a_dash_is_standard_output() {
    let folder = folder(&[("kades.txt", PAGE)]);
    for args in [&["convert", "kades.txt"][..], &["facts", "kades.txt", "--format", "csv"]] {
        let without = ontleed(folder.path(), args);
        let dash = ontleed(folder.path(), &[args, &["-o", "-"]].concat());
        assert_eq!((dash.code, dash.out, dash.err), (0, without.out, String::new()));
    }
    let resumed = ontleed(folder.path(), &["convert", "kades.txt", "-o", "-", "--resume"]);
    let refused = "ontleed: --resume is for a file or a folder: standard output has no manifest\n";
    assert_eq!((resumed.code, resumed.err.as_str()), (2, refused));
    assert_eq!(names(folder.path()), ["kades.txt"]);
}

#[test]
fn a_format_that_does_not_fit_its_output_is_refused() {
    let folder = folder(&[("a.txt", PAGE), ("file", b"x")]);
    let facts = |args: &[&str]| ontleed(folder.path(), &[&["facts", "a.txt"], args].concat());
    assert_eq!(facts(&["--format", "xlsx"]).code, 2);
    assert_eq!(facts(&["--partition"]).code, 2);
    for args in [&["--format", "datapackage"][..], &["--partition", "-o", "out"]] {
        let run = facts(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    }
    for format in [&["--format", "datapackage"][..], &["--format", "parquet", "--partition"]] {
        let run = facts(&[format, &["-o", "file"]].concat());
        assert_eq!((run.code, run.err.as_str()), (2, "ontleed: file: file exists\n"));
    }
    for format in ["ndjson", "csv", "parquet", "datapackage"] {
        let run = facts(&["--format", format, "-o", "file/out"]);
        assert_eq!((run.code, run.out.as_str(), run.err.lines().count()), (2, "", 1));
    }
    assert_eq!(names(folder.path()), ["a.txt", "file"]);
}

#[test]
fn what_cannot_run_says_so_and_exits_with_2() {
    let folder = folder(&[("file", b"x"), ("empty/.keep", b""), ("a.txt", PAGE)]);
    let none = ontleed(folder.path(), &["convert", "empty"]);
    assert_eq!((none.code, none.out.as_str()), (2, ""));
    assert!(none.err.ends_with("\nontleed: nothing to convert\n"), "{}", none.err);

    let output = ontleed(folder.path(), &["convert", "a.txt", "-o", "file"]);
    assert_eq!((output.code, output.err.as_str()), (2, "ontleed: file: file exists\n"));

    assert_eq!(ontleed(folder.path(), &["convert"]).code, 2);
    assert_eq!(ontleed(folder.path(), &["convert", "a.txt", "--format", "xml"]).code, 2);
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_is_full_ends_the_run() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let run = command(&root().join("seeds"), &["convert", "."]).stdout(full).output().unwrap();
    let run = Run::of(&run);
    assert_eq!(
        (run.code, run.err.as_str()),
        (2, "ontleed: standard output: no space left on device\n")
    );
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = command(&root().join("seeds"), &["convert", "."])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let run = Run::of(&child.wait_with_output().unwrap());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn the_schema_is_printed() {
    assert_eq!(ontleed(root(), &["schema"]).out, ontleed_output::schema(Form::Report));
    for form in Form::ALL {
        let run = ontleed(root(), &["schema", form.name()]);
        assert_eq!((run.code, run.out), (0, ontleed_output::schema(form)));
    }
}

#[test]
fn spans_count_bytes_of_the_decoded_text() {
    let folder = folder(&[("windows.txt", b"Financi\xEBn\n\nDe kades zijn nieuw.\n")]);
    let run = ontleed(folder.path(), &["convert", "windows.txt"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["source"]["encoding"], "windows-1252");
    assert_eq!(report["sections"][0]["heading"]["text"], "Financiën");
    assert_eq!(report["sections"][0]["heading"]["end"], 10);
    assert_eq!(report["findings"][0]["code"], "encoding_guessed");
}

#[test]
fn a_seed_converts_without_a_word_on_standard_error() {
    let seed = seed("000");
    let run = ontleed(root(), &["convert", seed.to_str().unwrap()]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}
