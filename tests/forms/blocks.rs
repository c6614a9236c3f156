//! Forms whose tasks are named by the labels at the left of their indicators, with points in the labels (Hubei's).

use rust_decimal::Decimal;
use ziping::form::{FieldPath, Form, FundingColumn, FundingRow};

use crate::lines::{read_one, text};

const HUBEI: [&str; 18] = [
    "2022年度湿地巡护项目自评表",
    "单位名称：江滩区湿地中心 | | | | 填报日期：2023年3月1日",
    "项目名称 | | 湿地巡护",
    "主管部门 | | 江滩区林业局 | | 项目实施单位 | 江滩区湿地中心",
    "项目类别 | | 1、部门预算项目□ 2、专项□",
    "预算执行情况（万元）（20分） | | | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）",
    " | 年度财政资金总额 | | 10 | 9 | 0.9 | 18",
    "年度绩效目标1（40分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分",
    " | 产出指标 | 数量指标 | 巡护次数 | ≥50次 | 52次 | 20",
    " | 效益指标 | 生态效益指标 | 鸟类种数 | ≥90种 | 96种 | 20",
    "年度绩效目标2（40分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分",
    " | 产出指标 | 数量指标 | 宣传活动 | ≥4场 | 4场 | 40",
    "年度绩效目标3 | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分",
    " | 产出指标 | 数量指标",
    "总分 | 98",
    "偏差大或目标未完成原因分析 | | 没有偏差。",
    "改进措施及结果应用方案 | | 结果用于下年预算安排。",
    "备注：执行数为实际支出数。",
];

const MERGES: [&str; 5] = ["A6:A7", "A8:A10", "A11:A12", "A13:A14", "B15:G15"];

fn weight(form: &Form, row: &FundingRow) -> Option<Decimal> {
    form.weight_of(row)?.value
}

#[test]
fn each_label_with_headings_of_its_own_is_a_task() {
    let form = read_one(&HUBEI, &MERGES);
    assert_eq!(form.template, "hubei-project");
    assert_eq!(text(form.department.as_ref()), "江滩区湿地中心");
    let tasks: Vec<_> =
        form.tasks.iter().map(|t| (text(t.name.as_ref()), t.weight.as_ref().and_then(|w| w.value))).collect();
    let forty = Some(Decimal::from(40));
    assert_eq!(tasks, [("年度绩效目标1（40分）", forty), ("年度绩效目标2（40分）", forty)]);
    let of_tasks: Vec<_> = form.indicators.iter().map(|i| (i.task, text(i.name.as_ref()))).collect();
    assert_eq!(of_tasks, [(Some(0), "巡护次数"), (Some(0), "鸟类种数"), (Some(1), "宣传活动")]);
    assert_eq!(text(form.measures.as_ref()), "结果用于下年预算安排。");
}

#[test]
fn the_executions_points_stand_in_the_label_beside_the_funds() {
    let form = read_one(&HUBEI, &MERGES);
    assert_eq!(weight(&form, &form.funding[0]), Some(20.into()));
    assert_eq!(form.funding[0].get(FundingColumn::Score), Some(18.into()));
    assert_eq!(form.cells().get(FieldPath::figure(0, FundingColumn::Weight)).unwrap().to_string(), "A6");
}

#[test]
fn a_total_merged_over_all_columns_is_the_score() {
    let form = read_one(&HUBEI, &MERGES);
    assert_eq!(form.total_score.and_then(|s| s.value), Some(98.into()));
}

#[test]
fn every_other_cell_is_label_or_unmapped() {
    let form = read_one(&HUBEI, &MERGES);
    let unmapped: Vec<_> = form.unmapped.iter().map(|u| u.value.as_str()).collect();
    assert_eq!(
        unmapped,
        [
            "单位名称：江滩区湿地中心",
            "填报日期：2023年3月1日",
            "1、部门预算项目□ 2、专项□",
            "备注：执行数为实际支出数。"
        ]
    );
    let label = "年度绩效目标3";
    let at = HUBEI.iter().position(|line| line.starts_with(label)).unwrap();
    assert!(form.labels.iter().any(|cell| cell.row as usize == at && cell.col == 0), "{label}: a label");
}

#[test]
fn without_merged_cells_it_is_the_same_form() {
    let form = read_one(&HUBEI, &[]);
    assert_eq!((form.tasks.len(), form.indicators.len()), (2, 3));
}

#[test]
fn a_label_over_the_sources_gives_the_executions_points_too() {
    let mut lines = HUBEI.to_vec();
    lines[5] =
        "预算执行情况（万元）（20分） | | | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）";
    lines[6] = "年度财政资金总额 | | | 10 | 9 | 0.9 | 18";
    let form = read_one(&lines, &["A6:C6", "A7:C7", "A8:A10", "A11:A12", "A13:A14", "B15:G15"]);
    assert_eq!(text(Some(&form.funding[0].source)), "年度财政资金总额");
    assert_eq!(weight(&form, &form.funding[0]), Some(20.into()));
}

#[test]
fn a_column_that_only_some_forms_have_is_read_where_it_is() {
    let mut lines = HUBEI.to_vec();
    lines.splice(
        7..14,
        [
            "年度绩效目标1（80分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 分值 | 得分",
            " | 产出指标 | 数量指标 | 巡护次数 | ≥50次 | 52次 | 80 | 80",
        ],
    );
    let form = read_one(&lines, &["A6:A7", "A8:A9"]);
    assert_eq!(form.indicators[0].weight.as_ref().and_then(|w| w.value), Some(80.into()));
}
