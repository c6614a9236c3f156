//! Numbers that are counted for each of several things: `春节、中秋各1次`, `男女各10人`, `3个街道各2场`.

use super::super::expression::{Listed, Measure};
use super::super::numeral;
use super::super::vocabulary::words;
use super::super::wording::{contains_any, starts};
use super::Reader;

/// A list that a number is waited for: how many things are in it, and where 各 ends.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct List {
    count: Option<u8>,
    /// What it is where that is not certain: 各 may begin the text, have something before it that may be a list, or add nothing
    /// to 每.
    open: Listed,
    end: usize,
}

/// Characters of the longest list that is read.
const LONGEST: usize = 60;

/// Two things that are named in one word.
const PAIRS: &str =
    "男女 线上线下 上下半年 城乡 南北 东西 内外 上下午 早晚 春秋 冬春 夏秋 正反 党政 干群 老幼";

/// What may stand between 各 and its number: verbs of what is done for each.
const VERBS: &str = "慰问 开展 举办 举行 组织 组织开展 检查 培训 抽检 抽查 检测 监测 召开 完成 演练 走访 建设 新建 建成 发放 安排 巡查 进行 \
    配备 购置 资助 补助 采购 不 不得 达 达到 为 是 实施 维修 改造 清理 培育 创建 印发 制作 出动 参加 有 设 设置 设立 新增 扶持 评选 表彰";

/// Words that contain a character which sets things apart, and set nothing apart.
const WHOLE: &str = "和谐 和平 饱和 共和 中和 缓和 总和 及时 普及 及格 涉及 参与 与会 给与 赠与 与时";

impl Reader<'_> {
    /// The list that stands before a 各 which ends at `end`.
    pub(super) fn list(&self, end: usize) -> List {
        // Of a longer list nobody counts the things.
        let from = self.at.saturating_sub(LONGEST);
        let before = self.text.get(from..self.at).unwrap_or_default();
        let begin = before.iter().rposition(|c| matches!(c, ',' | ';' | '。' | '(' | ')' | ':' | '!' | '|'));
        let told = before.get(begin.map_or(0, |at| at + 1)..).unwrap_or_default();
        if begin.is_none() && from > 0 {
            return List { count: None, open: Listed::Several, end };
        }
        let open = match told {
            [] => Listed::Each,
            _ if told.contains(&'每') => Listed::Not,
            _ => Listed::Several,
        };
        List { count: count(told), open, end }
    }

    /// How many things a measure is counted for each of, behind their list.
    pub(super) fn listed(&self, list: Option<List>, measure: &Measure) -> Listed {
        let Some(list) = list else { return Listed::Not };
        let between = self.text.get(list.end..measure.start).unwrap_or_default();
        let direct = is_passed_over(between);
        match list.count {
            Some(count) if direct => Listed::Of(count),
            Some(_) => Listed::Several,
            // 各街道2次 may be any number of them.
            None if direct => list.open,
            None => Listed::Not,
        }
    }
}

/// Whether a text is nothing but verbs and words of the grammar.
fn is_passed_over(text: &[char]) -> bool {
    let mut at = 0;
    while at < text.len() {
        let verb = VERBS
            .split_ascii_whitespace()
            .filter(|verb| starts(text, at, verb))
            .map(|verb| verb.chars().count());
        let word = words().longest(text, at).map(|(len, _)| len);
        match verb.chain(word).max() {
            Some(len) => at += len,
            None => return false,
        }
    }
    true
}

/// How many things a text lists, if that is certain: two that are set apart by a mark or by 和, a pair in one word, or as many
/// as it says itself (3个街道).
fn count(told: &[char]) -> Option<u8> {
    // 春节、中秋等节日
    if told.contains(&'等') {
        return None;
    }
    let said = said(told);
    let marks = told.iter().filter(|c| **c == '、').count();
    let ands = told.iter().filter(|c| matches!(c, '和' | '与' | '及' | '跟')).count();
    let ands = if contains_any(told, "以及") { ands.saturating_sub(1) } else { ands };
    if ands > 0 && contains_any(told, WHOLE) {
        return None;
    }
    let last_mark = told.iter().rposition(|c| *c == '、');
    let last_and = told.iter().rposition(|c| matches!(c, '和' | '与' | '及' | '跟'));
    let listed = match (marks, ands) {
        (0, 0) => None,
        (marks, 0) => Some(marks + 1),
        (0, 1) => Some(2),
        // 春节、国庆和中秋
        (marks, 1) if last_and > last_mark => Some(marks + 2),
        _ => return None,
    };
    let is_pair = || {
        PAIRS.split_ascii_whitespace().any(|pair| {
            told.len().checked_sub(pair.chars().count()).is_some_and(|begin| starts(told, begin, pair))
        })
    };
    match (said, listed) {
        (Some(said), Some(listed)) => (usize::from(said) == listed).then_some(said),
        (Some(said), None) => Some(said),
        (None, Some(listed)) => u8::try_from(listed).ok(),
        (None, None) => is_pair().then_some(2),
    }
}

/// The number of things that a text names at its end: 春秋两季, 3个街道; not the last of several (二、三季度).
fn said(told: &[char]) -> Option<u8> {
    let mut at = told.len().saturating_sub(6);
    let mut last = None;
    while at < told.len() {
        let number = numeral::read(told, at);
        last = number.map(|number| (at, number)).or(last);
        at += number.map_or(1, |number| number.len.max(1));
    }
    let (at, number) = last?;
    if at.checked_sub(1).and_then(|before| told.get(before)).is_some_and(|c| matches!(c, '、' | '第')) {
        return None;
    }
    u8::try_from(number.value)
        .ok()
        .filter(|count| (2..=100).contains(count) && number.value.fract().is_zero())
}
