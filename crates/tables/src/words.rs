//! The words of a header, also where they stick together.

mod cut;

use std::borrow::Cow;
use std::ops::Range;

use ontleed_dutch::{UnitStatement, may_begin_unit_line, unit_line};
use ontleed_text::{Source, Span, line_break};

pub(crate) use self::cut::{MONTHS, are_periods};
use self::cut::{Word, words};
use crate::joints;
use crate::notation;
use crate::vocabulary::{self, Key, LONGEST_PHRASE, Measure, Role, Side};

/// A word or phrase of a header and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) what: What,
    pub(crate) span: Span,
    /// It sticks to the word before it.
    pub(crate) glued: bool,
}

/// What a phrase of a header means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Measure(Option<Measure>, Option<Side>),
    Modifier(Measure),
    Side(Side),
    /// A year, or a date or other period; 0 where it has no year.
    Period(u16),
    Label,
    Text,
    Unit,
    Other,
}

impl What {
    /// Whether it can head a column of values.
    pub(crate) const fn heads_values(self) -> bool {
        matches!(self, Self::Measure(..) | Self::Side(_) | Self::Period(_))
    }
}

/// Headers are read up to this many bytes.
const LONGEST_HEADER: usize = 600;

/// The phrases of a text in order, units first recognised as a whole.
pub(crate) fn items(source: &Source<'_>, span: Span) -> Vec<Item> {
    let mut words = words(source.text(), head(source, span));
    let mut items: Vec<Item> = Vec::with_capacity(words.len());
    let mut at = 0;
    let mut has_initials = false;
    while at < words.len() {
        let Word { span: first, glued } = words[at];
        if let Some(end) = unit_end(source, &words[at..]) {
            let end = signs_end(source, end).unwrap_or(end);
            items.push(Item { what: What::Unit, span: Span::new(first.start, end), glued });
            at += words[at..].iter().take_while(|word| word.span.end <= end).count();
            if let Some(word) = words.get_mut(at).filter(|word| word.span.start < end) {
                *word = Word { span: Span::new(end, word.span.end), glued: true };
            }
            continue;
        }
        if let Some(taken) = class_of_size(source, &words[at..]) {
            let what = What::Measure(Some(Measure::Benchmark), None);
            items.push(Item { what, span: first.to(words[at + taken - 1].span), glued });
            at += taken;
            continue;
        }
        let is_dated = matches!(items.last().map(|item| item.what), Some(What::Measure(..)));
        if is_dated && let Some(year) = year_in_brackets(source.slice(first)) {
            items.push(Item { what: What::Period(year), span: first, glued });
            at += 1;
            continue;
        }
        let may_be_said_more =
            || is_dated || items.last().is_some_and(|item| matches!(item.what, What::Period(1..)));
        if may_be_said_more()
            && let Some((what, taken)) = in_brackets(source, &words[at..])
        {
            let span = first.to(words[at + taken - 1].span);
            items.push(Item { what, span, glued });
            at += taken;
            continue;
        }
        if (has_initials || !is_dated)
            && let Some(dated) = initial_behind(source, &words[at..])
        {
            items.extend(dated);
            at += dated.len();
            has_initials = true;
            continue;
        }
        let (what, taken) = phrase(source, &words[at..]);
        let span = first.to(words[at + taken - 1].span);
        let parts = if what == What::Other { parts(source, span) } else { None };
        let Some(parts) = parts else {
            items.push(Item { what, span, glued });
            at += taken;
            continue;
        };
        for (index, (what, span)) in parts.into_iter().enumerate() {
            // Both sides of a slash are of one cell.
            let is_joined = source.slice(span).starts_with('/')
                || items.last().is_some_and(|last| source.slice(last.span) == "/");
            items.push(Item { what, span, glued: if index > 0 { !is_joined } else { glued } });
        }
        at += taken;
    }
    items
}

