//! `indicator-missing`

use super::{at_actual, called, text};
use crate::form::{Located, is_blank};
use crate::rules::{Finding, FormContext, rule::declare_rule};

declare_rule! {
    /// ## 检查什么
    ///
    /// 指标没有填写实际完成值：空白、`/` 或 `—`。
    ///
    /// ## 为什么
    ///
    /// 没有实际值就无法判断指标是否完成，表格要退回补填。
    ///
    /// ## 例子
    ///
    /// D14 `资料归档率`，F14 目标 `≥98%`，G14 空白。
    ///
    /// > G14　“资料归档率”没有填写实际完成值（目标 ≥98%），请补填
    ///
    /// ## 修正
    ///
    /// 不自动修改，由部门补填。
    "indicator-missing" {
        code: "I102",
        title: "没有填写实际完成值",
        level: Error,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let blank = |value: &Located<String>| value.get().is_none_or(|text| is_blank(text));
    let indicators = context.form.indicators.iter().enumerate();
    indicators
        .filter(|(_, indicator)| indicator.actual.as_ref().is_some_and(blank))
        .filter_map(|(index, indicator)| {
            let target = match text(indicator.target.as_ref()) {
                "" => String::new(),
                target => format!("（目标 {target}）"),
            };
            let message = format!("{}没有填写实际完成值{target}，请补填", called(indicator));
            at_actual(&RULE, context, (index, indicator), message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::example::{form, found, indicator};
    use super::RULE;

    #[test]
    fn blanks_and_dashes_are_missing() {
        let form = form(vec![
            indicator(14, "资料归档率", "≥98%", ""),
            indicator(15, "群众满意度", "98%", "—"),
            indicator(16, "安全生产事故数", "0起", "无"),
        ]);
        let cells: Vec<String> = found(&RULE, &form).into_iter().map(|(cell, _)| cell).collect();
        assert_eq!(cells, ["G14", "G15"]);
    }

    #[test]
    fn a_missing_target_is_not_a_missing_actual_value() {
        assert!(found(&RULE, &form(vec![indicator(14, "资料归档率", "", "99%")])).is_empty());
    }
}
