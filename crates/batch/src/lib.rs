//! Converts many documents, each on one thread, and loses none silently.
//!
//! 1. [`Inputs`] finds the [`Document`]s one by one: in files, folders, patterns, lists and archives.
//! 2. [`convert()`] reads each and makes a [`Product`] of it, its report or its facts; one that
//!    cannot be read becomes a [`Failure`], the others go on. Memory does not grow with their number.
//! 3. A [`Sink`] takes the products in the order of the documents: a stream, a file, or a folder
//!    with a file for each. A file stands under its final name only when it is whole. A manifest has
//!    a [`Record`] of each document, by which a run that was cut off is taken up.
//!
//! ```
//! use std::sync::atomic::AtomicBool;
//! use std::time::Duration;
//!
//! use ontleed_batch::{Inputs, Job, Limits, MAX_BYTES, Product, Sink, convert};
//! use ontleed_output::Format;
//!
//! let paths = vec!["../../seeds".into()];
//! let inputs = Inputs { paths, max_bytes: MAX_BYTES, ..Inputs::default() };
//! let job = Job {
//!     product: Product::Outline(Format::Ndjson),
//!     limits: Limits { max_bytes: MAX_BYTES, text_field: "text".into() },
//!     max_time: Duration::from_mins(1),
//!     only_reports: false,
//!     jobs: 2,
//! };
//! let mut lines = Vec::new();
//! let stop = AtomicBool::new(false);
//! let sink = Sink::stream(&mut lines);
//! let summary = convert(inputs.documents(), &job, sink, &stop, &mut |_, _| {}).unwrap();
//! assert_eq!((summary.converted, summary.failures()), (5, 0));
//! assert_eq!(lines.iter().filter(|&&b| b == b'\n').count(), 5);
//! ```
//!
//! It does not print, and of what a report says it only counts figures and findings. All reading and
//! writing of files in the project is here and in the program itself.

mod inputs;
mod document;
mod pipeline;
mod run;
mod convert;
mod sink;
mod gather;
mod inside;
mod manifest;
mod counts;
mod failure;

pub use convert::{Job, Product, Show};
pub use counts::{Summary, TableCounts};
pub use document::{Document, Limits};
pub use failure::{Failure, Reason, Stage};
pub use gather::Gathering;
pub use inputs::{Documents, Inputs};
pub use inside::inside;
pub use manifest::{Options, Outcome, Record};
pub use run::convert;
pub use sink::{MANIFEST, Sink, SinkError, is_manifest};

/// The most that is read of one document where nothing else is asked for, in bytes of its text: 32
/// MiB, a thousand times the usual page.
pub const MAX_BYTES: u64 = 32 << 20;
