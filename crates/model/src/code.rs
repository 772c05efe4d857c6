//! The codes that say what a value is.

/// An enum whose variants have a name of their own in reports.
macro_rules! codes {
    ($(#[$about:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[derive(serde::Serialize, schemars::JsonSchema)]
        pub enum $name { $($(#[$each])* #[serde(rename = $code)] $variant,)* }

        impl $name {
            /// Its name in reports.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The one that has this name in reports.
            pub fn named(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }

        impl $crate::record::Field for $name {
            const TYPE: $crate::record::Type = $crate::record::Type::Code(&[$($code),*]);

            fn value(&self) -> $crate::record::Value<'_> {
                $crate::record::Value::Text(self.code())
            }
        }
    };
}

pub(crate) use codes;

codes! {
    /// What a value is: which budget, or what came of it.
    Measure {
        /// Budget as adopted before the year.
        BegrotingPrimitief = "begroting_primitief",
        /// Budget after changes.
        BegrotingBijgesteld = "begroting_bijgesteld",
        /// Budget, it is not said at which moment.
        Begroting = "begroting",
        /// What was realised.
        Realisatie = "realisatie",
        /// Estimate for a later year.
        Raming = "raming",
        /// Difference from the budget.
        Afwijking = "afwijking",
        /// Change of a budget or a balance.
        Mutatie = "mutatie",
        /// Target.
        Streefwaarde = "streefwaarde",
        /// Target on the way.
        Mijlpaal = "mijlpaal",
        /// First measurement.
        Nulmeting = "nulmeting",
        /// What others have.
        Benchmark = "benchmark",
        /// Opening balance.
        Beginstand = "beginstand",
        /// Addition.
        Toevoeging = "toevoeging",
        /// Withdrawal.
        Onttrekking = "onttrekking",
        /// Release.
        Vrijval = "vrijval",
        /// Closing balance.
        Eindstand = "eindstand",
        /// Balance on a date.
        Stand = "stand",
        /// A value of an indicator, it is not said which.
        Waarde = "waarde",
    }
}

impl Measure {
    /// Whether it is a budget of the year, adopted or changed.
    pub const fn is_budget(self) -> bool {
        matches!(self, Self::BegrotingPrimitief | Self::BegrotingBijgesteld | Self::Begroting)
    }

    /// Whether it is what is added to a reserve or taken from it.
    pub const fn is_movement(self) -> bool {
        matches!(self, Self::Toevoeging | Self::Onttrekking | Self::Vrijval)
    }
}

codes! {
    /// The side of the accounts.
    Side {
        /// Income.
        Baten = "baten",
        /// Expenses.
        Lasten = "lasten",
        /// What is left of the two.
        Saldo = "saldo",
        /// What goes to and comes from reserves.
        Reserves = "reserves",
    }
}

codes! {
    /// Why there is no number.
    Missing {
        /// `-`: nil, or nothing is aimed at.
        Dash = "dash",
        /// `n.v.t.`
        NotApplicable = "not_applicable",
        /// `PM`
        ProMemorie = "pro_memorie",
        /// `n.b.`, `onbekend`
        Unknown = "unknown",
        /// Words: `startjaar`.
        Text = "text",
    }
}

codes! {
    /// What a number counts.
    Unit {
        /// Euros.
        Eur = "EUR",
        /// Percent.
        Percent = "percent",
        /// Percentage points.
        PercentPoints = "percent_points",
        /// Per thousand.
        PerMille = "per_mille",
        /// Full-time jobs.
        Fte = "fte",
        /// Things counted.
        Count = "count",
        /// Years.
        Years = "years",
    }
}
