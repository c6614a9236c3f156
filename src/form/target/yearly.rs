//! What is counted for a part of the year, in a year's terms: 每月4次 are 48, 300元/人·月 are 3600元/人·年.

use rust_decimal::Decimal;

use super::conversion::Reading;
use super::expression::{Extent, Measure};
use super::unit::Kind;

/// Frequencies as a year's number. A bare number beside a frequency may be the year's or one period's.
pub(super) fn by_frequency(plain: Reading, target: &Measure, actual: &Measure) -> Vec<Reading> {
    // What a person costs a day is a price, whether the day is named or not.
    let price = target.unit.kind == Kind::Money && (target.per.is_some() || actual.per.is_some());
    let counted =
        !matches!(target.unit.kind, Kind::Ratio | Kind::Points | Kind::Time | Kind::Workdays | Kind::Months);
    let one = Decimal::ONE;
    let scaled = |a, t| plain.scaled(a, t);
    match (target.times_a_year, actual.times_a_year) {
        (Some(t), Some(a)) if t != a && counted => {
            let yearly = scaled(a, t);
            let yearly = if price || is_of_weeks(t, a) {
                yearly.and_then(|yearly| by_calendar(yearly, t, a, false))
            } else {
                yearly
            };
            yearly.into_iter().collect()
        }
        (Some(t), Some(a)) if is_day_of_week(t, a) && of_hours(target) && of_hours(actual) => {
            by_the_week(plain).into_iter().collect()
        }
        (Some(t), Some(a)) if t != a && of_hours(target) && of_hours(actual) => {
            scaled(a, t).and_then(|yearly| by_calendar(yearly, t, a, true)).into_iter().collect()
        }
        // 每月10小时 for 100小时 may be as many each month, or a year's.
        (None, Some(a)) if of_hours(target) && of_hours(actual) && a > one => {
            let yearly = scaled(a, one);
            let plain = (target.extent != Extent::Year).then_some(plain);
            plain.into_iter().chain(yearly).collect()
        }
        // 8万元 for 400元/人·天 is of nobody knows how many people.
        (Some(_), None) | (None, Some(_)) if price && target.per.is_some() != actual.per.is_some() => {
            vec![plain]
        }
        (Some(t), None) if price => either(plain, scaled(one, t)),
        (None, Some(a)) if price => either(plain, scaled(a, one)),
        (Some(t), None) if counted => {
            let total = scaled(one, t);
            let each = (actual.extent == Extent::Unsaid && t > one).then_some(plain);
            total.into_iter().chain(each).collect()
        }
        // 每月培训50人 are 600 a year, 月均发放11850人 are always the same: the one that lies nearer is meant.
        (None, Some(a)) if matches!(target.unit.kind, Kind::People | Kind::Households) => {
            scaled(a, one).into_iter().chain([plain]).min_by_key(Reading::distance).into_iter().collect()
        }
        (None, Some(a)) if counted => scaled(a, one).into_iter().collect(),
        _ => vec![plain],
    }
}

/// Whether a number is a stretch of hours or minutes, which adds up over the days; 每月10日 is a day of the month.
fn of_hours(measure: &Measure) -> bool {
    measure.unit.kind == Kind::Time && measure.unit.factor < Decimal::from(86_400) && measure.shift.is_none()
}

/// Whether the target is counted by the week and the actual value by the day.
fn is_day_of_week(target: Decimal, actual: Decimal) -> bool {
    (target, actual) == (Decimal::from(52), Decimal::from(365))
}

/// What goes on each day in a week, which may be one of five days.
fn by_the_week(plain: Reading) -> Option<Reading> {
    let (five, seven) = (Decimal::from(5), Decimal::from(7));
    let mut reading = plain.scaled(seven, Decimal::ONE)?;
    if let (Some(low), Some(own)) = (&mut reading.possible.low, plain.possible.low) {
        low.value = own.value.checked_mul(five)?;
    }
    Some(reading)
}

/// How many of a period a year may have, of which there are so many by the office's count: months and quarters divide it,
/// days and weeks do not. Of what goes on each day (`at_work`) nobody knows whether it does at weekends as well.
fn in_a_year(times: Decimal, at_work: bool) -> (Decimal, Decimal) {
    let between = |low: i64, high: i64| (Decimal::from(low), Decimal::from(high));
    match times.normalize().to_string().as_str() {
        "365" if at_work => between(240, 366),
        "365" => between(360, 366),
        "52" => between(52, 53),
        "250" => between(240, 262),
        _ => (times, times),
    }
}

/// Whether one of two frequencies is counted by the week or by the day and the other by the month.
fn is_of_weeks(target: Decimal, actual: Decimal) -> bool {
    let short = |times: Decimal| [52, 250, 365].into_iter().any(|of| times == Decimal::from(of));
    let long = |times: Decimal| [2, 4, 12].into_iter().any(|of| times == Decimal::from(of));
    (short(target) && long(actual)) || (long(target) && short(actual))
}

/// A year's numbers where the periods of the two sides differ: 每人每天30元 may be 900元 a month or 930.
fn by_calendar(yearly: Reading, target: Decimal, actual: Decimal, at_work: bool) -> Option<Reading> {
    let ((least, most), (short, long)) = (in_a_year(target, at_work), in_a_year(actual, at_work));
    // A month has four weeks and a few days more.
    let four = |times: Decimal, least: Decimal| {
        if is_of_weeks(target, actual) && times == Decimal::from(52) { Decimal::from(48) } else { least }
    };
    let (least, short) = (four(target, least), four(actual, short));
    let mut possible = yearly.possible;
    let stretch = |value: Decimal, own: Decimal, other: Decimal| {
        value.checked_mul(own)?.checked_mul(target)?.checked_div(actual)?.checked_div(other)
    };
    if let Some(low) = &mut possible.low {
        low.value = if short == long && least == most { low.value } else { stretch(low.value, short, most)? };
    }
    if let Some(high) = &mut possible.high {
        high.value =
            if short == long && least == most { high.value } else { stretch(high.value, long, least)? };
    }
    Some(Reading { possible, ..yearly })
}

/// A price of which one side alone names the period: 3000元/人 beside 每人每月300元 is the year's, 310元/人 the month's. Where
/// neither lies much nearer, the farther one is given first, so that they must agree.
fn either(plain: Reading, yearly: Option<Reading>) -> Vec<Reading> {
    let Some(yearly) = yearly else { return vec![plain] };
    let (near, far) = if yearly.distance() < plain.distance() { (yearly, plain) } else { (plain, yearly) };
    let clear = far.distance().checked_div(near.distance()).is_none_or(|times| times >= Decimal::from(4));
    if clear { vec![near] } else { vec![far, near] }
}
