//! How many cells the rows of a table have.

use std::collections::BTreeSet;

use ontleed_text::{Source, Span};

use super::stuck::{digits_in_label, figures_in_label, has_dotted_amount, long_number};
use super::{Line, Values, valued};
use crate::header;
use crate::lex::{Head, Lexed};
use crate::line::{self, Dash};
use crate::notation;
use crate::words;

/// How many cells a row has and how a lone dash is read.
#[derive(Default)]
pub(super) struct Width {
    pub(super) columns: Option<usize>,
    pub(super) dash: Dash,
    /// The last column holds words.
    pub(super) words_last: bool,
    pub(super) amounts: Amounts,
    /// In most rows the first cell sticks to the label.
    pub(super) glues: bool,
    pub(super) lone: Lone,
}

/// How the thousands of the amounts are printed.
#[derive(Clone, Copy, Default)]
pub(super) struct Amounts {
    /// Some amount has a dot, so that a long number without one is more than one cell.
    pub(super) dotted: bool,
    /// None has, and some amount has four digits or more.
    pub(super) undotted: bool,
}

/// What tells whether the dashes that stand alone in a table are signs or cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Lone {
    /// There are none, or they are operators beside a plus.
    #[default]
    None,
    /// With one reading or the other each row has as many cells as the header names, or as others have.
    Decided,
    /// Not every row has.
    Weighed,
    /// Nothing.
    Open,
}

/// How many cells a row has where its lone dashes are signs, and where they are cells.
#[derive(Clone, Copy)]
pub(super) struct Dashes {
    pub(super) signs: usize,
    pub(super) cells: usize,
}

impl Dashes {
    pub(super) fn fit(&self, columns: usize) -> bool {
        (self.signs..=self.cells).contains(&columns)
    }

    /// Whether all dashes are signs, or all are cells.
    fn is(&self, columns: usize) -> bool {
        [self.signs, self.cells].contains(&columns)
    }
}

impl Width {
    /// What the rows show and the header names.
    pub(super) fn of(source: &Source<'_>, rows: &[Line], lexed: &Lexed) -> Self {
        let is_pure =
            |line: &Vec<Head>| line.iter().all(|head| words::is_pure(source, &head.items));
        let is_pure = lexed.header.last().is_some_and(is_pure);
        let mut width = Self::of_rows(source, rows, lexed.named(source), is_pure);
        if let Some(years) = header::years_in_a_run(&lexed.header) {
            width.take_years(source, rows, years);
        }
        width
    }

