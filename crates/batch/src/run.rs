//! Many documents, in order.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ontleed_model::{Fact, SCHEMA, TOOL};
use ontleed_output::write_csv_header;
use sha2::{Digest, Sha256};

use crate::convert::{self, Ending, Job, Made, Product, Task};
use crate::counts::{Counts, Summary};
use crate::document::Document;
use crate::failure::{Failure, Reason, Stage};
use crate::gather::Piece;
use crate::inputs::Documents;
use crate::manifest::{Options, Outcome, Record, Recorded};
use crate::pipeline::{Pipeline, Weighs};
use crate::sink::{Misplaced, Pen, Shelf, Sink, SinkError, output_name};

/// Results for each thread that may wait for an earlier one, in bytes. Little, so that a run of many
/// documents comes to no higher peak than one of few, where a thread is not given the processor for a
/// while.
const WAITING: usize = 128 << 10;

/// The same where documents are gathered: the others go on while one thread writes a row group, which
/// holds several times as much.
const GATHERED: usize = 4 << 20;

/// Converts documents and gives what is made of them to `sink` in their order, the same for any
/// number of threads. `watch` is told of each when it has its place: what the run came to so far,
/// and the failure where it is one. When `stop` becomes true, no further document is begun.
///
/// # Errors
/// When the output cannot be written. Documents that cannot be read are no error.
pub fn convert(
    documents: Documents,
    job: &Job,
    sink: Sink<'_>,
    stop: &AtomicBool,
    watch: &mut (dyn FnMut(&Summary, Option<&Failure>) + Send),
) -> Result<Summary, SinkError> {
    let Sink { shelf, mut pen, index } = sink;
    if job.product == Product::FactsCsv {
        let mut header = Vec::new();
        write_csv_header::<Fact<'_>>(&mut header);
        pen.begin(&header)?;
    }
    let run = Run { job, options: job.options(), shelf, spare: Spare::default() };
    let claims = Claims::new(&documents, &run.shelf);
    let mut source = Source { documents, claims, index, ended: false };
    let mut summary = Summary::default();
    Pipeline {
        next: || source.next(),
        begin: |found| run.begin(found),
        work: |begun| run.work(begun),
        hand_over: |result| {
            let failure = run.hand_over(result, &mut pen, &mut summary)?;
            watch(&summary, failure.as_ref());
            Ok(())
        },
        waiting: if matches!(job.product, Product::Gathered(_)) { GATHERED } else { WAITING },
    }
    .run(job.jobs, stop)?;
    pen.close(&run.shelf, source.ended)?;
    summary.stopped = !source.ended && stop.load(Ordering::Relaxed);
    Ok(summary)
}

/// Gives documents with what is recorded of them.
struct Source {
    documents: Documents,
    claims: Option<Claims>,
    index: Option<crate::manifest::Index>,
    ended: bool,
}

/// A document or an input that is none, and what an earlier run recorded of it.
struct Found {
    what: Result<Document, Failure>,
    recorded: Option<Recorded>,
}

impl Source {
    fn next(&mut self) -> Option<Found> {
        let Some(found) = self.documents.next() else {
            self.ended = true;
            return None;
        };
        let what = found.and_then(|document| match &mut self.claims {
            Some(claims) => claims.check(document),
            None => Ok(document),
        });
        let key = match &what {
            // It cannot be read again, so nothing of it is kept.
            Ok(document) if document.name == "-" => None,
            Ok(document) => Some(&document.name),
            Err(failure) => Some(&failure.path),
        };
        let recorded = key.zip(self.index.as_mut()).and_then(|(key, index)| index.find(key));
        Some(Found { what, recorded })
    }
}

/// The outputs that documents have, where two could have the same.
struct Claims {
    all: bool,
    taken: BTreeSet<u64>,
}

impl Claims {
    fn new(documents: &Documents, shelf: &Shelf) -> Option<Self> {
        let is_folder = matches!(shelf, Shelf::Folder { .. });
        let (all, taken) = (documents.names_may_repeat(), BTreeSet::new());
        is_folder.then_some(Self { all, taken })
    }

