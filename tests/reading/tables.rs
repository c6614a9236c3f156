//! Formulas that name tables: read as ones that name cells.

use crate::build::{cell, reading, xlsx};

const RELATIONS: &str = "<Relationships><Relationship Id='rId1' \
    Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/table' Target='../tables/table1.xml'/></Relationships>";
const TABLE: &str = "<table name='表1' displayName='明细表' ref='A1:B4' totalsRowCount='1'><tableColumns count='2'>\
    <tableColumn id='1' name='项目'/><tableColumn id='2' name='金额_x000a_（万元）'/></tableColumns></table>";

fn book(formula: &str, table: &str) -> ziping::workbook::Workbook {
    let body = format!(
        "<sheetData><row r='6'><c r='C6'><f>{formula}</f><v>1250.5</v></c></row></sheetData>\
         <tableParts count='1'><tablePart r:id='rId1'/></tableParts>"
    );
    let parts = [("xl/worksheets/_rels/sheet1.xml.rels", RELATIONS), ("xl/tables/table1.xml", table)];
    reading(&xlsx(&body, &parts)).unwrap()
}

#[test]
fn a_structured_reference_is_read_as_its_cells_and_the_file_is_remembered() {
    let book = book("SUM(明细表[金额\n（万元）])", TABLE);
    assert_eq!(cell(&book, "C6").formula.as_deref(), Some("SUM($B$2:$B$3)"));
    let spelled: Vec<&str> = book.sheets[0].respelled.values().map(String::as_str).collect();
    assert_eq!(spelled, ["SUM(明细表[金额\n（万元）])"]);
    assert_eq!(book.not_carried, ["表格样式与筛选 1 处（自评表）"]);
}

#[test]
fn a_reference_to_no_known_table_stays_as_it_is() {
    for table in
        ["<table/>", "<table displayName='明细表' ref='A1:XFE4'/>", "<table displayName='C6' ref='A1:B4'/>"]
    {
        let book = book("SUM(明细表[金额])+C6", table);
        assert_eq!(cell(&book, "C6").formula.as_deref(), Some("SUM(明细表[金额])+C6"), "{table}");
        assert!(book.sheets[0].respelled.is_empty());
    }
}

/// Names that stand for much in few letters do not multiply what a file holds.
#[test]
fn what_references_come_to_counts_as_text_of_the_file() {
    let table = "<table displayName='表' ref='XFA1048500:XFD1048576'><tableColumns><tableColumn name='a'/></tableColumns></table>";
    let formula = vec!["表"; 2_700].join("+");
    let row = |n: u32| format!("<row r='{n}'><c r='A{n}'><f>{formula}</f></c></row>");
    let rows: String = (1..=40).map(row).collect();
    let body = format!("<sheetData>{rows}</sheetData><tableParts><tablePart r:id='rId1'/></tableParts>");
    let parts = [("xl/worksheets/_rels/sheet1.xml.rels", RELATIONS), ("xl/tables/table1.xml", table)];
    let limits = ziping::workbook::Limits { text_bytes: 1 << 20, ..ziping::workbook::Limits::default() };
    let error = ziping::workbook::read(&xlsx(&body, &parts), &limits).unwrap_err();
    assert!(matches!(error, ziping::workbook::ReadError::TooLarge(_)), "{error:?}");
}

#[test]
fn a_tables_filter_may_hide_rows_of_its_sheet() {
    assert!(!book("A1", TABLE).sheets[0].filter.may_hide_rows);
    let filtered = TABLE.replace("<tableColumns", "<autoFilter ref='A1:B3'/><tableColumns");
    assert!(book("A1", &filtered).sheets[0].filter.may_hide_rows);
}
