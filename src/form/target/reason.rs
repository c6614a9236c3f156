//! The reviewer's reasons, in the office's words.

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use super::Verdict;
use super::conversion::Reading;
use super::direction::{Certainty, Direction, Trend};
use super::expression::{Amount, Measure};
use super::requirement::Requirement;
use super::unit::Kind;
use super::vocabulary::{Manner, Sign};
use crate::decimals::with_places;

/// What a cell says, short enough for a sentence: a reason that quotes half a page is read by nobody.
pub(super) fn quoted(written: &str) -> String {
    const MOST: usize = 40;
    let line: String = written.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}……", line.get(..end).unwrap_or(&line)),
        None => line,
    }
}

/// `实际 480人次 < 目标 500人次，差 20人次（4.0%）`
pub(super) fn compared(
    requirement: &Requirement<'_>,
    actual: &Measure,
    reading: &Reading,
    verdict: Verdict,
    direction: &Direction,
) -> String {
    let target = requirement.measure;
    let sign = match reading.figure.cmp(&reading.target) {
        std::cmp::Ordering::Less => "<",
        std::cmp::Ordering::Equal => "=",
        std::cmp::Ordering::Greater => ">",
    };
    let span = target.amount.is_span();
    if let Some(bound) = bound(actual) {
        let so = match verdict {
            Verdict::Met => "已达到",
            Verdict::Unmet => "未达到",
            _ => "按所填无法判断是否完成",
        };
        return format!("实际 {bound}{}，目标 {}，{so}", shown(actual), shown(target));
    }
    let line = if span || actual.amount.is_span() {
        let lies = match verdict {
            Verdict::Met => "在",
            Verdict::Unmet => "不在",
            _ => "可能不在",
        };
        format!("实际 {} {lies}目标 {} 之内", shown(actual), shown(target))
    } else {
        format!("实际 {} {sign} 目标 {}", shown(actual), shown(target))
    };
    let mut line = line;
    if verdict == Verdict::Unclear {
        line.push_str("，按所填无法判断是否完成");
    }
    if verdict == Verdict::Unmet && !span {
        line.push_str(&distance(requirement, actual, reading));
    }
    // What the name says decided, so that the reader can disagree.
    if target.comparator.is_none()
        && verdict == Verdict::Unmet
        && requirement.trend == Some(Trend::LessIsBetter)
        && let Some(evidence) = &direction.evidence
        && !target.is_zero()
    {
        return format!("{line}（“{evidence}”以低为好，目标按上限理解）");
    }
    if verdict == Verdict::Unmet && requirement.certainty == Certainty::Assumed {
        return format!("{line}（从名称看不出多好还是少好，目标按下限理解）");
    }
    line
}

/// The sign of an actual value that says no more than a bound: 超过500万次.
fn bound(actual: &Measure) -> Option<&'static str> {
    let comparator = actual.comparator.filter(|c| c.manner != Manner::Attained)?;
    Some(match comparator.sign {
        Sign::AtLeast => "≥",
        Sign::MoreThan => ">",
        Sign::AtMost => "≤",
        Sign::LessThan => "<",
        Sign::Equal | Sign::About => return None,
    })
}

/// A measure as it was typed, its approximations and frequencies included.
fn shown(measure: &Measure) -> String {
    let frequency = match measure.times_a_year.map(|times| times.normalize()) {
        None => String::new(),
        Some(times) => match times.to_string().as_str() {
            "1" => "每年".to_owned(),
            "2" => "每半年".to_owned(),
            "4" => "每季度".to_owned(),
            "12" => "每月".to_owned(),
            "52" => "每周".to_owned(),
            "365" => "每天".to_owned(),
            "250" => "每个工作日".to_owned(),
            other => format!("全年{}遍各", other.split('.').next().unwrap_or(other)),
        },
    };
    let per = measure.per.map_or(String::new(), |per| {
        let count = if per.count == Decimal::ONE { String::new() } else { per.count.normalize().to_string() };
        format!("每{count}{}", per.unit.word)
    });
    let number = match measure.amount {
        Amount::Exact(v) => measure.shown(v),
        Amount::Range(low, high) => format!("{}至{}", measure.shown(low), measure.shown(high)),
        Amount::Tolerance(v, by) => format!("{}±{}", measure.shown(v), measure.shown(by)),
        Amount::AndMore(v) => format!("{}余", measure.shown(v)),
        Amount::About(v) => format!("约{}", measure.shown(v)),
        Amount::Nearly(v) => format!("近{}", measure.shown(v)),
    };
    format!("{frequency}{per}{number}")
}

