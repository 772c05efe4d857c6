//! Where reports go.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::document::Document;
use crate::failure::{Reason, plain};
use crate::gather::{self, Package, Partitions, Piece};
use crate::inputs::within;
use crate::manifest::{self, Index, Manifest, Record, Recorded};

/// Takes what is made of each document, in order. A file or folder has a manifest beside or in it,
/// by which a run that was cut off is taken up.
pub struct Sink<'w> {
    pub(crate) shelf: Shelf,
    pub(crate) pen: Pen<'w>,
    /// What an earlier run did.
    pub(crate) index: Option<Index>,
}

/// The output cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {}", plain(.error))]
pub struct SinkError {
    /// The file or folder; `standard output` for a stream.
    pub path: String,
    /// What the system said.
    pub error: io::Error,
}

impl<'w> Sink<'w> {
    /// One after the other, as they come, without a manifest.
    pub fn stream(to: impl Write + Send + 'w) -> Self {
        let to: Box<dyn Write + Send + 'w> = Box::new(to);
        let pen = Pen::Stream(BufWriter::with_capacity(BUFFER, to));
        Self { shelf: Shelf::Stream, pen, index: None }
    }

    /// One after the other in a file, which gets its name when all are in it; until then it ends in
    /// `.part`. The manifest is beside it, or is `manifest` where that is given. The folder it is in
    /// is made where it does not exist. A pipe or device is a stream.
    ///
    /// With `resume`, what an earlier run with the same documents and options put there is kept, up
    /// to the first that is not the same.
    ///
    /// # Errors
    /// When the file cannot be made, or another run is writing it.
    pub fn file(path: &Path, manifest: Option<&Path>, resume: bool) -> Result<Self, SinkError> {
        if path.is_dir() {
            return Err(at(path)(io::ErrorKind::IsADirectory.into()));
        }
        if is_device(path) {
            return Ok(Self::stream(device(path)?));
        }
        let folder = folder_of(path);
        fs::create_dir_all(folder).map_err(at(folder))?;
        let beside = ending(path, BESIDE);
        let manifest = Manifest::open(manifest.unwrap_or(&beside), resume)?;
        let index = if resume { Some(manifest.index()?) } else { None };
        let part = ending(path, ".part");
        if resume && !part.exists() && path.exists() {
            // The whole one stays until the next is whole.
            fs::copy(path, &part).map_err(at(&part))?;
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(!resume);
        let file = options.open(&part).map_err(at(&part))?;
        let shelf = Shelf::File { part: part.clone(), holds: resume };
        let pen = Pen::File(Whole {
            path: path.to_owned(),
            part,
            file,
            manifest,
            kept: resume.then_some(0),
            end: 0,
            bytes: Vec::new(),
            lines: Vec::new(),
        });
        Ok(Self { shelf, pen, index })
    }

    /// A file for each document below a folder, which is made where it does not exist, with a
    /// manifest.
    ///
    /// With `resume`, what an earlier run made of the same documents with the same options is kept.
    ///
    /// # Errors
    /// When the folder cannot be made or written to, or another run is writing there.
    pub fn folder(root: &Path, resume: bool) -> Result<Self, SinkError> {
        fs::create_dir_all(root).map_err(at(root))?;
        let manifest = Manifest::open(&root.join(MANIFEST), resume)?;
        let index = if resume { Some(manifest.index()?) } else { None };
        let unfinished = root.join(UNFINISHED);
        // What a run that was killed left there is nothing.
        match fs::remove_dir_all(&unfinished) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(at(&unfinished)(error));
            }
            _ => {}
        }
        fs::create_dir(&unfinished).map_err(at(&unfinished))?;
        let shelf = Shelf::Folder { root: root.to_owned(), unfinished, next: AtomicU64::new(0) };
        Ok(Self { shelf, pen: Pen::Folder(manifest), index })
    }

    /// A Parquet file, or where no path is given, the same to a stream. It has no manifest: its last
    /// bytes say where all others are.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn parquet(path: Option<&Path>, stream: impl Write + Send + 'w) -> Result<Self, SinkError> {
        let to: Box<dyn Write + Send + 'w> = Box::new(stream);
        let to = match path {
            None => Growing::Stream(BufWriter::new(to)),
            Some(path) if path.is_dir() => {
                return Err(at(path)(io::ErrorKind::IsADirectory.into()));
            }
            Some(path) if is_device(path) => {
                Growing::Stream(BufWriter::new(Box::new(device(path)?)))
            }
            Some(path) => {
                let folder = folder_of(path);
                fs::create_dir_all(folder).map_err(at(folder))?;
                Growing::File(path.to_owned(), BufWriter::new(temporary(folder)?))
            }
        };
        let rows = Some(gather::File::new());
        let file = Parquet { rows, bytes: Vec::new(), to: Some(to) };
        Ok(Self::gathered(Gathered::Parquet(Box::new(file))))
    }

    /// Parquet files below a folder, which is made where it does not exist and is empty where it does.
    ///
    /// # Errors
    /// When the folder cannot be made or written to, or holds something.
    pub fn partitions(root: &Path) -> Result<Self, SinkError> {
        Partitions::new(root).map(|partitions| Self::gathered(Gathered::Partitions(partitions)))
    }

    /// A data package in a folder, which is made where it does not exist and is empty where it does.
    ///
    /// # Errors
    /// When the folder cannot be made or written to, or holds something.
    pub fn package(root: &Path) -> Result<Self, SinkError> {
        Package::new(root).map(|package| Self::gathered(Gathered::Package(package)))
    }

    fn gathered(gathered: Gathered<'w>) -> Self {
        Self { shelf: Shelf::Stream, pen: Pen::Gathered(gathered), index: None }
    }

    /// Whether it has a manifest, by which it can be taken up.
    pub const fn is_resumable(&self) -> bool {
        !matches!(self.pen, Pen::Stream(_) | Pen::Gathered(_))
    }
}

