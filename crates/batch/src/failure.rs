//! Why a document has no report.

use std::fmt;
use std::io;

use ontleed_output::parquet::TooFine;
use ontleed_text::NotText;

use crate::sink::SinkError;

/// A document or an input that gave no report.
#[derive(Debug)]
pub struct Failure {
    /// As the user wrote or would write it.
    pub path: String,
    /// Why.
    pub reason: Reason,
}

/// Why something gave no report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The system would not give it.
    #[error("{}", plain(.0))]
    Io(#[from] io::Error),
    /// What was read is no text.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// It is larger than is read.
    #[error("too large: more than {limit} bytes")]
    TooLarge {
        /// The most that is read, in bytes.
        limit: u64,
    },
    /// A directory without documents.
    #[error("no documents in it: no file that ends in .txt, .text or .md")]
    NoDocuments,
    /// A link that leads back to a directory it is in.
    #[error("a link that leads to a directory around it")]
    Loop,
    /// Standard input was named twice.
    #[error("standard input can be read only once")]
    StdinTwice,
    /// Its output cannot be written, though others can.
    #[error("cannot write {0}")]
    Output(SinkError),
    /// Another document already has the name its output would get.
    #[error("its output would be {0}, which another document already has")]
    SameOutput(String),
    /// Another document of the data package has its name, which is its key there.
    #[error("another document is already called {0}")]
    SameName(String),
    /// A figure that the output cannot hold without rounding it.
    #[error(transparent)]
    TooFine(#[from] TooFine),
    /// A bug: the report could not be made. The others are not affected.
    #[error("internal error, please report it: {0}")]
    Panic(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.reason)
    }
}

/// The words of an error without the number of the system's error.
pub(crate) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or_default();
    let mut chars = words.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
