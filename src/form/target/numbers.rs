//! Numbers against numbers: each of the target's parts with the part of the actual value that answers it.

use rust_decimal::Decimal;

use super::answers::{self, adds_up, candidates, fit, parts, pick, sum};
use super::conversion::beside;
use super::direction::{Direction, Trend};
use super::expression::{Expression, Listed, Measure, Standing};
use super::pair::judge_pair;
use super::requirement::Requirement;
use super::unit::Kind;
use super::vocabulary::{Cue, Cues, EARLIER_YEARS};
use super::wording::{contains_any, ends_clause, starts};
use super::{
    Judgement, Verdict, complement, doubt, each, echo, fold, items, listed, named, of_all, quotient, reason,
    risen, task, unsettled, wordy,
};

/// A cell with more numbers than this is no target, and an actual value with more no answer: the work of pairing them
/// must stay bounded whatever a cell holds.
const PARTS: usize = 40;
const ANSWERS: usize = 400;
/// Pairs of a number of the target and one of the actual value: twelve months against as many, and more.
const PAIRS: usize = 400;

/// Judges a target that has numbers. What the indicator's own name says (`named`) puts nothing in doubt: 退回2件 for 退回件数.
pub(super) fn judge(
    name: &str,
    direction: &Direction,
    named: Cues,
    target: &Expression,
    actual: &Expression,
) -> Judgement {
    let parts = parts(target);
    let quotient = quotient::of(name, &parts, actual);
    let candidates = match &quotient {
        Some(quotient) => vec![&quotient.share],
        None => items::in_order_of(&parts, target, candidates(name, target, actual, named), actual),
    };
    let opposite = match (parts.as_slice(), candidates.as_slice()) {
        ([part], [told]) => complement::of(name, part, target, actual, told),
        _ => None,
    };
    let candidates = opposite.as_ref().map_or(candidates, |rate| vec![rate]);
    let visits = answers::visits(name, target, &parts, &candidates);
    let candidates = visits.as_ref().map_or(candidates, |visits| visits.iter().collect());
    let of_all = of_all(direction, &parts, actual);
    let candidates = match &of_all {
        Some((_, false)) => return unclear(reason::not_said()),
        Some((some, true)) => vec![some],
        None => candidates,
    };
    if quotient.is_none()
        && let Some(part) = items::left_out(&parts, target, &candidates, actual)
    {
        return Judgement::plain(Verdict::Unmet, reason::left_out(part));
    }
    let pairs = parts.len().saturating_mul(candidates.len());
    if parts.len() > PARTS || candidates.len() > ANSWERS || pairs > PAIRS {
        return unclear(reason::too_many());
    }
    if quotient.is_none()
        && let Some(reason) = of_others(name, &candidates)
    {
        return unclear(reason);
    }
    if let Some(reason) = of_another(name, &parts, &candidates, target, actual) {
        return unclear(reason);
    }
    let answered = candidates.iter().any(|c| parts.iter().any(|part| fit(part, c) > 1));
    if !answered
        && let Some(judgement) = without_answer(name, direction, named, (&parts, &candidates), target, actual)
    {
        return judgement;
    }
    let told = match (&quotient, &opposite) {
        (Some(quotient), _) => quotient.beside,
        // The words that deny are those of the rate that was turned.
        (None, Some(rate)) => actual.cues.without(rate.cues),
        (None, None) => doubt::beside_rest(&candidates, actual),
    };
    let doubtful = doubt::is_left(name, named, &candidates, told, actual)
        || named::leaves_doubt(name, &candidates, actual);
    let judge_parts = |parts: &[&Measure], candidates: &[&Measure]| {
        let judge = |index| judge_part(direction, parts, index, candidates, &actual.text, doubtful);
        sum_up((0..parts.len()).map(judge).collect())
    };
    let judge_all = |candidates: &[&Measure]| judge_parts(&parts, candidates);
    let is_listed = |m: &&Measure| m.listed != Listed::Not;
    let mut judgement = if parts.iter().chain(&candidates).any(is_listed) {
        listed::judge(direction, &parts, &candidates, actual, judge_parts)
    } else {
        risen::judge(name, direction, &parts, target, actual).unwrap_or_else(|| judge_all(&candidates))
    };
    judgement = each::one_time_of_all(judgement, name, direction, &parts, &candidates);
    if judgement.verdict == Verdict::Echo {
        // ≥95%（实际96.2%）: what was measured stands in the remark.
        let remarks: Vec<&Measure> =
            actual.measures.iter().filter(|m| m.aside && m.comparator.is_none()).collect();
        let measured = judge_all(&remarks);
        if !remarks.is_empty() && matches!(measured.verdict, Verdict::Met | Verdict::Unmet) {
            judgement = measured;
        }
    }
    let decided = matches!(judgement.verdict, Verdict::Met | Verdict::Unmet);
    if decided
        && quotient.is_none()
        && opposite.is_none()
        && unsettled::is_of_other_rate(name, target, actual)
    {
        return unclear(reason::of_other_rate(&actual.written));
    }
    let below =
        |part: &&Measure| Requirement::of(part, direction).is_some_and(|r| echo::is_below(&r, &actual.text));
    if judgement.verdict == Verdict::Echo && parts.iter().all(below) {
        let reason = reason::in_words(Verdict::Met, &target.written, &actual.written);
        judgement = Judgement::plain(Verdict::Met, reason);
    }
    // 0起（轻伤2起）: what the remark counts was not to be at all.
    let none_at_all = parts.iter().all(|part| part.is_zero());
    let doubtful =
        doubtful || (none_at_all && actual.measures.iter().any(|m| m.aside && !m.is_zero() && !m.is_past()));
    if let (Some(rest), [part]) = (&opposite, parts.as_slice()) {
        judgement.reason = reason::of_opposite(judgement.verdict, &actual.written, rest, part);
    }
    // 除3月延至18日外，均在15日前 says more than its target.
    let says_more = judgement.verdict == Verdict::Echo && actual.cues.has_any(&[Cue::SetBack, Cue::Late]);
    if doubtful && (judgement.verdict == Verdict::Met || says_more) {
        judgement =
            Judgement { verdict: Verdict::Unclear, reason: reason::in_doubt(&judgement.reason), ..judgement };
    }
    judgement
}

