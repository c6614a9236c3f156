//! Rates that are the office's own: mended by the template's formula, they would be wrong.

use ziping::record::FixSafety;

use crate::form::{findings, form, found};

/// The form with a column 上年结转 between the sources and the initial budget, and rates over all three.
fn with_carried_over(rates: [&str; 4]) -> Vec<(&str, &str)> {
    let mut changes =
        vec![("F4", "上年结转数"), ("F5", "=SUM(F6:F8)"), ("F6", "50"), ("F7", "10"), ("F8", "5")];
    changes.extend(["G5", "G6", "G7", "G8"].into_iter().zip(rates));
    changes
}

#[test]
fn rates_that_all_count_a_column_of_the_offices_own_are_left_as_they_are() {
    let formulas = ["=E5/(F5+C5+D5)", "=E6/(F6+C6+D6)", "=E7/(F7+C7+D7)", "=E8/(F8+C8+D8)"];
    assert_eq!(found(&with_carried_over(formulas)), ["G5 rate-other-definition"]);
    assert_eq!(
        found(&with_carried_over(["0.8236", "0.8218", "0.8861", "0.7407"])),
        ["G5 rate-other-definition"]
    );
    let message = findings(&form(&with_carried_over(formulas))).remove(0).message;
    assert_eq!(
        message,
        "预算完成率一栏是按“实际支出数 ÷（年初预算数＋预算调整数＋F 列）”计算的，与模板的算法不同，未作修改，请核实口径"
    );
}

#[test]
fn what_deviates_from_the_offices_own_definition_is_told_and_not_mended() {
    let rates = ["=E5/(F5+C5+D5)", "=E6/(F6+C6+D6)", "0.5", "=E8/(F8+C8+D8)"];
    let findings = findings(&form(&with_carried_over(rates)));
    let [finding] = findings.as_slice() else { panic!("{findings:#?}") };
    assert!(finding.message.contains("其中 G7 与此也不一致") && finding.fix.is_none());
}

/// A definition was read from the heading alone, and the rates that follow a note were mended.
#[test]
fn rates_that_follow_the_definition_in_a_note_are_left_as_they_are() {
    let initial = [("G5", "=E5/C5"), ("G6", "=E6/C6"), ("G7", "=E7/C7"), ("G8", "=E8/C8")];
    for note in
        ["注：预算完成率＝实际支出数÷年初预算数×100%", "说明：本表预算完成率按实际支出数除以年初预算数计算。"]
    {
        let mut changes = initial.to_vec();
        changes.push(("A15", note));
        assert_eq!(found(&changes), ["G5 rate-other-definition"], "{note}");
    }
}

#[test]
fn leaving_out_the_adjustment_in_every_row_is_a_fault_in_every_row() {
    let initial = [("G5", "=E5/C5"), ("G6", "=E6/C6"), ("G7", "=E7/C7"), ("G8", "0.75")];
    assert_eq!(found(&initial), ["G5", "G6", "G7"].map(|cell| format!("{cell} rate-wrong-formula")));
}

#[test]
fn rates_of_which_some_are_the_templates_are_faults() {
    let initial = [("G5", "=E5/(C5+D5)"), ("G6", "=E6/C6"), ("G7", "=E7/C7"), ("G8", "=E8/(C8+D8)")];
    assert_eq!(found(&initial), ["G6 rate-wrong-formula", "G7 rate-wrong-formula"]);
    let fix = findings(&form(&initial)).remove(0).fix.unwrap();
    assert_eq!(fix.safety, FixSafety::Safe);
}

#[test]
fn a_rate_over_a_budget_that_is_stated_beside_the_adjustment_is_right() {
    // 上年结转 | 年初 | 年中调整 | 全年预算数 | 全年执行数 | 执行率
    let mut changes = vec![
        ("C4", "上年结转"),
        ("D4", "年初预算"),
        ("E4", "年中调整"),
        ("F4", "全年预算数"),
        ("G4", "全年执行数"),
        ("H4", "执行率"),
        ("H3", ""),
    ];
    let rows: &[(&str, &str)] = &[
        ("C5", "60"),
        ("D5", "1000"),
        ("E5", "80"),
        ("F5", "=C5+D5+E5"),
        ("G5", "1020"),
        ("H5", "=G5/F5"),
        ("C6", "50"),
        ("D6", "800"),
        ("E6", "100"),
        ("F6", "=C6+D6+E6"),
        ("G6", "850"),
        ("H6", "=G6/F6"),
        ("C7", "10"),
        ("D7", "200"),
        ("E7", "-20"),
        ("F7", "=C7+D7+E7"),
        ("G7", "170"),
        ("H7", "0.9"),
        ("C8", ""),
        ("D8", ""),
        ("E8", ""),
        ("B8", ""),
        ("G8", ""),
        ("H8", ""),
    ];
    changes.extend(rows);
    assert_eq!(found(&changes), ["H7 rate-wrong-value"]);
    let message = findings(&form(&changes)).remove(0).message;
    assert!(message.contains("170.00 ÷ 190.00"), "{message}");
}

