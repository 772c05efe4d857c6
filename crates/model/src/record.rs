//! Flat records, and the one definition of their columns.
//!
//! A record is declared once, with `record!`: that is the type itself, what JSON Schema says of
//! it, and the [`Column`]s by which it is written as CSV and Parquet and described in the
//! documentation.

use std::borrow::Cow;

use rust_decimal::Decimal;

/// A flat object: one line of a table.
pub trait Record {
    /// Its columns, in their fixed order.
    const COLUMNS: &'static [Column];

    /// Hands out the value of each column, in that order.
    fn each_value<'v>(&'v self, take: impl FnMut(Value<'v>));
}

/// A column of a table of [`Record`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What kind of values it has.
    pub datatype: Type,
    /// Whether a value may be unknown.
    pub nullable: bool,
    /// What its values say.
    pub meaning: &'static str,
    /// What its numbers count, where that is one thing for all of them.
    pub unit: Option<&'static str>,
}

/// The kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Any text.
    Text,
    /// One of these words.
    Code(&'static [&'static str]),
    /// A whole number that fits 64 bits.
    Integer,
    /// An exact decimal.
    Decimal,
}

/// A value of a [`Record`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'v> {
    /// It is not known, or there is none.
    Null,
    /// A text or a code.
    Text(&'v str),
    /// A text of one character.
    Character(char),
    /// A whole number.
    Integer(i64),
    /// An exact decimal.
    Decimal(Decimal),
}

/// What can stand in a [`Record`].
pub trait Field {
    /// The type of its column.
    const TYPE: Type;
    /// Whether it may be unknown.
    const NULLABLE: bool = false;

    /// The value it has.
    fn value(&self) -> Value<'_>;
}

impl<T: Field> Field for Option<T> {
    const TYPE: Type = T::TYPE;
    const NULLABLE: bool = true;

    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Field::value)
    }
}

impl Field for &str {
    const TYPE: Type = Type::Text;

    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Field for Cow<'_, str> {
    const TYPE: Type = Type::Text;

    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Field for String {
    const TYPE: Type = Type::Text;

    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Field for char {
    const TYPE: Type = Type::Text;

    fn value(&self) -> Value<'_> {
        Value::Character(*self)
    }
}

impl Field for Decimal {
    const TYPE: Type = Type::Decimal;

    fn value(&self) -> Value<'_> {
        Value::Decimal(*self)
    }
}

macro_rules! integers {
    ($($type:ty)*) => {$(
        impl Field for $type {
            const TYPE: Type = Type::Integer;

            fn value(&self) -> Value<'_> {
                Value::Integer(i64::from(*self))
            }
        }
    )*};
}

integers! { i8 u16 u32 i64 }

/// A struct whose fields are the columns of a table. The comment on a field is the meaning of its
/// column, what stands behind `as` its unit, and attributes stand between braces.
macro_rules! record {
    ($(#[$about:meta])* $name:ident $(<$life:lifetime>)? {
        $($(#[doc = $meaning:literal])+ $field:ident: $type:ty $({$(#[$how:meta])+})? $(as $unit:literal)?,)*
    }) => {
        $(#[$about])*
        pub struct $name $(<$life>)? {
            $($(#[doc = $meaning])+ $($(#[$how])+)? pub $field: $type,)*
        }

        impl $(<$life>)? $crate::Record for $name $(<$life>)? {
            const COLUMNS: &'static [$crate::record::Column] = &[$($crate::record::Column {
                name: stringify!($field),
                datatype: <$type as $crate::record::Field>::TYPE,
                nullable: <$type as $crate::record::Field>::NULLABLE,
                meaning: concat!($($meaning),+).trim_ascii(),
                unit: [$(Some($unit),)? None][0],
            },)*];

            fn each_value<'v>(&'v self, mut take: impl FnMut($crate::record::Value<'v>)) {
                $(take($crate::record::Field::value(&self.$field));)*
            }
        }
    };
}

pub(crate) use record;
