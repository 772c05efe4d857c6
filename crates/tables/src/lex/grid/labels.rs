//! Which columns of a grid hold labels, and the label of each row.

use std::ops::Range;

use ontleed_text::{Source, Span};

use super::{Grid, GridRow, RowKind, is_empty, is_figures};
use crate::lex::{Raw, Tail};
use crate::notation;
use crate::operator::is_operator;
use crate::vocabulary::{self, Role};
use ontleed_terms::is_total;

/// Which columns hold codes, names that span rows, and labels.
#[derive(Default)]
pub(super) struct Labels {
    /// The last column before the values.
    pub(super) label: usize,
    before: Before,
    /// Whether that column holds a sign of the row: `+`, `-`.
    has_sign: bool,
    /// Whether the layout itself shows them.
    shown: bool,
}

/// What stands before the labels in a column of its own.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Before {
    #[default]
    Nothing,
    Code,
    Group,
    /// A name that spans rows, and behind it the code of each.
    GroupAndCode,
}

impl Before {
    const fn has_group(self) -> bool {
        matches!(self, Self::Group | Self::GroupAndCode)
    }

    /// The cell that holds the code.
    const fn code(self) -> Option<usize> {
        match self {
            Self::Code => Some(0),
            Self::GroupAndCode => Some(1),
            Self::Nothing | Self::Group => None,
        }
    }
}

/// Of so many per cent of the rows the first cell is a code: totals have none.
const MOST_CODES: usize = 50;

/// Of so many per cent of the rows a cell is a name: some rows go on with the one above.
const MOST_NAMES: usize = 60;

impl Labels {
    pub(super) fn find(
        source: &Source<'_>,
        grid: &Grid,
        kinds: &[RowKind],
        body: Range<usize>,
    ) -> Self {
        if grid.coded {
            return Self { label: 1, before: Before::Code, shown: true, ..Self::default() };
        }
        let rows: Vec<&GridRow> = body
            .filter(|&at| is_figures(source, &grid.rows[at], kinds[at]))
            .map(|at| &grid.rows[at])
            .collect();
        let named = Self::named(source, &rows);
        let sign = named.label + 1;
        let is_signed = rows_with_sign(source, &rows, sign);
        if is_signed { Self { label: sign, has_sign: true, ..named } } else { named }
    }

    /// The columns up to that of the names.
    fn named(source: &Source<'_>, rows: &[&GridRow]) -> Self {
        let share = |column: usize, test: &dyn Fn(&str) -> bool| {
            let cells = rows
                .iter()
                .filter_map(|row| row.cells.get(column))
                .map(|cell| source.slice(*cell).trim());
            cells.filter(|text| test(text)).count() * 100 / rows.len().max(1)
        };
        let coded = Self { label: 1, before: Before::Code, ..Self::default() };
        if share(0, &is_code) >= MOST_CODES && share(1, &is_name) >= MOST_NAMES {
            return coded;
        }
        let is_coded = share(0, &is_code) >= MOST_CODES;
        if is_coded && share(1, &is_operator) >= MOST_CODES && share(2, &is_name) >= MOST_NAMES {
            return Self { label: 2, ..coded };
        }
        if are_coded(source, rows) {
            return coded;
        }
        let spans = |text: &str| text.is_empty() || is_name(text);
        let spans_rows = share(0, &spans) == 100 && (1..100).contains(&share(0, &is_name));
        if spans_rows && share(1, &is_code) >= MOST_CODES && share(2, &is_name) >= MOST_NAMES {
            return Self { label: 2, before: Before::GroupAndCode, ..Self::default() };
        }
        let grouped = Self { label: 1, before: Before::Group, ..Self::default() };
        if are_paired(source, rows) {
            return grouped;
        }
        let words = rows.iter().filter(|row| {
            let word =
                |at: usize| row.cells.get(at).is_some_and(|cell| is_row_word(source.slice(*cell)));
            word(0) || word(1)
        });
        let second = rows
            .iter()
            .any(|row| row.cells.get(1).is_some_and(|cell| is_row_word(source.slice(*cell))));
        if second && words.count() * 100 / rows.len().max(1) >= MOST_NAMES {
            return grouped;
        }
        Self::default()
    }

    /// A lone cell can be a value without a label.
    pub(super) fn is_value_row(&self, source: &Source<'_>, row: &GridRow) -> bool {
        row.cells.iter().skip(self.label + 1).any(|cell| !is_empty(source, *cell))
    }

