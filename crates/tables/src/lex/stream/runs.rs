//! Rows of such a table that are texts and the values behind them.

use ontleed_dutch::comparison_before;
use ontleed_terms::is_total;
use ontleed_text::{Source, Span};
use rust_decimal::Decimal;

use super::cells::{Cell, Shape};
use super::codes::is_code;
use super::header::names_words;
use super::{Raw, Tail};
use crate::header;
use crate::kinds;
use crate::notation;
use crate::vocabulary;
use crate::words;

/// Texts and the values behind them.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) texts: Vec<Span>,
    pub(super) code: Option<Span>,
    pub(super) cells: Vec<Cell>,
    /// What a last column says of it in words.
    pub(super) remark: Option<Span>,
}

/// The texts and values in order, each row from its first text.
pub(super) fn runs(cells: &[Cell], codes: &[bool]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (cell, is_code) in cells.iter().zip(codes) {
        let is_text = *is_code || cell.shape == Shape::Text;
        match runs.last() {
            Some(run) if !is_text || run.cells.is_empty() => {}
            _ => runs.push(Run::default()),
        }
        let Some(run) = runs.last_mut() else { break };
        if *is_code {
            run.code = Some(cell.span);
        } else if is_text {
            run.texts.push(cell.span);
        } else {
            run.cells.push(*cell);
        }
    }
    runs
}

/// Whether a header ends in as many cells as a row has, from the one that heads the labels: no column stands behind the values. The
/// name of a table heads them where only those of words stand between: `Effectindicatoren`, `Bron`, `Nulmeting`.
pub(super) fn is_whole(source: &Source<'_>, header: &[Cell], texts: usize, values: usize) -> bool {
    let Some(start) = header.len().checked_sub(texts + values) else { return false };
    let (above, names) = header[start..].split_at(texts);
    let [corner, words @ ..] = above else { return false };
    let is_title = || {
        kinds::names_alone(source.slice(corner.span))
            && !words.is_empty()
            && words.iter().all(|cell| names_words(source, cell.span))
    };
    (header::names_labels(source, corner.span) || is_title())
        && !above.iter().any(|cell| header::names_values(source, cell.span))
        && names.last().is_some_and(|cell| !names_words(source, cell.span))
}

/// How many columns of words stand beside the label, where each row has as many texts and more than one.
pub(super) fn words_of_each(source: &Source<'_>, header: &[Cell], runs: &[Run]) -> usize {
    /// Two rows can be two groups with a row each, unless the header names the words.
    const FEWEST: usize = 3;
    if runs.len() < FEWEST {
        return words_named(source, header, runs);
    }
    let [first, rest @ ..] = runs else { return 0 };
    let count = rest.first().map_or(0, |run| run.texts.len());
    let breaks = |run: &Run| run.texts.windows(2).any(|pair| goes_on(source, pair[0], pair[1]));
    let alike = rest.iter().all(|run| run.texts.len() == count && !run.cells.is_empty());
    let is_code = |run: &Run| run.texts.first().is_some_and(|text| is_code(source.slice(*text)));
    if count == 2 && rest.iter().all(is_code) {
        return 0;
    }
    // The side of the name before it: `Toevoegingen aan reserves`, and below it `Lasten`.
    let is_side = |run: &Run| run.texts.last().is_some_and(|text| words::is_side(source, *text));
    let is_each = alike && !first.texts.is_empty() && !runs.iter().any(is_side);
    if is_each && count > 1 && !runs.iter().any(breaks) { count - 1 } else { 0 }
}

/// How many columns of words a header names behind the one that heads the labels, where it names as many texts as each row has, and
/// each has as many values.
fn words_named(source: &Source<'_>, header: &[Cell], runs: &[Run]) -> usize {
    let [first, rest @ ..] = runs else { return 0 };
    let (texts, values) = (first.texts.len(), first.cells.len());
    let alike = rest.iter().all(|run| run.texts.len() == texts && run.cells.len() == values);
    if texts < 2 || !alike {
        return 0;
    }
    let words = |cells: &[Cell]| cells.iter().all(|cell| names_words(source, cell.span));
    let is_named = is_whole(source, header, texts, values)
        && words(&header[header.len() - texts - values + 1..header.len() - values]);
    if is_named || names_texts(source, header, texts) { texts - 1 } else { 0 }
}

