//! What a form around a table says of the thing in it.

use ontleed_terms::{is_attribute, is_number_attribute};
use ontleed_text::Source;

use crate::line::Kind;
use crate::vocabulary::{self, Role};

/// Takes for words what is no value of a row: the number of a thing, where the next attribute of its form stands below it
/// (`Nummer`, `28`, `Indicator`), and a dash below an attribute of which the form says nothing (`Toelichting`, `-`).
pub(super) fn leave_values(source: &Source<'_>, kinds: &mut [Kind]) {
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
        if kinds[line] == Kind::Value
            && kinds[number] == Kind::Text
            && is_nothing(text(line))
            && says(text(number))
        {
            kinds[line] = Kind::Text;
            continue;
        }
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

fn is_nothing(value: &str) -> bool {
    matches!(value, "-" | "–")
}

/// Whether an attribute is one of words; a measure names a row.
fn says(attribute: &str) -> bool {
    let attribute = attribute.trim_end_matches(':');
    is_attribute(attribute) && !matches!(vocabulary::role(attribute), Some(Role::Measure(..)))
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
    fn a_dash_below_an_attribute_is_no_value() {
        let form = "Werkelijk|Raming|2018|2019|214|201|Doel|Minder afval.|Toelichting|-";
        assert_eq!(values(form), ["214 201"]);
        // A row of that measure.
        assert_eq!(values("Naam|2019|2020|Wegen|12|13|Streefwaarde|-|14"), ["12 13", "- 14"]);
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