/// The number of those that were done, where an actual value gives it with the number of all; with whether it is sure.
fn of_all(direction: &Direction, parts: &[&Measure], actual: &Expression) -> Option<(Measure, bool)> {
    let [part] = parts else { return None };
    if Requirement::of(part, direction)?.trend != Some(Trend::MoreIsBetter) {
        return None;
    }
    let done_but =
        || of_all::done_but(actual).filter(|m| m.unit.is_same(&part.unit)).map(|done| (done, true));
    of_all::of(part, actual).or_else(done_but)
}

/// Why the only number is one of something else than was asked: a distance from a level, a share of the target, a stock where what is new was
/// asked for.
fn of_another(
    name: &str,
    parts: &[&Measure],
    candidates: &[&Measure],
    target: &Expression,
    actual: &Expression,
) -> Option<String> {
    let [told] = candidates else { return None };
    if let [part] = parts
        && (is_distance(part, told, target, actual) || named::is_share_of_target(part, told, actual))
    {
        return Some(reason::terms_differ(part, told));
    }
    named::is_stock(name, told, actual).then(|| reason::of_stock(&actual.written))
}

/// Whether a number is by how many points something lies from something else, where its level was asked for: 较全省平均高3个百分点.
fn is_distance(part: &Measure, told: &Measure, target: &Expression, actual: &Expression) -> bool {
    let in_points = |m: &Measure, of: &Expression| {
        of.text.get(m.start..m.end).is_some_and(|text| text.ends_with(&['点']))
    };
    let before = told.start.checked_sub(1).and_then(|before| actual.text.get(before));
    part.change.is_none()
        && told.change.is_none()
        && matches!(before, Some('高' | '低' | '多' | '少'))
        && in_points(told, actual)
        && !in_points(part, target)
}

