//! Indicators: rows that share a name, with what the document says of them.

use std::collections::BTreeMap;

use ontleed_model::{
    Cell, Column, Deviation, Indicator, IndicatorKind, Kind, Measure, Place, Quote, Row, Section,
    Status, Table, TableKind, Unit,
};
use ontleed_terms::{
    About, about_column, heads_column, kind_of_indicators, kinds_of_indicators, unit_of,
};
use ontleed_text::{Source, Span, fold};

use crate::tables::ordinal;

/// Finds the indicators in the tables that hold some.
pub(crate) fn find<'t>(source: &Source<'t>, tables: &mut [Table<'t>], sections: &[Section<'t>]) {
    if tables.iter().all(|table| table.kind != TableKind::Indicators) {
        return;
    }
    let mut headings = Vec::new();
    collect(sections, false, &mut headings);
    let ends: Vec<u32> = tables.iter().skip(1).map(|table| table.start).collect();
    for (at, table) in tables.iter_mut().enumerate() {
        if table.kind != TableKind::Indicators {
            continue;
        }
        measures_beside_a_comparison(table);
        let until = ends.get(at).copied().unwrap_or(u32::MAX);
        let page = Page::of(source, table, sections);
        page.years_and_units(table);
        let mut indicators: Vec<Indicator<'t>> =
            groups(&table.rows).into_iter().map(|rows| page.indicator(table, rows)).collect();
        explain(&mut indicators, table, &headings, until);
        table.indicators = indicators;
    }
}

/// Names what columns hold that no word of a measure heads: the values of the authority, and of others to compare with.
/// `Onze gemeente | Gemeenten < 25.000 inwoners | Nederland`, or the name of the authority alone beside `Nederland`.
fn measures_beside_a_comparison(table: &mut Table<'_>) {
    let say = |at: usize| (at, about(&table.columns[at]));
    let bare: Vec<_> =
        (0..table.columns.len()).filter(|&at| is_unnamed(table, at)).map(say).collect();
    let of = |what: Option<About>| {
        let own = bare.iter().filter(|(_, says)| *says == what);
        own.map(|&(at, _)| at).collect::<Vec<usize>>()
    };
    let has = |benchmark: bool| {
        let mut measures = table.columns.iter().filter_map(|column| column.measure);
        measures.any(|measure| (measure == Measure::Benchmark) == benchmark)
    };
    let others = of(Some(About::Comparison));
    let own = match (&of(Some(About::Own))[..], &of(None)[..]) {
        (&[own], _) => Some(own),
        (&[], &[own]) if !has(false) && (has(true) || !others.is_empty()) => Some(own),
        _ => None,
    };
    // In the report of a province its name heads its own values.
    let is_compared = own.is_some() || has(false);
    if let Some(own) = own {
        table.columns[own].measure = Some(Measure::Waarde);
    }
    for other in others.into_iter().filter(|_| is_compared) {
        table.columns[other].measure = Some(Measure::Benchmark);
    }
}

/// Whether a column holds numbers of which its heading says neither what they are nor when.
fn is_unnamed(table: &Table<'_>, at: usize) -> bool {
    let column = &table.columns[at];
    let says_nothing = (column.measure, column.side, column.year) == (None, None, None)
        && matches!(about(column), None | Some(About::Own | About::Comparison));
    let cells = || table.rows.iter().filter_map(|row| row.cell(ordinal(at)));
    let numbers = cells().filter(|cell| cell.value.is_some()).count();
    says_nothing && numbers > 0 && 2 * numbers >= cells().count()
}

/// What the heading of a column without a measure says.
fn about(column: &Column<'_>) -> Option<About> {
    let heading: Vec<&str> = column.label.iter().map(|part| part.text).collect();
    if column.measure.is_some() { None } else { about_column(&heading.join(" ")) }
}

