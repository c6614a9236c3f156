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
    let mut take = |c: char| match c {
        '(' | '[' | '〔' | '【' | '{' => depth += 1,
        ')' | ']' | '〕' | '】' | '}' => depth = depth.saturating_sub(1),
        _ if depth == 0 && !c.is_whitespace() => plain.extend(c.to_lowercase()),
        _ => {}
    };
    // Nearly every text of a form is of characters that stand alone; the general way is ten times as slow.
    if text.chars().all(|c| standing_alone(c).is_some()) {
        text.chars().filter_map(standing_alone).for_each(&mut take);
    } else {
        text.nfkc().for_each(&mut take);
    }
    let label: String = without_enumeration(&plain).chars().filter(|c| c.is_alphanumeric()).collect();
    let length = label.chars().count();
    (1..=LONGEST_LABEL).contains(&length).then_some(label)
}

/// What NFKC makes of a character that neither composes with another nor decomposes into several; `None` for every
/// character of which that is not known.
fn standing_alone(c: char) -> Option<char> {
    match c {
        '\0'..='\x7f' | '、' | '。' | '《' | '》' | '【' | '】' | '“' | '”' | '一'..='鿿' => {
            Some(c)
        }
        // The full-width forms of ASCII.
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
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

/// Words that together stand for a label: separated by spaces in the template, those after `!` must not occur, and
/// alternatives are separated by `|`.
#[derive(Debug, Clone)]
pub(crate) struct Words(Vec<Word>);

#[derive(Debug, Clone)]
struct Word {
    wanted: bool,
    alternatives: Vec<String>,
}

impl Words {
    /// A pattern, as the template has it; `None` for one without any word.
    pub(crate) fn parse(pattern: &str) -> Option<Self> {
        let word = |text: &str| {
            let (wanted, text) = text.strip_prefix('!').map_or((true, text), |not| (false, not));
            Word { wanted, alternatives: text.split('|').map(str::to_owned).collect() }
        };
        let words: Vec<Word> = pattern.split_whitespace().map(word).collect();
        (!words.is_empty()).then_some(Self(words))
    }

    /// Whether a normalised text has all of them.
    pub(crate) fn are_in(&self, label: &str) -> bool {
        self.0.iter().all(|word| word.wanted == word.alternatives.iter().any(|w| label.contains(w.as_str())))
    }
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
    fn characters_that_stand_alone_are_what_nfkc_makes_of_them() {
        for c in '\0'..=char::MAX {
            if let Some(alone) = standing_alone(c) {
                assert!(std::iter::once(c).nfkc().eq([alone]), "{c:?}");
            }
        }
    }

    #[test]
    fn words_are_all_needed_and_none_excluded() {
        let has = |label: &str, pattern: &str| Words::parse(pattern).is_some_and(|w| w.are_in(label));
        assert!(has("年初批复预算数", "年初 预算 !调整"));
        assert!(!has("年初预算调整数", "年初 预算 !调整"));
        assert!(has("年中追加数", "追加|调整"));
        assert!(!has("任何", ""));
    }
}
