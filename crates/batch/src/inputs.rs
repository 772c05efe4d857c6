//! Which documents there are.

mod archive;
mod kind;
mod list;
mod pattern;
mod tree;

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use self::archive::Archive;
pub(crate) use self::kind::{Form, Kind, Packing, has_ending};
use self::list::List;
pub(crate) use self::pattern::{Pattern, is_pattern};
use self::tree::Tree;
use crate::document::{Content, Document};
use crate::failure::{Failure, Reason, Stage};
use crate::inside::inside;
use crate::sink::is_manifest;

/// What to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// Files, folders, patterns with `*`, `?`, `[…]` or `{…}`, and `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// A file with a path on each line, or `-` for standard input.
    pub list: Option<PathBuf>,
    /// Whether files with a line of JSON for each text are looked for in folders too.
    pub lines_in_folders: bool,
    /// Where the output goes: a folder of the list that holds it is a failure.
    pub output: Option<PathBuf>,
    /// The most that is held of one record of an archive, in bytes.
    pub max_bytes: u64,
}

impl Inputs {
    /// The documents one by one, found as they are asked for: in the order of the inputs, by name
    /// within a folder, as they stand within an archive. Inputs, folders and records that cannot be
    /// read are failures in their place.
    pub fn documents(&self) -> Documents {
        Documents {
            paths: self.paths.clone().into_iter(),
            list: self.list.clone(),
            inputs: self.clone(),
            lines: None,
            walk: None,
            archive: None,
            stdin: false,
            ahead: VecDeque::new(),
            read: Arc::default(),
        }
    }

    /// The size of all files that will be read, in bytes, as far as it can be known before.
    pub fn size(&self) -> u64 {
        let files = Self { list: None, ..self.clone() };
        let mut documents = files.documents();
        std::iter::from_fn(|| documents.file())
            .filter_map(|file| file.ok()?.path.metadata().ok())
            .map(|metadata| metadata.len())
            .sum()
    }
}

/// The documents of [`Inputs`], one by one.
#[derive(Debug)]
pub struct Documents {
    inputs: Inputs,
    paths: std::vec::IntoIter<PathBuf>,
    list: Option<PathBuf>,
    lines: Option<List>,
    walk: Option<Walk>,
    archive: Option<Archive>,
    /// Whether standard input was named.
    stdin: bool,
    /// Found before it was asked for.
    ahead: VecDeque<Result<Document, Failure>>,
    read: Arc<AtomicU64>,
}

/// A file, and the name of the document in it.
#[derive(Debug)]
struct Named {
    path: PathBuf,
    name: String,
}

/// The files of a folder that are wanted.
#[derive(Debug)]
struct Walk {
    root: PathBuf,
    tree: Tree,
    wanted: Wanted,
    /// Whether there was any, or a failure.
    found: bool,
}

#[derive(Debug)]
enum Wanted {
    Known { lines: bool },
    Like(Pattern),
}

impl Documents {
    /// Counts the bytes of the files read so far, packed as they are.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    /// Whether there is nothing to convert. What was found until then is given all the same.
    pub fn are_none(&mut self) -> bool {
        while let Some(found) = self.find() {
            let is_input = found.as_ref().err().is_none_or(|failure| failure.stage == Stage::Read);
            self.ahead.push_back(found);
            if is_input {
                return false;
            }
        }
        true
    }

    /// Whether two documents can have the same name.
    pub(crate) fn names_may_repeat(&self) -> bool {
        // In a folder only some endings are looked for; a pattern takes `kades` and `kades.txt`.
        let has_pattern = || self.inputs.paths.iter().any(|path| is_pattern(path));
        self.inputs.paths.len() > 1 || self.inputs.list.is_some() || has_pattern()
    }

    /// The next file, or standard input as `-`.
    fn file(&mut self) -> Option<Result<Named, Failure>> {
        loop {
            if let Some(walk) = &mut self.walk {
                if let Some(found) = walk.next() {
                    return Some(found);
                }
                self.walk = None;
            }
            if let Some(path) = self.paths.next() {
                if let Some(found) = self.input(path) {
                    return Some(found);
                }
            } else if let Some(list) = self.list.take() {
                match self.open(&list) {
                    Ok(lines) => self.lines = Some(lines),
                    Err(failure) => return Some(Err(failure)),
                }
            } else {
                let listed = self.lines.as_mut()?.next()?;
                if let Some(found) = self.listed(listed) {
                    return Some(found);
                }
            }
        }
    }

    /// Begins what the user named.
    fn input(&mut self, path: PathBuf) -> Option<Result<Named, Failure>> {
        if path == Path::new("-") {
            return Some(self.claim_stdin().map(|()| Named { path, name: "-".into() }));
        }
        if path.is_dir() {
            self.walk = Some(Walk::folder(path, &self.inputs));
            return None;
        }
        if is_pattern(&path) && !path.exists() {
            match Walk::pattern(&path) {
                Ok(walk) => self.walk = Some(walk),
                Err(failure) => return Some(Err(failure)),
            }
            return None;
        }
        // One that is not there is found out when it is read, like one that cannot be opened.
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Some(Ok(Named { path, name }))
    }

