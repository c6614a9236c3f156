//! Reading forms: whatever the district calls its columns, and wherever the form stands.

#![expect(clippy::unwrap_used, reason = "a test whose own input cannot be read has failed")]

mod arranged;
mod arrangements;
mod beside;
mod blocks;
mod departments;
mod funds;
mod headings;
mod lines;
mod national;
mod parted;
#[path = "../plain_form/mod.rs"]
mod plain_form;
mod projects;
mod relatives;
mod shared;
mod side_by_side;
mod stacked;

use lines::{missing, read, read_one, text};
use plain_form::PLAIN;
use ziping::form::{Form, FundingColumn, ReadingNote, RowRole};

fn indicators(form: &Form) -> Vec<(Option<usize>, &str, &str, &str)> {
    form.indicators
        .iter()
        .map(|i| (i.task, text(i.name.as_ref()), text(i.target.as_ref()), text(i.actual.as_ref())))
        .collect()
}

#[test]
fn a_plain_form_is_read_whole() {
    let form = read_one(&PLAIN, &["B3:G3", "A4:A7", "A8:A9"]);
    assert_eq!(text(form.department.as_ref()), "荔湾区图书馆");
    assert_eq!(form.year.unwrap().value, Some(2021));
    let roles: Vec<_> = form.funding.iter().map(|r| r.role).collect();
    assert_eq!(roles, [RowRole::Total, RowRole::Part, RowRole::Part]);
    assert_eq!(form.funding[1].get(FundingColumn::BudgetAdjustment), Some((-20).into()));
    assert_eq!(text(form.goals.achieved.as_ref()), "各街道均已设点。");
    assert_eq!(
        indicators(&read_one(&PLAIN, &[])),
        [
            (Some(0), "新增图书", "≥5000册", "5210册"),
            (Some(0), "读者满意度", "95%", "96%"),
            (Some(1), "讲座场次", "12场", "12场"),
        ]
    );
    assert!(form.unmapped.is_empty() && form.missing.is_empty(), "{:?} {:?}", form.unmapped, form.missing);
}

#[test]
fn the_templates_formulas_are_laid_onto_the_forms_own_cells() {
    let form = read_one(&PLAIN, &[]);
    let formulas: Vec<(String, &str)> =
        form.expected_formulas.iter().map(|f| (f.cell.to_string(), f.formula.as_str())).collect();
    assert!(formulas.contains(&("F5".to_owned(), "E5/(C5+D5)")), "{formulas:?}");
    assert!(formulas.contains(&("G6".to_owned(), "ABS(D6)/C6")), "{formulas:?}");
    assert!(formulas.contains(&("E5".to_owned(), "SUM(E6:E7)")), "{formulas:?}");
}

#[test]
fn a_shifted_form_with_blank_rows_is_the_same_form() {
    let mut lines = vec!["", ""];
    for line in &PLAIN {
        if line.starts_with("年度目标") || line.starts_with("主要任务") {
            lines.push("");
        }
        lines.push(line);
    }
    let shifted: Vec<String> = lines.iter().map(|l| format!(" | {l}")).collect();
    let shifted: Vec<&str> = shifted.iter().map(String::as_str).collect();
    let (plain, moved) = (read_one(&PLAIN, &[]), read_one(&shifted, &[]));
    assert_eq!(indicators(&plain), indicators(&moved));
    assert_eq!(text(moved.problems.as_ref()), "分馆距离较远。");
    assert_eq!(moved.department.unwrap().cell.to_string(), "C5");
}

