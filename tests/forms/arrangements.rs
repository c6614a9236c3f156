//! Forms whose parts stand otherwise than on the published one.

use super::{PLAIN, indicators, read_one, text};
use crate::lines::{GOALS, goals, missing, with, workbook};
use ziping::form::{FieldPath, FormList, FundingColumn};
use ziping::formula::Evaluation;
use ziping::template::{Templates, read_forms};
use ziping::workbook::Workbook;

#[test]
fn goals_under_a_numbered_heading_are_read_from_under_their_own_labels() {
    let lines = [
        "二、年度目标",
        "预期目标 | | | | 目标完成情况",
        "借阅服务覆盖全区，读者满意。 | | | | 各街道均已设点，读者满意。",
        "三、主要任务完成情况",
    ];
    let form = read_one(&with(8, 9, &lines), &["A8:H8", "A11:H11"]);
    assert_eq!(goals(&form), GOALS);
}

#[test]
fn goals_beside_their_labels_are_read_although_the_next_heading_stands_under_them() {
    let lines = [
        "二、年度总体目标",
        "年初设定目标 | 借阅服务覆盖全区，读者满意。",
        "完成情况 | 各街道均已设点，读者满意。",
        "三、任务及指标完成情况",
    ];
    let form = read_one(&with(8, 9, &lines), &["A8:H8", "B9:H9", "B10:H10", "A11:H11"]);
    assert_eq!(goals(&form), GOALS);
}

#[test]
fn goals_side_by_side_on_one_line_are_not_taken_for_a_block_and_its_headings() {
    let lines = ["预期目标 | 借阅服务覆盖全区，读者满意。 | | | 完成情况 | 各街道均已设点，读者满意。"];
    let form = read_one(&with(8, 9, &lines), &["B8:D8", "F8:H8"]);
    assert_eq!(goals(&form), GOALS);
}

#[test]
fn a_blank_goal_is_missing_beside_its_label_where_the_tasks_headings_stand_under_it() {
    let lines = ["年度目标 | 预期目标 | 借阅服务覆盖全区，读者满意。 | | 完成情况"];
    let form = read_one(&with(8, 9, &lines), &["C8:D8", "F8:H8"]);
    assert_eq!(missing(&form), ["goals.achieved F8"]);
}

#[test]
fn problems_and_measures_may_stand_under_labels_as_wide_as_the_form() {
    let lines = ["存在问题", "分馆距离较远。", "改进措施", "调整布点。"];
    let form = read_one(&with(14, 15, &lines), &["A14:H14", "A15:H15", "A16:H16", "A17:H17"]);
    assert_eq!(text(form.problems.as_ref()), "分馆距离较远。");
    assert_eq!(text(form.measures.as_ref()), "调整布点。");
}

#[test]
fn a_blank_text_under_a_label_as_wide_as_the_form_is_missing_there() {
    let lines = ["存在问题", "", "改进措施", "", "填表人：陈某"];
    let form = read_one(&with(14, 15, &lines), &["A14:H14", "A15:H15", "A16:H16", "A17:H17"]);
    assert_eq!(missing(&form), ["problems A15", "measures A17"]);
}

#[test]
fn a_blank_text_beside_its_label_is_not_taken_from_the_line_under_it() {
    let lines = ["存在问题", "改进措施", "注：本表一式两份，报财政局。"];
    let form = read_one(&with(14, 15, &lines), &["B14:H14", "B15:H15"]);
    assert_eq!(missing(&form), ["problems B14", "measures B15"]);
}

#[test]
fn goals_that_nobody_knows_by_name_are_the_two_texts_between_the_tables() {
    let lines = [
        "部门职责目标 | 应达成效 | 借阅服务覆盖全区，读者满意。",
        " | 已达成效 | 各街道均已设点，读者满意。",
    ];
    let form = read_one(&with(8, 9, &lines), &["A8:A9", "C8:H8", "C9:H9"]);
    assert_eq!(goals(&form), GOALS);
    assert_eq!(missing(&form), [""; 0]);
}

#[test]
fn a_year_may_stand_before_its_word() {
    let mut lines = PLAIN.to_vec();
    lines[1] = "";
    lines[2] = "部门名称 | 荔湾区图书馆 | | | 2023 | 年度 | | 单位：万元";
    let form = read_one(&lines, &[]);
    assert_eq!(
        form.year.map(|year| (year.value, year.cell.to_string())),
        Some((Some(2023), "E3".to_owned()))
    );
}

/// What broke: 年度目标, known as a task's goal, was not taken for the target whose place it stood in.
#[test]
fn a_heading_of_two_meanings_is_what_is_missing_in_its_place() {
    let mut lines = PLAIN.to_vec();
    lines[9] = "主要任务 | 拟办事项 | 目标完成情况 | 关键指标 | 计算公式或指标内容 | 年度目标 | 指标完成情况 | 任务涉及资金";
    let form = read_one(&lines, &[]);
    assert_eq!(text(form.tasks[0].expected.as_ref()), "增加馆藏");
    assert_eq!(indicators(&form)[0], (Some(0), "新增图书", "≥5000册", "5210册"));
}

