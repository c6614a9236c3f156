//! Values that the writing library has no call for: error values that no formula gives, and texts of no length.
//!
//! Each is first written as the result of a stand-in formula, which is then taken out of the finished file. So an
//! error stays an error: as a text, a sum over it would come out as a number.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::Formula;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::CorrectError;
use crate::workbook::Value;

/// A formula that no workbook has: its first character belongs to no language.
const STAND_IN: &str = "\u{F8FF}ZIPING";

/// The formula that stands in for a value.
pub(super) fn stand_in(value: &Value) -> Formula {
    let result = match value {
        Value::Error(error) => error.as_str(),
        _ => "",
    };
    Formula::new(STAND_IN).set_result(result)
}

/// Takes the stand-in formulas out of a finished workbook, so that their results remain.
pub(super) fn restore(bytes: &[u8]) -> Result<Vec<u8>, CorrectError> {
    let failed = |error: &dyn std::fmt::Display| CorrectError::Write(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| failed(&e))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let formula = format!("<f>{STAND_IN}</f>");
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|e| failed(&e))?;
        let name = part.name().map_err(|e| failed(&e))?.into_owned();
        if !name.starts_with("xl/worksheets/sheet") {
            writer.raw_copy_file(part).map_err(|e| failed(&e))?;
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml).map_err(|e| failed(&e))?;
        writer.start_file(name, options).map_err(|e| failed(&e))?;
        writer.write_all(xml.replace(&formula, "").as_bytes()).map_err(|e| failed(&e))?;
    }
    Ok(writer.finish().map_err(|e| failed(&e))?.into_inner())
}
