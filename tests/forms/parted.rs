//! Headings in two lines, and targets in columns of their parts.

use super::indicators;
use crate::lines::{read_one, text};
use crate::projects::{NATIONAL, unmapped, with};
use ziping::form::{ExpectedFormula, FieldPath, Form, FundingColumn, IndicatorField, RowRole};

/// The national form with its targets and actual values in columns of their parts, named in a second line of headings.
const PARTED: [&str; 5] = [
    "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | | | 实际完成值 | | 分值 | 得分",
    " | | | | 符号 | 数值 | 单位 | 数值 | 单位",
    " | 产出指标 | 数量指标 | 清淤长度 | ≥ | 12 | 公里 | 12 | 公里 | 50 | 50",
    " | 效益指标 | 生态效益指标 | 断面达标率 | ≥ | 90 | % | 92 | % | 30 | 30",
    " | 满意度指标 | 服务对象满意度指标 | 居民满意度 | 定性 | 满意 | | 满意 | | 10 | 10",
];

/// What broke: the second line of headings was read as an indicator, and all that followed stood one line off.
#[test]
fn targets_and_actual_values_in_columns_of_their_parts_are_each_one() {
    let lines = [&NATIONAL[..10], &PARTED, &[" | 总分 | | | | | | | | 100 | 99"]].concat();
    let merges = ["A11:A15", "B11:B12", "C11:C12", "D11:D12", "E11:G11", "H11:I11", "J11:J12", "K11:K12"];
    for merges in [&merges[..], &[]] {
        let form = read_one(&lines, merges);
        assert_eq!(
            indicators(&form),
            [
                (None, "清淤长度", "≥12公里", "12公里"),
                (None, "断面达标率", "≥90%", "92%"),
                (None, "居民满意度", "满意", "满意"),
            ]
        );
        assert_eq!(unmapped(&form), Vec::<&str>::new());
        assert_eq!(
            form.cells().get(FieldPath::indicator(0, IndicatorField::Target)).unwrap().to_string(),
            "F13"
        );
        assert!(form.missing.is_empty(), "{:?}", form.missing);
    }
}

/// What broke: ± was left out of the target, and 是/否 was a unit: 是是/否.
#[test]
fn a_tolerance_is_a_comparator_and_a_choice_is_no_unit() {
    let headings =
        "绩效指标 | 二级指标 | 三级指标 | 指标性质 | 年度指标值 | 计量单位 | 实际完成值 | 分值 | 得分";
    let lines = with(&[
        (11, headings),
        (12, " | 质量指标 | 误差 | ± | 5 | % | 3% | 50 | 50"),
        (13, " | 生态效益指标 | 断面达标 | 定性 | 是 | 是/否 | 是 | 30 | 30"),
        (14, " | 服务对象满意度指标 | 制度 | 定性 | 有效 | 达标/未达标 | 有效 | 10 | 10"),
        (15, " | 总分 | | | | | | 100 | 99"),
    ]);
    let form = read_one(&lines, &[]);
    let targets: Vec<_> = form.indicators.iter().map(|i| text(i.target.as_ref())).collect();
    assert_eq!(targets, ["±5%", "是", "有效"]);
}

/// What broke: 正向指标 was put before the target as if it were a comparator.
#[test]
fn a_column_that_says_the_direction_is_no_part_of_the_target() {
    for heading in ["指标方向", "指标性质"] {
        let headings = format!(
            "绩效指标 | 一级指标 | 二级指标 | 三级指标 | {heading} | 年度指标值 | 实际完成值 | 分值 | 得分"
        );
        let mut lines = with(&[
            (12, " | 产出指标 | 数量指标 | 清淤长度 | 正向指标 | ≥12公里 | 12公里 | 50 | 50"),
            (13, " | 效益指标 | 生态效益指标 | 断面达标率 | 正向指标 | ≥90% | 92% | 30 | 30"),
            (14, " | 满意度指标 | 服务对象满意度指标 | 投诉率 | 反向指标 | 3% | 1% | 10 | 10"),
            (15, " | 总分 | | | | | | 100 | 99"),
        ]);
        lines[10] = &headings;
        let form = read_one(&lines, &[]);
        let targets: Vec<_> = form.indicators.iter().map(|i| text(i.target.as_ref())).collect();
        assert_eq!(targets, ["≥12公里", "≥90%", "3%"], "{heading}");
    }
}

/// What broke: the numbers of the columns were read as an indicator, and as the sources' first row.
#[test]
fn a_line_that_numbers_the_columns_is_no_data() {
    let mut lines = NATIONAL.to_vec();
    lines.insert(11, " | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8");
    lines.insert(5, " | | 栏次 | ① | ② | ③ | ④ | ⑤=③/② | ⑥");
    let form = read_one(&lines, &["A5:A9", "A12:A17"]);
    assert_eq!((form.funding.len(), form.indicators.len()), (3, 3));
    assert_eq!(unmapped(&form), ["填表人：陈某"]);
    assert!(form.missing.is_empty(), "{:?}", form.missing);
}

#[test]
fn a_second_line_of_headings_may_only_be_in_brackets() {
    let mut lines =
        with(&[(5, "项目资金（万元） | | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分")]);
    lines.insert(5, " | | | | （A） | （B） | | （B/A）");
    let form = read_one(&lines, &["A5:A9", "D5:D6", "G5:G6", "I5:I6"]);
    assert_eq!(form.funding.len(), 3);
    assert_eq!(form.funding[0].get(FundingColumn::AnnualBudget), Some(60.into()));
    assert_eq!(unmapped(&form), ["填表人：陈某"]);
}

