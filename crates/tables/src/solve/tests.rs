//! Small tables with known cells.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::notation::{self, Rules};
use super::{
    Outcome, Problem, Relation, RelationKind, Row, RowSolution, Solution, Source, Status, Tail,
    Value, Verdict, solve,
};

/// Rows as text: with bars the cells are given (an empty one is proven to be empty), with `~` given but with some
/// dropped, with `^` given with dashes that may be signs, otherwise they are glued.
fn solved(columns: &[usize], rows: &[&str]) -> Solution {
    solve(&problem(columns, rows))
}

fn problem<'a>(columns: &[usize], rows: &[&'a str]) -> Problem<'a> {
    let tail = |row: &&'a str| {
        if row.is_empty() {
            Tail::None
        } else if row.contains('^') {
            Tail::Dashed(row.split('^').map(value).collect())
        } else if row.contains(['|', '~']) {
            Tail::Cells(row.split(['|', '~']).map(value).collect())
        } else {
            Tail::Glued { text: row, label_ends: vec![0] }
        }
    };
    let rows = rows.iter().map(|row| Row { tail: tail(row), ..Row::default() }).collect();
    Problem { rows, columns: columns.to_vec(), ..Problem::default() }
}

fn value(text: &str) -> Option<Value> {
    let mut found = Value::OPAQUE;
    let rules = Rules { undotted: true, ..Rules::default() };
    notation::tokens(text, 0, rules, &mut |token| {
        if token.end == text.len() {
            found = token.value;
        }
    });
    let is_year = text.len() == 4 && text.starts_with("20");
    (!text.is_empty()).then_some(Value { is_year, ..found })
}

/// The cells of the reading ranked first, as printed; `?` before it when the row is ambiguous.
fn shown(row: &str, solution: &RowSolution) -> String {
    let mark = if solution.status == Status::Ambiguous { "?" } else { "" };
    let Some(reading) = solution.readings.first() else { return format!("{mark}none") };
    let given: Vec<&str> = row.split(['|', '~', '^']).collect();
    let cells: Vec<String> = reading
        .cells
        .iter()
        .map(|cell| match cell.map(|cell| cell.source) {
            Some(Source::Span(start, end)) => row[start as usize..end as usize].to_owned(),
            Some(Source::Given(at)) => given[at as usize].to_owned(),
            Some(Source::Signed(at)) => format!("-{}", given[at as usize + 1]),
            None => String::new(),
        })
        .collect();
    format!("{mark}{}", cells.join("|"))
}

/// Solves the left sides and compares with the right sides; `?` alone means ambiguous, whatever comes first.
fn check(columns: &[usize], rows: &[(&str, &str)]) -> Solution {
    let texts: Vec<&str> = rows.iter().map(|row| row.0).collect();
    let solution = solved(columns, &texts);
    for ((text, expected), row) in rows.iter().zip(&solution.rows) {
        if *expected == "?" {
            assert_eq!(Status::Ambiguous, row.status, "{text}: {row:#?}");
        } else if !text.is_empty() {
            assert_eq!(*expected, shown(text, row), "{text}");
        }
    }
    solution
}

/// The programme of a yearly report: budget, revised budget, outcome, difference.
#[test]
fn a_difference_column_and_a_tree_cut_the_group_rows() {
    let solution = check(
        &[4],
        &[
            ("6431.8522.140288", "643|1.852|2.140|288"),
            ("221|1.298|1.395|97", "221|1.298|1.395|97"),
            ("421|554|745|191", "421|554|745|191"),
            ("90.32298.82394.469-4.353", "90.322|98.823|94.469|-4.353"),
            ("7.949|11.404|11.852|448", "7.949|11.404|11.852|448"),
            ("61|483|957|474", "61|483|957|474"),
            ("48|133|167|34", "48|133|167|34"),
            ("7.840|10.787|10.727|-59", "7.840|10.787|10.727|-59"),
            ("172|779|872|92", "172|779|872|92"),
            ("172|779|872|92", "172|779|872|92"),
            ("82.201|86.640|81.746|-4.894", "82.201|86.640|81.746|-4.894"),
            ("46.783|49.478|44.538|-4.939", "46.783|49.478|44.538|-4.939"),
            ("0|0|0|0", "0|0|0|0"),
            ("0|0|66|66", "0|0|66|66"),
            ("0|0|49|49", "0|0|49|49"),
            ("35.418|37.162|37.092|-70", "35.418|37.162|37.092|-70"),
            ("-89.679|-96.970|-92.329|4.642", "-89.679|-96.970|-92.329|4.642"),
            ("-89.679|-96.970|-92.329|4.642", "-89.679|-96.970|-92.329|4.642"),
            ("02.398321-2.077", "0|2.398|321|-2.077"),
            ("0|2.398|321|-2.077", "0|2.398|321|-2.077"),
            ("-89.679|-94.573|-92.008|2.565", "-89.679|-94.573|-92.008|2.565"),
        ],
    );
    assert!(solution.relations.iter().all(|relation| relation.outcome == Outcome::Holds));
    assert_eq!(vec![Verdict::Confirmed; 4], solution.rows[0].verdicts);
}

/// Cells that a space separates, of which some were dropped.
#[test]
fn of_readings_that_stay_open_those_of_like_figures_rank_first() {
    check(
        &[5],
        &[
            ("5%5%4%5%5%", "5%|5%|4%|5%|5%"),
            ("612,4619,8608,3610,0615,0", "?612,4|619,8|608,3|610,0|615,0"),
            ("6,97,07,3", "?6,9|7,0|7,3||"),
            ("12,4%11,8%11,0%", "?12,4%|11,8%|11,0%||"),
        ],
    );
}

