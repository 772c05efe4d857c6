use std::fmt::Write as _;
use std::fs;

use serde_json::{Value, json};

use crate::fixtures::{outline, report, root, seed, texts};

/// Kind, year, authority and part are what people say they are.
#[track_caller]
fn check(number: &str, kind: &str, year: u16, subject: &Value) {
    let (_, report) = report(&fs::read(seed(number)).unwrap());
    let identity = &report["identity"];
    assert_eq!(identity["kind"]["value"], kind);
    assert_eq!(identity["year"]["value"], year);
    assert_eq!(identity["organisation"]["value"], json!({"name": "Rotterdam", "code": "GM0599"}));
    assert_eq!(identity["subject"]["value"], *subject);
}

#[test]
fn jaarstukken_of_a_taakveld() {
    let taakveld = json!({"code": "6.1", "name": "Samenkracht en burgerparticipatie"});
    let name = "Samenkracht en burgerparticipatie";
    let subject = json!({"name": name, "level": "taakveld", "taakvelden": [taakveld]});
    check("000", "jaarstukken", 2020, &subject);
}

#[test]
fn jaarstukken_of_a_product() {
    let subject = json!({"name": "Maatschappelijke Ondersteuning", "level": "product"});
    check("001", "jaarstukken", 2017, &subject);
}

#[test]
fn voortgang_of_a_programme() {
    let subject = json!({"name": "Zorg, welzijn en wijkteams", "level": "programma"});
    check("002", "bestuursrapportage", 2022, &subject);
}

#[test]
fn begroting_that_does_not_say_so() {
    check("003", "begroting", 2018, &Value::Null);
}

#[test]
fn begroting_of_a_taakveld() {
    let taakveld = json!({"code": "6.81", "name": "Geëscaleerde zorg 18+"});
    let name = "Geëscaleerde zorg 18+";
    let subject = json!({"name": name, "level": "taakveld", "taakvelden": [taakveld]});
    check("004", "begroting", 2021, &subject);
}

/// What is stated is certain; what is put together says from what, and is not.
#[test]
fn each_says_how_it_is_known() {
    let basis = |number: &str| {
        let (_, report) = report(&fs::read(seed(number)).unwrap());
        let of = |part: &str| {
            let part = &report["identity"][part];
            let evidence = part["evidence"].as_array().unwrap();
            assert!(!evidence.is_empty() && evidence.len() <= 6);
            format!("{} {}", part["basis"].as_str().unwrap(), part["sure"].as_str().unwrap())
        };
        [of("kind"), of("year"), of("organisation")]
    };
    let stated = ["printed certain"; 3];
    assert_eq!(basis("000"), ["printed certain", "printed certain", "inferred certain"]);
    assert_eq!(basis("001"), ["inferred likely", "inferred likely", "printed certain"]);
    assert_eq!(basis("002"), ["inferred likely"; 3]);
    assert_eq!(basis("003"), ["inferred likely", "inferred likely", "inferred certain"]);
    assert_eq!(basis("004"), stated);
}

/// Headings and menus alone say less, and never something else.
#[test]
fn without_tables_less_is_known_and_nothing_else() {
    for path in texts("seeds").into_iter().chain(texts("fixtures")) {
        let bytes = fs::read(&path).unwrap();
        let (full, less) = (report(&bytes).1, outline(&bytes).1);
        for part in ["organisation", "kind", "year"] {
            let (full, less) = (&full["identity"][part]["value"], &less["identity"][part]["value"]);
            assert!(less.is_null() || less == full, "{}: {part}", path.display());
        }
    }
}

/// What is concluded of each text, for a reviewer to read beside it: `tests/snapshots/identity.snap`.
#[test]
fn of_all_texts() {
    let mut out = String::new();
    for path in texts("seeds").into_iter().chain(texts("fixtures")) {
        let (_, report) = report(&fs::read(&path).unwrap());
        let identity = &report["identity"];
        let parts =
            ["organisation", "kind", "year", "subject"].map(|part| line(&identity[part], part));
        if parts.iter().any(Option::is_some) {
            writeln!(out, "{}", path.strip_prefix(root()).unwrap().display()).unwrap();
        }
        parts.iter().flatten().for_each(|part| writeln!(out, "  {part}").unwrap());
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("identity", out));
}

/// `year 2020, printed certain: Realisatie | 2020`
fn line(part: &Value, name: &str) -> Option<String> {
    let evidence: Vec<_> = part.get("evidence")?.as_array().unwrap().iter().map(text).collect();
    let value = match &part["value"] {
        Value::Object(fields) => {
            let code = fields.get("code").or_else(|| fields.get("level"));
            format!(
                "{} ({})",
                text(&part["value"]),
                code.map_or("", |code| code.as_str().unwrap_or("?"))
            )
        }
        value => value.to_string().replace('"', ""),
    };
    let known = [&part["basis"], &part["sure"]].map(|code| code.as_str().unwrap()).join(" ");
    Some(format!("{name} {value}, {known}: {}", evidence.join(" | ")))
}

/// The words of a quote or the name of a thing, on one line and not too long.
fn text(value: &Value) -> String {
    let text = value["text"].as_str().or(value["name"].as_str()).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect()
}
