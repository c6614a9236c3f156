//! Funding tables that stand otherwise than on the published form, or have other rows and columns.

use super::{PLAIN, indicators, read_one, text};
use crate::lines::{GOALS, goals, missing, with};
use ziping::form::{FormulaKind, FundingColumn, RowRole};

#[test]
fn funds_before_the_indicators_are_not_looked_for_in_an_unknown_last_column() {
    let mut lines = PLAIN.to_vec();
    lines[9] =
        "主要任务 | 年初预期目标 | 目标完成情况 | 任务资金 | 关键指标 | 预期实现值 | 指标完成情况 | 滞后情形";
    lines[10] = "借阅服务 | 增加馆藏 | 馆藏增加 | 40 | 新增图书 | ≥5000册 | 5210册";
    lines[11] = " | | | | 读者满意度 | 95% | 96%";
    lines[12] = "阅读推广 | 办好讲座 | 讲座办完 | 15 | 讲座场次 | 12场 | 12场";
    let form = read_one(&lines, &[]);
    let funds: Vec<_> = form.tasks.iter().filter_map(|task| task.funds.as_ref()?.value).collect();
    assert_eq!(funds, [40.into(), 15.into()]);
    assert_eq!(missing(&form), []);
}

#[test]
fn a_total_may_say_what_it_is_the_total_of() {
    let mut lines = PLAIN.to_vec();
    lines[4] = " | 部门支出合计 | 120 | -20 | 90 | 0.9 | 0.1667";
    let form = read_one(&lines, &[]);
    let roles: Vec<_> = form.funding.iter().map(|row| row.role).collect();
    assert_eq!(roles, [RowRole::Total, RowRole::Part, RowRole::Part]);
}

#[test]
fn a_sum_of_some_sources_is_not_counted_again() {
    let mut lines = PLAIN.to_vec();
    lines[5] = " | 财政拨款小计 | 100 | -20 | 75 | 0.9375 | 0.2";
    lines.insert(6, " | 一般公共预算 | 70 | -20 | 45 | 0.9 | 0.2857");
    lines.insert(7, " | 政府性基金预算 | 30 | 0 | 30 | 1 | 0");
    let form = read_one(&lines, &[]);
    let roles: Vec<_> = form.funding.iter().map(|row| row.role).collect();
    assert_eq!(roles, [RowRole::Total, RowRole::Detail, RowRole::Part, RowRole::Part, RowRole::Part]);
    assert_eq!(form.funding[1].get(FundingColumn::InitialBudget), Some(100.into()));
}

#[test]
fn the_next_parts_heading_is_no_source_of_funds_without_amounts() {
    let lines = [
        "二、部门履职目标",
        "预期目标 | 借阅服务覆盖全区，读者满意。",
        "完成情况 | 各街道均已设点，读者满意。",
    ];
    let form = read_one(&with(8, 9, &lines), &[]);
    assert_eq!(form.funding.len(), 3);
    assert_eq!(goals(&form), GOALS);
}

#[test]
fn what_follows_of_which_right_under_the_total_is_its_parts() {
    let mut lines = PLAIN.to_vec();
    lines[4] = " | 合计 | 130 | -20 | 90 | 0.9 | 0.1667";
    lines[5] = " | 其中：一般公共预算 | 100 | -20 | 75 | 0.9375 | 0.2";
    lines[6] = " | 其中：其他资金 | 20 | 0 | 15 | 0.75 | 0";
    let roles: Vec<_> = read_one(&lines, &[]).funding.iter().map(|row| row.role).collect();
    assert_eq!(roles, [RowRole::Total, RowRole::Part, RowRole::Part]);
}

#[test]
fn kinds_of_sources_before_the_sources_are_no_sources() {
    let mut lines = PLAIN.to_vec();
    lines[3] = "资金来源 | | 年初预算数 | 预算调整数 | 实际支出数 | 预算完成率 | 预算调整率";
    lines[4] = "合计 | | 120 | -20 | 90 | 0.9 | 0.1667";
    lines[5] = "财政拨款 | 一般公共预算 | 100 | -20 | 75 | 0.9375 | 0.2";
    lines[6] = " | 其他资金 | 20 | 0 | 15 | 0.75 | 0";
    let form = read_one(&lines, &["A4:B4", "A5:B5", "A6:A7"]);
    let sources: Vec<_> = form.funding.iter().map(|row| text(Some(&row.source))).collect();
    assert_eq!(sources, ["合计", "一般公共预算", "其他资金"]);
    assert_eq!((form.notes.len(), form.unmapped.len()), (0, 0));
}

