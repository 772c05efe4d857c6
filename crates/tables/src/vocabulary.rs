//! What the words of a header mean, read from `data/measures.tsv`.

use std::cmp::Ordering;
use std::sync::LazyLock;

use ontleed_text::fold;

pub use ontleed_model::{Measure, Side};

/// The part a header word plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Heads a column; `None` where the measure has no canonical name.
    Measure(Option<Measure>, Option<Side>),
    /// Says more of the measure before it.
    Modifier(Measure),
    /// Heads a column of one side, or names a side of the measure above it.
    Side(Side),
    /// Heads the column of labels.
    Label,
    /// Heads a column of words.
    Text,
}

/// The most words a phrase has.
pub(crate) const LONGEST_PHRASE: usize = 4;

/// The longest text that is looked up, in bytes.
const LONGEST_TEXT: usize = 64;

/// The phrases in order, and a first look at which texts can be one.
struct Phrases {
    sorted: Vec<(&'static str, Role)>,
    /// Per first letter where its phrases begin; at the end where the last ones end.
    places: [usize; 129],
    /// Per first letter how long its phrases are: bit 0 for one byte.
    lengths: [u64; 128],
    /// Per first letter the second ones: a bit for each letter and digit, and one for anything else.
    seconds: [u64; 128],
    /// Whether some phrase begins with a letter that is not ASCII.
    accented: bool,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut sorted: Vec<_> =
        include_str!("../data/measures.tsv").lines().filter_map(entry).collect();
    sorted.sort_unstable_by_key(|(phrase, _)| *phrase);
    let place =
        |first| sorted.partition_point(|(phrase, _)| usize::from(phrase.as_bytes()[0]) < first);
    let places = std::array::from_fn(place);
    let accented = sorted.iter().any(|(phrase, _)| !phrase.starts_with(|c: char| c.is_ascii()));
    let mut phrases = Phrases { sorted, places, lengths: [0; 128], seconds: [0; 128], accented };
    for (phrase, _) in &phrases.sorted {
        let bytes = phrase.as_bytes();
        let first = usize::from(bytes[0] & 0x7F);
        phrases.lengths[first] |= 1 << (bytes.len().min(LONGEST_TEXT) - 1);
        phrases.seconds[first] |= letter(bytes.get(1).copied());
    }
    phrases
});

/// A bit for a second letter of any case.
fn letter(byte: Option<u8>) -> u64 {
    match byte {
        Some(byte) if byte.is_ascii_alphabetic() => 1 << (byte.to_ascii_lowercase() - b'a'),
        Some(byte) if byte.is_ascii_digit() => 1 << (26 + byte - b'0'),
        _ => 1 << 36,
    }
}

/// Whether a phrase begins with the first letters of a text; true where a look does not tell.
pub(crate) fn may_begin(text: &str) -> bool {
    let begin = &text.as_bytes()[..text.len().min(3)];
    // A mark behind a letter can change the letter.
    let [first, second, ..] = begin else { return true };
    if !begin.is_ascii() {
        // Signs that stay what they are.
        return PHRASES.accented || !text.starts_with(['€', '‘', '’', '“', '”']);
    }
    PHRASES.seconds[usize::from(first.to_ascii_lowercase())] & letter(Some(*second)) != 0
}

fn entry(line: &'static str) -> Option<(&'static str, Role)> {
    let mut fields = line.split('\t');
    let phrase = fields.next().filter(|phrase| !phrase.starts_with('#'))?;
    let (role, measure, side) = (fields.next()?, fields.next()?, fields.next()?);
    let measure = Measure::named(measure);
    let side = Side::named(side);
    let role = match role {
        "measure" => Role::Measure(measure, side),
        "modifier" => Role::Modifier(measure?),
        "side" => Role::Side(side?),
        "label" => Role::Label,
        "text" => Role::Text,
        _ => return None,
    };
    Some((phrase, role))
}