    /// The number that most rows show; with either reading of a lone dash, the one on which more
    /// rows agree. A smaller number that the header names wins where enough rows show it, because
    /// a label that ends in a number adds one. The header `is_pure` where it names columns in known words only.
    fn of_rows(source: &Source<'_>, rows: &[Line], header: &[usize], is_pure: bool) -> Self {
        let texts: Vec<(&str, &Values)> = valued(source, rows).collect();
        let with_words = texts.iter().filter(|(_, values)| values.with_words.is_some()).count();
        let words_last = with_words * 2 > texts.len() && with_words > 1;
        let dotted = texts.iter().any(|(text, _)| has_dotted_amount(text));
        let is_undotted = |(text, values): &(&str, &Values)| holds_undotted(text, &values.nil);
        let amounts = Amounts { dotted, undotted: !dotted && texts.iter().any(is_undotted) };
        let stuck = |find: fn(&str, &[Span]) -> Option<usize>| {
            let in_label = |(text, values): &&(&str, &Values)| {
                find(text, values.read(Dash::Nil, words_last)).is_some()
            };
            texts.iter().filter(in_label).count()
        };
        let (figures, digits) = (stuck(figures_in_label), stuck(digits_in_label));
        let glues = figures > 0 && (figures + digits) * 2 > texts.len();
        let mut best = Self { words_last, amounts, glues, ..Self::default() };
        let mut agreed = 0;
        // Where other rows show a plus before their values, a dash there is an operator too.
        let has_operators = texts
            .iter()
            .any(|(text, values)| is_behind_plus(text, values.read(Dash::Nil, words_last)));
        for dash in [Dash::Nil, Dash::Sign] {
            let counts: Vec<usize> = texts
                .iter()
                .map(|(_, values)| values.read(dash, words_last).len())
                .filter(|&count| count > 0)
                .collect();
            let Some(mode) = mode(&counts) else { continue };
            let named = header.iter().copied().find(|&named| {
                let shown = counts.iter().filter(|&&count| count == named).count();
                // Where a value sticks to the label, or two to each other, a row shows one less.
                let as_many = counts.iter().filter(|&&count| count >= named).count();
                named == mode
                    || named + 1 == mode && counts_rows(&texts, dash, words_last)
                    || named + 1 == mode && is_pure && end_in_years(&texts, dash, words_last)
                    || (named > mode && as_many * 4 >= counts.len() && as_many > 1)
                    || (named < mode && named + 2 >= mode && shown * 100 >= counts.len() * 15)
            });
            // No label ends in an amount: such a row has as many cells as it shows.
            let amounts = texts.iter().filter(|(text, values)| {
                let values = values.read(dash, words_last);
                values.len() == mode && !notation::numbers_label(&text[values[0].range()])
            });
            let is_named = header.contains(&mode) || named.is_some_and(|named| named < mode);
            let agree = is_named && amounts.count() * 2 > counts.len();
            let columns = named.filter(|_| !agree).unwrap_or(mode);
            if dash == Dash::Sign && has_operators {
                continue;
            }
            let agreeing = counts.iter().filter(|&&count| count == columns).count();
            if agreeing > agreed {
                agreed = agreeing;
                best = Self { columns: Some(columns), dash, ..best };
            }
        }
        if let Some(most) = most_of_some(&texts, &best)
            && (header.is_empty() || header.contains(&most))
        {
            best.columns = Some(most);
        }
        // Known words name one number of columns, and some row has as many cells.
        if let ([named], true) = (header, is_pure)
            && best.columns.is_some_and(|columns| columns < *named)
            && fullest(&texts, &best) == *named
        {
            best.columns = Some(*named);
        }
        if !has_operators && texts.iter().any(|(_, values)| values.sign.is_some()) {
            let shown: Vec<Dashes> =
                texts.iter().filter_map(|(_, values)| values.dashes()).collect();
            if shown.iter().any(|row| row.signs < row.cells) {
                best.weigh_dashes(&shown, header);
            }
        }
        if best.columns.is_none() {
            best.columns = header.first().copied();
        }
        // A row of digits without any separator looks like one long number.
        if best.columns == Some(1)
            && header.first().is_some_and(|&named| named > 1)
            && (texts.iter().all(|(text, _)| line::glued_tail(text).is_some())
                || texts.iter().any(|&(text, _)| {
                    let sticks =
                        line::glued_tail(text).is_some_and(|at| line::is_strong_glue(&text[at..]));
                    sticks || long_number(text).is_some()
                }))
        {
            best.columns = header.first().copied().or(best.columns);
            best.amounts.dotted |= best.columns != Some(1);
        }
        best
    }

    /// Takes as many columns as years stick together in the header, where no row shows more cells: cells are dropped, not
    /// invented.
    fn take_years(&mut self, source: &Source<'_>, rows: &[Line], years: usize) {
        let cells = |(_, values): (&str, &Values)| values.read(self.dash, self.words_last).len();
        if valued(source, rows).map(cells).all(|cells| cells <= years) {
            self.columns = Some(years);
        }
    }

    /// Takes the number of columns that the header names and all rows may have. Else the one of most rows without such
    /// dashes, or where all have them the only one that all may have.
    fn weigh_dashes(&mut self, rows: &[Dashes], header: &[usize]) {
        let fits_all = |columns: &usize| rows.iter().all(|row| row.fit(*columns));
        let is_exact = |columns: &usize| rows.iter().all(|row| row.is(*columns));
        let named = header.iter().copied().find(is_exact);
        let named = named.or_else(|| header.iter().copied().find(fits_all));
        let plain = rows.iter().filter(|row| row.signs == row.cells).map(|row| row.cells);
        let plain = mode(&plain.collect::<Vec<_>>());
        let fewest = rows.iter().map(|row| row.signs).max();
        let only = fewest.filter(|fewest| rows.iter().map(|row| row.cells).min() == Some(*fewest));
        self.lone = match (named, plain.or(only)) {
            (Some(_), _) => Lone::Decided,
            (None, Some(columns)) if fits_all(&columns) => Lone::Decided,
            (None, Some(_)) => Lone::Weighed,
            (None, None) => Lone::Open,
        };
        if self.lone != Lone::Decided {
            return;
        }
        let Some(columns) = named.or(plain).or(only) else { return };
        let exact =
            |count: fn(&Dashes) -> usize| rows.iter().filter(|row| count(row) == columns).count();
        let are_signs = exact(|row| row.signs) > exact(|row| row.cells);
        self.dash = if are_signs { Dash::Sign } else { Dash::Nil };
        self.columns = Some(columns);
    }
}

