//! How much of the task was left, for a target that counts something else: `完成年度任务的97%` for `1.2万人`.

use super::direction::{Direction, Trend};
use super::expression::{Expression, Measure};
use super::requirement::Requirement;
use super::unit::Kind;
use super::wording::contains_any;
use super::{Judgement, Verdict, partial, reason};

/// What a share may be of, before its number.
const TASKS: &str = "任务 目标 计划 指标 工程量 总量 工程 完成率 完成比例 完成进度 进度 完成度";

/// Words between the task and its number.
const LINKS: &str = "的 为 达到 达 已 约 至 是 ( :";

/// Words that make the share one of something else: of the money, or of the distance from the task.
const OTHERS: &str = "投资 资金 支付 预算 合同 支出 执行 超 比 差 未 不 剩 增 减 提前 时间";

/// Judges an actual value whose only number is a share of the task that is short of all; `None` where it is none.
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
    let clause: String = actual.text.get(share.clause..share.start)?.iter().collect();
    let mut task = clause.as_str();
    while let Some(shorter) = LINKS.split_ascii_whitespace().find_map(|link| task.strip_suffix(link)) {
        task = shorter;
    }
    let of_task = TASKS.split_ascii_whitespace().any(|word| task.ends_with(word));
    if !of_task || contains_any(&actual.text, OTHERS) {
        return None;
    }
    let short = partial::is_short(share)?;
    // What was done of it in full may have been more or less than the number that stands there.
    let shown = share.shown(share.amount.figure());
    short.then(|| Judgement::plain(Verdict::Unmet, reason::of_whole(Verdict::Unmet, &shown)))
}
