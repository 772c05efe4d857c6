//! From bytes to text that can be pointed at.
//!
//! 1. [`decode()`] turns bytes into text and says from which [`Encoding`].
//! 2. [`Source`] is that text with its [`Line`]s; a [`Span`] is a place in it.
//! 3. [`fold()`] makes the key under which two spellings of a word are one; [`without_emphasis()`] is a text without the stars
//!    that Markdown puts around bold letters.
//!
//! ```
//! use ontleed_text::{Source, decode, fold};
//!
//! let decoded = decode(b"Realisatie\n2020").unwrap();
//! let source = Source::new(&decoded.text);
//! let second = source.lines()[1].span;
//! assert_eq!(source.slice(second), "2020");
//! assert_eq!(source.position(second.start).line, 2);
//! assert_eq!(fold("Wet\u{AD}geving\u{A0}– NIEUW"), "wetgeving - nieuw");
//! ```
//!
//! It does not change the text: a span always refers to the text as decoded, never to a key made
//! from it. No-break spaces stay, because they are evidence of an empty cell.

mod decode;
mod fold;
mod markup;
mod source;
mod span;

pub use decode::{Decoded, Encoding, NotText, decode};
pub use fold::{fold, is_dash, is_space};
pub use markup::{line_break, unescaped, without_emphasis, without_links};
pub use source::{Line, Position, Source};
pub use span::Span;
