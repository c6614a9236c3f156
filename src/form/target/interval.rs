//! The values that an expression admits, and how two such sets lie to each other.

use rust_decimal::Decimal;

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    /// Where it lies.
    pub value: Decimal,
    /// Whether it belongs to the interval.
    pub inclusive: bool,
}

/// The values between two ends; a missing end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Interval {
    /// The lower end.
    pub low: Option<End>,
    /// The upper end.
    pub high: Option<End>,
}

/// How the possible values lie to the acceptable ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// All possible values are acceptable.
    Within,
    /// None is.
    Outside,
    /// Some are.
    Partly,
}

impl Interval {
    /// Exactly `value`.
    pub(super) const fn point(value: Decimal) -> Self {
        Self::between(value, value)
    }

    /// From `low` to `high`, both included.
    pub(super) const fn between(low: Decimal, high: Decimal) -> Self {
        Self {
            low: Some(End { value: low, inclusive: true }),
            high: Some(End { value: high, inclusive: true }),
        }
    }

    /// `value` and more, or more than it.
    pub(super) const fn from(value: Decimal, inclusive: bool) -> Self {
        Self { low: Some(End { value, inclusive }), high: None }
    }

    /// `value` and less, or less than it.
    pub(super) const fn to(value: Decimal, inclusive: bool) -> Self {
        Self { low: None, high: Some(End { value, inclusive }) }
    }

    /// Every value times `factor`, which is positive; `None` beyond what a decimal holds.
    pub(super) fn scaled(&self, factor: Decimal) -> Option<Self> {
        let scale = |end: Option<End>| match end {
            Some(end) => Some(Some(End { value: end.value.checked_mul(factor)?, ..end })),
            None => Some(None),
        };
        Some(Self { low: scale(self.low)?, high: scale(self.high)? })
    }

    /// Every value with its sign turned.
    pub(super) fn negated(&self) -> Self {
        let turn = |end: Option<End>| end.map(|end| End { value: -end.value, ..end });
        Self { low: turn(self.high), high: turn(self.low) }
    }

    /// How `self`, what is possible, lies to what is acceptable.
    pub(super) fn relation(&self, acceptable: &Self) -> Relation {
        let low_fits = match (self.low, acceptable.low) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(own), Some(least)) => {
                own.value > least.value || (own.value == least.value && (least.inclusive || !own.inclusive))
            }
        };
        let high_fits = match (self.high, acceptable.high) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(own), Some(most)) => {
                own.value < most.value || (own.value == most.value && (most.inclusive || !own.inclusive))
            }
        };
        if low_fits && high_fits {
            return Relation::Within;
        }
        if self.is_below(acceptable) || acceptable.is_below(self) {
            return Relation::Outside;
        }
        Relation::Partly
    }

    /// Whether every value of `self` is less than every value of `other`.
    fn is_below(&self, other: &Self) -> bool {
        match (self.high, other.low) {
            (Some(high), Some(low)) => {
                high.value < low.value || (high.value == low.value && !(high.inclusive && low.inclusive))
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Interval, Relation};
    use rust_decimal::Decimal;

    fn d(n: i64) -> Decimal {
        Decimal::from(n)
    }

    #[test]
    fn possible_values_against_acceptable_ones() {
        let at_least_90 = Interval::from(d(90), true);
        assert_eq!(Interval::point(d(90)).relation(&at_least_90), Relation::Within);
        assert_eq!(Interval::point(d(89)).relation(&at_least_90), Relation::Outside);
        assert_eq!(Interval::between(d(85), d(95)).relation(&at_least_90), Relation::Partly);
        assert_eq!(Interval::to(d(90), false).relation(&at_least_90), Relation::Outside);
        assert_eq!(Interval::to(d(90), true).relation(&at_least_90), Relation::Partly);
        assert_eq!(Interval::point(d(90)).relation(&Interval::from(d(90), false)), Relation::Outside);
    }
}
