//! What a page leaves between the rows of a table that goes on on the next: its foot, and the header of the table once more.

use std::sync::LazyLock;

use ontleed_terms::{authority_kind, documents, lines};
use ontleed_text::{Source, fold};

use crate::header;
use crate::line::Kind;

/// Leaves the foot of each page out, and the lines of a header below it that stand above it too.
pub(super) fn leave_out(source: &Source<'_>, kinds: &mut [Kind]) {
    let mut at = 0;
    while at < kinds.len() {
        let end = foot(source, kinds, at);
        if end > at {
            kinds[at..end].fill(Kind::Blank);
            leave_header_out(source, kinds, at, end);
        }
        at = end.max(at + 1);
    }
}

/// Whether a line that says something was left out.
pub(crate) fn is_left_out(source: &Source<'_>, kinds: &[Kind], line: usize) -> bool {
    kinds[line] == Kind::Blank && !text(source, line).trim().is_empty()
}

fn text<'t>(source: &'t Source<'_>, line: usize) -> &'t str {
    source.slice(source.lines()[line].span)
}

/// The end of the foot of a page that begins at a line; that line itself where none does.
fn foot(source: &Source<'_>, kinds: &[Kind], at: usize) -> usize {
    /// The foot of a page is shorter, in bytes.
    const LONGEST: usize = 200;
    let is_text = matches!(kinds[at], Kind::Text | Kind::Prose | Kind::Row { .. } | Kind::Pipe);
    let is_free = |line: usize| kinds.get(line).is_none_or(|kind| *kind == Kind::Blank);
    if !is_text || at > 0 && !is_free(at - 1) {
        return at;
    }
    // The number of the page stands at the end, or alone on the next line.
    let stands_alone = is_free(at + 1);
    if !stands_alone && kinds[at + 1] != Kind::Value {
        return at;
    }
    let line = text(source, at);
    if line.len() > LONGEST {
        return at;
    }
    if stands_alone {
        return if numbers_page(line) { at + 1 } else { at };
    }
    let is_number = |line: usize| {
        let number = text(source, line).trim();
        (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    if is_free(at + 2) && is_number(at + 1) && names_document(line) { at + 2 } else { at }
}

/// `Pagina 12`, `Pagina 12 van 40`.
fn numbers_page(line: &str) -> bool {
    if !line.trim_ascii_end().as_bytes().last().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let mut words = line.split_whitespace().rev();
    let is_number = |word: Option<&str>| {
        word.is_some_and(|word| word.len() < 5 && word.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if !is_number(words.next()) {
        return false;
    }
    let Some(word) = words.next() else { return false };
    let is_page = |word: &str| has_role(word, "page");
    if is_page(word) {
        return true;
    }
    has_role(word, "of") && is_number(words.next()) && words.next().is_some_and(is_page)
}

fn has_role(word: &str, role: &str) -> bool {
    let word = fold(word);
    WORDS.iter().any(|[own, own_role, _]| *own == word && *own_role == role)
}

/// `Gemeente Best Begroting 2021`: a document and the authority that it is of.
fn names_document(line: &str) -> bool {
    line.split_whitespace().any(|word| authority_kind(&fold(word)).is_some())
        && !documents(line).is_empty()
}

/// Leaves out the lines below a foot that stand in the same order above it, where they name columns.
fn leave_header_out(source: &Source<'_>, kinds: &mut [Kind], foot: usize, end: usize) {
    /// How far above the foot of a page the header of its table may stand, in lines.
    const REACH: usize = 80;
    let Some(first) = (end..kinds.len()).take(REACH).find(|&line| kinds[line] != Kind::Blank)
    else {
        return;
    };
    let printed = |line: usize| text(source, line).trim_end();
    let is_same = |above: &usize| kinds[*above] != Kind::Blank && printed(*above) == printed(first);
    let Some(above) = (foot.saturating_sub(REACH)..foot).rev().find(is_same) else { return };
    let same = (0..foot - above).take_while(|&at| {
        first + at < kinds.len()
            && kinds[first + at] != Kind::Blank
            && printed(above + at) == printed(first + at)
    });
    let header = first..first + same.count();
    if header.clone().any(|line| header::heads(source, source.lines()[line].span)) {
        kinds[header].fill(Kind::Blank);
    }
}

static WORDS: LazyLock<Vec<[&str; 3]>> =
    LazyLock::new(|| lines(include_str!("../../data/pages.tsv")).collect());

#[cfg(test)]
mod tests {
    use super::super::tests::printed;
    use super::*;

    #[test]
    fn every_word_numbers_the_page_of_its_example() {
        for [word, _, example] in &*WORDS {
            assert!(numbers_page(example) && fold(example).contains(word), "{word}: {example}");
        }
        assert!(!numbers_page("Begroting 2021") && !numbers_page("Pagina"));
    }

    #[test]
    fn a_table_goes_on_below_the_foot_of_a_page() {
        let header = "Programma              2020      2021";
        let rows = "Bestuur               1.204       980\nWonen                 1.310     1.045";
        let more = "Zorg                  2.410     2.240\nTotaal                4.924     4.265";
        for foot in [
            "Jaarstukken 2021 | Gemeente Best     Pagina 12 van 40",
            "Gemeente Best Jaarstukken 2021\n12",
        ] {
            for again in ["", "Programma              2020      2021\n"] {
                let text = format!("{header}\n{rows}\n\n{foot}\n\n{again}{more}\n");
                let found = printed(&text);
                assert_eq!(found.len(), 1, "{text}");
                assert!(found[0].1.ends_with(more), "{text}");
            }
        }
    }
}
