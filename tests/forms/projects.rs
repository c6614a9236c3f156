//! Reading project forms as governments publish them: headings over headings, remarks before the total, points as shares.

use rust_decimal::Decimal;
use ziping::form::{Form, FundingColumn, RowRole};
use ziping::formula::Evaluation;
use ziping::template::{Templates, read_forms};
use ziping::workbook::{CellRef, Style};

use super::indicators;
use crate::lines::{read, read_one, text, workbook};

/// The national form in its usual order; tests change lines of it.
pub(crate) const NATIONAL: [&str; 16] = [
    "项目支出绩效自评表",
    "（2022年度）",
    "项目名称 | | 河道清淤",
    "主管部门 | | 青禾区水务局 | | 实施单位 | 青禾区河道所",
    "项目资金（万元） | | | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分",
    " | | 年度资金总额 | 60 | 60 | 54 | 10 | 0.9 | 9",
    " | | 其中：当年财政拨款 | 60 | 60 | 54",
    " | | 其他资金 | 0 | 0 | 0",
    "年度总体目标 | 预期目标 | | | | 实际完成情况",
    " | 清淤12公里。 | | | | 清淤12公里。",
    "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施",
    " | 产出指标 | 数量指标 | 清淤长度 | ≥12公里 | 12公里 | 50 | 50",
    " | 效益指标 | 生态效益指标 | 断面达标率 | ≥90% | 92% | 30 | 30",
    " | 满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥90% | 95% | 10 | 10",
    " | 总分 | | | | | 100 | 99",
    "填表人：陈某",
];

/// The form with lines of other words, by their number from one.
pub(crate) fn with<'t>(changes: &[(usize, &'t str)]) -> Vec<&'t str> {
    let mut lines = NATIONAL.to_vec();
    for (number, line) in changes {
        lines[number - 1] = line;
    }
    lines
}

pub(crate) fn unmapped(form: &Form) -> Vec<&str> {
    form.unmapped.iter().map(|u| u.value.as_str()).collect()
}

#[test]
fn the_national_form_is_read_whole() {
    let form = read_one(&NATIONAL, &[]);
    assert_eq!(form.template, "national-project-2020");
    assert_eq!(text(form.project.as_ref()), "河道清淤");
    assert_eq!(text(form.competent_department.as_ref()), "青禾区水务局");
    assert_eq!(text(form.department.as_ref()), "青禾区河道所");
    assert_eq!(form.funding.len(), 3);
    assert_eq!(form.funding[0].get(FundingColumn::Score), Some(9.into()));
    assert_eq!(form.indicators.len(), 3);
    assert_eq!(form.total_score.as_ref().and_then(|s| s.value), Some(99.into()));
    assert_eq!(unmapped(&form), ["填表人：陈某"]);
}

#[test]
fn a_remark_before_the_total_does_not_end_the_indicators() {
    let mut lines = with(&[(15, " | 其他需要说明的事项 | | | 无"), (16, " | 总分 | | | | | 100 | 99")]);
    lines.push("填表人：陈某");
    let form = read_one(&lines, &["B15:D15", "E15:I15"]);
    assert_eq!(form.total_weight.as_ref().and_then(|w| w.value), Some(100.into()));
    assert_eq!(form.indicators.len(), 3);
    assert_eq!(unmapped(&form), ["其他需要说明的事项", "无", "填表人：陈某"]);
}

#[test]
fn a_heading_over_several_columns_is_a_label() {
    let mut lines =
        with(&[(5, "项目资金（万元） | | | 预算安排 | | 全年执行数（B） | 分值 | 执行率（B/A） | 得分")]);
    lines.insert(5, " | | | 年初预算数 | 全年预算数（A）");
    let merges = ["D5:E5", "F5:F6", "G5:G6", "H5:H6", "I5:I6"];
    let form = read_one(&lines, &merges);
    assert_eq!(form.funding[0].get(FundingColumn::InitialBudget), Some(60.into()));
    assert_eq!(form.funding[0].get(FundingColumn::AnnualBudget), Some(60.into()));
    assert_eq!(unmapped(&form), ["填表人：陈某"]);
}

#[test]
fn weights_shown_as_shares_are_points_of_a_hundred() {
    let lines = with(&[
        (6, " | | 年度资金总额 | 60 | 60 | 54 | 10% | 0.9 | 9"),
        (12, " | 产出指标 | 数量指标 | 清淤长度 | ≥12公里 | 12公里 | 0.5 | 50"),
        (13, " | 效益指标 | 生态效益指标 | 断面达标率 | ≥90% | 92% | 30% | 30"),
    ]);
    let mut workbook = workbook(&lines, &[]);
    workbook.styles.push(Style { number_format: "0%".to_owned(), ..Style::default() });
    let style = workbook.styles.len() - 1;
    workbook.sheets[0].cells.get_mut(&"G12".parse::<CellRef>().unwrap()).unwrap().style = style;
    let forms = read_forms(&workbook, &Evaluation::of(&workbook), &Templates::builtin());
    assert_eq!(forms[0].funding[0].get(FundingColumn::Weight), Some(10.into()));
    let weights: Vec<_> = forms[0].indicators.iter().filter_map(|i| i.weight.as_ref()?.value).collect();
    assert_eq!(weights, [50, 30, 10].map(Decimal::from));
}

