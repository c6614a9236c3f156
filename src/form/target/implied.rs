//! Numbers that an actual value says in words: 持平 is a change of nought, 当日办结 a day at most, 未返工 no rework at all.

use rust_decimal::Decimal;

use super::direction::{Direction, Trend};
use super::expression::{Amount, Expression, Measure};
use super::interval::{Interval, Relation};
use super::pair::judge_pair;
use super::requirement::Requirement;
use super::unit::{self, Kind};
use super::vocabulary::{Change, Comparator, Cue, Cues, Manner, NOT, OPENINGS, Sign};
use super::wording::{after_openings, contains_any, contains_run, starts};
use super::{Judgement, Verdict, absence, fold, growth, progress, reason};

/// What leaves open what the words come to.
const OPEN: [Cue; 6] = [Cue::Hedge, Cue::Planned, Cue::Partly, Cue::SetBack, Cue::Stage, Cue::Hardship];

/// Judges an actual value that says a number in words; `None` where it says none.
pub(super) fn judge(
    name: &str,
    direction: &Direction,
    named: Cues,
    requirements: &[Requirement<'_>],
    target: &Expression,
    actual: &Expression,
) -> Option<Judgement> {
    if actual.cues.has_any(&OPEN) {
        return None;
    }
    let verdict = level(direction, requirements, actual)
        .or_else(|| moved(name, requirements, actual))
        .or_else(|| overdue(named, requirements, target, actual))
        .or_else(|| within_a_day(name, direction, requirements, actual))
        .or_else(|| spared(name, direction, requirements, actual))?;
    Some(Judgement::plain(verdict, reason::in_words(verdict, &target.written, &actual.written)))
}

/// 持平: neither a rise nor a fall, where one was asked for.
fn level(direction: &Direction, requirements: &[Requirement<'_>], actual: &Expression) -> Option<Verdict> {
    let level = Comparator { sign: Sign::Equal, manner: Manner::Stated };
    let of_change =
        |r: &Requirement<'_>| r.measure.change.is_some() || direction.is_rise || direction.is_fall;
    if actual.lone != Some(level) || !actual.measures.is_empty() || !requirements.iter().all(of_change) {
        return None;
    }
    let met = requirements.iter().all(|r| admits(r, Decimal::ZERO));
    Some(if met { Verdict::Met } else { Verdict::Unmet })
}

/// 未增长 for 增长5%, 不降反升 for 下降10%: a change on the other side of nought.
fn moved(name: &str, requirements: &[Requirement<'_>], actual: &Expression) -> Option<Verdict> {
    let [Requirement { measure: Measure { change: Some(change), .. }, acceptable, .. }] = requirements else {
        return None;
    };
    if !actual.measures.is_empty() {
        return None;
    }
    let told = growth::in_words(&fold(name), &actual.text)?;
    let told = if *change == Change::Fall { told.negated() } else { told };
    (told.relation(acceptable) == Relation::Outside).then_some(Verdict::Unmet)
}

fn admits(requirement: &Requirement<'_>, value: Decimal) -> bool {
    Interval::point(value).relation(&requirement.acceptable) == Relation::Within
}

/// Whether all requirements are limits of time.
fn are_limits(requirements: &[Requirement<'_>]) -> bool {
    requirements.iter().all(|r| {
        r.measure.unit.kind.is_time() && r.measure.shift.is_none() && r.trend == Some(Trend::LessIsBetter)
    })
}

/// 超时, for a limit of time that the target gives; 未超时.
fn overdue(
    named: Cues,
    requirements: &[Requirement<'_>],
    target: &Expression,
    actual: &Expression,
) -> Option<Verdict> {
    const OVERDUE: &str = "超时 超期 逾期 超时限 超出时限 超过时限 超出期限 超过期限";
    let told = are_limits(requirements) && actual.measures.is_empty() && contains_any(&actual.text, OVERDUE);
    if !told || target.cues.and(named).has(Cue::Late) {
        return None;
    }
    let bare =
        |text: &[char]| OVERDUE.split_ascii_whitespace().any(|word| text.iter().copied().eq(word.chars()));
    if let Some(rest) = denied(&actual.text) {
        return bare(rest).then_some(Verdict::Met);
    }
    let open = actual.cues.has_any(&[Cue::Negation, Cue::None]);
    (!open).then_some(Verdict::Unmet)
}

/// 当日办结, 即时办结: within the day; of what the name says is done, or of what comes to its end.
fn within_a_day(
    name: &str,
    direction: &Direction,
    requirements: &[Requirement<'_>],
    actual: &Expression,
) -> Option<Verdict> {
    const WITHIN: [(&str, i64); 13] = [
        ("当日", 1),
        ("当天", 1),
        ("即日", 1),
        ("即时", 1),
        ("即刻", 1),
        ("立即", 1),
        ("实时", 1),
        ("现场", 1),
        ("当场", 1),
        ("即办", 1),
        ("次日", 2),
        ("隔日", 2),
        ("第二天", 2),
    ];
    const OPENINGS: [&str; 5] = ["全部", "均", "已", "都", "于"];
    if !actual.measures.is_empty()
        || !are_limits(requirements)
        || actual.cues.has_any(&[Cue::Negation, Cue::Late])
    {
        return None;
    }
    let text = after_openings(&actual.text, &OPENINGS);
    let (word, days) = WITHIN.into_iter().find(|(word, _)| starts(text, 0, word))?;
    let rest = text.get(word.chars().count()..)?;
    let own = rest.is_empty() || progress::is_done(rest) || contains_run(&fold(name), rest);
    let (day, _) = unit::read(&['天'], 0)?;
    let told = Measure { unit: day, ..Measure::bare(Amount::Range(Decimal::ZERO, Decimal::from(days))) };
    let judge = |r: &Requirement<'_>| judge_pair(direction, r, &told).verdict;
    (own && requirements.iter().all(|r| judge(r) == Verdict::Met)).then_some(Verdict::Met)
}

/// 未返工 for 返工率: none of what the indicator wants little of.
fn spared(
    name: &str,
    direction: &Direction,
    requirements: &[Requirement<'_>],
    actual: &Expression,
) -> Option<Verdict> {
    const ENDS: [&str; 4] = ["发生", "现象", "情况", "问题"];
    let burden = direction.evidence.as_deref().filter(|_| direction.trend == Trend::LessIsBetter)?;
    let counted = |r: &Requirement<'_>| {
        let kind = r.measure.unit.kind;
        let amount =
            kind.is_count() || kind.is_time() || matches!(kind, Kind::Bare | Kind::Ratio | Kind::Money);
        amount && r.measure.change.is_none() && admits(r, Decimal::ZERO)
    };
    if !actual.measures.is_empty() || !requirements.iter().all(counted) {
        return None;
    }
    let mut thing = denied(&actual.text)?;
    for end in ENDS {
        let end: Vec<char> = end.chars().collect();
        thing = thing.strip_suffix(end.as_slice()).unwrap_or(thing);
    }
    let of_burden = thing.iter().collect::<String>().contains(burden)
        || contains_run(&burden.chars().collect::<Vec<_>>(), thing);
    (thing.len() >= 2 && of_burden && contains_run(&fold(name), thing)).then_some(Verdict::Met)
}

/// What a text denies that says nothing else: 返工 of 未返工, 差错 of 全年未出现差错.
fn denied(text: &[char]) -> Option<&[char]> {
    let rest = after_openings(text, &OPENINGS);
    absence::after_none(rest).or_else(|| {
        let not = NOT.into_iter().chain(["无"]).find(|not| starts(rest, 0, not))?;
        rest.get(not.chars().count()..)
    })
}
