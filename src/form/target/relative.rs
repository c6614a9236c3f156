//! What an actual value came to where it is told by what it was and by how much it changed: `较上年28万元增加4万元` is 32万元.

use rust_decimal::Decimal;

use super::expression::{Amount, Expression, Measure, Standing};
use super::normalise::fold;
use super::vocabulary::Change;
use super::wording::{contains_any, ends_with};

/// What stands before the figure that a change began with.
const COMPARED: [&str; 8] =
    ["较上年", "比上年", "较去年", "比去年", "较上年的", "比上年的", "较去年的", "比去年的"];

/// Words of a name or a target that asks by how much something changed.
const ASKED: &str = "增 减 降 升 提高 节约 压缩 缩短";

/// The actual value with the change worked out; with the change alone where name or target ask for that; `None` where it tells none so.
pub(super) fn worked_out(name: &str, target: &Expression, actual: &Expression) -> Option<Expression> {
    let at = actual.measures.windows(2).position(|pair| is_change(pair, actual))?;
    let (from, by) = (actual.measures.get(at)?, actual.measures.get(at + 1)?);
    let asked = target.measures.iter().any(|m| m.change.is_some())
        || contains_any(&fold(name), ASKED)
        || contains_any(&target.text, ASKED);
    let mut told = actual.clone();
    if let Some(from) = told.measures.get_mut(at) {
        from.standing = Standing::Earlier;
    }
    if !asked {
        let (Amount::Exact(before), Amount::Exact(change)) = (from.amount, by.amount) else { return None };
        let change = if by.change == Some(Change::Fall) { -change } else { change };
        let value: Decimal = before.checked_add(change)?;
        let level = Measure { amount: Amount::Exact(value), change: None, scale: from.scale, ..by.clone() };
        *told.measures.get_mut(at + 1)? = level;
    }
    Some(told)
}

/// Whether a figure of an earlier year and how much it changed stand beside each other.
fn is_change(pair: &[Measure], actual: &Expression) -> bool {
    let [from, by] = pair else { return false };
    let before = actual.before(from);
    from.clause == by.clause
        && from.change.is_none()
        && by.change.is_some()
        && from.unit.is_same(&by.unit)
        && by.unit.factor == from.unit.factor
        && COMPARED.into_iter().any(|word| ends_with(before, word))
        && actual.text.get(from.end..by.start).is_some_and(|between| between.len() <= 4)
}
