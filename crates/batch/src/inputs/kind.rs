//! What the ending of a file name says.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) form: Form,
    pub(crate) packing: Packing,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// One text.
    Text,
    /// A line of JSON for each text.
    Lines,
    /// The texts of a crawl (WET).
    Wet,
}

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    None,
    Gzip,
    Zstd,
}

impl Kind {
    /// What this file is, where its ending is one of those that are looked for.
    pub(crate) fn known(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let (name, packing) = packing(&name);
        let (_, ending) = name.rsplit_once('.')?;
        let form = match ending {
            "txt" | "text" | "md" => Form::Text,
            "jsonl" => Form::Lines,
            "wet" => Form::Wet,
            _ => return None,
        };
        Some(Self { form, packing })
    }

    /// What a file is that the user named: a text where its ending says nothing.
    pub(crate) fn named(path: &Path) -> Self {
        Self::known(path).unwrap_or_else(|| {
            let name = path.to_string_lossy().to_ascii_lowercase();
            Self { form: Form::Text, packing: packing(&name).1 }
        })
    }
}

/// Whether a file name has an ending that says what it is, or how it is packed.
pub(crate) fn has_ending(path: &Path) -> bool {
    Kind::known(path).is_some() || Kind::named(path).packing != Packing::None
}

fn packing(name: &str) -> (&str, Packing) {
    if let Some(name) = name.strip_suffix(".gz") {
        (name, Packing::Gzip)
    } else if let Some(name) = name.strip_suffix(".zst") {
        (name, Packing::Zstd)
    } else {
        (name, Packing::None)
    }
}

impl Packing {
    /// Reads what is packed, as it is asked for.
    pub(crate) fn unpack<'r>(self, from: impl Read + Send + 'r) -> Box<dyn Read + Send + 'r> {
        match self {
            Self::None => Box::new(from),
            Self::Gzip => Box::new(MultiGzDecoder::new(BufReader::new(from))),
            Self::Zstd => Box::new(Frames {
                from: BufReader::new(from),
                decoder: FrameDecoder::new(),
                within: false,
            }),
        }
    }
}

/// The frames of a zstd stream, one after the other.
struct Frames<R: Read> {
    from: BufReader<R>,
    decoder: FrameDecoder,
    /// Whether a frame has begun that is not all read.
    within: bool,
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !buffer.is_empty() {
            if !self.within && !self.begin()? {
                return Ok(0);
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let some = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.from, some).map_err(damaged)?;
            }
            let length = self.decoder.read(buffer)?;
            self.within = length > 0;
            if length > 0 {
                return Ok(length);
            }
        }
        Ok(0)
    }
}

impl<R: Read> Frames<R> {
    /// Begins the next frame that holds data; false at the end.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.from.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.from) {
                Ok(()) => {
                    self.within = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut (&mut self.from).take(length.into()), &mut io::sink())?;
                }
                Err(error) => return Err(damaged(error)),
            }
        }
        Ok(false)
    }
}

fn damaged(error: FrameDecoderError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

#[cfg(test)]
mod tests {
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    #[test]
    fn the_ending_says_what_a_file_is() {
        for (name, form, packing) in [
            ("a/kades.txt", Form::Text, Packing::None),
            ("KADES.TEXT.GZ", Form::Text, Packing::Gzip),
            ("kades.md.zst", Form::Text, Packing::Zstd),
            ("kades.jsonl", Form::Lines, Packing::None),
            ("kades.jsonl.zst", Form::Lines, Packing::Zstd),
            ("CC-MAIN-0001.warc.wet.gz", Form::Wet, Packing::Gzip),
        ] {
            assert_eq!(Kind::known(Path::new(name)), Some(Kind { form, packing }), "{name}");
        }
        for name in ["kades.pdf", "kades", "txt", "kades.tar.gz", ".gz", "kades.json"] {
            assert_eq!(Kind::known(Path::new(name)), None, "{name}");
        }
        let named = Kind::named(Path::new("kades.htm.gz"));
        assert_eq!(named, Kind { form: Form::Text, packing: Packing::Gzip });
    }

    #[test]
    fn frames_follow_each_other_and_some_are_passed_over() {
        let mut packed = compress_to_vec(&b"Wat kost "[..], CompressionLevel::Fastest);
        packed.extend([0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]);
        packed.extend(compress_to_vec(&b""[..], CompressionLevel::Fastest));
        packed.extend(compress_to_vec(&b"het?"[..], CompressionLevel::Fastest));
        let mut text = String::new();
        Packing::Zstd.unpack(&packed[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, "Wat kost het?");
        let cut = &packed[..packed.len() - 2];
        assert!(Packing::Zstd.unpack(cut).read_to_string(&mut text).is_err());
        assert!(Packing::Zstd.unpack(&b"tekst"[..]).read_to_string(&mut text).is_err());
    }
}
