//! What is the same for a sheet of any format once its cells are read: merges settled and indexed, columns and rows
//! cut to the used area.

use super::meter::Meter;
use super::{CellRange, MergeIndex, ReadError, Sheet, merges};

/// Neighbouring columns of one width and visibility. Files describe them up to the sheet's last column.
pub(super) struct ColumnRun {
    /// The first column, from zero.
    pub(super) first: u32,
    /// The last column, included.
    pub(super) last: u32,
    /// The width in digits, if one was set.
    pub(super) width: Option<f64>,
    /// Whether they are hidden.
    pub(super) hidden: bool,
}

/// Puts merges and columns into `sheet`, whose last column with a cell is `last_column`. Gives the last row and the
/// last column that have a cell or belong to a merged range, `last_row` being the last with a cell. Of runs that overlap,
/// the one that begins first holds: each column is looked at once, however many runs there are.
pub(super) fn settle(
    sheet: &mut Sheet,
    all_merges: Vec<CellRange>,
    mut columns: Vec<ColumnRun>,
    last_row: u32,
    last_column: u32,
    meter: &mut Meter,
) -> Result<(u32, u32), ReadError> {
    let (accepted, refused) = merges::settle(all_merges);
    let used_column = accepted.iter().map(|m| m.last.col).fold(last_column, u32::max);
    let used_row = accepted.iter().map(|m| m.last.row).fold(last_row, u32::max);
    sheet.merge_index = MergeIndex::new(&accepted);
    sheet.merges = accepted;
    sheet.refused_merges = refused;
    columns.sort_by_key(|run| run.first);
    let mut next = 0;
    for run in &columns {
        let covered = run.first.max(next)..run.last.min(used_column).saturating_add(1);
        next = next.max(covered.end);
        meter.lines(covered.len())?;
        for col in covered {
            if run.hidden {
                sheet.hidden_columns.insert(col);
            }
            if let Some(width) = run.width {
                sheet.column_widths.insert(col, width);
            }
        }
    }
    Ok((used_row, used_column))
}
