//! Reading numbers that people typed: with separators, units, full-width digits, percent signs.

use rust_decimal::Decimal;

use crate::form::MoneyUnit;
use crate::letters::{is_invisible, is_letter_or_digit};
use crate::nfkc::{closed_up, nfkc};
use crate::workbook::Value;

/// A number as a cell states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stated {
    /// The number, as written: 86.51 of `86.51%`.
    pub(crate) number: Decimal,
    /// Whether a percent sign follows it.
    pub(crate) percent: bool,
    /// The unit of money that follows it.
    pub(crate) unit: Option<MoneyUnit>,
}

/// The number in a cell's value; `None` if there is none, or more than a number.
pub(crate) fn stated(value: &Value) -> Option<Stated> {
    match value {
        Value::Number(number) => Some(Stated { number: *number, percent: false, unit: None }),
        Value::Text(text) => parse(text),
        _ => None,
    }
}

/// Whether a stated rate, as a fraction or in points of a hundred, is what amounts give, at the places that it has: two to
/// four. The amounts are rounded as well as the rate, so that it may be off by a little more than half of its last place.
pub(crate) fn is_rate(stated: Decimal, due: Decimal) -> bool {
    let near = |stated: Decimal| {
        let places = stated.normalize().scale().clamp(2, 4);
        stated.checked_sub(due).is_some_and(|gap| gap.abs() <= Decimal::new(6, places + 1))
    };
    near(stated) || near(stated / Decimal::ONE_HUNDRED)
}

/// The number that a text states: `5,045.94`, ` 2242.05 `, `3057.64万元`, `3057.64万`, `８５．５９％`, `￥60`, `-46.78`, `(46.78)`;
/// `None` for `(-46.78)`.
pub(crate) fn parse(text: &str) -> Option<Stated> {
    read(text).filter(|read| !read.is_signed_twice).map(|read| read.stated)
}

/// Whether a text where an amount should be is running text: longer than the words for an amount that is none (`待批复`), and
/// nothing that was meant for a number.
pub(crate) fn is_running_text(text: &str) -> bool {
    /// Characters that such words have at most.
    const WORDS: usize = 6;
    text.chars().nth(WORDS).is_some() && !text.starts_with('#') && read(text).is_none()
}

/// A text that was meant for a number.
struct Read {
    stated: Stated,
    /// Whether a sign stands within brackets, which are a minus themselves: of `(-15)` nobody knows whether a cut was said twice
    /// or taken back.
    is_signed_twice: bool,
}

fn read(text: &str) -> Option<Read> {
    if text.len() > 120 {
        return None;
    }
    let mut plain: String =
        nfkc(text).filter(|c| !c.is_whitespace() && *c != '\'' && !is_invisible(*c)).collect();
    for minus in ['−', '－', '–', '—'] {
        plain = plain.replace(minus, "-");
    }
    let mut rest = plain.trim_start_matches(['¥', '￥']).trim_end_matches(['。', '、', ';']);
    let mut percent = false;
    let mut unit = None;
    if let Some(number) = rest.strip_suffix('%') {
        percent = true;
        rest = number;
    } else if let Some(number) = rest.strip_prefix("百分之") {
        percent = true;
        rest = number;
    }
    for candidate in MoneyUnit::ALL {
        // 3057.64万: people leave the 元 away, and then it is no number either.
        let short = candidate.as_str().strip_suffix('元').filter(|multiple| !multiple.is_empty());
        let number = rest
            .strip_suffix(candidate.as_str())
            .or_else(|| short.and_then(|multiple| rest.strip_suffix(multiple)));
        if let Some(number) = number {
            unit = Some(candidate);
            rest = number;
            break;
        }
    }
    let negative = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')'));
    let digits = negative.unwrap_or(rest);
    let is_signed_twice = negative.is_some() && digits.starts_with(['-', '+']);
    let digits = ungrouped(digits.strip_prefix('+').unwrap_or(digits))?;
    let has_digit = digits.chars().any(|c| c.is_ascii_digit());
    let only_number =
        digits.chars().enumerate().all(|(i, c)| c.is_ascii_digit() || c == '.' || (c == '-' && i == 0));
    if !has_digit || !only_number {
        return None;
    }
    let number: Decimal = digits.parse().ok()?;
    let number = if negative.is_some() { -number } else { number };
    Some(Read { stated: Stated { number, percent, unit }, is_signed_twice })
}

