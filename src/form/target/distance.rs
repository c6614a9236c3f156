//! Actual values that say how they lie to the target and not what they are: `比目标少2场`, `略低于目标值`, `与预期目标有差距`, `超支0.5万元`,
//! `较计划提前15天`.

use super::direction::{Direction, Trend};
use super::expression::{Expression, Measure};
use super::requirement::Requirement;
use super::unit::Kind;
use super::vocabulary::{Comparator, Cue, Sign, Word, words};
use super::wording::{after_openings, contains_run, ends_with, starts};
use super::{Judgement, Verdict, fold, reason};

/// How an actual value lies to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lies {
    Above,
    Below,
    /// At it.
    There,
    /// Behind it, whichever way that is: 有差距, 不及预期.
    Short,
    /// 超支: more was spent.
    Overspent,
    /// 提前
    Early,
    /// 推迟
    Late,
}

/// Judges an actual value that says nothing but how it lies to the target; `None` where it says anything else, or where the target does not
/// say which way is better.
pub(super) fn judge(
    heading: &str,
    name: &str,
    target: &Expression,
    actual: &Expression,
) -> Option<Judgement> {
    let beyond = || more_or_fewer(name, &actual.text).or_else(|| before_or_after(target, &actual.text));
    if !(speaks_of_target(&actual.text) || beyond().is_some())
        || actual.cues.has_any(&[Cue::Partly, Cue::Whole])
    {
        return None;
    }
    let lies = beyond().or_else(|| lies(&actual.text))?;
    let verdict = match lies {
        Lies::Short => Verdict::Unmet,
        Lies::There => Verdict::Met,
        Lies::Early | Lies::Late if target.measures.iter().all(|m| m.unit.kind.is_time()) => {
            let due = target.moments.iter().any(|moment| moment.before) || is_limit(heading, name, target);
            due.then_some(if lies == Lies::Early { Verdict::Met } else { Verdict::Unmet })?
        }
        Lies::Early | Lies::Late => return None,
        Lies::Overspent => {
            let of_money = target.measures.iter().all(|m| m.unit.kind == Kind::Money);
            let limit = of_money && !name.contains('超') && is_minimum(heading, name, target) == Some(false);
            limit.then_some(Verdict::Unmet)?
        }
        Lies::Above | Lies::Below => {
            let more = is_minimum(heading, name, target)?;
            if more == (lies == Lies::Above) { Verdict::Met } else { Verdict::Unmet }
        }
    };
    Some(Judgement::plain(verdict, reason::in_words(verdict, &target.written, &actual.written)))
}

/// Whether a text may speak of the target: asked first, because hardly any does.
fn speaks_of_target(text: &[char]) -> bool {
    text.len() <= 24 && text.iter().any(|c| matches!(c, '标' | '划' | '期' | '支' | '务'))
}

/// How 提前15天 and 推迟5天 lie to a date by which something was to be done.
fn before_or_after(target: &Expression, text: &[char]) -> Option<Lies> {
    let due = target.measures.is_empty() && target.moments.iter().any(|moment| moment.before);
    let (rest, lies) = if let Some(rest) = behind(text, &["提前"]) {
        (rest, Lies::Early)
    } else {
        (behind(text, &["推迟", "延迟", "延后", "滞后", "延期", "逾期"])?, Lies::Late)
    };
    let counted =
        rest.iter().any(char::is_ascii_digit) && rest.iter().any(|c| matches!(c, '天' | '日' | '月' | '周'));
    (due && counted && is_amount(rest)).then_some(lies)
}

/// How 多装2盏 and 少培训3人 lie to what was to be done, by a verb that the name has.
fn more_or_fewer(name: &str, text: &[char]) -> Option<Lies> {
    let (lies, rest) = match text.split_first()? {
        ('多', rest) => (Lies::Above, rest),
        ('少', rest) => (Lies::Below, rest),
        _ => return None,
    };
    let verb = rest.iter().position(char::is_ascii_digit).filter(|len| (1..=2).contains(len))?;
    let (verb, amount) = rest.split_at(verb);
    let named = contains_run(&fold(name), verb) || verb == ['完', '成'];
    (named && is_amount(amount)).then_some(lies)
}

/// How a text that says nothing else lies to the target.
fn lies(text: &[char]) -> Option<Lies> {
    const OPENINGS: [&str; 7] = ["实际", "完成", "略", "稍", "明显", "效果", "仍"];
    const TOWARDS: [&str; 7] = ["较", "比", "与", "距离", "距", "和", "同"];
    let text = after_openings(text, &OPENINGS);
    // 超支 says of itself what was exceeded.
    if let Some(rest) = behind(text, &["超支"]) {
        return is_amount(rest).then_some(Lies::Overspent);
    }
    if let Some(rest) = behind(text, &TOWARDS) {
        let rest = after_target(rest)?;
        let rest = after_openings(rest, &["相比", "要求", "略", "稍", "明显", "尚", "仍", "还"]);
        return relation(rest);
    }
    let (rest, lies) = if let Some(rest) = behind(text, &["不及", "未达到", "未达", "没有达到"]) {
        (rest, Lies::Short)
    } else if let Some(rest) = behind(text, &["低于", "少于", "不足", "小于"]) {
        (rest, Lies::Below)
    } else {
        (behind(text, &["高于", "多于", "超过", "超出", "超额", "优于", "超"])?, Lies::Above)
    };
    is_amount(after_target(rest)?).then_some(lies)
}