/// Whether the names of so many columns of texts stand side by side, the last that heads labels and behind it those of words, and
/// only other names behind them: `Naam prestatie`, `Bron`, and those of values in more rows than one.
pub(super) fn names_texts(source: &Source<'_>, header: &[Cell], texts: usize) -> bool {
    let words = |cell: &Cell| names_words(source, cell.span);
    let Some(corner) = header.iter().rposition(|cell| header::names_labels(source, cell.span))
    else {
        return false;
    };
    let behind = &header[corner + 1..];
    behind.len() > texts
        && behind[..texts - 1].iter().all(words)
        && !behind[texts - 1..].iter().any(words)
}

/// The number of columns: what most rows show, unless few agree and the header names as many as
/// the fullest row has, or the total of all.
pub(super) fn width(
    runs: &[Run],
    header: &[usize],
    periods: usize,
    total: Option<usize>,
) -> Option<usize> {
    let mut counts: Vec<usize> =
        runs.iter().map(|run| run.cells.len()).filter(|&count| count > 0).collect();
    counts.sort_unstable();
    let most = *counts.last()?;
    // As many years as the fullest row has cells, or more: other rows lost some.
    if periods >= most && periods > 1 {
        return Some(periods);
    }
    // The only row, of values alone, has as many columns as names stand above it.
    if let ([run], [named, ..]) = (runs, header)
        && run.texts.is_empty()
        && *named > most
    {
        return Some(*named);
    }
    let mode = counts.chunk_by(|a, b| a == b).max_by_key(|run| (run.len(), run[0]))?;
    // Cells are dropped, not invented: what two rows show is no surplus.
    let shown = |named: usize| counts.iter().filter(|&&count| count == named).count();
    let may_be_named = header.is_empty() || header.contains(&most);
    let is_some = shown(most) > 1 || may_be_named && shown(most) * 100 >= counts.len() * 15;
    if !most.is_multiple_of(mode[0])
        && is_some
        && !runs.iter().filter(|run| run.cells.len() == most).any(Run::has_empty_edge)
    {
        return Some(most);
    }
    // A total lost no cell that another row has.
    let is_all = |total: &usize| *total == most || header.contains(total);
    let total = total.filter(|total| *total > mode[0] && is_all(total));
    // Nor has it more than the header most likely names.
    let is_named = || header.first() == total.as_ref();
    if total.is_some() && (mode.len() * 2 <= counts.len() || is_named()) {
        return total;
    }
    // An empty cell at the edge of a run belongs to the label, where the header names one less.
    let edged = runs.iter().filter(|run| run.cells.len() == mode[0]).all(Run::has_empty_edge);
    for &named in header {
        if named == mode[0] || (named + 1 == mode[0] && edged) {
            return Some(named);
        }
    }
    if mode.len() * 2 > counts.len() {
        return Some(mode[0]);
    }
    let named = header.iter().copied().find(|&named| named == most);
    named
        .or_else(|| header.iter().copied().find(|&named| shown(named) * 100 >= counts.len() * 15))
        .or(Some(mode[0]))
}

/// Cuts the values of a label, where they are too many, into its own and those of a sum below it that has no label, if there is
/// one way to do so in which the last value of both is what the others lead to, as in all other rows.
pub(super) fn cut_sums(source: &Source<'_>, runs: &mut Vec<Run>, width: usize) {
    let is_long = |run: &Run| run.cells.len() > width && run.cells.len() <= 2 * width;
    if width < FEWEST_MOVED || !runs.iter().any(is_long) {
        return;
    }
    let amounts = |cells: &[Cell]| -> Option<Vec<Decimal>> {
        cells.iter().map(|cell| notation::read_cell(source.slice(cell.span))?.value).collect()
    };
    let adds_up = |run: &Run| amounts(&run.cells).is_some_and(|cells| leads_to_last(&cells));
    let mut others = runs.iter().filter(|run| !run.cells.is_empty() && !is_long(run));
    if others.clone().count() < 2 || !others.all(adds_up) {
        return;
    }
    let mut at = 0;
    while at < runs.len() {
        let cells = amounts(&runs[at].cells).filter(|_| is_long(&runs[at]));
        let cut = cells.and_then(|cells| only_cut(&cells, width));
        at += 1;
        if let Some(cut) = cut {
            let cells = runs[at - 1].cells.split_off(cut);
            runs.insert(at, Run { cells, ..Run::default() });
        }
    }
}

