//! 汇总表.xlsx, read back as an office would open it.
#![expect(clippy::unwrap_used, reason = "what a test reads back is there, or the test fails")]

mod opened;
mod records;

use opened::Opened;
use records::{Filled, Run, finding, form, project};
use ziping::form::{FieldPath, FundingColumn, MoneyUnit, RowRole, Verdict};
use ziping::record::{FixSafety, FormRecord, InputStatus, Severity};

/// The published form's figures.
fn petitions(file: &str) -> FormRecord {
    form(file, "荔湾区信访局")
        .funds(RowRole::Total, "合计", ["843.65", "106.87", "822.26"])
        .funds(RowRole::Part, "一般公共预算", ["843.65", "106.87", "822.26"])
        .task("任务1", "60.40")
        .indicator("水电费缴纳完成率", "100%", "100%", Verdict::Met, "实际 100% 达到目标 100%")
        .indicator("提供法律咨询服务案宗数", "≥15宗", "≥15宗", Verdict::Echo, "“≥15宗”只是重复目标")
        .task("任务2", "12.00")
        .indicator(
            "培训人次",
            "500人次",
            "480人次",
            Verdict::Unmet,
            "实际 480人次 < 目标 500人次，差 20人次（4.0%）",
        )
        .texts("一是绩效目标不够精细。", "一是完善评价原则。")
}

fn culture(file: &str) -> FormRecord {
    form(file, "荔湾区文化局")
        .funds(RowRole::Total, "合计", ["1000", "-200", "900"])
        .funds(RowRole::Part, "一般公共预算", ["700", "-200", "500"])
        .funds(RowRole::Part, "政府性基金预算", ["300", "", "400"])
        .task("任务1", "300")
        .indicator("演出场次", "12场", "", Verdict::Missing, "没有填写实际完成值")
        .texts("项目执行进度偏慢。", "加强执行监控。")
}

#[test]
fn the_sheets_have_the_names_that_scripts_rely_on() {
    let sheets = ["总览", "资金汇总", "任务与指标", "指标完成情况", "问题与措施", "校验问题", "报送情况"];
    assert_eq!(Opened::new(Run::default().summary()).sheet_names(), sheets);
    assert_eq!(Opened::new(Run::of(vec![petitions("a.xlsx")]).summary()).sheet_names(), sheets);
}

#[test]
fn projects_have_a_sheet_of_their_own() {
    let run = Run::of(vec![project("p.xlsx", "荔湾区水务局", "河道保洁", ["90", "100", "95"])]);
    assert!(Opened::new(run.summary()).sheet_names().contains(&"项目汇总"));
}

#[test]
fn all_cells() {
    let run = Run::of(vec![
        petitions("001_信访局.xlsx").modified("2022-03-01T08:00:00Z"),
        culture("002_文化局.xlsx"),
        petitions("049_信访局（修改稿）.xlsx").modified("2022-03-02T08:00:00Z"),
        project("101_水务局.xlsx", "荔湾区水务局", "河道保洁", ["90", "100", "95"]),
    ])
    .finding(finding("001_信访局.xlsx", "G6", "total-mismatch", Severity::Error, FixSafety::Safe), true)
    .finding(finding("002_文化局.xlsx", "C5", "unit-mismatch", Severity::Error, FixSafety::Suggested), false)
    .finding(finding("002_文化局.xlsx", "", "unit-mismatch", Severity::Error, FixSafety::None), false)
    .input("教育局自评表.pdf", InputStatus::Skipped, "文件是 PDF，不是 Excel 工作簿")
    .roster(&["荔湾区文化局", "荔湾区信访局", "荔湾区教育局"]);
    insta::assert_snapshot!(Opened::new(run.summary()).listing());
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let run = Run::of(vec![petitions("a.xlsx"), culture("b.xlsx")]);
    assert_eq!(run.summary(), run.summary());
}

mod funding {
    use super::*;

    #[test]
    fn the_overall_rate_is_a_quotient_of_sums_not_a_mean_of_rates() {
        let small = form("a.xlsx", "甲局").funds(RowRole::Total, "合计", ["100", "0", "10"]);
        let large = form("b.xlsx", "乙局").funds(RowRole::Total, "合计", ["900", "0", "900"]);
        let opened = Opened::new(Run::of(vec![small, large]).summary());
        assert_eq!(opened.column("资金汇总", "预算完成率"), ["0.1", "1", "0.91"]);
        assert_eq!(opened.formula("资金汇总", "I6"), "IF(OR(G6=0,H6=\"\"),\"—\",H6/G6)");
        // The overview's card follows the total.
        assert_eq!(opened.formula("总览", "E4"), "'资金汇总'!$I$6");
        assert_eq!(opened.value("总览", "E4"), "0.91");
    }

