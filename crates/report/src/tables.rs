//! Rebuilt tables, in the words of the report.

use std::ops::Range;

use ontleed_dutch as dutch;
use ontleed_model::{
    Cell, Change, Column, Missing, Place, Quote, Relation, Row, Table, TableKind, Term, Unit,
};
use ontleed_sections::Region;
use ontleed_tables as rebuilt;
use ontleed_terms::heads_column;
use ontleed_text::{Line, Source, Span, fold};

use crate::Stage;
use crate::years::years;

/// The tables of a document as they were rebuilt: places in its text.
#[derive(Clone, Debug)]
pub struct Rebuilt {
    /// Those of the text.
    lines: Vec<Line>,
    /// The lines of each region, and its tables.
    regions: Vec<(Range<usize>, Vec<rebuilt::Table>)>,
}

impl Rebuilt {
    /// The tables of a text. `watch` is told of each region.
    pub(crate) fn of<E>(
        text: &str,
        watch: &mut dyn FnMut(Stage) -> Result<(), E>,
    ) -> Result<Self, E> {
        let source = Source::new(text);
        let tables = |region: rebuilt::Region| {
            watch(Stage::Tables)?;
            let tables = rebuilt::tables(&source, &region);
            Ok((region.lines, tables))
        };
        let regions =
            rebuilt::regions(&source).into_iter().map(tables).collect::<Result<_, _>>()?;
        Ok(Self { lines: source.into_lines(), regions })
    }

    /// The text they were found in, with its lines.
    pub(crate) fn source<'t>(&mut self, text: &'t str) -> Source<'t> {
        Source::with_lines(text, std::mem::take(&mut self.lines))
    }
}

/// The tables of a document in the words of a report, and the lines they are on.
pub(crate) fn tables<'t>(source: &Source<'t>, rebuilt: Rebuilt) -> (Vec<Table<'t>>, Vec<Region>) {
    let mut tables = Vec::new();
    let mut regions = Vec::new();
    for (lines, rebuilt) in rebuilt.regions {
        let first = ordinal(tables.len());
        let teller = Teller { source };
        for mut found in rebuilt {
            if let Some(above) = tables.last() {
                take_unit(source, above, &mut found);
            }
            let mut table = teller.table(&found);
            if let Some(above) = tables.last() {
                go_on(source, above, &mut table);
                take_names(source, above, &mut table);
            }
            tables.push(table);
        }
        let tables = Some(first..ordinal(tables.len()));
        regions.push(Region { lines, tables });
    }
    (tables, regions)
}

/// A table right below another of its kind that has no unit of its own, and columns of the same names, has the unit of that one.
fn take_unit<'t>(source: &Source<'t>, above: &Table<'t>, table: &mut rebuilt::Table) {
    let between = source.text().get(above.end as usize..table.span.range().start);
    let is_right_below =
        above.start == table.span.start || table.kind == above.kind && between.is_some_and(is_near);
    if table.unit.is_some() || !is_right_below {
        return;
    }
    let name = |label: &[Span]| label.iter().map(|part| fold(source.slice(*part))).collect();
    let names: Vec<String> = table.columns.iter().map(|column| name(&column.label)).collect();
    let name_above =
        |column: &Column<'t>| column.label.iter().map(|part| fold(part.text)).collect::<String>();
    let is_named = names.iter().any(|name| !name.is_empty());
    if is_named && above.columns.iter().map(name_above).eq(names) {
        let unit = above.unit.as_ref();
        table.unit = unit.map(|unit| Span::new(unit.start, unit.end));
        table.scale = table.scale.or(above.scale);
    }
}

/// Whether no more than a title and the name of a page stand between two tables.
fn is_near(between: &str) -> bool {
    const LINES: usize = 2;
    between.lines().filter(|line| !line.trim().is_empty()).nth(LINES).is_none()
}

