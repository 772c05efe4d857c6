//! What the words of a header mean, looked up by the bytes of phrases in the making.

use std::sync::LazyLock;

use ontleed_terms::column_phrases;
use ontleed_text::fold;

pub(crate) use ontleed_model::{Measure, Side};
pub(crate) use ontleed_terms::ColumnRole as Role;

/// The most words a phrase has.
pub(crate) const LONGEST_PHRASE: usize = 5;

/// The longest initial of a measure, in bytes.
pub(crate) const LONGEST_INITIAL: usize = 18;

/// The longest text that is looked up, in bytes.
pub(crate) const LONGEST_TEXT: usize = 64;

/// A phrase, or the first word of phrases, and what it says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    text: &'static str,
    /// None where it only begins phrases.
    pub(crate) role: Option<Role>,
    /// How many words the longest phrase has that begins with it.
    pub(crate) longest: usize,
}

/// The phrases and the words they begin with, and a first look at which texts can be one.
struct Phrases {
    /// In order of class of the first letter and length.
    entries: Vec<Entry>,
    /// Where in them those of a class and a length begin.
    places: [[u16; LONGEST_TEXT + 2]; CLASSES],
    /// Per class of the first letter those of the second ones: a bit for each.
    seconds: [u64; CLASSES],
    /// The same for the third ones, with and without the spaces of a phrase.
    thirds: [u64; CLASSES],
    /// Whether some phrase begins with a letter that is not ASCII.
    accented: bool,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut entries = Vec::new();
    for (phrase, role) in column_phrases() {
        let longest = phrase.bytes().filter(|byte| *byte == b' ').count() + 1;
        let (first, _) = phrase.split_once(' ').unwrap_or((phrase, ""));
        entries.push(Entry { text: phrase, role: Some(role), longest });
        entries.push(Entry { text: first, role: None, longest });
    }
    let order = |entry: &Entry| (class(entry.text.as_bytes()[0]), entry.text.len());
    entries.sort_unstable_by_key(|entry| (order(entry), entry.text));
    entries.dedup_by(|next, kept| {
        let is_same = next.text == kept.text;
        if is_same {
            kept.role = kept.role.or(next.role);
            kept.longest = kept.longest.max(next.longest);
        }
        is_same
    });
    let place = |at| entries.partition_point(|entry| order(entry) < at).try_into();
    let places = |class| std::array::from_fn(|length| place((class, length)).unwrap_or(u16::MAX));
    let places = std::array::from_fn(places);
    let accented = entries.iter().any(|entry| !entry.text.starts_with(|c: char| c.is_ascii()));
    let none = [0; CLASSES];
    let mut phrases = Phrases { entries, places, seconds: none, thirds: none, accented };
    for entry in phrases.entries.iter().filter(|entry| entry.role.is_some()) {
        let bytes = entry.text.as_bytes();
        let first = class(bytes[0]);
        let at = |byte: Option<&u8>| 1 << class(byte.copied().unwrap_or(b' '));
        let mut squeezed = bytes.iter().filter(|byte| **byte != b' ');
        phrases.seconds[first] |= at(bytes.get(1));
        phrases.thirds[first] |= at(bytes.get(2)) | at(squeezed.nth(2));
    }
    phrases
});

/// Letters of both cases, digits, and any other byte.
const CLASSES: usize = 37;

/// The class of each byte.
const CLASS: [u8; 256] = {
    let mut classes = [36; 256];
    let mut at = 0;
    while at < 26 {
        classes[(b'a' + at) as usize] = at;
        classes[(b'A' + at) as usize] = at;
        at += 1;
    }
    while at < 36 {
        classes[(b'0' + at - 26) as usize] = at;
        at += 1;
    }
    classes
};

fn class(byte: u8) -> usize {
    usize::from(CLASS[usize::from(byte)])
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
    if MARKS.contains(&char::from(second)) {
        return true;
    }
    let first = class(first);
    let holds = |letters: u64, letter: u8| letters >> class(letter) & 1 != 0;
    let may_be_third = match *rest {
        [third, ref next @ ..] if next.first().is_none_or(u8::is_ascii) => {
            holds(phrases.thirds[first], third)
        }
        _ => true,
    };
    holds(phrases.seconds[first], second) && may_be_third
}

/// What may stand behind a phrase.
pub(crate) const MARKS: [char; 2] = ['*', ':'];

