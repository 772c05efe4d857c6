//! `ontleed verify`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use ontleed_verify::{Breach, Original, digest, fact, report};
use serde_json::Value;

use crate::args::Verify;
use crate::warn;

/// How the file is named in which a run writes down what became of each document: in a folder, and
/// beside a file.
const MANIFEST: &str = "manifest.jsonl";
const BESIDE: &str = ".manifest.jsonl";

/// What describes a data package, whose tables are CSV.
const DESCRIPTOR: &str = "datapackage.json";

/// `ontleed verify`
pub(crate) fn verify(args: &Verify) -> anyhow::Result<ExitCode> {
    let mut check = Check { sources: &args.source, read: None, records: 0, breaches: 0 };
    for source in &args.source {
        source.metadata().with_context(|| source.display().to_string())?;
    }
    for file in files(&args.output)? {
        check.file(&file).with_context(|| file.display().to_string())?;
    }
    let Check { records, breaches, .. } = check;
    if records == 0 {
        bail!("{}: no reports or facts as JSON in it", args.output.display());
    }
    warn(&format!("{records} checked, {breaches} breaches"));
    Ok(ExitCode::from(u8::from(breaches > 0)))
}

/// The outputs of a folder at any depth, sorted; or the one file.
fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if path.metadata().with_context(|| path.display().to_string())?.is_file() {
        if has_ending(path, &["csv", "parquet"]) {
            bail!("{}: only JSON is checked, not CSV or Parquet", path.display());
        }
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    let entries = fs::read_dir(path).with_context(|| path.display().to_string())?;
    let mut paths: Vec<_> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        let is_hidden =
            path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        let is_output = has_ending(&path, &["json", "ndjson", "jsonl"])
            && path.file_name().is_none_or(|name| name != DESCRIPTOR);
        if path.is_dir() && !is_hidden {
            files.extend(self::files(&path)?);
        } else if is_output && !is_hidden {
            files.push(path);
        }
    }
    Ok(files)
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension();
    ending.is_some_and(|own| endings.iter().any(|ending| own.eq_ignore_ascii_case(ending)))
}

fn is_manifest(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    name == MANIFEST.as_bytes() || name.ends_with(BESIDE.as_bytes())
}

struct Check<'a> {
    sources: &'a [PathBuf],
    /// The source read last: the facts of a document stand together.
    read: Option<(String, Option<Vec<u8>>)>,
    records: u64,
    breaches: u64,
}

impl Check<'_> {
    fn file(&mut self, path: &Path) -> anyhow::Result<()> {
        if is_manifest(path) {
            return self.manifest(path);
        }
        if has_ending(path, &["json"]) {
            let json = serde_json::from_slice(&fs::read(path)?);
            return self.record(&path.display().to_string(), &json);
        }
        for (line, number) in BufReader::new(File::open(path)?).split(b'\n').zip(1_u64..) {
            let json = serde_json::from_slice(&line?);
            self.record(&format!("{}:{number}", path.display()), &json)?;
        }
        Ok(())
    }

    /// Checks one report or one fact.
    fn record(&mut self, name: &str, json: &serde_json::Result<Value>) -> anyhow::Result<()> {
        self.records += 1;
        let breaches = match json {
            Err(error) => vec![Breach::new("", format!("not JSON: {error}"))],
            Ok(json) => match (json["source"]["path"].as_str(), json["document"].as_str()) {
                (Some(document), _) => self.against(document, |source| report(json, source)),
                (None, Some(document)) => self.against(document, |source| fact(json, source)),
                (None, None) => vec![Breach::new("", "neither a report nor a fact")],
            },
        };
        self.tell(name, &breaches)
    }

    fn tell(&mut self, name: &str, breaches: &[Breach]) -> anyhow::Result<()> {
        self.breaches += breaches.len() as u64;
        let mut out = io::stdout().lock();
        for breach in breaches {
            writeln!(out, "{name}: {breach}")?;
        }
        Ok(())
    }

    /// Checks something against the source of a document.
    fn against(
        &mut self,
        document: &str,
        check: impl FnOnce(&Original<'_>) -> Vec<Breach>,
    ) -> Vec<Breach> {
        let Some(bytes) = self.source(document) else {
            return vec![Breach::new("", format!("there is no source {document}"))];
        };
        match Original::new(bytes) {
            Ok(source) => check(&source),
            Err(error) => vec![Breach::new("", format!("its source is {error}"))],
        }
    }

    /// The bytes of a document: below one of the folders, or the one file that was named.
    fn source(&mut self, document: &str) -> Option<&[u8]> {
        if self.read.as_ref().is_none_or(|(name, _)| name != document) {
            let is_below = |part| matches!(part, Component::Normal(_));
            let name = Path::new(document);
            let read = |root: &PathBuf| match root.is_file() {
                true if root.file_name() == Some(name.as_os_str()) => fs::read(root).ok(),
                false if name.components().all(is_below) => fs::read(root.join(name)).ok(),
                _ => None,
            };
            self.read = Some((document.to_owned(), self.sources.iter().find_map(read)));
        }
        self.read.as_ref().and_then(|(_, bytes)| bytes.as_deref())
    }

    /// Checks what a run wrote down of each document it converted: the last word counts, and a
    /// torn last line is none.
    fn manifest(&mut self, path: &Path) -> anyhow::Result<()> {
        let mut last = BTreeMap::new();
        for (line, number) in BufReader::new(File::open(path)?).split(b'\n').zip(1_u64..) {
            if let Ok(record) = serde_json::from_slice::<Value>(&line?) {
                let document = record["document"].as_str().unwrap_or_default().to_owned();
                last.insert(document, (number, record));
            }
        }
        for (document, (number, record)) in last {
            if record["outcome"] != "converted" {
                continue;
            }
            let breaches = self.recorded(&document, &record, path.parent().unwrap_or(path));
            self.tell(&format!("{}:{number}", path.display()), &breaches)?;
        }
        Ok(())
    }

    fn recorded(&mut self, document: &str, record: &Value, folder: &Path) -> Vec<Breach> {
        let mut breaches = Vec::new();
        let mut same = |field: &str, bytes: Option<&[u8]>| {
            let Some(given) = record[field].as_str() else { return };
            match bytes.map(digest) {
                None => breaches.push(Breach::new(field, "the file it is of cannot be read")),
                Some(is) if is != given => {
                    breaches
                        .push(Breach::new(field, format!("it says {given}, the file has {is}")));
                }
                Some(_) => {}
            }
        };
        same("sha256", self.source(document));
        same("output_sha256", output(record, folder).ok().as_deref());
        breaches
    }
}

/// The bytes that a manifest says were made of a document.
fn output(record: &Value, folder: &Path) -> io::Result<Vec<u8>> {
    let mut file = File::open(folder.join(record["output"].as_str().unwrap_or_default()))?;
    file.seek(SeekFrom::Start(record["output_start"].as_u64().unwrap_or(0)))?;
    let mut bytes = Vec::new();
    file.take(record["output_bytes"].as_u64().unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
    Ok(bytes)
}
