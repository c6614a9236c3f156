//! `negative-amount`

use super::judgement::Class;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 年初预算数、全年预算数、实际支出数、任务涉及资金为负数。预算调整数可以为负（调减预算）。
    ///
    /// ## 为什么
    ///
    /// 预算和支出不会小于零，多半是符号填错，或者把调减数填到了别的列。
    ///
    /// ## 例子
    ///
    /// E6 为 -822.26：
    ///
    /// > E6　一般公共预算 实际支出数为 -822.26，不应为负数，请核实
    ///
    /// ## 修正
    ///
    /// 不修正：是符号错还是列错，只有部门知道。
    "negative-amount" {
        code: "F404",
        title: "金额为负数",
        level: Error,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        let Class::Negative { amount } = &judged.class else { return None };
        let label = judged.called("金额");
        let message = format!("{label}为 {}，不应为负数，请核实", crate::formula::amount(*amount));
        let mut finding = judged.finding(&RULE, form, message);
        finding.actual = Some(crate::formula::amount(*amount));
        Some(finding)
    })
}

#[cfg(test)]
mod tests {
    use crate::form::FundingColumn;
    use crate::rules::testing::Desk;

    #[test]
    fn a_total_below_zero_because_of_a_source_is_no_fault_of_its_own() {
        let mut desk = Desk::clean();
        for row in [0, 1] {
            desk.amount(row, FundingColumn::ActualExpenditure, "-850.00");
        }
        assert_eq!(desk.lines("negative-amount").len(), 1);
    }
}
