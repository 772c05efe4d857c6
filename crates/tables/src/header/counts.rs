//! How many columns a header can name.

use ontleed_text::{Source, Span, fold};

use super::{columns_headed, joined};
use crate::joints;
use crate::lex::{Head, Place};
use crate::naming;
use crate::vocabulary::{Measure, Side};
use crate::words::{self, Item, What};

/// The numbers of columns that a header can have, the most likely first.
pub(crate) fn counts(source: &Source<'_>, header: &[Vec<Head>]) -> Vec<usize> {
    let mut counts = Vec::new();
    for count in counts_by_rule(source, header) {
        if (1..=40).contains(&count) && !counts.contains(&count) {
            counts.push(count);
        }
    }
    counts
}

/// How many columns of words the header names before its first column of values.
pub(crate) fn words_before_values(header: &[Vec<Head>]) -> usize {
    let items: Vec<Item> = match header.last() {
        // A title above the header may hold the name of a column too.
        Some(line) if begins_with_label(line) => {
            line.iter().flat_map(|head| &head.items).copied().collect()
        }
        _ => header.iter().flatten().flat_map(|head| &head.items).copied().collect(),
    };
    let first = items.iter().position(|item| item.what.heads_values()).unwrap_or(0);
    let above = &items[..first];
    // A title can hold such a word too; a header glues it or begins with the name of the labels.
    let is_header = above
        .iter()
        .any(|item| item.what == What::Label || (item.glued && item.what == What::Text));
    if is_header || begins_with_words(header) {
        above.iter().filter(|item| item.what == What::Text).count()
    } else {
        0
    }
}

/// Whether a line of a header begins with a word for labels, and names columns of values behind it.
fn begins_with_label(line: &[Head]) -> bool {
    let mut items = line.iter().flat_map(|head| &head.items);
    items.next().is_some_and(|item| item.what == What::Label)
        && items.any(|item| item.what.heads_values())
}

/// Whether the last line of a header has names of columns of words and behind them two names of values or more, and no word for
/// the labels or one that is not known: `Eenheid Bron 2019 2020`, `Heffing Eenheid 2019 2020`.
fn begins_with_words(header: &[Vec<Head>]) -> bool {
    let Some([line]) = header.last().map(Vec::as_slice) else { return false };
    let items = &line.items;
    let first = items.iter().position(|item| item.what.heads_values()).unwrap_or(0);
    let (above, values) = items.split_at(first);
    let names = above.iter().rev().take_while(|item| item.what == What::Text).count();
    let is_unknown = matches!(above, [Item { what: What::Other, .. }, ..]);
    let is_whole = values.iter().all(|item| item.what != What::Other);
    names > 0 && (is_unknown || names == above.len()) && values.len() > 1 && is_whole
}

/// How many columns there are in every way to read a header without places.
fn counts_by_rule(source: &Source<'_>, header: &[Vec<Head>]) -> Vec<usize> {
    let is_name =
        |head: &&Head| head.place != Place::Label && !naming::is_formula(source.slice(head.span));
    let cells: Vec<&Head> = header.iter().flatten().filter(is_name).collect();
    let lines = joined(source, &cells);
    let items: Vec<Item> =
        lines.iter().flat_map(|line| below_title(&line.items)).copied().collect();
    let items = without_compared(source, items);
    let segments: Vec<&[Item]> = cells.iter().flat_map(|cell| segments(&cell.items)).collect();
    let mut counts = Vec::new();
    counts.extend(levels(source, &segments));
    counts.extend(zipped(&items));
    counts.extend(parted(source, &segments));
    let items = below_years(&items);
    let sketches = sketches(items);
    // Where all names stick together each has its own column, also one that is not known: `Progr.Rekening 2018Rekening 2019`.
    let is_glued = cells.len() == 1 && segments.len() > sketches.len() + 1;
    let by_segment = by_segment(&segments);
    if is_glued {
        // Figures that stick together are in no column of words.
        let is_word = |segment: &&&[Item]| matches!(segment, [Item { what: What::Text, .. }]);
        let words = segments.iter().filter(is_word).count();
        counts.extend(
            by_segment.iter().filter_map(|count| count.checked_sub(words)).filter(|_| words > 0),
        );
        counts.extend(&by_segment);
    }
    counts.extend(without_words(&sketches));
    counts.push(sketches.len());
    counts.extend(divided(items));
    counts.extend(by_segment);
    // Titles above the header give columns that are none: its last line alone may tell.
    if let Some(last) = cells.last().filter(|_| cells.len() > 1) {
        let columns = self::sketches(&last.items).len();
        counts.extend((columns > 1).then_some(columns));
    }
    let is_period = |item: &&Item| matches!(item.what, What::Period(_));
    let periods: Vec<Item> = items.iter().filter(is_period).copied().collect();
    if periods.len() > 1 {
        counts.push(self::sketches(&periods).len());
    }
    counts.extend(cells.last().and_then(|last| by_capitals(source, &last.items)));
    counts
}

