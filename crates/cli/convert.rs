//! `ontleed convert` and `ontleed facts`.

use std::io::{self, BufWriter, IsTerminal as _, StdoutLock};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use ontleed_batch::{Gathering, Outcome, Product, Sink, SinkError, convert, find, inside};
use ontleed_output::Format;

use crate::args::{Convert, FactFormat, Facts, Input, ReportFormat};
use crate::warn;

const PARQUET: Product = Product::Gathered(Gathering::Parquet);

type Stdout = BufWriter<StdoutLock<'static>>;

/// `ontleed convert`
pub(crate) fn reports(args: &Convert) -> anyhow::Result<ExitCode> {
    let format = match args.format {
        ReportFormat::Json => Format::Json,
        ReportFormat::Ndjson => Format::Ndjson,
    };
    let product = if args.tables { Product::Report(format) } else { Product::Outline(format) };
    let output = args.output.as_deref();
    run(&args.input, output, product, || match (output, args.format) {
        (None, _) => Ok(stdout()),
        (Some(folder), ReportFormat::Json) => Sink::folder(folder),
        (Some(folder), ReportFormat::Ndjson) => Sink::file(&folder.join("reports.ndjson")),
    })
}

/// `ontleed facts`
pub(crate) fn facts(args: &Facts) -> anyhow::Result<ExitCode> {
    let product = match (args.format, args.partition) {
        (FactFormat::Parquet, false) => PARQUET,
        (FactFormat::Parquet, true) => Product::Gathered(Gathering::Partitions),
        (_, true) => bail!("--partition is for --format parquet"),
        (FactFormat::Ndjson, _) => Product::FactsNdjson,
        (FactFormat::Csv, _) => Product::FactsCsv,
        (FactFormat::Datapackage, _) => Product::Gathered(Gathering::Package),
    };
    let output = args.output.as_deref();
    run(&args.input, output, product, || match (output, product) {
        (Some(folder), Product::Gathered(Gathering::Partitions)) => Sink::partitions(folder),
        (Some(folder), Product::Gathered(Gathering::Package)) => Sink::package(folder),
        (Some(file), _) => Sink::file(file),
        (None, _) => Ok(stdout()),
    })
}

pub(crate) fn stdout() -> Sink<Stdout> {
    Sink::stream(BufWriter::new(io::stdout().lock()))
}

/// Makes a product of all documents, into a sink that is opened when there are any.
fn run(
    input: &Input,
    output: Option<&Path>,
    product: Product,
    open: impl FnOnce() -> Result<Sink<Stdout>, SinkError>,
) -> anyhow::Result<ExitCode> {
    if let Some(inside) = output.and_then(|output| inside(output, &input.paths)) {
        bail!("{}: the output would be among the input", inside.display());
    }
    let needs_a_folder = [Gathering::Partitions, Gathering::Package].map(Product::Gathered);
    if output.is_none() && needs_a_folder.contains(&product) {
        bail!("this format is a directory: name one with --output");
    }
    if output.is_none() && product == PARQUET && io::stdout().is_terminal() {
        bail!("Parquet is not for a terminal: name a file with --output");
    }
    let ended = end(input, product, open)?;
    Ok(ExitCode::from(u8::from(ended.failed > 0)))
}

/// The same, and how it ended; inputs that could not be found count as failed.
pub(crate) fn end(
    input: &Input,
    product: Product,
    open: impl FnOnce() -> Result<Sink<Stdout>, SinkError>,
) -> anyhow::Result<Outcome> {
    if let Some(jobs) = input.jobs {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.into());
        pool.build_global().context("cannot start threads")?;
    }
    let found = find(&input.paths);
    for failure in &found.failures {
        warn(&failure.to_string());
    }
    if found.documents.is_empty() {
        bail!("nothing to convert");
    }
    let tell = &mut |failure: ontleed_batch::Failure| warn(&failure.to_string());
    let mut outcome = convert(&found.documents, product, &mut open()?, tell)?;
    outcome.failed += found.failures.len();
    Ok(outcome)
}