/// `=E5/D5` beside 年初预算 and 追加（减） was mended to `=E5/(B5+C5)`.
#[test]
fn a_stated_budget_that_is_the_sum_of_both_may_be_what_a_rate_divides_by() {
    let mut changes =
        vec![("D4", "追加（减）"), ("E4", "调整预算数"), ("F4", "决算数"), ("H4", "预算调整率")];
    for (cell, text) in [
        ("E5", "=SUM(E6:E8)"),
        ("E6", "950.52"),
        ("E7", "554.3"),
        ("E8", "400"),
        ("F5", "=SUM(F6:F8)"),
        ("F6", "822.26"),
        ("F7", "500"),
        ("F8", "300"),
        ("G5", "=F5/E5"),
        ("G6", "=F6/E6"),
        ("G7", "=F7/(C7+D7)"),
        ("G8", "0.75"),
    ] {
        changes.push((cell, text));
    }
    assert_eq!(found(&changes), [""; 0]);
}

#[test]
fn rates_that_follow_the_definition_in_their_heading_are_left_as_they_are() {
    let over_initial = [("G5", "0.8799"), ("G6", "0.9746"), ("G7", "0.8333"), ("G8", "0.75")];
    for heading in ["预算完成率（实际支出/年初预算）", "预算完成率（=实际支出数÷年初预算数×100%）"]
    {
        let changes = [&over_initial[..], &[("G4", heading)]].concat();
        assert_eq!(found(&changes), ["G5 rate-other-definition"], "{heading}");
    }
    // One that is wrong by any definition is told with them, and not mended.
    let one_wrong = [&over_initial[..], &[("G4", "预算完成率（实际支出/年初预算）"), ("G7", "0.5")]].concat();
    let findings = findings(&form(&one_wrong));
    let [finding] = findings.as_slice() else { panic!("{findings:#?}") };
    assert!(finding.message.contains("其中 G7 与此也不一致") && finding.fix.is_none());
}

#[test]
fn a_wrong_rate_under_a_heading_with_another_definition_is_mended_only_on_request() {
    let safety = |heading| {
        let findings = findings(&form(&[("G4", heading), ("G7", "0.5")]));
        findings[0].fix.as_ref().unwrap().safety
    };
    assert_eq!(safety("预算完成率（实际支出/年初预算）"), FixSafety::Suggested);
    // What the heading says is the template's, as the other rows show.
    assert_eq!(safety("预算完成率（实际支出/（年初预算+预算调整））"), FixSafety::Safe);
    assert_eq!(safety("预算完成率（实际支出/调整后预算）"), FixSafety::Safe);
}

/// Every rate was "mended" to one over 年初预算数 and the adjusted budget together.
#[test]
fn an_adjusted_budget_in_the_column_of_adjustments_is_told_once() {
    let adjusted = [("D5", "1904.82"), ("D6", "950.52"), ("D7", "554.3"), ("D8", "400")];
    let rates = |rates: [[&'static str; 4]; 2]| {
        let cells = ["G5", "G6", "G7", "G8", "H5", "H6", "H7", "H8"].into_iter();
        let rates = cells.zip(rates.concat());
        adjusted.into_iter().chain(rates).collect::<Vec<_>>()
    };
    let typed = rates([["0.8517", "0.8651", "0.902", "0.75"], ["0.0332", "0.1267", "0.0762", "0"]]);
    assert_eq!(found(&typed), ["G5 rate-other-definition"]);
    let formulas = rates([
        ["=E5/D5", "=E6/D6", "=E7/D7", "=E8/D8"],
        ["=ABS(D5-C5)/C5", "=ABS(D6-C6)/C6", "=ABS(D7-C7)/C7", "=ABS(D8-C8)/C8"],
    ]);
    assert_eq!(found(&formulas), ["G5 rate-other-definition"]);
    // One rate by the template shows that the others divide by the wrong cell.
    let mut one = typed;
    one[4] = ("G5", "=E5/(C5+D5)");
    assert!(!found(&one).iter().any(|f| f.contains("rate-other-definition")), "{:?}", found(&one));
}
