//! Many documents, in order.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ontleed_model::{Fact, Origin, Report, Severity};
use ontleed_output::{Format, facts, write, write_csv, write_csv_header, write_ndjson};
use ontleed_text::decode;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::failure::{Failure, Reason};
use crate::find::Document;
use crate::gather::{self, Gathering, piece};
use crate::read::read;
use crate::sink::{Made, Sink, SinkError};

/// Documents that are worked on before their reports are written: enough to keep all threads busy,
/// few enough that memory does not grow with the number of documents.
const CHUNK: usize = 128;

/// What is made of each document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    /// Its report without tables, which is several times quicker.
    Outline(Format),
    /// Its report.
    Report(Format),
    /// The cells of its tables, a line of JSON each.
    FactsNdjson,
    /// The cells of its tables, a record of CSV each, with a header before the first.
    FactsCsv,
    /// The cells of its tables and what belongs to them, in an output that gathers all documents.
    Gathered(Gathering),
    /// What the caller makes of its text and its report.
    Shown(Show),
}

/// Appends what is to be shown of a document: its decoded text and its report.
#[derive(Clone, Copy, Debug)]
pub struct Show(pub fn(&str, &Report<'_>, &mut Vec<u8>));

impl PartialEq for Show {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

impl Eq for Show {}

/// What was made of one document.
struct One {
    made: Made,
    /// Whether one of its figures is contradicted by others.
    contradicted: bool,
}

impl One {
    fn of(made: Made, report: &Report<'_>) -> Self {
        let contradicted = report.findings.iter().any(|found| found.severity == Severity::Error);
        Self { made, contradicted }
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Documents that were converted.
    pub converted: usize,
    /// Documents that could not be.
    pub failed: usize,
    /// Documents of which a figure is contradicted by others; none where tables are not rebuilt.
    pub contradicted: usize,
}

/// Converts documents on rayon's threads and gives what is made of them to `sink` in the order of
/// the list, the same for any number of threads. Each failure is told to `on_failure`, in order too.
///
/// # Errors
/// When the output cannot be written. Documents that cannot be read are no error.
pub fn convert<W: std::io::Write>(
    documents: &[Document],
    product: Product,
    sink: &mut Sink<W>,
    on_failure: &mut dyn FnMut(Failure),
) -> Result<Outcome, SinkError> {
    let mut outcome = Outcome::default();
    let mut bytes = Vec::new();
    if product == Product::FactsCsv {
        write_csv_header::<Fact<'_>>(&mut bytes);
    }
    let mut parquet = (product == Product::Gathered(Gathering::Parquet)).then(gather::File::new);
    for chunk in documents.chunks(CHUNK) {
        let all: Vec<_> = chunk.par_iter().map(|document| isolated(document, product)).collect();
        for (document, made) in chunk.iter().zip(all) {
            sink.write(&bytes)?;
            bytes.clear();
            if let (Ok(One { made: Made::Piece(piece), .. }), Some(parquet)) = (&made, &mut parquet)
            {
                parquet.take(piece, &mut bytes);
            }
            let taken = match made {
                Ok(one) => {
                    outcome.contradicted += usize::from(one.contradicted);
                    sink.take(&document.name, &one.made)?
                }
                Err(reason) => Err(reason),
            };
            match taken {
                Ok(()) => outcome.converted += 1,
                Err(reason) => {
                    outcome.failed += 1;
                    on_failure(Failure { path: document.path(), reason });
                }
            }
        }
    }
    if let Some(parquet) = parquet {
        parquet.finish(&mut bytes);
    }
    sink.write(&bytes)?;
    sink.finish()?;
    Ok(outcome)
}

/// What is made of one document, written. A panic is this document's failure, not the run's.
fn isolated(document: &Document, product: Product) -> Result<One, Reason> {
    catch_unwind(AssertUnwindSafe(|| one(document, product)))
        .unwrap_or_else(|panic| Err(Reason::Panic(message(&*panic))))
}

fn one(document: &Document, product: Product) -> Result<One, Reason> {
    let bytes = read(document)?;
    let decoded = decode(&bytes)?;
    let origin = Origin {
        path: document.name.clone(),
        sha256: hex::encode(Sha256::digest(&bytes)),
        bytes: bytes.len() as u64,
        encoding: decoded.encoding.name(),
    };
    let report = match product {
        Product::Outline(_) => ontleed_report::outline(&decoded, origin),
        _ => ontleed_report::report(&decoded, origin),
    };
    let mut out = Vec::with_capacity(bytes.len() * 2);
    match product {
        Product::Outline(format) | Product::Report(format) => write(&report, format, &mut out),
        Product::FactsNdjson => write_ndjson(&facts(&report), &mut out),
        Product::FactsCsv => write_csv(&facts(&report), &mut out),
        Product::Shown(Show(show)) => show(&decoded.text, &report, &mut out),
        Product::Gathered(gathering) => {
            return piece(&report, gathering).map(|piece| One::of(Made::Piece(piece), &report));
        }
    }
    Ok(One::of(Made::Bytes(out), &report))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message").to_owned()
}
