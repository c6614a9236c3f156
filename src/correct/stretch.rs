//! Cells of a row side by side, which are written without their formats first.

use super::formats::Order;
use crate::workbook::CellRef;

/// A look of the workbook by its index, and what is put in order in it.
pub(super) type Own = (usize, Order);

/// Cells that are taken together at most: choosing what look most of them have takes each against each.
const LONGEST: usize = 64;

/// Cells of a row side by side, whose formats are given together.
#[derive(Default)]
pub(super) struct Stretch {
    /// The first of them.
    pub(super) first: CellRef,
    /// The look of each.
    pub(super) looks: Vec<Own>,
    /// Whether the first and the last cell hold nothing.
    empty: (bool, bool),
}

impl Stretch {
    /// No cell so far, the first one to come at `first`.
    pub(super) fn beginning_at(first: CellRef) -> Self {
        Self { first, ..Self::default() }
    }

    /// A cell of it.
    fn cell(&self, place: usize) -> CellRef {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        CellRef::new(self.first.row, self.first.col.saturating_add(place))
    }

    /// Whether the cell at `at` is the next one, and there is room for it.
    pub(super) fn goes_on_at(&self, at: CellRef) -> bool {
        (1..LONGEST).contains(&self.looks.len()) && at == self.cell(self.looks.len())
    }

    /// Takes the next cell.
    pub(super) fn push(&mut self, own: Own, is_empty: bool) {
        if self.looks.is_empty() {
            self.empty.0 = is_empty;
        }
        self.empty.1 = is_empty;
        self.looks.push(own);
    }

    /// The first and the last cell, as far as they hold nothing.
    pub(super) fn empty_ends(&self) -> impl Iterator<Item = (CellRef, &Own)> {
        let last = self.looks.len().saturating_sub(1);
        let first = self.looks.first().filter(|_| self.empty.0).map(|own| (self.first, own));
        let other = self.looks.last().filter(|_| self.empty.1 && last > 0).map(|own| (self.cell(last), own));
        first.into_iter().chain(other)
    }
}
