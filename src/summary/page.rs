//! The pages of the summary: how they come out of a printer, and how high their rows are.

use rust_xlsxwriter::Worksheet;

use crate::layout::wrapped_lines;
use crate::workbook::MAX_ROW_HEIGHT;

/// Points that a line of text takes.
const LINE_HEIGHT: usize = 14;
/// Points above and below a row's text, together.
const ROW_PADDING: usize = 6;
/// The lines that the highest row shows.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number of points above zero"
)]
pub(super) const MAX_LINES: usize = (MAX_ROW_HEIGHT as usize - ROW_PADDING) / LINE_HEIGHT;
/// A4 across, one page wide, the sheet's name and the page in the footer.
pub(super) fn prepare_page(sheet: &mut Worksheet) {
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_footer("&L&9&A&R&9第 &P 页，共 &N 页");
    sheet.set_screen_gridlines(false);
}

/// The height of a row that shows `lines` lines, in points.
pub(super) fn row_height(lines: usize) -> f64 {
    let points = lines.min(MAX_LINES) * LINE_HEIGHT + ROW_PADDING;
    u32::try_from(points).map_or(0.0, f64::from)
}

/// The lines of a text in a column, a little less than the column's width being there for it.
pub(super) fn lines_of(text: &str, width: f64) -> usize {
    wrapped_lines(text, width - 1.0)
}
