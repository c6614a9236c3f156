//! Cells that an array formula fills together, none of which can be changed alone.

use super::{Finding, NewContent};
use crate::workbook::{CellRange, Workbook};

/// Takes the fixes from findings that would change such a cell, and says why in their place. A result that is renewed is
/// still the formula's.
pub(super) fn keep_whole(findings: &mut [Finding], workbook: &Workbook) {
    if workbook.sheets.iter().all(|sheet| sheet.arrays.is_empty()) {
        return;
    }
    for finding in findings {
        if let Some(range) = torn(finding, workbook) {
            finding.fix = None;
            let why = format!("；该单元格属于数组公式 {range}，不能单独修改，请修改整个数组公式");
            finding.message.push_str(&why);
        }
    }
}

/// The array formula that a finding's fix would tear apart.
fn torn(finding: &Finding, workbook: &Workbook) -> Option<CellRange> {
    let (_, sheet) = workbook.sheet(&finding.sheet)?;
    let mut edits = finding.fix.as_ref()?.edits.iter();
    edits.find_map(|edit| {
        let renews = matches!(edit.content, NewContent::Recalculated(_));
        if renews { None } else { sheet.shared_array(edit.cell).copied() }
    })
}
