//! 校验意见 and 修改记录.

use crate::desk::{Desk, ECHO, SPACES, TOTAL, at, rows, text};
use rust_decimal::Decimal;
use ziping::rules::NewContent;
use ziping::workbook::Sheet;

#[test]
fn changes_are_listed_under_the_agreed_headings() {
    let mut desk = Desk::new();
    desk.find_wrong_rate();
    let listed = rows(&desk.corrected(), "修改记录");
    assert_eq!(listed[1], ["工作表", "单元格", "字段", "修改前", "修改后", "规则"]);
    let change = ["自评表", "F4", "合计 预算完成率", "0.9", "=E4/(C4+D4)（值 94.44%）", "rate-wrong-value"];
    assert_eq!(listed[2], change);
    assert_eq!(listed.len(), 3);
}

#[test]
fn the_opinion_names_the_department_counts_and_concludes() {
    let mut desk = Desk::new();
    desk.find(&ECHO, "B5", "只是重复目标").find_wrong_rate();
    desk.find_with_fix(&TOTAL, "E4", NewContent::Number(Decimal::new(85_100, 2)));
    let opinion = rows(&desk.corrected(), "校验意见");
    let all = opinion.concat().join("\n");
    for part in [
        "预算绩效自评表退回修改意见",
        "部门：荔湾区档案局",
        "文件：001_档案局.xlsx",
        "错误 2 处（已修正 1 处），需核实 1 处，提示 0 处",
        "结论：退回修改：错误 2 处，请于修改后重新报送",
    ] {
        assert!(all.contains(part), "{part} is missing in\n{all}");
    }
    let table: Vec<(&str, &str, &str)> = opinion
        .iter()
        .filter(|row| row.len() == 8 && row[0] != "序号")
        .map(|row| (row[1].as_str(), row[3].as_str(), row[6].as_str()))
        .collect();
    let expected = [("错误", "E4", "建议修改"), ("错误", "F4", "已修正"), ("需核实", "B5", "请核实")];
    assert_eq!(table, expected);
}

#[test]
fn a_form_with_nothing_wrong_passes() {
    let opinion = rows(&Desk::new().corrected(), "校验意见").concat().join("\n");
    assert!(opinion.contains("结论：通过，未发现问题"), "{opinion}");
}

#[test]
fn what_was_lost_on_the_way_is_named() {
    let mut desk = Desk::new();
    desk.sheet().refused_merges = vec!["A1:XFD1048576".to_owned()];
    desk.workbook.not_carried = vec!["图片 2 张（自评表）".to_owned()];
    let opinion = rows(&desk.corrected(), "校验意见").concat().join("\n");
    for part in ["未能保留的内容", "未保留的合并单元格（自评表）：A1:XFD1048576", "图片 2 张（自评表）"]
    {
        assert!(opinion.contains(part), "{opinion}");
    }
}

#[test]
fn sheets_of_an_earlier_correction_are_replaced() {
    let mut desk = Desk::new();
    for name in ["校验意见", "修改记录"] {
        let mut sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
        sheet.cells.entry(at("A1")).or_default().value = text("旧的意见");
        desk.workbook.sheets.push(sheet);
    }
    let corrected = desk.corrected();
    let names: Vec<&str> = corrected.sheets.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["自评表", "校验意见", "修改记录"]);
    assert!(!rows(&corrected, "校验意见").concat().contains(&"旧的意见".to_owned()));
}

#[test]
fn for_publication_there_are_no_added_sheets_notes_or_marks() {
    let mut desk = Desk::new();
    desk.options.clean = true;
    desk.find_wrong_rate().find(&ECHO, "B5", "只是重复目标");
    let corrected = desk.corrected();
    assert_eq!(corrected.sheets.len(), 1);
    assert_eq!(corrected.sheets[0].comments.len(), 0);
    let cell = crate::desk::cell(&corrected, "自评表", "F4");
    assert_eq!(cell.formula.as_deref(), Some("E4/(C4+D4)"), "fixes are applied all the same");
    assert_eq!(corrected.style(cell).fill, None);
}

#[test]
fn of_a_long_text_only_what_changed_is_listed() {
    let mut desk = Desk::new();
    let long = format!("{} {}", "甲".repeat(500), "乙".repeat(500));
    desk.put("B5", text(&long));
    desk.find_with_fix(&SPACES, "B5", crate::desk::replace(500, 1, ""));
    let listed = rows(&desk.corrected(), "修改记录");
    assert!(listed[2][3].chars().count() < 100, "{}", listed[2][3]);
    assert!(listed[2][3].starts_with('…') && listed[2][3].contains("甲 乙"), "{}", listed[2][3]);
}
