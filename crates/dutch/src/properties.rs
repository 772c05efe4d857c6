//! What holds for every text and every grammar.

use std::fmt;

use proptest::prelude::*;

use crate::alone::{amount, comparison, letter, missing, number, percentage, sign};
use crate::{
    Parsed, cell, comparison_before, figure, find_unit, mark, period, split_marks, unit, unit_line,
};

/// Text from the pieces that the grammars are about, so that most of it is nearly right.
fn notation() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "0",
        "1",
        "05",
        "12",
        "2020",
        "123",
        "1.234",
        "31",
        "99999999999999999999999999999",
        ".",
        ",",
        ",-",
        "-",
        "–",
        "−",
        "-/-",
        "+",
        "€",
        "%",
        "% punt",
        "mln.",
        "miljoen",
        "euro",
        "tot",
        "tussen",
        "en",
        "x",
        "in",
        "per",
        "inwoners",
        "bedragen",
        "(",
        ")",
        "*",
        "³",
        ">",
        "circa",
        "V",
        "N",
        "n.v.t.",
        "PM",
        "Q1",
        "mei",
        "M",
        "ultimo",
        "T-1",
        "/",
        "\\",
        " ",
        "\u{A0}",
        "\n",
        "\u{200B}",
        "é",
        "İ",
    ]);
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn holds<T: PartialEq + fmt::Debug + fmt::Display>(
    grammar: impl Fn(&str) -> Option<Parsed<T>>,
    text: &str,
) -> Result<(), TestCaseError> {
    let Some(found) = grammar(text) else { return Ok(()) };
    prop_assert!(!found.span.is_empty());
    let printed = text.get(found.span.range());
    prop_assert!(printed.is_some(), "{found:?} is inside {text:?}");
    let again = grammar(printed.unwrap_or_default());
    prop_assert!(again.is_some(), "{printed:?} of {text:?} reads again");
    let again = again.map(|again| again.value.to_string());
    prop_assert_eq!(again, Some(found.value.to_string()));
    Ok(())
}

fn all_hold(text: &str) -> Result<(), TestCaseError> {
    holds(cell, text)?;
    holds(number, text)?;
    holds(sign, text)?;
    holds(amount, text)?;
    holds(percentage, text)?;
    holds(comparison, text)?;
    holds(comparison_before, text)?;
    holds(figure, text)?;
    holds(letter, text)?;
    holds(mark, text)?;
    holds(missing, text)?;
    holds(period, text)?;
    holds(unit, text)?;
    holds(find_unit, text)?;
    holds(unit_line, text)?;
    let split = split_marks(text);
    prop_assert!(text.get(split.label.range()).is_some());
    for mark in split.marks {
        prop_assert!(text.get(mark.span.range()).is_some());
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_by_the_span_law(text in any::<String>()) {
        all_hold(&text)?;
    }

    #[test]
    fn nearly_right_text_too(text in notation()) {
        all_hold(&text)?;
    }

    #[test]
    fn no_break_spaces_read_as_spaces(text in notation()) {
        let plain = text.replace('\u{A0}', " ");
        let solid = plain.replace(' ', "\u{A0}");
        let shown = |text: &str| cell(text).map(|found| found.value.to_string());
        prop_assert_eq!(shown(&plain), shown(&solid));
    }
}
