use super::RULE;
use crate::form::Form;
use crate::rules::indicators::example::{form, found, indicator, located};

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
