//! 结构: whether the form is whole and each thing stands in its place.

mod asides;
pub(crate) mod duplicate_form;
pub(crate) mod hidden_content;
pub(crate) mod misplaced_value;
pub(crate) mod missing_required;
pub(crate) mod template_edited;
pub(crate) mod unmapped_content;

/// Characters of a cell's text that a finding quotes.
const QUOTED: usize = 20;
