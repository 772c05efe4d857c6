//! CSV as RFC 4180 has it: a header, `,` between fields, quotes where needed, CR LF behind each
//! record. Unknown is empty, the decimal point is `.`.

use std::io::Write as _;

use csv::{Terminator, Writer, WriterBuilder};
use ontleed_model::Record;
use ontleed_model::record::Value;

/// Appends the header of a table: the names of its columns.
#[expect(clippy::missing_panics_doc, reason = "memory takes all of it")]
pub fn write_header<R: Record>(out: &mut Vec<u8>) {
    let names = R::COLUMNS.iter().map(|column| column.name);
    writer(out).write_record(names).expect("memory takes all of it");
}

/// Appends records, a line each.
pub fn write_records<'r, R: Record + 'r>(
    records: impl IntoIterator<Item = &'r R>,
    out: &mut Vec<u8>,
) {
    let mut writer = writer(out);
    let mut number = Vec::new();
    for record in records {
        record.each_value(|value| field(&mut writer, value, &mut number));
        end(&mut writer);
    }
}

fn writer(out: &mut Vec<u8>) -> Writer<&mut Vec<u8>> {
    WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out)
}

fn field(to: &mut Writer<&mut Vec<u8>>, value: Value<'_>, number: &mut Vec<u8>) {
    number.clear();
    let printed = match value {
        Value::Null => Ok(()),
        Value::Text(text) => return put(to, text.as_bytes()),
        Value::Character(character) => write!(number, "{character}"),
        Value::Integer(integer) => write!(number, "{integer}"),
        Value::Decimal(decimal) => write!(number, "{decimal}"),
    };
    printed.expect("memory takes all of it");
    put(to, number);
}

fn put(to: &mut Writer<&mut Vec<u8>>, field: &[u8]) {
    to.write_field(field).expect("memory takes all of it");
}

fn end(to: &mut Writer<&mut Vec<u8>>) {
    to.write_record(None::<&[u8]>).expect("all records of a table have the same fields");
}
