//! JSON without white space, as `serde_json` writes it, but text is copied in whole runs.
//!
//! A report is mostly running text, in which hardly a byte is escaped.

use serde::ser::{Error as _, Impossible, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};
use serde_json::{Error, to_writer};

/// Appends what a value is in JSON, on one line.
///
/// # Errors
/// When it holds a tuple, a map, bytes, or a variant with something in it: a report has none.
pub(crate) fn write(value: &impl Serialize, out: &mut Vec<u8>) -> Result<(), Error> {
    value.serialize(Compact { out })
}

struct Compact<'o> {
    out: &'o mut Vec<u8>,
}

/// A list or an object that is not closed yet.
struct Open<'o> {
    out: &'o mut Vec<u8>,
    is_empty: bool,
}

impl<'o> Open<'o> {
    fn new(bracket: u8, out: &'o mut Vec<u8>) -> Self {
        out.push(bracket);
        Self { out, is_empty: true }
    }

    fn separate(&mut self) {
        if !self.is_empty {
            self.out.push(b',');
        }
        self.is_empty = false;
    }
}

impl SerializeSeq for Open<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.separate();
        value.serialize(Compact { out: self.out })
    }

    fn end(self) -> Result<(), Error> {
        self.out.push(b']');
        Ok(())
    }
}

/// An object, or a number that is given as its digits.
enum Struct<'o> {
    Object(Open<'o>),
    Number(&'o mut Vec<u8>),
}

/// What `serde_json` calls a number that it is to write digit for digit.
const NUMBER: &str = "$serde_json::private::Number";

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
                open.separate();
                plain(name, open.out);
                open.out.push(b':');
                value.serialize(Compact { out: open.out })
            }
            Self::Number(out) => {
                // The digits are given as text.
                let start = out.len();
                value.serialize(Compact { out })?;
                out.pop();
                out.remove(start);
                Ok(())
            }
        }
    }

    fn end(self) -> Result<(), Error> {
        if let Self::Object(open) = self {
            open.out.push(b'}');
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
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32,
        serialize_i64: i64, serialize_u64: u64, serialize_f32: f32, serialize_f64: f64,
        serialize_char: char
    }

    fn serialize_u8(self, value: u8) -> Result<(), Error> {
        self.serialize_u32(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), Error> {
        self.serialize_u32(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), Error> {
        number(value, self.out);
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        text(value, self.out);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        plain(variant, self.out);
        Ok(())
    }

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

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'o>, Error> {
        Ok(Open::new(b'[', self.out))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Struct<'o>, Error> {
        Ok(match name {
            NUMBER => Struct::Number(self.out),
            _ => Struct::Object(Open::new(b'{', self.out)),
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

fn number(value: u32, out: &mut Vec<u8>) {
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

/// Appends the name of a field or a variant, in which nothing is to be escaped.
#[inline]
fn plain(name: &'static str, out: &mut Vec<u8>) {
    debug_assert!(first_escaped(name.as_bytes()).is_none());
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.push(b'"');
}

/// Appends a text between quotes, escaped where JSON asks for it.
fn text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some(at) = first_escaped(rest) {
        out.extend_from_slice(&rest[..at]);
        escape(rest[at], out);
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// Where the first byte stands that cannot stand in JSON as it is.
fn first_escaped(bytes: &[u8]) -> Option<usize> {
    let mut at = plain_chunks::<32>(bytes);
    at += plain_chunks::<8>(&bytes[at..]);
    Some(at + bytes[at..].iter().position(|&byte| is_escaped(byte))?)
}

/// The length of the chunks at the start that hold no such byte. All bytes of a chunk are looked at
/// without a branch, so that a processor does it at once.
fn plain_chunks<const WIDTH: usize>(bytes: &[u8]) -> usize {
    let is_plain =
        |chunk: &&[u8; WIDTH]| !chunk.iter().fold(false, |found, &byte| found | is_escaped(byte));
    bytes.as_chunks::<WIDTH>().0.iter().take_while(is_plain).count() * WIDTH
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
        fn it_is_what_serde_json_writes(text in any::<String>(), digits in "-?(0|[1-9][0-9]{0,20})([.][0-9]{1,9})?") {
            let object = |inner| Object {
                text: &text,
                list: vec![None, Some(Code::TheFirst)],
                inner,
                empty: vec![],
                small: 7,
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
    fn what_a_report_does_not_hold_is_refused() {
        assert!(write(&(1, 2), &mut Vec::new()).is_err());
    }
}
