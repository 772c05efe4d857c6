//! Words of running text that say what a figure beside them is.

use std::sync::LazyLock;

use ontleed_model::Side;

use crate::lexicon::Lexicon;
use crate::lines::lines;

const FILE: &str = include_str!("../data/prose.tsv");

/// What a word beside a figure tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A number behind it belongs to a name: `artikel 213`.
    Name,
    /// It is no noun: nothing that a figure counts, nothing that two texts share.
    Function,
    /// It is counted, though it has no plural ending: `uur`.
    Noun,
    /// It stands before a noun, without the -e that most adjectives end in: `extra`.
    Modifier,
    /// It says what kind of figure a row holds, not of what: `Aantal`.
    Label,
    /// A year behind it is that of something else: `meer dan in 2016`, `die in 2016 begon`.
    Reference,
    /// A year behind it begins or ends a period: `sinds 2019`.
    From,
    /// A point behind it ends no sentence: `ca.`.
    Abbreviation,
    /// A name behind it is of a place: `In Best`.
    Place,
    /// The sentence speaks of income.
    Baten,
    /// The sentence speaks of expenses.
    Lasten,
    /// The sentence speaks of reserves.
    Reserves,
    /// The sentence speaks of what is left.
    Saldo,
}

const ROLES: [(&str, Role); 13] = [
    ("name", Role::Name),
    ("function", Role::Function),
    ("noun", Role::Noun),
    ("modifier", Role::Modifier),
    ("label", Role::Label),
    ("reference", Role::Reference),
    ("from", Role::From),
    ("abbreviation", Role::Abbreviation),
    ("place", Role::Place),
    ("baten", Role::Baten),
    ("lasten", Role::Lasten),
    ("reserves", Role::Reserves),
    ("saldo", Role::Saldo),
];

static LEXICON: LazyLock<Lexicon<Role>> = LazyLock::new(|| {
    let role = |code| ROLES.iter().find(|(own, _)| *own == code).map(|(_, role)| *role);
    Lexicon::of(lines(FILE).filter_map(|[code, word, _]: [&str; 3]| Some((word, role(code)?))))
});

/// Whether a word, in any case, has this role in running text.
pub fn has_role(word: &str, role: Role) -> bool {
    LEXICON.meanings(word).any(|own| own == role)
}

/// The side of the accounts that a word speaks of.
pub fn side(word: &str) -> Option<Side> {
    LEXICON.meanings(word).find_map(|role| match role {
        Role::Baten => Some(Side::Baten),
        Role::Lasten => Some(Side::Lasten),
        Role::Reserves => Some(Side::Reserves),
        Role::Saldo => Some(Side::Saldo),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_reads_its_example() {
        for [code, word, example] in lines(FILE) {
            let (_, role) = *ROLES.iter().find(|(own, _)| *own == code).unwrap();
            let mut printed = example.split(' ').map(|word| word.trim_end_matches('.'));
            assert!(printed.any(|printed| has_role(printed, role)), "{code} {word}");
            assert!(has_role(word, role), "{word}");
        }
    }

    #[test]
    fn a_word_has_the_roles_it_is_listed_with() {
        assert!(has_role("Collegetarget", Role::Name));
        assert!(has_role("Collegetarget", Role::Label));
        assert!(!has_role("Collegetarget", Role::Function));
        assert!(!has_role("straten", Role::Function));
        assert!(!has_role("", Role::Function));
        assert_eq!((side("Voordeel"), side("straten")), (Some(Side::Saldo), None));
    }
}
