//! The cross-department summary, 汇总表.xlsx. One file a sheet.
//!
//! Every sheet is a function from the same [`facts`] to worksheets; none judges anything: verdicts, findings and their
//! fixes come from elsewhere. Sums and rates are live formulas, with what they compute cached, so that the workbook can
//! be gone on with.

mod charts;
mod facts;
mod findings;
mod formats;
mod funding;
mod indicators;
mod money;
mod overview;
mod problems;
mod projects;
mod sources;
mod submissions;
mod table;
mod tasks;
mod text;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::batch::InputRecord;
use crate::form::FormRecord;
use crate::roster::Roster;
use crate::rules::FindingRecord;
use crate::settings::Settings;
use crate::workbook::MAX_ROWS;

/// What a summary is made of.
#[derive(Debug, Clone, Copy)]
pub struct SummaryInput<'a> {
    /// Every form.
    pub forms: &'a [FormRecord],
    /// Every finding, and for each whether its fix was applied.
    pub findings: &'a [FindingRecord],
    /// For each finding, whether its fix was applied; empty if nothing was corrected.
    pub applied: &'a [bool],
    /// Every input.
    pub inputs: &'a [InputRecord],
    /// Who must report.
    pub roster: Option<&'a Roster>,
    /// The run's settings.
    pub settings: &'a Settings,
}

/// A summary could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SummaryError {
    /// The workbook could not be written.
    #[error("无法写出汇总表：{0}")]
    Write(String),
}

impl From<XlsxError> for SummaryError {
    fn from(error: XlsxError) -> Self {
        Self::Write(error.to_string())
    }
}

/// The summary workbook, as an .xlsx file. The same input gives the same bytes.
///
/// # Errors
/// [`SummaryError::Write`] where the result would be no workbook.
///
/// ```
/// use ziping::settings::Settings;
/// use ziping::summary::{SummaryInput, summarize};
/// let settings = Settings::default();
/// let input =
///     SummaryInput { forms: &[], findings: &[], applied: &[], inputs: &[], roster: None, settings: &settings };
/// assert!(summarize(&input).unwrap().starts_with(b"PK"));
/// ```
pub fn summarize(input: &SummaryInput<'_>) -> Result<Vec<u8>, SummaryError> {
    Ok(write(input, MAX_ROWS)?)
}

/// Whether a workbook is a summary that this program wrote: by its sheets, which no form has.
pub fn is_summary(workbook: &crate::workbook::Workbook) -> bool {
    ["总览", "资金汇总", "指标完成情况", "报送情况"].into_iter().all(|name| workbook.sheet(name).is_some())
}

/// Writes the workbook, with so many rows a sheet at most.
fn write(input: &SummaryInput<'_>, rows_per_sheet: u32) -> Result<Vec<u8>, XlsxError> {
    let facts = facts::Facts::of(input, rows_per_sheet);
    let formats = formats::Formats::new();
    let funding = funding::write(&facts, &formats)?;
    let mut sheets: Vec<Worksheet> = vec![overview::write(&facts, &formats, &funding)?];
    sheets.extend(funding.sheets);
    if facts.has_projects {
        sheets.extend(projects::write(&facts, &formats)?);
    }
    for sheet in [tasks::write, indicators::write, problems::write, findings::write, submissions::write] {
        sheets.extend(sheet(&facts, &formats)?);
    }
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&facts)?);
    for sheet in sheets {
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer()
}

/// The document's properties. Its date is fixed: a clock would make every run's file another.
fn properties(facts: &facts::Facts<'_>) -> Result<DocProperties, XlsxError> {
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new()
        .set_title(facts.title("绩效自评汇总"))
        .set_author("ziping")
        .set_creation_datetime(&date))
}