/// The names of columns in a line where one that is not known begins with a capital behind those that are: `Kans Maximaal gevolg
/// Benodigd`.
fn by_capitals(source: &Source<'_>, items: &[Item]) -> Option<usize> {
    let first = items.iter().position(|item| item.what.heads_values())?;
    let begins = |item: &&Item| {
        item.what != What::Unit && source.slice(item.span).starts_with(char::is_uppercase)
    };
    let names = items[first..].iter().filter(begins);
    let is_unknown = names.clone().any(|item| item.what == What::Other);
    (is_unknown && !items.iter().any(|item| item.glued)).then_some(names.count())
}

/// What is known of a column before it has a name.
#[derive(Clone, Copy, Default)]
struct Sketch {
    measure: Option<Measure>,
    has_side: bool,
    has_year: bool,
    parts: usize,
}

impl Sketch {
    fn add(&mut self, item: &Item) {
        match item.what {
            What::Measure(measure, side) => {
                self.measure = self.measure.or(measure);
                self.has_side |= side.is_some();
            }
            What::Modifier(measure) => self.measure = Some(measure),
            What::Side(_) => self.has_side = true,
            What::Period(year) => self.has_year |= year > 0,
            What::Text | What::Label | What::Other => {}
            What::Unit => return,
        }
        self.parts += 1;
    }

    /// Whether it is the column of what an item says, rather than that of the next one.
    fn takes(&self, what: What) -> bool {
        match what {
            What::Measure(..) | What::Text => false,
            What::Period(_) => !self.has_year && self.parts <= 3,
            // What is left behind what moved is a column of its own.
            What::Side(Side::Saldo) if self.measure.is_some_and(moves) => false,
            What::Side(_) => !self.has_side && !self.has_year && self.measure.is_some(),
            What::Modifier(_) | What::Label | What::Unit | What::Other => true,
        }
    }
}

fn moves(measure: Measure) -> bool {
    measure.is_movement() || measure == Measure::Mutatie
}

/// One column per measure; a period, side or modifier behind a measure says more of it.
fn sketches(items: &[Item]) -> Vec<Sketch> {
    let mut columns: Vec<Sketch> = Vec::new();
    let mut measure = None;
    for item in items {
        let opens = match columns.last() {
            Some(last) => !last.takes(item.what),
            None => item.what.heads_values() || item.what == What::Text,
        };
        if opens {
            columns.push(Sketch::default());
        }
        let Some(column) = columns.last_mut() else { continue };
        if let What::Measure(found, _) = item.what {
            measure = found;
        }
        column.add(item);
        // `Meerjarenraming 2023 2024 2025`: one word over several years.
        if opens && matches!(item.what, What::Period(_)) {
            column.measure = measure;
        }
    }
    columns
}

/// How many years stick together at the end of a header, each the one after the year before it: as many columns as there are,
/// where no line above heads others.
pub(crate) fn years_in_a_run(header: &[Vec<Head>]) -> Option<usize> {
    /// Two years may be one period.
    const FEWEST: usize = 3;
    let (last, above) = header.split_last()?;
    let items = &last.last()?.items;
    let pairs = items.windows(2).rev();
    let run = 1 + pairs.take_while(|pair| pair[1].glued && follows(&pair[0], &pair[1])).count();
    let heads_others = |head: &Head| {
        let items = &head.items;
        columns_headed(items) > 1 && !spans_years(items) && !repeats_for_years(items, run)
    };
    (run >= FEWEST && !above.iter().flatten().any(heads_others)).then_some(run)
}

