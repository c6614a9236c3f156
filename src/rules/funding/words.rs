//! What the messages of this family have in common.

use rust_decimal::Decimal;

use super::judgement::{Correction, record_rate};
use crate::excerpt::{as_typed, first_of};
use crate::formula::amount;
use crate::rules::{FormContext, NewContent};
use crate::workbook::{CellRef, Sheet, Value};

/// How much of a formula or a text a message shows, in characters.
pub(super) const SHOWN: usize = 60;
/// How many cells a message names.
const NAMED: usize = 5;

impl Correction {
    /// The template's formula.
    pub(super) fn formula(&self) -> Option<&str> {
        match &self.content {
            NewContent::Formula { formula, .. } => Some(formula),
            _ => None,
        }
    }
}

/// A cell's formula, cut where it is long.
pub(super) fn formula_shown(sheet: &Sheet, cell: CellRef) -> String {
    let formula = sheet.cell(cell).and_then(|cell| cell.formula.as_deref()).unwrap_or_default();
    as_typed(formula.trim_start_matches('='), SHOWN)
}

/// `C7、C8 等 7 格`
pub(super) fn cells_in_words(cells: &[CellRef]) -> String {
    let named = first_of(cells, NAMED);
    if cells.len() > NAMED { format!("{named} 等 {} 格", cells.len()) } else { named }
}

/// A value as the results have it.
pub(super) fn for_the_record(value: &Value, rate: bool) -> String {
    match value {
        Value::Number(number) if rate => record_rate(*number),
        Value::Number(number) => amount(*number),
        Value::Empty => String::new(),
        Value::Text(text) => text.clone(),
        Value::Bool(truth) => truth.to_string().to_uppercase(),
        Value::Error(error) => error.to_string(),
        Value::Unrepresentable(number) => number.to_string(),
    }
}

/// The number format of a cell of the form's sheet.
pub(super) fn number_format<'a>(context: &FormContext<'a>, cell: CellRef) -> &'a str {
    context.sheet().cell(cell).map_or("", |c| context.workbook.style(c).number_format.as_str())
}

/// Whether two numbers are alike at so many places.
pub(super) fn near(a: Decimal, b: Decimal, places: u32) -> bool {
    a.checked_sub(b).is_some_and(|gap| gap.abs() <= Decimal::new(5, places + 1))
}
