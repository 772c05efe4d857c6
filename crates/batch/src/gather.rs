//! Outputs in which many documents are gathered: a Parquet file, one for each partition, or a data
//! package. Each appears under its final name only when all documents are in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ontleed_model::{Fact, Report};
use ontleed_output::package::{DESCRIPTOR, RESOURCES, Tables, Written};
use ontleed_output::parquet::{GROUP, Rows, Writer};
use ontleed_output::{Facts, package, parquet};
use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempPath};

use crate::failure::Reason;
use crate::sink::{SinkError, at, temporary};

/// What documents are gathered in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gathering {
    /// One Parquet file with the facts of all.
    Parquet,
    /// A folder of Parquet files by authority and year, as Hive lays them out:
    /// `organisation_code=GM0599/document_year=2020/part-0.parquet`.
    Partitions,
    /// A folder with the tables of a data package.
    Package,
}

/// What one document adds.
pub(crate) enum Piece {
    Rows(Partition, Rows),
    Tables(Box<Tables>),
}

impl Piece {
    /// The memory it holds, in bytes, about.
    pub(crate) fn weight(&self) -> usize {
        match self {
            Self::Rows(_, rows) => rows.weight(),
            Self::Tables(tables) => tables.iter().map(Vec::len).sum(),
        }
    }
}

/// The authority and the year by which facts are divided.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Partition {
    organisation_code: Option<String>,
    document_year: Option<u16>,
}

/// What a document adds to such an output.
pub(crate) fn piece(report: &Report<'_>, gathering: Gathering) -> Result<Piece, Reason> {
    if gathering == Gathering::Package {
        return Ok(Piece::Tables(Box::new(package::tables(report))));
    }
    let facts = Facts::of(report);
    let facts = facts.all();
    let partition = facts.first().map(|fact| Partition {
        organisation_code: fact.organisation_code.map(str::to_owned),
        document_year: fact.document_year,
    });
    Ok(Piece::Rows(partition.unwrap_or_default(), Rows::of(&facts)?))
}

/// Takes the pieces of one Parquet file, in order, and gives out its bytes.
pub(crate) struct File(Writer);

impl File {
    pub(crate) fn new() -> Self {
        Self(Writer::new::<Fact<'_>>())
    }

    pub(crate) fn take(&mut self, piece: &Piece, out: &mut Vec<u8>) {
        if let Piece::Rows(_, rows) = piece {
            self.0.write(rows, out);
        }
    }

    pub(crate) fn finish(self, out: &mut Vec<u8>) {
        self.0.finish(out);
    }
}

/// A folder of partitions.
#[derive(Debug)]
pub(crate) struct Partitions {
    root: PathBuf,
    open: BTreeMap<Partition, Open>,
    /// Rows in all that are open.
    waiting: usize,
    /// Files that have no name yet, and the one each will have.
    written: Vec<(TempPath, PathBuf)>,
}

#[derive(Debug)]
struct Open {
    rows: Rows,
    files: usize,
}

impl Partitions {
    pub(crate) fn new(root: &Path) -> Result<Self, SinkError> {
        empty_folder(root)?;
        let (open, written) = (BTreeMap::new(), Vec::new());
        Ok(Self { root: root.to_owned(), open, waiting: 0, written })
    }

