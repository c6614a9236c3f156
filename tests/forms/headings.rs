//! What bureaus call their columns.

use ziping::form::{Form, FundingColumn, ReadingNote};

use crate::lines::{read_one, text};
use crate::projects::{NATIONAL, with};

fn funds(form: &Form) -> [Option<String>; 5] {
    use FundingColumn::{ActualExpenditure, AnnualBudget, ExecutionRate, InitialBudget, Score};
    [InitialBudget, AnnualBudget, ActualExpenditure, ExecutionRate, Score]
        .map(|column| form.funding[0].get(column).map(|number| number.to_string()))
}

/// What broke: amounts and scores under headings with other words were dropped without a word.
#[test]
fn amounts_have_many_names() {
    for (initial, annual, actual, rate, score) in [
        ("预算批复数", "全年预算数", "全年执行数", "执行率", "评价得分"),
        ("批复数", "调整后预算", "累计支出数", "支出进度", "考核得分"),
        ("预算安排数", "全年预算安排数", "实际支付数", "执行进度", "自评分数"),
        ("当年预算", "年末预算数", "决算数", "完成率", "实得分"),
        ("预算下达数", "追加后预算数", "支出决算数", "支出比例", "最终得分"),
        ("核定预算数", "年度预算", "资金使用数", "支付进度", "得分情况"),
    ] {
        let headings =
            format!("项目资金（万元） | | | {initial} | {annual} | {actual} | 满分 | {rate} | {score}");
        let form =
            read_one(&with(&[(5, &headings), (6, " | | 年度资金总额 | 61 | 60 | 54 | 10 | 0.9 | 9")]), &[]);
        assert_eq!(form.template, "national-project-2020", "{headings}");
        assert_eq!(funds(&form), ["61", "60", "54", "0.9", "9"].map(|n| Some(n.to_owned())), "{headings}");
        assert!(form.notes.is_empty(), "{headings}: {:?}", form.notes);
    }
}

#[test]
fn what_was_approved_is_the_budget_where_no_other_stands() {
    let form = read_one(
        &with(&[
            (5, "项目资金（万元） | | | 预算批复数 | 执行数 | 分值 | 执行率 | 得分"),
            (6, " | | 年度资金总额 | 60 | 54 | 10 | 0.9 | 9"),
            (7, " | | 其中：当年财政拨款 | 60 | 54"),
            (8, " | | 其他资金 | 0 | 0"),
        ]),
        &[],
    );
    let expected = [None, Some("60"), Some("54"), Some("0.9"), Some("9")];
    assert_eq!(funds(&form), expected.map(|n| n.map(str::to_owned)));
}

#[test]
fn a_column_of_numbers_that_nobody_knows_is_told_where_an_amount_is_lacking() {
    let line = "项目资金（万元） | | | 甲类金额 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分";
    let form = read_one(&with(&[(5, line)]), &[]);
    assert_eq!(funds(&form)[0], None);
    let told = |note: &ReadingNote| matches!(note, ReadingNote::TemplateEdited { what, .. } if what.contains("“甲类金额”"));
    assert!(form.notes.iter().any(told), "{:?}", form.notes);
    // With all amounts there it is a column of the form's own.
    let line = "项目资金（万元） | | | 年初预算数 | 全年预算数 | 全年执行数 | 结余数 | 执行率 | 得分";
    let form = read_one(&with(&[(5, line)]), &[]);
    assert!(
        !form
            .notes
            .iter()
            .any(|note| matches!(note, ReadingNote::TemplateEdited { what, .. } if what.contains("结余数")))
    );
}

/// What broke: 指标类别 and 指标类型 were no levels, 偏差说明 no reason.
#[test]
fn levels_and_reasons_have_many_names() {
    for (level1, level2, reason) in [
        ("指标类别", "指标类型", "偏差说明"),
        ("一级指标名称", "二级指标名称", "情况说明"),
        ("一级指标", "指标类型", "说明"),
    ] {
        let headings = format!(
            "绩效指标 | {level1} | {level2} | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | {reason}"
        );
        let row = " | 产出指标 | 数量指标 | 清淤长度 | ≥12公里 | 11公里 | 50 | 50 | 汛期停工";
        let form = read_one(&with(&[(11, &headings), (12, row)]), &[]);
        let first = &form.indicators[0];
        let said = [&first.level1, &first.level2, &first.name, &first.deviation_reason];
        let said = said.map(|field| text(field.as_ref()));
        assert_eq!(said, ["产出指标", "数量指标", "清淤长度", "汛期停工"], "{headings}");
    }
    // Behind the name a type is no level.
    let lines: Vec<String> = NATIONAL
        .iter()
        .map(|line| line.replace("一级指标 | 二级指标 | 三级指标", "序号 | 指标名称 | 指标类型"))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert!(read_one(&lines, &[]).indicators.iter().all(|indicator| indicator.level1.is_none()));
}
