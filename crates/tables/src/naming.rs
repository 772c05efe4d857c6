//! Which words of a header stand above which column, where the layout itself does not show it.
//!
//! A wrong name that looks right is worse than none: a header names the columns only where it has
//! exactly one name for each, and what stands before those names is a title or heads the labels (`fit`).

mod cells;
mod divided;
mod fit;
mod levels;
mod lines;
mod named;
mod parse;

use std::borrow::Cow;

use ontleed_text::{Source, Span};

use self::cells::by_cells;
use self::fit::fit;
pub(crate) use self::levels::{estimate_is_of_years_left, parts_of_one};
pub(crate) use self::lines::count_over_lines;
pub(crate) use self::named::Named;
use self::named::Others;
pub(crate) use self::parse::is_day;
use crate::kinds;
use crate::lex::Head;
use crate::vocabulary::Measure;
use crate::words::{Item, What};

/// The columns that header cells in reading order name; `None` where they do not fit `count`. With
/// `has_label` the cell that heads the labels is known and is none of them.
pub(crate) fn columns(
    source: &Source<'_>,
    cells: &[Cow<'_, Head>],
    count: usize,
    has_label: bool,
) -> Option<Vec<Named>> {
    let tokens = tokens(source, cells);
    let named = fit(source, &tokens, count, has_label);
    // A title that goes on into the name of the first column hides it, and one that goes on into the first of names above a row
    // of sides hides all.
    let are_bare = |named: &[Named]| {
        let is_bare = |named: &Named| named.column.side.is_some() && !named.is_told();
        named.iter().all(is_bare)
    };
    let is_hidden = |named: &Vec<Named>| {
        named.first().is_some_and(|first| first.others > Others::None) || are_bare(named)
    };
    if named.as_ref().is_some_and(|named| !is_hidden(named)) {
        return named;
    }
    let is_whole = |below: &Vec<Named>| {
        below.iter().all(|column| !column.is_impure() && !column.column.label.is_empty())
            && below.first().is_some_and(|first| first.column.measure.is_some())
    };
    let below = below_titles(source, &tokens, has_label).chain(behind_unit(&tokens));
    let below = below.filter_map(|tokens| fit(source, tokens, count, has_label)).find(is_whole);
    let behind_year = || fit(source, behind_year_of_title(&tokens)?, count, has_label);
    below.or(named).or_else(behind_year).or_else(|| by_cells(source, cells, count, has_label))
}

/// The tokens from each name of a column on in a line that begins with the title of a table, or with other words where
/// nothing else heads the labels and the name ends the line with a capital: `Recapitulatie evenwicht Begroting`, and below
/// it `totaal`.
fn below_titles<'k>(
    source: &Source<'_>,
    tokens: &'k [Token],
    has_label: bool,
) -> impl Iterator<Item = &'k [Token]> {
    let begins =
        |token: &Token| heads(token.item.what) || matches!(token.item.what, What::Modifier(_));
    let first = tokens.iter().position(begins).unwrap_or(tokens.len());
    let line = tokens.get(first).map_or(0, |token| token.line);
    let start = tokens.iter().position(|token| token.line == line).unwrap_or(0);
    let end = start + tokens[start..].iter().take_while(|token| token.line == line).count();
    let is_known = |token: &Token| token.item.what == What::Label;
    let may_head_labels = start == 0 && !has_label && !tokens.iter().any(is_known);
    let cuts = (first.max(start + 1)..end).filter(move |&at| begins(&tokens[at]));
    let is_below = move |at: &usize| {
        let title = tokens[start].item.span.to(tokens[at - 1].item.span);
        let ends_line = || {
            let name = source.slice(tokens[*at].item.span);
            let ends = name.contains('\n') || at + 1 == end && end < tokens.len();
            ends && name.starts_with(char::is_uppercase)
        };
        *at == first && kinds::is_title(source.slice(title)) || may_head_labels && ends_line()
    };
    cuts.filter(is_below).map(|at| &tokens[at..])
}

/// The tokens behind the last unit: names of columns stand behind the unit of all amounts, the title and what heads the labels
/// before it. `Activa (bedragen x € 1.000) Rekening 2020 Begroting 2021`.
fn behind_unit(tokens: &[Token]) -> Option<&[Token]> {
    let unit = tokens.iter().rposition(|token| token.item.what == What::Unit)?;
    let behind = &tokens[unit + 1..];
    let is_row = behind.first().is_some_and(|first| first.line == tokens[unit].line);
    (unit > 0 && is_row).then_some(behind)
}

