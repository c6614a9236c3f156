//! `error-value`

use super::judgement::Class;
use crate::excerpt::set_off;
use crate::record::FixSafety;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 表内单元格显示 `#REF!`、`#DIV/0!`、`#VALUE!`、`#N/A` 等错误值。错误会顺着公式传下去，只在开始出错的单元格报告一次；预算数为零的行显示 `#DIV/0!` 的，也在此报告。
    ///
    /// ## 为什么
    ///
    /// 错误值不能公开，也无法汇总。`#REF!` 说明公式引用的单元格已被删除，原来的数已经丢了。
    ///
    /// ## 例子
    ///
    /// H5 的公式为 `=#REF!/C5`：
    ///
    /// > H5　预算调整率显示 #REF!，应为 7.40%：1113.27 ÷ 15049.04
    ///
    /// ## 修正
    ///
    /// 比率和合计单元格可自动修正：改为模板的公式；预算数为零的，改为 `=IF(C6+D6=0,"",E6/(C6+D6))`，显示空白。其他单元格请部门补填。
    "error-value" {
        code: "F302",
        title: "单元格显示错误值",
        level: Error,
        fix: Safe,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        let Class::Error { error, origin } = &judged.class else { return None };
        let label = judged.called("单元格");
        let from = origin.as_ref().map(|cell| format!("（错误从 {cell} 开始）")).unwrap_or_default();
        let message = match &judged.correction {
            Some(correction) => {
                format!("{label}显示 {error}{from}，应为{}", set_off(&correction.in_words()))
            }
            None => format!("{label}显示 {error}{from}，请补填或改正公式"),
        };
        Some(judged.finding_with_template(&RULE, form, message, FixSafety::Safe))
    })
}
