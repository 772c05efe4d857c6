//! The names of authorities: municipalities, provinces, water boards.

use std::sync::LazyLock;

use crate::lines::lines;

const FILE: &str = include_str!("../data/organisations.tsv");
const AUTHORITIES: &str = include_str!("../data/authorities.tsv");
const DERIVATIONS: &str = include_str!("../data/derivations.tsv");

/// An authority by one of its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// `GM0599`: two letters for the kind, four digits.
    pub code: &'static str,
    /// Its official name.
    pub name: &'static str,
    from: u16,
    until: u16,
}

impl Organisation {
    /// Whether its code is valid in a year. Where no year is known: whether it is valid still.
    pub fn is_valid(self, year: Option<u16>) -> bool {
        match year {
            Some(year) => (self.from..=self.until).contains(&year),
            None => self.until == u16::MAX,
        }
    }
}

/// A name in a text, and all that have it.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its bytes, what makes another word of it included.
    pub length: usize,
    /// Whether the word is one for what belongs to the place or lives there: `Rotterdamse`.
    pub derived: bool,
    /// Whether it is also a word or a surname, and says little alone.
    pub is_word: bool,
    entries: &'static [Entry],
}

impl Place {
    /// The authorities of this name.
    pub fn organisations(&self) -> impl Iterator<Item = Organisation> + Clone + use<> {
        self.entries.iter().map(|entry| entry.organisation)
    }
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    key: &'static str,
    organisation: Organisation,
    usage: Usage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Usage {
    Name,
    Word,
    Form,
}

struct Index {
    /// By key.
    entries: Vec<Entry>,
    /// For each hash of three letters which of the chains holds the names that begin so; 0 is empty: most
    /// words are no name at one look.
    beginnings: Vec<u16>,
    /// Names, the longest first.
    chains: Vec<Vec<Name>>,
    derivations: Vec<&'static str>,
    authorities: Vec<(&'static str, &'static str)>,
}

/// A key, and which entries have it.
#[derive(Clone, Copy, Debug)]
struct Name {
    key: &'static str,
    /// How it begins, and the bits of it that a text which begins with it has too.
    beginning: u64,
    bits: u64,
    first: usize,
    after: usize,
}

/// Names are told apart by their first characters: so many, or as many as they have, three at least.
const BEGINNING: usize = 5;
const SHORTEST: usize = 3;
const BITS: u32 = 12;

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index {
        entries: lines(FILE).map(entry).collect(),
        beginnings: vec![0; 1 << BITS],
        chains: vec![Vec::new()],
        derivations: lines(DERIVATIONS).map(|[ending, _]| ending).collect(),
        authorities: lines(AUTHORITIES).map(|[word, kind, _]| (word, kind)).collect(),
    };
    let mut first = 0;
    let entries = std::mem::take(&mut index.entries);
    for names in entries.chunk_by(|entry, next| entry.key == next.key) {
        let after = first + names.len();
        let key = names[0].key;
        let bits = first_bytes(key.len().min(BEGINNING));
        index.insert(Name { key, beginning: beginning(key) & bits, bits, first, after });
        first = after;
    }
    for chain in &mut index.chains {
        chain.sort_by_key(|name| std::cmp::Reverse(name.key.len()));
    }
    Index { entries, ..index }
});

impl Index {
    fn insert(&mut self, name: Name) {
        let slot = &mut self.beginnings[hash(name.beginning)];
        if *slot == 0 {
            *slot = u16::try_from(self.chains.len()).unwrap_or(0);
            self.chains.push(Vec::new());
        }
        self.chains[usize::from(*slot)].push(name);
    }
}

/// The first eight characters of a text as one number, each one byte, their case left out.
fn beginning(text: &str) -> u64 {
    let mut letters = [0; 8];
    match text.as_bytes().first_chunk() {
        Some(eight) if eight.is_ascii() => letters = *eight,
        _ => text.chars().zip(&mut letters).for_each(|(c, letter)| *letter = fold_char(c)),
    }
    u64::from_le_bytes(letters) | 0x2020_2020_2020_2020
}

/// The bits of so many bytes of a beginning.
const fn first_bytes(count: usize) -> u64 {
    (1 << (8 * count)) - 1
}

/// A hash of the first three characters of a beginning.
fn hash(beginning: u64) -> usize {
    let three = beginning & first_bytes(SHORTEST);
    let hash = three.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - BITS);
    usize::try_from(hash).unwrap_or(0)
}

