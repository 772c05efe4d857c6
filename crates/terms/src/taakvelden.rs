//! The taakvelden of municipalities, and the programmes of those whose division is known.

use std::sync::LazyLock;

use ontleed_model::Taakveld;
use ontleed_text::fold;

use crate::lines::lines;

const FILE: &str = include_str!("../data/taakvelden.tsv");
const PROGRAMME_FILE: &str = include_str!("../data/programmas.tsv");

/// Longer than any name with its code, in bytes.
const LONGEST: usize = 120;

struct Entry {
    key: &'static str,
    taakveld: Taakveld,
    from: u16,
    until: u16,
}

static TAAKVELDEN: LazyLock<Vec<Entry>> = LazyLock::new(|| lines(FILE).map(entry).collect());

/// With which two letters the names begin: per first letter the second ones, bit 0 for `a`.
static BEGINNINGS: LazyLock<[u32; 26]> = LazyLock::new(|| {
    let mut beginnings = [0; 26];
    for (first, second) in TAAKVELDEN.iter().filter_map(|entry| two_letters(entry.key)) {
        beginnings[first] |= 1 << second;
    }
    beginnings
});

/// The two letters that a text begins with, 0 for `a`; none where it begins otherwise.
fn two_letters(text: &str) -> Option<(usize, usize)> {
    let letter = |byte: u8| byte.is_ascii_alphabetic().then(|| usize::from((byte | 0x20) - b'a'));
    match text.as_bytes() {
        [first, second, ..] => Some((letter(*first)?, letter(*second)?)),
        _ => None,
    }
}

/// A first look at whether a label may be a name. A mark behind a letter may change it.
fn may_be_name(label: &str) -> bool {
    let is_marked = label.as_bytes().get(2).is_some_and(|behind| !behind.is_ascii());
    let begins = |(first, second)| BEGINNINGS[first] >> second & 1 == 1;
    is_marked || two_letters(label).is_none_or(begins)
}

fn entry([key, code, name, from, until]: [&'static str; 5]) -> Entry {
    let from = from.parse().unwrap_or(0);
    let until = until.parse().unwrap_or(u16::MAX);
    Entry { key, taakveld: Taakveld { code, name }, from, until }
}

impl Entry {
    fn is_valid(&self, year: Option<u16>) -> bool {
        year.is_none_or(|year| (self.from..=self.until).contains(&year))
    }
}

/// The taakvelden that a label names, valid in a year or, where that is unknown, in any: by name, by
/// name with its code in front, or by name with a part of it behind ` - `. More than one where the
/// name has had more than one code. A code in front that is not the code of the name names none.
pub fn taakvelden(label: &str, year: Option<u16>) -> Vec<Taakveld> {
    if label.len() > LONGEST || !may_be_name(label) {
        return Vec::new();
    }
    let key = fold(label);
    let (code, name) = split_code(&key);
    let found = of_name(name, year);
    let found = match name.split_once(" - ") {
        Some((name, _)) if found.is_empty() => of_name(name, year),
        _ => found,
    };
    found.into_iter().filter(|taakveld| code.is_none_or(|code| code == taakveld.code)).collect()
}

/// The taakveld with a code, in a year or, where that is unknown, in any.
pub fn taakveld_with_code(code: &str, year: Option<u16>) -> Option<Taakveld> {
    let has_code = |entry: &&Entry| entry.taakveld.code == code && entry.is_valid(year);
    TAAKVELDEN.iter().find(has_code).map(|entry| entry.taakveld)
}

fn of_name(name: &str, year: Option<u16>) -> Vec<Taakveld> {
    let first = TAAKVELDEN.partition_point(|entry| entry.key < name);
    let named = TAAKVELDEN[first..].iter().take_while(|entry| entry.key == name);
    let mut found: Vec<Taakveld> = Vec::new();
    for entry in named.filter(|entry| entry.is_valid(year)) {
        if !found.iter().any(|taakveld| taakveld.code == entry.taakveld.code) {
            found.push(entry.taakveld);
        }
    }
    found
}

/// The code in front of a folded name: `6.1 samenkracht`, `0.1 - bestuur`.
fn split_code(key: &str) -> (Option<&str>, &str) {
    match key.split_once(' ') {
        Some((code, name))
            if code.contains('.') && code.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            (Some(code.trim_end_matches('.')), name.trim_start_matches(['-', ':', ' ']))
        }
        _ => (None, key),
    }
}

