//! `total-range-short`

use super::judgement::Class;
use super::judgement::Correction;
use super::words::cells_in_words;
use super::words::formula_shown;
use crate::record::FixSafety;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext};

declare_rule! {
    /// ## 检查什么
    ///
    /// 合计单元格是求和公式，但求和范围少了行，或者多出不该计入的单元格：比率、别的列、“其中”项。合计把自己加进去的，由
    /// `circular-formula` 报告。
    ///
    /// ## 为什么
    ///
    /// 插入一行资金来源后求和范围没有跟着延长，是最常见的合计错误；新行当时为零，今天的合计仍是对的，更难发现。
    ///
    /// ## 例子
    ///
    /// C5 的公式为 `=SUM(C6:C7)`，资金来源共有 C6 至 C8 三行：
    ///
    /// > C5　年初预算数合计的公式 SUM(C6:C7) 漏了 C8；应为 SUM(C6:C8)，合计 1843.65
    ///
    /// ## 修正
    ///
    /// 可自动修正：改为完整的求和公式，并存入计算结果。多数栏的合计加的是同样几行、其余各行又都有着落（“其中”项、小计的明细）时，
    /// 以这几行为准，只报告与它们不同的合计。
    ///
    /// 各栏的合计都没有计入同一行的：常见的资金来源（如政府性基金预算）属于漏计，可自动修正；可能本来就不计入合计的行（结转、结余、
    /// 名称不常见的行）只作建议修改（`--apply suggested`）。各栏的合计都把“其中”项又加了一遍的，也只作建议修改。写明“另：”
    /// “不计入合计”的行不计入合计，不报告。
    "total-range-short" {
        code: "F202",
        title: "合计的求和范围不对",
        level: Error,
        fix: Safe,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        let Class::TotalRange { missing, extra } = &judged.class else { return None };
        let formula = formula_shown(context.sheet(), judged.cell);
        let mut faults = Vec::new();
        if !missing.is_empty() {
            faults.push(format!("漏了 {}", cells_in_words(missing)));
        }
        if !extra.is_empty() {
            faults.push(format!("多加了 {}", cells_in_words(extra)));
        }
        let correction = judged.correction.as_ref();
        let template = correction.and_then(Correction::formula).unwrap_or_default();
        let due =
            correction.and_then(Correction::expected).map(|due| format!("，合计 {due}")).unwrap_or_default();
        let ask = match correction {
            Some(correction) if correction.doubtful => "，请核实该行是否应计入合计",
            _ => "",
        };
        let message =
            format!("{}合计的公式 {formula} {}；应为 {template}{due}{ask}", judged.label, faults.join("，"));
        Some(judged.finding_with_template(&RULE, form, message, FixSafety::Safe))
    })
}
