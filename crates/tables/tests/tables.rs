//! One table in every style, random tables, and texts that are none.

use std::collections::BTreeSet;
use std::fmt::Write;

use ontleed_tables::{
    Cell, Measure, Outcome, Row, Side, Status, Style, Table, TableKind, Verdict, regions, tables,
};
use ontleed_text::{Source, Span, unescaped};
use proptest::prelude::*;

fn read(text: &str) -> Vec<(Style, Table)> {
    let source = Source::new(text);
    let regions = regions(&source);
    regions
        .iter()
        .flat_map(|region| tables(&source, region).into_iter().map(|table| (region.style, table)))
        .collect()
}

/// The label of a row in one piece, as a reader sees it.
fn name(source: &Source<'_>, row: &Row) -> String {
    let parts: Vec<&str> = row.label.iter().map(|part| source.slice(*part)).collect();
    unescaped(&parts.join(" ")).into_owned()
}

/// The rows with values: label, and cells by column.
fn rows(text: &str, table: &Table) -> Vec<(String, Vec<(usize, String)>)> {
    let source = Source::new(text);
    let filled = table.rows.iter().filter(|row| !row.cells.is_empty());
    filled
        .map(|row| {
            let cells =
                row.cells.iter().map(|cell| (cell.column, source.slice(cell.span).to_owned()));
            (name(&source, row), cells.collect())
        })
        .collect()
}

#[test]
fn rows_of_measures_are_of_the_indicator_of_their_form() {
    let rows = "Jaar 2016 2017 2018\nRealisatie 1,6 1,9 2,1\nStreefcijfer 1,5 1,5 1,7\nNederland 1,7 1,8 1,9";
    let text = format!("Banen\n\nEenheid: per 100\nBron: LISA\n{rows}\n");
    let (_, table) = &read(&text)[0];
    let source = Source::new(&text);
    let told: Vec<_> = table.rows.iter().map(|row| (name(&source, row), row.measure)).collect();
    let expected = [
        ("Realisatie".to_owned(), Some(Measure::Realisatie)),
        ("Streefcijfer".to_owned(), Some(Measure::Streefwaarde)),
        ("Nederland".to_owned(), Some(Measure::Benchmark)),
    ];
    assert_eq!(told, expected);
    let title = table.title.map(|title| source.slice(title));
    let unit = table.unit.map(|unit| source.slice(unit));
    assert_eq!((title, unit, table.kind), (Some("Banen"), Some("per 100"), TableKind::Indicators));
}

/// Each row with values: label, status, and its cells by column, `_` where it has none.
fn grid(text: &str) -> Vec<String> {
    let (_, table) = &read(text)[0];
    let is_open = |row: &Row| row.status == Status::Ambiguous;
    let filled = table.rows.iter().filter(|row| !row.cells.is_empty());
    let status = filled.map(|row| if is_open(row) { "?" } else { "" });
    let rows = rows(text, table).into_iter().zip(status);
    rows.map(|((label, cells), status)| {
        let cell = |at: usize| cells.iter().find(|(column, _)| *column == at);
        let cells =
            (0..table.columns.len()).map(|at| cell(at).map_or("_", |(_, cell)| cell.as_str()));
        format!("{status}{label}: {}", cells.collect::<Vec<_>>().join(" "))
    })
    .collect()
}

/// A table of reserves in which no empty cell left a trace, in rows of one line, of glued cells and of a cell a paragraph.
fn reserves(rows: &[&str]) -> [String; 3] {
    let names =
        ["Reserve", "Stand 1-1-2020", "Dotatie", "Vrijval", "Aanwending", "Stand 31-12-2020"];
    let spaced = format!("{}\n{}\n", names.join(" "), rows.join("\n"));
    let glued = format!("{}\n{}\n", names.concat(), rows.join("\n").replace(' ', ""));
    let exploded = format!("{}\n\n{}\n", names.join("\n\n"), rows.join(" ").replace(' ', "\n\n"));
    [spaced, glued, exploded]
}

#[test]
fn names_tell_what_moved_where_rows_lost_cells() {
    let rows = [
        "Wegen 2.447 559 -124 2.882",
        "Sport 4.709 755 5.464",
        "Riolen 1.530 -296 1.234",
        "Totaal 8.686 1.314 -124 -296 9.580",
    ];
    let expected = [
        "Wegen: 2.447 559 -124 _ 2.882",
        "Sport: 4.709 755 _ _ 5.464",
        "Riolen: 1.530 _ _ -296 1.234",
        "Totaal: 8.686 1.314 -124 -296 9.580",
    ];
    for text in reserves(&rows) {
        assert_eq!(grid(&text), expected, "{text}");
    }
}

#[test]
fn names_tell_how_many_columns_there_are_where_all_rows_lost_cells() {
    let rows = [
        "Wegen 2.447 559 -124 2.882",
        "Groen 1.228 1.274 -668 1.834",
        "Totaal 3.675 1.833 -792 4.716",
    ];
    for text in reserves(&rows) {
        let found = grid(&text);
        let open = found.iter().filter(|row| row.starts_with('?') && row.matches(' ').count() == 5);
        assert_eq!(open.count(), 3, "{found:?}");
    }
}

#[test]
fn names_of_columns_stand_behind_the_unit_of_what_heads_the_labels() {
    let rows = "Beschikbaar\n6.104\n5.792\nBenodigd\n2.755\n2.970\nRatio\n2,2\n1,9";
    let text = format!(
        "Uit de simulatie volgt dat € 2.970 genoeg is om 90% van de\ngevallen op te vangen.\n\
        Weerstand van de stad (in €)\n2019\n2020\n{rows}"
    );
    let (_, table) = &read(&text)[0];
    let years: Vec<_> =
        table.columns.iter().map(|column| (column.label.len(), column.year)).collect();
    assert_eq!(years, [(1, Some(2019)), (1, Some(2020))]);
    assert_eq!(table.title.map(|title| &text[title.range()]), Some("Weerstand van de stad"));
}

#[test]
fn a_cell_alone_above_a_rule_is_the_title_of_the_next_table() {
    let first = "Verplichte indicatoren | |||\n---|---|---|---|\nIndicator | Eenheid | R 2018 | B 2020 |\n\
        Afval | kg | 171 | 120 |\nStroom | % | 5 | 8 |\n";
    let second = "Eigen indicatoren | |||\n---|---|---|---|\nIndicator | Eenheid | R 2018 | B 2020 |\n\
        Laadpalen | aantal | 64 | 140 |\nBomen | aantal | 115 | 500 |\n";
    let text = format!("{first}\n{second}");
    let titles: Vec<_> = read(&text)
        .iter()
        .map(|(_, table)| table.title.map(|title| text[title.range()].to_owned()))
        .collect();
    let expected =
        ["Verplichte indicatoren", "Eigen indicatoren"].map(|title| Some(title.to_owned()));
    assert_eq!(titles, expected);
    assert!(read(&text).iter().all(|(_, table)| table.rows.len() == 2));
}

#[test]
fn a_code_in_a_column_of_words_has_no_value() {
    let text = "Nr|Indicator|Taakveld|2020|2021|10|Verzuim|4.3|2,4|0,6|11|Sport|5.1|26|19|12|Uitval|4.3|2,0|1,4";
    let text = text.replace('|', "\n\n");
    let tables = read(&text);
    let cells = tables[0].1.rows.iter().map(|row| &row.cells[0]);
    let cells: Vec<_> =
        cells.map(|cell| (cell.column, &text[cell.span.range()], cell.value)).collect();
    assert_eq!(cells, [(0, "4.3", None), (0, "5.1", None), (0, "4.3", None)]);
}

#[test]
fn a_letter_before_the_values_leaves_no_doubt_below_its_name() {
    let text = "Nr. Omschrijving S/I 2023 2024\n1 Loonkosten S -1.450 -1.725\n2 Huur gemeentehuis I 640 12\n\
        3 Jeugd S -11 -17\nTotaal -821 -1.730\n";
    let (_, table) = &read(text)[0];
    let shown =
        |row: &Row| row.cells.iter().map(|cell| &text[cell.span.range()]).collect::<Vec<_>>();
    let cells: Vec<Vec<&str>> = table.rows.iter().map(shown).collect();
    assert_eq!(
        cells,
        [
            vec!["S", "-1.450", "-1.725"],
            vec!["I", "640", "12"],
            vec!["S", "-11", "-17"],
            vec!["-821", "-1.730"],
        ]
    );
    assert!(table.rows.iter().all(|row| row.status != Status::Ambiguous));
}

#[track_caller]
fn check(text: &str, style: Style) {
    let found = read(text);
    let [(found_style, table)] = found.as_slice() else {
        panic!("{} tables in {text}", found.len())
    };
    assert_eq!(*found_style, style);
    let cell = |column: usize, text: &str| (column, text.to_owned());
    let expected = vec![
        ("Baten".to_owned(), vec![cell(0, "1.205"), cell(1, "1.298"), cell(2, "93")]),
        ("Lasten".to_owned(), vec![cell(0, "2.410"), cell(1, "2.377"), cell(2, "-33")]),
        ("Saldo".to_owned(), vec![cell(0, "-1.205"), cell(1, "-1.079"), cell(2, "126")]),
    ];
    assert_eq!(rows(text, table), expected, "{text}");
    assert!(table.rows.iter().all(|row| row.status != Status::Ambiguous));
    let measures: Vec<_> =
        table.columns.iter().map(|column| (column.measure, column.year)).collect();
    let expected = [
        (Some(Measure::Begroting), Some(2021)),
        (Some(Measure::Realisatie), Some(2021)),
        (Some(Measure::Afwijking), Some(2021)),
    ];
    assert_eq!(measures, expected, "{text}");
}

const CELLS: [[&str; 4]; 4] = [
    ["Omschrijving", "Begroting 2021", "Realisatie 2021", "Afwijking"],
    ["Baten", "1.205", "1.298", "93"],
    ["Lasten", "2.410", "2.377", "-33"],
    ["Saldo", "-1.205", "-1.079", "126"],
];

fn printed(between: &str, after: &str) -> String {
    CELLS.iter().map(|row| row.join(between) + after).collect()
}

#[test]
fn one_table_in_every_style() {
    check(&printed(" | ", " |\n"), Style::Pipe);
    check(&printed("\t", "\n"), Style::Tab);
    check(&printed("\t\t", "\n"), Style::Tab);
    check(&printed("\n\n", "\n\n"), Style::Stream);
    check(&printed("\n", "\n"), Style::Stream);
    check(&printed(" ", "\n"), Style::Lines);
    let aligned: String = CELLS.iter().fold(String::new(), |mut text, [label, a, b, c]| {
        let _ = writeln!(text, "{label:14}{a:18}{b:18}{c}");
        text
    });
    check(&aligned, Style::Gaps);
    let years = format!("\n{:14}{:18}2021\n", "", "2021");
    let broken = aligned.replacen("Begroting 2021", "Begroting     ", 1);
    let broken = broken.replacen("Realisatie 2021", "Realisatie     ", 1).replacen('\n', &years, 1);
    check(&broken, Style::Aligned);
    check(&printed("  ", "\n"), Style::Gaps);
    check(&(printed("", "") + "\n"), Style::Whole);
    let html = CELLS.iter().fold(String::new(), |mut text, row| {
        let _ = writeln!(text, "<tr><td>{}</td></tr>", row.join("</td><td>"));
        text
    });
    check(&format!("<table>\n{html}</table>\n"), Style::Html);
}

#[test]
fn each_name_may_stand_on_the_line_above_its_values() {
    let header = CELLS[0][1..].join(" ");
    for between in [" ", "  ", "\t", " | "] {
        let rows: String =
            CELLS[1..].iter().fold(String::new(), |mut text, [name, values @ ..]| {
                let _ = writeln!(text, "{name}\n{}", values.join(between));
                text
            });
        check(&format!("{header}\n{rows}"), Style::Lines);
        check(&format!("{}\n{rows}", CELLS[0][1..].join("\n")), Style::Lines);
    }
}

#[test]
fn letters_of_formulas_and_a_side_stand_between_the_names_of_columns_and_rows() {
    let text = "Begroting 2021 Realisatie 2021 Afwijking\na b c=b-a\nLasten\nWonen 1.205 1.298 93\n\
        Zorg 410 377 -33\nBaten\nHuren 205 210 5\nLeges 12 10 -2";
    let year = |measure| (Some(measure), Some(2021));
    let expected = [Measure::Begroting, Measure::Realisatie, Measure::Afwijking].map(year);
    assert_eq!(names(text), expected);
    let source = Source::new(text);
    let labels = read(text)[0].1.rows.iter().map(|row| name(&source, row)).collect::<Vec<_>>();
    assert_eq!(labels, ["Lasten", "Wonen", "Zorg", "Baten", "Huren", "Leges"]);
}

#[test]
fn a_side_below_names_that_stick_to_their_title_names_rows() {
    let text = "Exploitatie zorgBegroting 2021Realisatie 2021Verschil\nLasten\nWonen 1.205 1.298 93\n\
        Zorg 410 377 -33\nBaten\nHuren 205 210 5\nLeges 12 10 -2";
    let source = Source::new(text);
    let labels =
        |table: &Table| table.rows.iter().map(|row| name(&source, row)).collect::<Vec<_>>();
    let found = read(text);
    assert_eq!(labels(&found[0].1), ["Lasten", "Wonen", "Zorg", "Baten", "Huren", "Leges"]);
    let label = found[0].1.columns[2].label.iter().map(|part| source.slice(*part));
    assert_eq!(label.collect::<Vec<_>>(), ["Verschil"]);
}

#[test]
fn a_line_that_repeats_its_words_below_the_names_is_of_the_header() {
    let text = "Naam Saldo 31-12-2020 Toevoeging Onttrekking Saldo 31-12-2021\n\
        Besluit 2020 Overig Besluit 2020 Overig\nWegen 12 3 1 4 2 10\nZorg 41 5 2 6 3 39\n";
    let measures = names(text).into_iter().map(|(measure, _)| measure).collect::<Vec<_>>();
    let (added, taken) = (Some(Measure::Toevoeging), Some(Measure::Onttrekking));
    assert_eq!(measures[1..5], [added, added, taken, taken]);
    let source = Source::new(text);
    let labels = read(text)[0].1.rows.iter().map(|row| name(&source, row)).collect::<Vec<_>>();
    assert_eq!(labels, ["Wegen", "Zorg"]);
}

#[test]
fn a_row_with_all_columns_that_the_header_names_shows_that_others_lost_cells() {
    let text = "Realisatie 2017 Realisatie 2018 Streefwaarde 2019 Realisatie 2019\n\
        Inbraken 96 81 75 88\nDeelnemers 60 74 80\nHuisbezoeken 210 250 232\nMeldingen 12 15 15";
    let found = read(text);
    assert_eq!(found[0].1.columns.len(), 4);
    assert_eq!(ambiguous(text), ["Deelnemers", "Huisbezoeken", "Meldingen"]);
}

#[test]
fn what_markdown_escapes_and_breaks_is_one_cell() {
    let text = "| Omschrijving | Begroting<br>2020 | Rekening<br />2020 | Verschil |\n|---|---|---|---|\n\
        | Wonen \\| bouwen | 1.205 | 1.298 | 93 |\n| Zorg | &nbsp; | 20 | 20 |\n";
    assert_eq!(
        names(text),
        [
            (Some(Measure::Begroting), Some(2020)),
            (Some(Measure::Realisatie), Some(2020)),
            (Some(Measure::Afwijking), Some(2020)),
        ]
    );
    let cell = |column, text: &str| (column, text.to_owned());
    let expected = [
        ("Wonen | bouwen".to_owned(), vec![cell(0, "1.205"), cell(1, "1.298"), cell(2, "93")]),
        ("Zorg".to_owned(), vec![cell(1, "20"), cell(2, "20")]),
    ];
    assert_eq!(rows(text, &read(text)[0].1), expected);
}

#[test]
fn links_footnotes_and_escapes_of_markdown_are_no_part_of_a_cell() {
    let text = "| Programma | Begroting 2020 | Rekening 2020 | Verschil |\n|---|---|---|---|\n\
        | [Wonen](/p1) | 1\\.205 | [1.298](#noot) | 93 |\n| Zorg<sup>1</sup> | 20[^2] | **15** | \\-5 |\n";
    let read_of = |at| first(text, at);
    assert_eq!(read_of(0).0, "Wonen");
    assert_eq!(read_of(0).2, [(0, "1\\.205"), (1, "1.298"), (2, "93")]);
    assert_eq!(read_of(1).0, "Zorg");
    assert_eq!(read_of(1).2, [(0, "20"), (1, "15"), (2, "\\-5")]);
    let value = read(text)[0].1.rows[0].cells[0].value;
    assert_eq!(value.map(|value| value.to_string()).as_deref(), Some("1205"));
}

#[test]
fn emphasis_of_markdown_is_no_part_of_a_cell() {
    for mark in ["**", "__", "*", "_"] {
        let bold = |row: &[&str; 4]| row.map(|cell| format!("{mark}{cell}{mark}"));
        let pipes = CELLS.iter().map(|row| bold(row).join(" | ") + " |\n").collect::<String>();
        check(&pipes, Style::Pipe);
        let paragraphs = CELLS.iter().flat_map(bold).collect::<Vec<_>>().join("\n\n");
        check(&paragraphs, Style::Stream);
    }
    // Stars at one end are a footnote's.
    let text = "Omschrijving | 2019 | 2020\n*Baten* | 5,0* | **4,8**\nLasten* | 70% | 71%**\n*Saldo* nu | 1 | 2\n";
    let found = read(text);
    let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
    let source = Source::new(text);
    let marks = |spans: &[Span]| {
        spans.iter().map(|span| source.slice(*span).to_owned()).collect::<Vec<_>>()
    };
    let of_rows: Vec<_> = table.rows.iter().map(|row| marks(&row.marks)).collect();
    assert_eq!(of_rows, [vec![], vec!["*".to_owned()], vec![]]);
    let of_cells: Vec<_> = table.rows[..2]
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| cell.marks.map(|mark| source.slice(mark)))
        .collect();
    assert_eq!(of_cells, [Some("*"), None, None, Some("**")]);
}

/// Columns of words before and behind the values, a total without a number, and a name of rows.
const WORDS: [[&str; 7]; 5] = [
    ["Nr.", "Indicator", "Eenheid", "Realisatie 2019", "Streefwaarde 2020", "Bron", "V/N"],
    ["1", "Absoluut verzuim", "per 1.000 leerlingen", "2,3", "2,0", "DUO", "N"],
    ["2", "Bomen", "aantal", "1.840", "2.100", "eigen telling", "V"],
    ["3", "Bereik stadspas", "%", "n.v.t.", "70", "CBS", "V"],
    ["", "Totaal", "aantal", "1.842", "2.172", "-", "V"],
];

#[test]
fn columns_of_words_stand_apart_where_two_spaces_part_the_cells() {
    let aligned = WORDS.iter().fold(String::new(), |mut text, [a, b, c, d, e, f, g]| {
        let _ = writeln!(text, "{a:5}{b:18}{c:22}{d:>15}  {e:>17}  {f:15}{g}");
        text
    });
    let printed = |row: &[&str; 7]| {
        let filled: Vec<&str> = row.iter().copied().filter(|cell| !cell.is_empty()).collect();
        filled.join("  ") + "\n"
    };
    let free: String = WORDS.iter().map(printed).collect();
    for text in [aligned, free.clone(), free.replace("3  Bereik", "Doel 2: iedereen\n3  Bereik")] {
        let found = read(&text);
        let [(Style::Gaps, table)] = found.as_slice() else { panic!("{found:?}") };
        let columns: Vec<_> = table.columns.iter().map(|c| (c.measure, c.year)).collect();
        let none = (None, None);
        let realised = (Some(Measure::Realisatie), Some(2019));
        let target = (Some(Measure::Streefwaarde), Some(2020));
        assert_eq!(columns, [none, realised, target, none, none], "{text}");
        let targets: Vec<_> =
            rows(&text, table).into_iter().map(|(name, cells)| (name, cells[2].clone())).collect();
        let expected = [
            ("Absoluut verzuim", "2,0"),
            ("Bomen", "2.100"),
            ("Bereik stadspas", "70"),
            ("Totaal", "2.172"),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), (2, value.to_owned())));
        assert_eq!(targets, expected, "{text}");
    }
}

