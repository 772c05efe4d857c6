//! Many documents, in order.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ontleed_model::Origin;
use ontleed_output::{Format, write};
use ontleed_text::decode;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::failure::{Failure, Reason};
use crate::find::Document;
use crate::read::read;
use crate::sink::{Sink, SinkError};

/// Documents that are worked on before their reports are written: enough to keep all threads busy,
/// few enough that memory does not grow with the number of documents.
const CHUNK: usize = 128;

/// How a run ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Documents that have a report.
    pub converted: usize,
    /// Documents that have none.
    pub failed: usize,
}

/// Converts documents on rayon's threads and gives their reports to `sink` in the order of the
/// list, the same for any number of threads. Each failure is told to `on_failure`, in order too.
///
/// # Errors
/// When the output cannot be written. Documents that cannot be read are no error.
pub fn convert<W: std::io::Write>(
    documents: &[Document],
    sink: &mut Sink<W>,
    on_failure: &mut dyn FnMut(Failure),
) -> Result<Outcome, SinkError> {
    let mut outcome = Outcome::default();
    let format = sink.format();
    for chunk in documents.chunks(CHUNK) {
        let reports: Vec<_> = chunk.par_iter().map(|document| isolated(document, format)).collect();
        for (document, report) in chunk.iter().zip(reports) {
            let taken = match report {
                Ok(report) => sink.take(&document.name, &report)?,
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
    sink.finish()?;
    Ok(outcome)
}

/// The report of one document, written. A panic is this document's failure, not the run's.
fn isolated(document: &Document, format: Format) -> Result<Vec<u8>, Reason> {
    catch_unwind(AssertUnwindSafe(|| one(document, format)))
        .unwrap_or_else(|panic| Err(Reason::Panic(message(&*panic))))
}

fn one(document: &Document, format: Format) -> Result<Vec<u8>, Reason> {
    let bytes = read(document)?;
    let decoded = decode(&bytes)?;
    let origin = Origin {
        path: document.name.clone(),
        sha256: hexadecimal(&Sha256::digest(&bytes)),
        bytes: bytes.len() as u64,
        encoding: decoded.encoding.name(),
    };
    let report = ontleed_report::report(&decoded, origin);
    let mut out = Vec::with_capacity(bytes.len() * 2);
    write(&report, format, &mut out);
    Ok(out)
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_lower_case_hexadecimal() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(hexadecimal(&Sha256::digest(b"")), empty);
    }
}
