//! A place in the text.

use std::ops::Range;

/// A place in the decoded text: bytes `start..end`, both on character boundaries.
///
/// Eight bytes, so that everything can carry one. Lines and columns are computed when shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end`.
    pub const fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// The bytes `start..end` of a text that [`decode`](crate::decode()) admitted: its offsets fit.
    #[expect(clippy::cast_possible_truncation, reason = "`decode` admits no text beyond u32::MAX")]
    pub const fn at(start: usize, end: usize) -> Self {
        Self::new(start as u32, end as u32)
    }

    /// Number of bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// For slicing: `&text[span.range()]`.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// From the start of `self` to the end of `other`.
    pub const fn to(self, other: Self) -> Self {
        Self::new(self.start, other.end)
    }

    /// The same bytes seen from a text in which this one's text begins at `offset`.
    pub const fn shift(self, offset: u32) -> Self {
        Self::new(self.start + offset, self.end + offset)
    }
}
