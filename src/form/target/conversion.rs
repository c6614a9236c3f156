//! An actual value in the target's terms: its unit, its frequency, its change.

use rust_decimal::Decimal;

use super::calendar::{in_hours_of_days, in_hours_of_part_days, in_one_time};
use super::direction::{Direction, Trend};
use super::expression::{Measure, Shift};
use super::interval::Interval;
use super::requirement::admitted;
use super::unit::{self, Kind, Unit, Word};
use super::vocabulary::{Change, Comparator, Manner};
use super::yearly::by_frequency;

/// One way to read an actual value against a target: both in the same terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// What the actual value may be.
    pub possible: Interval,
    /// What the target admits.
    pub acceptable: Interval,
    /// The actual number.
    pub figure: Decimal,
    /// The target's number.
    pub target: Decimal,
}

/// Why an actual value cannot be put in the target's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// The units measure different things.
    Units,
    /// It is not said whether something rose or fell, or for how much it is counted.
    Terms,
}

/// The values that an actual number stands for, in its own unit.
pub(super) fn possible(actual: &Measure) -> Option<Interval> {
    match actual.comparator {
        Some(Comparator { sign, manner }) if manner != Manner::Attained => {
            Some(admitted(sign, actual.amount.figure()))
        }
        _ => actual.amount.values(),
    }
}

/// The readings of `actual` against `target`, the likeliest first: two where a bare number may be meant in two ways.
pub(super) fn readings(
    target: &Measure,
    acceptable: Interval,
    actual: &Measure,
    direction: &Direction,
) -> Result<Vec<Reading>, Obstacle> {
    let possible = possible(actual).ok_or(Obstacle::Terms)?;
    let turned = turn(target, actual, direction)?;
    let figure = actual.amount.figure();
    // A deviation of -6% is one of 6%, unless the target has a range for it or asks for its sign (≤0).
    let apart = figure.is_sign_negative() && direction.is_deviation() && !target.amount.is_span();
    if apart && target.comparator.is_some() && target.amount.figure() <= Decimal::ZERO {
        return Err(Obstacle::Terms);
    }
    let turned = turned || apart;
    let possible = if turned { possible.negated() } else { possible };
    let figure = if turned { -figure } else { figure };
    let plain = Reading { possible, acceptable, figure, target: target.amount.figure() };
    if let (Some(own), Some(other)) = (&target.per, &actual.per)
        && (!own.unit.is_same(&other.unit) || own.count != other.count)
        && !(own.count == other.count && count_alike(own.unit, other.unit))
    {
        return Err(Obstacle::Terms);
    }
    let lasts = direction.trend == Trend::MoreIsBetter;
    let in_units = in_one_unit(plain, target, actual, lasts)?;
    Ok(in_units.into_iter().flat_map(|reading| by_frequency(reading, target, actual)).collect())
}

/// Whether the actual number's sign must turn, because one speaks of a fall and the other of a rise.
fn turn(target: &Measure, actual: &Measure, direction: &Direction) -> Result<bool, Obstacle> {
    let named = if direction.is_fall {
        Some(Change::Fall)
    } else if direction.is_rise {
        Some(Change::Rise)
    } else {
        None
    };
    let figure = actual.amount.figure();
    match (target.shift, actual.shift) {
        // 3天 for 提前5天 may be the days that it took, unless the name speaks of days ahead.
        (Some(Shift::Early), None)
            if direction.evidence.as_ref().is_none_or(|word| !word.contains("提前")) =>
        {
            return Err(Obstacle::Terms);
        }
        (Some(own), Some(other)) if own != other => return Ok(true),
        _ => {}
    }
    // 达到93%, or 93%, for 提高5个百分点 is what it came to.
    if target.change.is_some() && actual.change.is_none() && is_level(target, actual) {
        return Err(Obstacle::Terms);
    }
    match (target.change.or(named), actual.change) {
        (Some(one), Some(other)) => Ok(one != other),
        // 减少2件 for ≤3件 tells no number of its own.
        (None, Some(_)) => Err(Obstacle::Terms),
        (None | Some(Change::Rise), None) => Ok(false),
        (Some(Change::Fall), None) => {
            if figure.is_sign_negative() && !figure.is_zero() {
                // Less than nothing was saved, of a 节约率 of -3.5%; how the sign of a bare target is meant, nobody knows.
                let saved = direction.evidence.as_ref().is_some_and(|word| word.starts_with('节'));
                if saved && target.comparator.is_some() {
                    return Ok(false);
                }
                // -6% is a fall of 6 % beside 下降5%, but what is -6% of a 下降率?
                return if target.change.is_some() { Ok(true) } else { Err(Obstacle::Terms) };
            }
            if direction.is_fall || figure.is_zero() { Ok(false) } else { Err(Obstacle::Terms) }
        }
    }
}

