//! A file with one document after the other.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::{BUFFER, SinkError, at};
use crate::manifest::{self, Manifest, Record, Recorded};

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
    /// Opens the part of a file that waits for its end, and with `resume` keeps what is in it.
    pub(super) fn open(
        path: &Path,
        part: PathBuf,
        manifest: Manifest,
        resume: bool,
    ) -> Result<Self, SinkError> {
        if resume && !part.exists() && path.exists() {
            // The whole one stays until the next is whole.
            fs::copy(path, &part).map_err(at(&part))?;
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(!resume);
        let file = options.open(&part).map_err(at(&part))?;
        Ok(Self {
            path: path.to_owned(),
            part,
            file,
            manifest,
            kept: resume.then_some(0),
            end: 0,
            bytes: Vec::new(),
            lines: Vec::new(),
        })
    }

    /// Where the next piece goes.
    pub(super) const fn end(&self) -> u64 {
        self.end
    }

    pub(super) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    pub(super) fn begin(&mut self, header: &[u8]) -> Result<(), SinkError> {
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

    pub(super) fn keep(&mut self, recorded: &Recorded) -> bool {
        let record = &recorded.record;
        let here = record.output_start.is_none_or(|start| start == self.end);
        if self.kept != Some(recorded.start) || !here {
            return false;
        }
        self.kept = Some(recorded.end);
        self.end += record.output_bytes.unwrap_or(0);
        true
    }

    pub(super) fn take(&mut self, bytes: &[u8], record: &Record) -> Result<(), SinkError> {
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

    pub(super) fn flush(&mut self) -> Result<(), SinkError> {
        self.file.write_all(&self.bytes).map_err(at(&self.part))?;
        self.manifest.append(&self.lines)?;
        self.bytes.clear();
        self.lines.clear();
        Ok(())
    }

    pub(super) fn finish(&mut self) -> Result<(), SinkError> {
        self.go_on()?;
        fs::rename(&self.part, &self.path).map_err(at(&self.path))
    }
}
