//! Items with a bullet or a number in front.

use ontleed_model::{Block, Item, Quote};
use ontleed_text::Source;

use crate::scan::{Line, Shape};

/// Deepest nesting that is kept; deeper items stand beside their parent.
const DEPTH: usize = 8;

/// The length in bytes of the marker a line begins with, where it is an item of a list.
///
/// A number is a marker only on an indented line: `1. Welzijn` at the margin is a heading.
pub(crate) fn marker(line: &Line<'_>) -> Option<usize> {
    let first = *line.text.as_bytes().first()?;
    // What most lines begin with begins no item.
    if first.is_ascii_uppercase()
        || line.indent == 0 && first.is_ascii_alphanumeric() && first != b'o'
    {
        return None;
    }
    let word = line.text.split([' ', '\u{A0}']).next().unwrap_or_default();
    let more = line.text.len() > word.len();
    let bullet =
        matches!(word, "•" | "◦" | "▪" | "‣" | "·" | "■" | "●" | "○" | "–" | "-" | "*" | "+" | "o");
    let numbered = line.indent > 0 && is_ordinal(word);
    (more && (bullet || numbered)).then_some(word.len())
}

/// `1.`, `12)`, `a.`
fn is_ordinal(word: &str) -> bool {
    let Some(name) = word.strip_suffix(['.', ')']) else { return false };
    let number = name.len() <= 3 && name.bytes().all(|b| b.is_ascii_digit());
    let letter = name.len() == 1 && name.bytes().all(|b| b.is_ascii_lowercase());
    !name.is_empty() && (number || letter)
}

/// The list that begins at line `at`, and one past its last line. `lines` end where a table begins.
pub(crate) fn list<'t>(source: &Source<'t>, lines: &[Line<'t>], at: usize) -> (Block<'t>, usize) {
    let mut open = Open { text: source.text(), items: Vec::new(), stack: Vec::new() };
    let mut next = at;
    while let Some(length) = lines.get(next).and_then(marker) {
        let end = end_of_item(lines, next);
        open.push(&lines[next..end], length);
        next = end;
        let after = lines[next..].iter().position(|line| line.shape != Shape::Blank).unwrap_or(0);
        if after == 1 && marker(&lines[next + after]).is_some() {
            next += after;
        }
    }
    open.close_to(0);
    let (start, end) = match (open.items.first(), open.items.last()) {
        (Some(first), Some(last)) => (first.start, last.end),
        _ => (lines[at].span.start, lines[at].span.start),
    };
    (Block::List { start, end, line: lines[at].number, items: open.items }, next)
}

/// One past the last line of the item at `at`: lines set in further than its marker go on with it.
fn end_of_item(lines: &[Line<'_>], at: usize) -> usize {
    let indent = lines[at].indent;
    let goes_on =
        |line: &&Line<'_>| !line.is_empty() && line.indent > indent && marker(line).is_none();
    at + 1 + lines[at + 1..].iter().take_while(goes_on).count()
}

/// A list as it is read: the items still open, outermost first, with their indent.
struct Open<'t> {
    text: &'t str,
    items: Vec<Item<'t>>,
    stack: Vec<(usize, Item<'t>)>,
}

impl<'t> Open<'t> {
    fn push(&mut self, lines: &[Line<'t>], marker: usize) {
        let indent = lines[0].indent;
        let depth = self.stack.iter().take(DEPTH).take_while(|(open, _)| *open < indent).count();
        self.close_to(depth);
        self.stack.push((indent, self.item(lines, marker)));
    }

    fn item(&self, lines: &[Line<'t>], marker: usize) -> Item<'t> {
        let first = lines[0].text_span();
        let end = lines[lines.len() - 1].text_span().end;
        let after = &lines[0].text[marker..];
        let gap = after.len() - after.trim_start().len();
        let marker_end = first.start + u32::try_from(marker).unwrap_or(0);
        let content = marker_end + u32::try_from(gap).unwrap_or(0);
        Item {
            start: first.start,
            end,
            marker: Quote::of(self.text, first.start, marker_end),
            content: Quote::of(self.text, content, end),
            items: Vec::new(),
        }
    }

    /// Closes the innermost items until `depth` are open.
    fn close_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            let Some((_, item)) = self.stack.pop() else { return };
            match self.stack.last_mut() {
                Some((_, parent)) => {
                    parent.end = item.end;
                    parent.items.push(item);
                }
                None => self.items.push(item),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::scan::scan;

    fn outline(items: &[Item<'_>], depth: usize, out: &mut String) {
        for item in items {
            let indent = " ".repeat(depth);
            writeln!(out, "{indent}{} {:?}", item.marker.text, item.content.text).unwrap();
            outline(&item.items, depth + 1, out);
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let source = Source::new(text);
        let (Block::List { items, .. }, _) = list(&source, &scan(&source, &[]), 0) else {
            panic!("no list")
        };
        let mut out = String::new();
        outline(&items, 0, &mut out);
        assert_eq!(out, expected);
    }

    #[test]
    fn items_nest_by_their_indent() {
        check(
            "  • een\n    • twee\n    • drie\n  • vier\nTekst.",
            concat!("• \"een\"\n", " • \"twee\"\n", " • \"drie\"\n", "• \"vier\"\n"),
        );
        check("  1.  een\n  2.  twee", "1. \"een\"\n2. \"twee\"\n");
    }

    #[test]
    fn an_item_goes_on_where_its_lines_are_set_in() {
        check(
            "  * een\n    regel\n\n  * twee\n\n\n  * drie",
            "* \"een\\n    regel\"\n* \"twee\"\n",
        );
    }
}
