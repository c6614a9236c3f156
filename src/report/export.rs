//! `ziping/form/1`: JSON Lines, one form a line.

use super::ReportError;
use super::safe::in_plain_lines;
use crate::batch::Results;

/// Every form with what the rules found on it alone, one a line. What comes of comparing forms is left out: whoever
/// merges exported parts compares anew.
///
/// # Errors
/// None in practice: a form has nothing that JSON cannot say.
pub fn json_lines(results: &Results) -> Result<String, ReportError> {
    let mut lines = String::new();
    for form in results.forms_with_findings() {
        lines += &serde_json::to_string(&form)?;
        lines.push('\n');
    }
    Ok(in_plain_lines(lines))
}