/// The manifest in a folder of reports.
pub const MANIFEST: &str = "manifest.jsonl";

/// What the manifest beside a file has behind the name of that file.
const BESIDE: &str = ".manifest.jsonl";

/// Whether a file is the manifest of a run, by its name.
pub fn is_manifest(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    name == MANIFEST.as_bytes() || name.ends_with(BESIDE.as_bytes())
}

/// Files of a folder that are not whole yet.
const UNFINISHED: &str = ".unfinished";

const STDOUT: &str = "standard output";

/// Bytes that are held before they are written.
const BUFFER: usize = 128 << 10;

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

/// Whether it is there and no file: a device or a pipe, which is written to and never replaced.
fn is_device(path: &Path) -> bool {
    path.exists() && !path.is_file()
}

fn device(path: &Path) -> Result<File, SinkError> {
    OpenOptions::new().write(true).open(path).map_err(at(path))
}

/// The part of a sink that writes in order.
pub(crate) enum Pen<'w> {
    Stream(BufWriter<Box<dyn Write + Send + 'w>>),
    File(Whole),
    Folder(Manifest),
    Gathered(Gathered<'w>),
}

/// An output that gathers all documents.
pub(crate) enum Gathered<'w> {
    Parquet(Box<Parquet<'w>>),
    Partitions(Partitions),
    Package(Package),
}

/// A Parquet file that grows; what it holds is gone when it is finished.
pub(crate) struct Parquet<'w> {
    rows: Option<gather::File>,
    bytes: Vec<u8>,
    to: Option<Growing<'w>>,
}

/// A file that has no name yet, or a stream.
pub(crate) enum Growing<'w> {
    Stream(BufWriter<Box<dyn Write + Send + 'w>>),
    File(PathBuf, BufWriter<NamedTempFile>),
}

impl Growing<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), SinkError> {
        match self {
            Self::Stream(to) => to.write_all(bytes).map_err(at(Path::new(STDOUT))),
            Self::File(path, to) => to.write_all(bytes).map_err(at(path)),
        }
    }

    fn finish(self) -> Result<(), SinkError> {
        match self {
            Self::Stream(mut to) => to.flush().map_err(at(Path::new(STDOUT))),
            Self::File(path, to) => {
                let file = to.into_inner().map_err(|error| at(&path)(error.into_error()))?;
                file.persist(&path).map(drop).map_err(|error| at(&path)(error.error))
            }
        }
    }
}

