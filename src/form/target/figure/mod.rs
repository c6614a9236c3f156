//! Figures in running text, with what they are said of: `案件办结率 100%` in a year's goals.

mod clause;
mod share;
mod telling;

use rust_decimal::Decimal;

use super::conversion;
use super::expression::Measure;
use super::interval::{Interval, Relation};
use super::reader;
use super::undone::{self, Undone};
use super::unit::Unit;
use super::vocabulary::Cue;
pub use share::told_share;
pub use telling::figures;

/// A figure of a text and the words that it is said of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The words before it in its clause, folded: `信访案件办结率`.
    pub subject: String,
    /// The figure as people write it: `100%`.
    pub shown: String,
    /// What it may stand for, in its unit's base.
    possible: Interval,
    unit: Unit,
    /// Whether it is the size of a change, whose sign tables write or leave out.
    change: bool,
    /// Its decimal places as written.
    places: u32,
    /// Whose money its sentence has spoken of.
    pub(crate) portion: Portion,
}

/// Of how much of the money a sentence speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Portion {
    /// All of it, for what it says.
    #[default]
    Whole,
    /// A project's: 本项目全年预算执行率为95%. On a project's own form that is the whole.
    Project,
    /// A part: 其中基本支出1560万元，执行率96.5%.
    Part,
}

/// The numbers of a target or of an actual value, to be compared with many figures.
#[derive(Debug)]
pub(crate) struct Numbers(Vec<Measure>);

impl Numbers {
    /// A text of more numbers is a list, with which no figure can be compared.
    const MOST: usize = 100;

    /// Those of `text`.
    pub(crate) fn of(text: &str) -> Self {
        let measures = &reader::read(text).measures;
        Self(if measures.len() > Self::MOST { Vec::new() } else { measures.clone() })
    }
}

/// What a measure may stand for, in its unit's base.
fn values(measure: &Measure) -> Option<Interval> {
    conversion::possible(measure)?.scaled(measure.unit.factor)
}

impl Figure {
    /// Whether one of these numbers, counted as it is, agrees with it; `None` where none is counted so.
    pub(crate) fn agrees_with_one_of(&self, numbers: &Numbers) -> Option<bool> {
        let mut comparable = self.comparable(numbers).peekable();
        comparable.peek()?;
        Some(comparable.any(|measure| self.agrees(measure).unwrap_or(true)))
    }

    /// Whether one of these numbers, counted as it is, is no more than its double and no less than its half.
    pub(crate) fn is_near_one_of(&self, numbers: &Numbers) -> bool {
        let [Some(low), Some(high)] = [self.possible.low, self.possible.high] else { return false };
        self.comparable(numbers).any(|measure| {
            let figure = measure.amount.figure().checked_mul(measure.unit.factor);
            let twice = |value: Decimal| value.checked_mul(Decimal::TWO);
            figure.is_some_and(|figure| twice(figure) >= Some(low.value) && twice(high.value) >= Some(figure))
        })
    }

    /// Those of some numbers that are counted as it is.
    fn comparable<'n>(&self, numbers: &'n Numbers) -> impl Iterator<Item = &'n Measure> {
        let unit = self.unit;
        numbers
            .0
            .iter()
            .filter(move |m| m.unit.kind == unit.kind && (!m.unit.kind.is_count() || m.unit.is_same(&unit)))
    }

    fn agrees(&self, measure: &Measure) -> Option<bool> {
        let figure = measure.amount.figure().checked_mul(measure.unit.factor)?;
        let figure = if self.change { figure.abs() } else { figure };
        let point = Interval::point(figure).relation(&self.possible) == Relation::Within;
        // A range or an approximation agrees with whatever it admits.
        let loose = self.possible.relation(&measure.amount.values()?.scaled(measure.unit.factor)?);
        Some(point || loose != Relation::Outside)
    }

    /// Whether it is a rate, given as a fraction, rounded or cut off to its own places.
    pub(crate) fn agrees_with_rate(&self, rate: Decimal) -> bool {
        use rust_decimal::RoundingStrategy::{MidpointAwayFromZero, ToZero};
        let factor = self.unit.factor;
        let Some(own) = rate.checked_mul(Decimal::ONE_HUNDRED).and_then(|rate| rate.checked_div(factor))
        else {
            return true;
        };
        let rounded = [MidpointAwayFromZero, ToZero].map(|way| own.round_dp_with_strategy(self.places, way));
        [own].into_iter().chain(rounded).any(|rate| {
            let point = rate.checked_mul(factor).map(Interval::point);
            point.is_none_or(|point| point.relation(&self.possible) == Relation::Within)
        })
    }

    /// Whether it is a rate in per cent.
    pub(crate) fn is_rate(&self) -> bool {
        self.unit.kind == super::unit::Kind::Ratio
    }
}

