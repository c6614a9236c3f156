//! Formulas that a corrected workbook carries over in other ways than as they stand: array formulas, formulas that name
//! tables, formulas whose result nobody knows.

use std::io::{Cursor, Read};

use crate::desk::{Desk, TOTAL, WRONG_RATE, at, cell, number, rows, text};
use ziping::record::FixSafety;
use ziping::rules::NewContent;
use ziping::workbook::{CellError, CellRange, Sheet, Value, Workbook};

fn fill(desk: &mut Desk, range: &str, formula: &str, values: &[(&str, Value)]) {
    let range: CellRange = range.parse().unwrap();
    for (address, value) in values {
        desk.put(address, value.clone());
        desk.sheet().arrays.insert(at(address), range);
    }
    let first = desk.sheet().cells.get_mut(&range.first).unwrap();
    first.formula = Some(formula.to_owned());
}

fn opinion(workbook: &Workbook) -> String {
    rows(workbook, "校验意见").concat().join("\n")
}

fn listed(workbook: &Workbook, address: &str) -> Option<Vec<String>> {
    rows(workbook, "修改记录").into_iter().find(|row| row.contains(&address.to_owned()))
}

/// The first sheet's part.
fn part(desk: &Desk) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(desk.correct().bytes)).unwrap();
    let mut xml = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut xml).unwrap();
    xml
}

/// It was written as an ordinary formula, which LibreOffice and older Excel compute to #VALUE!.
#[test]
fn an_array_formula_stays_one_with_its_range_and_results() {
    let mut desk = Desk::new();
    fill(&mut desk, "H1", "SUM(C4:E4*1)", &[("H1", number("1750"))]);
    let filled =
        [("J1", number("1600")), ("K1", number("200")), ("J2", number("1600")), ("K2", number("200"))];
    fill(&mut desk, "J1:K2", "C4:D4*2", &filled);
    fill(&mut desk, "M1:M2", "IF(C4:C4>0,\"有\",\"无\")", &[("M1", text("有")), ("M2", text("有"))]);
    let corrected = desk.corrected();
    let sheet = &corrected.sheets[0];
    assert_eq!(sheet.arrays, desk.workbook.sheets[0].arrays);
    for at in sheet.arrays.keys() {
        let (before, after) = (&desk.workbook.sheets[0].cells[at], &sheet.cells[at]);
        assert_eq!((&before.formula, &before.value), (&after.formula, &after.value), "{at}");
    }
    assert_eq!(rows(&corrected, "修改记录").concat().last().map(String::as_str), Some("没有修改"));
}

#[test]
fn the_cells_of_an_array_formula_get_their_results_and_stale_ones_are_listed() {
    let mut desk = Desk::new();
    fill(&mut desk, "J1:J3", "C4*2", &[("J1", Value::Empty), ("J2", number("1")), ("J3", Value::Empty)]);
    let corrected = desk.corrected();
    for address in ["J1", "J2", "J3"] {
        assert_eq!(cell(&corrected, "自评表", address).value, number("1600"), "{address}");
    }
    assert!(listed(&corrected, "J2").unwrap().contains(&"stale-cached-value".to_owned()));
    assert_eq!(listed(&corrected, "J1"), None);
}

/// Fifty million could be out of date by five fen.
#[test]
fn a_large_total_that_is_out_of_date_by_fen_is_renewed_and_one_with_traces_of_binary_numbers_is_not() {
    let mut desk = Desk::new();
    desk.put("H1", number("50000123.45")).put("H2", number("50000000"));
    desk.put_formula("J1", "H1+0", number("50000123.4"));
    desk.put_formula("J2", "H1-H2", number("123.45000000298023"));
    desk.put_formula("J3", "H1/H2", number("1.0000024689999999"));
    let corrected = desk.corrected();
    assert_eq!(cell(&corrected, "自评表", "J1").value, number("50000123.45"));
    assert!(listed(&corrected, "J1").unwrap().contains(&"stale-cached-value".to_owned()));
    assert_eq!((listed(&corrected, "J2"), listed(&corrected, "J3")), (None, None));
}

