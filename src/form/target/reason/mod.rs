//! The reviewer's reasons, in the office's words.

mod comparison;
mod places;

use jiff::civil::Date;

use super::Verdict;
use super::expression::{Amount, Measure};
use crate::excerpt;
pub(super) use comparison::{compared, direction_unknown};
use comparison::{shown, shown_in};

/// What a cell says, short enough for a sentence.
pub(super) fn quoted(written: &str) -> String {
    const MOST: usize = 40;
    excerpt::cut(&excerpt::words(written), MOST, "……")
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

/// The rate that is given is that of the opposite, and what it leaves (`rest`) was compared.
pub(super) fn of_opposite(verdict: Verdict, actual: &str, rest: &Measure, target: &Measure) -> String {
    let more = places::of_units(rest, target);
    let rest = match rest.amount {
        Amount::Range(_, most) => format!("最多为 {}", rest.shown_with(most, "", more)),
        _ => format!("为 {}", shown_in(rest, more)),
    };
    let so = match verdict {
        Verdict::Met => "已达到",
        Verdict::Unmet => "未达到",
        _ => "不能确定是否达到",
    };
    format!("实际值“{}”是相反的比率，折算后{rest}，目标 {}，{so}", quoted(actual), shown_in(target, more))
}

/// -0.5% of a 下降率 falls short of its target, whichever way it is meant.
pub(super) fn short_both_ways(target: &Measure, actual: &Measure) -> String {
    let more = places::of_units(actual, target);
    let (actual, target) = (shown_in(actual, more), shown_in(target, more));
    format!("实际 {actual}，无论理解为下降还是上升，都未达到目标 {target}")
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

pub(super) fn of_other_base(own: i32, other: i32) -> String {
    format!("目标与 {own} 年比，实际与 {other} 年比，无法比较")
}

pub(super) fn of_other_month() -> String {
    "目标为每期的日期，实际为下一期的日期，不能确定是否在期限之内".to_owned()
}

/// What several numbers come to together was compared.
pub(super) fn of_sum(compared: &str) -> String {
    compared.replacen("实际 ", "实际合计 ", 1)
}

pub(super) fn unanswered(part: &Measure) -> String {
    format!("目标 {} 没有对应的实际数", shown(part))
}

pub(super) fn left_out(part: &Measure) -> String {
    format!("目标 {} 这一项，实际值没有", shown(part))
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

pub(super) fn of_other_rate(actual: &str) -> String {
    format!("实际值“{}”是另一项的比率，不能判断是否达到目标", quoted(actual))
}

pub(super) fn of_stock(actual: &str) -> String {
    format!("实际值“{}”说的是现有或总数，看不出新增了多少", quoted(actual))
}

pub(super) fn of_elsewhere() -> String {
    "实际值只有其他地区或平均的数，没有本单位的".to_owned()
}

pub(super) fn no_number(actual: &str) -> String {
    format!("目标是数值，实际值“{}”没有数值，无法判断", quoted(actual))
}

pub(super) fn only_foreseen(actual: &str) -> String {
    format!("实际值“{}”只有计划、设计的数，没有实际完成数", quoted(actual))
}

pub(super) fn of_other_event(actual: &str) -> String {
    format!("实际值“{}”的日期不能确定是全部完成的日期", quoted(actual))
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
