//! What the columns are called and what they hold.

mod counts;
mod heads;
mod placed;
mod together;
mod told;

use std::borrow::Cow;

use ontleed_text::{Source, Span};

pub(crate) use self::counts::{
    counts, dated_amounts, words_before_values, years_alone, years_in_a_run,
};
pub(crate) use self::heads::{Heads, columns_headed};
use self::placed::placed;
pub(crate) use self::placed::{groups, period, repeated};
use self::together::complete;
pub(crate) use self::together::{
    amounts_of_words, balance_of_rows, deviations_of_title, measure_of_title, side_of_title,
    values_of_years,
};
pub(crate) use self::told::{hold_one_quantity, moves, names_balance, names_more};
use crate::joints;
use crate::lex::{Head, Place};
use crate::naming::{self, Named};
use crate::table::Column;
use crate::words::{self, Item, What};

/// The columns of a table that has `count` of them. Where the header does not name each of them
/// with certainty they have no name.
pub(crate) fn columns(source: &Source<'_>, header: &[Vec<Head>], count: usize) -> Vec<Column> {
    let is_open = |head: &Head| head.place == Place::Open;
    // A row in one cell among rows whose cells have places has lost them.
    let lost = header.iter().any(|row| row.len() > 1)
        && header.iter().all(|row| row.len() == 1 || !row.iter().any(is_open));
    let mut named = if !lost && header.iter().flatten().any(is_open) {
        let heads = || header.iter().flatten();
        let cells: Vec<&Head> = heads().filter(|head| head.place != Place::Label).collect();
        let has_label = heads().any(|head| head.place == Place::Label);
        naming::columns(source, &joined(source, &cells), count, has_label).unwrap_or_default()
    } else {
        placed(source, header, count)
    };
    named.resize(count, Named::default());
    complete(source, &mut named);
    named.into_iter().map(|named| named.column).collect()
}

/// The cells, those on lines right below each other in one: a phrase can go on in the next line.
fn joined<'h>(source: &Source<'_>, cells: &[&'h Head]) -> Vec<Cow<'h, Head>> {
    let goes_on = |above: &&Head, below: &&Head| {
        above.span.end <= below.span.start
            && is_one_line_end(source, above.span, below.span)
            && !is_row_of_sides(below)
            && !begins_with_unit(below)
            && !ends_in_unit(above)
            && ![above, below].iter().any(|head| naming::is_formula(source.slice(head.span)))
    };
    let runs = cells.chunk_by(|above, below| goes_on(above, below));
    let joined = runs.map(|run| match run {
        [first, .., last] => Cow::Owned(Head::new(source, first.span.to(last.span), first.place)),
        _ => Cow::Borrowed(run[0]),
    });
    joined.collect()
}

/// `Lasten Baten Saldo Lasten Baten Saldo`: no phrase of the line above goes on in it.
fn is_row_of_sides(line: &Head) -> bool {
    line.items.len() > 2 && words::are_sides(&line.items)
}

/// `bedragen x € 1.000 Rekening 2020 Begroting 2021`: the names of the columns stand behind their unit.
fn begins_with_unit(line: &Head) -> bool {
    matches!(line.items.as_slice(), [Item { what: What::Unit, .. }, _, ..])
}

/// `Ratio (in €)`: behind the unit of what heads the labels stand the names of the columns.
fn ends_in_unit(line: &Head) -> bool {
    let Some((Item { what: What::Unit, .. }, names)) = line.items.split_last() else {
        return false;
    };
    !names.is_empty() && names.iter().all(|item| matches!(item.what, What::Other | What::Label))
}

fn is_one_line_end(source: &Source<'_>, above: Span, below: Span) -> bool {
    let between = source.slice(Span::new(above.end, below.start));
    // An empty cell begins a row of its own.
    between.trim().is_empty()
        && !between.contains('\t')
        && between.bytes().filter(|b| *b == b'\n').count() == 1
}

/// Whether a line or cell holds header words and nothing else, or heads several columns.
pub(crate) fn heads(source: &Source<'_>, span: Span) -> bool {
    Heads::of(source, span).names_columns()
}

/// Whether a line or cell holds the name of a column of values.
pub(crate) fn names_values(source: &Source<'_>, span: Span) -> bool {
    let items = words::items(source, span);
    items.iter().any(|item| matches!(item.what, What::Measure(..) | What::Period(_)))
        && words::is_pure(source, &items)
}

/// Whether a text holds the name of a measure among other words.
pub(crate) fn names_measure(source: &Source<'_>, span: Span) -> bool {
    let items = words::items(source, span);
    items.iter().any(|item| matches!(item.what, What::Measure(Some(_), _)))
}

/// Whether a line or cell only heads labels; it may explain the word for them in brackets.
pub(crate) fn names_labels(source: &Source<'_>, span: Span) -> bool {
    are_labels(source, &words::items(source, span))
}

/// The same of words that are read already.
pub(crate) fn are_labels(source: &Source<'_>, items: &[Item]) -> bool {
    let items = words::unexplained(source, items);
    !items.is_empty() && items.iter().all(|item| item.what == What::Label)
}

/// Whether words name rows of both sides: `Baten en lasten`.
pub(crate) fn are_both_sides(source: &Source<'_>, items: &[Item]) -> bool {
    let is_side = |item: &&Item| matches!(item.what, What::Side(_));
    items.iter().filter(is_side).count() == 2
        && items.len() == 3
        && joints::is_filler(&source.slice(items[1].span).to_lowercase())
}

/// Whether a line is made of header words that stick together, whatever digits are among them.
pub(crate) fn is_glued_header(source: &Source<'_>, span: Span) -> bool {
    if !words::may_stick(source, span) {
        return false;
    }
    let items = words::items(source, span);
    let glued = items.iter().filter(|item| item.glued && matches!(item.what, What::Measure(..)));
    glued.count() > 1
}
