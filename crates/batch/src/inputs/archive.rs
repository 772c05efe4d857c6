//! Files that hold many documents, read as a stream.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

use crate::document::{Content, Document};
use crate::failure::{Failure, Reason, Stage};
use crate::inputs::Form;

/// The lines above a record are read up to this many bytes.
const HEADER: u64 = 64 << 10;

/// The documents in one file, one after the other. At what is no archive any more it stops, with a
/// failure; one document that is too large or damaged is passed over, with a failure too.
pub(crate) struct Archive {
    name: String,
    path: String,
    form: Form,
    from: BufReader<Box<dyn Read + Send>>,
    max_bytes: u64,
    /// Records so far.
    number: u64,
    /// Whether any was given, or a failure.
    given: bool,
    ended: bool,
}

impl fmt::Debug for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive").field("path", &self.path).finish_non_exhaustive()
    }
}

/// A record, or why it is none.
type Record = Result<(Content, Option<String>), Reason>;

impl Archive {
    pub(crate) fn new(
        name: String,
        path: String,
        form: Form,
        from: Box<dyn Read + Send>,
        max_bytes: u64,
    ) -> Self {
        let from = BufReader::with_capacity(64 << 10, from);
        Self { name, path, form, from, max_bytes, number: 0, given: false, ended: false }
    }

    /// The next line that is not empty. A line too large is read to its end and not held.
    fn line(&mut self) -> io::Result<Option<Record>> {
        loop {
            let mut line = Vec::new();
            let max = self.max_bytes;
            let read = (&mut self.from).take(max.saturating_add(1)).read_until(b'\n', &mut line)?;
            if read == 0 {
                return Ok(None);
            }
            self.number += 1;
            if read as u64 > max && line.last() != Some(&b'\n') {
                drop(line);
                self.from.skip_until(b'\n')?;
                return Ok(Some(Err(Reason::TooLarge { limit: max })));
            }
            if !line.trim_ascii().is_empty() {
                return Ok(Some(Ok((Content::Line(line), None))));
            }
        }
    }

    /// The next record that is a text, with its address.
    fn page(&mut self) -> io::Result<Option<Record>> {
        while let Some(header) = self.header()? {
            self.number += 1;
            let mut body = (&mut self.from).take(header.length);
            if !header.is_text || header.length > self.max_bytes {
                if io::copy(&mut body, &mut io::sink())? < header.length {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                if header.is_text {
                    return Ok(Some(Err(Reason::TooLarge { limit: self.max_bytes })));
                }
                continue;
            }
            let mut bytes = Vec::new();
            if (body.read_to_end(&mut bytes)? as u64) < header.length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            return Ok(Some(Ok((Content::Bytes(bytes), header.address))));
        }
        Ok(None)
    }

    /// The lines above a record; none at the end.
    fn header(&mut self) -> io::Result<Option<Header>> {
        let mut header = Header::default();
        let mut within = (&mut self.from).take(HEADER);
        let mut line = Vec::new();
        let mut length = None;
        let mut begun = false;
        loop {
            line.clear();
            if within.read_until(b'\n', &mut line)? == 0 {
                let cut = begun || within.limit() == 0;
                return if cut { Err(no_archive()) } else { Ok(None) };
            }
            let text = String::from_utf8_lossy(line.trim_ascii());
            match (begun, text.is_empty()) {
                (false, true) => {}
                (false, false) if text.starts_with("WARC/") => begun = true,
                (false, false) => return Err(no_archive()),
                (true, true) => break,
                (true, false) => {
                    let (name, value) = text.split_once(':').ok_or_else(no_archive)?;
                    let value = value.trim();
                    if name.eq_ignore_ascii_case("Content-Length") {
                        length = value.parse().ok();
                    } else if name.eq_ignore_ascii_case("WARC-Type") {
                        header.is_text = value == "conversion";
                    } else if name.eq_ignore_ascii_case("WARC-Target-URI") {
                        header.address = Some(value.trim_matches(['<', '>']).to_owned());
                    }
                }
            }
        }
        header.length = length.ok_or_else(no_archive)?;
        Ok(Some(header))
    }
}

/// What stands above a record.
#[derive(Default)]
struct Header {
    /// In bytes.
    length: u64,
    /// Whether it is text made from a page; others tell about the archive.
    is_text: bool,
    address: Option<String>,
}

fn no_archive() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "damaged: no WARC record where one should be")
}

impl Iterator for Archive {
    type Item = Result<Document, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let record = match self.form {
            Form::Wet => self.page(),
            Form::Lines | Form::Text => self.line(),
        };
        let fail = |path, reason| Some(Err(Failure { path, stage: Stage::Read, reason }));
        let empty = !std::mem::replace(&mut self.given, true);
        match record {
            Ok(Some(Ok((content, address)))) => {
                let behind = address.map(|address| format!("!{address}")).unwrap_or_default();
                let number = self.number;
                Some(Ok(Document {
                    name: format!("{}!{number}{behind}", self.name),
                    path: format!("{}!{number}{behind}", self.path),
                    record: Some((self.name.clone(), number)),
                    content,
                }))
            }
            Ok(Some(Err(reason))) => fail(format!("{}!{}", self.path, self.number), reason),
            Ok(None) => {
                self.ended = true;
                empty.then(|| fail(self.path.clone(), Reason::NoRecords)).flatten()
            }
            Err(error) => {
                self.ended = true;
                fail(self.path.clone(), Reason::Io(error))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: Form, bytes: &'static [u8], max_bytes: u64) -> Vec<String> {
        let archive = Archive::new("a".into(), "in/a".into(), form, Box::new(bytes), max_bytes);
        let told = archive.map(|found| match found {
            Ok(Document { name, content: Content::Bytes(text) | Content::Line(text), .. }) => {
                format!("{name}={}", String::from_utf8(text).unwrap().trim_end())
            }
            Ok(document) => panic!("{document:?}"),
            Err(failure) => failure.to_string(),
        });
        told.collect()
    }

    #[test]
    fn lines_are_numbered_as_in_the_file() {
        let told = read(Form::Lines, b"{1}\n\n{\"long\": 2}\r\n{3}", 5);
        assert_eq!(told, ["a!1={1}", "in/a!3: read: too large: more than 5 bytes", "a!4={3}"]);
    }

    const PAGES: &[u8] =
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\ninfo\r\n\r\n\
        WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://a.nl/b?c=1\r\n\
        content-length: 5\r\n\r\ntekst\r\n\r\n\
        WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 6\r\n\r\nteksts\r\n\r\n";

    #[test]
    fn pages_have_their_address() {
        let told = read(Form::Wet, PAGES, 6);
        assert_eq!(told, ["a!2!https://a.nl/b?c=1=tekst", "a!3=teksts"]);
        let told = read(Form::Wet, PAGES, 5);
        assert_eq!(told[1..], ["in/a!3: read: too large: more than 5 bytes"]);
    }

    #[test]
    fn a_damaged_archive_is_read_as_far_as_it_goes() {
        let told = read(Form::Wet, &PAGES[..PAGES.len() - 9], 6);
        assert_eq!(told[1..], ["in/a: read: unexpected end of file"]);
        let skipped = read(Form::Wet, &PAGES[..PAGES.len() - 9], 5);
        assert_eq!(skipped[1..], ["in/a: read: unexpected end of file"]);
        let told = read(Form::Wet, b"tekst", 6);
        assert_eq!(told, ["in/a: read: damaged: no WARC record where one should be"]);
        assert_eq!(read(Form::Wet, b"", 6), ["in/a: read: no documents in it"]);
    }
}
