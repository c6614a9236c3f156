//! Few bytes of a file that stand for much, again and again: what they stand for is counted, not the bytes.

use std::fmt::Write as _;

use ziping::workbook::{Limits, ReadError, Workbook, read};

use crate::build::{
    cell, compound, formula, number, ods, reading, record, wide_formula, wide_record, wide_sheet, wide_text,
    words, xls, xls_stream, xlsb_book, xlsx,
};

fn too_large(result: Result<Workbook, ReadError>) -> String {
    match result {
        Err(ReadError::TooLarge(what)) => what,
        other => panic!("{:?}", other.map(|book| book.not_carried)),
    }
}

#[test]
fn a_name_of_an_xlsb_without_end_is_in_no_formula() {
    let named = |name: &str| {
        let refers_to = [vec![3, 0, 0, 0, 0x1E, 1, 0], vec![0; 4]].concat();
        let flags = [[0; 4].to_vec(), vec![0], u32::MAX.to_le_bytes().to_vec()].concat();
        wide_record(0x27, &[flags, wide_text(name), refers_to].concat())
    };
    let workbook = [wide_sheet("表"), named(&"n".repeat(100_000)), named("n")];
    let name = |index: u32| [vec![0x23], index.to_le_bytes().to_vec()].concat();
    let cells = [
        wide_formula(0, 1.0, &name(1)),
        wide_formula(1, 1.0, &name(2)),
        wide_formula(2, 1.0, &name(1).repeat(3_000)),
    ];
    let book = reading(&xlsb_book(&workbook, &[], &cells)).unwrap();
    assert_eq!(cell(&book, "A1").formula, None);
    assert_eq!(cell(&book, "B1").formula.as_deref(), Some("n"));
    assert_eq!(book.not_carried, ["无法识别的公式 2 处（表）"]);
}

/// 2,000 cells that share a formula of 16,000 signs, of which none comes to anything.
#[test]
fn one_long_formula_in_many_cells() {
    let signs = [&[0x4C][..], &words(&[0, 0xC000]), &[0x12; 8_000]].concat();
    let length = u16::try_from(signs.len()).unwrap();
    let shared = record(0x04BC, &[words(&[0, 1]), vec![0, 0, 0, 2], words(&[length]), signs].concat());
    let points = [&[0x01][..], &words(&[0, 0])].concat();
    let mut cells = vec![formula(0, 0, 1.0, &points), shared];
    cells.extend((1..2_000).map(|row| formula(row, 0, 1.0, &points)));
    let limits = Limits { elements: 500_000, ..Limits::default() };
    assert!(too_large(read(&xls(&[], &cells), &limits)).contains("记录"));
}

#[test]
fn a_text_of_many_looks_in_many_cells_keeps_some_of_them() {
    let runs = "<r><t>甲</t></r><r><rPr><b/></rPr><t>乙</t></r>".repeat(5_000);
    let strings = format!("<sst><si>{runs}</si></sst>");
    let body = format!("<sheetData><row>{}</row></sheetData>", "<c t='s'><v>0</v></c>".repeat(30));
    let book = reading(&xlsx(&body, &[("xl/sharedStrings.xml", &strings)])).unwrap();
    assert_eq!((book.sheets[0].cells.len(), book.sheets[0].rich_texts.len()), (30, 20));
    assert_eq!(book.not_carried, ["文字的局部格式 10 处（自评表）"]);
}

