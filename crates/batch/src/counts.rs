//! What is counted.

use std::collections::BTreeMap;

use ontleed_model::{Report, Status, Verdict};
use ontleed_report::Extent;

use crate::convert::Ending;
use crate::failure::Failure;
use crate::manifest::Record;

/// What there is in one report, as far as it was looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) findings: Option<u64>,
    pub(crate) tables: Option<TableCounts>,
}

/// What there is in the tables of one report, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableCounts {
    /// Tables rebuilt.
    pub tables: u64,
    /// Their cells that hold something.
    pub facts: u64,
    /// Facts that a sum confirms.
    pub confirmed: u64,
    /// Facts that a sum contradicts.
    pub contradicted: u64,
    /// Facts of rows that the text does not decide.
    pub ambiguous: u64,
}

impl Counts {
    pub(crate) fn of(report: &Report<'_>, extent: Extent) -> Self {
        let findings = (extent != Extent::Figures).then_some(report.findings.len() as u64);
        let Some(tables) = &report.tables else { return Self { findings, tables: None } };
        let mut counts = TableCounts { tables: tables.len() as u64, ..TableCounts::default() };
        for row in tables.iter().flat_map(|table| &table.rows) {
            let all = row.cells.len() as u64;
            let with = |verdict| row.cells.iter().filter(|cell| cell.verdict == verdict).count();
            counts.facts += all;
            counts.confirmed += with(Verdict::Confirmed) as u64;
            counts.contradicted += with(Verdict::Contradicted) as u64;
            counts.ambiguous += if row.status == Status::Ambiguous { all } else { 0 };
        }
        Self { findings, tables: Some(counts) }
    }

    /// The counts of an earlier run.
    pub(crate) fn recorded(record: &Record) -> Self {
        let tables = record.tables.map(|tables| TableCounts {
            tables,
            facts: record.facts.unwrap_or(0),
            confirmed: record.confirmed.unwrap_or(0),
            contradicted: record.contradicted.unwrap_or(0),
            ambiguous: record.ambiguous.unwrap_or(0),
        });
        Self { findings: record.findings, tables }
    }
}

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents that were converted, those of an earlier run included.
    pub converted: u64,
    /// Those that an earlier run had converted.
    pub kept: u64,
    /// Documents that are no planning-and-control documents.
    pub dropped: u64,
    /// Documents and inputs that could not be converted, by the kind of the reason.
    pub failed: BTreeMap<&'static str, u64>,
    /// Documents of which a figure is contradicted by others, those of an earlier run not counted;
    /// 0 where tables are not rebuilt.
    pub contradicted: u64,
    /// Findings in their reports.
    pub findings: u64,
    /// What is in their tables; none where those were not rebuilt.
    pub tables: Option<TableCounts>,
    /// Whether it was stopped before the end.
    pub stopped: bool,
}

impl Summary {
    /// Documents and inputs that could not be converted.
    pub fn failures(&self) -> u64 {
        self.failed.values().sum()
    }

    pub(crate) fn add_failure(&mut self, failure: &Failure) {
        *self.failed.entry(failure.reason.kind()).or_default() += 1;
    }

    pub(crate) fn add(&mut self, ending: Ending, counts: Option<Counts>) {
        match ending {
            Ending::Dropped => self.dropped += 1,
            Ending::Kept => (self.converted, self.kept) = (self.converted + 1, self.kept + 1),
            Ending::Converted => self.converted += 1,
        }
        let Some(counts) = counts else { return };
        self.findings += counts.findings.unwrap_or(0);
        if let Some(more) = counts.tables {
            let all = self.tables.get_or_insert_default();
            all.tables += more.tables;
            all.facts += more.facts;
            all.confirmed += more.confirmed;
            all.contradicted += more.contradicted;
            all.ambiguous += more.ambiguous;
        }
    }
}