/// The rows of each indicator: those right behind each other that have one name, or all where each is another measure and has
/// no other name.
fn groups(rows: &[Row<'_>]) -> Vec<Vec<usize>> {
    if are_of_one(rows) {
        return vec![(0..rows.len()).collect()];
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if row.label.is_empty() || row.cells.is_empty() && row.measure.is_none() {
            continue;
        }
        let of_last = groups.last_mut().filter(|group| {
            let first = &rows[group[0]];
            row.measure.is_some() && first.measure.is_some() && first.label == row.label
        });
        match of_last {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

/// Whether rows are the measures of one indicator, each by its own name: `Realisatie`, `Streefcijfer`, `Nederland`.
fn are_of_one(rows: &[Row<'_>]) -> bool {
    let is_other = |at: usize, row: &Row<'_>| {
        let above = &rows[..at];
        !above.iter().any(|above| above.measure == row.measure || above.label == row.label)
    };
    let is_measure = |row: &Row<'_>| row.label.iter().all(|part| heads_column(part.text));
    rows.len() > 1
        && rows.iter().all(|row| row.measure.is_some() && !row.cells.is_empty())
        && rows.iter().enumerate().skip(1).all(|(at, row)| is_other(at, row))
        && rows.iter().all(is_measure)
}

/// What a table and the page around it say of all its indicators.
struct Page<'t> {
    kind: Option<(IndicatorKind, Quote<'t>)>,
    /// A column of words, by what it says of each row.
    source: Option<usize>,
    unit: Option<usize>,
    year: Option<usize>,
    /// Where the table stands in a form: the source that the form names.
    source_of_form: Option<Quote<'t>>,
    /// The header names sources and no column holds them: they stand between the rows.
    sources_between: bool,
}

impl<'t> Page<'t> {
    fn of(source: &Source<'t>, table: &Table<'t>, sections: &[Section<'t>]) -> Self {
        let place =
            |what: About| table.columns.iter().position(|column| about(column) == Some(what));
        let first = table.rows.first().map_or(table.end, |row| row.start);
        let header = Quote::of(source.text(), table.start, first.max(table.start));
        let own = place(About::Source);
        let names_source =
            || header.text.lines().any(|line| about_column(line.trim()) == Some(About::Source));
        Self {
            kind: kind(header, table, sections),
            source: own,
            unit: place(About::Unit),
            year: place(About::Year),
            source_of_form: source_of_form(source, table),
            sources_between: own.is_none() && names_source(),
        }
    }

    /// What the words in a row say of its year, and of the unit of values that print none.
    fn years_and_units(&self, table: &mut Table<'_>) {
        for row in &mut table.rows {
            if let Some(year) = self.year.and_then(|column| cell(row, column)) {
                row.year = ontleed_dutch::period(year.text).and_then(|period| period.value.year());
            }
            let words = self.unit.and_then(|column| cell(row, column));
            let Some((unit, _)) = words.and_then(|words| unit_of(words.text)) else { continue };
            let is_bare = |cell: &&mut Cell<'_>| {
                cell.value.is_some()
                    && cell.unit.is_none()
                    && Some(cell.column as usize) != self.year
            };
            for cell in row.cells.iter_mut().filter(is_bare) {
                cell.unit = Some(unit);
            }
        }
    }

    fn indicator(&self, table: &Table<'t>, rows: Vec<usize>) -> Indicator<'t> {
        let first = &table.rows[rows[0]];
        let kind = kind_above(&table.rows, rows[0]).or(self.kind);
        let (unit, unit_from) = self.unit(table, &rows);
        let words = |column: Option<usize>| {
            rows.iter().find_map(|&row| sure_cell(&table.rows[row], column?))
        };
        let between = self.sources_between.then(|| source_behind(table, &rows)).flatten();
        let source = words(self.source).or(between).or(self.source_of_form);
        let name = first.label.first().copied();
        Indicator {
            kind: kind.map(|(kind, _)| kind),
            kind_from: kind.map(|(_, from)| from),
            unit,
            unit_from: unit_from.filter(|from| name.is_none_or(|name| from.text != name.text)),
            source: source.map(|source| noted(table, source)),
            explanation: None,
            deviations: deviations(table, &rows),
            rows: rows.into_iter().filter_map(|row| u32::try_from(row).ok()).collect(),
        }
    }

    /// The unit that all values of an indicator print, or else the words for it: a cell, its name.
    fn unit(&self, table: &Table<'t>, rows: &[usize]) -> (Option<Unit>, Option<Quote<'t>>) {
        let words = self
            .unit
            .and_then(|column| rows.iter().find_map(|&row| sure_cell(&table.rows[row], column)));
        if let Some(words) = words {
            return (unit_of(words.text).map(|(unit, _)| unit), Some(words));
        }
        let cells = rows.iter().flat_map(|&row| &table.rows[row].cells);
        let mut printed = cells.filter(|cell| cell.value.is_some()).map(|cell| cell.unit);
        let first = printed.next().flatten();
        if first.is_some() {
            return (first.filter(|_| printed.all(|unit| unit == first)), None);
        }
        let name = table.rows[rows[0]].label.first();
        let Some((name, (unit, length))) = name.and_then(|name| Some((name, unit_of(name.text)?)))
        else {
            return (None, None);
        };
        (Some(unit), Some(name.part(0..length)))
    }
}

/// The words in a cell of a row whose cells are known.
fn sure_cell<'t>(row: &Row<'t>, column: usize) -> Option<Quote<'t>> {
    cell(row, column).filter(|_| row.status != Status::Ambiguous)
}

/// What a footnote says in the place of its mark.
fn noted<'t>(table: &Table<'t>, mark: Quote<'t>) -> Quote<'t> {
    table.notes.iter().find(|note| note.mark.text == mark.text).map_or(mark, |note| note.note)
}

/// The words in a cell.
fn cell<'t>(row: &Row<'t>, column: usize) -> Option<Quote<'t>> {
    row.cell(ordinal(column)).map(Cell::quote)
}

/// What stands below or behind `Bron` between the title of a table and its first row.
fn source_of_form<'t>(source: &Source<'t>, table: &Table<'t>) -> Option<Quote<'t>> {
    let rows = table.rows.first()?.start;
    let title = table.title.filter(|title| title.end <= table.start)?;
    let first = source.lines().partition_point(|line| line.span.start < title.end);
    let form = source.lines()[first..].iter().take_while(|line| line.span.end <= rows);
    let shown = form.map(|line| source.trim(line.span)).filter(|line| !line.is_empty());
    let mut shown = shown.take(LINES);
    let names = |line: &Span| about_column(source.slice(*line)) == Some(About::Source);
    let name = shown.find(names)?;
    // On its own line, or behind a colon.
    let said = source.slice(name).split_once(':').map_or("", |(_, said)| said).trim();
    let behind = match said.len() {
        0 => shown.next()?,
        length => Span::at(name.range().end - length, name.range().end),
    };
    let is_short = behind.range().len() <= LONGEST;
    is_short.then(|| Quote::of(source.text(), behind.start, behind.end))
}

/// How many lines of a form are looked at.
const LINES: usize = 12;

/// The kind that the header of a table names, or its title, or the nearest heading above it. Where
/// one names several kinds, the rows have to say.
fn kind<'t>(
    header: Quote<'t>,
    table: &Table<'t>,
    sections: &[Section<'t>],
) -> Option<(IndicatorKind, Quote<'t>)> {
    let mut texts: Vec<Quote<'t>> = vec![header];
    texts.extend(table.title);
    texts.extend(headings_above(sections, table.start).into_iter().rev());
    let says = texts.into_iter().find(|text| kinds_of_indicators(text.text).next().is_some())?;
    kind_in(says)
}

fn kind_in(text: Quote<'_>) -> Option<(IndicatorKind, Quote<'_>)> {
    let (kind, range) = kind_of_indicators(text.text)?;
    Some((kind, text.part(range)))
}

fn headings_above<'t>(sections: &[Section<'t>], place: u32) -> Vec<Quote<'t>> {
    let mut path = Vec::new();
    let mut sections = sections;
    let begins = |section: &Section<'_>| section.heading.map_or(0, |heading| heading.start);
    while let Some(at) = sections.partition_point(|section| begins(section) <= place).checked_sub(1)
    {
        let section = &sections[at];
        path.extend(section.heading.map(|heading| heading.quote()));
        sections = &section.sections;
    }
    path
}

