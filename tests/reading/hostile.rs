//! Files made to break a reader: each has an outcome in words, in bounded time and memory.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use ziping::workbook::{CellRef, Limits, ReadError, Value, Workbook, read};

use crate::build::{cell, compound, formula, ods, reading, record, rows, words, xls, xlsx, zip};

fn too_large(result: Result<Workbook, ReadError>) -> String {
    match result {
        Err(ReadError::TooLarge(what)) => what,
        other => panic!("{other:?}"),
    }
}

fn excessive(result: Result<Workbook, ReadError>) -> String {
    match result {
        Err(ReadError::Excessive(what)) => what,
        other => panic!("{other:?}"),
    }
}

fn damaged(result: Result<Workbook, ReadError>) -> String {
    match result {
        Err(ReadError::Damaged(what)) => what,
        other => panic!("{:?}", other.map(|w| w.sheets.len())),
    }
}

/// An .xlsx whose sheet part is `head`, then `piece` so many times, then `tail`.
fn bomb(head: &str, piece: &[u8], times: usize, tail: &str) -> Vec<u8> {
    let bytes = rows("");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).unwrap();
        if !file.name().unwrap().ends_with("sheet1.xml") {
            writer.raw_copy_file(file).unwrap();
        }
    }
    writer.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
    writer.write_all(head.as_bytes()).unwrap();
    for _ in 0..times {
        writer.write_all(piece).unwrap();
    }
    writer.write_all(tail.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
fn spaces_without_end_are_not_held_in_memory() {
    let bytes = bomb("<worksheet>", &vec![b' '; 1 << 20], 20, "</worksheet>");
    // Refused by the size that the directory states, or one text of 20 MiB by its own length.
    let limits = Limits { unpacked_bytes: 10 << 20, ..Limits::default() };
    assert!(too_large(read(&bytes, &limits)).contains("解压后"));
    assert!(excessive(reading(&bytes)).contains("一段文字"));
}

/// What broke: an angle bracket inside a comment, a text or a tag was taken for its end, and the whole was held in memory.
#[test]
fn texts_and_tags_full_of_brackets_are_not_held_in_memory() {
    let brackets = vec![b'>'; 1 << 20];
    for (head, tail) in [("<worksheet><!--", "--></worksheet>"), ("<worksheet a='", "'></worksheet>")] {
        assert!(excessive(reading(&bomb(head, &brackets, 9, tail))).contains("一段文字"), "{head}");
    }
    let cell = "<worksheet><sheetData><row><c t='inlineStr'><is><t>";
    let piece = [b"<![CDATA[", &brackets[..], b"]]>"].concat();
    assert!(excessive(reading(&bomb(cell, &piece, 9, ""))).contains("一段文字"));
}

/// What broke: paths as long as a file allows were kept, of every relation.
#[test]
fn relations_to_paths_without_end_lead_nowhere() {
    let long = "x>".repeat(5_000);
    let related = format!(
        "<Relationships><Relationship Id='rId9' Type='t/styles' Target='{long}'/>\
         <Relationship Id='rId1' Type='t/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"
    );
    let body = "<sheetData><row><c r='A1'><v>1</v></c></row></sheetData>";
    let bytes = xlsx(body, &[("xl/_rels/workbook.xml.rels", &related)]);
    assert_eq!(reading(&bytes).unwrap().sheets[0].cells.len(), 1);
}

#[test]
fn cells_without_end() {
    let row = "<row>".to_owned() + &"<c><v>1</v></c>".repeat(10_000) + "</row>";
    let bytes = bomb("<worksheet><sheetData>", row.as_bytes(), 120, "</sheetData></worksheet>");
    // A tenth of what is allowed by default, because tests are not compiled for speed.
    let limits = Limits { cells: Limits::default().cells / 10, ..Limits::default() };
    let what = too_large(read(&bytes, &limits));
    assert!(what.contains("单元格"), "{what}");
}

#[test]
fn blank_cells_with_a_look_without_end_are_read_and_mostly_dropped() {
    let styles = "<styleSheet><cellXfs><xf/><xf numFmtId='9'/></cellXfs></styleSheet>";
    let row = "<row>".to_owned() + &"<c s='1'/>".repeat(10_000) + "</row>";
    let body = format!("<sheetData>{}<row r='500'><c><v>7</v></c></row></sheetData>", row.repeat(25));
    let book = reading(&xlsx(&body, &[("xl/styles.xml", styles)])).unwrap();
    assert_eq!(cell(&book, "A500").value, Value::from_number_text("7").unwrap());
    assert!(book.sheets[0].cells.len() <= 200_001);
}

#[test]
fn one_long_text_in_a_million_cells() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(32_767));
    let body = format!("<sheetData><row>{}</row></sheetData>", "<c t='s'><v>0</v></c>".repeat(16_384));
    assert!(too_large(reading(&xlsx(&body, &[("xl/sharedStrings.xml", &strings)]))).contains("文字"));
}