/// Where brackets end right behind a unit that say what the signs of the amounts mean: `(voordeel +, nadeel -)`.
fn signs_end(source: &Source<'_>, unit_end: u32) -> Option<u32> {
    /// Longer ones say more.
    const LONGEST: usize = 48;
    let behind = &source.text()[Span::new(unit_end, unit_end).range().start..];
    let inside = behind.trim_start_matches(' ').strip_prefix('(')?;
    let (said, _) = inside[..inside.floor_char_boundary(LONGEST + 1)].split_once(')')?;
    let mut words = said.split([' ', ',', ';', '/', '=']);
    let is_sign = |word: &str| matches!(word, "+" | "-" | "–" | "−");
    let is_legend = words.clone().filter(|word| is_sign(word)).count() == 2
        && words.all(|word| is_sign(word) || word.chars().all(char::is_alphabetic));
    let length = behind.len() - inside.len() + said.len() + 1;
    is_legend.then(|| unit_end + u32::try_from(length).unwrap_or_default())
}

/// As much of a text as is read as a header.
fn head(source: &Source<'_>, span: Span) -> Span {
    let Range { start, end } = span.range();
    Span::at(start, source.text().floor_char_boundary(end.min(start + LONGEST_HEADER)))
}

/// A look without a meaning: whether any of the [`items`] of a text may stick to the one before it.
pub(crate) fn may_stick(source: &Source<'_>, span: Span) -> bool {
    let words = words(source.text(), head(source, span));
    let ends_word = |end: u32| words.iter().any(|word| word.span.end == end);
    // A unit leaves the rest of the word it ends in.
    let cuts_word = |at: usize| unit_end(source, &words[at..]).is_some_and(|end| !ends_word(end));
    words.iter().any(|word| word.glued)
        || (0..words.len()).any(|at| parts(source, words[at].span).is_some() || cuts_word(at))
}

/// The header words that one word without capitals inside is made of: `Bronrealisatierealisatie`,
/// `Rekening/baten`, `Begrotingnawijziging`.
fn parts(source: &Source<'_>, word: Span) -> Option<Vec<(What, Span)>> {
    let text = source.slice(word);
    let slash = text.bytes().position(|byte| byte == b'/');
    if let Some(slash) = slash.filter(|&slash| slash > 0 && slash + 1 < text.len()) {
        return around_slash(text, word, slash);
    }
    let fits = (MIN_GLUED..=MAX_GLUED).contains(&text.len());
    if !fits || !vocabulary::may_begin(text) || !text.is_ascii() {
        return None;
    }
    if let Some(role) = vocabulary::squeezed(text) {
        return Some(vec![(meaning(role), word)]);
    }
    let mut key = Key::new();
    key.push(text);
    let mut parts = Vec::new();
    let mut at = 0;
    while at < key.len() {
        let mut lengths = (MIN_PART..=key.len() - at).rev();
        let (role, length) = lengths.find_map(|length| Some((key.role_at(at, length)?, length)))?;
        let start = word.range().start + at;
        parts.push((meaning(role), Span::at(start, start + length)));
        at += length;
    }
    // `Programmabegroting` is one word; only cells repeat, or are of words.
    let repeats = parts.windows(2).any(|pair| pair[0].0 == pair[1].0);
    let holds_words = parts.len() > 1 && parts.iter().any(|(what, _)| *what == What::Text);
    (repeats || holds_words).then_some(parts)
}

/// The words on both sides of a slash, where both head columns.
fn around_slash(text: &str, word: Span, slash: usize) -> Option<Vec<(What, Span)>> {
    let (above, below) = (vocabulary::name(&text[..slash])?, vocabulary::name(&text[slash + 1..])?);
    let at = word.range().start + slash;
    Some(vec![
        (meaning(above), Span::at(word.range().start, at)),
        (What::Other, Span::at(at, at + 1)),
        (meaning(below), Span::at(at + 1, word.range().end)),
    ])
}

/// Whether a text is the name of one side and nothing else: `Lasten`.
pub(crate) fn is_side(source: &Source<'_>, text: Span) -> bool {
    // Most texts are no phrase.
    matches!(vocabulary::role(source.slice(text)), Some(Role::Side(_)))
        && matches!(items(source, text).as_slice(), [Item { what: What::Side(_), .. }])
}

/// Whether all phrases are names of sides.
pub(crate) fn are_sides(items: &[Item]) -> bool {
    items.iter().all(|item| matches!(item.what, What::Side(_)))
}

/// `< 25.000 inwoners`: authorities of that size, to compare with, and how many words that takes.
fn class_of_size(source: &Source<'_>, words: &[Word]) -> Option<usize> {
    let text = |at: usize| words.get(at).map(|word| source.slice(word.span));
    let number = text(0)?.strip_prefix(['<', '>', '≤', '≥'])?;
    let (number, taken) = if number.is_empty() { (text(1)?, 3) } else { (number, 2) };
    let is_number = number.contains('.') && notation::is_read(number);
    (is_number && joints::counts_people(text(taken - 1)?)).then_some(taken)
}

