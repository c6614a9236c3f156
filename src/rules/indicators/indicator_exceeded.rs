//! `indicator-exceeded`

use super::{at_actual, called, text};
use crate::rules::{Finding, FormContext, rule::declare_rule};

declare_rule! {
    /// ## 检查什么
    ///
    /// 表中有偏差原因一栏，实际完成值高出目标值 30% 以上（可用 `--far-above` 或 `ziping.toml` 里的 `far_above` 改），而偏差原因空白。
    ///
    /// ## 为什么
    ///
    /// 财预〔2020〕10号要求对大幅超额完成的指标分析原因：如果是年初目标定得过低，要按偏离程度适当扣分。
    /// 文件没有规定多少算大幅，30% 是本程序默认的界限。
    ///
    /// ## 例子
    ///
    /// E15 目标为 `≥30宗`，F15 实际为 `264宗`，I15 偏差原因空白。
    ///
    /// > F15　“督办宗数”远超目标：实际 264宗 > 目标 30宗，请填写偏差原因
    ///
    /// ## 修正
    ///
    /// 不自动修改，由部门填写原因。
    "indicator-exceeded" {
        code: "I113",
        title: "大幅超额完成而没有说明",
        level: Info,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let indicators = context.form.indicators.iter().enumerate();
    indicators
        .filter(|(_, i)| {
            i.judgement.is_far_above(context.settings.far_above)
                && i.deviation_reason.is_some()
                && text(i.deviation_reason.as_ref()).is_empty()
        })
        .filter_map(|(index, indicator)| {
            let reason = &indicator.judgement.reason;
            let message = format!("{}远超目标：{reason}，请填写偏差原因", called(indicator));
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
    fn far_above_the_target_without_a_reason() {
        let with = |reason: &str| Indicator {
            deviation_reason: Some(located(reason, "K15")),
            ..indicator(15, "督办宗数", "≥30宗", "264宗")
        };
        let (cell, message) = found(&RULE, &form(vec![with("")])).remove(0);
        assert_eq!(cell, "G15");
        assert!(RULE.doc.contains(&message), "{message}");
        assert!(found(&RULE, &form(vec![with("年中新增督办任务")])).is_empty());
        // Forms of departments have no such column.
        assert!(found(&RULE, &form(vec![indicator(15, "督办信访事项宗数", "≥30宗", "264宗")])).is_empty());
    }
}