/// The writer's zeros in the cells of an array were taken for results.
#[test]
fn the_cells_of_an_array_formula_that_nobody_can_compute_hold_no_zeros() {
    let mut desk = Desk::new();
    fill(&mut desk, "J1:J2", "未知函数(C4:C5)", &[("J1", Value::Empty), ("J2", Value::Empty)]);
    let corrected = desk.corrected();
    let sheet = &corrected.sheets[0];
    assert_eq!(sheet.arrays, desk.workbook.sheets[0].arrays);
    assert_eq!((sheet.value(at("J1")), sheet.value(at("J2"))), (&Value::Empty, &Value::Empty));
}

#[test]
fn a_fix_may_replace_an_array_formula_of_one_cell_and_no_part_of_a_larger_one() {
    let mut desk = Desk::new();
    fill(&mut desk, "F4", "SUM(E4:E4*1)/C4", &[("F4", number("1.0625"))]);
    desk.find_wrong_rate();
    let corrected = desk.corrected();
    assert_eq!(cell(&corrected, "自评表", "F4").formula.as_deref(), Some("E4/(C4+D4)"));
    assert!(corrected.sheets[0].arrays.is_empty());

    let mut desk = Desk::new();
    fill(&mut desk, "J1:J2", "C4*2", &[("J1", number("1600")), ("J2", number("1600"))]);
    desk.find_with_fix(&WRONG_RATE, "J2", NewContent::Number(1.into()));
    let corrected = desk.corrected();
    assert_eq!(corrected.sheets[0].arrays, desk.workbook.sheets[0].arrays);
    assert_eq!(cell(&corrected, "自评表", "J2").value, number("1600"));
}

#[test]
fn an_array_formula_that_leads_out_of_the_workbook_becomes_values_in_all_its_cells() {
    let mut desk = Desk::new();
    fill(&mut desk, "J1:J2", "[1]Sheet1!A1:A2*2", &[("J1", number("3")), ("J2", number("4"))]);
    fill(&mut desk, "K1:K2", "[1]Sheet1!A1:A2*2", &[("K1", Value::Empty), ("K2", Value::Empty)]);
    let corrected = desk.corrected();
    assert!(corrected.sheets[0].arrays.is_empty());
    let error = Value::Error(CellError::Ref);
    for (address, value) in [("J1", &number("3")), ("J2", &number("4")), ("K1", &error), ("K2", &error)] {
        assert_eq!(&cell(&corrected, "自评表", address).value, value, "{address}");
        assert_eq!(cell(&corrected, "自评表", address).formula, None, "{address}");
    }
}

#[test]
fn a_formula_that_named_a_table_is_listed_as_the_file_had_it() {
    let mut desk = Desk::new();
    desk.put_formula("C4", "SUM($H$2:$H$3)", number("800")).put("H2", number("300")).put("H3", number("500"));
    desk.sheet().respelled.insert(at("C4"), "SUM(明细表[金额])".to_owned());
    let corrected = desk.corrected();
    assert_eq!(cell(&corrected, "自评表", "C4").formula.as_deref(), Some("SUM($H$2:$H$3)"));
    let row = listed(&corrected, "C4").unwrap();
    assert!(row.contains(&"=SUM(明细表[金额])（值 800）".to_owned()), "{row:?}");
    assert!(
        row.contains(&"=SUM($H$2:$H$3)（值 800）".to_owned()) && row.contains(&"表格引用".to_owned()),
        "{row:?}"
    );
    assert!(opinion(&corrected).contains("公式中的表格引用（改为同样的单元格区域）：自评表!C4"));
    assert!(corrected.sheets[0].comments.is_empty());
}

/// It became the text of itself under the rule of references to other workbooks, and the total over it was less by as much.
#[test]
fn a_formula_that_names_an_unknown_table_and_has_no_result_is_an_error_and_no_text() {
    let mut desk = Desk::new();
    desk.put_formula("D4", "SUM(没有的表[金额])", Value::Empty).put_formula("H1", "C4+D4", Value::Empty);
    desk.put_formula("H2", "SUM(没有的表[[#Totals],[金额]])", number("5"));
    let corrected = desk.corrected();
    for address in ["D4", "H1"] {
        assert_eq!(cell(&corrected, "自评表", address).value, Value::Error(CellError::Ref), "{address}");
    }
    assert_eq!(cell(&corrected, "自评表", "H2").value, number("5"));
    let row = listed(&corrected, "D4").unwrap();
    assert!(row.contains(&"=SUM(没有的表[金额])".to_owned()) && row.contains(&"#REF!".to_owned()), "{row:?}");
    assert!(row.contains(&"表格引用".to_owned()), "{row:?}");
    let told = opinion(&corrected);
    assert!(told.contains("含无法换算的表格引用的公式") && told.contains("自评表!H2、自评表!D4"), "{told}");
    assert!(corrected.sheets[0].comments[&at("D4")].text.contains("表格引用"));
}

