//! What can be typed.

use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand, ValueEnum, value_parser};

/// Reads the plain text of Dutch municipal planning-and-control documents into typed JSON.
#[derive(Debug, Parser)]
#[command(version, after_help = ALL_EXIT_CODES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const CHECK_EXIT_CODES: &str = "\
Exit codes: 0 no figure is contradicted; 1 some documents failed, each named on standard error;
2 could not run; 3 a figure is contradicted by others (findings of severity error);
130 stopped with Ctrl-C. docs/findings.md explains each code of a finding.";

const ALL_EXIT_CODES: &str = "\
Exit codes: 0 all went well; 1 some documents failed, or verify found a breach, each named;
2 could not run: wrong arguments, no document found, or output that cannot be written;
3 check found a figure that others contradict; 130 stopped with Ctrl-C.";

const EXIT_CODES: &str = "\
Exit codes: 0 all documents converted; 1 some failed, each named on standard error;
2 could not run: wrong arguments, no document found, or output that cannot be written;
130 stopped with Ctrl-C.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Convert documents to typed reports
    Convert(Convert),
    /// Write the cells of all tables, one record each
    Facts(Facts),
    /// Print what deserves a look: sums that do not hold, contradictions, doubtful rows
    Check(Check),
    /// Check finished output against the texts it was made from
    Verify(Verify),
    /// Print the JSON Schema of a report, of a fact or of a finding
    Schema {
        /// What the schema is of
        #[arg(value_enum, default_value = "report")]
        form: Form,
    },
}

#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Convert {
    #[command(flatten)]
    pub(crate) input: Input,

    #[command(flatten)]
    pub(crate) manner: Manner,

    /// Write below this directory instead of to standard output (-): DOCUMENT.json for each
    /// document, or reports.ndjson
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,

    /// Indented JSON, or one line for each document
    #[arg(long, value_enum, default_value = "json")]
    pub(crate) format: ReportFormat,

    /// Leave the tables as they are printed: sections only, several times quicker
    #[arg(long)]
    pub(crate) outline: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Facts {
    #[command(flatten)]
    pub(crate) input: Input,

    #[command(flatten)]
    pub(crate) manner: Manner,

    /// Write to this file instead of to standard output (-), in the format its name ends in; a
    /// directory for --partition and datapackage
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// A line of JSON for each cell, CSV with a header, Parquet, or a directory of CSV tables with
    /// keys between them, described by datapackage.json [default: ndjson, or what the name of the
    /// output ends in]
    #[arg(long, value_enum)]
    pub(crate) format: Option<FactFormat>,

    /// Parquet files by authority and year, below the directory that --output names:
    /// organisation_code=GM0599/document_year=2020/part-0.parquet
    #[arg(long, requires = "output")]
    pub(crate) partition: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = CHECK_EXIT_CODES)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) input: Input,

    #[command(flatten)]
    pub(crate) telling: Telling,

    /// With the source line shown, or a line of JSON for each finding
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: CheckFormat,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each breach is a line on standard output: a span that does not give its text, text that is in no piece, a sum that
does not come out as the report says, a source that is not the one that was read.
Exit codes: 0 all holds; 1 there are breaches; 2 could not run.")]
pub(crate) struct Verify {
    /// Reports or facts as JSON: a directory, or a .json or .ndjson file
    #[arg(value_name = "OUT")]
    pub(crate) output: PathBuf,

    /// The directory or text that was converted, once for each input; nothing is unpacked: what was
    /// made of packed texts and archives is counted apart
    #[arg(long, required = true, value_name = "DIR")]
    pub(crate) source: Vec<PathBuf>,
}

/// What to read, and with how many threads.
#[derive(Debug, clap::Args)]
pub(crate) struct Input {
    /// Files, directories, patterns such as 'sites/**/*.md', or - for standard input. In a
    /// directory: .txt, .text and .md at any depth, the same with .gz or .zst, and .warc.wet.gz
    #[arg(required_unless_present = "files_from", value_name = "INPUT")]
    pub(crate) paths: Vec<PathBuf>,

    /// Read a list of files and directories, one on each line, from this file, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) files_from: Option<PathBuf>,

    /// Where .jsonl files have their text [default: text]; with it they are looked for in
    /// directories too
    #[arg(long, value_name = "FIELD")]
    pub(crate) text_field: Option<String>,

    /// Refuse documents with more text than this, in bytes
    #[arg(long, value_name = "N", default_value_t = ontleed_batch::MAX_BYTES)]
    pub(crate) max_bytes: u64,

    /// Give up on a document after this many seconds
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = value_parser!(u64).range(1..))]
    pub(crate) max_seconds: u64,

    /// Leave out what is no planning-and-control document; the report says what speaks for one
    #[arg(long)]
    pub(crate) only_reports: bool,

    /// Documents worked on at the same time [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = value_parser!(u16).range(1..=256))]
    pub(crate) jobs: Option<u16>,
}

/// How to write.
#[derive(Debug, clap::Args)]
pub(crate) struct Manner {
    /// Take up the run that was cut off: keep what the manifest says was made of the same input
    /// with the same options
    #[arg(long, requires = "output")]
    pub(crate) resume: bool,

    #[command(flatten)]
    pub(crate) telling: Telling,
}

/// What to tell on standard error.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Telling {
    /// Tell how far it is every few seconds where there is no terminal for a progress bar
    #[arg(long)]
    pub(crate) progress: bool,

    /// Tell of failures only
    #[arg(short, long, conflicts_with = "progress")]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    Json,
    Ndjson,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    Report,
    Fact,
    Finding,
}

impl Form {
    pub(crate) const fn of(self) -> ontleed_output::Form {
        match self {
            Self::Report => ontleed_output::Form::Report,
            Self::Fact => ontleed_output::Form::Fact,
            Self::Finding => ontleed_output::Form::Finding,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FactFormat {
    Ndjson,
    Csv,
    Parquet,
    Datapackage,
}

impl FactFormat {
    /// The one that the name of an output ends in.
    pub(crate) fn of(output: &Path) -> Option<Self> {
        let ending = output.extension()?.to_string_lossy().to_ascii_lowercase();
        match ending.as_str() {
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "csv" => Some(Self::Csv),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Datapackage => "datapackage",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
}
