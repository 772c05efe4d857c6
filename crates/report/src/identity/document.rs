//! Which document it is, and of what year.

use memchr::{memchr_iter, memchr2, memmem, memrchr_iter, memrchr2};
use ontleed_model::{
    Basis, Certainty, Column, Concluded, DocumentKind, Kind, Measure, OtherDocument, Quote, Row,
    Section, Table, TableKind,
};
use ontleed_terms::{Cue, Tense, cue, tense};
use ontleed_text::Source;

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

/// The columns of a table, by what they are.
struct Columns<'a, 't> {
    columns: &'a [Column<'t>],
}

impl<'t> Columns<'_, 't> {
    /// The last year of a measure that the header prints.
    fn last(&self, is_measure: fn(Measure) -> bool) -> Option<u16> {
        self.years(is_measure).max()
    }

    fn years(&self, is_measure: fn(Measure) -> bool) -> impl Iterator<Item = u16> {
        let dated = self.columns.iter().filter(|column| column.year_from.is_none());
        let of_measure = dated.filter(move |column| column.measure.is_some_and(is_measure));
        of_measure.filter_map(|column| column.year)
    }

    fn has(&self, is_measure: fn(Measure) -> bool) -> bool {
        self.columns.iter().filter_map(|column| column.measure).any(is_measure)
    }

    /// The headers of a measure in a year, or without one.
    fn headers(&self, is_measure: fn(Measure) -> bool, year: Option<u16>) -> Vec<Quote<'t>> {
        let of_measure = |column: &&Column<'_>| {
            column.measure.is_some_and(is_measure)
                && column.year == year
                && column.year_from.is_none()
        };
        self.columns.iter().find(of_measure).map_or(Vec::new(), |column| column.label.clone())
    }
}

fn is_budget(measure: Measure) -> bool {
    use Measure::{Begroting, BegrotingBijgesteld, BegrotingPrimitief};
    matches!(measure, Begroting | BegrotingBijgesteld | BegrotingPrimitief)
}

fn is_realised(measure: Measure) -> bool {
    measure == Measure::Realisatie
}

fn is_estimate(measure: Measure) -> bool {
    measure == Measure::Raming
}

fn is_deviation(measure: Measure) -> bool {
    measure == Measure::Afwijking
}

fn of_columns<'t>(table: &Table<'t>) -> Option<Claim<'t>> {
    let columns = Columns { columns: &table.columns };
    closed_year(&columns).or_else(|| planned_years(table, &columns)).or_else(|| closed(&columns))
}

/// Jaarstukken: what was realised stands beside the budget of the same year, which is the last, and
/// nothing is estimated.
fn closed_year<'t>(columns: &Columns<'_, 't>) -> Option<Claim<'t>> {
    let year = columns.last(is_realised)?;
    if columns.last(is_budget) != Some(year) || columns.has(is_estimate) {
        return None;
    }
    let mut evidence = columns.headers(is_realised, Some(year));
    if is_interim(&evidence) {
        return None;
    }
    add(&mut evidence, columns.headers(is_budget, Some(year)));
    add(&mut evidence, columns.headers(is_deviation, Some(year)));
    let both = |measure| columns.columns.iter().any(|column| column.measure == Some(measure));
    let whole = columns.has(is_deviation)
        || both(Measure::BegrotingPrimitief) && both(Measure::BegrotingBijgesteld);
    Some(Claim {
        weight: Weight::Columns,
        kind: Some(DocumentKind::Jaarstukken),
        year: Some(year),
        basis: Basis::Printed,
        sure: if whole { Certainty::Certain } else { Certainty::Likely },
        evidence,
    })
}

/// Whether a header is about a part of the year: `Realisatie t/m augustus 2022`.
fn is_interim(header: &[Quote<'_>]) -> bool {
    header.iter().any(|part| ontleed_terms::is_interim(part.text))
}

/// Begroting: realised two years before, budgets of the year before and of its own year, and
/// estimates from the year after. A table of indicators has no estimates.
fn planned_years<'t>(table: &Table<'t>, columns: &Columns<'_, 't>) -> Option<Claim<'t>> {
    let year = columns.last(is_budget)?;
    let estimated = columns.years(is_estimate).min();
    let realised = columns.last(is_realised)?;
    let before = columns.years(is_budget).any(|budget| budget + 1 == year);
    let follows = estimated.is_none_or(|estimated| estimated == year + 1);
    if table.kind == TableKind::Bijstellingen || realised + 2 != year || !before || !follows {
        return None;
    }
    let mut evidence = columns.headers(is_budget, Some(year));
    add(&mut evidence, columns.headers(is_estimate, Some(year + 1)));
    add(&mut evidence, columns.headers(is_realised, Some(realised)));
    let whole = estimated.is_some();
    if !whole && columns.has(is_estimate) {
        return None;
    }
    Some(Claim {
        weight: if whole { Weight::Columns } else { Weight::Mention },
        kind: Some(DocumentKind::Begroting),
        year: Some(year),
        basis: if whole { Basis::Printed } else { Basis::Inferred },
        sure: if whole { Certainty::Certain } else { Certainty::Likely },
        evidence,
    })
}

