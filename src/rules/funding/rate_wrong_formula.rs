//! `rate-wrong-formula`

use super::judgement::Class;
use super::judgement::Correction;
use super::words::formula_shown;
use crate::excerpt::set_off;
use crate::record::FixSafety;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};
use rust_decimal::Decimal;

declare_rule! {
    /// ## 检查什么
    ///
    /// 比率单元格里的公式算的不是模板规定的比率。看的是公式算出什么，不是怎么写：把本行各单元格换成多组数值（含零、空白、负数、很大的数），与模板公式逐一比较。`=E6/SUM(C6:D6)`、`=ROUND(E6/(C6+D6),4)`、`=IF(C6+D6=0,"",E6/(C6+D6))`、`=IFERROR(E6/(C6+D6),"—")` 都是对的；预算数为零或空白时公式显示什么不影响判断。
    ///
    /// ## 为什么
    ///
    /// 有的公式今天碰巧算对：`=E6/C6` 在没有调整数时与正确结果相同，一旦有了调整数就错，而且不易察觉。
    ///
    /// ## 例子
    ///
    /// G6 的公式为 `=E6/C6`，D6 今天为 0：
    ///
    /// > G6　预算完成率的公式 E6/C6 按现有数据结果正确，但算法不对：调整数为 100.00 时，此公式得 97.46%，应为 87.14%；公式应为 E6/(C6+D6)
    ///
    /// ## 修正
    ///
    /// 可自动修正：改为模板的公式，引用本表自己的单元格，并存入计算结果。
    "rate-wrong-formula" {
        code: "F102",
        title: "比率的公式不对",
        level: Error,
        fix: Safe,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        let Class::RateWrongFormula { counterexample, same_today } = &judged.class else { return None };
        let label = &judged.label;
        let formula = formula_shown(context.sheet(), judged.cell);
        let correction = judged.correction.as_ref();
        let template = correction.and_then(Correction::formula).unwrap_or_default();
        let message = match (same_today, typed_amount(&formula)) {
            (true, Some(typed)) => format!(
                "{label}的公式 {formula} 按现有数据结果正确，但其中的 {typed} 是键入的数字，金额改动后不会重新计算；公式应为 {template}"
            ),
            (true, None) => format!(
                "{label}的公式 {formula} 按现有数据结果正确，但算法不对：{counterexample}；公式应为 {template}"
            ),
            (false, _) => {
                let (gave, due) = counterexample.results();
                let working = correction.and_then(|c| c.working.as_ref());
                let working = working.map(|w| format!("：{w}")).unwrap_or_default();
                let due = if counterexample.changes.is_empty() { format!("{due}{working}") } else { due };
                format!("{label}的公式 {formula} 得{}，应为 {due}；公式应为 {template}", set_off(&gave))
            }
        };
        Some(judged.finding_with_template(&RULE, form, message, FixSafety::Safe))
    })
}

/// The first amount that was typed into a formula in the place of a cell: no exponent of ten, no number of places.
fn typed_amount(formula: &str) -> Option<&str> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '$' | '.' | '_' | '!');
    formula.split(|c| !is_word(c)).find(|word| {
        let number: Option<Decimal> = word.parse().ok();
        number.is_some_and(|number| number > Decimal::ONE_HUNDRED || !number.fract().is_zero())
    })
}

#[cfg(test)]
mod tests {
    use super::typed_amount;

    #[test]
    fn an_amount_typed_in_the_place_of_cells_is_told_from_places_and_percent() {
        for (formula, typed) in [
            ("E7/8131.25", Some("8131.25")),
            ("ROUND(822.26/(C6+D6),4)", Some("822.26")),
            ("E6/(C6+500)", Some("500")),
            ("ROUND(E6/C6,4)*100", None),
            ("IF(C6=0,1,E6/C6)", None),
            ("E1000/C1000", None),
        ] {
            assert_eq!(typed_amount(formula), typed, "{formula}");
        }
    }
}
