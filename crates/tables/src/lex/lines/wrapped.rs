//! Labels that stand or begin on the lines above their values.

use ontleed_text::Source;

use super::below::is_right_above;
use crate::lex::{Raw, Tail};

/// Joins labels with the lines above that they go on from; `columns` where their number is known.
pub(super) fn join_labels(source: &Source<'_>, rows: &mut Vec<Raw>, columns: Option<usize>) {
    name_bare(source, rows, columns);
    join(source, rows);
    join_with_values_below(source, rows);
}

/// Gives each row of values alone the lines right above it as its name, if it has a cell for each column and few rows are
/// so: the last of these lines, and the one before where that goes on in small letters or in brackets.
fn name_bare(source: &Source<'_>, rows: &mut Vec<Raw>, columns: Option<usize>) {
    let is_bare = |row: &Raw| {
        let cells = row.cells().len();
        row.label.is_empty() && row.code.is_none() && cells > 1 && columns == Some(cells)
    };
    let is_line = |row: &Raw| row.tail == Tail::None && matches!(row.label.as_slice(), [_]);
    let bare = rows.iter().filter(|row| is_bare(row)).count();
    let valued = rows.iter().filter(|row| row.tail != Tail::None).count();
    if bare == 0 || bare * MOST > valued {
        return;
    }
    let goes_on = |row: &Raw| {
        let text = source.slice(row.span);
        text.starts_with(|c: char| c.is_lowercase() || c == '(')
    };
    let mut named: Vec<Raw> = Vec::with_capacity(rows.len());
    for mut row in rows.drain(..) {
        if is_bare(&row) {
            let mut goes_above = true;
            while let Some(line) = named.pop_if(|line| {
                goes_above && is_line(line) && is_right_above(source, line.span, row.span)
            }) {
                goes_above = goes_on(&line);
                row.span = line.span.to(row.span);
                row.label.splice(0..0, line.label);
            }
        }
        named.push(row);
    }
    *rows = named;
}

/// Rows for each one of which the label begins small, so that this is no habit of the table.
const MOST: usize = 3;

/// Joins the lines of labels that broke: each row that begins small stands right below a line of words, and no row that begins
/// otherwise does. Where some do, such lines may be names of groups too, and the rows that begin small are in doubt.
fn join(source: &Source<'_>, rows: &mut Vec<Raw>) {
    let begins_small = |row: &Raw| {
        row.label.first().is_some_and(|label| source.slice(*label).starts_with(char::is_lowercase))
    };
    let is_valued = |row: &Raw| row.tail != Tail::None && !row.label.is_empty();
    let is_line_above = |above: &Raw, row: &Raw| {
        above.tail == Tail::None
            && !begins_small(above)
            && !above.label.is_empty()
            && is_right_above(source, above.span, row.span)
    };
    let small = rows.iter().filter(|row| is_valued(row) && begins_small(row)).count();
    let valued = rows.iter().filter(|row| is_valued(row)).count();
    let below = |small: bool| {
        let pairs = rows.windows(2).filter(|pair| is_line_above(&pair[0], &pair[1]));
        pairs.filter(|pair| is_valued(&pair[1]) && begins_small(&pair[1]) == small).count()
    };
    if small == 0 || small * MOST > valued || below(true) != small {
        return;
    }
    let are_groups = below(false) > 0;
    let mut joined: Vec<Raw> = Vec::with_capacity(rows.len());
    for mut row in rows.drain(..) {
        if is_valued(&row) && begins_small(&row) {
            if are_groups {
                row.in_doubt = true;
            } else if let Some(above) = joined.pop() {
                row.span = above.span.to(row.span);
                row.label.splice(0..0, above.label);
            }
        }
        joined.push(row);
    }
    *rows = joined;
}