/// Whether a phrase begins with this word; true where it is more than letters of ASCII.
pub(crate) fn may_begin_with(word: &str) -> bool {
    let [first, second, ..] = word.as_bytes() else { return true };
    if MARKS.contains(&char::from(*second)) {
        return true;
    }
    if !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return may_begin(word);
    }
    let first = usize::from(first.to_ascii_lowercase());
    PHRASES.seconds[first] & letter(Some(*second)) != 0
        && PHRASES.own(first).iter().any(|(phrase, _)| {
            let start = phrase.as_bytes().get(..word.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
        })
}

/// Whether a phrase can be as long as this word of ASCII.
pub(crate) fn may_be(word: &str) -> bool {
    word.ends_with(MARKS) || PHRASES.has_length(word)
}

/// What may stand behind a phrase.
const MARKS: [char; 2] = ['*', ':'];

/// The role of a whole phrase, marks at its end aside.
pub(crate) fn role(phrase: &str) -> Option<Role> {
    let text = phrase.trim().trim_end_matches(MARKS).trim_end();
    if text.is_empty() || text.len() > LONGEST_TEXT || !may_begin(text) {
        return None;
    }
    let plain = plain_start(text);
    if plain == text.len() {
        return if PHRASES.has_length(text) { PHRASES.find(text) } else { None };
    }
    // What is not plain can change the letter before it, and no other.
    PHRASES.begin(&text[..plain.saturating_sub(1)]).then(|| PHRASES.find(&fold(text)))?
}

impl Phrases {
    fn has_length(&self, text: &str) -> bool {
        let first = usize::from(text.as_bytes()[0].to_ascii_lowercase());
        self.lengths[first] >> (text.len() - 1) & 1 != 0
    }

    /// Whether a phrase begins with these letters, of any case.
    fn begin(&self, letters: &str) -> bool {
        let at = self.sorted.partition_point(|(phrase, _)| compare(phrase, letters).is_lt());
        let next = self.sorted.get(at).map(|(phrase, _)| phrase.as_bytes());
        let start = next.and_then(|next| next.get(..letters.len()));
        start.is_some_and(|start| start.eq_ignore_ascii_case(letters.as_bytes()))
    }

    /// The phrases that begin with a letter of ASCII, or all.
    fn own(&self, first: usize) -> &[(&'static str, Role)] {
        let own = self.places.get(first..first + 2).map_or(0..self.sorted.len(), |at| at[0]..at[1]);
        &self.sorted[own]
    }

    /// The role of a key, of any case.
    fn find(&self, key: &str) -> Option<Role> {
        let first = usize::from(key.as_bytes().first()?.to_ascii_lowercase());
        let mut own = self.own(first).iter();
        own.find(|(phrase, _)| phrase.eq_ignore_ascii_case(key)).map(|(_, role)| *role)
    }
}

/// A phrase beside a text of any case.
fn compare(phrase: &str, text: &str) -> Ordering {
    let bytes = phrase.bytes().zip(text.bytes().map(|byte| byte.to_ascii_lowercase()));
    let differs = bytes.map(|(own, byte)| own.cmp(&byte)).find(|order| order.is_ne());
    differs.unwrap_or_else(|| phrase.len().cmp(&text.len()))
}

/// How many bytes of a text differ from its key in case only: printable ASCII, single spaces.
fn plain_start(text: &str) -> usize {
    let mut before = b' ';
    let is_other = |byte: u8| {
        let plain = matches!(byte, b'!'..=b'~') || byte == b' ' && before != b' ';
        before = byte;
        !plain
    };
    text.bytes().position(is_other).unwrap_or(text.len())
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
    fn every_line_of_the_data_is_read() {
        let lines = include_str!("../data/measures.tsv").lines();
        let entries = lines.filter(|line| !line.starts_with('#')).count();
        assert_eq!(PHRASES.sorted.len(), entries);
        assert!(PHRASES.sorted.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
