//! Names of columns of which no word is known: the rows tell how many columns there are.

use ontleed_text::{Source, Span};

use super::cells::{Cell, Shape};
use super::codes;
use crate::vocabulary::{self, Role};
use crate::words::{self, Item, What};

/// Fewer rows do not tell how many columns there are.
const FEWEST_ROWS: usize = 3;

/// Names of columns behind where a header seems to end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lacking {
    /// How many there are.
    pub(super) count: usize,
    /// The cell that heads the labels though it is no word for them: each cell behind it names a column.
    pub(super) corner: Option<usize>,
}

/// The cells behind `end`, where the header seems to end, that are names of columns too: behind what heads the labels there are
/// fewer names than the rows have values.
pub(super) fn names_lacking(source: &Source<'_>, cells: &[Cell], end: usize) -> Lacking {
    lacking(source, cells, end).unwrap_or_default()
}

fn lacking(source: &Source<'_>, cells: &[Cell], end: usize) -> Option<Lacking> {
    let texts = cells[end..].iter().take_while(|cell| cell.shape == Shape::Text).count();
    // With one text before several values that is the label.
    let is_text = |cell: &Cell| cell.shape == Shape::Text;
    if texts == 0 || texts == 1 && !cells.get(end + 2).is_some_and(is_text) {
        return None;
    }
    let columns = columns(source, &cells[end + texts..])?;
    // The label of the first row is no name; before its number there is none.
    let before = texts - usize::from(!columns.numbered);
    if before == 0 {
        return None;
    }
    let (names, corner) = names(source, &cells[..end])?;
    let is_second_row = columns.numbered
        && before == columns.count
        && names.len() == columns.count
        && names.iter().all(|name| name.shape == Shape::Period);
    if is_second_row {
        return Some(Lacking { count: before, corner: None });
    }
    let lacking = columns.count.checked_sub(names.len()).filter(|lacking| {
        let groups = before.checked_sub(*lacking);
        let may_hold_groups = corner.is_none() && *lacking == 1;
        !names.is_empty()
            && *lacking > 0
            && groups
                .is_some_and(|groups| groups == columns.groups && (groups == 0 || may_hold_groups))
    })?;
    let taken = &cells[end..end + lacking];
    let below = &cells[end + lacking..];
    let are_names = taken.iter().all(|cell| may_be_name(source, cell.span, below));
    are_names.then_some(Lacking { count: lacking, corner })
}

/// What the rows tell of the columns.
struct Columns {
    count: usize,
    /// How many names of groups stand above a label at most.
    groups: usize,
    /// A number stands before the label of each row.
    numbered: bool,
}

/// The columns of rows that begin with values, behind their first label or number, where most of them have as many, or the first
/// and another do and none has more: the rest lost empty cells.
fn columns(source: &Source<'_>, cells: &[Cell]) -> Option<Columns> {
    let runs: Vec<&[Cell]> =
        cells.chunk_by(|a, b| (a.shape == Shape::Text) == (b.shape == Shape::Text)).collect();
    let values: Vec<&[Cell]> = runs.iter().step_by(2).copied().collect();
    if is_numbered(source, &values) {
        return numbered_columns(&values[1..]);
    }
    let first = values.first().filter(|_| values.len() >= FEWEST_ROWS)?.len();
    let alike = values.iter().filter(|row| row.len() == first).count();
    let groups = runs[1..].iter().step_by(2).map(|texts| texts.len() - 1).max().unwrap_or(0);
    let are_most = alike * 2 > values.len();
    let is_most = alike > 1 && values.iter().all(|row| row.len() <= first);
    let is_told = first > 1 && (are_most || is_most);
    is_told.then_some(Columns { count: first, groups, numbered: false })
}

/// The columns of rows of which each has the number of the next behind its values; below the name of a group that stands alone.
fn numbered_columns(values: &[&[Cell]]) -> Option<Columns> {
    let is_alone = |row: &&&[Cell]| row.len() == 1;
    let groups = usize::from(values.iter().any(|row| is_alone(&row)));
    let rows = || values.iter().filter(|row| !is_alone(row));
    let count = rows().next().filter(|_| rows().count() >= FEWEST_ROWS)?.len() - 1;
    let alike = rows().filter(|row| row.len() == count + 1).count();
    let is_told = alike * 2 > rows().count() && count > 1;
    is_told.then_some(Columns { count, groups, numbered: true })
}

