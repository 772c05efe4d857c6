//! JSON without white space, as `serde_json` writes it, but text is copied in whole runs.
//!
//! A report is mostly running text, in which hardly a byte is escaped.

use ontleed_model::NUMBER;
use serde::ser::{Error as _, Impossible, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};
use serde_json::{Error, to_writer};

/// Appends what a value is in JSON, on one line.
///
/// # Errors
/// When it holds a tuple, a map, bytes, or a variant with something in it: a report has none.
pub(crate) fn write(value: &impl Serialize, out: &mut Vec<u8>) -> Result<(), Error> {
    value.serialize(Compact::of(out))
}

struct Compact<'o> {
    out: &'o mut Vec<u8>,
    /// Whether a text is the digits of a number.
    in_number: bool,
}

impl<'o> Compact<'o> {
    #[inline]
    fn of(out: &'o mut Vec<u8>) -> Self {
        Self { out, in_number: false }
    }
}

/// A list or an object that is not closed yet.
struct Open<'o> {
    out: &'o mut Vec<u8>,
    /// What its next part stands behind: its bracket, or a comma.
    before: u8,
}

impl Open<'_> {
    #[inline]
    fn close(self, [opens, closes]: [u8; 2]) {
        if self.before == opens {
            self.out.push(opens);
        }
        self.out.push(closes);
    }
}

const LIST: [u8; 2] = *b"[]";
const OBJECT: [u8; 2] = *b"{}";

impl SerializeSeq for Open<'_> {
    type Ok = ();
    type Error = Error;

    #[inline]
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.out.push(self.before);
        self.before = b',';
        value.serialize(Compact::of(self.out))
    }

    #[inline]
    fn end(self) -> Result<(), Error> {
        self.close(LIST);
        Ok(())
    }
}

/// An object, or a number that is given as its digits.
enum Struct<'o> {
    Object(Open<'o>),
    Number(&'o mut Vec<u8>),
}

impl SerializeStruct for Struct<'_> {
    type Ok = ();
    type Error = Error;

    #[expect(clippy::inline_always, reason = "a name known where it is written is copied at once")]
    #[inline(always)]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        match self {
            Self::Object(open) => {
                field(open.before, name, open.out);
                open.before = b',';
                value.serialize(Compact::of(open.out))
            }
            Self::Number(out) => {
                // The digits are given as text.
                value.serialize(Compact { out, in_number: true })
            }
        }
    }

    #[inline]
    fn end(self) -> Result<(), Error> {
        if let Self::Object(open) = self {
            open.close(OBJECT);
        }
        Ok(())
    }
}

/// Functions that leave a kind of value to `serde_json`.
macro_rules! as_usual {
    ($($name:ident: $type:ty),*) => {$(
        fn $name(self, value: $type) -> Result<(), Error> {
            to_writer(self.out, &value)
        }
    )*};
}

/// Functions for what a report does not hold.
macro_rules! never {
    ($($name:ident($($type:ty),*) -> $open:ty;)*) => {$(
        fn $name(self, $(_: $type),*) -> Result<$open, Error> {
            Err(Error::custom(stringify!($name)))
        }
    )*};
}

impl<'o> Serializer for Compact<'o> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Open<'o>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Impossible<(), Error>;
    type SerializeStruct = Struct<'o>;
    type SerializeStructVariant = Impossible<(), Error>;

    as_usual! {
        serialize_bool: bool, serialize_u64: u64, serialize_f32: f32, serialize_f64: f64,
        serialize_char: char
    }

    fn serialize_i8(self, value: i8) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<(), Error> {
        if value < 0 {
            self.out.push(b'-');
        }
        match u32::try_from(value.unsigned_abs()) {
            Ok(value) => self.serialize_u32(value),
            Err(_) => self.serialize_u64(value.unsigned_abs()),
        }
    }

    #[inline]
    fn serialize_u8(self, value: u8) -> Result<(), Error> {
        self.serialize_u32(value.into())
    }

    #[inline]
    fn serialize_u16(self, value: u16) -> Result<(), Error> {
        self.serialize_u32(value.into())
    }

    #[inline]
    fn serialize_u32(self, value: u32) -> Result<(), Error> {
        number(value, self.out);
        Ok(())
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<(), Error> {
        if self.in_number {
            self.out.extend_from_slice(value.as_bytes());
        } else {
            text(value, self.out);
        }
        Ok(())
    }

    #[inline]
    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    #[inline]
    fn serialize_unit(self) -> Result<(), Error> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        plain(variant, self.out);
        Ok(())
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(Error::custom(variant))
    }

    #[inline]
    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'o>, Error> {
        Ok(Open { out: self.out, before: LIST[0] })
    }

    #[inline]
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Struct<'o>, Error> {
        Ok(match name {
            NUMBER => Struct::Number(self.out),
            _ => Struct::Object(Open { out: self.out, before: OBJECT[0] }),
        })
    }

    never! {
        serialize_bytes(&[u8]) -> ();
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}

