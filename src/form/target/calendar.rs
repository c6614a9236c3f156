//! Times of different calendars against each other: hours and days, working days, months.

use rust_decimal::Decimal;

use super::conversion::Reading;
use super::interval::Interval;
use super::unit::{Kind, Unit};

/// Days of a stretch of so many months: 30 for each, as offices count, and what the calendar may add.
fn days_of_months(months: Decimal) -> Option<(Decimal, Decimal)> {
    let twelve = Decimal::from(12);
    if months < twelve {
        return Some((months.checked_mul(Decimal::from(30))?, months.checked_mul(Decimal::from(31))?));
    }
    let of = |days: i64| months.checked_mul(Decimal::from(days))?.checked_div(twelve);
    Some((of(365)?, of(366)?))
}

/// Seconds of the shortest and the longest stretch that a time may be.
fn seconds(unit: Unit, value: Decimal) -> Option<(Decimal, Decimal)> {
    let day = Decimal::from(86_400);
    let value = value.checked_mul(unit.factor)?;
    let (short, long) = match unit.kind {
        Kind::Months => days_of_months(value)?,
        // So many working days are at least as many days, and two more for each weekend that may lie in them.
        Kind::Workdays => {
            let weekends = value.checked_div(Decimal::from(5))?.ceil();
            (value, value.checked_add(weekends.checked_mul(Decimal::TWO)?)?)
        }
        _ => return Some((value, value)),
    };
    Some((short.checked_mul(day)?, long.checked_mul(day)?))
}

/// Times that are to last: where hours stand beside days, a day may be one of eight hours, so that 5天 are 40 hours or more
/// and 40小时 five days or fewer.
pub(super) fn in_hours_of_days(plain: Reading, target: Unit, actual: Unit) -> Option<Reading> {
    let day = Decimal::from(86_400);
    let reading = plain.scaled(actual.factor, target.factor)?;
    let mut possible = reading.possible;
    match (&mut possible.low, &mut possible.high) {
        (Some(low), _) if actual.factor >= day && target.factor < day => {
            low.value = low.value.checked_div(Decimal::from(3))?;
        }
        (_, Some(high)) if target.factor >= day && actual.factor < day => {
            high.value = high.value.checked_mul(Decimal::from(3))?;
        }
        _ => {}
    }
    Some(Reading { possible, ..reading })
}

/// A limit of hours beside less than a day: half a day may be one of a working day of eight hours. `None` where neither side is one.
pub(super) fn in_hours_of_part_days(plain: Reading, target: Unit, actual: Unit) -> Option<Reading> {
    let day = Decimal::from(86_400);
    let is_part =
        |unit: Unit, value: Decimal| unit.factor == day && value > Decimal::ZERO && value < Decimal::ONE;
    let (of_actual, of_target) = (is_part(actual, plain.figure), is_part(target, plain.target));
    let limited = plain.acceptable.high.is_some() && plain.acceptable.low.is_none();
    if of_actual == of_target || actual.factor.min(target.factor) >= day || !limited {
        return None;
    }
    let mut reading = plain.scaled(actual.factor, target.factor)?;
    let shorter = |value: Decimal| value.checked_div(Decimal::from(3));
    match (&mut reading.possible.low, &mut reading.acceptable.high) {
        (Some(low), _) if of_actual => low.value = shorter(low.value)?,
        // What keeps the longer limit alone is in doubt.
        (Some(low), Some(high)) => {
            let least = shorter(high.value)?;
            low.value = low.value.checked_sub(high.value.checked_sub(least)?)?;
            high.value = least;
        }
        _ => {}
    }
    Some(reading)
}

/// Two times of different calendars in seconds: the actual one as wide as it may be, the target as narrow.
pub(super) fn in_one_time(plain: Reading, target: Unit, actual: Unit) -> Option<Reading> {
    let widen = |interval: Interval| {
        let mut wide = interval;
        if let Some(low) = &mut wide.low {
            low.value = seconds(actual, low.value)?.0;
        }
        if let Some(high) = &mut wide.high {
            high.value = seconds(actual, high.value)?.1;
        }
        Some(wide)
    };
    // A limit of three working days is kept by any three days or fewer; four may be three working days or not. So the
    // doubt lies on the actual side: what is possible is widened by what the target may be.
    let (short, long) = seconds(target, plain.target)?;
    let mut possible = widen(plain.possible)?;
    let slack = long.checked_sub(short)?;
    let mut acceptable = plain.acceptable;
    if let Some(low) = &mut acceptable.low {
        let (short, long) = seconds(target, low.value)?;
        // A year of 365 days is a year; three working days may be five days.
        low.value = if target.kind == Kind::Months { short } else { long };
        if target.kind != Kind::Months
            && let Some(high) = &mut possible.high
        {
            high.value = high.value.checked_add(slack)?;
        }
    }
    if let Some(high) = &mut acceptable.high {
        high.value = seconds(target, high.value)?.0;
        if let Some(low) = &mut possible.low {
            low.value = low.value.checked_sub(slack)?;
        }
    }
    Some(Reading { possible, acceptable, figure: seconds(actual, plain.figure)?.0, target: short })
}
