//! Labels are compared after normalisation, so that `整体支出年初预\n算数`, `年初预算数（万元）` and `年初 预算数：` are what
//! a reader takes them for.

use unicode_normalization::UnicodeNormalization;

/// Texts longer than this (after normalisation, in characters) are never labels.
const LONGEST_LABEL: usize = 40;

/// A text as labels are compared: NFKC, no white space, no brackets with their contents, no punctuation, no leading
/// enumeration (`一、`, `1.`), Latin letters in lower case. `None` for what is too long to be a label, or says nothing.
pub(crate) fn normalise(text: &str) -> Option<String> {
    // A label with its line breaks and brackets is a little longer than the label; a paragraph is much longer.
    if text.len() > LONGEST_LABEL * 12 {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    let mut depth = 0_u32;
    for c in text.nfkc() {
        match c {
            '(' | '[' | '〔' | '【' | '{' => depth += 1,
            ')' | ']' | '〕' | '】' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 && !c.is_whitespace() => plain.extend(c.to_lowercase()),
            _ => {}
        }
    }
    let label: String = without_enumeration(&plain).chars().filter(|c| c.is_alphanumeric()).collect();
    let length = label.chars().count();
    (1..=LONGEST_LABEL).contains(&length).then_some(label)
}

/// Without `一、`, `（一）`, `1.`, `2、` in front.
fn without_enumeration(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    if rest.len() < text.len()
        && let Some(after) = rest.strip_prefix(['、', '.', ',', '．'])
    {
        return after;
    }
    text
}

/// Splits `部门名称：荔湾区信访局` into the label's text and the value's; `None` without a colon, or without anything
/// before it.
pub(crate) fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let (label, value) = text.split_once([':', '：', '﹕', '︰'])?;
    (!label.trim().is_empty()).then_some((label, value.trim()))
}

/// Whether `label` (normalised) has all words of the pattern: words are separated by spaces, a word after `!` must not
/// occur, and alternatives inside a word are separated by `|`.
pub(crate) fn has_words(label: &str, pattern: &str) -> bool {
    let mut any = false;
    pattern.split_whitespace().all(|word| {
        any = true;
        match word.strip_prefix('!') {
            Some(not) => !not.split('|').any(|w| label.contains(w)),
            None => word.split('|').any(|w| label.contains(w)),
        }
    }) && any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_known_whatever_its_width_breaks_brackets_and_number() {
        for text in [
            "整体支出年初预\n算数",
            " 整体支出 年初预算数：",
            "整体支出年初预算数（万元）",
            "一、整体支出年初预算数",
            "2.整体支出年初预算数",
        ] {
            assert_eq!(normalise(text).as_deref(), Some("整体支出年初预算数"), "{text:?}");
        }
        assert_eq!(normalise("执行率（B/Ａ）").as_deref(), Some("执行率"));
    }

    #[test]
    fn a_number_that_is_the_label_stays() {
        assert_eq!(normalise("2021年度").as_deref(), Some("2021年度"));
        assert_eq!(normalise("一般公共预算").as_deref(), Some("一般公共预算"));
    }

    #[test]
    fn a_paragraph_and_a_lone_bracket_are_no_labels() {
        assert_eq!(normalise(&"做好日常运行后勤保障。".repeat(10)), None);
        assert_eq!(normalise("（部门）"), None);
        assert_eq!(normalise("——"), None);
    }

    #[test]
    fn words_are_all_needed_and_none_excluded() {
        assert!(has_words("年初批复预算数", "年初 预算 !调整"));
        assert!(!has_words("年初预算调整数", "年初 预算 !调整"));
        assert!(has_words("年中追加数", "追加|调整"));
        assert!(!has_words("任何", ""));
    }
}
