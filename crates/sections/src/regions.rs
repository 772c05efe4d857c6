//! The lines that are a table, as they were found elsewhere.

use std::ops::Range;

/// A run of lines that is a table, or several that touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Indices into [`Source::lines`](ontleed_text::Source::lines).
    pub lines: Range<usize>,
    /// The ordinals of the tables rebuilt from them, none where that failed; nothing where it was
    /// not tried.
    pub tables: Option<Range<u32>>,
}

/// All regions of a document, for looking up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Regions<'a>(pub(crate) &'a [Region]);

impl<'a> Regions<'a> {
    /// The region that a line is part of.
    pub(crate) fn of(self, line: usize) -> Option<&'a Region> {
        let after = self.0.partition_point(|region| region.lines.start <= line);
        let region = self.0.get(after.checked_sub(1)?)?;
        region.lines.contains(&line).then_some(region)
    }

    /// The first line of the next table from a line on; `end` where there is none.
    pub(crate) fn next(self, line: usize, end: usize) -> usize {
        let after = self.0.partition_point(|region| region.lines.start < line);
        self.0.get(after).map_or(end, |region| region.lines.start)
    }

    /// Whether a line is part of a table.
    pub(crate) fn contain(self, line: usize) -> bool {
        self.of(line).is_some()
    }
}
