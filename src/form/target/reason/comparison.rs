//! What was compared with what, and how far apart they lie.

use rust_decimal::{Decimal, RoundingStrategy};

use super::super::Verdict;
use super::super::conversion::Reading;
use super::super::direction::{Certainty, Direction, Trend};
use super::super::expression::{Amount, Measure, Shift, rounded};
use super::super::interval::End;
use super::super::requirement::Requirement;
use super::super::unit::Kind;
use super::super::vocabulary::{Change, Manner, Sign};
use super::places;
use crate::decimals::with_places;

/// `实际 480人次 < 目标 500人次，差 20人次（4.0%）`
pub(in super::super) fn compared(
    requirement: &Requirement<'_>,
    actual: &Measure,
    reading: &Reading,
    verdict: Verdict,
    direction: &Direction,
) -> String {
    let target = requirement.measure;
    let sign = match reading.figure.cmp(&reading.target) {
        // 近90% is below 90%.
        std::cmp::Ordering::Equal if matches!(actual.amount, Amount::Nearly(_)) => "<",
        std::cmp::Ordering::Equal if matches!(actual.amount, Amount::AndMore(_)) => ">",
        std::cmp::Ordering::Less => "<",
        std::cmp::Ordering::Equal => "=",
        std::cmp::Ordering::Greater => ">",
    };
    let span = target.amount.is_span();
    let more = places::of_reading(actual, target, reading);
    let shown = |measure: &Measure| shown_in(measure, more);
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
    } else if verdict == Verdict::Unclear && target.times_a_year != actual.times_a_year {
        // How many days a week has, nobody said.
        format!("实际 {}，目标 {}", shown(actual), shown(target))
    } else if is_turned(actual, reading) {
        // Of a rise and a fall no sign says which is less.
        format!("实际 {}，目标 {}", moved(actual, more), moved(target, more))
    } else {
        format!(
            "实际 {} {sign} 目标 {}",
            in_a_year(
                in_unit_of(actual, target, reading.figure, more),
                (actual, target),
                reading.figure,
                more
            ),
            in_a_year(shown(target), (target, actual), reading.target, more)
        )
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
    if verdict == Verdict::Unmet && requirement.certainty == Certainty::Floor {
        return format!("{line}（从名称看不出多好还是少好，目标按下限理解）");
    }
    line
}

/// A measure, as it is `told`, with the word for its change where the other has the same, and with what it comes to in a
/// year (`value`) where the other is a year's: 下降3%, 每季度3次（全年12次）.
fn in_a_year(told: String, (measure, other): (&Measure, &Measure), value: Decimal, more: u32) -> String {
    let same = measure.change.is_some() && measure.change == other.change;
    let told = if same { moved(measure, more) } else { told };
    let yearly = measure.times_a_year.filter(|times| other.times_a_year.is_none() && *times != Decimal::ONE);
    let all = yearly.and_then(|times| {
        let all = measure.amount.figure().checked_mul(times)?;
        (all.checked_mul(measure.unit.factor)? == value).then_some(all)
    });
    match all {
        Some(all) => format!("{told}（全年{}）", measure.shown_with(all, "", more)),
        None => told,
    }
}

/// A measure as it was typed; a bare number with the unit of the other, in which it was read: 5.4 beside 6万册 is 5.4万册.
fn in_unit_of(measure: &Measure, other: &Measure, value: Decimal, more: u32) -> String {
    let unit = &other.unit;
    let is_bare = measure.unit.kind == Kind::Bare && matches!(measure.amount, Amount::Exact(_));
    let is_plain = measure.times_a_year.is_none() && measure.per.is_none() && other.per.is_none();
    let own = value.checked_div(unit.factor).filter(|_| is_bare && is_plain && unit.kind != Kind::Bare);
    let Some(own) = own else { return shown_in(measure, more) };
    let typed = measure.amount.figure();
    let of_other = other.shown_with(own, "", more);
    if own == typed {
        format!("{}{}", shown_in(measure, more), unit.word)
    } else if own.checked_div(other.scale) == Some(typed) {
        of_other
    } else {
        format!("{}（即 {of_other}）", shown_in(measure, more))
    }
}

/// Whether the actual number was compared with its sign turned: a rise where a fall was asked for, -12% for 下降10%.
fn is_turned(actual: &Measure, reading: &Reading) -> bool {
    let written = actual.amount.figure();
    !written.is_zero() && written.is_sign_negative() != reading.figure.is_sign_negative()
}

