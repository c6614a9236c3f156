//! The sheets that the program adds to a corrected workbook. No form is looked for on them, and no department's sheet keeps
//! their names.

/// What was found, for the department.
pub(crate) const OPINION: &str = "校验意见";
/// What was changed, cell by cell.
pub(crate) const CHANGES: &str = "修改记录";

/// Whether a sheet is one of them: that of an earlier correction, which is replaced.
pub(crate) fn is_added(name: &str) -> bool {
    name == OPINION || name == CHANGES
}
