//! Groups of rows and columns, as the writer knows them.

use rust_xlsxwriter::Worksheet;

use super::CorrectError;
use super::print::column;
use crate::workbook::{CellRef, Levels, MAX_COLUMNS, MAX_ROWS, Outline, Sheet};

/// Writes the groups of a sheet whose hidden rows and columns are written.
pub(super) fn write(worksheet: &mut Worksheet, sheet: &Sheet, outline: &Outline) -> Result<(), CorrectError> {
    worksheet.group_symbols_above(outline.sums_above).group_symbols_to_left(outline.sums_left);
    let row_is_hidden = |row| sheet.hidden_rows.contains(&row);
    let column_is_hidden = |col: u32| {
        sheet.hidden_columns.contains(&col)
            || sheet.hidden_beyond.iter().any(|(first, last)| (*first..=*last).contains(&col))
    };
    for (first, last) in groups(&outline.rows, MAX_ROWS) {
        if is_folded(&outline.rows, row_is_hidden, (first, last)) && !outline.sums_above {
            worksheet.group_rows_collapsed(first, last)?;
        } else {
            worksheet.group_rows(first, last)?;
        }
    }
    for (first, last) in groups(&outline.columns, MAX_COLUMNS) {
        let col = |col| column(CellRef::new(0, col));
        if is_folded(&outline.columns, column_is_hidden, (first, last)) && !outline.sums_left {
            worksheet.group_columns_collapsed(col(first)?, col(last)?)?;
        } else {
            worksheet.group_columns(col(first)?, col(last)?)?;
        }
    }
    Ok(())
}

/// The groups that leave room for a row or column after them.
fn groups(levels: &Levels, end: u32) -> impl Iterator<Item = (u32, u32)> {
    levels.groups().into_iter().filter(move |(_, last)| last.saturating_add(1) < end)
}

/// Whether a group is folded: the file says so after it, and nothing of it can be seen.
fn is_folded(levels: &Levels, is_hidden: impl Fn(u32) -> bool, (first, last): (u32, u32)) -> bool {
    levels.folded.contains(&last.saturating_add(1)) && (first..=last).all(is_hidden)
}
