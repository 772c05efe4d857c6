//! Makes the report of one document.
//!
//! [`report`] takes decoded text through all stages and puts together what they found. [`outline`]
//! leaves the tables as their printed rows, which is several times quicker. Both are pure and total:
//! the same text gives the same report, and none is refused. [`Extent`] has the part between them
//! that facts are made of.
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
//! [`watched`] makes either and can be stopped between stages, as [`rebuild`] and [`completed`] can, which are
//! its halves; [`selection()`] weighs whether a document
//! is one of planning and control at all.
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
mod selection;

#[cfg(test)]
mod test;

use std::convert::Infallible;

use ontleed_model::{Identity, Origin, Report, SCHEMA};
use ontleed_text::{Decoded, Source};

use crate::identity::Named;
pub use crate::selection::{is_report, selection};
pub use crate::tables::Rebuilt;

/// How much of a document is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All but its tables: where they are, and their rows as printed.
    Outline,
    /// Its sections and what its facts are made of: tables, and what the document is. Nothing that
    /// compares or explains them: no mentions, deviations and findings.
    Figures,
    /// All of it.
    Full,
}

/// The stages of the work, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Rebuilding tables.
    Tables,
    /// Dividing into sections.
    Sections,
    /// What tables and sections say together.
    Meaning,
}

/// The report of one document, its tables rebuilt.
pub fn report<'t>(decoded: &'t Decoded<'_>, origin: Origin) -> Report<'t> {
    unwatched(decoded, origin, Extent::Full)
}

/// The report of one document without its tables: where they are, and their rows as printed.
pub fn outline<'t>(decoded: &'t Decoded<'_>, origin: Origin) -> Report<'t> {
    unwatched(decoded, origin, Extent::Outline)
}

fn unwatched<'t>(decoded: &'t Decoded<'_>, origin: Origin, extent: Extent) -> Report<'t> {
    let Ok(report) = watched::<Infallible>(decoded, origin, extent, &mut |_| Ok(()));
    report
}

/// The report of one document. `watch` is told of each stage, and of each region of tables, before
/// it begins, and can end the work there.
///
/// # Errors
/// Those of `watch`.
pub fn watched<'t, E>(
    decoded: &'t Decoded<'_>,
    origin: Origin,
    extent: Extent,
    watch: &mut dyn FnMut(Stage) -> Result<(), E>,
) -> Result<Report<'t>, E> {
    if extent == Extent::Outline {
        return outlined(decoded, &Source::new(&decoded.text), origin, watch);
    }
    let rebuilt = rebuild(decoded, watch)?;
    completed(decoded, rebuilt, origin, extent, watch)
}

/// The tables of a document: the first half of the work on its report. All of the work is more code than a processor has at
/// hand. Who makes the reports of several documents does this half of each, and then the other of each.
///
/// # Errors
/// Those of `watch`.
pub fn rebuild<E>(
    decoded: &Decoded<'_>,
    watch: &mut dyn FnMut(Stage) -> Result<(), E>,
) -> Result<Rebuilt, E> {
    Rebuilt::of(&decoded.text, watch)
}

/// The report of a document whose tables are rebuilt.
///
/// # Errors
/// Those of `watch`.
pub fn completed<'t, E>(
    decoded: &'t Decoded<'_>,
    mut rebuilt: Rebuilt,
    origin: Origin,
    extent: Extent,
    watch: &mut dyn FnMut(Stage) -> Result<(), E>,
) -> Result<Report<'t>, E> {
    let source = &rebuilt.source(&decoded.text);
    match extent {
        Extent::Outline => outlined(decoded, source, origin, watch),
        Extent::Figures => figures(source, rebuilt, origin, watch),
        Extent::Full => full(decoded, source, rebuilt, origin, watch),
    }
}

fn full<'t, E>(
    decoded: &Decoded<'_>,
    source: &Source<'t>,
    rebuilt: Rebuilt,
    origin: Origin,
    watch: &mut dyn FnMut(Stage) -> Result<(), E>,
) -> Result<Report<'t>, E> {
    let mut report = figures(source, rebuilt, origin, watch)?;
    let (sections, tables) = (&report.sections, report.tables.get_or_insert_default());
    conventions::find(tables);
    let (deviations, mut made) = deviations::deviations(tables, sections);
    watch(Stage::Meaning)?;
    let mut mentions = prose::mentions(source, sections);
    reconcile::reconcile(source.text(), &mut mentions, tables, &deviations);
    made.extend(reconcile::findings(&mentions, tables));
    watch(Stage::Meaning)?;
    let findings = findings::findings(decoded, tables, sections, made);
    Ok(Report { mentions: Some(mentions), deviations: Some(deviations), findings, ..report })
}

fn figures<'t, E>(
    source: &Source<'t>,
    rebuilt: Rebuilt,
    origin: Origin,
    watch: &mut dyn FnMut(Stage) -> Result<(), E>,
) -> Result<Report<'t>, E> {
    watch(Stage::Tables)?;
    let (mut tables, regions) = tables::tables(source, rebuilt);
    watch(Stage::Sections)?;
    let sections = ontleed_sections::divide(source, &regions);
    watch(Stage::Meaning)?;
    let named = Named::new(source, &sections, Some(&tables));
    years::date(&mut tables, &named);
    let identity = identity::identity(source, &sections, &tables, &named);
    identity::assign(&mut tables, &identity);
    notes::tie(&mut tables, &sections);
    indicators::find(source, &mut tables, &sections);
    let mut report = empty(origin, identity);
    (report.sections, report.tables) = (sections, Some(tables));
    Ok(report)
}

fn outlined<'t, E>(
    decoded: &Decoded<'_>,
    source: &Source<'t>,
    origin: Origin,
    watch: &mut dyn FnMut(Stage) -> Result<(), E>,
) -> Result<Report<'t>, E> {
    watch(Stage::Sections)?;
    let sections = ontleed_sections::divide(source, &tables::regions(source));
    watch(Stage::Meaning)?;
    let named = Named::new(source, &sections, None);
    let identity = identity::identity(source, &sections, &[], &named);
    let findings = findings::findings(decoded, &[], &sections, Vec::new());
    Ok(Report { sections, findings, ..empty(origin, identity) })
}

/// A report in which nothing is worked out but what the document is.
fn empty(source: Origin, identity: Identity<'_>) -> Report<'_> {
    Report {
        schema: SCHEMA,
        source,
        identity,
        selection: None,
        sections: Vec::new(),
        tables: None,
        mentions: None,
        deviations: None,
        findings: Vec::new(),
    }
}
