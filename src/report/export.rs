//! `ziping/form/1`: JSON Lines, one form a line.

use std::collections::HashMap;

use super::ReportError;
use crate::batch::Results;
use crate::form::FormRecord;
use crate::rules::{Check, FindingRecord};

/// Every form with what the rules found on it alone, one a line. What comes of comparing forms is left out: whoever
/// merges exported parts compares anew.
///
/// # Errors
/// None in practice: a form has nothing that JSON cannot say.
pub fn json_lines(results: &Results) -> Result<String, ReportError> {
    let mut lines = String::new();
    for (form, findings) in results.forms.iter().zip(findings_by_form(results)) {
        let form = FormRecord { findings, ..form.clone() };
        lines += &serde_json::to_string(&form)?;
        lines.push('\n');
    }
    Ok(lines)
}

/// For each form, the findings on its sheet; those on a sheet without a form go with the workbook's first.
pub(super) fn findings_by_form(results: &Results) -> Vec<Vec<FindingRecord>> {
    let mut by_file: HashMap<&str, usize> = HashMap::new();
    let mut by_sheet: HashMap<(&str, &str), usize> = HashMap::new();
    for (at, form) in results.forms.iter().enumerate() {
        by_file.entry(&form.file).or_insert(at);
        by_sheet.entry((&form.file, &form.sheet)).or_insert(at);
    }
    let mut all = vec![Vec::new(); results.forms.len()];
    for finding in &results.findings {
        let (file, sheet) = (finding.file.as_str(), finding.sheet.as_str());
        let form = by_sheet.get(&(file, sheet)).or_else(|| by_file.get(file));
        if let (Some(&form), Check::Form(_)) = (form, &finding.rule.check) {
            all[form].push(finding.record());
        }
    }
    all
}
