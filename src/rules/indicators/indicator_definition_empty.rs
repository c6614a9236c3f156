//! `indicator-definition-empty`

use super::{called, text};
use crate::form::{FieldPath, IndicatorField, fold};
use crate::letters::{is_common_han, is_letter_or_digit};
use crate::rules::{Finding, FormContext, rule::declare_rule};

declare_rule! {
    /// ## 检查什么
    ///
    /// “计算公式或指标内容”只是把指标名称再写一遍，没有说明怎样计算或包括什么。
    ///
    /// ## 为什么
    ///
    /// 没有内容的定义不能据以核对实际值，也容易年年照抄。
    ///
    /// ## 例子
    ///
    /// D20 `专款专用情况`，E20 `专款专用情况`：应写明查什么，如“抽查凭证中用途相符的笔数 ÷ 抽查笔数”。
    ///
    /// > E20　“专款专用情况”的定义只是重复指标名称，建议写明计算公式或具体内容
    ///
    /// ## 修正
    ///
    /// 不自动修改，建议部门改写。
    "indicator-definition-empty" {
        code: "I110",
        title: "指标定义只是重复名称",
        level: Info,
        fix: None,
        since: "0.1.0",
        check: Form(check),
    }
}

/// How many Chinese characters of what only fills a text up (的, 情况) a definition has more or fewer than the name that it
/// repeats.
const FILLER: usize = 4;

fn characters(text: &str) -> usize {
    text.chars().filter(|&c| is_common_han(c)).count()
}

/// A name or a definition without what only fills it up.
fn core(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    letters.extend(fold(text).into_iter().filter(|&c| is_letter_or_digit(c) && c != '的'));
    letters.truncate(letters.trim_end_matches("情况").len());
    letters
}

fn check(context: &FormContext<'_>) -> Vec<Finding> {
    let indicators = context.form.indicators.iter().enumerate();
    indicators
        .filter_map(|(index, indicator)| {
            let definition = indicator.definition.as_ref()?;
            let (said, name) = (text(Some(definition)), text(indicator.name.as_ref()));
            // Most definitions are longer by far, and need not be looked at letter by letter.
            if characters(said).abs_diff(characters(name)) > FILLER {
                return None;
            }
            let said = core(said);
            if said.is_empty() || said != core(name) {
                return None;
            }
            let message = format!("{}的定义只是重复指标名称，建议写明计算公式或具体内容", called(indicator));
            let finding = Finding::new(&RULE, &context.form.sheet, message)
                .at(definition.cell)
                .field(FieldPath::indicator(index, IndicatorField::Definition))
                .actual(text(Some(definition)));
            Some(finding)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::example::{form, found, indicator, located};
    use super::RULE;
    use crate::form::Indicator;

    #[test]
    fn a_definition_that_repeats_the_name() {
        let with = |row: u32, definition: &str| Indicator {
            definition: Some(located(definition, &format!("E{row}"))),
            ..indicator(row, "专款专用情况", "专款专用", "专款专用")
        };
        let form = form(vec![with(20, " 专款专用情况"), with(21, "经费按批复用途支出"), with(22, "")]);
        let cells: Vec<String> = found(&RULE, &form).into_iter().map(|(cell, _)| cell).collect();
        assert_eq!(cells, ["E20"]);
    }
}
