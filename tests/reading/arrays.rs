//! Array formulas of every format: which cells they fill.

use ziping::workbook::{CellRange, CellRef, Value, Workbook};

use crate::build::{
    cell, formula, ods, reading, record, rows, wide_record, wide_sheet, words, xls, xlsb_book, xlsx,
};

fn range(text: &str) -> CellRange {
    text.parse().unwrap()
}

/// The cells that array formulas fill, with their ranges.
fn arrays(book: &Workbook) -> Vec<(String, String)> {
    book.sheets[0].arrays.iter().map(|(at, range)| (at.to_string(), range.to_string())).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(at, range)| ((*at).to_owned(), (*range).to_owned())).collect()
}

#[test]
fn an_array_formula_is_its_first_cells_and_fills_the_others() {
    let book = reading(&rows(
        "<row r='5'><c r='C5'><f t='array' ref='C5'>SUM(C6:C7*1)</f><v>300</v></c></row>\
         <row r='6'><c r='E6'><f t='array' ref='E6:F7'>C6:D7*2</f><v>1</v></c><c r='F6'><v>2</v></c></row>\
         <row r='7'><c r='E7'><v>3</v></c></row>",
    ))
    .unwrap();
    let filled = [("C5", "C5"), ("E6", "E6:F7"), ("F6", "E6:F7"), ("E7", "E6:F7"), ("F7", "E6:F7")];
    assert_eq!(arrays(&book), pairs(&filled));
    assert_eq!(cell(&book, "E6").formula.as_deref(), Some("C6:D7*2"));
    assert_eq!((cell(&book, "E7").formula, cell(&book, "E7").value.number()), (None, Some(3.into())));
    // A script that writes a workbook leaves out the cells that its formula fills.
    assert_eq!(book.sheets[0].cell("F7".parse().unwrap()).map(|c| &c.value), Some(&Value::Empty));
    assert!(book.not_carried.is_empty(), "{:?}", book.not_carried);
}

#[test]
fn what_no_program_computes_as_one_array_is_its_first_cells_alone_and_is_told() {
    let own_formula = "<row r='1'><c r='A1'><f t='array' ref='A1:A2'>B1:B2*2</f></c></row>\
                       <row r='2'><c r='A2'><f>B2*3</f></c></row>";
    let overlapping = "<row r='1'><c r='A1'><f t='array' ref='A1:A3'>B1:B3*2</f></c>\
                       <c r='C1'><f t='array' ref='A1:C1'>B1:B3*2</f></c></row>";
    let boundless = "<row r='1'><c r='A1'><f t='array' ref='A1:XFD1048576'>B1*2</f></c></row>";
    for (body, cells) in [(own_formula, 1), (overlapping, 4), (boundless, 1)] {
        let book = reading(&rows(body)).unwrap();
        assert_eq!(book.sheets[0].arrays.len(), cells, "{body}");
        assert_eq!(book.not_carried, ["数组公式的区域（只保留首个单元格的公式） 1 处（自评表）"], "{body}");
    }
    let merged = "<sheetData><row r='1'><c r='A1'><f t='array' ref='A1:A2'>B1:B2*2</f></c></row></sheetData>\
                  <mergeCells><mergeCell ref='A2:B2'/></mergeCells>";
    let book = reading(&xlsx(merged, &[])).unwrap();
    assert_eq!(arrays(&book), pairs(&[("A1", "A1")]));
}

#[test]
fn an_array_formula_without_a_sound_range_fills_its_own_cell() {
    for attributes in ["", "ref='x'", "ref='A1:XFE1'", "ref='A1:A9999999'"] {
        let book =
            reading(&rows(&format!("<row r='1'><c r='A1'><f t='array' {attributes}>B1*2</f></c></row>")));
        assert_eq!(arrays(&book.unwrap()), pairs(&[("A1", "A1")]), "{attributes}");
    }
}

