//! What became of each document, written down as it happens, so that a run can be taken up again.

use std::fs::{File, OpenOptions, TryLockError};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::sink::{SinkError, at};

/// What became of one document, or of an input without documents: a line of the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The name of the document, as in its report; null where an input is no document.
    pub document: Option<String>,
    /// The path to it.
    pub input: String,
    /// The size of its text, unpacked; null where it was not read.
    pub bytes: Option<u64>,
    /// SHA-256 of those bytes; null where nothing was made of them.
    pub sha256: Option<String>,
    /// The program and its version.
    pub tool: String,
    /// The version of the report's form.
    pub schema: String,
    /// What was asked for.
    pub options: Options,
    /// What became of it.
    pub outcome: Outcome,
    /// Where the work on it stopped, where it failed.
    pub stage: Option<String>,
    /// Why it failed.
    pub reason: Option<String>,
    /// How much speaks for a planning-and-control document, where that was asked.
    pub score: Option<u32>,
    /// The file it is in, relative to the manifest.
    pub output: Option<String>,
    /// Its first byte in that file.
    pub output_start: Option<u64>,
    /// Its length there, in bytes.
    pub output_bytes: Option<u64>,
    /// SHA-256 of those bytes.
    pub output_sha256: Option<String>,
    /// Tables rebuilt; null where that was not asked for.
    pub tables: Option<u64>,
    /// Cells of tables that hold something.
    pub facts: Option<u64>,
    /// Facts that a sum confirms.
    pub confirmed: Option<u64>,
    /// Facts that a sum contradicts.
    pub contradicted: Option<u64>,
    /// Facts of rows that the text does not decide.
    pub ambiguous: Option<u64>,
    /// Findings in the report.
    pub findings: Option<u64>,
}

/// What was asked for, as far as it changes what is made of a text. Limits do not: they say only of
/// what texts nothing is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// `outline`, `report` or `facts`.
    pub product: String,
    /// `json`, `ndjson` or `csv`.
    pub format: String,
    /// Whether only planning-and-control documents are kept.
    pub only_reports: bool,
}

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was converted.
    Converted,
    /// It could not be.
    Failed,
    /// It is no planning-and-control document, and only those were asked for.
    Dropped,
}

impl Record {
    /// An input of which nothing is known.
    #[cfg(test)]
    pub(crate) fn new(input: String) -> Self {
        let options = r#"{"product":"","format":"","only_reports":false}"#;
        let rest = r#""tool":"","schema":"","outcome":"failed""#;
        let input = serde_json::Value::from(input);
        let record = format!(r#"{{"input":{input},{rest},"options":{options}}}"#);
        serde_json::from_str(&record).unwrap()
    }

    /// By what it is found again.
    fn key(&self) -> &str {
        self.document.as_ref().unwrap_or(&self.input)
    }
}

/// The file with the records of a run, one on each line, which only one run can have open.
#[derive(Debug)]
pub(crate) struct Manifest {
    path: PathBuf,
    file: File,
    /// Where the next record goes.
    end: u64,
}

impl Manifest {
    /// Opens or makes it. A run that is taken up goes on behind its last whole line, any other from
    /// the beginning.
    pub(crate) fn open(path: &Path, resume: bool) -> Result<Self, SinkError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let file = options.open(path).map_err(at(path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(at(path)(taken())),
            Err(TryLockError::Error(error)) => return Err(at(path)(error)),
        }
        let mut manifest = Self { path: path.to_owned(), file, end: 0 };
        let whole = if resume { manifest.whole().map_err(at(path))? } else { 0 };
        manifest.cut(whole)?;
        Ok(manifest)
    }

    /// The records there are.
    pub(crate) fn index(&self) -> Result<Index, SinkError> {
        Lines::new(&self.file, self.end).and_then(Index::new).map_err(at(&self.path))
    }

    /// Leaves out what stands behind this byte.
    pub(crate) fn cut(&mut self, end: u64) -> Result<(), SinkError> {
        self.end = end;
        self.file.set_len(end).map_err(at(&self.path))
    }

    /// Adds whole lines.
    pub(crate) fn append(&mut self, lines: &[u8]) -> Result<(), SinkError> {
        let mut rest = lines;
        while !rest.is_empty() {
            let written = write_at(&self.file, rest, self.end).map_err(at(&self.path))?;
            self.end += written as u64;
            rest = &rest[written..];
        }
        Ok(())
    }

    /// The end of the last whole line.
    fn whole(&self) -> io::Result<u64> {
        let length = self.file.metadata()?.len();
        let mut lines = Lines::new(&self.file, length)?;
        let mut end = 0;
        while let Some((start, line)) = lines.next()? {
            if line.last() == Some(&b'\n') {
                end = start + line.len() as u64;
            }
        }
        Ok(end)
    }
}

fn taken() -> io::Error {
    io::Error::new(io::ErrorKind::ResourceBusy, "another run is writing here")
}

/// Appends a record as a line.
pub(crate) fn write(record: &Record, out: &mut Vec<u8>) {
    serde_json::to_writer(&mut *out, record).expect("a record is plain data");
    out.push(b'\n');
}

/// A record, and where it stands in the manifest.
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    pub(crate) record: Record,
    pub(crate) start: u64,
    pub(crate) end: u64,
}

/// Finds records. It holds 16 bytes for each, not the records.
#[derive(Debug)]
pub(crate) struct Index {
    lines: Lines,
    /// The hash of its key and its first byte, sorted.
    places: Vec<(u64, u64)>,
}

