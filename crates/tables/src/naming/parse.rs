//! Where the name of one column ends in a header, and that of the next begins.

use ontleed_dutch::{Period, Unit, period, unit_line};
use ontleed_text::Source;

use super::named::{Named, Open};
use super::{Edge, Token, heads, takes_modifier};
use crate::joints;
use crate::vocabulary::{Measure, Side};
use crate::words::What;

/// Where a period stands that is not in one cell with the measure before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Periods {
    /// Behind the measure it belongs to.
    Behind,
    /// Above a column of its own.
    Apart,
    /// In one cell with the measure behind it: `2020 Begroting`.
    Before,
}

/// Whether the cells begin with the period of their measure: each that names an amount does, and none is a period alone.
pub(super) fn begin_with_periods(tokens: &[Token]) -> bool {
    let mut dated = 0;
    for row in tokens.chunk_by(|token, next| token.line == next.line) {
        let labels = row.iter().take_while(|token| token.item.what == What::Label).count();
        let pairs = dated_pairs(&row[labels..]);
        if labels > 0 && pairs > 1 {
            dated += pairs;
            continue;
        }
        let is = |at: usize, test: fn(What) -> bool| row.get(at).is_some_and(|t| test(t.item.what));
        let begins = is(0, |what| matches!(what, What::Period(_)));
        let names = |token: &Token| matches!(token.item.what, What::Measure(measure, _) if measure != Some(Measure::Afwijking));
        match begins {
            true if is(1, |what| matches!(what, What::Measure(..) | What::Modifier(_))) => {
                dated += 1;
            }
            true => return false,
            false if row.iter().any(names) => return false,
            false => {}
        }
    }
    dated > 1
}

/// Whether each line behind those that head the labels is a period, alone or with its measure behind it, as many as columns:
/// `2021`, `2022 begroot`, `2022`.
pub(super) fn are_periods_in_cells(tokens: &[Token], count: usize) -> bool {
    let lines = tokens.chunk_by(|token, next| token.line == next.line);
    let heads_labels = |line: &&[Token]| {
        line.iter().all(|token| matches!(token.item.what, What::Label | What::Unit))
    };
    let is_period = |token: &Token| matches!(token.item.what, What::Period(1..));
    let says_of =
        |token: &Token| matches!(token.item.what, What::Measure(Some(_), None) | What::Modifier(_));
    let cells: Vec<&[Token]> = lines.skip_while(heads_labels).collect();
    cells.len() == count
        && cells.iter().all(|cell| is_period(&cell[0]) && cell[1..].iter().all(says_of))
        && cells.iter().any(|cell| cell.len() == 1)
        && cells.iter().any(|cell| cell.len() > 1)
}

/// How many names a line holds that are each a period and its measure, where it holds no other: `2021 JR 2022 B`.
fn dated_pairs(row: &[Token]) -> usize {
    let is_pair = |pair: &[Token]| {
        let [period, measure] = pair else { return false };
        matches!(period.item.what, What::Period(_))
            && matches!(measure.item.what, What::Measure(..))
    };
    if row.chunks(2).all(is_pair) { row.len() / 2 } else { 0 }
}

/// The columns in reading order.
pub(super) fn parse(source: &Source<'_>, tokens: &[Token], periods: Periods) -> Vec<Named> {
    let mut columns: Vec<Named> = Vec::new();
    let has_sides =
        tokens.chunk_by(|a, b| a.line == b.line).filter(|row| ends_in_side(row)).nth(1).is_some();
    for (at, token) in tokens.iter().enumerate() {
        let item = token.item;
        if item.what == What::Unit {
            if let Some(last) = columns.last_mut() {
                let text = source.slice(item.span);
                last.column.unit = last.column.unit.or(column_unit(text));
                last.has_scale |= last.line == token.line && column_unit(text).is_none();
            }
            continue;
        }
        let row = row_of(tokens, at);
        let opens = match columns.last() {
            None => true,
            Some(last) if last.open == Open::More && token.edge != Edge::Cell => false,
            Some(_) if has_sides && is_side(token) && ends_in_side(row) => false,
            // `Verschil`, and on the next lines `rekening t.o.v. begroting`.
            Some(last) if token.edge != Edge::Cell && is_compared(source, last, tokens, at) => {
                false
            }
            Some(last) => Next { source, last, token, row, periods }.opens(),
        };
        if opens {
            columns.push(Named { line: token.line, ..Named::default() });
        }
        if let Some(last) = columns.last_mut() {
            last.attach(source, item, opens);
        }
    }
    columns
}

/// The tokens in one cell or line.
fn row_of(tokens: &[Token], at: usize) -> &[Token] {
    let line = tokens[at].line;
    let start = tokens[..at].iter().rposition(|token| token.line != line).map_or(0, |at| at + 1);
    let length = tokens[at..].iter().position(|token| token.line != line);
    &tokens[start..length.map_or(tokens.len(), |length| at + length)]
}

