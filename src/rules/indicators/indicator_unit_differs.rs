//! `indicator-unit-differs`

use super::asked_why;
use crate::rules::{Finding, FormContext, rule::declare_rule};

declare_rule! {
    /// ## 检查什么
    ///
    /// 目标值与实际完成值的单位不同，而且不能换算：目标 `≥95%`，实际 `480人`。万元与元、公里与米、亩与公顷、
    /// 小时与天等能换算的不算；件、宗、起、份等量词视为相同。
    ///
    /// ## 为什么
    ///
    /// 口径不同就不能比较，往往是填错了行或填错了列。
    ///
    /// ## 例子
    ///
    /// F22 目标为 `≥2500万元`，G22 实际为 `500人`。
    ///
    /// > G22　“引进资金”：实际 500人 与目标 2500万元 单位不同，不能换算，请核实
    ///
    /// ## 修正
    ///
    /// 不自动修改，由部门按目标的口径重填。
    "indicator-unit-differs" {
        code: "I105",
        title: "目标与实际单位不同",
        level: Warning,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let differing = context.form.indicators.iter().enumerate().filter(|(_, i)| i.judgement.unit_differs);
    differing.filter_map(|at| asked_why(&RULE, context, at)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::example::{form, found, indicator};
    use super::RULE;

    #[test]
    fn units_that_do_not_convert_are_asked_about() {
        let form = form(vec![
            indicator(22, "引进资金", "≥2500万元", "500人"),
            indicator(23, "保洁长度", "≥86公里", "86000米"),
        ]);
        let found = found(&RULE, &form);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "G22");
        assert!(RULE.doc.contains(&found[0].1), "{}", found[0].1);
    }
}