#[test]
fn what_leads_to_another_workbook_is_told_from_what_names_a_table() {
    let mut desk = Desk::new();
    for (address, formula) in [
        ("H1", "[1]Sheet1!A1"),
        ("H2", "'D:\\[明细表.xlsx]汇总'!A1"),
        ("H3", "[1]!名称"),
        ("H4", "IF(\"[甲]\"=\"\",0,[2]表!A1)"),
        ("J1", "明细表[金额]"),
        ("J2", "SUM([@金额])"),
        ("J3", "'[0]'&表1[]"),
    ] {
        desk.put_formula(address, formula, number("1"));
    }
    let corrected = desk.corrected();
    for address in ["H1", "H2", "H3", "H4"] {
        assert!(listed(&corrected, address).unwrap().contains(&"external-reference".to_owned()), "{address}");
    }
    for address in ["J1", "J2"] {
        assert!(listed(&corrected, address).unwrap().contains(&"表格引用".to_owned()), "{address}");
    }
}

/// Each was written as a text of no length, which the next run took for the value of the formula.
#[test]
fn a_formula_without_a_result_is_written_without_one() {
    let mut desk = Desk::new();
    desk.put_formula("C4", "未知函数(1)", Value::Empty)
        .put_formula("F4", "E4/(C4+D4)", Value::Empty)
        .put_formula("H1", "\"\"", text(""))
        .put_formula("H2", "\"\u{F8FF}\u{F8FE}\"", text("\u{F8FF}\u{F8FE}"));
    let corrected = desk.corrected();
    for address in ["C4", "F4"] {
        let cell = cell(&corrected, "自评表", address);
        assert!(cell.formula.is_some() && cell.value == Value::Empty, "{address}: {cell:?}");
    }
    assert_eq!(cell(&corrected, "自评表", "H1").value, text(""));
    assert_eq!(cell(&corrected, "自评表", "H2").value, text("\u{F8FF}\u{F8FE}"));
    let xml = part(&desk);
    let cell = xml.split("<c ").find(|cell| cell.starts_with("r=\"C4\"")).unwrap();
    assert!(!cell.contains("t=\"str\"") && !cell.contains("<v>"), "{cell}");
}

#[test]
fn a_sum_over_sheets_is_computed_over_all_from_one_to_the_other() {
    let mut desk = Desk::new();
    for (name, amount) in [("一季度", "300"), ("二季度", "200"), ("三季度", "300"), ("四季度", "9")]
    {
        let mut sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
        sheet.cells.entry(at("B2")).or_default().value = number(amount);
        desk.workbook.sheets.push(sheet);
    }
    desk.put_formula("C4", "SUM('一季度:三季度'!B2)", Value::Empty);
    desk.put_formula("H1", "SUM(三季度:一季度!A1:B2)", Value::Empty);
    desk.put_formula("H2", "SUM(一季度:五季度!B2)", Value::Empty);
    let corrected = desk.corrected();
    assert_eq!(cell(&corrected, "自评表", "C4").value, number("800"));
    assert_eq!(cell(&corrected, "自评表", "C4").formula.as_deref(), Some("SUM('一季度:三季度'!B2)"));
    assert_eq!(cell(&corrected, "自评表", "H1").value, number("800"));
    assert_eq!(cell(&corrected, "自评表", "H2").value, Value::Error(CellError::Ref));
}

#[test]
fn a_suggested_fix_of_a_shared_array_is_not_carried_out_either() {
    let mut desk = Desk::new();
    fill(&mut desk, "C4:D4", "J1:K1*1", &[("C4", number("800")), ("D4", number("100"))]);
    desk.put("J1", number("800")).put("K1", number("100"));
    desk.options.apply = FixSafety::Suggested;
    desk.find_with_fix(&TOTAL, "D4", NewContent::Number(1.into()));
    let corrected = desk.corrected();
    assert_eq!(cell(&corrected, "自评表", "D4").value, number("100"));
}