fn entry([key, code, name, from, until, usage]: [&'static str; 6]) -> Entry {
    let from = from.parse().unwrap_or(0);
    let until = until.parse().unwrap_or(u16::MAX);
    let usage = match usage {
        "word" => Usage::Word,
        "form" => Usage::Form,
        _ => Usage::Name,
    };
    Entry { key, organisation: Organisation { code, name, from, until }, usage }
}

/// The name at the start of a text, the longest one. A name within a longer word is none, unless the
/// word is derived from it; nor is one with a hyphen behind it, which is part of another name.
pub fn place_at(text: &str) -> Option<Place> {
    let index = &*INDEX;
    let beginning = beginning(text);
    let chain = &index.chains[usize::from(index.beginnings[hash(beginning)])];
    let alike = |name: &&Name| beginning & name.bits == name.beginning;
    chain.iter().filter(alike).find_map(|name| index.place(name, text))
}

impl Index {
    /// The place that a text begins with, if this is its name.
    fn place(&'static self, name: &Name, text: &str) -> Option<Place> {
        let length = length_of(name.key, text)?;
        let entries = &self.entries[name.first..name.after];
        let usage = entries.first()?.usage;
        let ending = self.ending(&text[length..], usage)?;
        Some(Place {
            length: length + ending,
            derived: ending > 0 || usage == Usage::Form,
            is_word: usage == Usage::Word,
            entries,
        })
    }

    /// How much behind a name belongs to the word: nothing, or what makes a derived word of it.
    fn ending(&self, rest: &str, usage: Usage) -> Option<usize> {
        let letters = rest.len() - rest.trim_start_matches(char::is_alphanumeric).len();
        if rest[letters..].starts_with('-') {
            return None;
        }
        let derives =
            || usage == Usage::Name && self.derivations.binary_search(&&rest[..letters]).is_ok();
        (letters == 0 || derives()).then_some(letters)
    }
}

/// The bytes at the start of a text that a key stands for.
fn length_of(key: &str, text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    let same = |letter: u8| chars.next().is_some_and(|(_, c)| fold_char(c) == letter);
    key.bytes().all(same).then(|| chars.offset())
}

/// The authority at the start of a text, behind the word for its kind: `gemeente Best`. Gives its
/// bytes with that word, and all authorities of that kind and name.
pub fn authority_at(text: &str) -> Option<(usize, Vec<Organisation>)> {
    for (word, kind) in &INDEX.authorities {
        let Some(head) = text.get(..word.len()) else { continue };
        if !head.eq_ignore_ascii_case(word) {
            continue;
        }
        let rest = text[word.len()..].trim_start();
        let start = text.len() - rest.len();
        if start > word.len()
            && let Some((from, place)) = behind_article(rest)
            && !place.derived
        {
            let of_kind = |organisation: &Organisation| organisation.code.starts_with(kind);
            let named: Vec<_> = place.organisations().filter(of_kind).collect();
            if !named.is_empty() {
                return Some((start + from + place.length, named));
            }
        }
    }
    None
}

const ARTICLES_FILE: &str = include_str!("../data/articles.tsv");

static ARTICLES: LazyLock<Vec<&str>> =
    LazyLock::new(|| lines(ARTICLES_FILE).map(|[article, _]: [&str; 2]| article).collect());

/// A text without the article at its end that sticks to the name behind it: `gemeente 's-`.
pub fn without_article(text: &str) -> &str {
    let mut stuck = ARTICLES.iter().filter(|article| article.ends_with('-'));
    stuck.find_map(|article| text.strip_suffix(article)).unwrap_or(text)
}

/// A name with what its key leaves out in front: `'s-Gravenhage`, `het Bildt`.
fn behind_article(text: &str) -> Option<(usize, Place)> {
    let first = text.bytes().next();
    let behind = |article: &&str| {
        if article.bytes().next() != first {
            return None;
        }
        let rest = text.strip_prefix(*article)?;
        if article.ends_with('-') { Some(rest) } else { rest.strip_prefix(' ') }
    };
    let length = text.len() - ARTICLES.iter().find_map(behind).unwrap_or(text).len();
    let place = place_at(&text[length..]).map(|place| (length, place));
    place.or_else(|| Some((0, place_at(text)?)))
}

/// The kind of authority that a word in front of a name says: the letters its code begins with.
pub fn authority_kind(word: &str) -> Option<&'static str> {
    let (_, kind) = INDEX.authorities.iter().find(|(name, _)| word.eq_ignore_ascii_case(name))?;
    Some(kind)
}

