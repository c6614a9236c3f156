//! Merged ranges: which of them Excel accepts, and finding the one that a cell lies in.

use std::collections::BTreeMap;
use std::ops::Deref;

use super::{CellRange, CellRef};

/// A merged range of more cells than this is no form's, and Excel itself chokes on it.
const MAX_MERGED_CELLS: u64 = 1_000_000;

/// The merged ranges of a sheet, in the order of their first cells: each of several cells, and no two of them overlap.
///
/// ```
/// use ziping::workbook::Merges;
/// let merges: Merges = ["B5:F5", "A1:F1"].iter().filter_map(|range| range.parse().ok()).collect();
/// assert_eq!(merges.first().unwrap().to_string(), "A1:F1");
/// assert_eq!(merges.at("C5".parse().unwrap()).unwrap().to_string(), "B5:F5");
/// assert_eq!(merges.at("C6".parse().unwrap()), None);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Merges {
    ranges: Vec<CellRange>,
    index: MergeIndex,
}

impl Merges {
    /// Those of `ranges` that Excel accepts, and the names of the others: of millions of cells, or overlapping one before
    /// them. Duplicates and ranges of one cell are nothing to tell of.
    pub(super) fn settled(ranges: Vec<CellRange>) -> (Self, Vec<String>) {
        let (ranges, refused) = settle(ranges);
        let index = MergeIndex::new(&ranges);
        (Self { ranges, index }, refused)
    }

    /// The range that `at` lies in.
    pub fn at(&self, at: CellRef) -> Option<&CellRange> {
        self.index.find(&self.ranges, at)
    }
}

/// Ranges that Excel would not accept are left out.
impl FromIterator<CellRange> for Merges {
    fn from_iter<I: IntoIterator<Item = CellRange>>(ranges: I) -> Self {
        Self::settled(ranges.into_iter().collect()).0
    }
}

/// Ranges that Excel would not accept beside those that are there are left out.
impl Extend<CellRange> for Merges {
    fn extend<I: IntoIterator<Item = CellRange>>(&mut self, ranges: I) {
        *self = std::mem::take(&mut self.ranges).into_iter().chain(ranges).collect();
    }
}

impl Deref for Merges {
    type Target = [CellRange];

    fn deref(&self) -> &[CellRange] {
        &self.ranges
    }
}

impl<'m> IntoIterator for &'m Merges {
    type Item = &'m CellRange;
    type IntoIter = std::slice::Iter<'m, CellRange>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Merges {
    fn eq(&self, other: &Self) -> bool {
        self.ranges == other.ranges
    }
}

impl Eq for Merges {}

/// Sorts merged ranges, and takes out those that Excel would not accept; the second list names these.
///
/// A sweep over the rows: takes time in proportion to n log n, because 100,000 ranges are no rarity in hostile files.
fn settle(mut merges: Vec<CellRange>) -> (Vec<CellRange>, Vec<String>) {
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
struct MergeIndex {
    /// The rows at which something begins or has ended, sorted.
    rows: Vec<u32>,
    /// Nodes of the tree; leaves are the second half. Each lists indexes into the ranges.
    nodes: Vec<Vec<u32>>,
}

impl MergeIndex {
    /// Indexes ranges of which no two overlap.
    fn new(merges: &[CellRange]) -> Self {
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
        Self { rows, nodes }
    }

    /// The range among `merges` (those that were indexed) that `at` lies in.
    fn find<'m>(&self, merges: &'m [CellRange], at: CellRef) -> Option<&'m CellRange> {
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

    /// One range put for another left the index of both, and cells in none.
    #[test]
    fn ranges_that_came_later_are_found() {
        let mut merges: Merges = ranges(&["A1:B2"]).into_iter().collect();
        merges.extend(ranges(&["D1:E1", "B2:C3"]));
        assert_eq!(*merges, ranges(&["A1:B2", "D1:E1"]));
        assert_eq!(merges.at(CellRef::new(0, 4)), Some(&merges[1]));
    }

    #[test]
    fn a_hundred_thousand_ranges_take_no_time() {
        let many: Vec<_> = (0..100_000)
            .map(|i| CellRange::new(CellRef::new(i * 2, 1), CellRef::new(i * 2 + 1, 3)))
            .collect();
        let (kept, refused) = Merges::settled(many.clone());
        assert_eq!((kept.len(), refused.len()), (100_000, 0));
        for merge in &many {
            assert_eq!(kept.at(merge.last), Some(merge));
            assert_eq!(kept.at(CellRef::new(merge.first.row, 0)), None);
        }
    }

    fn any_range() -> impl Strategy<Value = CellRange> {
        (0..12_u32, 0..12_u32, 0..5_u32, 0..5_u32)
            .prop_map(|(r, c, h, w)| CellRange::new(CellRef::new(r, c), CellRef::new(r + h, c + w)))
    }

    proptest! {
        #[test]
        fn the_sweep_and_the_index_agree_with_comparing_all(merges in prop::collection::vec(any_range(), 0..40)) {
            let (kept, refused) = Merges::settled(merges.clone());
            for (i, a) in kept.iter().enumerate() {
                prop_assert!(kept[i + 1..].iter().all(|b| !a.overlaps(b)));
            }
            for name in &refused {
                let range: CellRange = name.parse().unwrap();
                prop_assert!(kept.iter().any(|k| k.overlaps(&range)));
            }
                for row in 0..18 {
                for col in 0..18 {
                    let at = CellRef::new(row, col);
                    prop_assert_eq!(kept.at(at), kept.iter().find(|m| m.contains(at)));
                }
            }
        }
    }
}
