//! What is the same for a sheet of any format once its cells are read: merges settled and indexed, columns and rows
//! cut to the used area.

use super::meter::Meter;
use super::{CellRange, MAX_COLUMNS, Merges, ReadError, Sheet};

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

/// The width of a column of which nothing is said, in digits.
const PLAIN_WIDTH: f64 = 9.0;
/// What widths differ in that are the usual ones of some font.
const NEARLY: f64 = 0.9;
/// Runs of hidden columns beyond the used area that are kept of a sheet.
const RUNS_BEYOND: usize = 64;

/// The width that a sheet states for all columns of which nothing else is said, if it is not the usual one.
pub(super) fn default_width(stated: f64) -> Option<f64> {
    Some(stated).filter(|width| (width - PLAIN_WIDTH).abs() > NEARLY)
}

/// Runs for the columns that none is about, in the width that the sheet states for them.
pub(super) fn fill_gaps(columns: &mut Vec<ColumnRun>, width: f64) {
    columns.sort_by_key(|run| run.first);
    let mut gaps = Vec::new();
    let mut next = 0;
    for run in columns.iter() {
        if run.first > next {
            gaps.push(ColumnRun { first: next, last: run.first - 1, width: Some(width), hidden: false });
        }
        next = next.max(run.last.saturating_add(1));
    }
    if next < MAX_COLUMNS {
        gaps.push(ColumnRun { first: next, last: MAX_COLUMNS - 1, width: Some(width), hidden: false });
    }
    columns.extend(gaps);
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
    let (accepted, refused) = Merges::settled(all_merges);
    let used_column = accepted.iter().map(|m| m.last.col).fold(last_column, u32::max);
    let used_row = accepted.iter().map(|m| m.last.row).fold(last_row, u32::max);
    sheet.merges = accepted;
    sheet.refused_merges = refused;
    columns.sort_by_key(|run| run.first);
    let mut next = 0_u32;
    for run in &columns {
        beyond(sheet, run, used_column.max(next.saturating_sub(1)));
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

/// Keeps what is hidden beyond `known`, the last column that is used or spoken of.
fn beyond(sheet: &mut Sheet, run: &ColumnRun, known: u32) {
    let first = run.first.max(known.saturating_add(1));
    let is_kept = run.hidden && first <= run.last && run.last < MAX_COLUMNS;
    if is_kept && sheet.hidden_beyond.len() < RUNS_BEYOND {
        sheet.hidden_beyond.push((first, run.last));
    }
}
