//! Tables that stayed raw rows.

use ontleed_model::{Block, Code, Finding, Section, Severity};

/// Lines that look like a table of which no rows and columns could be made.
pub(super) fn not_rebuilt(sections: &[Section<'_>]) -> Vec<Finding> {
    let raw = |block: &Block<'_>| match block {
        Block::Table { tables: Some(tables), start, end, .. } if tables.is_empty() => {
            Some(Finding::new(Code::TableNotRebuilt, Severity::Note, *start, *end))
        }
        _ => None,
    };
    Section::all_blocks(sections).filter_map(raw).collect()
}
