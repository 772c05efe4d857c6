//! From lines to rows: one lexer per style, one result.

use std::cell::OnceCell;

use ontleed_text::{Source, Span};

use crate::header;
use crate::regions::{Region, Style};
use crate::vocabulary;
use crate::words::{self, Item};

mod aligned;
mod boxed;
mod grid;
mod html;
mod letters;
mod lines;
pub(crate) mod numbered;
mod separated;
mod spaced;
mod stream;
pub(crate) mod uncounted;
mod wording;

/// A table as its text shows it, before any arithmetic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lexed {
    /// The header cells, row by row.
    pub(crate) header: Vec<Vec<Head>>,
    pub(crate) rows: Vec<Raw>,
    /// How many columns the layout itself shows.
    pub(crate) width: Option<usize>,
    /// How many columns of words stand between the label and the values, in rows whose words
    /// nothing separates from the label.
    pub(crate) words: usize,
    /// The columns, words not counted, that the header has no cell for: letters behind amounts.
    pub(crate) unnamed: Vec<usize>,
    /// Whether only the number of columns says that a space parts thousands: sums must agree.
    pub(crate) joined: bool,
    /// How many columns the header may name, once it was asked.
    named: OnceCell<Vec<usize>>,
}

impl Lexed {
    /// The numbers of columns that the header can have, the most likely first.
    pub(crate) fn named(&self, source: &Source<'_>) -> &[usize] {
        self.named.get_or_init(|| {
            let counts = header::counts(source, &self.header);
            counts.into_iter().map(|count| count + self.unnamed.len()).collect()
        })
    }

    /// Says which columns the header has no cell for.
    fn leave_unnamed(&mut self, columns: Vec<usize>) {
        self.named = OnceCell::new();
        self.unnamed = columns;
    }

    /// Takes another header, and gives the one before it.
    fn rename(&mut self, header: Vec<Vec<Head>>) -> Vec<Vec<Head>> {
        self.named = OnceCell::new();
        std::mem::replace(&mut self.header, header)
    }
}

/// A header cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) span: Span,
    pub(crate) place: Place,
    /// Its words.
    pub(crate) items: Vec<Item>,
}

impl Head {
    pub(crate) fn new(source: &Source<'_>, span: Span, place: Place) -> Self {
        Self { span, place, items: words::items(source, span) }
    }
}

/// What is known of the column of a header cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Above the labels.
    Label,
    /// Above this column.
    Column(usize),
    /// Anywhere: the cells follow each other.
    Open,
}

/// A row: its label and what follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Raw {
    /// The label, in parts where lines or cells broke it; none where the row has none.
    pub(crate) label: Vec<Span>,
    /// A number or code in a cell of its own before the label.
    pub(crate) code: Option<Span>,
    /// The name that spans this row and others.
    pub(crate) group: Option<Span>,
    /// The cells of words before the values, where they were found.
    pub(crate) words: Vec<Span>,
    /// The cell of words behind the values, where these stick to it.
    pub(crate) behind: Option<Span>,
    /// Whether dashes among its cells may be the signs of the numbers right behind them.
    pub(crate) has_open_dash: bool,
    /// Whether it may have other cells, as where a space parts thousands.
    pub(crate) in_doubt: bool,
    pub(crate) tail: Tail,
    pub(crate) span: Span,
}

/// What follows a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tail {
    /// A label only.
    None,
    /// Cells in their columns; an empty span is an empty cell.
    Placed(Vec<Span>),
    /// Cells in order, of which some may have been dropped.
    Loose(Vec<Span>),
    /// Cells of which some stick together.
    Glued(Span),
}

impl Raw {
    pub(crate) fn new(label: Vec<Span>, tail: Tail, span: Span) -> Self {
        Self {
            label,
            code: None,
            group: None,
            words: Vec::new(),
            behind: None,
            has_open_dash: false,
            in_doubt: false,
            tail,
            span,
        }
    }

    pub(crate) fn label_only(label: Span) -> Self {
        Self::new(vec![label], Tail::None, label)
    }

    /// Whether some row has a cell of words behind values that stick to it.
    pub(crate) fn any_ends_in_words(rows: &[Self]) -> bool {
        rows.iter().any(|row| row.behind.is_some())
    }

    /// Whether its label begins with a word for a total or for what is left.
    pub(crate) fn names_total(&self, source: &Source<'_>) -> bool {
        self.label.first().is_some_and(|label| vocabulary::begins_with_total(source.slice(*label)))
    }

    /// The cells that the text itself separates.
    pub(crate) fn cells(&self) -> &[Span] {
        match &self.tail {
            Tail::Placed(cells) | Tail::Loose(cells) => cells,
            Tail::None | Tail::Glued(_) => &[],
        }
    }
}

/// Reads a region in its style. More than one table where headers follow rows.
pub(crate) fn lex(source: &Source<'_>, region: &Region) -> Vec<Lexed> {
    match region.style {
        Style::Pipe => grid::tables(source, &mut separated::pipes(source, region)),
        Style::Gaps => grid::tables(source, &mut separated::gaps(source, region)),
        Style::Tab => grid::tables(source, &mut separated::tabs(source, &region.lines)),
        Style::Html => grid::tables(source, &mut html::cells(source, &region.lines)),
        Style::Aligned => lines::spaced_tables(source, region).unwrap_or_else(|| {
            match aligned::cells(source, region) {
                Some(mut grid) => grid::tables(source, &mut grid),
                None => lines::tables(source, region),
            }
        }),
        Style::Lines | Style::Whole => lines::tables(source, region),
        Style::Stream => stream::tables(source, region),
    }
}

/// A span without the spaces around it; its no-break spaces stay.
fn trim_spaces(source: &Source<'_>, span: Span) -> Span {
    let text = source.slice(span);
    let trimmed = text.trim_start_matches([' ', '\t', '\r']);
    let start = span.range().start + (text.len() - trimmed.len());
    Span::at(start, start + trimmed.trim_end_matches([' ', '\t', '\r']).len())
}
