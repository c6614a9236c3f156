//! Data validation and protection of a form that is to be filled in.

use rust_xlsxwriter::{DataValidation, DataValidationRule, Formula, ProtectionOptions, Worksheet};

use super::CorrectError;
use super::print::column;
use crate::workbook::{Allowed, Sheet};

/// Writes both, where the sheet has them.
pub(super) fn write(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), CorrectError> {
    for validation in &sheet.validations {
        let rule = DataValidation::new()
            .set_input_message(&validation.prompt)?
            .set_error_title("请重新填写")?
            .set_error_message(&validation.refusal)?;
        let rule = match &validation.allowed {
            Allowed::Anything => rule.allow_any_value(),
            Allowed::Number { least, greatest } => rule.allow_decimal_number_formula(
                DataValidationRule::Between(Formula::new(least), Formula::new(greatest)),
            ),
            Allowed::OneOf(texts) => rule.allow_list_strings(texts)?,
        };
        let (row, col) = (validation.cell.row, column(validation.cell)?);
        worksheet.add_data_validation(row, col, row, col, &rule)?;
    }
    if sheet.protected {
        // Heights and widths are the office's own affair: long texts need higher rows.
        worksheet.protect_with_options(&ProtectionOptions {
            format_rows: true,
            format_columns: true,
            ..ProtectionOptions::default()
        });
    }
    Ok(())
}
