//! Words of a last column that stick to the figures before them.

use ontleed_text::{Source, Span};

use crate::lex::{Raw, Tail};
use crate::line;
use crate::notation;

/// A row of a label, figures and words without anything between them.
pub(super) fn row(source: &Source<'_>, line: Span) -> Option<Raw> {
    let text = source.slice(line);
    let end = line::words_behind_glue(text)?;
    let start = line::glued_tail(&text[..end])?;
    // The mark of a footnote is that of the label.
    let start = end - text[start..end].trim_start_matches([' ', '*']).len();
    let part = |start: usize, end: usize| Span::at(start, end).shift(line.start);
    let label = vec![source.trim(part(0, start))];
    let words = source.trim(part(end, text.len()));
    Some(Raw { behind: Some(words), ..Raw::new(label, Tail::Glued(part(start, end)), line) })
}

/// Leaves the empty cell at the end of other rows to the column of words: `Totaal6.4120426.371`, and a no-break space.
pub(super) fn leave_empty(source: &Source<'_>, rows: &mut [Raw]) {
    if !Raw::any_ends_in_words(rows) {
        return;
    }
    for row in rows.iter_mut().filter(|row| row.behind.is_none()) {
        if let Tail::Glued(tail) = &mut row.tail
            && let Some(rest) = source.slice(*tail).strip_suffix('\u{A0}')
        {
            *tail = Span::at(0, rest.len()).shift(tail.start);
        }
    }
}

/// Leaves the columns of words at the end empty in rows that have a value for each of the others: no value stands in them.
pub(super) fn leave_words_empty(source: &Source<'_>, rows: &mut [Raw], width: Option<usize>) {
    let is_value = |cell: &Span| notation::read_cell(source.slice(*cell)).is_some();
    let words = |row: &Raw| {
        let cells = row.cells();
        let last = cells.iter().rposition(is_value)?;
        Some(cells.len() - last - 1).filter(|_| Some(cells.len()) == width)
    };
    // A dash may stand in one of them.
    let Some(words) = rows.iter().filter_map(words).max().filter(|words| *words > 0) else {
        return;
    };
    for row in rows {
        if let Tail::Loose(cells) = &row.tail
            && Some(cells.len() + words) == width
            && cells.iter().all(is_value)
        {
            let end = Span::new(row.span.end, row.span.end);
            let empty = std::iter::repeat_n(end, words);
            row.tail = Tail::Placed(cells.iter().copied().chain(empty).collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row as `label|figures|words`.
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let source = Source::new(text);
        let found = row(&source, Span::at(0, text.len())).map(|row| {
            let tail = match row.tail {
                Tail::Glued(tail) => source.slice(tail),
                _ => "",
            };
            let words = row.behind.map_or("", |words| source.slice(words));
            format!("{}|{tail}|{words}", source.slice(row.label[0]))
        });
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn figures_stand_between_a_label_and_words() {
        check("Reserve wegen6.4120426.371raad", Some("Reserve wegen|6.4120426.371|raad"));
        check("Zorg *5.1205.244124N", Some("Zorg *|5.1205.244124|N"));
        check("Werkloze jongeren2%1%2%n.b.n.b.CBS", Some("Werkloze jongeren|2%1%2%n.b.n.b.|CBS"));
        check("Jongeren1%1%1%\u{A0}n.v.t.CBS", Some("Jongeren|1%1%1%\u{A0}n.v.t.|CBS"));
        check("Planschade50%750375nog te bepalen", Some("Planschade|50%750375|nog te bepalen"));
        // Names of columns, a name that holds a number, an amount among words.
        check("Begroting20202021Naam", None);
        check("CO2reductie", None);
        check("Er is 6.412 euro", None);
    }

    #[test]
    fn an_empty_cell_at_the_end_is_that_of_the_words() {
        let source = Source::new("Totaal6.371\u{A0}");
        let mut rows = vec![Raw::new(Vec::new(), Tail::Glued(Span::at(6, 13)), Span::at(0, 13))];
        leave_empty(&source, &mut rows);
        assert_eq!(rows[0].tail, Tail::Glued(Span::at(6, 13)));
        rows.push(Raw { behind: Some(Span::at(0, 6)), ..rows[0].clone() });
        leave_empty(&source, &mut rows);
        assert_eq!(rows[0].tail, Tail::Glued(Span::at(6, 11)));
    }
}
