//! The law that the names of the columns tell: what opens, with what moved, is what closes.
//!
//! Glued rows that lost empty cells can be read in so many ways that no law stands out of them. Where the caller knows what the
//! columns hold only signs are open, and a law is believed when all rows obey it.

use super::law::{Fit, Group, Law};
use super::readings::Reader;
use super::table::{Candidate, Table};

/// More columns leave too many signs open.
const MAX_COLUMNS: usize = 8;

/// Rows with three amounts that obey; two do so by chance.
const MIN_TESTS: usize = 3;

/// The law under which each row has a reading, if there is one; where only rows that lost cells obey it, it says so.
pub(super) fn find(reader: &Reader<'_>, table: &mut Table) -> Option<(Group, bool)> {
    let laws = of_signs(reader.moves()?, &table.additive())?;
    obeyed(reader, table, laws.clone())
        .map(|group| (group, false))
        .or_else(|| obeyed_with_losses(reader, table, laws).map(|group| (group, true)))
}

/// The laws with every choice of the signs that are open (0), and the one in which what moved is printed with its sign.
fn of_signs(moves: &[i8], additive: &[usize]) -> Option<Vec<Law>> {
    let columns = moves.len() + 2;
    if moves.is_empty() || columns > MAX_COLUMNS || additive.len() != columns {
        return None;
    }
    let mut choices: Vec<Vec<i64>> = vec![Vec::new()];
    for &sign in moves {
        let signs: &[i64] = if sign == 0 { &[1, -1] } else { &[i64::from(sign)] };
        let longer = choices
            .iter()
            .flat_map(|choice| signs.iter().map(|sign| [&choice[..], &[*sign]].concat()));
        choices = longer.collect();
    }
    let printed = vec![1; moves.len()];
    if !choices.contains(&printed) {
        choices.push(printed);
    }
    let law = |choice: Vec<i64>| {
        let signs = [1].into_iter().chain(choice).chain([-1]);
        Law::over(&signs.enumerate().collect::<Vec<_>>(), columns, additive)
    };
    Some(choices.into_iter().map(law).collect())
}

/// The laws that all rows obey with the cells that they show.
fn obeyed(reader: &Reader<'_>, table: &Table, mut laws: Vec<Law>) -> Option<Group> {
    let rows =
        || (0..table.rows.len()).filter(|&row| reader.has_cells(row)).map(|row| &table.rows[row]);
    let tests = rows().filter(|row| row.has_amounts(3)).count();
    if tests < MIN_TESTS || !rows().all(|row| row.complete) {
        return None;
    }
    laws.retain(|law| rows().all(|row| row.candidates.iter().any(|reading| holds(law, reading))));
    joined(laws)
}

/// The laws that all rows obey, some of them with cells lost.
fn obeyed_with_losses(reader: &Reader<'_>, table: &mut Table, mut laws: Vec<Law>) -> Option<Group> {
    let any = joined(laws.clone())?;
    let mut tests = 0;
    for row in 0..table.rows.len() {
        let Some(found) = reader.lawful(table, row, std::slice::from_ref(&any)) else { continue };
        laws.retain(|law| found.candidates.iter().any(|reading| holds(law, reading)));
        if laws.is_empty() {
            return None;
        }
        tests += usize::from(found.has_amounts(3));
    }
    joined(laws).filter(|_| tests >= MIN_TESTS)
}

fn holds(law: &Law, reading: &Candidate) -> bool {
    law.fit(&reading.amounts) == Fit::Holds
}

