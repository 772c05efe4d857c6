//! Tables whose cells a mark parts: pipes, tabs, tags.

use ontleed_terms::lines;
use ontleed_text::fold;

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
        // A box begins with a line that is drawn.
        let top = first
            .checked_sub(1)
            .filter(|&line| self.kinds[line] == Kind::Rule && !self.underlines(line));
        let start = self.unit_above(top.unwrap_or(first));
        Found::region(start..end, style)
    }

    /// The lines on which a table opens, each with the line on which it closes.
    pub(super) fn tag_pairs(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        if !self.kinds.contains(&Kind::Tag) {
            return pairs;
        }
        for (open, shut) in [(TABLE, "</table"), (BLOCK, "</div")] {
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

/// The tags that may open a table.
const TABLE: &str = "<table";
const BLOCK: &str = "<div";

/// Whether a tag opens a table: a `<div>` only where its class says so.
fn opens_table(text: &str) -> bool {
    let text = text.trim_start();
    begins(text, TABLE) || begins(text, BLOCK) && says_table(&fold(text))
}

/// Whether a tag holds one of the words of `data/classes.tsv`.
fn says_table(tag: &str) -> bool {
    lines(CLASSES).any(|[class, _]| tag.contains(class))
}

const CLASSES: &str = include_str!("../../data/classes.tsv");

fn count(text: &str, tag: &str) -> usize {
    memchr::memchr_iter(b'<', text.as_bytes()).filter(|&at| begins(&text[at..], tag)).count()
}

/// Whether a text begins with a tag, in any case.
fn begins(text: &str, tag: &str) -> bool {
    text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
}

#[cfg(test)]
mod tests {
    use super::super::tests::printed;
    use super::*;

    #[track_caller]
    fn check(text: &str, style: Style, expected: &[&str]) {
        let expected: Vec<(Style, String)> =
            expected.iter().map(|lines| (style, (*lines).to_owned())).collect();
        assert_eq!(printed(text), expected);
    }

    #[test]
    fn lines_that_a_broken_cell_left_stand_between_lines_with_pipes() {
        let broken = "| Naam | Begroting\n2020 | Saldo |\n| Baten | 12 | 3 |";
        check(broken, Style::Pipe, &[broken]);
        let words = "Naam | Begroting\nna\nwijziging\nvan\nvorig\njaar | Saldo\nBaten | 12 | 3";
        check(words, Style::Pipe, &[words]);
        let long = "| Naam | Saldo |\n| Baten | 12 |\nDeze baten zijn van de gemeente zelf\nen van niemand anders meer\nop dit moment in de tijd\n| Lasten | 9 |";
        check(long, Style::Pipe, &["| Naam | Saldo |\n| Baten | 12 |"]);
        let parted = "| Naam | Saldo |\n\n| Baten | 12 |";
        check(parted, Style::Pipe, &[parted]);
    }

    #[test]
    fn two_lines_with_marks_and_a_number_are_a_table() {
        check("| Naam | 2020 |\nEen zin die daarachter staat.", Style::Pipe, &[]);
        check("| Naam | Eenheid |\n| Baten | euro |", Style::Pipe, &[]);
        let heading = "Naam\t2020\nBaten\t12\nVerder\n-----\nLasten\t9\nSaldo\t3";
        check(heading, Style::Tab, &["Naam\t2020\nBaten\t12", "Lasten\t9\nSaldo\t3"]);
        let unit = "(bedragen x € 1.000)\n| Naam | 2020 |\n| Baten | 12 |";
        check(unit, Style::Pipe, &[unit]);
    }

    #[test]
    fn tags_hold_a_table_where_they_say_so() {
        let table = "<table>\n<tr><td>Baten</td>\n<td>12</td></tr>\n</table>";
        check(table, Style::Html, &[table]);
        let class = "<div class=\"tbl\">\n<div>\n12\n</div>\n</div>";
        check(class, Style::Html, &[class]);
        check("<div>\n<div>\n12\n</div>\n</div>", Style::Html, &[]);
        let loud = "<TABLE>\n<TR><TD>Baten</TD>\n<TD>12</TD></TR>\n</TABLE>";
        check(loud, Style::Html, &[loud]);
    }

    #[test]
    fn every_class_says_that_its_example_is_a_table() {
        for [class, example] in lines(CLASSES) {
            assert!(example.contains(class) && opens_table(example), "{class}");
        }
    }
}
