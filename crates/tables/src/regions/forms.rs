//! What a form around a table says of the thing in it.

use ontleed_terms::{is_attribute, is_number_attribute};
use ontleed_text::Source;

use crate::line::Kind;

/// Takes the number of a thing for words, where the next attribute of its form stands below it: `Nummer`, `28`, `Indicator`. It
/// is no value of a row.
pub(super) fn leave_numbers(source: &Source<'_>, kinds: &mut [Kind]) {
    /// Longer names of attributes and numbers there are none, in bytes.
    const LONGEST: usize = 24;
    let text = |line: usize| source.slice(source.lines()[line].span).trim();
    let mut shown = [0; 3];
    for line in 0..kinds.len() {
        if kinds[line] == Kind::Blank {
            continue;
        }
        shown = [shown[1], shown[2], line];
        let [above, number, below] = shown;
        let is_form = kinds[number] == Kind::Value
            && kinds[above] == Kind::Text
            && kinds[below] == Kind::Text
            && shown.iter().all(|line| text(*line).len() <= LONGEST);
        if is_form
            && text(number).bytes().all(|byte| byte.is_ascii_digit())
            && is_number_attribute(text(above))
            && is_attribute(text(below))
        {
            kinds[number] = Kind::Text;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lex::lex;
    use crate::regions::regions;
    use ontleed_text::Source;

    /// The values of the rows in the tables of a text with a cell in each paragraph.
    fn values(cells: &str) -> Vec<String> {
        let text = cells.replace('|', "\n\n");
        let source = Source::new(&text);
        let found = regions(&source);
        let rows =
            found.iter().flat_map(|region| lex(&source, region)).flat_map(|lexed| lexed.rows);
        let shown = |cells: &[ontleed_text::Span]| {
            cells.iter().map(|cell| source.slice(*cell)).collect::<Vec<_>>().join(" ")
        };
        rows.map(|row| shown(row.cells())).collect()
    }

    #[test]
    fn the_number_of_a_form_is_no_value() {
        let form = "Indicator|Restafval|Eenheid|kg|Bron|CBS";
        let table = "Werkelijk|Werkelijk|Raming|2018|2019|2020|214|201|186";
        assert_eq!(values(&format!("Nummer|28|{form}|{table}")), ["214 201 186"]);
        // A row of that name.
        assert_eq!(values("Naam|2019|2020|Nummer|28|31|Wegen|12|13"), ["28 31", "12 13"]);
    }
}
