//! `placeholder-text`

use crate::letters::is_letter_or_digit;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

use super::characters::{Traits, is_han};
use super::raw::RawText;

declare_rule! {
    /// ## 检查什么
    ///
    /// 模板里让人填写的话没有改掉：“请填写……”“请简要说明……”“（200字以内）”“此处填写”“待补充”“XX局”“××项”“【填写说明】”“____”“TODO”，
    /// 以及“如：……”“例如：……”开头的示例。
    ///
    /// ## 为什么
    ///
    /// 提示语和占位符不是内容，公开后很难看。
    ///
    /// ## 例子
    ///
    /// B23 改进措施写“针对XX问题，进一步加强管理”：
    ///
    /// > B23　“XX”是占位文字，应为实际内容，请填写后报送
    ///
    /// ## 修正
    ///
    /// 不修正，请部门改为实际内容。
    "placeholder-text" {
        code: "W201",
        title: "占位文字未改",
        level: Info,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

/// What says that something is still to come: all that a cell says, but for brackets and punctuation, or in brackets.
const TO_COME: [&str; 8] = ["待补充", "待填写", "待填报", "待填", "待定", "待完善", "待报", "待更新"];

/// Other texts that say nothing if they are all that a cell says, but for brackets and punctuation.
const WHOLE: [&str; 8] = ["略", "填写说明", "填报说明", "示例", "样例", "TBD", "TODO", "测试"];

/// What a template's instructions begin with, in brackets or without.
const INSTRUCTIONS: [&str; 15] = [
    "请填写",
    "请填报",
    "请输入",
    "请在此",
    "请按",
    "请简要",
    "请简述",
    "请概述",
    "请说明",
    "请描述",
    "请列举",
    "在此填写",
    "在此输入",
    "此处填",
    "此处请",
];

/// What a template's examples begin with.
const EXAMPLES: [&str; 4] = ["如：", "例：", "例如：", "示例："];

/// Bytes of the longest of [`TO_COME`] and [`WHOLE`], and the characters that [`INSTRUCTIONS`] and [`EXAMPLES`] begin with:
/// by these most texts are passed over.
const LONGEST_WHOLE: usize = "填写说明".len();
const BEGINNINGS: [char; 6] = ['请', '在', '此', '如', '例', '示'];

/// What says how long a text may be: `（200字以内）`, `（不超过500字）`.
const LIMITS: [&str; 5] = ["以内", "不超过", "左右", "限", "不少于"];

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    context
        .texts()
        .iter()
        .filter_map(|text| Some(finding(context, text, &placeholder(text.part(), text.traits)?)))
        .collect()
}

fn finding(context: &FormContext<'_>, text: &RawText<'_>, words: &str) -> Finding {
    let message = format!("“{words}”是占位文字，应为实际内容，请填写后报送");
    text.finding(context, &RULE, message, Vec::new())
}

/// The placeholder in a text, if there is one.
fn placeholder(text: &str, traits: Traits) -> Option<String> {
    let text = text.trim();
    let plain = text.trim_matches(|c: char| !is_letter_or_digit(c));
    let is_whole = || TO_COME.iter().chain(&WHOLE).any(|whole| plain.eq_ignore_ascii_case(whole));
    if (plain.len() <= LONGEST_WHOLE && is_whole()) || is_only_dots(text) {
        return Some(text.to_owned());
    }
    let start = text.trim_start_matches(['（', '(', '【', '[', '〔', '“', '*', ' ']);
    let is_begun = || INSTRUCTIONS.iter().chain(&EXAMPLES).any(|beginning| start.starts_with(beginning));
    if start.starts_with(BEGINNINGS) && is_begun() {
        return Some(start.chars().take(10).collect());
    }
    if !traits.signs {
        return None;
    }
    bracketed(text).or_else(|| stand_in(&text.chars().collect::<Vec<char>>()))
}

/// Whether a text is dots and nothing else, as a template's last line has them.
fn is_only_dots(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '.' | '…' | '·' | '。')) && text.chars().nth(1).is_some()
}

