//! Finding out whether a cell lies in one of many rectangles, which may overlap, without looking at all of them.

use super::{CellRange, CellRef};

/// Rectangles from top to bottom.
#[derive(Debug, Clone, Default)]
pub(crate) struct Areas {
    ranges: Vec<CellRange>,
    /// The place that each of them had among those that were given.
    places: Vec<usize>,
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
        self.holding(cell).next().is_some()
    }

    /// Those that hold a cell, by their places among those that were given.
    pub(crate) fn holding(&self, cell: CellRef) -> impl Iterator<Item = usize> {
        let begun = self.ranges.partition_point(|area| area.first.row <= cell.row);
        let areas = self.ranges[..begun].iter().zip(&self.reach).zip(&self.places).rev();
        let reached = areas.take_while(move |((_, reach), _)| **reach >= cell.row);
        reached.filter(move |((area, _), _)| area.contains(cell)).map(|(_, place)| *place)
    }
}

impl FromIterator<CellRange> for Areas {
    fn from_iter<I: IntoIterator<Item = CellRange>>(areas: I) -> Self {
        let mut given: Vec<(usize, CellRange)> = areas.into_iter().enumerate().collect();
        given.sort_by_key(|(_, area)| area.first.row);
        let (places, ranges): (Vec<usize>, Vec<CellRange>) = given.into_iter().unzip();
        let mut last = 0;
        let reach = ranges.iter().map(|area| {
            last = area.last.row.max(last);
            last
        });
        Self { reach: reach.collect(), ranges, places }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_found_in_a_tall_area_above_and_beside_short_ones() {
        let areas: Areas =
            ["D5:E5", "A1:B9", "D3:E3"].map(|area| area.parse().unwrap()).into_iter().collect();
        for (cell, held) in [("A9", Some(1)), ("E5", Some(0)), ("D4", None), ("C1", None), ("A10", None)] {
            assert_eq!(areas.holding(cell.parse().unwrap()).next(), held, "{cell}");
            assert_eq!(areas.hold(cell.parse().unwrap()), held.is_some(), "{cell}");
        }
    }
}
