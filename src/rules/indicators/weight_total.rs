//! `weight-total`

use rust_decimal::Decimal;

use crate::form::{
    FieldPath, Form, FundingColumn, FundingRow, Indicator, IndicatorField, Located, OwnField, RowRole,
};
use crate::rules::{Finding, FormContext, rule::declare_rule};
use crate::workbook::CellRef;

declare_rule! {
    /// ## 检查什么
    ///
    /// - 预算执行与各指标的分值（权重）之和不等于 100；
    /// - 分值写在任务名称里的表（`年度绩效目标1（40分）`），预算执行与各任务的分值之和不等于 100；
    /// - 一级、二级指标名称里写明的分值（`产出指标（50分）`），不等于其下各指标分值之和。
    ///
    /// 表上没有写预算执行的分值、它的得分却等于执行率乘指标以外的分值的，就是以那些分值计的，不提示。
    ///
    /// 分值合计为 100、总分一行却写成别的数，由 `total-mismatch` 报告。
    ///
    /// ## 为什么
    ///
    /// 财预〔2020〕10号规定总分为 100 分：预算执行率 10 分，产出 50 分，效益 30 分，满意度 10 分。分值不足或超出，
    /// 总得分就不能与其他项目比较。
    ///
    /// ## 例子
    ///
    /// 预算执行 10 分，三个指标 30、30、20 分，合计 90 分，I17 却写 100。
    ///
    /// > I17　总分写为 100，各项分值合计为 90，应为 100，请核实
    ///
    /// A12 写“产出指标（50分）”，G12 至 G14 的分值为 20、10、10。
    ///
    /// > A12　“产出指标（50分）”（A12）写明 50 分，其下 3 项指标的分值（G12 至 G14）合计为 40，应一致，请核实
    ///
    /// ## 修正
    ///
    /// 不自动修改，由单位补上漏列的指标或调整分值。
    "weight-total" {
        code: "I107",
        title: "分值合计不对",
        level: Error,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

/// The weights of a form, where all of them are filled in: the execution's, then the indicators', or their tasks'.
pub(super) fn weights(form: &Form) -> Option<Vec<(Decimal, CellRef)>> {
    let filled = |weight: &Located<Decimal>| Some((weight.value?, weight.cell));
    let of_indicators: Vec<_> = form.indicators.iter().filter_map(|i| i.weight.as_ref()).collect();
    // Where the indicators have none, their tasks' names may.
    let of_tasks = || form.tasks.iter().filter_map(|task| task.weight.as_ref()).collect();
    let below = if of_indicators.is_empty() { of_tasks() } else { of_indicators };
    let below: Option<Vec<_>> = below.into_iter().map(filled).collect();
    let below = below.filter(|weights| !weights.is_empty())?;
    let executions = form.funding.iter().filter_map(|row| Some((row, filled(form.weight_of(row)?)?)));
    // The parts' weights, where a form gives them, are within the total's.
    let (totals, parts): (Vec<_>, Vec<_>) = executions.partition(|(row, _)| row.role == RowRole::Total);
    let executions = if totals.is_empty() { parts } else { totals };
    if executions.is_empty() && form.funding.iter().any(|row| is_scored_of_rest(row, &below)) {
        return None;
    }
    Some(executions.into_iter().map(|(_, weight)| weight).chain(below).collect())
}

/// Whether the execution's score is its rate of the points that the indicators leave of 100: then these are its weight, which
/// the form does not say.
fn is_scored_of_rest(row: &FundingRow, of_indicators: &[(Decimal, CellRef)]) -> bool {
    let is = || {
        let score = row.get(FundingColumn::Score)?;
        let indicators = sum(of_indicators.iter().map(|(weight, _)| *weight))?;
        let rest = Decimal::ONE_HUNDRED.checked_sub(indicators).filter(|rest| *rest > Decimal::ZERO)?;
        let amounts = [FundingColumn::ActualExpenditure, FundingColumn::AnnualBudget].map(|c| row.get(c));
        let spent = |[actual, budget]: [Option<Decimal>; 2]| actual?.checked_div(budget?);
        let rates = [spent(amounts), row.get(FundingColumn::ExecutionRate)];
        let is_near = |rate: Decimal| {
            let due = rest.checked_mul(rate.min(Decimal::ONE))?;
            Some(due.checked_sub(score)?.abs() <= Decimal::new(1, 1))
        };
        Some(rates.into_iter().flatten().any(|rate| is_near(rate) == Some(true)))
    };
    is() == Some(true)
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    let upper = level_findings(form, IndicatorField::Level1);
    let lower = level_findings(form, IndicatorField::Level2);
    // A row that is too low makes every sum above it too low: told once, at the innermost label.
    let gap = |findings: &[(Decimal, Finding)]| sum(findings.iter().map(|(gap, _)| *gap));
    let told = if !lower.is_empty() && gap(&upper) == gap(&lower) {
        lower
    } else {
        upper.into_iter().chain(lower).collect()
    };
    let total = weights(form).and_then(|weights| sum(weights.iter().map(|(weight, _)| *weight)));
    let short = total.and_then(|total| Decimal::ONE_HUNDRED.checked_sub(total));
    let explained = !told.is_empty() && gap(&told) == short.map(|short| short.normalize());
    let of_form = if explained { None } else { of_form(form) };
    of_form.into_iter().chain(told.into_iter().map(|(_, finding)| finding)).collect()
}

/// The weights of the whole form against 100.
fn of_form(form: &Form) -> Option<Finding> {
    let sum = sum(weights(form)?.iter().map(|(weight, _)| *weight))?;
    let hundred = Decimal::ONE_HUNDRED;
    if sum == hundred {
        return None;
    }
    let stated = form.total_weight.as_ref().and_then(|total| total.value).map(|stated| stated.normalize());
    let message = match stated {
        Some(stated) if stated != sum => {
            format!("总分写为 {stated}，各项分值合计为 {sum}，应为 {hundred}，请核实")
        }
        _ => format!("各项分值合计为 {sum}，应为 {hundred}，请核实"),
    };
    let total = form.total_weight.as_ref().map(|total| (total.cell, FieldPath::own(OwnField::TotalWeight)));
    let (cell, field) = total.or_else(|| first_weight(form))?;
    let finding = Finding::new(&RULE, &form.sheet, message).at(cell).field(field);
    Some(finding.actual(stated.unwrap_or(sum).to_string()).expected(hundred.to_string()))
}

fn sum(mut points: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    points.try_fold(Decimal::ZERO, Decimal::checked_add).map(|sum| sum.normalize())
}

/// A level's label and the indicators under it.
struct Level<'a> {
    label: &'a Located<String>,
    stated: Decimal,
    /// Index of its first indicator in the form.
    first: usize,
    indicators: Vec<&'a Indicator>,
}

/// The levels of one depth, which their field tells, whose labels state points. A label that is repeated in every line
/// (merged cells taken apart and filled down) is the same level.
fn levels(form: &Form, depth: IndicatorField) -> Vec<Level<'_>> {
    let mut levels: Vec<Level<'_>> = Vec::new();
    let mut before: Option<[Option<&Located<String>>; 2]> = None;
    for (index, indicator) in form.indicators.iter().enumerate() {
        let (label, points, above) = match depth {
            IndicatorField::Level1 => (indicator.level1.as_ref(), &indicator.level1_weight, None),
            _ => (indicator.level2.as_ref(), &indicator.level2_weight, indicator.level1.as_ref()),
        };
        let text = |label: Option<&Located<String>>| label.and_then(|l| l.value.clone());
        let continues =
            before.is_some_and(|[own, over]| text(own) == text(label) && text(over) == text(above));
        before = Some([label, above]);
        let stated = points.as_ref().and_then(|points| points.value);
        let (Some(label), Some(stated)) = (label, stated) else { continue };
        match levels.last_mut().filter(|_| continues) {
            Some(level) => level.indicators.push(indicator),
            None => levels.push(Level { label, stated, first: index, indicators: vec![indicator] }),
        }
    }
    levels
}