#[test]
fn looks_without_end_of_one_text() {
    let strings = format!("<sst><si>{}</si></sst>", "<r></r>".repeat(32_768));
    match reading(&xlsx("<sheetData/>", &[("xl/sharedStrings.xml", &strings)])) {
        Err(ReadError::Excessive(what)) => assert!(what.contains("格式"), "{what}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn columns_that_are_described_again_and_again() {
    let columns = "<col min='1' max='16384' width='9'/>".repeat(16_383);
    let body = format!("<cols>{columns}</cols><sheetData><row><c r='XFD1'><v>1</v></c></row></sheetData>");
    let book = reading(&xlsx(&body, &[])).unwrap();
    assert_eq!(book.sheets[0].column_widths.len(), 16_384);
}

#[test]
fn columns_of_one_part_that_many_sheets_share() {
    let mut sheets = String::new();
    for i in 0..10 {
        write!(sheets, "<sheet name='S{i}' r:id='rId1'/>").unwrap();
    }
    let workbook = format!("<workbook xmlns:r='r'><sheets>{sheets}</sheets></workbook>");
    let body = "<cols><col min='1' max='16384' width='9'/></cols><sheetData><row><c r='XFD1'><v>1</v></c></row></sheetData>";
    let bytes = xlsx(body, &[("xl/workbook.xml", &workbook)]);
    assert!(reading(&bytes).is_ok());
    let limits = Limits { cells: 100_000, ..Limits::default() };
    assert!(too_large(read(&bytes, &limits)).contains("列宽"));
}

/// A column that is told of by itself and then among all: the one that begins first holds, and nothing is counted twice.
#[test]
fn columns_that_overlap_are_as_the_first_of_them_says() {
    let body = "<cols><col min='3' max='4' width='9' hidden='1'/><col min='1' max='3' width='5'/></cols>\
                <sheetData><row><c r='D1'><v>1</v></c></row></sheetData>";
    let book = reading(&xlsx(body, &[])).unwrap();
    let widths: Vec<f64> = book.sheets[0].column_widths.values().copied().collect();
    assert_eq!(widths, [5.0, 5.0, 5.0, 9.0]);
    assert!(book.sheets[0].hidden_columns.iter().eq(&[3]));
}

/// What broke: a million rows with a height took the writer of corrected workbooks a gigabyte.
#[test]
fn hidden_rows_of_an_ods_that_are_only_counted() {
    let table = "<table:table table:name='表'><table:table-row table:number-rows-repeated='100000' table:visibility='collapse'>\
                 <table:table-cell table:number-columns-spanned='1' table:number-rows-spanned='100000'/></table:table-row></table:table>";
    let limits = Limits { cells: 1_200_000, ..Limits::default() };
    assert!(read(&ods("", &table.repeat(3)), &limits).is_ok());
    assert!(too_large(read(&ods("", &table.repeat(4)), &limits)).contains("行高"));
}

/// Each of these is no background yet, and all together they are four hundred million cells.
#[test]
fn blank_cells_of_an_ods_that_are_only_counted() {
    let styles = "<style:style style:name='b' style:family='table-cell'><style:text-properties fo:font-weight='bold'/></style:style>";
    let blank = "<table:table-cell table:style-name='b' table:number-columns-repeated='100'/>".repeat(100);
    let rows =
        format!("<table:table-row table:number-rows-repeated='200'>{blank}</table:table-row>").repeat(200);
    let body = format!("<table:table table:name='表'>{rows}</table:table>");
    let book = reading(&ods(styles, &body)).unwrap();
    assert_eq!(book.sheets[0].cells.len(), 200_000);
}

#[test]
fn data_validations_of_ranges_without_end_are_left_behind_and_named() {
    let ranges = "A1:B2 ".repeat(30_000);
    let validation = format!("<dataValidation sqref='{ranges}'/>");
    let body = format!("<sheetData/><dataValidations>{}</dataValidations>", validation.repeat(3));
    let book = reading(&xlsx(&body, &[])).unwrap();
    let kept: Vec<usize> = book.sheets[0].restrictions.iter().map(|kept| kept.ranges.len()).collect();
    assert_eq!(kept, [30_000]);
    assert_eq!(book.not_carried, ["数据验证 2 处（自评表）"]);
}

#[test]
fn conditions_without_end_of_one_data_validation() {
    let conditions = "<formula1>1</formula1>".repeat(10_000);
    let validation = format!("<dataValidation type='whole' sqref='A1'>{conditions}</dataValidation>");
    let body = format!("<sheetData/><dataValidations>{validation}</dataValidations>");
    let book = reading(&xlsx(&body, &[])).unwrap();
    assert_eq!(book.sheets[0].restrictions, []);
    assert_eq!(book.not_carried, ["数据验证 1 处（自评表）"]);
}

/// Widths that an .xls gives again and again, as LibreOffice and others give each once.
#[test]
fn columns_of_an_xls_that_are_described_again_and_again() {
    let column = record(0x007D, &words(&[0, 255, 10 * 256, 0, 0, 0]));
    let mut records = vec![column; 10_000];
    records.push(number(0, 255, 0, 1.0));
    assert_eq!(reading(&xls(&[], &records)).unwrap().sheets[0].column_widths.len(), 256);
}

fn merged(count: usize) -> Limits {
    Limits { merges: count, ..Limits::default() }
}

/// What broke: each sheet had its own bound, and forty sheets with as many merged cells as one may have took gigabytes.
#[test]
fn merged_cells_of_one_part_that_many_sheets_share() {
    let workbook = "<workbook xmlns:r='r'><sheets><sheet name='甲' r:id='rId1'/><sheet name='乙' r:id='rId1'/></sheets></workbook>";
    let body = "<sheetData/><mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='A3:B4'/></mergeCells>";
    let bytes = xlsx(body, &[("xl/workbook.xml", workbook)]);
    assert!(read(&bytes, &merged(4)).is_ok());
    assert!(too_large(read(&bytes, &merged(3))).contains("合并"));
}

#[test]
fn merged_cells_of_all_sheets_of_an_xlsb_and_an_ods() {
    let range = |row: u32| wide_record(0xB0, &[row, row + 1, 0, 1].map(u32::to_le_bytes).concat());
    let bytes = xlsb_book(&[wide_sheet("甲"), wide_sheet("乙")], &[], &[range(0), range(2)]);
    assert!(read(&bytes, &merged(4)).is_ok());
    assert!(too_large(read(&bytes, &merged(3))).contains("合并"));
    let table = "<table:table><table:table-row><table:table-cell table:number-columns-spanned='2'/></table:table-row></table:table>";
    let bytes = ods("", &table.repeat(2));
    assert!(read(&bytes, &merged(2)).is_ok());
    assert!(too_large(read(&bytes, &merged(1))).contains("合并"));
}

/// What broke: ranges that overlap are each told of, and were kept in words for every sheet.
#[test]
fn merged_cells_of_an_xls_that_overlap() {
    let ranges = record(0x00E5, &words(&[3, 0, 9, 0, 9, 1, 9, 1, 9, 2, 9, 2, 9]));
    let bytes = xls(&[], &[ranges]);
    assert_eq!(read(&bytes, &merged(3)).unwrap().sheets[0].refused_merges.len(), 2);
    assert!(too_large(read(&bytes, &merged(2))).contains("合并"));
}

/// What broke: 999 sheets that begin at one place took the time and the memory of 999.
#[test]
fn sheets_of_an_xls_in_the_bytes_of_one() {
    let alone = xls_stream(&[], &[]);
    let at = alone.windows(2).rposition(|kind| kind == [0x09, 0x08]).unwrap();
    let second = |at: usize| {
        let at = u32::try_from(at).unwrap().to_le_bytes();
        record(0x0085, &[&at[..], &[0, 0, 1, 0], b"2"].concat())
    };
    let stream = xls_stream(&[second(at + second(0).len())], &[]);
    match reading(&compound(&[("/Workbook", &stream)])) {
        Err(ReadError::Damaged(what)) => assert!(what.contains("同一处"), "{what}"),
        other => panic!("{other:?}"),
    }
}

/// What broke: a record of 256 blank cells took the time of one.
#[test]
fn blank_cells_of_an_xls_that_come_by_the_row() {
    let blanks = record(0x00BE, &[words(&[0, 0]), words(&[15; 256]), words(&[255])].concat());
    let bytes = xls(&[], &vec![blanks; 50]);
    assert!(reading(&bytes).is_ok());
    let limits = Limits { elements: 10_000, ..Limits::default() };
    assert!(too_large(read(&bytes, &limits)).contains("记录"));
}

/// What broke: comments cost nothing in an .xls and an .ods, and millions of them took gigabytes.
#[test]
fn comments_beyond_the_bound_are_left_behind_and_named() {
    let limits = Limits { comments: 2, ..Limits::default() };
    let kept = |bytes: &[u8]| {
        let book = read(bytes, &limits).unwrap();
        (book.sheets.iter().map(|sheet| sheet.comments.len()).sum::<usize>(), book.not_carried)
    };
    let comment = |row| format!("<comment ref='A{row}'><text><t>核</t></text></comment>");
    let comments = [1, 2, 3].map(comment).concat();
    let comments = format!("<comments><commentList>{comments}</commentList></comments>");
    let related =
        "<Relationships><Relationship Id='c' Type='t/comments' Target='../comments1.xml'/></Relationships>";
    let parts = [("xl/comments1.xml", &*comments), ("xl/worksheets/_rels/sheet1.xml.rels", related)];
    let left = |sheet: &str, count: usize| vec![format!("批注 {count} 处（{sheet}）")];
    assert_eq!(kept(&xlsx("<sheetData/><legacyDrawing/>", &parts)), (2, left("自评表", 1)));
    let annotation = "<table:table-cell><office:annotation></office:annotation></table:table-cell>";
    let rows = format!("<table:table-row>{}</table:table-row>", annotation.repeat(4));
    let table = format!("<table:table table:name='表'>{rows}</table:table>");
    assert_eq!(kept(&ods("", &table)), (2, left("表", 2)));
    let text = [
        record(0x005D, &words(&[0x15, 0x12, 0x19, 1])),
        record(0x01B6, &words(&[0, 0, 0, 0, 0, 1, 0, 0, 0])),
        record(0x003C, &[0, b'x']),
    ];
    let notes = (0..3).map(|row| record(0x001C, &words(&[row, 0, 0, 1, 0])));
    assert_eq!(kept(&xls(&[], &text.into_iter().chain(notes).collect::<Vec<_>>())), (2, left("Sheet1", 1)));
}

/// What broke: a million formulas took the memory of four million cells, in every format.
#[test]
fn formulas_count_as_several_cells() {
    let cells = "<c><f>1+1</f><v>2</v></c><c><f t='shared' si='0'/></c><c><f t='shared' si='0'>1+1</f></c>";
    let body = format!("<sheetData><row>{cells}</row></sheetData>");
    let cell = "<table:table-cell table:formula='of:=1+1' table:number-columns-repeated='3'/>";
    let table = format!("<table:table><table:table-row>{cell}</table:table-row></table:table>");
    let one = [0x1E, 1, 0];
    let of_xls: Vec<_> = (0..3).map(|row| formula(row, 0, 1.0, &one)).collect();
    let binary: Vec<_> = (0..3).map(|col| wide_formula(col, 1.0, &one)).collect();
    let all =
        [xlsx(&body, &[]), ods("", &table), xls(&[], &of_xls), xlsb_book(&[wide_sheet("表")], &[], &binary)];
    for bytes in all {
        let cells = |count| read(&bytes, &Limits { cells: count, ..Limits::default() });
        assert!(cells(12).is_ok());
        assert!(too_large(cells(11)).contains("公式"));
    }
}
