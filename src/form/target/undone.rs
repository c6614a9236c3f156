//! Actual values whose number counts what was not done or is still missing: `还差5盏`, `剩5个没建`, `50个未完成`, `未能建成5个`, and those that
//! deny the target's own number: `没有100%完成`, `95%的目标未实现`.

use rust_decimal::Decimal;

use super::direction::{Direction, Trend};
use super::doubt::CHECKS;
use super::expression::{Amount, Expression, Measure, Standing};
use super::interval::{Interval, Relation};
use super::requirement::Requirement;
use super::unit::Kind;
use super::wording::{after_openings, contains_any, ends_clause, ends_with, starts};
use super::{Certainty, Judgement, Verdict, fold, progress, reason};

/// Words right before the number of what is missing.
const MISSING: [&str; 16] = [
    "还差", "尚差", "仍差", "相差", "差", "还缺", "尚缺", "仍缺", "短缺", "缺少", "缺", "还欠", "尚欠",
    "仍欠", "欠", "缺口",
];

/// Words right before the number of what is left.
const LEFT: [&str; 11] = ["还有", "尚有", "仍有", "剩余", "还剩", "尚剩", "余下", "尚余", "还余", "剩", "余"];

/// Characters of which each of these actual values has one.
const MARKS: [char; 11] = ['差', '缺', '欠', '剩', '余', '有', '未', '没', '不', '非', '落'];

/// Judges such an actual value; `None` where it is none.
pub(super) fn judge(
    heading: &str,
    name: &str,
    target: &Expression,
    actual: &Expression,
) -> Option<Judgement> {
    let [part] = target.measures.as_slice() else { return None };
    let undone = told(name, part, actual)?;
    let direction = Direction::under(heading, name, target);
    let requirement = Requirement::of(part, &direction)?;
    let verdict = match (requirement.trend, undone) {
        (_, Undone::Denied) => denied(&requirement, actual)?,
        (Some(Trend::MoreIsBetter), Undone::Missing | Undone::NotDone)
            if requirement.certainty != Certainty::Doubtful =>
        {
            Verdict::Unmet
        }
        (_, Undone::Missing | Undone::Left) => Verdict::Unclear,
        (Some(Trend::LessIsBetter), Undone::NotKept) => Verdict::Unmet,
        (_, Undone::NotDone | Undone::NotKept) => return None,
    };
    let reason = match verdict {
        Verdict::Unmet => reason::refused(&target.written, &actual.written),
        _ => reason::in_words(verdict, &target.written, &actual.written),
    };
    Some(Judgement::plain(verdict, reason))
}

/// What an actual value says of its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undone {
    /// It is what is missing.
    Missing,
    /// It is what is left, done or not.
    Left,
    /// It is what was not done.
    NotDone,
    /// It is the target's, within which it was not kept.
    NotKept,
    /// It is the target's, and was not reached.
    Denied,
}

/// What an actual value says of its only number, or of its number and the target's. Of what the indicator's own name says (欠费, 剩余, 未整改)
/// the number is a plain one.
pub(super) fn told(name: &str, part: &Measure, actual: &Expression) -> Option<Undone> {
    /// Characters of the longest actual value that says no more than this.
    const LONGEST: usize = 24;
    let text = actual.text.as_slice();
    if text.len() > LONGEST || !text.iter().any(|c| MARKS.contains(c)) {
        return None;
    }
    let name = fold(name);
    let named = |c: char| text.contains(&c) && name.contains(&c);
    if ['差', '缺', '欠', '剩', '余', '未', '没'].into_iter().any(named) {
        return None;
    }
    let measure = match actual.measures.as_slice() {
        [measure] => measure,
        // 差2个完成50个目标, 距95%差2个百分点
        [one, other] if is_missing(text, one) && is_same(part, other) && !has_mark(text) => {
            return Some(Undone::Missing);
        }
        [own, short] if is_same(part, own) && is_away(text, own) && short.start > own.end => {
            return contains_any(text.get(own.end..short.start)?, "差 少 低").then_some(Undone::Missing);
        }
        _ => return None,
    };
    if measure.aside || measure.change.is_some() || measure.is(Standing::Planned) {
        return None;
    }
    if is_missing(text, measure) {
        return Some(Undone::Missing);
    }
    let (before, behind) = around(text, measure)?;
    let behind = behind.strip_suffix(&['。']).unwrap_or(behind);
    if has_mark(before) || has_mark(behind) {
        return None;
    }
    let rate = measure.unit.kind == Kind::Ratio;
    let same = is_same(part, measure);
    let denied = denies(&name, before, behind);
    if rate {
        // 未能达到95% is a bound that may be another's.
        let denied = denied && !before.ends_with(&['达', '到']);
        let beside = ["非", "不是", "并非"].into_iter().any(|not| ends_with(before, not));
        let failed = ["完不成", "做不到", "达不到", "落空"].into_iter().any(|word| starts(behind, 0, word));
        return (beside || failed || denied).then_some(Undone::Denied);
    }
    if measure.unit.kind.is_time() || contains_any(&name, CHECKS) {
        return None;
    }
    // 未控制在3起以内
    let kept = ["控制在", "限制在", "压缩在", "控制到"].into_iter().find(|word| ends_with(before, word));
    let kept = kept.and_then(|word| before.get(..before.len() - word.chars().count()));
    if same && kept.is_some_and(|not| matches!(not, ['未' | '没'] | ['未', '能'] | ['没', '有' | '能']))
    {
        return Some(Undone::NotKept);
    }
    let left =
        LEFT.into_iter().any(|word| ends_with(before, word) && before.len() <= word.chars().count() + 2);
    if denied || (same && behind.starts_with(&['落', '空'])) {
        return Some(Undone::NotDone);
    }
    (left && behind.len() <= 4).then_some(if progress::is_under_way(behind) {
        Undone::NotDone
    } else {
        Undone::Left
    })
}

