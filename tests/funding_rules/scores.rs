//! The execution's score on project forms: it was called wrong where it followed from the total that was itself mended, or
//! from a rate that nobody can know.

use ziping::form::MoneyUnit;
use ziping::formula::Evaluation;
use ziping::template::{Templates, read_forms};
use ziping::workbook::{CellRef, Sheet, Workbook};

use crate::form::{all_findings, at, content, findings, found_with_fixes};

/// A project form, a line a row; tests put other texts into cells.
const LINES: [&str; 14] = [
    "项目支出绩效自评表",
    "（2022年度）",
    "项目名称 | | 河道清淤",
    "主管部门 | | 青禾区水务局 | | 实施单位 | 青禾区河道所",
    "项目资金（万元） | | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
    " | | 年度资金总额 | =SUM(D7:D8) | =SUM(E7:E8) | =SUM(F7:F8) | 10 | =F6/E6 | 9.2",
    " | | 其中：当年财政拨款 | 60 | 60 | 54 | | =F7/E7",
    " | | 其他资金 | 40 | 40 | 38 | | =F8/E8",
    "年度总体目标 | 预期目标 | | | | 实际完成情况",
    " | 清淤12公里。 | | | | 清淤12公里。",
    "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施",
    " | 产出指标 | 数量指标 | 清淤长度 | ≥12公里 | 12公里 | 60 | 60",
    " | 效益指标 | 生态效益指标 | 断面达标率 | ≥90% | 92% | 30 | 30",
    " | 总分 | | | | | 100 | 99.2",
];

fn project(changes: &[(&str, &str)]) -> Workbook {
    let mut sheet = Sheet { name: "自评表".to_owned(), ..Sheet::default() };
    for (row, line) in (0..).zip(LINES) {
        for (col, text) in (0..).zip(line.split('|').map(str::trim)).filter(|(_, text)| !text.is_empty()) {
            sheet.cells.insert(CellRef::new(row, col), content(text));
        }
    }
    for (cell, text) in changes {
        sheet.cells.insert(at(cell), content(text));
    }
    Workbook { sheets: vec![sheet], ..Workbook::default() }
}

fn found(changes: &[(&str, &str)]) -> Vec<String> {
    all_findings(&project(changes))
        .into_iter()
        .map(|f| format!("{} {}", f.cell.unwrap(), f.rule.name))
        .collect()
}

#[test]
fn a_score_may_follow_from_the_total_that_its_rows_make_up() {
    assert_eq!(found(&[]), [""; 0]);
    assert_eq!(found(&[("F6", "=F7")]), ["F6 total-range-short"]);
    assert_eq!(found(&[("E6", "110")]), ["E6 total-mismatch"]);
    assert_eq!(found(&[("I6", "8"), ("H14", "98")]), ["I6 score-inconsistent"]);
}

#[test]
fn a_score_is_not_held_to_a_rate_that_lacks_an_amount() {
    let told = found(&[("F7", "'54（预计）"), ("H6", "0.92"), ("H7", "0.9")]);
    assert_eq!(told, ["F7 missing-required"]);
}

#[test]
fn a_rate_over_two_units_is_the_templates_formula_with_the_conversion() {
    let in_yuan = [("F5", "全年执行数\n（元）"), ("F7", "540000"), ("F8", "380000")];
    for [total, first, second] in [
        ["=F6/E6/10000", "=F7/E7/10000", "=F8/E8/10000"],
        ["=F6/(E6*10000)", "=ROUND(F7/10000/E7,4)", "0.95"],
    ] {
        let changes = [&in_yuan[..], &[("H6", total), ("H7", first), ("H8", second)]].concat();
        assert_eq!(found(&changes), [""; 0]);
        let workbook = project(&changes);
        let evaluation = Evaluation::of(&workbook);
        let form = read_forms(&workbook, &evaluation, &Templates::builtin()).remove(0);
        assert_eq!(form.money_unit(), MoneyUnit::TenThousand);
        assert_eq!(form.funding[0].get(ziping::form::FundingColumn::ActualExpenditure), Some(92.into()));
    }
}

/// 年初预算数 is less than 全年预算数, and the only rate is divided by it.
fn over_initial_budget<'a>(rate: &'a str, score: &'a str) -> Workbook {
    project(&[("D7", "50"), ("D8", "30"), ("H6", rate), ("H7", ""), ("H8", ""), ("I6", score), ("H14", "")])
}

/// It was taken for the office's own definition, of an `E 列`, wherever one rate alone is given.
#[test]
fn a_rate_over_the_initial_budget_is_wrong_where_the_score_follows_from_the_annual_one() {
    for (rate, rule) in [("1.15", "value"), ("'115%", "value"), ("=F6/D6", "formula")] {
        let safe = format!("H6 rate-wrong-{rule} Safe H6=F6/E6");
        assert_eq!(found_with_fixes(&over_initial_budget(rate, "9.2")), [safe], "{rate}");
        // Without a score nobody knows what was meant.
        let asked = format!("H6 rate-wrong-{rule} Suggested H6=F6/E6");
        assert_eq!(found_with_fixes(&over_initial_budget(rate, "")), [asked], "{rate}");
    }
}

#[test]
fn a_rate_over_the_initial_budget_that_the_score_follows_from_is_the_offices_own() {
    let less =
        [("D7", "70"), ("D8", "45"), ("H7", ""), ("H8", ""), ("H6", "=F6/D6"), ("I6", "8"), ("H14", "")];
    let told = findings(&project(&less));
    let [told] = told.as_slice() else { panic!("{told:#?}") };
    assert_eq!(
        told.message,
        "执行率一栏是按“全年执行数 ÷ 年初预算数”计算的，与模板的算法不同，未作修改，请核实口径"
    );
}

/// The documents promised a sum, and none came.
#[test]
fn a_wrong_total_of_scores_is_mended_to_the_sum_of_all_that_was_scored() {
    let sum = "H14 total-mismatch Suggested H14=SUM(H12:H13,I6)";
    for total in ["98.2", "=SUM(H12:H13)", "=H12+I6"] {
        assert_eq!(found_with_fixes(&project(&[("H14", total)])), [sum], "{total}");
    }
    let weights = "G14 total-mismatch Suggested G14=SUM(G6,G12:G13)";
    assert_eq!(found_with_fixes(&project(&[("G14", "98")])), [weights]);
    // Of a text no sum makes anything; without its score nobody knows what was added up.
    let text = found_with_fixes(&project(&[("H14", "98.2"), ("H13", "'30分")]));
    assert_eq!(text, ["H13 number-as-text Safe H13: Number(30)", "H14 total-mismatch"]);
    // What has no points was scored all the same, or the other way round.
    assert_eq!(found_with_fixes(&project(&[("H14", "98.2"), ("G13", "20")])), ["H14 total-mismatch"]);
}