#[test]
fn headings_that_nobody_knows_are_taken_for_what_their_place_says() {
    let lines: Vec<String> = PLAIN
        .iter()
        .map(|l| {
            l.replace("整体支出预算调整数", "年内变化额")
                .replace("指标完成情况", "年底数")
                .replace("部门整体支出的目标完成情况", "办理成效")
        })
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let form = read_one(&lines, &[]);
    assert_eq!(form.funding[0].get(FundingColumn::BudgetAdjustment), Some((-20).into()));
    assert_eq!(indicators(&form)[0].3, "5210册");
    assert_eq!(text(form.goals.achieved.as_ref()), "各街道均已设点。");
    let inferred: Vec<&str> = form
        .notes
        .iter()
        .filter_map(|n| match n {
            ReadingNote::HeadingInferred { heading, .. } => Some(heading.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(inferred, ["年内变化额", "年底数", "办理成效"]);
}

/// What broke: the funds, moved before the indicators, were taken for the indicator's unknown name.
#[test]
fn funds_before_the_indicators_are_not_taken_for_an_unknown_name() {
    let moved: Vec<String> = PLAIN
        .iter()
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            match cells[..] {
                [a, b, c, name, definition, target, actual, funds] if !line.contains("单位：") => {
                    let name = if name == "关键指标" { "考核内容" } else { name };
                    let definition = if name == "考核内容" { "公式/内容" } else { definition };
                    [a, b, c, funds, name, definition, target, actual].join("|")
                }
                _ => (*line).to_owned(),
            }
        })
        .collect();
    let lines: Vec<&str> = moved.iter().map(String::as_str).collect();
    let form = read_one(&lines, &[]);
    assert_eq!(form.tasks[0].funds.as_ref().unwrap().value, Some(40.into()));
    assert_eq!(indicators(&form)[0], (Some(0), "新增图书", "≥5000册", "5210册"));
}

#[test]
fn a_column_that_is_gone_is_noted() {
    let lines: Vec<String> = PLAIN
        .iter()
        .map(|l| match l.rsplit_once('|') {
            Some((front, _)) if l.contains("合计") || l.contains("公共预算 |") || l.contains("调整率") => {
                front.to_owned()
            }
            _ => (*l).to_owned(),
        })
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let form = read_one(&lines, &[]);
    assert_eq!(form.funding[0].get(FundingColumn::AdjustmentRate), None);
    let gone = ReadingNote::TemplateEdited {
        cell: Some("B4".parse().unwrap()),
        what: "没有“预算调整率”一栏".to_owned(),
    };
    assert_eq!(form.notes, [gone]);
}

#[test]
fn extra_columns_and_the_signature_line_are_unmapped() {
    let lines: Vec<String> = PLAIN
        .iter()
        .map(|l| match l.rsplit_once('|') {
            Some((front, funds)) if l.starts_with("主要任务") => {
                format!("序号 | {front} | 得分 | {funds}")
            }
            Some((front, funds)) if l.contains("场") || l.contains("册") => {
                format!("1 | {front} | 10 | {funds}")
            }
            _ if l.contains("满意度") => format!(" | {l}"),
            _ => (*l).to_owned(),
        })
        .chain(["填表人：陈某 | | 联系电话：020-81000000 | | | | 填报日期：2022年3月15日".to_owned()])
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let form = read_one(&lines, &[]);
    assert_eq!(indicators(&form).len(), 3);
    assert_eq!(form.tasks[1].funds.as_ref().unwrap().value, Some(15.into()));
    let unmapped: Vec<&str> = form.unmapped.iter().map(|u| u.value.as_str()).collect();
    assert_eq!(
        unmapped,
        [
            "序号",
            "得分",
            "1",
            "10",
            "1",
            "10",
            "填表人：陈某",
            "联系电话：020-81000000",
            "填报日期：2022年3月15日"
        ]
    );
}

#[test]
fn two_forms_on_one_sheet_are_two() {
    let second = PLAIN.map(|l| l.replace("荔湾区图书馆", "荔湾区文化馆"));
    let lines: Vec<&str> =
        PLAIN.iter().copied().chain([""]).chain(second.iter().map(String::as_str)).collect();
    let forms = read(&lines, &[]);
    let names: Vec<&str> = forms.iter().map(|f| text(f.department.as_ref())).collect();
    assert_eq!(names, ["荔湾区图书馆", "荔湾区文化馆"]);
    assert!(forms.iter().all(|f| f.indicators.len() == 3 && f.unmapped.is_empty() && f.missing.is_empty()));
}

#[test]
fn a_heading_line_repeated_on_the_next_page_begins_no_new_form() {
    let mut lines = PLAIN.to_vec();
    lines.insert(12, PLAIN[9]);
    let form = read_one(&lines, &[]);
    assert_eq!(indicators(&form).len(), 3);
    assert_eq!(form.tasks.len(), 2);
}

#[test]
fn a_value_beside_its_place_is_read_and_noted() {
    let mut lines = PLAIN.to_vec();
    lines[2] = "部门名称 | | 荔湾区图书馆 | | | | | 单位：万元";
    lines[10] = "借阅服务 | 增加馆藏 | 馆藏增加 | 新增图书 | 全年新增册数 | ≥5000册 | 5210册 |";
    lines[11] = " | | | 读者满意度 | 问卷 | 95% | 96% | 40";
    let form = read_one(&lines, &["A11:A12"]);
    assert_eq!(form.department.as_ref().unwrap().cell.to_string(), "C3");
    assert_eq!(form.tasks[0].funds.as_ref().unwrap().value, Some(40.into()));
    let misplaced: Vec<String> = form
        .notes
        .iter()
        .filter_map(|n| match n {
            ReadingNote::Misplaced { field, found, belongs, .. } => {
                Some(format!("{field} {found} {belongs}"))
            }
            _ => None,
        })
        .collect();
    assert_eq!(misplaced, ["tasks.0.funds H12 H11", "department C3 B3"]);
}

#[test]
fn a_heading_over_two_columns_gives_way_to_the_headings_under_it() {
    let mut lines = PLAIN.to_vec();
    lines[3] = "部门资金情况 | 资金来源 | 预算数 | | 支出数 | 比率 |";
    lines.insert(4, " | | 年初预算数 | 预算调整数 | 实际支出数 | 预算完成率 | 预算调整率");
    let form = read_one(&lines, &["A4:A8", "B4:B5", "C4:D4", "F4:G4"]);
    assert_eq!(form.funding.len(), 3);
    assert_eq!(form.funding[0].get(FundingColumn::ActualExpenditure), Some(90.into()));
}

#[test]
fn a_part_of_a_part_is_not_counted_twice() {
    let mut lines = PLAIN.to_vec();
    lines.insert(6, " | 其中：基本支出 | 60 | -10 | 40 | 0.8 | 0.1667");
    let form = read_one(&lines, &[]);
    let roles: Vec<_> = form.funding.iter().map(|r| r.role).collect();
    assert_eq!(roles, [RowRole::Total, RowRole::Part, RowRole::Detail, RowRole::Part]);
}

#[test]
fn what_follows_of_which_and_makes_up_the_row_above_belongs_to_it() {
    let mut lines = PLAIN.to_vec();
    lines.insert(6, " | 其中：基本支出 | 60 | -10 | 40 | 0.8 | 0.1667");
    lines.insert(7, " | 项目支出 | 40 | -10 | 35 | 1.1667 | 0.25");
    // A total that is wrong does not change what the rows are.
    lines[4] = " | 合计 | 130 | -20 | 90 | 0.9 | 0.1667";
    let form = read_one(&lines, &[]);
    let roles: Vec<_> = form.funding.iter().map(|r| r.role).collect();
    assert_eq!(roles, [RowRole::Total, RowRole::Part, RowRole::Detail, RowRole::Detail, RowRole::Part]);
}

#[test]
fn a_year_left_blank_is_missing_at_its_line() {
    for (row, line) in [
        (1, "（    年度）"),
        (1, "（20__年度）"),
        // What broke: what stands around the place of the year was taken for a year, or its place not seen.
        (1, "自评年度：    年"),
        (0, "（    年度）部门整体支出绩效自评表"),
        (0, "荔湾区（20  年度）部门整体支出绩效自评表"),
        (0, "20   年度部门整体支出绩效自评表"),
    ] {
        let mut lines = PLAIN.to_vec();
        lines[1] = "";
        lines[row] = line;
        let form = read_one(&lines, &[]);
        assert_eq!(missing(&form), [format!("year A{}", row + 1)], "{line}");
    }
}

/// What broke: beside an amount in 元 the 95 of 执行率（%） was read as 9500 %.
#[test]
fn percentages_under_a_percent_sign_are_those_whatever_the_amounts_give() {
    let mut lines = PLAIN.to_vec();
    lines[3] =
        "部门资金情况 | 资金来源 | 年初预算数 | 预算调整数 | 实际支出数 | 预算完成率（%） | 预算调整率（%）";
    lines[4] = " | 合计 | 120 | -20 | 900000 | 95 | 16.67";
    let form = read_one(&lines, &[]);
    assert_eq!(form.funding[0].get(FundingColumn::CompletionRate), Some("0.95".parse().unwrap()));
}

#[test]
fn percentages_without_their_sign_are_read_by_what_the_amounts_give() {
    let lines: Vec<String> = PLAIN
        .iter()
        .map(|l| l.replace("| 0.9 | 0.1667", "| 90 | 16.67").replace("预算完成率", "预算完成率（%）"))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let form = read_one(&lines, &[]);
    assert_eq!(form.funding[0].get(FundingColumn::CompletionRate), Some("0.9".parse().unwrap()));
    assert_eq!(form.funding[0].get(FundingColumn::AdjustmentRate), Some("0.1667".parse().unwrap()));
    assert_eq!(form.funding[1].get(FundingColumn::CompletionRate), Some("0.9375".parse().unwrap()));
}

#[test]
fn the_unit_stands_in_a_cell_of_its_own_in_a_label_or_is_the_templates() {
    for (line, unit) in [
        ("部门名称 | 荔湾区图书馆 | | | | | | 金额单位: 元", "元"),
        ("部门名称 | 荔湾区图书馆 | | | | | | （单位：万元）", "万元"),
        ("部门名称 | 荔湾区图书馆 | | | | | 单位 | 千元", "千元"),
        ("部门名称 | 荔湾区图书馆", "万元"),
    ] {
        let mut lines = PLAIN.to_vec();
        lines[2] = line;
        assert_eq!(read_one(&lines, &[]).unit.unwrap().value.unwrap().as_str(), unit, "{line}");
    }
}

#[test]
fn a_list_of_addresses_and_a_lone_budget_table_are_no_forms() {
    assert!(read(&["部门名称 | 联系人 | 电话", "信访局 | 张某 | 020-81000000"], &[]).is_empty());
    assert!(read(&["资金来源 | 年初预算数 | 预算调整数 | 实际支出数", "合计 | 1 | 2 | 3"], &[]).is_empty());
}

#[test]
fn comparator_value_and_unit_in_columns_of_their_own_are_one_target() {
    let form = read_one(
        &[
            "部门预算项目支出绩效自评表（2023年度）",
            "项目名称 | 图书采购",
            "主管部门 | 某区文化局 | | | | 实施单位 | 某区图书馆",
            "预算执行情况（10分） | 年度预算数（万元） | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分",
            " | 总额 | 60 | 58 | 50.46 | 87.00% | 10 | 8.7",
            " | 其中：财政资金 | 60 | 58 | 50.46 | 87.00% | / | /",
            "绩效指标（90分） | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分",
            " | 产出指标 | 数量指标 | 指标1：采购册数 | ≥ | 86 | 册 | 86 | 60分 | 60",
            " | | | …… | | | | | |",
            " | 效益指标 | 社会效益指标 | 阅读环境 | 定性 | 改善 | | 改善 | 30 | 30",
            " | 合计 | | | | | | | 100 | 98.7",
        ],
        &["A4:A6", "A7:A11"],
    );
    assert_eq!(form.template, "sichuan-project");
    assert_eq!(
        indicators(&form),
        [(None, "指标1：采购册数", "≥86册", "86"), (None, "阅读环境", "改善", "改善")]
    );
    assert_eq!(text(form.indicators[1].level1.as_ref()), "效益指标");
    // The line that is only offered (……) is the form's own, and 60分 are 60 points.
    assert!(form.unmapped.is_empty(), "{:?}", form.unmapped);
    assert_eq!(form.indicators[0].weight.as_ref().unwrap().value, Some(60.into()));
    assert_eq!(form.total_score.unwrap().value, Some("98.7".parse().unwrap()));
    assert_eq!(form.funding[0].get(FundingColumn::ExecutionRate), Some("0.87".parse().unwrap()));
}
