//! The part of a sink that writes in order.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::gathered::Gathered;
use super::shelf::Shelf;
use super::whole::Whole;
use super::{STDOUT, SinkError, at};
use crate::failure::Reason;
use crate::gather::Piece;
use crate::manifest::{self, Manifest, Record, Recorded};

/// The part of a sink that writes in order.
pub(crate) enum Pen<'w> {
    Stream(BufWriter<Box<dyn Write + Send + 'w>>),
    File(Whole),
    Folder(Manifest),
    Gathered(Gathered<'w>),
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
            Self::File(file) => Some((file.name(), file.end())),
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
