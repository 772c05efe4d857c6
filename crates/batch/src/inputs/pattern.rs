//! Names of files with `*`, `?`, `[…]` or `{…}` in them.

use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

/// The files that a user names with a pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    /// The folder they are below: the part of it that is no pattern.
    pub(crate) root: PathBuf,
    /// What each part below it is like; the last is the file.
    parts: Vec<String>,
    whole: GlobMatcher,
}

/// Whether a path is a pattern, where there is no file of that name.
pub(crate) fn is_pattern(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().iter().any(|byte| b"*?[{".contains(byte))
}

impl Pattern {
    /// # Errors
    /// When it is no pattern, in words.
    pub(crate) fn new(path: &Path) -> Result<Self, String> {
        let plain = |part: &Component<'_>| !is_pattern(Path::new(part.as_os_str()));
        let root: PathBuf = path.components().take_while(plain).collect();
        let rest: PathBuf = path.components().skip_while(plain).collect();
        let root = if root.as_os_str().is_empty() { PathBuf::from(".") } else { root };
        let part = |part: Component<'_>| part.as_os_str().to_string_lossy().into_owned();
        let parts = rest.components().map(part).collect();
        Ok(Self { root, parts, whole: glob(&rest.to_string_lossy())? })
    }

    /// The depth of the folders with such files, 0 for the root alone.
    pub(crate) fn depth(&self) -> usize {
        if self.is_deep() { usize::MAX } else { self.parts.len() - 1 }
    }

    /// Whether a path below the root is like it.
    pub(crate) fn is_match(&self, below: &Path) -> bool {
        self.whole.is_match(below)
    }

    /// Whether output at this path below the root could be like it: a file there, or what is written
    /// to a folder there.
    pub(crate) fn may_take(&self, output: &Path) -> bool {
        /// How the names of what is written end.
        const ENDINGS: [&str; 5] = [".json", ".jsonl", ".ndjson", ".csv", ".parquet"];
        let depth = output.components().count();
        let above: Vec<_> = self.parts.iter().take_while(|part| !part.contains("**")).collect();
        let leads_there = above.iter().zip(output.components()).all(|(part, component)| {
            glob(part).is_ok_and(|part| part.is_match(Path::new(component.as_os_str())))
        });
        let last = self.parts.last().map_or("", String::as_str);
        let ending = last.rsplit(['*', '?', ']', '}']).next().unwrap_or_default();
        let may_end_so = ENDINGS.iter().any(|own| own.ends_with(ending) || ending.ends_with(own));
        let is_deeper = self.is_deep() || self.parts.len() > depth;
        self.is_match(output) || is_deeper && leads_there && may_end_so
    }

    fn is_deep(&self) -> bool {
        self.parts.iter().any(|part| part.contains("**"))
    }
}

fn glob(pattern: &str) -> Result<GlobMatcher, String> {
    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
    glob.map(|glob| glob.compile_matcher()).map_err(|error| error.kind().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_that_could_be_taken_for_input_is_told() {
        for (pattern, output, may) in [
            ("sites/**", "reports", true),
            ("sites/**", "deep/reports", true),
            ("sites/**/*.txt", "reports", false),
            ("sites/**/*.{txt,md}", "reports", true),
            ("sites/**/2021*", "reports", true),
            ("sites/*", "reports", true),
            ("sites/*", "facts.ndjson", true),
            ("sites/*.txt", "facts.ndjson", false),
            ("sites/*.txt", "reports", false),
            ("sites/*.ndjson", "facts.ndjson", true),
            ("sites/*/*", "reports", true),
            ("sites/20*/*", "reports", false),
            ("sites/20*/**", "reports", false),
            ("sites/*/b/*", "reports", true),
        ] {
            let pattern = Pattern::new(Path::new(pattern)).unwrap();
            assert_eq!(pattern.root, Path::new("sites"));
            assert_eq!(pattern.may_take(Path::new(output)), may, "{pattern:?} {output}");
        }
    }
}
