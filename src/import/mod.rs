//! Forms from other programs back into workbooks: what `export` wrote (`ziping/form/1` as JSON, or its tables as CSV), or
//! a program in its manner.
//!
//! Of a record only what a person fills in is taken. What the program itself finds out (cells, verdicts, findings) is
//! found out anew when the workbook is read.

mod back;
mod parse;
mod places;
mod problems;
mod record;
mod tables;

use crate::correct::{CorrectError, CorrectOptions, correct};
use crate::form::FarAbove;
use crate::formula::Evaluation;
use crate::guard::guarded;
use crate::record::{FixSafety, FormRecord};
use crate::template::{Templates, read_forms};
use crate::workbook::{Limits, read};

use problems::Problems;
use record::Origin;

pub use parse::parse_records;
pub use record::{ImportProblem, ImportedRecord};
pub use tables::parse_tables;

/// A record could not become a workbook.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// There is no such template.
    #[error("没有名为“{id}”的模板，现有 {}；自己写的模板用 --template 指定", known.join("、"))]
    UnknownTemplate {
        /// What the record names.
        id: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The program itself failed on it.
    #[error("写入时程序内部出错，没有写出工作簿")]
    Broken,
    /// No .xlsx file can hold it.
    #[error(transparent)]
    Write(#[from] CorrectError),
}

/// A record's workbook.
#[derive(Debug, Clone)]
pub struct ImportedWorkbook {
    /// The .xlsx file.
    pub bytes: Vec<u8>,
    /// What of the record does not come back when the workbook is read, by JSON pointer.
    pub lost: Vec<ImportProblem>,
}

/// Lays a record out in its template's own layout, and reads it back to see that nothing was lost.
///
/// # Errors
/// [`ImportError`]: there is no such template, or no workbook can hold the record.
///
/// ```
/// use ziping::{import::{import, parse_records}, template::Templates};
/// let json = r#"{"schema":"ziping/form/1","template":"liwan-department-2021","department":"荔湾区信访局","year":2021,
///   "unit":"万元","funding":[],"goals":{},"tasks":[],"indicators":[]}"#;
/// let (records, problems) = parse_records(json, "信访局");
/// assert!(problems.is_empty());
/// let workbook = import(&records[0], &Templates::builtin()).unwrap();
/// assert!(workbook.lost.is_empty());
/// ```
pub fn import(imported: &ImportedRecord, templates: &Templates) -> Result<ImportedWorkbook, ImportError> {
    guarded(|| laid_out(imported, templates)).unwrap_or(Err(ImportError::Broken))
}

/// The record's workbook.
fn laid_out(imported: &ImportedRecord, templates: &Templates) -> Result<ImportedWorkbook, ImportError> {
    let record = &imported.record;
    let Some(template) = templates.get(&record.template) else {
        let known = templates.iter().map(|template| template.id.clone()).collect();
        return Err(ImportError::UnknownTemplate { id: record.template.clone(), known });
    };
    let workbook = template.lay_out(record).workbook;
    let evaluation = Evaluation::of(&workbook);
    let forms = read_forms(&workbook, &evaluation, templates);
    let options = CorrectOptions { apply: FixSafety::Safe, clean: true };
    let bytes = correct(&record.file, &workbook, &evaluation, &forms, &[], &options)?.bytes;
    // The finished file, not the layout: Excel's bounds on texts and digits count too.
    let back: Option<FormRecord> = read(&bytes, &Limits::default()).ok().and_then(|workbook| {
        let forms = read_forms(&workbook, &Evaluation::of(&workbook), templates);
        forms.first().map(|form| form.record(&record.file, None, FarAbove::default()))
    });
    Ok(ImportedWorkbook { bytes, lost: back::lost(imported, back.as_ref()) })
}
