//! How far a run is, told on standard error.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use ontleed_batch::{Documents, Failure, Inputs, Summary};

use crate::args::Telling;
use crate::warn;

/// Time between two lines where there is no terminal.
const PAUSE: Duration = Duration::from_secs(5);

/// Tells of failures, and of progress as far as the user wants it.
pub(crate) struct Progress {
    form: Form,
    /// Bytes of the inputs read so far.
    read: Arc<AtomicU64>,
    begun: Instant,
    wants_summary: bool,
}

enum Form {
    None,
    Bar(ProgressBar),
    /// When the last one was told.
    Lines(Instant),
}

impl Progress {
    pub(crate) fn new(telling: Telling, inputs: &Inputs, documents: &Documents) -> Self {
        let begun = Instant::now();
        let is_terminal = io::stderr().is_terminal();
        let form = match (telling.quiet, is_terminal, telling.progress) {
            (true, ..) | (false, false, false) => Form::None,
            (false, true, _) => Form::Bar(bar(inputs)),
            (false, false, true) => Form::Lines(begun),
        };
        let wants_summary = !matches!(form, Form::None);
        let read = if wants_summary { documents.bytes_read() } else { Arc::default() };
        Self { form, read, begun, wants_summary }
    }

    /// A document has its place, or failed.
    pub(crate) fn tell(&mut self, summary: &Summary, failure: Option<&Failure>) {
        let read = self.read.load(Ordering::Relaxed);
        match &mut self.form {
            Form::Bar(bar) => {
                if let Some(failure) = failure {
                    bar.suspend(|| warn(&failure.to_string()));
                }
                bar.set_position(read);
                bar.set_message(so_far(summary));
            }
            Form::None | Form::Lines(_) => {
                if let Some(failure) = failure {
                    warn(&failure.to_string());
                }
            }
        }
        if let Form::Lines(last) = &mut self.form
            && last.elapsed() >= PAUSE
        {
            *last = Instant::now();
            warn(&format!("{}, {}", so_far(summary), speed(read, self.begun)));
        }
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        if let Form::Bar(bar) = &self.form {
            bar.finish_and_clear();
        }
    }

    /// What it all came to, where progress was told.
    pub(crate) fn sum_up(&self, summary: &Summary) {
        if self.wants_summary {
            warn(&in_all(summary));
        }
    }
}

fn bar(inputs: &Inputs) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = "{bar:30} {msg}, {bytes_per_sec}, {eta} left";
    bar.set_style(
        ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    // How much there is takes a while to find out; the work does not wait for it.
    let (inputs, counted) = (inputs.clone(), bar.clone());
    std::thread::spawn(move || counted.set_length(inputs.size()));
    bar
}

fn so_far(summary: &Summary) -> String {
    let documents = if summary.converted == 1 { "document" } else { "documents" };
    let mut told = format!("{} {documents}", summary.converted);
    if summary.dropped > 0 {
        let _ = write!(told, ", {} left out", summary.dropped);
    }
    if summary.failures() > 0 {
        let _ = write!(told, ", {} failed", summary.failures());
    }
    told
}

fn speed(read: u64, begun: Instant) -> String {
    let seconds = begun.elapsed().as_secs().max(1);
    format!("{} MB/s", read / 1_000_000 / seconds)
}

fn in_all(summary: &Summary) -> String {
    let mut told = so_far(summary);
    if summary.kept > 0 {
        let _ = write!(told, ", {} of them from an earlier run", summary.kept);
    }
    if let Some(tables) = summary.tables {
        let _ = write!(
            told,
            "\n  {} tables, {} facts: {} confirmed, {} contradicted, {} ambiguous",
            tables.tables, tables.facts, tables.confirmed, tables.contradicted, tables.ambiguous
        );
    }
    for (reason, count) in &summary.failed {
        let _ = write!(told, "\n  {count} failed: {reason}");
    }
    told
}