/// Whether the first value stands alone, and the next run ends in the number that follows it.
fn is_numbered(source: &Source<'_>, values: &[&[Cell]]) -> bool {
    let [[only], [_, .., last], ..] = values else { return false };
    codes::is_next(source.slice(only.span), source.slice(last.span))
}

/// The names of columns in a header, behind the last cell that heads the labels, or behind a word for a column of words that begins
/// it and is the corner; none where a cell names several.
fn names<'c>(source: &Source<'_>, header: &'c [Cell]) -> Option<(Vec<&'c Cell>, Option<usize>)> {
    let items: Vec<Vec<Item>> = header.iter().map(|cell| words::items(source, cell.span)).collect();
    let is = |items: &[Item], what: What| items.iter().any(|item| item.what == what);
    let heads_labels = |items: &Vec<Item>| {
        is(items, What::Label)
            && items.iter().all(|item| matches!(item.what, What::Label | What::Unit))
    };
    let label = items.iter().rposition(heads_labels);
    let corner = label.is_none().then(|| corner(&items)).flatten();
    let first = label.or(corner)? + 1;
    let is_unit = |at: usize| items[at].iter().all(|item| item.what == What::Unit);
    // Where empty lines part the names a line right below another goes on with it.
    let has_gaps = header[first..].iter().any(|cell| cell.gap > 0);
    let goes_on = |at: usize| has_gaps && at > first && header[at].gap == 0;
    let names: Vec<usize> = (first..header.len())
        .filter(|&at| (items[at].is_empty() || !is_unit(at)) && !goes_on(at))
        .collect();
    let is_period = |item: &&Item| matches!(item.what, What::Period(_));
    let names_several = |at: &usize| items[*at].iter().filter(is_period).count() > 1;
    let is_name = |at: &usize| !names_several(at);
    names.iter().all(is_name).then(|| (names.iter().map(|at| &header[*at]).collect(), corner))
}

/// The only word for a column of words in a header, or a word that says no measure and begins it, right before names of columns
/// of values and nothing else: `Omschrijving krediet`, `Krediet`.
fn corner(items: &[Vec<Item>]) -> Option<usize> {
    let is_words = |items: &Vec<Item>| match items.as_slice() {
        [Item { what: What::Measure(None, None), .. }] => true,
        items => !items.is_empty() && items.iter().all(|item| item.what == What::Text),
    };
    let is_value = |items: &Vec<Item>| items.first().is_some_and(|item| item.what.heads_values());
    let corner = items.iter().position(is_words)?;
    items[corner + 1..].iter().all(is_value).then_some(corner)
}

/// Whether a text may be the name of a column: it begins with a capital, is no name of rows, and does not come again.
fn may_be_name(source: &Source<'_>, cell: Span, below: &[Cell]) -> bool {
    let text = source.slice(cell);
    text.starts_with(char::is_uppercase)
        && !names_rows(text)
        && !below.iter().any(|other| source.slice(other.span) == text)
}