/// Jaarstukken of a year that the columns do not print: budget, realised and deviation.
fn closed<'t>(columns: &Columns<'_, 't>) -> Option<Claim<'t>> {
    let undated = columns.columns.iter().all(|column| column.year.is_none());
    if !undated || !columns.has(is_budget) || !columns.has(is_deviation) || columns.has(is_estimate)
    {
        return None;
    }
    let mut evidence = columns.headers(is_realised, None);
    if evidence.is_empty() || is_interim(&evidence) {
        return None;
    }
    add(&mut evidence, columns.headers(is_budget, None));
    add(&mut evidence, columns.headers(is_deviation, None));
    Some(Claim {
        weight: Weight::Mention,
        kind: Some(DocumentKind::Jaarstukken),
        year: None,
        basis: Basis::Inferred,
        sure: Certainty::Likely,
        evidence,
    })
}

/// The card of jaarstukken, one value a line: `Begroot`, `Rekening`, `Afwijking`.
fn of_card<'t>(source: &Source<'t>, table: &Table<'t>) -> Option<Claim<'t>> {
    let row = |is_measure: fn(Measure) -> bool| {
        let of_measure = |row: &&Row<'_>| row.measure.is_some_and(is_measure);
        table.rows.iter().find(of_measure).map(|row| Quote::of(source.text(), row.start, row.end))
    };
    let rows = [row(is_budget)?, row(is_realised)?, row(is_deviation)?];
    (table.kind == TableKind::Saldo).then(|| Claim {
        weight: Weight::Mention,
        kind: Some(DocumentKind::Jaarstukken),
        year: None,
        basis: Basis::Inferred,
        sure: Certainty::Likely,
        evidence: rows.to_vec(),
    })
}

/// Headings that one kind of document has rather than another.
#[derive(Default)]
struct Cues<'t> {
    /// A question that looks forward: `Wat gaan we daarvoor doen?`
    future: Option<Quote<'t>>,
    /// `Wat heeft het gekost?`
    spent: Option<Quote<'t>>,
    /// `Overzicht afwijkingen`
    deviations: Option<Quote<'t>>,
    /// `Prioriteiten en indicatoren`
    plans: Option<Quote<'t>>,
    /// `Ontwikkelingen 2021-2024`: the year of a begroting and the three after it.
    years: Option<(u16, Quote<'t>)>,
}

impl<'t> Cues<'t> {
    fn new(sections: &[Section<'t>]) -> Self {
        let mut cues = Self::default();
        for section in Section::walk(sections) {
            if let Some(heading) = section.heading {
                cues.look_at(section.kind, heading.quote());
            }
        }
        cues
    }

    fn look_at(&mut self, kind: Option<Kind>, heading: Quote<'t>) {
        if let Some(Kind::Bereiken | Kind::Doen | Kind::Kosten) = kind {
            let place = match tense(heading.text) {
                Some(Tense::Future) => &mut self.future,
                Some(Tense::Past) if kind == Some(Kind::Kosten) => &mut self.spent,
                _ => return,
            };
            place.get_or_insert(heading);
            return;
        }
        let place = match cue(heading.text) {
            Some(Cue::Deviations) => &mut self.deviations,
            Some(Cue::Plans) => &mut self.plans,
            Some(Cue::Years(year)) => {
                self.years.get_or_insert((year, heading));
                return;
            }
            None => return,
        };
        place.get_or_insert(heading);
    }

    /// What they say together; none says it alone.
    fn claims(&self) -> impl Iterator<Item = Claim<'t>> {
        let planned = self
            .years
            .zip(self.future)
            .map(|((year, years), future)| (DocumentKind::Begroting, Some(year), [years, future]));
        let closed = self
            .spent
            .zip(self.deviations)
            .map(|(spent, deviations)| (DocumentKind::Jaarstukken, None, [spent, deviations]));
        planned.into_iter().chain(closed).map(|(kind, year, evidence)| Claim {
            weight: Weight::Cue,
            kind: Some(kind),
            year,
            basis: Basis::Inferred,
            sure: Certainty::Likely,
            evidence: evidence.to_vec(),
        })
    }
}

