//! `ziping/report/1`: one object with every input and every finding.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ReportError;
use crate::batch::{InputRecord, Results};
use crate::rules::{Finding, FindingRecord};

/// What a run found, as other programs see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// `ziping/report/1`.
    pub schema: String,
    /// Every input, in order.
    pub inputs: Vec<InputRecord>,
    /// Every finding, in the order of the inputs.
    pub findings: Vec<FindingRecord>,
}

impl Report {
    /// The report of a run. It is the same for `check` and `run`: where corrected workbooks lie is left out.
    pub fn of(results: &Results) -> Self {
        let without_place = |input: &InputRecord| InputRecord { corrected: None, ..input.clone() };
        Self {
            schema: "ziping/report/1".to_owned(),
            inputs: results.inputs.iter().map(without_place).collect(),
            findings: results.findings.iter().map(Finding::record).collect(),
        }
    }
}

/// The report as indented JSON, with a line break at its end.
///
/// # Errors
/// None in practice: a report has nothing that JSON cannot say.
pub fn json(results: &Results) -> Result<String, ReportError> {
    Ok(serde_json::to_string_pretty(&Report::of(results))? + "\n")
}
