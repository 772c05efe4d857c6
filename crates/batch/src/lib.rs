//! Converts many documents, each on one thread, and loses none silently.
//!
//! 1. [`find()`] makes the list of [`Document`]s out of files, directories and standard input.
//! 2. [`convert()`] reads each and makes its report; one that cannot be read becomes a [`Failure`],
//!    the others go on.
//! 3. A [`Sink`] takes the reports in the order of the list: a stream, or a folder where a file
//!    stands under its final name only when it is whole.
//!
//! ```
//! use ontleed_batch::{Outcome, Sink, convert, find};
//! use ontleed_output::Format;
//!
//! let found = find(&["../../seeds".into()]);
//! let mut failures = found.failures;
//! let mut sink = Sink::stream(Vec::new(), Format::Ndjson);
//! let converted = convert(&found.documents, &mut sink, &mut |failure| failures.push(failure));
//! assert_eq!(converted.unwrap(), Outcome { converted: 5, failed: 0 });
//! assert_eq!(sink.into_inner().unwrap().iter().filter(|&&b| b == b'\n').count(), 5);
//! ```
//!
//! It does not print, and does not know what a report says. All reading and writing of files in
//! the project is here and in the program itself.

mod convert;
mod failure;
mod find;
mod read;
mod sink;

pub use convert::{Outcome, convert};
pub use failure::{Failure, Reason};
pub use find::{Document, Found, find};
pub use read::MAX_BYTES;
pub use sink::{Sink, SinkError};
