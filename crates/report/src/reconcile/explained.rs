//! Figures in the section that explains a row.

use ontleed_model::{
    Agreement, Cell, Explanation, Link, Mention, Quote, Row, Sentence, Shared, Side, Status, Table,
    Unit,
};
use ontleed_terms::side;

use super::fit::{Interval, fit, scales};
use super::spoken::{Spoken, quote, telling};
use crate::words::same_word;

/// Links the amounts in the explanation of a row to its cells.
pub(super) fn explained<'t>(
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

/// The words of a row's name that a sentence has too.
fn of_row<'t>(text: &'t str, spoken: &[&'t str], names: &[Quote<'t>]) -> Vec<Shared<'t>> {
    let of_label = |&label: &Quote<'t>| {
        let word = spoken.iter().find(|word| same_word(word, label.text))?;
        Some(Shared { prose: quote(text, word), label })
    };
    names.iter().filter_map(of_label).collect()
}
