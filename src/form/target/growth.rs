//! Targets that only say on which side of nought a change is to lie: `零增长`, `不减少`, `正增长`.

use rust_decimal::Decimal;

use super::conversion;
use super::expression::{Expression, Measure};
use super::interval::{Interval, Relation};
use super::requirement::admitted;
use super::unit::Kind;
use super::vocabulary::{Change, Cue, NONE, NOT};
use super::wording::{after_openings, contains_any, contains_run, starts};
use super::{Judgement, Verdict, fold, reason};

/// Words of what became more, and of what became less.
const RISES: [&str; 9] = ["增加", "增长", "新增", "上升", "提高", "增多", "扩大", "提升", "净增"];
const FALLS: [&str; 8] = ["减少", "下降", "降低", "缩减", "下滑", "流失", "萎缩", "净减"];

/// Judges a target of no more than a direction; `None` where it is none, or where the actual value is a rate, which is compared as such.
pub(super) fn judge(name: &str, target: &Expression, actual: &Expression) -> Option<Judgement> {
    let [Measure { change: Some(Change::Rise), comparator: Some(comparator), .. }] =
        target.measures.as_slice()
    else {
        return None;
    };
    if !target.measures.iter().all(Measure::is_zero) || target.text.len() > LONGEST {
        return None;
    }
    if actual.cues.has_any(&[Cue::Hedge, Cue::Planned, Cue::Partly, Cue::SetBack]) {
        return None;
    }
    let name = fold(name);
    let possible = match actual.measures.as_slice() {
        [] => in_words(&name, &actual.text)?,
        // 负增长, 实现正增长: a state like the target's own.
        [Measure { comparator: Some(own), change: Some(Change::Rise), .. }]
            if actual.measures.iter().all(Measure::is_zero) =>
        {
            admitted(own.sign, Decimal::ZERO)
        }
        [told] if told.change.is_some() || told.unit.kind != Kind::Ratio => {
            let Some(possible) = in_figures(&name, told, actual) else {
                let reason = reason::terms_differ(target.measures.first()?, told);
                return Some(Judgement::plain(Verdict::Unclear, reason));
            };
            possible
        }
        _ => return None,
    };
    let verdict = match possible.relation(&admitted(comparator.sign, Decimal::ZERO)) {
        Relation::Within => Verdict::Met,
        Relation::Outside => Verdict::Unmet,
        Relation::Partly => Verdict::Unclear,
    };
    Some(Judgement::plain(verdict, reason::in_words(verdict, &target.written, &actual.written)))
}

/// Characters of the longest target that says nothing else.
const LONGEST: usize = 12;

/// The change that an actual value says in words alone: 未减少, 略有增加, 保持不变.
pub(super) fn in_words(name: &[char], text: &[char]) -> Option<Interval> {
    const OPENINGS: [&str; 22] = [
        "较",
        "与",
        "比",
        "同",
        "上年度",
        "上年",
        "去年",
        "年初",
        "同期",
        "相比",
        "全年",
        "本年度",
        "本年",
        "年内",
        "已",
        "均",
        "总体",
        "保持",
        "维持",
        "实现",
        "未出现",
        "数量",
    ];
    const DEGREES: [&str; 11] =
        ["略有", "有所", "明显", "大幅", "小幅", "稳步", "逐年", "持续", "稍有", "轻微", "仍有"];
    const LEVEL: [&str; 4] = ["不变", "持平", "无变化", "没有变化"];
    const ENDS: [&str; 7] = ["", "了", "。", "情况", "现象", "发生", "趋势"];
    // 违建数量无新增 begins with what the name says.
    let named = (2..=text.len().min(name.len()))
        .rev()
        .find(|len| text.get(..*len).is_some_and(|run| contains_run(name, run)));
    let behind = |word: &str, text: &[char]| -> Option<bool> {
        let rest = starts(text, 0, word).then(|| text.get(word.chars().count()..))??;
        Some(ENDS.into_iter().any(|end| rest.iter().copied().eq(end.chars())))
    };
    let is = |words: &[&str], text: &[char]| words.iter().any(|word| behind(word, text) == Some(true));
    let denies_event = starts(text, 0, "未出现");
    let text = match named {
        Some(len) if !is(&RISES, text) && !is(&FALLS, text) => text.get(len..)?,
        _ => text,
    };
    let text = after_openings(text, &OPENINGS);
    if ["不降反升", "不减反增", "不降反增"].into_iter().any(|word| starts(text, 0, word)) {
        return Some(Interval::from(Decimal::ZERO, false));
    }
    if ["不升反降", "不增反减", "不增反降"].into_iter().any(|word| starts(text, 0, word)) {
        return Some(Interval::to(Decimal::ZERO, false));
    }
    if is(&LEVEL, text) {
        return Some(Interval::point(Decimal::ZERO));
    }
    let not = NOT.into_iter().chain(NONE).find(|not| starts(text, 0, not));
    let denied = not.is_some() != denies_event;
    let rest = text.get(not.map_or(0, |not| not.chars().count())..)?;
    let rest = if denied { rest } else { after_openings(rest, &DEGREES) };
    match (is(&RISES, rest), is(&FALLS, rest), denied) {
        (true, _, true) => Some(Interval::to(Decimal::ZERO, true)),
        (true, _, false) => Some(Interval::from(Decimal::ZERO, false)),
        (_, true, true) => Some(Interval::from(Decimal::ZERO, true)),
        (_, true, false) => Some(Interval::to(Decimal::ZERO, false)),
        _ => None,
    }
}

/// The change that a number speaks of: 减少120亩, 新增3处, and 3处 for what the indicator itself calls new; `None` where it may as well be
/// what there is in all.
fn in_figures(name: &[char], told: &Measure, actual: &Expression) -> Option<Interval> {
    let possible = conversion::possible(told)?;
    match told.change {
        Some(Change::Rise) => return Some(possible),
        Some(Change::Fall) => return Some(possible.negated()),
        None => {}
    }
    let before = actual.before(told);
    if contains_any(before, "新增 净增") {
        return Some(possible);
    }
    if contains_any(before, "净减") {
        return Some(possible.negated());
    }
    let new = contains_any(name, "新增 净增");
    // Of what there is none of, there is no more than before.
    let nothing = told.is_zero() && (told.unit.kind.is_count() || told.unit.kind == Kind::Bare);
    (new || nothing).then(|| if new { possible } else { Interval::to(Decimal::ZERO, true) })
}
