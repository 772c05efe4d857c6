//! Decimals as JSON numbers with exactly the printed digits.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serializer;

/// A number without decimals is written as the integer it is, which is quicker; others digit for
/// digit.
pub(crate) fn serialize<S: Serializer>(value: &Decimal, to: S) -> Result<S::Ok, S::Error> {
    match value.to_i64() {
        Some(integer) if value.scale() == 0 => to.serialize_i64(integer),
        _ => rust_decimal::serde::arbitrary_precision::serialize(value, to),
    }
}

/// The same, or null.
pub(crate) mod option {
    use rust_decimal::Decimal;
    use serde::Serializer;

    #[expect(clippy::ref_option, reason = "serde calls it like this")]
    pub(crate) fn serialize<S: Serializer>(
        value: &Option<Decimal>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => super::serialize(value, to),
            None => to.serialize_none(),
        }
    }
}
