//! Department forms with indicators in levels and an annual budget, and without tasks.

use super::{PLAIN, read_one, text};
use ziping::form::{Form, FundingColumn, RowRole, Verdict};

const LEVELS: [&str; 17] = [
    "部门整体支出绩效自评表",
    "（2023年度）",
    "部门名称 | | 渔湾县图书馆",
    "预算执行情况（万元） | | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
    " | 年度资金总额 | | 120 | 100 | 90 | 10 | 0.9 | 9",
    " | 其中：一般公共预算 | | 100 | 80 | 75 | — | 0.9375 | —",
    " | 其他资金 | | 20 | 20 | 15 | — | 0.75 | —",
    "年度总体目标 | 预期目标 | | | | 实际完成情况",
    " | 借阅服务覆盖全县。 | | | | 各乡镇均已设点。",
    "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施",
    " | 产出指标 | 数量指标 | 新增图书 | ≥5000册 | 5210册 | 25 | 25",
    " | | 时效指标 | 新书上架时间 | ≤10天 | 8天 | 25 | 25",
    " | 效益指标 | 社会效益指标 | 阅读氛围 | 更加浓厚 | 更加浓厚 | 30 | 30",
    " | 满意度指标 | 服务对象满意度 | 读者满意度 | ≥95% | 96% | 10 | 10",
    "总分 | | | | | | 100 | 99",
    "存在问题 | 分馆距离较远。",
    "填表人：周某",
];

#[test]
fn a_department_form_with_levels_is_no_projects() {
    for title in ["部门整体支出绩效自评表", "渔湾县部门整体绩效自评表"] {
        let mut lines = LEVELS.to_vec();
        lines[0] = title;
        let form = read_one(&lines, &[]);
        assert_eq!(form.template, "national-department-2020");
        assert_eq!(text(form.department.as_ref()), "渔湾县图书馆");
        assert!(form.missing.is_empty(), "{:?}", form.missing);
        let roles: Vec<_> = form.funding.iter().map(|row| row.role).collect();
        assert_eq!(roles, [RowRole::Total, RowRole::Part, RowRole::Part]);
        assert_eq!(form.funding[0].get(FundingColumn::AnnualBudget), Some(100.into()));
        assert_eq!(form.indicators.len(), 4);
        assert_eq!(text(form.problems.as_ref()), "分馆距离较远。");
    }
}

#[test]
fn a_project_form_with_levels_is_a_projects() {
    let mut lines = LEVELS.to_vec();
    lines[0] = "项目支出绩效自评表";
    lines[2] = "项目名称 | | 流动图书车 | | | 实施单位 | | 渔湾县图书馆";
    assert_eq!(read_one(&lines, &[]).template, "national-project-2020");
}

/// What broke: without its comparator the target was a bare number, which what should be low then met.
#[test]
fn a_departments_targets_may_stand_in_columns_of_comparator_value_and_unit() {
    let mut lines = LEVELS.to_vec();
    lines[9] =
        "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 计量单位 | 实际完成值 | 分值 | 得分";
    lines[10] = " | 产出指标 | 数量指标 | 公务接待批次 | ≤ | 20 | 批次 | 25批次 | 25 | 25";
    lines[11] = " | | 时效指标 | 新书上架时间 | 不超过 | 10 | 天 | 8天 | 25 | 25";
    lines[12] = " | 效益指标 | 社会效益指标 | 阅读氛围 | 定性 | 更加浓厚 | | 更加浓厚 | 30 | 30";
    lines[13] = " | 满意度指标 | 服务对象满意度 | 读者满意度 | ≥ | 98.5 | % | 98% | 10 | 10";
    lines[14] = "总分 | | | | | | | | 90 | 90";
    let form = read_one(&lines, &[]);
    assert_eq!(form.template, "national-department-2020");
    let targets: Vec<_> = form.indicators.iter().map(|i| text(i.target.as_ref())).collect();
    assert_eq!(targets, ["≤20批次", "不超过10天", "更加浓厚", "≥98.5%"]);
    let verdicts: Vec<_> = form.indicators.iter().map(|i| i.judgement.verdict).collect();
    assert_eq!(verdicts, [Verdict::Unmet, Verdict::Met, Verdict::Met, Verdict::Unmet]);
}

#[test]
fn a_departments_tasks_may_have_targets_in_columns_of_their_parts() {
    let mut lines = PLAIN.to_vec();
    lines[9] = "主要任务 | 年初预期目标 | 目标完成情况 | 关键指标 | 指标性质 | 指标值 | 计量单位 | 完成值 | 任务涉及资金";
    lines[10] = "借阅服务 | 增加馆藏 | 馆藏增加 | 新增图书 | ≥ | 5000 | 册 | 5210册 | 40";
    lines[11] = " | | | 读者满意度 | ≥ | 95 | % | 96% |";
    lines[12] = "阅读推广 | 办好讲座 | 讲座办完 | 讲座场次 | = | 12 | 场 | 12场 | 15";
    let form = read_one(&lines, &["A4:A7"]);
    assert_eq!(form.template, "liwan-department-2021");
    let targets: Vec<_> = form.indicators.iter().map(|i| text(i.target.as_ref())).collect();
    assert_eq!(targets, ["≥5000册", "≥95%", "=12场"]);
    assert_eq!((form.unmapped.len(), form.missing.len()), (0, 0));
    // Kinds of indicators in that column are the form's own, and no comparators.
    lines[10] = "借阅服务 | 增加馆藏 | 馆藏增加 | 新增图书 | 数量指标 | 5000册 | | 5210册 | 40";
    let form = read_one(&lines, &["A4:A7"]);
    assert_eq!(text(form.indicators[0].target.as_ref()), "5000册");
}

#[test]
fn an_explanation_is_the_definition_in_its_place_and_a_remark_elsewhere() {
    let definitions = |form: &Form| -> Vec<String> {
        form.indicators.iter().map(|i| text(i.definition.as_ref()).to_owned()).collect()
    };
    let mut lines = PLAIN.to_vec();
    lines[9] =
        "主要任务 | 年初预期目标 | 目标完成情况 | 关键指标 | 说明 | 预期实现值 | 指标完成情况 | 任务涉及资金";
    let form = read_one(&lines, &["A4:A7"]);
    assert_eq!(definitions(&form), ["全年新增册数", "问卷", "全年场次"]);
    lines[9] =
        "主要任务 | 年初预期目标 | 目标完成情况 | 关键指标 | 预期实现值 | 指标完成情况 | 任务涉及资金 | 说明";
    lines[10] = "借阅服务 | 增加馆藏 | 馆藏增加 | 新增图书 | ≥5000册 | 5210册 | 40 | 含捐赠";
    lines[11] = " | | | 读者满意度 | 95% | 96%";
    lines[12] = "阅读推广 | 办好讲座 | 讲座办完 | 讲座场次 | 12场 | 12场 | 15";
    let form = read_one(&lines, &["A4:A7"]);
    assert_eq!(definitions(&form), ["", "", ""]);
    assert_eq!(form.tasks[0].funds.as_ref().and_then(|funds| funds.value), Some(40.into()));
}