/// `，差 20人次（4.0%）`, in the target's unit.
fn distance(requirement: &Requirement<'_>, actual: &Measure, reading: &Reading) -> String {
    let target = requirement.measure;
    let Some(gap) = reading.figure.checked_sub(reading.target).map(|gap| gap.abs()) else {
        return String::new();
    };
    if gap.is_zero() {
        return String::new();
    }
    let unit = if target.unit.kind == Kind::Bare { actual } else { target };
    let per_unit = unit.unit.factor;
    // A yearly total differs by its own number, not by one period's.
    let own = match gap.checked_div(per_unit) {
        Some(own) => own.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero),
        None => return String::new(),
    };
    let amount = if unit.unit.kind == Kind::Ratio {
        format!("{}个百分点", own.normalize())
    } else {
        unit.shown(own)
    };
    let share = gap
        .checked_div(reading.target.abs())
        .and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED))
        .map(|share| share.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero));
    let word = if reading.figure < reading.target { "差" } else { "超" };
    match share {
        Some(share) if share.is_zero() => format!("，{word} {amount}（不到 0.1%）"),
        Some(share) => format!("，{word} {amount}（{}%）", with_places(share, 1)),
        None => format!("，{word} {amount}"),
    }
}

/// `实际 12.6% > 目标 10%，从名称看不出多好还是少好，不能判断是否完成`
pub(super) fn direction_unknown(target: &Measure, actual: &Measure, reading: &Reading) -> String {
    let sign = if reading.figure < reading.target { "<" } else { ">" };
    format!(
        "实际 {} {sign} 目标 {}，从名称看不出多好还是少好，不能判断是否完成",
        shown(actual),
        shown(target)
    )
}

pub(super) fn too_large() -> String {
    "数值超出可计算的范围，请核实".to_owned()
}

pub(super) fn too_many() -> String {
    "单元格内的数值太多，无法逐一对应，请核实".to_owned()
}

pub(super) fn too_long(most: usize) -> String {
    format!("名称、目标或实际完成值超过 {most} 字，没有判断")
}

pub(super) fn in_doubt(reason: &str) -> String {
    format!("{reason}，但实际完成情况另有说明，请核实是否全部完成")
}

/// The rate that is given is that of the opposite, and what it leaves was compared.
pub(super) fn of_opposite(actual: &str, reason: &str) -> String {
    format!("实际值“{}”是相反的比率，折算后{reason}", quoted(actual))
}

/// Of each of several things so much was asked, and the numbers are those of all.
pub(super) fn of_each(together: &str) -> String {
    format!("{together}，但目标是分别要求的，不能确定每一项是否达到")
}

/// The numbers are reached, and the target asks for more.
pub(super) fn of_condition(verdict: Verdict, condition: &str, actual: &str) -> String {
    let actual = quoted(actual);
    match verdict {
        Verdict::Unmet => format!("数值已达到，但目标还要求“{condition}”，实际为“{actual}”"),
        _ => format!("数值已达到，但目标还要求“{condition}”，从实际值看不出是否做到"),
    }
}

pub(super) fn unanswered(part: &Measure) -> String {
    format!("目标 {} 没有对应的实际数", shown(part))
}

pub(super) fn several(part: &Measure, answers: &[Measure]) -> String {
    let numbers: Vec<String> = answers.iter().map(shown).collect();
    format!("实际值有几个数（{}），不知以哪个对应目标 {}", numbers.join("、"), shown(part))
}