#[test]
fn a_dash_before_a_number_is_its_sign_where_sums_say_so() {
    check(
        &[3],
        &[
            ("245|20|-225", "245|20|-225"),
            ("242^-^242", "242||-242"),
            ("-^30^30", "-|30|30"),
            ("296|9|-287", "296|9|-287"),
            ("30|191|161", "30|191|161"),
            ("813|250|-563", "813|250|-563"),
        ],
    );
    // Nothing tells.
    check(&[3], &[("245|20|18", "245|20|18"), ("242^-^242", "?"), ("7~5", "?")]);
}

/// What the rows say of the first columns does not keep them from breaking a sum of the others where they lost cells.
#[test]
fn rows_that_lost_cells_of_the_second_sum_obey_it() {
    check(
        &[6],
        &[
            ("257|109|-148|46|105|59", "257|109|-148|46|105|59"),
            ("232|100|-132|10|146|136", "232|100|-132|10|146|136"),
            ("175|99|-76|210|78|-132", "175|99|-76|210|78|-132"),
            ("277|31|-246|191|122|-69", "277|31|-246|191|122|-69"),
            ("12|45|33|231|117|-114", "12|45|33|231|117|-114"),
            ("279^51^-^228^39^-^39", "279|51|-228|39||-39"),
            ("96^60^-^36^54^-^54", "96|60|-36|54||-54"),
        ],
    );
}

/// `-20.629` may be a dash and a number as well.
#[test]
fn a_minus_that_may_be_a_dash_for_nil_proves_nothing() {
    check(
        &[2],
        &[("14.01536.124", "14.015|36.124"), ("-20.629", "?"), ("14.01556.753", "14.015|56.753")],
    );
    check(
        &[3],
        &[("265-265", "?"), ("1.057|416|1.473", "1.057|416|1.473"), ("280|98|378", "280|98|378")],
    );
    let lasten = ["10.589|2.591|-7.998", "7.535|3.300|-4.235", "27.538|6.144|-21.394"];
    let given = lasten.map(|row| (row, row));
    check(&[3], &[given[0], given[1], given[2], ("45.66212.035-33.627", "45.662|12.035|-33.627")]);
}

/// A difference that is taken the other way in some rows explains less than cells that they lost.
#[test]
fn rows_lost_cells_rather_than_turned_a_difference() {
    check(
        &[3],
        &[
            ("830|168|-662", "830|168|-662"),
            ("2057|936|-1121", "2057|936|-1121"),
            ("2721^-^2721", "2721||-2721"),
            ("631^-^631", "631||-631"),
            ("2554|1489|-1065", "2554|1489|-1065"),
            ("1871|482|-1389", "1871|482|-1389"),
            ("2427|1325|-1102", "2427|1325|-1102"),
            ("13091|4400|-8691", "13091|4400|-8691"),
        ],
    );
}

/// Cut in the same place, numbers that add up whole add up in parts.
#[test]
fn a_sum_that_holds_of_whole_numbers_cuts_none() {
    let rows = [("397", "?"), ("500", "?"), ("897", "?"), ("285402", "?")];
    check(&[2], &rows);
    // Not where they are too long for numbers without dots.
    let long = ["220|164|245", "182|294|102", "402|458|347"].map(|cut| (cut.replace('|', ""), cut));
    check(&[3], &long.each_ref().map(|(row, cut)| (row.as_str(), *cut)));
}

/// The programme of each row before its amounts: 7, 8 or 3, and never part of a sum.
#[test]
fn a_column_of_codes_is_cut_off() {
    check(
        &[7],
        &[
            ("713.63111.59212.78512.63411.808826", "7|13.631|11.592|12.785|12.634|11.808|826"),
            ("82.5553.1032.8182.6712.909-238", "8|2.555|3.103|2.818|2.671|2.909|-238"),
            ("71671861832252178", "7|167|186|183|225|217|8"),
            ("31.7732.2472.2522.2842.24440", "3|1.773|2.247|2.252|2.284|2.244|40"),
            ("759862460571165655", "7|598|624|605|711|656|55"),
            (
                "8-6.316-6.337-7.818-7.725-6.032-1.693",
                "8|-6.316|-6.337|-7.818|-7.725|-6.032|-1.693",
            ),
            ("810011312913211715", "8|100|113|129|132|117|15"),
            ("87.1947.1467.8067.7246.917807", "8|7.194|7.146|7.806|7.724|6.917|807"),
            (
                "622.14317.79119.02217.69523.680-5.985",
                "6|22.143|17.791|19.022|17.695|23.680|-5.985",
            ),
            ("321718919921218130", "3|217|189|199|212|181|30"),
            ("314.58714.95912.28012.12812.929-802", "3|14.587|14.959|12.280|12.128|12.929|-802"),
        ],
    );
}

/// Each row begins with a digit that may be a code, and nothing tells the number of columns: no first amount is sure.
#[test]
fn a_column_that_no_one_named_is_doubted() {
    check(
        &[4],
        &[
            ("526.992069.881-69.881", "?"),
            ("493.03214.393014.393", "?"),
            ("362.33386.3081.02285.285", "?"),
            ("714.0599.8436.7483.096", "?"),
            ("936.6841.62630.183-28.557", "?"),
        ],
    );
}

/// A row that moved to the left breaks the balance that it keeps elsewhere.
#[test]
fn rows_that_moved_are_ambiguous() {
    check(
        &[4],
        &[
            ("2.675|144|-153|2.666", "2.675|144|-153|2.666"),
            ("2.433|420|-505|2.348", "2.433|420|-505|2.348"),
            ("1.857|560|-310|2.107", "1.857|560|-310|2.107"),
            ("3.120|415|-290|3.245", "3.120|415|-290|3.245"),
            ("904|333|-121|1.116", "904|333|-121|1.116"),
            ("7.411|1.290|-845|7.856", "7.411|1.290|-845|7.856"),
            ("1.469|7.260|8.729|", "?"),
        ],
    );
}

