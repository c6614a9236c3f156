//! `indicator-unclear`

use super::asked_why;
use crate::form::Verdict;
use crate::rules::{Finding, FormContext, rule::declare_rule};

declare_rule! {
    /// ## 检查什么
    ///
    /// 从所填的文字不能判断指标是否完成：目标是数值而实际填 `满意`、`基本完成`、`按计划完成`，应填件数而填 `无`，
    /// `3项，其中2项延期`，或者裸数字的单位有两种理解。目标没有比较符时，多好还是少好由指标名称判断；名称看不出的，
    /// 比率、指数、金额、时间等超过目标不算完成，列在这里。
    ///
    /// ## 为什么
    ///
    /// 判断不了的不猜测，由人核实。
    ///
    /// ## 例子
    ///
    /// F20 目标为 `≥95%`，G20 实际为 `满意`：应填满意度的百分比。
    ///
    /// > G20　“服务对象满意度”：目标是数值，实际值“满意”没有数值，无法判断，请核实
    ///
    /// F21 目标为 `40%`，G21 实际为 `45%`，指标叫“甲类占比”：不知道多好还是少好，目标写成 `≥40%` 或 `≤40%` 就能判断。
    ///
    /// > G21　“甲类占比”：实际 45% > 目标 40%，从名称看不出多好还是少好，不能判断是否完成，请核实
    ///
    /// ## 修正
    ///
    /// 不自动修改。
    "indicator-unclear" {
        code: "I104",
        title: "无法判断是否完成",
        level: Info,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let unclear = |verdict: Verdict, unit_differs: bool| verdict == Verdict::Unclear && !unit_differs;
    let indicators = context.form.indicators.iter().enumerate();
    indicators
        .filter(|(_, indicator)| unclear(indicator.judgement.verdict, indicator.judgement.unit_differs))
        .filter_map(|at| asked_why(&RULE, context, at))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::example::{form, found, indicator};
    use super::RULE;

    #[test]
    fn words_for_a_number_are_unclear() {
        let form = form(vec![
            indicator(20, "服务对象满意度", "≥95%", "满意"),
            indicator(21, "满意度", "≥95%", "200人"),
            indicator(22, "甲类占比", "40%", "45%"),
        ]);
        assert_eq!(
            found(&RULE, &form),
            [
                (
                    "G20".to_owned(),
                    "“服务对象满意度”：目标是数值，实际值“满意”没有数值，无法判断，请核实".to_owned()
                ),
                (
                    "G22".to_owned(),
                    "“甲类占比”：实际 45% > 目标 40%，从名称看不出多好还是少好，不能判断是否完成，请核实"
                        .to_owned()
                )
            ]
        );
    }
}