/// The fewest values of a row in which something moved: what was, what moved, what is.
const FEWEST_MOVED: usize = 3;

/// The only place where amounts are two rows of at most so many, each of which adds up.
fn only_cut(cells: &[Decimal], width: usize) -> Option<usize> {
    let mut cuts = (cells.len().saturating_sub(width)..=width.min(cells.len())).filter(|&cut| {
        let (row, sum) = cells.split_at(cut);
        leads_to_last(row) && leads_to_last(sum)
    });
    cuts.next().filter(|_| cuts.next().is_none())
}

/// Whether what moved leads from the first amount to the last, not all of it nothing.
fn leads_to_last(cells: &[Decimal]) -> bool {
    let Some((last, others)) = cells.split_last() else { return false };
    others.len() + 1 >= FEWEST_MOVED
        && others.iter().try_fold(Decimal::ZERO, |sum, cell| sum.checked_add(*cell)) == Some(*last)
        && cells.iter().any(|cell| !cell.is_zero())
}

/// How many cells the last total has; a row or two may stand below it.
pub(super) fn total(source: &Source<'_>, runs: &[Run]) -> Option<usize> {
    /// The most rows below it.
    const MOST_BELOW: usize = 2;
    let is_sum = |run: &&Run| {
        let label = run.texts.last().map_or("", |label| source.slice(*label));
        is_total(label.split(' ').next().unwrap_or(label))
    };
    runs.iter().rev().take(MOST_BELOW + 1).find(is_sum).map(|run| run.cells.len())
}

impl Run {
    /// Whether it begins or ends with an empty cell.
    fn has_empty_edge(&self) -> bool {
        let is_void = |cell: Option<&Cell>| cell.is_some_and(|cell| cell.shape == Shape::Void);
        is_void(self.cells.first()) || is_void(self.cells.last())
    }

    /// A row of which the first text is the label, if the texts before the values are all that a row has. Else nothing
    /// tells which of them is the label, and the words are left out.
    pub(super) fn push_words(&self, is_whole: bool, width: Option<usize>, rows: &mut Vec<Raw>) {
        let label = if is_whole { self.texts.first() } else { self.texts.last() };
        let cells: Vec<Span> = self.cells.iter().map(|cell| cell.span).collect();
        let (Some(label), Some(last)) = (label, cells.last()) else { return };
        let words = if is_whole { self.texts[1..].to_vec() } else { Vec::new() };
        let span = label.to(*last);
        let is_full = width == Some(cells.len());
        let tail = if is_full { Tail::Placed(cells) } else { Tail::Loose(cells) };
        rows.push(Raw { code: self.code, words, ..Raw::new(vec![*label], tail, span) });
    }

    /// Whether an empty cell stands before as many others: that of a word beside the label.
    pub(super) fn lacks_word(&self, width: usize) -> bool {
        let is_empty = self.cells.first().is_some_and(|cell| cell.shape == Shape::Void);
        is_empty && self.cells.len() == width + 1
    }