    fn check(&mut self, document: Document) -> Result<Document, Failure> {
        // Within one tree only names that are no Unicode can become the same.
        if !self.all && !document.name.contains(char::REPLACEMENT_CHARACTER) {
            return Ok(document);
        }
        let output = output_name(&document);
        let mut hasher = DefaultHasher::new();
        output.hash(&mut hasher);
        if self.taken.insert(hasher.finish()) {
            return Ok(document);
        }
        let reason = Reason::SameOutput(output);
        Err(Failure { path: document.path, stage: Stage::Write, reason })
    }
}

/// What the work on a document came to.
struct Worked {
    what: Result<Document, Failure>,
    recorded: Option<Recorded>,
    made: Made,
    output: Option<String>,
    output_bytes: u64,
    output_sha256: Option<String>,
    broken: Option<SinkError>,
}

impl Weighs for Worked {
    fn weight(&self) -> usize {
        let piece = self.made.piece.as_ref().map_or(0, Piece::weight);
        self.made.bytes.len() + piece + self.what.as_ref().map_or(0, Document::held)
    }
}

/// What all threads share.
struct Run<'r> {
    job: &'r Job,
    options: Options,
    shelf: Shelf,
    spare: Spare,
}

/// The memory of outputs that were handed over, for those to come.
#[derive(Default)]
struct Spare(Mutex<Vec<Vec<u8>>>);

impl Spare {
    /// More than this is not kept, in bytes: few outputs need it, and each would hold it.
    const LARGEST: usize = 256 << 10;

    fn take(&self) -> Vec<u8> {
        self.lock().pop().unwrap_or_default()
    }