/// Six years, no column that sums others: only the rows above and below can tell.
#[test]
fn zeros_fill_the_columns() {
    check(
        &[6],
        &[
            ("7.2056.6116.6807.4307.4307.430", "7.205|6.611|6.680|7.430|7.430|7.430"),
            ("4.871|3.889|3.597|4.347|4.347|4.347", "4.871|3.889|3.597|4.347|4.347|4.347"),
            ("2.333|2.722|3.083|3.083|3.083|3.083", "2.333|2.722|3.083|3.083|3.083|3.083"),
            (
                "-133.727|-154.553|-122.483|-112.623|-110.546|-108.849",
                "-133.727|-154.553|-122.483|-112.623|-110.546|-108.849",
            ),
            ("2000000", "20|0|0|0|0|0"),
            ("20|0|0|0|0|0", "20|0|0|0|0|0"),
            (
                "-133.707|-154.553|-122.483|-112.623|-110.546|-108.849",
                "-133.707|-154.553|-122.483|-112.623|-110.546|-108.849",
            ),
        ],
    );
}

#[test]
fn a_total_over_columns_cuts_what_the_notation_leaves_open() {
    let solution = check(
        &[4],
        &[
            ("241|120|0|361", "241|120|0|361"),
            ("Economie40-12028", "40|-12|0|28"),
            ("980|15|42|1.037", "980|15|42|1.037"),
            ("131|-20|16|127", "131|-20|16|127"),
            ("870|12|-58|824", "870|12|-58|824"),
        ]
        .map(|(text, cells)| (text.trim_start_matches("Economie"), cells)),
    );
    let row = solution.relations.iter().find(|relation| relation.target.row == 1);
    let row = row.expect("the row has a relation");
    assert_eq!((RelationKind::Row, Outcome::Holds), (row.kind, row.outcome));
    assert_eq!(vec![Verdict::Confirmed; 4], solution.rows[1].verdicts);
}

#[test]
fn cells_that_left_no_trace_are_placed_by_the_closing_balance() {
    check(
        &[4],
        &[
            ("22.904157-1.11321.948", "22.904|157|-1.113|21.948"),
            ("5974133", "59|74||133"),
            ("80634-67647", "80|634|-67|647"),
            ("387557-231713", "387|557|-231|713"),
            ("7474", "74|||74"),
            ("2.7331.336-1.5322.537", "2.733|1.336|-1.532|2.537"),
            ("58111-67102", "58|111|-67|102"),
            ("1.761-5491.212", "1.761||-549|1.212"),
            ("1.0631.063", "|1.063||1.063"),
            ("5.1523.775-2.4466.481", "5.152|3.775|-2.446|6.481"),
        ],
    );
}

#[test]
fn without_the_total_an_opening_balance_may_be_an_addition() {
    check(
        &[4],
        &[
            ("1.240310-555995", "1.240|310|-555|995"),
            ("860860", "?"),
            ("2.4051.120-3003.225", "2.405|1.120|-300|3.225"),
            ("1.0631.063", "?"),
            ("4.530215-1.2003.545", "4.530|215|-1.200|3.545"),
        ],
    );
}

#[test]
fn percentages_in_turn_with_amounts() {
    check(
        &[4],
        &[
            ("-6425%1.1804%", "-642|5%|1.180|4%"),
            ("-308|34%|26|3%", "-308|34%|26|3%"),
            ("-334|12%|1.154|4%", "-334|12%|1.154|4%"),
            ("3751%3482%", "375|1%|348|2%"),
            ("-200|1%|-63|7%", "-200|1%|-63|7%"),
            ("575|64%|411|52%", "575|64%|411|52%"),
        ],
    );
}

#[test]
fn amounts_in_cents_have_two_decimals_in_all_columns() {
    check(
        &[4, 5],
        &[
            ("412.300,00398.151,14-14.148,8696,6%", "412.300,00|398.151,14|-14.148,86|96,6%"),
            ("96.250,5096.250,500,00100,0%", "96.250,50|96.250,50|0,00|100,0%"),
            ("-48.750,00-51.402,11-2.652,11105,4%", "-48.750,00|-51.402,11|-2.652,11|105,4%"),
        ],
    );
}

#[test]
fn cells_of_one_quantity_have_as_many_decimals() {
    let rows = ["46,447,148,0", "512,3508,8499,0", "2,1n.b.1,9", "6,1n.v.t.n.b."];
    let expected = ["46,4|47,1|48,0", "512,3|508,8|499,0", "2,1|n.b.|1,9", "6,1|n.v.t.|n.b."];
    let solution = solve(&Problem { alike: true, ..problem(&[3], &rows) });
    for ((row, expected), found) in rows.iter().zip(expected).zip(&solution.rows) {
        assert_eq!(shown(row, found), expected);
    }
    assert_eq!(shown(rows[0], &solved(&[3], &rows).rows[0]).find('?'), Some(0));
}

#[test]
fn a_row_of_one_quantity_may_have_decimals_of_its_own() {
    let rows = ["5,1%4,6%5,4%6,2%5,0%", "0,980,710,841,271,00", "612,4615,9621,0634,7831,2"];
    let expected =
        ["5,1%|4,6%|5,4%|6,2%|5,0%", "0,98|0,71|0,84|1,27|1,00", "612,4|615,9|621,0|634,7|831,2"];
    let solution = solve(&Problem { alike: true, ..problem(&[5], &rows) });
    for ((row, expected), found) in rows.iter().zip(expected).zip(&solution.rows) {
        assert_eq!(shown(row, found), expected);
    }
}

