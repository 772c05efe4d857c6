//! Figures in running text against the cells that hold the same quantity.
//!
//! Two ways lead from a mention to a cell: the section explains the cell's row and the sentence names
//! the side (`explained`), or sentence and label share words and the year is the column's (`by_words`).
//! The rest is arithmetic: a printed figure stands for half a last digit to each side.

use ontleed_model::{
    Agreement, Arguments, Cell, Code, Column, DeviationOverview, Explanation, Finding,
    InferredScale, Link, Measure, Mention, Outcome, Quote, Related, Role as Part, Row, Sentence,
    Severity, Shared, Side, Status, Table, TableKind, Unit,
};
use ontleed_terms::{Role, has_role, side};
use rust_decimal::Decimal;

use crate::words::{head, place, same_word, starts_with, words};

/// Links the mentions to cells, and concludes scales from the links.
pub(crate) fn reconcile<'t>(
    text: &'t str,
    mentions: &mut [Mention<'t>],
    tables: &mut [Table<'t>],
    deviations: &[DeviationOverview<'t>],
) {
    for deviation in deviations {
        let table = &tables[deviation.table as usize];
        for explanation in &deviation.explanations {
            let from = mentions.partition_point(|mention| mention.start < explanation.start);
            let to = mentions.partition_point(|mention| mention.start < explanation.end);
            let to = to.clamp(from, from + MOST_EXPLAINING);
            explained(text, &mut mentions[from..to], table, deviation.table, explanation);
        }
    }
    let mut left = FEWEST_STEPS + STEPS_PER_BYTE * text.len();
    let mut spoken = Spoken::default();
    for mention in mentions.iter_mut().filter(|mention| mention.links.is_empty()) {
        mention.links.extend(by_words(text, mention, tables, &mut spoken, &mut left));
    }
    infer_scales(mentions, tables, deviations);
}

/// Figures that are looked at in the explanation of one row.
const MOST_EXPLAINING: usize = 50;

/// So that time stays linear in the text: comparing a cell is a step, comparing its row's words with
/// a sentence is many. Where no step is left, nothing more is linked.
const FEWEST_STEPS: usize = 50_000;
const STEPS_PER_BYTE: usize = 8;
const STEPS_FOR_WORDS: usize = 1_000;

/// The sentences that give another number than the table.
pub(crate) fn findings(mentions: &[Mention<'_>], tables: &[Table<'_>]) -> Vec<Finding> {
    let disagrees = |link: &&Link<'_>| link.outcome == Agreement::Disagrees;
    let finding = |mention: &Mention<'_>| {
        let link = mention.links.iter().find(disagrees)?;
        let row = &tables[link.table as usize].rows[link.row as usize];
        let cell = row.cell(link.column)?;
        let related =
            Related { role: Part::Other, start: cell.start, end: cell.end, value: cell.value };
        let arguments = Arguments {
            expected: cell.value,
            found: Some(mention.value),
            related: vec![related],
            ..Arguments::default()
        };
        let code = Code::ProseDisagrees;
        let finding = Finding::new(code, Severity::Warning, mention.start, mention.end);
        Some(finding.with(arguments))
    };
    mentions.iter().filter_map(finding).collect()
}

/// What a mention stands for, without sign: half a last printed digit to each side, times the scale
/// word. `None` for a range.
#[derive(Clone, Copy)]
struct Interval {
    least: Decimal,
    most: Decimal,
}

impl Interval {
    fn of(value: Decimal, factor: u32) -> Option<Self> {
        const MOST_DECIMALS: u32 = 20;
        let value = value.abs();
        let half = (value.scale() < MOST_DECIMALS).then(|| Decimal::new(5, value.scale() + 1))?;
        let factor = Decimal::from(factor);
        let least = value.checked_sub(half)?.checked_mul(factor)?;
        let most = value.checked_add(half)?.checked_mul(factor)?;
        Some(Self { least, most })
    }

    fn of_mention(mention: &Mention<'_>) -> Option<Self> {
        let single = mention.upper.is_none();
        single.then(|| Self::of(mention.value, mention.scale.unwrap_or(1))).flatten()
    }

    /// Without zeros behind the last decimal.
    fn normal(self) -> Self {
        Self { least: self.least.normalize(), most: self.most.normalize() }
    }

    /// Whether both can be the same number. Figures that only touch are different ones.
    fn meets(self, other: Self) -> bool {
        self.least < other.most && other.least < self.most
    }

    /// Whether neither is more than twice the other: as near as two figures for one quantity are.
    fn is_near(self, other: Self) -> bool {
        let twice = |value: Decimal| value.checked_mul(Decimal::TWO).unwrap_or(Decimal::MAX);
        self.least <= twice(other.most) && other.least <= twice(self.most)
    }
}

/// The scales a table may have; where it states one, only that.
fn scales<'a>(table: &'a Table<'_>) -> &'a [u32] {
    table.scale.as_ref().map_or(&[1, 1_000, 1_000_000], std::slice::from_ref)
}

/// In which unit two figures agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// Both are printed in the same unit, whatever it is.
    AsPrinted,
    /// The cell is to be multiplied.
    Times(u32),
}