    /// The last cell of the label, and the cell that holds the name. A row that lost cells has
    /// its name further to the left, and its values right behind it.
    fn label_of(&self, source: &Source<'_>, row: &GridRow) -> (usize, Span) {
        let last = self.label.min(row.cells.len() - 1);
        if self.shown {
            return (last, row.cells[last]);
        }
        let is_name = |cell: &Span| {
            let text = source.slice(*cell).trim();
            !text.is_empty() && notation::read_cell(text).is_none() && !is_operator(text)
        };
        let Some(name) = row.cells[..=last].iter().rposition(is_name) else {
            return (last, row.cells[last]);
        };
        let is_sign =
            self.has_sign && name + 1 == last && is_operator(source.slice(row.cells[last]));
        let moved =
            !is_sign && row.cells[name + 1..=last].iter().all(|cell| !is_empty(source, *cell));
        (if moved { name } else { last }, row.cells[name])
    }

    pub(super) fn row(&self, source: &Source<'_>, row: &GridRow, group: &mut Option<Span>) -> Raw {
        if row.cells.is_empty() {
            return Raw::label_only(row.span);
        }
        let (at, name) = self.label_of(source, row);
        let code = self.before.code().filter(|code| *code < at).map(|code| row.cells[code]);
        // A row without a code may have its name in the place of one.
        let is_code = |cell: &Span| !is_empty(source, *cell) && *cell != name;
        let mut code = code.filter(is_code);
        if self.has_sign && at == self.label {
            code = code.or(Some(row.cells[at])).filter(is_code);
        }
        if at > 0 && self.before.has_group() && !is_empty(source, row.cells[0]) {
            *group = Some(row.cells[0]);
        }
        let own = [name].into_iter().filter(|cell| !is_empty(source, *cell));
        let total = code.take_if(|code| is_total(source.slice(*code).trim()));
        let own = total.into_iter().chain(own);
        let label = row.above.iter().copied().chain(own).chain(row.below.iter().copied()).collect();
        let rest = row.cells[at + 1..].to_vec();
        let is_empty = |cell: &Span| is_empty(source, *cell);
        let tail = if rest.iter().all(is_empty) && row.padding > 1 {
            Tail::None
        } else if at < self.label && row.padding < 2 && !rest.iter().any(is_empty) {
            // It lost the cell before its name, and may have lost others.
            Tail::Loose(rest)
        } else {
            Tail::Placed(rest)
        };
        let group = if self.before.has_group() { *group } else { None };
        Raw { code, group, in_doubt: row.in_doubt, ..Raw::new(label, tail, row.span) }
    }
}

/// Whether each row has its name behind a mark of its own, or has lost that cell and begins with its name: `- | Algemene
/// reserve | 12` and `Totaal | 12`. The word for a total may stand in the place of a mark: `Totaal | activa | 12`.
fn are_coded(source: &Source<'_>, rows: &[&GridRow]) -> bool {
    /// Fewer rows show no column of marks.
    const FEWEST: usize = 2;
    let cell = |row: &GridRow, at: usize| row.cells.get(at).map_or("", |cell| source.slice(*cell));
    let is_coded =
        |row: &&&GridRow| is_row_mark(cell(row, 0).trim()) && is_name(cell(row, 1).trim());
    let is_named = |row: &&GridRow| {
        !is_name(cell(row, 0).trim())
            || !is_name(cell(row, 1).trim())
            || is_total(cell(row, 0).trim())
    };
    let coded = rows.iter().filter(is_coded).count();
    coded >= FEWEST && rows.iter().all(|row| is_coded(&row) || is_named(row))
}

/// Whether rows have one and the same word behind their names, and below each of them is one that begins with the word for
/// another line of it: `Wachttijd | Eis | 5` and `Realisatie | 4`.
fn are_paired(source: &Source<'_>, rows: &[&GridRow]) -> bool {
    /// Fewer pairs show no column of words.
    const FEWEST: usize = 2;
    let cell =
        |row: &GridRow, at: usize| row.cells.get(at).map_or("", |cell| source.slice(*cell).trim());
    let Some(word) = rows.first().map(|row| cell(row, 1)).filter(|word| is_name(word)) else {
        return false;
    };
    let pairs = rows.chunk_by(|_, below| cell(below, 1) != word);
    let is_pair = |pair: &[&GridRow]| {
        is_name(cell(pair[0], 0))
            && !is_row_word(cell(pair[0], 0))
            && pair.len() > 1
            && pair[1..].iter().all(|row| is_row_word(cell(row, 0)))
    };
    pairs.clone().count() >= FEWEST && pairs.into_iter().all(is_pair)
}