/// What holds one quantity in each row has no column of codes before it.
#[test]
fn figures_of_years_do_not_begin_with_a_code() {
    let rows = ["69,368,871,2", "10,210,911,6", "612,4615,9621,0"];
    let expected = ["69,3|68,8|71,2", "10,2|10,9|11,6", "612,4|615,9|621,0"];
    let solution = solve(&Problem { alike: true, ..problem(&[3], &rows) });
    for ((row, expected), found) in rows.iter().zip(expected).zip(&solution.rows) {
        assert_eq!(shown(row, found), expected);
    }
    check(&[3], &[("69,368,871,2", "?"), ("10,210,911,6", "?"), ("12,415,921,0", "?")]);
}

/// Where each row has its own decimals, those that one column has by chance place no cell.
#[test]
fn decimals_of_rows_are_none_of_columns() {
    let rows = ["8,4|8,62|8,9|6,5", "702,15|748,00|781|5,9", "7|7,5|7,25|6,9"];
    let rows = rows.map(|row| (row, row)).into_iter().chain([("11,84~12,10~11,95", "?")]);
    check(&[4], &rows.collect::<Vec<_>>());
    let rows = ["8,4|8,6|8,92|6", "7,1|7,4|7,81|5", "7,0|7,5|7,25|6"];
    let rows = rows.map(|row| (row, row)).into_iter().chain([("1,8~1,1~9", "1,8|1,1||9")]);
    check(&[4], &rows.collect::<Vec<_>>());
}

/// That a table prints its zeros is not shown by the zero of the row in doubt.
#[test]
fn a_zero_in_a_row_says_nothing_of_its_own_cells() {
    check(
        &[5],
        &[
            ("2.5001.4101.75023-1.727", "2.500|1.410|1.750|23|-1.727"),
            ("1.3322.0338632.0611.198", "1.332|2.033|863|2.061|1.198"),
            ("2.1868442.590684-1.906", "2.186|844|2.590|684|-1.906"),
            ("714708-708", "?"),
            ("6.7324.2875.9112.768-3.143", "6.732|4.287|5.911|2.768|-3.143"),
        ],
    );
}

#[test]
fn group_rows_prove_together_what_none_proves_alone() {
    check(
        &[2],
        &[
            ("2580%", "258|0%"),
            ("393|2%", "393|2%"),
            ("371|2%", "371|2%"),
            ("-302|2%", "-302|2%"),
            ("-204|23%", "-204|23%"),
            ("-7511%", "-751|1%"),
            ("-12|0%", "-12|0%"),
            ("-516|2%", "-516|2%"),
            ("-223|5%", "-223|5%"),
            ("5471%", "547|1%"),
            ("-259|29%", "-259|29%"),
            ("340|2%", "340|2%"),
            ("466|52%", "466|52%"),
        ],
    );
}

/// Too little proves that a small group is the sum of the two rows below it, but every other group is.
#[test]
fn rows_glued_whole_are_the_sums_of_those_below_as_the_others_are() {
    let small = [
        ("-6662%-130%-130%", "-666|2%|-13|0%|-13|0%"),
        ("23 0%22 0%-26 0%", "23|0%|22|0%|-26|0%"),
        ("-689 29%-35 1%13 1%", "-689|29%|-35|1%|13|1%"),
    ];
    let groups = [
        ("1.5832%4781%1.0692%", "1.583|2%|478|1%|1.069|2%"),
        ("1.166 130%526 58%855 95%", "1.166|130%|526|58%|855|95%"),
        ("13 0%-5 0%41 0%", "13|0%|-5|0%|41|0%"),
        ("404 45%-43 5%173 19%", "404|45%|-43|5%|173|19%"),
        ("-5351%-1.4421%-9781%", "-535|1%|-1.442|1%|-978|1%"),
        ("-815 1%-1.258 2%-1.330 2%", "-815|1%|-1.258|2%|-1.330|2%"),
        ("-26 0%-920 10%908 10%", "-26|0%|-920|10%|908|10%"),
        ("306 1%736 2%-556 2%", "306|1%|736|2%|-556|2%"),
    ];
    check(&[6], &[small.as_slice(), &groups].concat());
    assert_eq!(solved(&[6], &small.map(|row| row.0)).rows[0].status, Status::Ambiguous);
    // A group whose rows are not all there is no sum of them.
    let short = [("-6662%-130%-130%", "?"), small[1]];
    check(&[6], &[short.as_slice(), &groups].concat());
}

#[test]
fn amounts_and_percentages_alone_stay_ambiguous() {
    check(&[2], &[("2580%", "?"), ("-7511%", "?"), ("5471%", "?")]);
}

#[test]
fn one_pair_is_glued() {
    check(
        &[5],
        &[
            ("4.210|330|905|0|3.635", "4.210|330|905|0|3.635"),
            ("12.400 610 1.9050 11.105", "12.400|610|1.905|0|11.105"),
            ("880|120|75|10|915", "880|120|75|10|915"),
        ],
    );
}

#[test]
fn a_no_break_space_is_an_empty_cell() {
    check(&[4], &[("1.936.210\u{a0}-1.936.2100", "1.936.210||-1.936.210|0")]);
}

#[test]
fn numbers_without_dots_only_where_there_is_no_other_reading() {
    check(&[2], &[("-3304.124", "?"), ("1.204330", "1.204|330"), ("330124", "330|124")]);
}

