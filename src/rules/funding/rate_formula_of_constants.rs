//! `rate-formula-of-constants`

use super::judgement::Class;
use super::judgement::Correction;
use super::words::formula_shown;
use super::words::near;
use super::words::number_format;
use crate::record::{FixSafety, Severity};
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};
use crate::workbook::{Shown, Value};
use rust_decimal::Decimal;

declare_rule! {
    /// ## 检查什么
    ///
    /// 比率单元格里是公式，但公式中只有键入的数字，没有引用任何单元格。
    ///
    /// ## 为什么
    ///
    /// 这样的公式看起来是“活”的，金额改了它却不会跟着变。
    ///
    /// ## 例子
    ///
    /// G6 的公式为 `=822.26/950.52`：
    ///
    /// > G6　预算完成率的公式 822.26/950.52 只有常数，金额改动后不会重新计算；公式应为 E6/(C6+D6)
    ///
    /// ## 修正
    ///
    /// 可自动修正：改为引用本行单元格的公式，并存入计算结果。算出的比率本身不对的，一并改正。
    "rate-formula-of-constants" {
        code: "F103",
        title: "比率的公式只有常数",
        level: Warning,
        fix: Safe,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        let Class::RateOfConstants { stated } = &judged.class else { return None };
        let formula = formula_shown(context.sheet(), judged.cell);
        let correction = judged.correction.as_ref();
        let template = correction.and_then(Correction::formula).unwrap_or_default();
        let due = correction.and_then(|c| c.due);
        let places = Shown::by(number_format(context, judged.cell)).rate_places(false);
        let differs = match (stated, due) {
            (Value::Number(stated), Some(due)) => {
                !near(*stated, due, places) && !near(*stated / Decimal::ONE_HUNDRED, due, places)
            }
            (Value::Text(_), _) | (_, None) => false,
            _ => true,
        };
        let wrong = if differs {
            let due = correction.map(Correction::in_words).unwrap_or_default();
            format!("，结果也不对，应为 {due}")
        } else {
            String::new()
        };
        let message = format!(
            "{}的公式 {formula} 只有常数，金额改动后不会重新计算{wrong}；公式应为 {template}",
            judged.label
        );
        let mut finding = judged.finding_with_template(&RULE, form, message, FixSafety::Safe);
        if differs {
            // A wrong rate is a wrong rate, however it was made.
            finding.severity = Severity::Error;
        }
        Some(finding)
    })
}
