//! What a run was asked for.

use std::collections::BTreeMap;

use crate::config::Acceptance;
use crate::form::{FarAbove, MoneyUnit};
use crate::rules::Severity;

/// The settings of a run that rules and outputs look at.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The level of a rule in this run, by name; `None` for off.
    pub levels: BTreeMap<String, Option<Severity>>,
    /// Only these rules, if any are named.
    pub select: Vec<String>,
    /// Not these rules.
    pub ignore: Vec<String>,
    /// The year that forms should have (`--year`).
    pub year: Option<i32>,
    /// Findings that were asked about and found right.
    pub accepted: Vec<Acceptance>,
    /// What counts as far above a target.
    pub far_above: FarAbove,
    /// The unit of the summary.
    pub summary_unit: MoneyUnit,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            levels: BTreeMap::new(),
            select: Vec::new(),
            ignore: Vec::new(),
            year: None,
            accepted: Vec::new(),
            far_above: FarAbove::default(),
            summary_unit: MoneyUnit::TenThousand,
        }
    }
}

/// What is no year of a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("应是四位数的年度，如 2021")]
pub struct NotAYear;

/// The year that forms should have, as a user gives it.
///
/// # Errors
/// [`NotAYear`] for what no budget was made for: 21, 20211.
pub fn budget_year(year: i32) -> Result<i32, NotAYear> {
    if (1949..=2999).contains(&year) { Ok(year) } else { Err(NotAYear) }
}