/// Whether an actual number is so far beyond the change that was asked for that it is rather what the change led to.
fn is_level(target: &Measure, actual: &Measure) -> bool {
    let (own, other) = (target.amount.figure(), actual.amount.figure());
    let times =
        |times: i64| own.abs().checked_mul(Decimal::from(times)).is_some_and(|far| other.abs() >= far);
    let attained = actual.comparator.is_some_and(|c| c.manner == Manner::Attained);
    let rate = target.unit.kind == Kind::Ratio && actual.unit.kind == Kind::Ratio;
    (attained && times(3)) || (rate && times(5) && other.abs() >= Decimal::from(50))
}

impl Reading {
    /// Both sides multiplied.
    pub(super) fn scaled(self, actual: Decimal, target: Decimal) -> Option<Self> {
        Some(Self {
            possible: self.possible.scaled(actual)?,
            acceptable: self.acceptable.scaled(target)?,
            figure: self.figure.checked_mul(actual)?,
            target: self.target.checked_mul(target)?,
        })
    }

    /// How many times one number is the other: one where they are equal.
    pub(super) fn distance(&self) -> Decimal {
        let (a, b) = (self.figure.abs(), self.target.abs());
        if a == b {
            return Decimal::ONE;
        }
        a.max(b).checked_div(a.min(b)).unwrap_or(Decimal::MAX)
    }
}

/// `unit` beside `other`: 50分 beside an hour are minutes, 20度 beside 18℃ degrees, 280块 beside 300元 money, 12T beside 10TB data.
pub(super) fn beside(unit: Unit, other: Unit) -> Unit {
    let minutes = unit.kind == Kind::Points && other.kind == Kind::Time;
    if minutes {
        return unit::read(&['分', '钟'], 0).map_or(unit, |(minutes, _)| minutes);
    }
    if unit.word == Word::Known("度") && other.kind == Kind::Temperature {
        return Unit { kind: Kind::Temperature, ..unit };
    }
    // 12T beside 10TB, 500M beside Mbps.
    let spelled: Option<&[char]> = match (unit.word, other.kind) {
        (Word::Known("吨"), Kind::Data) => Some(&['t', 'b']),
        (Word::Known("克"), Kind::Data) => Some(&['g', 'b']),
        (Word::Known("米"), Kind::Data) => Some(&['m', 'b']),
        (Word::Known("米"), Kind::DataRate) => Some(&['m', 'b', 'p', 's']),
        (Word::Known("克"), Kind::DataRate) => Some(&['g', 'b', 'p', 's']),
        _ => None,
    };
    if let Some((whole, _)) = spelled.and_then(|spelled| unit::read(spelled, 0)) {
        return whole;
    }
    if unit.word == Word::Known("块") && other.kind == Kind::Money {
        return Unit { kind: Kind::Money, ..unit };
    }
    unit
}

/// Whether one unit is in latin letters that nobody knows and the other is not the same.
fn is_foreign(a: Unit, b: Unit) -> bool {
    a.word != b.word && (matches!(a.word, Word::Latin(_)) || matches!(b.word, Word::Latin(_)))
}