/// Sentences about a year that are looked at, and their length at most, to either side of it.
const SENTENCES: usize = 24;
const REACH: usize = 240;

/// Begroting: the last year of a table of milestones is two after the first that was realised, the
/// headings look forward, and so do the sentences about that year.
fn of_horizon<'t>(source: &Source<'t>, table: &Table<'t>, cues: &Cues<'t>) -> Option<Claim<'t>> {
    let heading = cues.plans.or(cues.future)?;
    let is_target =
        |measure: Option<Measure>| matches!(measure, Some(Measure::Mijlpaal | Measure::Nulmeting));
    let targets = table.rows.iter().any(|row| is_target(row.measure))
        || table.columns.iter().any(|column| is_target(column.measure));
    let last = table
        .columns
        .iter()
        .filter(|column| column.year.is_some())
        .max_by_key(|column| column.year)?;
    let year = last.year?;
    let realised = Columns { columns: &table.columns }.years(is_realised).min()?;
    if table.kind != TableKind::Indicators || !targets || realised + 2 != year {
        return None;
    }
    let sentences: Vec<_> = sentences(source.text(), year).collect();
    let of = |tense: Tense| sentences.iter().filter(move |(_, other)| *other == tense);
    let future = of(Tense::Future).count();
    if future < 3 || future < 3 * of(Tense::Past).count() {
        return None;
    }
    let mut evidence = last.label.clone();
    add(&mut evidence, [heading]);
    add(&mut evidence, of(Tense::Future).map(|(sentence, _)| *sentence).take(3));
    Some(Claim {
        weight: Weight::Cue,
        kind: Some(DocumentKind::Begroting),
        year: Some(year),
        basis: Basis::Inferred,
        sure: Certainty::Likely,
        evidence,
    })
}

/// The sentences about a year that look forward or back.
fn sentences(text: &str, year: u16) -> impl Iterator<Item = (Quote<'_>, Tense)> {
    let printed = year.to_string();
    let places: Vec<_> = memmem::find_iter(text.as_bytes(), &printed).take(SENTENCES).collect();
    let sentences = places.into_iter().map(move |place| sentence(text, place));
    sentences.filter_map(|sentence| Some((sentence, tense(sentence.text)?)))
}

/// The sentence around a place, cut where it is long.
fn sentence(text: &str, place: usize) -> Quote<'_> {
    let from = text.floor_char_boundary(place.saturating_sub(REACH));
    let to = text.ceil_char_boundary((place + REACH).min(text.len()));
    let before = &text.as_bytes()[from..place];
    let start = memrchr2(b'\n', b'\r', before).map_or(0, |end| end + 1);
    let stop = memrchr_iter(b'.', before).find(|stop| before.get(stop + 1) == Some(&b' '));
    let start = stop.map_or(start, |stop| start.max(stop + 2));
    let after = &text.as_bytes()[place..to];
    let end = memchr2(b'\n', b'\r', after).unwrap_or(after.len());
    let stop = memchr_iter(b'.', after).find(|stop| after.get(stop + 1) == Some(&b' '));
    let end = stop.map_or(end, |stop| end.min(stop + 1));
    let sentence = &text[from + start..place + end];
    let start = from + start + (sentence.len() - sentence.trim_start().len());
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Quote::of(text, offset(start), offset(start + sentence.trim().len()))
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

    #[test]
    fn a_sentence_is_cut_from_its_line() {
        let text = "Eerst dit. In 2018 gaat het zo. Dan dat.\nOok in 2018 wel\n2018";
        let found: Vec<_> =
            sentences(text, 2018).map(|(sentence, tense)| (sentence.text, tense)).collect();
        assert_eq!(found, [("In 2018 gaat het zo.", Tense::Future)]);
        assert_eq!(sentence("2018", 0).text, "2018");
        let long = format!("{}2018{}", "é".repeat(400), "€".repeat(400));
        assert!(sentence(&long, 800).text.len() < 2 * REACH + 12);
    }
}