/// Places are most of what a report prints in figures, and have few digits.
fn number(value: u32, out: &mut Vec<u8>) {
    let Some((digits, without)) = short_digits(value) else { return long_number(value, out) };
    // Eight bytes are copied at once, an unknown number of them by a call.
    out.extend_from_slice(&digits);
    out.truncate(out.len() - without);
}

#[cold]
fn long_number(value: u32, out: &mut Vec<u8>) {
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

/// The digits of a number that has eight at most, and how many bytes behind them are none.
///
/// Halves of the number, then of these, then their digits stand side by side in one word.
fn short_digits(value: u32) -> Option<([u8; 8], usize)> {
    let value = u64::from(value);
    if value >= 100_000_000 {
        return None;
    }
    let by_four = value / 10_000 + ((value % 10_000) << 32);
    let hundreds = ((by_four * 10_486) >> 20) & 0x0000_007F_0000_007F;
    let by_two = hundreds + ((by_four - hundreds * 100) << 16);
    let tens = ((by_two * 103) >> 10) & 0x000F_000F_000F_000F;
    let digits = tens + ((by_two - tens * 10) << 8);
    let without = (digits.trailing_zeros() / 8).min(7);
    let printed = (digits | 0x3030_3030_3030_3030) >> (8 * without);
    Some((printed.to_le_bytes(), without as usize))
}

/// Appends what stands before the value of a field, in one piece: a bracket or a comma, and the
/// name, in which nothing is to be escaped.
#[expect(clippy::inline_always, reason = "a name known where it is written is copied at once")]
#[inline(always)]
fn field(before: u8, name: &'static str, out: &mut Vec<u8>) {
    debug_assert!(is_plain(name.as_bytes()));
    if name.len() > LONGEST_NAME {
        return long_field(before, name, out);
    }
    let mut piece = [0; LONGEST_NAME + 4];
    let end = 2 + name.len();
    piece[..2].copy_from_slice(&[before, b'"']);
    piece[2..end].copy_from_slice(name.as_bytes());
    piece[end..end + 2].copy_from_slice(b"\":");
    out.extend_from_slice(&piece[..end + 2]);
}

/// The length of the longest name of a field that is written in one piece, in bytes.
const LONGEST_NAME: usize = 28;

#[cold]
fn long_field(before: u8, name: &'static str, out: &mut Vec<u8>) {
    out.push(before);
    plain(name, out);
    out.push(b':');
}

/// Appends the name of a variant, in which nothing is to be escaped.
#[inline]
fn plain(name: &'static str, out: &mut Vec<u8>) {
    debug_assert!(is_plain(name.as_bytes()));
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.push(b'"');
}

/// Appends a text between quotes, escaped where JSON asks for it.
fn text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    while !is_plain(rest) {
        let plain = plain_length(rest);
        out.extend_from_slice(&rest[..plain]);
        escape(rest[plain], out);
        rest = &rest[plain + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// Whether a text can stand in JSON as it is. It is looked at in chunks, of which the last may
/// overlap the one before.
fn is_plain(bytes: &[u8]) -> bool {
    match bytes.len() {
        0..4 => !bytes.iter().copied().any(is_escaped),
        4..8 => has_plain_chunks::<4>(bytes),
        8..16 => has_plain_chunks::<8>(bytes),
        16..32 => has_plain_chunks::<16>(bytes),
        _ => has_plain_chunks::<32>(bytes),
    }
}

/// The same of a text that is a chunk long or longer.
fn has_plain_chunks<const WIDTH: usize>(bytes: &[u8]) -> bool {
    let (chunks, _) = bytes.as_chunks::<WIDTH>();
    chunks.iter().all(is_plain_chunk) && bytes.last_chunk::<WIDTH>().is_some_and(is_plain_chunk)
}

/// All bytes are looked at without a branch, so that a processor does it at once.
fn is_plain_chunk<const WIDTH: usize>(chunk: &[u8; WIDTH]) -> bool {
    !chunk.iter().fold(false, |found, &byte| found | is_escaped(byte))
}

/// The bytes before the first that cannot stand in JSON as it is.
fn plain_length(bytes: &[u8]) -> usize {
    let (chunks, _) = bytes.as_chunks::<32>();
    let at = 32 * chunks.iter().take_while(|chunk| is_plain_chunk(chunk)).count();
    at + bytes[at..].iter().take_while(|byte| !is_escaped(**byte)).count()
}

const fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn escape(byte: u8, out: &mut Vec<u8>) {
    let short = match byte {
        b'\x08' => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        b'\x0C' => b'f',
        b'\r' => b'r',
        b'"' | b'\\' => byte,
        _ => {
            const DIGITS: [u8; 16] = *b"0123456789abcdef";
            let [high, low] = [byte >> 4, byte & 0xF].map(|half| DIGITS[usize::from(half)]);
            return out.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

#[cfg(test)]
mod tests {
    use ontleed_model::Form;
    use proptest::prelude::*;

    use super::*;

    fn compact(value: &impl Serialize) -> String {
        let mut out = Vec::new();
        write(value, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[derive(Serialize)]
    struct Object<'t> {
        text: &'t str,
        list: Vec<Option<Code>>,
        inner: Option<Box<Object<'t>>>,
        empty: Vec<u8>,
        small: u8,
        place: u32,
        signed: i64,
        sign: char,
        is: bool,
        number: serde_json::Number,
    }

    #[derive(Clone, Copy, Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Code {
        TheFirst,
    }

    proptest! {
        #[test]
        fn it_is_what_serde_json_writes(
            text in any::<String>(),
            digits in "-?(0|[1-9][0-9]{0,20})([.][0-9]{1,9})?",
            place in 0..100_000_000_u32,
        ) {
            let object = |inner| Object {
                text: &text,
                list: vec![None, Some(Code::TheFirst)],
                inner,
                empty: vec![],
                small: 7,
                place,
                signed: -7,
                sign: '"',
                is: true,
                number: digits.parse().unwrap(),
            };
            let object = object(Some(Box::new(object(None))));
            prop_assert_eq!(compact(&object), serde_json::to_string(&object).unwrap());
        }
    }

    #[test]
    fn every_character_is_escaped_as_serde_json_does() {
        for before in 0..70 {
            for c in ('\0'..='\u{A0}').chain(['é', '€', '\u{2028}']) {
                let text = "x".repeat(before) + &c.to_string() + "é, \u{1F}";
                assert_eq!(compact(&text), serde_json::to_string(&text).unwrap());
            }
        }
    }

    #[test]
    fn every_length_of_number_is_written() {
        for digits in 0..10 {
            let power = 10_u32.pow(digits);
            for value in [power - 1, power, power + power / 9, power.saturating_mul(9)] {
                assert_eq!(compact(&value), value.to_string());
                assert_eq!(compact(&-i64::from(value)), (-i64::from(value)).to_string());
            }
        }
        for value in [i64::MIN, i64::MAX, u32::MAX.into()] {
            assert_eq!(compact(&value), value.to_string());
        }
    }

    #[test]
    fn a_name_of_any_length_is_written() {
        #[derive(Serialize)]
        struct Names {
            name: u8,
            exactly_twenty_eight_letters: u8,
            one_more_than_twenty_eight_let: u8,
            a_name_that_is_twice_as_long_as_the_longest_name_of_a_report: u8,
        }
        let names = Names {
            name: 1,
            exactly_twenty_eight_letters: 2,
            one_more_than_twenty_eight_let: 3,
            a_name_that_is_twice_as_long_as_the_longest_name_of_a_report: 4,
        };
        assert_eq!(compact(&names), serde_json::to_string(&names).unwrap());
    }

    #[test]
    fn all_names_of_fields_fit() {
        for form in Form::ALL {
            let schema = crate::json::schema(form);
            let name = |line: &str| Some(line.trim().split_once("\":")?.0.len() - 1);
            let longest = schema.lines().filter_map(name).max();
            assert!(longest.is_some_and(|longest| longest <= LONGEST_NAME), "{form:?}");
        }
    }

    #[test]
    fn what_a_report_does_not_hold_is_refused() {
        assert!(write(&(1, 2), &mut Vec::new()).is_err());
    }
}