#[test]
fn points_of_the_forms_own_are_no_part_of_it_whatever_they_are_called() {
    let mut lines = PLAIN.to_vec();
    lines[9] = "主要任务 | 年初预期目标 | 目标完成情况 | 任务资金 | 关键指标 | 预期实现值 | 指标完成情况 | 指标分值 | 单位自评分";
    lines[10] = "借阅服务 | 增加馆藏 | 馆藏增加 | 40 | 新增图书 | ≥5000册 | 5210册 | 60 | 60";
    lines[11] = " | | | | 读者满意度 | 95% | 96% | 20 | 20";
    lines[12] = "阅读推广 | 办好讲座 | 讲座办完 | 15 | 讲座场次 | 12场 | 12场 | 20 | 20";
    lines.insert(13, "总分 | | | | | | | 100 | 100");
    let form = read_one(&lines, &[]);
    assert_eq!((form.tasks.len(), form.indicators.len()), (2, 3));
    assert_eq!(missing(&form), [""; 0]);
}

#[test]
fn texts_may_stand_in_their_labels_own_cells() {
    let lines = [
        "年度总体目标 | 预期达到的目标：借阅服务覆盖全区，读者满意。",
        " | 年度实际完成：各街道均已设点，读者满意。",
    ];
    let form = read_one(&with(8, 9, &lines), &["A8:A9", "B8:H8", "B9:H9"]);
    assert_eq!(goals(&form), GOALS);
    let lines = [
        "二、绩效目标",
        "年初制定目标：借阅服务覆盖全区，读者满意。",
        "落实情况：各街道均已设点，读者满意。",
    ];
    let form = read_one(&with(8, 9, &lines), &[]);
    assert_eq!(goals(&form), GOALS);
    let form = read_one(&with(14, 15, &["不足之处：分馆距离较远。", "努力方向：调整布点。"]), &[]);
    assert_eq!(text(form.problems.as_ref()), "分馆距离较远。");
    assert_eq!(text(form.measures.as_ref()), "调整布点。");
}

#[test]
fn a_department_is_read_without_the_unit_that_follows_in_its_cell() {
    let mut lines = PLAIN.to_vec();
    lines[2] = "填报单位：荔湾区图书馆            单位：万元";
    assert_eq!(text(read_one(&lines, &[]).department.as_ref()), "荔湾区图书馆");
}

/// What broke: the label that follows in the cell, with its own value, was read as the department's name.
#[test]
fn a_department_left_blank_before_the_unit_in_its_cell_is_missing() {
    let mut lines = PLAIN.to_vec();
    for (line, unit) in [("部门名称：            单位：万元", "万元"), ("部门名称：    金额单位：元", "元")]
    {
        lines[2] = line;
        let form = read_one(&lines, &[]);
        assert_eq!(form.department.as_ref().and_then(|name| name.get()), None);
        assert_eq!(missing(&form), ["department A3"]);
        assert_eq!(form.unit.and_then(|unit| unit.value).map(ziping::form::MoneyUnit::as_str), Some(unit));
    }
    lines[2] = "部门名称：荔湾区图书馆    单位：元";
    let form = read_one(&lines, &[]);
    assert_eq!(form.unit.and_then(|unit| unit.value).map(ziping::form::MoneyUnit::as_str), Some("元"));
}

#[test]
fn a_blank_column_between_labels_and_values_is_no_place() {
    let lines: Vec<String> = PLAIN
        .iter()
        .map(|line| match line.split_once(" | ") {
            Some((first, rest)) => format!("{first} | | {rest}"),
            None => (*line).to_owned(),
        })
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let form = read_one(&lines, &["A4:A7"]);
    assert_eq!(form.notes, []);
    assert_eq!(text(form.measures.as_ref()), "调整布点。");
}

#[test]
fn a_form_that_calls_everything_otherwise_is_read_whole() {
    let mut lines = PLAIN.to_vec();
    lines[2] = "编制单位 | 荔湾区图书馆 | | | | | | 单位：万元";
    lines[3] = "整体支出规模 | 款项性质 | 期初预算 | 预算追减（追加）数 | 实际使用数 | 支出率 | 追加（减）率";
    lines[7] = "总目标 | 预定目标 | | | 目标执行情况";
    lines[9] = "核心任务 | 年度计划 | 实际落实情况 | 考评指标 | 取值说明 | 应达值 | 年终值 | 涉及经费";
    lines[13] = "需改进的问题 | 分馆距离较远。";
    lines[14] = "今后努力方向 | 调整布点。";
    let form = read_one(&lines, &["B3:G3", "A4:A7", "A8:A9"]);
    assert_eq!((missing(&form), form.unmapped.len()), (vec![], 0));
    assert_eq!(form.funding[1].get(FundingColumn::BudgetAdjustment), Some((-20).into()));
    assert_eq!(text(form.tasks[1].achieved.as_ref()), "讲座办完");
    assert_eq!(indicators(&form)[1], (Some(0), "读者满意度", "95%", "96%"));
    assert_eq!(text(form.measures.as_ref()), "调整布点。");
}

