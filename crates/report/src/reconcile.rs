//! Figures in running text against the cells that hold the same quantity.
//!
//! Two ways lead from a mention to a cell: the section explains the cell's row and the sentence names
//! the side (`explained`), or sentence and label share words and the year is the column's (`by_words`).
//! The rest is arithmetic: a printed figure stands for half a last digit to each side.

mod by_words;
mod explained;
mod fit;
mod scales;
mod spoken;

use ontleed_model::{
    Agreement, Arguments, Code, DeviationOverview, Finding, Link, Mention, Related, Role, Severity,
    Table,
};

use self::by_words::by_words;
use self::explained::explained;
use self::scales::infer_scales;
use self::spoken::Spoken;

/// Links the mentions to cells, and concludes scales from the links.
pub(crate) fn reconcile<'t>(
    text: &'t str,
    mentions: &mut [Mention<'t>],
    tables: &mut [Table<'t>],
    deviations: &[DeviationOverview<'t>],
) {
    for deviation in deviations {
        let table = &tables[deviation.table as usize];
        for explanation in &deviation.explanations {
            let from = mentions.partition_point(|mention| mention.start < explanation.start);
            let to = mentions.partition_point(|mention| mention.start < explanation.end);
            let to = to.clamp(from, from + MOST_EXPLAINING);
            explained(text, &mut mentions[from..to], table, deviation.table, explanation);
        }
    }
    let mut left = FEWEST_STEPS + STEPS_PER_BYTE * text.len();
    let mut spoken = Spoken::default();
    for mention in mentions.iter_mut().filter(|mention| mention.links.is_empty()) {
        mention.links.extend(by_words(text, mention, tables, &mut spoken, &mut left));
    }
    infer_scales(mentions, tables, deviations);
}

/// Figures that are looked at in the explanation of one row.
const MOST_EXPLAINING: usize = 50;

/// So that time stays linear in the text: comparing a cell is a step, comparing its row's words with
/// a sentence is many. Where no step is left, nothing more is linked.
const FEWEST_STEPS: usize = 50_000;
const STEPS_PER_BYTE: usize = 8;
const STEPS_FOR_WORDS: usize = 1_000;

/// The sentences that give another number than the table.
pub(crate) fn findings(mentions: &[Mention<'_>], tables: &[Table<'_>]) -> Vec<Finding> {
    let disagrees = |link: &&Link<'_>| link.outcome == Agreement::Disagrees;
    let finding = |mention: &Mention<'_>| {
        let link = mention.links.iter().find(disagrees)?;
        let row = &tables[link.table as usize].rows[link.row as usize];
        let cell = row.cell(link.column)?;
        let related =
            Related { role: Role::Other, start: cell.start, end: cell.end, value: cell.value };
        let arguments = Arguments {
            expected: cell.value,
            found: Some(mention.value),
            related: vec![related],
            ..Arguments::default()
        };
        let code = Code::ProseDisagrees;
        let finding = Finding::new(code, Severity::Warning, mention.start, mention.end);
        Some(finding.with(arguments))
    };
    mentions.iter().filter_map(finding).collect()
}
