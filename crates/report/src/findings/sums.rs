//! Sums that do not hold, each told once, at the figure that explains most of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use ontleed_model::{
    Arguments, Cell, Code, Finding, Outcome, Place, Related, Relation, Role, Severity, Table,
    Verdict,
};
use rust_decimal::Decimal;

/// A finding for each figure that is contradicted, and a note for each sum that is nearly right.
///
/// One wrong figure breaks every sum it is in. So the figure in most of the failing sums is told,
/// with those sums; then the one in most of the rest.
pub(super) fn broken(table: &Table<'_>) -> Vec<Finding> {
    let mut failing = Failing::of(table);
    let mut findings = Vec::new();
    let mut told = BTreeSet::new();
    while let Some(place) = failing.blamed() {
        let own = failing.take(place);
        told.insert(place);
        findings.extend(finding(table, Code::SumFails, Severity::Error, place, &own));
    }
    for relation in with_outcome(table, Outcome::Near) {
        if !members(relation).any(|(place, _)| told.contains(&place)) {
            let at = relation.target;
            findings.extend(finding(table, Code::SumNear, Severity::Note, at, &[relation]));
        }
    }
    findings
}

fn with_outcome<'r>(table: &'r Table<'_>, outcome: Outcome) -> Vec<&'r Relation> {
    table.relations.iter().filter(|relation| relation.outcome == outcome).collect()
}

/// The sums that fail and were not told yet.
struct Failing<'r, 't> {
    table: &'r Table<'t>,
    sums: Vec<&'r Relation>,
    /// Which of them are left.
    left: BTreeSet<usize>,
    /// The sums that each figure is in.
    of_figure: BTreeMap<Place, Vec<usize>>,
    /// In how many that are left each figure is that no other sum confirms, and the same with the most first.
    counts: BTreeMap<Place, usize>,
    order: BTreeSet<(Reverse<usize>, Place)>,
}

impl<'r, 't> Failing<'r, 't> {
    fn of(table: &'r Table<'t>) -> Self {
        let sums = with_outcome(table, Outcome::Fails);
        let mut of_figure: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
        let mut counts: BTreeMap<Place, usize> = BTreeMap::new();
        for (at, sum) in sums.iter().enumerate() {
            for (place, _) in members(sum) {
                of_figure.entry(place).or_default().push(at);
            }
            for place in contradicted(table, sum) {
                *counts.entry(place).or_default() += 1;
            }
        }
        let order = counts.iter().map(|(&place, &count)| (Reverse(count), place)).collect();
        Self { table, left: (0..sums.len()).collect(), sums, of_figure, counts, order }
    }

    /// The figure to be told: of those that no other sum confirms the one in most of the failing sums.
    /// Where none is in two, the only one of the first sum, or else what that sum should give.
    fn blamed(&self) -> Option<Place> {
        let first = self.sums[*self.left.first()?];
        match self.order.first() {
            Some(&(Reverse(count), place)) if count > 1 => Some(place),
            _ => match contradicted(self.table, first)[..] {
                [only] => Some(only),
                _ => Some(first.target),
            },
        }
    }

    /// Takes out the sums that a figure is in.
    fn take(&mut self, place: Place) -> Vec<&'r Relation> {
        let own = self.of_figure.remove(&place).unwrap_or_default();
        let own: Vec<usize> = own.into_iter().filter(|at| self.left.remove(at)).collect();
        let own: Vec<&Relation> = own.into_iter().map(|at| self.sums[at]).collect();
        for place in own.iter().flat_map(|sum| contradicted(self.table, sum)) {
            let Some(count) = self.counts.get_mut(&place) else { continue };
            self.order.remove(&(Reverse(*count), place));
            *count -= 1;
            if *count > 0 {
                self.order.insert((Reverse(*count), place));
            }
        }
        own
    }
}

fn contradicted(table: &Table<'_>, relation: &Relation) -> Vec<Place> {
    let is_contradicted =
        |place: &Place| cell(table, *place).is_some_and(|c| c.verdict == Verdict::Contradicted);
    members(relation).map(|(place, _)| place).filter(is_contradicted).collect()
}

