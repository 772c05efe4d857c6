//! What can be typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use ontleed_output::Format;

/// Reads the plain text of Dutch municipal planning-and-control documents into typed JSON.
#[derive(Debug, Parser)]
#[command(version, after_help = EXIT_CODES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 all documents converted; 1 some failed, each named on standard error;
2 could not run: wrong arguments, no document found, or output that cannot be written.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Convert documents to typed reports
    Convert(Convert),
    /// Print the JSON Schema of a report
    Schema,
}

#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Convert {
    /// Files, directories (their .txt, .text and .md files), or - for standard input
    #[arg(required = true)]
    pub(crate) input: Vec<PathBuf>,

    /// Write below this directory instead of to standard output: DOCUMENT.json for each document,
    /// or reports.ndjson
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,

    /// Indented JSON, or one line for each document
    #[arg(long, value_enum, default_value = "json")]
    pub(crate) format: FormatName,

    /// Documents worked on at the same time [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<std::num::NonZeroUsize>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FormatName {
    Json,
    Ndjson,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Json => Self::Json,
            FormatName::Ndjson => Self::Ndjson,
        }
    }
}
