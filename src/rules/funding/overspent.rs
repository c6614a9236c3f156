//! `overspent`

use super::judgement::Class;
use crate::formula::amount;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 某一行的实际支出数大于预算数（年初预算数 + 预算调整数，或全年预算数）。只在超支来源的那一行报告一次，合计不重复报告。
    ///
    /// ## 为什么
    ///
    /// 超过 100% 不一定是错：可能有上年结转，也可能漏填了调整数。但一定会被问到，应当先核实。
    ///
    /// ## 例子
    ///
    /// C7 为 600，D7 为 0，E7 为 650：
    ///
    /// > E7　政府性基金预算 实际支出数 650.00 大于预算数 600.00，超出 50.00，请核实并说明原因
    ///
    /// ## 修正
    ///
    /// 不修正。
    "overspent" {
        code: "F403",
        title: "支出超过预算",
        level: Warning,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        let Class::Overspent { spent, budget } = &judged.class else { return None };
        let by = spent.checked_sub(*budget)?;
        // Beside a heading with a unit of its own, it is said in which one the numbers are.
        let unit = if form.own_units.funding.is_empty() { "" } else { form.money_unit().as_str() };
        let message = format!(
            "{} {}{unit} 大于预算数 {}{unit}，超出 {}{unit}，请核实并说明原因",
            judged.label,
            amount(*spent),
            amount(*budget),
            amount(by)
        );
        let mut finding = judged.finding(&RULE, form, message);
        finding.actual = Some(amount(*spent));
        Some(finding)
    })
}
