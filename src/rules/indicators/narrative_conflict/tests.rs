use super::RULE;
use crate::form::{Form, FundingColumn};
use crate::rules::indicators::example::{form, found, indicator, located, total_row};

fn told(achieved: &str) -> Form {
    let mut form = form(vec![
        indicator(18, "提供法律咨询服务案宗数", "≥15宗", "18宗"),
        indicator(19, "案件办结率", "90%", "90%"),
        indicator(20, "群众满意度", "≥95%", "96.5%"),
    ]);
    form.department = Some(located("荔湾区信访局", "B3"));
    form.goals.achieved = Some(located(achieved, "E9"));
    form
}

#[test]
fn the_published_forms_conflict_is_found() {
    let form = told("通过省一体化信访信息系统交转办的信访案件办结率 100%，全年发出督办函264份。");
    assert_eq!(
        found(&RULE, &form),
        [("E9".to_owned(), "文中案件办结率为 100%，指标（G19）为 90%，请核实".to_owned())]
    );
}

#[test]
fn figures_that_agree_with_target_or_actual_value_are_right() {
    for achieved in
        ["案件办结率达到90%。", "群众满意度96.5%，办结率90%以上", "群众满意度达95%以上", "群众满意度约96%"]
    {
        assert!(found(&RULE, &told(achieved)).is_empty(), "{achieved}");
    }
}

#[test]
fn words_that_leave_the_indicator_whole() {
    for achieved in [
        "2021年我区案件办结率达98%",
        "一是实现案件办结率98%",
        "2.全年案件办结率98%",
        "荔湾区信访案件办结率98%",
        "截至12月底，案件办结率98%",
        "第三方问卷调查结果显示群众满意度98%",
        "经信息系统转办的信访案件办结率98%",
    ] {
        assert_eq!(found(&RULE, &told(achieved)).len(), 1, "{achieved}");
    }
}

#[test]
fn a_count_of_the_same_work_conflicts() {
    let mut form = told("全年共举办培训15场，新任干部培训3场，出具报告4份。");
    form.indicators.push(indicator(21, "培训场次", "≥12场", "12场"));
    form.indicators.push(indicator(22, "报告出具数量", "4份", "4份"));
    assert_eq!(
        found(&RULE, &form),
        [("E9".to_owned(), "文中培训场次为 15场，指标（G21）为 12场，请核实".to_owned())]
    );
}

#[test]
fn other_subjects_other_years_and_changes_are_no_conflict() {
    for achieved in [
        "投诉办结率100%",
        "2020年案件办结率85%",
        "案件办结率较上年提高5%",
        "服务对象满意度99%",
        "案件办结率未达到95%",
        "共办结案件264宗",
        "案件办结率90%，其中疑难案件办结率82%",
        "全省平均群众满意度为91%",
        "刑事案件办结率98%，民事案件办结率99%",
        "刑事案件办结率98%",
        "区纪委交办的案件办结率98%",
        "部分街道群众满意度只有88%",
        "办事大厅调查群众满意度91%",
        "截至11月底，案件办结率为84.2%，年底达到90%",
        "截至6月底，群众满意度为88%；案件办结率80%",
        "到2025年，案件办结率稳定在99%",
    ] {
        assert!(found(&RULE, &told(achieved)).is_empty(), "{achieved}");
    }
}

/// A form whose total row has 822.26 ÷ (843.65 + 106.87) = 86.51 % and 106.87 ÷ 843.65 = 12.67 %.
fn funded(achieved: &str) -> Form {
    let mut form = told(achieved);
    form.funding.push(total_row(&[
        (FundingColumn::InitialBudget, "843.65", "C5"),
        (FundingColumn::BudgetAdjustment, "106.87", "D5"),
        (FundingColumn::ActualExpenditure, "822.26", "E5"),
        (FundingColumn::CompletionRate, "0.8650627", "G5"),
        (FundingColumn::AdjustmentRate, "0.1266758", "H5"),
    ]));
    form
}

#[test]
fn rates_of_the_funds_are_compared_with_the_total_row() {
    for (achieved, message) in [
        ("预算完成率达98.5%", "文中预算完成率为 98.5%，资金表年度资金总额（G5）为 86.51%，请核实"),
        (
            "2021年我局部门预算950.52万元，实际支出822万元，预算完成率为89%",
            "文中预算完成率为 89%，资金表年度资金总额（G5）为 86.51%，请核实",
        ),
        (
            "全年部门整体支出预算完成率为95%",
            "文中预算完成率为 95%，资金表年度资金总额（G5）为 86.51%，请核实",
        ),
        (
            "信访工作平稳；部门预算执行率88%",
            "文中预算执行率为 88%，资金表年度资金总额（G5）为 86.51%，请核实",
        ),
        ("支出进度91.2%", "文中支出进度为 91.2%，资金表年度资金总额（G5）为 86.51%，请核实"),
        ("预算调整率为11.11%", "文中预算调整率为 11.11%，资金表年度资金总额（H5）为 12.67%，请核实"),
    ] {
        assert_eq!(found(&RULE, &funded(achieved)), [("E9".to_owned(), message.to_owned())], "{achieved}");
    }
}