impl Fit {
    const fn scale(self) -> Option<u32> {
        match self {
            Self::AsPrinted => None,
            Self::Times(scale) => Some(scale),
        }
    }
}

/// Whether a mention can be the number of a cell, and in which unit.
///
/// Without a scale word the text may count as its table does, in silence: `€ 601` for `601`.
fn fit(mention: &Mention<'_>, cell: &Cell<'_>, table: &Table<'_>) -> Option<Fit> {
    let value = cell.value.filter(|value| !value.is_zero())?;
    let is_count = mention.scale.is_none() && mention.unit != Some(Unit::Eur);
    if is_count && value.scale() == mention.value.scale() {
        // By far the most comparisons: the same number of decimals, so the same number or none.
        return (value.abs() == mention.value.abs()).then_some(Fit::AsPrinted);
    }
    let interval = Interval::of_mention(mention)?;
    let meets = |factor: u32| Interval::of(value, factor).is_some_and(|own| own.meets(interval));
    if mention.scale.is_none() {
        let money =
            mention.unit == Some(Unit::Eur) && table.scale.is_none_or(|scale| scale == 1_000);
        let in_thousands = || (money && meets(1_000)).then_some(Fit::Times(1_000));
        return meets(1).then_some(Fit::AsPrinted).or_else(in_thousands);
    }
    let mut fitting = scales(table).iter().filter(|&&factor| meets(factor));
    let only = fitting.next().filter(|_| fitting.next().is_none());
    only.filter(|_| digits(mention.value) > 1).map(|&scale| Fit::Times(scale))
}

/// How many digits a value is printed with.
fn digits(value: Decimal) -> usize {
    value.mantissa().unsigned_abs().checked_ilog10().map_or(1, |log| log as usize + 1)
}

/// Links the amounts in the explanation of a row to its cells.
fn explained<'t>(
    text: &'t str,
    mentions: &mut [Mention<'t>],
    table: &Table<'t>,
    ordinal: u32,
    explanation: &Explanation<'t>,
) {
    let row = &table.rows[explanation.row as usize];
    if row.status == Status::Ambiguous {
        return;
    }
    let names = telling(row).collect();
    let place = Explained { text, table, ordinal, row, names, explanation };
    let mut sentences: Vec<Said<'t>> = Vec::new();
    for mention in mentions.iter_mut().filter(|mention| mention.unit == Some(Unit::Eur)) {
        if sentences.last().is_none_or(|last| last.spoken.sentence != Some(mention.sentence)) {
            sentences.push(place.said(mention.sentence));
        }
        let said = sentences.last();
        mention.links.extend(said.and_then(|said| place.agreement(mention, said)));
    }
    if let Some((at, link)) = place.disagreement(mentions, &sentences) {
        mentions[at].links.push(link);
    }
}

