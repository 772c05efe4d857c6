//! Bytes to text.

use std::borrow::Cow;
use std::fmt;

/// Text, and how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text, without a byte order mark, its lines ended by `\n` or `\r\n`. Borrowed where the bytes were such UTF-8.
    pub text: Cow<'b, str>,
    /// What the bytes were.
    pub encoding: Encoding,
    /// Whether bytes that fit no character became U+FFFD.
    pub lossy: bool,
}

impl Decoded<'_> {
    /// The same with a text of its own.
    pub fn into_owned(self) -> Decoded<'static> {
        Decoded { text: Cow::Owned(self.text.into_owned()), ..self }
    }
}

/// How a document was written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first, known by its byte order mark.
    Utf16Le,
    /// UTF-16, high byte first, known by its byte order mark.
    Utf16Be,
    /// windows-1252: what Dutch text that is not UTF-8 almost always is.
    Windows1252,
}

impl Encoding {
    /// Its name in the Encoding Standard, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }
}

/// Why bytes were not taken for text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotText {
    /// Nothing but white space, or no byte at all.
    Empty,
    /// A NUL character, at this byte of the input; of the decoded text where it was UTF-16.
    Nul(usize),
    /// Control characters, this many in the first 4096 bytes: too many for text.
    Control(usize),
    /// More bytes than a [`Span`](crate::Span) can point at.
    TooLong(usize),
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "empty: there is no text in it"),
            Self::Nul(offset) => write!(f, "not text: NUL at byte {offset}"),
            Self::Control(count) => {
                write!(f, "not text: {count} control characters at its beginning")
            }
            Self::TooLong(bytes) => write!(f, "too long: {bytes} bytes of text, at most {LONGEST}"),
        }
    }
}

impl std::error::Error for NotText {}

/// How much of the beginning is looked at for control characters, in bytes.
const SAMPLE: usize = 4096;

/// Text longer than this has offsets that a span cannot hold.
const LONGEST: usize = u32::MAX as usize;

/// Reads bytes as text.
///
/// A byte order mark decides. Without one it is UTF-8, also where the last character is cut off and
/// not the first that is beyond ASCII; what is not UTF-8 is windows-1252. UTF-8 is borrowed, not copied, unless its lines end
/// in `\r` alone: those become `\n`, each in its place.
///
/// # Errors
/// [`NotText`] where the bytes are no text: empty, binary, or too long to point into.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, NotText> {
    let marked = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Some(utf8(rest, true)),
        [0xFF, 0xFE, rest @ ..] => Some(utf16(rest, Encoding::Utf16Le)),
        [0xFE, 0xFF, rest @ ..] => Some(utf16(rest, Encoding::Utf16Be)),
        _ => None,
    };
    let decoded = if let Some(decoded) = marked {
        ensure_length(&decoded)?;
        ensure_no_nul(decoded.text.as_bytes())?;
        decoded
    } else {
        // What has no NUL gets none.
        ensure_no_nul(bytes)?;
        let decoded = utf8(bytes, false);
        ensure_length(&decoded)?;
        decoded
    };
    ensure_text(&decoded)?;
    Ok(with_line_ends(decoded))
}

/// Ends lines in `\n` where none does.
fn with_line_ends(decoded: Decoded<'_>) -> Decoded<'_> {
    let bytes = decoded.text.as_bytes();
    if memchr::memchr(b'\n', bytes).is_some() || memchr::memchr(b'\r', bytes).is_none() {
        return decoded;
    }
    Decoded { text: Cow::Owned(decoded.text.replace('\r', "\n")), ..decoded }
}

/// UTF-8, which a mark may have said it is, or else windows-1252.
fn utf8(bytes: &[u8], is_marked: bool) -> Decoded<'_> {
    let is_cut = |valid| is_marked || is_torn(bytes, valid);
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), encoding: Encoding::Utf8, lossy: false },
        Err(error) if error.error_len().is_none() && is_cut(error.valid_up_to()) => {
            Decoded { text: String::from_utf8_lossy(bytes), encoding: Encoding::Utf8, lossy: true }
        }
        Err(_) => {
            let (text, lossy) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
            Decoded { text, encoding: Encoding::Windows1252, lossy }
        }
    }
}

/// Whether a text that is UTF-8 up to the last character was cut off inside it. Where all before is
/// ASCII, one byte may as well be a letter of windows-1252: `caf\xE9`.
fn is_torn(bytes: &[u8], valid: usize) -> bool {
    let (whole, torn) = bytes.split_at(valid);
    !whole.is_ascii() || !whole.is_empty() && torn.len() > 1
}

fn utf16(bytes: &[u8], encoding: Encoding) -> Decoded<'_> {
    let table = match encoding {
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
        _ => encoding_rs::UTF_16LE,
    };
    let (text, lossy) = table.decode_without_bom_handling(bytes);
    Decoded { text, encoding, lossy }
}

fn ensure_length(decoded: &Decoded<'_>) -> Result<(), NotText> {
    let length = decoded.text.len();
    if length > LONGEST { Err(NotText::TooLong(length)) } else { Ok(()) }
}

