//! What stands under a heading.

use schemars::JsonSchema;
use serde::Serialize;

use crate::Quote;

/// Lines of the text that belong together. `start` and `end` are bytes in the decoded text, `line`
/// counts from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
#[schemars(deny_unknown_fields)]
pub enum Block<'t> {
    /// Running text, one or more lines of it.
    Paragraph {
        /// First byte.
        start: u32,
        /// One past the last byte.
        end: u32,
        /// The line it begins on.
        line: u32,
        /// As printed, line ends included.
        text: &'t str,
    },
    /// Items that each begin with a bullet or a number.
    List {
        /// First byte.
        start: u32,
        /// One past the last byte.
        end: u32,
        /// The line it begins on.
        line: u32,
        /// In printed order.
        items: Vec<Item<'t>>,
    },
    /// The lines of a table, as printed.
    Table {
        /// First byte.
        start: u32,
        /// One past the last byte.
        end: u32,
        /// The line it begins on.
        line: u32,
        /// The ordinals, in the report's `tables`, of what was rebuilt from them, none where that
        /// failed; null where it was not tried.
        tables: Option<Vec<u32>>,
        /// Every line that holds something. A line of no-break spaces is an empty cell, and stays.
        rows: Vec<Quote<'t>>,
    },
    /// A note that begins with its mark: `** De mijlpalen zijn herijkt.`
    Footnote {
        /// First byte, that of the mark.
        start: u32,
        /// One past the last byte.
        end: u32,
        /// The line it begins on.
        line: u32,
        /// One or more stars, or a number between brackets.
        mark: Quote<'t>,
        /// What it says.
        note: Quote<'t>,
    },
    /// What belongs to the page, not to the document: a menu, a button, a page number, the marks
    /// that make a line a Markdown heading.
    Furniture {
        /// First byte.
        start: u32,
        /// One past the last byte.
        end: u32,
        /// The line it begins on.
        line: u32,
        /// As printed.
        text: &'t str,
    },
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Item<'t> {
    /// First byte, that of the marker.
    pub start: u32,
    /// One past the last byte, items within this one included.
    pub end: u32,
    /// The bullet or number.
    pub marker: Quote<'t>,
    /// The item without its marker, line ends included.
    pub content: Quote<'t>,
    /// Items nested in this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item<'t>>,
}
