//! Whose document it is.

use std::ops::ControlFlow;

use ontleed_model::{Basis, Candidate, Certainty, Concluded, Organisation, Quote};
use ontleed_terms::{
    Organisation as Known, Place, Role, authority_at, authority_kind, documents, has_role,
    place_at, without_article,
};
use ontleed_text::Source;

use super::add;
use super::named::Named;

/// What a mention says: `gemeente X`, a word derived from the name, the name within a sentence.
const NAMED: u32 = 4;
const DERIVED: u32 = 2;
const PLAIN: u32 = 1;

/// What a name must have together, from how many mentions, and how many times what any other has.
const ENOUGH: u32 = 6;
const MENTIONS: u32 = 3;
const LEAD: u32 = 3;

/// With so much, and a lead twice as great, nothing that follows changes the conclusion.
const PLENTY: u32 = 24;

/// The authority that the title names, or the one that the text speaks of more than of all others.
pub(super) fn organisation<'t>(
    source: &Source<'t>,
    named: &Named<'t>,
    year: Option<u16>,
) -> Option<Concluded<'t, Organisation>> {
    let stated = named.top.iter().filter_map(|line| stated(source.text(), *line, year));
    let stated: Vec<_> = stated.collect();
    match stated.split_first() {
        Some(((first, quote), others)) if others.iter().all(|(other, _)| other == first) => {
            Some(Concluded {
                value: first.clone(),
                basis: Basis::Printed,
                sure: Certainty::Certain,
                evidence: vec![*quote],
            })
        }
        Some(_) => None,
        None => Tallies::of(source.text(), year).leader(),
    }
}

/// The authority that a line of the title names, alone or beside the document.
fn stated<'t>(
    text: &'t str,
    line: Quote<'t>,
    year: Option<u16>,
) -> Option<(Organisation, Quote<'t>)> {
    if line.text.len() > 100 {
        return None;
    }
    let names_document = !documents(line.text).is_empty();
    if names_document && let Some((known, length)) = place_before(line.text, year) {
        return Some((one_of(&known)?, Quote::of(text, line.start, line.start + offset(length))));
    }
    let starts = [0].into_iter().chain(line.text.match_indices(' ').map(|(space, _)| space + 1));
    starts.filter(|start| *start == 0 || names_document).find_map(|start| {
        let (length, known) = authority_at(&line.text[start..])?;
        let alone = length == line.text.len();
        let known: Vec<_> = known.into_iter().filter(|known| known.is_valid(year)).collect();
        let from = line.start + offset(start);
        let quote = Quote::of(text, from, from + offset(length));
        (alone || names_document).then_some((one_of(&known)?, quote))
    })
}

/// The municipality before the name of a document: `Zwolle - Begroting 2020`. Gives the bytes of its name too.
fn place_before(title: &str, year: Option<u16>) -> Option<(Vec<Known>, usize)> {
    let place = place_at(title).filter(|place| !place.derived)?;
    let known: Vec<_> = place.organisations().filter(|known| known.is_valid(year)).collect();
    known.iter().any(|known| known.code.starts_with("GM")).then_some((known, place.length))
}

/// The one, or a name that fits all, with none chosen.
fn one_of(known: &[Known]) -> Option<Organisation> {
    let first = known.first()?;
    let candidate = |known: &Known| Candidate { code: known.code, name: known.name };
    let alone = known.len() == 1;
    let name = if alone { first.name } else { first.name.split(" (").next().unwrap_or(first.name) };
    Some(Organisation {
        name: name.to_owned(),
        code: alone.then_some(first.code),
        candidates: if alone { Vec::new() } else { known.iter().map(candidate).collect() },
    })
}

/// How often a text names each place that is a municipality.
struct Tallies<'t> {
    text: &'t str,
    year: Option<u16>,
    places: Vec<Tally<'t>>,
}