/// Whether a plus stands before the values of a row: it says how the row counts.
pub(super) fn is_behind_plus(text: &str, values: &[Span]) -> bool {
    let first = values.first();
    first.is_some_and(|first| text[..first.range().start].trim_end().ends_with(" +"))
}

/// Whether all rows have the same name, and the first cell of each is one more than that of the row above: `Groep 1`.
fn counts_rows(texts: &[(&str, &Values)], dash: Dash, words_last: bool) -> bool {
    let numbered = texts.iter().map_while(|&(text, values)| {
        let first = values.read(dash, words_last).first()?.range();
        let (name, number) = (text[..first.start].trim(), &text[first]);
        let number: usize = number.parse().ok().filter(|_| notation::numbers_label(number))?;
        (!name.is_empty()).then_some((name, number))
    });
    let numbered: Vec<(&str, usize)> = numbered.collect();
    numbered.len() > 1
        && numbered.len() == texts.len()
        && numbered.windows(2).all(|pair| pair[1] == (pair[0].0, pair[0].1 + 1))
}

/// Whether a cell has four digits or more, of which the first are no year.
fn holds_undotted(text: &str, cells: &[Span]) -> bool {
    cells.iter().any(|cell| {
        let digits = text[cell.range()].trim_start_matches('-');
        digits.len() > 3
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && notation::year(&digits[..4]).is_none()
    })
}

/// Whether the first cell of each row is a year, and not of all the same: `Stand per 1 januari 2021`.
fn end_in_years(texts: &[(&str, &Values)], dash: Dash, words_last: bool) -> bool {
    let years = texts.iter().map(|&(text, values)| {
        let first = values.read(dash, words_last).first()?.range();
        let is_named = !text[..first.start].trim().is_empty();
        notation::year(&text[first]).filter(|_| is_named)
    });
    let years: Option<BTreeSet<u16>> = years.collect();
    texts.len() > 1 && years.is_some_and(|years| years.len() > 1)
}

fn mode(counts: &[usize]) -> Option<usize> {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    let runs = sorted.chunk_by(|a, b| a == b);
    // Of two counts that as many rows show, the larger one: cells are dropped, not invented.
    runs.max_by_key(|run| (run.len(), run[0])).map(|run| run[0])
}

/// The most cells that some rows have whose labels do not end in a number, if that is more than the columns: cells are
/// dropped, not invented.
fn most_of_some(texts: &[(&str, &Values)], width: &Width) -> Option<usize> {
    let cells = |values: &'_ Values| values.read(width.dash, width.words_last).len();
    let columns = width.columns?;
    if texts.iter().all(|(_, values)| cells(values) <= columns) {
        return None;
    }
    let is_fuller = |(text, values): &&(&str, &Values)| {
        let values = values.read(width.dash, width.words_last);
        values.len() > columns && !notation::numbers_label(&text[values[0].range()])
    };
    let counts = texts.iter().filter(is_fuller).map(|(_, values)| cells(values));
    let counts: Vec<usize> = counts.collect();
    let most = counts.iter().copied().max()?;
    let shown = counts.iter().filter(|&&count| count == most).count();
    (shown * 100 >= texts.len() * 15).then_some(most)
}

/// The most cells that a row shows.
fn fullest(texts: &[(&str, &Values)], width: &Width) -> usize {
    let cells = |(_, values): &(&str, &Values)| values.read(width.dash, width.words_last).len();
    texts.iter().map(cells).max().unwrap_or(0)
}