#[test]
fn shared_strings_that_say_they_are_billions() {
    let strings = "<sst count='4294967295' uniqueCount='4294967295'><si><t>一</t></si></sst>";
    let body = "<sheetData><row><c t='s'><v>0</v></c></row></sheetData>";
    assert!(reading(&xlsx(body, &[("xl/sharedStrings.xml", strings)])).is_ok());
}

#[test]
fn a_shared_string_that_is_not_there() {
    for index in ["1", "-1", "99999999999999999999", "x"] {
        let what = damaged(reading(&rows(&format!("<row r='3'><c r='B3' t='s'><v>{index}</v></c></row>"))));
        assert!(what.contains("B3"), "{what}");
    }
}

#[test]
fn far_corners_and_dimensions_that_lie() {
    let body = "<dimension ref='A1:XFD1048576'/><sheetData><row r='1'><c r='A1'><v>1</v></c></row>\
                <row r='1048576'><c r='XFD1048576'><v>2</v></c></row></sheetData>";
    let book = reading(&xlsx(body, &[])).unwrap();
    assert_eq!(book.sheets[0].cells.len(), 2);
    for outside in ["XFE1", "A1048577", "A0", "AAAAAAA1", "1", "A99999999999"] {
        damaged(reading(&rows(&format!("<row r='1'><c r='{outside}'><v>1</v></c></row>"))));
    }
    damaged(reading(&rows("<row r='1048577'><c><v>1</v></c></row>")));
    damaged(reading(&rows(&format!("<row>{}</row>", "<c><v>1</v></c>".repeat(16_385)))));
}

#[test]
fn document_types_are_not_expanded() {
    let sheet = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>\
                 <worksheet><sheetData><row><c t='str'><v>&b;</v></c></row></sheetData></worksheet>";
    assert!(damaged(reading(&xlsx("", &[("xl/worksheets/sheet1.xml", sheet)]))).contains("实体"));
}

#[test]
fn elements_nested_without_end() {
    assert!(damaged(reading(&bomb("<worksheet>", &b"<a>".repeat(1_000), 100, ""))).contains("嵌套"));
}

#[test]
fn a_hundred_thousand_merged_ranges_all_of_them_overlapping_or_none() {
    let many = |step: usize| {
        let mut body = String::from("<sheetData/><mergeCells>");
        for i in 0..100_000 {
            let row = i * step + 1;
            write!(body, "<mergeCell ref='A{row}:C{}'/>", row + 1).unwrap();
        }
        xlsx(&(body + "</mergeCells>"), &[])
    };
    let book = reading(&many(2)).unwrap();
    assert_eq!(book.sheets[0].merges.len(), 100_000);
    let found = (0..200_000).filter(|row| book.sheets[0].merge_at(CellRef::new(*row, 1)).is_some()).count();
    assert_eq!(found, 200_000);
    let book = reading(&many(1)).unwrap();
    assert_eq!((book.sheets[0].merges.len(), book.sheets[0].refused_merges.len()), (50_000, 50_000));
}

