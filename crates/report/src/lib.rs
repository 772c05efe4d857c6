//! Makes the report of one document.
//!
//! [`report`] takes decoded text through all stages and puts together what they found. [`outline`]
//! leaves the tables as their printed rows, which is several times quicker. Both are pure and total:
//! the same text gives the same report, and none is refused.
//!
//! ```
//! use ontleed_model::Origin;
//!
//! let text = "Wat kost het\n\n | 2020 | 2021\nBaten | 10 | 12\nLasten | 8 | 9\n";
//! let decoded = ontleed_text::decode(text.as_bytes()).unwrap();
//! let origin = Origin { path: "kades.txt".into(), sha256: String::new(), bytes: 59, encoding: "utf-8" };
//! let report = ontleed_report::report(&decoded, origin);
//! assert_eq!(report.sections[0].heading.unwrap().text, "Wat kost het");
//! assert_eq!(report.tables.unwrap()[0].rows[1].cells[0].text, "8");
//! ```
//!
//! They do not read files and do not know how a report is written.

mod tables;
mod years;
mod identity;
mod notes;
mod indicators;
mod conventions;
mod prose;
mod words;
mod deviations;
mod reconcile;
mod findings;

#[cfg(test)]
mod test;

use ontleed_model::{Origin, Report, SCHEMA};
use ontleed_text::{Decoded, Source};

use crate::identity::Named;

/// The report of one document, its tables rebuilt.
pub fn report<'t>(decoded: &'t Decoded<'_>, origin: Origin) -> Report<'t> {
    let source = Source::new(&decoded.text);
    let (mut tables, regions) = tables::tables(&source);
    let sections = ontleed_sections::divide(&source, &regions);
    let named = Named::new(&source, &sections, Some(&tables));
    years::date(&mut tables, &named);
    let identity = identity::identity(&source, &sections, &tables, &named);
    identity::assign(&mut tables, &identity);
    notes::tie(&mut tables, &sections);
    indicators::find(&source, &mut tables, &sections);
    conventions::test(&mut tables);
    let (deviations, mut made) = deviations::deviations(&tables, &sections);
    let mut mentions = prose::mentions(&source, &sections);
    reconcile::reconcile(source.text(), &mut mentions, &mut tables, &deviations);
    made.extend(reconcile::findings(&mentions, &tables));
    let findings = findings::findings(decoded, &tables, &sections, made);
    Report {
        schema: SCHEMA,
        source: origin,
        identity,
        sections,
        tables: Some(tables),
        mentions: Some(mentions),
        deviations: Some(deviations),
        findings,
    }
}

/// The report of one document without its tables: where they are, and their rows as printed.
pub fn outline<'t>(decoded: &'t Decoded<'_>, origin: Origin) -> Report<'t> {
    let source = Source::new(&decoded.text);
    let sections = ontleed_sections::divide(&source, &tables::regions(&source));
    let named = Named::new(&source, &sections, None);
    let identity = identity::identity(&source, &sections, &[], &named);
    let findings = findings::findings(decoded, &[], &sections, Vec::new());
    Report {
        schema: SCHEMA,
        source: origin,
        identity,
        sections,
        tables: None,
        mentions: None,
        deviations: None,
        findings,
    }
}
