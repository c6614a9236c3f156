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
    assert_eq!(missing(&form), [""; 0]);
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
    assert_eq!(missing(&form), [""; 0]);
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
    assert_eq!(missing(&form), [""; 0]);
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

/// The sources, each with its role's letter, of a form with these lines in the place of its funds.
fn funds(rows: &[&'static str]) -> String {
    let mut lines = PLAIN.to_vec();
    lines.splice(4..7, rows.iter().copied());
    let letter = |role: RowRole| match role {
        RowRole::Total => "合",
        RowRole::Part => "部",
        RowRole::Detail => "细",
    };
    read_one(&lines, &[]).funding.iter().map(|row| letter(row.role)).collect()
}

/// The lines under 其中 that do not make up the source were added to the total, or took the next source in.
#[test]
fn an_incomplete_list_under_of_which_ends_at_the_next_kind_of_source() {
    let incomplete = [
        " | 合计 | 420 | 20 | 433 | 0.9841 | 0.0476",
        " | 一般公共预算 | 400 | 20 | 415 | 0.9881 | 0.05",
        " | 其中：中央补助 | 300 | 15 | 314 | 0.9968 | 0.05",
        " | 省级补助 | 60 | 0 | 57 | 0.95 | 0",
        " | 政府性基金预算 | 20 | 0 | 18 | 0.9 | 0",
    ];
    assert_eq!(funds(&incomplete), "合部细细部");
    let [total, rest @ ..] = incomplete;
    assert_eq!(funds(&[rest[0], rest[1], rest[2], rest[3], total]), "部细细部合");
}

/// 二、 after a list in a list was taken for one more of it.
#[test]
fn a_list_under_of_which_in_another_ends_at_the_next_number() {
    let nested = [
        " | 合计 | 1300 | 0 | 1200 | 0.9231 | 0",
        " | 一、一般公共预算 | 1000 | 0 | 950 | 0.95 | 0",
        " | 其中：基本支出 | 700 | 0 | 680 | 0.9714 | 0",
        " | 其中：人员经费 | 500 | 0 | 490 | 0.98 | 0",
        " | 公用经费 | 200 | 0 | 190 | 0.95 | 0",
        " | 项目支出 | 300 | 0 | 270 | 0.9 | 0",
        " | 二、土地出让收入 | 300 | 0 | 250 | 0.8333 | 0",
    ];
    assert_eq!(funds(&nested), "合部细细细细部");
}

/// The first 小计 was taken for the total of all.
#[test]
fn a_subtotal_is_no_total_where_another_row_is() {
    let rows = |total| {
        [
            " | 一般公共预算 | 100 | 0 | 100 | 1 | 0",
            " | 政府性基金预算 | 50 | 5 | 55 | 1 | 0.1",
            " | 小计 | 150 | 5 | 155 | 1 | 0.0333",
            " | 其他资金 | 200 | -10 | 180 | 0.9474 | 0.05",
            total,
        ]
    };
    assert_eq!(funds(&rows(" | 合计 | 350 | -5 | 335 | 0.971 | 0.0143")), "部部细部合");
    assert_eq!(funds(&rows(" | 总计 | 350 | -5 | 336 | 0.971 | 0.0143")), "部部细部合");
}

#[test]
fn the_grand_total_is_the_whole_of_the_total_and_what_was_carried_over() {
    let rows = [
        " | 一般公共预算 | 400 | 20 | 415 | 0.9881 | 0.05",
        " | 政府性基金 | 200 | 14 | 210 | 0.9813 | 0.07",
        " | 合计 | 600 | 34 | 625 | 0.9858 | 0.0567",
        " | 上年结转结余 | 30 | 0 | 12 | 0.4 | 0",
        " | 总计 | 630 | 34 | 637 | 0.9593 | 0.054",
    ];
    assert_eq!(funds(&rows), "部部细部合");
}

/// A remark ended the table, and one in brackets was a source.
#[test]
fn sources_below_a_remark_or_a_heading_are_read() {
    for text in ["注：基金预算为土地出让收入安排", "（含上年结转资金120万元）", "二、非财政拨款"]
    {
        let line = format!(" | {text}");
        let rows = [
            " | 合计 | 120 | -20 | 90 | 0.9 | 0.1667",
            " | 一般公共预算 | 100 | -20 | 75 | 0.9375 | 0.2",
            line.leak(),
            " | 其他资金 | 20 | 0 | 15 | 0.75 | 0",
        ];
        assert_eq!(funds(&rows), "合部部", "{text}");
    }
}

#[test]
fn of_sources_under_two_headings_one_breakdown_makes_up_the_total() {
    let rows = [
        " | 年度资金总额 | 368 | 20 | 370 | 0.9536 | 0.0543",
        " | 一、按资金级次分",
        " | 中央资金 | 120 | 10 | 130 | 1 | 0.0833",
        " | 省级资金 | 80 | 5 | 82 | 0.9647 | 0.0625",
        " | 县级资金 | 168 | 5 | 158 | 0.9133 | 0.0298",
        " | 二、按资金性质分",
        " | 一般公共预算 | 318 | 20 | 329 | 0.9734 | 0.0629",
        " | 政府性基金预算 | 50 | 0 | 41 | 0.82 | 0",
    ];
    assert_eq!(funds(&rows), "合部部部细细");
}

/// The other breakdown was taken for the total's, and a wrong amount for none.
#[test]
fn one_wrong_amount_does_not_change_what_the_rows_are() {
    let subtotals = [
        " | 财政拨款小计 | 330 | 20 | 300 | 0.8571 | 0.0606",
        " | 一般公共预算 | 200.5 | 15 | 180 | 0.8353 | 0.0748",
        " | 政府性基金预算 | 129.5 | 5 | 110 | 0.8178 | 0.0386",
        " | 其他资金 | 100 | 0 | 90 | 0.9 | 0",
        " | 总计 | 430 | 20 | 390 | 0.8667 | 0.0465",
    ];
    assert_eq!(funds(&subtotals), "部细细部合");
    let breakdowns = [
        " | 部门预算资金总额 | 368 | 20 | 370 | 0.9536 | 0.0543",
        " | 财政拨款 | 318 | 20 | 329 | 0.9734 | 0.0629",
        " | 其他资金 | 50 | 0 | 41 | 0.82 | 0",
        " | 基本支出 | 200 | 15 | 207 | 0.9628 | 0.075",
        " | 项目支出 | 168 | 5 | 165 | 0.9538 | 0.0298",
    ];
    assert_eq!(funds(&breakdowns), "合部部细细");
}