#[test]
fn tasks_that_the_form_only_offers_are_none() {
    let mut lines = PLAIN.to_vec();
    lines.insert(13, "任务三");
    lines.insert(14, "…… | …… | | ……");
    let form = read_one(&lines, &[]);
    assert_eq!((form.tasks.len(), form.indicators.len()), (2, 3));
    assert_eq!((missing(&form), form.unmapped.len()), (vec![], 0));
}

#[test]
fn problems_and_measures_in_one_text_are_both() {
    let form = read_one(&with(14, 15, &["存在问题及改进措施 | 一是分馆距离较远。二是调整布点。"]), &[]);
    assert_eq!(text(form.problems.as_ref()), "一是分馆距离较远。二是调整布点。");
    assert_eq!(text(form.measures.as_ref()), "一是分馆距离较远。二是调整布点。");
    assert_eq!(missing(&form), [""; 0]);
}

#[test]
fn a_template_left_beside_the_form_that_was_filled_in_is_no_form() {
    let blank: Vec<String> = PLAIN
        .iter()
        .enumerate()
        .map(|(row, line)| match row {
            2 => "部门名称 | | | | | | | 单位：万元".to_owned(),
            4..=6 | 8 | 10..=12 => String::new(),
            13 | 14 => line.split(" | ").next().unwrap().to_owned(),
            _ => (*line).to_owned(),
        })
        .collect();
    let blank: Vec<&str> = blank.iter().map(String::as_str).collect();
    let forms = |workbook: &Workbook| {
        let forms = read_forms(workbook, &Evaluation::of(workbook), &Templates::builtin());
        forms.iter().map(|form| form.sheet_index).collect::<Vec<_>>()
    };
    let mut both = workbook(&blank, &[]);
    assert_eq!(forms(&both), [0], "a blank form alone is a form that nobody filled in");
    both.sheets.extend(workbook(&PLAIN, &[]).sheets);
    assert_eq!(forms(&both), [1]);
}

#[test]
fn goals_may_stand_under_the_tasks() {
    let (goals_lines, tasks) = (&PLAIN[7..9], &PLAIN[9..13]);
    let lines = [&PLAIN[..7], tasks, goals_lines, &PLAIN[13..]].concat();
    for merges in [&["A12:A13", "B12:D12", "E12:H12", "B13:D13", "E13:H13"][..], &[]] {
        let form = read_one(&lines, merges);
        assert_eq!(goals(&form), ("借阅服务覆盖全区。", "各街道均已设点。"));
        assert_eq!(indicators(&form), indicators(&read_one(&PLAIN, &[])));
        assert_eq!(form.tasks.len(), 2);
        assert_eq!(missing(&form), [""; 0]);
    }
}

#[test]
fn goals_under_the_tasks_may_stand_beside_their_labels() {
    let goals_lines =
        ["年度目标 | 预期目标 | 借阅服务覆盖全区，读者满意。", " | 完成情况 | 各街道均已设点，读者满意。"];
    let lines = [&PLAIN[..7], &PLAIN[9..13], &goals_lines, &PLAIN[13..]].concat();
    let form = read_one(&lines, &["A12:A13", "C12:H12", "C13:H13"]);
    assert_eq!(goals(&form), GOALS);
    assert_eq!(form.tasks.len(), 2);
}

#[test]
fn a_unit_whose_letters_are_spaced_is_that_unit() {
    for line in [
        "部 门 名 称 | 荔湾区图书馆 | | | | | | 单 位：万 元",
        "部门名称 | 荔湾区图书馆 | | | | | | （金额单位： 万 元）",
    ] {
        let mut lines = PLAIN.to_vec();
        lines[2] = line;
        let unit = read_one(&lines, &[]).unit.and_then(|unit| unit.value);
        assert_eq!(unit.map(ziping::form::MoneyUnit::as_str), Some("万元"), "{line}");
    }
}

#[test]
fn a_span_from_the_first_day_of_a_year_to_its_last_is_the_year() {
    let mut lines = PLAIN.to_vec();
    lines[1] = "评价时段 | 2021.1.1-2021.12.31";
    let form = read_one(&lines, &[]);
    assert_eq!(form.year.and_then(|year| year.value), Some(2021));
    assert_eq!(form.unmapped, []);
}

/// Of labels beside their amounts each was once called an amount, and the table was said not to be there.
#[test]
fn funds_that_cannot_be_made_out_are_missing_where_their_label_stands() {
    let told = ["部门资金情况 | 全年收支平衡，年初预算 120 万元，决算 90 万元。"];
    let form = read_one(&with(4, 7, &told), &[]);
    assert_eq!(form.funding.len(), 0);
    let missing: Vec<_> = form.missing.iter().map(|m| (m.field, m.label.as_str(), m.cell)).collect();
    let funds = FieldPath::list(FormList::Funding);
    assert_eq!(missing, [(funds, "部门资金情况", Some("A4".parse().unwrap()))]);
}
