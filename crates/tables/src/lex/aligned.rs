//! Cells that stand below each other.

mod columns;
mod header;
mod labels;
mod place;

use std::ops::Range;

use ontleed_text::{Source, Span};

use self::columns::{Columns, stand_below};
use self::labels::owners;
use super::grid::{Grid, GridRow};
use crate::joints;
use crate::line::{self, Kind};
use crate::notation;
use crate::regions::Region;

/// A word and the columns of characters it covers.
#[derive(Clone, Copy, Debug)]
struct Word {
    from: usize,
    to: usize,
    span: Span,
}

impl Word {
    /// Words next to each other as one.
    fn of(words: &[Self]) -> Self {
        let (first, last) = (words[0], words[words.len() - 1]);
        Self { from: first.from, to: last.to, span: first.span.to(last.span) }
    }

    /// Whether it stands above or below some of these columns of characters.
    fn touches(&self, columns: &Range<usize>) -> bool {
        self.from < columns.end && self.to > columns.start
    }
}

/// A line of words.
#[derive(Debug)]
struct Line {
    words: Vec<Word>,
    is_row: bool,
    /// Whether it names the columns, by its place above them.
    is_header: bool,
    /// Whether an empty line stands before it.
    apart: bool,
    span: Span,
}

impl Line {
    /// All its words.
    fn whole(&self) -> Span {
        match (self.words.first(), self.words.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => self.span,
        }
    }
}

/// Characters beyond this column are not looked at.
const WIDEST: usize = 2_000;

/// The rows of a table whose columns are edges that no row crosses; `None` where its cells do not stand below each other.
pub(super) fn cells(source: &Source<'_>, region: &Region) -> Option<Grid> {
    let mut lines = read(source, region);
    let mut columns = Columns::of(source, &lines);
    if header::mark(source, &mut lines, &columns) {
        columns = Columns::of(source, &lines);
    }
    if !stand_below(source, &lines, &columns) {
        return None;
    }
    header::find_rows(source, &mut lines, &columns);
    let owners = owners(source, &lines, &columns);
    let mut grid = Grid { coded: columns.label > 0, ..Grid::default() };
    let mut above: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match owners.of[at] {
            Some(owner) if owner > at => above.push(at),
            Some(owner) if owner < at => {
                if let Some(row) = grid.rows.last_mut() {
                    row.below.extend(columns.label_of(line));
                }
            }
            _ => {
                let mut cells = place::cells(source, &lines, at, &columns);
                // The number of a row stands before the first line of its name.
                let code = above.first().and_then(|&first| columns.code_of(&lines[first]));
                if let (Some(code), Some(cell)) = (code, cells.first_mut())
                    && source.slice(*cell).is_empty()
                {
                    *cell = code;
                }
                let above = above.drain(..).filter_map(|at| columns.label_of(&lines[at]));
                let above = above.collect();
                grid.rows.push(GridRow {
                    cells,
                    above,
                    header: line.is_header,
                    in_doubt: owners.in_doubt.binary_search(&at).is_ok(),
                    span: line.span,
                    ..GridRow::default()
                });
            }
        }
    }
    Some(grid)
}

fn read(source: &Source<'_>, region: &Region) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut apart = false;
    for (line, &known) in source.lines()[region.lines.clone()].iter().zip(&region.kinds) {
        let kind = if known == Kind::Blank { known } else { line::kind(source, line.span) };
        if matches!(kind, Kind::Blank | Kind::Rule) {
            apart = true;
            continue;
        }
        let mut words = words_of(source, line.span);
        let may_head = !matches!(kind, Kind::Row { .. });
        join_phrases(source, &mut words, may_head);
        let is_row = matches!(kind, Kind::Row { values: 1.., .. })
            || (matches!(kind, Kind::Value) && words.first().is_some_and(|word| word.from > 8));
        lines.push(Line { words, is_row, is_header: false, apart, span: line.span });
        apart = false;
    }
    lines
}

fn words_of(source: &Source<'_>, line: Span) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start: Option<(usize, usize)> = None;
    let offset = line.range().start;
    let text = source.slice(line);
    for (column, (at, c)) in text.char_indices().chain([(text.len(), ' ')]).enumerate() {
        if column > WIDEST {
            break;
        }
        if matches!(c, ' ' | '\t' | '\r') {
            if let Some((from, byte)) = start.take() {
                words.push(Word { from, to: column, span: Span::at(offset + byte, offset + at) });
            }
        } else if start.is_none() {
            start = Some((column, at));
        }
    }
    words
}