/// Why numbers that are all another year's or another area's say nothing of the form's own.
fn of_others(name: &str, candidates: &[&Measure]) -> Option<String> {
    let elsewhere = |m: &&Measure| m.is(Standing::Elsewhere) && m.comparator.is_none();
    let named = |words: &str| contains_any(&fold(name), words);
    if candidates.is_empty() {
        return None;
    }
    if candidates.iter().all(|m| m.is_past()) && !named(EARLIER_YEARS) {
        return Some(reason::of_earlier_years());
    }
    (candidates.iter().all(elsewhere) && !named("平均 均")).then(reason::of_elsewhere)
}

/// Judges numbers that answer none of the parts by the words around them; `None` where these say nothing.
fn without_answer(
    name: &str,
    direction: &Direction,
    named: Cues,
    (parts, candidates): (&[&Measure], &[&Measure]),
    target: &Expression,
    actual: &Expression,
) -> Option<Judgement> {
    let whole =
        |part: &&Measure| part.unit.kind == Kind::Ratio && part.amount.figure() == Decimal::ONE_HUNDRED;
    if parts.iter().all(whole) && of_all::leaves_some_out(name, actual) {
        let reason = reason::refused(&target.written, &actual.written);
        return Some(Judgement::plain(Verdict::Unmet, reason));
    }
    // 20处全部整改完成 for 100%: the words answer where no number does.
    let by_words = wordy::judge(name, direction, named, parts, target, actual);
    if candidates.is_empty() || by_words.verdict == Verdict::Met {
        return Some(by_words);
    }
    task::judge(direction, parts, candidates, actual)
}

/// All parts must be met; one that is not decides, then one that was not measured, then one in doubt.
pub(super) fn sum_up(judged: Vec<Judgement>) -> Judgement {
    let above = judged.iter().filter_map(|j| j.above).max();
    let differs = judged.iter().any(|j| j.unit_differs);
    let rank = |verdict: Verdict| match verdict {
        Verdict::Unmet => 4,
        Verdict::Echo => 3,
        Verdict::Unclear => 2,
        Verdict::Missing => 1,
        Verdict::Met => 0,
    };
    let worst = judged.iter().map(|j| j.verdict).max_by_key(|v| rank(*v)).unwrap_or(Verdict::Unclear);
    let reasons: Vec<String> = judged.into_iter().filter(|j| j.verdict == worst).map(|j| j.reason).collect();
    Judgement { verdict: worst, reason: reasons.join("；"), above, unit_differs: differs }
}

