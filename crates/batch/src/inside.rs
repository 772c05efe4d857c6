//! Whether output would land among what is read.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::inputs::{Pattern, is_pattern};

/// The output, where it is one of the inputs, lies in a directory that is, or could be like a pattern
/// that is: it would be read the next time, or write over what is read now.
pub fn inside(output: &Path, inputs: &[PathBuf]) -> Option<PathBuf> {
    let place = place(output)?;
    let holds = |input: &PathBuf| match input.canonicalize() {
        Ok(input) => place.starts_with(input),
        Err(_) => is_pattern(input) && may_take(input, &place),
    };
    inputs.iter().any(holds).then(|| output.to_owned())
}

fn may_take(pattern: &Path, place: &Path) -> bool {
    let Ok(pattern) = Pattern::new(pattern) else { return false };
    let Ok(root) = pattern.root.canonicalize() else { return false };
    place.strip_prefix(root).is_ok_and(|below| pattern.may_take(below))
}

/// Where a path is or will be, links followed as far as there is something.
fn place(path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    let mut missing: Vec<OsString> = Vec::new();
    let mut there = absolute.as_path();
    loop {
        if let Ok(found) = there.canonicalize() {
            return Some(missing.iter().rev().fold(found, |path, name| path.join(name)));
        }
        missing.push(there.file_name()?.to_owned());
        there = there.parent()?;
    }
}
