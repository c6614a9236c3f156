//! Department forms with indicators in levels and an annual budget, and without tasks.

use super::{read_one, text};
use ziping::form::{FundingColumn, RowRole};

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
        let missing: Vec<_> = form.missing.iter().map(|m| m.field.as_str()).collect();
        assert!(missing.is_empty(), "{missing:?}");
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
