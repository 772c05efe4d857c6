//! What leaves it open where the cells of one row begin.

use ontleed_model::Verdict;
use ontleed_text::{Source, Span};

use crate::lex::{Lexed, Raw, Tail};
use crate::notation;
use crate::rows;
use crate::table::{Cell, Row};
use crate::thousands;

/// Whether a row may have other cells than it is told with. `is_dotted` where some number of the table has a dot.
pub(super) fn is_open(
    source: &Source<'_>,
    lexed: &Lexed,
    raw: &Raw,
    row: &Row,
    columns: usize,
    is_dotted: bool,
) -> bool {
    match &raw.tail {
        Tail::None => false,
        Tail::Placed(_) => raw.in_doubt,
        Tail::Glued(tail) => {
            raw.in_doubt
                || is_cut_beside_thousands(source, *tail, row)
                || is_open_run(source, lexed, row)
                || row.cells.len() < columns
                    && row.cells.iter().any(|cell| has_open_sign(source, cell))
        }
        Tail::Loose(cells) => {
            let label = raw.label.last().zip(cells.first());
            raw.in_doubt
                || label.is_some_and(|(label, first)| {
                    ends_in_cell(source.slice(*label))
                        && !shows_all_cells(source, lexed, raw, row, columns)
                        || !is_dotted && splits_thousands(source, *label, *first)
                })
                || !is_dotted && raw.label.iter().any(|label| holds_thousands(source.slice(*label)))
        }
    }
}

/// Whether a row has a cell for each column without the end of its label: the label ends on a line of its own, or the header
/// names as many columns and sums confirm the cells.
pub(super) fn shows_all_cells(
    source: &Source<'_>,
    lexed: &Lexed,
    raw: &Raw,
    row: &Row,
    columns: usize,
) -> bool {
    let Tail::Loose(cells) = &raw.tail else { return false };
    let Some((label, first)) = raw.label.last().zip(cells.first()) else { return false };
    let is_alone = || {
        label.end <= first.start && source.slice(Span::new(label.end, first.start)).contains('\n')
    };
    cells.len() == columns + lexed.words
        && (is_alone() || lexed.named(source).contains(&columns) && is_borne_out(source, row))
}

/// Whether sums confirm all amounts of a row, where it has some; percentages are in no sum.
pub(crate) fn is_borne_out(source: &Source<'_>, row: &Row) -> bool {
    let is_amount = |cell: &&Cell| !source.slice(cell.span).ends_with('%');
    let mut amounts = row.cells.iter().filter(is_amount).peekable();
    amounts.peek().is_some() && amounts.all(|cell| cell.verdict == Verdict::Confirmed)
}

/// Whether a glued row may have lost its end: the text ends with it and cells are missing.
pub(super) fn is_cut_off(source: &Source<'_>, raw: &Raw, row: &Row, columns: usize) -> bool {
    matches!(raw.tail, Tail::Glued(_)) && row.cells.len() < columns && source.ends_by(raw.span.end)
}

/// Whether the first cell of a row with dropped cells may be the end of its label: `Programma 1 352 76`. Two digits that sums
/// confirm with all others are a cell.
pub(super) fn numbers_its_label(source: &Source<'_>, raw: &Raw, row: &Row, columns: usize) -> bool {
    let (Tail::Loose(cells), Some(label)) = (&raw.tail, raw.label.last()) else { return false };
    let Some(first) = cells.first().filter(|_| cells.len() > 1 && cells.len() < columns) else {
        return false;
    };
    let text = source.slice(*first);
    let is_short = text.len() < 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let may_number = is_short && !(text.len() == 2 && is_borne_out(source, row));
    (may_number || notation::year(text).is_some())
        && label.end <= first.start
        && source.slice(Span::new(label.end, first.start)) == " "
}

/// Whether the label of a row ends in an amount: it shows a cell more than the table has columns.
pub(super) fn ends_in_amount(source: &Source<'_>, raw: &Raw) -> bool {
    let (Tail::Loose(cells), Some(label)) = (&raw.tail, raw.label.last()) else { return false };
    let Some(first) = cells.first() else { return false };
    let text = source.slice(*label);
    let Some((name, last)) = text.rsplit_once(' ') else { return false };
    // `Bestuur 98 227`: thousands may stand apart from what follows.
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-'));
    let digits = last.strip_prefix('-').unwrap_or(last);
    let is_amount = last.len() > 2
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && notation::year(last).is_none();
    is_amount
        && name.ends_with(char::is_alphabetic)
        && notation::read(last).is_some_and(|read| read.value.is_some())
        && label.end <= first.start
        && source.slice(Span::new(label.end, first.start)).trim().is_empty()
}

