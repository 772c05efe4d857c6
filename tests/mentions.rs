use std::fmt::Write as _;
use std::fs;

use ontleed_model::{Agreement, Code, Link, Mention, Outcome, Report};
use ontleed_text::Decoded;

use crate::fixtures::{origin, seed, texts};

fn with_report<T>(bytes: &[u8], look: impl FnOnce(&Decoded<'_>, &Report<'_>) -> T) -> T {
    let decoded = ontleed_text::decode(bytes).unwrap();
    let report = ontleed_report::report(&decoded, origin(bytes, &decoded));
    look(&decoded, &report)
}

/// `line: printed | value × scale unit | what is counted | period`, each part where there is one.
fn shown(mention: &Mention<'_>) -> String {
    let mut out = format!("{}: {} | {}", mention.line, mention.text, mention.value);
    mention.upper.iter().for_each(|upper| write!(out, "..{upper}").unwrap());
    mention.scale.iter().for_each(|scale| write!(out, " × {scale}").unwrap());
    mention.unit.iter().for_each(|unit| write!(out, " {}", unit.code()).unwrap());
    mention.counted.iter().for_each(|counted| write!(out, " | {}", counted.text).unwrap());
    mention.period.iter().for_each(|period| write!(out, " | {}", period.text).unwrap());
    out
}

/// Found by reading the text: every amount, percentage, duration and count in figures.
#[test]
fn of_seed_000_are_all_found_and_no_others() {
    let expected = [
        "17: 4 | 4 count | gebieden",
        "35: 2.500 | 2500 count | unieke straten | 2020",
        "35: Ruim 600 | 600 count | straten",
        "41: 1.256 | 1256 count | goedgekeurde aanvragen",
        "42: 1.102 | 1102 count | goedgekeurde aanvragen",
        "43: 304 | 304 count | nieuwe goedgekeurde aanvragen",
        "43: 973 | 973 count | straten",
        "44: een kleine 1500 | 1500 count | straten",
        "52: 365 | 365 count | dagen",
        "65: 10 jaar | 10 years",
        "65: 27.000 | 27000 count | uur",
        "65: circa 195 tot 220 miljoen euro | 195..220 × 1000000 EUR",
        "65: circa 330 – 365 miljoen euro | 330..365 × 1000000 EUR",
        "120: ongeveer 15% | 15 percent | 2020",
        "128: 3 jaar | 3 years",
        "134: 30 | 30 count | wijken | 2019",
        "134: 8 | 8 count | wijken | 2020",
        "190: 80% | 80 percent",
        "212: 30 | 30 count | wijken | 2019",
        "212: 8 | 8 count | wijken | 2020",
        "262: € 513 | 513 EUR",
        "262: € 884 | 884 EUR",
        "268: € 1,4 mln | 1.4 × 1000000 EUR",
        "274: € 1,6 mln | 1.6 × 1000000 EUR",
    ];
    with_report(&fs::read(seed("000")).unwrap(), |_, report| {
        let found: Vec<_> = report.mentions.as_ref().unwrap().iter().map(shown).collect();
        assert_eq!(found, expected);
    });
}

#[test]
fn stand_in_their_sentence() {
    with_report(&fs::read(seed("000")).unwrap(), |decoded, report| {
        let sentence = |printed: &str| {
            let mentions = report.mentions.as_ref().unwrap();
            let mention = mentions.iter().find(|mention| mention.text == printed).unwrap();
            &decoded.text[mention.sentence.start as usize..mention.sentence.end as usize]
        };
        for (printed, expected) in [
            ("2.500", "Aan de Opzoomercampagne 2020 hebben 2.500 unieke straten meegedaan."),
            ("€ 1,4 mln", "Het voordeel op Jeugd bedraagt € 1,4 mln."),
            ("973", "Het aantal ‘Lief & Leed’ straten bedraagt nu 973 straten."),
            ("€ 884", "Per saldo is er een voordeel op Welzijn van € 884."),
        ] {
            assert_eq!(sentence(printed), expected);
        }
    });
}

