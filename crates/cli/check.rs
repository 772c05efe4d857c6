//! `ontleed check`.

use std::io;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use ontleed_batch::{Product, Show};

use crate::args::{Check, CheckFormat};
use crate::convert::{end, stdout};
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
    let ended = end(&args.input, Product::Shown(Show(show)), || Ok(stdout()))?;
    Ok(match ended {
        _ if ended.failed > 0 => ExitCode::from(1),
        _ if ended.contradicted > 0 => ExitCode::from(CONTRADICTED),
        _ => ExitCode::SUCCESS,
    })
}