/// The role of a whole phrase, white space and marks at its ends aside.
pub(crate) fn role(phrase: &str) -> Option<Role> {
    let text = phrase.trim();
    if text.is_empty() || text.len() > LONGEST_TEXT || !may_begin(text) {
        return None;
    }
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let mut key = Key::new();
    let entry = key.push(first).entry();
    // Most texts begin with no word of a phrase; what folding does to others is not told by their first.
    if entry.is_none() && first.is_ascii() {
        return None;
    }
    let Some(second) = words.next() else { return entry?.role };
    key.push(second);
    for word in words {
        key.push(word);
    }
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
    pub(crate) fn push(&mut self, word: &str) -> &Self {
        let is_other = |byte: u8| byte == b'\n' || !byte.is_ascii();
        if word.bytes().any(is_other) {
            return self.push_other(word);
        }
        self.space();
        self.add(word.as_bytes());
        self
    }

    /// Adds a word that is broken or not of ASCII, as few are.
    #[cold]
    fn push_other(&mut self, word: &str) -> &Self {
        if let Some((above, below)) = word.split_once('\n') {
            return self.push_broken(above.trim_end(), below.trim_start());
        }
        self.space();
        self.add(fold(word).as_bytes());
        self
    }

    /// Parts the next word from the one before it.
    fn space(&mut self) {
        let ends_in_space = self.len > 0 && self.bytes.get(self.len - 1) == Some(&b' ');
        if self.len > 0 && !ends_in_space {
            self.add(b" ");
        }
    }

    /// Adds a word that a hyphen breaks at the end of a line; the hyphen may as well be its own.
    fn push_broken(&mut self, above: &str, below: &str) -> &Self {
        let without = [above.trim_end_matches('-'), below].concat();
        let mut whole = *self;
        let is_known = whole.push(&without).entry().is_some();
        *self = if is_known { whole } else { *self };
        if is_known { self } else { self.push(&[above, below].concat()) }
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

    /// What its words are as the first of a phrase.
    pub(crate) fn entry(&self) -> Option<Entry> {
        entry_of_part(self.bytes.get(..self.len)?)
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

fn role_of_part(key: &[u8]) -> Option<Role> {
    entry_of_part(key)?.role
}

fn entry_of_part(mut key: &[u8]) -> Option<Entry> {
    while let [rest @ .., b'*' | b':' | b' '] = key {
        key = rest;
    }
    PHRASES.find(key)
}

/// Whether a text begins with a word for a total: `Totaal lasten`.
pub(crate) fn says_total(text: &str) -> bool {
    matches!(first_role(text), Some(Role::Measure(None, _)))
}

/// Whether a text begins with a word for a total or for what is left: `Totaal lasten`, `Saldo`.
pub(crate) fn begins_with_total(text: &str) -> bool {
    matches!(first_role(text), Some(Role::Measure(None, _) | Role::Side(Side::Saldo)))
}

/// The role of the first word of a text.
fn first_role(text: &str) -> Option<Role> {
    role(text.split([' ', '\u{A0}', '\n']).next().unwrap_or(text))
}

/// The role of a word, also of a phrase that lost its spaces.
pub(crate) fn name(word: &str) -> Option<Role> {
    role(word).or_else(|| squeezed(word))
}

/// The role of a phrase that lost its spaces: `Bijgesteldebegroting`, `Begrotingna3ewijziging`.
pub(crate) fn squeezed(word: &str) -> Option<Role> {
    let (first, last) = (*word.as_bytes().first()?, word.as_bytes().last()?.to_ascii_lowercase());
    // Few end alike.
    let ends = |phrase: &str| phrase.as_bytes().last() == Some(&last);
    let is_it = |phrase: &str| {
        let mut letters = phrase.bytes().filter(|byte| *byte != b' ');
        word.bytes().all(|byte| letters.next() == Some(byte.to_ascii_lowercase()))
            && letters.next().is_none()
    };
    let longer = PHRASES.longer(first, word.len()).iter();
    let mut own = longer.filter_map(|entry| Some((entry.text, entry.role?)));
    let is_budget = |role| matches!(role, Role::Measure(..) | Role::Modifier(_));
    own.find(|&(phrase, role)| ends(phrase) && is_budget(role) && is_it(phrase))
        .map(|(_, role)| role)
}

impl Phrases {
    /// The entries of more bytes that begin with a letter of this class.
    fn longer(&self, first: u8, length: usize) -> &[Entry] {
        let places = &self.places[class(first)];
        let [start, end] = [places[(length + 1).min(LONGEST_TEXT + 1)], places[LONGEST_TEXT + 1]];
        &self.entries[usize::from(start)..usize::from(end)]
    }

    fn find(&self, key: &[u8]) -> Option<Entry> {
        let [start, end] = *self.places[class(*key.first()?)].get(key.len()..)?.first_chunk()?;
        let mut own = self.entries[usize::from(start)..usize::from(end)].iter();
        // Few end alike.
        let ends = |text: &[u8]| text.last() == key.last() && text == key;
        own.find(|entry| ends(entry.text.as_bytes())).copied()
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
        for (phrase, _) in column_phrases() {
            assert!(may_begin(phrase) && may_begin(&phrase.to_uppercase()), "{phrase}");
            assert!(may_begin(&phrase.replace(' ', "")), "{phrase}");
            assert_eq!(role(&format!("{phrase}:")), role(phrase), "{phrase}");
        }
        assert!(!may_begin("Rente") && !may_begin("xyz"));
    }
}
