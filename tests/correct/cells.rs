//! Every cell stays where it is and what it is.

use crate::desk::{Desk, at, cell, comment, number, text};
use ziping::workbook::{CellError, DefinedName, Sheet, Value};

#[test]
fn values_of_every_kind_come_back_as_they_were() {
    let mut desk = Desk::new();
    let values = [
        ("H1", number("843.65")),
        ("H2", number("-0.000123")),
        ("H3", number("123456789012345")),
        ("H4", Value::Bool(true)),
        ("H5", text("=E6/(C6+D6)")),
        ("H6", text("http://example.com/")),
        ("H7", text("-100")),
        ("H8", text("007")),
        ("H9", text(" 98% ")),
        ("H10", text("一行\n又一行")),
        ("H11", text("_x0041_ 与 <b>&amp;</b>")),
        ("H12", text("甲\u{7}乙\u{1f}丙")),
        ("H13", text("\u{200b}零宽\u{feff}")),
        ("XFD1048576", text("远")),
    ];
    for (address, value) in &values {
        desk.put(address, value.clone());
    }
    let corrected = desk.corrected();
    for (address, value) in &values {
        assert_eq!(&cell(&corrected, "自评表", address).value, value, "{address}");
        assert_eq!(cell(&corrected, "自评表", address).formula, None, "{address}");
    }
}

/// `_x005F_x0041_` of the input was written as `_x0041_` where the library does not escape it, which Excel shows as `A`.
#[test]
fn what_reads_as_an_escaped_character_stays_text_wherever_it_stands() {
    let mut desk = Desk::new();
    let run = |text: &str| ziping::workbook::TextRun { text: text.to_owned(), font: None };
    desk.put("H1", text("_x0041_ 字面")).put("H2", text("粗_x0041_")).put_formula(
        "H3",
        "\"_\"&\"x0041_\"",
        text("_x0041_"),
    );
    desk.sheet().rich_texts.insert(at("H2"), vec![run("粗"), run("_x0041_")]);
    desk.sheet().comments.insert(at("H1"), comment("见 _x000A_ 一节"));
    let corrected = desk.corrected();
    for (address, value) in [("H1", "_x0041_ 字面"), ("H2", "粗_x0041_"), ("H3", "_x0041_")] {
        assert_eq!(cell(&corrected, "自评表", address).value, text(value), "{address}");
    }
    assert_eq!(corrected.sheets[0].comments[&at("H1")].text, "见 _x000A_ 一节");
}

#[test]
fn an_error_value_stays_an_error() {
    let mut desk = Desk::new();
    desk.put("H1", Value::Error(CellError::Div0)).put("H2", Value::Error(CellError::NA));
    let corrected = desk.corrected();
    assert_eq!(cell(&corrected, "自评表", "H1").value, Value::Error(CellError::Div0));
    assert_eq!(cell(&corrected, "自评表", "H1").formula, None);
    assert_eq!(cell(&corrected, "自评表", "H2").value, Value::Error(CellError::NA));
}

#[test]
fn a_text_of_excels_greatest_length_is_whole() {
    let mut desk = Desk::new();
    let long = "信".repeat(32_767);
    desk.put("B5", text(&long));
    assert_eq!(cell(&desk.corrected(), "自评表", "B5").value, text(&long));
}

#[test]
fn formulas_keep_their_results() {
    let mut desk = Desk::new();
    desk.put_formula("H1", "IF(C4>0,\"有\",\"无\")", text("有"))
        .put_formula("H2", "C4>0", Value::Bool(true))
        .put_formula("H3", "C4/0", Value::Error(CellError::Div0))
        .put_formula("H4", "SUM({1,2,3})", number("6"))
        .put_formula("H5", "TEXT(86.5,\"0.00\")", text("86.50"))
        .put_formula("H6", "\"TRUE\"", text("TRUE"));
    let corrected = desk.corrected();
    for (address, formula, value) in [
        ("H1", "IF(C4>0,\"有\",\"无\")", text("有")),
        ("H2", "C4>0", Value::Bool(true)),
        ("H3", "C4/0", Value::Error(CellError::Div0)),
        ("H4", "SUM({1,2,3})", number("6")),
        ("H5", "TEXT(86.5,\"0.00\")", text("86.50")),
        ("H6", "\"TRUE\"", text("TRUE")),
    ] {
        let cell = cell(&corrected, "自评表", address);
        assert_eq!((cell.formula.as_deref(), &cell.value), (Some(formula), &value), "{address}");
    }
}

#[test]
fn a_formula_that_leads_out_of_the_workbook_becomes_its_value_and_is_listed() {
    let mut desk = Desk::new();
    desk.put_formula("H1", "[1]Sheet1!A1*2", number("12.5"));
    let corrected = desk.corrected();
    let cell = cell(&corrected, "自评表", "H1");
    assert_eq!((cell.formula.as_deref(), &cell.value), (None, &number("12.5")));
    let listed = crate::desk::rows(&corrected, "修改记录");
    assert!(listed.iter().any(|row| row.contains(&"H1".to_owned())), "{listed:?}");
}

