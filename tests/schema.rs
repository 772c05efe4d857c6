use std::fs;

use ontleed_model::SCHEMA;
use serde_json::Value;

use crate::fixtures::{report, root, texts};

/// A schema that changes without a new version would let a reader of the old one go wrong.
#[test]
fn the_form_of_a_version_does_not_change() {
    let path = root().join(format!("docs/schema/report-{SCHEMA}.json"));
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == ontleed_output::schema(),
        "the report no longer has the form of version {SCHEMA}: raise `SCHEMA` in \
         crates/model/src/report.rs, say why in CHANGELOG.md, and run `just schema`"
    );
}

#[test]
fn every_report_keeps_to_it() {
    let schema: Value = serde_json::from_str(&ontleed_output::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for path in texts("seeds").into_iter().chain(texts("fixtures")) {
        let (_, report) = report(&fs::read(&path).unwrap());
        if let Err(error) = validator.validate(&report) {
            panic!("{}: {error}", path.display());
        }
    }
}

#[test]
fn it_refuses_what_is_no_report() {
    let schema: Value = serde_json::from_str(&ontleed_output::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
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