fn judge_part(
    direction: &Direction,
    parts: &[&Measure],
    index: usize,
    all: &[&Measure],
    text: &[char],
    doubtful: bool,
) -> Judgement {
    let Some(&part) = parts.get(index) else { return unclear(reason::not_said()) };
    let Some(requirement) = Requirement::of(part, direction) else { return unclear(reason::too_large()) };
    // A number in another part's own unit answers that part: 4期 says nothing of 每期500册.
    let elsewhere = |c: &Measure| {
        let others = parts.iter().enumerate().filter(|(i, _)| *i != index);
        !c.unit.is_same(&part.unit) && others.into_iter().any(|(_, other)| c.unit.is_same(&other.unit))
    };
    let candidates: Vec<&Measure> = all.iter().copied().filter(|c| !elsewhere(c)).collect();
    let candidates = candidates.as_slice();
    if candidates.is_empty() {
        return unclear(reason::unanswered(part));
    }
    let best = candidates.iter().map(|c| fit(part, c)).max().unwrap_or(0);
    let mut answers: Vec<Measure> =
        candidates.iter().filter(|c| fit(part, c) == best).map(|c| in_unit_of(part, c)).collect();
    // 82%，较上年提高3个百分点: beside the level that was asked for, a change is a remark, and the other way round.
    let by_name = direction.is_fall || direction.is_rise;
    let alike = |a: &Measure| a.change.is_some() == part.change.is_some();
    if !(by_name && part.change.is_none()) && answers.iter().any(alike) {
        answers.retain(alike);
    }
    // A second part of the target needs its own answer.
    if parts.len() > 1 && best < 3 && (parts.len() != candidates.len() || best == 0) {
        return unclear(reason::unanswered(part));
    }
    // Two parts of one unit need two answers.
    let of_unit = |m: &&&Measure| m.unit.is_same(&part.unit);
    if parts.iter().filter(of_unit).count() > candidates.len() {
        return unclear(reason::unanswered(part));
    }
    if answers.len() > 1 {
        answers = pick(parts, index, part, answers, candidates);
    }
    if let Some(total) = each::judge(direction, &requirement, parts, &answers, all) {
        return total;
    }
    let judged: Vec<Judgement> = answers.iter().map(|a| judge_pair(direction, &requirement, a)).collect();
    let Some(first) = judged.first() else { return unclear(reason::unanswered(part)) };
    if judged.iter().all(|j| j.verdict == first.verdict) {
        // 一般事故2起、较大事故2起: each within a maximum, together they are not.
        let bounded = first.verdict == Verdict::Met && requirement.acceptable.high.is_some();
        if bounded
            && answers.len() > 1
            && (is_listed_out(&answers, text) || adds(&answers, text) || are_costs(&answers, text))
        {
            let total = adds_up(part, &answers).then(|| sum(&answers)).flatten();
            let total = total.map(|total| judge_pair(direction, &requirement, &total).verdict);
            if total == Some(Verdict::Unmet) {
                return unclear(reason::several(part, &answers));
            }
        }
        // 男60人，女45人 for 100人: each is too few, but together they are not; 3项，2项未完成 for 5项 are.
        let together = !doubtful && answers.len() > 1 && first.verdict == Verdict::Unmet;
        let total = (together && adds_up(part, &answers)).then(|| sum(&answers)).flatten();
        let total = total.map(|total| judge_pair(direction, &requirement, &total));
        match total {
            None => return first.clone(),
            Some(total) if total.verdict == Verdict::Unmet => {
                return Judgement { reason: reason::of_sum(&total.reason), ..total };
            }
            Some(_) => {}
        }
    }
    unclear(reason::several(part, &answers))
}

/// Whether numbers are listed with nothing but an enumeration's marks between them.
fn is_listed_out(answers: &[Measure], text: &[char]) -> bool {
    answers.windows(2).all(|pair| {
        let [one, other] = pair else { return false };
        let between = text.get(one.end..other.start).unwrap_or_default();
        between.contains(&'、') && !between.iter().any(|c| ends_clause(*c))
    })
}

/// Whether a number is said to come on top of the one before it: 28万元，另欠付5万元.
fn adds(answers: &[Measure], text: &[char]) -> bool {
    const BESIDES: [&str; 10] =
        ["另", "还有", "尚有", "尚欠", "此外", "欠付", "未付", "待付", "追加", "应付未付"];
    let besides = |m: &Measure| BESIDES.into_iter().any(|word| starts(text, m.clause, word));
    answers.iter().skip(1).any(besides)
}

/// Whether amounts of money are each of a thing of its own, and none a stage of another: 设备48万元，安装费5万元.
fn are_costs(answers: &[Measure], text: &[char]) -> bool {
    const STAGES: &str = "合同 概算 预算 估算 结算 决算 审定 送审 中标 控制价 招标 报价 批复 下达 安排 支付 支出 使用 执行 计划 市场";
    answers.iter().all(|m| {
        let said = text.get(m.clause..m.start).unwrap_or_default();
        m.unit.kind == Kind::Money && m.per.is_none() && said.len() >= 2 && !contains_any(said, STAGES)
    })
}

/// A number with the unit that is meant beside the part's: 12TB for 12T.
fn in_unit_of(part: &Measure, measure: &Measure) -> Measure {
    Measure { unit: beside(measure.unit, part.unit), ..measure.clone() }
}

fn unclear(reason: String) -> Judgement {
    Judgement::plain(Verdict::Unclear, reason)
}
