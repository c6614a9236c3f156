//! Rows and columns that stay in sight while the others scroll.

use super::{CellRef, MAX_COLUMNS, MAX_ROWS};

/// The first cell that scrolls where so many rows and columns stay in sight; `None` where none do, or more than there are.
pub(super) fn first_that_scrolls(rows: u32, columns: u32) -> Option<CellRef> {
    let at = CellRef::new(rows, columns);
    (at != CellRef::default() && rows < MAX_ROWS && columns < MAX_COLUMNS).then_some(at)
}