/// Whether a line is the name of one column that ends in its side: `Begroting 2021 lasten`.
fn ends_in_side(row: &[Token]) -> bool {
    let [name @ .., period, side] = row else { return false };
    let is_name =
        |token: &Token| matches!(token.item.what, What::Measure(Some(_), None) | What::Modifier(_));
    matches!(period.item.what, What::Period(_))
        && is_side(side)
        && !name.is_empty()
        && name.iter().all(is_name)
        && row[1..].iter().all(|token| token.edge == Edge::Space)
}

fn is_side(token: &Token) -> bool {
    matches!(token.item.what, What::Side(_))
}

/// Whether a difference says here what it compares: `Verschil`, and behind it `rekening t.o.v. begroting`.
fn is_compared(source: &Source<'_>, last: &Named, tokens: &[Token], at: usize) -> bool {
    let joins = |token: &Token| joints::joins_compared(source.slice(token.item.span));
    last.column.measure == Some(Measure::Afwijking)
        && (joins(&tokens[at]) || tokens.get(at + 1).is_some_and(joins))
}

/// An item of a header, and the column before it.
struct Next<'n, 't> {
    source: &'n Source<'t>,
    last: &'n Named,
    token: &'n Token,
    /// All in its cell or line.
    row: &'n [Token],
    periods: Periods,
}

impl Next<'_, '_> {
    /// Whether a new column begins.
    fn opens(&self) -> bool {
        match self.token.item.what {
            What::Period(_) => self.period_opens(),
            What::Measure(measure, _) => self.measure_opens(measure),
            What::Modifier(_) => self.modifier_opens(),
            What::Side(side) => self.side_opens(side),
            What::Text => !self.goes_on(),
            What::Label => self.is_apart() || !(self.last.is_label() || self.goes_on()),
            What::Other => self.words_open(),
            What::Unit => false,
        }
    }

    fn period_opens(&self) -> bool {
        let last = self.last;
        if last.moves() && is_day(self.text()) {
            return true;
        }
        if self.is_apart() {
            let may_be_first = || last.is_impure() || last.is_before_all_years();
            return self.periods != Periods::Behind
                || last.column.year.is_some()
                || !last.is_value()
                || self.token.edge == Edge::Cell && may_be_first();
        }
        last.column.year.is_some() && !self.goes_on()
            || last.is_label()
            || last.is_text() && (!last.is_impure() || is_one_of_years(self.row))
            || last.is_impure() && self.is_in_list() && !last.has_meaning()
    }

    fn measure_opens(&self, measure: Option<Measure>) -> bool {
        let Self { last, token, .. } = self;
        let is_dated =
            self.periods == Periods::Before && last.is_period() && token.edge == Edge::Space;
        // `Bijgesteld Realisatie`: no budget, and a name of its own.
        let is_name = measure.is_some_and(|measure| !takes_modifier(measure))
            && self.text().starts_with(char::is_uppercase);
        let is_said_of = last.is_open() && !is_name && token.edge != Edge::Cell;
        // `Begroting 2022 incl. 1e wijziging`: the change is no column.
        let is_change = || token.edge == Edge::Space && last.is_changed_by(self.source, token.item);
        // `Begroting 2019 oorspronkelijk`, `Saldo afwijking`.
        let is_told = |measure| {
            last.is_budget_told_by(measure) || last.is_balance() && measure == Measure::Afwijking
        };
        let is_rest = || token.edge == Edge::Space && is_small_word(self.text());
        let says_which = || measure.is_some_and(is_told) && is_rest();
        !(is_dated || is_said_of || is_change() || says_which() || self.goes_on())
    }

    fn modifier_opens(&self) -> bool {
        let is_open = self.last.column.measure.is_some_and(takes_modifier);
        // `Begroting2023primitief`: only the first word of a cell has a capital.
        let is_small = self.text().starts_with(char::is_lowercase);
        let sticks = self.token.item.glued && is_small && self.last.column.year.is_some();
        !(is_open && (self.token.edge != Edge::Cell || sticks) || self.goes_on())
    }

    fn side_opens(&self, side: Side) -> bool {
        if self.token.edge == Edge::Cell {
            return true;
        }
        // `Totaal uitgaven` is one name where only its first word has a capital.
        let is_rest = self.last.is_named_total(self.source)
            && self.text().starts_with(char::is_lowercase)
            && self.token.edge == Edge::Space;
        !(is_rest || self.is_side_of_measure(side) || self.goes_on())
    }

    /// Whether a side is that of the measure before it.
    fn is_side_of_measure(&self, side: Side) -> bool {
        let last = self.last;
        // What is left behind what moved is a column of its own: `Onttrekking Saldo 31-12-2022`.
        let is_left = last.moves() && side == Side::Saldo;
        last.column.measure.is_some()
            && last.column.side.is_none()
            && last.column.year.is_none()
            && !is_left
            && !self.closes_measures()
            && !self.row.iter().all(is_side)
    }