/// Whether a cell of a row seems to be two that stick together: `0207`, or in a row with too few cells a long number without
/// the dots of others, or an amount with its percentage.
pub(super) fn sticks_together(source: &Source<'_>, raw: &Raw, columns: usize) -> bool {
    let Tail::Loose(cells) = &raw.tail else { return false };
    let texts = || cells.iter().map(|cell| source.slice(*cell));
    let is_dotted = texts().any(|text| text.contains('.'));
    let is_short = cells.len() < columns;
    texts().any(|text| {
        let digits = text.trim_start_matches('-').trim_end_matches(['%', '*']);
        let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        is_plain
            && (cells.len() > 1 && digits.len() > 1 && digits.starts_with('0')
                || is_short && is_dotted && digits.len() > 4
                || is_short && text.ends_with('%') && digits.len() > 1)
    })
}

/// Whether a cell is a year that sticks to a number, in a table whose numbers have dots: `2018874`.
pub(super) fn year_sticks_to_number(source: &Source<'_>, raw: &Raw) -> bool {
    raw.cells().iter().map(|cell| source.slice(*cell)).any(|text| {
        text.len() > 4
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && notation::year(&text[..4]).is_some()
    })
}

/// Whether a label ends in what may be the first cell, or in a part of it: `Verzuim n.b.`, `Renterisico 1:3`, `Claim 10-20%`,
/// `Bestuur512853N`, `Bestuur---`.
fn ends_in_cell(label: &str) -> bool {
    let before = |length: usize| label[..label.len() - length].chars().next_back();
    match label.as_bytes().last() {
        Some(b'%') => before(1).is_some_and(|c| c.is_ascii_digit()),
        Some(b'N' | b'V') => {
            let before = label[..label.len() - 1].trim_end_matches(' ');
            before.ends_with(|c: char| c.is_ascii_digit())
        }
        _ if label.ends_with('€') => true,
        Some(b'-') => !names_age(label) && before(1).is_some_and(|c| !matches!(c, ' ' | '\u{A0}')),
        Some(b'0'..=b'9') => ends_in_ratio(label),
        Some(b'.' | b'M' | b'm' | b'T' | b't' | b'd') => ends_in_code(label),
        _ => false,
    }
}

/// `Jeugdhulp 18-`: for whom something is.
fn names_age(label: &str) -> bool {
    let last = label.rsplit([' ', '\u{A0}']).next().unwrap_or_default();
    last.len() < label.len() && rows::is_age(last)
}

/// `Renterisico 1:3`
fn ends_in_ratio(label: &str) -> bool {
    let last = label.trim_end_matches(|c: char| c.is_ascii_digit());
    last.strip_suffix(':').is_some_and(|first| first.ends_with(|c: char| c.is_ascii_digit()))
}

/// `Verzuim n.b.`, `Zwembad PM`
fn ends_in_code(label: &str) -> bool {
    /// A first look: the longest word for a missing value, in bytes.
    const LONGEST: usize = 8;
    let Some((_, last)) = label.rsplit_once(' ') else { return false };
    let may_be_code = last.len() <= LONGEST
        && matches!(last.as_bytes().first(), Some(b'n' | b'N' | b'p' | b'P' | b'o' | b'O'));
    may_be_code && notation::read(last).is_some_and(|read| read.missing.is_some())
}

/// Whether the digits at the end of a label and the first cell may be one number: `Totaal1 459`.
fn splits_thousands(source: &Source<'_>, label: Span, first: Span) -> bool {
    let text = source.slice(label);
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &text[name.len()..];
    (1..=3).contains(&digits.len())
        && !digits.starts_with('0')
        && name.trim_end_matches('-').ends_with(char::is_lowercase)
        && source.slice(first).bytes().take_while(u8::is_ascii_digit).count() >= 3
        && label.end + 1 == first.start
}

