//! One number against one requirement.

use rust_decimal::Decimal;

use super::conversion::{Obstacle, Reading, readings};
use super::direction::{Direction, Trend};
use super::expression::{Amount, Measure};
use super::interval::Relation;
use super::requirement::Requirement;
use super::unit::Kind;
use super::vocabulary::Change;
use super::{Judgement, Verdict, deadline, echo, reason};

/// Judges one number by one requirement.
pub(super) fn judge_pair(
    direction: &Direction,
    requirement: &Requirement<'_>,
    actual: &Measure,
) -> Judgement {
    let target = requirement.measure;
    let readings = match readings(target, requirement.acceptable, actual, direction) {
        Ok(readings) if !readings.is_empty() => readings,
        Ok(_) => return unclear(reason::too_large()),
        Err(Obstacle::Units) => {
            return Judgement { unit_differs: true, ..unclear(reason::units_differ(target, actual)) };
        }
        Err(Obstacle::Terms) => {
            return either_way(direction, requirement, actual)
                .unwrap_or_else(|| unclear(reason::terms_differ(target, actual)));
        }
    };
    if readings.iter().any(|reading| echo::is_echo(requirement, actual, reading)) {
        return Judgement {
            verdict: Verdict::Echo,
            reason: reason::echo(target),
            above: None,
            unit_differs: false,
        };
    }
    let Some(reading) = likeliest(target, actual, &readings) else {
        return unclear(reason::two_readings(target, actual));
    };
    let relation = reading.possible.relation(&reading.acceptable);
    // 每期500册 beside 2000册, which says not for how many: only what lies near is compared.
    let one_sided = target.per.is_some() != actual.per.is_some() && target.unit.kind != Kind::Bare;
    if one_sided && reading.distance() > Decimal::TWO {
        return unclear(reason::terms_differ(target, actual));
    }
    if !requirement.is_decided(&reading) {
        return unclear(reason::direction_unknown(target, actual, &reading));
    }
    let verdict = match relation {
        Relation::Within => Verdict::Met,
        Relation::Outside
            if requirement.trend.is_none() && target.comparator.is_none() && !target.amount.is_span() =>
        {
            Verdict::Unclear
        }
        Relation::Outside if is_cheaper(direction, target, &reading) => Verdict::Unclear,
        Relation::Outside => Verdict::Unmet,
        Relation::Partly if deadline::is_later_limit(target, actual, &reading) => Verdict::Unmet,
        Relation::Partly => Verdict::Unclear,
    };
    let above = if verdict == Verdict::Met { share_above(requirement, &reading) } else { None };
    Judgement {
        verdict,
        reason: reason::compared(requirement, actual, &reading, verdict, direction),
        above,
        unit_differs: false,
    }
}

/// Whether an amount of money that should be low lies below what its target lets it be off: 140万元 for 150万元±5%.
fn is_cheaper(direction: &Direction, target: &Measure, reading: &Reading) -> bool {
    matches!(target.amount, Amount::Tolerance(..))
        && target.unit.kind == Kind::Money
        && direction.trend == Trend::LessIsBetter
        && reading.figure < reading.target
}

/// -1.2% of a 下降率 may be a fall or a rise; `None` unless it falls short of a minimum both ways. Of a bare target nobody
/// knows how its own sign is meant.
fn either_way(direction: &Direction, requirement: &Requirement<'_>, actual: &Measure) -> Option<Judgement> {
    let figure = actual.amount.figure();
    let bare = requirement.measure.comparator.is_none();
    if bare || !direction.is_fall || actual.change.is_some() || !figure.is_sign_negative() || figure.is_zero()
    {
        return None;
    }
    let told = |change| Measure { change: Some(change), ..actual.clone() };
    let fall = Measure { amount: Amount::Exact(-figure), ..told(Change::Fall) };
    let rise = Measure { amount: Amount::Exact(-figure), ..told(Change::Rise) };
    let short = [fall, rise].iter().all(|m| judge_pair(direction, requirement, m).verdict == Verdict::Unmet);
    short.then(|| Judgement::plain(Verdict::Unmet, reason::short_both_ways(requirement.measure, actual)))
}

/// The reading that is meant; `None` where two are possible and say different things.
fn likeliest(target: &Measure, actual: &Measure, readings: &[Reading]) -> Option<Reading> {
    let first = *readings.first()?;
    let nearest = readings.iter().copied().min_by_key(Reading::distance)?;
    let says = |reading: &Reading| reading.possible.relation(&reading.acceptable);
    if readings.iter().all(|r| says(r) == says(&first)) {
        return Some(nearest);
    }
    let bare = actual.unit.kind == Kind::Bare || target.unit.kind == Kind::Bare;
    let percent = target.unit.kind == Kind::Ratio || actual.unit.kind == Kind::Ratio;
    // No number format makes a fraction of ‰: 0.02 beside 0.9‰ is what it says, unless it may be one close by.
    let permille =
        [target.unit, actual.unit].iter().any(|u| u.kind == Kind::Ratio && u.factor < Decimal::ONE);
    if bare && permille && nearest != first {
        return (nearest.distance() >= Decimal::from(4)).then_some(first);
    }
    if bare && percent {
        // A fraction typed as 0.93. Where both readings lie about as far off, nobody can tell.
        let clear = readings.iter().filter(|r| **r != nearest).all(|r| {
            r.distance().checked_div(nearest.distance()).is_none_or(|times| times >= Decimal::from(4))
        });
        return clear.then_some(nearest);
    }
    // 118000 for 12万人: nobody counts people by the ten thousand and means so many of them. Money may be typed in
    // either unit, so there the doubt stays.
    let far =
        |r: &Reading| r.distance().checked_div(nearest.distance()).is_none_or(|t| t >= Decimal::ONE_HUNDRED);
    // Nor does anybody mean a year's 512 beside 500吨/日, or 165 beside 160万 of a word that nobody knows.
    let bare_both = (target.unit.kind, actual.unit.kind) == (Kind::Bare, Kind::Bare);
    let counted = target.unit.kind.is_count() || target.times_a_year.is_some() || bare_both;
    if bare && counted && readings.iter().filter(|r| **r != nearest).all(far) {
        return Some(nearest);
    }
    // 40次 for 每月4次 is the year's number and too low; 4次 may be each month's.
    (nearest == first).then_some(first)
}

/// By how much the actual value lies above a target that is a minimum, as a share of it.
fn share_above(requirement: &Requirement<'_>, reading: &Reading) -> Option<Decimal> {
    if requirement.trend != Some(Trend::MoreIsBetter) || reading.target <= Decimal::ZERO {
        return None;
    }
    let least = reading.possible.low?.value;
    least.checked_sub(reading.target)?.checked_div(reading.target).filter(|above| *above > Decimal::ZERO)
}

fn unclear(reason: String) -> Judgement {
    Judgement::plain(Verdict::Unclear, reason)
}
