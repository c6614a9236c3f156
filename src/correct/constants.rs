//! Values that the writing library has no call for: error values that no formula gives, texts of no length, texts that
//! look like numbers as the results of formulas, and formulas without a result.
//!
//! The first two are written as the results of a stand-in formula, the third with a mark before them, and where there is no
//! result a mark alone; all are taken out of the finished file again. So an error stays an error (as a text, a sum over it
//! would come out as a number), a text a text, and a result that nobody knows is not one of no length.

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

/// What is written as the result of a formula that has none.
const NO_RESULT: &str = "\u{F8FF}\u{F8FE}";

/// The result of a formula whose result nobody knows; it needs [`restore`].
pub(super) fn no_result() -> String {
    NO_RESULT.to_owned()
}

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
    let taken_for_another = text.parse::<f64>().is_ok()
        || matches!(text, "TRUE" | "FALSE")
        || CellError::parse(text).is_some()
        || text.starts_with(MARK);
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
        let xml = without_results(&xml).replace(&formula, "").replace(&marked, "<v>");
        writer.write_all(xml.as_bytes()).map_err(XlsxError::IoError)?;
    }
    Ok(writer.finish().map_err(failed)?.into_inner())
}

/// The sheet without the results, and their type, of the formulas that have none.
fn without_results(xml: &str) -> String {
    const TYPE: &str = " t=\"str\"";
    let mut kept = String::with_capacity(xml.len());
    let result = format!("<v>{NO_RESULT}</v>");
    let mut pieces = xml.split(result.as_str()).peekable();
    while let Some(piece) = pieces.next() {
        // The cell's own tag is the last of those before its result.
        let cell = if pieces.peek().is_some() { piece.rfind("<c ") } else { None };
        let tag = cell.and_then(|at| Some((at, at + piece.get(at..)?.find('>')?)));
        match tag {
            Some((start, end)) => {
                kept.push_str(&piece[..start]);
                kept.push_str(&piece[start..end].replace(TYPE, ""));
                kept.push_str(&piece[end..]);
            }
            None => kept.push_str(piece),
        }
    }
    kept
}
