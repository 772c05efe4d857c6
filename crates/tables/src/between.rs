//! A column of words between columns of values, in rows whose cells one space parts.

use ontleed_text::Span;

use crate::line::{self, Dash};
use crate::notation;

/// The longest word of such a column, in bytes.
const LONGEST: usize = 12;

/// Fewer rows show no column.
const FEWEST: usize = 3;

/// A word of a row with values before and behind it: `Cyberincident 30% 1.500 I 450`.
pub(crate) struct Between<'t> {
    /// The values before it, and the word itself.
    cells: Vec<Span>,
    /// Whether the first of them may be a number that ends the label.
    is_numbered: bool,
    word: &'t str,
    /// How many values stand behind it.
    behind: usize,
}

impl<'t> Between<'t> {
    /// The word before the values at the end of a row.
    pub(crate) fn of(text: &'t str, values: &[Span]) -> Option<Self> {
        let first = values.first()?;
        let head = text[..first.range().start].trim_end_matches(' ');
        let (label, word) = head.rsplit_once(' ')?;
        let label = label.trim_end_matches(' ');
        let is_word = (1..=LONGEST).contains(&word.len())
            && word.chars().all(|c| c.is_alphabetic() || c == '/');
        if !is_word || !label.ends_with(|c: char| c.is_ascii_digit() || c == '%') {
            return None;
        }
        let mut cells = line::tail_values(label, Dash::Nil);
        // `Programma 3 lasten`: a number of a label.
        let numbers = |cell: &Span| notation::numbers_label(&text[cell.range()]);
        let last = cells.last().filter(|last| !numbers(last))?;
        if last.range().end < label.len() {
            return None;
        }
        let is_numbered = cells.first().is_some_and(numbers);
        cells.push(Span::at(head.len() - word.len(), head.len()));
        Some(Self { cells, is_numbered, word, behind: values.len() })
    }

    /// The cells before the values at the end, of which there are so many: a number before them is of the label.
    pub(crate) fn last_cells(self, count: usize) -> impl Iterator<Item = Span> {
        let skipped = self.cells.len().saturating_sub(count);
        self.cells.into_iter().skip(skipped)
    }
}

/// How many cells stand before the values at the end of rows, the word included, if they are as many on either side of it and a
/// few words stand there again and again. Few labels end in a number: `Bouwplan fase 2 50% 1.200 S 600`.
pub(crate) fn column(rows: &[&Between<'_>]) -> Option<usize> {
    let first = rows.iter().min_by_key(|row| row.cells.len())?;
    let count = first.cells.len();
    let mut words: Vec<&str> = rows.iter().map(|row| row.word).collect();
    words.sort_unstable();
    words.dedup();
    let is_same = |row: &&Between<'_>| row.cells.len() == count;
    let is_numbered = |row: &&Between<'_>| row.cells.len() == count + 1 && row.is_numbered;
    let fits =
        |row: &&Between<'_>| row.behind == first.behind && (is_same(row) || is_numbered(row));
    let same = rows.iter().copied().filter(|row| is_same(row)).count();
    let is_column = rows.len() >= FEWEST
        && words.len() * 2 <= rows.len()
        && same * 2 > rows.len()
        && rows.iter().all(fits);
    is_column.then_some(count)
}

#[cfg(test)]
mod tests {
    use ontleed_text::Source;

    use crate::lex::lex;
    use crate::regions::regions;

    /// The rows of a table below a header: label and cells.
    fn rows(rows: &str) -> Vec<String> {
        let text = format!("Naam Begroting 2020 Rekening 2020\n{rows}");
        let source = Source::new(&text);
        let lexed = lex(&source, &regions(&source)[0]).remove(0);
        let rows = lexed.rows.iter().map(|row| {
            let label = row.label.iter().map(|part| source.slice(*part)).collect::<Vec<_>>();
            let cells = row.cells().iter().map(|cell| source.slice(*cell)).collect::<Vec<_>>();
            format!("{}: {}", label.join(" "), cells.join("|"))
        });
        rows.collect()
    }

    const ROWS: &str = "Open einde Wmo 70% 1.200 S 840\nVerkoop kavels 50% 2.400 I 1.200\n\
        Garantstelling 10% 650 I 65\nCyberincident 30% 1.500 I 450\nOverige risico's 418\n";

    #[test]
    fn words_that_come_again_between_values_are_cells() {
        let expected = [
            "Open einde Wmo: 70%|1.200|S|840",
            "Verkoop kavels: 50%|2.400|I|1.200",
            "Garantstelling: 10%|650|I|65",
            "Cyberincident: 30%|1.500|I|450",
            "Overige risico's: 418",
        ];
        assert_eq!(rows(ROWS), expected);
        let words = ROWS.replace(" S ", " hoog ").replace(" I ", " laag ");
        assert_eq!(rows(&words)[1], "Verkoop kavels: 50%|2.400|laag|1.200");
    }

    #[test]
    fn a_number_that_ends_a_label_is_no_cell_before_them() {
        let row = "Verkoop kavels";
        let numbered = ROWS.replace(row, "Verkoop kavels, fase 2");
        assert_eq!(rows(&numbered)[1], "Verkoop kavels, fase 2: 50%|2.400|I|1.200");
        // An amount is none.
        let other = ROWS.replace(row, "Verkoop kavels 1.400");
        assert_eq!(rows(&other)[1], "Verkoop kavels 1.400 50% 2.400 I: 1.200");
    }

    #[test]
    fn words_of_labels_are_none() {
        // Each row another word, or a number that counts what is named.
        let others = "Zorg 1.200 bed 840\nSport 2.400 uur 1.200\nWonen 650 huis 65\n";
        assert_eq!(rows(others)[0], "Zorg 1.200 bed: 840");
        let counted = "Zorg 1 lasten 840\nZorg 2 lasten 1.200\nZorg 3 lasten 65\n";
        assert_eq!(rows(counted)[0], "Zorg 1 lasten: 840");
    }
}