/// Rows that empty lines part from the table above, and that have no header of their own, have that
/// of the table above.
fn go_on<'t>(source: &Source<'t>, above: &Table<'t>, table: &mut Table<'t>) {
    let has_no_header = table.title.is_none()
        && table.columns.len() == above.columns.len()
        && table.columns.iter().all(|column| column.label.is_empty());
    let between = source.text().get(above.end as usize..table.start as usize);
    if !has_no_header || between.is_none_or(|between| !between.trim().is_empty()) {
        return;
    }
    // Words of headers above its first row are a header that could not be read.
    let first = table.rows.first().map_or(table.start, |row| row.start);
    let header = source.text().get(table.start as usize..first as usize);
    if header.is_some_and(heads_column) {
        return;
    }
    table.columns.clone_from(&above.columns);
    (table.kind, table.scale) = (above.kind, table.scale.or(above.scale));
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        let of_column = table.columns.get(cell.column as usize).and_then(|column| column.unit);
        cell.unit = cell.unit.or(cell.value.and(of_column));
    }
}

/// A header that repeats only the last words of the one above, of as many columns, means the same: `Lasten Baten Saldo` below each
/// group, where those above say of which measure and year they are.
fn take_names<'t>(source: &Source<'t>, above: &Table<'t>, table: &mut Table<'t>) {
    let between = source.text().get(above.end as usize..table.start as usize);
    let is_of_above = |year| above.columns.iter().any(|column| column.year == Some(year));
    let (Some(last), Some(first)) = (above.rows.last(), table.rows.first()) else { return };
    let header = source.text().get(last.end as usize..first.start as usize).unwrap_or_default();
    let is_part = above.start == table.start || between.is_some_and(is_near);
    if !is_part || !years(header).all(is_of_above) {
        return;
    }
    let says_nothing = |column: &Column<'t>| column.measure.is_none() && column.year.is_none();
    let ends_alike = |(column, above): (&Column<'t>, &Column<'t>)| {
        let (words, all) = (&column.label, &above.label);
        let end = all.len().checked_sub(words.len()).and_then(|start| all.get(start..));
        let texts =
            |words: &[Quote<'t>]| words.iter().map(|word| fold(word.text)).collect::<Vec<_>>();
        !words.is_empty() && end.is_some_and(|end| texts(end) == texts(words))
    };
    if table.columns.len() == above.columns.len()
        && table.columns.iter().all(says_nothing)
        && table.columns.iter().zip(&above.columns).all(ends_alike)
    {
        for (column, above) in table.columns.iter_mut().zip(&above.columns) {
            (column.measure, column.year, column.side) = (above.measure, above.year, above.side);
        }
    }
}

/// The lines that tables are on, without rebuilding them.
pub(crate) fn regions(source: &Source<'_>) -> Vec<Region> {
    let found = rebuilt::regions(source).into_iter();
    found.map(|region| Region { lines: region.lines, tables: None }).collect()
}

/// Tells what was rebuilt with quotes from the text.
#[derive(Clone, Copy)]
struct Teller<'a, 't> {
    source: &'a Source<'t>,
}

impl<'t> Teller<'_, 't> {
    fn table(self, found: &rebuilt::Table) -> Table<'t> {
        let stated = found.unit.and_then(|unit| dutch::find_unit(self.source.slice(unit)));
        let stated = stated.map(|stated| stated.value);
        let money = matches!(
            found.kind,
            TableKind::BatenLasten | TableKind::Bijstellingen | TableKind::Afwijkingen
        );
        let unit = stated.and_then(|stated| stated.unit).map(unit);
        let unit = unit.or(money.then_some(Unit::Eur));
        let columns: Vec<_> =
            found.columns.iter().map(|column| self.column(column, unit)).collect();
        Table {
            kind: found.kind,
            title: found.title.map(|title| self.quote(title)),
            unit: found.unit.map(|unit| self.quote(unit)),
            scale: found.scale,
            scale_inferred: None,
            start: found.span.start,
            end: found.span.end,
            line: self.source.line_at(found.span.start).number,
            rows: found.rows.iter().map(|row| self.row(row, &columns)).collect(),
            columns,
            notes: Vec::new(),
            indicators: Vec::new(),
            conventions: None,
            relations: found.relations.iter().map(relation).collect(),
        }
    }

    fn column(self, found: &rebuilt::Column, unit: Option<Unit>) -> Column<'t> {
        Column {
            label: self.quotes(&found.label),
            measure: found.measure,
            side: found.side,
            year: found.year,
            year_from: None,
            unit: found.unit.map(self::unit).or(unit),
        }
    }

    fn row(self, found: &rebuilt::Row, columns: &[Column<'t>]) -> Row<'t> {
        let first_line = self.source.line_index(found.span.start);
        let reading = |cells: &Vec<Option<Span>>| -> Vec<Option<Quote<'t>>> {
            cells.iter().map(|cell| cell.map(|cell| self.quote(cell))).collect()
        };
        Row {
            label: self.quotes(&found.label),
            code: found.code.map(|code| self.quote(code)),
            marks: self.quotes(&found.marks),
            group: found.group.map(|group| self.quote(group)),
            parent: found.parent.map(ordinal),
            measure: found.measure,
            side: found.side,
            taakveld: None,
            year: None,
            change: found.change.map(|(kind, from)| Change { kind, from: self.quote(from) }),
            status: found.status,
            start: found.span.start,
            end: found.span.end,
            line: self.number(first_line),
            cells: found.cells.iter().map(|cell| self.cell(cell, columns, first_line)).collect(),
            readings: found.readings.iter().map(reading).collect(),
        }
    }

    fn cell(self, found: &rebuilt::Cell, columns: &[Column<'t>], first_line: usize) -> Cell<'t> {
        let column_unit = columns.get(found.column).and_then(|column| column.unit);
        let unit = found.unit.map(unit).or(found.value.and(column_unit));
        Cell {
            column: ordinal(found.column),
            text: self.source.slice(found.span),
            start: found.span.start,
            end: found.span.end,
            line: self.number(self.line_from(first_line, found.span)),
            value: found.value,
            missing: found.missing.map(missing),
            unit,
            qualifier: found.qualifier.map(dutch::Qualifier::code),
            letter: found.letter.map(letter),
            marks: found.marks.iter().map(|mark| self.quote(*mark)).collect(),
            verdict: found.verdict,
        }
    }

    fn quote(self, span: Span) -> Quote<'t> {
        Quote::of(self.source.text(), span.start, span.end)
    }

    fn quotes(self, spans: &[Span]) -> Vec<Quote<'t>> {
        spans.iter().map(|span| self.quote(*span)).collect()
    }

    /// The index of the line of what stands on this line or not far behind it.
    fn line_from(self, line: usize, span: Span) -> usize {
        let behind = self.source.lines().iter().skip(line + 1);
        line + behind.take_while(|line| line.span.start <= span.start).count()
    }

    /// The number of a line, counted from 1.
    fn number(self, line: usize) -> u32 {
        self.source.lines().get(line).map_or(1, |line| line.number)
    }
}

