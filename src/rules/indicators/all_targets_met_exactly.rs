//! `all-targets-met-exactly`

use super::text;
use crate::form::{FieldPath, IndicatorField, Verdict, is_exactly};
use crate::rules::{Finding, FormContext, rule::declare_rule};

/// From how many indicators on it is striking that all are met exactly.
const STRIKING: usize = 5;

declare_rule! {
    /// ## 检查什么
    ///
    /// 表中至少有 5 个指标，每个实际完成值都与目标值完全相同，没有一个多一点或少一点。
    ///
    /// ## 为什么
    ///
    /// 实际工作很少样样恰好等于年初目标，可能是照抄目标，没有统计实际数。
    ///
    /// ## 例子
    ///
    /// F12:F17 六个目标依次为 `100%`、`98%`、`≥12场`……，G12:G17 依次为 `100%`、`98%`、`12场`……。
    ///
    /// > G12　6 个指标的实际值全部恰好等于目标，请核实是否按实际统计
    ///
    /// ## 修正
    ///
    /// 不自动修改，提示审核人抽查依据。
    "all-targets-met-exactly" {
        code: "I112",
        title: "全部指标恰好等于目标",
        level: Info,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let indicators = &context.form.indicators;
    let exactly = indicators.iter().all(|indicator| {
        indicator.judgement.verdict == Verdict::Met
            && is_exactly(text(indicator.target.as_ref()), text(indicator.actual.as_ref()))
    });
    let first = indicators.first().and_then(|indicator| indicator.actual.as_ref());
    match first {
        Some(first) if exactly && indicators.len() >= STRIKING => {
            let message =
                format!("{} 个指标的实际值全部恰好等于目标，请核实是否按实际统计", indicators.len());
            vec![
                Finding::new(&RULE, &context.form.sheet, message)
                    .at(first.cell)
                    .field(FieldPath::indicator(0, IndicatorField::Actual)),
            ]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{form, found, indicator};
    use super::RULE;

    #[test]
    fn every_actual_value_equals_its_target() {
        let exact = || {
            vec![
                indicator(12, "完成率", "100%", "100%"),
                indicator(13, "满意度", "≥98%", "98%"),
                indicator(14, "培训场次", "≥12场", "12场"),
                indicator(15, "专款专用情况", "专款专用", "专款专用"),
                indicator(16, "报告数量", "4份", "4份"),
            ]
        };
        assert_eq!(found(&RULE, &form(exact()))[0].0, "G12");
        let mut one_more = exact();
        one_more[2] = indicator(14, "培训场次", "≥12场", "13场");
        assert!(found(&RULE, &form(one_more)).is_empty());
        assert!(found(&RULE, &form(exact().into_iter().take(4).collect())).is_empty());
    }
}
