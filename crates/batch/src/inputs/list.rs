//! Paths from a list, one on each line.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

/// A list of paths, read as it is asked for. Empty lines are passed over.
pub(crate) struct List(Box<dyn BufRead + Send>);

impl List {
    pub(crate) fn stdin() -> Self {
        Self(Box::new(BufReader::new(io::stdin())))
    }

    pub(crate) fn file(path: &Path) -> io::Result<Self> {
        Ok(Self(Box::new(BufReader::new(File::open(path)?))))
    }
}

impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List").finish_non_exhaustive()
    }
}

impl Iterator for List {
    type Item = io::Result<PathBuf>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Vec::new();
        loop {
            line.clear();
            match self.0.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => return Some(Err(error)),
            }
            let end = line.iter().rposition(|byte| !b"\r\n".contains(byte));
            if let Some(end) = end {
                line.truncate(end + 1);
                return Some(Ok(path(line)));
            }
        }
    }
}

#[cfg(unix)]
fn path(line: Vec<u8>) -> PathBuf {
    let path: std::ffi::OsString = std::os::unix::ffi::OsStringExt::from_vec(line);
    path.into()
}

#[cfg(not(unix))]
fn path(line: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&line).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_either_way_and_empty_ones_are_none() {
        let list = List(Box::new(&b"a b.txt\r\n\n/c/d.txt\n\r\ne.txt"[..]));
        let paths: Vec<_> = list.map(Result::unwrap).collect();
        assert_eq!(paths, ["a b.txt", "/c/d.txt", "e.txt"].map(PathBuf::from));
    }
}
