//! Texts of departments, made safe to show: a form may say anything, and the summary is passed on.

use std::borrow::Cow;

use crate::letters::{is_common_han, is_invisible, written_out};
use crate::workbook::excel::{self, MAX_TEXT};
use crate::writable::is_unwritable;

/// What stands at the end of a text that had to be cut.
const CUT: &str = "……（其余略）";

/// `text` as a cell may show it: line breaks as Excel knows them, control and direction characters made visible
/// (`⟨U+202E⟩`), no longer than a cell can hold.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    let clean = if text.chars().any(|c| c == '\r' || is_unsafe(c)) {
        Cow::Owned(made_visible(text))
    } else {
        Cow::Borrowed(text)
    };
    if excel::fits(&clean, MAX_TEXT) { clean } else { cut(&clean).into() }
}

/// Characters that show nothing and yet change how the text around them looks, or that XML cannot hold.
fn is_unsafe(c: char) -> bool {
    match c {
        // Nearly all are one of these.
        ' '..='~' | '\n' | '\t' => false,
        c if is_common_han(c) => false,
        // Ends of lines and paragraphs.
        '\u{2028}' | '\u{2029}' => true,
        c => c.is_control() || is_invisible(c) || is_unwritable(c),
    }
}

fn made_visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut previous = '\0';
    for c in text.chars() {
        match c {
            '\n' if previous == '\r' => {}
            '\r' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            c if is_unsafe(c) => out.push_str(&written_out(c)),
            c => out.push(c),
        }
        previous = c;
    }
    out
}

fn cut(text: &str) -> String {
    format!("{}{CUT}", excel::beginning(text, MAX_TEXT - excel::length(CUT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_left_alone() {
        assert!(matches!(shown("一是加强培训。\n二是完善制度。"), Cow::Borrowed(_)));
    }

    #[test]
    fn characters_that_turn_text_around_are_shown() {
        assert_eq!(shown("财政局\u{202E}xslx.局"), "财政局⟨U+202E⟩xslx.局");
        assert_eq!(shown("a\u{7}b"), "a⟨U+0007⟩b");
    }

    #[test]
    fn line_breaks_become_excels() {
        assert_eq!(shown("一\r\n二\r三"), "一\n二\n三");
    }

    #[test]
    fn a_text_longer_than_a_cell_is_cut_and_says_so() {
        let long = "长".repeat(40_000);
        let text = shown(&long);
        assert_eq!(text.encode_utf16().count(), MAX_TEXT);
        assert!(text.ends_with(CUT));
        let pairs = "\u{20000}".repeat(20_000);
        assert!(shown(&pairs).encode_utf16().count() <= MAX_TEXT);
    }
}
