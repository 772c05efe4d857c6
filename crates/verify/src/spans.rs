//! Promises 1 and 2: every span gives its text, and nothing is lost.

use serde_json::{Map, Value};

use crate::{Breach, Original};

/// Checks every object with a place, at any depth.
pub(crate) fn check(json: &Value, path: &str, source: &Original, breaches: &mut Vec<Breach>) {
    match json {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                check(item, &format!("{path}[{index}]"), source, breaches);
            }
        }
        Value::Object(fields) => {
            if fields.contains_key("start") || fields.contains_key("end") {
                breaches.extend(object(fields, source).map(|what| Breach::new(path, what)));
            }
            for (name, field) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                check(field, &path, source, breaches);
            }
        }
        _ => {}
    }
}

/// What is wrong with an object that has a place.
fn object(fields: &Map<String, Value>, source: &Original) -> Option<String> {
    let Some((start, end)) = bounds(fields) else {
        return Some("start and end are no places in a text".to_owned());
    };
    let Some(piece) = source.text().get(start..end) else {
        return Some(format!("{start}..{end} is not in the text, or cuts a character"));
    };
    let said = fields.get("text").or(fields.get("raw")).and_then(Value::as_str);
    if let Some(said) = said.filter(|said| *said != piece) {
        return Some(format!("it says {said:?}, the source has {piece:?} at {start}..{end}"));
    }
    let line = source.line(start);
    let given = fields.get("line").filter(|given| given.as_u64() != Some(line))?;
    Some(format!("it says line {given}, {start} is on line {line}"))
}

/// The place of an object.
pub(crate) fn place(json: &Value) -> Option<(usize, usize)> {
    json.as_object().and_then(bounds)
}

fn bounds(fields: &Map<String, Value>) -> Option<(usize, usize)> {
    let place = |name| fields.get(name)?.as_u64().and_then(|byte| usize::try_from(byte).ok());
    Some((place("start")?, place("end")?))
}

/// Checks that the pieces of the section tree, and white space between them, are the whole text.
pub(crate) fn tiling(sections: &Value, source: &Original, breaches: &mut Vec<Breach>) {
    let text = source.text();
    let mut pieces = Vec::new();
    leaves(sections, &mut pieces);
    pieces.sort_unstable();
    pieces.push((text.len(), text.len()));
    let mut end = 0;
    for (start, piece_end) in pieces {
        if start < end {
            breaches.push(Breach::new("sections", format!("two pieces hold byte {start}")));
        } else if text.get(end..start).is_none_or(|between| !between.trim().is_empty()) {
            breaches.push(Breach::new("sections", format!("no piece holds {end}..{start}")));
        }
        end = end.max(piece_end);
    }
}

/// The places of all objects that hold text.
fn leaves(json: &Value, pieces: &mut Vec<(usize, usize)>) {
    match json {
        Value::Array(items) => items.iter().for_each(|item| leaves(item, pieces)),
        Value::Object(fields) => {
            if fields.contains_key("text") {
                pieces.extend(bounds(fields));
            }
            fields.values().for_each(|field| leaves(field, pieces));
        }
        _ => {}
    }
}