/// The same where no other names of columns stand before them in their line.
pub(crate) fn years_alone(header: &[Vec<Head>]) -> Option<usize> {
    let years = years_in_a_run(header)?;
    let items = &header.last()?.last()?.items;
    let before = &items[..items.len() - years];
    let names = |item: &Item| item.what.heads_values() || item.what == What::Text;
    (!before.iter().any(names)).then_some(years)
}

/// How many amounts a header names, each by a measure and its year, a difference without one, and nothing else behind what heads
/// the labels: `Realisatie 2019Begroting 2020Begroting 2021`.
pub(crate) fn dated_amounts(header: &[Vec<Head>]) -> Option<usize> {
    /// Fewer do not show that a row holds one quantity.
    const FEWEST: usize = 3;
    let items = &header.last()?.last()?.items;
    let begins = |item: &Item| matches!(item.what, What::Measure(..));
    let names = &items[items.iter().position(begins)?..];
    let is_amount = |name: &&[Item]| match name {
        [Item { what: What::Measure(Some(Measure::Afwijking), None), .. }] => true,
        [measure, said @ .., Item { what: What::Period(1..), .. }] => {
            is_of_year(measure) && said.iter().all(|item| matches!(item.what, What::Modifier(_)))
        }
        _ => false,
    };
    let names: Vec<&[Item]> = names.chunk_by(|_, next| !begins(next)).collect();
    (names.len() >= FEWEST && names.iter().all(is_amount)).then_some(names.len())
}

/// Whether a line above so many years ends in one measure for each, and names no other values:
/// `IndicatorBronRealisatieRealisatieRealisatie`.
fn repeats_for_years(items: &[Item], years: usize) -> bool {
    let Some((names, measures)) = items.split_at_checked(items.len().saturating_sub(years)) else {
        return false;
    };
    let Some(What::Measure(Some(measure), None)) = measures.first().map(|item| item.what) else {
        return false;
    };
    measures.len() == years
        && measures.iter().all(|item| item.what == What::Measure(Some(measure), None))
        && !names.iter().any(|item| item.what.heads_values())
}

/// Whether a line above years holds the word for labels and the names of what is known of them: `IndicatorRealisatieBegroting`.
fn spans_years(items: &[Item]) -> bool {
    let Some((first, measures)) = items.split_first() else { return false };
    !first.what.heads_values() && first.what != What::Text && measures.iter().all(is_of_year)
}

/// Whether a measure is of one year as of another.
fn is_of_year(item: &Item) -> bool {
    let What::Measure(Some(measure), None) = item.what else { return false };
    measure.is_budget()
        || matches!(measure, Measure::Realisatie | Measure::Raming | Measure::Streefwaarde)
}

/// Whether an item is the year after that of the one before it.
fn follows(before: &Item, item: &Item) -> bool {
    match (before.what, item.what) {
        (What::Period(before), What::Period(year)) => before > 0 && before + 1 == year,
        _ => false,
    }
}

/// The items without the title that sticks to the first of them.
fn below_title(items: &[Item]) -> &[Item] {
    let begins =
        items.first().is_some_and(|item| item.what.heads_values() && item.what != What::Period(0));
    let is_side = items.first().is_some_and(|item| matches!(item.what, What::Side(_)));
    if begins && !is_side {
        return items;
    }
    let Some(cut) = items.iter().position(|item| item.glued && item.what != What::Other) else {
        return items;
    };
    // The first of years that stick together is no part of the title: `Prestatie-indicatoren 20172018`.
    let is_behind_year = cut > 0 && follows(&items[cut - 1], &items[cut]);
    &items[cut - usize::from(is_behind_year)..]
}

/// The items without what a difference is set against: `Verschil rekening t.o.v. begroting 2023` is one column.
fn without_compared(source: &Source<'_>, items: Vec<Item>) -> Vec<Item> {
    let compares =
        |item: &Item| item.what == What::Other && joints::compares(source.slice(item.span));
    if !items.iter().any(compares) {
        return items;
    }
    let mut left = Vec::with_capacity(items.len());
    let mut at = 0;
    while let Some(item) = items.get(at) {
        at += 1;
        if compares(item) {
            if sets_against(&left) {
                left.pop();
            }
            at += compared(&items[at..]);
        }
        left.push(*item);
    }
    left
}

