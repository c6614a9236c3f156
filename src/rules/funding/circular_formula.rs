//! `circular-formula`

use super::judgement::Class;
use super::words::formula_shown;
use crate::excerpt::set_off;
use crate::record::FixSafety;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 公式直接或经过其他单元格引用了自己，如合计把自己加进求和范围。
    ///
    /// ## 为什么
    ///
    /// 循环引用没有确定的结果，Excel 打开时会弹出警告并显示 0，显示的数不可信。
    ///
    /// ## 例子
    ///
    /// G6 的公式为 `=G6+G7`：
    ///
    /// > G6　预算完成率的公式 G6+G7 循环引用（G6 → G6），应为 86.51%：822.26 ÷ (843.65 + 106.87)
    ///
    /// ## 修正
    ///
    /// 比率和合计单元格可自动修正：改为模板的公式。其他单元格请部门改正。
    "circular-formula" {
        code: "F303",
        title: "公式循环引用",
        level: Error,
        fix: Safe,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        let Class::Circular { circle } = &judged.class else { return None };
        let formula = formula_shown(context.sheet(), judged.cell);
        let mut path: Vec<String> = circle.iter().take(8).map(ToString::to_string).collect();
        if circle.len() > 8 {
            path.push("…".to_owned());
        }
        if let Some(first) = circle.first() {
            path.push(first.to_string());
        }
        let label = judged.called("单元格");
        let due = match &judged.correction {
            Some(correction) => format!("应为{}", set_off(&correction.in_words())),
            None => "请改正公式".to_owned(),
        };
        let message = format!("{label}的公式 {formula} 循环引用（{}），{due}", path.join(" → "));
        Some(judged.finding_with_template(&RULE, form, message, FixSafety::Safe))
    })
}
