//! 结构: whether the form is whole and each thing stands in its place.

mod asides;
pub(crate) mod duplicate_form;
pub(crate) mod hidden_content;
pub(crate) mod misplaced_value;
pub(crate) mod missing_required;
pub(crate) mod template_edited;
pub(crate) mod unmapped_content;

/// The beginning of a text, on one line.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 20;
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