    #[test]
    fn totals_are_live_and_find_their_rows_by_their_marks() {
        let opened = Opened::new(Run::of(vec![petitions("a.xlsx"), culture("b.xlsx")]).summary());
        let formula = opened.formula("资金汇总", "E9");
        assert!(formula.starts_with("SUMIFS("), "{formula}");
        assert!(formula.contains("\"合计\"") && formula.contains("\"部门\""), "{formula}");
        assert!((opened.number("资金汇总", "E9") - 1843.65).abs() < 1e-9);
        assert!((opened.number("资金汇总", "H9") - 1722.26).abs() < 1e-9);
    }

    #[test]
    fn a_form_in_yuan_is_counted_in_ten_thousands() {
        let mut yuan =
            form("a.xlsx", "甲局").funds(RowRole::Total, "合计", ["8436500", "1068700", "8222600"]);
        yuan.unit = Some("元".to_owned());
        let opened = Opened::new(Run::of(vec![yuan]).summary());
        assert_eq!(opened.value("资金汇总", "E4"), "843.65");
        assert!((opened.number("资金汇总", "I4") - 822.26 / 950.52).abs() < 1e-12);
    }

    #[test]
    fn the_summary_may_be_asked_for_in_yuan() {
        let mut run = Run::of(vec![petitions("a.xlsx")]);
        run.settings.summary_unit = MoneyUnit::Yuan;
        let opened = Opened::new(run.summary());
        assert_eq!(opened.value("资金汇总", "E4"), "8436500");
        assert!(opened.value("资金汇总", "A2").contains("单位：元"));
    }

    #[test]
    fn without_a_total_row_the_parts_are_summed_by_a_formula() {
        let form = form("a.xlsx", "甲局")
            .funds(RowRole::Part, "一般公共预算", ["100", "10", "99"])
            .funds(RowRole::Detail, "其中：人员经费", ["60", "", "60"])
            .funds(RowRole::Part, "其他资金", ["50", "", "40"]);
        let opened = Opened::new(Run::of(vec![form]).summary());
        assert_eq!(opened.formula("资金汇总", "E4"), "SUMIFS(E5:E7,K5:K7,\"分项\")");
        assert_eq!(opened.value("资金汇总", "E4"), "150");
        assert_eq!(opened.value("资金汇总", "E8"), "150");
    }

    #[test]
    fn a_budget_of_zero_has_no_rate() {
        let form = form("a.xlsx", "甲局").funds(RowRole::Total, "合计", ["0", "0", "5"]);
        let opened = Opened::new(Run::of(vec![form]).summary());
        assert_eq!(opened.value("资金汇总", "I4"), "—");
        assert_eq!(opened.value("资金汇总", "J4"), "—");
    }

    #[test]
    fn a_department_that_reported_twice_is_shown_twice_and_counted_once() {
        let early = petitions("a.xlsx").modified("2022-03-01T08:00:00Z");
        let mut late = petitions("b.xlsx").modified("2022-03-02T08:00:00Z");
        late.department = Some("广州市荔湾区信访局（本级）".to_owned());
        let opened = Opened::new(Run::of(vec![early, late]).summary());
        assert_eq!(opened.column("资金汇总", "计入"), ["重复未计", "重复未计", "部门", "部门", ""]);
        assert_eq!(opened.value("资金汇总", "E8"), "843.65");
        assert_eq!(opened.column("指标完成情况", "来源文件"), ["b.xlsx", "b.xlsx", "b.xlsx"]);
        assert_eq!(opened.column("报送情况", "计入汇总"), ["重复报送，未计入，以“b.xlsx”为准", "计入"]);
    }

    #[test]
    fn projects_are_never_added_to_their_departments_money() {
        let department = form("a.xlsx", "水务局").funds(RowRole::Total, "合计", ["1000", "", "900"]);
        let project = project("b.xlsx", "水务局", "河道保洁", ["90", "100", "95"]);
        let opened = Opened::new(Run::of(vec![department, project]).summary());
        assert_eq!(opened.value("资金汇总", "B6"), "部门整体支出合计");
        assert_eq!(opened.value("资金汇总", "G6"), "1000");
        assert_eq!(opened.value("资金汇总", "B7"), "项目支出合计");
        assert_eq!(opened.value("资金汇总", "G7"), "100");
    }
}

mod projects {
    use super::*;

