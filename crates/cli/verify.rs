//! `ontleed verify`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use ontleed_batch::is_manifest;
use ontleed_output::package::DESCRIPTOR;
use ontleed_text::NotText;
use ontleed_verify::{Breach, Original, digest, fact, report};
use serde_json::Value;

use crate::args::Verify;
use crate::warn;

/// `ontleed verify`
pub(crate) fn verify(args: &Verify) -> anyhow::Result<ExitCode> {
    let mut check =
        Check { sources: &args.source, read: None, records: 0, unchecked: 0, breaches: 0 };
    for source in &args.source {
        source.metadata().with_context(|| source.display().to_string())?;
    }
    for file in files(&args.output)? {
        check.file(&file).with_context(|| file.display().to_string())?;
    }
    let Check { records, unchecked, breaches, .. } = check;
    if records + unchecked == 0 {
        bail!("{}: no reports or facts as JSON in it", args.output.display());
    }
    let not_checked = match unchecked {
        0 => String::new(),
        _ => format!(", {unchecked} not checked: their texts are packed or in an archive"),
    };
    warn(&format!("{records} checked, {breaches} breaches{not_checked}"));
    if records + breaches == 0 {
        bail!("nothing could be checked");
    }
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

struct Check<'a> {
    sources: &'a [PathBuf],
    /// The source read last: the facts of a document stand together.
    read: Option<(String, Found)>,
    records: u64,
    /// Reports and facts of texts that are packed or in an archive.
    unchecked: u64,
    breaches: u64,
}

/// What there is of the source of a document.
enum Found {
    Text(Original),
    NotText(NotText),
    /// Packed, or in an archive: nothing is unpacked here.
    Packed,
    None,
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
        let breaches = match json {
            Err(error) => Some(vec![Breach::new("", format!("not JSON: {error}"))]),
            Ok(json) => match (json["source"]["path"].as_str(), json["document"].as_str()) {
                (Some(document), _) => self.against(document, |source| report(json, source)),
                (None, Some(document)) => self.against(document, |source| fact(json, source)),
                (None, None) => Some(vec![Breach::new("", "neither a report nor a fact")]),
            },
        };
        let Some(breaches) = breaches else {
            self.unchecked += 1;
            return Ok(());
        };
        self.records += 1;
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

    /// Checks something against the source of a document; nothing where that is packed.
    fn against(
        &mut self,
        document: &str,
        check: impl FnOnce(&Original) -> Vec<Breach>,
    ) -> Option<Vec<Breach>> {
        match self.source(document) {
            Found::Text(source) => Some(check(source)),
            Found::NotText(error) => Some(vec![Breach::new("", format!("its source is {error}"))]),
            Found::None => Some(vec![Breach::new("", format!("there is no source {document}"))]),
            Found::Packed => None,
        }
    }

    /// The source of a document: below one of the folders, or the one file that was named.
    fn source(&mut self, document: &str) -> &Found {
        let read = self.read.take().filter(|(name, _)| name == document);
        let sources = self.sources;
        let read = read.unwrap_or_else(|| (document.to_owned(), find(document, sources)));
        &self.read.insert(read).1
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
        let mut same = |field: &str, is: Option<&str>| {
            let Some(given) = record[field].as_str() else { return };
            match is {
                None => breaches.push(Breach::new(field, "the file it is of cannot be read")),
                Some(is) if is != given => {
                    breaches
                        .push(Breach::new(field, format!("it says {given}, the file has {is}")));
                }
                Some(_) => {}
            }
        };
        match self.source(document) {
            Found::Text(source) => same("sha256", Some(source.sha256())),
            Found::NotText(_) | Found::None => same("sha256", None),
            Found::Packed => {}
        }
        let output = output(record, folder).ok().map(|bytes| digest(&bytes));
        same("output_sha256", output.as_deref());
        breaches
    }
}

/// Looks for the source of a document.
fn find(document: &str, sources: &[PathBuf]) -> Found {
    let file = |name: &str| {
        let name = Path::new(name);
        let is_below = |part| matches!(part, Component::Normal(_));
        sources.iter().find_map(|root| match root.is_file() {
            true if root.file_name() == Some(name.as_os_str()) => Some(root.clone()),
            false if name.components().all(is_below) => {
                Some(root.join(name)).filter(|path| path.is_file())
            }
            _ => None,
        })
    };
    // A document of an archive has its name, then `!` and a number.
    let archive = || document.match_indices('!').find_map(|(at, _)| file(&document[..at]));
    match file(document) {
        Some(path) if has_ending(&path, &["gz", "zst"]) => Found::Packed,
        Some(path) => match fs::read(path).map(|bytes| Original::new(&bytes)) {
            Ok(Ok(source)) => Found::Text(source),
            Ok(Err(error)) => Found::NotText(error),
            Err(_) => Found::None,
        },
        None => archive().map_or(Found::None, |_| Found::Packed),
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
