//! `formula-not-judged`

use super::judgement::Class;
use super::judgement::Correction;
use crate::excerpt::set_off;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 公式无法解析，或用了本程序不计算的函数（如 `OFFSET`、`INDIRECT`）、引用了文件中没有的表格等，无法判断对错。
    ///
    /// ## 为什么
    ///
    /// 不认识的公式不等于错误，但也不能当作已经检查过。
    ///
    /// ## 例子
    ///
    /// G6 的公式为 `=OFFSET(A1,5,4)/(C6+D6)`：
    ///
    /// > G6　预算完成率的公式未能判断（使用了函数 OFFSET），请人工核对；按模板应为 86.51%：822.26 ÷ (843.65 + 106.87)
    ///
    /// ## 修正
    ///
    /// 不修正。
    "formula-not-judged" {
        code: "F305",
        title: "公式需人工核对",
        level: Warning,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        let Class::NotJudged { reason, more } = &judged.class else { return None };
        let label = judged.called("单元格");
        let rest = if *more > 0 { format!("，另有 {more} 处相同") } else { String::new() };
        let due = judged
            .correction
            .as_ref()
            .map(|c| format!("；按模板应为{}", set_off(&c.in_words())))
            .unwrap_or_default();
        let message = format!("{label}的公式未能判断（{reason}{rest}），请人工核对{due}");
        let mut finding = judged.finding(&RULE, form, message);
        finding.expected = judged.correction.as_ref().and_then(Correction::expected);
        Some(finding)
    })
}
