//! Reports of short texts, for tests.

use ontleed_model::{Origin, Table};

/// What `tell` says of the tables of a text.
pub(crate) fn tables<T>(text: &str, tell: impl FnOnce(&[Table<'_>]) -> T) -> T {
    let decoded = ontleed_text::decode(text.as_bytes()).unwrap();
    let encoding = decoded.encoding.name();
    let origin = Origin { path: String::new(), sha256: String::new(), bytes: 0, encoding };
    tell(crate::report(&decoded, origin).tables.as_deref().unwrap_or_default())
}
