//! Numbers that are counted for each of several listed things: all of it is asked for, 春节、中秋各1次 are two.

use rust_decimal::Decimal;

use super::answers::is_summed;
use super::direction::Direction;
use super::expression::{Expression, Extent, Listed, Measure};
use super::numbers::sum_up;
use super::requirement::Requirement;
use super::unit::{Kind, Unit};
use super::vocabulary::{Comparator, Manner, Sign};
use super::{Judgement, Verdict, reason};

/// Judges parts and numbers of which some are counted for each of a list, by what `judge` says of plain ones.
pub(super) fn judge(
    direction: &Direction,
    parts: &[&Measure],
    candidates: &[&Measure],
    actual: &Expression,
    judge: impl Fn(&[&Measure], &[&Measure]) -> Judgement,
) -> Judgement {
    // Each for each: 食品、药品各55批次 for 食品、药品各50批次.
    let first = parts.first().map_or(Listed::Not, |part| part.listed);
    let repeats = |m: &&Measure| m.listed == Listed::Each || (m.listed == first && first != Listed::Several);
    if parts.iter().all(|part| part.listed != Listed::Not) && candidates.iter().all(repeats) {
        return judge(parts, candidates);
    }
    if let ([part], Listed::Of(count)) = (parts, first) {
        let own = |m: &&Measure| m.listed == Listed::Not && m.unit.is_same(&part.unit);
        let each = |of: &[&Measure]| {
            let all = of.len() == usize::from(count) && of.iter().all(own);
            all.then(|| sum_up(of.iter().map(|m| judge(parts, &[m])).collect()))
        };
        // 食品60批次，药品45批次; 120人，其中男80人、女40人
        let among: Vec<&Measure> = actual.measures.iter().filter(|m| m.aside).collect();
        // 线上3期、线下1期，共4期
        let apart: Vec<&Measure> = candidates.iter().copied().filter(|m| m.extent != Extent::Year).collect();
        if let Some(judgement) = [candidates, &apart, &among].into_iter().find_map(each) {
            return judgement;
        }
    }
    let reached: Option<Vec<Measure>> = candidates.iter().map(|m| total_reached(m)).collect();
    let asked: Option<Vec<Measure>> = parts.iter().map(|m| total_asked(m)).collect();
    let (Some(reached), Some(asked)) = (reached, asked) else {
        return Judgement::plain(Verdict::Unclear, reason::too_large());
    };
    let (reached, asked): (Vec<&Measure>, Vec<&Measure>) = (reached.iter().collect(), asked.iter().collect());
    let together = judge(&asked, &reached);
    let open = |verdict: Verdict| parts.iter().any(|part| leaves_open(direction, part, verdict));
    if !open(together.verdict) {
        return together;
    }
    // 3件 are no more than 5 of each, whatever they are.
    if together.verdict == Verdict::Met && parts.iter().all(|part| is_bounded_above(direction, part)) {
        let apart = judge(parts, &reached);
        if apart.verdict == Verdict::Met {
            return apart;
        }
    }
    Judgement {
        verdict: Verdict::Unclear,
        reason: reason::of_each(&together.reason),
        above: None,
        ..together
    }
}

/// Whether what is counted for each of a list adds up: 10人, but not 500元/人.
fn adds_up(measure: &Measure) -> bool {
    let each = |unit: Unit| unit.kind == Kind::Things && measure.unit.kind.is_count();
    is_summed(measure) && measure.per.is_none_or(|per| each(per.unit))
}

/// Whether a part is a maximum, or has one.
fn is_bounded_above(direction: &Direction, part: &Measure) -> bool {
    Requirement::of(part, direction).is_none_or(|requirement| requirement.acceptable.high.is_some())
}

/// Whether all of it together leaves open whether what was asked of each was reached: a sum within a maximum may be one thing's,
/// and of nobody knows how many things nobody knows the sum.
fn leaves_open(direction: &Direction, part: &Measure, verdict: Verdict) -> bool {
    let above = is_bounded_above(direction, part);
    adds_up(part)
        && match part.listed {
            Listed::Not => false,
            Listed::Of(_) => above && verdict == Verdict::Met,
            Listed::Several | Listed::Each => {
                if above {
                    verdict != Verdict::Unclear
                } else {
                    verdict == Verdict::Met
                }
            }
        }
}

/// What is asked of all things together.
fn total_asked(part: &Measure) -> Option<Measure> {
    let count = match part.listed {
        Listed::Of(count) if adds_up(part) => Decimal::from(count),
        _ => Decimal::ONE,
    };
    Some(Measure { amount: part.amount.times(count)?, listed: Listed::Not, ..part.clone() })
}

/// What was reached by all things together: of several at least as much as by one.
fn total_reached(measure: &Measure) -> Option<Measure> {
    let plain = Measure { listed: Listed::Not, ..measure.clone() };
    if !adds_up(measure) {
        return Some(plain);
    }
    Some(match measure.listed {
        Listed::Not => plain,
        Listed::Of(count) => {
            let extent = if measure.extent == Extent::Stretch { Extent::Year } else { measure.extent };
            Measure { amount: measure.amount.times(Decimal::from(count))?, extent, ..plain }
        }
        Listed::Several | Listed::Each => {
            let least = Comparator { sign: Sign::AtLeast, manner: Manner::Stated };
            Measure { comparator: Some(least), ..plain }
        }
    })
}
