//! Figures in running text: amounts, percentages and counts, each with its sentence and period.

mod counted;
mod figures;
mod periods;
mod sentence;

use ontleed_dutch as dutch;
use ontleed_model::{Block, Item, Mention, Quote, Section, Sentence, Unit};
use ontleed_text::{Source, Span};

use self::figures::{Dated, Figure, Found};
use crate::tables;

/// The figures in the paragraphs, lists and notes of a document, in the order of the text.
pub(crate) fn mentions<'t>(source: &Source<'t>, sections: &[Section<'t>]) -> Vec<Mention<'t>> {
    let mut reader = Reader { source, found: Found::default(), mentions: Vec::new() };
    Section::all_blocks(sections).for_each(|block| reader.block(block));
    reader.mentions
}

struct Reader<'a, 't> {
    source: &'a Source<'t>,
    /// In the text that is read.
    found: Found,
    mentions: Vec<Mention<'t>>,
}

impl<'t> Reader<'_, 't> {
    fn block(&mut self, block: &Block<'t>) {
        match block {
            Block::Paragraph { text, start, .. } => self.text(text, *start),
            Block::List { items, .. } => self.items(items),
            Block::Footnote { note, .. } => self.text(note.text, note.start),
            Block::Table { .. } | Block::Furniture { .. } => {}
        }
    }

    fn items(&mut self, items: &[Item<'t>]) {
        for item in items {
            self.text(item.content.text, item.content.start);
            self.items(&item.items);
        }
    }

    fn text(&mut self, text: &'t str, start: u32) {
        let mut found = std::mem::take(&mut self.found);
        figures::figures(text, &mut found);
        let mut sentence = Span::default();
        for (index, figure) in found.figures.iter().enumerate() {
            if figure.span.start >= sentence.end {
                sentence = sentence::around(text, figure.span, sentence.end);
            }
            let period = periods::period(text, &found, index, sentence);
            self.mentions.push(self.mention(text, start, figure, sentence, period));
        }
        self.found = found;
    }

    fn mention(
        &self,
        text: &'t str,
        start: u32,
        figure: &Figure,
        sentence: Span,
        period: Option<Dated>,
    ) -> Mention<'t> {
        let quantity = &figure.quantity;
        let span = figure.span.shift(start);
        let quote = |span: Span| self.quote(span.shift(start));
        Mention {
            text: &text[figure.span.range()],
            start: span.start,
            end: span.end,
            line: self.source.line_at(span.start).number,
            value: quantity.value,
            upper: quantity.upper,
            unit: quantity.unit.map(tables::unit).or(figure.counted.map(|_| Unit::Count)),
            scale: quantity.scale.map(|scale| 10_u32.pow(scale.exponent())),
            qualifier: figure.qualifier.map(dutch::Qualifier::code),
            counted: figure.counted.map(quote),
            period: period.map(|period| quote(period.span)),
            year: period.and_then(|period| period.year),
            sentence: Sentence { start: sentence.start + start, end: sentence.end + start },
            links: Vec::new(),
        }
    }

    fn quote(&self, span: Span) -> Quote<'t> {
        Quote::of(self.source.text(), span.start, span.end)
    }
}
