//! `rounding-difference`

use super::judgement::Class;
use crate::formula::amount;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 直接键入的合计数与各行之和有差额，但差额不超过每行半个末位（万元表为每行 0.005），是各行分别四舍五入造成的。
    ///
    /// ## 为什么
    ///
    /// 尾差不是错误，只作提示，便于核对时说明。
    ///
    /// ## 例子
    ///
    /// C6、C7、C8 之和为 100.01，C5 键入 100.00：
    ///
    /// > C5　年初预算数合计 100.00 与各行之和 100.01 相差 0.01，属四舍五入尾差，可不改
    ///
    /// ## 修正
    ///
    /// 不修正。
    "rounding-difference" {
        code: "F204",
        title: "合计有尾差",
        level: Info,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        let Class::RoundingDifference { stated, due } = &judged.class else { return None };
        let gap = stated.checked_sub(*due)?.abs();
        let message = format!(
            "{}合计 {} 与各行之和 {} 相差 {}，属四舍五入尾差，可不改",
            judged.label,
            amount(*stated),
            amount(*due),
            amount(gap)
        );
        let mut finding = judged.finding(&RULE, form, message);
        finding.expected = Some(amount(*due));
        Some(finding)
    })
}