    /// Whether the text before the values is a few letters: `S`, `I/S`, `inc.`.
    pub(super) fn ends_in_initials(&self, source: &Source<'_>) -> bool {
        /// The longest of them, in bytes.
        const LONGEST: usize = 4;
        let is_initial = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'.');
        self.texts.last().filter(|_| !self.cells.is_empty()).is_some_and(|text| {
            text.len() <= LONGEST && source.slice(*text).bytes().all(is_initial)
        })
    }

    /// A row of that width, perhaps with a word beside its label or an empty cell, and the names of groups above it.
    pub(super) fn push_beside(&self, width: usize, may_have_word: bool, rows: &mut Vec<Raw>) {
        let lacks_word = self.lacks_word(width);
        let cells = self.cells.iter().skip(usize::from(lacks_word)).map(|cell| cell.span);
        let cells: Vec<Span> = cells.collect();
        let has_word = may_have_word && !lacks_word && self.texts.len() > 1 && !cells.is_empty();
        let (texts, words) = self.texts.split_at(self.texts.len() - usize::from(has_word));
        let (groups, label) = texts.split_at(texts.len() - usize::from(!cells.is_empty()));
        rows.extend(groups.iter().map(|group| Raw::label_only(*group)));
        if let (Some(label), Some(last)) = (label.first(), cells.last()) {
            let span = label.to(*last);
            let tail = if cells.len() == width { Tail::Placed(cells) } else { Tail::Loose(cells) };
            let word = words.first().copied().unwrap_or(Span::new(label.end, label.end));
            rows.push(Raw {
                code: self.code,
                words: vec![word],
                ..Raw::new(vec![*label], tail, span)
            });
        }
    }

    /// Rows of that width of which the last text is the label, and the names of groups above it.
    pub(super) fn push(&self, source: &Source<'_>, width: Option<usize>, rows: &mut Vec<Raw>) {
        let (mut label, groups) = self.label(source);
        rows.extend(groups.iter().map(|group| Raw::label_only(*group)));
        let cells = self.cells_within(source, width);
        if cells.is_empty() {
            rows.extend(label.map(Raw::label_only));
            return;
        }
        let mut code = self.code;
        let holds_rows = |width: &usize| cells.len() > *width && cells.len().is_multiple_of(*width);
        for part in cells.chunks(width.filter(holds_rows).unwrap_or(cells.len())) {
            let label: Vec<Span> = label.take().into_iter().collect();
            let first = label.first().copied().unwrap_or(part[0]);
            let span = Span::new(first.start.min(part[0].start), part[part.len() - 1].end);
            let tail = Tail::Loose(part.to_vec());
            // Below another text it may be a value of that row in words.
            let in_doubt = !groups.is_empty()
                && label.first().is_some_and(|label| is_told(source.slice(*label)));
            rows.push(Raw { code: code.take(), in_doubt, ..Raw::new(label, tail, span) });
        }
        if let Some((last, remark)) = rows.last_mut().zip(self.remark) {
            last.behind = Some(remark);
            last.span = last.span.to(remark);
        }
    }

    /// The label, which may have broken over two cells, and the names of groups before it.
    fn label(&self, source: &Source<'_>) -> (Option<Span>, &[Span]) {
        match self.texts.as_slice() {
            [groups @ .., above, label] if goes_on(source, *above, *label) => {
                (Some(above.to(*label)), groups)
            }
            [groups @ .., label] => (Some(*label), groups),
            [] => (None, &[]),
        }
    }

    /// The values, without empty cells and points at their edges that make them more than rows of that width.
    fn cells_within(&self, source: &Source<'_>, width: Option<usize>) -> Vec<Span> {
        let mut cells: Vec<Span> = self.cells.iter().map(|cell| cell.span).collect();
        let Some(width) = width else { return cells };
        let is_surplus = |cells: &[Span]| cells.len() > width && !cells.len().is_multiple_of(width);
        let is_void = |cell: Option<&Span>| cell.is_some_and(|cell| source.trim(*cell).is_empty());
        while is_surplus(&cells) {
            if is_void(cells.first()) && !is_void(cells.get(1)) {
                cells.remove(0);
            } else if is_void(cells.last()) {
                cells.pop();
            } else {
                break;
            }
        }
        while is_surplus(&cells) && source.slice(cells[cells.len() - 1]) == "." {
            cells.pop();
        }
        cells
    }
}