/// Whether a difference names here what it sets against something: `Verschil rekening`.
fn sets_against(items: &[Item]) -> bool {
    let Some([difference, Item { what: What::Measure(..), .. }]) = items.last_chunk() else {
        return false;
    };
    matches!(difference.what, What::Measure(Some(Measure::Afwijking), _))
}

/// How many items name what stands behind a comparison: a measure with its modifiers, and a period.
fn compared(items: &[Item]) -> usize {
    let mut at = usize::from(matches!(items, [Item { what: What::Measure(..), .. }, ..]));
    at += items[at..].iter().take_while(|item| matches!(item.what, What::Modifier(_))).count();
    at + usize::from(items.get(at).is_some_and(|item| matches!(item.what, What::Period(_))))
}

/// The items without the years of a row above the measures.
fn below_years(items: &[Item]) -> &[Item] {
    let is_measure = |item: &Item| matches!(item.what, What::Measure(..));
    let is_period = |item: &Item| matches!(item.what, What::Period(_));
    let Some(first) = items.iter().position(is_measure) else { return items };
    let (above, below) = items.split_at(first);
    let years_above = above.iter().filter(|item| is_period(item)).count();
    if years_above > 1 && !below.iter().any(is_period) { below } else { items }
}

/// A bottom row that repeats (`baten lasten saldo` for each year) below a row of measures or years.
fn levels(source: &Source<'_>, segments: &[&[Item]]) -> Option<usize> {
    let mut keys = Vec::with_capacity(segments.len());
    for segment in segments {
        // What heads the labels or the unit of all amounts may stand before the sides.
        let is_before = |item: &&Item| matches!(item.what, What::Label | What::Unit);
        let sides = &segment[segment.iter().take_while(is_before).count()..];
        if sides.len() > 1 && words::are_sides(sides) {
            keys.extend(sides.iter().map(|item| fold(source.slice(item.span))));
        } else {
            keys.push(fold(source.slice(span_of(segment))));
        }
    }
    let start = repeating_end(&keys)?;
    Some(keys.len() - start)
}

/// Where the cells at the end begin to repeat.
fn repeating_end(keys: &[String]) -> Option<usize> {
    for period in 2..=4 {
        let mut start = keys.len().checked_sub(period)?;
        while start >= period && keys[start - period..start] == keys[keys.len() - period..] {
            start -= period;
        }
        let groups = (keys.len() - start) / period;
        let pattern = &keys[keys.len() - period..];
        let varied = pattern.iter().any(|key| *key != pattern[0]);
        if groups >= 2 && varied && start > 0 {
            return Some(start);
        }
    }
    None
}

/// All measures first, then as many periods.
fn zipped(items: &[Item]) -> Option<usize> {
    let is_measure = |item: &Item| matches!(item.what, What::Measure(..));
    let is_period = |item: &Item| matches!(item.what, What::Period(_));
    let count = |test: fn(&Item) -> bool| items.iter().filter(|item| test(item)).count();
    let (measures, periods) = (count(is_measure), count(is_period));
    let last_measure = items.iter().rposition(is_measure)?;
    let first_period = items.iter().position(is_period)?;
    (measures > 1 && measures == periods && last_measure < first_period).then_some(measures)
}

/// Cells between two days that those below them divide: `1-1-2020 Toevoeging Onttrekking 31-12-2020`, and below it more than two.
fn parted(source: &Source<'_>, segments: &[&[Item]]) -> Option<usize> {
    let is_day = |segment: &&&[Item]| {
        segment.last().is_some_and(|item| {
            matches!(item.what, What::Period(year) if year > 0)
                && naming::is_day(source.slice(item.span))
        })
    };
    let mut days = segments.iter().enumerate().filter(|(_, segment)| is_day(segment));
    let (first, last) = (days.next()?.0, days.next()?.0);
    let (divided, below) = (last - first - 1, segments.len() - last - 1);
    (divided == 2 && below > divided && days.next().is_none()).then_some(2 + below)
}