/// A row and the section that explains it.
struct Explained<'a, 't> {
    text: &'t str,
    table: &'a Table<'t>,
    ordinal: u32,
    row: &'a Row<'t>,
    /// The words of the row's name that say what it is about.
    names: Vec<Quote<'t>>,
    explanation: &'a Explanation<'t>,
}

/// A sentence, the sides that it names, and what it shares with the row.
struct Said<'t> {
    spoken: Spoken<'t>,
    sides: Vec<(Side, Quote<'t>)>,
    of_row: Vec<Shared<'t>>,
}

impl<'t> Explained<'_, 't> {
    /// The cell on the side that the sentence names, or on the saldo where it names none but the row.
    fn agreement(&self, mention: &Mention<'t>, said: &Said<'t>) -> Option<Link<'t>> {
        let Said { sides, of_row, .. } = said;
        let unnamed = (sides.is_empty() && !of_row.is_empty()).then_some((Side::Saldo, None));
        let named = sides.iter().map(|&(side, word)| (side, Some(word)));
        named.chain(unnamed).find_map(|(side, word)| {
            let (column, cell) = self.cell(side)?;
            let scale = fit(mention, cell, self.table)?.scale();
            let label = self.table.columns.get(column as usize).and_then(|own| own.label.last());
            let of_column = word.zip(label).map(|(prose, &label)| Shared { prose, label });
            let shared = of_row.iter().copied().chain(of_column).collect();
            self.link(mention, column, Agreement::Agrees, scale, shared)
        })
    }

    /// The one sentence that gives the saldo of the row another number: it names the row and the
    /// saldo, holds no other amount, is no estimate, and nothing else in the section agrees.
    fn disagreement(
        &self,
        mentions: &[Mention<'t>],
        sentences: &[Said<'t>],
    ) -> Option<(usize, Link<'t>)> {
        let (column, cell) = self.cell(Side::Saldo)?;
        let own = cell.value.filter(|value| !value.is_zero())?;
        let agrees = |mention: &Mention<'_>| mention.links.iter().any(|link| link.column == column);
        let is_amount = |mention: &&Mention<'_>| mention.unit == Some(Unit::Eur);
        let of_saldo = |mention: &Mention<'_>| {
            let is_said = |said: &&Said<'t>| said.spoken.sentence == Some(mention.sentence);
            let said = sentences.iter().find(is_said)?;
            matches!(said.sides[..], [(Side::Saldo, _)]).then_some(&said.of_row)
        };
        let mut speaking = (0..mentions.len())
            .filter(|&at| is_amount(&&mentions[at]))
            .filter_map(|at| Some((at, of_saldo(&mentions[at])?)));
        let (Some((at, of_row)), None) = (speaking.next(), speaking.next()) else { return None };
        let mention = &mentions[at];
        let interval = Interval::of_mention(mention)?;
        let near = |factor| Interval::of(own, factor).is_some_and(|own| own.is_near(interval));
        let is_near = near(1) || scales(self.table).iter().any(|&factor| near(factor));
        let alone = mentions
            .iter()
            .filter(is_amount)
            .all(|other| other.start == mention.start || other.sentence != mention.sentence);
        let certain = mention.qualifier.is_none() && !of_row.is_empty() && alone && is_near;
        if !certain || mentions.iter().any(agrees) {
            return None;
        }
        let link = self.link(mention, column, Agreement::Disagrees, None, of_row.clone());
        link.map(|link| (at, link))
    }

    fn said(&self, sentence: Sentence) -> Said<'t> {
        let spoken = Spoken::of(self.text, sentence);
        let sides = sides(self.text, &spoken.words);
        let of_row = of_row(self.text, &spoken.words, &self.names);
        Said { spoken, sides, of_row }
    }

    fn cell(&self, side: Side) -> Option<(u32, &Cell<'t>)> {
        let columns = (0..).zip(&self.table.columns);
        let (column, _) = columns.into_iter().find(|(_, column)| column.side == Some(side))?;
        Some((column, self.row.cell(column)?))
    }

    fn link(
        &self,
        mention: &Mention<'t>,
        column: u32,
        outcome: Agreement,
        scale: Option<u32>,
        shared: Vec<Shared<'t>>,
    ) -> Option<Link<'t>> {
        let Interval { least, most } = Interval::of_mention(mention)?.normal();
        let heading = Some(self.explanation.heading);
        let (table, row) = (self.ordinal, self.explanation.row);
        Some(Link { outcome, table, row, column, least, most, scale, shared, heading })
    }
}