/// Whether a column holds the sign of rows rather than values: `+` and `-`, and nothing else behind a name.
fn rows_with_sign(source: &Source<'_>, rows: &[&GridRow], column: usize) -> bool {
    /// Fewer rows show no column of signs.
    const FEWEST: usize = 2;
    let signs = || {
        let named = rows.iter().filter(|row| is_name(source.slice(row.cells[column - 1]).trim()));
        named.filter_map(|row| row.cells.get(column)).map(|cell| source.slice(*cell).trim())
    };
    rows.iter().all(|row| row.cells.len() >= column)
        && signs().all(|text| text.is_empty() || is_operator(text))
        && signs().filter(|text| is_operator(text)).count() >= FEWEST
        && signs().any(|text| is_operator(text) && text != "-")
}

/// Words that name a line of a group: sides, and the measures of an indicator.
fn is_row_word(text: &str) -> bool {
    use vocabulary::Measure::{Mijlpaal, Realisatie, Streefwaarde};
    matches!(
        vocabulary::role(text),
        Some(Role::Side(_) | Role::Measure(Some(Streefwaarde | Realisatie | Mijlpaal), _))
    )
}

pub(in crate::lex) fn is_code(text: &str) -> bool {
    let short = !text.is_empty() && text.len() <= 7;
    short
        && (text == "-" || text.bytes().any(|b| b.is_ascii_digit()) || text.ends_with('.'))
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/'))
}

/// What may stand before the name of a row in a cell of its own: a code, a sign, a bullet or a letter, perhaps in brackets.
fn is_row_mark(text: &str) -> bool {
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    if let Some(inner) = inner.filter(|inner| !inner.starts_with('(')) {
        return is_operator(text) || is_row_mark(inner);
    }
    let is_letter = || matches!(text.as_bytes(), [b'A'..=b'Z' | b'a'..=b'z']);
    let is_numeral =
        || matches!(text.len(), 2..=4) && text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    let is_bullet = || matches!(text, "–" | "•" | "*" | "·");
    is_code(text) || is_operator(text) || is_letter() || is_bullet() || is_numeral()
}

/// Whether a cell is a name rather than a value, a code or a sign.
fn is_name(text: &str) -> bool {
    text.len() > 2 && text.chars().any(char::is_alphabetic) && notation::read_cell(text).is_none()
}

#[cfg(test)]
mod tests {
    use crate::lex::lex;
    use crate::regions::regions;

    use super::*;

    /// The rows of a table: code, label and cells.
    fn rows(text: &str) -> Vec<String> {
        let source = Source::new(text);
        let lexed = regions(&source).iter().flat_map(|region| lex(&source, region)).next();
        let rows = lexed.into_iter().flat_map(|lexed| lexed.rows);
        let row = |row: Raw| {
            let code = row.code.map(|code| format!("[{}] ", source.slice(code)));
            let label = row.label.iter().map(|part| source.slice(*part)).collect::<Vec<_>>();
            let cells = row.cells().iter().map(|cell| source.slice(*cell)).collect::<Vec<_>>();
            format!("{}{}: {}", code.unwrap_or_default(), label.join(" "), cells.join("|"))
        };
        rows.map(row).collect()
    }

    #[test]
    fn a_name_may_span_rows_with_codes_of_their_own() {
        let text = "Programma\tNr.\tTaakveld\tLasten\tBaten\n\
            Bestuur\t0.1\tRaad\t120\t4\n\t0.2\tBurgerzaken\t80\t31\n\t\tSubtotaal\t200\t35\n\
            Veiligheid\t1.1\tBrandweer\t90\t2\n\t1.2\tOrde\t40\t1\n";
        let expected = [
            "[0.1] Raad: 120|4",
            "[0.2] Burgerzaken: 80|31",
            "Subtotaal: 200|35",
            "[1.1] Brandweer: 90|2",
            "[1.2] Orde: 40|1",
        ];
        assert_eq!(rows(text), expected);
        let source = Source::new(text);
        let lexed = lex(&source, &regions(&source)[0]).remove(0);
        let groups = lexed.rows.iter().map(|row| row.group.map_or("", |span| source.slice(span)));
        assert!(groups.eq(["Bestuur", "Bestuur", "Bestuur", "Veiligheid", "Veiligheid"]));
    }

