//! `narrative-conflict`

mod funding;
mod measured;
mod scope;
mod words;
mod work;

use super::text;
use std::cell::LazyCell;
use std::collections::BTreeMap;

use crate::form::{FieldPath, Figure, Form, FormLevel, Located, OwnField, TaskField, Verdict, figures};
use crate::rules::{Finding, FormContext, rule::declare_rule};
use funding::Rate;
use measured::{Indicators, Measured};

declare_rule! {
    /// ## 检查什么
    ///
    /// 年度目标、目标完成情况、任务文字或存在问题中说到某个指标的数，与指标的目标值和实际值都不同。只有文中的说法
    /// 与指标名称对得上才比较：`办结率` 对 `案件办结率`，`投诉办结率` 不对。名称前面可以有时间、本单位、动词（`全年`、
    /// `我区`、`实现`）；有别的限定词就是另一个数，不比较：`民办学校教师培训合格率` 不是 `教师培训合格率`。限定词是
    /// 部门名称、指标内容或任务名称里本来就有的，照样比较：信访局的 `信访案件办结率` 就是 `案件办结率`。
    ///
    /// 计数的指标，名称末尾的 `人数`、`次数`、`面积` 等可以不说，动词和名称的先后也不论：`全年共排查危房369栋` 对
    /// `危房排查栋数`。`新增`、`累计` 的数，名称中没有这两个词，又与实际值相差一倍以上的，多是一部分或历年的合计，不比较。
    ///
    /// 目标完成情况和存在问题中的 `预算完成率`、`预算执行率`、`执行率`、`支出进度`、`预算调整率`，与资金表合计行比较：
    /// 与该行填的比率、按该行金额算出的比率都不同（四舍五入或舍去尾数后也不同）才报告。只比较说整体的，句中先说到 `项目`、
    /// `基本支出`、`专项`、`其中` 等的不比较（项目表中说 `本项目`、`专项` 的就是整体，照样比较）；有这样的指标的，按指标比较。
    ///
    /// 说往年的、说增减的（名称本身就是增减的除外，如 `投诉下降率`）、说计划的数都不比较，年中的数也不比较（`截至9月底`、
    /// `前三季度`）；`其中`、`全省平均`的数也不比较；一段文字里同一指标有几个不同的数，多是分项或分季度的，也不比较。
    ///
    /// ## 为什么
    ///
    /// 同一件事文中和表中两个数，必有一个不对。
    ///
    /// ## 例子
    ///
    /// E9 写 `信访案件办结率 100%`，G19 `案件办结率` 的目标和实际都是 `90%`：文中案件办结率为 100%，指标（G19）为
    /// 90%，请核实。
    ///
    /// > E9　文中案件办结率为 100%，指标（G19）为 90%，请核实
    ///
    /// E9 写 `预算完成率达98.5%`，合计行 G5 为 96.00%，按金额也是 96.00%：
    ///
    /// > E9　文中预算完成率为 98.5%，资金表合计（G5）为 96.00%，请核实
    ///
    /// ## 修正
    ///
    /// 不自动修改，由部门核实哪个数对。
    "narrative-conflict" {
        code: "I106",
        title: "文中与指标的数不一致",
        level: Warning,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

/// A text of the form: its field, the task it belongs to, and the text itself.
struct Narrative<'a> {
    field: FieldPath,
    task: Option<usize>,
    /// Whether it may tell how the department's funds were spent. Goals tell how they are to be spent, and tasks' texts of
    /// their own funds.
    tells_of_funds: bool,
    text: &'a Located<String>,
}

/// The texts that tell what was done.
fn narratives(form: &Form) -> Vec<Narrative<'_>> {
    let whole = [
        (OwnField::Expected, &form.goals.expected, false),
        (OwnField::Achieved, &form.goals.achieved, true),
        (OwnField::Problems, &form.problems, true),
    ];
    let mut all: Vec<Narrative<'_>> = whole
        .into_iter()
        .filter_map(|(field, text, tells_of_funds)| {
            let field = FieldPath::own(field);
            Some(Narrative { field, task: None, tells_of_funds, text: text.as_ref()? })
        })
        .collect();
    for (index, task) in form.tasks.iter().enumerate() {
        for (field, text) in [(TaskField::Expected, &task.expected), (TaskField::Achieved, &task.achieved)] {
            if let Some(text) = text {
                let field = FieldPath::task(index, field);
                all.push(Narrative { field, task: Some(index), tells_of_funds: false, text });
            }
        }
    }
    all
}

