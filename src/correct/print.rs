//! How sheets come out of a printer: A4, one page wide, head rows on every page.

use rust_xlsxwriter::Worksheet;

use super::CorrectError;
use super::sheet_look::SheetLook;
use crate::workbook::{CellRange, CellRef, Sheet};

const A4: u8 = 9;
/// Rows and columns around a form that are printed with it. Cells farther away would shrink the page to nothing.
const AROUND_ROWS: u32 = 60;
const AROUND_COLUMNS: u32 = 12;

/// Sets up the page of a form's sheet.
pub(super) fn set_up_form(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    look: &SheetLook,
) -> Result<(), CorrectError> {
    set_up_page(worksheet);
    if let Some((first, last)) = look.repeat {
        worksheet.set_repeat_rows(first, last)?;
    }
    if let Some(area) = far_cells_aside(sheet, look) {
        let (first, last) = (column(area.first)?, column(area.last)?);
        worksheet.set_print_area(area.first.row, first, area.last.row, last)?;
    }
    Ok(())
}

/// Sets up the page of an added sheet whose head stands in `head_row`.
pub(super) fn set_up_list(worksheet: &mut Worksheet, head_row: u32) -> Result<(), CorrectError> {
    set_up_page(worksheet);
    worksheet.set_repeat_rows(head_row, head_row)?;
    Ok(())
}

fn set_up_page(worksheet: &mut Worksheet) {
    worksheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
        .set_footer("&C第 &P 页，共 &N 页");
}

/// The print area, where cells far from the form would make the page unreadable; `None` where all can be printed.
fn far_cells_aside(sheet: &Sheet, look: &SheetLook) -> Option<CellRange> {
    let table = look.tables.iter().copied().reduce(|a, b| CellRange {
        first: CellRef::new(a.first.row.min(b.first.row), a.first.col.min(b.first.col)),
        last: CellRef::new(a.last.row.max(b.last.row), a.last.col.max(b.last.col)),
    })?;
    let used = sheet.used_range()?;
    let near = CellRange {
        first: CellRef::new(
            table.first.row.saturating_sub(AROUND_ROWS),
            table.first.col.saturating_sub(AROUND_COLUMNS),
        ),
        last: CellRef::new(
            table.last.row.saturating_add(AROUND_ROWS),
            table.last.col.saturating_add(AROUND_COLUMNS),
        ),
    };
    if near.contains(used.first) && near.contains(used.last) {
        return None;
    }
    let inside = sheet
        .cells
        .iter()
        .filter(|(at, cell)| near.contains(**at) && !cell.value.is_blank())
        .map(|(at, _)| *at);
    super::fields::bounds(inside.chain([table.first, table.last]))
}

/// A cell's column as the writer counts it.
pub(super) fn column(at: CellRef) -> Result<u16, CorrectError> {
    u16::try_from(at.col).map_err(|_| CorrectError::Write(format!("列号超出 Excel 上限：{at}")))
}