/// Whether a text begins as the name of rows does: `Lasten`, `Totaal lasten`, `Programma Bestuur`, not `Jaar van afsluiting`.
fn names_rows(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().and_then(vocabulary::role);
    match first {
        Some(Role::Side(_) | Role::Measure(None, _)) => true,
        Some(Role::Label) => words.next().is_none_or(|word| !word.starts_with(char::is_lowercase)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::of_lines;
    use super::*;

    /// The names that a text with a cell a line has behind where its header seems to end, at `/`.
    #[track_caller]
    fn check(cells: &str, expected: &[&str]) {
        let text = cells.replace('/', "").replace('|', "\n");
        let source = Source::new(&text);
        let end = cells.split('|').position(|cell| cell.starts_with('/')).unwrap();
        let count = names_lacking(&source, &of_lines(&source), end).count;
        let found: Vec<&str> = text.lines().skip(end).take(count).collect();
        assert_eq!(found, expected, "{cells}");
    }

    const HEADER: &str = "Taakveld|Rekening 2021|Begroting 2022";

    #[test]
    fn there_are_as_many_names_as_values() {
        let rows = "Bestuur|1|2|3|Zorg|4|5|6|Sport|7|8|9";
        check(&format!("{HEADER}|/Uitkomst|{rows}"), &["Uitkomst"]);
        check(
            &format!("Taakveld|Begroting 2022|/Uitkomst|Verklaring|{rows}"),
            &["Uitkomst", "Verklaring"],
        );
        // Enough have names.
        check(&format!("{HEADER}|Rekening 2022|/Uitkomst|{rows}"), &[]);
        check(&format!("Taakveld|2021 2022 2023|/Uitkomst|Verklaring|{rows}"), &[]);
        // Not what heads the labels, and not in two rows.
        check(&format!("Tuinen|Rekening 2021|Begroting 2022|/Uitkomst|{rows}"), &[]);
        check(&format!("{HEADER}|/Uitkomst|Bestuur|1|2|3|Zorg|4|5|6"), &[]);
        // Rows that lost cells have fewer.
        let short = "Bestuur|1|2|3|Zorg|4|5|Sport|7|8|Totaal|7|8|9";
        check(&format!("{HEADER}|/Uitkomst|{short}"), &["Uitkomst"]);
        check(&format!("{HEADER}|/Uitkomst|{short}|Rest|1|2|3|4"), &[]);
        check(&format!("{HEADER}|/Uitkomst|Bestuur|1|2|3|Zorg|4|5|Sport|7|8"), &[]);
        // A word that says no measure may head the labels.
        check(&format!("Krediet|Begroting 2022|Rekening 2022|/Einde|{rows}"), &["Einde"]);
        // Rows of values that end in a year.
        check(
            &format!("{HEADER}|/Einde van|Bestuur|1|2|2023|Zorg|4|5|2024|Sport|7|8|2025"),
            &["Einde van"],
        );
    }

    #[test]
    fn the_name_of_the_first_group_is_no_name_of_a_column() {
        let groups = "Bestuur|Inkomsten|1|2|3|Zorg|Inkomsten|4|5|6|Sport|Inkomsten|7|8|9";
        check(&format!("{HEADER}|/Uitkomst|{groups}"), &["Uitkomst"]);
        check(&format!("{HEADER}|/{groups}"), &[]);
        let rows = "Bestuur|1|2|3|Zorg|4|5|6|Sport|7|8|9";
        for group in ["Lasten", "Programma Wonen", "Totaal", "uitkomst"] {
            check(&format!("{HEADER}|/{group}|{rows}"), &[]);
        }
        check(&format!("{HEADER}|/Wonen|{rows}|Wonen|4|5|6"), &[]);
        check(&format!("{HEADER}|/Jaar van afsluiting|{rows}"), &["Jaar van afsluiting"]);
    }

    #[test]
    fn a_word_for_words_heads_the_labels_where_rows_have_no_other_text() {
        let rows = "Bestuur|1|2|3|Zorg|4|5|6|Sport|7|8|9";
        let header = "Categorie|Stand 2021|Stand 2022";
        check(&format!("{header}|/Waarvan nieuw|{rows}"), &["Waarvan nieuw"]);
        check(&format!("Stand 2020|{header}|/Waarvan nieuw|{rows}"), &["Waarvan nieuw"]);
        check(&format!("{header}|Bron|/Waarvan nieuw|{rows}"), &[]);
        let words = "Bestuur|a|1|2|3|Zorg|b|4|5|6|Sport|c|7|8|9";
        check(&format!("{header}|/Waarvan nieuw|{words}"), &[]);
    }

    #[test]
    fn a_number_before_the_first_label_ends_the_header() {
        let rows = "1|Bestuur|1|2|3|2|Zorg|4|5|6|3|Sport|7|8|9|4|Wonen|7|8|9";
        check(&format!("{HEADER}|/Uitkomst|{rows}"), &["Uitkomst"]);
        check(
            &format!("Taakveld|2021|2022|2023|/Oud|Nieuw|Straks|{rows}"),
            &["Oud", "Nieuw", "Straks"],
        );
        check(&format!("Taakveld|2021|2022|2023|/Oud|Nieuw|{rows}"), &[]);
        // Codes that begin anew below the name of a group.
        let groups =
            "A|1.1|Bestuur|1|2|3|1.2|Zorg|4|5|6|B|2.1|Sport|7|8|9|2.2|Wonen|7|8|9|2.3|Water|7|8|9";
        check(&format!("{HEADER}|/Uitkomst|{groups}"), &["Uitkomst"]);
        check(&format!("{HEADER}|Rekening 2022|/{groups}"), &[]);
    }
}
