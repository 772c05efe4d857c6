//! The scales of tables that links show.

use ontleed_model::{
    Agreement, DeviationOverview, InferredScale, Link, Mention, Outcome, Quote, Table,
};

/// Gives a table that states no scale the one under which an amount with a scale word agrees with
/// it; and the table whose deviations it explains the same one.
pub(super) fn infer_scales<'t>(
    mentions: &[Mention<'t>],
    tables: &mut [Table<'t>],
    deviations: &[DeviationOverview<'t>],
) {
    for mention in mentions {
        for link in &mention.links {
            let Some(scale) = shown_scale(mention, link) else { continue };
            let table = &mut tables[link.table as usize];
            let Some(cell) = table.rows[link.row as usize].cell(link.column) else { continue };
            let cell = cell.quote();
            let own = Quote { text: mention.text, start: mention.start, end: mention.end };
            let inferred = InferredScale { scale, evidence: Vec::new() };
            if table.scale.is_none() {
                let inferred = table.scale_inferred.get_or_insert(inferred);
                inferred.evidence.extend([own, cell]);
            }
        }
    }
    withdraw_disputed(mentions, tables);
    for deviation in deviations {
        let inferred = tables[deviation.table as usize].scale_inferred.clone();
        let Some(of) = deviation.of.filter(|_| is_same_money(deviation, tables)) else { continue };
        let of = &mut tables[of as usize];
        if of.scale.is_none() && of.scale_inferred.is_none() {
            of.scale_inferred = inferred;
        }
    }
}

/// The scale that a link shows: the mention has a scale word and is no estimate, and the two share a
/// word or more than a heading.
fn shown_scale(mention: &Mention<'_>, link: &Link<'_>) -> Option<u32> {
    let certain = mention.scale.is_some() && mention.qualifier.is_none() && !link.shared.is_empty();
    link.scale.filter(|_| certain && link.outcome == Agreement::Agrees)
}

/// Takes back the scale of a table that other mentions show another scale for. A mention that disagrees under every scale shows
/// none: it may be about another moment than the table, and is told as a finding.
fn withdraw_disputed(mentions: &[Mention<'_>], tables: &mut [Table<'_>]) {
    for mention in mentions {
        for link in &mention.links {
            let table = &mut tables[link.table as usize];
            let other = shown_scale(mention, link).is_some_and(|scale| {
                table.scale_inferred.as_ref().is_some_and(|inferred| inferred.scale != scale)
            });
            if other {
                table.scale_inferred = None;
            }
        }
    }
}

/// Whether two totals or more, none of them zero, are the same in both tables, and none differs.
fn is_same_money(deviation: &DeviationOverview<'_>, tables: &[Table<'_>]) -> bool {
    let overview = &tables[deviation.table as usize];
    let is_zero = |row: u32, column: u32| {
        let cell = overview.rows[row as usize].cell(column);
        cell.and_then(|cell| cell.value).is_some_and(|value| value.is_zero())
    };
    let holds = deviation.checks.iter().filter(|check| check.outcome == Outcome::Holds);
    let none_differs = deviation
        .checks
        .iter()
        .all(|check| matches!(check.outcome, Outcome::Holds | Outcome::Near));
    none_differs && holds.filter(|check| !is_zero(check.row, check.column)).count() > 1
}