    #[test]
    fn they_stand_by_department_then_project_with_subtotals_that_follow_a_filter() {
        let run = Run::of(vec![
            project("a.xlsx", "水务局", "河道保洁", ["90", "100", "95"]),
            project("b.xlsx", "教育局", "校舍维修", ["10", "20", "15"]),
            project("c.xlsx", "水务局", "泵站改造", ["50", "50", "20"]),
        ]);
        let opened = Opened::new(run.summary());
        let names = ["小计（2 个项目）", "河道保洁", "泵站改造", "小计（1 个项目）", "校舍维修", ""];
        assert_eq!(opened.column("项目汇总", "项目名称"), names);
        assert_eq!(opened.formula("项目汇总", "G4"), "SUBTOTAL(9,G5:G6)");
        assert_eq!(opened.value("项目汇总", "G4"), "150");
        assert_eq!(opened.value("项目汇总", "G9"), "170");
        assert!((opened.number("项目汇总", "I9") - 130.0 / 170.0).abs() < 1e-12);
    }
}

mod indicators {
    use super::*;

    #[test]
    fn each_has_a_row_with_target_actual_value_verdict_and_reason() {
        let opened = Opened::new(Run::of(vec![petitions("a.xlsx"), culture("b.xlsx")]).summary());
        assert_eq!(opened.column("指标完成情况", "判定"), ["已完成", "仅重复目标", "未完成", "未填报"]);
        assert_eq!(opened.column("指标完成情况", "任务"), ["任务1", "任务1", "任务2", "任务1"]);
        assert_eq!(opened.value("指标完成情况", "I6"), "实际 480人次 < 目标 500人次，差 20人次（4.0%）");
        assert_eq!(opened.value("指标完成情况", "K6"), "G12");
    }

    #[test]
    fn a_tasks_row_counts_its_indicators() {
        let opened = Opened::new(Run::of(vec![petitions("a.xlsx")]).summary());
        assert_eq!(opened.column("任务与指标", "指标数"), ["2", "1"]);
        assert_eq!(opened.column("任务与指标", "完成率"), ["0.5", "0"]);
        assert_eq!(opened.formula("任务与指标", "N4"), "IF(H4=0,\"—\",I4/H4)");
    }

    #[test]
    fn texts_stay_texts() {
        let hostile = form("a.xlsx", "=HYPERLINK(\"http://example.com\",\"点击\")")
            .task("+1+1", "1")
            .indicator("@SUM(A1)", "0.98", "http://example.com", Verdict::Unclear, "-1")
            .texts("=1/0", "{=NOW()}");
        let opened = Opened::new(Run::of(vec![hostile]).summary());
        assert_eq!(opened.value("指标完成情况", "B4"), "=HYPERLINK(\"http://example.com\",\"点击\")");
        for cell in ["B4", "D4", "E4", "F4", "G4", "I4"] {
            assert!(opened.is_text("指标完成情况", cell), "{cell}");
        }
        for sheet in ["指标完成情况", "问题与措施", "报送情况"] {
            let xml = opened.xml(sheet);
            assert!(!xml.contains("<f>") && !xml.contains("<hyperlink"), "{sheet}");
        }
    }
}

mod findings {
    use super::*;

    fn linked(run: &Run) -> (Opened, String) {
        let opened = Opened::new(run.summary());
        let rels = opened.part_names().into_iter().find(|name| name.contains("worksheets/_rels/sheet6"));
        let rels = rels.map(|name| opened.part(&name)).unwrap_or_default();
        (opened, rels)
    }

    #[test]
    fn the_cell_is_a_link_into_the_corrected_workbook() {
        let run = Run::of(vec![petitions("a.xlsx")])
            .finding(finding("a.xlsx", "G6", "rate-wrong-value", Severity::Error, FixSafety::Safe), true);
        let (opened, rels) = linked(&run);
        assert!(rels.contains("Target=\"修正表/a.xlsx\" TargetMode=\"External\""), "{rels}");
        assert!(opened.xml("校验问题").contains("location=\"'Sheet1'!G6\""));
        assert_eq!(opened.value("校验问题", "F4"), "G6");
        assert_eq!(opened.value("校验问题", "J4"), "已修正");
    }

    #[test]
    fn what_is_left_to_do_stands_beside_each() {
        let safety = |fix, severity| finding("a.xlsx", "G6", "total-mismatch", severity, fix);
        let run = Run::of(vec![petitions("a.xlsx")])
            .finding(safety(FixSafety::Safe, Severity::Error), false)
            .finding(safety(FixSafety::Suggested, Severity::Error), false)
            .finding(safety(FixSafety::None, Severity::Error), false)
            .finding(safety(FixSafety::None, Severity::Warning), false)
            .finding(safety(FixSafety::None, Severity::Info), false);
        let states = ["请修改", "建议修改", "请修改", "请核实", "供参考"];
        assert_eq!(Opened::new(run.summary()).column("校验问题", "处理情况"), states);
    }

