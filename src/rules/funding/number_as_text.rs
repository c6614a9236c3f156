//! `number-as-text`

use super::judgement::Class;
use super::words::SHOWN;
use crate::excerpt::as_typed;
use crate::formula::amount;
use crate::record::FixSafety;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext, NewContent};

declare_rule! {
    /// ## 检查什么
    ///
    /// 金额单元格里是文本而不是数值：带千位逗号的 `5,045.94`、前后有空格的 ` 2242.05 `、带单位的 `3057.64万元`、全角数字。
    ///
    /// ## 为什么
    ///
    /// 文本不参加 `SUM`，合计会无声无息地少一块；带单位的文本还会让公式显示 `#VALUE!`。由此引起的合计、比率问题不再另报。
    ///
    /// ## 例子
    ///
    /// E8 为文本 `3057.64万元`：
    ///
    /// > E8　其他资金 实际支出数“3057.64万元”是文本，不参加求和；应为数值 3057.64
    ///
    /// ## 修正
    ///
    /// 可自动修正：改为数值。比率和合计都表明应是另一个数的（`(99)` 读作负数、`99元` 按万元换算），只作建议修改。
    "number-as-text" {
        code: "F401",
        title: "金额以文本保存",
        level: Warning,
        fix: Safe,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        let Class::NumberAsText { shown, number } = &judged.class else { return None };
        let label = judged.called("金额");
        let message =
            format!("{label}“{}”是文本，不参加求和；应为数值 {}", as_typed(shown, SHOWN), amount(*number));
        let mut finding = judged.finding(&RULE, form, message);
        finding.expected = Some(amount(*number));
        let instead = context.judgements().instead_of(judged.cell);
        let safety = if instead.is_some() { FixSafety::Suggested } else { FixSafety::Safe };
        Some(finding.fix(safety, judged.cell, NewContent::Number(*number)))
    })
}