/// The kind in a cell of its own before the name: a row without cells that holds nothing else.
fn kind_above<'t>(rows: &[Row<'t>], first: usize) -> Option<(IndicatorKind, Quote<'t>)> {
    let is_bare = |row: &&Row<'_>| row.cells.is_empty() && row.measure.is_none();
    let above = rows[..first].iter().rev().take_while(is_bare);
    above.take(2).filter_map(|row| row.label.first()).find_map(|label| {
        let (kind, from) = kind_in(*label)?;
        (from.text.len() + PLURAL >= label.text.len()).then_some((kind, *label))
    })
}

/// How many more letters a word has that says a kind of several indicators.
const PLURAL: usize = 2;

/// The words between the rows of an indicator, or right behind its one row where no cell of it is
/// empty.
fn source_behind<'t>(table: &Table<'t>, own: &[usize]) -> Option<Quote<'t>> {
    let rows = &table.rows;
    own.iter().enumerate().find_map(|(index, &at)| {
        let behind = rows.get(at + 1)?;
        let is_between = match own.get(index + 1) {
            Some(&next) => next > at + 1 && !rows[at].cells.is_empty(),
            None => own.len() == 1 && rows[at].cells.len() == table.columns.len(),
        };
        let is_words = behind.cells.is_empty() && behind.measure.is_none();
        let is_source = is_between && is_words && behind.label != rows[at].label;
        behind.label.first().copied().filter(|label| is_source && label.text.len() <= LONGEST)
    })
}