/// The finding at a figure that these sums are about, the most exact of them told in full.
fn finding(
    table: &Table<'_>,
    code: Code,
    severity: Severity,
    at: Place,
    sums: &[&Relation],
) -> Option<Finding> {
    let told = sums.iter().min_by_key(|relation| relation.tolerance)?;
    let blamed = cell(table, at)?;
    let (_, role) = members(told).find(|(place, _)| *place == at)?;
    let found = blamed.value?;
    let change = if role == Role::Added { told.residual } else { -told.residual };
    let mut related: Vec<Related> = members(told)
        .filter(|(place, _)| *place != at)
        .filter_map(|(place, role)| related(table, place, role))
        .collect();
    let others = sums.iter().filter(|other| !std::ptr::eq(**other, *told) && other.target != at);
    related.extend(others.filter_map(|other| self::related(table, other.target, Role::AlsoFails)));
    related.sort_by_key(|related| (related.start, related.role));
    related.dedup_by_key(|related| related.start);
    let arguments = Arguments {
        expected: found.checked_add(change).map(|expected| printed_like(found, expected)),
        found: Some(found),
        tolerance: Some(told.tolerance.normalize()),
        related,
        ..Arguments::default()
    };
    Some(Finding::new(code, severity, blamed.start, blamed.end).with(arguments))
}

/// A number with the decimals of another, and more where it needs them.
fn printed_like(found: Decimal, value: Decimal) -> Decimal {
    let mut value = value.normalize();
    value.rescale(value.scale().max(found.scale()));
    value
}

fn related(table: &Table<'_>, place: Place, role: Role) -> Option<Related> {
    let cell = cell(table, place)?;
    Some(Related { role, start: cell.start, end: cell.end, value: cell.value })
}

/// The figures of a sum with what they do in it.
fn members(relation: &Relation) -> impl Iterator<Item = (Place, Role)> {
    let terms = relation.terms.iter().map(|term| {
        let role = if term.sign < 0 { Role::Subtracted } else { Role::Added };
        (Place { row: term.row, column: term.column }, role)
    });
    terms.chain([(relation.target, Role::Total)])
}

fn cell<'r, 't>(table: &'r Table<'t>, place: Place) -> Option<&'r Cell<'t>> {
    table.rows.get(place.row as usize)?.cell(place.column)
}

#[cfg(test)]
mod tests {
    use ontleed_model::{Code, Finding, Role};

    use crate::findings::tests::findings;

    const PAGE: &str = "Wat kost het\n\nOverzicht van baten en lasten\nBegroting\n2020\nRealisatie\n2020\nAfwijking\n\
        Baten 1.519 2.140 621\nBijdragen rijk 1.298 1.395 97\nOverige opbrengsten 221 745 524\n\
        Lasten 11.404 11.852 448\nInhuur 483 957 474\nApparaat 134 168 34\nPersoneel 10.787 10.727 -60\n";

    fn sums(text: &str) -> Vec<Finding> {
        findings(text.as_bytes()).into_iter().filter(|f| f.code == Code::SumFails).collect()
    }

    #[test]
    fn what_adds_up_is_no_finding() {
        assert_eq!(sums(PAGE), []);
    }

    #[test]
    fn a_difference_that_counts_what_is_to_the_good_is_no_fault() {
        let page = "Wat heeft het gekost? (bedragen x € 1.000)\n\n\
            Omschrijving Realisatie 2020 Begroting 2021 primitief Begroting 2021 na wijziging Realisatie 2021 Verschil\n\
            Verkeer en vervoer 4.812 5.020 5.344 5.201 143\nParkeren 612 655 640 588 52\nOpenbaar vervoer 38 40 41 45 -4\n\
            Totaal lasten 5.462 5.715 6.025 5.834 191\nVerkeer en vervoer 312 290 305 344 39\nParkeren 1.120 1.205 980 1.002 22\n\
            Openbaar vervoer 0 0 0 3 3\nTotaal baten 1.432 1.495 1.285 1.349 64\n\
            Saldo van baten en lasten -4.030 -4.220 -4.740 -4.485 255\n";
        assert_eq!(sums(page), []);
    }

    #[test]
    fn the_figure_that_breaks_two_sums_is_told_once() {
        let changed = PAGE.replace("957", "987");
        let [finding] = &sums(&changed)[..] else { panic!("{:?}", sums(&changed)) };
        assert_eq!(&changed[finding.start as usize..finding.end as usize], "987");
        assert_eq!(finding.arguments.found, Some(987.into()));
        assert_eq!(finding.arguments.expected, Some(957.into()));
        let related = |role| {
            let all = finding.arguments.related.iter().filter(move |related| related.role == role);
            all.map(|related| &changed[related.start as usize..related.end as usize])
                .collect::<Vec<_>>()
        };
        assert_eq!(related(Role::Total), ["474"]);
        assert_eq!(related(Role::Subtracted), ["483"]);
        assert_eq!(related(Role::AlsoFails), ["11.852"]);
    }
}
