//! Signs printed beside rows: how each counts in the row below that sums them (`+`, `-/-`, as of the EMU-saldo).

use ontleed_text::{Source, Span};

use crate::lex::{Lexed, Raw, Tail};
use crate::operator::sign;
use crate::table::Row;

/// The sign beside a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Operator {
    /// 1 or -1.
    pub(super) sign: i8,
    /// Where it stands.
    span: Span,
}

/// Per row the sign beside it. None at all where fewer than two rows have one, where none is taken off, or where all are
/// bare dashes: those may as well be cells or bullets.
pub(super) fn operators(source: &Source<'_>, lexed: &Lexed) -> Vec<Option<Operator>> {
    /// The sign of one row is found by trying.
    const FEWEST: usize = 2;
    let rows = &lexed.rows;
    let none = || vec![None; rows.len()];
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return none() };
    // Most tables have none.
    let text = source.slice(first.span.to(last.span));
    if memchr::memchr(b'+', text.as_bytes()).is_none() && !text.contains("-/-") {
        return none();
    }
    let found: Vec<Option<Operator>> = rows.iter().map(|raw| beside(source, raw)).collect();
    let has = |is_it: &dyn Fn(&Operator) -> bool| found.iter().flatten().any(is_it);
    let is_bare = |operator: &Operator| matches!(source.slice(operator.span), "-" | "–" | "−");
    let is_told = found.iter().flatten().count() >= FEWEST
        && has(&|operator| operator.sign < 0)
        && has(&|operator| !is_bare(operator));
    if is_told { found } else { none() }
}

/// The only sign beside a row: first, behind its number, last before its cells, or in a first cell.
fn beside(source: &Source<'_>, raw: &Raw) -> Option<Operator> {
    let cells = raw.cells();
    let first = cells.iter().find(|cell| !cell.is_empty()).copied();
    let first = if let Tail::Glued(tail) = raw.tail { Some(tail) } else { first };
    let start = raw.code.map_or(raw.span.start, |code| code.start.min(raw.span.start));
    let before = Span::new(start, first.map_or(raw.span.end, |first| first.start));
    let parts = parts(source, before);
    let is_sign = |part: &Span| sign(source.slice(*part)).is_some();
    let place = match parts.as_slice() {
        _ if raw.has_open_dash => None,
        [] => None,
        [only] if is_sign(only) => None,
        parts => match parts.iter().filter(|part| is_sign(part)).count() {
            0 => cells.first().copied(),
            1 => {
                let behind = usize::from(is_number(source.slice(parts[0])));
                let places = [Some(&parts[0]), parts.get(behind), parts.last()];
                places.into_iter().flatten().copied().find(is_sign)
            }
            _ => None,
        },
    };
    let span = place?;
    sign(source.slice(span)).map(|sign| Operator { sign, span })
}

/// What spaces, tabs and pipes part.
fn parts(source: &Source<'_>, span: Span) -> Vec<Span> {
    let text = source.slice(span);
    let words = text.split(|c: char| c == '|' || c.is_whitespace()).filter(|word| !word.is_empty());
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    words.map(|word| Span::at(start(word), start(word) + word.len()).shift(span.start)).collect()
}

/// `1.`, `12`, `3a`.
fn is_number(part: &str) -> bool {
    /// Longer ones are amounts.
    const LONGEST: usize = 4;
    part.len() <= LONGEST && part.starts_with(|c: char| c.is_ascii_digit())
}

/// Takes the signs that labels begin with off them.
pub(super) fn leave_labels(source: &Source<'_>, rows: &mut [Row], operators: &[Option<Operator>]) {
    for (row, operator) in rows.iter_mut().zip(operators) {
        if let Some(operator) = operator {
            leave_label(source, row, *operator);
        }
    }
}

/// Takes the sign that a label begins with off it, with the number before it: `1. + Exploitatiesaldo`, `+ 1. Exploitatiesaldo`.
fn leave_label(source: &Source<'_>, row: &mut Row, operator: Operator) {
    let Some(label) = row.label.first_mut() else { return };
    if !label.range().contains(&operator.span.range().start) {
        return;
    }
    let number = Span::new(label.start, operator.span.start);
    let name = Span::new(operator.span.end, label.end);
    let text = source.slice(name);
    let indent = text.len() - text.trim_start().len();
    let is_first =
        matches!(source.slice(number).trim(), before if before.is_empty() || is_number(before));
    if is_first && indent < text.len() {
        row.code.get_or_insert(Span::new(number.start, operator.span.end));
        *label = Span::at(indent, name.len()).shift(name.start);
    }
}

