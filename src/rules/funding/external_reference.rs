//! `external-reference`

use super::judgement::Class;
use super::others::last_value;
use crate::excerpt::set_off;
use crate::formula::value_in_words;
use crate::record::FixSafety;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 公式引用了另一个工作簿的单元格。
    ///
    /// ## 为什么
    ///
    /// 报送后那个工作簿不在手边，打开时会提示更新链接，更新失败就成了错误值；也可能泄露内部文件的路径。
    ///
    /// ## 例子
    ///
    /// C6 的公式为 `='[决算.xlsx]汇总'!$C$5`，上次的结果是 843.65：
    ///
    /// > C6　一般公共预算 年初预算数的公式引用其他工作簿，报送后无法更新；应改为数值 843.65
    ///
    /// ## 修正
    ///
    /// 可自动修正：比率和合计改为模板的公式；其他单元格改为上次计算的结果。
    "external-reference" {
        code: "F304",
        title: "公式引用其他工作簿",
        level: Warning,
        fix: Safe,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        if judged.class != Class::External {
            return None;
        }
        let label = judged.called("单元格");
        let cached = context.sheet().value(judged.cell);
        if let Some(correction) = &judged.correction {
            let template = correction.formula().unwrap_or_default();
            let message = format!(
                "{label}的公式引用其他工作簿，报送后无法更新；应改为公式 {template}，结果为{}",
                set_off(&correction.in_words())
            );
            return Some(judged.finding_with_template(&RULE, form, message, FixSafety::Safe));
        }
        let message = match last_value(cached) {
            Some(_) => format!(
                "{label}的公式引用其他工作簿，报送后无法更新；应改为数值 {}",
                value_in_words(cached, false)
            ),
            None => format!("{label}的公式引用其他工作簿，文件中没有保存结果，请补填"),
        };
        let finding = judged.finding(&RULE, form, message);
        Some(match last_value(cached) {
            Some(value) => finding.fix(FixSafety::Safe, judged.cell, value),
            None => finding,
        })
    })
}
