//! `indicator-echo`

use super::{at_actual, text};
use crate::form::Verdict;
use crate::rules::{Finding, FormContext, rule::declare_rule};

declare_rule! {
    /// ## 检查什么
    ///
    /// 实际完成值只是重复目标的写法，带着目标自己的比较符：目标 `≥15宗`，实际也填 `≥15宗`、`不少于15宗` 或
    /// `15宗以上`。目标本来就没有比较符的（`100%`、`每月4次`），实际相同不算重复。
    ///
    /// ## 为什么
    ///
    /// 这样的实际值没有统计出完成了多少，不能作为完成的依据。
    ///
    /// ## 例子
    ///
    /// F18 目标为 `≥15宗`，G18 实际为 ` ≥15宗`：应填实际的宗数，如 `23宗`。
    ///
    /// > G18　“≥15宗”只是重复目标，没有实际完成数，请补填
    ///
    /// ## 修正
    ///
    /// 不自动修改，由部门补填实际完成数。
    "indicator-echo" {
        code: "I103",
        title: "实际值只是重复目标",
        level: Warning,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let echoes =
        context.form.indicators.iter().enumerate().filter(|(_, i)| i.judgement.verdict == Verdict::Echo);
    echoes
        .filter_map(|(index, indicator)| {
            let message =
                format!("“{}”只是重复目标，没有实际完成数，请补填", text(indicator.actual.as_ref()));
            at_actual(&RULE, context, (index, indicator), message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::example::{form, found, indicator};
    use super::RULE;

    #[test]
    fn the_published_forms_echo_is_found() {
        let form = form(vec![
            indicator(18, "提供法律咨询服务案宗数", "≥15宗", " ≥15宗"),
            indicator(19, "巡查次数", "每月4次", "每月4次"),
        ]);
        assert_eq!(
            found(&RULE, &form),
            [("G18".to_owned(), "“≥15宗”只是重复目标，没有实际完成数，请补填".to_owned())]
        );
    }
}
