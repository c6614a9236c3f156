//! Large workbooks are judged and corrected one at a time, after all others and by the thread that runs the batch, so that a folder
//! of them takes the memory of one: an allocator keeps for each thread what that thread has needed at most. Forms as
//! people fill them in are worked on side by side.

use crate::workbook::Workbook;

/// From so many cells on a workbook is large: a thousand forms, or one that no hand has filled in.
const MANY_CELLS: usize = 50_000;
/// From so many sheets on: the writer of workbooks takes a thread for each.
const MANY_SHEETS: usize = 100;

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
