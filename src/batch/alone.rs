//! Large workbooks are worked on one at a time, so that a folder of them takes the memory of one. Forms as people fill
//! them in are worked on side by side.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::workbook::Workbook;

/// From so many cells on a workbook is large: a thousand forms, or one that no hand has filled in.
const MANY_CELLS: usize = 50_000;
/// From so many sheets on: the writer of workbooks takes a thread for each.
const MANY_SHEETS: usize = 100;

static ALONE: Mutex<()> = Mutex::new(());

/// Holds the others of its kind back as long as it lives.
#[derive(Debug)]
#[must_use = "others go on when it is dropped"]
pub(super) struct Alone(#[expect(dead_code, reason = "held, not read")] MutexGuard<'static, ()>);

/// Waits until nothing large is worked on.
pub(super) fn alone() -> Alone {
    // It guards no data that a panic could have left half done.
    Alone(ALONE.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The same for a workbook that is large; `None` at once for any other.
pub(super) fn alone_if_large(workbook: &Workbook) -> Option<Alone> {
    is_large(workbook).then(alone)
}

/// Whether a workbook takes so much memory that no two of its kind should be in it.
pub(super) fn is_large(workbook: &Workbook) -> bool {
    let cells: usize = workbook.sheets.iter().map(|sheet| sheet.cells.len()).sum();
    cells >= MANY_CELLS || workbook.sheets.len() >= MANY_SHEETS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::{Cell, CellRef, Sheet};

    #[test]
    fn a_form_is_not_large_and_a_hundred_sheets_or_fifty_thousand_cells_are() {
        let sheet = |rows| Sheet {
            cells: (0..rows).map(|row| (CellRef::new(row, 0), Cell::default())).collect(),
            ..Sheet::default()
        };
        let book = |sheets| Workbook { sheets, ..Workbook::default() };
        assert!(!is_large(&book(vec![sheet(1_000); 3])));
        assert!(is_large(&book(vec![sheet(50_000)])));
        assert!(is_large(&book(vec![sheet(1); 100])));
    }
}
