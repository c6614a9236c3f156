//! How grave what happened was, where an indicator wants none of a gravity of its own: 一般事故 for 重大安全事故 0起.

use super::expression::{Expression, Measure};
use super::wording::{contains_any, contains_run};
use super::{Judgement, Verdict, absence, fold, reason};

/// Words of one gravity, the lightest first; what harms people or is somebody's fault is a gravity of its own beside 较大.
const GRAVITIES: [&str; 5] = [
    "轻微 较小 小型 轻度",
    "一般",
    "较大 责任 死亡 亡人 重伤 伤亡 人身 群体性",
    "重大 严重 恶性 极端 重特大 有影响",
    "特大 特别重大",
];

/// The lightest gravity that a text speaks of, if it speaks of any: 较大 of 较大及以上.
fn lightest(text: &[char]) -> Option<usize> {
    GRAVITIES.iter().position(|words| contains_any(text, words))
}

/// The gravest.
fn gravest(text: &[char]) -> Option<usize> {
    GRAVITIES.iter().rposition(|words| contains_any(text, words))
}

/// Whether the name or the target speaks only of what is of some gravity.
pub(super) fn is_named(name: &str, target: &Expression) -> bool {
    [fold(name).as_slice(), &target.text].into_iter().any(|text| lightest(text).is_some())
}

/// Whether what an actual value counts is what the target wants none of, however light it was: 轻微事故 for 零事故, 1例(轻微).
/// 疑似病例 may be none, and 一般咨询 is no 投诉.
pub(super) fn is_of_same(name: &str, thing: &[char], actual: &Expression) -> bool {
    const OPEN: &str = "疑似 非 不 未 无";
    let name = fold(name);
    // 零发生 names nothing itself.
    let wanted = if matches!(thing, [] | ['发', '生'] | ['出', '现']) { name.as_slice() } else { thing };
    let head = wanted.get(wanted.len().saturating_sub(2)..).unwrap_or_default();
    let says_more = || {
        let counted = |at: usize| actual.measures.iter().any(|m| (m.start..m.end).contains(&at));
        let known = "发生出现共有了仅例起件次宗一般轻微较小大型度()";
        actual.text.iter().enumerate().any(|(at, c)| !counted(at) && !known.contains(*c))
    };
    let counting = actual.measures.first().map_or(actual.text.as_slice(), |m| told(actual, m));
    !contains_any(counting, OPEN) && (contains_run(&actual.text, head) || !says_more())
}

/// A judgement of a target that wants none of something grave, as far as what happened was not lighter.
pub(super) fn of_named(
    judgement: Judgement,
    name: &str,
    target: &Expression,
    actual: &Expression,
) -> Judgement {
    let none_at_all = || target.measures.iter().all(Measure::is_zero);
    if judgement.verdict != Verdict::Unmet || !none_at_all() {
        return judgement;
    }
    let folded = fold(name);
    let least = lightest(&target.text).or_else(|| lightest(&folded));
    let lighter = |m: &Measure| gravest(told(actual, m)).zip(least).is_some_and(|(own, least)| own < least);
    let mut found = actual.measures.iter().filter(|m| !m.is_zero()).peekable();
    let disowned = || actual.text.contains(&'非') && absence::is_disowned(name, target, actual);
    if found.peek().is_some() && (found.all(lighter) || disowned()) {
        return Judgement::plain(Verdict::Unclear, reason::other_gravity());
    }
    judgement
}

/// What is said of a number, the brackets behind it included.
fn told<'a>(actual: &'a Expression, measure: &Measure) -> &'a [char] {
    let text = actual.text.get(measure.clause..).unwrap_or_default();
    text.split(|c| matches!(c, ',' | ';' | '。' | '、')).next().unwrap_or_default()
}