/// Whether a label holds a number of which a no-break space parts the thousands: a cell that was not seen.
fn holds_thousands(label: &str) -> bool {
    let is_number = |word: &str| word.contains('\u{A0}') && thousands::groups(word).is_some();
    memchr::memchr(0xC2, label.as_bytes()).is_some() && label.split([' ', '\n']).any(is_number)
}

/// Whether a glued row is cut where nothing stands between two cells, while a space in it may part thousands: `71 394574`.
fn is_cut_beside_thousands(source: &Source<'_>, tail: Span, row: &Row) -> bool {
    let text = source.slice(tail);
    let words: Vec<&str> = text.split([' ', '\u{A0}']).collect();
    let may_join = |pair: &[&str]| {
        pair[0].ends_with(|c: char| c.is_ascii_digit())
            && pair[1].len() > 2
            && pair[1].bytes().take(3).all(|byte| byte.is_ascii_digit())
    };
    let is_long = |cell: &Cell| is_undotted(source.slice(cell.span));
    !text.contains('.')
        && words.windows(2).any(may_join)
        && (text.contains('\u{A0}')
            || row.cells.iter().any(is_long)
            || row.cells.windows(2).any(|pair| pair[0].span.end == pair[1].span.start))
        && !is_borne_out(source, row)
}

/// Whether a glued row holds a number without dots, or with a sign, where no header says how many cells there are: `6472`
/// may be `6 | 472`, and `100-` two cells.
fn is_open_run(source: &Source<'_>, lexed: &Lexed, row: &Row) -> bool {
    let is_open = |cell: &Cell| {
        let text = source.slice(cell.span);
        let is_signed = || text.contains(['-', '–', '−']);
        cell.verdict != Verdict::Confirmed && (plain_digits(text) > 1 || is_signed())
    };
    lexed.named(source).is_empty() && row.cells.iter().any(is_open)
}

/// Whether the sign of a number may be a cell as well, of a row that has too few: `8.927-`.
fn has_open_sign(source: &Source<'_>, cell: &Cell) -> bool {
    let text = source.slice(cell.span);
    let is_signed = text.starts_with(['-', '–', '−']) || text.ends_with('-');
    cell.value.is_some() && is_signed && cell.verdict != Verdict::Confirmed
}

/// Whether a number has thousands and no dot.
fn is_undotted(number: &str) -> bool {
    plain_digits(number) > 3
}