/// `(na wijziging)`, `(lasten)`: behind a measure or its year what more there is to say of it, and how many words that takes.
fn in_brackets(source: &Source<'_>, words: &[Word]) -> Option<(What, usize)> {
    let text = |at: usize| source.slice(words[at].span);
    if !text(0).starts_with('(') {
        return None;
    }
    let taken = 1 + (0..words.len().min(LONGEST_PHRASE)).find(|&at| text(at).ends_with(')'))?;
    let inside = source.slice(words[0].span.to(words[taken - 1].span));
    let role = vocabulary::role(&inside[1..inside.len() - 1])?;
    let what = match role {
        // Alone it heads a column itself.
        Role::Measure(Some(measure), None) if measure.is_budget() => What::Modifier(measure),
        Role::Modifier(_) | Role::Side(_) => meaning(role),
        _ => return None,
    };
    Some((what, taken))
}

/// Bounds on words that are taken apart, and on the parts.
const MIN_GLUED: usize = 10;
const MAX_GLUED: usize = 64;
const MIN_PART: usize = 4;

/// Whether a text holds nothing but header words; marks, brackets and joining words aside, and the years behind a difference.
pub(crate) fn is_pure(source: &Source<'_>, items: &[Item]) -> bool {
    let items = unexplained(source, items);
    let is_difference =
        |item: &Item| matches!(item.what, What::Measure(Some(Measure::Afwijking), _));
    let says_nothing = |at: usize| {
        let text = source.slice(items[at].span);
        joints::is_filler(text)
            || notation::are_two_years(text) && items[..at].iter().any(is_difference)
    };
    !items.is_empty()
        && items.iter().any(|item| item.what != What::Other)
        && (0..items.len()).all(|at| items[at].what != What::Other || says_nothing(at))
}

/// The words for labels before what explains them in brackets: `Soort indicator (effect of prestatie)`; all items where there
/// are none.
pub(crate) fn unexplained<'i>(source: &Source<'_>, items: &'i [Item]) -> &'i [Item] {
    let is_label = |item: &&Item| item.what == What::Label;
    let (labels, rest) = items.split_at(items.iter().take_while(is_label).count());
    let [first, .., last] = rest else { return items };
    let is_explained = !labels.is_empty()
        && source.slice(first.span).starts_with('(')
        && source.slice(last.span).ends_with(')');
    if is_explained { labels } else { items }
}

/// The most words a period has: `2015 Q1`.
const LONGEST_PERIOD: usize = 2;

/// What the phrase at the first of these words means, and how many words it has.
fn phrase(source: &Source<'_>, words: &[Word]) -> (What, usize) {
    let first = source.slice(words[0].span);
    if let Some(measure) = initial(source, words) {
        return (What::Measure(Some(measure), None), 1);
    }
    let (may_be_period, may_be_known) =
        (notation::may_begin_period(first), vocabulary::may_begin(first));
    if !may_be_period && !may_be_known {
        return (What::Other, 1);
    }
    let mut key = Key::new();
    let entry = if may_be_known { key.push(first).entry() } else { None };
    if let Some(Role::Modifier(_)) = entry.and_then(|entry| entry.role)
        && let Some(second) = words.get(1).filter(|word| word.glued)
        && let Some(role) = modified(source, words[0].span, second.span)
    {
        return (meaning(role), 2);
    }
    // A phrase does not go on over a place where two cells stick together.
    let begins_unit = |at: usize| {
        source.slice(words[at].span).starts_with('*') && unit_end(source, &words[at..]).is_some()
    };
    let apart =
        (1..words.len().min(LONGEST_PHRASE)).take_while(|&at| !words[at].glued && !begins_unit(at));
    let most = 1 + apart.count();
    let span = |taken: usize| words[0].span.to(words[taken - 1].span);
    let mut ends = [0; LONGEST_PHRASE];
    if let Some(entry) = entry {
        ends[0] = key.len();
        // A mark may stand apart behind a phrase.
        let is_mark = |word: &Word| source.slice(word.span).starts_with(vocabulary::MARKS);
        let has_marks = words[1..most].iter().any(is_mark);
        let longest = if has_marks { most } else { most.min(entry.longest) };
        for (word, end) in words[1..longest].iter().zip(&mut ends[1..]) {
            *end = key.push(source.slice(word.span)).len();
        }
    }
    for taken in (1..=most).rev() {
        if may_be_period
            && taken <= LONGEST_PERIOD
            && let Some(year) = notation::period(source.slice(span(taken)))
        {
            return (What::Period(year), taken);
        }
        if ends[taken - 1] > 0
            && let Some(role) = key.role_to(ends[taken - 1])
            && span(taken).len() <= vocabulary::LONGEST_TEXT
            && !(role == Role::Label && taken > 1 && names_another(source, words[taken - 1].span))
        {
            return (meaning(role), taken);
        }
    }
    (What::Other, 1)
}

