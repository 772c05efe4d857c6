//! What the words of a header mean, looked up by the bytes of phrases in the making.

use std::sync::LazyLock;

use ontleed_terms::column_phrases;
use ontleed_text::fold;

pub use ontleed_model::{Measure, Side};
pub(crate) use ontleed_terms::ColumnRole as Role;

/// The most words a phrase has.
pub(crate) const LONGEST_PHRASE: usize = 4;

/// The longest initial of a measure, in bytes.
pub(crate) const LONGEST_INITIAL: usize = 2;

/// The longest text that is looked up, in bytes.
pub(crate) const LONGEST_TEXT: usize = 64;

/// The phrases in order, and a first look at which texts can be one.
struct Phrases {
    sorted: Vec<(&'static str, Role)>,
    /// Per first letter where its phrases begin; at the end where the last ones end.
    places: [usize; 129],
    /// Per first letter how long its phrases are: bit 0 for one byte.
    lengths: [u64; 128],
    /// Per first letter the second ones: a bit for each letter and digit, and one for anything else.
    seconds: [u64; 128],
    /// The same for the third ones, with and without the spaces of a phrase.
    thirds: [u64; 128],
    /// Whether some phrase begins with a letter that is not ASCII.
    accented: bool,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut sorted: Vec<_> = column_phrases().collect();
    sorted.sort_unstable_by_key(|(phrase, _)| *phrase);
    let place =
        |first| sorted.partition_point(|(phrase, _)| usize::from(phrase.as_bytes()[0]) < first);
    let places = std::array::from_fn(place);
    let accented = sorted.iter().any(|(phrase, _)| !phrase.starts_with(|c: char| c.is_ascii()));
    let none = [0; 128];
    let mut phrases =
        Phrases { sorted, places, lengths: none, seconds: none, thirds: none, accented };
    for (phrase, _) in &phrases.sorted {
        let bytes = phrase.as_bytes();
        let first = usize::from(bytes[0] & 0x7F);
        phrases.lengths[first] |= 1 << (bytes.len().min(LONGEST_TEXT) - 1);
        let at = |byte: Option<&u8>| letter(byte.copied().unwrap_or(b' '));
        let mut squeezed = bytes.iter().filter(|byte| **byte != b' ');
        phrases.seconds[first] |= at(bytes.get(1));
        phrases.thirds[first] |= at(bytes.get(2)) | at(squeezed.nth(2));
    }
    phrases
});

/// Which bit stands for a second or third letter: one for both cases, and one for any other byte.
const BITS: [u8; 256] = {
    let mut bits = [36; 256];
    let mut at = 0;
    while at < 26 {
        bits[(b'a' + at) as usize] = at;
        bits[(b'A' + at) as usize] = at;
        at += 1;
    }
    while at < 36 {
        bits[(b'0' + at - 26) as usize] = at;
        at += 1;
    }
    bits
};

/// A bit for a second or third letter of any case.
fn letter(byte: u8) -> u64 {
    1 << BITS[usize::from(byte)]
}

/// Whether a phrase begins with the first letters of a text; true where a look does not tell.
pub(crate) fn may_begin(text: &str) -> bool {
    let bytes = text.as_bytes();
    let &[first, second, ref rest @ ..] = bytes else { return true };
    let phrases = &*PHRASES;
    // A mark behind a letter can change the letter.
    if !bytes[..bytes.len().min(3)].iter().all(u8::is_ascii) {
        // Signs that stay what they are.
        return phrases.accented || !text.starts_with(['€', '‘', '’', '“', '”']);
    }
    if MARKS.contains(&second) {
        return true;
    }
    let first = usize::from(first.to_ascii_lowercase());
    let may_be_third = match *rest {
        [third, ref next @ ..] if next.first().is_none_or(u8::is_ascii) => {
            phrases.thirds[first] & letter(third) != 0
        }
        _ => true,
    };
    phrases.seconds[first] & letter(second) != 0 && may_be_third
}

/// What may stand behind a phrase.
const MARKS: [u8; 2] = [b'*', b':'];

/// The role of a whole phrase, white space and marks at its ends aside.
pub(crate) fn role(phrase: &str) -> Option<Role> {
    let text = phrase.trim();
    if text.is_empty() || text.len() > LONGEST_TEXT || !may_begin(text) {
        return None;
    }
    let mut key = Key::new();
    text.split_whitespace().for_each(|word| key.push(word));
    key.role()
}