/// The mentions of one name.
struct Tally<'t> {
    /// All that have the name, or those of them that some mention says it is one of.
    known: Vec<Known>,
    score: u32,
    mentions: u32,
    /// Mentions behind the word for the kind of authority.
    named: u32,
    /// Mentions as a derived word: those who write about themselves use them.
    derived: u32,
    evidence: [Vec<Quote<'t>>; 3],
}

impl<'t> Tallies<'t> {
    fn of(text: &'t str, year: Option<u16>) -> Self {
        let mut tallies = Self { text, year, places: Vec::new() };
        let _ = capitals(text, |at| tallies.look_at(at));
        tallies
    }

    /// Counts the place at a capital, if it is one that counts.
    fn look_at(&mut self, at: usize) -> ControlFlow<()> {
        let Some(place) = place_at(&self.text[at..]) else { return ControlFlow::Continue(()) };
        let (from, before) = before(self.text, at);
        let kind = authority_kind(before);
        let weight = match kind {
            Some(_) => NAMED,
            None if place.is_word => return ControlFlow::Continue(()),
            None if place.derived => DERIVED,
            None if self.is_alone(at, &place, before) => PLAIN,
            None => return ControlFlow::Continue(()),
        };
        let year = self.year;
        let fits = move |known: &Known| {
            known.is_valid(year) && kind.is_none_or(|kind| known.code.starts_with(kind))
        };
        let known = place.organisations().filter(fits);
        let start = if kind.is_some() { from } else { at };
        let quote = Quote::of(self.text, offset(start), offset(at + place.length));
        self.count(known, weight, quote)
    }

    fn count(
        &mut self,
        mut known: impl Iterator<Item = Known> + Clone,
        weight: u32,
        quote: Quote<'t>,
    ) -> ControlFlow<()> {
        let Some(first) = known.next().filter(|first| first.code.starts_with("GM")) else {
            return ControlFlow::Continue(());
        };
        let all = || [first].into_iter().chain(known.clone());
        let same = |tally: &Tally<'_>| tally.known[0].code == first.code;
        let at = self.places.iter().position(same).unwrap_or_else(|| {
            self.places.push(Tally::of(all().collect()));
            self.places.len() - 1
        });
        let others = self.places.iter().enumerate().filter(|(other, _)| *other != at);
        let second = others.map(|(_, tally)| tally.score).max().unwrap_or(0);
        let tally = &mut self.places[at];
        if all().count() < tally.known.len() {
            tally.known = all().collect();
        }
        tally.add(weight, quote);
        if tally.score >= PLENTY && tally.score >= 2 * LEAD * second {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    /// Whether a name stands by itself within a sentence, and is no part of a longer name.
    fn is_alone(&self, at: usize, place: &Place, before: &str) -> bool {
        let after = &self.text[at + place.length..];
        let next = after.strip_prefix(' ').unwrap_or_default();
        let is_within = || {
            before.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
                || has_role(before, Role::Place)
        };
        !next.starts_with(char::is_uppercase) && is_within()
    }

    fn leader(mut self) -> Option<Concluded<'t, Organisation>> {
        self.places.sort_by_key(|tally| std::cmp::Reverse(tally.score));
        let mut tallies = self.places.into_iter();
        let first = tallies.next()?;
        let second = tallies.next().map_or(0, |second| second.score);
        let of_itself = first.derived > 0 || first.named >= MENTIONS && first.plain() > 0;
        let lead = if first.derived > 0 { LEAD } else { 2 * LEAD };
        let enough = first.score >= ENOUGH && first.mentions >= MENTIONS;
        if !enough || !of_itself || first.score < lead * second {
            return None;
        }
        let certain = first.derived > 1
            && (first.named > 0 && first.score >= 2 * ENOUGH || first.score >= PLENTY);
        let mut evidence = Vec::new();
        first.evidence.iter().for_each(|quotes| add(&mut evidence, quotes.iter().copied()));
        Some(Concluded {
            value: one_of(&first.known)?,
            basis: if first.named > 0 { Basis::Printed } else { Basis::Inferred },
            sure: if certain { Certainty::Certain } else { Certainty::Likely },
            evidence,
        })
    }
}

impl<'t> Tally<'t> {
    fn of(known: Vec<Known>) -> Self {
        let evidence = [Vec::new(), Vec::new(), Vec::new()];
        Self { known, score: 0, mentions: 0, named: 0, derived: 0, evidence }
    }

