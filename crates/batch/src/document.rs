//! One text, and where it comes from.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use serde::Deserialize as _;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::failure::Reason;
use crate::inputs::Packing;

/// A text to convert.
#[derive(Debug)]
pub struct Document {
    /// Relative to the input it was found in, with `/` between the parts; `-` is standard input. A
    /// record of an archive has the name of the archive, its number and, in a web archive, its
    /// address: `crawl.warc.wet.gz!17!https://www.voorbeeld.nl/begroting`.
    pub name: String,
    /// What to call it to the user: the path to it.
    pub path: String,
    /// The archive it is in, and its number there, counted from 1.
    pub(crate) record: Option<(String, u64)>,
    pub(crate) content: Content,
}

/// Where the bytes of a document are.
#[derive(Debug)]
pub(crate) enum Content {
    File(PathBuf, Packing),
    Stdin,
    /// A record of a web archive.
    Bytes(Vec<u8>),
    /// A line of JSON with the text in one of its fields.
    Line(Vec<u8>),
}

impl Document {
    /// The bytes of its text, unpacked.
    pub(crate) fn read(&self, limits: &Limits) -> Result<Cow<'_, [u8]>, Reason> {
        let max = limits.max_bytes;
        match &self.content {
            Content::File(path, Packing::None) => {
                let file = File::open(path)?;
                let size = file.metadata()?.len();
                bounded(file, size, max).map(Cow::Owned)
            }
            Content::File(path, packing) => {
                bounded(packing.unpack(File::open(path)?), 0, max).map(Cow::Owned)
            }
            Content::Stdin => bounded(io::stdin().lock(), 0, max).map(Cow::Owned),
            Content::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
            Content::Line(line) => field(line, &limits.text_field).map(Cow::Owned),
        }
    }

    /// The memory it holds, in bytes, about.
    pub(crate) fn held(&self) -> usize {
        match &self.content {
            Content::Bytes(bytes) | Content::Line(bytes) => bytes.len(),
            Content::File(..) | Content::Stdin => 0,
        }
    }

    /// Lets go of what it holds, when it is not read again.
    pub(crate) fn forget(&mut self) {
        if self.held() > 0 {
            self.content = Content::Bytes(Vec::new());
        }
    }
}

/// How documents are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most that is read of one document, in bytes of its text, unpacked.
    pub max_bytes: u64,
    /// The field of a line of JSON that holds the text.
    pub text_field: String,
}

/// Reads to the end, but no more than `max` bytes. `size` is a hint: a pipe does not know it.
fn bounded(from: impl Read, size: u64, max: u64) -> Result<Vec<u8>, Reason> {
    if size > max {
        return Err(Reason::TooLarge { limit: max });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size + 1).unwrap_or(0));
    from.take(max.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max {
        return Err(Reason::TooLarge { limit: max });
    }
    Ok(bytes)
}

/// The text in this field of a line of JSON.
fn field(line: &[u8], name: &str) -> Result<Vec<u8>, Reason> {
    let mut json = serde_json::Deserializer::from_slice(line);
    let text = Field(name).deserialize(&mut json).and_then(|text| json.end().map(|()| text))?;
    text.map(String::into_bytes).ok_or_else(|| Reason::NoField(name.to_owned()))
}

/// Looks for one field of an object, and passes over the others.
struct Field<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for Field<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Field<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut text = None;
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if key == self.0 {
                text = map.next_value_seed(Text)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(text)
    }
}

/// A text; null is none.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        Option::deserialize(json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_given_up() {
        let endless = bounded(io::repeat(b'a'), 0, 1000);
        assert!(matches!(endless, Err(Reason::TooLarge { limit: 1000 })));
        assert_eq!(bounded(&b"tekst"[..], 5, 5).unwrap(), b"tekst");
        assert!(matches!(bounded(&b"tekst"[..], 5, 4), Err(Reason::TooLarge { limit: 4 })));
    }

    #[test]
    fn a_wrong_size_does_not_cut_the_text() {
        assert_eq!(bounded(&b"tekst"[..], 2, 9).unwrap(), b"tekst");
    }

    #[test]
    fn the_text_of_a_line_is_in_its_field() {
        let line = r#"{"id": {"text": 1}, "text": "Financi\u00ebn\n", "url": null}"#.as_bytes();
        assert_eq!(field(line, "text").unwrap(), "Financiën\n".as_bytes());
        assert!(matches!(field(line, "url"), Err(Reason::NoField(name)) if name == "url"));
        assert!(matches!(field(line, "inhoud"), Err(Reason::NoField(_))));
        for broken in [&line[..20], b"[]", b"{} {}", br#"{"text": 1}"#, b"{\"text\": \"\xFF\"}"] {
            assert!(matches!(field(broken, "text"), Err(Reason::NotJson(_))));
        }
    }
}