/// The longest name of a source, in bytes.
const LONGEST: usize = 60;

/// What was realised less what was aimed at: in the rows of one column, or in columns of one year.
fn deviations(table: &Table<'_>, rows: &[usize]) -> Vec<Deviation> {
    let places = |wanted: fn(Measure) -> bool| {
        let rows = rows.iter().filter(|&&row| table.rows[row].status != Status::Ambiguous);
        let places = rows.flat_map(|&at| table.rows[at].cells.iter().map(move |cell| (at, cell)));
        places.filter(move |(at, cell)| {
            let measure = table.measure_of(&table.rows[*at], cell.column);
            cell.value.is_some() && measure.is_some_and(wanted)
        })
    };
    let year = |at: usize, column: u32| table.year_of(&table.rows[at], column);
    let mut found = Vec::new();
    for (realised_at, realised) in places(|measure| measure == Measure::Realisatie) {
        // A bound less a bound is not known.
        if realised.qualifier.is_some() {
            continue;
        }
        let target = places(is_target).find(|(at, cell)| {
            if *at == realised_at {
                year(*at, cell.column).is_some()
                    && year(*at, cell.column) == year(realised_at, realised.column)
            } else {
                cell.column == realised.column
            }
        });
        let Some((target_at, target)) = target.filter(|(_, cell)| cell.unit == realised.unit)
        else {
            continue;
        };
        let (Some(aimed), Some(came)) = (target.value, realised.value) else { continue };
        let (Some(value), Some(target_row), Some(realised_row)) = (
            came.checked_sub(aimed),
            u32::try_from(target_at).ok(),
            u32::try_from(realised_at).ok(),
        ) else {
            continue;
        };
        found.push(Deviation {
            target: Place { row: target_row, column: target.column },
            realised: Place { row: realised_row, column: realised.column },
            value,
            bound: target.qualifier,
        });
    }
    found
}

/// In a table of indicators a budget is a target.
fn is_target(measure: Measure) -> bool {
    matches!(measure, Measure::Streefwaarde | Measure::Mijlpaal | Measure::Begroting)
}

/// The headings below an explanation, in the order of the text.
fn collect<'t>(sections: &[Section<'t>], explains: bool, headings: &mut Vec<Quote<'t>>) {
    for section in sections {
        if let Some(heading) = section.heading.filter(|_| explains) {
            headings.push(heading.quote());
        }
        let explains = explains || section.kind == Some(Kind::Toelichting);
        collect(&section.sections, explains, headings);
    }
}

