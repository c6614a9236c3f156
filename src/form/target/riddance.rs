//! Targets that something is not to be done any more or to be got rid of: `不拖欠`, `不超标`, `动态清零`, `消除劣Ⅴ类`.

use super::direction::{Direction, Trend};
use super::expression::{Expression, Measure};
use super::vocabulary::{Cue, NONE, NOT, OPENINGS, Word, words};
use super::wording::{after_openings, contains_run, starts};
use super::{Judgement, Verdict, progress, reason};

/// Judges such a target by what is left of the thing; `None` where it is none, or where the actual value speaks of something else.
pub(super) fn judge(target: &Expression, actual: &Expression) -> Option<Judgement> {
    if !target.measures.is_empty() || actual.cues.has_any(&[Cue::Hedge, Cue::Planned, Cue::Partly]) {
        return None;
    }
    let verdict = match target.text.first()? {
        '不' | '无' => of_abstaining(refrained(&target.text)?, actual)?,
        _ => of_the_rest(got_rid_of(&target.text)?, actual)?,
    };
    Some(Judgement::plain(verdict, reason::in_words(verdict, &target.written, &actual.written)))
}

/// What is not to be done: 拖欠 of 不拖欠 and 无拖欠. 不断提升 and 不少于 are other words.
fn refrained(text: &[char]) -> Option<&[char]> {
    let known = words().longest(text, 0);
    let denies = matches!(known, Some((1, Word::Cue(Cue::Negation | Cue::None)) | (_, Word::Before(..))));
    let thing = text.get(1..).filter(|thing| (2..=4).contains(&thing.len()))?;
    (denies && !thing.contains(&'于') && !progress::is_done(thing)).then_some(thing)
}

/// What an actual value says of a thing that was not to be done: 未超标, 超标2次.
fn of_abstaining(thing: &[char], actual: &Expression) -> Option<Verdict> {
    const NO_EVENT: [&str; 4] = ["未发生", "未出现", "不存在", "从未"];
    const DONE: [&str; 6] = ["", "有", "存在", "发生", "出现", "仍"];
    const ENDS: [&str; 7] = ["", "现象", "情况", "行为", "问题", "发生", "。"];
    let text = after_openings(&actual.text, &OPENINGS);
    let ends = |text: &[char]| ENDS.into_iter().any(|end| text.iter().copied().eq(end.chars()));
    let behind = |word: &str| {
        let rest = starts(text, 0, word).then(|| text.get(word.chars().count()..)).flatten()?;
        rest.strip_prefix(thing)
    };
    if NO_EVENT.into_iter().chain(NOT).chain(NONE).filter_map(behind).any(ends) {
        // 未收费 for 不收费 may be what was left undone.
        let wrong = || Direction::of(&thing.iter().collect::<String>()).trend == Trend::LessIsBetter;
        return (actual.measures.is_empty() && wrong()).then_some(Verdict::Met);
    }
    let rest = DONE.into_iter().find_map(behind)?;
    match actual.measures.as_slice() {
        [] if ends(rest) => Some(Verdict::Unmet),
        [told] if told.start + rest.len() == actual.text.len() => Some(of_count(told)),
        _ => None,
    }
}

/// What is to be got rid of, or nothing where the target does not name it: 劣Ⅴ类 of 消除劣Ⅴ类, 动态清零.
fn got_rid_of(text: &[char]) -> Option<&[char]> {
    const VERBS: [&str; 4] = ["全面消除", "基本消除", "消除", "消灭"];
    if text.ends_with(&['清', '零']) {
        return (text.len() <= 6).then_some(&[]);
    }
    let verb = VERBS.into_iter().find(|verb| starts(text, 0, verb))?;
    text.get(verb.chars().count()..).filter(|thing| thing.len() >= 2)
}

/// What an actual value says is left of a thing: 存在2户, 仍有1个断面为劣Ⅴ类.
fn of_the_rest(thing: &[char], actual: &Expression) -> Option<Verdict> {
    const LEFT: [&str; 10] =
        ["仍存在", "仍有", "尚有", "还有", "尚存", "仍存", "存在", "剩余", "还剩", "现有"];
    LEFT.into_iter().find(|word| starts(&actual.text, 0, word))?;
    let named = thing.is_empty() || contains_run(&actual.text, thing);
    let [told] = actual.measures.as_slice() else { return None };
    (named && told.unit.kind.is_count()).then(|| of_count(told))
}

/// None of it is what was asked for.
fn of_count(told: &Measure) -> Verdict {
    if told.is_zero() { Verdict::Met } else { Verdict::Unmet }
}