/// Whether a text begins with a share or a bound: `80% binnen 30 seconden`, `max. 10 minuten`.
fn is_told(text: &str) -> bool {
    let Some(digit) = text.bytes().position(|byte| byte.is_ascii_digit()) else { return false };
    let behind = text[digit..].trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
    digit == 0 && behind.starts_with('%')
        || comparison_before(&text[..digit]).is_some_and(|found| found.span.range().start == 0)
}

/// Whether a label that broke over two cells goes on in the second.
pub(super) fn goes_on(source: &Source<'_>, above: Span, label: Span) -> bool {
    let text = source.slice(label);
    text.starts_with(char::is_lowercase)
        && source.slice(above).ends_with(char::is_lowercase)
        && vocabulary::role(text).is_none()
        && !is_told(text)
}

#[cfg(test)]
mod tests {
    use super::super::cells::of_lines;
    use super::*;

    /// The runs of a text with a cell a line, `_` for an empty one.
    fn runs_of(text: &str) -> (Source<'_>, Vec<Run>) {
        let source = Source::new(text);
        let cells = of_lines(&source);
        let runs = runs(&cells, &vec![false; cells.len()]);
        (source, runs)
    }

    fn lines(cells: &str) -> String {
        cells.replace('_', "\u{A0}").replace('|', "\n")
    }

    #[track_caller]
    fn check_width(cells: &str, header: &[usize], periods: usize, expected: usize) {
        let text = lines(cells);
        let (source, runs) = runs_of(&text);
        let total = total(&source, &runs);
        assert_eq!(width(&runs, header, periods, total), Some(expected), "{cells}");
    }

    #[test]
    fn most_rows_say_how_many_columns_there_are() {
        check_width("A|1|2|B|3|4|C|5", &[], 0, 2);
        check_width("A|1|2|3|B|4|5|6|C|7|8|D|9|1|E|2|3", &[], 0, 3);
        check_width("A|1|2|3|B|7|8|D|9|1|E|2|3|F|1|2|G|1|2|H|1|2|I|1|2", &[], 0, 2);
        // One full row is enough where the header names as many.
        check_width("A|1|2|3|B|7|8|D|9|1|E|2|3", &[3], 0, 3);
        check_width("A|1|2|3|B|7|8|D|9|1|E|2|3", &[2], 0, 2);
        // Two rows that lost their ends are no row.
        check_width("A|1|2|3|4|B|7|8|C|5|6", &[], 0, 2);
    }

    #[test]
    fn years_and_names_say_how_many_columns_there_are() {
        check_width("A|1|2|B|3|C|4", &[], 3, 3);
        check_width("A|1|B|3|C|4", &[], 1, 1);
        check_width("A|1|2|3|B|4|5|6|7|C|8", &[4, 3], 0, 4);
        check_width("A|_|2|3|B|4|5|_|C|_|8|1", &[2], 0, 2);
        check_width("A|9|2|3|B|4|5|6|C|7|8|1", &[2], 0, 3);
        check_width("A|_|2|3|B|4|5|C|6|7|D|8|9", &[], 0, 2);
        check_width("A|1|2|B|3|4|C|5|D|6|7|8|E|9|1|2|3", &[2, 4], 0, 2);
        check_width("A|1|2|B|3|4|C|5|D|6|7|8|E|9|1|2|3", &[4], 0, 4);
        check_width("1|2|3", &[5], 0, 5);
        check_width("A|1|2|3", &[5], 0, 3);
    }

    #[test]
    fn a_total_shows_all_columns_where_few_rows_agree() {
        let rows = "A|1|2|3|B|4|5|6|C|7|8|D|9|1|E|1|2|3|4|F|1|2|G|5|6|7";
        check_width(&format!("{rows}|H|1|2|3|4|5"), &[], 0, 3);
        check_width(&format!("{rows}|Totaal|1|2|3|4|5"), &[], 0, 5);
        // Where most rows lost as many, the header has to name them.
        let lost = "A|1|2|B|3|4|C|5|6|D|7|8|E|9|1|F|2|3|Totaal|7|8|9";
        check_width(lost, &[3, 2], 0, 3);
        check_width(lost, &[2, 3], 0, 2);
        check_width(&format!("{rows}|I|1|2|3|4|5|6|Totaal|1|2|3|4|5"), &[], 0, 3);
        check_width(&format!("{rows}|I|1|2|3|4|5|6|Totaal|1|2|3|4|5"), &[5], 0, 5);
    }

