use std::fs;
use std::path::{Path, PathBuf};

use ontleed_model::{Origin, Report};
use ontleed_output::{Format, write, write_ndjson};
use ontleed_text::Decoded;
use serde_json::Value;

/// The root of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All texts below a folder of the project, sorted.
pub(crate) fn texts(folder: &str) -> Vec<PathBuf> {
    let mut texts = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "txt") {
                texts.push(path);
            }
        }
    }
    texts.sort();
    assert!(!texts.is_empty(), "no texts below {folder}");
    texts
}

/// The seed whose name begins with this number.
pub(crate) fn seed(number: &str) -> PathBuf {
    let is_seed = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with(number);
    texts("seeds").into_iter().find(is_seed).unwrap()
}

/// The decoded text and the report as a reader of the JSON has it.
pub(crate) fn report(bytes: &[u8]) -> (String, Value) {
    read(bytes, ontleed_report::report)
}

/// The same without its tables.
pub(crate) fn outline(bytes: &[u8]) -> (String, Value) {
    read(bytes, ontleed_report::outline)
}

/// The facts of a text as a reader of the NDJSON has them.
pub(crate) fn facts(bytes: &[u8]) -> Vec<Value> {
    let decoded = ontleed_text::decode(bytes).unwrap();
    let report = ontleed_report::report(&decoded, origin(bytes, &decoded));
    let mut lines = Vec::new();
    write_ndjson(&ontleed_output::Facts::of(&report).all(), &mut lines);
    let lines = lines.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).unwrap()).collect()
}

fn read(bytes: &[u8], make: for<'t> fn(&'t Decoded<'_>, Origin) -> Report<'t>) -> (String, Value) {
    let decoded = ontleed_text::decode(bytes).unwrap();
    let mut json = Vec::new();
    write(&make(&decoded, origin(bytes, &decoded)), Format::Ndjson, &mut json);
    let report = serde_json::from_slice(&json).unwrap();
    (decoded.text.into_owned(), report)
}

/// Where a text that is no file comes from.
pub(crate) fn origin(bytes: &[u8], decoded: &Decoded<'_>) -> Origin {
    Origin {
        path: "document.txt".into(),
        sha256: "0".repeat(64),
        bytes: bytes.len() as u64,
        encoding: decoded.encoding.name(),
    }
}