/// Digits without the commas between their groups; `None` where these are no groups of thousands (or of 万, as some
/// write): what `170,00` means only its author knows.
fn ungrouped(digits: &str) -> Option<String> {
    if !digits.contains(',') {
        return Some(digits.to_owned());
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (first, rest) = whole.trim_start_matches('-').split_once(',')?;
    let are_groups =
        |of: usize| (1..=of).contains(&first.len()) && rest.split(',').all(|group| group.len() == of);
    let is_grouped = (are_groups(3) || are_groups(4)) && !fraction.contains(',');
    is_grouped.then(|| digits.replace(',', ""))
}

/// The number that a text states, a percentage as its fraction; `None` for one with a unit of money.
pub(crate) fn stated_number(text: &str) -> Option<Decimal> {
    let stated = parse(text).filter(|stated| stated.unit.is_none())?;
    if stated.percent { stated.number.checked_div(Decimal::ONE_HUNDRED) } else { Some(stated.number) }
}

/// What stands behind a number of points.
const POINTS: char = '分';

/// The points that a text states: `15`, `15分`.
pub(crate) fn points(text: &str) -> Option<Decimal> {
    let plain = text.trim();
    let stated = parse(plain.strip_suffix(POINTS).unwrap_or(plain))?;
    (!stated.percent && stated.unit.is_none()).then_some(stated.number)
}

/// The points that a level's label gives it: 50 of `产出指标（50分）`, `产出指标(50)`, `产出指标 50 分`; `None` for a label
/// without any.
pub(crate) fn points_in_label(label: &str) -> Option<Decimal> {
    let plain = closed_up(label);
    let bracketed = |(open, close): (char, char)| {
        let mut inside = plain.split(open).skip(1).filter_map(|rest| rest.split_once(close));
        inside.find_map(|(inside, _)| points(inside))
    };
    [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')].into_iter().find_map(bracketed).or_else(|| {
        let before = plain.strip_suffix(POINTS)?;
        let digits = before.trim_start_matches(|c: char| !c.is_ascii_digit());
        points(digits)
    })
}

/// The unit that a label has behind its words: 元 of `实际支出数（元）`, `项目资金（单位：元）`, `全年执行数/元`; `None` for one
/// without any, or with several.
pub(crate) fn unit_in_label(label: &str) -> Option<MoneyUnit> {
    if label.len() > 120 {
        return None;
    }
    let plain = closed_up(label);
    let behind = plain.split(|c: char| !is_letter_or_digit(c)).filter(|clause| !clause.is_empty());
    let mut units =
        behind.filter_map(|clause| MoneyUnit::ALL.into_iter().find(|unit| unit.as_str() == clause));
    let first = units.next()?;
    units.all(|unit| unit == first).then_some(first)
}

/// A label with other points in its last brackets: `预算执行情况（20分）` with 10.
pub(crate) fn with_points(label: &str, points: Decimal) -> String {
    let Some((before, _)) = label.rsplit_once(['(', '（']).filter(|_| points_in_label(label).is_some())
    else {
        return label.to_owned();
    };
    format!("{before}（{}{POINTS}）", points.normalize())
}

/// Characters of a text that tell whether it says anything: a line of dashes has fewer.
const TELLING: usize = 250;

/// Whether a text has words or numbers.
pub(crate) fn says_words(text: &str) -> bool {
    text.chars().take(TELLING).any(is_letter_or_digit)
}

