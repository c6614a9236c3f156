//! Finding out whether a cell lies in one of many rectangles, which may overlap, without looking at all of them.

use super::{CellRange, CellRef};

/// Rectangles from top to bottom.
#[derive(Debug, Clone, Default)]
pub(crate) struct Areas {
    ranges: Vec<CellRange>,
    /// For each of them, the last row that it or one before it reaches.
    reach: Vec<u32>,
}

impl Areas {
    /// All of them, from top to bottom.
    pub(crate) fn all(&self) -> &[CellRange] {
        &self.ranges
    }

    /// Whether one of them holds a cell.
    pub(crate) fn hold(&self, cell: CellRef) -> bool {
        let begun = self.ranges.partition_point(|area| area.first.row <= cell.row);
        let areas = self.ranges[..begun].iter().zip(&self.reach).rev();
        areas.take_while(|(_, reach)| **reach >= cell.row).any(|(area, _)| area.contains(cell))
    }
}

impl FromIterator<CellRange> for Areas {
    fn from_iter<I: IntoIterator<Item = CellRange>>(areas: I) -> Self {
        let mut ranges: Vec<CellRange> = areas.into_iter().collect();
        ranges.sort_by_key(|area| area.first.row);
        let mut last = 0;
        let reach = ranges.iter().map(|area| {
            last = area.last.row.max(last);
            last
        });
        Self { reach: reach.collect(), ranges }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_found_in_a_tall_area_above_and_beside_short_ones() {
        let areas: Areas =
            ["D5:E5", "A1:B9", "D3:E3"].map(|area| area.parse().unwrap()).into_iter().collect();
        for (cell, held) in [("A9", true), ("E5", true), ("D4", false), ("C1", false), ("A10", false)] {
            assert_eq!(areas.hold(cell.parse().unwrap()), held, "{cell}");
        }
    }
}
