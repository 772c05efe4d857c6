//! Which document it is, and of what year.

mod columns;
mod cues;

use ontleed_model::{
    Basis, Certainty, Concluded, DocumentKind, OtherDocument, Quote, Section, Table,
};
use ontleed_text::Source;

use self::columns::{of_card, of_columns};
use self::cues::{Cues, of_horizon};
use super::add;
use super::named::{Named, Naming};

/// Kind and year of a document, and the documents bound in with it.
pub(super) struct Document<'t> {
    pub(super) kind: Option<Concluded<'t, DocumentKind>>,
    pub(super) year: Option<Concluded<'t, u16>>,
    pub(super) also: Vec<OtherDocument<'t>>,
}

/// Something that speaks for a kind, a year, or both.
struct Claim<'t> {
    weight: Weight,
    kind: Option<DocumentKind>,
    year: Option<u16>,
    basis: Basis,
    sure: Certainty,
    evidence: Vec<Quote<'t>>,
}

/// How much a claim weighs: a heavier one silences the lighter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// Cues of headings and tense.
    Cue,
    /// What a menu or a heading in the midst of the text names, columns that do not say all.
    Mention,
    /// The title.
    Title,
    /// Columns that few other documents have.
    Columns,
    /// The title of a document that may have the columns of another: a begroting in short.
    Name,
}

/// What the text says it is.
pub(super) fn document<'t>(
    source: &Source<'t>,
    sections: &[Section<'t>],
    tables: &[Table<'t>],
    named: &Named<'t>,
) -> Document<'t> {
    let mut claims: Vec<_> = tables
        .iter()
        .filter_map(|table| of_columns(table).or_else(|| of_card(source, table)))
        .collect();
    let also = of_names(named, &mut claims);
    let cues = Cues::new(sections);
    claims.extend(cues.claims());
    if claims.is_empty() {
        claims.extend(tables.iter().find_map(|table| of_horizon(source, table, &cues)));
    }
    let kind = conclude(&claims, |claim| claim.kind);
    let of_kind = |claim: &Claim<'_>| {
        let fits =
            kind.as_ref().is_none_or(|kind| claim.kind.is_none_or(|other| other == kind.value));
        claim.year.filter(|_| fits)
    };
    let mut year = conclude(&claims, of_kind);
    if let (Some(kind), Some(year)) = (&kind, &mut year) {
        year.sure = year.sure.max(kind.sure);
    }
    Document { kind, year, also }
}

/// The value that the heaviest claims agree on, with the evidence of all that do.
fn conclude<'t, T: Copy + PartialEq>(
    claims: &[Claim<'t>],
    value: impl Fn(&Claim<'t>) -> Option<T>,
) -> Option<Concluded<'t, T>> {
    let weight =
        claims.iter().filter(|claim| value(claim).is_some()).map(|claim| claim.weight).max()?;
    let heaviest = || claims.iter().filter(|claim| claim.weight == weight);
    let concluded = heaviest().find_map(&value)?;
    if heaviest().any(|claim| value(claim).is_some_and(|other| other != concluded)) {
        return None;
    }
    let mut agreeing: Vec<_> =
        claims.iter().filter(|claim| value(claim) == Some(concluded)).collect();
    agreeing.sort_by_key(|claim| std::cmp::Reverse(claim.weight));
    let mut evidence = Vec::new();
    for claim in &agreeing {
        add(&mut evidence, claim.evidence.iter().copied());
    }
    let printed = agreeing.iter().any(|claim| claim.basis == Basis::Printed);
    let disputed = claims.iter().any(|claim| {
        claim.weight >= Weight::Title && value(claim).is_some_and(|other| other != concluded)
    });
    let certain = agreeing.iter().any(|claim| claim.sure == Certainty::Certain) && !disputed;
    Some(Concluded {
        value: concluded,
        basis: if printed { Basis::Printed } else { Basis::Inferred },
        sure: if certain { Certainty::Certain } else { Certainty::Likely },
        evidence,
    })
}

