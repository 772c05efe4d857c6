//! Figures in sentences that share words with the name of a row.

use ontleed_model::{
    Agreement, Cell, Column, Link, Measure, Mention, Row, Shared, Status, Table, TableKind, Unit,
};

use super::STEPS_FOR_WORDS;
use super::fit::{Fit, Interval, digits, fit};
use super::spoken::{Spoken, quote, telling};
use crate::words::{head, same_word, starts_with};

/// The one cell of the year that the mention gives, in a row that its sentence names.
pub(super) fn by_words<'t>(
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

/// A cell that may be what a mention speaks of.
struct Candidate<'t> {
    table: u32,
    row: u32,
    column: u32,
    scale: Option<u32>,
    shared: Vec<Shared<'t>>,
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