#[cfg(test)]
mod tests {
    use ontleed_model::Verdict;

    use super::*;
    use crate::{Table, regions, tables};

    fn table(text: &str) -> (Source<'_>, Table) {
        let source = Source::new(text);
        let region = regions(&source).remove(0);
        let table = tables(&source, &region).remove(0);
        (source, table)
    }

    /// The rows as `code|label`, and `!` behind those of which all cells are confirmed.
    fn rows(text: &str) -> Vec<String> {
        let (source, table) = table(text);
        let row = |row: &Row| {
            let code = row.code.map_or("", |code| source.slice(code));
            let label: Vec<&str> = row.label.iter().map(|part| source.slice(*part)).collect();
            let is_confirmed = row.cells.iter().all(|cell| cell.verdict == Verdict::Confirmed);
            let mark = if !row.cells.is_empty() && is_confirmed { "!" } else { "" };
            format!("{code}|{}{mark}", label.join(" "))
        };
        table.rows.iter().map(row).collect()
    }

    #[test]
    fn signs_beside_rows_tell_how_they_add_up() {
        let text = "EMU-saldo | | 2021 | 2022 |\n1. | + | Exploitatiesaldo | -1.227 | 385 |\n\
            2. | - | Investeringen | 2.240 | 8.925 |\n3. | + | Voorzieningen | 189 | 4.405 |\n\
            4. | - | Voorraden | -1.512 | 0 |\n5. | + | Verkoop | 1.311 | 77 |\n\
            Berekend EMU-saldo | | | -455 | -4.058 |\n";
        let expected = [
            "1.|Exploitatiesaldo!",
            "2.|Investeringen!",
            "3.|Voorzieningen!",
            "4.|Voorraden!",
            "5.|Verkoop!",
            "|Berekend EMU-saldo!",
        ];
        assert_eq!(rows(text), expected);
        // They do not add up by other signs.
        let other = rows(&text.replace("4. | - |", "4. | + |"));
        assert!(other.iter().all(|row| !row.ends_with('!')), "{other:?}");
    }

    #[test]
    fn names_of_groups_and_a_first_row_without_a_sign_stand_between() {
        let text = "x 1.000\t2021\t2022\nSaldo\t2.380\t1.145\nInvloed investeringen\t\t\n-/- aankopen\t21.860\t34.215\n\
            +/+ verkoop\t312\t-\n+/+ afschrijving\t18.745\t19.330\nEMU-saldo\t-423\t-13.740\n";
        let expected = [
            "|Saldo!",
            "|Invloed investeringen",
            "-/-|aankopen!",
            "+/+|verkoop!",
            "+/+|afschrijving!",
            "|EMU-saldo!",
        ];
        assert_eq!(rows(text), expected);
    }

    #[test]
    fn a_sign_is_no_part_of_a_label() {
        let text = "EMU-saldo 2021 2022\n1. + Exploitatiesaldo -1.227 385\n2. - Investeringen 2.240 8.925\n\
            + 3. Voorzieningen 189 4.405\nBerekend EMU-saldo -3.278 -4.135\n";
        let expected = [
            "1. +|Exploitatiesaldo!",
            "2. -|Investeringen!",
            "+|3. Voorzieningen!",
            "|Berekend EMU-saldo!",
        ];
        assert_eq!(rows(text), expected);
        // Bullets, and what the signs of values mean.
        let text = "Lasten 2021 2022\n- salarissen 1.227 385\n- huur 240 925\nRuimte (+) of tekort (-) 300 200\n";
        assert_eq!(rows(text), ["|- salarissen", "|- huur", "|Ruimte (+) of tekort (-)"]);
    }

    #[test]
    fn a_figure_that_breaks_the_told_sum_is_contradicted() {
        let text = "EMU-saldo | 2021 | 2022 | 2023 |\n+ Exploitatiesaldo | -1.227 | 385 | 1.020 |\n\
            -/- Investeringen | 2.240 | 8.925 | 6.110 |\n+ Voorzieningen | 189 | 4.405 | 975 |\n\
            Berekend EMU-saldo | -3.278 | -4.315 | -4.115 |\n";
        let (_, table) = table(text);
        let verdicts: Vec<Verdict> = table.rows[3].cells.iter().map(|cell| cell.verdict).collect();
        assert_eq!(verdicts, [Verdict::Confirmed, Verdict::Contradicted, Verdict::Confirmed]);
    }
}
