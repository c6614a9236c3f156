//! Small workbooks, written part by part, so that a test shows exactly what the file says.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use ziping::workbook::{Cell, CellRef, Limits, ReadError, Workbook, read};

/// A zip file of these parts.
pub fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of an .xlsx of one sheet, whose worksheet part has `body` inside; `more` replaces and adds parts.
pub fn xlsx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let root = format!(
        "<Relationships><Relationship Id='r1' Type='{RELATIONS}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
    );
    let workbook =
        "<workbook xmlns:r='r'><sheets><sheet name='自评表' sheetId='1' r:id='rId1'/></sheets></workbook>";
    let related = format!(
        "<Relationships><Relationship Id='rId1' Type='{RELATIONS}/worksheet' Target='worksheets/sheet1.xml'/>\
         <Relationship Id='rId2' Type='{RELATIONS}/styles' Target='styles.xml'/>\
         <Relationship Id='rId3' Type='{RELATIONS}/sharedStrings' Target='sharedStrings.xml'/></Relationships>"
    );
    let sheet = format!("<worksheet>{body}</worksheet>");
    let types = "<Types><Override ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>";
    let mut parts = vec![
        ("[Content_Types].xml", types),
        ("_rels/.rels", root.as_str()),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", related.as_str()),
        ("xl/worksheets/sheet1.xml", sheet.as_str()),
    ];
    parts.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    parts.extend(more);
    zip(&parts)
}

/// An .xlsx whose sheet has these rows.
pub fn rows(rows: &str) -> Vec<u8> {
    xlsx(&format!("<sheetData>{rows}</sheetData>"), &[])
}

/// An .ods whose content has `body` inside its spreadsheet and `styles` among its automatic styles.
pub fn ods(styles: &str, body: &str) -> Vec<u8> {
    ods_with(styles, body, &[])
}

/// An .ods with more parts.
pub fn ods_with(styles: &str, body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    );
    let own =
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_str())];
    zip(&[&own, parts].concat())
}

/// An OLE2 file of these streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.into_inner().into_inner()
}

/// One record of an .xls.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// Words of two bytes, as records hold them.
pub fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|w| w.to_le_bytes()).collect()
}

/// The stream of an .xls of one sheet: records of the globals, then those of the sheet.
pub fn xls_stream(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    let begin = |kind| record(0x0809, &words(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let mut stream = [begin(0x0005), globals.concat()].concat();
    let listed = |at: u32| {
        let name = [&[6, 0][..], b"Sheet1"].concat();
        record(0x0085, &[&at.to_le_bytes()[..], &[0, 0], &name].concat())
    };
    let at = stream.len() + listed(0).len() + record(0x000A, &[]).len();
    stream.extend(listed(u32::try_from(at).unwrap()));
    stream.extend(record(0x000A, &[]));
    stream.extend(begin(0x0010));
    stream.extend(sheet.concat());
    stream.extend(record(0x000A, &[]));
    stream
}

/// An .xls of one sheet.
pub fn xls(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    compound(&[("/Workbook", &xls_stream(globals, sheet))])
}

/// A number in a cell of an .xls.
pub fn number(row: u16, col: u16, look: u16, number: f64) -> Vec<u8> {
    record(0x0203, &[words(&[row, col, look]), number.to_le_bytes().to_vec()].concat())
}

/// A formula in a cell of an .xls, with the number that it gave.
pub fn formula(row: u16, col: u16, result: f64, tokens: &[u8]) -> Vec<u8> {
    let length = u16::try_from(tokens.len()).unwrap().to_le_bytes();
    let head = words(&[row, col, 0]);
    let tail = [&result.to_le_bytes()[..], &[0; 6], &length, tokens].concat();
    record(0x0006, &[head, tail].concat())
}

/// One record of an .xlsb part.
pub fn wide_record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (mut number, least) in [(usize::from(kind), usize::from(kind >= 0x80) + 1), (data.len(), 1)] {
        for written in 1.. {
            let last = number < 0x80 && written >= least;
            bytes.push(u8::try_from(number & 0x7F).unwrap() | if last { 0 } else { 0x80 });
            number >>= 7;
            if last {
                break;
            }
        }
    }
    bytes.extend(data);
    bytes
}

/// A text of an .xlsb.
pub fn wide_text(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [u32::try_from(units.len()).unwrap().to_le_bytes().to_vec(), words(&units)].concat()
}

/// An .xlsb of one sheet, whose part holds these records; `styles` are those of the styles part.
pub fn xlsb(styles: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    xlsb_book(&[wide_sheet("自评表")], styles, sheet)
}

/// A sheet as the workbook part of an .xlsb lists it.
pub fn wide_sheet(name: &str) -> Vec<u8> {
    wide_record(0x9C, &[vec![0; 8], wide_text("rId1"), wide_text(name)].concat())
}

/// An .xlsb whose workbook part holds these records, each sheet with the same part.
pub fn xlsb_book(workbook: &[Vec<u8>], styles: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    let related = format!(
        "<Relationships><Relationship Id='rId1' Type='{RELATIONS}/worksheet' Target='worksheets/sheet1.bin'/></Relationships>"
    );
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 4] = [
        ("xl/_rels/workbook.bin.rels", related.as_bytes()),
        ("xl/workbook.bin", &workbook.concat()),
        ("xl/styles.bin", &styles.concat()),
        ("xl/worksheets/sheet1.bin", &sheet.concat()),
    ];
    for (name, bytes) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A formula in a cell of an .xlsb, with the number that it gave.
pub fn wide_formula(col: u32, result: f64, code: &[u8]) -> Vec<u8> {
    let length = u32::try_from(code.len()).unwrap().to_le_bytes();
    let head = [col.to_le_bytes(), [0; 4]].concat();
    wide_record(0x09, &[&head[..], &result.to_le_bytes(), &[0, 0], &length, code, &[0; 4]].concat())
}

/// Reads with the default limits.
pub fn reading(bytes: &[u8]) -> Result<Workbook, ReadError> {
    read(bytes, &Limits::default())
}

/// The cell of the first sheet.
pub fn cell(workbook: &Workbook, at: &str) -> Cell {
    let at: CellRef = at.parse().unwrap();
    workbook.sheets[0].cell(at).cloned().unwrap_or_default()
}