/// Ties the explanations behind a table and before the next to the indicators they are named after.
fn explain<'t>(
    indicators: &mut [Indicator<'t>],
    table: &Table<'t>,
    headings: &[Quote<'t>],
    until: u32,
) {
    let first = headings.partition_point(|heading| heading.start < table.end);
    let mut own: BTreeMap<String, Quote<'t>> = BTreeMap::new();
    for heading in headings[first..].iter().take_while(|heading| heading.start < until) {
        own.entry(key(heading.text)).or_insert(*heading);
    }
    if own.is_empty() {
        return;
    }
    for indicator in indicators {
        let row = indicator.rows.first().and_then(|&row| table.rows.get(row as usize));
        let Some(row) = row else { continue };
        let name: Vec<&str> = row.label.iter().map(|part| part.text).collect();
        indicator.explanation = own.get(&key(&name.join(" "))).copied();
    }
}

/// A name without what an explanation may leave out: marks and punctuation at its end.
fn key(name: &str) -> String {
    let mut key = fold(name);
    key.truncate(key.trim_end_matches(['*', '.', ':', ' ']).len());
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each indicator: type, unit, source, explanation, and deviations with their bounds.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let told = crate::test::tables(text, |tables| {
            let indicators = tables.iter().flat_map(|table| &table.indicators);
            let told = indicators.map(|indicator| {
                let text =
                    |quote: Option<Quote<'_>>| quote.map_or("-", |quote| quote.text).to_owned();
                let deviations = indicator.deviations.iter();
                let deviations =
                    deviations.map(|d| format!("{}{}", d.bound.unwrap_or(""), d.value));
                [
                    indicator.kind.map_or("-", IndicatorKind::code).to_owned(),
                    indicator.unit.map_or("-", Unit::code).to_owned(),
                    text(indicator.source),
                    text(indicator.explanation),
                    deviations.collect::<Vec<_>>().join(" "),
                ]
                .join(" | ")
            });
            told.collect::<Vec<_>>()
        });
        assert_eq!(told, expected);
    }

    #[test]
    fn pairs_of_rows_are_one_indicator() {
        check(
            "Effectindicatoren 201820192020\n\
             Bewoners met werk Streefwaarde >40% 42% 44,5%\nRealisatie 39% 41% 45%\n\
             Aantal plannen Streefwaarde 10 12 14\nRealisatie 9 12 15\n",
            &["effect | percent | - | - | >-1 -1 0.5", "effect | count | - | - | -1 0 1"],
        );
    }

    #[test]
    fn rows_that_are_the_measures_of_a_form_are_one_indicator() {
        check(
            "Banen\n\nEenheid: aantal per 100\nBron: LISA\nJaar 2016 2017 2018\n\
             Realisatie 16 19 21\nStreefcijfer 15 15 17\nNederland 17 18 19\n",
            &["- | - | LISA | - | 1 4 4"],
        );
    }

    #[test]
    fn columns_say_unit_source_and_year() {
        check(
            "BBV-indicatoren\n\n| Naam indicator | Eenheid | Bron | Realisatie 2020 | Begroting 2020 |\n\
             |---|---|---|---|---|\n\
             | Winkeldiefstallen | Aantal per 1.000 inwoners | CBS | 2,5 | 2 |\n\
             | Functiemenging | % | LISA | 51,5 | 52,0 |\n",
            &["bbv | count | CBS | - | 0.5", "bbv | percent | LISA | - | -0.5"],
        );
    }

    /// The measure and year of each figure.
    #[track_caller]
    fn says(text: &str, expected: &[&str]) {
        let told = crate::test::tables(text, |tables| {
            let rows =
                tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)));
            let cells =
                rows.flat_map(|(table, row)| row.cells.iter().map(move |cell| (table, row, cell)));
            let told = cells.filter(|(.., cell)| cell.value.is_some()).map(|(table, row, cell)| {
                let measure = table.measure_of(row, cell.column).map_or("-", Measure::code);
                let year = table.year_of(row, cell.column).unwrap_or_default();
                format!("{} {measure} {year}", cell.text)
            });
            told.collect::<Vec<_>>()
        });
        assert_eq!(told, expected);
    }

    #[test]
    fn a_column_of_the_authority_stands_beside_those_of_others() {
        says(
            "Beleidsindicatoren\n\n| Indicator | Periode | Borne | Gemeenten < 25.000 inwoners | Nederland |\n\
             |---|---|---|---|---|\n\
             | Banen | 2019 | 512,4 | 601,2 | 792,1 |\n\
             | Functiemenging | 2020 | 44,1 | n.b. | 53,2 |\n",
            &[
                "2019 - 2019",
                "512,4 waarde 2019",
                "601,2 benchmark 2019",
                "792,1 benchmark 2019",
                "2020 - 2020",
                "44,1 waarde 2020",
                "53,2 benchmark 2020",
            ],
        );
    }

    #[test]
    fn a_province_is_compared_with_where_the_authority_has_its_own_column() {
        says(
            "Indicatoren\n\n| Indicator | Eenheid | Realisatie 2020 | Provincie |\n|---|---|---|---|\n\
             | Restafval | kg per inwoner | 148 | 163 |\n| Zonnepanelen | % | 9,7 | 17,2 |\n",
            &["148 realisatie 2020", "163 benchmark 0", "9,7 realisatie 2020", "17,2 benchmark 0"],
        );
        says(
            "Indicatoren\n\n| Indicator | Eenheid | Provincie |\n|---|---|---|\n\
             | Restafval | kg per inwoner | 163 |\n| Zonnepanelen | % | 17,2 |\n",
            &["163 - 0", "17,2 - 0"],
        );
    }

    #[test]
    fn a_section_explains_the_indicator_of_its_name() {
        check(
            "Indicatoren\n\nPrestatie-indicatoren 20182019\nAantal plannen* Streefwaarde 10 12\n\
             Realisatie 9 12\n\nToelichting indicatoren\n\nAantal plannen\n\n\
             De plannen zijn in elke wijk besproken met de bewoners, en daarna vastgesteld.\n",
            &["prestatie | count | - | Aantal plannen | -1 0"],
        );
    }
}
