//! The typed report, and its JSON Schema.
//!
//! A [`Report`] says from which [`Origin`] it was made, and holds the document as a tree of
//! [`Section`]s with [`Block`]s, its [`Table`]s rebuilt, and the [`Finding`]s. A [`Fact`] is one cell
//! of a table made flat, one of the [`Record`]s whose columns are defined once for all formats, a
//! [`Mention`] a figure in running text, a [`DeviationOverview`] an overview tied to what explains
//! it. Whatever comes from the text is a
//! [`Quote`]: the text itself and its place, so that `text[start..end] == quote.text` by
//! construction. The report borrows the text.
//!
//! ```
//! use ontleed_model::Quote;
//!
//! let text = "Wat kost het\n2020";
//! let year = Quote::of(text, 13, 17);
//! assert_eq!(serde_json::to_string(&year).unwrap(), r#"{"text":"2020","start":13,"end":17}"#);
//! ```
//!
//! It does not read or interpret text, and it is the only crate that knows how a report is
//! serialized. What changes the schema changes [`SCHEMA`].

pub mod record;
mod code;
mod report;
mod section;
mod block;
mod table;
mod indicator;
mod convention;
mod fact;
mod mention;
mod deviation;
mod quote;
mod finding;
mod identity;
mod selection;
mod decimal;
mod form;
mod package;

pub use block::{Block, Item};
pub use code::{Measure, Missing, Side, Unit};
pub use convention::{AfwijkingRule, Convention, Conventions, SaldoRule};
pub use decimal::NUMBER;
pub use deviation::{Check, DeviationOverview, Explanation};
pub use fact::Fact;
pub use finding::{Arguments, CheckedFinding, Code, Finding, Related, Role, Severity};
pub use form::{Form, schema};
pub use identity::{
    Basis, Candidate, Certainty, Concluded, DocumentKind, Identity, Level, Organisation,
    OtherDocument, Subject, Taakveld,
};
pub use indicator::{Deviation, Indicator, IndicatorKind};
pub use mention::{Agreement, InferredScale, Link, Mention, Sentence, Shared};
pub use package::{
    DocumentRecord, FindingRecord, RelationRecord, SectionRecord, TableRecord, TermRecord,
};
pub use quote::Quote;
pub use record::Record;
pub use report::{Origin, Report, SCHEMA, TOOL};
pub use section::{Heading, Kind, Section};
pub use selection::{Evidence, EvidenceKind, Selection};
pub use table::{
    Cell, Change, ChangeKind, Column, Note, Outcome, Place, Relation, RelationKind, Row, Status,
    Table, TableKind, Term, Verdict,
};
