//! What a target admits: its comparator, else the direction of the indicator's name.

use rust_decimal::Decimal;

use super::conversion::Reading;
use super::direction::{Certainty, Direction, Trend};
use super::expression::{Amount, Measure, Shift};
use super::interval::{Interval, Relation};
use super::unit::{Kind, Unit, Word};
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
    /// How sure that is.
    pub certainty: Certainty,
}

/// How far a target of `约200` lets its actual value be off: 5 %.
const ABOUT: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// What `约` admits around `value`.
fn about(value: Decimal) -> Option<Interval> {
    let by = value.abs().checked_mul(ABOUT)?;
    Some(Interval::between(value.checked_sub(by)?, value.checked_add(by)?))
}

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
        let sure = |acceptable, trend| Self { measure, acceptable, trend, certainty: Certainty::Certain };
        // ±5%以内: what may lie on either side is bounded on both.
        if let Amount::Tolerance(..) = measure.amount {
            return Some(sure(measure.amount.values()?, None));
        }
        if let Some(Comparator { sign, .. }) = measure.comparator {
            let trend = match sign {
                Sign::AtLeast | Sign::MoreThan => Some(Trend::MoreIsBetter),
                Sign::AtMost | Sign::LessThan => Some(Trend::LessIsBetter),
                Sign::Equal | Sign::About => None,
            };
            return Some(sure(admitted(sign, value), trend));
        }
        let trend = bare_trend(measure, direction);
        let certainty = bare_certainty(measure, direction);
        let more = trend != Some(Trend::LessIsBetter);
        let acceptable = match measure.amount {
            // None at all.
            Amount::Exact(v) if v.is_zero() && measure.change.is_none() => Interval::to(v, true),
            Amount::Exact(v) if trend.is_none() => Interval::point(v),
            Amount::Exact(v) | Amount::AndMore(v) if more => Interval::from(v, true),
            Amount::Exact(v) | Amount::AndMore(v) => Interval::to(v, true),
            Amount::Either(low, high) if trend.is_none() => Interval::between(low, high),
            Amount::Either(low, _) if more => Interval::from(low, true),
            Amount::Either(_, high) => Interval::to(high, true),
            Amount::About(v) => {
                let near = about(v)?;
                if more { Interval { high: None, ..near } } else { Interval { low: None, ..near } }
            }
            Amount::Nearly(v) => Interval::from(v.checked_mul(Decimal::new(9, 1))?, true),
            span @ (Amount::Range(..) | Amount::Bounds(..) | Amount::Tolerance(..)) => {
                return Some(sure(span.values()?, None));
            }
        };
        if measure.is_zero() && measure.change.is_none() {
            return Some(sure(acceptable, Some(Trend::LessIsBetter)));
        }
        Some(Self { measure, acceptable, trend, certainty })
    }
}

impl Requirement<'_> {
    /// Whether a reading's verdict stands whichever way the indicator is better: its actual value is the target itself, or
    /// lies below what is asked for at least.
    pub(super) fn is_decided(&self, reading: &Reading) -> bool {
        let itself = match self.measure.amount {
            Amount::About(_) => about(reading.target),
            Amount::Either(..) => self.measure.amount.values(),
            _ => Some(Interval::point(reading.target)),
        };
        match (self.certainty, reading.possible.relation(&reading.acceptable)) {
            (Certainty::Certain, _) | (_, Relation::Partly) => true,
            (_, Relation::Within) => {
                itself.is_some_and(|itself| reading.possible.relation(&itself) == Relation::Within)
            }
            (certainty, Relation::Outside) => certainty == Certainty::Floor,
        }
    }
}

/// Which way a bare number is better. A bare stretch of time is a maximum where the name speaks of a delay, a minimum
/// only where the name says that it is to last, and neither where it says nothing.
fn bare_trend(measure: &Measure, direction: &Direction) -> Option<Trend> {
    if measure.change == Some(Change::Fall) || measure.shift == Some(Shift::Early) {
        return Some(Trend::MoreIsBetter);
    }
    if measure.unit.kind.is_time() && direction.trend == Trend::MoreIsBetter {
        const LASTING: &str = "时长 时间 年限 天数 月数 小时数 学时 课时 年数 期限 寿命 保质 质保 保修 保证期 提前 预见期 \
             公示期 公告期 保管期";
        // 审批时间压减天数
        if direction.is_fall {
            return Some(Trend::MoreIsBetter);
        }
        let names_it = |word: &String| LASTING.split_ascii_whitespace().any(|lasting| word.contains(lasting));
        let lasts = direction.evidence.as_ref().is_some_and(names_it);
        return lasts.then_some(Trend::MoreIsBetter);
    }
    if direction.trend == Trend::Neither {
        return None;
    }
    Some(direction.trend)
}

/// How sure it is which way a bare number is better. What is counted is taken as a minimum unless the name speaks against
/// it; a rate, an index, a price or a temperature under a name that says nothing may be either.
fn bare_certainty(measure: &Measure, direction: &Direction) -> Certainty {
    let certain = direction.certainty == Certainty::Certain && direction.evidence.is_some();
    // A 成本控制率 of 5% is what was saved, and not what was paid.
    let half = Decimal::from(50);
    if direction.is_control() && measure.unit.kind == Kind::Ratio && measure.amount.figure() < half {
        return Certainty::Doubtful;
    }
    // 增长5%: nobody sets a growth for a target that is not wanted; and a fall is always counted as one.
    let moved = measure.change == Some(Change::Fall) || (measure.change.is_some() && !is_doubtful(direction));
    // 提前5天: the earlier the better, whatever the name says of the time that it takes.
    if certain || moved || measure.shift == Some(Shift::Early) {
        return Certainty::Certain;
    }
    // Whoever sets 100% for a target wants all of it.
    let whole = measure.unit.kind == Kind::Ratio && measure.amount.figure() == Decimal::ONE_HUNDRED;
    if whole && direction.trend == Trend::MoreIsBetter {
        return Certainty::Floor;
    }
    if is_doubtful(direction) {
        return Certainty::Doubtful;
    }
    if is_count(measure, direction) { Certainty::Certain } else { direction.certainty }
}

const fn is_doubtful(direction: &Direction) -> bool {
    matches!(direction.certainty, Certainty::Doubtful)
}

/// Whether a number counts things, or ground that is worked on, rather than measures a state.
fn is_count(measure: &Measure, direction: &Direction) -> bool {
    let Unit { kind, factor, word } = measure.unit;
    let large = |least: i64| factor >= Decimal::from(least);
    // 每次20人 is a count for each time; 5件/万人 is a rate.
    let each = measure.per.is_none_or(|per| per.unit.kind == Kind::Things && per.count == Decimal::ONE);
    let counted = match kind {
        Kind::Bare => !direction.is_index && measure.amount.figure().fract().is_zero(),
        Kind::Length => large(1),
        Kind::Area => true,
        // Cubic metres and tonnes; litres and grams are doses.
        Kind::Volume => large(1_000),
        Kind::Mass => large(1_000_000),
        // Nobody counts what is wanted by the 起, unless its name says so.
        Kind::Things if word == Word::Known("起") => false,
        // Stars and letters (4A) grade; other letters are units of what nobody knows.
        _ => {
            kind.is_count() && (!matches!(word, Word::Latin(_)) || word == Word::Latin([b'a', 0, 0, 0, 0, 0]))
        }
    };
    counted && (measure.per.is_none() || (each && kind.is_count()))
}