/// `printed = cell × scale: shared words`, or `≠`.
fn linked(report: &Report<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let tables = report.tables.as_ref().unwrap();
    for mention in report.mentions.as_ref().unwrap() {
        found.extend(mention.links.iter().map(|link| {
            let row = &tables[link.table as usize].rows[link.row as usize];
            let cell = row.cells.iter().find(|cell| cell.column == link.column).unwrap();
            format!("{} {}", mention.text, agreement(link, cell.text))
        }));
    }
    found
}

fn agreement(link: &Link<'_>, cell: &str) -> String {
    let sign = if link.outcome == Agreement::Agrees { "=" } else { "≠" };
    let scale = link.scale.map(|scale| format!(" × {scale}")).unwrap_or_default();
    let words: Vec<_> = link.shared.iter().map(|shared| shared.prose.text).collect();
    format!("{sign} {cell}{scale}: {}", words.join(", "))
}

#[test]
fn agree_with_the_cells_they_speak_of() {
    let check = |number, expected: &[&str]| {
        with_report(&fs::read(seed(number)).unwrap(), |_, report| {
            assert_eq!(linked(report), expected, "{number}");
        });
    };
    check(
        "000",
        &[
            "2.500 = 2.500: Opzoomercampagne, straten",
            "30 = 30: wijken, Wijkprogrammering",
            "30 = 30: wijken, Wijkprogrammering",
            "€ 513 = - 513: bestemmingsreserves",
            "€ 884 = 884: Welzijn, saldo",
            "€ 1,4 mln = 1.389 × 1000: Jeugd, voordeel",
            "€ 1,6 mln = -1.564 × 1000: onttrekking",
        ],
    );
    check("004", &["64% = 64%: duur, korter", "ruim 86% = 86%: stabiele, veilige"]);
    for number in ["001", "002", "003"] {
        check(number, &[]);
    }
}

#[test]
fn agreement_has_its_interval_and_its_heading() {
    with_report(&fs::read(seed("000")).unwrap(), |_, report| {
        let mentions = report.mentions.as_ref().unwrap();
        let mention = mentions.iter().find(|mention| mention.text == "€ 1,4 mln").unwrap();
        let link = &mention.links[0];
        assert_eq!(
            (link.least.to_string(), link.most.to_string()),
            ("1350000".into(), "1450000".into())
        );
        assert_eq!(link.heading.unwrap().text, "2. Jeugd");
        assert_eq!((link.table, link.row, link.column), (3, 1, 3));
    });
}

/// Only the tables that an amount with a scale word agrees with, and the one they explain.
#[test]
fn show_in_which_unit_a_table_counts() {
    with_report(&fs::read(seed("000")).unwrap(), |_, report| {
        let tables = report.tables.as_ref().unwrap();
        assert!(tables.iter().all(|table| table.scale.is_none()));
        for (table, counts) in tables.iter().zip([false, false, true, true]) {
            let inferred = table.scale_inferred.as_ref();
            let shown = inferred.map(|inferred| {
                let words: Vec<_> = inferred.evidence.iter().map(|quote| quote.text).collect();
                (inferred.scale, words)
            });
            let words = vec!["€ 1,4 mln", "1.389", "€ 1,6 mln", "-1.564"];
            assert_eq!(shown, counts.then_some((1000, words)));
        }
    });
}

