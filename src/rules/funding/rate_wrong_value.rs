//! `rate-wrong-value`

use super::class::Witness;
use super::judgement::Class;
use crate::formula::{amount, percentage_with};
use crate::record::FixSafety;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 直接键入的预算完成率、预算调整率、执行率，与本行金额按模板公式算出的结果不一致。按单元格显示的小数位数比较：显示 `86.51%` 的，差不到半个 0.01 个百分点都算一致。没有预算数（年初预算数与调整数之和为零或空白）的行不检查；金额缺填或看不懂（“约300”）的行，以及由它算出的合计，也不检查，等金额补正后再核对。
    ///
    /// ## 为什么
    ///
    /// 比率是公开和考核的依据，填错一位数就会误导阅表人。手工计算、沿用上年数字、改了金额没有改比率，都会造成不符。
    ///
    /// ## 例子
    ///
    /// C6 为 843.65，D6 为 106.87，E6 为 822.26，G6 键入 89.23%：
    ///
    /// > G6　预算完成率现为 89.23%，应为 86.51%：822.26 ÷ (843.65 + 106.87)
    ///
    /// ## 修正
    ///
    /// 可自动修正：改为引用本行单元格的公式 `=E6/(C6+D6)`，并存入计算结果。各栏单位不同（“实际支出数（元）”）的，公式中换算：`=E6/10000/(C6+D6)`；
    /// 没有哪一行的比率能印证各栏的单位，或者表头写明了另一种算法的，只作建议修改。所用金额本身有问题的（合计与各行之和不符、金额疑按元填写）
    /// 也只作建议修改；合计与各行之和不符时，按哪一个算应为多少都列出，请先核实合计。
    ///
    /// 键入的比率也可能是对的，错的是金额，这时只作建议修改，请先核实金额：本行某个金额换成另一个数，比率和它所在的合计（小计、“其中”各项、
    /// 另一种划分）就都相符，或者合计更接近相符的；两个金额互换，比率就相符的；按金额算出的超过 100%，或者不到键入的二十分之一的；得分是按
    /// 键入的比率算的，而两个比率只差小数点位置的。
    "rate-wrong-value" {
        code: "F101",
        title: "比率与金额不符",
        level: Error,
        fix: Safe,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        let Class::RateWrongValue { stated, due, by_rows, as_text, witness } = &judged.class else {
            return None;
        };
        let correction = judged.correction.as_ref()?;
        let kept = if *as_text { "（文本）" } else { "" };
        // Rates that look alike at two places are told apart by more.
        let places =
            (2..=8).find(|&places| percentage_with(*stated, places) != percentage_with(*due, places));
        let places = places.unwrap_or(2);
        let working = correction.working.as_ref().map(|w| format!("：{w}")).unwrap_or_default();
        let due = percentage_with(*due, places);
        let due = match by_rows {
            None => format!("应为 {due}{working}"),
            Some(by_rows) => {
                let by_rows = percentage_with(*by_rows, places);
                format!(
                    "按合计为 {due}，按各行之和为 {by_rows}，都不相符；合计与各行之和对不上，请先核实合计"
                )
            }
        };
        let stated = percentage_with(*stated, places);
        let due = match witness {
            None => due,
            Some(Witness::Sum { cell, amount: right }) => format!(
                "按本行金额{due}；但 {cell} 若为 {}，比率和合计就都相符，多半是 {cell} 填错，请先核实金额",
                amount(*right)
            ),
            Some(Witness::Exchanged { amounts: [(first, _), (second, _)] }) => format!(
                "按本行金额{due}；但 {first} 与 {second} 若互换，比率就相符，多半是两个金额填反，请先核实金额"
            ),
            Some(Witness::Nearer { cell }) => format!(
                "按本行金额{due}；但 {cell} 所在的合计也对不上，按 {stated} 反而更接近，可能是金额填错，请先核实金额"
            ),
            Some(Witness::Odd) => {
                format!("按本行金额{due}；但这样的比率不合常理，可能是金额填错，请先核实金额")
            }
            Some(Witness::Score) => {
                format!("按本行金额{due}；但得分是按 {stated} 计算的，可能是金额填错，请先核实金额")
            }
        };
        let message = format!("{}现为 {stated}{kept}，{due}", judged.label);
        let finding = judged.finding_with_template(&RULE, form, message, FixSafety::Safe);
        // What it should be is known when the amounts are.
        let expected = finding.expected.clone().filter(|_| by_rows.is_none() && witness.is_none());
        Some(Finding { expected, ..finding })
    })
}
