//! Merged ranges: which of them Excel accepts, and finding the one that a cell lies in.

use std::collections::BTreeMap;

use super::{CellRange, CellRef};

/// A merged range of more cells than this is no form's, and Excel itself chokes on it.
const MAX_MERGED_CELLS: u64 = 1_000_000;

/// Sorts merged ranges, drops duplicates and ranges of one cell, and takes out those that Excel would not accept:
/// of millions of cells, or overlapping one before them. The second list names what was taken out.
///
/// A sweep over the rows: takes time in proportion to n log n, because 100,000 ranges are no rarity in hostile files.
pub(super) fn settle(mut merges: Vec<CellRange>) -> (Vec<CellRange>, Vec<String>) {
    merges.sort_unstable();
    merges.dedup();
    let mut accepted = Vec::with_capacity(merges.len());
    let mut refused = Vec::new();
    // Ranges that may still reach the current row, by their first column; no two of them share a column.
    let mut open: BTreeMap<u32, CellRange> = BTreeMap::new();
    for merge in merges {
        if merge.cells() <= 1 {
            continue;
        }
        if merge.cells() > MAX_MERGED_CELLS {
            refused.push(merge.to_string());
            continue;
        }
        let left = open.range(..merge.first.col).next_back().map(|(&col, range)| (col, *range));
        let inside = open.range(merge.first.col..=merge.last.col).map(|(&col, range)| (col, *range));
        let mut ended = Vec::new();
        let mut overlapping = false;
        for (col, range) in left.into_iter().filter(|(_, r)| r.last.col >= merge.first.col).chain(inside) {
            if range.last.row >= merge.first.row {
                overlapping = true;
                break;
            }
            ended.push(col);
        }
        for col in ended {
            open.remove(&col);
        }
        if overlapping {
            refused.push(merge.to_string());
        } else {
            open.insert(merge.first.col, merge);
            accepted.push(merge);
        }
    }
    (accepted, refused)
}

/// Finds the merged range of a cell without looking at all of them: a segment tree over the rows at which ranges
/// begin or end, each node holding the ranges that span it whole, sorted by column.
#[derive(Debug, Clone, Default)]
pub struct MergeIndex {
    /// How many ranges were indexed.
    count: usize,
    /// The rows at which something begins or has ended, sorted.
    rows: Vec<u32>,
    /// Nodes of the tree; leaves are the second half. Each lists indexes into the ranges.
    nodes: Vec<Vec<u32>>,
}

impl MergeIndex {
    /// Indexes ranges of which no two overlap.
    pub fn new(merges: &[CellRange]) -> Self {
        let mut rows: Vec<u32> =
            merges.iter().flat_map(|m| [m.first.row, m.last.row.saturating_add(1)]).collect();
        rows.sort_unstable();
        rows.dedup();
        let mut nodes = vec![Vec::new(); rows.len() * 2];
        let mut by_column: Vec<u32> = (0..).take(merges.len()).collect();
        by_column.sort_unstable_by_key(|&i| merges.get(i as usize).map(|m| m.first.col));
        for index in by_column {
            let Some(merge) = merges.get(index as usize) else { continue };
            let leaf = |row: u32| rows.partition_point(|&r| r < row) + rows.len();
            let (mut low, mut high) = (leaf(merge.first.row), leaf(merge.last.row.saturating_add(1)));
            while low < high {
                if low % 2 == 1 {
                    nodes[low].push(index);
                    low += 1;
                }
                if high % 2 == 1 {
                    high -= 1;
                    nodes[high].push(index);
                }
                low /= 2;
                high /= 2;
            }
        }
        Self { count: merges.len(), rows, nodes }
    }

    /// Whether this is the index of `merges`, as far as their number tells.
    pub(super) fn is_of(&self, merges: &[CellRange]) -> bool {
        self.count == merges.len()
    }

    /// The range among `merges` (those that were indexed) that `at` lies in.
    pub(super) fn find<'m>(&self, merges: &'m [CellRange], at: CellRef) -> Option<&'m CellRange> {
        let slab = self.rows.partition_point(|&row| row <= at.row).checked_sub(1)?;
        let mut node = slab + self.rows.len();
        while node > 0 {
            let spanning = self.nodes.get(node)?;
            let after =
                spanning.partition_point(|&i| merges.get(i as usize).is_some_and(|m| m.first.col <= at.col));
            let candidate = after.checked_sub(1).and_then(|i| spanning.get(i));
            if let Some(merge) = candidate.and_then(|&i| merges.get(i as usize)).filter(|m| m.contains(at)) {
                return Some(merge);
            }
            node /= 2;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ranges(texts: &[&str]) -> Vec<CellRange> {
        texts.iter().map(|t| t.parse().unwrap()).collect()
    }

    #[test]
    fn overlapping_and_boundless_ranges_are_refused() {
        let (kept, refused) =
            settle(ranges(&["A1:B2", "B2:C3", "A1:B2", "D4", "A5:XFD1048576", "C1:C9", "A3:B3"]));
        assert_eq!(kept, ranges(&["A1:B2", "C1:C9", "A3:B3"]));
        assert_eq!(refused, ["B2:C3", "A5:XFD1048576"]);
    }

    #[test]
    fn a_hundred_thousand_ranges_take_no_time() {
        let many: Vec<_> = (0..100_000)
            .map(|i| CellRange::new(CellRef::new(i * 2, 1), CellRef::new(i * 2 + 1, 3)))
            .collect();
        let (kept, refused) = settle(many.clone());
        assert_eq!((kept.len(), refused.len()), (100_000, 0));
        let index = MergeIndex::new(&kept);
        for merge in &many {
            assert_eq!(index.find(&kept, merge.last), Some(merge));
            assert_eq!(index.find(&kept, CellRef::new(merge.first.row, 0)), None);
        }
    }

    fn any_range() -> impl Strategy<Value = CellRange> {
        (0..12_u32, 0..12_u32, 0..5_u32, 0..5_u32)
            .prop_map(|(r, c, h, w)| CellRange::new(CellRef::new(r, c), CellRef::new(r + h, c + w)))
    }

    proptest! {
        #[test]
        fn the_sweep_and_the_index_agree_with_comparing_all(merges in prop::collection::vec(any_range(), 0..40)) {
            let (kept, refused) = settle(merges.clone());
            for (i, a) in kept.iter().enumerate() {
                prop_assert!(kept[i + 1..].iter().all(|b| !a.overlaps(b)));
            }
            for name in &refused {
                let range: CellRange = name.parse().unwrap();
                prop_assert!(kept.iter().any(|k| k.overlaps(&range)));
            }
            let index = MergeIndex::new(&kept);
            for row in 0..18 {
                for col in 0..18 {
                    let at = CellRef::new(row, col);
                    prop_assert_eq!(index.find(&kept, at), kept.iter().find(|m| m.contains(at)));
                }
            }
        }
    }
}
