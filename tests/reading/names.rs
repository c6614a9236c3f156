//! The names of sheets, by which everything that is found in a workbook knows its sheet.

use std::fmt::Write as _;

use ziping::workbook::{ReadError, Workbook};

use crate::build::{cell, ods, reading, wide_formula, wide_record, wide_sheet, words, xlsb_book, xlsx};

fn names(workbook: &Workbook) -> Vec<&str> {
    workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect()
}

/// An .xlsx that lists sheets of these names, all with the same part.
fn listing(names: &[&str]) -> Vec<u8> {
    let mut sheets = String::new();
    for name in names {
        write!(sheets, "<sheet name='{name}' r:id='rId1'/>").unwrap();
    }
    let workbook = format!("<workbook xmlns:r='r'><sheets>{sheets}</sheets></workbook>");
    xlsx("<sheetData/><hyperlinks><hyperlink/></hyperlinks>", &[("xl/workbook.xml", &workbook)])
}

#[test]
fn sheets_of_one_name_have_names_of_their_own() {
    let book = reading(&listing(&["表", "表", "表 (2)"])).unwrap();
    assert_eq!(names(&book), ["表", "表 (3)", "表 (2)"]);
    assert_eq!(
        book.not_carried,
        [
            "工作表名称“表”重复，后一张改为“表 (3)”",
            "超链接 1 处（表）",
            "超链接 1 处（表 (3)）",
            "超链接 1 处（表 (2)）"
        ]
    );
    let (index, _) = book.sheet("表").unwrap();
    assert_eq!(index, 0, "what names the sheet means the first");
}

#[test]
fn names_that_differ_in_case_stay_as_they_are() {
    let book = reading(&listing(&["Sheet1", "sheet1"])).unwrap();
    assert_eq!(names(&book), ["Sheet1", "sheet1"]);
}

#[test]
fn sheets_of_one_name_in_an_ods() {
    let table = "<table:table table:name='表'><table:table-row><table:table-cell office:value-type='string'>\
                 <text:p><text:a>1</text:a></text:p></table:table-cell></table:table-row></table:table>";
    let book = reading(&ods("", &table.repeat(2))).unwrap();
    assert_eq!(names(&book), ["表", "表 (2)"]);
    assert_eq!(
        book.not_carried,
        ["工作表名称“表”重复，后一张改为“表 (2)”", "超链接 1 处（表）", "超链接 1 处（表 (2)）"]
    );
}

/// The formula names the sheet by its number, and would else be one about the first.
#[test]
fn a_formula_about_the_second_sheet_of_a_name_stays_about_it() {
    let number = |number: u32| number.to_le_bytes().to_vec();
    let linked = [number(1), number(0), number(1), number(1)].concat();
    let workbook = [wide_sheet("表"), wide_sheet("表"), wide_record(0x165, &[]), wide_record(0x16A, &linked)];
    let elsewhere = [vec![0x3A], words(&[0]), number(4), words(&[2])].concat();
    let book = reading(&xlsb_book(&workbook, &[], &[wide_formula(0, 1.0, &elsewhere)])).unwrap();
    assert_eq!(names(&book), ["表", "表 (2)"]);
    assert_eq!(cell(&book, "A1").formula.as_deref(), Some("'表 (2)'!$C$5"));
}

#[test]
fn a_name_of_a_sheet_without_end_is_refused() {
    let long = "长".repeat(256);
    let table = format!("<table:table table:name='{long}'></table:table>");
    for bytes in [listing(&[&long]), ods("", &table), xlsb_book(&[wide_sheet(&long)], &[], &[])] {
        match reading(&bytes) {
            Err(ReadError::Excessive(what)) => assert_eq!(what, "工作表名称超过 255 字"),
            other => panic!("{other:?}"),
        }
    }
    assert!(reading(&listing(&[&"长".repeat(255)])).is_ok());
}
