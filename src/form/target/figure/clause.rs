//! The figure of a clause and what it is said of.

use super::super::expression::{Amount, Expression, Listed, Measure, Standing};
use super::super::moment::Moment;
use super::super::unit::{Kind, Unit};
use super::super::vocabulary::{Cue, EARLIER_YEARS, Sign};
use super::{Figure, Portion, values};

/// Words between a subject and its figure.
const LINKS: &str = "达到了 达到 达 为 是 约 至 到 在 已 均 仅 只 只有 仅有 已达 保持 实现 完成 提升 提高 升 降 增 增长 上升 缩短 ( : 分别 不低于 不少于 超过 高于 ≥ > 全年 ,";

/// A clause without the label before it: 目标：验收合格率95%. In 验收合格率：95% the label is what the figure is said of.
pub(super) fn without_label(clause: &str) -> &str {
    let behind = clause.split_once(['：', ':']).map(|(_, behind)| behind);
    behind
        .filter(|text| text.trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_ascii()))
        .unwrap_or(clause)
}

/// The one figure of a clause.
pub(super) fn figure(expression: &Expression, folded: &str, year: Option<i32>) -> Option<Figure> {
    const COMPARED: [&str; 5] = ["同期", "同比", "环比", "较", "以来"];
    let [measure] = expression.measures.as_slice() else { return None };
    let own_year = |moment: &Moment| moment.year_only && moment.year.map(i32::from) == year;
    let other =
        COMPARED.into_iter().chain(EARLIER_YEARS.split_ascii_whitespace()).any(|word| folded.contains(word))
            || !expression.moments.iter().all(own_year);
    // What is counted for each of a list is no number of all of it.
    if measure.listed != Listed::Not {
        return None;
    }
    let told = expression.cues.has_any(&[Cue::Negation, Cue::Planned, Cue::None, Cue::SetBack, Cue::Failed]);
    // 未达到95% says what it is not.
    let denied = measure.comparator.is_some_and(|c| c.sign == Sign::LessThan);
    // 超额完成2期 is the distance from the plan.
    let of_plan = measure.is(Standing::Planned);
    if other
        || told
        || denied
        || of_plan
        || measure.amount.is_span()
        || matches!(measure.amount, Amount::Either(..))
    {
        return None;
    }
    let subject = subject(expression, measure)?;
    // 下降8% is a change, 下降率8% a quantity that has this name.
    if measure.change.is_some() && !is_change(&subject) {
        return None;
    }
    let unit = counted_in(expression, measure);
    Some(Figure {
        subject,
        shown: shown(expression, measure, unit),
        possible: values(measure)?,
        unit,
        change: measure.change.is_some(),
        places: measure.amount.figure().scale(),
        portion: Portion::Whole,
    })
}

/// What a measure is said of.
fn subject(expression: &Expression, measure: &Measure) -> Option<String> {
    let before: String = expression.text.get(..measure.start)?.iter().collect();
    let mut subject = before.as_str();
    // 签约 ends as 约 does.
    let about = matches!(measure.amount, Amount::About(_));
    let links = || LINKS.split_ascii_whitespace().filter(|link| about || *link != "约");
    while let Some(shorter) = links().find_map(|link| subject.strip_suffix(link)) {
        subject = shorter;
    }
    Some(subject.to_owned())
}

/// Whether a name is a change's own: 投诉量下降率.
fn is_change(name: &str) -> bool {
    const CHANGES: [&str; 10] = [
        "下降率",
        "降低率",
        "减少率",
        "压降率",
        "节约率",
        "增长率",
        "提高率",
        "提升率",
        "下降幅度",
        "增长幅度",
    ];
    CHANGES.iter().any(|change| name.ends_with(change))
}

/// The unit of a measure; 280路建设任务 counts in 路, which the reader alone could not know.
fn counted_in(expression: &Expression, measure: &Measure) -> Unit {
    let next = expression.text.get(measure.end).filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(*c));
    match next {
        Some(&c) if measure.unit.kind == Kind::Bare => Unit::counting(c),
        _ => measure.unit,
    }
}

/// A measure as people write it; with what it is counted for each of as it stands there: 28微克/立方米.
fn shown(expression: &Expression, measure: &Measure, unit: Unit) -> String {
    let per = measure.per.is_some() || measure.times_a_year.is_some();
    let written = expression.text.get(measure.start..measure.end).filter(|_| per);
    let alone = || Measure { unit, ..measure.clone() }.shown(measure.amount.figure());
    written.map_or_else(alone, |written| written.iter().collect())
}
