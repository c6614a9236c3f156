//! What people call a form's fields where the form's own words are not at hand: a record has no labels.

use super::{FUNDING, FundingColumn, INDICATORS, TASKS};

/// What people call a field, by its path: `indicators.0.target` is 目标值. A path that is no field's is its own title.
pub(crate) fn field_title(path: &str) -> &str {
    let in_list = path.split_once('.').and_then(|(list, rest)| Some((list, rest.split_once('.')?.1)));
    match in_list.unwrap_or(("", path)) {
        (_, "department") => "部门名称",
        (_, "project") => "项目名称",
        (_, "competent_department") => "主管部门",
        (_, "year") => "年度",
        (_, "unit") => "金额单位",
        (_, "goals.expected") => "年度预期目标",
        (_, "goals.achieved") => "年度目标完成情况",
        (_, "problems") => "存在问题",
        (_, "measures") => "改进措施",
        (_, "total_weight") => "总分（分值）",
        (_, "total_score") => "总分（得分）",
        (FUNDING, "source") => "资金来源",
        (FUNDING, column) => FundingColumn::ALL
            .into_iter()
            .find(|known| known.as_str() == column)
            .map_or(path, |known| known.title()),
        (TASKS, "name") => "任务名称",
        (TASKS, "expected") => "预期目标",
        (TASKS, "achieved") => "完成情况",
        (TASKS, "funds") => "涉及资金",
        (INDICATORS, "level1") => "一级指标",
        (INDICATORS, "level2") => "二级指标",
        (INDICATORS, "name") => "指标名称",
        (INDICATORS, "definition") => "计算公式或内容",
        (INDICATORS, "target") => "目标值",
        (INDICATORS, "actual") => "完成值",
        (INDICATORS, "weight") => FundingColumn::Weight.title(),
        (INDICATORS, "score") => FundingColumn::Score.title(),
        (INDICATORS, "deviation_reason") => "偏差原因",
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::Evaluation;
    use crate::template::{BlankSize, Templates, read_forms};

    #[test]
    fn every_field_of_every_form_has_a_title() {
        let templates = Templates::builtin();
        for template in templates.iter() {
            let workbook = template.blank(BlankSize::default()).workbook;
            let forms = read_forms(&workbook, &Evaluation::of(&workbook), &templates);
            for (path, _) in forms[0].places() {
                let path = path.to_string();
                assert_ne!(field_title(&path), path);
            }
        }
        assert_eq!(field_title("funding.0.completion_rate"), "预算完成率");
        assert_eq!(field_title("funding.0.colour"), "funding.0.colour");
    }
}
