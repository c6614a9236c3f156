//! `total-wrong-formula`

use super::judgement::Class;
use super::judgement::Correction;
use super::words::formula_shown;
use crate::excerpt::set_off;
use crate::record::FixSafety;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 合计单元格里的公式算的不是其下各行之和，而且不只是求和范围的问题：求了别的列、乘除了别的数、部分是键入的数字、重复加了某一行。
    ///
    /// ## 为什么
    ///
    /// 合计不跟着明细变，或者根本不是这一列的合计，后面的比率随之全错。
    ///
    /// ## 例子
    ///
    /// C5 的公式为 `=SUM(D6:D8)`：
    ///
    /// > C5　年初预算数合计的公式 SUM(D6:D8) 得 106.87，应为 1843.65；公式应为 SUM(C6:C8)
    ///
    /// ## 修正
    ///
    /// 可自动修正：改为各行求和的公式，并存入计算结果。
    "total-wrong-formula" {
        code: "F203",
        title: "合计的公式不对",
        level: Error,
        fix: Safe,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        let Class::TotalWrongFormula { counterexample, same_today } = &judged.class else { return None };
        let formula = formula_shown(context.sheet(), judged.cell);
        let correction = judged.correction.as_ref();
        let template = correction.and_then(Correction::formula).unwrap_or_default();
        let due = correction.map(Correction::in_words).unwrap_or_default();
        let message = match counterexample {
            None => format!(
                "{}合计的公式 {formula} 不随各行金额变化；公式应为 {template}，合计 {due}",
                judged.label
            ),
            Some(found) if *same_today => format!(
                "{}合计的公式 {formula} 按现有数据结果正确，但算法不对：{found}；公式应为 {template}",
                judged.label
            ),
            Some(found) => {
                let (gave, due) = found.results();
                format!(
                    "{}合计的公式 {formula} 得{}，应为 {due}；公式应为 {template}",
                    judged.label,
                    set_off(&gave)
                )
            }
        };
        Some(judged.finding_with_template(&RULE, form, message, FixSafety::Safe))
    })
}