static PROGRAMMES: LazyLock<Vec<[&str; 4]>> = LazyLock::new(|| lines(PROGRAMME_FILE).collect());

/// Whether an organisation, by its code, has a programme of this name in a year.
pub fn is_programme(name: &str, organisation: &str, year: u16) -> bool {
    let key = fold(name);
    let first = PROGRAMMES.partition_point(|[programme, ..]| *programme < key.as_str());
    let mut named = PROGRAMMES[first..].iter().take_while(|[programme, ..]| *programme == key);
    named.any(|[_, code, from, until]| {
        let until = until.parse().unwrap_or(u16::MAX);
        let from = from.parse().unwrap_or(0);
        *code == organisation && (from..=until).contains(&year)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(label: &str, year: Option<u16>, expected: &[&str]) {
        let found: Vec<_> = taakvelden(label, year).iter().map(|found| found.code).collect();
        assert_eq!(found, expected, "{label}");
    }

    #[test]
    fn every_line_of_the_data_finds_itself() {
        let keys: Vec<_> = lines(FILE).map(|[key, ..]: [&str; 5]| key).collect();
        assert!(keys.is_sorted());
        for [key, code, name, from, until] in lines(FILE) {
            assert!(two_letters(key).is_some() && may_be_name(key), "{key}");
            let until = if until.is_empty() { "2026" } else { until };
            for year in [from, until].map(|year| year.parse().ok()) {
                let expected = [Taakveld { code, name }];
                assert_eq!(taakvelden(key, year), expected, "{key}");
                assert_eq!(taakvelden(&format!("{code} {key}"), year), expected, "{key}");
                assert_eq!(taakvelden(&format!("{code} - {key}"), year), expected, "{key}");
                let with_code = taakveld_with_code(code, year).unwrap();
                assert_eq!(with_code.code, code);
            }
            assert!(taakvelden(name, from.parse().ok()).iter().any(|found| found.code == code));
        }
    }

    #[test]
    fn a_name_stands_for_what_it_meant_in_its_year() {
        check("Wijkteams", Some(2020), &["6.2"]);
        check("Wijkteams", Some(2025), &[]);
        check("Beschermd wonen (WMO)", Some(2024), &["6.81a"]);
        check("Beschermd wonen (WMO)", Some(2025), &["6.811"]);
        check("Beschermd wonen (WMO)", None, &["6.811", "6.81a"]);
        check("Samenkracht en burgerparticipatie", None, &["6.1"]);
        check("Geëscaleerde zorg 18+", Some(2021), &["6.81"]);
        check("Geëscaleerde zorg 18-", Some(2021), &["6.82"]);
        check("Bestuur", Some(2010), &[]);
    }

    #[test]
    fn a_municipality_divides_a_taakveld_further() {
        for (name, code) in [
            ("Milieubeheer - Duurzaam, bodem, geluid en handhaving", "7.4"),
            ("Openbaar groen en (openlucht) recreatie - Beheer", "5.7"),
            ("Ruimtelijke Ordening - Beheer", "8.1"),
            ("Bestuur - Raad, Griffie, Rekenkamer en Ombudsman", "0.1"),
            ("Wijkteams en Wmo-loketten", "6.2"),
        ] {
            check(name, Some(2020), &[code]);
        }
    }

    #[test]
    fn another_code_or_another_name_is_no_taakveld() {
        for label in [
            "8.1 Een duurzaam sluitende begroting",
            "6.2 Bestuur",
            "Besturen",
            "0.1",
            "",
            "Sport - Media",
        ] {
            check(label, Some(2020), &[]);
        }
        assert_eq!(taakveld_with_code("0.1", Some(2020)).map(|found| found.name), Some("Bestuur"));
        assert_eq!(taakveld_with_code("6.60", Some(2020)), None);
        assert_eq!(taakveld_with_code("9.1", None), None);
    }

    #[test]
    fn every_programme_finds_itself() {
        assert!(PROGRAMMES.is_sorted());
        for [key, organisation, from, until, name] in lines(PROGRAMME_FILE) {
            assert_eq!(fold(name), key);
            assert!(is_programme(name, organisation, from.parse().unwrap()), "{key}");
            assert!(until.is_empty() || is_programme(key, organisation, until.parse().unwrap()));
            assert!(!is_programme(name, organisation, 2014), "{key}");
        }
        assert!(!is_programme("Volksgezondheid", "GM0363", 2023));
    }
}
