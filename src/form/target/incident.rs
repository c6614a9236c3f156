//! Something that went wrong where all was to be kept well: 发生食品安全事故 for 保障食品安全, 未发生资金安全问题 for 确保资金安全.

use super::Verdict;
use super::absence;
use super::expression::{Expression, Measure};
use super::vocabulary::{Cue, Cues};
use super::wording::{after_openings, contains_any, contains_run, ends_clause, starts};

/// What keeps something well, and what is well.
const KEPT: &str = "确保 保障 保证 维护 保护 守护 安全 稳定 平稳 有序 正常 畅通 完好";

/// What may go wrong.
const TROUBLES: &str = "问题 事故 事件 案件 隐患 漏洞 风险 故障 险情 纠纷 泄露 泄漏 泄密 污染 破坏 中断 瘫痪 挪用 侵占 现象 情况 因素 缺陷 火灾 \
    中毒 伤亡 损失 拥堵 混乱 危机 疫情 投诉 信访 停水 停电 停机";

/// Graver than what was to be avoided: that there was none of it, says nothing of the rest.
const GRAVER: &str = "重大 严重 较大 特大 大额 恶性 责任 群体性 系统性 人员 死亡 重特大";

/// Characters of the longest target that is looked for in what happened.
const LONGEST: usize = 100;

/// What an actual value that begins by saying whether something went wrong comes to; `None` where it does not, or where the
/// target is of something else.
pub(super) fn verdict(target: &Expression, actual: &Expression) -> Option<Verdict> {
    let event = begins_with_event(&actual.text);
    let told =
        || event || actual.cues.has(Cue::None) || actual.text.first() == Some(&'有') || is_counted(actual);
    if target.text.len() > LONGEST
        || target.cues.has_any(&[Cue::Negation, Cue::None])
        || !(told() && contains_any(&target.text, KEPT) && contains_any(&actual.text, TROUBLES))
    {
        return None;
    }
    let none = actual.measures.iter().any(|m| !m.aside) && actual.measures.iter().all(Measure::is_zero);
    let none = none || absence::says_none(&actual.text, actual.cues);
    let named = ends_with_trouble(actual);
    let counted = || actual.text.first() == Some(&'有') || is_counted(actual);
    let happened = event || (named && counted());
    if !(none || happened) {
        return None;
    }
    let one_clause = !actual.text.iter().any(|c| ends_clause(*c));
    let kept = one_clause && is_of(&target.text, &actual.text);
    if none {
        return (kept && !contains_any(&actual.text, GRAVER)).then_some(Verdict::Met);
    }
    // 发生事故1起，已处理: what became of it, a person must read.
    Some(if kept && named { Verdict::Unmet } else { Verdict::Unclear })
}

/// What an actual value says beside clauses that something did not happen: 安全运行 of 安全运行，未发生事故. `None` where it has no
/// such clause, or nothing else.
pub(super) fn beside_denials(actual: &Expression) -> Option<String> {
    if !(actual.cues.has(Cue::None) && actual.text.iter().any(|c| ends_clause(*c))) {
        return None;
    }
    let denies = |clause: &[char]| absence::says_none(clause, Cues::NONE) && contains_any(clause, TROUBLES);
    let clauses = || actual.text.split(|c| ends_clause(*c)).filter(|clause| !clause.is_empty());
    let rest: Vec<String> =
        clauses().filter(|clause| !denies(clause)).map(|clause| clause.iter().collect()).collect();
    (!rest.is_empty() && rest.len() < clauses().count()).then(|| rest.join(","))
}

/// Whether a text begins by saying that something happened or is there.
fn begins_with_event(text: &[char]) -> bool {
    const OPENINGS: [&str; 8] = ["全年", "本年度", "年内", "期间", "共", "仍", "曾", "已"];
    const EVENTS: [&str; 10] =
        ["发生", "出现", "存在", "产生", "造成", "引发", "导致", "发现", "查出", "有过"];
    let rest = after_openings(text, &OPENINGS);
    EVENTS.into_iter().any(|event| starts(rest, 0, event))
}

/// Whether an actual value counts something that happened: 生产安全事故1起.
fn is_counted(actual: &Expression) -> bool {
    actual.measures.iter().any(|m| m.unit.kind.is_count() && !m.is_zero())
}

/// Whether what an actual value names first, before its number, is a trouble. 投诉渠道 is none, and 安全隐患整改10处 counts what
/// was done about it.
fn ends_with_trouble(actual: &Expression) -> bool {
    let end = actual.text.iter().position(|c| ends_clause(*c)).unwrap_or(actual.text.len());
    let end = actual.measures.first().map_or(end, |m| m.start.min(end));
    let named = actual.text.get(..end).unwrap_or_default();
    let named = ["发生", "出现"].into_iter().fold(named, |named, verb| {
        let verb: Vec<char> = verb.chars().collect();
        named.strip_suffix(verb.as_slice()).unwrap_or(named)
    });
    named
        .len()
        .checked_sub(2)
        .is_some_and(|at| TROUBLES.split_ascii_whitespace().any(|trouble| starts(named, at, trouble)))
}

/// Whether two characters of what the target wants kept stand in the actual value: 资金 of 确保资金安全.
fn is_of(target: &[char], actual: &[char]) -> bool {
    const VERBS: [&str; 6] = ["确保", "保障", "保证", "维护", "保护", "守护"];
    target.windows(2).enumerate().any(|(at, run)| {
        let verb = VERBS.into_iter().any(|verb| starts(target, at, verb));
        !verb && contains_run(actual, run)
    })
}
