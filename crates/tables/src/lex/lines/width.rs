//! How many cells the rows of a table have.

use std::collections::BTreeSet;

use ontleed_text::{Source, Span};

use super::parted::count_stuck;
use super::stuck::{digits_in_label, figures_in_label, has_dotted_amount, long_number};
use super::{Line, Values, valued};
use crate::header;
use crate::lex::{Head, Lexed};
use crate::line::{self, Dash};
use crate::notation;
use crate::vocabulary;
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
    /// Its lone dashes may be signs also where rows have as many cells as columns without.
    pub(super) may_have_signs: bool,
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
    /// As many cells as most rows show or the header names.
    pub(super) fn of(source: &Source<'_>, rows: &[Line], lexed: &Lexed) -> Self {
        let rows = Rows::of(source, rows, lexed);
        let mut width = rows.width();
        width.columns = rows.most_of_some(&width).or(width.columns);
        width.columns = rows.as_named(&width).or(width.columns);
        width.columns = rows.as_total(&width).or(width.columns);
        if let Some(dashes) = rows.dashes() {
            width.weigh_dashes(&dashes, rows.header);
        }
        width.columns = width.columns.or(rows.header.first().copied());
        if width.columns == Some(1)
            && let Some(named) = rows.named_run()
        {
            width.columns = Some(named);
            width.amounts.dotted = true;
        }
        // Years that stick together in the header: cells are dropped, not invented.
        if let Some(years) = header::years_in_a_run(&lexed.header)
            && rows.fullest(width.dash) <= years
        {
            width.columns = Some(years);
        }
        let cells: Vec<usize> = rows.cells(width.dash).map(|(_, cells)| cells.len()).collect();
        let more = width.columns.and_then(|columns| {
            header::names_more(source, &lexed.header, rows.header, columns, &cells)
        });
        width.columns = more.or(width.columns);
        width.may_have_signs = width.columns.is_some_and(|columns| rows.may_have_signs(columns));
        width
    }

    /// Takes the number of columns that the header names and all rows may have. Else the one of most rows without such
    /// dashes, or where all have them the only one that all may have.
    fn weigh_dashes(&mut self, rows: &[Dashes], header: &[usize]) {
        let fits_all = |columns: &usize| rows.iter().all(|row| row.fit(*columns));
        let is_exact = |columns: &usize| rows.iter().all(|row| row.is(*columns));
        let named = header.iter().copied().find(is_exact);
        let named = named.or_else(|| header.iter().copied().find(fits_all));
        // A row without such dashes may have lost cells.
        let is_exact_or_short = |columns: &usize| {
            let (plain, dashed): (Vec<&Dashes>, Vec<&Dashes>) =
                rows.iter().partition(|row| row.signs == row.cells);
            dashed.len() > 1
                && dashed.iter().all(|row| row.is(*columns))
                && plain.iter().all(|row| row.cells <= *columns)
        };
        let named = named.or_else(|| header.iter().copied().find(is_exact_or_short));
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

/// The rows on one line with their values, and what the header says of them.
struct Rows<'r> {
    texts: Vec<(&'r str, &'r Values)>,
    /// The numbers of columns that the header may name.
    header: &'r [usize],
    /// It names columns in known words only.
    is_pure: bool,
    /// The last column holds words.
    words_last: bool,
    /// Some show a plus before their values: a dash there is an operator too.
    has_operators: bool,
}

impl<'r> Rows<'r> {
    fn of(source: &'r Source<'_>, rows: &'r [Line], lexed: &'r Lexed) -> Self {
        let texts: Vec<(&str, &Values)> = valued(source, rows).collect();
        let with_words = texts.iter().filter(|(_, values)| values.with_words.is_some()).count();
        let words_last = with_words * 2 > texts.len() && with_words > 1;
        let is_pure =
            |line: &Vec<Head>| line.iter().all(|head| words::is_pure(source, &head.items));
        let is_pure = lexed.header.last().is_some_and(is_pure);
        let header = lexed.named(source);
        let has_operators = texts
            .iter()
            .any(|(text, values)| is_behind_plus(text, values.read(Dash::Nil, words_last)));
        Self { texts, header, is_pure, words_last, has_operators }
    }

    /// The cells of each row, with its line.
    fn cells(&self, dash: Dash) -> impl Iterator<Item = (&'r str, &'r [Span])> {
        self.texts.iter().map(move |(text, values)| (*text, values.read(dash, self.words_last)))
    }

