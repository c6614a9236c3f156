//! Dates in digits alone: `2021/11/30`, `2021-11`, `20211130`, `11.28`.

use jiff::civil::Date;

use super::{Moment, Read, is_year, one_day, one_month, whole};

/// `2021/11/30`, `2021-11-30`, `2021.11.30`, `2021-11`, `20211130`.
pub(super) fn numeric(text: &[char], at: usize) -> Option<Read> {
    if at > 0 && text.get(at - 1).is_some_and(char::is_ascii_digit) {
        return None;
    }
    let figure = text.get(at..)?.iter().map_while(|c| i16::try_from(c.to_digit(10)?).ok()).take(9);
    if !matches!(figure.clone().count(), 4 | 8) {
        return None;
    }
    let digits: Vec<i16> = figure.collect();
    let number = |part: &[i16]| part.iter().fold(0_i16, |sum, d| sum.saturating_mul(10).saturating_add(*d));
    if digits.len() == 8 {
        let (year, month, last) = (number(&digits[..4]), number(&digits[4..6]), number(&digits[6..]));
        return is_year(year).then(|| one_day(Some(year), month, last)).flatten().map(|m| (m, 8));
    }
    if digits.len() != 4 || !is_year(number(&digits)) {
        return None;
    }
    let year = number(&digits);
    let separator = *text.get(at + 4).filter(|c| matches!(c, '/' | '-' | '.'))?;
    let (month, len) = whole(text, at + 5, 2)?;
    let end = at + 5 + len;
    if text.get(end) == Some(&separator) {
        if let Some((last, len)) = day_with_time(text, end + 1) {
            return one_day(Some(year), month, last).map(|moment| (moment, end + 1 + len - at));
        }
        if let Some((last, len)) = whole(text, end + 1, 2) {
            return one_day(Some(year), month, last).map(|moment| (moment, end + 1 + len - at));
        }
    }
    // 2021-12 is a month only where nothing makes it a range of numbers.
    (len == 2 && (end == text.len() || matches!(text.get(end), Some('前' | '底' | '之' | '以'))))
        .then_some(())?;
    one_month(Some(year), month).map(|moment| (moment, end - at))
}

/// A day without its year and without the signs of month and day, where a date is all that a text may be: `11.28`.
pub(in super::super) fn bare(text: &[char]) -> Option<Moment> {
    if let Some(date) = serial(text) {
        return one_day(Some(date.year()), date.month().into(), date.day().into());
    }
    let (month, len) = whole(text, 0, 2)?;
    matches!(text.get(len), Some('.' | '-' | '/')).then_some(())?;
    let (last, more) = whole(text, len + 1, 2)?;
    let end = len + 1 + more;
    (end == text.len() || matches!(text.get(end..), Some(['日' | '号']))).then_some(())?;
    one_day(None, month, last)
}

/// `45291`: a date as Excel counts it, in days, where its cell lost the format of dates. Only this century's.
fn serial(text: &[char]) -> Option<Date> {
    (text.len() == 5 && text.iter().all(char::is_ascii_digit)).then_some(())?;
    let days: i64 = text.iter().collect::<String>().parse().ok()?;
    (36_526..=73_050).contains(&days).then_some(())?;
    Date::constant(1899, 12, 30).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// The day of `20 0:00:00`, read without its space: Excel shows the time of day behind a date, and what stands before
/// the first colon ends with the hour.
fn day_with_time(text: &[char], at: usize) -> Option<(i16, usize)> {
    let rest = text.get(at..)?;
    let run = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    let hour = if run == 4 { 2 } else { 1 };
    let day = run.checked_sub(hour).filter(|len| (1..=2).contains(len))?;
    (rest.get(run) == Some(&':')).then_some(())?;
    let figure: String = rest.get(..day)?.iter().collect();
    let time = rest.iter().skip(day).take_while(|c| c.is_ascii_digit() || **c == ':').count();
    Some((figure.parse().ok()?, day + time))
}