#[test]
fn years_before_a_name_of_a_column_of_words_are_no_values() {
    let text = "Indicator Eenheid 2018 2019 2020 Bron\nAbsoluut verzuim % 2,3 1,9 1,8 DUO\nDemografische druk % 74,2 75,1 75,9 CBS\n";
    let found = read(text);
    let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
    let labels: Vec<_> = rows(text, table).into_iter().map(|(name, _)| name).collect();
    assert_eq!(labels, ["Absoluut verzuim", "Demografische druk"]);
}

#[test]
fn a_name_that_spans_target_and_result_names_both() {
    let text = "Indicator |  | 2019 | 2020\nNieuwe bomen | Streefwaarde | 500 | 600\n | Realisatie | 480 | 655\nVerzuim | Streefwaarde | 5,0% | 4,8%\n | Realisatie | 5,6% | 5,1%\n";
    let found = read(text);
    let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
    let names: Vec<_> = rows(text, table).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Nieuwe bomen", "Nieuwe bomen", "Verzuim", "Verzuim"]);
    let measures: Vec<_> = table.rows.iter().filter_map(|row| row.measure).collect();
    let pair = [Measure::Streefwaarde, Measure::Realisatie];
    assert_eq!(measures, [pair, pair].concat());
}

#[test]
fn an_empty_first_cell_is_kept_where_rows_begin_without_a_pipe() {
    let text = "Nr. | Risico | Kans | Bedrag\n1 | Jeugdhulp | 70% | 1.750\n2 | Datalek | 30% | 300\n | Totaal | | 2.050\n";
    let found = read(text);
    let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(rows(text, table)[2], ("Totaal".to_owned(), vec![(1, "2.050".to_owned())]));
}

#[test]
fn a_measure_stands_above_the_years_up_to_the_next_measure() {
    let rows = "Sport | 74% | 75% | 76% | 77% | 78%\nZwembad | 182.400 | 179.950 | 185.000 | 187.500 | 190.000\n";
    let years = " | 2015 | 2016 | 2017 | 2018 | 2019\n";
    let realised = Some(Measure::Realisatie);
    let target = Some(Measure::Streefwaarde);
    let text = format!("Indicator | Realisatie |  | Streefwaarde |  | \n{years}{rows}");
    let expected = [
        (realised, Some(2015)),
        (realised, Some(2016)),
        (target, Some(2017)),
        (target, Some(2018)),
        (target, Some(2019)),
    ];
    assert_eq!(names(&text), expected);
    // Without the empty cells nothing tells where the second begins.
    let text = format!("Indicator | Realisatie | Streefwaarde\n{years}{rows}");
    let expected = expected.map(|(_, year)| (None, year));
    assert_eq!(names(&text), expected);
}

#[test]
fn an_unknown_word_before_dated_names_heads_the_labels() {
    let heads = ["Kengetal", "Rekening 2022", "Begroting 2023", "Raming 2024"];
    let expected = [
        (Some(Measure::Realisatie), Some(2022)),
        (Some(Measure::Begroting), Some(2023)),
        (Some(Measure::Raming), Some(2024)),
    ];
    check_names(&heads, &expected, &[&APART, [" "].as_slice()].concat());
    // In small letters it may say more of the unknown word.
    let heads = ["Ruimte begroting 2022", "Rekening 2023", "Raming 2024"];
    check_names(&heads, &[(None, None); 3], &[" "]);
}

#[test]
fn words_before_the_values_of_a_stream_are_columns_where_each_row_has_them() {
    let text = "Naam\nRol\nBeloning 2022\nTotaal 2021\nA. Bakker\nSecretaris\n128.430\n147.802\nC. Visser\nGriffier\n91.207\n104.330\nR. de Boer\nDirecteur\n117.655\n115.102\n";
    for text in [text.to_owned(), text.replace('\n', "\n\n")] {
        let found = read(&text);
        let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
        let cell = |column, text: &str| (column, text.to_owned());
        let expected = vec![cell(0, "Griffier"), cell(1, "91.207"), cell(2, "104.330")];
        assert_eq!(rows(&text, table)[1], ("C. Visser".to_owned(), expected));
        // With a column of words behind the values nothing tells where a row begins.
        let open = text.replace("Totaal 2021", "Looptijd");
        let found = read(&open);
        let rows = || found.iter().flat_map(|(_, table)| &table.rows);
        assert!(rows().all(|row| row.cells.is_empty() || row.status == Status::Ambiguous));
    }
}

#[test]
fn attributes_around_values_without_a_label_say_of_which_indicator_they_are() {
    let names = "2019\n\n2020\n\nRealisatie\n\nBegroot\n\n12,4\n\n13,1\n\n";
    let above = format!("Banen\n\nBron\n\nLISA\n\nEenheid\n\nper 100\n\n{names}");
    let dated = "Nulmeting 2014\n\nRealisatie 2019\n\n12,4\n\n13,1\n\n";
    let below = format!("Banen\n\n{dated}Eenheid:\n\nper 100\n\nBron: LISA\n");
    for text in [&above, &below] {
        let found = read(text);
        let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
        let cells = vec![(0, "12,4".to_owned()), (1, "13,1".to_owned())];
        assert_eq!(rows(text, table)[0], ("Banen".to_owned(), cells));
        assert_eq!(table.unit.map(|unit| &text[unit.range()]), Some("per 100"));
        assert!(table.columns.iter().all(|column| column.year.is_some()));
    }
    // Without attributes the name above may be that of a section.
    let open =
        read(&format!("Banen\n\n{dated}Een zin die niets van dit cijfer zegt, ook niet later.\n"));
    assert!(open.iter().flat_map(|(_, table)| &table.rows).all(|row| row.label.is_empty()));
}

#[test]
fn a_word_for_a_value_behind_a_measure_is_a_cell_before_empty_ones() {
    let text = "Effectindicatoren 2018201920202021\nBezoekers Streefwaarde   75 75 75\nRealisatie startjaar 59 42    \n\
        Bewoners Streefwaarde 10 11 12 13\nRealisatie 9 11    \n";
    let found = read(text);
    let cell = |column, text: &str| (column, text.to_owned());
    let expected = vec![cell(0, "startjaar"), cell(1, "59"), cell(2, "42")];
    assert_eq!(rows(text, &found[0].1)[1], ("Bezoekers".to_owned(), expected));
    assert_eq!(found[0].1.rows[1].status, Status::Read);
    // With more cells than columns one of them is none.
    let more = text.replace("42    \n", &format!("42{}\n", " \u{A0}".repeat(3)));
    assert_eq!(read(&more)[0].1.rows[1].status, Status::Ambiguous);
}

/// The labels of the rows with values of a table, each behind the name of its group.
fn grouped(text: &str) -> Vec<String> {
    let found = read(text);
    let rows = found[0].1.rows.iter().filter(|row| !row.cells.is_empty());
    let parts = rows.map(|row| {
        let spans = row.group.iter().chain(&row.label);
        spans.map(|span| &text[span.range()]).collect::<Vec<_>>().join(" / ")
    });
    parts.collect()
}

#[test]
fn rows_that_stand_below_each_name_alike_are_all_of_its_group() {
    let group = |name: &str, rows: &[&str]| {
        let rows: Vec<String> = rows.iter().map(|row| format!("| {row} | 12 | 13 |\n")).collect();
        format!("| {name} | | |\n{}", rows.concat())
    };
    let rows = ["Lasten", "Baten", "Saldo van baten en lasten", "Mutaties reserves", "Resultaat"];
    let header = "| Omschrijving | Begroting 2021 | Realisatie 2021 |\n|---|---|---|\n";
    let text = [header, &group("Bestuur", &rows), &group("Wegen", &rows)].concat();
    let expected = rows.map(|row| format!("Bestuur / {row}"));
    assert_eq!(grouped(&text)[..5], expected);
    // Once it is open where the group ends.
    let text = [header, &group("Bestuur", &rows)].concat();
    assert_eq!(grouped(&text)[4], "Resultaat");
}

#[test]
fn sums_stand_behind_the_columns_of_words_too() {
    let text = "Indicator\nEenheid\nBegroting 2020\nRekening 2020\nVerschil\nZiekteverzuim\nuren\n983\n1.021\n38\n\
        Bereik\nuren\n35.611\n48.902\n13.291\nOpkomst\nuren\n41.330\n66.218\n24.888\nInhuur\nuren\n4.100\n4.240\n140\n";
    let found = read(text);
    let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
    let cells: Vec<usize> = table.rows[0].cells.iter().map(|cell| cell.column).collect();
    assert_eq!(cells, [0, 1, 2, 3]);
    let targets: Vec<_> = table.relations.iter().map(|relation| relation.target).collect();
    assert_eq!(targets, [(0, 3), (1, 3), (2, 3), (3, 3)]);
    assert_eq!(table.relations[0].terms, [(-1, 0, 1), (1, 0, 2)]);
}

#[test]
fn letters_tell_the_signs_of_amounts_that_are_printed_without() {
    let text = "| Post | Begroting 2021 | Rekening 2021 | Verschil |\n|---|---|---|---|\n\
        | Personeel | 2.140 | 2.310 | 170 N |\n| Energie | 480 | 455 | 25 V |\n| Onderhoud | 915 | 990 | 75 N |\n\
        | Rente | 330 | 310 | 20 V |\n| Totaal | 3.865 | 4.065 | 200 N |\n";
    let found = read(text);
    let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
    let of_total = table.relations.iter().filter(|relation| relation.target == (4, 2));
    let told: Vec<_> = of_total.map(|found| (found.terms.clone(), found.outcome)).collect();
    // The signs are those of the figures as printed.
    let difference = vec![(-1, 4, 0), (1, 4, 1)];
    let sum = vec![(-1, 3, 2), (1, 2, 2), (-1, 1, 2), (1, 0, 2)];
    assert_eq!(told, [(difference, Outcome::Holds), (sum, Outcome::Holds)]);
}

#[test]
fn a_letter_between_two_amounts_is_of_the_difference() {
    let letters = |ends: [&str; 4]| {
        let rows = ["Wegen 120- 131-", "Water 80- 71-", "Groen 40- 44-", "Totaal 240- 246-"];
        let rows: Vec<String> =
            rows.iter().zip(ends).map(|(row, end)| format!("{row} {end}")).collect();
        let found = read(&format!(
            "Programma Begroting 2020 Rekening 2020 Verschil\n{}\n",
            rows.join("\n")
        ));
        let cells: Vec<&Cell> = found[0].1.rows.iter().flat_map(|row| &row.cells).collect();
        assert!(cells.iter().all(|cell| cell.verdict != Verdict::Contradicted));
        let letters = cells.iter().filter_map(|cell| Some((cell.column, cell.letter?)));
        letters.map(|(column, letter)| format!("{column} {letter:?}")).collect::<Vec<_>>()
    };
    let of_differences = ["2 N", "2 V", "2 N", "2 N"];
    assert_eq!(letters(["N 11", "V 9", "N 4", "N 6"]), of_differences);
    assert_eq!(letters(["11 N", "9 V", "4 N", "6 N"]), of_differences);
}

#[test]
fn letters_in_cells_of_their_own_have_a_column_that_the_header_may_leave_out() {
    let names = ["Programma", "Begroting 2020", "Rekening 2020", "Verschil", "Verschil 2019"];
    let rows = [
        ["Wegen", "1.205", "1.298", "93", "N", "12"],
        ["Water", "2.410", "2.377", "33", "V", "-5"],
        ["Groen", "8.020", "8.128", "108", "N", "44"],
        ["Totaal", "11.635", "11.803", "168", "N", "51"],
    ];
    let text = [names.as_slice(), rows.as_flattened()].concat().join("\n\n");
    let found = read(&text);
    let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
    let measures = table.columns.iter().map(|column| column.measure);
    let afwijking = Some(Measure::Afwijking);
    let expected =
        [Some(Measure::Begroting), Some(Measure::Realisatie), afwijking, None, afwijking];
    assert!(measures.eq(expected));
    let cells: Vec<&Cell> = table.rows.iter().flat_map(|row| &row.cells).collect();
    let letters = cells.iter().filter(|cell| cell.column == 3).map(|cell| cell.span);
    assert_eq!(letters.map(|span| &text[span.range()]).collect::<String>(), "NVNN");
    // They tell the signs: 93 - 33 + 108 = 168.
    assert!(cells.iter().all(|cell| cell.verdict == Verdict::Confirmed || cell.column == 3));
}

#[test]
fn dashes_are_cells_where_the_header_names_as_many_columns() {
    let text = "NaamSaldo\n1-1-2020\nToevoeging\nOnttrekking\nVrijval\nSaldo\n31-12-2020\n\
        Wegen 240 - 9 2 229\nWater 97 - - - 97\nGroen 50 4 - - 54\n";
    let found = read(text);
    let columns = found[0].1.columns.iter().map(|column| column.measure.unwrap().code());
    let expected = ["beginstand", "toevoeging", "onttrekking", "vrijval", "eindstand"];
    assert!(columns.eq(expected));
    let cells = rows(text, &found[0].1).into_iter().map(|(_, cells)| cells);
    let cells: Vec<Vec<String>> =
        cells.map(|cells| cells.into_iter().map(|(_, cell)| cell).collect()).collect();
    let expected =
        [["240", "-", "9", "2", "229"], ["97", "-", "-", "-", "97"], ["50", "4", "-", "-", "54"]];
    assert_eq!(cells, expected);
}

#[test]
fn amounts_below_a_name_for_words_are_differences() {
    let last = |cells: [&str; 3]| {
        let [wegen, water, groen] = cells;
        let text = format!(
            "Programma\n\nBegroting 2020\n\nRekening 2020\n\nVoordeel/\nnadeel\n\n\
            Wegen\n\n120\n\n131\n\n{wegen}\n\nWater\n\n80\n\n71\n\n{water}\n\nGroen\n\n40\n\n44\n\n{groen}\n"
        );
        let column = read(&text)[0].1.columns[2].clone();
        (column.measure, column.year)
    };
    assert_eq!(last(["11", "-9", "4"]), (Some(Measure::Afwijking), Some(2020)));
    assert_eq!(last(["nadeel", "voordeel", "nadeel"]), (None, None));
}

#[test]
fn a_table_behind_the_rows_of_another_has_its_own_title_and_columns() {
    let staff = "Personeel|Afdeling|Bezetting|Verzuim|Ruimte|41|5,2%|Sociaal|62|6,1%|Staf|55|4,0%";
    let pools = "Subsidies|Instelling|Verleend|Vastgesteld|Muziekschool|120|118|Leeszaal|340|341|Zwembad|210|190";
    let text = format!("{staff}|{pools}").replace('|', "\n\n");
    let told: Vec<_> = read(&text)
        .into_iter()
        .map(|(_, table)| {
            let name = |span: Span| text[span.range()].to_owned();
            let names = table.columns.iter().flat_map(|column| &column.label).copied().map(name);
            (table.title.map(name).unwrap_or_default(), names.collect::<Vec<_>>().join("|"))
        })
        .collect();
    let expected = [("Personeel", "Bezetting|Verzuim"), ("Subsidies", "Verleend|Vastgesteld")];
    assert_eq!(told, expected.map(|(title, names)| (title.to_owned(), names.to_owned())));
}

#[test]
fn a_total_that_lost_its_cells_of_words_has_values_in_their_columns() {
    let text = "Instelling | Activiteit | Verleend 2018 | Begroot 2019\n---|---|---|---\n\
        Leeszaal | boeken | 340 | 341\nZwembad | lessen | 210 | 190\nTotaal | 550 | 531\n";
    let found = rows(text, &read(text)[0].1);
    let cells: Vec<(usize, &str)> =
        found[2].1.iter().map(|(column, cell)| (*column, cell.as_str())).collect();
    assert_eq!((found[2].0.as_str(), cells), ("Totaal", vec![(1, "550"), (2, "531")]));
}

#[test]
fn letters_stand_before_all_amounts_where_they_do_in_some_rows() {
    let text = "Kostensoort Begroting 2023 Prognose 2023 Verschil\nHuur N 1.150 N 3.015 N 1.865\n\
        Bijdragen V 22.460 V 22.460 0\nRente 0 V 96 V 96\n";
    let found = rows(text, &read(text)[0].1);
    let expected = [
        ("Huur", ["N 1.150", "N 3.015", "N 1.865"]),
        ("Bijdragen", ["V 22.460", "V 22.460", "0"]),
        ("Rente", ["0", "V 96", "V 96"]),
    ];
    let expected = expected.map(|(label, cells)| {
        (label.to_owned(), cells.map(str::to_owned).into_iter().enumerate().collect::<Vec<_>>())
    });
    assert_eq!(found, expected);
}

#[test]
fn a_measure_and_its_year_in_a_title_are_of_all_columns() {
    let measures = |title: &str, names: &str| {
        let rows = "Bestuur\t120\t6\t-114\nWonen\t80\t18\t-62\nTotaal\t200\t24\t-176\n";
        let found = read(&format!("{title}\n\nTaakveld\t{names}\n{rows}"));
        found[0].1.columns.iter().map(|column| column.measure).collect::<Vec<_>>()
    };
    let sides = "Lasten\tBaten\tSaldo";
    let begroting = Some(Measure::Begroting);
    let title = "Baten en lasten per taakveld, begroting 2025";
    assert_eq!(measures(title, sides), [begroting; 3]);
    assert_eq!(measures("Baten en lasten per taakveld, begroting", sides), [None; 3]);
    let two = "Baten en lasten per taakveld, begroting 2025 en rekening";
    assert_eq!(measures(two, sides), [None; 3]);
}

#[test]
fn the_letter_behind_the_last_value_is_of_the_table() {
    let text = "Omschrijving\n\nBegroting 2021\n\nRekening 2021\n\nVerschil\n\nV/N\n\nEnergie\n\n480\n\n455\n\n25\n\nV\n\n\
        Onderhoud\n\n915\n\n990\n\n75\n\nN\n\nV is een voordeel en N een nadeel ten opzichte van de begroting.\n";
    let cells = &rows(text, &read(text)[0].1)[1].1;
    assert_eq!(cells.last(), Some(&(3, "N".to_owned())));
}

#[test]
fn codes_before_the_values_may_be_figures() {
    for between in ["", " "] {
        let names = ["Omschrijving", "Progr.", "Rekening 2019", "Begroting 2020", "Rekening 2020"];
        let text = names.join(between)
            + "\n6.4 School 1 354 870 161\n3.4 Straat en brug 9 412 540 191\n1.2 Afval 4 235 2.560 2.346\n";
        let expected = vec![(0, "9"), (1, "412"), (2, "540"), (3, "191")];
        assert_eq!(first(&text, 1), ("3.4 Straat en brug".to_owned(), Status::Read, expected));
    }
}

#[test]
fn percentages_are_no_part_of_a_sum_over_rows() {
    let text = "0,06521%\n\n0,06044%\n\n- Buitendijks\n\n0,01631%\n\n0,01512%\n\nOnbemalen\n\n15,4\n\n13,4\n\n\
        Bemalen wegen\n\n107,9\n\n93,2\n\nBinnendijks\n\n92,5\n\n79,9\n\nNatuur\n\n7,6\n\n7,4\n";
    let found = read(text);
    let holds = found[0].1.relations.iter().filter(|found| found.outcome == Outcome::Holds);
    assert_eq!(holds.map(|found| found.target).collect::<Vec<_>>(), [(4, 0), (4, 1)]);
    assert_eq!(found[0].1.rows[0].cells[0].value.unwrap().to_string(), "0.06521");
}

#[test]
fn words_that_change_a_budget_need_one_to_change() {
    let text =
        "(b)PrimitiefGewijzigd\nRente00014.188-14.188\nInkoop9.396.20238.69038.69020.26718.423\n";
    let found = read(text);
    let labels = rows(text, &found[0].1).into_iter().map(|(label, _)| label);
    assert_eq!(labels.collect::<Vec<_>>(), ["Rente", "Inkoop"]);
}

