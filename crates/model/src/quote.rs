//! Text and its place.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

/// A piece of the text with its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Quote<'t> {
    /// As printed.
    pub text: &'t str,
    /// First byte in the decoded text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl<'t> Quote<'t> {
    /// The bytes `start..end` of `text`.
    ///
    /// # Panics
    /// When the place is not in the text, or cuts a character.
    pub fn of(text: &'t str, start: u32, end: u32) -> Self {
        Self { text: &text[start as usize..end as usize], start, end }
    }

    /// A part of it, by its bytes.
    ///
    /// # Panics
    /// When the part is not in it, or cuts a character.
    #[must_use]
    pub fn part(self, bytes: Range<usize>) -> Self {
        let place = |at: usize| self.start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        let (start, end) = (place(bytes.start), place(bytes.end));
        Self { text: &self.text[bytes], start, end }
    }
}