/// The tokens behind a year that ends words which are not known, where none of the others has a year or the last has one: the
/// first year is not theirs. `Kasgeldlimiet 2023 1e kwartaal 2e kwartaal`.
fn behind_year_of_title(tokens: &[Token]) -> Option<&[Token]> {
    let is_year = |token: &Token| matches!(token.item.what, What::Period(1..));
    let year = tokens.iter().position(|token| token.item.what != What::Other)?;
    let (first, rest) = (tokens.get(year)?, tokens.get(year + 1..)?);
    let is_one_line = rest.iter().all(|token| token.line == tokens[0].line);
    let is_named = rest.first().is_some_and(|next| matches!(next.item.what, What::Measure(..)));
    let have_years = !rest.iter().any(is_year) || rest.last().is_some_and(is_year);
    (year > 0 && is_year(first) && is_one_line && is_named && have_years).then_some(rest)
}

/// What one cell says of its column, wherever its words stand.
pub(crate) fn describe_cell(source: &Source<'_>, cell: &Head) -> Named {
    let mut tokens = tokens(source, &[Cow::Borrowed(cell)]);
    for token in &mut tokens {
        token.edge = Edge::Space;
    }
    let mut named = Named::default();
    let mut is_first = true;
    for token in tokens {
        named.attach(source, token.item, is_first);
        is_first = false;
    }
    named
}

/// What parts an item from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// A space.
    Space,
    /// The end of a line, which can be the end of a cell.
    Line,
    /// The end of a cell.
    Cell,
}

/// An item, what stands before it, and its cell.
#[derive(Clone, Copy, Debug)]
struct Token {
    item: Item,
    edge: Edge,
    line: usize,
}

fn tokens(source: &Source<'_>, cells: &[Cow<'_, Head>]) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut line = 0;
    for cell in cells {
        let Head { span, ref items, .. } = **cell;
        if is_formula(source.slice(span)) {
            continue;
        }
        let mut end = span.start;
        line += 1;
        for &item in items {
            let between = source.slice(Span::new(end, item.span.start.max(end)));
            let edge = if item.span.start == span.start || item.glued {
                Edge::Cell
            } else if between.contains('\n') {
                Edge::Line
            } else {
                Edge::Space
            };
            line += usize::from(edge != Edge::Space);
            tokens.push(Token { item, edge, line });
            end = item.span.end;
        }
    }
    tokens
}

/// `a`, `c = a + b`: how a column is computed.
pub(crate) fn is_formula(text: &str) -> bool {
    let text = text.trim();
    let mut letters = text.bytes().filter(u8::is_ascii_alphabetic);
    let alone = text.len() == 1 && text.bytes().all(|b| b.is_ascii_lowercase());
    alone
        || (text.contains('=')
            && !text.is_empty()
            && letters.all(|b| b.is_ascii_lowercase())
            && text.split(|c: char| !c.is_ascii_alphabetic()).all(|word| word.len() < 2))
}

fn heads(what: What) -> bool {
    matches!(what, What::Measure(..) | What::Period(_))
}