impl Gathered<'_> {
    fn take(&mut self, name: &str, piece: &Piece) -> Result<Result<(), Reason>, SinkError> {
        match self {
            Self::Partitions(partitions) => partitions.take(piece).map(Ok),
            Self::Package(package) => package.take(name, piece),
            Self::Parquet(file) => {
                let Parquet { rows, bytes, to } = &mut **file;
                if let (Some(rows), Some(to)) = (rows, to) {
                    rows.take(piece, bytes);
                    to.write(bytes)?;
                    bytes.clear();
                }
                Ok(Ok(()))
            }
        }
    }

    fn finish(&mut self) -> Result<(), SinkError> {
        match self {
            Self::Partitions(partitions) => partitions.finish(),
            Self::Package(package) => package.finish(),
            Self::Parquet(file) => {
                let Parquet { rows, bytes, to } = &mut **file;
                let (Some(rows), Some(mut to)) = (rows.take(), to.take()) else { return Ok(()) };
                rows.finish(bytes);
                to.write(bytes)?;
                to.finish()
            }
        }
    }
}

impl Pen<'_> {
    /// Takes what stands before all documents, where they come one after the other.
    pub(crate) fn begin(&mut self, header: &[u8]) -> Result<(), SinkError> {
        match self {
            Self::Stream(to) => to.write_all(header).map_err(at(Path::new(STDOUT))),
            Self::File(file) => file.begin(header),
            Self::Folder(_) | Self::Gathered(_) => Ok(()),
        }
    }

    /// Where the next piece goes in a file that takes one after the other, and its name.
    pub(crate) fn place(&self) -> Option<(String, u64)> {
        match self {
            Self::File(file) => Some((file.name(), file.end)),
            Self::Stream(_) | Self::Folder(_) | Self::Gathered(_) => None,
        }
    }

    /// Takes what was made of a document, and its record.
    pub(crate) fn take(&mut self, bytes: &[u8], record: &Record) -> Result<(), SinkError> {
        match self {
            Self::Stream(_) | Self::Gathered(_) => self.take_bytes(bytes),
            Self::File(file) => file.take(bytes, record),
            Self::Folder(manifest) => {
                let mut line = Vec::with_capacity(1024);
                manifest::write(record, &mut line);
                manifest.append(&line)
            }
        }
    }

    /// Takes what a document adds to an output that gathers. The inner result is the document's, the
    /// outer the run's.
    pub(crate) fn take_piece(
        &mut self,
        name: &str,
        piece: &Piece,
    ) -> Result<Result<(), Reason>, SinkError> {
        match self {
            Self::Gathered(gathered) => gathered.take(name, piece),
            _ => Ok(Ok(())),
        }
    }

    /// Takes what was made of a document where there is no manifest.
    pub(crate) fn take_bytes(&mut self, bytes: &[u8]) -> Result<(), SinkError> {
        match self {
            Self::Stream(to) => to.write_all(bytes).map_err(at(Path::new(STDOUT))),
            Self::File(_) | Self::Folder(_) | Self::Gathered(_) => Ok(()),
        }
    }

    /// Keeps what an earlier run wrote, where it stands in its place; otherwise it has to be made
    /// again.
    pub(crate) fn keep(&mut self, recorded: &Recorded) -> bool {
        match self {
            Self::Stream(_) | Self::Gathered(_) => false,
            Self::File(file) => file.keep(recorded),
            Self::Folder(_) => true,
        }
    }

    /// Writes out what it holds. Where nothing more comes, what was waiting for its end gets its
    /// name.
    pub(crate) fn close(&mut self, beside: &Shelf, whole: bool) -> Result<(), SinkError> {
        match self {
            Self::Stream(to) => to.flush().map_err(at(Path::new(STDOUT)))?,
            Self::File(file) => {
                file.flush()?;
                if whole {
                    file.finish()?;
                }
            }
            Self::Gathered(gathered) if whole => gathered.finish()?,
            Self::Folder(_) | Self::Gathered(_) => {}
        }
        match beside {
            Shelf::Folder { unfinished, .. } => {
                fs::remove_dir_all(unfinished).map_err(at(unfinished))
            }
            Shelf::Stream | Shelf::File { .. } => Ok(()),
        }
    }
}

