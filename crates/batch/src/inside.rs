//! Whether output would land among what is read.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The output, where it is one of the inputs or lies in a directory that is: it would be read the
/// next time, or write over what is read now.
pub fn inside(output: &Path, inputs: &[PathBuf]) -> Option<PathBuf> {
    let place = place(output)?;
    let holds = |input: &PathBuf| input.canonicalize().is_ok_and(|input| place.starts_with(input));
    inputs.iter().any(holds).then(|| output.to_owned())
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
