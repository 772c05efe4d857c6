//! Which document it is, and of what year.

use memchr::memmem;
use ontleed_model::{
    Basis, Certainty, Column, Concluded, DocumentKind, Kind, Measure, OtherDocument, Quote, Row,
    Section, Table, TableKind,
};
use ontleed_terms::{Tense, tense};
use ontleed_text::Source;

use super::named::{Named, Naming};
use super::{add, headings, quote};

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
    let year = conclude(&claims, of_kind);
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
    agreeing.iter().for_each(|claim| add(&mut evidence, claim.evidence.iter().copied()));
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
    let estimates = estimated.is_some();
    if !estimates && columns.has(is_estimate) {
        return None;
    }
    Some(Claim {
        weight: if estimates { Weight::Columns } else { Weight::Mention },
        kind: Some(DocumentKind::Begroting),
        year: Some(year),
        basis: if estimates { Basis::Printed } else { Basis::Inferred },
        sure: if estimates { Certainty::Certain } else { Certainty::Likely },
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
        headings(sections, &mut |section, heading| cues.look_at(section.kind, quote(heading)));
        cues
    }

    fn look_at(&mut self, kind: Option<Kind>, heading: Quote<'t>) {
        match kind {
            Some(Kind::Bereiken | Kind::Doen | Kind::Kosten) => match tense(heading.text) {
                Some(Tense::Future) => _ = self.future.get_or_insert(heading),
                Some(Tense::Past) if kind == Some(Kind::Kosten) => {
                    self.spent.get_or_insert(heading);
                }
                _ => {}
            },
            _ => match ontleed_terms::cue(heading.text) {
                Some(ontleed_terms::Cue::Deviations) => _ = self.deviations.get_or_insert(heading),
                Some(ontleed_terms::Cue::Plans) => _ = self.plans.get_or_insert(heading),
                Some(ontleed_terms::Cue::Years(year)) => {
                    _ = self.years.get_or_insert((year, heading))
                }
                None => {}
            },
        }
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
    let before = &text[from..place];
    let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let start = before.rfind(". ").map_or(start, |end| start.max(end + 2));
    let after = &text[place..to];
    let end = after.find(['\n', '\r']).unwrap_or(after.len());
    let end = after.find(". ").map_or(end, |stop| end.min(stop + 1));
    let sentence = &text[from + start..place + end];
    let start = from + start + (sentence.len() - sentence.trim_start().len());
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Quote::of(text, offset(start), offset(start + sentence.trim().len()))
}