    #[test]
    fn values_beyond_a_row_that_adds_up_are_a_sum_below_it() {
        let cut = |cells: &str| {
            let text = lines(cells);
            let (source, mut runs) = runs_of(&text);
            cut_sums(&source, &mut runs, 4);
            runs.iter().map(|run| run.cells.len()).collect::<Vec<_>>()
        };
        let rows = "Wegen|10|5|-2|13|Parken|20|-4|16";
        assert_eq!(cut(&format!("{rows}|Bruggen|7|-1|6|37|5|-7|35")), [4, 3, 3, 4]);
        // Not one way, or a row that does not add up.
        assert_eq!(cut(&format!("{rows}|Bruggen|7|-1|6|37|5|-7|36")), [4, 3, 7]);
        assert_eq!(cut(&format!("Sport|1|2|4|{rows}|Bruggen|7|-1|6|37|5|-7|35")), [3, 4, 3, 7]);
    }

    fn pushed(cells: &str, width: usize) -> Vec<String> {
        let text = lines(cells);
        let (source, runs) = runs_of(&text);
        let mut rows = Vec::new();
        for run in runs {
            run.push(&source, Some(width), &mut rows);
        }
        let show = |row: &Raw| {
            let label = row.label.iter().map(|part| source.slice(*part).replace('\n', " "));
            let cells = row.cells().iter().map(|cell| source.slice(*cell).replace('\u{A0}', "_"));
            label.chain(cells).collect::<Vec<_>>().join("|")
        };
        rows.iter().map(show).collect()
    }

    #[test]
    fn the_last_text_is_the_label_and_those_above_name_groups() {
        assert_eq!(pushed("Zorg|Jeugd|1|2|Ouderen|3|4", 2), ["Zorg", "Jeugd|1|2", "Ouderen|3|4"]);
        assert_eq!(pushed("Zorg|Hulp aan|jeugd|1|2", 2), ["Zorg", "Hulp aan jeugd|1|2"]);
        assert_eq!(pushed("ZORG|jeugd|1|2", 2), ["ZORG", "jeugd|1|2"]);
        assert_eq!(pushed("Bestuur|baten|1|2", 2), ["Bestuur", "baten|1|2"]);
    }

    #[test]
    fn values_are_cut_into_rows_of_that_width() {
        assert_eq!(pushed("Zorg|1|2|3|4", 2), ["Zorg|1|2", "3|4"]);
        assert_eq!(pushed("Zorg|1|2|3", 2), ["Zorg|1|2|3"]);
        // Empty cells at the edges are none.
        assert_eq!(pushed("Zorg|_|1|2", 2), ["Zorg|1|2"]);
        assert_eq!(pushed("Zorg|1|2|_", 2), ["Zorg|1|2"]);
        assert_eq!(pushed("Zorg|_|_|2|3|4", 4), ["Zorg|_|_|2|3|4"]);
    }

    #[test]
    fn a_value_in_words_is_a_doubtful_label() {
        let doubtful = |cells: &str| {
            let text = lines(cells);
            let (source, runs) = runs_of(&text);
            let mut rows = Vec::new();
            for run in runs {
                run.push(&source, Some(2), &mut rows);
            }
            rows.iter().filter(|row| row.in_doubt).count()
        };
        assert_eq!(doubtful("Wachttijd|max. 12 tellen|8|9|Telefoon|90% binnen de minuut|81|84"), 2);
        assert_eq!(doubtful("Leden|0-12 jaar|8|9|12-18 jaar|81|84"), 0);
        assert_eq!(doubtful("100% duurzaam|8|9|Zorg|1|2"), 0);
    }

