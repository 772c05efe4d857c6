//! The whole program, from bytes to JSON.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

/// Many documents: what can be read, runs that are cut off, the manifest.
mod batch;
/// What a wrong digit leads to.
mod changed_digits;
/// What `check` prints.
mod check;
/// The command line: exit codes, messages, what is written where.
mod cli;
/// The columns of the facts, in every format and in the documentation.
mod facts;
/// Which documents and folders the tests read, and how.
mod fixtures;
/// The headings of the seeds against what people say they are.
mod headings;
/// Figures in running text, and overviews of deviations, against the tables.
mod mentions;
/// What the seeds are against what people say they are.
mod identity;
/// What holds for every input: spans, nothing lost, no panic.
mod promises;
/// The README says what the program does.
mod readme;
/// The form of a report.
mod schema;
/// How well tables are rebuilt, on all labelled pages.
mod score;
/// Reports as outlines that a reviewer can read beside the text.
mod snapshots;
/// Third parties can check what comes out.
mod verify;