#[test]
fn merges_hidden_rows_columns_and_comments_stay() {
    let mut desk = Desk::new();
    desk.put("H7", text("藏"));
    let sheet = desk.sheet();
    sheet.hidden_rows.insert(6);
    sheet.hidden_columns.insert(7);
    sheet.column_widths.insert(1, 30.0);
    sheet.comments.insert(at("B4"), comment("请财务科复核"));
    let corrected = desk.corrected();
    let (_, sheet) = corrected.sheet("自评表").unwrap();
    assert_eq!(sheet.merges, desk.workbook.sheets[0].merges);
    assert!(sheet.hidden_rows.contains(&6));
    assert!(sheet.hidden_columns.contains(&7));
    assert_eq!(sheet.comments.get(&at("B4")).map(|c| c.text.as_str()), Some("请财务科复核"));
    assert!((sheet.column_widths[&1] - 30.0).abs() < 1.0, "{:?}", sheet.column_widths);
}

#[test]
fn sheets_stay_in_order_and_hidden_ones_hidden() {
    let mut desk = Desk::new();
    let sheet = |name: &str, hidden| Sheet { name: name.to_owned(), hidden, ..Sheet::default() };
    desk.workbook.sheets.insert(0, sheet("填报说明", true));
    desk.workbook.sheets.push(sheet("附表's", false));
    desk.form.sheet_index = 1;
    let corrected = desk.corrected();
    let sheets: Vec<(&str, bool)> = corrected.sheets.iter().map(|s| (s.name.as_str(), s.hidden)).collect();
    let expected =
        [("填报说明", true), ("自评表", false), ("附表's", false), ("校验意见", false), ("修改记录", false)];
    assert_eq!(sheets, expected);
}

#[test]
fn defined_names_stay_where_excel_accepts_them() {
    let mut desk = Desk::new();
    let name = |name: &str, sheet, refers_to: &str| DefinedName {
        name: name.to_owned(),
        sheet,
        refers_to: refers_to.to_owned(),
    };
    desk.workbook.defined_names = vec![
        name("年初预算", None, "自评表!$C$4"),
        name("支出", Some(0), "自评表!$E$4"),
        name("外部", None, "[1]Sheet1!$A$1"),
        name("1不合规", None, "自评表!$A$1"),
    ];
    let corrected = desk.corrected();
    let kept: Vec<(&str, Option<usize>)> = corrected
        .defined_names
        .iter()
        .filter(|n| !n.name.starts_with("_xlnm"))
        .map(|n| (n.name.as_str(), n.sheet))
        .collect();
    assert_eq!(kept, [("年初预算", None), ("支出", Some(0))]);
    let opinion = crate::desk::rows(&corrected, "校验意见").concat().join("\n");
    assert!(opinion.contains("未保留的名称：外部、1不合规"), "{opinion}");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let mut desk = Desk::new();
    desk.find_wrong_rate().put("H1", Value::Error(CellError::Ref));
    assert_eq!(desk.correct().bytes, desk.correct().bytes);
}

#[test]
fn sheet_names_that_excel_refuses_are_changed_and_named() {
    let mut desk = Desk::new();
    let long = "部门整体支出绩效自评表（二〇二一年度）及有关情况的说明和附件";
    desk.workbook.sheets.push(Sheet { name: format!("{long}[1]"), ..Sheet::default() });
    desk.workbook.sheets.push(Sheet { name: format!("{long}[2]"), ..Sheet::default() });
    let corrected = desk.corrected();
    assert_eq!(corrected.sheets.len(), 5);
    assert!(corrected.sheets[1].name.starts_with("部门整体支出"));
    assert_ne!(corrected.sheets[1].name, corrected.sheets[2].name);
    let opinion = crate::desk::rows(&corrected, "校验意见").concat().join("\n");
    assert!(opinion.contains("不合 Excel 规则"), "{opinion}");
}

#[test]
fn merges_beyond_all_measure_are_named_instead() {
    let mut desk = Desk::new();
    desk.sheet()
        .merges
        .extend(["J1:Z3000".parse::<ziping::workbook::CellRange>().unwrap(), "AB1:AZ11000".parse().unwrap()]);
    let corrected = desk.corrected();
    let opinion = crate::desk::rows(&corrected, "校验意见").concat().join("\n");
    assert!(opinion.contains("未保留的合并单元格：自评表!AB1:AZ11000"), "{opinion}");
}

/// What broke: each of the rows got a height, and a form of a few kilobytes took the writer a gigabyte.
#[test]
fn a_text_merged_over_a_million_rows_leaves_their_heights_alone() {
    let mut desk = Desk::new();
    desk.put("J1", text("备注"));
    desk.sheet().merges.extend(["J1:J999999".parse().unwrap()]);
    let heights = &desk.corrected().sheets[0].row_heights;
    assert!(heights.len() < 100, "{}", heights.len());
}

#[test]
fn a_formula_longer_than_excels_becomes_its_value_and_is_listed() {
    let mut desk = Desk::new();
    desk.put_formula("H1", &format!("1{}", "+1".repeat(5_000)), number("5001"));
    let corrected = desk.corrected();
    assert_eq!(cell(&corrected, "自评表", "H1").formula, None);
    assert_eq!(cell(&corrected, "自评表", "H1").value, number("5001"));
}
