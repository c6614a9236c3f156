//! What stands beside the forms of a workbook and is none: lists of projects, blank forms.

use ziping::form::{FieldPath, OwnField, ReadingNote};
use ziping::formula::Evaluation;
use ziping::template::{Templates, read_forms};
use ziping::workbook::Workbook;

use crate::lines::{read, read_one, text, workbook};
use crate::projects::{NATIONAL, with};

/// What broke: its points and what its formulas make of nothing were taken for something filled in.
#[test]
fn a_blank_form_with_its_points_and_formulas_is_left_out_beside_a_filled_one() {
    let mut blank = with(&[
        (2, "（    年度）"),
        (3, "项目名称"),
        (4, "主管部门 | | | | 实施单位"),
        (6, " | | 年度资金总额 | 0 | 0 | 0 | 10 | 0 | 0"),
        (7, " | | 其中：当年财政拨款 | | | | —"),
        (8, " | | 其他资金"),
        (10, ""),
        (12, " | 产出指标 | 数量指标 | 指标1：清淤长度 | | | 50"),
        (13, " | 效益指标 | 生态效益指标 | | | | 30"),
        (14, " | 满意度指标 | 服务对象满意度指标 | | | | 10"),
        (15, " | 总分 | | | | | 100"),
    ]);
    blank.truncate(15);
    let mut both = workbook(&blank, &[]);
    let read = |workbook: &Workbook| read_forms(workbook, &Evaluation::of(workbook), &Templates::builtin());
    let alone = read(&both);
    assert_eq!(alone.len(), 1, "alone it is a form that nobody filled in");
    assert!(alone[0].missing.iter().any(|missing| missing.field == FieldPath::own(OwnField::Project)));
    both.sheets[0].name = "模板".to_owned();
    both.sheets.extend(workbook(&NATIONAL, &[]).sheets);
    let forms = read(&both);
    let sheets: Vec<_> = forms.iter().map(|form| form.sheet_index).collect();
    assert_eq!(sheets, [1]);
    assert_eq!(forms[0].notes, [ReadingNote::BlankBeside { sheet: "模板".to_owned() }]);
}

/// What broke: with the unit of its money above it, a list was a form, and its sums stood in the totals a second time.
#[test]
fn a_list_of_projects_with_the_unit_of_its_money_is_no_form() {
    let list = [
        "项目支出绩效自评结果汇总表",
        " | | | | | 单位：万元",
        "序号 | 项目名称 | 主管部门 | 实施单位 | 全年预算数 | 全年执行数 | 执行率 | 自评得分 | 自评等级",
        "1 | 校舍维修 | 教育局 | 第一中学 | 100 | 98 | 0.98 | 97 | 优",
        "2 | 图书购置 | 教育局 | 第二中学 | 20 | 20 | 1 | 99 | 优",
        "合计 | | | | 120 | 118",
    ];
    assert!(read(&list, &[]).is_empty());
    assert!(read(&list[..4], &[]).is_empty(), "of one project");
    let departments = [
        "部门整体支出绩效自评情况表（2022年度）",
        " | | | | 单位：万元",
        "序号 | 部门名称 | 年初预算数 | 预算调整数 | 实际支出数 | 预算完成率",
        "1 | 教育局 | 100 | 0 | 98 | 0.98",
        "2 | 水务局 | 20 | 0 | 20 | 1",
    ];
    assert!(read(&departments, &[]).is_empty());
    // A form under the list is the form it would be without it.
    let both = [&list[..], &[""], &NATIONAL].concat();
    let form = read_one(&both, &[]);
    assert_eq!(text(form.project.as_ref()), "河道清淤");
    assert_eq!((form.funding.len(), form.indicators.len(), form.missing.len()), (3, 3, 0));
}

/// A form's own funds, on a sheet without indicators, are a form's: it says once whose they are.
#[test]
fn the_funds_of_one_project_without_indicators_are_still_a_form() {
    let form = read_one(&NATIONAL[..10], &[]);
    assert_eq!((form.funding.len(), text(form.project.as_ref())), (3, "河道清淤"));
}

#[test]
fn a_list_of_projects_is_no_form() {
    let list = [
        "2023年度项目支出绩效自评汇总表",
        "序号 | 项目名称 | 实施单位 | 全年预算数 | 全年执行数 | 执行率 | 自评得分",
        "1 | 校舍维修 | 第一中学 | 100 | 98 | 0.98 | 97",
        "2 | 图书购置 | 第二中学 | 20 | 20 | 1 | 99",
    ];
    assert!(read(&list, &[]).is_empty());
}