/// Joins a number with the words around it, if it stands among words of one cell: `Aantal per 1.000 jongeren`, and `Aantal
/// per 1.000` without a word behind it. A year may end the name of a column, and the word behind it begin that of the next.
fn join_phrases(source: &Source<'_>, words: &mut Vec<Word>, may_head: bool) {
    let is_word = |word: &Word| {
        let text = source.slice(word.span);
        text.starts_with(char::is_lowercase) && !notation::is_read(text)
    };
    let is_number = |word: &Word| {
        let text = source.slice(word.span);
        text.starts_with(|c: char| c.is_ascii_digit())
            && !(may_head && notation::year(text).is_some())
    };
    let mut at = 1;
    while at < words.len() {
        let [before, number] = [words[at - 1], words[at]];
        let follows = |word: &Word, behind: &Word| behind.from == word.to + 1;
        let behind = words.get(at + 1).copied().filter(|behind| follows(&number, behind));
        let is_joined = follows(&before, &number) && is_number(&number) && is_word(&before);
        let is_within = behind.is_some_and(|behind| is_word(&behind));
        let ends = behind.is_none() && joints::counts_by(source.slice(before.span));
        if is_joined && (is_within || ends) {
            let last = behind.unwrap_or(number);
            let end = if is_within { at + 1 } else { at };
            let word = Word { from: before.from, to: last.to, span: before.span.to(last.span) };
            words.splice(at - 1..=end, [word]);
        } else {
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regions::regions;

    /// The rows of a table below its header: the label and the cells behind it, a mark before those in doubt.
    fn rows(text: &str) -> Vec<String> {
        let source = Source::new(text);
        let regions = regions(&source);
        let grid = regions.first().and_then(|region| cells(&source, region)).unwrap_or_default();
        let rows = grid.rows.iter().filter(|row| !row.header).map(|row| {
            let (first, rest) = row.cells.split_at(usize::from(grid.coded) + 1);
            let label =
                row.above.iter().chain(first).chain(&row.below).map(|part| source.slice(*part));
            let label: Vec<&str> = label.filter(|part| !part.is_empty()).collect();
            let cells = rest.iter().map(|cell| source.slice(*cell));
            let mark = if row.in_doubt { "? " } else { "" };
            format!("{mark}{}|{}", label.join(" "), cells.collect::<Vec<_>>().join("|"))
        });
        rows.collect()
    }

    #[test]
    fn words_begin_a_cell_where_they_begin_in_each_row() {
        let text = "
                              Eenheid            Bron         2020   2021
Reserve van de hele gemeente  aantal per 1.000   CBS          12     14
Laden                         aantal             eigen teller 212    248
Een label tot aan zijn einde  % van alle         RVO          18     17
";
        let expected = [
            "Reserve van de hele gemeente|aantal per 1.000|CBS|12|14",
            "Laden|aantal|eigen teller|212|248",
            "Een label tot aan zijn einde|% van alle|RVO|18|17",
        ];
        let found = rows(text);
        assert_eq!(found[found.len() - 3..], expected);
        // One space is enough where the other rows agree.
        let near = rows(&text.replace("zijn einde  %", "zijn einden %"));
        assert_eq!(
            near.last().map(String::as_str),
            Some("Een label tot aan zijn einden|% van alle|RVO|18|17")
        );
    }

    #[test]
    fn lines_above_the_values_name_their_columns() {
        let text = "
Programma                 Rekening  Primitieve  Begroting
                              2020   begroting         na
                                          2021  wijziging
                                                     2021 -
Bestuur en ondersteuning      8412        8650       8900
Cultuur                       5120        5075       5310
";
        assert_eq!(
            rows(text),
            ["Bestuur en ondersteuning|8412|8650|8900", "Cultuur|5120|5075|5310"]
        );
        let columns = |text: &str| {
            let source = Source::new(text);
            let grid = regions(&source).first().and_then(|region| cells(&source, region));
            let header = grid.unwrap_or_default().rows;
            let cell = |row: &GridRow| {
                row.cells.iter().map(|cell| source.slice(*cell).to_owned()).collect::<Vec<_>>()
            };
            header.iter().filter(|row| row.header).map(cell).collect::<Vec<_>>()
        };
        assert_eq!(columns(text)[2], ["", "", "2021", "wijziging"]);
        let near = "\n          totaal 2020 waarvan  totaal\nBestuur   8.412       1.365    12\nCultuur   5.120       2.244    10\n";
        assert_eq!(columns(near)[0], ["", "totaal 2020", "waarvan", "totaal"]);
        assert_eq!(columns(text)[3], ["", "", "", "2021 -"]);
    }

    const HEADER: &str = "Omschrijving                 2020   2021\n";

    #[test]
    fn a_label_goes_on_below_its_values_where_lines_say_so() {
        let text = format!(
            "{HEADER}\
Lasten
Onderwijs, arbeidsmarkt en  1.204    980
talentontwikkeling in de
gemeente
Verbetering van de wegen    1.310  1.045
Lauwersmeerdijk
Totaal lasten               2.514  2.025
Bijdragen van alle partners
Rijk                          120     12
"
        );
        let expected = [
            "Lasten||",
            "Onderwijs, arbeidsmarkt en talentontwikkeling in de gemeente|1.204|980",
            "? Verbetering van de wegen Lauwersmeerdijk|1.310|1.045",
            "Totaal lasten|2.514|2.025",
            "Bijdragen van alle partners||",
            "Rijk|120|12",
        ];
        assert_eq!(rows(&text)[1..], expected);
        // Without names of rows on lines of their own the other lines tell what it is.
        let plain = text.replace("Bijdragen van alle partners\n", "");
        assert_eq!(rows(&plain)[3], "Verbetering van de wegen Lauwersmeerdijk|1.310|1.045");
    }

    #[test]
    fn a_label_begins_above_its_values_where_rows_say_so() {
        let text = format!(
            "{HEADER}\
Saldo van baten en lasten         1.204    980
Toevoegingen en onttrekkingen
aan reserves                      1.310  1.045
Begrotingssaldo voor bestemming
van het jaar                      2.514  2.025
Structureel saldo                   120     12
"
        );
        let expected = [
            "Saldo van baten en lasten|1.204|980",
            "Toevoegingen en onttrekkingen aan reserves|1.310|1.045",
            "Begrotingssaldo voor bestemming van het jaar|2.514|2.025",
            "Structureel saldo|120|12",
        ];
        assert_eq!(rows(&text)[1..], expected);
        // Rows that begin small say nothing.
        let small =
            text.replace("Saldo van", "saldo van").replace("\nStructureel", "\nstructureel");
        assert_eq!(rows(&small)[1], "saldo van baten en lasten|1.204|980");
        assert_eq!(rows(&small)[2], "Toevoegingen en onttrekkingen||");
    }

    #[test]
    fn a_line_below_a_label_that_ends_in_a_year_names_rows_where_others_do() {
        let text = format!(
            "{HEADER}\
Begroting tot en met jaar 2022      184    266
Autonome groei
Lonen                              -230   -410
Rente                                60     85
Totaal groei                       -170   -325
Nieuw beleid
Buurten                            -150   -150
Totaal beleid                      -150   -150
"
        );
        let group =
            ["Begroting tot en met jaar 2022|184|266", "Autonome groei||", "Lonen|-230|-410"];
        assert_eq!(rows(&text)[1..4], group);
        let label = "Begroting tot en met jaar 2022 Autonome groei|184|266";
        assert_eq!(rows(&text.replace("Nieuw beleid\n", ""))[1], label);
    }

    #[test]
    fn a_code_stands_before_the_first_line_of_a_label() {
        let text = "
                                        2020   2021
(1)   Drempelbedrag                    1.000  1.000
(2)   Bedrag op dagbasis buiten de
      schatkist aangehouden               96    112
(3a)  Ruimte onder het bedrag = (1) >
      (2)                                904    888
";
        let expected = [
            "(1) Drempelbedrag|1.000|1.000",
            "Bedrag op dagbasis buiten de (2) schatkist aangehouden|96|112",
            "Ruimte onder het bedrag = (1) > (3a) (2)|904|888",
        ];
        assert_eq!(rows(text), expected);
    }
}