/// The columns without those at the end that hold words.
fn without_words(columns: &[Sketch]) -> Option<usize> {
    let is_named = |column: &Sketch| column.measure.is_some() || column.has_year || column.has_side;
    let named = columns.iter().rposition(is_named)? + 1;
    (named < columns.len()).then_some(named)
}

/// `Realisatie Begroting Realisatie Verschil`, and below it `Primitief Gewijzigd`: the modifiers
/// at the end divide the column of the budget.
fn divided(items: &[Item]) -> Option<usize> {
    let is_modifier = |item: &&Item| matches!(item.what, What::Modifier(_));
    let count = items.iter().rev().take_while(is_modifier).count();
    if count < 2 {
        return None;
    }
    let columns = sketches(&items[..items.len() - count]);
    let has_budget = columns.iter().any(|column| column.measure == Some(Measure::Begroting));
    has_budget.then(|| columns.len() - 1 + count)
}

/// One column per cell, the first cell heading the labels or not.
fn by_segment(segments: &[&[Item]]) -> Vec<usize> {
    let is_unit = |segment: &[Item]| segment.iter().all(|item| item.what == What::Unit);
    let columns = || segments.iter().filter(|segment| !is_unit(segment));
    let count = columns().count();
    if count < 2 {
        return Vec::new();
    }
    // What stands before the last cell that heads labels is a title or a label header itself.
    let behind = columns().rev().position(|segment| segment[0].what == What::Label);
    let heads_labels = columns().next().is_some_and(|first| !is_measure_of_side(first));
    behind.into_iter().chain(heads_labels.then_some(count - 1)).chain([count]).collect()
}

/// `Afwijking baten`: the name of a column and nothing else.
fn is_measure_of_side(segment: &[Item]) -> bool {
    matches!(segment, [Item { what: What::Measure(Some(_), Some(_)), .. }])
}

/// The parts of a cell that stick together.
fn segments(items: &[Item]) -> impl Iterator<Item = &[Item]> {
    items.chunk_by(|_, next| !next.glued)
}

fn span_of(segment: &[Item]) -> Span {
    segment[0].span.to(segment[segment.len() - 1].span)
}

#[cfg(test)]
mod tests {
    use ontleed_text::Line;

    use super::*;

    #[test]
    fn the_unit_or_what_heads_the_labels_stands_before_sides_that_repeat() {
        for before in ["", "(x € 1.000) ", "Programma "] {
            let text = format!(
                "Begroting 2024 Rekening 2024\n{before}Lasten Baten Saldo Lasten Baten Saldo"
            );
            let source = Source::new(&text);
            let line = |line: &Line| vec![Head::new(&source, line.span, Place::Open)];
            let header: Vec<Vec<Head>> = source.lines().iter().map(line).collect();
            assert_eq!(counts(&source, &header).first(), Some(&6), "{text}");
        }
    }

    #[test]
    fn a_capital_begins_a_name_that_is_not_known() {
        let counted = |line: &str| {
            let source = Source::new(line);
            let head = Head::new(&source, Span::at(0, line.len()), Place::Open);
            counts(&source, &[vec![head]])
        };
        assert_eq!(counted("Risico Kans Maximaal gevolg Benodigd"), [2, 3]);
        assert_eq!(counted("Risico Kans Maximaal gevolg benodigd"), [2]);
        assert_eq!(counted("Risico Kans Maximaal gevolg"), [2]);
    }

    #[test]
    fn years_that_follow_each_other_without_a_space_are_all_columns() {
        let run = |lines: &str| {
            let source = Source::new(lines);
            let heads = source.lines().iter().map(|line| line.span);
            let header: Vec<_> =
                heads.map(|line| vec![Head::new(&source, line, Place::Open)]).collect();
            years_in_a_run(&header)
        };
        assert_eq!(run("Indicatoren 201720182019"), Some(3));
        assert_eq!(run("Indicatoren201720182019*2020"), Some(4));
        assert_eq!(run("Stand 2021 201720182019"), Some(3));
        assert_eq!(run("Indicatoren 2017 2018 2019"), None);
        assert_eq!(run("Indicatoren 20172018"), None);
        assert_eq!(run("NaamRealisatieToelichting\n201720182019"), None);
        assert_eq!(run("NaamNulmetingRealisatie\n201720182019"), None);
        assert_eq!(run("NaamRealisatieBegroting\n201720182019"), Some(3));
        assert_eq!(run("NaamBronrealisatierealisatierealisatie\n201720182019"), Some(3));
        assert_eq!(run("NaamBronrealisatierealisatie\n201720182019"), None);
    }

