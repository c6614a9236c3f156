//! Large workbooks are judged and corrected one at a time, after all others and by the thread that runs the batch, so that a folder
//! of them takes the memory of one: an allocator keeps for each thread what that thread has needed at most. Forms as
//! people fill them in are worked on side by side.

use crate::workbook::{Cell, Sheet, Workbook};

/// From so many cells on a workbook is large: a thousand forms, or one that no hand has filled in. Merged ranges, comments,
/// and rows that have a height or are hidden, take as much memory as a cell, or more.
const MANY_CELLS: usize = 50_000;
/// From so many bytes of text on; real forms have some ten thousand.
const MUCH_TEXT: usize = 4 << 20;
/// From so many sheets on: the writer of workbooks takes a thread for each.
const MANY_SHEETS: usize = 100;

/// Whether a workbook takes so much memory that no two of its kind should be in it.
pub(super) fn is_large(workbook: &Workbook) -> bool {
    let parts: usize = workbook.sheets.iter().map(parts).sum();
    // Only of a workbook that is not large by now are all texts looked at.
    parts >= MANY_CELLS || workbook.sheets.len() >= MANY_SHEETS || text(workbook) >= MUCH_TEXT
}

/// What a sheet has that takes memory of its own.
fn parts(sheet: &Sheet) -> usize {
    let lines = sheet.row_heights.len() + sheet.hidden_rows.len() + sheet.column_widths.len();
    sheet.cells.len() + sheet.merges.len() + sheet.refused_merges.len() + sheet.comments.len() + lines
}

/// Bytes of all texts, formulas among them.
fn text(workbook: &Workbook) -> usize {
    let length = |text: Option<&str>| text.map_or(0, str::len);
    let of_cell = |cell: &Cell| {
        length(cell.value.text()) + length(cell.formula.as_deref()) + length(cell.shown.as_deref())
    };
    let of_sheet = |sheet: &Sheet| {
        let comments: usize = sheet.comments.values().map(|comment| comment.text.len()).sum();
        comments + sheet.cells.values().map(of_cell).sum::<usize>()
    };
    workbook.sheets.iter().map(of_sheet).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::{CellRange, CellRef, Comment, Value};

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

    /// What broke: eight workbooks with a hundred megabytes of text each were worked on side by side.
    #[test]
    fn much_text_many_merges_comments_or_heights_are_large() {
        let at = CellRef::new(0, 0);
        let rows = || 0..50_000;
        let merged = |row| CellRange::new(CellRef::new(row, 0), CellRef::new(row, 1));
        let text = Cell { value: Value::Text("字".repeat(2 << 20)), ..Cell::default() };
        let comment = Comment { text: "字".repeat(2 << 20), ..Comment::default() };
        let large = [
            Sheet { cells: [(at, text)].into(), ..Sheet::default() },
            Sheet { comments: [(at, comment)].into(), ..Sheet::default() },
            Sheet { merges: rows().map(merged).collect(), ..Sheet::default() },
            Sheet { row_heights: rows().map(|row| (row, 9.0)).collect(), ..Sheet::default() },
            Sheet { hidden_rows: rows().collect(), ..Sheet::default() },
        ];
        for sheet in large {
            assert!(is_large(&Workbook { sheets: vec![sheet], ..Workbook::default() }));
        }
    }
}
