//! `ontleed convert`.

use std::io::{self, BufWriter};
use std::process::ExitCode;

use anyhow::{Context, bail};
use ontleed_batch::{Outcome, Sink, convert, find};

use crate::args::Convert;
use crate::warn;

pub(crate) fn run(args: &Convert) -> anyhow::Result<ExitCode> {
    if let Some(jobs) = args.jobs {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.get());
        pool.build_global().context("cannot start threads")?;
    }
    let found = find(&args.input);
    for failure in &found.failures {
        warn(&failure.to_string());
    }
    if found.documents.is_empty() {
        bail!("nothing to convert");
    }
    let mut sink = match &args.output {
        Some(folder) => Sink::folder(folder, args.format.into())?,
        None => Sink::stream(BufWriter::new(io::stdout().lock()), args.format.into()),
    };
    let Outcome { failed, .. } =
        convert(&found.documents, &mut sink, &mut |failure| warn(&failure.to_string()))?;
    let all = failed == 0 && found.failures.is_empty();
    Ok(ExitCode::from(u8::from(!all)))
}
