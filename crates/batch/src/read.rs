//! One document's bytes.

use std::fs::File;
use std::io::{self, Read};

use crate::failure::Reason;
use crate::find::Document;

/// The most that is read of one document, in bytes: 32 MiB, a thousand times the usual page.
pub const MAX_BYTES: u64 = 32 << 20;

/// The bytes of a document.
pub(crate) fn read(document: &Document) -> Result<Vec<u8>, Reason> {
    match &document.file {
        Some(path) => {
            let file = File::open(path)?;
            let size = file.metadata()?.len();
            bounded(file, size)
        }
        None => bounded(io::stdin().lock(), 0),
    }
}

/// Reads to the end, but no more than [`MAX_BYTES`]. `size` is a hint: a pipe does not know it.
fn bounded(from: impl Read, size: u64) -> Result<Vec<u8>, Reason> {
    if size > MAX_BYTES {
        return Err(Reason::TooLarge { limit: MAX_BYTES });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size + 1).unwrap_or(0));
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Reason::TooLarge { limit: MAX_BYTES });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_given_up() {
        assert!(matches!(bounded(io::repeat(b'a'), 0), Err(Reason::TooLarge { limit: MAX_BYTES })));
    }

    #[test]
    fn a_wrong_size_does_not_cut_the_text() {
        assert_eq!(bounded(&b"tekst"[..], 2).unwrap(), b"tekst");
    }
}