/// Whether the last word of what heads the labels is the name of a column: `Omschrijving Krediet`, not `Omschrijving krediet`.
fn names_another(source: &Source<'_>, word: Span) -> bool {
    let word = source.slice(word);
    word.starts_with(char::is_uppercase)
        && word.ends_with(char::is_lowercase)
        && matches!(vocabulary::role(word), Some(Role::Measure(..)))
}

/// `(2015)`: behind a measure the year that it is of.
pub(crate) fn year_in_brackets(text: &str) -> Option<u16> {
    notation::year(text.strip_prefix('(')?.strip_suffix(')')?)
}

/// `W2018`, `JR 2020`: the measure whose initial stands before a year.
fn initial(source: &Source<'_>, words: &[Word]) -> Option<Measure> {
    let [first, year, ..] = words else { return None };
    let is_short = first.span.len() <= vocabulary::LONGEST_INITIAL;
    let is_year = || notation::year(source.slice(year.span)).is_some();
    let role =
        if is_short && is_year() { vocabulary::role(source.slice(first.span)) } else { None };
    match role {
        Some(Role::Initial(measure)) => Some(measure),
        _ => None,
    }
}

/// `2021 JR`, at the end or before another year: a year and the initial of its measure.
fn initial_behind(source: &Source<'_>, words: &[Word]) -> Option<[Item; 2]> {
    let [year, initial, rest @ ..] = words else { return None };
    if initial.span.len() > vocabulary::LONGEST_INITIAL {
        return None;
    }
    let found = notation::year(source.slice(year.span))?;
    let measure = self::initial(source, &[*initial, *year])?;
    let is_year = |word: &Word| notation::year(source.slice(word.span)).is_some();
    let item = |what, word: &Word| Item { what, span: word.span, glued: word.glued };
    let is_whole = rest.first().is_none_or(is_year);
    is_whole.then(|| {
        let measure = What::Measure(Some(measure), None);
        [item(What::Period(found), year), item(measure, initial)]
    })
}

/// `BijgesteldeBegroting`: a word that only says more of a budget, and the budget.
fn modified(source: &Source<'_>, modifier: Span, budget: Span) -> Option<Role> {
    let (modifier, budget) = (source.slice(modifier), source.slice(budget));
    let Some(Role::Modifier(_)) = vocabulary::role(modifier) else { return None };
    vocabulary::role(&[modifier, budget].join(" ")).filter(|role| matches!(role, Role::Measure(..)))
}

fn meaning(role: Role) -> What {
    match role {
        Role::Measure(measure, side) => What::Measure(measure, side),
        Role::Modifier(measure) => What::Modifier(measure),
        Role::Side(side) => What::Side(side),
        Role::Label => What::Label,
        Role::Text => What::Text,
        // Without a year it is a letter.
        Role::Initial(_) => What::Other,
    }
}

/// The most words of a unit.
const LONGEST_IN_WORDS: usize = 12;

/// Where the unit ends that these words begin with: `(bedragen x € 1.000)`, `in €`.
fn unit_end(source: &Source<'_>, words: &[Word]) -> Option<u32> {
    let first = words[0].span;
    let text = &source.text()[first.range().start..];
    if !may_begin_unit_line(text) {
        return None;
    }
    let is_enclosed = text.starts_with(['(', '[']);
    let read = |words: &[Word]| {
        let text = on_one_line(source.slice(first.to(words[words.len() - 1].span)));
        unit_line(&text).map(|found| (text, found))
    };
    let words = &words[..words.len().min(LONGEST_IN_WORDS)];
    let (mut text, mut found) = read(words)?;
    let ends_before =
        |word: &Word| word.glued || notation::period(source.slice(word.span)).is_some();
    if !is_enclosed && let Some(at) = words[1..].iter().position(ends_before) {
        (text, found) = read(&words[..=at])?;
    }
    // `in fte per afdeling`: of one thing.
    let goes_on = || found.rest(&text).trim_start().starts_with(char::is_lowercase);
    let UnitStatement { unit, scale, .. } = found.value;
    let is_of_all = scale.is_some() || unit.is_some() && !goes_on();
    (is_enclosed || is_of_all).then_some(first.start + found.span.end)
}

