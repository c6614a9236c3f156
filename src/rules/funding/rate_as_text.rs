//! `rate-as-text`

use super::judgement::Class;
use crate::record::FixSafety;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 比率单元格里的数值正确，但保存成了文本（如 `86.51%` 前后有空格、全角 `８６．５１％`，或公式用 `TEXT`、`&"%"` 拼成文字）。
    ///
    /// ## 为什么
    ///
    /// 文本不能参与计算和汇总，排序、图表也会出错。
    ///
    /// ## 例子
    ///
    /// G5 为文本 `８５．５９％`：
    ///
    /// > G5　预算完成率“８５．５９％”是文本，不能参与计算；应为数值 85.59%：722.26 ÷ (743.65 + 100.21)
    ///
    /// ## 修正
    ///
    /// 可自动修正：改为模板的公式，并存入计算结果。公式用到的金额本身有问题的（合计与各行之和不符、金额疑按元填写），公式算不出这个比率，
    /// 改为它自己的数值。
    "rate-as-text" {
        code: "F104",
        title: "比率以文本保存",
        level: Warning,
        fix: Safe,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        let Class::RateAsText { shown, from_formula } = &judged.class else { return None };
        let correction = judged.correction.as_ref()?;
        let how = if *from_formula { "由公式拼成文本" } else { "是文本" };
        let message = format!(
            "{}“{}”{how}，不能参与计算；应为数值 {}",
            judged.label,
            shown.trim(),
            correction.in_words()
        );
        Some(judged.finding_with_template(&RULE, form, message, FixSafety::Safe))
    })
}
