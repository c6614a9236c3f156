//! Values that the writing library has no call for: error values that no formula gives, texts of no length, and texts
//! that look like numbers as the results of formulas.
//!
//! The first two are written as the results of a stand-in formula, the last with a mark before them; both are taken out
//! of the finished file again. So an error stays an error (as a text, a sum over it would come out as a number) and a
//! text a text.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Formula, XlsxError};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::CorrectError;
use super::escapes::escaped;
use crate::workbook::{CellError, Value};

/// A formula that no workbook has: its first character belongs to no language.
const STAND_IN: &str = "\u{F8FF}ZIPING";
/// What is written before a text that the library would take for something else.
const MARK: char = '\u{F8FF}';

/// The formula that stands in for a value.
pub(super) fn stand_in(value: &Value) -> Formula {
    let result = match value {
        Value::Error(error) => error.as_str(),
        _ => "",
    };
    Formula::new(STAND_IN).set_result(result)
}

/// A formula's result that is a text, and whether it needs [`restore`].
pub(super) fn text_result(text: &str) -> (String, bool) {
    let taken_for_another =
        text.parse::<f64>().is_ok() || matches!(text, "TRUE" | "FALSE") || CellError::parse(text).is_some();
    let text = escaped(text);
    if taken_for_another { (format!("{MARK}{text}"), true) } else { (text.into_owned(), false) }
}

/// Takes the stand-in formulas and the marks out of a finished workbook, so that their results remain.
pub(super) fn restore(bytes: &[u8]) -> Result<Vec<u8>, CorrectError> {
    let failed = |error: ZipError| CorrectError::from(XlsxError::ZipError(error));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(failed)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let (formula, marked) = (format!("<f>{STAND_IN}</f>"), format!("<v>{MARK}"));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(failed)?;
        let name = part.name().map_err(failed)?.into_owned();
        if !name.starts_with("xl/worksheets/sheet") {
            writer.raw_copy_file(part).map_err(failed)?;
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml).map_err(XlsxError::IoError)?;
        writer.start_file(name, options).map_err(failed)?;
        let xml = xml.replace(&formula, "").replace(&marked, "<v>");
        writer.write_all(xml.as_bytes()).map_err(XlsxError::IoError)?;
    }
    Ok(writer.finish().map_err(failed)?.into_inner())
}
