//! What a document is.

use schemars::JsonSchema;
use serde::Serialize;

use crate::Quote;
use crate::code::codes;

/// What a document is, each part with what shows it. What nothing shows is null.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Identity<'t> {
    /// The authority whose document it is.
    pub organisation: Option<Concluded<'t, Organisation>>,
    /// Which document of the planning-and-control cycle.
    pub kind: Option<Concluded<'t, DocumentKind>>,
    /// The year it is about.
    pub year: Option<Concluded<'t, u16>>,
    /// The part of the document that the text is.
    pub subject: Option<Concluded<'t, Subject<'t>>>,
    /// Other documents bound in with it; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<OtherDocument<'t>>,
}

/// A conclusion with its grounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Concluded<'t, T> {
    /// What is concluded.
    pub value: T,
    /// How it follows from the text.
    pub basis: Basis,
    /// How sure it is that it holds for this document.
    pub sure: Certainty,
    /// What shows it, the strongest first.
    pub evidence: Vec<Quote<'t>>,
}

codes! {
    /// How a conclusion follows from the text.
    Basis {
        /// The text says so: a name, a title, the header of a column.
        Printed = "printed",
        /// The evidence together points to it.
        Inferred = "inferred",
    }
}

codes! {
    /// How sure a conclusion is.
    Certainty {
        /// The evidence allows nothing else.
        Certain = "certain",
        /// All the evidence points to it, but a text of another document could look the same.
        Likely = "likely",
    }
}

codes! {
    /// Documents of the planning-and-control cycle.
    DocumentKind {
        /// What was done and spent: jaarverslag and jaarrekening.
        Jaarstukken = "jaarstukken",
        /// What will be done and spent.
        Begroting = "begroting",
        /// What the next begroting will start from: kadernota, perspectiefnota.
        Voorjaarsnota = "voorjaarsnota",
        /// How the year goes: voortgang, herziening, burap, maandsrapportage.
        Bestuursrapportage = "bestuursrapportage",
    }
}

/// An authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Organisation {
    /// Its official name, or what the candidates are called alike.
    pub name: String,
    /// Its code in the year of the document, that of CBS (`GM0599`, `PV28`) or of the union of water
    /// boards (`WS40`); null where the name fits more than one.
    pub code: Option<&'static str>,
    /// All that the name fits, where that is more than one; none is chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
}

/// One of those that a name fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Candidate {
    /// Its code.
    pub code: &'static str,
    /// Its official name.
    pub name: &'static str,
}

/// A part of a document: a programme, a product, a taakveld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Subject<'t> {
    /// As printed.
    pub name: &'t str,
    /// What it is a part of the document as, where the text says so or its name shows it.
    pub level: Option<Level>,
    /// Where it is a taakveld: those of its name in the year of the document. More than one where
    /// the year is unknown and the name has had more than one code; none is chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub taakvelden: Vec<Taakveld>,
}

impl Subject<'_> {
    /// The code of the taakveld that it is, where it is one.
    pub fn taakveld(&self) -> Option<&'static str> {
        match self.taakvelden[..] {
            [taakveld] => Some(taakveld.code),
            _ => None,
        }
    }
}

codes! {
    /// How a document is divided.
    Level {
        /// The division that the council decides on.
        Programma = "programma",
        /// A part of a programme.
        Product = "product",
        /// The division that is the same for all municipalities.
        Taakveld = "taakveld",
    }
}

/// A taakveld of Iv3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Taakveld {
    /// A string: `0.1` and `0.10` differ.
    pub code: &'static str,
    /// Its official name.
    pub name: &'static str,
}

/// A document that is bound in with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct OtherDocument<'t> {
    /// Which document.
    pub kind: DocumentKind,
    /// The year it is about.
    pub year: u16,
    /// What says so.
    pub evidence: Quote<'t>,
}