/// The funds of each task, with each amount in three: all of it, and what it consists of.
const TASKS_FUNDS: [&str; 17] = [
    "部门整体支出绩效自评表",
    "（2023年度）",
    "部门（单位）名称 | | | 渔湾县图书馆",
    "年度主要任务完成情况 | 任务名称 | 主要内容 | 完成情况 | 预算数（万元） | | | 执行数（万元） | | | 执行率",
    " | | | | 总额 | 财政拨款 | 其他资金 | 总额 | 财政拨款 | 其他资金 |",
    " | 馆藏更新 | 购置图书 | 已完成 | 60 | 50 | 10 | 54 | 45 | 9 | 0.9",
    " | 阅读推广 | 举办讲座 | 已完成 | 40 | 40 | 0 | 36 | 36 | 0 | 0.9",
    " | 金额合计 | | | 100 | 90 | 10 | 90 | 81 | 9 | 0.9",
    "年度总体目标 | 预期目标 | | | | | 实际完成情况",
    " | 借阅服务覆盖全县。 | | | | | 各乡镇均已设点。",
    "年度绩效指标 | 一级指标 | 二级指标 | 指标内容 | 年度指标值 | 实际完成值 | 分值 | 得分",
    " | 产出指标 | 数量指标 | 新增图书 | ≥5000册 | 5210册 | 50 | 50",
    " | 效益指标 | 社会效益指标 | 阅读氛围 | 更加浓厚 | 更加浓厚 | 30 | 30",
    " | 满意度指标 | 服务对象满意度 | 读者满意度 | ≥95% | 96% | 20 | 20",
    "总分 | | | | | | 100 | 100",
    "存在问题 | 分馆距离较远。",
    "填表人：周某",
];

fn funds(form: &Form) -> Vec<(&str, RowRole, [Option<u32>; 2])> {
    let amount = |row: &ziping::form::FundingRow, column| {
        row.get(column).map(|amount| amount.to_string().parse().unwrap())
    };
    let columns = [FundingColumn::AnnualBudget, FundingColumn::ActualExpenditure];
    let of_row = |row| columns.map(|column| amount(row, column));
    form.funding.iter().map(|row| (text(Some(&row.source)), row.role, of_row(row))).collect()
}

/// What broke: 总额 and 财政拨款 were read as the first row's amounts, and 金额合计 as one more task, so that the summary had twice
/// the money.
#[test]
fn amounts_in_columns_of_all_and_its_parts_are_what_the_first_says() {
    let merges = ["A4:A8", "B4:B5", "C4:C5", "D4:D5", "E4:G4", "H4:J4", "K4:K5", "B8:D8", "A9:A10"];
    for merges in [&merges[..], &["A4:A8", "A9:A10"]] {
        let form = read_one(&TASKS_FUNDS, merges);
        assert_eq!(
            funds(&form),
            [
                ("馆藏更新", RowRole::Part, [Some(60), Some(54)]),
                ("阅读推广", RowRole::Part, [Some(40), Some(36)]),
                ("金额合计", RowRole::Total, [Some(100), Some(90)]),
            ]
        );
        assert!(form.missing.is_empty(), "{:?}", form.missing);
        assert!(form.unmapped.iter().any(|content| content.value == "81"), "the parts are not lost");
        // What broke: the total's line summed across was rewritten as a sum downwards.
        let formulas = |column| -> Vec<String> {
            let field = FieldPath::figure(2, column);
            let expected = form.expected_formulas.iter().filter(|formula| formula.field == field);
            let either = |formula: &ExpectedFormula| {
                let others = formula.alternatives.iter().map(|other| other.formula.clone());
                std::iter::once(formula.formula.clone()).chain(others).collect::<Vec<_>>()
            };
            expected.flat_map(either).collect()
        };
        assert_eq!(formulas(FundingColumn::AnnualBudget), ["SUM(E6:E7)", "F8+G8"]);
        assert_eq!(formulas(FundingColumn::ActualExpenditure), ["SUM(H6:H7)", "I8+J8"]);
    }
}

/// What broke: the amount itself was read as the source's name.
#[test]
fn one_line_of_amounts_without_a_name_is_the_wholes() {
    let lines = with(&[
        (5, "项目资金（万元） | 年初预算数 | | 全年预算数（A） | | 全年执行数（B） | | 执行率（B/A）"),
        (6, " | 小计 | 财政拨款 | 小计 | 财政拨款 | 小计 | 财政拨款"),
        (7, " | 60 | 50 | 60 | 50 | 54 | 44 | 0.9"),
        (8, ""),
    ]);
    let form = read_one(&lines, &["A5:A7", "B5:C5", "D5:E5", "F5:G5", "H5:H6"]);
    assert_eq!(funds(&form), [("年度资金总额", RowRole::Total, [Some(60), Some(54)])]);
    assert_eq!(
        form.cells().get(FieldPath::figure(0, FundingColumn::AnnualBudget)).unwrap().to_string(),
        "D7"
    );
    assert!(form.missing.is_empty(), "{:?}", form.missing);
}

#[test]
fn words_in_a_line_of_amounts_are_no_headings() {
    let form = read_one(&with(&[(6, " | | 年度资金总额 | 待批复 | 待批复 | 未支付")]), &[]);
    assert_eq!(form.funding.len(), 3);
    assert_eq!(text(Some(&form.funding[0].source)), "年度资金总额");
}
