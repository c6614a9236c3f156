//! The names of the summary's sheets by which it is known again.

/// The first sheet: the whole at a glance.
pub(super) const OVERVIEW: &str = "总览";
/// The departments' money.
pub(super) const FUNDING: &str = "资金汇总";
/// Every indicator.
pub(super) const INDICATORS: &str = "指标完成情况";
/// Every input, and what became of it.
pub(super) const SUBMISSIONS: &str = "报送情况";

/// Whether a workbook of these sheets is a summary that this program wrote: no form has them.
pub fn is_summary(sheets: &[&str]) -> bool {
    [OVERVIEW, FUNDING, INDICATORS, SUBMISSIONS].into_iter().all(|name| sheets.contains(&name))
}
