//! Outputs that gather all documents.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{STDOUT, SinkError, at, folder_of, temporary};
use crate::failure::Reason;
use crate::gather::{self, Package, Partitions, Piece};

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
    to: Option<Target<'w>>,
}

/// Where a Parquet file goes: to a file that has no name yet, or to a stream.
pub(crate) enum Target<'w> {
    Stream(BufWriter<Box<dyn Write + Send + 'w>>),
    File(PathBuf, BufWriter<NamedTempFile>),
}

impl<'w> Target<'w> {
    pub(super) fn stream(to: impl Write + Send + 'w) -> Self {
        Self::Stream(BufWriter::new(Box::new(to)))
    }

    /// A file in a folder that is made where it does not exist.
    pub(super) fn file(path: &Path) -> Result<Self, SinkError> {
        let folder = folder_of(path);
        fs::create_dir_all(folder).map_err(at(folder))?;
        Ok(Self::File(path.to_owned(), BufWriter::new(temporary(folder)?)))
    }

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

impl<'w> Parquet<'w> {
    pub(super) fn new(to: Target<'w>) -> Self {
        Self { rows: Some(gather::File::new()), bytes: Vec::new(), to: Some(to) }
    }
}

impl Gathered<'_> {
    pub(super) fn take(
        &mut self,
        name: &str,
        piece: &Piece,
    ) -> Result<Result<(), Reason>, SinkError> {
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

    pub(super) fn finish(&mut self) -> Result<(), SinkError> {
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
