//! Dates and deadlines: `12月底前`, `2021/11/30`, `第三季度`, `2021年12月31日前`.

mod holiday;
mod numeric;

use jiff::civil::Date;

use super::numeral;
use super::wording::starts;
use crate::enumeration::is_numeral;
pub(super) use numeric::bare;
use numeric::numeric;

/// A date, a month, a quarter or a year, perhaps as the end of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// The year, if it is said.
    pub year: Option<i16>,
    /// Years to add to the form's own: 次年 is one.
    pub years_later: i16,
    /// First day, as month and day.
    pub first: (i8, i8),
    /// Last day, as month and day; a day of 31 stands for the month's last.
    pub last: (i8, i8),
    /// Of a range the first day of its last part, as month and day: of 3月-11月 the first of November.
    pub last_part: Option<(i8, i8)>,
    /// Whether any time before it will do as well: 前, 以前.
    pub before: bool,
    /// Whether it is later than this: 后, 以后.
    pub after: bool,
    /// Whether it names no more than a year.
    pub year_only: bool,
}

/// The day, with a day beyond the month's end set to its end.
fn day(year: i16, (month, day): (i8, i8)) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    Date::new(year, month, day.min(first.days_in_month())).ok()
}

impl Moment {
    /// Its first and last day, in `year` where it names none.
    pub(super) fn days(&self, year: i16) -> Option<(Date, Date)> {
        let year = self.year.unwrap_or(year).checked_add(self.years_later)?;
        Some((day(year, self.first)?, day(year, self.last)?))
    }

    /// The first day of its last part, if it is a range.
    pub(super) fn ending(&self, year: i16) -> Option<Date> {
        day(self.year.unwrap_or(year).checked_add(self.years_later)?, self.last_part?)
    }

    /// Whether it ends where the year ends.
    pub(super) fn is_years_end(&self) -> bool {
        self.last == (12, 31) && self.years_later == 0
    }
}

/// A moment with the number of characters that it takes.
type Read = (Moment, usize);

/// A moment from `first` to `last`.
fn span(year: Option<i16>, first: (i8, i8), last: (i8, i8)) -> Moment {
    Moment {
        year,
        years_later: 0,
        first,
        last,
        last_part: None,
        before: false,
        after: false,
        year_only: false,
    }
}

/// A whole number of at most `digits` digits at `at`, with its length.
fn whole(text: &[char], at: usize, digits: usize) -> Option<(i16, usize)> {
    if let Some(c) = text.get(at)
        && c.is_ascii_digit()
    {
        let len = text.get(at..)?.iter().take_while(|c| c.is_ascii_digit()).count();
        if len > digits {
            return None;
        }
        let append =
            |number: i16, c: &char| number.checked_mul(10)?.checked_add(i16::try_from(c.to_digit(10)?).ok()?);
        return Some((text.get(at..at + len)?.iter().try_fold(0, append)?, len));
    }
    let read =
        numeral::read(text, at).filter(|n| n.chinese && n.until.is_none() && n.value.fract().is_zero())?;
    Some((i16::try_from(read.value).ok()?, read.len))
}

const fn is_year(year: i16) -> bool {
    1900 <= year && year < 2200
}

/// The moment that begins at `at`.
pub(super) fn read(text: &[char], at: usize) -> Option<Read> {
    let first = *text.get(at)?;
    if !first.is_ascii_digit() && !is_numeral(first) && !"〇零两第上下年本当次翌来国劳教儿".contains(first)
    {
        return None;
    }
    let (mut moment, len) = with_year(text, at)
        .or_else(|| numeric(text, at))
        .or_else(|| month_or_quarter(text, at, None))
        .or_else(|| named(text, at))
        .or_else(|| holiday::before(text, at))?;
    let mut end = at + len;
    // 2021年1月至12月, 1-12月: from the first day of the one to the last of the other.
    if let Some('-' | '~' | '至' | '到') = text.get(end)
        && let Some((until, len)) =
            with_year(text, end + 1).or_else(|| month_or_quarter(text, end + 1, moment.year))
        && (until.year == moment.year || until.year.is_none())
    {
        moment.last = until.last;
        moment.last_part = Some(until.first);
        end += 1 + len;
    }
    for (word, before) in [
        ("之前", true),
        ("以前", true),
        ("前", true),
        ("以内", true),
        ("之内", true),
        ("内", true),
        ("止", true),
        ("之后", false),
        ("以后", false),
        ("后", false),
    ] {
        if starts(text, end, word) && !is_of_another_word(text, end) {
            moment.before = before;
            moment.after = !before;
            end += word.chars().count();
            break;
        }
    }
    Some((moment, end - at))
}

