//! What an actual value says beside its number that leaves in doubt whether the number is reached.

use rust_decimal::Decimal;

use super::expression::{Expression, Extent, Measure, Standing};
use super::unit::Kind;
use super::vocabulary::{Cue, Cues};
use super::wording::{before_endings, contains, contains_any, contains_run, starts};
use super::{fold, remarks};

/// What an actual value may say beside its number that leaves in doubt whether the number is reached.
const DOUBTS: [Cue; 7] =
    [Cue::SetBack, Cue::Failed, Cue::Late, Cue::Hedge, Cue::Partly, Cue::Negation, Cue::Stage];

/// Names of work that is done whatever it finds.
pub(super) const CHECKS: &str = "抽检 抽查 检测 检验 检查 检疫 监测 巡查 排查 督查 筛查 抽样 合格率";

/// What an actual value says, but for what it says of the share that its rate leaves: 满意率91%，不满意9%.
pub(super) fn beside_rest(candidates: &[&Measure], actual: &Expression) -> Cues {
    let ([rate], true) = (candidates, actual.cues.has_any(&[Cue::Negation, Cue::Failed])) else {
        return remarks::own_cues(actual);
    };
    let own = |m: &Measure| m.unit.kind == Kind::Ratio && m.change.is_none();
    let whole = |m: &Measure| rate.amount.figure().checked_add(m.amount.figure())?.checked_mul(m.unit.factor);
    let is_rest = |m: &&Measure| {
        own(m) && rate.unit == m.unit && m != rate && whole(m).is_some_and(|all| all <= Decimal::ONE_HUNDRED)
    };
    if !own(rate) || !actual.measures.iter().any(|m| is_rest(&m)) {
        return actual.cues;
    }
    let left = [Cue::Negation, Cue::Failed].into_iter().fold(Cues::NONE, |mut cues, cue| {
        cues.add(cue);
        cues
    });
    let of = |m: &Measure| if is_rest(&m) { m.cues.without(left) } else { m.cues };
    actual.measures.iter().fold(actual.apart, |cues, m| cues.and(of(m)))
}

/// Whether words (`told`) that the indicator's own name does not say leave a doubt about the numbers that may answer.
pub(super) fn is_left(
    name: &str,
    named: Cues,
    candidates: &[&Measure],
    told: Cues,
    actual: &Expression,
) -> bool {
    // 20台，其中3台故障: what was counted is there, but not whole.
    if told.has(Cue::Defect) && !named.has(Cue::Defect) && tells_of_defects(candidates, actual) {
        return true;
    }
    // 距95%尚有差距
    if candidates.iter().any(|m| m.cues.has(Cue::Hardship)) {
        return true;
    }
    // Settling doubts leaves fewer of them, never others.
    told.has_any(&DOUBTS) && doubts(name, candidates, told, actual).without(named).has_any(&DOUBTS)
}

/// Whether words beside the numbers that answer tell of defects in what they count, and not that these were mended. 更换损坏路灯
/// 30盏 is what was done about them.
fn tells_of_defects(candidates: &[&Measure], actual: &Expression) -> bool {
    const MENDED: &str =
        "修复 修好 维修 已修 更换 已换 替换 补种 补植 补齐 恢复 排除 处理 处置 整改 盘活 清理 拆除 赔偿";
    let beside = |m: &&Measure| m.cues.has(Cue::Defect) && !m.is_zero() && !candidates.contains(m);
    let told = actual.apart.has(Cue::Defect) || actual.measures.iter().any(|m| beside(&m));
    told && !contains_any(&actual.text, MENDED)
}

/// Whether all that an actual value denies is that an amount of money went beyond its budget, which its own number says too.
fn stays_within(candidates: &[&Measure], actual: &Expression) -> bool {
    const WITHIN: &str =
        "未超预算 未超概算 未超出预算 未超出概算 未超过预算 未超过概算 未突破预算 未突破概算";
    let of_money = |m: &&Measure| m.unit.kind == Kind::Money;
    let denials = actual.text.iter().filter(|c| matches!(c, '未' | '不' | '没' | '无' | '非')).count();
    denials == 1 && candidates.iter().all(of_money) && contains_any(&actual.text, WITHIN)
}

/// Whether the only rate that answers is short of all, and is one of what an earlier clause counts as not done: 未办结4件，办结率98.2%.
fn counts_undone(candidates: &[&Measure], actual: &Expression) -> bool {
    const LINKS: [&str; 4] = ["达到", "达", "为", "仍"];
    let text = &actual.text;
    let mut rates = candidates.iter().filter(|m| m.unit.kind == Kind::Ratio);
    let (Some(rate), None) = (rates.next(), rates.next()) else { return false };
    if rate.change.is_some()
        || rate.amount.figure() >= Decimal::ONE_HUNDRED
        || actual.apart.has(Cue::Negation)
        || text.contains(&'除')
    {
        return false;
    }
    let label = before_endings(actual.before(rate), &LINKS);
    let Some(verb) = label.strip_suffix(&['率']).filter(|verb| verb.len() >= 2) else { return false };
    let denied: Vec<char> = std::iter::once('未').chain(verb.iter().copied()).collect();
    let counted = |m: &&Measure| m.unit.kind.is_count() && m.start < rate.clause && m.cues.has(Cue::Negation);
    let mut negated = actual.measures.iter().filter(|m| m.cues.has(Cue::Negation));
    negated.clone().any(|m| counted(&m))
        && negated.all(|m| counted(&m))
        && contains_run(text.get(..rate.clause).unwrap_or_default(), &denied)
}

/// What of an actual value's words may put its number in doubt.
fn doubts(name: &str, candidates: &[&Measure], told: Cues, actual: &Expression) -> Cues {
    let mut settled = Cues::default();
    // 取消3场，后补演，全年共21场: what came to nothing is left out of what is summed up behind it.
    let sums_up = |m: &&Measure| {
        let total =
            m.is(Standing::Actual) || m.extent == Extent::Year || starts(&actual.text, m.clause, "共");
        total && actual.set_back_at.is_some_and(|at| at < m.clause)
    };
    if candidates.iter().all(sums_up) {
        settled.add(Cue::SetBack);
        settled.add(Cue::Late);
    }
    // Who is not content is no part of the rate of who is.
    if contains(&fold(name), "满意") && contains(&actual.text, "不满意") {
        for cue in [Cue::Negation, Cue::Partly, Cue::SetBack] {
            settled.add(cue);
        }
    }
    if counts_undone(candidates, actual) || stays_within(candidates, actual) {
        settled.add(Cue::Negation);
    }
    // What a check finds unfit was checked all the same, and what is unfit is no part of the rate of what is fit.
    let mut told = told;
    if contains_any(&fold(name), CHECKS) {
        settled.add(Cue::Failed);
        // 排查320处，未整改15处: nor does it matter to the check what became of it.
        let others = actual.measures.iter().filter(|m| m.unit.kind.is_count() && !candidates.contains(m));
        let own = candidates.iter().fold(actual.apart, |cues, m| cues.and(m.cues));
        if others.count() > 0 && candidates.iter().all(|m| m.unit.kind.is_count()) {
            told = own;
        }
    }
    told.without(settled)
}