    fn add(&mut self, weight: u32, quote: Quote<'t>) {
        self.score += weight;
        self.mentions += 1;
        self.named += u32::from(weight == NAMED);
        self.derived += u32::from(weight == DERIVED);
        let kind = usize::from(weight != NAMED) + usize::from(weight == PLAIN);
        let evidence = &mut self.evidence[kind];
        if evidence.len() < 2 && evidence.iter().all(|other| other.text != quote.text) {
            evidence.push(quote);
        }
    }

    /// Mentions of the name alone.
    const fn plain(&self) -> u32 {
        self.mentions - self.named - self.derived
    }
}

/// The word before a place and where it begins, if only white space stands between them.
fn before(text: &str, at: usize) -> (usize, &str) {
    let from = text.floor_char_boundary(at.saturating_sub(32));
    let head = &text[from..at];
    let spaced = without_article(head);
    let word = spaced.trim_end();
    if word.len() == spaced.len() || spaced.len() - word.len() > 2 {
        return (at, "");
    }
    let rest = word.trim_end_matches(char::is_alphanumeric).len();
    (from + rest, &word[rest..])
}

const EACH: u64 = u64::from_ne_bytes([1; 8]);
const HIGH: u64 = EACH * 0x80;

/// Gives each capital that begins a word, in order, eight bytes at a look.
fn capitals(text: &str, mut each: impl FnMut(usize) -> ControlFlow<()>) -> ControlFlow<()> {
    let bytes = text.as_bytes();
    let ends_word = |before: u8| before.is_ascii_alphanumeric() || !before.is_ascii();
    let mut begins = |at: usize| match at.checked_sub(1) {
        Some(before) if ends_word(bytes[before]) => ControlFlow::Continue(()),
        _ => each(at),
    };
    let (eights, rest) = bytes.as_chunks();
    for (index, eight) in eights.iter().enumerate() {
        let eight = u64::from_le_bytes(*eight);
        let low = eight & !HIGH;
        let from_a = low + EACH * u64::from(0x80 - b'A');
        let beyond_z = low + EACH * u64::from(0x7F - b'Z');
        let mut found = from_a & !beyond_z & !eight & HIGH;
        while found != 0 {
            begins(index * 8 + found.trailing_zeros() as usize / 8)?;
            found &= found - 1;
        }
    }
    let start = bytes.len() - rest.len();
    let mut capitals = (start..bytes.len()).filter(|at| bytes[*at].is_ascii_uppercase());
    capitals.try_for_each(begins)
}

/// A text of 4 GiB at most has no place beyond this.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concluded(text: &str, year: Option<u16>) -> Option<Concluded<'_, Organisation>> {
        let source = Source::new(text);
        let sections = ontleed_sections::divide(&source, &[]);
        organisation(&source, &Named::new(&source, &sections, None), year)
    }

    #[track_caller]
    fn check(text: &str, code: Option<&str>) {
        let found = concluded(text, Some(2020));
        assert_eq!(found.and_then(|found| found.value.code), code, "{text}");
    }

    #[test]
    fn capitals_begin_words() {
        let find = |text: &str| {
            let mut found = Vec::new();
            let _ = capitals(text, |at| {
                found.push(at);
                ControlFlow::Continue(())
            });
            found
        };
        assert_eq!(find("De Aap iN zee A@Z[ éA {Ab} `a 'S-Gr"), [0, 3, 14, 16, 24, 32, 34]);
        assert!(find("").is_empty());
        assert_eq!(find("AbcdefgH Ijklmnop"), [0, 9]);
    }

    #[test]
    fn the_word_before_a_place() {
        for (text, place, word) in [
            ("de gemeente Best", "Best", "gemeente"),
            ("de gemeente\n’s-Gravenhage", "Gravenhage", "gemeente"),
            ("GGD-Best", "Best", ""),
            ("in (Best", "Best", ""),
            ("één Best", "Best", "één"),
            ("Best", "Best", ""),
        ] {
            assert_eq!(before(text, text.find(place).unwrap()).1, word, "{text}");
        }
    }

    #[test]
    fn the_title_names_the_authority() {
        check("Gemeente Zwolle\n\nDe kades zijn nieuw.", Some("GM0193"));
        check("Jaarstukken 2020 gemeente Best\n\nWe werken met de gemeente Oss.", Some("GM0753"));
        check("Begroting 2020 | Provincie Utrecht\n\nDe kades.", Some("PV26"));
        check("Waterschap Aa en Maas\nJaarrekening 2020\n", Some("WS38"));
        check("Zwolle - Jaarrekening 2020\n\nDe kades.", Some("GM0193"));
        check("Zwolle - Kades 2020\n\nDe kades.", None);
        check("Gemeente Zwolle\nGemeente Kampen\n", None);
        check("Bijdrage aan gemeente Zwolle voor kades\n\nDe kades.", None);
    }

    #[test]
    fn those_who_write_about_themselves_say_so() {
        let own = "Wat wil de gemeente Zwolle? Alle Zwollenaren wonen goed in Zwolle.";
        check(own, Some("GM0193"));
        let found = concluded(own, None).unwrap();
        assert_eq!((found.basis, found.sure), (Basis::Printed, Certainty::Likely));
        assert_eq!(
            found.evidence.iter().map(|quote| quote.text).collect::<Vec<_>>(),
            ["gemeente Zwolle", "Zwollenaren", "Zwolle"]
        );
        let named =
            "De gemeente Breda wil, de gemeente Breda kan, de gemeente Breda doet wat Breda mag.";
        check(&format!("{named} Ook in Breda zelf, en voor Breda."), Some("GM0758"));
        check(&format!("{named} Maar de gemeente Oss niet."), None);
        check("De Bredase kades en de Bredase sluis: Bredanaars varen graag.", Some("GM0758"));
    }

    #[test]
    fn other_places_are_not_the_authority() {
        for text in [
            "Samen met de gemeente Schiedam en de gemeente Vlaardingen, en met Schiedam zelf.",
            "De metropoolregio Rotterdam Den Haag. GGD Rotterdam-Rijnmond. Rotterdam. In Rotterdam.",
            "Het is het Best. De Beste keuze is Best en de Beste is Best. In Best is het best.",
            "De Rotterdamse haven, de Amsterdamse grachten, de Rotterdamse en Amsterdamse wijken.",
            "de provincie Utrecht, de provincie Utrecht, de provincie Utrecht, de Provincie Utrecht",
            "Mevrouw Van Putten, de heer Van Houten en mevrouw Van Buren.",
            "",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_name_of_two_gives_both() {
        let text = "De gemeente Bergen: in Bergen wonen de Bergense en Bergense mensen.";
        let found = concluded(text, Some(2020)).unwrap().value;
        assert_eq!((found.name.as_str(), found.code), ("Bergen", None));
        let codes: Vec<_> = found.candidates.iter().map(|candidate| candidate.code).collect();
        assert_eq!(codes, ["GM0373", "GM0893"]);
        check("Gemeente Bergen (NH)\n", Some("GM0373"));
        let text = "De Utrechtse wijken en de Utrechters in Utrecht varen wel in Utrecht.";
        let found = concluded(text, Some(2020)).unwrap().value;
        assert_eq!((found.name.as_str(), found.code), ("Utrecht", None));
        check(&format!("{text} De gemeente Utrecht wil meer."), Some("GM0344"));
    }

    #[test]
    fn a_code_counts_only_in_its_years() {
        let text = "Gemeente Haren\n";
        let code = |year| concluded(text, year).and_then(|found| found.value.code);
        assert_eq!(code(Some(2018)), Some("GM0017"));
        assert_eq!(code(Some(2019)), None);
        assert_eq!(code(None), None);
    }
}