/// The words of a sentence.
#[derive(Default)]
struct Spoken<'t> {
    sentence: Option<Sentence>,
    words: Vec<&'t str>,
}

impl<'t> Spoken<'t> {
    fn of(text: &'t str, sentence: Sentence) -> Self {
        let mut spoken = Self::default();
        spoken.turn_to(text, sentence);
        spoken
    }

    /// The words of this sentence, found anew where it is another than before.
    fn turn_to(&mut self, text: &'t str, sentence: Sentence) -> &[&'t str] {
        if self.sentence != Some(sentence) {
            self.sentence = Some(sentence);
            self.words.clear();
            self.words.extend(words(&text[sentence.start as usize..sentence.end as usize]));
        }
        &self.words
    }
}

/// The sides that a sentence names, each once, the saldo last: it is said beside the others.
fn sides<'t>(text: &'t str, spoken: &[&'t str]) -> Vec<(Side, Quote<'t>)> {
    let mut sides: Vec<(Side, Quote<'_>)> = Vec::new();
    for &word in spoken {
        if let Some(side) = side(word).filter(|side| sides.iter().all(|(own, _)| own != side)) {
            sides.push((side, quote(text, word)));
        }
    }
    sides.sort_by_key(|(side, _)| *side == Side::Saldo);
    sides
}

fn quote<'t>(text: &'t str, word: &'t str) -> Quote<'t> {
    let start = place(text, word);
    let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Quote { text: word, start: at(start), end: at(start + word.len()) }
}

/// The words of a row's name that a sentence has too.
fn of_row<'t>(text: &'t str, spoken: &[&'t str], names: &[Quote<'t>]) -> Vec<Shared<'t>> {
    let of_label = |&label: &Quote<'t>| {
        let word = spoken.iter().find(|word| same_word(word, label.text))?;
        Some(Shared { prose: quote(text, word), label })
    };
    names.iter().filter_map(of_label).collect()
}

/// The words of a row's name that say what it is about.
fn telling<'t>(row: &Row<'t>) -> impl Iterator<Item = Quote<'t>> {
    let words_of = |part: &Quote<'t>| {
        let part = *part;
        words(part.text).map(move |word| {
            let at = place(part.text, word);
            part.part(at..at + word.len())
        })
    };
    let tells = |word: &Quote<'_>| {
        let named = word.text.len() > 3 && word.text.starts_with(char::is_alphabetic);
        named && !has_role(word.text, Role::Function) && !has_role(word.text, Role::Label)
    };
    row.label.iter().flat_map(words_of).filter(tells)
}

/// A cell that may be what a mention speaks of.
struct Candidate<'t> {
    table: u32,
    row: u32,
    column: u32,
    scale: Option<u32>,
    shared: Vec<Shared<'t>>,
}