#[test]
fn a_given_row_that_does_not_add_up_is_the_fault_of_the_source() {
    let solution = check(
        &[3],
        &[
            ("1.205|905|300", "1.205|905|300"),
            ("2.118|1.004|1.114", "2.118|1.004|1.114"),
            ("640|215|425", "640|215|425"),
            ("3.310|2.050|1.620", "3.310|2.050|1.620"),
            ("918|730|188", "918|730|188"),
            ("5.412|1.108|4.304", "5.412|1.108|4.304"),
            ("774|129|645", "774|129|645"),
        ],
    );
    let fails: Vec<usize> = solution
        .relations
        .iter()
        .filter(|relation| relation.outcome == Outcome::Fails)
        .map(|relation| relation.target.row)
        .collect();
    assert_eq!(vec![3], fails);
    assert_eq!(vec![Verdict::Contradicted; 3], solution.rows[3].verdicts);
    assert_eq!(vec![Verdict::Confirmed; 3], solution.rows[1].verdicts);
}

#[test]
fn a_total_that_is_off_in_one_column_is_still_the_total() {
    let solution = check(
        &[3],
        &[
            ("1.204|1.311|1.150", "1.204|1.311|1.150"),
            ("40.411|38.120|41.350", "40.411|38.120|41.350"),
            ("8.203|9.770|8.815", "8.203|9.770|8.815"),
            ("49.818|49.301|51.315", "49.818|49.301|51.315"),
            ("13.011|12.408|12.996", "13.011|12.408|12.996"),
            ("62.829|61.709|64.311", "62.829|61.709|64.311"),
        ],
    );
    let fails = solution.relations.iter().filter(|r| r.outcome == Outcome::Fails);
    assert_eq!(vec![1], fails.map(|relation| relation.target.column).collect::<Vec<_>>());
    assert_eq!(Some(Some(3)), solution.parents.first().copied());
    assert_eq!(Verdict::Confirmed, solution.rows[0].verdicts[0]);
    assert_eq!(Verdict::Contradicted, solution.rows[0].verdicts[1]);
}

#[test]
fn a_balance_passes_over_the_only_part_of_a_part_and_fails_in_no_column_for_it() {
    let rows = [
        "76|850|1.500|823",
        "0|850|2.000|1.323",
        "0|600|1.750|1.205",
        "0|250|250|118",
        "0|0|500|500",
        "0|0|500|500",
        "76|0|0|0",
        "76|0|0|0",
    ];
    let solution = check(&[4], &rows.map(|row| (row, row)));
    let balance = |relation: &&Relation| {
        relation.kind == RelationKind::Difference && relation.target.column == 0
    };
    let balances = solution.relations.iter().filter(balance);
    let terms = |relation: &Relation| {
        let terms = relation.terms.iter().map(|term| (term.sign, term.place.row));
        (relation.target.row, terms.collect::<Vec<_>>(), relation.outcome)
    };
    let expected = (0, vec![(1, 1), (-1, 4), (1, 6)], Outcome::Holds);
    assert_eq!(vec![expected], balances.map(terms).collect::<Vec<_>>());
}

/// Budgets held constant over the years: that 150 is 1.900 less 1.750 in all of them shows no more than once.
#[test]
fn a_balance_in_figures_that_repeat_is_found_in_no_more_than_one_column() {
    let solution = check(
        &[6],
        &[
            (
                "18.420|21.310|24.105|23.480|22.860|22.240",
                "18.420|21.310|24.105|23.480|22.860|22.240",
            ),
            ("2.214|1.900|1.900|1.900|1.900|1.900", "2.214|1.900|1.900|1.900|1.900|1.900"),
            ("1.876|1.750|1.750|1.750|1.750|1.750", "1.876|1.750|1.750|1.750|1.750|1.750"),
            ("1.432|1.398|1.364|1.330|1.296|1.262", "1.432|1.398|1.364|1.330|1.296|1.262"),
            ("5.917|4.200|3.600|3.600|3.600|3.600", "5.917|4.200|3.600|3.600|3.600|3.600"),
            ("188|150|150|150|150|150", "188|150|150|150|150|150"),
            ("742|600|600|600|600|600", "742|600|600|600|600|600"),
        ],
    );
    assert_eq!(Vec::<(usize, usize)>::new(), contradicted(&solution));
}

#[test]
fn what_opens_moves_and_closes_is_found_among_more_columns() {
    // Behind it the costs and the proceeds to come, and what they leave.
    let whole = [
        "3.410|845|1.960|210|2.505|1.180|4.270|585",
        "912|440|1.530|325|147|88|260|25",
        "10.482|1.609|4.660|678|8.109|3.508|11.640|23",
    ];
    let mut rows = whole.map(|row| (row, row)).to_vec();
    rows.push(("6.125~312~980~5.457~2.240~7.110~-587", "6.125|312|980||5.457|2.240|7.110|-587"));
    rows.push(("35~12~190~143", "35|12|190|143||||"));
    check(&[8], &rows);
}

#[test]
fn totals_over_rows_make_a_tree() {
    let solution = check(
        &[3],
        &[
            ("1.205|1.298|1.410", "1.205|1.298|1.410"),
            ("905|990|1.055", "905|990|1.055"),
            ("300|308|355", "300|308|355"),
            ("4.3124.5014.388", "4.312|4.501|4.388"),
            ("1.204|1.311|1.150", "1.204|1.311|1.150"),
            ("404|411|350", "404|411|350"),
            ("800|900|800", "800|900|800"),
            ("-12|-14|-13", "-12|-14|-13"),
            ("-12|-14|-13", "-12|-14|-13"),
            ("3.120|3.204|3.251", "3.120|3.204|3.251"),
            ("-3.107|-3.203|-2.978", "-3.107|-3.203|-2.978"),
        ],
    );
    let parents: Vec<Option<usize>> = solution.parents;
    let expected =
        [None, Some(0), Some(0), None, Some(3), Some(4), Some(4), Some(3), Some(7), Some(3), None];
    assert_eq!(expected.to_vec(), parents);
    let signed =
        solution.relations.iter().find(|relation| relation.kind == RelationKind::Difference);
    assert_eq!(Some(10), signed.map(|relation| relation.target.row));
}