    #[test]
    fn rates_are_shown_in_percent() {
        let mut rate = finding("a.xlsx", "F6", "rate-wrong-value", Severity::Error, FixSafety::Safe);
        rate.field = Some(FieldPath::figure(0, FundingColumn::CompletionRate));
        let opened = Opened::new(Run::of(vec![petitions("a.xlsx")]).finding(rate, true).summary());
        assert_eq!(
            (opened.value("校验问题", "H4"), opened.value("校验问题", "I4")),
            ("89.23%".into(), "86.51%".into())
        );
    }

    #[test]
    fn a_rule_is_named_in_the_offices_words() {
        let rule = ziping::rules::RULES[0];
        let run = Run::of(vec![petitions("a.xlsx")])
            .finding(finding("a.xlsx", "G6", rule.name, Severity::Error, FixSafety::None), false);
        let opened = Opened::new(run.summary());
        assert_eq!(opened.column("校验问题", "规则"), [rule.title]);
        assert_eq!(opened.column("校验问题", "规则名"), [rule.name]);
    }

    #[test]
    fn no_link_leads_out_of_the_results() {
        let mut run = Run::of(vec![petitions("a.xlsx")])
            .finding(finding("a.xlsx", "G6", "rate-wrong-value", Severity::Error, FixSafety::Safe), true);
        run.inputs[0].corrected = Some("../../etc/a.xlsx".to_owned());
        assert_eq!(linked(&run).1, "");
    }

    /// A file's name with U+FFFF in it made a link, and the link made a summary that no program opened.
    #[test]
    fn a_name_that_no_xml_can_hold_is_no_link() {
        for (file, sheet) in
            [("a\u{ffff}.xlsx", "Sheet1"), ("a.xlsx", "Sheet\u{fffe}"), ("a\u{1}.xlsx", "Sheet1")]
        {
            let mut found = finding(file, "G6", "rate-wrong-value", Severity::Error, FixSafety::Safe);
            sheet.clone_into(&mut found.sheet);
            let run = Run::of(vec![petitions(file)]).finding(found, true);
            let (opened, rels) = linked(&run);
            assert_eq!(rels, "");
            assert_eq!(opened.value("校验问题", "F4"), "G6");
            for part in opened.part_names() {
                assert!(!opened.part(&part).contains(['\u{1}', '\u{fffe}', '\u{ffff}']), "{part}");
            }
        }
    }
}

mod submissions {
    use super::*;

    fn column(run: &Run, heading: &str) -> Vec<String> {
        Opened::new(run.summary()).column("报送情况", heading)
    }

    #[test]
    fn every_input_stands_there_with_its_reason() {
        let run = Run::of(vec![petitions("a.xlsx")])
            .input("b.xlsx", InputStatus::Unreadable, "文件有密码，无法读取")
            .input("c.doc", InputStatus::Skipped, "文件是 Word 文档")
            .input("d.xlsx", InputStatus::NotAForm, "没有找到自评表");
        assert_eq!(column(&run, "状态"), ["已读取", "无法读取", "不是工作簿", "不是自评表"]);
        assert_eq!(column(&run, "说明"), ["", "文件有密码，无法读取", "文件是 Word 文档", "没有找到自评表"]);
    }

    #[test]
    fn a_roster_tells_who_is_missing_and_who_is_not_on_it() {
        let run = Run::of(vec![petitions("a.xlsx"), culture("b.xlsx")])
            .roster(&["信访局", "荔湾区教育局", "荔湾区民政局"])
            .input("教育局2021自评表.pdf", InputStatus::Skipped, "文件是 PDF");
        assert_eq!(column(&run, "名单核对"), ["在名单", "不在名单", "", "在名单", "在名单"]);
        assert_eq!(column(&run, "状态")[3..], ["未报送", "未报送"]);
        assert_eq!(column(&run, "部门")[3..], ["荔湾区教育局", "荔湾区民政局"]);
        assert!(column(&run, "说明")[3].contains("教育局2021自评表.pdf"));
        let opened = Opened::new(run.summary());
        assert_eq!(opened.value("总览", "A4"), "应报 3 个，已报 1 个");
    }

