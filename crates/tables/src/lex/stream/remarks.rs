//! A last column of remarks, which some rows leave empty.

use ontleed_text::{Source, Span};

use super::cells::{Cell, Shape};
use super::runs::{Run, goes_on};

/// Takes the texts above labels for what the last column says of the row before, and dashes in their place, where most rows
/// have as many values. Where groups have names only sentences are remarks.
pub(super) fn take(source: &Source<'_>, runs: &mut [Run]) {
    let Some(values) = values_of_most(runs) else { return };
    // Groups have a name above the first row too.
    let has_groups = runs.first().is_none_or(|run| run.texts.len() > 1);
    let is_dash = |cell: &Cell| cell.shape == Shape::Void || source.slice(cell.span) == "-";
    for at in 0..runs.len() {
        let below = runs.get(at + 1).filter(|below| below.texts.len() > 1);
        let is_label = |texts: &[Span]| goes_on(source, texts[0], texts[1]);
        let below = below.filter(|below| !is_label(&below.texts));
        let sentence = below.and_then(|below| below.texts.first().copied());
        let sentence = sentence.filter(|text| !has_groups || is_sentence(source, *text));
        if runs[at].cells.len() == values && sentence.is_some() {
            runs[at].remark = sentence;
            runs[at + 1].texts.remove(0);
        } else if runs[at].cells.len() == values + 1 && runs[at].cells.last().is_some_and(is_dash) {
            runs[at].remark = runs[at].cells.pop().map(|cell| cell.span);
        }
    }
}

/// How many values most rows have.
fn values_of_most(runs: &[Run]) -> Option<usize> {
    let mut counts: Vec<usize> =
        runs.iter().map(|run| run.cells.len()).filter(|&count| count > 0).collect();
    counts.sort_unstable();
    let most = counts.chunk_by(|a, b| a == b).max_by_key(|alike| alike.len())?;
    (most.len() * 2 > counts.len() && counts.len() > 2).then_some(most[0])
}

fn is_sentence(source: &Source<'_>, text: Span) -> bool {
    let text = source.slice(text);
    text.ends_with('.') && text.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::super::test::{joined, rows};

    /// The rows of a text with a cell a paragraph: label, cells, and what the last column says.
    #[track_caller]
    fn check(cells: &str, expected: &[&str]) {
        let text = cells.replace('|', "\n\n");
        let found = rows(&text, |source, row| {
            let remark = row.behind.map_or("", |remark| source.slice(remark));
            format!("{}: {remark}", joined(source, row.label.iter().chain(row.cells())))
        });
        assert_eq!(found, expected, "{cells}");
    }

    const HEADER: &str = "Omschrijving|Begroting 2018|Rekening 2018|Toelichting";

    #[test]
    fn remarks_stand_behind_the_values_of_some_rows() {
        let rows = "Formatie|412|398|Bezetting|7|9|Per 31 mei stonden 7 vacatures open, die in de zomer zijn vervuld.|\
            Inhuur|11|8|-|Verzuim|5|6|Hoger|Leeftijd|48|47|Uitstroom|1|2";
        let expected = [
            "Formatie|412|398: ",
            "Bezetting|7|9: Per 31 mei stonden 7 vacatures open, die in de zomer zijn vervuld.",
            "Inhuur|11|8: -",
            "Verzuim|5|6: Hoger",
            "Leeftijd|48|47: ",
            "Uitstroom|1|2: ",
        ];
        check(&format!("{HEADER}|{rows}"), &expected);
    }

    #[test]
    fn names_of_groups_are_no_remarks() {
        let rows = "Mensen|Formatie|412|398|Bezetting|7|9|Per mei is er ruimte.|Inhuur|11|8|Verzuim|5|6|Geld|Lonen|8|7";
        let expected = [
            "Mensen: ",
            "Formatie|412|398: ",
            "Bezetting|7|9: Per mei is er ruimte.",
            "Inhuur|11|8: ",
            "Verzuim|5|6: ",
            "Geld: ",
            "Lonen|8|7: ",
        ];
        check(&format!("{HEADER}|{rows}"), &expected);
    }
}