#[test]
fn merged_ranges_of_billions_of_cells() {
    let book =
        reading(&xlsx("<sheetData/><mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>", &[])).unwrap();
    assert!(book.sheets[0].merges.is_empty());
    assert_eq!(book.sheets[0].refused_merges, ["A1:XFD1048576"]);
}

#[test]
fn hundreds_of_sheets_and_too_many() {
    let sheets = |count: usize| {
        let mut listed = String::new();
        for i in 0..count {
            write!(listed, "<sheet name='S{i}' r:id='rId1'/>").unwrap();
        }
        let workbook = format!("<workbook xmlns:r='r'><sheets>{listed}</sheets></workbook>");
        xlsx("<sheetData><row><c><v>1</v></c></row></sheetData>", &[("xl/workbook.xml", &workbook)])
    };
    assert_eq!(reading(&sheets(300)).unwrap().sheets.len(), 300);
    assert!(too_large(reading(&sheets(1_001))).contains("工作表"));
}

#[test]
fn an_archive_of_very_many_entries() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..60_000 {
        writer.start_file(format!("{i}"), SimpleFileOptions::default()).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(excessive(reading(&bytes)).contains("压缩包"));
}

#[test]
fn parts_that_are_not_there_or_point_outside() {
    let related = "<Relationships><Relationship Id='rId1' Type='x/worksheet' Target='../../../etc/passwd'/></Relationships>";
    assert!(damaged(reading(&xlsx("", &[("xl/_rels/workbook.xml.rels", related)]))).contains("自评表"));
    assert!(damaged(reading(&zip(&[("xl/workbook.xml", "<workbook/>")]))).contains("没有工作表"));
    damaged(reading(&zip(&[("xl/workbook.xml", "not xml at all <")])));
}

#[test]
fn numbers_that_are_none() {
    let book = reading(&rows(
        "<row><c><v>1e999999</v></c><c><v>-0</v></c><c><v>０.5</v></c><c><v>0x10</v></c></row>",
    ))
    .unwrap();
    assert_eq!(cell(&book, "A1").value, Value::Unrepresentable(f64::INFINITY));
    assert_eq!(cell(&book, "B1").value, Value::from_number_text("0").unwrap());
    assert_eq!(cell(&book, "C1").value, Value::Text("０.5".into()));
}

#[test]
fn repeated_rows_and_columns_of_seventeen_billion_cells() {
    let full = |rows: u32, columns: u32| {
        ods(
            "",
            &format!(
                "<table:table table:name='S'><table:table-row table:number-rows-repeated='{rows}'>\
                 <table:table-cell table:number-columns-repeated='{columns}' office:value-type='float' office:value='1'/>\
                 </table:table-row></table:table>"
            ),
        )
    };
    too_large(reading(&full(1_048_576, 16_384)));
    excessive(reading(&full(u32::MAX, u32::MAX)));
    excessive(reading(&full(2, 16_385)));
}

