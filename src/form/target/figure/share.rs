//! The share of a target that an actual value tells itself, or that its numbers come to: `完成目标的75%`, `10个项目合格8个`.

use rust_decimal::Decimal;

use super::super::direction::{Direction, Trend};
use super::super::expression::{Expression, Measure};
use super::super::requirement::Requirement;
use super::super::unit::Kind;
use super::super::{Verdict, quotient, reader, task};

/// How much of a numeric target was reached, as a fraction, where the actual value has no number in the target's unit but one of the task,
/// or those of whose number the target's rate is one.
///
/// ```
/// use rust_decimal::Decimal;
/// use ziping::form::told_share;
/// assert_eq!(told_share("举办活动", "20场", "完成目标的75%"), Some(Decimal::new(75, 2)));
/// assert_eq!(told_share("验收合格率", "100%", "10个项目中8个合格"), Some(Decimal::new(8, 1)));
/// assert_eq!(told_share("举办活动", "20场", "资金支付75%"), None);
/// ```
pub fn told_share(name: &str, target: &str, actual: &str) -> Option<Decimal> {
    let (target, actual) = (reader::read(target), reader::read(actual));
    let [asked] = target.measures.as_slice() else { return None };
    let direction = Direction::of(name);
    if Requirement::of(asked, &direction)?.trend != Some(Trend::MoreIsBetter) {
        return None;
    }
    if asked.unit.kind == Kind::Ratio {
        if asked.unit.factor != Decimal::ONE {
            return None;
        }
        let came_to = quotient::of(name, &[asked], &actual)?.share.amount.figure();
        return came_to.checked_div(asked.amount.figure());
    }
    of_task(&direction, asked, &actual)
}

/// The share of the task that is told.
fn of_task(direction: &Direction, asked: &Measure, actual: &Expression) -> Option<Decimal> {
    let [told] = actual.measures.as_slice() else { return None };
    let short = task::judge(direction, &[asked], &[told], actual)?.verdict == Verdict::Unmet;
    let share = told.amount.figure().checked_mul(told.unit.factor)?;
    share.checked_div(Decimal::ONE_HUNDRED).filter(|_| short)
}