/// Whether the character behind a date begins a word of its own: 12月后续工作, 12月前期准备, 12月内部验收.
fn is_of_another_word(text: &[char], at: usize) -> bool {
    const WORDS: [&str; 6] = ["后续", "后期", "后勤", "前期", "内部", "内容"];
    WORDS.into_iter().any(|word| starts(text, at, word))
}

/// `2021年`, `2021年12月`, `2021年12月31日`, `二〇二一年底`, `次年3月`.
fn with_year(text: &[char], at: usize) -> Option<Read> {
    for (word, later) in [("次年", 1), ("翌年", 1), ("下一年", 1), ("来年", 1), ("当年", 0), ("本年", 0)]
    {
        if starts(text, at, word) {
            let len = word.chars().count();
            let (mut moment, more) = month_or_quarter(text, at + len, None)?;
            moment.years_later = later;
            return Some((moment, len + more));
        }
    }
    let (mut year, digits) = whole(text, at, 4)?;
    if text.get(at + digits) != Some(&'年') {
        return None;
    }
    let mut end = at + digits + 1;
    if starts(text, end, "度") {
        end += 1;
    }
    let part = month_or_quarter(text, end, Some(year)).or_else(|| half_or_end(text, end, Some(year)));
    // 21年12月 is a date, 21年 alone a stretch of time.
    if digits == 2 && part.is_some() && text.get(at).is_some_and(char::is_ascii_digit) {
        year = year.checked_add(2000)?;
    }
    if !is_year(year) {
        return None;
    }
    Some(match part {
        Some((moment, len)) => (Moment { year: Some(year), ..moment }, end + len - at),
        None => (Moment { year_only: true, ..span(Some(year), (1, 1), (12, 31)) }, end - at),
    })
}

/// A day of a month.
fn one_day(year: Option<i16>, month: i16, last: i16) -> Option<Moment> {
    let (month, last) = (i8::try_from(month).ok()?, i8::try_from(last).ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&last)).then(|| span(year, (month, last), (month, last)))
}

/// A whole month.
fn one_month(year: Option<i16>, month: i16) -> Option<Moment> {
    let month = i8::try_from(month).ok()?;
    (1..=12).contains(&month).then(|| span(year, (month, 1), (month, 31)))
}

/// `12月`, `12月底`, `12月15日`, `第三季度`, `四季度末`; `1-12月`.
fn month_or_quarter(text: &[char], at: usize, year: Option<i16>) -> Option<Read> {
    let ordinal = usize::from(text.get(at) == Some(&'第'));
    let (number, len) = whole(text, at + ordinal, 2)?;
    let mut end = at + ordinal + len;
    if starts(text, end, "季度") && (1..=4).contains(&number) {
        end += 2;
        if matches!(text.get(end), Some('末' | '底')) {
            end += 1;
        }
        let quarter = i8::try_from(number).ok()?;
        return Some((span(year, (quarter * 3 - 2, 1), (quarter * 3, 31)), end - at));
    }
    if ordinal > 0 {
        return None;
    }
    if let Some('-' | '~' | '至' | '到') = text.get(end)
        && let Some((until, len)) = whole(text, end + 1, 2)
        && text.get(end + 1 + len) == Some(&'月')
    {
        let (first, last) = (one_month(year, number)?, one_month(year, until)?);
        let range = Moment { last_part: Some(last.first), ..span(year, first.first, last.last) };
        return Some((range, end + 2 + len - at));
    }
    if text.get(end) != Some(&'月') {
        return None;
    }
    end += 1;
    if text.get(end) == Some(&'份') {
        end += 1;
    }
    let moment = one_month(year, number)?;
    for (word, from, to) in
        [("底", 21, 31), ("末", 21, 31), ("初", 1, 10), ("上旬", 1, 10), ("中旬", 11, 20), ("下旬", 21, 31)]
    {
        if starts(text, end, word) {
            let month = moment.first.0;
            return Some((span(year, (month, from), (month, to)), end + word.chars().count() - at));
        }
    }
    if let Some((last, len)) = whole(text, end, 2)
        && matches!(text.get(end + len), Some('日' | '号'))
    {
        return one_day(year, number, last).map(|moment| (moment, end + len + 1 - at));
    }
    Some((moment, end - at))
}

