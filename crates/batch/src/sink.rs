//! Where reports go.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use ontleed_output::Format;
use tempfile::NamedTempFile;

use crate::failure::{Reason, plain};

/// Takes reports as they are made.
#[derive(Debug)]
pub struct Sink<W: Write> {
    format: Format,
    place: Place<W>,
}

#[derive(Debug)]
enum Place<W: Write> {
    /// One after the other.
    Stream(W),
    /// A file per document, below the folder as the document is below its input.
    Folder { root: PathBuf, taken: BTreeSet<PathBuf> },
    /// One file, whole or not there.
    File { path: PathBuf, file: Option<BufWriter<NamedTempFile>> },
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
    /// Reports one after the other, as they come.
    pub fn stream(to: W, format: Format) -> Self {
        Self { format, place: Place::Stream(to) }
    }

    /// Reports below a folder, which is made where it does not exist: with [`Format::Json`] a file
    /// for each document, with [`Format::Ndjson`] all in `reports.ndjson`.
    ///
    /// # Errors
    /// When the folder cannot be made or written to.
    pub fn folder(root: &Path, format: Format) -> Result<Self, SinkError> {
        fs::create_dir_all(root).map_err(at(root))?;
        let place = match format {
            Format::Json => {
                // Found out now, not after the first thousand documents.
                drop(temporary(root)?);
                Place::Folder { root: root.to_owned(), taken: BTreeSet::new() }
            }
            Format::Ndjson => Place::File {
                path: root.join("reports.ndjson"),
                file: Some(BufWriter::new(temporary(root)?)),
            },
        };
        Ok(Self { format, place })
    }

    /// How it wants its reports written.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The stream, where it is one.
    pub fn into_inner(self) -> Option<W> {
        match self.place {
            Place::Stream(to) => Some(to),
            Place::Folder { .. } | Place::File { .. } => None,
        }
    }

    /// Takes the report of the document of this name. The inner result is the document's, the
    /// outer the run's.
    pub(crate) fn take(
        &mut self,
        name: &str,
        report: &[u8],
    ) -> Result<Result<(), Reason>, SinkError> {
        match &mut self.place {
            Place::Stream(to) => to.write_all(report).map_err(at(Path::new(STDOUT)))?,
            Place::File { path, file: Some(file) } => file.write_all(report).map_err(at(path))?,
            Place::File { file: None, .. } => {}
            Place::Folder { root, taken } => {
                let output = output_name(name);
                if !taken.insert(output.clone()) {
                    return Ok(Err(Reason::SameOutput(output.display().to_string())));
                }
                write_whole(&root.join(output), report)?;
            }
        }
        Ok(Ok(()))
    }

    /// Nothing more comes: what was waiting for its end gets its name.
    pub(crate) fn finish(&mut self) -> Result<(), SinkError> {
        match &mut self.place {
            Place::Stream(to) => to.flush().map_err(at(Path::new(STDOUT))),
            Place::Folder { .. } => Ok(()),
            Place::File { path, file } => match file.take() {
                Some(file) => {
                    let file = file.into_inner().map_err(|error| at(path)(error.into_error()))?;
                    persist(file, path)
                }
                None => Ok(()),
            },
        }
    }
}

const STDOUT: &str = "standard output";

/// `2020/kades.txt` becomes `2020/kades.json`.
fn output_name(name: &str) -> PathBuf {
    let name = if name == "-" { "stdin" } else { name };
    Path::new(name).with_extension("json")
}

/// Writes a file that is whole when it has its name.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), SinkError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(at(folder))?;
    let mut file = temporary(folder)?;
    file.write_all(bytes).map_err(at(path))?;
    persist(file, path)
}

fn persist(file: NamedTempFile<File>, path: &Path) -> Result<(), SinkError> {
    file.persist(path).map(drop).map_err(|error| at(path)(error.error))
}

/// A file without a name of its own yet, readable as any other the user makes.
fn temporary(folder: &Path) -> Result<NamedTempFile, SinkError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".ontleed-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder).map_err(at(folder))
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> SinkError {
    let path = path.display().to_string();
    move |error| SinkError { path, error }
}
