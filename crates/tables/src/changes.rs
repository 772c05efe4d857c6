//! Kinds of changes of a budget, which stand behind the label of a change.

use std::sync::LazyLock;

use ontleed_model::ChangeKind;
use ontleed_terms::lines;
use ontleed_text::{Source, Span};

use crate::table::Row;

const CHANGES: &str = include_str!("../data/changes.tsv");

static KINDS: LazyLock<Vec<(ChangeKind, &str)>> = LazyLock::new(|| {
    lines(CHANGES).filter_map(|[kind, phrase]| Some((ChangeKind::named(kind)?, phrase))).collect()
});

/// Says of each row what kind of change its label ends in. The label stays as printed: one that is a
/// kind and nothing else sums changes of that kind.
pub(crate) fn find(source: &Source<'_>, rows: &mut [Row]) {
    for row in rows.iter_mut().filter(|row| !row.cells.is_empty()) {
        let Some(last) = row.label.last() else { continue };
        let Some((kind, at)) = at_end(source.slice(*last)) else { continue };
        row.change = Some((kind, Span::at(last.range().start + at, last.range().end)));
    }
}

/// A row of zeros obeys any sum: among changes that are parts of one row it is a part of it too.
pub(crate) fn place_zeros(rows: &mut [Row]) {
    for at in 1..rows.len() {
        let above = &rows[at - 1];
        let (Some(parent), Some(_)) = (above.parent, above.change) else { continue };
        let row = &mut rows[at];
        let is_zero = row.cells.iter().all(|cell| cell.value.is_some_and(|value| value.is_zero()));
        if row.parent.is_none() && row.change.is_some() && is_zero {
            row.parent = Some(parent);
        }
    }
}

/// The kind at the end of a label, the longest there is, and where it begins.
fn at_end(label: &str) -> Option<(ChangeKind, usize)> {
    let ends = KINDS.iter().filter_map(|&(kind, phrase)| {
        let at = label.len().checked_sub(phrase.len())?;
        let fits = label.get(at..)?.eq_ignore_ascii_case(phrase);
        // Within a name it begins with a capital: `Bestemmingen en reserves` is a name.
        let is_apart = at == 0
            || label[..at].ends_with([' ', '\u{A0}', '\n'])
                && label[at..].starts_with(char::is_uppercase);
        (fits && is_apart).then_some((kind, at))
    });
    ends.min_by_key(|(_, at)| *at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_reads_its_example() {
        for [kind, phrase, example] in lines(CHANGES) {
            let found =
                at_end(example).map(|(kind, at)| (kind.code(), example[at..].to_lowercase()));
            assert_eq!(found, Some((kind, phrase.to_owned())));
        }
    }

    #[test]
    fn the_longest_kind_stands_alone_or_behind_a_name() {
        assert_eq!(at_end("Taakmutaties"), Some((ChangeKind::Taakmutaties, 0)));
        assert_eq!(at_end("Saldo en reserves"), None);
        assert_eq!(at_end("Bestemmingsreserves"), None);
        assert_eq!(at_end("Kade Mutaties Reserves"), Some((ChangeKind::Reserves, 5)));
    }
}