/// Thousands of arrays of thousands of cells cost no more than so many cells.
#[test]
fn all_arrays_together_fill_so_many_cells() {
    let row = |n: usize| {
        let (at, to) = (n * 1_000 + 1, n * 1_000 + 1_000);
        format!("<row r='{at}'><c r='A{at}'><f t='array' ref='A{at}:A{to}'>B1*2</f></c></row>")
    };
    let body: String = (0..500).map(row).collect();
    let book = reading(&rows(&body)).unwrap();
    assert_eq!(book.sheets[0].arrays.len(), 200_000 + 300);
    assert!(book.not_carried[0].contains("300 处"), "{:?}", book.not_carried);
}

#[test]
fn what_spilled_is_told() {
    let book =
        reading(&rows("<row r='1'><c r='A1' cm='1'><f t='array' ref='A1:A2'>B1:B2</f></c></row>")).unwrap();
    assert_eq!(book.not_carried, ["动态数组的自动扩展（改为固定区域的数组公式） 1 处（自评表）"]);
}

#[test]
fn an_ods_says_how_many_cells_an_array_formula_fills() {
    let body = "<table:table table:name='表'><table:table-row><table:table-cell \
                table:number-matrix-columns-spanned='1' table:number-matrix-rows-spanned='2' \
                table:formula='of:=[.B1:.B2]*2' office:value-type='float' office:value='2'/></table:table-row>\
                <table:table-row><table:table-cell office:value-type='float' office:value='4'/></table:table-row>\
                </table:table>";
    let book = reading(&ods("", body)).unwrap();
    assert_eq!(arrays(&book), pairs(&[("A1", "A1:A2"), ("A2", "A1:A2")]));
    assert_eq!(cell(&book, "A2").formula, None);
    assert!(book.not_carried.is_empty(), "{:?}", book.not_carried);
}

#[test]
fn an_xls_stores_an_array_formula_once() {
    // {=B1:B2*2} in A1:A2
    let elsewhere = [&[0x01][..], &words(&[0, 0])].concat();
    let tokens = [&[0x25][..], &words(&[0, 1, 1, 1]), &[0x1E, 2, 0, 0x05]].concat();
    let length = u16::try_from(tokens.len()).unwrap();
    let array = record(0x0221, &[words(&[0, 1]), vec![0, 0], vec![0; 6], words(&[length]), tokens].concat());
    let book =
        reading(&xls(&[], &[formula(0, 0, 2.0, &elsewhere), array, formula(1, 0, 4.0, &elsewhere)])).unwrap();
    assert_eq!(arrays(&book), pairs(&[("A1", "A1:A2"), ("A2", "A1:A2")]));
    assert_eq!(cell(&book, "A1").formula.as_deref(), Some("$B$1:$B$2*2"));
    assert_eq!((cell(&book, "A2").formula, cell(&book, "A2").value.number()), (None, Some(4.into())));
    assert!(book.not_carried.is_empty(), "{:?}", book.not_carried);
}

#[test]
fn an_xlsb_stores_an_array_formula_once() {
    let wide = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
    let member = |result: f64| {
        let code = [&[0x01][..], &wide(&[0])].concat();
        let head = [wide(&[0, 0]), result.to_le_bytes().to_vec(), vec![0, 0]].concat();
        wide_record(0x09, &[head, wide(&[5]), code, wide(&[4, 0])].concat())
    };
    let row = |row: u32| wide_record(0x00, &[wide(&[row, 0]), vec![0; 9]].concat());
    // {=7} in A1:A2
    let array = wide_record(
        0x01AA,
        &[wide(&[0, 1, 0, 0]), vec![0], wide(&[3]), vec![0x1E, 7, 0], wide(&[0])].concat(),
    );
    let sheet = [row(0), member(7.0), array, row(1), member(7.0)];
    let book = reading(&xlsb_book(&[wide_sheet("自评表")], &[], &sheet)).unwrap();
    assert_eq!(arrays(&book), pairs(&[("A1", "A1:A2"), ("A2", "A1:A2")]));
    assert_eq!(cell(&book, "A1").formula.as_deref(), Some("7"));
    assert_eq!((cell(&book, "A2").formula, cell(&book, "A2").value.number()), (None, Some(7.into())));
    assert_eq!(book.sheets[0].arrays.get(&CellRef::new(1, 0)), Some(&range("A1:A2")));
}
