//! Numbers that are told as a sum (`4+1盏`, `48万元+3万元`) or rounded (`89.5%≈90%`).

use rust_decimal::Decimal;

use super::super::answers::is_summed;
use super::super::expression::{Amount, Expression, Measure};
use super::super::unit::{Kind, Unit};

/// Puts numbers with nothing but a plus between them into one: from the last backwards, for the last is the one that has a unit where
/// only one has (20+10+30万元), then onwards for what follows such a one (2起+1+1).
pub(super) fn join(text: &[char], measures: &mut Vec<Measure>) {
    if measures.len() < 2 || !text.contains(&'+') {
        return;
    }
    for at in (0..measures.len() - 1).rev() {
        join_at(text, measures, at);
    }
    for at in 0..measures.len() {
        while join_at(text, measures, at) {}
    }
}

/// Puts the number at `at` and the next into one, if they are parts of a sum.
fn join_at(text: &[char], measures: &mut Vec<Measure>, at: usize) -> bool {
    let Some([one, other]) = measures.get(at..at + 2) else { return false };
    let sum = joined(text, one, other);
    let is_sum = sum.is_some();
    measures.splice(at..at + if is_sum { 2 } else { 0 }, sum);
    is_sum
}

/// Whether an actual value has a sum of numbers that could not be put into one (2.5小时+40, 2场+3户) and may answer the target: then
/// neither number does. Where the target has the same units one by one (3场+2期), each answers its own.
pub(in super::super) fn is_open(target: &Expression, actual: &Expression) -> bool {
    if !actual.text.contains(&'+') {
        return false;
    }
    let (parts, told) = (&target.measures, &actual.measures);
    let in_turn =
        parts.len() == told.len() && parts.iter().zip(told).all(|(part, told)| part.unit.is_same(&told.unit));
    let asked = |unit: &Unit| parts.iter().any(|part| part.unit.kind == unit.kind);
    let any_asked = parts.iter().any(|part| part.unit.kind == Kind::Bare);
    let all_bare = told.iter().all(|m| m.unit.kind == Kind::Bare);
    // 7+24小时服务，满意率98% and 1+1帮扶，20对 name something else.
    let answers = |pair: &[Measure]| any_asked || all_bare || pair.iter().any(|m| asked(&m.unit));
    let open = |pair: &[Measure]| matches!(pair, [one, other] if is_plus(&actual.text, one, other));
    !in_turn && told.windows(2).any(|pair| open(pair) && answers(pair))
}

/// Whether nothing but a plus stands between two numbers.
fn is_plus(text: &[char], one: &Measure, other: &Measure) -> bool {
    text.get(one.end..other.start) == Some(&['+'])
}

/// Leaves out what a number comes to when it is rounded: the 90% of 89.5%≈90%.
pub(super) fn without_rounded(text: &[char], measures: &mut Vec<Measure>) {
    if !text.contains(&'≈') {
        return;
    }
    let ends: Vec<usize> = measures.iter().map(|m| m.end).collect();
    measures.retain(|m| {
        let begin = m.start.checked_sub(1).filter(|at| text.get(*at) == Some(&'≈'));
        begin.is_none_or(|begin| !ends.contains(&begin))
    });
}

/// The sum of two numbers of one unit, which the first may leave to the last (the 3 of 3+2场) and the last to the first.
fn joined(text: &[char], one: &Measure, other: &Measure) -> Option<Measure> {
    if !is_plus(text, one, other) || other.comparator.is_some() {
        return None;
    }
    let (Amount::Exact(first), Amount::Exact(second)) = (one.amount, other.amount) else { return None };
    let plain = |m: &Measure| m.per.is_none() && m.times_a_year.is_none() && m.change.is_none();
    let alike =
        one.unit.kind == other.unit.kind && (!one.unit.kind.is_count() || one.unit.is_same(&other.unit));
    let (led, followed) = (one.unit.kind == Kind::Bare, other.unit.kind == Kind::Bare);
    let owner = if followed { one } else { other };
    if !(alike || led || followed) || !is_summed(owner) || !plain(one) || !plain(other) {
        return None;
    }
    let (first, second) = if led {
        (beside(one, first, other, second)?, second)
    } else if followed {
        (first, beside(other, second, one, first)?)
    } else {
        (first.checked_mul(one.unit.factor)?.checked_div(other.unit.factor)?, second)
    };
    Some(Measure {
        amount: Amount::Exact(first.checked_add(second)?),
        scale: owner.scale,
        unit: owner.unit,
        end: other.end,
        ..one.clone()
    })
}

/// The value of a number without a unit beside one that has it: 3+2万元 counts both in 万, and so does 48万元+3万. `None` where it may be
/// meant either way: 8000+0.3万株.
fn beside(bare: &Measure, value: Decimal, owner: &Measure, own: Decimal) -> Option<Decimal> {
    /// How many times as much a part of a sum may be if it is counted in the same 万.
    const MOST: Decimal = Decimal::from_parts(20, 0, 0, false, 0);
    if bare.scale != Decimal::ONE {
        // 5千元+3万 would have to be converted.
        return (owner.unit.factor == Decimal::ONE).then_some(value);
    }
    if owner.scale == Decimal::ONE {
        return Some(value);
    }
    let scaled = value.checked_mul(owner.scale)?;
    (scaled <= own.checked_mul(MOST)?).then_some(scaled)
}
