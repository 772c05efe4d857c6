//! The section tree.

use schemars::JsonSchema;
use serde::Serialize;

use crate::code::codes;
use crate::{Block, Quote};

/// A heading with what stands under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Section<'t> {
    /// Null for what stands before the first heading.
    pub heading: Option<Heading<'t>>,
    /// Depth in the tree: 1 for the outermost headings, 0 for what stands before the first.
    pub level: u8,
    /// What the heading is, where it is a known one.
    pub kind: Option<Kind>,
    /// What stands under the heading itself, in the order of the text.
    pub blocks: Vec<Block<'t>>,
    /// The sections within this one.
    pub sections: Vec<Section<'t>>,
}

impl<'t> Section<'t> {
    /// These sections with all that are within them, in the order of the text.
    pub fn walk(sections: &[Self]) -> impl Iterator<Item = &Self> {
        let mut open = Vec::with_capacity(8);
        open.push(sections.iter());
        std::iter::from_fn(move || {
            let section = loop {
                match open.last_mut()?.next() {
                    Some(section) => break section,
                    None => drop(open.pop()),
                }
            };
            if !section.sections.is_empty() {
                open.push(section.sections.iter());
            }
            Some(section)
        })
    }

    /// The blocks of these sections and of all that are within them, in the order of the text.
    pub fn all_blocks<'s>(sections: &'s [Self]) -> impl Iterator<Item = &'s Block<'t>> {
        Self::walk(sections).flat_map(|section| &section.blocks)
    }
}

/// The words above a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Heading<'t> {
    /// As printed, without the marks that made it a heading in Markdown.
    pub text: &'t str,
    /// First byte in the decoded text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Counted from 1.
    pub line: u32,
}

impl<'t> Heading<'t> {
    /// Its words with their place.
    pub fn quote(&self) -> Quote<'t> {
        Quote { text: self.text, start: self.start, end: self.end }
    }
}

codes! {
    /// The headings that planning-and-control documents have in common.
    ///
    /// The three questions (`bereiken`, `doen`, `kosten`) stand in every programme; the paragrafen are
    /// those of the Besluit begroting en verantwoording, articles 9 to 16, and of the Wet open overheid.
    Kind {
        /// The name of the document or of its subject.
        Title = "title",
        /// Wat willen we bereiken, wat hebben we bereikt.
        Bereiken = "bereiken",
        /// Wat gaan we daarvoor doen, wat hebben we daarvoor gedaan.
        Doen = "doen",
        /// Wat mag het kosten, wat heeft het gekost.
        Kosten = "kosten",
        /// Effect- and prestatie-indicatoren, beleidsindicatoren.
        Indicatoren = "indicatoren",
        /// An explanation of what another section shows.
        Toelichting = "toelichting",
        /// Policy frames, monitors and laws.
        Beleidskaders = "beleidskaders",
        /// What a taakveld or programme is about.
        Omschrijving = "omschrijving",
        /// What is changing.
        Ontwikkelingen = "ontwikkelingen",
        /// What comes first.
        Prioriteiten = "prioriteiten",
        /// Money outside the three questions: saldo, overzicht van baten en lasten, balans, reserves.
        Financien = "financien",
        /// Paragraaf lokale heffingen.
        LokaleHeffingen = "lokale_heffingen",
        /// Paragraaf weerstandsvermogen en risicobeheersing.
        Weerstandsvermogen = "weerstandsvermogen",
        /// Paragraaf onderhoud kapitaalgoederen.
        Kapitaalgoederen = "kapitaalgoederen",
        /// Paragraaf financiering.
        Financiering = "financiering",
        /// Paragraaf bedrijfsvoering.
        Bedrijfsvoering = "bedrijfsvoering",
        /// Paragraaf verbonden partijen.
        VerbondenPartijen = "verbonden_partijen",
        /// Paragraaf grondbeleid.
        Grondbeleid = "grondbeleid",
        /// Openbaarheidsparagraaf.
        Openbaarheid = "openbaarheid",
    }
}
