//! Percentages: `8,8%`, `65.98 %`, `3% punt`, `15,5%%`.

use crate::parsed::Read;
use crate::unit::Unit;
use crate::word::{Words, word};

pub(crate) const SIGNS: Words<Unit> = &[
    ("%", Unit::Percent),
    // A typing error that is common enough.
    ("%%", Unit::Percent),
    ("procent", Unit::Percent),
    ("% punt", Unit::PercentPoints),
    ("% punten", Unit::PercentPoints),
    ("%-punt", Unit::PercentPoints),
    ("%-punten", Unit::PercentPoints),
    ("procent punt", Unit::PercentPoints),
    ("procent punten", Unit::PercentPoints),
    ("‰", Unit::PerMille),
    ("promille", Unit::PerMille),
];

/// The sign or word behind the number.
pub(crate) fn percent_sign(input: &str) -> Read<'_, Unit> {
    word(SIGNS)(input)
}

#[cfg(test)]
mod tests {
    use crate::alone::percentage;
    use crate::parsed::check;

    #[test]
    fn percentages() {
        check(
            percentage,
            &[
                ("8,8%", "8.8 percent"),
                ("8,80%", "8.80 percent"),
                ("8,8 %", "8.8 percent"),
                ("8,8\u{A0}%", "8.8 percent"),
                ("100%", "100 percent"),
                ("0%", "0 percent"),
                ("-2%", "-2 percent"),
                ("- 2%", "-2 percent"),
                ("-/- 22%", "-22 percent"),
                ("+ 2%", "2 percent"),
                ("65.98 %", "65.98 percent (point)"),
                ("33,82 %", "33.82 percent"),
                ("15,5%%", "15.5 percent"),
                ("14,8%%", "14.8 percent"),
                ("8 procent", "8 percent"),
                ("8,5 Procent", "8.5 percent"),
                ("1.234%", "1234 percent"),
            ],
        );
    }

    #[test]
    fn points_and_per_mille() {
        check(
            percentage,
            &[
                ("3% punt", "3 percent_points"),
                ("3%punt", "3 percent_points"),
                ("3 %-punt", "3 percent_points"),
                ("3%-punten", "3 percent_points"),
                ("2 procentpunt", "2 percent_points"),
                ("2,5 procentpunten", "2.5 percent_points"),
                ("2 procent punt", "2 percent_points"),
                ("-1 procentpunt", "-1 percent_points"),
                ("5 ‰", "5 per_mille"),
                ("5 promille", "5 per_mille"),
            ],
        );
    }

    #[test]
    fn ranges() {
        check(
            percentage,
            &[
                ("5% tot 10%", "5..10 percent"),
                ("5 tot 10%", "5..10 percent"),
                ("5 – 10 procent", "5..10 percent"),
                ("tussen 5 en 10%", "5..10 percent"),
                ("-5% tot 2,5%", "-5..2.5 percent"),
                ("5%-10%", "5 percent [0..2]"),
                ("10-15%", "none"),
                ("5% tot 10", "5 percent [0..2]"),
            ],
        );
    }

    #[test]
    fn what_stands_behind_is_left() {
        check(
            percentage,
            &[
                ("42%*", "42 percent [0..3]"),
                ("70%(3) (4)", "70 percent [0..3]"),
                ("3% punt***", "3 percent_points [0..7]"),
                ("5% van", "5 percent [0..2]"),
                ("5% puntig", "5 percent [0..2]"),
                ("42%1", "42 percent [0..3]"),
            ],
        );
    }

    #[test]
    fn no_percentages() {
        check(
            percentage,
            &[
                ("", "none"),
                ("%", "none"),
                ("5", "none"),
                ("% 5", "none"),
                ("€ 5%", "none"),
                ("5\n%", "none"),
                ("1.2345%", "none"),
                ("5 mln %", "none"),
                ("5%van", "none"),
            ],
        );
    }
}
