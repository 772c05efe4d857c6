//! The program `ontleed`: arguments, messages, exit codes.

mod args;
mod check;
mod convert;
mod message;
mod progress;
mod show;
mod verify;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    survive_a_limit_on_files();
    let done = match Args::parse().command {
        Command::Convert(args) => convert::reports(&args),
        Command::Facts(args) => convert::facts(&args),
        Command::Check(args) => check::check(&args),
        Command::Verify(args) => verify::verify(&args),
        Command::Schema { form } => print(&ontleed_output::schema(form.of())),
    };
    done.unwrap_or_else(|error| {
        if is_closed_pipe(&error) {
            return ExitCode::SUCCESS;
        }
        warn(&format!("{error:#}"));
        ExitCode::from(2)
    })
}

/// Where the shell limits the size of files, writing more becomes an error like that of a full disk.
#[cfg(unix)]
fn survive_a_limit_on_files() {
    let flag = std::sync::Arc::default();
    // Where it cannot be had, the limit ends the program as it would have.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, flag);
}

#[cfg(not(unix))]
fn survive_a_limit_on_files() {}

fn print(text: &str) -> anyhow::Result<ExitCode> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// One line on standard error.
fn warn(message: &str) {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "ontleed: {message}");
}

/// Whether whoever read our output has seen enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>();
        let sink = cause.downcast_ref::<ontleed_batch::SinkError>().map(|sink| &sink.error);
        io.or(sink).is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe)
    })
}
