//! What is counted for each of several times beside what is counted in all: `每期500册` beside `4期2000册`, `2批，每批105人` beside `200人`.

use super::direction::{Direction, Trend};
use super::expression::{Amount, Measure};
use super::pair::judge_pair;
use super::requirement::Requirement;
use super::unit::{Unit, Word};
use super::wording::contains_any;
use super::{Judgement, Verdict, answers, fold, reason};

/// Judges a part by what one side says in all and the other for each, as far as it is said of how many; `None` where nothing is to be
/// multiplied.
pub(super) fn judge(
    direction: &Direction,
    requirement: &Requirement<'_>,
    parts: &[&Measure],
    answers: &[Measure],
    candidates: &[&Measure],
) -> Option<Judgement> {
    let part = requirement.measure;
    let [answer] = answers else { return None };
    match (part.per, answer.per) {
        (Some(per), None) => of_parts(part, per.unit, parts, answer, candidates),
        (None, Some(per)) => {
            let count = count_of(per.unit, candidates)?;
            let all =
                is_of_all(part, answer, per.unit).then(|| answer.amount.times(count.amount.figure()))??;
            let total = Measure { amount: all, per: None, ..answer.clone() };
            Some(judge_pair(direction, requirement, &total))
        }
        _ => None,
    }
}

/// `印发4期，每期500册` answered by `4期2000册`: the total is compared with the number for each.
fn of_parts(
    part: &Measure,
    each: Unit,
    parts: &[&Measure],
    answer: &Measure,
    candidates: &[&Measure],
) -> Option<Judgement> {
    let exact = matches!(answer.amount, Amount::Exact(_)) && answer.comparator.is_none();
    if answer.unit.kind != part.unit.kind
        || !parts.iter().any(|p| p.unit.is_same(&each))
        || part.comparator.is_some()
        || !exact
    {
        return None;
    }
    let count = count_of(each, candidates)?.amount.figure();
    let least = part.amount.figure().checked_mul(count)?;
    let total = Measure { amount: Amount::Exact(least), per: None, ..part.clone() };
    let plain = Direction::minimum();
    Some(judge_pair(&plain, &Requirement::of(&total, &plain)?, answer))
}

/// The only number that says how many of them there were.
fn count_of<'a>(each: Unit, candidates: &[&'a Measure]) -> Option<&'a Measure> {
    let mut counts = candidates.iter().filter(|c| c.unit.is_same(&each) && c.per.is_none());
    counts.next().copied().filter(|_| counts.next().is_none())
}

/// Whether what is counted each time adds up to what the target counts in all.
fn is_of_all(part: &Measure, answer: &Measure, each: Unit) -> bool {
    const TIMES: [&str; 9] = ["批", "批次", "期", "次", "场", "场次", "班", "节", "遍"];
    let times = matches!(each.word, Word::Known(word) if TIMES.contains(&word));
    times && answers::is_summed(part) && part.unit.kind.is_count() && answer.unit.kind.is_count()
}

/// A number of each time that falls short of a minimum for all of them (每批105人 for ≥200人): nobody can tell without how often it was, unless
/// the indicator itself is named after each time.
pub(super) fn one_time_of_all(
    judgement: Judgement,
    name: &str,
    direction: &Direction,
    parts: &[&Measure],
    candidates: &[&Measure],
) -> Judgement {
    let ([part], [told]) = (parts, candidates) else { return judgement };
    let Some(per) = told.per.filter(|_| judgement.verdict == Verdict::Unmet && part.per.is_none()) else {
        return judgement;
    };
    let minimum = || Requirement::of(part, direction).is_some_and(|r| r.trend == Some(Trend::MoreIsBetter));
    if !is_of_all(part, told, per.unit) || !minimum() || contains_any(&fold(name), "每 单 均") {
        return judgement;
    }
    Judgement::plain(Verdict::Unclear, reason::terms_differ(part, told))
}