/// Joins a label that broke over two lines with the values that have the next line to themselves: the second goes on in brackets
/// or begins small (`Onderwijshuisvesting`, `(incl. kapitaallasten)`, `95 1.406`). A line of words may name a group, two such
/// lines with nothing between do not. A value alone on its line has the second already.
fn join_with_values_below(source: &Source<'_>, rows: &mut Vec<Raw>) {
    let goes_on = |row: &Raw| {
        row.label.first().is_some_and(|label| {
            let text = source.slice(*label);
            text.starts_with(char::is_lowercase) || text.starts_with('(') && text.ends_with(')')
        })
    };
    let is_line = |row: &Raw| row.tail == Tail::None && !row.label.is_empty();
    let is_begun = |begin: &Raw, end: &Raw| {
        let is_above = is_right_above(source, begin.span, end.span);
        is_line(begin) && !goes_on(begin) && goes_on(end) && is_above
    };
    let is_broken = |begin: &Raw, end: &Raw, values: &Raw| {
        is_begun(begin, end)
            && is_line(end)
            && values.label.is_empty()
            && values.tail != Tail::None
            && is_right_above(source, end.span, values.span)
    };
    let is_above_value = |row: &Raw| {
        let ends = row.label.last().zip(row.cells().first());
        ends.is_some_and(|(label, value)| is_right_above(source, *label, *value))
    };
    // How many lines above a row are of its label.
    let lines = |at: usize| match &rows[..=at] {
        [.., begin, end, values] if is_broken(begin, end, values) => 2,
        [.., begin, row] if is_above_value(row) && is_begun(begin, row) => 1,
        _ => 0,
    };
    let broken: Vec<(usize, usize)> = (0..rows.len()).map(|at| (at, lines(at))).collect();
    for (at, lines) in broken.into_iter().rev().filter(|(_, lines)| *lines > 0) {
        let lines: Vec<Raw> = rows.drain(at - lines..at).collect();
        let row = &mut rows[at - lines.len()];
        row.span = lines[0].span.to(row.span);
        let above = lines.into_iter().flat_map(|line| line.label);
        row.label.splice(0..0, above);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::lines;
    use crate::regions::regions;

    /// The labels of the rows of a text, a mark before those in doubt.
    fn labels(text: &str) -> Vec<String> {
        let source = Source::new(text);
        let region = regions(&source).remove(0);
        let (lexed, _) = lines::table(&source, &region).unwrap();
        let label = |row: &Raw| {
            let parts: Vec<&str> = row.label.iter().map(|part| source.slice(*part)).collect();
            format!("{}{}", if row.in_doubt { "? " } else { "" }, parts.join(" "))
        };
        lexed.rows.iter().map(label).collect()
    }

    const ROWS: &str = "Naam 2020 2021\nBestuur 1.203 1.310\nJeugd: ambulante\nhulp en verblijf 2.310 2.412\n\
        Wonen 3.412 3.517\nZorg 4.203 4.310\n";

    #[test]
    fn a_label_begins_on_the_line_above() {
        let joined = ["Bestuur", "Jeugd: ambulante hulp en verblijf", "Wonen", "Zorg"];
        assert_eq!(labels(ROWS), joined);
    }

    #[test]
    fn a_label_of_two_lines_stands_above_its_values() {
        let rows = "Naam 2020 2021\nBestuur 1.203 1.310\nHuisvesting\n(incl. rente)\n2.310 2.412\nWonen 3.412 3.517\n";
        assert_eq!(labels(rows), ["Bestuur", "Huisvesting (incl. rente)", "Wonen"]);
        let value = rows.replace("2.310 2.412", "2.310");
        assert_eq!(labels(&value), ["Bestuur", "Huisvesting (incl. rente)", "Wonen"]);
        let group = value.replace("(incl. rente)", "Rente");
        assert_eq!(labels(&group), ["Bestuur", "Huisvesting", "Rente", "Wonen"]);
    }

    #[test]
    fn a_sign_may_stand_before_the_values_below_a_label_of_two_lines() {
        let text = "Begroting 2020 Begroting 2021\n1. Saldo voor toevoeging aan c.q.\nonttrekking uit reserves\n\
            + 1.203 -310\n2. Mutatie voorzieningen + 120 45\n3. Boekwinst bij verkoop van grond en\n\
            boekwinst bij verkoop van gebouwen\n-/- 12 0\nSaldo -412 517\n";
        let named = [
            "1. Saldo voor toevoeging aan c.q. onttrekking uit reserves",
            "2. Mutatie voorzieningen",
            "3. Boekwinst bij verkoop van grond en boekwinst bij verkoop van gebouwen",
            "Saldo",
        ];
        assert_eq!(labels(text), named);
    }

    #[test]
    fn the_number_of_a_road_is_no_value() {
        let rows = "Naam 2020 2021\nBestuur 1.203 1.310\nRotonde N512\n(vertraagd)\n2.310 2.412\nWonen 3.412 3.517\n";
        assert_eq!(labels(rows), ["Bestuur", "Rotonde N512 (vertraagd)", "Wonen"]);
    }

    #[test]
    fn a_line_above_may_name_a_group_where_others_do() {
        let groups = ROWS.replace("Wonen", "Ruimte\nWonen");
        let doubted =
            ["Bestuur", "Jeugd: ambulante", "? hulp en verblijf", "Ruimte", "Wonen", "Zorg"];
        assert_eq!(labels(&groups), doubted);
    }

    #[test]
    fn values_alone_have_the_lines_above_as_their_name() {
        let text = "Naam 2020 2021\nBestuur 1.203 1.310\nRuimte\nJeugd: ambulante\nhulp\n2.310 2.412\n\
            Wonen 3.412 3.517\nZorg 4.203 4.310\n";
        let named = ["Bestuur", "Ruimte", "Jeugd: ambulante hulp", "Wonen", "Zorg"];
        assert_eq!(labels(text), named);
        // An empty line parts them, or most rows have lost their names.
        assert_eq!(labels(&text.replace("hulp\n", "hulp\n\n"))[4], "");
        assert_eq!(labels(&text.replace("Wonen ", "").replace("Zorg ", ""))[4], "");
    }

    #[test]
    fn small_letters_that_are_the_habit_of_a_table_say_nothing() {
        let small = ROWS.replace("Wonen", "wonen");
        let labels = labels(&small);
        assert_eq!(labels[1..3], ["Jeugd: ambulante", "hulp en verblijf"]);
    }
}