#[test]
fn a_line_that_says_it_does_not_apply_is_only_offered() {
    let mut lines = NATIONAL.to_vec();
    lines.insert(13, " | | 经济效益指标 | 不适用");
    lines.insert(14, " | | 社会效益指标 | / | / | / | / | /");
    let form = read_one(&lines, &[]);
    let names: Vec<_> = form.indicators.iter().map(|i| text(i.name.as_ref())).collect();
    assert_eq!(names, ["清淤长度", "断面达标率", "居民满意度"]);
    assert!(form.missing.is_empty(), "{:?}", form.missing);
}

#[test]
fn after_the_total_of_points_comes_no_indicator() {
    let mut lines = with(&[(16, " | 总分 | | | | | 100 | 99"), (15, "")]);
    lines.push("自评人员：李某 | | | | 联系电话：0312-****456");
    let form = read_one(&lines, &[]);
    assert_eq!(form.indicators.len(), 3);
    assert_eq!(unmapped(&form), ["自评人员：李某", "联系电话：0312-****456"]);
}

#[test]
fn a_plan_without_anything_spent_or_achieved_is_no_form() {
    let plan = [
        "项目支出绩效目标申报表",
        "（2022年度）",
        "项目名称 | 河道清淤",
        "主管部门 | 青禾区水务局 | | | 实施单位 | 青禾区河道所",
        "项目资金（万元） | 年度资金总额 | | 100",
        "总体目标 | 完成清淤12公里。",
        "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值",
        " | 产出指标 | 数量指标 | 清淤长度 | ≥12公里",
        " | 效益指标 | 生态效益指标 | 断面达标率 | ≥90%",
    ];
    assert!(read(&plan, &[]).is_empty());
}

#[test]
fn columns_in_another_order_do_not_make_it_another_provinces_form() {
    let lines = with(&[
        (
            5,
            "项目资金（万元） | | | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 执行率（B/A） | 分值 | 得分",
        ),
        (6, " | | 年度资金总额 | 60 | 60 | 54 | 0.9 | 10 | 9"),
    ]);
    let form = read_one(&lines, &[]);
    assert_eq!(form.template, "national-project-2020");
    assert_eq!(form.funding[0].get(FundingColumn::Weight), Some(10.into()));
}

#[test]
fn points_merged_over_several_indicators_count_once() {
    let mut lines = NATIONAL.to_vec();
    lines.insert(12, " | | | 清淤方量 | ≥3万方 | 3.1万方");
    let form = read_one(&lines, &["B12:B13", "C12:C13", "G12:G13", "H12:H13"]);
    let weights: Vec<_> = form.indicators.iter().map(|i| i.weight.as_ref().and_then(|w| w.value)).collect();
    assert_eq!(weights, [Some(50.into()), None, Some(30.into()), Some(10.into())]);
    assert!(form.missing.is_empty(), "{:?}", form.missing);
}

#[test]
fn of_weights_beside_each_level_the_last_is_the_indicators() {
    let lines = with(&[
        (
            11,
            "绩效指标 | 一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 年度指标值 | 实际完成值 | 得分",
        ),
        (12, " | 产出指标 | 50 | 数量指标 | 30 | 清淤长度 | 30 | ≥12公里 | 12公里 | 30"),
        (13, " | | | 质量指标 | 20 | 清淤合格率 | 20 | ≥90% | 92% | 20"),
        (14, " | 效益指标 | 40 | 社会效益指标 | 40 | 居民满意度 | 40 | ≥90% | 95% | 40"),
        (15, " | 总分 | | | | | 100 | | | 99"),
    ]);
    let form = read_one(&lines, &[]);
    let weights: Vec<_> = form.indicators.iter().filter_map(|i| i.weight.as_ref()?.value).collect();
    assert_eq!(weights, [30, 20, 40].map(Decimal::from));
    assert_eq!(form.total_weight.and_then(|w| w.value), Some(100.into()));
}

/// What broke: one merged title kept the labels beside their values from being seen as taken apart.
#[test]
fn values_that_all_stand_two_columns_from_their_labels_are_in_their_place() {
    let lines = with(&[(4, "主管部门 | | 青禾区水务局 | | 实施单位 | | 青禾区河道所")]);
    for merges in [&["A1:I1"][..], &["A1:I1", "A4:B4"]] {
        let form = read_one(&lines, merges);
        assert_eq!(text(form.project.as_ref()), "河道清淤");
        assert_eq!(text(form.department.as_ref()), "青禾区河道所");
        assert_eq!(form.notes, [], "{merges:?}");
    }
    let lines = with(&[(4, "主管部门 | 青禾区水务局 | | | 实施单位 | 青禾区河道所")]);
    let form = read_one(&lines, &["A1:I1"]);
    assert_eq!(form.notes.len(), 1, "one that stands alone is beside its place");
}