/// The one cell of the year that the mention gives, in a row that its sentence names.
fn by_words<'t>(
    text: &'t str,
    mention: &Mention<'t>,
    tables: &[Table<'t>],
    spoken: &mut Spoken<'t>,
    left: &mut usize,
) -> Option<Link<'t>> {
    let year = mention.year.filter(|_| mention.upper.is_none())?;
    let mut agreeing = Vec::new();
    let mut differing = Vec::new();
    for (ordinal, table) in (0..).zip(tables) {
        let dated = |(_, column): &(u32, &Column<'_>)| {
            column.year == Some(year) && column.measure != Some(Measure::Afwijking)
        };
        for (column, _) in (0..).zip(&table.columns).filter(dated) {
            *left = left.checked_sub(table.rows.len())?;
            for (at, row) in (0..).zip(&table.rows) {
                let Some(cell) = row.cell(column) else { continue };
                if row.status == Status::Ambiguous || !same_unit(mention, cell, table) {
                    continue;
                }
                let fit = fit(mention, cell, table);
                if fit.is_none() && !is_misprint(mention, cell, row, table) {
                    continue;
                }
                *left = left.checked_sub(STEPS_FOR_WORDS)?;
                let shared = shared(text, spoken.turn_to(text, mention.sentence), row);
                if is_telling(mention, row, &shared) {
                    let scale = fit.and_then(Fit::scale);
                    let candidate = Candidate { table: ordinal, row: at, column, scale, shared };
                    if fit.is_some() { &mut agreeing } else { &mut differing }.push(candidate);
                }
            }
        }
    }
    let outcome = if agreeing.is_empty() { Agreement::Disagrees } else { Agreement::Agrees };
    let best = only_best(if agreeing.is_empty() { differing } else { agreeing })?;
    let Candidate { table, row, column, scale, shared } = best;
    let Interval { least, most } = Interval::of_mention(mention)?.normal();
    Some(Link { outcome, table, row, column, least, most, scale, shared, heading: None })
}

/// The candidate that shares most words; none where another shares as many.
fn only_best(candidates: Vec<Candidate<'_>>) -> Option<Candidate<'_>> {
    let most = candidates.iter().map(|candidate| candidate.shared.len()).max()?;
    let mut best = candidates.into_iter().filter(|candidate| candidate.shared.len() == most);
    best.next().filter(|_| best.next().is_none())
}

/// Whether mention and cell count in the same unit, as far as they say.
fn same_unit(mention: &Mention<'_>, cell: &Cell<'_>, table: &Table<'_>) -> bool {
    let is_money =
        !matches!(table.kind, TableKind::Indicators | TableKind::Kengetallen | TableKind::Grid);
    let of_cell = cell.unit.or(is_money.then_some(Unit::Eur));
    match mention.unit {
        Some(Unit::Count) | None => matches!(of_cell, None | Some(Unit::Count)),
        unit => of_cell == unit,
    }
}

/// Whether a cell is the count of the sentence but for one digit: what was realised, printed with
/// three digits or more. Any other number may well be another quantity.
fn is_misprint(mention: &Mention<'_>, cell: &Cell<'_>, row: &Row<'_>, table: &Table<'_>) -> bool {
    let is_count = mention.unit == Some(Unit::Count) && mention.scale.is_none();
    let realised = row.measure == Some(Measure::Realisatie) && table.kind == TableKind::Indicators;
    if !is_count || !realised || mention.qualifier.is_some() || cell.value.is_none() {
        return false;
    }
    let figures = |text: &'_ str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let (own, other) = (figures(mention.text), figures(cell.text));
    let different = own.iter().zip(&other).filter(|(own, other)| own != other).count();
    own.len() == other.len() && own.len() > 2 && different == 1
}

/// The words that a sentence shares with a row's name; a compound counts for both its parts:
/// `Opzoomercampagne` and `straten` with `Opzoomerstraten`.
fn shared<'t>(text: &'t str, spoken: &[&'t str], row: &Row<'t>) -> Vec<Shared<'t>> {
    let mut shared: Vec<Shared<'t>> = Vec::new();
    for label in telling(row) {
        let is_free = |word: &str| {
            let start = quote(text, word).start;
            shared.iter().all(|other| other.prose.start != start)
        };
        let same = |word: &&&str| same_word(word, label.text) && is_free(word);
        if let Some(word) = spoken.iter().find(same) {
            shared.push(Shared { prose: quote(text, word), label });
            continue;
        }
        let compound = spoken.iter().find_map(|&tail| Some((tail, head(label.text, tail)?)));
        let whole = compound.and_then(|(tail, head)| {
            let &beginning = spoken.iter().find(|word| starts_with(word, head))?;
            Some([beginning, tail].map(|word| Shared { prose: quote(text, word), label }))
        });
        shared.extend(whole.into_iter().flatten());
    }
    shared
}

