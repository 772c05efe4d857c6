//! Tables whose cells a mark parts: pipes, tabs, tags.

use super::{Found, Scan, Style};
use crate::line::Kind;

/// How many lines a cell of a header has at most, and how long its words are.
const LONGEST_CELL: usize = 12;
const LONGEST_WORD: usize = 24;

impl Scan<'_, '_> {
    /// Lines with pipes or tabs, and the odd line between them that a broken cell left.
    pub(super) fn separated(&self, first: usize, kind: Kind, style: Style) -> Found {
        let mut end = first + 1;
        let mut rows = 1;
        let mut at = end;
        while at < self.kinds.len() {
            match self.kinds[at] {
                k if k == kind => {
                    rows += 1;
                    end = at + 1;
                }
                Kind::Rule if self.underlines(at) => break,
                Kind::Rule => end = at + 1,
                Kind::Text | Kind::Row { .. } | Kind::Value | Kind::Void | Kind::Period
                    if at < end + 2 => {}
                // A header cell can break after every word.
                Kind::Text | Kind::Period
                    if at < end + LONGEST_CELL && self.span(at).len() < LONGEST_WORD => {}
                Kind::Blank if at == end => {}
                _ => break,
            }
            at += 1;
        }
        let holds_values =
            (first..end).any(|line| self.text(line).bytes().any(|b| b.is_ascii_digit()));
        if rows < 2 || !holds_values {
            return Found::nothing(end);
        }
        let start = self.unit_above(first);
        Found::region(start..end, style)
    }

    /// The lines on which a table opens, each with the line on which it closes.
    pub(super) fn tag_pairs(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        if !self.kinds.contains(&Kind::Tag) {
            return pairs;
        }
        for (open, shut) in [("<table", "</table"), ("<div", "</div")] {
            let mut stack: Vec<usize> = Vec::new();
            for line in (0..self.kinds.len()).filter(|&line| self.shows(line)) {
                let text = self.text(line);
                if memchr::memchr(b'<', text.as_bytes()).is_none() {
                    continue;
                }
                stack.extend(std::iter::repeat_n(line, count(text, open)));
                for _ in 0..count(text, shut) {
                    let Some(from) = stack.pop() else { break };
                    if from < line && opens_table(self.text(from)) {
                        pairs.push((from, line));
                    }
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup_by_key(|(open, _)| *open);
        pairs
    }
}

/// From the tag that opens a table to the one that closes it.
pub(super) fn tagged(first: usize, pairs: &[(usize, usize)]) -> Found {
    let found = pairs.binary_search_by_key(&first, |(open, _)| *open);
    let Some((_, close)) = found.ok().and_then(|at| pairs.get(at)) else {
        return Found::nothing(first + 1);
    };
    Found::region(first..close + 1, Style::Html)
}

/// Whether a tag opens a table: a `<div>` only where its class says so.
fn opens_table(text: &str) -> bool {
    let text = text.trim_start();
    let is_class = || ["tbl", "table", "grid"].iter().any(|class| text.contains(class));
    text.starts_with("<table") || (text.starts_with("<div") && is_class())
}

fn count(text: &str, tag: &str) -> usize {
    memchr::memmem::find_iter(text.as_bytes(), tag.as_bytes()).count()
}
