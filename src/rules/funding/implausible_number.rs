//! `implausible-number`

use super::judgement::Class;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 单元格里的数不可能是金额或指标值：超出可表示的范围（如 1E+308），或者比全国的财政收支还大。
    ///
    /// ## 为什么
    ///
    /// 多半是粘贴或程序导出时出错。这样的数参与计算，会让合计和汇总全部失真。
    ///
    /// ## 例子
    ///
    /// C6 为 1E+308：
    ///
    /// > C6　一般公共预算 年初预算数为 1e308，不合常理，请核实后重填
    ///
    /// ## 修正
    ///
    /// 不修正。
    "implausible-number" {
        code: "F405",
        title: "数值不合常理",
        level: Error,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        let Class::Implausible { shown } = &judged.class else { return None };
        let label = judged.called("单元格的数");
        let message = format!("{label}为 {shown}，不合常理，请核实后重填");
        Some(judged.finding(&RULE, form, message))
    })
}