/// Figures of a form's texts that are compared with its indicators. A long report has some hundreds.
const MOST_FIGURES: usize = 2_000;

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    // Many texts have no figure to compare.
    let indicators = LazyCell::new(|| Indicators::of(form));
    let year = form.year.as_ref().and_then(|year| year.value);
    let mut findings = Vec::new();
    let mut left = MOST_FIGURES;
    for narrative in narratives(form) {
        let Some(told) = narrative.text.get() else { continue };
        let mut figures = figures(told, year);
        let too_many = figures.len() > left;
        figures.truncate(left);
        left -= figures.len();
        let mut said: BTreeMap<Subject, Vec<Figure>> = BTreeMap::new();
        for figure in figures {
            let Some(subject) = subject(&figure, &indicators, &narrative, form.level) else { continue };
            said.entry(subject).or_default().push(figure);
        }
        for (subject, of_it) in said {
            let Some((figure, others)) = of_it.split_first() else { continue };
            // 刑事案件办结率98%，民事案件办结率99%: several figures of one name are of its parts, of quarters or of someone
            // else, and the indicator's own may be among them.
            if others.iter().any(|other| other.shown != figure.shown) {
                continue;
            }
            findings.extend(match subject {
                Subject::Indicator(index) => {
                    indicators.get(index).and_then(|one| conflict(context, &narrative, figure, one))
                }
                Subject::Funds(rate) => funding::conflict(context, &narrative, figure, rate),
            });
        }
        if too_many {
            findings.push(not_compared(context, &narrative));
            break;
        }
    }
    findings
}

/// What a figure of a text is said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    /// An indicator, by its index.
    Indicator(usize),
    /// The funds as a whole.
    Funds(Rate),
}

/// What a figure is said of, if it is clear. 预算执行率 is an indicator's where one is called so, and where one ends so
/// (专项资金预算执行率) either may be meant.
fn subject(
    figure: &Figure,
    indicators: &Indicators<'_>,
    narrative: &Narrative<'_>,
    level: Option<FormLevel>,
) -> Option<Subject> {
    let rate = Rate::of(figure, level);
    let Some(index) = indicators.subject(figure) else {
        let rate = rate.filter(|_| narrative.tells_of_funds)?;
        let (_, name) = Rate::named(&figure.subject, level)?;
        return (!indicators.any_ends_with(name)).then_some(Subject::Funds(rate));
    };
    let one = indicators.get(index)?;
    // A task's text speaks of the task's own indicators.
    let speaks_of = narrative.task.is_none() || narrative.task == one.indicator.task;
    let other_funds = rate.is_some() && Rate::named(&one.name, level).is_none();
    (speaks_of && !other_funds).then_some(Subject::Indicator(index))
}

/// Says from where on the figures of the texts are not compared.
fn not_compared(context: &FormContext<'_>, narrative: &Narrative<'_>) -> Finding {
    let message = format!("文中的数太多，只有前 {MOST_FIGURES} 个与指标比较过，其后的请人工核对");
    Finding::new(&RULE, &context.form.sheet, message).at(narrative.text.cell).field(narrative.field)
}

fn conflict(
    context: &FormContext<'_>,
    narrative: &Narrative<'_>,
    figure: &Figure,
    measured: &Measured<'_>,
) -> Option<Finding> {
    let indicator = measured.indicator;
    let actual = indicator.actual.as_ref()?;
    if matches!(indicator.judgement.verdict, Verdict::Missing | Verdict::Echo) {
        return None;
    }
    let found = text(Some(actual));
    if measured.agrees(figure)? {
        return None;
    }
    let message = format!(
        "文中{}为 {}，指标（{}）为 {found}，请核实",
        text(indicator.name.as_ref()),
        figure.shown,
        actual.cell
    );
    let finding = Finding::new(&RULE, &context.form.sheet, message)
        .at(narrative.text.cell)
        .field(narrative.field)
        .actual(figure.shown.as_str())
        .expected(found);
    Some(finding)
}

#[cfg(test)]
mod tests;