/// Whether a modifier may say more of it: `Bijgestelde begroting`.
fn takes_modifier(measure: Measure) -> bool {
    matches!(measure, Measure::Begroting | Measure::Raming)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::Place;
    use crate::vocabulary::{Role, Side};

    #[track_caller]
    fn check(text: &str, count: usize, expected: &str) {
        let source = Source::new(text);
        let cells = source.lines().iter().map(|line| source.trim(line.span));
        let cells: Vec<Cow<'_, Head>> = cells
            .filter(|line| !line.is_empty())
            .map(|line| Cow::Owned(Head::new(&source, line, Place::Open)))
            .collect();
        let told = columns(&source, &cells, count, false).map(|columns| {
            let parts: Vec<String> = columns
                .iter()
                .map(|named| {
                    let column = &named.column;
                    let measure = column.measure.map_or("", Measure::code);
                    let side = column.side.map_or("", Side::code);
                    let year = column.year.map_or(String::new(), |year| year.to_string());
                    [measure, side, &year]
                        .into_iter()
                        .filter(|part| !part.is_empty())
                        .collect::<Vec<_>>()
                        .join(" ")
                })
                .collect();
            parts.join(" | ")
        });
        assert_eq!(told.as_deref().unwrap_or("nothing"), expected);
    }

    #[test]
    fn names_break_over_lines_before_their_dates() {
        let header = "Complex Boekwaarde\n31-12-2019\nInvesteringen\n2020\nVoorziening\nverlies\nBalanswaarde\n31-12-2020";
        check(header, 4, "stand 2019 | 2020 |  | stand 2020");
        check(&format!("(bedragen x € 1.000)\n{header}"), 4, "stand 2019 | 2020 |  | stand 2020");
        check(header, 5, "nothing");
        check("Afdeling Formatie\n1-1-2022\nBezetting\n31-12-2022\nOpen", 3, "2022 | 2022 | ");
        // Dates below all names are not told apart by lines.
        check("Afdeling Formatie\nBezetting\n1-1-2022\n31-12-2022", 2, "2022 | 2022");
    }

    #[test]
    fn a_change_of_a_budget_behind_it_is_no_column() {
        let sides = "Lasten Baten Lasten Baten Lasten Baten";
        let names = "Rekening 2021 Begroting 2022 incl. 1e wijziging Ontwerpbegroting 2023";
        let expected = "realisatie lasten 2021 | realisatie baten 2021 | begroting_bijgesteld lasten 2022 | \
            begroting_bijgesteld baten 2022 | begroting lasten 2023 | begroting baten 2023";
        check(
            &format!("Overzicht van baten en lasten (bedragen in € 1.000) {names}\n{sides}"),
            6,
            expected,
        );
        check(&format!("{names}\n{sides}"), 6, expected);
    }

    #[test]
    fn a_small_word_behind_a_budget_says_which_it_is() {
        let names = "Rekening 2018\nBegroting 2019 oorspronkelijk\nBegroting 2019 gewijzigd";
        let expected = "realisatie 2018 | begroting_primitief 2019 | begroting_bijgesteld 2019";
        check(names, 3, expected);
        check(&names.replace('\n', " "), 3, expected);
        let cell = "Begroting 2019 oorspronkelijk\nVoorstel\nRekening 2019";
        check(&format!("Taakveld\n\n{cell}"), 3, "begroting_primitief 2019 |  | realisatie 2019");
    }

    #[test]
    fn sides_stand_below_all_names_but_balances_and_differences() {
        let expected = "begroting_bijgesteld baten 2021 | begroting_bijgesteld lasten 2021 | realisatie baten 2021 | \
            realisatie lasten 2021 | afwijking saldo";
        let names = "Begroting 2021 na wijziging Rekening 2021 Saldo afwijking";
        let sides = "x € 1.000 Baten Lasten Baten Lasten";
        check(&format!("{names}\n{sides}"), 5, expected);
        check(&format!("{names}\n{sides}"), 6, "nothing");
        let cells = "Programma\n\nBegroting 2021 na wijziging\n\nRekening 2021\n\nVerschil saldo\n\nProduct";
        let below = sides.replace("x € 1.000", "").replace(' ', "\n\n");
        check(&format!("{cells}{below}"), 5, expected);
    }

    #[test]
    fn movements_stand_below_the_change_between_balances() {
        let names = "Stand\n1-1-2021\n\nMutaties 2021\n\nStand\n31-12-2021";
        let parts = "Toevoeging\n\nOnttrekking\n\nVrijval";
        let expected =
            "stand 2021 | toevoeging 2021 | onttrekking 2021 | vrijval 2021 | stand 2021";
        check(&format!("{names}\n\n{parts}"), 5, expected);
        check(&format!("{names}\n\n{parts}"), 4, "nothing");
        let more = names.replace("Mutaties", "Bestemming resultaat 2020\n\nMutaties");
        let expected = expected.replacen(" | ", " | mutatie 2020 | ", 1);
        check(&format!("Omschrijving\n\n{more}\n\n{parts}"), 6, &expected);
        let within = format!("{names}\n\nBestemming resultaat 2020\n\n{parts}");
        let expected = "stand 2021 | mutatie 2021 | toevoeging 2021 | onttrekking 2021 | vrijval 2021 | stand 2021";
        check(&within, 6, expected);
    }

    #[test]
    fn dates_below_other_names_are_of_the_balances() {
        let names = "Boekwaarde\nBestemming\nToevoeging\nOnttrekking\nBoekwaarde";
        let expected = "stand 2020 |  | toevoeging | onttrekking | stand 2020";
        check(&format!("{names}\n01-01-2020\nresultaat 2019\n31-12-2020"), 5, expected);
        check(&format!("{names}\n01-01-2020\n31-12-2020"), 5, expected);
        check(&format!("{names}\n01-01-2020\nStand 2019\n31-12-2020"), 5, "nothing");
    }

    #[test]
    fn years_are_divided_where_one_is_left_out() {
        let names = "Indicator\nRealisatie\nStreefwaarde\n";
        let expected = "realisatie 2018 | realisatie 2019 | streefwaarde 2021 | streefwaarde 2025";
        check(&format!("{names}2018\n2019\n2021\n2025"), 4, expected);
        check(&format!("{names}2018\n2019\n2020\n2025"), 4, "2018 | 2019 | 2020 | 2025");
    }

    #[test]
    fn years_are_of_the_measure_beside_a_benchmark() {
        let expected = "realisatie 2019 | realisatie 2020 | benchmark";
        check("Indicator\nRealisatie\nNederland\n2019\n2020", 3, expected);
        let first = "benchmark | realisatie 2019 | realisatie 2020";
        check("Indicator\nNederland\nRealisatie\n2019\n2020", 3, first);
    }

    #[test]
    fn halves_of_a_name_stand_in_the_row_above_and_in_that_of_the_years() {
        let years = "2018\n2019\n2022";
        let open = "nulmeting | 2018 | 2019 | 2022";
        check(&format!("Indicator\nNul\nRealisatie\nDoelen\nwaarde\n{years}"), 4, open);
        let one = "nulmeting | streefwaarde 2018 | streefwaarde 2019 | streefwaarde 2022";
        check(&format!("Indicator\nNul\nStreefwaarde\nmeting\n{years}"), 4, one);
        let two = "streefwaarde |  | 2018 | 2019 | 2022";
        let names = "Indicator\nStreef\nJaar\nWerkelijk\nBegroting\nwaarde\nrealisatie";
        check(&format!("{names}\n{years}"), 5, two);
        // What is no word together has no halves.
        check(&format!("Indicator\nOud\nRealisatie\nDoelen\nmeting\n{years}"), 4, "nothing");
    }

    #[test]
    fn years_may_stand_before_their_initials_in_a_line() {
        check(
            "Omschrijving 2019 JR 2020 B 2021 B",
            3,
            "realisatie 2019 | begroting 2020 | begroting 2021",
        );
        check(
            "Omschrijving JR 2019 B 2020 B 2021",
            3,
            "realisatie 2019 | begroting 2020 | begroting 2021",
        );
    }

    #[test]
    fn a_year_behind_words_that_are_not_known_may_be_theirs() {
        let expected = "begroting 2023 | realisatie 2023";
        check("Kasgeldlimiet 2023 Begroting 2023 Rekening 2023", 2, expected);
        check("Kasgeldlimiet 2023 1e wijziging 2e wijziging", 2, "mutatie | mutatie");
        // Here years may stand before their measures.
        check("Kasgeldlimiet 2022 Begroting 2023 Rekening", 2, "nothing");
    }

    #[test]
    fn years_in_a_row_are_none_of_the_words_before_them() {
        check("Naam indicator Bron 2017 2018 2019", 4, " | 2017 | 2018 | 2019");
        check("Maatregel Bron 2017 2018", 3, " | 2017 | 2018");
        check("Naam indicator Bron 2017 2018 2019", 3, "2017 | 2018 | 2019");
    }

    #[test]
    fn sides_stand_below_measures_and_years() {
        let header = "Begroting\n\nProgramma\n\nRekening\n\nBegroting\n\nbedragen x € 1.000\n\n2017\n\n2018\n\n(\"-\"=nadeel)\n\nbaten\n\nlasten\n\nbaten\n\nlasten";
        let expected = "realisatie baten 2017 | realisatie lasten 2017 | begroting baten 2018 | begroting lasten 2018";
        check(header, 4, expected);
        check(header, 5, "nothing");
        check(
            "Rekening 2022\n\nSaldo 2022\n\nLasten\n\nBaten\n\nLasten\n\nBaten\n\nTotaal",
            5,
            "realisatie lasten 2022 | realisatie baten 2022 | lasten 2022 | baten 2022 | 2022",
        );
    }

    #[test]
    fn years_may_stand_above_the_measures_over_sides() {
        let header = "Programma\n\n2017\n\n2018\n\n(x € 1.000)\n\nRekening\n\nBegroting\n\nbaten\n\nlasten\n\nbaten\n\nlasten";
        let expected = "realisatie baten 2017 | realisatie lasten 2017 | begroting baten 2018 | begroting lasten 2018";
        check(header, 4, expected);
        let three = header.replace("Programma", "Programma\n\n2016");
        check(&three, 4, "nothing");
    }

    #[test]
    fn a_year_alone_may_be_a_cell_beside_years_with_their_measures() {
        let expected = "2021 | begroting 2022 | 2022";
        check("Kengetal\n\n2021\n\n2022 begroot\n\n2022", 3, expected);
        check("2021\n\n2022 begroot\n\n2022", 3, expected);
        check("Kengetal 2021 2022 begroot 2022", 3, "2021 | 2022 | begroting 2022");
    }

    #[test]
    fn a_side_behind_the_year_is_of_the_column_where_more_lines_end_so() {
        check(
            "Taakveld\nBegroting 2021 lasten\nBegroting 2021 baten\nRekening 2021 Lasten",
            3,
            "begroting lasten 2021 | begroting baten 2021 | realisatie lasten 2021",
        );
        check(
            "Taakveld\nBegroting 2021 Saldo\nRekening 2021",
            3,
            "begroting 2021 | saldo | realisatie 2021",
        );
    }

    #[test]
    fn each_name_in_a_line_may_say_its_side() {
        let expected = "realisatie lasten 2021 | realisatie baten 2021 | begroting_bijgesteld lasten 2022 | \
            begroting_bijgesteld baten 2022";
        let names = "Rekening 2021 Lasten Rekening 2021 Baten Begroting 2022 na wijziging Lasten Begroting 2022 na wijziging Baten";
        check(names, 4, expected);
        check(&format!("Programma {names}"), 4, expected);
        check(
            "Lasten rekening 2021 Baten rekening 2021 Lasten begroting 2022 Baten begroting 2022",
            4,
            "realisatie lasten 2021 | realisatie baten 2021 | begroting lasten 2022 | begroting baten 2022",
        );
        check(&format!("{names} Saldo"), 5, "nothing");
    }

    #[test]
    fn words_below_two_cells_between_days_divide_them() {
        let tops = "Stand 1-1-2021\n\nVermeerdering\n\nVermindering\n\nStand 31-12-2021";
        let parts = "toevoeging\n\nbesluit 2020\n\nonttrekking";
        check(
            &format!("Naam\n\n{tops}\n\n{parts}"),
            5,
            "stand 2021 | toevoeging | 2020 | onttrekking | stand 2021",
        );
        // Nothing says where the parts of the second begin.
        check(&format!("Naam\n\n{tops}\n\ntoevoeging\n\nrente\n\nbesluit 2020"), 5, "nothing");
    }

    #[test]
    fn words_that_repeat_below_two_cells_may_hold_a_year() {
        check(
            "Stand 31-12-2020 Toevoeging Onttrekking Stand 31-12-2021\nBesluit 2020 Overig Besluit 2020 Overig",
            6,
            "stand 2020 | toevoeging | toevoeging | onttrekking | onttrekking | stand 2021",
        );
    }

    #[test]
    fn the_word_for_labels_may_stand_between_measures_and_years() {
        let (measures, years) = ("Rekening\n\nBegroting na wijziging", "2019\n\n2020");
        let sides = "Lasten\n\nBaten\n\nLasten\n\nBaten";
        let expected = "realisatie lasten 2019 | realisatie baten 2019 | begroting_bijgesteld lasten 2020 | \
            begroting_bijgesteld baten 2020";
        check(
            &format!("{measures}\n\nProgramma\n\n{years}\n\n(x € 1.000)\n\n{sides}"),
            4,
            expected,
        );
        check(&format!("{years}\n\nProgramma\n\n{measures}\n\n{sides}"), 4, expected);
        let plain = "realisatie 2019 | begroting_bijgesteld 2020";
        check(&format!("{years}\n\nProgramma\n\n{measures}"), 2, plain);
        check(
            &format!("2018\n\n{years}\n\nProgramma\n\n{measures}"),
            2,
            "realisatie | begroting_bijgesteld",
        );
    }

    #[test]
    fn each_measure_has_its_year_where_one_is_divided() {
        let names = "Rekening\nBegroting\nRekening\nVerschil\nPrimitief\nNa wijziging";
        check(
            &format!("Omschrijving\n2020\n2021\n2021\n{names}"),
            5,
            "realisatie 2020 | begroting_primitief 2021 | begroting_bijgesteld 2021 | realisatie 2021 | afwijking",
        );
        check(
            &format!("Omschrijving\n2018\n2019\n2020\n2021\n2022\n{names}"),
            5,
            "realisatie | begroting_primitief | begroting_bijgesteld | realisatie | afwijking",
        );
    }

    #[test]
    fn a_name_too_many_in_a_line_heads_the_labels() {
        let names = "Stand 1-1-2020 Storting Gespaarde rente Stand 31-12-2020";
        let expected = "stand 2020 | toevoeging |  | stand 2020";
        check(&format!("Potjes {names}"), 4, expected);
        check(&format!("Potjes Kassen {names}"), 4, "nothing");
    }

    #[test]
    fn a_part_of_a_column_has_its_measure_and_year() {
        check(
            "Totaal begroting 2022\n\nwaarvan incidenteel\n\nlasten\n\nbaten\n\nlasten\n\nbaten",
            4,
            "begroting lasten 2022 | begroting baten 2022 | begroting lasten 2022 | begroting baten 2022",
        );
        check("Begroting 2022\n\nincidenteel\n\nlasten\n\nbaten\n\nlasten\n\nbaten", 4, "nothing");
    }

    #[test]
    fn cells_that_are_divided_have_two_parts_each_where_these_are_twice_as_many() {
        let parts = "Stand 1-1-2020\n\nToevoegingen\n\nOnttrekkingen\n\nStand 31-12-2020\n\nrente\n\nstorting\n\nuitname\n\nvrijval";
        check(
            parts,
            6,
            "stand 2020 | toevoeging | toevoeging | onttrekking | vrijval | stand 2020",
        );
        check(
            &format!("{parts}\n\noverig"),
            7,
            "stand 2020 |  | toevoeging | onttrekking | vrijval |  | stand 2020",
        );
        check(&format!("{parts}\n\noverig"), 8, "nothing");
    }

    #[test]
    fn a_second_word_for_labels_heads_words_where_there_is_one_column_more() {
        let header = "Taakveld Programma Realisatie 2021 Begroting 2022";
        check(header, 3, " | realisatie 2021 | begroting 2022");
        check(header, 2, "realisatie 2021 | begroting 2022");
        check(header, 4, "nothing");
        check(&header.replace(" Programma", ""), 3, "nothing");
    }

    #[test]
    fn a_word_for_labels_behind_the_values_heads_words() {
        let names = "Taakveld\n\nRekening 2020\n\nBegroting 2021\n\nProgramma";
        check(names, 3, "realisatie 2020 | begroting 2021 | ");
        check(names, 2, "realisatie 2020 | begroting 2021");
    }

    #[test]
    fn words_behind_the_names_may_stand_in_the_cells_before_them() {
        let header =
            "Baten en lasten van wegen (x € 1.000)Begroting\n2021\nRekening\n2021\nVerschilV/N";
        check(header, 3, "begroting 2021 | realisatie 2021 | afwijking");
    }

    #[test]
    fn a_name_with_the_scale_of_all_amounts_is_a_title() {
        check(
            "Meerjarenbegroting (x € 1.000)\n\nRekening\n\nBegroting\n\n2016\n\n2017",
            2,
            "realisatie 2016 | begroting 2017",
        );
    }

    #[test]
    fn a_first_word_before_years_heads_the_labels_where_it_is_one_too_many() {
        check("Categorie\n\nEenheid\n\n2017\n\n2018", 3, " | 2017 | 2018");
        check("Categorie\n\nEenheid\n\n2017\n\n2018", 4, " |  | 2017 | 2018");
    }

    #[test]
    fn what_was_before_all_years_has_none() {
        check(
            "Indicator\n\nNulmeting (jaar)\n\nRealisatie\n\nStreefwaarde\n\n2018\n\n2020",
            3,
            "nulmeting | realisatie 2018 | streefwaarde 2020",
        );
    }

    #[test]
    fn small_words_in_brackets_on_a_line_say_more_of_the_name_above() {
        let names = "Indicator Nulmeting\n(jaar)\nRealisatie\n2020\nStreefwaarde\n2023\nBron";
        check(names, 4, "nulmeting | realisatie 2020 | streefwaarde 2023 | ");
        check("Indicator\nNulmeting\n(jaar)\nRealisatie", 2, "nulmeting | realisatie");
        // Those with a capital may be a column.
        check("Indicator\nNulmeting\n(Gemeente)\nRealisatie", 3, "nulmeting |  | realisatie");
    }

    #[test]
    fn a_year_in_brackets_is_of_the_measure_before_it() {
        let header = "Indicator Nulmeting\n(2015)\nRealisatie\n2020\nStreefwaarde\n2025\nBron";
        let expected = "nulmeting 2015 | realisatie 2020 | streefwaarde 2025 | ";
        check(&header.replace('\n', " "), 4, expected);
        let source = Source::new(header);
        let cell = Head::new(&source, Span::at(0, header.len()), Place::Open);
        let named = columns(&source, &[Cow::Owned(cell)], 4, false).unwrap();
        let years: Vec<_> = named.iter().map(|named| named.column.year).collect();
        assert_eq!(years, [Some(2015), Some(2020), Some(2025), None]);
    }

    #[test]
    fn years_begin_anew_below_each_measure() {
        let two = "Indicator\n\nRealisatie\n\nStreefwaarde\n\n2018\n\n2019";
        let expected = "realisatie 2018 | realisatie 2019 | streefwaarde 2019 | streefwaarde 2022";
        check(&format!("{two}\n\n2019\n\n2022"), 4, expected);
        // They go on, or begin anew too often.
        check(&format!("{two}\n\n2020\n\n2022"), 4, "2018 | 2019 | 2020 | 2022");
        check(&format!("{two}\n\n2019\n\n2019"), 4, "2018 | 2019 | 2019 | 2019");
        // Down from the last one.
        check(
            "Indicator\n\nRealisatie\n\nStreefwaarde\n\n2019\n\n2018\n\n2020",
            3,
            "2019 | 2018 | 2020",
        );
        let before = "Indicator\n\nNulmeting\n\nRealisatie\n\nStreefwaarde\n\njaar\n\nwaarde";
        check(
            &format!("{before}\n\n2018\n\n2019\n\n2019\n\n2022"),
            6,
            &format!(" | nulmeting | {expected}"),
        );
    }

    #[test]
    fn names_behind_a_unit_begin_a_line_of_their_own() {
        check(
            "Saldo na wijziging\nbedragen x € 1.000 Rekening 2020 Begroting 2021",
            2,
            "realisatie 2020 | begroting 2021",
        );
        let names =
            "Vaste activa ultimo jaar (bedragen x € 1.000) Rekening 2020 Begroting 2021 2022";
        check(names, 3, "realisatie 2020 | begroting 2021 | 2022");
        check(names, 2, "nothing");
    }

    #[test]
    fn measures_stand_below_as_many_years() {
        let expected = "realisatie 2018 | realisatie 2019 | begroting 2020";
        let header = "2018\n\n2019\n\n2020\n\nRealisatie\n\nRealisatie\n\nBegroting";
        check(header, 3, expected);
        check(&format!("Eenheid\n\nAantal per jaar\n\n{header}"), 3, expected);
        check(&format!("2017\n\n{header}"), 3, "nothing");
    }

    #[test]
    fn titles_and_labels_head_no_column() {
        check(
            "Begroting 2020\n\nIndicator\n\nWerkelijk\n\n2017\n\nBegroting\n\n2019\n\nStreefwaarde",
            3,
            "realisatie 2017 | begroting 2019 | streefwaarde",
        );
        check(
            "Taakvelden: Lasten (bedragen * € 1.000)\n\nProgr.\n\nRekening 2018\n\nVerschil rekening t.o.v. begroting",
            3,
            " | realisatie 2018 | afwijking",
        );
    }

    #[test]
    fn a_header_without_spaces_is_read_by_its_capitals() {
        check(
            "Overzicht van baten en lastenRekening2022/LastenRekening2022/BatenBegroting2023primitief/Lasten",
            3,
            "realisatie lasten 2022 | realisatie baten 2022 | begroting_primitief lasten 2023",
        );
        check(
            "KadesOorspr.Begroting2020BijgesteldeBegroting2020Realisatie2020Afwijking",
            4,
            "begroting_primitief 2020 | begroting_bijgesteld 2020 | realisatie 2020 | afwijking",
        );
    }

    #[test]
    fn words_with_a_capital_are_names_where_they_are_as_many_as_columns() {
        let line = "Stand 1-1-2020 Bij Af Stand 31-12-2020";
        check(line, 4, "stand 2020 |  |  | stand 2020");
        check(line, 3, "nothing");
        check("x € 1 Beschikt 2022 Vastgesteld 2022 Verschil", 3, "2022 | 2022 | afwijking");
        check("Omschrijving Budget Besteed Restant", 3, " |  | stand");
        // The first word may head the labels, and the last go on.
        check("Regeling Beschikt 2022 Verschil", 3, "nothing");
        check("Beschikt 2022 Verschil Anders", 3, "nothing");
    }

    #[test]
    fn dates_begin_anew_below_each_name() {
        let names = "Verbonden partij\nBijdrage\nEigen vermogen\nResultaat\n";
        let dates = "2021\n2022\n1-1-2021\n31-12-2021\n2021";
        let expected = "2021 | 2022 | stand 2021 | stand 2021 | saldo 2021";
        check(&format!("{names}{dates}"), 5, expected);
        // With one name less it is not told which they are of.
        let years = "2021 | 2022 | 2021 | 2021 | 2021";
        check(&format!("Verbonden partij\nEigen vermogen\nResultaat\n{dates}"), 5, years);
    }

    #[test]
    fn nothing_moves_on_a_day() {
        let year = "2022 | toevoeging | onttrekking | 2022";
        check("Reserve1-1-2022ToevoegingOnttrekking31-12-2022", 4, year);
        check("1-1-2022 Toevoeging Onttrekking 31-12-2022", 4, year);
        check("Toevoeging t/m 31-12-2022 Onttrekking", 2, "toevoeging 2022 | onttrekking");
        check(
            "Saldo 31-12-2021 Storting Onttrekking Saldo 31-12-2022",
            4,
            "saldo 2021 | toevoeging | onttrekking | saldo 2022",
        );
    }

    #[test]
    fn a_title_may_go_on_into_the_first_name() {
        check(
            "Overzicht van baten en lasten Kades Oorspr. Begroting 2020 Realisatie 2020 Afwijking",
            3,
            "begroting_primitief 2020 | realisatie 2020 | afwijking",
        );
        // A budget is not taken without the word that says which.
        check(
            "Overzicht van baten en lasten Kades Oorspr.\nBegroting\n2020\nRealisatie\n2020",
            2,
            "nothing",
        );
        // What is left of a budget is no budget.
        check("Restant begroting 2020\n\nRealisatie 2020", 2, "stand 2020 | realisatie 2020");
    }

    #[test]
    fn a_comparison_at_the_end_of_a_line_is_one_name() {
        check(
            "Progr. Rekening 2018 Begroting na 3e wijziging 2020 Verschil rekening t.o.v. begroting 2020",
            4,
            " | realisatie 2018 | begroting_bijgesteld 2020 | afwijking 2020",
        );
    }

    /// A new municipality's word is one line of a data file.
    #[test]
    fn each_word_for_a_measure_names_a_column() {
        for (phrase, role) in ontleed_terms::column_phrases() {
            let Role::Measure(Some(measure), side) = role else { continue };
            let source = Source::new(phrase);
            let head = Head::new(&source, Span::at(0, phrase.len()), Place::Open);
            let column = describe_cell(&source, &head).column;
            assert_eq!((column.measure, column.side), (Some(measure), side), "{phrase}");
        }
    }

    #[test]
    fn a_name_may_go_on_in_the_next_line() {
        check(
            "Omschrijving\n\nRealisatie 2018\n\nResultaat afgeronde",
            2,
            "realisatie 2018 | saldo",
        );
        let source = Source::new("Resultaat afgeronde\ninvesteringen 31-12-2018");
        let cell = Span::at(0, source.text().len());
        let cell = Cow::Owned(Head::new(&source, cell, Place::Open));
        let named = columns(&source, &[cell], 1, true).unwrap();
        assert_eq!((named[0].column.year, named[0].column.label.len()), (Some(2018), 4));
    }

    #[test]
    fn no_title_stands_between_the_labels_and_the_columns() {
        let heads = "Omschrijving\n\nBegroting Zuid\n\nRealisatie 2018\n\nVerschil";
        check(heads, 3, "begroting | realisatie 2018 | afwijking");
        check(heads, 2, "nothing");
    }

    #[test]
    fn names_that_do_not_fit_name_nothing() {
        check("Programma\n\nRekening 2019\n\nBegroting 2020", 3, "nothing");
        check("Rekening 2019", 0, "nothing");
        check("Begroting\n\nprimitief\n\ngewijzigd\n\nprimitief\n\ngewijzigd", 2, "nothing");
        check("Indicator\n\nRealisatie\n\nStreef\n\n2012\n\n2013\n\n2014", 3, "2012 | 2013 | 2014");
    }
}