    /// The number that most rows show; with either reading of a lone dash, the one on which more rows agree.
    fn width(&self) -> Width {
        let Self { words_last, .. } = *self;
        let (amounts, glues) = (self.amounts(), self.glues());
        let mut width = Width { words_last, amounts, glues, ..Width::default() };
        let mut agreed = 0;
        for dash in [Dash::Nil, Dash::Sign] {
            if dash == Dash::Sign && self.has_operators {
                continue;
            }
            let counts = self.cells(dash).map(|(text, cells)| {
                // Two that stick together are two.
                let pairs = if amounts.dotted { count_stuck(text, cells) } else { 0 };
                cells.len() + pairs
            });
            let counts = counts.filter(|&count| count > 0);
            let counts: Vec<usize> = counts.collect();
            let Some(columns) = self.columns(&counts, dash) else { continue };
            let agreeing = counts.iter().filter(|&&count| count == columns).count();
            if agreeing > agreed {
                agreed = agreeing;
                width = Width { columns: Some(columns), dash, ..width };
            }
        }
        width
    }

    fn amounts(&self) -> Amounts {
        let dotted = self.texts.iter().any(|(text, _)| has_dotted_amount(text));
        let is_undotted = |(text, values): &(&str, &Values)| holds_undotted(text, &values.nil);
        Amounts { dotted, undotted: !dotted && self.texts.iter().any(is_undotted) }
    }

    /// Whether the first cell sticks to the label in most rows, in some of them beyond doubt.
    fn glues(&self) -> bool {
        let stuck = |find: fn(&str, &[Span]) -> Option<usize>| {
            self.cells(Dash::Nil).filter(|(text, cells)| find(text, cells).is_some()).count()
        };
        let figures = stuck(figures_in_label);
        figures > 0 && (figures + stuck(digits_in_label)) * 2 > self.texts.len()
    }

    /// The number that most rows show, or one that the header names and enough rows have.
    fn columns(&self, counts: &[usize], dash: Dash) -> Option<usize> {
        let mode = mode(counts)?;
        let may_have = |named: &usize| self.may_have(*named, mode, counts, dash);
        let named = self.header.iter().copied().find(may_have);
        // No label ends in an amount: such a row has as many cells as it shows.
        let is_sure = |(text, cells): &(&str, &[Span])| {
            cells.len() == mode && !notation::numbers_label(&text[cells[0].range()])
        };
        let is_named = self.header.contains(&mode) || named.is_some_and(|named| named < mode);
        let agree = is_named && self.cells(dash).filter(is_sure).count() * 2 > counts.len();
        Some(named.filter(|_| !agree).unwrap_or(mode))
    }

    /// Whether the rows, of which most show `mode` cells, may have as many as the header names.
    fn may_have(&self, named: usize, mode: usize, counts: &[usize], dash: Dash) -> bool {
        if named > mode {
            // Where a value sticks to the label, or two to each other, a row shows one less.
            let as_many = counts.iter().filter(|&&count| count >= named).count();
            return as_many * 4 >= counts.len() && as_many > 1;
        }
        // A label that ends in a number adds one.
        let is_enough = || {
            let shown = counts.iter().filter(|&&count| count == named).count();
            shown * 100 >= counts.len() * 15
        };
        named == mode
            || named + 1 == mode && self.ends_labels(dash)
            || named + 2 >= mode && is_enough()
    }

    /// Whether the first cells are no cells of a column: the labels end in them.
    fn ends_labels(&self, dash: Dash) -> bool {
        self.counts_rows(dash) || self.is_pure && self.end_in_years(dash)
    }

    /// Whether all rows have the same name, and the first cell of each is one more than that of the row above: `Groep 1`.
    fn counts_rows(&self, dash: Dash) -> bool {
        let numbered = self.cells(dash).map_while(|(text, cells)| {
            let first = cells.first()?.range();
            let (name, number) = (text[..first.start].trim(), &text[first]);
            let number: usize = number.parse().ok().filter(|_| notation::numbers_label(number))?;
            (!name.is_empty()).then_some((name, number))
        });
        let numbered: Vec<(&str, usize)> = numbered.collect();
        numbered.len() > 1
            && numbered.len() == self.texts.len()
            && numbered.windows(2).all(|pair| pair[1] == (pair[0].0, pair[0].1 + 1))
    }

    /// Whether the first cell of each row is a year, and not of all the same: `Stand per 1 januari 2021`.
    fn end_in_years(&self, dash: Dash) -> bool {
        let years = self.cells(dash).map(|(text, cells)| {
            let first = cells.first()?.range();
            let is_named = !text[..first.start].trim().is_empty();
            notation::year(&text[first]).filter(|_| is_named)
        });
        let years: Option<BTreeSet<u16>> = years.collect();
        self.texts.len() > 1 && years.is_some_and(|years| years.len() > 1)
    }