/// What title, headings and menus name. A title that names two documents is of the one that the
/// columns are of, or else of the first.
fn of_names<'t>(named: &Named<'t>, claims: &mut Vec<Claim<'t>>) -> Vec<OtherDocument<'t>> {
    let mut also = Vec::new();
    if let Some(title) = &named.title {
        let is_claimed = |claim: &Claim<'_>, at: usize| {
            let document = title.documents[at];
            claim.kind == Some(document.kind) && claim.year == Some(document.year)
        };
        let all = 0..title.documents.len();
        let main = all.clone().find(|at| claims.iter().any(|claim| is_claimed(claim, *at)));
        let alone = title.documents.len() == 1;
        let sure = if alone || main.is_some() { Certainty::Certain } else { Certainty::Likely };
        let main = main.unwrap_or(0);
        claims.push(claim_of(title, main, sure));
        also.extend(all.filter(|at| *at != main).map(|at| OtherDocument {
            kind: title.documents[at].kind,
            year: title.documents[at].year,
            evidence: title.quote,
        }));
    }
    let is_title = |naming: &&Naming<'_>| {
        named.title.as_ref().is_some_and(|title| title.quote == naming.quote)
    };
    let others = named.headings.iter().chain(&named.furniture);
    let others = others.filter(|naming| naming.is_outer && !is_title(naming));
    claims.extend(others.map(|naming| Claim {
        weight: Weight::Mention,
        basis: Basis::Inferred,
        ..claim_of(naming, 0, Certainty::Likely)
    }));
    also
}

/// A title that only points to a kind of document weighs as a mention.
fn claim_of<'t>(naming: &Naming<'t>, at: usize, sure: Certainty) -> Claim<'t> {
    let document = naming.documents[at];
    let says = document.basis == Basis::Printed;
    let weight = match document.kind {
        _ if !says => Weight::Mention,
        DocumentKind::Voorjaarsnota | DocumentKind::Bestuursrapportage => Weight::Name,
        DocumentKind::Begroting | DocumentKind::Jaarstukken => Weight::Title,
    };
    Claim {
        weight,
        kind: Some(document.kind),
        year: Some(document.year),
        basis: document.basis,
        sure: if says { sure } else { Certainty::Likely },
        evidence: vec![naming.quote],
    }
}

#[cfg(test)]
mod tests {
    use ontleed_model::{DocumentKind::*, Identity, Origin};

    use super::*;

    #[track_caller]
    fn check(text: &str, kind: Option<DocumentKind>, year: Option<u16>) {
        let decoded = ontleed_text::decode(text.as_bytes()).unwrap();
        let identity = crate::report(&decoded, origin()).identity;
        assert_eq!(known(&identity), (kind, year), "{text}");
    }

    fn known(identity: &Identity<'_>) -> (Option<DocumentKind>, Option<u16>) {
        let kind = identity.kind.as_ref().map(|kind| kind.value);
        (kind, identity.year.as_ref().map(|year| year.value))
    }

    fn origin() -> Origin {
        Origin { path: String::new(), sha256: String::new(), bytes: 0, encoding: "utf-8" }
    }

    /// A table of baten and lasten with these columns.
    fn table(columns: &[&str]) -> String {
        let row = |label: &str, first: usize| {
            let values =
                (first..).step_by(7).take(columns.len()).map(|value| format!(" | {value}"));
            format!("{label}{}\n", values.collect::<String>())
        };
        let rule = "---|".repeat(columns.len());
        let rows = [row("Baten", 110), row("Lasten", 230)].concat();
        format!("Wat kost het\n\n | {}\n---|{rule}\n{rows}", columns.join(" | "))
    }

    #[test]
    fn realised_beside_the_budget_of_its_year_makes_jaarstukken() {
        for columns in [
            &["Primitieve begroting 2020", "Realisatie 2020", "Afwijking 2020"][..],
            &["Rekening 2019", "Begroting 2020 na wijziging", "Rekening 2020", "Verschil 2020"],
            &["Begroting 2020", "Realisatie 2020"],
        ] {
            check(&table(columns), Some(Jaarstukken), Some(2020));
        }
    }

    #[test]
    fn budgets_and_estimates_behind_what_was_realised_make_a_begroting() {
        let columns =
            ["Realisatie 2019", "Begroting 2020", "Begroting 2021", "Raming 2022", "Raming 2023"];
        check(&table(&columns), Some(Begroting), Some(2021));
        check(&table(&columns[..3]), Some(Begroting), Some(2021));
    }

