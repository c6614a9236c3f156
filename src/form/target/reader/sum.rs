//! Numbers that are told as a sum (`4+1盏`, `48万元+3万元`) or rounded (`89.5%≈90%`).

use rust_decimal::Decimal;

use super::super::answers::is_summed;
use super::super::expression::{Amount, Measure};
use super::super::unit::Kind;

/// Puts numbers with nothing but a plus between them into one.
pub(super) fn join(text: &[char], measures: &mut Vec<Measure>) {
    if measures.len() < 2 || !text.contains(&'+') {
        return;
    }
    let mut at = 0;
    while let Some([one, other]) = measures.get(at..at + 2) {
        match joined(text, one, other) {
            Some(sum) => {
                measures.splice(at..at + 2, [sum]);
            }
            None => at += 1,
        }
    }
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

/// The sum of two numbers of one unit, which the first may leave to the last: the 3 of 3+2场.
fn joined(text: &[char], one: &Measure, other: &Measure) -> Option<Measure> {
    let (Amount::Exact(first), Amount::Exact(second)) = (one.amount, other.amount) else { return None };
    let plain = |m: &Measure| m.per.is_none() && m.times_a_year.is_none() && m.change.is_none();
    let alike =
        one.unit.kind == other.unit.kind && (!one.unit.kind.is_count() || one.unit.is_same(&other.unit));
    let led = one.unit.kind == Kind::Bare;
    let plus = text.get(one.end..other.start) == Some(&['+']);
    if !plus
        || !(alike || led)
        || !is_summed(other)
        || !plain(one)
        || !plain(other)
        || other.comparator.is_some()
    {
        return None;
    }
    let first = if led {
        // 3+2万元 counts both in 万.
        let scale = if one.scale == Decimal::ONE { other.scale } else { Decimal::ONE };
        first.checked_mul(scale)?
    } else {
        first.checked_mul(one.unit.factor)?.checked_div(other.unit.factor)?
    };
    Some(Measure {
        amount: Amount::Exact(first.checked_add(second)?),
        scale: other.scale,
        unit: other.unit,
        end: other.end,
        ..one.clone()
    })
}