fn ensure_text(decoded: &Decoded<'_>) -> Result<(), NotText> {
    let text = &*decoded.text;
    let sample = &text.as_bytes()[..text.len().min(SAMPLE)];
    // Bytes that were UTF-8 are hardly ever anything else.
    let guessed = decoded.encoding != Encoding::Utf8;
    let controls = control_bytes(sample) + if guessed { wide_controls(sample) } else { 0 };
    if controls >= 4 && controls * 32 > sample.len() {
        return Err(NotText::Control(controls));
    }
    if text.chars().all(char::is_whitespace) {
        return Err(NotText::Empty);
    }
    Ok(())
}

fn ensure_no_nul(bytes: &[u8]) -> Result<(), NotText> {
    memchr::memchr(0, bytes).map_or(Ok(()), |offset| Err(NotText::Nul(offset)))
}

/// C0 controls that no text has: what a picture or an archive is full of.
fn control_bytes(sample: &[u8]) -> usize {
    /// As many as a byte can count, so that they are counted many at a time.
    const CHUNK: usize = 255;
    let is_control = |&b: &u8| u8::from(b < 0x20 && !(0x09..=0x0D).contains(&b));
    let in_chunk = |chunk: &[u8]| usize::from(chunk.iter().map(is_control).sum::<u8>());
    sample.chunks(CHUNK).map(in_chunk).sum()
}

/// C1 controls and U+FFFD: what a picture or an archive becomes when it is read as text.
fn wide_controls(sample: &[u8]) -> usize {
    let is_wide = |w: &&[u8]| matches!(w, [0xC2, 0x80..=0x9F, _] | [0xEF, 0xBF, 0xBD]);
    sample.windows(3).filter(is_wide).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: Encoding, lossy: bool) {
        let decoded = decode(bytes).unwrap();
        assert_eq!((&*decoded.text, decoded.encoding, decoded.lossy), (text, encoding, lossy));
    }

    #[test]
    fn the_byte_order_mark_decides_and_is_no_text() {
        check(b"\xEF\xBB\xBFcaf\xC3\xA9", "café", Encoding::Utf8, false);
        check(b"\xFF\xFEa\0\xAC\x20", "a€", Encoding::Utf16Le, false);
        check(b"\xFE\xFF\0a\x20\xAC", "a€", Encoding::Utf16Be, false);
    }

    #[test]
    fn without_one_it_is_utf8_or_windows_1252() {
        check("€\u{A0}-14.183".as_bytes(), "€\u{A0}-14.183", Encoding::Utf8, false);
        check(b"\x80 1.000 Ge\xEBscaleerd", "€ 1.000 Geëscaleerd", Encoding::Windows1252, false);
    }

    #[test]
    fn a_character_cut_off_at_the_end_does_not_change_the_encoding() {
        check(b"caf\xC3\xA9 \xE2\x82", "café \u{FFFD}", Encoding::Utf8, true);
        check(b"caf\xC3\xA9 caf\xC3", "café caf\u{FFFD}", Encoding::Utf8, true);
        check(b"\xEF\xBB\xBFcaf\xC3", "caf\u{FFFD}", Encoding::Utf8, true);
        check(b"1.000 \xE2\x82", "1.000 \u{FFFD}", Encoding::Utf8, true);
        check(b"\xFF\xFEa\0\x00\xD8", "a\u{FFFD}", Encoding::Utf16Le, true);
    }

    #[test]
    fn an_accented_letter_at_the_end_of_plain_text_is_windows_1252() {
        check(b"Totaal caf\xE9", "Totaal café", Encoding::Windows1252, false);
        check(b"Totaal geori\xEB", "Totaal georië", Encoding::Windows1252, false);
        check(b"\xE9", "é", Encoding::Windows1252, false);
    }

    #[test]
    fn utf8_is_not_copied() {
        for text in ["tekst", "een\ntwee", "een\r\ntwee", "een\rtwee\n"] {
            assert!(matches!(decode(text.as_bytes()).unwrap().text, Cow::Borrowed(_)));
        }
    }

    #[test]
    fn lines_that_end_in_a_carriage_return_alone_end_in_a_newline() {
        assert_eq!(decode(b"een\r\rtwee").unwrap().text, "een\n\ntwee");
        assert_eq!(decode(b"\xFF\xFEa\0\r\0b\0").unwrap().text, "a\nb");
    }

    #[test]
    fn what_is_no_text_is_refused_with_the_reason() {
        assert_eq!(decode(b""), Err(NotText::Empty));
        assert_eq!(decode(b"\xEF\xBB\xBF \n\xC2\xA0"), Err(NotText::Empty));
        assert_eq!(decode(b"tekst\0"), Err(NotText::Nul(5)));
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\x01\x02\x03\x04"), Err(NotText::Control(5)));
        let mut noise = vec![0x81, 0x8D, 0x8F, 0x90, 0x9D];
        noise.extend([b'a'; 20]);
        assert_eq!(decode(&noise), Err(NotText::Control(5)));
    }
}