/// A measure with the word for the change or the delay that it is the size of.
fn moved(measure: &Measure, more: u32) -> String {
    let rate = measure.unit.kind == Kind::Ratio;
    let word = match (measure.change, measure.shift) {
        (Some(Change::Rise), _) if rate => "上升",
        (Some(Change::Rise), _) => "增加",
        (Some(Change::Fall), _) if rate => "下降",
        (Some(Change::Fall), _) => "减少",
        (None, Some(Shift::Early)) => "提前",
        (None, Some(Shift::Late)) => "推迟",
        (None, None) => "",
    };
    format!("{word}{}", shown_in(measure, more))
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
pub(super) fn shown(measure: &Measure) -> String {
    shown_in(measure, 0)
}

/// The same, in so many places more than people write.
pub(super) fn shown_in(measure: &Measure, more: u32) -> String {
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
    // 4.2批次/千人, but 每期500册.
    let (per, of_many) = match measure.per {
        None => (String::new(), String::new()),
        Some(per) if per.count == Decimal::ONE => (format!("每{}", per.unit.word), String::new()),
        Some(per) => (String::new(), format!("/{}{}", round_count(per.count), per.unit.word)),
    };
    let shown = |number: Decimal| measure.shown_with(number, "", more);
    let number = match measure.amount {
        Amount::Exact(v) => shown(v),
        Amount::Range(low, high) | Amount::Either(low, high) => {
            format!("{}至{}", shown(low), shown(high))
        }
        Amount::Bounds(low, high) => {
            let sign = |end: End, own: &str| format!("{own}{}", shown(end.value));
            let low = sign(low, if low.inclusive { "≥" } else { ">" });
            format!("{low}且{}", sign(high, if high.inclusive { "≤" } else { "<" }))
        }
        Amount::Tolerance(v, by) => format!("{}±{}", shown(v), shown(by)),
        Amount::AndMore(v) => measure.shown_with(v, "余", more),
        Amount::About(v) => format!("约{}", shown(v)),
        Amount::Nearly(v) => format!("近{}", shown(v)),
    };
    format!("{frequency}{per}{number}{of_many}")
}

/// A count as it stands in a denominator: 千, 10万.
fn round_count(count: Decimal) -> String {
    let words = [(10_000, "万"), (1_000, "千"), (100, "百")];
    let found = words.into_iter().find_map(|(power, word)| {
        let times = count.checked_div(Decimal::from(power)).filter(|times| times.fract().is_zero())?;
        (!times.is_zero()).then(|| (times.normalize(), word))
    });
    match found {
        Some((times, word)) if times == Decimal::ONE => word.to_owned(),
        Some((times, "万")) => format!("{times}万"),
        _ => count.normalize().to_string(),
    }
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
    // 超 2个月, and not 0.1667年; 超 10分钟, and not 0.1667小时.
    let of_one_time =
        target.unit.kind == actual.unit.kind && matches!(target.unit.kind, Kind::Months | Kind::Time);
    let smaller = of_one_time && actual.unit.factor < target.unit.factor;
    let unit = if target.unit.kind == Kind::Bare || smaller { actual } else { target };
    let per_unit = unit.unit.factor;
    // A yearly total differs by its own number, not by one period's.
    let own = match gap.checked_div(per_unit) {
        Some(own) => rounded(own, 4),
        None => return String::new(),
    };
    let amount = if unit.unit.kind == Kind::Ratio && per_unit < Decimal::ONE {
        format!("{}个千分点", own.normalize())
    } else if unit.unit.kind == Kind::Ratio {
        // 八成 counts tens of them.
        format!("{}个百分点", own.checked_mul(per_unit).unwrap_or(own).normalize())
    } else {
        unit.shown(own)
    };
    // On the other side of nought there is no share of the target.
    let opposite = reading.figure.is_sign_negative() != reading.target.is_sign_negative();
    let share = gap
        .checked_div(reading.target.abs())
        .filter(|_| !opposite || reading.figure.is_zero())
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
pub(in super::super) fn direction_unknown(target: &Measure, actual: &Measure, reading: &Reading) -> String {
    let sign = if reading.figure < reading.target { "<" } else { ">" };
    let more = places::of_reading(actual, target, reading);
    format!(
        "实际 {} {sign} 目标 {}，从名称看不出多好还是少好，不能判断是否完成",
        shown_in(actual, more),
        shown_in(target, more)
    )
}