#[test]
fn numbers_that_count_rows_with_words_are_no_values_of_the_row_before() {
    let text = "Nr.\nOnderwerp\nBedrag\nV/N\nI/S\n1\nUitkering\n1.240\nV\nI\n2\nJeugdhulp\n860\nN\nS\n3\nWegen\n215\nV\nI\n";
    let found = read(text);
    let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
    let told: Vec<_> =
        rows(text, table).into_iter().map(|(name, cells)| (name, cells[0].1.clone())).collect();
    let expected = [("Uitkering", "1.240"), ("Jeugdhulp", "860"), ("Wegen", "215")];
    assert_eq!(told, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[test]
fn two_documents_above_the_first_value_are_columns_and_no_title() {
    let text = "Financiële positie\n\nKengetallen\n\nBegroting 2016\n\nJaarrekening 2016\n\nNetto schuldquote\n\n120%\n\n109%\n\nSolvabiliteitsratio\n\n16%\n\n19%\n";
    let found = read(text);
    let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
    let labels: Vec<_> = rows(text, table).into_iter().map(|(name, _)| name).collect();
    assert_eq!(labels, ["Netto schuldquote", "Solvabiliteitsratio"]);
    let measures: Vec<_> = table.columns.iter().map(|column| column.measure).collect();
    assert_eq!(measures, [Some(Measure::Begroting), Some(Measure::Realisatie)]);
}

#[test]
fn a_row_of_words_that_nothing_parts_from_its_label_is_ambiguous() {
    for header in ["Heffing Eenheid 2019 2020", "Effectindicatoren Bron 2019 2020"] {
        let text =
            format!("{header}\nRiool per stuk 168,48 171,84\nAfval per huis 241,20 264,00\n");
        let found = read(&text);
        let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(table.columns.len(), 3, "{text}");
        assert!(table.rows.iter().all(|row| row.status == Status::Ambiguous), "{text}");
    }
}

#[test]
fn aligned_rows_with_empty_cells_stand_below_the_names() {
    let text = "Regeling  Verleend 2014  Verleend 2015  Vastgesteld 2015  Opmerking\n\
        Sport           120.000        125.000           118.400\n\
        Cultuur          88.500         90.000            90.000  Volgens afspraak\n\
        Jeugd            45.250                           43.100  Nieuwe regeling\n";
    let found = read(text);
    let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
    let years: Vec<_> = table.columns.iter().map(|column| column.year).collect();
    assert_eq!(years, [Some(2014), Some(2015), Some(2015), None]);
    let cell = |column, text: &str| (column, text.to_owned());
    let cells = vec![cell(0, "45.250"), cell(2, "43.100"), cell(3, "Nieuwe regeling")];
    assert_eq!(rows(text, table)[2], ("Jeugd".to_owned(), cells));
}

#[test]
fn a_name_below_a_total_that_stands_below_its_values_names_the_next_rows() {
    let text = "Omschrijving           2021   2022\nIncidentele lasten\nSloop van de school     120    310\n\
        Totaal alle lasten      120    310\nIncidentele baten\nVerkoop van grond       415     85\nTotaal alle baten       415     85\n";
    assert_eq!(first(text, 2).0, "Totaal alle lasten");
    assert_eq!(first(text, 3).0, "Incidentele baten");
}

#[test]
fn a_word_behind_the_values_may_end_in_a_capital_that_is_a_letter_alone() {
    let text = "Indicator Realisatie 2019 Realisatie 2020 Streefwaarde 2021 Bron\n\
        Index weidevogels (2015 = 100) 100 88 n.v.t. SOVON\nWandelpaden (km) 204 219 225 KNV\n\
        Bomen 1.204 980 1.310 Telling\n";
    let table = &read(text)[0].1;
    let rows = rows(text, table);
    let cells = |row: usize| rows[row].1.iter().map(|(_, cell)| cell.as_str()).collect::<Vec<_>>();
    assert_eq!(rows[0].0, "Index weidevogels (2015 = 100)");
    assert_eq!(cells(0), ["100", "88", "n.v.t.", "SOVON"]);
    assert_eq!(cells(1), ["204", "219", "225", "KNV"]);
}

#[test]
fn rows_that_begin_and_end_in_words_do_not_go_in_pairs() {
    let row = |name: &str, value: &str| format!("{name}\n\n{value} N\n\nS\n\n");
    let names = ["Circulaire", "Jeugdzorg", "Leges", "Inhuur", "Overig"];
    let rows: String = names.iter().map(|name| row(name, "186")).collect();
    let text = format!("Omschrijving\n\nBedrag\n\nI/S\n\n{rows}");
    for (at, name) in names.into_iter().enumerate() {
        assert_eq!(first(&text, at), (name.to_owned(), Status::Read, vec![(0, "186 N"), (1, "S")]));
    }
}

#[test]
fn numbers_of_a_register_are_codes_of_the_rows_behind_them() {
    let text = "Nummer\n\nOmschrijving\n\nBegroting 2021\n\nRekening 2021\n\n7285732\n\nRotonde\n\n2.742\n\n1.281\n\n\
        7193350\n\nBeschoeiing\n\n940\n\n215\n\nTotaal\n\n3.682\n\n1.496\n";
    assert_eq!(
        first(text, 0),
        ("Rotonde".to_owned(), Status::Read, vec![(0, "2.742"), (1, "1.281")])
    );
    assert_eq!(first(text, 1).0, "Beschoeiing");
}

#[test]
fn labels_that_all_end_in_years_keep_them() {
    let cells = [
        ["Stand per 1 januari 2021", "12.410"],
        ["Resultaat 2020", "310"],
        ["Stand per 31 december 2021", "12.720"],
    ];
    for (between, after) in [(" ", "\n"), ("\n\n", "\n\n")] {
        let rows = cells.map(|row| row.join(between) + after).concat();
        let text = format!("Omschrijving{between}Bedrag{after}{rows}");
        for (at, [label, value]) in cells.into_iter().enumerate() {
            assert_eq!(first(&text, at), (label.to_owned(), Status::Read, vec![(0, value)]));
        }
    }
}

#[test]
fn a_year_is_of_the_label_where_empty_cells_behind_the_values_leave_no_room_for_it() {
    let text = "  2023 2024 2025 2026\nParkeren -240 -120 -60 -60\nSneeuw 2023 -84      \nFietsen   -50 -50  \n";
    assert_eq!(first(text, 1), ("Sneeuw 2023".to_owned(), Status::Read, vec![(0, "-84")]));
    assert_eq!(first(text, 2).2, [(1, "-50"), (2, "-50")]);
    // With room for it the year is a cell.
    let text = text.replace("-84      ", "-84    ");
    assert_eq!(first(&text, 1).2, [(0, "2023"), (1, "-84")]);
}

#[test]
fn rows_with_fewer_cells_than_years_lost_some() {
    let text = "Project\n\n2024\n\n2025\n\nSingel\n\n600\n\nZwembad\n\n2.406\n\nMarktplein\n\n1.811\n\nTotaal\n\n2.411\n\n2.406\n";
    assert_eq!(read(text)[0].1.columns.len(), 2);
    assert_eq!(first(text, 0), ("Singel".to_owned(), Status::Proven, vec![(0, "600")]));
    assert_eq!(first(text, 1).2, [(1, "2.406")]);
    // Without the name of the total its sums could be chance.
    let text = text.replace("Totaal", "Plein");
    assert_eq!(first(&text, 0).1, Status::Ambiguous);
}

#[test]
fn sides_alone_between_rows_of_tabs_name_the_next_rows() {
    let text = "Omschrijving\tBegroting 2021\tRekening 2021\nLasten\nRente\t4.127\t3.723\nSalarissen\t5.071\t4.669\n\
        Baten\nHeffingen\t9.310\t9.488\nLeges\t265\t204\n";
    let found = read(text);
    let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(table.columns[1].side, None);
    let labels: Vec<_> = (0..table.rows.len()).map(|at| first(text, at).0).collect();
    assert_eq!(labels, ["Lasten", "Rente", "Salarissen", "Baten", "Heffingen", "Leges"]);
}

#[test]
fn a_side_above_the_labels_moves_no_year() {
    let text = "| Lasten | 2024 | | 2025 | |\n|---|---|---|---|---|\n| | Totaal | Structureel | Totaal | Structureel |\n\
        | Zorg | 5.945 | 5.800 | 6.100 | 6.050 |\n| Wonen | 1.433 | 1.433 | 1.390 | 1.380 |\n";
    let years: Vec<_> = read(text)[0].1.columns.iter().map(|column| column.year).collect();
    assert_eq!(years, [Some(2024), Some(2024), Some(2025), Some(2025)]);
}

#[test]
fn a_header_may_end_in_sides_before_the_code_of_the_first_row() {
    let text = "Code\n\nTaakveld\n\nBegroting 2024\n\nBegroting 2025\n\nLasten\n\nBaten\n\nLasten\n\nBaten\n\n\
        0.4\n\nOverhead\n\n4.261\n\n0\n\n3.787\n\n0\n\n2.2\n\nParkeren\n\n9.321\n\n3.051\n\n8.908\n\n2.536\n";
    let columns = &read(text)[0].1.columns;
    let told: Vec<_> = columns.iter().map(|column| (column.side, column.year)).collect();
    let (baten, lasten) = (Some(Side::Baten), Some(Side::Lasten));
    let years = [Some(2024), Some(2025)];
    assert_eq!(told, years.map(|year| [(lasten, year), (baten, year)]).concat());
    assert_eq!(first(text, 0).0, "Overhead");
}

#[test]
fn glued_rows_are_proven_by_the_others() {
    let text = "Overzicht van baten en lasten StadsdokkenOorspr.\nBegroting\n2021\nRealisatie\n2021\nAfwijking\n\
        Baten exclusief reserves1.2051.29893\n\n\
        Bijdragen rijk en medeoverheden 905 990 85\nOverige baten 300 308 8\n\
        Lasten exclusief reserves2.4102.377-33\n\nApparaatslasten 1.400 1.377 -23\nProgrammalasten 1.010 1.000 -10\n\
        Saldo -1.205 -1.079 126\n";
    let found = read(text);
    let [(_, table)] = found.as_slice() else { panic!("{} tables", found.len()) };
    let source = Source::new(text);
    assert_eq!(table.kind, TableKind::BatenLasten);
    assert_eq!(
        table.title.map(|title| source.slice(title)),
        Some("Overzicht van baten en lasten Stadsdokken")
    );
    assert_eq!(table.columns[0].measure, Some(Measure::BegrotingPrimitief));
    assert_eq!(table.columns[2].year, Some(2021));
    assert_eq!(table.rows[0].status, Status::Proven);
    let cells: Vec<&str> = table.rows[0].cells.iter().map(|cell| source.slice(cell.span)).collect();
    assert_eq!(cells, ["1.205", "1.298", "93"]);
}

/// What the first table of a text says of a row: its label, its status, its cells.
fn first(text: &str, at: usize) -> (String, Status, Vec<(usize, &str)>) {
    let found = read(text);
    let source = Source::new(text);
    let row = &found[0].1.rows[at];
    let cells = row.cells.iter().map(|cell| (cell.column, source.slice(cell.span))).collect();
    (name(&source, row), row.status, cells)
}

#[test]
fn a_row_with_more_cells_than_columns_rules_them_out() {
    // In most rows a cell of four was dropped, and three would add up.
    let text = "Begin 2020ToevoegingenOnttrekkingenEinde 2020\nKade755-214541\nBrug6.430-1626.268\nHaven1.933-6.248-4.315\n\
        Wijk104-357-253\nDijk354120-1.288-814\nTotaal9.576120-8.2691.427\n";
    for at in 0..4 {
        let (label, status, cells) = first(text, at);
        assert!(
            status == Status::Ambiguous || cells.last().is_some_and(|cell| cell.0 == 3),
            "{label} {cells:?}"
        );
    }
    assert_eq!(read(text)[0].1.columns.len(), 4);
}

#[test]
fn a_label_that_begins_with_a_measure_is_no_row_of_words() {
    let text = "Begroting 2020Rekening 2020Verschil\nGerealiseerd saldo van de baten13.67213.351-321\nOverig1.2051.298131\nLasten13.35713.443248\n";
    let (label, _, cells) = first(text, 0);
    assert_eq!(label, "Gerealiseerd saldo van de baten");
    assert_eq!(cells, [(0, "13.672"), (1, "13.351"), (2, "-321")]);
}

#[test]
fn a_row_of_digits_is_no_number() {
    let text = "Begroting 2020Raming 2021Raming 2022\nWonen wijk123456\nZorg 135713019351\nSport123789456\n";
    for at in 0..3 {
        assert_eq!(first(text, at).1, Status::Ambiguous, "row {at}");
    }
}

#[test]
fn years_behind_a_name_stay_in_the_label() {
    let text = "Begroting 2020Raming 2021\nWijk 2019-2022-30.253-47.359\nZorg11.02912.310\nSport1.2051.310\n";
    let (label, _, cells) = first(text, 0);
    assert_eq!(label, "Wijk 2019-2022");
    assert_eq!(cells, [(0, "-30.253"), (1, "-47.359")]);
}

#[test]
fn a_short_row_with_a_large_percentage_is_ambiguous() {
    let text = "Mutatie 2021 (€)Mutatie 2021 (%)\nTreasury 464 0%\nWonen -357 9%\nBurgerzaken 4026%\nSport 12 3%\n";
    assert_eq!(first(text, 0).1, Status::Read);
    assert_eq!(first(text, 2).1, Status::Ambiguous);
}

#[test]
fn rows_filled_up_at_the_end_are_ambiguous() {
    let text = "| Naam | Begin | Storting | Onttrekking | Eind |\n| Kade | 149 | 57 | 163 | |\n| Wijk | 72 | 72 | | |\n\
        | Totaal | 253 | 59 | -97 | 211 |\n";
    assert_eq!(first(text, 0).1, Status::Ambiguous);
    assert_eq!(first(text, 2).1, Status::Read);
}

#[test]
fn thousands_do_not_number_the_rows() {
    let text = "Naam\n\nBegroting\n\nRaming\n\nEen\n\n0\n\n56.000\n\nTwee\n\n0\n\n57.000\n\nDrie\n\n0\n\n0\n";
    assert_eq!(first(text, 0).2, [(0, "0"), (1, "56.000")]);
}

#[test]
fn a_table_of_more_lines_than_any_report_prints_stays_as_it_is() {
    let found = |lines: usize| read(&"Lasten 12 7\n".repeat(lines)).len();
    assert_eq!((found(1_000), found(20_001)), (1, 0));
}

#[test]
fn prose_is_no_table() {
    for text in [
        "In 2020 zijn 1.240 aanvragen behandeld en in 2021 waren dat er 1.377.\nDat is 11% meer.\n",
        "Programma 1\n\nDe begroting van 2020 sluit met een tekort van 1.240.\n\nProgramma 2\n\nOok hier is sprake van 12%.\n",
        "  • 12 fte extra ingezet;\n  • onderhoud aan 14 bruggen;\n",
        "Telefoon 0800 777 3333\n",
        "Herstel Noorderkanaal 2019-2021\nBestuursakkoord 2019-2023\nAgenda 2021/2022\nPlan 2021-'24\nBesluit 27 november 2019, nr. 1458\n",
    ] {
        assert_eq!(read(text), [], "{text}");
    }
}

#[test]
fn a_unit_and_its_scale_are_read_from_the_header() {
    let text = "Balans (bedragen x € 1.000)\n31-12-2020\n31-12-2021\n\nVaste activa 1.200 1.300\nVoorraden 100 120\nTotaal 1.300 1.420\n";
    let found = read(&text.replace("\n\n", "\n"));
    assert_eq!(found.first().and_then(|(_, table)| table.scale), Some(1_000));
}

#[test]
fn labels_that_end_in_digits_take_no_value_with_them() {
    // The first cell sticks to the label, also where it has one digit or two.
    let text = "Begroting 2020Rekening 2020Verschil\nBestuur1.203 1.310 107\nSport644 593 -51\nZorg11 1.427 1.416\nArtikel 1226 812 786\nWonen1.310 1.298 -12\nMilieu812 905 93\n";
    let (label, status, cells) = first(text, 2);
    assert_eq!((label.as_str(), status), ("Zorg", Status::Proven));
    assert_eq!(cells, [(0, "11"), (1, "1.427"), (2, "1.416")]);
    assert_eq!(first(text, 3).0, "Artikel 12");
    // A road, two years.
    let text = "Begroting 2020Rekening 2020\nBestuur1.2031.310\nOnderhoud A124.8135.427\nOud en nieuw 2020/2021197-572\nSport644593\n";
    assert_eq!(first(text, 1).1, Status::Ambiguous);
    assert_eq!(first(text, 2).0, "Oud en nieuw 2020/2021");
}

#[test]
fn a_column_with_the_ends_of_labels_is_none() {
    let text = "OmschrijvingBegroting 2020Rekening 2020Verschil\nOnderhoud (fase 1)-88.62459989.223\nBestuur82.80373.655-9.148\n\
        Regio (12%)70.33980.52910.190\nN20158.451500-57.951\n50 jaar stad-75.51746075.977\nZorg16.638-609-17.247\n";
    assert_eq!(first(text, 1).2, [(0, "82.803"), (1, "73.655"), (2, "-9.148")]);
}

#[test]
fn a_euro_sign_belongs_to_the_amount_behind_it() {
    for row in [
        "Kades€ -98.227€ 8.992.593€ 33.643",
        "Kades  € -98.227  € 8.992.593  € 33.643",
        "Kades € -98.227 € 8.992.593 € 33.643",
    ] {
        let text = format!(
            "ProgrammaRekening 2019Begroting 2020Rekening 2020\n{row}\n{}\n",
            row.replace("Kades", "Bruggen")
        );
        let found = read(&text);
        let [(_, table)] = found.as_slice() else { panic!("{text}") };
        let values: Vec<_> = table.rows[0]
            .cells
            .iter()
            .map(|cell| cell.value.map(|value| value.to_string()))
            .collect();
        assert_eq!(
            values,
            ["-98227", "8992593", "33643"].map(|value| Some(value.to_owned())),
            "{row}"
        );
        assert_eq!(first(&text, 0).0, "Kades");
    }
}

#[test]
fn thousands_that_stand_apart_are_no_cells() {
    let text = "Programma Rekening 2019 Begroting 2020\nBestuur 98 227 8 992\nZorg 12 480 11 377\nSport 644 33 643\nWonen 593 812\n";
    for at in 0..4 {
        assert_eq!(first(text, at).1, Status::Ambiguous, "row {at}");
    }
}

/// Rows with amounts of which something else than a dot parts the thousands.
const PARTED: [[&str; 4]; 6] = [
    ["Programma", "Begroting 2021", "Realisatie 2021", "Verschil"],
    ["Bestuur", "98_227", "95_110", "-3_117"],
    ["Veiligheid", "1_204_500", "1_198_200", "-6_300"],
    ["Sport", "12_450", "14_980", "2_530"],
    ["Zorg", "850", "920", "70"],
    ["Totaal", "1_316_027", "1_309_210", "-6_817"],
];

/// The numbers of a text, row by row, with the marks between groups left out; none where a row is ambiguous.
fn numbers(text: &str) -> Vec<Option<Vec<String>>> {
    let source = Source::new(text);
    let found = read(text);
    let rows = found.iter().flat_map(|(_, table)| &table.rows).filter(|row| !row.cells.is_empty());
    rows.map(|row| {
        let value = |cell: &Cell| {
            cell.value.map_or_else(|| source.slice(cell.span).to_owned(), |value| value.to_string())
        };
        (row.status != Status::Ambiguous).then(|| row.cells.iter().map(value).collect())
    })
    .collect()
}

fn parted(mark: &str, between: &str, after: &str) -> String {
    PARTED.iter().map(|row| (row.join(between) + after).replace('_', mark)).collect()
}

#[test]
fn thousands_may_stand_behind_a_space_or_an_apostrophe() {
    let whole = |row: &[&str; 4]| Some(row[1..].iter().map(|cell| cell.replace('_', "")).collect());
    let expected: Vec<Option<Vec<String>>> = PARTED[1..].iter().map(whole).collect();
    for mark in [" ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "’"] {
        for (between, after) in
            [(" | ", " |\n"), ("\t", "\n"), ("  ", "\n"), ("\n", "\n"), ("\n\n", "\n\n")]
        {
            let text = parted(mark, between, after);
            assert_eq!(numbers(&text), expected, "{text}");
        }
    }
    // Among cells that a space parts the header decides.
    assert_eq!(numbers(&parted(" ", " ", "\n")), expected);
    assert_eq!(numbers(&parted("'", " ", "\n")), expected);
}

#[test]
fn a_space_that_may_part_cells_or_thousands_is_told() {
    // The header names no columns.
    let text = parted(" ", " ", "\n").replace(&PARTED[0].join(" "), "Aap Noot Mies Wim");
    assert!(numbers(&text).iter().all(Option::is_none), "{text}");
    let text = "Zaak Aap Noot\nGroen 496 920 996 375\nZorg 38 148 3 780\nMilieu 7 768 89 435\nWegen 72 611 95 509\n";
    assert!(numbers(text).iter().all(Option::is_none), "{text}");
    // Other amounts have dots.
    let text = "Programma | 2021 | 2022\nBestuur | 98 227 | 95 110\nZorg | 1.204 | 1.198\nSport | 12 450 | 13 110\n";
    let dotted = Some(vec!["1204".to_owned(), "1198".to_owned()]);
    assert_eq!(numbers(text), [None, dotted, None]);
    // Two cells only.
    let text = "Programma | 2021 | 2022\nBestuur | 98 227 | 95 110\nZorg | 120 | 119\n";
    assert_eq!(numbers(text), [None, Some(vec!["120".to_owned(), "119".to_owned()])]);
    // Small amounts stay apart.
    let text = "Programma 2021 2022 2023\nBestuur 98 227 110\nZorg 120 450 119\nSport 7 100 120\n";
    let row = |cells: [&str; 3]| Some(cells.map(str::to_owned).to_vec());
    assert_eq!(
        numbers(text),
        [row(["98", "227", "110"]), row(["120", "450", "119"]), row(["7", "100", "120"])]
    );
    // Nothing says how many numbers these digits are.
    let text = "Zaak Aap Noot Mies\nGroen6472466\nZorg155641\nMilieu93188843\n";
    assert!(numbers(text).iter().all(Option::is_none), "{text}");
}

#[test]
fn rows_of_pairs_are_told_however_few_they_are() {
    for rows in ["Baten 1 200\nLasten 2 900\n", "2020 1 204\n2021 1 310\n2022 1 400\n"] {
        let read: BTreeSet<_> = numbers(rows).into_iter().collect();
        assert_eq!(read, BTreeSet::from([None]), "{rows}");
    }
}

#[test]
fn numbers_that_count_rows_of_one_name_are_no_cells() {
    let text = "Gemeente 2020 2021\nGroep 1 120 130\nGroep 2 140 150\nGroep 3 160 170\n";
    let labels: Vec<_> = rows(text, &read(text)[0].1).into_iter().map(|(label, _)| label).collect();
    assert_eq!(labels, ["Groep 1", "Groep 2", "Groep 3"]);
    let row = |cells: [&str; 2]| Some(cells.map(str::to_owned).to_vec());
    assert_eq!(numbers(text), [row(["120", "130"]), row(["140", "150"]), row(["160", "170"])]);
}

#[test]
fn a_unit_right_above_a_table_is_its_unit() {
    let table =
        "Programma\tRekening 2019\tBegroting 2020\nBestuur\t1.203\t1.310\nZorg\t3.812\t4.021\n";
    let scale = |above: &str| {
        read(&format!("{above}\n\n{table}")).first().and_then(|(_, table)| table.scale)
    };
    assert_eq!(scale("Lasten\n(bedragen x € 1.000)"), Some(1_000));
    assert_eq!(scale("Lasten in miljoenen euro's"), Some(1_000_000));
    assert_eq!(scale("Lasten"), None);
    assert_eq!(scale("Dat kost x € 1.000 en niet meer."), None);
    assert_eq!(scale("(bedragen x € 1.000)\n\nDe kades zijn nieuw."), None);
    let bold = format!("**Bedragen x € 1.000**\n\n{table}");
    assert_eq!(read(&bold)[0].1.unit, Some(Span::at(2, 22)));
    let bold = format!("{table}\n**Bedragen x € 1.000**\n\nDe kades zijn nieuw.");
    assert_eq!(read(&bold)[0].1.unit.map(|unit| &bold[unit.range()]), Some("Bedragen x € 1.000"));
}

#[test]
fn a_sentence_beside_a_table_may_give_its_unit() {
    let table = "Programma\tRekening 2019\nBestuur\t1.203\nZorg\t3.812\n";
    let unit = |text: &str| {
        let unit = read(text).first().and_then(|(_, table)| table.unit);
        unit.map_or_else(String::new, |unit| text[unit.range()].to_owned())
    };
    let above = |line: &str| unit(&format!("{line}\n\nLasten\n\n{table}"));
    assert_eq!(above("De lasten van dit jaar staan hieronder (x 1.000 euro)."), "(x 1.000 euro)");
    assert_eq!(
        above("Wegen zijn lasten. Bedragen in duizenden euro's."),
        "Bedragen in duizenden euro's"
    );
    assert_eq!(above("De kades kosten iets (x € 1.000) en niet meer."), "");
    let below = |lines: &str| unit(&format!("Lasten\n\n{table}\n{lines}\n"));
    let thousands = "Bedragen x € 1.000";
    assert_eq!(below("Bedragen x € 1.000. Een min is een nadeel."), thousands);
    assert_eq!(below("Bedragen x € 1.000; een min is een nadeel."), thousands);
    assert_eq!(below("1) De kades zijn nieuw.\n\nBedragen x € 1.000."), thousands);
    assert_eq!(below("De kades kosten € 1.000. Dat is veel."), "");
}

#[test]
fn reserves_as_lasten_and_baten_are_compared_below_these_words() {
    let text = "Mutaties reserves\n\nBegroting 2021\n\nRekening 2021\n\nVerschil\n\nLasten\n\nToevoeging aan reserves\n\n\
        1.203\n\n1.301\n\n98\n\nBaten\n\nOnttrekking aan reserves\n\n905\n\n1.117\n\n212\n\nSaldo mutaties reserves\n\n-298\n\n-184\n\n114\n";
    let found = read(text);
    let table = &found[0].1;
    assert_eq!(table.kind, TableKind::BatenLasten);
    let sides = table.rows.iter().filter(|row| !row.cells.is_empty()).map(|row| row.side);
    let expected = [Side::Lasten, Side::Baten, Side::Saldo].map(Some);
    assert_eq!(sides.collect::<Vec<_>>(), expected);
    let moved = text.replace("Begroting 2021", "Stand 1-1-2021");
    assert_eq!(read(&moved)[0].1.kind, TableKind::Reserves);
}

#[test]
fn a_balance_behind_budget_and_realisation_is_a_difference_where_rows_have_sides() {
    let last = |rows: &str| {
        let text = format!("Programma | Begroting 2021 | Rekening 2021 | Saldo |\n{rows}");
        let column = read(&text)[0].1.columns[2].clone();
        (column.measure, column.side, column.year)
    };
    let sides = "Zorg | Baten | 905 | 917 | 12 |\nLasten | 1.203 | 1.301 | -98 |\nSaldo | -298 | -384 | -86 |\n";
    let more = sides.replace("Zorg", "Sport");
    let expected = (Some(Measure::Afwijking), None, Some(2021));
    assert_eq!(last(&format!("{sides}{more}")), expected);
    let plain = "Zorg | 905 | 917 | 12 |\nSport | 1.203 | 1.301 | 98 |\n";
    assert_eq!(last(plain).1, Some(Side::Saldo));
}

#[test]
fn a_number_behind_a_word_for_labels_is_of_the_label_where_it_is_one_too_many() {
    let text = "Omschrijving 2022 2023 2024\nWegen 415 388 402\nParken -12 -24 -36\nTotaal programma 6 403 364 366\n";
    let source = Source::new(text);
    let found = read(text);
    let last = found[0].1.rows.last().unwrap();
    assert_eq!(name(&source, last), "Totaal programma 6");
    assert_eq!(last.cells.len(), 3);
}

#[test]
fn the_sign_of_all_amounts_is_the_unit() {
    let unit = |cells: [&str; 4]| {
        let [a, b, c, d] = cells;
        let text =
            format!("Programma\tRekening 2019\tAandeel\nBestuur\t{a}\t{b}\nZorg\t{c}\t{d}\n");
        let unit = read(&text)[0].1.unit;
        unit.map_or_else(String::new, |unit| text[unit.range()].to_owned())
    };
    assert_eq!(unit(["€ 1.203", "€ 12", "€ 3.812", "€ -4"]), "€");
    assert_eq!(unit(["€ 1.203", "12%", "€ 3.812", "14%"]), "€");
    assert_eq!(unit(["10%", "12%", "11%", "14%"]), "%");
    assert_eq!(unit(["€ 1.203", "12", "€ 3.812", "14"]), "");
}

/// Each place where a unit can stand beside a table of three columns.
fn with_unit(unit: &str, between: &str, after: &str) -> [String; 8] {
    let table = |heads: [&str; 3]| {
        let rows = [
            ["Bestuur", "1.203", "1.310"],
            ["Veiligheid", "2.204", "2.377"],
            ["Zorg", "3.812", "4.021"],
        ];
        let lines = std::iter::once(heads).chain(rows);
        lines.map(|row| row.join(between) + after).collect::<String>()
    };
    let [label, first, last] = ["Programma", "Rekening 2019", "Begroting 2020"];
    let [own, one, two] = [label, first, last].map(|name| format!("{name} {unit}"));
    let plain = table([label, first, last]);
    [
        format!("Lasten {unit}\n\n{plain}"),
        format!("Lasten\n{unit}\n\n{plain}"),
        format!("{unit}\n\nLasten\n\n{plain}"),
        format!("### Lasten\n\n{unit}\n\n{plain}"),
        format!("Lasten\n\n{}", table([&own, first, last])),
        format!("Lasten\n\n{}", table([unit, first, last])),
        format!("Lasten\n\n{}", table([label, &one, &two])),
        format!("Lasten\n\n{plain}\n\n{unit}\n"),
    ]
}

#[test]
fn a_unit_is_read_wherever_it_stands() {
    for (unit, scale) in [
        ("(x € 1.000)", 1_000),
        ("(x €1.000)", 1_000),
        ("(€ 1.000)", 1_000),
        ("€ x 1.000", 1_000),
        ("x k€", 1_000),
        ("bedragen in euro's x 1.000", 1_000),
        ("in duizenden euro's", 1_000),
        ("(in mln €)", 1_000_000),
        ("Alle bedragen x € 1.000", 1_000),
        ("Cijfers x € 1.000", 1_000),
        ("* € 1.000", 1_000),
        ("(bedragen x € 1.000)", 1_000),
        ("(bedragen x € 1.000 ; - = nadeel)", 1_000),
        ("Bedragen in duizenden euro's", 1_000),
        ("x 1.000 euro", 1_000),
    ] {
        for (between, after) in [(" | ", "\n"), ("\t", "\n"), ("  ", "\n"), ("\n\n", "\n\n")] {
            // On a line of its own it may be an amount.
            if unit == "(€ 1.000)" && between.starts_with('\n') {
                continue;
            }
            for text in with_unit(unit, between, after) {
                let found = read(&text);
                let Some((_, table)) = found.last() else { panic!("{text}") };
                let years: Vec<_> = table.columns.iter().map(|column| column.year).collect();
                assert_eq!(
                    (table.scale, years),
                    (Some(scale), vec![Some(2019), Some(2020)]),
                    "{text}"
                );
            }
        }
    }
}

/// The labels of the rows of a table with the marks behind them.
fn marked(rows: [&str; 3], below: &str) -> Vec<(String, Vec<String>)> {
    let text = format!(
        "Product | 2019 | 2020\n{} | 12 | 14\n{} | 30 | 33\n{} | 42 | 47\n\n{below}\n",
        rows[0], rows[1], rows[2]
    );
    let source = Source::new(&text);
    let table = &read(&text)[0].1;
    let slice = |spans: &[Span]| -> Vec<String> {
        spans.iter().map(|span| source.slice(*span).to_owned()).collect()
    };
    let told = |row: &Row| (slice(&row.label).join(" "), slice(&row.marks));
    table.rows.iter().filter(|row| !row.cells.is_empty()).map(told).collect()
}

#[test]
fn footnote_marks_are_no_part_of_a_label() {
    #[track_caller]
    fn check(rows: [&str; 3], below: &str, expected: [(&str, &str); 3]) {
        let told = marked(rows, below);
        let told: Vec<_> = told.iter().map(|(own, marks)| (&**own, marks.join(" "))).collect();
        let expected: Vec<_> =
            expected.iter().map(|(own, marks)| (*own, (*marks).to_owned())).collect();
        assert_eq!(told, expected);
    }
    check(
        ["Baten³", "Zorg†", "Inhuur (*)"],
        "",
        [("Baten", "³"), ("Zorg", "†"), ("Inhuur", "(*)")],
    );
    // With a note below, or behind two labels.
    let notes = "(1) Inclusief externe inhuur.\n2) Voorlopig.";
    check(
        ["Inhuur (1)", "Overig 2)", "Zorg (3)"],
        notes,
        [("Inhuur", "(1)"), ("Overig", "2)"), ("Zorg (3)", "")],
    );
    check(
        ["Inhuur (1)", "Overig (1)", "Zorg"],
        "",
        [("Inhuur", "(1)"), ("Overig", "(1)"), ("Zorg", "")],
    );
    // Else the number may be what tells rows apart.
    check(
        ["Krediet (1)", "Krediet (2)", "Oppervlak in m²"],
        "De kredieten zijn verleend.",
        [("Krediet (1)", ""), ("Krediet (2)", ""), ("Oppervlak in m²", "")],
    );
}

#[test]
fn a_unit_may_stand_below_the_last_table() {
    let table = "Programma\tRekening 2019\nBestuur\t1.203\nZorg\t3.812\n";
    let scale = |below: &str| {
        read(&format!("Lasten\n\n{table}\n{below}")).first().and_then(|(_, table)| table.scale)
    };
    assert_eq!(scale("Bedragen zijn in duizenden euro's\n"), Some(1_000));
    assert_eq!(scale("(x € 1.000)\n\nDe kades zijn dit jaar weer hersteld.\n"), Some(1_000));
    assert_eq!(scale("Bedragen per inwoner\n"), None);
    // It is that of the next table, where there is one.
    let text = format!("Lasten\n\n{table}\n(x € 1.000)\n\n{table}\nDe kades zijn nieuw.\n");
    let scales: Vec<_> = read(&text).iter().map(|(_, table)| table.scale).collect();
    assert_eq!(scales, [None, Some(1_000)]);
}

fn amount() -> impl Strategy<Value = i64> {
    prop_oneof![Just(0), 1_i64..999, 1_000_i64..99_999, -9_999_i64..-1]
}

fn dotted(amount: i64) -> String {
    let digits = amount.unsigned_abs().to_string();
    let grouped: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|part| std::str::from_utf8(part).ok())
        .collect();
    format!("{}{}", if amount < 0 { "-" } else { "" }, grouped.join("."))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn separated_tables_come_back(values in prop::collection::vec(prop::collection::vec(amount(), 3), 3..8), style in 0..7_usize) {
        let (between, after) = [
            (" | ", " |\n"), ("\t", "\n"), ("\n\n", "\n\n"), ("\n", "\n"), (" ", "\n"), ("  ", "\n"), ("     ", "\n"),
        ][style];
        let mut text = ["Omschrijving", "Begroting 2020", "Realisatie 2020", "Verschil"].join(between) + after;
        let mut expected = Vec::new();
        for (at, row) in values.iter().enumerate() {
            let label = format!("Post {}", ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht"][at]);
            let cells: Vec<String> = row.iter().copied().map(dotted).collect();
            text += &(label.clone() + between + &cells.join(between) + after);
            expected.push((label, cells.into_iter().enumerate().collect::<Vec<_>>()));
        }
        let found = read(&text);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(rows(&text, &found[0].1), expected);
    }

    #[test]
    fn glued_tables_come_back_or_are_ambiguous(values in prop::collection::vec(prop::collection::vec(amount(), 2), 4..9), whole: bool) {
        let end = if whole { "" } else { "\n" };
        let mut text = String::from("Begroting 2020Realisatie 2020Verschil") + end;
        let mut expected = Vec::new();
        for (at, row) in values.iter().enumerate() {
            let label = format!("Post {}", ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht"][at]);
            let cells = [dotted(row[0]), dotted(row[1]), dotted(row[1] - row[0])];
            text += &(label.clone() + &cells.concat() + end);
            expected.push((label, cells.into_iter().enumerate().collect::<Vec<_>>()));
        }
        let found = read(&text);
        prop_assert!(!whole || matches!(found.as_slice(), [(Style::Whole, _)]), "{}", text);
        for (_, table) in found {
            let source = Source::new(&text);
            for row in table.rows.iter().filter(|row| row.status != Status::Ambiguous && !row.cells.is_empty()) {
                let cells: Vec<_> = row.cells.iter().map(|cell| (cell.column, source.slice(cell.span).to_owned())).collect();
                prop_assert!(expected.contains(&(name(&source, row), cells)), "{} in {}", name(&source, row), text);
            }
        }
    }

    #[test]
    fn any_text_has_tables_whose_spans_lie_in_it(text in "([a-zA-Z]{1,9}|[0-9.,%-]{1,9}|[ |\t\n\u{A0}]{1,3}|Begroting|2020|<td>|</div>|\\* ){0,60}") {
        for (_, table) in read(&text) {
            for row in &table.rows {
                let spans = row.label.iter().chain(&row.marks).chain(row.cells.iter().map(|cell| &cell.span));
                for span in spans {
                    prop_assert!(text.get(span.range()).is_some());
                }
                for cell in &row.cells {
                    prop_assert!(cell.column < table.columns.len().max(cell.column + 1));
                }
            }
        }
    }
}

/// Measure and year of each column of the only table.
fn names(text: &str) -> Vec<(Option<Measure>, Option<u16>)> {
    let found = read(text);
    let [(_, table)] = found.as_slice() else { panic!("{} tables in {text}", found.len()) };
    table.columns.iter().map(|column| (column.measure, column.year)).collect()
}

#[test]
fn header_cells_that_broke_over_lines_stay_above_their_columns() {
    let expected = vec![
        (Some(Measure::BegrotingPrimitief), Some(2020)),
        (Some(Measure::Realisatie), Some(2020)),
        (Some(Measure::Afwijking), Some(2020)),
    ];
    let body = "Baten|1.205|1.298|93\nLasten|2.410|2.377|-33\nSaldo|-1.205|-1.079|126";
    let pipes = format!("Kades| Oorspr.\nBegroting\n2020| Realisatie\n2020| Afwijking\n{body}");
    assert_eq!(names(&pipes), expected);
    assert_eq!(names(&pipes.replace('|', "\t")), expected);
    let aligned = "
        Kades     Oorspr.
                  Begroting  Realisatie  Afwijking
                  2020       2020
        Baten     1.205      1.298       93
        Lasten    2.410      2.377       -33
        Saldo     -1.205     -1.079      126";
    assert_eq!(names(aligned), expected);
}

#[test]
fn a_header_behind_rows_may_break_too() {
    let table = |title: &str| {
        format!(
            "{title}\t\tBegroting 2023\t\tRealisatie 2023\t\tVerschil\n€\t\t%\nWonen\t\t1.310\t\t1.281\t\t-29\t\t-2,2%\n\
             Sport\t\t2.940\t\t2.841\t\t-99\t\t-3,4%"
        )
    };
    let both = format!("{}\n{}", table("Lasten"), table("Baten"));
    let columns = |text: &str| -> Vec<Vec<Option<Measure>>> {
        let measures = |(_, table): &(Style, Table)| {
            table.columns.iter().map(|column| column.measure).collect()
        };
        read(text).iter().map(measures).collect()
    };
    let one = columns(&table("Lasten"));
    let expected = [Measure::Begroting, Measure::Realisatie, Measure::Afwijking].map(Some);
    assert_eq!(one[0][..3], expected);
    assert_eq!(columns(&both), [one[0].clone(), one[0].clone()]);
    // The name of a group goes on below no header behind rows.
    let grouped = both.replace("€\t\t%\nWonen", "Zorg\nWonen");
    assert_eq!(columns(&grouped)[1][..3], expected);
}

/// Each header in each style: its cells between `between`, and below it two rows.
#[track_caller]
fn check_names(heads: &[&str], expected: &[(Option<Measure>, Option<u16>)], styles: &[&str]) {
    for between in styles {
        let row = |label: &str, amount: i64| {
            let amounts = (0_i64..).map(|at| amount + 137 * at * at);
            let cells = amounts.take(expected.len()).map(dotted);
            std::iter::once(label.to_owned()).chain(cells).collect::<Vec<_>>().join(between)
        };
        let rows = [
            heads.join(between),
            row("Bestuur", 1_205),
            row("Veiligheid", 2_411),
            row("Zorg", 3_187),
        ];
        let after = if between.ends_with('\n') { between } else { "\n" };
        assert_eq!(names(&rows.join(after)), expected, "{between:?}");
    }
}

const APART: [&str; 5] = ["  ", "\t", " | ", "\n\n", "\n"];

#[test]
fn abbreviated_and_changed_budgets_have_a_measure() {
    let all = [APART.as_slice(), &[" ", ""]].concat();
    check_names(
        &[
            "Programma",
            "Rek. 2019",
            "Oorspr. begr. 2020",
            "Bijgest. begr. 2020",
            "Rek. 2020",
            "Afw.",
        ],
        &[
            (Some(Measure::Realisatie), Some(2019)),
            (Some(Measure::BegrotingPrimitief), Some(2020)),
            (Some(Measure::BegrotingBijgesteld), Some(2020)),
            (Some(Measure::Realisatie), Some(2020)),
            (Some(Measure::Afwijking), Some(2020)),
        ],
        &all,
    );
    check_names(
        &["Thema", "Realisatie 2019", "Begroting 2020", "Actuele raming 2020", "Prognose 2020"],
        &[
            (Some(Measure::Realisatie), Some(2019)),
            (Some(Measure::Begroting), Some(2020)),
            (Some(Measure::BegrotingBijgesteld), Some(2020)),
            (Some(Measure::Raming), Some(2020)),
        ],
        &all,
    );
}

#[test]
fn an_initial_before_a_year_is_a_measure() {
    let all = [APART.as_slice(), &[" ", ""]].concat();
    let expected = [
        (Some(Measure::Realisatie), Some(2018)),
        (Some(Measure::Begroting), Some(2019)),
        (Some(Measure::Realisatie), Some(2019)),
        (Some(Measure::Afwijking), Some(2019)),
    ];
    check_names(&["Omschrijving", "W2018", "B2019", "W2019", "Verschil"], &expected, &all);
    check_names(&["Omschrijving", "JR 2018", "B 2019", "JR 2019", "Verschil"], &expected, &all);
    let documents =
        ["Kengetal", "Jaarstukken 2018", "Begroting 2019", "Jaarverslag 2019", "Verschil"];
    check_names(&documents, &expected, &all);
}

#[test]
fn a_goal_before_a_year_is_a_target() {
    let expected = [
        (Some(Measure::Realisatie), Some(2019)),
        (Some(Measure::Streefwaarde), Some(2020)),
        (Some(Measure::Streefwaarde), Some(2022)),
    ];
    let header = ["Indicator", "Realisatie 2019", "Doel 2020", "Doel 2022"];
    check_names(&header, &expected, &[APART.as_slice(), &[" ", ""]].concat());
}

#[test]
fn a_bound_in_a_column_of_classes_has_no_value() {
    let text = "Kansklasse|Score|Kans|Rekenwaarde|Klein|1|< 10%|5%|Matig|2|10% - 40%|25%|Groot|3|40% - 80%|60%|\
        Zeker|4|> 80%|90%";
    let text = text.replace('|', "\n\n");
    let (_, table) = &read(&text)[0];
    let value = |row: &Row, at: usize| row.cells[at].value.map(|value| value.to_string());
    let values: Vec<_> = table.rows.iter().map(|row| (value(row, 1), value(row, 2))).collect();
    let expected = ["5", "25", "60", "90"].map(|value| (None, Some(value.to_owned())));
    assert_eq!(values, expected);
}

#[test]
fn a_bound_that_no_range_begins_or_ends_with_keeps_its_value() {
    let text = "Indicator|2024|2025|Wachttijd|15 - 25|14|Klachten|< 5|4|Bezwaren|< 9|7";
    let (_, table) = &read(&text.replace('|', "\n\n"))[0];
    let bound = table.rows.iter().flat_map(|row| &row.cells).find(|cell| cell.qualifier.is_some());
    assert_eq!(bound.and_then(|cell| cell.value).map(|value| value.to_string()), Some("5".into()));
}

#[test]
fn a_group_below_the_rule_is_no_part_of_the_header() {
    let text = "|Nr.|Indicator|Realisatie 2019|Streefwaarde 2021|\n|---|---|---|---|\n|Effectindicatoren||||\n\
        |1a|Rapportcijfer buurt|7,3|7,4|\n|1b|Vrijwilligers|31%|29%|\n|1c|Gezondheid|78%|80%|\n";
    let (_, table) = &read(text)[0];
    let source = Source::new(text);
    assert_eq!(name(&source, &table.rows[0]), "Effectindicatoren");
    assert_eq!(table.columns[1].label.len(), 1);
    assert_eq!(table.columns[1].year, Some(2021));
}

#[test]
fn sides_stick_to_the_names_of_rows() {
    let text = "TaakveldSoortRekening 2019Begroting 2020Rekening 2020\n0.1 BestuurLasten1.412.3881.505.4001.488.907\n\
        0.1 BestuurBaten012.50014.318\n2.1 WegenLasten2.640.2262.588.1002.576.552\n2.1 WegenBaten110.74588.00071.266\n";
    let (_, table) = &read(text)[0];
    let source = Source::new(text);
    let shown = table.rows.iter().map(|row| (name(&source, row), row.side, row.status));
    let expected = [
        ("0.1 Bestuur Lasten", Side::Lasten),
        ("0.1 Bestuur Baten", Side::Baten),
        ("2.1 Wegen Lasten", Side::Lasten),
        ("2.1 Wegen Baten", Side::Baten),
    ];
    let expected = expected.map(|(name, side)| (name.to_owned(), Some(side), Status::Proven));
    assert_eq!(shown.collect::<Vec<_>>(), expected);
    assert_eq!(table.columns.len(), 3);
}

#[test]
fn codes_for_missing_values_stick_to_figures() {
    let text = "IndicatorRealisatie 2018Realisatie 2019Realisatie 2020\nWoningen met een adviesn.v.t.n.b.512\n\
        Jongeren zonder werk in %2,1n.b.1,9\nDiefstal in %3,43,13,3\nVerzuim in %4,44,14,3\n";
    let table = &read(text)[0].1;
    let cell = |(at, cells): &(String, Vec<(usize, String)>)| {
        let cells: Vec<&str> = cells.iter().map(|(_, cell)| cell.as_str()).collect();
        format!("{at}: {}", cells.join("|"))
    };
    let shown: Vec<String> = rows(text, table).iter().map(cell).collect();
    let expected = [
        "Woningen met een advies: n.v.t.|n.b.|512",
        "Jongeren zonder werk in %: 2,1|n.b.|1,9",
        "Diefstal in %: 3,4|3,1|3,3",
        "Verzuim in %: 4,4|4,1|4,3",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn a_title_with_the_unit_stands_above_what_heads_the_labels() {
    let rows = "A11 Voorraden 4,1 3,9\nA12 Debiteuren 7,5 7,7\nTotaal 11,6 11,6\n";
    let text = format!(
        "Financiën\n\nPrognose van de bezittingen (x € 1 miljoen)\nCode Begroting 2020 Begroting 2021\n{rows}"
    );
    let title = |text: &str| read(text)[0].1.title.map(|title| text[title.range()].to_owned());
    assert_eq!(title(&text).as_deref(), Some("Prognose van de bezittingen"));
    // The number of a table shows that a word is its title, also one for a column.
    let cells = "Tabel 2 Kans|Kansklasse|Omschrijving|Score|Klein|Eens per 9 jaar|1|Matig|Eens per 4 jaar|2|Groot|Eens per jaar|3";
    assert_eq!(title(&cells.replace('|', "\n\n")).as_deref(), Some("Kans"));
    let glued = "Beleidsindicatoren\n\nIndicatorRealisatieBegroting\n201720182019\nVerzuim2,12,21,9\nSport26,119,018,4\nUitval2,01,41,5\n";
    assert_eq!(title(glued).as_deref(), Some("Beleidsindicatoren"));
}

#[test]
fn a_difference_may_say_what_it_compares() {
    let all = [APART.as_slice(), &[" ", ""]].concat();
    let expected = [
        (Some(Measure::Begroting), Some(2020)),
        (Some(Measure::Realisatie), Some(2020)),
        (Some(Measure::Afwijking), Some(2020)),
    ];
    for difference in [
        "Verschil begroting/rekening",
        "Verschil begroting en rekening",
        "Verschil tussen begroting en rekening",
    ] {
        check_names(&["Taakveld", "Begroting 2020", "Rekening 2020", difference], &expected, &all);
    }
}

#[test]
fn a_year_may_stand_before_its_measure() {
    let expected = [
        (Some(Measure::Realisatie), Some(2019)),
        (Some(Measure::Begroting), Some(2020)),
        (Some(Measure::Realisatie), Some(2020)),
        (Some(Measure::Afwijking), Some(2020)),
    ];
    check_names(
        &["Product", "2019 Rekening", "2020 Begroting", "2020 Rekening", "Verschil"],
        &expected,
        &APART,
    );
}

#[test]
fn an_unknown_word_moves_no_name() {
    let heads = ["Blokje", "Rekening 2019", "Zwiep 2020", "Begroting 2020", "Rekening 2020"];
    let expected = [
        (Some(Measure::Realisatie), Some(2019)),
        (None, Some(2020)),
        (Some(Measure::Begroting), Some(2020)),
        (Some(Measure::Realisatie), Some(2020)),
    ];
    check_names(&heads, &expected, &["  ", "\t", " | "]);
    let nothing = [(None, None); 4];
    let heads = [
        "Blokje",
        "Rekening 2019",
        "Begroting 2020 zwiep",
        "Begroting 2020",
        "Rekening 2020 flurk",
    ];
    check_names(&heads, &nothing, &[" "]);
}

#[test]
fn the_name_of_the_document_heads_no_column() {
    let table = "Lasten en baten\n\nRekening\n2019\n\nBegroting\n2020\n\nLasten\n\n1.205\n\n1.298\n\nBaten\n\n1.410\n\n1.377\n";
    let plain = read(table);
    for title in ["Jaarrekening 2020", "Begroting 2022", "Gemeente Zwolle | Jaarstukken 2020"] {
        let text = format!("{title}\n\nAlgemene dekkingsmiddelen\n\n{table}");
        let rows = |text: &str, found: &[(Style, Table)]| rows(text, &found[0].1);
        assert_eq!(rows(&text, &read(&text)), rows(table, &plain), "{title}");
        assert_eq!(names(&text), names(table), "{title}");
    }
}

#[test]
fn a_header_too_short_for_its_rows_names_nothing() {
    let text = "Omschrijving | Begroting 2021 | Realisatie 2021\nBaten | 1 | 3 | 2 | 5\nLasten | 2 | 6 | 4 | 7";
    assert_eq!(names(text), vec![(None, None); 4]);
}

#[test]
fn what_moves_between_two_dates_moved_in_the_year_of_the_second() {
    let text = "Reserve31-12-2019Mutatie1-1-2020ToevoegingOnttrekking31-12-2020\n\
        Algemene reserve 175 -16 159 12 0 171\nEgalisatie 908 2 910 157 158 909\nTotaal 1.083 -14 1.069 169 158 1.080";
    let expected = vec![
        (Some(Measure::Stand), Some(2019)),
        (Some(Measure::Mutatie), Some(2020)),
        (Some(Measure::Beginstand), Some(2020)),
        (Some(Measure::Toevoeging), Some(2020)),
        (Some(Measure::Onttrekking), Some(2020)),
        (Some(Measure::Eindstand), Some(2020)),
    ];
    assert_eq!(names(text), expected);
}

#[test]
fn labels_correct_the_parents_that_sums_give() {
    let text = "Overzicht KadesBegroting 2020Realisatie 2020\nSaldo voor vpb 12 15\nVennootschapsbelasting 2 4\n\
        Saldo 10 11\nReserves 40 50\nOnttrekking reserves 40 60\nToevoeging reserves 0 10\nResultaat 50 61";
    let found = read(text);
    let parents: Vec<_> = found[0].1.rows.iter().map(|row| row.parent).collect();
    assert_eq!(parents, [None, None, None, None, Some(3), Some(3), None]);
}

/// The rows of the only table that no one may use without a look.
fn ambiguous(text: &str) -> Vec<String> {
    let found = read(text);
    let [(_, table)] = found.as_slice() else { panic!("{} tables in {text}", found.len()) };
    let source = Source::new(text);
    let doubtful = table.rows.iter().filter(|row| row.status == Status::Ambiguous);
    doubtful.map(|row| name(&source, row)).collect()
}

#[test]
fn cells_before_a_pair_that_sticks_together_are_no_part_of_the_label() {
    let text = "Overzicht van baten en lasten\n\
        Realisatie 2018 Begroting 2019 Begroting 2020 Raming 2021 Raming 2022 Raming 2023\n\
        Baten 99.031 126.217 108.072 114.145 133.134 111.258\n\
        Belastingen 40.683 66.412 47.305 63.558 59.052 51.845\n\
        Dividenden 29.547 14.375 28.316 28.357 26.868 20.606\n\
        Vennootschapsbelasting 851 624 908 942 659995\n";
    let [(_, table)] = &read(text)[..] else { panic!() };
    let cells: Vec<_> = rows(text, table).pop().unwrap().1.into_iter().map(|cell| cell.1).collect();
    assert_eq!(cells, ["851", "624", "908", "942", "659", "995"]);
}

#[test]
fn more_digits_than_an_amount_has_are_several_cells() {
    let text = "Overzicht van baten en lasten\n\
        Begroting 2019 Bijgestelde begroting 2019 Realisatie 2019 Afwijking\n\
        Dividenden 96 77 94 -17\nApparaatslasten 182 190 197 -7\nInhuur 97 96 110 -14\n\
        Lasten 1250854649551\n";
    // How much of it is the label is as open as the cells.
    let doubtful = ambiguous(text);
    assert!(doubtful.len() == 1 && doubtful[0].starts_with("Lasten"), "{doubtful:?}");
}

#[test]
fn a_heading_that_ends_in_years_is_no_row() {
    let table = "Riolering | 1.205 | 1.310\nSporthal | 2.400 | 600\nTotaal | 3.605 | 1.910\n";
    for title in ["Investeringsplan 2023-2026", "Verloop van de reserves 2024-2027", "Stand 31-12"]
    {
        let text = format!("Begroting 2023\n\n{title}\n\nOmschrijving | 2023 | 2024\n{table}");
        let found = read(&text);
        let [(_, table)] = found.as_slice() else { panic!("{} tables in {text}", found.len()) };
        assert_eq!(rows(&text, table).len(), 3, "{title}");
    }
}

#[test]
fn years_before_a_column_of_words_head_columns() {
    for between in [" ", "  "] {
        let lines = [
            ["Onderwerp", "2020", "2021", "2022", "Soort"],
            ["Jeugdzorg", "-812", "-644", "-644", "S"],
            ["Huren", "-38", "12", "12", "I"],
            ["Bomen", "55", "10", "20", "I"],
        ];
        let text = lines.map(|line| line.join(between)).join("\n");
        assert_eq!(first(&text, 0).0, "Jeugdzorg", "{between:?}");
    }
}

#[test]
fn a_name_wider_than_its_column_stays_its_own() {
    let expected = [
        (Some(Measure::Realisatie), Some(2020)),
        (Some(Measure::Begroting), Some(2021)),
        (Some(Measure::BegrotingBijgesteld), Some(2021)),
        (Some(Measure::Realisatie), Some(2021)),
        (Some(Measure::Afwijking), Some(2021)),
    ];
    let text = "\
        Kerntaak      Jaarrekening 2020  Begroting 2021  Begroting 2021 na wijziging  Jaarrekening 2021  Verschil begroting/rekening\n\
        Bereikbaarheid             48,2            51,4                         55,0               49,8                          5,2\n\
        Natuur                    212,6           244,1                        230,9              218,4                         12,5\n\
        Totaal                    260,8           295,5                        285,9              268,2                         17,7\n";
    assert_eq!(names(text), expected);
}

#[test]
fn a_name_stands_above_its_group_of_columns() {
    let text = "\
        Programma   Begroting 2019 na wijziging    Rekening 2019\n\
        \x20          Lasten   Baten   Saldo  Lasten  Baten   Saldo\n\
        Bestuur      6.412   1.120  -5.292   6.288  1.154  -5.134\n\
        Onderwijs    8.755   3.110  -5.645   9.012  3.244  -5.768\n\
        Totaal      15.167   4.230 -10.937  15.300  4.398 -10.902\n";
    let budget = (Some(Measure::BegrotingBijgesteld), Some(2019));
    let account = (Some(Measure::Realisatie), Some(2019));
    assert_eq!(names(text), [budget, budget, budget, account, account, account]);
}

#[test]
fn an_estimate_is_that_of_all_years_left() {
    let heads = [
        "Omschrijving",
        "Rekening",
        "Begroting",
        "Meerjarenraming",
        "2018",
        "2019",
        "2020",
        "2021",
    ];
    let text = "Totaal lasten\n\n62.110\n\n63.455\n\n65.012\n\n64.877\n\n\
        Totaal baten\n\n63.020\n\n63.010\n\n64.870\n\n65.103\n\nSaldo\n\n910\n\n-445\n\n-142\n\n226\n";
    let expected = [
        (Some(Measure::Realisatie), Some(2018)),
        (Some(Measure::Begroting), Some(2019)),
        (Some(Measure::Raming), Some(2020)),
        (Some(Measure::Raming), Some(2021)),
    ];
    assert_eq!(names(&format!("{}\n\n{text}", heads.join("\n\n"))), expected);
    let rows = "Omschrijving|Rekening|Begroting|Meerjarenraming|\n|2018|2019|2020|2021\n\
        Totaal lasten|62.110|63.455|65.012|64.877\nTotaal baten|63.020|63.010|64.870|65.103\n\
        Saldo|910|-445|-142|226\n";
    for between in ["|", "\t"] {
        assert_eq!(names(&rows.replace('|', between)), expected, "{between:?}");
    }
}

#[test]
fn each_column_has_its_year_whatever_it_is_of() {
    let expected = [
        (Some(Measure::Realisatie), Some(2018)),
        (Some(Measure::Begroting), Some(2019)),
        (Some(Measure::Realisatie), Some(2019)),
        (None, Some(2019)),
    ];
    let pipes = "Kosten | Realisatie | Begroting | Realisatie | Saldo |\n | 2018 | 2019 | 2019 | 2019 |\n\
        Zwembad | 1.310 | 1.288 | 1.402 | -114 |\nHal | 655 | 671 | 644 | 27 |\n";
    let spaces = "Realisatie Begroting Realisatie Saldo\n2018 2019 2019 2019\n\
        Zwembad 1.310 1.288 1.402 -114\nSporthal 655 671 644 27\nTotaal 1.965 1.959 2.046 -87\n";
    assert_eq!(names(pipes), expected);
    assert_eq!(names(spaces), expected);
}

#[test]
fn changes_of_a_budget_and_stands_on_a_day_have_a_measure() {
    let changes = [
        "Programma",
        "Primitieve begroting 2021",
        "1e wijziging",
        "2e wijziging",
        "Begroting na wijziging",
    ];
    let expected = [
        (Some(Measure::BegrotingPrimitief), Some(2021)),
        (Some(Measure::Mutatie), None),
        (Some(Measure::Mutatie), None),
        (Some(Measure::BegrotingBijgesteld), None),
    ];
    check_names(&changes, &expected, &APART);
    let stands = ["Reserve", "Stand 1-1", "Toevoegingen", "Onttrekkingen", "Stand 31-12"];
    let expected =
        [Measure::Beginstand, Measure::Toevoeging, Measure::Onttrekking, Measure::Eindstand]
            .map(|measure| (Some(measure), None));
    check_names(&stands, &expected, &APART);
}

#[test]
fn the_year_of_another_result_closes_no_year() {
    let heads = [
        "Reserve",
        "Saldo 1-1-2019",
        "Toevoegingen",
        "Bestemming resultaat 2018",
        "Saldo 31-12-2019",
    ];
    let expected = [
        (Some(Measure::Beginstand), Some(2019)),
        (Some(Measure::Toevoeging), Some(2019)),
        (Some(Measure::Mutatie), Some(2018)),
        (Some(Measure::Eindstand), Some(2019)),
    ];
    check_names(&heads, &expected, &["\t", " | "]);
}

#[test]
fn a_total_of_one_side_is_one_name() {
    let heads = "OmschrijvingOorspronkelijk kredietUitgaven t/m 2020Uitgaven 2021Totaal uitgaven t/m 2021Restant";
    let text = format!(
        "{heads}\nRiool 1.250 310 744 1.054 196\nSchool 6.400 2.155 3.012 5.167 1.233\nPlein 2.100 2.005 88 2.093 7\n"
    );
    let years: Vec<_> = names(&text).into_iter().map(|(_, year)| year).collect();
    assert_eq!(years, [None, Some(2020), Some(2021), Some(2021), None]);
}

#[test]
fn the_name_of_the_next_rows_is_no_part_of_a_label() {
    let text = "\
        \x20              Rekening 2020  Rekening 2021\n\
        Lasten\n\
        Zwembad                1.310          1.288\n\
        Totaal lasten          1.310          1.288\n\
        Baten\n\
        Zwembad                  412            430\n\
        Totaal baten             412            430\n";
    let found = read(text);
    let labels: Vec<String> = rows(text, &found[0].1).into_iter().map(|(label, _)| label).collect();
    assert_eq!(labels, ["Zwembad", "Totaal lasten", "Zwembad", "Totaal baten"]);
}

#[test]
fn a_difference_of_two_years_may_stand_before_a_percentage() {
    let heads = ["Programma", "Rekening 2020", "Begroting 2021", "Verschil 2021-2020"];
    let expected = [
        (Some(Measure::Realisatie), Some(2020)),
        (Some(Measure::Begroting), Some(2021)),
        (Some(Measure::Afwijking), None),
    ];
    check_names(&heads, &expected, &[" ", "  ", "\t", " | ", "\n\n"]);
}

#[test]
fn a_word_that_may_head_the_labels_moves_no_name() {
    let heads = [
        "Investering",
        "Oorspronkelijk krediet",
        "Uitgaven t/m 2020",
        "Uitgaven 2021",
        "Restant",
        "Afsluiten",
    ];
    let rows = [
        ["Riool", "1.250", "310", "744", "196", "nee"],
        ["School", "6.400", "2.155", "3.012", "1.233", "nee"],
        ["Plein", "2.100", "2.005", "88", "7", "ja"],
    ];
    let text = std::iter::once(heads).chain(rows).map(|row| row.join("\n\n")).collect::<Vec<_>>();
    let text = format!("Overzicht kredieten\n\n{}\n", text.join("\n\n"));
    let years: Vec<_> = names(&text).into_iter().map(|(_, year)| year).collect();
    assert!(years[..3] == [None; 3] || years[..3] == [None, Some(2020), Some(2021)], "{years:?}");
}

#[test]
fn words_that_are_not_known_may_head_the_labels_of_one_line() {
    let expected = [
        (Some(Measure::Realisatie), Some(2019)),
        (Some(Measure::Begroting), Some(2020)),
        (Some(Measure::Begroting), Some(2021)),
    ];
    for label in ["Instelling", "Soort heffing", "Gemeenschappelijke regeling"] {
        let heads = [label, "Realisatie 2019", "Begroting 2020", "Begroting 2021"];
        check_names(&heads, &expected, &[" ", "  ", "\t", " | "]);
    }
    // In small letters what follows may say more of such a word.
    check_names(&["Ruimte", "begroting 2020", "Realisatie 2020"], &[(None, None); 2], &[" "]);
}

#[test]
fn a_difference_above_a_row_of_sides_is_a_column_of_its_own() {
    let text = "Programma Begroting 2019 Rekening 2019 Verschil\nLasten Baten Saldo Lasten Baten Saldo Saldo\n\
        Bestuur 6.412 1.120 -5.292 6.288 1.154 -5.134 158\nOnderwijs 11.844 2.316 -9.528 11.990 2.401 -9.589 -61\n";
    let budget = (Some(Measure::Begroting), Some(2019));
    let account = (Some(Measure::Realisatie), Some(2019));
    let difference = (Some(Measure::Afwijking), Some(2019));
    let expected = [budget, budget, budget, account, account, account, difference];
    assert_eq!(names(text), expected);
}

#[test]
fn measures_begin_anew_below_each_side() {
    let text = "Taakveld | Lasten | Baten |\n | Begroting 2023 | Realisatie 2023 | Begroting 2023 | Realisatie 2023 |\n\
        0.1 Bestuur | 2.410 | 2.377 | 110 | 122 |\n0.2 Burgerzaken | 1.305 | 1.244 | 612 | 655 |\n";
    let pair = [(Some(Measure::Begroting), Some(2023)), (Some(Measure::Realisatie), Some(2023))];
    for text in [text.to_owned(), text.replace(" |\n", "\n").replace(" | ", "\t")] {
        assert_eq!(names(&text), [pair, pair].concat(), "{text}");
        let sides: Vec<_> = read(&text)[0].1.columns.iter().map(|column| column.side).collect();
        assert_eq!(sides[0], sides[1]);
        assert!(sides[0].is_some() && sides[2].is_some() && sides[0] != sides[2]);
    }
}

#[test]
fn one_name_before_several_years_is_that_of_all() {
    let all = [APART.as_slice(), &[" ", ""]].concat();
    let of = |measure, years: &[u16]| -> Vec<(Option<Measure>, Option<u16>)> {
        years.iter().map(|year| (Some(measure), Some(*year))).collect()
    };
    for (name, measure) in [
        ("Begroting", Measure::Begroting),
        ("Primitieve begroting", Measure::BegrotingPrimitief),
        ("Streefwaarde", Measure::Streefwaarde),
        ("Meerjarenraming", Measure::Raming),
    ] {
        let first = format!("{name} 2024");
        let heads = ["Programma", &first, "2025", "2026"];
        check_names(&heads, &of(measure, &[2024, 2025, 2026]), &all);
    }
    check_names(
        &["Programma", "Rekening 2022", "Begroting 2023", "2024", "2025"],
        &[of(Measure::Realisatie, &[2022]), of(Measure::Begroting, &[2023, 2024, 2025])].concat(),
        &all,
    );
    // Years that do not go on are of something else.
    check_names(
        &["Programma", "Begroting 2024", "2023", "2022"],
        &[(Some(Measure::Begroting), Some(2024)), (None, Some(2023)), (None, Some(2022))],
        &all,
    );
    // What is added in a year says nothing of the next.
    check_names(
        &["Programma", "Toevoeging 2024", "2025"],
        &[(Some(Measure::Toevoeging), Some(2024)), (None, Some(2025))],
        &all,
    );
}

#[test]
fn a_credit_is_no_budget() {
    let all = [APART.as_slice(), &[" ", ""]].concat();
    check_names(
        &["Omschrijving", "Oorspronkelijk krediet", "Realisatie 2018", "Restantkrediet"],
        &[(None, None), (Some(Measure::Realisatie), Some(2018)), (Some(Measure::Stand), None)],
        &all,
    );
    // Nor is anything else that is not known.
    check_names(
        &["Omschrijving", "Oorspronkelijk subsidieplafond", "Rekening 2018"],
        &[(None, None), (Some(Measure::Realisatie), Some(2018))],
        &["  ", "\t", " | "],
    );
    check_names(
        &["Omschrijving", "Oorspronkelijk", "Bijgesteld", "Realisatie"],
        &[
            (Some(Measure::BegrotingPrimitief), None),
            (Some(Measure::BegrotingBijgesteld), None),
            (Some(Measure::Realisatie), None),
        ],
        &all,
    );
}

#[test]
fn a_measure_does_not_last_over_a_year_that_it_has_already() {
    let text = "Omschrijving 2019 Begroting 2020 2020\nPersoneel 4.310 4.455 4.512\nICT 1.344 1.410 1.488\nTotaal 5.654 5.865 6.000\n";
    assert_eq!(names(text)[1..], [(Some(Measure::Begroting), Some(2020)), (None, Some(2020))]);
}

#[test]
fn a_last_name_that_is_taken_for_a_label_moves_no_name() {
    let text = "Tarieven\n\nSoort belasting\nTarief 2019\nTarief 2020\nStijging in %\nOZB woningen\n0,1123\n0,1098\n-2,2\n\
        OZB niet-woningen\n0,1877\n0,1912\n1,9\nRioolheffing\n198,50\n204,25\n2,9\n";
    let years: Vec<_> = names(text).into_iter().map(|(_, year)| year).collect();
    assert!(years[1] != Some(2019), "{years:?}");
}

#[test]
fn a_code_before_a_name_is_no_column_of_its_own() {
    let text = "\
        Taakveld                  Primitieve begroting 2021  Actuele begroting 2021  Prognose 2021         Toelichting\n\
        3.1 Ontwikkeling                                612                     655            611       Minder inhuur\n\
        3.2 Infrastructuur                            1.310                   1.288          1.408        Grondverkoop\n\
        3.4 Promotie                                   -144                    -150           -125  Toeristenbelasting\n";
    let expected = [
        (Some(Measure::BegrotingPrimitief), Some(2021)),
        (Some(Measure::BegrotingBijgesteld), Some(2021)),
        (Some(Measure::Raming), Some(2021)),
    ];
    assert_eq!(names(text)[..3], expected);
}

#[test]
fn a_letter_that_sticks_to_what_stands_before_it_belongs_to_the_amount_behind() {
    let head = "Programma Begroting 2021 Rekening 2021\n";
    let text = format!("{head}BestuurN 98.227V 8.992\nZorg (Wmo)V 1.204N -450\nBijstandN 12V 7\n");
    let cells = |at: usize| {
        let (name, status, cells) = first(&text, at);
        (name, status, cells.into_iter().map(|(_, cell)| cell).collect::<Vec<_>>())
    };
    let read =
        |name: &str, values: [&'static str; 2]| (name.to_owned(), Status::Read, values.to_vec());
    assert_eq!(cells(0), read("Bestuur", ["N 98.227", "V 8.992"]));
    assert_eq!(cells(1), read("Zorg (Wmo)", ["V 1.204", "N -450"]));
    assert_eq!(cells(2), read("Bijstand", ["N 12", "V 7"]));
    // No label ends in an amount and its letter.
    let row = first(
        "Programma 2020 2021\nBestuur 1.200 V 45 N\nZorg 300 N - \u{A0}\nWegen 25 V 12 V\n",
        1,
    );
    assert_eq!(row.1, Status::Ambiguous);
    // Amounts without a letter stick to the label too.
    let text = format!("{head}Bestuur51.285N 78.833\nZorg4.098V 373.112\n");
    assert_eq!([0, 1].map(|at| first(&text, at).1), [Status::Ambiguous; 2]);
}

#[test]
fn a_dash_is_a_sign_or_a_cell_as_the_number_of_columns_says() {
    let row =
        |cells: &[&str]| Some(cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
    let head = "Programma Begroting 2021 Realisatie 2021 Verschil\n";
    let text = format!("{head}Groen 44 66 - 22\nZorg 17 79 - 62\nMilieu 164 857 - 693\n");
    assert_eq!(
        numbers(&text),
        [row(&["44", "66", "-22"]), row(&["17", "79", "-62"]), row(&["164", "857", "-693"])]
    );
    let text = "Bedragen 2022 2023 2024 2025\nZorg - 5.499 86.064 7.559 -\nJeugd - - 586 - 12\nLeges - - 124.879 -\nBijstand - 7.517 - - 20.384\n";
    let jeugd = None; // One of two dashes is a sign.
    let expected =
        [row(&["-5499", "86064", "7559", "-"]), jeugd, row(&["-", "-", "124879", "-"]), None];
    assert_eq!(numbers(text), expected);
    let text = "Onderdeel Begroting 2024\nLeges - 573\nZorg 12\nWegen -\n";
    assert_eq!(numbers(text), [row(&["-573"]), row(&["12"]), row(&["-"])]);
    // Without a header neither is known.
    let text = "Groen 44 66 - 22\nZorg 17 79 - 62\nMilieu 164 857 - 693\n";
    assert_eq!(numbers(text), [None, None, None]);
}

#[test]
fn the_fullest_rows_say_how_many_cells_there_are() {
    // Nothing tells where the cells stood that were dropped.
    let text = "Investering 2023 2024 2025 Afschrijving\nSchool 2.500.000 1.000.000 40\nBussen 120.000 130.000 8\nICT 80.000 85.000 90.000 4\n";
    let full = Some(["80000", "85000", "90000", "4"].map(str::to_owned).to_vec());
    for text in [text.to_owned(), text.replace(' ', "  "), text.replace([' ', '\n'], "\n\n")] {
        assert_eq!(numbers(&text), [None, None, full.clone()], "{text}");
    }
    // No label ends in a cell.
    let text = "Indicator Nulmeting 2021 2022 2023\nVerzuim 5,1% 5,3% n.v.t. 5,0%\nKlanten n.b. 8 8 9\nBomen PM 1.200 - 1.250\nMeldingen nihil 12 p.m. 14\n";
    let names: Vec<String> = (0..3).map(|at| first(text, at).0).collect();
    assert_eq!(names, ["Verzuim", "Klanten", "Bomen"]);
}

#[test]
fn a_bound_or_a_range_is_a_cell_and_no_part_of_a_label() {
    let text = "Risico Kans 2022\nDatalek 50%\nJeugdzorg < 5%\nClaim >= 12%\n";
    let (name, status, cells) = first(text, 1);
    assert_eq!((&*name, status, cells), ("Jeugdzorg", Status::Read, vec![(0, "< 5%")]));
    assert_eq!(first(text, 2).2, [(0, ">= 12%")]);
    let text = "Risico\n\nKans\n\nBedrag\n\nClaim\n\n10-20%\n\n€ 250.000\n\nJeugd\n\n< 5%\n\n€ 1.200.000\n\nRente\n\n1:3\n\n€ 400.000\n\n";
    let found = read(text);
    let expected = [
        ("Claim", "10-20%", "250.000"),
        ("Jeugd", "< 5%", "1.200.000"),
        ("Rente", "1:3", "400.000"),
    ];
    let expected = expected.map(|(name, share, amount)| {
        (name.to_owned(), vec![(0, share.to_owned()), (1, amount.to_owned())])
    });
    assert_eq!(rows(text, &found[0].1), expected);
}

#[test]
fn words_that_are_not_known_head_the_columns_of_values_below_them() {
    let text = "Lening | Rente | Hoofdsom | Restant\nBNG 40.1 | 2,35% | 5.000 | 3.750\nNWB 22 | 1,87% | 2.000 | 1.600\n";
    for text in [text.to_owned(), text.replace(" | ", "\t")] {
        let source = Source::new(&text);
        let found = read(&text);
        let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
        let names: Vec<_> = table.columns.iter().flat_map(|column| &column.label).collect();
        let names: Vec<&str> = names.into_iter().map(|name| source.slice(*name)).collect();
        assert_eq!(names, ["Rente", "Hoofdsom", "Restant"]);
        let labels: Vec<_> = rows(&text, table).into_iter().map(|(label, _)| label).collect();
        assert_eq!(labels, ["BNG 40.1", "NWB 22"]);
    }
    // A column of words has no name in a row of words.
    let text = "Risico | Maatregel | 2022\nBrand | Verzekering | 12\nStorm | Onderhoud | 30\n";
    let found = read(text);
    assert_eq!(rows(text, &found[0].1).len(), 2);
}

#[test]
fn a_short_number_in_brackets_is_negative_among_amounts_in_brackets() {
    let text = "Programma | Begroting 2023 | Rekening 2023\nZorg | (4.300) | (4.500)\nWegen | 810 | (35)\nGroen | 12 | (1.100)\n";
    let row = |cells: [&str; 2]| Some(cells.map(str::to_owned).to_vec());
    assert_eq!(numbers(text), [row(["-4300", "-4500"]), row(["810", "-35"]), row(["12", "-1100"])]);
    // Elsewhere it is a footnote.
    let text =
        text.replace("(4.300)", "4.300").replace("(4.500)", "4.500").replace("(1.100)", "1.100");
    assert_eq!(numbers(&text)[1], row(["810", "(35)"]));
}

#[test]
fn rows_with_more_cells_than_the_header_names_are_ambiguous_where_others_have_as_many() {
    // A minus may stand apart behind its number.
    let text = "Programma Begroting 2023 Rekening 2023\nBestuur 1.200 - 1.150 -\nZorg 4.300 4.500 -\nWegen 810 775\n";
    assert_eq!(numbers(text), [None, None, None]);
}

#[test]
fn letters_behind_amounts_leave_the_columns_in_their_places() {
    let cells = [
        ["Product", "Lasten", "V/N", "Baten", "V/N", "Saldo", "V/N"],
        ["Bijstand", "320", "V", "110", "N", "210", "V"],
        ["Zorg", "1.204", "N", "88", "V", "1.116", "N"],
        ["Leges", "12", "V", "40", "V", "28", "N"],
    ];
    let printed = |between: &str, after: &str| -> String {
        cells.iter().map(|row| row.join(between) + after).collect()
    };
    for text in
        [printed(" ", "\n"), printed("\n", "\n"), printed("\n\n", "\n\n"), printed(" | ", "\n")]
    {
        let found = read(&text);
        let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
        let value = |row: &Row| {
            let numbers =
                row.cells.iter().filter_map(|cell| Some((cell.column, cell.value?.to_string())));
            numbers.collect::<Vec<_>>()
        };
        let expected = cells[1..].iter().map(|row| [(0, row[1]), (2, row[3]), (4, row[5])]);
        let expected: Vec<Vec<_>> = expected
            .map(|row| row.map(|(at, text)| (at, text.replace('.', ""))).to_vec())
            .collect();
        assert_eq!(table.rows.iter().map(value).collect::<Vec<_>>(), expected, "{text}");
        let sides: Vec<_> = table.columns.iter().map(|column| column.side).collect();
        let [lasten, baten, saldo] = [Side::Lasten, Side::Baten, Side::Saldo].map(Some);
        assert_eq!(sides, [lasten, None, baten, None, saldo, None], "{text}");
    }
}

#[test]
fn a_letter_behind_a_row_names_no_rows() {
    let cells = "Omschrijving\nBegroting 2020\nRekening 2020\nVerschil\nV/N\nLasten\n8.910\n8.744\n166\nV\n\
        Baten\n2.204\n2.377\n173\nV\nSaldo\n6.706\n6.367\n339\nV\n";
    for text in [cells.to_owned(), cells.replace('\n', "\n\n")] {
        let found = read(&text);
        let labels: Vec<String> =
            rows(&text, &found[0].1).into_iter().map(|(label, _)| label).collect();
        assert_eq!(labels, ["Lasten", "Baten", "Saldo"]);
    }
}

#[test]
fn a_number_unlike_all_amounts_ends_a_label() {
    let row = |label: &str, cells: [&str; 3]| {
        let cells = cells.iter().enumerate().map(|(at, cell)| (at, (*cell).to_owned()));
        (label.to_owned(), cells.collect::<Vec<_>>())
    };
    // A year among amounts with dots, in every row.
    let text = "Overzicht bijstellingen Overig8-maands\n2018\n10-maands\n2018\nTotaal\n\
        Loonkosten 2021 0 -18.951 -18.951\nGemeentefonds 2022 14.368 6.267 20.635\n";
    let expected = [
        row("Loonkosten 2021", ["0", "-18.951", "-18.951"]),
        row("Gemeentefonds 2022", ["14.368", "6.267", "20.635"]),
    ];
    assert_eq!(rows(text, &read(text)[0].1), expected);
    // Not where it stands in most rows and the header names as many columns.
    let text = "Programma Begroting 2019 Begroting 2020 Rekening 2020\nBrug 2019 1.203 1.310\nTunnel 2021 2.644 593\n";
    assert_eq!(first(text, 0).0, "Brug");
    // For whom something is, among amounts without a minus behind them.
    let text = "Begroting 2020 Rekening 2020 Verschil\nJeugdhulp 18- 1.203 1.310 107\nZorg 65+ 644 593 -51\nSport 811 1.427 616\n";
    let expected = [
        row("Jeugdhulp 18-", ["1.203", "1.310", "107"]),
        row("Zorg 65+", ["644", "593", "-51"]),
        row("Sport", ["811", "1.427", "616"]),
    ];
    assert_eq!(rows(text, &read(text)[0].1), expected);
    assert_eq!(ambiguous(text), [""; 0]);
    let text = "Begroting 2020 Rekening 2020 Verschil\nJeugd 18- 23 41\nZorg 644 593 51-\nSport 811 1.427 616\n";
    assert_eq!(first(text, 0).0, "Jeugd");
    let text = "Begroting 2020Rekening 2020Verschil\nJeugdhulp 18-01.3481.348\nZorg 65+1.2031.310107\nSport 811 1.427 616\n";
    assert_eq!(first(text, 0).0, "Jeugdhulp 18-");
    assert_eq!(first(text, 1).0, "Zorg 65+");
    // What a word goes on in.
    let text = "Realisatie 2017 Realisatie 2018 Begroting 2019\nBezoek tussen 1 en 10 9,2 9,0 8,4\nBereik in 2016 70 71 72\nBomen 12 13 14\n";
    assert_eq!(first(text, 0).0, "Bezoek tussen 1 en 10");
    assert_eq!(first(text, 1).2, [(0, "70"), (1, "71"), (2, "72")]);
    let text = "Doel Eenheid Realisatie 2017 Realisatie 2018 Begroting 2019 Bron\nBezoek Tussen de 1 en 10 9,2 9,0 8,4 GovMetric\n\
        Bereik Aantal per 100 7,0 7,0 7,1 Monitor\n";
    assert_eq!(first(text, 0).2[0], (1, "9,2"));
    // The first of two columns of words heads no value.
    let text = text.replace("Doel ", "");
    assert_eq!(first(&text, 0).2[0], (1, "9,2"));
    let measures = read(&text)[0].1.columns.iter().map(|column| column.measure).collect::<Vec<_>>();
    let [realisatie, begroting] = [Some(Measure::Realisatie), Some(Measure::Begroting)];
    assert_eq!(measures, [None, realisatie, realisatie, begroting, None]);
    // A number without the euro sign that all amounts have.
    let text =
        "Financiële bijstellingen Zorg (x 1.000) - € 85\nWmo 2015 - € 28\nAfrekening 2019 - € 57\n";
    assert_eq!(first(text, 1), ("Wmo 2015".to_owned(), Status::Read, vec![(0, "- € 28")]));
    // It stands with its label, apart from the cells.
    let text = "                    Afwijking baten Afwijking lasten Afwijking saldo\n\
        Kapitaallasten      80              0                80\n\
        Afrekening 2019     -529                             -529\n\
        Diverse afwijkingen 0               -875             875\n";
    assert_eq!(first(text, 1).0, "Afrekening 2019");
    assert_eq!(first(text, 1).2, [(0, "-529"), (2, "-529")]);
}

#[test]
fn a_measure_of_a_side_heads_no_labels() {
    let text = "Afwijking batenAfwijking lastenAfwijking reservesAfwijking saldo\n\
        Vrijval0-69069\nEnergie-22740-96\nDiverse0-73073\nTotaal-22-68046\n";
    assert_eq!(read(text)[0].1.columns.len(), 4);
}

#[test]
fn gaps_that_empty_cells_leave_part_no_rows() {
    let text = "Algemene Indicatoren\n2015\n2016\n2017\nAbsoluut verzuim\n1,31\n0,27\n\nRelatief verzuim\n21,44\n17,80\n\n\
        Schoolverlaters\n1,5\n1,3\n1,8\nJongeren met jeugdhulp\n9,2\n9,4\n\n";
    let found = read(text);
    let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
    let names: Vec<String> = rows(text, table).into_iter().map(|row| row.0).collect();
    let expected =
        ["Absoluut verzuim", "Relatief verzuim", "Schoolverlaters", "Jongeren met jeugdhulp"];
    assert_eq!(names, expected);
}

#[test]
fn what_was_before_all_years_has_no_year() {
    let text = "Collegetarget\n\nNulmeting\n\n2016\n\n2017\n\n2018\n\nNaam monitor\n\nBomen erbij\n\nmijlpaal\n\n277\n\n355\n\n404\n\n166\n\n\
        Wijkmonitor\n\nRapportcijfer\n\nmijlpaal\n\n5\n\n6\n\n7\n\n7\n\nWijkmonitor\n";
    let expected = [
        (Some(Measure::Nulmeting), None),
        (Some(Measure::Waarde), Some(2016)),
        (Some(Measure::Waarde), Some(2017)),
        (Some(Measure::Waarde), Some(2018)),
    ];
    assert_eq!(names(text), expected);
}

#[test]
fn years_below_measures_that_share_them_in_a_way_no_one_tells_have_none() {
    let text = "Eigen indicator Realisatie Begroting\n2018 2019 2020\nBanen 612,4 619,8 608,3\n\
        Deelname 69,1 70,2 69,8\n";
    assert_eq!(names(text), [(None, Some(2018)), (None, Some(2019)), (None, Some(2020))]);
}

#[test]
fn names_broken_over_lines_end_in_one_without_a_date() {
    let header = "Een zin hier.\n\nAfdeling Formatie\n1-1-2021\nFormatie\n31-12-2021\nBezetting\n31-12-2022\n";
    let years = |rows: &str| {
        let columns = read(&format!("{header}{rows}")).swap_remove(0).1.columns;
        columns.into_iter().map(|column| column.year).collect::<Vec<_>>()
    };
    let [first, second, third] = [2021, 2021, 2022].map(Some);
    let open = "Open\nGriffie 3,4 3,4 0,0 5,5\nZorg 3,1 4,4 1,0 6,6\n";
    assert_eq!(years(open), [first, second, third, None]);
    // With as many names as values it is a group of rows.
    assert_eq!(years("Staf\nGriffie 3,4 3,4 0,0\nZorg 3,1 4,4 1,0\n"), [first, second, third]);
}

#[test]
fn rows_between_those_with_a_running_number_have_none() {
    let text = |below: &str| {
        let text = format!(
            "Activa|Ref.|Ultimo 2023|Ultimo 2022|Materieel|1|464.161|441.147|Economisch nut|61.845|63.207|\
             Maatschappelijk nut|402.316|377.940|Financieel|2|52.500|52.500|Leningen|45.000|52.500|\
             Voorraden|3|78|305|{below}"
        );
        text.replace('|', "\n\n")
    };
    let numbers = |text: &str| {
        let (_, table) = &read(text)[0];
        let numbers = |row: &Row| row.cells.iter().map(|cell| cell.column).collect::<Vec<_>>();
        let told = table.rows.iter().filter(|row| row.status != Status::Ambiguous).map(numbers);
        told.filter(|columns| !columns.is_empty()).collect::<Vec<_>>()
    };
    let [all, some] = [vec![0, 1, 2], vec![1, 2]];
    let rows = [&all, &some, &some, &all, &some, &all, &some].map(Clone::clone);
    assert_eq!(numbers(&text("Grondstoffen|70|305")), rows);
    // Where it may be the next number only sums tell.
    let told = [&all, &some, &some, &all, &all].map(Clone::clone);
    assert_eq!(numbers(&text("Grondstoffen|4|305")), told);
}

#[test]
fn signs_that_a_label_explains_are_no_operator() {
    let text = "2013 2014 2015\nLimiet 298.827 322.976 312.456\nNetto schuld 370.641 343.012 364.030\n\
        Ruimte (+) / overschrijding (-) -71.814 -20.036 -51.574\n";
    assert_eq!(first(text, 2).0, "Ruimte (+) / overschrijding (-)");
}

#[test]
fn every_row_has_as_many_cells_as_columns_with_dashes_as_signs_or_as_cells() {
    let text = "Begroting / baten 2017 Begroting / lasten 2017 Begroting / saldo 2017\n\
        Economie 5.887 - 2.481 3.406\nJeugd 2.597 - 5.154 - 2.557\nRuimte 2.488 - 229 2.259\n";
    let row = |cells: [&str; 3]| Some(cells.map(str::to_owned).to_vec());
    let expected = [
        row(["5887", "-2481", "3406"]),
        row(["2597", "-5154", "-2557"]),
        row(["2488", "-229", "2259"]),
    ];
    assert_eq!(numbers(text), expected);
}

#[test]
fn a_name_of_a_measure_may_be_that_of_the_first_row() {
    let text = "Financieel kader\n\nBegroting 2021\n\nOorspronkelijke begroting\n\n-304\n\nBijstellingen\n\n29\n\nKasschuiven\n\n0\n\n\
        Totaal bijgestelde begroting\n\n-275\n";
    assert_eq!(names(text), [(Some(Measure::Begroting), Some(2021))]);
    assert_eq!(first(text, 0).0, "Oorspronkelijke begroting");
    // It begins as one, and goes on.
    let text = "Beschrijving indicator\n\n2016\n\n2017\n\nNaam monitor\n\nToename van het aantal meldingen korter dan 1 jaar (wal)\n\n\
        mijlpaal\n\n7.497\n\n8.731\n\nWijkmonitor\n\nAantal woningen\n\nmijlpaal\n\n118\n\n622\n\nWijkmonitor\n";
    let label = "Toename van het aantal meldingen korter dan 1 jaar (wal)";
    let found = read(text);
    assert_eq!(rows(text, &found[0].1)[0].0, label);
}

#[test]
fn a_year_of_a_label_keeps_the_figures_that_stick_to_it() {
    let text = "Begroting 2023\nOmissieregeling 20230\nBijstellingen-478\nTaakmutaties392\nIntensiveringen-870\n";
    assert_eq!(first(text, 0).0, "Omissieregeling 2023");
    assert_eq!(first(text, 0).2, [(0, "0")]);
}

#[test]
fn a_row_too_long_for_one_line_goes_on_in_the_next() {
    let text = "   Begroting 2020 Rekening 2020 Verschil\n   Economie 5.887 2.481 3.406\n   Gerealiseerd totaal saldo 2.597 5.154\n   -2.557\n   Ruimte 2.488 229 2.259\n";
    assert_eq!(first(text, 1).0, "Gerealiseerd totaal saldo");
    assert_eq!(first(text, 1).2, [(0, "2.597"), (1, "5.154"), (2, "-2.557")]);
}

#[test]
fn a_label_that_begins_with_a_number_goes_on_around_its_values() {
    let text = "
                     Begroting   Rekening   Verschil
                     2020        2020
04.07 Burgerzaken    0           327.978    -327.978
05.03
Volksgezondheid en   0           744.906    -744.906
milieu
06.02 Energie en     0           723.148    -723.148
klimaat
";
    let found = read(text);
    let names: Vec<String> = rows(text, &found[0].1).into_iter().map(|row| row.0).collect();
    let expected =
        ["04.07 Burgerzaken", "05.03 Volksgezondheid en milieu", "06.02 Energie en klimaat"];
    assert_eq!(names, expected);
}

#[test]
fn signs_below_each_other_are_no_column() {
    let text = "
                 Begroting / baten 2017 Begroting / lasten 2017 Begroting / saldo 2017
Duurzaamheid     5.887                  - 2.481                 3.406
Wonen en bouwen  3.365                  - 936                   2.430
Jeugd en gezin   2.597                  - 5.154                 - 2.557
";
    assert_eq!(first(text, 0).2, [(0, "5.887"), (1, "- 2.481"), (2, "3.406")]);
    assert_eq!(first(text, 2).2, [(0, "2.597"), (1, "- 5.154"), (2, "- 2.557")]);
}

#[test]
fn words_before_the_first_measure_of_a_broken_header_head_the_labels() {
    let body = "1. Kades 80 0 -794 -714\n2. Veerpont 188 0 0 188\n3. Parkeren 0 -875 0 875\nTotaal 268 -875 -794 349\n";
    let text = format!(
        "Overzicht afwijkingen Afwijking\nbaten Afwijking\nlasten Afwijking\nreserves Afwijking\nsaldo\n{body}"
    );
    let found = read(&text);
    let sides: Vec<_> = found[0].1.columns.iter().map(|column| column.side).collect();
    let expected = [Side::Baten, Side::Lasten, Side::Reserves, Side::Saldo].map(Some);
    assert_eq!(sides, expected);
    let text = format!(
        "Overzicht Stad 2030 Rekening\n2019 Begroting\n2020 Begroting\n2021 Raming\n2022\n{body}"
    );
    let expected = [
        (Some(Measure::Realisatie), Some(2019)),
        (Some(Measure::Begroting), Some(2020)),
        (Some(Measure::Begroting), Some(2021)),
        (Some(Measure::Raming), Some(2022)),
    ];
    assert_eq!(names(&text), expected);
}

#[test]
fn the_number_of_a_change_goes_on_in_the_header() {
    let text = "Taakvelden: LastenRekening\n2019\nBegroting\nna\n3e\nwijziging\n2020\nRekening\n2020\nBestuur 11.592 12.634 11.808\nZorg 3.103 2.671 2.909\n";
    let expected = [
        (Some(Measure::Realisatie), Some(2019)),
        (Some(Measure::BegrotingBijgesteld), Some(2020)),
        (Some(Measure::Realisatie), Some(2020)),
    ];
    assert_eq!(names(text), expected);
}

#[test]
fn each_column_may_have_its_measure_side_and_year_below_each_other() {
    let text = "Begroting\nLasten\n2021\nBegroting\nBaten\n2021\nRekening\nLasten\n2021\nZorg 2 5.744 2.351\nJeugd 0 936 4.050\n";
    let found = read(text);
    let said: Vec<_> = found[0].1.columns.iter().map(|c| (c.measure, c.side, c.year)).collect();
    let expected = [
        (Some(Measure::Begroting), Some(Side::Lasten), Some(2021)),
        (Some(Measure::Begroting), Some(Side::Baten), Some(2021)),
        (Some(Measure::Realisatie), Some(Side::Lasten), Some(2021)),
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_last_column_of_shares_says_nothing_of_the_others() {
    let text = "Begroting 2021 Realisatie 2021 Verschil 2021 In %\nWegen 3.549 2.168 -1.381 61%\nZorg 1.200 1.320 120 110%\n";
    let expected = [
        (Some(Measure::Begroting), Some(2021)),
        (Some(Measure::Realisatie), Some(2021)),
        (Some(Measure::Afwijking), Some(2021)),
        (None, None),
    ];
    assert_eq!(names(text), expected);
    assert_eq!(read(text)[0].1.unit, None);
}

#[test]
fn what_heads_the_labels_may_stand_beside_any_row_of_the_header() {
    let text = "
                     Begroting  Rekening
    Exploitatie      voor       2020
                     wijziging
                     2020
Zorg                 1.205      1.298
Wegen                2.410      2.377
";
    let source = Source::new(text);
    let title = read(text)[0].1.title.map(|title| source.slice(title).to_owned());
    assert_eq!(title.as_deref(), Some("Exploitatie"));
}

#[test]
fn columns_of_words_below_their_names_are_no_part_of_the_labels() {
    let text = "
                           Definitie                  Bron         2019   2020
    6 Verwijzingen Halt    Aantal per 1.000 jongeren  Bureau Halt  15     11
    7 Winkeldiefstallen    Aantal per 1.000 inwoners  CBS          4,4    3,1
    12 Vestigingen (alle)  Aantal per 1.000 inwoners  LISA         128,1
    4. Onderwijs
    13 Absoluut verzuim    Aantal per 1.000 inwoners  DUO          2,2    2,5
";
    let (label, _, cells) = first(text, 0);
    assert!(label.ends_with("Verwijzingen Halt"), "{label}");
    let expected = [(0, "Aantal per 1.000 jongeren"), (1, "Bureau Halt"), (2, "15"), (3, "11")];
    assert_eq!(cells, expected);
    assert!(first(text, 2).0.ends_with("(alle)"));
    assert_eq!(first(text, 2).2[2..], [(2, "128,1")]);
    let text = "
                      Bijstelling 2023
Bijstellingen Zorg    - € 21.570
Ouderen               - € 1.004
Indexatie             - € 20.566
";
    assert_eq!(first(text, 1).2, [(0, "- € 1.004")]);
    let text = "
                      Begroting 2020  Rekening 2020
0. Bestuur            N 8.930         N 8.839
1. Veiligheid         N 3.122         N 2.995
2. Verkeer            N 404           V 1.055
";
    assert_eq!(first(text, 0).0, "0. Bestuur");
    assert_eq!(first(text, 2).2, [(0, "N 404"), (1, "V 1.055")]);
}

#[test]
fn a_column_that_the_header_names_is_no_sign_and_no_end_of_labels() {
    let columns = |text: &str| {
        let found = read(text);
        found[0].1.columns.iter().map(|column| column.year).collect::<Vec<_>>()
    };
    // Nil in one column, right before the values of the next.
    let text = "Omschrijving        2022    2023\n\nZorg                   - 1.204\nWonen                  - 1.533\n\
        Sport                  - 2.700\nTotaal                 - 5.437\n";
    assert_eq!(columns(text), [Some(2022), Some(2023)]);
    assert_eq!(first(text, 0).2, [(0, "-"), (1, "1.204")]);
    // Numbers before amounts that alone have a euro sign.
    let text = "Personeel 2022 2023\nBestuur 12 € 1.200\nMinima 15 € 1.500\nJeugd 8 € 700\n";
    assert_eq!(columns(text), [Some(2022), Some(2023)]);
    assert_eq!(first(text, 0).2, [(0, "12"), (1, "1.200")]);
    let text = "Soort Aantal Bedrag\nBijstand 12 € 1.200\nMinima 15 € 1.500\nJeugd 7 € 700\n";
    assert_eq!(first(text, 0).2, [(0, "12"), (1, "1.200")]);
    // Years in every row.
    let text =
        "Lening Jaar Restschuld\nBNG 2031 1.250.000\nBNG 2035 2.300.000\nNWB 2040 3.100.000\n";
    assert_eq!(first(text, 0).2, [(0, "2031"), (1, "1.250.000")]);
}

#[test]
fn years_behind_the_number_of_a_label_are_columns() {
    let rows_below =
        "\nBaten 1.205 1.298 1.310\nLasten 2.410 2.377 2.390\nSaldo -1.205 -1.079 -1.080\n";
    let years = |header: &str| {
        let found = read(&format!("{header}{rows_below}"));
        let columns = found.iter().flat_map(|(_, table)| &table.columns);
        columns.map(|column| column.year).collect::<Vec<_>>()
    };
    let all = [Some(2023), Some(2024), Some(2025)];
    assert_eq!(years("Programma 3 2023 2024 2025"), all);
    assert_eq!(years("Programma 3\nOmschrijving 2023 2024 2025"), all);
    assert_eq!(years("Aantal 3 2023 2024 2022"), [None, None, None]);
}

#[test]
fn a_sign_of_rows_before_their_values_is_no_sign_of_the_first() {
    let text = "EMU-saldo x 1.000 euro 2021 2022\nEMU-saldo -€ 4.000 € 492\n\
        Exploitatiesaldo + -€ 1.240 € 866\nMutatie activa -/- € 4.890 -€ 640\n";
    let first = |text: &str| {
        let tables = read(text);
        let rows = rows(text, &tables[0].1);
        rows.into_iter()
            .map(|(label, cells)| format!("{label}: {}", cells[0].1))
            .collect::<Vec<_>>()
    };
    let expected = ["EMU-saldo: -€ 4.000", "Exploitatiesaldo: -€ 1.240", "Mutatie activa: 4.890"];
    assert_eq!(first(text), expected);
    // Where it is the sign of another value, or no row has a plus, it is the sign of the first too.
    let minus = "Mutatie activa: -/- € 4.890";
    assert_eq!(first(&text.replace("-€ 640", "-/- € 640"))[2], minus);
    assert_eq!(first(&text.replace("+ ", ""))[2], minus);
}

/// The rows of the only table, each as its cells in their columns; `?` before those that are open.
fn shown(text: &str) -> Vec<String> {
    let found = read(text);
    let [(_, table)] = found.as_slice() else { panic!("{found:?}") };
    let source = Source::new(text);
    let filled = table.rows.iter().filter(|row| !row.cells.is_empty());
    filled
        .map(|row| {
            let mark = if row.status == Status::Ambiguous { "? " } else { "" };
            let mut cells = vec![""; table.columns.len()];
            for cell in &row.cells {
                cells[cell.column] = source.slice(cell.span);
            }
            format!("{mark}{} {}", name(&source, row), cells.join("|"))
        })
        .collect()
}

#[test]
fn a_dash_before_a_number_is_its_minus_where_sums_say_so() {
    let header = "Programma Begroting 2020 Rekening 2020 Verschil";
    let rows = "Wonen 245 20 - 225\nZorg 242 - 242\nSport 296 9 - 287\nKunst 30 191 161";
    let more = "Afval 412 405 - 7\nGroen 88 97 9";
    let expected =
        ["Wonen 245|20|- 225", "Zorg 242||- 242", "Sport 296|9|- 287", "Kunst 30|191|161"];
    let total = "Totaal 1.313 722 - 591";
    assert_eq!(shown(&format!("{header}\n{rows}\n{more}\n{total}\n"))[..4], expected);
    // A dash that says nil for sure, in a table of which no row lost a cell.
    let rows = rows.replace("Kunst 30 191 161", "Kunst 30 - -");
    let expected = ["Wonen 245|20|- 225", "Zorg 242|-|242", "Sport 296|9|- 287", "Kunst 30|-|-"];
    assert_eq!(shown(&format!("{header}\n{rows}\n")), expected);
    // Cells were lost, and no sum tells.
    let rows = "Wonen 245 20 28\nZorg 242 - 242\nSport 296 9\nKunst 30 191 12";
    let expected = ["Wonen 245|20|28", "? Zorg 242|-|242", "? Sport 296|9|", "Kunst 30|191|12"];
    assert_eq!(shown(&format!("{header}\n{rows}\n")), expected);
}

#[test]
fn a_total_with_all_cells_shows_how_many_columns_rows_have_that_lost_some() {
    let header = "Begroting 2020 Rekening 2020\nProgramma Lasten Baten Saldo Lasten Baten Saldo";
    let rows = "Wonen 250 40 -210\nZorg 110 -110 140 -140\nSport 190 -190 240 -240\nKunst 170 -170\nWegen 180 180 190 130 -60";
    let expected = [
        "Wonen 250|40|-210|||",
        "Zorg 110||-110|140||-140",
        "Sport 190||-190|240||-240",
        "Kunst 170||-170|||",
        "Wegen |180|180|190|130|-60",
        "Totaal 720|220|-500|570|130|-440",
    ];
    assert_eq!(shown(&format!("{header}\n{rows}\nTotaal 720 220 -500 570 130 -440\n")), expected);
}

#[test]
fn the_title_above_dated_names_heads_no_column() {
    let title = "Overzicht van baten en lasten 2023\n\n";
    let text = format!(
        "{title}{title}Bedragen x € 1.000 (voordeel +, nadeel -)\n\nBegroting 2023\n\nRekening 2023\n\nBaten\n\nLasten\n\n\
         Baten\n\nLasten\n\nBrand\n\n1.346\n\n24.285\n\n1.341\n\n23.852\n\nRisico\n\n405\n\n5.966\n\n419\n\n5.786\n"
    );
    let budget = (Some(Measure::Begroting), Some(2023));
    let account = (Some(Measure::Realisatie), Some(2023));
    assert_eq!(names(&text), [budget, budget, account, account]);
}

#[test]
fn a_code_for_a_missing_value_says_nothing_of_the_place_of_a_row_that_lost_cells() {
    let names = "Indicator|2019|2020|2021|2022|2023";
    let rows =
        ["Vaccinaties|92|91|90|88|92", "Bereik|94|71|89|93|95", "Inspecties|100|64|n.n.b.|99|100"];
    let text = |short: &str| {
        format!("{names}|{}|{short}|Verzuim|5|5|7|6|8\n", rows.join("|")).replace('|', "\n\n")
    };
    // `n.v.t.` may stand below 2021, as `n.n.b.` does, or in any other column.
    for short in ["Meldingen|38|57|n.v.t.", "Meldingen|n.v.t.|38|57"] {
        assert_eq!(first(&text(short), 3).1, Status::Ambiguous, "{short}");
    }
    assert_eq!(first(&text("Meldingen|38|57|n.v.t.|41|PM"), 3).1, Status::Read);
}

#[test]
fn labels_are_headed_by_what_is_told_per_label_and_their_unit() {
    let text = "Code\n\nLasten per taakveld\n(bedragen x € 1.000)\n\nBegroting 2022\n\nRekening 2022\n\nRekening 2021\n\nKerntaak\n\n0.1\n\n\
        Bestuur\n\n323\n\n314\n\n312\n\n8\n\n0.2\n\nLeges\n\n21\n\n14\n\n12\n\n7\n\n0.3\n\nBeheer\n\n91\n\n94\n\n92\n\n8\n";
    let (begroting, rekening) = (Some(Measure::Begroting), Some(Measure::Realisatie));
    let expected =
        [(begroting, Some(2022)), (rekening, Some(2022)), (rekening, Some(2021)), (None, None)];
    assert_eq!(names(text), expected);
}

#[test]
fn sums_leave_a_number_before_the_cells_to_the_label() {
    let header = "Complex Stand 1-1-2023 Investeringen Opbrengsten Winst Stand 31-12-2023 Voorziening Waarde";
    let rows = "De Brink -812 346 -466 -466\nWeidepark 2.057 88 -415 1.730 -530 1.200\n";
    let text = |name: &str| {
        format!(
            "{header}\n{name} 4.318 1.122 -2.640 215 3.015 3.015\n{rows}Totaal 5.563 1.556 -3.055 215 4.279 -530 3.749\n"
        )
    };
    let expected = [
        "Hof fase 2: 4.318 1.122 -2.640 215 3.015 _ 3.015",
        "De Brink: -812 346 _ _ -466 _ -466",
        "Weidepark: 2.057 88 -415 _ 1.730 -530 1.200",
        "Totaal: 5.563 1.556 -3.055 215 4.279 -530 3.749",
    ];
    assert_eq!(grid(&text("Hof fase 2")), expected);
    // The number is a cell where the sums say so.
    let text = "Complex 2021 2022 2023 Totaal\nHof fase 2 310 310 622\nDe Brink 812 346 1.158\nWeide 12 57 88 157\n";
    assert_eq!(grid(text)[0], "Hof fase: 2 310 310 622");
}

#[test]
fn empty_cells_between_values_leave_no_room_for_the_number_of_a_label() {
    let header = "Project 2025 2026 2027 2028 Totaal";
    let rows = "Bruggen 650 820     1.470\nPlein   1.200 2.150 400 3.750\nAuto     245   245";
    let text = format!(
        "{header}\n{rows}\nContainers fase 2 310 310 310   930\nLampen 2 310 310 310 932\n"
    );
    let expected = [
        "Bruggen: 650 820 _ _ 1.470",
        "Plein: _ 1.200 2.150 400 3.750",
        "Auto: _ _ 245 _ 245",
        "Containers fase 2: 310 310 310 _ 930",
        "Lampen: 2 310 310 310 932",
    ];
    assert_eq!(grid(&text), expected);
}

#[test]
fn a_small_number_of_a_total_among_small_ones_is_a_cell() {
    let header = "Rekening 2020 Begroting 2021 Rekening 2021 Saldo";
    let text = format!(
        "{header}\nVerkeer 47 38 38\nGroen 43 -43\nOrde 50 -50\nTotaal lasten 47 93 38 -55\n"
    );
    let expected = [
        "Verkeer: 47 _ 38 38",
        "Groen: _ 43 _ -43",
        "Orde: _ 50 _ -50",
        "Totaal lasten: 47 93 38 -55",
    ];
    assert_eq!(grid(&text), expected);
    // One that is not like the others numbers its label.
    let text = "Lasten Realisatie 2019 Begroting 2020 Begroting 2021\nWarmte 9,3 11,8 12,2\nWind en zon 4,1 6,5 5,9\n\
        Totaal ambitie 2 13,4 18,3 18,1\n";
    assert_eq!(grid(text)[2], "Totaal ambitie 2: 13,4 18,3 18,1");
}

#[test]
fn figures_too_large_to_add_are_in_no_sum() {
    let huge = "70000000000000000000 miljard";
    let cells = format!(
        "Omschrijving|Stand 1-1-2020|Toevoeging|Stand 31-12-2020|Eerste|1|2|3|Tweede|{huge}|{huge}|3|Derde|4|5|9|1|1|2|Vierde|4|5|9|Vijfde|4|5|9"
    );
    let rows = grid(&cells.replace('|', "\n"));
    assert_eq!(rows[1], format!("Tweede: {huge} {huge} 3"));
    let cells = format!(
        "Omschrijving|Nr|2020|2021|Eerste|-{huge}|200|300|Tweede|{huge}|400|300|Derde|3|500|900|Vierde|500|900|Vijfde|5|500|900"
    );
    let rows = grid(&cells.replace('|', "\n"));
    assert_eq!(rows[1], format!("Tweede: {huge} 400 300"));
}

#[test]
fn the_first_row_says_its_side_as_the_others_do() {
    let text = "Omschrijving | Rekening 2020 | Rekening 2021 | Saldo 2021 |\nLasten | 120 | 130 | -10 |\n\
        Baten | 20 | 25 | 5 |\n";
    let sides: Vec<_> = read(text)[0].1.rows.iter().map(|row| row.side).collect();
    assert_eq!(sides, [Some(Side::Lasten), Some(Side::Baten)]);
}

#[test]
fn words_with_a_capital_each_head_a_column_in_a_line_without_years() {
    let rows = "Brug Oost 1.200 800 400\nSchool West 640 140 500\nRiool Noord 910 500 410\nTotaal 2.750 1.440 1.310\n";
    for header in ["Omschrijving Krediet Besteed Restant", "Omschrijving Budget Besteed Restant"] {
        let text = format!("# Kredieten\n\n{header}\n{rows}");
        let source = Source::new(&text);
        let columns = read(&text).remove(0).1.columns;
        let name = |span: &Span| source.slice(*span).to_owned();
        let names: Vec<String> =
            columns.iter().flat_map(|column| &column.label).map(name).collect();
        assert_eq!(names, header.split(' ').skip(1).collect::<Vec<_>>());
    }
}

#[test]
fn letters_behind_the_last_amount_have_no_name() {
    let rows = "Bestuur | 120 | 100 | 20 | V |\nZorg | 410 | 500 | 90 | N |\nTotaal | 530 | 600 | 70 | N |\n";
    let headers = [
        "Programma | Begroting 2023 | Rekening 2023 | Verschil | |",
        "Programma | Begroting 2023 | Rekening 2023 | Verschil |",
        "x € 1.000 | Begroting 2023 | Rekening 2023 | Verschil |",
        " | Begroting 2023 | Rekening 2023 | Verschil |",
    ];
    let named = [
        (Some(Measure::Begroting), Some(2023)),
        (Some(Measure::Realisatie), Some(2023)),
        (Some(Measure::Afwijking), Some(2023)),
        (None, None),
    ];
    for header in headers {
        assert_eq!(names(&format!("{header}\n{rows}")), named, "{header}");
    }
    let text =
        format!("{}\n{rows}", headers[1]).replace(" |", "|").replace("| ", "").replace('|', "");
    assert_eq!(names(&text), named, "{text}");
}

#[test]
fn cells_that_stick_together_come_apart_in_a_row_of_which_a_space_keeps_the_others_apart() {
    let text = "ComplexBoekwaarde 31-12-2022Nog te maken kostenNog te realiseren opbrengstenEindwaardeJaar van\n\
        afsluiten\nDe Hoge Kamp 2.676 1.860 -4.020 516 2026\nOosterhof 3e fase 6.461 4.310 -12.944-2.173 2028\n\
        Kerkplein 788 1.480 -1.912 356 2025\nHaven 25 95 -240 -1202023\n";
    let expected = [
        "De Hoge Kamp: 2.676 1.860 -4.020 516 2026",
        "Oosterhof 3e fase: 6.461 4.310 -12.944 -2.173 2028",
        "Kerkplein: 788 1.480 -1.912 356 2025",
        "Haven: 25 95 -240 -120 2023",
    ];
    assert_eq!(grid(text), expected);
}

#[test]
fn the_last_name_of_a_glued_header_may_stand_on_a_line_of_its_own() {
    let rows = "Cultuur578.240590.950605.98015.030\nSport363.200346.890403.00056.110\nTotaal941.440937.8401.008.98071.140\n";
    let header = "OntvangerRekening\n2021\nBegroting\n2022\nBegroting\n2023\nVerschil 2023-2022\n";
    let named = [
        (Some(Measure::Realisatie), Some(2021)),
        (Some(Measure::Begroting), Some(2022)),
        (Some(Measure::Begroting), Some(2023)),
        (Some(Measure::Afwijking), None),
    ];
    assert_eq!(names(&format!("{header}{rows}")), named);
}

#[test]
fn a_percent_sign_between_a_label_and_figures_is_its_unit() {
    let text = "IndicatorEenheid202020212022Bron\nNetto participatie%69,368,871,2CBS\nUitstroom%10,210,911,6CBS\n\
        BanenAantal per 1.000 inwoners612,4615,9621,0LISA\n";
    let expected = [
        "Netto participatie: % 69,3 68,8 71,2 CBS",
        "Uitstroom: % 10,2 10,9 11,6 CBS",
        "Banen: Aantal per 1.000 inwoners 612,4 615,9 621,0 LISA",
    ];
    assert_eq!(grid(text), expected);
}

#[test]
fn remarks_of_several_words_stand_behind_the_amounts() {
    let header = "Omschrijving Begroting 2023 Realisatie 2023 Verschil V/N S/I Verklaring\n";
    let text = format!(
        "{header}Inhuur derden 1.150 1.986 836 N I Vervanging artsen en inzet mpox\n\
        Huisvesting 2.215 2.402 187 N S Energiecontract en indexering huur 8,4%\n\
        Bijdragen gemeenten 2.480 2.480 0 V - Geen afwijking\nTotaal 5.845 6.868 1.023 N\n"
    );
    let expected = [
        "Inhuur derden: 1.150 1.986 836 N _ I Vervanging artsen en inzet mpox",
        "Huisvesting: 2.215 2.402 187 N _ S Energiecontract en indexering huur 8,4%",
        "Bijdragen gemeenten: 2.480 2.480 0 V _ - Geen afwijking",
        "Totaal: 5.845 6.868 1.023 N _ _ _",
    ];
    assert_eq!(grid(&text), expected);
    assert_eq!(names(&text)[2].0, Some(Measure::Afwijking));
    let text = "Omschrijving Begroting 2023 Realisatie 2023 Toelichting\n\
        Inhuur derden 1.150 1.986 Vervanging artsen en inzet\nHuisvesting 2.215 2.402 Energiecontract en huur\n";
    assert!(read(text).is_empty());
    let text = "Omschrijving Begroting 2023 Realisatie 2023 Verschil Toelichting\n\
        Inhuur derden 1.150 1.986 -836 Vervanging artsen en inzet\nHuisvesting 2.215 2.402 -187 Energiecontract en huur\n";
    let expected = [
        "Inhuur derden: 1.150 1.986 -836 Vervanging artsen en inzet",
        "Huisvesting: 2.215 2.402 -187 Energiecontract en huur",
    ];
    assert_eq!(grid(text), expected);
}

#[test]
fn numbers_of_rows_in_labels_are_no_footnotes() {
    let text = "x € 1.000\n\nKwartaal 1\n\nKwartaal 2\n\n(1)\n\nSchuld\n\n6.532\n\n6.393\n\n(2)\n\nMiddelen\n\n312\n\n298\n\n\
        Netto (1) - (2)\n\n6.220\n\n6.095\n\nRuimte (3) - (2)\n\n1.821\n\n1.946\n";
    let source = Source::new(text);
    let labels: Vec<String> = read(text)[0].1.rows.iter().map(|row| name(&source, row)).collect();
    assert_eq!(labels, ["(1)", "Schuld", "(2)", "Middelen", "Netto (1) - (2)", "Ruimte (3) - (2)"]);
}

#[test]
fn a_star_between_a_label_and_figures_is_its_mark() {
    let text = "Renterisiconorm20222023\nAflossingen3.1183.240\nBegrotingstotaal*94.60097.250\nNorm18.92019.450\n";
    assert_eq!(grid(text)[1], "Begrotingstotaal: 94.600 97.250");
}

#[test]
fn a_total_of_a_numbered_group_is_a_name_above_its_sides() {
    let text = "Programma 4 (x € 1.000)Begroting 2020Realisatie\n2020\nVerschil\n4.1 Jeugd\nLasten6.4806.712-232\n\
        Baten1.0351.08853\n4.2 Wmo\nLasten9.8619.640221\nBaten588541-47\nTotaal programma 4\nLasten16.34116.352-11\n\
        Baten1.6231.6296\n";
    let source = Source::new(text);
    let labels: Vec<String> = read(text)[0].1.rows.iter().map(|row| name(&source, row)).collect();
    assert_eq!(labels[6..], ["Totaal programma 4", "Lasten", "Baten"]);
    assert_eq!(grid(text)[4..], ["Lasten: 16.341 16.352 -11", "Baten: 1.623 1.629 6"]);
}

#[test]
fn names_by_their_capitals_stand_below_a_title_with_the_unit() {
    let text = "Bijdrage per deelnemer (bedragen in duizenden euro's)\nDeelnemer Begroting 2023 Loonindex 4,9% Nieuwe taken \
        Begroting 2024 Raming 2025 Raming 2026\nAsterveld 1.188 58 46 1.292 1.319 1.348\nBaarloo 742 36 25- 753 769 785\n\
        Totaal 1.930 94 21 2.045 2.088 2.133\n";
    let source = Source::new(text);
    let table = read(text).remove(0).1;
    assert_eq!(table.title.map(|title| source.slice(title)), Some("Bijdrage per deelnemer"));
    let (budget, estimate) = (Some(Measure::Begroting), Some(Measure::Raming));
    let [none, own] = [(None, None), (budget, Some(2023))];
    let later = [(budget, Some(2024)), (estimate, Some(2025)), (estimate, Some(2026))];
    assert_eq!(names(text), [own, none, none, later[0], later[1], later[2]]);
}

#[test]
fn a_class_of_size_heads_values_to_compare_with() {
    let text = "Indicator (eenheid) 2021 2022 < 25.000 inwoners Nederland Bron\nVerzuim (per 1.000) 1,1 0,9 2,6 4,2 DUO\n\
        Banen (aantal) 571,3 584,0 663,9 823,5 LISA\n";
    let benchmark = (Some(Measure::Benchmark), None);
    let value = |year| (Some(Measure::Waarde), Some(year));
    assert_eq!(names(text), [value(2021), value(2022), benchmark, benchmark, (None, None)]);
}

#[test]
fn the_name_of_a_group_stands_between_an_aligned_header_of_two_lines_and_its_rows() {
    let text = "Omschrijving activa          Boekwaarde   Investe-  Desinves-  Boekwaarde    Rente\n\
        \x20                              1-1-2024       ring     tering  31-12-2024    1,25%\n\
        Economisch nut\n\
        Gronden en terreinen          1.204.800               -35.000   1.169.800   15.060\n\
        Bedrijfsgebouwen              3.316.240    125.000              3.441.240   41.453\n\
        Vervoermiddelen                 214.360     68.500    -12.400     270.460    2.680\n";
    let named = [
        (Some(Measure::Beginstand), Some(2024)),
        (None, Some(2024)),
        (None, Some(2024)),
        (Some(Measure::Eindstand), Some(2024)),
        (None, None),
    ];
    assert_eq!(names(text), named);
    let source = Source::new(text);
    assert_eq!(name(&source, &read(text)[0].1.rows[0]), "Economisch nut");
}

#[test]
fn a_dash_is_nil_where_only_a_total_is_short_of_the_columns_that_the_names_tell() {
    let text = "(bedragen in hele euro's)\nNr. Geldgever Oorspronkelijk bedrag Restant 1-1-2023 Opgenomen Aflossing Rente 2023 \
        Restant 31-12-2023\n40.98127 BNG 5.000.000 1.500.000 - 250.000 61.800 1.250.000\n\
        40.101566 BNG 8.000.000 5.440.000 - 320.000 162.384 5.120.000\n\
        1-24711 NWB 3.500.000 2.450.000 - 350.000 15.680 2.100.000\nTotaal leningen 16.500.000 9.390.000 920.000 8.470.000\n";
    assert_eq!(grid(text)[0], "40.98127 BNG: 5.000.000 1.500.000 - 250.000 61.800 1.250.000");
    let named = names(text);
    assert_eq!(named[..2], [(None, None), (Some(Measure::Beginstand), Some(2023))]);
    assert_eq!(named[5], (Some(Measure::Eindstand), Some(2023)));
}