/// The cells that sums contradict, by row and column.
fn contradicted(solution: &Solution) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (row, solved) in solution.rows.iter().enumerate() {
        let verdicts = solved.verdicts.iter().enumerate();
        let own = verdicts.filter(|(_, verdict)| **verdict == Verdict::Contradicted);
        found.extend(own.map(|(column, _)| (row, column)));
    }
    found
}

/// Deviations of income, expenses, reserves and balance: neither sum has rows or columns enough to stand alone.
#[test]
fn one_wrong_figure_in_a_small_table_breaks_its_row_and_its_column() {
    let rows =
        |wrong| ["0|-1397|-513|884", "0|-1389|0|1389", "0|-1564|-1564|0", "288|-3|0|291", wrong];
    let told = |wrong| contradicted(&solved(&[4], &rows(wrong)));
    assert_eq!(told("288|-4353|-2077|2565"), []);
    assert_eq!(told("288|-4353|-2077|2865"), [(4, 3)]);
    assert_eq!(told("288|-4353|-2477|2565"), [(4, 2)]);
    assert_eq!(told("588|-4353|-2077|2565"), [(4, 0)]);
}

#[test]
fn a_column_like_the_others_adds_up_as_they_do() {
    let rows =
        |last| ["29750|26740|24760", "4350|8080|8930", "1394|1425|1425", "-2387|-2352|-2317", last];
    let told = |last| contradicted(&solved(&[3], &rows(last)));
    assert_eq!(told("33107|33893|32798"), []);
    assert_eq!(told("33107|33893|32898").len(), 5);
    // Averages.
    let averages =
        ["29750|26740|31", "4350|8080|12", "1394|1425|8", "-2387|-2352|9", "33107|33893|15"];
    assert_eq!(contradicted(&solved(&[3], &averages)), []);
}

/// The sixth and seventh row hold something only where the sum fails, and it holds without them.
#[test]
fn a_part_that_is_nearly_the_whole_does_not_stand_for_it() {
    let solution = solved(
        &[4],
        &[
            "1.947|1.863|1.742|1.761",
            "1.943|1.863|1.742|1.761",
            "4|0|0|0",
            "54.452|53.627|47.458|51.216",
            "-52.505|-51.764|-45.716|-49.455",
        ],
    );
    assert_eq!(Vec::<(usize, usize)>::new(), contradicted(&solution));
    assert_eq!(vec![None, Some(0), Some(0), None, None], solution.parents);
}

#[test]
fn a_row_with_figures_only_where_a_sum_fails_is_no_part_of_it() {
    let rows = [
        "3372|3627|68415",
        "3372|3627|68415",
        "2531|10654|72021",
        "970|3452|59723",
        "1561|7202|12298",
        "0|7875|0",
        "0|7875|0",
        "841|-7027|-3606",
    ];
    assert_eq!(contradicted(&solved(&[3], &rows)), []);
}

/// `043` is no number: the only reading the notation leaves breaks the law of the table.
#[test]
fn the_notation_alone_does_not_decide_against_a_law() {
    check(
        &[4],
        &[
            ("0431.8522.140288", "?"),
            ("221|1.298|1.395|97", "221|1.298|1.395|97"),
            ("421|554|745|191", "421|554|745|191"),
            ("7.949|11.404|11.852|448", "7.949|11.404|11.852|448"),
            ("61|483|957|474", "61|483|957|474"),
            ("48|133|167|34", "48|133|167|34"),
            ("7.840|10.787|10.727|-59", "7.840|10.787|10.727|-59"),
        ],
    );
}

/// Incidental items over five years; no row has a figure in each.
#[test]
fn a_row_that_is_a_total_by_its_name_places_the_cells_above_it() {
    let rows = [
        ("", ""),
        ("140~55", "140|||55|"),
        ("75~75~30", "75|75|30||"),
        ("388~240", "388|240|||"),
        ("1.265~870~520", "1.265|870|520||"),
        ("1.868|1.185|550|55|0", "1.868|1.185|550|55|0"),
    ];
    let texts = rows.map(|row| row.0);
    let mut problem = problem(&[5], &texts);
    assert_eq!(Status::Ambiguous, solve(&problem).rows[1].status);
    problem.rows[5].is_total = true;
    let solution = solve(&problem);
    for ((text, expected), row) in rows.iter().zip(&solution.rows).skip(1) {
        assert_eq!(*expected, shown(text, row), "{text}");
    }
}

/// Credits: amount, term in years, yearly cost.
#[test]
fn a_total_leaves_the_column_empty_of_which_no_sum_is_made() {
    let places = |rows: &[&str]| {
        let mut problem = problem(&[3], rows);
        let last = rows.len() - 1;
        problem.rows[last].is_total = true;
        shown(rows[last], &solve(&problem).rows[last])
    };
    let rows = ["210|10|25", "1.125|25|68", "340|4|92", "95|10|11"];
    assert_eq!(places(&[&rows[..], &["1.770~196"]].concat()), "1.770||196");
    // Other sums, and sums so small that they may fit by chance.
    assert_eq!(places(&[&rows[..], &["1.771~196"]].concat()).find('?'), Some(0));
    assert_eq!(places(&["1|10|2", "1|25|2", "2|4|1", "4~5"]).find('?'), Some(0));
}

