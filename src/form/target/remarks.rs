//! Numbers that only explain the one before them: `198人，因2人中途退出`, `10.8万元，超支0.8万元`, `出台2项，另1项正在征求意见`; and which of
//! several stages of the work a number is of: `开工12个，完工9个`.

use super::expression::{Expression, Measure};
use super::vocabulary::{Cues, LAST_YEAR};
use super::wording::{contains_any, contains_run, ends_clause, ends_with, starts};

/// Stages through which work goes, of which an indicator is named after one.
const STAGES: &str = "签约 立项 开工 动工 完工 竣工 验收 投产 交付 投用 运营 报名 参训 参加 结业 结训 取证 申报 获批 立案 结案 受理 办结 \
     发现 整改 招标 中标 排查 登记 招募 录用 上岗 评审 公示 签订 履行 出苗 成活 印制 印刷 制作 采购 购置 入库 发放 投放";

/// Words of who was not there, or no longer.
const ABSENT: &str = "请假 缺席 缺勤 退出 病假 事假 因病 因故";

/// The clause of a measure.
fn clause<'a>(measure: &Measure, actual: &'a Expression) -> &'a [char] {
    let clause = actual.text.get(measure.clause..).unwrap_or_default();
    let end = clause.iter().position(|c| ends_clause(*c)).unwrap_or(clause.len());
    clause.get(..end).unwrap_or_default()
}

/// Whether a number explains another of its unit that stands before it: by what it fell short or went beyond, and why.
pub(super) fn is_remark(name: &[char], measure: &Measure, actual: &Expression) -> bool {
    const REASONS: [&str; 2] = ["因", "由于"];
    const BEYOND: [&str; 5] = ["超支", "超出", "超额", "结余", "节余"];
    let stands_before = |m: &Measure| m.start < measure.clause && m.unit.is_same(&measure.unit);
    if !actual.measures.iter().any(stands_before) {
        return false;
    }
    let said = clause(measure, actual);
    let unnamed = |word: &str| !contains_any(name, word);
    let absent = || contains_any(said, ABSENT) && unnamed("缺 假 退 病");
    // 受疫情影响, but 受伤9人
    let under = || starts(said, 0, "受") && contains_any(said, "影响 限制 制约");
    REASONS.into_iter().any(|word| starts(said, 0, word))
        || under()
        || BEYOND.into_iter().any(|word| starts(said, 0, word) && unnamed(word))
        || absent()
        || is_another(measure, actual)
}

/// Whether a number counts what is signed and not what is done: 已签订50个建设合同.
pub(super) fn is_of_papers(name: &[char], measure: &Measure, actual: &Expression) -> bool {
    const PAPERS: [&str; 4] = ["合同", "协议", "方案", "计划"];
    let thing = actual.behind(measure);
    PAPERS.into_iter().any(|paper| ends_with(thing, paper) && !contains_any(name, paper))
}

/// Whether a number is said of the form's own year, beside others that are said of the one before: 上年下降12%，今年下降5%.
pub(super) fn is_of_this_year(measure: &Measure, measures: &[&Measure], actual: &Expression) -> bool {
    const THIS_YEAR: [&str; 3] = ["今年", "本年", "当年"];
    let opens = |m: &Measure, words: &[&str]| words.iter().any(|word| starts(&actual.text, m.clause, word));
    opens(measure, &THIS_YEAR) && measures.iter().any(|other| opens(other, &LAST_YEAR))
}

/// Whether a number counts what is still to come beside what is told: 另1项正在征求意见. 另调剂1台 may add to it.
fn is_another(measure: &Measure, actual: &Expression) -> bool {
    let said = clause(measure, actual);
    said.first() == Some(&'另') && contains_any(said, "正在 拟 计划 预计 待 将 未")
}

/// What an actual value says of what it tells, without what it says of others that are still to come.
pub(super) fn own_cues(actual: &Expression) -> Cues {
    if actual.measures.len() < 2 || !actual.measures.iter().any(|m| is_another(m, actual)) {
        return actual.cues;
    }
    let own = actual.measures.iter().filter(|m| !is_another(m, actual));
    own.fold(actual.apart, |cues, m| cues.and(m.cues))
}

/// Of numbers each of a stage of the work, the one of the stage that the indicator is named after.
pub(super) fn of_named_stage<'a>(
    name: &[char],
    measures: &[&'a Measure],
    actual: &Expression,
) -> Option<&'a Measure> {
    let (first, others) = measures.split_first()?;
    if others.is_empty() || !others.iter().all(|m| m.unit.is_same(&first.unit)) {
        return None;
    }
    let mut named = None;
    for measure in measures {
        let stage = stage(measure, actual)?;
        if contains_run(name, stage) && named.replace(*measure).is_some() {
            return None;
        }
    }
    named
}

/// The stage that a number is of, right before it or behind it: 完工9个, 9个已完工.
fn stage<'a>(measure: &Measure, actual: &'a Expression) -> Option<&'a [char]> {
    let is_stage =
        |word: &[char]| STAGES.split_ascii_whitespace().any(|s| s.chars().eq(word.iter().copied()));
    let before = actual.before(measure);
    let before = before.strip_suffix(&['了']).unwrap_or(before);
    let before = before.get(before.len().saturating_sub(2)..).filter(|word| is_stage(word));
    before.or_else(|| finished(measure, actual).filter(|word| is_stage(word)))
}

/// What is said right behind a number to have been done: 完工 of 7个已完工.
pub(super) fn finished<'a>(measure: &Measure, actual: &'a Expression) -> Option<&'a [char]> {
    let behind = actual.text.get(measure.end..)?;
    let behind = behind.strip_prefix(&['已']).or_else(|| behind.strip_prefix(&['均'])).unwrap_or(behind);
    let ends = behind.get(2).is_none_or(|c| ends_clause(*c));
    behind.get(..2).filter(|_| ends)
}