    #[track_caller]
    fn check_words(cells: &str, expected: usize) {
        let text = lines(cells);
        let (source, runs) = runs_of(&text);
        assert_eq!(words_of_each(&source, &[], &runs), expected, "{cells}");
    }

    #[test]
    fn one_row_shows_words_that_the_header_names() {
        let words = |header: &str, row: &str| {
            let text = lines(&format!("{header}|{row}"));
            let source = Source::new(&text);
            let cells = of_lines(&source);
            let (header, rows) = cells.split_at(header.split('|').count());
            words_of_each(&source, header, &runs(rows, &vec![false; rows.len()]))
        };
        let header = "Indicator|Bron|Begroting|Realisatie";
        assert_eq!(words(header, "Inbraken|Politie|5,1|5,0"), 1);
        assert_eq!(words(header, "Inbraken|Politie|5,1|5,0|Overlast|Monitor|81|82"), 1);
        assert_eq!(words(header, "Inbraken|Politie|Landelijk|5,1|5,0"), 0);
        // A row may lack cells, and names may stand in two rows.
        assert_eq!(words(header, "Inbraken|Politie|5,1"), 1);
        let halves = "Naam indicator|Bron|Nul|Begroting|waarde|2017|2018";
        assert_eq!(words(halves, "Inbraken|Politie|5,1|5,0|4,9"), 1);
        assert_eq!(words("Indicator|Bron|Begroting|Toelichting", "Inbraken|Politie|5,1"), 0);
        assert_eq!(words("Indicator|Onbekend|Begroting|Realisatie", "Inbraken|Politie|5,1|5,0"), 0);
        assert_eq!(words("Bron|Indicator|Begroting|Realisatie", "Inbraken|Politie|5,1|5,0"), 0);
    }

    #[test]
    fn words_beside_the_label_are_columns_where_each_row_has_as_many() {
        check_words("Zorg|Jeugd|1|Wonen|Huur|2|Sport|Bad|3", 1);
        check_words("Zorg|Jeugd|1|Wonen|Huur|2", 0);
        check_words("Zorg|Jeugd|1|Wonen|Huur|2|Sport|3", 0);
        check_words("Zorg|Jeugd|1|A1|Huur|2|B2|Bad|3", 0);
        check_words("Zorg|Jeugd|1|Wonen|Lasten|2|Sport|Baten|3", 0);
        check_words("Hulp aan|jeugd|1|Wonen|Huur|2|Sport|Bad|3", 0);
        check_words("9|Zorg|Jeugd|1|Wonen|Huur|2|Sport|Bad|3", 0);
    }

    #[test]
    fn the_first_text_is_the_label_where_no_column_stands_behind_the_values() {
        let is_whole = |header: &str| {
            let text = lines(header);
            let source = Source::new(&text);
            is_whole(&source, &of_lines(&source), 2, 2)
        };
        assert!(is_whole("Programma|Eenheid|Begroting|Realisatie"));
        assert!(is_whole("Effectindicatoren|Bron|Nulmeting|Realisatie"));
        assert!(!is_whole("Stadhuis|Eenheid|Begroting|Realisatie"));
        assert!(!is_whole("Programma|Begroting|Realisatie|Saldo"));
        assert!(!is_whole("Programma|Eenheid|Begroting|Toelichting"));
        let text = lines("Zorg|Jeugd|1|2");
        let (_, runs) = runs_of(&text);
        let [label, words, one, two] = [(0, 4), (5, 10), (11, 12), (13, 14)];
        let span = |(start, end)| Span::at(start, end);
        let check = |is_whole, width, expected: Raw| {
            let mut rows = Vec::new();
            runs[0].push_words(is_whole, Some(width), &mut rows);
            assert_eq!(rows, [expected]);
        };
        let cells = vec![span(one), span(two)];
        let all = Raw::new(vec![span(label)], Tail::Placed(cells.clone()), Span::at(0, 14));
        check(true, 2, Raw { words: vec![span(words)], ..all });
        check(false, 3, Raw::new(vec![span(words)], Tail::Loose(cells), Span::at(5, 14)));
    }
}
