//! Parquet: typed columns, strings by dictionary, zstd.
//!
//! A document's records become [`Rows`], which own their text, so that this is done where the
//! document is. A [`Writer`] gathers rows and gives out a row group when there are enough, so that
//! memory does not grow with their number. [`whole`] makes a file of its own of some rows.

use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use ontleed_model::record::{Column, Type, Value};
use ontleed_model::{Record, SCHEMA};
use parquet::basic::{Compression, Encoding, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{
    ByteArray, ByteArrayType, DataType, FixedLenByteArray, FixedLenByteArrayType, Int64Type,
};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{ColumnPath, Type as Node, TypePtr};
use rust_decimal::Decimal;

/// Most digits of a decimal, the most that readers of Parquet know.
pub const PRECISION: u8 = 38;

/// Digits behind the point. With 28 before it that is every number a report can hold but those
/// with more decimals than this, which are refused and never rounded.
pub const SCALE: u8 = 10;

/// Rows of a row group, or a few more: it ends with a document.
pub const GROUP: usize = 1 << 16;

/// A number with more decimals than [`SCALE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} has more than {SCALE} decimals, and a Parquet file of facts cannot hold it")]
pub struct TooFine(Decimal);

/// Records by column, with their text.
#[derive(Clone, Debug)]
pub struct Rows {
    columns: &'static [Column],
    values: Vec<Values>,
    count: usize,
}

/// The values of one column; those that are null are only in `defined`.
#[derive(Clone, Debug)]
struct Values {
    /// 1 for each row that has a value, 0 for each that has none, as Parquet counts it.
    defined: Vec<i16>,
    typed: Typed,
}

#[derive(Clone, Debug)]
enum Typed {
    Text(Texts),
    Integer(Vec<i64>),
    /// Times ten to the power of [`SCALE`].
    Decimal(Vec<i128>),
}

/// Texts one behind the other; one that is the same as that before it is there once.
#[derive(Clone, Debug, Default)]
struct Texts {
    text: Vec<u8>,
    places: Vec<Range<usize>>,
}

impl Rows {
    /// No rows of a kind of record.
    pub fn none<R: Record>() -> Self {
        let columns = R::COLUMNS;
        let values = columns.iter().map(|column| Values::none(column.datatype)).collect();
        Self { columns, values, count: 0 }
    }

    /// These records.
    ///
    /// # Errors
    /// When a number has more decimals than [`SCALE`].
    pub fn of<R: Record>(records: &[R]) -> Result<Self, TooFine> {
        let mut rows = Self::none::<R>();
        let mut fits = Ok(());
        for record in records {
            let mut columns = rows.values.iter_mut();
            record.each_value(|value| {
                if let Some(Err(too_fine)) = columns.next().map(|column| column.push(value)) {
                    fits = Err(too_fine);
                }
            });
        }
        rows.count = records.len();
        fits.map(|()| rows)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The memory they hold, in bytes, about.
    pub fn weight(&self) -> usize {
        self.values.iter().map(Values::weight).sum()
    }

    /// Adds rows of the same columns behind these.
    pub fn append(&mut self, rows: &Self) {
        for (column, more) in self.values.iter_mut().zip(&rows.values) {
            column.append(more);
        }
        self.count += rows.count;
    }

    /// Lets all rows go and keeps their memory for the next.
    fn clear(&mut self) {
        self.values.iter_mut().for_each(Values::clear);
        self.count = 0;
    }
}

impl Values {
    fn none(datatype: Type) -> Self {
        let typed = match datatype {
            Type::Text | Type::Code(_) => Typed::Text(Texts::default()),
            Type::Integer => Typed::Integer(Vec::new()),
            Type::Decimal => Typed::Decimal(Vec::new()),
        };
        Self { defined: Vec::new(), typed }
    }

    fn push(&mut self, value: Value<'_>) -> Result<(), TooFine> {
        match (&mut self.typed, value) {
            (Typed::Text(texts), Value::Text(text)) => texts.push(text),
            (Typed::Text(texts), Value::Character(one)) => texts.push(one.encode_utf8(&mut [0; 4])),
            (Typed::Integer(integers), Value::Integer(integer)) => integers.push(integer),
            (Typed::Decimal(decimals), Value::Decimal(decimal)) => {
                decimals.push(scaled(decimal).ok_or(TooFine(decimal))?);
            }
            // A record's values are of the types of its columns, so this is a null.
            _ => {
                self.defined.push(0);
                return Ok(());
            }
        }
        self.defined.push(1);
        Ok(())
    }

    fn weight(&self) -> usize {
        let typed = match &self.typed {
            Typed::Text(texts) => texts.text.len() + size_of_val(texts.places.as_slice()),
            Typed::Integer(integers) => size_of_val(integers.as_slice()),
            Typed::Decimal(decimals) => size_of_val(decimals.as_slice()),
        };
        typed + size_of_val(self.defined.as_slice())
    }

    fn append(&mut self, more: &Self) {
        match (&mut self.typed, &more.typed) {
            (Typed::Text(texts), Typed::Text(more)) => texts.append(more),
            (Typed::Integer(integers), Typed::Integer(more)) => integers.extend(more),
            (Typed::Decimal(decimals), Typed::Decimal(more)) => decimals.extend(more),
            _ => {}
        }
        self.defined.extend(&more.defined);
    }

    fn clear(&mut self) {
        match &mut self.typed {
            Typed::Text(texts) => {
                texts.text.clear();
                texts.places.clear();
            }
            Typed::Integer(integers) => integers.clear(),
            Typed::Decimal(decimals) => decimals.clear(),
        }
        self.defined.clear();
    }
}

impl Texts {
    fn push(&mut self, text: &str) {
        let last = self.places.last().cloned();
        let place = last.filter(|last| self.text[last.clone()] == *text.as_bytes());
        let place = place.unwrap_or_else(|| {
            let start = self.text.len();
            self.text.extend(text.as_bytes());
            start..self.text.len()
        });
        self.places.push(place);
    }

    fn append(&mut self, more: &Self) {
        let before = self.text.len();
        self.text.extend(&more.text);
        self.places.extend(more.places.iter().map(|at| at.start + before..at.end + before));
    }
}

/// A decimal in units of the last of [`SCALE`] digits, where it is a whole number of them.
fn scaled(decimal: Decimal) -> Option<i128> {
    let decimal = decimal.normalize();
    let missing = u32::from(SCALE).checked_sub(decimal.scale())?;
    decimal.mantissa().checked_mul(10_i128.pow(missing))
}

/// Writes a Parquet file, a row group at a time.
#[derive(Debug)]
pub struct Writer {
    waiting: Rows,
    file: SerializedFileWriter<Vec<u8>>,
}

impl Writer {
    /// A file of a kind of record.
    pub fn new<R: Record>() -> Self {
        let waiting = Rows::none::<R>();
        Self { file: file(&waiting, &[]), waiting }
    }

    /// Takes rows, and appends what is ready of the file.
    pub fn write(&mut self, rows: &Rows, out: &mut Vec<u8>) {
        self.waiting.append(rows);
        if self.waiting.len() >= GROUP {
            self.group(out);
        }
    }

    /// Appends the rest of the file.
    #[expect(clippy::missing_panics_doc, reason = "memory takes all of it")]
    pub fn finish(mut self, out: &mut Vec<u8>) {
        if !self.waiting.is_empty() {
            self.group(out);
        }
        self.file.finish().expect(PLAIN);
        out.append(self.file.inner_mut());
    }

    fn group(&mut self, out: &mut Vec<u8>) {
        group(&mut self.file, &self.waiting, &[]);
        self.waiting.clear();
        out.append(self.file.inner_mut());
    }
}

/// A file of these rows alone, without the columns named in `without`.
#[expect(clippy::missing_panics_doc, reason = "memory takes all of it")]
pub fn whole(rows: &Rows, without: &[&str]) -> Vec<u8> {
    let mut file = file(rows, without);
    group(&mut file, rows, without);
    file.into_inner().expect(PLAIN)
}

/// What is written is plain data of the types that the schema says, into memory.
const PLAIN: &str = "memory takes all of it, and the columns are of the types they say";

fn file(rows: &Rows, without: &[&str]) -> SerializedFileWriter<Vec<u8>> {
    let columns = || rows.columns.iter().filter(|column| !without.contains(&column.name));
    let nodes = columns().map(node).collect();
    let schema = Node::group_type_builder("facts").with_fields(nodes).build();
    let mut properties = WriterProperties::builder()
        .set_created_by(concat!("ontleed version ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_key_value_metadata(Some(vec![KeyValue::new(
            "ontleed.schema".into(),
            SCHEMA.to_owned(),
        )]))
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        // Page indexes would be kept until the end of the file.
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true);
    for column in columns() {
        let path = ColumnPath::from(column.name);
        properties = match column.datatype {
            Type::Text | Type::Code(_) => properties.set_column_dictionary_enabled(path, true),
            Type::Integer => properties
                .set_column_dictionary_enabled(path.clone(), false)
                .set_column_encoding(path, Encoding::DELTA_BINARY_PACKED),
            Type::Decimal => properties.set_column_dictionary_enabled(path, false),
        };
    }
    let schema = TypePtr::from(schema.expect(PLAIN));
    SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties.build())).expect(PLAIN)
}