/// `上半年`, `年底`, behind a year or alone.
fn half_or_end(text: &[char], at: usize, year: Option<i16>) -> Option<Read> {
    [
        ("上半年", (1, 1), (6, 31)),
        ("下半年", (7, 1), (12, 31)),
        ("底", (12, 1), (12, 31)),
        ("末", (12, 1), (12, 31)),
        ("初", (1, 1), (1, 31)),
        ("内", (1, 1), (12, 31)),
    ]
    .into_iter()
    .find(|(word, ..)| starts(text, at, word))
    .map(|(word, first, last)| {
        let moment = Moment { before: word == "内", ..span(year, first, last) };
        (moment, word.chars().count())
    })
}

/// `年底`, `年度内`, `本年底`, `上半年`.
fn named(text: &[char], at: usize) -> Option<Read> {
    if let Some(read) = half_or_end(text, at, None).filter(|_| starts(text, at + 1, "半年")) {
        return Some(read);
    }
    for word in ["本年度", "当年度", "本年", "当年", "年度", "年"] {
        if starts(text, at, word) {
            let len = word.chars().count();
            return half_or_end(text, at + len, None).map(|(moment, more)| (moment, len + more));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::read;

    fn days(text: &str) -> String {
        let chars = super::super::normalise::fold(text);
        let Some((moment, len)) = read(&chars, 0) else { return "-".to_owned() };
        let (first, last) = moment.days(2021).unwrap();
        format!("{first}..{last}{} {}", if moment.before { "前" } else { "" }, chars.len() - len)
    }

    #[test]
    fn deadlines_and_days() {
        assert_eq!(days("12月底前"), "2021-12-21..2021-12-31前 0");
        assert_eq!(days("2021年12月31日前"), "2021-12-31..2021-12-31前 0");
        assert_eq!(days("2021/11/30"), "2021-11-30..2021-11-30 0");
        assert_eq!(days("2022-1-5"), "2022-01-05..2022-01-05 0");
        assert_eq!(days("20211130"), "2021-11-30..2021-11-30 0");
        assert_eq!(days("11月"), "2021-11-01..2021-11-30 0");
        assert_eq!(days("年底前"), "2021-12-01..2021-12-31前 0");
        assert_eq!(days("2021年6月底"), "2021-06-21..2021-06-30 0");
        assert_eq!(days("第三季度末前"), "2021-07-01..2021-09-30前 0");
        assert_eq!(days("1-12月"), "2021-01-01..2021-12-31 0");
        assert_eq!(days("2021年1月至12月"), "2021-01-01..2021-12-31 0");
        assert_eq!(days("次年3月"), "2022-03-01..2022-03-31 0");
        assert_eq!(days("十二月底前"), "2021-12-21..2021-12-31前 0");
        assert_eq!(days("上半年"), "2021-01-01..2021-06-30 0");
    }

    #[test]
    fn a_time_of_day_behind_a_date_is_passed_over() {
        assert_eq!(days("2023-11-20 0:00:00"), "2023-11-20..2023-11-20 0");
        assert_eq!(days("2023-11-20 00:00:00"), "2023-11-20..2023-11-20 0");
        assert_eq!(days("2023/1/5 0:00"), "2023-01-05..2023-01-05 0");
        assert_eq!(days("2023/1/1 9:30"), "2023-01-01..2023-01-01 0");
    }

    #[test]
    fn stretches_of_time_are_no_dates() {
        assert_eq!(days("3个月"), "-");
        assert_eq!(days("3年"), "-");
        assert_eq!(days("15日"), "-");
        assert_eq!(days("2021"), "-");
        assert_eq!(days("2021-2100人"), "-");
    }
}