/// Whether a text says that there is nothing: `—`, `/`, `无`.
pub(crate) fn says_nothing(text: &str) -> bool {
    if text.len() > TELLING * 4 {
        return false;
    }
    let plain = text.trim();
    plain.is_empty()
        || plain.chars().all(|c| matches!(c, '-' | '—' | '–' | '－' | '/' | '／' | '\\' | '_' | '*' | '·'))
        || matches!(plain, "无" | "不适用" | "N/A" | "n/a")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_what_amounts_give_at_the_places_that_it_has() {
        let due = Decimal::new(865_069, 6);
        for (stated, is) in [("0.87", true), ("0.865", true), ("0.8651", true), ("86.51", true), ("87", true)]
            .into_iter()
            .chain([("0.8652", false), ("0.866", false), ("0.88", false), ("8.651", false)])
        {
            assert_eq!(is_rate(stated.parse().unwrap(), due), is, "{stated}");
        }
    }

    #[test]
    fn numbers_kept_as_text_count_as_their_number() {
        for (text, number, percent, unit) in [
            ("5,045.94", "5045.94", false, None),
            (" 2242.05 ", "2242.05", false, None),
            ("3057.64万元", "3057.64", false, Some(MoneyUnit::TenThousand)),
            ("3057.64 万", "3057.64", false, Some(MoneyUnit::TenThousand)),
            ("1.2亿", "1.2", false, Some(MoneyUnit::HundredMillion)),
            ("８５．５９％", "85.59", true, None),
            ("-46.78", "-46.78", false, None),
            ("（46.78）", "-46.78", false, None),
            ("￥1，200元", "1200", false, Some(MoneyUnit::Yuan)),
            ("12,3456.78", "123456.78", false, None),
            ("-1,234,567", "-1234567", false, None),
            ("80.51。", "80.51", false, None),
            ("99 \u{200b}", "99", false, None),
        ] {
            let stated = parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (stated.number.to_string().as_str(), stated.percent, stated.unit),
                (number, percent, unit)
            );
        }
    }

    /// It was 15: a cut became an increase.
    #[test]
    fn a_sign_within_brackets_makes_no_number() {
        for text in
            ["（-15.00）", "(－15)", "(+15)", "(—15)", "( -15 )", "(-15)万元", "(-15)%", "￥(-15)", "-(15)"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_levels_label_may_give_its_points() {
        for label in
            ["产出指标（50分）", "产出指标(50)", "产出\n指标 50 分", "产出指标【５０分】", "产出指标[50 分]"]
        {
            assert_eq!(points_in_label(label), Some(Decimal::from(50)), "{label}");
        }
        for label in ["产出指标", "产出指标（必填）", "指标1", "产出指标（50%）", "产出指标（40-50分）"]
        {
            assert_eq!(points_in_label(label), None, "{label}");
        }
    }

    #[test]
    fn a_label_may_have_its_unit() {
        for label in [
            "实际支出数（元）",
            "实际支出数\n(元)",
            "全年执行数/元",
            "执行数（A，元）",
            "资金（单位：元）",
            "元",
        ] {
            assert_eq!(unit_in_label(label), Some(MoneyUnit::Yuan), "{label}");
        }
        assert_eq!(unit_in_label("年初预算数（万元）"), Some(MoneyUnit::TenThousand));
        for label in ["实际支出数", "万元以上项目数", "元宵活动资金", "预算数（万元）支出数（元）"]
        {
            assert_eq!(unit_in_label(label), None, "{label}");
        }
    }

    #[test]
    fn a_label_is_laid_out_with_its_own_points() {
        assert_eq!(with_points("预算执行情况（万元）（20分）", Decimal::TEN), "预算执行情况（万元）（10分）");
        assert_eq!(with_points("预算执行情况（万元）", Decimal::TEN), "预算执行情况（万元）");
    }

    #[test]
    fn points_may_carry_their_word() {
        assert_eq!(points("１5 分"), Some(Decimal::from(15)));
        assert_eq!(points("15万元"), None);
        assert_eq!(points("满分"), None);
    }

    #[test]
    fn more_than_a_number_is_none() {
        for text in [
            "约190",
            "12.3.4",
            "2021年",
            "10-12",
            "",
            "-",
            "一百",
            "%",
            "万元",
            "万",
            "170,00",
            "1,70.00",
            "1,200.0,0",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }
}
