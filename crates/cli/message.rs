//! Findings in words. Nowhere else are there any.

use ontleed_model::{Arguments, Code, Finding, Role, Unit};
use rust_decimal::Decimal;

/// What a finding says, in one line.
pub(crate) fn message(finding: &Finding) -> String {
    let Arguments { expected, found, year, unit, .. } = &finding.arguments;
    let number = |value: &Option<Decimal>| value.map(printed).unwrap_or_default();
    match finding.code {
        Code::EncodingGuessed => "not UTF-8, read as windows-1252".to_owned(),
        Code::CharactersLost => "bytes that fit no character".to_owned(),
        Code::TableNotRebuilt => "looks like a table, but could not be rebuilt".to_owned(),
        Code::AmbiguousRow => {
            "the text and the sums do not decide the cells of this row".to_owned()
        }
        Code::SumFails => {
            let (found, expected) = (number(found), number(expected));
            format!("does not add up: {found} is printed, the other figures give {expected}")
        }
        Code::SumNear => {
            let (found, expected) = (number(found), number(expected));
            format!("just beyond rounding: {found} is printed, the other figures give {expected}")
        }
        Code::CopyDiffers => {
            let (found, expected) = (number(found), number(expected));
            format!("the same row is printed twice, with {expected} and with {found}")
        }
        Code::TablesDisagree => {
            let (found, expected) = (number(found), number(expected));
            format!("{found} is printed here, {expected} in another table")
        }
        Code::MarkWithoutNote => "no footnote begins with this mark".to_owned(),
        Code::NoteWithoutMark => "this footnote belongs to nothing: its mark is nowhere".to_owned(),
        Code::UnitImplausible => {
            let unit = unit.map(Unit::code).unwrap_or_default();
            format!("{} cannot be a value in {unit}", number(found))
        }
        Code::ProseDisagrees => format!("a table has {} for this", number(expected)),
        Code::ExplanationMissing => "no section explains this row, as others are".to_owned(),
        Code::ExplanationWithoutRow => "explains a row that the table does not have".to_owned(),
        Code::YearImplausible => match year {
            Some(year) => format!("breaks the row of years, {year} is expected"),
            None => "too far from the year of the document".to_owned(),
        },
    }
}

/// What stands at the place itself, where there is more to say.
pub(crate) fn expected(finding: &Finding) -> Option<String> {
    let Arguments { expected, tolerance, year, .. } = &finding.arguments;
    match (expected, year) {
        (Some(expected), _) => {
            let tolerance = tolerance.filter(|tolerance| !tolerance.is_zero()).map(printed);
            let around = tolerance.map(|by| format!(", give or take {by}")).unwrap_or_default();
            Some(format!("expected {}{around}", printed(*expected)))
        }
        (None, Some(year)) => Some(format!("expected {year}")),
        (None, None) => None,
    }
}

/// What a related place has to do with it.
pub(crate) fn role(role: Role) -> &'static str {
    match role {
        Role::Added => "added",
        Role::Subtracted => "taken off",
        Role::Total => "what they should give",
        Role::AlsoFails => "does not add up either, with the same figure",
        Role::Other => "printed here",
        Role::Stated => "stated here",
    }
}

/// A number as the documents print it: `-1.852,5`.
fn printed(value: Decimal) -> String {
    let value = value.normalize();
    let text = value.abs().to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    let sign = if value.is_sign_negative() && !value.is_zero() { "-" } else { "" };
    let comma = if decimals.is_empty() { "" } else { "," };
    format!("{sign}{grouped}{comma}{decimals}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_as_documents_print_them() {
        for (value, text) in [
            (Decimal::new(1_852, 0), "1.852"),
            (Decimal::new(-1_234_567, 0), "-1.234.567"),
            (Decimal::new(25, 1), "2,5"),
            (Decimal::new(100, 0), "100"),
            (Decimal::new(-250, 2), "-2,5"),
            (Decimal::new(0, 1), "0"),
        ] {
            assert_eq!(printed(value), text);
        }
    }
}