    /// 荔湾区信访局 and 信访局 are one department; the second row stayed 未报送 for ever.
    #[test]
    fn who_stands_on_the_roster_twice_is_due_once() {
        let run = Run::of(vec![petitions("a.xlsx")]).roster(&["荔湾区信访局", "信访局", "民政局"]);
        assert_eq!(column(&run, "部门"), ["荔湾区信访局", "民政局"]);
        let opened = Opened::new(run.summary());
        assert!(opened.value("报送情况", "A2").starts_with("应报 2 个部门，已报 1 个，未报 1 个，"));
        assert_eq!(opened.value("总览", "A4"), "应报 2 个，已报 1 个");
        let run = Run::default().roster(&["荔湾区信访局", "信访局"]);
        assert_eq!(column(&run, "部门"), ["荔湾区信访局"]);
    }

    /// A PDF of one district's 财政局 was told of at another's.
    #[test]
    fn a_file_that_names_another_place_is_not_the_missing_departments() {
        let pdf = |name: &str| Run::default().input(name, InputStatus::Skipped, "文件是 PDF");
        let note = |run: Run, roster: &[&str]| column(&run.roster(roster), "说明").split_off(1);
        let both = ["荔湾区财政局", "越秀区财政局"];
        let found = note(pdf("002_越秀区财政局自评表.pdf"), &both);
        assert!(!found[0].contains(".pdf") && found[1].contains("002_越秀区财政局自评表.pdf"), "{found:?}");
        // Which of the two sent it, its name does not say.
        let found = note(pdf("财政局.pdf"), &both);
        assert!(found.iter().all(|note| !note.contains(".pdf")), "{found:?}");
        assert!(!note(pdf("越秀区财政局.pdf"), &both[..1])[0].contains(".pdf"));
        assert!(note(pdf("2021财政局.pdf"), &both[..1])[0].contains(".pdf"));
        assert!(note(pdf("广州市荔湾区财政局.pdf"), &["财政局"])[0].contains(".pdf"));
    }

    #[test]
    fn the_rosters_order_is_the_summarys() {
        let run = Run::of(vec![petitions("a.xlsx"), culture("b.xlsx")]).roster(&["文化局", "信访局"]);
        let opened = Opened::new(run.summary());
        assert_eq!(opened.column("问题与措施", "部门"), ["荔湾区文化局", "荔湾区信访局"]);
    }
}

mod overview {
    use super::*;

    #[test]
    fn it_is_about_the_year_of_most_forms() {
        let mut other = culture("c.xlsx");
        other.year = Some(2020);
        let run = Run::of(vec![petitions("a.xlsx"), form("b.xlsx", "民政局"), other]);
        assert_eq!(Opened::new(run.summary()).value("总览", "A1"), "2021年度部门整体支出绩效自评汇总");
    }

    #[test]
    fn amounts_that_are_probably_in_yuan_are_warned_of_beside_the_totals() {
        let mut doubt = finding("a.xlsx", "C5", "unit-mismatch", Severity::Warning, FixSafety::Suggested);
        doubt.field = Some(FieldPath::figure(0, FundingColumn::InitialBudget));
        let warning = |applied| {
            let run = Run::of(vec![petitions("a.xlsx")]).finding(doubt.clone(), applied);
            let opened = Opened::new(run.summary());
            (opened.value("总览", "A11"), opened.value("总览", "E5"))
        };
        let (words, card) = warning(false);
        assert!(words.starts_with("注意：荔湾区信访局 1 个部门的金额疑按元填写"), "{words}");
        assert_eq!(card, "含 1 个部门疑按元填写的金额", "the figure that everybody looks at says so itself");
        assert_eq!(warning(true), (String::new(), "实际支出÷调整后预算".to_owned()));
    }

    #[test]
    fn it_has_native_charts() {
        let run = Run::of(vec![petitions("a.xlsx"), culture("b.xlsx")])
            .finding(finding("a.xlsx", "G6", "rate-wrong-value", Severity::Error, FixSafety::Safe), true);
        let names = Opened::new(run.summary()).part_names();
        assert_eq!(names.iter().filter(|name| name.starts_with("xl/charts/chart")).count(), 3);
    }

    #[test]
    fn sources_are_summed_over_all_departments() {
        let opened = Opened::new(Run::of(vec![petitions("a.xlsx"), culture("b.xlsx")]).summary());
        assert_eq!(opened.value("总览", "A10"), "一般公共预算");
        assert!((opened.number("总览", "E10") - 1543.65).abs() < 1e-9);
        assert!(opened.formula("总览", "E10").ends_with("$A10)"));
    }
}
