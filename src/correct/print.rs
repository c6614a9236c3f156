//! How sheets come out of a printer: A4, one page wide, head rows on every page.

use std::collections::BTreeSet;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::CorrectError;
use super::measure::{DEFAULT_WIDTH, Measures, points_wide};
use super::sheet_look::SheetLook;
use crate::workbook::{CellRange, CellRef, Sheet};

const A4: u8 = 9;
/// What margins leave of A4 landscape, in points; of its height a little less, for other programs' rounding.
const PRINTED_WIDTH: f64 = 841.9 - 2.0 * 0.5 * 72.0;
const PRINTED_HEIGHT: f64 = (595.3 - 2.0 * 0.6 * 72.0) * 0.96;
/// A page is filled at least so far before it is broken for the sake of a task.
const LEAST_FILLED: f64 = 0.4;
/// How much more than a page is still printed onto one.
const NEARLY: f64 = 1.15;
/// Excel's height of a row that nobody set, at the default font.
const DEFAULT_HEIGHT: f64 = 13.5;
/// Page breaks that Excel keeps on a sheet.
const MOST_BREAKS: usize = 1_000;
/// Sheets of more rows are left to the printer.
const MOST_ROWS: u32 = 100_000;
/// So are sheets whose merged ranges have more rows together.
const MOST_MERGED_ROWS: u64 = 1_000_000;
/// Rows and columns around a form that are printed with it. Cells farther away would shrink the page to nothing.
const AROUND_ROWS: u32 = 60;
const AROUND_COLUMNS: u32 = 12;

/// Sets up the page of a form's sheet.
pub(super) fn set_up_form(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    look: &SheetLook,
    measures: &Measures,
) -> Result<(), CorrectError> {
    set_up_page(worksheet);
    if let Some((first, last)) = look.repeat {
        worksheet.set_repeat_rows(first, last)?;
    }
    if let Some(area) = far_cells_aside(sheet, look) {
        let (first, last) = (column(area.first)?, column(area.last)?);
        worksheet.set_print_area(area.first.row, first, area.last.row, last)?;
    } else {
        match pages(sheet, look, measures) {
            Pages::One => {}
            Pages::NearlyOne => {
                worksheet.set_print_fit_to_pages(1, 1);
            }
            Pages::Many(breaks) => {
                worksheet.set_page_breaks(&breaks)?;
            }
        }
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

/// How a sheet goes onto pages.
enum Pages {
    /// It fits onto one.
    One,
    /// It fits onto one if printed a little smaller: better than a page with the last line alone.
    NearlyOne,
    /// The rows that begin a page.
    Many(Vec<u32>),
}

/// The rows to begin a page with, so that no page ends in the middle of a task whose cells are merged over its rows, or
/// with the heads of the table of indicators and nothing under them. Where a task is longer than a page, the printer breaks where it must.
fn pages(sheet: &Sheet, look: &SheetLook, measures: &Measures) -> Pages {
    let merged_rows: u64 = sheet.merges.iter().map(|merge| u64::from(merge.height())).sum();
    let used = sheet.used_range().filter(|used| used.last.row < MOST_ROWS && merged_rows < MOST_MERGED_ROWS);
    let Some(used) = used else { return Pages::One };
    let height = |row: u32| match measures.heights.get(&row) {
        _ if sheet.hidden_rows.contains(&row) => 0.0,
        Some(height) => *height,
        None => DEFAULT_HEIGHT,
    };
    let inside: BTreeSet<u32> =
        sheet.merges.iter().flat_map(|merge| merge.first.row + 1..=merge.last.row).collect();
    let page = page_height(sheet, used, measures);
    let total: f64 = (0..=used.last.row).map(height).sum();
    if total <= page {
        return Pages::One;
    } else if total <= page * NEARLY {
        return Pages::NearlyOne;
    }
    let head: f64 = look.repeat.map_or(0.0, |(first, last)| (first..=last).map(height).sum());
    let repeats = |row: u32| if look.repeat.is_some_and(|(_, last)| row > last) { head } else { 0.0 };
    // No page begins between the heads, or right under them.
    let is_under_heads =
        |row: u32| look.repeat.is_some_and(|(first, last)| (first + 1..=last + 1).contains(&row));
    let mut breaks = Vec::new();
    let (mut start, mut filled) = (0, 0.0);
    // The last row that may begin a page, and how full the page before it is then.
    let mut possible: Option<(u32, f64)> = None;
    for row in 0..=used.last.row {
        if row > start && !inside.contains(&row) && !is_under_heads(row) && filled >= page * LEAST_FILLED {
            possible = Some((row, filled));
        }
        if filled + height(row) > page {
            (start, filled) = match possible.take() {
                Some((begin, before)) => {
                    breaks.push(begin);
                    (begin, filled - before + repeats(begin))
                }
                None => (row, repeats(row)),
            };
        }
        filled += height(row);
    }
    breaks.truncate(MOST_BREAKS);
    Pages::Many(breaks)
}

/// How many points of the sheet go onto a page once it is scaled to the page's width.
fn page_height(sheet: &Sheet, used: CellRange, measures: &Measures) -> f64 {
    let width: f64 = (0..=used.last.col)
        .filter(|col| !sheet.hidden_columns.contains(col))
        .map(|col| points_wide(measures.widths.get(&col).copied().unwrap_or(DEFAULT_WIDTH)))
        .sum();
    let scale = (PRINTED_WIDTH / width.max(1.0)).min(1.0);
    PRINTED_HEIGHT / scale
}

/// The print area, where cells far from the form would make the page unreadable; `None` where all can be printed.
fn far_cells_aside(sheet: &Sheet, look: &SheetLook) -> Option<CellRange> {
    let table = look.tables().iter().copied().reduce(|a, b| CellRange {
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
    u16::try_from(at.col).map_err(|_| XlsxError::RowColumnLimitError.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::{Cell, Value};

    /// The rows that begin a page, of a sheet of rows so high, with heads in row 5 of which none is merged over others.
    fn breaks(heights: &[f64]) -> Vec<u32> {
        let rows = || (0_u32..).zip(heights);
        let cell = Cell { value: Value::Bool(true), ..Cell::default() };
        let cells = rows().map(|(row, _)| (CellRef::new(row, 0), cell.clone())).collect();
        let heights = rows().map(|(row, height)| (row, *height)).collect();
        let mut look = SheetLook::default();
        look.repeat = Some((5, 5));
        match pages(&Sheet { cells, ..Sheet::default() }, &look, &Measures { heights, ..Measures::default() })
        {
            Pages::Many(breaks) => breaks,
            Pages::One | Pages::NearlyOne => Vec::new(),
        }
    }

    /// A page of a form once ended with the heads, and the tasks began on the next.
    #[test]
    fn heads_go_onto_the_page_of_what_stands_under_them() {
        let above = [60.0; 5];
        let of = |under: &[f64]| breaks(&[&above[..], &[20.0], under].concat());
        assert_eq!(of(&[300.0, 300.0]), [5, 7]);
        assert_eq!(of(&[100.0, 300.0]), [7]);
    }
}