    fn put(&self, mut bytes: Vec<u8>) {
        if (1..=Self::LARGEST).contains(&bytes.capacity()) {
            bytes.clear();
            self.lock().push(bytes);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A document that was begun, or an input that is none.
struct Begun {
    found: Found,
    begun: Option<convert::Begun>,
}

impl Weighs for Begun {
    fn weight(&self) -> usize {
        let held = self.found.what.as_ref().map_or(0, Document::held);
        held + self.begun.as_ref().map_or(0, convert::Begun::weight)
    }
}

impl Run<'_> {
    fn task<T>(&self, found: &Found, work: impl FnOnce(Task<'_>) -> T) -> Option<T> {
        let document = found.what.as_ref().ok()?;
        Some(work(Task {
            document,
            job: self.job,
            options: &self.options,
            earlier: found.recorded.as_ref().map(|recorded| &recorded.record),
            is_there: &|record| self.shelf.holds(record),
            is_recorded: self.shelf.has_manifest(),
        }))
    }

    fn begin(&self, found: Found) -> Begun {
        let begun = self.task(&found, convert::begin);
        Begun { found, begun }
    }

    fn work(&self, begun: Begun) -> Worked {
        let Begun { found, begun } = begun;
        let complete = |begun| {
            let complete = |task: Task<'_>| convert::complete(task, begun, self.spare.take());
            self.task(&found, complete)
        };
        let made = begun.and_then(complete).unwrap_or_default();
        let Found { what, recorded } = found;
        let mut worked = Worked {
            what,
            recorded,
            made,
            output: None,
            output_bytes: 0,
            output_sha256: None,
            broken: None,
        };
        let Ok(document) = &mut worked.what else { return worked };
        if worked.made.ending != Ending::Kept {
            document.forget();
        }
        if worked.made.failed.is_some() || worked.made.ending != Ending::Converted {
            return worked;
        }
        let bytes = std::mem::take(&mut worked.made.bytes);
        worked.output_bytes = bytes.len() as u64;
        if self.shelf.has_manifest() {
            worked.output_sha256 = Some(hex::encode(Sha256::digest(&bytes)));
        }
        match self.shelf.place(self.shelf.output_of(document), bytes) {
            Ok(placed) => (worked.output, worked.made.bytes) = (placed.output, placed.bytes),
            Err(Misplaced::One(reason)) => worked.made.failed = Some((Stage::Write, reason)),
            Err(Misplaced::All(error)) => worked.broken = Some(error),
        }
        worked
    }

    /// Writes in order what was made and what became of it; the failure where it is one.
    fn hand_over(
        &self,
        mut worked: Worked,
        pen: &mut Pen<'_>,
        summary: &mut Summary,
    ) -> Result<Option<Failure>, SinkError> {
        if let Some(error) = worked.broken {
            return Err(error);
        }
        if worked.made.ending == Ending::Kept && worked.made.failed.is_none() {
            if let Some(recorded) = worked.recorded.take()
                && pen.keep(&recorded)
            {
                summary.add(Ending::Kept, Some(Counts::recorded(&recorded.record)));
                return Ok(None);
            }
            // It stands elsewhere in the file: something before it is new.
            let again = self.work(self.begin(Found { what: worked.what, recorded: None }));
            return self.hand_over(again, pen, summary);
        }
        if let (Some(piece), Ok(document)) = (&worked.made.piece, &worked.what)
            && let Err(reason) = pen.take_piece(&document.name, piece)?
        {
            worked.made.failed = Some((Stage::Write, reason));
        }
        let record = self.shelf.has_manifest().then(|| self.record(&worked, pen));
        let failure = match worked.what {
            Err(failure) => Some(failure),
            Ok(document) => worked.made.failed.map(|(stage, reason)| {
                let path = document.path;
                Failure { path, stage, reason }
            }),
        };
        if let Some(failure) = &failure {
            summary.add_failure(failure);
        } else {
            summary.contradicted += u64::from(worked.made.contradicted);
            summary.add(worked.made.ending, worked.made.counts);
        }
        match record {
            None => pen.take_bytes(&worked.made.bytes)?,
            Some(record) => {
                let same = worked.recorded.filter(|recorded| recorded.record == record);
                // Nothing came of it the last time either.
                let is_there = record.outcome != Outcome::Converted
                    && same.is_some_and(|recorded| pen.keep(&recorded));
                if !is_there {
                    pen.take(&worked.made.bytes, &record)?;
                }
            }
        }
        self.spare.put(worked.made.bytes);
        Ok(failure)
    }

    fn record(&self, worked: &Worked, pen: &Pen<'_>) -> Record {
        let Worked { what, made, .. } = worked;
        let (document, input) = match what {
            Ok(document) => (Some(document.name.clone()), document.path.clone()),
            Err(failure) => (None, failure.path.clone()),
        };
        let failed = match what {
            Err(failure) => Some((failure.stage, &failure.reason)),
            Ok(_) => made.failed.as_ref().map(|(stage, reason)| (*stage, reason)),
        };
        let outcome = match (failed, made.ending) {
            (Some(_), _) => Outcome::Failed,
            (None, Ending::Dropped) => Outcome::Dropped,
            (None, Ending::Converted | Ending::Kept) => Outcome::Converted,
        };
        let converted = outcome == Outcome::Converted;
        let place = pen.place().filter(|_| converted);
        let (within, start) = place.map_or((None, 0), |(name, start)| (Some(name), start));
        let counts = made.counts.filter(|_| converted);
        let tables = counts.and_then(|counts| counts.tables);
        Record {
            document,
            input,
            bytes: made.size,
            sha256: made.sha256.clone(),
            tool: TOOL.into(),
            schema: SCHEMA.into(),
            options: self.options.clone(),
            outcome,
            stage: failed.map(|(stage, _)| stage.name().into()),
            reason: failed.map(|(_, reason)| reason.to_string()),
            score: made.score,
            output: worked.output.clone().or(within),
            output_start: converted.then_some(start),
            output_bytes: converted.then_some(worked.output_bytes),
            output_sha256: worked.output_sha256.clone().filter(|_| converted),
            tables: tables.map(|tables| tables.tables),
            facts: tables.map(|tables| tables.facts),
            confirmed: tables.map(|tables| tables.confirmed),
            contradicted: tables.map(|tables| tables.contradicted),
            ambiguous: tables.map(|tables| tables.ambiguous),
            findings: counts.and_then(|counts| counts.findings),
        }
    }
}