fn joined(laws: Vec<Law>) -> Option<Group> {
    let mut laws = laws.into_iter();
    let mut group = Group::of(laws.next()?);
    laws.for_each(|law| group.push(law));
    Some(group)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Problem, Row, RowSolution, Source, Status, Tail, solve};

    /// The rows glued; `*` before those that are totals by their names.
    fn solved(moves: &[i8], rows: &[&str]) -> Vec<RowSolution> {
        let rows = rows.iter().copied().map(|text| Row {
            tail: Tail::Glued { text: text.trim_start_matches('*'), label_ends: vec![0] },
            is_total: text.starts_with('*'),
            sign: None,
        });
        let rows = rows.collect();
        let (columns, moves) = (vec![moves.len() + 2], moves.to_vec());
        solve(&Problem { rows, columns, moves, ..Problem::default() }).rows
    }

    /// The cells of the reading ranked first, as printed; `?` before it when the row is ambiguous.
    fn shown(text: &str, row: &RowSolution) -> String {
        let text = text.trim_start_matches('*');
        let mark = if row.status == Status::Ambiguous { "?" } else { "" };
        let cells = row.readings[0].cells.iter().map(|cell| match cell.map(|cell| cell.source) {
            Some(Source::Span(start, end)) => &text[start as usize..end as usize],
            _ => "",
        });
        format!("{mark}{}", cells.collect::<Vec<_>>().join("|"))
    }

    #[track_caller]
    fn check(moves: &[i8], rows: &[(&str, &str)]) {
        let texts: Vec<&str> = rows.iter().map(|row| row.0).collect();
        for (row, (text, expected)) in solved(moves, &texts).iter().zip(rows) {
            assert_eq!(shown(text, row), *expected, "{text}");
        }
    }

    #[test]
    fn what_moved_leads_from_the_opening_to_the_closing() {
        // As printed, with signs. A total over them tells where what moved stands.
        let rows = [
            ("3.120212-1483.184", "3.120|212||-148|3.184"),
            ("94085-310715", "940|85|-310||715"),
            ("542-123419", "542|||-123|419"),
            ("4.602297-310-2714.318", "4.602|297|-310|-271|4.318"),
        ];
        check(&[1, -1, -1], &rows);
        // By the names of the columns, and where these do not tell by what all rows obey.
        let rows = [
            ("8.214120458.289", "8.214|120|45||8.289"),
            ("27.9063.1841.41229.678", "27.906|3.184||1.412|29.678"),
            ("1.10531026769", "1.105||310|26|769"),
            ("37.2253.3043551.43838.736", "37.225|3.304|355|1.438|38.736"),
        ];
        check(&[1, -1, -1], &rows);
        check(&[0, 0, 0], &rows);
    }

    /// The total of all tells what the totals of groups are, and these what their rows are.
    #[test]
    fn totals_tell_where_what_moved_stands_in_the_rows_of_their_groups() {
        let rows = [
            ("3.120212-1483.184", "3.120|212||-148|3.184"),
            ("94085-310715", "940|85|-310||715"),
            ("*4.060297-310-1483.899", "4.060|297|-310|-148|3.899"),
            ("1.514600-4021.712", "1.514|600||-402|1.712"),
            ("877240-541.063", "877|240||-54|1.063"),
            ("*2.391840-4562.775", "2.391|840||-456|2.775"),
            ("988230-121.206", "988|230||-12|1.206"),
            ("*988230-121.206", "988|230||-12|1.206"),
            ("*7.4391.367-310-6167.880", "7.439|1.367|-310|-616|7.880"),
        ];
        check(&[1, -1, -1], &rows);
    }

    #[test]
    fn a_row_that_does_not_obey_leaves_the_law_untold() {
        let rows = [
            ("3.120212-1483.184", "?"),
            ("94085-310715", "?"),
            ("542-123419", "?"),
            ("4.602297-310-2714.911", "?"),
        ];
        let texts = rows.map(|row| row.0);
        let solved = solved(&[1, -1, -1], &texts);
        assert!(solved.iter().all(|row| row.status == Status::Ambiguous));
    }

    /// A number as printed, with dots.
    fn printed(value: i64) -> String {
        let sign = if value < 0 { "-" } else { "" };
        match value.abs() {
            size if size > 999 => format!("{sign}{}.{:03}", size / 1000, size % 1000),
            size => format!("{sign}{size}"),
        }
    }

    /// Rows that open, move with these signs and close, the total of all last; what is 0 is not printed.
    fn rows() -> impl Strategy<Value = Vec<Vec<i64>>> {
        let moves = [0_i64..2_000, 0_i64..1_500, 0_i64..1_500];
        // A negative closing would lose its sign where none is printed.
        let row = (3_000_i64..9_000, moves, any::<[bool; 3]>());
        proptest::collection::vec(row, 3..9).prop_map(|rows| {
            let row = |(opens, moves, are_empty): (i64, [i64; 3], [bool; 3])| {
                let [one, two, three] =
                    std::array::from_fn(|at| if are_empty[at] { 0 } else { moves[at] });
                vec![opens, one, -two, -three, opens + one - two - three]
            };
            let mut rows: Vec<Vec<i64>> = rows.into_iter().map(row).collect();
            rows.push((0..5).map(|at| rows.iter().map(|row| row[at]).sum()).collect());
            rows
        })
    }

    proptest! {
        #[test]
        fn what_is_proven_is_what_was_printed(
            rows in rows(),
            is_signed in any::<bool>(),
            is_known in any::<bool>(),
        ) {
            let cell = |&value: &i64| match value {
                0 => String::new(),
                _ if is_signed => printed(value),
                _ => printed(value.abs()),
            };
            let cells: Vec<Vec<String>> =
                rows.iter().map(|row| row.iter().map(cell).collect()).collect();
            let texts: Vec<String> = cells.iter().map(|row| row.concat()).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let moves: &[i8] = if is_known { &[1, -1, -1] } else { &[0, 0, 0] };
            for ((cells, found), text) in cells.iter().zip(solved(moves, &texts)).zip(&texts) {
                if found.status == Status::Proven {
                    prop_assert_eq!(shown(text, &found), cells.join("|"), "{:?}", &texts);
                }
            }
        }
    }
}