/// An instruction in brackets: `【请填写】`, `（待补充）`, `（200字以内）`.
fn bracketed(text: &str) -> Option<String> {
    for (open, close) in [('【', '】'), ('（', '）'), ('(', ')'), ('[', ']'), ('〔', '〕')] {
        for piece in text.split(open).skip(1) {
            let Some((inner, _)) = piece.split_once(close) else { continue };
            let is_instruction =
                INSTRUCTIONS.iter().any(|beginning| inner.trim_start().starts_with(beginning));
            if is_instruction || is_length(inner) || TO_COME.contains(&inner.trim()) {
                return Some(format!("{open}{inner}{close}").chars().take(20).collect());
            }
        }
    }
    None
}

/// Whether words in brackets say how long the text is to be.
fn is_length(inner: &str) -> bool {
    inner.chars().count() <= 12
        && inner.contains('字')
        && inner.contains(|c: char| c.is_ascii_digit())
        && LIMITS.iter().any(|limit| inner.contains(limit))
}

/// Letters, crosses or lines that stand in for words: `XX局`, `××项`, `X月X日`, `____`.
fn stand_in(chars: &[char]) -> Option<String> {
    let mut from = 0;
    while let Some(&c) = chars.get(from) {
        let length = chars[from..].iter().take_while(|other| **other == c).count();
        let before = from.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(from + length).copied();
        let alone = [before, after].into_iter().flatten().all(|c| !c.is_ascii_alphanumeric());
        let beside_han = before.is_some_and(is_han) || after.is_some_and(is_han);
        let whole = before.is_none() && after.is_none();
        let found = match c {
            'X' | 'x' | 'Ｘ' | '×' | '✕' | '╳' if alone => {
                let is_date = after.is_some_and(|c| "年月日".contains(c)) && !before.is_some_and(is_han);
                (length >= 2 && (beside_han || whole)) || (length == 1 && is_date)
            }
            '*' | '＊' | '_' | '＿' => length >= 3,
            _ => false,
        };
        if found {
            return Some(chars[from..from + length].iter().take(10).collect());
        }
        from += length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Desk;

    fn lines(words: &str) -> Vec<String> {
        let mut desk = Desk::clean();
        desk.say("measures", words);
        desk.lines("placeholder-text")
    }

    #[test]
    fn a_stand_in_for_words_is_shown() {
        assert_eq!(lines("针对XX问题，进一步加强管理。"), ["B13 “XX”是占位文字，应为实际内容，请填写后报送"]);
    }

    #[test]
    fn no_word_is_passed_over_for_its_length_or_its_beginning() {
        for word in TO_COME.iter().chain(&WHOLE) {
            assert!(word.len() <= LONGEST_WHOLE, "{word}");
        }
        for word in INSTRUCTIONS.iter().chain(&EXAMPLES) {
            assert!(word.starts_with(BEGINNINGS), "{word}");
        }
    }

    #[test]
    fn words_left_from_a_template_are_found() {
        for text in [
            "请填写改进措施",
            "（请填写改进措施）",
            "【此处填写】",
            "待补充",
            "（待补充）",
            "TODO",
            "……",
            "如：按时完成率不低于95%",
            "改进措施【请填写】",
            "对接×××局",
            "X月X日前完成",
            "xx街道",
            "培训____人次",
            "***项目",
            "请简要说明存在的主要问题",
            "结合自评情况，分析存在的问题及原因。（200字以内）",
        ] {
            assert_eq!(lines(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn contents_are_fine() {
        for text in [
            "无",
            "基础资料待补充完善",
            "购置X光机1台，3×5米展板",
            "衣服XXL码",
            "完成率=实际数*100%",
            "如期完成",
            "例如宣传、培训等",
            "略有不足……",
            "SXX-1型设备",
            "（一）加强管理",
            "请专家评审",
            "提交信息（每篇字数不限）",
        ] {
            assert!(lines(text).is_empty(), "{text}: {:?}", lines(text));
        }
    }
}
