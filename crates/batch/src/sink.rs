//! Where reports go.

mod gathered;
mod pen;
mod shelf;
mod whole;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use self::gathered::{Gathered, Parquet, Target};
use self::whole::Whole;
use crate::failure::plain;
use crate::gather::{Package, Partitions};
use crate::manifest::{Index, Manifest};

pub(crate) use self::pen::Pen;
pub(crate) use self::shelf::{Misplaced, Shelf, output_name};

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
        let whole = Whole::open(path, part.clone(), manifest, resume)?;
        let shelf = Shelf::File { part, holds: resume };
        Ok(Self { shelf, pen: Pen::File(whole), index })
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
        let shelf = Shelf::folder(root)?;
        Ok(Self { shelf, pen: Pen::Folder(manifest), index })
    }

    /// A Parquet file, or where no path is given, the same to a stream. It has no manifest: its last
    /// bytes say where all others are.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn parquet(path: Option<&Path>, stream: impl Write + Send + 'w) -> Result<Self, SinkError> {
        let to = match path {
            None => Target::stream(stream),
            Some(path) if path.is_dir() => {
                return Err(at(path)(io::ErrorKind::IsADirectory.into()));
            }
            Some(path) if is_device(path) => Target::stream(device(path)?),
            Some(path) => Target::file(path)?,
        };
        Ok(Self::gathered(Gathered::Parquet(Box::new(Parquet::new(to)))))
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

const STDOUT: &str = "standard output";

/// Bytes that are held before they are written.
const BUFFER: usize = 128 << 10;

/// Whether it is there and no file: a device or a pipe, which is written to and never replaced.
fn is_device(path: &Path) -> bool {
    path.exists() && !path.is_file()
}

fn device(path: &Path) -> Result<File, SinkError> {
    OpenOptions::new().write(true).open(path).map_err(at(path))
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

    #[test]
    fn a_manifest_is_told_by_its_name() {
        let named = |name| is_manifest(Path::new(name));
        assert!(named("out/manifest.jsonl") && named("facts.csv.manifest.jsonl"));
        assert!(!named("mymanifest.jsonl") && !named("manifest.jsonl/a.txt"));
    }
}
