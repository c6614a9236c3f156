//! Whether the words before an indicator's name leave it what it is: 全区办结率 is the department's 办结率, 民办学校办结率
//! that of a part.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::words::Words;
use crate::form::{Form, Indicator, fold};
use crate::rules::indicators::text;

/// Words that say nothing of what is measured: when, that it is the department's own, how surely and in what manner it
/// was done, what joins clauses.
const FILLERS: &str = "全年 全年度 年度 本年 本年度 年内 今年 当年 目前 年终 年末 年底 截至 \
    我局 我区 我街 我街道 我院 我校 我委 我办 我单位 我部门 我中心 本局 本区 本街 本街道 本院 本校 本单位 本部门 本中心 \
    全区 全局 全街 全街道 全院 全校 全系统 辖区 辖区内 辖内 区内 \
    总体 整体 总 共 一共 共计 合计 总计 已 已经 均 也 都 有 \
    圆满 全部 顺利 全面 最终 实际 稳步 有序 持续 切实 进一步 不断 扎实 深入 积极 认真 较好 \
    一门式 一站式 一窗式 一网式 \
    实现 实现了 完成 完成了 达到 达成 取得 保持 确保 保障 保证 推动 促进 带动 提升 提高 使 使得 做到 \
    开展 开展了 组织 组织了 举办 举办了 召开 召开了 实施 实施了 进行 落实 发生 出现 推进 加快 加强 出具了 \
    经统计 据统计 经测评 经调查 经考核 经核查 经第三方测评 经第三方调查 \
    且 并 并且 和 及 与 以及 同时 另 另外 此外 一是 二是 三是 四是 五是 六是 首先 其次 再次 最后";
/// Words that may make of a figure a part of the indicator's or a sum over years: 新增床位 beside 床位数.
const INCREMENTS: [&str; 2] = ["新增", "累计"];
/// Words that tell of a survey's result, and those that name the survey before them: 第三方测评显示.
const REPORTS: [&str; 3] = ["显示", "表明", "反映"];
const SURVEYS: &str = "第三方 问卷 抽样 电话 满意度 调查 测评 评议 评价 回访 统计 结果 数据 经 据";

fn fillers() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| Words::of(FILLERS))
}

fn surveys() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| Words::of(SURVEYS))
}

/// A text without the word at its end that tells of a result.
fn reported(text: &str) -> Option<&str> {
    REPORTS.iter().find_map(|word| text.strip_suffix(word))
}

/// Words that are the indicator's own though its name leaves them out: the department's name, the indicator's
/// definition and its task's name.
pub(super) struct Own<'a> {
    department: &'a str,
    about: [String; 2],
    /// How the indicator's name begins.
    begins: String,
}

impl<'a> Own<'a> {
    /// Those of an indicator by its folded name, in a form of this folded department.
    pub(super) fn of(department: &'a str, form: &Form, indicator: &Indicator, name: &str) -> Self {
        let task = indicator.task.and_then(|task| form.tasks.get(task));
        let about = [indicator.definition.as_ref(), task.and_then(|task| task.name.as_ref())];
        Self { department, about: about.map(|of| folded(text(of))), begins: name.chars().take(2).collect() }
    }

    /// A text without such words at its end: 信访 of 信访局, or what a definition has before the name's beginning.
    fn cut_off<'t>(&self, rest: &'t str) -> Option<&'t str> {
        /// Characters of the longest words that are looked for.
        const LONGEST: usize = 20;
        let is_own = |words: &str| {
            let phrase = format!("{words}{}", self.begins);
            self.department.contains(words) || self.about.iter().any(|text| text.contains(&phrase))
        };
        // One character alone is in many names.
        let cuts = rest.char_indices().rev().take(LONGEST).skip(1).map(|(at, _)| rest.split_at(at));
        // The longest of them: what is before it is looked at next.
        cuts.filter(|(_, words)| is_own(words)).last().map(|(shorter, _)| shorter)
    }

    /// Whether these words before the name say no more than that it is the department's own.
    pub(super) fn leave_whole(&self, before: &str) -> bool {
        // 经系统转办的信访案件办结率: what stands directly before the name decides; 转办的案件办结率 is a part.
        let (restricted, near) = before.rsplit_once('的').map_or((false, before), |(_, near)| (true, near));
        let mut rest = near;
        let mut surveyed = false;
        let mut own = false;
        while !rest.is_empty() {
            let shorter = if surveyed { surveys().off_end(rest) } else { None };
            let shorter = shorter.or_else(|| fillers().off_end(rest)).or_else(|| without_year(rest));
            let increment = || INCREMENTS.iter().find_map(|word| rest.strip_suffix(word));
            if let Some(shorter) = shorter.or_else(increment) {
                rest = shorter;
            } else if let Some(shorter) = reported(rest) {
                (rest, surveyed) = (shorter, true);
            } else if let Some(shorter) = self.cut_off(rest) {
                (rest, own) = (shorter, true);
            } else {
                return false;
            }
        }
        own || !restricted
    }
}

/// A text without the filler or the year that it begins with.
pub(super) fn without_filler(text: &str) -> Option<&str> {
    let increment = || INCREMENTS.iter().find_map(|word| text.strip_prefix(word));
    let shorter = fillers().off_front(text).or_else(increment);
    shorter.or_else(|| {
        let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let behind = behind.strip_prefix('年').filter(|_| behind.len() < text.len())?;
        Some(behind.strip_prefix('度').unwrap_or(behind))
    })
}

/// A text without the words for the whole year, wherever they stand: 文化馆全年开放天数.
pub(super) fn timeless(text: &str) -> Cow<'_, str> {
    const TIMES: [&str; 6] = ["全年度", "全年", "本年度", "本年", "今年", "当年"];
    let mut rest = Cow::Borrowed(text);
    if !text.contains('年') {
        return rest;
    }
    for time in TIMES {
        if rest.contains(time) {
            rest = Cow::Owned(rest.replace(time, ""));
        }
    }
    rest
}

/// Whether a subject says that its figure is what came in addition, or what there is by now, where the name does not.
pub(super) fn is_sum_or_part(said: &str, name: &str) -> bool {
    INCREMENTS.iter().any(|word| said.contains(word) && !name.contains(word))
}

/// A text without the year at its end (figures of other years are left out before), or the number of a point: 2.
fn without_year(rest: &str) -> Option<&str> {
    let digits =
        rest.strip_suffix("年度").or_else(|| rest.strip_suffix('年')).or_else(|| rest.strip_suffix('.'))?;
    let shorter = digits.trim_end_matches(|c: char| c.is_ascii_digit());
    (shorter.len() < digits.len()).then_some(shorter)
}

/// A text as it is compared, as much of it as is looked at.
pub(super) fn folded(text: &str) -> String {
    const LOOKED_AT: usize = 300;
    let end = text.char_indices().nth(LOOKED_AT).map_or(text.len(), |(at, _)| at);
    fold(text.get(..end).unwrap_or(text)).into_iter().collect()
}