/// How many digits a number has, if there is nothing between them.
fn plain_digits(number: &str) -> usize {
    let digits = number.trim_matches(|c: char| !c.is_ascii_digit());
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::{Head, Place};

    /// Where parts stand in a text, one behind the other.
    fn spans(text: &str, parts: &[&str]) -> Vec<Span> {
        let mut from = 0;
        let place = |part: &&str| {
            let start = from + text[from..].find(*part).unwrap();
            from = start + part.len();
            Span::at(start, from)
        };
        parts.iter().map(place).collect()
    }

    /// Asks a rule of a row whose label and cells are parts of a text.
    fn asks(text: &str, parts: &[&str], rule: impl Fn(&Source<'_>, &Raw) -> bool) -> bool {
        let spans = spans(text, parts);
        let raw = Raw::new(vec![spans[0]], Tail::Loose(spans[1..].to_vec()), spans[0]);
        rule(&Source::new(text), &raw)
    }

    /// A row of cells that nothing confirms.
    fn row(source: &Source<'_>, cells: &[&str]) -> Row {
        let spans = spans(source.text(), cells).into_iter().enumerate();
        let value = |span: Span| notation::read_cell(source.slice(span))?.value;
        let cell = |(column, span): (usize, Span)| Cell {
            column,
            span,
            value: value(span),
            ..Cell::default()
        };
        Row { cells: spans.map(cell).collect(), ..Row::default() }
    }

    fn confirmed(row: &Row) -> Row {
        let mut row = row.clone();
        row.cells.iter_mut().for_each(|cell| cell.verdict = Verdict::Confirmed);
        row
    }

    #[test]
    fn labels_may_end_in_a_cell() {
        for label in [
            "Verzuim n.b.",
            "Zwembad PM",
            "Renterisico 1:3",
            "Claim 10-20%",
            "Bestuur512853N",
            "Bestuur 512 V",
            "Bestuur---",
            "Tarief €",
        ] {
            assert!(ends_in_cell(label), "{label}");
        }
        for label in [
            "Verzuim enz.",
            "Groei in %",
            "Plan N",
            "Saldo -",
            "Programma 3",
            "Artikel :3",
            "Parken t/m",
            "n.b.",
        ] {
            assert!(!ends_in_cell(label), "{label}");
        }
    }

    #[test]
    fn a_first_cell_may_be_the_end_of_a_label() {
        let numbers = |text: &str, parts: &[&str], columns| {
            asks(text, parts, |source, raw| {
                numbers_its_label(source, raw, &Row::default(), columns)
            })
        };
        assert!(numbers("Programma 1 352 76", &["Programma", "1", "352", "76"], 4));
        assert!(numbers("Begroting 2019 352 76", &["Begroting", "2019", "352", "76"], 4));
        assert!(!numbers("Programma 1 352 76", &["Programma", "1", "352", "76"], 3));
        assert!(!numbers("Programma 1", &["Programma", "1"], 4));
        assert!(!numbers("Programma 135 352", &["Programma", "135", "352"], 4));
        assert!(!numbers("Programma  1 352", &["Programma", "1", "352"], 4));
        // A sum tells two digits from none, but not one.
        for (text, expected) in [("Subsidie 45 46", false), ("Programma 1 352", true)] {
            let parts: Vec<&str> = text.split(' ').collect();
            let row = confirmed(&row(&Source::new(text), &parts[1..]));
            let numbers = |source: &Source<'_>, raw: &Raw| numbers_its_label(source, raw, &row, 4);
            assert_eq!(asks(text, &parts, numbers), expected, "{text}");
        }
    }

    #[test]
    fn a_label_may_end_in_an_amount() {
        for label in ["Bestuur 204", "Bestuur 1.204", "Bestuur -204", "Bestuur 98 227"] {
            assert!(asks(&format!("{label} 76"), &[label, "76"], ends_in_amount), "{label}");
        }
        let others =
            ["Bestuur 20", "Bestuur 2019", "Bestuur 12%", "Bestuur 1.2.3", "Bestuur (1) 204"];
        for label in others {
            assert!(!asks(&format!("{label} 76"), &[label, "76"], ends_in_amount), "{label}");
        }
        assert!(!asks("Bestuur 204 | 76", &["Bestuur 204", "76"], ends_in_amount));
    }

    #[test]
    fn a_row_with_a_cell_for_each_column_has_none_in_its_label() {
        let header = "Begroting 2020 Rekening 2020\n";
        let shows = |text: &str, columns: usize, is_confirmed: bool| {
            let text = format!("{header}{text}");
            let source = Source::new(&text);
            let parts = spans(&text, &["Office 365", "12", "13"]);
            let raw = Raw::new(vec![parts[0]], Tail::Loose(parts[1..].to_vec()), parts[0]);
            let head = Head::new(&source, Span::at(0, header.len() - 1), Place::Open);
            let mut lexed = Lexed::default();
            lexed.header.push(vec![head]);
            let row = row(&source, &["12", "13"]);
            let row = if is_confirmed { confirmed(&row) } else { row };
            shows_all_cells(&source, &lexed, &raw, &row, columns)
        };
        assert!(shows("Office 365 12 13", 2, true));
        assert!(!shows("Office 365 12 13", 2, false));
        assert!(!shows("Office 365 12 13", 3, true));
        // On a line of its own a label ends where that line does.
        assert!(shows("Office 365\n12\n13", 2, false));
        assert!(!shows("Office 365\n12\n13", 3, true));
    }

    #[test]
    fn two_cells_may_stick_together() {
        let sticks = |cells: [&str; 2], columns| {
            let text = format!("Zorg {} {}", cells[0], cells[1]);
            asks(&text, &["Zorg", cells[0], cells[1]], |source, raw| {
                sticks_together(source, raw, columns)
            })
        };
        assert!(sticks(["12", "0207"], 2));
        assert!(!sticks(["12", "0"], 2));
        assert!(!asks("Zorg 0207", &["Zorg", "0207"], |source, raw| sticks_together(
            source, raw, 2
        )));
        assert!(sticks(["1.204", "35412"], 3));
        assert!(!sticks(["1.204", "35412"], 2));
        assert!(!sticks(["204", "35412"], 3));
        assert!(!sticks(["1.204", "3541"], 3));
        assert!(sticks(["12", "45%"], 3));
        assert!(!sticks(["12", "45%"], 2));
        assert!(!sticks(["12", "5%"], 3));
    }

    #[test]
    fn a_year_may_stick_to_a_number() {
        for (cell, expected) in [("2018874", true), ("2018", false), ("1234567", false)] {
            let text = format!("Zorg {cell}");
            assert_eq!(asks(&text, &["Zorg", cell], year_sticks_to_number), expected, "{cell}");
        }
    }

    #[test]
    fn digits_of_a_label_may_be_those_of_its_first_cell() {
        let splits = |text: &str, label: &str, first: &str| {
            let spans = spans(text, &[label, first]);
            splits_thousands(&Source::new(text), spans[0], spans[1])
        };
        assert!(splits("Totaal1 459", "Totaal1", "459"));
        assert!(splits("Totaal-12 459", "Totaal-12", "459"));
        assert!(!splits("Totaal0 459", "Totaal0", "459"));
        assert!(!splits("WMO1 459", "WMO1", "459"));
        assert!(!splits("Totaal1 45", "Totaal1", "45"));
        assert!(!splits("Totaal1  459", "Totaal1", "459"));
        assert!(holds_thousands("Bestuur 98\u{A0}227"));
        assert!(!holds_thousands("Bestuur\u{A0}98 227"));
    }

    #[test]
    fn the_last_row_of_a_text_may_be_cut_off() {
        let cut = |text: &str, tail: Tail, columns| {
            let source = Source::new(text);
            let raw = Raw::new(Vec::new(), tail, Span::at(0, 9));
            is_cut_off(&source, &raw, &row(&source, &["12", "34"]), columns)
        };
        let glued = Tail::Glued(Span::at(5, 9));
        assert!(cut("Groen1234 \n", glued.clone(), 3));
        assert!(!cut("Groen1234\nMeer", glued.clone(), 3));
        assert!(!cut("Groen1234", glued, 2));
        assert!(!cut("Groen1234", Tail::Loose(spans("Groen1234", &["12", "34"])), 3));
    }

    #[test]
    fn a_space_in_a_glued_row_may_part_thousands() {
        let is_cut = |text: &str, cells: &[&str]| {
            let source = Source::new(text);
            let row = row(&source, cells);
            let tail = Span::at(0, text.len());
            assert!(!is_cut_beside_thousands(&source, tail, &confirmed(&row)));
            is_cut_beside_thousands(&source, tail, &row)
        };
        assert!(is_cut("71 394574", &["71", "394", "574"]));
        assert!(is_cut("71 3945", &["71", "3945"]));
        assert!(is_cut("71\u{A0}394", &["71", "394"]));
        assert!(!is_cut("71 394", &["71", "394"]));
        assert!(!is_cut("71 39", &["71", "3", "9"]));
        assert!(!is_cut("71 394.574", &["71", "394", ".574"]));
    }

    #[test]
    fn a_row_of_which_sums_confirm_the_amounts_is_not_open() {
        let source = Source::new("-914 102%-468 52%");
        let mut row = row(&source, &["-914", "102%", "-468", "52%"]);
        assert!(is_cut_beside_thousands(&source, Span::at(0, 17), &row));
        row.cells[0].verdict = Verdict::Confirmed;
        assert!(is_cut_beside_thousands(&source, Span::at(0, 17), &row));
        row.cells[2].verdict = Verdict::Confirmed;
        assert!(!is_cut_beside_thousands(&source, Span::at(0, 17), &row));
    }

    #[test]
    fn numbers_and_signs_of_a_glued_row_are_open_where_nothing_confirms_them() {
        let lexed = Lexed::default();
        let is_open = |text: &str| {
            let source = Source::new(text);
            let row = row(&source, &[text]);
            assert!(!is_open_run(&source, &lexed, &confirmed(&row)));
            is_open_run(&source, &lexed, &row)
        };
        assert!(is_open("6472"));
        assert!(is_open("6-"));
        assert!(!is_open("6"));
        assert!(!is_open("6.472"));
        let has_sign = |text: &str| {
            let source = Source::new(text);
            let row = row(&source, &[text]);
            assert!(!has_open_sign(&source, &confirmed(&row).cells[0]));
            has_open_sign(&source, &row.cells[0])
        };
        assert!(has_sign("8.927-"));
        assert!(has_sign("-8.927"));
        assert!(!has_sign("8.927"));
        assert!(!has_sign("--"));
    }
}
