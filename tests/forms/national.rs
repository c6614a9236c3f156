//! What departments put around and into the national form.

use ziping::form::FundingColumn;

use crate::lines::{read_one, text};
use crate::projects::{NATIONAL, unmapped, with};

/// What broke: 金额 was read as an indicator, and the payments' sum as the score.
#[test]
fn a_list_under_the_total_is_none_of_the_forms() {
    let lists = [
        ["序号 | 支出内容 | 金额", "1 | 工程款 | 30", "2 | 设备购置 | 24", "合计 | | 54"],
        // Its amounts stand where the scores do.
        [
            "序号 | | 支出内容 | | | | | 金额",
            "1 | | 工程款 | | | | | 30",
            "2 | | 监理费 | | | | | 24",
            "合计 | | | | | | | 54",
        ],
    ];
    for list in lists {
        let lines = [&NATIONAL[..15], &["附：资金支出明细表"], &list].concat();
        let form = read_one(&lines, &[]);
        assert_eq!(form.indicators.len(), 3, "{list:?}");
        assert_eq!(form.total_score.as_ref().and_then(|s| s.value), Some(99.into()));
        assert!(form.missing.is_empty(), "{:?}", form.missing);
        assert!(unmapped(&form).contains(&"54"));
    }
}

#[test]
fn indicators_after_the_sum_of_some_are_the_forms() {
    let subtotal = " | 小计 | | | | | 50 | 50";
    let lines = [&NATIONAL[..12], &[subtotal], &NATIONAL[12..]].concat();
    let form = read_one(&lines, &[]);
    assert_eq!(form.indicators.len(), 3);
    assert_eq!(form.total_score.as_ref().and_then(|s| s.value), Some(99.into()));
}

/// What broke: the ministry was everybody's competent department.
#[test]
fn the_competent_department_is_the_local_one_where_the_form_has_both() {
    let both = "中央主管部门 | | 国家有关部委 | | 实施单位 | 青禾区河道所";
    let lines = [&NATIONAL[..3], &[both, "地方主管部门 | | 青禾区水务局"], &NATIONAL[4..]].concat();
    let form = read_one(&lines, &[]);
    assert_eq!(text(form.competent_department.as_ref()), "青禾区水务局");
    let form = read_one(&with(&[(4, both)]), &[]);
    assert_eq!(text(form.competent_department.as_ref()), "国家有关部委");
}

/// What broke: what the budget was changed by was read by nothing.
#[test]
fn a_column_of_adjustments_may_stand_before_the_annual_budget() {
    let form = read_one(
        &with(&[
            (
                5,
                "项目资金（万元） | | | 年初预算数 | 预算调整数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分",
            ),
            (6, " | | 年度资金总额 | 70 | -10 | 60 | 54 | 10 | 0.9 | 9"),
            (7, " | | 其中：当年财政拨款 | 70 | -10 | 60 | 54"),
            (8, " | | 其他资金 | 0 | | 0 | 0"),
        ]),
        &[],
    );
    assert_eq!(form.template, "national-project-2020");
    assert_eq!(form.funding[0].get(FundingColumn::BudgetAdjustment), Some((-10).into()));
    assert_eq!(form.funding[0].get(FundingColumn::AnnualBudget), Some(60.into()));
    assert!(form.missing.is_empty(), "{:?}", form.missing);
}

/// What broke: 三公经费 was exported as a source of the money.
#[test]
fn what_is_said_of_the_money_after_its_sources_is_none_of_them() {
    let beside = [" | | “三公”经费 | 6 | 6 | 5", " | | 政府采购金额 | 30 | 30 | 28"];
    let form = read_one(&[&NATIONAL[..8], &beside, &NATIONAL[8..]].concat(), &["A5:A10"]);
    let sources: Vec<_> = form.funding.iter().map(|row| text(Some(&row.source))).collect();
    assert_eq!(sources, ["年度资金总额", "其中：当年财政拨款", "其他资金"]);
    assert!(unmapped(&form).contains(&"28"), "not lost");
    // What the total counts is a source, whatever it is called.
    let counted = " | | 政府采购资金 | 10 | 10 | 4";
    let lines = with(&[(7, " | | 其中：当年财政拨款 | 50 | 50 | 50"), (8, counted)]);
    assert_eq!(read_one(&lines, &["A5:A8"]).funding.len(), 3);
}

/// What broke: 总分 under the funds was one of their sources, with a hundred spent.
#[test]
fn the_total_of_points_may_stand_under_funds_that_come_last() {
    let lines = [&NATIONAL[..4], &NATIONAL[8..14], &NATIONAL[4..8], &NATIONAL[14..]].concat();
    let form = read_one(&lines, &[]);
    let sources: Vec<_> = form.funding.iter().map(|row| text(Some(&row.source))).collect();
    assert_eq!(sources, ["年度资金总额", "其中：当年财政拨款", "其他资金"]);
    let totals = [&form.total_weight, &form.total_score].map(|total| total.as_ref().and_then(|t| t.value));
    assert_eq!(totals, [Some(100.into()), Some(99.into())]);
    assert_eq!((form.indicators.len(), unmapped(&form)), (3, vec!["填表人：陈某"]));
}
