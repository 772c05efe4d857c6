//! The JSON Schema of what is written as JSON.

use schemars::{JsonSchema, Schema, generate::SchemaSettings};

use crate::{CheckedFinding, Fact, Report, SCHEMA};

/// What is written as JSON by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A [`Report`].
    Report,
    /// A [`Fact`].
    Fact,
    /// A [`CheckedFinding`].
    Finding,
}

impl Form {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Report, Self::Fact, Self::Finding];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Fact => "fact",
            Self::Finding => "finding",
        }
    }
}

/// The JSON Schema of a form, in draft 2020-12.
pub fn schema(form: Form) -> Schema {
    let mut schema = match form {
        Form::Report => of::<Report<'_>>(),
        Form::Fact => of::<Fact<'_>>(),
        Form::Finding => of::<CheckedFinding<'_>>(),
    };
    schema.insert("title".into(), format!("ontleed {} {SCHEMA}", form.name()).into());
    schema
}

fn of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}
