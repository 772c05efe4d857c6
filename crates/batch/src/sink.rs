//! Where reports go.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::failure::{Reason, plain};
use crate::gather::{Package, Partitions, Piece};

/// Takes what is made of each document, in order.
#[derive(Debug)]
pub struct Sink<W: Write>(Place<W>);

/// What was made of a document.
pub(crate) enum Made {
    /// The bytes that are its output, by itself or between others.
    Bytes(Vec<u8>),
    /// What it adds to an output that gathers.
    Piece(Piece),
}

#[derive(Debug)]
enum Place<W: Write> {
    /// One after the other.
    Stream(W),
    /// One after the other, in a file that is whole or not there.
    File { path: PathBuf, file: Option<BufWriter<NamedTempFile>> },
    /// A file per document, below the folder as the document is below its input.
    Folder { root: PathBuf, taken: BTreeSet<PathBuf> },
    /// Parquet files by authority and year.
    Partitions(Partitions),
    /// A data package.
    Package(Package),
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

impl<W: Write> Sink<W> {
    /// One after the other, as they come.
    pub fn stream(to: W) -> Self {
        Self(Place::Stream(to))
    }

    /// One after the other in a file, which gets its name when all are in it. The folder it is in
    /// is made where it does not exist.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn file(path: &Path) -> Result<Self, SinkError> {
        if path.is_dir() {
            return Err(at(path)(io::ErrorKind::IsADirectory.into()));
        }
        let folder = folder_of(path);
        fs::create_dir_all(folder).map_err(at(folder))?;
        let file = Some(BufWriter::new(temporary(folder)?));
        Ok(Self(Place::File { path: path.to_owned(), file }))
    }

    /// A file for each document below a folder, which is made where it does not exist.
    ///
    /// # Errors
    /// When the folder cannot be made or written to.
    pub fn folder(root: &Path) -> Result<Self, SinkError> {
        fs::create_dir_all(root).map_err(at(root))?;
        // Found out now, not after the first thousand documents.
        drop(temporary(root)?);
        Ok(Self(Place::Folder { root: root.to_owned(), taken: BTreeSet::new() }))
    }

    /// Parquet files below a folder, which is made where it does not exist and is empty where it does.
    ///
    /// # Errors
    /// When the folder cannot be made or written to, or holds something.
    pub fn partitions(root: &Path) -> Result<Self, SinkError> {
        Partitions::new(root).map(|partitions| Self(Place::Partitions(partitions)))
    }

    /// A data package in a folder, which is made where it does not exist and is empty where it does.
    ///
    /// # Errors
    /// When the folder cannot be made or written to, or holds something.
    pub fn package(root: &Path) -> Result<Self, SinkError> {
        Package::new(root).map(|package| Self(Place::Package(package)))
    }

    /// The stream, where it is one.
    pub fn into_inner(self) -> Option<W> {
        match self.0 {
            Place::Stream(to) => Some(to),
            _ => None,
        }
    }

    /// Takes what is of no one document, where documents come one after the other.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), SinkError> {
        match &mut self.0 {
            Place::Stream(to) => to.write_all(bytes).map_err(at(Path::new(STDOUT))),
            Place::File { path, file: Some(file) } => file.write_all(bytes).map_err(at(path)),
            _ => Ok(()),
        }
    }

    /// Takes what was made of the document of this name. The inner result is the document's, the
    /// outer the run's.
    pub(crate) fn take(
        &mut self,
        name: &str,
        made: &Made,
    ) -> Result<Result<(), Reason>, SinkError> {
        match (&mut self.0, made) {
            (Place::Folder { root, taken }, Made::Bytes(made)) => {
                let [short, long] = output_names(name);
                let Some(output) =
                    [short, long.clone()].into_iter().find(|name| taken.insert(name.clone()))
                else {
                    return Ok(Err(Reason::SameOutput(long.display().to_string())));
                };
                match write_whole(&root.join(output), made) {
                    Err(failed) if !ends_the_run(&failed.error) => Ok(Err(Reason::Output(failed))),
                    written => written.map(Ok),
                }
            }
            (Place::Partitions(partitions), Made::Piece(piece)) => partitions.take(piece).map(Ok),
            (Place::Package(package), Made::Piece(piece)) => package.take(name, piece),
            (_, Made::Bytes(made)) => self.write(made).map(Ok),
            (_, Made::Piece(_)) => Ok(Ok(())),
        }
    }

    /// Nothing more comes: what was waiting for its end gets its name.
    pub(crate) fn finish(&mut self) -> Result<(), SinkError> {
        match &mut self.0 {
            Place::Stream(to) => to.flush().map_err(at(Path::new(STDOUT))),
            Place::Folder { .. } => Ok(()),
            Place::File { path, file } => match file.take() {
                Some(file) => {
                    let file = file.into_inner().map_err(|error| at(path)(error.into_error()))?;
                    persist(file, path)
                }
                None => Ok(()),
            },
            Place::Partitions(partitions) => partitions.finish(),
            Place::Package(package) => package.finish(),
        }
    }
}

const STDOUT: &str = "standard output";

/// `2020/kades.txt` becomes `2020/kades.json`, or `2020/kades.txt.json` where `2020/kades.md` has
/// that name.
fn output_names(name: &str) -> [PathBuf; 2] {
    let name = if name == "-" { "stdin" } else { name };
    [Path::new(name).with_extension("json"), PathBuf::from(format!("{name}.json"))]
}

/// Whether what failed for one file will fail for all.
fn ends_the_run(error: &io::Error) -> bool {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    matches!(error.kind(), PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull)
}

/// Writes a file that is whole when it has its name.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), SinkError> {
    let folder = folder_of(path);
    fs::create_dir_all(folder).map_err(at(folder))?;
    let mut file = temporary(folder)?;
    file.write_all(bytes).map_err(at(path))?;
    persist(file, path)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn persist(file: NamedTempFile<File>, path: &Path) -> Result<(), SinkError> {
    file.persist(path).map(drop).map_err(|error| at(path)(error.error))
}

/// A file without a name of its own yet, readable as any other the user makes.
pub(crate) fn temporary(folder: &Path) -> Result<NamedTempFile, SinkError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".ontleed-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder).map_err(at(folder))
}

pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> SinkError {
    let path = path.display().to_string();
    move |error| SinkError { path, error }
}
