//! One document, from its bytes to what is made of it.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use ontleed_model::{Origin, Report, SCHEMA, Severity, TOOL};
use ontleed_output::{Facts, Format, write, write_csv, write_ndjson};
use ontleed_report::{Extent, Rebuilt};
use ontleed_text::{Decoded, decode};
use sha2::{Digest, Sha256};

use crate::counts::Counts;
use crate::document::{Document, Limits};
use crate::failure::{Reason, Stage};
use crate::gather::{Gathering, Piece, piece};
use crate::manifest::{Options, Outcome, Record};

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

impl Product {
    const fn extent(self) -> Extent {
        match self {
            Self::Outline(_) => Extent::Outline,
            Self::FactsNdjson
            | Self::FactsCsv
            | Self::Gathered(Gathering::Parquet | Gathering::Partitions) => Extent::Figures,
            Self::Report(_) | Self::Gathered(Gathering::Package) | Self::Shown(_) => Extent::Full,
        }
    }

    /// What it is and how it is written, as the manifest says it.
    const fn names(self) -> [&'static str; 2] {
        match self {
            Self::Outline(Format::Json) => ["outline", "json"],
            Self::Outline(Format::Ndjson) => ["outline", "ndjson"],
            Self::Report(Format::Json) => ["report", "json"],
            Self::Report(Format::Ndjson) => ["report", "ndjson"],
            Self::FactsNdjson => ["facts", "ndjson"],
            Self::FactsCsv => ["facts", "csv"],
            Self::Gathered(_) => ["facts", "gathered"],
            Self::Shown(_) => ["shown", "text"],
        }
    }

    fn write(self, text: &str, report: &Report<'_>, out: &mut Vec<u8>) {
        match self {
            Self::Outline(format) | Self::Report(format) => write(report, format, out),
            Self::FactsNdjson => write_ndjson(&Facts::of(report).all(), out),
            Self::FactsCsv => write_csv(&Facts::of(report).all(), out),
            Self::Gathered(_) => {}
            Self::Shown(Show(show)) => show(text, report, out),
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// What is made of each document.
    pub product: Product,
    /// How they are read.
    pub limits: Limits,
    /// The time each document has. It is looked at between the stages.
    pub max_time: Duration,
    /// Whether only planning-and-control documents are kept.
    pub only_reports: bool,
    /// Threads.
    pub jobs: usize,
}

impl Job {
    pub(crate) fn options(&self) -> Options {
        let [product, format] = self.product.names();
        Options { product: product.into(), format: format.into(), only_reports: self.only_reports }
    }
}

/// What the work on a document came to, and what was learned on the way.
#[derive(Default)]
pub(crate) struct Made {
    /// The size of its text; none where it was not read.
    pub(crate) size: Option<u64>,
    pub(crate) sha256: Option<String>,
    pub(crate) score: Option<u32>,
    pub(crate) counts: Option<Counts>,
    /// Whether one of its figures is contradicted by others.
    pub(crate) contradicted: bool,
    pub(crate) bytes: Vec<u8>,
    /// What it adds to an output that gathers.
    pub(crate) piece: Option<Piece>,
    /// Why there is nothing.
    pub(crate) failed: Option<(Stage, Reason)>,
    pub(crate) ending: Ending,
}

/// How the work on a document ended where it did not fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Ending {
    #[default]
    Converted,
    /// It is no planning-and-control document.
    Dropped,
    /// An earlier run made the same, and it is there.
    Kept,
}

/// The work on one document.
#[derive(Clone, Copy)]
pub(crate) struct Task<'t> {
    pub(crate) document: &'t Document,
    pub(crate) job: &'t Job,
    pub(crate) options: &'t Options,
    /// What an earlier run recorded of it.
    pub(crate) earlier: Option<&'t Record>,
    /// Whether what an earlier run made is as it was recorded.
    pub(crate) is_there: &'t dyn Fn(&Record) -> bool,
    /// Whether this run records what it reads.
    pub(crate) is_recorded: bool,
}

/// What was begun of a document.
pub(crate) struct Begun {
    made: Made,
    /// What is to be completed, where something is.
    read: Option<Read>,
    spent: Duration,
}

impl Begun {
    /// The memory it holds, in bytes, about.
    pub(crate) fn weight(&self) -> usize {
        self.read.as_ref().map_or(0, |read| read.bytes.len())
    }
}