/// A text with spaces for the line ends in it, so that all else keeps its place.
fn on_one_line(text: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'\n', b'<', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    while let Some(c) = text[line.len()..].chars().next() {
        match if c == '<' { line_break(&text[line.len()..]) } else { None } {
            Some(length) => line.extend(std::iter::repeat_n(' ', length)),
            None if matches!(c, '\n' | '\r') => line.push(' '),
            None => line.push(c),
        }
    }
    Cow::Owned(line)
}

/// Whether a unit is `%`, alone or behind `in`.
pub(crate) fn is_percent(unit: &str) -> bool {
    let unit = unit.trim_matches(['(', ')', ' ']);
    let rest = unit.strip_suffix('%').map(str::trim_end);
    rest.is_some_and(|rest| rest.is_empty() || rest.eq_ignore_ascii_case("in"))
}

/// Whether a line begins with the unit of the amounts below it; the names of columns may stand behind it.
pub(crate) fn begins_with_unit(text: &str) -> bool {
    text.len() <= LONGEST_UNIT && unit_line(text).is_some_and(|found| found.value.scale.is_some())
}

/// Whether a text is the unit of a table and nothing else.
pub(crate) fn is_unit(text: &str) -> bool {
    unit_line(text).is_some_and(|found| found.rest(text).trim().is_empty())
}