/// A character as keys of names have it: ASCII, lower case.
fn fold_char(c: char) -> u8 {
    match c {
        '!'..='~' => u8::try_from(c).map_or(b'?', |byte| byte.to_ascii_lowercase()),
        'é' | 'è' | 'ê' | 'ë' => b'e',
        'á' | 'à' | 'â' | 'ä' => b'a',
        'í' | 'ì' | 'î' | 'ï' => b'i',
        'ó' | 'ò' | 'ô' | 'ö' => b'o',
        'ú' | 'ù' | 'û' | 'ü' => b'u',
        '\u{2018}' | '\u{2019}' => b'\'',
        '\u{2010}' | '\u{2011}' => b'-',
        c if c.is_whitespace() => b' ',
        c if c.is_alphanumeric() => b'x',
        _ => b'?',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        place_at(text).map_or(Vec::new(), |place| {
            place.organisations().map(|organisation| organisation.code).collect()
        })
    }

    #[test]
    fn every_article_stands_before_its_example() {
        for [article, example] in lines(ARTICLES_FILE) {
            let (length, place) = behind_article(example).expect(example);
            assert!(example.starts_with(article) && length >= article.len(), "{article}");
            assert_eq!(length + place.length, example.len(), "{example}");
        }
        assert_eq!(without_article("gemeente 's-"), "gemeente ");
        assert_eq!(without_article("het "), "het ");
    }

    #[test]
    fn every_key_finds_itself_and_every_authority_its_official_name() {
        let keys: Vec<_> = lines(FILE).map(|[key, ..]: [&str; 6]| key).collect();
        assert!(keys.is_sorted());
        for [key, code, name, _, _, usage] in lines(FILE) {
            assert!(key.len() >= SHORTEST && length_of(key, key) == Some(key.len()), "{key}");
            let place = place_at(key).unwrap_or_else(|| panic!("{key}"));
            assert!(codes(key).contains(&code), "{key}");
            assert_eq!(place.length, key.len(), "{key}");
            assert_eq!(place.is_word, usage == "word", "{key}");
            assert_eq!(place.derived, usage == "form", "{key}");
            let bare = name.split_once("schap ").map_or(name, |(_, bare)| bare);
            let bare = bare.strip_prefix("Wetterskip ").unwrap_or(bare);
            let bare = bare.strip_prefix("van ").unwrap_or(bare);
            let (_, place) = behind_article(bare).unwrap();
            assert!(place.organisations().any(|found| found.code == code), "{name}");
        }
    }

    #[test]
    fn every_kind_of_authority_reads_its_example() {
        for [word, kind, example] in lines(AUTHORITIES) {
            let start = example.to_lowercase().find(word).unwrap();
            let (length, found) = authority_at(&example[start..]).unwrap();
            assert_eq!(start + length, example.len(), "{word}");
            assert!(found[0].code.starts_with(kind), "{word}");
            assert_eq!(authority_kind(word), Some(kind), "{word}");
        }
        assert!(authority_at("gemeenten Best en Oss").is_none());
        assert!(authority_at("gemeente Zeeland").is_none());
    }

    #[test]
    fn every_ending_reads_its_example() {
        let endings: Vec<_> = lines(DERIVATIONS).map(|[ending, _]| ending).collect();
        assert!(endings.is_sorted());
        for [ending, example] in lines(DERIVATIONS) {
            let place = place_at(example).unwrap();
            assert!(place.derived && place.length == example.len(), "{ending}");
            assert!(example.ends_with(ending));
        }
    }

    #[test]
    fn a_name_is_read_whole_in_any_spelling() {
        for (text, code, length) in [
            ("Rotterdam.", "GM0599", 9),
            ("ROTTERDAM", "GM0599", 9),
            ("Rotterdammers zijn", "GM0599", 13),
            ("Bergen op Zoom heeft", "GM0748", 14),
            ("Capelle aan den\nIJssel", "GM0502", 22),
            ("Súdwest-Fryslân", "GM1900", 17),
            ("Sudwest-Fryslan", "GM1900", 15),
            ("Haagse", "GM0518", 6),
            ("Den Haag", "GM0518", 8),
            ("Hengelo (O.) is", "GM0164", 12),
        ] {
            assert_eq!(codes(text), [code], "{text}");
            assert_eq!(place_at(text).unwrap().length, length, "{text}");
        }
        let (length, found) = authority_at("gemeente ’s-Hertogenbosch wil").unwrap();
        assert_eq!((length, found[0].code), ("gemeente ’s-Hertogenbosch".len(), "GM0796"));
        assert_eq!(authority_at("Gemeente het Bildt").unwrap().1[0].code, "GM0063");
    }

    #[test]
    fn a_part_of_another_word_or_name_is_no_place() {
        for text in [
            "Rotterdam-Rijnmond",
            "Rotterdampas",
            "Rotterdammersvoorelkaar",
            "Bestse",
            "Besturen",
            "Goesting",
            "Gouden",
            "Zwolleé",
            "Ede",
        ] {
            let expected: &[&str] = if text == "Ede" { &["GM0228"] } else { &[] };
            assert_eq!(codes(text), expected, "{text}");
        }
        for text in ["", "R", "é", "’s-", "€", "𝄞", "Ro€"] {
            assert_eq!(codes(text).len(), 0, "{text}");
        }
    }

    #[test]
    fn a_name_of_two_is_the_name_of_both() {
        assert_eq!(codes("Bergen,"), ["GM0373", "GM0893"]);
        assert_eq!(codes("Bergen (NH)"), ["GM0373"]);
        assert_eq!(codes("Utrecht"), ["GM0344", "PV26"]);
    }

    #[test]
    fn a_code_is_valid_from_year_to_year() {
        let haren = place_at("Haren").unwrap().organisations().next().unwrap();
        assert!(haren.is_valid(Some(2018)) && haren.is_valid(Some(2008)));
        assert!(!haren.is_valid(Some(2019)) && !haren.is_valid(None));
        let altena = place_at("Altena").unwrap().organisations().next().unwrap();
        assert!(
            !altena.is_valid(Some(2018)) && altena.is_valid(Some(2019)) && altena.is_valid(None)
        );
    }
}
