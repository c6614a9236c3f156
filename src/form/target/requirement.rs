//! What a target admits: its comparator, else the direction of the indicator's name.

use rust_decimal::Decimal;

use super::direction::{Direction, Trend};
use super::expression::{Amount, Measure};
use super::interval::Interval;
use super::vocabulary::{Change, Comparator, Sign};

/// A target's measure with the numbers that satisfy it, in the measure's own unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Requirement<'a> {
    /// The target's number.
    pub measure: &'a Measure,
    /// The numbers that satisfy it.
    pub acceptable: Interval,
    /// Which way is better; `None` where neither comparator nor name says so.
    pub trend: Option<Trend>,
}

/// How far a target of `约200` lets its actual value be off: 5 %.
const ABOUT: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// What a comparator admits around `value`.
pub(super) fn admitted(sign: Sign, value: Decimal) -> Interval {
    match sign {
        Sign::AtLeast => Interval::from(value, true),
        Sign::MoreThan => Interval::from(value, false),
        Sign::AtMost => Interval::to(value, true),
        Sign::LessThan => Interval::to(value, false),
        Sign::Equal | Sign::About => Interval::point(value),
    }
}

impl<'a> Requirement<'a> {
    /// What `measure` requires of an indicator whose name has this direction; `None` beyond what a decimal holds.
    pub(super) fn of(measure: &'a Measure, direction: &Direction) -> Option<Self> {
        let value = measure.amount.figure();
        // ±5%以内: what may lie on either side is bounded on both.
        if let Amount::Tolerance(..) = measure.amount {
            return Some(Self { measure, acceptable: measure.amount.values()?, trend: None });
        }
        if let Some(Comparator { sign, .. }) = measure.comparator {
            let trend = match sign {
                Sign::AtLeast | Sign::MoreThan => Some(Trend::MoreIsBetter),
                Sign::AtMost | Sign::LessThan => Some(Trend::LessIsBetter),
                Sign::Equal | Sign::About => None,
            };
            return Some(Self { measure, acceptable: admitted(sign, value), trend });
        }
        let trend = bare_trend(measure, direction);
        let more = trend != Some(Trend::LessIsBetter);
        let acceptable = match measure.amount {
            // None at all.
            Amount::Exact(v) if v.is_zero() && measure.change.is_none() => Interval::to(v, true),
            Amount::Exact(v) if trend.is_none() => Interval::point(v),
            Amount::Exact(v) | Amount::AndMore(v) if more => Interval::from(v, true),
            Amount::Exact(v) | Amount::AndMore(v) => Interval::to(v, true),
            Amount::About(v) => {
                let by = v.abs().checked_mul(ABOUT)?;
                if more {
                    Interval::from(v.checked_sub(by)?, true)
                } else {
                    Interval::to(v.checked_add(by)?, true)
                }
            }
            Amount::Nearly(v) => Interval::from(v.checked_mul(Decimal::new(9, 1))?, true),
            span @ (Amount::Range(..) | Amount::Tolerance(..)) => {
                return Some(Self { measure, acceptable: span.values()?, trend: None });
            }
        };
        let trend =
            if measure.is_zero() && measure.change.is_none() { Some(Trend::LessIsBetter) } else { trend };
        Some(Self { measure, acceptable, trend })
    }
}

/// Which way a bare number is better. A bare stretch of time is a maximum where the name speaks of a delay or of
/// nothing known, a minimum only where the name says that it is to last.
fn bare_trend(measure: &Measure, direction: &Direction) -> Option<Trend> {
    if measure.change == Some(Change::Fall) {
        return Some(Trend::MoreIsBetter);
    }
    if measure.unit.kind.is_time() && direction.trend == Trend::MoreIsBetter {
        const LASTING: [&str; 9] = ["时长", "时间", "年限", "天数", "期限", "寿命", "质保", "保修", "提前"];
        let lasts = direction.evidence.as_ref().is_some_and(|word| LASTING.iter().any(|l| word.contains(l)));
        return lasts.then_some(Trend::MoreIsBetter);
    }
    if direction.trend == Trend::Neither {
        return None;
    }
    Some(direction.trend)
}
