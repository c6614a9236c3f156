//! How exact a number is, and the values that it may stand for.

use rust_decimal::Decimal;

use super::interval::{End, Interval};

/// How exact a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    /// The number itself.
    Exact(Decimal),
    /// `90%-95%`
    Range(Decimal, Decimal),
    /// `二三十`: one or the other, or what lies between.
    Either(Decimal, Decimal),
    /// `大于90%且不超过95%`: a lower and an upper bound, each with its own number or without.
    Bounds(End, End),
    /// `98%±1%`: the middle, and how far to either side.
    Tolerance(Decimal, Decimal),
    /// `200余`: the number and somewhat more.
    AndMore(Decimal),
    /// `约190`
    About(Decimal),
    /// `近200`: just below the number.
    Nearly(Decimal),
}

impl Amount {
    /// The number that it is about.
    pub(super) fn figure(self) -> Decimal {
        match self {
            Self::Exact(v) | Self::AndMore(v) | Self::About(v) | Self::Nearly(v) | Self::Tolerance(v, _) => v,
            Self::Range(low, _) | Self::Either(low, _) | Self::Bounds(End { value: low, .. }, _) => low,
        }
    }

    /// The numbers that it lies between; twice the same where it names but one.
    pub(super) fn ends(self) -> [Decimal; 2] {
        match self {
            Self::Range(low, high) | Self::Either(low, high) => [low, high],
            Self::Bounds(low, high) => [low.value, high.value],
            Self::Tolerance(v, by) => [v.saturating_sub(by), v.saturating_add(by)],
            Self::Exact(v) | Self::AndMore(v) | Self::About(v) | Self::Nearly(v) => [v, v],
        }
    }

    /// So many times as much; `None` beyond what a decimal holds.
    pub(super) fn times(self, count: Decimal) -> Option<Self> {
        let times = |value: Decimal| value.checked_mul(count);
        Some(match self {
            Self::Exact(v) => Self::Exact(times(v)?),
            Self::Range(low, high) => Self::Range(times(low)?, times(high)?),
            Self::Either(low, high) => Self::Either(times(low)?, times(high)?),
            Self::Bounds(low, high) => {
                let of = |end: End| times(end.value).map(|value| End { value, ..end });
                Self::Bounds(of(low)?, of(high)?)
            }
            Self::Tolerance(v, by) => Self::Tolerance(times(v)?, times(by)?),
            Self::AndMore(v) => Self::AndMore(times(v)?),
            Self::About(v) => Self::About(times(v)?),
            Self::Nearly(v) => Self::Nearly(times(v)?),
        })
    }

    /// Whether it names bounds of its own, as a target does.
    pub(super) const fn is_span(self) -> bool {
        matches!(self, Self::Range(..) | Self::Bounds(..) | Self::Tolerance(..))
    }

    /// The values that it may stand for; `None` beyond what a decimal holds.
    pub(super) fn values(self) -> Option<Interval> {
        Some(match self {
            Self::Exact(v) => Interval::point(v),
            Self::Range(low, high) | Self::Either(low, high) => {
                Interval::between(low.min(high), low.max(high))
            }
            Self::Bounds(low, high) => Interval { low: Some(low), high: Some(high) },
            Self::Tolerance(v, by) => Interval::between(v.checked_sub(by.abs())?, v.checked_add(by.abs())?),
            Self::AndMore(v) => {
                let end = |value, inclusive| Some(End { value, inclusive });
                Interval { low: end(v, false), high: end(v.checked_add(leading_place(v)?)?, false) }
            }
            Self::About(v) => {
                let by = vagueness(v)?;
                Interval::between(v.checked_sub(by)?, v.checked_add(by)?)
            }
            Self::Nearly(v) => {
                let mut values = Interval::between(v.checked_mul(Decimal::new(9, 1))?, v);
                if let Some(high) = &mut values.high {
                    high.inclusive = false;
                }
                values
            }
        })
    }
}

/// The place of a number's first digit, which `余` does not fill up: 2000余 are fewer than 3000, 12余 fewer than 22.
fn leading_place(value: Decimal) -> Option<Decimal> {
    let mut place = Decimal::ONE;
    while place.checked_mul(Decimal::TEN)? <= value.abs() {
        place = place.checked_mul(Decimal::TEN)?;
    }
    Some(place)
}

/// How far `约` may be off: half a unit of the last place that is not zero, but no more than 2.5 %.
fn vagueness(value: Decimal) -> Option<Decimal> {
    let share = value.abs().checked_mul(Decimal::new(25, 3))?;
    let mut unit = Decimal::ONE;
    let whole = value.normalize();
    if whole.scale() > 0 {
        unit = Decimal::new(1, whole.scale());
    } else {
        while !whole.is_zero() && whole.checked_rem(unit.checked_mul(Decimal::TEN)?)?.is_zero() {
            unit = unit.checked_mul(Decimal::TEN)?;
        }
    }
    Some(share.min(unit.checked_div(Decimal::TWO)?))
}
