//! Names on lines of their own, each above the line with its values.

use ontleed_text::{Source, Span};

use super::Part;
use crate::lex::Raw;
use crate::line::{self, Kind};

/// Which lines name the row of values right below them: none, unless most rows are printed so.
pub(super) fn names(source: &Source<'_>, parts: &[Part<'_>]) -> Vec<bool> {
    let is_row = |part: &Part<'_>| matches!(part.kind, Kind::Row { .. });
    let names = parts.windows(2).map(|pair| is_pair(source, &pair[0], &pair[1]));
    let mut names: Vec<bool> = names.collect();
    let pairs = names.iter().filter(|is_name| **is_name).count();
    let is_name = |at: usize| names.get(at) == Some(&true);
    let rows = (0..parts.len()).filter(|&at| is_row(&parts[at]) && !is_name(at)).count();
    if pairs < FEWEST || pairs * 2 <= rows {
        return Vec::new();
    }
    names.push(false);
    names
}

/// One line of values below one of words may have lost its own name.
const FEWEST: usize = 2;

/// Whether a line of words names the row below it, which holds values and nothing else.
fn is_pair(source: &Source<'_>, above: &Part<'_>, below: &Part<'_>) -> bool {
    (above.kind.may_name_row() || above.kind == Kind::Prose)
        && matches!(below.kind, Kind::Row { .. })
        && line::holds_only_values(source.slice(below.span))
        && is_right_above(source, above.span, below.span)
        && !line::holds_only_values(source.slice(above.span))
}

/// Whether no empty line stands between two lines.
pub(super) fn is_right_above(source: &Source<'_>, above: Span, below: Span) -> bool {
    source.slice(Span::new(above.end, below.start)).matches('\n').count() == 1
}

/// A row with the name above it. A value that was left to the label shows that its cells may be others.
pub(super) fn named(raw: Raw, name: Span) -> Raw {
    let in_doubt = raw.in_doubt || !raw.label.is_empty();
    let label = std::iter::once(name).chain(raw.label).collect();
    Raw { label, in_doubt, span: name.to(raw.span), ..raw }
}
