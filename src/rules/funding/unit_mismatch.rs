//! `unit-mismatch`

use super::judgement::Class;
use crate::formula::amount;
use crate::record::FixSafety;
use crate::rules::Edit;
use crate::rules::Fix;
use crate::rules::rule::declare_rule;
use crate::rules::{Finding, FormContext, NewContent};

declare_rule! {
    /// ## 检查什么
    ///
    /// 表头写明以万元为单位，金额却像是按元填的：整张资金表、某一行或某个单元格。不凭金额大小判断，只在按元理解时才与表内其他数对得上（各行与合计、比率、任务资金）时报告。
    ///
    /// 某一栏的表头自带单位（“实际支出数（元）”）的，这一栏按它读取，汇总时换算，不报告；金额与它注明的单位明显不符的，报告一次。
    ///
    /// ## 为什么
    ///
    /// 单位差一万倍，汇总后整个区的数字都被它淹没。
    ///
    /// ## 例子
    ///
    /// C5 为 140875300.00，任务资金合计为 3500.20 万元：
    ///
    /// > C5　金额疑按元填写：合计 年初预算数现为 140875300.00，按万元应为 14087.53，请核实
    ///
    /// ## 修正
    ///
    /// 建议修改（`--apply suggested`）：换算成万元。金额是部门填报的，默认不改。
    "unit-mismatch" {
        code: "F402",
        title: "金额单位疑为元",
        level: Warning,
        fix: Suggested,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let form = context.form;
    context.judged(|judged| {
        let form_unit = form.money_unit();
        if let Class::HeadingUnit { unit } = &judged.class {
            let message = format!(
                "“{}”注明的单位是{unit}，金额却按{form_unit}才与其他栏对得上，已按{form_unit}读取，请核实并改正表头",
                judged.label
            );
            return Some(judged.finding(&RULE, form, message));
        }
        let Class::InYuan { cells, stated, due } = &judged.class else { return None };
        let others = if cells.len() > 1 { format!("，共 {} 处", cells.len()) } else { String::new() };
        let message = format!(
            "金额疑按元填写{others}：{}现为 {}，按{form_unit}应为 {}，请核实",
            judged.label,
            amount(*stated),
            amount(*due)
        );
        let mut finding = judged.finding(&RULE, form, message);
        finding.expected = Some(amount(*due));
        let edits: Vec<Edit> = cells
            .iter()
            .map(|(cell, due)| Edit { cell: *cell, content: NewContent::Number(*due) })
            .collect();
        finding.fix = (!edits.is_empty()).then_some(Fix::new(FixSafety::Suggested, edits));
        Some(finding)
    })
}
