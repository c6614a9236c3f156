//! In how many places the numbers of a reason are shown.

use rust_decimal::Decimal;

use super::super::conversion::Reading;
use super::super::expression::Measure;

/// Beyond so many places more than people write no two numbers are told apart.
const MOST: u32 = 8;

/// What two conversions may leave between two numbers that are one, as a share of them.
const ALIKE: Decimal = Decimal::from_parts(1, 0, 0, false, 15);

/// How many places more than people write it takes that what was compared looks as it lies: 2.00001万元 is more than 2万元.
pub(super) fn of_reading(actual: &Measure, target: &Measure, reading: &Reading) -> u32 {
    more_places(actual, reading.figure, target, reading.target)
}

/// The same of two measures that need no conversion but that of their units.
pub(super) fn of_units(actual: &Measure, target: &Measure) -> u32 {
    let in_unit = |measure: &Measure| measure.amount.figure().saturating_mul(measure.unit.factor);
    more_places(actual, in_unit(actual), target, in_unit(target))
}

/// `is_actual` and `is_target` are the two figures in the terms in which they were compared.
fn more_places(actual: &Measure, is_actual: Decimal, target: &Measure, is_target: Decimal) -> u32 {
    let (actual, target) = (Side::of(actual, is_actual), Side::of(target, is_target));
    let keeps_order = |more: &u32| {
        let pairs = actual.ends().into_iter().flat_map(|own| target.ends().map(|other| (own, other)));
        pairs.into_iter().all(|(own, other)| {
            let lie = actual.compared(own).zip(target.compared(other));
            let look = actual.looks(own, *more).zip(target.looks(other, *more));
            lie.zip(look).is_none_or(|((a, b), (like_a, like_b))| {
                let gap = a.saturating_sub(b).abs();
                gap <= a.abs().saturating_mul(ALIKE) || a.cmp(&b) == like_a.cmp(&like_b)
            })
        })
    };
    (0..MOST).find(keeps_order).unwrap_or(MOST)
}

/// A measure and what its numbers are multiplied with to be compared.
struct Side<'m> {
    measure: &'m Measure,
    factor: Decimal,
}

impl<'m> Side<'m> {
    fn of(measure: &'m Measure, is: Decimal) -> Self {
        let factor = is.checked_div(measure.amount.figure()).unwrap_or(measure.unit.factor);
        Self { measure, factor }
    }

    fn ends(&self) -> [Decimal; 2] {
        self.measure.amount.ends()
    }

    fn compared(&self, number: Decimal) -> Option<Decimal> {
        number.checked_mul(self.factor)
    }

    fn looks(&self, number: Decimal, more: u32) -> Option<Decimal> {
        self.compared(self.measure.as_shown(number, more))
    }
}
