//! Texts in the parts of a workbook where the writing library does not escape what Excel would take for a character that it
//! has escaped itself: a text `_x0041_` would be shown as `A`.

use std::borrow::Cow;

/// The text, with the underscore before every such code written as a code itself.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    let mut escaped = String::new();
    let mut done = 0;
    for (at, _) in text.match_indices("_x") {
        let code = text.as_bytes().get(at + 2..at + 6);
        let is_code = code.is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit))
            && text.as_bytes().get(at + 6) == Some(&b'_');
        if is_code {
            escaped.push_str(&text[done..at]);
            escaped.push_str("_x005F");
            done = at;
        }
    }
    if done == 0 && escaped.is_empty() {
        return Cow::Borrowed(text);
    }
    escaped.push_str(&text[done..]);
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_as_a_code_is_written_as_text() {
        assert_eq!(escaped("_x0041_ 与 _x000d_"), "_x005F_x0041_ 与 _x005F_x000d_");
        assert_eq!(escaped("_x0041_x0042_"), "_x005F_x0041_x005F_x0042_");
        for text in ["", "_x004_", "_x0041", "_xZZZZ_", "x0041_", "_x00中_", "A_x"] {
            assert!(matches!(escaped(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }
}
