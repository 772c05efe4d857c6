//! Where the text names documents.

use ontleed_model::{Block, DocumentKind, Quote, Section, Table};
use ontleed_terms::{NamedDocument, documents};
use ontleed_text::{Source, Span};

/// The documents that the text names on lines of their own.
#[derive(Debug, Default)]
pub(crate) struct Named<'t> {
    /// Its first lines that hold something, as far as they belong to no table.
    pub(crate) top: Vec<Quote<'t>>,
    /// In the title: on one of the first lines.
    pub(crate) title: Option<Naming<'t>>,
    /// In headings, the title included.
    pub(crate) headings: Vec<Naming<'t>>,
    /// In menus.
    pub(crate) furniture: Vec<Naming<'t>>,
}

/// A line that names a document, or more than one.
#[derive(Clone, Debug)]
pub(crate) struct Naming<'t> {
    pub(crate) documents: Vec<NamedDocument>,
    pub(crate) quote: Quote<'t>,
    /// Whether it stands over a whole part of the text, not over a section within one.
    pub(crate) is_outer: bool,
}

/// Lines that may hold the title.
const TOP: usize = 3;

impl<'t> Named<'t> {
    /// Finds them; `tables` is none where they were not rebuilt.
    pub(crate) fn new(
        source: &Source<'t>,
        sections: &[Section<'t>],
        tables: Option<&[Table<'t>]>,
    ) -> Self {
        let mut named = Self { top: top(source, sections, tables), ..Self::default() };
        named.title = named.top.iter().find_map(|line| naming(*line, true));
        named.collect(sections);
        let title = named.title.clone().filter(|title| {
            !named.headings.iter().chain(&named.furniture).any(|other| other.quote == title.quote)
        });
        named.headings.splice(..0, title);
        named
    }

    fn collect(&mut self, sections: &[Section<'t>]) {
        for section in Section::walk(sections) {
            let is_outer = section.level == 1;
            let heading = section.heading.map(|heading| heading.quote());
            self.headings.extend(heading.and_then(|heading| naming(heading, is_outer)));
            for block in &section.blocks {
                if let Block::Furniture { text, start, end, .. } = *block {
                    self.furniture.extend(naming(Quote { text, start, end }, true));
                }
            }
        }
    }

    /// The one year that the headings, or else the menus, name documents by.
    pub(crate) fn year(&self) -> Option<(u16, Quote<'t>)> {
        one_year(&self.headings).or_else(|| one_year(&self.furniture))
    }

    /// The one kind that the headings, or else the menus, name documents by.
    pub(crate) fn kind(&self) -> Option<DocumentKind> {
        one_kind(&self.headings).or_else(|| one_kind(&self.furniture))
    }
}

fn one_kind(namings: &[Naming<'_>]) -> Option<DocumentKind> {
    let mut kinds = namings.iter().flat_map(|naming| &naming.documents).map(|named| named.kind);
    let first = kinds.next()?;
    kinds.all(|kind| kind == first).then_some(first)
}

fn naming(quote: Quote<'_>, is_outer: bool) -> Option<Naming<'_>> {
    let documents = documents(quote.text);
    (!documents.is_empty()).then_some(Naming { documents, quote, is_outer })
}

fn one_year<'t>(namings: &[Naming<'t>]) -> Option<(u16, Quote<'t>)> {
    let first = namings.first()?;
    let year = first.documents.first()?.year;
    let mut all = namings.iter().flat_map(|naming| &naming.documents);
    all.all(|document| document.year == year).then_some((year, first.quote))
}

/// The first lines of the text that hold something. A line of a table counts only where the rebuilt
/// table has no use for it: the title was taken for one of its lines.
fn top<'t>(
    source: &Source<'t>,
    sections: &[Section<'t>],
    tables: Option<&[Table<'t>]>,
) -> Vec<Quote<'t>> {
    let lines = source.lines().iter().map(|line| bare(source, source.trim(line.span)));
    let lines = lines.filter(|span| !span.is_empty()).take(TOP);
    let quotes = lines.map(|span| Quote::of(source.text(), span.start, span.end));
    let table = first_table(sections);
    quotes
        .filter(|line| line.end <= table || tables.is_some_and(|tables| is_unused(*line, tables)))
        .collect()
}

/// A line without the marks that Markdown puts around a title.
fn bare(source: &Source<'_>, line: Span) -> Span {
    let text = source.slice(line);
    let from_start = text.trim_start_matches(MARKS);
    let start = line.range().start + text.len() - from_start.len();
    Span::at(start, start + from_start.trim_end_matches(MARKS).len())
}

const MARKS: [char; 4] = ['#', '*', '_', ' '];

fn is_unused(line: Quote<'_>, tables: &[Table<'_>]) -> bool {
    let uses = |quote: &Quote<'_>| quote.start < line.end && line.start < quote.end;
    let columns =
        |table: &Table<'_>| table.columns.iter().any(|column| column.label.iter().any(uses));
    let rows = |table: &Table<'_>| {
        table.rows.iter().any(|row| row.start < line.end && line.start < row.end)
    };
    !tables.iter().any(|table| columns(table) || rows(table))
}

/// Where the first table begins.
fn first_table(sections: &[Section<'_>]) -> u32 {
    let start = |block: &Block<'_>| match block {
        Block::Table { start, .. } => Some(*start),
        _ => None,
    };
    Section::all_blocks(sections).find_map(start).unwrap_or(u32::MAX)
}
