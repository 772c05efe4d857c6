//! Which part of the document the text is.

use memchr::memmem;
use ontleed_model::{
    Basis, Certainty, Concluded, Kind, Level, Quote, Section, Subject, Table, TableKind,
};
use ontleed_terms::{
    documents, heads_column, is_programme, level_phrases, numbered_subject, subject_of_table,
    taakvelden,
};
use ontleed_text::Source;

use super::add;

/// The name of the part, and where it is from.
struct Name<'t> {
    quote: Quote<'t>,
    level: Option<Level>,
    from: From,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    /// A table or a numbered heading, which say that it is a part.
    Statement,
    /// The title, which may be anything.
    Title,
}

/// The part that the tables or the headings name.
pub(super) fn subject<'t>(
    source: &Source<'t>,
    sections: &[Section<'t>],
    tables: &[Table<'t>],
    year: Option<u16>,
    organisation: Option<&str>,
) -> Option<Concluded<'t, Subject<'t>>> {
    let title = title(sections);
    let name = of_tables(source, tables, title)
        .or_else(|| of_numbers(source, sections))
        .or_else(|| Some(Name { quote: title?, level: None, from: From::Title }))?;
    let taakvelden = taakvelden(name.quote.text, year);
    let is_programme = organisation
        .zip(year)
        .is_some_and(|(organisation, year)| is_programme(name.quote.text, organisation, year));
    let phrase = level_phrase(source.text(), !taakvelden.is_empty());
    let level = name.level.or(phrase.map(|(level, _)| level)).or(match () {
        () if is_programme => Some(Level::Programma),
        () if !taakvelden.is_empty() => Some(Level::Taakveld),
        () => None,
    });
    let mut evidence = vec![name.quote];
    add(&mut evidence, title.filter(|title| same(title.text, name.quote.text)));
    add(&mut evidence, phrase.map(|(_, phrase)| phrase));
    let is_taakveld = level == Some(Level::Taakveld);
    let value = Subject {
        name: name.quote.text,
        level,
        taakvelden: if is_taakveld { taakvelden } else { Vec::new() },
    };
    let is_vague =
        name.level.is_none() && phrase.is_some_and(|(level, _)| level == Level::Programma);
    let (basis, sure) = match name.from {
        From::Statement if is_vague => (Basis::Printed, Certainty::Likely),
        From::Statement => (Basis::Printed, Certainty::Certain),
        From::Title if is_programme || !value.taakvelden.is_empty() => {
            (Basis::Printed, Certainty::Likely)
        }
        From::Title if is_page_of_part(tables, phrase) => (Basis::Inferred, Certainty::Likely),
        From::Title => return None,
    };
    Some(Concluded { value, basis, sure, evidence })
}

/// Whether what says a level also says that the text is about that part: `Binnen het product`, or a
/// card with the balance of a programme. `dit programma` may be any programme.
fn is_page_of_part(tables: &[Table<'_>], phrase: Option<(Level, Quote<'_>)>) -> bool {
    let card = tables.iter().any(|table| table.kind == TableKind::Saldo);
    phrase.is_some_and(|(level, _)| level != Level::Programma || card)
}

/// The title, where it is no name of a document.
fn title<'t>(sections: &[Section<'t>]) -> Option<Quote<'t>> {
    let section = sections.first()?;
    let heading = section.heading.filter(|_| section.kind == Some(Kind::Title))?;
    documents(heading.text).is_empty().then(|| heading.quote())
}

/// The one part that the titles of tables name, or, of more, the one that is the title too.
fn of_tables<'t>(
    source: &Source<'t>,
    tables: &[Table<'t>],
    title: Option<Quote<'t>>,
) -> Option<Name<'t>> {
    let titles = tables.iter().filter_map(|table| {
        let first = table.rows.first().filter(|_| table.kind == TableKind::Bijstellingen);
        let first = first.filter(|row| row.label.len() == 1).map(|row| row.label[0]);
        table.title.and_then(|title| part_of(source, title)).or_else(|| part_of(source, first?))
    });
    let mut names: Vec<Name<'t>> = titles.collect();
    let first = names.first()?.quote.text;
    let alone = names.iter().all(|name| same(name.quote.text, first));
    let is_title = |name: &Name<'_>| title.is_some_and(|title| same(title.text, name.quote.text));
    let at = if alone { 0 } else { names.iter().position(is_title)? };
    Some(names.swap_remove(at))
}

/// The part that the title of a table names.
fn part_of<'t>(source: &Source<'t>, title: Quote<'t>) -> Option<Name<'t>> {
    if let Some((level, name)) = numbered_subject(title.text) {
        let name = within(source, title, name);
        return Some(Name { quote: name, level: Some(level), from: From::Statement });
    }
    let (level, name) = subject_of_table(title.text)?;
    let is_header = name.split(' ').next().is_some_and(heads_column);
    let name = within(source, title, name);
    (!is_header).then_some(Name { quote: name, level, from: From::Statement })
}

