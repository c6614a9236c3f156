//! What no .xlsx file can hold as it is, and what comes nearest.

use super::carry_out::Why;
use super::edits::Place;
use crate::workbook::excel::{self, MAX_FORMULA, MAX_TEXT};
use crate::workbook::{Cell, CellError, CellRef, Sheet, Value, Workbook};

/// Cells that no .xlsx file can hold as they are, with what comes nearest and the reason:
/// - formulas that refer to other workbooks or to tables that are not known, neither of which a corrected workbook has, so
///   that Excel would call the file damaged: the value that they last had, and where there is none the error that Excel
///   would give (a text in its place would be passed over by sums, which would come out as other amounts in silence);
/// - numbers that are none (NaN, infinity): Excel's own error for them;
/// - texts beyond Excel's length.
pub(super) fn not_holdable(workbook: &Workbook) -> Vec<(Place, Cell, Why)> {
    let mut cells = Vec::new();
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        for (&at, cell) in &sheet.cells {
            if let Some(reason) = cell.formula.as_deref().and_then(refused) {
                let value = match &cell.value {
                    Value::Empty => Value::Error(CellError::Ref),
                    value => value.clone(),
                };
                let text = value.text().and_then(cut).map(Value::Text);
                let value = text.unwrap_or(value);
                cells.push(((index, at), Cell { value, formula: None, ..cell.clone() }, reason));
                for (at, cell) in filled_without_value(sheet, at) {
                    let value = Value::Error(CellError::Ref);
                    cells.push(((index, at), Cell { value, ..cell.clone() }, reason));
                }
                continue;
            }
            let nearest = match &cell.value {
                Value::Unrepresentable(number) if !number.is_finite() => Value::Error(CellError::Num),
                Value::Text(text) if text.len() > MAX_TEXT => match cut(text) {
                    Some(text) => Value::Text(text),
                    None => continue,
                },
                _ => continue,
            };
            cells.push(((index, at), Cell { value: nearest, ..cell.clone() }, Why::Limit));
        }
    }
    cells
}

/// The other cells of the array formula in `first`, as far as it is not known what they show.
fn filled_without_value(sheet: &Sheet, first: CellRef) -> impl Iterator<Item = (CellRef, &Cell)> {
    let range = sheet.shared_array(first).filter(|range| range.first == first);
    let cells = range.into_iter().flat_map(|range| range.iter()).filter(move |at| *at != first);
    cells.filter_map(|at| Some((at, sheet.cell(at).filter(|cell| cell.value == Value::Empty)?)))
}

/// The text without what goes beyond Excel's length, if anything does.
fn cut(text: &str) -> Option<String> {
    (!excel::fits(text, MAX_TEXT)).then(|| excel::beginning(text, MAX_TEXT).to_owned())
}

/// Why a formula cannot stand in a corrected workbook; `None` if it can.
fn refused(formula: &str) -> Option<Why> {
    let is_too_long = || !excel::fits(formula, MAX_FORMULA);
    leads_outside(formula).or_else(|| is_too_long().then_some(Why::Limit))
}

/// Why a formula with brackets outside its texts leads out of the workbook: it names another (`[1]Sheet1!A1`,
/// `'D:\[x.xlsx]Sheet1'!A1`), or a table (`Table1[Amount]`), which stands right before its bracket.
fn leads_outside(formula: &str) -> Option<Why> {
    if !formula.contains('[') {
        return None;
    }
    let mut quote = None;
    let mut before = None;
    for (at, c) in formula.char_indices() {
        match c {
            '"' | '\'' if quote.is_none() => quote = Some(c),
            c if quote == Some(c) => quote = None,
            '[' if quote != Some('"') => {
                let after =
                    formula.get(at..).and_then(|rest| rest.split_once(']')).map_or("", |parts| parts.1);
                let of_table = quote.is_none()
                    && (before.is_some_and(|c: char| c.is_alphanumeric() || "_.\\?".contains(c))
                        || !after.starts_with(|c: char| c.is_alphanumeric() || "!_'".contains(c)));
                return Some(if of_table { Why::TableReference } else { Why::External });
            }
            _ => {}
        }
        before = Some(c);
    }
    None
}
