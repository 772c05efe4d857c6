//! Divides a document into sections, from text with no markup at all.
//!
//! 1. `scan`: each line with what can be seen of it alone: blank, a separator, prose, a label.
//! 2. `blocks`: lines become headings, paragraphs, lists, table regions, footnotes and furniture.
//! 3. `tree`: headings get their level, and the blocks their place below them.
//!
//! [`divide`] is all three. Which lines are a table it is told, as [`Region`]s.
//!
//! ```
//! use ontleed_model::Kind;
//! use ontleed_text::Source;
//!
//! let source = Source::new("Havenbeheer\n\nWat kost het\n\nDe kades zijn vernieuwd.\n");
//! let sections = ontleed_sections::divide(&source, &[]);
//! let kosten = &sections[0].sections[0];
//! assert_eq!(kosten.heading.unwrap().text, "Wat kost het");
//! assert_eq!((kosten.level, kosten.kind), (2, Some(Kind::Kosten)));
//! ```
//!
//! It does not read tables or figures: a table region is kept as its raw rows. It loses nothing:
//! whatever is no white space is in some block or heading.

mod scan;
mod regions;
mod blocks;
mod headings;
mod lists;
mod tree;

use ontleed_model::Section;
use ontleed_text::Source;

use crate::regions::Regions;

pub use regions::Region;

/// The section tree of a document, in the order of the text. `tables` are the lines that are a
/// table, in order.
///
/// Text before the first heading is a section without heading, at level 0.
pub fn divide<'t>(source: &Source<'t>, tables: &[Region]) -> Vec<Section<'t>> {
    let lines = scan::scan(source, tables);
    let parts = blocks::parts(source, &lines, Regions(tables));
    tree::tree(parts)
}