impl Index {
    fn new(mut lines: Lines) -> io::Result<Self> {
        let mut places = Vec::new();
        while let Some((start, line)) = lines.next()? {
            if let Ok(record) = serde_json::from_slice::<Record>(line) {
                places.push((hash(record.key()), start));
            }
        }
        places.sort_unstable();
        Ok(Self { lines, places })
    }

    /// The last record of this document, or of this input where it is none.
    pub(crate) fn find(&mut self, key: &str) -> Option<Recorded> {
        let hash = hash(key);
        let behind = self.places.partition_point(|(other, _)| *other <= hash);
        let places = self.places[..behind].iter().rev();
        for &(_, start) in places.take_while(|(other, _)| *other == hash) {
            self.lines.at = start;
            let (start, line) = self.lines.next().ok()??;
            let end = start + line.len() as u64;
            if let Ok(record) = serde_json::from_slice::<Record>(line)
                && record.key() == key
            {
                return Some(Recorded { record, start, end });
            }
        }
        None
    }
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// The lines of a file that is written to at the same time.
#[derive(Debug)]
struct Lines {
    file: File,
    /// The first byte of the next line.
    at: u64,
    /// Nothing is read behind this.
    end: u64,
    /// What was read, and where it begins.
    buffer: Vec<u8>,
    from: u64,
}

impl Lines {
    fn new(file: &File, end: u64) -> io::Result<Self> {
        Ok(Self { file: file.try_clone()?, at: 0, end, buffer: Vec::new(), from: 0 })
    }

    /// The next line with its line end, and its first byte. The last one may have no line end.
    fn next(&mut self) -> io::Result<Option<(u64, &[u8])>> {
        let mut skip = self.skip();
        let length = loop {
            if let Some(length) = memchr::memchr(b'\n', &self.buffer[skip..]) {
                break length + 1;
            }
            self.buffer.drain(..skip);
            (self.from, skip) = (self.at, 0);
            if self.fill()? == 0 {
                break self.buffer.len();
            }
        };
        let start = self.at;
        self.at += length as u64;
        Ok((length > 0).then(|| (start, &self.buffer[skip..skip + length])))
    }

    /// Where the next line begins in the buffer, which is emptied where it is not in it.
    fn skip(&mut self) -> usize {
        let skip = self.at.checked_sub(self.from).and_then(|skip| usize::try_from(skip).ok());
        skip.filter(|skip| *skip <= self.buffer.len()).unwrap_or_else(|| {
            self.buffer.clear();
            self.from = self.at;
            0
        })
    }

    /// Reads more behind what is in the buffer; the number of bytes.
    fn fill(&mut self) -> io::Result<usize> {
        const MORE: usize = 32 << 10;
        let held = self.buffer.len();
        let place = self.from + held as u64;
        let more = usize::try_from(self.end.saturating_sub(place)).unwrap_or(MORE).min(MORE);
        self.buffer.resize(held + more, 0);
        let read = read_at(&self.file, &mut self.buffer[held..], place)?;
        self.buffer.truncate(held + read);
        Ok(read)
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], place: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, place)
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], place: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::write_at(file, bytes, place)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], place: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, place)
}

#[cfg(windows)]
fn write_at(file: &File, bytes: &[u8], place: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_write(file, bytes, place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(input: &str) -> Record {
        Record::new(input.into())
    }

    fn written(manifest: &mut Manifest, inputs: &[&str]) {
        for input in inputs {
            let mut line = Vec::new();
            write(&record(input), &mut line);
            manifest.append(&line).unwrap();
        }
    }

    #[test]
    fn records_are_found_the_last_first_and_in_any_order() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("manifest.jsonl");
        let long = "l".repeat(100_000);
        written(&mut Manifest::open(&path, false).unwrap(), &["a", "b", &long, "a", "c"]);
        let mut manifest = Manifest::open(&path, true).unwrap();
        let mut index = manifest.index().unwrap();
        let first = index.find("b").unwrap();
        let second = index.find("a").unwrap();
        assert!(first.end < second.start, "the first `a` was found");
        assert_eq!(index.find(&long).unwrap().record.input, long);
        written(&mut manifest, &["d"]);
        assert_eq!(index.find("b").unwrap().start, first.start);
        assert_eq!(index.find("c").unwrap().start, second.end);
        assert!(index.find("d").is_none());
    }

    #[test]
    fn a_torn_last_line_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("manifest.jsonl");
        written(&mut Manifest::open(&path, false).unwrap(), &["a", "b"]);
        let whole = std::fs::read(&path).unwrap();
        for cut in [1, 10, whole.len() / 2 - 1] {
            std::fs::write(&path, &whole[..whole.len() - cut]).unwrap();
            let mut manifest = Manifest::open(&path, true).unwrap();
            assert!(manifest.index().unwrap().find("b").is_none());
            written(&mut manifest, &["b"]);
            assert_eq!(std::fs::read(&path).unwrap(), whole);
        }
    }

    #[test]
    fn a_second_run_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("manifest.jsonl");
        let first = Manifest::open(&path, false).unwrap();
        let second = Manifest::open(&path, true).unwrap_err();
        assert!(second.to_string().ends_with("manifest.jsonl: another run is writing here"));
        drop(first);
        assert!(Manifest::open(&path, true).is_ok());
    }
}