/// A copy of a seed in which each of these is replaced, wherever it stands.
fn changed(number: &str, changes: &[(&str, &str)]) -> Vec<u8> {
    let mut text = fs::read_to_string(seed(number)).unwrap();
    for (old, new) in changes {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    text.into_bytes()
}

#[track_caller]
fn check_finding(bytes: &[u8], code: Code, expected: &[&str]) {
    with_report(bytes, |decoded, report| {
        let found = report.findings.iter().filter(|finding| finding.code == code);
        let printed = found.map(|at| &decoded.text[at.start as usize..at.end as usize]);
        assert_eq!(printed.collect::<Vec<_>>(), expected);
    });
}

#[test]
fn that_disagree_are_findings() {
    let code = Code::ProseDisagrees;
    for (changes, expected) in [
        ([("2. Jeugd 0 -1.389 0 1.389", "2. Jeugd 0 -1.589 0 1.589")], ["€ 1,4 mln"]),
        ([("0 -1.397 - 513 884", "0 -1.397 - 513 894")], ["€ 884"]),
        ([("1.824 1.837 2.500", "1.824 1.837 2.600")], ["2.500"]),
        ([("bedraagt € 1,4 mln", "bedraagt € 1,7 mln")], ["€ 1,7 mln"]),
    ] {
        check_finding(&changed("000", &changes), code, &expected);
    }
}

/// Other quantities, estimates and parts of a sum are no disagreement.
#[test]
fn that_may_speak_of_something_else_do_not_disagree() {
    for changes in [
        [("bedraagt € 1,4 mln", "bedraagt circa € 1,7 mln")],
        [("bedraagt € 1,4 mln", "bedraagt € 0,3 mln")],
        [("op Jeugd bedraagt € 1,4 mln", "bedraagt € 1,7 mln")],
        [("bedraagt € 1,4 mln", "bedraagt € 1,7 mln, waarvan € 0,9 mln eenmalig")],
        [("bedraagt € 1,4 mln", "bedraagt tussen € 1,6 mln en € 1,8 mln")],
        [("hebben 2.500 unieke", "hebben 900 unieke")],
        [("hebben 2.500 unieke", "hebben ruim 2.400 unieke")],
    ] {
        check_finding(&changed("000", &changes), Code::ProseDisagrees, &[]);
    }
}

#[test]
fn of_no_text_disagree_that_is_right() {
    for path in texts("seeds").into_iter().chain(texts("fixtures")) {
        with_report(&fs::read(&path).unwrap(), |_, report| {
            let new = [
                Code::ProseDisagrees,
                Code::TablesDisagree,
                Code::ExplanationMissing,
                Code::ExplanationWithoutRow,
            ];
            let found = report.findings.iter().filter(|finding| new.contains(&finding.code));
            assert_eq!(found.count(), 0, "{}", path.display());
        });
    }
}

#[test]
fn an_overview_of_deviations_is_tied_and_checked() {
    with_report(&fs::read(seed("000")).unwrap(), |_, report| {
        let [deviation] = report.deviations.as_deref().unwrap() else { panic!("one overview") };
        let tied: Vec<_> =
            deviation.explanations.iter().map(|own| (own.row, own.heading.text)).collect();
        let headings = ["1. Welzijn", "2. Jeugd", "3.. Integratie", "4. Diverse afwijkingen"];
        assert_eq!(tied, (0..).zip(headings).collect::<Vec<_>>());
        assert_eq!((deviation.table, deviation.of), (3, Some(2)));
        let checks: Vec<_> = deviation
            .checks
            .iter()
            .map(|check| (check.side.code(), check.row, check.column, check.of_row, check.outcome))
            .collect();
        let holds = Outcome::Holds;
        assert_eq!(
            checks,
            [
                ("baten", 4, 0, 0, holds),
                ("lasten", 4, 1, 3, holds),
                ("reserves", 4, 2, 18, holds),
                ("saldo", 4, 3, 20, holds),
            ]
        );
    });
}

#[test]
fn deviations_without_row_or_explanation_or_total_are_findings() {
    let check = |old, new, code, expected: &str| {
        check_finding(&changed("000", &[(old, new)]), code, &[expected]);
    };
    let missing = Code::ExplanationMissing;
    check("\n2. Jeugd\n", "\nSlot\n", missing, "2. Jeugd 0 -1.389 0 1.389");
    check("2. Jeugd 0 -1.389 0 1.389\n", "", Code::ExplanationWithoutRow, "2. Jeugd");
    let total = "Totaal afwijkingen 288 -4.353 -2.077 2.565";
    let other = "Totaal afwijkingen 288 -4.353 -2.077 2.765";
    check(total, other, Code::TablesDisagree, "2.765");
    let rounded = "Totaal afwijkingen 288 -4.353 -2.077 2.566";
    check_finding(&changed("000", &[(total, rounded)]), Code::TablesDisagree, &[]);
}

/// Taxes come after a subtotal, which is the one that the main table's sides are.
#[test]
fn a_subtotal_before_taxes_may_be_the_total() {
    let total = "Totaal afwijkingen 288 -4.353 -2.077 2.565";
    let taxed = "Subtotaal 288 -4.353 -2.077 2.565\nVennootschapsbelasting 0 40 0 -40\n\
                 Totaal afwijkingen 288 -4.313 -2.077 2.525";
    check_finding(&changed("000", &[(total, taxed)]), Code::TablesDisagree, &[]);
}
