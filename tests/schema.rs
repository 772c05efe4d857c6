use std::collections::BTreeSet;
use std::fs;

use jsonschema::Validator;
use ontleed_model::{Form, SCHEMA};
use ontleed_output::schema;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::fixtures::{facts, report, root, texts};

/// Every version there was, with the digest of its schemas (1.0: of the report only). A line is added, none is changed.
const VERSIONS: &[(&str, &str)] = &[
    ("1.0", "3c89966016c2e4840b95cbd190c19665f5827e460dbb7ba169193965e290ec31"),
    ("1.1", "d0703ee9ce3b55e69270173462af3ac2ae33618c50fcb010e09463ca994e3a0e"),
];

/// A schema that changes without a new version would let a reader of the old one go wrong.
#[test]
fn the_form_of_a_version_does_not_change() {
    let schemas = Form::ALL.map(schema);
    let digest = hex::encode(Sha256::digest(schemas.concat()));
    assert!(
        VERSIONS.last() == Some(&(SCHEMA, digest.as_str())),
        "the form of a report is not that of version {SCHEMA} any more: raise `SCHEMA` in \
         crates/model/src/report.rs, say why in CHANGELOG.md, run `just schema`, and add to \
         VERSIONS here: ({SCHEMA:?}, {digest:?})"
    );
    for (form, schema) in Form::ALL.iter().zip(schemas) {
        let path = root().join(format!("docs/schema/{}-{SCHEMA}.json", form.name()));
        let committed = fs::read_to_string(path).unwrap_or_default();
        assert!(committed == schema, "run `just schema`");
    }
}

fn validator(form: Form) -> Validator {
    jsonschema::validator_for(&serde_json::from_str(&schema(form)).unwrap()).unwrap()
}

#[test]
fn every_report_keeps_to_it() {
    let whole = validator(Form::Report);
    for path in texts("seeds").into_iter().chain(texts("fixtures")) {
        let (_, report) = report(&fs::read(&path).unwrap());
        if let Err(error) = whole.validate(&report) {
            panic!("{}: {error}", path.display());
        }
    }
}

#[test]
fn every_fact_keeps_to_it() {
    let validator = validator(Form::Fact);
    for path in texts("seeds").into_iter().chain(texts("fixtures")) {
        for fact in facts(&fs::read(&path).unwrap()) {
            assert!(validator.is_valid(&fact), "{}: {fact}", path.display());
        }
    }
}

#[test]
fn it_refuses_what_is_no_report() {
    let validator = validator(Form::Report);
    let (_, good) = report("Wat kost het\n\nDe kades zijn nieuw.".as_bytes());
    assert!(validator.is_valid(&good));
    let broken: [fn(&mut Value); 5] = [
        |report| report["sections"][0]["level"] = "one".into(),
        |report| report["sections"][0]["kind"] = "unheard_of".into(),
        |report| report["sections"][0]["heading"]["end"] = Value::Null,
        |report| report["sections"][0]["blocks"][0]["type"] = "poem".into(),
        |report| drop(report.as_object_mut().unwrap().remove("source")),
    ];
    for (index, breaks) in broken.iter().enumerate() {
        let mut report = good.clone();
        breaks(&mut report);
        assert!(!validator.is_valid(&report), "number {index} was accepted");
    }
}

/// Every code a report can carry has its line in the page that explains them, and none has one more.
#[test]
fn every_finding_is_explained() {
    let page = fs::read_to_string(root().join("docs/findings.md")).unwrap();
    let (codes, arguments) = page.split_once("## Arguments").unwrap();
    let mut explained: Vec<&str> = codes.lines().filter_map(in_first_column).collect();
    let schema: Value = serde_json::from_str(&schema(Form::Report)).unwrap();
    let consts = |name: &str| -> Vec<String> {
        let all = schema["$defs"][name]["oneOf"].as_array().unwrap().iter();
        all.map(|one| one["const"].as_str().unwrap().to_owned()).collect()
    };
    let mut known = consts("Code");
    explained.sort_unstable();
    known.sort_unstable();
    assert_eq!(explained, known);
    for role in consts("Role") {
        assert!(arguments.contains(&format!("`{role}`")), "{role}");
    }
    for field in schema["$defs"]["Arguments"]["properties"].as_object().unwrap().keys() {
        assert!(arguments.contains(&format!("| `{field}` |")), "{field}");
    }
}

/// Which finding has which argument: the page says so of each pair that the texts of the project have, and of those that none has
/// but of a code that none has either.
#[test]
fn the_arguments_of_a_finding_are_those_of_the_page() {
    let page = fs::read_to_string(root().join("docs/findings.md")).unwrap();
    let (_, arguments) = page.split_once("## Arguments").unwrap();
    let mut explained: BTreeSet<(String, String)> = BTreeSet::new();
    for line in arguments.lines() {
        let Some(field) = in_first_column(line) else { continue };
        let codes = line.split(" | ").nth(1).unwrap();
        let codes = codes.split(", ").filter_map(|code| code.strip_prefix('`')?.strip_suffix('`'));
        explained.extend(codes.map(|code| (code.to_owned(), field.to_owned())));
    }
    let mut made: BTreeSet<(String, String)> = BTreeSet::new();
    let mut codes: BTreeSet<String> = BTreeSet::new();
    for path in texts("seeds").into_iter().chain(texts("fixtures")) {
        let (_, report) = report(&fs::read(&path).unwrap());
        for finding in report["findings"].as_array().unwrap() {
            let code = finding["code"].as_str().unwrap();
            codes.insert(code.to_owned());
            if let Some(arguments) = finding.get("arguments").and_then(Value::as_object) {
                made.extend(arguments.keys().map(|field| (code.to_owned(), field.clone())));
            }
        }
    }
    explained.retain(|(code, _)| codes.contains(code));
    assert_eq!(made, explained);
}

/// The code that a line of a table begins with.
fn in_first_column(line: &str) -> Option<&str> {
    line.strip_prefix("| `")?.split_once("` |").map(|(code, _)| code)
}
