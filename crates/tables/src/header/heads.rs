//! What the words of one line say as the header of a table.

use ontleed_text::{Source, Span};

use crate::words::{self, Item, What};

/// The words of a line as the header of a table.
#[derive(Clone, Debug)]
pub(crate) struct Heads {
    pub(crate) items: Vec<Item>,
    /// It holds header words and nothing else.
    pub(crate) pure: bool,
    /// How many columns it heads beyond doubt.
    pub(crate) columns: usize,
    /// Whether some word says a unit, and whether all do.
    pub(crate) unit: bool,
    pub(crate) units: bool,
}

impl Heads {
    pub(crate) fn of(source: &Source<'_>, line: Span) -> Self {
        Self::with(source, words::items(source, line))
    }

    /// The same for words that are read already.
    pub(crate) fn with(source: &Source<'_>, items: Vec<Item>) -> Self {
        let is_unit = |item: &Item| item.what == What::Unit;
        Self {
            pure: words::is_pure(source, &items),
            columns: columns_headed(&items).max(capitals_headed(source, &items)),
            unit: items.iter().any(is_unit),
            units: items.iter().all(is_unit),
            items,
        }
    }

    /// Whether it is header words and nothing else, or heads several columns.
    pub(crate) fn names_columns(&self) -> bool {
        self.pure || self.columns > 1 || self.lists_words()
    }

    /// Whether most of it heads columns of labels or words: `Nr. Taakveld Indicator Eenheid Bron Periode Nederland`.
    fn lists_words(&self) -> bool {
        let is_head = |item: &&Item| matches!(item.what, What::Label | What::Text);
        let heads = self.items.iter().filter(is_head).count();
        heads > 2 && heads * 2 > self.items.len()
    }

    /// The words of a name that ends in its period, of which none is known: `Aantal 2019`.
    pub(crate) fn dated_words(&self) -> Option<Span> {
        /// How many they are at most.
        const LONGEST: usize = 3;
        let (last, words) = self.items.split_last()?;
        let is_other = |item: &Item| item.what == What::Other && !item.glued;
        let is_dated = matches!(last.what, What::Period(_))
            && words.len() <= LONGEST
            && words.iter().all(is_other);
        Some(words.first()?.span.to(words.last()?.span)).filter(|_| is_dated)
    }

    pub(crate) fn first(&self) -> Option<What> {
        self.items.first().map(|item| item.what)
    }

    pub(crate) fn last(&self) -> Option<What> {
        self.items.last().map(|item| item.what)
    }
}

/// How many columns a line heads beyond doubt: header words that end it or stick together.
pub(crate) fn columns_headed(items: &[Item]) -> usize {
    let glued = items.iter().filter(|item| item.glued && item.what != What::Other).count();
    let other = items.iter().rposition(|item| item.what == What::Other);
    let trailing = &items[other.map_or(0, |other| other + 1)..];
    let all = |test: fn(What) -> bool| trailing.iter().filter(|item| test(item.what)).count();
    let measures = all(|what| matches!(what, What::Measure(Some(_), _)));
    let periods = all(|what| matches!(what, What::Period(_)));
    // A word without a measure may say something else; three of them head columns.
    let others = all(|what| what == What::Measure(None, None));
    let others = if others > 2 { others } else { 0 };
    let sides = all(|what| matches!(what, What::Side(_)));
    let pure = trailing.len() == items.len();
    let sides = if pure || sides > 3 { sides } else { 0 };
    let measures = measures.max(if items.len() > 2 { named_among(items) } else { 0 });
    measures.max(periods).max(others).max(sides).max(if glued > 0 { glued + 1 } else { 0 })
}

/// How many columns words with a capital head, of which most are known and each is a name: `Omschrijving Budget Besteed
/// Restant`.
fn capitals_headed(source: &Source<'_>, items: &[Item]) -> usize {
    /// Fewer may say something else.
    const FEWEST: usize = 3;
    let is_capital = |item: &Item| {
        let word = source.slice(item.span);
        word.starts_with(char::is_uppercase) && word.ends_with(char::is_lowercase)
    };
    let Some((first, names)) = items.split_first() else { return 0 };
    let heads = |item: &&Item| matches!(item.what, What::Measure(..) | What::Side(_));
    let is_named = names.len() >= FEWEST
        && matches!(first.what, What::Label | What::Other)
        && is_capital(first)
        && names
            .iter()
            .all(|item| is_capital(item) && (heads(&item) || matches!(item.what, What::Other)))
        && names.iter().filter(heads).count() * 2 > names.len();
    if is_named { names.len() } else { 0 }
}

/// How many names of columns a line holds of which most words are such names, wherever the others
/// stand.
fn named_among(items: &[Item]) -> usize {
    let all = |test: fn(What) -> bool| items.iter().filter(|item| test(item.what)).count();
    let named = all(|what| matches!(what, What::Measure(..)));
    let known = all(|what| what != What::Other);
    if named > 2 && known * 3 >= items.len() * 2 {
        named.max(all(|what| matches!(what, What::Period(_))))
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_words_alone_or_several_of_them_name_columns() {
        for (line, columns, names) in [
            ("Begroting 2020", 1, true),
            ("Begroting 2020 Rekening 2020 Saldo", 2, true),
            ("Werk Krediet Besteed t/m 2021 Besteed 2022 Restant krediet Gereed", 5, true),
            ("Wat de begroting van dit jaar zegt", 0, false),
            ("Lokale heffingen 2019 2020", 2, true),
            ("Limiet 2023 1e kwartaal 2e kwartaal 3e kwartaal", 3, true),
            ("Limiet in het 1e kwartaal", 0, false),
            ("Baten en lasten van de wegen", 0, false),
            ("Nr. Taakveld Indicator Eenheid Bron Periode Nederland", 1, true),
        ] {
            let source = Source::new(line);
            let heads = Heads::of(&source, Span::at(0, line.len()));
            assert_eq!((heads.columns, heads.names_columns()), (columns, names), "{line}");
        }
    }
}
