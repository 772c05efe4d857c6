//! A source as it is now.

use ontleed_text::{NotText, Source, decode};
use sha2::{Digest, Sha256};

/// A document as it is now: the text its bytes decode to, and where its lines begin. One serves
/// all that is checked against it.
#[derive(Debug)]
pub struct Original {
    bytes: usize,
    sha256: String,
    encoding: &'static str,
    text: String,
    /// The first byte of each line.
    lines: Vec<u32>,
}

impl Original {
    /// Decodes the bytes of a document.
    ///
    /// # Errors
    /// When they are no text.
    pub fn new(bytes: &[u8]) -> Result<Self, NotText> {
        let decoded = decode(bytes)?;
        let lines = Source::new(&decoded.text).lines().iter().map(|line| line.span.start).collect();
        Ok(Self {
            bytes: bytes.len(),
            sha256: digest(bytes),
            encoding: decoded.encoding.name(),
            text: decoded.text.into_owned(),
            lines,
        })
    }

    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes
    }

    pub(crate) fn encoding(&self) -> &'static str {
        self.encoding
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The line that a byte of the text is on, counted from 1.
    pub(crate) fn line(&self, byte: usize) -> u64 {
        self.lines.partition_point(|start| *start as usize <= byte).max(1) as u64
    }
}

/// The SHA-256 of bytes, in lower-case hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
