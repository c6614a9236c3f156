//! The data validations of a sheet.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Formula, Worksheet, XlsxError,
};

use super::CorrectError;
use super::print::column;
use crate::workbook::{AlertStyle, Condition, Operator, Restriction, Sheet};
use crate::writable::writable;

/// Writes them; the cells of those that the writer would not take.
pub(super) fn write(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<Vec<String>, CorrectError> {
    let mut refused = Vec::new();
    for restriction in &sheet.restrictions {
        let Some(first) = restriction.ranges.first() else { continue };
        let ranges: Vec<String> = restriction.ranges.iter().map(ToString::to_string).collect();
        let (left, right) = (column(first.first)?, column(first.last)?);
        let written = validation(restriction).and_then(|validation| {
            let validation = validation.set_multi_range(ranges.join(" "));
            worksheet.add_data_validation(first.first.row, left, first.last.row, right, &validation)
        });
        if written.is_err() {
            refused.push(format!("{}!{}", sheet.name, ranges.join(" ")));
        }
    }
    Ok(refused)
}

fn validation(restriction: &Restriction) -> Result<DataValidation, XlsxError> {
    let formula = |index: usize| Formula::new(restriction.formulas.get(index).map_or("", String::as_str));
    let validation = DataValidation::new();
    let validation = match restriction.condition {
        Condition::Any => validation.allow_any_value(),
        Condition::List => validation.allow_list_formula(formula(0)),
        Condition::Whole => validation.allow_whole_number_formula(rule(restriction, formula)),
        Condition::Decimal => validation.allow_decimal_number_formula(rule(restriction, formula)),
        Condition::Date => validation.allow_date_formula(rule(restriction, formula)),
        Condition::Time => validation.allow_time_formula(rule(restriction, formula)),
        Condition::TextLength => validation.allow_text_length_formula(rule(restriction, formula)),
        Condition::Custom => validation.allow_custom(formula(0)),
    };
    let mut validation = validation
        .ignore_blank(restriction.ignores_blank)
        .show_dropdown(!restriction.hides_list)
        .show_input_message(restriction.prompt.is_some())
        .show_error_message(restriction.refusal.is_some())
        .set_error_style(match restriction.alert_style {
            AlertStyle::Stop => DataValidationErrorStyle::Stop,
            AlertStyle::Warning => DataValidationErrorStyle::Warning,
            AlertStyle::Information => DataValidationErrorStyle::Information,
        });
    if let Some(prompt) = &restriction.prompt {
        validation =
            validation.set_input_title(writable(&prompt.title))?.set_input_message(writable(&prompt.text))?;
    }
    if let Some(refusal) = &restriction.refusal {
        validation = validation
            .set_error_title(writable(&refusal.title))?
            .set_error_message(writable(&refusal.text))?;
    }
    Ok(validation)
}

fn rule(restriction: &Restriction, formula: impl Fn(usize) -> Formula) -> DataValidationRule<Formula> {
    match restriction.operator {
        Operator::Between => DataValidationRule::Between(formula(0), formula(1)),
        Operator::NotBetween => DataValidationRule::NotBetween(formula(0), formula(1)),
        Operator::Equal => DataValidationRule::EqualTo(formula(0)),
        Operator::NotEqual => DataValidationRule::NotEqualTo(formula(0)),
        Operator::Less => DataValidationRule::LessThan(formula(0)),
        Operator::LessOrEqual => DataValidationRule::LessThanOrEqualTo(formula(0)),
        Operator::Greater => DataValidationRule::GreaterThan(formula(0)),
        Operator::GreaterOrEqual => DataValidationRule::GreaterThanOrEqualTo(formula(0)),
    }
}
