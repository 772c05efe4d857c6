//! The columns of the facts: one definition, whatever the format, and the page that explains them.

use std::fmt::Write as _;
use std::fs;

use ontleed_model::record::{Column, Type};
use ontleed_model::{Fact, Form, Record};
use serde_json::Value;

use crate::fixtures::{origin, root, seed};

const COLUMNS: &[Column] = Fact::COLUMNS;

#[test]
fn the_columns_are_those_that_researchers_build_on() {
    let names: Vec<_> = COLUMNS.iter().map(|column| column.name).collect();
    assert_eq!(
        names.join(" "),
        "document organisation organisation_code document_kind document_year section table \
         table_kind table_title row row_label row_parent taakveld column column_label measure side \
         year raw value unit scale missing qualifier letter notes status verdict line start end"
    );
}

#[test]
fn ndjson_has_them_in_their_order() {
    let bytes = fs::read(seed("000")).unwrap();
    let decoded = ontleed_text::decode(&bytes).unwrap();
    let report = ontleed_report::report(&decoded, origin(&bytes, &decoded));
    let mut line = Vec::new();
    ontleed_output::write_ndjson(&ontleed_output::Facts::of(&report).all()[..1], &mut line);
    let line = String::from_utf8(line).unwrap();
    let place = |column: &Column| line.find(&format!("\"{}\":", column.name)).unwrap();
    assert!(COLUMNS.iter().map(place).is_sorted(), "{line}");
    let fact: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(fact.as_object().unwrap().len(), COLUMNS.len());
}

/// What JSON Schema says of a field is what its column says.
#[test]
fn json_schema_agrees_with_them() {
    let schema: Value = serde_json::from_str(&ontleed_output::schema(Form::Fact)).unwrap();
    assert_eq!(schema["properties"].as_object().unwrap().len(), COLUMNS.len());
    for column in COLUMNS {
        let field = &schema["properties"][column.name];
        let types = types(&schema, field);
        assert_eq!(types.contains(&"null"), column.nullable, "{field:#}");
        let expected = match column.datatype {
            Type::Text | Type::Code(_) => "string",
            Type::Integer => "integer",
            Type::Decimal => "number",
        };
        assert!(types.contains(&expected), "{field:#}");
        let said: String = field["description"].as_str().unwrap().split_whitespace().collect();
        assert_eq!(said, column.meaning.split_whitespace().collect::<String>());
    }
}

fn types<'s>(schema: &'s Value, field: &'s Value) -> Vec<&'s str> {
    let mut types = Vec::new();
    for form in field["anyOf"].as_array().into_iter().flatten().chain([field]) {
        let defined = form["$ref"].as_str().and_then(|path| schema.pointer(&path[1..]));
        types.extend(defined.map(|_| "string"));
        match &form["type"] {
            Value::String(one) => types.push(one),
            several => {
                types.extend(several.as_array().into_iter().flatten().filter_map(Value::as_str));
            }
        }
    }
    types
}

/// `docs/facts.md` has a line for each column, made from its definition.
#[test]
fn the_page_explains_each_column() {
    let path = root().join("docs/facts.md");
    let page = fs::read_to_string(&path).unwrap();
    let (begin, end) = ("<!-- columns: written by `just facts` -->\n", "<!-- end of columns -->\n");
    let (before, rest) = page.split_once(begin).unwrap();
    let (_, after) = rest.split_once(end).unwrap();
    let right = format!("{before}{begin}{}{end}{after}", table());
    if std::env::var_os("FACTS").is_some_and(|write| write == "write") {
        fs::write(path, right).unwrap();
    } else {
        assert_eq!(page, right, "run `just facts`");
    }
}

fn table() -> String {
    let mut table = String::from(
        "| column | type | Parquet | null | unit | meaning |\n|---|---|---|---|---|---|\n",
    );
    for column in COLUMNS {
        let (kind, parquet) = match column.datatype {
            Type::Text => ("text".to_owned(), "STRING"),
            Type::Code(codes) => (format!("code: `{}`", codes.join("`, `")), "STRING"),
            Type::Integer => ("integer".to_owned(), "INT64"),
            Type::Decimal => ("decimal".to_owned(), "DECIMAL(38, 10)"),
        };
        let null = if column.nullable { "yes" } else { "no" };
        let (name, unit, meaning) = (column.name, column.unit.unwrap_or_default(), column.meaning);
        let meaning = meaning.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(table, "| `{name}` | {kind} | {parquet} | {null} | {unit} | {meaning} |").unwrap();
    }
    table
}