    #[test]
    fn measures_with_their_years_name_amounts_of_one_quantity() {
        let dated = |line: &str| dated_amounts(&lines(line));
        assert_eq!(dated("OverzichtRealisatie 2019Begroting 2020Begroting 2021"), Some(3));
        assert_eq!(dated("Begroting na wijziging 2020Realisatie 2020Verschil"), Some(3));
        assert_eq!(dated("Realisatie 2020Begroting 2020 na wijzigingVerschil"), None);
        assert_eq!(dated("Naam Begroting 2020 Realisatie 2020 Verschil"), Some(3));
        // Two may be a price and a number, and what is not known anything.
        assert_eq!(dated("NaamRealisatie 2019Begroting 2020"), None);
        assert_eq!(dated("NaamRealisatie 2019Begroting 2020Aantal 2020"), None);
        assert_eq!(dated("NaamRealisatie 2019Begroting 2020Begroting 2021Bron"), None);
    }

    #[test]
    fn years_are_all_columns_where_no_other_name_stands_before_them() {
        let alone = |line: &str| years_alone(&lines(line));
        assert_eq!(alone("Indicatoren201720182019"), Some(3));
        assert_eq!(alone("IndicatorRealisatieBegroting/201720182019"), Some(3));
        assert_eq!(alone("IndicatorRekening 2016Begroting 201720182019"), None);
        assert_eq!(alone("IndicatorEenheid201720182019"), None);
    }

    /// A header of lines with `/` between them.
    fn lines(text: &str) -> Vec<Vec<Head>> {
        let source = Source::new(text);
        let mut start = 0;
        let heads = text.split('/').map(|line| {
            let span = Span::at(start, start + line.len());
            start = span.range().end + 1;
            vec![Head::new(&source, span, Place::Open)]
        });
        heads.collect()
    }

    #[test]
    fn the_number_of_columns_is_that_of_the_names() {
        for (text, expected) in [
            ("Omschrijving/Begroting 2020/Realisatie 2020/Saldo", 3),
            ("Omschrijving Begroting 2020 Realisatie 2020 Saldo", 3),
            ("Meerjarenraming 2023 2024 2025", 3),
            ("Omschrijving/Rekening/Begroting/2019/2020", 2),
            ("Programma/Begroting/Rekening/baten/lasten/saldo/baten/lasten/saldo", 6),
            ("Realisatie Begroting Realisatie Verschil/Primitief Gewijzigd", 5),
            ("Indicator 2019 2020 Bron", 2),
            (
                "Begroting 2023 Rekening 2023 Verschil rekening t.o.v. begroting na wijziging 2023",
                3,
            ),
            ("Verschil 2020 t.o.v. 2019 Verschil 2021 t.o.v. 2020", 2),
        ] {
            let counts = counts(&Source::new(text), &lines(text));
            assert!(counts.contains(&expected), "{text}: {counts:?}");
        }
        let glued =
            "ProgrammaProgr.Rekening 2018Rekening 2019Verschil rekening t.o.v. begroting 2020";
        assert_eq!(counts(&Source::new(glued), &lines(glued))[..2], [4, 5]);
    }

    #[test]
    fn columns_of_words_stand_before_those_of_values() {
        for (text, expected) in [
            ("Indicator Eenheid 2019 2020", 1),
            ("Heffing Eenheid 2019 2020", 1),
            ("Wegen Eenheid 2019", 0),
            ("Een eenheid van wegen 2019 2020", 0),
            ("Afwijking van de begroting/Omschrijving Eenheid 2019 2020", 1),
            ("Eenheid Wegen 2019 2020", 0),
        ] {
            assert_eq!(words_before_values(&lines(text)), expected, "{text}");
        }
    }
}