#[test]
fn numbers_of_the_columns_under_the_headings_are_no_source_of_funds() {
    let mut lines = PLAIN.to_vec();
    lines.insert(4, " | 栏次 | 1 | 2 | 3 | 4=3/(1+2) | 5=2/1");
    let form = read_one(&lines, &[]);
    let sources: Vec<_> = form.funding.iter().map(|row| text(Some(&row.source))).collect();
    assert_eq!(sources, ["合计", "一般公共预算", "其他资金"]);
    assert_eq!(
        form.funding[0].cell(FundingColumn::InitialBudget).map(|c| c.to_string()),
        Some("C6".to_owned())
    );
}

#[test]
fn an_annual_budget_in_the_place_of_the_adjustment_is_none() {
    let mut lines = PLAIN.to_vec();
    lines[3] =
        "部门资金情况 | 资金来源 | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 执行率（B/A） | 调整率";
    lines[4] = " | 合计 | 120 | 100 | 90 | 0.9 | 0.1667";
    lines[5] = " | 一般公共预算 | 100 | 80 | 75 | 0.9375 | 0.2";
    lines[6] = " | 其他资金 | 20 | 20 | 15 | 0.75 | 0";
    let form = read_one(&lines, &[]);
    let total = &form.funding[0];
    assert_eq!(total.get(FundingColumn::AnnualBudget), Some(100.into()));
    assert_eq!(total.get(FundingColumn::BudgetAdjustment), None);
    let formulas: Vec<&str> = form.expected_formulas.iter().map(|f| f.formula.as_str()).collect();
    assert!(formulas.contains(&"E5/D5") && formulas.contains(&"ABS(D6-C6)/C6"), "{formulas:?}");
    assert_eq!(missing(&form), []);
}

#[test]
fn an_annual_budget_beside_the_adjustment_leaves_the_rates_to_the_adjustment() {
    let mut lines = PLAIN.to_vec();
    lines[3] = "部门资金情况 | 资金来源 | 年初预算数 | 预算调整数 | 调整后预算数 | 实际支出数 | 预算完成率";
    lines[4] = " | 合计 | 120 | -20 | 100 | 90 | 0.9";
    lines[5] = " | 一般公共预算 | 100 | -20 | 80 | 75 | 0.9375";
    lines[6] = " | 其他资金 | 20 | 0 | 20 | 15 | 0.75";
    let form = read_one(&lines, &[]);
    assert_eq!(form.funding[0].get(FundingColumn::BudgetAdjustment), Some((-20).into()));
    let formulas: Vec<&str> = form.expected_formulas.iter().map(|f| f.formula.as_str()).collect();
    assert!(formulas.contains(&"F5/(C5+D5)"), "{formulas:?}");
}

#[test]
fn headings_of_the_goals_in_other_words_are_no_source_of_funds() {
    let lines = [
        "部门职责目标 | 年初批复目标 | | | 实际达成情况",
        " | 借阅服务覆盖全区，读者满意。 | | | 各街道均已设点，读者满意。",
    ];
    let form = read_one(&with(8, 9, &lines), &[]);
    assert_eq!(form.funding.len(), 3);
    assert_eq!(goals(&form), GOALS);
}

fn roles(lines: &[&str]) -> Vec<RowRole> {
    read_one(lines, &[]).funding.iter().map(|row| row.role).collect()
}

#[test]
fn sources_numbered_below_others_are_not_counted_again() {
    let mut lines = PLAIN.to_vec();
    lines.splice(
        4..7,
        [
            " | 合计 | 120 | -20 | 90 | 0.9 | 0.1667",
            " | 一、财政拨款 | 100 | -20 | 75 | 0.9375 | 0.2",
            " | （一）一般公共预算 | 70 | -20 | 45 | 0.9 | 0.2857",
            " | （二）政府性基金预算 | 30 | 0 | 30 | 1 | 0",
            " | 二、非财政拨款 | 20 | 0 | 15 | 0.75 | 0",
        ],
    );
    let expected = [RowRole::Total, RowRole::Part, RowRole::Detail, RowRole::Detail, RowRole::Part];
    assert_eq!(roles(&lines), expected);
    // Whether the total comes out or not.
    lines[4] = " | 合计 | 130 | -20 | 90 | 0.8182 | 0.1538";
    assert_eq!(roles(&lines), expected);
}

