//! The year or period that a sentence puts a figure in.

use ontleed_dutch as dutch;
use ontleed_terms::{Role, has_role};
use ontleed_text::Span;

use super::figures::{Dated, Figure, Found, is_gap};

/// The period of the figure with this index, in its sentence.
///
/// Where a sentence begins with a year, a figure belongs to the last one before it; where it begins
/// with a figure, to the one behind it, if no other figure, clause or comparison stands between. How
/// long something lasts lies in no period.
pub(super) fn period(text: &str, found: &Found, index: usize, sentence: Span) -> Option<Dated> {
    let Figure { span: figure, quantity, .. } = &found.figures[index];
    if quantity.unit == Some(dutch::Unit::Years) {
        return None;
    }
    let first = found.dates.partition_point(|date| date.span.start < sentence.start);
    let dates = &found.dates[first..];
    let first_date = dates.first().filter(|date| date.span.start < sentence.end)?;
    let is_first = |at: usize| found.figures[at].span.start < sentence.start;
    let figures_before = (0..index).rev().take_while(|&at| !is_first(at)).last();
    let first_figure = found.figures[figures_before.unwrap_or(index)].span;
    let date = if first_date.span.start < first_figure.start {
        let before = dates.partition_point(|date| date.span.start < figure.start);
        dates[..before].last()?
    } else {
        let behind = dates.partition_point(|date| date.span.start < figure.end);
        let next = dates.get(behind).filter(|date| date.span.start < sentence.end)?;
        let next_figure = found.figures.get(index + 1).map_or(sentence.end, |next| next.span.start);
        let between = &text[figure.range().end..next.span.range().start];
        let compares =
            between.split(|c: char| !c.is_alphabetic()).any(|word| has_role(word, Role::Reference));
        (next.span.start < next_figure && !compares).then_some(next)?
    };
    Some(with_its_words(text, *date))
}

/// With the word before it where that says which part of the year: `eind 2017`, `oktober 2020`. The
/// year is not said where it only begins or ends a period: `sinds 2019`.
fn with_its_words(text: &str, date: Dated) -> Dated {
    let before = text[..date.span.range().start].trim_end_matches(is_gap);
    let start = before.trim_end_matches(char::is_alphabetic).len();
    if has_role(&before[start..], Role::From) {
        return Dated { year: None, ..date };
    }
    if !dutch::may_begin_part_of_year(&before[start..]) {
        return date;
    }
    let longer =
        dutch::period(&text[start..]).map(|period| period.span.shift(Span::at(0, start).end));
    let longer = longer.filter(|span| span.end == date.span.end && span.start < date.span.start);
    Dated { span: longer.unwrap_or(date.span), ..date }
}

#[cfg(test)]
mod tests {
    use super::super::figures::figures;
    use super::*;

    #[test]
    fn the_period_of_each_figure() {
        for (text, expected) in [
            (
                "In 2016 zijn 5 huizen gebouwd, in 2017 waren dat 6 huizen.",
                ["2016", "2017"].as_slice(),
            ),
            ("5 huizen in 2016 en 6 huizen in 2017.", &["2016", "2017"]),
            ("5 huizen en 6 huizen in 2017.", &["", "2017"]),
            ("5 huizen meer dan in 2019.", &[""]),
            ("Sinds 2019 zijn er 5 huizen.", &["2019?"]),
            ("Eind 2017 waren er 5 huizen.", &["Eind 2017"]),
            ("In 2020 en 2021 komt 5% erbij.", &["2020 en 2021?"]),
            ("Op 8 oktober 2020 waren er 5 huizen.", &["8 oktober 2020"]),
            ("Er zijn 5 huizen.", &[""]),
            ("Er komen 5 huizen in een wijk die in 2017 begon.", &[""]),
            ("In 2017 begon een proef van 5 jaar.", &[""]),
            ("Dit is 24/7 open met 5 balies.", &[""]),
        ] {
            let mut found = Found::default();
            figures(text, &mut found);
            let sentence = Span::at(0, text.len());
            let show = |index| match period(text, &found, index, sentence) {
                Some(date) => format!(
                    "{}{}",
                    &text[date.span.range()],
                    if date.year.is_some() { "" } else { "?" }
                ),
                None => String::new(),
            };
            let shown: Vec<_> = (0..found.figures.len()).map(show).collect();
            assert_eq!(shown, expected, "{text}");
        }
    }
}