/// A phrase in the making: its words as `ontleed_text::fold` gives them, with a space between.
#[derive(Clone, Copy)]
pub(crate) struct Key {
    bytes: [u8; LONGEST_TEXT],
    /// More than there are bytes where the words are too long for any phrase.
    len: usize,
}

impl Key {
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; LONGEST_TEXT], len: 0 }
    }

    /// Adds a word.
    pub(crate) fn push(&mut self, word: &str) {
        let ends_in_space = self.len > 0 && self.bytes.get(self.len - 1) == Some(&b' ');
        if self.len > 0 && !ends_in_space {
            self.add(b" ");
        }
        if word.is_ascii() {
            self.add(word.as_bytes());
        } else {
            self.add(fold(word).as_bytes());
        }
    }

    fn add(&mut self, letters: &[u8]) {
        let end = self.len + letters.len();
        if let Some(room) = self.bytes.get_mut(self.len..end) {
            room.copy_from_slice(letters);
            room.make_ascii_lowercase();
        }
        self.len = end;
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The role of the phrase, marks at its end aside.
    pub(crate) fn role(&self) -> Option<Role> {
        self.role_to(self.len)
    }

    /// The role of its first `len` bytes.
    pub(crate) fn role_to(&self, len: usize) -> Option<Role> {
        role_of_part(self.bytes.get(..len)?)
    }

    /// The role of the `length` bytes from `at`.
    pub(crate) fn role_at(&self, at: usize, length: usize) -> Option<Role> {
        role_of_part(self.bytes[..self.len.min(LONGEST_TEXT)].get(at..at + length)?)
    }
}

fn role_of_part(mut key: &[u8]) -> Option<Role> {
    while let [rest @ .., b'*' | b':' | b' '] = key {
        key = rest;
    }
    PHRASES.find(key)
}

/// The role of a word, also of a phrase that lost its spaces.
pub(crate) fn name(word: &str) -> Option<Role> {
    role(word).or_else(|| squeezed(word))
}

/// The role of a phrase that lost its spaces: `Bijgesteldebegroting`, `Begrotingna3ewijziging`.
pub(crate) fn squeezed(word: &str) -> Option<Role> {
    let first = usize::from(word.as_bytes().first()?.to_ascii_lowercase());
    let is_it = |phrase: &str| {
        let mut letters = phrase.bytes().filter(|byte| *byte != b' ');
        phrase.len() > word.len()
            && word.bytes().all(|byte| letters.next() == Some(byte.to_ascii_lowercase()))
            && letters.next().is_none()
    };
    let own = PHRASES.own(first).iter();
    let mut own = own.filter(|(_, role)| matches!(role, Role::Measure(..) | Role::Modifier(_)));
    own.find(|(phrase, _)| is_it(phrase)).map(|(_, role)| *role)
}

impl Phrases {
    /// The phrases that begin with this letter; all of them where it is not ASCII.
    fn own(&self, first: usize) -> &[(&'static str, Role)] {
        let own = self.places.get(first..first + 2).map_or(0..self.sorted.len(), |at| at[0]..at[1]);
        &self.sorted[own]
    }

    /// The role of a key.
    fn find(&self, key: &[u8]) -> Option<Role> {
        let first = usize::from(*key.first()?);
        if self.lengths[first & 0x7F] >> (key.len() - 1) & 1 == 0 {
            return None;
        }
        let found = self.own(first).iter().find(|(phrase, _)| phrase.as_bytes() == key);
        found.map(|(_, role)| *role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_phrase_have_one_role() {
        for phrase in ["Oorspr.\nBegroting", "OORSPR. BEGROTING", "Oorspr.\u{A0}begroting*"] {
            assert_eq!(role(phrase), Some(Role::Measure(Some(Measure::BegrotingPrimitief), None)));
        }
        assert_eq!(role("Baten"), Some(Role::Side(Side::Baten)));
        assert_eq!(role("Welzijn"), None);
    }

    #[test]
    fn a_look_passes_every_spelling_of_a_phrase() {
        for (phrase, _) in &PHRASES.sorted {
            assert!(may_begin(phrase) && may_begin(&phrase.to_uppercase()), "{phrase}");
            assert!(may_begin(&phrase.replace(' ', "")), "{phrase}");
            assert_eq!(role(&format!("{phrase}:")), role(phrase), "{phrase}");
        }
        assert!(!may_begin("Rente") && !may_begin("xyz"));
    }
}
