//! `ontleed convert` and `ontleed facts`.

use std::io::{self, IsTerminal as _};
use std::num::NonZero;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use ontleed_batch::{
    Gathering, Inputs, Job, Limits, MANIFEST, Product, Sink, SinkError, Summary, convert, inside,
};
use ontleed_output::Format;

use crate::args::{Convert, FactFormat, Facts, Input, Manner, ReportFormat, Telling};
use crate::progress::Progress;
use crate::warn;

const PARQUET: Product = Product::Gathered(Gathering::Parquet);

/// `ontleed convert`
pub(crate) fn reports(args: &Convert) -> anyhow::Result<ExitCode> {
    let format = match args.format {
        ReportFormat::Json => Format::Json,
        ReportFormat::Ndjson => Format::Ndjson,
    };
    let product = if args.outline { Product::Outline(format) } else { Product::Report(format) };
    let output = named(args.output.as_deref());
    let resume = args.manner.resume;
    run(&args.input, &args.manner, output, product, || match (output, args.format) {
        (None, _) => Ok(stdout()),
        (Some(folder), ReportFormat::Json) => Sink::folder(folder, resume),
        (Some(folder), ReportFormat::Ndjson) => {
            let manifest = folder.join(MANIFEST);
            Sink::file(&folder.join("reports.ndjson"), Some(&manifest), resume)
        }
    })
}

/// `ontleed facts`
pub(crate) fn facts(args: &Facts) -> anyhow::Result<ExitCode> {
    let output = named(args.output.as_deref());
    let product = match (format(args.format, output)?, args.partition) {
        (FactFormat::Parquet, false) => PARQUET,
        (FactFormat::Parquet, true) => Product::Gathered(Gathering::Partitions),
        (_, true) => bail!("--partition is for --format parquet"),
        (FactFormat::Ndjson, _) => Product::FactsNdjson,
        (FactFormat::Csv, _) => Product::FactsCsv,
        (FactFormat::Datapackage, _) => Product::Gathered(Gathering::Package),
    };
    if args.manner.resume && matches!(product, Product::Gathered(_)) {
        bail!("--resume is for ndjson and csv: this format is whole or not there");
    }
    let resume = args.manner.resume;
    run(&args.input, &args.manner, output, product, || match (output, product) {
        (Some(folder), Product::Gathered(Gathering::Partitions)) => Sink::partitions(folder),
        (Some(folder), Product::Gathered(Gathering::Package)) => Sink::package(folder),
        (_, PARQUET) => Sink::parquet(output, io::stdout()),
        (None, _) => Ok(stdout()),
        (Some(file), _) => Sink::file(file, None, resume),
    })
}

/// The format that is asked for, or that the name of the output ends in.
fn format(asked: Option<FactFormat>, output: Option<&Path>) -> anyhow::Result<FactFormat> {
    let ending = output.and_then(|output| Some((output, FactFormat::of(output)?)));
    match (asked, ending) {
        (Some(asked), Some((output, ending))) if asked != ending => {
            bail!("{}: the name is of {}, not of {}", output.display(), ending.name(), asked.name())
        }
        (Some(asked), _) => Ok(asked),
        (None, ending) => Ok(ending.map_or(FactFormat::Ndjson, |(_, ending)| ending)),
    }
}

pub(crate) fn stdout() -> Sink<'static> {
    Sink::stream(io::stdout())
}

/// The file or folder to write to; `-` is standard output, as where none is named.
fn named(output: Option<&Path>) -> Option<&Path> {
    output.filter(|output| *output != Path::new("-"))
}

/// Makes a product of all documents, into a sink that is opened when there are any.
fn run(
    input: &Input,
    manner: &Manner,
    output: Option<&Path>,
    product: Product,
    open: impl FnOnce() -> Result<Sink<'static>, SinkError>,
) -> anyhow::Result<ExitCode> {
    if let Some(inside) = output.and_then(|output| inside(output, &input.paths)) {
        bail!("{}: the output would be among the input", inside.display());
    }
    if output.is_none() && manner.resume {
        bail!("--resume is for a file or a folder: standard output has no manifest");
    }
    let needs_a_folder = [Gathering::Partitions, Gathering::Package].map(Product::Gathered);
    if output.is_none() && needs_a_folder.contains(&product) {
        bail!("this format is a directory: name one with --output");
    }
    if output.is_none() && product == PARQUET && io::stdout().is_terminal() {
        bail!("Parquet is not for a terminal: name a file with --output");
    }
    convert_all(input, manner.telling, output, product, open).map(|(code, _)| code)
}

/// The same, and what it came to.
pub(crate) fn convert_all(
    input: &Input,
    telling: Telling,
    output: Option<&Path>,
    product: Product,
    open: impl FnOnce() -> Result<Sink<'static>, SinkError>,
) -> anyhow::Result<(ExitCode, Summary)> {
    let inputs = inputs(input, output);
    let mut documents = inputs.documents();
    if documents.are_none() {
        documents.filter_map(Result::err).for_each(|failure| warn(&failure.to_string()));
        bail!("nothing to convert");
    }
    let sink = open()?;
    let is_resumable = sink.is_resumable();
    let stop = stop_at_ctrl_c()?;
    let mut progress = Progress::new(telling, &inputs, &documents);
    let summary = convert(documents, &job(input, product), sink, &stop, &mut |summary, failure| {
        progress.tell(summary, failure);
    });
    progress.end();
    let summary = summary?;
    if summary.stopped {
        let how = "; the same command with --resume goes on from here";
        warn(&format!("stopped{}", if is_resumable { how } else { "" }));
        return Ok((ExitCode::from(130), summary));
    }
    progress.sum_up(&summary);
    Ok((ExitCode::from(u8::from(summary.failures() > 0)), summary))
}

fn inputs(input: &Input, output: Option<&Path>) -> Inputs {
    Inputs {
        paths: input.paths.clone(),
        list: input.files_from.clone(),
        lines_in_folders: input.text_field.is_some(),
        output: output.map(Path::to_owned),
        max_bytes: input.max_bytes,
    }
}

fn job(input: &Input, product: Product) -> Job {
    let text_field = input.text_field.clone().unwrap_or_else(|| "text".into());
    let processors = || std::thread::available_parallelism().map_or(1, NonZero::get);
    Job {
        product,
        limits: Limits { max_bytes: input.max_bytes, text_field },
        max_time: Duration::from_secs(input.max_seconds),
        only_reports: input.only_reports,
        jobs: input.jobs.map_or_else(processors, usize::from),
    }
}

/// Becomes true at the first Ctrl-C; a second one does not wait for what is being worked on.
fn stop_at_ctrl_c() -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let pressed = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if pressed.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .context("cannot listen for Ctrl-C")?;
    Ok(stop)
}
