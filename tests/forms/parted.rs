//! Headings in two lines, and targets in columns of their parts.

use super::indicators;
use crate::lines::{read_one, text};
use crate::projects::{NATIONAL, unmapped, with};
use ziping::form::FundingColumn;

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
        assert_eq!(form.cells().named("indicators.0.target").unwrap().to_string(), "F13");
        assert!(form.missing.is_empty(), "{:?}", form.missing);
    }
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
