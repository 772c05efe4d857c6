//! `ontleed convert` and `ontleed facts`.

use std::io::{self, BufWriter, StdoutLock};
use std::process::ExitCode;

use anyhow::{Context, bail};
use ontleed_batch::{Outcome, Product, Sink, SinkError, convert, find};
use ontleed_output::Format;

use crate::args::{Convert, FactFormat, Facts, Input, ReportFormat};
use crate::warn;

type Stdout = BufWriter<StdoutLock<'static>>;

/// `ontleed convert`
pub(crate) fn reports(args: &Convert) -> anyhow::Result<ExitCode> {
    let format = match args.format {
        ReportFormat::Json => Format::Json,
        ReportFormat::Ndjson => Format::Ndjson,
    };
    let product = if args.tables { Product::Report(format) } else { Product::Outline(format) };
    run(&args.input, product, || match (&args.output, args.format) {
        (None, _) => Ok(stdout()),
        (Some(folder), ReportFormat::Json) => Sink::folder(folder),
        (Some(folder), ReportFormat::Ndjson) => Sink::file(&folder.join("reports.ndjson")),
    })
}

/// `ontleed facts`
pub(crate) fn facts(args: &Facts) -> anyhow::Result<ExitCode> {
    let product = match args.format {
        FactFormat::Ndjson => Product::FactsNdjson,
        FactFormat::Csv => Product::FactsCsv,
    };
    run(&args.input, product, || args.output.as_deref().map_or_else(|| Ok(stdout()), Sink::file))
}

pub(crate) fn stdout() -> Sink<Stdout> {
    Sink::stream(BufWriter::new(io::stdout().lock()))
}

/// Makes a product of all documents, into a sink that is opened when there are any.
fn run(
    input: &Input,
    product: Product,
    open: impl FnOnce() -> Result<Sink<Stdout>, SinkError>,
) -> anyhow::Result<ExitCode> {
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
