//! 结构: whether the form is whole and each thing stands in its place.

pub(crate) mod duplicate_form;
pub(crate) mod hidden_content;
pub(crate) mod misplaced_value;
pub(crate) mod missing_required;
pub(crate) mod template_edited;
pub(crate) mod unmapped_content;

use crate::rules::FormContext;
use crate::workbook::CellRef;

/// Whether what stands at `cell` of the form's sheet is this form's to tell of: inside its own area, or outside of all
/// forms' areas and this is the sheet's first form.
fn is_told_here(context: &FormContext<'_>, cell: CellRef) -> bool {
    let on_sheet = || context.forms.iter().filter(|form| form.sheet_index == context.form.sheet_index);
    let owner = on_sheet().find(|form| form.area.is_some_and(|area| area.contains(cell)));
    match owner.or_else(|| on_sheet().next()) {
        Some(owner) => std::ptr::eq(owner, context.form),
        None => true,
    }
}

/// The beginning of a text, on one line.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 20;
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
