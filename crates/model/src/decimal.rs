//! Decimals as JSON numbers with exactly the printed digits.

use std::str;

use rust_decimal::Decimal;
use rust_decimal::serde::arbitrary_precision;
use serde::Serializer;
use serde::ser::SerializeStruct as _;

/// What `serde_json` calls a number that is given as its digits, and the one field of it.
pub const NUMBER: &str = "$serde_json::private::Number";

/// A number without decimals is written as the integer it is, which is quicker; others digit for
/// digit.
pub(crate) fn serialize<S: Serializer>(value: &Decimal, to: S) -> Result<S::Ok, S::Error> {
    let Ok(mantissa) = i64::try_from(value.mantissa()) else {
        return arbitrary_precision::serialize(value, to);
    };
    if value.scale() == 0 {
        return to.serialize_i64(mantissa);
    }
    let mut digits = [0; LONGEST];
    let digits = printed(value, mantissa.unsigned_abs(), &mut digits);
    let mut number = to.serialize_struct(NUMBER, 1)?;
    number.serialize_field(NUMBER, digits)?;
    number.end()
}

/// A sign, `0.` and as many decimals as there can be.
const LONGEST: usize = 3 + Decimal::MAX_SCALE as usize;

/// A number with decimals as it is printed, at the end of `bytes`.
fn printed<'b>(value: &Decimal, mantissa: u64, bytes: &'b mut [u8; LONGEST]) -> &'b str {
    let (mut left, mut decimals) = (mantissa, value.scale());
    let mut at = LONGEST;
    let mut before = |byte| {
        at -= 1;
        bytes[at] = byte;
    };
    loop {
        before(b"0123456789"[(left % 10) as usize]);
        left /= 10;
        if decimals == 0 && left == 0 {
            break;
        }
        if decimals == 1 {
            before(b'.');
        }
        decimals = decimals.saturating_sub(1);
    }
    if value.is_sign_negative() {
        before(b'-');
    }
    str::from_utf8(&bytes[at..]).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use serde_json::Number;

    use super::*;

    #[test]
    fn numbers_are_as_printed() {
        let as_json = |value: &Decimal| {
            let mut json = Vec::new();
            serialize(value, &mut serde_json::Serializer::new(&mut json)).unwrap();
            String::from_utf8(json).unwrap()
        };
        for mantissa in [0, 5, 10, 15, 1_234, i64::MAX.into(), i128::from(i64::MAX) + 1, 7 << 90] {
            for scale in 0..=Decimal::MAX_SCALE {
                for sign in [1, -1] {
                    let value = Decimal::from_i128_with_scale(sign * mantissa, scale);
                    assert_eq!(as_json(&value), value.to_string());
                    assert!(as_json(&value).parse::<Number>().is_ok());
                }
            }
        }
        let nothing = |sign_negative, scale| {
            let mut zero = Decimal::new(0, scale);
            zero.set_sign_negative(sign_negative);
            as_json(&zero)
        };
        assert_eq!([nothing(true, 0), nothing(true, 2)], ["0", "-0.00"]);
    }
}