#[test]
fn rates_of_the_funds_that_agree_or_are_not_the_wholes() {
    for achieved in [
        "预算完成率86.51%，预算调整率12.67%",
        "预算完成率达87%",
        "预算完成率达86%",
        "预算完成率86.5%以上",
        "预算执行率约86.5%",
        "预算执行率超过85%",
        "其中项目支出560万元，执行率96.5%",
        "项目支出预算执行率99%",
        "基本支出预算执行率99%，项目支出执行率80%",
        "2020年预算完成率为95%",
        "预算完成率较上年提高5%",
        "截至9月底，预算执行率61%",
        "上半年支出进度只有42%",
        "预算执行前三季度进度仅61%",
        "办公室预算执行率99%",
        "一季度预算执行率20%，二季度预算执行率45%",
        "预算完成率目标为95%",
    ] {
        assert!(
            found(&RULE, &funded(achieved)).is_empty(),
            "{achieved}: {:?}",
            found(&RULE, &funded(achieved))
        );
    }
    let mut form = funded("做好信访工作。");
    form.goals.expected = Some(located("预算执行率达到95%", "B9"));
    assert!(found(&RULE, &form).is_empty());
}

/// A project's text names the project, which is the whole of its own form.
#[test]
fn on_a_projects_form_the_project_is_the_whole() {
    for (achieved, told) in [
        ("本项目全年预算执行率为95%", true),
        ("已按计划开展森林防火专项资金各项工作，资金使用规范，全年预算执行率为95%", true),
        ("项目预算执行率95%", true),
        ("本项目预算执行率为86.51%", false),
        ("其中设备采购子项目预算执行率95%", false),
        ("本项目中央资金预算执行率95%", false),
    ] {
        let mut form = funded(achieved);
        assert!(found(&RULE, &form).is_empty(), "{achieved}");
        form.level = Some(crate::form::FormLevel::Project);
        assert_eq!(!found(&RULE, &form).is_empty(), told, "{achieved}: {:?}", found(&RULE, &form));
    }
}

#[test]
fn a_rate_that_an_indicator_measures_is_the_indicators() {
    let mut form = funded("全年预算执行率95%");
    form.indicators.push(indicator(21, "部门预算执行率", "≥90%", "95%"));
    assert!(found(&RULE, &form).is_empty());
    // Which of the two is meant nobody knows.
    let mut form = funded("全年预算执行率95%");
    form.indicators.push(indicator(21, "专项经费预算执行率", "≥90%", "99%"));
    assert!(found(&RULE, &form).is_empty());
}

#[test]
fn a_total_row_that_contradicts_itself_is_right_in_either_way() {
    let stating = |achieved: &str| {
        let mut form = funded(achieved);
        form.funding = vec![total_row(&[
            (FundingColumn::AnnualBudget, "1000", "D5"),
            (FundingColumn::ActualExpenditure, "900", "E5"),
            (FundingColumn::ExecutionRate, "0.95", "G5"),
        ])];
        found(&RULE, &form)
    };
    assert!(stating("预算执行率95%").is_empty() && stating("预算执行率90%").is_empty());
    assert_eq!(
        stating("预算执行率93%")[0].1,
        "文中预算执行率为 93%，资金表年度资金总额（G5）为 95.00%，按金额为 90.00%，请核实"
    );
}

#[test]
fn of_a_text_that_is_all_figures_only_so_many_are_compared() {
    let report = "开展调研1件，".repeat(2_001);
    assert_eq!(
        found(&RULE, &told(&report)),
        [("E9".to_owned(), "文中的数太多，只有前 2000 个与指标比较过，其后的请人工核对".to_owned())]
    );
    assert!(found(&RULE, &told(&"开展调研1件，".repeat(2_000))).is_empty());
}

#[test]
fn thousands_of_indicators_of_one_name_are_each_read_once() {
    let mut form = told(&"办案1件，".repeat(2_000));
    form.indicators = vec![indicator(18, "办案数", &"优".repeat(500), &"良好".repeat(500)); 3_000];
    assert!(found(&RULE, &form).is_empty());
}

/// Texts as departments write them, with the indicators that they conflict with, written before the rule was run on
/// them.
#[test]
fn official_prose_with_many_figures() {
    let table = include_str!("../../../../fixtures/indicators/narratives.tsv");
    for line in table.lines().skip(1) {
        let [field, told, indicators, conflicts] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("four columns: {line}");
        };
        let parts = indicators.split('；').map(|one| one.split('｜').collect::<Vec<_>>());
        let indicators = parts.zip(9..).map(|(one, row)| indicator(row, one[0], one[1], one[2])).collect();
        let mut form = form(indicators);
        let text = Some(located(told, "B9"));
        match field {
            "expected" => form.goals.expected = text,
            "achieved" => form.goals.achieved = text,
            _ => form.problems = text,
        }
        let found = found(&RULE, &form);
        let expected: Vec<&str> = conflicts.split('、').filter(|name| !name.is_empty()).collect();
        assert_eq!(found.len(), expected.len(), "{told}: {found:?}");
        let named = |name: &&str| found.iter().any(|(_, message)| message.contains(*name));
        assert!(expected.iter().all(named), "{told}: {found:?}");
    }
}
