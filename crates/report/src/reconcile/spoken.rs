//! The words of sentences and of the names of rows.

use ontleed_model::{Quote, Row, Sentence};
use ontleed_terms::{Role, has_role};

use crate::words::{place, words};

/// The words of a sentence.
#[derive(Default)]
pub(super) struct Spoken<'t> {
    pub(super) sentence: Option<Sentence>,
    pub(super) words: Vec<&'t str>,
}

impl<'t> Spoken<'t> {
    pub(super) fn of(text: &'t str, sentence: Sentence) -> Self {
        let mut spoken = Self::default();
        spoken.turn_to(text, sentence);
        spoken
    }

    /// The words of this sentence, found anew where it is another than before.
    pub(super) fn turn_to(&mut self, text: &'t str, sentence: Sentence) -> &[&'t str] {
        if self.sentence != Some(sentence) {
            self.sentence = Some(sentence);
            self.words.clear();
            self.words.extend(words(&text[sentence.start as usize..sentence.end as usize]));
        }
        &self.words
    }
}

/// The words of a row's name that say what it is about.
pub(super) fn telling<'t>(row: &Row<'t>) -> impl Iterator<Item = Quote<'t>> {
    let words_of = |part: &Quote<'t>| {
        let part = *part;
        words(part.text).map(move |word| {
            let at = place(part.text, word);
            part.part(at..at + word.len())
        })
    };
    let tells = |word: &Quote<'_>| {
        let named = word.text.len() > 3 && word.text.starts_with(char::is_alphabetic);
        named && !has_role(word.text, Role::Function) && !has_role(word.text, Role::Label)
    };
    row.label.iter().flat_map(words_of).filter(tells)
}

pub(super) fn quote<'t>(text: &'t str, word: &'t str) -> Quote<'t> {
    let start = place(text, word);
    let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Quote { text: word, start: at(start), end: at(start + word.len()) }
}
