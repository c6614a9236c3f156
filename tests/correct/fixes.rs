//! Which fixes are applied, and what becomes of their cells.

use crate::desk::{
    Desk, ECHO, NUMBER_AS_TEXT, QUOTES, SPACES, TOTAL, WRONG_RATE, at, cell, comment, edits, number, replace,
    rows, text,
};
use rust_decimal::Decimal;
use ziping::record::FixSafety;
use ziping::rules::NewContent;
use ziping::workbook::{Style, Value};

fn rate_style() -> Style {
    Style { number_format: "0.00%".to_owned(), ..Style::default() }
}

#[test]
fn a_wrong_rate_becomes_a_live_formula_with_its_result() {
    let mut desk = Desk::new();
    desk.find_wrong_rate();
    assert_eq!(desk.correct().applied, [true]);
    let corrected = desk.corrected();
    let rate = cell(&corrected, "自评表", "F4");
    assert_eq!(rate.formula.as_deref(), Some("E4/(C4+D4)"));
    assert_eq!(rate.value.number().map(|n| n.round_dp(4)), Some(Decimal::new(9444, 4)));
    assert_eq!(corrected.style(rate).number_format, "0.00%");
}

#[test]
fn suggestions_wait_until_they_are_asked_for() {
    let mut desk = Desk::new();
    desk.find_with_fix(&TOTAL, "E4", NewContent::Number(Decimal::new(85_100, 2)));
    assert_eq!(desk.correct().applied, [false]);
    assert_eq!(cell(&desk.corrected(), "自评表", "E4").value, number("850"));
    desk.options.apply = FixSafety::Suggested;
    assert_eq!(desk.correct().applied, [true]);
    assert_eq!(cell(&desk.corrected(), "自评表", "E4").value, number("851"));
}

#[test]
fn edits_of_several_rules_in_one_text_are_all_made() {
    let mut desk = Desk::new();
    desk.put("B5", text(" 推进“阳光信访“建设。"));
    desk.find_with_fix(&SPACES, "B5", replace(0, 1, ""));
    desk.find_with_fix(&QUOTES, "B5", replace(8, 1, "”"));
    assert_eq!(desk.correct().applied, [true, true]);
    let corrected = desk.corrected();
    assert_eq!(cell(&corrected, "自评表", "B5").value, text("推进“阳光信访”建设。"));
    let listed = rows(&corrected, "修改记录");
    let row = listed.iter().find(|row| row.contains(&"B5".to_owned())).expect("B5 is listed");
    assert_eq!(row.last().map(String::as_str), Some("quote-mismatch、stray-space"));
}

#[test]
fn of_two_fixes_that_contradict_the_first_by_code_holds() {
    let mut desk = Desk::new();
    desk.find_with_fix(&NUMBER_AS_TEXT, "C4", NewContent::Number(Decimal::new(2, 0)));
    desk.find_with_fix(&WRONG_RATE, "C4", NewContent::Number(Decimal::new(1, 0)));
    assert_eq!(desk.correct().applied, [false, true]);
    assert_eq!(cell(&desk.corrected(), "自评表", "C4").value, number("1"));
}

#[test]
fn what_was_wanted_of_a_text_is_settled_when_it_becomes_a_number() {
    let mut desk = Desk::new();
    desk.put("C4", text(" 800"));
    desk.find_with_fix(&SPACES, "C4", replace(0, 1, ""));
    desk.find_with_fix(&NUMBER_AS_TEXT, "C4", NewContent::Number(Decimal::new(800, 0)));
    assert_eq!(desk.correct().applied, [true, true]);
    assert_eq!(cell(&desk.corrected(), "自评表", "C4").value, number("800"));
}

#[test]
fn a_fix_applies_as_a_whole_or_not_at_all() {
    let mut desk = Desk::new();
    desk.find_with_fix(&WRONG_RATE, "C4", NewContent::Number(Decimal::new(1, 0)));
    desk.find(&NUMBER_AS_TEXT, "D4", "两处");
    let one = NewContent::Number(Decimal::new(7, 0));
    desk.findings[1].fix = Some(edits(FixSafety::Safe, &[("D4", one.clone()), ("C4", one)]));
    assert_eq!(desk.correct().applied, [true, false]);
    assert_eq!(cell(&desk.corrected(), "自评表", "D4").value, number("100"));
}

#[test]
fn a_number_in_a_cell_of_text_format_is_shown_as_a_number() {
    let mut desk = Desk::new();
    desk.put("C4", text("800")).put_style("C4", Style { number_format: "@".to_owned(), ..Style::default() });
    desk.find_with_fix(&NUMBER_AS_TEXT, "C4", NewContent::Number(Decimal::new(800, 0)));
    let corrected = desk.corrected();
    let amount = cell(&corrected, "自评表", "C4");
    assert_eq!(amount.value, number("800"));
    assert_ne!(corrected.style(amount).number_format, "@");
}