/// A file with one piece after the other.
pub(crate) struct Whole {
    path: PathBuf,
    part: PathBuf,
    file: File,
    manifest: Manifest,
    /// The end of the records kept so far; none when the first was not.
    kept: Option<u64>,
    /// The end of the pieces.
    end: u64,
    /// Pieces and records that are not written yet. Records are written last: what they speak of is
    /// there.
    bytes: Vec<u8>,
    lines: Vec<u8>,
}

impl Whole {
    fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    fn begin(&mut self, header: &[u8]) -> Result<(), SinkError> {
        let mut there = vec![0; header.len()];
        let is_there = self.kept.is_some() && self.file.read_exact(&mut there).is_ok();
        if is_there && there == header {
            self.end = header.len() as u64;
            return Ok(());
        }
        self.go_on()?;
        self.end = header.len() as u64;
        self.bytes.extend(header);
        Ok(())
    }

    fn keep(&mut self, recorded: &Recorded) -> bool {
        let record = &recorded.record;
        let here = record.output_start.is_none_or(|start| start == self.end);
        if self.kept != Some(recorded.start) || !here {
            return false;
        }
        self.kept = Some(recorded.end);
        self.end += record.output_bytes.unwrap_or(0);
        true
    }

    fn take(&mut self, bytes: &[u8], record: &Record) -> Result<(), SinkError> {
        self.go_on()?;
        self.end += bytes.len() as u64;
        self.bytes.extend(bytes);
        manifest::write(record, &mut self.lines);
        if self.bytes.len() + self.lines.len() > BUFFER { self.flush() } else { Ok(()) }
    }

    /// Leaves out what stands behind that which was kept.
    fn go_on(&mut self) -> Result<(), SinkError> {
        if let Some(kept) = self.kept.take() {
            let cut = self.file.set_len(self.end);
            cut.and_then(|()| self.file.seek(SeekFrom::Start(self.end))).map_err(at(&self.part))?;
            self.manifest.cut(kept)?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), SinkError> {
        self.file.write_all(&self.bytes).map_err(at(&self.part))?;
        self.manifest.append(&self.lines)?;
        self.bytes.clear();
        self.lines.clear();
        Ok(())
    }

    fn finish(&mut self) -> Result<(), SinkError> {
        self.go_on()?;
        fs::rename(&self.part, &self.path).map_err(at(&self.path))
    }
}

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
        Some(bare) if !has_known_ending(bare) => format!("{bare}.json"),
        _ => format!("{name}.json"),
    }
}

fn has_known_ending(name: &str) -> bool {
    let endings = [".txt", ".text", ".md", ".gz", ".zst"];
    let name = name.to_ascii_lowercase();
    endings.iter().any(|ending| name.ends_with(ending))
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

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file without a name of its own yet, readable as any other the user makes.
pub(crate) fn temporary(folder: &Path) -> Result<NamedTempFile, SinkError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".ontleed-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder).map_err(at(folder))
}

fn ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> SinkError {
    let path = path.display().to_string();
    move |error| SinkError { path, error }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Content;

    #[test]
    fn a_manifest_is_told_by_its_name() {
        let named = |name| is_manifest(Path::new(name));
        assert!(named("out/manifest.jsonl") && named("facts.csv.manifest.jsonl"));
        assert!(!named("mymanifest.jsonl") && !named("manifest.jsonl/a.txt"));
    }

    #[test]
    fn each_document_has_an_output_of_its_own_within_the_folder() {
        for (name, record, output) in [
            ("2020/kades.txt", None, "2020/kades.json"),
            ("kades.md", None, "kades.md.json"),
            ("kades.md.txt", None, "kades.md.txt.json"),
            ("kades.txt.gz", None, "kades.txt.gz.json"),
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
