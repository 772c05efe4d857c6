//! The small words between the names of columns, read from `data/joints.tsv`.

use std::sync::LazyLock;

use ontleed_terms::lines;

/// Whether a word says nothing of its own: `en`, `(€)`.
pub(crate) fn is_filler(word: &str) -> bool {
    JOINTS.fillers.contains(word)
}

/// Whether a word sets the columns around it against each other: `t.o.v.`.
pub(crate) fn compares(word: &str) -> bool {
    JOINTS.comparisons.contains(word)
}

/// Whether a word joins what stands before it with what stands behind it.
pub(crate) fn joins(word: &str) -> bool {
    word == "/" || compares(word)
}

/// Whether a word stands before or between what a difference compares: `tussen`, `en`.
pub(crate) fn joins_compared(word: &str) -> bool {
    joins(word) || JOINTS.compared.contains(word)
}

/// Whether no label ends in a word: the rest stands on the next line.
pub(crate) fn goes_on_behind(word: &str) -> bool {
    JOINTS.open.contains(word)
}

/// Whether a number behind a word says by how much something is counted: `per 1.000`.
pub(crate) fn counts_by(word: &str) -> bool {
    JOINTS.counted.contains(word)
}

/// Whether a name of a column that begins with a word says a part of the column before it: `waarvan`.
pub(crate) fn begins_part(word: &str) -> bool {
    JOINTS.parts.contains(word)
}

/// Whether a word says that a budget is the one after a change: `na`, `incl.`.
pub(crate) fn says_after(word: &str) -> bool {
    JOINTS.after.contains(word)
}

/// Whether a word is for what changes a budget: `wijzigingen`, `burap`.
pub(crate) fn changes_budget(word: &str) -> bool {
    JOINTS.changes.contains(word)
}

/// Whether a word stands above the codes of rows rather than their names: `nr`.
pub(crate) fn heads_codes(word: &str) -> bool {
    JOINTS.codes.contains(&word.trim().trim_end_matches('.').to_lowercase())
}

/// Whether a word is for those by whose number authorities are classed: `< 25.000 inwoners`.
pub(crate) fn counts_people(word: &str) -> bool {
    JOINTS.people.contains(word)
}

const FILE: &str = include_str!("../data/joints.tsv");

/// The words by their use.
#[derive(Default)]
struct Joints {
    fillers: Words,
    comparisons: Words,
    compared: Words,
    open: Words,
    counted: Words,
    parts: Words,
    after: Words,
    changes: Words,
    codes: Words,
    people: Words,
}

static JOINTS: LazyLock<Joints> = LazyLock::new(|| {
    let mut joints = Joints::default();
    for [word, code] in lines(FILE) {
        match code {
            "filler" => joints.fillers.add(word),
            "comparison" => joints.comparisons.add(word),
            "compared" => joints.compared.add(word),
            "open" => joints.open.add(word),
            "counted" => joints.counted.add(word),
            "part" => joints.parts.add(word),
            "after" => joints.after.add(word),
            "change" => joints.changes.add(word),
            "code" => joints.codes.add(word),
            "people" => joints.people.add(word),
            _ => {}
        }
    }
    joints
});

/// A few words, and how long they are: bit 1 for one byte.
#[derive(Default)]
struct Words {
    all: Vec<&'static str>,
    lengths: u32,
}

impl Words {
    fn add(&mut self, word: &'static str) {
        self.all.push(word);
        self.lengths |= 1 << word.len();
    }

    fn contains(&self, word: &str) -> bool {
        let is_as_long = word.len() < 32 && self.lengths >> word.len() & 1 != 0;
        let is_same = |own: &&str| own.as_bytes()[0] == word.as_bytes()[0] && *own == word;
        is_as_long && self.all.iter().any(is_same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_in_its_example() {
        for [word, code, example] in lines(FILE) {
            let words = match code {
                "filler" => &JOINTS.fillers,
                "comparison" => &JOINTS.comparisons,
                "compared" => &JOINTS.compared,
                "open" => &JOINTS.open,
                "counted" => &JOINTS.counted,
                "part" => &JOINTS.parts,
                "after" => &JOINTS.after,
                "change" => &JOINTS.changes,
                "code" => &JOINTS.codes,
                "people" => &JOINTS.people,
                _ => panic!("{code}"),
            };
            assert!(word.len() < 32 && words.contains(word), "{word}");
            assert!(example.split(' ').any(|printed| printed == word), "{word}: {example}");
        }
    }
}
