//! A source as it is now.

use std::borrow::Cow;

use ontleed_text::{NotText, Source, decode};
use sha2::{Digest, Sha256};

/// The bytes of a document, and the text they decode to.
#[derive(Debug)]
pub struct Original<'b> {
    bytes: &'b [u8],
    encoding: &'static str,
    text: Cow<'b, str>,
}

impl<'b> Original<'b> {
    /// Decodes the bytes of a document.
    ///
    /// # Errors
    /// When they are no text.
    pub fn new(bytes: &'b [u8]) -> Result<Self, NotText> {
        let decoded = decode(bytes)?;
        Ok(Self { bytes, encoding: decoded.encoding.name(), text: decoded.text })
    }

    /// Their SHA-256, in lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        digest(self.bytes)
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(crate) fn encoding(&self) -> &'static str {
        self.encoding
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn lines(&self) -> Source<'_> {
        Source::new(&self.text)
    }
}

/// The SHA-256 of bytes, in lower-case hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
