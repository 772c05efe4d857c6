//! What the words of the field mean.
//!
//! [`heading`] tells the kind of a heading, [`heads_column`] whether a line speaks of a column, and
//! [`is_furniture`] what belongs to the page and not to the document, and [`has_role`] what a word of running
//! text tells of a figure beside it. The words are in `data/`, one
//! line each, with an example that a test reads back: a new spelling is a new line there, not a new
//! branch here.
//!
//! ```
//! use ontleed_model::Kind;
//!
//! assert_eq!(ontleed_terms::heading("3. Wat heeft het gekost?"), Some(Kind::Kosten));
//! assert_eq!(ontleed_terms::heading("Burgerzaken"), None);
//! ```
//!
//! It does not look around a line: whether a line is a heading at all is for `sections` to say.

mod headings;
mod columns;
mod cues;
mod documents;
mod attributes;
mod indicators;
mod furniture;
mod prose;
mod reports;
mod lexicon;
mod lines;
mod organisations;
mod subjects;
mod taakvelden;
mod tenses;
mod totals;
mod patterns;

#[cfg(test)]
mod automaton;

pub use attributes::{is_attribute, is_name_attribute, is_number_attribute};
pub use columns::{
    ColumnRole, column_phrases, heads_column, measure_between_stands, measure_of_amounts,
};
pub use cues::{Cue, cue, is_interim};
pub use documents::{NamedDocument, document_year, documents};
pub use furniture::is_furniture;
pub use headings::{heading, heading_key, heading_kind, without_number};
pub use indicators::{About, about_column, kind_of_indicators, kinds_of_indicators, unit_of};
pub use lines::lines;
pub use organisations::{
    Organisation, Place, authority_at, authority_kind, place_at, without_article,
};
pub use prose::{Role, has_role, side};
pub use reports::{Telling, may_be_report, telling_words};
pub use subjects::{level_phrases, numbered_subject, subject_of_table};
pub use taakvelden::{is_programme, taakveld_with_code, taakvelden};
pub use tenses::{Tense, tense};
pub use totals::{ends_in_total, holds_total, is_total};
