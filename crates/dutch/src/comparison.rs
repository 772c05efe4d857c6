//! Comparisons and estimates before a value: `>55%`, `≥ 80`, `circa 1.500`, `een kleine 1500`.

use std::fmt;

use crate::parsed::Read;
use crate::word::{Words, word};

/// How a printed number relates to the value that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualifier {
    /// More than: `>`, *meer dan*.
    Above,
    /// Less than: `<`, *minder dan*.
    Below,
    /// At least: `≥`, *minimaal*.
    AtLeast,
    /// At most: `≤`, *maximaal*.
    AtMost,
    /// About: *circa*.
    About,
    /// About, and more: *ruim*.
    JustAbove,
    /// About, and less: *een kleine*, *bijna*.
    JustBelow,
}

impl Qualifier {
    /// The code of the fact table: `>`, `<`, `≥`, `≤` or `circa`. What is just above or below is
    /// about the printed number.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Above => ">",
            Self::Below => "<",
            Self::AtLeast => "≥",
            Self::AtMost => "≤",
            Self::About | Self::JustAbove | Self::JustBelow => "circa",
        }
    }
}

impl fmt::Display for Qualifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::JustAbove => "ruim",
            Self::JustBelow => "bijna",
            other => other.code(),
        })
    }
}

/// `min` is no comparison: `min 5` may be negative.
pub(crate) const QUALIFIERS: Words<Qualifier> = &[
    (">", Qualifier::Above),
    ("meer dan", Qualifier::Above),
    ("hoger dan", Qualifier::Above),
    ("groter dan", Qualifier::Above),
    ("boven de", Qualifier::Above),
    ("<", Qualifier::Below),
    ("minder dan", Qualifier::Below),
    ("lager dan", Qualifier::Below),
    ("kleiner dan", Qualifier::Below),
    ("onder de", Qualifier::Below),
    ("≥", Qualifier::AtLeast),
    (">=", Qualifier::AtLeast),
    ("=>", Qualifier::AtLeast),
    ("minimaal", Qualifier::AtLeast),
    ("minstens", Qualifier::AtLeast),
    ("ten minste", Qualifier::AtLeast),
    ("≤", Qualifier::AtMost),
    ("<=", Qualifier::AtMost),
    ("=<", Qualifier::AtMost),
    ("maximaal", Qualifier::AtMost),
    ("max.", Qualifier::AtMost),
    ("hooguit", Qualifier::AtMost),
    ("hoogstens", Qualifier::AtMost),
    ("ten hoogste", Qualifier::AtMost),
    ("circa", Qualifier::About),
    ("ca.", Qualifier::About),
    ("ongeveer", Qualifier::About),
    ("plm.", Qualifier::About),
    ("afgerond", Qualifier::About),
    ("naar schatting", Qualifier::About),
    ("om en nabij", Qualifier::About),
    ("om en nabij de", Qualifier::About),
    ("rond", Qualifier::About),
    ("rond de", Qualifier::About),
    ("zo'n", Qualifier::About),
    ("±", Qualifier::About),
    ("+/-", Qualifier::About),
    ("~", Qualifier::About),
    ("≈", Qualifier::About),
    ("ruim", Qualifier::JustAbove),
    ("iets meer dan", Qualifier::JustAbove),
    ("een dikke", Qualifier::JustAbove),
    ("bijna", Qualifier::JustBelow),
    ("krap", Qualifier::JustBelow),
    ("nagenoeg", Qualifier::JustBelow),
    ("een kleine", Qualifier::JustBelow),
    ("net geen", Qualifier::JustBelow),
    ("iets minder dan", Qualifier::JustBelow),
];

/// The sign or words before a value.
pub(crate) fn qualifier(input: &str) -> Read<'_, Qualifier> {
    word(QUALIFIERS)(input)
}

#[cfg(test)]
mod tests {
    use crate::alone::comparison;
    use crate::parsed::check;

    #[test]
    fn signs() {
        check(
            comparison,
            &[
                (">", ">"),
                (">55%", "> [0..1]"),
                ("> 55%", "> [0..1]"),
                ("<1", "< [0..1]"),
                ("≥ 80", "≥ [0..3]"),
                ("≤80", "≤ [0..3]"),
                (">=80", "≥ [0..2]"),
                ("=> 80", "≥ [0..2]"),
                ("<= 80", "≤ [0..2]"),
                ("=<80", "≤ [0..2]"),
                ("± 80", "circa [0..2]"),
                ("+/- 80", "circa [0..3]"),
                ("+/– 80", "circa [0..5]"),
                ("~80", "circa [0..1]"),
                ("≈ 80", "circa [0..3]"),
            ],
        );
    }

    #[test]
    fn words() {
        check(
            comparison,
            &[
                ("circa 1.500", "circa [0..5]"),
                ("Circa", "circa"),
                ("ca. 5", "circa [0..3]"),
                ("ca 5", "circa [0..2]"),
                ("ongeveer 5", "circa [0..8]"),
                ("zo’n 5", "circa [0..6]"),
                ("rond de 5", "circa [0..7]"),
                ("afgerond 5", "circa [0..8]"),
                ("naar schatting 5", "circa [0..14]"),
                ("om en nabij 5", "circa [0..11]"),
                ("om en nabij de 5", "circa [0..14]"),
                ("nagenoeg 5", "bijna [0..8]"),
                ("ruim 600", "ruim [0..4]"),
                ("een kleine 1500", "bijna [0..10]"),
                ("Een\u{A0}kleine 1500", "bijna [0..11]"),
                ("bijna 5", "bijna [0..5]"),
                ("net geen 5", "bijna [0..8]"),
                ("iets meer dan 5", "ruim [0..13]"),
                ("meer dan 5", "> [0..8]"),
                ("minder dan 5", "< [0..10]"),
                ("minimaal 5", "≥ [0..8]"),
                ("ten minste 5", "≥ [0..10]"),
                ("tenminste 5", "≥ [0..9]"),
                ("maximaal 5", "≤ [0..8]"),
                ("max. 5", "≤ [0..4]"),
                ("hooguit 5", "≤ [0..7]"),
            ],
        );
    }

    #[test]
    fn no_comparisons() {
        check(
            comparison,
            &[
                ("", "none"),
                ("5", "none"),
                ("-", "none"),
                ("+", "none"),
                ("=", "none"),
                (" >", "none"),
                ("ruimte", "none"),
                ("circa5x", "circa [0..5]"),
                ("een", "none"),
                ("een groot", "none"),
                ("min 5", "none"),
                ("rondom", "none"),
            ],
        );
    }
}
