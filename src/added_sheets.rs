//! The sheets that the program adds to a corrected workbook. No form is looked for on them, and no department's sheet keeps
//! their names.

/// What was found, for the department.
pub(crate) const OPINION: &str = "校验意见";
/// What was changed, cell by cell.
pub(crate) const CHANGES: &str = "修改记录";