/// The longest line that can be a unit, in bytes.
const LONGEST_UNIT: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let source = Source::new(text);
        let items = items(&source, Span::at(0, text.len()));
        let phrases: Vec<_> = items.iter().map(|item| source.slice(item.span)).collect();
        assert_eq!(phrases, expected);
    }

    #[test]
    fn what_signs_mean_is_of_the_unit_before_it() {
        let unit = "Bedragen x € 1.000 (voordeel +, nadeel -)";
        check(&format!("{unit} Begroting 2020"), &[unit, "Begroting", "2020"]);
        check("x € 1.000 (+ = voordeel, - = nadeel)", &["x € 1.000 (+ = voordeel, - = nadeel)"]);
    }

    #[test]
    fn glued_words_and_years_come_apart() {
        check(
            "20182019202020212022*****2023",
            &["2018", "2019", "2020", "2021", "2022*****", "2023"],
        );
        check("KadebeheerOorspr.\nBegroting\n2020", &["Kadebeheer", "Oorspr.\nBegroting", "2020"]);
        check("VASTE ACTIVA31-12-202101-01-2022", &["VASTE", "ACTIVA", "31-12-2021", "01-01-2022"]);
        check("Onttrekking 2021VrijvalSaldo", &["Onttrekking", "2021", "Vrijval", "Saldo"]);
        check(
            "Bijstellingen4-maands\n20188-maands",
            &["Bijstellingen", "4-maands", "2018", "8-maands"],
        );
        check("Begin\n10M 2022Saldo", &["Begin", "10M 2022", "Saldo"]);
        check("Soort1e kwartaal2e kwartaal", &["Soort", "1e kwartaal", "2e kwartaal"]);
        check("1e burap 20222e burap 2022", &["1e burap", "2022", "2e burap", "2022"]);
        check("Begroting 2018realisatie", &["Begroting", "2018", "realisatie"]);
        check("DefinitieBronrealisatie\n2019", &["Definitie", "Bron", "realisatie", "2019"]);
        check("Programmabegroting 2019", &["Programmabegroting", "2019"]);
    }

    #[test]
    fn an_initial_may_stand_behind_its_year() {
        let whats = |text: &str| {
            let source = Source::new(text);
            let items = items(&source, Span::at(0, text.len()));
            items.iter().map(|item| item.what).collect::<Vec<_>>()
        };
        let realised = What::Measure(Some(Measure::Realisatie), None);
        assert_eq!(whats("2019 JR"), [What::Period(2019), realised]);
        assert_eq!(
            whats("2019 B"),
            [What::Period(2019), What::Measure(Some(Measure::Begroting), None)]
        );
        assert_eq!(whats("2019 A"), [What::Period(2019), What::Other]);
        assert_eq!(whats("Wonen B"), [What::Other, What::Other]);
        let budget = What::Measure(Some(Measure::Begroting), None);
        let line = [What::Label, What::Period(2019), realised, What::Period(2020), budget];
        assert_eq!(whats("Omschrijving 2019 JR 2020 B"), line);
        let before = [What::Label, realised, What::Period(2019), budget, What::Period(2020)];
        assert_eq!(whats("Omschrijving JR 2019 B 2020"), before);
    }

    #[test]
    fn brackets_behind_a_measure_say_more_of_it() {
        let whats = |text: &str| {
            let source = Source::new(text);
            let items = items(&source, Span::at(0, text.len()));
            items.iter().map(|item| item.what).collect::<Vec<_>>()
        };
        let budget = What::Measure(Some(Measure::Begroting), None);
        let first = What::Modifier(Measure::BegrotingPrimitief);
        let changed = What::Modifier(Measure::BegrotingBijgesteld);
        assert_eq!(whats("Begroting 2023 (primitief)"), [budget, What::Period(2023), first]);
        assert_eq!(whats("Begroting (oorspronkelijk) 2023"), [budget, first, What::Period(2023)]);
        assert_eq!(whats("Begroting (na 1e wijziging)"), [budget, changed]);
        assert_eq!(whats("Begroting (lasten)"), [budget, What::Side(Side::Lasten)]);
        // Behind other words they explain those.
        assert_eq!(whats("Omschrijving (primitief)"), [What::Label, What::Other]);
        assert_eq!(whats("Begroting (zie bijlage)"), [budget, What::Other, What::Other]);
    }

    #[test]
    fn a_word_that_a_hyphen_breaks_over_lines_is_one() {
        check("Over-/onder-\nschrijding 2021", &["Over-/onder-\nschrijding", "2021"]);
        check("Prestatie-\nindicator", &["Prestatie-\nindicator"]);
        check("Over- en onderschrijding", &["Over-", "en", "onderschrijding"]);
        check("Over-\nen onderschrijding", &["Over-", "en", "onderschrijding"]);
        let source = Source::new("Oorspron-\nkelijke begroting");
        let items = items(&source, Span::at(0, source.text().len()));
        let whats: Vec<What> = items.iter().map(|item| item.what).collect();
        assert_eq!(whats, [What::Measure(Some(Measure::BegrotingPrimitief), None)]);
    }

    #[test]
    fn a_name_begins_behind_a_number_with_a_hyphen() {
        check("Jeugd 18-Realisatie 2018", &["Jeugd", "18-", "Realisatie", "2018"]);
        check("Jeugd 18-Q1", &["Jeugd", "18-Q1"]);
        check("Noord-Holland", &["Noord-Holland"]);
    }

    #[test]
    fn a_word_for_labels_may_be_explained_in_brackets() {
        let says_columns = |text: &str| {
            let source = Source::new(text);
            let span = Span::at(0, text.len());
            let items = items(&source, span);
            is_pure(&source, &items)
        };
        assert!(says_columns("Soort indicator (effect of prestatie)"));
        assert!(!says_columns("Soort indicator effect of prestatie"));
        assert!(!says_columns("Uitgaven (zie bijlage)"));
    }

    #[test]
    fn a_unit_of_one_thing_is_a_part_of_its_name() {
        check("Formatie in fte per afdeling", &["Formatie", "in", "fte", "per", "afdeling"]);
        check("Formatie in fte 2020", &["Formatie", "in fte", "2020"]);
        check("Tarief (bedragen\nin €) 2020", &["Tarief", "(bedragen\nin €)", "2020"]);
    }

    #[test]
    fn units_are_one_item() {
        check(
            "Programma (bedragen x € 1.000) 2019",
            &["Programma", "(bedragen x € 1.000)", "2019"],
        );
        check("bedragen x € 1.000 2019", &["bedragen x € 1.000", "2019"]);
        let unit = "x € 1.000; - is nadelig";
        check(&format!("{unit} Begroting 2023"), &[unit, "Begroting", "2023"]);
    }
}
