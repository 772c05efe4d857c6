//! What headings and the tense of sentences say of the document.

use memchr::{memchr, memchr_iter, memmem, memrchr, memrchr_iter};
use ontleed_model::{
    Basis, Certainty, DocumentKind, Kind, Measure, Quote, Section, Table, TableKind,
};
use ontleed_terms::{Cue, Tense, cue, tense};
use ontleed_text::Source;

use super::columns::first_realised;
use super::{Claim, Weight};
use crate::identity::add;

/// Headings that one kind of document has rather than another.
#[derive(Default)]
pub(super) struct Cues<'t> {
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
    pub(super) fn new(sections: &[Section<'t>]) -> Self {
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
    pub(super) fn claims(&self) -> impl Iterator<Item = Claim<'t>> {
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

/// Begroting: the last year of a table of milestones is two after the first that was realised, the
/// headings look forward, and so do the sentences about that year.
pub(super) fn of_horizon<'t>(
    source: &Source<'t>,
    table: &Table<'t>,
    cues: &Cues<'t>,
) -> Option<Claim<'t>> {
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
    let realised = first_realised(table)?;
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

/// Sentences about a year that are looked at, and their length at most, to either side of it.
const SENTENCES: usize = 24;

const REACH: usize = 240;

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
    let start = memrchr(b'\n', before).map_or(0, |end| end + 1);
    let stop = memrchr_iter(b'.', before).find(|stop| before.get(stop + 1) == Some(&b' '));
    let start = stop.map_or(start, |stop| start.max(stop + 2));
    let after = &text.as_bytes()[place..to];
    let end = memchr(b'\n', after).unwrap_or(after.len());
    let stop = memchr_iter(b'.', after).find(|stop| after.get(stop + 1) == Some(&b' '));
    let end = stop.map_or(end, |stop| end.min(stop + 1));
    let sentence = &text[from + start..place + end];
    let start = from + start + (sentence.len() - sentence.trim_start().len());
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Quote::of(text, offset(start), offset(start + sentence.trim().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

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