/// The points in a level's label against those of its indicators, where all are filled in, with what they fall short by.
fn level_findings(form: &Form, depth: IndicatorField) -> Vec<(Decimal, Finding)> {
    let finding = |level: &Level<'_>| {
        let filled = |i: &&Indicator| i.weight.as_ref().and_then(|w| Some((w.value?, w.cell)));
        let weights: Vec<(Decimal, CellRef)> = level.indicators.iter().map(filled).collect::<Option<_>>()?;
        let due = sum(weights.iter().map(|(weight, _)| *weight))?;
        let stated = level.stated.normalize();
        if stated == due {
            return None;
        }
        let ((_, first), (_, last)) = (weights.first()?, weights.last()?);
        let cells = if first == last { first.to_string() } else { format!("{first} 至 {last}") };
        let name: String = level.label.get()?.split_whitespace().collect();
        let message = format!(
            "“{name}”（{}）写明 {stated} 分，其下 {} 项指标的分值（{cells}）合计为 {due}，应一致，请核实",
            level.label.cell,
            weights.len(),
        );
        let finding = Finding::new(&RULE, &form.sheet, message)
            .at(level.label.cell)
            .field(FieldPath::indicator(level.first, depth));
        Some((stated.checked_sub(due)?, finding.actual(stated.to_string()).expected(due.to_string())))
    };
    levels(form, depth).iter().filter_map(finding).collect()
}

