//! Excel's dates: days since the end of 1899 (or since 1904), as numbers.

use jiff::Timestamp;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Cell, CellRef, Sheet, Value};
use crate::excerpt::first_of;

/// The days between Excel's two epochs.
const DAYS_1904: i64 = 1_462;

/// A value of a cell that shows a date, of a file that counts from 1904: as those count that are written, from 1900.
pub(super) fn counted_from_1900(value: Value) -> Value {
    match value {
        Value::Number(n) => Value::Number(n.saturating_add(DAYS_1904.into())),
        value => value,
    }
}

const NANOSECONDS_OF_A_DAY: i64 = 86_400_000_000_000;

/// The serial number of 1970-01-01.
const UNIX_EPOCH: i64 = 25_569;

/// A date and a time of day as Excel shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) year: i16,
    /// 1–12.
    pub(super) month: i8,
    /// 1–31; 0 for the day that Excel calls 1900-01-00.
    pub(super) day: i8,
    /// 0 is Sunday.
    pub(super) weekday: usize,
    /// Seconds of the day.
    pub(super) seconds: u32,
    /// Thousandths of a second.
    pub(super) millis: u32,
}

impl Moment {
    /// The moment of a serial number; `None` for negative ones and beyond the year 9999. `unit` is the smallest
    /// unit shown in milliseconds, to which the time is rounded.
    pub(super) fn of_serial(serial: Decimal, unit: i64) -> Option<Self> {
        if serial.is_sign_negative() && !serial.is_zero() {
            return None;
        }
        let whole = serial.floor();
        let days = whole.to_i64()?;
        let time = (serial - whole).checked_mul(Decimal::from(86_400_000))?.round().to_i64()?;
        let time = (time + unit / 2) / unit * unit;
        let (days, time) = (days.checked_add(time / 86_400_000)?, time % 86_400_000);
        if days > 2_958_465 {
            return None;
        }
        let weekday = usize::try_from((days + 6).rem_euclid(7)).ok()?;
        let (year, month, day) = match days {
            0 => (1900, 1, 0),
            // Lotus 1-2-3 took 1900 for a leap year, and Excel has kept it.
            60 => (1900, 2, 29),
            _ => {
                let since_1970 = days - UNIX_EPOCH + i64::from(days < 60);
                let date = jiff::civil::date(1970, 1, 1)
                    .checked_add(jiff::Span::new().try_days(since_1970).ok()?)
                    .ok()?;
                (date.year(), date.month(), date.day())
            }
        };
        let seconds = u32::try_from(time / 1_000).ok()?;
        let millis = u32::try_from(time % 1_000).ok()?;
        Some(Self { year, month, day, weekday, seconds, millis })
    }
}

/// The serial number of an ISO 8601 date (`2021-03-05`), date and time, or time of day.
pub(super) fn serial_of_iso(text: &str) -> Option<Decimal> {
    let text = text.trim().trim_end_matches('Z');
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (Some(date), Some(time)),
        None if text.contains('-') => (Some(text), None),
        None => (None, Some(text)),
    };
    let days = match date {
        Some(date) => {
            let date: jiff::civil::Date = date.parse().ok()?;
            let days = (date - jiff::civil::date(1970, 1, 1)).get_days();
            let serial = i64::from(days) + UNIX_EPOCH;
            if serial <= 60 { serial - 1 } else { serial }
        }
        None => 0,
    };
    let nanoseconds = match time {
        Some(time) => {
            let time: jiff::civil::Time = time.parse().ok()?;
            let seconds =
                i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second());
            seconds * 1_000_000_000 + i64::from(time.subsec_nanosecond())
        }
        None => 0,
    };
    let fraction = Decimal::from(nanoseconds).checked_div(Decimal::from(NANOSECONDS_OF_A_DAY))?.round_dp(15);
    Some((Decimal::from(days) + fraction).normalize())
}

/// What is told of the dates of sheets whose workbook counts them from 1904, given which looks show dates: those that are
/// written count from 1900, and so do these once they are read.
pub(super) fn moved_from_1904(sheets: &[Sheet], dates: &[bool]) -> Vec<String> {
    const NAMED: usize = 20;
    let of_sheet = |sheet: &Sheet| {
        let is_date = |cell: &Cell| dates.get(cell.style) == Some(&true) && cell.value.number().is_some();
        let cells: Vec<CellRef> = sheet.cells.iter().filter(|(_, c)| is_date(c)).map(|(at, _)| *at).collect();
        let more = if cells.len() > NAMED { format!(" 等共 {} 处", cells.len()) } else { String::new() };
        let words = format!(
            "1904 日期系统（改为 1900 日期系统，日期的序列值加 {DAYS_1904}，显示的日期不变；{}）：{}{more}",
            sheet.name,
            first_of(&cells, NAMED)
        );
        (!cells.is_empty()).then_some(words)
    };
    if dates.is_empty() { Vec::new() } else { sheets.iter().filter_map(of_sheet).collect() }
}

/// A time stamp of a file, ISO 8601; one that names no zone is in UTC. `None` if it is none.
pub(crate) fn time_stamp(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let local: jiff::civil::DateTime = text.parse().ok()?;
        jiff::tz::TimeZone::UTC.to_timestamp(local).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(serial: i64) -> (i16, i8, i8) {
        let moment = Moment::of_serial(Decimal::from(serial), 1).unwrap();
        (moment.year, moment.month, moment.day)
    }

    #[test]
    fn serial_numbers_are_excels_days_the_29th_of_february_1900_included() {
        assert_eq!(day(1), (1900, 1, 1));
        assert_eq!(day(59), (1900, 2, 28));
        assert_eq!(day(60), (1900, 2, 29));
        assert_eq!(day(61), (1900, 3, 1));
        assert_eq!(day(44_561), (2021, 12, 31));
        assert_eq!(day(2_958_465), (9999, 12, 31));
        assert_eq!(Moment::of_serial(Decimal::from(2_958_466), 1), None);
        assert_eq!(Moment::of_serial(Decimal::from(-1), 1), None);
    }

    /// The time of day may round up to one day more.
    #[test]
    fn a_serial_number_at_the_end_of_all_numbers_is_no_date() {
        let last: Decimal = "9223372036854775807.999999999".parse().unwrap();
        assert_eq!(Moment::of_serial(last, 1_000), None);
    }

    #[test]
    fn iso_dates_become_serial_numbers() {
        assert_eq!(serial_of_iso("2021-12-31"), Some(Decimal::from(44_561)));
        assert_eq!(serial_of_iso("2021-12-31T12:00:00"), Some(Decimal::new(445_615, 1)));
        assert_eq!(serial_of_iso("1900-01-01"), Some(Decimal::ONE));
        assert_eq!(serial_of_iso("06:00:00"), Some(Decimal::new(25, 2)));
        assert_eq!(serial_of_iso("年底前"), None);
        // Half a second was dropped.
        assert_eq!(serial_of_iso("2021-12-31T00:00:00.864"), Some(Decimal::new(4_456_100_001, 5)));
    }

    #[test]
    fn time_stamps_are_told_in_utc() {
        let told = |text: &str| time_stamp(text).map(|time| time.to_string());
        assert_eq!(told("2022-02-24T16:00:00+08:00").as_deref(), Some("2022-02-24T08:00:00Z"));
        assert_eq!(told(" 2022-02-24T08:00:00Z").as_deref(), Some("2022-02-24T08:00:00Z"));
        assert_eq!(told("2022-02-24T08:00:00.5").as_deref(), Some("2022-02-24T08:00:00.5Z"));
        assert_eq!(told("昨天"), None);
    }
}