/// Both numbers in one unit; `lasts` where a stretch of time is to be long.
fn in_one_unit(
    plain: Reading,
    target: &Measure,
    actual: &Measure,
    lasts: bool,
) -> Result<Vec<Reading>, Obstacle> {
    let (own, other) = (beside(target.unit, actual.unit), beside(actual.unit, target.unit));
    let one = |reading: Option<Reading>| reading.map(|r| vec![r]).ok_or(Obstacle::Terms);
    match (own.kind, other.kind) {
        // Beside 160万画幅, whose word nobody knows, 165.3 is as many 万.
        (Kind::Bare, Kind::Bare) if target.scale == actual.scale => Ok(vec![plain]),
        (_, Kind::Bare) => Ok(bare_readings(own, target.scale, actual.scale)
            .into_iter()
            .filter_map(|factor| plain.scaled(factor, own.factor))
            .collect()),
        (Kind::Bare, _) => Ok(bare_readings(other, actual.scale, target.scale)
            .into_iter()
            .filter_map(|factor| plain.scaled(other.factor, factor))
            .collect()),
        // So many people have attended at least so many times; so many attendances are at most so many people.
        _ if is_once(other, own) && !plain.figure.is_zero() => {
            one(Some(Reading { possible: Interval { high: None, ..plain.possible }, ..plain }))
        }
        _ if is_once(own, other) && !plain.figure.is_zero() => {
            let low = Interval::from(Decimal::ZERO, false).low;
            one(Some(Reading { possible: Interval { low, ..plain.possible }, ..plain }))
        }
        (Kind::Time, Kind::Time) if lasts && plain.acceptable.low.is_some() => {
            one(in_hours_of_days(plain, own, other))
        }
        (Kind::Time, Kind::Time) if own.factor != other.factor => {
            one(in_hours_of_part_days(plain, own, other).or_else(|| plain.scaled(other.factor, own.factor)))
        }
        // 增加1起 for 零增长: which side of nought it lies on, any unit says.
        _ if plain.target.is_zero() && target.change.is_some() && actual.change.is_some() => one(Some(plain)),
        _ if is_foreign(own, other) => Err(Obstacle::Units),
        (a, b) if a == b => one(plain.scaled(other.factor, own.factor)),
        _ if count_alike(own, other) => one(Some(plain)),
        (a, b) if a.is_time() && b.is_time() => one(in_one_time(plain, own, other)),
        (a, b) if a.is_count() && b.is_count() && plain.figure.is_zero() => one(Some(plain)),
        _ => Err(Obstacle::Units),
    }
}

/// Whether `unit` counts once what `visits` counts each time: 人 and 人次.
pub(super) fn is_once(unit: Unit, visits: Unit) -> bool {
    match visits.word {
        Word::Known("人次") => unit.kind == Kind::People,
        Word::Known("户次" | "家次") => matches!(unit.word, Word::Known("家" | "户")),
        _ => false,
    }
}

/// Whether two counting words count the same: 个 counts anything, 家 counts shops as 户 does, 册 books as 本.
fn count_alike(a: Unit, b: Unit) -> bool {
    let any =
        |unit: Unit| matches!(unit.word, Word::Known("个") | Word::Counting(_)) && unit.kind == Kind::Things;
    let shop = |unit: Unit| matches!(unit.word, Word::Known("家" | "户"));
    // What is printed and bound is counted either way.
    let bound = |unit: Unit| matches!(unit.word, Word::Known("本" | "册"));
    let alike = (shop(a) && shop(b)) || (bound(a) && bound(b));
    a.kind.is_count() && b.kind.is_count() && (any(a) || any(b) || alike)
}

/// What a bare number may be multiplied by beside a number in `unit`: it takes that unit (and its 万), unless it is
/// plainly typed in the base unit: 0.93 beside 90%, 31000 beside 3.2万元.
fn bare_readings(unit: Unit, scale: Decimal, own_scale: Decimal) -> Vec<Decimal> {
    let mut factors = Vec::with_capacity(2);
    let scale = if own_scale == Decimal::ONE { scale } else { Decimal::ONE };
    factors.extend(unit.factor.checked_mul(scale));
    match unit.kind {
        Kind::Ratio => factors.push(Decimal::ONE_HUNDRED),
        _ if scale != Decimal::ONE => factors.push(unit.factor),
        _ => {}
    }
    factors
}
