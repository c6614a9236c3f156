//! Words against a number: `全部完成` for `100%`, `未完成` for `12场`, `无` for `0起`.

use rust_decimal::Decimal;

use super::direction::{Certainty, Direction, Trend};
use super::expression::{Expression, Measure, Standing};
use super::interval::{Interval, Relation};
use super::requirement::Requirement;
use super::unit::Kind;
use super::vocabulary::{Cue, Cues, NOT};
use super::wording::{contains_any, contains_run, ends_with, starts};
use super::{Judgement, Verdict, absence, fold, implied, progress, reason, task};

/// What leaves open whether all of it was done, though nothing is said to be left.
const LEFT_OPEN: [Cue; 6] = [Cue::Hedge, Cue::Partly, Cue::Planned, Cue::SetBack, Cue::Late, Cue::Hardship];

/// Judges an actual value without a number against the numbers of a target.
pub(super) fn judge(
    name: &str,
    direction: &Direction,
    named: Cues,
    parts: &[&Measure],
    target: &Expression,
    actual: &Expression,
) -> Judgement {
    let judgement = Judgement::plain;
    let requirements: Vec<Requirement<'_>> =
        parts.iter().filter_map(|part| Requirement::of(part, direction)).collect();
    if requirements.len() != parts.len() {
        return judgement(Verdict::Unclear, reason::too_large());
    }
    if let Some(judgement) = implied::judge(name, direction, named, &requirements, target, actual) {
        return judgement;
    }
    if let Some(judgement) = task::in_words(name, &requirements, target, actual) {
        return judgement;
    }
    let nothing = absence::says_none(&actual.text, actual.cues) || progress::was_not_held(&actual.text);
    let lower = requirements.iter().all(|r| {
        r.trend == Some(Trend::LessIsBetter) && r.certainty == Certainty::Certain && is_counted(r.measure)
    });
    if nothing && lower && requirements.iter().all(|r| admits(r, Decimal::ZERO)) {
        return judgement(Verdict::Met, reason::none_found());
    }
    let whole = Decimal::ONE_HUNDRED;
    let rates = requirements.iter().all(|r| r.measure.unit.kind == Kind::Ratio);
    let full = rates && requirements.iter().all(|r| r.measure.amount.figure() == whole);
    let enough = rates && !full && progress::is_mostly(&actual.text);
    let fewer = requirements.iter().any(|r| r.trend == Some(Trend::LessIsBetter));
    if progress::is_called_off(&actual.text) && !fewer {
        return judgement(Verdict::Unmet, reason::refused(&target.written, &actual.written));
    }
    if !fewer && falls_short(name, &requirements, actual) {
        return judgement(Verdict::Unmet, reason::refused(&target.written, &actual.written));
    }
    let refused = if fewer { progress::says_undone } else { progress::is_refused };
    if refused(&actual.text) || (progress::is_partly(&actual.text) && !enough) {
        return judgement(Verdict::Unmet, reason::refused(&target.written, &actual.written));
    }
    let doubtful = [
        Cue::Hedge,
        Cue::Partly,
        Cue::Planned,
        Cue::SetBack,
        Cue::Failed,
        Cue::Late,
        Cue::Negation,
        Cue::Stage,
        Cue::Hardship,
    ];
    // All of it is more than any minimum of a share; a 密度 may be one of something else.
    let all_will_do = |r: &Requirement<'_>| {
        r.trend == Some(Trend::MoreIsBetter) && r.certainty == Certainty::Certain && admits(r, whole)
    };
    let named_rate = name.split(['(', '（']).next().unwrap_or_default().trim_end().ends_with('率');
    let reached = full || (rates && named_rate && requirements.iter().all(all_will_do));
    let all_done = full || (rates && requirements.iter().all(all_will_do));
    if all_done && progress::denies_undone(&actual.text) && !actual.cues.has_any(&LEFT_OPEN) {
        return judgement(Verdict::Met, reason::whole());
    }
    if reached
        && progress::is_done(&actual.text)
        && actual.cues.has(Cue::Whole)
        // 2辆报废，其余全部通过 is not all.
        && !contains_any(&actual.text, "其余 余下")
        && !actual.cues.has_any(&doubtful)
    {
        return judgement(Verdict::Met, reason::whole());
    }
    // 较上年提高 for 只增不减: which side of nought is all that either says.
    if let ([requirement], Some(change)) = (requirements.as_slice(), actual.lone_change)
        && requirement.measure.is_zero()
        && let Some(own) = requirement.measure.change
        && !actual.cues.has_any(&doubtful)
    {
        let upwards = Interval::from(Decimal::ZERO, false);
        let possible = if change == own { upwards } else { upwards.negated() };
        let verdict = match possible.relation(&requirement.acceptable) {
            Relation::Within => Verdict::Met,
            Relation::Outside => Verdict::Unmet,
            Relation::Partly => Verdict::Unclear,
        };
        return judgement(verdict, reason::in_words(verdict, &target.written, &actual.written));
    }
    let foreseen = actual.measures.iter().any(|m| m.is(Standing::Planned));
    let no_number = if foreseen { reason::only_foreseen } else { reason::no_number };
    judgement(Verdict::Unclear, no_number(&actual.written))
}

/// Whether an actual value says in a word that too little was done, or nothing: 零 for 300份, 发放不足, 没有整改 for 整改率.
fn falls_short(name: &str, requirements: &[Requirement<'_>], actual: &Expression) -> bool {
    const SHORT: [&str; 3] = ["不足", "不够", "不足额"];
    let more =
        |r: &Requirement<'_>| r.trend == Some(Trend::MoreIsBetter) && r.certainty == Certainty::Certain;
    if !requirements.iter().all(more) {
        return false;
    }
    let text = actual.text.as_slice();
    let named =
        |end: usize| text.get(..end).is_some_and(|verb| verb.is_empty() || contains_run(&fold(name), verb));
    let short = SHORT.into_iter().any(|word| {
        text.len()
            .checked_sub(word.chars().count())
            .is_some_and(|end| ends_with(text, word) && end <= 4 && named(end))
    });
    let not = NOT.into_iter().find(|not| starts(text, 0, not)).map_or(0, |not| not.chars().count());
    let verb = text.get(not..).filter(|verb| not > 0 && verb.len() == 2);
    let undone = verb.is_some_and(|verb| progress::is_done(verb) && contains_run(&fold(name), verb));
    short || undone || (text == ['零'] && requirements.iter().all(|r| !admits(r, Decimal::ZERO)))
}

fn is_counted(measure: &Measure) -> bool {
    measure.unit.kind.is_count() || measure.unit.kind == Kind::Bare || measure.is_zero()
}

fn admits(requirement: &Requirement<'_>, value: Decimal) -> bool {
    Interval::point(value).relation(&requirement.acceptable) == Relation::Within
}
