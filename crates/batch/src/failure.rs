//! Why a document has no report.

use std::fmt;
use std::io;
use std::time::Duration;

use ontleed_output::parquet::TooFine;
use ontleed_text::NotText;

use crate::sink::SinkError;

/// A document or an input that gave no report.
#[derive(Debug)]
pub struct Failure {
    /// As the user wrote or would write it.
    pub path: String,
    /// Where the work on it stopped.
    pub stage: Stage,
    /// Why.
    pub reason: Reason,
}

/// The stages of the work on a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// Looking for it.
    Find,
    /// Reading and unpacking its bytes.
    Read,
    /// Bytes to text.
    Decode,
    /// Rebuilding its tables.
    Tables,
    /// Dividing it into sections.
    Sections,
    /// Finding out what tables and sections say together.
    Meaning,
    /// Writing what was made of it.
    Write,
}

impl Stage {
    /// Its name in messages and in the manifest.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Find => "find",
            Self::Read => "read",
            Self::Decode => "decode",
            Self::Tables => "tables",
            Self::Sections => "sections",
            Self::Meaning => "meaning",
            Self::Write => "write",
        }
    }
}

/// Why something gave no report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The system would not give it, or what is packed is damaged.
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
    /// The work on it took too long.
    #[error("took longer than {} seconds", limit.as_secs())]
    TookTooLong {
        /// The time each document has.
        limit: Duration,
    },
    /// A line that should be an object in JSON.
    #[error("no JSON object with text in it: {0}")]
    NotJson(#[from] serde_json::Error),
    /// A line of JSON without its text.
    #[error("no text: it has no field {0:?}")]
    NoField(String),
    /// A directory without documents.
    #[error(
        "no documents in it: no file that ends in .txt, .text or .md, or is an archive of texts"
    )]
    NoDocuments,
    /// An archive without documents.
    #[error("no documents in it")]
    NoRecords,
    /// A pattern that no file is like.
    #[error("no file in it is like the pattern")]
    NoMatch,
    /// A pattern that is none.
    #[error("not a pattern: {0}")]
    Pattern(String),
    /// A directory with the output in it.
    #[error("the output would be among it")]
    HoldsOutput,
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

impl Reason {
    /// Its kind in a few words, to count failures by.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Io(_) => "cannot be read",
            Self::NotText(_) => "not text",
            Self::TooLarge { .. } => "too large",
            Self::TookTooLong { .. } => "took too long",
            Self::NotJson(_) | Self::NoField(_) => "no text in the record",
            Self::NoDocuments | Self::NoRecords | Self::NoMatch => "no documents in it",
            Self::Pattern(_) => "not a pattern",
            Self::HoldsOutput => "output among the input",
            Self::Loop => "a link in a circle",
            Self::StdinTwice => "standard input named twice",
            Self::Output(_) => "cannot be written",
            Self::SameOutput(_) | Self::SameName(_) => "name of another document",
            Self::TooFine(_) => "cannot be held exactly",
            Self::Panic(_) => "internal error",
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.path, self.stage.name(), self.reason)
    }
}

/// The words of an error without the number of the system's error.
pub(crate) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or_default();
    let mut chars = words.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