/// The one part that numbered headings name.
fn of_numbers<'t>(source: &Source<'t>, sections: &[Section<'t>]) -> Option<Name<'t>> {
    let headings = Section::walk(sections).filter_map(|section| section.heading);
    let numbered = headings.filter_map(|heading| {
        let (level, name) = numbered_subject(heading.text)?;
        let quote = within(source, heading.quote(), name);
        Some(Name { quote, level: Some(level), from: From::Statement })
    });
    let names: Vec<Name<'t>> = numbered.collect();
    let first = names.first()?;
    let alone = names.iter().all(|name| same(name.quote.text, first.quote.text));
    if alone { names.into_iter().next() } else { None }
}

/// The place of a part of a quote.
fn within<'t>(source: &Source<'t>, whole: Quote<'t>, part: &str) -> Quote<'t> {
    let at = whole.text.find(part).and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
    let length = u32::try_from(part.len()).unwrap_or(0);
    Quote::of(source.text(), whole.start + at, whole.start + at + length)
}

fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

/// The level that the text says its subject is of, the smallest part of more, with the words that say
/// so. Only the name of a taakveld is one.
fn level_phrase(text: &str, may_be_taakveld: bool) -> Option<(Level, Quote<'_>)> {
    let levels = [Level::Taakveld, Level::Product, Level::Programma];
    let levels = levels.into_iter().filter(|level| *level != Level::Taakveld || may_be_taakveld);
    levels.into_iter().find_map(|level| {
        let mut places = memmem::find_iter(text.as_bytes(), level.code()).take(PLACES);
        Some((level, places.find_map(|place| phrase_at(text, place, level))?))
    })
}

/// Places where a level is named that are looked at.
const PLACES: usize = 100;

/// The phrase that ends in the word for a level: `Binnen het product`.
fn phrase_at(text: &str, place: usize, level: Level) -> Option<Quote<'_>> {
    let end = place + level.code().len();
    let ends_word = !text[end..].starts_with(char::is_alphanumeric);
    let phrase = level_phrases()
        .iter()
        .filter(|(_, of)| *of == level)
        .find(|(phrase, _)| ends_word && text[..end].ends_with(phrase) && end > phrase.len());
    let (start, _) = text[..end - phrase?.0.len()].char_indices().next_back()?;
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Some(Quote::of(text, offset(start), offset(end)))
}

#[cfg(test)]
mod tests {
    use ontleed_model::{Origin, Taakveld};

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, Option<Level>, &[&str])>) {
        let decoded = ontleed_text::decode(text.as_bytes()).unwrap();
        let origin =
            Origin { path: String::new(), sha256: String::new(), bytes: 0, encoding: "utf-8" };
        let found = crate::report(&decoded, origin).identity.subject.map(|subject| subject.value);
        let found = found.as_ref().map(|subject| {
            let codes: Vec<_> =
                subject.taakvelden.iter().map(|Taakveld { code, .. }| *code).collect();
            (subject.name, subject.level, codes)
        });
        let expected = expected.map(|(name, level, codes)| (name, level, codes.to_vec()));
        assert_eq!(found, expected, "{text}");
    }

    /// A table of baten and lasten under a title.
    fn table(title: &str) -> String {
        format!("{title}\n\n | 2020 | 2021\n---|---|---\nBaten | 10 | 12\nLasten | 8 | 9\n")
    }

    #[test]
    fn a_table_names_the_part() {
        check(&table("Overzicht van baten en lasten Kadebeheer"), Some(("Kadebeheer", None, &[])));
        let taakveld = table("Overzicht van baten en lasten Riolering");
        check(&taakveld, Some(("Riolering", Some(Level::Taakveld), &["7.2"])));
        let programme = format!("{taakveld}\nOver dit programma is meer te zeggen.\n");
        check(&programme, Some(("Riolering", Some(Level::Programma), &[])));
        check(&table("Overzicht van baten en lasten per programma"), None);
    }

    #[test]
    fn a_numbered_heading_names_the_part() {
        let one = "Programma 5 Modern bestuur\n\nDe kades zijn nieuw.\n\n";
        check(one, Some(("Modern bestuur", Some(Level::Programma), &[])));
        check(&format!("{one}Programma 6 Kades\n\nDe kades zijn nieuw.\n"), None);
        check("Programma Langer thuis\n\nDe kades zijn nieuw.\n", None);
    }

    #[test]
    fn a_title_must_be_known_or_said_to_be_a_part() {
        let text = "De kades zijn nieuw.\n";
        check(
            &format!("Riolering\n\n{text}"),
            Some(("Riolering", Some(Level::Taakveld), &["7.2"])),
        );
        let product = format!("Kades\n\nBinnen het product is veel gedaan. {text}");
        check(&product, Some(("Kades", Some(Level::Product), &[])));
        check(&format!("Kades\n\n{text}"), None);
        check(&format!("Kades\n\nOver dit programma is meer te zeggen. {text}"), None);
        check(&format!("Jaarstukken 2020\n\n{text}"), None);
    }

    #[test]
    fn a_code_that_changed_needs_a_year() {
        let text = "Beschermd wonen (WMO)\n\nDe opvang is nieuw.\n";
        check(text, Some(("Beschermd wonen (WMO)", Some(Level::Taakveld), &["6.811", "6.81a"])));
    }

    #[test]
    fn a_phrase_ends_with_its_word() {
        let level =
            |text: &'static str| level_phrase(text, true).map(|(level, quote)| (level, quote.text));
        assert_eq!(level("Saldo programma"), Some((Level::Programma, "Saldo programma")));
        assert_eq!(level("In dit product."), Some((Level::Product, "dit product")));
        assert_eq!(level("In dit programma en dit product"), Some((Level::Product, "dit product")));
        assert_eq!(level("dit programmaboekje, een programma"), None);
        assert_eq!(level("it programma"), None);
    }
}