    #[test]
    fn columns_that_other_documents_have_too_say_nothing() {
        for columns in [
            &["Begroting 2021", "Begroting 2022", "Raming 2023", "Raming 2024"][..],
            &["Begroting 2022", "Realisatie t/m augustus 2022", "Verschil 2022"],
            &["Begroting 2022", "Realisatie 2022", "Raming 2022"],
            &["Realisatie 2020", "Begroting 2020", "Begroting 2021"],
            &["Realisatie 2020", "Begroting 2021"],
            &["Realisatie 2018", "Begroting 2021"],
            &["2019", "2020", "2021"],
        ] {
            check(&table(columns), None, None);
        }
    }

    #[test]
    fn a_title_says_it() {
        let text = "De kades zijn nieuw.\n";
        check(&format!("Jaarstukken 2020\n\n{text}"), Some(Jaarstukken), Some(2020));
        check(&format!("# Kadernota 2021\n\n{text}"), Some(Voorjaarsnota), Some(2021));
        check(&format!("Burap 2022\n\n{text}"), Some(Bestuursrapportage), Some(2022));
        check(&format!("Kades\n\n{text}"), None, None);
        check(&format!("De Voorjaarsnota 2017 is vastgesteld.\n\n{text}"), None, None);
    }

    #[test]
    fn columns_go_before_a_title_of_their_kind_and_behind_others() {
        let closed = table(&["Begroting 2020", "Realisatie 2020", "Afwijking 2020"]);
        check(&format!("Begroting 2022\n\n{closed}"), Some(Jaarstukken), Some(2020));
        let planned =
            table(&["Realisatie 2020", "Begroting 2021", "Begroting 2022", "Raming 2023"]);
        check(&format!("Kadernota 2021\n\n{planned}"), Some(Voorjaarsnota), Some(2021));
    }

    #[test]
    fn a_dispute_makes_it_less_sure() {
        let closed = table(&["Begroting 2020", "Realisatie 2020", "Afwijking 2020"]);
        let text = format!("Begroting 2022\n\n{closed}");
        let decoded = ontleed_text::decode(text.as_bytes()).unwrap();
        let identity = crate::report(&decoded, origin()).identity;
        assert_eq!(identity.kind.unwrap().sure, Certainty::Likely);
        assert_eq!(identity.year.unwrap().sure, Certainty::Likely);
    }

    #[test]
    fn a_title_of_two_documents_names_both() {
        let text = "Begroting 2023 en Tweede Herziening 2022\n\nDe kades zijn nieuw.\n";
        let decoded = ontleed_text::decode(text.as_bytes()).unwrap();
        let identity = crate::report(&decoded, origin()).identity;
        assert_eq!(known(&identity), (Some(Begroting), Some(2023)));
        assert_eq!(identity.kind.unwrap().sure, Certainty::Likely);
        let also = identity.also[0];
        assert_eq!((also.kind, also.year), (Bestuursrapportage, 2022));
    }

    #[test]
    fn a_card_needs_a_year_from_elsewhere() {
        let card = "Kades\n\nDe kades zijn nieuw.\n\nSaldo programma\n\nBegroot €\u{A0}-125.459\n\
                    Rekening €\u{A0}-124.747\nAfwijking €\u{A0}712\n";
        check(card, Some(Jaarstukken), None);
        let menu = "BEKIJK TOELICHTING\nProgramma`s\nFinanciën\nJaarrekening 2017\nGebieden\n";
        check(&format!("{card}{menu}"), Some(Jaarstukken), Some(2017));
    }

    #[test]
    fn two_cues_together_point_to_a_kind() {
        let plans = "Ontwikkelingen 2021-2024\n\nDe kades.\n\n";
        let question = "Wat gaan we daarvoor doen?\n\nDe kades.\n\n";
        check(&format!("{plans}{question}"), Some(Begroting), Some(2021));
        check(plans, None, None);
        check(question, None, None);
        let spent = "Wat heeft het gekost?\n\nVeel.\n\n";
        let deviations = "Toelichting overzicht afwijkingen\n\nWeinig.\n\n";
        check(&format!("{spent}{deviations}"), Some(Jaarstukken), None);
        check(spent, None, None);
        check(deviations, None, None);
    }
}
