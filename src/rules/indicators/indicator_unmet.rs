//! `indicator-unmet`

use super::{at_actual, called, text};
use crate::form::Verdict;
use crate::rules::{Finding, FormContext, rule::declare_rule};

declare_rule! {
    /// ## 检查什么
    ///
    /// 指标的实际完成值没有达到目标值。目标和实际值按词义比较：比较符（≥、不少于、以上、控制在……以内）、数字
    /// （全角、千分位、万、百分之、中文数字）、单位（万元与元、小时与天）、频次（每季度2次即全年8次）、期限
    /// （12月底前按本表年度）和定性用语（优、良、未提升）都能识别。数字精确比较：97.99% 没有达到 98%。
    /// 目标没有比较符的，一般按下限比较，名称以低为好的（投诉、事故、成本、办理时限）按上限比较。
    ///
    /// ## 为什么
    ///
    /// 没有完成的指标要说明原因，得分要按完成比例扣减。
    ///
    /// ## 例子
    ///
    /// F12 目标为 `不少于500人次`，G12 实际为 `480人次`：实际 480人次 < 目标 500人次，差 20人次（4.0%）。
    ///
    /// > G12　“培训人次”未完成：实际 480人次 < 目标 500人次，差 20人次（4.0%），请核实
    ///
    /// ## 修正
    ///
    /// 不自动修改，由部门核实实际值，并填写偏差原因。
    "indicator-unmet" {
        code: "I101",
        title: "指标未完成",
        level: Warning,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let unmet =
        context.form.indicators.iter().enumerate().filter(|(_, i)| i.judgement.verdict == Verdict::Unmet);
    unmet
        .filter_map(|(index, indicator)| {
            let unexplained =
                indicator.deviation_reason.is_some() && text(indicator.deviation_reason.as_ref()).is_empty();
            let to_do = if unexplained { "请核实，并填写偏差原因" } else { "请核实" };
            let message = format!("{}未完成：{}，{to_do}", called(indicator), indicator.judgement.reason);
            at_actual(&RULE, context, (index, indicator), message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::example::{form, found, indicator, located};
    use super::RULE;
    use crate::form::Indicator;

    #[test]
    fn an_unmet_indicator_stands_at_its_actual_value() {
        let form = form(vec![
            indicator(12, "培训人次", "不少于500人次", "480人次"),
            indicator(13, "培训场次", "≥12场", "15场"),
        ]);
        let message = "“培训人次”未完成：实际 480人次 < 目标 500人次，差 20人次（4.0%），请核实";
        assert_eq!(found(&RULE, &form), [("G12".to_owned(), message.to_owned())]);
        assert!(RULE.doc.contains(message));
    }

    #[test]
    fn a_blank_reason_is_asked_for() {
        let unmet = Indicator {
            deviation_reason: Some(located("", "K9")),
            ..indicator(9, "验收合格率", "100%", "95%")
        };
        assert!(found(&RULE, &form(vec![unmet]))[0].1.ends_with("请核实，并填写偏差原因"));
    }
}