/// Whether the shared words tell that both are about one quantity: two of them, among them what is
/// counted where the number is small; or the whole name of a row of amounts.
fn is_telling(mention: &Mention<'_>, row: &Row<'_>, shared: &[Shared<'_>]) -> bool {
    let counts = |word: &Shared<'_>| {
        mention.counted.is_some_and(|counted| {
            counted.start <= word.prose.start && word.prose.end <= counted.end
        })
    };
    let is_small = digits(mention.value) < 3;
    let is_count = matches!(mention.unit, Some(Unit::Count) | None);
    let whole_name =
        mention.unit == Some(Unit::Eur) && !shared.is_empty() && telling(row).count() == 1;
    shared.len() > 1 && (!is_count || !is_small || shared.iter().any(counts))
        || whole_name && !is_small
}

/// Gives a table that states no scale the one under which an amount with a scale word agrees with
/// it; and the table whose deviations it explains the same one.
fn infer_scales<'t>(
    mentions: &[Mention<'t>],
    tables: &mut [Table<'t>],
    deviations: &[DeviationOverview<'t>],
) {
    for mention in mentions {
        for link in &mention.links {
            let Some(scale) = shown_scale(mention, link) else { continue };
            let table = &mut tables[link.table as usize];
            let Some(cell) = table.rows[link.row as usize].cell(link.column) else { continue };
            let cell = cell.quote();
            let own = Quote { text: mention.text, start: mention.start, end: mention.end };
            let inferred = InferredScale { scale, evidence: Vec::new() };
            if table.scale.is_none() {
                let inferred = table.scale_inferred.get_or_insert(inferred);
                inferred.evidence.extend([own, cell]);
            }
        }
    }
    withdraw_disputed(mentions, tables);
    for deviation in deviations {
        let inferred = tables[deviation.table as usize].scale_inferred.clone();
        let Some(of) = deviation.of.filter(|_| is_same_money(deviation, tables)) else { continue };
        let of = &mut tables[of as usize];
        if of.scale.is_none() && of.scale_inferred.is_none() {
            of.scale_inferred = inferred;
        }
    }
}

/// The scale that a link shows: the mention has a scale word and is no estimate, and the two share a
/// word or more than a heading.
fn shown_scale(mention: &Mention<'_>, link: &Link<'_>) -> Option<u32> {
    let certain = mention.scale.is_some() && mention.qualifier.is_none() && !link.shared.is_empty();
    link.scale.filter(|_| certain && link.outcome == Agreement::Agrees)
}

/// Takes back the scale of a table that other mentions show another scale for, or disagree with.
fn withdraw_disputed(mentions: &[Mention<'_>], tables: &mut [Table<'_>]) {
    for mention in mentions {
        for link in &mention.links {
            let table = &mut tables[link.table as usize];
            let other = shown_scale(mention, link).is_some_and(|scale| {
                table.scale_inferred.as_ref().is_some_and(|inferred| inferred.scale != scale)
            });
            if other {
                table.scale_inferred = None;
            }
        }
    }
}

/// Whether two totals or more, none of them zero, are the same in both tables, and none differs.
fn is_same_money(deviation: &DeviationOverview<'_>, tables: &[Table<'_>]) -> bool {
    let overview = &tables[deviation.table as usize];
    let is_zero = |row: u32, column: u32| {
        let cell = overview.rows[row as usize].cell(column);
        cell.and_then(|cell| cell.value).is_some_and(|value| value.is_zero())
    };
    let holds = deviation.checks.iter().filter(|check| check.outcome == Outcome::Holds);
    let none_differs = deviation
        .checks
        .iter()
        .all(|check| matches!(check.outcome, Outcome::Holds | Outcome::Near));
    none_differs && holds.filter(|check| !is_zero(check.row, check.column)).count() > 1
}
