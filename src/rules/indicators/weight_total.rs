//! I107

use rust_decimal::Decimal;

use crate::form::{Form, FundingColumn, Located, RowRole};
use crate::rules::{Finding, FormContext, rule::declare_rule};
use crate::workbook::CellRef;

declare_rule! {
    /// ## 检查什么
    ///
    /// 预算执行与各指标的分值（权重）之和，不等于表中写的总分，或者不等于 100。
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

/// The weights of a form, where all of them are filled in: the execution's, then the indicators'.
pub(super) fn weights(form: &Form) -> Option<Vec<(Decimal, CellRef)>> {
    let filled = |weight: &Located<Decimal>| Some((weight.value?, weight.cell));
    let indicators: Option<Vec<_>> =
        form.indicators.iter().filter_map(|indicator| indicator.weight.as_ref()).map(filled).collect();
    let indicators = indicators.filter(|weights| !weights.is_empty())?;
    let executions =
        form.funding.iter().filter_map(|row| Some((row, filled(row.values.get(&FundingColumn::Weight)?)?)));
    // The parts' weights, where a form gives them, are within the total's.
    let (totals, parts): (Vec<_>, Vec<_>) = executions.partition(|(row, _)| row.role == RowRole::Total);
    let executions = if totals.is_empty() { parts } else { totals };
    Some(executions.into_iter().map(|(_, weight)| weight).chain(indicators).collect())
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    let Some(weights) = weights(form) else { return Vec::new() };
    let Some(sum) = weights.iter().try_fold(Decimal::ZERO, |sum, (weight, _)| sum.checked_add(*weight))
    else {
        return Vec::new();
    };
    let hundred = Decimal::ONE_HUNDRED;
    let stated = form.total_weight.as_ref().and_then(|total| total.value);
    if sum == hundred && stated.is_none_or(|stated| stated == sum) {
        return Vec::new();
    }
    let sum = sum.normalize();
    let (message, expected) = match stated.map(|stated| stated.normalize()) {
        Some(stated) if stated != sum => {
            (format!("总分写为 {stated}，各项分值合计为 {sum}，应为 100，请核实"), hundred)
        }
        _ => (format!("各项分值合计为 {sum}，应为 100，请核实"), hundred),
    };
    let total = form.total_weight.as_ref().map(|total| (total.cell, "total_weight".to_owned()));
    let Some((cell, field)) = total.or_else(|| first_weight(form)) else { return Vec::new() };
    let finding = Finding::new(&RULE, &form.sheet, message)
        .at(cell)
        .field(field)
        .actual(stated.unwrap_or(sum).normalize().to_string())
        .expected(expected.to_string());
    vec![finding]
}

/// The first weight of a form and its path.
fn first_weight(form: &Form) -> Option<(CellRef, String)> {
    let funding = form.funding.iter().enumerate().find_map(|(index, row)| {
        let weight = row.values.get(&FundingColumn::Weight).filter(|weight| weight.value.is_some())?;
        Some((weight.cell, format!("funding.{index}.weight")))
    });
    funding.or_else(|| {
        let mut indicators = form.indicators.iter().enumerate();
        indicators
            .find_map(|(index, i)| Some((i.weight.as_ref()?.cell, format!("indicators.{index}.weight"))))
    })
}

#[cfg(test)]
mod tests {
    use super::super::example::{form, found, number, scored, total_row};
    use super::RULE;
    use crate::form::{Form, FundingColumn};

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

    #[test]
    fn weights_without_a_stated_total_stand_at_the_first() {
        assert_eq!(found(&RULE, &with_weights("10", &["50", "30"], None))[0].0, "H6");
    }

    #[test]
    fn weights_that_sum_to_100_are_right() {
        assert!(found(&RULE, &with_weights("10", &["50", "30", "10.0"], Some("100"))).is_empty());
        assert!(found(&RULE, &with_weights("10", &["50", "30", "10"], None)).is_empty());
    }
}