#[test]
fn sources_numbered_alike_are_all_parts() {
    let mut lines = PLAIN.to_vec();
    lines[5] = " | 1.一般公共预算 | 100 | -20 | 75 | 0.9375 | 0.2";
    lines[6] = " | 2.其他资金 | 20 | 0 | 15 | 0.75 | 0";
    assert_eq!(roles(&lines), [RowRole::Total, RowRole::Part, RowRole::Part]);
}

#[test]
fn rows_that_add_up_to_the_row_above_them_are_what_it_consists_of_where_the_total_says_so() {
    let mut lines = PLAIN.to_vec();
    lines.splice(
        4..7,
        [
            " | 合计 | 120 | -20 | 90 | 0.9 | 0.1667",
            " | 基本支出 | 100 | -20 | 75 | 0.9375 | 0.2",
            " | 人员经费 | 70 | -20 | 45 | 0.9 | 0.2857",
            " | 公用经费 | 30 | 0 | 30 | 1 | 0",
            " | 项目支出 | 20 | 0 | 15 | 0.75 | 0",
        ],
    );
    assert_eq!(
        roles(&lines),
        [RowRole::Total, RowRole::Part, RowRole::Detail, RowRole::Detail, RowRole::Part]
    );
    // Rows that only happen to add up are parts.
    lines[4] = " | 合计 | 220 | -40 | 165 | 0.9167 | 0.1818";
    let parts = [RowRole::Part; 4];
    assert_eq!(roles(&lines)[1..], parts);
}

#[test]
fn of_funds_in_two_columns_under_one_heading_the_tasks_have_what_was_spent() {
    let mut lines = PLAIN.to_vec();
    lines.splice(
        9..13,
        [
            "主要任务 | 年初预期目标 | 目标完成情况 | 关键指标 | 计算公式或指标内容 | 预期实现值 | 指标完成情况 | 任务涉及资金",
            " | | | | | | | 预算数 | 支出数",
            "借阅服务 | 增加馆藏 | 馆藏增加 | 新增图书 | 全年新增册数 | ≥5000册 | 5210册 | 45 | 40",
            " | | | 读者满意度 | 问卷 | 95% | 96% |",
            "阅读推广 | 办好讲座 | 讲座办完 | 讲座场次 | 全年场次 | 12场 | 12场 | 20 | 15",
        ],
    );
    let form = read_one(&lines, &["A10:A11", "H10:I10"]);
    let funds: Vec<_> = form.tasks.iter().filter_map(|task| task.funds.as_ref()?.value).collect();
    assert_eq!(funds, [40.into(), 15.into()]);
    assert_eq!(indicators(&form), indicators(&read_one(&PLAIN, &[])));
    assert_eq!(missing(&form), []);
}

/// The rates of such a form were called wrong, and mended by the additions alone.
#[test]
fn an_adjustment_in_two_columns_is_no_part_of_a_formula() {
    let mut lines = PLAIN.to_vec();
    lines.splice(
        3..7,
        [
            "部门资金情况 | 资金来源 | 年初预算数 | 年中追加数 | 年中追减数 | 全年支出数 | 预算完成率 | 预算调整率",
            " | 合计 | 120 | 10 | 30 | 90 | 0.9 | 0.3333",
            " | 一般公共预算 | 100 | 10 | 30 | 75 | 0.9375 | 0.4",
            " | 其他资金 | 20 | 0 | 0 | 15 | 0.75 | 0",
        ],
    );
    let form = read_one(&lines, &[]);
    assert_eq!(form.funding[0].values[&FundingColumn::ActualExpenditure].value, Some(90.into()));
    let rates = form.expected_formulas.iter().filter(|formula| formula.kind == FormulaKind::Rate);
    assert_eq!(rates.count(), 0);
}

/// The total of 全年预算数 was not looked at on forms that have this column in the place of the adjustment.
#[test]
fn the_total_of_the_annual_budget_is_one_too() {
    let mut lines = PLAIN.to_vec();
    lines[3] = "部门资金情况 | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 调整率";
    let form = read_one(&lines, &[]);
    let totals = form.expected_formulas.iter().filter(|formula| formula.kind == FormulaKind::Total);
    let formulas: Vec<&str> = totals.map(|formula| formula.formula.as_str()).collect();
    assert_eq!(formulas, ["SUM(C6:C7)", "SUM(D6:D7)", "SUM(E6:E7)"]);
}

/// The parts of the one source were added to it.
#[test]
fn of_which_under_of_which_is_what_that_source_consists_of() {
    let mut lines = PLAIN.to_vec();
    lines.splice(
        4..7,
        [
            " | 合计 | 300 | 0 | 290 | 0.9667 | 0",
            " | 其中：财政拨款 | 300 | 0 | 290 | 0.9667 | 0",
            " | 其中：中央资金 | 200 | 0 | 195 | 0.975 | 0",
            " | 地方资金 | 100 | 0 | 95 | 0.95 | 0",
        ],
    );
    assert_eq!(roles(&lines), [RowRole::Total, RowRole::Part, RowRole::Detail, RowRole::Detail]);
}