/// A document that was read.
struct Read {
    bytes: Vec<u8>,
    /// Its text and the tables of it, where no look at it can find that it is not wanted.
    rebuilt: Option<(Decoded<'static>, Rebuilt)>,
}

/// Begins to make what was asked for of one document. A panic is this document's failure, not the run's.
pub(crate) fn begin(task: Task<'_>) -> Begun {
    let clock = Clock::of(task.job, Duration::ZERO);
    let mut made = Made::default();
    let read = clock.watch(|| task.begin(&mut made, &clock));
    let read = read.unwrap_or_else(|failed| {
        made.failed = Some(failed);
        None
    });
    Begun { made, read, spent: clock.spent() }
}

/// Completes what was begun, in `bytes`, which are empty.
pub(crate) fn complete(task: Task<'_>, begun: Begun, bytes: Vec<u8>) -> Made {
    let Begun { mut made, read, spent } = begun;
    made.bytes = bytes;
    if let Some(read) = read {
        let clock = Clock::of(task.job, spent);
        made.failed = clock.watch(|| task.complete(read, &mut made, &clock)).err();
    }
    if made.failed.is_some() {
        made.bytes = Vec::new();
    }
    made
}

impl Task<'_> {
    fn begin(&self, made: &mut Made, clock: &Clock) -> Result<Option<Read>, Reason> {
        let bytes = self.document.read(&self.job.limits)?;
        made.size = Some(bytes.len() as u64);
        if self.job.only_reports && !ontleed_terms::may_be_report(&bytes) {
            made.ending = Ending::Dropped;
            return Ok(None);
        }
        let digest = || hex::encode(Sha256::digest(&bytes));
        if let Some(earlier) = self.earlier
            && self.is_same(earlier, &digest)
            && (self.is_there)(earlier)
        {
            made.sha256.clone_from(&earlier.sha256);
            made.ending = Ending::Kept;
            return Ok(None);
        }
        clock.enter(Stage::Decode)?;
        let is_outline = self.job.product.extent() == Extent::Outline;
        let decoded =
            (!self.job.only_reports && !is_outline).then(|| decode(&bytes).ok()).flatten();
        let rebuilt = decoded.map(|decoded| {
            let rebuilt =
                ontleed_report::rebuild(&decoded, &mut |stage| clock.enter(Stage::of(stage)))?;
            Ok::<_, Reason>((decoded.into_owned(), rebuilt))
        });
        Ok(Some(Read { rebuilt: rebuilt.transpose()?, bytes: bytes.into_owned() }))
    }

    fn complete(&self, read: Read, made: &mut Made, clock: &Clock) -> Result<(), Reason> {
        clock.enter(Stage::Decode)?;
        let Read { bytes, rebuilt } = read;
        let digest = || hex::encode(Sha256::digest(&bytes));
        let (decoded, rebuilt) = match rebuilt {
            Some((decoded, rebuilt)) => (Ok(decoded), Some(rebuilt)),
            None => (decode(&bytes), None),
        };
        let selection = match &decoded {
            Ok(decoded) if self.job.only_reports => {
                clock.enter(Stage::Sections)?;
                let selection = ontleed_report::selection(decoded);
                made.score = selection.as_ref().map(|selection| selection.score);
                let Some(selection) = selection.filter(ontleed_report::is_report) else {
                    made.ending = Ending::Dropped;
                    return Ok(());
                };
                Some(selection)
            }
            _ => None,
        };
        let extent = self.job.product.extent();
        // Facts do not say it.
        made.sha256 = (self.is_recorded || extent != Extent::Figures).then(digest);
        let decoded = decoded.as_ref().map_err(|not_text| *not_text)?;
        let origin = Origin {
            path: self.document.name.clone(),
            sha256: made.sha256.clone().unwrap_or_default(),
            bytes: bytes.len() as u64,
            encoding: decoded.encoding.name(),
        };
        let watch = &mut |stage| clock.enter(Stage::of(stage));
        let mut report = match rebuilt {
            Some(rebuilt) => ontleed_report::completed(decoded, rebuilt, origin, extent, watch),
            None => ontleed_report::watched(decoded, origin, extent, watch),
        }?;
        report.selection = selection;
        made.counts = Some(Counts::of(&report, extent));
        made.contradicted = report.findings.iter().any(|found| found.severity == Severity::Error);
        if let Product::Gathered(gathering) = self.job.product {
            clock.enter(Stage::Write)?;
            made.piece = Some(piece(&report, gathering)?);
            return Ok(());
        }
        clock.enter(Stage::Write)?;
        // A line of JSON takes a little more than twice the text.
        made.bytes.reserve(bytes.len() / 4 * 9);
        self.job.product.write(&decoded.text, &report, &mut made.bytes);
        Ok(())
    }