    /// Whether one side stands behind several measures: it is a column. `Realisatie Begroting Realisatie Saldo`.
    fn closes_measures(&self) -> bool {
        let is_measure = |token: &&Token| matches!(token.item.what, What::Measure(Some(_), _));
        self.row.last().is_some_and(|last| last.item == self.token.item)
            && self.row.iter().filter(|token| is_side(token)).count() == 1
            && self.row.iter().filter(is_measure).count() > 2
    }

    /// Whether words that are not known begin a column.
    fn words_open(&self) -> bool {
        let (last, text) = (self.last, self.text());
        if !self.is_apart() || last.has_meaning() && explains(self.source, self.row) {
            return false;
        }
        if self.token.edge == Edge::Cell {
            return !joints::joins(text);
        }
        let may_go_on = last.column.year.is_none() && last.is_value();
        let goes_on = may_go_on && text.starts_with(char::is_lowercase);
        !(goes_on || joints::joins(text) || joints::is_filler(text))
    }

    /// Whether the name before it goes on.
    fn goes_on(&self) -> bool {
        let Self { source, last, token, row, .. } = *self;
        let is_compared = || {
            last.column.measure == Some(Measure::Afwijking)
                && row.iter().any(|token| joints::compares(source.slice(token.item.span)))
        };
        match token.edge {
            Edge::Space => last.is_impure() && !self.is_in_list() || is_compared(),
            Edge::Line => goes_on_below(source, last, token),
            Edge::Cell => false,
        }
    }

    /// Whether it stands in a line of several names. Else that is one name in which a word is not known.
    fn is_in_list(&self) -> bool {
        is_list(before_comparison(self.source, self.row))
    }

    fn is_apart(&self) -> bool {
        self.token.edge != Edge::Space
    }

    fn text(&self) -> &str {
        self.source.slice(self.token.item.span)
    }
}

/// Whether a text is one word without a capital.
fn is_small_word(text: &str) -> bool {
    text.chars().all(char::is_lowercase)
}

/// Whether a line goes on with the name in the line above, in which a word is not known: `Resultaat afgeronde`, and below it
/// `investeringen 2018`. A name begins with a capital, and ends in its year.
fn goes_on_below(source: &Source<'_>, last: &Named, token: &Token) -> bool {
    let begins = last.column.label.first().map(|word| source.slice(*word));
    last.is_impure()
        && last.column.year.is_none()
        && begins.is_some_and(|word| word.starts_with(char::is_uppercase))
        && source.slice(token.item.span).starts_with(char::is_lowercase)
}

/// The names in a line before the one that compares two columns: `Verschil rekening t.o.v.
/// begroting`.
fn before_comparison<'k>(source: &Source<'_>, row: &'k [Token]) -> &'k [Token] {
    let compares = |token: &Token| joints::compares(source.slice(token.item.span));
    let differs =
        |token: &Token| matches!(token.item.what, What::Measure(Some(Measure::Afwijking), _));
    let Some(at) = row.iter().position(compares) else { return row };
    &row[..row[..at].iter().rposition(differs).unwrap_or(0)]
}

/// Whether a line holds several names: a name has one measure, and may have a period behind it.
fn is_list(row: &[Token]) -> bool {
    let mut heads = row.iter().map(|token| token.item.what).filter(|&what| heads(what));
    let first = heads.next();
    match heads.next() {
        None => false,
        Some(What::Period(_)) if matches!(first, Some(What::Measure(..))) => heads.next().is_some(),
        Some(_) => true,
    }
}

/// Whether a line holds small words in brackets and nothing else, which say more of the name above: `Nulmeting`, and below it
/// `(jaar)`.
fn explains(source: &Source<'_>, row: &[Token]) -> bool {
    let Some((first, last)) = row.first().zip(row.last()) else { return false };
    let words = source.slice(first.item.span.to(last.item.span));
    let inner = words.strip_prefix('(').and_then(|words| words.strip_suffix(')'));
    inner.is_some_and(|words| words.starts_with(char::is_lowercase) && !words.contains('('))
}

/// Whether a line holds more than one year: none of them is of a column of words before them.
fn is_one_of_years(row: &[Token]) -> bool {
    row.iter().filter(|token| matches!(token.item.what, What::Period(_))).count() > 1
}

/// Whether a period is a day, on which something stands and nothing moves: `Onttrekking31-12-2022`.
pub(crate) fn is_day(text: &str) -> bool {
    matches!(period(text).map(|read| read.value), Some(Period::Day { .. }))
}

/// `(€)`, `(%)` or `in %` below one column; a scale is of all amounts.
fn column_unit(text: &str) -> Option<Unit> {
    unit_line(text).filter(|found| found.value.scale.is_none())?.value.unit
}
