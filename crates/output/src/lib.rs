//! Writes reports for others to read.
//!
//! - [`write()`] appends one [`Report`](ontleed_model::Report) in a [`Format`]; [`schema`] is the
//!   JSON Schema that each [`Form`] keeps to.
//! - [`Facts`] makes the cells of its tables flat; [`write_ndjson`] and [`write_csv`] append them.
//!   The columns are those of [`Record::COLUMNS`](ontleed_model::Record::COLUMNS) in every format.
//! - [`parquet`] and [`package`] are the forms of them that hold many documents in one file or folder.
//!
//! ```
//! use ontleed_model::{Identity, Origin, Report, SCHEMA};
//! use ontleed_output::{Format, write};
//!
//! let report = Report {
//!     schema: SCHEMA,
//!     source: Origin { path: "a.txt".into(), sha256: "00".into(), bytes: 1, encoding: "utf-8" },
//!     selection: None,
//!     identity: Identity::default(),
//!     sections: vec![],
//!     tables: None,
//!     mentions: None,
//!     deviations: None,
//!     findings: vec![],
//! };
//! let mut out = Vec::new();
//! write(&report, Format::Ndjson, &mut out);
//! assert!(out.starts_with(br#"{"schema":"#) && out.ends_with(b"}\n"));
//! ```
//!
//! It does not open files and does not know how a report came about.

mod compact;
mod facts;
mod json;
mod csv;
pub mod package;
pub mod parquet;

pub use csv::{write_header as write_csv_header, write_records as write_csv};
pub use facts::Facts;
pub use json::{Format, schema, write, write_facts as write_ndjson, write_findings};
pub use ontleed_model::Form;