    /// Begins what stands on a line of the list.
    fn listed(&mut self, line: io::Result<PathBuf>) -> Option<Result<Named, Failure>> {
        let path = match line {
            Ok(path) => path,
            Err(error) => {
                self.lines = None;
                return Some(Err(failure("the list of files", Reason::Io(error))));
            }
        };
        let is_folder = path.is_dir();
        // A file is written over only where it is the output itself.
        let may_hold = |output: &&PathBuf| is_folder || output.file_name() == path.file_name();
        let output = self.inputs.output.as_ref().filter(may_hold);
        if output.is_some_and(|output| inside(output, std::slice::from_ref(&path)).is_some()) {
            return Some(Err(failure(&path.display().to_string(), Reason::HoldsOutput)));
        }
        if is_folder {
            self.walk = Some(Walk::folder(path, &self.inputs));
            return None;
        }
        Some(Ok(Named { name: within(&path), path }))
    }

    fn open(&mut self, list: &Path) -> Result<List, Failure> {
        if list == Path::new("-") {
            self.claim_stdin()?;
            return Ok(List::stdin());
        }
        List::file(list).map_err(|error| failure(&list.display().to_string(), Reason::Io(error)))
    }

    fn claim_stdin(&mut self) -> Result<(), Failure> {
        if std::mem::replace(&mut self.stdin, true) {
            return Err(failure("-", Reason::StdinTwice));
        }
        Ok(())
    }

    /// The document in a file; none where the file is an archive, which is opened.
    fn document(&mut self, Named { path, name }: Named) -> Option<Result<Document, Failure>> {
        if name == "-" && path == Path::new("-") {
            return Some(Ok(Document {
                path: name.clone(),
                name,
                record: None,
                content: Content::Stdin,
            }));
        }
        let shown = path.display().to_string();
        let Kind { form, packing } = Kind::named(&path);
        if form == Form::Text {
            // Not asked for when nobody watches.
            if Arc::strong_count(&self.read) > 1
                && let Ok(metadata) = path.metadata()
            {
                self.read.fetch_add(metadata.len(), Ordering::Relaxed);
            }
            let content = Content::File(path, packing);
            return Some(Ok(Document { name, path: shown, record: None, content }));
        }
        match File::open(&path) {
            Ok(file) => {
                let counted = Counted { file, read: Arc::clone(&self.read) };
                let from = packing.unpack(counted);
                self.archive = Some(Archive::new(name, shown, form, from, self.inputs.max_bytes));
                None
            }
            Err(error) => {
                Some(Err(Failure { path: shown, stage: Stage::Read, reason: Reason::Io(error) }))
            }
        }
    }
}

impl Documents {
    fn find(&mut self) -> Option<Result<Document, Failure>> {
        loop {
            if let Some(archive) = &mut self.archive {
                if let Some(found) = archive.next() {
                    return Some(found);
                }
                self.archive = None;
            }
            match self.file()? {
                Ok(file) => {
                    if let Some(document) = self.document(file) {
                        return Some(document);
                    }
                }
                Err(failure) => return Some(Err(failure)),
            }
        }
    }
}

impl Iterator for Documents {
    type Item = Result<Document, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        self.ahead.pop_front().or_else(|| self.find())
    }
}

impl Walk {
    fn folder(root: PathBuf, inputs: &Inputs) -> Self {
        let wanted = Wanted::Known { lines: inputs.lines_in_folders };
        Self { tree: Tree::new(root.clone(), usize::MAX), root, wanted, found: false }
    }

    /// The files like this pattern.
    fn pattern(path: &Path) -> Result<Self, Failure> {
        let pattern = Pattern::new(path)
            .map_err(|error| failure(&path.display().to_string(), Reason::Pattern(error)))?;
        let (root, depth) = (pattern.root.clone(), pattern.depth());
        Ok(Self {
            tree: Tree::new(root.clone(), depth),
            root,
            wanted: Wanted::Like(pattern),
            found: false,
        })
    }

    fn next(&mut self) -> Option<Result<Named, Failure>> {
        let next = loop {
            match self.tree.next() {
                Some(Ok(path)) => {
                    if let Some(named) = self.named(path) {
                        break Some(Ok(named));
                    }
                }
                Some(Err(failure)) => break Some(Err(failure)),
                None => break None,
            }
        };
        let first = !std::mem::replace(&mut self.found, true);
        match next {
            None if first => {
                let reason = match self.wanted {
                    Wanted::Known { .. } => Reason::NoDocuments,
                    Wanted::Like(_) => Reason::NoMatch,
                };
                Some(Err(failure(&self.root.display().to_string(), reason)))
            }
            next => next,
        }
    }

    /// The file with its name, where it is wanted.
    fn named(&self, path: PathBuf) -> Option<Named> {
        let below = path.strip_prefix(&self.root).unwrap_or(&path);
        let wanted = match &self.wanted {
            Wanted::Known { lines } => {
                let known = Kind::known(&path).filter(|_| !is_manifest(&path));
                known.is_some_and(|kind| *lines || kind.form != Form::Lines)
            }
            Wanted::Like(pattern) => pattern.is_match(below),
        };
        let name = wanted.then(|| within(below))?;
        Some(Named { path, name })
    }
}

fn failure(path: &str, reason: Reason) -> Failure {
    Failure { path: path.to_owned(), stage: Stage::Find, reason }
}

/// A path as a name: `/` between its parts on every system, and none that leads out.
pub(crate) fn within(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// A file whose bytes are counted as they are read.
struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(buffer)?;
        self.read.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}
