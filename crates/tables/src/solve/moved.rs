//! Rows whose cells stand in other columns than they seem to.

use super::Cell;
use super::law::Group;
use super::laws::obeys;
use super::table::{Candidate, Domain};

/// Empty cells at the end of a row that is looked at as moved, and its placements.
const MAX_MOVED: usize = 4;
const MAX_PLACEMENTS: usize = 500;

/// A row of given cells with empty ones at its end may have moved to the left. Where it breaks a law that it obeys with its
/// cells elsewhere, in their order, both readings stay; says whether there are such. Bounded by the placements of a row.
pub(super) fn doubt(domain: &mut Domain, groups: &[Group]) -> bool {
    let [only] = &domain.candidates[..] else { return false };
    let cells = &only.cells;
    let held = cells.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let is_moved =
        domain.given && held > 1 && held < cells.len() && held + MAX_MOVED >= cells.len();
    if !is_moved || obeys(only, groups, true) {
        return false;
    }
    let kept: Vec<Cell> = cells.iter().copied().flatten().collect();
    let mut placements: Vec<Vec<Option<Cell>>> = vec![Vec::new()];
    for at in 0..cells.len() {
        let mut next = Vec::new();
        for placed in placements {
            let set = placed.iter().flatten().count();
            if let Some(&cell) = kept.get(set) {
                next.push([placed.as_slice(), &[Some(cell)]].concat());
            }
            if kept.len() - set < cells.len() - at {
                next.push([placed.as_slice(), &[None]].concat());
            }
        }
        placements = next;
        if placements.len() > MAX_PLACEMENTS {
            return false;
        }
    }
    let moved: Vec<Candidate> = placements
        .into_iter()
        .map(|cells| Candidate::new(0, cells))
        .filter(|candidate| obeys(candidate, groups, false))
        .collect();
    let found = !moved.is_empty();
    if found {
        domain.given = false;
        domain.candidates.extend(moved);
    }
    found
}