    /// When a partition is full it is written; when all together hold too much, the fullest.
    pub(crate) fn take(&mut self, piece: &Piece) -> Result<(), SinkError> {
        let Piece::Rows(partition, rows) = piece else { return Ok(()) };
        if rows.is_empty() {
            return Ok(());
        }
        let none = || Open { rows: Rows::none::<Fact<'_>>(), files: 0 };
        let open = self.open.entry(partition.clone()).or_insert_with(none);
        open.rows.append(rows);
        self.waiting += rows.len();
        if open.rows.len() >= GROUP {
            return self.write(&partition.clone());
        }
        if self.waiting >= 2 * GROUP {
            let fullest = self.open.iter().max_by_key(|(_, open)| open.rows.len());
            if let Some(partition) = fullest.map(|(partition, _)| partition.clone()) {
                return self.write(&partition);
            }
        }
        Ok(())
    }

    fn write(&mut self, partition: &Partition) -> Result<(), SinkError> {
        let Some(open) = self.open.get_mut(partition) else { return Ok(()) };
        let rows = std::mem::replace(&mut open.rows, Rows::none::<Fact<'_>>());
        let name = partition.folder().join(format!("part-{}.parquet", open.files));
        open.files += 1;
        self.waiting -= rows.len();
        let mut file = temporary(&self.root)?;
        let bytes = parquet::whole(&rows, &["organisation_code", "document_year"]);
        file.write_all(&bytes).map_err(at(&self.root.join(&name)))?;
        self.written.push((file.into_temp_path(), name));
        Ok(())
    }

    pub(crate) fn finish(&mut self) -> Result<(), SinkError> {
        let partitions: Vec<_> = self.open.keys().cloned().collect();
        for partition in partitions {
            if self.open.get(&partition).is_some_and(|open| !open.rows.is_empty()) {
                self.write(&partition)?;
            }
        }
        for (file, name) in self.written.drain(..) {
            let path = self.root.join(name);
            fs::create_dir_all(path.parent().unwrap_or(&self.root)).map_err(at(&path))?;
            file.persist(&path).map_err(|error| at(&path)(error.error))?;
        }
        Ok(())
    }
}

impl Partition {
    /// Its folder, named as Hive does, and all that read its layout.
    fn folder(&self) -> PathBuf {
        let null = || "__HIVE_DEFAULT_PARTITION__".to_owned();
        let code = self.organisation_code.clone().unwrap_or_else(null);
        let year = self.document_year.map_or_else(null, |year| year.to_string());
        [format!("organisation_code={code}"), format!("document_year={year}")].iter().collect()
    }
}

/// A folder with a data package.
#[derive(Debug)]
pub(crate) struct Package {
    root: PathBuf,
    files: Vec<Growing>,
    /// The documents in it: a document is a key.
    documents: BTreeSet<String>,
}

/// A file that grows, with what the descriptor will say of it.
#[derive(Debug)]
struct Growing {
    path: PathBuf,
    file: io::BufWriter<NamedTempFile>,
    bytes: u64,
    digest: Sha256,
}

impl Package {
    pub(crate) fn new(root: &Path) -> Result<Self, SinkError> {
        empty_folder(root)?;
        let mut files = Vec::new();
        for resource in &RESOURCES {
            let file = io::BufWriter::new(temporary(root)?);
            let (path, digest) = (root.join(resource.file()), Sha256::new());
            files.push(Growing { path, file, bytes: 0, digest });
        }
        let mut package = Self { root: root.to_owned(), files, documents: BTreeSet::new() };
        package.write(&package::headers())?;
        Ok(package)
    }

    /// The inner result is the document's, the outer the run's.
    pub(crate) fn take(
        &mut self,
        name: &str,
        piece: &Piece,
    ) -> Result<Result<(), Reason>, SinkError> {
        let Piece::Tables(tables) = piece else { return Ok(Ok(())) };
        if !self.documents.insert(name.to_owned()) {
            return Ok(Err(Reason::SameName(name.to_owned())));
        }
        self.write(tables).map(Ok)
    }

    fn write(&mut self, tables: &Tables) -> Result<(), SinkError> {
        for (file, bytes) in self.files.iter_mut().zip(tables) {
            file.file.write_all(bytes).map_err(at(&file.path))?;
            file.bytes += bytes.len() as u64;
            file.digest.update(bytes);
        }
        Ok(())
    }

    /// Gives the files their names, the descriptor last: where it is, the others are.
    pub(crate) fn finish(&mut self) -> Result<(), SinkError> {
        let mut written = RESOURCES.map(|_| Written { bytes: 0, sha256: String::new() });
        let mut whole = Vec::new();
        for (growing, written) in self.files.drain(..).zip(&mut written) {
            let Growing { path, file, bytes, digest } = growing;
            let file = file.into_inner().map_err(|error| at(&path)(error.into_error()))?;
            whole.push((file, path));
            *written = Written { bytes, sha256: hex::encode(digest.finalize()) };
        }
        let path = self.root.join(DESCRIPTOR);
        let mut descriptor = temporary(&self.root)?;
        descriptor.write_all(package::descriptor(&written).as_bytes()).map_err(at(&path))?;
        whole.push((descriptor, path));
        for (file, path) in whole {
            file.persist(&path).map_err(|error| at(&path)(error.error))?;
        }
        Ok(())
    }
}

/// Makes a folder, or takes one without files: old ones would be read with the new.
fn empty_folder(root: &Path) -> Result<(), SinkError> {
    fs::create_dir_all(root).map_err(at(root))?;
    if fs::read_dir(root).map_err(at(root))?.next().is_some() {
        return Err(at(root)(io::ErrorKind::DirectoryNotEmpty.into()));
    }
    // Found out now, not after the first thousand documents.
    temporary(root).map(drop)
}

#[cfg(test)]
mod tests {
    use ontleed_model::Origin;
    use ontleed_report::Extent;

    use super::*;

    /// A table of so many rows, gathered.
    fn gathered(rows: usize, gathering: Gathering) -> Piece {
        let row = "| Baten van de kades | 1.200 | 900 |\n";
        let text = format!("| | 2020 | 2021 |\n|---|---|---|\n{}", row.repeat(rows));
        let decoded = ontleed_text::decode(text.as_bytes()).unwrap();
        let origin = Origin {
            path: "a.txt".into(),
            sha256: String::new(),
            bytes: text.len() as u64,
            encoding: decoded.encoding.name(),
        };
        let report =
            ontleed_report::watched(&decoded, origin, Extent::Full, &mut |_| Ok::<_, Reason>(()));
        piece(&report.unwrap(), gathering).unwrap()
    }

    /// By this, results that wait are kept few.
    #[test]
    fn a_piece_weighs_what_its_rows_do() {
        for gathering in [Gathering::Parquet, Gathering::Partitions, Gathering::Package] {
            let [few, many] = [10, 1000].map(|rows| gathered(rows, gathering).weight());
            // Two facts to a row, of which the digits alone are seven bytes.
            assert!(many > 7000 && many > 50 * few, "{gathering:?}: {few}, {many}");
        }
    }
}
