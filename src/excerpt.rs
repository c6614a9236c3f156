//! Texts and lists, short enough for a sentence and set into it: a message that quotes half a page is read by nobody.

use std::fmt::Display;

use crate::letters::is_common_han;

/// What stands behind a text that goes on.
const GOES_ON: &str = "…";

/// At most so many characters of a text; with `mark` behind them where it goes on.
pub(crate) fn cut(text: &str, most: usize, mark: &str) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}{mark}", &text[..end]),
        None => text.to_owned(),
    }
}

/// The words of a text in one line, with one space between them.
pub(crate) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of what a text says, in one line.
pub(crate) fn in_one_line(text: &str, most: usize) -> String {
    cut(&words(text), most, GOES_ON)
}

/// The beginning of a text as it was typed, every space of it: where its spaces may be what is told about, or a formula's.
/// Line breaks and other control characters are shown as spaces.
pub(crate) fn as_typed(text: &str, most: usize) -> String {
    cut(text, most, GOES_ON).replace(char::is_control, " ")
}

/// A text to stand right behind a Chinese word: with a space in front, unless it begins with a Chinese character itself
/// (应为 86.51%, 应为空白).
pub(crate) fn set_off(text: &str) -> String {
    if text.starts_with(is_common_han) { text.to_owned() } else { format!(" {text}") }
}

/// The first of many names. How many there are, or that there are more, the caller says in its own words.
pub(crate) fn first_of(names: impl IntoIterator<Item: Display>, most: usize) -> String {
    let names: Vec<String> = names.into_iter().take(most).map(|name| name.to_string()).collect();
    names.join("、")
}

#[cfg(test)]
mod tests {
    use super::{as_typed, first_of, in_one_line, set_off};

    #[test]
    fn a_text_is_cut_behind_the_last_character_that_has_room() {
        assert_eq!(in_one_line(" 年初\n  预算 ", 5), "年初 预算");
        assert_eq!(in_one_line(" 年初\n  预算 ", 4), "年初 预…");
        assert_eq!(as_typed("年初\n 预算", 6), "年初  预算");
        assert_eq!(as_typed("年初\n 预算", 3), "年初 …");
    }

    #[test]
    fn what_is_no_chinese_is_set_off() {
        assert_eq!(set_off("PDF 文档"), " PDF 文档");
        assert_eq!(set_off("图片"), "图片");
    }

    #[test]
    fn the_first_names_are_told() {
        assert_eq!(first_of(["甲局", "乙局", "丙局"], 2), "甲局、乙局");
        assert_eq!(first_of(["甲局"], 2), "甲局");
    }
}