/// Reserves: opening, additions, withdrawals, closing.
#[test]
fn rows_that_obey_a_law_only_without_a_cell_have_lost_one() {
    check(
        &[4],
        &[
            ("14.2101.2052.63012.785", "14.210|1.205|2.630|12.785"),
            ("2.4154152.000", "2.415||415|2.000"),
            ("7.3081.4403128.436", "7.308|1.440|312|8.436"),
            ("5.5202.1059806.645", "5.520|2.105|980|6.645"),
            ("9302501181.062", "930|250|118|1.062"),
            ("1.7503881.362", "1.750||388|1.362"),
            ("32.1335.0004.84332.290", "32.133|5.000|4.843|32.290"),
        ],
    );
}

/// Budget, outcome, and what is to the good: less spent in one row, more received in the next.
#[test]
fn a_difference_may_have_the_other_sign_in_some_rows() {
    let rows = [
        ("2.166|2.231|-65", "2.166|2.231|-65"),
        ("12|40|28", "12|40|28"),
        ("1.3011.27625", "1.301|1.276|25"),
        ("588571-17", "588|571|-17"),
        ("10.480|10.302|178", "10.480|10.302|178"),
        ("95|163|68", "95|163|68"),
        ("7.415|7.390|25", "7.415|7.390|25"),
    ];
    let solution = check(&[3], &rows);
    assert!(solution.rows.iter().flat_map(|row| &row.verdicts).all(|v| *v == Verdict::Confirmed));
    let wrong = solved(&[3], &[rows.map(|row| row.0).as_slice(), &["812|640|127"]].concat());
    assert_eq!(vec![(7, 0), (7, 1), (7, 2)], contradicted(&wrong));
    // A figure with the other sign is none that does not add up.
    let turned = solved(&[3], &[rows.map(|row| row.0).as_slice(), &["-812|640|172"]].concat());
    assert_eq!(Vec::<(usize, usize)>::new(), contradicted(&turned));
}

/// Of what is left the reserves pay a part: what is to the good is less left, and more paid.
#[test]
fn a_sum_of_differences_in_either_direction_is_no_fault() {
    let rows = [
        "6.164|7.061|-897",
        "1.213|1.207|6",
        "350|613|-263",
        "7.727|8.881|-1.154",
        "2.196|1.753|-443",
        "134|147|13",
        "2.330|1.900|-430",
        "5.397|6.981|-1.584",
        "640|513|-127",
        "4.757|6.468|-1.711",
    ];
    let solution = solved(&[3], &rows);
    assert_eq!(Vec::<(usize, usize)>::new(), contradicted(&solution));
    let of_reserves = |relation: &&Relation| {
        relation.target.row == 7 && relation.terms.iter().any(|term| term.place.row == 8)
    };
    let sums = solution.relations.iter().filter(of_reserves);
    let outcomes: Vec<Outcome> = sums.map(|relation| relation.outcome).collect();
    assert_eq!(vec![Outcome::Holds, Outcome::Holds, Outcome::Untestable], outcomes);
}

/// The year of a credit, the credit, what is spent and what is left; a total has no year.
#[test]
fn years_are_no_amounts() {
    let solution = check(
        &[4],
        &[
            ("2018|410|388|22", "2018|410|388|22"),
            ("2017|1.250|610|640", "2017|1.250|610|640"),
            ("2019|875|62|813", "2019|875|62|813"),
            ("2.535~1.060~1.475", "|2.535|1.060|1.475"),
        ],
    );
    assert_eq!(Verdict::Unverified, solution.rows[0].verdicts[0]);
    assert_eq!(Verdict::Confirmed, solution.rows[3].verdicts[1]);
    let amounts = ["2.018|410|1.608", "2.017|1.250|767", "2.019|875|1.144"];
    let confirmed = solved(&[3], &amounts).rows.into_iter().flat_map(|row| row.verdicts);
    assert!(confirmed.eq([Verdict::Confirmed; 9]));
}

#[test]
fn sums_of_zeros_confirm_nothing() {
    let solution = solved(&[3], &["0|0|0", "0|0|0", "0|0|0", "0|0|0"]);
    assert_eq!(Vec::<Relation>::new(), solution.relations);
    assert_eq!(vec![Verdict::Unverified; 3], solution.rows[0].verdicts);
}

#[test]
fn the_number_of_columns_is_the_one_that_adds_up() {
    let rows = ["1.2051.3401.298-42", "905990985-5", "300350313-37", "5.1204.9504.705-245"];
    assert_eq!(4, solved(&[5, 4, 3], &rows).columns);
}