pub(super) fn units_differ(target: &Measure, actual: &Measure) -> String {
    format!("实际 {} 与目标 {} 单位不同，不能换算", shown(actual), shown(target))
}

pub(super) fn terms_differ(target: &Measure, actual: &Measure) -> String {
    format!("实际 {} 与目标 {} 的口径不同，无法比较", shown(actual), shown(target))
}

pub(super) fn two_readings(target: &Measure, actual: &Measure) -> String {
    format!("实际 {} 的单位或口径不明，对照目标 {} 有两种理解", shown(actual), shown(target))
}

pub(super) fn echo(target: &Measure) -> String {
    format!("只是重复目标（{}），没有实际完成数", shown(target))
}

pub(super) fn repeated() -> String {
    "只是重复目标，没有实际完成数".to_owned()
}

pub(super) fn deadline_repeated() -> String {
    "只是重复目标期限，没有实际完成日期".to_owned()
}

pub(super) fn same_words() -> String {
    "与目标一致".to_owned()
}

pub(super) fn no_actual() -> String {
    "没有填写实际完成值".to_owned()
}

pub(super) fn no_target() -> String {
    "没有填写目标值，无法判断".to_owned()
}

pub(super) fn none_found() -> String {
    "未发生，符合目标".to_owned()
}

pub(super) fn some_found(found: &str) -> String {
    format!("目标为不发生，实际为 {found}")
}

pub(super) fn other_gravity() -> String {
    "实际发生的与目标所指的程度不同，请核实".to_owned()
}

pub(super) fn narrower() -> String {
    "实际值所说的范围比目标窄，请核实".to_owned()
}

pub(super) fn not_said() -> String {
    "实际值没有说明是否达到目标".to_owned()
}

pub(super) fn stated(actual: &str) -> String {
    format!("实际值自述为“{}”", quoted(actual))
}

pub(super) fn refused(target: &str, actual: &str) -> String {
    format!("实际值自述为“{}”，未达到目标 {}", quoted(actual), quoted(target))
}

pub(super) fn whole() -> String {
    "全部完成，即 100%".to_owned()
}

pub(super) fn of_whole(verdict: Verdict, actual: &str) -> String {
    let sign = match verdict {
        Verdict::Met => "达到",
        Verdict::Unmet => "<",
        _ => "不确定是否达到",
    };
    format!("实际 {actual} {sign} 全部（100%）")
}

pub(super) fn of_earlier_years() -> String {
    "实际值只有以往年度的数，没有本年的".to_owned()
}

pub(super) fn no_number(actual: &str) -> String {
    format!("目标是数值，实际值“{}”没有数值，无法判断", quoted(actual))
}

pub(super) fn only_foreseen(actual: &str) -> String {
    format!("实际值“{}”只有计划、设计的数，没有实际完成数", quoted(actual))
}

pub(super) fn no_date(actual: &str) -> String {
    format!("目标是期限，实际值“{}”没有日期，无法判断", quoted(actual))
}

/// `实际 2022-01-15 晚于期限 2021-12-31`
pub(super) fn dated(until: Date, first: Date, last: Date, verdict: Verdict) -> String {
    let when = if first == last { first.to_string() } else { format!("{first} 至 {last}") };
    match verdict {
        Verdict::Met => format!("实际 {when}，在期限 {until} 之内"),
        Verdict::Unmet => format!("实际 {when}，不在期限 {until} 之内"),
        _ => format!("实际 {when}，不能确定在期限 {until} 之内"),
    }
}

pub(super) fn in_words(verdict: Verdict, target: &str, actual: &str) -> String {
    let (target, actual) = (quoted(target), quoted(actual));
    match verdict {
        Verdict::Met => format!("实际“{actual}”符合目标“{target}”"),
        Verdict::Unmet => format!("实际“{actual}”未达到目标“{target}”"),
        _ => format!("实际“{actual}”是否达到目标“{target}”，从文字不能判断"),
    }
}
