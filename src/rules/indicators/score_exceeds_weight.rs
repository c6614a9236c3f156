//! `score-exceeds-weight`

use super::totals::added_up;
use super::weight_total::weights;
use super::{called, wrong_totals};
use crate::form::{FieldPath, Form, FundingColumn, IndicatorField, Located, OwnField, TaskField};
use crate::rules::{Finding, FormContext, rule::declare_rule};
use crate::workbook::CellRef;
use rust_decimal::Decimal;

declare_rule! {
    /// ## 检查什么
    ///
    /// 得分高于分值：指标的、预算执行的，或者总分的；分值写在任务名称里的（`年度绩效目标1（40分）`），其下各指标得分之和
    /// 高于它。
    ///
    /// ## 为什么
    ///
    /// 得分最高为该项分值，超额完成也不加分。
    ///
    /// ## 例子
    ///
    /// G14 分值 10，H14 得分 12。
    ///
    /// > H14　“更换器材”得分 12，高于分值 10，请核实
    ///
    /// ## 修正
    ///
    /// 不自动修改，由单位核实得分。
    "score-exceeds-weight" {
        code: "I108",
        title: "得分高于分值",
        level: Error,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

type Points<'a> = Option<&'a Located<Decimal>>;

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    let rows = form.funding.iter().enumerate().filter_map(|(index, row)| {
        let excess = Excess::of(form.weight_of(row), row.values.get(&FundingColumn::Score))?;
        let name = row.source.get().map_or("预算执行", |source| source.as_str());
        Some(excess.finding(context, &format!("“{name}”"), FieldPath::figure(index, FundingColumn::Score)))
    });
    let indicators = form.indicators.iter().enumerate().filter_map(|(index, indicator)| {
        let excess = Excess::of(indicator.weight.as_ref(), indicator.score.as_ref())?;
        Some(excess.finding(context, &called(indicator), FieldPath::indicator(index, IndicatorField::Score)))
    });
    let mut findings: Vec<Finding> = rows.chain(indicators).collect();
    findings.extend((0..form.tasks.len()).filter_map(|task| scores_of_task(context, task)));
    if findings.is_empty() && wrong_totals(form).is_empty() {
        // A total above its weights otherwise only follows from the row that is, from a total that is wrong, or from weights
        // that come to more than a hundred.
        let excess = Excess::of(form.total_weight.as_ref(), form.total_score.as_ref());
        let excess = excess.filter(|excess| !is_within_weights(form, excess));
        findings.extend(
            excess.map(|excess| excess.finding(context, "总分", FieldPath::own(OwnField::TotalScore))),
        );
    }
    findings
}

/// Whether a total is no more than the weights come to, which is another fault.
fn is_within_weights(form: &Form, excess: &Excess) -> bool {
    let sum = weights(form).and_then(|weights| added_up(&weights));
    sum.is_some_and(|sum| sum != Decimal::ONE_HUNDRED && excess.given <= sum)
}

/// The scores of a task's indicators above the points that the task's name gives them all.
fn scores_of_task(context: &FormContext<'_>, index: usize) -> Option<Finding> {
    let form = context.form;
    let task = form.tasks.get(index)?;
    let most = task.weight.as_ref()?;
    let scores: Vec<&Located<Decimal>> =
        form.indicators.iter().filter(|i| i.task == Some(index)).filter_map(|i| i.score.as_ref()).collect();
    let due = scores.iter().filter_map(|score| score.value).try_fold(Decimal::ZERO, Decimal::checked_add)?;
    let (due, points) = (due.normalize(), most.value?.normalize());
    let (first, last) = (scores.first()?.cell, scores.last()?.cell);
    let name: String = task.name.as_ref()?.get()?.split_whitespace().collect();
    let message = format!(
        "“{}”（{}）写明 {points} 分，其下 {} 项指标的得分（{first} 至 {last}）合计为 {due}，高于分值，请核实",
        name.chars().take(30).collect::<String>(),
        most.cell,
        scores.len(),
    );
    let finding = Finding::new(&RULE, &form.sheet, message)
        .at(most.cell)
        .field(FieldPath::task(index, TaskField::Name));
    (due > points).then(|| finding.actual(due.to_string()).expected(format!("≤{points}")))
}

/// A score above its weight.
struct Excess {
    cell: CellRef,
    given: Decimal,
    most: Decimal,
}

impl Excess {
    fn of(weight: Points<'_>, score: Points<'_>) -> Option<Self> {
        let (most, score) = (weight?.value?, score?);
        let given = score.value.filter(|given| *given > most)?;
        Some(Self { cell: score.cell, given: given.normalize(), most: most.normalize() })
    }

    fn finding(&self, context: &FormContext<'_>, name: &str, field: FieldPath) -> Finding {
        let Self { cell, given, most } = self;
        let message = format!("{name}得分 {given}，高于分值 {most}，请核实");
        Finding::new(&RULE, &context.form.sheet, message)
            .at(*cell)
            .field(field)
            .actual(given.to_string())
            .expected(format!("≤{most}"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{form, found, located, number, scored, total_row};
    use super::RULE;
    use crate::form::{FundingColumn, Task};

    #[test]
    fn scores_above_their_weights() {
        let mut form = form(vec![
            scored(14, ["更换器材", "≥120件", "130件"], "10", "12"),
            scored(15, ["验收合格率", "100%", "100%"], "10", "10"),
        ]);
        form.funding =
            vec![total_row(&[(FundingColumn::Weight, "10", "H6"), (FundingColumn::Score, "10.5", "J6")])];
        form.total_weight = Some(number("100", "H20"));
        form.total_score = Some(number("96.5", "I20"));
        assert_eq!(
            found(&RULE, &form),
            [
                ("J6".to_owned(), "“年度资金总额”得分 10.5，高于分值 10，请核实".to_owned()),
                ("I14".to_owned(), "“更换器材”得分 12，高于分值 10，请核实".to_owned()),
            ]
        );
    }

    #[test]
    fn a_total_score_within_weights_that_come_to_more_than_a_hundred_is_no_fault_of_its_own() {
        let with = |weight: &str, score: &str| {
            let mut form = form(vec![scored(14, ["更换器材", "≥120件", "130件"], weight, score)]);
            form.funding =
                vec![total_row(&[(FundingColumn::Weight, "10", "H6"), (FundingColumn::Score, "9.5", "J6")])];
            form.total_weight = Some(number("100", "H20"));
            form.total_score = Some(number("104.5", "I20"));
            found(&RULE, &form)
        };
        assert!(with("95", "95").is_empty());
        assert_eq!(with("90", "95").len(), 1);
    }

    #[test]
    fn scores_above_the_points_in_their_tasks_name() {
        let mut form = form(vec![
            scored(14, ["整编报告", "≥4份", "4份"], "0", "30"),
            scored(15, ["提交时间", "12月底前", "12月15日"], "0", "12"),
        ]);
        for indicator in &mut form.indicators {
            indicator.task = Some(0);
            indicator.weight = None;
        }
        form.tasks = vec![Task {
            name: Some(located("年度绩效目标1\n（40分）", "A13")),
            weight: Some(number("40", "A13")),
            ..Task::default()
        }];
        let message = "“年度绩效目标1（40分）”（A13）写明 40 分，其下 2 项指标的得分（I14 至 I15）合计为 42，高于分值，请核实";
        assert_eq!(found(&RULE, &form), [("A13".to_owned(), message.to_owned())]);
        form.tasks[0].weight = Some(number("42", "A13"));
        assert!(found(&RULE, &form).is_empty());
    }
}