/// The first weight of a form and its path.
fn first_weight(form: &Form) -> Option<(CellRef, FieldPath)> {
    let funding = form.funding.iter().enumerate().find_map(|(index, row)| {
        let weight = form.weight_of(row).filter(|weight| weight.value.is_some())?;
        Some((weight.cell, FieldPath::figure(index, FundingColumn::Weight)))
    });
    funding.or_else(|| {
        let mut indicators = form.indicators.iter().enumerate();
        indicators.find_map(|(index, i)| {
            Some((i.weight.as_ref()?.cell, FieldPath::indicator(index, IndicatorField::Weight)))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::example::{form, found, located, number, scored, total_row};
    use super::RULE;
    use crate::form::{Form, FundingColumn, Task};

    fn with_weights(execution: &str, weights: &[&str], total: Option<&str>) -> Form {
        let mut form = form(
            (14..)
                .zip(weights)
                .map(|(row, weight)| scored(row, ["验收合格率", "100%", "100%"], weight, weight))
                .collect(),
        );
        form.funding = vec![total_row(&[(FundingColumn::Weight, execution, "H6")])];
        form.total_weight = total.map(|total| number(total, "H17"));
        form
    }

    #[test]
    fn weights_that_fall_short_of_the_stated_total() {
        let form = with_weights("10", &["30", "30", "20"], Some("100"));
        assert_eq!(
            found(&RULE, &form),
            [("H17".to_owned(), "总分写为 100，各项分值合计为 90，应为 100，请核实".to_owned())]
        );
    }

    fn with_level(label: &str, points: &str) -> Form {
        let mut form = with_weights("10", &["30", "20", "30", "10"], None);
        for indicator in form.indicators.iter_mut().take(2) {
            indicator.level1 = Some(located(label, "A14"));
            indicator.level1_weight = Some(number(points, "A14"));
        }
        form
    }

    #[test]
    fn points_in_a_levels_label_are_the_sum_of_its_rows() {
        assert!(found(&RULE, &with_level("产出指标（50分）", "50")).is_empty());
        let message =
            "“产出指标（60分）”（A14）写明 60 分，其下 2 项指标的分值（H14 至 H15）合计为 50，应一致，请核实";
        let level = with_level("产出指标\n（60分）", "60");
        assert_eq!(found(&RULE, &level), [("A14".to_owned(), message.to_owned())]);
    }

    #[test]
    fn a_row_that_is_too_low_is_told_once_and_at_its_level() {
        let mut form = with_level("产出指标（50分）", "50");
        form.indicators[0].weight = Some(number("20", "H14"));
        let cells: Vec<String> = found(&RULE, &form).into_iter().map(|(cell, _)| cell).collect();
        assert_eq!(cells, ["A14"]);
    }

    #[test]
    fn a_wrong_total_over_right_weights_is_another_rules_finding() {
        assert!(found(&RULE, &with_weights("10", &["50", "30", "10"], Some("0"))).is_empty());
    }

    /// What broke: forms that score the execution without a weight were told that their weights came to 90.
    #[test]
    fn what_the_execution_is_scored_of_is_its_weight_though_nothing_says_so() {
        let with_score = |score: &str, weights: &[&str]| {
            let mut form = with_weights("10", weights, Some("100"));
            form.funding = vec![total_row(&[
                (FundingColumn::AnnualBudget, "200", "D6"),
                (FundingColumn::ActualExpenditure, "192", "E6"),
                (FundingColumn::Score, score, "J6"),
            ])];
            found(&RULE, &form).len()
        };
        assert_eq!(with_score("9.6", &["50", "30", "10"]), 0);
        assert_eq!(with_score("9.6", &["50", "25", "10"]), 1);
        assert_eq!(with_score("6", &["50", "30", "10"]), 1);
        assert_eq!(with_score("9.6", &["50", "30", "30"]), 1);
    }

    #[test]
    fn weights_without_a_stated_total_stand_at_the_first() {
        assert_eq!(found(&RULE, &with_weights("10", &["50", "30"], None))[0].0, "H6");
    }

    #[test]
    fn weights_that_sum_to_100_are_right() {
        assert!(found(&RULE, &with_weights("10", &["50", "30", "10.0"], Some("100"))).is_empty());
        assert!(found(&RULE, &with_weights("10", &["50", "30", "10"], None)).is_empty());
    }

    #[test]
    fn points_in_the_tasks_names_are_the_weights_of_a_form_without_others() {
        let task = |points: &str, at: &str| Task { weight: Some(number(points, at)), ..Task::default() };
        let with_tasks = |first: &str| Form {
            tasks: vec![task(first, "A10"), task("40", "A15")],
            execution_weight: Some(number("20", "A8")),
            funding: vec![total_row(&[])],
            ..Form::default()
        };
        assert!(found(&RULE, &with_tasks("40")).is_empty());
        assert_eq!(
            found(&RULE, &with_tasks("50")),
            [("A8".to_owned(), "各项分值合计为 110，应为 100，请核实".to_owned())]
        );
    }
}