/// Whether words around a number deny that it was done: 未建成 before it, 均未完成 behind it, 剩…没建 around it. 未按期 is late, and what
/// denies twice (无一未完成) denies nothing.
fn denies(name: &[char], before: &[char], behind: &[char]) -> bool {
    const LATE: &str = "按期 按时 及时 如期 准时";
    let all: Vec<char> = before.iter().chain(behind).copied().collect();
    let negations = all.iter().filter(|c| matches!(c, '未' | '没' | '无' | '不')).count();
    // 难以 and 无法 say what will not be rather than what was not.
    if negations > 1
        || is_made_up_for(&all)
        || contains_any(&all, "难以 无法")
        || contains_any(&all, LATE)
        || contains_any(&all, "发现 发生 出现 影响 超")
    {
        return false;
    }
    let says = |text: &[char]| {
        progress::says_undone(text) || (0..text.len()).any(|at| refuses_named(name, text, at))
    };
    // 已完成50个，未…: another clause would be a number's own.
    says(before) || says(behind) || (before.len() <= 5 && says(&all))
}

/// Whether a text goes on from what was not done to that it has been by now: 未完工已整改完工.
fn is_made_up_for(text: &[char]) -> bool {
    const ENDS: &str = "完成 完工 竣工 完毕 建成 办结 到位 交付 通车 投用 完";
    let not = text.iter().position(|c| matches!(c, '未' | '没'));
    let since = text.iter().rposition(|c| *c == '已');
    let ends = || ENDS.split_ascii_whitespace().any(|word| ends_with(text, word));
    matches!((not, since), (Some(not), Some(since)) if not < since) && ends()
}

/// Whether what is denied at `at` is what the name says is to be done: 没建 for 建设厂房, 未安装 for 安装路灯.
fn refuses_named(name: &[char], text: &[char], at: usize) -> bool {
    const NOT: [&str; 6] = ["没有", "没能", "未能", "未", "没", "不能"];
    NOT.into_iter().filter(|not| starts(text, at, not)).any(|not| {
        let verb = text.get(at + not.chars().count()..).unwrap_or_default();
        let two = verb.get(..2).is_some_and(|verb| name.windows(2).any(|run| run == verb));
        two || (verb.len() == 1 && verb.first().is_some_and(|c| name.contains(c)))
    })
}

/// What stands before a number and behind it.
fn around<'t>(text: &'t [char], measure: &Measure) -> Option<(&'t [char], &'t [char])> {
    Some((text.get(..measure.start)?, text.get(measure.end..)?))
}

/// Whether a mark stands in a text that sets clauses apart.
fn has_mark(text: &[char]) -> bool {
    text.iter().any(|c| ends_clause(*c) || *c == '、')
}

/// Whether an actual value begins with a word for what is missing, right before a number.
fn is_missing(text: &[char], measure: &Measure) -> bool {
    const OPENINGS: [&str; 6] = ["目前", "实际", "全年", "共", "现", "约"];
    let before = text.get(..measure.start).unwrap_or_default();
    let before = before.strip_suffix(&['约']).unwrap_or(before);
    let before = before.strip_suffix(&['为']).unwrap_or(before);
    let word = after_openings(before, &OPENINGS);
    MISSING.into_iter().any(|missing| word.iter().copied().eq(missing.chars()))
}

/// Whether a number is what something is said to be away from: 距95%, 离目标95%.
fn is_away(text: &[char], measure: &Measure) -> bool {
    let before = text.get(..measure.start).unwrap_or_default();
    let before = ["目标", "目标值"]
        .into_iter()
        .find(|word| ends_with(before, word))
        .map_or(before, |word| before.get(..before.len() - word.chars().count()).unwrap_or_default());
    matches!(before, ['距' | '离' | '与'] | ['距', '离'])
}

/// Whether a number is the target's own.
fn is_same(part: &Measure, measure: &Measure) -> bool {
    let value = |m: &Measure| m.amount.figure().checked_mul(m.unit.factor);
    part.unit.kind == measure.unit.kind && value(part) == value(measure)
}

/// What it comes to that a rate was not reached: of the target's own that it is unmet, unless as much may have been left (50%未完成 of ≥50%).
fn denied(requirement: &Requirement<'_>, actual: &Expression) -> Option<Verdict> {
    let [measure] = actual.measures.as_slice() else { return None };
    let Amount::Exact(value) = measure.amount else { return None };
    let reached = Interval::point(value).relation(&requirement.acceptable) == Relation::Within;
    if requirement.trend == Some(Trend::LessIsBetter) || !reached {
        return None;
    }
    let rest = Decimal::ONE_HUNDRED.checked_sub(value.checked_mul(measure.unit.factor)?)?;
    let left = Interval::point(rest.checked_div(measure.unit.factor)?).relation(&requirement.acceptable);
    let unmet = is_same(requirement.measure, measure) && left == Relation::Outside;
    Some(if unmet { Verdict::Unmet } else { Verdict::Unclear })
}
