//! How much of the task was left, for a target that counts something else: `完成年度任务的97%` for `1.2万人`.

use super::direction::{Certainty, Direction, Trend};
use super::expression::{Expression, Measure};
use super::requirement::Requirement;
use super::unit::Kind;
use super::vocabulary::{Cue, Cues, Manner};
use super::wording::{after_openings, contains_any, starts};
use super::{Judgement, Verdict, fold, partial, progress, reason};

/// What a share may be of, before its number.
const TASKS: &str = "任务 目标 目标值 目标数 计划数 任务数 任务量 计划 指标 工程量 总量 工程 完成率 完成比例 完成进度 进度 完成度";

/// Words between the task and its number.
const LINKS: &str = "的 为 达到 达 已 约 至 是 ( :";

/// Words that make the share one of something else: of the money, or of the distance from the task.
const OTHERS: &str = "投资 资金 支付 预算 合同 支出 执行 超 比 差 未 不 剩 增 减 提前 时间";

/// Judges an actual value whose only number is a share of the task of all; `None` where it is none.
pub(super) fn judge(
    direction: &Direction,
    parts: &[&Measure],
    candidates: &[&Measure],
    actual: &Expression,
) -> Option<Judgement> {
    let ([part], [share]) = (parts, candidates) else { return None };
    let counted =
        part.unit.kind.is_count() || matches!(part.unit.kind, Kind::Area | Kind::Length | Kind::Money);
    let asked = Requirement::of(part, direction)?.trend == Some(Trend::MoreIsBetter);
    if !counted || !asked || share.unit.kind != Kind::Ratio || share.change.is_some() {
        return None;
    }
    let clause: String = actual.before(share).iter().collect();
    let mut task = clause.as_str();
    while let Some(shorter) = LINKS.split_ascii_whitespace().find_map(|link| task.strip_suffix(link)) {
        task = shorter;
    }
    // 完成80%: of what was to be done.
    let of_all = matches!(task, "完成" | "已完成" | "实际完成" | "共完成" | "累计完成" | "全年完成");
    let of_task = of_all || TASKS.split_ascii_whitespace().any(|word| task.ends_with(word));
    if !of_task || contains_any(&actual.text, OTHERS) {
        return None;
    }
    let short = partial::is_short(share)?;
    let shown = share.shown(share.amount.figure());
    if short {
        return Some(Judgement::plain(Verdict::Unmet, reason::of_whole(Verdict::Unmet, &shown)));
    }
    // 完成目标的106% speaks of the target; what was done of some other work in full may be more or less than the number that stands there.
    let of_target = of_all || DONE.into_iter().any(|word| task == word);
    let alone =
        share.clause == 0 && share.end == actual.text.len() && actual.cues.without(WHOLE) == Cues::NONE;
    (of_target && alone && share.comparator.is_none_or(|c| c.manner == Manner::Attained))
        .then(|| Judgement::plain(Verdict::Met, reason::of_whole(Verdict::Met, &shown)))
}

/// What of 完成目标的106% stands before the number and its link. The year's task may be another number than the target's.
const DONE: [&str; 7] =
    ["达到目标", "达到目标值", "完成目标", "完成年度目标", "完成目标值", "完成年度目标值", "目标完成率"];

/// What 目标 and 计划 say of themselves, and what 100% says.
const WHOLE: Cues = Cues::of(&[Cue::Planned, Cue::Whole]);

/// Whether an actual value says without a number that all that was to be done was done, or more: 全部完成, 已超额完成年度目标.
pub(super) fn is_all_done(name: &str, actual: &Expression) -> bool {
    const OPENINGS: [&str; 8] = ["已", "均已", "圆满", "顺利", "如期", "按期", "按时", "按要求"];
    const ALL: [&str; 5] = ["全部", "全面", "超额", "均已", "足额"];
    const OBJECTS: [&str; 4] = ["", "目标", "年度目标", "目标值"];
    if !actual.measures.is_empty()
        || actual.cues.without(WHOLE).without(Cues::of(&[Cue::OnTime])) != Cues::NONE
    {
        return false;
    }
    let text = actual.text.strip_suffix(&['。']).unwrap_or(&actual.text);
    let text = after_openings(text, &OPENINGS);
    let Some(all) = ALL.into_iter().find(|all| starts(text, 0, all)) else { return false };
    let rest = after_openings(text.get(all.chars().count()..).unwrap_or_default(), &OPENINGS);
    let (Some(verb), Some(object)) = (rest.get(..2), rest.get(2..)) else { return false };
    let done = ["完成", "完工", "竣工", "建成", "到位"]
        .into_iter()
        .any(|word| verb.iter().copied().eq(word.chars()));
    let named = || fold(name).starts_with(verb) && progress::is_done(verb);
    let alone = OBJECTS.into_iter().any(|word| object.iter().copied().eq(word.chars()));
    (done || named()) && alone
}

/// Judges an actual value that says so where the target is a number of things to be done.
pub(super) fn in_words(
    name: &str,
    requirements: &[Requirement<'_>],
    target: &Expression,
    actual: &Expression,
) -> Option<Judgement> {
    let counted = |r: &Requirement<'_>| {
        r.trend == Some(Trend::MoreIsBetter)
            && r.certainty == Certainty::Certain
            && (r.measure.unit.kind.is_count() || matches!(r.measure.unit.kind, Kind::Area | Kind::Length))
    };
    (requirements.iter().all(counted) && is_all_done(name, actual)).then(|| {
        Judgement::plain(Verdict::Met, reason::in_words(Verdict::Met, &target.written, &actual.written))
    })
}

/// Whether an actual value says no more than that it was attained, where the target is to attain what was expected: 达成 for 达成预期指标.
pub(super) fn is_attained(target: &[char], actual: &[char]) -> bool {
    const EXPECTED: &str = "预期 目标 指标";
    let Some(verb) = ["达成", "达到", "完成", "实现"].into_iter().find(|verb| starts(target, 0, verb))
    else {
        return false;
    };
    let said = after_openings(actual, &["已经", "已", "全部", "均", "完全"]);
    contains_any(target, EXPECTED) && said.iter().copied().eq(verb.chars())
}