#[test]
fn sheets_of_an_xls_that_claim_the_same_records() {
    let begin = |kind| record(0x0809, &words(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let listed = |at: u32| record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat());
    let globals = begin(0x0005).len() + listed(0).len() * 900 + 4;
    let mut stream = begin(0x0005);
    let sheet_begins = begin(0x0010);
    for sheet in 0..900 {
        stream.extend(listed(u32::try_from(globals + sheet * sheet_begins.len()).unwrap()));
    }
    stream.extend(record(0x000A, &[]));
    stream.extend(sheet_begins.repeat(900));
    stream.extend(record(0x7777, &[]).repeat(100_000));
    assert!(too_large(reading(&compound(&[("/Workbook", &stream)]))).contains("记录"));
}

#[test]
fn formulas_of_an_xls_nested_without_end() {
    // 1+(1+(1+… with every sum moved into the one before it.
    let ones = [0x1E, 1, 0].repeat(2_000);
    let sums = [0x15, 0x03].repeat(1_999);
    let formulas: Vec<_> = (0..2_000).map(|row| formula(row, 0, 1.0, &[&ones[..], &sums].concat())).collect();
    let book = reading(&xls(&[], &formulas)).unwrap();
    assert_eq!(book.sheets[0].cells.len(), 2_000);
    assert_eq!(book.not_carried, ["无法识别的公式 2000 处（Sheet1）"]);
}

#[test]
fn one_long_format_code_in_many_looks() {
    let looks = "<xf numFmtId='200'/>".repeat(60_000);
    let styles = format!(
        "<styleSheet><numFmts><numFmt numFmtId='200' formatCode='{}'/></numFmts><cellXfs>{looks}</cellXfs></styleSheet>",
        "0".repeat(1_000_000)
    );
    assert!(reading(&xlsx("<sheetData/>", &[("xl/styles.xml", &styles)])).is_ok());
}

#[test]
fn fonts_without_end() {
    let styles = format!("<styleSheet><fonts>{}</fonts></styleSheet>", "<font/>".repeat(70_000));
    assert!(excessive(reading(&xlsx("<sheetData/>", &[("xl/styles.xml", &styles)]))).contains("样式"));
}

#[test]
fn spaces_of_an_ods_that_are_only_counted() {
    let spaces = "<text:s text:c='32767'/>".repeat(5_000);
    let cell =
        format!("<table:table-cell office:value-type='string'><text:p>{spaces}</text:p></table:table-cell>");
    let body = format!("<table:table table:name='S'><table:table-row>{cell}</table:table-row></table:table>");
    assert!(too_large(reading(&ods("", &body))).contains("文字"));
}

#[test]
fn limits_can_be_raised() {
    let limits = Limits { cells: 1, elements: 12, ..Limits::default() };
    let book = rows("<row><c><v>1</v></c><c><v>2</v></c></row>");
    too_large(read(&book, &limits));
    assert!(read(&book, &limits.times(100)).is_ok());
}

#[test]
fn limits_can_be_lowered() {
    let limits = Limits { cells: 1, ..Limits::default() };
    let book = rows("<row><c><v>1</v></c><c><v>2</v></c></row>");
    assert!(matches!(read(&book, &limits), Err(ReadError::TooLarge(_))));
    let limits = Limits { file_bytes: 10, ..Limits::default() };
    assert!(matches!(read(&book, &limits), Err(ReadError::TooLarge(_))));
}

/// The same workbook with its parts as they are, not packed, whose sheet part says that it has so many bytes.
fn stored_with_size(size: u32) -> Vec<u8> {
    let packed = rows("<row><c><v>1</v></c></row>");
    let mut archive = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        writer.start_file(file.name().unwrap(), options).unwrap();
        std::io::copy(&mut file, &mut writer).unwrap();
    }
    let mut bytes = writer.finish().unwrap().into_inner();
    // Every header of the part: its size stands as far before its name in each.
    for (signature, to_size, to_name) in [(b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)] {
        let name = b"xl/worksheets/sheet1.xml";
        let is_of_part =
            |at: &usize| bytes[*at..].starts_with(signature) && bytes[at + to_name..].starts_with(name);
        let at = (0..bytes.len() - to_name).find(is_of_part).unwrap();
        bytes[at + to_size..at + to_size + 4].copy_from_slice(&size.to_le_bytes());
    }
    bytes
}

/// A part that is not packed was read whole and counted as what it says it has: a hundred sheets over one part of
/// sixty megabytes took minutes.
#[test]
fn a_part_that_is_not_packed_is_as_large_as_it_says() {
    for size in [0, 10, 1 << 20] {
        assert!(damaged(reading(&stored_with_size(size))).contains("大小与目录不符"), "{size}");
    }
}
