//! What the document is: whose, which, of what year, about what.
//!
//! Each part is concluded from evidence with its place in the text, or left out. Columns of tables
//! weigh most, then the title, then what headings, menus and prose point to. Evidence of one weight
//! that disagrees concludes nothing.

mod document;
mod named;
mod organisation;
mod rows;
mod subject;

use ontleed_model::{Identity, Quote, Section, Table};
use ontleed_text::Source;

pub(crate) use named::Named;
pub(crate) use rows::assign;

/// More evidence than this for one conclusion is not listed.
const EVIDENCE: usize = 6;

/// What the document is; `tables` is empty where they were not rebuilt.
pub(crate) fn identity<'t>(
    source: &Source<'t>,
    sections: &[Section<'t>],
    tables: &[Table<'t>],
    named: &Named<'t>,
) -> Identity<'t> {
    let document = document::document(source, sections, tables, named);
    let year = document.year.as_ref().map(|year| year.value);
    let organisation = organisation::organisation(source, named, year);
    let code = organisation.as_ref().and_then(|organisation| organisation.value.code);
    let subject = subject::subject(source, sections, tables, year, code);
    let (kind, year, also) = (document.kind, document.year, document.also);
    Identity { organisation, kind, year, subject, also }
}

/// Adds what is not there yet, as far as there is room.
fn add<'t>(evidence: &mut Vec<Quote<'t>>, more: impl IntoIterator<Item = Quote<'t>>) {
    for quote in more {
        if evidence.len() < EVIDENCE && !evidence.contains(&quote) {
            evidence.push(quote);
        }
    }
}
