//! Sides that stick to the names before them: `BestuurLasten2.0141.988`.

use ontleed_text::{Source, Span};

use crate::lex::{Head, Lexed, Place, Raw, Tail};
use crate::line;
use crate::vocabulary::{self, Role};
use crate::words::What;

/// Takes the name of the column of sides off the header, with that of the labels, where most rows end in a side.
pub(super) fn leave_name<'t>(
    source: &Source<'_>,
    lexed: &mut Lexed,
    rows: impl Iterator<Item = &'t str>,
) -> bool {
    let Some(line) = lexed.header.last() else { return false };
    let [head] = line.as_slice() else { return false };
    let [label, side, next, ..] = head.items.as_slice() else { return false };
    let names_sides = label.what == What::Label
        && matches!(side.what, What::Other | What::Label)
        && side.glued
        && next.glued
        && next.what.heads_values();
    if !names_sides {
        return false;
    }
    let (mut all, mut sides) = (0, 0);
    for row in rows {
        all += 1;
        let at = line::glued_tail(row);
        sides += usize::from(at.and_then(|at| side_behind(&row[..at])).is_some());
    }
    if sides < 2 || sides * 2 <= all {
        return false;
    }
    let rest = Span::new(next.span.start, head.span.end);
    let heads = [(label.span, Place::Label), (side.span, Place::Label), (rest, Place::Open)];
    let heads = heads.map(|(span, place)| Head::new(source, span, place));
    let mut header = lexed.header.clone();
    if let Some(line) = header.last_mut() {
        *line = heads.to_vec();
    }
    lexed.rename(header);
    true
}

/// Parts the side from the name before it.
pub(super) fn part(source: &Source<'_>, rows: &mut [Raw]) {
    for row in rows.iter_mut().filter(|row| row.tail != Tail::None) {
        let Some(label) = row.label.last_mut() else { continue };
        let Some(at) = side_behind(source.slice(*label)) else { continue };
        let side = Span::at(at, label.len()).shift(label.start);
        *label = Span::new(label.start, side.start);
        row.label.push(side);
    }
}

/// Where the side begins that sticks to the end of a name: `BestuurLasten`.
fn side_behind(label: &str) -> Option<usize> {
    let label = label.trim_end();
    let at = label.rfind(char::is_uppercase)?;
    let is_side = matches!(vocabulary::role(&label[at..]), Some(Role::Side(_)));
    let sticks = label[..at].ends_with(|c: char| c.is_lowercase() || c == ')');
    (is_side && sticks).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_sticks_to_a_name() {
        assert_eq!(side_behind("0.1 BestuurLasten"), Some(11));
        assert_eq!(side_behind("Wonen (overig)Baten"), Some(14));
        for label in ["Bestuur Lasten", "Lasten", "BestuurKosten", "Bestuurlasten", ""] {
            assert_eq!(side_behind(label), None, "{label}");
        }
    }
}