/// What follows the first of some words that a text begins with.
fn behind<'t>(text: &'t [char], words: &[&str]) -> Option<&'t [char]> {
    let word = words.iter().find(|word| starts(text, 0, word))?;
    text.get(word.chars().count()..)
}

/// What follows the words for the target, with which a text must begin.
fn after_target(text: &[char]) -> Option<&[char]> {
    const BEFORE: [&str; 7] = ["年初", "年度", "既定", "预定", "原定", "原", "上级"];
    const TARGETS: [&str; 8] = ["预期目标", "目标任务", "计划目标", "目标", "计划", "预期", "任务", "期限"];
    let rest = behind(after_openings(text, &BEFORE), &TARGETS)?;
    Some(behind(rest, &["值", "数", "要求", "时间", "工期"]).unwrap_or(rest))
}

/// What stands behind 比目标.
fn relation(text: &[char]) -> Option<Lies> {
    const RELATIONS: [(&[&str], Lies); 6] = [
        (&["有一定差距", "有较大差距", "有差距", "存在差距", "有所差距", "存在一定差距"], Lies::Short),
        (&["持平", "一致", "相符"], Lies::There),
        (&["提前"], Lies::Early),
        (&["推迟", "延迟", "延后", "滞后", "延期", "晚"], Lies::Late),
        (&["少", "低", "减少", "下降"], Lies::Below),
        (&["多", "高", "超", "超出", "增加", "增长"], Lies::Above),
    ];
    RELATIONS.into_iter().find_map(|(words, lies)| {
        let longest = words.iter().filter(|word| starts(text, 0, word)).max_by_key(|word| word.len())?;
        let rest = text.get(longest.chars().count()..)?;
        is_amount(rest).then_some(lies)
    })
}

/// Whether a text is nothing, or so much of something: 了2场, 0.5万元.
fn is_amount(text: &[char]) -> bool {
    let text = after_openings(text, &["了", "出", "约", "近", "完成", "办结", "完工"]);
    let text = text.strip_suffix(&['。']).unwrap_or(text);
    let digits = text.iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
    text.is_empty() || (digits > 0 && text.len() - digits <= 4 && !text.contains(&','))
}

/// Whether the target is a minimum; `None` where nothing says which way is better.
fn is_minimum(heading: &str, name: &str, target: &Expression) -> Option<bool> {
    let [measure] = target.measures.as_slice() else { return None };
    let direction = Direction::under(heading, name, target);
    let requirement = Requirement::of(measure, &direction)?;
    let sure = requirement.measure.comparator.is_some() || direction.certainty != super::Certainty::Doubtful;
    requirement.trend.filter(|_| sure).and_then(|trend| match trend {
        Trend::MoreIsBetter => Some(true),
        Trend::LessIsBetter => Some(false),
        Trend::Neither => None,
    })
}

/// Whether the target limits a stretch of time.
fn is_limit(heading: &str, name: &str, target: &Expression) -> bool {
    let of_time = |m: &Measure| m.unit.kind.is_time() && m.unit.kind != Kind::Bare;
    target.measures.iter().any(of_time) && is_minimum(heading, name, target) == Some(false)
}

/// Judges a comparison with what the form does not give in figures by one with the same: 低于全省平均0.5个百分点 for 高于全省平均水平.
pub(super) fn from_same(target: &Expression, actual: &Expression) -> Option<Judgement> {
    if !target.measures.is_empty() {
        return None;
    }
    let (own, base) = compared(&target.text)?;
    let (other, rest) = compared(&actual.text)?;
    let end = ["水平", "值", "数"].into_iter().find(|end| ends_with(base, end));
    let base = end.and_then(|end| base.get(..base.len() - end.chars().count())).unwrap_or(base);
    let rest = rest.strip_prefix(base).filter(|_| base.len() >= 2)?;
    let rest = behind(rest, &["水平", "值", "数"]).unwrap_or(rest);
    if !is_amount(rest) {
        return None;
    }
    let verdict = match (own, other) {
        (Sign::AtLeast | Sign::MoreThan, Sign::MoreThan)
        | (Sign::AtMost | Sign::LessThan, Sign::LessThan) => Verdict::Met,
        (Sign::AtLeast | Sign::MoreThan, Sign::LessThan)
        | (Sign::AtMost | Sign::LessThan, Sign::MoreThan) => Verdict::Unmet,
        _ => return None,
    };
    Some(Judgement::plain(verdict, reason::in_words(verdict, &target.written, &actual.written)))
}

/// The comparator that a text begins with, and what it compares with.
fn compared(text: &[char]) -> Option<(Sign, &[char])> {
    match words().longest(text, 0)? {
        (len, Word::Before(Comparator { sign, .. }, _)) => Some((*sign, text.get(len..)?)),
        _ => None,
    }
}
