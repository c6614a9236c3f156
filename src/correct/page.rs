//! How the sheets come out of a printer that are no forms: as the department set them up.

use rust_xlsxwriter::Worksheet;

use super::CorrectError;
use super::print::column;
use crate::workbook::excel::{self, MAX_HEADER};
use crate::workbook::{CellRange, CellRef, MAX_COLUMNS, MAX_ROWS, Margins, Orientation, Page, Printed};
use crate::writable::is_unwritable;

/// Sets a sheet's page up as the file says. Gives what it says and the writer cannot.
pub(super) fn carry(
    worksheet: &mut Worksheet,
    page: Option<&Page>,
    printed: &Printed,
) -> Result<Option<&'static str>, CorrectError> {
    if let Some(page) = page {
        paper(worksheet, page);
        header(worksheet, &page.header);
        footer(worksheet, &page.footer);
        set_up(worksheet, page)?;
    }
    if let Some((first, last)) = printed.rows {
        worksheet.set_repeat_rows(first, last)?;
    }
    if let Some((first, last)) = printed.columns {
        let col = |col| column(CellRef::new(0, col));
        worksheet.set_repeat_columns(col(first)?, col(last)?)?;
    }
    match printed.areas.as_slice() {
        [] => Ok(None),
        [CellRange { first, last }] => {
            worksheet.set_print_area(first.row, column(*first)?, last.row, column(*last)?)?;
            Ok(None)
        }
        _ => Ok(Some("多个打印区域")),
    }
}

/// The paper and which side of it is up, where the file says it.
pub(super) fn paper(worksheet: &mut Worksheet, page: &Page) {
    if let Some(paper) = page.paper {
        worksheet.set_paper_size(paper);
    }
    match page.orientation {
        Some(Orientation::Landscape) => worksheet.set_landscape(),
        Some(Orientation::Portrait) => worksheet.set_portrait(),
        None => worksheet,
    };
}

/// A header, if it is one that Excel takes.
pub(super) fn header(worksheet: &mut Worksheet, text: &str) {
    if let Some(text) = taken(text) {
        worksheet.set_header(text);
    }
}

/// A footer, if it is one that Excel takes.
pub(super) fn footer(worksheet: &mut Worksheet, text: &str) {
    if let Some(text) = taken(text) {
        worksheet.set_footer(text);
    }
}

/// A header's text without what no file can hold.
fn taken(text: &str) -> Option<String> {
    let text: String =
        text.chars().filter(|c| *c == '\n' || !(c.is_control() || is_unwritable(*c))).collect();
    (!text.is_empty() && excel::fits(&text, MAX_HEADER)).then_some(text)
}

fn set_up(worksheet: &mut Worksheet, page: &Page) -> Result<(), CorrectError> {
    if let Some((wide, high)) = page.fit {
        worksheet.set_print_fit_to_pages(wide, high);
    } else if let Some(scale) = page.scale {
        worksheet.set_print_scale(scale.clamp(10, 400));
    }
    // Margins that are Excel's own would say with them which side of the paper is up, which the file may not.
    if let Some(m) = page.margins.filter(|margins| *margins != Margins::default()) {
        worksheet.set_margins(m.left, m.right, m.top, m.bottom, m.header, m.footer);
    }
    worksheet
        .set_print_center_horizontally(page.centered_across)
        .set_print_center_vertically(page.centered_down)
        .set_print_gridlines(page.gridlines)
        .set_print_headings(page.headings)
        .set_print_black_and_white(page.black_and_white)
        .set_print_draft(page.draft)
        .set_page_order(!page.across_first);
    let within = |breaks: &[u32], end: u32| -> Vec<u32> {
        breaks.iter().copied().filter(|first| *first < end).collect()
    };
    worksheet.set_page_breaks(&within(&page.row_breaks, MAX_ROWS))?;
    worksheet.set_vertical_page_breaks(&within(&page.column_breaks, MAX_COLUMNS))?;
    Ok(())
}