fn node(column: &Column) -> TypePtr {
    let repetition = if column.nullable { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let physical = match column.datatype {
        Type::Text | Type::Code(_) => Physical::BYTE_ARRAY,
        Type::Integer => Physical::INT64,
        Type::Decimal => Physical::FIXED_LEN_BYTE_ARRAY,
    };
    let node = Node::primitive_type_builder(column.name, physical).with_repetition(repetition);
    let node = match column.datatype {
        Type::Text | Type::Code(_) => node.with_logical_type(Some(LogicalType::String)),
        Type::Integer => node,
        Type::Decimal => {
            let (precision, scale) = (i32::from(PRECISION), i32::from(SCALE));
            node.with_length(16)
                .with_precision(precision)
                .with_scale(scale)
                .with_logical_type(Some(LogicalType::decimal(scale, precision)))
        }
    };
    TypePtr::from(node.build().expect(PLAIN))
}

fn group(file: &mut SerializedFileWriter<Vec<u8>>, rows: &Rows, without: &[&str]) {
    let mut group = file.next_row_group().expect(PLAIN);
    for (column, values) in rows.columns.iter().zip(&rows.values) {
        if without.contains(&column.name) {
            continue;
        }
        let mut writer = group.next_column().expect(PLAIN).expect(PLAIN);
        let levels = column.nullable.then_some(values.defined.as_slice());
        match &values.typed {
            Typed::Text(texts) => {
                let all = Bytes::copy_from_slice(&texts.text);
                let one = |at: &Range<usize>| ByteArray::from(all.slice(at.clone()));
                let values: Vec<_> = texts.places.iter().map(one).collect();
                write::<ByteArrayType>(&mut writer, &values, levels);
            }
            Typed::Integer(integers) => write::<Int64Type>(&mut writer, integers, levels),
            Typed::Decimal(decimals) => {
                let all: Bytes = decimals.iter().flat_map(|value| value.to_be_bytes()).collect();
                let one = |at: usize| ByteArray::from(all.slice(16 * at..16 * at + 16)).into();
                let values: Vec<FixedLenByteArray> = (0..decimals.len()).map(one).collect();
                write::<FixedLenByteArrayType>(&mut writer, &values, levels);
            }
        }
        writer.close().expect(PLAIN);
    }
    group.close().expect(PLAIN);
}

fn write<T: DataType>(
    to: &mut SerializedColumnWriter<'_>,
    values: &[T::T],
    levels: Option<&[i16]>,
) {
    to.typed::<T>().write_batch(values, levels, None).expect(PLAIN);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_keeps_every_digit_or_is_refused() {
        for (number, units) in [
            ("0", Some(0)),
            ("1.50", Some(15_000_000_000)),
            ("-0.0000000001", Some(-1)),
            ("0.50000000000", Some(5_000_000_000)),
            ("-9999999999999999999999999999", Some(-(10_i128.pow(28) - 1) * 10_i128.pow(10))),
            ("0.00000000001", None),
            ("3.14159265358979", None),
        ] {
            assert_eq!(scaled(number.parse().unwrap()), units, "{number}");
        }
        assert!(units_have(PRECISION, 10_i128.pow(28) - 1));
    }

    /// Whether a whole number has no more digits than this when it is scaled.
    fn units_have(digits: u8, whole: i128) -> bool {
        (whole * 10_i128.pow(SCALE.into())).to_string().len() <= digits.into()
    }

    #[test]
    fn a_text_that_stays_the_same_is_held_once() {
        let mut texts = Texts::default();
        for text in ["a.txt", "a.txt", "", "b.txt"] {
            texts.push(text);
        }
        let mut more = Texts::default();
        for text in ["b.txt", "a.txt"] {
            more.push(text);
        }
        texts.append(&more);
        let all: Vec<_> = texts.places.iter().map(|at| &texts.text[at.clone()]).collect();
        assert_eq!(all, [&b"a.txt"[..], b"a.txt", b"", b"b.txt", b"b.txt", b"a.txt"]);
        assert_eq!(texts.text.len(), 20);
    }
}
