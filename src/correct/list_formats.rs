//! The looks of the added sheets.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::formats::{FONT, Tint};
use crate::layout::wrapped_lines;
use crate::record::Severity;
use crate::workbook::MAX_ROW_HEIGHT;

/// Points of a line of the lists.
const LINE: f64 = 16.0;

/// A title.
pub(super) fn title() -> Format {
    base().set_bold().set_font_size(16).set_align(FormatAlign::Center)
}

/// A paragraph of one line over the list.
pub(super) fn paragraph() -> Format {
    base().unset_text_wrap().set_align(FormatAlign::Left)
}

/// The conclusion.
pub(super) fn conclusion() -> Format {
    paragraph().set_bold().set_font_size(12)
}

/// Writes the headings of a list, over columns of their widths.
pub(super) fn write_headings(
    worksheet: &mut Worksheet,
    row: u32,
    columns: &[(&str, f64)],
) -> Result<(), XlsxError> {
    let head =
        bordered().set_bold().set_align(FormatAlign::Center).set_background_color(Color::RGB(0x00D9_E2EF));
    let mut last = 0;
    for (col, (heading, width)) in (0_u16..).zip(columns) {
        worksheet.set_column_width(col, *width)?;
        worksheet.write_string(row, col, *heading)?;
        last = col;
    }
    worksheet.set_range_format(row, 0, row, last, &head)?;
    worksheet.set_row_height(row, 21)?;
    Ok(())
}

/// A text of the list.
pub(super) fn text() -> Format {
    bordered().set_align(FormatAlign::Left)
}

/// A short word of the list, in the middle of its column.
pub(super) fn word() -> Format {
    bordered().set_align(FormatAlign::Center)
}

/// A link to a cell.
pub(super) fn link() -> Format {
    word().set_font_color(Color::RGB(0x0005_63C1)).set_underline(rust_xlsxwriter::FormatUnderline::Single)
}

/// A level's name.
pub(super) fn level(severity: Severity) -> Format {
    match severity {
        Severity::Error => word().set_bold().set_font_color(Color::RGB(0x00C0_0000)),
        Severity::Warning => word().set_font_color(Color::RGB(0x009C_5700)),
        Severity::Info => word().set_font_color(Color::RGB(0x0059_5959)),
    }
}

/// A mark's colour, for the words that explain it.
pub(super) fn legend(tint: Tint) -> Format {
    let format = word();
    match tint.color() {
        Some(color) => format.set_background_color(Color::RGB(color)),
        None => format,
    }
}

/// The height of a row that shows all its texts, each in a column of that width; in points.
pub(super) fn row_height<'a>(cells: impl IntoIterator<Item = (&'a str, f64)>) -> f64 {
    let lines = cells
        .into_iter()
        // A column's width counts digits of the default font and leaves room at both sides.
        .map(|(text, width)| wrapped_lines(text, width))
        .max()
        .unwrap_or(1);
    height_of(lines)
}

/// The height of a row that shows so many lines, in points.
pub(super) fn height_of(lines: usize) -> f64 {
    (f64::from(u32::try_from(lines).unwrap_or(u32::MAX)) * LINE + 6.0).min(MAX_ROW_HEIGHT)
}

fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(11).set_align(FormatAlign::VerticalCenter).set_text_wrap()
}

fn bordered() -> Format {
    base().set_border(FormatBorder::Thin)
}