/// Amounts after the adjustment were read as the adjustment, and the rates over them mended to half of what they are.
#[test]
fn a_heading_that_may_be_the_adjustment_or_the_adjusted_budget_is_what_the_figures_say() {
    let budget = |lines: &[&str]| {
        let form = read_one(lines, &[]);
        let total = &form.funding[0];
        let formulas = form.expected_formulas.iter().filter(|formula| formula.kind == FormulaKind::Rate);
        let formulas: Vec<String> = formulas.map(|formula| formula.formula.clone()).take(1).collect();
        let is_annual = total.get(FundingColumn::AnnualBudget).is_some();
        assert_ne!(is_annual, total.get(FundingColumn::BudgetAdjustment).is_some());
        (is_annual, formulas.concat())
    };
    for heading in ["调整预算数", "调整预算", "年度调整预算数", "调整预算金额", "年中调整预算"]
    {
        let heading = format!("部门资金情况 | 资金来源 | 年初预算数 | {heading} | 决算数 | 预算执行率 |");
        let mut lines = PLAIN.to_vec();
        lines[3] = &heading;
        lines[4] = " | 合计 | 1000 | 1080 | 1020 | 0.9444 |";
        lines[5] = " | 一般公共预算 | 800 | 900 | 850 | 94.44 |";
        lines[6] = " | 其他资金 | 200 | 180 | 170 | 94.44% |";
        assert_eq!(budget(&lines), (true, "E5/D5".to_owned()), "{heading}");
        // Without rates: amounts like those at the beginning of the year are no differences.
        lines[4] = " | 合计 | 1000 | 1080 | 1020 | |";
        lines[5] = " | 一般公共预算 | 800 | 900 | 850 | |";
        lines[6] = " | 其他资金 | 200 | 180 | 170 | |";
        assert_eq!(budget(&lines), (true, "E5/D5".to_owned()), "{heading}");
        lines[4] = " | 合计 | 1000 | 80 | 1020 | 0.9444 |";
        lines[5] = " | 一般公共预算 | 800 | 100 | 850 | 0.9444 |";
        lines[6] = " | 其他资金 | 200 | -20 | 170 | 0.9444 |";
        assert_eq!(budget(&lines), (false, "E5/(C5+D5)".to_owned()), "{heading}");
        // The rates are heard before the size: most of it came in the course of the year.
        lines[4] = " | 合计 | 100 | 900 | 950 | 0.95 |";
        lines[5] = " | 一般公共预算 | 50 | 850 | 855 | 0.95 |";
        lines[6] = " | 其他资金 | 50 | 50 | 95 | 0.95 |";
        assert_eq!(budget(&lines), (false, "E5/(C5+D5)".to_owned()), "{heading}");
    }
}

#[test]
fn what_a_budget_is_after_the_adjustment_is_no_adjustment() {
    for heading in ["调整后", "调整后数", "变动后预算", "追加后预算", "预算调整后"] {
        let heading = format!("部门资金情况 | 资金来源 | 年初预算数 | {heading} | 决算数 | 预算执行率 |");
        let mut lines = PLAIN.to_vec();
        lines[3] = &heading;
        lines[4] = " | 合计 | 1000 | 1080 | 1020 | |";
        let form = read_one(&lines, &[]);
        assert_eq!(form.funding[0].get(FundingColumn::AnnualBudget), Some(1080.into()), "{heading}");
    }
}

/// 调整预算完成率 was taken for the rate of adjustment.
#[test]
fn the_rate_over_the_adjusted_budget_is_the_completion_rate() {
    let mut lines = PLAIN.to_vec();
    lines[3] =
        "部门资金情况 | 资金来源 | 年初预算数 | 预算调整数 | 支出决算数 | 年初预算完成率 | 调整预算完成率";
    lines[4] = " | 合计 | 1000 | 80 | 1020 | 1.02 | 0.9444";
    let form = read_one(&lines, &[]);
    assert_eq!(form.funding[0].get(FundingColumn::CompletionRate), Some("0.9444".parse().unwrap()));
    assert_eq!(form.funding[0].get(FundingColumn::AdjustmentRate), None);
    assert!(form.expected_formulas.iter().all(|formula| formula.cell.to_string() != "F5"));
}