#[test]
fn a_policy_is_named_as_a_project_is() {
    for label in ["政策（项目）名称", "政策名称", "项目（政策）名称"] {
        let (name, department) =
            (format!("{label} | | 河道清淤"), "一级预算单位 | | 青禾区水务局 | | 实施单位 | 青禾区河道所");
        let lines = with(&[(3, &name), (4, department)]);
        let form = read_one(&lines, &["A3:B3", "C3:I3", "A4:B4", "C4:D4", "F4:I4"]);
        assert_eq!(text(form.project.as_ref()), "河道清淤");
        assert_eq!(text(form.competent_department.as_ref()), "青禾区水务局");
        assert!(form.missing.is_empty(), "{:?}", form.missing);
    }
}

/// Chongqing's form, which most districts have without levels.
#[test]
fn levels_are_read_where_a_form_has_them() {
    let lines = [
        "2022年度项目绩效自评表",
        "项目名称 | | 河道清淤 | | 项目编码 | 50000022T000000012345",
        "主管部门 | | 青禾区水务局 | | 实施单位 | 青禾区河道所",
        "项目资金（万元） | | | 年初预算数 | 全年（调整）预算数 | 全年执行数 | 执行率 | 执行率权重 | 执行率得分",
        " | | 年度总金额 | 60 | 60 | 54 | 0.9 | 10 | 9",
        "当年绩效目标 | 年初绩效目标 | | | | 全年目标实际完成情况",
        " | 清淤12公里。 | | | | 清淤12公里。",
        "序号 | 一级指标 | 二级指标 | 三级指标 | 计量单位 | 指标性质 | 指标值 | 全年完成值 | 得分系数 | 指标权重 | 指标得分 | 是否核心指标 | 说明",
        "1 | 产出指标 | 数量指标 | 清淤长度 | 公里 | ≥ | 12 | 12 | 1 | 50 | 50 | 是",
        "2 | | 质量指标 | 断面达标率 | % | ≥ | 90 | 92 | 1 | 40 | 40 | 否",
        "合计 | | | | | | | | | 90 | 90",
    ];
    let form = read_one(&lines, &[]);
    assert_eq!(form.template, "chongqing-project");
    let levels: Vec<_> =
        form.indicators.iter().map(|i| (text(i.level1.as_ref()), text(i.level2.as_ref()))).collect();
    assert_eq!(levels, [("产出指标", "数量指标"), ("产出指标", "质量指标")]);
    assert_eq!(indicators(&form)[1], (None, "断面达标率", "≥90%", "92"));
}

#[test]
fn a_column_of_numbers_is_not_taken_for_the_names() {
    let lines = with(&[
        (11, "绩效指标 | 考核点 | 权数 | 年度指标值 | 实际完成值 | 得分"),
        (12, " | 清淤长度 | 50 | ≥12公里 | 12公里 | 50"),
        (13, " | 断面达标率 | 30 | ≥90% | 92% | 30"),
        (14, " | 居民满意度 | 10 | ≥90% | 95% | 10"),
        (15, " | 总分 | 100 | | | 99"),
    ]);
    let form = read_one(&lines, &[]);
    let numbers = form.indicators.iter().filter_map(|i| i.name.as_ref()?.get()?.parse::<Decimal>().ok());
    assert_eq!(numbers.count(), 0);
}

/// An extra column was taken for the sources, which have no heading; then no row was a total, and every source counted twice.
#[test]
fn a_column_of_amounts_or_behind_them_is_not_that_of_the_sources() {
    let amounts = |heading: &str, first: &str, second: &str| {
        let headings =
            format!("项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | {heading} | 执行率");
        let total = format!(" | 年度资金总额 | 120 | 100 | 90 | {first} | 0.9");
        let source = format!(" | 其中：当年财政拨款 | 100 | 80 | 75 | {second} | 0.9375");
        let lines = [
            "项目支出绩效自评表",
            "（2023年度）",
            "项目名称 | 图书采购",
            "主管部门 | 某区文化局 | | | 实施单位 | 某区图书馆",
            headings.as_str(),
            total.as_str(),
            source.as_str(),
            " | 其他资金 | 20 | 20 | 15 | | 0.75",
            "年度总体目标 | 预期目标 | | | 实际完成情况",
            " | 购置图书。 | | | 图书已购置。",
            "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分",
            " | 产出指标 | 数量指标 | 采购册数 | ≥86册 | 86册 | 100 | 100",
        ];
        let form = read_one(&lines, &["A5:A8"]);
        let rows = form.funding.iter().map(|row| (text(Some(&row.source)).to_owned(), row.role));
        rows.collect::<Vec<_>>()
    };
    let expected = [
        ("年度资金总额".to_owned(), RowRole::Total),
        ("其中：当年财政拨款".to_owned(), RowRole::Part),
        ("其他资金".to_owned(), RowRole::Part),
    ];
    for (heading, first, second) in [
        ("资金到位数", "100", "80"),
        ("年末结余", "", ""),
        ("标准分值", "10", "—"),
        ("权重分", "10", "—"),
        ("绩效等级", "优", "优"),
    ] {
        assert_eq!(amounts(heading, first, second), expected, "{heading}");
    }
}