    /// Whether the same was made of the same. The digest is asked for last: it is what costs.
    fn is_same(&self, earlier: &Record, digest: &dyn Fn() -> String) -> bool {
        earlier.outcome == Outcome::Converted
            && earlier.options == *self.options
            && (earlier.tool.as_str(), earlier.schema.as_str()) == (TOOL, SCHEMA)
            && earlier.sha256.as_ref().is_some_and(|sha256| *sha256 == digest())
    }
}

/// The time a document has, and where the work on it is.
struct Clock {
    since: Instant,
    /// Before that.
    spent: Duration,
    limit: Duration,
    stage: Cell<Stage>,
}

impl Clock {
    fn of(job: &Job, spent: Duration) -> Self {
        let stage = Cell::new(Stage::Read);
        Self { since: Instant::now(), spent, limit: job.max_time, stage }
    }

    /// What comes of some work, or where and why it failed.
    fn watch<T>(&self, work: impl FnOnce() -> Result<T, Reason>) -> Result<T, (Stage, Reason)> {
        let worked = catch_unwind(AssertUnwindSafe(work));
        let worked = worked.unwrap_or_else(|panic| Err(Reason::Panic(message(&*panic))));
        worked.map_err(|reason| (self.stage.get(), reason))
    }

    fn spent(&self) -> Duration {
        self.spent + self.since.elapsed()
    }

    /// Goes on to a stage, if there is time.
    fn enter(&self, stage: Stage) -> Result<(), Reason> {
        if self.spent() > self.limit {
            return Err(Reason::TookTooLong { limit: self.limit });
        }
        self.stage.set(stage);
        Ok(())
    }
}

impl Stage {
    const fn of(stage: ontleed_report::Stage) -> Self {
        match stage {
            ontleed_report::Stage::Tables => Self::Tables,
            ontleed_report::Stage::Sections => Self::Sections,
            ontleed_report::Stage::Meaning => Self::Meaning,
        }
    }
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Content;

    fn job(max_time: Duration) -> Job {
        let limits = Limits { max_bytes: 1000, text_field: "text".into() };
        let product = Product::Report(Format::Ndjson);
        Job { product, limits, max_time, only_reports: false, jobs: 1 }
    }

    fn document() -> Document {
        let content = Content::Bytes(b"Wat kost het\n\nDe kades zijn nieuw.\n".to_vec());
        Document { name: "a.txt".into(), path: "a.txt".into(), record: None, content }
    }

    fn make(task: Task<'_>) -> Made {
        complete(task, begin(task), Vec::new())
    }

    fn made(job: &Job, earlier: Option<&Record>, is_there: &dyn Fn(&Record) -> bool) -> Made {
        let (document, options) = (&document(), &job.options());
        make(Task { document, job, options, earlier, is_there, is_recorded: true })
    }

    #[test]
    fn facts_need_no_digest_where_nothing_is_recorded() {
        let product = Product::FactsNdjson;
        let job = &Job { product, ..job(Duration::from_mins(1)) };
        let (document, options) = (&document(), &job.options());
        let digest = |is_recorded| {
            let is_there = &|_: &Record| false;
            let task = Task { document, job, options, earlier: None, is_there, is_recorded };
            make(task).sha256.map(|sha256| sha256.len())
        };
        assert_eq!([digest(false), digest(true)], [None, Some(64)]);
    }

    #[test]
    fn a_document_without_time_stops_between_stages() {
        let job = job(Duration::ZERO);
        let made = made(&job, None, &|_| false);
        let (stage, reason) = made.failed.unwrap();
        assert_eq!(
            (stage, reason.to_string().as_str()),
            (Stage::Read, "took longer than 0 seconds")
        );
        assert!(made.bytes.is_empty());
    }

    #[test]
    fn a_panic_is_the_failure_of_its_document() {
        let job = job(Duration::from_mins(1));
        let first = made(&job, None, &|_| false);
        let earlier = Record {
            document: Some("a.txt".into()),
            bytes: first.size,
            sha256: first.sha256,
            tool: TOOL.into(),
            schema: SCHEMA.into(),
            options: job.options(),
            outcome: Outcome::Converted,
            ..Record::new("a.txt".into())
        };
        let kept = made(&job, Some(&earlier), &|_| true);
        assert_eq!((kept.ending, kept.failed.is_none()), (Ending::Kept, true));
        let made = made(&job, Some(&earlier), &|_| panic!("kaput"));
        let (stage, reason) = made.failed.unwrap();
        let told = "internal error, please report it: kaput";
        assert_eq!((stage, reason.to_string().as_str()), (Stage::Read, told));
    }
}
