//! Which documents there are.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::failure::{Failure, Reason};

/// A text to convert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Where it is; none is standard input.
    pub file: Option<PathBuf>,
    /// Relative to the input it was found in, with `/` between the parts; `-` is standard input.
    pub name: String,
}

impl Document {
    /// What to call it to the user: the path to it.
    pub fn path(&self) -> String {
        self.file.as_ref().map_or_else(|| self.name.clone(), |file| file.display().to_string())
    }
}

/// What [`find`] found.
#[derive(Debug, Default)]
pub struct Found {
    /// In the order of the inputs, and by name within a directory.
    pub documents: Vec<Document>,
    /// Inputs and directories without documents, or that cannot be read.
    pub failures: Vec<Failure>,
}

/// The documents of these inputs: files of any name, directories (their `.txt`, `.text` and `.md`
/// files at any depth, hidden ones left out), and `-` for standard input.
pub fn find(inputs: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for input in inputs {
        if input == Path::new("-") {
            found.standard_input();
        } else if input.is_dir() {
            found.directory(input);
        } else {
            // One that is not there is found out when it is read, like one that cannot be opened.
            let name =
                input.file_name().unwrap_or(input.as_os_str()).to_string_lossy().into_owned();
            found.documents.push(Document { file: Some(input.clone()), name });
        }
    }
    found
}

impl Found {
    fn standard_input(&mut self) {
        if self.documents.iter().any(|document| document.file.is_none()) {
            self.failures.push(Failure { path: "-".into(), reason: Reason::StdinTwice });
        } else {
            self.documents.push(Document { file: None, name: "-".into() });
        }
    }

    fn directory(&mut self, root: &Path) {
        let (documents, failures) = (self.documents.len(), self.failures.len());
        let walk = WalkDir::new(root).follow_links(true).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry))
        {
            match entry {
                Ok(entry) if entry.file_type().is_file() && is_document(entry.path()) => {
                    let name = relative(root, entry.path());
                    self.documents.push(Document { file: Some(entry.into_path()), name });
                }
                Ok(_) => {}
                Err(error) if error.path().is_some_and(is_nothing_to_read) => {}
                Err(error) => self.failures.push(unreadable(root, error)),
            }
        }
        if (documents, failures) == (self.documents.len(), self.failures.len()) {
            let path = root.display().to_string();
            self.failures.push(Failure { path, reason: Reason::NoDocuments });
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        ["txt", "text", "md"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// Whether a path that cannot be read would not have been: it is hidden, or a file of another kind.
fn is_nothing_to_read(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    name.starts_with(b".") || path.is_symlink() && !path.exists() && !is_document(path)
}

/// `path` below `root`, with `/` between its parts on every system.
fn relative(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn unreadable(root: &Path, error: walkdir::Error) -> Failure {
    let path = error.path().unwrap_or(root).display().to_string();
    let reason = if error.loop_ancestor().is_some() {
        Reason::Loop
    } else {
        error.into_io_error().map_or(Reason::NoDocuments, Reason::Io)
    };
    Failure { path, reason }
}