/// How much of a numeric target was reached, as a fraction, where more is better and both are one number in one unit.
///
/// ```
/// use rust_decimal::Decimal;
/// use ziping::form::completion;
/// assert_eq!(completion("更换器材", "≥120件", "96件"), Some(Decimal::new(8, 1)));
/// assert_eq!(completion("家长满意度", "≥90%", "81"), Some(Decimal::new(9, 1)));
/// assert_eq!(completion("举办活动", "20场", "15/20"), Some(Decimal::new(75, 2)));
/// assert_eq!(completion("安装设备", "40台", "还差10台"), Some(Decimal::new(75, 2)));
/// assert_eq!(completion("投诉件数", "≤3件", "5件"), None);
/// ```
pub fn completion(name: &str, target: &str, actual: &str) -> Option<Decimal> {
    use super::direction::{Direction, Trend};
    use super::requirement::Requirement;
    let (target, actual) = (reader::read(target), reader::read(actual));
    let ([least], [reached]) = (target.measures.as_slice(), actual.measures.as_slice()) else { return None };
    if least.listed != reached.listed {
        return None;
    }
    let undone = undone::told(name, least, &actual);
    if undone.is_some_and(|undone| undone != Undone::Missing) {
        return None;
    }
    let direction = Direction::of(name);
    let requirement = Requirement::of(least, &direction)?;
    if requirement.trend != Some(Trend::MoreIsBetter) {
        return None;
    }
    let of_all = match super::of_all::of(least, &actual) {
        Some((_, false)) => return None,
        of_all => of_all.map(|(some, _)| some),
    };
    let reached = of_all.as_ref().unwrap_or(reached);
    let readings = conversion::readings(least, requirement.acceptable, reached, &direction).ok()?;
    let share = |reading: &conversion::Reading| {
        (reading.target > Decimal::ZERO).then(|| reading.figure.checked_div(reading.target)).flatten()
    };
    match readings.as_slice() {
        // 还差10台 of 40台
        [reading] if undone.is_some() => share(reading)
            .and_then(|lacks| Decimal::ONE.checked_sub(lacks))
            .map(|share| share.max(Decimal::ZERO)),
        // What rose where it was to fall was not reached at all.
        [reading] => share(reading).map(|share| share.max(Decimal::ZERO)),
        // A bare 85 for 90% may be meant in two ways; the one that is short of the target by less counts.
        several => several.iter().filter_map(share).filter(|share| *share < Decimal::ONE).max(),
    }
}

/// Whether a target can be measured: it has a number, a date, a grade, or wants none or all of something.
///
/// ```
/// use ziping::form::is_measurable;
/// assert!(is_measurable("≥95%") && is_measurable("12月底前") && is_measurable("不发生"));
/// assert!(!is_measurable("显著提升"));
/// ```
pub fn is_measurable(target: &str) -> bool {
    let expression = reader::read(target);
    !expression.measures.is_empty()
        || !expression.moments.is_empty()
        || expression.lone.is_some()
        || expression.cues.has_any(&[Cue::Whole, Cue::OnTime])
        || super::absence::is_wanted(&expression)
        || super::grade::Grade::of(&expression.text).is_some()
}

/// Whether an actual value says the target's own figure: the same text, or the same numbers in the same units whatever
/// comparator the target has.
pub(crate) fn is_exactly(target: &str, actual: &str) -> bool {
    let (target, actual) = (reader::read(target), reader::read(actual));
    let same = |(a, b): (&Measure, &Measure)| {
        let figures =
            (a.amount.figure().checked_mul(a.unit.factor), b.amount.figure().checked_mul(b.unit.factor));
        a.unit.kind == b.unit.kind && a.listed == b.listed && figures.0 == figures.1
    };
    target.text == actual.text
        || (!target.measures.is_empty()
            && target.measures.len() == actual.measures.len()
            && target.measures.iter().zip(&actual.measures).all(same))
}

/// Whether a target is that there is none of what is counted: 0起.
pub(crate) fn wants_none(target: &str) -> bool {
    let target = reader::read(target);
    let counts = |m: &Measure| m.is_zero() && m.change.is_none() && m.unit.kind.is_count();
    matches!(target.measures.as_slice(), [only] if counts(only))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_no_part_of_what_was_done() {
        let done = |target: &str, actual: &str| completion("安装设备数", target, actual);
        assert_eq!(done("40台", "除5台外均已安装"), Some(Decimal::new(875, 3)));
        assert_eq!(done("40台", "除50台外均已安装"), None);
        assert_eq!(done("40台", "已安装35台"), Some(Decimal::new(875, 3)));
    }

    #[test]
    fn a_figure_agrees_with_numbers_that_are_counted_as_it_is() {
        let told = figures("全年案件办结率达100%", Some(2021));
        let agrees = |numbers: &str| told[0].agrees_with_one_of(&Numbers::of(numbers));
        assert_eq!(["100%", "90%", "12宗"].map(agrees), [Some(true), Some(false), None]);
    }
}
