//! The formats of a sheet's cells, which are written without them first: given by rectangles, because for each call the
//! writer of workbooks looks a format up by all that it says, which takes longer than writing a cell.

mod coats;

use std::hash::Hash;

use self::coats::coats;
use crate::workbook::{CellRange, CellRef};
use foldhash::{HashMap, HashMapExt};

/// Cells side by side that are taken together at most: choosing what look most of them have takes each against each.
const LONGEST: usize = 64;

/// A cell, its look, and whether it holds nothing.
type Pushed<L> = (CellRef, L, bool);

/// What the looks `L` of a sheet's cells come to.
pub(crate) struct Strokes<L> {
    /// The first of the cells side by side that come now, and the look of each.
    stretch: (CellRef, Vec<L>),
    /// What most cells of a stretch have.
    under: Layer<L>,
    /// What the others have, over it.
    over: Layer<L>,
    /// The stretch that ended last, and what it came to.
    drawn: Drawn<L>,
    /// The cells furthest up, down, left and right.
    outermost: Option<[Pushed<L>; 4]>,
}

impl<L> Default for Strokes<L> {
    fn default() -> Self {
        Self {
            stretch: (CellRef::new(0, 0), Vec::new()),
            under: Layer::default(),
            over: Layer::default(),
            drawn: Drawn::default(),
            outermost: None,
        }
    }
}

impl<L: Copy + Eq + Hash> Strokes<L> {
    /// Takes the next cell, row by row.
    pub(crate) fn push(&mut self, at: CellRef, look: L, is_empty: bool) {
        let (first, looks) = &self.stretch;
        let next = first.col.saturating_add(u32::try_from(looks.len()).unwrap_or(u32::MAX));
        if !(1..LONGEST).contains(&looks.len()) || at != CellRef::new(first.row, next) {
            self.end_stretch();
            self.stretch.0 = at;
        }
        self.stretch.1.push(look);
        let cell = (at, look, is_empty);
        let [_, down, left, right] = self.outermost.get_or_insert([cell; 4]);
        *down = cell;
        if at.col < left.0.col {
            *left = cell;
        }
        if at.col > right.0.col {
            *right = cell;
        }
    }

    /// All of them, in the order in which they are to be given. Before them, the cells that hold nothing and yet must be
    /// written: those furthest out. What is written is the sheet's area, beyond which the writer leaves out what has a
    /// format alone.
    pub(crate) fn finish(mut self) -> (Vec<(CellRef, L)>, impl Iterator<Item = (CellRange, L)>) {
        self.end_stretch();
        let outermost = self.outermost.into_iter().flatten();
        let ends = outermost.filter(|(.., is_empty)| *is_empty).map(|(at, look, _)| (at, look));
        (ends.collect(), self.under.strokes.into_iter().chain(self.over.strokes))
    }

    fn end_stretch(&mut self) {
        let (first, looks) = &mut self.stretch;
        let drawn = &mut self.drawn;
        if drawn.is_above(*first, looks) {
            // A table's rows look alike: what was drawn for the one above is drawn on.
            self.under.draw_on(drawn.under, first.row);
            drawn.over.iter().for_each(|stroke| self.over.draw_on(*stroke, first.row));
        } else {
            drawn.over.clear();
            for (number, (places, look)) in coats(looks).into_iter().enumerate() {
                let column =
                    |place: &usize| first.col.saturating_add(u32::try_from(*place).unwrap_or(u32::MAX));
                let columns = (column(places.start()), column(places.end()));
                if number == 0 {
                    drawn.under = self.under.add(first.row, columns, look);
                } else {
                    drawn.over.push(self.over.add(first.row, columns, look));
                }
            }
            drawn.looks.clone_from(looks);
        }
        drawn.first = *first;
        looks.clear();
    }
}

/// What a stretch came to.
struct Drawn<L> {
    /// Its first cell.
    first: CellRef,
    /// The looks of its cells.
    looks: Vec<L>,
    /// Its stroke in the layer under the other.
    under: usize,
    /// Its strokes in the layer over it.
    over: Vec<usize>,
}

impl<L> Default for Drawn<L> {
    fn default() -> Self {
        Self { first: CellRef::new(0, 0), looks: Vec::new(), under: 0, over: Vec::new() }
    }
}

impl<L: PartialEq> Drawn<L> {
    /// Whether it stands right above a stretch of the same looks.
    fn is_above(&self, first: CellRef, looks: &[L]) -> bool {
        self.first.col == first.col
            && self.first.row.checked_add(1) == Some(first.row)
            && !looks.is_empty()
            && self.looks == looks
    }
}

/// Strokes that do not cover each other.
struct Layer<L> {
    strokes: Vec<(CellRange, L)>,
    /// By columns and look, the last stroke of them.
    last: HashMap<((u32, u32), L), usize>,
}

impl<L> Default for Layer<L> {
    fn default() -> Self {
        Self { strokes: Vec::new(), last: HashMap::new() }
    }
}

impl<L: Copy + Eq + Hash> Layer<L> {
    /// A stroke in a row: one of the same columns and look in the row above is drawn on. Which one it is.
    fn add(&mut self, row: u32, (first, last): (u32, u32), look: L) -> usize {
        let latest = self.last.entry(((first, last), look)).or_insert(usize::MAX);
        match self.strokes.get_mut(*latest) {
            Some((range, _)) if range.last.row.checked_add(1) == Some(row) => range.last.row = row,
            _ => {
                *latest = self.strokes.len();
                self.strokes.push((CellRange::new(CellRef::new(row, first), CellRef::new(row, last)), look));
            }
        }
        *latest
    }

    /// Draws a stroke on to a row.
    fn draw_on(&mut self, stroke: usize, row: u32) {
        if let Some((range, _)) = self.strokes.get_mut(stroke) {
            range.last.row = row;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_cell_gets_its_look_and_no_other_cell_any(
            looks in proptest::collection::btree_map((0_u32..6, 0_u32..8), 0_usize..3, 1..40),
        ) {
            let looks: BTreeMap<CellRef, usize> =
                looks.into_iter().map(|((row, col), look)| (CellRef::new(row, col), look)).collect();
            let mut strokes = Strokes::default();
            for (at, look) in &looks {
                strokes.push(*at, *look, true);
            }
            let (ends, strokes) = strokes.finish();
            let mut given = BTreeMap::new();
            for (range, look) in strokes {
                for row in range.first.row..=range.last.row {
                    given.extend((range.first.col..=range.last.col).map(|col| (CellRef::new(row, col), look)));
                }
            }
            prop_assert_eq!(&given, &looks);
            for row in [looks.keys().next(), looks.keys().next_back()].into_iter().flatten().map(|at| at.row) {
                prop_assert!(ends.iter().any(|(at, _)| at.row == row));
            }
        }
    }
}