    #[test]
    fn marks_stand_before_names_and_totals_have_none() {
        let text = "Passiva | 31-12-2021 | 31-12-2020 | |
---|---|---|---|
- | Algemene reserve | 24.118 | 21.905 |
- | Overige reserves | 1.640 | 2.213 |
Totaal eigen vermogen | 25.758 | 24.118 | |
E | Overlopende passiva | 11.982 | 10.420 |
Totaal vlottende passiva | 11.982 | 10.420 | |
Totaal passiva | 37.740 | 34.538 | |
";
        let expected = [
            "[-] Algemene reserve: 24.118|21.905",
            "[-] Overige reserves: 1.640|2.213",
            "Totaal eigen vermogen: 25.758|24.118",
            "[E] Overlopende passiva: 11.982|10.420",
            "Totaal vlottende passiva: 11.982|10.420",
            "Totaal passiva: 37.740|34.538",
        ];
        assert_eq!(rows(text), expected);
        let codes = text.replace("\n- |", "\nR12 |").replace("\nE |", "\nIV |");
        assert_eq!(rows(&codes)[3], "[IV] Overlopende passiva: 11.982|10.420");
        let codes = text.replace("\n- |", "\n(1) |").replace("\nE |", "\nb |");
        assert_eq!(rows(&codes)[0], "[(1)] Algemene reserve: 24.118|21.905");
        let apart = text.replace("\nTotaal ", "\nTotaal | ");
        assert_eq!(rows(&apart), expected);
        // A name in the first cell and words behind it are a column of words.
        let words = text.replace("\nE |", "\nRest |");
        assert_eq!(rows(&words)[3], "Rest: Overlopende passiva|11.982|10.420");
    }

    #[test]
    fn a_row_that_lost_the_cell_before_its_name_may_have_lost_others() {
        let text = "Nr. | Risico | Kans | Gevolg |
1 | Tekorten | 70% | 1.200 |
2 | Krapte | 50% | 600 |
Verbonden partijen |
3 | Uittreding | 10% | 950 |
Totaal | 2.750 |
";
        let source = Source::new(text);
        let lexed: Vec<_> =
            regions(&source).iter().flat_map(|region| lex(&source, region)).collect();
        // The name of a group begins no table.
        let [table] = lexed.as_slice() else { panic!("{lexed:?}") };
        let tail = |at: usize| (table.rows[at].tail.clone(), table.rows[at].cells().len());
        assert!(matches!(tail(3), (Tail::Placed(_), 2)));
        assert!(matches!(tail(4), (Tail::Loose(_), 1)));
    }

    #[test]
    fn a_word_that_rows_share_above_those_that_lost_their_name_is_no_value() {
        let text = "Prestaties | 2021 | 2022 | |
---|---|---|---|
Bereik kades | Eis | 95% | 96% |
Realisatie | 91% | 93% | |
Wachttijd brug | Eis | 12 | 14 |
Realisatie | 15 | 11 | |
";
        let expected = ["Eis: 95%|96%", "Realisatie: 91%|93%", "Eis: 12|14", "Realisatie: 15|11"];
        assert_eq!(rows(text), expected);
        let other = text.replacen("Eis", "Doel", 1);
        assert_eq!(rows(&other)[0], "Bereik kades: Doel|95%|96%");
    }

    #[test]
    fn a_sign_before_the_values_is_none_of_them() {
        let text = "EMU-saldo | Rekening | Raming | ||
1 | Exploitatiesaldo | + | 1.250 | -642 |
2 | Mutatie vaste activa | - | 8.430 | 6.118 |
3 | Mutatie voorraden | | 12 | - |
Berekend EMU-saldo | -5.860 | - | ||
";
        let expected = [
            "[1] Exploitatiesaldo: 1.250|-642",
            "[2] Mutatie vaste activa: 8.430|6.118",
            "[3] Mutatie voorraden: 12|-",
            "Berekend EMU-saldo: -5.860|-",
        ];
        assert_eq!(rows(text), expected);
        // Dashes alone say nil.
        assert_eq!(rows(&text.replace('+', "-"))[0], "[1] Exploitatiesaldo: -|1.250|-642");
        assert_eq!(
            rows(&text.replace("| + |", "| 9 |"))[1],
            "[2] Mutatie vaste activa: -|8.430|6.118"
        );
    }

    #[test]
    fn a_header_may_name_no_column_of_codes() {
        let columns = |header: &str| {
            let text = format!(
                "{header}1 | Datalek | Boete | 820 | 82 |\n2 | Krapte | Inhuur | 300 | 210 |\n"
            );
            let source = Source::new(&text);
            let lexed = regions(&source).iter().flat_map(|region| lex(&source, region)).next();
            let heads = lexed.into_iter().flat_map(|lexed| lexed.header.into_iter().flatten());
            heads
                .map(|head| format!("{}: {:?}", source.slice(head.span), head.place))
                .collect::<Vec<_>>()
        };
        let behind = ["Gevolg: Column(0)", "Begroting: Column(1)", "Saldo: Column(2)"];
        assert_eq!(columns("Risico | Gevolg | Begroting | Saldo | |\n")[1..], behind);
        assert_eq!(columns("Nr. | Risico | Gevolg | Begroting | Saldo |\n")[2..], behind);
        let open = ["Gevolg: Column(0)", "Begroting: Column(1)"];
        assert_eq!(columns("Nr. | Risico | Gevolg | Begroting | |\n")[2..], open);
    }
}