#[test]
fn a_percentage_of_its_own_is_kept() {
    let mut desk = Desk::new();
    desk.put_style("F4", Style { number_format: "0%".to_owned(), ..rate_style() }).find_wrong_rate();
    let corrected = desk.corrected();
    assert_eq!(corrected.style(cell(&corrected, "自评表", "F4")).number_format, "0%");
}

#[test]
fn nothing_is_listed_that_did_not_change() {
    let mut desk = Desk::new();
    desk.put_formula("F4", "E4/(C4+D4)", number("0.944444444444444"));
    desk.find_with_fix(&WRONG_RATE, "F4", NewContent::Recalculated(number("0.944444444444444")));
    desk.find_with_fix(&SPACES, "B5", NewContent::Text("库房面积不足。".to_owned()));
    let corrected = desk.corrected();
    assert_eq!(rows(&corrected, "修改记录")[2..], [["没有修改"]]);
    assert_eq!(corrected.sheet("自评表").unwrap().1.comments.len(), 0);
}

#[test]
fn changed_cells_carry_a_note_and_open_ones_too() {
    let mut desk = Desk::new();
    desk.sheet().comments.insert(at("F4"), comment("处长批示"));
    desk.find_wrong_rate().find(&ECHO, "B5", "只是重复目标，没有实际完成数，请补填");
    let corrected = desk.corrected();
    let comments = &corrected.sheet("自评表").unwrap().1.comments;
    let changed = &comments[&at("F4")];
    for part in ["处长批示", "原值 0.9", "=E4/(C4+D4)", "应为 94.44%"] {
        assert!(changed.text.contains(part), "{changed:?}");
    }
    assert!(comments[&at("B5")].text.contains("请核实"), "{:?}", comments[&at("B5")]);
    assert_eq!(comments[&at("B5")].author, "自评");
}

#[test]
fn a_corrected_workbook_corrected_again_says_nothing_twice() {
    let mut desk = Desk::new();
    desk.sheet().comments.insert(at("F4"), comment("处长批示"));
    desk.find(&ECHO, "F4", "请补填").find(&ECHO, "B5", "请补填");
    let first = desk.corrected();
    desk.workbook = first.clone();
    let second = desk.corrected();
    assert_eq!(second.sheets.len(), first.sheets.len());
    assert_eq!(second.sheets[0].comments, first.sheets[0].comments);
    desk.findings.clear();
    let clean = desk.corrected();
    let comments: Vec<&str> = clean.sheets[0].comments.values().map(|c| c.text.as_str()).collect();
    assert_eq!(comments, ["处长批示"]);
    assert_eq!(clean.style(cell(&clean, "自评表", "B5")).fill, None);
}

#[test]
fn a_number_that_is_none_becomes_excels_error_and_is_listed() {
    let mut desk = Desk::new();
    desk.put("H1", Value::Unrepresentable(f64::NAN));
    let corrected = desk.corrected();
    assert_eq!(cell(&corrected, "自评表", "H1").value, Value::Error(ziping::workbook::CellError::Num));
    assert!(rows(&corrected, "修改记录").concat().contains(&"H1".to_owned()));
}

#[test]
fn results_that_follow_from_a_fix_are_renewed_and_listed() {
    let mut desk = Desk::new();
    desk.put("C4", text("800")).put_formula("H4", "SUM(C4:D4)", number("100"));
    desk.find_with_fix(&NUMBER_AS_TEXT, "C4", NewContent::Number(Decimal::new(800, 0)));
    let corrected = desk.corrected();
    assert_eq!(cell(&corrected, "自评表", "H4").value, number("900"));
    let listed = rows(&corrected, "修改记录");
    let row = listed.iter().find(|row| row.contains(&"H4".to_owned())).expect("H4 is listed");
    assert_eq!(row[3..], ["=SUM(C4:D4)（值 100）", "=SUM(C4:D4)（值 900）", "stale-cached-value"]);
}

#[test]
fn a_result_that_was_never_there_is_filled_in_without_being_called_a_change() {
    let mut desk = Desk::new();
    desk.put_formula("H4", "SUM(C4:D4)", Value::Empty);
    let corrected = desk.corrected();
    assert_eq!(cell(&corrected, "自评表", "H4").value, number("900"));
    assert_eq!(rows(&corrected, "修改记录")[2..], [["没有修改"]]);
}
