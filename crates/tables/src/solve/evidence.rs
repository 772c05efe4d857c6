//! When does a sum prove something? All weights are in bits: the binary logarithm of one over the chance of a
//! coincidence, rounded down.

/// A relation may remove readings when its evidence exceeds the search for it by this much: one false relation in a
/// thousand tables that have no true one.
pub(super) const PRUNE: u32 = 10;

/// The same for a block where the table is known to have such blocks.
pub(super) const FAMILIAR: u32 = 5;

/// The same for a block that the name of the total says, or the layout of the table.
pub(super) const NAMED: u32 = 0;

/// A relation between given values may stand in the ledger from this margin on; it changes nothing there.
pub(super) const LEDGER: u32 = 5;

/// The evidence of one sum that holds within `width`, by its three largest terms. A term alone proves nothing. Two that are
/// equal count half: tables repeat numbers without any sum.
pub(super) fn of_sum(largest: [u64; 3], width: u64) -> u32 {
    let [most, second, least] = largest.map(|size| bits(size, width));
    least + (most.min(second) - least) / 2
}

/// How much nearer to 0 than it must a sum comes, over its columns: the nearer, the less it is a coincidence.
#[derive(Default)]
pub(super) struct Nearness {
    bits: u32,
    columns: u32,
}

impl Nearness {
    /// A column that came so many bits nearer, and could have come `most` nearer.
    pub(super) fn add(&mut self, bits: u32, most: u32) {
        self.bits += bits;
        self.columns += u32::from(most > 0);
    }

    /// What it adds to the evidence. Coincidences come near by chance too, by the logarithm of e, about 1.4 bits a column, on
    /// average: so much of it counts for nothing (Fisher's method of combining tests).
    pub(super) fn bits(&self) -> u32 {
        self.bits.saturating_sub((3 * self.columns).div_ceil(2))
    }
}

/// Keeps the three largest sizes, in order.
pub(super) fn keep_largest(largest: &mut [u64; 3], mut size: u64) {
    for slot in largest {
        if size > *slot {
            std::mem::swap(slot, &mut size);
        }
    }
}

/// The chance that a value of this size falls within the tolerance: how often it can be doubled to stay below the size.
fn bits(size: u64, width: u64) -> u32 {
    // A sum of exact zeros has no width; it has no size either.
    let width = width.max(1);
    if size < width {
        return 0;
    }
    let doubled = size.ilog2() - width.ilog2();
    if width << doubled <= size { doubled } else { doubled - 1 }
}

/// Bits needed to name one of `count` things, rounded up.
pub(super) fn choice(count: u64) -> u32 {
    count.max(1).next_power_of_two().ilog2()
}

/// Whether a row has figures in some of these columns (as bits) and none elsewhere: it need not be a part of a sum that
/// fails there.
pub(super) fn has_figures_only_in(row: impl Iterator<Item = i64>, columns: u64) -> bool {
    let mut filled = (0_u32..).zip(row).filter(|&(_, value)| value != 0).peekable();
    filled.peek().is_some() && filled.all(|(column, _)| columns >> column.min(63) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_what_is_nearer_than_by_chance_counts() {
        let bits = |columns: &[(u32, u32)]| {
            let mut near = Nearness::default();
            for &(bits, most) in columns {
                near.add(bits, most);
            }
            near.bits()
        };
        assert_eq!(bits(&[(3, 3), (3, 3)]), 3);
        assert_eq!(bits(&[(3, 3), (0, 3)]), 0);
        assert_eq!(bits(&[(1, 3), (1, 3), (1, 3)]), 0);
        // A column that cannot come nearer is no test.
        assert_eq!(bits(&[(3, 3), (0, 0)]), 1);
    }

    proptest! {
        #[test]
        fn bits_are_the_logarithm_of_the_size_in_tolerances(
            size in any::<u64>(),
            width in any::<u64>(),
            shifts in (0_u32..64, 0_u32..64),
        ) {
            let (size, width) = (size >> shifts.0, width >> shifts.1);
            let expected = (size / width.max(1)).checked_ilog2().unwrap_or(0);
            prop_assert_eq!(expected, bits(size, width));
        }
    }
}
