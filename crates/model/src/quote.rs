//! Text and its place.

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
}