/// Three amounts and a total of each, and after every nine rows their sum: so many rows that only the first are solved
/// under each number of columns.
#[test]
fn a_long_table_has_the_columns_that_its_first_rows_add_up_in() {
    let mut rows: Vec<[i64; 4]> = Vec::new();
    for block in 0..40 {
        let row = |at: i64| {
            let cells =
                [1, 2, 3].map(|column| (block * 7_919 + at * 104_729) * column % 87_000 + 1_000);
            [cells[0], cells[1], cells[2], cells.iter().sum()]
        };
        let parts: Vec<[i64; 4]> = (1..10).map(row).collect();
        rows.push([0, 1, 2, 3].map(|column| parts.iter().map(|part| part[column]).sum()));
        rows.extend(parts);
    }
    let texts: Vec<String> = rows.iter().map(|row| row.map(dotted).concat()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let solution = solved(&[5, 4, 6], &texts);
    assert_eq!(4, solution.columns);
    for (row, solved) in rows.iter().zip(&solution.rows) {
        assert_eq!(row.map(Some).to_vec(), values(solved));
        assert_eq!(
            (Status::Proven, [Verdict::Confirmed; 4].to_vec()),
            (solved.status, solved.verdicts.clone())
        );
    }
}

/// As in the table above, in as many rows as are solved only under the number of columns given.
#[test]
fn a_column_that_no_one_named_is_doubted_in_a_long_table() {
    let text = |row: i64| {
        let cells = [7_919, 104_729, 31_337]
            .map(|step| dotted((row + 1) * (row + 3) * step % 87_000 + 1_000));
        format!("{}{}", row % 7 + 2, cells.concat())
    };
    let texts: Vec<String> = (0..300).map(text).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let solution = solved(&[3], &texts);
    assert!(solution.rows.iter().all(|row| row.status == Status::Ambiguous));
}

#[test]
fn empty_and_absurd_problems_have_a_solution() {
    assert_eq!(0, solved(&[], &["12"]).columns);
    for columns in [0, 1, 64, 65, usize::MAX] {
        let rows = ["", "12", "-", "\u{a0}", "€", "- € ", "1,", "1.", "é1", "9999999999999999999"];
        assert_eq!(rows.len(), solved(&[columns], &rows).rows.len());
    }
    let text = "12";
    let tail = Tail::Glued { text, label_ends: vec![9, usize::MAX, 2] };
    let rows = vec![Row { tail, ..Row::default() }];
    let solution = solve(&Problem { rows, columns: vec![2], ..Problem::default() });
    assert_eq!(Status::Ambiguous, solution.rows[0].status);
}

#[test]
fn long_runs_of_digits_end_soon() {
    for unit in ["1", "1.", "1.111", "-", "1 ", "0", "1,1", "1%"] {
        let one = unit.repeat(1_000_000 / unit.len());
        assert_eq!(1, solved(&[1, 6, 64], &[&one]).rows.len());
        let line = unit.repeat(40 / unit.len());
        let lines: Vec<&str> = vec![&line; 2_000];
        assert_eq!(2_000, solved(&[6, 12], &lines).rows.len());
    }
}

/// A table with a total row below, a difference column, and dots.
fn table() -> impl Strategy<Value = Vec<Vec<i64>>> {
    let cell = prop_oneof![3 => -99_999_i64..99_999, 2 => -999_i64..999, 1 => Just(0)];
    proptest::collection::vec(proptest::collection::vec(cell, 2..5), 3..9).prop_map(|mut rows| {
        let width = rows.iter().map(Vec::len).min().unwrap_or(2);
        for row in &mut rows {
            row.truncate(width);
            row.push(row[width - 1] - row[width - 2]);
        }
        let total = (0..=width).map(|at| rows.iter().map(|row| row[at]).sum()).collect();
        rows.push(total);
        rows
    })
}

fn dotted(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = if value < 0 { "-".to_owned() } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('.');
        }
        write!(text, "{digit}").expect("a string takes everything");
    }
    text
}

fn values(row: &RowSolution) -> Vec<Option<i64>> {
    let reading = row.readings.first();
    reading.map_or(Vec::new(), |reading| {
        reading.cells.iter().map(|cell| cell.map(|cell| cell.value.mantissa)).collect()
    })
}

proptest! {
    #[test]
    fn a_glued_table_comes_back_or_is_ambiguous(
        rows in table(),
        glued in proptest::collection::vec(any::<bool>(), 10),
        spread in 0_usize..3,
    ) {
        let texts: Vec<String> = rows
            .iter()
            .zip(&glued)
            .map(|(row, &glue)| {
                let cells: Vec<String> = row.iter().map(|&value| dotted(value)).collect();
                cells.join(if glue { "" } else { "|" })
            })
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let width = rows[0].len();
        let columns: Vec<usize> = (0..=spread).map(|more| width + more).collect();
        let solution = solved(&columns, &texts);
        for (row, solved) in rows.iter().zip(&solution.rows) {
            if solved.status != Status::Ambiguous {
                let expected: Vec<Option<i64>> = row.iter().map(|&v| Some(v)).collect();
                prop_assert_eq!(expected, values(solved));
            }
        }
    }

    #[test]
    fn dropped_cells_come_back_or_are_ambiguous(
        rows in table(),
        dropped in proptest::collection::vec(any::<bool>(), 50),
        is_named in any::<bool>(),
    ) {
        let texts: Vec<String> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                let cells = row.iter().enumerate().filter(|&(column, &value)| {
                    value != 0 || !dropped[(at * 5 + column) % dropped.len()]
                });
                cells.map(|(_, &value)| dotted(value)).collect::<Vec<_>>().join("~")
            })
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut problem = problem(&[rows[0].len()], &texts);
        problem.rows[rows.len() - 1].is_total = is_named;
        let solution = solve(&problem);
        for (row, solved) in rows.iter().zip(&solution.rows) {
            if solved.status != Status::Ambiguous {
                let expected: Vec<i64> = row.clone();
                let found = values(solved).into_iter().map(Option::unwrap_or_default);
                prop_assert_eq!(expected, found.collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn any_text_has_a_solution(
        rows in proptest::collection::vec("[0-9.,%* €\u{a0}–aé-]{0,30}", 0..8),
        columns in proptest::collection::vec(0_usize..9, 0..4),
    ) {
        let texts: Vec<&str> = rows.iter().map(String::as_str).collect();
        let problem = problem(&columns, &texts);
        let solution = solve(&problem);
        prop_assert_eq!(rows.len(), solution.rows.len());
        prop_assert_eq!(solution, solve(&problem));
    }
}

#[test]
fn a_total_places_the_cells_of_many_short_rows() {
    check(
        &[5],
        &[
            ("165~190", "165||190||"),
            ("420~385~110", "420|385|110||"),
            ("3180~2960", "3180|2960|||"),
            ("250~250~250", "|250|250|250|"),
            ("90~90~90~90", "90|90|90|90|"),
            ("128~75", "||128||75"),
            ("548|712|655|430|275", "548|712|655|430|275"),
            ("4403|4397|1423|770|350", "4403|4397|1423|770|350"),
        ],
    );
}