/// A document of 4 GiB at most has fewer things than this can count.
pub(crate) fn ordinal(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

pub(crate) fn unit(unit: dutch::Unit) -> Unit {
    match unit {
        dutch::Unit::Eur => Unit::Eur,
        dutch::Unit::Percent => Unit::Percent,
        dutch::Unit::PercentPoints => Unit::PercentPoints,
        dutch::Unit::PerMille => Unit::PerMille,
        dutch::Unit::Fte => Unit::Fte,
        dutch::Unit::Count => Unit::Count,
        dutch::Unit::Years => Unit::Years,
    }
}

fn missing(missing: dutch::Missing) -> Missing {
    match missing {
        dutch::Missing::Dash => Missing::Dash,
        dutch::Missing::NotApplicable => Missing::NotApplicable,
        dutch::Missing::ProMemorie => Missing::ProMemorie,
        dutch::Missing::Unknown => Missing::Unknown,
        dutch::Missing::Text => Missing::Text,
    }
}

fn letter(letter: dutch::Letter) -> char {
    match letter {
        dutch::Letter::V => 'V',
        dutch::Letter::N => 'N',
    }
}

fn relation(found: &rebuilt::Relation) -> Relation {
    let term = |&(sign, row, column): &(i8, usize, usize)| Term {
        sign,
        row: ordinal(row),
        column: ordinal(column),
    };
    Relation {
        kind: found.kind,
        target: Place { row: ordinal(found.target.0), column: ordinal(found.target.1) },
        terms: found.terms.iter().map(term).collect(),
        residual: found.residual,
        tolerance: found.tolerance,
        outcome: found.outcome,
    }
}

#[cfg(test)]
mod tests {
    /// What is printed above the columns of each table.
    fn headers(text: &str) -> Vec<String> {
        let header = |table: &ontleed_model::Table<'_>| {
            let labels = table.columns.iter().flat_map(|column| &column.label);
            labels.map(|part| part.text).collect::<Vec<_>>().join(" ")
        };
        crate::test::tables(text, |tables| tables.iter().map(header).collect())
    }

    #[test]
    fn a_table_right_below_one_with_the_same_columns_has_its_unit() {
        let units = |text: &str| -> Vec<Option<String>> {
            let unit = |table: &ontleed_model::Table<'_>| {
                table.unit.as_ref().map(|unit| unit.text.to_owned())
            };
            crate::test::tables(text, |tables| tables.iter().map(unit).collect())
        };
        let unit = Some("x € 1.000".to_owned());
        let first = "x € 1.000\nACTIVA\tultimo 2020\tultimo 2021\nVaste activa\t643\t852\nVlottende activa\t2.140\t2.288\n";
        let below = "PASSIVA\tultimo 2020\tultimo 2021\nVaste passiva\t1.205\t1.298\nVlottende passiva\t1.578\t1.842\n";
        assert_eq!(units(&format!("{first}\n{below}")), [unit.clone(), unit.clone()]);
        let other = below.replace("ultimo 2021", "ultimo 2022");
        assert_eq!(units(&format!("{first}\n{other}")), [unit.clone(), None]);
        let text = "Dit is een zin.\n".repeat(4);
        assert_eq!(units(&format!("{first}\n{text}\n{below}")), [unit, None]);
    }

    #[test]
    fn a_header_that_repeats_the_last_row_of_the_one_above_means_the_same() {
        let measures = |text: &str| -> Vec<Vec<Option<ontleed_model::Measure>>> {
            let told = |table: &ontleed_model::Table<'_>| {
                table.columns.iter().map(|column| column.measure).collect()
            };
            crate::test::tables(text, |tables| tables.iter().map(told).collect())
        };
        let sides = "| | Lasten | Baten | Lasten | Baten |\n";
        let rows = "| Zorg | 643 | 85 | 2.140 | 288 |\n| Sport | 57 | 12 | 61 | 14 |\n";
        let text = |below: &str| {
            format!(
                "| Programma | Begroting 2021 | Rekening 2021 |\n{sides}{rows}Sociaal\n{below}{rows}"
            )
        };
        let found = measures(&text(sides));
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], found[1]);
        assert!(found[0].iter().all(Option::is_some), "{found:?}");
        let other = measures(&text("| | Baten | Lasten | Baten | Lasten |\n"));
        assert!(other[1].iter().all(Option::is_none), "{other:?}");
        // Another year stands between, or more than a title.
        for between in ["Jaarrekening 2017", "Zorg\n\nSport\n\nEn de rest"] {
            let found = measures(&text(sides).replace("Sociaal", between));
            assert!(found[1].iter().all(Option::is_none), "{between}: {found:?}");
        }
    }

    #[test]
    fn a_table_goes_on_below_an_empty_line_where_it_has_no_header() {
        let header = "Programma\tBegroting 2020\tRekening 2020\n";
        let above = "Zorg\t643\t852\nWelzijn\t2.140\t2.288\n";
        let below = "Wegen\t1.205\t1.298\nWater\t2.410\t2.377\n";
        let named = "Begroting 2020 Rekening 2020";
        assert_eq!(headers(&format!("{header}{above}\n\n{below}")), [named, named]);
        let other = "Programma\tOntvangen van derden\tTerug te betalen\n";
        let found = headers(&format!("{header}{above}\n\n{other}{below}"));
        assert_eq!(found[0], named);
        assert!(!found[1].contains("2020"), "{found:?}");
    }
}
