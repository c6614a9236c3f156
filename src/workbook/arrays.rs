//! Array formulas: which cells each of them fills.

use super::meter::Meter;
use super::xlsx::LeftBehind;
use super::{CellRange, CellRef, ReadError, Sheet};

/// Puts array formulas into `sheet`, whose cells and merged ranges are read: `stated` are the cells that have them, each with
/// the range that the file says it fills. What no program would compute as one (a range over merged cells, over another
/// array or over a cell with a formula of its own), or is beyond all measure, fills its first cell alone, and is told.
pub(super) fn settle(
    sheet: &mut Sheet,
    stated: Vec<(CellRef, CellRange)>,
    left_behind: &mut LeftBehind,
    meter: &mut Meter,
) -> Result<(), ReadError> {
    for (at, range) in stated {
        let has_formula = sheet.cell(at).is_some_and(|cell| cell.formula.is_some());
        if !has_formula || sheet.arrays.contains_key(&at) {
            continue;
        }
        if range == CellRange::single(at) {
            sheet.arrays.insert(at, range);
        } else if range.first == at && meter.keeps_array(range.cells()) && is_free(sheet, &range) {
            for cell in range.iter() {
                if !sheet.cells.contains_key(&cell) {
                    meter.cell(false)?;
                    sheet.cells.entry(cell).or_default();
                }
                sheet.arrays.insert(cell, range);
            }
        } else {
            left_behind.count("数组公式的区域（只保留首个单元格的公式）");
            sheet.arrays.insert(at, CellRange::single(at));
        }
    }
    Ok(())
}

/// Whether an array formula in the first cell of `range` may fill all of it.
fn is_free(sheet: &Sheet, range: &CellRange) -> bool {
    range.iter().all(|at| {
        let is_other = at != range.first && sheet.cell(at).is_some_and(|cell| cell.formula.is_some());
        !is_other && !sheet.arrays.contains_key(&at) && sheet.merge_at(at).is_none()
    })
}
