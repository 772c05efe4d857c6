//! A table that is one indicator, with a form around it that says what it is.

use ontleed_terms::About;
use ontleed_text::{Line, Source, Span};

use super::{LONGEST, name};
use crate::table::Column;

/// What a form around a table says of the one indicator in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    pub(crate) name: Span,
    pub(crate) unit: Option<Span>,
}

/// The form around the columns of a table: right above them a name or an attribute that says it (`Indicator: Restafval`), and below
/// it or below the table attributes with their values (`Eenheid`, and what it is; `Bron`, and who).
pub(crate) fn form(source: &Source<'_>, columns: &[Column], table: Span) -> Option<Form> {
    let labels = columns.iter().flat_map(|column| &column.label);
    let start = labels.map(|label| label.start).min()?;
    let first = source.lines().partition_point(|line| line.span.end <= start);
    let above = shown(source, source.lines()[..first].iter().rev());
    let (at, mut attributes) = attributes(source, &above, true);
    let said = attributes.iter().find(|(attribute, _)| ontleed_terms::is_name_attribute(attribute));
    let name = said.map(|(_, name)| name).or(above.get(at)).and_then(|line| name(source, *line))?;
    if at == 0 {
        let last = source.lines().partition_point(|line| line.span.start < table.end);
        let below = shown(source, source.lines()[last..].iter());
        attributes = self::attributes(source, &below, false).1;
    }
    let is_unit =
        |attribute: &&(&str, Span)| ontleed_terms::about_column(attribute.0) == Some(About::Unit);
    let unit = attributes.iter().find(is_unit).map(|(_, unit)| *unit);
    (!attributes.is_empty()).then_some(Form { name, unit })
}

/// The lines of a form that say something.
fn shown<'s>(source: &Source<'_>, lines: impl Iterator<Item = &'s Line>) -> Vec<Span> {
    let lines = lines.take(FORM).map(|line| source.trim(line.span));
    lines.filter(|line| !line.is_empty()).collect()
}

/// The attributes that lines begin with, upwards where `rising`, each with its value on the line below it or behind a colon, and
/// how many lines they have.
fn attributes<'t>(
    source: &Source<'t>,
    lines: &[Span],
    rising: bool,
) -> (usize, Vec<(&'t str, Span)>) {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let on_line = attribute_on_line(source, *line);
        let below = || {
            let next = lines.get(at + 1)?;
            let (attribute, value) = if rising { (next, line) } else { (line, next) };
            let attribute = source.slice(*attribute).trim_end_matches([':', ' ']);
            ontleed_terms::is_attribute(attribute).then_some((attribute, *value))
        };
        let Some(attribute) = on_line.or_else(below).filter(|(_, value)| value.len() <= LONGEST)
        else {
            break;
        };
        at += if on_line.is_some() { 1 } else { 2 };
        found.push(attribute);
    }
    (at, found)
}

/// The attribute of a line and its value behind a colon: `Eenheid: fte`.
fn attribute_on_line<'t>(source: &Source<'t>, line: Span) -> Option<(&'t str, Span)> {
    let (attribute, value) = source.slice(line).split_once(':')?;
    let attribute = attribute.trim();
    let value = source.trim(Span::at(line.range().end - value.len(), line.range().end));
    (!value.is_empty() && ontleed_terms::is_attribute(attribute)).then_some((attribute, value))
}

/// How many lines a form has at most, empty ones counted.
const FORM: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_the_name_in_a_line_of_its_own_or_behind_an_attribute() {
        let named = |above: &str| {
            let text = format!("Een zin vooraf.\n{above}2019\n2020\n12\n13\nBron: CBS");
            let source = Source::new(&text);
            let year = above.len() + "Een zin vooraf.\n".len();
            let column = Column { label: vec![Span::at(year, year + 4)], ..Column::default() };
            let form = form(&source, &[column], Span::at(0, text.len() - 10));
            let shown = |span: Span| source.slice(span).to_owned();
            form.map(|form| (shown(form.name), form.unit.map(shown)))
        };
        let restafval =
            |unit: Option<&str>| Some(("Restafval".to_owned(), unit.map(str::to_owned)));
        assert_eq!(named("Restafval\nEenheid: kg\n"), restafval(Some("kg")));
        assert_eq!(named("Indicator: Restafval\nEenheid: kg\n"), restafval(Some("kg")));
        assert_eq!(named("Indicator:\nRestafval\n"), restafval(None));
        assert_eq!(named("Restafval\n"), restafval(None));
        assert_eq!(named("Eenheid: kg\n"), None);
    }
}
