//! Which numbers of an actual value answer which parts of a target.

use rust_decimal::{Decimal, RoundingStrategy};

use super::expression::{Amount, Expression, Extent, Measure};
use super::unit::Kind;
use super::vocabulary::{Cue, Cues};

/// The numbers that a target requires: those in remarks only where there are no others.
pub(super) fn parts(target: &Expression) -> Vec<&Measure> {
    let main: Vec<&Measure> = target.measures.iter().filter(|m| !m.aside).collect();
    if main.is_empty() { target.measures.iter().collect() } else { main }
}

/// The numbers of an actual value that may answer a target. What sounds planned is not where the indicator's own name
/// sounds so: 预算公开率.
pub(super) fn candidates(actual: &Expression, named: Cues) -> Vec<&Measure> {
    let planned = |m: &Measure| m.planned && !named.has(Cue::Planned);
    let done: Vec<&Measure> = actual.measures.iter().filter(|m| !planned(m)).collect();
    let main: Vec<&Measure> = done.iter().copied().filter(|m| !m.aside).collect();
    if main.is_empty() { done } else { main }
}

/// The rate that 应发320人，实发310人 comes to, where nothing but a rate is asked for and none is given.
pub(super) fn quotient(parts: &[&Measure], actual: &Expression) -> Option<Measure> {
    let [Measure { unit: rate, .. }] = parts else { return None };
    let [due, done] = actual.measures.as_slice() else { return None };
    let asked = rate.kind == Kind::Ratio && due.unit.kind.is_count() && due.unit.is_same(&done.unit);
    if !asked || !due.planned || done.planned {
        return None;
    }
    let (Amount::Exact(all), Amount::Exact(some)) = (due.amount, done.amount) else { return None };
    let share = some.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(all)?;
    // Never rounded up: 29999 of 30000 are not all.
    let share = share.round_dp_with_strategy(2, RoundingStrategy::ToZero);
    Some(Measure { unit: *rate, ..Measure::bare(Amount::Exact(share)) })
}

/// How well a number answers a part, by its unit.
pub(super) fn fit(part: &Measure, candidate: &Measure) -> u8 {
    let (a, b) = (part.unit, candidate.unit);
    if a.is_same(&b) {
        return if part.per.is_some() == candidate.per.is_some() { 5 } else { 4 };
    }
    if a.kind == b.kind || (a.kind.is_time() && b.kind.is_time()) {
        return 3;
    }
    if a.kind == Kind::Bare || b.kind == Kind::Bare {
        return 2;
    }
    u8::from(a.kind.is_count() && b.kind.is_count())
}

/// Which of several numbers of one unit answers a part.
pub(super) fn pick(
    parts: &[&Measure],
    index: usize,
    part: &Measure,
    answers: Vec<Measure>,
    candidates: &[&Measure],
) -> Vec<Measure> {
    // 上半年3次，下半年5次 are 8 a year.
    if is_summed(part)
        && answers.iter().all(|a| a.extent == Extent::Stretch && a.times_a_year.is_none())
        && let Some(total) = sum(&answers)
    {
        return vec![total];
    }
    // 每季度3次，全年12次: the year's number is the one that counts.
    let annual: Vec<Measure> = answers.iter().filter(|a| a.extent == Extent::Year).cloned().collect();
    if annual.len() == 1 && !part.unit.kind.is_time() {
        return annual;
    }
    // 甲类5次，乙类3次 for 甲类4次，乙类3次: in their order.
    let alike = |m: &&&Measure| m.unit.is_same(&part.unit);
    let place = parts.iter().take(index).filter(alike).count();
    let same = parts.iter().filter(alike).count();
    if same > 1 && same == candidates.iter().filter(alike).count() {
        return answers.into_iter().nth(place).into_iter().collect();
    }
    answers
}

/// Whether numbers of this unit add up: not rates, points and times.
pub(super) fn is_summed(part: &Measure) -> bool {
    !matches!(part.unit.kind, Kind::Ratio | Kind::Points | Kind::Bare | Kind::Temperature | Kind::Sound)
        && !part.unit.kind.is_time()
}

/// The sum of numbers of one unit.
pub(super) fn sum(answers: &[Measure]) -> Option<Measure> {
    let mut total = Decimal::ZERO;
    for answer in answers {
        let Amount::Exact(value) = answer.amount else { return None };
        if answer.comparator.is_some() || answer.unit != answers.first()?.unit {
            return None;
        }
        total = total.checked_add(value)?;
    }
    Some(Measure { amount: Amount::Exact(total), extent: Extent::Year, ..answers.first()?.clone() })
}
