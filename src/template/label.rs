//! Labels are compared after normalisation, so that `整体支出年初预\n算数`, `年初预算数（万元）` and `年初 预算数：` are what
//! a reader takes them for.

use crate::enumeration;
use crate::letters::{is_letter_or_digit, push_lowercase};
use crate::nfkc::nfkc;

/// Texts longer than this (after normalisation, in characters) are never labels.
const LONGEST_LABEL: usize = 40;
/// Bytes of the longest text that may be a label, with its line breaks and brackets; a paragraph is much longer.
pub(crate) const LONGEST_WRITTEN: usize = LONGEST_LABEL * 12;

/// A text as labels are compared: NFKC, no white space, no brackets with their contents, no punctuation, no leading
/// enumeration (`一、`, `1.`), Latin letters in lower case. `None` for what is too long to be a label, or says nothing.
pub(crate) fn normalise(text: &str) -> Option<String> {
    if text.len() > LONGEST_WRITTEN {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    let mut depth = 0_u32;
    let mut take = |c: char| match c {
        '(' | '[' | '〔' | '【' | '{' => depth += 1,
        ')' | ']' | '〕' | '】' | '}' => depth = depth.saturating_sub(1),
        _ if depth > 0 => {}
        _ if !c.is_whitespace() => push_lowercase(&mut plain, c),
        _ => {}
    };
    nfkc(text).for_each(&mut take);
    let mut label = String::with_capacity(plain.len());
    label.extend(without_enumeration(&plain).chars().filter(|&c| is_letter_or_digit(c)));
    let length = label.chars().count();
    (1..=LONGEST_LABEL).contains(&length).then_some(label)
}

/// Without `一、`, `（一）`, `1.`, `2、` in front.
fn without_enumeration(text: &str) -> &str {
    let rest = enumeration::after_number(text, |c| c.is_ascii_digit() || enumeration::is_numeral(c));
    rest.and_then(|rest| rest.strip_prefix(['、', '.', ',', '．'])).unwrap_or(text)
}

/// Splits `部门名称：荔湾区信访局` into the label's text and the value's; `None` without a colon, or without anything
/// before it.
pub(crate) fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let (label, value) = text.split_once(is_colon)?;
    (!label.trim().is_empty()).then_some((label, value.trim()))
}

/// Whether a character parts a label from its value.
pub(crate) const fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：' | '﹕' | '︰')
}

/// Words that together stand for a label: separated by spaces in the template, those after `!` must not occur, and
/// alternatives are separated by `|`.
#[derive(Debug, Clone)]
pub(crate) struct Words(Vec<Word>);

#[derive(Debug, Clone)]
struct Word {
    wanted: bool,
    alternatives: Vec<(Characters, String)>,
}

impl Words {
    /// A pattern, as the template has it; `None` for one without any word.
    pub(crate) fn parse(pattern: &str) -> Option<Self> {
        let word = |text: &str| {
            let (wanted, text) = text.strip_prefix('!').map_or((true, text), |not| (false, not));
            let alternative = |text: &str| (Characters::of(text), text.to_owned());
            Word { wanted, alternatives: text.split('|').map(alternative).collect() }
        };
        let words: Vec<Word> = pattern.split_whitespace().map(word).collect();
        (!words.is_empty()).then_some(Self(words))
    }

    /// The alternatives of the first word that a text must have; `None` if there is only what it must not have.
    pub(crate) fn first(&self) -> Option<impl Iterator<Item = &str>> {
        let first = self.0.iter().find(|word| word.wanted)?;
        Some(first.alternatives.iter().map(|(_, word)| word.as_str()))
    }

    /// Whether a normalised text, of these characters, has all of them.
    pub(crate) fn are_in(&self, label: &str, characters: Characters) -> bool {
        let has = |(needed, word): &(Characters, String)| {
            characters.include(*needed) && label.contains(word.as_str())
        };
        self.0.iter().all(|word| word.wanted == word.alternatives.iter().any(has))
    }
}

/// Which characters a text has, in 64 groups of all characters. A text without a word's groups does not have the word,
/// which is seen from this much faster than by looking for the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Characters(u64);

impl Characters {
    pub(crate) fn of(text: &str) -> Self {
        Self(text.chars().fold(0, |groups, c| groups | 1 << (u32::from(c) % 64)))
    }

    /// Whether a text of these characters may have a text of `other` in it.
    pub(crate) fn include(self, other: Self) -> bool {
        other.0 & !self.0 == 0
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
    fn words_are_all_needed_and_none_excluded() {
        let has = |label: &str, pattern: &str| {
            Words::parse(pattern).is_some_and(|w| w.are_in(label, Characters::of(label)))
        };
        assert!(has("年初批复预算数", "年初 预算 !调整"));
        assert!(!has("年初预算调整数", "年初 预算 !调整"));
        assert!(has("年中追加数", "追加|调整"));
        assert!(!has("任何", ""));
    }
}
