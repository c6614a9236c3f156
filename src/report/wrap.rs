//! Text in a terminal's columns, where a CJK character takes two.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_width::UnicodeWidthStr;

/// How many columns `text` takes.
pub fn width(text: &str) -> usize {
    // The CJK reading of ambiguous widths (“ ” × ÷) is not taken: terminals show those narrow.
    text.width()
}

/// `text` with spaces up to `columns`.
pub fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// `text` in lines of at most `columns`, broken where Unicode allows; a piece that is longer than a line is cut.
///
/// ```
/// use ziping::report::wrap;
/// assert_eq!(wrap("现为 89.23%，应为 86.51%", 14), ["现为 89.23%，", "应为 86.51%"]);
/// ```
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(8);
    let mut lines = vec![String::new()];
    let mut used = 0;
    let mut from = 0;
    for (to, opportunity) in linebreaks(text) {
        let piece = &text[from..to];
        from = to;
        if used > 0 && used + width(piece.trim_end()) > columns {
            lines.push(String::new());
            used = 0;
        }
        for c in piece.trim_end_matches('\n').chars() {
            let mut buffer = [0; 4];
            let wide = width(c.encode_utf8(&mut buffer));
            if used > 0 && used + wide > columns {
                if c == ' ' {
                    continue;
                }
                lines.push(String::new());
                used = 0;
            }
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
            used += wide;
        }
        if opportunity == BreakOpportunity::Mandatory && to < text.len() {
            lines.push(String::new());
            used = 0;
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        for columns in 8..40 {
            let lines = wrap(
                "只是重复目标，没有实际完成数，请补填。现为（八十九），应为 86.51%：822.26 ÷ 950.52",
                columns,
            );
            assert!(lines.iter().all(|line| width(line) <= columns), "{lines:?}");
            assert!(!lines.iter().any(|line| line.starts_with(['，', '。', '）', '：'])), "{lines:?}");
        }
    }

    #[test]
    fn a_word_longer_than_a_line_is_cut() {
        assert_eq!(wrap("aaaaaaaaaaaa", 8), ["aaaaaaaa", "aaaa"]);
    }
}
