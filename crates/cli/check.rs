//! `ontleed check`.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use ontleed_batch::{Product, Show};

use crate::args::{Check, CheckFormat, Telling};
use crate::convert::{convert_all, stdout};
use crate::show;

/// Exit code where a figure is contradicted by others.
const CONTRADICTED: u8 = 3;

/// `ontleed check`
pub(crate) fn check(args: &Check) -> anyhow::Result<ExitCode> {
    let colour = AutoStream::choice(&io::stdout()) != ColorChoice::Never;
    let show = match args.format {
        CheckFormat::Json => show::records,
        CheckFormat::Text if colour => show::coloured,
        CheckFormat::Text => show::plain,
    };
    let product = Product::Shown(Show(show));
    // A bar would stand between the findings.
    let is_quiet = !args.telling.progress && io::stdout().is_terminal();
    let telling = Telling { quiet: args.telling.quiet || is_quiet, ..args.telling };
    let (code, summary) = convert_all(&args.input, telling, None, product, || Ok(stdout()))?;
    let contradicted = code == ExitCode::SUCCESS && summary.contradicted > 0;
    Ok(if contradicted { ExitCode::from(CONTRADICTED) } else { code })
}
