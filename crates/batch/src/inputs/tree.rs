//! The files of a folder, at any depth, in the order of their names.

use std::collections::BinaryHeap;
use std::ffi::OsStr;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Reason, Stage};

/// Names of a folder that are held at once. A folder with more is listed more than once, which is
/// quicker than it sounds and keeps memory flat.
const HELD: usize = 8 << 10;

/// Walks through a folder: names are in order, links are followed but not in circles, and what is
/// hidden is left out.
#[derive(Debug)]
pub(crate) struct Tree {
    /// From the outermost folder to the one that is being read.
    open: Vec<Folder>,
    /// Folders are entered to this depth; 0 is the first.
    depth: usize,
}

impl Tree {
    pub(crate) fn new(root: PathBuf, depth: usize) -> Self {
        Self { open: vec![Folder::new(root)], depth }
    }

    fn entry(&mut self, folder: &Path, entry: &Entry) -> Option<Result<PathBuf, Failure>> {
        if entry.name.as_encoded_bytes().starts_with(b".") {
            return None;
        }
        let path = folder.join(&*entry.name);
        let what = match entry.what {
            What::Link => match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() && self.leads_back(&path) => {
                    return Some(Err(failure(&path, Reason::Loop)));
                }
                Ok(metadata) => What::of(metadata.file_type()),
                // One that leads nowhere is found out when it is read, if it is a document.
                Err(_) => What::File,
            },
            what => what,
        };
        match what {
            What::File => return Some(Ok(path)),
            What::Folder if self.open.len() <= self.depth => self.open.push(Folder::new(path)),
            What::Folder | What::Link | What::Other => {}
        }
        None
    }

    fn leads_back(&self, link: &Path) -> bool {
        self.open.iter().any(|folder| same_file::is_same_file(&folder.path, link).unwrap_or(false))
    }
}

impl Iterator for Tree {
    /// Files of any kind, and folders that cannot be read or that were entered already.
    type Item = Result<PathBuf, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let folder = self.open.last_mut()?;
            match folder.next() {
                None => drop(self.open.pop()),
                Some(Ok(entry)) => {
                    let path = folder.path.clone();
                    if let Some(found) = self.entry(&path, &entry) {
                        return Some(found);
                    }
                }
                Some(Err(error)) => {
                    let unreadable = failure(&folder.path, Reason::Io(error));
                    self.open.pop();
                    return Some(Err(unreadable));
                }
            }
        }
    }
}

fn failure(path: &Path, reason: Reason) -> Failure {
    Failure { path: path.display().to_string(), stage: Stage::Find, reason }
}

/// What is in a folder, in the order of the names.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    /// The next ones, the last first.
    held: Vec<Entry>,
    /// The last name that was given.
    last: Option<Box<OsStr>>,
    /// Whether there are more behind those held.
    more: bool,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    name: Box<OsStr>,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    File,
    Folder,
    Link,
    Other,
}

impl What {
    fn of(file_type: fs::FileType) -> Self {
        if file_type.is_symlink() {
            Self::Link
        } else if file_type.is_dir() {
            Self::Folder
        } else if file_type.is_file() {
            Self::File
        } else {
            Self::Other
        }
    }
}

impl Folder {
    fn new(path: PathBuf) -> Self {
        Self { path, held: Vec::new(), last: None, more: true }
    }

    fn next(&mut self) -> Option<io::Result<Entry>> {
        if self.held.is_empty()
            && self.more
            && let Err(error) = self.list(HELD)
        {
            return Some(Err(error));
        }
        let entry = self.held.pop()?;
        if self.held.is_empty() && self.more {
            self.last = Some(entry.name.clone());
        }
        Some(Ok(entry))
    }

    /// Holds the first `many` entries behind the last one that was given.
    fn list(&mut self, many: usize) -> io::Result<()> {
        let mut first = BinaryHeap::with_capacity(many + 1);
        self.more = false;
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            let name = entry.file_name().into_boxed_os_str();
            if self.last.as_ref().is_some_and(|last| name <= *last) {
                continue;
            }
            first.push(Entry { name, what: what(&entry) });
            if first.len() > many {
                first.pop();
                self.more = true;
            }
        }
        self.held = first.into_sorted_vec();
        self.held.reverse();
        Ok(())
    }
}

fn what(entry: &DirEntry) -> What {
    entry.file_type().map_or(What::Other, What::of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_more_than_is_held_is_in_order_too() {
        let root = tempfile::tempdir().unwrap();
        for number in (0..10).rev() {
            fs::write(root.path().join(format!("{number}.txt")), "").unwrap();
        }
        let mut folder = Folder::new(root.path().to_owned());
        let mut names = Vec::new();
        loop {
            if folder.held.is_empty() && folder.more {
                folder.list(3).unwrap();
                assert!(folder.held.len() <= 3);
            }
            let Some(entry) = folder.next() else { break };
            names.push(entry.unwrap().name.to_str().unwrap().to_owned());
        }
        let expected: Vec<_> = (0..10).map(|number| format!("{number}.txt")).collect();
        assert_eq!(names, expected);
    }
}
