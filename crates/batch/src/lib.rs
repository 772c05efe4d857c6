//! Converts many documents, each on one thread, and loses none silently.
//!
//! 1. [`find()`] makes the list of [`Document`]s out of files, directories and standard input.
//! 2. [`convert()`] reads each and makes a [`Product`] of it, its report or its facts; one that
//!    cannot be read becomes a [`Failure`], the others go on.
//! 3. A [`Sink`] takes the products in the order of the list: a stream, a file, or a folder with a
//!    file for each, or an output that gathers all ([`Gathering`]). A file stands under its final name
//!    only when it is whole.
//!
//! ```
//! use ontleed_batch::{Outcome, Product, Sink, convert, find};
//! use ontleed_output::Format;
//!
//! let found = find(&["../../seeds".into()]);
//! let mut failures = found.failures;
//! let mut sink = Sink::stream(Vec::new());
//! let product = Product::Outline(Format::Ndjson);
//! let outcome = convert(&found.documents, product, &mut sink, &mut |failure| failures.push(failure));
//! assert_eq!(outcome.unwrap(), Outcome { converted: 5, failed: 0, contradicted: 0 });
//! assert_eq!(sink.into_inner().unwrap().iter().filter(|&&b| b == b'\n').count(), 5);
//! ```
//!
//! It does not print, and does not know what a report says. All reading and writing of files in
//! the project is here and in the program itself.

mod find;
mod read;
mod convert;
mod sink;
mod gather;
mod inside;
mod failure;

pub use convert::{Outcome, Product, Show, convert};
pub use failure::{Failure, Reason};
pub use find::{Document, Found, find};
pub use gather::Gathering;
pub use inside::inside;
pub use read::MAX_BYTES;
pub use sink::{Sink, SinkError};