    /// The most cells that some rows have whose labels do not end in a number, if that is more than the columns and nothing
    /// else is named: cells are dropped, not invented.
    fn most_of_some(&self, width: &Width) -> Option<usize> {
        let columns = width.columns?;
        if self.fullest(width.dash) <= columns {
            return None;
        }
        let is_fuller = |(text, cells): &(&str, &[Span])| {
            cells.len() > columns && !notation::numbers_label(&text[cells[0].range()])
        };
        let counts = self.cells(width.dash).filter(is_fuller).map(|(_, cells)| cells.len());
        let counts: Vec<usize> = counts.collect();
        let most = counts.iter().copied().max()?;
        let shown = counts.iter().filter(|&&count| count == most).count();
        let may_be = self.header.is_empty() || self.header.contains(&most);
        (may_be && shown * 100 >= self.texts.len() * 15).then_some(most)
    }

    /// The number that known words name and no other, where most rows show fewer cells and some as many.
    fn as_named(&self, width: &Width) -> Option<usize> {
        let &[named] = self.header else { return None };
        let is_one = self.is_pure && width.columns? < named && self.are_most(named);
        is_one.then_some(named)
    }

    /// The number that a total at the end shows, where the header may name as many: a total has all cells.
    fn as_total(&self, width: &Width) -> Option<usize> {
        /// The most rows below it.
        const MOST_BELOW: usize = 2;
        let columns = width.columns?;
        let mut last = self.texts.iter().rev().take(MOST_BELOW + 1);
        let (text, values) = last.find(|(text, _)| vocabulary::begins_with_total(text))?;
        let cells = values.read(width.dash, self.words_last);
        // A small number among small ones, where with it there are as many as the header seems to name, is no part of a label.
        let is_small = |cell: &Span| !text[cell.range()].contains(['.', ',']);
        let is_like_others =
            || self.header.first() == Some(&cells.len()) && cells.iter().all(is_small);
        let is_first = !notation::numbers_label(&text[cells.first()?.range()]) || is_like_others();
        let is_more = cells.len() > columns && self.header.contains(&cells.len());
        (is_first && is_more && self.are_most(cells.len())).then_some(cells.len())
    }

    /// Whether some row may have so many cells, and none must have more.
    fn are_most(&self, columns: usize) -> bool {
        let rows = || self.texts.iter().filter_map(|(_, values)| values.dashes());
        rows().any(|row| row.is(columns)) && rows().all(|row| row.signs <= columns)
    }

    /// The most cells that a row shows.
    fn fullest(&self, dash: Dash) -> usize {
        self.cells(dash).map(|(_, cells)| cells.len()).max().unwrap_or(0)
    }

    /// How many cells each row has, where some have another number with the other reading of their dashes.
    fn dashes(&self) -> Option<Vec<Dashes>> {
        if self.has_operators || self.texts.iter().all(|(_, values)| values.sign.is_none()) {
            return None;
        }
        let dashes = self.texts.iter().filter_map(|(_, values)| values.dashes());
        let dashes: Vec<Dashes> = dashes.collect();
        dashes.iter().any(|row| row.signs < row.cells).then_some(dashes)
    }

    /// Whether a lone dash may be a sign though with it as a cell the row has as many as columns. Two of three say so: in some row
    /// it must be a sign, rows have fewer cells than columns, no dash says nil for sure.
    fn may_have_signs(&self, columns: usize) -> bool {
        let dashes = || self.texts.iter().filter_map(|(_, values)| values.dashes());
        let shows_sign = dashes().any(|row| row.signs == columns && row.cells > columns);
        // A total leaves rates and years empty.
        let others = self.texts.iter().filter(|(text, _)| !vocabulary::begins_with_total(text));
        let mut others = others.filter_map(|(_, values)| values.dashes());
        let is_short = others.any(|row| row.cells < columns);
        let shows_nil = || self.texts.iter().any(|(text, values)| values.has_nil(text));
        shows_sign && is_short || (shows_sign || is_short) && !shows_nil()
    }

    /// The number that the header names, where digits without any separator look like one long number.
    fn named_run(&self) -> Option<usize> {
        let named = self.header.first().copied().filter(|&named| named > 1)?;
        let is_run = |text: &str| {
            let glue = line::glued_tail(text);
            glue.is_some_and(|at| line::is_strong_glue(&text[at..])) || long_number(text).is_some()
        };
        let are_glued = self.texts.iter().all(|(text, _)| line::glued_tail(text).is_some());
        (are_glued || self.texts.iter().any(|(text, _)| is_run(text))).then_some(named)
    }
}

/// Whether a plus stands before the values of a row: it says how the row counts.
pub(super) fn is_behind_plus(text: &str, values: &[Span]) -> bool {
    let first = values.first();
    first.is_some_and(|first| text[..first.range().start].trim_end().ends_with(" +"))
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

fn mode(counts: &[usize]) -> Option<usize> {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    let runs = sorted.chunk_by(|a, b| a == b);
    // Of two counts that as many rows show, the larger one: cells are dropped, not invented.
    runs.max_by_key(|run| (run.len(), run[0])).map(|run| run[0])
}
