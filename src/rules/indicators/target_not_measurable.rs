//! `target-not-measurable`

use super::{called, text};
use crate::form::{FieldPath, IndicatorField, is_blank, is_measurable};
use crate::rules::{Finding, FormContext, rule::declare_rule};

declare_rule! {
    /// ## 检查什么
    ///
    /// 指标名称是可以计量的（……率、……度、次数、人数、金额、时间），目标却没有数值、期限或等级；或者目标只说程度
    /// （显著提升、有所改善），没有可以核对的标准。
    ///
    /// ## 为什么
    ///
    /// 这样的目标无论做到什么程度都可以说完成，起不到约束作用。确实只能定性的指标不在此列。
    ///
    /// ## 例子
    ///
    /// D16 `公众知晓度`，F16 目标为 `显著提升`：宜改为 `≥80%` 或 `较上年提高5个百分点`。
    ///
    /// > F16　“公众知晓度”的目标“显著提升”没有可以核对的数值、期限或等级，建议改进目标设定
    ///
    /// ## 修正
    ///
    /// 不自动修改，建议下一年度改进目标设定。
    "target-not-measurable" {
        code: "I111",
        title: "目标难以衡量",
        level: Info,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

/// How names of what can be counted or measured end.
const MEASURED: &str = "率 度 次数 人数 人次 件数 宗数 数量 场次 户数 金额 比例 比重 时间 时限 天数 面积 长度 里程 规模 总量 次 数";

/// Words that say how much without saying it.
const VAGUE: &str = "显著 明显 有效 有所 进一步 不断 逐步 稳步 较好 大力 切实 持续 一定";

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let indicators = context.form.indicators.iter().enumerate();
    indicators
        .filter_map(|(index, indicator)| {
            let target = indicator.target.as_ref()?;
            let wanted = text(Some(target));
            if is_blank(wanted) || is_measurable(wanted) {
                return None;
            }
            let name = text(indicator.name.as_ref());
            let measured = MEASURED.split_ascii_whitespace().any(|end| name.ends_with(end) && name != "制度");
            let vague = VAGUE.split_ascii_whitespace().any(|word| wanted.contains(word));
            if !measured && !vague {
                return None;
            }
            let message = format!(
                "{}的目标“{wanted}”没有可以核对的数值、期限或等级，建议改进目标设定",
                called(indicator)
            );
            let finding = Finding::new(&RULE, &context.form.sheet, message)
                .at(target.cell)
                .field(FieldPath::indicator(index, IndicatorField::Target))
                .actual(wanted);
            Some(finding)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::example::{form, found, indicator};
    use super::RULE;

    #[test]
    fn only_a_degree_cannot_be_checked() {
        let form = form(vec![
            indicator(16, "公众知晓度", "显著提升", "显著提升"),
            indicator(17, "培训场次", "若干", "12场"),
            indicator(18, "专款专用情况", "专款专用", "专款专用"),
            indicator(19, "质量等次", "优秀", "优秀"),
            indicator(20, "安全事故数", "不发生", "未发生"),
            indicator(21, "覆盖率", "全覆盖", "100%"),
        ]);
        let cells: Vec<String> = found(&RULE, &form).into_iter().map(|(cell, _)| cell).collect();
        assert_eq!(cells, ["F16", "F17"]);
    }
}
