//! The part of a sink that all threads use: a file for each document, and what an earlier run left.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use super::{SinkError, at, folder_of};
use crate::document::Document;
use crate::failure::Reason;
use crate::inputs::{has_ending, within};
use crate::manifest::Record;

/// The part of a sink that all threads use.
pub(crate) enum Shelf {
    Stream,
    File { part: PathBuf, holds: bool },
    Folder { root: PathBuf, unfinished: PathBuf, next: AtomicU64 },
}

/// What was made of a document, where it has its place.
pub(crate) struct Placed {
    /// Its file; none where it goes into one with the others.
    pub(crate) output: Option<String>,
    /// What is still to be written.
    pub(crate) bytes: Vec<u8>,
}

/// Why something was not placed.
pub(crate) enum Misplaced {
    /// For this document only.
    One(Reason),
    /// Nor will any other be.
    All(SinkError),
}

impl Shelf {
    /// Of a folder that is there.
    pub(super) fn folder(root: &Path) -> Result<Self, SinkError> {
        let unfinished = root.join(UNFINISHED);
        // What a run that was killed left there is nothing.
        match fs::remove_dir_all(&unfinished) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(at(&unfinished)(error));
            }
            _ => {}
        }
        fs::create_dir(&unfinished).map_err(at(&unfinished))?;
        Ok(Self::Folder { root: root.to_owned(), unfinished, next: AtomicU64::new(0) })
    }

    /// Whether what is written has a manifest.
    pub(crate) const fn has_manifest(&self) -> bool {
        !matches!(self, Self::Stream)
    }

    /// The file that what is made of this document goes to, where it gets one of its own.
    pub(crate) fn output_of(&self, document: &Document) -> Option<String> {
        matches!(self, Self::Folder { .. }).then(|| output_name(document))
    }

    /// Writes what goes to a file of its own, whole or not at all.
    pub(crate) fn place(
        &self,
        output: Option<String>,
        bytes: Vec<u8>,
    ) -> Result<Placed, Misplaced> {
        let (Self::Folder { root, unfinished, next }, Some(output)) = (self, &output) else {
            return Ok(Placed { output, bytes });
        };
        let path = root.join(output);
        let number = next.fetch_add(1, Ordering::Relaxed);
        write_whole(&unfinished.join(number.to_string()), &path, &bytes).map_err(|error| {
            let ends_the_run = ends_the_run(&error);
            let failed = at(&path)(error);
            if ends_the_run {
                Misplaced::All(failed)
            } else {
                Misplaced::One(Reason::Output(failed))
            }
        })?;
        Ok(Placed { output: Some(output.clone()), bytes: Vec::new() })
    }

    /// Whether the output of an earlier run is there as it was recorded.
    pub(crate) fn holds(&self, record: &Record) -> bool {
        let (Some(output), Some(start), Some(length), Some(sha256)) =
            (&record.output, record.output_start, record.output_bytes, &record.output_sha256)
        else {
            return false;
        };
        let path = match self {
            Self::Stream | Self::File { holds: false, .. } => return false,
            Self::File { part, .. } => part.clone(),
            Self::Folder { root, .. } => root.join(output),
        };
        let whole = !matches!(self, Self::Folder { .. })
            || path.metadata().is_ok_and(|metadata| metadata.len() == length);
        whole && digest(&path, start, length).is_ok_and(|found| found == *sha256)
    }
}

/// The SHA-256 of some bytes of a file.
fn digest(path: &Path, start: u64, length: u64) -> io::Result<String> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let mut hash = Sha256::new();
    let mut buffer = [0; 16 << 10];
    let mut bytes = file.take(length);
    loop {
        let read = bytes.read(&mut buffer)?;
        if read == 0 {
            return Ok(hex::encode(hash.finalize()));
        }
        hash.update(&buffer[..read]);
    }
}

/// Files of a folder that are not whole yet.
const UNFINISHED: &str = ".unfinished";

/// The file of a document below the output folder. Two documents of one folder do not share one:
/// `2020/kades.txt` goes to `2020/kades.json`, `kades.md` to `kades.md.json`, and the 17th record
/// of `crawl.jsonl` to `crawl.jsonl/000017.json`.
pub(crate) fn output_name(document: &Document) -> String {
    let name = match &document.record {
        Some((archive, number)) => {
            return format!("{}/{number:06}.json", within(Path::new(archive)));
        }
        None if document.name == "-" => "stdin",
        None => document.name.as_str(),
    };
    let name = within(Path::new(name));
    match name.strip_suffix(".txt") {
        Some(bare) if !has_ending(Path::new(bare)) => format!("{bare}.json"),
        _ => format!("{name}.json"),
    }
}

/// Whether what failed for one file will fail for all.
fn ends_the_run(error: &io::Error) -> bool {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    matches!(error.kind(), PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull)
}

/// Writes a file that is whole when it has its name.
fn write_whole(unfinished: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let written = fs::write(unfinished, bytes).and_then(|()| match fs::rename(unfinished, path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder_of(path))?;
            fs::rename(unfinished, path)
        }
        renamed => renamed,
    });
    if written.is_err() {
        // It would be in the way of nothing, but it takes room.
        let _ = fs::remove_file(unfinished);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Content;

    #[test]
    fn each_document_has_an_output_of_its_own_within_the_folder() {
        for (name, record, output) in [
            ("2020/kades.txt", None, "2020/kades.json"),
            ("kades.md", None, "kades.md.json"),
            ("kades.md.txt", None, "kades.md.txt.json"),
            ("kades.txt.gz", None, "kades.txt.gz.json"),
            ("kades.gz.txt", None, "kades.gz.txt.json"),
            ("c.jsonl.txt", None, "c.jsonl.txt.json"),
            ("kades.TXT", None, "kades.TXT.json"),
            ("kades", None, "kades.json"),
            ("-", None, "stdin.json"),
            ("a/../../b.txt", None, "a/b.json"),
            ("c.jsonl!17", Some(("c.jsonl", 17)), "c.jsonl/000017.json"),
            ("c.wet!17!https://a.nl/../b", Some(("../c.wet", 1_234_567)), "c.wet/1234567.json"),
        ] {
            let document = Document {
                name: name.into(),
                path: name.into(),
                record: record.map(|(archive, number): (&str, u64)| (archive.to_owned(), number)),
                content: Content::Stdin,
            };
            assert_eq!(output_name(&document), output, "{name}");
        }
    }
}
