//! The sheet 修改记录: every cell that was changed.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::CorrectError;
use super::carry_out::Change;
use super::fields::FieldsByCell;
use super::list_formats as formats;
use super::print::set_up_list;
use crate::added_sheets::CHANGES;
use crate::form::Form;

/// Headings and their columns' widths in characters. Programs find the columns by these words.
const COLUMNS: [(&str, f64); 6] =
    [("工作表", 13.0), ("单元格", 9.0), ("字段", 22.0), ("修改前", 42.0), ("修改后", 42.0), ("规则", 22.0)];
const TITLE_ROW: u32 = 0;
const HEAD_ROW: u32 = 1;

/// So many changes or more leave memory as they are written. Forms have some dozens; a sheet of lookups that were saved
/// with old results may have a hundred thousand.
const STREAMED_FROM: usize = 10_000;

/// The sheet, still empty, for so many changes.
pub(super) fn new_sheet(output: &mut Workbook, changes: usize) -> Result<&mut Worksheet, XlsxError> {
    if changes < STREAMED_FROM {
        return Ok(output.add_worksheet());
    }
    output.add_worksheet_with_constant_memory()
}

/// Writes the sheet.
pub(super) fn write(
    worksheet: &mut Worksheet,
    sheets: &[Option<String>],
    forms: &[Form],
    changes: &[Change],
) -> Result<(), CorrectError> {
    worksheet.set_name(CHANGES)?;
    worksheet.merge_range(TITLE_ROW, 0, TITLE_ROW, 5, "修改记录", &formats::title())?;
    worksheet.set_row_height(TITLE_ROW, 30)?;
    let fields = FieldsByCell::of(if changes.is_empty() { &[] } else { forms });
    formats::write_headings(worksheet, HEAD_ROW, &COLUMNS)?;
    let (text, word) = (formats::text(), formats::word());
    for (row, change) in (HEAD_ROW + 1..).zip(changes) {
        let (sheet, cell) = change.place;
        let name = sheets.get(sheet).and_then(Option::as_deref).unwrap_or_default();
        let field = fields.name(sheet, cell);
        let field = field.as_deref().unwrap_or("（非自评表字段）");
        let reasons: Vec<&str> = change.reasons.iter().map(|why| why.title()).collect();
        let reasons = reasons.join("、");
        let address = cell.to_string();
        let texts = [name, &address, field, &change.before, &change.after, &reasons];
        worksheet.set_row_height(row, formats::row_height(texts.into_iter().zip(COLUMNS.map(|c| c.1))))?;
        for (col, content) in (0_u16..).zip(texts) {
            let format = if col == 1 { &word } else { &text };
            worksheet.write_string_with_format(row, col, content, format)?;
        }
    }
    if changes.is_empty() {
        // The column of the cells stays empty, by which programs know that this is no change.
        worksheet.write_string_with_format(HEAD_ROW + 1, 0, "没有修改", &formats::paragraph())?;
    }
    worksheet.set_freeze_panes(HEAD_ROW + 1, 0)?;
    set_up_list(worksheet, HEAD_ROW)
}
